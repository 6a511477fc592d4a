//! Idioms: figures in words and signs that the quantity grammar does not read, because they need the words around them.
//!
//! `a quarter of a million`, `nearly a decade`, `2024/25`, `84p of every pound`, `140p`, `a third`, `41-year-old`. Each is put
//! into figures and read by the grammar, so that it is compared like any other.

use crate::briefing::quantity::{Amount, Comparator, Measure, Quantity, Value, scan};

/// Measures in words, and the same in figures. What follows may be a unit or a currency.
const IDIOMS: &[(&str, &str)] = &[
    ("a billion and a half", "1.5 billion"),
    ("a century", "100 years"),
    ("a century and a half", "150 years"),
    ("a day and a half", "36 hours"),
    ("a decade", "10 years"),
    ("a decade and a half", "15 years"),
    ("a fortnight", "2 weeks"),
    ("a mile and a half", "1.5 miles"),
    ("a million and a half", "1.5 million"),
    ("a month and a half", "1.5 months"),
    ("a percentage point", "1 percentage point"),
    ("a quarter of a billion", "0.25 billion"),
    ("a quarter of a century", "25 years"),
    ("a quarter of a mile", "0.25 miles"),
    ("a quarter of a million", "0.25 million"),
    ("a quarter of a percentage point", "0.25 percentage points"),
    ("a quarter of a point", "0.25 percentage points"),
    ("a quarter of a trillion", "0.25 trillion"),
    ("a quarter of an hour", "15 minutes"),
    ("a third of a million", "0.33 million"),
    ("a trillion and a half", "1.5 trillion"),
    ("a year and a half", "18 months"),
    ("an hour and a half", "90 minutes"),
    ("half a century", "50 years"),
    ("half a decade", "5 years"),
    ("half a kilometre", "0.5 km"),
    ("half a mile", "0.5 miles"),
    ("half a per cent", "0.5%"),
    ("half a percent", "0.5%"),
    ("half a percentage point", "0.5 percentage points"),
    ("half a year", "6 months"),
    ("half an hour", "30 minutes"),
    ("quarter of a million", "0.25 million"),
    ("three quarters of a billion", "0.75 billion"),
    ("three quarters of a century", "75 years"),
    ("three quarters of a mile", "0.75 miles"),
    ("three quarters of a million", "0.75 million"),
    ("three quarters of a percentage point", "0.75 percentage points"),
    ("three quarters of an hour", "45 minutes"),
    ("three-quarters of a billion", "0.75 billion"),
    ("three-quarters of a century", "75 years"),
    ("three-quarters of a mile", "0.75 miles"),
    ("three-quarters of a million", "0.75 million"),
    ("three-quarters of an hour", "45 minutes"),
    ("two thirds of a million", "0.67 million"),
    ("two-thirds of a million", "0.67 million"),
];

/// Words before a figure that compare, as the grammar reads them.
const OPENERS: &[&str] = &[
    "about ",
    "almost ",
    "around ",
    "at least ",
    "close to ",
    "just over ",
    "just under ",
    "less than ",
    "more than ",
    "nearly ",
    "over ",
    "roughly ",
    "some ",
    "under ",
    "up to ",
];

/// So many bytes behind an idiom may be its unit.
const UNIT_WITHIN: usize = 48;

/// A measure in words at the start of a text, perhaps with a comparison before it, or a season (`2024/25`).
#[must_use]
pub fn idiom(text: &str) -> Option<(Quantity, usize)> {
    let opener = OPENERS.iter().filter_map(|opener| text.get(..opener.len()).filter(|start| start.eq_ignore_ascii_case(opener))).max();
    let rest = &text[opener.map_or(0, str::len)..];
    in_words(opener.unwrap_or_default(), rest).or_else(|| season(text))
}

fn in_words(opener: &str, text: &str) -> Option<(Quantity, usize)> {
    let first = text.chars().next()?.to_ascii_lowercase();
    if !matches!(first, 'a' | 'h' | 'q' | 't') {
        return None;
    }
    let is_it = |idiom: &str| {
        text.get(..idiom.len()).is_some_and(|start| start.eq_ignore_ascii_case(idiom))
            && !text[idiom.len()..].starts_with(char::is_alphanumeric)
    };
    let (idiom, figures) = IDIOMS.iter().filter(|(idiom, _)| is_it(idiom)).max_by_key(|(idiom, _)| idiom.len())?;
    let behind = &text[idiom.len()..];
    let near = (0..=UNIT_WITHIN.min(behind.len())).rev().find_map(|end| behind.get(..end)).unwrap_or_default();
    let written = format!("{opener}{figures}");
    let (quantity, length) = scan(&format!("{written}{near}")).filter(|(_, length)| *length >= written.len())?;
    Some((quantity, opener.len() + idiom.len() + length - written.len()))
}

fn season(text: &str) -> Option<(Quantity, usize)> {
    let season = text
        .get(..7)
        .filter(|season| season.as_bytes()[4] == b'/' && !text[7..].starts_with(|next: char| next.is_alphanumeric() || next == '/'))?;
    let years = season.replace('/', "–");
    scan(&years).filter(|(_, length)| *length == years.len()).map(|(quantity, _)| (quantity, 7))
}

/// Names of the hundredth part of a currency's unit where they stand behind a figure.
const HUNDREDTHS: &[&str] = &["p ", "c ", " pence ", " cents ", " cent ", "-cents "];

/// What stands between it and the unit,
const JOINTS: &[&str] = &["of ", "in ", "on ", "out of ", "from ", "for "];

/// and before the unit.
const EVERY: &[&str] = &["every ", "each ", "the "];

/// Units of which there are a hundred such parts.
const WHOLES: &[&str] = &["pound", "dollar", "euro", "£1", "$1", "€1"];

/// A share of money, told as so many parts of the unit: `84p of every pound` is 84%. `before` stands before the figure.
#[must_use]
pub fn per_hundred(before: &str, text: &str) -> Option<(Quantity, usize)> {
    let (amount, length) = number(text)?;
    let behind = HUNDREDTHS.iter().find_map(|part| text[length..].strip_prefix(part))?;
    let behind = JOINTS.iter().find_map(|joint| behind.strip_prefix(joint))?;
    let behind = EVERY.iter().find_map(|every| behind.strip_prefix(every))?;
    let behind = WHOLES.iter().find_map(|whole| behind.strip_prefix(whole))?;
    let compared = OPENERS.iter().filter(|opener| before.ends_with(**opener)).max_by_key(|opener| opener.len());
    let comparator = compared.and_then(|opener| Some(scan(&format!("{opener}1"))?.0.comparator()));
    let share = Amount { comparator: comparator.unwrap_or(amount.comparator), measure: Measure::Percent, ..amount };
    Some((Quantity::Amount(share), text.len() - behind.len()))
}

/// A price in pence: `140p`; its measure is left to the word behind it.
#[must_use]
pub fn pence(text: &str) -> Option<(Quantity, usize)> {
    let (amount, length) = number(text)?;
    let behind = text[length..].strip_prefix('p')?;
    (!behind.starts_with(char::is_alphanumeric)).then_some((Quantity::Amount(amount), length))
}

/// So many bytes a figure in digits may have.
const NUMBER: usize = 32;

/// A bare figure at the start of a text, whatever follows its last digit.
fn number(text: &str) -> Option<(Amount, usize)> {
    let is_inner = |character: char| character.is_ascii_digit() || matches!(character, ',' | '.');
    // A longer run of digits is a list, and would be gone through at each of them.
    let digits = text.bytes().take(NUMBER + 1).take_while(|byte| is_inner(char::from(*byte))).count();
    if digits > NUMBER {
        return None;
    }
    let bare = if digits > 0 { &text[..digits] } else { text };
    match scan(bare)? {
        (Quantity::Amount(amount), length) if amount.measure == Measure::Plain && (digits == 0 || length == digits) => {
            Some((amount, length))
        }
        _ => None,
    }
}

/// So many bytes before `-year-old` may be the age.
const AGE_WITHIN: usize = 24;

/// A number that is joined to what it counts: `41-year-old`, `three-year-old`.
#[must_use]
pub fn hyphened(text: &str) -> Option<(Quantity, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let near = (0..=AGE_WITHIN.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default();
    let end = if digits > 0 { digits } else { near.find("-year-old")? };
    let behind = text[end..].strip_prefix(['-', '\u{2010}', '\u{2011}'])?;
    let (number, length) = scan(&text[..end]).filter(|(_, length)| *length == end)?;
    behind.starts_with(char::is_alphabetic).then_some((number, length))
}

/// Parts of a whole in words: `half`, `a third`, `two fifths`.
const PARTS: &[(&str, u64)] =
    &[("half", 2), ("third", 3), ("quarter", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8), ("ninth", 9), ("tenth", 10)];

/// A part of a whole at the start of a text, of which the grammar wants to know what it is a part of.
#[must_use]
pub fn part(text: &str) -> Option<(Quantity, usize)> {
    let counted = [("a ", 1), ("one ", 1), ("one-", 1), ("two ", 2), ("two-", 2), ("three ", 3), ("three-", 3), ("four ", 4), ("four-", 4)];
    let (count, rest) = counted.iter().find_map(|(word, count)| Some((*count, text.strip_prefix(word)?))).unwrap_or((0, text));
    let (word, whole) = PARTS.iter().find(|(word, _)| rest.starts_with(word))?;
    let rest = rest[word.len()..].strip_prefix('s').unwrap_or(&rest[word.len()..]);
    let is_part = !rest.starts_with(char::is_alphanumeric) && (count > 0 || *whole == 2) && count < *whole;
    let value = Value::Share(count.max(1), *whole);
    let share = Amount { comparator: Comparator::Exactly, value, measure: Measure::Plain, qualifier: None };
    is_part.then(|| (Quantity::Amount(share), text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{hyphened, idiom, part, pence, per_hundred};

    #[test]
    fn idioms_are_put_into_figures() {
        for (text, expected) in [
            ("a quarter of a million people", "250,000"),
            ("nearly three quarters of a billion dollars more", "nearly $750,000,000"),
            ("a million and a half euros", "EUR 1,500,000"),
            ("Half an hour", "30 minutes"),
            ("almost a decade", "nearly 10 years"),
            ("a quarterly report", "none"),
            ("2024/25 season", "2024 – 2025"),
        ] {
            let found = idiom(text).map_or_else(|| "none".to_owned(), |(quantity, _)| quantity.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn parts_of_a_unit_of_money_are_percentages() {
        for (before, text, expected) in [
            ("or nearly ", "84p of every pound earned", "nearly 84%"),
            ("", "ten cents on the dollar", "10%"),
            ("", "15 cents in each euro", "15%"),
            ("", "84p of it", "none"),
        ] {
            let found = per_hundred(before, text).map_or_else(|| "none".to_owned(), |(quantity, _)| quantity.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), more in "(nearly |a |half |quarter |of |million |9|p |,|é|of every |pound){0,8}") {
            for text in [text, more] {
                for (_, length) in [idiom(&text), per_hundred("", &text), pence(&text), hyphened(&text), part(&text)].into_iter().flatten() {
                    prop_assert!(text.get(..length).is_some());
                }
            }
        }
    }
}
