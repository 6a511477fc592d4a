//! What stands in a line: text, code, breaks, links.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::faults::{forbidden_scheme, undefined_footnote};
use super::fragment::Fill;
use super::headings::push_anchor_address;
use super::links::{Destination, allowed_schemes, of_link, push_address};
use super::writer::Writer;
use super::{Reference, ReferenceKind, bare};
use crate::base::Code;

/// What ends a link that is open.
pub(super) enum OpenLink {
    /// `</a>`.
    Anchor,
    /// Nothing: only its text is shown.
    Text,
    /// A bracket, and a citation with this label and range: `[words][@wire]`.
    Brackets(String, Range<usize>),
}

/// Whether a link is one only because its label is a citation.
pub(super) fn is_unknown(kind: LinkType) -> bool {
    matches!(kind, LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown)
}

impl<'a> Writer<'a> {
    /// Takes text. Text with an address in it waits until all of the address has come.
    pub(super) fn text(&mut self, text: CowStr<'a>, span: &Range<usize>) {
        if !self.run.is_empty() || (self.links.is_empty() && bare::may_hold_address(&text)) {
            self.run.push(bare::Piece { text, span: span.clone() });
        } else {
            self.put_text(&text, span);
        }
    }

    /// Writes text, and notes its words and its plain form.
    pub(super) fn put_text(&mut self, text: &str, span: &Range<usize>) {
        self.out.push_text(text);
        self.note_text(text, span);
        if text == "[" {
            self.look_for_footnote(span);
        }
    }

    pub(super) fn note_text(&mut self, text: &str, span: &Range<usize>) {
        self.words.read(text);
        let text = if self.in_facts() { as_written(text, self.written(span)) } else { text };
        self.block.note(text);
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        self.words.pause();
        self.block.note(code);
        self.out.push("<code>");
        self.out.push_text(code);
        self.out.push("</code>");
    }

    pub(super) fn line_break(&mut self, html: &str) {
        self.words.pause();
        self.block.note(" ");
        self.out.push(html);
    }

    /// The parser shows `[^name]` as text if nothing defines it. Its bracket comes as a text of its own.
    fn look_for_footnote(&mut self, span: &Range<usize>) {
        let text = &self.prepared.text;
        let Some(rest) = text.get(span.end..).and_then(|rest| rest.strip_prefix('^')) else { return };
        let Some(name) = rest.find([']', '[', '\n', '\r']).map(|end| &rest[..end]).filter(|name| !name.is_empty()) else { return };
        let end = span.end + 1 + name.len() + 1;
        let is_escaped = text[..span.start].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        if is_escaped || name.len() > 200 || text.as_bytes().get(end - 1) != Some(&b']') {
            return;
        }
        let span = self.in_file(&(span.start..end));
        self.findings.add(Code::W0307, span, |place| undefined_footnote(place, name));
    }

    pub(super) fn start_link(&mut self, (kind, label): (LinkType, &str), destination: &str, title: &str, span: &Range<usize>) {
        if is_unknown(kind) {
            return self.start_citation(kind, label, span);
        }
        if self.in_link() {
            return self.links.push(OpenLink::Text);
        }
        let address = if kind == LinkType::Email { Cow::Owned(format!("mailto:{destination}")) } else { Cow::Borrowed(destination) };
        let written = match of_link(&address) {
            Destination::Forbidden(scheme) => {
                let span = self.in_file(span);
                self.findings.add(Code::W0306, span, |place| forbidden_scheme(place, &scheme, &allowed_schemes(false)));
                return self.links.push(OpenLink::Text);
            }
            written => written,
        };
        self.out.push("<a");
        self.link_address(&written, destination, span);
        if !title.is_empty() {
            self.out.push(" title=\"");
            self.out.push_text(title);
            self.out.push("\"");
        }
        self.out.push(">");
        self.links.push(OpenLink::Anchor);
    }

    fn link_address(&mut self, to: &Destination<'_>, destination: &str, span: &Range<usize>) {
        match to {
            Destination::Outside(address) => {
                self.out.push(" href=\"");
                push_address(&mut self.out.text, address);
                return self.out.push("\"");
            }
            Destination::Anchor(id) => {
                self.out.push(" href=\"");
                push_anchor_address(&mut self.out, id);
                self.out.push("\"");
            }
            Destination::Inside | Destination::Forbidden(_) => self.out.hole(Fill::Link(self.references.len())),
        }
        let reference = Reference { kind: ReferenceKind::Link, destination: destination.to_owned(), span: self.in_file(span) };
        // `#` and `#top` lead to the top of any page (HTML, 7.4.6.4), so there is nothing to check.
        if !matches!(to, Destination::Anchor("" | "top")) {
            self.references.push(reference);
        }
    }

    /// Whether a link is open, inside which there may be no other (HTML, 4.5.1). The parser lets `[<https://x>](y)` pass.
    pub(super) fn in_link(&self) -> bool {
        self.links.iter().any(|link| matches!(link, OpenLink::Anchor))
    }

    pub(super) fn end_link(&mut self) {
        match self.links.pop() {
            Some(OpenLink::Anchor) => self.out.push("</a>"),
            Some(OpenLink::Brackets(label, span)) => self.end_brackets(&label, &span),
            Some(OpenLink::Text) | None => {}
        }
    }
}

/// The text as its author typed it: smart punctuation taken back.
pub(super) fn as_written<'a>(text: &'a str, written: &'a str) -> &'a str {
    let is_typed = |byte: u8| matches!(byte, b'"' | b'\'' | b'-' | b'.');
    if text != written && !written.is_empty() && written.bytes().all(is_typed) { written } else { text }
}
