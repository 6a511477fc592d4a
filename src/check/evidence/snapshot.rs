//! Snapshots: the copies of sources that are kept, as claims are held against them.
//!
//! A copy in HTML is read as the text that can be seen of it (`capture::page`); its lines are those of that text, as
//! `nutgraf source show` prints it. What is not the work is blanked, not cut out, so that every place is one of the text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::alignment::Index;
use super::faults;
use super::folding::Folded;
use super::mention::{Mentions, mentions_in};
use super::names;
use super::quotation::Words;
use crate::base::{Diagnostic, Place, SourcePath, SourceText, sha256};
use crate::briefing::quantity::Tongue;
use crate::briefing::snapshot::Publish;
use crate::briefing::{self, Lines};
use crate::capture::{decode, page, tail};
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
    /// Where the work stands in the file: its parts, in order.
    parts: Vec<Range<usize>>,
    /// The SHA-256 of the file, which many briefings may ask for.
    pub sha256: String,
    /// Whether the record gives another.
    is_changed: bool,
    /// From which line on it seems to be something else, and the lines before; if the record names no lines.
    tail: Option<(usize, Lines)>,
    /// Whether it is in another language than the site, where names may be spelt otherwise.
    pub is_foreign: bool,
    /// Whether all of it may be shown.
    pub is_free: bool,
    /// Its sentences, read when the wording of a briefing is held against them.
    index: OnceLock<Index>,
    /// What it names, read when names are held against it.
    names: OnceLock<names::index::Index>,
}

impl Snapshot {
    /// Reads a copy.
    ///
    /// # Errors
    /// Why there is none.
    pub fn read(files: &Files, kept: &briefing::Snapshot, tongue: Tongue) -> Result<Self, Missing> {
        let path =
            SourcePath::new(&format!("content/{}", kept.file)).filter(|path| path.below(FOLDER).is_some()).ok_or(Missing::Elsewhere)?;
        if files.get(&path).is_none() {
            return Err(Missing::NotThere);
        }
        let bytes = files.bytes(&path).ok_or(Missing::NotThere)?;
        let source = text(&path, &bytes).ok_or(Missing::NoText)?;
        let tail = if kept.body.is_none() { tail_of(&source.text) } else { None };
        let sha256 = sha256(&bytes);
        let is_changed = kept.sha256.as_ref().is_some_and(|recorded| *recorded != sha256);
        let is_free = kept.publish == Publish::Full;
        let snapshot = Self { sha256, is_changed, tail, is_free, ..Self::of(source, kept.body.as_ref(), tongue) };
        if snapshot.folded.text.trim().is_empty() { Err(Missing::Empty) } else { Ok(snapshot) }
    }

    /// The copy that is in these lines of a text, written in some language.
    #[must_use]
    pub fn of(source: SourceText, lines: Option<&Lines>, tongue: Tongue) -> Self {
        let parts = parts(&source.text, lines);
        let text = work(&source.text, &parts);
        let mentions = mentions_in(&text, tongue).of_source().moved(parts.first().map_or(0, |part| part.start));
        Self {
            folded: Folded::of(&text),
            mentions,
            words: OnceLock::new(),
            index: OnceLock::new(),
            names: OnceLock::new(),
            parts,
            sha256: String::new(),
            is_changed: false,
            tail: None,
            is_free: false,
            is_foreign: false,
            source,
        }
    }

    /// The same for readers of another language: what it counts is in words that they use for nothing.
    #[must_use]
    pub fn foreign(mut self) -> Self {
        self.mentions.all.iter_mut().for_each(|mention| mention.nouns.clear());
        self.is_foreign = true;
        self
    }

    /// The part of the work that a place of the file stands in.
    #[must_use]
    pub fn part(&self, at: usize) -> Range<usize> {
        let part = self.parts.iter().find(|part| at <= part.end).or(self.parts.last());
        part.cloned().unwrap_or(0..0)
    }

    /// W0227, W0228: what is to be said of the copy itself, at places that only it decides.
    pub fn findings(&self, id: &str) -> Vec<Diagnostic> {
        let changed = self.is_changed.then(|| faults::changed(id, &self.sha256, Place::file(&self.source.path)));
        let tail = self.tail.as_ref().map(|(line, body)| faults::has_tail(id, body, self.line(*line)));
        changed.into_iter().chain(tail).collect()
    }

    fn line(&self, line: usize) -> Place {
        let length = self.source.text.lines().nth(line - 1).map_or(0, str::len);
        let start: usize = self.source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        self.source.place(start..start + length)
    }

    /// The words of the work.
    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(&self.folded))
    }

    /// The sentences of the work, by what they are about; their ranges are of the work.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&work(&self.source.text, &self.parts)))
    }

    /// What the work names; ranges are of the work.
    pub fn names(&self) -> &names::index::Index {
        self.names.get_or_init(|| names::index::Index::of(&work(&self.source.text, &self.parts)))
    }

    /// Where the work begins in the file.
    #[must_use]
    pub fn start(&self) -> usize {
        self.parts.first().map_or(0, |part| part.start)
    }

    /// Where a range of the folded text stands in the file.
    #[must_use]
    pub fn in_file(&self, range: Range<usize>) -> Range<usize> {
        let (range, start) = (self.folded.original(range), self.start());
        start + range.start..start + range.end
    }
}

/// The text of a copy: of a page what can be seen, of any other file what is in it.
fn text(path: &SourcePath, bytes: &[u8]) -> Option<SourceText> {
    match path.extension().to_ascii_lowercase().as_str() {
        "html" | "htm" => Some(SourceText::new(path.clone(), &page::Page::read(&decode(bytes, None, true)?.text).text())),
        _ => Some(SourceText::new(path.clone(), std::str::from_utf8(bytes).ok()?)),
    }
}

/// From which line on a text is something else, if it ends in that, and the lines before.
fn tail_of(text: &str) -> Option<(usize, Lines)> {
    let units = tail::units(text);
    let (line, _) = tail::begins(&units)?;
    let last = units.iter().take_while(|unit| unit.first < line).last()?.last;
    Some((line, Lines::of(1..=last)))
}

/// Where the lines that are the work stand in a text.
fn parts(text: &str, lines: Option<&Lines>) -> Vec<Range<usize>> {
    let Some(lines) = lines else { return std::iter::once(0..text.len()).collect() };
    let starts: Vec<usize> = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
    let at = |line: usize| starts.get(line).copied().unwrap_or(text.len());
    lines.ranges().iter().map(|(first, last)| at(first - 1)..at(*last).max(at(first - 1))).collect()
}

/// The text from the first part to the last. What stands between two is blank, so that a place is the same in both texts.
fn work<'a>(text: &'a str, parts: &[Range<usize>]) -> Cow<'a, str> {
    match parts {
        [] => Cow::Borrowed(""),
        [only] => Cow::Borrowed(&text[only.clone()]),
        [first, rest @ ..] => {
            let mut work = text[first.clone()].to_owned();
            for part in rest {
                let between = &text[first.start + work.len()..part.start];
                work.extend(between.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
                work.push_str(&text[part.clone()]);
            }
            Cow::Owned(work)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{parts, work};
    use crate::briefing::Lines;

    #[test]
    fn the_work_may_be_parts_of_the_file() {
        let text = "one\ntwö\nthree";
        for (lines, expected) in [
            (None, "one\ntwö\nthree"),
            (Some("1-2"), "one\ntwö\n"),
            (Some("3-9"), "three"),
            (Some("8-9"), ""),
            (Some("1, 3"), "one\n    \nthree"),
            (Some("2, 9"), "twö\n     "),
        ] {
            let lines = lines.and_then(Lines::parse);
            assert_eq!(work(text, &parts(text, lines.as_ref())), expected, "{lines:?}");
        }
    }
}
