//! Places of key facts: where in the file of a briefing its key facts hold what is told of them.
//!
//! Facts keep no places of their own. Words are looked for where facts stand, which finds the first of equal ones; values
//! that may well be equal are looked for row by row.

use std::collections::{BTreeMap, BTreeSet};

use super::examination::Examination;
use super::reckoned::{words, written};
use crate::base::Place;
use crate::base::spelling::one_line;
use crate::briefing::markdown::{Spoken, grids};

/// The keys of the front matter that hold key facts.
const FACTS: &[&str] = &["key_facts", "facts"];

impl Examination<'_> {
    /// Where a key fact holds these words.
    pub(super) fn place_in_fact(&self, words: &str) -> Place {
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
        values.iter().zip(found).map(|((at, value), found)| (*at, found.unwrap_or_else(|| self.place_in_fact(value)))).collect()
    }
}

/// The cell of a row that says this, behind the label.
fn cell_of<'a>(row: &'a [Spoken], value: &str) -> Option<&'a Spoken> {
    row.iter().skip(1).find(|cell| one_line(words(cell)) == one_line(value))
}
