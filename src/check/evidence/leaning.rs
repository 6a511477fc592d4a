//! Leaning: which way from its own date a text means a day or month of which it writes no year.
//!
//! `due in November` is the next one, `last July` the one before, `in May last year` is of the year before; `will meet in
//! March` leans to what is to come, `voted in March` to what has been. Where nothing leans, the nearest is meant.

use std::ops::Range;

use jiff::civil::Date;

use crate::base::cut::{end_of, start_of};

/// So many bytes around a day are looked at.
const WITHIN: usize = 120;

/// Without a leaning, a date is at most so many months away.
const NEAR: i32 = 8;

/// The nearest date of a month is at most so many months away.
const NEAREST: i32 = 6;

/// A leaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaning {
    /// None.
    #[default]
    Open,
    /// The sentence speaks of what is to come.
    Ahead,
    /// The sentence speaks of what has been.
    Back,
    /// The next one is meant.
    Next,
    /// The one before is meant.
    Last,
    /// The one of so many years away.
    Year(i16),
}

/// Words that speak of what is to come.
const AHEAD: &[&str] = &[
    "after",
    "begins",
    "coming",
    "could",
    "deadline",
    "due",
    "ends",
    "expected",
    "expires",
    "forthcoming",
    "may",
    "meets",
    "might",
    "must",
    "next",
    "opens",
    "planned",
    "plans",
    "scheduled",
    "shall",
    "should",
    "slated",
    "starts",
    "until",
    "upcoming",
    "will",
];

/// Words that speak of what has been; so do those in `-ed`.
const BACK: &[&str] = &[
    "ago", "became", "began", "bought", "broke", "came", "did", "earlier", "fell", "found", "gave", "had", "held", "last", "left", "lost",
    "made", "met", "paid", "ran", "rose", "said", "saw", "since", "sold", "sought", "spent", "took", "was", "went", "were", "won", "wrote",
];

/// Words right before a day that is the next one.
const NEXT: &[&str] = &["called", "due", "listed", "next", "pencilled", "scheduled", "set", "slated"];

/// Words that may stand between one of those and the day.
const BETWEEN: &[&str] = &["at", "beginning", "by", "early", "end", "for", "in", "late", "middle", "mid", "of", "on", "start", "the"];

/// What stands right behind a day and names its year.
const YEARS: &[(&str, i16)] = &[
    ("last year", -1),
    ("of last year", -1),
    ("the year before", -1),
    ("the previous year", -1),
    ("a year earlier", -1),
    ("a year ago", -1),
    ("this year", 0),
    ("of this year", 0),
    ("next year", 1),
    ("of next year", 1),
];

impl Leaning {
    /// That of the day at a range of a text.
    #[must_use]
    pub fn of(text: &str, day: Range<usize>) -> Self {
        let (before, behind) = (before(text, day.start), behind(text, day.end));
        let near = behind.trim_start_matches([' ', ',', '\u{a0}', '\n']);
        if let Some((_, by)) = YEARS.iter().find(|(words, _)| near.starts_with(words)) {
            return Self::Year(*by);
        }
        let words: Vec<String> = words(before).collect();
        let mut last = words.iter().rev().map(String::as_str);
        if last.clone().next() == Some("last") {
            return Self::Last;
        }
        let is_back = |word: &str| BACK.contains(&word) || word.len() > 4 && word.ends_with("ed") && !AHEAD.contains(&word);
        let was_meant = words.iter().any(|word| matches!(word.as_str(), "was" | "were" | "had"));
        if !was_meant && last.find(|word| !BETWEEN.contains(word)).is_some_and(|word| NEXT.contains(&word)) {
            return Self::Next;
        }
        // `to be voted on`, `will be opened`: what is passive has not been for that.
        let is_to_come = |at: usize| at > 1 && words[at - 1] == "be";
        let all =
            words.iter().enumerate().map(|(at, word)| (is_to_come(at), word.clone())).chain(self::words(behind).map(|word| (false, word)));
        let all: Vec<(bool, String)> = all.collect();
        let is_ahead = all.iter().any(|(is_to_come, word)| *is_to_come || AHEAD.contains(&word.as_str()));
        let nearest = all[..words.len()].iter().rev().find_map(|(is_to_come, word)| {
            let is_ahead = *is_to_come || AHEAD.contains(&word.as_str());
            if is_ahead { Some(Self::Ahead) } else { is_back(word).then_some(Self::Back) }
        });
        match (is_ahead, all.iter().any(|(is_to_come, word)| !is_to_come && is_back(word))) {
            (true, false) => Self::Ahead,
            (false, true) => Self::Back,
            (true, true) => nearest.filter(|nearest| *nearest == Self::Ahead && !was_meant).unwrap_or_default(),
            _ => Self::Open,
        }
    }

    /// Whether a date may be meant by a text of another date.
    #[must_use]
    pub fn may_mean(self, date: Date, own: Date) -> bool {
        let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        let away = months(date) - months(own);
        match self {
            Self::Open => away.abs() <= NEAR,
            Self::Ahead => (-NEAREST..=11).contains(&away),
            Self::Back => (-11..=NEAREST).contains(&away),
            Self::Next => (0..=12).contains(&away),
            Self::Last => (-12..=0).contains(&away),
            Self::Year(by) => Some(date.year()) == own.year().checked_add(by),
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// What stands before in the same sentence.
fn before(text: &str, at: usize) -> &str {
    end_of(text.get(..at).unwrap_or_default(), WITHIN).rsplit(is_end).next().unwrap_or_default()
}

/// What stands behind in the same sentence.
fn behind(text: &str, at: usize) -> &str {
    start_of(text.get(at..).unwrap_or_default(), WITHIN).split(is_end).next().unwrap_or_default()
}

fn is_end(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | ';')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Leaning;

    #[test]
    fn words_around_a_day_tell_which_is_meant() {
        for (text, expected) in [
            ("results are due in @", Leaning::Next),
            ("results are due at the end of @", Leaning::Next),
            ("it was due in @", Leaning::Open),
            ("it has been listed for @", Leaning::Next),
            ("it will shut on @ after it found rust", Leaning::Ahead),
            ("it proposed a rise, to be voted on at @", Leaning::Ahead),
            ("since last @", Leaning::Last),
            ("in @ last year it grew", Leaning::Year(-1)),
            ("it will meet on @", Leaning::Ahead),
            ("it voted on @", Leaning::Back),
            ("he said it would. It opens on @", Leaning::Ahead),
            ("on @, it said, talks will begin", Leaning::Open),
            ("@: nothing", Leaning::Open),
        ] {
            let at = text.find('@').expect("a day");
            assert_eq!(Leaning::of(text, at..at + 1), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_place_can_be_asked(text in any::<String>(), from in 0_usize..80, length in 0_usize..9) {
            let at = |index: usize| text.char_indices().map(|(at, _)| at).nth(index).unwrap_or(text.len());
            let _ = Leaning::of(&text, at(from)..at(from + length));
        }
    }
}
