//! Places of key facts: where in the file of a briefing its key facts hold what is told of them.
//!
//! Facts keep no places of their own. Words are looked for in the item or the row of their own fact, because other facts may
//! hold the same.

use std::collections::{BTreeMap, BTreeSet};

use super::examination::Examination;
use super::reckoned::{words, written};
use crate::base::Place;
use crate::base::spelling::one_line;
use crate::briefing::KeyFact;
use crate::briefing::markdown::{Spoken, grids};

/// The keys of the front matter that hold key facts.
const FACTS: &[&str] = &["key_facts", "facts"];

impl Examination<'_> {
    /// Where a key fact holds these words: in its own item or row, though another one may hold the same.
    pub(super) fn place_in_fact(&self, fact: &KeyFact, words: &str) -> Place {
        let Some(at) = self.head.key_facts.iter().position(|one| std::ptr::eq(one, fact)) else { return self.place_in_any(words) };
        if words == fact.value {
            return self.places_of_all_values().get(&at).cloned().unwrap_or_else(|| self.place_in_any(words));
        }
        let facts = self.head.key_facts.len();
        let items = if self.head.facts_in_body { Vec::new() } else { self.places.in_items(&self.head.path, FACTS, facts, &[(at, words)]) };
        items.into_iter().next().flatten().unwrap_or_else(|| self.place_in_any(words))
    }

    fn places_of_all_values(&self) -> &BTreeMap<usize, Place> {
        let said = || self.text.as_ref().and_then(|source| source.text.get(self.head.text.clone())).unwrap_or_default();
        self.values.get_or_init(|| self.places_of_values((0..self.head.key_facts.len()).collect::<Vec<_>>().iter(), said()))
    }

    /// Where any key fact holds these words first.
    fn place_in_any(&self, words: &str) -> Place {
        let path = &self.head.path;
        if self.head.facts_in_body {
            return self.places.mention(path, self.head.text.clone(), words);
        }
        let place = self.places.item(path, FACTS, words);
        let at = self.text.as_ref().filter(|_| place.span.is_none()).and_then(|text| text.text.find(words));
        at.map_or(place, |at| self.span(at..at + words.len()))
    }

    /// Where key facts have their values: in the table or the list that they were read from, each in its own row.
    pub(super) fn places_of_values<'b>(&self, wanted: impl Iterator<Item = &'b usize>, text: &str) -> BTreeMap<usize, Place> {
        let wanted: BTreeSet<usize> = wanted.copied().collect();
        if wanted.is_empty() {
            return BTreeMap::new();
        }
        let facts = &self.head.key_facts;
        let values: Vec<(usize, &str)> = wanted.into_iter().map(|at| (at, facts[at].value.as_str())).collect();
        let found = if self.head.facts_in_body {
            let grids = grids(text, self.head.text.start);
            let own = grids.iter().find(|grid| self.shows_facts(grid));
            values.iter().map(|(at, value)| Some(self.span(written(cell_of(own?.rows.get(at + 1)?, value)?)))).collect()
        } else {
            self.places.in_items(&self.head.path, FACTS, facts.len(), &values)
        };
        let found = found.into_iter().chain(std::iter::repeat(None));
        values.iter().zip(found).map(|((at, value), found)| (*at, found.unwrap_or_else(|| self.place_in_any(value)))).collect()
    }
}

/// The cell of a row that says this, behind the label.
fn cell_of<'a>(row: &'a [Spoken], value: &str) -> Option<&'a Spoken> {
    row.iter().skip(1).find(|cell| one_line(words(cell)) == one_line(value))
}
