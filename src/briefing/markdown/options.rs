//! What a site may decide about Markdown, and what it may not.
//!
//! On for everyone: tables, footnotes, strikethrough, task lists, alerts, definition lists and heading attributes.
//! Off for everyone: math (dollar signs are money here), wikilinks, and super- and subscript: the parser's subscript
//! would take `~about~` away from strikethrough, and its superscript would pair the carets of "2^10 and 3^5".

use pulldown_cmark::Options as Extensions;

use crate::briefing::quantity::Tongue;
use crate::input::Signposts;

/// The settings of the `markdown` part of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Raw HTML is passed through. Else comments vanish and all other HTML is shown as text.
    pub raw_html: bool,
    /// Whether a level-one heading that opens the text stays in it, because the page has another title.
    pub keep_opening: bool,
    /// Straight quotes, `--`, `---` and `...` become the characters they stand for.
    pub smart_punctuation: bool,
    /// Fenced code of a known language gets `hl-` classes.
    pub highlight: bool,
    /// Headings end in a link to themselves.
    pub permalinks: bool,
    /// The titles of the table that holds the key facts; letter case and Unicode form do not matter.
    pub facts_headings: Vec<String>,
    /// The headings that have a role.
    pub signposts: Signposts,
    /// The language that figures and dates of key facts are written in.
    pub tongue: Tongue,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            raw_html: false,
            keep_opening: false,
            smart_punctuation: true,
            highlight: true,
            permalinks: true,
            facts_headings: vec!["Key Facts at a Glance".into()],
            signposts: Signposts::default(),
            tongue: Tongue::default(),
        }
    }
}

impl Options {
    pub(super) fn extensions(&self) -> Extensions {
        let mut extensions = Extensions::ENABLE_TABLES
            | Extensions::ENABLE_FOOTNOTES
            | Extensions::ENABLE_STRIKETHROUGH
            | Extensions::ENABLE_TASKLISTS
            | Extensions::ENABLE_GFM
            | Extensions::ENABLE_DEFINITION_LIST
            | Extensions::ENABLE_HEADING_ATTRIBUTES;
        extensions.set(Extensions::ENABLE_SMART_PUNCTUATION, self.smart_punctuation);
        extensions
    }
}
