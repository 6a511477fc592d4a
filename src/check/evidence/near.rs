//! Near: what a source says where it speaks of what some words speak of.
//!
//! A figure that stands anywhere in a source proves little: `2024` is in every text of 2025. What counts is where the two
//! speak of the same ([`alignment`](super::alignment)). Sentences that share enough with the words are *alike*; those beside
//! them belong to what they say. Where no sentence is alike, nothing can be said of places.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::alignment::{Clause, Index, term_of};
use super::changes::Changed;
use super::mention::{Mention, Mentions};
use super::relative::{Clock, nearest_year};

/// So many anchors are shared by a sentence that is alike,
const ANCHORS: usize = 2;

/// with so much weight.
const WEIGHT: f32 = 3.0;

/// A sentence with this part of the best one's weight may be meant as well.
const ALSO: f32 = 0.5;

/// A source of so many sentences is short.
const SHORT: usize = 4;

/// Figures may be worked out from those of so many sentences before and behind; where a sentence is alike, also from fewer, of
/// which less comes out by chance, or from more.
const PARTS: &[(usize, usize)] = &[(2, 1), (0, 0), (1, 0), (0, 1), (3, 2)];

/// What some words are about.
#[derive(Debug, Clone, Default)]
pub struct About {
    terms: BTreeSet<String>,
}

impl About {
    /// Reads words.
    #[must_use]
    pub fn of(words: &str) -> Self {
        Self::default().and(words)
    }

    /// It and what other words are about.
    #[must_use]
    pub fn and(mut self, words: &str) -> Self {
        self.terms.extend(Clause::all(words, 0..words.len()).into_iter().flat_map(|clause| clause.terms));
        self
    }

    /// It and what else is spoken of.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.terms.extend(other.terms);
        self
    }

    /// It without the figure that is asked for, which must not lead to itself.
    #[must_use]
    pub fn without(&self, figure: &Mention) -> Self {
        let own = term_of(&figure.quantity);
        Self { terms: self.terms.iter().filter(|term| **term != own).cloned().collect() }
    }
}

/// The places of a source that speak of the same as some words.
#[derive(Debug)]
pub struct Near<'a> {
    /// The sentences that are alike, the best first.
    alike: Vec<Range<usize>>,
    /// Each of them with the sentence before and behind it.
    beside: Vec<Range<usize>>,
    /// Where figures may be worked out from each other: the sentences that share most, with those around them.
    parts: Vec<Range<usize>>,
    /// Those of the sentences that share any word which share two, alone or with the one beside them.
    sharing: Vec<Range<usize>>,
    /// The sentences that share any word, in order, as far as [`Index::with_any`] follows them.
    touching: Vec<Range<usize>>,
    source: &'a Mentions,
    /// When the source is from, as far as that is known.
    dated: Option<Date>,
}

impl<'a> Near<'a> {
    /// The places of a source of this date whose work begins at `start` of its file.
    #[must_use]
    pub fn of(about: &About, index: &Index, source: &'a Mentions, (start, dated): (usize, Option<Date>)) -> Self {
        let sentence = |at: usize| {
            let clauses = index.sentences.get(at)?;
            Some(start + clauses.first()?.range.start..start + clauses.last()?.range.end)
        };
        let aligned = index.align(&about.terms);
        let most = aligned.first().filter(|best| best.shared >= ANCHORS && best.weight >= WEIGHT).map(|best| best.weight * ALSO);
        let alike: Vec<usize> =
            aligned.iter().filter(|other| most.is_some_and(|most| other.weight >= most)).map(|one| one.sentence).collect();
        let around = |at: usize, (before, behind): (usize, usize)| {
            let first = sentence(at.saturating_sub(before))?;
            let last = (at..=at + behind).rev().find_map(sentence)?;
            Some(first.start..last.end)
        };
        // A short source is about one thing.
        let whole = sentence(0).zip(sentence(index.sentences.len().saturating_sub(1))).map(|(first, last)| first.start..last.end);
        let whole = whole.filter(|_| index.sentences.len() <= SHORT);
        let touching = index.with_any(&about.terms);
        let shares = |from: usize, to: usize| index.shares(from..=to, &about.terms) >= ANCHORS;
        let parts: Vec<Range<usize>> = aligned
            .iter()
            .filter(|one| one.shared >= ANCHORS)
            .flat_map(|one| if alike.contains(&one.sentence) { PARTS } else { &PARTS[..1] }.iter().map(move |part| (one.sentence, *part)))
            .filter_map(|(at, part)| around(at, part))
            .collect();
        Self {
            beside: alike.iter().filter_map(|at| around(*at, (1, 1))).collect(),
            parts: parts.into_iter().chain(whole).collect(),
            alike: alike.into_iter().filter_map(sentence).collect(),
            sharing: touching
                .iter()
                .copied()
                .filter(|at| shares(*at, at + 1) || shares(at.saturating_sub(1), *at))
                .filter_map(sentence)
                .collect(),
            touching: touching.into_iter().filter_map(sentence).collect(),
            source,
            dated,
        }
    }

    /// Whether the source clearly speaks of the same.
    #[must_use]
    pub fn is_there(&self) -> bool {
        !self.alike.is_empty()
    }

    /// Whether a place of it is where it speaks of the same, or beside that.
    #[must_use]
    pub fn holds(&self, at: &Range<usize>) -> bool {
        self.beside.iter().any(|part| part.start <= at.start && at.end <= part.end)
    }

    /// The sentences that are alike, the best first.
    #[must_use]
    pub fn alike(&self) -> &[Range<usize>] {
        &self.alike
    }

    /// Each of them with the sentence before and behind it.
    #[must_use]
    pub fn beside(&self) -> &[Range<usize>] {
        &self.beside
    }

    /// The figures of the sentences that are alike, the best first.
    pub fn figures(&self) -> impl Iterator<Item = &'a Mention> {
        self.alike.iter().flat_map(|part| self.within(part))
    }

    /// The figures of the sentence that is most alike.
    #[must_use]
    pub fn best(&self) -> &'a [Mention] {
        self.alike.first().map_or(&[], |part| self.within(part))
    }

    /// The figures of those sentences and of the ones beside them.
    pub fn within_all(&self) -> impl Iterator<Item = &'a Mention> {
        self.beside.iter().flat_map(|part| self.within(part))
    }

    /// It with a part of the source that the words are known to rest on.
    #[must_use]
    pub fn with(mut self, part: Option<Range<usize>>) -> Self {
        self.parts.extend(part);
        self
    }

    /// The parts in which figures may be worked out from each other.
    pub fn parts(&self) -> &[Range<usize>] {
        &self.parts
    }

    /// The sentences that share any word, in order; of a word that stands everywhere, and of very many, only the first.
    pub fn touching(&self) -> &[Range<usize>] {
        &self.touching
    }

    /// Those of them that share two, alone or with the one beside them.
    pub fn sharing(&self) -> &[Range<usize>] {
        &self.sharing
    }

    /// Every figure of the source.
    #[must_use]
    pub fn all(&self) -> &'a [Mention] {
        &self.source.all
    }

    /// The figures that the source sets against each other.
    pub(super) fn changes(&self) -> impl Iterator<Item = Changed<'a>> {
        self.source.changes.iter().filter_map(|change| change.known(self.source))
    }

    /// The figures in a part of the source, in order.
    pub fn within(&self, part: &Range<usize>) -> &'a [Mention] {
        self.source.within(part)
    }

    /// The times of the day in a part of the source, as minutes.
    pub fn clocks(&self, part: &Range<usize>) -> impl Iterator<Item = u16> {
        self.source.clocks_within(part).map(Clock::minutes)
    }

    /// The times of the day in the whole of the source.
    pub fn all_clocks(&self) -> &'a [Clock] {
        &self.source.clocks
    }

    /// The dates with their year in a part of the source, of a period its first day, in order.
    pub(super) fn named_dates(&self, part: &Range<usize>) -> impl Iterator<Item = Date> {
        let periods = self.within(part).iter().flat_map(|mention| mention.quantity.periods());
        periods.filter_map(|period| Some(period.interval()?.0))
    }

    /// The figures that a part of the source sets against each other.
    pub(super) fn changes_in(&self, part: &Range<usize>) -> impl Iterator<Item = Changed<'a>> {
        let from = self.source.changes.partition_point(|change| change.now.start < part.start);
        let end = part.end;
        let within = self.source.changes[from..].iter().take_while(move |change| change.now.start < end);
        within.filter_map(|change| change.known(self.source))
    }

    /// The dates in a part of the source, of a period its first day, and the source's own date.
    #[must_use]
    pub fn dates(&self, part: &Range<usize>) -> BTreeSet<Date> {
        let named = self.named_dates(part);
        let days = self.source.days.iter().filter(|day| part.start <= day.range.start && day.range.end <= part.end);
        let yearless = days.filter_map(|day| nearest_year(day.month, day.day?, self.dated?));
        named.chain(yearless).chain(self.dated).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Index, Near};
    use crate::check::evidence::mention::mentions;

    const SOURCE: &str = "The mill at Arden closed in 2019. The owner paid off 240 weavers.\n\nThe dam at Brook was built in 1974 for $3m. Rain fell. \
        Trains ran late. Shops shut early. Nobody complained.";

    #[test]
    fn a_figure_counts_where_the_source_speaks_of_the_same() {
        let (index, source) = (Index::of(SOURCE), mentions(SOURCE));
        let near = |words: &str| Near::of(&About::of(words), &index, &source, (0, None));
        let figures = |near: &Near<'_>| near.figures().map(|mention| &SOURCE[mention.range.clone()]).collect::<Vec<_>>().join("|");
        let mill = near("When the Arden mill closed");
        assert_eq!(figures(&mill), "2019");
        assert!(mill.holds(&source.all[1].range), "the next sentence");
        assert!(!mill.holds(&source.all[2].range), "another matter");
        assert_eq!(figures(&near("The dam at Brook cost a lot")), "1974|$3m");
        assert!(!near("Something else").is_there());
    }

    #[test]
    fn a_figure_does_not_lead_to_itself() {
        let (index, source) = (Index::of(SOURCE), mentions(SOURCE));
        let words = "The mill at Arden closed in 1974";
        let told = mentions(words);
        let near = Near::of(&About::of(words).without(&told.all[0]), &index, &source, (0, None));
        assert!(!near.holds(&source.all[2].range));
    }
}
