//! The smallest steps of reading: words, phrases, dashes, and where a quantity may end.
//!
//! Every function takes the text from some point on and returns what it took with the rest, or the rest alone; a rest is
//! always a suffix of what came in. White space is Unicode's, which includes the no-break spaces U+00A0 and U+202F.

/// The longest run of letters at the start.
pub(super) fn word(text: &str) -> Option<(&str, &str)> {
    let ascii = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    // Most words end before any letter of another script has to be decoded.
    let end = match text.as_bytes().get(ascii) {
        Some(next) if !next.is_ascii() => text.find(|character: char| !character.is_alphabetic()).unwrap_or(text.len()),
        _ => ascii,
    };
    (end > 0).then(|| text.split_at(end))
}

/// Calls `look` with the word in lower case; words of other letters than ASCII, or of more than 16, are not looked up.
pub(super) fn folded<T>(word: &str, look: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0_u8; 16];
    let folded = buffer.get_mut(..word.len()).filter(|_| word.is_ascii())?;
    folded.copy_from_slice(word.as_bytes());
    folded.make_ascii_lowercase();
    look(std::str::from_utf8(folded).ok()?)
}

/// The rest after `phrase` in any ASCII letter case; a space in it stands for any white space, and a last letter must
/// end its word.
pub(super) fn phrase<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let mut at = 0;
    // Byte by byte, because most phrases differ from the text in their first word.
    for wanted in phrase.bytes() {
        if wanted == b' ' {
            at = text.len() - spaces(&text[at..])?.len();
        } else if text.as_bytes().get(at)?.eq_ignore_ascii_case(&wanted) {
            at += 1;
        } else {
            return None;
        }
    }
    let rest = &text[at..];
    let ended = !phrase.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphanumeric);
    ended.then_some(rest)
}

/// The rest after at least one white space.
pub(super) fn spaces(text: &str) -> Option<&str> {
    let rest = text.trim_start();
    (rest.len() < text.len()).then_some(rest)
}

/// The rest after `wanted` (a phrase) with white space before it.
pub(super) fn spaced_phrase<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    phrase(spaces(text)?, wanted)
}

/// The rest after one hyphen or dash.
pub(super) fn dash(text: &str) -> Option<&str> {
    text.strip_prefix(is_dash)
}

/// Hyphen, the dashes of General Punctuation, and the minus sign.
pub(super) fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The rest after a hyphen that joins words: not a dash.
pub(super) fn hyphen(text: &str) -> Option<&str> {
    text.strip_prefix(['-', '\u{2010}', '\u{2011}'])
}

/// The number of ASCII digits at the start.
pub(super) fn count_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The whole number of the first `count` bytes, which are digits; at most four of them.
pub(super) fn small_number(text: &str, count: usize) -> Option<(i16, &str)> {
    let (digits, rest) = text.split_at_checked(count.min(4))?;
    Some((digits.parse().ok()?, rest))
}

/// Whether a quantity may end here: not inside a word, a figure (`1.2.3`), a time (`9:30`) or a compound (`3-D`, `24/7`).
pub(super) fn ends(rest: &str) -> bool {
    let mut characters = rest.chars();
    let (Some(first), second) = (characters.next(), characters.next()) else { return true };
    let joins = second.is_some_and(char::is_alphanumeric);
    match first {
        ',' | ';' | ':' | '.' | '\'' | '’' => !joins,
        '\u{2014}' | '\u{2015}' => !second.is_some_and(char::is_numeric),
        _ if is_dash(first) => !(joins || second.is_some_and(is_dash)),
        '(' | ')' | ']' | '"' | '”' | '!' | '?' | '…' => true,
        _ => first.is_whitespace(),
    }
}
