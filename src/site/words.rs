//! Which pages hold which words: the index that search data are printed from.
//!
//! An inverted index (Zobel and Moffat, "Inverted files for text search engines", ACM Computing Surveys 38(2), 2006): for
//! every folded word the pages that hold it, by their position, each with the weight of the most prominent place. It is
//! made in parallel from what pages say, and from the index of the build before: only texts that changed are read.
//!
//! Words lie in [`PARTS`] parts by a hash of their first letters, so that a part of all pages' words can be printed, and
//! told apart from an earlier state, without the others. The index is a function of the texts alone: how much of it was
//! taken over does not show.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::graph::PageId;
use crate::base::{Digest, SourcePath};

/// Into how many parts words are sorted: the most shards that search data can have. A power of two.
pub const PARTS: usize = 1024;

/// How many letters of a word name its part, so that all words with a prefix of so many lie together.
const LETTERS: usize = 3;

/// Where on a page a word stands, the least prominent place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// In the text only.
    Text,
    /// In the summary or a heading.
    Summary,
    /// In a key fact, a tag, or the name of an author or section.
    Fact,
    /// In the title.
    Title,
}

impl Weight {
    const ALL: [Self; 4] = [Self::Text, Self::Summary, Self::Fact, Self::Title];
}

/// The index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The files of the pages, in the order of their paths, each with the digest of what was read of it.
    files: Vec<(SourcePath, Digest)>,
    /// The words of each part, in their order.
    parts: Vec<Vec<Word>>,
}

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Folded.
    pub text: Box<str>,
    pages: Postings,
}

/// Pages in their order with a weight each, as differences of variable length.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Postings(Vec<u8>);

/// A page and a weight in one number, so that pages are in order and the weightier comes last.
type Posting = u32;

impl Postings {
    /// Adds a posting that comes after `last`, the one before.
    fn push(&mut self, last: Posting, posting: Posting) {
        // The weight is written as it is, the page as the distance from the one before.
        let mut rest = ((posting >> 2) - (last >> 2)) << 2 | posting & 3;
        while rest >= 0x80 {
            self.0.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push(rest as u8);
    }

    fn iter(&self) -> impl Iterator<Item = Posting> {
        let (mut bytes, mut page) = (self.0.iter(), 0_u32);
        std::iter::from_fn(move || {
            let (mut number, mut shift) = (0_u32, 0);
            loop {
                let byte = *bytes.next()?;
                number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
                if byte < 0x80 {
                    page = page.wrapping_add(number >> 2);
                    return Some(page << 2 | number & 3);
                }
                shift += 7;
            }
        })
    }

    fn of(postings: impl Iterator<Item = Posting>) -> Self {
        let (mut own, mut last) = (Self::default(), 0);
        for posting in postings {
            own.push(last, posting);
            last = posting;
        }
        own
    }
}

impl Word {
    /// The pages that hold it, in the order of their positions.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, Weight)> {
        self.pages.iter().map(|posting| (PageId((posting >> 2) as usize), Weight::ALL[(posting & 3) as usize]))
    }
}

/// The words of some pages in the making.
#[derive(Default)]
pub struct Listener {
    words: FxHashMap<Box<str>, (Posting, Postings)>,
    page: u32,
}

impl Listener {
    /// Hears a word of the current page. Of its places the most prominent must come first.
    pub fn hear(&mut self, word: &str, weight: Weight) {
        let posting = self.page << 2 | weight as u32;
        match self.words.get_mut(word) {
            Some((last, _)) if *last >> 2 == self.page => {}
            Some((last, postings)) => {
                postings.push(*last, posting);
                *last = posting;
            }
            None => {
                let mut postings = Postings(Vec::with_capacity(8));
                postings.push(0, posting);
                self.words.insert(word.into(), (posting, postings));
            }
        }
    }
}

/// Where the pages of an earlier index stand now.
struct Moves {
    /// The position of each now, unless it is gone or says something else.
    to: Vec<Option<u32>>,
    /// Whether all are where they were.
    none: bool,
}

impl Words {
    /// The index of these pages, in the order of their paths; `say` tells what a page says, and is asked only about pages
    /// that are not in this index.
    #[must_use]
    pub fn after(&self, files: Vec<(SourcePath, Digest)>, say: impl Fn(PageId, &mut Listener) + Sync) -> Self {
        let (moves, fresh) = self.compare(&files);
        let heard = hear(&fresh, say);
        let mut by_part: Vec<Vec<Word>> = (0..PARTS).map(|_| Vec::new()).collect();
        heard.into_iter().flatten().for_each(|(part, word)| by_part[part].push(word));
        let none = Vec::new();
        let parts = by_part.into_par_iter().enumerate().map(|(part, fresh)| joined(self.parts.get(part).unwrap_or(&none), fresh, &moves));
        Self { parts: parts.collect(), files }
    }

    /// Whether it is of these files.
    #[must_use]
    pub fn is_of(&self, files: &[(SourcePath, Digest)]) -> bool {
        self.files == files && self.parts.len() == PARTS
    }

    /// The words of a shard: of those parts that fall together where there are `shards` (a power of two, at most [`PARTS`]).
    pub fn shard(&self, shard: usize, shards: usize) -> impl Iterator<Item = &Word> {
        self.parts.iter().skip(shard).step_by(shards.max(1)).flatten()
    }

    /// The version of a shard, beside the order and the names of the pages.
    #[must_use]
    pub fn version(&self, shard: usize, shards: usize) -> Digest {
        let mut bytes = Vec::new();
        for word in self.shard(shard, shards) {
            for part in [word.text.as_bytes(), word.pages.0.as_slice()] {
                bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
                bytes.extend_from_slice(part);
            }
        }
        Digest::of(&bytes)
    }

    /// What is kept of it: the files, and the parts.
    #[must_use]
    pub fn kept(&self) -> (&[(SourcePath, Digest)], &[Vec<Word>]) {
        (&self.files, &self.parts)
    }

    /// The index that was kept; none at all if it does not hold together.
    #[must_use]
    pub fn recalled(files: Vec<(SourcePath, Digest)>, parts: Vec<Vec<Word>>) -> Self {
        let is_sound = |word: &Word| word.pages.iter().all(|posting| ((posting >> 2) as usize) < files.len());
        if parts.len() == PARTS && parts.par_iter().flatten().all(is_sound) { Self { files, parts } } else { Self::default() }
    }

    /// Where this index's pages stand among `files`, and the positions of those that are not in it. Both are in order.
    fn compare(&self, files: &[(SourcePath, Digest)]) -> (Moves, Vec<usize>) {
        let (mut to, mut fresh, mut at) = (vec![None; self.files.len()], Vec::new(), 0);
        for (position, file) in files.iter().enumerate() {
            while self.files.get(at).is_some_and(|known| known.0 < file.0) {
                at += 1;
            }
            match to.get_mut(at) {
                Some(place) if self.files[at] == *file => *place = u32::try_from(position).ok(),
                _ => fresh.push(position),
            }
        }
        let none = to.iter().enumerate().all(|(from, to)| to.is_some_and(|to| to as usize == from));
        (Moves { to, none }, fresh)
    }
}

/// What pages say, in parallel: rows of words with their parts, each row about pages that come after those of the row before.
fn hear(fresh: &[usize], say: impl Fn(PageId, &mut Listener) + Sync) -> Vec<Vec<(usize, Word)>> {
    let some = |positions: &[usize]| {
        let mut listener = Listener::default();
        for position in positions {
            listener.page = u32::try_from(*position).unwrap_or(u32::MAX >> 2);
            say(PageId(*position), &mut listener);
        }
        let words = listener.words.into_iter();
        words.map(|(text, (_, pages))| (part(&text), Word { text, pages })).collect()
    };
    // Few long rows: a word that many rows share is joined once for each of them.
    fresh.par_chunks(fresh.len().div_ceil(4 * rayon::current_num_threads()).max(16)).map(some).collect()
}

/// A part of the earlier index, as far as it holds, with the words that were heard.
fn joined(before: &[Word], mut fresh: Vec<Word>, moves: &Moves) -> Vec<Word> {
    // Rows come in the order of their pages, and the sort keeps it.
    fresh.sort_by(|left, right| left.text.cmp(&right.text));
    let (mut before, mut fresh) = (before.iter().peekable(), fresh.into_iter().peekable());
    let mut words = Vec::new();
    while let Some(text) = before.peek().map(|word| &word.text).into_iter().chain(fresh.peek().map(|word| &word.text)).min().cloned() {
        let known = before.next_if(|word| word.text == text);
        let mut heard: Vec<Postings> = Vec::new();
        while let Some(word) = fresh.next_if(|word| word.text == text) {
            heard.push(word.pages);
        }
        let pages = join(known.map(|word| &word.pages), heard, moves);
        if !pages.0.is_empty() {
            words.push(Word { text, pages });
        }
    }
    words
}

fn join(known: Option<&Postings>, mut heard: Vec<Postings>, moves: &Moves) -> Postings {
    match known {
        None if heard.len() == 1 => heard.pop().unwrap_or_default(),
        Some(known) if heard.is_empty() && moves.none => known.clone(),
        _ => {
            let moved = |posting: Posting| Some(moves.to.get((posting >> 2) as usize).copied()?? << 2 | posting & 3);
            let mut all: Vec<Posting> = known.into_iter().flat_map(|known| known.iter().filter_map(moved)).collect();
            all.extend(heard.iter().flat_map(Postings::iter));
            if known.is_some() {
                all.sort_unstable();
            }
            Postings::of(all.into_iter())
        }
    }
}

/// The part of a word: a hash of its first letters. Words that are no letters (the terms of filters begin with `#`, `@` or
/// `/`) are hashed whole.
#[must_use]
pub fn part(word: &str) -> usize {
    let whole = word.starts_with(['#', '@', '/']);
    let end = word.char_indices().nth(LETTERS).map_or(word.len(), |(end, _)| if whole { word.len() } else { end });
    fnv(&word.as_bytes()[..end]) as usize % PARTS
}

/// FNV-1a of 32 bits (Fowler, Noll, Vo; IETF RFC 9923): short to write in the browser as well.
fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().fold(2_166_136_261, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(16_777_619))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Listener, PARTS, PageId, Weight, Words, part};
    use crate::base::{Digest, SourcePath};

    type Texts = std::collections::BTreeMap<String, String>;

    fn indexed(before: &Words, texts: &Texts) -> Words {
        let files = texts.iter().map(|(path, text)| (SourcePath::new(path).expect("a path"), Digest::of(text.as_bytes()))).collect();
        let texts: Vec<&String> = texts.values().collect();
        before.after(files, |id: PageId, listener: &mut Listener| {
            let weigh = |word: &str| if word == "t" { Weight::Title } else { Weight::Text };
            texts[id.0].split_whitespace().for_each(|word| listener.hear(word, weigh(word)));
        })
    }

    fn found(words: &Words, text: &str) -> Vec<(usize, Weight)> {
        let word = words.shard(part(text), PARTS).find(|word| &*word.text == text);
        word.into_iter().flat_map(super::Word::pages).map(|(id, weight)| (id.0, weight)).collect()
    }

    #[test]
    fn words_lead_to_their_pages() {
        let texts = [("a", "one t two one"), ("b", "two"), ("c", "")].map(|(path, text)| (path.to_owned(), text.to_owned()));
        let words = indexed(&Words::default(), &texts.into());
        assert_eq!(found(&words, "one"), [(0, Weight::Text)]);
        assert_eq!(found(&words, "two"), [(0, Weight::Text), (1, Weight::Text)]);
        assert_eq!(found(&words, "t"), [(0, Weight::Title)]);
        assert_eq!(found(&words, "three"), []);
    }

    #[test]
    fn all_words_of_a_prefix_lie_in_one_part() {
        assert_eq!(part("amazon"), part("amaze"));
        assert_eq!(part("上海市"), part("上海市民"));
        assert_ne!(part("#amazon"), part("#amaze"));
    }

    fn some_texts() -> impl Strategy<Value = Texts> {
        prop::collection::btree_map(
            "[a-e]/?[a-e]".prop_filter("a path", |path| SourcePath::new(path).is_some()),
            "([a-d]{1,2} |t ){0,8}",
            0..12,
        )
    }

    proptest! {
        #[test]
        fn an_index_of_changed_texts_is_the_index_of_the_texts(days in prop::collection::vec(some_texts(), 1..4)) {
            let mut words = Words::default();
            for texts in &days {
                words = indexed(&words, texts);
                prop_assert_eq!(&words, &indexed(&Words::default(), texts));
            }
            let (files, parts) = words.kept();
            prop_assert_eq!(&Words::recalled(files.to_vec(), parts.to_vec()), &words);
        }
    }
}
