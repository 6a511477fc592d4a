//! Spelling: slugs, case folding, and the nearest known word to a misspelt one.

use unicode_normalization::UnicodeNormalization;

/// The slug of a text: NFC, lower case, letters and digits kept in any script, all else one hyphen.
///
/// `"Why It Matters?"` → `why-it-matters`; `"Łódź 2025"` → `łódź-2025`. Apostrophes vanish (`don't` → `dont`).
/// Empty if the text holds no letter or digit.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        text.bytes().for_each(|byte| push_slug(&mut out, char::from(byte.to_ascii_lowercase())));
    } else {
        text.nfc().flat_map(char::to_lowercase).for_each(|character| push_slug(&mut out, character));
    }
    if out.ends_with('-') {
        out.pop();
    }
    out
}

fn push_slug(out: &mut String, character: char) {
    let is_mark = |character: char| !character.is_ascii() && unicode_normalization::char::is_combining_mark(character);
    if character.is_alphanumeric() || is_mark(character) {
        out.push(character);
    } else if !matches!(character, '\'' | '\u{2019}' | '\u{ad}') && !out.is_empty() && !out.ends_with('-') {
        out.push('-');
    }
}

/// Whether a character is a Chinese or Japanese one, kana included: they are written without spaces.
#[must_use]
pub fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The text with every run of white space as one space, and none at its ends.
#[must_use]
pub fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a text is ASCII with single spaces between its words, as most titles and names are.
fn is_one_line(text: &str) -> bool {
    let mut before = b' ';
    let fits = |byte: u8| {
        let is_double = before == b' ' && byte == b' ';
        before = byte;
        (byte.is_ascii_graphic() || byte == b' ') && !is_double
    };
    text.bytes().all(fits) && !text.ends_with(' ')
}

/// The form under which two spellings count as one: NFC and lower case.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.nfc().flat_map(char::to_lowercase).nfc().collect() }
}

/// What names are put in order by: their letters without case and marks, then with marks, so that `Über` stands at U.
#[must_use]
pub fn sort_key(name: &str) -> (String, String) {
    if name.is_ascii() {
        return (name.to_ascii_lowercase(), String::new());
    }
    let is_mark = |character: &char| unicode_normalization::char::is_combining_mark(*character);
    (name.nfd().filter(|character| !is_mark(character)).flat_map(char::to_lowercase).collect(), folded(name))
}

/// The known word most like `word`, if one is near enough to be what was meant.
///
/// Near: at most one edit for up to four characters, two for up to nine, else three; among equals the first.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded_word = folded(word);
    let allowed = match folded_word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=9 => 2,
        _ => 3,
    };
    let length = folded_word.chars().count();
    known
        .into_iter()
        // Words of very different length are no misspellings, and most words are of very different length.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (edits(&folded_word, &folded(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two words: insertions, deletions, substitutions and swaps of neighbours (optimal string alignment,
/// Damerau 1964).
#[must_use]
pub fn edits(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for i in 1..=left.len() {
        let mut row = vec![i];
        for j in 1..=right.len() {
            let substitution = above[j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut best = substitution.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[right.len()]
}

/// `1 briefing`, `2 briefings`: a count with its noun.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{count, edits, nearest, one_line, slug, sort_key};

    #[test]
    fn names_stand_where_a_reader_looks_for_them() {
        let mut names = ["Zebra", "Über", "uber", "apple", "Éclair", "Apple pie", "zoo"];
        names.sort_by_cached_key(|name| sort_key(name));
        assert_eq!(names, ["apple", "Apple pie", "Éclair", "uber", "Über", "Zebra", "zoo"]);
    }

    #[test]
    fn slugs_keep_letters_of_every_script() {
        for (text, expected) in [
            ("Why It Matters?", "why-it-matters"),
            ("  US–China: R&D  ", "us-china-r-d"),
            ("don’t panic", "dont-panic"),
            ("上海 AI 实验室", "上海-ai-实验室"),
            ("e\u{301}te\u{301}", "été"),
            ("…", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn white_space_becomes_single_spaces() {
        for (text, expected) in [
            ("a b", "a b"),
            (" a \n b\u{a0}c ", "a b c"),
            ("a  b", "a b"),
            (" a", "a"),
            ("a ", "a"),
            ("a\tb", "a b"),
            (" ", ""),
            ("", ""),
            ("é  è", "é è"),
        ] {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_near_miss_finds_its_word_and_a_far_one_does_not() {
        let known = ["tags", "title", "draft", "summary"];
        assert_eq!(nearest("tgas", known), Some("tags"));
        assert_eq!(nearest("Drfat", known), Some("draft"));
        assert_eq!(nearest("summry", known), Some("summary"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("it", known), None);
        assert_eq!(edits("abc", "acb"), 1);
    }

    #[test]
    fn counts_read_as_english() {
        assert_eq!((count(1, "entry"), count(2, "entry"), count(0, "page")), ("1 entry".into(), "2 entries".into(), "0 pages".into()));
    }
}
