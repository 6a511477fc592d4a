//! Composites: one measure told in several units: `two hours and 15 minutes`, `2h15`, `six foot two`, `five years and two
//! months`, `10lb 4oz`, `2:03:23`.
//!
//! The parts are added up in the smallest of their units. Each must be less than one of the unit before it, so that what
//! only stands side by side is not added.

use super::share::{fraction, word};
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Quantity, Value, scan};

/// A measure put together, how long its words are, and its parts where they stand.
pub(super) struct Composite {
    pub(super) quantity: Quantity,
    pub(super) length: usize,
    pub(super) parts: Vec<(usize, usize, Quantity)>,
}

/// What units measure; only those of one kind are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Time,
    Years,
    Feet,
    Metres,
    Weight,
}

/// A unit: what it measures, how many of the smallest one it is, the words for it, and its name in the grammar.
type Unit = (Kind, i128, &'static [&'static str], &'static str);

const UNITS: &[Unit] = &[
    (Kind::Time, 604_800, &["weeks", "week"], "weeks"),
    (Kind::Time, 86_400, &["days", "day"], "days"),
    (Kind::Time, 3_600, &["hours", "hour", "hrs", "hr", "h"], "hours"),
    (Kind::Time, 60, &["minutes", "minute", "mins", "min", "m"], "minutes"),
    (Kind::Time, 1, &["seconds", "second", "secs", "sec", "s"], "seconds"),
    (Kind::Years, 12, &["years", "year", "yrs", "yr"], "years"),
    (Kind::Years, 1, &["months", "month"], "months"),
    (Kind::Feet, 12, &["feet", "foot", "ft"], "ft"),
    (Kind::Feet, 1, &["inches", "inch", "ins", "in"], "inches"),
    (Kind::Metres, 100_000, &["kilometres", "kilometers", "km"], "km"),
    (Kind::Metres, 100, &["metres", "meters", "metre", "meter"], "m"),
    (Kind::Metres, 1, &["centimetres", "centimeters", "cm"], "cm"),
    (Kind::Weight, 224, &["stone", "st"], "lb"),
    (Kind::Weight, 16, &["pounds", "pound", "lbs", "lb"], "lb"),
    (Kind::Weight, 1, &["ounces", "ounce", "oz"], "oz"),
];

/// Symbols that are other words where a space stands before them.
const TIGHT: &[&str] = &["m", "in", "st"];

/// What may stand between two parts.
pub(super) const JOINTS: &[&str] = &[", and ", " and ", ", ", " ", ""];

/// Most parts that one measure has.
const PARTS: usize = 4;

/// A measure in several units at the start of a text without hyphens.
pub(super) fn composite(text: &str) -> Option<Composite> {
    let (first, mut length) = opening(text)?;
    let (mut sum, mut last) = (first.value.times(first.unit.1)?, first.unit);
    let mut parts = vec![(0, length, first.quantity()?)];
    while let Some((from, part, end)) = next(text, length, last).filter(|_| parts.len() < PARTS) {
        sum = sum.plus(part.value.times(part.unit.1)?)?;
        parts.push((from, end, part.quantity()?));
        (last, length) = (part.unit, end);
    }
    if parts.len() == 1 {
        return None;
    }
    Some(Composite { quantity: in_unit(sum, last)?, length, parts })
}

/// So much of a unit.
struct Part {
    value: Decimal,
    unit: &'static Unit,
}

impl Part {
    fn quantity(&self) -> Option<Quantity> {
        let stone = if self.unit.1 == 224 { 14 } else { 1 };
        written(self.value.times(stone)?, self.unit.3)
    }
}

/// The first part; an article may count it: `an hour and ten minutes`.
fn opening(text: &str) -> Option<(Part, usize)> {
    let article = ["a ", "an ", "A ", "An "].iter().find_map(|article| text.strip_prefix(article));
    if let Some(rest) = article {
        let (unit, behind) = unit(rest)?;
        return Some((Part { value: Decimal::from(1), unit }, text.len() - behind.len()));
    }
    let (value, rest) = number(text)?;
    let (unit, behind) = measured(rest)?;
    Some((Part { value, unit }, text.len() - behind.len()))
}

/// The next part behind `length` bytes, in a smaller unit than the last one: where it begins and where it ends.
fn next(text: &str, length: usize, last: &'static Unit) -> Option<(usize, Part, usize)> {
    let rest = &text[length..];
    JOINTS.iter().find_map(|joint| {
        let behind = rest.strip_prefix(joint)?;
        let from = length + joint.len();
        let (part, behind) = part_of(behind, joint, last)?;
        Some((from, part, text.len() - behind.len()))
    })
}

fn part_of<'a>(text: &'a str, joint: &str, last: &'static Unit) -> Option<(Part, &'a str)> {
    let (value, rest) = number(text)?;
    let smaller = |unit: &Unit| unit.0 == last.0 && unit.1 < last.1;
    let (unit, behind) = match measured(rest) {
        Some((unit, behind)) if smaller(unit) => (unit, behind),
        Some(_) => return None,
        None => (unsaid(last, joint, rest)?, rest),
    };
    // 18 months are a year and more.
    let is_less = value.times(unit.1).is_some_and(|size| size < Decimal::new(last.1, 0).unwrap_or(Decimal::ZERO));
    is_less.then_some((Part { value, unit }, behind))
}

/// The unit that goes without saying: minutes in `2h15`, seconds in `1 minute 15`, inches in `six foot two`, pounds in `11 stone 4`.
fn unsaid(last: &'static Unit, joint: &str, behind: &str) -> Option<&'static Unit> {
    let wanted = match (last.0, last.1) {
        (Kind::Time, 3_600) if joint.is_empty() => 60,
        (Kind::Time, 60) if joint == " " => 1,
        (Kind::Feet, 12) if joint == " " => 1,
        (Kind::Weight, 224) if joint == " " => 16,
        _ => return None,
    };
    let word = word(behind.trim_start()).map_or("", |(word, _)| word);
    let is_counted = behind.starts_with(' ')
        && !matches!(word, "" | "tall" | "in" | "behind" | "ahead" | "and" | "when" | "with" | "high" | "long" | "but");
    let is_end = !is_counted && !behind.starts_with(char::is_alphanumeric);
    is_end.then(|| UNITS.iter().find(|unit| unit.0 == last.0 && unit.1 == wanted))?
}

/// A bare figure, in digits or words, and what follows.
pub(super) fn number(text: &str) -> Option<(Decimal, &str)> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    if digits > 0 {
        let figure = text[..digits].trim_end_matches(['.', ',']);
        let value = figure.replace(',', "").parse().ok()?;
        return Some((value, &text[figure.len()..]));
    }
    let end = text.find([',', '.', ';', ':', '\n']).unwrap_or(text.len());
    let (quantity, length) = scan(&text[..end])?;
    let Quantity::Amount(Amount { comparator: Comparator::Exactly, value: Value::One(value), measure, .. }) = quantity else { return None };
    match measure {
        Measure::Plain => Some((value, &text[length..])),
        // The unit is looked at by itself.
        Measure::Unit(_) => Some((value, &text[text[..length].rfind(' ')?..])),
        Measure::Money(_) => Some((value, &text[text[..length].rfind(' ')?..])).filter(|(_, rest)| rest.starts_with(" pound")),
        _ => None,
    }
}

/// The unit behind a figure.
fn measured(rest: &str) -> Option<(&'static Unit, &str)> {
    let text = rest.trim_start_matches([' ', '\u{a0}']);
    let (unit, behind) = unit(text)?;
    let name = &text[..text.len() - behind.len()];
    let is_spaced = text.len() < rest.len();
    (!is_spaced || !TIGHT.contains(&name)).then_some((unit, behind))
}

fn unit(text: &str) -> Option<(&'static Unit, &str)> {
    let (name, behind) = word(text)?;
    let unit = UNITS.iter().find(|unit| unit.2.contains(&name))?;
    Some((unit, behind))
}

fn in_unit(sum: Decimal, last: &'static Unit) -> Option<Quantity> {
    if last.1 == 1 || last.0 == Kind::Weight && last.1 == 16 {
        let by = i128::from(last.1 == 16) * 15 + 1;
        let whole = sum.whole().filter(|whole| whole % by == 0);
        let value = whole.map_or(if by == 1 { Some(sum) } else { None }, |whole| Decimal::new(whole / by, 0))?;
        return written(value, last.3);
    }
    let value = divided(sum, last.1)?;
    written(value, last.3)
}

/// A sum in a larger unit, where that has an end.
fn divided(sum: Decimal, by: i128) -> Option<Decimal> {
    let thousandths = sum.times(1000)?.whole()?;
    (thousandths % by == 0).then(|| Decimal::new(thousandths / by, 3))?
}

/// A figure and a unit, as the grammar reads them.
fn written(value: Decimal, unit: &str) -> Option<Quantity> {
    let text = format!("{value} {unit}");
    scan(&text).filter(|(_, length)| *length == text.len()).map(|(quantity, _)| quantity)
}

/// A part of a unit behind it: `five years and a half`, `an hour and three quarters`. The text has no hyphens.
pub(super) fn and_a_part(text: &str) -> Option<(Quantity, usize)> {
    let (first, length) = opening(text)?;
    let behind = text[length..].strip_prefix(" and ")?;
    let ((part, whole), rest) = fraction(behind)?;
    let thousandths = i128::from(part) * 1000;
    let is_open = rest.starts_with(char::is_alphanumeric) || rest.starts_with(" of ");
    if is_open || thousandths % i128::from(whole) != 0 {
        return None;
    }
    let value = first.value.plus(Decimal::new(thousandths / i128::from(whole), 3)?)?;
    Some((Part { value, unit: first.unit }.quantity()?, text.len() - rest.len()))
}

/// A time as clocks that are stopped show it: `2:03:23`, `1:59.40`; those that may be a time of day as well (`2:15`) are none.
pub(super) fn stopped(text: &str) -> Option<(Quantity, usize)> {
    let (first, rest) = two_digits(text)?;
    let (second, rest) = two_digits(rest.strip_prefix(':')?).filter(|(second, _)| *second < 60)?;
    let third = rest.strip_prefix(':').and_then(two_digits).filter(|(third, _)| *third < 60);
    let (hours, minutes, seconds, rest) = third.map_or((0, first, second, rest), |(third, rest)| (first, second, third, rest));
    let digits = rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    if digits > 3 || digits == 0 && third.is_none() {
        return None;
    }
    let decimals = if digits > 0 { Decimal::new(rest[1..=digits].parse().ok()?, u8::try_from(digits).ok()?)? } else { Decimal::ZERO };
    let rest = if digits > 0 { &rest[1 + digits..] } else { rest };
    let sum = Decimal::new((hours * 60 + minutes) * 60 + seconds, 0)?.plus(decimals)?;
    (!rest.starts_with(|next: char| next.is_alphanumeric() || next == ':')).then_some((written(sum, "seconds")?, text.len() - rest.len()))
}

fn two_digits(text: &str) -> Option<(i128, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|_| (1..=2).contains(&digits))?;
    Some((number, &text[digits..]))
}

/// What `2:15` may be beside a time of day: hours and minutes, minutes and seconds.
pub(super) fn durations(minutes: u16) -> [Option<Quantity>; 2] {
    let value = Decimal::from(i32::from(minutes));
    [written(value, "minutes"), written(value, "seconds")]
}

/// Feet and inches in signs: `6'2"`.
pub(super) fn primes(text: &str) -> Option<(Quantity, usize)> {
    let (feet, rest) = two_digits(text)?;
    let rest = ['\'', '’', '′'].iter().find_map(|sign| rest.strip_prefix(*sign))?;
    let (inches, rest) = two_digits(rest).filter(|(inches, _)| *inches < 12)?;
    let rest = ['"', '”', '″'].iter().find_map(|sign| rest.strip_prefix(*sign))?;
    Some((written(Decimal::new(feet * 12 + inches, 0)?, "inches")?, text.len() - rest.len()))
}
