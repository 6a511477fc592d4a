//! Dates in text: one period, or two that make a range, without comparator.
//!
//! `24 July 2025`, `July 24, 2025`, `2025-07-24`, `Q3 2024`, `the 1990s`, `3–5 March 2024`, `2018 – July 2025`,
//! `2018–19`, `2018 – present`. A date is read as its parts; the first end of a range takes the parts it lacks from the
//! second. What looks like a date but cannot be one is a [`NoDate`] of its own, so that it is never read as a number.

use super::period::Period;
use super::words::{self, Role};
use super::{Span, lex};

/// Why no date was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoDate {
    /// The text does not start like one.
    Absent,
    /// Day and month, but no year to place them in.
    Yearless,
    /// Complete, but no calendar has it.
    Impossible,
}

type Dated<'a> = Result<(Span, &'a str), NoDate>;

/// A date or a range of dates at the start of a text; `and` may join a range only after *between*.
pub(super) fn scan(text: &str, between: bool) -> Dated<'_> {
    let (left, rest) = parts(text).ok_or(NoDate::Absent)?;
    if let Some(found) = range(left, rest, between) {
        return found;
    }
    let period = left.complete()?;
    if between || !lex::ends(rest) {
        return Err(NoDate::Absent);
    }
    Ok((Span::One(period), rest))
}

/// What of a date is written.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    quarter: Option<i8>,
    half: Option<i8>,
    decade: bool,
}

impl Parts {
    fn complete(self) -> Result<Period, NoDate> {
        let Some(year) = self.year else {
            let placed = self.month.is_some() && self.day.is_some();
            return Err(if placed { NoDate::Yearless } else { NoDate::Absent });
        };
        let period = match self {
            Self { month: Some(month), day: Some(day), .. } => Period::Day(year, month, day),
            Self { month: Some(month), .. } => Period::Month(year, month),
            Self { day: Some(_), .. } => return Err(NoDate::Absent),
            Self { quarter: Some(quarter), .. } => Period::Quarter(year, quarter),
            Self { half: Some(half), .. } => Period::Half(year, half),
            Self { decade: true, .. } => Period::Decade(year),
            _ => Period::Year(year),
        };
        period.interval().map_or(Err(NoDate::Impossible), |_| Ok(period))
    }

    /// Whether it is a day of the month and nothing else: the `3` of `3–5 March`.
    fn is_day_only(self) -> bool {
        self.day.is_some() && self.month.is_none() && self.year.is_none()
    }

    fn is_bare_year(self) -> bool {
        matches!(self.complete(), Ok(Period::Year(_)))
    }
}

fn parts(text: &str) -> Option<(Parts, &str)> {
    let first = *text.as_bytes().first()?;
    if first.is_ascii_digit() {
        return match lex::count_digits(text) {
            4 => year_first(text),
            1 | 2 => day_first(text),
            _ => None,
        };
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    part_of_year(text).or_else(|| decade(text)).or_else(|| month_first(text))
}

/// `2025-07-24`, `2025-07`, `1990s`, `2024 Q3`, `2018`.
fn year_first(text: &str) -> Option<(Parts, &str)> {
    let (year, rest) = year(text)?;
    let named = Parts { year: Some(year), ..Parts::default() };
    if let Some(found) = numeric(named, rest) {
        return Some(found);
    }
    if let Some(after) = rest.strip_prefix('s').filter(|after| year % 10 == 0 && lex::ends(after)) {
        return Some((Parts { decade: true, ..named }, after)).filter(|_| (1000..=2100).contains(&year));
    }
    if let Some((part, after)) = lex::spaces(rest).and_then(short_part).filter(|(_, after)| lex::ends(after)) {
        return Some((Parts { year: Some(year), ..part }, after));
    }
    (1000..=2100).contains(&year).then_some((named, rest))
}

fn year(text: &str) -> Option<(i16, &str)> {
    (lex::count_digits(text) == 4 && !text.starts_with('0')).then(|| lex::small_number(text, 4))?
}

/// `-07-24` or `-07` after a year. With two digits that are no month it is a range such as `2018-19`.
fn numeric(named: Parts, rest: &str) -> Option<(Parts, &str)> {
    let (month, rest) = two_digits(rest)?;
    match two_digits(rest) {
        Some((day, rest)) => Some((Parts { month: Some(month), day: Some(day), ..named }, rest)),
        None => (1..=12).contains(&month).then_some((Parts { month: Some(month), ..named }, rest)),
    }
}

fn two_digits(text: &str) -> Option<(i8, &str)> {
    let digits = lex::hyphen(text).filter(|digits| lex::count_digits(digits) == 2)?;
    let (number, rest) = lex::small_number(digits, 2)?;
    Some((i8::try_from(number).ok()?, rest))
}

/// `24 July 2025`, `24th of July`, `24`.
fn day_first(text: &str) -> Option<(Parts, &str)> {
    let (day, rest) = day(text)?;
    let named = Parts { day: Some(day), ..Parts::default() };
    let gap = lex::spaced_phrase(rest, "of").unwrap_or(rest);
    let Some((month, rest)) = lex::spaces(gap).and_then(|text| month(text, true)) else { return Some((named, rest)) };
    let (year, rest) = year_after(rest);
    Some((Parts { month: Some(month), year, ..named }, rest))
}

fn day(text: &str) -> Option<(i8, &str)> {
    let count = lex::count_digits(text);
    let (day, rest) = (count <= 2).then(|| lex::small_number(text, count))??;
    let ordinal = lex::word(rest).filter(|(ending, _)| matches!(*ending, "st" | "nd" | "rd" | "th"));
    Some((i8::try_from(day).ok()?, ordinal.map_or(rest, |(_, after)| after)))
}

/// `July 2025`, `July 24, 2025`, `July`.
fn month_first(text: &str) -> Option<(Parts, &str)> {
    let (month, rest) = month(text, false)?;
    let named = Parts { month: Some(month), ..Parts::default() };
    if let (Some(year), after) = year_after(rest) {
        return Some((Parts { year: Some(year), ..named }, after));
    }
    match lex::spaces(rest).and_then(day) {
        Some((day, rest)) => {
            let (year, rest) = year_after(rest);
            Some((Parts { day: Some(day), year, ..named }, rest))
        }
        None => Some((named, rest)),
    }
}

/// A month's name, perhaps abbreviated. After a day it must be capitalised: `5 may` goes on otherwise.
fn month(text: &str, capital: bool) -> Option<(i8, &str)> {
    let (word, rest) = lex::word(text)?;
    let Role::Month(month) = words::role(word)? else { return None };
    if capital && word.starts_with(|first: char| first.is_lowercase()) && year_after(rest).0.is_none() {
        return None;
    }
    Some((month, rest.strip_prefix('.').unwrap_or(rest)))
}

/// `, 2025` or ` 2025`.
fn year_after(rest: &str) -> (Option<i16>, &str) {
    let text = rest.strip_prefix(',').unwrap_or(rest);
    match lex::spaces(text).and_then(year) {
        Some((year, after)) => (Some(year), after),
        None => (None, rest),
    }
}

/// `Q3 2024`, `H1 of 2025`, `third quarter of 2024`; the year may be missing before a range.
fn part_of_year(text: &str) -> Option<(Parts, &str)> {
    let (part, rest) = short_part(text).or_else(|| spelled_part(text))?;
    let gap = lex::spaced_phrase(rest, "of").unwrap_or(rest);
    let (year, rest) = match year_after(gap) {
        (None, _) => (None, rest),
        found => found,
    };
    Some((Parts { year, ..part }, rest))
}

fn short_part(text: &str) -> Option<(Parts, &str)> {
    // A fifth quarter is a mistake rather than a name; an `H5` may be a virus.
    let number = |text: &str, most: i8| {
        let (number, rest) = (lex::count_digits(text) == 1).then(|| lex::small_number(text, 1))??;
        let number = i8::try_from(number).ok().filter(|number| (1..=most).contains(number))?;
        Some((number, text.len() - rest.len()))
    };
    let (quarter, half) = (text.strip_prefix('Q'), text.strip_prefix('H'));
    if let Some((number, taken)) = quarter.and_then(|digits| number(digits, 9)) {
        return Some((Parts { quarter: Some(number), ..Parts::default() }, &text[1 + taken..]));
    }
    let (number, taken) = half.and_then(|digits| number(digits, 2))?;
    Some((Parts { half: Some(number), ..Parts::default() }, &text[1 + taken..]))
}

fn spelled_part(text: &str) -> Option<(Parts, &str)> {
    let text = lex::phrase(text, "the").and_then(lex::spaces).unwrap_or(text);
    let ((is_quarter, number), rest) = words::longest(words::PARTS, text)?;
    let part =
        if is_quarter { Parts { quarter: Some(number), ..Parts::default() } } else { Parts { half: Some(number), ..Parts::default() } };
    Some((part, rest))
}

/// `the 1990s`.
fn decade(text: &str) -> Option<(Parts, &str)> {
    let after = lex::phrase(text, "the").and_then(lex::spaces)?;
    year_first(after).filter(|(parts, _)| parts.decade)
}

/// The second half of a range after its first end; `None` if none begins here.
fn range(left: Parts, rest: &str, between: bool) -> Option<Dated<'_>> {
    if let Some(rest) = lex::spaces(rest).and_then(|text| words::longest(words::ONWARDS, text)).map(|((), rest)| rest) {
        return Some(left.complete().map(|from| (Span::Range(Some(from), None), rest)));
    }
    let (text, word) = joined(rest, between)?;
    if let Some(rest) = open_end(text, word).filter(|_| !between && left.year.is_some()) {
        return Some(left.complete().map(|from| (Span::Range(Some(from), None), rest)));
    }
    full_end(left, text).or_else(|| short_end(left, rest))
}

/// The text after what joins two dates, and whether that was a word.
fn joined(rest: &str, between: bool) -> Option<(&str, bool)> {
    if between {
        return Some((lex::spaced_phrase(rest, "and").and_then(lex::spaces)?, true));
    }
    match lex::dash(rest.trim_start()) {
        Some(after) => Some((after.trim_start(), false)),
        None => words::longest(words::TO, lex::spaces(rest)?).and_then(|((), after)| Some((lex::spaces(after)?, true))),
    }
}

/// `present` and the like, or a dash with nothing after it.
fn open_end(text: &str, word: bool) -> Option<&str> {
    if text.is_empty() && !word {
        return Some(text);
    }
    words::longest(words::PRESENT, text).map(|((), rest)| rest).filter(|rest| lex::ends(rest))
}

/// A second end that names its year, perhaps lending the first one what it lacks.
fn full_end(left: Parts, text: &str) -> Option<Dated<'_>> {
    let (mut right, mut rest) = parts(text)?;
    if right.is_day_only() && left.month.is_some() {
        (right.year, rest) = year_after(rest);
        right.month = left.month;
    }
    let mut left = left;
    if left.is_day_only() {
        left.month = Some(right.month.filter(|_| right.day.is_some())?);
    }
    right.year?;
    left.year = left.year.or(right.year);
    if !lex::ends(rest) {
        return None;
    }
    let span = left.complete().and_then(|from| Ok(Span::Range(Some(from), Some(right.complete()?))));
    Some(span.map(|span| (span, rest)))
}

/// `2018–19`: a year of the same century, later than the first.
fn short_end(left: Parts, rest: &str) -> Option<Dated<'_>> {
    let digits = lex::dash(rest).filter(|digits| left.is_bare_year() && lex::count_digits(digits) == 2)?;
    let (short, rest) = lex::small_number(digits, 2)?;
    let first = left.year?;
    let last = (first - first % 100).checked_add(short).filter(|last| *last > first && *last <= 2100)?;
    lex::ends(rest).then_some(Ok((Span::Range(Some(Period::Year(first)), Some(Period::Year(last))), rest)))
}
