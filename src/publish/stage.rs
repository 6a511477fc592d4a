//! One publication, from before the site is printed until it stands: opened, filled, then published or left.
//!
//! [`open`] takes the lock and looks at what stands; [`Stage::keep`] writes what is printed straight to where the whole
//! tree is staged, unless the same bytes stand already; [`Stage::publish`] compares and changes what differs. Until
//! then nothing in the output folder is touched, and a stage that is dropped leaves everything as it was.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::desk::Desk;
use super::diff::{Changes, Comparison, Trouble};
use super::disk::{Disk, Failure, Mtime, System};
use super::manifest::{self, MANIFEST, Stamps, is_reserved};
use super::standing::Standing;
use super::target::Target;
use super::tree::Tree;
use super::{MANY, Patience, Published, Recovered, apply, busy, faults, recover_on, swap};
use crate::base::{Diagnostic, OutputPath};
use crate::input::{Contents, File};
use crate::output::Output;

/// A publication under way; while there is one, no other build can publish to the same folder.
pub struct Stage<'a> {
    disk: &'a dyn Disk,
    desk: Desk<'a>,
    /// Where the times of our files are kept.
    stamps: PathBuf,
    standing: Standing,
    tree: Tree,
    /// The first file that could not be staged, after which none is.
    failed: OnceLock<Failure>,
    recovered: Recovered,
    /// From how many changes on the folder is exchanged as a whole.
    many: usize,
}

/// Opens a publication to an output folder, after what an interrupted build left there was finished or discarded.
/// `cache` is the project's cache folder.
///
/// # Errors
/// E0701: the manifest is damaged. E0703: the disk fails, or another build is at work and there is no [`Patience`].
pub fn open<'a>(target: &'a Target, cache: &Path, patience: Patience) -> Result<Stage<'a>, Vec<Diagnostic>> {
    Stage::open_on(&System, target, manifest::stamps_file(cache, target.folder()), patience).map_err(Trouble::told)
}

impl<'a> Stage<'a> {
    pub(super) fn open_on(disk: &'a dyn Disk, target: &'a Target, stamps: PathBuf, patience: Patience) -> Result<Self, Trouble> {
        let recovered = recover_on(disk, target, patience)?;
        let mut desk = Desk::sit(disk, target, patience)?.ok_or_else(|| busy(target))?;
        // Another build may have been killed while this one waited for the lock.
        let recovered = recovered.and(desk.settle()?);
        let standing = Standing::of(disk, desk.folder, &stamps)?;
        let tree = Tree::new(desk.place("new"));
        Ok(Self { disk, desk, stamps, standing, tree, failed: OnceLock::new(), recovered, many: MANY })
    }

    /// The same, with another number of changes from which on the folder is exchanged as a whole.
    #[cfg(test)]
    pub(super) fn with_many(self, many: usize) -> Self {
        Self { many, ..self }
    }

    /// What became of an interrupted build when this one was opened.
    #[must_use]
    pub fn recovered(&self) -> Recovered {
        self.recovered
    }

    /// The file of ours that stands intact in the output folder at a path: its digest and length, not its bytes. A site
    /// may name it instead of one printed anew; publishing lets it stay.
    #[must_use]
    pub fn standing(&self, path: &OutputPath) -> Option<File> {
        self.standing.file(path).map(|(digest, len)| File { contents: Contents::Standing { len }, digest })
    }

    /// What tells the publication that stands from every other, if all of it stands intact.
    #[must_use]
    pub fn seal(&self) -> Option<String> {
        self.standing.manifest.as_deref().filter(|_| self.standing.is_whole()).map(manifest::seal)
    }

    /// Takes the bytes printed for a path, each path once, from any thread. What stands in the output folder already is
    /// not written again. A failure of the disk is told by [`Stage::publish`].
    #[must_use]
    pub fn keep(&self, path: &OutputPath, bytes: &[u8]) -> File {
        let file = File::elsewhere(bytes);
        if self.standing.file(path) == Some((file.digest, file.contents.len())) || self.failed.get().is_some() {
            return file;
        }
        if is_reserved(path) {
            return File::new(bytes);
        }
        match self.tree.put(self.disk, path.as_str(), bytes) {
            Ok(written) => File { contents: Contents::Staged { len: file.contents.len(), written }, ..file },
            Err(failure) => {
                // Whichever came first is told.
                let _ = self.failed.set(failure);
                file
            }
        }
    }

    /// Makes the output folder hold this site and nothing else of ours. Its files are those that this stage has kept,
    /// those that stand, and others in memory or on disk; all that was kept must be in it.
    ///
    /// # Errors
    /// The site in the folder is as it was. E0702, for each file: it would overwrite something that is not ours. E0703:
    /// the disk fails; only if a change can neither be completed nor taken back does it stay half made, and the message
    /// says so.
    pub fn publish(mut self, output: &Output) -> Result<Published, Vec<Diagnostic>> {
        self.publish_or_fail(output).map_err(Trouble::told)
    }

    fn publish_or_fail(&mut self, output: &Output) -> Result<Published, Trouble> {
        if let Some(failure) = self.failed.take() {
            return Err(failure.into());
        }
        let staged = output.values().filter(|file| matches!(file.contents, Contents::Staged { .. })).count();
        if staged != self.tree.count() {
            // It would go into place with the whole tree, and nobody would know it for ours.
            return Err(Failure::new("publish", self.tree.root(), io::Error::other("a file was kept that is none of the site's")).into());
        }
        if !self.standing.is_current(self.disk, self.desk.folder)? {
            return Err(Trouble::Told(vec![faults::changed_meanwhile(self.desk.folder)]));
        }
        let comparison = Comparison::new(self.disk, self.desk.folder, &mut self.standing, output)?;
        let changes = comparison.changes()?;
        let standing = comparison.standing;
        let (after, mtimes) = match &standing.manifest {
            Some(text) if changes.count() == 0 && manifest::lists(&standing.ours, output) => (text.clone(), changes.mtimes()),
            _ => {
                let text = manifest::manifest_of(output);
                let mtimes = change(&self.desk, &self.tree, &changes, (&text, self.many));
                (text, self.desk.mind(mtimes)?)
            }
        };
        if !standing.stamps.are(&mtimes) {
            Stamps::keep(self.disk, &self.stamps, &after, &mtimes);
        }
        Ok(published(changes, manifest::seal(&after)))
    }
}

/// Makes the changes, and returns the times of all files.
fn change(desk: &Desk, tree: &Tree, changes: &Changes, (manifest, many): (&str, usize)) -> Result<Vec<Mtime>, Failure> {
    tree.make_for(desk.disk, [].into_iter())?;
    desk.disk.write(&tree.place(MANIFEST), manifest.as_bytes())?;
    let sweeping = are_many(changes, many) && desk.beside && changes.survey.is_alone(desk.disk, desk.folder)?;
    if sweeping { swap::swap(desk, tree, changes) } else { apply::apply(desk, tree, changes) }
}

fn are_many(changes: &Changes, many: usize) -> bool {
    let count = changes.count();
    changes.is_first || (count >= many && count > changes.files.len().max(count) / 3)
}

fn published(changes: Changes, seal: String) -> Published {
    let written: Vec<OutputPath> = changes.written().map(|(path, _, _)| path.clone()).collect();
    Published { unchanged: changes.files.len().saturating_sub(written.len()), written, removed: changes.removed, seal }
}
