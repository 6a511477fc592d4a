//! Reckoned: what is told of totals in the tables and the key facts of a briefing that their parts do not make.
//!
//! `totals` reckons; here its tables are read from the text, and what it finds gets its place and its words. A table of the
//! text that shows the key facts is reckoned with as key facts.

use super::conflicts::Conflicting;
use super::examination::{Answer, Asked, Examination, kind};
use super::totals::{self, Conflict, Spot, Table};
use crate::base::spelling::{count, one_line};
use crate::base::{Code, Diagnostic, Place};
use crate::briefing::markdown::{Grid, Spoken, grids};
use crate::briefing::quantity::parse;
use crate::site::evidence::{Claim, Claimant, Verdict};

/// So many parts are shown with a total.
const SHOWN: usize = 6;

impl Examination<'_> {
    /// W0237: the total of key facts must be what its parts make.
    pub(super) fn totals_of_facts(&self, text: &str) -> impl Iterator<Item = Conflicting> {
        let facts = &self.head.key_facts;
        let found = totals::of_facts(facts);
        let places = self.places_of_values(found.iter().flat_map(|conflict| conflict.parts.iter().chain([&conflict.total])), text);
        found.into_iter().map(move |conflict| {
            let total = &facts[conflict.total];
            let place = places[&conflict.total].clone();
            let parts = conflict.parts.iter().map(|part| (facts[*part].label.as_str(), places[part].clone()));
            let finding = told(&conflict, (&total.label, &total.value), place.clone(), parts.collect());
            let claim = asked(Claimant::Fact(total.id.clone()), &total.value, place, note(&conflict), finding);
            let facts = conflict.parts.iter().chain([&conflict.total]).map(|at| facts[*at].id.clone()).collect();
            Conflicting { claim, facts, row: String::new() }
        })
    }

    /// W0237: the totals and shares of a table must be what its other figures make.
    pub(super) fn totals_of_tables(&self, text: &str) -> Vec<Conflicting> {
        let grids = grids(text, self.head.text.start);
        let own = grids.iter().filter(|grid| !(self.head.facts_in_body && self.shows_facts(grid)));
        own.flat_map(|grid| Table::of(grid).conflicts().into_iter().map(|conflict| self.in_table(grid, &conflict))).collect()
    }

    fn in_table(&self, grid: &Grid, conflict: &Conflict<Spot>) -> Conflicting {
        let place = |(row, column): Spot| self.span(grid.rows[row].get(column).map_or(0..0, written));
        let at = conflict.total;
        let (label, value) = (one_line(words(&grid.rows[at.0][0])), words(&grid.rows[at.0][at.1]));
        let parts = conflict.parts.iter().map(|part| (words(&grid.rows[part.0][0]), place(*part))).collect();
        let finding = told(conflict, (&label, value), place(at), parts);
        let claim = asked(Claimant::Text, value, place(at), note(conflict), finding);
        let row: Vec<&str> = grid.rows[at.0].iter().map(words).collect();
        Conflicting { claim, facts: Vec::new(), row: row.join(" ") }
    }

    /// Whether a table is the one that the key facts were read from.
    pub(super) fn shows_facts(&self, grid: &Grid) -> bool {
        let labels = grid.rows.iter().skip(1).filter_map(|row| row.first()).map(|cell| one_line(words(cell)));
        labels.eq(self.head.key_facts.iter().map(|fact| one_line(&fact.label)))
    }
}

impl<'a> Table<'a> {
    fn of(grid: &'a Grid) -> Self {
        Self { rows: grid.rows.iter().map(|row| row.iter().map(words).collect()).collect() }
    }
}

/// What a cell says, without what it cites.
pub(super) fn words(cell: &Spoken) -> &str {
    cell.text.split("[@").next().unwrap_or_default().trim()
}

/// Where that stands in the file.
pub(super) fn written(cell: &Spoken) -> std::ops::Range<usize> {
    let words = words(cell);
    let start = cell.text.find(words).unwrap_or(0);
    cell.in_file(start..start + words.len())
}

fn asked(claimant: Claimant, value: &str, place: Place, note: String, finding: Diagnostic) -> Claim {
    let asked = Asked { claimant, kind: kind(&parse(value)), text: value.to_owned(), place, sources: &[] };
    asked.answered(Answer { note, ..Answer::new(Verdict::Conflicts) }.told(finding))
}

fn note<At>(conflict: &Conflict<At>) -> String {
    let what = if conflict.is_share { "by the counts it is" } else { "its parts make" };
    format!("{what} {}", conflict.given)
}

/// W0237, of a total with its label, its place, and the labels and places of its parts.
fn told<At>(conflict: &Conflict<At>, (label, value): (&str, &str), place: Place, parts: Vec<(&str, Place)>) -> Diagnostic {
    let is_head = !value.contains(|character: char| character.is_ascii_digit());
    let (message, hint) = match (conflict.is_share, is_head) {
        (true, _) => {
            (format!("`{value}` of “{label}” conflicts with the counts: by them it is {}", conflict.given), "correct the share or a count")
        }
        (false, true) => (
            format!("the figures under “{value}” conflict with it: together they make {}", conflict.given),
            "correct one of them; if they are shares of different things, let the head say so",
        ),
        (false, false) => (
            format!("`{value}` of “{label}” conflicts with its parts, which make {}", conflict.given),
            "correct the total or a part; give what is not listed a row of its own",
        ),
    };
    let told = Diagnostic::new(Code::W0237, message).at(place).hint(hint);
    let more = parts.len().saturating_sub(SHOWN);
    let named = |at: usize, label: &str| match more {
        0 => format!("“{label}”"),
        _ if at + 1 < SHOWN => format!("“{label}”"),
        _ => format!("“{label}”, and {} more", count(more, "part")),
    };
    parts.into_iter().take(SHOWN).enumerate().fold(told, |told, (at, (label, place))| told.note(named(at, label), place))
}
