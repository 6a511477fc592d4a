//! Places in content files, found again when a later stage has something to say about them.
//!
//! Heads keep byte ranges and written names, not lines; a place is worked out from the file's text only for a message.

use std::ops::Range;

use super::front_matter;
use crate::base::{Place, SourcePath, SourceText};
use crate::input::Files;

/// The texts that places are found in.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    files: &'a Files,
}

impl<'a> Places<'a> {
    /// Places in these files.
    #[must_use]
    pub fn new(files: &'a Files) -> Self {
        Self { files }
    }

    /// The place of a byte range.
    #[must_use]
    pub fn span(&self, path: &SourcePath, range: Range<usize>) -> Place {
        self.source(path).map_or_else(|| Place::file(path), |source| source.place(range))
    }

    /// The place in the front matter where one of `keys` holds `text`.
    #[must_use]
    pub fn item(&self, path: &SourcePath, keys: &[&str], text: &str) -> Place {
        self.source(path).map_or_else(|| Place::file(path), |source| front_matter::find(&source, keys, text))
    }

    /// The places in the front matter where items of a list of so many, under one of `keys`, hold these texts.
    #[must_use]
    pub fn in_items(&self, path: &SourcePath, keys: &[&str], count: usize, wanted: &[(usize, &str)]) -> Vec<Option<Place>> {
        self.source(path).map_or_else(Vec::new, |source| front_matter::find_in_items(&source, keys, count, wanted))
    }

    /// The place in the front matter where the mapping under one of `keys` has the key `name`.
    #[must_use]
    pub fn entry(&self, path: &SourcePath, keys: &[&str], name: &str) -> Place {
        self.source(path).map_or_else(|| Place::file(path), |source| front_matter::find_entry(&source, keys, name))
    }

    /// The place where a part of a file holds `text` as a word of its own.
    #[must_use]
    pub fn mention(&self, path: &SourcePath, range: Range<usize>, text: &str) -> Place {
        let Some(source) = self.source(path) else { return Place::file(path) };
        let part = source.text.get(range.clone()).unwrap_or_default();
        let is_word = |character: Option<char>| character.is_some_and(|character| character.is_alphanumeric() || character == '-');
        let alone = |at: &usize| !is_word(part[..*at].chars().next_back()) && !is_word(part[at + text.len()..].chars().next());
        let found = part.match_indices(text).map(|(at, _)| at).find(alone);
        found.map_or_else(|| Place::file(path), |at| source.place(range.start + at..range.start + at + text.len()))
    }

    /// The text of a file.
    #[must_use]
    pub fn source(&self, path: &SourcePath) -> Option<SourceText> {
        self.files.text(path)
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> &'a Files {
        self.files
    }
}
