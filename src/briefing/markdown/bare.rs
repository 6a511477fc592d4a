//! Bare addresses: `https://…` in running text becomes a link, by the rules of GFM 6.9 for `http` and `https`.
//!
//! The parser cuts text at every character that might be markup, so an address comes in pieces, some of them changed
//! by smart punctuation. The pieces are gathered up to the next element, and the address is read from them as they were
//! typed; what is no address is written as it came.

use std::mem;
use std::ops::Range;

use pulldown_cmark::CowStr;

use super::inline::as_written;
use super::links::push_address;
use super::writer::Writer;

/// A piece of text as it came, with its range in the prepared text.
pub(super) struct Piece<'a> {
    pub(super) text: CowStr<'a>,
    pub(super) span: Range<usize>,
}

/// Whether a text may hold the beginning of an address.
pub(super) fn may_hold_address(text: &str) -> bool {
    memchr::memchr_iter(b':', text.as_bytes()).any(|colon| text[colon..].starts_with("://"))
}

/// The text of all pieces as it was typed, and where addresses stand in it.
struct Run {
    typed: String,
    addresses: Vec<Range<usize>>,
}

impl Writer<'_> {
    /// Writes the pieces gathered, with links.
    pub(super) fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let pieces = mem::take(&mut self.run);
        let typed: String = pieces.iter().map(|piece| as_written(&piece.text, self.written(&piece.span))).collect();
        let follows_word = pieces.first().is_some_and(|first| self.prepared.text[..first.span.start].ends_with(is_word));
        let run = Run { addresses: addresses(&typed, follows_word), typed };
        let mut at = 0;
        for piece in &pieces {
            let range = at..at + as_written(&piece.text, self.written(&piece.span)).len();
            at = range.end;
            self.put_piece(piece, &run, range);
        }
    }

    /// Writes the piece that stands at a range of the run.
    fn put_piece(&mut self, piece: &Piece<'_>, run: &Run, range: Range<usize>) {
        let first = run.addresses.partition_point(|address| address.end <= range.start);
        let here = run.addresses[first..].iter().take_while(|address| address.start < range.end);
        let mut from = range.start;
        for address in here {
            let inside = address.start.max(from)..address.end.min(range.end);
            if from < inside.start {
                self.put_text(&run.typed[from..inside.start], &piece.span);
            }
            if address.start >= range.start {
                self.out.push("<a href=\"");
                push_address(&mut self.out.text, &run.typed[address.clone()]);
                self.out.push("\">");
            }
            self.out.push_text(&run.typed[inside.clone()]);
            self.note_text(&run.typed[inside.clone()], &piece.span);
            if address.end <= range.end {
                self.out.push("</a>");
            }
            from = inside.end;
        }
        match from {
            // Nothing of it belongs to an address: it stays as typographic as it came.
            _ if from == range.start => self.put_text(&piece.text, &piece.span),
            _ if from < range.end => self.put_text(&run.typed[from..range.end], &piece.span),
            _ => {}
        }
    }
}

/// The addresses in a text, in order.
fn addresses(text: &str, follows_word: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(colon) = text[from..].find("://").map(|at| from + at) {
        let address = address_around(text, colon, from, follows_word);
        from = address.as_ref().map_or(colon + 3, |address| address.end);
        found.extend(address);
    }
    found
}

fn address_around(text: &str, colon: usize, from: usize, follows_word: bool) -> Option<Range<usize>> {
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        colon
            .checked_sub(scheme.len())
            .filter(|start| *start >= from)
            .and_then(|start| text.get(start..colon))
            .is_some_and(|word| word.eq_ignore_ascii_case(scheme))
    })?;
    let start = colon - scheme.len();
    let after_word = if start == 0 { follows_word } else { text[..start].ends_with(is_word) };
    let rest = &text[colon + 3..];
    if after_word || !rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let end = rest.find(ends_address).unwrap_or(rest.len());
    Some(start..colon + 3 + trimmed(&rest[..end]).len())
}

/// What an address may not follow at once. Scripts without spaces between words are no obstacle.
fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

/// White space, brackets and quotes of any script, and full-width punctuation end an address.
fn ends_address(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '<' | '>' | '"' | '`' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '…' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// An address without the punctuation of the sentence around it: marks at its end, and brackets that it did not open.
fn trimmed(address: &str) -> &str {
    let count = |mark: u8| memchr::memchr_iter(mark, address.as_bytes()).count();
    let mut unopened = [(b')', count(b')').saturating_sub(count(b'('))), (b']', count(b']').saturating_sub(count(b'[')))];
    let mut end = address.len();
    while let Some(last) = address[..end].bytes().next_back() {
        let bracket = unopened.iter_mut().find(|(bracket, surplus)| *bracket == last && *surplus > 0);
        match bracket {
            Some((_, surplus)) => *surplus -= 1,
            None if b"?!.,:;*_~'|".contains(&last) => {}
            None => break,
        }
        end -= 1;
    }
    &address[..end]
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn an_address_leaves_the_sentence_its_punctuation() {
        for (text, expected) in [
            ("see https://x.org.", &["https://x.org"][..]),
            ("(https://x.org/a_(b)), https://y.org?", &["https://x.org/a_(b)", "https://y.org"]),
            ("“https://x.org/é”", &["https://x.org/é"]),
            ("HTTP://X.ORG/!", &["HTTP://X.ORG/"]),
            ("https://x.org/?a=b&c=d;", &["https://x.org/?a=b&c=d"]),
            ("见https://x.org。", &["https://x.org"]),
            ("https://x.org。", &["https://x.org"]),
            ("xhttps://x.org ftp://y http:// https://.", &[]),
            ("[https://x.org]", &["https://x.org"]),
            ("http://a:b@localhost:80/x*_~", &["http://a:b@localhost:80/x"]),
        ] {
            let found: Vec<&str> = addresses(text, false).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert!(addresses("https://x", true).is_empty());
    }
}
