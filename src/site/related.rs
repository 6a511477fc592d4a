//! Related briefings: those that share tags, rarer tags weighing more, nearer dates breaking ties.
//!
//! A tag that `n` pages bear weighs `1,000,000 / n`, in whole numbers, so that every machine agrees. Of each tag only the
//! pages next to this one in time are looked at: a common tag says little, and its far pages would lose every tie.

use super::graph::{PageId, Site};

/// How many neighbours in time, on each side, are looked at for each tag.
const WINDOW: usize = 32;

/// The pages most related to `id`, best first, at most `limit`.
#[must_use]
pub fn related(site: &Site, id: PageId, limit: usize) -> Vec<PageId> {
    let page = site.page(id);
    let mut candidates: Vec<PageId> = Vec::new();
    for tag in &page.tags {
        let pages = &site.tags[tag.0].pages;
        let place = pages.partition_point(|other| key(site, *other) < key(site, id));
        let window = place.saturating_sub(WINDOW)..(place + WINDOW + 1).min(pages.len());
        candidates.extend(pages[window].iter().filter(|other| **other != id && site.page(**other).head.is_briefing()));
    }
    candidates.sort_unstable();
    candidates.dedup();
    let mut scored: Vec<(std::cmp::Reverse<usize>, u64, PageId)> =
        candidates.into_iter().map(|other| (std::cmp::Reverse(weight(site, id, other)), distance(site, id, other), other)).collect();
    scored.sort_unstable();
    scored.into_iter().take(limit).map(|(_, _, other)| other).collect()
}

/// The order of a tag's pages: latest first, then as they stand in the site's lists.
fn key(site: &Site, id: PageId) -> (std::cmp::Reverse<Option<jiff::Timestamp>>, i64, &str, &crate::base::SourcePath) {
    let page = site.page(id);
    (std::cmp::Reverse(page.moment), page.head.weight, &page.head.title, &page.head.path)
}

fn weight(site: &Site, left: PageId, right: PageId) -> usize {
    let shared = site.page(left).tags.iter().filter(|tag| site.page(right).tags.contains(tag));
    shared.map(|tag| 1_000_000 / site.tags[tag.0].pages.len().max(1)).sum()
}

fn distance(site: &Site, left: PageId, right: PageId) -> u64 {
    match (site.page(left).moment, site.page(right).moment) {
        (Some(left), Some(right)) => left.as_second().abs_diff(right.as_second()),
        _ => u64::MAX,
    }
}
