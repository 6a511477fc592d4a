//! What can be wrong in the Markdown of a file, in words.
//!
//! A file tells at most [`LIMIT`] findings of one kind: a megabyte of tags on one line is one mistake, not a hundred
//! thousand copies of that line.

use std::ops::Range;

use crate::base::{Code, Diagnostic, Diagnostics, Place, SourceText};

const LIMIT: usize = 100;

/// The findings of one file.
pub(super) struct Findings<'a> {
    source: &'a SourceText,
    found: &'a mut Diagnostics,
    counts: Vec<(Code, usize)>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(source: &'a SourceText, found: &'a mut Diagnostics) -> Self {
        Self { source, found, counts: Vec::new() }
    }

    /// Adds what `fault` makes of the place of a byte range of the file.
    pub(super) fn add(&mut self, code: Code, span: Range<usize>, fault: impl FnOnce(Place) -> Diagnostic) {
        let index = self.counts.iter().position(|(known, _)| *known == code).unwrap_or_else(|| {
            self.counts.push((code, 0));
            self.counts.len() - 1
        });
        self.counts[index].1 += 1;
        match self.counts[index].1 {
            count if count < LIMIT => self.found.push(fault(self.source.place(span))),
            LIMIT => self.found.push(
                fault(self.source.place(span)).hint(format!("this is the {LIMIT}th of its kind in this file; further ones are not listed")),
            ),
            _ => {}
        }
    }
}

pub(super) fn parser_failed(place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0310, "the Markdown parser failed on this text, so none of it can be shown")
        .at(place)
        .hint("this is a mistake of the parser; take out parts of the file to find the spot, write it differently, and please report it")
}

pub(super) fn image_without_text(place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0304, "this image has no alternative text")
        .at(place)
        .hint("say between the square brackets what it shows, for readers who cannot see it: `![Two chips side by side](chips.png)`")
}

pub(super) fn raw_html(place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0305, "raw HTML is not allowed here and is shown as text")
        .at(place)
        .hint("write it as Markdown, put a backslash before `<` if it is meant as text, or set `markdown.raw_html: allow`")
}

pub(super) fn open_comment(place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0305, "this HTML comment is never closed, so it is shown as text").at(place).hint("close it with `-->`")
}

pub(super) fn forbidden_scheme(place: Place, scheme: &str, allowed: &str) -> Diagnostic {
    Diagnostic::new(Code::W0306, format!("the scheme `{scheme}:` is not allowed, so only the text is shown"))
        .at(place)
        .hint(format!("allowed are {allowed}; if it is the name of a file, write `./` before it"))
}

pub(super) fn undefined_footnote(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(Code::W0307, format!("the footnote `{name}` is not defined"))
        .at(place)
        .hint(format!("define it on a line of its own, `[^{name}]: …`, or put a backslash before the bracket to make it text"))
}

pub(super) fn broken_call(place: Place, why: &str) -> Diagnostic {
    Diagnostic::new(Code::E0320, format!("this component cannot be read: {why}"))
        .at(place)
        .hint("write `{{<name key=\"text\"/>}}`; to show the bracket itself, put a backslash before it")
}
