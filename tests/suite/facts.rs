//! Facts of the whole site: the explorer, pages of entities, data for programs, and what facts do not agree on.

use crate::site::{Project, Rows, markdown, site};

/// Three briefings on two entities, and one on none.
fn newsroom() -> Project {
    site(
        r#"
-- nutgraf.yaml --
title: The Desk
base_url: https://desk.test/
-- content/_data/entities.yaml --
acme: {label: Acme Corporation, aliases: [Acme, ACME Inc.], wikidata: Q42, kind: company, description: It makes everything.}
bank: The Bank
-- content/_data/properties.yaml --
staff: People employed
rate: {label: Key rate, description: What it lends at.}
founded: {label: Founded, fixed: true}
-- content/a.md --
---
title: A
date: 2025-01-01
entity: Acme
key_facts:
  - {label: Staff, value: "over 1,000", property: staff, as_of: 2024-12-31, source: wire, quote: "over 1,000 people", said_by: Ann}
  - {label: Founded, value: "1949", property: founded}
sources: {wire: {title: "The =wire", url: "https://wire.test/"}}
---
Text.
-- content/b.md --
---
title: B
date: 2025-02-01
as_of: January 2025
review_by: 2025-06-01
key_facts:
  - {label: Rate, value: "3%", entity: bank, property: rate}
  - {label: Staff, value: "900", entity: Acme Corporation, property: staff}
  - {label: Weather, value: "=fine, \"mostly\""}
---
Text.
-- content/c.md --
---
title: C
key_facts: {Weather: "bad"}
---
Text.
"#,
    )
}

/// Where texts stand in a file, in this order.
#[track_caller]
fn in_order(text: &str, needles: &[&str]) {
    let mut from = 0;
    for needle in needles {
        let at = text[from..].find(needle).unwrap_or_else(|| panic!("no {needle:?} after byte {from} of:\n{text}"));
        from += at + needle.len();
    }
}

#[test]
fn the_explorer_shows_every_fact_by_entity_and_property() {
    let outcome = newsroom().built();
    let expected = [
        "6 facts",
        "facts/acme/\">Acme Corporation",
        "Founded",
        "a/#fact-founded\">1949",
        "People employed",
        "b/#fact-staff\">900",
        "a/#fact-staff\">over 1,000",
        "says Ann",
        "31 Dec 2024",
        "facts/bank/\">The Bank",
        "Key rate",
        "b/#fact-rate\">3%",
        "January 2025",
        "Facts of single briefings",
        "Weather",
        "=fine",
        "bad",
    ];
    in_order(outcome.file("facts/index.html"), &expected);
    outcome.has("index.html", "href=\"/facts/\"").has("sitemap.xml", "https://desk.test/facts/acme/");
}

#[test]
fn an_entity_has_a_page_with_what_the_registry_says() {
    let outcome = newsroom().built();
    let page = outcome.file("facts/acme/index.html");
    in_order(page, &["Acme Corporation", "It makes everything.", "Company", "3 facts", "Acme, ACME Inc.", "wikidata.org/wiki/Q42"]);
    in_order(page, &["id=\"property-founded\"", "1949", "id=\"property-staff\"", "900", "over 1,000"]);
    outcome.lacks("facts/acme/index.html", "fine");
}

#[test]
fn facts_are_published_as_json() {
    let json = newsroom().built().json("facts.json");
    assert_eq!((json["version"].as_u64(), json["url"].as_str()), (Some(1), Some("https://desk.test/facts/")));
    let entities: Vec<&str> = json["entities"].as_array().expect("a list").iter().filter_map(|entity| entity["id"].as_str()).collect();
    assert_eq!(entities, ["acme", "bank"]);
    assert_eq!(json["entities"][0]["wikidata"], "Q42");
    let facts = json["facts"].as_array().expect("a list");
    assert_eq!(facts.len(), 6);
    let fact = facts.iter().find(|fact| fact["url"] == "https://desk.test/a/#fact-staff").expect("is there");
    let fields =
        [&fact["entity"], &fact["property"], &fact["said_by"], &fact["as_of"]["to"], &fact["as_of"]["by"], &fact["source"]["title"]];
    assert_eq!(fields, ["acme", "staff", "Ann", "2024-12-31", "fact", "The =wire"]);
    assert_eq!((&fact["parsed"]["comparator"], &fact["parsed"]["number"]), (&"more_than".into(), &1000.into()));
    let rate = facts.iter().find(|fact| fact["property"] == "rate").expect("is there");
    assert_eq!([&rate["as_of"]["from"], &rate["as_of"]["by"], &rate["review_by"]], ["2025-01-01", "briefing", "2025-06-01"]);
    let founded = facts.iter().find(|fact| fact["property"] == "founded").expect("is there");
    assert_eq!([&founded["as_of"]["from"], &founded["as_of"]["by"]], ["2025-01-01", "known_by"]);
    assert!(facts.iter().any(|fact| fact["value"] == "bad" && fact["entity"].is_null() && fact["as_of"].is_null()));
}

/// Rows and cells of a file of comma-separated values, after RFC 4180.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = csv.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                assert_eq!(cell.pop(), Some('\r'), "a line ends without a carriage return");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

#[test]
fn facts_are_published_as_a_table_that_no_spreadsheet_runs() {
    let outcome = newsroom().built();
    let rows = cells(outcome.file("facts.csv"));
    assert_eq!(rows.len(), 7);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let column = |name: &str| rows[0].iter().position(|other| other == name).unwrap_or_else(|| panic!("no column {name}"));
    let row = |url: &str| rows.iter().find(|row| row[column("url")] == url).unwrap_or_else(|| panic!("no row {url}"));
    let staff = row("https://desk.test/a/#fact-staff");
    let expected =
        [("comparator", "more_than"), ("number", "1000"), ("as_of_from", "2024-12-31"), ("said_by", "Ann"), ("source", "The =wire")];
    expected.iter().for_each(|(name, value)| assert_eq!(staff[column(name)], *value, "{name}"));
    let weather = row("https://desk.test/b/#fact-weather");
    assert_eq!(weather[column("value")], "'=fine, \"mostly\"");
    assert_eq!(row("https://desk.test/b/#fact-rate")[column("unit")], "%");
}

#[test]
fn the_data_package_describes_the_table() {
    let outcome = newsroom().built();
    let package = outcome.json("datapackage.json");
    assert_eq!(package["$schema"], "https://datapackage.org/profiles/2.0/datapackage.json");
    assert_eq!(package["name"], "the-desk-facts");
    let resources = package["resources"].as_array().expect("a package has resources");
    for resource in resources {
        assert!(resource["name"].is_string(), "{resource}");
        outcome.exists(resource["path"].as_str().expect("a path"));
    }
    let fields = resources[0]["schema"]["fields"].as_array().expect("a schema has fields");
    let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
    assert_eq!(names, cells(outcome.file("facts.csv"))[0]);
    let types = ["string", "number", "date"];
    assert!(fields.iter().all(|field| field["type"].as_str().is_some_and(|kind| types.contains(&kind))));
    let days = cells(outcome.file("facts.csv"));
    for (index, _) in fields.iter().enumerate().filter(|(_, field)| field["type"] == "date") {
        assert!(days[1..].iter().all(|row| row[index].is_empty() || row[index].parse::<jiff::civil::Date>().is_ok()), "{}", names[index]);
    }
}

#[test]
fn many_facts_stand_on_several_pages_and_none_is_missing() {
    let facts = |number: usize| (0..300).map(|fact| format!("  - {{label: L{fact}, value: \"v{number}x{fact}y\"}}\n")).collect::<String>();
    let project = (1..=4).fold(site(""), |project, number| {
        let entity = if number < 4 { "entity: Acme\n" } else { "" };
        project.write(
            &format!("content/b{number}.md"),
            &markdown(&format!("title: B{number}\n{entity}key_facts:\n{}", facts(number)), "Text."),
        )
    });
    let outcome = project.build();
    let explorer = ["facts/index.html", "facts/page/2/index.html", "facts/page/3/index.html"].map(|path| outcome.file(path)).concat();
    outcome.has("facts/page/2/index.html", "work on the facts of this page, which is one of 3");
    outcome.is_absent("facts/page/4/index.html").exists("facts/acme/page/2/index.html").is_absent("facts/acme/page/3/index.html");
    let entity = [outcome.file("facts/acme/index.html"), outcome.file("facts/acme/page/2/index.html")].concat();
    for number in 1..=4 {
        for fact in 0..300 {
            let value = format!(">v{number}x{fact}y<");
            assert_eq!(explorer.matches(&value).count(), 1, "{value}");
            assert_eq!(entity.matches(&value).count(), usize::from(number < 4), "{value}");
        }
    }
}

#[test]
fn without_facts_or_without_the_setting_there_is_no_explorer() {
    for project in [newsroom().setting("facts: false"), site("").write("content/a.md", "# A\n")] {
        let outcome = project.built();
        assert!(
            outcome
                .paths()
                .iter()
                .all(|path| !path.starts_with("facts/") && !path.starts_with("facts.json") && *path != "datapackage.json"),
            "{:?}",
            outcome.paths()
        );
        outcome.lacks("index.html", "/facts/");
    }
}

#[test]
fn a_file_of_the_project_stands_in_for_one_of_ours() {
    newsroom().write("static/facts.csv", "mine").built().has("facts.csv", "mine").exists("facts.json");
}

/// A site of briefings that each tell one fact of Acme.
fn told(facts: &[(&str, &str)]) -> Project {
    facts.iter().enumerate().fold(site(""), |project, (number, (head, fact))| {
        let front = format!("title: B{number}\n{head}\nkey_facts:\n  - {{label: Staff, {fact}}}");
        project.write(&format!("content/b{number}.md"), &markdown(&front, "Text."))
    })
}

#[test]
fn what_contradicts_and_what_does_not() {
    let mut rows = Rows::default();
    for (first, second, expected) in [
        (("", "value: \"100\", entity: acme"), ("", "value: \"101\", entity: acme"), true),
        (("", "value: \"100\", entity: acme"), ("", "value: \"101\", entity: other"), false),
        (("", "value: \"100\""), ("", "value: \"101\""), false),
        (("date: 2025-01-01", "value: \"100\", entity: acme"), ("date: 2025-02-01", "value: \"101\", entity: acme"), false),
        (("date: 2025-01-01", "value: \"100\", entity: acme"), ("date: 2025-01-01", "value: \"101\", entity: acme"), true),
        (("as_of: 2024", "value: \"100\", entity: acme"), ("date: 2025-01-01", "value: \"101\", entity: acme, as_of: 2024"), true),
        (("", "value: \"100\", entity: acme, as_of: July 2024"), ("", "value: \"101\", entity: acme, as_of: 2024-07"), true),
        (("", "value: \"100\", entity: acme, as_of: July 2024"), ("", "value: \"101\", entity: acme, as_of: 2024-07-03"), false),
        (("", "value: \"100\", entity: acme, as_of: last spring"), ("", "value: \"101\", entity: acme, as_of: Last spring"), true),
        (("", "value: \"100\", entity: acme, as_of: last spring"), ("", "value: \"101\", entity: acme, as_of: this spring"), false),
        (("", "value: \"100\", entity: acme, said_by: Ann"), ("", "value: \"101\", entity: acme, said_by: Bob"), false),
        (("", "value: \"100\", entity: acme, said_by: Ann"), ("", "value: \"101\", entity: acme, said_by: Ann"), true),
        (("", "value: about 100, entity: acme"), ("", "value: \"102\", entity: acme"), false),
        (("", "value: \"over 1,000\", entity: acme"), ("", "value: \"900\", entity: acme"), true),
        (("", "value: \"$5\", entity: acme"), ("", "value: \"€5\", entity: acme"), true),
        (("", "value: not disclosed, entity: acme"), ("", "value: \"5\", entity: acme"), false),
    ] {
        let outcome = told(&[first, second]).build();
        let found: Vec<&str> = outcome.diagnostics.iter().map(|finding| finding.code.name()).collect();
        let wanted: &[&str] = if expected { &["W0214"] } else { &[] };
        if found != wanted {
            rows.check(&format!("{first:?} {second:?}"), &outcome, wanted, "");
        }
    }
    rows.hold();
}

#[test]
fn both_places_of_a_contradiction_are_named() {
    let outcome = told(&[("", "value: \"100\", entity: acme"), ("", "value: \"101\", entity: acme")]).build();
    outcome.finds(&["W0214 content/b1.md:5:13"]).says("`Staff` is 101 here and 100 elsewhere").says("content/b0.md:5:13");
}

#[test]
fn a_fixed_property_has_one_value_for_all_dates() {
    let facts = [
        ("date: 2025-01-01", "value: \"1948\", entity: acme, property: founded"),
        ("date: 2025-02-01", "value: \"1949\", entity: acme, property: founded"),
    ];
    told(&facts).built();
    told(&facts).write("content/_data/properties.yaml", "founded: {fixed: true}\n").build().finds(&["W0214 content/b1.md:5:13"]);
}

#[test]
fn one_property_has_one_type() {
    let of = |value: &'static str| told(&[("", "value: \"100\", entity: acme, property: size"), ("", value)]);
    of("value: \"$100\", entity: other, property: size").build().finds(&["E0213 content/b1.md:5:13"]).says("content/b0.md:5:13");
    of("value: unknown, entity: other, property: size").built();
    of("value: \"1950\", entity: other, property: size").built();
    of("value: many, entity: other").built();
}

#[test]
fn names_are_those_of_the_registries() {
    let mut rows = Rows::default();
    for (fact, expected, says) in [
        ("entity: Acme", &[][..], ""),
        ("entity: ACME inc.", &[], ""),
        ("entity: Acmee", &["E0215 content/x.md:5:41"], "did you mean `acme`?"),
        ("entity: bank, property: Key rate", &[], ""),
        ("entity: bank, property: rats", &["E0216 content/x.md:5:57"], "did you mean `rate`?"),
        ("entity: \"…\"", &["E0112 content/x.md:5:41"], "a letter or a digit"),
        ("entitty: bank", &["E0105 content/x.md:5:33"], "did you mean `entity`?"),
    ] {
        let project = newsroom().write(
            "content/x.md",
            &markdown(&format!("title: X\ndate: 2025-03-01\nkey_facts:\n  - {{label: Other, value: \"3%\", {fact}}}"), "Text."),
        );
        rows.check(fact, &project.build(), expected, says);
    }
    rows.hold();
}

#[test]
fn a_table_in_the_text_can_name_entities_too() {
    let table = "## Key Facts at a Glance\n\n| Fact | Value | Entity | Property | Said by | Review by | As of |\n|---|---|---|---|---|---|---|\n| Staff | 900 | bank | staff | Ann | 2026-03-01 | 2025-01-31 |\n";
    let json = newsroom().write("content/x.md", &markdown("title: X\ndate: 2025-03-01", table)).built().json("facts.json");
    let facts = json["facts"].as_array().expect("a list");
    let fact = facts.iter().find(|fact| fact["url"] == "https://desk.test/x/#fact-staff").expect("is there");
    assert_eq!([&fact["entity"], &fact["property"], &fact["said_by"], &fact["review_by"]], ["bank", "staff", "Ann", "2026-03-01"]);
    let wrong = table.replace("2026-03-01", "soon");
    newsroom().write("content/x.md", &markdown("title: X", &wrong)).build().finds(&["E0108 content/x.md:8:38"]);
}

#[test]
fn registries_say_what_is_wrong_with_them() {
    let mut rows = Rows::default();
    for (entity, expected, says) in [
        ("{label: X, wikidata: nonsense}", "E0406 content/_data/entities.yaml:1:25", "Q3884"),
        ("{label: X, wikidata: \"https://www.wikidata.org/wiki/q5\"}", "", ""),
        ("{lable: X}", "E0406 content/_data/entities.yaml:1:5", "did you mean `label`?"),
    ] {
        let expected = if expected.is_empty() { vec![] } else { vec![expected] };
        let outcome = site("").write("content/_data/entities.yaml", &format!("x: {entity}\n")).write("content/a.md", "# A\n").build();
        rows.check(entity, &outcome, &expected, says);
    }
    rows.hold();
}

#[test]
fn several_figures_of_one_property_are_drawn_and_others_are_not() {
    let mut wrong = String::new();
    for (values, drawn) in [
        (&["\"1%\", as_of: 2024-01", "\"2%\", as_of: 2024-02", "about 3%, as_of: 2024-03"][..], true),
        (&["\"1%\", as_of: 2024-01", "\"2%\", as_of: 2024-02"], false),
        (&["\"1%\", as_of: 2024-01", "\"2%\", as_of: 2024-02", "\"2%\", as_of: 2024-02"], false),
        (&["\"1%\", as_of: 2024-01", "\"2%\", as_of: 2024-02", "\"3%\", as_of: 2024-03, said_by: Ann"], false),
        (&["\"1%\", as_of: 2024-01", "\"2%\", as_of: 2024-02", "over 3%, as_of: 2024-03"], false),
        (&["$1, as_of: 2024-01", "$2, as_of: 2024-02", "€3, as_of: 2024-03"], false),
        (&["\"1%\", as_of: once", "\"2%\", as_of: then", "\"3%\", as_of: now"], false),
        (&["red, as_of: 2024-01", "green, as_of: 2024-02", "blue, as_of: 2024-03"], false),
    ] {
        let fact = |(number, value): (usize, &&str)| format!("  - {{label: L{number}, property: size, value: {value}}}\n");
        let facts: String = values.iter().enumerate().map(fact).collect();
        let outcome = site("").write("content/a.md", &markdown(&format!("title: A\nentity: Acme\nkey_facts:\n{facts}"), "Text.")).built();
        if outcome.file("facts/acme/index.html").contains("<polyline") != drawn {
            wrong += &format!("{values:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn readers_are_told_that_a_date_of_review_has_passed_if_the_project_wants_it() {
    let told = "May be out of date.";
    let project = newsroom().now("2025-06-02T00:00:00Z");
    project.built().lacks("b/index.html", told);
    let project = project.setting("stale_banner: true");
    project.built().has("b/index.html", told).lacks("a/index.html", told);
    project.clone().now("2025-06-01T23:59:59Z").built().lacks("b/index.html", told);
    let fact = project.replace("content/a.md", "property: founded}", "property: founded, review_by: 2025-03-01}");
    fact.built().has("a/index.html", "looked at again by <time datetime=\"2025-03-01\">");
}

#[test]
fn a_briefing_leads_to_the_pages_of_what_its_facts_are_about() {
    let outcome = newsroom().built();
    in_order(outcome.file("b/index.html"), &["Facts about", "/facts/bank/\">The Bank", "/facts/acme/\">Acme Corporation"]);
    outcome.lacks("c/index.html", "Facts about");
    newsroom().setting("facts: false").built().lacks("b/index.html", "Facts about");
}

#[test]
fn templates_ask_for_the_facts_about_an_entity() {
    let mut wrong = String::new();
    for (arguments, expected) in [
        ("entity=\"Acme\"", "900 over 1,000 1949 "),
        ("entity=\"acme\", property=\"staff\"", "900 over 1,000 "),
        ("property=\"People employed\", limit=1", "900 "),
        ("entity=\"bank\", label=\"rate\"", "3% "),
        ("entity=\"nobody\"", ""),
    ] {
        let template = format!("{{% for fact in facts({arguments}) %}}{{{{ fact.value }}}} {{% endfor %}}");
        let outcome = newsroom().template("404.html", &template).built();
        if outcome.file("404.html") != expected {
            wrong += &format!("{arguments}: {}\n", outcome.file("404.html"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_json_twin_says_what_a_fact_is_about() {
    let twin = newsroom().built().json("a/index.json");
    let fact = &twin["key_facts"][0];
    assert_eq!([&fact["entity"], &fact["property"], &fact["said_by"]], ["acme", "staff", "Ann"]);
}

#[test]
fn a_name_means_one_entity_or_property() {
    for (file, text, expected) in [
        (
            "entities",
            "acme: {label: Acme Corp, aliases: [Apex]}\napex-ltd: {label: Apex Ltd, aliases: [apex]}\n",
            "the name `apex` is that of `acme` already",
        ),
        ("entities", "\"../x\": Dots\nx: Other\n", "the name `x` is that of `x` already"),
        ("properties", "p: Staff\nq: staff\n", "the name `staff` is that of `p` already"),
    ] {
        let outcome = site("").write(&format!("content/_data/{file}.yaml"), text).write("content/a.md", "# A\n").build();
        outcome.finds(&[&format!(
            "E0406 content/_data/{file}.yaml:2:{}",
            text.lines().nth(1).map_or(0, |line| line.find(": ").map_or(0, |at| at + 3))
        )]);
        outcome.says(expected);
    }
}
