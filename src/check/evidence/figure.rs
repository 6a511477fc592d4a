//! Figures and dates: whether a source says the same quantity as a key fact.
//!
//! Quantities are compared as the grammar types them, never as characters: "nearly US$1bn" and "almost $1,000 million" are
//! the same, "€1 billion" is another. A figure that is written more roughly than the source's is found; one that is
//! written more exactly, or with another comparison, *differs*; one that counts something else is found *elsewhere*.
//! A date is found where the source names it, or a part of it.

use std::ops::Range;

use jiff::civil::Date;

use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Period, Quantity, Span, Time, Value, month_name, scan};

/// How many words after a figure may be what it counts.
const NOUN_WORDS: usize = 4;

/// So many months from its own date a source writes dates without a year.
const NEAR: i32 = 8;

/// Words that mean the same in counts.
const ALIKE: &[&[&str]] = &[
    &["staff", "people", "person", "employee", "worker", "job", "headcount"],
    &["paper", "article", "study", "publication"],
    &["death", "fatality", "killed", "dead", "died"],
];

/// A quantity where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub quantity: Quantity,
    /// The words behind it that may be what it counts, without endings.
    nouns: Vec<String>,
    /// Whether more is added to it, as in `5 years and 2 months`.
    goes_on: bool,
}

/// A day or month of which no year is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    month: i8,
    day: Option<i8>,
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

    /// Whether a date without a year is named, with a year or without.
    #[must_use]
    pub fn name_day(&self, wanted: &Day) -> bool {
        let is_it = |month: i8, day: Option<i8>| month == wanted.month && (wanted.day.is_none() || wanted.day == day);
        let dated = self.all.iter().filter_map(|mention| mention.quantity.interval());
        self.days.iter().any(|day| is_it(day.month, day.day))
            || dated.flat_map(|(from, to)| [from, to]).any(|date| is_it(date.month(), Some(date.day())))
    }
}

/// What a source says about a quantity, the best last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// The same figure counts something else there.
    Elsewhere(usize),
    /// The figure is there, with another comparison, or the date less exactly.
    Otherwise(usize),
    /// It is there.
    Alike(usize),
}

/// Every quantity in a text.
#[must_use]
pub fn mentions(text: &str) -> Mentions {
    let (mut mentions, mut at) = (Mentions::default(), 0);
    while at < text.len() {
        let rest = &text[at..];
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
fn nouns(text: &str, count: usize) -> Vec<String> {
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

/// What a source of this date says about a quantity: the best of its mentions; `None` if it says nothing of the kind.
#[must_use]
pub fn said(claim: &Quantity, mentions: &Mentions, dated: Option<Date>) -> Option<Said> {
    let each = mentions.all.iter().enumerate();
    match claim {
        Quantity::Text(_) => None,
        Quantity::Amount(claim) => each.filter_map(|(at, mention)| amount(claim, mention, at)).max_by_key(rank),
        Quantity::Time(claim) => time(claim, mentions, dated),
    }
}

/// The best; of equally good ones the first.
fn rank(said: &Said) -> (u8, std::cmp::Reverse<usize>) {
    match said {
        Said::Elsewhere(at) => (0, std::cmp::Reverse(*at)),
        Said::Otherwise(at) => (1, std::cmp::Reverse(*at)),
        Said::Alike(at) => (2, std::cmp::Reverse(*at)),
    }
}

fn amount(claim: &Amount, mention: &Mention, at: usize) -> Option<Said> {
    let there = match &mention.quantity {
        Quantity::Amount(there) => there,
        // `2018` alone may be a count that looks like a year.
        Quantity::Time(Time { span: Span::One(Period::Year(year)), comparator, .. })
            if claim.measure == Measure::Plain || is_noun(claim) =>
        {
            &Amount {
                comparator: *comparator,
                value: Value::One(Decimal::from(i32::from(*year))),
                measure: Measure::Plain,
                qualifier: None,
            }
        }
        _ => return None,
    };
    if is_share_of(claim, there) || is_share_of(there, claim) {
        return Some(Said::Alike(at));
    }
    if same_size(claim, there) {
        return Some(Said::Alike(at));
    }
    if !same_measure(&claim.measure, &there.measure) {
        return None;
    }
    let verdict = value(claim, there, mention.goes_on)?;
    let counted = match &claim.measure {
        Measure::Noun(noun) => {
            mention.nouns.is_empty() || nouns(noun, usize::MAX).iter().any(|word| mention.nouns.iter().any(|there| alike(word, there)))
        }
        _ => true,
    };
    Some(match verdict {
        _ if !counted => Said::Elsewhere(at),
        true => Said::Alike(at),
        false => Said::Otherwise(at),
    })
}

fn is_noun(claim: &Amount) -> bool {
    matches!(claim.measure, Measure::Noun(_))
}

fn alike(word: &str, other: &str) -> bool {
    word == other || ALIKE.iter().any(|class| class.contains(&word) && class.contains(&other))
}

fn same_measure(claim: &Measure, there: &Measure) -> bool {
    match (claim, there) {
        (Measure::Money(claim), Measure::Money(there)) => {
            claim == there || claim.iso().is_some() && claim.iso() == there.iso() && (claim.is_assumed() || there.is_assumed())
        }
        (Measure::Plain | Measure::Noun(_), Measure::Plain | Measure::Noun(_)) => true,
        // A bare figure may be told without what it measures; points of percentages are called points.
        (Measure::Plain, Measure::Unit(_)) => true,
        (Measure::Noun(noun), Measure::Unit(unit)) => unit.name().ends_with(&**noun),
        _ => claim == there,
    }
}

/// Units that measure the same, each with its size in the smallest.
const SIZES: &[&[(&str, i128)]] = &[
    &[("mm", 1), ("cm", 10), ("m", 1_000), ("km", 1_000_000)],
    &[("g", 1), ("kg", 1_000), ("t", 1_000_000)],
    &[("kW", 1), ("MW", 1_000), ("GW", 1_000_000), ("TW", 1_000_000_000)],
    &[("kWh", 1), ("MWh", 1_000), ("GWh", 1_000_000), ("TWh", 1_000_000_000)],
    &[("minutes", 1), ("hours", 60), ("days", 1_440), ("weeks", 10_080)],
    &[("months", 1), ("years", 12)],
];

/// Whether two figures are one in other units: 0.9 GW and 900 MW.
fn same_size(claim: &Amount, there: &Amount) -> bool {
    let (Measure::Unit(own), Measure::Unit(other)) = (&claim.measure, &there.measure) else { return false };
    let (Value::One(value), Value::One(known)) = (claim.value, there.value) else { return false };
    let size = |family: &[(&str, i128)], unit: &str| family.iter().find(|(name, _)| *name == unit).map(|(_, size)| *size);
    let sizes = SIZES.iter().find_map(|family| size(family, own.name()).zip(size(family, other.name())));
    let compares = claim.comparator == there.comparator || supports(there.comparator, claim.comparator);
    own != other && compares && sizes.is_some_and(|(own, other)| value.times(own).is_some_and(|value| Some(value) == known.times(other)))
}

/// Whether the figure is there: `Some(true)` as it is claimed, `Some(false)` with another comparison.
fn value(claim: &Amount, there: &Amount, goes_on: bool) -> Option<bool> {
    if claim.value == there.value {
        let is_more = goes_on && matches!(claim.comparator, Comparator::MoreThan | Comparator::AtLeast);
        return Some(is_more || claim.comparator == there.comparator || supports(there.comparator, claim.comparator));
    }
    match (claim.value, there.value) {
        (Value::One(rough), Value::One(exact)) if matches!(there.comparator, Comparator::Exactly | Comparator::AtMost) => {
            rounds(claim.comparator, rough, exact).then_some(true)
        }
        // An end of a range may be told alone, with the comparison that makes it an end.
        (Value::One(end), Value::Range(from, to)) => match claim.comparator {
            Comparator::AtMost | Comparator::LessThan => (end == to).then_some(true),
            Comparator::AtLeast | Comparator::MoreThan => (end == from).then_some(true),
            _ => (end == from || end == to).then_some(false),
        },
        _ => None,
    }
}

/// Whether a percentage is a share, to the next whole number: 67% and two thirds.
fn is_share_of(percent: &Amount, share: &Amount) -> bool {
    let (Measure::Percent, Value::One(value), Value::Share(part, whole)) = (&percent.measure, percent.value, share.value) else {
        return false;
    };
    let whole = i128::from(whole);
    let difference = Decimal::new(i128::from(part) * 100, 0).and_then(|hundreds| hundreds.plus(value.times(whole)?.negated()));
    let twice = difference.and_then(|difference| if difference.is_negative() { difference.negated() } else { difference }.times(2));
    twice.zip(Decimal::new(whole, 0)).is_some_and(|(twice, whole)| twice <= whole)
}

/// Whether what is said with one comparison may be repeated with another: what is exact may be told roughly, and
/// `at least` is weaker than `more than`.
fn supports(there: Comparator, claim: Comparator) -> bool {
    use Comparator::{About, AtLeast, AtMost, Exactly, LessThan, MoreThan};
    matches!((there, claim), (Exactly, About | AtLeast | AtMost) | (MoreThan, AtLeast) | (LessThan, AtMost))
}

/// Whether an exact figure may be told as another: within a tenth of it and within its last digit that is no zero, on the
/// side that the comparison names.
fn rounds(comparator: Comparator, rough: Decimal, exact: Decimal) -> bool {
    let apart = exact.plus(rough.negated()).map(|apart| if apart.is_negative() { apart.negated() } else { apart });
    if apart.zip(last_digit(rough)).is_none_or(|(apart, unit)| apart >= unit) {
        return false;
    }
    let Some(difference) = exact.plus(rough.negated()).and_then(|difference| difference.times(10)) else { return false };
    let size = if rough.is_negative() { rough.negated() } else { rough };
    let (above, below) = (difference <= size && !difference.is_negative(), difference.is_negative() && difference.negated() <= size);
    match comparator {
        Comparator::MoreThan | Comparator::AtLeast => above,
        Comparator::Nearly | Comparator::LessThan | Comparator::AtMost => below,
        Comparator::About => above || below,
        Comparator::Exactly => false,
    }
}

/// Words of a sentence that tells how much something changed, or how far two things are apart.
const CHANGES: &[&str] = &[
    "gain",
    "gained",
    "lost",
    "rise",
    "rose",
    "risen",
    "up",
    "fall",
    "fell",
    "fallen",
    "drop",
    "dropped",
    "down",
    "cut",
    "more",
    "fewer",
    "less",
    "higher",
    "lower",
    "increase",
    "increased",
    "decrease",
    "decreased",
    "grew",
    "grown",
    "added",
    "extra",
    "difference",
];

/// Whether a sentence tells of a change, whose size the source may leave to be worked out.
#[must_use]
pub fn tells_change(sentence: &str) -> bool {
    sentence.split(|character: char| !character.is_alphanumeric()).any(|word| CHANGES.contains(&word.to_lowercase().as_str()))
}

/// Whether a figure is what two figures of the source differ by.
#[must_use]
pub fn is_difference(claim: &Quantity, mentions: &Mentions) -> bool {
    let single = |quantity: &Quantity| match quantity {
        Quantity::Amount(Amount { value: Value::One(value), measure, .. }) => Some((*value, measure.clone())),
        _ => None,
    };
    let Some((claimed, measure)) = single(claim) else { return false };
    let is_points = matches!(&measure, Measure::Unit(unit) if unit.name() == "percentage points")
        || matches!(&measure, Measure::Noun(noun) if &**noun == "points");
    let fits = |there: &Measure| if is_points { *there == Measure::Percent } else { same_measure(&measure, there) };
    let known: Vec<Decimal> = mentions
        .all
        .iter()
        .filter_map(|mention| single(&mention.quantity))
        .filter(|(_, there)| fits(there))
        .map(|(value, _)| value)
        .collect();
    known.iter().any(|one| known.iter().any(|other| one.plus(other.negated()) == Some(claimed)))
}

/// What the last digit of a figure that is no zero counts: 100 of 1,200, a tenth of 0.5.
fn last_digit(figure: Decimal) -> Option<Decimal> {
    let written = figure.to_string().replace(',', "");
    match written.split_once('.') {
        Some((_, places)) => format!("0.{}1", "0".repeat(places.len() - 1)).parse().ok(),
        None => format!("1{}", "0".repeat(written.len() - written.trim_end_matches('0').len())).parse().ok(),
    }
}

/// A date is found where a date within it is named; a range where both its ends are.
fn time(claim: &Time, mentions: &Mentions, dated: Option<Date>) -> Option<Said> {
    let ends: Vec<Period> = match claim.span {
        Span::One(period) => vec![period],
        Span::Range(from, to) => from.into_iter().chain(to).collect(),
    };
    let found = ends.into_iter().map(|end| period(end, mentions, dated)).collect::<Option<Vec<Said>>>()?;
    found.into_iter().min_by_key(rank)
}

fn period(claim: Period, mentions: &Mentions, dated: Option<Date>) -> Option<Said> {
    let (first, last) = claim.interval()?;
    // A date without a year is one not far from the source's own; of a source without a date, of any year.
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let is_near = dated.is_none_or(|dated| (months(first) - months(dated)).abs() <= NEAR);
    if is_near && mentions.days.iter().any(|day| is_within(claim, day)) {
        return Some(Said::Alike(0));
    }
    let named = mentions.all.iter().enumerate().flat_map(|(at, mention)| match &mention.quantity {
        Quantity::Time(Time { span: Span::One(period), .. }) => vec![(at, *period)],
        Quantity::Time(Time { span: Span::Range(from, to), .. }) => from.iter().chain(to).map(|period| (at, *period)).collect(),
        _ => Vec::new(),
    });
    let said = named.filter_map(|(at, there)| {
        let (from, to) = there.interval()?;
        if first <= from && to <= last {
            return Some(Said::Alike(at));
        }
        (from <= first && last <= to).then_some(Said::Otherwise(at))
    });
    said.max_by_key(rank)
}

/// Whether a day or month without a year may be within a period.
fn is_within(claim: Period, day: &Day) -> bool {
    match claim {
        Period::Day(_, month, claimed) => month == day.month && day.day == Some(claimed),
        Period::Month(_, month) => month == day.month,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Said, mentions, said};
    use crate::briefing::quantity::parse;

    fn verdict(claim: &str, source: &str) -> &'static str {
        match said(&parse(claim), &mentions(source), Some(jiff::civil::date(2025, 7, 25))) {
            None => "not found",
            Some(Said::Elsewhere(_)) => "elsewhere",
            Some(Said::Otherwise(_)) => "differs",
            Some(Said::Alike(_)) => "found",
        }
    }

    #[test]
    fn a_figure_is_found_where_the_source_says_the_same() {
        for (claim, source, expected) in [
            ("nearly US$1 billion", "helped generate almost $1,000 million in revenue", "found"),
            ("€1 billion", "nearly $1 billion", "not found"),
            ("C$1 billion", "nearly $1 billion", "not found"),
            ("nearly $1 billion", "over $1 billion", "differs"),
            ("$1 billion", "nearly $1 billion", "differs"),
            ("about $1 billion", "$1bn", "found"),
            ("more than 100", "published over 100 academic papers", "found"),
            ("100+", "more than one hundred papers", "found"),
            ("more than 1,100", "over 1,000 people", "not found"),
            ("over 1,000", "it had 1,047 staff", "found"),
            ("over 1,000", "it had 1,347 staff", "not found"),
            ("more than 41", "43 ships", "not found"),
            ("over 200 mm", "212 mm of rain", "found"),
            ("0.9 GW", "900 MW", "found"),
            ("2 years", "24 months of it", "found"),
            ("1 year", "24 months of it", "not found"),
            ("over 50%", "by more than half", "found"),
            ("10%", "around a tenth below", "found"),
            ("20%", "around a tenth below", "not found"),
            ("nearly 1,000", "it had 1,047 staff", "not found"),
            ("over 1,000 academic papers", "over 1,000 people at its peak", "elsewhere"),
            ("over 1,000 staff", "over 1,000 people at its peak", "found"),
            ("5%", "5 per cent of sales", "found"),
            ("5%", "5 percentage points", "not found"),
            ("10 km", "10 kilometres away", "found"),
            ("10 km", "10 miles away", "not found"),
            ("one in five", "one in five of them", "found"),
            ("12 hours", "a dozen sites", "not found"),
            ("75%", "three quarters of them", "found"),
            ("67%", "two thirds of them", "found"),
            ("60%", "two thirds of them", "not found"),
            ("27%", "27 people", "not found"),
            ("4.7 points", "a drop of 4.7 percentage points", "found"),
            ("up to 30 mm", "a further 20 to 30 mm of rain", "found"),
            ("30 mm", "a further 20 to 30 mm of rain", "differs"),
            ("over five years", "a journey of 5 years and 2 months", "found"),
            ("roughly 19 km/h", "around 19 kilometres an hour", "found"),
        ] {
            assert_eq!(verdict(claim, source), expected, "{claim} in {source}");
        }
    }

    #[test]
    fn a_date_is_found_where_the_source_names_it_or_a_part_of_it() {
        for (claim, source, expected) in [
            ("July 2025", "on 23 July 2025 it said", "found"),
            ("2025", "in July 2025", "found"),
            ("23 July 2025", "in July 2025", "differs"),
            ("24 July 2025", "on 23 July 2025", "not found"),
            ("2018 – July 2025", "set up in 2018, closed on 22 July 2025", "found"),
            ("2018 – July 2025", "closed on 22 July 2025", "not found"),
            ("2018", "research unit established in 2018", "found"),
            ("2018", "research unit established in 2019", "not found"),
            ("24 July 2025", "on 24 July it said", "found"),
            ("July 2025", "on July 24 it said", "found"),
            ("25 July 2025", "on 24 July it said", "not found"),
            ("24 July 2021", "on 24 July it said", "not found"),
        ] {
            assert_eq!(verdict(claim, source), expected, "{claim} in {source}");
        }
    }

    #[test]
    fn figures_are_found_wherever_they_stand_in_a_sentence() {
        let text = "It paid €5m (or £4.3m), then 12.5% more; 3,000 jobs went in May 2024.";
        let found: Vec<&str> = mentions(text).all.iter().map(|mention| &text[mention.range.clone()]).collect();
        assert_eq!(found, ["€5m", "£4.3m", "12.5%", "3,000", "May 2024"]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), claim in "[0-9$€% a-z,.]{0,20}") {
            let mentions = mentions(&text);
            prop_assert!(mentions.all.iter().all(|mention| text.get(mention.range.clone()).is_some()));
            let _ = said(&parse(&claim), &mentions, None);
        }
    }
}
