//! What follows a quantity in a key fact's value: the counted noun and the qualifier, or a reason to call it text.
//!
//! `1,000 people at its peak` counts *people*, qualified by *at its peak*. After money, percentages and units there is
//! no noun, so all that follows qualifies. After dates only a separator or a preposition may follow: `2018 World Cup` is
//! text.

use super::words::{self, Role};
use super::{Amount, Comparator, Measure, Quantity, Time, Value, lex};

/// The quantity with what follows it; `None` if the whole is better called text. `spelled`: its figure is in words.
pub(super) fn attach(quantity: Quantity, rest: &str, spelled: bool) -> Option<Quantity> {
    let body = rest.trim();
    if body.is_empty() || rest.trim_end() == "." {
        return Some(quantity);
    }
    let first = body.chars().next()?;
    let spaced = rest.starts_with(char::is_whitespace);
    match quantity {
        Quantity::Amount(amount) if opens_qualifier(first, body, spaced) => qualified(amount, body),
        Quantity::Amount(amount) if spaced && first.is_alphabetic() => counted(amount, body, spelled),
        Quantity::Amount(amount) if first == '/' => qualified(amount, body),
        Quantity::Time(time) if opens_qualifier(first, body, spaced) => dated(time, body),
        Quantity::Time(time) if spaced && is_preposition(lex::word(body)?.0) => dated(time, body),
        _ => None,
    }
}

fn opens_qualifier(first: char, body: &str, spaced: bool) -> bool {
    matches!(first, ',' | ';' | '(') || (is_break(first, spaced) && body.chars().nth(1).is_none_or(|next| !next.is_numeric()))
}

/// A dash that breaks the sentence: an em dash, or any other between spaces.
fn is_break(character: char, spaced: bool) -> bool {
    matches!(character, '\u{2014}' | '\u{2015}') || (spaced && lex::is_dash(character))
}

fn is_preposition(word: &str) -> bool {
    matches!(words::role(word), Some(Role::Preposition))
}

fn qualified(amount: Amount, body: &str) -> Option<Quantity> {
    let qualifier = qualifier(body);
    let listed = amount.measure == Measure::Plain && starts_with_digit(qualifier.as_deref());
    (!listed).then(|| Quantity::Amount(limited(Amount { qualifier, ..amount })))
}

fn dated(time: Time, body: &str) -> Option<Quantity> {
    let qualifier = qualifier(body);
    (!starts_with_digit(qualifier.as_deref())).then_some(Quantity::Time(Time { qualifier, ..time }))
}

/// `5, 7 and 9` is a list, not a five.
fn starts_with_digit(qualifier: Option<&str>) -> bool {
    qualifier.is_some_and(|text| text.starts_with(|first: char| first.is_ascii_digit()))
}

/// The text without the separators that open it, if anything is left.
fn qualifier(body: &str) -> Option<Box<str>> {
    let is_opening = |character: char| matches!(character, ',' | ';') || character.is_whitespace() || lex::is_dash(character);
    let text = body.trim_start_matches(is_opening).trim_end();
    (!text.is_empty()).then(|| text.into())
}

/// A figure followed by words.
fn counted(amount: Amount, body: &str, spelled: bool) -> Option<Quantity> {
    if amount.measure != Measure::Plain {
        return qualified(amount, body);
    }
    let (first, _) = lex::word(body)?;
    let capital = first.starts_with(char::is_uppercase);
    match words::role(first) {
        Some(Role::Stop | Role::Connector | Role::Month(_)) => None,
        Some(Role::Preposition) if spelled && first == "of" && amount.value == Value::One(1.into()) => None,
        Some(Role::Preposition) => qualified(amount, body),
        _ if spelled && capital => None,
        _ => {
            let (noun, rest) = noun(body);
            let (noun, comparator) = closed(noun, amount.comparator);
            let counted = Amount { measure: Measure::Noun(noun.into()), comparator, qualifier: qualifier(rest), ..amount };
            Some(Quantity::Amount(limited(counted)))
        }
    }
}

/// A counted noun without the comparator that may follow it: `2.75bn francs or more`.
fn closed(noun: &str, before: Comparator) -> (&str, Comparator) {
    if before != Comparator::Exactly {
        return (noun, before);
    }
    let strip = |phrase: &str| {
        let noun = noun.get(..noun.len().checked_sub(phrase.len())?).filter(|_| noun.ends_with(phrase))?;
        (noun.ends_with(char::is_whitespace) && !noun.trim().is_empty()).then(|| noun.trim_end())
    };
    let found = words::CLOSINGS.iter().find_map(|(phrase, comparator)| Some((strip(phrase)?, *comparator)));
    found.unwrap_or((noun, before))
}

/// A qualifier that only compares says how the figure stands: `40 seats at most`.
fn limited(amount: Amount) -> Amount {
    let comparator = match amount.qualifier.as_deref() {
        Some("at least" | "at the least") => Comparator::AtLeast,
        Some("at most" | "at the most") => Comparator::AtMost,
        _ => return amount,
    };
    if amount.comparator == Comparator::Exactly { Amount { comparator, qualifier: None, ..amount } } else { amount }
}

/// Splits before the first separator or preposition after the first word.
fn noun(body: &str) -> (&str, &str) {
    let mut start = 0;
    loop {
        let word = &body[start..];
        let word = &word[..word.find(char::is_whitespace).unwrap_or(word.len())];
        let cut = separator(word);
        if start > 0 && closes_noun(&word[..cut.unwrap_or(word.len())]) {
            return split(body, start);
        }
        if let Some(cut) = cut {
            return split(body, start + cut);
        }
        let Some(next) = lex::spaces(&body[start + word.len()..]) else { return (body, "") };
        start = body.len() - next.len();
    }
}

fn split(body: &str, at: usize) -> (&str, &str) {
    (body[..at].trim_end(), &body[at..])
}

fn closes_noun(word: &str) -> bool {
    let mut characters = word.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) if lex::is_dash(only) => true,
        (Some('('), _) => true,
        _ => matches!(words::role(word), Some(Role::Preposition | Role::Connector)),
    }
}

/// Where a separator stands in a word: not inside a figure or a compound.
fn separator(word: &str) -> Option<usize> {
    let breaks = |at: usize| !word[at + 1..].starts_with(char::is_alphanumeric);
    word.bytes().enumerate().find(|(at, byte)| matches!(byte, b',' | b';') && breaks(*at)).map(|(at, _)| at)
}

/// Whether a figure of four digits before `rest` counts something, rather than naming a year.
///
/// `2000 people` does, `2024 election` does not: the next word must be a lower-case plural. Before 1900 one of the next
/// three may be, because few values speak of such years: `1500 academic papers`.
pub(super) fn counts(year: i16, rest: &str) -> bool {
    let reach = if year < 1900 { 3 } else { 1 };
    let mut rest = rest;
    for _ in 0..reach {
        let Some((word, after)) = lex::spaces(rest).and_then(lex::word) else { return false };
        if words::role(word).is_some() || word.starts_with(char::is_uppercase) {
            return false;
        }
        if words::is_plural(word) {
            return true;
        }
        rest = after;
    }
    false
}
