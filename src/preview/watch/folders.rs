//! The folders of a project under the system's watch, kept in step with what exists.
//!
//! Where the system watches folders one by one (inotify, kqueue), so does this, leaving out litter: the output of a
//! large site has as many folders as pages. A new folder is watched as soon as its event is taken, with all below it;
//! one that goes is forgotten, so that its successor is watched anew. Where the system watches whole trees (macOS,
//! Windows), the root is all there is to watch.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{MetadataKind, ModifyKind, RenameMode};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};
use walkdir::WalkDir;

use super::litter::Litter;
use super::{Batch, Signal};
use crate::base::Diagnostic;
use crate::preview::faults;

/// The watched folders of one project.
#[derive(Debug)]
pub(super) struct Folders {
    root: PathBuf,
    pub(super) litter: Litter,
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
    /// Which folder the root was when its watch began.
    identity: Option<Identity>,
    told_of_trouble: bool,
}

/// What tells two folders of one name apart, where the system has such a thing.
type Identity = (u64, u64);

impl Folders {
    /// Watches the folders below `root`, an absolute path; events go to `sender`.
    pub(super) fn watched(root: &Path, litter: Litter, sender: Sender<Signal>) -> Result<Self, Box<Diagnostic>> {
        let handler = move |event| {
            // It fails only when the watch is gone, and then nobody wants to know.
            let _ = sender.send(Signal::Disk(event));
        };
        let watcher =
            RecommendedWatcher::new(handler, Config::default().with_follow_symlinks(false)).map_err(|error| fault(root, &error))?;
        let mut folders = Self { root: root.to_owned(), litter, watcher, watched: BTreeSet::new(), identity: None, told_of_trouble: false };
        folders.watch_tree(root)?;
        Ok(folders)
    }

    /// Whether the root is there and watched.
    pub(super) fn has_root(&self) -> bool {
        self.watched.contains(&self.root)
    }

    /// Whether the root has vanished, is another folder than the one that is watched, or is back.
    pub(super) fn root_has_changed(&mut self) -> bool {
        if !self.has_root() {
            return is_folder(&self.root);
        }
        let is_gone = identity(&self.root) != self.identity;
        if is_gone {
            self.forget(&self.root.clone());
        }
        is_gone
    }

    /// Adds an event to a batch, unless it means nothing; forgets the folders that are gone.
    pub(super) fn take(&mut self, event: notify::Result<Event>, batch: &mut Batch) {
        match event {
            Ok(event) => self.take_event(event, batch),
            Err(error) => {
                batch.anything = true;
                batch.trouble = self.once(fault(&self.root, &error));
            }
        }
    }

    fn take_event(&mut self, event: Event, batch: &mut Batch) {
        if event.need_rescan() {
            batch.anything = true;
        }
        if is_departure(event.kind) {
            event.paths.iter().take(1).for_each(|path| self.forget(path));
            batch.anything |= !self.has_root();
        }
        if !is_noise(event.kind) {
            let loud =
                |path: &PathBuf| *path != self.root && !self.litter.covers(path) && !(is_modification(event.kind) && is_folder(path));
            batch.paths.extend(event.paths.into_iter().filter(loud));
        }
    }

    /// Watches the folders among `paths`, to which it adds those found below them; all of the project if `anything`
    /// may have changed or the root was replaced.
    pub(super) fn follow(&mut self, paths: &mut BTreeSet<PathBuf>, anything: bool) -> Option<Box<Diagnostic>> {
        let everything = anything || !self.has_root();
        let starts: Vec<PathBuf> =
            if everything { vec![self.root.clone()] } else { paths.iter().filter(|path| is_folder(path)).cloned().collect() };
        let mut trouble = None;
        for start in starts {
            match self.watch_tree(&start) {
                Ok(found) => paths.extend(found),
                Err(fault) => trouble = self.once(fault),
            }
        }
        trouble
    }

    /// Watches a folder and all below it that is not watched yet and no litter: these are returned.
    fn watch_tree(&mut self, start: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
        if self.sees_trees() {
            return self.watch_folder(&self.root.clone(), RecursiveMode::Recursive).map(|()| Vec::new());
        }
        let mut found = Vec::new();
        let mut walk = WalkDir::new(start).into_iter();
        while let Some(entry) = walk.next() {
            let Ok(entry) = entry else { continue };
            if !entry.file_type().is_dir() {
                continue;
            }
            if self.litter.covers(entry.path()) {
                walk.skip_current_dir();
            } else if !self.watched.contains(entry.path()) {
                // Watched before it is listed: what comes later is told, what came before is found by this walk.
                self.watch_folder(entry.path(), RecursiveMode::NonRecursive)?;
                found.push(entry.into_path());
            }
        }
        Ok(found)
    }

    fn watch_folder(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Box<Diagnostic>> {
        if self.watched.contains(folder) {
            return Ok(());
        }
        let identity = identity(folder);
        match self.watcher.watch(folder, mode) {
            Ok(()) => {
                if folder == self.root {
                    self.identity = identity;
                }
                self.watched.insert(folder.to_owned());
                Ok(())
            }
            // It may have gone meanwhile; one that may not be read is the build's to report.
            Err(error) if folder != self.root && !is_limit(&error) => Ok(()),
            Err(_) if folder == self.root && !is_folder(folder) => Ok(()),
            Err(error) => Err(fault(folder, &error)),
        }
    }

    /// Forgets a folder and all below it, so that what takes its place is watched anew.
    fn forget(&mut self, path: &Path) {
        let gone: Vec<PathBuf> = self.watched.range(path.to_owned()..).take_while(|folder| folder.starts_with(path)).cloned().collect();
        for folder in gone {
            // The system has often dropped it already.
            let _ = self.watcher.unwatch(&folder);
            self.watched.remove(&folder);
        }
    }

    fn sees_trees(&self) -> bool {
        matches!(RecommendedWatcher::kind(), WatcherKind::Fsevent | WatcherKind::ReadDirectoryChangesWatcher)
    }

    fn once(&mut self, fault: Box<Diagnostic>) -> Option<Box<Diagnostic>> {
        (!std::mem::replace(&mut self.told_of_trouble, true)).then_some(fault)
    }
}

/// Reading is no change: a build that reads must not set off another.
fn is_noise(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)))
}

/// A change of a folder itself is told by its entries; its time alone also changes when the output beside them does.
fn is_modification(kind: EventKind) -> bool {
    matches!(kind, EventKind::Modify(ModifyKind::Any | ModifyKind::Data(_) | ModifyKind::Metadata(_) | ModifyKind::Other))
}

fn is_departure(kind: EventKind) -> bool {
    let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::From));
    matches!(kind, EventKind::Remove(_)) || kind == renamed
}

fn is_folder(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    std::fs::symlink_metadata(path).ok().filter(std::fs::Metadata::is_dir).map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    is_folder(path).then_some((0, 0))
}

fn is_limit(error: &notify::Error) -> bool {
    matches!(error.kind, ErrorKind::MaxFilesWatch)
}

fn fault(folder: &Path, error: &notify::Error) -> Box<Diagnostic> {
    Box::new(match &error.kind {
        ErrorKind::MaxFilesWatch => faults::too_many_watches(),
        ErrorKind::Io(error) => faults::cannot_watch(folder, &error.to_string()),
        ErrorKind::Generic(reason) => faults::cannot_watch(folder, reason),
        _ => faults::cannot_watch(folder, "the system refuses"),
    })
}
