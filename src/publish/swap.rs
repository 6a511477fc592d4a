//! Publishing at one stroke: a whole tree is staged beside the output folder and takes its place.
//!
//! What was printed is in the new tree already. Files that stay are hard-linked into it, so they keep their times and cost
//! no writing; bytes are only ever written to files that are new, so both trees are whole at any time. Where two folders can change places in one step,
//! a kill finds the old site or the new one; elsewhere two renames do it, and a journal makes a kill between them good.

use std::path::Path;

use rayon::prelude::*;

use super::desk::Desk;
use super::diff::{Changes, Fate};
use super::disk::{Failure, Mtime, Seen};
use super::journal::Journal;
use super::tree::Tree;
use crate::base::OutputPath;
use crate::input::Contents;
use crate::output::OutputFile;

/// Publishes the whole site, and returns the times of all files in the order of their paths.
///
/// # Errors
/// The disk failed. The old site stands, unless the failure left things half-way.
pub(super) fn swap(desk: &Desk, tree: &Tree, changes: &Changes) -> Result<Vec<Mtime>, Failure> {
    let ready = desk.place("ready");
    let mtimes = complete(desk, tree, changes)?;
    if changes.survey.exists {
        desk.disk.copy_permissions(desk.folder, tree.root())?;
    }
    desk.disk.sync(&desk.work)?;
    desk.disk.rename(tree.root(), &ready)?;
    if !changes.survey.exists {
        desk.disk.rename(&ready, desk.folder)?;
    } else if desk.disk.exchange(&ready, desk.folder).is_err() {
        desk.open_journal(&Journal::Swap)?;
        in_two_steps(desk, true)?;
    }
    Ok(mtimes)
}

/// Brings two renames to their end from wherever they are, or back if they fail.
///
/// # Errors
/// A rename failed.
pub(super) fn finish(desk: &Desk) -> Result<(), Failure> {
    let (ready, retired) = (desk.place("ready"), desk.place("retired"));
    // Before it is known where things stand, nothing may be cleared away.
    let has = |path: &Path| desk.disk.look(path).map(|seen| seen == Seen::Folder).map_err(Failure::half_way);
    if !has(&ready)? {
        return Ok(());
    }
    let stands = !has(&retired)?;
    in_two_steps(desk, stands)
}

/// Retires the old tree if it still stands, and puts the new one in its place.
fn in_two_steps(desk: &Desk, stands: bool) -> Result<(), Failure> {
    let retired = desk.place("retired");
    if stands {
        desk.disk.rename(desk.folder, &retired)?;
    }
    let Err(failure) = desk.disk.rename(&desk.place("ready"), desk.folder) else { return Ok(()) };
    desk.disk.rename(&retired, desk.folder).map_err(Failure::half_way)?;
    Err(failure)
}

/// Adds what is not in the staged tree yet: what stays, and what was not printed but is copied.
fn complete(desk: &Desk, tree: &Tree, changes: &Changes) -> Result<Vec<Mtime>, Failure> {
    tree.make_for(desk.disk, changes.files.iter().map(|(path, _, _)| path.as_str()))?;
    let add = |(path, file, fate): &(&OutputPath, &OutputFile, Fate)| {
        let path = path.as_str();
        let Fate::Keep(mtime) = fate else { return tree.put_file(desk.disk, path, file, desk.folder) };
        if let Contents::Staged { .. } = file.contents {
            // It was not ours, and turned out to be what is wanted: the one that stands, stays.
            desk.disk.remove_file(&tree.place(path))?;
        }
        let standing = desk.folder.join(path);
        match desk.disk.link(&standing, &tree.place(path)) {
            Ok(()) => Ok(*mtime),
            Err(_) => desk.disk.copy(&standing, file.digest, &tree.place(path)),
        }
    };
    changes.files.par_iter().map(add).collect()
}
