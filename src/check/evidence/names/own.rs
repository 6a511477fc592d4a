//! What a briefing itself tells of its names: the words that it writes small, how it writes the values of its key facts,
//! and what its record of a source says, which needs no proof.

use rustc_hash::FxHashSet;

use super::tables::is_no_name;
use super::{Word, words};
use crate::briefing::quantity::Quantity;
use crate::briefing::{Head, Source};

/// What a briefing tells of its names.
#[derive(Debug, Default)]
pub struct Own {
    small: FxHashSet<String>,
    large: FxHashSet<String>,
    recorded: FxHashSet<String>,
    style: Style,
}

/// How the values of key facts that are no names are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Style {
    /// Nobody knows.
    #[default]
    Unknown,
    /// With a capital at the beginning: `Internal restructuring`.
    Sentence,
    /// Without: `internal restructuring`.
    Small,
}

impl Own {
    /// Reads a briefing; `text` is what stands in it below its front matter, `title` that of the site.
    #[must_use]
    pub fn of<'a>(head: &Head, text: &str, title: &str, sources: impl Iterator<Item = &'a Source>) -> Self {
        let (large, small): (Vec<Word>, Vec<Word>) = words(text).into_iter().partition(|word| word.is_capital);
        let small = small.into_iter().map(|word| word.key).collect();
        let large = large.into_iter().filter(|word| !word.opens).map(|word| word.key).collect();
        let mut recorded = FxHashSet::default();
        let mut record = |text: &str| recorded.extend(words(text).into_iter().map(|word| word.key));
        record(title);
        for source in sources {
            record(&source.title);
            source.authors.iter().chain(&source.publisher).for_each(|name| record(name));
        }
        Self { small, large, recorded, style: Style::of(head) }
    }

    /// Whether it writes a word small.
    #[must_use]
    pub fn writes_small(&self, key: &str) -> bool {
        self.small.contains(key)
    }

    /// Whether it writes a word with a capital within sentences, and never small.
    #[must_use]
    pub fn writes_large(&self, key: &str) -> bool {
        self.large.contains(key) && !self.small.contains(key) && !is_no_name(key)
    }

    /// Whether a word stands in the record of one of its sources.
    #[must_use]
    pub fn records(&self, key: &str) -> bool {
        self.recorded.contains(key)
    }

    /// Whether a capital at the beginning of a value, or behind it, shows that it is a name.
    #[must_use]
    pub fn tells_names(&self, is_first: bool) -> bool {
        self.style == Style::Small || self.style == Style::Sentence && !is_first
    }
}

impl Style {
    fn of(head: &Head) -> Self {
        let values = || head.key_facts.iter().map(|fact| &fact.value);
        if values().any(|value| value.starts_with(char::is_lowercase)) {
            return Self::Small;
        }
        let plain = head.key_facts.iter().filter(|fact| matches!(fact.quantity, Quantity::Text(_)));
        let is_sentence = |value: &str| {
            let mut words = words(value).into_iter();
            words.next().is_some_and(|word| word.is_capital) && words.next().is_some_and(|word| !word.is_capital && word.key.len() > 3)
        };
        if plain.map(|fact| fact.value.as_str()).any(is_sentence) { Self::Sentence } else { Self::Unknown }
    }
}
