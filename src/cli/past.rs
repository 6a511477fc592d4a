//! What earlier runs left for this one, in the project's cache folder. It may be missing, damaged or of another program,
//! which is all the same.
//!
//! `read` holds how the files looked and what they said; every command may use it.

use std::path::{Path, PathBuf};

use crate::engine::{Entry, Memory, Shelf, memory};
use crate::input::disk::{Sighting, Sightings};
use crate::publish::{recall, remember};

const READ: &str = "read";

/// What earlier runs left.
#[derive(Debug, Default)]
pub struct Past {
    /// How files looked that were at rest.
    pub sightings: Sightings,
    /// What they said, and what outputs rested on.
    pub memory: Memory,
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
        let read = recall(&cache(root), READ).and_then(|bytes| memory::from_bytes::<(), (Entry, Option<Sighting>)>(&bytes));
        let mut past = Self::default();
        let ((), entries) = read.unwrap_or_default();
        let seen = |(entry, sighting): &(Entry, Option<Sighting>)| Some((entry.0.clone(), (*sighting)?));
        past.sightings = entries.iter().filter_map(seen).collect();
        past.memory.shelf = entries.into_iter().map(|(entry, _)| entry).collect();
        past
    }

    /// Keeps what is known of the files, unless that is what was known.
    pub fn keep_files(&self, root: &Path, sightings: &Sightings, shelf: &Shelf) {
        if self.sightings == *sightings && self.memory.shelf.is_same(shelf) {
            return;
        }
        let with_sighting = |entry: Entry| {
            let sighting = sightings.get(&entry.0).copied();
            (entry, sighting)
        };
        let entries: Vec<(Entry, Option<Sighting>)> = shelf.entries().into_iter().map(with_sighting).collect();
        remember(&cache(root), READ, memory::to_bytes(&(), &entries));
    }
}
