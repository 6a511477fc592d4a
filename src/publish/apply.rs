//! Publishing file by file: staged, journaled, renamed.
//!
//! All new bytes are staged before anything is changed, and all old ones are kept until everything is changed, so a
//! step that fails is taken back with all before it, and a kill is made good by the next command. A file is replaced in
//! one step, where the file system has hard links. Files change in the order in which readers follow links: assets,
//! pages, the lists and feeds that name them, and deletions last; the manifest closes the change.

use std::cmp::Reverse;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::desk::{Desk, remove_if_empty};
use super::diff::{Changes, Fate};
use super::disk::{Failure, Mtime, Seen};
use super::journal::{Act, Journal, Step};
use super::manifest::MANIFEST;
use super::survey::{folders_above, folders_of};
use super::tree::Tree;
use crate::base::OutputPath;
use crate::base::spelling::folded;
use crate::output::OutputFile;

/// Publishes changes file by file, and returns the times of all files in the order of their paths.
///
/// # Errors
/// The disk failed; what was changed is taken back, or (if that fails as well) the journal stands.
pub(super) fn apply(desk: &Desk, tree: &Tree, changes: &Changes) -> Result<Vec<Mtime>, Failure> {
    let steps = steps(changes);
    let mtimes = complete(desk, tree, changes)?;
    desk.open_journal(&Journal::Steps(steps.clone()))?;
    finish(desk, &steps)?;
    Ok(mtimes)
}

/// Takes every step that is not taken yet; takes all of them back if one fails. Then the work folder can be cleared,
/// unless the failure left things half-way.
///
/// # Errors
/// A step failed.
pub(super) fn finish(desk: &Desk, steps: &[Step]) -> Result<(), Failure> {
    let mut places = steps.iter().enumerate().map(|(number, step)| Place::of(desk, number, step));
    match require_road(desk, steps).and_then(|()| places.try_for_each(|place| place.go())) {
        Err(failure) if !failure.half_way => {
            let mut places = steps.iter().enumerate().rev().map(|(number, step)| Place::of(desk, number, step));
            places.try_for_each(|place| place.go_back()).map_err(Failure::half_way)?;
            Err(failure)
        }
        result => result,
    }
}

/// Fails if a folder was replaced by a link since the steps were planned: nothing is written or removed through one.
fn require_road(desk: &Desk, steps: &[Step]) -> Result<(), Failure> {
    let mut paths: Vec<&str> = steps.iter().map(|step| step.path.as_str()).collect();
    paths.sort_unstable();
    for folder in folders_of(paths.into_iter()) {
        let place = desk.folder.join(folder);
        if desk.disk.look(&place)? == Seen::Other {
            return Err(Failure::new("go through the link", &place, ErrorKind::NotADirectory.into()).half_way());
        }
    }
    Ok(())
}

/// Stages what was not printed but is copied.
fn complete(desk: &Desk, tree: &Tree, changes: &Changes) -> Result<Vec<Mtime>, Failure> {
    desk.disk.create_folder(&desk.place("old"))?;
    tree.make_for(desk.disk, changes.written().map(|(path, _, _)| path.as_str()))?;
    let add = |(path, file, fate): &(&OutputPath, &OutputFile, Fate)| match fate {
        Fate::Keep(mtime) => Ok(*mtime),
        Fate::Create | Fate::Replace => tree.put_file(desk.disk, path.as_str(), file, desk.folder),
    };
    changes.files.par_iter().map(add).collect()
}

/// What has to be done, in order.
fn steps(changes: &Changes) -> Vec<Step> {
    let room = Room::for_files_of(changes);
    let (first, last): (Vec<&OutputPath>, Vec<&OutputPath>) = changes.removed.iter().partition(|path| room.is_blocked_by(path));
    let remove = |path: &OutputPath| Step { act: Act::Remove, path: path.clone() };
    let mut steps: Vec<Step> = first.into_iter().map(remove).collect();
    if !room.files.is_empty() {
        steps.extend(on_folders(Act::Fold, changes.emptied.iter()));
    }
    steps.extend(on_folders(Act::Found, changes.founded.iter()));
    steps.extend(installations(changes));
    steps.extend(last.into_iter().map(remove));
    steps.extend(on_folders(Act::Fold, changes.emptied.iter().filter(|folder| !room.is_taken(folder))));
    steps.extend(on_folders(Act::Replace, [MANIFEST].iter()));
    steps
}

fn on_folders<'a>(act: Act, paths: impl Iterator<Item = &'a &'a str>) -> impl Iterator<Item = Step> {
    paths.filter_map(move |path| OutputPath::new(path).ok().map(|path| Step { act, path }))
}

/// The room that new files need where something of ours is removed; paths as a system sees them that folds letter case.
struct Room {
    files: FxHashSet<String>,
    folders: FxHashSet<String>,
}

impl Room {
    fn for_files_of(changes: &Changes) -> Self {
        let needed = !changes.removed.is_empty() || !changes.emptied.is_empty();
        let created = changes.written().filter(|(_, _, fate)| needed && *fate == Fate::Create);
        let files: FxHashSet<String> = created.map(|(path, _, _)| path.folded()).collect();
        let folders = files.iter().flat_map(|path| folders_above(path)).map(str::to_owned).collect();
        Self { files, folders }
    }

    /// Whether a file must go before new ones can come: it is a file where a folder shall be, or the other way round,
    /// or the same name in another spelling.
    fn is_blocked_by(&self, path: &OutputPath) -> bool {
        let path = path.folded();
        self.folders.contains(&path) || self.is_taken(&path)
    }

    /// Whether a file comes to stand at a path or above it.
    fn is_taken(&self, path: &str) -> bool {
        let path = folded(path);
        self.files.contains(&path) || folders_above(&path).any(|folder| self.files.contains(folder))
    }
}

fn installations(changes: &Changes) -> Vec<Step> {
    let twins: FxHashSet<&str> = changes.files.iter().filter_map(|(path, _, _)| path.as_str().strip_suffix("index.md")).collect();
    let mut written: Vec<(&OutputPath, Fate)> = changes.written().map(|(path, _, fate)| (path, fate)).collect();
    written.sort_by_cached_key(|(path, _)| rank(path.as_str(), &twins));
    let act = |fate| if fate == Fate::Create { Act::Create } else { Act::Replace };
    written.into_iter().map(|(path, fate)| Step { act: act(fate), path: path.clone() }).collect()
}

/// What must come first, comes first: assets, then what stands in a folder with a briefing's twin, then lists and feeds,
/// those nearer to the front page last.
fn rank(path: &str, twins: &FxHashSet<&str>) -> (u8, Reverse<usize>) {
    let is_text = [".html", ".xml", ".json", ".md", ".txt"].iter().any(|ending| path.ends_with(ending));
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    let kind = match is_text {
        false => 0,
        true if twins.contains(folder) => 1,
        true => 2,
    };
    (kind, Reverse(folders_above(path).count()))
}

/// Where a step takes place: the path itself, and where its new and old files are kept.
struct Place<'a> {
    desk: &'a Desk<'a>,
    act: Act,
    at: PathBuf,
    new: PathBuf,
    old: PathBuf,
}

impl<'a> Place<'a> {
    fn of(desk: &'a Desk, number: usize, step: &Step) -> Self {
        let path = step.path.as_str();
        let (new, old) = (desk.place("new").join(path), desk.place("old").join(number.to_string()));
        Self { desk, act: step.act, at: desk.folder.join(path), new, old }
    }

    /// Takes the step, wholly or from where it was interrupted.
    fn go(&self) -> Result<(), Failure> {
        let disk = self.desk.disk;
        match self.act {
            Act::Create if self.is_file(&self.new)? => {
                if disk.look(&self.at)? != Seen::Missing {
                    return Err(Failure::new("write", &self.at, ErrorKind::AlreadyExists.into()));
                }
                disk.rename(&self.new, &self.at)
            }
            Act::Replace if self.is_file(&self.new)? => self.put(&self.new, &self.old),
            Act::Create | Act::Replace => Ok(()),
            Act::Remove if self.is_file(&self.at)? && !self.is_file(&self.old)? => disk.rename(&self.at, &self.old),
            Act::Remove => Ok(()),
            Act::Found => disk.create_folder(&self.at),
            Act::Fold => remove_if_empty(disk, &self.at),
        }
    }

    /// Takes the step back, if any of it was taken.
    fn go_back(&self) -> Result<(), Failure> {
        let disk = self.desk.disk;
        match self.act {
            Act::Create | Act::Replace if self.is_file(&self.old)? => self.put(&self.old, &self.new),
            Act::Create | Act::Replace if !self.is_file(&self.new)? && self.is_file(&self.at)? => disk.rename(&self.at, &self.new),
            Act::Remove if self.is_file(&self.old)? => disk.rename(&self.old, &self.at),
            Act::Create | Act::Replace | Act::Remove => Ok(()),
            Act::Found => remove_if_empty(disk, &self.at),
            Act::Fold => disk.create_folder(&self.at),
        }
    }

    /// Puts a file in its place, where what stands is kept under a second name; both may have been done before.
    fn put(&self, file: &Path, kept: &Path) -> Result<(), Failure> {
        let disk = self.desk.disk;
        match disk.look(&self.at)? {
            Seen::Missing => {}
            Seen::File { .. } if self.is_file(kept)? => {}
            Seen::File { .. } => {
                if disk.link(&self.at, kept).is_err() {
                    // Without hard links the place is empty for a moment, but nothing is lost.
                    disk.rename(&self.at, kept)?;
                }
            }
            Seen::Folder | Seen::Other => return Err(Failure::new("replace", &self.at, ErrorKind::AlreadyExists.into())),
        }
        disk.rename(file, &self.at)
    }

    fn is_file(&self, path: &Path) -> Result<bool, Failure> {
        Ok(matches!(self.desk.disk.look(path)?, Seen::File { .. }))
    }
}
