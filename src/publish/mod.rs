//! Publishing: the finished site becomes the output folder, whole or not at all.
//!
//! This is the only code that writes, renames or deletes. A publication is opened before the site is printed ([`open`]):
//! it has the lock, and knows what of ours stands untouched in the folder (`standing`). What is printed is written
//! straight into a staged tree (`tree`), unless the same bytes stand. [`Stage::publish`] then compares the site with the
//! folder (`diff`) and changes what differs: all at once, by letting the staged tree take the folder's place (`swap`),
//! or file by file under a journal (`apply`). Killed anywhere, the folder holds the old site or the new one, at the
//! latest once the next command has opened it. A manifest in the folder says what is ours; nothing else there is ever
//! overwritten or removed. A file that stays is not touched.

mod append;
mod apply;
mod create;
mod desk;
mod diff;
mod disk;
mod faults;
mod journal;
mod manifest;
mod sealed;
mod stage;
mod standing;
mod store;
mod survey;
mod swap;
mod target;
#[cfg(test)]
mod tests;
mod tree;

use crate::base::OutputPath;
pub use append::append;
pub use create::{create, renew};
use desk::Desk;
use diff::Trouble;
use disk::{Disk, Seen};
pub use stage::{Stage, open};
pub use store::{Kept, recall, remember};
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
    /// What tells this publication from every other.
    pub seal: String,
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

impl Recovered {
    /// This, or what was found after it.
    fn and(self, later: Self) -> Self {
        if later == Self::Nothing { self } else { later }
    }
}

/// Finishes what a kill interrupted, or discards what it left staged. Costs two looks at the disk if there is nothing.
fn recover_on(disk: &dyn Disk, target: &Target, patience: Patience) -> Result<Recovered, Trouble> {
    let mut recovered = Recovered::Nothing;
    for (work, beside) in target.workplaces().into_iter().zip([true, false]) {
        if disk.look(&work)? == Seen::Folder {
            let mut desk = Desk::sit_at(disk, target, (work, beside), patience)?.ok_or_else(|| busy(target))?;
            recovered = recovered.and(desk.settle()?);
        }
    }
    Ok(recovered)
}

fn busy(target: &Target) -> Trouble {
    Trouble::Told(vec![faults::busy(target.folder())])
}
