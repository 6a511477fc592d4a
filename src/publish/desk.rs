//! The work folder: where one build at a time stages what it publishes, and what it leaves behind when it is killed.
//!
//! It exists only while a site is printed and published, and holds
//!
//!     lock       held by the build at work, released by the system when it ends, however it ends
//!     new/       what is being staged: files and folders at the paths that they will have
//!     old/       files that gave way, by number, until all is done
//!     journal    what is being changed; as long as it stands, the change can be finished or taken back
//!     ready/     a finished tree on its way into place, or the old tree that it took the place of
//!     retired/   the old tree, where two folders cannot change places in one step
//!
//! [`Desk::sit`] takes the lock; [`Desk::settle`] finishes what an interrupted build began, or discards what it had
//! staged, so that what follows starts from a whole site. A desk that is dropped is cleared away, unless the output
//! folder was left half-way; then the journal stays for the next command. What is not ours is never deleted from here: a file of
//! somebody else that got into the old tree at the last moment is put back into the output folder.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::apply;
use super::disk::{Disk, Failure, Seen};
use super::journal::Journal;
use super::manifest::{MANIFEST, entries};
use super::survey::{Survey, folders_of};
use super::swap;
use super::target::Target;
use super::{Patience, Recovered};
use crate::base::OutputPath;

const LOCK: &str = "lock";
const JOURNAL: &str = "journal";

/// The work folder, while this process holds its lock.
pub(super) struct Desk<'a> {
    pub disk: &'a dyn Disk,
    /// The output folder.
    pub folder: &'a Path,
    /// The work folder.
    pub work: PathBuf,
    /// Whether it stands beside the output folder, so that whole trees can be exchanged.
    pub beside: bool,
    /// Whether the output folder was left half-way, so that nothing here may be cleared away.
    half_way: bool,
    _lock: File,
}

/// Whether a work folder holds a sound journal.
pub(super) fn has_journal(disk: &dyn Disk, work: &Path) -> bool {
    let file = work.join(JOURNAL);
    matches!(disk.look(&file), Ok(Seen::File { .. })) && disk.read(&file).is_ok_and(|bytes| Journal::parse(&bytes).is_some())
}

impl<'a> Desk<'a> {
    /// Takes the work folder that serves this output folder; `None` if another build has it.
    ///
    /// # Errors
    /// The work folder cannot be made, neither beside the output folder nor in it.
    pub fn sit(disk: &'a dyn Disk, target: &'a Target, patience: Patience) -> Result<Option<Self>, Failure> {
        let [beside, inside] = target.workplaces();
        if disk.is_mount(target.folder()) {
            return Self::sit_at(disk, target, (inside, false), patience);
        }
        match Self::sit_at(disk, target, (beside, true), patience) {
            Err(failure) if failure.is(ErrorKind::PermissionDenied) || failure.is(ErrorKind::ReadOnlyFilesystem) => {
                match disk.look(target.folder())? {
                    Seen::Folder => Self::sit_at(disk, target, (inside, false), patience),
                    _ => Err(failure),
                }
            }
            other => other,
        }
    }

    /// Takes a certain work folder.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn sit_at(
        disk: &'a dyn Disk,
        target: &'a Target,
        (work, beside): (PathBuf, bool),
        patience: Patience,
    ) -> Result<Option<Self>, Failure> {
        loop {
            create_folders(disk, &work)?;
            match disk.lock(&work.join(LOCK), patience) {
                Ok(Some(lock)) => {
                    let folder = target.folder();
                    return Ok(Some(Self { disk, folder, work, beside, half_way: false, _lock: lock }));
                }
                Ok(None) => return Ok(None),
                // The build before us cleared the folder away between the two steps.
                Err(failure) if failure.is(ErrorKind::NotFound) => {}
                Err(failure) => {
                    let _ = disk.remove_folder(&work);
                    return Err(failure);
                }
            }
        }
    }

    /// The place of something in the work folder.
    pub fn place(&self, name: &str) -> PathBuf {
        self.work.join(name)
    }

    /// Finishes what an interrupted build began, or discards what it staged.
    ///
    /// # Errors
    /// It could not be finished, and was taken back; or not even that, and the journal stays.
    pub fn settle(&mut self) -> Result<Recovered, Failure> {
        let settled = self.finish();
        self.mind(settled)
    }

    fn finish(&self) -> Result<Recovered, Failure> {
        // A journal that cannot be read must stay until it can be.
        let journal = self.journal().map_err(Failure::half_way)?;
        let (recovered, finished) = match journal {
            Some(Journal::Steps(steps)) => (Recovered::Finished, apply::finish(self, &steps)),
            Some(Journal::Swap) => (Recovered::Finished, swap::finish(self)),
            None if self.is_cleared()? => (Recovered::Nothing, Ok(())),
            None => (Recovered::Discarded, Ok(())),
        };
        match finished {
            Err(failure) if failure.half_way => Err(failure),
            finished => self.clear().and(finished).map(|()| recovered),
        }
    }

    fn journal(&self) -> Result<Option<Journal>, Failure> {
        let file = self.place(JOURNAL);
        match self.disk.look(&file)? {
            Seen::File { .. } => Ok(Journal::parse(&self.disk.read(&file)?)),
            _ => Ok(None),
        }
    }

    fn is_cleared(&self) -> Result<bool, Failure> {
        Ok(self.disk.list(&self.work)?.iter().all(|name| name == LOCK))
    }

    /// Makes a journal stand, on which everything can be finished, after all that was staged is safe on the disk.
    ///
    /// # Errors
    /// The disk fails; there is no journal then.
    pub fn open_journal(&self, journal: &Journal) -> Result<(), Failure> {
        let draft = self.place("journal.new");
        self.disk.write(&draft, journal.text().as_bytes())?;
        self.disk.sync(&self.work)?;
        self.disk.rename(&draft, &self.place(JOURNAL))
    }

    /// Removes what is staged or left over. The journal goes first: without the rest, it could not be followed.
    ///
    /// # Errors
    /// The disk fails.
    pub fn clear(&self) -> Result<(), Failure> {
        for name in [JOURNAL, "journal.new"] {
            accept_missing(self.disk.remove_file(&self.place(name)))?;
        }
        let retired = self.place("retired");
        if self.disk.look(self.folder)? == Seen::Missing && self.disk.look(&retired)? == Seen::Folder {
            // Only a lost journal leads here; the old site is better than none.
            self.disk.rename(&retired, self.folder)?;
        }
        for name in ["ready", "retired"] {
            self.retire(&self.place(name))?;
        }
        for name in ["new", "old"] {
            remove_tree(self.disk, &self.place(name))?;
        }
        Ok(())
    }

    /// Remembers whether something left the output folder half-way.
    pub fn mind<T>(&mut self, result: Result<T, Failure>) -> Result<T, Failure> {
        self.half_way |= matches!(&result, Err(failure) if failure.half_way);
        result
    }

    /// Gives up the lock, and removes the work folder if there is nothing in it.
    #[cfg(unix)]
    fn give_up(&self) {
        // While it is locked: whoever waits for the lock then sees that it is not the one that has this name.
        let _ = self.disk.remove_file(&self.place(LOCK));
        let _ = self.disk.remove_folder(&self.work);
    }

    /// Gives up the lock. Elsewhere a file's identity cannot be told, so the lock has to stay where it is.
    #[cfg(not(unix))]
    fn give_up(&self) {}

    /// Removes a tree that stood, or was to stand, as the output folder: what its manifest lists, and nothing else.
    fn retire(&self, tree: &Path) -> Result<(), Failure> {
        if self.disk.look(tree)? != Seen::Folder {
            return Ok(());
        }
        let file = tree.join(MANIFEST);
        let manifest = match self.disk.look(&file)? {
            Seen::File { .. } => String::from_utf8(self.disk.read(&file)?).unwrap_or_default(),
            _ => String::new(),
        };
        let sound = |path: &&str| OutputPath::new(path).is_ok();
        let entries = entries(&manifest).unwrap_or_default();
        let paths: Vec<&str> = entries.iter().map(|entry| &*entry.path).filter(sound).collect();
        // Looked at once more, so that nothing is removed through a link that came since.
        let survey = Survey::of(self.disk, tree, &paths)?;
        let ours = paths.par_iter().filter(|path| matches!(survey.file(path), Seen::File { .. }));
        ours.map(|path| self.remove_retired(&tree.join(path))).collect::<Result<(), _>>()?;
        for folder in folders_of(paths.into_iter()).into_iter().rev().filter(|folder| survey.folder(folder) == Seen::Folder) {
            remove_if_empty(self.disk, &tree.join(folder))?;
        }
        self.put_back(tree, self.folder)?;
        // The manifest goes last: until then it tells the next attempt what is ours.
        accept_missing(self.disk.remove_file(&file))?;
        self.disk.remove_folder(tree)
    }

    /// Removes a file from a retired tree. That its folder was made read-only protects it no longer.
    fn remove_retired(&self, file: &Path) -> Result<(), Failure> {
        match (self.disk.remove_file(file), file.parent()) {
            (Err(failure), Some(folder)) if failure.is(ErrorKind::PermissionDenied) => {
                self.disk.copy_permissions(&self.work, folder)?;
                self.disk.remove_file(file)
            }
            (result, _) => result,
        }
    }

    /// Moves what is left in a folder to where it would be in the output folder.
    fn put_back(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        for name in self.disk.list(from)? {
            let (left, place) = (from.join(&name), to.join(&name));
            if name == MANIFEST && to == self.folder {
                continue;
            }
            match (self.disk.look(&left)?, self.disk.look(&place)?) {
                (_, Seen::Missing) => self.disk.rename(&left, &place)?,
                (Seen::Folder, Seen::Folder) => {
                    self.put_back(&left, &place)?;
                    self.disk.remove_folder(&left)?;
                }
                (Seen::File { len, .. }, Seen::File { len: same, .. }) if len == same && self.are_equal(&left, &place)? => {
                    self.disk.remove_file(&left)?;
                }
                _ => self.disk.rename(&left, &self.free_place(&place)?)?,
            }
        }
        Ok(())
    }

    fn are_equal(&self, left: &Path, right: &Path) -> Result<bool, Failure> {
        Ok(self.disk.digest(left)? == self.disk.digest(right)?)
    }

    /// A free name like the one that is taken.
    fn free_place(&self, taken: &Path) -> Result<PathBuf, Failure> {
        let mut number = 1_u64;
        loop {
            let mut name = taken.file_name().unwrap_or_default().to_owned();
            name.push(format!(".kept-{number}"));
            let place = taken.with_file_name(name);
            if self.disk.look(&place)? == Seen::Missing {
                return Ok(place);
            }
            number = number.saturating_add(1);
        }
    }
}

impl Drop for Desk<'_> {
    /// Clears the work folder and removes it. What cannot be removed is the next command's to see to.
    fn drop(&mut self) {
        if !self.half_way {
            let _ = self.clear();
        }
        self.give_up();
    }
}

/// Takes a file that is not there for one that was removed.
pub(super) fn accept_missing(result: Result<(), Failure>) -> Result<(), Failure> {
    match result {
        Err(failure) if !failure.is(ErrorKind::NotFound) => Err(failure),
        _ => Ok(()),
    }
}

/// Removes a folder unless something is in it, or it is none.
pub(super) fn remove_if_empty(disk: &dyn Disk, folder: &Path) -> Result<(), Failure> {
    match disk.look(folder)? {
        Seen::Folder => match disk.remove_folder(folder) {
            Err(failure) if failure.is(ErrorKind::DirectoryNotEmpty) => Ok(()),
            result => result,
        },
        _ => Ok(()),
    }
}

fn create_folders(disk: &dyn Disk, folder: &Path) -> Result<(), Failure> {
    match (disk.create_folder(folder), folder.parent()) {
        (Err(failure), Some(parent)) if failure.is(ErrorKind::NotFound) => {
            create_folders(disk, parent)?;
            disk.create_folder(folder)
        }
        (result, _) => result,
    }
}

/// Removes a folder of ours with all that is in it, if it is there. Links in it are removed, not followed.
fn remove_tree(disk: &dyn Disk, tree: &Path) -> Result<(), Failure> {
    match disk.look(tree)? {
        Seen::Missing => Ok(()),
        Seen::Folder => {
            let names = disk.list(tree)?;
            names.par_iter().map(|name| remove_tree(disk, &tree.join(name))).collect::<Result<(), _>>()?;
            disk.remove_folder(tree)
        }
        Seen::File { .. } | Seen::Other => disk.remove_file(tree),
    }
}
