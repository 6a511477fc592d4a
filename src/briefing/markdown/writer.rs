//! The writer: takes the parser's events one by one, in the mode that the last ones left it in.
//!
//! Most events are prose and go to `blocks` and `inline`. Three things are gathered before they are written: the
//! alternative text of an image, a block of code, a block of raw HTML; a citation's own text is passed over.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::anchors::Anchors;
use super::bare::Piece;
use super::blocks::Block;
use super::code::CodeBlock;
use super::components::OpenCall;
use super::faults::Findings;
use super::fragment::Draft;
use super::images::OpenImage;
use super::inline::OpenLink;
use super::lists::OpenList;
use super::notes::Notes;
use super::prepare::Prepared;
use super::prose::Words;
use super::raw::RawBlock;
use super::tables::{DraftFacts, FactsWatch, OpenTable};
use super::{Call, Citation, Heading, Markdown, Options, Reference};

/// What the next events are.
pub(super) enum Mode {
    /// Text and structure to be printed.
    Prose,
    /// The description of an image.
    Image(OpenImage),
    /// Lines of code.
    Code(CodeBlock),
    /// Lines of raw HTML.
    Raw(RawBlock),
    /// The text between the brackets of a citation, this many elements deep.
    Passed(usize),
}

/// Prints events. Its parts are grouped by who uses them.
pub(super) struct Writer<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) options: &'a Options,
    pub(super) findings: Findings<'a>,
    pub(super) mode: Mode,

    /// What is written to.
    pub(super) out: Draft,
    /// What was written to before a footnote or a cell began.
    pub(super) outer: Vec<Draft>,

    pub(super) block: Block,
    pub(super) lists: Vec<OpenList>,
    pub(super) links: Vec<OpenLink>,
    /// Text with an address in it, until it is known to be whole.
    pub(super) run: Vec<Piece<'a>>,
    pub(super) table: Option<OpenTable>,
    /// How many elements are open, and how many of them hold words.
    pub(super) depth: usize,
    pub(super) phrasing: usize,
    /// Calls whose bodies are being read, the innermost last.
    pub(super) open_calls: Vec<OpenCall>,
    pub(super) watch: FactsWatch,
    pub(super) facts: Option<DraftFacts>,
    pub(super) notes: Notes,
    /// The number of each source, by first citation.
    pub(super) sources: FxHashMap<String, usize>,
    /// Whether raw HTML was reported already.
    pub(super) raw_reported: bool,

    pub(super) anchors: Anchors,
    pub(super) words: Words,
    pub(super) headings: Vec<Heading>,
    pub(super) references: Vec<Reference>,
    pub(super) citations: Vec<Citation>,
    pub(super) calls: Vec<Call>,
    pub(super) opening: Option<String>,
    pub(super) title: Option<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, options: &'a Options, findings: Findings<'a>) -> Self {
        Self {
            prepared,
            options,
            findings,
            mode: Mode::Prose,
            out: Draft::with_capacity(prepared.text.len() + prepared.text.len() / 4),
            outer: Vec::new(),
            block: Block::default(),
            lists: Vec::new(),
            links: Vec::new(),
            run: Vec::new(),
            table: None,
            depth: 0,
            phrasing: 0,
            open_calls: Vec::new(),
            watch: FactsWatch::new(&options.facts_headings),
            facts: None,
            notes: Notes::default(),
            sources: FxHashMap::default(),
            raw_reported: false,
            anchors: Anchors::default(),
            words: Words::default(),
            headings: Vec::new(),
            references: Vec::new(),
            citations: Vec::new(),
            calls: Vec::new(),
            opening: None,
            title: None,
        }
    }

    /// Takes the next event, with its range in the prepared text.
    pub(super) fn event(&mut self, event: Event<'a>, span: &Range<usize>) {
        match &event {
            Event::Start(tag) => self.enter(holds_words(&tag.to_end())),
            Event::End(tag) => {
                let words = holds_words(tag);
                self.take(event, span);
                return self.leave(words);
            }
            _ => {}
        }
        self.take(event, span);
    }

    fn enter(&mut self, words: bool) {
        self.depth += 1;
        self.phrasing += usize::from(words);
    }

    fn leave(&mut self, words: bool) {
        self.depth = self.depth.saturating_sub(1);
        self.phrasing = self.phrasing.saturating_sub(usize::from(words));
        self.leave_calls();
    }

    fn take(&mut self, event: Event<'a>, span: &Range<usize>) {
        let event = match &self.prepared.lifted {
            lifted if lifted.is_empty() => event,
            lifted => lifted.restored(event, !matches!(self.mode, Mode::Prose)),
        };
        match &mut self.mode {
            Mode::Prose => self.prose(event, span),
            Mode::Image(_) => self.image_event(&event, span),
            Mode::Code(code) => match event {
                Event::Text(text) => code.push(&text),
                _ => self.end_code(),
            },
            Mode::Raw(raw) => match event {
                Event::Html(html) | Event::Text(html) => raw.push(&html),
                _ => self.end_raw(),
            },
            Mode::Passed(depth) => match event {
                Event::Start(_) => *depth += 1,
                Event::End(_) if *depth == 0 => self.mode = Mode::Prose,
                Event::End(_) => *depth -= 1,
                _ => {}
            },
        }
    }

    fn prose(&mut self, event: Event<'a>, span: &Range<usize>) {
        if let Event::Text(text) = event {
            return self.text_with_calls(text, span);
        }
        self.end_run();
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.put_text(&text, span),
            Event::Code(code) => self.inline_code(&code),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_raw(&html, span),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.rule(),
            Event::FootnoteReference(name) => self.note_mark(&name),
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: &Range<usize>) {
        match tag {
            Tag::Emphasis => self.out.push("<em>"),
            Tag::Strong => self.out.push("<strong>"),
            Tag::Strikethrough => self.out.push("<del>"),
            Tag::Superscript => self.out.push("<sup>"),
            Tag::Subscript => self.out.push("<sub>"),
            Tag::Link { link_type, dest_url, title, id } => self.start_link((link_type, &id), &dest_url, &title, span),
            Tag::Image { link_type, dest_url, title, id } => self.start_image((link_type, &id), &dest_url, &title, span),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(span),
            Tag::TableCell => self.start_cell(span),
            block => self.start_block(block, span),
        }
    }

    fn end(&mut self, tag: TagEnd, span: &Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.out.push("</em>"),
            TagEnd::Strong => self.out.push("</strong>"),
            TagEnd::Strikethrough => self.out.push("</del>"),
            TagEnd::Superscript => self.out.push("</sup>"),
            TagEnd::Subscript => self.out.push("</sub>"),
            // An image ends here only if it was none: `![words][@wire]`.
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.end_row(),
            TagEnd::TableCell => self.end_cell(),
            block => self.end_block(block, span),
        }
    }

    /// The bytes of the file that a range of the prepared text stands for.
    pub(super) fn in_file(&self, span: &Range<usize>) -> Range<usize> {
        self.prepared.in_file(span)
    }

    /// The prepared text at a range.
    pub(super) fn written(&self, span: &Range<usize>) -> &'a str {
        self.prepared.text.get(span.clone()).unwrap_or_default()
    }

    /// Writes to a new draft until [`Writer::step_out`].
    pub(super) fn step_in(&mut self) {
        self.outer.push(mem::take(&mut self.out));
    }

    /// Goes back to the draft before, and gives what was written since.
    pub(super) fn step_out(&mut self) -> Draft {
        let outer = self.outer.pop().unwrap_or_default();
        mem::replace(&mut self.out, outer)
    }

    /// Ends what is left open and puts the footnotes in their places.
    pub(super) fn finish(mut self) -> Markdown {
        self.end_run();
        self.leave_calls();
        let (html, facts) = self.notes.place(self.out, self.facts, &mut self.anchors);
        // As with the HTML: these lists are held for every file of the site.
        self.headings.shrink_to_fit();
        self.references.shrink_to_fit();
        self.citations.shrink_to_fit();
        self.calls.shrink_to_fit();
        Markdown {
            html,
            facts,
            headings: self.headings,
            anchors: self.anchors.into_list(),
            references: self.references,
            citations: self.citations,
            calls: self.calls,
            words: self.words.count(),
            opening: self.opening.unwrap_or_default(),
            title: self.title,
        }
    }
}

/// Whether an element holds words, so that no block may stand in it.
fn holds_words(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Heading, Link, Paragraph, Strikethrough, Strong};
    matches!(tag, Paragraph | Heading(_) | Emphasis | Strong | Strikethrough | Link)
}
