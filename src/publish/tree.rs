//! The staged tree: new files wait at the paths they will have, in the work folder's `new/`.
//!
//! Files are put there from many threads while the site is still being printed. Each folder is made once, when the
//! first file comes that needs it; a file costs its creation, one write and one look at the time it got.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::disk::{Disk, Failure, Mtime};
use super::survey::{folders_above, folders_of, parent};
use crate::input::Contents;
use crate::output::OutputFile;

/// A tree that is being staged.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    /// The folders made so far; the root is the empty path.
    made: Mutex<FxHashSet<Box<str>>>,
    /// How many files were put there with [`Tree::put`].
    count: AtomicUsize,
}

impl Tree {
    /// A tree with nothing in it, of which not even the root is made.
    pub fn new(root: PathBuf) -> Self {
        Self { root, made: Mutex::default(), count: AtomicUsize::new(0) }
    }

    /// Its root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The place of a path in it.
    pub fn place(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    /// Puts bytes at a path.
    ///
    /// # Errors
    /// The disk fails, or something was put there before.
    pub fn put(&self, disk: &dyn Disk, path: &str, bytes: &[u8]) -> Result<Mtime, Failure> {
        self.make(disk, parent(path).unwrap_or_default())?;
        self.count.fetch_add(1, Ordering::Relaxed);
        disk.write(&self.place(path), bytes)
    }

    /// How many files were printed into it.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }

    /// Puts a file of the site at its path, whose folder is made; one that was staged is there.
    ///
    /// # Errors
    /// The disk fails, or the file is not any more what it was.
    pub fn put_file(&self, disk: &dyn Disk, path: &str, file: &OutputFile, standing: &Path) -> Result<Mtime, Failure> {
        let place = || self.place(path);
        match &file.contents {
            Contents::Memory(bytes) => disk.write(&place(), bytes),
            Contents::Disk { path: source, .. } => disk.copy(source, file.digest, &place()),
            Contents::Staged { written, .. } => Ok(*written),
            Contents::Standing { .. } => disk.copy(&standing.join(path), file.digest, &place()),
        }
    }

    /// Makes the folders above all of the sorted paths, and the root.
    ///
    /// # Errors
    /// The disk fails.
    pub fn make_for<'p>(&self, disk: &dyn Disk, paths: impl Iterator<Item = &'p str>) -> Result<(), Failure> {
        self.make(disk, "")?;
        let mut folders: Vec<&str> = folders_of(paths).into_iter().filter(|folder| !self.is_made(folder)).collect();
        let depth = |folder: &&str| folders_above(folder).count();
        folders.sort_by_key(depth);
        for level in folders.chunk_by(|left, right| depth(left) == depth(right)) {
            level.par_iter().map(|folder| self.make(disk, folder)).collect::<Result<(), _>>()?;
        }
        Ok(())
    }

    /// Makes a folder and those above it, unless that was done.
    fn make(&self, disk: &dyn Disk, folder: &str) -> Result<(), Failure> {
        if self.is_made(folder) {
            return Ok(());
        }
        if !folder.is_empty() {
            self.make(disk, parent(folder).unwrap_or_default())?;
        }
        disk.create_folder(&self.place(folder))?;
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.into());
        Ok(())
    }

    fn is_made(&self, folder: &str) -> bool {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).contains(folder)
    }
}
