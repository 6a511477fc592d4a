//! The news sitemap: the briefings of the last two days, for search engines that ask for news.
//!
//! After Google's schema `sitemap-news/0.9`. It depends on the build's moment: a build ends to hold when a piece grows too
//! old for it (`Clock::end_of_news`).

use std::fmt::Write as _;

use crate::base::escape::escaped;
use crate::site::PageId;
use crate::theme::View;

/// The most entries that readers of such a sitemap take.
const MOST: usize = 1000;

/// The briefings that are news now, latest first.
#[must_use]
pub fn recent(view: &View) -> &[PageId] {
    let latest = &view.site.latest;
    let is_news = |id: &PageId| view.site.page(*id).moment.is_some_and(|moment| view.clock.is_news(moment));
    let count = latest.iter().take(MOST).take_while(|id| is_news(id)).count();
    &latest[..count]
}

/// The sitemap.
#[must_use]
pub fn sitemap(view: &View) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n",
    );
    let language = language(&view.config.language);
    for id in recent(view) {
        let head = &view.site.page(*id).head;
        let Some(date) = head.date else { continue };
        let _ = write!(out, "  <url><loc>{}</loc>\n    <news:news>", escaped(&view.config.base_url.absolute(view.plan.page(*id))));
        let _ = write!(out, "<news:publication><news:name>{}</news:name>", escaped(&view.config.title));
        let _ = write!(out, "<news:language>{}</news:language></news:publication>", escaped(&language));
        let _ = write!(out, "<news:publication_date>{}</news:publication_date>", date.iso(&view.clock.zone));
        let _ = writeln!(out, "<news:title>{}</news:title></news:news></url>", escaped(&head.title));
    }
    out.push_str("</urlset>\n");
    out
}

/// The schema takes a language of two or three letters, and two forms of Chinese.
fn language(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    match tag.split_once('-') {
        Some(("zh", rest)) => if rest.contains("tw") || rest.contains("hant") { "zh-tw" } else { "zh-cn" }.to_owned(),
        Some((first, _)) => first.to_owned(),
        None => tag,
    }
}
