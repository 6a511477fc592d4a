//! Which key facts a template asks for: all, those with a label, or those about an entity or of a property.
//!
//! A [`FactPick`] is what was asked; [`Picked`] is what it means on one state of the site, looked up once in its order of
//! facts, so that asking every page costs no search in each.

use std::fmt;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::view::View;
use crate::base::spelling::folded;
use crate::site::facts::Group;
use crate::site::{PageId, Site};

/// Which facts are asked for; what is not given holds for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FactPick {
    /// The label, folded.
    pub label: Option<String>,
    /// The entity, by any of its names.
    pub entity: Option<String>,
    /// The property, by its id or label.
    pub property: Option<String>,
}

impl fmt::Display for FactPick {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { label, entity, property } = self;
        for (what, name) in [("", label), ("about ", entity), ("that tell ", property)] {
            if let Some(name) = name {
                write!(out, " {what}`{name}`")?;
            }
        }
        Ok(())
    }
}

/// The facts that are meant, on one state of the site.
#[derive(Debug)]
pub struct Picked<'a> {
    label: Option<&'a str>,
    among: Option<FxHashSet<(PageId, usize)>>,
}

impl FactPick {
    /// What it means on a site.
    #[must_use]
    pub fn among(&self, view: &View) -> Picked<'_> {
        let entity = self.entity.as_deref().map(|name| view.registries.entity_id(name));
        let property = self.property.as_deref().map(|name| view.registries.property_id(name));
        if entity.is_none() && property.is_none() {
            return Picked { label: self.label.as_deref(), among: None };
        }
        let groups: &[Group] = match &entity {
            Some(id) => view.facts.named(id).map_or(&[], |id| view.facts.groups_of(id)),
            None => &view.facts.groups,
        };
        let groups = groups.iter().filter(|group| property.as_ref().is_none_or(|property| group.id == *property));
        let among = groups.flat_map(|group| &group.entries).map(|entry| (entry.page, entry.index)).collect();
        Picked { label: self.label.as_deref(), among: Some(among) }
    }
}

impl Picked<'_> {
    /// Whether a fact of a page is meant.
    #[must_use]
    pub fn holds(&self, site: &Site, page: PageId, index: usize) -> bool {
        let is_among = self.among.as_ref().is_none_or(|among| among.contains(&(page, index)));
        let fact = site.page(page).head.key_facts.get(index);
        is_among && fact.is_some_and(|fact| self.label.is_none_or(|label| folded(&fact.label) == label))
    }
}
