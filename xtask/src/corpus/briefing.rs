//! An index becomes one briefing: about 4 KB of Markdown with YAML front matter.
//!
//! Its identity (section, file name, title) and its text are drawn from separate sequences, so that a link to a
//! briefing costs only that briefing's identity.

use std::fmt::Write;

use super::random::Random;
use super::words::*;

const IDENTITY: u64 = 1;
const TEXT: u64 = 2;

/// Dates lie in whole past years, so that no generator holds a briefing back as scheduled.
const FIRST_YEAR: u64 = 2017;
const LAST_YEAR: u64 = 2024;

pub struct Identity {
    pub section: &'static str,
    /// The file name without its extension.
    pub name: String,
    title: String,
}

pub fn identity(index: u64) -> Identity {
    let mut random = Random::new(IDENTITY, index);
    let section = random.pick(SECTIONS);
    let title = format!("{} {} {}", random.pick(SUBJECTS), random.pick(ACTIONS), random.pick(MATTERS));
    let name = format!("{index:05}-{}", title.to_lowercase().replace(' ', "-"));
    Identity { section, name, title }
}

pub fn section_page(section: &str) -> String {
    let (first, rest) = section.split_at(1);
    let title = first.to_uppercase() + rest;
    format!("---\ntitle: \"{title}\"\n---\nBriefings on {section}, newest first.\n")
}

/// Briefing `index` of `count`; the link in it goes to another of them.
pub fn markdown(index: u64, count: u64) -> String {
    let own = identity(index);
    let random = &mut Random::new(TEXT, index);
    let other = (index + 1 + random.below((count - 1).max(1))) % count;
    let mut text = String::with_capacity(4600);
    push_front_matter(&mut text, random, &own.title);
    push_body(&mut text, random, &link(&own, &identity(other)));
    text
}

fn link(from: &Identity, to: &Identity) -> String {
    let folder = if from.section == to.section { String::new() } else { format!("../{}/", to.section) };
    format!("[{}]({folder}{}.md)", to.title, to.name)
}

fn push_front_matter(text: &mut String, random: &mut Random, title: &str) {
    let mut line = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    line("---".into());
    line(format!("title: \"{title}\""));
    line(format!("date: {}", iso_date(random)));
    line(format!("summary: \"{}\"", plain_summary(random)));
    line(format!("authors: [{}]", random.pick(AUTHORS)));
    line(format!("tags: [{}]", tags(random).join(", ")));
    line("key_facts:".into());
    for (label, value) in key_facts(random) {
        line(format!("  - {{label: \"{label}\", value: \"{value}\"}}"));
    }
    line("---".into());
}

/// Without what YAML's quotes or a feed's plain text would stumble over.
fn plain_summary(random: &mut Random) -> String {
    sentence(random).replace(['"', '*'], "")
}

/// One to five different tags; the tag of rank r is drawn with a weight of 1/r (Zipf's law).
fn tags(random: &mut Random) -> Vec<&'static str> {
    let wanted = random.between(1, 5) as usize;
    let mut tags = Vec::with_capacity(wanted);
    while tags.len() < wanted {
        let tag = TAGS[zipf_rank(random, TAGS.len() as u64)];
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// A rank below `ranks`. Integer weights: floating point would let machines differ.
fn zipf_rank(random: &mut Random, ranks: u64) -> usize {
    let weight = |rank: u64| 1_000_000 / (rank + 1);
    let mut ticket = random.below((0..ranks).map(weight).sum());
    let mut rank = 0;
    while ticket >= weight(rank) {
        ticket -= weight(rank);
        rank += 1;
    }
    rank as usize
}

fn key_facts(random: &mut Random) -> [(&'static str, String); 7] {
    [
        (random.pick(MONEY_LABELS), money(random)),
        (random.pick(NUMBER_LABELS), format!("{}{}", random.pick(COMPARATORS), amount(random))),
        (random.pick(PERCENT_LABELS), percent(random)),
        (random.pick(DATE_LABELS), long_date(random)),
        (random.pick(RANGE_LABELS), range(random)),
        (random.pick(PLACE_LABELS), random.pick(PLACES).to_owned()),
        (random.pick(COUNT_LABELS), format!("{}0+", random.between(2, 90))),
    ]
}

fn money(random: &mut Random) -> String {
    let (comparator, currency) = (random.pick(COMPARATORS), random.pick(CURRENCIES));
    format!("{comparator}{currency}{}.{} {}", random.between(1, 900), random.below(10), random.pick(SCALES))
}

fn amount(random: &mut Random) -> String {
    format!("{},{:03} {}", random.between(1, 99), random.below(1000), random.pick(UNITS))
}

fn percent(random: &mut Random) -> String {
    format!("{}{}.{}%", random.pick(COMPARATORS), random.between(1, 96), random.below(10))
}

fn long_date(random: &mut Random) -> String {
    format!("{} {} {}", random.between(1, 28), random.pick(MONTHS), random.between(FIRST_YEAR, LAST_YEAR))
}

fn range(random: &mut Random) -> String {
    let start = random.between(FIRST_YEAR, LAST_YEAR);
    format!("{start}\u{2013}{}", start + random.between(1, 6))
}

fn iso_date(random: &mut Random) -> String {
    let year = random.between(FIRST_YEAR, LAST_YEAR);
    format!("{year}-{:02}-{:02}", random.between(1, 12), random.between(1, 28))
}

fn push_body(text: &mut String, random: &mut Random, link: &str) {
    push_paragraph(text, random, 3);
    text.push_str("## Why it matters\n\n");
    push_paragraph(text, random, 4);
    push_paragraph(text, random, 3);
    text.push_str("## By the numbers\n\n");
    push_table(text, random);
    text.push_str("## What has been said\n\n");
    push_paragraph(text, random, 2);
    text.push_str("## What comes next\n\n");
    push_list(text, random);
    let _ = writeln!(text, "{} The background is in {link}.\n", sentence(random));
    text.push_str("## Bottom line\n\n");
    push_paragraph(text, random, 3);
}

fn push_paragraph(text: &mut String, random: &mut Random, sentences: usize) {
    let paragraph: Vec<String> = (0..sentences).map(|_| sentence(random)).collect();
    text.push_str(&paragraph.join(" "));
    text.push_str("\n\n");
}

fn sentence(random: &mut Random) -> String {
    let (opening, first, second) = (random.pick(OPENINGS), random.pick(CLAUSES), random.pick(CLAUSES));
    format!("{opening} {first}, while {second}{}", random.pick(ENDINGS))
}

fn push_table(text: &mut String, random: &mut Random) {
    text.push_str("| Area | Planned | Done |\n|---|---:|---:|\n");
    for _ in 0..4 {
        let (area, planned, done) = (random.pick(TABLE_ROWS), random.between(100, 900), random.between(1, 99));
        let _ = writeln!(text, "| {area} | {planned} | {done}% |");
    }
    text.push('\n');
}

fn push_list(text: &mut String, random: &mut Random) {
    for _ in 0..3 {
        let _ = writeln!(text, "- {}, in {}", random.pick(LIST_ITEMS), random.pick(MONTHS));
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Results of different versions are comparable only while this holds.
    #[test]
    fn the_corpus_does_not_drift() {
        let first = identity(0);
        assert_eq!((first.section, first.name.as_str()), ("climate", "00000-public-auditor-expands-battery-plant"));
        assert!(markdown(0, 10_000).contains("\ndate: 2017-06-16\n"));
    }

    #[test]
    fn a_briefing_has_about_four_kilobytes() {
        let bytes: usize = (0..500).map(|index| markdown(index, 500).len()).sum();
        assert!((3_900..4_300).contains(&(bytes / 500)), "{}", bytes / 500);
    }

    #[test]
    fn every_link_goes_to_another_briefing() {
        for index in 0..100 {
            let own = format!("{}.md)", identity(index).name);
            assert!(!markdown(index, 100).contains(&own));
        }
    }
}
