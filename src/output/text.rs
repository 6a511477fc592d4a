//! The text of a page or section as finished HTML: holes filled, key facts and components in their place.

use memchr::memmem::Finder;
use tera::Value;

use crate::base::parse_date;
use crate::briefing::Fragment;
use crate::briefing::key_facts::{self, Around};
use crate::briefing::markdown::{Citation, Fill};
use crate::site::{Filler, PageId, SectionId};

use super::calls::{self, Calls};
use super::{Press, Unprinted};
use crate::theme::filters::formatted;
use crate::theme::values::{map, with};
use crate::theme::{Passages, View};

/// Where a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// On its own page.
    Page,
    /// In a feed: every address absolute, no links to headings.
    Feed,
}

/// The text of a page, as a part of the output of a job; its facts and citations lead to `passages`, so that there are to be none
/// where these are not shown.
///
/// # Errors
/// A component failed.
pub fn of_page(press: &Press<'_>, job: usize, id: PageId, reader: Reader, passages: &Passages<'_>) -> Result<String, Unprinted> {
    let view = press.view;
    let page = view.site.page(id);
    let own = view.plan.page(id);
    let filler = Filler { base_url: &view.config.base_url, elsewhere: (reader == Reader::Feed).then_some(own) };
    let caption = view.config.facts_headings.first().map_or("", String::as_str);
    let facts = |out: &mut String| {
        let numbers = view.source_numbers(page);
        let number = |source: &str| numbers.get(source).copied();
        let mut fill = |hole: &Fill, out: &mut String| filler.fill(view.links.page(id), hole, out);
        let around = Around {
            caption,
            cite: &number,
            date: &|text| date_of(view, text),
            recall: &|source| view.recall_word(id, source),
            passage: &|fact| passages.of_fact(fact).map(str::to_owned),
            mark_unsourced: reader == Reader::Page && view.config.mark_unsourced,
        };
        key_facts::write_table(out, &page.head.key_facts, &around, &mut fill);
    };
    let seen = || {
        with(&view.card(id), [("key_facts", view.facts_resting_on(id, passages).into()), ("source_path", page.head.path.as_str().into())])
    };
    let around = calls::Around { press, job, head: &page.head, links: view.links.page(id), filler: &filler, reader, page: &seen };
    let holes = Holes { facts: &facts, passage: &|index| passage_of(&page.head.citations, index, passages) };
    filled(&press.texts.page(id, &page.head.path), &around, &holes)
}

/// The text of a section, as a part of the output of a job.
///
/// # Errors
/// A component failed.
pub fn of_section(press: &Press<'_>, job: usize, id: SectionId) -> Result<String, Unprinted> {
    let Some(head) = &press.view.site.section(id).head else { return Ok(String::new()) };
    let text = press.texts.section(id, &head.path);
    let filler = Filler { base_url: &press.view.config.base_url, elsewhere: None };
    // Not the section's value as lists show it: that has a count, on which the text need not rest.
    let seen = || {
        map([
            ("kind", if id.0 == 0 { "home" } else { "section" }.into()),
            ("title", press.view.site.section(id).title.as_str().into()),
            ("summary", head.summary.as_str().into()),
            ("address", press.view.relative(press.view.plan.section(id))),
            ("key_facts", Vec::<Value>::new().into()),
            ("source_path", head.path.as_str().into()),
        ])
    };
    let links = press.view.links.section(id);
    let around = calls::Around { press, job, head, links, filler: &filler, reader: Reader::Page, page: &seen };
    filled(&text, &around, &Holes { facts: &|_| {}, passage: &|_| None })
}

/// Where the passage stands that a citation rests on.
fn passage_of(citations: &[Citation], index: usize, passages: &Passages<'_>) -> Option<String> {
    let citation = citations.get(index)?;
    let first = citations.iter().position(|other| other.span == citation.span)?;
    passages.of_citation(first, &citation.source).map(str::to_owned)
}

/// What is filled in of the page as a whole.
struct Holes<'a> {
    facts: &'a dyn Fn(&mut String),
    /// Where the passage stands that a citation rests on.
    passage: &'a dyn Fn(usize) -> Option<String>,
}

fn filled(text: &Fragment, around: &calls::Around<'_>, holes: &Holes<'_>) -> Result<String, Unprinted> {
    let calls::Around { filler, links, reader, .. } = *around;
    let mut calls = Calls::new(around);
    let mut out = String::with_capacity(8 * 1024);
    text.fill(&mut out, |hole, out| match hole {
        Fill::Facts => (holes.facts)(out),
        // A feed shows no list of sources, and leads to the one of the page.
        Fill::Cited(index) if reader == Reader::Page => {
            if let (Some(passage), Some(at)) = ((holes.passage)(*index), out.rfind('#')) {
                out.truncate(at + 1);
                out.push_str(&passage);
            }
        }
        Fill::Call(_) | Fill::CallEnd(_) => calls.fill(hole, out),
        // A heading's link to itself goes from feeds again below, so it needs no address.
        Fill::OwnAnchor if reader == Reader::Feed && out.ends_with(PERMALINK) => {}
        _ => filler.fill(links, hole, out),
    });
    calls.finish()?;
    Ok(match reader {
        Reader::Page => out,
        Reader::Feed => without_permalinks(&out),
    })
}

/// A date as the site writes it; anything else as it stands.
#[must_use]
pub fn date_of(view: &View, text: &str) -> String {
    let Ok(date) = parse_date(text) else { return text.to_owned() };
    formatted(date, &view.config.date_format, &view.clock.zone).unwrap_or_else(|_| text.to_owned())
}

/// How the link of a heading to itself begins. The shape is the one our writer gives it.
const PERMALINK: &str = "<a class=\"permalink\" href=\"";

/// Headings without the links to themselves, which mean nothing in a feed.
fn without_permalinks(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let finder = Finder::new(PERMALINK);
    while let Some(at) = finder.find(rest.as_bytes()) {
        out.push_str(rest[..at].trim_end_matches(' '));
        rest = rest[at..].find("</a>").map_or("", |end| &rest[at + end + "</a>".len()..]);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::without_permalinks;

    #[test]
    fn headings_in_feeds_have_no_link_to_themselves() {
        let html = "<h2 id=\"a\">A <a class=\"permalink\" href=\"#a\">#</a></h2><p><a href=\"b\">B</a></p>";
        assert_eq!(without_permalinks(html), "<h2 id=\"a\">A</h2><p><a href=\"b\">B</a></p>");
    }
}
