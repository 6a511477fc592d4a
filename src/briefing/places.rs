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
        self.text(path).map_or_else(|| Place::file(path), |source| source.place(range))
    }

    /// The place in the front matter where one of `keys` holds `text`.
    #[must_use]
    pub fn item(&self, path: &SourcePath, keys: &[&str], text: &str) -> Place {
        self.text(path).map_or_else(|| Place::file(path), |source| front_matter::find(&source, keys, text))
    }

    fn text(&self, path: &SourcePath) -> Option<SourceText> {
        let text = std::str::from_utf8(self.files.get(path)?.contents.start()).ok()?;
        Some(SourceText::new(path.clone(), text))
    }
}
