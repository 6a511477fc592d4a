//! The gate: what is drafted, scheduled or expired is nowhere in the site, and no trace of it either.

use crate::site::{Project, markdown, page, site};

/// Front matter, the build's moment, and why the page is withheld.
#[test]
fn a_page_is_withheld_until_it_may_be_read() {
    for (front_matter, now, expected) in [
        ("draft: true", "2026-01-01T00:00:00Z", "held: a draft"),
        ("draft: false", "2026-01-01T00:00:00Z", ""),
        ("draft: true\ndate: 2030-01-01", "2026-01-01T00:00:00Z", "held: a draft"),
        // A date alone begins with its day.
        ("date: 2026-01-02", "2026-01-01T23:59:59Z", "held until 2 Jan 2026, 00:00 UTC"),
        ("date: 2026-01-02", "2026-01-02T00:00:00Z", ""),
        // `publish_at` overrules the date, both ways.
        ("date: 2030-01-01\npublish_at: 2025-01-01", "2026-01-01T00:00:00Z", ""),
        ("date: 2025-01-01\npublish_at: 2030-01-01T09:00Z", "2026-01-01T00:00:00Z", "held until 1 Jan 2030, 09:00 UTC"),
        ("publishDate: 2030-01-01", "2026-01-01T00:00:00Z", "held until 1 Jan 2030, 00:00 UTC"),
        ("embargo: 2030-01-01", "2026-01-01T00:00:00Z", "held until 1 Jan 2030, 00:00 UTC"),
        // The end is the first moment without it.
        ("expires: 2026-01-01T10:00Z", "2026-01-01T09:59:59Z", ""),
        ("expires: 2026-01-01T10:00Z", "2026-01-01T10:00:00Z", "expired 1 Jan 2026, 10:00 UTC"),
        ("expiryDate: 2025-12-31", "2026-01-01T00:00:00Z", "expired 31 Dec 2025, 00:00 UTC"),
        ("expires: 2025-01-01\npublish_at: 2030-01-01", "2026-01-01T00:00:00Z", "expired 1 Jan 2025, 00:00 UTC"),
    ] {
        let outcome = page(&format!("title: A\n{front_matter}"), "").now(now).built();
        let withheld = if expected.is_empty() { Vec::new() } else { vec![format!("content/a.md {expected}")] };
        assert_eq!(outcome.withheld(), withheld, "{front_matter} at {now}");
        assert_eq!(outcome.paths().contains(&"a/index.html"), expected.is_empty(), "{front_matter} at {now}");
    }
}

/// A zone, a time on its clocks, the last moment without the page and the first with it.
#[test]
fn times_are_read_on_the_clocks_of_the_project() {
    for (zone, written, before, first) in [
        ("UTC", "2026-03-03T09:00", "2026-03-03T08:59:59Z", "2026-03-03T09:00:00Z"),
        ("Europe/London", "2026-07-24T09:00", "2026-07-24T07:59:59Z", "2026-07-24T08:00:00Z"),
        ("Europe/London", "2026-01-24T09:00", "2026-01-24T08:59:59Z", "2026-01-24T09:00:00Z"),
        // The night in which 01:00 to 02:00 does not exist: moved forward out of the gap.
        ("Europe/London", "2026-03-29T01:30", "2026-03-29T01:29:59Z", "2026-03-29T01:30:00Z"),
        // The night in which 01:00 to 02:00 comes twice: the earlier of the two.
        ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:29:59Z", "2026-10-25T00:30:00Z"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:29:59Z", "2026-03-08T07:30:00Z"),
        ("Asia/Shanghai", "2026-01-02", "2026-01-01T15:59:59Z", "2026-01-01T16:00:00Z"),
        ("America/Los_Angeles", "2026-01-02", "2026-01-02T07:59:59Z", "2026-01-02T08:00:00Z"),
        // A midnight that does not exist: the day begins at one.
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T02:59:59Z", "2018-11-04T03:00:00Z"),
        // An offset is an instant in any zone.
        ("Asia/Shanghai", "2026-07-24T09:00+01:00", "2026-07-24T07:59:59Z", "2026-07-24T08:00:00Z"),
    ] {
        let project = page(&format!("title: A\npublish_at: {written}"), "").setting(&format!("timezone: {zone}"));
        project.clone().now(before).built().is_absent("a/index.html");
        project.now(first).built().exists("a/index.html");
    }
}

#[test]
fn the_year_of_a_briefing_is_that_of_the_projects_clocks() {
    let project = page("title: A\ndate: 2025-12-31T23:30:00-05:00", "").now("2026-02-01T00:00:00Z");
    project.built().exists("archive/2026/index.html").is_absent("archive/2025/index.html");
    project.setting("timezone: America/New_York").built().exists("archive/2025/index.html");
    // A time without an offset is one of the project's clocks, wherever they stand.
    for zone in ["UTC", "Asia/Tokyo", "America/Los_Angeles"] {
        let local = page("title: A\ndate: 2025-12-31T23:30", "").setting(&format!("timezone: {zone}")).now("2026-02-01T00:00:00Z");
        local.built().exists("archive/2025/index.html").is_absent("archive/2026/index.html");
    }
}

#[test]
fn options_let_each_kind_through_but_nothing_brings_back_what_expired() {
    let project = site(
        "
-- content/draft.md --
---
title: Draft
draft: true
---
-- content/later.md --
---
title: Later
date: 2030-01-01
---
-- content/over.md --
---
title: Over
expires: 2025-01-01
---
-- content/now.md --
---
title: Now
---
",
    );
    let pages = |project: Project| {
        let outcome = project.built();
        ["draft", "later", "over", "now"]
            .into_iter()
            .filter(|name| outcome.paths().contains(&&*format!("{name}/index.html")))
            .collect::<Vec<_>>()
    };
    assert_eq!(pages(project.clone()), ["now"]);
    assert_eq!(pages(project.clone().drafts()), ["draft", "now"]);
    assert_eq!(pages(project.clone().future()), ["later", "now"]);
    assert_eq!(pages(project.drafts().future()), ["draft", "later", "now"]);
}

#[test]
fn a_section_that_is_withheld_withholds_all_below() {
    for front_matter in ["draft: true", "publish_at: 2030-01-01", "expires: 2025-01-01"] {
        let project = site(
            r#"
-- content/secret/a.md --
# A
-- content/secret/deep/b.md --
# B
-- content/secret/deep/_index.md --
# Deep
-- content/secret/picture.svg --
<svg width="1" height="1"></svg>
-- content/secretive/c.md --
# C
"#,
        );
        let outcome = project.write("content/secret/_index.md", &markdown(&format!("title: Secret\n{front_matter}"), "")).built();
        assert_eq!(outcome.below("secret/"), [""; 0], "{front_matter}");
        outcome.exists("secretive/c/index.html");
        assert_eq!(outcome.withheld().len(), 4, "{front_matter}");
    }
}

#[test]
fn files_beside_a_withheld_page_are_withheld_with_it() {
    let project = site(
        r#"
-- content/news/bundle/index.md --
---
title: Bundle
draft: true
---
![x](chart.svg)
-- content/news/bundle/chart.svg --
<svg width="1" height="1"></svg>
-- content/news/bundle/data/raw.csv --
a,b
-- content/news/open.svg --
<svg width="1" height="1"></svg>
-- content/news/open.md --
# Open
"#,
    );
    let outcome = project.built();
    outcome.exists("news/open.svg").is_absent("news/bundle/chart.svg").is_absent("news/chart.svg");
    assert_eq!(outcome.below("news/bundle/"), [""; 0]);
    project.drafts().built().exists("news/bundle/chart.svg").exists("news/bundle/data/raw.csv");
}

#[test]
fn a_link_to_a_withheld_page_becomes_text_and_a_warning() {
    let project = site(
        "
-- content/a.md --
---
title: A
---
Read [the scoop](b.md#why) and [the section](/b/).
-- content/b.md --
---
title: Embargoed headline
publish_at: 2030-01-01
---
## Why
",
    );
    let outcome = project.clone().template("page.html", "{{ page.content }}").build();
    outcome.finds(&["W0309 content/a.md:4:6", "W0309 content/a.md:4:32"]);
    let outcome = project.replace("content/a.md", " and [the section](/b/)", "").template("page.html", "{{ page.content }}").build();
    outcome.finds(&["W0309 content/a.md:4:6"]).has("a/index.html", "Read ").has("a/index.html", "the scoop").lacks("a/index.html", "href");
}

/// A site with everything in it that derives from pages.
fn rich() -> Project {
    site(
        r#"
-- nutgraf.yaml --
title: Rich
paginate: 2
related: 4
navigation: [{title: All, link: /archive/}]
-- content/_index.md --
---
title: Home
---
Welcome.
-- content/_data/authors.yaml --
ann: {name: Ann, bio: Writes.}
bob: {name: Bob}
-- content/_data/tags.yaml --
ai: {label: AI}
law: {label: Law}
-- content/_data/sources.yaml --
wire: {title: The wire, url: https://example.org/wire}
-- content/news/_index.md --
---
title: News
---
-- content/news/2025-01-01-one.md --
---
title: One
authors: [ann]
tags: [ai, law]
key_facts: {Staff: 12}
---
First [@wire], before [two](2025-02-02-two.md).
-- content/news/2025-02-02-two.md --
---
title: Two
authors: [ann, bob]
tags: [ai]
---
Second.
-- content/news/2025-03-03-three.md --
---
title: Three
authors: [bob]
tags: [law]
aliases: [/old/three/]
---
Third, with [the first](2025-01-01-one.md).
-- content/news/bundle/index.md --
---
title: Bundle
date: 2025-02-15
---
![A chart](chart.svg)
-- content/news/bundle/chart.svg --
<svg width="3" height="3"></svg>
-- content/about.md --
---
title: About
---
Us.
"#,
    )
}

/// Withheld files in every place where something could derive from them. Each bears the word CANARY in all its parts.
fn withheld() -> Project {
    let mut project = site(
        r#"
-- content/news/canary-bundle/index.md --
---
title: CANARY bundle
draft: true
---
CANARY
-- content/news/canary-bundle/CANARY.svg --
<svg width="9" height="9"><title>CANARY</title></svg>
-- content/canary-section/_index.md --
---
title: CANARY section
publish_at: 2030-01-01
---
CANARY
-- content/canary-section/inside.md --
---
title: CANARY inside
date: 2025-02-20
tags: [ai]
---
CANARY
-- content/canary-section/CANARY.txt --
CANARY
"#,
    );
    for (number, hold) in ["draft: true", "publish_at: 2030-01-01", "expires: 2025-06-01", "date: 2031-01-01"].into_iter().enumerate() {
        let date = if hold.starts_with("date") { "" } else { "date: 2025-02-10\n" };
        let front_matter = format!(
            "title: CANARY {number}\n{hold}\n{date}summary: CANARY\nauthors: [bob, ann]\ntags: [law, ai]\nfeatured: true\nslug: canary-{number}\n\
             aliases: [/canary/{number}/]\nkey_facts: {{CANARY fact: CANARY}}\nsources: {{canary: {{title: CANARY}}}}\nextra: {{canary: CANARY}}\n\
             corrections: [{{date: 2025-03-01, note: CANARY}}]"
        );
        let text = "## CANARY\n\nCANARY [one](2025-01-01-one.md) and [about](../about.md) [@canary].";
        project = project.write(&format!("content/news/canary-{number}.md"), &markdown(&front_matter, text));
    }
    project
}

#[test]
fn nothing_withheld_leaves_a_trace() {
    let (without, with) = (rich().built(), rich().with(&withheld()).built());
    assert_eq!(with.withheld().len(), 7, "{:?}", with.withheld());
    for (path, bytes) in with.files() {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!text.contains("canary") && !path.to_lowercase().contains("canary"), "{path} tells of a withheld page");
    }
    with.equals(&without);
}

#[test]
fn what_was_withheld_appears_once_it_may() {
    let shown = rich().with(&withheld()).drafts().future().built();
    let index = shown.file("index.html").contains("CANARY") && shown.file("feed.xml").contains("CANARY");
    assert!(index, "drafts and scheduled pages are in the lists of a preview");
    shown.exists("news/canary-0/index.html").exists("canary-section/inside/index.html").exists("news/canary-bundle/CANARY.svg");
    shown.is_absent("news/canary-2/index.html");
}

#[test]
fn only_withheld_authors_and_tags_have_no_page() {
    let outcome = page("title: A\ndraft: true\ntags: [secret]\nauthors: [Nobody]\ndate: 2025-01-01", "").built();
    for path in ["tags/index.html", "tags/secret/index.html", "authors/index.html", "archive/index.html", "feed.xml"] {
        outcome.is_absent(path);
    }
    outcome.exists("index.html").exists("404.html").exists("sitemap.xml");
}

#[test]
fn a_link_to_a_withheld_page_tells_no_file_name_in_the_markdown_twin() {
    let text = "[a](ceo-resigns.md) [b](<ceo-resigns.md> \"t\") [c][c]\n\n[c]: ceo-resigns.md\n";
    let project = page("title: A", text).write("content/ceo-resigns.md", "---\ntitle: CEO\ndate: 2031-01-01\n---\n");
    let outcome = project.build();
    assert!(outcome.is_built(), "{}", outcome.report());
    for (path, text) in outcome.texts() {
        assert!(!text.contains("ceo-resigns"), "{path} names a withheld file:\n{text}");
    }
}

#[test]
fn a_text_in_a_withheld_bundle_is_withheld_too() {
    let project =
        site("-- content/news/bundle/index.md --\n---\ntitle: B\ndraft: true\n---\n-- content/news/bundle/notes.md --\n# CANARY\n");
    assert_eq!(project.built().below("news/bundle/"), [""; 0]);
}

#[test]
fn a_draft_says_so_in_a_preview_whether_page_or_section() {
    let head = "title: A\ndraft: true";
    for (path, address) in [("news/a.md", "news/a"), ("news/_index.md", "news"), ("about.md", "about")] {
        let kind = if path == "about.md" { "\ntemplate: page.html" } else { "" };
        let outcome = site(&format!("-- content/{path} --\n{}", markdown(&format!("{head}{kind}"), ""))).drafts().built();
        outcome.has(&format!("{address}/index.html"), "<p class=\"state\"><strong>Preview</strong> This is a draft.");
    }
}
