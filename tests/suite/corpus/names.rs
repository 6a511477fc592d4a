//! Names that are falsified: the last word of one that the source gives becomes another.
//!
//! What a name is, is decided here by the source alone, and not as the check decides it: words that the source writes with
//! capitals within a sentence, and never small. So this asks for names at the beginning of sentences too, which the check
//! does not.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Lie, Parts};

/// What names are falsified into; no source of the corpus has them.
const OTHERS: &[&str] = &["Whitlock", "Harrowgate", "Dunsterville", "Okonjo", "Petrakis", "Lindqvist", "Yamashiro", "Castlereagh"];

/// Words with capitals that are no names.
const NO_NAMES: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mr",
    "Ms",
    "Mrs",
    "Dr",
    "Sir",
    "Lady",
    "Lord",
    "The",
];

/// Every falsification of one name.
pub fn lies(briefing: &str, source: &str) -> Vec<Lie> {
    let parts = Parts::of(briefing);
    let within = |word: &Range<usize>| {
        source[..word.start].ends_with(' ') && source[..word.start - 1].ends_with(|before: char| before == ',' || before.is_lowercase())
    };
    let inner: BTreeSet<&str> = words(source).filter(within).map(|word| &source[word]).collect();
    let words: BTreeSet<&str> = words(source).map(|word| &source[word]).collect();
    let is_name = |word: &str| {
        let is_capital = word.starts_with(char::is_uppercase) && word.chars().count() > 2;
        is_capital && inner.contains(word) && !words.contains(word.to_lowercase().as_str()) && !NO_NAMES.contains(&word)
    };
    let kinds = [("name of a key fact", &parts.values), ("name in the text", &parts.sentences)];
    let ranges = kinds.into_iter().flat_map(|(kind, ranges)| ranges.iter().map(move |range| (kind, range)));
    let mut lies = Vec::new();
    for (kind, range) in ranges {
        for last in last_words(briefing, range, is_name) {
            let other = OTHERS[(last.start + range.start) % OTHERS.len()];
            lies.push((kind, format!("{}{other}{}", &briefing[..last.start], &briefing[last.end..])));
        }
    }
    lies
}

/// The last word of every name in a range.
fn last_words(briefing: &str, range: &Range<usize>, is_name: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let words = words(&briefing[range.clone()]).map(|word| range.start + word.start..range.start + word.end);
    let names: Vec<Range<usize>> = words.filter(|word| is_name(&briefing[word.clone()])).collect();
    let is_last = |at: &usize| names.get(at + 1).is_none_or(|next| &briefing[names[*at].end..next.start] != " ");
    (0..names.len()).filter(is_last).map(|at| names[at].clone()).collect()
}

/// Every word of a text.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let parts = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    parts.map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}
