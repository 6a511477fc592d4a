//! Examinations: what came of holding briefings against their sources, kept so that only what changed is examined again.
//!
//! An examination follows from the briefing's own text and from what its sources and their copies are; while both are
//! the same it is taken as it was. Pages that rest on no copy have none.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::shelf::Shelf;
use crate::base::{Diagnostics, Digest, SourcePath};
use crate::briefing::Places;
use crate::check::evidence::{self, Snapshots};
use crate::site::evidence::Examined;
use crate::site::{Evidence, PageId, Registries, Site};

/// What came of each examination, by the briefing's file, with the digest of what it follows from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examinations(BTreeMap<SourcePath, (Digest, Arc<Examined>)>);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examination {
    /// The briefing.
    pub path: SourcePath,
    /// What it follows from.
    pub from: Digest,
    /// What came of it.
    pub examined: Arc<Examined>,
}

impl Examinations {
    /// Examines the pages of a site; those that follow from what they did are taken from the ones before. With the same by
    /// page, and everything there is to tell.
    #[must_use]
    pub fn of(
        site: &Site,
        registries: &Registries,
        snapshots: &Snapshots<'_>,
        shelf: &Shelf,
        before: &Self,
    ) -> (Self, Evidence, Diagnostics) {
        if snapshots.is_empty() {
            return Default::default();
        }
        let places = Places::new(snapshots.files());
        let one = |page: &crate::site::Page| {
            let head = &page.head;
            let from = Digest::of_value(&(shelf.from(&head.path), evidence::rests(head, registries, snapshots)?));
            let known = before.0.get(&head.path).filter(|(known, _)| *known == from).map(|(_, examined)| Arc::clone(examined));
            let examined = known.unwrap_or_else(|| Arc::new(evidence::examine(head, registries, snapshots, &places)));
            Some((head.path.clone(), (from, examined)))
        };
        let examinations = Self(site.pages.par_iter().filter_map(one).collect());
        let evidence = examinations.evidence(site);
        let found = evidence.findings().cloned().chain(evidence::out_of_date(snapshots, site, &evidence)).collect();
        (examinations, evidence, found)
    }

    /// The same by page.
    fn evidence(&self, site: &Site) -> Evidence {
        let pages = site.pages.iter().enumerate().filter(|_| !self.0.is_empty());
        let of_page = |(index, page): (usize, &crate::site::Page)| {
            let (_, examined) = self.0.get(&page.head.path)?;
            Some((PageId(index), Arc::clone(examined)))
        };
        Evidence(pages.filter_map(of_page).collect())
    }

    /// All of them, in the order of their files.
    #[must_use]
    pub fn entries(&self) -> Vec<Examination> {
        let entry = |(path, (from, examined)): (&SourcePath, &(Digest, Arc<Examined>))| Examination {
            path: path.clone(),
            from: *from,
            examined: Arc::clone(examined),
        };
        self.0.iter().map(entry).collect()
    }
}

impl FromIterator<Examination> for Examinations {
    fn from_iter<I: IntoIterator<Item = Examination>>(entries: I) -> Self {
        Self(entries.into_iter().map(|Examination { path, from, examined }| (path, (from, examined))).collect())
    }
}
