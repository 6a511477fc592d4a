//! Themes: layers, overrides file by file and block by block, settings, and the places of what is wrong in them.

use crate::codes::examples;
use crate::site::{Rows, page, site};

#[test]
fn a_file_of_the_project_takes_the_place_of_the_themes() {
    let outcome = page("title: A", "Text").template("page.html", "mine: {{ page.title }}").write("static/style.css", "b{}").built();
    assert_eq!(outcome.file("a/index.html"), "mine: A");
    assert_eq!(outcome.file("style.css"), "b{}");
    outcome.has("index.html", "<!doctype html>");
}

#[test]
fn a_block_can_be_overridden_alone() {
    let project = page("title: A", "Text")
        .template("page.html", r#"{% extends "theme/default/page.html" %}{% block title %}Mine{% endblock title %}"#);
    project.built().has("a/index.html", "<title>Mine</title>").has("a/index.html", "<p>Text</p>");
    // A frame overridden in the project is the frame of the theme's own pages.
    let project = page("title: A", "Text").template("base.html", "[{% block main %}{% endblock main %}]");
    let outcome = project.built();
    assert!(outcome.file("index.html").starts_with('['), "{}", outcome.file("index.html"));
}

#[test]
fn a_theme_stands_on_its_parent_and_that_on_the_built_in_one() {
    let project = site(
        "
-- nutgraf.yaml --
theme: child
theme_settings: {accent: \"#123\", greeting: Hi, mood: good}
-- themes/child/theme.yaml --
parent: parent
settings:
  greeting: {type: text, default: Hello}
-- themes/child/templates/home.html --
{{ config.theme.greeting }} {{ config.theme.accent }} {{ config.theme.mood }} {{ config.theme.size }}
-- themes/parent/theme.yaml --
contract: 1
settings:
  mood: {type: choice, choices: [good, bad], default: bad}
  size: {type: number, default: 3}
-- themes/parent/templates/page.html --
parent's {{ page.title }}
-- themes/parent/static/p.txt --
parent
-- themes/child/static/p.txt --
child
-- content/a.md --
# A
-- content/2025-01-01-b.md --
# B
",
    );
    let outcome = project.built();
    assert_eq!(outcome.file("index.html"), "Hi #123 good 3\n");
    assert_eq!(outcome.file("a/index.html"), "parent's A\n");
    assert_eq!(outcome.file("p.txt"), "child\n");
    outcome.has("b/index.html", "<!doctype html>");
    project.write("static/p.txt", "mine").template("home.html", "mine").built().has("p.txt", "mine").has("index.html", "mine");
}

#[test]
fn the_theme_of_the_guide_is_one() {
    let guide = include_str!("../../docs/content/guide/make-a-theme.md");
    let project = site(&examples(guide).concat()).with(&site(
        "
-- content/news/2025-07-24-a.md --
---
title: A ship comes in
summary: It is late.
key_facts: {Length: 300 metres, Crew: 24}
---
Text.
",
    ));
    let outcome = project.clone().setting("theme_settings: {motto: All tides}").built();
    outcome.has("news/a/index.html", "aria-label=\"Motto\">All tides</aside>").has("news/a/index.html", "class=\"briefing facts-beside\"");
    outcome.has(
        "news/a/index.html",
        "<p class=\"dateline\"><time datetime=\"2025-07-24\">24 July 2025</time> in <a href=\"/news/\">News</a></p>",
    );
    outcome.has("news/index.html", "<p class=\"card-meta\">Length: 300 metres</p>").has("index.html", "href=\"/harbour.css?v=");
    project.built().lacks("index.html", "class=\"motto\"");
}

/// Files of a theme `t` and the project's settings, with what is found.
#[test]
fn mistakes_in_themes_are_told_where_they_stand() {
    let mut rows = Rows::default();
    for (config, theme, expected, says) in [
        ("theme: nope", "", "E0501 nutgraf.yaml:1:8", "there is no theme `nope`"),
        ("theme: defualt", "", "E0501 nutgraf.yaml:1:8", "did you mean `default`?"),
        ("theme: t", "parent: t", "E0506 themes/t/theme.yaml:1:9", "its own ancestor"),
        ("theme: t", "parent: nope", "E0501 themes/t/theme.yaml:1:9", "no theme `nope`"),
        ("theme: t", "contract: 99", "E0506 themes/t/theme.yaml:1:11", "version 99"),
        ("theme: t", "contract: one", "E0506 themes/t/theme.yaml:1:11", "a whole number"),
        ("theme: t", "settings: {a: {type: mood}}", "E0506 themes/t/theme.yaml:1:12", "no known `type`"),
        ("theme: t", "settings: {a: {type: flag, default: 3}}", "E0506 themes/t/theme.yaml:1:12", "not true or false"),
        ("theme: t", "a: b: c", "E0506 themes/t/theme.yaml:1:5", ""),
        ("theme_settings: {acent: \"#123\"}", "", "E0505 nutgraf.yaml:1:18", "did you mean `accent`?"),
        ("theme_settings: {accent: red}", "", "E0505 nutgraf.yaml:1:18", "a colour such as"),
        ("theme_settings: {accent: \"#123; } body { x\"}", "", "E0505 nutgraf.yaml:1:18", ""),
        ("theme: t\ntheme_settings: {f: 1}", "settings: {f: {type: flag, default: true}}", "E0505 nutgraf.yaml:2:18", "true or false"),
        ("theme: t\ntheme_settings: {n: x}", "settings: {n: {type: number, default: 1}}", "E0505 nutgraf.yaml:2:18", "a number"),
        (
            "theme: t\ntheme_settings: {c: x}",
            "settings: {c: {type: choice, choices: [a, b], default: a}}",
            "E0505 nutgraf.yaml:2:18",
            "one of: a, b",
        ),
    ] {
        let mut project = site("").write("nutgraf.yaml", config);
        if config.contains("theme: t") {
            project = project.write("themes/t/theme.yaml", theme);
        }
        let outcome = project.build();
        rows.check(&format!("{config} / {theme}"), &outcome, &[expected], says);
    }
    rows.hold();
}

#[test]
fn a_colour_that_cannot_be_read_is_told_and_replaced() {
    let project = page("title: A", "").setting("theme_settings: {accent: \"#fc0\"}");
    let outcome = project.build();
    outcome.finds(&["W0508 nutgraf.yaml:1:18"]).says("#fc0 cannot be read");
    let shade = outcome
        .diagnostics
        .iter()
        .find_map(|finding| finding.hint.as_deref())
        .and_then(|hint| hint.find('#').map(|at| &hint[at..at + 7]))
        .expect("a shade");
    outcome.has("a/index.html", &format!("--accent: {shade}"));
    page("title: A", "").setting(&format!("theme_settings: {{accent: \"{shade}\"}}")).built();
    let theme = |definition: &str| {
        let text = format!("settings: {{c: {{type: colour, {definition}}}}}");
        site("-- nutgraf.yaml --\ntheme: t\n").write("themes/t/theme.yaml", &text).build()
    };
    theme("default: \"#999\"").no_findings();
    theme("default: \"#999\", readable_on: [\"#fff\"]").finds(&["E0506 themes/t/theme.yaml:1:12"]).says("cannot be read; #767676 can");
    theme("default: \"#999\", readable_on: [\"#fff\", \"#000\", \"#777\"]").no_findings();
    theme("default: \"#000\", readable_on: [white]").finds(&["E0506 themes/t/theme.yaml:1:61"]);
}

/// A template, with what is found in it.
#[test]
fn mistakes_in_templates_are_told_where_they_stand() {
    let mut rows = Rows::default();
    for (text, expected, says) in [
        ("{% if %}", "E0503 templates/page.html:1:7", ""),
        ("\n\n  {{ page.title", "E0503 templates/page.html:3:11", ""),
        ("{% for x in y %}", "E0503 templates/page.html:1:15", ""),
        (r#"{% extends "nope.html" %}"#, "E0503 templates/page.html:1:13", "`nope.html`"),
        (r#"{% include "nope.html" %}"#, "E0503 templates/page.html:1:12", "nope.html"),
        (r#"{% extends "page.html" %}"#, "E0503 templates/page.html", "itself"),
        ("{{ page.title | shout }}", "E0503 templates/page.html:1:17", "shout"),
        ("{{ nope() }}", "E0503 templates/page.html:1:4", "nope"),
        ("{{ <nope/> }}", "E0503 templates/page.html:1:4", "nope"),
        ("{{ nothing.at.all }}", "E0504 templates/page.html:1:4", "content/a.md"),
        ("{{ page.title / 2 }}", "E0504 templates/page.html:1:4", ""),
        (r#"{% set found = page(path="none.md") %}"#, "E0504 templates/page.html:1:16", "there is no page `none.md`"),
        (r#"{{ asset(name="styl.css") }}"#, "E0504 templates/page.html:1:4", "did you mean `style.css`?"),
    ] {
        let outcome = page("title: A", "").template("page.html", text).build();
        rows.check(text, &outcome, &[expected], says);
    }
    rows.hold();
}

#[test]
fn every_broken_template_is_told_not_only_the_first() {
    let outcome = page("title: A", "")
        .template("page.html", "{% if %}")
        .template("home.html", "{{ x")
        .template("partials/y.html", "{% endif %}")
        .build();
    assert_eq!(outcome.codes().len(), 3, "{}", outcome.report());
}

#[test]
fn a_template_that_a_page_names_must_be_there() {
    let project = page("title: A\ntemplate: long.html", "");
    project.build().finds(&["E0502 content/a.md:3:11"]).says("add templates/long.html");
    project.clone().template("lang.html", "x").build().finds(&["E0502 content/a.md:3:11"]).says("did you mean `lang.html`?");
    project.template("long.html", "{{ page.title }}!").built().has("a/index.html", "A!");
}

#[test]
fn a_failing_template_is_told_once_with_the_pages_it_failed_on() {
    let project = page("title: A", "").write("content/b.md", "# B").template("page.html", "{{ page.title }}{{ page.extra.deep.er }}");
    let outcome = project.build();
    outcome.finds(&["E0504 templates/page.html:1:31"]).says("`content/a.md` and 1 other page").fails();
}

#[test]
fn templates_have_limits() {
    let endless =
        "{% for a in range(end=100000) %}{% for b in range(end=100000) %}0123456789012345678901234567890123456789{% endfor %}{% endfor %}";
    page("title: A", "").template("page.html", endless).build().finds(&["E0504"]).says("more than 32 MB").fails();
    page("title: A", "")
        .template("page.html", r#"{% include "partials/loop.html" %}"#)
        .template("partials/loop.html", r#"{% include "partials/loop.html" %}"#)
        .build()
        .fails();
}

#[test]
fn assets_change_their_address_with_their_bytes() {
    let project = site("-- templates/home.html --\n{{ asset(name=\"a.css\") }}");
    let address = |css: &str| project.clone().write("static/a.css", css).built().file("index.html").to_owned();
    assert!(address("a").starts_with("/a.css?v="), "{}", address("a"));
    assert_eq!(address("a"), address("a"));
    assert_ne!(address("a"), address("b"));
}

#[test]
fn files_that_look_like_secrets_are_not_published() {
    for name in ["server.key", "cert.pem", "id_rsa", "id_ed25519.pub", "credentials.json", "secrets.yaml"] {
        let path = format!("static/{name}");
        let outcome = site("").write(&path, "x").build();
        outcome.finds(&[&format!("W0803 {path}")]).is_absent(name);
    }
}

#[test]
fn every_setting_is_checked() {
    let mut rows = Rows::default();
    for (config, expected, says) in [
        ("titel: x", "E0602 nutgraf.yaml:1:1", "did you mean `title`?"),
        ("feeds: {full: true, limt: 3}", "E0602 nutgraf.yaml:1:21", "did you mean `limit`?"),
        ("base_url: example.org", "E0603 nutgraf.yaml:1:11", "https://"),
        ("timezone: Mars/Olympus", "E0603 nutgraf.yaml:1:11", "Europe/London"),
        ("language: e n", "E0603 nutgraf.yaml:1:11", "en-GB"),
        ("output: ../public", "E0603 nutgraf.yaml:1:9", "below the project"),
        ("paginate: 0", "E0603 nutgraf.yaml:1:11", "between 1 and 10000"),
        ("paginate: many", "E0603 nutgraf.yaml:1:11", "a whole number"),
        ("domain: https://x.org", "E0603 nutgraf.yaml:1:9", "a bare domain"),
        (r#"date_format: "%!""#, "E0603 nutgraf.yaml:1:14", "strftime"),
        ("markdown: {raw_html: yes please}", "E0603 nutgraf.yaml:1:22", "`escape` or `allow`"),
        ("navigation: [{title: x}]", "E0603 nutgraf.yaml:1:14", "`title` and `link`"),
        ("title: a\ntitle: b", "E0109 nutgraf.yaml:2:1", ""),
        ("- a", "E0603 nutgraf.yaml:1:1", "a mapping"),
        ("a: b: c", "E0601 nutgraf.yaml:1:5", ""),
    ] {
        let outcome = site("").write("nutgraf.yaml", config).build();
        rows.check(config, &outcome, &[expected], says);
    }
    rows.hold();
    site("-- nutgraf.yml --\ntitle: Short\n-- templates/home.html --\n{{ site.title }}").built().has("index.html", "Short");
}

#[test]
fn templates_escape_what_they_print() {
    let project = page(r#"title: "<script>x</script>""#, "").template("page.html", r#"{{ page.title }}<a title="{{ page.title }}">"#);
    project.built().lacks("a/index.html", "<script>");
}
