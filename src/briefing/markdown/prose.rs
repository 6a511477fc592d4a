//! What is read rather than shown: how many words there are, and the plain text that opens a briefing.

use crate::base::spelling::is_ideograph;

const CUT_AT: usize = 300;

/// Counts words over many pieces of text.
///
/// A word is what stands between white space or em dashes and holds a letter or digit, as word processors count
/// (`re-elect` and `don't` are one each). A Chinese or Japanese character, whose scripts write no spaces, is one.
#[derive(Debug, Default)]
pub(super) struct Words {
    count: usize,
    inside: bool,
}

impl Words {
    /// Reads on; a word may begin in one piece and end in a later one.
    pub(super) fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if self.inside {
                // Whatever else is visible in ASCII goes on with the word.
                let Some(length) = bytes[at..].iter().position(|byte| !byte.is_ascii_graphic()) else { return };
                at += length;
            }
            match bytes[at] {
                b' ' => self.inside = false,
                byte if byte.is_ascii_alphanumeric() => self.begin(),
                _ => {
                    let character = text[at..].chars().next().unwrap_or_default();
                    self.read_character(character);
                    at += character.len_utf8();
                    continue;
                }
            }
            at += 1;
        }
    }

    /// Reads any character at all.
    fn read_character(&mut self, character: char) {
        if character.is_whitespace() || character == '—' {
            self.inside = false;
        } else if is_ideograph(character) {
            self.inside = false;
            self.count += 1;
        } else if !self.inside && character.is_alphanumeric() {
            self.begin();
        }
    }

    fn begin(&mut self) {
        self.inside = true;
        self.count += 1;
    }

    /// Ends a word: a line or a block ends here.
    pub(super) fn pause(&mut self) {
        self.inside = false;
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }
}

/// The beginning of a text on one line: whole if it is short, else up to the end of a word and an ellipsis.
pub(super) fn opening(text: &str) -> String {
    let text = first_words(text);
    let Some((limit, _)) = text.char_indices().nth(CUT_AT) else { return text };
    let end = text[..limit].rfind(char::is_whitespace).unwrap_or(limit);
    format!("{}…", text[..end].trim_end_matches(|character: char| !character.is_alphanumeric()))
}

/// The words of a text with single spaces between them, until there are more characters than are kept.
fn first_words(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += word.chars().count();
        if length > CUT_AT {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Words, opening};

    #[test]
    fn words_are_counted_as_people_do() {
        for (pieces, expected) in [
            (&["Two words."][..], 2),
            (&["don", "’", "t re-elect — 100+ $5bn"], 4),
            (&["one—two"], 2),
            (&["上海 AI 实验室"], 6),
            (&["서울 특별시"], 2),
            (&["", " - * "], 0),
        ] {
            let mut words = Words::default();
            pieces.iter().for_each(|piece| words.read(piece));
            assert_eq!(words.count(), expected, "{pieces:?}");
        }
    }

    #[test]
    fn an_opening_ends_at_a_word() {
        assert_eq!(opening(" Short. "), "Short.");
        assert_eq!(opening(&"word, ".repeat(80)), format!("{}word…", "word, ".repeat(49)));
        assert_eq!(opening(&"字".repeat(400)), format!("{}…", "字".repeat(300)));
        let long = "ab ".repeat(99);
        assert_eq!(opening(&format!("{long}abc")), format!("{long}abc"));
        assert_eq!(opening(&format!("{long}abcd")), format!("{}…", long.trim_end()));
        assert_eq!(opening(&format!("{long}abc d")), format!("{}…", long.trim_end()));
        assert_eq!(opening(" a \n b\u{a0}c "), "a b c");
    }
}
