//! Mentions: every figure and date of a text, where it stands, with what it may count.
//!
//! The quantity grammar reads values that stand alone; here they are found among other words. What it needs a context for
//! is read as well, for comparison only: dates without a year, and parts of a whole (`a third`).

use std::ops::Range;

use crate::briefing::quantity::{Amount, Comparator, Measure, Quantity, Value, month_name, scan};

/// How many words after a figure may be what it counts.
const NOUN_WORDS: usize = 4;

/// A quantity where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub quantity: Quantity,
    /// The words behind it that may be what it counts, without endings.
    pub(super) nouns: Vec<String>,
    /// Whether more is added to it, as in `5 years and 2 months`.
    pub(super) goes_on: bool,
}

/// A day or month of which no year is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub(super) month: i8,
    pub(super) day: Option<i8>,
    /// Where it stands.
    pub range: Range<usize>,
}

/// Everything in a text that figures and dates can be held against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Quantities, in order.
    pub all: Vec<Mention>,
    /// Dates without a year.
    pub days: Vec<Day>,
}

impl Mentions {
    /// The same in a longer text, of which `by` bytes stand before.
    #[must_use]
    pub fn moved(mut self, by: usize) -> Self {
        let ranges = self.all.iter_mut().map(|mention| &mut mention.range).chain(self.days.iter_mut().map(|day| &mut day.range));
        ranges.for_each(|range| *range = range.start + by..range.end + by);
        self
    }

    /// Where a date without a year is named, with a year or without.
    #[must_use]
    pub fn named(&self, wanted: &Day) -> Option<&Range<usize>> {
        let is_it = |month: i8, day: Option<i8>| month == wanted.month && (wanted.day.is_none() || wanted.day == day);
        let is_dated = |mention: &&Mention| {
            let ends = mention.quantity.interval().into_iter().flat_map(|(from, to)| [from, to]);
            ends.into_iter().any(|date| is_it(date.month(), Some(date.day())))
        };
        let day = self.days.iter().find(|day| is_it(day.month, day.day)).map(|day| &day.range);
        day.or_else(|| self.all.iter().find(is_dated).map(|mention| &mention.range))
    }
}

/// Every quantity in a text.
#[must_use]
pub fn mentions(text: &str) -> Mentions {
    let (mut mentions, mut at) = (Mentions::default(), 0);
    while at < text.len() {
        let rest = &text[at..];
        // The number of a name (`COVID-19`) is no figure.
        if rest.starts_with(['-', '\u{2010}', '\u{2011}']) && text[..at].ends_with(char::is_alphabetic) {
            at += next_word(&rest[rest.chars().next().map_or(0, char::len_utf8)..]) + rest.chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let read = scan(rest).filter(|(_, length)| *length > 0);
        let is_date = matches!(read, Some((Quantity::Time(_), _)));
        if let Some((month, day, length)) = yearless(rest).filter(|_| !is_date) {
            mentions.days.push(Day { month, day, range: at..at + length });
            at += length;
            continue;
        }
        let Some((quantity, length)) = read.or_else(|| part(rest)) else {
            at += next_word(rest);
            continue;
        };
        let behind = &rest[length..];
        let goes_on = behind.strip_prefix(" and ").is_some_and(|more| more.starts_with(|character: char| character.is_ascii_digit()));
        mentions.all.push(Mention { range: at..at + length, quantity, nouns: nouns(behind, NOUN_WORDS), goes_on });
        at += length;
        // A figure may end within a word (`5x`): what is left of that is no new one.
        if text[at..].starts_with(char::is_alphanumeric) {
            at += next_word(&text[at..]);
        }
    }
    mentions
}

/// A date without a year at the start of a text: `24 July`, `July 24`, `24th of July`, `July`; with its length.
fn yearless(text: &str) -> Option<(i8, Option<i8>, usize)> {
    let (day, behind) = day(text);
    let behind = behind.strip_prefix(" of").unwrap_or(behind).trim_start_matches([' ', '\u{a0}', '\n']);
    let month = (1..=12).find(|month| behind.starts_with(month_name(*month)))?;
    let behind = &behind[month_name(month).len()..];
    if behind.starts_with(char::is_alphanumeric) {
        return None;
    }
    let (later, rest) = self::day(behind.trim_start_matches([' ', '\u{a0}']));
    let end = if day.is_none() && later.is_some() { rest } else { behind };
    Some((month, day.or(later), text.len() - end.len()))
}

/// A day of a month at the start of a text, and what follows.
fn day(text: &str) -> (Option<i8>, &str) {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let day = text[..end].parse::<i8>().ok().filter(|day| (1..=31).contains(day));
    let rest = &text[end..];
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest);
    match day {
        Some(day) if !rest.starts_with(char::is_alphanumeric) => (Some(day), rest),
        _ => (None, text),
    }
}

/// Parts of a whole in words: `half`, `a third`, `two fifths`.
const PARTS: &[(&str, u64)] =
    &[("half", 2), ("third", 3), ("quarter", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8), ("ninth", 9), ("tenth", 10)];

/// A part of a whole at the start of a text, of which the grammar wants to know what it is a part of.
fn part(text: &str) -> Option<(Quantity, usize)> {
    let counted = [("a ", 1), ("one ", 1), ("one-", 1), ("two ", 2), ("two-", 2), ("three ", 3), ("three-", 3), ("four ", 4), ("four-", 4)];
    let (count, rest) = counted.iter().find_map(|(word, count)| Some((*count, text.strip_prefix(word)?))).unwrap_or((0, text));
    let (word, whole) = PARTS.iter().find(|(word, _)| rest.starts_with(word))?;
    let rest = rest[word.len()..].strip_prefix('s').unwrap_or(&rest[word.len()..]);
    let is_part = !rest.starts_with(char::is_alphanumeric) && (count > 0 || *whole == 2) && count < *whole;
    let value = Value::Share(count.max(1), *whole);
    let share = Amount { comparator: Comparator::Exactly, value, measure: Measure::Plain, qualifier: None };
    is_part.then(|| (Quantity::Amount(share), text.len() - rest.len()))
}

/// How far it is to the start of the next word, figure or sign.
fn next_word(text: &str) -> usize {
    let mut before = text.chars().next();
    for (at, character) in text.char_indices().skip(1) {
        let goes_on = before.is_some_and(char::is_alphanumeric) && character.is_alphanumeric();
        if !goes_on && !character.is_whitespace() {
            return at;
        }
        before = Some(character);
    }
    text.len()
}

/// The next words as they are compared: in lower case, without plural endings; a sentence's end ends them.
pub(super) fn nouns(text: &str, count: usize) -> Vec<String> {
    let clause = text.split(['.', ';', ':', '\n', '!', '?']).next().unwrap_or_default();
    let words = clause.split(|character: char| !character.is_alphanumeric()).filter(|word| word.chars().any(char::is_alphabetic));
    words.take(count).map(stem).collect()
}

fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let bare = lower.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let bare = bare.or_else(|| lower.strip_suffix('s').filter(|stem| !stem.ends_with('s') && stem.len() > 2).map(str::to_owned));
    bare.unwrap_or(lower)
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn figures_are_found_wherever_they_stand_in_a_sentence() {
        let text = "It paid €5m (or £4.3m), then 12.5% more; 3,000 jobs went in May 2024.";
        let found: Vec<&str> = mentions(text).all.iter().map(|mention| &text[mention.range.clone()]).collect();
        assert_eq!(found, ["€5m", "£4.3m", "12.5%", "3,000", "May 2024"]);
    }
}
