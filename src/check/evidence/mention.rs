//! Mentions: every figure and date of a text, where it stands, with what it may count.
//!
//! The quantity grammar reads values that stand alone; here they are found among other words. What it needs a context for
//! is read as well, for comparison only: dates without a year, and parts of a whole (`a third`).

use std::ops::Range;

use super::day::{Day, yearless};
use super::relative::{Clock, Relative};
use crate::briefing::quantity::{Amount, Comparator, Measure, Quantity, Tongue, Value, scan};

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

/// Everything in a text that figures and dates can be held against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Quantities, in order.
    pub all: Vec<Mention>,
    /// Dates without a year.
    pub days: Vec<Day>,
    /// Times of the day.
    pub clocks: Vec<Clock>,
    /// What is told from where the text stands.
    pub relative: Relative,
}

impl Mentions {
    /// The same in a longer text, of which `by` bytes stand before.
    #[must_use]
    pub fn moved(self, by: usize) -> Self {
        self.placed(|range| range.start + by..range.end + by)
    }

    /// The same in another text, in which each range is another.
    fn placed(mut self, place: impl Fn(&Range<usize>) -> Range<usize>) -> Self {
        let ranges = self.all.iter_mut().map(|mention| &mut mention.range).chain(self.days.iter_mut().map(|day| &mut day.range));
        ranges.chain(self.clocks.iter_mut().map(|clock| &mut clock.range)).for_each(|range| *range = place(range));
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

/// Every quantity in a text in some language, where it stands there.
#[must_use]
pub fn mentions_in(text: &str, tongue: Tongue) -> Mentions {
    match tongue.text(text) {
        Some(english) => mentions(&english.text).placed(|range| english.written(range)),
        None => mentions(text),
    }
}

/// Every quantity in an English text.
#[must_use]
pub fn mentions(text: &str) -> Mentions {
    let (mut mentions, mut at) = (Mentions::default(), 0);
    while at < text.len() {
        let rest = &text[at..];
        let read = joined(&text[..at], rest).or_else(|| mentions.read(rest, at));
        at += read.unwrap_or_else(|| next_word(rest)).max(1);
        // A figure may end within a word (`5x`): what is left of that is no new one.
        if read.is_some() && text[at..].starts_with(char::is_alphanumeric) {
            at += next_word(&text[at..]);
        }
    }
    mentions.relative = Relative::of(text, &mentions.all);
    mentions
}

impl Mentions {
    /// Reads what stands at the start of a text, of which `at` bytes stand before; its length.
    fn read(&mut self, rest: &str, at: usize) -> Option<usize> {
        if let Some(clock) = Clock::read(rest) {
            let length = clock.range.end;
            self.clocks.push(clock.moved(at));
            return Some(length);
        }
        let read = scan(rest).filter(|(_, length)| *length > 0);
        let is_date = matches!(read, Some((Quantity::Time(_), _)));
        if let Some((days, length)) = yearless(rest).filter(|_| !is_date) {
            self.days.extend(days.into_iter().map(|day| Day { range: at..at + length, ..day }));
            return Some(length);
        }
        let idiom = idiom(rest).filter(|(_, length)| read.as_ref().is_none_or(|(_, other)| other < length));
        let (quantity, length) = idiom.or(read).or_else(|| part(rest)).or_else(|| hyphened(rest))?;
        let behind = &rest[length..];
        let goes_on = behind.strip_prefix(" and ").is_some_and(|more| more.starts_with(|character: char| character.is_ascii_digit()));
        let quantity = without_some(quantity, rest);
        self.all.push(Mention { range: at..at + length, quantity, nouns: nouns(behind, NOUN_WORDS), goes_on });
        Some(length)
    }
}

/// A hyphen behind a word: the number of a name (`COVID-19`) is no figure, but `mid-2026` is a year.
fn joined(before: &str, rest: &str) -> Option<usize> {
    let hyphen = rest.chars().next().filter(|first| matches!(first, '-' | '\u{2010}' | '\u{2011}'))?.len_utf8();
    let is_time = ["mid", "Mid"].iter().any(|word| before.ends_with(word));
    before.ends_with(char::is_alphabetic).then(|| if is_time { hyphen } else { hyphen + next_word(&rest[hyphen..]) })
}

/// A number that is joined to what it counts: `41-year-old`.
fn hyphened(rest: &str) -> Option<(Quantity, usize)> {
    let end = rest.find(|character: char| !character.is_ascii_digit())?;
    let behind = rest[end..].strip_prefix(['-', '\u{2010}', '\u{2011}'])?;
    let (number, length) = scan(&rest[..end]).filter(|(_, length)| *length == end)?;
    behind.starts_with(char::is_alphabetic).then_some((number, length))
}

/// Measures in words that the grammar does not read, and the same in figures.
const IDIOMS: &[(&str, &str)] = &[
    ("a decade", "10 years"),
    ("a century", "100 years"),
    ("a fortnight", "2 weeks"),
    ("half an hour", "30 minutes"),
    ("an hour and a half", "90 minutes"),
    ("a quarter of an hour", "15 minutes"),
    ("three quarters of an hour", "45 minutes"),
    ("a day and a half", "36 hours"),
    ("half a year", "6 months"),
    ("a year and a half", "18 months"),
    ("half a century", "50 years"),
    ("a percentage point", "1 percentage point"),
    ("half a percentage point", "0.5 percentage points"),
    ("half a percent", "0.5%"),
    ("half a per cent", "0.5%"),
];

/// A measure in words at the start of a text, or a season (`2024/25`).
fn idiom(text: &str) -> Option<(Quantity, usize)> {
    let behind = |idiom: &str| text.strip_prefix(idiom).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let found = IDIOMS.iter().filter(|(idiom, _)| behind(idiom)).max_by_key(|(idiom, _)| idiom.len());
    found.and_then(|(idiom, figures)| Some((scan(figures)?.0, idiom.len()))).or_else(|| season(text))
}

fn season(text: &str) -> Option<(Quantity, usize)> {
    let season = text
        .get(..7)
        .filter(|season| season.as_bytes()[4] == b'/' && !text[7..].starts_with(|next: char| next.is_alphanumeric() || next == '/'))?;
    let years = season.replace('/', "–");
    scan(&years).filter(|(_, length)| *length == years.len()).map(|(quantity, _)| (quantity, 7))
}

/// `some` before a figure is often there for the sound alone: it is read as nothing.
fn without_some(quantity: Quantity, text: &str) -> Quantity {
    match quantity {
        Quantity::Amount(amount) if text.starts_with("some ") || text.starts_with("Some ") => {
            Quantity::Amount(Amount { comparator: Comparator::Exactly, ..amount })
        }
        other => other,
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

/// So many bytes behind a figure are looked at.
const NOUNS_WITHIN: usize = 256;

/// The next words as they are compared: in lower case, without plural endings; a sentence's end ends them.
pub(super) fn nouns(text: &str, count: usize) -> Vec<String> {
    // The next words stand near; a text without a stop would be gone through for every figure.
    let near = (0..=NOUNS_WITHIN.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default();
    let clause = near.split(['.', ';', ':', '\n', '!', '?']).next().unwrap_or_default();
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
