//! Folding: a text as quotations are compared in, with the way back to every character of the original.
//!
//! The list is fixed, and each entry is a difference of typesetting, never of words: dashes and hyphens become `-`;
//! quotation marks and apostrophes of all kinds `'`; `…` three dots; runs of white space one space, or one line feed where
//! a line is empty between; soft hyphens, zero-width characters and byte order marks go; the rest is composed (NFC).
//! NFKC is not used: it would make 102 of 10².
//!
//! Law: the folding of `original(range)` is the folded text of that range, for every range that begins and ends at
//! characters of both.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::site::evidence::Folding;

/// A folded text.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The text.
    pub text: String,
    /// For each byte of it, and for its end, where in the original its character begins.
    starts: Vec<u32>,
}

impl Folded {
    /// Folds a text of at most 4 GiB.
    #[must_use]
    pub fn of(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), starts: Vec::with_capacity(original.len() + 1) };
        let mut at = 0;
        while let Some(first) = original[at..].chars().next() {
            let rest = &original[at..];
            let length = if first.is_whitespace() { folded.push_space(rest, at) } else { folded.push_cluster(rest, first, at) };
            at += length;
        }
        folded.starts.push(start(original.len()));
        folded
    }

    /// Where a range of the folded text stands in the original.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let at = |index: usize| self.starts.get(index).or(self.starts.last()).map_or(0, |start| *start as usize);
        at(range.start)..at(range.end)
    }

    /// A run of white space; dropped characters in it do not end it.
    fn push_space(&mut self, rest: &str, at: usize) -> usize {
        let length = rest.find(|character: char| !character.is_whitespace() && !is_dropped(character)).unwrap_or(rest.len());
        let is_break = rest[..length].bytes().filter(|byte| *byte == b'\n').count() > 1;
        self.push(if is_break { "\n" } else { " " }, at);
        length
    }

    /// A character with the marks on it.
    fn push_cluster(&mut self, rest: &str, first: char, at: usize) -> usize {
        let marks = rest[first.len_utf8()..].find(|character| !joins(character)).unwrap_or(rest.len() - first.len_utf8());
        let length = first.len_utf8() + marks;
        match first {
            _ if is_dropped(first) => return first.len_utf8(),
            _ if is_dash(first) => self.push("-", at),
            _ if is_quote(first) => self.push("'", at),
            '…' => self.push("...", at),
            _ => {
                let composed: String = rest[..length].nfc().collect();
                self.push(&composed, at);
                return length;
            }
        }
        first.len_utf8()
    }

    fn push(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.starts.extend(std::iter::repeat_n(start(at), text.len()));
    }
}

fn start(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '\'' | '"' | '`' | '´' | '\u{2018}'..='\u{201f}' | '\u{2032}'..='\u{2033}' | '\u{2bc}' | '«' | '»' | '‹' | '›'
    )
}

/// The differences of typesetting between words and the passage that they stand in: those that folding took away.
#[must_use]
pub fn foldings(words: &str, passage: &str, has_gaps: bool) -> Vec<Folding> {
    if words == passage {
        return Vec::new();
    }
    let of = |text: &str, is_it: fn(char) -> bool| text.chars().filter(|character| is_it(*character)).collect::<String>();
    // Marks around a quotation, and what ends it, are no part of what is compared.
    let words = words.trim_matches(|character: char| !character.is_alphanumeric());
    let passage = passage.trim_matches(|character: char| !character.is_alphanumeric());
    let first = |text: &str| text.chars().next();
    let is_composed = |text: &str| unicode_normalization::is_nfc(text);
    let used = [
        (Folding::Dashes, of(words, is_dash) != of(passage, is_dash)),
        (Folding::Quotes, of(words, is_quote) != of(passage, is_quote)),
        (Folding::Spaces, of(words, char::is_whitespace) != of(passage, char::is_whitespace)),
        (Folding::Invisible, of(words, is_dropped) != of(passage, is_dropped)),
        (Folding::Ellipsis, words.contains('…') != passage.contains('…') && !has_gaps),
        (Folding::Composition, is_composed(words) != is_composed(passage)),
        (Folding::FirstLetter, first(words) != first(passage)),
        (Folding::Gaps, has_gaps),
    ];
    let is_in_gap =
        |folding: Folding| has_gaps && matches!(folding, Folding::Dashes | Folding::Quotes | Folding::Spaces | Folding::Invisible);
    used.into_iter().filter(|(folding, is_used)| *is_used && !is_in_gap(*folding)).map(|(folding, _)| folding).collect()
}

fn is_dropped(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character is written on the one before it: a mark, or a later part of a Hangul syllable.
fn joins(character: char) -> bool {
    is_combining_mark(character) || matches!(character, '\u{1160}'..='\u{11ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Folded;

    #[test]
    fn typesetting_is_folded_and_words_are_not() {
        for (text, expected) in [
            ("US–China\u{2011}talks −5", "US-China-talks -5"),
            ("“It’s” «now»", "'It's' 'now'"),
            ("a\u{a0}b \t c\r\nd", "a b c d"),
            ("one\n\ntwo\n \nthree", "one\ntwo\nthree"),
            ("soft\u{ad}hyphen\u{200b}s", "softhyphens"),
            ("wait…", "wait..."),
            ("e\u{301}", "é"),
            ("10² 1½ ﬁ", "10² 1½ ﬁ"),
            ("optimise Optimize", "optimise Optimize"),
        ] {
            assert_eq!(Folded::of(text).text, expected, "{text:?}");
        }
    }

    #[test]
    fn the_way_back_is_exact() {
        let text = "He said:\u{a0}“US–China…”";
        let folded = Folded::of(text);
        let at = folded.text.find("US-China").expect("is there");
        assert_eq!(&text[folded.original(at..at + 8)], "US–China");
        assert_eq!(&text[folded.original(at + 8..at + 11)], "…");
        assert_eq!(folded.original(0..folded.text.len()), 0..text.len());
    }

    proptest! {
        #[test]
        fn what_stands_at_a_range_folds_to_it(text in "([a-c]|[ \n]|[–…“’é]|e\u{301}|\u{ad}|\u{200b}|各|각){0,40}", from in 0_usize..40, length in 0_usize..40) {
            let folded = Folded::of(&text);
            let chars: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]).collect();
            let from = chars[from.min(chars.len() - 1)];
            let to = chars.iter().copied().find(|at| *at >= from + length).unwrap_or(folded.text.len());
            // A character that folds to several can only be taken whole.
            prop_assume!(!folded.text[from..].starts_with('.') && !folded.text[to..].starts_with('.'));
            let original = folded.original(from..to);
            let again = Folded::of(&text[original]).text;
            prop_assert_eq!(again, &folded.text[from..to]);
        }

        #[test]
        fn any_text_can_be_folded(text in any::<String>()) {
            let folded = Folded::of(&text);
            prop_assert!(text.get(folded.original(0..folded.text.len())).is_some());
        }
    }
}
