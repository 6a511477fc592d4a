//! Phrases: parts, edges and days of a time that a text tells in several words: `the second quarter`, `three months to June`,
//! `the year to March 2025`, `the end of the month`, `Saturday week`, `overnight to Tuesday`.
//!
//! Each is looked for at the start of some words in lower case, and says what it means as far as that needs no date.

use jiff::civil::{Date, Weekday};

use super::relative::WEEKDAYS;
use crate::briefing::quantity::month_name;

/// A part of a year, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A quarter.
    Quarter(i8),
    /// A half.
    Half(i8),
}

/// `the second quarter`, `first half`, `Q2`.
pub(super) fn part_named(words: &[String]) -> Option<Part> {
    let [which, part, ..] = words else { return None };
    if let Some(number) = which.strip_prefix('q').filter(|number| number.len() == 1).and_then(|number| number.parse().ok()) {
        return Some(Part::Quarter(number));
    }
    let number = match which.as_str() {
        "first" | "opening" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        // `last quarter` may be any.
        "last" if words.get(2).is_none_or(|of| of != "of") => return None,
        "final" | "last" | "closing" => {
            if part == "half" {
                2
            } else {
                4
            }
        }
        _ => return None,
    };
    match part.as_str() {
        "quarter" => Some(Part::Quarter(number)),
        "half" if number < 3 => Some(Part::Half(number)),
        _ => None,
    }
}

/// So many words may make one phrase.
pub(super) const PHRASE: usize = 8;

/// The first or last day of a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    is_end: bool,
    of: Whole,
}

/// What a day is the first or last of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whole {
    /// The month so many behind the text's own.
    Month(i32),
    /// That month of any year.
    Named(i8),
    /// The year so many behind the text's own.
    Year(i16),
}

impl Edge {
    /// Whether it is a day, as a text of this date.
    pub(super) fn is(self, day: Date, own: Date) -> bool {
        let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let (month, is_of) = match self.of {
            Whole::Month(by) => (day.month(), months(day) - months(own) == by),
            Whole::Named(month) => (month, months(day).abs_diff(months(own)) <= 12),
            Whole::Year(by) => (if self.is_end { 12 } else { 1 }, Some(day.year()) == own.year().checked_add(by)),
        };
        let is_edge = if self.is_end { day == day.last_of_month() } else { day.day() == 1 };
        is_of && is_edge && day.month() == month
    }
}

/// `the start of next month`, `the end of the year`, `the end of June`.
pub(super) fn edge_named(words: &[String]) -> Option<Edge> {
    let [edge, of, behind @ ..] = words else { return None };
    let is_end = match edge.as_str() {
        "end" | "close" => true,
        "start" | "beginning" => false,
        _ => return None,
    };
    let of = match (of.as_str(), behind) {
        ("of", [month, ..]) if month_of(month).is_some() => Whole::Named(month_of(month)?),
        ("of", [which, whole, ..]) => {
            let by = match which.as_str() {
                "the" | "this" => 0,
                "next" => 1,
                _ => return None,
            };
            match whole.as_str() {
                "month" => Whole::Month(by),
                "year" => Whole::Year(i16::try_from(by).ok()?),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Edge { is_end, of })
}

/// A weekday in lower case.
fn weekday_of(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| word == *name).map(|(_, day)| *day)
}

/// `Saturday week`, `Saturday of next week`, `a week on Saturday`.
pub(super) fn weekday_of_next_week(words: &[String]) -> Option<i8> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let day = match words.as_slice() {
        [day, "week", ..] | [day, "of", "next", "week", ..] | [day, "next", "week", ..] | ["week", "on", day, ..] => day,
        _ => return None,
    };
    weekday_of(day).map(Weekday::to_monday_one_offset)
}

/// The day before one to which a night leads: `overnight to Tuesday`, `the night to Tuesday`.
pub(super) fn night_before(words: &[String]) -> Option<i8> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["overnight" | "night", "to" | "into", day, ..] => weekday_of(day).map(|day| day.previous().to_monday_one_offset()),
        _ => None,
    }
}

/// A month in lower case, by its number.
fn month_of(word: &str) -> Option<i8> {
    (1..=12).find(|month| month_name(*month).eq_ignore_ascii_case(word))
}

/// `three months to the end of March`, `quarter ended June`, `six months to June`.
pub(super) fn part_by_end(words: &[String]) -> Option<Part> {
    let is_end = |word: &str| matches!(word, "to" | "ended" | "ending" | "until" | "through");
    let [first, second, behind @ ..] = words else { return None };
    let (months, behind) = match (first.as_str(), second.as_str(), behind) {
        ("three" | "3", "months", [end, behind @ ..]) if is_end(end) => (3, behind),
        ("six" | "6", "months", [end, behind @ ..]) if is_end(end) => (6, behind),
        ("quarter", end, behind) if is_end(end) => (3, behind),
        _ => return None,
    };
    let month = behind.iter().take(4).find_map(|word| month_of(word))?;
    match (months, month % 3, month % 6) {
        (3, 0, _) => Some(Part::Quarter(month / 3)),
        (6, _, 0) => Some(Part::Half(month / 6)),
        _ => None,
    }
}

/// The year in which a business year ends: `the year to March 2025`, `the financial year that ended on 31 March 2025`.
pub(super) fn season_named(words: &[String]) -> Option<i16> {
    let is_end = |word: &str| matches!(word, "to" | "ended" | "ending" | "ends");
    let end = words.iter().take(4).position(|word| is_end(word))?;
    let is_year = words.first().is_some_and(|word| word == "year") && end > 0;
    let year = words[end + 1..].iter().find_map(|word| word.parse::<i16>().ok().filter(|year| (1900..2100).contains(year)));
    let month = words[end + 1..].iter().find_map(|word| month_of(word));
    year.filter(|_| is_year && month.is_some())
}
