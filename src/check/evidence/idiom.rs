//! Idioms: figures in words and signs that the quantity grammar does not read, because they need the words around them.
//!
//! `a quarter of a million`, `nearly a decade`, `3 or 4`, `a couple of hundred`, and what `loose`, `share`, `coin`,
//! `composite`, `size` and `comparison` read. Each is put into figures that are compared like any other. Of all readings the
//! longest is taken, and the grammar's own where none is longer.

use super::coin::{coins, joined_currency, of_each_hundred, per_cent, per_hundred, rand};
use super::comparison;
use super::composite::{and_a_part, composite, primes};
use super::loose::{hyphen, loose, near};
use super::ordinal::ordinal;
use super::share::{mixed, one_of, part, part_of_unit, ratio, word};
use super::size::{below_zero, degrees, metres};
use crate::base::cut::start_of;
use crate::briefing::quantity::{
    Amount, Comparator, Currency, Decimal, Measure, Quantity, Unit, Value, comparison as opening, number_word, scan,
};

/// What was read at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The figure.
    pub quantity: Quantity,
    /// How long its words are.
    pub length: usize,
    /// Its parts where they stand, if it is put together from them.
    pub parts: Vec<(usize, usize, Quantity)>,
}

impl Reading {
    fn of((quantity, length): (Quantity, usize)) -> Self {
        Self { quantity, length, parts: Vec::new() }
    }

    /// The same behind a comparison of so many bytes.
    fn behind(self, comparator: Comparator, by: usize) -> Self {
        let parts = self.parts.into_iter().map(|(from, to, part)| (from + by, to + by, part)).collect();
        Self { quantity: compared(self.quantity, comparator), length: self.length + by, parts }
    }
}

/// A figure to which nothing is said, with a comparison.
pub(super) fn compared(quantity: Quantity, comparator: Comparator) -> Quantity {
    match quantity {
        Quantity::Amount(amount) if amount.comparator == Comparator::Exactly => Quantity::Amount(Amount { comparator, ..amount }),
        other => other,
    }
}

/// The figure at the start of a text that is longer than what the grammar reads there, or stands for something else;
/// `before` stands before it.
#[must_use]
pub fn read(before: &str, text: &str, plain: Option<&(Quantity, usize)>) -> Option<Reading> {
    if let Some(found) = metres(near(text)) {
        return Some(Reading::of(found));
    }
    let (comparator, rest) = comparison::before(text).unwrap_or((Comparator::Exactly, text));
    let by = text.len() - rest.len();
    let found = if begins(rest) { longest(before, rest) } else { None };
    let found = found.map(|found| found.behind(comparator, by));
    let found = found.or_else(|| idiom(text).or_else(|| between_about(text)).map(Reading::of));
    found.filter(|found| plain.is_none_or(|(_, length)| *length < found.length))
}

/// Words that begin a figure, besides numbers.
const BEGIN: &[&str] = &["a", "an", "half", "hundred", "minus", "n", "quarter", "r"];

/// Whether a figure may begin here: most texts are refused by their first word.
fn begins(text: &str) -> bool {
    let Some((word, _)) = word(text) else { return begins_in_signs(text) };
    let is = |known: &&str| word.eq_ignore_ascii_case(known);
    BEGIN.iter().any(is) || number_word(word).is_some_and(|number| number > 0) || joined_currency(text).is_some()
}

/// Whether a digit follows, perhaps behind a sign; or the sign of a part.
fn begins_in_signs(text: &str) -> bool {
    let is_sign = |character: &char| matches!(character, '-' | '−' | '+' | '.' | '$' | '€' | '£' | '¥' | '₹');
    let signs: usize = text.chars().take(3).take_while(is_sign).map(char::len_utf8).sum();
    text[signs..].starts_with(|first: char| first.is_ascii_digit() || !first.is_ascii() && first.is_numeric())
}

/// The longest of all readings.
fn longest(before: &str, text: &str) -> Option<Reading> {
    let near = near(text);
    let loosened = loose(near);
    let words = &*loosened;
    let put_together = || composite(words).map(|found| Reading { quantity: found.quantity, length: found.length, parts: found.parts });
    let simple = [
        idiom(words),
        and_a_part(words),
        coins(words),
        primes(near),
        below_zero(near),
        degrees(near).filter(|_| !is_name(before)),
        part_of_unit(words),
        ratio(near),
        one_of(words),
        mixed(near).and_then(|(figure, behind)| {
            let (quantity, length) = rewritten(&figure.to_string(), behind)?;
            Some((quantity, near.len() - behind.len() + length))
        }),
        pointed(before, near),
        either(words),
        several(words),
        rand(near),
        per_cent(near),
        per_hundred(before, near),
        part(words),
        joined(near, words),
        scan(near),
    ];
    let of_each = of_each_hundred(near).map(|(quantity, amount, end, length)| Reading { quantity, length, parts: vec![(0, end, amount)] });
    let all = simple.into_iter().flatten().map(Reading::of).chain(put_together()).chain(of_each);
    // Of equally long ones the first.
    all.fold(None, |best: Option<Reading>, next| match best {
        Some(best) if best.length >= next.length => Some(best),
        _ => Some(next),
    })
}

/// Whether a word with a capital stands before: `Type 2C` is no temperature.
fn is_name(before: &str) -> bool {
    let last = before.trim_end().rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
    last.starts_with(char::is_uppercase) && !matches!(last, "At" | "To" | "From" | "Between" | "Over" | "About")
}

/// A figure below one without its nought: `.250`, `.5%`.
fn pointed(before: &str, text: &str) -> Option<(Quantity, usize)> {
    let is_point = text.starts_with('.') && text[1..].starts_with(|next: char| next.is_ascii_digit());
    if !is_point || before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let (quantity, length) = scan(&format!("0{text}"))?;
    Some((quantity, length - 1))
}

/// A figure in words that are joined: `one-in-five`, `25-basis-point`, `a 1,200-page report`.
fn joined(text: &str, loosened: &str) -> Option<(Quantity, usize)> {
    let at = hyphen(text)?;
    // In words, one is often no number: `one-off`.
    let (quantity, length) = scan(loosened).filter(|(_, length)| *length > at || *length == at && !is_one(&text[..at]))?;
    let is_amount = matches!(quantity, Quantity::Amount(_)) && ordinal(text).is_none();
    match quantity {
        // An age is told without its years: `18- to 24-year-olds`.
        Quantity::Amount(amount) if loosened[..length].ends_with(" year") && loosened[length..].starts_with(" old") => {
            Some((Quantity::Amount(Amount { measure: Measure::Plain, ..amount }), length - " year".len()))
        }
        quantity => is_amount.then_some((quantity, length)),
    }
}

/// Whether a share is one of several halves or quarters of a time or a place, and no part: `the first half`.
#[must_use]
pub fn is_numbered(quantity: &Quantity, before: &str) -> bool {
    const NUMBERS: &[&str] = &["first", "second", "third", "fourth", "last", "final", "other", "latter", "better"];
    let last = before.trim_end_matches([' ', '-']).rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
    matches!(quantity, Quantity::Amount(Amount { value: Value::Share(..), .. })) && NUMBERS.contains(&last)
}

fn is_one(text: &str) -> bool {
    text.eq_ignore_ascii_case("one") || text.eq_ignore_ascii_case("half")
}

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

/// So many bytes behind an idiom may be its unit.
const UNIT_WITHIN: usize = 48;

/// A measure in words at the start of a text, perhaps with a comparison before it, or a season (`2024/25`).
fn idiom(text: &str) -> Option<(Quantity, usize)> {
    let (comparator, rest) = opening(text).unwrap_or((Comparator::Exactly, text));
    let by = text.len() - rest.len();
    in_words(rest).map(|(quantity, length)| (compared(quantity, comparator), by + length)).or_else(|| season(text))
}

fn in_words(text: &str) -> Option<(Quantity, usize)> {
    let first = text.chars().next()?.to_ascii_lowercase();
    if !matches!(first, 'a' | 'h' | 'q' | 't') {
        return None;
    }
    let is_it = |idiom: &str| {
        text.get(..idiom.len()).is_some_and(|start| start.eq_ignore_ascii_case(idiom))
            && !text[idiom.len()..].starts_with(char::is_alphanumeric)
    };
    let (idiom, figures) = IDIOMS.iter().filter(|(idiom, _)| is_it(idiom)).max_by_key(|(idiom, _)| idiom.len())?;
    rewritten(figures, &text[idiom.len()..]).map(|(quantity, length)| (quantity, idiom.len() + length))
}

/// What the grammar reads where a text is told as these figures and what stands behind them, and how much of that it takes.
fn rewritten(figures: &str, behind: &str) -> Option<(Quantity, usize)> {
    let (quantity, length) = scan(&format!("{figures}{}", start_of(behind, UNIT_WITHIN))).filter(|(_, length)| *length >= figures.len())?;
    Some((quantity, length - figures.len()))
}

fn season(text: &str) -> Option<(Quantity, usize)> {
    let season = text
        .get(..7)
        .filter(|season| season.as_bytes()[4] == b'/' && !text[7..].starts_with(|next: char| next.is_alphanumeric() || next == '/'))?;
    let years = season.replace('/', "–");
    scan(&years).filter(|(_, length)| *length == years.len()).map(|(quantity, _)| (quantity, 7))
}

/// So many bytes before `-year-old` may be the age.
const AGE_WITHIN: usize = 24;

/// An age that is joined to its noun: `41-year-old`, `three-year-old`.
#[must_use]
pub fn age(text: &str) -> Option<(Quantity, usize)> {
    let near = start_of(text, AGE_WITHIN);
    let end = ["-year-old", "\u{2011}year\u{2011}old"].iter().find_map(|old| near.find(old))?;
    scan(&text[..end]).filter(|(_, length)| *length == end)
}

/// Two figures of which either may be: `3 or 4`, `ten or twelve weeks`. The text has no hyphens.
fn either(text: &str) -> Option<(Quantity, usize)> {
    let (first, length) = one(text)?;
    let (low, Measure::Plain) = (first.0, first.1) else { return None };
    let behind = text[length..].strip_prefix(" or ")?;
    let ((high, measure), more) = one(behind)?;
    let is_near = |low: &Decimal| *low < high && low.times(2).and_then(|twice| twice.plus(1.into())).is_some_and(|most| most >= high);
    // `3 or 4 million` are millions both.
    let low = [0, 3, 6, 9].into_iter().filter_map(|power| low.shifted(power)).find(is_near)?;
    let value = Value::Range(low, high);
    Some((Quantity::Amount(Amount { comparator: Comparator::Exactly, value, measure, qualifier: None }), length + 4 + more))
}

/// One figure to which nothing is said, and what it measures.
fn one(text: &str) -> Option<((Decimal, Measure), usize)> {
    match scan(text)? {
        (Quantity::Amount(Amount { comparator: Comparator::Exactly, value: Value::One(value), measure, .. }), length) => {
            Some(((value, measure), length))
        }
        _ => None,
    }
}

/// Nouns that stand for a number of something, and the figures for them.
const NUMBERS: &[(&str, i128, &str)] =
    &[("score", 20, ""), ("centuries", 100, " years"), ("millennia", 1000, " years"), ("fortnights", 2, " weeks"), ("gross", 144, "")];

/// `a couple of hundred`, `a couple of days`, `three score`, `two centuries`.
fn several(text: &str) -> Option<(Quantity, usize)> {
    if let Some(behind) = ["a couple of ", "A couple of "].iter().find_map(|couple| text.strip_prefix(couple)) {
        let (quantity, length) = rewritten("2", &format!(" {behind}"))?;
        let is_more =
            matches!(&quantity, Quantity::Amount(amount) if amount.measure != Measure::Plain || amount.value != Value::One(2.into()));
        return is_more.then(|| (compared(quantity, Comparator::About), text.len() - behind.len() + length - 1));
    }
    let ((count, measure), length) = one(text)?;
    let (name, _) = word(text[length..].strip_prefix(' ')?)?;
    let (_, by, unit) = NUMBERS.iter().find(|(noun, ..)| *noun == name).filter(|_| measure == Measure::Plain)?;
    let (quantity, _) = scan(&format!("{}{unit}", count.times(*by)?))?;
    Some((quantity, length + 1 + name.len()))
}

/// A range of which it is said within that it is none exactly: `between about 40 and 50`.
fn between_about(text: &str) -> Option<(Quantity, usize)> {
    let behind = text.get(..8).filter(|between| between.eq_ignore_ascii_case("between ")).map(|_| &text[8..])?;
    let (comparator, rest) = opening(behind).filter(|(comparator, _)| *comparator == Comparator::About)?;
    let (quantity, length) = scan(&format!("between {}", near(rest)))?;
    Some((compared(quantity, comparator), length + behind.len() - rest.len()))
}

/// What a figure may be taken for as well: points for points of percentages, `12m` for metres, francs for Swiss ones, an
/// age for years.
#[must_use]
pub fn other(quantity: &Quantity, before: &str, words: &str, behind: &str) -> Option<Quantity> {
    let Quantity::Amount(amount) = quantity else { return super::term::as_part_of_year(quantity) };
    let of = |measure: Measure| Some(Quantity::Amount(Amount { measure, ..amount.clone() }));
    if amount.measure != Measure::Plain {
        return None;
    }
    let noun = behind.strip_prefix([' ', '-']).and_then(word).map_or("", |(noun, _)| noun);
    let unit = |name: &str| Unit::named(name).map(Measure::Unit);
    let last = before.trim_end().rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
    let is_apposition = || before.ends_with(", ") && behind.starts_with(',') && words.len() < 3;
    match noun {
        "point" | "points" => of(unit("percentage points")?),
        "francs" | "franc" => of(Measure::Money(Currency::named("CHF")?)),
        "lira" | "liras" => of(Measure::Money(Currency::named("TRY")?)),
        "won" => of(Measure::Money(Currency::named("KRW")?)),
        "dirhams" => of(Measure::Money(Currency::named("AED")?)),
        "riyals" => of(Measure::Money(Currency::named("SAR")?)),
        "pesos" => of(Measure::Money(Currency::named("MXN")?)),
        "year" if behind.starts_with("-year-old") => of(unit("years")?),
        _ if matches!(last, "aged" | "Aged" | "age" | "ages") || is_apposition() => of(unit("years")?),
        _ => {
            let metres = words.strip_suffix('m').filter(|figure| figure.ends_with(|last: char| last.is_ascii_digit()))?;
            let (quantity, length) = scan(&format!("{metres} metres")).filter(|(_, length)| *length == metres.len() + 7)?;
            (length > 0).then_some(quantity)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::coin::{pence, per_hundred};
    use super::{age, idiom};

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

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), more in "(nearly |a |half |quarter |of |million |9|p |,|é|of every |pound){0,8}") {
            for text in [text, more] {
                if let Some(found) = super::read("", &text, None) {
                    prop_assert!(text.get(..found.length).is_some());
                }
                for (_, length) in [idiom(&text), per_hundred("", &text), pence(&text), age(&text)].into_iter().flatten() {
                    prop_assert!(text.get(..length).is_some());
                }
            }
        }
    }
}
