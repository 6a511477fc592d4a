//! Related briefings: those that share tags, rarer tags weighing more, nearer dates breaking ties.
//!
//! A tag that `n` pages bear weighs `1,000,000 / n`, in whole numbers, so that every machine agrees. Of each tag only the
//! pages next to this one in time count: a common tag says little, and its far pages would lose every tie.

use std::cmp::Reverse;

use super::graph::{PageId, Site};

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
