//! Titles that settle what their briefing leaves open: one kind of lie of the corpus.
//!
//! A title is made of a sentence of the briefing, as an editor shortens one: its clause, without articles, with the hedge
//! settled or the claimant dropped.

use std::ops::Range;

use crate::corpus::{HEDGES, Lie, Swaps, swapped};

/// What a title may settle besides the hedges of a sentence: `plans to close` becomes `will close`.
const PLANS: Swaps = &[("plans to", "will"), ("plan to", "will"), ("wants to", "will"), ("hopes to", "will")];

/// Titles made of the briefing's own sentences, with their hedge settled or their speaker dropped.
pub fn settled(briefing: &str, sentences: &[Range<usize>]) -> Vec<Lie> {
    let Some(start) = briefing.find("title: \"").map(|at| at + 7) else { return Vec::new() };
    let end = start + 1 + briefing[start + 1..].find('"').expect("it is closed") + 1;
    let titled = |title: &str| format!("{}{}{}", &briefing[..start], serde_json::Value::from(title), &briefing[end..]);
    let mut lies = Vec::new();
    for range in sentences {
        let sentence = briefing[range.clone()].rsplit(". ").next().unwrap_or_default();
        let settled = HEDGES.iter().chain(PLANS).find_map(|swap| swapped(sentence, *swap)).filter(|_| !sentence.contains(['“', '"']));
        lies.extend(settled.map(|title| ("headline without its hedge", titled(&headline(&title)))));
        let claimed = CLAIMS.iter().find_map(|claim| sentence.split_once(claim)).map(|(_, claimed)| claimed);
        lies.extend(claimed.map(|title| ("headline without its claimant", titled(&headline(title)))));
    }
    // What is left of a sentence is not always a title.
    lies.retain(|(_, briefing)| {
        briefing.lines().find(|line| line.starts_with("title: ")).is_some_and(|title| title.split(' ').count() > 5)
    });
    lies
}

/// Behind these somebody claims.
const CLAIMS: &[&str] = &[" claimed that ", " claims that ", " alleged that ", " argued that ", " suggested that ", " insisted that "];

/// A sentence as a title: the clause with the hedge, without articles.
fn headline(sentence: &str) -> String {
    let clause = sentence.split([',', ';', ':']).find(|clause| clause.contains("will ")).unwrap_or(sentence);
    let words = clause.split_whitespace().filter(|word| !["the", "a", "an", "The", "A", "An", "and", "but"].contains(word));
    words.collect::<Vec<_>>().join(" ")
}
