//! The facts of the whole site in one order: by entity and property, then, for facts about nothing named, by label.
//!
//! Made from the published heads and the registries, in one pass; it holds positions, not copies. Every fact has one
//! place in the order, so that pages which show a stretch of it together show every fact once. A fact without an entity
//! belongs to its briefing and stands under its property or label.
//!
//! A fact is dated by its own `as_of`, else by its briefing's, else by the briefing's date, by which it was known. What
//! is written in words that the grammar does not read dates nothing.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use super::graph::{PageId, Site};
use super::registry::Registries;
use crate::base::spelling::{slug, sort_key};
use crate::briefing::quantity::{self, Tongue};
use crate::briefing::{Head, KeyFact};

/// How many facts one page of the explorer or of an entity shows.
pub const FACTS_PER_PAGE: usize = 500;

/// An entity in use, by its position in [`Facts::subjects`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// Where the date of a fact is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dated {
    /// Its own `as_of`.
    Itself,
    /// The `as_of` of its briefing.
    Briefing,
    /// The date of its briefing: it was known by then.
    KnownBy,
    /// Nothing dates it.
    Not,
}

/// A key fact with its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The page it stands on.
    pub page: PageId,
    /// Its position among the key facts of the page.
    pub index: usize,
    /// The first and last day of when it was so, if that can be read.
    pub days: Option<(Date, Date)>,
    /// Where these are from.
    pub dated: Dated,
}

/// The facts of one property, or of one label, latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The entity; none for facts of briefings.
    pub subject: Option<EntityId>,
    /// The slug of the property or label.
    pub id: String,
    /// How it is written.
    pub label: String,
    /// The position of its first fact among all.
    pub first: usize,
    /// Its facts.
    pub entries: Vec<Entry>,
}

/// An entity in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its slug.
    pub id: String,
    /// How it is written.
    pub label: String,
    /// Its groups, by their positions.
    pub groups: Range<usize>,
    /// Its facts, by their positions among all.
    pub facts: Range<usize>,
}

/// All facts of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The entities in use, by label.
    pub subjects: Vec<Subject>,
    /// Groups: those of entities first, each by label.
    pub groups: Vec<Group>,
    /// How many facts there are.
    pub total: usize,
    /// The entities, by their slugs.
    by_id: FxHashMap<String, EntityId>,
}

/// A stretch of one group.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The group.
    pub group: &'a Group,
    /// The facts that are shown.
    pub entries: &'a [Entry],
}

/// A group in the making.
struct Draft {
    subject: Option<(String, String)>,
    id: String,
    label: String,
    entries: Vec<Entry>,
}

impl Facts {
    /// Puts the facts of a site in order.
    #[must_use]
    pub fn of(site: &Site, registries: &Registries, zone: &TimeZone, tongue: Tongue) -> Self {
        let mut drafts = drafts(site, registries, zone, tongue);
        for draft in &mut drafts {
            let days = |entry: &Entry| entry.days.map(|(first, last)| (last, first));
            draft.entries.sort_by(|left, right| {
                let newer = days(right).cmp(&days(left));
                newer.then_with(|| site.rank(left.page).cmp(&site.rank(right.page))).then_with(|| left.index.cmp(&right.index))
            });
        }
        drafts.sort_by_cached_key(|draft| {
            let subject = draft.subject.as_ref().map(|(id, label)| (sort_key(label), id.clone()));
            (subject.is_none(), subject, sort_key(&draft.label), draft.id.clone())
        });
        let mut facts = Self::default();
        drafts.into_iter().for_each(|draft| facts.push(draft));
        facts
    }

    fn push(&mut self, draft: Draft) {
        let Draft { subject, id, label, entries } = draft;
        let (first, number) = (self.total, self.groups.len());
        self.total += entries.len();
        let subject = subject.map(|(id, label)| {
            if self.subjects.last().is_none_or(|last| last.id != id) {
                self.by_id.insert(id.clone(), EntityId(self.subjects.len()));
                self.subjects.push(Subject { id, label, groups: number..number, facts: first..first });
            }
            if let Some(last) = self.subjects.last_mut() {
                (last.groups.end, last.facts.end) = (number + 1, self.total);
            }
            EntityId(self.subjects.len() - 1)
        });
        self.groups.push(Group { subject, id, label, first, entries });
    }

    /// An entity.
    #[must_use]
    pub fn subject(&self, id: EntityId) -> &Subject {
        &self.subjects[id.0]
    }

    /// The entity in use with this slug.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<EntityId> {
        self.by_id.get(id).copied()
    }

    /// The groups of an entity.
    #[must_use]
    pub fn groups_of(&self, id: EntityId) -> &[Group] {
        &self.groups[self.subjects[id.0].groups.clone()]
    }

    /// A stretch of the facts, group by group.
    pub fn parts(&self, range: Range<usize>) -> impl Iterator<Item = Part<'_>> {
        let from = self.groups.partition_point(|group| group.first + group.entries.len() <= range.start);
        let groups = self.groups[from..].iter().take_while(move |group| group.first < range.end);
        groups.map(move |group| {
            let start = range.start.saturating_sub(group.first);
            let end = (range.end - group.first).min(group.entries.len());
            Part { group, entries: &group.entries[start.min(end)..end] }
        })
    }

    /// All facts in order, each with its group.
    pub fn all(&self) -> impl Iterator<Item = (&Group, &Entry)> {
        self.groups.iter().flat_map(|group| group.entries.iter().map(move |entry| (group, entry)))
    }

    /// What addresses follow from: while this is the same, so are the pages that show facts.
    #[must_use]
    pub fn shape(&self) -> impl PartialEq + '_ {
        let subjects: Vec<(&str, usize)> = self.subjects.iter().map(|subject| (subject.id.as_str(), pages(subject.facts.len()))).collect();
        (subjects, pages(self.total))
    }
}

/// On how many pages so many facts are shown.
#[must_use]
pub fn pages(facts: usize) -> usize {
    facts.div_ceil(FACTS_PER_PAGE)
}

/// The facts that stand on page `number` of those in `range`.
#[must_use]
pub fn on_page(range: &Range<usize>, number: usize) -> Range<usize> {
    let start = (range.start + number.saturating_sub(1) * FACTS_PER_PAGE).min(range.end);
    start..(start + FACTS_PER_PAGE).min(range.end)
}

/// A fact of the site.
#[must_use]
pub fn fact<'a>(site: &'a Site, entry: &Entry) -> &'a KeyFact {
    &site.page(entry.page).head.key_facts[entry.index]
}

/// What the order of facts follows from on one page.
#[must_use]
pub fn of_head(head: &Head) -> impl PartialEq + '_ {
    (&head.key_facts, &head.as_of)
}

/// Facts by entity and property. One name is looked up once, however many facts bear it.
fn drafts(site: &Site, registries: &Registries, zone: &TimeZone, tongue: Tongue) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut written: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let mut known: FxHashMap<(Option<String>, String), usize> = FxHashMap::default();
    for (number, page) in site.pages.iter().enumerate().filter(|(_, page)| !page.head.key_facts.is_empty()) {
        let of_briefing = briefing_days(&page.head, zone, tongue);
        for (index, fact) in page.head.key_facts.iter().enumerate() {
            let names = (fact.entity.as_deref().unwrap_or_default(), fact.property.as_deref().unwrap_or(&fact.label));
            let at = *written.entry(names).or_insert_with(|| {
                let draft = draft(fact, registries);
                let key = (draft.subject.as_ref().map(|(id, _)| id.clone()), draft.id.clone());
                *known.entry(key).or_insert_with(|| {
                    drafts.push(draft);
                    drafts.len() - 1
                })
            });
            let (days, dated) = match (&fact.as_of, fact.as_of_span) {
                (Some(_), span) => (span.and_then(quantity::Span::interval), Dated::Itself),
                (None, _) => of_briefing,
            };
            drafts[at].entries.push(Entry { page: PageId(number), index, days, dated });
        }
    }
    drafts
}

/// The dates of facts that say none, on the page with this head.
fn briefing_days(head: &Head, zone: &TimeZone, tongue: Tongue) -> (Option<(Date, Date)>, Dated) {
    let known_by = head.date.map(|date| date.day(zone)).map(|day| (day, day));
    match &head.as_of {
        Some(as_of) => (quantity::span(as_of, tongue).and_then(quantity::Span::interval), Dated::Briefing),
        None if known_by.is_some() => (known_by, Dated::KnownBy),
        None => (None, Dated::Not),
    }
}

fn draft(fact: &KeyFact, registries: &Registries) -> Draft {
    let entity = fact.entity.as_deref().map(|written| {
        let id = registries.entity_id(written);
        let label = registries.entities.get(&id).map_or_else(|| written.to_owned(), |entity| entity.label.clone());
        (id, label)
    });
    let written = fact.property.as_deref().unwrap_or(&fact.label);
    let id = match &fact.property {
        Some(written) => registries.property_id(written),
        // A label is no property of the registry, unless it is written as one.
        None => registries.properties.id_of(written).unwrap_or_else(|_| slug(written)),
    };
    let label = registries.properties.get(&id).map_or_else(|| fact.label.clone(), |property| property.label.clone());
    Draft { subject: entity, id, label, entries: Vec::new() }
}
