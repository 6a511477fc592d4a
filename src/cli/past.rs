//! What earlier runs left for this one, in the project's cache folder: files that may be missing, damaged or of another
//! program, which is all the same.
//!
//! `read` holds how the project's files looked and what they said, and which pages were related; every command may use
//! it. `made-…` holds what the outputs of one output folder rested on.

use std::path::{Path, PathBuf};

use crate::base::Digest;
use crate::engine::{Entry, Ledger, Memory, Trace, memory};
use crate::input::disk::{Sighting, Sightings};
use crate::publish::{recall, remember};
use crate::site::related::Known;

const READ: &str = "read";

/// What earlier runs left.
#[derive(Debug, Default)]
pub struct Past {
    /// How files looked that were at rest.
    pub sightings: Sightings,
    /// What they said, and what outputs rested on.
    pub memory: Memory,
    /// The output folder whose outputs are remembered.
    made: Option<String>,
}

/// The cache folder of a project.
#[must_use]
pub fn cache(root: &Path) -> PathBuf {
    root.join(".nutgraf")
}

impl Past {
    /// What is known of a project's files.
    #[must_use]
    pub fn of_files(root: &Path) -> Self {
        let bytes = recall(&cache(root), READ);
        let read = bytes.and_then(|bytes| memory::from_bytes::<Known, (Entry, Option<Sighting>)>(&bytes));
        let (relations, entries) = read.unwrap_or_default();
        let mut past = Self::default();
        let seen = |(entry, sighting): &(Entry, Option<Sighting>)| Some((entry.0.clone(), (*sighting)?));
        past.sightings = entries.iter().filter_map(seen).collect();
        past.memory.shelf = entries.into_iter().map(|(entry, _)| entry).collect();
        past.memory.relations = std::sync::Arc::new(relations.into());
        past
    }

    /// Adds what the outputs in a folder rested on, unless that is known.
    pub fn recall_outputs(&mut self, root: &Path, out: &Path) {
        let name = made(root, out);
        if self.made.as_ref() != Some(&name) {
            self.memory.ledger = recall(&cache(root), &name).and_then(|bytes| ledger(&bytes)).unwrap_or_default();
            self.made = Some(name);
        }
    }

    /// Keeps what a build has learnt, as far as it is new.
    pub fn keep(&mut self, root: &Path, sightings: Sightings, memory: Memory) {
        if self.sightings != sightings || !self.memory.shelf.is_same(&memory.shelf) {
            let with_sighting = |entry: Entry| {
                let sighting = sightings.get(&entry.0).copied();
                (entry, sighting)
            };
            let entries: Vec<(Entry, Option<Sighting>)> = memory.shelf.entries().into_iter().map(with_sighting).collect();
            remember(&cache(root), READ, memory::to_bytes(&memory.relations.known(), &entries));
        }
        if let Some(name) = self.made.as_ref().filter(|_| self.memory.ledger != memory.ledger) {
            let ledger = &memory.ledger;
            let mut traces: Vec<_> = ledger.traces.iter().collect();
            traces.sort_unstable_by(|left, right| left.0.cmp(right.0));
            remember(&cache(root), name, memory::to_bytes(&(ledger.ground, ledger.world, &ledger.asked), &traces));
        }
        (self.sightings, self.memory) = (sightings, memory);
    }
}

fn ledger(bytes: &[u8]) -> Option<Ledger> {
    let ((ground, world, asked), traces) = memory::from_bytes::<(Option<Digest>, Option<Digest>, Vec<_>), (_, Trace)>(bytes)?;
    Some(Ledger { ground, world, asked, traces: traces.into_iter().collect() })
}

/// The name for an output folder; within the project it does not depend on where the project is.
fn made(root: &Path, out: &Path) -> String {
    let name = out.strip_prefix(root).unwrap_or(out);
    format!("made-{}", Digest::of(name.as_os_str().as_encoded_bytes()).hex())
}
