//! Times that a text tells from where it stands: clock times, weekdays and days near its own (`yesterday`), years so far
//! away (`last year`, `five years ago`).
//!
//! With the date of a source, a writer turns `on Sunday` into a date and `a year earlier` into a year. What may be meant by
//! such words is worked out here, so that a date which they name is found.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::mention::Mention;
use super::phrases::{Edge, PHRASE, Part, edge_named, night_before, part_by_end, part_named, season_named, weekday_of_next_week};
use crate::briefing::quantity::{Amount, Measure, Quantity, Value};

/// A weekday is one at most so many days away.
const DAYS: i32 = 7;

/// A time of the day where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Where.
    pub range: Range<usize>,
    /// Minutes since midnight.
    minutes: u16,
    /// Whether it is told which half of the day is meant.
    is_exact: bool,
}

impl Clock {
    /// A time of the day at the start of a text, its range from there: `7.41 a.m.`, `6pm`, `18:00`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (hour, behind) = two_digits(text)?;
        let minute = behind.strip_prefix([':', '.']).and_then(two_digits).filter(|(_, rest)| behind.len() - rest.len() == 3);
        let is_colon = minute.is_some() && behind.starts_with(':');
        let (minute, behind) = minute.unwrap_or((0, behind));
        let half = half_of_day(behind);
        if hour > 24 || minute > 59 || half.is_none() && !is_colon || half.is_some() && !(1..=12).contains(&hour) {
            return None;
        }
        let (hours, behind) = half.map_or((hour, behind), |(half, behind)| (hour % 12 + half, behind));
        let is_word = !behind.starts_with(char::is_alphanumeric)
            && !behind.strip_prefix(':').is_some_and(|behind| behind.starts_with(|next: char| next.is_ascii_digit()));
        let is_exact = half.is_some() || hour > 12;
        is_word.then(|| Self { range: 0..text.len() - behind.len(), minutes: hours * 60 + minute, is_exact })
    }

    /// A time of the day, if there is one of this hour and minute; `is_exact` if it is told which half of the day is meant.
    #[must_use]
    pub fn at(hour: u16, minute: u16, is_exact: bool) -> Option<Self> {
        (hour <= 24 && minute < 60).then(|| Self { range: 0..0, minutes: hour * 60 + minute, is_exact })
    }

    /// The same over a range.
    #[must_use]
    pub fn over(self, range: Range<usize>) -> Self {
        Self { range, ..self }
    }

    /// Whether it is told which half of the day is meant.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// `a.m.` or `p.m.` at the start of a text: the hours that come before it, and what follows.
    #[must_use]
    pub fn half(text: &str) -> Option<(u16, &str)> {
        half_of_day(text)
    }

    /// The same in a longer text, of which `by` bytes stand before.
    #[must_use]
    pub fn moved(self, by: usize) -> Self {
        Self { range: self.range.start + by..self.range.end + by, ..self }
    }

    /// Minutes since midnight.
    #[must_use]
    pub fn minutes(&self) -> u16 {
        self.minutes
    }

    /// Whether two are one.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let day = if self.is_exact && other.is_exact { 1440 } else { 720 };
        self.minutes % day == other.minutes % day
    }

    /// Whether two may be one; a full hour stands for a time within it.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        let day = if self.is_exact && other.is_exact { 1440 } else { 720 };
        let (own, there) = (self.minutes % day, other.minutes % day);
        own == there || own.is_multiple_of(60) && own.abs_diff(there) < 60
    }
}

fn two_digits(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..end].parse().ok().filter(|_| end <= 2)?;
    Some((number, &text[end..]))
}

/// `am` or `pm` at the start of a text: the hours that come before it, and what follows.
fn half_of_day(text: &str) -> Option<(u16, &str)> {
    let text = text.trim_start_matches([' ', '\u{a0}']);
    let halves = [("a.m.", 0), ("am", 0), ("p.m.", 12), ("pm", 12)];
    let starts = |half: &str| text.get(..half.len()).is_some_and(|start| start.eq_ignore_ascii_case(half));
    halves.iter().find(|(half, _)| starts(half)).map(|(half, hours)| (*hours, &text[half.len()..]))
}

/// What a text says from where it stands, without its clock times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relative {
    /// The weekdays that it names.
    weekdays: BTreeSet<i8>,
    /// Days before (below zero) or after its own.
    days: BTreeSet<i32>,
    /// Months before or after its own.
    months: BTreeSet<i32>,
    /// The years that it tells so, where it does.
    pub(super) years: Vec<Told>,
    /// The parts of a year that it names without one: `in the second quarter`.
    parts: BTreeSet<Part>,
    /// The years in which a business year ends: `the year to March 2025`.
    seasons: BTreeSet<i16>,
    /// The first and last days that it names: `the end of the month`.
    edges: BTreeSet<Edge>,
    /// The weekdays of the week after the next that it names: `Saturday week`.
    late: BTreeSet<i8>,
}

/// A year that is not written, where it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where.
    pub range: Range<usize>,
    /// Which.
    pub year: Year,
    /// Whether it is counted from how long something takes or ago it is, which may be told of anything: `in two decades`.
    pub is_counted: bool,
}

/// Which year is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// The one so many before or after the text's own: `last year`.
    Away(i16),
    /// The one so far from another that it names: `in 1996, and four years later`.
    Named(i16),
}

impl Year {
    /// The one so many years later.
    fn later_by(self, years: i16) -> Option<Self> {
        Some(match self {
            Self::Away(by) => Self::Away(by.checked_add(years)?),
            Self::Named(year) => Self::Named(year.checked_add(years)?),
        })
    }

    /// The year, of a text of this date.
    #[must_use]
    pub fn of(self, own: Date) -> Option<i16> {
        match self {
            Self::Away(by) => own.year().checked_add(by),
            Self::Named(year) => Some(year),
        }
    }
}

/// The days of the week.
pub(super) const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// So many words before a day its weekday may stand: `on Sunday morning, 11 May`.
const WEEKDAY_WITHIN: usize = 3;

/// The day of the week that a text names beside a date in it: right before or right behind.
#[must_use]
pub fn weekday_beside(text: &str, date: &Range<usize>) -> Option<Weekday> {
    let words = |text: &str| -> Vec<String> {
        text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let named = |word: &String| WEEKDAYS.iter().find(|(name, _)| word == name).map(|(_, day)| *day);
    let near = text.get(..date.start)?.rsplit(['.', ';', ':', '\n', '[', ']']).next().unwrap_or_default();
    let before = words(near);
    let nearest = before.iter().rev().take(WEEKDAY_WITHIN).take_while(|word| !word.starts_with(|first: char| first.is_ascii_digit()));
    let behind = text.get(date.end..)?.trim_start_matches([',', ' ', '(']);
    let end = behind.find(|character: char| !character.is_alphabetic()).unwrap_or(behind.len());
    let is_range = before.last().is_some_and(|word| ["to", "until", "till", "and"].contains(&word.as_str()));
    nearest.into_iter().find_map(named).filter(|_| !is_range).or_else(|| named(&behind[..end].to_lowercase()))
}

/// Words for days near a text's own.
const NEAR_DAYS: &[(&str, i32)] = &[("yesterday", -1), ("today", 0), ("tonight", 0), ("tomorrow", 1)];

impl Relative {
    /// Reads a text whose figures are known.
    #[must_use]
    pub fn of(text: &str, figures: &[Mention]) -> Self {
        let mut own = Self::default();
        let words = words(text);
        let lower: Vec<String> = words.iter().map(|(_, word)| word.to_lowercase()).collect();
        for (at, word) in lower.iter().enumerate() {
            let weekday = WEEKDAYS.iter().find(|(name, _)| word.strip_suffix('s').unwrap_or(word) == *name);
            own.weekdays.extend(weekday.map(|(_, day)| day.to_monday_one_offset()));
            own.days.extend(NEAR_DAYS.iter().find(|(name, _)| word == name).map(|(_, day)| *day));
            let next = lower.get(at + 1).map_or("", String::as_str);
            let third = lower.get(at + 2).map_or("", String::as_str);
            let end = |last: usize| words.get(last).map_or(text.len(), |(start, word)| start + word.len());
            let range = words[at].0..end(at + if next == "the" { 2 } else { 1 });
            // `in the year to June` ends then.
            let is_season = next == "the" && season_named(&lower[at + 2..(at + 2 + PHRASE).min(lower.len())]).is_some();
            let named = if is_season { &[][..] } else { years_named(word, next, third) };
            own.years.extend(named.iter().map(|by| Told { range: range.clone(), year: Year::Away(*by), is_counted: false }));
            let beside = year_beside(word, next, third).and_then(|by| year_before(text, range.start, figures, &own.years)?.later_by(by));
            own.years.extend(beside.map(|year| Told { range, year, is_counted: false }));
            own.months.extend(match (word.as_str(), next) {
                ("last" | "previous" | "past", "month") | ("month", "ago" | "earlier") => Some(-1),
                ("this" | "current", "month") => Some(0),
                ("next" | "following" | "coming", "month") => Some(1),
                _ => None,
            });
        }
        let from_each = || (0..lower.len()).map(|at| &lower[at..(at + PHRASE).min(lower.len())]);
        own.parts = from_each().filter_map(|words| part_named(words).or_else(|| part_by_end(words))).collect();
        own.seasons = from_each().filter_map(season_named).collect();
        own.edges = from_each().filter_map(edge_named).collect();
        for words in from_each() {
            own.late.extend(weekday_of_next_week(words));
            own.weekdays.extend(night_before(words));
        }
        let told = |mention: &Mention, year: Year| Told { range: mention.range.clone(), year, is_counted: true };
        own.years.extend(figures.iter().flat_map(|mention| {
            years_away(mention, text).into_iter().flatten().map(|by| told(mention, Year::Away(by))).collect::<Vec<_>>()
        }));
        own.years.extend(
            (0..figures.len()).filter_map(|at| Some(told(&figures[at], Year::Named(year_counted(&figures[..at], &figures[at], text)?)))),
        );
        own
    }

    /// Whether a day is one that it names, as a text of this date.
    #[must_use]
    pub fn names_day(&self, day: Date, own: Date) -> bool {
        let apart = (day - own).get_days();
        let weekday = day.weekday().to_monday_one_offset();
        self.days.contains(&apart)
            || apart.abs() <= DAYS && self.weekdays.contains(&weekday)
            || (DAYS..=2 * DAYS).contains(&apart) && self.late.contains(&weekday)
            || self.edges.iter().any(|edge| edge.is(day, own))
    }

    /// Whether a month is one that it names, as a text of this date.
    #[must_use]
    pub fn names_month(&self, year: i16, month: i8, own: Date) -> bool {
        let months = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month);
        let apart = months(year, month) - months(own.year(), own.month());
        self.months.contains(&apart) || apart % 12 == 0 && apart != 0 && self.names_year(year, own)
    }

    /// Whether a part of a year is one that it names, as a text of this date: one that it names at all, if it names any.
    #[must_use]
    pub fn names_part(&self, year: i16, part: Part, own: Date) -> bool {
        match self.parts.is_empty() {
            true => self.names_year(year, own),
            false => self.parts.contains(&part) && (self.names_year(year, own) || year.abs_diff(own.year()) <= 1),
        }
    }

    /// Whether it names the business year from one year to the next.
    #[must_use]
    pub fn names_season(&self, from: i16, to: i16) -> bool {
        from.checked_add(1) == Some(to) && self.seasons.contains(&to)
    }

    /// Whether a year is one that it names, as a text of this date.
    #[must_use]
    pub fn names_year(&self, year: i16, own: Date) -> bool {
        self.years.iter().any(|told| told.year.of(own) == Some(year))
    }
}

/// The words of a text, and where they begin.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, character) in text.char_indices() {
        match (from, character.is_alphanumeric()) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                words.push((start, &text[start..at]));
                from = None;
            }
            _ => {}
        }
    }
    words.extend(from.map(|start| (start, &text[start..])));
    words
}

/// So many bytes before, a year is named that another is told from.
const NAMED_WITHIN: usize = 160;

/// The year that was named or told last before a place of a text, in the same paragraph.
fn year_before(text: &str, at: usize, figures: &[Mention], told: &[Told]) -> Option<Year> {
    let is_near = |end: usize| end <= at && at - end <= NAMED_WITHIN && text.get(end..at).is_some_and(|words| !words.contains("\n\n"));
    let before = &figures[..figures.partition_point(|mention| mention.range.end <= at)];
    let named = before.iter().rev().take_while(|mention| is_near(mention.range.end));
    let named = named.filter_map(|mention| Some((mention.range.end, Year::Named(last_year(&mention.quantity)?))));
    let told = told
        .iter()
        .rev()
        .skip_while(|told| told.range.end > at)
        .take_while(|told| is_near(told.range.end))
        .map(|told| (told.range.end, told.year));
    named.chain(told).max_by_key(|(end, _)| *end).map(|(_, year)| year)
}

/// The year of a time; of a range that of its last end.
fn last_year(quantity: &Quantity) -> Option<i16> {
    Some(quantity.periods().last()?.interval()?.0.year())
}

/// How far three words are from the year that was named before: `the year before`, `a decade later`.
fn year_beside(word: &str, next: &str, third: &str) -> Option<i16> {
    match (word, next, third) {
        ("year", "before" | "earlier" | "previously", _) | ("previous" | "preceding", "year", _) => Some(-1),
        ("year", "later" | "after" | "afterwards" | "on", after) if after != "year" => Some(1),
        ("following", "year", _) => Some(1),
        ("decade", "before" | "earlier", _) => Some(-10),
        ("decade", "later" | "after" | "on", _) => Some(10),
        _ => None,
    }
}

/// The seasons.
const SEASONS: &[&str] = &["spring", "summer", "autumn", "fall", "winter"];

/// The years that three words may name: `last year`, `the end of the year`, `next spring`.
fn years_named(word: &str, next: &str, third: &str) -> &'static [i16] {
    let is_season = SEASONS.contains(&next);
    match (word, next, third) {
        ("last" | "previous" | "past", "year", _) | ("year", "ago" | "earlier" | "before" | "previously", _) => &[-1],
        ("year", "on" | "over", "year") => &[-1],
        ("this" | "current" | "full", "year", _) | ("of" | "in", "the", "year") | ("year", "end", _) => &[0],
        ("this", "month" | "week", _) | ("later" | "earlier", "this", _) => &[0],
        // `the autumn of 2026` names its year.
        ("the", _, third) if is_season && (third == "of" || third.starts_with(|first: char| first.is_ascii_digit())) => &[],
        // `the fall in prices`
        ("the", "fall", _) => &[],
        ("this" | "the", ..) if is_season => &[0],
        ("next" | "following" | "coming", "year", _) | ("year", "from", "now") => &[1],
        ("next" | "coming", ..) if is_season => &[0, 1],
        ("last", ..) if is_season => &[-1, 0],
        _ => &[],
    }
}

/// `five years ago`, `in two years`: how many years from the text's own; of an age two, for the birthday may be to come.
fn years_away(mention: &Mention, text: &str) -> Option<[i16; 2]> {
    let Quantity::Amount(Amount { value: Value::One(value), measure, .. }) = &mention.quantity else { return None };
    let behind = text.get(mention.range.end..)?.trim_start();
    let before = text.get(..mention.range.start)?.trim_end();
    let years = match measure {
        Measure::Unit(unit) if unit.name() == "years" => value.whole(),
        Measure::Unit(unit) if unit.name() == "decades" => value.whole().and_then(|decades| decades.checked_mul(10)),
        Measure::Plain if behind.starts_with("-year-old") => value.whole(),
        _ => None,
    };
    let years = years.and_then(|years| i16::try_from(years).ok())?;
    let back = years.checked_neg()?;
    if ["ago", "earlier", "before", "after they"].iter().any(|word| behind.starts_with(word)) {
        return Some([back; 2]);
    }
    if ["old", "-old", "-year-old"].iter().any(|word| behind.starts_with(word)) {
        return Some([back, back.checked_sub(1)?]);
    }
    match before.rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default() {
        // `the first win in ten years`
        "in" | "In" if is_first(before) => Some([back; 2]),
        "in" | "In" => Some([years; 2]),
        "for" | "For" | "after" | "After" => Some([back; 2]),
        _ => None,
    }
}

/// So many words before, something may be called the first or the most.
const FIRST_WITHIN: usize = 6;

/// Whether words call something the first or the most.
fn is_first(words: &str) -> bool {
    let is_most = |word: &str| matches!(word, "first" | "most" | "least" | "worst" | "best") || word.len() > 5 && word.ends_with("est");
    words.split(|character: char| !character.is_alphabetic()).rev().take(FIRST_WITHIN).any(is_most)
}

/// So many bytes before, a year is named from which another is counted.
const COUNTED_WITHIN: usize = 480;

/// `in 1996, …, four years later`: the year that is so many years behind one named before, or before it.
fn year_counted(before: &[Mention], apart: &Mention, text: &str) -> Option<i16> {
    let Quantity::Amount(Amount { value: Value::One(value), measure: Measure::Unit(unit), .. }) = &apart.quantity else { return None };
    let years = i16::try_from(value.whole().filter(|_| unit.name() == "years")?).ok()?;
    // The last year that the paragraph names.
    let is_near = |end: usize| apart.range.start - end <= COUNTED_WITHIN && !text[end..apart.range.start].contains("\n\n");
    let near = before.iter().rev().take_while(|mention| mention.range.end <= apart.range.start && is_near(mention.range.end));
    let year = near.into_iter().find_map(|mention| last_year(&mention.quantity))?;
    match text.get(apart.range.end..)?.split_whitespace().next()?.trim_matches(|edge: char| !edge.is_alphabetic()) {
        "later" | "afterwards" | "after" => year.checked_add(years),
        "earlier" | "before" => year.checked_sub(years),
        _ => None,
    }
}

/// The day of a month nearest to another date, if there is one.
#[must_use]
pub fn nearest_year(month: i8, day: i8, own: Date) -> Option<Date> {
    let years = [-1, 0, 1].into_iter().filter_map(|by| Date::new(own.year().checked_add(by)?, month, day).ok());
    years.min_by_key(|date| (*date - own).get_days().abs())
}

/// Two dates so many days apart.
#[must_use]
pub fn later_by(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use jiff::civil::Weekday;

    use super::{Clock, Relative, weekday_beside};
    use crate::check::evidence::mention::mentions;

    #[test]
    fn a_time_of_the_day_is_told_in_many_ways() {
        for (left, right, expected) in [
            ("7.41 a.m.", "07:41", true),
            ("6.52am", "06:52 service", true),
            ("6pm", "18:00", true),
            ("6 p.m.", "18:20", true),
            ("6:30 p.m.", "18:20", false),
            ("1.15 a.m.", "1:15", true),
            ("7 am", "7 p.m.", false),
        ] {
            let (left, right) = (Clock::read(left).expect("a time"), Clock::read(right).expect("a time"));
            assert_eq!(left.may_be(&right), expected, "{left:?} {right:?}");
        }
        for text in ["7.41 amounts", "7.41", "25:10", "7", "1:234", "13 pm", "1:02:03"] {
            assert_eq!(Clock::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_weekday_stands_beside_its_date() {
        for (text, date, expected) in [
            ("on Sunday morning, 11 May, it", "11 May", Some(Weekday::Sunday)),
            ("on May 11 (Sunday)", "May 11", Some(Weekday::Sunday)),
            ("it met on Monday. On 11 May", "11 May", None),
            ("from Monday to 11 May", "11 May", None),
            ("on 11 May it", "11 May", None),
        ] {
            let at = text.find(date).expect("it is there");
            assert_eq!(weekday_beside(text, &(at..at + date.len())), expected, "{text}");
        }
    }

    #[test]
    fn days_and_years_are_told_from_the_date_of_the_text() {
        let own = date(2025, 10, 20);
        let relative = |text: &str| Relative::of(text, &mentions(text).all);
        assert!(relative("won Sunday's election").names_day(date(2025, 10, 19), own));
        assert!(!relative("won Sunday's election").names_day(date(2025, 11, 16), own));
        assert!(!relative("won Sunday's election").names_day(date(2025, 10, 18), own));
        assert!(relative("said yesterday").names_day(date(2025, 10, 19), own));
        assert!(relative("up since the start of last year").names_year(2024, own));
        assert!(relative("than five years ago").names_year(2020, own));
        assert!(relative("in two years").names_year(2027, own));
        assert!(!relative("in two years").names_year(2026, own));
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            let _ = (Clock::read(&text), Relative::of(&text, &mentions(&text).all));
        }
    }
}
