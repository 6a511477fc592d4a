//! Terms: periods as companies, courts and forms write them: `3Q25`, `FY2025`, `the first nine months of 2025`, `24/7/2025`,
//! `2025/07/24`, `2024/2025`.
//!
//! Each is put into the words that the grammar reads. A date in figures of which day and month could be each other is left.

use super::share::word;
use crate::briefing::quantity::{Period, Quantity, Span, Time, month_name, scan};

/// A period at the start of a text, and how long its words are.
pub(super) fn term(text: &str) -> Option<(Quantity, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return in_figures(text).or_else(|| coded(text)).or_else(|| no_decade(text));
    }
    if !matches!(first, 'Q' | 'H' | 'F' | 'f' | 's' | 't' | 'T') {
        return None;
    }
    coded(text).or_else(|| months(text)).or_else(|| of_fiscal(text))
}

/// `24/7/2025`, `24.07.2025`, `2025/07/24`, `2024/2025`.
fn in_figures(text: &str) -> Option<(Quantity, usize)> {
    let (one, rest) = digits(text)?;
    let sign = rest.chars().next().filter(|sign| matches!(sign, '/' | '.' | '-'))?;
    let (two, rest) = digits(&rest[1..])?;
    let length = |rest: &str| text.len() - rest.len();
    if sign == '/' && one > 1000 && two == one + 1 && is_end(rest) {
        return read(&format!("{one}–{two}"), length(rest));
    }
    let last = rest.strip_prefix(sign)?;
    let (three, rest) = digits(last)?;
    let three_digits = last.len() - rest.len();
    let (year, month, day) = match (one, two, three) {
        (1000..=2999, ..) => (one, two, three),
        (_, 1..=12, _) if one > 12 || one == two => (three, two, one),
        (1..=12, 13..=31, _) => (three, one, two),
        _ => return None,
    };
    // Years of two digits are of our time, and only behind a slash.
    let year = if year < 100 && sign == '/' && three_digits == 2 { 2000 + year } else { year };
    let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let is_date = (1..=31).contains(&day) && (1000..3000).contains(&year) && is_end(rest);
    if is_date { read(&format!("{day} {} {year}", month_name(month)), length(rest)) } else { None }
}

/// `1919s`, which is no decade: its year, so that it is asked for.
fn no_decade(text: &str) -> Option<(Quantity, usize)> {
    let (year, rest) = digits(text).filter(|(year, _)| (1000..2100).contains(year))?;
    let behind = rest.strip_prefix('s').filter(|behind| is_end(behind))?;
    read(&year.to_string(), text.len() - behind.len())
}

fn digits(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|_| matches!(digits, 1 | 2 | 4))?;
    Some((number, &text[digits..]))
}

fn is_end(rest: &str) -> bool {
    !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '/' | '-'))
}

/// `FY25`, `Q3 FY25`, `Q3 fiscal 2025`, `3Q25`, `1H 2025`, `Q3'25`.
fn coded(text: &str) -> Option<(Quantity, usize)> {
    let bytes = text.as_bytes();
    let part = match (bytes.first()?, bytes.get(1)?) {
        (b'Q', number @ b'1'..=b'4') | (number @ b'1'..=b'4', b'Q') => Some(('Q', char::from(*number))),
        (b'H', number @ b'1'..=b'2') | (number @ b'1'..=b'2', b'H') => Some(('H', char::from(*number))),
        _ => None,
    };
    let rest = if part.is_some() { &text[2..] } else { text };
    let gap = rest.trim_start_matches([' ', '\'', '’']);
    let behind = ["FY", "fiscal year ", "fiscal "].iter().find_map(|fiscal| gap.strip_prefix(fiscal));
    if part.is_none() && behind.is_none() {
        return None;
    }
    let years = behind.unwrap_or(gap).trim_start_matches([' ', '\'', '’']);
    let (year, rest) = digits(years)?;
    let year = if year < 100 { 2000 + year } else { year };
    // `Q3 25` may be anything; the grammar reads `Q3 2025`.
    let is_tight = behind.is_some() || gap.len() == text.len() - 2 || text[2..].starts_with(['\'', '’']);
    let is_short = year > 2000 && years.len() - rest.len() == 2;
    if is_short && !is_tight || !(1990..2100).contains(&year) {
        return None;
    }
    // `FY2024-25`
    let season = rest.strip_prefix(['-', '–', '/']).filter(|_| years.len() - rest.len() == 4).and_then(digits);
    if let Some((_, behind)) = season.filter(|_| part.is_none()) {
        let end = years.len() - behind.len();
        return read(&years[..end].replace('/', "–"), text.len() - behind.len());
    }
    let written = part.map_or_else(|| year.to_string(), |(kind, number)| format!("{kind}{number} {year}"));
    if is_end(rest) { read(&written, text.len() - rest.len()) } else { None }
}

/// `the first quarter of fiscal 2026`.
fn of_fiscal(text: &str) -> Option<(Quantity, usize)> {
    let rest = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
    let (name, rest) = word(rest)?;
    let number = ["first", "second", "third", "fourth"].iter().position(|known| name.eq_ignore_ascii_case(known))? + 1;
    let rest = rest.strip_prefix([' ', '-'])?.strip_prefix("quarter ")?;
    let rest = rest.strip_prefix("of ").unwrap_or(rest).strip_prefix("fiscal ")?;
    let (year, rest) = digits(rest.strip_prefix("year ").unwrap_or(rest)).filter(|(year, _)| *year > 1000)?;
    if is_end(rest) { read(&format!("Q{number} {year}"), text.len() - rest.len()) } else { None }
}

/// `the first six months of 2025`, `the first three months of the year to come` is none.
fn months(text: &str) -> Option<(Quantity, usize)> {
    let rest = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
    let (is_first, rest) = rest
        .strip_prefix("first ")
        .map(|rest| (true, rest))
        .or_else(|| Some((false, rest.strip_prefix("final ").or_else(|| rest.strip_prefix("last "))?)))?;
    let (count, rest) = word(rest).or_else(|| Some((rest.get(..1)?, rest.get(1..)?)))?;
    let rest = rest.strip_prefix(" months of ").or_else(|| rest.strip_prefix(" months in "))?;
    let (year, behind) = digits(rest).filter(|(year, _)| (1990..2100).contains(year))?;
    let written = match (count, is_first) {
        ("three" | "3", true) => format!("Q1 {year}"),
        ("three" | "3", false) => format!("Q4 {year}"),
        ("six" | "6", true) => format!("H1 {year}"),
        ("six" | "6", false) => format!("H2 {year}"),
        ("nine" | "9", true) => format!("January {year} – September {year}"),
        ("two" | "2", true) => format!("January {year} – February {year}"),
        ("four" | "4", true) => format!("January {year} – April {year}"),
        ("five" | "5", true) => format!("January {year} – May {year}"),
        ("eight" | "8", true) => format!("January {year} – August {year}"),
        ("ten" | "10", true) => format!("January {year} – October {year}"),
        ("eleven" | "11", true) => format!("January {year} – November {year}"),
        _ => return None,
    };
    if is_end(behind) { read(&written, text.len() - behind.len()) } else { None }
}

fn read(written: &str, length: usize) -> Option<(Quantity, usize)> {
    let (quantity, end) = scan(written)?;
    (end == written.len() && matches!(quantity, Quantity::Time(_))).then_some((quantity, length))
}

/// A quarter or half of a year that is told by its first and last month.
pub(super) fn as_part_of_year(quantity: &Quantity) -> Option<Quantity> {
    let Quantity::Time(Time { span: Span::Range(Some(Period::Month(year, first)), Some(Period::Month(other, last))), .. }) = quantity
    else {
        return None;
    };
    let part = match (first, last) {
        (1, 3) => "Q1",
        (4, 6) => "Q2",
        (7, 9) => "Q3",
        (10, 12) => "Q4",
        (1, 6) => "H1",
        (7, 12) => "H2",
        _ => return None,
    };
    if year == other { read(&format!("{part} {year}"), 0).map(|(quantity, _)| quantity) } else { None }
}
