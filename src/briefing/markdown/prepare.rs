//! Makes three things sure that the parser leaves open, and keeps the way back to the file.
//!
//! Line endings: every one becomes `\n`, so that a checkout with other line endings gives the same page (the parser
//! makes two spaces of one `\r\n` in code).
//!
//! Tables: GitHub lets one begin right below a line of text, with or without leading pipes, and below a list item. The
//! parser (as its documentation says) wants a leading pipe there, and knows no table in a lazy continuation line; what it
//! does not know it shows as text, with `---|---` turned into dashes. So a blank line is put before such a table, and
//! tabs in a delimiter row become spaces. A header row and its delimiter row count by the rule of GFM 4.10, as the
//! parser counts them: what is separated here is a table there.
//!
//! Components: each call is lifted out (see `calls`), and one that is alone in its line gets a blank line on either side, so
//! that it is a paragraph of its own.
//!
//! A text that needs nothing of this is borrowed, and every offset of a changed one leads back to the file.

use std::borrow::Cow;
use std::ops::Range;

use super::calls::{self, Lifted};
use super::lines::{Line, Lines, is_delimiter_row};
use super::scan::{Edit, edits};

/// A text for the parser, and the way back to the file.
pub(super) struct Prepared<'a> {
    /// What the parser reads.
    pub(super) text: Cow<'a, str>,
    /// Where the text begins in the file.
    start: usize,
    insertions: Vec<Insertion>,
    /// What was lifted out before the insertions.
    pub(super) lifted: Lifted,
    /// Where, in the text before that, a `\r` was dropped.
    dropped: Vec<usize>,
}

struct Insertion {
    /// Where the inserted bytes stand in the prepared text.
    at: Range<usize>,
    /// How many bytes were inserted before them.
    before: usize,
}

impl Prepared<'_> {
    /// The bytes of the file that a range of the prepared text stands for.
    pub(super) fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.offset(range.start)..self.offset(range.end).max(self.offset(range.start))
    }

    fn offset(&self, offset: usize) -> usize {
        let index = self.insertions.partition_point(|insertion| insertion.at.start <= offset);
        let inserted = index.checked_sub(1).and_then(|last| self.insertions.get(last)).map_or(0, |last| {
            let passed = offset.min(last.at.end).saturating_sub(last.at.start);
            last.before + passed
        });
        self.plain_offset(self.lifted.before(offset.saturating_sub(inserted)))
    }

    /// The bytes of the file that a range of a lifted piece stands for.
    pub(super) fn lifted_in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.plain_offset(range.start)..self.plain_offset(range.end)
    }

    fn plain_offset(&self, offset: usize) -> usize {
        self.start + offset + self.dropped.partition_point(|dropped| *dropped < offset)
    }
}

/// Prepares the Markdown that begins at `start` in its file.
pub(super) fn prepare(text: &str, start: usize) -> Prepared<'_> {
    let (text, dropped) = with_plain_lines(text);
    let (text, lifted) = calls::lift(text);
    let edits = if !lifted.is_empty() || has_table_below_text(&text) { edits(&text, &lifted) } else { Vec::new() };
    if edits.is_empty() {
        return Prepared { text, start, insertions: Vec::new(), lifted, dropped };
    }
    let (text, insertions) = edited(&text, &edits);
    Prepared { text: Cow::Owned(text), start, insertions, lifted, dropped }
}

/// The text with `\n` for every line ending, and where in it a `\r` was dropped.
fn with_plain_lines(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    let mut dropped = Vec::new();
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return (Cow::Borrowed(text), dropped);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for end in memchr::memchr_iter(b'\r', text.as_bytes()) {
        out.push_str(&text[from..end]);
        from = end + 1;
        if text[from..].starts_with('\n') { dropped.push(out.len()) } else { out.push('\n') }
    }
    out.push_str(&text[from..]);
    (Cow::Owned(out), dropped)
}

fn edited(text: &str, edits: &[Edit]) -> (String, Vec<Insertion>) {
    let mut out = String::with_capacity(text.len() + edits.len() * 4);
    let mut insertions = Vec::new();
    let (mut from, mut inserted) = (0, 0);
    for edit in edits {
        match edit {
            Edit::BlankLine { at, prefix } => {
                out.push_str(&text[from..*at]);
                let begin = out.len();
                out.push_str(&text[prefix.clone()]);
                out.push('\n');
                insertions.push(Insertion { at: begin..out.len(), before: inserted });
                inserted += out.len() - begin;
                from = *at;
            }
            Edit::Space { at } => {
                out.push_str(&text[from..*at]);
                out.push(' ');
                from = at + 1;
            }
        }
    }
    out.push_str(&text[from..]);
    (out, insertions)
}

/// Whether it is worth a closer look: some delimiter row holds a tab, or its header row stands below a line of text.
fn has_table_below_text(text: &str) -> bool {
    let mut looked_until = 0;
    memchr::memchr_iter(b'|', text.as_bytes()).any(|pipe| {
        if pipe < looked_until {
            return false;
        }
        let row = Lines::line_at(text, pipe);
        looked_until = row.end;
        is_delimiter_row(row.content(text)) && (row.text(text).contains('\t') || has_text_above_header(text, &row))
    })
}

fn has_text_above_header(text: &str, row: &Line) -> bool {
    let above = |line: &Line| line.start.checked_sub(1).map(|end| Lines::line_at(text, end));
    above(row).as_ref().and_then(above).is_some_and(|line| !line.content(text).is_empty())
}
