//! Clauses: a text cut into sentences, and a sentence into the parts that can be said or denied each for itself.
//!
//! Commas, semicolons, dashes, brackets and quotation marks end a clause; so does a conjunction or a relative pronoun behind
//! which a verb follows. This is rough on purpose: a clause too short is compared with less, and so not judged. Law: the
//! clauses of a sentence follow one another without a gap, and cover it.

use std::ops::Range;

use super::lexicon::is_finite;
use super::sentence::is_abbreviated;

/// A word of a text, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub range: Range<usize>,
    /// In lower case, with plain apostrophes.
    pub lower: String,
}

/// The words of a text, each in lower case; figures keep their points and commas.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let (mut words, mut open): (Vec<Word>, Option<usize>) = (Vec::new(), None);
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let is_digits = matches!(character, '.' | ',') && before.is_ascii_digit() && next.is_ascii_digit();
        let is_inner = is_digits || is_apostrophe(character) && before.is_alphabetic() && next.is_alphabetic();
        if character.is_alphanumeric() || open.is_some() && is_inner {
            open.get_or_insert(at);
        } else if let Some(start) = open.take() {
            words.push(word(text, start..at));
        }
        before = character;
    }
    words.extend(open.map(|start| word(text, start..text.len())));
    words
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

fn word(text: &str, range: Range<usize>) -> Word {
    let lower = text[range.clone()].to_lowercase().replace('’', "'");
    Word { range, lower }
}

/// The sentences of a text, without the white space between them. An empty line ends one, and so does a new item of a list.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), 0);
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let is_end = match character {
            '.' => !is_abbreviated(&text[word_start(text, at)..at]) && ends_here(&text[end..]),
            '!' | '?' => ends_here(&text[end..]),
            '\n' => begins_block(&text[end..]),
            '|' => true,
            _ => false,
        };
        if is_end {
            // A closing mark belongs to the sentence that it ends.
            let close =
                text[end..].find(|character: char| !matches!(character, '”' | '"' | '’' | ')')).map_or(text.len(), |more| end + more);
            while characters.next_if(|(next, _)| *next < close).is_some() {}
            push(&mut found, text, start..close);
            start = close;
        }
    }
    push(&mut found, text, start..text.len());
    found
}

/// Where the word that ends here begins, at most a few letters back.
fn word_start(text: &str, end: usize) -> usize {
    text[..end].char_indices().rev().take(6).take_while(|(_, character)| !character.is_whitespace()).last().map_or(end, |(at, _)| at)
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = range.start + part.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

/// Whether a full stop before this text ends a sentence: white space follows, and then no small letter.
fn ends_here(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['”', '"', '’', ')']);
    let next = rest.trim_start_matches(char::is_whitespace);
    next.is_empty() || next.len() < rest.len() && !next.starts_with(char::is_lowercase)
}

/// Whether a new block begins behind a line feed: an empty line, or an item.
fn begins_block(rest: &str) -> bool {
    let next = rest.trim_start_matches([' ', '\t', '\r']);
    next.starts_with('\n') || ["- ", "* ", "• "].iter().any(|item| next.starts_with(item))
}

/// Words that may begin a clause.
const OPENINGS: &[&str] = &[
    "although", "and", "because", "but", "how", "if", "or", "since", "so", "that", "though", "unless", "until", "what", "when", "where",
    "whether", "which", "while", "who", "whose",
];

/// The clauses of a sentence, as ranges of the text; they cover it.
#[must_use]
pub fn clauses(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let part = &text[sentence.clone()];
    let words = words(part);
    let (mut cuts, mut has_verb) = (vec![0], words.first().is_some_and(|word| is_finite(&word.lower)));
    for (at, word) in words.iter().enumerate().skip(1) {
        let between = &part[words[at - 1].range.end..word.range.start];
        if is_cut(between, &words[at..], has_verb) {
            cuts.push(word.range.start);
            has_verb = false;
        }
        has_verb |= is_finite(&word.lower);
    }
    let ends = cuts.iter().skip(1).copied().chain([part.len()]);
    cuts.iter().zip(ends).map(|(from, to)| sentence.start + from..sentence.start + to).collect()
}

/// Whether a clause begins with these words. A comma ends one only if there is a verb before it and one behind it:
/// what is put between commas belongs to the clause around it.
fn is_cut(between: &str, words: &[Word], has_verb: bool) -> bool {
    let is_infinitive = |at: usize| at.checked_sub(1).is_some_and(|before| words[before].lower == "to");
    let verb_within = |count: usize| words.iter().take(count).enumerate().any(|(at, word)| is_finite(&word.lower) && !is_infinitive(at));
    let is_hard = between.contains([';', ':', '“', '”', '"', '—']) || between.contains(" – ") || between.contains(" - ");
    let is_soft = between.contains([',', '(', ')']);
    let opens = words.first().is_some_and(|word| OPENINGS.contains(&word.lower.as_str()));
    is_hard || opens && verb_within(VERB_WITHIN) || is_soft && has_verb && verb_within(VERB_BEHIND)
}

/// Behind a conjunction a verb follows within so many words, if it begins a clause,
const VERB_WITHIN: usize = 9;

/// and behind a comma within so many.
const VERB_BEHIND: usize = 12;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{clauses, sentences, words};

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for (text, expected) in [
            ("One is. Two are! “Three?” Four", "One is.|Two are!|“Three?”|Four"),
            ("Mr. Orwa of the U.S. said so. It cost 1.5 m.", "Mr. Orwa of the U.S. said so.|It cost 1.5 m."),
            ("A title\n\nA line\nthat goes on", "A title|A line\nthat goes on"),
            ("Points:\n- one\n- two", "Points:|- one|- two"),
            ("", ""),
        ] {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found.join("|"), expected);
        }
    }

    #[test]
    fn a_clause_is_what_can_be_denied_for_itself() {
        for (text, expected) in [
            ("Talks start on 4 August and could last ten weeks.", "Talks start on 4 August |and could last ten weeks."),
            ("He said that it would close, though nobody was told.", "He said |that it would close, |though nobody was told."),
            ("Lower Brae, lost by nine votes, will be counted again.", "Lower Brae, lost by nine votes, will be counted again."),
            ("It may be sold, perhaps with a floor price.", "It may be sold, perhaps with a floor price."),
            ("The price left “no room for it”, she said", "The price left “|no room for it”, |she said"),
        ] {
            let found: Vec<&str> = clauses(text, 0..text.len()).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found.join("|"), expected);
        }
    }

    proptest! {
        #[test]
        fn clauses_cover_the_sentence(text in any::<String>(), more in "([a-z]{1,5}|[,;.“” \n-]| and | who | is ){0,40}") {
            for text in [text, more] {
                for sentence in sentences(&text) {
                    let mut at = sentence.start;
                    for clause in clauses(&text, sentence.clone()) {
                        prop_assert_eq!(clause.start, at);
                        prop_assert!(text.get(clause.clone()).is_some());
                        at = clause.end;
                    }
                    prop_assert_eq!(at, sentence.end);
                }
                prop_assert!(words(&text).iter().all(|word| text.get(word.range.clone()).is_some()));
            }
        }
    }
}
