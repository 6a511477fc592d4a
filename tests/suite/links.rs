//! Links between files in every accepted form, their anchors, pictures, and what is told of those that lead nowhere.

use crate::site::{Project, Rows, page, site};

/// A site to link within; the text under test is that of `content/tech/a.md`.
fn around(text: &str) -> Project {
    let project = site(
        r#"
-- content/_index.md --
# Home
-- content/about.md --
# About
-- content/tech/_index.md --
---
title: Tech
---
## Scope
-- content/tech/2025-07-11-b.md --
---
title: B
aliases: [/old/b/]
---
## Why it matters

A note[^1] and [@wire].

[^1]: So.
-- content/tech/c/index.md --
# C
-- content/tech/c/data.csv --
a,b
-- content/tech/c/chart.svg --
<svg width="40" height="20"></svg>
-- content/tech/photo.svg --
<svg viewBox="0 0 30 10"></svg>
-- content/été 1.md --
# Summer
-- content/_data/sources.yaml --
wire: The wire
-- static/files/paper.pdf --
%PDF
"#,
    );
    let page = format!("---\ntitle: A\ntags: [x]\nkey_facts: {{Staff: 12}}\n---\n{text}\n\n## Own place\n");
    project.write("content/tech/a.md", &page).template("briefing.html", "{{ page.content }}")
}

/// A destination as written, and the address it is printed as.
#[test]
fn every_form_of_link_resolves() {
    for (written, expected) in [
        // Files, from the file that links.
        ("2025-07-11-b.md", "/tech/b/"),
        ("./2025-07-11-b.md", "/tech/b/"),
        ("../about.md", "/about/"),
        ("../tech/../about.md", "/about/"),
        ("c/index.md", "/tech/c/"),
        ("c/", "/tech/c/"),
        ("c", "/tech/c/"),
        ("_index.md", "/tech/"),
        ("../_index.md", "/"),
        ("..", "/"),
        ("c/data.csv", "/tech/c/data.csv"),
        ("a.md", "/tech/a/"),
        // Files, from the content folder.
        ("/about.md", "/about/"),
        ("/tech/2025-07-11-b.md", "/tech/b/"),
        ("@/tech/2025-07-11-b.md", "/tech/b/"),
        // Addresses.
        ("/tech/b/", "/tech/b/"),
        ("/tech/b", "/tech/b/"),
        ("/", "/"),
        ("/tech/", "/tech/"),
        ("/tags/x/", "/tags/x/"),
        ("/archive/", "/archive/"),
        ("/old/b/", "/old/b/"),
        ("/feed.xml", "/feed.xml"),
        ("/files/paper.pdf", "/files/paper.pdf"),
        ("../b/", "/tech/b/"),
        // Other letters, encoded or not.
        ("<../été 1.md>", "/%C3%A9t%C3%A9-1/"),
        ("../%C3%A9t%C3%A9%201.md", "/%C3%A9t%C3%A9-1/"),
        // Anchors and queries stay.
        ("2025-07-11-b.md#why-it-matters", "/tech/b/#why-it-matters"),
        ("2025-07-11-b.md#source-wire", "/tech/b/#source-wire"),
        ("/tech/#scope", "/tech/#scope"),
        ("#own-place", "#own-place"),
        ("#fact-staff", "#fact-staff"),
        ("../about.md?x=1&y", "/about/?x=1&amp;y"),
        // Elsewhere.
        ("https://example.org/a?b=c&d", "https://example.org/a?b=c&amp;d"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("//cdn.example.org/x", "//cdn.example.org/x"),
    ] {
        let outcome = around(&format!("[text]({written})")).built();
        outcome.has("tech/a/index.html", &format!(r#"<a href="{expected}">text</a>"#));
        let prefixed = around(&format!("[text]({written})")).base_url("https://example.org/repo/").built();
        let expected =
            if expected.starts_with('/') && !expected.starts_with("//") { format!("/repo{expected}") } else { expected.to_owned() };
        prefixed.has("tech/a/index.html", &format!(r#"<a href="{expected}">text</a>"#));
    }
}

#[test]
fn under_a_path_links_may_repeat_it() {
    let outcome = around("[text](/repo/tech/b/#why-it-matters)").base_url("https://example.org/repo").built();
    outcome.has("tech/a/index.html", r#"href="/repo/tech/b/#why-it-matters""#);
    around("[text](/repo/tech/b/)").build().finds(&["E0301 content/tech/a.md:6:1"]);
}

#[test]
fn reference_links_and_addresses_in_brackets_resolve_too() {
    let outcome = around("[text][ref] and [ref].\n\n[ref]: 2025-07-11-b.md \"B\"").built();
    let count = outcome.file("tech/a/index.html").matches(r#"href="/tech/b/""#).count();
    assert_eq!(count, 2, "{}", outcome.file("tech/a/index.html"));
}

/// A destination that leads nowhere, with what is told and where.
#[test]
fn links_that_lead_nowhere_are_told() {
    let mut rows = Rows::default();
    for (text, expected, hint) in [
        ("[x](2025-07-11-d.md)", "E0301 content/tech/a.md:6:1", "did you mean `/tech/2025-07-11-b.md`?"),
        ("See [x](/tehc/).", "E0301 content/tech/a.md:6:5", ""),
        ("[x](../../outside.md)", "E0301 content/tech/a.md:6:1", ""),
        ("[x](../../../etc/passwd)", "E0301 content/tech/a.md:6:1", ""),
        ("[x](/tech/b/feed.xml)", "E0301 content/tech/a.md:6:1", ""),
        ("[x](../_data/sources.yaml)", "E0301 content/tech/a.md:6:1", ""),
        ("[x](../../nutgraf.yaml)", "E0301 content/tech/a.md:6:1", ""),
        ("[x](2025-07-11-b.md#why-it-mattered)", "E0302 content/tech/a.md:6:1", "did you mean `#why-it-matters`?"),
        ("[x](#nowhere)", "E0302 content/tech/a.md:6:1", ""),
        ("Long enough.\n\n[x](/tech/#scoop)", "E0302 content/tech/a.md:8:1", "did you mean `#scope`?"),
        ("![a chart](cahrt.svg)", "E0303 content/tech/a.md:6:1", ""),
        ("![a chart](c/chat.svg)", "E0303 content/tech/a.md:6:1", "did you mean `/tech/c/chart.svg`?"),
        ("![a page](2025-07-11-b.md)", "E0303 content/tech/a.md:6:1", ""),
        ("![](photo.svg)", "W0304 content/tech/a.md:6:1", ""),
        ("[x](javascript:alert(1))", "W0306 content/tech/a.md:6:1", ""),
        ("A note[^9].", "W0307 content/tech/a.md:6:7", ""),
        ("![a paper](/files/paper.pdf)", "W0308 content/tech/a.md:6:1", ""),
    ] {
        let outcome = around(text).build();
        rows.check(text, &outcome, &[expected], hint);
    }
    rows.hold();
}

#[test]
fn pictures_bring_their_size() {
    for (written, src, size) in [
        ("photo.svg", "/tech/photo.svg", r#"width="30" height="10""#),
        ("c/chart.svg", "/tech/c/chart.svg", r#"width="40" height="20""#),
        ("/tech/photo.svg", "/tech/photo.svg", r#"width="30" height="10""#),
        ("https://example.org/x.png", "https://example.org/x.png", ""),
    ] {
        let outcome = around(&format!("![alt text]({written})")).built();
        let html = outcome.file("tech/a/index.html");
        assert!(
            html.contains(&format!(r#"src="{src}""#)) && html.contains(size) && html.contains(r#"alt="alt text""#),
            "{written}: {html}"
        );
    }
}

#[test]
fn a_card_has_a_picture_under_either_name() {
    for front_matter in ["image: photo.svg\nimage_alt: Sea", "cover: {image: photo.svg, alt: Sea}"] {
        let project = around("").write("content/tech/a.md", &format!("---\ntitle: A\n{front_matter}\n---\n"));
        let template =
            "{% if page.image %}{{ page.image.address }} {{ page.image.width }}x{{ page.image.height }} {{ page.image.alt }}{% endif %}";
        project.template("page.html", template).built().has("tech/a/index.html", "/tech/photo.svg 30x10 Sea");
    }
    let missing = around("").write("content/tech/a.md", "---\ntitle: A\nimage: phto.svg\n---\n");
    missing.build().finds(&["E0303 content/tech/a.md:3:8"]).says("did you mean `/tech/photo.svg`?");
}

#[test]
fn headings_are_anchors_once_each() {
    let outcome = around("## Why\n\n## Why\n\n### R&D, *now* {#given}\n\n[1](#why) [2](#why-1) [3](#given)").built();
    for id in [r#"id="why""#, r#"id="why-1""#, r#"id="given""#] {
        outcome.has("tech/a/index.html", id);
    }
}

#[test]
fn names_in_either_unicode_form_are_found() {
    let outcome = page("title: A", "[x](e\u{301}.md) [y](\u{f6}.md)")
        .write("content/\u{e9}.md", "# E\n")
        .write("content/o\u{308}.md", "# O\n")
        .build();
    outcome.no_findings();
}

#[test]
fn the_markdown_twin_has_absolute_addresses_for_every_form_of_link() {
    let outcome = page("title: A", "[a][x], [b](<b.md>)\n\n[x]: b.md \"B\"").write("content/b.md", "# B\n").built();
    outcome.lacks("a/index.md", "b.md");
}

#[test]
fn what_is_withheld_is_told_as_such_by_address_and_by_file() {
    let project = site(concat!(
        "-- content/a.md --\n---\ntitle: A\n---\n[x](/news/plan/) [y](news/deal/) ![z](news/deal/z.svg)\n",
        "-- content/news/2025-01-01-plan.md --\n---\ntitle: P\ndraft: true\n---\n",
        "-- content/news/deal/index.md --\n---\ntitle: D\ndraft: true\n---\n",
        "-- content/news/deal/z.svg --\n<svg width=\"1\" height=\"1\"></svg>\n",
    ));
    project.build().finds(&["W0309 content/a.md:4:1", "W0309 content/a.md:4:18", "E0303 content/a.md:4:34"]);
}
