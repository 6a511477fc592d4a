//! Feeds: Atom 1.0 (RFC 4287), RSS 2.0 with the Atom and Dublin Core modules, and JSON Feed 1.1.
//!
//! All three tell the same entries: the latest briefings of the site or of a tag, with their whole text or their summary,
//! every address in it absolute. The date of a feed is that of its latest entry, so that equal content is an equal file.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::text::{self, Reader};
use super::twin::pretty;
use super::{Press, Unprinted};
use crate::base::escape::{Escaped, escaped};
use crate::base::{Address, WrittenDate};
use crate::briefing::key_facts::{self, Around};
use crate::site::PageId;
use crate::site::plan::{FeedFormat, FeedScope};
use crate::theme::{Passages, View};

/// The date of a feed without entries.
const NEVER: &str = "1970-01-01T00:00:00+00:00";

/// What every format tells of a feed.
struct Feed<'a> {
    view: &'a View,
    title: String,
    description: &'a str,
    home: &'a Address,
    own: Address,
    entries: Vec<Entry<'a>>,
}

/// What every format tells of an entry.
struct Entry<'a> {
    title: &'a str,
    link: String,
    published: Option<WrittenDate>,
    updated: Option<WrittenDate>,
    authors: Vec<&'a str>,
    tags: Vec<&'a str>,
    summary: Cow<'a, str>,
    content: Option<String>,
}

/// Prints a feed; `number` is the position of its job in the plan.
///
/// # Errors
/// A component of a text failed.
pub fn print(press: &Press<'_>, number: usize, scope: FeedScope, format: FeedFormat) -> Result<String, Unprinted> {
    let feed = gather(press, number, scope, format)?;
    Ok(match format {
        FeedFormat::Atom => feed.atom(),
        FeedFormat::Rss => feed.rss(),
        FeedFormat::Json => feed.json(),
    })
}

fn gather<'a>(press: &Press<'a>, number: usize, scope: FeedScope, format: FeedFormat) -> Result<Feed<'a>, Unprinted> {
    let view = press.view;
    let config = &view.config;
    let (title, description) = match scope {
        FeedScope::Site => (config.title.clone(), config.description.as_str()),
        FeedScope::Tag(id) => {
            let term = &view.site.tags[id.0].term;
            (format!("{}: {}", config.title, term.label), term.description.as_str())
        }
    };
    let entries = entries(view, scope).map(|id| entry(press, number, id)).collect::<Result<_, _>>()?;
    Ok(Feed { view, title, description, home: view.plan.feed_home(scope), own: view.plan.feed(scope, format), entries })
}

/// The pages that a feed tells of, latest first.
pub fn entries(view: &View, scope: FeedScope) -> impl Iterator<Item = PageId> {
    let pages = match scope {
        FeedScope::Site => &view.site.latest,
        FeedScope::Tag(id) => &view.site.tags[id.0].pages,
    };
    pages.iter().copied().filter(|id| view.site.page(*id).moment.is_some()).take(view.config.feed_limit)
}

fn entry<'a>(press: &Press<'a>, number: usize, id: PageId) -> Result<Entry<'a>, Unprinted> {
    let view = press.view;
    let page = view.site.page(id);
    let head = &page.head;
    Ok(Entry {
        title: &head.title,
        link: view.config.base_url.absolute(view.plan.page(id)),
        published: head.date,
        updated: head.updated.or(head.date),
        authors: page.authors.iter().map(|author| view.site.authors[author.0].person.name.as_str()).collect(),
        tags: page.tags.iter().map(|tag| view.site.tags[tag.0].term.label.as_str()).collect(),
        summary: summary(view, id),
        content: if view.config.feed_full { Some(content(press, number, id)?) } else { None },
    })
}

/// The summary; where it is all that a feed tells, what the briefing rests on and does not stand any more comes first.
fn summary(view: &View, id: PageId) -> Cow<'_, str> {
    let summary = view.site.page(id).head.summary.as_str();
    let notices = if view.config.feed_full { Vec::new() } else { view.recall_notices(id) };
    if notices.is_empty() { summary.into() } else { format!("{} {summary}", notices.join(" ")).into() }
}

/// The whole text, with the key facts before it where the text does not show them.
fn content(press: &Press<'_>, number: usize, id: PageId) -> Result<String, Unprinted> {
    let notices = press.view.recall_notices(id).into_iter().map(|notice| format!("<p><strong>{}</strong></p>\n", escaped(&notice)));
    let text = notices.collect::<String>() + &text::of_page(press, number, id, Reader::Feed, &Passages::default())?;
    let head = &press.view.site.page(id).head;
    if head.facts_in_body || head.key_facts.is_empty() {
        return Ok(text);
    }
    let caption = press.view.config.facts_headings.first().map_or("", String::as_str);
    let mut out = String::with_capacity(text.len() + 1024);
    let date = |text: &str| text::date_of(press.view, text);
    let recall = |source: &str| press.view.recall_word(id, source);
    let around = Around { caption, cite: &|_| None, date: &date, recall: &recall, passage: &|_| None, mark_unsourced: false };
    key_facts::write_table(&mut out, &head.key_facts, &around, &mut |_, _| {});
    out.push_str(&text);
    Ok(out)
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
        let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", Escaped(&self.view.config.language));
        let _ = writeln!(out, "  <title>{}</title>", Escaped(&self.title));
        if !self.description.is_empty() {
            let _ = writeln!(out, "  <subtitle>{}</subtitle>", Escaped(self.description));
        }
        let _ = writeln!(out, "  <id>{0}</id>\n  <link href=\"{0}\"/>", Escaped(&self.home_url()));
        let _ = writeln!(out, "  <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", Escaped(&self.own_url()));
        let _ = writeln!(
            out,
            "  <updated>{}</updated>\n  <author><name>{}</name></author>",
            self.updated(),
            Escaped(&self.view.config.publisher)
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
            Escaped(entry.title),
            Escaped(&entry.link)
        );
        if let Some(date) = entry.published {
            let _ = writeln!(out, "    <published>{}</published>", self.rfc3339(date));
        }
        if let Some(date) = entry.updated {
            let _ = writeln!(out, "    <updated>{}</updated>", self.rfc3339(date));
        }
        for author in &entry.authors {
            let _ = writeln!(out, "    <author><name>{}</name></author>", Escaped(author));
        }
        for tag in &entry.tags {
            let _ = writeln!(out, "    <category term=\"{}\"/>", Escaped(tag));
        }
        if !entry.summary.is_empty() {
            let _ = writeln!(out, "    <summary>{}</summary>", Escaped(&entry.summary));
        }
        if let Some(content) = &entry.content {
            let _ = writeln!(out, "    <content type=\"html\">{}</content>", Escaped(content));
        }
        out.push_str("  </entry>\n");
    }

    fn rss(&self) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.push_str(
            "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n",
        );
        let description = if self.description.is_empty() { &self.title } else { self.description };
        let _ = writeln!(out, "  <title>{}</title>\n  <link>{}</link>", Escaped(&self.title), Escaped(&self.home_url()));
        let _ = writeln!(
            out,
            "  <description>{}</description>\n  <language>{}</language>",
            Escaped(description),
            Escaped(&self.view.config.language)
        );
        let _ = writeln!(out, "  <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>", Escaped(&self.own_url()));
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
            Escaped(entry.title),
            Escaped(&entry.link)
        );
        if let Some(date) = entry.published {
            let _ = writeln!(out, "    <pubDate>{}</pubDate>", self.rfc822(date));
        }
        for author in &entry.authors {
            let _ = writeln!(out, "    <dc:creator>{}</dc:creator>", Escaped(author));
        }
        for tag in &entry.tags {
            let _ = writeln!(out, "    <category>{}</category>", Escaped(tag));
        }
        let text = entry.content.as_deref().map_or_else(|| escaped(&entry.summary).into(), Cow::from);
        let _ = writeln!(out, "    <description>{}</description>\n  </item>", Escaped(&text));
    }

    fn json(&self) -> String {
        pretty(&JsonFeed {
            version: "https://jsonfeed.org/version/1.1",
            title: &self.title,
            home_page_url: self.home_url(),
            feed_url: self.own_url(),
            description: self.description,
            language: &self.view.config.language,
            authors: vec![Author { name: &self.view.config.publisher }],
            items: self.entries.iter().map(|entry| self.json_item(entry)).collect(),
        })
    }

    fn json_item<'a>(&self, entry: &'a Entry<'_>) -> Item<'a> {
        Item {
            id: &entry.link,
            url: &entry.link,
            title: entry.title,
            summary: &entry.summary,
            content_html: entry.content.as_deref(),
            content_text: entry.content.is_none().then_some(&*entry.summary),
            date_published: entry.published.map(|date| self.rfc3339(date)),
            date_modified: entry.updated.map(|date| self.rfc3339(date)),
            authors: entry.authors.iter().map(|name| Author { name }).collect(),
            tags: &entry.tags,
        }
    }
}

/// JSON Feed 1.1; its field names are those of the format.
#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'a str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: Vec<Author<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [&'a str],
}
