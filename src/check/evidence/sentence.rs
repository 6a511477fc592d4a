//! Sentences: where one begins and ends, for claims and for passages.
//!
//! A full stop ends a sentence where white space and another word follow, unless the word before it is written with one.
//! Within double quotation marks none ends.

use std::ops::Range;

use super::zone;
use crate::briefing::quantity::is_month;

/// Words that are written with a full stop, in English and some of its neighbours.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "prof", "gov", "sen", "rep", "gen", "lt", "col", "capt", "sgt", "inc", "co", "corp", "ltd", "vs", "jan",
    "feb", "aug", "sept", "oct", "nov", "dec", "mio", "mrd", "tsd", "bzw", "mln", "mld", "pst", "okt", "dez",
];

/// The sentences of a text, with the white space behind each; nothing but a citation behind a full stop begins none.
#[must_use]
pub fn all(text: &str) -> Vec<Range<usize>> {
    let starts: Vec<usize> = std::iter::once(0).chain(starts(text)).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// The end of a text from where its last sentence begins.
#[must_use]
pub fn last(text: &str) -> &str {
    &text[starts(text).last().unwrap_or(0)..]
}

/// Where sentences begin behind the first.
pub(super) fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut ends = Ends::default();
    text.char_indices().filter_map(move |(at, character)| ends.start_behind(text, at, character))
}

/// The start of a text up to where its first sentence ends.
#[must_use]
pub fn first(text: &str) -> &str {
    starts(text).next().map_or(text, |start| text[..start].trim_end())
}

/// A walk over a text: whether it is within quotation marks.
#[derive(Default)]
struct Ends {
    inside: bool,
}

impl Ends {
    /// Where the next sentence begins, if this character ends one.
    fn start_behind(&mut self, text: &str, at: usize, character: char) -> Option<usize> {
        match character {
            '“' | '„' => self.inside = true,
            '”' => self.inside = false,
            '"' => self.inside = !self.inside,
            '.' if !self.inside && (is_abbreviated(&text[..at]) || is_ordinal(text, at) || is_within_time(text, at)) => {}
            '.' | '!' | '?' if !self.inside => {
                let rest = &text[at + 1..];
                let spaced = rest.trim_start();
                let begins = spaced.len() < rest.len() && !spaced.is_empty() && !spaced.starts_with('[');
                return begins.then(|| text.len() - spaced.len());
            }
            // The bar of a table that the parser takes for none.
            '|' => return Some(at + 1),
            _ => {}
        }
        None
    }
}

/// Whether the full stop there makes an ordinal of the day of a month: `3. März`.
fn is_ordinal(text: &str, at: usize) -> bool {
    let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    let next = || text[at + 1..].trim_start().split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    (1..=2).contains(&digits) && is_month(next())
}

/// Words that go on behind a time of the day, as the names of zones do, though they are written large.
const BEHIND_TIME: &[&str] = &["Friday", "Monday", "Saturday", "Sunday", "Thursday", "Tuesday", "Wednesday"];

/// Whether the full stop there is the last of `6 p.m.` in the middle of a sentence.
fn is_within_time(text: &str, at: usize) -> bool {
    let is_time = ["a.m", "p.m"].iter().any(|half| text[..at].ends_with(half));
    let rest = text[at + 1..].trim_start();
    let next = rest.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let is_small = rest.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit() || first == '(');
    is_time && (is_small || zone::is_name(next) || is_month(next) || BEHIND_TIME.contains(&next))
}

/// Whether a text ends with a word that is written with a full stop, an initial among them.
pub(super) fn is_abbreviated(text: &str) -> bool {
    let word = text.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{all, first, last};

    #[test]
    fn a_sentence_begins_where_the_last_one_ends() {
        for (text, expected) in [
            ("One. Two “a b. C d” ", "Two “a b. C d” "),
            ("He said “it ends.” ", "He said “it ends.” "),
            ("He said it. [@a] Then ", "He said it. [@a] Then "),
            ("Staff | over 1,000 ", " over 1,000 "),
            ("“We never ring,” Ms. Pruitt said ", "“We never ring,” Ms. Pruitt said "),
            ("It cost 1.5 m in the U.S. ", "It cost 1.5 m in the U.S. "),
            ("Es kostet 2,5 Mrd. Euro am 3. März ", "Es kostet 2,5 Mrd. Euro am 3. März "),
            ("It ended. It shut at 6 p.m. on Friday, or 9 p.m. ET ", "It shut at 6 p.m. on Friday, or 9 p.m. ET "),
            ("It shut at 6 p.m. Then it ", "Then it "),
            ("It shut at 6 p.m. NATO said ", "NATO said "),
            ("Done! Now \"what is it? This\" ", "Now \"what is it? This\" "),
        ] {
            assert_eq!(last(text), expected, "{text}");
            assert_eq!(all(text).into_iter().map(|range| &text[range]).collect::<String>(), text);
        }
    }

    #[test]
    fn a_sentence_ends_where_the_next_one_begins() {
        for (text, expected) in
            [("one. Two", "one."), ("one", "one"), (" at Mr. Wu’s. Two", " at Mr. Wu’s."), ("“a. B” c? D", "“a. B” c?"), ("", "")]
        {
            assert_eq!(first(text), expected, "{text}");
        }
    }
}
