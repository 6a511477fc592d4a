//! Mentions: every figure and date of a text, where it stands, with what it may count.
//!
//! The quantity grammar reads values that stand alone; here they are found among other words. What it needs a context for
//! is read as well, for comparison only: dates without a year, and parts of a whole (`a third`).

use std::ops::Range;
use std::sync::OnceLock;

use jiff::civil::Weekday;

use super::changes::Change;
use super::coin::pence;
use super::composite::{durations, stopped};
use super::day::{Day, yearless};
use super::derived::Figures;
use super::ellipsis::carry;
use super::home::at_home;
use super::idiom::{self, Reading, age, compared, other};
use super::leaning::Leaning;
use super::lexicon::is_empty;
use super::loose::near;
use super::relative::{Clock, Relative};
use super::scale::scaled;
use super::{comparison, hour, share, size, term};
use crate::base::cut::start_of;
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Quantity, Tongue, Value, is_month, scan};

/// Words before `an hour` that make one of it.
const TAKING: &[&str] =
    &["about", "after", "almost", "around", "every", "for", "in", "least", "nearly", "over", "than", "to", "took", "under", "within"];

/// So long a unit may be.
const NEAR: usize = 16;

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
    /// What else it may be taken for.
    pub(super) other: Option<Quantity>,
    /// Whether it is one of several halves or quarters, which is no share: `the first half`.
    pub(super) is_numbered: bool,
}

impl Mention {
    /// The words that may be what it counts: of its measure, or behind it.
    pub(super) fn counted(&self) -> Vec<String> {
        match &self.quantity {
            Quantity::Amount(Amount { measure: Measure::Noun(noun), .. }) => nouns(noun, usize::MAX),
            _ => self.nouns.iter().filter(|noun| !is_empty(noun)).take(2).cloned().collect(),
        }
    }

    /// A quantity over a range; `behind` stands behind it.
    fn of(quantity: Quantity, range: Range<usize>, behind: &str) -> Self {
        // `50¢`: the sign is what it counts.
        let is_cents = behind.starts_with('¢') || behind.starts_with("c ");
        // `Whitcomb 11,489, Salcedo 11,476`: a name behind a comma is of the next one.
        let is_next = behind.strip_prefix(", ").is_some_and(|behind| behind.starts_with(char::is_uppercase));
        let nouns = match (is_cents, is_next) {
            (true, _) => vec!["cent".to_owned()],
            (_, true) => Vec::new(),
            _ => nouns(behind, NOUN_WORDS),
        };
        Self { range, quantity, nouns, goes_on: false, is_course: false, carried: None, other: None, is_numbered: false }
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
    /// Whether its dollars are those of the country that it is from.
    pub(super) is_at_home: bool,
    /// Figures that it sets against each other.
    pub(super) changes: Vec<Change>,
    /// Its single figures by what they measure, sorted out when the first is asked for.
    pub(super) figures: OnceLock<Figures>,
    /// What a source says as well, and a briefing is not asked for: the parts of what is put together, `noon`, `an hour`.
    beside: Beside,
}

/// Figures and times that are told beside others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Beside {
    all: Vec<Mention>,
    clocks: Vec<Clock>,
}

impl Mentions {
    /// The same in a longer text, of which `by` bytes stand before.
    #[must_use]
    pub fn moved(self, by: usize) -> Self {
        self.placed(|range| range.start + by..range.end + by)
    }

    /// The same in another text, in which each range is another.
    fn placed(mut self, place: impl Fn(&Range<usize>) -> Range<usize>) -> Self {
        let all = self.all.iter_mut().chain(&mut self.beside.all).map(|mention| &mut mention.range);
        let clocks = self.clocks.iter_mut().chain(&mut self.beside.clocks).map(|clock| &mut clock.range);
        let days = self.days.iter_mut().map(|day| &mut day.range);
        let years = self.relative.years.iter_mut().map(|told| &mut told.range);
        let changes = self.changes.iter_mut().flat_map(|change| [&mut change.now, &mut change.before]);
        let ranges = all.chain(days).chain(years).chain(changes);
        ranges.chain(clocks).for_each(|range| *range = place(range));
        self
    }

    /// What a source is known to say: each figure in every reading of it.
    #[must_use]
    pub fn of_source(mut self) -> Self {
        let others = self.all.iter().filter_map(|mention| Some(Mention { quantity: mention.other.clone()?, ..mention.clone() }));
        let others: Vec<Mention> = others.map(|mention| Mention { other: None, carried: None, ..mention }).collect();
        self.all.retain(|mention| !mention.is_numbered);
        self.all.append(&mut self.beside.all);
        self.all.extend(others);
        // Of two that begin together, the longer first, as they were read.
        self.all.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end)));
        self.clocks.append(&mut self.beside.clocks);
        self.clocks.sort_by_key(|clock| clock.range.start);
        self
    }

    /// The figure that stands at a place.
    pub(super) fn at(&self, range: &Range<usize>) -> Option<&Mention> {
        let from = self.all.partition_point(|mention| mention.range.start < range.start);
        self.all[from..].iter().take_while(|mention| mention.range.start == range.start).find(|mention| mention.range == *range)
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

    /// The figures and dates that begin in a part of the text, in order.
    #[must_use]
    pub fn within(&self, part: &Range<usize>) -> &[Mention] {
        let from = self.all.partition_point(|mention| mention.range.start < part.start);
        let to = self.all.partition_point(|mention| mention.range.start < part.end);
        &self.all[from..to.max(from)]
    }

    /// The times of the day in a part of the text.
    pub fn clocks_within(&self, part: &Range<usize>) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(|clock| part.start <= clock.range.start && clock.range.end <= part.end)
    }

    /// Whether a date with its year is named on which this day of the year was that day of the week.
    #[must_use]
    pub fn names_on_weekday(&self, wanted: &Day, weekday: Option<Weekday>) -> bool {
        let dates = self.all.iter().filter_map(|mention| mention.quantity.interval()).map(|(from, _)| from);
        dates.into_iter().any(|date| {
            date.month() == wanted.month && wanted.day == Some(date.day()) && weekday.is_some_and(|weekday| date.weekday() == weekday)
        })
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
        if is_before_figure(&text[..at], rest) {
            at += next_word(rest);
            continue;
        }
        let read = joined(&text[..at], rest).or_else(|| mentions.read(text, at));
        at += read.unwrap_or_else(|| next_word(rest)).max(1);
        // A figure may end within a word (`5x`): what is left of that is no new one.
        if read.is_some() && text[..at].ends_with(char::is_alphanumeric) && text[at..].starts_with(char::is_alphanumeric) {
            at += next_word(&text[at..]);
        }
    }
    carry(text, &mut mentions.all);
    let at_home = at_home(text, &mentions.all);
    mentions.is_at_home = !at_home.is_empty();
    mentions.beside.all.extend(scaled(text, &mentions.all).into_iter().chain(at_home));
    mentions.changes = Change::all(text, &mentions.all);
    mentions.relative = Relative::of(text, &mentions.all);
    mentions
}

impl Mentions {
    /// Reads what stands at a place of a text; its length.
    fn read(&mut self, text: &str, at: usize) -> Option<usize> {
        let (before, rest) = text.split_at(at);
        let time = self.time(before, rest, at).or_else(|| self.several(rest, at));
        if time.is_some() {
            return time;
        }
        self.single(before, rest, at);
        let read = scan(rest).filter(|(_, length)| *length > 0).map(|read| without_course(read, before, rest));
        let read = term::term(near(rest)).filter(|(_, length)| read.as_ref().is_none_or(|(_, other)| other < length)).or(read);
        let is_date = matches!(read, Some((Quantity::Time(_), _)));
        self.months(rest, read.as_ref().map_or(0, |(_, length)| *length), at);
        if let Some((days, length)) = yearless(rest).or_else(|| between(rest)).filter(|_| !is_date) {
            let leaning = Leaning::of(text, at..at + length);
            self.days.extend(days.into_iter().map(|day| Day { range: at..at + length, leaning, ..day }));
            return Some(length);
        }
        let found = if is_date { None } else { idiom::read(before, rest, read.as_ref()) };
        let single = |(quantity, length)| Reading { quantity, length, parts: Vec::new() };
        let found = found.or_else(|| read.map(single)).or_else(|| age(rest).or_else(|| pence(rest)).map(single))?;
        Some(self.push(found, text, at))
    }

    /// Reads times of the day; its length.
    fn time(&mut self, before: &str, rest: &str, at: usize) -> Option<usize> {
        let skipped = ABOUT.iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
        if let Some((clocks, length)) = hour::hours(before, near(&rest[skipped..])) {
            let is_spelled = !rest[skipped..skipped + length].contains(|character: char| character.is_ascii_digit());
            let known = if is_spelled { &mut self.beside.clocks } else { &mut self.clocks };
            known.extend(clocks.into_iter().map(|clock| clock.moved(at + skipped)));
            return Some(skipped + length);
        }
        if let Some((quantity, length)) = stopped(near(rest)) {
            self.all.push(Mention::of(quantity, at..at + length, &rest[length..]));
            return Some(length);
        }
        let clock = Clock::read(&rest[skipped..])?.moved(skipped);
        let length = clock.range.end;
        // `2:15` may be a duration as well.
        let is_short = rest[..length].contains(':') && !rest[..length].contains(char::is_alphabetic);
        let durations = durations(clock.minutes()).into_iter().flatten().filter(|_| is_short);
        self.beside.all.extend(durations.map(|quantity| Mention::of(quantity, at..at + length, "")));
        // `9.06am` may be told as `9.06`, which is a figure.
        let digits = rest[skipped..length].trim_end_matches(|character: char| !character.is_ascii_digit());
        let pointed = scan(digits).filter(|(_, length)| digits.contains('.') && *length == digits.len());
        self.beside.all.extend(pointed.map(|(quantity, _)| Mention::of(quantity, at + skipped..at + skipped + digits.len(), "")));
        self.clocks.push(clock.moved(at));
        Some(length)
    }

    /// Reads figures that stand against each other, and goes past what only looks so; its length.
    fn several(&mut self, rest: &str, at: usize) -> Option<usize> {
        if !rest.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        // A list of figures may be as long as a book.
        let near = near(rest);
        if let Some((share, length)) = share::slashed(near).filter(|_| term::term(near).is_none()) {
            self.all.extend(share.map(|share| Mention::of(share, at..at + length, &rest[length..])));
            return Some(length);
        }
        if let Some(length) = size::number_of_many(near).filter(|_| scan(near).is_none() && term::term(near).is_none()) {
            return Some(length);
        }
        let (found, length) = size::sides(near).or_else(|| size::counts(near).filter(|_| scan(near).is_none()))?;
        self.all.extend(found.into_iter().map(|(from, to, quantity)| Mention::of(quantity, at + from..at + to, &rest[to..])));
        Some(length)
    }

    /// Takes up what was read at a place of a text; its length with what compares it from behind.
    fn push(&mut self, found: Reading, text: &str, at: usize) -> usize {
        let (before, rest) = text.split_at(at);
        let Reading { quantity, mut length, parts } = found;
        let mut quantity = without_some(quantity, rest);
        if let Some((comparator, more)) = comparison::joined(&rest[length..]).filter(|_| matches!(quantity, Quantity::Amount(_))) {
            (quantity, length) = (compared(quantity, comparator), length + more);
        }
        let behind = &rest[length..];
        if let Some(comparator) = comparison::behind(behind) {
            quantity = compared(quantity, comparator);
        }
        let quantity = as_year(self.in_the_same_measure(quantity, before, behind), before);
        let goes_on = behind.strip_prefix(" and ").is_some_and(|more| more.starts_with(|character: char| character.is_ascii_digit()));
        let is_course = is_course(&quantity, before, &rest[..length]);
        let other = other(&quantity, before, &rest[..length], behind);
        self.as_shown_by_a_clock(&quantity, at..at + length, &parts);
        for (from, to, part) in parts {
            let goes_on = to < length;
            self.beside.all.push(Mention { goes_on, ..Mention::of(part, at + from..at + to, &rest[to..]) });
        }
        let is_numbered = idiom::is_numbered(&quantity, before);
        let mention = Mention::of(quantity, at..at + length, behind);
        self.all.push(Mention { goes_on, is_course, other, is_numbered, ..mention });
        length
    }

    /// Hours and minutes may be told as a clock shows them: `2h15` as `2:15`.
    fn as_shown_by_a_clock(&mut self, quantity: &Quantity, range: Range<usize>, parts: &[(usize, usize, Quantity)]) {
        let Quantity::Amount(Amount { value: Value::One(value), measure: Measure::Unit(unit), .. }) = quantity else { return };
        // A race's `1:15` is a minute and a quarter.
        let is_shown = matches!(unit.name(), "minutes" | "seconds") && !parts.is_empty();
        let minutes = value.whole().and_then(|minutes| u16::try_from(minutes).ok()).filter(|_| is_shown);
        let clock = minutes.and_then(|minutes| Clock::at(minutes / 60, minutes % 60, false));
        self.beside.clocks.extend(clock.map(|clock| clock.over(range)));
    }

    /// The months and the year of `the first six months of 2025`, which are figures by themselves as well.
    fn months(&mut self, rest: &str, length: usize, at: usize) {
        let words = &rest[..length];
        let Some(of) = words.find(" months ") else { return };
        let count = words[..of].rfind(' ').map_or(0, |space| space + 1);
        let own = [count..of + " months".len(), length.saturating_sub(4)..length];
        let read = own.into_iter().filter_map(|range| Some((scan(words.get(range.clone())?)?.0, range)));
        let found: Vec<Mention> =
            read.map(|(quantity, range)| Mention::of(quantity, at + range.start..at + range.end, &rest[range.end..])).collect();
        self.beside.all.extend(found);
    }

    /// One of a time, as a source says it: `within an hour`. A briefing is not asked for it.
    fn single(&mut self, before: &str, rest: &str, at: usize) {
        let Some(behind) = rest.strip_prefix("a ").or_else(|| rest.strip_prefix("an ")) else { return };
        let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        if !TAKING.contains(&last) {
            return;
        }
        let end = behind.find(|character: char| !character.is_alphabetic()).unwrap_or(behind.len());
        if end > NEAR {
            return;
        }
        let written = format!("1 {}", &behind[..end]);
        let quantity = scan(&written).filter(|(_, length)| *length == written.len()).map(|(quantity, _)| quantity);
        if let Some(quantity @ Quantity::Amount(Amount { measure: Measure::Unit(_), .. })) = quantity {
            let length = rest.len() - behind.len() + end;
            self.beside.all.push(Mention::of(quantity, at..at + length, &rest[length..]));
        }
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

/// The days of `between 3 and 7 March`, `from 3 to 7 March`.
fn between(text: &str) -> Option<(Vec<Day>, usize)> {
    let by = ["between ", "Between ", "from ", "From "].iter().find(|word| text.starts_with(**word))?.len();
    let (days, length) = yearless(&text[by..]).filter(|(days, _)| days.len() == 2)?;
    Some((days, by + length))
}

/// `4,980 in 2015 to 3,870`: the year alone.
fn without_course(read: (Quantity, usize), before: &str, rest: &str) -> (Quantity, usize) {
    let is_range = matches!(read.0, Quantity::Amount(Amount { value: Value::Range(..), .. }));
    let is_behind =
        ["in ", "spring of ", "summer of ", "autumn of ", "fall of ", "winter of ", "since "].iter().any(|word| before.ends_with(word));
    let year = if is_range && is_behind { rest.get(..4).and_then(scan) } else { None };
    year.filter(|(year, _)| matches!(year, Quantity::Time(_))).unwrap_or(read)
}

/// `through at least 2045`, `since at least 1990`: a year.
fn as_year(quantity: Quantity, before: &str) -> Quantity {
    const BEFORE: &[&str] = &["through", "until", "till", "since"];
    let is_year = || BEFORE.contains(&before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default());
    let year = match &quantity {
        Quantity::Amount(Amount { comparator, value: Value::One(value), measure: Measure::Plain, .. })
            if *comparator != Comparator::Exactly && is_year() =>
        {
            value.whole().and_then(|year| i16::try_from(year).ok()).filter(|year| (1900..2100).contains(year))
        }
        _ => None,
    };
    let time = |year: i16| scan(&year.to_string()).map(|(quantity, _)| quantity);
    year.and_then(time).unwrap_or(quantity)
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

/// Words that a hyphen joins to a figure that counts: `mid-1960s`, `magnitude-6.1`, `top-10`.
const JOINING: &[&str] = &["early", "end", "late", "magnitude", "mid", "minus", "post", "pre", "top"];

/// Words before `up to` that make no comparison of it.
const ADDING: &[&str] = &["add ", "added ", "adding ", "adds "];

/// Whether a hyphen only stands between such a word and its figure, or a `minus` behind `plus or`.
fn is_before_figure(before: &str, rest: &str) -> bool {
    if rest.starts_with("minus ") && before.ends_with("plus or ") {
        return true;
    }
    // What things add up to is no limit.
    if rest.starts_with("up to ") && ADDING.iter().any(|word| before.ends_with(word)) {
        return true;
    }
    let Some(behind) = rest.strip_prefix(['-', '\u{2010}', '\u{2011}']) else { return false };
    let last = before.rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
    let is_figure = behind.starts_with(|first: char| first.is_ascii_digit() || first.is_uppercase());
    is_figure && (JOINING.iter().any(|word| last.eq_ignore_ascii_case(word)) || is_month(last))
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
    // `A350-1000` as well.
    let name = before.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    name.contains(char::is_alphabetic).then(|| hyphen + next_word(&rest[hyphen..]))
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
    let clause = start_of(text, NOUNS_WITHIN).split(['.', ';', ':', '\n', '!', '?', ')']).next().unwrap_or_default();
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
        let either: Vec<String> =
            mentions("It was 4.2, plus or minus 0.2 points.").all.iter().map(|mention| mention.quantity.to_string()).collect();
        assert_eq!(either, ["4.2", "0.2"]);
        let text = "It paid €5m (or £4.3m), then 12.5% more; 3,000 jobs went in May 2024.";
        let found: Vec<&str> = mentions(text).all.iter().map(|mention| &text[mention.range.clone()]).collect();
        assert_eq!(found, ["€5m", "£4.3m", "12.5%", "3,000", "May 2024"]);
    }
}
