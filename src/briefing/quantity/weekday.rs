//! Weekdays before a date: `Friday, 2 October 2026` is the date, if that day was a Friday.

use jiff::civil::Weekday;

use super::lex;

/// The days of the week, and as they are often shortened.
const WEEKDAYS: &[(&str, &[&str], Weekday)] = &[
    ("Monday", &["Mon"], Weekday::Monday),
    ("Tuesday", &["Tue", "Tues"], Weekday::Tuesday),
    ("Wednesday", &["Wed", "Weds"], Weekday::Wednesday),
    ("Thursday", &["Thu", "Thur", "Thurs"], Weekday::Thursday),
    ("Friday", &["Fri"], Weekday::Friday),
    ("Saturday", &["Sat"], Weekday::Saturday),
    ("Sunday", &["Sun"], Weekday::Sunday),
];

/// A weekday at the start of a text, and what follows it.
pub(super) fn weekday(text: &str) -> Option<(Weekday, &str)> {
    let (word, rest) = lex::word(text)?;
    let (_, _, day) = WEEKDAYS.iter().find(|(long, short, _)| word.eq_ignore_ascii_case(long) || short.contains(&word))?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    Some((*day, lex::spaces(rest)?))
}
