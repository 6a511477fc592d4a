//! What the built-in theme gives to readers and to the programs that read for them.

use serde_json::{Value, json};

use crate::markup::tags;
use crate::site::{Outcome, Project, markdown, page, site};

/// A briefing with these headings, each with a word below it.
fn headed(headings: &[&str]) -> Project {
    let text: String = headings.iter().map(|heading| format!("## {heading}\n\nWords.\n\n")).collect();
    site("").write("content/2025-07-24-a.md", &markdown("title: A", &text))
}

/// The things that a page's structured data describes.
#[track_caller]
fn described(outcome: &Outcome, path: &str) -> Vec<Value> {
    let tags = tags(outcome.file(path));
    let script = tags.iter().find(|tag| tag.name == "script" && tag.get("type") == Some("application/ld+json"));
    let Some(script) = script else { return Vec::new() };
    let data: Value = serde_json::from_str(&script.raw).unwrap_or_else(|error| panic!("{path}: {error}\n{}", script.raw));
    data["@graph"].as_array().cloned().expect("a list of things")
}

fn kinds(things: &[Value]) -> Vec<&str> {
    things.iter().filter_map(|thing| thing["@type"].as_str()).collect()
}

#[test]
fn headings_that_are_signposts_have_a_role() {
    let roles = "{% for entry in page.toc %}{{ entry.title }}={{ entry.role }};{% endfor %}{{ page.content }}";
    let project = headed(&["Why it matters:", "Details", "Unterm Strich", "By the numbers"]).template("briefing.html", roles);
    let outcome = project.built();
    outcome.has("a/index.html", "Why it matters:=why_it_matters;Details=;Unterm Strich=;By the numbers=;");
    outcome.has("a/index.html", "<h2 id=\"why-it-matters\" data-role=\"why_it_matters\">").has("a/index.html", "<h2 id=\"details\">");
    let project = project.setting("signposts: {why_it_matters: [], bottom_line: [Unterm Strich], figures: by the numbers}");
    project.built().has("a/index.html", "Why it matters:=;Details=;Unterm Strich=bottom_line;By the numbers=figures;");
    let outcome = site("-- nutgraf.yaml --\nsignposts: {\"Why\": x}\n").build();
    outcome.finds(&["E0603 nutgraf.yaml:1:20"]).says("small letters");
}

#[test]
fn three_headings_make_an_outline() {
    let outline = "<nav class=\"toc\"";
    headed(&["One", "Two"]).built().lacks("a/index.html", outline);
    let outcome = headed(&["One", "Bottom line", "Three"]).built();
    outcome.has("a/index.html", outline).has("a/index.html", "<li class=\"sign\"><a href=\"#bottom-line\">Bottom line</a></li>");
}

#[test]
fn a_briefing_says_how_to_cite_it() {
    let front = "title: Rates & prices\ndate: 2025-07-24\nupdated: 2025-07-25\nauthors: [Ann, Bo]";
    let project = site("-- nutgraf.yaml --\ntitle: The Desk\nbase_url: https://example.org/d/\n");
    project.write("content/a.md", &markdown(front, "")).built().has(
        "a/index.html",
        "<p>Ann and Bo: “Rates &amp; prices”. <cite>The Desk</cite>, 24 July 2025, updated 25 July 2025. https://example.org/d/a/</p>",
    );
}

#[test]
fn languages_written_from_the_right_turn_the_page() {
    for (language, is_turned) in
        [("ar", true), ("he-IL", true), ("ur-PK", true), ("az-Arab", true), ("ar-Latn", false), ("en-GB", false), ("pa", false)]
    {
        let outcome = page("title: A", "").setting(&format!("language: {language}")).built();
        let head = format!("<html lang=\"{language}\"{} class=", if is_turned { " dir=\"rtl\"" } else { "" });
        outcome.has("a/index.html", &head);
    }
}

#[test]
fn a_font_of_ones_own_is_sent_from_the_site() {
    let project = page("title: A", "").write("static/fonts/text.woff2", "font").write("static/fonts/it.woff2", "italic");
    project.built().lacks("a/index.html", "@font-face");
    let outcome = project.clone().setting("theme_settings: {font_file: fonts/text.woff2, font_file_italic: fonts/it.woff2}").built();
    outcome.has("a/index.html", "rel=\"preload\" href=\"/fonts/text.woff2?v=").has("a/index.html", "src: url(\"/fonts/it.woff2?v=");
    project
        .setting("theme_settings: {font_file: fonts/txt.woff2}")
        .build()
        .finds(&["E0504 themes/default/templates/partials/font.html:2:21"])
        .says("did you mean `fonts/text.woff2`?");
}

#[test]
fn what_is_related_is_not_told_twice() {
    let piece = |text: &str| markdown("date: 2025-01-01\ntags: [x]", text);
    let project = site("")
        .write("content/a.md", &piece("# A\n\nSee [B](b.md)."))
        .write("content/b.md", &piece("# B\n\nText."))
        .write("content/about.md", "# About\n\nSee [B](b.md).");
    let outcome = project.built();
    let (_, mentioned) = outcome.file("b/index.html").split_once("Mentioned in").expect("something else mentions it");
    assert!(mentioned.contains("\"/about/\"") && !mentioned.contains("\"/a/\""), "{mentioned}");
    outcome.lacks("a/index.html", "Mentioned in");
}

#[test]
fn the_front_page_leads_with_what_is_pinned() {
    let piece = |number: usize, more: &str| markdown(&format!("title: P{number}\ndate: 2025-01-{number:02}\n{more}"), "");
    let project = (1..=9).fold(site(""), |project, number| {
        let more = if [2, 4].contains(&number) { "featured: true" } else { "" };
        project.write(&format!("content/news/p{number}.md"), &piece(number, more))
    });
    let outcome = project.built();
    let home = outcome.file("index.html");
    let main = &home[home.find("<article class=\"lead\">").expect("a lead")..home.find("<section class=\"sections\">").expect("sections")];
    let order: Vec<&str> = main.match_indices("<a href=\"/news/p").map(|(at, start)| &main[at + start.len()..][..1]).collect();
    assert_eq!(order, ["4", "2", "9", "8", "7", "6", "5", "3", "1"]);
    outcome.has("index.html", "<ul class=\"headlines\">\n      <li><a href=\"/news/p9/\">P9</a>");
}

#[test]
fn the_index_of_tags_says_what_they_mean() {
    let project = page("title: A\ndate: 2025-01-01\ntags: [china]", "");
    let project = project.write("content/_data/tags.yaml", "china: {label: China, description: The country & its trade.}\n");
    project.built().has("tags/index.html", "<span class=\"count\">1</span><p>The country &amp; its trade.</p></li>");
}

#[test]
fn programs_are_told_what_a_page_is() {
    let front = "title: A </script>\ndate: 2025-07-24\nupdated: 2025-07-25\nsummary: S\nkey_facts: {Place: Rome, Cost: $3, Staff: 5}\n\
                 corrections: [{date: 2025-07-25, note: Fixed.}]";
    let project = site("-- nutgraf.yaml --\ntitle: The Desk\nbase_url: https://example.org/d/\npaginate: 1\n");
    let project = project.write("content/news/a.md", &markdown(front, "")).write("content/news/b.md", "# B\n\nNo facts.");
    let project = project.write("content/news/2025-01-01-c.md", "# C");
    let outcome = project.built();

    let things = described(&outcome, "news/a/index.html");
    assert_eq!(kinds(&things), ["NewsArticle", "Dataset", "BreadcrumbList"]);
    assert_eq!(things[0]["headline"], "A </script>");
    assert_eq!(things[0]["dateModified"], "2025-07-25");
    assert_eq!(things[0]["correction"][0]["text"], "Fixed.");
    assert_eq!(things[1]["variableMeasured"], json!(["Place", "Cost", "Staff"]));
    assert_eq!(things[1]["distribution"]["contentUrl"], "https://example.org/d/news/a/index.json");
    let trail = things[2]["itemListElement"].as_array().expect("a list");
    let names: Vec<_> = trail.iter().map(|step| (&step["position"], &step["name"], &step["item"])).collect();
    let [home, news] = names[..] else { panic!("{names:?}") };
    assert_eq!(home, (&json!(1), &json!("The Desk"), &json!("https://example.org/d/")));
    assert_eq!(news, (&json!(2), &json!("News"), &json!("https://example.org/d/news/")));

    for (path, expected) in [
        ("index.html", &["WebSite"][..]),
        ("page/2/index.html", &[]),
        ("news/index.html", &["BreadcrumbList"]),
        ("news/page/2/index.html", &[]),
        ("news/b/index.html", &["BreadcrumbList"]),
        ("news/c/index.html", &["NewsArticle", "BreadcrumbList"]),
        ("archive/index.html", &["BreadcrumbList"]),
        ("404.html", &[]),
    ] {
        assert_eq!(kinds(&described(&outcome, path)), expected, "{path}");
    }
}
