//! Passages: the words of a copy that a claim rests on, with as much of their sentence as is shown around them.
//!
//! What is shown is the source's own text, characters as they were, with every run of white space as one space. It is
//! short on purpose: a passage may be published where the copy may not. Of a source whose licence allows it, more is shown.

use std::ops::Range;

use super::sentence;
use super::snapshot::Snapshot;
use crate::base::cut::{end_of, start_of};
use crate::base::{Place, Span};
use crate::site::evidence::Passage;

/// So many characters of their sentence are shown before the words, and as many behind them.
const AROUND: usize = 140;

/// So many of their paragraph, where the licence of the source lets all of it be shown.
const AROUND_FREE: usize = 1_000;

/// So many bytes are looked at in search of the start of a sentence, and of its end: a copy may be one endless line.
const WINDOW: usize = 8 * 1024;

/// So many characters of the words themselves are shown.
const WORDS: usize = 400;

/// What goes on where it is not shown.
const MORE: &str = "…";

/// The passage of a source at a range of the file of its copy.
#[must_use]
pub fn passage(source: &str, snapshot: &Snapshot, range: Range<usize>) -> Passage {
    let text = &snapshot.source.text;
    let body = snapshot.part(range.start);
    let start = range.start.clamp(body.start, body.end);
    let range = start..range.end.clamp(start, body.end);
    let before = paragraph_before(end_of(&text[body.start..range.start], WINDOW));
    let behind = paragraph_behind(start_of(&text[range.end..body.end], WINDOW));
    let (before, behind, around) = match snapshot.is_free {
        true => (before, behind, AROUND_FREE),
        false => (sentence::last(before), sentence::first(behind), AROUND),
    };
    Passage {
        source: source.to_owned(),
        place: without_excerpt(snapshot.source.place(range.clone())),
        before: tail(&one_line(before), around),
        words: shortened(one_line(&text[range]).trim()),
        after: head(&one_line(behind), around),
    }
}

/// A place without its line, which nobody is shown and which may be the whole copy.
fn without_excerpt(place: Place) -> Place {
    Place { span: place.span.map(|span| Span { excerpt: "".into(), ..span }), ..place }
}

fn paragraph_before(text: &str) -> &str {
    text.rfind("\n\n").or_else(|| text.rfind("\n\r\n")).map_or(text, |at| text[at..].trim_start())
}

fn paragraph_behind(text: &str) -> &str {
    text.find("\n\n").or_else(|| text.find("\n\r\n")).map_or(text, |at| &text[..at])
}

/// Every run of white space as one space.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if character.is_whitespace() && out.ends_with(' ') => {}
            _ if character.is_whitespace() => out.push(' '),
            _ if character.is_control() => {}
            _ => out.push(character),
        }
    }
    out
}

/// The end of a text, from the start of a word.
fn tail(text: &str, around: usize) -> String {
    let Some((cut, _)) = text.char_indices().rev().nth(around) else { return text.trim_start().to_owned() };
    let word = text[cut..].find(' ').map_or(cut, |at| cut + at);
    format!("{MORE}{}", &text[word..])
}

/// The beginning of a text, up to the end of a word.
fn head(text: &str, around: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(around) else { return text.trim_end().to_owned() };
    let word = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} {MORE}", text[..word].trim_end())
}

/// The words, without their middle if they are very many.
fn shortened(words: &str) -> String {
    if words.chars().count() <= WORDS {
        return words.to_owned();
    }
    let cut = |count: usize| words.char_indices().nth(count).map_or(words.len(), |(at, _)| at);
    let (first, last) = (&words[..cut(WORDS / 2)], &words[cut(words.chars().count() - WORDS / 2)..]);
    let first = first.rfind(' ').map_or(first, |at| &first[..at]);
    let last = last.find(' ').map_or(last, |at| &last[at + 1..]);
    format!("{first} {MORE} {last}")
}

#[cfg(test)]
mod tests {
    use crate::briefing::quantity::Tongue;
    use proptest::prelude::*;

    use super::{Snapshot, passage};
    use crate::base::{SourcePath, SourceText};

    #[test]
    fn one_endless_line_is_shown_like_any_other() {
        let text = format!("{}ü the words ü{}", "é word ".repeat(20_000), " wörd".repeat(20_000));
        let shown = shown(&text, "the words");
        assert!(shown.starts_with("… word") && shown.contains("ü [the words] ü") && shown.chars().count() < 310, "{shown}");
    }

    fn shown(text: &str, words: &str) -> String {
        let at = text.find(words).expect("the words are there");
        let source = SourceText::new(SourcePath::new("content/_sources/a.txt").expect("a path"), text);
        let passage = passage("a", &Snapshot::of(source, None, Tongue::default()), at..at + words.len());
        format!("{}[{}]{}", passage.before, passage.words, passage.after)
    }

    #[test]
    fn a_passage_is_shown_in_its_sentence() {
        for (text, words, expected) in [
            ("One. Two three four. Five.", "three", "Two [three] four."),
            ("One.\n\nTwo\nthree  four\n\nFive.", "three", "Two [three] four"),
            ("It cost $1.5 m in the U.S. that year. More.", "$1.5 m", "It cost [$1.5 m] in the U.S. that year."),
            ("three", "three", "[three]"),
        ] {
            assert_eq!(shown(text, words), expected, "{text}");
        }
    }

    #[test]
    fn a_long_sentence_is_cut_at_words() {
        let text = format!("{}here{}", "word ".repeat(60), " word".repeat(60));
        let shown = shown(&text, "here");
        assert!(shown.starts_with("… word") && shown.ends_with("word …") && shown.chars().count() < 300, "{shown}");
    }

    proptest! {
        #[test]
        fn any_range_can_be_shown(text in "[a-c é.\n]{0,60}", from in 0_usize..60, length in 0_usize..60) {
            let source = SourceText::new(SourcePath::new("content/_sources/a.txt").expect("a path"), &text);
            let snapshot = Snapshot::of(source, None, Tongue::default());
            let at = |index: usize| text.char_indices().map(|(at, _)| at).nth(index).unwrap_or(text.len());
            let _ = passage("a", &snapshot, at(from)..at(from + length));
        }
    }
}
