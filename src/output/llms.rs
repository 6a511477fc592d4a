//! `llms.txt`: what the site is and where its texts are, for language models (the proposal of llmstxt.org).
//!
//! Markdown, with the addresses of the Markdown twins, which cost such a reader less than pages.

use std::fmt::Write as _;

use crate::base::Address;
use crate::base::spelling::one_line;
use crate::site::plan::FeedFormat;
use crate::site::plan::FeedScope;
use crate::site::{PageId, Plan};
use crate::theme::View;

/// How many of the latest briefings are named.
const MOST: usize = 50;

/// The briefings that are named, latest first.
#[must_use]
pub fn listed(view: &View) -> &[PageId] {
    &view.site.latest[..view.site.latest.len().min(MOST)]
}

/// The file.
#[must_use]
pub fn print(view: &View) -> String {
    let (config, plan) = (&view.config, &view.plan);
    let absolute = |address: &Address| config.base_url.absolute(address);
    let mut out = format!("# {}\n", one_line(&config.title));
    if !config.description.is_empty() {
        let _ = write!(out, "\n> {}\n", one_line(&config.description));
    }
    out.push_str("\nEach piece stands here as a page, as Markdown (`index.md` below its address) and as data (`index.json`), with its\nkey facts, sources and corrections.\n");
    heading(&mut out, "Latest briefings", listed(view).is_empty());
    for id in listed(view) {
        let head = &view.site.page(*id).head;
        entry(&mut out, &head.title, &absolute(&plan.twin(*id, "index.md")), &head.summary);
    }
    heading(&mut out, "Sections", view.menu().next().is_none());
    for id in view.menu() {
        let section = view.site.section(id);
        let summary = section.head.as_ref().map_or("", |head| head.summary.as_str());
        entry(&mut out, &section.title, &absolute(plan.section(id)), summary);
    }
    if !view.site.latest.is_empty() {
        heading(&mut out, "Optional", false);
        entry(&mut out, "Archive", &absolute(&Plan::index("archive")), "all briefings by year");
        entry(&mut out, "Feed", &absolute(&plan.feed(FeedScope::Site, FeedFormat::Json)), "the latest briefings with their texts, as JSON");
    }
    out
}

fn heading(out: &mut String, text: &str, is_empty: bool) {
    if !is_empty {
        let _ = write!(out, "\n## {text}\n\n");
    }
}

fn entry(out: &mut String, title: &str, address: &str, about: &str) {
    let title = one_line(title).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    let _ = write!(out, "- [{title}]({address})");
    if !about.is_empty() {
        let _ = write!(out, ": {}", one_line(about));
    }
    out.push('\n');
}
