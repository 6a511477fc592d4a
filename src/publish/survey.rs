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
pub(super) struct Survey<'a> {
    /// Whether the output folder itself is there.
    pub exists: bool,
    files: FxHashMap<&'a str, Seen>,
    folders: FxHashMap<&'a str, Seen>,
    /// Folders that should be, but are files, links or the like.
    obstacles: Vec<&'a str>,
}

impl<'a> Survey<'a> {
    /// Looks at `paths`, which are sorted.
    ///
    /// # Errors
    /// Something cannot be looked at.
    pub fn of(disk: &dyn Disk, folder: &Path, paths: &[&'a str]) -> Result<Self, Failure> {
        let exists = disk.look(folder)? != Seen::Missing;
        let mut survey = Self { exists, files: FxHashMap::default(), folders: FxHashMap::default(), obstacles: Vec::new() };
        if !exists {
            return Ok(survey);
        }
        let look = |path: &&'a str| (*path, disk.look(&folder.join(path)));
        let folders: Vec<_> = folders_of(paths.iter().copied()).par_iter().map(look).collect();
        for (path, seen) in folders {
            // What lies beyond an obstacle is not in the folder, whatever the look at it told.
            if survey.obstacle(path).is_none() {
                let seen = seen?;
                survey.folders.insert(path, seen);
                if matches!(seen, Seen::File { .. } | Seen::Other) {
                    survey.obstacles.push(path);
                }
            }
        }
        let files: Vec<_> = paths.par_iter().filter(|path| survey.obstacle(path).is_none()).map(look).collect();
        survey.files.reserve(files.len());
        for (path, seen) in files {
            survey.files.insert(path, seen?);
        }
        Ok(survey)
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
    pub fn obstacle(&self, path: &str) -> Option<&'a str> {
        let above = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.obstacles.iter().copied().find(|obstacle| above(obstacle))
    }

    /// Whether nothing stands in the output folder but the manifest and what was surveyed.
    ///
    /// # Errors
    /// A folder cannot be listed.
    pub fn is_alone(&self, disk: &dyn Disk, folder: &Path) -> Result<bool, Failure> {
        if !self.exists {
            return Ok(true);
        }
        let mut standing: Vec<&str> = self.folders.keys().copied().filter(|path| self.folder(path) == Seen::Folder).collect();
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

fn parent(path: &str) -> Option<&str> {
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
