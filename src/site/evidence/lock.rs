//! The evidence lock: what was found in copies of sources, written down where it is committed, so that a check can go on
//! without the copies themselves.
//!
//! Copies often may not be published, and a public repository does not hold them. The lock holds their SHA-256 and, of
//! each claim that was found, the passage; nothing that a page would not show. A claim that stands in the lock as it is
//! written now counts as found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Claim, Evidence, Examined, Folding, Kind, Passage, Verdict, shown};
use crate::base::{Place, SourcePath, Span};
use crate::site::Site;

/// The file, beside `nutgraf.yaml`.
pub const NAME: &str = "evidence.lock";

/// The first words of the file, by which one is known again.
pub const MARK: &str = "{\n  \"nutgraf_evidence_lock\": 1,";

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    nutgraf_evidence_lock: u32,
    /// The SHA-256 of each copy that was held against, by its path below `content/`.
    pub snapshots: BTreeMap<String, String>,
    /// The claims that were found, by the file of the briefing, in the order of the text.
    pub found: BTreeMap<String, Vec<Found>>,
}

/// A claim that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    kind: Kind,
    /// As it is written.
    text: String,
    /// The ids of the sources that it names.
    sources: Vec<String>,
    /// The id of the one that has it, and where in its copy; none for what was worked out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    passage: Option<LockedPassage>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    foldings: Vec<Folding>,
    #[serde(skip_serializing_if = "String::is_empty", default)]
    note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct LockedPassage {
    source: String,
    file: String,
    line: u32,
    column: u32,
    before: String,
    words: String,
    after: String,
}

impl Lock {
    /// What was found of a site; what was taken from an earlier lock stays as it was.
    #[must_use]
    pub fn of(site: &Site, evidence: &Evidence) -> Self {
        let mut lock = Self { nutgraf_evidence_lock: 1, snapshots: BTreeMap::new(), found: BTreeMap::new() };
        for (id, examined) in evidence.pages() {
            lock.snapshots.extend(examined.copies.iter().map(|copy| (copy.file.clone(), copy.sha256.clone())));
            let found = found_in(examined);
            if !found.is_empty() {
                lock.found.insert(site.page(id).head.path.as_str().to_owned(), found);
            }
        }
        lock
    }

    /// Reads a lock.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(text: &str) -> Result<Self, String> {
        let lock: Self = serde_json::from_str(text).map_err(|why| why.to_string())?;
        if lock.nutgraf_evidence_lock == 1 { Ok(lock) } else { Err("it was written by a later Nutgraf".into()) }
    }

    /// Its text, a claim to a block of lines, so that a change shows where it is.
    #[must_use]
    pub fn print(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The same with what another holds of files that this one does not speak of, as far as they are there (drafts, say), and
    /// with its copies that a record names still; with the paths of the others.
    #[must_use]
    pub fn after(mut self, before: &Self, is_there: impl Fn(&str) -> bool, is_named: impl Fn(&str) -> bool) -> (Self, Vec<String>) {
        for (path, found) in before.found.iter().filter(|(path, _)| is_there(path)) {
            self.found.entry(path.clone()).or_insert_with(|| found.clone());
        }
        let mut dropped = Vec::new();
        for (file, sha256) in before.snapshots.iter().filter(|(file, _)| !self.snapshots.contains_key(*file)).collect::<Vec<_>>() {
            if is_named(file) {
                self.snapshots.insert(file.clone(), sha256.clone());
            } else {
                dropped.push(file.clone());
            }
        }
        (self, dropped)
    }

    /// Whether it holds what was found in one briefing, no more and no less, and the copies it was found in.
    #[must_use]
    pub fn holds(&self, path: &SourcePath, examined: &Examined) -> bool {
        let is_known = |copy: &super::Copy| self.snapshots.get(&copy.file) == Some(&copy.sha256);
        examined.copies.iter().all(is_known) && self.of_file(path) == found_in(examined)
    }

    /// What was found of a claim of a briefing; of several that are written alike the first that has a passage.
    #[must_use]
    pub fn found(&self, path: &SourcePath, claim: &Claim) -> Option<&Found> {
        self.of_file(path).iter().filter(|found| found.is(claim)).min_by_key(|found| found.passage.is_none())
    }

    /// The claims of a briefing that were found.
    #[must_use]
    pub fn of_file(&self, path: &SourcePath) -> &[Found] {
        self.found.get(path.as_str()).map_or(&[], Vec::as_slice)
    }
}

fn found_in(examined: &Examined) -> Vec<Found> {
    let found = shown(&examined.claims).filter(|(claim, _)| claim.verdict == Verdict::Found);
    found.map(|(claim, passage)| Found::of(claim, passage)).collect()
}

impl Found {
    fn of(claim: &Claim, passage: Option<&Passage>) -> Self {
        let locked = |passage: &Passage| {
            let Passage { source, place, before, words, after } = passage.clone();
            let (line, column) = place.span.map_or((0, 0), |span| (span.line, span.column));
            LockedPassage { source, file: place.path.as_str().to_owned(), line, column, before, words, after }
        };
        Self {
            kind: claim.kind,
            text: claim.text.clone(),
            sources: claim.sources.clone(),
            passage: passage.map(locked),
            foldings: claim.foldings.clone(),
            note: claim.note.clone(),
        }
    }

    /// Whether it is this claim.
    fn is(&self, claim: &Claim) -> bool {
        (self.kind, &self.text, &self.sources) == (claim.kind, &claim.text, &claim.sources)
    }

    /// The claim as it was found.
    #[must_use]
    pub fn claim(&self, claim: Claim) -> Claim {
        let (foldings, note) = (self.foldings.clone(), self.note.clone());
        Claim { verdict: Verdict::Found, passage: self.passage.as_ref().and_then(LockedPassage::passage), foldings, note, ..claim }
    }
}

impl LockedPassage {
    fn passage(&self) -> Option<Passage> {
        let Self { source, file, line, column, before, words, after } = self.clone();
        let span = Span { line, column, end_line: line, end_column: column, excerpt: "".into() };
        let place = Place { path: SourcePath::new(&file)?, span: Some(span).filter(|span| span.line > 0) };
        Some(Passage { source, place, before, words, after })
    }
}
