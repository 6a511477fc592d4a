//! Publishing: the finished site becomes the output folder, whole or not at all.
//!
//! This is the only code that writes, renames or deletes. Everything is rendered before [`publish`] is called; it
//! compares the site with what stands in the folder (`diff`) and changes what differs: all at once, by a staged tree
//! that takes the folder's place (`swap`), or file by file under a journal (`apply`). Killed anywhere, the folder
//! holds the old site or the new one, at the latest once the next command has called [`recover`]. A manifest in the
//! folder says what is ours; nothing else there is ever overwritten or removed. A file that stays is not touched.

mod apply;
mod create;
mod desk;
mod diff;
mod disk;
mod faults;
mod journal;
mod manifest;
mod sealed;
mod spill;
mod store;
mod survey;
mod swap;
mod target;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::base::{Diagnostic, OutputPath};
use crate::output::Output;
pub use create::create;
use desk::Desk;
use diff::{Changes, Comparison, Trouble};
use disk::{Disk, Failure, Mtime, Seen, System};
use manifest::{MANIFEST, Stamps};
pub use spill::Spill;
pub use store::{recall, remember};
pub use target::{Surroundings, Target};

/// From how many changed files on the folder is exchanged as a whole, if they are more than a third of all. Below that,
/// the renames take less than a moment, and whoever stands in the folder (a shell, a server) is not left in an old one.
const MANY: usize = 100;

/// What to do while another build is publishing to the same folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Wait for its end.
    Wait,
    /// Say so, and change nothing.
    Refuse,
}

/// What was done to the output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have new bytes, in the order of their paths.
    pub written: Vec<OutputPath>,
    /// Files that are no more, in the order of their paths.
    pub removed: Vec<OutputPath>,
    /// How many files were left as they were.
    pub unchanged: usize,
}

/// What an interrupted build had left, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovered {
    /// Nothing: no build was interrupted.
    Nothing,
    /// Files that were staged or had served their time, which were removed; a whole site stands.
    Discarded,
    /// A change half made, which was completed; the new site stands.
    Finished,
}

/// Makes the output folder hold this site and nothing else of ours. `cache` is the project's cache folder.
///
/// # Errors
/// The site in the folder is as it was. E0701: the manifest is damaged. E0702, for each file: it would overwrite
/// something that is not ours. E0703: the disk fails, or another build is at work and there is no [`Patience`]; only if
/// a change can neither be completed nor taken back does it stay half made, and the message says so.
pub fn publish(target: &Target, output: &Output, cache: &Path, patience: Patience) -> Result<Published, Vec<Diagnostic>> {
    let stamps = manifest::stamps_file(cache, target.folder());
    let publisher = Publisher { disk: &System::default(), target, stamps: &stamps, many: MANY };
    publisher.publish(output, patience)
}

/// Finishes what a kill interrupted, or discards what it left staged. Costs two looks at the disk if there is nothing.
///
/// # Errors
/// E0703: the disk fails, or another build is at work and there is no [`Patience`].
pub fn recover(target: &Target, patience: Patience) -> Result<Recovered, Box<Diagnostic>> {
    let told = |trouble| match trouble {
        Trouble::Told(diagnostics) => diagnostics.into_iter().next().unwrap_or_else(|| faults::busy(target.folder())),
        Trouble::Disk(failure) => faults::cannot_publish(&failure),
    };
    recover_on(&System::default(), target, patience).map_err(told).map_err(Box::new)
}

fn recover_on(disk: &dyn Disk, target: &Target, patience: Patience) -> Result<Recovered, Trouble> {
    let mut recovered = Recovered::Nothing;
    for (work, beside) in target.workplaces().into_iter().zip([true, false]) {
        if disk.look(&work)? == Seen::Folder {
            let desk = Desk::sit_at(disk, target, (work, beside), patience)?.ok_or_else(|| busy(target))?;
            let settled = leaving(desk, |desk| Ok(desk.settle()?))?;
            recovered = if settled == Recovered::Nothing { recovered } else { settled };
        }
    }
    Ok(recovered)
}

/// Does something at the work folder and clears it away, unless the output folder was left half-way.
fn leaving<T>(desk: Desk, work: impl FnOnce(&Desk) -> Result<T, Trouble>) -> Result<T, Trouble> {
    let result = work(&desk);
    match &result {
        Err(Trouble::Disk(failure)) if failure.half_way => desk.leave_as_is(),
        _ => desk.leave(),
    }
    result
}

fn busy(target: &Target) -> Trouble {
    Trouble::Told(vec![faults::busy(target.folder())])
}

/// One publication.
struct Publisher<'a> {
    disk: &'a dyn Disk,
    target: &'a Target,
    /// Where the times of our files are kept.
    stamps: &'a Path,
    /// From how many changes on the folder is exchanged as a whole.
    many: usize,
}

impl Publisher<'_> {
    fn publish(&self, output: &Output, patience: Patience) -> Result<Published, Vec<Diagnostic>> {
        self.publish_or_fail(output, patience).map_err(|trouble| match trouble {
            Trouble::Told(diagnostics) => diagnostics,
            Trouble::Disk(failure) => vec![faults::cannot_publish(&failure)],
        })
    }

    fn publish_or_fail(&self, output: &Output, patience: Patience) -> Result<Published, Trouble> {
        recover_on(self.disk, self.target, patience)?;
        let desk = Desk::sit(self.disk, self.target, patience)?.ok_or_else(|| busy(self.target))?;
        leaving(desk, |desk| {
            // Another build may have been killed while this one waited for the lock.
            desk.settle()?;
            self.publish_at(desk, output)
        })
    }

    fn publish_at(&self, desk: &Desk, output: &Output) -> Result<Published, Trouble> {
        let before = self.manifest()?;
        let ours = match &before {
            Some(text) => manifest::entries(text).ok_or_else(|| Trouble::Told(vec![faults::manifest_damaged(desk.folder)]))?,
            None => Vec::new(),
        };
        let stamps = before.as_ref().map(|text| Stamps::read(self.disk, self.stamps, text)).unwrap_or_default();
        let comparison = Comparison { disk: self.disk, folder: desk.folder, ours: &ours, stamps: &stamps, output };
        let changes = comparison.changes()?;
        let (after, mtimes) = match &before {
            Some(text) if changes.count() == 0 && manifest::lists(&ours, output) => (text.clone(), changes.mtimes()),
            _ => self.change(desk, &changes, output, before.is_none())?,
        };
        if !stamps.are(&mtimes) {
            Stamps::keep(self.disk, self.stamps, &after, &mtimes);
        }
        Ok(published(changes))
    }

    /// The text of the manifest, if there is one.
    fn manifest(&self) -> Result<Option<String>, Failure> {
        let file = self.target.folder().join(MANIFEST);
        match self.disk.look(&file)? {
            // What is not text is damaged, and told as such.
            Seen::File { .. } => Ok(Some(String::from_utf8(self.disk.read(&file)?).unwrap_or_default())),
            _ => Ok(None),
        }
    }

    /// Makes the changes, and returns the new manifest and the times of all files.
    fn change(&self, desk: &Desk, changes: &Changes, output: &Output, is_first: bool) -> Result<(String, Vec<Mtime>), Failure> {
        let text = manifest::manifest_of(output);
        let manifest = manifest::text_file(text.clone());
        let sweeping = (is_first || self.are_many(changes)) && desk.beside && changes.survey.is_alone(self.disk, desk.folder)?;
        let mtimes = if sweeping { swap::swap(desk, changes, &manifest)? } else { apply::apply(desk, changes, &manifest)? };
        Ok((text, mtimes))
    }

    fn are_many(&self, changes: &Changes) -> bool {
        let count = changes.count();
        !changes.survey.exists || (count >= self.many && count > changes.files.len().max(count) / 3)
    }
}

fn published(changes: Changes) -> Published {
    let written: Vec<OutputPath> = changes.written().map(|(path, _, _)| path.clone()).collect();
    Published { unchanged: changes.files.len().saturating_sub(written.len()), written, removed: changes.removed }
}
