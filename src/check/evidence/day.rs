//! Days: dates of which no year is written, as they stand in a text: `24 July`, `July 24`, `Sept. 3`, `3–7 March`, `July`.

use std::ops::Range;

use super::leaning::Leaning;
use crate::briefing::quantity::month_name;

/// A day or month of which no year is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub(super) month: i8,
    pub(super) day: Option<i8>,
    /// Which year of it is meant.
    pub(super) leaning: Leaning,
    /// Where it stands.
    pub range: Range<usize>,
}

/// Months as they are cut short; a day stands beside these.
const SHORT: &[(&str, i8)] = &[
    ("Jan", 1),
    ("Feb", 2),
    ("Mar", 3),
    ("Apr", 4),
    ("Jun", 6),
    ("Jul", 7),
    ("Aug", 8),
    ("Sept", 9),
    ("Sep", 9),
    ("Oct", 10),
    ("Nov", 11),
    ("Dec", 12),
];

/// The days without a year at the start of a text, two of a range, and how long their words are.
#[must_use]
pub fn yearless(text: &str) -> Option<(Vec<Day>, usize)> {
    let (mut days, behind) = days(text);
    // Spaces alone are no beginning.
    let behind =
        if days.is_empty() { text } else { behind.strip_prefix(" of").unwrap_or(behind).trim_start_matches([' ', '\u{a0}', '\n']) };
    let (month, is_short, behind) = month(behind)?;
    let mut end = behind;
    if days.is_empty() {
        let (later, rest) = self::days(behind.trim_start_matches([' ', '\u{a0}']));
        end = if later.is_empty() { behind } else { rest };
        days = later;
    }
    if days.is_empty() && is_short {
        return None;
    }
    let one = |day: Option<i8>| Day { month, day, leaning: Leaning::Open, range: 0..0 };
    let found = if days.is_empty() { vec![one(None)] } else { days.into_iter().map(|day| one(Some(day))).collect() };
    Some((found, text.len() - end.len()))
}

/// A month at the start of a text, whether it is cut short, and what follows.
fn month(text: &str) -> Option<(i8, bool, &str)> {
    let ends = |rest: &&str| !rest.starts_with(char::is_alphanumeric);
    let long = (1..=12).find_map(|month| Some((month, false, text.strip_prefix(month_name(month)).filter(ends)?)));
    let short = || SHORT.iter().find_map(|(name, month)| Some((*month, true, text.strip_prefix(name).filter(ends)?)));
    let (month, is_short, rest) = long.or_else(short)?;
    Some((month, is_short, rest.strip_prefix('.').filter(|_| is_short).unwrap_or(rest)))
}

/// One day of a month at the start of a text, or the two ends of a range, and what follows.
fn days(text: &str) -> (Vec<i8>, &str) {
    let Some((first, rest)) = day(text) else { return (Vec::new(), text) };
    let joints = [" to ", " and ", " or ", "–", "-", "\u{2011}", "/"];
    let last = joints.iter().find_map(|joint| day(rest.strip_prefix(joint)?));
    match last.filter(|(last, _)| *last > first) {
        Some((last, rest)) => (vec![first, last], rest),
        None => (vec![first], rest),
    }
}

/// A day of a month at the start of a text, and what follows.
fn day(text: &str) -> Option<(i8, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let day = text[..end].parse::<i8>().ok().filter(|day| (1..=31).contains(day))?;
    let rest = &text[end..];
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest);
    (!rest.starts_with(char::is_alphanumeric)).then_some((day, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::yearless;

    #[test]
    fn days_are_read_in_many_forms() {
        for (text, expected) in [
            ("24 July it", "7-24 (7)"),
            ("24th of July", "7-24 (12)"),
            ("July 24, it", "7-24 (7)"),
            ("Sept. 3", "9-3 (7)"),
            ("3 Sept", "9-3 (6)"),
            ("3–7 March", "3-3 3-7 (11)"),
            ("March 3-7", "3-3 3-7 (9)"),
            ("3 to 7 March", "3-3 3-7 (12)"),
            ("July it", "7-0 (4)"),
            ("Jan it", ""),
            ("Marching", ""),
            (" March", ""),
            ("3 men", ""),
        ] {
            let read = yearless(text).map(|(days, length)| {
                let days: Vec<String> = days.iter().map(|day| format!("{}-{}", day.month, day.day.unwrap_or(0))).collect();
                format!("{} ({length})", days.join(" "))
            });
            assert_eq!(read.unwrap_or_default(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), more in "([0-9]{1,2}|st|th| |of|March|Sept|[.–-]){0,8}") {
            for text in [text, more] {
                if let Some((_, length)) = yearless(&text) {
                    prop_assert!(text.get(..length).is_some());
                }
            }
        }
    }
}
