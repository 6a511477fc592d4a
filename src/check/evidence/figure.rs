//! Figures and dates: whether a source says the same quantity as a key fact.
//!
//! Quantities are compared as the grammar types them, never as characters: "nearly US$1bn" and "almost $1,000 million" are
//! the same, "€1 billion" is another. A figure that is written more roughly than the source's is found; one that is
//! written more exactly, or with another comparison, *differs*; one that counts something else is found *elsewhere*.
//! A date is found where the source names it, or a part of it.

use std::ops::Range;

use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Period, Quantity, Span, Time, Value, scan};

/// How many words after a figure may be what it counts.
const NOUN_WORDS: usize = 4;

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
}

impl Mention {
    /// The same in a longer text, of which `by` bytes stand before.
    #[must_use]
    pub fn moved(self, by: usize) -> Self {
        Self { range: self.range.start + by..self.range.end + by, ..self }
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

/// Every quantity in a text, in order.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let (mut mentions, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let rest = &text[at..];
        let Some((quantity, length)) = scan(rest).filter(|(_, length)| *length > 0) else {
            at += next_word(rest);
            continue;
        };
        mentions.push(Mention { range: at..at + length, quantity, nouns: nouns(&rest[length..], NOUN_WORDS) });
        at += length;
        // A figure may end within a word (`5x`): what is left of that is no new one.
        if text[at..].starts_with(char::is_alphanumeric) {
            at += next_word(&text[at..]);
        }
    }
    mentions
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

/// What a source says about a quantity: the best of its mentions; `None` if it says nothing of the kind.
#[must_use]
pub fn said(claim: &Quantity, mentions: &[Mention]) -> Option<Said> {
    let each = mentions.iter().enumerate();
    match claim {
        Quantity::Text(_) => None,
        Quantity::Amount(claim) => each.filter_map(|(at, mention)| amount(claim, mention, at)).max_by_key(rank),
        Quantity::Time(claim) => time(claim, mentions),
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
    if !same_measure(&claim.measure, &there.measure) {
        return None;
    }
    let verdict = value(claim, there)?;
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
        _ => claim == there,
    }
}

/// Whether the figure is there: `Some(true)` as it is claimed, `Some(false)` with another comparison.
fn value(claim: &Amount, there: &Amount) -> Option<bool> {
    if claim.value == there.value {
        return Some(claim.comparator == there.comparator || supports(there.comparator, claim.comparator));
    }
    match (claim.value, there.value) {
        (Value::One(rough), Value::One(exact)) if there.comparator == Comparator::Exactly => {
            rounds(claim.comparator, rough, exact).then_some(true)
        }
        _ => None,
    }
}

/// Whether what is said with one comparison may be repeated with another: what is exact may be told roughly, and
/// `at least` is weaker than `more than`.
fn supports(there: Comparator, claim: Comparator) -> bool {
    use Comparator::{About, AtLeast, AtMost, Exactly, LessThan, MoreThan};
    matches!((there, claim), (Exactly, About | AtLeast | AtMost) | (MoreThan, AtLeast) | (LessThan, AtMost))
}

/// Whether an exact figure may be told as another: within a twentieth of it, on the side that the comparison names.
fn rounds(comparator: Comparator, rough: Decimal, exact: Decimal) -> bool {
    let Some(difference) = exact.plus(rough.negated()).and_then(|difference| difference.times(20)) else { return false };
    let size = if rough.is_negative() { rough.negated() } else { rough };
    let (above, below) = (difference <= size && !difference.is_negative(), difference.is_negative() && difference.negated() <= size);
    match comparator {
        Comparator::MoreThan | Comparator::AtLeast => above,
        Comparator::Nearly | Comparator::LessThan | Comparator::AtMost => below,
        Comparator::About => above || below,
        Comparator::Exactly => false,
    }
}

/// A date is found where a date within it is named; a range where both its ends are.
fn time(claim: &Time, mentions: &[Mention]) -> Option<Said> {
    let ends: Vec<Period> = match claim.span {
        Span::One(period) => vec![period],
        Span::Range(from, to) => from.into_iter().chain(to).collect(),
    };
    let found = ends.into_iter().map(|end| period(end, mentions)).collect::<Option<Vec<Said>>>()?;
    found.into_iter().min_by_key(rank)
}

fn period(claim: Period, mentions: &[Mention]) -> Option<Said> {
    let (first, last) = claim.interval()?;
    let named = mentions.iter().enumerate().flat_map(|(at, mention)| match &mention.quantity {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Said, mentions, said};
    use crate::briefing::quantity::parse;

    fn verdict(claim: &str, source: &str) -> &'static str {
        match said(&parse(claim), &mentions(source)) {
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
            ("nearly 1,000", "it had 1,047 staff", "not found"),
            ("over 1,000 academic papers", "over 1,000 people at its peak", "elsewhere"),
            ("over 1,000 staff", "over 1,000 people at its peak", "found"),
            ("5%", "5 per cent of sales", "found"),
            ("5%", "5 percentage points", "not found"),
            ("10 km", "10 kilometres away", "found"),
            ("10 km", "10 miles away", "not found"),
            ("one in five", "one in five of them", "found"),
            ("12 hours", "a dozen sites", "not found"),
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
        ] {
            assert_eq!(verdict(claim, source), expected, "{claim} in {source}");
        }
    }

    #[test]
    fn figures_are_found_wherever_they_stand_in_a_sentence() {
        let text = "It paid €5m (or £4.3m), then 12.5% more; 3,000 jobs went in May 2024.";
        let found: Vec<&str> = mentions(text).iter().map(|mention| &text[mention.range.clone()]).collect();
        assert_eq!(found, ["€5m", "£4.3m", "12.5%", "3,000", "May 2024"]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), claim in "[0-9$€% a-z,.]{0,20}") {
            let mentions = mentions(&text);
            prop_assert!(mentions.iter().all(|mention| text.get(mention.range.clone()).is_some()));
            let _ = said(&parse(&claim), &mentions);
        }
    }
}
