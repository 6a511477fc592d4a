//! Sizes and degrees: measures whose unit or sign stands apart from their figures: `162 × 58 cm`, `12m-high`, `4.1 degrees below
//! zero`, `20C`.

use super::share::word;
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Quantity, Unit, Value, scan};

/// Figures where they stand, in a stretch of so many bytes.
pub(super) type Several = (Vec<(usize, usize, Quantity)>, usize);

/// What stands between the sides of a size.
const BY: &[&str] = &[" × ", "×", " x ", " by ", "-by-", "x"];

/// The sides of a size, each with the unit that is named last: `162 × 58 cm`, `6ft by 4ft`. Where none is named (`4x4`), a
/// tight joint makes a name of it, and there is no figure.
pub(super) fn sides(text: &str) -> Option<Several> {
    let mut ends = vec![side(text)?];
    let mut length = ends[0].1;
    let mut is_tight = false;
    while let Some((joint, next)) = BY.iter().filter(|_| ends.len() < 3).find_map(|joint| {
        let rest = text[length..].strip_prefix(joint)?;
        let next = side(rest)?;
        // `by 5 m by 2030`
        let is_side = *joint != " by " || next.2.measure != Measure::Plain;
        is_side.then_some((joint, next))
    }) {
        let from = length + joint.len();
        is_tight |= !joint.starts_with(' ');
        length = from + next.1;
        ends.push((from, next.1, next.2));
    }
    if ends.len() == 1 {
        return None;
    }
    let measure = ends.iter().rev().find_map(|(_, _, amount)| Some(amount.measure.clone()).filter(|measure| *measure != Measure::Plain));
    let Some(measure) = measure else {
        return (is_tight && !text[length..].starts_with(char::is_alphanumeric)).then(|| (Vec::new(), length));
    };
    let in_unit = |amount: Amount| {
        let measure = if amount.measure == Measure::Plain { measure.clone() } else { amount.measure };
        Quantity::Amount(Amount { measure, qualifier: None, ..amount })
    };
    Some((ends.into_iter().map(|(from, length, amount)| (from, from + length, in_unit(amount))).collect(), length))
}

/// One side at the start of a text: a figure with a unit of length, or bare.
fn side(text: &str) -> Option<(usize, usize, Amount)> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    let figure = text[..digits].trim_end_matches(['.', ',']);
    let behind = &text[figure.len()..];
    let gap = behind.len() - behind.trim_start_matches([' ', '-', '\u{a0}']).len();
    let name = word(&behind[gap..]).map_or("", |(name, _)| name);
    // An `x` joins, and no unit begins with it.
    let unit = name.split(['x', '×']).next().unwrap_or_default();
    let with_unit = format!("{figure} {unit}");
    let read = |text: &str| match scan(text) {
        Some((Quantity::Amount(amount), length)) if length == text.len() && matches!(amount.value, Value::One(_)) => Some(amount),
        _ => None,
    };
    let measured = read(&with_unit).filter(|amount| is_length(&amount.measure) && !unit.is_empty());
    match measured {
        Some(amount) => Some((0, figure.len() + gap + unit.len(), amount)),
        None => Some((0, figure.len(), read(figure)?)).filter(|(_, length, _)| *length > 0),
    }
}

/// Whether it measures how long something is.
pub(super) fn is_length(measure: &Measure) -> bool {
    let is = |name: &str| matches!(name, "mm" | "cm" | "m" | "km" | "inches" | "ft" | "yards" | "miles");
    matches!(measure, Measure::Unit(unit) if is(unit.name()))
}

/// Words behind `12m` that make metres of it.
const METRES: &[&str] = &[
    "above",
    "across",
    "apart",
    "away",
    "backstroke",
    "below",
    "breaststroke",
    "butterfly",
    "deep",
    "dash",
    "freestyle",
    "high",
    "hurdles",
    "long",
    "medley",
    "relay",
    "sprint",
    "tall",
    "thick",
    "wide",
];

/// Metres: `12m-high`, `a 4×100m relay`, `110m hurdles`. A bare `12m` is read as millions.
pub(super) fn metres(text: &str) -> Option<(Quantity, usize)> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    let behind = text[digits..].strip_prefix('m').filter(|_| digits > 0)?;
    let (name, _) = word(behind.strip_prefix([' ', '-', '\u{2011}', '\u{a0}'])?)?;
    if !METRES.contains(&name) {
        return None;
    }
    let (quantity, _) = scan(&format!("{} metres", &text[..digits]))?;
    Some((quantity, digits + 1))
}

/// Signs between a figure and the letter of its scale.
const DEGREES: &[&str] = &["°", "º", "° ", "º ", " °", " º", ""];

/// Degrees without their full sign: `20C`, `104F`, `40ºC`, `minus 4.1C`, `20C to 25C`.
pub(super) fn degrees(text: &str) -> Option<(Quantity, usize)> {
    let (low, unit, length) = degree(text)?;
    let rest = &text[length..];
    let high = [" to ", "-", "–", " and "].iter().find_map(|joint| Some((joint.len(), degree(rest.strip_prefix(joint)?)?)));
    match high.filter(|(joint, (high, other, _))| low < *high && unit == *other && (*joint != 5 || length == 0)) {
        Some((joint, (high, _, more))) => Some((of_degrees(Value::Range(low, high), unit), length + joint + more)),
        None => Some((of_degrees(Value::One(low), unit), length)),
    }
}

fn degree(text: &str) -> Option<(Decimal, Unit, usize)> {
    let minus = ["minus ", "Minus ", "-", "−"].iter().find(|minus| text.starts_with(**minus)).map_or(0, |minus| minus.len());
    let digits = text[minus..].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let value: Decimal = text[minus..minus + digits].parse().ok()?;
    let behind = &text[minus + digits..];
    let (name, rest) = DEGREES.iter().find_map(|sign| {
        let rest = behind.strip_prefix(sign)?;
        let letter = rest.chars().next().filter(|letter| matches!(letter, 'C' | 'F'))?;
        Some((if letter == 'C' { "°C" } else { "°F" }, &rest[1..]))
    })?;
    // A paragraph or a form has a letter as well, but more often a high number.
    let is_near = value < Decimal::from(151) && !rest.starts_with(char::is_alphanumeric);
    let unit = Unit::named(name)?;
    is_near.then(|| (if minus > 0 { value.negated() } else { value }, unit, text.len() - rest.len()))
}

fn of_degrees(value: Value, unit: Unit) -> Quantity {
    Quantity::Amount(Amount { comparator: Comparator::Exactly, value, measure: Measure::Unit(unit), qualifier: None })
}

/// Words that put a temperature below nothing.
const BELOW: &[&str] = &[" below zero", " below freezing", " of frost"];

/// A temperature below nothing in words: `4.1 degrees below zero`; how long its figure is, and all of it.
pub(super) fn below_zero(text: &str) -> Option<(Quantity, usize)> {
    let (Quantity::Amount(amount), length) = degrees(text).or_else(|| scan(text))? else { return None };
    let Value::One(value) = amount.value else { return None };
    let is_degrees = matches!(&amount.measure, Measure::Unit(unit) if unit.name().starts_with('°'));
    let behind = &text[length..];
    let behind = if is_degrees { behind } else { behind.strip_prefix(" degrees").or_else(|| behind.strip_prefix(" degree"))? };
    let rest = BELOW.iter().find_map(|words| behind.strip_prefix(words))?;
    let is_fahrenheit = matches!(&amount.measure, Measure::Unit(unit) if unit.name() == "°F") && !behind.starts_with(" below zero");
    let is_bare = amount.measure == Measure::Plain || is_degrees;
    let value = Value::One(value.negated());
    (is_bare && !is_fahrenheit && !rest.starts_with(char::is_alphanumeric))
        .then(|| (Quantity::Amount(Amount { value, ..amount }), text.len() - rest.len()))
}

/// Digits that hyphens join to the number of a telephone or a book: how long they are.
pub(super) fn number_of_many(text: &str) -> Option<usize> {
    let end = text.find(|character: char| !character.is_ascii_digit() && character != '-').unwrap_or(text.len());
    let groups: Vec<&str> = text[..end].trim_end_matches('-').split('-').collect();
    let is_odd = groups.iter().any(|group| group.len() > 3 || group.len() > 1 && group.starts_with('0'));
    let is_number = groups.len() > 3 || groups.len() == 3 && is_odd;
    (is_number && groups.iter().all(|group| !group.is_empty())).then(|| groups.join("-").len())
}

/// Two or more counts that stand against each other: `52-48`, `3–1`, `4-4-2`, `3:1`. A range that rises is read elsewhere.
pub(super) fn counts(text: &str) -> Option<Several> {
    let mut ends: Vec<(usize, usize, Quantity)> = Vec::new();
    let mut length = 0;
    loop {
        let digits = text[length..].bytes().take_while(u8::is_ascii_digit).count();
        let (quantity, _) = scan(&text[length..length + digits]).filter(|_| (1..=3).contains(&digits))?;
        let Quantity::Amount(amount) = quantity else { return None };
        ends.push((length, length + digits, Quantity::Amount(amount)));
        length += digits;
        let is_ratio = |rest: &str| ends.len() == 1 && rest.bytes().take_while(u8::is_ascii_digit).count() == 1;
        if let Some(rest) = text[length..].strip_prefix(':').filter(|rest| is_ratio(rest)) {
            length = text.len() - rest.len();
            continue;
        }
        match ["-", "–", "\u{2010}", "\u{2011}"].iter().find_map(|dash| text[length..].strip_prefix(dash)) {
            Some(rest) if rest.starts_with(|next: char| next.is_ascii_digit()) => length = text.len() - rest.len(),
            _ => break,
        }
    }
    let is_end = !text[length..].starts_with(|next: char| next.is_alphanumeric() || matches!(next, '%' | '°'));
    let is_decimal =
        text[length..].strip_prefix(['.', ',', ':', '/']).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
    (ends.len() > 1 && ends.len() < 4 && is_end && !is_decimal).then_some((ends, length))
}
