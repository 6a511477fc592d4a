//! What earlier runs left for this one, in the project's cache folder: files that may be missing, damaged or of another
//! program, which is all the same.
//!
//! `seen` holds how the project's files looked, `read` what they said and which pages were related, `words` their words for
//! search, `examined` what came of holding briefings against their sources; every command may use them. For one output folder, `made-…` holds what its outputs rested on, and `last-…` what came of the last build.
//! Each is read when it is needed: a build that changes nothing needs little.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::base::{Diagnostic, Digest, SourcePath};
use crate::engine::examinations::{Examination, Examinations};
use crate::engine::{Entry, Ledger, Memory, Trace, Wordbook, memory};
use crate::input::disk::{Sighting, Sightings};
use crate::publish::{Kept, recall, remember};
use crate::site::Words;
use crate::site::related::Known;
use crate::site::words::Word;

const SEEN: &str = "seen";
const READ: &str = "read";
const WORDS: &str = "words";
const EXAMINED: &str = "examined";

/// What earlier runs left.
#[derive(Debug)]
pub struct Past {
    cache: PathBuf,
    /// How files looked that were at rest.
    pub sightings: Sightings,
    memory: Option<Memory>,
    /// The output folder whose outputs are remembered, as names have it.
    out: Option<String>,
    last: Option<Last>,
}

/// What came of the last build that was published, and what it was a build of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// Of the files and options.
    pub version: Digest,
    /// It gives the same site from this moment on,
    pub since: Timestamp,
    /// up to this one, if there is one.
    pub until: Option<Timestamp>,
    /// What was published.
    pub seal: String,
    /// How many pages there are.
    pub pages: usize,
    /// How many files.
    pub files: usize,
    /// What was withheld, as it is told.
    pub withheld: Vec<String>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Last {
    /// Whether a build of this version at this moment would give the same.
    #[must_use]
    pub fn holds(&self, version: Digest, now: Timestamp) -> bool {
        self.version == version && self.since <= now && self.until.is_none_or(|until| now < until)
    }
}

/// The cache folder of a project.
#[must_use]
pub fn cache(root: &Path) -> PathBuf {
    root.join(".nutgraf")
}

impl Past {
    /// What is known of a project.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        let cache = cache(root);
        let seen = recall(&cache, SEEN).and_then(|kept| memory::from_frames::<(), (SourcePath, Sighting)>(&kept.frames()?));
        let ((), seen) = seen.unwrap_or_default();
        Self { cache, sightings: seen.into_iter().collect(), memory: None, out: None, last: None }
    }

    /// Turns to an output folder, and tells what came of the last build into it.
    pub fn last(&mut self, root: &Path, out: &Path) -> Option<&Last> {
        // Within the project the name does not depend on where the project is.
        let name = out.strip_prefix(root).unwrap_or(out);
        let name = Digest::of(name.as_os_str().as_encoded_bytes()).hex();
        if self.out.as_ref() != Some(&name) {
            let last = recall(&self.cache, &format!("last-{name}")).and_then(|kept| memory::from_frames::<Last, ()>(&kept.frames()?));
            self.last = last.map(|(last, _)| last);
            self.out = Some(name);
            self.memory = None;
        }
        self.last.as_ref()
    }

    /// When the site of the last build that was published changes by itself.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        self.last.as_ref()?.until
    }

    /// What the last build remembered.
    pub fn memory(&mut self) -> &Memory {
        let (cache, out) = (&self.cache, &self.out);
        self.memory.get_or_insert_with(|| {
            let (mut memory, made) = rayon::join(|| readings(cache), || out.as_ref().and_then(|out| ledger(&recall(cache, &made(out))?)));
            memory.ledger = made.unwrap_or_default();
            memory
        })
    }

    /// Keeps how files looked, if they look otherwise now.
    pub fn keep_sightings(&mut self, sightings: Sightings) {
        if self.sightings != sightings {
            let mut seen: Vec<(&SourcePath, &Sighting)> = sightings.iter().collect();
            seen.sort_unstable_by_key(|(path, _)| *path);
            remember(&self.cache, SEEN, memory::to_frames(&(), &seen));
            self.sightings = sightings;
        }
    }

    /// Keeps what files said, if it is not what they said.
    pub fn keep_readings(&self, memory: &Memory) {
        if !self.memory.as_ref().is_some_and(|before| before.shelf.is_same(&memory.shelf)) {
            remember(&self.cache, READ, memory::to_frames(&memory.relations.known(), &memory.shelf.entries()));
        }
        if self.memory.as_ref().is_none_or(|before| before.examinations != memory.examinations) {
            remember(&self.cache, EXAMINED, memory::to_frames(&(), &memory.examinations.entries()));
        }
        if let Some(words) = memory.words.news() {
            let (files, parts) = words.kept();
            remember(&self.cache, WORDS, memory::to_frames(&files, parts));
        }
    }

    /// Keeps what a build has learnt, as far as it is new; and what came of it, if it was published.
    pub fn keep(&mut self, memory: Memory, last: Option<Last>) {
        rayon::join(|| self.keep_readings(&memory), || self.keep_ledger(&memory.ledger));
        if let (Some(out), Some(last)) = (&self.out, last.filter(|last| self.last.as_ref() != Some(last))) {
            remember(&self.cache, &format!("last-{out}"), memory::to_frames::<()>(&last, &[]));
            self.last = Some(last);
        }
        self.memory = Some(memory);
    }

    fn keep_ledger(&self, ledger: &Ledger) {
        let is_known = self.memory.as_ref().is_some_and(|before| before.ledger == *ledger);
        if let Some(out) = self.out.as_ref().filter(|_| !is_known) {
            let mut traces: Vec<_> = ledger.traces.iter().collect();
            traces.sort_unstable_by_key(|(path, _)| *path);
            remember(&self.cache, &made(out), memory::to_frames(&(ledger.ground, ledger.world, &ledger.asked), &traces));
        }
    }
}

fn readings(cache: &Path) -> Memory {
    let read = recall(cache, READ).and_then(|kept| memory::from_frames::<Known, Entry>(&kept.frames()?));
    let (relations, entries) = read.unwrap_or_default();
    let relations = Arc::new(relations.into());
    let examinations = Arc::new(examinations(cache));
    let words = Arc::new(Wordbook::kept(Box::new({
        let cache = cache.to_owned();
        move || words(&cache)
    })));
    Memory { shelf: entries.into_iter().collect(), relations, examinations, words, ..Memory::default() }
}

fn examinations(cache: &Path) -> Examinations {
    let kept = recall(cache, EXAMINED).and_then(|kept| memory::from_frames::<(), Examination>(&kept.frames()?));
    kept.map(|((), entries)| entries.into_iter().collect()).unwrap_or_default()
}

fn words(cache: &Path) -> Words {
    let kept = recall(cache, WORDS).and_then(|kept| memory::from_frames::<Vec<(SourcePath, Digest)>, Vec<Word>>(&kept.frames()?));
    kept.map(|(files, parts)| Words::recalled(files, parts)).unwrap_or_default()
}

fn made(out: &str) -> String {
    format!("made-{out}")
}

fn ledger(kept: &Kept) -> Option<Ledger> {
    let ((ground, world, asked), traces) = memory::from_frames::<(Option<Digest>, Option<Digest>, Vec<_>), (_, Trace)>(&kept.frames()?)?;
    Some(Ledger { ground, world, asked, traces: traces.into_iter().collect() })
}
