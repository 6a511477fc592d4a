//! Feeds, the sitemap and the other files for machines: well-formed, absolute, dated, and about the right pages.

use crate::markup::{Element, tags, xml};
use crate::site::{Outcome, Project, markdown, site};

const BASE: &str = "https://example.org/repo/";

/// A small site with everything that feeds tell of.
fn project() -> Project {
    site(
        r#"
-- nutgraf.yaml --
title: "News & <more>"
description: A "quoted" site
language: en-GB
timezone: Europe/London
publisher: The desk
-- content/news/2025-07-24-one.md --
---
title: "One <b> & two"
summary: "S & T"
tags: ["R&D", law]
authors: [Ann & Co]
updated: 2025-07-25T10:00
key_facts: {Staff: "1,000 & more"}
---
See [two](two.md#why), [here](#here), ![chart](chart.svg) and [@wire].

## Here
-- content/news/two.md --
---
title: Two
date: 2025-07-23T23:30:00-05:00
---
## Why
-- content/news/chart.svg --
<svg width="3" height="3"></svg>
-- content/_data/sources.yaml --
wire: The wire
-- content/about.md --
# About
"#,
    )
    .base_url(BASE)
}

#[track_caller]
fn parsed(outcome: &Outcome, path: &str) -> Element {
    xml(outcome.file(path)).unwrap_or_else(|why| panic!("{path} is not well-formed: {why}\n{}", outcome.file(path)))
}

/// Every address in an HTML text of a feed is absolute.
#[track_caller]
fn is_absolute(html: &str) {
    let mut addresses = 0;
    for tag in tags(html) {
        for name in ["href", "src"] {
            if let Some(address) = tag.get(name) {
                assert!(address.starts_with("https://"), "{address} in {html}");
                addresses += 1;
            }
        }
    }
    assert!(addresses > 0 || !html.contains("See"), "{html}");
}

#[test]
fn atom_is_what_the_standard_says() {
    let outcome = project().built();
    let feed = parsed(&outcome, "feed.xml");
    assert_eq!((feed.name.as_str(), feed.attributes["xmlns"].as_str()), ("feed", "http://www.w3.org/2005/Atom"));
    assert_eq!((feed.text_of("title"), feed.text_of("id")), ("News & <more>", BASE));
    assert_eq!(feed.text_of("updated"), "2025-07-25T10:00:00+01:00");
    let own = feed.all("link").find(|link| link.attributes.get("rel").is_some_and(|rel| rel == "self"));
    assert_eq!(own.map(|link| link.attributes["href"].as_str()), Some("https://example.org/repo/feed.xml"));
    let entries: Vec<&Element> = feed.all("entry").collect();
    assert_eq!(entries.iter().map(|entry| entry.text_of("title")).collect::<Vec<_>>(), ["Two", "One <b> & two"]);
    let one = entries[1];
    assert_eq!(one.text_of("id"), "https://example.org/repo/news/one/");
    assert_eq!((one.text_of("published"), one.text_of("updated")), ("2025-07-24T00:00:00+01:00", "2025-07-25T10:00:00+01:00"));
    assert_eq!(entries[0].text_of("published"), "2025-07-24T05:30:00+01:00");
    assert_eq!(one.text_of("summary"), "S & T");
    assert_eq!(one.child("author").map(|author| author.text_of("name")), Some("Ann & Co"));
    assert_eq!(one.all("category").map(|category| category.attributes["term"].as_str()).collect::<Vec<_>>(), ["R&D", "law"]);
    let content = one.child("content").expect("has content");
    assert_eq!(content.attributes["type"], "html");
    is_absolute(&content.text);
    assert!(
        content.text.contains("1,000 &amp; more") && content.text.contains("https://example.org/repo/news/two/#why"),
        "{}",
        content.text
    );
    assert!(content.text.contains(r#"href="https://example.org/repo/news/one/#here""#), "{}", content.text);
    assert!(!content.text.contains("permalink"), "a link of a heading to itself means nothing in a feed");
    for entry in entries {
        for needed in ["title", "id", "updated", "link"] {
            assert_eq!(entry.all(needed).count(), 1, "{needed}");
        }
    }
}

#[test]
fn rss_is_what_the_standard_says() {
    let outcome = project().built();
    let rss = parsed(&outcome, "rss.xml");
    assert_eq!((rss.name.as_str(), rss.attributes["version"].as_str()), ("rss", "2.0"));
    let channel = rss.child("channel").expect("has a channel");
    assert_eq!((channel.text_of("title"), channel.text_of("link")), ("News & <more>", BASE));
    assert_eq!(channel.text_of("description"), r#"A "quoted" site"#);
    assert_eq!(channel.text_of("lastBuildDate"), "Fri, 25 Jul 2025 10:00:00 +0100");
    let items: Vec<&Element> = channel.all("item").collect();
    assert_eq!(items.len(), 2);
    let one = items[1];
    assert_eq!((one.text_of("guid"), one.text_of("link")), ("https://example.org/repo/news/one/", "https://example.org/repo/news/one/"));
    assert_eq!(one.text_of("pubDate"), "Thu, 24 Jul 2025 00:00:00 +0100");
    assert_eq!(one.text_of("dc:creator"), "Ann & Co");
    is_absolute(one.text_of("description"));
}

#[test]
fn json_feed_is_what_the_standard_says() {
    let outcome = project().built();
    let feed = outcome.json("feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!((&feed["home_page_url"], &feed["feed_url"]), (&BASE.into(), &"https://example.org/repo/feed.json".into()));
    let one = &feed["items"][1];
    assert_eq!((&one["id"], &one["title"]), (&"https://example.org/repo/news/one/".into(), &"One <b> & two".into()));
    assert_eq!((&one["date_published"], &one["date_modified"]), (&"2025-07-24T00:00:00+01:00".into(), &"2025-07-25T10:00:00+01:00".into()));
    is_absolute(one["content_html"].as_str().expect("has content"));
}

#[test]
fn feeds_may_hold_the_summary_alone_and_fewer_entries() {
    let outcome = project().setting("feeds: {full: false, limit: 1}").built();
    let feed = parsed(&outcome, "feed.xml");
    assert_eq!((feed.all("entry").count(), feed.descendants().iter().filter(|element| element.name == "content").count()), (1, 0));
    assert_eq!(outcome.json("feed.json")["items"].as_array().map(Vec::len), Some(1));
    assert!(outcome.json("feed.json")["items"][0]["content_text"].is_string());
}

#[test]
fn each_tag_has_feeds_of_its_own() {
    let outcome = project().built();
    let feed = parsed(&outcome, "tags/r-d/feed.xml");
    assert_eq!(feed.text_of("id"), "https://example.org/repo/tags/r-d/");
    assert_eq!(feed.all("entry").map(|entry| entry.text_of("title")).collect::<Vec<_>>(), ["One <b> & two"]);
    assert_eq!(outcome.json("tags/law/feed.json")["feed_url"], "https://example.org/repo/tags/law/feed.json");
    parsed(&outcome, "tags/law/rss.xml");
}

#[test]
fn an_equal_feed_is_an_equal_file_whenever_it_is_built() {
    let files = |moment: &str| project().now(moment).built();
    files("2026-01-01T00:00:00Z").equals(&files("2027-06-01T12:34:56Z"));
}

#[test]
fn the_sitemap_lists_what_can_be_read() {
    let outcome = project().setting("paginate: 1").build();
    let map = parsed(&outcome, "sitemap.xml");
    assert_eq!(map.attributes["xmlns"], "http://www.sitemaps.org/schemas/sitemap/0.9");
    let listed: Vec<(&str, &str)> = map.all("url").map(|url| (url.text_of("loc"), url.text_of("lastmod"))).collect();
    for expected in [
        ("https://example.org/repo/", ""),
        ("https://example.org/repo/page/2/", ""),
        ("https://example.org/repo/about/", ""),
        ("https://example.org/repo/news/one/", "2025-07-25T10:00:00+01:00"),
        ("https://example.org/repo/tags/r-d/", ""),
        ("https://example.org/repo/archive/2025/", ""),
    ] {
        assert!(listed.contains(&expected), "{expected:?} is not in {listed:#?}");
    }
    let unlisted = listed.iter().find(|(loc, _)| !loc.ends_with('/') || loc.contains("404"));
    assert_eq!(unlisted, None);
}

#[test]
fn robots_know_the_sitemap_and_give_way_to_the_teams_own() {
    project().built().has("robots.txt", "Sitemap: https://example.org/repo/sitemap.xml\n");
    project().write("static/robots.txt", "User-agent: *\nDisallow: /\n").built().has("robots.txt", "Disallow: /\n");
}

#[test]
fn the_page_for_what_is_not_found_works_at_any_depth() {
    let outcome = project().built();
    for tag in tags(outcome.file("404.html")) {
        for name in ["href", "src"] {
            let Some(address) = tag.get(name) else { continue };
            let is_sound = address.starts_with("/repo/") || address.starts_with('#') || address.starts_with("https://");
            assert!(is_sound, "{address} would be looked for below the address that was not found");
        }
    }
}

#[test]
fn hosts_are_told_what_they_need_to_know() {
    let outcome = project().built();
    assert_eq!(outcome.file(".nojekyll"), "");
    outcome.is_absent("CNAME");
    project().setting("domain: Briefings.Example.org").built().has("CNAME", "briefings.example.org\n");
}

#[test]
fn old_addresses_lead_to_the_new_one() {
    let aliases = "aliases: [/old/one/, old/two, /three.html]";
    let project = site("").write("content/a.md", &markdown(&format!("title: \"A <b>\"\n{aliases}"), "")).base_url(BASE);
    let outcome = project.built();
    for path in ["old/one/index.html", "old/two/index.html", "three.html"] {
        let found = tags(outcome.file(path));
        let refresh = found.iter().find(|tag| tag.get("http-equiv") == Some("refresh")).and_then(|tag| tag.get("content"));
        assert_eq!(refresh, Some("0; url=/repo/a/"), "{path}");
        let canonical = found.iter().find(|tag| tag.get("rel") == Some("canonical")).and_then(|tag| tag.get("href"));
        assert_eq!(canonical, Some("https://example.org/repo/a/"), "{path}");
        assert!(found.iter().any(|tag| tag.get("name") == Some("robots") && tag.get("content") == Some("noindex")));
        outcome.lacks(path, "<b>");
    }
    outcome.lacks("sitemap.xml", "old");
    let again = project.replace("content/a.md", "aliases", "redirect_from").built();
    again.equals(&outcome);
}

#[test]
fn the_markdown_twin_reads_without_the_site() {
    let outcome = project().built();
    let twin = outcome.file("news/one/index.md");
    for expected in [
        r#"title: "One <b> & two""#,
        "date: 2025-07-24",
        r#"url: "https://example.org/repo/news/one/""#,
        "[two](https://example.org/repo/news/two/#why)",
        "![chart](https://example.org/repo/news/chart.svg)",
        "| Staff | 1,000 & more |",
    ] {
        assert!(twin.contains(expected), "{expected} is not in\n{twin}");
    }
    let noted = project().replace("content/news/two.md", "## Why", "## Why\n\n<!-- ask legal -->").built();
    noted.lacks("news/two/index.md", "legal").lacks("news/two/index.html", "legal");
}
