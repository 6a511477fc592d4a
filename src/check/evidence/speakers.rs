//! Speakers: whether a sentence stands for what its source only says that somebody says.
//!
//! A word that confirms is told where nothing in the passages that speak of the same confirms or finds out. A speaker who is
//! dropped is told only where the one passage that has it gives it as the claim of a party, or of somebody unnamed: what
//! officials and reports merely say, briefings may tell flatly. English only.

use std::collections::BTreeSet;

use super::alignment::{Clause, Index, Marker};
use super::clauses::words;
use super::lexicon::{self, Role};
use super::wording::{Drift, Drifted, counterparts};

/// A strong word where the source has none.
pub(super) fn confirmed(clauses: &[Clause], source: &Index, carriers: &[usize]) -> Option<Drifted> {
    let clause = clauses.first()?;
    // What is not confirmed is no confirmation.
    let is_denied = |marker: &Marker| clause.denials.iter().any(|denial| denial.negative.is_denial() && marker.range == denial.verb_range);
    clause.markers.iter().find(|marker| marker.role == Role::Confirmed && !is_denied(marker))?;
    let sentences = || carriers.iter().filter_map(|at| source.sentences.get(*at));
    let first = sentences().flatten().next()?;
    let alone = counterparts(clause, source, &[]);
    let is_confirmed = sentences().flatten().chain(alone.iter().map(|other| other.clause)).any(|there| there.has(&[Role::Confirmed]));
    // What is confirmed may be the clause behind it: `It is proved that …`.
    let terms: BTreeSet<&String> = clauses.iter().take(2).flat_map(|clause| &clause.terms).collect();
    let is_shown = sentences().any(|sentence| is_shown(&terms, sentence))
        || alone.iter().any(|other| other.shared > 1 && other.clause.has(&[Role::Shown]));
    (!is_confirmed && !is_shown).then(|| Drifted { drift: Drift::Confirmed, here: clause.range.clone(), there: first.range.clone() })
}

/// Whether a sentence of the source has found something out that these terms are about, or the clause beside it is.
fn is_shown(terms: &BTreeSet<&String>, sentence: &[Clause]) -> bool {
    let is_about = |other: &Clause| other.terms.iter().any(|term| terms.contains(term));
    let mut near = (0..sentence.len()).filter(|at| sentence[*at].has(&[Role::Shown]));
    near.any(|at| sentence[at.saturating_sub(1)..(at + 2).min(sentence.len())].iter().any(is_about))
}

/// So much of a clause's weight is in the clause that claims it,
const CLAIMED: f32 = 0.4;

/// with so many anchors.
const ANCHORS: usize = 2;

/// Whether a sentence may say whose word it is.
pub(super) fn names_speaker(sentence: &str) -> bool {
    words(sentence).iter().any(|word| is_of_speaker(&word.lower))
}

/// A claim without the one who makes it, of a sentence that names no speaker.
pub(super) fn unattributed(clause: &Clause, source: &Index, carriers: &[usize]) -> Option<Drifted> {
    if clause.has(&[Role::Belief]) {
        return None;
    }
    let whole: f32 = clause.terms.iter().map(|term| source.weight(term)).sum();
    let found = counterparts(clause, source, carriers);
    let best = found.first().filter(|best| best.shared >= ANCHORS && best.weight >= whole * CLAIMED)?;
    let at = source.sentences.partition_point(|sentence| sentence.last().is_some_and(|last| last.range.end < best.clause.range.end));
    let claims = source.sentences.get(at)?;
    // What is left open in other words is no flat statement.
    let leaves_open = |clause: &Clause| clause.has(&[Role::Hedge, Role::Open]);
    let is_open = leaves_open(clause) && !claims.iter().any(leaves_open);
    let is_claimed = claims.iter().any(|clause| clause.has(&[Role::Claimed]));
    let is_said =
        found.iter().any(|other| other.weight >= best.weight * CLAIMED && !claims.iter().any(|own| own.range == other.clause.range));
    (is_claimed && !is_said && !is_open).then(|| Drifted {
        drift: Drift::Unattributed,
        here: clause.range.clone(),
        there: best.clause.range.clone(),
    })
}

/// Whether a word may say whose word it is.
fn is_of_speaker(word: &str) -> bool {
    const ROLES: &[Role] = &[Role::Said, Role::Claimed, Role::Shown, Role::Confirmed];
    lexicon::role(&[word]).is_some_and(|(role, _)| ROLES.contains(&role)) || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
}

/// Beginnings of words that name a speaker, as verbs and as nouns.
const BEGINNINGS: &[&str] = &[
    "accord", "accus", "alleg", "argu", "assert", "believ", "claim", "complain", "conced", "contend", "critic", "declar", "denie", "deny",
    "insist", "maintain", "opinion", "report", "rumo", "sourc", "suggest", "tell", "testif", "think", "thought", "view", "warn",
];

#[cfg(test)]
mod tests {
    use crate::check::evidence::alignment::Index;
    use crate::check::evidence::wording::{Drift, Saying};

    const SOURCE: &str = "The union's secretary, Odd Fjeld, claimed that workers had learned of the plan from a newspaper.\n\n\
        People familiar with the matter said the recycling arm could be sold to a rival. The mayor said that the old bridge had \
        been closed for repairs.\n\nThe inquiry found that the valve had been left open. Police said a driver, Per Lund, had \
        been arrested at the border. The weather was fine.";

    fn drifts(sentence: &str) -> Vec<Drift> {
        let found = Saying::of(sentence, &[], &[]).drifts(&Index::of(SOURCE)).unwrap_or_default();
        found.into_iter().map(|drifted| drifted.drift).collect()
    }

    #[test]
    fn a_claim_keeps_its_claimant() {
        for (sentence, expected) in [
            ("Workers learned of the plan from a newspaper", &[Drift::Unattributed][..]),
            ("The recycling arm could be sold to a rival", &[Drift::Unattributed]),
            ("The union claims workers learned of the plan from a newspaper", &[]),
            ("The anger is great that workers had learned of the plan from a newspaper", &[]),
            ("The old bridge has been closed for repairs", &[]),
        ] {
            assert_eq!(drifts(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn what_is_said_is_not_confirmed() {
        for (sentence, expected) in [
            ("Police confirmed that the driver Per Lund had been arrested at the border", &[Drift::Confirmed][..]),
            ("Police have not confirmed that the driver Per Lund was arrested at the border", &[]),
            ("The inquiry proved that the valve had been left open", &[]),
        ] {
            assert_eq!(drifts(sentence), expected, "{sentence}");
        }
    }
}
