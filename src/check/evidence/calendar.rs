//! Calendar: what a source names in the stead of a time that some words tell.
//!
//! A time belongs to the figure right beside it (`29% in April`), to the sentence that speaks of the same, and to its part of
//! the year (`autumn 2026`). Where the source has the figure, the sentence or the part with another time, of which the words
//! tell nothing, and nowhere with this one, that other time stands in its stead.

use std::ops::Range;

use jiff::civil::Date;

use super::figure::{digits, is_said_at};
use super::mention::Mention;
use super::near::Near;
use super::occasion::Occasion;
use super::placed::is_of_time;
use super::snapshot::Snapshot;
use crate::briefing::quantity::{Amount, Measure, Quantity, Value};

/// The times of a source, and where it speaks of what is told.
pub(super) struct Calendar<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) near: &'a Near<'a>,
    /// The date of the source.
    pub(super) own: Option<Date>,
    /// The times that the words tell.
    pub(super) told: &'a [Occasion],
}

impl Calendar<'_> {
    fn within(&self, parts: &[Range<usize>]) -> Vec<Occasion> {
        let text = &self.snapshot.source.text;
        parts.iter().flat_map(|part| Occasion::all(text, &self.snapshot.mentions, part, self.own)).collect()
    }

    /// The first time among others that could be told in the stead of one, and is not.
    fn rival(&self, others: &[Occasion], fits: impl Fn(&Occasion) -> bool) -> Option<Range<usize>> {
        let is_told = |there: &Occasion| self.told.iter().any(|told| told.meets(there));
        let rival = others.iter().find(|there| fits(there) && !there.is_dateline(self.own) && !is_told(there));
        rival.map(|rival| rival.at.clone())
    }

    /// What stands in the stead of a time.
    pub(super) fn instead(&self, asked: &Occasion) -> Option<Range<usize>> {
        if asked.is_in_parts() { self.other_year(asked) } else { self.other_place(asked) }
    }

    /// What stands right beside the figure that the words tell beside a time.
    pub(super) fn other_figure(&self, asked: &Occasion, beside: Vec<Vec<(usize, Occasion)>>) -> Option<Range<usize>> {
        let nearest = beside.into_iter().filter_map(|times| times.into_iter().next()).filter(|(gap, _)| *gap <= RIGHT_BESIDE);
        let nearest: Vec<Occasion> = nearest.map(|(_, time)| time).collect();
        self.rival(&nearest, |there| asked.is_rivalled_by(there))
    }

    /// What stands in the stead of a time where the source speaks of the same, if the time itself does not.
    fn other_place(&self, asked: &Occasion) -> Option<Range<usize>> {
        let is_it = |there: &Occasion| asked.is_named_by(there) && !(asked.is_bare_year() && there.is_dateline(self.own));
        if self.within(self.near.beside()).iter().any(is_it) {
            return None;
        }
        self.rival(&self.within(self.near.alike()), |there| asked.is_rivalled_by(there))
    }

    /// Where the source names the same part of another year, `autumn 2026`, and comes less close to that part of this one.
    fn other_year(&self, asked: &Occasion) -> Option<Range<usize>> {
        let whole = self.snapshot.start()..self.snapshot.source.text.len();
        let all = self.within(std::slice::from_ref(&whole));
        let supports = |there: &&Occasion| {
            let may_be_meant = there.is_in_parts() || there.has_year() && !there.is_bare_year() || self.near.holds(&there.at);
            may_be_meant && !there.is_dateline(self.own) && asked.meets(there)
        };
        let support = all.iter().filter(supports).filter_map(|there| asked.closeness(there)).max();
        let is_in_place = |there: &Occasion| !self.near.is_there() || self.near.holds(&there.at);
        let is_closer = |there: &Occasion| {
            let close = asked.closeness(there).filter(|close| *close > 0);
            close.is_some_and(|close| support.is_none_or(|known| known < close && is_in_place(there)))
        };
        let is_of_part =
            |there: &Occasion| there.is_in_parts() || there.has_year() && self.near.holds(&there.at) && asked.is_near_year_of(there);
        self.rival(&all, |there| is_of_part(there) && asked.is_rivalled_by(there) && is_closer(there))
    }

    /// The times that stand right beside a figure of the source that is the one beside a time in the words, the nearest first.
    pub(super) fn beside_figure(&self, figure: Option<&Mention>) -> Vec<Vec<(usize, Occasion)>> {
        let text = &self.snapshot.source.text;
        let figures = &self.snapshot.mentions.all;
        let same = figures.iter().filter(|there| figure.is_some_and(|figure| is_said_at(&figure.quantity, there)));
        let beside = same.take(FEW).map(|there| {
            let from = there.range.start.saturating_sub(BESIDE)..(there.range.end + BESIDE).min(text.len());
            let all = Occasion::all(text, &self.snapshot.mentions, &from, self.own);
            let others = all.into_iter().filter(|time| !is_of_a_name(text, &time.at));
            let near = others.filter_map(|time| Some((gap(text, &time.at, &there.range, figures)?, time)));
            let mut near: Vec<(usize, Occasion)> = near.collect();
            near.sort_by_key(|(gap, _)| *gap);
            near
        });
        beside.collect()
    }
}

/// So many places of one figure are looked at.
const FEW: usize = 24;

/// A time stands at most so many bytes from the figure that it belongs to.
const BESIDE: usize = 64;

/// A time that stands so near to the figure is its own.
const RIGHT_BESIDE: usize = 24;

/// How far a time and a figure of a text are apart, if they stand in one sentence without another figure between them.
fn gap(text: &str, time: &Range<usize>, figure: &Range<usize>, figures: &[Mention]) -> Option<usize> {
    let between = if time.end <= figure.start { time.end..figure.start } else { figure.end..time.start };
    let words =
        text.get(between.clone()).filter(|words| words.len() <= BESIDE && !words.contains(['.', ';', '|']) && !words.contains("\n\n"))?;
    let is_between = |mention: &Mention| between.start <= mention.range.start && mention.range.end <= between.end;
    (!figures.iter().any(is_between)).then_some(words.len())
}

/// Whether a time stands in parentheses behind a name, of which it is: `by Margaretha van Loock (1621–1694)`.
fn is_of_a_name(text: &str, time: &Range<usize>) -> bool {
    text[..time.start].ends_with('(') && text[time.end..].starts_with(')')
}

/// Whether a year belongs to the noun behind it: `under a 1926 glass roof`.
fn is_of_a_noun(words: &str, time: &Range<usize>) -> bool {
    let before = words.get(..time.start).unwrap_or_default().trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let behind = words.get(time.end..).unwrap_or_default();
    matches!(last, "a" | "A" | "an" | "An" | "the" | "The" | "its" | "their" | "his" | "her")
        && behind.strip_prefix(' ').is_some_and(|behind| behind.starts_with(char::is_lowercase))
}

/// The figure of some words that stands right beside a time.
pub(super) fn figure_beside<'a>(words: &str, time: &Range<usize>, figures: &'a [Mention]) -> Option<&'a Mention> {
    if is_of_a_noun(words, time) {
        return None;
    }
    let amounts = figures.iter().filter(|mention| match &mention.quantity {
        Quantity::Amount(Amount { measure: Measure::Plain | Measure::Noun(_), value: Value::One(value), .. }) => digits(*value) > 2,
        Quantity::Amount(Amount { measure: Measure::Unit(unit), .. }) => !is_of_time(unit.name()),
        Quantity::Amount(_) => true,
        Quantity::Time(_) | Quantity::Text(_) => false,
    });
    let near = amounts.filter_map(|mention| Some((gap(words, time, &mention.range, figures)?, mention)));
    near.min_by_key(|(gap, _)| *gap).map(|(_, mention)| mention)
}
