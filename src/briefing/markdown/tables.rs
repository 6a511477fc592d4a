//! Tables, and the one that holds the key facts.
//!
//! The key facts are the first table below a heading that names them, or right below a paragraph that consists of that
//! name. Their table is not printed here: its cells are kept, as text and as HTML, and a hole is left in its place.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::fragment::{Draft, Fill, Mark};
use super::writer::Writer;
use crate::base::spelling::{folded, one_line};

/// A table that is being read.
pub(super) struct OpenTable {
    alignments: Vec<Alignment>,
    /// Which column the next cell is in.
    column: usize,
    in_head: bool,
    is_facts: bool,
    /// Whether a component reads it.
    is_read: bool,
    /// The cell that is open, in the prepared text.
    cell: Range<usize>,
}

/// The key facts while footnote marks in them have no number yet.
pub(super) struct DraftFacts {
    pub(super) columns: Vec<DraftCell>,
    pub(super) rows: Vec<DraftRow>,
    pub(super) span: Range<usize>,
}

/// One row of them.
pub(super) struct DraftRow {
    pub(super) cells: Vec<DraftCell>,
    pub(super) span: Range<usize>,
}

/// One cell of them.
pub(super) struct DraftCell {
    pub(super) text: String,
    pub(super) html: Draft,
    pub(super) span: Range<usize>,
}

impl DraftCell {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.html.text.is_empty()
    }
}

impl DraftFacts {
    /// All cells but the header's, in the order of the text.
    pub(super) fn cells(&self) -> impl Iterator<Item = &DraftCell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// Drops the columns in which nothing is written, such as one made by a pipe too many.
    fn drop_empty_columns(&mut self) {
        let is_kept = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
            self.columns.get(column).into_iter().chain(cells).any(|cell| !cell.is_empty())
        };
        let kept: Vec<bool> = (0..self.columns.len()).map(is_kept).collect();
        if kept.contains(&false) {
            retain(&mut self.columns, &kept);
            self.rows.iter_mut().for_each(|row| retain(&mut row.cells, &kept));
        }
    }
}

fn retain(cells: &mut Vec<DraftCell>, kept: &[bool]) {
    let mut kept = kept.iter();
    cells.retain(|_| kept.next().copied().unwrap_or(false));
}

/// Looks out for the name of the key facts.
pub(super) struct FactsWatch {
    /// The names, folded.
    names: Vec<String>,
    /// The last heading was such a name, and no table has come since.
    awaited: bool,
    /// The paragraph that ended last was such a name; here it begins.
    title: Option<Mark>,
}

impl FactsWatch {
    pub(super) fn new(names: &[String]) -> Self {
        Self { names: names.iter().map(|name| folded(&one_line(name))).collect(), awaited: false, title: None }
    }

    /// Whether a text is a name of the key facts, a colon at its end aside.
    pub(super) fn is_title(&self, text: &str) -> bool {
        let longest = self.names.iter().map(String::len).max().unwrap_or(0);
        // Long paragraphs are not folded for nothing; a folded text is at most three times as long as it was.
        if text.len() > longest * 3 + 64 {
            return false;
        }
        let text = one_line(text);
        let text = folded(text.strip_suffix([':', '：']).unwrap_or(&text).trim_end());
        self.names.contains(&text)
    }

    /// A heading has ended.
    pub(super) fn heading(&mut self, title: &str) {
        self.awaited = self.is_title(title);
    }

    /// A paragraph has ended that is a title.
    pub(super) fn begin_title(&mut self, mark: Mark) {
        self.title = Some(mark);
    }

    /// Something follows it: gives where it began, and forgets it.
    pub(super) fn end_of_title(&mut self) -> Option<Mark> {
        self.title.take()
    }
}

impl Writer<'_> {
    /// Whether the cells that are read belong to the key facts.
    pub(super) fn in_facts(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.is_facts)
    }

    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>, title: Option<Mark>, span: &Range<usize>) {
        let named = std::mem::take(&mut self.watch.awaited) || title.is_some();
        let is_facts = named && self.facts.is_none() && self.open_calls.is_empty();
        if is_facts {
            if let Some(title) = title {
                self.out.cut(title);
            }
            self.out.fresh_line();
            self.out.hole(Fill::Facts);
            self.out.push("\n");
            self.facts = Some(DraftFacts { columns: Vec::new(), rows: Vec::new(), span: self.in_file(span) });
        } else {
            self.out.fresh_line();
            self.out.push("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n");
        }
        let is_read = !is_facts && self.reads_table();
        self.table = Some(OpenTable { alignments, column: 0, in_head: false, is_facts, is_read, cell: 0..0 });
    }

    pub(super) fn start_head(&mut self) {
        if let Some(table) = &mut self.table {
            table.in_head = true;
        }
        self.push_unless_facts("<thead>\n<tr>");
    }

    pub(super) fn end_head(&mut self) {
        if let Some(table) = &mut self.table {
            table.in_head = false;
        }
        self.push_unless_facts("</tr>\n</thead>\n<tbody>\n");
    }

    pub(super) fn start_row(&mut self, span: &Range<usize>) {
        if let Some(table) = &mut self.table {
            table.column = 0;
        }
        if self.table.as_ref().is_some_and(|table| table.is_read) {
            self.note_row();
        }
        if !self.in_facts() {
            return self.out.push("<tr>");
        }
        let span = self.trimmed(span);
        if let Some(facts) = &mut self.facts {
            facts.rows.push(DraftRow { cells: Vec::new(), span });
        }
    }

    pub(super) fn end_row(&mut self) {
        self.push_unless_facts("</tr>\n");
    }

    pub(super) fn start_cell(&mut self, span: &Range<usize>) {
        let Some(table) = &mut self.table else { return };
        table.cell = span.clone();
        let alignment = table.alignments.get(table.column).copied().unwrap_or(Alignment::None);
        let is_facts = table.is_facts;
        self.out.push(match (is_facts, table.in_head) {
            (true, _) => "",
            (_, true) => "<th scope=\"col\"",
            (_, false) => "<td",
        });
        if is_facts {
            self.step_in();
        } else {
            self.out.push(alignment_class(alignment));
        }
        self.begin_plain();
    }

    pub(super) fn end_cell(&mut self) {
        self.words.pause();
        let Some(table) = &mut self.table else { return };
        table.column += 1;
        let (in_head, span) = (table.in_head, table.cell.clone());
        if !table.is_facts {
            if table.is_read {
                self.note_cell(in_head);
            }
            return self.out.push(if in_head { "</th>" } else { "</td>" });
        }
        let cell = DraftCell { html: self.step_out(), text: self.block.plain.trim().to_owned(), span: self.trimmed(&span) };
        let Some(facts) = &mut self.facts else { return };
        match facts.rows.last_mut() {
            Some(row) if !in_head => row.cells.push(cell),
            _ => facts.columns.push(cell),
        }
    }

    pub(super) fn end_table(&mut self, span: &Range<usize>) {
        let span = self.trimmed(span);
        if !self.in_facts() {
            self.out.push("</tbody></table></div>\n");
        } else if let Some(facts) = &mut self.facts {
            facts.span = span;
            facts.drop_empty_columns();
        }
        self.table = None;
    }

    fn push_unless_facts(&mut self, html: &str) {
        if !self.in_facts() {
            self.out.push(html);
        }
    }

    /// A range of the prepared text without the white space at its ends, in the file.
    pub(super) fn trimmed(&self, span: &Range<usize>) -> Range<usize> {
        let text = self.written(span);
        let start = span.start + (text.len() - text.trim_start().len());
        self.in_file(&(start..start + text.trim().len()))
    }
}

fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => ">",
        Alignment::Left => " class=\"align-left\">",
        Alignment::Center => " class=\"align-center\">",
        Alignment::Right => " class=\"align-right\">",
    }
}
