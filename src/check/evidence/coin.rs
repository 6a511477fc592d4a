//! Coins: money told in parts of its unit, and by letters that are words elsewhere: `84p of every pound`, `140p`, `50¢`,
//! `12 euros 50 cents`, `R1.10`, and per cent as British headlines have it (`3pc`).

use super::composite::{self, number};
use super::share::word;
use crate::briefing::quantity::{Amount, Decimal, Measure, Quantity, Value, scan};

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
    let (amount, length) = figure(text)?;
    let behind = HUNDREDTHS.iter().find_map(|part| text[length..].strip_prefix(part))?;
    let behind = JOINTS.iter().find_map(|joint| behind.strip_prefix(joint))?;
    let behind = EVERY.iter().find_map(|every| behind.strip_prefix(every))?;
    let whole = |text: &str| WHOLES.iter().find_map(|whole| text.strip_prefix(whole)).map(str::len);
    // `of every revenue dollar`
    let rest = whole(behind).or_else(|| whole(word(behind)?.1.strip_prefix(' ')?))?;
    let behind = &behind[behind.len() - rest..];
    let compared = OPENERS.iter().filter(|opener| before.ends_with(**opener)).max_by_key(|opener| opener.len());
    let comparator = compared.and_then(|opener| Some(scan(&format!("{opener}1"))?.0.comparator()));
    let share = Amount { comparator: comparator.unwrap_or(amount.comparator), measure: Measure::Percent, ..amount };
    Some((Quantity::Amount(share), text.len() - behind.len()))
}

/// A share of money, told as so much of a hundred: `£107 on wages for every £100` is 107%; and the amount by itself.
#[must_use]
pub(super) fn of_each_hundred(text: &str) -> Option<(Quantity, Quantity, usize, usize)> {
    let sign = ['£', '$', '€'].into_iter().find(|sign| text.starts_with(*sign))?;
    let (amount, length) = figure(&text[sign.len_utf8()..])?;
    let own = sign.len_utf8() + length;
    let every = [" every ", " each "].iter().filter_map(|every| Some(text[own..].find(every)? + every.len())).min()?;
    let behind = text[own + every..].strip_prefix(sign)?.strip_prefix("100")?;
    let between = text[own..own + every].split_whitespace().count();
    let is_share = between <= JOINING && !behind.starts_with(|next: char| next.is_ascii_digit() || matches!(next, ',' | '.' | 'm' | 'b'));
    let share = Quantity::Amount(Amount { measure: Measure::Percent, ..amount });
    is_share.then(|| Some((share, scan(&text[..own])?.0, own, text.len() - behind.len())))?
}

/// So many words stand between such an amount and the hundred: `on wages for every`.
const JOINING: usize = 5;

/// A price in pence or cents: `140p`, `50¢`; its measure is left to the word behind it.
#[must_use]
pub fn pence(text: &str) -> Option<(Quantity, usize)> {
    let (amount, length) = figure(text)?;
    let behind = text[length..].strip_prefix(['p', 'c', '¢'])?;
    (!behind.starts_with(char::is_alphanumeric)).then_some((Quantity::Amount(amount), length))
}

/// So many bytes a figure in digits may have.
const NUMBER: usize = 32;

/// A bare figure at the start of a text, whatever follows its last digit.
fn figure(text: &str) -> Option<(Amount, usize)> {
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

/// Currencies whose letter is a word or a name elsewhere.
const LETTERS: &[(&str, &str)] = &[("R", "ZAR"), ("N", "NGN")];

/// What follows such a letter where a figure is joined to it.
pub(super) fn joined_currency(text: &str) -> Option<(&'static str, &str)> {
    let (letter, code) = LETTERS.iter().find(|(letter, _)| text.starts_with(letter))?;
    let rest = text[letter.len()..].strip_prefix(' ').unwrap_or(&text[letter.len()..]);
    rest.starts_with(|first: char| first.is_ascii_digit()).then_some((code, rest))
}

/// Rand and naira where the figure is plainly one of money: `R1.10`, `R250 million`, `N4,000`.
pub(super) fn rand(text: &str) -> Option<(Quantity, usize)> {
    let (code, rest) = joined_currency(text)?;
    let (quantity, length) = scan(&format!("{code} {rest}"))?;
    let length = length.checked_sub(code.len() + 1)?;
    let figure = rest.get(..length)?;
    let is_price = figure.split_once('.').is_some_and(|(_, places)| places.len() == 2);
    let is_money = is_price || figure.contains([',', ' ']) || figure.ends_with(|last: char| last.is_alphabetic());
    is_money.then_some((quantity, text.len() - rest.len() + length))
}

/// `3pc`, as British headlines have it.
pub(super) fn per_cent(text: &str) -> Option<(Quantity, usize)> {
    let (amount, length) = figure(text)?;
    let rest = text[length..].strip_prefix("pc")?;
    let share = Quantity::Amount(Amount { measure: Measure::Percent, ..amount });
    (!rest.starts_with(char::is_alphanumeric)).then_some((share, length + 2))
}

/// Names of the hundredth part of a unit of money.
const CENTS: &[&str] = &["pence", "p", "cents", "cent", "c", "centimes"];

/// Money with its hundredths: `12 euros 50 cents`, `12 pounds and 50 pence`.
pub(super) fn coins(text: &str) -> Option<(Quantity, usize)> {
    let (quantity, length) = scan(text)?;
    let Quantity::Amount(Amount { value: Value::One(value), measure: Measure::Money(_), comparator, .. }) = &quantity else { return None };
    let (value, comparator) = (Decimal::new(value.whole()?, 0)?, *comparator);
    let behind = composite::JOINTS.iter().take(4).find_map(|joint| text[length..].strip_prefix(joint))?;
    let (more, rest) = number(behind).filter(|(more, _)| *more < Decimal::from(100))?;
    let (name, rest) = word(rest.trim_start())?;
    let hundredths = more.whole().filter(|_| CENTS.contains(&name))?;
    let value = value.plus(Decimal::new(hundredths, 2)?)?;
    let Quantity::Amount(amount) = quantity else { return None };
    Some((Quantity::Amount(Amount { value: Value::One(value), comparator, ..amount }), text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::per_hundred;

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
}
