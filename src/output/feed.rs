//! Feeds: Atom 1.0 (RFC 4287), RSS 2.0 with the Atom and Dublin Core modules, and JSON Feed 1.1.
//!
//! All three tell the same entries: the latest briefings of the site or of a tag, with their whole text or their summary,
//! every address in it absolute. The date of a feed is that of its latest entry, so that equal content is an equal file.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Press;
use super::text::{self, Reader};
use crate::base::escape::escaped;
use crate::base::{Address, WrittenDate};
use crate::briefing::key_facts::{self, Around};
use crate::site::PageId;
use crate::site::plan::{FeedFormat, FeedScope};
use crate::theme::View;

/// The date of a feed without entries.
const NEVER: &str = "1970-01-01T00:00:00+00:00";

/// What every format tells of a feed.
struct Feed<'a> {
    view: &'a View,
    title: String,
    description: String,
    home: &'a Address,
    own: Address,
    entries: Vec<Entry>,
}

/// What every format tells of an entry.
struct Entry {
    title: String,
    link: String,
    published: Option<WrittenDate>,
    updated: Option<WrittenDate>,
    authors: Vec<String>,
    tags: Vec<String>,
    summary: String,
    content: Option<String>,
}

/// Prints a feed.
#[must_use]
pub fn print(press: &Press<'_>, scope: FeedScope, format: FeedFormat) -> String {
    let feed = gather(press, scope, format);
    match format {
        FeedFormat::Atom => feed.atom(),
        FeedFormat::Rss => feed.rss(),
        FeedFormat::Json => feed.json(),
    }
}

fn gather<'a>(press: &Press<'a>, scope: FeedScope, format: FeedFormat) -> Feed<'a> {
    let view = press.view;
    let config = &view.config;
    let (title, description) = match scope {
        FeedScope::Site => (config.title.clone(), config.description.clone()),
        FeedScope::Tag(id) => {
            let term = &view.site.tags[id.0].term;
            (format!("{}: {}", config.title, term.label), term.description.clone())
        }
    };
    let entries = entries(view, scope).map(|id| entry(press, id)).collect();
    Feed { view, title, description, home: view.plan.feed_home(scope), own: view.plan.feed(scope, format), entries }
}

/// The pages that a feed tells of, latest first.
pub(super) fn entries(view: &View, scope: FeedScope) -> impl Iterator<Item = PageId> {
    let pages = match scope {
        FeedScope::Site => &view.site.latest,
        FeedScope::Tag(id) => &view.site.tags[id.0].pages,
    };
    pages.iter().copied().filter(|id| view.site.page(*id).moment.is_some()).take(view.config.feed_limit)
}

fn entry(press: &Press<'_>, id: PageId) -> Entry {
    let view = press.view;
    let page = view.site.page(id);
    let head = &page.head;
    Entry {
        title: head.title.clone(),
        link: view.config.base_url.absolute(view.plan.page(id)),
        published: head.date,
        updated: head.updated.or(head.date),
        authors: page.authors.iter().map(|author| view.site.authors[author.0].person.name.clone()).collect(),
        tags: page.tags.iter().map(|tag| view.site.tags[tag.0].term.label.clone()).collect(),
        summary: head.summary.clone(),
        content: view.config.feed_full.then(|| content(press, id)),
    }
}

/// The whole text, with the key facts before it where the text does not show them.
fn content(press: &Press<'_>, id: PageId) -> String {
    let text = text::of_page(press, id, Reader::Feed);
    let head = &press.view.site.page(id).head;
    if head.facts_in_body || head.key_facts.is_empty() {
        return text;
    }
    let caption = press.view.config.facts_headings.first().map_or("", String::as_str);
    let mut out = String::with_capacity(text.len() + 1024);
    let around = Around { caption, cite: &|_| None, date: &|text| text::date_of(press.view, text) };
    key_facts::write_table(&mut out, &head.key_facts, &around, &mut |_, _| {});
    out.push_str(&text);
    out
}

impl Feed<'_> {
    /// The date of the latest change among the entries.
    fn latest(&self) -> Option<WrittenDate> {
        self.entries.iter().filter_map(|entry| entry.updated).max_by_key(|date| date.instant(&self.view.clock.zone))
    }

    fn updated(&self) -> String {
        self.latest().map_or_else(|| NEVER.to_owned(), |date| self.rfc3339(date))
    }

    fn rfc3339(&self, date: WrittenDate) -> String {
        date.rfc3339(&self.view.clock.zone)
    }

    /// RFC 822 as RSS wants it.
    fn rfc822(&self, date: WrittenDate) -> String {
        date.zoned(&self.view.clock.zone).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }

    fn home_url(&self) -> String {
        self.view.config.base_url.absolute(self.home)
    }

    fn own_url(&self) -> String {
        self.view.config.base_url.absolute(&self.own)
    }

    fn atom(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", escaped(&self.view.config.language));
        let _ = writeln!(out, "  <title>{}</title>", escaped(&self.title));
        if !self.description.is_empty() {
            let _ = writeln!(out, "  <subtitle>{}</subtitle>", escaped(&self.description));
        }
        let _ = writeln!(out, "  <id>{0}</id>\n  <link href=\"{0}\"/>", escaped(&self.home_url()));
        let _ = writeln!(out, "  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escaped(&self.own_url()));
        let _ = writeln!(
            out,
            "  <updated>{}</updated>\n  <author><name>{}</name></author>",
            self.updated(),
            escaped(&self.view.config.publisher)
        );
        let _ = writeln!(
            out,
            "  <generator uri=\"https://crates.io/crates/nutgraf\" version=\"{0}\">Nutgraf</generator>",
            env!("CARGO_PKG_VERSION")
        );
        for entry in &self.entries {
            self.atom_entry(&mut out, entry);
        }
        out.push_str("</feed>\n");
        out
    }

    fn atom_entry(&self, out: &mut String, entry: &Entry) {
        let _ = writeln!(
            out,
            "  <entry>\n    <title>{}</title>\n    <id>{1}</id>\n    <link href=\"{1}\"/>",
            escaped(&entry.title),
            escaped(&entry.link)
        );
        if let Some(date) = entry.published {
            let _ = writeln!(out, "    <published>{}</published>", self.rfc3339(date));
        }
        if let Some(date) = entry.updated {
            let _ = writeln!(out, "    <updated>{}</updated>", self.rfc3339(date));
        }
        for author in &entry.authors {
            let _ = writeln!(out, "    <author><name>{}</name></author>", escaped(author));
        }
        for tag in &entry.tags {
            let _ = writeln!(out, "    <category term=\"{}\"/>", escaped(tag));
        }
        if !entry.summary.is_empty() {
            let _ = writeln!(out, "    <summary>{}</summary>", escaped(&entry.summary));
        }
        if let Some(content) = &entry.content {
            let _ = writeln!(out, "    <content type=\"html\">{}</content>", escaped(content));
        }
        out.push_str("  </entry>\n");
    }

    fn rss(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.push_str(
            "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n",
        );
        let description = if self.description.is_empty() { &self.title } else { &self.description };
        let _ = writeln!(out, "  <title>{}</title>\n  <link>{}</link>", escaped(&self.title), escaped(&self.home_url()));
        let _ = writeln!(
            out,
            "  <description>{}</description>\n  <language>{}</language>",
            escaped(description),
            escaped(&self.view.config.language)
        );
        let _ = writeln!(out, "  <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>", escaped(&self.own_url()));
        if let Some(date) = self.latest() {
            let _ = writeln!(out, "  <lastBuildDate>{}</lastBuildDate>", self.rfc822(date));
        }
        let _ = writeln!(out, "  <generator>Nutgraf {}</generator>", env!("CARGO_PKG_VERSION"));
        for entry in &self.entries {
            self.rss_item(&mut out, entry);
        }
        out.push_str("</channel>\n</rss>\n");
        out
    }

    fn rss_item(&self, out: &mut String, entry: &Entry) {
        let _ = writeln!(
            out,
            "  <item>\n    <title>{}</title>\n    <link>{1}</link>\n    <guid>{1}</guid>",
            escaped(&entry.title),
            escaped(&entry.link)
        );
        if let Some(date) = entry.published {
            let _ = writeln!(out, "    <pubDate>{}</pubDate>", self.rfc822(date));
        }
        for author in &entry.authors {
            let _ = writeln!(out, "    <dc:creator>{}</dc:creator>", escaped(author));
        }
        for tag in &entry.tags {
            let _ = writeln!(out, "    <category>{}</category>", escaped(tag));
        }
        let text = entry.content.clone().unwrap_or_else(|| escaped(&entry.summary));
        let _ = writeln!(out, "    <description>{}</description>\n  </item>", escaped(&text));
    }

    fn json(&self) -> String {
        let mut feed = Map::new();
        feed.insert("version".into(), "https://jsonfeed.org/version/1.1".into());
        feed.insert("title".into(), self.title.as_str().into());
        feed.insert("home_page_url".into(), self.home_url().into());
        feed.insert("feed_url".into(), self.own_url().into());
        if !self.description.is_empty() {
            feed.insert("description".into(), self.description.as_str().into());
        }
        feed.insert("language".into(), self.view.config.language.as_str().into());
        feed.insert("authors".into(), json!([{ "name": self.view.config.publisher }]));
        feed.insert("items".into(), self.entries.iter().map(|entry| self.json_item(entry)).collect());
        let mut text = serde_json::to_string_pretty(&Value::Object(feed)).unwrap_or_default();
        text.push('\n');
        text
    }

    fn json_item(&self, entry: &Entry) -> Value {
        let mut item = Map::new();
        item.insert("id".into(), entry.link.as_str().into());
        item.insert("url".into(), entry.link.as_str().into());
        item.insert("title".into(), entry.title.as_str().into());
        if !entry.summary.is_empty() {
            item.insert("summary".into(), entry.summary.as_str().into());
        }
        match &entry.content {
            Some(content) => item.insert("content_html".into(), content.as_str().into()),
            None => item.insert("content_text".into(), entry.summary.as_str().into()),
        };
        if let Some(date) = entry.published {
            item.insert("date_published".into(), self.rfc3339(date).into());
        }
        if let Some(date) = entry.updated {
            item.insert("date_modified".into(), self.rfc3339(date).into());
        }
        if !entry.authors.is_empty() {
            item.insert("authors".into(), entry.authors.iter().map(|name| json!({ "name": name })).collect());
        }
        if !entry.tags.is_empty() {
            item.insert("tags".into(), entry.tags.clone().into());
        }
        Value::Object(item)
    }
}
