//! Paraphrases: sentences of briefings beside what their source says, with what the check should make of them.
//!
//! `tests/evidence/paraphrases.txt` holds one a line: the code that is told, or a dash, then the source's words and the
//! briefing's. Each source stands in a text about other things. Unlike the corpus, which counts, every line must hold.

use std::collections::BTreeSet;

use nutgraf::base::Code;
use nutgraf::engine::{Memory, Prepared};

use crate::site::site;

/// What is told of sentences that are surer than their source, or turn it round.
const DRIFTS: &[Code] = &[Code::W0231, Code::W0232, Code::W0243];

const LINES: &str = include_str!("../evidence/paraphrases.txt");

const BEFORE: &str = "The weather on the coast was mild, with light winds from the west. Shops in the old town sold ice cream by noon.\n\n\
    A film about lighthouse keepers runs in two cinemas. The library lends garden tools as well as books. Children planted tulips \
    beside the chapel.";

const BEHIND: &str = "Bakers get up at three in the morning. A choir from Wales sang in the market place. Visitors admired the stained \
    glass.\n\nThe tea was served in blue cups. Gulls follow the trawlers home. The clock in the square strikes every quarter.";

/// A line: what is told, what the source says, and what the briefing does.
fn lines() -> Vec<(&'static str, &'static str, &'static str)> {
    let parted = |line: &'static str| {
        let mut parts = line.split(" | ");
        let three = parts.next().zip(parts.next()).zip(parts.next()).filter(|_| parts.next().is_none());
        let ((told, source), briefing) = three.expect(line);
        (told, source, briefing)
    };
    LINES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(parted).collect()
}

#[test]
fn a_paraphrase_is_told_only_if_it_says_something_else() {
    let lines = lines();
    assert!(lines.len() >= 180, "only {} lines", lines.len());
    let mut project = site("");
    for (at, (_, source, briefing)) in lines.iter().enumerate() {
        let stop = if briefing.ends_with('?') { "" } else { "." };
        let head = format!("title: A title of {at}\nsummary: Short.\nsources:\n  src: {{title: Report, snapshot: _sources/{at}.txt}}");
        project = project
            .write(&format!("content/_sources/{at}.txt"), &format!("{BEFORE}\n\n{source}\n\n{BEHIND}"))
            .write(&format!("content/{at}.md"), &format!("---\n{head}\n---\n{briefing} [@src]{stop}\n"));
    }
    let prepared = Prepared::new(project.snapshot(), project.options(), &Memory::default(), &mut |_| {});
    let mut told = vec![BTreeSet::new(); lines.len()];
    for finding in prepared.diagnostics.iter().filter(|finding| DRIFTS.contains(&finding.code)) {
        let path = finding.place.as_ref().expect("evidence has a place").path.as_str();
        let name = path.strip_prefix("content/").and_then(|name| name.strip_suffix(".md"));
        let at: usize = name.and_then(|name| name.parse().ok()).expect("it is about one of the briefings");
        told[at].insert(finding.code.to_string());
    }
    let wrong: Vec<String> = lines
        .iter()
        .zip(told)
        .map(|((expected, source, briefing), told)| (expected, told.into_iter().collect::<Vec<_>>().join(" "), source, briefing))
        .filter(|(expected, told, ..)| told != expected.trim_matches('-'))
        .map(|(expected, told, source, briefing)| format!("{expected}, but told is {told:?}: {source} | {briefing}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
