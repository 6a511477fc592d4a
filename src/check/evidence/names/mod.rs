//! Names: those that a briefing gives must be given by its sources.
//!
//! A name is a run of capitalised words with the small words that join them (`Bank of Lorne`). Its words are compared by
//! their letters alone: without accents, dots, possessives and endings of plurals; acronyms keep their capitals, so that
//! `US` is not `us`. What a source names (`index`) is asked word for word; other spellings are known from a table
//! (`tables`), from the registry of entities and from initials. A name is asked for only where it is certain to be one: not
//! the first word of a sentence, no title, weekday or nationality, no word that the briefing writes small elsewhere
//! (`own`). `claims` tells what became of it. English only: other languages write other words with capitals.

mod claims;
pub mod index;
mod own;
mod tables;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

pub(super) use self::own::Own;
use super::sentence::is_abbreviated;

/// A word of a text, as names are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, without its possessive ending.
    pub range: Range<usize>,
    /// Its letters and digits: small ones without accents; those of an acronym are capitals.
    pub key: String,
    /// Whether it has a capital letter, and no digit.
    pub is_capital: bool,
    /// Whether it has a capital letter behind its first.
    pub has_inner_capital: bool,
    /// Whether it begins a sentence.
    pub opens: bool,
}

impl Word {
    /// Whether it is an acronym.
    #[must_use]
    pub fn is_acronym(&self) -> bool {
        self.key.chars().nth(1).is_some_and(char::is_uppercase)
    }
}

/// A name where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its capitalised words; never none.
    pub words: Vec<Word>,
}

impl Name {
    /// Where it stands.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        let ends = self.words.first().zip(self.words.last());
        ends.map_or(0..0, |(first, last)| first.range.start..last.range.end)
    }
}

/// So many words are one name at most: a line in capitals is none.
const WORDS: usize = 24;

/// Words in small letters that join the words of a name.
const JOINERS: &[&str] = &[
    "al", "bin", "da", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "for", "ibn", "la", "las", "le", "les",
    "los", "of", "on", "ter", "the", "upon", "van", "von", "y",
];

/// Every name of a text, in order.
#[must_use]
pub fn names(text: &str) -> Vec<Name> {
    joined(text, &words(text))
}

/// The names among the words of a text.
fn joined(text: &str, words: &[Word]) -> Vec<Name> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        if !words[at].is_capital {
            at += 1;
            continue;
        }
        let mut name = vec![words[at].clone()];
        while let Some(next) = next_of_name(text, words, at).filter(|_| name.len() < WORDS) {
            name.push(words[next].clone());
            at = next;
        }
        found.push(Name { words: name });
        at += 1;
    }
    found
}

/// The next word of the name that this word belongs to.
fn next_of_name(text: &str, words: &[Word], at: usize) -> Option<usize> {
    for next in at + 1..words.len().min(at + 4) {
        let before = &words[next - 1];
        if !joins(text, before, &words[next]) {
            return None;
        }
        if words[next].is_capital {
            return Some(next);
        }
        if !JOINERS.contains(&words[next].key.as_str()) {
            return None;
        }
    }
    None
}

/// Whether what stands between two words may stand within a name.
fn joins(text: &str, before: &Word, next: &Word) -> bool {
    let between = &text[before.range.end..next.range.start];
    match between {
        " " | "-" | "\u{2010}" | "\u{2011}" | " & " | "' " | "’ " | "\u{a0}" | "\n" | "\r\n" => true,
        ". " | "." => !next.opens && is_abbreviated(&text[..before.range.end]),
        _ => between.len() < 4 && between.chars().all(|character| matches!(character, ' ' | '\u{a0}' | '–')) && between != " – ",
    }
}

/// Every word of a text.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let (mut found, mut open): (Vec<Word>, Option<usize>) = (Vec::new(), None);
    for (at, character) in text.char_indices() {
        match open {
            None if character.is_alphanumeric() => open = Some(at),
            Some(start) if !goes_on(&text[start..at], character, &text[at + character.len_utf8()..]) => {
                push(&mut found, text, start..at);
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        push(&mut found, text, start..text.len());
    }
    found
}

/// Whether a character belongs to the word before it.
fn goes_on(word: &str, character: char, behind: &str) -> bool {
    match character {
        _ if character.is_alphanumeric() || is_combining_mark(character) || is_unseen(character) => true,
        '\'' | '’' => behind.starts_with(char::is_alphabetic),
        '.' => is_initial_of_several(word, behind),
        _ => false,
    }
}

/// Whether a dot is one of those in `U.S.`.
fn is_initial_of_several(word: &str, behind: &str) -> bool {
    let mut last = word.chars().rev();
    let is_single = last.next().is_some_and(char::is_uppercase) && last.next().is_none_or(|before| before == '.');
    let mut next = behind.chars();
    is_single && next.next().is_some_and(char::is_uppercase) && next.next().is_none_or(|character| !character.is_alphabetic())
}

fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn push(found: &mut Vec<Word>, text: &str, range: Range<usize>) {
    let written = &text[range.clone()];
    let written = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| written.strip_suffix(ending)).unwrap_or(written);
    let is_capital = written.contains(char::is_uppercase) && !written.contains(char::is_numeric);
    let opens = found.last().is_none_or(|before| ends_between(text, before.range.end..range.start));
    let has_inner_capital = written.chars().skip(1).any(char::is_uppercase);
    found.push(Word { range: range.start..range.start + written.len(), key: key(written), is_capital, has_inner_capital, opens });
}

/// Whether a sentence ends, or words in quotation marks do, in what stands between two words.
fn ends_between(text: &str, between: Range<usize>) -> bool {
    let gap = &text[between.clone()];
    let is_end = |character: char| matches!(character, '!' | '?' | ':' | '…' | '|' | '“' | '”' | '„' | '"' | '•' | '*' | '#');
    let is_stop = if gap.starts_with('.') { gap.len() > 1 && !is_abbreviated(&text[..between.start]) } else { gap.contains(". ") };
    // Whoever said it goes on the sentence that was quoted: `”, Ash said`.
    let gap = ["”, ", "\", "].iter().find_map(|goes_on| gap.rsplit_once(goes_on)).map_or(gap, |(_, behind)| behind);
    is_stop || gap.contains(is_end) || gap.contains("\n\n") || gap.contains("\n\r\n") || gap.contains(".\n")
}

/// A word as it is compared.
fn key(word: &str) -> String {
    let letters = || word.chars().filter(|character| character.is_alphabetic());
    let (count, large) = (letters().count(), letters().filter(|letter| letter.is_uppercase()).count());
    // Of several acronyms: `MPs`.
    let is_plural = large > 1 && large + 1 == count && word.ends_with('s');
    let is_acronym = large > 1 && (large == count || is_plural);
    let word = if is_acronym && is_plural { word.strip_suffix('s').unwrap_or(word) } else { word };
    let bare = word.nfd().filter(|character| character.is_alphanumeric());
    let plain: String = bare.flat_map(|character| plain(character).chars().chain(other(character))).collect();
    if is_acronym { plain.to_uppercase() } else { plain.to_lowercase() }
}

/// Letters with what is no mark on them, as they are often written without it.
fn plain(character: char) -> &'static str {
    match character {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ı' => "i",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' => "ss",
        'þ' | 'Þ' => "th",
        _ => "",
    }
}

fn other(character: char) -> Option<char> {
    plain(character).is_empty().then_some(character)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::index::Index;
    use super::{key, names, words};

    #[test]
    fn names_are_runs_of_capitalised_words() {
        for (text, expected) in [
            ("the Bank of Lorne’s governor, Ilse van der Drachmann", "Bank of Lorne|Ilse van der Drachmann"),
            ("Dr. A. B. Ash and Sir Giles", "Dr. A. B. Ash|Sir Giles"),
            ("in the U.S. Senate. Talks began", "U.S. Senate|Talks"),
            ("Hollin Anglers' Federation v. Severby", "Hollin Anglers' Federation|Severby"),
            ("US–China talks, anti‑Trump O’Brien", "US–China|Trump O’Brien"),
            ("an A320 of Lowland Air", "Lowland Air"),
            ("Title\n\nText", "Title|Text"),
            ("nothing here", ""),
        ] {
            let found: Vec<&str> = names(text).iter().map(|name| &text[name.range()]).collect();
            assert_eq!(found.join("|"), expected);
        }
    }

    #[test]
    fn words_are_compared_by_their_letters() {
        for (one, other) in
            [("Vasić", "Vasic"), ("U.S", "US"), ("O’Brien", "O'Brien"), ("Søren", "Soren"), ("MPs", "MP"), ("e\u{301}", "é")]
        {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("US"), key("us"));
        assert_ne!(key("Reidy"), key("Reedy"));
    }

    #[test]
    fn a_word_may_open_a_sentence() {
        let text = "One two. Three, at Mr. Four: “Five” Six.\n\nSeven";
        let opening: Vec<String> = words(text).into_iter().filter(|word| word.opens).map(|word| word.key).collect();
        assert_eq!(opening, ["one", "three", "five", "six", "seven"]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), more in "([A-C][a-c]{0,3}|[A-C]{1,3}|[.,’'\\- &\n“”ßé\u{301}\u{ad}]| of the | and ){0,40}") {
            for text in [&text, &more] {
                for name in names(text) {
                    prop_assert!(text.get(name.range()).is_some_and(|name| !name.is_empty()));
                }
                let index = Index::of(text);
                for name in names(&more) {
                    let keys: Vec<&str> = name.words.iter().map(|word| word.key.as_str()).collect();
                    let _ = (index.bearing(&keys), index.spelt(&keys), index.nearest(&keys));
                }
            }
        }

        #[test]
        fn a_text_names_what_it_names(more in "([A-D][a-c]{1,3}|[A-C]{2,3}|[.,’'\\- &\n“”é]| of the | and ){0,40}") {
            let index = Index::of(&more);
            for name in names(&more) {
                let keys: Vec<&str> = name.words.iter().map(|word| word.key.as_str()).collect();
                prop_assert!(matches!(index.bearing(&keys), super::index::Bearing::Together(_)), "{keys:?}");
            }
        }
    }
}
