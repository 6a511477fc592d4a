//! Rules about the facts of the whole site: unknown names, one property of two types, and contradictions.
//!
//! Two facts contradict each other if they tell the same property of the same entity for the same dates, on the word of
//! the same person, and cannot both hold (`compare`). A value for other dates is a development. Dates are the same if
//! they are the same days: a month and a day in it are two different dates, because much can change in a month.

mod compare;
mod faults;
mod waived;

use std::collections::BTreeSet;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use self::compare::{can_both_hold, types};
use self::waived::Waived;
use crate::base::spelling::folded;
use crate::base::{Diagnostic, Diagnostics, Place};
use crate::briefing::{KeyFact, Places};
use crate::site::facts::{Entry, Facts, Group, fact};
use crate::site::{Page, Registries, Site};

/// With so many different values for one date a fact is compared; more are not one fact written differently.
const VALUES_MAX: usize = 16;

/// What is told of the facts of a site.
#[derive(Debug, Default)]
pub struct Told {
    /// What is wrong with them.
    pub found: Diagnostics,
    /// Where waivers stand that are for a contradiction, so that they are not needless.
    pub waivers: BTreeSet<Place>,
}

/// Runs the rules.
#[must_use]
pub fn run(site: &Site, facts: &Facts, registries: &Registries, places: &Places<'_>) -> Told {
    let examination = Examination { site, registries, places };
    let groups = facts.groups.iter().filter(|group| group.subject.is_some());
    let fixed = |group: &Group| registries.properties.get(&group.id).is_some_and(|property| property.fixed);
    let mut told = Told::default();
    groups.for_each(|group| examination.contradictions(group, fixed(group), &mut told));
    told.found.extend(examination.types(facts));
    told.found.extend(site.pages.iter().flat_map(|page| unknown_names(page, registries, places)));
    told
}

/// What dates and vouches for a fact: the days or the words of its date, and whose word it is.
type Occasion<'a> = (Option<(Date, Date)>, Option<String>, Option<&'a str>);

struct Examination<'a> {
    site: &'a Site,
    registries: &'a Registries,
    places: &'a Places<'a>,
}

impl<'a> Examination<'a> {
    fn fact(&self, entry: &Entry) -> &'a KeyFact {
        fact(self.site, entry)
    }

    fn place(&self, entry: &Entry) -> Place {
        place(self.site.page(entry.page), self.fact(entry), self.places)
    }

    /// W0214: facts of one group that cannot both hold, unless that is waived.
    fn contradictions(&self, group: &Group, is_fixed: bool, told: &mut Told) {
        if group.entries.len() < 2 {
            return;
        }
        let mut occasions: FxHashMap<Occasion<'_>, Vec<&Entry>> = FxHashMap::default();
        for entry in in_order_of_files(&group.entries) {
            let own = self.fact(entry);
            let values = occasions.entry(self.occasion(entry, is_fixed)).or_default();
            let other = values.iter().find(|other| !can_both_hold(&own.quantity, &self.fact(other).quantity));
            if let Some(other) = other
                && !self.is_waived(&[entry, other], told)
            {
                let there = (self.fact(other), self.place(other));
                told.found.push(faults::contradiction(group, is_fixed, (own, self.place(entry)), there));
            }
            let is_new = values.iter().all(|other| self.fact(other).quantity != own.quantity);
            if is_new && values.len() < VALUES_MAX {
                values.push(entry);
            }
        }
    }

    /// Whether a contradiction is waived by one of its facts; what is wrong with the waivers is told.
    fn is_waived(&self, entries: &[&Entry], told: &mut Told) -> bool {
        let mut waived = Waived::default();
        entries.iter().for_each(|entry| waived.ask(self.site.page(entry.page), self.fact(entry), self.registries, self.places));
        told.found.extend(waived.found);
        told.waivers.extend(waived.places);
        waived.holds
    }

    fn occasion(&self, entry: &Entry, is_fixed: bool) -> Occasion<'a> {
        let own = self.fact(entry);
        let said_by = own.said_by.as_deref();
        if is_fixed {
            return (None, None, said_by);
        }
        let words = || own.as_of.as_deref().or(self.site.page(entry.page).head.as_of.as_deref()).map(folded);
        (entry.days, if entry.days.is_none() { words() } else { None }, said_by)
    }

    /// E0213: a property that is given by name has one type.
    fn types(&self, facts: &Facts) -> Vec<Diagnostic> {
        let mut named: Vec<(&str, &Entry)> =
            facts.all().filter(|(_, entry)| self.fact(entry).property.is_some()).map(|(group, entry)| (group.id.as_str(), entry)).collect();
        named.sort_by_key(|(_, entry)| (entry.page, entry.index));
        let mut first: FxHashMap<&str, (&'static [&'static str], &Entry)> = FxHashMap::default();
        let mut found = Vec::new();
        for (property, entry) in named {
            let own = self.fact(entry);
            let own_types = types(&own.quantity);
            let Some(class) = own_types.first().copied() else { continue };
            let (known_types, known) = *first.entry(property).or_insert((own_types, entry));
            if !known_types.iter().any(|known| own_types.contains(known)) {
                let there = (known_types[0], self.fact(known), self.place(known));
                found.push(faults::two_types(property, (class, own, self.place(entry)), there));
            } else if own_types.len() < known_types.len() {
                // What could be a year or a count is what the others are.
                first.insert(property, (own_types, entry));
            }
        }
        found
    }
}

/// The facts by page and position, so that of two it is the later file that is told of.
fn in_order_of_files(entries: &[Entry]) -> Vec<&Entry> {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| (entry.page, entry.index));
    entries
}

/// E0215 and E0216: names that a registry does not hold.
fn unknown_names(page: &Page, registries: &Registries, places: &Places<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for fact in &page.head.key_facts {
        if let Some(entity) = &fact.entity
            && let Err(near) = registries.entities.id_of(entity)
        {
            found.push(faults::unknown_entity(entity, near, name_place(page, fact, entity, places)));
        }
        if let Some(property) = &fact.property
            && let Err(near) = registries.properties.id_of(property)
        {
            found.push(faults::unknown_property(property, near, name_place(page, fact, property, places)));
        }
    }
    found
}

/// Where a name stands: with the facts, in the front matter as the default of all, or else at the fact itself.
fn name_place(page: &Page, fact: &KeyFact, name: &str, places: &Places<'_>) -> Place {
    let head = &page.head;
    if head.facts_in_body && fact.html.is_some() {
        let place = places.mention(&head.path, head.text.clone(), name);
        if place.span.is_some() {
            return place;
        }
    }
    let place = places.item(&head.path, &["key_facts", "facts", "entity"], name);
    if place.span.is_some() { place } else { self::place(page, fact, places) }
}

/// Where a fact stands: at its label, or in the short form at its value.
fn place(page: &Page, fact: &KeyFact, places: &Places<'_>) -> Place {
    let head = &page.head;
    let find = |text: &str| match head.facts_in_body {
        true => places.mention(&head.path, head.text.clone(), text),
        false => places.item(&head.path, &["key_facts", "facts"], text),
    };
    let place = find(&fact.label);
    if place.span.is_some() { place } else { find(&fact.value) }
}
