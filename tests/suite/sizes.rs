//! Sizes: what readers' lines have to carry. Style sheets count as they are sent, compressed; a page as the file it is.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use nutgraf::engine::Options;
use nutgraf::input::Overrides;

use crate::crawl::{sample, themed};
use crate::markup::tags;
use crate::site::{NOW, Outcome, Project, markdown, site};

/// The most bytes of style sheets, compressed, that a page may ask for.
const STYLES: usize = 12 * 1024;

/// The most bytes that the page of a briefing of four kilobytes may have.
const PAGE: usize = 14 * 1024;

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything").len()
}

#[test]
fn style_sheets_are_small() {
    let mut sizes = Vec::new();
    for theme in ["default", "wire"] {
        let options = Options { now: NOW.parse().expect("a moment"), drafts: false, future: false, overrides: Overrides::default() };
        let outcome = Outcome::of(&themed(sample(), theme), &options);
        for (path, html) in outcome.texts().filter(|(path, _)| path.ends_with("index.html")) {
            let sheets = tags(html).into_iter().filter(|tag| tag.get("rel") == Some("stylesheet"));
            let names = sheets.filter_map(|tag| Some(tag.get("href")?.split('?').next()?.trim_start_matches('/').to_owned()));
            let size: usize = names.map(|name| compressed(outcome.file(&name).as_bytes())).sum();
            sizes.push((size, format!("{theme} {path}")));
        }
    }
    let (size, page) = sizes.into_iter().max().expect("there are pages");
    assert!((1..=STYLES).contains(&size), "{page} asks for {size} bytes of style sheets, compressed");
}

/// A site of briefings of four kilobytes, with what such pieces have: five sections, seven facts, three sources, tags.
fn desk() -> Project {
    (1..=9).fold(site("-- nutgraf.yaml --\ntitle: The desk\nbase_url: https://example.org/\n"), |project, number| {
        project.write(&format!("content/economy/piece-{number}.md"), &briefing(number))
    })
}

fn briefing(number: usize) -> String {
    let facts = ["Decision", "Date", "Rate before", "Rate after", "Vote", "Inflation", "Next meeting"];
    let facts: String =
        facts.iter().map(|label| format!("  - {{label: {label}, value: \"{number}.25 per cent\", source: bank}}\n")).collect();
    let source = |id: &str| {
        format!("  {id}: {{title: \"Report {number} of the {id}\", publisher: The {id}, url: \"https://example.com/{id}/{number}\"}}\n")
    };
    let front = format!(
        "title: The central bank lowers its rate for the {number}th time\ndate: 2025-0{number}-02\n\
         summary: The bank cut its deposit rate by a quarter point and left open what it will do in the spring.\n\
         authors: [Ann Lee]\ntags: [central banks, inflation, euro]\nkey_facts:\n{facts}sources:\n{}{}{}",
        source("bank"),
        source("wire"),
        source("office"),
    );
    let sentence = "The council was not of one mind, and its president said that the figures of the coming months would decide [@wire]. ";
    let mut text = sentence.repeat(3);
    for heading in ["What happened", "Why it matters", "The decision in detail", "What comes next", "Bottom line"] {
        text += &format!("\n\n## {heading}\n\nPrices rose by 2.{number} per cent in a year [@office].");
        let rest = (4096 - 30_usize).saturating_sub(front.len() + text.len()) / sentence.len();
        text += &format!(" {}", sentence.replace(" [@wire]", "").repeat(rest.min(4)));
    }
    markdown(&front, &text)
}

#[test]
fn the_page_of_a_briefing_is_small() {
    let project = desk();
    let written = project.text("content/economy/piece-5.md").len();
    assert!((3_800..=4_300).contains(&written), "the briefing has {written} bytes");
    let outcome = project.built();
    let size = outcome.file("economy/piece-5/index.html").len();
    assert!(size <= PAGE, "the page of a briefing of {written} bytes has {size}:\n{}", outcome.file("economy/piece-5/index.html"));
}
