//! Comparisons in words that the grammar does not have: verbs before a figure (`topped 1,000`), and what stands behind it,
//! perhaps with the counted noun between (`1,000-odd`, `40 people or so`, `40, give or take`).

use crate::base::cut::start_of;
use crate::briefing::quantity::{Comparator, Quantity, comparison, comparison_behind, scan};

/// Verbs that say a figure was passed.
const PASSED: &[&str] =
    &["exceed", "exceeded", "exceeds", "outstrip", "outstripped", "surpass", "surpassed", "surpasses", "surpassing", "topped", "topping"];

/// A comparison before a figure at the start of a text, and what follows it.
pub(super) fn before(text: &str) -> Option<(Comparator, &str)> {
    comparison(text).or_else(|| {
        let end = text.find(|character: char| !character.is_alphabetic()).filter(|end| (3..=10).contains(end))?;
        let rest = text[end..].strip_prefix(' ')?;
        // A figure follows that is no year.
        let is_amount = || matches!(scan(rest), Some((Quantity::Amount(amount), _)) if amount.comparator == Comparator::Exactly);
        let is_year = rest.bytes().take_while(u8::is_ascii_digit).count() == 4;
        (PASSED.contains(&&text[..end]) && !is_year && is_amount()).then_some((Comparator::MoreThan, rest))
    })
}

/// What is joined to a figure and compares it: `1,000-odd`, `1,000-plus`, `40-ish`; its length.
pub(super) fn joined(text: &str) -> Option<(Comparator, usize)> {
    const JOINED: &[(&str, Comparator)] = &[
        ("-odd", Comparator::About),
        (" odd", Comparator::About),
        ("-ish", Comparator::About),
        ("ish", Comparator::About),
        ("-plus", Comparator::AtLeast),
        (", give or take", Comparator::About),
        (" give or take", Comparator::About),
    ];
    let (word, comparator) = JOINED.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    // `40, give or take a few` is the same; `40, give or take 5` says how much.
    let next = rest.trim_start();
    let is_figure = next.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '$' | '€' | '£'));
    let is_spelled = next.split([' ', ',', '.']).next().is_some_and(|word| NUMBERS.contains(&word));
    let is_open = rest.starts_with(char::is_alphanumeric) || word.ends_with("take") && (is_figure || is_spelled);
    let is_odd = *word == " odd" && !rest.trim_start().starts_with(char::is_lowercase);
    (!is_open && !is_odd).then_some((*comparator, word.len()))
}

/// So many words may stand between a figure and what compares it.
const WORDS: usize = 3;

/// So many bytes behind a figure are looked at.
const WITHIN: usize = 60;

/// What compares a figure from behind its noun: `40 people or so`, `40 seats at most`.
pub(super) fn behind(text: &str) -> Option<Comparator> {
    const MOST: &[(&str, Comparator)] = &[
        ("at least", Comparator::AtLeast),
        ("at the least", Comparator::AtLeast),
        ("at most", Comparator::AtMost),
        ("at the most", Comparator::AtMost),
        ("at a minimum", Comparator::AtLeast),
        ("at a maximum", Comparator::AtMost),
        ("and counting", Comparator::AtLeast),
        ("give or take", Comparator::About),
    ];
    let clause = start_of(text, WITHIN).split(['.', ';', ':', '\n', '!', '?', '(', ')', ',']).next().unwrap_or_default();
    let mut rest = clause.strip_prefix(' ')?;
    for _ in 0..=WORDS {
        let said = MOST.iter().find_map(|(words, comparator)| Some((*comparator, rest.strip_prefix(words)?)));
        let said = said.or_else(|| comparison_behind(rest).filter(|_| rest.starts_with("or ")));
        if let Some((comparator, more)) = said {
            // `40 seats, at least 12 of them`, `40 people or more than that`.
            let next = more.trim_start();
            let goes_on = next.starts_with(|first: char| first.is_ascii_digit()) || next.starts_with("than ") || next.starts_with("half");
            let is_spelled = next.split(' ').next().is_some_and(|word| NUMBERS.contains(&word));
            return (!goes_on && !is_spelled && !more.starts_with(char::is_alphanumeric)).then_some(comparator);
        }
        let (word, more) = rest.split_once(' ')?;
        if !word.chars().all(|character| character.is_alphabetic() || character == '-') || ENDS.contains(&word) {
            return None;
        }
        rest = more;
    }
    None
}

/// Figures in words, as most often follow `at least`.
const NUMBERS: &[&str] =
    &["a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "some"];

/// Words that no noun goes past.
const ENDS: &[&str] = &[
    "and", "are", "as", "but", "by", "for", "from", "had", "has", "have", "in", "is", "of", "on", "or", "that", "to", "was", "were", "who",
    "with",
];
