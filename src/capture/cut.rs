//! The cut: which lines of a text are the work, and why the others are not.

use std::collections::BTreeMap;
use std::fmt;

use super::tail::{self, Unit};
use crate::briefing::Lines;

/// Why a line is not the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It begins as lines do that lead elsewhere.
    Marker(&'static str),
    /// It says the same as another line.
    Repeated(usize),
    /// It stands above or below such lines, with no text of the work beyond it.
    AndSo,
    /// It stands in navigation, an aside, a footer or a form.
    Around,
    /// It is links.
    Links,
    /// The extractor counts it as no part of the article.
    Beside,
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Marker(phrase) => write!(out, "marker “{phrase}”"),
            Self::Repeated(line) => write!(out, "repeated in line {line}"),
            Self::AndSo => out.write_str("nothing but such lines around it"),
            Self::Around => out.write_str("menu, box, form or foot of the page"),
            Self::Links => out.write_str("links"),
            Self::Beside => out.write_str("not part of the article"),
        }
    }
}

/// Lines that are left out together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The first of them.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// Why the first is left out.
    pub why: Why,
}

/// Which lines are the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The lines that are the work; none if there are none.
    pub body: Lines,
    /// What is left out, in order. Empty lines are not told.
    pub left_out: Vec<LeftOut>,
    /// How many lines the text has.
    pub total: usize,
    /// Whether the rules for pasted text would leave out more than half of the words. Nobody should take that unseen.
    pub is_drastic: bool,
}

impl Cut {
    /// Looks for the work in a text, of which some lines are known to be none.
    #[must_use]
    pub fn of(text: &str, outside: &[(usize, Why)]) -> Self {
        let mut why: BTreeMap<usize, Why> = outside.iter().cloned().collect();
        let units: Vec<Unit> = tail::units(text).into_iter().filter(|unit| !why.contains_key(&unit.first)).collect();
        let found = tail::left_out(&units);
        let words = |unit: &Unit| unit.text.split_whitespace().count();
        let all: usize = units.iter().map(words).sum();
        let gone: usize = units.iter().zip(&found).filter(|(_, why)| why.is_some()).map(|(unit, _)| words(unit)).sum();
        for (unit, found) in units.iter().zip(found) {
            if let Some(found) = found {
                why.extend((unit.first..=unit.last).map(|line| (line, found.clone())));
            }
        }
        Self::from_reasons(text, &why, gone * 2 > all)
    }

    fn from_reasons(text: &str, why: &BTreeMap<usize, Why>, is_drastic: bool) -> Self {
        let filled: Vec<usize> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(at, _)| at + 1).collect();
        let total = text.lines().count();
        let mut kept = Vec::new();
        let mut left_out: Vec<LeftOut> = Vec::new();
        let mut is_open = false;
        for line in filled {
            match (why.get(&line), left_out.last_mut().filter(|_| is_open)) {
                (None, _) => kept.push(line),
                (Some(why), Some(before)) if goes_on(&before.why, why) => before.last = line,
                (Some(why), _) => left_out.push(LeftOut { first: line, last: line, why: why.clone() }),
            }
            is_open = why.contains_key(&line);
        }
        Self { body: bridged(&kept, why), left_out, total, is_drastic }
    }

    /// The same text with other lines for the work.
    #[must_use]
    pub fn with(&self, body: Lines) -> Self {
        Self { body, left_out: Vec::new(), total: self.total, is_drastic: false }
    }

    /// Whether every line is the work.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.left_out.is_empty()
    }

    /// The whole text.
    #[must_use]
    pub fn whole(&self) -> Self {
        self.with(Lines::of(1..=self.total))
    }
}

/// Whether two reasons are told as one: what follows a marker or a teaser is told with it.
fn goes_on(before: &Why, why: &Why) -> bool {
    let is_tail = |why: &Why| matches!(why, Why::Marker(_) | Why::Repeated(_) | Why::AndSo);
    (is_tail(before) && is_tail(why)) || before == why
}

/// Kept lines as ranges; an empty line between two that are kept is no gap.
fn bridged(kept: &[usize], why: &BTreeMap<usize, Why>) -> Lines {
    let mut lines = Vec::new();
    for (at, line) in kept.iter().enumerate() {
        let before = at.checked_sub(1).map_or(*line, |at| kept[at] + 1);
        if why.range(before..*line).next().is_none() {
            lines.extend(before..*line);
        }
        lines.push(*line);
    }
    Lines::of(lines)
}
