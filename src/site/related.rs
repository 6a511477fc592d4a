//! Related briefings: those that share tags, rarer tags weighing more, nearer dates breaking ties.
//!
//! A tag that `n` pages bear weighs `1,000,000 / n`, in whole numbers, so that every machine agrees. Of each tag only the
//! pages next to this one in time count: a common tag says little, and its far pages would lose every tie.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::graph::{PageId, Site};
use crate::base::Digest;

/// How many neighbours in time, on each side, count for each tag.
const WINDOW: usize = 32;

/// The pages most related to `id`, best first, at most `limit`.
#[must_use]
pub fn related(site: &Site, id: PageId, limit: usize) -> Vec<PageId> {
    let own = site.rank(id);
    let mut shared: Vec<(usize, PageId, usize)> = Vec::new();
    for tag in &site.page(id).tags {
        let pages = &site.tags[tag.0].pages;
        let weight = 1_000_000 / pages.len().max(1);
        let place = pages.partition_point(|other| site.rank(*other) < own);
        let window = place.saturating_sub(WINDOW)..(place + WINDOW + 1).min(pages.len());
        shared.extend(pages[window].iter().map(|other| (site.rank(*other), *other, weight)));
    }
    // Each window is in the order of ranks already, which this sort finds and merges.
    shared.sort_by_key(|(rank, ..)| *rank);
    let mut best: Vec<(Reverse<usize>, usize, PageId)> = Vec::with_capacity(limit.min(shared.len()) + 1);
    for same in shared.chunk_by(|left, right| left.0 == right.0) {
        let (rank, other, _) = same[0];
        let scored = (Reverse(same.iter().map(|(.., weight)| weight).sum()), rank.abs_diff(own), other);
        let place = best.partition_point(|better| *better < scored);
        // The page itself is looked at last, and rarely: it lies far away in memory.
        if place < limit && other != id && site.page(other).is_briefing {
            best.insert(place, scored);
            best.truncate(limit);
        }
    }
    best.into_iter().map(|(.., other)| other).collect()
}

/// Related pages, worked out for each page when they are first asked for. They follow from the order and the tags of all
/// pages alone, so that while these are what they were, so is everything worked out.
#[derive(Debug, Default)]
pub struct Relations {
    version: Option<Digest>,
    limit: usize,
    lists: Vec<OnceLock<Box<[PageId]>>>,
}

impl Relations {
    /// The relations of a site: those from before, if they are the same.
    #[must_use]
    pub fn of(site: &Site, limit: usize, before: &Arc<Self>) -> Arc<Self> {
        let version = Some(version(site, limit));
        if before.version == version && before.lists.len() == site.pages.len() {
            return Arc::clone(before);
        }
        let mut lists = Vec::new();
        lists.resize_with(site.pages.len(), OnceLock::new);
        Arc::new(Self { version, limit, lists })
    }

    /// The pages most related to `id`, best first.
    #[must_use]
    pub fn get(&self, site: &Site, id: PageId) -> &[PageId] {
        self.lists[id.0].get_or_init(|| related(site, id, self.limit).into())
    }

    /// Everything worked out so far, to be kept: numbers of pages.
    #[must_use]
    pub fn known(&self) -> Known {
        let numbers = |list: &OnceLock<Box<[PageId]>>| list.get().map(|ids| ids.iter().filter_map(|id| u32::try_from(id.0).ok()).collect());
        Known { version: self.version, limit: self.limit, lists: self.lists.iter().map(numbers).collect() }
    }
}

/// Relations as they are kept.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Known {
    version: Option<Digest>,
    limit: usize,
    lists: Vec<Option<Box<[u32]>>>,
}

impl From<Known> for Relations {
    fn from(known: Known) -> Self {
        let count = known.lists.len();
        let list = |list: Option<Box<[u32]>>| {
            let ids: Box<[PageId]> = list?.iter().map(|number| PageId(*number as usize)).collect();
            // A number beyond the pages there were is no page of the same site either.
            ids.iter().all(|id| id.0 < count).then_some(ids)
        };
        let lists = known.lists.into_iter().map(|known| list(known).map(OnceLock::from).unwrap_or_default()).collect();
        Self { version: known.version, limit: known.limit, lists }
    }
}

/// The version of what relations follow from.
fn version(site: &Site, limit: usize) -> Digest {
    let pages: Vec<_> =
        (0..site.pages.len()).map(PageId).map(|id| (&site.page(id).tags, site.rank(id), site.page(id).is_briefing)).collect();
    Digest::of_value(&(limit, pages))
}
