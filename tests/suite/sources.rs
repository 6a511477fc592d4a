//! Sources: what records may say, which of them are one work, the index of all works, and the files for other tools.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::again::Shop;
use crate::site::{Project, Rows, markdown, page, site};

/// Two briefings that rest on one report, each by a record of its own, and on a wire of the registry.
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
sources:
  lab: {type: report, title: "The “Long” Report", publisher: Office, date: 2024-05-06, url: "https://office.test/r?utm_source=x"}
key_facts: [{label: Staff, value: "100", source: lab}]
---
Text [@wire, p. 3].
-- content/b.md --
---
title: Second
date: 2025-01-02
sources:
  office: {title: The long report, url: "http://www.office.test/r/"}
---
Text [@office, "words"; @wire].
-- content/_data/sources.yaml --
wire: {title: The wire, author: [Ann Lee, "Wen, Li"]}
nobody: {title: Not used}
"#,
    )
}

#[test]
fn a_record_says_what_it_says_in_known_words() {
    let mut rows = Rows::default();
    for (record, expected, says) in [
        ("type: report, tier: primary, url_status: dead, lang: en, via: A feed, licence: CC BY 4.0", &[][..], ""),
        ("type: Press Release, license: MIT, archive_date: 2025-01-01, doi: 10.1/x, pages: 3-4, mood: 1", &[], ""),
        ("type: reprot", &["E0107 content/a.md:3:34"], "did you mean `report`?"),
        ("type: poem", &["E0107 content/a.md:3:34"], "write one of article, report, web,"),
        ("tier: first", &["E0107 content/a.md:3:34"], "primary, secondary, aggregator"),
        ("url_status: gone", &["E0107 content/a.md:3:40"], "live, dead, unfit, usurped"),
        ("status: withdrwan, status_note: x", &["E0107 content/a.md:3:36"], "did you mean `withdrawn`?"),
        ("status_note: x", &["E0107 content/a.md:3:41"], "which is not given"),
        ("archive_url: ftp://x.test/", &["E0107 content/a.md:3:41"], "https://"),
        ("publsher: P", &["E0105 content/a.md:3:28"], "did you mean `publisher`?"),
        ("status_date: 2025-02-30, status: retracted", &["E0108 content/a.md:3:41", "W0221 content/a.md:5:6"], "does not exist"),
    ] {
        let found = page(&format!("title: A\nsources: {{wire: {{title: W, {record}}}}}"), "Text [@wire].").build();
        rows.check(record, &found, expected, says);
    }
    let registry = "wire: {title: W, publsher: P}\n";
    let found = page("title: A", "Text [@wire].").write("content/_data/sources.yaml", registry).build();
    rows.check(registry, &found, &["E0406 content/_data/sources.yaml:1:18"], "did you mean `publisher`?");
    rows.hold();
}

#[test]
fn a_source_that_a_file_describes_is_there_to_be_cited() {
    let mut rows = Rows::default();
    let own = "sources: {wire: {title: W}}";
    for (front, text, expected) in [
        (own, "Text [@wire].", &[][..]),
        (&*format!("{own}\nkey_facts: [{{label: L, value: V, source: wire}}]"), "Text.", &[]),
        (own, "Text.", &["W0220 content/a.md:3:11"]),
        ("sources: [wire]", "Text.", &[]),
        ("references: {wire: W, other: {title: O}}", "Text [@wire].", &["W0220 content/a.md:3:23"]),
        // One mistake, not two.
        (own, "Text [@wrie].", &["E0203 content/a.md:5:6"]),
    ] {
        let project = page(&format!("title: A\n{front}"), text).write("content/_data/sources.yaml", "wire: W\nunused: U\n");
        let project = if front == "sources: [wire]" { project } else { project.remove("content/_data/sources.yaml") };
        rows.check(&format!("{front}\n{text}"), &project.build(), expected, "");
    }
    rows.hold();
}

#[test]
fn records_of_one_work_are_one_entry_of_the_index() {
    let outcome = desk().built();
    outcome.has("sources/index.html", "2 sources, with the briefings");
    let index = outcome.file("sources/index.html");
    let entry = |id: &str| index.split("<li id=\"work-").find(|entry| entry.starts_with(id)).unwrap_or_default();
    let report = entry("office-2024-the-long-report-");
    for part in ["<a href=\"/b/\">Second</a>;", "<a href=\"/a/\">First</a> (<a href=\"/a/#fact-staff\">Staff</a>)", "6 May 2024"] {
        assert!(report.contains(part), "{part}\n{index}");
    }
    assert!(entry("wire\"").contains("<a href=\"/b/\">Second</a>; <a href=\"/a/\">First</a>"), "{index}");
    outcome.lacks("sources/index.html", "Not used").has("a/index.html", "href=\"/sources/\"").has("sitemap.xml", "/sources/</loc>");
}

#[test]
fn works_stand_by_publisher_and_title_and_links_to_them_last() {
    let briefing = |number: usize, publisher: &str, title: &str| {
        markdown(&format!("title: B{number}\nsources: {{s: {{title: {title}, publisher: {publisher}}}}}"), "Text [@s].")
    };
    let few = site("").write("content/a.md", &briefing(1, "Zeta", "One")).write("content/b.md", &briefing(2, "\"\"", "Loose"));
    let many = few.clone().write("content/c.md", &briefing(3, "Ältere", "Two")).write("content/d.md", &briefing(4, "zeta", "Alpha"));
    let (few, many) = (few.built(), many.built());
    let anchors = |html: &str| -> Vec<String> {
        html.split("<li id=\"work-").skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())).collect()
    };
    let (before, after) = (anchors(few.file("sources/index.html")), anchors(many.file("sources/index.html")));
    let names: Vec<&str> = after.iter().filter_map(|anchor| Some(anchor.rsplit_once('-')?.0)).collect();
    assert_eq!(names, ["ältere-two", "zeta-alpha", "zeta-one", "loose"]);
    assert!(before.iter().all(|anchor| after.contains(anchor)), "{before:?} {after:?}");
}

#[test]
fn ids_that_give_one_key_give_two_entries() {
    let project = page("title: A", "Text [@a.b; @a/b; @a+b].");
    let outcome = project.write("content/_data/sources.yaml", "a.b: {title: One}\na/b: {title: Two}\na+b: {title: Three}\n").built();
    let items = outcome.json("sources.csl.json");
    let keys: BTreeSet<&str> = items.as_array().into_iter().flatten().filter_map(|item| item["id"].as_str()).collect();
    assert_eq!(keys.len(), 3, "{items}");
}

#[test]
fn an_index_of_many_works_has_several_pages() {
    let records: String = (0..301).map(|number| format!("s{number:03}: {{title: Work {number:03}, publisher: P}}\n")).collect();
    let cited: String = (0..301).map(|number| format!("[@s{number:03}] ")).collect();
    let outcome = page("title: A", &format!("Text {cited}.")).write("content/_data/sources.yaml", &records).built();
    outcome.has("sources/index.html", "id=\"work-s299\"").lacks("sources/index.html", "id=\"work-s300\"");
    outcome.has("sources/page/2/index.html", "id=\"work-s300\"").has("sources/page/2/index.html", "301 sources");
}

#[test]
fn there_is_no_index_without_sources_or_where_it_is_not_wanted() {
    for project in [page("title: A", "Text."), desk().setting("sources: false")] {
        let outcome = project.built();
        outcome.is_absent("sources/index.html").is_absent("sources.bib").is_absent("sources.csl.json");
        outcome.lacks("a/index.html", "/sources/");
    }
    let section = desk().write("content/sources.md", "---\ntitle: Ours\n---\nText.\n");
    section.build().finds(&["E0401 content/sources.md"]).says("sources: false");
    section.setting("sources: false").built().has("sources/index.html", "Ours");
}

#[test]
fn a_place_in_a_source_stands_in_the_list() {
    let outcome = page("title: A\nsources: {wire: {title: W}}", "One [@wire, p. 3], two [@wire, ch. <2>].").built();
    let html = outcome.file("a/index.html");
    let (third, second) = (
        html.find("<span>p. 3</span> <a class=\"back\" href=\"#cite-1\""),
        html.find("<span>ch. &lt;2&gt;</span> <a class=\"back\" href=\"#cite-2\""),
    );
    assert!(third < second && third.is_some(), "{html}");
}

#[test]
fn where_a_work_has_gone_the_list_leads_to_the_copy() {
    let copy = "archive_url: \"https://archive.test/x\", archive_date: 2025-02-03";
    for (record, has, lacks) in [
        (
            format!("url_status: dead, {copy}"),
            &["<cite><a href=\"https://archive.test/x\"", "<a href=\"https://w.test/\" rel=\"external\">original</a> no longer works"][..],
            "Archived copy",
        ),
        ("url_status: dead".to_owned(), &["<cite><a href=\"https://w.test/\"", "no longer works"], "original"),
        (
            format!("url_status: usurped, {copy}"),
            &["<cite><a href=\"https://archive.test/x\"", "leads elsewhere"],
            "<a href=\"https://w.test/\"",
        ),
        ("url_status: unfit".to_owned(), &["<cite>W</cite>", "leads elsewhere"], "https://w.test/"),
        (
            copy.to_owned(),
            &[
                "<cite><a href=\"https://w.test/\"",
                "data-originalurl=\"https://w.test/\" data-versionurl=\"https://archive.test/x\" data-versiondate=\"2025-02-03\"",
                "Archived copy",
            ],
            "no longer",
        ),
    ] {
        let outcome = page(&format!("title: A\nsources: {{w: {{title: W, url: \"https://w.test/\", {record}}}}}"), "Text [@w].").built();
        has.iter().for_each(|has| {
            outcome.has("a/index.html", has);
        });
        outcome.lacks("a/index.html", lacks);
    }
}

/// The fields of an entry of a BibTeX file, by the rules of its grammar: braces are balanced whatever stands before them.
fn bibtex(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut entries = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (kind, after) = rest[at + 1..].split_once('{').expect("an entry opens");
        let (key, mut after) = after.split_once(',').expect("a key ends with a comma");
        assert!(kind.chars().all(char::is_alphabetic) && !key.contains([' ', '{', '}', '%', '#', '"', '\\']), "{kind} {key}");
        let mut fields = Vec::new();
        while !after.trim_start().starts_with('}') {
            let (name, value) = after.split_once(" = {").expect("a field has a value");
            let mut depth = 1;
            let end = value.find(|character| {
                depth += i32::from(character == '{') - i32::from(character == '}');
                depth == 0
            });
            let end = end.expect("braces are balanced");
            fields.push((name.trim().to_owned(), value[..end].to_owned()));
            after = value[end + 1..].strip_prefix(',').expect("a field ends with a comma");
        }
        entries.push((key.to_owned(), fields));
        rest = after.trim_start().strip_prefix('}').expect("an entry closes");
    }
    entries
}

/// A record whose every text would break a careless file.
fn nasty() -> Project {
    let text = r#""100 % {of} \\input{x} R&D_1 #2 $3 ~ ^ } @x, \"q\" 上海""#;
    let record = format!(
        "{{type: article, title: {text}, author: [{text}, \"Wen, Li\"], publisher: {text}, note: {text}, url: \"https://x.test/a%20b?c={{d}}\\\\e\", accessed: 2025-03-04}}"
    );
    page(&format!("title: A\nsources: {{w: {record}}}"), "Text [@w].")
}

#[test]
fn bibtex_can_be_read_whatever_a_record_says() {
    let entries = bibtex(desk().built().file("sources.bib"));
    let wire = entries.iter().find(|(key, _)| key == "wire").map(|(_, fields)| fields.clone()).unwrap_or_default();
    assert!(wire.contains(&("author".into(), "{Ann Lee} and Wen, Li".into())), "{entries:?}");
    let entries = bibtex(nasty().built().file("sources.bib"));
    let [(_, fields)] = entries.as_slice() else { panic!("{entries:?}") };
    let field = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default();
    assert_eq!(
        field("title"),
        r#"{100 \% \textbraceleft{}of\textbraceright{} \textbackslash{}input\textbraceleft{}x\textbraceright{} R\&D\_1 \#2 \$3 \textasciitilde{} \textasciicircum{} \textbraceright{} @x, "q" 上海}"#
    );
    assert_eq!((field("url"), field("urldate")), ("https://x.test/a%20b?c=%7Bd%7D%5Ce", "2025-03-04"));
}

/// What an item of CSL-JSON 1.0.2 must be: the properties that we write, their types, and no others.
fn is_csl(item: &Value) {
    const TYPES: &str = "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report review review-book software song speech standard thesis treaty webpage";
    let text =
        ["id", "language", "container-title", "DOI", "ISBN", "issue", "note", "page", "publisher", "status", "title", "URL", "volume"];
    let fields = item.as_object().unwrap_or_else(|| panic!("{item} is no object"));
    assert!(fields.contains_key("id") && fields.contains_key("type"), "{item}");
    for (name, value) in fields {
        let is_right = match name.as_str() {
            "type" => value.as_str().is_some_and(|kind| TYPES.split(' ').any(|known| known == kind)),
            "author" => value.as_array().is_some_and(|names| names.iter().all(is_name)),
            "issued" | "accessed" => is_date(value),
            name => text.contains(&name) && value.is_string(),
        };
        assert!(is_right, "`{name}` of {item}");
    }
}

fn is_name(name: &Value) -> bool {
    let fields = name.as_object().into_iter().flatten();
    name.is_object() && fields.into_iter().all(|(key, value)| ["family", "given", "literal"].contains(&key.as_str()) && value.is_string())
}

fn is_date(date: &Value) -> bool {
    let parts = date["date-parts"].as_array().map(Vec::as_slice).unwrap_or_default();
    date.as_object().is_some_and(|fields| fields.len() == 1)
        && parts.len() == 1
        && parts[0].as_array().is_some_and(|part| (1..=3).contains(&part.len()) && part.iter().all(Value::is_i64))
}

#[test]
fn csl_json_keeps_to_the_schema() {
    let kinds = [
        "article",
        "report",
        "web",
        "press-release",
        "book",
        "chapter",
        "thesis",
        "legislation",
        "case",
        "patent",
        "dataset",
        "interview",
        "speech",
        "blog",
        "post",
        "video",
        "audio",
        "repository",
        "reference",
        "manuscript",
        "misc",
    ];
    let record = |kind: &&str| {
        format!(
            "{kind}: {{type: {kind}, title: \"T {kind}\", author: \"A, B\", date: 2025-01-02, status: disputed, doi: 10.1/2, volume: 3, isbn: [x]}}\n"
        )
    };
    let cited: Vec<String> = kinds.iter().map(|kind| format!("@{kind}")).collect();
    let every = page("title: A", &format!("Text [{}].", cited.join("; ")));
    let every = every.write("content/_data/sources.yaml", &kinds.iter().map(record).collect::<String>());
    for (project, count) in [(every, kinds.len()), (desk(), 2), (nasty(), 1)] {
        let outcome = project.build();
        let items = outcome.json("sources.csl.json");
        let items = items.as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(items.len(), count);
        items.iter().for_each(is_csl);
        let ids: BTreeSet<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
        assert_eq!(ids.len(), count);
    }
    let items = desk().built().json("sources.csl.json");
    let wire = items.as_array().into_iter().flatten().find(|item| item["id"] == "wire").cloned().unwrap_or_default();
    assert_eq!(wire["author"], serde_json::json!([{"literal": "Ann Lee"}, {"family": "Wen", "given": "Li"}]));
}

#[test]
fn the_twin_says_what_a_record_says() {
    let record = "{type: report, title: W, author: [A, B], url_status: live, archive_date: 2025-01-02, licence: MIT, via: V, tier: primary, lang: en}";
    let outcome = page(&format!("title: A\nsources: {{w: {record}}}"), "Text [@w].").built();
    let source = &outcome.json("a/index.json")["sources"]["w"];
    for (key, value) in [
        ("type", "report"),
        ("author", "A, B"),
        ("url_status", "live"),
        ("archive_date", "2025-01-02"),
        ("licence", "MIT"),
        ("via", "V"),
        ("tier", "primary"),
        ("lang", "en"),
    ] {
        assert_eq!(source[key], value, "{key}");
    }
}

#[test]
fn the_index_follows_what_uses_it() {
    let mut shop = Shop::default();
    shop.build(&desk());
    let printed = |shop: &mut Shop, project: &Project| {
        let printed = shop.build(project);
        ["sources/index.html", "sources.bib"].map(|path| printed.contains_key(path))
    };
    let retold = desk().replace("content/a.md", "Text [", "Words [");
    assert_eq!(printed(&mut shop, &retold), [false, false], "what a text says is not on the index");
    let renamed = retold.replace("content/a.md", "title: First", "title: Once");
    assert_eq!(printed(&mut shop, &renamed), [true, false]);
    let labelled = renamed.replace("content/a.md", "label: Staff", "label: People");
    assert_eq!(printed(&mut shop, &labelled), [true, false]);
    let dated = labelled.replace("content/a.md", "2024-05-06", "2024-05-07");
    assert_eq!(printed(&mut shop, &dated), [true, true]);
    let completed = dated.write("content/_data/sources.yaml", "wire: W\nnobody: {title: N, url: \"https://office.test/r\", lang: en}\n");
    assert_eq!(printed(&mut shop, &completed), [true, true], "a record that nobody uses completes another of its work");
}
