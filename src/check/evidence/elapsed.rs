//! Elapsed: a day or a time of the day that follows from another one and from how long it is between them.
//!
//! `28 days from publication` gives a date, and so does `the day before the vote on 3 June`; `an hour after the alarm at 06:42`
//! gives a time. What it is counted from is the date of the source or a time in the part of it that speaks of the same; how
//! long it is stands there too, or in the words themselves.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::mention::{Mention, Mentions};
use super::relative::Clock;
use crate::briefing::quantity::{Amount, Measure, Quantity, Value};

/// Words for how far a day is from another one.
const APART: &[(&str, i64)] = &[
    ("the day before", -1),
    ("a day before", -1),
    ("a day earlier", -1),
    ("the previous day", -1),
    ("the eve of", -1),
    ("the day after", 1),
    ("a day after", 1),
    ("a day later", 1),
    ("the next day", 1),
    ("the following day", 1),
    ("the morning after", 1),
    ("the week before", -7),
    ("a week before", -7),
    ("a week earlier", -7),
    ("a week after", 7),
    ("a week later", 7),
    ("a fortnight later", 14),
    ("for a week", 7),
    ("within a week", 7),
    ("in a week", 7),
];

/// Words behind a duration that count it backwards.
const BACK: &[&str] = &["ago", "before", "earlier"];

/// From so many days on, a time may be told by its last day as well as by the day after it.
const LONG: i64 = 3;

/// How many days something takes or is apart, in a part of a text.
pub(super) fn days_apart(text: &str, mentions: &Mentions, part: &Range<usize>) -> BTreeSet<i64> {
    let Some(words) = text.get(part.clone()) else { return BTreeSet::new() };
    let lower = words.to_lowercase();
    let is_named =
        |words: &str| lower.match_indices(words).any(|(at, _)| !lower[at + words.len()..].starts_with(|next: char| next.is_alphanumeric()));
    let named = APART.iter().filter(|(words, _)| is_named(words)).map(|(_, days)| *days);
    named.chain(mentions.within(part).iter().flat_map(|mention| days_of(text, mention))).collect()
}

/// Of an amount of days or weeks its number, and how many days each is.
pub(super) fn days_counted(mention: &Mention) -> Option<(i64, i64)> {
    let Quantity::Amount(Amount { value: Value::One(value), measure: Measure::Unit(unit), .. }) = &mention.quantity else { return None };
    let each = match unit.name() {
        "days" => 1,
        "weeks" => 7,
        _ => return None,
    };
    Some((i64::try_from(value.whole()?).ok()?, each))
}

/// How many days apart something is that is told to take an amount of days or weeks.
fn days_of(text: &str, mention: &Mention) -> Vec<i64> {
    let Some((number, each)) = days_counted(mention).filter(|(number, _)| (1..1000).contains(number)) else { return Vec::new() };
    let days = number * each;
    let behind = text.get(mention.range.end..).unwrap_or_default().trim_start();
    let is_back = BACK.iter().any(|word| behind.starts_with(word));
    match is_back {
        true => vec![-days],
        false if days >= LONG => vec![days, days - 1],
        false => vec![days],
    }
}

/// Whether a day is so many days from one of others.
pub(super) fn is_so_far(day: Date, from: &[Date], apart: &BTreeSet<i64>) -> bool {
    from.iter().any(|from| apart.contains(&i64::from((day - *from).get_days())))
}

/// Whether a time of the day is as long before or after another of the same part of a source as something there takes.
pub(super) fn is_clock_so_far(clock: &Clock, (text, source): (&str, &Mentions), part: &Range<usize>) -> bool {
    let an_hour = text.get(part.clone()).filter(|words| words.contains(" an hour ")).map(|_| 60);
    let lengths: BTreeSet<u16> = source.within(part).iter().filter_map(minutes_of).chain(an_hour).collect();
    let clocks: BTreeSet<u16> = source.clocks_within(part).map(Clock::minutes).collect();
    let day = 1440;
    let ends = clocks.iter().flat_map(|there| lengths.iter().flat_map(move |length| [there + length, there + day - length]));
    let mut ends = ends.filter_map(|minutes| Clock::at(minutes % day / 60, minutes % 60, true));
    ends.any(|there| clock.is_same(&there))
}

fn minutes_of(mention: &Mention) -> Option<u16> {
    let Quantity::Amount(Amount { value: Value::One(value), measure: Measure::Unit(unit), .. }) = &mention.quantity else { return None };
    let minutes = match unit.name() {
        "minutes" => value.whole(),
        "hours" => value.times(60)?.whole(),
        _ => None,
    };
    minutes.and_then(|minutes| u16::try_from(minutes).ok()).filter(|minutes| (1..1440).contains(minutes))
}
