//! What of ours stands in the output folder: known before anything is printed, so that nothing is printed in vain.
//!
//! The manifest says what is ours, one survey tells what of it is there, and the stamps (or else the digests) tell what
//! of that is as it was written. Such a file is intact: its bytes need not be had again, for it can stay, or be linked
//! into a new tree. What was edited, replaced or deleted by hand is not intact, and has to be printed and written.

use std::path::Path;

use rayon::prelude::*;

use super::diff::Trouble;
use super::disk::{Disk, Failure, Seen};
use super::faults;
use super::manifest::{Entry, MANIFEST, Stamps, entries};
use super::survey::Survey;
use crate::base::{Digest, OutputPath};

/// The files of ours, and what was seen of them.
#[derive(Debug)]
pub(super) struct Standing {
    /// The text of the manifest, if there is one.
    pub manifest: Option<String>,
    /// What it lists, in the order of paths.
    pub ours: Vec<Entry>,
    /// The times that these files were written, where they are known.
    pub stamps: Stamps,
    /// What stands at their paths.
    pub survey: Survey,
    /// Which of them are as they were written, by their number.
    intact: Vec<bool>,
    /// What the manifest looked like.
    mark: Seen,
}

impl Standing {
    /// Looks at an output folder, whose files' times are kept in `stamps`.
    ///
    /// # Errors
    /// E0701: the manifest is damaged. Or the disk cannot be looked at.
    pub fn of(disk: &dyn Disk, folder: &Path, stamps: &Path) -> Result<Self, Trouble> {
        let file = folder.join(MANIFEST);
        let mark = disk.look(&file)?;
        let manifest = match mark {
            // What is not text is damaged, and told as such.
            Seen::File { .. } => Some(String::from_utf8(disk.read(&file)?).unwrap_or_default()),
            _ => None,
        };
        let ours = manifest.as_deref().map_or(Some(Vec::new()), entries);
        let ours = ours.ok_or_else(|| Trouble::Told(vec![faults::manifest_damaged(folder)]))?;
        let stamps = manifest.as_ref().map(|text| Stamps::read(disk, stamps, text)).unwrap_or_default();
        let paths: Vec<&str> = ours.iter().map(|entry| &*entry.path).filter(|path| stays_inside(path)).collect();
        let survey = Survey::of(disk, folder, &paths)?;
        let is_intact = |(number, entry): (usize, &Entry)| match survey.file(&entry.path) {
            Seen::File { len, mtime } if len == entry.len => {
                let untouched = mtime.is_some() && mtime == stamps.of(number);
                untouched || disk.digest(&folder.join(&*entry.path)).is_ok_and(|digest| digest == entry.digest)
            }
            _ => false,
        };
        let intact = ours.par_iter().enumerate().map(is_intact).collect();
        Ok(Self { manifest, ours, stamps, survey, intact, mark })
    }

    /// The digest and the length of the file of ours that stands intact at a path.
    pub fn file(&self, path: &OutputPath) -> Option<(Digest, u64)> {
        let number = self.ours.binary_search_by(|entry| (*entry.path).cmp(path.as_str())).ok()?;
        let entry = self.ours.get(number).filter(|_| self.is_intact(number))?;
        Some((entry.digest, entry.len))
    }

    /// Whether every file of ours is as it was written.
    pub fn is_whole(&self) -> bool {
        self.intact.len() == self.ours.len() && self.intact.iter().all(|intact| *intact)
    }

    /// Whether the file with this number in the manifest is as it was written.
    pub fn is_intact(&self, number: usize) -> bool {
        self.intact.get(number).copied().unwrap_or(false)
    }

    /// Whether the manifest is still the one that was read: the folder was not removed or replaced since.
    ///
    /// # Errors
    /// It cannot be looked at.
    pub fn is_current(&self, disk: &dyn Disk, folder: &Path) -> Result<bool, Failure> {
        Ok(disk.look(&folder.join(MANIFEST))? == self.mark)
    }
}

/// Whether a path can only lead to something in the output folder: one that cannot is no path of ours, and not looked at.
fn stays_inside(path: &str) -> bool {
    path.split('/').all(|segment| !matches!(segment, "" | "." | "..") && !segment.contains(['\\', ':', '\0']))
}
