//! The index of sources: its pages, the files for other tools, and the place of each work.

use super::planner::Planner;
use super::{Plan, Task, fixed};
use crate::base::Address;
use crate::site::works::WorkId;

/// How many works stand on one page of the index.
pub const WORKS_ON_A_PAGE: usize = 300;

/// A format that other tools read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourcesFormat {
    /// BibTeX.
    Bibtex,
    /// CSL-JSON, the input format of citation processors, version 1.0.2.
    Csl,
}

impl SourcesFormat {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Bibtex, Self::Csl];

    /// The address of its file.
    #[must_use]
    pub fn address(self) -> Address {
        let name = match self {
            Self::Bibtex => "sources.bib",
            Self::Csl => "sources.csl.json",
        };
        Address::home().file(&fixed(name))
    }
}

impl Planner<'_> {
    pub(super) fn sources(&mut self) {
        let works = self.given.works.len();
        if self.given.config.sources && works > 0 {
            let first = Plan::index("sources");
            self.add_list(&first, works, WORKS_ON_A_PAGE, Task::Sources);
            self.sources = Some(first);
            for format in SourcesFormat::ALL {
                self.add(format.address(), Task::SourcesData(format));
            }
        }
    }
}

impl Plan {
    /// The first page of the index of sources, if there is one.
    #[must_use]
    pub fn sources(&self) -> Option<&Address> {
        self.sources.as_ref()
    }

    /// The page of the index on which a work stands, if there is an index.
    #[must_use]
    pub fn page_of_work(&self, id: WorkId) -> Option<Address> {
        Some(Self::list_page(self.sources()?, id.0 / WORKS_ON_A_PAGE + 1))
    }
}
