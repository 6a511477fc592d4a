//! Unsettled: where a text leaves open what a statement of the same text settles.
//!
//! A statement is aligned with the text by what it is about, as sentences are with sources. Weights follow from all of the
//! text, and to read all of it for its figures takes longer than all else that is done with a briefing. So the text is
//! asked in three steps, each of which only drops what the next could not find: which sentences have a word that leaves
//! something open, read once, word by word; which of them leave open the verb of the statement; and only then, which place
//! speaks most of the same, where figures are read only for a statement that has some. Law: what is found is what the last
//! step alone would find in the text with all of its figures.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::alignment::{self, Clause, Index, Marker};
use super::clauses::{Word, sentences, words};
use super::lexicon::{self, Role};

/// Words with which a statement itself leaves open what it says, or leaves it to others.
const SOFT: &[&str] = &[
    "against",
    "aim",
    "backs",
    "bid",
    "bids",
    "calls",
    "can",
    "claim",
    "claims",
    "close",
    "considering",
    "considers",
    "demand",
    "demands",
    "denies",
    "deny",
    "due",
    "explainer",
    "eye",
    "eyes",
    "fear",
    "hopes",
    "how",
    "if",
    "looks",
    "mull",
    "mulls",
    "near",
    "nears",
    "offer",
    "offered",
    "offers",
    "planned",
    "planning",
    "plans",
    "poised",
    "possible",
    "potential",
    "proposal",
    "proposals",
    "proposed",
    "ready",
    "risk",
    "risks",
    "seek",
    "seeking",
    "seeks",
    "set",
    "signals",
    "suspected",
    "tentative",
    "threat",
    "threaten",
    "threatens",
    "urge",
    "urges",
    "vow",
    "vows",
    "want",
    "warn",
    "warns",
    "weigh",
    "weighing",
    "weighs",
    "whether",
    "why",
];

/// Words of somebody who says that it is not so.
const DENIALS: &[&str] = &["denied", "denies", "deny", "denying"];

/// Roles of markers that leave something open.
const OPEN: &[Role] = &[Role::Open, Role::Hedge, Role::Belief];

/// A statement is held against a place that has so many of its anchors,
const ANCHORS: usize = 2;

/// with so much of their weight, where the verb is hedged,
const HEDGED: f32 = 0.5;

/// and with so much where only somebody claims or denies it.
const CLAIMED: f32 = 0.65;

/// A place with this part of its weight may be meant as well, and one with half of its anchors.
const ALSO: f32 = 0.5;

/// No more clauses of a statement are held against a text.
const CLAUSES_MAX: usize = 8;

/// Behind a hedge its verb follows within so many words: `may also have been sold`.
const VERB_WITHIN: usize = 5;

/// So many letters at the start of a word are in its stem as well.
const SURE: usize = 3;

/// A text that statements are held against.
pub(super) struct Text<'a> {
    text: &'a str,
    sentences: Vec<Sentence>,
    /// Its sentences with their figures, read when a statement that has figures may be left open.
    index: OnceCell<Index>,
}

/// A sentence, read when it is asked for.
struct Sentence {
    range: Range<usize>,
    /// Whether it may leave something open.
    is_unsettled: bool,
    /// Its clauses, without figures.
    clauses: OnceCell<Vec<Clause>>,
}

impl<'a> Text<'a> {
    /// Looks a text through for what may be left open.
    #[must_use]
    pub(super) fn of(text: &'a str) -> Self {
        let sentence = |range: Range<usize>| {
            let is_unsettled = may_leave_open(&text[range.clone()]);
            Sentence { range, is_unsettled, clauses: OnceCell::new() }
        };
        Self { text, sentences: sentences(text).into_iter().map(sentence).collect(), index: OnceCell::new() }
    }

    fn clauses(&self, sentence: &'a Sentence) -> &'a [Clause] {
        sentence.clauses.get_or_init(|| Clause::without_figures(self.text, sentence.range.clone()))
    }

    /// Where the text leaves open what a statement says, if that is the only place that speaks of it.
    #[must_use]
    pub(super) fn left_open(&self, statement: &str, is_title: bool) -> Option<Range<usize>> {
        let said = words(statement);
        let is_soft = said.iter().any(|word| SOFT.binary_search(&word.lower.as_str()).is_ok());
        if is_soft || statement.trim_end().ends_with('?') {
            return None;
        }
        let clauses = Clause::all(statement, 0..statement.len());
        let has = |roles: &[Role]| clauses.iter().any(|clause| clause.has(roles));
        if has(&[Role::Open, Role::Hedge, Role::Belief, Role::Claimed]) {
            return None;
        }
        let is_told = has(&[Role::Said, Role::Shown]);
        let is_planned = is_title && is_infinitive(&said);
        let held = clauses.iter().take(CLAUSES_MAX).map(|clause| Held { text: self, terms: &clause.terms, is_told, is_planned });
        held.filter(Held::may_be_open).find_map(|held| held.open())
    }
}

/// Whether a title tells what is to come: `Plant to close`.
fn is_infinitive(words: &[Word]) -> bool {
    let has_verb = words.iter().any(|word| lexicon::is_finite(&word.lower));
    !has_verb && words.iter().skip(1).any(|word| word.lower == "to")
}

/// Whether a sentence has a word that may leave something open, or one of somebody who denies it.
fn may_leave_open(sentence: &str) -> bool {
    let (mut before, mut word) = (String::new(), String::new());
    runs(sentence).any(|run| {
        std::mem::swap(&mut before, &mut word);
        lower(run, &mut word);
        lexicon::may_leave_open(&before, &word) || DENIALS.contains(&word.as_str())
    })
}

/// The words of a text without regard to apostrophes: each word begins where one of these does.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|run| !run.is_empty())
}

/// Puts a word in lower case into a place that has room for the next as well.
fn lower(word: &str, into: &mut String) {
    into.clear();
    if word.is_ascii() {
        into.push_str(word);
        into.make_ascii_lowercase();
    } else {
        into.push_str(&word.to_lowercase());
    }
}

/// A clause of a statement, held against the text.
struct Held<'a> {
    text: &'a Text<'a>,
    terms: &'a BTreeSet<String>,
    /// Whether the statement says whose word it is.
    is_told: bool,
    /// Whether it tells what somebody is to do.
    is_planned: bool,
}

/// A clause of the text that speaks of the same.
struct Match<'a> {
    clause: &'a Clause,
    weight: f32,
    shared: usize,
    is_open: bool,
}

impl Held<'_> {
    /// How many of the terms are figures or dates.
    fn figures(&self) -> usize {
        self.terms.iter().filter(|term| is_figure(term)).count()
    }

    /// The sentences with so many words that may be terms.
    fn near(&self, wanted: usize) -> impl Iterator<Item = &Sentence> {
        let starts: Vec<&str> = self.terms.iter().filter(|term| !is_figure(term)).map(|term| start(term)).collect();
        let Text { text, sentences, .. } = self.text;
        sentences.iter().filter(move |sentence| has_starts(&text[sentence.range.clone()], &starts, wanted))
    }

    /// Whether a sentence leaves open the verb of the statement, or leaves the statement to somebody, and shares enough
    /// with it. Its figures are only read if it does when all of the statement's count as shared.
    fn may_be_open(&self) -> bool {
        let figures = self.figures();
        let mut near = self.near(ANCHORS.saturating_sub(figures)).filter(|sentence| sentence.is_unsettled);
        near.any(|sentence| {
            let exact = || Clause::all(self.text.text, sentence.range.clone());
            self.is_left_open(self.text.clauses(sentence), figures) && (figures == 0 || self.is_left_open(&exact(), 0))
        })
    }

    /// Whether one of the clauses of a sentence leaves it open, if it shares so many terms besides its own.
    fn is_left_open(&self, sentence: &[Clause], more: usize) -> bool {
        sentence.iter().enumerate().any(|(at, clause)| {
            let shared = clause.terms.intersection(self.terms).count() + more;
            shared >= ANCHORS && self.is_hedged(clause) || shared > ANCHORS && self.is_claimed(sentence, at)
        })
    }

    fn open(&self) -> Option<Range<usize>> {
        if self.figures() > 0 {
            let index = self.text.index.get_or_init(|| Index::of(self.text.text));
            return self.left_open(index.sentences.iter().map(Vec::as_slice), |term| index.weight(term));
        }
        let near: Vec<&[Clause]> = self.near(1).map(|sentence| self.text.clauses(sentence)).collect();
        let has = |sentence: &[Clause], term: &str| sentence.iter().any(|clause| clause.terms.contains(term));
        let count = |term: &str| near.iter().filter(|sentence| has(sentence, term)).count();
        let weights: BTreeMap<&str, f32> =
            self.terms.iter().map(|term| (term.as_str(), alignment::weight(term, count(term), self.text.sentences.len()))).collect();
        self.left_open(near.iter().copied(), |term| weights.get(term).copied().unwrap_or_default())
    }

    /// The clause that leaves it open, of some sentences that hold all that speaks of the same.
    fn left_open<'b>(&self, sentences: impl Iterator<Item = &'b [Clause]>, weight: impl Fn(&str) -> f32) -> Option<Range<usize>> {
        let whole: f32 = self.terms.iter().map(|term| weight(term)).sum();
        let mut matches: Vec<Match<'_>> = sentences.flat_map(|sentence| self.matches(sentence, whole, &weight)).collect();
        matches.sort_by(|left, right| right.weight.total_cmp(&left.weight));
        let best = matches.iter().find(|found| found.is_open)?;
        let may_be_meant = |other: &Match<'_>| other.weight >= best.weight * ALSO || other.shared * 2 >= best.shared;
        let is_said = matches.iter().any(|other| !other.is_open && may_be_meant(other));
        (!is_said).then(|| best.clause.range.clone())
    }

    /// The clauses of a sentence that speak of the same, with whether they leave it open.
    fn matches<'b>(&self, sentence: &'b [Clause], whole: f32, weight: &impl Fn(&str) -> f32) -> Vec<Match<'b>> {
        let found = sentence.iter().enumerate().filter_map(|(at, clause)| {
            let shared: Vec<&String> = self.terms.intersection(&clause.terms).collect();
            if shared.len() < ANCHORS {
                return None;
            }
            let (weight, shared) = (shared.iter().map(|term| weight(term)).sum::<f32>(), shared.len());
            let is_hedged = weight >= whole * HEDGED && self.is_hedged(clause);
            let is_claimed = shared > ANCHORS && weight >= whole * CLAIMED && self.is_claimed(sentence, at);
            Some(Match { clause, weight, shared, is_open: is_hedged || is_claimed })
        });
        found.collect()
    }

    fn is_hedged(&self, clause: &Clause) -> bool {
        clause.markers.iter().any(|marker| self.hedges(marker, clause))
    }

    /// Whether the clause or the one before leaves it to somebody.
    fn is_claimed(&self, sentence: &[Clause], at: usize) -> bool {
        let near = &sentence[at.saturating_sub(1)..=at];
        !self.is_told && near.iter().any(|clause| clause.has(&[Role::Claimed]) || self.denies(clause))
    }

    fn denies(&self, clause: &Clause) -> bool {
        words(&self.text.text[clause.range.clone()]).iter().any(|word| DENIALS.contains(&word.lower.as_str()))
    }

    /// Whether a marker leaves open the verb that the statement has.
    fn hedges(&self, marker: &Marker, clause: &Clause) -> bool {
        if !OPEN.contains(&marker.role) {
            return false;
        }
        let behind = words(&self.text.text[marker.range.end..clause.range.end.max(marker.range.end)]);
        let is_plan = || !self.is_planned && behind.first().is_some_and(|word| word.lower == "to");
        let is_open = marker.role == Role::Open || is_plan() || marker.role == Role::Hedge && !self.is_planned;
        let verb = behind.iter().take(VERB_WITHIN).find(|word| !lexicon::is_empty(&word.lower));
        is_open
            && verb.is_some_and(|verb| Clause::all(&verb.lower, 0..verb.lower.len()).iter().any(|verb| !verb.terms.is_disjoint(self.terms)))
    }
}

/// Whether a term is no word: a figure or a date.
fn is_figure(term: &str) -> bool {
    !term.starts_with(char::is_alphanumeric)
}

/// How every word with this stem begins.
fn start(stem: &str) -> &str {
    let end = stem.char_indices().take(SURE).take_while(|(_, character)| character.is_alphanumeric()).last();
    &stem[..end.map_or(0, |(at, character)| at + character.len_utf8())]
}

/// Whether so many words of a sentence begin in one of these ways.
fn has_starts(sentence: &str, starts: &[&str], wanted: usize) -> bool {
    let mut word = String::new();
    let mut beginning = runs(sentence).filter(|run| {
        lower(run, &mut word);
        starts.iter().any(|start| word.starts_with(start))
    });
    wanted == 0 || beginning.nth(wanted - 1).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Clause, Held, Index, SOFT, Text};

    const TEXT: &str = "Voltraine will close its cell plant in Halden by the end of 2025, and may also sell its recycling arm.\n\n\
        Talks with staff are expected to begin on 4 August. One official claimed that workers had read of the move in a newspaper. \
        The firm plans to hire 40 engineers in Denmark. The mayor denied that the town had paid for the road.\n\n\
        The court could fine the firm €4m, and later it did fine the firm €4m.";

    fn told(title: &str) -> Option<&'static str> {
        Text::of(TEXT).left_open(title, true).map(|range| &TEXT[range])
    }

    #[test]
    fn a_title_may_be_no_surer_than_the_text() {
        for (title, expected) in [
            ("Voltraine closes Halden plant", false),
            ("Voltraine sells recycling arm", true),
            ("Voltraine will sell its recycling arm", true),
            ("Voltraine could sell its recycling arm", false),
            ("Voltraine to sell recycling arm", true),
            ("Voltraine weighs sale of recycling arm", false),
            ("Will Voltraine sell its recycling arm?", false),
            ("Talks with staff begin on 4 August", true),
            ("Talks with staff are due to begin on 4 August", false),
            ("Workers read of move in newspaper", true),
            ("Workers say they read of move in newspaper", false),
            ("Firm hires 40 engineers in Denmark", true),
            ("Firm to hire 40 engineers in Denmark", false),
            ("Town paid for the mayor’s road", true),
            // Said flatly elsewhere; something else of the same; nothing of it.
            ("Court fines firm €4m", false),
            ("Recycling arm of Voltraine grows", false),
            ("Weather fine", false),
            ("", false),
        ] {
            assert_eq!(told(title).is_some(), expected, "{title}: {:?}", told(title));
        }
        assert!(SOFT.is_sorted());
    }

    proptest! {
        #[test]
        fn nothing_is_found_or_lost_by_asking_less(
            title in "([Tt]he |Acme |sells? |[A-Z]?[a-c]{3}(es|ed|ing)? |2 |to |says ){0,8}",
            words in "(is |will |may |could |expected |said |plans? to |claim(s|ed) |that |denied |[a-c]{3}(es|ed|ing)? |Acme(’s|'x)? |sells? |2 |4% |, |\\. |; ){0,40}",
            is_title in any::<bool>(),
            any in any::<String>(),
        ) {
            for (title, text) in [(&title, &words), (&words, &words), (&any, &words), (&title, &any), (&any, &any)] {
                let asked = Text::of(text);
                if let Some(there) = asked.left_open(title, is_title) {
                    prop_assert!(text.get(there).is_some());
                }
                for clause in Clause::all(title, 0..title.len()) {
                    let held = Held { text: &asked, terms: &clause.terms, is_told: false, is_planned: is_title };
                    let index = Index::of(text);
                    let found = held.left_open(index.sentences.iter().map(Vec::as_slice), |term| index.weight(term));
                    prop_assert_eq!(Some(held).filter(Held::may_be_open).and_then(|held| held.open()), found);
                }
            }
        }
    }
}
