//! The crawl: every address that the sample site prints leads somewhere in it, in every theme, also below a path.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use nutgraf::base::address::percent_decoded;
use nutgraf::base::{BaseUrl, SourcePath};
use nutgraf::engine;
use nutgraf::input::{File, Files, Overrides, disk};

use pulldown_cmark::{Event, Options, Parser, Tag as Markup};

use crate::markup::{Tag, tags, xml};
use crate::site::{NOW, Outcome};

/// A site as it is published: where, and what is in it.
struct Published {
    origin: &'static str,
    prefix: &'static str,
    outcome: Outcome,
    /// The ids of each page.
    ids: BTreeMap<String, BTreeSet<String>>,
}

/// The repository's own site.
pub fn sample() -> Files {
    project("")
}

fn project(folder: &str) -> Files {
    let (files, faults) = disk::snapshot(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    assert!(faults.is_empty(), "{faults:?}");
    files
}

/// The same in a theme of the repository.
pub fn themed(mut files: Files, theme: &str) -> Files {
    for (_, path, file) in sample().below("themes") {
        files.insert(path.clone(), file.clone());
    }
    let path = SourcePath::new("nutgraf.yaml").expect("sound");
    let text = files.get(&path).map(|file| String::from_utf8_lossy(file.contents.start()).into_owned()).unwrap_or_default();
    files.insert(path, File::new(format!("{text}\ntheme: {theme}\n").into_bytes()));
    files
}

impl Published {
    fn new(files: &Files, origin: &'static str, prefix: &'static str) -> Self {
        let base_url = BaseUrl::new(&format!("{origin}{prefix}")).expect("sound");
        let now = NOW.parse().expect("a moment");
        let options = engine::Options { now, drafts: true, future: true, overrides: Overrides { base_url: Some(base_url) } };
        let outcome = Outcome::of(files, &options);
        outcome.no_findings();
        let pages = outcome.texts().filter(|(path, _)| path.ends_with(".html"));
        let ids = pages.map(|(path, html)| (path.to_owned(), ids(html))).collect();
        Self { origin, prefix, outcome, ids }
    }

    /// Why an address printed on `page` leads nowhere, if it does not.
    fn fault(&self, address: &str, page: &str) -> Option<String> {
        if let Some(anchor) = address.strip_prefix('#') {
            return self.anchor_fault(page, anchor);
        }
        let path = match address.strip_prefix(self.origin) {
            Some(path) => path,
            None if address.contains("://") || address.starts_with("mailto:") => return None,
            None => address,
        };
        let Some(inner) = path.strip_prefix(self.prefix) else {
            return Some(format!("it does not begin with {}", self.prefix));
        };
        let (inner, anchor) = inner.split_once('#').unwrap_or((inner, ""));
        let inner = percent_decoded(inner.split('?').next().unwrap_or(inner)).unwrap_or_default();
        let target = if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner };
        if !self.outcome.files().contains_key(&target) {
            return Some(format!("there is no {target}"));
        }
        if anchor.is_empty() { None } else { self.anchor_fault(&target, anchor) }
    }

    fn anchor_fault(&self, page: &str, anchor: &str) -> Option<String> {
        let anchor = percent_decoded(anchor).unwrap_or_default();
        let page = page.strip_suffix("index.md").map_or_else(|| page.to_owned(), |folder| format!("{folder}index.html"));
        let known = self.ids.get(&page).is_some_and(|ids| ids.contains(&anchor));
        (!known && anchor != "top").then(|| format!("{page} has nothing with the id {anchor}"))
    }

    /// Every address that a file prints. Those of feeds and data are absolute.
    fn addresses(&self, path: &str, text: &str) -> Vec<String> {
        match path.rsplit('.').next().unwrap_or_default() {
            "html" => tags(text).iter().flat_map(addresses_of).collect(),
            "css" => {
                text.split("url(").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.trim_matches(['"', '\'']).to_owned())).collect()
            }
            "xml" => {
                let root = xml(text).unwrap_or_else(|why| panic!("{path}: {why}"));
                let mut found = Vec::new();
                for element in root.descendants() {
                    let own = matches!(element.name.as_str(), "id" | "link" | "guid" | "loc").then(|| element.text.trim().to_owned());
                    found.extend(own.filter(|text| !text.is_empty()));
                    found.extend(element.attributes.get("href").cloned());
                    if matches!(element.name.as_str(), "content" | "description") {
                        found.extend(tags(&element.text).iter().flat_map(addresses_of));
                    }
                }
                found
            }
            "json" => {
                let mut found = Vec::new();
                strings(&serde_json::from_str(text).unwrap_or_default(), &mut found);
                let html: Vec<String> =
                    found.iter().filter(|text| text.contains('<')).flat_map(|html| tags(html)).flat_map(|tag| addresses_of(&tag)).collect();
                found.retain(|text| text.starts_with("http") && !text.contains(char::is_whitespace));
                found.into_iter().chain(html).collect()
            }
            "md" => markdown_addresses(text),
            "txt" => text.split_whitespace().filter(|word| word.starts_with("http")).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

fn ids(html: &str) -> BTreeSet<String> {
    tags(html).iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect()
}

fn addresses_of(tag: &Tag) -> Vec<String> {
    let mut found: Vec<String> =
        ["href", "src", "poster", "action", "data"].iter().filter_map(|name| tag.get(name).map(str::to_owned)).collect();
    if let Some(set) = tag.get("srcset") {
        found.extend(set.split(',').filter_map(|one| one.split_whitespace().next().map(str::to_owned)));
    }
    let about = tag.get("property").or_else(|| tag.get("name")).unwrap_or_default();
    if matches!(about, "og:url" | "og:image" | "twitter:image") {
        found.extend(tag.get("content").map(str::to_owned));
    }
    if tag.get("http-equiv") == Some("refresh") {
        found.extend(tag.get("content").and_then(|content| content.split_once("url=")).map(|(_, url)| url.to_owned()));
    }
    if tag.name == "script" && tag.get("type") == Some("application/ld+json") {
        let mut texts = Vec::new();
        strings(&serde_json::from_str(&tag.raw).unwrap_or_default(), &mut texts);
        found.extend(texts.into_iter().filter(|text| text.starts_with("http") && !text.contains(char::is_whitespace)));
    }
    found
}

fn markdown_addresses(text: &str) -> Vec<String> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    let address = |event| match event {
        Event::Start(Markup::Link { dest_url, .. } | Markup::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    events.filter_map(address).collect()
}

fn strings(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        serde_json::Value::Object(entries) => entries.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

#[test]
fn every_address_leads_somewhere() {
    let sites = [
        ("the sample", sample()),
        ("the sample in the theme wire", themed(sample(), "wire")),
        ("the kitchen", project("tests/kitchen")),
        ("the kitchen in the theme wire", themed(project("tests/kitchen"), "wire")),
        ("the guide", project("docs")),
    ];
    let mut wrong = Vec::new();
    for (name, files) in sites {
        for prefix in ["/repo/", "/"] {
            let published = Published::new(&files, "https://example.org", prefix);
            let mut walked = 0;
            for (path, text) in published.outcome.texts() {
                for address in published.addresses(path, text) {
                    walked += 1;
                    let is_machine = matches!(path.rsplit('.').next(), Some("xml" | "json" | "md" | "txt"));
                    let relative = is_machine && !address.contains("://") && !address.starts_with('#');
                    let fault = if relative { Some("it is not absolute".into()) } else { published.fault(&address, path) };
                    wrong.extend(fault.map(|why| format!("{name} at {prefix}: {path} prints {address}: {why}")));
                }
            }
            assert!(walked > 500, "only {walked} addresses were found in {name}");
        }
    }
    let first = wrong.iter().take(30).map(String::as_str).collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{} lead nowhere:\n{}", wrong.len(), first.join("\n"));
}

#[test]
fn every_page_can_be_reached_from_the_front_page() {
    let published = Published::new(&sample(), "https://example.org", "/repo/");
    let mut reached = BTreeSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        if !reached.insert(path.clone()) || !path.ends_with(".html") {
            continue;
        }
        for address in published.addresses(&path, published.outcome.file(&path)) {
            let inner = address.strip_prefix(published.origin).unwrap_or(&address).strip_prefix(published.prefix);
            let Some(inner) = inner.and_then(|inner| inner.split(['#', '?']).next()).and_then(percent_decoded) else { continue };
            open.push(if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner });
        }
    }
    // What nothing links to: files for machines, and pages at old addresses.
    let is_left = |path: &&str| !reached.contains(*path) && path.ends_with(".html") && *path != "404.html";
    let left: Vec<&str> = published.outcome.paths().into_iter().filter(is_left).collect();
    let strays: Vec<&&str> = left.iter().filter(|path| !published.outcome.file(path).contains("http-equiv=\"refresh\"")).collect();
    assert!(strays.is_empty(), "nothing links to {strays:#?}");
}

#[test]
fn ids_are_given_once_on_a_page() {
    let published = Published::new(&sample(), "https://example.org", "/repo/");
    for (path, html) in published.outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
        let given = tags(html).iter().filter(|tag| tag.get("id").is_some()).count();
        assert_eq!(given, published.ids[path].len(), "{path} gives an id twice");
    }
}

#[test]
fn the_sitemap_and_the_pages_agree() {
    let published = Published::new(&sample(), "https://example.org", "/repo/");
    let map = xml(published.outcome.file("sitemap.xml")).expect("well-formed");
    let listed: BTreeSet<&str> = map.all("url").map(|url| url.text_of("loc")).collect();
    assert_eq!(listed.len(), map.all("url").count(), "an address is listed twice");
    for (path, html) in published.outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
        let found = tags(html);
        let is_hidden = found
            .iter()
            .any(|tag| tag.get("name") == Some("robots") && tag.get("content").is_some_and(|content| content.contains("noindex")));
        let canonical = found.iter().find(|tag| tag.get("rel") == Some("canonical")).and_then(|tag| tag.get("href"));
        let is_listed = canonical.is_some_and(|canonical| listed.contains(canonical));
        assert!(is_hidden || is_listed, "{path} (canonical {canonical:?}) is neither in the sitemap nor kept from search");
    }
}
