//! Key facts: both places, every shape of table, the typed twin, the table that readers get.

use serde_json::Value;

use crate::markup::tags;
use crate::site::{Outcome, Rows, page};

/// Label and value of each fact of `content/a.md`, as its JSON twin says.
#[track_caller]
fn facts(outcome: &Outcome) -> Vec<(String, String)> {
    let twin = outcome.json("a/index.json");
    let text = |fact: &Value, key: &str| fact[key].as_str().unwrap_or_default().to_owned();
    twin["key_facts"].as_array().expect("a list").iter().map(|fact| (text(fact, "label"), text(fact, "value"))).collect()
}

const AWS: &str = "Parameter | Details |
---|---|
Lab location | Shanghai, China |
Operational period | 2018 – July 2025 |
Staff | Over 1,000 at its peak |";

/// The three rows of [`AWS`] in every way in which teams write such a table, some of them from published briefings.
#[test]
fn every_shape_of_table_is_read() {
    let rows = [("Lab location", "Shanghai, China"), ("Operational period", "2018 – July 2025"), ("Staff", "Over 1,000 at its peak")];
    for (shape, text) in [
        ("trailing pipes only", format!("## Key Facts at a Glance\n\n{AWS}\n")),
        ("no outer pipes", "## Key Facts at a Glance\n\nParameter | Details\n---|---\nLab location | Shanghai, China\nOperational period | 2018 – July 2025\nStaff | Over 1,000 at its peak\n".into()),
        ("outer pipes", "## Key Facts at a Glance\n\n| Parameter | Details |\n|---|---|\n| Lab location | Shanghai, China |\n| Operational period | 2018 – July 2025 |\n| Staff | Over 1,000 at its peak |\n".into()),
        ("alignment", "## Key Facts at a Glance\n\n| Parameter | Details |\n|:---|---:|\n| Lab location | Shanghai, China |\n| Operational period | 2018 – July 2025 |\n| Staff | Over 1,000 at its peak |\n".into()),
        ("an empty column at the end", "## Key Facts at a Glance\n\n| Parameter | Details | |\n|---|---|---|\n| Lab location | Shanghai, China | |\n| Operational period | 2018 – July 2025 | |\n| Staff | Over 1,000 at its peak | |\n".into()),
        ("ragged rows", "## Key Facts at a Glance\n\n| Parameter | Details |\n|---|---|\n| Lab location | Shanghai, China\n| Operational period | 2018 – July 2025 |\nStaff | Over 1,000 at its peak |\n".into()),
        ("wide and crooked", "## Key Facts at a Glance\n\n|Parameter          |   Details|\n| --------- | - |\n|   Lab location |Shanghai, China|\n|Operational period|2018 – July 2025   |\n|Staff|Over 1,000 at its peak|\n".into()),
        ("a name without a heading", format!("Text.\n\n**Key Facts at a Glance**\n\n{AWS}\n")),
        ("directly below the name", format!("Text.\n\nKey Facts at a Glance\n{AWS}\n")),
        ("directly below the heading", format!("## Key Facts at a Glance\n{AWS}\n")),
        ("another letter case and level", format!("### KEY facts at a glance\n\n{AWS}\n")),
        ("a line in between", format!("## Key Facts at a Glance\n\nAs of 24 July:\n\n{AWS}\n")),
        ("Windows line ends", format!("## Key Facts at a Glance\n\n{AWS}\n").replace('\n', "\r\n")),
        ("empty rows", format!("## Key Facts at a Glance\n\n{AWS}\n | |\n")),
        ("text below", format!("## Key Facts at a Glance\n\n{AWS}\n\nMore.\n\n| An | other |\n|---|---|\n| table | . |\n")),
    ] {
        let outcome = page("title: A", &text).built();
        let found = facts(&outcome);
        assert_eq!(found, rows.map(|(label, value)| (label.to_owned(), value.to_owned())), "{shape}\n{text}");
    }
}

#[test]
fn front_matter_takes_records_and_the_short_form() {
    for front_matter in [
        "key_facts:\n  - {label: Lab, value: Shanghai}\n  - {label: Staff, value: \"1,000\"}",
        "key_facts:\n  Lab: Shanghai\n  Staff: \"1,000\"",
        "facts:\n  Lab: {value: Shanghai}\n  Staff: {value: \"1,000\", note: peak}",
    ] {
        let outcome = page(&format!("title: A\n{front_matter}"), "Text").built();
        assert_eq!(
            facts(&outcome),
            [("Lab", "Shanghai"), ("Staff", "1,000")].map(|(label, value)| (label.into(), value.into())),
            "{front_matter}"
        );
    }
}

/// Cells with markup, and the value as plain text and as HTML.
#[test]
fn markup_in_cells_is_shown_and_kept_out_of_the_value() {
    for (cell, value, html) in [
        ("**100+** papers", "100+ papers", "<strong>100+</strong> papers"),
        ("`x`", "x", "<code>x</code>"),
        ("a \\| b", "a | b", "a | b"),
        ("R&D <1>", "R&D <1>", "R&amp;D &lt;1&gt;"),
        ("[Shanghai](https://example.org/)", "Shanghai", r#"<a href="https://example.org/">Shanghai</a>"#),
        ("[self](#fact-x)", "self", "<a href=\"#fact-x\">self</a>"),
        ("“so” -- 'it' is...", "“so” -- 'it' is...", "“so”"),
    ] {
        let text = format!("## Key Facts at a Glance\n\n| A | B |\n|---|---|\n| X | {cell} |\n");
        let outcome =
            page("title: A", &text).template("page.html", "{{ page.content }}").template("briefing.html", "{{ page.content }}").build();
        assert!(outcome.is_built(), "{cell}\n{}", outcome.report());
        assert_eq!(facts(&outcome), [("X".to_owned(), value.to_owned())], "{cell}");
        outcome.has("a/index.html", html);
    }
}

/// A value as a person writes it, and what the twin says of it.
#[test]
fn the_twin_types_every_value() {
    for (value, expected) in [
        ("Shanghai, China", r#"{"kind":"text","text":"Shanghai, China"}"#),
        ("12", r#"{"kind":"number","number":12}"#),
        ("nearly $1 billion", r#"{"kind":"money","comparator":"nearly","number":1000000000,"currency":"USD","sign":"$"}"#),
        ("US$1.6 billion", r#"{"kind":"money","number":1600000000,"currency":"USD"}"#),
        ("about 42.5%", r#"{"kind":"percent","comparator":"about","number":42.5}"#),
        ("more than 100 academic papers", r#"{"kind":"number","comparator":"more_than","number":100,"unit":"academic papers"}"#),
        ("2025-07-24", r#"{"kind":"date","date":"2025-07-24","precision":"day"}"#),
        (
            "2018 – July 2025",
            r#"{"kind":"date_range","from":{"date":"2018","precision":"year"},"to":{"date":"2025-07","precision":"month"}}"#,
        ),
    ] {
        let outcome = page(&format!("title: A\nkey_facts: [{{label: X, value: \"{value}\"}}]"), "").built();
        let parsed = outcome.json("a/index.json")["key_facts"][0]["parsed"].clone();
        assert_eq!(parsed, serde_json::from_str::<Value>(expected).expect("JSON"), "{value}: {parsed}");
    }
}

#[test]
fn the_twin_says_what_a_fact_rests_on() {
    let text = "## Key Facts at a Glance\n\n| Fact | Value | As of | Source | Quote |\n|---|---|---|---|---|\n\
                | Staff | 1,000 | 2025-07-23 | [@wire] | over 1,000 |\n| Papers | 100+ [@wire] | | | |\n";
    let outcome = page("title: A\nsources: {wire: {title: The wire}}", text).built();
    let twin = outcome.json("a/index.json");
    let field = |index: usize, key: &str| twin["key_facts"][index][key].clone();
    assert_eq!(field(0, "source"), "wire");
    assert_eq!(field(0, "as_of"), "2025-07-23");
    assert_eq!(field(0, "quote"), "over 1,000");
    assert_eq!(field(0, "url"), "http://localhost/a/#fact-staff");
    assert_eq!((field(1, "source"), field(1, "value"), field(1, "as_of")), ("wire".into(), "100+".into(), Value::Null));
    assert_eq!(twin["sources"]["wire"]["title"], "The wire");
}

#[test]
fn both_places_must_agree() {
    let table = "## Key Facts at a Glance\n\n| A | B |\n|---|---|\n| Lab | **Shanghai** |\n| Staff | 1,000 |\n";
    let with = |facts: &str| page(&format!("title: A\nkey_facts: {{{facts}}}"), table).build();
    let agreed = with(r#"Lab: Shanghai, Staff: "1,000""#);
    agreed.no_findings();
    assert_eq!(facts(&agreed).len(), 2);
    agreed.has("a/index.html", "<strong>Shanghai</strong>");
    with(r#"Lab: Beijing, Staff: "1,000""#).finds(&["E0202 content/a.md:9:1"]).says("Beijing").fails();
    with("Lab: Shanghai").finds(&["E0202 content/a.md:9:1"]).says("the front matter has 1, this table has 2");
    with(r#"Lab: Shanghai, Staff: "1000""#).finds(&["E0202 content/a.md:10:1"]);
}

#[test]
fn mistakes_in_facts_are_told_where_they_stand() {
    let mut rows = Rows::default();
    let heading = "## Key Facts at a Glance\n\n";
    for (front_matter, text, expected) in [
        ("key_facts: [{label: X}]", "", &["E0201 content/a.md:3:13"][..]),
        ("key_facts: [{value: X}]", "", &["E0201 content/a.md:3:13"]),
        ("key_facts: [{label: X, value: Y, qoute: z}]", "", &["E0105 content/a.md:3:34"]),
        ("key_facts: [{label: X, value: Y}, {label: x, value: Z}]", "", &["W0204 content/a.md:3:35"]),
        ("key_facts: [{label: X, value: Y, source: nobody}]", "", &["E0203 content/a.md:3:42"]),
        (r#"key_facts: {Period: "2025 – 2018"}"#, "", &["W0206 content/a.md:3:21"]),
        ("draft: false", &format!("{heading}| A |\n|---|\n| x |\n"), &["E0205 content/a.md:7:1"]),
        ("draft: false", &format!("{heading}| A | B |\n|---|---|\n| x | |\n"), &["E0201 content/a.md:9:1"]),
        ("draft: false", &format!("{heading}| A | B |\n|---|---|\n"), &["E0205 content/a.md:7:1"]),
        ("draft: false", &format!("{heading}| A | B | Mood |\n|---|---|---|\n| x | y | z |\n"), &["E0205 content/a.md:7:1"]),
        ("draft: false", "Cites [@nobody] and [@nobody] again.", &["E0203 content/a.md:5:7"]),
        ("sources: {wire: {title: W}}", "Cites [@wrie].", &["E0203 content/a.md:5:7"]),
    ] {
        let outcome = page(&format!("title: A\n{front_matter}"), text).build();
        rows.check(&format!("{front_matter}\n{text}"), &outcome, expected, "");
    }
    rows.hold();
}

#[test]
fn readers_get_a_table_that_can_be_heard() {
    let text = "## Key Facts at a Glance\n\n| A | B | As of |\n|---|---|---|\n| Lab location | Shanghai | 2025 |\n| Staff | 1,000 | |\n";
    let html = page("title: A", text).template("briefing.html", "{{ page.content }}").built().file("a/index.html").to_owned();
    let found = tags(&html);
    let of = |name: &str| found.iter().filter(|tag| tag.name == name).collect::<Vec<_>>();
    assert_eq!((of("table").len(), of("caption").len()), (1, 1), "{html}");
    let rows: Vec<&str> = of("tr").iter().filter_map(|row| row.get("id")).collect();
    assert_eq!(rows, ["fact-lab-location", "fact-staff"]);
    let scopes: Vec<Option<&str>> = of("th").iter().map(|head| head.get("scope")).collect();
    assert_eq!(scopes, [Some("col"), Some("col"), Some("col"), Some("row"), Some("row")]);
    assert!(html.contains("<caption>Key Facts at a Glance</caption>"), "{html}");
}

#[test]
fn the_heading_is_the_projects_choice() {
    let text = "## Zahlen und Fakten\n\n| A | B |\n|---|---|\n| Ort | Berlin |\n";
    let project = page("title: A", text);
    assert_eq!(facts(&project.built()).len(), 0);
    for setting in ["key_facts: {heading: Zahlen und Fakten}", "key_facts: {headings: [Key Facts, Zahlen und Fakten]}"] {
        assert_eq!(facts(&project.clone().setting(setting).built()), [("Ort".to_owned(), "Berlin".to_owned())], "{setting}");
    }
}

#[test]
fn facts_of_many_briefings_can_be_asked_for() {
    let project = page("title: A\ndate: 2025-01-01\nkey_facts: {Staff: 1, Place: Rome}", "");
    let project = project.write("content/b.md", "---\ntitle: B\ndate: 2025-02-02\nfacts: {staff: 2}\n---\n");
    let template = r#"{% for fact in facts(label="STAFF") %}{{ fact.page.title }}={{ fact.value }};{% endfor %}{{ facts() | length }}"#;
    assert_eq!(project.template("home.html", template).built().file("index.html"), "B=2;A=1;3");
}

#[test]
fn a_source_leads_back_only_to_marks_that_are_there() {
    let table = "## Key Facts at a Glance\n\n| A | B | Source |\n|---|---|---|\n| x | y | [@w] |\n";
    let outcome = page("title: A\nsources: {w: W}", table).built();
    let found = tags(outcome.file("a/index.html"));
    for link in found.iter().filter_map(|tag| tag.get("href")?.strip_prefix("#cite-")) {
        assert!(found.iter().any(|tag| tag.get("id") == Some(&format!("cite-{link}"))), "nothing has the id cite-{link}");
    }
}
