//! The shelf: what each content file said when it was last read, by the digest of its bytes.
//!
//! A [`Reading`] depends on the file's path and bytes and on how Markdown is read, on nothing else; so while these are the
//! same the file need not be opened. Bodies are not kept: few are needed, and each is a quick reading away.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::base::{Diagnostic, Digest, Place, SourcePath};
use crate::briefing::{Fragment, Head, Read};

/// What one content file said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reading {
    /// Its head, unless it could not be read at all.
    pub head: Option<Arc<Head>>,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    /// Unknown keys, with their places.
    pub unknown: Vec<(String, Place)>,
}

impl Reading {
    /// A reading, and the body apart from it.
    #[must_use]
    pub fn split(read: Read) -> (Self, Option<Arc<Fragment>>) {
        let (head, body) = read.briefing.map(|briefing| (Arc::new(briefing.head), Arc::new(briefing.body))).unzip();
        (Self { head, faults: read.faults.into_iter().collect(), unknown: read.unknown }, body)
    }
}

/// One reading with its path and the digest of what it was read from.
pub type Entry = (SourcePath, Digest, Arc<Reading>);

/// Readings by path, each with the digest of what it was read from.
#[derive(Debug, Clone, Default)]
pub struct Shelf(FxHashMap<SourcePath, (Digest, Arc<Reading>)>);

impl Shelf {
    /// The reading of a file, if it was read from this.
    #[must_use]
    pub fn get(&self, path: &SourcePath, from: Digest) -> Option<&Arc<Reading>> {
        self.0.get(path).filter(|(known, _)| *known == from).map(|(_, reading)| reading)
    }

    /// What the reading of a file was read from.
    #[must_use]
    pub fn from(&self, path: &SourcePath) -> Digest {
        self.0.get(path).map_or_else(|| Digest::of(b""), |(from, _)| *from)
    }

    /// The readings, in the order of their paths.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.0.iter().map(|(path, (from, reading))| (path.clone(), *from, Arc::clone(reading))).collect();
        entries.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        entries
    }

    /// Whether another holds the same readings, of the same bytes.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|(path, (from, _))| other.get(path, *from).is_some())
    }
}

impl FromIterator<Entry> for Shelf {
    fn from_iter<I: IntoIterator<Item = Entry>>(readings: I) -> Self {
        Self(readings.into_iter().map(|(path, from, reading)| (path, (from, reading))).collect())
    }
}
