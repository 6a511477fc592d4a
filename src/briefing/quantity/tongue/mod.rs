//! Tongues: figures and dates of other languages, said in English so that the grammar reads them.
//!
//! `2,5 Mrd. Euro` becomes `2.5 bn euros` and `am 3. März 2025` becomes `am 3 March 2025`. Nothing else is translated: a
//! word is put into English only where its neighbours make it part of a figure or date (`über` only before a figure,
//! `Milliarden` only behind one). What was put where is remembered, so that whatever is found has its place in the text as
//! written. Separators follow the Unicode CLDR (core/common/main, `decimal` and `group`); a single point that no three
//! digits follow is a decimal point everywhere, because many write one. Words are in [`tables`], one table to a language.

mod numerals;
mod tables;
mod translation;

use std::ops::Range;

use tables::Role;
use translation::Translator;

/// A language, as far as its figures and dates are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tongue {
    language: Language,
    mark: Mark,
}

/// A language whose words for figures and dates are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Language {
    #[default]
    English,
    Danish,
    Dutch,
    French,
    German,
    Italian,
    Norwegian,
    Portuguese,
    Spanish,
    Swedish,
    /// Digits alone.
    Other,
}

/// What stands before the decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Mark {
    #[default]
    Point,
    Comma,
}

/// A text in English, as far as its figures and dates go.
#[derive(Debug)]
pub struct Translation {
    /// The text.
    pub text: String,
    swaps: Vec<Swap>,
}

/// A stretch of a translation and what it stands for.
#[derive(Debug)]
struct Swap {
    english: Range<usize>,
    written: Range<usize>,
}

impl Tongue {
    /// The language of a tag (BCP 47): `de`, `pt-BR`. Of a language that nobody knows, the digits as in English.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let region = parts.find(|part| part.len() == 2).unwrap_or_default().to_ascii_uppercase();
        let (language, has_comma) = match language.as_str() {
            "en" => (Language::English, false),
            "da" => (Language::Danish, true),
            "de" => (Language::German, !["CH", "LI"].contains(&&*region)),
            "es" => (Language::Spanish, !POINT_IN_SPANISH.contains(&&*region)),
            "fr" => (Language::French, true),
            "it" => (Language::Italian, region != "CH"),
            "nb" | "nn" | "no" => (Language::Norwegian, true),
            "nl" => (Language::Dutch, true),
            "pt" => (Language::Portuguese, true),
            "sv" => (Language::Swedish, true),
            other => (Language::Other, WITH_COMMA.contains(&other)),
        };
        Self { language, mark: if has_comma { Mark::Comma } else { Mark::Point } }
    }

    /// A value, said in English; what follows its figure or date stays as it is written. None where nothing changes.
    #[must_use]
    pub fn value(self, text: &str) -> Option<String> {
        self.translation(text, true).map(|translation| translation.text)
    }

    /// A text with its figures and dates in English; none where nothing changes.
    #[must_use]
    pub fn text(self, text: &str) -> Option<Translation> {
        self.translation(text, false)
    }

    fn translation(self, text: &str, is_value: bool) -> Option<Translation> {
        if self.is_read_as_it_is() {
            return None;
        }
        Some(Translator::new(self, text, is_value).run()).filter(|translation| !translation.swaps.is_empty())
    }

    /// Whether the grammar reads it without help.
    fn is_read_as_it_is(self) -> bool {
        self.mark == Mark::Point && matches!(self.language, Language::English | Language::Other)
    }

    fn words(self) -> &'static [(&'static str, Role)] {
        match self.language {
            Language::English | Language::Other => &[],
            Language::Danish => tables::DANISH,
            Language::Dutch => tables::DUTCH,
            Language::French => tables::FRENCH,
            Language::German => tables::GERMAN,
            Language::Italian => tables::ITALIAN,
            Language::Norwegian => tables::NORWEGIAN,
            Language::Portuguese => tables::PORTUGUESE,
            Language::Spanish => tables::SPANISH,
            Language::Swedish => tables::SWEDISH,
        }
    }
}

/// Where Spanish is written with a decimal point.
const POINT_IN_SPANISH: &[&str] = &["DO", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "SV", "US"];

/// Other languages with a decimal comma.
const WITH_COMMA: &[&str] = &[
    "af", "az", "be", "bg", "bs", "ca", "cs", "el", "et", "eu", "fi", "fo", "gl", "hr", "hu", "hy", "id", "is", "ka", "kk", "ky", "lb",
    "lt", "lv", "mk", "pl", "ro", "ru", "sk", "sl", "sq", "sr", "tr", "uk", "uz", "vi",
];

/// Whether a word is the name of a month in a language that is known, so that a full stop before it ends no sentence.
#[must_use]
pub fn is_month(word: &str) -> bool {
    let lower = word.to_lowercase();
    tables::ALL.iter().any(|table| table.iter().any(|(name, role)| matches!(role, Role::Month(_)) && *name == lower))
}

impl Translation {
    /// Where a range of it stands in the text as written.
    #[must_use]
    pub fn written(&self, range: &Range<usize>) -> Range<usize> {
        self.place(range.start, false)..self.place(range.end, true)
    }

    fn place(&self, at: usize, is_end: bool) -> usize {
        let behind = self.swaps.partition_point(|swap| swap.english.start < at || swap.english.start == at && !is_end);
        let Some(swap) = behind.checked_sub(1).and_then(|last| self.swaps.get(last)) else { return at };
        if at >= swap.english.end {
            swap.written.end + (at - swap.english.end)
        } else if is_end {
            swap.written.end
        } else {
            swap.written.start
        }
    }
}

#[cfg(test)]
mod tests;
