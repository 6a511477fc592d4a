//! Polarity: whether a sentence denies what its source says, or says what its source denies.
//!
//! A clause that denies its verb (`is not`, `has never`) is held against the passages of the source that speak of the same.
//! Nothing is told where anything in them, or in the sentence that fits the briefing's best, may mean a denial, unless the
//! clause has the same word besides its own denial. The other way round a clause that denies nothing is told only if the
//! first word that the source denies is one of its own and is said nowhere near without a denial. That somebody did not say,
//! know or plan a thing is often told of a source that is silent, so that such verbs must stand in it. English only.

use std::collections::BTreeSet;
use std::ops::Range;

use super::alignment::{Clause, Denial, Index};
use super::lexicon::Role;
use super::negation::{self, Negative};
use super::wording::{Drift, Drifted};

/// A clause of the source speaks of the same if the two share so many anchors.
const ANCHORS: usize = 2;

/// A clause with this part of the best one's weight may be meant as well.
const NEAR: f32 = 0.5;

/// The clauses of a sentence, held against a source.
pub(super) struct Held<'a> {
    pub(super) clauses: &'a [Clause],
    /// What of the sentence stands in quotation marks.
    pub(super) quoted: &'a [Range<usize>],
    pub(super) source: &'a Index,
    /// The sentences of the source that speak of the same as the sentence, the best first.
    pub(super) carriers: &'a [usize],
}

/// A clause of the source that may be meant.
struct Meant<'a> {
    clause: &'a Clause,
    sentence: usize,
    weight: f32,
    shared: usize,
}

impl<'a> Held<'a> {
    /// What the sentence turns round.
    pub(super) fn turned(&self) -> Vec<Drifted> {
        let turned = |at: usize| self.denied(at).or_else(|| self.affirmed(&self.clauses[at]));
        (0..self.clauses.len()).filter_map(turned).collect()
    }

    /// A denial of what the source says.
    fn denied(&self, at: usize) -> Option<Drifted> {
        let clause = &self.clauses[at];
        let denial = clause.denials.iter().find(|denial| denial.negative == Negative::Verb)?;
        // What is denied may be quoted, and is a clause of its own then.
        let quoted = self.clauses.get(at + 1).filter(|_| denial.behind.is_none());
        let said = Said { denial, clauses: [Some(clause), quoted] };
        let terms: BTreeSet<String> = said.clauses().flat_map(|clause| clause.terms.iter().cloned()).collect();
        let meant = self.meant(&terms);
        let best = meant.first().filter(|best| best.shared >= ANCHORS)?;
        let sentences = [Some(best.sentence), self.carriers.first().copied()];
        // Where the clause has the very verb, what else its sentence denies is another matter.
        let has_verb = said.has_verb(best.clause);
        let is_near = |other: &&Meant<'_>| {
            sentences.contains(&Some(other.sentence)) && (!has_verb || other.shared > 0) || other.weight >= best.weight * NEAR
        };
        let is_denied = said.is_silent(best.clause)
            || said.is_to_come(best.clause)
            || meant.iter().filter(is_near).any(|other| said.is_borne_out(other.clause));
        (!is_denied).then(|| Drifted { drift: Drift::Denied, here: clause.range.clone(), there: best.clause.range.clone() })
    }

    /// What the source denies, said.
    fn affirmed(&self, clause: &Clause) -> Option<Drifted> {
        if clause.denials.iter().any(|denial| denial.negative != Negative::Opposite)
            || self.quoted.iter().any(|run| run.start < clause.range.end && clause.range.start < run.end)
        {
            return None;
        }
        let meant = self.asked(self.meant_at(&clause.terms), &clause.terms);
        let most = meant.first()?.weight;
        let denied = meant.iter().filter(|other| other.weight >= most * NEAR).find_map(|other| {
            let verb = sole_denied(other.clause).filter(|verb| clause.terms.contains(*verb))?;
            let is_said = |beside: &Meant<'_>| {
                !beside.clause.denials.iter().any(|denial| denial.negative != Negative::Opposite) && beside.clause.terms.contains(verb)
            };
            (!meant.iter().any(is_said)).then_some(other.clause)
        })?;
        Some(Drifted { drift: Drift::Affirmed, here: clause.range.clone(), there: denied.range.clone() })
    }

    /// The sentences of the source that may be meant by what is about these terms.
    fn meant_at(&self, terms: &BTreeSet<String>) -> BTreeSet<usize> {
        let alone = self.source.align(terms).into_iter().filter(|aligned| aligned.shared >= ANCHORS).map(|aligned| aligned.sentence);
        self.carriers.iter().copied().chain(alone).collect()
    }

    /// Their clauses, the best first, and behind them those of the sentences beside them.
    fn meant(&self, terms: &BTreeSet<String>) -> Vec<Meant<'a>> {
        let own = self.meant_at(terms);
        let beside = own.iter().flat_map(|at| at.saturating_sub(1)..=at + 1).filter(|at| !own.contains(at)).collect();
        let mut all = self.asked(own, terms);
        all.extend(self.asked(beside, terms));
        all
    }

    fn asked(&self, sentences: BTreeSet<usize>, terms: &BTreeSet<String>) -> Vec<Meant<'a>> {
        let all = sentences
            .into_iter()
            .flat_map(|sentence| self.source.sentences.get(sentence).into_iter().flatten().map(move |clause| (sentence, clause)));
        let mut found: Vec<Meant<'a>> = all
            .map(|(sentence, clause)| {
                let (weight, shared) = self.source.shared(terms, &clause.terms);
                Meant { clause, sentence, weight, shared }
            })
            .collect();
        found.sort_by(|left, right| right.weight.total_cmp(&left.weight));
        found
    }
}

/// Roles of words that tell of what may be or is to come, so that it is not so yet.
const OPEN: &[Role] = &[Role::Open, Role::Hedge, Role::Belief, Role::Will, Role::Due];

/// A clause that denies something, and what of it is quoted.
struct Said<'a> {
    denial: &'a Denial,
    clauses: [Option<&'a Clause>; 2],
}

impl<'a> Said<'a> {
    fn clauses(&self) -> impl Iterator<Item = &'a Clause> {
        self.clauses.into_iter().flatten()
    }

    fn has(&self, is_it: impl Fn(&Denial) -> bool) -> bool {
        self.clauses().flat_map(|clause| &clause.denials).any(|other| other.range != self.denial.range && is_it(other))
    }

    /// Whether it denies that something was said or known, of which the source does not speak.
    fn is_silent(&self, there: &Clause) -> bool {
        negation::is_of_speech(&self.denial.verb) && !self.has_verb(there)
    }

    /// Whether a clause has the verb that is denied.
    fn has_verb(&self, there: &Clause) -> bool {
        self.denial.behind.as_ref().is_some_and(|verb| there.terms.contains(verb))
    }

    /// Whether it denies that something is so yet, which the source tells as what may come.
    fn is_to_come(&self, there: &Clause) -> bool {
        let is_time = |own: &Denial| own.negative == Negative::Time && own.word != "since";
        there.has(OPEN) && self.has(is_time)
    }

    /// Whether a clause of the source may deny it too.
    fn is_borne_out(&self, there: &Clause) -> bool {
        let shares_figure =
            || self.clauses().flat_map(|clause| &clause.terms).any(|term| term.starts_with(['#', '@']) && there.terms.contains(term));
        there.denials.iter().any(|other| match other.negative {
            Negative::Time => false,
            Negative::First => self.has(|own| own.negative == Negative::Time),
            Negative::Few if shares_figure() => false,
            Negative::Opposite => negation::is_opposite(&other.word, &self.denial.verb),
            _ => !self.has(|own| own.word == other.word),
        })
    }
}

/// The word that a clause denies, if it denies one.
fn sole_denied(clause: &Clause) -> Option<&String> {
    let mut denials = clause.denials.iter().filter(|denial| denial.negative.is_denial() || denial.negative == Negative::Undone);
    let denial = denials.next().filter(|_| denials.next().is_none())?;
    denial.behind.as_ref().filter(|_| denial.negative != Negative::Other)
}

#[cfg(test)]
mod tests {
    use crate::check::evidence::alignment::Index;
    use crate::check::evidence::wording::{Drift, Saying};

    const SOURCE: &str = "The harbour board cancelled the order for two cranes in March. The board's chair, Ada Lund, said the \
        cranes had arrived late.\n\nThe western pier is closed to lorries. Its repair is not covered by the insurance.\n\nAnglers \
        were barred from the eastern pier for six weeks. A spokesman declined to name the diver. Nothing else was said at the \
        meeting.\n\nTraffic at the fish market rose by 12 percent. The harbour master, Nils Berg, retires in May.\n\n\
        A second ferry ramp will be built in the autumn. Berg lost the contest for the rowing cup.";

    fn drifts(sentence: &str) -> Vec<Drift> {
        let found = Saying::of(sentence, &[], &[]).drifts(&Index::of(SOURCE)).unwrap_or_default();
        found.into_iter().map(|drifted| drifted.drift).collect()
    }

    #[test]
    fn a_sentence_may_not_turn_its_source_round() {
        for (sentence, expected) in [
            ("The board has not cancelled the order for two cranes", &[Drift::Denied][..]),
            ("Traffic at the fish market hasn't risen by 12 percent", &[Drift::Denied]),
            ("The board cancelled the order for two cranes", &[]),
            ("The repair of the western pier is covered by the insurance", &[Drift::Affirmed]),
            ("The repair of the western pier is not covered by the insurance", &[]),
            // The source means a denial, or may do so.
            ("Lorries cannot use the western pier", &[]),
            ("For six weeks anglers could not go to the eastern pier", &[]),
            ("The spokesman for the board would not name the diver", &[]),
            ("The repair of the western pier is uncovered by the insurance", &[]),
            ("The second ferry ramp has not been built yet", &[]),
            ("Berg did not win the contest for the rowing cup", &[]),
            ("Berg did not enter the contest for the rowing cup", &[Drift::Denied]),
            // No verb is denied.
            ("There is no order for two cranes that the board cancelled", &[]),
            // Of what nobody said a source may be silent.
            ("The board has not promised cranes for the order of March", &[]),
            // Too little in common to be judged.
            ("The mayor was not there", &[]),
        ] {
            assert_eq!(drifts(sentence), expected, "{sentence}");
        }
    }
}
