//! Footnotes: marks in the text, notes at its end, links in both directions.
//!
//! A note gets its number when the finished text is read from its beginning: first by the marks in the text, the key
//! facts included, then by those in the notes themselves. Only then are marks written, so a note may be defined anywhere.
//! A note that nothing refers to is left out.

use rustc_hash::FxHashMap;

use super::anchors::Anchors;
use super::fragment::{Draft, Fill, Fragment, Slot};
use super::headings::push_anchor_address;
use super::tables::{DraftCell, DraftFacts, DraftRow};
use super::writer::Writer;
use super::{Cell, FactRow, FactTable};
use crate::base::spelling::{folded, slug};

/// The footnotes of a file.
#[derive(Debug, Default)]
pub(super) struct Notes {
    by_name: FxHashMap<String, usize>,
    notes: Vec<Note>,
    /// The notes that are being read, the innermost last.
    open: Vec<usize>,
    /// The notes that have a number, in order.
    numbered: Vec<usize>,
}

#[derive(Debug, Default)]
struct Note {
    name: String,
    body: Option<Draft>,
    /// From one; zero until something refers to it.
    number: usize,
    id: String,
    /// The ids of the marks that refer to it.
    marks: Vec<String>,
    /// How many of the marks are written.
    written: usize,
}

impl Writer<'_> {
    pub(super) fn note_mark(&mut self, name: &str) {
        let note = self.notes.find(name);
        self.out.open(Slot::Note(note));
    }
}

impl Notes {
    fn find(&mut self, name: &str) -> usize {
        *self.by_name.entry(folded(name)).or_insert_with(|| {
            self.notes.push(Note { name: name.to_owned(), ..Note::default() });
            self.notes.len() - 1
        })
    }

    /// A definition begins.
    pub(super) fn start(&mut self, name: &str) {
        let note = self.find(name);
        self.open.push(note);
    }

    /// The definition that began last ends. Of several for one name the first counts, as for links.
    pub(super) fn end(&mut self, body: Draft) {
        if let Some(note) = self.open.pop().and_then(|note| self.notes.get_mut(note)) {
            note.body.get_or_insert(body);
        }
    }

    /// Writes the marks and appends the notes.
    pub(super) fn place(mut self, body: Draft, facts: Option<DraftFacts>, anchors: &mut Anchors) -> (Fragment, Option<FactTable>) {
        if self.notes.is_empty() {
            return (body.finish(), facts.map(|facts| fact_table(facts, Draft::finish)));
        }
        self.number(&body, facts.as_ref(), anchors);
        let mut out = Draft::with_capacity(body.text.len() * 2);
        self.write(&body, &mut out);
        let facts = facts.map(|facts| {
            fact_table(facts, |cell| {
                let mut out = Draft::default();
                self.write(&cell, &mut out);
                out.finish()
            })
        });
        self.write_notes(&mut out);
        (out.finish(), facts)
    }

    fn number(&mut self, body: &Draft, facts: Option<&DraftFacts>, anchors: &mut Anchors) {
        for slot in body.slots() {
            match slot {
                Slot::Note(note) => self.refer(note, anchors),
                Slot::Hole(Fill::Facts) => {
                    let cells = facts.into_iter().flat_map(DraftFacts::cells);
                    cells.for_each(|cell| self.refer_all(&cell.html, anchors));
                }
                Slot::Hole(_) => {}
            }
        }
        let mut next = 0;
        while let Some(index) = self.numbered.get(next).copied() {
            let note = self.notes[index].body.take().unwrap_or_default();
            self.refer_all(&note, anchors);
            self.notes[index].body = Some(note);
            next += 1;
        }
    }

    fn refer_all(&mut self, draft: &Draft, anchors: &mut Anchors) {
        for slot in draft.slots() {
            if let Slot::Note(note) = slot {
                self.refer(note, anchors);
            }
        }
    }

    fn refer(&mut self, index: usize, anchors: &mut Anchors) {
        let Some(note) = self.notes.get_mut(index).filter(|note| note.body.is_some() || note.number > 0) else { return };
        let mut name = slug(&note.name);
        if note.number == 0 {
            self.numbered.push(index);
            note.number = self.numbered.len();
            note.id = anchors.claim(format!("fn-{}", if name.is_empty() { note.number.to_string() } else { name.clone() }));
        }
        if name.is_empty() {
            name = note.number.to_string();
        }
        let wanted = if note.marks.is_empty() { format!("fnref-{name}") } else { format!("fnref-{name}-{}", note.marks.len() + 1) };
        note.marks.push(anchors.claim(wanted));
    }

    /// Copies a draft with its marks written.
    fn write(&mut self, draft: &Draft, out: &mut Draft) {
        for (piece, slot) in draft.pieces() {
            out.push(piece);
            match slot {
                Some(Slot::Hole(fill)) => out.hole(fill),
                Some(Slot::Note(note)) => self.write_mark(note, out),
                None => {}
            }
        }
    }

    fn write_mark(&mut self, index: usize, out: &mut Draft) {
        let Some(note) = self.notes.get_mut(index) else { return };
        let Some(id) = note.marks.get(note.written) else {
            return out.push_text(&format!("[^{}]", note.name));
        };
        note.written += 1;
        out.push("<sup class=\"footnote-ref\"><a id=\"");
        out.push_text(id);
        out.push("\" href=\"");
        push_anchor_address(out, &note.id);
        out.push(&format!("\" role=\"doc-noteref\">{}</a></sup>", note.number));
    }

    fn write_notes(&mut self, out: &mut Draft) {
        if self.numbered.is_empty() {
            return;
        }
        out.fresh_line();
        out.push("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for index in std::mem::take(&mut self.numbered) {
            let body = self.notes[index].body.take().unwrap_or_default();
            out.push("<li id=\"");
            out.push_text(&self.notes[index].id);
            out.push("\">\n");
            self.write(&body, out);
            self.notes[index].write_back_links(out);
            out.push("</li>\n");
        }
        out.push("</ol>\n</section>\n");
    }
}

impl Note {
    /// Ends a note with a link to each of its marks, inside its last paragraph if it ends in one.
    fn write_back_links(&self, out: &mut Draft) {
        const END: &str = "</p>\n";
        let ends_in_paragraph = out.text.ends_with(END);
        if ends_in_paragraph {
            out.text.truncate(out.text.len() - END.len());
        }
        for (index, mark) in self.marks.iter().enumerate() {
            out.push(" <a href=\"");
            push_anchor_address(out, mark);
            out.push("\" role=\"doc-backlink\" aria-label=\"Back to the text");
            match index {
                0 => out.push("\">↩</a>"),
                _ => out.push(&format!(", mark {0}\">↩<sup>{0}</sup></a>", index + 1)),
            }
        }
        out.push(if ends_in_paragraph { END } else { "\n" });
    }
}

fn fact_table(facts: DraftFacts, mut finish: impl FnMut(Draft) -> Fragment) -> FactTable {
    let mut cell = |cell: DraftCell| Cell { text: cell.text, html: finish(cell.html), span: cell.span };
    let mut row = |row: DraftRow| FactRow { cells: row.cells.into_iter().map(&mut cell).collect(), span: row.span };
    let columns = facts.columns.into_iter().map(|column| column.text).collect();
    FactTable { columns, rows: facts.rows.into_iter().map(&mut row).collect(), span: facts.span }
}
