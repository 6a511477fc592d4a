//! A text becomes lines that fit a width, because SVG breaks none itself.
//!
//! Lines end at spaces, after hyphens and dashes within a word, and between the ideographs of Chinese and Japanese. Among
//! the ways to set a text in as few lines as it takes, the one with lines of like length is chosen. What is more than may
//! be is cut, and an ellipsis says so. A line that is read from right to left is marked as such for the drawing program.

use unicode_bidi::{BidiClass, bidi_class};

use super::fonts::{Fonts, Measure, Type, is_fixed_space};
use crate::base::spelling::is_ideograph;

/// How a text is to be broken.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it is set in.
    pub set_in: Type,
    /// The most a line may be wide.
    pub width: f32,
    /// The most lines.
    pub max: usize,
}

/// The lines of a text; none if a letter of it is in no font.
#[must_use]
pub fn lines(fonts: &Fonts, text: &str, column: &Column) -> Vec<String> {
    if !fonts.can_set(text) {
        return Vec::new();
    }
    let text = fonts.settable(text);
    let measure = fonts.measure(&column.set_in);
    let pieces = pieces(&text, &measure, column.width);
    let mut lines = filled(&pieces, column.width);
    if lines.len() <= column.max {
        lines = balanced(&pieces, lines, column.width);
    } else {
        lines.truncate(column.max);
        if let Some(last) = lines.last_mut() {
            *last = shortened(last, &measure, column.width);
        }
    }
    let from_right = is_from_right(&text);
    lines.into_iter().map(|line| if from_right { format!("\u{2067}{line}\u{2069}") } else { line }).collect()
}

/// Whether a text is read from right to left: its first letter with a direction says so (Unicode Standard Annex 9, P2).
#[must_use]
pub fn is_from_right(text: &str) -> bool {
    let directions = text.chars().map(bidi_class);
    let mut strong = directions.filter(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
    strong.next().is_some_and(|class| class != BidiClass::L)
}

/// A part of a text that stays on one line.
struct Piece<'a> {
    /// Without the space after it.
    text: &'a str,
    width: f32,
    /// The width of the space after it, if there is one.
    space: Option<f32>,
}

/// The parts of a text; those wider than a line are broken anywhere.
fn pieces<'a>(text: &'a str, measure: &Measure<'_>, width: f32) -> Vec<Piece<'a>> {
    let space = measure.width(" ");
    let mut found = Vec::new();
    for part in parts(text) {
        let word = part.trim_end_matches(' ');
        for (is_last, text) in ends(cut(word, measure, width)) {
            let is_spaced = is_last && word.len() < part.len();
            let text = text.trim_matches(' ');
            found.push(Piece { text, width: measure.width(text), space: is_spaced.then_some(space) });
        }
    }
    found
}

/// Each part, with whether it is the last.
fn ends(parts: Vec<&str>) -> impl Iterator<Item = (bool, &str)> {
    let last = parts.len().saturating_sub(1);
    parts.into_iter().enumerate().map(move |(index, part)| (index == last, part))
}

/// A text at all places where a line may end; spaces stay with what is before them.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    let mut before = [None, None];
    for (at, character) in text.char_indices() {
        if let [earlier, Some(last)] = before
            && may_end(earlier, last, character)
        {
            parts.push(&text[from..at]);
            from = at;
        }
        before = [before[1], Some(character)];
    }
    parts.push(&text[from..]);
    parts
}

/// Whether a line may end between two characters; `earlier` stands before them.
fn may_end(earlier: Option<char>, last: char, next: char) -> bool {
    // A dash between two spaces stays with the word before it.
    if is_fixed_space(last) || is_fixed_space(next) || matches!(next, ' ' | '\u{2013}' | '\u{2014}') {
        return false;
    }
    let is_dash = matches!(last, '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' | '/');
    let after_dash = is_dash && earlier.is_some_and(char::is_alphabetic) && next.is_alphabetic();
    let at_ideograph = (is_breakable(last) || is_breakable(next)) && !is_closing(next) && !is_opening(last);
    last == ' ' || after_dash || at_ideograph
}

/// Whether a line may end on either side of a character: ideographs, their signs and their wide forms.
fn is_breakable(character: char) -> bool {
    is_ideograph(character) || matches!(character, '\u{2e80}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}')
}

/// What no line begins with: closing marks, and small kana.
fn is_closing(character: char) -> bool {
    "。、，．：；！？）」』】〕〉》”’)]}.,:;!?%…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・".contains(character)
}

/// What no line ends with.
fn is_opening(character: char) -> bool {
    "（「『【〔〈《“‘([{".contains(character)
}

/// A word in parts that each fit the width.
fn cut<'a>(word: &'a str, measure: &Measure<'_>, width: f32) -> Vec<&'a str> {
    let (mut parts, mut from, mut so_far) = (Vec::new(), 0, 0.0);
    for (at, character) in word.char_indices() {
        let more = measure.width(character.encode_utf8(&mut [0; 4]));
        if so_far + more > width && at > from && more > 0.0 {
            parts.push(&word[from..at]);
            (from, so_far) = (at, 0.0);
        }
        so_far += more;
    }
    parts.push(&word[from..]);
    parts
}

/// Each line as full as it can be.
fn filled(pieces: &[Piece<'_>], width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut so_far, mut space) = (f32::INFINITY, None);
    for piece in pieces {
        let gap: f32 = space.unwrap_or_default();
        match lines.last_mut().filter(|_| so_far + gap + piece.width <= width) {
            Some(line) => {
                line.push_str(if space.is_some() { " " } else { "" });
                line.push_str(piece.text);
                so_far += gap + piece.width;
            }
            None => {
                lines.push(piece.text.to_owned());
                so_far = piece.width;
            }
        }
        space = piece.space;
    }
    lines
}

/// The same number of lines in the narrowest column that holds them, tried in steps.
fn balanced(pieces: &[Piece<'_>], full: Vec<String>, width: f32) -> Vec<String> {
    let widest = pieces.iter().map(|piece| piece.width).fold(0.0, f32::max);
    let narrower = (50_u8..100).step_by(2).map(|part| width * f32::from(part) / 100.0).filter(|narrow| *narrow >= widest);
    narrower.map(|narrow| filled(pieces, narrow)).find(|lines| lines.len() == full.len()).unwrap_or(full)
}

/// A line with an ellipsis, after as much of it as leaves room.
fn shortened(line: &str, measure: &Measure<'_>, width: f32) -> String {
    let room = width - measure.width("…");
    let mut text = line;
    while measure.width(text) > room && !text.is_empty() {
        // Whole words go, as long as more than one is there.
        let end = text.trim_end().rfind(' ').unwrap_or_else(|| text.char_indices().next_back().map_or(0, |(at, _)| at));
        text = &text[..end];
    }
    format!(
        "{}…",
        text.trim_end_matches(|character: char| character == ' ' || (!character.is_alphanumeric() && !is_closing_mark(character)))
    )
}

/// Marks that may stand before an ellipsis.
fn is_closing_mark(character: char) -> bool {
    matches!(character, ')' | ']' | '”' | '’' | '"' | '\'' | '%')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Column, lines};
    use crate::input::{Config, Files, Overrides};
    use crate::theme::fonts::{Fonts, Type, USUAL_FAMILY};
    use crate::theme::{Theme, embedded};

    fn fonts() -> std::sync::Arc<Fonts> {
        let mut files = Files::default();
        embedded::underlay(&mut files);
        let (theme, _) = Theme::read(&files, &Config::read(&files, Overrides::default()).0);
        Fonts::read(&files, &theme, None).0
    }

    fn column(width: f32, max: usize) -> Column {
        Column { set_in: Type { family: USUAL_FAMILY.to_owned(), weight: 700, size: 40.0 }, width, max }
    }

    fn without_spaces(text: &str) -> String {
        text.chars().filter(|character| *character != ' ').collect()
    }

    proptest! {
        #[test]
        fn lines_hold_the_text_and_fit(text in "([a-zA-Z]{1,9}[ ,–🎉-]{0,2}){1,12}", width in 60_u16..900) {
            let (fonts, width) = (fonts(), f32::from(width));
            let whole = lines(&fonts, &text, &column(width, usize::MAX));
            prop_assert_eq!(without_spaces(&whole.concat()), without_spaces(&fonts.settable(&text)));
            let measure = fonts.measure(&column(width, 1).set_in);
            let short = lines(&fonts, &text, &column(width, 2));
            for line in whole.iter().chain(&short) {
                prop_assert!(measure.width(line) <= width + 0.01 && line.trim() == line, "{:?}", line);
            }
            prop_assert!(short.len() == whole.len().min(2));
        }

        #[test]
        fn any_text_at_all_is_borne(text in ".{0,40}", width in 1_u16..900, max in 1_usize..4) {
            prop_assert!(lines(&fonts(), &text, &column(f32::from(width), max)).len() <= max);
        }
    }
}
