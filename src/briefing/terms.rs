//! The words of a text as a search knows them: folded, so that `Müller` is found by `muller`, and cut where words end.
//!
//! The reader's browser folds and cuts what is typed by the same rules, which the guide lists under "Search data"; a
//! table that the tests of both sides read (`tests/browser/words.json`) holds them together. Text in scripts that write no
//! spaces gives every two neighbouring characters, overlapping, for want of a dictionary.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::base::spelling::is_ideograph;

/// Words are cut to so many characters.
const LONGEST: usize = 40;

/// Calls `each` with the folded words of a text, in their order. `scratch` saves growing a buffer; what is in it does not
/// matter.
pub fn of_text(text: &str, scratch: &mut String, each: &mut impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(|byte| is_of_word(*byte)).map(|found| at + found) {
        let length = bytes[start..].iter().position(|byte| !is_of_word(*byte)).unwrap_or(bytes.len() - start);
        at = start + length;
        push_run(&text[start..at], scratch, each);
    }
}

/// Calls `each` with the words of HTML that this program wrote: what stands in tags is no text.
pub fn of_html(html: &str, scratch: &mut String, each: &mut impl FnMut(&str)) {
    let mut rest = html;
    while !rest.is_empty() {
        let end = memchr::memchr2(b'<', b'&', rest.as_bytes()).unwrap_or(rest.len());
        of_text(&rest[..end], scratch, each);
        rest = &rest[end..];
        rest = behind(rest);
    }
}

/// What stands behind a tag, an entity, or a sign that begins neither.
fn behind(html: &str) -> &str {
    let close = if html.starts_with('<') {
        memchr::memchr(b'>', html.as_bytes())
    } else {
        html.bytes().take(LONGEST).position(|byte| byte == b';')
    };
    close.map_or(html.get(1..), |at| html.get(at + 1..)).unwrap_or_default()
}

/// Whether a byte may belong to a word: ASCII letters and digits, and whatever is not ASCII.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// A run of such bytes: nearly always one word of plain letters, else folded first and cut then.
fn push_run(run: &str, scratch: &mut String, each: &mut impl FnMut(&str)) {
    if run.is_ascii() {
        scratch.clear();
        scratch.push_str(run.get(..LONGEST).unwrap_or(run));
        scratch.make_ascii_lowercase();
        each(scratch);
        return;
    }
    // Typographic quotes and dashes join plain words into one run; they need no folding.
    for piece in run.split(is_punctuation).filter(|piece| !piece.is_empty()) {
        if piece.is_ascii() { push_run(piece, scratch, each) } else { push_cut(&folded(piece), each) }
    }
}

fn is_punctuation(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2027}' | '\u{a0}')
}

/// A text without the marks and the case of its letters.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.nfkd().filter(|character| !is_dropped(*character)).flat_map(char::to_lowercase) {
        match character {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            other => out.push(other),
        }
    }
    out.nfc().collect()
}

/// Marks that many leave out when they type. Vowel signs of Indic scripts and the voicing of kana are none of them.
fn is_dropped(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Whether words of a character's script are written without spaces between them.
fn is_unspaced(character: char) -> bool {
    is_ideograph(character)
        || matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{31f0}'..='\u{31ff}')
}

fn push_cut(folded: &str, each: &mut impl FnMut(&str)) {
    for run in folded.split(|character: char| !character.is_alphanumeric() && !is_combining_mark(character)) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let unspaced = is_unspaced(first);
            let end = rest.find(|character| is_unspaced(character) != unspaced).unwrap_or(rest.len());
            let (piece, behind) = rest.split_at(end);
            if unspaced {
                push_pairs(piece, each)
            } else {
                push_word(piece, each)
            }
            rest = behind;
        }
    }
}

fn push_word(word: &str, each: &mut impl FnMut(&str)) {
    each(word.char_indices().nth(LONGEST).map_or(word, |(end, _)| &word[..end]));
}

fn push_pairs(text: &str, each: &mut impl FnMut(&str)) {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    match starts.len() {
        0..=2 => each(text),
        _ => starts.windows(3).for_each(|pair| each(&text[pair[0]..pair[2]])),
    }
}

#[cfg(test)]
mod tests {
    use super::{of_html, of_text};

    fn words(text: &str) -> String {
        let mut found = Vec::new();
        of_text(text, &mut String::new(), &mut |word: &str| found.push(word.to_owned()));
        found.join(" ")
    }

    #[test]
    fn words_are_folded_and_cut() {
        for (text, expected) in [
            ("", ""),
            ("AWS's staff: 1,200", "aws s staff 1 200"),
            ("don’t re-elect—now", "don t re elect now"),
            ("Müller, Straße, Łódź", "muller strasse lodz"),
            ("Brand™ ½", "brandtm 1 2"),
            ("ΟΔΟΣ İstanbul", "οδοσ istanbul"),
            ("上海AI实验室", "上海 ai 实验 验室"),
            ("東 ラーメン", "東 ラー ーメ メン"),
            ("हिन्दी", "हिन्दी"),
            ("서울", "서울"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
        assert_eq!(words(&"x".repeat(50)).len(), 40);
        assert_eq!(words(&"é".repeat(50)).len(), 40);
    }

    #[test]
    fn tags_and_entities_are_no_words() {
        let mut found = Vec::new();
        of_html("<p id=\"no\">One &amp; two</p><b>three", &mut String::new(), &mut |word: &str| found.push(word.to_owned()));
        assert_eq!(found, ["one", "two", "three"]);
    }

    #[test]
    fn the_browser_cuts_as_the_build_does() {
        let table: serde_json::Value = serde_json::from_str(include_str!("../../tests/browser/words.json")).expect("JSON");
        for row in table["words"].as_array().expect("a list of rows") {
            let expected: Vec<&str> = row["words"].as_array().into_iter().flatten().filter_map(|word| word.as_str()).collect();
            assert_eq!(words(row["text"].as_str().expect("a text")), expected.join(" "), "{row}");
        }
    }
}
