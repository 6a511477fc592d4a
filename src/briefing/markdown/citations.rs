//! Citations: `[@wire]`, `[@wire, p. 3]`, `[@wire, "exact words"]`, `[@a; @b, p. 2]`.
//!
//! The parser asks about brackets that no definition makes a link; those that begin with `@` and the id of a source are
//! citations. Printed is the number of the source, in the order of first citation. An id is letters, digits and `_`,
//! with `-`, `.`, `:`, `/` and `+` inside; behind it, after a comma or a space, stand words in quotation marks, a
//! locator, or both. A backslash keeps the next character from meaning anything.

use std::mem;
use std::ops::Range;

use pulldown_cmark::LinkType;

use super::fragment::Draft;
use super::headings::push_anchor_address;
use super::inline::OpenLink;
use super::writer::{Mode, Writer};
use super::{Citation, Fill};

const QUOTES: [(char, char); 5] = [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」')];

/// Whether the text between brackets is a citation.
pub(super) fn is_citation(label: &str) -> bool {
    source_id(label.trim_start()).is_some()
}

/// The id at the beginning of a text, without its `@`, and what follows it.
fn source_id(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix('@')?;
    let is_inside = |character: char| character.is_alphanumeric() || "_-.:/+".contains(character);
    let word = &rest[..rest.find(|character| !is_inside(character)).unwrap_or(rest.len())];
    let id = word.trim_end_matches(|character: char| !(character.is_alphanumeric() || character == '_'));
    let begins = id.starts_with(|first: char| first.is_alphanumeric() || first == '_');
    begins.then(|| (id, &rest[id.len()..]))
}

/// One source of a citation.
#[derive(Debug, PartialEq, Eq)]
struct Cited {
    source: String,
    locator: Option<String>,
    quote: Option<String>,
}

/// The sources between the brackets.
fn cited(label: &str) -> Vec<Cited> {
    parts(label).into_iter().filter_map(|part| one(part.trim())).collect()
}

/// Cuts a label at every semicolon outside quotation marks that another `@` follows.
fn parts(label: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut scan = Scan::default();
    for (at, character) in label.char_indices() {
        if scan.is_plain(character) && character == ';' && is_citation(&label[at + 1..]) {
            parts.push(&label[from..at]);
            from = at + 1;
        }
    }
    parts.push(&label[from..]);
    parts
}

fn one(part: &str) -> Option<Cited> {
    let (source, rest) = source_id(part)?;
    let (mut locator, mut quote) = (String::new(), String::new());
    let mut scan = Scan::default();
    for character in rest.chars() {
        let was_quoted = scan.closing.is_some();
        let is_plain = scan.is_plain(character);
        let opens_or_closes = was_quoted != scan.closing.is_some();
        if opens_or_closes || scan.escaped {
            continue;
        }
        if is_plain || !was_quoted { locator.push(character) } else { quote.push(character) }
    }
    let locator = locator.split(',').map(str::trim).filter(|piece| piece.contains(char::is_alphanumeric)).collect::<Vec<_>>().join(", ");
    let some = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(Cited { source: source.to_owned(), locator: some(locator), quote: some(quote) })
}

/// Where a walk over a label is: inside quotation marks, behind a backslash.
#[derive(Default)]
struct Scan {
    closing: Option<char>,
    escaped: bool,
}

impl Scan {
    /// Takes a character; whether it stands outside quotation marks and means what it is.
    fn is_plain(&mut self, character: char) -> bool {
        if mem::take(&mut self.escaped) {
            return false;
        }
        if character == '\\' {
            self.escaped = true;
            return false;
        }
        match self.closing {
            Some(closing) if closing == character => self.closing = None,
            Some(_) => {}
            None => {
                self.closing = QUOTES.iter().find(|(opening, _)| *opening == character).map(|(_, closing)| *closing);
                return self.closing.is_none();
            }
        }
        false
    }
}

impl Writer<'_> {
    /// A link that is one only because its label is a citation.
    pub(super) fn start_citation(&mut self, kind: LinkType, label: &str, span: &Range<usize>) {
        if kind != LinkType::ReferenceUnknown {
            self.cite(label, span);
            self.mode = Mode::Passed(0);
            return;
        }
        // Two brackets in a row: `[@a][@b]` cites twice, `[words][@b]` is bracketed words and a citation.
        let first = self.written(span).strip_prefix('[').and_then(|rest| rest.find("][").map(|end| &rest[..end]));
        if let Some(first) = first.filter(|first| is_citation(first)) {
            self.cite(first, span);
            self.cite(label, span);
            self.mode = Mode::Passed(0);
        } else {
            self.put_text("[", &(span.end..span.end));
            self.links.push(OpenLink::Brackets(label.to_owned(), span.clone()));
        }
    }

    pub(super) fn end_brackets(&mut self, label: &str, span: &Range<usize>) {
        self.put_text("]", &(span.end..span.end));
        self.cite(label, span);
    }

    fn cite(&mut self, label: &str, span: &Range<usize>) {
        let span = self.in_file(span);
        self.drop_space();
        self.out.push("<sup class=\"citation\">");
        for (index, Cited { source, locator, quote }) in cited(label).into_iter().enumerate() {
            self.out.push(if index > 0 { ", " } else { "" });
            self.citations.push(Citation { source, locator, quote, span: span.clone() });
            self.push_number();
        }
        self.out.push("</sup>");
    }

    /// Takes back the space that people type before a citation and nobody prints before a raised number.
    fn drop_space(&mut self) {
        self.out.drop_spaces(self.block.mark);
        self.block.plain.truncate(self.block.plain.trim_end_matches([' ', '\n']).len());
    }

    /// Writes the number of the source cited last.
    fn push_number(&mut self) {
        let Some(citation) = self.citations.last() else { return };
        let next = self.sources.len() + 1;
        let number = *self.sources.entry(citation.source.clone()).or_insert(next);
        let id = self.anchors.claim(format!("cite-{}", self.citations.len()));
        if self.in_link() {
            self.out.push(&format!("<span id=\"{id}\">{number}</span>"));
        } else {
            push_link(&mut self.out, &id, (self.citations.len() - 1, &citation.source), number);
        }
    }
}

fn push_link(out: &mut Draft, id: &str, (position, source): (usize, &str), number: usize) {
    out.push(&format!("<a id=\"{id}\" href=\""));
    push_anchor_address(out, &format!("source-{source}"));
    out.hole(Fill::Cited(position));
    out.push(&format!("\">{number}</a>"));
}

#[cfg(test)]
mod tests {
    use super::{cited, is_citation};

    #[test]
    fn labels_are_read() {
        for (label, expected) in [
            ("@wire", &[("wire", "", "")][..]),
            ("@wire, p. 3", &[("wire", "p. 3", "")]),
            ("@wire p. 3, l. 4", &[("wire", "p. 3, l. 4", "")]),
            ("@wire, \"exact, words; @x\"", &[("wire", "", "exact, words; @x")]),
            ("@wire, “more than 100”, ch. 2", &[("wire", "ch. 2", "more than 100")]),
            ("@a; @b, p. 2;@c", &[("a", "", ""), ("b", "p. 2", ""), ("c", "", "")]),
            ("@a, p. 1; and more", &[("a", "p. 1; and more", "")]),
            ("@a, \"he \\\"said\\\" \\[…\\] so\"", &[("a", "", "he \"said\" […] so")]),
            ("@who/2024:t1.2.", &[("who/2024:t1.2", "", "")]),
            ("@上海", &[("上海", "", "")]),
            ("@a, \"open", &[("a", "", "open")]),
        ] {
            let found = cited(label);
            let found: Vec<(&str, &str, &str)> = found
                .iter()
                .map(|cited| (cited.source.as_str(), cited.locator.as_deref().unwrap_or(""), cited.quote.as_deref().unwrap_or("")))
                .collect();
            assert_eq!(found, expected, "{label}");
        }
        for text in ["@", "@ wire", "wire", "@-", "^@a", ""] {
            assert!(!is_citation(text), "{text}");
        }
    }
}
