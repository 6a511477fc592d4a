//! The head of a file: everything that other pages may need to know of it.
//!
//! A head depends on the file's text and on how Markdown is read, on nothing else: no clock, no zone, no other file.
//! Its body, the text as HTML, is kept apart, so that lists and feeds of titles never touch it.

use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::key_facts::KeyFact;
use super::markdown::{Call, Citation, Heading, Reference};
use super::sources::Source;
use super::waivers::Waiver;
use crate::base::{SourcePath, WrittenDate};
use crate::input::{Value, value};

/// What a file is in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// `_index.md`: describes the section that its folder is.
    Section,
    /// `index.md`: a page whose folder is its bundle.
    Bundle,
    /// Any other Markdown file.
    Page,
}

impl Role {
    /// The role of a content file by its name.
    #[must_use]
    pub fn of(path: &SourcePath) -> Self {
        match path.stem() {
            "_index" => Self::Section,
            "index" => Self::Bundle,
            _ => Self::Page,
        }
    }
}

/// A picture that stands for a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// The file, as written: relative to the page's file, or an absolute `https` address.
    pub path: String,
    /// Alternative text; may be empty.
    pub alt: String,
}

/// A change after publication.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    pub date: Option<WrittenDate>,
    /// `correction`, `clarification`, `update` or `retraction`.
    pub kind: String,
    /// What was changed, in plain words.
    pub note: String,
    /// Whether readers should see it first.
    pub major: bool,
    /// The source whose recall it answers, if it does.
    pub source: Option<String>,
}

/// The order of a section's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SortBy {
    /// Latest first; undated pages after, by weight and title.
    Date,
    /// Smallest weight first, then title.
    Weight,
    /// By title.
    Title,
}

/// Everything about a file but its text.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Head {
    /// The file.
    pub path: SourcePath,
    /// What it is in the site.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// One or two sentences, as written or the text's opening.
    pub summary: String,
    /// The date it bears, from front matter or the file's name.
    pub date: Option<WrittenDate>,
    /// The last major change.
    pub updated: Option<WrittenDate>,
    /// Not to be published before.
    pub publish_at: Option<WrittenDate>,
    /// Not to be published from then on.
    pub expires: Option<WrittenDate>,
    /// Not to be published at all yet.
    pub draft: bool,
    /// As written.
    pub authors: Vec<String>,
    /// As written.
    pub tags: Vec<String>,
    /// The last part of its address.
    pub slug: Option<String>,
    /// Its whole address, if it is not to follow from the folder and the slug.
    pub url: Option<String>,
    /// Earlier addresses.
    pub aliases: Vec<String>,
    /// Its place in an order by weight.
    pub weight: i64,
    /// A template of its own.
    pub template: Option<String>,
    /// Whether home pages should lead with it.
    pub featured: bool,
    /// The picture that stands for it.
    pub image: Option<Picture>,
    /// When its key facts were so, as written, where they do not say themselves.
    pub as_of: Option<String>,
    /// When somebody should look at it again.
    pub review_by: Option<WrittenDate>,
    /// The key facts, from the front matter or the text's table.
    pub key_facts: Vec<KeyFact>,
    /// Whether the text shows the table itself.
    pub facts_in_body: bool,
    /// The sources given in the file, by id, in order.
    pub sources: Vec<(String, Source)>,
    /// Ids of the registry that the file lists under `sources`.
    pub source_ids: Vec<String>,
    /// Why sentences are not asked about.
    pub waivers: Vec<Waiver>,
    /// Changes after publication, as written.
    pub corrections: Vec<Correction>,
    /// For a section: the order of its list, if given.
    pub sort_by: Option<SortBy>,
    /// For a section: the entries on a page of its list, if given.
    pub paginate: Option<usize>,
    /// Free data, unknown keys included.
    #[serde(with = "value::tagged")]
    pub extra: Vec<(String, Value)>,
    /// The text's headings.
    pub headings: Vec<Heading>,
    /// Every id in the text.
    pub anchors: Vec<String>,
    /// Links and pictures of the text.
    pub references: Vec<Reference>,
    /// Citations of the text.
    pub citations: Vec<Citation>,
    /// Which of them stand where nothing is printed, and so have no mark to lead back to.
    pub silent_citations: Vec<usize>,
    /// The components that the text calls.
    pub calls: Vec<Call>,
    /// The number of words.
    pub words: usize,
    /// Where the text begins and ends in the file.
    pub text: Range<usize>,
}

impl Head {
    /// Whether it is a briefing: a page with a date or with key facts.
    #[must_use]
    pub fn is_briefing(&self) -> bool {
        self.date.is_some() || !self.key_facts.is_empty()
    }

    /// What the order of the site, its works and the addresses of its pages follow from: while this is the same, so are they.
    #[must_use]
    pub fn shape(&self) -> impl PartialEq + '_ {
        let when = (self.date, self.publish_at, self.expires, self.draft);
        let names = (&self.path, self.role, &self.title, &self.slug, &self.url, &self.aliases);
        let sources = (&self.sources, &self.source_ids, self.cited());
        (when, names, (&self.authors, &self.tags), (self.weight, self.sort_by, self.paginate, self.is_briefing()), sources)
    }

    /// The ids of the sources that it cites, in the order of their numbers: those of the text, then those of key facts.
    #[must_use]
    pub fn cited(&self) -> Vec<&str> {
        let in_text = self.citations.iter().map(|citation| citation.source.as_str());
        let in_facts = self.key_facts.iter().filter_map(|fact| fact.source.as_deref());
        let mut known: FxHashSet<&str> = FxHashSet::default();
        in_text.chain(in_facts).filter(|id| known.insert(id)).collect()
    }

    /// What links from elsewhere may lead to on its page: while this is the same, they lead where they led.
    #[must_use]
    pub fn targets(&self) -> impl PartialEq + '_ {
        let facts: Vec<_> = self.key_facts.iter().map(|fact| (&fact.id, &fact.source)).collect();
        let cited: Vec<_> = self.citations.iter().map(|citation| &citation.source).collect();
        (&self.anchors, facts, cited)
    }

    /// The dates by which somebody should look at it or at one of its key facts again.
    pub fn reviews(&self) -> impl Iterator<Item = WrittenDate> {
        self.review_by.into_iter().chain(self.key_facts.iter().filter_map(|fact| fact.review_by))
    }

    /// Minutes to read it at 230 words a minute, at least one (Brysbaert 2019 gives 238 for English non-fiction).
    #[must_use]
    pub fn reading_minutes(&self) -> usize {
        self.words.div_ceil(230).max(1)
    }

    /// The name that the slug comes from: the file's or the bundle's, without a leading date.
    #[must_use]
    pub fn own_name(&self) -> &str {
        split_dated(raw_name(&self.path)).1
    }
}

/// The name of a page's file, or of its folder where the page is a bundle or a section.
#[must_use]
pub fn raw_name(path: &SourcePath) -> &str {
    match Role::of(path) {
        Role::Page => path.stem(),
        Role::Bundle | Role::Section => path.folder().rsplit('/').next().unwrap_or(""),
    }
}

/// Splits `2025-07-24-aws-shanghai` into its date and the rest; the date alone leaves the whole name.
#[must_use]
pub fn split_dated(name: &str) -> (Option<&str>, &str) {
    let Some((date, rest)) = name.split_at_checked(10) else { return (None, name) };
    let dated = date.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    match rest.strip_prefix(['-', '_', ' ']) {
        Some(rest) if dated && !rest.is_empty() => (Some(date), rest),
        _ if dated && rest.is_empty() => (Some(date), name),
        _ => (None, name),
    }
}
