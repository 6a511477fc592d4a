//! Recall: what rests on a source that was retracted or is disputed is told to the editor and shown to readers, everywhere.

use nutgraf::engine;

use crate::again::Shop;
use crate::site::{Project, Rows, markdown, site};

/// Three briefings: one rests on a report by the registry, one by a record of its own, one not at all.
fn desk() -> Project {
    site(
        r#"
-- nutgraf.yaml --
base_url: https://desk.test/
social_cards: false
-- content/a.md --
---
title: First
date: 2025-01-01
key_facts: [{label: Staff, value: "100", source: report}, {label: Rooms, value: "3", source: wire}]
---
Text [@report] and
more [@wire; @report].
-- content/b.md --
---
title: Second
date: 2025-01-02
summary: About it
sources: {own: {title: Our copy of it, url: "https://office.test/report"}}
---
Text [@own].
-- content/c.md --
---
title: Third
date: 2025-01-03
---
Text [@wire]. {{<fact id="/a.md#staff"/>}}
-- content/_data/sources.yaml --
wire: {title: The wire}
report: {title: The report, publisher: Office, url: "https://office.test/report/"}
"#,
    )
}

/// The same after the report was taken back.
fn recalled() -> Project {
    let marks =
        "url: \"https://office.test/report/\", status: retracted, status_date: 2025-02-03, status_note: \"Two figures were invented.\"";
    desk().replace("content/_data/sources.yaml", "url: \"https://office.test/report/\"", marks)
}

#[test]
fn each_briefing_that_rests_on_it_is_told_with_what_does() {
    desk().built();
    let outcome = recalled().build();
    outcome.finds(&["W0221 content/a.md:6:6", "W0221 content/b.md:7:6"]);
    outcome.says("`report` (“The report”) was retracted, and this rests on it: the key fact `Staff` and the text in lines 6 and 7");
    outcome.says("`own` (“The report”) was retracted, and this rests on it: the text in line 7").says("content/_data/sources.yaml:2:1");
}

#[test]
fn one_record_of_a_work_marks_all_of_them() {
    let own = "sources: {own: {title: Our copy of it, url: \"https://office.test/report\", status: contested}}";
    let outcome =
        desk().replace("content/b.md", "sources: {own: {title: Our copy of it, url: \"https://office.test/report\"}}", own).build();
    outcome
        .finds(&["W0222 content/a.md:6:6", "W0222 content/b.md:7:6"])
        .says("is disputed, and this rests on it")
        .says("content/b.md:5:11");
}

#[test]
fn a_correction_that_names_the_source_answers_it() {
    let mut rows = Rows::default();
    for (front, expected) in [
        ("corrections: [{date: 2025-02-04, note: Checked, source: report}]", &["W0221 content/b.md:7:6"][..]),
        ("corrections: [{date: 2025-02-04, note: Checked, source: wire}]", &["W0221 content/a.md:7:6", "W0221 content/b.md:7:6"]),
        (
            "corrections: [{note: Checked, source: reprot}]",
            &["E0203 content/a.md:4:39", "W0221 content/a.md:7:6", "W0221 content/b.md:7:6"],
        ),
        ("sources: [report]", &["W0221 content/a.md:7:6", "W0221 content/b.md:7:6"]),
    ] {
        let project = recalled().replace("content/a.md", "key_facts:", &format!("{front}\nkey_facts:"));
        rows.check(front, &project.build(), expected, "");
    }
    rows.hold();
    let answered = recalled().replace("content/b.md", "summary:", "corrections: [{note: Checked, source: own}]\nsummary:");
    let answered = answered.replace("content/a.md", "key_facts:", "corrections: [{note: Checked, source: report}]\nkey_facts:");
    answered.built().has("a/index.html", "Retracted source, ");
    let (mut shop, taken) = (Shop::default(), answered.clone().replace("content/a.md", ", source: report}]", "}]"));
    shop.build(&answered);
    shop.build(&taken);
    taken.build().finds(&["W0221 content/a.md:7:6"]);
}

#[test]
fn a_source_that_is_only_listed_is_told_and_makes_no_notice() {
    let listed = recalled().write("content/d.md", &markdown("title: D\nsources: [report]", "Text."));
    let outcome = listed.build();
    outcome
        .finds(&["W0221 content/a.md:6:6", "W0221 content/b.md:7:6", "W0221 content/d.md:3:11"])
        .says("and stands in the list of sources");
    outcome.lacks("d/index.html", "class=\"notice\"").has("d/index.html", "<strong class=\"recalled\">Retracted");
}

#[test]
fn readers_see_it_wherever_something_rests_on_it() {
    let outcome = recalled().build();
    for (path, expected) in [
        ("a/index.html", "<strong>Retracted source, <time datetime=\"2025-02-03\">3 February 2025</time>.</strong>"),
        (
            "a/index.html",
            "<a href=\"#source-report\">The report</a> (Office), which was retracted. Two figures were invented. What rests on it: <a href=\"#fact-staff\">Staff</a>, the text at <a href=\"#cite-1\">1</a>, <a href=\"#cite-3\">2</a>.</p>",
        ),
        ("a/index.html", "<td>100 <em class=\"recalled\">source retracted</em></td>"),
        ("a/index.html", "<td>3</td>"),
        ("a/index.html", "<strong class=\"recalled\">Retracted, "),
        ("a/index.html", "\"creativeWorkStatus\":\"Retracted\""),
        ("b/index.html", "This briefing rests on <a href=\"#source-own\">The report</a>"),
        ("c/index.html", "100</a> <em class=\"recalled\">(source retracted)</em>"),
        (
            "a/index.md",
            "> This briefing rests on a source that was retracted: “The report” (Office), 3 February 2025. Two figures were invented.",
        ),
        ("sources/index.html", "<h2>Retracted or disputed</h2>"),
        ("facts/index.html", "<em class=\"recalled\">source retracted</em>"),
        ("facts.csv", ",retracted,"),
        ("sources.bib", "note = {Retracted, 2025-02-03, Two figures were invented.}"),
    ] {
        outcome.has(path, expected);
    }
    for path in ["feed.xml", "rss.xml", "feed.json"] {
        let text = outcome.file(path);
        assert_eq!(text.matches("This briefing rests on a source that was retracted").count(), 2, "{path}: {text}");
        assert_eq!(text.matches("source retracted").count(), 2, "{path}: {text}");
    }
    outcome.lacks("c/index.html", "class=\"notice\"").lacks("c/index.html", "creativeWorkStatus");
    let source = &outcome.json("b/index.json")["sources"]["own"];
    assert_eq!(
        [&source["status"], &source["status_date"], &source["status_note"]],
        ["retracted", "2025-02-03", "Two figures were invented."]
    );
    assert_eq!(outcome.json("sources.csl.json")[0]["status"], "retracted");
}

#[test]
fn a_table_in_the_text_and_a_feed_of_summaries_say_it_too() {
    let table = "Text.\n\n## Key facts at a glance\n\n| Fact | Value | Source |\n|---|---|---|\n| Staff | 100 | report |\n";
    let project =
        recalled().write("content/e.md", &markdown("title: E\ndate: 2025-01-04\nsummary: Short", table)).setting("feeds: {full: false}");
    let outcome = project.build();
    outcome.has("e/index.html", "100 <em class=\"recalled\">source retracted</em></td>");
    outcome.has("feed.xml", "<summary>This briefing rests on a source that was retracted: “The report” (Office), 3 February 2025. Two figures were invented. Short</summary>");
}

#[test]
fn a_mark_prints_again_what_shows_it() {
    let mut shop = Shop::default();
    shop.build(&desk());
    let printed = shop.build(&recalled());
    let pages: Vec<&str> = printed.keys().map(String::as_str).filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, ["a/index.html", "b/index.html", "c/index.html", "facts/index.html", "sources/index.html"]);
    shop.build(&desk());
}

#[test]
fn nothing_that_a_record_says_becomes_markup() {
    let project = recalled().replace("content/_data/sources.yaml", "Two figures were invented.", "<b>x</b> & [y](z) *w* \\\\");
    let outcome = project.build();
    for (path, text) in outcome.texts().filter(|(path, _)| !path.ends_with(".json") && !path.ends_with(".bib")) {
        assert!(!text.contains("<b>x</b>"), "{path}: {text}");
    }
    outcome.has("a/index.md", r"\<b\>x\</b\> \& \[y\](z) \*w\*");
}

#[test]
fn an_editor_finds_all_that_rests_on_it_drafts_included() {
    let project = recalled().write("content/d.md", &markdown("title: D\ndraft: true\nsources: [report]", "Text."));
    let (rows, found) = engine::recalled::recalled(&project.snapshot(), project.options(), &engine::Shelf::default());
    let told: Vec<_> = rows.iter().map(|row| (row.status, row.path.as_str(), row.facts.len(), row.lines.as_slice())).collect();
    let expected: [(_, _, usize, &[u32]); 3] =
        [("retracted", "content/b.md", 0, &[7]), ("retracted", "content/a.md", 1, &[6, 7]), ("retracted", "content/d.md", 0, &[])];
    assert_eq!((told.as_slice(), found.is_empty()), (expected.as_slice(), true));
}
