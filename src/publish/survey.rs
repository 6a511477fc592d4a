//! What stands in the output folder, at the paths that matter and no others.
//!
//! One look at each file that is ours or wanted, and at each folder above it, in parallel; nothing is read and nothing
//! else is listed, so somebody's `.git` costs nothing. A path below something that is no folder is never taken for a
//! file: a symbolic link in its way is an obstacle, not a road.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::disk::{Disk, Failure, Seen};
use super::manifest::MANIFEST;

/// What was seen where, by path below the output folder.
#[derive(Debug)]
pub(super) struct Survey {
    /// Whether the output folder itself is there.
    pub exists: bool,
    files: FxHashMap<Box<str>, Seen>,
    folders: FxHashMap<Box<str>, Seen>,
    /// Folders that should be, but are files, links or the like.
    obstacles: Vec<Box<str>>,
}

impl Survey {
    /// Looks at `paths`, which are sorted.
    ///
    /// # Errors
    /// Something cannot be looked at.
    pub fn of(disk: &dyn Disk, folder: &Path, paths: &[&str]) -> Result<Self, Failure> {
        let exists = disk.look(folder)? != Seen::Missing;
        let mut survey = Self { exists, files: FxHashMap::default(), folders: FxHashMap::default(), obstacles: Vec::new() };
        survey.extend(disk, folder, paths)?;
        Ok(survey)
    }

    /// Looks at more paths, which are sorted; at those that were not looked at before.
    ///
    /// # Errors
    /// Something cannot be looked at.
    pub fn extend(&mut self, disk: &dyn Disk, folder: &Path, paths: &[&str]) -> Result<(), Failure> {
        if !self.exists || paths.is_empty() {
            return Ok(());
        }
        let look = |path: &str| disk.look(&folder.join(path));
        let new: Vec<&str> = folders_of(paths.iter().copied()).into_iter().filter(|path| !self.folders.contains_key(*path)).collect();
        let seen: Vec<_> = new.par_iter().map(|path| look(path)).collect();
        for (path, seen) in new.into_iter().zip(seen) {
            // What lies beyond an obstacle is not in the folder, whatever the look at it told.
            if self.obstacle(path).is_none() {
                let seen = seen?;
                self.folders.insert(path.into(), seen);
                if matches!(seen, Seen::File { .. } | Seen::Other) {
                    self.obstacles.push(path.into());
                }
            }
        }
        let new: Vec<&str> = paths.par_iter().copied().filter(|path| self.may_stand(path) && !self.files.contains_key(*path)).collect();
        let seen: Vec<_> = new.par_iter().map(|path| look(path)).collect();
        self.files.reserve(new.len());
        for (path, seen) in new.into_iter().zip(seen) {
            self.files.insert(path.into(), seen?);
        }
        Ok(())
    }

    /// Whether the folder is there in which a file would stand.
    fn may_stand(&self, path: &str) -> bool {
        self.obstacle(path).is_none() && parent(path).is_none_or(|folder| self.folder(folder) == Seen::Folder)
    }

    /// What stands where a file is or is wanted.
    pub fn file(&self, path: &str) -> Seen {
        self.files.get(path).copied().unwrap_or(Seen::Missing)
    }

    /// What stands where a folder is or is wanted.
    pub fn folder(&self, path: &str) -> Seen {
        self.folders.get(path).copied().unwrap_or(Seen::Missing)
    }

    /// What is in the way to a path: the first thing above it that is there but no folder.
    pub fn obstacle(&self, path: &str) -> Option<&str> {
        let above = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.obstacles.iter().map(AsRef::as_ref).find(|obstacle| above(obstacle))
    }

    /// Whether nothing stands in the output folder but the manifest and what was surveyed.
    ///
    /// # Errors
    /// A folder cannot be listed.
    pub fn is_alone(&self, disk: &dyn Disk, folder: &Path) -> Result<bool, Failure> {
        if !self.exists {
            return Ok(true);
        }
        let mut standing: Vec<&str> = self.folders.keys().map(AsRef::as_ref).filter(|path| self.folder(path) == Seen::Folder).collect();
        standing.push("");
        let alone = |path: &&str| {
            let names = disk.list(&folder.join(path))?;
            Ok(names.iter().all(|name| name.to_str().is_some_and(|name| self.is_surveyed(path, name))))
        };
        let answers: Vec<bool> = standing.par_iter().map(alone).collect::<Result<_, _>>()?;
        Ok(answers.into_iter().all(|answer| answer))
    }

    fn is_surveyed(&self, folder: &str, name: &str) -> bool {
        if folder.is_empty() {
            return name == MANIFEST || self.is_standing(name);
        }
        self.is_standing(&format!("{folder}/{name}"))
    }

    fn is_standing(&self, path: &str) -> bool {
        matches!(self.file(path), Seen::File { .. }) || self.folder(path) == Seen::Folder
    }
}

/// The folders above a path, nearest first: `a/b` and `a` of `a/b/c`.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

/// The folder that something stands in, unless it is the output folder itself.
pub(super) fn parent(path: &str) -> Option<&str> {
    path.rfind('/').map(|at| &path[..at])
}

/// Every folder above any of the sorted paths, once, each after the folder that holds it.
pub(super) fn folders_of<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut folders: Vec<&str> = Vec::new();
    let mut before = "";
    for path in paths {
        let first_new = folders.len();
        // Sorted paths share their folders with a neighbour, or with none.
        folders.extend(folders_above(path).take_while(|folder| !before.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))));
        folders[first_new..].reverse();
        before = path;
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::folders_of;

    #[test]
    fn each_folder_comes_once_and_after_its_parent() {
        let mut paths = ["a/b/c", "a/b/d", "a-b/x", "a/e/f/g", "h", "a.b/c/d", "a/b-c/d"];
        paths.sort_unstable();
        assert_eq!(folders_of(paths.into_iter()), ["a-b", "a.b", "a.b/c", "a", "a/b-c", "a/b", "a/e", "a/e/f"]);
        assert!(folders_of(["x", "y"].into_iter()).is_empty());
    }
}
