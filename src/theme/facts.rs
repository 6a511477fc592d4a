//! Key facts as templates see them: a few fields in cards, everything on their page and wherever one of them is asked for.
//!
//! One fact costs one fact, on a page with ten thousand of them too. What it needs of the whole page, its position and the
//! number of its source, is gathered once, when the first is asked for.

use rustc_hash::FxHashMap;
use tera::Value;

use super::evidence::Passages;
use super::values::{map, of_serializable};
use super::view::View;
use crate::briefing::KeyFact;
use crate::briefing::quantity::Parsed;
use crate::site::Filler;
use crate::site::graph::{Page, PageId};

/// What each key fact of a page needs of the page.
#[derive(Debug)]
pub(super) struct Register {
    /// The positions of facts, by their ids.
    positions: FxHashMap<String, usize>,
    /// For each fact the number of its source, if that is known.
    numbers: Vec<Option<usize>>,
}

impl View {
    /// The key facts of a page with all there is to say of them.
    #[must_use]
    pub fn facts(&self, id: PageId) -> Vec<Value> {
        self.facts_resting_on(id, &self.passages(id))
    }

    /// The same for whoever has the passages of the page at hand.
    #[must_use]
    pub fn facts_resting_on(&self, id: PageId, passages: &Passages<'_>) -> Vec<Value> {
        let page = self.site.page(id);
        let facts = page.head.key_facts.iter().zip(self.numbers_of_facts(page));
        facts.map(|(fact, number)| self.whole_fact(id, fact, number, passages.of_fact(&fact.id))).collect()
    }

    /// A key fact of a page with all there is to say of it.
    #[must_use]
    pub fn fact(&self, id: PageId, fact: &KeyFact, source_number: Option<usize>) -> Value {
        self.whole_fact(id, fact, source_number, None)
    }

    /// The same with the name of the place, on the page itself, of the passage that it rests on.
    fn whole_fact(&self, id: PageId, fact: &KeyFact, source_number: Option<usize>, passage: Option<&str>) -> Value {
        let [name, label, value, html] = self.fact_at_a_glance(fact, id);
        map([
            name,
            label,
            value,
            html,
            ("source", source_number.and(fact.source.as_deref()).into()),
            ("source_number", source_number.into()),
            ("quote", fact.quote.as_deref().into()),
            ("as_of", fact.as_of.as_deref().into()),
            ("note", fact.note.as_deref().into()),
            ("passage", passage.into()),
            ("recall", self.recall(self.recall_of_fact(id, fact))),
            ("unsourced", (self.config.mark_unsourced && fact.source.is_none()).into()),
            ("entity", fact.entity.as_deref().and_then(|entity| self.entity_named(entity)).map_or_else(Value::none, |id| self.entity(id))),
            ("property", fact.property.as_deref().map(|property| self.registries.property_id(property)).into()),
            ("said_by", fact.said_by.as_deref().into()),
            ("review_by", self.date(fact.review_by)),
            ("parsed", of_serializable(&Parsed(&fact.quantity))),
        ])
    }

    /// The key fact of this id on a page, with the number of its source, if that is known.
    #[must_use]
    pub fn fact_named(&self, id: PageId, name: &str) -> Option<(&KeyFact, Option<usize>)> {
        let page = self.site.page(id);
        let register = self.registers[id.0].get_or_init(|| {
            let ids = page.head.key_facts.iter().map(|fact| fact.id.clone()).enumerate();
            // The first of an id counts, so it comes last.
            Register { positions: ids.rev().map(|(index, id)| (id, index)).collect(), numbers: self.numbers_of_facts(page) }
        });
        let index = *register.positions.get(name)?;
        Some((page.head.key_facts.get(index)?, register.numbers.get(index).copied().flatten()))
    }

    /// What a card shows of a fact: ten thousand cards are held at once, and few lists show where a fact is from.
    pub(super) fn fact_at_a_glance(&self, fact: &KeyFact, id: PageId) -> [(&'static str, Value); 4] {
        let html = match &fact.html {
            Some(fragment) => {
                let mut out = String::new();
                let filler = Filler { base_url: &self.config.base_url, elsewhere: Some(self.plan.page(id)) };
                fragment.fill(&mut out, |hole, out| filler.fill(self.links.page(id), hole, out));
                Value::safe_string(&out)
            }
            None => fact.value.as_str().into(),
        };
        [("id", fact.id.as_str().into()), ("label", fact.label.as_str().into()), ("value", fact.value.as_str().into()), ("html", html)]
    }

    /// The number of the source of each key fact; none for a source that nobody knows.
    fn numbers_of_facts(&self, page: &Page) -> Vec<Option<usize>> {
        let numbers = self.source_numbers(page);
        page.head.key_facts.iter().map(|fact| numbers.get(fact.source.as_deref()?).copied()).collect()
    }
}
