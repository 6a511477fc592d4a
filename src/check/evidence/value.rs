//! Values: the figure or date of a key fact, held against its source.
//!
//! A value is looked for as it is typed, then as what can be worked out in the way its label says. A value that is text may
//! still hold figures (`late 2029`, `174 and 69`, `14th`), and one that is typed may hold more of them (`€45m (£38m)`): those
//! are looked for each for itself. An error is told only where nothing of the kind is in the source; where less is certain,
//! a warning.

use std::ops::Range;

use super::day::Day;
use super::derived::{is_beginning, is_estimate, is_in_parts, is_limit, is_near_day, is_score_told, is_told_from_there};
use super::examination::{Answer, Examination, WORKED_OUT, has_digits};
use super::faults;
use super::figure::Said;
use super::mention::{Mention, Mentions, mentions_in};
use super::ordinal::{ordinal, ordinals};
use super::passage::passage;
use super::placed::{other_weekday, other_weekday_of_date};
use super::quotation::Quotation;
use super::relative::Clock;
use super::snapshot::Snapshot;
use super::telling::{Telling, has_word};
use crate::base::{Diagnostic, Place};
use crate::briefing::KeyFact;
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Quantity, Value};
use crate::site::evidence::Verdict;

/// Words of a label whose value is a time of the day.
const TIMES: &[&str] = &[
    "arrival",
    "arrived",
    "began",
    "close",
    "closes",
    "closing",
    "departed",
    "departure",
    "end",
    "ended",
    "ends",
    "hour",
    "kickoff",
    "landed",
    "landing",
    "left",
    "opened",
    "opening",
    "opens",
    "start",
    "started",
    "starts",
    "time",
    "when",
];

impl Examination<'_> {
    /// E0208, W0209, W0212: the figure or date of a key fact must stand in its source.
    pub(super) fn value(&self, fact: &KeyFact, witness: (&str, &Snapshot), place: &Place) -> Answer {
        // `7.48 pm` is no figure of something.
        let is_time = || mentions_in(&fact.value, self.tongue()).clocks.first().is_some_and(|clock| clock.range.start == 0);
        if matches!(fact.quantity, Quantity::Text(_)) || is_time() {
            return self.value_in_words(fact, witness, place);
        }
        let (source, snapshot) = witness;
        let there = |at: Range<usize>| passage(source, snapshot, at);
        let found = match self.said(&fact.quantity, source, snapshot) {
            Some(Said::Alike(at)) => match self.displaced_value(fact, witness) {
                Some(rival) => return contrary(fact, source, snapshot, rival, place),
                None => Answer { passage: Some(there(at)), ..Answer::new(Verdict::Found) },
            },
            other if self.is_value_worked_out(fact, witness, other.is_none()) => match self.displaced_value(fact, witness) {
                Some(rival) => return contrary(fact, source, snapshot, rival, place),
                None => Answer { note: WORKED_OUT.into(), ..Answer::new(Verdict::Found) },
            },
            Some(Said::Otherwise(at)) if is_limit(fact, &snapshot.mentions) || is_estimate(fact, &snapshot.mentions) => {
                Answer { passage: Some(there(at)), ..Answer::new(Verdict::Found) }
            }
            Some(Said::Otherwise(at)) => return otherwise(fact, source, snapshot, at, place),
            Some(Said::Elsewhere(at)) => return of_something_else(fact, source, snapshot, at, place),
            None if let Some(time) = self.pointed_time_there(&fact.value, witness).filter(|_| has_word(&fact.label, TIMES)) => time,
            // In words a figure is often a manner of speaking.
            None if !has_digits(&fact.value) => return Answer::not_checkable("a figure in words that does not stand there"),
            None => return Answer::new(Verdict::NotFound).told(self.no_figure(fact, witness, place)),
        };
        let Some(words) = fact.quantity.qualifier() else { return found };
        let missing = self.missing_figure(fact, words, witness).map(|missing| missing.range);
        match missing.or_else(|| self.missing_time(fact, words, witness)) {
            Some(missing) => untold(words, missing, source, place),
            None => match self.displaced_in(fact, witness) {
                Some(rival) => contrary(fact, source, snapshot, rival, place),
                None => found,
            },
        }
    }

    /// E0208, with the figure of the source that the value looks like.
    fn no_figure(&self, fact: &KeyFact, witness: (&str, &Snapshot), place: &Place) -> Diagnostic {
        let finding = faults::no_figure(fact, witness.0, place.clone());
        let told = mentions_in(&fact.value, self.tongue());
        match told.all.first() {
            Some(mention) => self.shown_alike(finding, mention, &telling(fact, &fact.label, &told), &[witness]),
            None => finding,
        }
    }

    /// Where the source gives another time where it speaks of a key fact, if that of its value stands only elsewhere in it, or
    /// says that its figure went the other way.
    fn displaced_value(&self, fact: &KeyFact, witness: (&str, &Snapshot)) -> Option<Range<usize>> {
        let told = mentions_in(&fact.value, self.tongue());
        let first = Mention { quantity: fact.quantity.clone(), ..told.all.first()?.clone() };
        let telling = telling(fact, &fact.label, &told);
        let displaced = self.displaced(&first, &fact.value, &telling, witness);
        displaced.or_else(|| self.turned_value(&first, (&fact.label, &fact.value), &telling, witness))
    }

    /// The same of any time and figure in its value.
    fn displaced_in(&self, fact: &KeyFact, witness: (&str, &Snapshot)) -> Option<Range<usize>> {
        let told = mentions_in(&fact.value, self.tongue());
        let context = format!("{}, {}", fact.label, fact.value);
        let telling = telling(fact, &context, &told);
        told.all.iter().find_map(|mention| {
            let displaced = self.displaced(mention, &fact.value, &telling, witness);
            displaced.or_else(|| self.turned_value(mention, ("", &fact.value), &telling, witness))
        })
    }

    /// Whether a value that its source does not have can be worked out, in the way its label says.
    fn is_value_worked_out(&self, fact: &KeyFact, (source, snapshot): (&str, &Snapshot), is_missing: bool) -> bool {
        let dated = self.dated(source);
        if is_told_from_there(&fact.quantity, &snapshot.mentions, dated) {
            return true;
        }
        let words = fact.label.as_str();
        let worked_out = || {
            let first = mentions_in(&fact.value, self.tongue()).all.into_iter().next();
            let told = first.map(|first| Mention { quantity: fact.quantity.clone(), ..first });
            told.is_some_and(|told| self.is_worked_out(&told, &telling(fact, words, &Mentions::default()), (source, snapshot)))
        };
        is_missing
            && (is_in_parts(&fact.quantity, &snapshot.mentions)
                || is_beginning(&fact.quantity, words, &snapshot.mentions, dated)
                || has_digits(&fact.value) && worked_out())
    }

    /// A value that is text, perhaps with figures in it.
    fn value_in_words(&self, fact: &KeyFact, witness: (&str, &Snapshot), place: &Place) -> Answer {
        let (source, snapshot) = witness;
        let found = Quotation::of(&fact.value).and_then(|words| words.find(&snapshot.folded));
        if let Some(at) = found.map(|range| snapshot.in_file(range)) {
            return Answer { passage: Some(passage(source, snapshot, at)), ..Answer::new(Verdict::Found) };
        }
        match is_score_told(&fact.value, &snapshot.mentions) {
            Some(true) => return Answer { note: WORKED_OUT.into(), ..Answer::new(Verdict::Found) },
            Some(false) => return Answer::new(Verdict::NotFound).told(faults::no_figure(fact, source, place.clone())),
            None => {}
        }
        let told = mentions_in(&fact.value, self.tongue());
        let of_date = told.all.iter().find_map(|mention| other_weekday_of_date(mention, &fact.value, place));
        let of_day = || told.days.iter().find_map(|day| other_weekday(day, &fact.value, self.dated(source), place));
        if let Some(fault) = of_date.or_else(of_day) {
            return Answer::new(Verdict::Differs).told(fault);
        }
        if self.missing_time(fact, &fact.value, witness).is_some() {
            return Answer::new(Verdict::NotFound).told(faults::no_figure(fact, source, place.clone()));
        }
        if let Some(missing) = self.missing_figure(fact, &fact.value, witness) {
            return match missing.quantity {
                Quantity::Time(_) => Answer::new(Verdict::NotFound).told(faults::no_figure(fact, source, place.clone())),
                _ => untold(&fact.value, missing.range, source, place),
            };
        }
        if let Some(rival) = self.displaced_in(fact, witness) {
            return contrary(fact, source, snapshot, rival, place);
        }
        match ordinal(&fact.value).filter(|(_, length)| *length == fact.value.len()) {
            Some((number, _)) if !ordinals(&snapshot.source.text[snapshot.part(snapshot.start())]).contains(&number) => {
                Answer::new(Verdict::NotFound).told(faults::no_figure_told(&fact.value, &[source], place.clone()))
            }
            _ => self
                .fact_names(fact, witness, place)
                .or_else(|| self.time_alone(fact, witness))
                .unwrap_or_else(|| Answer::not_checkable("it is neither a figure nor a date, and does not stand there word for word")),
        }
    }

    /// A value that is nothing but a time of the day, or a day without its year, that its source has.
    fn time_alone(&self, fact: &KeyFact, (source, snapshot): (&str, &Snapshot)) -> Option<Answer> {
        let told = mentions_in(&fact.value, self.tongue());
        let is_zone = |words: &str| words == "local time" || words.chars().all(|letter| letter.is_ascii_uppercase());
        let is_all = |at: &Range<usize>| at.start == 0 && is_zone(fact.value[at.end..].trim());
        if let Some(clock) = told.clocks.first().filter(|clock| is_all(&clock.range)) {
            return self.time_there(clock, &Telling::of(&fact.value, &told).beside(&fact.label), (source, snapshot));
        }
        let day = told.days.first().filter(|day| is_all(&day.range))?;
        let there = snapshot.mentions.named(day)?.clone();
        Some(Answer { passage: Some(passage(source, snapshot, there)), ..Answer::new(Verdict::Found) })
    }

    /// A day without a year or a time of the day in some words that the source does not name.
    fn missing_time(&self, fact: &KeyFact, words: &str, (source, snapshot): (&str, &Snapshot)) -> Option<Range<usize>> {
        let (told, there) = (mentions_in(words, self.tongue()), &snapshot.mentions);
        let telling = Telling::of(words, &told).beside(&fact.label);
        let is_day_there = |day: &Day| there.named(day).is_some() || is_near_day(day, &there.relative, self.dated(source));
        let is_clock_there = |clock: &Clock| self.time_there(clock, &telling, (source, snapshot)).is_some();
        let days = told.days.iter().filter(|day| !is_day_there(day)).map(|day| &day.range);
        days.chain(told.clocks.iter().filter(|clock| !is_clock_there(clock)).map(|clock| &clock.range)).next().cloned()
    }

    /// The first figure or date in some words of a value that its source has in no way.
    fn missing_figure(&self, fact: &KeyFact, words: &str, (source, snapshot): (&str, &Snapshot)) -> Option<Mention> {
        let told = mentions_in(words, self.tongue());
        // `6 of 9`: the whole may be the sum of its parts.
        let context = format!("{}, {words}{}", fact.label, if words.starts_with("of ") { " in total" } else { "" });
        let value = mentions_in(&fact.value, self.tongue());
        let telling = telling(fact, &context, &value);
        let is_missing = |mention: &Mention| {
            has_digits(&words[mention.range.clone()])
                && match self.said(&mention.quantity, source, snapshot) {
                    Some(Said::Alike(_) | Said::Elsewhere(_)) => false,
                    Some(Said::Otherwise(at)) => is_contrary(mention, &snapshot.mentions, &at),
                    None => !self.is_worked_out(mention, &telling, (source, snapshot)),
                }
        };
        told.all.iter().find(|mention| is_missing(mention)).cloned()
    }
}

/// A key fact as it is told: its label, and beside it the words of its source.
fn telling<'a>(fact: &'a KeyFact, words: &'a str, told: &'a Mentions) -> Telling<'a> {
    Telling::of(words, told).beside(fact.quote.as_deref().unwrap_or_default())
}

/// Whether a figure compares upwards and the one at a place of a source downwards, or the other way round.
fn is_contrary(mention: &Mention, source: &Mentions, at: &Range<usize>) -> bool {
    let way = |comparator: Comparator| match comparator {
        Comparator::MoreThan | Comparator::AtLeast => 1,
        Comparator::LessThan | Comparator::AtMost | Comparator::Nearly => -1,
        Comparator::About | Comparator::Exactly => 0,
    };
    let there = source.all.iter().find(|there| there.range == *at).map_or(0, |there| way(there.quantity.comparator()));
    way(mention.quantity.comparator()) * there < 0
}

fn otherwise(fact: &KeyFact, source: &str, snapshot: &Snapshot, at: Range<usize>, place: &Place) -> Answer {
    let passage = passage(source, snapshot, at);
    let finding = faults::otherwise(fact, source, &passage.words, place.clone()).note("it says so here", passage.place.clone());
    Answer { passage: Some(passage), ..Answer::new(Verdict::Differs) }.told(finding)
}

/// What is told where a source says the contrary of a value, or gives another time in its stead.
fn contrary(fact: &KeyFact, source: &str, snapshot: &Snapshot, at: Range<usize>, place: &Place) -> Answer {
    let passage = passage(source, snapshot, at);
    let finding = faults::contrary(fact, source, &passage.words, place.clone()).note("it says so here", passage.place.clone());
    Answer { passage: Some(passage), ..Answer::new(Verdict::Differs) }.told(finding)
}

fn of_something_else(fact: &KeyFact, source: &str, snapshot: &Snapshot, at: Range<usize>, place: &Place) -> Answer {
    let passage = passage(source, snapshot, at);
    let finding = faults::of_something_else(fact, source, &passage.words, place.clone());
    let finding = finding.note("it counts something else here", passage.place.clone());
    let note = "the same figure of something else".to_owned();
    Answer { passage: Some(passage), note, ..Answer::new(Verdict::Differs) }.told(finding)
}

/// W0212: a figure within a value.
fn untold(words: &str, missing: Range<usize>, source: &str, place: &Place) -> Answer {
    let told = words.get(missing).unwrap_or_default();
    Answer::new(Verdict::NotFound).told(faults::no_figure_told(told, &[source], place.clone()))
}

/// Whether it is a hundred per cent.
pub(super) fn is_whole(quantity: &Quantity) -> bool {
    let whole = Value::One(Decimal::from(100));
    matches!(quantity, Quantity::Amount(Amount { value, measure: Measure::Percent, .. }) if *value == whole)
}

/// Whether a bare figure that stands alone, in a cell whose head says in what it is told, stands in a source with a magnitude:
/// `55.9` below `billions`.
pub(super) fn is_of_a_cell(mention: &Mention, words: &str, source: &Mentions) -> bool {
    let Quantity::Amount(Amount { value: Value::One(value), measure: Measure::Plain, .. }) = mention.quantity else { return false };
    let is_alone = words.get(mention.range.clone()).is_some_and(|figure| figure == words.trim());
    let is_there =
        |power: u8| value.shifted(power).is_some_and(|value| source.all.iter().flat_map(Mention::figures).any(|there| there == value));
    is_alone && [3, 6, 9, 12].into_iter().any(is_there)
}

/// A figure below nothing without its sign.
pub(super) fn fall(quantity: &Quantity) -> Option<Quantity> {
    let Quantity::Amount(amount @ Amount { value: Value::One(value), .. }) = quantity else { return None };
    value.is_negative().then(|| Quantity::Amount(Amount { value: Value::One(value.negated()), ..amount.clone() }))
}
