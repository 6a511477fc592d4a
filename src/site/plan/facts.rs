//! Where facts stand: the explorer, a page for each entity, and the files for programs. There are none without facts.

use super::planner::{Planner, fixed_or};
use super::{Plan, Task, fixed};
use crate::base::Address;
use crate::site::facts::{EntityId, FACTS_PER_PAGE};

/// A file that holds all facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactsFile {
    /// `facts.json`.
    Json,
    /// `facts.csv`.
    Csv,
    /// `datapackage.json`: what the columns are.
    Package,
}

impl FactsFile {
    /// Every file.
    pub const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Package];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "facts.json",
            Self::Csv => "facts.csv",
            Self::Package => "datapackage.json",
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn address(self) -> Address {
        Address::home().file(&fixed(self.name()))
    }
}

impl Planner<'_> {
    pub(super) fn facts(&mut self) {
        let facts = self.given.facts;
        if !self.given.config.facts || facts.total == 0 {
            return;
        }
        let explorer = Plan::index("facts");
        self.add_list(&explorer, facts.total, FACTS_PER_PAGE, Task::Facts);
        for (index, subject) in facts.subjects.iter().enumerate() {
            let address = explorer.page(&fixed_or(&subject.id));
            self.add_list(&address, subject.facts.len(), FACTS_PER_PAGE, |number| Task::Entity(EntityId(index), number));
            self.entities.push(address);
        }
        for file in FactsFile::ALL {
            if !self.given.statics.contains_key(file.name()) {
                self.add(file.address(), Task::FactsData(file));
            }
        }
    }
}

impl Plan {
    /// The first page of the facts explorer, if there is one.
    #[must_use]
    pub fn facts(&self) -> Option<Address> {
        let explorer = Self::index("facts");
        self.at(&explorer).filter(|job| job.task == Task::Facts(1)).map(|_| explorer)
    }

    /// The first page of the facts about an entity, if there is one.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Option<&Address> {
        self.entities.get(id.0)
    }
}
