//! The one escaping writer: every sink of text in HTML, XML or an attribute goes through it.

use std::convert::Infallible;
use std::fmt;
use std::io::{self, Write};

/// Appends `text` to `out` so that it is safe as HTML or XML text and inside a quoted attribute.
///
/// `& < > " '` become references; control characters that XML 1.0 forbids (all but tab, line feed and carriage
/// return) and the two non-characters U+FFFE and U+FFFF are dropped.
pub fn push_escaped(out: &mut String, text: &str) {
    let Ok(()) = pieces(text, |piece| {
        out.push_str(piece);
        Ok::<(), Infallible>(())
    });
}

/// [`push_escaped`] for a stream of bytes, without a string between.
///
/// # Errors
/// The stream refused a piece.
pub fn write_escaped(out: &mut dyn Write, text: &str) -> io::Result<()> {
    pieces(text, |piece| out.write_all(piece.as_bytes()))
}

/// Hands out `text` piece by piece: the stretches that pass as they are, and what stands for the rest.
fn pieces<E>(text: &str, mut put: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let bytes = text.as_bytes();
    let (mut clean_from, mut at) = (0, 0);
    while let Some(index) = next_marked(bytes, at) {
        at = index + 1;
        let (replacement, length) = match CLASSES[usize::from(bytes[index])] {
            1 => ("&amp;", 1),
            2 => ("&lt;", 1),
            3 => ("&gt;", 1),
            4 => ("&quot;", 1),
            5 => ("&#39;", 1),
            6 => ("", 1),
            7 if matches!(bytes.get(at..at + 2), Some([0xbf, 0xbe | 0xbf])) => ("", 3),
            _ => continue,
        };
        put(&text[clean_from..index])?;
        put(replacement)?;
        clean_from = index + length;
        at = clean_from;
    }
    put(&text[clean_from..])
}

/// The first byte from `from` on that may ask for something.
///
/// This is the hottest loop of feeds and pages, and nearly every byte is plain: eight at a time are dismissed as one
/// number, which takes half the instructions of looking up each (a quarter where there is no markup).
fn next_marked(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (words, last) = rest.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            return Some(from + index * 8 + marks.trailing_zeros() as usize / 8);
        }
    }
    let index = last.iter().position(|byte| CLASSES[usize::from(*byte)] != 0)?;
    Some(from + words.len() * 8 + index)
}

/// Of eight bytes, the high bit of the first that may have a class, perhaps of later ones too, and nothing else; a line
/// feed looks as if. Subtracting one from each byte at once sets that bit where a byte was zero, or one before it.
fn marks(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    // `&` and `'` differ in their last bit, `<` and `>` in the one before.
    let pairs = equal(word & !ONES, b'&') | equal(word | (ONES * 2), b'>');
    (below(word, 0x20) | pairs | equal(word, b'"') | equal(word, 0x7f) | equal(word, 0xef)) & (ONES * 0x80)
}

/// What each byte asks for: nothing, one of the references, to be dropped, or (the first byte of U+FFFE and U+FFFF, as
/// of others) a closer look.
const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        if !matches!(control, 0x9 | 0xa | 0xd) {
            classes[control] = 6;
        }
        control += 1;
    }
    classes[0x7f] = 6;
    classes[b'&' as usize] = 1;
    classes[b'<' as usize] = 2;
    classes[b'>' as usize] = 3;
    classes[b'"' as usize] = 4;
    classes[b'\'' as usize] = 5;
    classes[0xef] = 7;
    classes
}

/// A text that is escaped while it is printed.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        pieces(self.0, |piece| out.write_str(piece))
    }
}

/// [`push_escaped`] into a new string.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// The text of an HTML fragment: tags removed, the references that [`push_escaped`] makes resolved.
///
/// For fragments that this program wrote; it is no parser for HTML of others.
#[must_use]
pub fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('<') { rest.find('>').map_or("", |end| &rest[end + 1..]) } else { push_reference(&mut out, rest) };
    }
    out.push_str(rest);
    out
}

fn push_reference<'a>(out: &mut String, rest: &'a str) -> &'a str {
    const REFERENCES: [(&str, char); 6] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&nbsp;", '\u{a0}')];
    for (reference, character) in REFERENCES {
        if let Some(after) = rest.strip_prefix(reference) {
            out.push(character);
            return after;
        }
    }
    out.push('&');
    &rest[1..]
}

/// The words of a message, what stands between backticks as code.
#[must_use]
pub fn with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let part =
        |(index, part): (usize, &&str)| if index.is_multiple_of(2) { escaped(part) } else { format!("<code>{}</code>", escaped(part)) };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CLASSES, escaped, next_marked, text_of, with_code, write_escaped};

    #[test]
    fn markup_and_control_characters_never_pass() {
        assert_eq!(escaped("a<b> & \"c\" 'd'\0\u{1b}e\n"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;e\n");
        assert_eq!(escaped(&"plain, and longer than sixteen bytes & ".repeat(2)), "plain, and longer than sixteen bytes &amp; ".repeat(2));
        assert_eq!(escaped("\u{fffe}é\u{ffff}\u{fffd}\u{7f}\u{85}ﬁ\t"), "é\u{fffd}\u{85}ﬁ\t");
    }

    #[test]
    fn no_mark_is_missed_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut word = [b'x'; 8];
                word[place] = byte;
                let found = next_marked(&word, 0);
                assert!(found == Some(place) || found.is_none() && CLASSES[usize::from(byte)] == 0, "{byte:#x} at {place}");
            }
        }
        for before in 0..40 {
            let plain = "é".repeat(before);
            let text = format!("{plain}<\n\u{ffff}\u{fb01}\u{1}'&{plain}");
            let expected = format!("{plain}&lt;\n\u{fb01}&#39;&amp;{plain}");
            assert_eq!(escaped(&text), expected, "{before}");
            let mut written = Vec::new();
            assert!(write_escaped(&mut written, &text).is_ok());
            assert_eq!(written, expected.as_bytes(), "{before}");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_escaped_as_its_characters_are(text in "[a-d&<>\"'\u{0}-\u{20}\u{7f}\u{80}\u{ffdc}-\u{ffff}é]{0,60}") {
            let each = |one: char| match one {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '"' => "&quot;".to_owned(),
                '\'' => "&#39;".to_owned(),
                '\t' | '\n' | '\r' => one.to_string(),
                '\0'..'\u{20}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => String::new(),
                _ => one.to_string(),
            };
            prop_assert_eq!(escaped(&text), text.chars().map(each).collect::<String>());
        }
    }

    #[test]
    fn text_of_undoes_escaping() {
        let text = "R&D <strong> \"x\"";
        assert_eq!(text_of(&format!("<em>{}</em> & co", escaped(text))), format!("{text} & co"));
    }

    #[test]
    fn code_in_messages_is_code_unless_its_marks_do_not_match() {
        for (text, expected) in
            [("plain", "plain"), ("a `<b>` c `d`", "a <code>&lt;b&gt;</code> c <code>d</code>"), ("`a` or `", "`a` or `"), ("", "")]
        {
            assert_eq!(with_code(text), expected);
        }
    }
}
