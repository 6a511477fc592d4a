//! A copy of a source taken: bytes become a text in lines, and of these the ones that are the work itself.
//!
//! [`Taken::html`] and [`Taken::plain`] give the text that is kept and a [`Cut`]: which lines are the work, and why the others
//! are not. The cut is a proposal; the editor confirms or changes it, and it is written down in the source's record. Words
//! are never changed: what is left out is left out by lines.
//!
//! Invariants: the same bytes give the same text and the same cut; no input panics; the work is linear in the input.
//! This folder stands above `check`, which reads copies in HTML and asks about tails with the same rules.
//!
//! Reading order: this file, `page` (HTML to lines, within `bounds`), `article` (the extractor), `tail` (the rules), `cut`,
//! `language`, `record`.

mod article;
mod bounds;
pub mod cut;
pub mod decode;
pub mod language;
pub mod page;
pub mod record;
pub mod tail;
#[cfg(test)]
mod tests;

pub use cut::{Cut, LeftOut, Why};
pub use decode::{Decoded, decode};
pub use language::Language;
pub use record::Record;

use self::page::Page;

/// What a page says of itself; nothing is made up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Its title.
    pub title: Option<String>,
    /// The name of the site.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The day it was published, as `2025-07-23`.
    pub date: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// A source, as it is to be kept.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The text: lines that end in a line feed.
    pub text: String,
    /// What the page says of itself.
    pub about: About,
    /// The language that the page names.
    pub language: Option<Language>,
    /// Which lines are the work.
    pub cut: Cut,
}

impl Taken {
    /// A text as it is: pasted, or a file of plain text.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        let mut text = text.trim_end_matches('\n').to_owned();
        text.push('\n');
        let cut = Cut::of(&text, &[]);
        Self { text, about: About::default(), language: None, cut }
    }

    /// A page: all that can be seen of it, in the order of the document.
    #[must_use]
    pub fn html(html: &str) -> Self {
        let html = bounds::bounded(html);
        let page = Page::read(html);
        let article = (page.depth <= article::DEPTH_MAX).then(|| article::read(html)).flatten();
        let outside = article::outside(&page, article.as_ref());
        let text = page.text();
        let cut = Cut::of(&text, &outside);
        let about = article.map(|article| article.about).unwrap_or_default();
        let about = About { title: about.title.clone().or(page.title), url: page.url.or(about.url.clone()), ..about };
        Self { text, about, language: page.language, cut }
    }
}
