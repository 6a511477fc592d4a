//! Walks the lines of a text and finds the tables that the parser would not see, and the tags of components that stand alone.
//!
//! The walk knows what the next line may be (text of an open paragraph, a row, code, HTML) and how deep it stands in
//! lists and quotes. Where it is in doubt it proposes nothing, and the text stays as it was written.

use std::iter::Peekable;
use std::ops::Range;

use super::calls::Lifted;
use super::lines::{
    Lead, Line, Lines, closes_fence, delimiter_cells, fence, header_cells, html_end, is_heading, is_thematic_break, is_underline, lead,
    list_marker,
};

/// A change to the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// An empty line before the one that begins at an offset, with the quote marks that another part of the text has.
    BlankLine { at: usize, prefix: Range<usize> },
    /// A space instead of the tab at an offset.
    Space { at: usize },
}

/// What the line before left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Paragraph(Depth),
    Table(Depth),
    Code { depth: Depth, fence: (u8, usize) },
    Html { end: &'static str },
}

/// How deep a block stands: its quote marks, and the column its content begins at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Depth {
    quotes: usize,
    column: usize,
}

impl Depth {
    fn holds(self, lead: &Lead) -> bool {
        lead.quotes >= self.quotes && lead.column >= self.column
    }
}

/// The changes that make every table a table, and every tag alone in its line a paragraph, in order.
pub(super) fn edits(text: &str, lifted: &Lifted) -> Vec<Edit> {
    let mut scan = Scan { text, lifted, lines: Lines::new(text).peekable(), open: Open::Nothing, items: Vec::new(), edits: Vec::new() };
    while let Some(line) = scan.lines.next() {
        scan.line(line);
    }
    scan.edits
}

struct Scan<'a> {
    text: &'a str,
    lifted: &'a Lifted,
    lines: Peekable<Lines<'a>>,
    open: Open,
    /// The columns at which the content of the open list items begins, in rising order.
    items: Vec<usize>,
    edits: Vec<Edit>,
}

impl Scan<'_> {
    fn line(&mut self, line: Line) {
        let text = line.text(self.text);
        let lead = lead(text, Lead::default());
        let content = &text[lead.prefix.end..];
        if self.in_verbatim(&lead, content) {
            return;
        }
        if content.is_empty() {
            self.open = Open::Nothing;
            return;
        }
        if let Open::Table(depth) = self.open
            && (!depth.holds(&lead) || lead.quotes > depth.quotes)
        {
            self.open = Open::Nothing;
        }
        self.block(line, lead);
    }

    /// Whether the line belongs to a block whose text is no Markdown.
    fn in_verbatim(&mut self, lead: &Lead, content: &str) -> bool {
        match self.open {
            Open::Code { depth, fence } if content.is_empty() || depth.holds(lead) => {
                if lead.column < depth.column + 4 && closes_fence(content, fence) {
                    self.open = Open::Nothing;
                }
                true
            }
            Open::Html { end } if !end.is_empty() || !content.is_empty() => {
                if !end.is_empty() && holds_ignoring_case(content, end) {
                    self.open = Open::Nothing;
                }
                true
            }
            _ => false,
        }
    }

    /// Reads the list markers of a line and the block behind them.
    fn block(&mut self, line: Line, mut at: Lead) {
        let text = line.text(self.text);
        if !matches!(self.open, Open::Paragraph(_)) {
            self.leave_items(at.column);
        }
        let (mut is_first, outer) = (true, at.clone());
        loop {
            let base = self.base(&at);
            let content = &text[at.prefix.end..];
            if content.is_empty() {
                self.open = Open::Nothing;
                return;
            }
            if at.column >= base + 4 {
                return;
            }
            let marker = if is_thematic_break(content) { None } else { list_marker(content) };
            if self.lifted.is_tag_alone(content) && (is_first || at.quotes == outer.quotes) {
                return self.tag(line, &outer, is_first);
            }
            let Some((length, _)) = marker.filter(|(_, interrupts)| self.may_begin_item(*interrupts)) else {
                return self.leaf(line, &at, is_first && marker.is_none());
            };
            at = self.item(text, at, length);
            is_first = false;
        }
    }

    /// Sets a tag apart from the lines around it; one that begins a list item only from those below.
    fn tag(&mut self, line: Line, at: &Lead, is_alone: bool) {
        let quoted = line.text(self.text)[..at.prefix.end].trim_end().len();
        let prefix = line.start..line.start + quoted;
        if is_alone {
            self.edits.push(Edit::BlankLine { at: line.start, prefix: prefix.clone() });
            self.leave_items(at.column);
        }
        if self.text[..line.end].ends_with('\n') {
            self.edits.push(Edit::BlankLine { at: line.end, prefix });
        }
        self.open = Open::Nothing;
    }

    fn may_begin_item(&self, interrupts: bool) -> bool {
        interrupts || !self.items.is_empty() || !matches!(self.open, Open::Paragraph(_))
    }

    /// Enters a list item; its content begins one to four columns behind the marker.
    fn item(&mut self, text: &str, mut at: Lead, length: usize) -> Lead {
        self.leave_items(at.column);
        self.open = Open::Nothing;
        at.prefix.end += length;
        at.column += length;
        let inside = lead(text, at.clone());
        let spaces = text[at.prefix.end..].chars().take_while(|character| matches!(character, ' ' | '\t')).count();
        let is_code = inside.quotes == at.quotes && inside.column > at.column + 4;
        let content = if is_code || spaces == 0 { at.column + 1 } else { at.column + spaces.min(4) };
        self.items.push(content);
        inside
    }

    fn leave_items(&mut self, column: usize) {
        while self.items.last().is_some_and(|item| *item > column) {
            self.items.pop();
        }
    }

    /// The column that a line's indentation is counted from.
    fn base(&self, at: &Lead) -> usize {
        let holding = self.items.partition_point(|item| *item <= at.column);
        at.floor.max(self.items[..holding].last().copied().unwrap_or(0))
    }

    fn leaf(&mut self, line: Line, at: &Lead, continues: bool) {
        let content = &line.text(self.text)[at.prefix.end..];
        let depth = Depth { quotes: at.quotes, column: self.base(at) };
        let paragraph = match self.open {
            Open::Paragraph(depth) if depth.quotes >= at.quotes => Some(depth),
            _ => None,
        };
        self.open = if let Some(end) = html_end(content) {
            let closed = !end.is_empty() && holds_ignoring_case(content, end);
            if closed { Open::Nothing } else { Open::Html { end } }
        } else if let Some(fence) = fence(content) {
            Open::Code { depth, fence }
        } else if is_thematic_break(content) || is_heading(content) || (paragraph.is_some() && is_underline(content)) {
            Open::Nothing
        } else if matches!(self.open, Open::Table(_)) {
            Open::Table(depth)
        } else if let Some(row) = self.delimiter_row(content, depth) {
            self.table(line, at, (row, paragraph, continues), depth)
        } else {
            Open::Paragraph(paragraph.unwrap_or(depth))
        };
    }

    /// The next line, if it is the delimiter row that fits this header row.
    fn delimiter_row(&mut self, header: &str, depth: Depth) -> Option<Line> {
        let cells = header_cells(header)?;
        let row = *self.lines.peek()?;
        let text = row.text(self.text);
        let lead = lead(text, Lead::default());
        let stands = lead.quotes == depth.quotes && depth.holds(&lead) && lead.column < depth.column + 4;
        (stands && delimiter_cells(&text[lead.prefix.end..]) == Some(cells)).then_some(row)
    }

    /// A table begins: separates it from the paragraph above where the parser would not.
    fn table(&mut self, line: Line, at: &Lead, (row, paragraph, continues): (Line, Option<Depth>, bool), depth: Depth) -> Open {
        let content = &line.text(self.text)[at.prefix.end..];
        if let Some(above) = paragraph {
            if !continues || content.starts_with(['[', ':', '<']) {
                return Open::Paragraph(above);
            }
            if !content.starts_with('|') || !above.holds(at) {
                let quoted = line.text(self.text)[..at.prefix.end].trim_end().len();
                self.edits.push(Edit::BlankLine { at: line.start, prefix: line.start..line.start + quoted });
            }
        }
        let tabs = memchr::memchr_iter(b'\t', &self.text.as_bytes()[row.start..row.end]).map(|tab| Edit::Space { at: row.start + tab });
        self.edits.extend(tabs);
        self.lines.next();
        Open::Table(depth)
    }
}

fn holds_ignoring_case(content: &str, end: &str) -> bool {
    content.as_bytes().windows(end.len()).any(|window| window.eq_ignore_ascii_case(end.as_bytes()))
}
