//! Locked claims: those of sources whose copies are not at hand, taken from the evidence lock as they were found.
//!
//! A claim that the lock does not hold as it is written now was held against nothing, and that is told; so is a lock that
//! cannot be read, or that holds less than what is found with the copies at hand.

use super::examination::Examination;
use super::{Snapshots, faults};
use crate::base::{Diagnostics, SourcePath};
use crate::site::evidence::{Claim, Evidence, Examined, Lock, Verdict, lock};
use crate::site::{PageId, Site};

impl Examination<'_> {
    /// W0242: a claim that cannot be held against its source, as the lock has it.
    pub(super) fn locked(&self, claim: Claim) -> Claim {
        let is_missing = |source: &String| self.missing.iter().any(|missing| missing.is_locked && missing.source == source);
        let Some(lock) = self.lock().filter(|_| claim.verdict == Verdict::NotCheckable && claim.sources.iter().any(is_missing)) else {
            return claim;
        };
        match lock.found(&self.head.path, &claim) {
            Some(found) => found.claim(claim),
            None if claim.is_comparable() => {
                let finding = faults::not_locked(&claim);
                Claim { finding: Some(finding), ..claim }
            }
            None => claim,
        }
    }
}

/// W0241: the lock of a project must be one, and hold what is found. Without a lock there is nothing to say.
#[must_use]
pub fn out_of_date(snapshots: &Snapshots<'_>, site: &Site, evidence: &Evidence) -> Diagnostics {
    let mut found = Diagnostics::new();
    let (Some(path), Some(_)) = (SourcePath::new(lock::NAME), snapshots.locked) else { return found };
    match &snapshots.lock {
        None => found.push(faults::unreadable_lock(&path, why(snapshots, &path))),
        Some(lock) => {
            let is_old = |(id, examined): &(PageId, &Examined)| !lock.holds(&site.page(*id).head.path, examined);
            let old = evidence.pages().filter(is_old).count();
            found.extend((old > 0).then(|| faults::old_lock(old, &path)));
        }
    }
    found
}

fn why(snapshots: &Snapshots<'_>, path: &SourcePath) -> String {
    let text = snapshots.files.text(path);
    text.map_or_else(|| "it is no UTF-8 text".into(), |text| Lock::read(&text.text).err().unwrap_or_default())
}
