//! The files of a project compared with what they were at the last look: the watch that needs nothing from the system.
//!
//! Compared are names, lengths, times to the nanosecond, and, where there is one, the inode and its change time, which
//! also a copy that keeps old times alters. `notify`'s own poller compares times in whole seconds and only for newer
//! ones; a second save within the second would go unseen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use walkdir::WalkDir;

use super::litter::Litter;

/// What is compared. A folder's own time is not: it changes when the output folder beside its entries does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stamp {
    Folder,
    File { len: u64, modified: Option<SystemTime>, inode: Inode },
}

type Inode = (u64, i64, i64);

/// A project as it was last seen.
#[derive(Debug)]
pub(super) struct Survey {
    root: PathBuf,
    pub(super) litter: Litter,
    seen: BTreeMap<PathBuf, Stamp>,
    took: Duration,
}

impl Survey {
    /// The first look.
    pub(super) fn new(root: &Path, litter: Litter) -> Self {
        let mut survey = Self { root: root.to_owned(), litter, seen: BTreeMap::new(), took: Duration::ZERO };
        survey.changes();
        survey
    }

    /// Looks again: the paths below the root that are new, gone or different.
    pub(super) fn changes(&mut self) -> BTreeSet<PathBuf> {
        let start = Instant::now();
        let now = stamps(&self.root, &self.litter);
        let before = std::mem::replace(&mut self.seen, now);
        self.took = start.elapsed();
        let differs =
            |(path, stamp): (&PathBuf, &Stamp), other: &BTreeMap<PathBuf, Stamp>| (other.get(path) != Some(stamp)).then(|| path.clone());
        let changed = self.seen.iter().filter_map(|entry| differs(entry, &before));
        changed.chain(before.iter().filter_map(|entry| differs(entry, &self.seen))).collect()
    }

    /// How long the last look took.
    pub(super) fn took(&self) -> Duration {
        self.took
    }
}

/// Everything below the root that is not litter. What cannot be looked at is left out: the build will say so.
fn stamps(root: &Path, litter: &Litter) -> BTreeMap<PathBuf, Stamp> {
    let entries = WalkDir::new(root).min_depth(1).into_iter().filter_entry(|entry| !litter.covers(entry.path()));
    let stamped = entries.filter_map(Result::ok).filter_map(|entry| {
        let path = entry.path().strip_prefix(root).ok()?.to_owned();
        Some((path, stamp(&entry.metadata().ok()?)))
    });
    stamped.collect()
}

fn stamp(metadata: &Metadata) -> Stamp {
    if metadata.is_dir() {
        Stamp::Folder
    } else {
        Stamp::File { len: metadata.len(), modified: metadata.modified().ok(), inode: inode(metadata) }
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> Inode {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> Inode {
    (0, 0, 0)
}
