//! Blocks: paragraphs, quotes and alerts, definition lists, footnote definitions, rules; and the plain text of the block
//! that is open, which headings, the opening and the key facts title are read from.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Tag, TagEnd};

use super::components::LoneTag;
use super::fragment::Mark;
use super::headings::OpenHeading;
use super::images::Figure;
use super::prose::opening;
use super::writer::{Mode, Writer};
use super::{code, raw};

/// The paragraph, heading or cell that is open, and how deep it stands.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Its plain text so far.
    pub(super) plain: String,
    /// Where it begins in the draft.
    pub(super) mark: Mark,
    /// The heading's own part.
    pub(super) heading: Option<OpenHeading>,
    /// The image that a paragraph began with, if nothing came before it.
    pub(super) figure: Option<Figure>,
    /// The tag of a component that a paragraph began with.
    pub(super) lone_tag: Option<LoneTag>,
    /// Whether a component stands among its words, so that its plain text is not all it says.
    pub(super) has_gap: bool,
    /// How many quotes, lists, definitions and notes are open.
    depth: usize,
}

impl Block {
    /// Notes plain text.
    pub(super) fn note(&mut self, text: &str) {
        self.plain.push_str(text);
    }
}

impl<'a> Writer<'a> {
    pub(super) fn start_block(&mut self, tag: Tag<'a>, span: &Range<usize>) {
        let title = self.watch.end_of_title();
        match tag {
            Tag::Table(alignments) => self.start_table(alignments, title, span),
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, id, classes, .. } => self.start_heading(level, id.as_deref(), &classes),
            Tag::CodeBlock(kind) => self.mode = Mode::Code(code::CodeBlock::new(&kind)),
            Tag::HtmlBlock => self.mode = Mode::Raw(raw::RawBlock::new(self.trimmed(span))),
            Tag::FootnoteDefinition(name) => self.start_note(&name),
            container => self.start_container(&container),
        }
    }

    pub(super) fn end_block(&mut self, tag: TagEnd, span: &Range<usize>) {
        self.words.pause();
        self.watch.end_of_title();
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Table => self.end_table(span),
            TagEnd::FootnoteDefinition => self.end_note(),
            container => self.end_container(container),
        }
    }

    fn start_container(&mut self, tag: &Tag<'_>) {
        self.block.depth += 1;
        match tag {
            Tag::List(start) => return self.start_list(*start),
            Tag::Item => return self.start_item(),
            _ => self.out.fresh_line(),
        }
        match tag {
            Tag::BlockQuote(Some(kind)) => self.start_alert(*kind),
            Tag::BlockQuote(None) => self.out.push("<blockquote>\n"),
            Tag::DefinitionList => self.out.push("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push("<dt>"),
            Tag::DefinitionListDefinition => self.out.push("<dd>"),
            _ => {}
        }
    }

    fn end_container(&mut self, tag: TagEnd) {
        self.block.depth = self.block.depth.saturating_sub(1);
        self.out.push(match tag {
            TagEnd::BlockQuote(Some(_)) => "</aside>\n",
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            _ => "",
        });
        if matches!(tag, TagEnd::List(_)) {
            self.lists.pop();
        }
    }

    fn start_alert(&mut self, kind: BlockQuoteKind) {
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        for piece in ["<aside class=\"alert alert-", class, "\"><p class=\"alert-title\">", title, "</p>\n"] {
            self.out.push(piece);
        }
    }

    /// Begins to note the plain text of a block that begins here.
    pub(super) fn begin_plain(&mut self) {
        self.block.plain.clear();
        self.block.mark = self.out.mark();
        self.block.figure = None;
        self.block.lone_tag = None;
        self.block.has_gap = false;
    }

    fn start_paragraph(&mut self) {
        self.out.fresh_line();
        self.begin_plain();
        self.out.push("<p>");
    }

    fn end_paragraph(&mut self) {
        if let Some(figure) = self.block.figure.take_if(|figure| self.out.is_at(figure.end)) {
            return self.end_figure(figure);
        }
        if self.ends_lone_tag() {
            return;
        }
        self.out.push("</p>\n");
        if self.watch.is_title(&self.block.plain) {
            self.watch.begin_title(self.block.mark);
        } else if self.opening.is_none() && self.is_at_top() && !self.block.has_gap {
            self.opening = Some(opening(&self.block.plain)).filter(|text| !text.is_empty());
        }
    }

    /// Whether no quote, list, note or component is open.
    fn is_at_top(&self) -> bool {
        self.block.depth == 0 && self.outer.is_empty() && self.open_calls.is_empty()
    }

    fn start_note(&mut self, name: &str) {
        self.block.depth += 1;
        self.notes.start(name);
        self.step_in();
    }

    fn end_note(&mut self) {
        self.block.depth = self.block.depth.saturating_sub(1);
        let note = self.step_out();
        self.notes.end(note);
    }

    pub(super) fn rule(&mut self) {
        self.watch.end_of_title();
        self.out.fresh_line();
        self.out.push("<hr>\n");
    }

    /// Whether nothing stands before the block that is open.
    pub(super) fn is_first(&self) -> bool {
        self.outer.is_empty() && self.block.depth == 0 && self.title.is_none() && self.facts.is_none()
    }
}
