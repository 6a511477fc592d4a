//! Publishing at one stroke: a whole tree is staged beside the output folder and takes its place.
//!
//! Files that stay are hard-linked into the new tree, so they keep their times and cost no writing; bytes are only ever
//! written to files that are new, so both trees are whole at any time. Where two folders can change places in one step,
//! a kill finds the old site or the new one; elsewhere two renames do it, and a journal makes a kill between them good.

use std::path::Path;

use rayon::prelude::*;

use super::desk::Desk;
use super::diff::{Changes, Fate};
use super::disk::{Failure, Mtime, Seen};
use super::journal::Journal;
use super::manifest::MANIFEST;
use super::survey::{folders_above, folders_of};
use crate::base::OutputPath;
use crate::output::OutputFile;

/// Publishes the whole site, and returns the times of all files in the order of their paths.
///
/// # Errors
/// The disk failed. The old site stands, unless the failure left things half-way.
pub(super) fn swap(desk: &Desk, changes: &Changes, manifest: &OutputFile) -> Result<Vec<Mtime>, Failure> {
    let (new, ready) = (desk.place("new"), desk.place("ready"));
    let mtimes = stage(desk, changes, &new)?;
    desk.disk.write(&new.join(MANIFEST), manifest)?;
    if changes.survey.exists {
        desk.disk.copy_permissions(desk.folder, &new)?;
    }
    desk.disk.sync(&desk.work)?;
    desk.disk.rename(&new, &ready)?;
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

fn stage(desk: &Desk, changes: &Changes, new: &Path) -> Result<Vec<Mtime>, Failure> {
    desk.disk.create_folder(new)?;
    let mut folders = folders_of(changes.files.iter().map(|(path, _, _)| path.as_str()));
    let depth = |folder: &&str| folders_above(folder).count();
    folders.sort_by_key(depth);
    for level in folders.chunk_by(|left, right| depth(left) == depth(right)) {
        level.par_iter().map(|folder| desk.disk.create_folder(&new.join(folder))).collect::<Result<(), _>>()?;
    }
    let stage = |(path, file, fate): &(&OutputPath, &OutputFile, Fate)| {
        let place = new.join(path.as_str());
        match fate {
            Fate::Keep(mtime) if desk.disk.link(&desk.folder.join(path.as_str()), &place).is_ok() => Ok(*mtime),
            _ => desk.disk.write(&place, file),
        }
    };
    changes.files.par_iter().map(stage).collect()
}
