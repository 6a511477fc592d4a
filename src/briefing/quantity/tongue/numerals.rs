//! Numerals: digits with the separators of a language, and dates in digits, said as the grammar reads them.

use super::super::lex::count_digits;
use super::super::words::month_name;
use super::Mark;

/// A number at the start of a text with commas between thousands and a decimal point, and how long it is as written; none
/// if it is written so already.
pub(super) fn number(text: &str, mark: Mark) -> Option<(String, usize)> {
    let first = count_digits(text);
    if mark == Mark::Point || first == 0 {
        return decimals(text, first);
    }
    let (mut english, mut at) = (text[..first].to_owned(), first);
    // `0.125` is no thousand.
    let separator = text[at..].chars().next().filter(|next| first <= 3 && !text.starts_with('0') && is_separator(*next));
    while let Some(group) = separator.and_then(|separator| text[at..].strip_prefix(separator)).filter(|rest| count_digits(rest) == 3) {
        english.push(',');
        english.push_str(&group[..3]);
        at = text.len() - group.len() + 3;
    }
    let has_groups = at > first;
    let decimals = text[at..].strip_prefix(',').map_or(0, count_digits);
    // `1,234,567` is English.
    let behind = text.get(at + 1 + decimals..).unwrap_or_default();
    let is_decimal = decimals > 0 && !behind.strip_prefix(',').is_some_and(next_is_digit);
    if is_decimal {
        english.push('.');
        english.push_str(&text[at + 1..at + 1 + decimals]);
        at += 1 + decimals;
    }
    (has_groups || is_decimal).then_some((english, at))
}

/// `2,7` where a point is the rule: who writes a comma means decimals, unless three digits follow.
fn decimals(text: &str, first: usize) -> Option<(String, usize)> {
    let rest = text[first..].strip_prefix(',').filter(|_| first > 0)?;
    let count = count_digits(rest);
    let is_decimal = count > 0 && count != 3 && !rest[count..].starts_with([',', '.']);
    is_decimal.then(|| (format!("{}.{}", &text[..first], &rest[..count]), first + 1 + count))
}

fn next_is_digit(text: &str) -> bool {
    text.starts_with(|next: char| next.is_ascii_digit())
}

fn is_separator(character: char) -> bool {
    matches!(character, '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// A date in digits at the start of a text, the day first: `3.5.2025`, `03/05/2025`, `3-5-2025`; and how long it is.
pub(super) fn date(text: &str) -> Option<(String, usize)> {
    let (day, rest) = part(text, 2)?;
    let sign = rest.chars().next().filter(|sign| matches!(sign, '.' | '/' | '-'))?;
    let (month, rest) = part(spaced(rest, sign)?, 2)?;
    let (year, rest) = part(spaced(rest, sign)?, 4).filter(|(year, _)| *year > 999)?;
    let is_date = (1..=31).contains(&day) && (1..=12).contains(&month);
    let ends = !rest.starts_with(|next: char| next.is_alphanumeric() || next == '/');
    let month = i8::try_from(month).ok()?;
    (is_date && ends).then(|| (format!("{day} {} {year}", month_name(month)), text.len() - rest.len()))
}

/// `3. 5. 2025` is written with spaces.
fn spaced(text: &str, sign: char) -> Option<&str> {
    let rest = text.strip_prefix(sign)?;
    Some(if sign == '.' { rest.trim_start_matches([' ', '\u{a0}']) } else { rest })
}

/// A number of up to so many digits, and what follows.
pub(super) fn part(text: &str, most: usize) -> Option<(u32, &str)> {
    let digits = count_digits(text);
    let number = text[..digits].parse().ok().filter(|_| digits <= most)?;
    Some((number, &text[digits..]))
}
