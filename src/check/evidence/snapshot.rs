//! Snapshots: the copies of sources that are kept, as claims are held against them.

use std::ops::Range;
use std::sync::OnceLock;

use super::folding::Folded;
use super::mention::{Mentions, mentions};
use super::quotation::Words;
use crate::base::{SourcePath, SourceText};
use crate::briefing::sources;
use crate::input::Files;

/// The folder of copies: nothing of it is published, and nothing else is evidence.
const FOLDER: &str = "content/_sources";

/// Why there is no copy to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No such file.
    NotThere,
    /// Another folder than the one for copies.
    Elsewhere,
    /// Not UTF-8.
    NoText,
    /// No words, or none in the lines that are the work itself.
    Empty,
}

/// A copy of a source, read.
#[derive(Debug)]
pub struct Snapshot {
    /// Its file, whole.
    pub source: SourceText,
    /// The work itself, folded. What surrounds it in the file is no evidence.
    pub folded: Folded,
    /// Every figure and date in it; their ranges are of the file.
    pub mentions: Mentions,
    /// Its words, listed when a quotation is not found.
    words: OnceLock<Words>,
    /// Where the work stands in the file.
    body: Range<usize>,
}

impl Snapshot {
    /// Reads a copy.
    ///
    /// # Errors
    /// Why there is none.
    pub fn read(files: &Files, kept: &sources::Snapshot) -> Result<Self, Missing> {
        let path =
            SourcePath::new(&format!("content/{}", kept.file)).filter(|path| path.below(FOLDER).is_some()).ok_or(Missing::Elsewhere)?;
        if files.get(&path).is_none() {
            return Err(Missing::NotThere);
        }
        let source = files.text(&path).ok_or(Missing::NoText)?;
        let snapshot = Self::of(source, kept.body);
        if snapshot.folded.text.trim().is_empty() { Err(Missing::Empty) } else { Ok(snapshot) }
    }

    /// The copy that is in these lines of a text.
    #[must_use]
    pub fn of(source: SourceText, lines: Option<(usize, usize)>) -> Self {
        let body = body(&source, lines);
        let text = &source.text[body.clone()];
        let mentions = mentions(text).moved(body.start);
        Self { folded: Folded::of(text), mentions, words: OnceLock::new(), body, source }
    }

    /// The work itself, as a range of the file.
    #[must_use]
    pub fn body(&self) -> Range<usize> {
        self.body.clone()
    }

    /// The words of the work.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(&self.folded))
    }

    /// Where a range of the folded text stands in the file.
    #[must_use]
    pub fn in_file(&self, range: Range<usize>) -> Range<usize> {
        let range = self.folded.original(range);
        self.body.start + range.start..self.body.start + range.end
    }
}

/// The lines from the first to the last, as a range of the text.
fn body(source: &SourceText, lines: Option<(usize, usize)>) -> Range<usize> {
    let text: &str = &source.text;
    let Some((first, last)) = lines else { return 0..text.len() };
    let starts: Vec<usize> = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
    let at = |line: usize| starts.get(line).copied().unwrap_or(text.len());
    at(first - 1)..at(last).max(at(first - 1))
}

#[cfg(test)]
mod tests {
    use super::body;
    use crate::base::{SourcePath, SourceText};

    #[test]
    fn the_work_may_be_a_part_of_the_file() {
        let source = SourceText::new(SourcePath::new("a.txt").expect("a path"), "one\ntwo\nthree");
        for (lines, expected) in [(None, "one\ntwo\nthree"), (Some((1, 2)), "one\ntwo\n"), (Some((3, 9)), "three"), (Some((8, 9)), "")] {
            assert_eq!(&source.text[body(&source, lines)], expected, "{lines:?}");
        }
    }
}
