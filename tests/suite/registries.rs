//! Registries: the team's lists of tags, authors and sources; closed where they are given, open where they are not.

use crate::site::{Rows, page, site};

#[test]
fn without_a_registry_every_name_is_accepted_and_spellings_meet() {
    let project = page("title: A\ntags: [\"AI research\", ai-research, \"Łódź\"]\nauthors: [\"Ann Lee\", ANN LEE]", "");
    let outcome = project.write("content/b.md", "---\ntitle: B\ntags: [AI Research]\n---\n").built();
    let tags = outcome.below("tags/").into_iter().filter(|path| path.ends_with("/index.html")).collect::<Vec<_>>();
    assert_eq!(tags, ["ai-research/index.html", "łódź/index.html"]);
    outcome.exists("authors/ann-lee/index.html");
    let twin = outcome.json("a/index.json");
    assert_eq!((twin["tags"].as_array().map(Vec::len), twin["authors"].as_array().map(Vec::len)), (Some(2), Some(1)));
    assert_eq!(twin["tags"][0]["label"], "AI research");
}

#[test]
fn a_registry_is_closed_and_knows_synonyms() {
    let project = site(
        "
-- content/_data/tags.yaml --
ai: {label: Artificial intelligence, synonyms: [AI, machine learning]}
law:
eu: Europe
-- content/_data/authors.yaml --
ann: {name: Ann Lee, role: Editor, bio: Writes., url: https://ann.example, synonyms: [A. Lee]}
bob: Bob
-- content/a.md --
---
title: A
tags: [AI, Machine Learning, law, Europe]
authors: [a. lee, bob]
---
",
    );
    let twin = project.built().json("a/index.json");
    let labels: Vec<&str> = twin["tags"].as_array().into_iter().flatten().filter_map(|tag| tag["label"].as_str()).collect();
    assert_eq!(labels, ["Artificial intelligence", "law", "Europe"]);
    assert_eq!(twin["authors"][0]["name"], "Ann Lee");
    let project = project.replace("content/a.md", "[AI, ", "[aii, climate, ").replace("content/a.md", "bob", "bop");
    let outcome = project.build();
    outcome.finds(&["E0404 content/a.md:3:8", "E0404 content/a.md:3:13", "E0405 content/a.md:4:19"]);
    outcome.says("did you mean `bob`?").says("content/_data/tags.yaml").fails();
}

#[test]
fn sources_come_from_the_registry_or_the_page() {
    let project = site(
        "
-- content/_data/sources.yaml --
wire: {title: The wire, publisher: Wire, url: https://wire.example/x, date: 2025-07-23}
book: A book
-- content/a.md --
---
title: A
sources:
  wire: {title: Our own wire}
---
One [@wire], two [@book], one again [@wire].
",
    );
    let outcome = project
        .template(
            "page.html",
            r#"{% for one in page.citations %}{{ one.number }} {{ one.title }} {{ one.back | join(sep=",") }};{% endfor %}"#,
        )
        .built();
    outcome.has("a/index.html", "1 Our own wire cite-1,cite-3;2 A book cite-2;");
    assert_eq!(outcome.json("a/index.json")["sources"]["book"]["title"], "A book");
}

#[test]
fn mistakes_in_registries_are_told_where_they_stand() {
    let mut rows = Rows::default();
    for (file, text, expected) in [
        ("tags.yaml", "ai: {label: AI, synonims: [x]}", "E0406 content/_data/tags.yaml:1:17"),
        ("tags.yaml", "ai: [x]", "E0406 content/_data/tags.yaml:1:5"),
        ("tags.yaml", r#""…": x"#, "E0406 content/_data/tags.yaml:1:6"),
        ("tags.yaml", "- ai", "E0406 content/_data/tags.yaml:1:1"),
        ("tags.yaml", "ai: x\nai: y", "E0109 content/_data/tags.yaml:2:1"),
        ("authors.yaml", "ann: {name: Ann, url: javascript:alert(1)}", "E0406 content/_data/authors.yaml:1:23"),
        ("sources.yaml", "wire: {}", "E0406 content/_data/sources.yaml:1:7"),
        ("sources.yaml", "wire: {title: W, url: ftp://x}", "E0406 content/_data/sources.yaml:1:23"),
        ("sources.yaml", "wire: {title: W, date: soon}", "E0108 content/_data/sources.yaml:1:24"),
        ("people.yaml", "a: b: c", "E0103 content/_data/people.yaml:1:5"),
        ("people.json", r#"{"a": }"#, "E0604 content/_data/people.json:1:7"),
        ("people.toml", "a = ", "E0104 content/_data/people.toml:1:5"),
        ("people.csv", r#"a,"b"#, "E0604 content/_data/people.csv:1:3"),
    ] {
        let outcome = site("").write(&format!("content/_data/{file}"), text).build();
        rows.check(text, &outcome, &[expected], "");
    }
    rows.hold();
}

#[test]
fn data_files_reach_templates_in_every_format() {
    let project = site(
        r#"
-- content/_data/a.yaml --
list: [1, two]
-- content/_data/b.json --
{"x": {"y": "<z>"}}
-- content/_data/c.toml --
n = 1.5
-- content/_data/deep/d.csv --
name,role
Ann,"Editor, chief"
-- templates/home.html --
{% set a = data(name="a") %}{% set b = data(name="b") %}{% set c = data(name="c") %}{% set d = data(name="deep/d") -%}
{{ a.list | join(sep="+") }} {{ b.x.y }} {{ c.n }} {{ d[0].role }}"#,
    );
    assert_eq!(project.built().file("index.html"), "1+two &lt;z&gt; 1.5 Editor, chief");
    project.template("home.html", r#"{{ data(name="aa") }}"#).build().finds(&["E0504 templates/home.html:1:4"]).says("no data file `aa`");
}

#[test]
fn data_and_snapshots_of_sources_are_not_published() {
    let outcome = site(
        "
-- content/_data/staff.csv --
name
-- content/_sources/wire.txt --
Copyrighted.
-- content/a.md --
# A
",
    )
    .built();
    for path in outcome.paths() {
        assert!(!path.contains("_data") && !path.contains("_sources") && !path.contains("staff") && !path.contains("wire"), "{path}");
    }
}
