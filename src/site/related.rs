//! Related briefings: those that share tags, rarer tags weighing more, nearer dates breaking ties.
//!
//! A tag that `n` pages bear weighs `1,000,000 / n`, in whole numbers, so that every machine agrees. Of each tag only the
//! pages next to this one in time count: a common tag says little, and its far pages would lose every tie.

use super::graph::{PageId, Site};

/// How many neighbours in time, on each side, count for each tag.
const WINDOW: usize = 32;

/// The pages most related to `id`, best first, at most `limit`.
#[must_use]
pub fn related(site: &Site, id: PageId, limit: usize) -> Vec<PageId> {
    let own = site.rank(id);
    let mut shared: Vec<(PageId, usize)> = Vec::new();
    for tag in &site.page(id).tags {
        let pages = &site.tags[tag.0].pages;
        let weight = 1_000_000 / pages.len().max(1);
        let place = pages.partition_point(|other| site.rank(*other) < own);
        let window = place.saturating_sub(WINDOW)..(place + WINDOW + 1).min(pages.len());
        let others = pages[window].iter().filter(|other| **other != id && site.page(**other).is_briefing);
        shared.extend(others.map(|other| (*other, weight)));
    }
    shared.sort_unstable();
    let sums =
        shared.chunk_by(|left, right| left.0 == right.0).map(|same| (same[0].0, same.iter().map(|(_, weight)| weight).sum::<usize>()));
    let mut scored: Vec<(std::cmp::Reverse<usize>, usize, PageId)> =
        sums.map(|(other, weight)| (std::cmp::Reverse(weight), site.rank(other).abs_diff(own), other)).collect();
    let kept = limit.min(scored.len());
    if kept < scored.len() {
        scored.select_nth_unstable(kept);
        scored.truncate(kept);
    }
    scored.sort_unstable();
    scored.into_iter().map(|(_, _, other)| other).collect()
}
