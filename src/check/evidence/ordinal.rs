//! Ordinals: places in an order, in figures (`14th`) and in words (`fourteenth`, `twenty-first`).

use std::collections::BTreeSet;

use super::share::word;
use crate::briefing::quantity::number_word;

/// The first twelve have names of their own in part; the others end in `th`.
const UNITS: &[(&str, u32)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("sixtieth", 60),
    ("seventieth", 70),
    ("eightieth", 80),
    ("ninetieth", 90),
    ("hundredth", 100),
];

/// The ordinal at the start of a text, and its length.
#[must_use]
pub fn ordinal(text: &str) -> Option<(u32, usize)> {
    in_figures(text).or_else(|| in_words(text))
}

fn in_figures(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok()?;
    let behind = ["st", "nd", "rd", "th"].iter().find_map(|ending| text[digits..].strip_prefix(ending))?;
    (!behind.starts_with(char::is_alphanumeric)).then_some((number, text.len() - behind.len()))
}

fn in_words(text: &str) -> Option<(u32, usize)> {
    let (ten, rest) = ten(text).unwrap_or((0, text));
    let is_word = |rest: &&str| !rest.starts_with(char::is_alphanumeric);
    let (unit, rest) = UNITS.iter().find_map(|(word, number)| Some((*number, starts(rest, word).filter(is_word)?)))?;
    (ten == 0 || unit < 10).then_some((ten + unit, text.len() - rest.len()))
}

/// The tens before a unit, and the unit: `twenty-first`.
fn ten(text: &str) -> Option<(u32, &str)> {
    let (name, rest) = word(text)?;
    let number = number_word(name).filter(|number| *number >= 20)?;
    Some((u32::from(number), rest.strip_prefix(['-', '\u{2011}', ' '])?))
}

/// What follows a word at the start of a text, in any letter case.
fn starts<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| &text[word.len()..])
}

/// All ordinals of a text.
#[must_use]
pub fn ordinals(text: &str) -> BTreeSet<u32> {
    let mut before = ' ';
    let starts = text.char_indices().filter(|(_, character)| {
        let is_start = character.is_alphanumeric() && !before.is_alphanumeric() && !matches!(before, '-' | '\u{2011}');
        before = *character;
        is_start
    });
    starts.filter_map(|(at, _)| ordinal(&text[at..])).map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ordinals;

    #[test]
    fn ordinals_are_read_in_figures_and_words() {
        let found: Vec<u32> =
            ordinals("The 14th, the Third and the thirty-first; twelve, 3rds, firstly and a 2nd one").into_iter().collect();
        assert_eq!(found, [2, 3, 14, 31]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), more in "([0-9]{1,12}|st|th|twenty|-| |first|é){0,9}") {
            let _ = (ordinals(&text), ordinals(&more));
        }
    }
}
