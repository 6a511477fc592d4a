//! Joined words taken apart: `one-in-five`, `25-basis-point`, `a six- to eight-week wait` are read as if they had spaces.
//!
//! A hyphen is taken away where a letter stands beside it, or where it waits for a word to come; between digits it stays,
//! for there it makes a range. No byte moves, so that lengths are those of the text as written.

use std::borrow::Cow;

use crate::base::cut::start_of;

/// So many bytes may belong to one figure in words.
const NEAR: usize = 80;

/// What may belong to a figure at the start of a text.
pub(super) fn near(text: &str) -> &str {
    start_of(text, NEAR)
}

/// A text without the hyphens that join its words.
pub(super) fn loose(text: &str) -> Cow<'_, str> {
    let mut loose = String::new();
    let (mut from, mut before) = (0, ' ');
    for (at, character) in text.char_indices() {
        if is_hyphen(character) && joins(before, &text[at + character.len_utf8()..]) {
            loose.push_str(&text[from..at]);
            // As many bytes as it had.
            loose.push_str(&"   "[..character.len_utf8()]);
            from = at + character.len_utf8();
        }
        before = character;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    loose.push_str(&text[from..]);
    Cow::Owned(loose)
}

/// Where the first hyphen of a text stands.
pub(super) fn hyphen(text: &str) -> Option<usize> {
    text.find(is_hyphen)
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a hyphen between these only joins.
fn joins(before: char, behind: &str) -> bool {
    let next = behind.chars().next().unwrap_or(' ');
    let is_figure = before.is_alphanumeric() || before == '%';
    let is_between = is_figure && next.is_alphanumeric() && (before.is_alphabetic() || next.is_alphabetic());
    is_between || before.is_alphanumeric() && [" to ", " and ", " or "].iter().any(|word| behind.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::loose;

    #[test]
    fn hyphens_between_words_are_taken_away() {
        for (text, expected) in [
            ("one-in-five", "one in five"),
            ("3-to-6%", "3 to 6%"),
            ("52-48", "52-48"),
            ("a six- to eight-week wait", "a six  to eight week wait"),
            ("12\u{2011}hour", "12   hour"),
            ("-5 and a dash - here", "-5 and a dash - here"),
        ] {
            assert_eq!(loose(text), expected);
            assert_eq!(loose(text).len(), text.len());
        }
    }
}
