//! Standards: what feed readers, search engines and other programs demand of the files made for them.
//!
//! Atom by RFC 4287, RSS by its specification 2.0.11, JSON Feed by 1.1, sitemaps by the protocol 0.9; checked on the
//! repository's own sites, where `feeds` checks the values on a small one.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use nutgraf::base::BaseUrl;
use nutgraf::engine;
use nutgraf::input::{Overrides, disk};
use serde_json::Value;

use crate::markup::{Element, tags, xml};
use crate::site::{NOW, Outcome};

const BASE: &str = "https://example.org/repo/";

/// The sites that have feeds, built with all that is withheld, so that every kind of page is there.
fn sites() -> Vec<(&'static str, Outcome)> {
    let built = |folder: &'static str| {
        let (files, _) = disk::snapshot(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        let overrides = Overrides { base_url: Some(BaseUrl::new(BASE).expect("sound")) };
        let outcome = Outcome::of(&files, &engine::Options { now: NOW.parse().expect("a moment"), drafts: true, future: true, overrides });
        outcome.no_findings();
        (folder, outcome)
    };
    vec![built(""), built("tests/kitchen")]
}

/// Runs a check on every file of this name, and says in which one it failed.
#[track_caller]
fn each(name: &str, check: impl Fn(&str) -> Result<(), String>) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (folder, outcome) in sites() {
        for (path, text) in outcome.texts().filter(|(path, _)| path.rsplit('/').next() == Some(name)) {
            count += 1;
            wrong.extend(check(text).err().map(|why| format!("{folder} {path}: {why}")));
        }
    }
    assert!(count > 0, "there is no {name}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn must(holds: bool, why: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.into()) }
}

fn once<'a>(element: &'a Element, name: &str) -> Result<&'a str, String> {
    must(element.children.iter().filter(|child| child.name == name).count() == 1, format!("`{}` needs one `{name}`", element.name))?;
    let text = element.text_of(name);
    must(!text.is_empty() || name == "link", format!("`{name}` is empty"))?;
    Ok(text)
}

fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|error| format!("{text} is no date of RFC 3339: {error}"))
}

fn absolute(address: &str) -> Result<(), String> {
    let sound = address.starts_with(BASE) && address.is_ascii() && !address.contains([' ', '"', '<', '>']);
    must(sound, format!("{address} is no sound address of the site"))
}

#[test]
fn atom_feeds_keep_to_rfc_4287() {
    each("feed.xml", |text| {
        let feed = xml(text)?;
        must(
            feed.name == "feed" && feed.attributes.get("xmlns").is_some_and(|space| space == "http://www.w3.org/2005/Atom"),
            "another root",
        )?;
        once(&feed, "title")?;
        absolute(once(&feed, "id")?)?;
        let updated = moment(once(&feed, "updated")?)?;
        let own = feed.all("link").filter(|link| link.attributes.get("rel").is_some_and(|rel| rel == "self")).count();
        must(own == 1, "it does not say where it stands")?;
        let mut ids = BTreeSet::new();
        let mut latest = None;
        for entry in feed.all("entry") {
            once(entry, "title")?;
            let id = once(entry, "id")?;
            absolute(id)?;
            must(ids.insert(id), format!("{id} is given twice"))?;
            let changed = moment(once(entry, "updated")?)?;
            moment(once(entry, "published")?)?;
            latest = latest.max(Some(changed));
            must(feed.child("author").is_some() || entry.child("author").is_some(), "an entry has no author")?;
            for link in entry.all("link") {
                absolute(link.attributes.get("href").map_or("", String::as_str))?;
            }
            let content = entry.child("content").ok_or("an entry has no content")?;
            must(content.attributes.get("type").is_some_and(|kind| kind == "html"), "content without its type")?;
        }
        must(latest.is_none_or(|latest| latest == updated), "it is not as new as its newest entry")
    });
}

#[test]
fn rss_feeds_keep_to_the_specification() {
    each("rss.xml", |text| {
        let rss = xml(text)?;
        must(rss.name == "rss" && rss.attributes.get("version").is_some_and(|version| version == "2.0"), "another root")?;
        let channel = rss.child("channel").filter(|_| rss.children.len() == 1).ok_or("it needs one channel")?;
        once(channel, "title")?;
        absolute(once(channel, "link")?)?;
        once(channel, "description")?;
        let date =
            |text: &str| jiff::fmt::rfc2822::parse(text).map(|_| ()).map_err(|error| format!("{text} is no date of RFC 822: {error}"));
        date(once(channel, "lastBuildDate")?)?;
        let mut ids = BTreeSet::new();
        for item in channel.all("item") {
            once(item, "title")?;
            once(item, "description")?;
            absolute(once(item, "link")?)?;
            date(once(item, "pubDate")?)?;
            let id = once(item, "guid")?;
            absolute(id)?;
            must(ids.insert(id), format!("{id} is given twice"))?;
        }
        Ok(())
    });
}

#[test]
fn json_feeds_keep_to_version_1_1() {
    each("feed.json", |text| {
        let feed: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let text_of = |value: &Value, key: &str| value[key].as_str().map(str::to_owned).ok_or(format!("`{key}` is missing"));
        must(text_of(&feed, "version")? == "https://jsonfeed.org/version/1.1", "another version")?;
        text_of(&feed, "title")?;
        absolute(&text_of(&feed, "home_page_url")?)?;
        absolute(&text_of(&feed, "feed_url")?)?;
        let mut ids = BTreeSet::new();
        for item in feed["items"].as_array().ok_or("`items` is no list")? {
            let id = text_of(item, "id")?;
            must(ids.insert(id.clone()), format!("{id} is given twice"))?;
            absolute(&text_of(item, "url")?)?;
            must(item["content_html"].is_string() || item["content_text"].is_string(), "an item has no content")?;
            moment(&text_of(item, "date_published")?)?;
            moment(&text_of(item, "date_modified")?)?;
            for author in item["authors"].as_array().into_iter().flatten() {
                text_of(author, "name")?;
            }
            must(item["tags"].as_array().into_iter().flatten().all(Value::is_string), "a tag is no text")?;
        }
        Ok(())
    });
}

#[test]
fn sitemaps_keep_to_the_protocol() {
    each("sitemap.xml", |text| {
        let map = xml(text)?;
        let space = map.attributes.get("xmlns").map(String::as_str);
        must(map.name == "urlset" && space == Some("http://www.sitemaps.org/schemas/sitemap/0.9"), "another root")?;
        must(map.children.len() <= 50_000 && text.len() <= 50 * 1024 * 1024, "it is too long")?;
        for url in &map.children {
            must(url.name == "url", format!("`{}` is no `url`", url.name))?;
            let names: Vec<&str> = url.children.iter().map(|child| child.name.as_str()).collect();
            must(matches!(names[..], ["loc"] | ["loc", "lastmod"]), format!("`url` holds {names:?}"))?;
            let loc = once(url, "loc")?;
            absolute(loc)?;
            must(loc.len() < 2048, "an address is too long")?;
            let changed = url.text_of("lastmod");
            let is_date = changed.is_empty() || changed.parse::<jiff::civil::Date>().is_ok() || moment(changed).is_ok();
            must(is_date, format!("{changed} is no date of ISO 8601"))?;
        }
        Ok(())
    });
}

#[test]
fn twins_have_one_shape() {
    each("index.json", |text| {
        let twin: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if twin.get("shards").is_some() {
            return Ok(()); // Search data have a file of this name.
        }
        must(twin["version"] == 1, "another version")?;
        for key in ["title", "url", "language"] {
            must(twin[key].as_str().is_some_and(|text| !text.is_empty()), format!("`{key}` is missing"))?;
        }
        for fact in twin["key_facts"].as_array().ok_or("`key_facts` is no list")? {
            for key in ["id", "url", "label", "value"] {
                must(fact[key].is_string(), format!("a fact's `{key}` is missing"))?;
            }
            must(fact["parsed"]["kind"].is_string(), "a fact is not typed")?;
            let source = fact["source"].as_str();
            must(source.is_none_or(|source| twin["sources"][source].is_object()), format!("the source of {fact} is not told"))?;
        }
        must(twin["corrections"].is_array() && twin["sources"].is_object(), "a part is missing")
    });
}

#[test]
fn markdown_twins_have_front_matter_that_reads() {
    each("index.md", |text| {
        let front = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).ok_or("there is no front matter")?.0;
        let front: serde_yaml::Mapping = serde_yaml::from_str(front).map_err(|error| error.to_string())?;
        must(front.contains_key("title") && front.contains_key("url"), "a key is missing")
    });
}

/// What things of a kind must have, by schema.org and by what search engines ask of them.
const REQUIRED: &[(&str, &[&str])] = &[
    ("NewsArticle", &["headline", "publisher", "mainEntityOfPage", "inLanguage"]),
    ("Dataset", &["name", "description", "variableMeasured", "distribution"]),
    ("DataDownload", &["contentUrl", "encodingFormat"]),
    ("BreadcrumbList", &["itemListElement"]),
    ("ListItem", &["position", "name", "item"]),
    ("WebSite", &["name", "url", "publisher"]),
    ("Organization", &["name"]),
    ("Person", &["name", "url"]),
    ("CreativeWork", &["name"]),
    ("CorrectionComment", &["text"]),
];

/// A thing and everything in it: known, complete, with absolute addresses and real dates.
fn is_described(thing: &Value) -> Result<(), String> {
    match thing {
        Value::Array(things) => things.iter().try_for_each(is_described),
        Value::Object(fields) => {
            let kind = fields.get("@type").and_then(Value::as_str).ok_or("a thing without a kind")?;
            let required = REQUIRED.iter().find(|(name, _)| *name == kind).ok_or_else(|| format!("{kind} is no known kind"))?.1;
            for key in required {
                let is_there = fields
                    .get(*key)
                    .is_some_and(|value| !matches!(value, Value::Null) && *value != "" && *value != Value::Array(Vec::new()));
                must(is_there, format!("{kind} without `{key}`"))?;
            }
            for key in ["url", "item", "contentUrl", "mainEntityOfPage", "image"] {
                let address = fields.get(key).and_then(Value::as_str).unwrap_or("https://");
                must(address.starts_with("https://") || address.starts_with("http://"), format!("{address} is not absolute"))?;
            }
            for key in ["datePublished", "dateModified"] {
                let date = fields.get(key).and_then(Value::as_str).unwrap_or("2025-01-01");
                must(date.parse::<jiff::civil::Date>().is_ok() || moment(date).is_ok(), format!("{date} is no date of ISO 8601"))?;
            }
            fields
                .values()
                .filter(|value| value.is_object() || value.is_array())
                .filter(|value| !is_words(value))
                .try_for_each(is_described)
        }
        _ => Ok(()),
    }
}

/// A list of texts, such as keywords.
fn is_words(value: &Value) -> bool {
    value.as_array().is_some_and(|values| values.iter().all(Value::is_string))
}

#[test]
fn structured_data_have_what_their_kinds_require() {
    each("index.html", |text| {
        let data = tags(text).into_iter().filter(|tag| tag.name == "script" && tag.get("type") == Some("application/ld+json"));
        for tag in data {
            let graph: Value = serde_json::from_str(&tag.raw).map_err(|error| error.to_string())?;
            must(graph["@context"] == "https://schema.org", "another vocabulary")?;
            is_described(&graph["@graph"])?;
        }
        Ok(())
    });
}
