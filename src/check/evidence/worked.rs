//! Worked figures: whether a figure follows from figures that stand side by side in the source, in a sentence that speaks
//! of the same.
//!
//! `20% down` follows from `$40m, compared with $50m`; `54%` from `38 of the 71`; `6.7% a year before` from `5.9%, down 0.8
//! points`; `the remaining 230` from `640 jobs, of which 410`. What is worked out must be what the words say: a sum where
//! they tell of a whole, a difference where they tell of a change, a rest or an earlier time. Every sentence of the source is
//! looked at once, and in it only figures that are near each other, so that asking is linear.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::alignment::{Clause, Index};
use super::derived::{CHANGES, TOTALS, has_word, is_points};
use super::ellipsis::COMPARED;
use super::figure::{last_digit, same_measure};
use super::lexicon::is_empty;
use super::mention::{Mention, Mentions};
use crate::briefing::quantity::{Comparator, Decimal, Measure, Quantity, Value};

/// Two figures with more than so many places between them do not stand side by side.
const BESIDE: usize = 4;

/// Of so many figures any two may be compared.
const FEW: usize = 24;

/// Of so many words a sentence of the source must share two.
const MANY: usize = 4;

/// Words of a text that tells of several things as one.
const TOGETHER: &[&str] = &["all", "both", "overall", "three", "two"];

/// Words of a text that tells what is left, or what stands against something.
const RESTS: &[&str] =
    &["against", "elsewhere", "kept", "leave", "leaves", "leaving", "left", "other", "others", "remainder", "remaining", "rest"];

/// Words of a text that tells what something was before.
const EARLIER: &[&str] = &["ago", "compared", "earlier", "previous", "previously"];

/// The same in two words; `before tax` is nothing of the kind.
const BEFORE: &[&str] = &["month before", "quarter before", "season before", "week before", "year before"];

/// The words that tell a figure, read once for all their figures, and only when one is asked for.
#[derive(Debug)]
pub struct Telling<'a> {
    /// The words.
    pub words: &'a str,
    about: OnceCell<About>,
}

/// What some words are about, and how they tell of it.
#[derive(Debug)]
struct About {
    terms: BTreeSet<String>,
    is_change: bool,
    is_total: bool,
    is_earlier: bool,
    is_rest: bool,
}

impl<'a> Telling<'a> {
    /// Takes words.
    #[must_use]
    pub fn of(words: &'a str) -> Self {
        Self { words, about: OnceCell::new() }
    }

    fn about(&self) -> &About {
        self.about.get_or_init(|| {
            let words = self.words;
            About {
                terms: terms(words),
                is_change: has_word(words, CHANGES),
                is_total: has_word(words, TOTALS) || has_word(words, TOGETHER),
                is_earlier: has_word(words, EARLIER) || BEFORE.iter().any(|phrase| words.contains(phrase)),
                is_rest: has_word(words, RESTS),
            }
        })
    }
}

/// A figure that is asked for: the mention of it, and the words around it.
#[derive(Debug)]
pub struct Wanted<'a> {
    comparator: Comparator,
    exact: Decimal,
    value: f64,
    /// What its last digit counts.
    unit: f64,
    measure: Measure,
    /// Whether no word says what it counts.
    is_bare: bool,
    terms: &'a BTreeSet<String>,
    is_change: bool,
    is_total: bool,
    is_earlier: bool,
    is_rest: bool,
    /// Whether points of percentages are meant.
    is_points: bool,
}

/// A figure of the source.
struct Known<'a> {
    value: f64,
    measure: &'a Measure,
    /// What it counts, if a word right behind it says so.
    noun: Option<&'a str>,
    at: usize,
}

impl<'a> Wanted<'a> {
    /// That of a mention in these words; `None` if it is not a single figure.
    #[must_use]
    pub fn of(told: &Mention, telling: &'a Telling<'_>) -> Option<Self> {
        let Quantity::Amount(amount) = &told.quantity else { return None };
        let Value::One(value) = amount.value else { return None };
        let is_points = is_points(&amount.measure) || told.nouns.first().is_some_and(|noun| noun == "point");
        let before = telling.words.get(..told.range.start).unwrap_or_default();
        let behind = telling.words.get(told.range.end..).unwrap_or_default();
        let about = telling.about();
        Some(Self {
            comparator: amount.comparator,
            exact: value,
            value: value.approximate(),
            unit: last_digit(value)?.approximate(),
            measure: if is_points { Measure::Percent } else { told.measure()?.clone() },
            is_bare: told.nouns.first().is_none_or(|noun| is_empty(noun) || has_word(noun, CHANGES)),
            terms: &about.terms,
            is_change: about.is_change || is_apart(behind),
            is_total: about.is_total,
            is_earlier: about.is_earlier || before.ends_with("from "),
            is_rest: about.is_rest,
            is_points,
        })
    }

    /// Whether it follows from figures of a source that stand side by side; its work begins at `start`.
    #[must_use]
    pub fn follows(&self, source: &Mentions, index: &Index, start: usize) -> bool {
        let range = |at: usize| -> Option<Range<usize>> {
            let clauses = index.sentences.get(at)?;
            Some(start + clauses.first()?.range.start..start + clauses.last()?.range.end)
        };
        let mut apart: BTreeMap<Decimal, BTreeSet<&str>> = BTreeMap::new();
        let follows = index.with_any(self.terms).into_iter().any(|at| {
            let Some(own) = range(at) else { return false };
            for (figure, thing) in self.figures(source, &own) {
                apart.entry(figure).or_default().insert(thing);
            }
            let end = range(at + 1).map_or(own.end, |next| next.end);
            let from = source.all.partition_point(|mention| mention.range.start < own.start);
            let near = source.all[from..].iter().take_while(|mention| mention.range.start < end);
            let known: Vec<Known<'_>> = near.flat_map(known).collect();
            let least = if self.terms.len() < MANY { 1 } else { 2 };
            let (is_about, are_about) = (self.shares(&index.sentences[at..=at], least), self.shares(sentences(index, at), least));
            let follows = |one: &Known<'_>, other: &Known<'_>| {
                let is_one_sentence = other.at < own.end;
                is_about && self.follows_from(one, other, is_one_sentence) || are_about && self.is_share_of(one, other)
            };
            known.iter().enumerate().take_while(|(_, one)| one.at < own.end).any(|(place, one)| {
                is_about && self.is_complement(one) || known[place + 1..].iter().take(BESIDE).any(|other| follows(one, other))
            })
        });
        follows || (self.is_change || self.is_rest) && self.lies_between(&apart)
    }

    /// Whether two figures of one thing that stand wherever are so far apart: exactly, and of few also about so far.
    fn lies_between(&self, apart: &BTreeMap<Decimal, BTreeSet<&str>>) -> bool {
        let is_one_thing = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| one.contains("") || other.contains("") || !one.is_disjoint(other);
        let is_exact = || {
            let other = |one: &Decimal| apart.get(&one.plus(self.exact)?);
            apart.iter().any(|(one, things)| other(one).is_some_and(|others| is_one_thing(things, others)))
        };
        let few: Vec<(f64, &BTreeSet<&str>)> = apart.iter().take(FEW).map(|(one, things)| (one.approximate(), things)).collect();
        let is_rough = self.comparator != Comparator::Exactly && apart.len() <= FEW;
        let is_near = |one: &(f64, &BTreeSet<&str>), other: &(f64, &BTreeSet<&str>)| {
            other.0 > one.0 && self.is_close(other.0 - one.0) && is_one_thing(one.1, other.1)
        };
        is_exact() || is_rough && few.iter().any(|one| few.iter().any(|other| is_near(one, other)))
    }

    /// The figures of a part of the source from which it may be worked out, each with what it counts, if that is said.
    fn figures<'b>(&self, source: &'b Mentions, part: &Range<usize>) -> impl Iterator<Item = (Decimal, &'b str)> {
        let from = source.all.partition_point(|mention| mention.range.start < part.start);
        let within = source.all[from..].iter().take_while(|mention| mention.range.start < part.end);
        let fits = move |mention: &&'b Mention| mention.measure().is_some_and(|measure| self.is_of(measure));
        let thing = |mention: &'b Mention| noun(mention).unwrap_or_default();
        within.filter(fits).flat_map(move |mention| mention.figures().map(move |figure| (figure, thing(mention))))
    }

    /// Whether sentences of the source share so many words with its own; words that name nothing (`Growth`) may be about any.
    fn shares(&self, sentences: &[Vec<Clause>], count: usize) -> bool {
        let shared = |term: &&String| sentences.iter().flatten().any(|clause| clause.terms.contains(*term));
        self.terms.is_empty() || self.terms.iter().filter(shared).take(count).count() == count
    }

    /// Whether it may be worked out from a figure of a measure; a bare one may leave out its currency.
    fn is_of(&self, measure: &Measure) -> bool {
        is_alike(&self.measure, measure) || self.is_bare && self.measure == Measure::Plain && matches!(measure, Measure::Money(_))
    }

    /// Whether it is the share that the smaller of two figures is of the larger, in sentences that follow each other too.
    fn is_share_of(&self, one: &Known<'_>, other: &Known<'_>) -> bool {
        let Some((low, high)) = of_one_thing(one, other) else { return false };
        let is_share = self.measure == Measure::Percent && !self.is_points && !self.is_change;
        is_share && low > 0.0 && is_counted_alike(one.measure, other.measure) && self.is_close(100.0 * low / high)
    }

    /// Whether it is the rest of a hundred per cent that a share leaves.
    fn is_complement(&self, one: &Known<'_>) -> bool {
        self.measure == Measure::Percent
            && !self.is_points
            && !self.is_change
            && *one.measure == Measure::Percent
            && self.is_close((100.0 - one.value).abs())
    }

    fn follows_from(&self, one: &Known<'_>, other: &Known<'_>, is_one_sentence: bool) -> bool {
        let Some((low, high)) = of_one_thing(one, other) else { return false };
        if self.measure == Measure::Percent && is_counted_alike(one.measure, other.measure) {
            let (share, growth) = (100.0 * low / high, 100.0 * (high - low) / low);
            let is_grown = self.is_change && (self.is_close(growth) || self.is_close(100.0 - share));
            return !self.is_points && is_one_sentence && low > 0.0 && (self.is_close(share) || is_grown);
        }
        if let Some((share, whole)) = share_of(one, other).filter(|(_, whole)| is_one_sentence && self.is_of(whole.measure)) {
            return self.is_close(whole.value * share / 100.0);
        }
        let (is_first, is_second) = (self.is_of(one.measure), self.is_of(other.measure));
        if self.is_total && is_first != is_second && (2.0..=12.0).contains(&low) && is_count(one, other) {
            return self.is_close(low * high);
        }
        // `More than 20,000` of one and the other.
        let is_rough = self.comparator != Comparator::Exactly;
        let is_sum = self.is_total || (self.is_earlier || is_rough) && is_one_sentence;
        let is_difference = self.is_rest || (self.is_change || self.is_earlier) && is_one_sentence;
        is_first && is_second && (is_sum && self.is_close(low + high) || is_difference && self.is_close(high - low))
    }

    /// Whether the figure may be told of an exact one.
    fn is_close(&self, exact: f64) -> bool {
        let apart = exact - self.value;
        let within = self.unit * 1.000_001;
        match self.comparator {
            Comparator::Exactly => apart.abs() <= self.unit * 0.500_001 && apart.abs() <= self.value.abs() * 0.1,
            Comparator::About => apart.abs() <= self.unit * 1.000_001 && apart.abs() <= self.value.abs() * 0.1,
            Comparator::MoreThan | Comparator::AtLeast => (0.0..=within).contains(&apart),
            Comparator::Nearly | Comparator::LessThan | Comparator::AtMost => (0.0..=within).contains(&-apart),
        }
    }
}

/// Whether the words behind a figure tell how far apart two things are: `€15 under the ceiling`, `25 short of it`.
fn is_apart(behind: &str) -> bool {
    let next = behind.split_whitespace().next().unwrap_or_default();
    COMPARED.contains(&next) || ["over", "under"].contains(&next)
}

/// What some words are about, without those that say how it is worked out.
fn terms(words: &str) -> BTreeSet<String> {
    let is_named = |word: &&str| !has_word(word, CHANGES) && !has_word(word, TOTALS);
    let named = words.split_whitespace().filter(is_named).collect::<Vec<_>>().join(" ");
    let terms = Clause::all(&named, 0..named.len()).into_iter().flat_map(|clause| clause.terms);
    terms.filter(|term| !term.starts_with(['#', '@'])).collect()
}

/// A sentence of a source and the one behind it.
fn sentences(index: &Index, at: usize) -> &[Vec<Clause>] {
    &index.sentences[at..(at + 2).min(index.sentences.len())]
}

/// What a figure counts, if a word right behind it says so. `12,900 damaged`: what was done to them is not what they are.
fn noun(mention: &Mention) -> Option<&str> {
    let is_measured = matches!(&mention.quantity, Quantity::Amount(amount) if amount.measure != Measure::Plain);
    let noun = mention.nouns.first().map(String::as_str).filter(|_| !is_measured);
    noun.filter(|noun| !is_empty(noun) && !noun.ends_with("ed") && !COMPARED.contains(noun))
}

/// What a share measures.
static PERCENT: Measure = Measure::Percent;

/// The figures of a mention: of a range both ends, of a share its percentage.
fn known(mention: &Mention) -> Vec<Known<'_>> {
    let (Quantity::Amount(amount), Some(measure)) = (&mention.quantity, mention.measure()) else { return Vec::new() };
    let noun = noun(mention);
    let of = |value: f64| Known { value, measure, noun, at: mention.range.start };
    match amount.value {
        Value::One(value) => vec![of(value.approximate())],
        Value::Range(from, to) => [from, to].map(|end| of(end.approximate())).into(),
        Value::Share(part, whole) => {
            let figures = [part, whole].into_iter().filter_map(|figure| u32::try_from(figure).ok()).map(f64::from).map(of);
            let share = percentage(part, whole).map(|value| Known { measure: &PERCENT, ..of(value) });
            share.into_iter().chain(figures).collect()
        }
    }
}

fn percentage(part: u64, whole: u64) -> Option<f64> {
    let (part, whole) = (u32::try_from(part).ok()?, u32::try_from(whole).ok().filter(|whole| *whole > 0)?);
    Some(100.0 * f64::from(part) / f64::from(whole))
}

/// The smaller and the larger of two figures, unless words say that they count different things.
fn of_one_thing(one: &Known<'_>, other: &Known<'_>) -> Option<(f64, f64)> {
    let is_one_thing = one.noun.zip(other.noun).is_none_or(|(one, other)| one == other);
    let (low, high) = if one.value < other.value { (one, other) } else { (other, one) };
    is_one_thing.then_some((low.value, high.value))
}

/// A percentage, and the figure beside it that it may be a part of.
fn share_of<'a>(one: &'a Known<'a>, other: &'a Known<'a>) -> Option<(f64, &'a Known<'a>)> {
    match (one.measure, other.measure) {
        (Measure::Percent, measure) if *measure != Measure::Percent && !is_points(measure) => Some((one.value, other)),
        (measure, Measure::Percent) if *measure != Measure::Percent && !is_points(measure) => Some((other.value, one)),
        _ => None,
    }
}

/// Whether a figure of one measure may be worked out from one of another.
fn is_alike(told: &Measure, known: &Measure) -> bool {
    match (told, known) {
        (Measure::Plain | Measure::Noun(_), known) => matches!(known, Measure::Plain | Measure::Noun(_)),
        (Measure::Percent, known) => *known == Measure::Percent || is_points(known),
        (told, known) => same_measure(told, known),
    }
}

/// Whether two figures may be parts of one whole: both count, or both are money or of one unit.
fn is_counted_alike(one: &Measure, other: &Measure) -> bool {
    let is_share = |measure: &Measure| *measure == Measure::Percent || is_points(measure);
    !is_share(one) && !is_share(other) && (same_measure(one, other) || same_measure(other, one))
}

/// Whether the smaller of two figures says how many times: a bare count or one of months or years.
fn is_count(one: &Known<'_>, other: &Known<'_>) -> bool {
    let small = if one.value < other.value { one } else { other };
    match small.measure {
        Measure::Plain | Measure::Noun(_) => true,
        Measure::Unit(unit) => matches!(unit.name(), "years" | "months" | "weeks" | "days"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Index, Telling, Wanted};
    use crate::check::evidence::mention::mentions;

    fn follows(sentence: &str, source: &str) -> bool {
        let told = mentions(sentence);
        let telling = Telling::of(sentence);
        let mut wanted = told.all.iter().filter_map(|mention| Wanted::of(mention, &telling));
        wanted.next_back().is_some_and(|wanted| wanted.follows(&mentions(source), &Index::of(source), 0))
    }

    #[test]
    fn a_figure_follows_from_two_that_stand_side_by_side() {
        for (sentence, source, expected) in [
            ("Sales were down 20%", "Sales came to $40m, compared with $50m a year earlier.", true),
            ("Sales were down 21%", "Sales came to $40m, compared with $50m a year earlier.", false),
            ("Wages were down 20%", "Sales came to $40m, compared with $50m a year earlier.", false),
            ("It won 54% of the seats", "It won 38 of the 71 seats.", true),
            ("It won just over half, 53% of the seats", "It won 38 of the 71 seats.", false),
            ("The other 230 jobs are safe", "Of 640 jobs 410 will go.", true),
            ("The 230 jobs are safe", "Of 640 jobs 410 will go.", false),
            ("Of pupils 6.7% stayed away a year before", "Now 5.9% of pupils stay away, down 0.8 percentage points.", true),
            ("The rate has come down by 1.25 points", "The rate was 7 percent. It rained. The rate is 5.75 percent.", true),
            ("The rate is 1.25 points", "The rate was 7 percent, now 5.75 percent.", false),
            ("It has a gain of 14 seats", "It has 38 seats, up from 24.", true),
            ("In all it gets $1.2bn in grants", "It gets grants of $400m a year for three years.", true),
        ] {
            assert_eq!(follows(sentence, source), expected, "{sentence}: {source}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked(sentence in "[0-9$€% a-z,.]{0,40}", source in any::<String>(), more in "([0-9]{1,3}|%|\\$| of | in all | rose |\\. ){0,20}") {
            let _ = (follows(&sentence, &source), follows(&more, &more));
        }
    }
}
