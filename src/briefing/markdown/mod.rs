//! Markdown → HTML with holes, and everything else a page says about itself, in one pass.
//!
//! The parser's events are printed as they come into one [`Fragment`]; on the way the headings, links, images, citations,
//! words and the key facts table are written down with their places in the file, so that no later stage has to read the
//! HTML again. What one file cannot know (where other pages stand, which sources exist) is left as a hole or a record.
//!
//! Invariants: the HTML is balanced unless raw HTML is allowed; text reaches it only through the escaping writer; every
//! span lies within the file on character boundaries; no id is given twice. The work is linear in the text (the parser
//! sets its own limits on expansion) and nothing here recurses.
//!
//! Reading order: [`options`], [`fragment`], `writer` (the dispatch), then `blocks`, `inline` and their parts; `prepare`
//! (with `calls`, `lines` and `scan`) stands before the parser.

mod anchors;
mod bare;
mod blocks;
mod calls;
mod citations;
mod code;
mod components;
mod faults;
pub mod fragment;
mod grids;
mod headings;
mod images;
mod inline;
mod lines;
mod links;
mod lists;
mod notes;
pub mod options;
mod prepare;
mod prose;
mod raw;
mod scan;
mod spoken;
mod tables;
mod writer;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_cmark::{BrokenLink, CowStr, Parser};
use serde::{Deserialize, Serialize};

use crate::base::{Diagnostics, SourceText};

pub use components::{Argument, Call, Given, PlainTable};
pub use fragment::{Fill, Fragment};
pub use grids::Grid;
pub use options::Options;
pub use spoken::Spoken;

/// What the Markdown of one file says. All spans are byte ranges of the file's text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Markdown {
    /// The HTML.
    pub html: Fragment,
    /// The headings in order, without the one that became the title.
    pub headings: Vec<Heading>,
    /// Every id in the HTML, the key facts' cells included.
    pub anchors: Vec<String>,
    /// Links and images that lead within the site, in order.
    pub references: Vec<Reference>,
    /// What is cited, in order; the first has the id `cite-1`.
    pub citations: Vec<Citation>,
    /// The components it calls, in order.
    pub calls: Vec<Call>,
    /// How many words it has, code excluded.
    pub words: usize,
    /// The plain text of the first paragraph, cut at a word end after 300 characters.
    pub opening: String,
    /// The text of a level-one heading that opens the body; it is not in the HTML.
    pub title: Option<String>,
    /// The key facts table, for which the HTML has a hole.
    pub facts: Option<FactTable>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6, as in the HTML.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its plain text.
    pub title: String,
    /// Its role, if it is a signpost: `why_it_matters`.
    pub role: Option<String>,
}

/// A link or image that leads within the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// Which of the two.
    pub kind: ReferenceKind,
    /// Where to, as written, with character references resolved: `other.md#why`, `#why`.
    pub destination: String,
    /// The whole link, from the first bracket to the last.
    pub span: Range<usize>,
}

/// Whether something is linked or shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReferenceKind {
    /// A link.
    Link,
    /// An image.
    Image,
}

/// A source cited in the text: `[@wire, "exact words", p. 3]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// The id of the source.
    pub source: String,
    /// Where in the source: `p. 3`.
    pub locator: Option<String>,
    /// The words quoted from it.
    pub quote: Option<String>,
    /// The brackets it stands in; citations in the same brackets share them.
    pub span: Range<usize>,
}

/// The key facts as a table, of two columns or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactTable {
    /// The texts of the header row.
    pub columns: Vec<String>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<FactRow>,
    /// The whole table.
    pub span: Range<usize>,
}

/// A row of the key facts table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactRow {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The whole row.
    pub span: Range<usize>,
}

/// A cell of the key facts table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The text as written, without markup and citations; quotes and dashes are not made typographic.
    pub text: String,
    /// The HTML.
    pub html: Fragment,
    /// Where its content stands; empty for a cell that was not written.
    pub span: Range<usize>,
}

/// Reads the Markdown that stands at `body` in the file.
///
/// The parser indexes its own tables unchecked in places, and some absurd text makes it panic. That text must not take
/// the build down with it, so this is the one place where a panic becomes a finding.
#[must_use]
pub fn read(source: &SourceText, body: Range<usize>, options: &Options, faults: &mut Diagnostics) -> Markdown {
    let text = source.text.get(body.clone()).unwrap_or_default();
    // Nothing that was borrowed mutably outlives a panic: the findings are local until the reading has succeeded.
    let reading = catch_unwind(AssertUnwindSafe(|| {
        let mut found = Diagnostics::new();
        (parsed(source, text, body.start, (options, &mut found)), found)
    }));
    if let Ok((markdown, found)) = reading {
        faults.extend(found);
        return markdown;
    }
    faults.push(faults::parser_failed(source.place(body.start..body.start)));
    Markdown { html: Fragment::of_text(text), ..Markdown::default() }
}

/// Where the comments of a text stand, as byte ranges in order: no page shows them, and no other output may either.
#[must_use]
pub fn comments(text: &str) -> Vec<Range<usize>> {
    if memchr::memmem::find(text.as_bytes(), b"<!--").is_some() {
        raw::comment_ranges(text, Options::default().extensions())
    } else {
        Vec::new()
    }
}

/// What a text that begins at `start` of its file says in plain words, block by block; nothing if the parser fails on it.
#[must_use]
pub fn spoken(text: &str, start: usize) -> Vec<Spoken> {
    let options = Options { smart_punctuation: false, ..Options::default() };
    catch_unwind(AssertUnwindSafe(|| spoken::blocks(&prepare::prepare(text, start), options.extensions()))).unwrap_or_default()
}

/// The tables of a text that begins at `start` of its file, as plain words; none if the parser fails on it.
#[must_use]
pub fn grids(text: &str, start: usize) -> Vec<Grid> {
    if !text.contains('|') {
        return Vec::new();
    }
    let options = Options { smart_punctuation: false, ..Options::default() };
    catch_unwind(AssertUnwindSafe(|| grids::grids(&prepare::prepare(text, start), options.extensions()))).unwrap_or_default()
}

fn parsed(source: &SourceText, text: &str, start: usize, (options, found): (&Options, &mut Diagnostics)) -> Markdown {
    let prepared = prepare::prepare(text, start);
    let parser = Parser::new_with_broken_link_callback(&prepared.text, options.extensions(), Some(take_citation));
    let mut writer = writer::Writer::new(&prepared, options, faults::Findings::new(source, found));
    for (event, span) in parser.into_offset_iter() {
        writer.event(event, &span);
    }
    writer.finish()
}

/// Makes a link, with an empty address, of brackets that hold a citation and that no definition makes a link.
fn take_citation<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    citations::is_citation(&link.reference).then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
}
