//! The output folder: accepted as safe to publish into, or refused.
//!
//! A [`Target`] can only be had by [`Target::open`], which refuses whatever holds work of the author: the project, its
//! sources, the home directory, what holds one of these or lies in a source, and any folder that is neither empty nor
//! marked as ours. Folders are compared resolved and by identity, so no link, mount or letter case hides one in
//! another. Beside the output folder (or in it, where nothing can be renamed across its edge) is the place of the
//! work folder, which exists only while something is being published.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use super::disk::{Disk, Seen, System};
use super::faults;
use super::manifest::MANIFEST;
use crate::base::Diagnostic;

/// The name of the work folder when it stands inside the output folder.
pub(super) const WORK_INSIDE: &str = ".nutgraf-work";

/// What may stand in a folder that still counts as empty: marks of version control and hosts, which survive.
const HARMLESS: [&str; 7] = [".git", ".gitignore", ".gitattributes", ".gitkeep", ".DS_Store", "CNAME", WORK_INSIDE];

/// What must not be published into. All paths are absolute.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The project's root.
    pub project: &'a Path,
    /// The folders that the site is made from (content, themes, templates, static, fonts, archetypes), and the cache.
    pub sources: &'a [PathBuf],
    /// The user's home directory, if there is one.
    pub home: Option<&'a Path>,
}

/// An output folder accepted as safe. It may not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    folder: PathBuf,
}

impl Target {
    /// Looks at `folder` (relative to the project, or absolute) without touching anything.
    ///
    /// # Errors
    /// E0701: it is no folder or a symbolic link; it is, or holds, the project, the home directory or a source, or
    /// lies in a source; it is the root of a file system; it is neither empty nor ours. E0703: it cannot be looked at.
    pub fn open(folder: &Path, surroundings: &Surroundings) -> Result<Self, Box<Diagnostic>> {
        let written = surroundings.project.join(folder);
        let resolved = resolved(&written).ok_or_else(|| faults::refused(folder, "its path cannot be resolved"))?;
        let target = Self { folder: resolved };
        if let Some(reason) = target.danger(surroundings) {
            return Err(Box::new(faults::refused(folder, &reason)));
        }
        let disk = System;
        // Resolving followed no link at the end of the path: what is a link there is still one.
        match disk.look(&target.folder).map_err(|failure| faults::cannot_publish(&failure))? {
            Seen::Missing => Ok(target),
            Seen::Folder if target.is_ours(&disk)? => Ok(target),
            Seen::Folder => Err(Box::new(faults::not_ours(folder))),
            Seen::File { .. } => Err(Box::new(faults::refused(folder, "it is a file"))),
            Seen::Other => Err(Box::new(faults::refused(folder, "it is a symbolic link, or no folder at all"))),
        }
    }

    /// The folder, absolute and with links in its parents resolved.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The two places where a work folder can be: beside the output folder, and in it.
    pub(super) fn workplaces(&self) -> [PathBuf; 2] {
        let mut name = OsString::from(".");
        name.push(self.folder.file_name().unwrap_or_default());
        name.push(".nutgraf");
        [self.folder.with_file_name(name), self.folder.join(WORK_INSIDE)]
    }

    fn danger(&self, surroundings: &Surroundings) -> Option<String> {
        let holds = |inner: &Path| lies_in(inner, &self.folder);
        if self.folder.file_name().is_none() {
            return Some("it is the root of a file system".into());
        }
        if holds(surroundings.project) {
            return Some("it is the project itself, or a folder that holds it".into());
        }
        if surroundings.home.is_some_and(holds) {
            return Some("it is the home directory, or a folder that holds it".into());
        }
        let source = surroundings.sources.iter().find(|source| holds(source) || lies_in(&self.folder, source))?;
        let word = if holds(source) { "holds" } else { "lies in" };
        Some(format!("it {word} {}, from which the site is made", source.display()))
    }

    /// Whether all in the folder is ours, or it holds nothing yet. An interrupted first build counts as ours.
    fn is_ours(&self, disk: &dyn Disk) -> Result<bool, Box<Diagnostic>> {
        let look = |path: PathBuf| disk.look(&path).map_err(|failure| Box::new(faults::cannot_publish(&failure)));
        if matches!(look(self.folder.join(MANIFEST))?, Seen::File { .. }) {
            return Ok(true);
        }
        for work in self.workplaces() {
            if super::desk::has_journal(disk, &work) {
                return Ok(true);
            }
        }
        let names = disk.list(&self.folder).map_err(|failure| faults::cannot_publish(&failure))?;
        Ok(names.iter().all(|name| HARMLESS.iter().any(|harmless| name == harmless)))
    }
}

/// The path with the links in all but its last component resolved; what does not exist yet may hold no `..`.
fn resolved(path: &Path) -> Option<PathBuf> {
    let Some(name) = path.file_name() else { return path.canonicalize().ok() };
    let parent = path.parent()?;
    let mut missing: Vec<Component> = vec![Component::Normal(name)];
    for standing in parent.ancestors() {
        if let Ok(mut whole) = standing.canonicalize() {
            let is_folder = std::fs::metadata(&whole).is_ok_and(|metadata| metadata.is_dir());
            whole.extend(missing.iter().rev());
            return is_folder.then_some(whole);
        }
        // A link that leads nowhere is there, but not to be built on.
        match standing.components().next_back()? {
            name @ Component::Normal(_) if std::fs::symlink_metadata(standing).is_err() => missing.push(name),
            _ => return None,
        }
    }
    None
}

/// Whether a folder is another, or lies in it at any depth.
fn lies_in(inner: &Path, outer: &Path) -> bool {
    let real = |path: &Path| resolved(path).map_or_else(|| path.to_owned(), |path| path.canonicalize().unwrap_or(path));
    let (inner, outer) = (real(inner), real(outer));
    let identity = identity(&outer);
    inner.starts_with(&outer) || (identity.is_some() && inner.ancestors().any(|folder| self::identity(folder) == identity))
}

#[cfg(unix)]
fn identity(folder: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(folder).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// Elsewhere a resolved path is the only identity there is.
#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}
