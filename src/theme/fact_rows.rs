//! Facts across briefings as templates see them: entities, and the rows of lists of facts.
//!
//! Each value has its version beside it, made from the same things.

use jiff::civil::Date;
use tera::Value;

use super::values::map;
use super::view::View;
use crate::base::{Digest, WrittenDate};
use crate::briefing::Head;
use crate::briefing::quantity::{self, Amount, Quantity};
use crate::site::EntityId;
use crate::site::facts::{self, Dated, Entry};

impl View {
    /// The date of review that has passed, where readers are told so.
    #[must_use]
    pub fn overdue(&self, head: &Head) -> Option<WrittenDate> {
        if self.config.stale_banner { self.clock.overdue(head) } else { None }
    }

    /// The entities that the key facts of a page name, each once, in their order.
    #[must_use]
    pub fn entities_of(&self, head: &Head) -> Vec<EntityId> {
        let mut found: Vec<EntityId> = Vec::new();
        for entity in head.key_facts.iter().filter_map(|fact| self.entity_named(fact.entity.as_deref()?)) {
            if !found.contains(&entity) {
                found.push(entity);
            }
        }
        found
    }

    /// The entity in use that a fact names.
    #[must_use]
    pub fn entity_named(&self, written: &str) -> Option<EntityId> {
        self.facts.named(&self.registries.entity_id(written))
    }

    /// An entity. The number of its facts stands apart, since it changes with every fact that comes or goes.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Value {
        let subject = self.facts.subject(id);
        let known = self.registries.entities.get(&subject.id);
        let aliases = known.map(|entity| entity.aliases.iter().map(|alias| alias.as_str().into()).collect::<Vec<Value>>());
        map([
            ("id", subject.id.as_str().into()),
            ("label", subject.label.as_str().into()),
            ("aliases", aliases.unwrap_or_default().into()),
            ("description", known.map_or("", |entity| entity.description.as_str()).into()),
            ("kind", known.map_or("", |entity| entity.kind.as_str()).into()),
            ("wikidata", known.and_then(|entity| entity.wikidata.as_deref()).into()),
            ("address", self.plan.entity(id).map_or_else(Value::none, |address| self.relative(address))),
        ])
    }

    /// The version of what templates see of an entity.
    #[must_use]
    pub fn entity_version(&self, id: EntityId) -> Digest {
        let subject = self.facts.subject(id);
        let known = self.registries.entities.get(&subject.id);
        Digest::of_value(&(&subject.id, &subject.label, known, self.plan.entity(id)))
    }

    /// A fact as lists of facts show it.
    #[must_use]
    pub fn fact_row(&self, entry: &Entry) -> Value {
        let (page, own) = (self.site.page(entry.page), facts::fact(&self.site, entry));
        let address = self.config.base_url.relative(self.plan.page(entry.page));
        let day = |day: fn(&(Date, Date)) -> Date| entry.days.as_ref().map(day).filter(is_of_a_calendar).map(|day| day.to_string());
        let as_of = own.as_of.as_deref().or(page.head.as_of.as_deref());
        map([
            ("id", own.id.as_str().into()),
            ("label", own.label.as_str().into()),
            ("value", own.value.as_str().into()),
            ("sort", sort_key(&own.quantity).into()),
            ("as_of", as_of.into()),
            ("from", day(|days| days.0).into()),
            ("to", day(|days| days.1).into()),
            ("known_by", (entry.dated == Dated::KnownBy).into()),
            ("said_by", own.said_by.as_deref().into()),
            ("note", own.note.as_deref().into()),
            ("recall", self.recall(self.recall_of_fact(entry.page, own))),
            ("address", format!("{address}#{}", own.id).into()),
            ("page", map([("title", page.head.title.as_str().into()), ("address", address.into())])),
        ])
    }

    /// The version of the same.
    #[must_use]
    pub fn fact_row_version(&self, entry: &Entry) -> Digest {
        let (page, own) = (self.site.page(entry.page), facts::fact(&self.site, entry));
        let recall = self.recall_of_fact(entry.page, own);
        Digest::of_value(&(self.plan.page(entry.page), &page.head.title, (&page.head.as_of, page.head.date), own, entry.days, recall))
    }
}

/// Whether a day was written, and does not only stand for an open end.
fn is_of_a_calendar(day: &Date) -> bool {
    *day != Date::MIN && *day != Date::MAX
}

/// What a column of values is sorted by: the figure, or the first day; none of a text.
fn sort_key(quantity: &Quantity) -> Option<String> {
    match quantity {
        Quantity::Text(_) => None,
        Quantity::Time(_) => quantity.interval().map(|(first, last)| if is_of_a_calendar(&first) { first } else { last }.to_string()),
        Quantity::Amount(Amount { value, .. }) => match value {
            quantity::Value::One(figure) | quantity::Value::Range(figure, _) => Some(figure.to_string()),
            quantity::Value::Share(part, whole) => Some(hundredths(*part, *whole)),
        },
    }
}

/// A share in hundredths, to two places.
fn hundredths(part: u64, whole: u64) -> String {
    let parts = u128::from(part) * 10_000 / u128::from(whole.max(1));
    format!("{}.{:02}", parts / 100, parts % 100)
}
