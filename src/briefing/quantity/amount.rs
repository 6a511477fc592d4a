//! Amounts: a figure, a range of figures or a share, with currency, percent sign or unit, after any comparator.
//!
//! `US$1bn`, `35 million euros`, `5–7 million`, `$3bn–$4bn`, `1.60°C`, `one in five`, `100+ km`. Both ends of a range are read as
//! amounts of their own and then lend each other what only one of them states.

use super::decimal::Decimal;
use super::number::{self, Figure};
use super::{Amount, Comparator, Currency, Measure, Unit, Value};
use super::{lex, words};

/// An amount at the start of a text.
#[derive(Debug)]
pub(super) struct Read<'a> {
    /// The amount, without qualifier or counted noun.
    pub amount: Amount,
    /// Whether its first figure is written in words.
    pub spelled: bool,
    pub rest: &'a str,
}

impl<'a> Read<'a> {
    fn new(value: Value, measure: Measure, rest: &'a str) -> Self {
        Self { amount: Amount { comparator: Comparator::Exactly, value, measure, qualifier: None }, spelled: false, rest }
    }
}

/// How the two ends of a range are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// By a dash or *to*; or there is no range.
    Free,
    /// `from … to …`: a range is required.
    Required,
    /// `between … and …`: a range is required.
    And,
}

/// The amount at the start of a text, to which `before` is said; it may also be said after it: `100+`, `100 or more`.
pub(super) fn scan(text: &str, joint: Joint, before: Comparator) -> Option<Read<'_>> {
    let found = if joint == Joint::Free { shared(text).or_else(|| counted(text, joint)) } else { counted(text, joint) }?;
    let found = closed(found, before)?;
    (lex::ends(found.rest) || is_rate(&found)).then_some(found)
}

fn shared(text: &str) -> Option<Read<'_>> {
    let ((part, whole), rest) = number::fraction(text)?;
    Some(Read::new(Value::Share(part, whole), Measure::Plain, rest))
}

fn counted(text: &str, joint: Joint) -> Option<Read<'_>> {
    let left = end(text)?;
    let spelled = left.figure.spelled;
    let found = joined(left.rest, joint).and_then(|after| range(&left, after));
    let found = found.or_else(|| if joint == Joint::Free { share(&left).or_else(|| single(left)) } else { None })?;
    Some(Read { spelled, ..found })
}

/// The amount with its comparator. One that follows may part the figure from its magnitude and its unit: `5+ million km`.
fn closed(mut found: Read<'_>, before: Comparator) -> Option<Read<'_>> {
    let plus = found.rest.strip_prefix('+').filter(|after| lex::ends(after));
    let words = || lex::spaces(found.rest).and_then(|text| words::longest(words::CLOSINGS, text));
    let (comparator, rest) = match before {
        Comparator::MoreThan | Comparator::AtLeast => (before, plus),
        Comparator::Exactly => {
            plus.map(|rest| (Comparator::AtLeast, rest)).or_else(words).map_or((before, None), |(after, rest)| (after, Some(rest)))
        }
        _ => (before, None),
    };
    found.amount.comparator = comparator;
    match rest {
        Some(rest) => resumed(Read { rest, ..found }),
        None => Some(found),
    }
}

fn resumed(mut found: Read<'_>) -> Option<Read<'_>> {
    let Value::One(value) = found.amount.value else {
        // "5–7 or more million" says too little about the first figure.
        return (number::multiplied(Decimal::ZERO, found.rest, false)?.1 == found.rest && measure(found.rest, false).is_none())
            .then_some(found);
    };
    let (value, rest) = number::multiplied(value, found.rest, matches!(found.amount.measure, Measure::Money(_)))?;
    found.amount.value = Value::One(value);
    found.rest = rest;
    if found.amount.measure == Measure::Plain
        && let Some((measure, rest)) = measure(rest, false)
    {
        found.amount.measure = measure;
        found.rest = rest;
    }
    Some(found)
}

/// `$80/barrel`: the tail keeps what the price is for.
fn is_rate(found: &Read) -> bool {
    let named = found.rest.strip_prefix('/').is_some_and(|unit| unit.starts_with(char::is_alphabetic));
    named && matches!(found.amount.measure, Measure::Money(_))
}

/// One amount: a single one, or one end of a range.
#[derive(Debug)]
struct End<'a> {
    figure: Figure,
    negative: bool,
    measure: Measure,
    rest: &'a str,
}

impl End<'_> {
    fn value(&self) -> Option<Decimal> {
        let value = self.figure.value()?;
        Some(if self.negative { value.negated() } else { value })
    }
}

fn end(text: &str) -> Option<End<'_>> {
    let (before, text) = sign(text);
    let (currency, text) = currency_before(text);
    let (after, text) = if currency.is_some() { sign(text) } else { (false, text) };
    let (figure, rest) = number::figure(text, currency.is_some())?;
    let (measure, rest) = match currency {
        Some(currency) => currency_stated(currency, rest),
        None => measure(rest, figure.spelled && figure.raw == Decimal::ZERO).unwrap_or((Measure::Plain, rest)),
    };
    Some(End { figure, negative: before != after, measure, rest })
}

fn sign(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        return (true, rest);
    }
    match lex::phrase(text, "minus").and_then(lex::spaces) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// A currency sign or code before the figure: `$5`, `Rs 5`, `EUR 35m`.
fn currency_before(text: &str) -> (Option<Currency>, &str) {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return (None, text);
    }
    let code = text.get(..3).and_then(words::currency_code).map(|name| (name, &text[3..]));
    match words::longest(words::SIGNS, text).or(code).or_else(|| words::joined_sign(text)) {
        Some((name, rest)) if starts_figure(rest.trim_start()) => (Some(Currency(name)), rest.trim_start()),
        _ => (None, text),
    }
}

fn starts_figure(text: &str) -> bool {
    sign(text).1.starts_with(|first: char| first.is_ascii_digit())
}

/// `$5 million` alone, or with the country said after the figure: `$5 million USD`.
fn currency_stated(before: Currency, rest: &str) -> (Measure, &str) {
    let after = lex::spaces(rest).and_then(words::currency_word).filter(|(name, after)| {
        let dollars = before.0 == "$" && name.ends_with('D') && name.len() == 3;
        dollars && lex::ends(after)
    });
    match after {
        Some((name, after)) => (Measure::Money(Currency(name)), after),
        None => (Measure::Money(before), rest),
    }
}

/// What the figure counts, if that is a percentage, a currency or a known unit.
///
/// A hyphen may join it (`12-month`), though not to a spelled zero: *zero-day* is no duration.
fn measure(rest: &str, spelled_zero: bool) -> Option<(Measure, &str)> {
    let hyphened = lex::hyphen(rest).filter(|_| !spelled_zero);
    let text = hyphened.unwrap_or(rest).trim_start();
    let spaced = text.len() < rest.len();
    let (found, after) = known_measure(text, spaced)?;
    let ended = lex::ends(after) || after.starts_with('+') || (lex::dash(after).is_some() && hyphened.is_none());
    ended.then_some((found, after))
}

fn known_measure(text: &str, spaced: bool) -> Option<(Measure, &str)> {
    if let Some(((), rest)) = words::longest(words::PERCENT, text) {
        return Some((Measure::Percent, rest));
    }
    let sign = words::longest(words::SIGNS, text).filter(|(_, rest)| !starts_figure(rest.trim_start()));
    if let Some((name, rest)) = sign.or_else(|| words::currency_word(text)) {
        return Some((Measure::Money(Currency(name)), rest));
    }
    let (name, rest) = words::longest(words::UNIT_PHRASES, text).or_else(|| unit(text, spaced))?;
    Some((Measure::Unit(Unit(name)), rest))
}

/// So many characters a unit may have.
const SYMBOL: usize = 16;

fn unit(text: &str, spaced: bool) -> Option<(&'static str, &str)> {
    let in_symbol = |character: char| character.is_alphanumeric() || matches!(character, '°' | '/' | '‰');
    // A longer run is none, and would be gone through at each figure of a list.
    let end = text.char_indices().take(SYMBOL + 1).find(|(_, character)| !in_symbol(*character)).map(|(at, _)| at);
    let (symbol, rest) = text.split_at(end.or_else(|| (text.len() <= SYMBOL).then_some(text.len()))?);
    let name = words::unit_symbol(symbol, spaced).or_else(|| words::unit_word(symbol))?;
    // `4,000 Year 6 pupils` are pupils.
    let is_title = symbol.starts_with(char::is_uppercase) && rest.trim_start().starts_with(|next: char| next.is_ascii_digit());
    (!is_title).then_some((name, rest))
}

/// The text after what joins two ends of a range.
fn joined(rest: &str, joint: Joint) -> Option<&str> {
    if joint == Joint::And {
        return lex::spaced_phrase(rest, "and").and_then(lex::spaces);
    }
    match lex::dash(rest.trim_start()) {
        Some(after) => Some(after.trim_start()),
        None => words::longest(words::TO, lex::spaces(rest)?).and_then(|((), after)| lex::spaces(after)),
    }
}

fn range<'a>(left: &End, text: &'a str) -> Option<Read<'a>> {
    let right = end(text)?;
    let measure = match (&left.measure, right.measure.clone()) {
        (same, right) if *same == right => right,
        (Measure::Plain, right) => right,
        (Measure::Money(_), Measure::Plain) => left.measure.clone(),
        _ => return None,
    };
    let low = if borrows(&left.figure, &right.figure) {
        let value = left.figure.raw.shifted(right.figure.power)?;
        if left.negative { value.negated() } else { value }
    } else {
        left.value()?
    };
    let value = Value::Range(low, right.value().filter(|high| low < *high)?);
    Some(Read::new(value, measure, right.rest))
}

/// Whether the first figure of `5–7 million` means millions: it states no magnitude and is the smaller figure.
fn borrows(left: &Figure, right: &Figure) -> bool {
    let bare = left.power == 0 && left.extra == Decimal::ZERO && left.raw < Decimal::from(1000);
    bare && right.power > 0 && left.raw <= right.raw
}

/// `one in five`, `9 out of 10`: not of a span of time (`3 in 10 years`), nor in a year (`5 in 2018`).
fn share<'a>(left: &End<'a>) -> Option<Read<'a>> {
    let after = lex::spaced_phrase(left.rest, "out of").or_else(|| lex::spaced_phrase(left.rest, "in")).and_then(lex::spaces)?;
    let right = end(after)?;
    let written = after.len() - right.rest.len();
    if left.measure != Measure::Plain || right.measure != Measure::Plain || lex::count_digits(&after[..written]) == 4 {
        return None;
    }
    let part = u64::try_from(left.value()?.whole()?).ok().filter(|part| *part > 0)?;
    let whole = u64::try_from(right.value()?.whole()?).ok().filter(|whole| *whole > part)?;
    (lex::ends(right.rest) || right.rest.starts_with('+')).then(|| Read::new(Value::Share(part, whole), Measure::Plain, right.rest))
}

fn single(left: End<'_>) -> Option<Read<'_>> {
    Some(Read::new(Value::One(left.value()?), left.measure, left.rest))
}
