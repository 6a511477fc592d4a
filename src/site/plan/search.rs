//! The files of the search data: how many there are follows from the number of pages, so that they can be planned.

use super::fixed;
use crate::base::Address;
use crate::site::words::PARTS;

/// How many pages are described in one file. Ten results lie in ten files at worst, so these are small.
pub const BLOCK: usize = 8;

/// How many pages there are, about, for each shard of the words.
const PAGES_PER_SHARD: usize = 32;

/// A file of the search data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchFile {
    /// How the others are to be read.
    Index,
    /// What results can be filtered by.
    Filters,
    /// A shard of the words.
    Words(usize),
    /// What results show of some pages.
    Pages(usize),
}

/// Into how many shards the words of so many pages are put: a power of two, so that it seldom changes.
#[must_use]
pub fn shards(pages: usize) -> usize {
    pages.div_ceil(PAGES_PER_SHARD).next_power_of_two().clamp(1, PARTS)
}

impl SearchFile {
    /// The files for so many pages.
    pub(super) fn all(pages: usize) -> impl Iterator<Item = Self> {
        let words = (0..shards(pages)).map(Self::Words);
        [Self::Index, Self::Filters].into_iter().chain(words).chain((0..pages.div_ceil(BLOCK)).map(Self::Pages))
    }

    /// Where it stands.
    pub(super) fn address(self, search: &Address) -> Address {
        let numbered = |folder: &str, number: usize| search.page(&fixed(folder)).file(&fixed(&format!("{number}.json")));
        match self {
            Self::Index => search.file(&fixed("index.json")),
            Self::Filters => search.file(&fixed("filters.json")),
            Self::Words(shard) => numbered("words", shard),
            Self::Pages(block) => numbered("pages", block),
        }
    }
}
