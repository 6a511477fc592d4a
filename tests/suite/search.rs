//! Search data: what a reader's browser finds in them, read as the browser reads them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::site::{Outcome, Project, markdown, site};

/// The digits of postings, by their values.
const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The pages and weights in a string of postings.
fn decoded(postings: &str) -> Vec<(usize, usize)> {
    let (mut pages, mut number, mut shift, mut next) = (Vec::new(), 0, 0, 0);
    for digit in postings.trim_start_matches('!').chars() {
        let value = DIGITS.find(digit).expect("a digit");
        number |= (value % 32) << shift;
        shift += 5;
        if value < 32 {
            next += number / 4;
            pages.push((next - 1, number % 4));
            (number, shift) = (0, 0);
        }
    }
    pages
}

/// FNV-1a, written down here once more so that the format is tested, not the function.
fn shard_of(term: &str, shards: u64) -> u64 {
    let prefix: String = if term.starts_with(['#', '@', '/']) { term.into() } else { term.chars().take(3).collect() };
    prefix.bytes().fold(2_166_136_261_u64, |hash, byte| (hash ^ u64::from(byte)) * 16_777_619 % (1 << 32)) % shards
}

/// What a search for one term finds: addresses with weights, the oldest page first.
fn finds(outcome: &Outcome, term: &str) -> Vec<String> {
    let index = outcome.json("search/index.json");
    let shards = index["shards"].as_u64().expect("a number");
    let block = index["block"].as_u64().and_then(|block| usize::try_from(block).ok()).expect("a number");
    let words = outcome.json(&format!("search/words/{}.json", shard_of(term, shards)));
    let postings = words.get(term).and_then(Value::as_str).unwrap_or_default();
    let record = |(page, weight): (usize, usize)| {
        let pages = outcome.json(&format!("search/pages/{}.json", page / block));
        format!("{} {weight}", pages[page % block]["address"].as_str().expect("an address"))
    };
    decoded(postings).into_iter().map(record).collect()
}

fn desk() -> Project {
    site(
        r#"
-- nutgraf.yaml --
base_url: https://example.org/repo/
-- content/_data/tags.yaml --
ai: {label: Artificial intelligence}
-- content/economy/_index.md --
---
title: Money
---
-- content/economy/aws.md --
---
title: AWS closes a lab
date: 2025-07-24
tags: [ai]
authors: [Ann Lee]
summary: The laboratory in Shanghai ends.
key_facts:
  - {label: Staff, value: "nearly 2,000"}
---
## Why it matters

Zürich's *staff* were told on Monday. `cargo` and [a link](https://example.org/nolink).
-- content/economy/rates/ecb.md --
---
title: Rates
date: 2024-01-01
summary: Short.
---
Plain. 上海AI
-- content/about.md --
# About us

Staff and readers.
"#,
    )
}

#[test]
fn words_lead_to_their_pages_with_the_most_prominent_place() {
    let outcome = desk().built();
    let (about, aws, ecb) = ("/repo/about/", "/repo/economy/aws/", "/repo/economy/rates/ecb/");
    for (term, expected) in [
        ("staff", vec![format!("{about} 1"), format!("{aws} 2")]),
        ("aws", vec![format!("{aws} 3")]),
        ("2", vec![format!("{aws} 2")]),
        ("shanghai", vec![format!("{aws} 1")]),
        ("matters", vec![format!("{aws} 1")]),
        ("zurich", vec![format!("{aws} 0")]),
        ("cargo", vec![format!("{aws} 0")]),
        ("monday", vec![format!("{aws} 0")]),
        ("上海", vec![format!("{ecb} 0")]),
        // Names of tags, authors and sections, those above included.
        ("artificial", vec![format!("{aws} 2")]),
        ("lee", vec![format!("{aws} 2")]),
        ("money", vec![format!("{ecb} 2"), format!("{aws} 2")]),
        ("#ai", vec![format!("{aws} 0")]),
        ("@2024", vec![format!("{ecb} 0")]),
        ("/economy", vec![format!("{ecb} 0"), format!("{aws} 0")]),
        ("/economy/rates", vec![format!("{ecb} 0")]),
        // Addresses and markup are no words.
        ("nolink", vec![]),
        ("href", vec![]),
        ("class", vec![]),
    ] {
        assert_eq!(finds(&outcome, term), expected, "{term}");
    }
}

#[test]
fn results_say_what_they_lead_to() {
    let outcome = desk().built();
    let pages = outcome.json("search/pages/0.json");
    let expected = serde_json::json!({
        "address": "/repo/economy/aws/", "title": "AWS closes a lab", "kind": "briefing", "date": "2025-07-24", "section": "Money",
        "summary": "The laboratory in Shanghai ends.", "tags": ["Artificial intelligence"],
        "facts": [{"id": "fact-staff", "label": "Staff", "value": "nearly 2,000"}], "text": "/repo/economy/aws/index.md",
    });
    assert_eq!(pages[2], expected);
    assert_eq!(pages.as_array().map(Vec::len), Some(3));
    let filters = serde_json::json!({
        "tags": [{"id": "ai", "label": "Artificial intelligence"}], "years": [2025, 2024],
        "sections": [{"id": "economy", "label": "Money"}, {"id": "economy/rates", "label": "Rates"}],
    });
    assert_eq!(outcome.json("search/filters.json"), filters);
    outcome.has("search/index.html", "<title>Search |").has("index.html", "href=\"/repo/search/\"");
}

#[test]
fn what_is_withheld_is_in_no_search_data() {
    let withheld = desk().replace("content/economy/aws.md", "date: 2025", "draft: true\ndate: 2025").built();
    for (path, text) in withheld.texts().filter(|(path, _)| path.starts_with("search/")) {
        for trace in ["aws", "AWS", "zurich", "laboratory", "artificial", "lee", "2025"] {
            assert!(!text.contains(trace), "{path} holds {trace}:\n{text}");
        }
    }
    let shown = desk().replace("content/economy/aws.md", "date: 2025", "draft: true\ndate: 2025").drafts().built();
    assert_eq!(finds(&shown, "zurich"), ["/repo/economy/aws/ 0"]);
}

/// A site of many pages that say much the same.
fn choir(pages: usize) -> Project {
    (0..pages).fold(site(""), |project, number| {
        let text = if number % 2 == 0 { "the even" } else { "the odd" };
        let title = if number == 9 { "The ninth".to_owned() } else { format!("Page{number}") };
        let head = format!("title: {title}\nsummary: Short.\ndate: 2025-01-01T{:02}:{:02}:00Z", number / 60, number % 60);
        project.write(&format!("content/p{number:03}.md"), &markdown(&head, text))
    })
}

#[test]
fn a_word_that_most_pages_hold_keeps_only_its_prominent_places() {
    let outcome = choir(70).built();
    let index = outcome.json("search/index.json");
    assert_eq!((index["pages"].as_u64(), index["shards"].as_u64()), (Some(70), Some(4)));
    let words = |term: &str| outcome.json(&format!("search/words/{}.json", shard_of(term, 4)))[term].as_str().map(str::to_owned);
    assert!(words("the").expect("is there").starts_with('!'));
    assert!(!words("@2025").expect("is there").starts_with('!'), "a filter is no word");
    assert_eq!(finds(&outcome, "the"), ["/p009/ 3"]);
    assert_eq!(finds(&outcome, "even"), [""; 0], "half of the pages are too many as well");
    assert_eq!(finds(&outcome, "page17"), ["/p017/ 3"]);
    assert_eq!(finds(&choir(20).built(), "the").len(), 20, "few pages are searched as they are");
}

#[test]
fn every_shard_and_block_is_there_and_none_else() {
    for (pages, shards, blocks) in [(1, 1, 1), (32, 1, 4), (33, 2, 5), (70, 4, 9)] {
        let outcome = choir(pages).built();
        assert_eq!(outcome.below("search/words/").len(), shards, "{pages} pages");
        assert_eq!(outcome.below("search/pages/").len(), blocks, "{pages} pages");
        let terms: usize =
            (0..shards).map(|shard| outcome.json(&format!("search/words/{shard}.json")).as_object().map_or(0, |it| it.len())).sum();
        assert!(terms >= pages, "{pages} pages");
    }
}

#[test]
fn the_stamp_changes_with_anything_that_is_found() {
    let stamp = |project: Project| project.built().json("search/index.json")["stamp"].clone();
    let mut stamps = BTreeMap::new();
    for (name, project) in [
        ("as it is", desk()),
        ("the text", desk().replace("content/about.md", "readers", "writers")),
        ("a title", desk().replace("content/about.md", "About us", "About me")),
        ("a fact", desk().replace("content/economy/aws.md", "nearly 2,000", "2,000")),
        ("an address", desk().replace("content/economy/aws.md", "date: 2025", "slug: amazon\ndate: 2025")),
        ("the label of a tag", desk().replace("content/_data/tags.yaml", "Artificial intelligence", "AI")),
    ] {
        if let Some(other) = stamps.insert(stamp(project).to_string(), name) {
            panic!("{name} has the stamp of {other}");
        }
    }
    let aside = desk().replace("content/economy/aws.md", "https://example.org/nolink", "https://example.org/other");
    assert_eq!(stamp(aside), stamp(desk()), "a link is not searched");
}

#[test]
fn it_can_be_left_out() {
    let outcome = desk().setting("search: false").built();
    outcome.is_absent("search/index.html").is_absent("search/index.json").is_absent("search/words/0.json").lacks("index.html", "/search/");
    site("").built().is_absent("search/index.html");
}

#[test]
fn a_page_of_the_projects_own_at_its_address_is_told() {
    let own = markdown("title: Search", "Mine.");
    let project = desk().write("content/search.md", &own);
    project.build().finds(&["E0401 content/search.md"]).says("`search: false`");
    project.setting("search: false").built().has("search/index.html", "Mine.");
}

#[test]
fn a_section_at_its_address_is_told_at_a_text_of_the_section() {
    let text = markdown("title: A", "Mine.");
    desk().write("content/search/a.md", &text).build().finds(&["E0401 content/search/a.md"]).says("the section `search`");
    desk().write("content/search/deep/b.md", &text).build().finds(&["E0401 content/search/deep/b.md"]);
}
