//! Changes: two figures that a text sets against each other: `£19.8m, down from £20.4m`, `£6.1m (2023: £5.2m)`, `from 40 to 50`.
//!
//! How far such two are apart may be told without another word of the source: it compares them itself. So they are asked
//! wherever they stand, but only for what changed the same way as is told. And which way it went is known of both.

use std::ops::Range;

use super::direction::Direction;
use super::known::{Known, known};
use super::mention::{Mention, Mentions};
use crate::briefing::quantity::{Amount, Measure, Quantity, Value};

/// So many bytes stand between the two at most.
const BETWEEN: usize = 80;

/// Words between the two that set them against each other.
const AGAINST: &[&str] = &["against", "compared", "from", "instead", "rather"];

/// Words between the two by which they are of different things.
const OTHERS: &[&str] = &[
    "budgeted",
    "deficit",
    "estimate",
    "estimated",
    "expected",
    "forecast",
    "loss",
    "losses",
    "planned",
    "profit",
    "profits",
    "rival",
    "rivals",
    "surplus",
    "target",
];

/// Where it stands what something came to, and what it was before: of a course both are one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) now: Range<usize>,
    pub(super) before: Range<usize>,
}

/// What something came to, and what it was before.
#[derive(Debug, Clone)]
pub(super) struct Changed<'a> {
    pub(super) now: Known<'a>,
    pub(super) before: Known<'a>,
}

impl Changed<'_> {
    /// Which way it went.
    pub(super) fn direction(&self) -> Direction {
        if self.now.value < self.before.value { Direction::Down } else { Direction::Up }
    }

    /// Whether its figures are those of two places, in one order or the other.
    pub(super) fn is_of(&self, places: [&Range<usize>; 2]) -> bool {
        let own = [self.now.at, self.before.at];
        own == places.map(Some) || own == [Some(places[1]), Some(places[0])]
    }

    /// Where its two figures stand.
    pub(super) fn span(&self) -> Option<Range<usize>> {
        let (now, before) = (self.now.at?, self.before.at?);
        Some(now.start.min(before.start)..now.end.max(before.end))
    }
}

impl Change {
    /// Every change among the figures of a text, in order.
    pub(super) fn all(text: &str, all: &[Mention]) -> Vec<Self> {
        (0..all.len()).filter_map(|at| Self::course(&all[at]).or_else(|| Self::pair(text, &all[at..]))).collect()
    }

    /// `from 40 to 50`.
    fn course(mention: &Mention) -> Option<Self> {
        let is_range = matches!(mention.quantity, Quantity::Amount(Amount { value: Value::Range(..), .. }));
        (mention.is_course && is_range).then(|| Self { now: mention.range.clone(), before: mention.range.clone() })
    }

    /// `50 from 40`, `50 (40)`, `€50 ($58), compared with €40`.
    fn pair(text: &str, from: &[Mention]) -> Option<Self> {
        let (now, behind) = from.split_first()?;
        // The same in another currency may stand between.
        let before = behind.iter().take(2).find(|other| other.measure() == now.measure())?;
        let is_one = |mention: &Mention| matches!(mention.quantity, Quantity::Amount(Amount { value: Value::One(_), .. }));
        let between = text.get(now.range.end..before.range.start).filter(|between| between.len() <= BETWEEN)?;
        let is_sentence = between.contains(". ") || between.contains([';', '\n', '|']);
        let words = || between.split(|character: char| !character.is_alphanumeric());
        // A loss against a profit is no less.
        let is_other = words().any(|word| OTHERS.contains(&word));
        let is_measured = now.measure().is_some_and(|measure| !matches!(measure, Measure::Plain | Measure::Noun(_)));
        let is_against = words().any(|word| AGAINST.contains(&word)) || is_measured && is_enclosed(between, &text[before.range.end..]);
        let (own, there) = (now.counted(), before.counted());
        let is_alike =
            own.is_empty() || there.is_empty() || now.measure() != Some(&Measure::Plain) || own.iter().any(|noun| there.contains(noun));
        let is_pair = is_one(now) && is_one(before) && is_against && is_alike && !is_sentence && !is_other;
        is_pair.then(|| Self { now: now.range.clone(), before: before.range.clone() })
    }

    /// Its two figures, of the figures of its text.
    pub(super) fn known<'a>(&self, source: &'a Mentions) -> Option<Changed<'a>> {
        // The last reading of a figure is with the measure that it shares with one before it.
        if self.now == self.before {
            let ends: Vec<Known<'_>> = source.at(&self.now).into_iter().flat_map(known).collect();
            let [.., before, now] = ends.as_slice() else { return None };
            return Some(Changed { now: Known { order: 1, ..now.clone() }, before: before.clone() });
        }
        let one = |at: &Range<usize>| source.at(at).into_iter().flat_map(known).last();
        Some(Changed { now: one(&self.now)?, before: Known { order: 1, ..one(&self.before)? } })
    }
}

/// Whether what stands between two figures and behind them puts the second in parentheses, perhaps with its year: `(2023: 52)`.
fn is_enclosed(between: &str, behind: &str) -> bool {
    let Some(inner) = between.trim_start().strip_prefix('(') else { return false };
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    behind.starts_with(')') && (inner.is_empty() || inner.trim_end().strip_suffix(':').is_some_and(is_year))
}

/// Whether a figure tells how far two others are apart, in their own measure or in per cent of the one before.
pub(super) fn is_apart(figure: f64, unit: f64, measure: &Measure, changed: &Changed<'_>) -> bool {
    let apart = (changed.now.value - changed.before.value).abs();
    let is_it = |value: f64| (value - figure).abs() <= unit * 0.500_001;
    match (measure, changed.now.measure) {
        (Measure::Percent, measure) if *measure != Measure::Percent => is_it(100.0 * apart / changed.before.value.abs()),
        (measure, there) => (measure == there || *measure == Measure::Plain) && is_it(apart),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::evidence::mention::mentions;

    #[test]
    fn figures_that_are_set_against_each_other_are_a_change() {
        for (text, expected) in [
            ("Wages came to £198 from £204.", &[(198.0, 204.0)][..]),
            ("Profit came to £198 million ($250 million), compared with £204 million.", &[(198e6, 204e6)]),
            ("Gates took £61 (2023: £52).", &[(61.0, 52.0)]),
            ("Fares went from 40 euros to 50 euros.", &[(50.0, 40.0)]),
            ("It paid £198 for the shop and £204 for the house.", &[]),
        ] {
            let found = mentions(text);
            let known = found.changes.iter().filter_map(|change| change.known(&found));
            let known: Vec<(f64, f64)> = known.map(|changed| (changed.now.value, changed.before.value)).collect();
            assert_eq!(known, expected, "{text}");
        }
    }
}
