//! Mentions: every figure and date of a text, where it stands, with what it may count.
//!
//! The quantity grammar reads values that stand alone; here they are found among other words. What it needs a context for
//! is read as well, for comparison only: dates without a year, and parts of a whole (`a third`).

use std::ops::Range;
use std::sync::OnceLock;

use super::day::{Day, yearless};
use super::derived::Figures;
use super::ellipsis::carry;
use super::idiom::{hyphened, idiom, part, pence, per_hundred};
use super::leaning::Leaning;
use super::lexicon::is_empty;
use super::relative::{Clock, Relative};
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Quantity, Tongue, Value, scan};

/// How many words after a figure may be what it counts.
const NOUN_WORDS: usize = 4;

/// Words before a time of the day that a figure would be read with.
const ABOUT: &[&str] =
    &["about ", "around ", "nearly ", "almost ", "roughly ", "just after ", "just before ", "shortly after ", "shortly before "];

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
    /// Whether it is a course from one figure to another, or by one to another, rather than a range: `from 32 to 27`.
    pub(super) is_course: bool,
    /// What it may measure without saying so again.
    pub(super) carried: Option<Measure>,
}

impl Mention {
    /// The words that may be what it counts: of its measure, or behind it.
    pub(super) fn counted(&self) -> Vec<String> {
        match &self.quantity {
            Quantity::Amount(Amount { measure: Measure::Noun(noun), .. }) => nouns(noun, usize::MAX),
            _ => self.nouns.iter().filter(|noun| !is_empty(noun)).take(2).cloned().collect(),
        }
    }

    /// Its single figures: of a course both ends.
    pub(super) fn figures(&self) -> impl Iterator<Item = Decimal> {
        let (first, last) = match &self.quantity {
            Quantity::Amount(Amount { value: Value::One(value), .. }) => (Some(*value), None),
            Quantity::Amount(Amount { value: Value::Range(from, to), .. }) if self.is_course => (Some(*from), Some(*to)),
            _ => (None, None),
        };
        first.into_iter().chain(last)
    }
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
    /// Its single figures by what they measure, sorted out when the first is asked for.
    pub(super) figures: OnceLock<Figures>,
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
        if is_before_year(&text[..at], rest) {
            at += next_word(rest);
            continue;
        }
        let read = joined(&text[..at], rest).or_else(|| mentions.read(text, at));
        at += read.unwrap_or_else(|| next_word(rest)).max(1);
        // A figure may end within a word (`5x`): what is left of that is no new one.
        if read.is_some() && text[at..].starts_with(char::is_alphanumeric) {
            at += next_word(&text[at..]);
        }
    }
    carry(text, &mut mentions.all);
    mentions.relative = Relative::of(text, &mentions.all);
    mentions
}

impl Mentions {
    /// Reads what stands at a place of a text; its length.
    fn read(&mut self, text: &str, at: usize) -> Option<usize> {
        let (before, rest) = text.split_at(at);
        let skipped = ABOUT.iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
        if let Some(clock) = Clock::read(&rest[skipped..]) {
            let clock = clock.moved(at + skipped);
            let length = clock.range.end - at;
            self.clocks.push(clock);
            return Some(length);
        }
        let read = scan(rest).filter(|(_, length)| *length > 0).map(|read| without_course(read, before, rest));
        let is_date = matches!(read, Some((Quantity::Time(_), _)));
        if let Some((days, length)) = yearless(rest).filter(|_| !is_date) {
            let leaning = Leaning::of(text, at..at + length);
            self.days.extend(days.into_iter().map(|day| Day { range: at..at + length, leaning, ..day }));
            return Some(length);
        }
        let longer = |(_, length): &(Quantity, usize)| read.as_ref().is_none_or(|(_, other)| other < length);
        let idiom = idiom(rest).or_else(|| per_hundred(before, rest)).filter(longer);
        let found = idiom.or(read).or_else(|| part(rest)).or_else(|| hyphened(rest)).or_else(|| pence(rest));
        let (quantity, length) = found?;
        let behind = &rest[length..];
        let quantity = self.in_the_same_measure(without_some(quantity, rest), before, behind);
        let goes_on = behind.strip_prefix(" and ").is_some_and(|more| more.starts_with(|character: char| character.is_ascii_digit()));
        let is_course = is_course(&quantity, before, &rest[..length]);
        self.all.push(Mention { range: at..at + length, quantity, nouns: nouns(behind, NOUN_WORDS), goes_on, is_course, carried: None });
        Some(length)
    }

    /// A bare figure behind one with a unit and `to` has the same unit: `from two days to nine`.
    fn in_the_same_measure(&self, quantity: Quantity, before: &str, behind: &str) -> Quantity {
        let start = before.strip_suffix(" to ").map(str::len);
        let last = self.all.last().filter(|last| Some(last.range.end) == start);
        match (quantity, last.map(|last| &last.quantity)) {
            (Quantity::Amount(amount), Some(Quantity::Amount(Amount { measure: measure @ (Measure::Unit(_) | Measure::Percent), .. })))
                if amount.measure == Measure::Plain && !behind.trim_start().starts_with(char::is_alphabetic) =>
            {
                Quantity::Amount(Amount { measure: measure.clone(), ..amount })
            }
            (quantity, _) => quantity,
        }
    }
}

/// `4,980 in 2015 to 3,870`: the year alone.
fn without_course(read: (Quantity, usize), before: &str, rest: &str) -> (Quantity, usize) {
    let is_range = matches!(read.0, Quantity::Amount(Amount { value: Value::Range(..), .. }));
    let year = if is_range && before.ends_with("in ") { rest.get(..4).and_then(scan) } else { None };
    year.filter(|(year, _)| matches!(year, Quantity::Time(_))).unwrap_or(read)
}

/// Whether a text ends with `by`, or with `up` or `down`.
fn is_by(before: &str) -> bool {
    let last = before.trim_end().rsplit(|character: char| !character.is_alphabetic()).next();
    last.is_some_and(|word| ["by", "down", "up"].iter().any(|by| word.eq_ignore_ascii_case(by)))
}

/// Whether a range tells where something went: `from 32 to 27`, `by 430 to 91,250`; `by 4 to 5 cm` is a range.
fn is_course(quantity: &Quantity, before: &str, words: &str) -> bool {
    let Quantity::Amount(Amount { value: Value::Range(..), measure, .. }) = quantity else { return false };
    let is_from = words.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("from "));
    let is_bare = !matches!(measure, Measure::Unit(_) | Measure::Percent);
    words.contains(" to ") && (is_from || is_by(before) && is_bare)
}

/// Whether a hyphen stands between `mid` and a year.
fn is_before_year(before: &str, rest: &str) -> bool {
    rest.starts_with(['-', '\u{2010}', '\u{2011}']) && ["mid", "Mid"].iter().any(|word| before.ends_with(word))
}

/// The rest of digits that were not read as a figure: `7 million` is none in `93,7 million`. A year behind a day and month is.
fn inside(before: &str, rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_behind = |sign: char| before.strip_suffix(sign).is_some_and(|more| more.ends_with(|last: char| last.is_ascii_digit()));
    let is_inside = digits > 0 && [',', '.', '\'', '’'].into_iter().any(is_behind);
    let is_year = digits == 4 && before.ends_with('.');
    (is_inside && !is_year).then_some(digits)
}

/// A hyphen behind a word: the number of a name (`COVID-19`) is no figure.
fn joined(before: &str, rest: &str) -> Option<usize> {
    if let Some(length) = inside(before, rest) {
        return Some(length);
    }
    let hyphen = rest.chars().next().filter(|first| matches!(first, '-' | '\u{2010}' | '\u{2011}'))?.len_utf8();
    before.ends_with(char::is_alphabetic).then(|| hyphen + next_word(&rest[hyphen..]))
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
