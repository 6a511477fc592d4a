//! The closed vocabularies of source records: what kind of work a source is, how near to the matter, whether its address
//! still leads to it, and whether it still stands.
//!
//! Each is an enumeration with its words; the first word of an entry is the one that is printed, the others are read too.
//! Case and the kind of hyphen do not matter. A word that is none of them is told with the one that it nearly spells.

use serde::{Deserialize, Serialize};

use crate::base::spelling::{nearest, slug};
use crate::base::{Code, Diagnostics};
use crate::input::Field;

/// A closed vocabulary.
pub trait Words: Copy + PartialEq + 'static {
    /// Every entry with a word for it; of several words the first is the entry's own.
    const WORDS: &'static [(&'static str, Self)];

    /// Its own word.
    #[must_use]
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, entry)| *entry == self).map_or("", |(word, _)| word)
    }
}

/// What kind of work a source is, after the entry types of hayagriva.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A piece in a newspaper, a magazine or a journal, or of an agency.
    Article,
    /// A report or a working paper.
    Report,
    /// A page of the web.
    Web,
    /// What an organisation tells the press.
    PressRelease,
    /// A book.
    Book,
    /// A part of a book.
    Chapter,
    /// A thesis.
    Thesis,
    /// A law or a regulation.
    Legislation,
    /// A decision of a court.
    Case,
    /// A patent.
    Patent,
    /// Data.
    Dataset,
    /// An interview.
    Interview,
    /// A speech.
    Speech,
    /// A piece in a blog.
    Blog,
    /// A message on a social network.
    Post,
    /// A film or a broadcast with pictures.
    Video,
    /// A broadcast or a recording without pictures.
    Audio,
    /// A program or its source code.
    Repository,
    /// An entry of an encyclopaedia or a dictionary.
    Reference,
    /// A letter or a document that was not published.
    Manuscript,
    /// Anything else.
    Misc,
}

impl Words for Kind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("article", Self::Article),
        ("report", Self::Report),
        ("web", Self::Web),
        ("press-release", Self::PressRelease),
        ("book", Self::Book),
        ("chapter", Self::Chapter),
        ("thesis", Self::Thesis),
        ("legislation", Self::Legislation),
        ("case", Self::Case),
        ("patent", Self::Patent),
        ("dataset", Self::Dataset),
        ("interview", Self::Interview),
        ("speech", Self::Speech),
        ("blog", Self::Blog),
        ("post", Self::Post),
        ("video", Self::Video),
        ("audio", Self::Audio),
        ("repository", Self::Repository),
        ("reference", Self::Reference),
        ("manuscript", Self::Manuscript),
        ("misc", Self::Misc),
        ("newspaper", Self::Article),
        ("periodical", Self::Article),
        ("website", Self::Web),
        ("webpage", Self::Web),
        ("law", Self::Legislation),
        ("data", Self::Dataset),
        ("software", Self::Repository),
        ("entry", Self::Reference),
        ("other", Self::Misc),
    ];
}

/// How near a source is to what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// It is the matter itself: a document, figures, a witness.
    Primary,
    /// It tells of others.
    Secondary,
    /// It gathers what others told.
    Aggregator,
}

impl Words for Tier {
    const WORDS: &'static [(&'static str, Self)] =
        &[("primary", Self::Primary), ("secondary", Self::Secondary), ("aggregator", Self::Aggregator), ("tertiary", Self::Aggregator)];
}

/// Whether the address still leads to the work, in Wikipedia's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum UrlStatus {
    /// It does.
    Live,
    /// It leads to nothing.
    Dead,
    /// It leads to what nobody should be sent to.
    Unfit,
    /// Somebody else has it now.
    Usurped,
}

impl Words for UrlStatus {
    const WORDS: &'static [(&'static str, Self)] =
        &[("live", Self::Live), ("dead", Self::Dead), ("unfit", Self::Unfit), ("usurped", Self::Usurped)];
}

/// Why a source does not stand any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// Somebody with reasons says that it is wrong.
    Disputed,
    /// Who published it has taken it back.
    Retracted,
}

impl Words for Standing {
    const WORDS: &'static [(&'static str, Self)] =
        &[("retracted", Self::Retracted), ("disputed", Self::Disputed), ("withdrawn", Self::Retracted), ("contested", Self::Disputed)];
}

/// Reads a word of a vocabulary.
pub fn read<T: Words>(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<T> {
    let written = slug(&field.text(wrong, faults)?);
    let found = T::WORDS.iter().find(|(word, _)| *word == written).map(|(_, entry)| *entry);
    if found.is_none() {
        let own = T::WORDS.iter().filter(|(word, entry)| entry.word() == *word).map(|(word, _)| *word).collect::<Vec<_>>();
        let near = nearest(&written, T::WORDS.iter().map(|(word, _)| *word)).map(|near| format!("did you mean `{near}`?"));
        faults.push(field.not_allowed(wrong, &format!("write one of {}", own.join(", "))).maybe_hint(near));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Kind, Standing, Tier, UrlStatus, Words};
    use crate::base::spelling::slug;

    fn are_found<T: Words + std::fmt::Debug>() {
        for (word, entry) in T::WORDS {
            assert_eq!(slug(word), *word, "a word is written as it is looked up");
            assert_eq!(T::WORDS.iter().filter(|(other, _)| other == word).count(), 1, "{word} stands twice");
            assert!(!entry.word().is_empty(), "{entry:?} has a word of its own");
        }
    }

    #[test]
    fn every_word_means_one_entry() {
        are_found::<Kind>();
        are_found::<Tier>();
        are_found::<UrlStatus>();
        are_found::<Standing>();
    }
}
