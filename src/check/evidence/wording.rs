//! Wording: whether a briefing says something more surely than its source does.
//!
//! A sentence of the briefing is aligned with its source; then the markers of the two are compared: a hedge that became an
//! announcement, a word that became a stronger one; what turned into its contrary is left to `polarity`. Judged is only what
//! is aligned well, and any passage that could be what is meant clears the sentence; whose word it is, is left to `speakers`.
//! English only.

use std::collections::BTreeSet;
use std::ops::Range;

use super::alignment::{Clause, Denial, Index, Marker};
use super::clauses::{Word, words};
use super::lexicon::{Role, begins};
use super::negation::Negative;
use super::polarity::Held;
use super::speakers::{Heard, names_speaker};

/// What a sentence does to what its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drift {
    /// It is said there; here it is confirmed.
    Confirmed,
    /// Somebody claims it there; here it is so.
    Unattributed,
    /// It may be there; here it will be.
    Unhedged,
    /// It is so there; here it is not.
    Denied,
    /// It is not so there; here it is.
    Affirmed,
}

/// A drift, and where the words stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Drifted {
    /// What was done.
    pub drift: Drift,
    /// The words of the briefing's sentence.
    pub here: Range<usize>,
    /// The clause of the source.
    pub there: Range<usize>,
}

/// A sentence of a briefing, in plain words.
#[derive(Debug)]
pub struct Saying {
    text: String,
    clauses: Vec<Clause>,
    /// What of it stands in quotation marks.
    quoted: Vec<Range<usize>>,
    /// What the whole sentence is about, and the words it gives as the source's own.
    terms: BTreeSet<String>,
    /// Whether the sentence before may say whose word it is.
    is_led: bool,
}

/// A clause of the source, with its place there.
#[derive(Clone, Copy)]
pub(super) struct Counterpart<'a> {
    pub(super) clause: &'a Clause,
    pub(super) weight: f32,
    pub(super) shared: usize,
}

/// So many anchors are shared by sentences that are aligned,
const ANCHORS: usize = 2;

/// with so much weight.
const WEIGHT: f32 = 3.0;

/// A single word is enough with so much weight, if all that is near leaves it open.
const LOOSE: f32 = 2.0;

/// A sentence with this part of the best one's weight may be meant as well.
const ALSO: f32 = 0.5;

/// A clause with this part of the best one's weight may be meant as well.
const NEAR: f32 = 0.65;

impl Saying {
    /// Reads a sentence; `quoted` are the ranges of it that stand in quotation marks, `given` other words of the source that
    /// it gives.
    #[must_use]
    pub fn of(sentence: &str, quoted: &[Range<usize>], given: &[&str]) -> Self {
        let mut clauses = Clause::all(sentence, 0..sentence.len());
        for clause in &mut clauses {
            clause.markers.retain(|marker| !quoted.iter().any(|run| run.contains(&marker.range.start)));
            let is_quoted = |denial: &&mut Denial| quoted.iter().any(|run| run.contains(&denial.range.start));
            clause.denials.iter_mut().filter(is_quoted).for_each(|denial| denial.negative = Negative::Quoted);
        }
        let given: Vec<Clause> = given.iter().flat_map(|words| Clause::all(words, 0..words.len())).collect();
        let terms = clauses.iter().chain(&given).flat_map(|clause| clause.terms.iter().cloned()).collect();
        Self { text: sentence.to_owned(), clauses, quoted: quoted.to_vec(), terms, is_led: false }
    }

    /// The same behind another sentence of its paragraph, which may say whose word it is.
    #[must_use]
    pub fn behind(self, sentence: &str) -> Self {
        Self { is_led: names_speaker(sentence), ..self }
    }

    /// What it does to what a source says, of which the index and the text are given; `None` if the source does not clearly
    /// speak of the same.
    #[must_use]
    pub fn drifts(&self, source: &Index, text: &str) -> Option<Vec<Drifted>> {
        let aligned = source.align(&self.terms);
        let best = aligned.first().filter(|best| best.shared >= ANCHORS && best.weight >= WEIGHT)?;
        let also = aligned.iter().filter(|other| other.weight >= best.weight * ALSO);
        let carriers: Vec<usize> = also.map(|aligned| aligned.sentence).collect();
        let is_spoken = self.is_led || names_speaker(&self.text);
        let heard = Heard { text: &self.text, source, source_text: text, carriers: &carriers };
        let found = self.clauses.iter().enumerate().flat_map(|(at, clause)| {
            let is_flat = || !is_spoken && !self.is_quoted(clause) && !self.is_reported(clause);
            let flat = || Some(clause).filter(|_| is_flat()).and_then(|clause| heard.unattributed(clause));
            let stronger = heard.confirmed(&self.clauses[at..]).or_else(flat);
            self.unhedged(at, source, &carriers).into_iter().chain(stronger)
        });
        let Self { text: sentence, clauses, quoted, .. } = self;
        let held = Held { text: sentence, clauses, quoted, source, source_text: text, carriers: &carriers };
        let found = found.chain(held.turned());
        Some(found.collect())
    }

    /// An announcement of what the source leaves open.
    fn unhedged(&self, at: usize, source: &Index, carriers: &[usize]) -> Option<Drifted> {
        let clause = &self.clauses[at];
        let here = clause.marker(&[Role::Will]).filter(|_| !clause.has(&[Role::Hedge, Role::Open]))?;
        let own = counterparts(clause, source, carriers);
        let is_tight = |best: &&Counterpart<'_>| best.shared >= ANCHORS && best.weight >= WEIGHT;
        let same_subject = || same_subject(&here.subject, source.sentences.get(*carriers.first()?)?);
        let there = own.first().filter(is_tight).map(|best| best.clause).or_else(same_subject);
        let same_verb =
            || own.iter().filter(|other| other.shared >= ANCHORS).map(|other| other.clause).find(|there| has_verb(there, &here.verb));
        let is_open = |there: &&Clause| self.is_open(there);
        let told_of = || self.told_of(here, clause, source, carriers);
        let others = || sole(clause, source, &own).filter(is_open).or_else(|| self.nearest(&own)).or_else(told_of);
        let there = there.filter(is_open).or_else(|| same_verb().filter(is_open)).or_else(others)?;
        let most = own.first().map_or(0.0, |best| best.weight);
        let is_sure = own.iter().filter(|other| other.weight >= most * NEAR).any(|other| other.clause.has(SURE));
        let drifted = Drifted { drift: Drift::Unhedged, here: clause.range.clone(), there: there.range.clone() };
        // When it will be at the earliest says nothing of whether it will: `will not be finished before 2028`.
        let is_dated = clause.denials.iter().any(|denial| denial.negative == Negative::Time);
        let is_other = is_dated && is_denial(clause) && !is_denial(there);
        (!is_sure && !is_other && !self.leaves_open(at, here) && !is_announced_beside(clause, there, source)).then_some(drifted)
    }

    /// Whether the sentence itself leaves open what it announces: somebody hopes that it will, or it will at the worst.
    fn leaves_open(&self, at: usize, here: &Marker) -> bool {
        let first = words(&self.text[self.clauses[at].range.clone()]).into_iter().next();
        let is_joined = first.is_some_and(|first| first.lower == "and");
        let before = at.checked_sub(1).filter(|_| is_joined || self.is_reported(&self.clauses[at])).unwrap_or(at);
        let (from, to) = (self.clauses[before].range.start, self.clauses[at].range.end);
        // What is expected to begin will then last so long.
        let is_coordinate = || is_joined && at > 0 && self.clauses[at - 1].has(&[Role::Hedge]);
        let looks_forward = |word: &Word| begins(&word.lower, LOOKS_FORWARD);
        let is_limited = |word: &Word| LIMITS.contains(&word.lower.as_str());
        let is_governed = words(&self.text[from..here.range.start]).iter().any(looks_forward);
        is_governed
            || is_coordinate()
            || words(&self.text[here.range.end..to]).iter().any(is_limited)
            || self.is_conditional(at)
            || self.is_question()
    }

    /// Whether it says that something will be only if something else is.
    fn is_conditional(&self, at: usize) -> bool {
        let end = self.clauses.get(at + 1).unwrap_or(&self.clauses[at]).range.end;
        let own = words(&self.text[self.clauses[at].range.start..end]);
        let is_only = own.windows(2).any(|pair| {
            let [only, then] = pair else { return false };
            only.lower == "only" && matches!(then.lower.as_str(), "after" | "if" | "in" | "once" | "when" | "with")
        });
        is_only || own.iter().any(|word| word.lower == "unless")
    }

    fn is_question(&self) -> bool {
        self.text.trim_end().ends_with('?')
    }

    /// The clause of the source that is nearest, if it leaves open what it says, as do all that are as near, and nothing is
    /// announced by any that shares a word.
    fn nearest<'a>(&self, own: &[Counterpart<'a>]) -> Option<&'a Clause> {
        let best = own.first().filter(|best| best.weight >= LOOSE)?;
        let is_open = own.iter().filter(|other| other.weight >= best.weight * NEAR).all(|other| self.is_open(other.clause));
        let is_sure = own.iter().any(|other| other.shared > 0 && other.clause.has(SURE));
        (is_open && !is_sure).then_some(best.clause)
    }

    /// The clause of the source that speaks of what is announced, whatever it is announced of, if it leaves that open.
    fn told_of<'a>(&self, here: &Marker, clause: &Clause, source: &'a Index, carriers: &[usize]) -> Option<&'a Clause> {
        let announced = Clause::all(&self.text, here.range.end..clause.range.end).into_iter().next()?;
        let own = counterparts(&announced, source, carriers);
        let best = own.first().filter(|best| best.shared >= ANCHORS && best.weight >= WEIGHT)?;
        self.is_open(best.clause).then_some(best.clause)
    }

    /// Whether a clause is what somebody says or thinks: `that it closed`.
    fn is_reported(&self, clause: &Clause) -> bool {
        let first = words(&self.text[clause.range.clone()]).into_iter().next();
        first.is_some_and(|first| matches!(first.lower.as_str(), "that" | "whether" | "if" | "how" | "why" | "what"))
    }

    /// Whether any of a clause stands in quotation marks.
    fn is_quoted(&self, clause: &Clause) -> bool {
        self.quoted.iter().any(|run| run.start < clause.range.end && clause.range.start < run.end)
    }

    /// Whether a clause of the source leaves open what the sentence announces. What somebody thinks may be told as expected,
    /// but not as possible.
    fn is_open(&self, there: &Clause) -> bool {
        // A condition is nobody's belief.
        let is_condition = |marker: &Marker| matches!(&self.text[marker.range.clone()], "if" | "If" | "unless" | "Unless" | "would");
        let believes = |marker: &Marker| marker.role == Role::Belief && !is_condition(marker);
        let is_believed = || self.clauses.iter().flat_map(|clause| &clause.markers).any(believes);
        there.has(&[Role::Open]) || there.has(&[Role::Hedge]) && !is_believed()
    }
}

/// Beginnings of words with which somebody hopes, wants, fears or means that something will be, or does not know it.
const LOOKS_FORWARD: &[&str] = &[
    "aim",
    "anticipat",
    "assum",
    "doubt",
    "draft",
    "envisag",
    "expect",
    "fear",
    "forecast",
    "foresee",
    "gambl",
    "guess",
    "hope",
    "hoping",
    "intend",
    "intent",
    "know",
    "optimis",
    "pessimis",
    "plan",
    "pledg",
    "predict",
    "projection",
    "promis",
    "propos",
    "reckon",
    "scenario",
    "speculat",
    "suspect",
    "threat",
    "trust",
    "uncertain",
    "unclear",
    "undecided",
    "vow",
    "want",
    "whether",
    "wish",
    "wonder",
    "worr",
];

/// Words with which something will be so at the most.
const LIMITS: &[&str] = &["best", "earliest", "hopefully", "ideally", "latest", "likely", "perhaps", "presumably", "probably", "worst"];

/// Roles of words that announce.
const SURE: &[Role] = &[Role::Will, Role::Due];

/// Whether a clause denies something.
fn is_denial(clause: &Clause) -> bool {
    clause.denials.iter().any(|denial| denial.negative.is_denial())
}

/// Whether a clause leaves the same verb open.
fn has_verb(clause: &Clause, verb: &str) -> bool {
    let is_it = |marker: &Marker| matches!(marker.role, Role::Open | Role::Hedge) && marker.verb == verb;
    !verb.is_empty() && clause.markers.iter().any(is_it)
}

/// The only clause of a source in which a figure of a clause or a rare word stands, whatever else the two share.
fn sole<'a>(clause: &Clause, source: &Index, own: &[Counterpart<'a>]) -> Option<&'a Clause> {
    let is_telling = |term: &&String| source.count(term) == 1 && term.chars().count() >= if term.starts_with('#') { 3 } else { 5 };
    let telling: Vec<&String> = clause.terms.iter().filter(is_telling).collect();
    own.iter().map(|counterpart| counterpart.clause).find(|there| telling.iter().any(|term| there.terms.contains(*term)))
}

/// Whether the sentence of a clause of the source announces something of what a clause is about.
fn is_announced_beside(clause: &Clause, there: &Clause, source: &Index) -> bool {
    let at = source.sentences.partition_point(|sentence| sentence.last().is_some_and(|last| last.range.end < there.range.end));
    let beside = source.sentences.get(at).into_iter().flatten().filter(|other| other.range != there.range && other.has(SURE));
    beside.into_iter().any(|other| !other.terms.is_disjoint(&clause.terms))
}

/// The clauses of the sentences that may be meant, and of those which speak of the same as the clause alone; the best first.
pub(super) fn counterparts<'a>(clause: &Clause, source: &'a Index, carriers: &[usize]) -> Vec<Counterpart<'a>> {
    let alone = source.align(&clause.terms).into_iter().map(|aligned| aligned.sentence);
    let sentences: BTreeSet<usize> = carriers.iter().copied().chain(alone).collect();
    let all = sentences.into_iter().flat_map(|at| &source.sentences[at]);
    let mut found: Vec<Counterpart<'_>> = all
        .map(|there| {
            let (weight, shared) = source.shared(&clause.terms, &there.terms);
            Counterpart { clause: there, weight, shared }
        })
        .collect();
    found.sort_by(|left, right| right.weight.total_cmp(&left.weight));
    found
}

/// The one clause of a sentence in which the same subject has a verb that leaves something open.
fn same_subject<'a>(subject: &str, sentence: &'a [Clause]) -> Option<&'a Clause> {
    let has_subject = |clause: &&Clause| clause.markers.iter().any(|marker| !subject.is_empty() && marker.subject == subject);
    let mut found = sentence.iter().filter(has_subject);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Drift, Index, LOOKS_FORWARD, Range, Saying};
    use crate::check::evidence::lexicon::are_beginnings;

    const SOURCE: &str = "The operator, Rezelec, said on Monday that the plant would close by June.\n\n\
        The unsold area, Nordflak, could be offered again in the spring of 2026. Talks with staff are expected to begin on 4 August.\n\n\
        The union's secretary, Odd Fjeld, claimed that workers had learned of the plan from a newspaper. \
        The court found that the permit had been broken in 187 cases. The weather was fine.";

    fn drifts(sentence: &str) -> Vec<Drift> {
        let found = Saying::of(sentence, &[], &[]).drifts(&Index::of(SOURCE), SOURCE).unwrap_or_default();
        found.into_iter().map(|drifted| drifted.drift).collect()
    }

    #[test]
    fn a_table_of_beginnings_can_be_searched() {
        assert!(are_beginnings(LOOKS_FORWARD));
    }

    #[test]
    fn a_sentence_may_be_no_surer_than_its_source() {
        for (sentence, expected) in [
            ("Nordflak will be offered again in spring 2026", &[Drift::Unhedged][..]),
            ("Nordflak may be offered again in spring 2026", &[]),
            ("Talks with staff will begin on 4 August", &[Drift::Unhedged]),
            ("Talks with staff begin on 4 August", &[]),
            ("The old square of Nordflak in the south will be offered again in 2026", &[Drift::Unhedged]),
            ("If all agree, talks with staff will begin on 4 August", &[Drift::Unhedged]),
            ("The ministry thinks talks with staff will begin on 4 August", &[]),
            ("The plant will close by June, as Rezelec announced on Monday", &[]),
            ("The secretary confirmed that workers had learned of the plan from a newspaper", &[Drift::Confirmed]),
            ("The secretary claims that workers learned of the plan from a newspaper", &[]),
            ("It is proved that the permit was broken in 187 cases", &[]),
            // Too little in common to be judged.
            ("Something else will be announced in the end", &[]),
            ("", &[]),
        ] {
            assert_eq!(drifts(sentence), expected, "{sentence}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_compared(sentence in any::<String>(), source in any::<String>(), words in "(will |may |claimed that |[a-c]{3} |2 |, |\\. ){0,20}") {
            let quoted: Vec<Range<usize>> = std::iter::once(0..1).collect();
            for (sentence, source) in [(&sentence, &source), (&words, &source), (&words, &words)] {
                for drifted in Saying::of(sentence, &quoted, &[source]).drifts(&Index::of(source), source).unwrap_or_default() {
                    prop_assert!(sentence.get(drifted.here.clone()).is_some());
                    prop_assert!(source.get(drifted.there.clone()).is_some());
                }
            }
        }
    }
}
