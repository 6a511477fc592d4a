//! Tellings: the words that tell a figure, and what they say of how it was made.
//!
//! A sentence that has *a rise of*, *together* or *each* says that its figure is a difference, a sum or an average, so that
//! few ways to make it from the figures of a source are left, and less is left to chance (`worked`).

use std::cell::OnceCell;

use super::mention::{Mentions, mentions_in};
use super::near::About;
use crate::briefing::quantity::Tongue;

/// The words that tell figures, read once for all of them, and only when one is asked for.
#[derive(Debug)]
pub struct Telling<'a> {
    /// The words.
    pub words: &'a str,
    /// The figures and times that are told: those of the words, or of a value beside them.
    pub told: &'a Mentions,
    /// Other words about the same.
    pub beside: &'a str,
    /// The words before them, of which these may be the sequel: `The gap is 37 points.`
    before: &'a str,
    earlier: OnceCell<Mentions>,
    hints: OnceCell<Hints>,
    about: OnceCell<About>,
}

/// What some words say of how their figures were made.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each stands for a list of words")]
pub(super) struct Hints {
    pub(super) is_change: bool,
    pub(super) is_total: bool,
    pub(super) is_earlier: bool,
    pub(super) is_rest: bool,
    pub(super) is_each: bool,
    pub(super) is_whole: bool,
    pub(super) is_middle: bool,
}

impl<'a> Telling<'a> {
    /// Takes words and what is told in them or beside them.
    #[must_use]
    pub fn of(words: &'a str, told: &'a Mentions) -> Self {
        Self { words, told, beside: "", before: "", earlier: OnceCell::new(), hints: OnceCell::new(), about: OnceCell::new() }
    }

    /// The same with other words about the same, of which nothing is asked.
    #[must_use]
    pub fn beside(self, beside: &'a str) -> Self {
        Self { beside, ..self }
    }

    /// The same behind other words, whose sequel they may be.
    #[must_use]
    pub fn behind(self, before: &'a str) -> Self {
        Self { before, ..self }
    }

    /// What the words before are about, and what is told in them, in some language; `None` if there are none.
    pub(super) fn earlier(&self, tongue: Tongue) -> Option<(About, &Mentions)> {
        let earlier = || self.earlier.get_or_init(|| mentions_in(self.before, tongue));
        (!self.before.trim().is_empty()).then(|| (About::of(self.before), earlier()))
    }

    /// What the words are about.
    #[must_use]
    pub fn about(&self) -> &About {
        self.about.get_or_init(|| About::of(self.words).and(self.beside))
    }

    /// What they say of how their figures were made.
    pub(super) fn hints(&self) -> Hints {
        let words = self.words;
        let read = || Hints {
            is_change: has_word(words, CHANGES) || APART.iter().any(|phrase| words.contains(phrase)),
            is_total: has_word(words, TOTALS)
                || has_word(words, TOGETHER)
                || has_word(words, SWINGS)
                || EITHER.iter().any(|phrase| words.contains(phrase)),
            is_earlier: has_word(words, EARLIER) || BEFORE.iter().any(|phrase| words.contains(phrase)),
            is_rest: has_word(words, RESTS),
            is_each: has_word(words, EACH),
            is_whole: has_word(words, WHOLES),
            is_middle: has_word(words, MIDDLES),
        };
        *self.hints.get_or_init(read)
    }
}

/// Whether a sentence has one of these words, other than to compare with a figure (`more than 390`).
pub(super) fn has_word(sentence: &str, list: &[&str]) -> bool {
    let words: Vec<&str> = sentence.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let compares = |at: usize| {
        words.get(at + 1).is_some_and(|word| *word == "than")
            && words.get(at + 2).is_some_and(|word| word.starts_with(|first: char| first.is_ascii_digit()))
    };
    // `100 or more` tells of no change either.
    let closes = |at: usize| at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| *word == "or");
    words.iter().enumerate().any(|(at, word)| list.contains(&word.to_lowercase().as_str()) && !compares(at) && !closes(at))
}

/// Words of a sentence that tells how much something changed, or how far two things are apart.
pub(super) const CHANGES: &[&str] = &[
    "added",
    "advanced",
    "ahead",
    "apart",
    "beat",
    "beaten",
    "behind",
    "bigger",
    "boosted",
    "change",
    "cheaper",
    "climbed",
    "contraction",
    "cut",
    "cuts",
    "cutting",
    "dearer",
    "decline",
    "declined",
    "decrease",
    "decreased",
    "deeper",
    "deficit",
    "difference",
    "doubled",
    "down",
    "drop",
    "dropped",
    "drops",
    "earlier",
    "edged",
    "exceeded",
    "exceeding",
    "exceeds",
    "expansion",
    "extension",
    "extra",
    "fall",
    "fallen",
    "falling",
    "falls",
    "faster",
    "fell",
    "fewer",
    "gain",
    "gained",
    "gains",
    "gap",
    "greater",
    "grew",
    "growing",
    "grown",
    "growth",
    "halved",
    "heavier",
    "higher",
    "hiked",
    "improvement",
    "increase",
    "increased",
    "increases",
    "jump",
    "jumped",
    "larger",
    "later",
    "lead",
    "less",
    "lessened",
    "lifted",
    "lifting",
    "lifts",
    "lighter",
    "longer",
    "lost",
    "lower",
    "lowered",
    "majority",
    "margin",
    "more",
    "narrow",
    "narrowed",
    "older",
    "outnumber",
    "outnumbered",
    "overrun",
    "overshot",
    "overtook",
    "pared",
    "plunged",
    "poorer",
    "premium",
    "quicker",
    "raised",
    "raises",
    "raising",
    "reduced",
    "reduction",
    "richer",
    "rise",
    "risen",
    "rises",
    "rising",
    "rose",
    "sank",
    "saved",
    "saving",
    "savings",
    "shed",
    "short",
    "shorter",
    "shortfall",
    "shrank",
    "shrink",
    "shrinking",
    "shrunk",
    "slashed",
    "slid",
    "slipped",
    "slower",
    "slumped",
    "smaller",
    "soared",
    "sooner",
    "stronger",
    "surged",
    "surpassed",
    "surplus",
    "swelled",
    "swing",
    "taller",
    "topped",
    "trebled",
    "trimmed",
    "tripled",
    "tumbled",
    "up",
    "weaker",
    "widen",
    "widened",
    "wider",
    "younger",
];

/// The same in two words: `14 knots too low`.
const APART: &[&str] = &[
    "too early",
    "too few",
    "too fast",
    "too heavy",
    "too high",
    "too large",
    "too late",
    "too light",
    "too little",
    "too long",
    "too low",
    "too many",
    "too much",
    "too short",
    "too slow",
    "too small",
];

/// Words of a sentence that tells how much some things are together.
pub(super) const TOTALS: &[&str] = &["altogether", "combined", "sum", "together", "total", "totalling", "totals"];

/// Words of a text that tells of several things as one.
const TOGETHER: &[&str] = &["aboard", "all", "both", "overall", "three", "two"];

/// Words of a text that tells from how far below nothing to how far above it something came.
const SWINGS: &[&str] = &["improved", "improvement", "swing", "swings", "swung", "turnaround", "turnround"];

/// The same in two words: of two things that happened to some, and of a swing.
const EITHER: &[&str] = &[
    "around by",
    "between them",
    "on board",
    "On board",
    "or damaged",
    "or destroyed",
    "or injured",
    "or killed",
    "or missing",
    "or wounded",
    "round by",
];

/// Words of a text that tells what is left, or what stands against something.
const RESTS: &[&str] = &[
    "against",
    "balance",
    "elsewhere",
    "kept",
    "leave",
    "leaves",
    "leaving",
    "left",
    "missing",
    "other",
    "others",
    "remainder",
    "remaining",
    "rest",
];

/// Words of a text that tells what something was before, or was asked for.
const EARLIER: &[&str] = &["ago", "compared", "earlier", "previous", "previously"];

/// The same in two words; `before tax` is nothing of the kind.
const BEFORE: &[&str] = &["month before", "quarter before", "season before", "week before", "year before"];

/// Words of a text that tells what comes on one of many.
const EACH: &[&str] = &["apiece", "average", "averaged", "averaging", "each", "every", "head", "per"];

/// Words of a text that tells what all of something is worth.
const WHOLES: &[&str] = &["valuation", "value", "valued", "values", "valuing", "whole"];

/// Words of a text that tells what lies between the ends of a range.
const MIDDLES: &[&str] = &["halfway", "middle", "midpoint", "midway"];
