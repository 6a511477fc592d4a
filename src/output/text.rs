//! The text of a page or section as finished HTML: holes filled, key facts in their place.

use memchr::memmem::Finder;

use crate::base::parse_date;
use crate::briefing::Fragment;
use crate::briefing::key_facts::{self, Around};
use crate::briefing::markdown::Fill;
use crate::site::{Filler, PageId, Resolved, SectionId};

use super::Press;
use crate::theme::View;
use crate::theme::filters::formatted;

/// Where a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// On its own page.
    Page,
    /// In a feed: every address absolute, no links to headings.
    Feed,
}

/// The text of a page.
#[must_use]
pub fn of_page(press: &Press<'_>, id: PageId, reader: Reader) -> String {
    let view = press.view;
    let page = view.site.page(id);
    let own = view.plan.page(id);
    let filler = Filler { base_url: &view.config.base_url, elsewhere: (reader == Reader::Feed).then_some(own) };
    let cited = view.cited(page);
    let number = |source: &str| {
        view.source_record(page, source)?;
        cited.iter().position(|other| *other == source).map(|index| index + 1)
    };
    let caption = view.config.facts_headings.first().map_or("", String::as_str);
    let facts = |out: &mut String| {
        let mut fill = |hole: &Fill, out: &mut String| filler.fill(view.links.page(id), hole, out);
        let around = Around { caption, cite: &number, date: &|text| date_of(view, text) };
        key_facts::write_table(out, &page.head.key_facts, &around, &mut fill);
    };
    filled(&press.texts.page(id, &page.head.path), &filler, view.links.page(id), facts, reader)
}

/// The text of a section.
#[must_use]
pub fn of_section(press: &Press<'_>, id: SectionId) -> String {
    let Some(head) = &press.view.site.section(id).head else { return String::new() };
    let text = press.texts.section(id, &head.path);
    let filler = Filler { base_url: &press.view.config.base_url, elsewhere: None };
    filled(&text, &filler, press.view.links.section(id), |_| {}, Reader::Page)
}

fn filled(text: &Fragment, filler: &Filler<'_>, links: &[Resolved], facts: impl Fn(&mut String), reader: Reader) -> String {
    let mut out = String::with_capacity(8 * 1024);
    text.fill(&mut out, |hole, out| match hole {
        Fill::Facts => facts(out),
        // A heading's link to itself goes from feeds again below, so it needs no address.
        Fill::OwnAnchor if reader == Reader::Feed && out.ends_with(PERMALINK) => {}
        _ => filler.fill(links, hole, out),
    });
    match reader {
        Reader::Page => out,
        Reader::Feed => without_permalinks(&out),
    }
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
