//! Speakers: whether a sentence stands for what its source only says that somebody says.
//!
//! A word that confirms is told where nothing in the passages that speak of the same confirms or finds out. A speaker who is
//! dropped is told only where the one passage that has it gives it as the claim of a party, or of somebody unnamed: what
//! officials and reports merely say, briefings may tell flatly. English only.

use std::collections::BTreeSet;

use super::alignment::{Clause, Index, Marker};
use super::clauses::{Word, words};
use super::lexicon::{self, Role, begins};
use super::wording::{Drift, Drifted, counterparts};
use crate::base::cut::{end_of, start_of};

/// A sentence of a briefing, held against what its source says of the same.
pub(super) struct Heard<'a> {
    /// The sentence.
    pub(super) text: &'a str,
    pub(super) source: &'a Index,
    /// The text of the source.
    pub(super) source_text: &'a str,
    /// The sentences of the source that speak of the same as the sentence, the best first.
    pub(super) carriers: &'a [usize],
}

/// So much of a clause's weight is in the clause that claims it,
const CLAIMED: f32 = 0.4;

/// with so many anchors.
const ANCHORS: usize = 2;

/// A claim without `that` has its verb within so many words.
const VERB_WITHIN: usize = 8;

/// Before a claim stands what makes it, within so many words.
const SUBJECT_WITHIN: usize = 4;

/// Those few words are looked for within so many bytes: a clause may be as long as a text.
const WITHIN: usize = 200;

impl Heard<'_> {
    /// A strong word where the source has none.
    pub(super) fn confirmed(&self, clauses: &[Clause]) -> Option<Drifted> {
        let clause = clauses.first()?;
        // What is not confirmed is no confirmation.
        let is_denied =
            |marker: &Marker| clause.denials.iter().any(|denial| denial.negative.is_denial() && marker.range == denial.verb_range);
        clause.markers.iter().find(|marker| marker.role == Role::Confirmed && !is_denied(marker) && self.stands_for(clause, marker))?;
        let sentences = || self.carriers.iter().filter_map(|at| self.source.sentences.get(*at));
        let first = sentences().flatten().next()?;
        let alone = counterparts(clause, self.source, &[]);
        let best = || self.carriers.first().and_then(|at| self.source.sentences.get(*at)).into_iter().flatten();
        let near = || best().chain(alone.first().filter(|other| other.shared > 1).map(|other| other.clause));
        let is_confirmed = sentences().flatten().chain(alone.iter().map(|other| other.clause)).any(|there| there.has(&[Role::Confirmed]));
        // What is confirmed may be the clause behind it: `It is proved that …`.
        let terms: BTreeSet<&String> = clauses.iter().take(2).flat_map(|clause| &clause.terms).collect();
        let is_shown = sentences().any(|sentence| is_shown(&terms, sentence))
            || alone.iter().any(|other| other.shared > 1 && other.clause.has(&[Role::Shown]))
            || near().any(|there| words(&self.source_text[there.range.clone()]).iter().any(|word| is_settling(&word.lower)));
        (!is_confirmed && !is_shown).then(|| Drifted { drift: Drift::Confirmed, here: clause.range.clone(), there: first.range.clone() })
    }

    /// Whether a word says that something was confirmed or proved: not `proved popular`, `confirmed cases`, `to be confirmed`.
    fn stands_for(&self, clause: &Clause, marker: &Marker) -> bool {
        let before = words(end_of(&self.text[clause.range.start..marker.range.start], WITHIN));
        let behind = words(start_of(&self.text[marker.range.end..], WITHIN));
        let (own, next) = (&self.text[marker.range.clone()], behind.first().map_or("", |word| word.lower.as_str()));
        let is_last = |table: &[&str]| before.last().is_some_and(|word| table.contains(&word.lower.as_str()));
        let is_nobody = || before.iter().rev().take(SUBJECT_WITHIN).any(|word| NOBODY.contains(&word.lower.as_str()));
        if is_nobody() || before.iter().rev().take(2).any(|word| OPENINGS.contains(&word.lower.as_str())) {
            return false;
        }
        if own.to_lowercase().starts_with("prov") {
            return THAT.contains(&next) || is_last(PASSIVE);
        }
        let is_counted = before.last().is_some_and(|word| word.lower.starts_with(|first: char| first.is_ascii_digit()));
        !is_counted && !is_last(BEFORE_CASES) && !matches!(next, "as" | "or" | "case" | "cases" | "dead" | "deaths" | "in" | "infections")
    }

    /// A claim without the one who makes it, of a sentence that names no speaker.
    pub(super) fn unattributed(&self, clause: &Clause) -> Option<Drifted> {
        if clause.has(&[Role::Belief]) {
            return None;
        }
        let whole: f32 = clause.terms.iter().map(|term| self.source.weight(term)).sum();
        let found = counterparts(clause, self.source, self.carriers);
        let best = found.first().filter(|best| best.shared >= ANCHORS && best.weight >= whole * CLAIMED)?;
        let at =
            self.source.sentences.partition_point(|sentence| sentence.last().is_some_and(|last| last.range.end < best.clause.range.end));
        let claims = self.source.sentences.get(at)?;
        // What is left open in other words is no flat statement.
        let leaves_open = |clause: &Clause| clause.has(&[Role::Hedge, Role::Open]);
        let is_open = leaves_open(clause) && !claims.iter().any(leaves_open);
        let is_said =
            found.iter().any(|other| other.weight >= best.weight * CLAIMED && !claims.iter().any(|own| own.range == other.clause.range));
        let is_agreed = self.source.sentences.get(at + 1).is_some_and(|next| self.agrees(next));
        (self.is_claimed(best.clause, claims) && !is_said && !is_open && !is_agreed).then(|| Drifted {
            drift: Drift::Unattributed,
            here: clause.range.clone(),
            there: best.clause.range.clone(),
        })
    }

    /// Whether a sentence of the source bears out the one before.
    fn agrees(&self, sentence: &[Clause]) -> bool {
        let agrees = |clause: &Clause| words(&self.source_text[clause.range.clone()]).iter().any(|word| is_settling(&word.lower));
        sentence.iter().any(|clause| clause.has(&[Role::Confirmed]) || agrees(clause))
    }

    /// Whether the clause, or the one before or behind it, gives it as a claim.
    fn is_claimed(&self, best: &Clause, sentence: &[Clause]) -> bool {
        let at = sentence.iter().position(|clause| clause.range == best.range).unwrap_or(0);
        let near = sentence.iter().enumerate().take(at + 2).skip(at.saturating_sub(1));
        let is_said = sentence.iter().any(|clause| clause.has(&[Role::Said]));
        let mut claims = near.flat_map(|(_, clause)| clause.markers.iter().map(move |marker| (clause, marker)));
        claims.any(|(clause, marker)| marker.role == Role::Claimed && self.is_claim(clause, marker, is_said))
    }

    /// Whether a word says that somebody claims something: not `claimed two lives`, `insisted on it`, `a study suggests`.
    fn is_claim(&self, clause: &Clause, marker: &Marker, is_said: bool) -> bool {
        let own = self.source_text[marker.range.clone()].to_lowercase();
        if own.contains(' ') {
            return is_said || own.starts_with("claim");
        }
        if own.ends_with("ly") {
            return true;
        }
        let before = words(end_of(&self.source_text[clause.range.start..marker.range.start], WITHIN));
        let behind_it = &self.source_text[marker.range.end..];
        let behind = words(start_of(&self.source_text[marker.range.end..clause.range.end], WITHIN));
        let mut subject = before.iter().rev().take(SUBJECT_WITHIN);
        if own.starts_with("suggest") && subject.any(|word| is_study(&word.lower)) {
            return false;
        }
        let Some(next) = behind.first() else { return true };
        let is_closed = behind_it.starts_with([',', '.', ';', ':', '”', '"']);
        let is_passive = before.last().is_some_and(|word| PASSIVE.contains(&word.lower.as_str()));
        let is_thing = ["suggest", "maintain"].iter().any(|verb| own.starts_with(verb)) || NO_CLAIM.contains(&next.lower.as_str());
        let has_verb = || !is_thing && behind.iter().take(VERB_WITHIN).any(|word| lexicon::is_finite(&word.lower));
        is_closed || is_passive || CLAIMS_THAT.contains(&next.lower.as_str()) || has_verb()
    }
}

/// Whether a sentence of the source has found something out that these terms are about, or the clause beside it is.
fn is_shown(terms: &BTreeSet<&String>, sentence: &[Clause]) -> bool {
    let is_about = |other: &Clause| other.terms.iter().any(|term| terms.contains(term));
    let mut near = (0..sentence.len()).filter(|at| sentence[*at].has(&[Role::Shown]));
    near.any(|at| sentence[at.saturating_sub(1)..(at + 2).min(sentence.len())].iter().any(is_about))
}

/// Whether a sentence may say whose word it is.
pub(super) fn names_speaker(sentence: &str) -> bool {
    words(sentence).iter().any(|word: &Word| is_of_speaker(&word.lower))
}

/// Whether a word may say whose word it is.
fn is_of_speaker(word: &str) -> bool {
    const ROLES: &[Role] = &[Role::Said, Role::Claimed, Role::Shown, Role::Confirmed];
    lexicon::role(&[word]).is_some_and(|(role, _)| ROLES.contains(&role)) || begins(word, BEGINNINGS)
}

/// Whether a word settles something.
fn is_settling(word: &str) -> bool {
    begins(word, SETTLED) || SETTLED_WORDS.contains(&word)
}

/// Whether a word is one for what finds something out.
fn is_study(word: &str) -> bool {
    begins(word, STUDIES) || STUDY_WORDS.contains(&word)
}

/// Beginnings of words that name a speaker, as verbs and as nouns.
const BEGINNINGS: &[&str] = &[
    "accord", "account", "accus", "alleg", "apparent", "appear", "argu", "assert", "believ", "charg", "cite", "citing", "claim",
    "complain", "conced", "contend", "critic", "declar", "denie", "deny", "describ", "eyes", "finding", "insist", "maintain", "opinion",
    "plead", "reckon", "report", "rumo", "seem", "sourc", "suggest", "suspect", "tell", "testif", "testimon", "think", "thought", "trial",
    "verdict", "view", "warn",
];

/// Beginnings of words by which a source settles something, or tells it of itself, so that it may be called confirmed.
const SETTLED: &[&str] = &[
    "acknowledg",
    "admit",
    "adopt",
    "affirm",
    "agree",
    "announc",
    "appoint",
    "approv",
    "attest",
    "authentic",
    "bore",
    "certif",
    "conced",
    "confess",
    "declar",
    "detectab",
    "detected",
    "diagnos",
    "disclos",
    "elected",
    "endors",
    "establish",
    "identif",
    "measured",
    "measurement",
    "measuring",
    "nominat",
    "positiv",
    "proof",
    "proven",
    "published",
    "publishes",
    "publishing",
    "ratif",
    "reveal",
    "unveil",
    "upheld",
    "uphold",
    "valid",
    "verif",
];

/// Such words whose beginnings other words have as well: a detective, a publisher, Borneo.
const SETTLED_WORDS: &[&str] = &["borne", "detect", "detecting", "detection", "detections", "detects", "publish"];

/// Beginnings of words for what finds something out rather than claims it.
const STUDIES: &[&str] = &[
    "analys",
    "calculat",
    "census",
    "data",
    "estimat",
    "evidence",
    "experiment",
    "figure",
    "finding",
    "image",
    "measur",
    "model",
    "number",
    "poll",
    "record",
    "research",
    "result",
    "sample",
    "scann",
    "studie",
    "study",
    "survey",
    "test",
    "trial",
];

/// Such words whose beginnings other words have as well: a reporter, a scandal.
const STUDY_WORDS: &[&str] = &["report", "reported", "reporting", "reports", "scan", "scans"];

/// Words that begin what is claimed or confirmed.
const THAT: &[&str] =
    &["he", "her", "his", "how", "it", "its", "she", "that", "the", "their", "there", "these", "they", "this", "to", "we", "you"];

/// Words that begin what is claimed to be so.
const CLAIMS_THAT: &[&str] = &["he", "it", "she", "that", "there", "they", "to", "we", "you"];

/// Words behind which nothing is claimed to be so.
const NO_CLAIM: &[&str] = &[
    "about",
    "against",
    "asylum",
    "benefit",
    "benefits",
    "compensation",
    "credit",
    "damages",
    "for",
    "in",
    "lives",
    "of",
    "on",
    "over",
    "responsibility",
    "the",
    "victory",
    "with",
];

/// Words shortly before one that confirms, where nothing is confirmed yet.
const OPENINGS: &[&str] = &[
    "can", "cannot", "could", "if", "may", "might", "must", "once", "should", "to", "unless", "until", "when", "whether", "will", "would",
];

/// Words for nobody, who confirms nothing.
const NOBODY: &[&str] = &["neither", "nobody", "none", "nor"];

/// Words behind which what is confirmed is counted or named, and is not said to be so: `every confirmed case`.
const BEFORE_CASES: &[&str] = &["a", "any", "every", "first", "more", "no", "of", "other", "the"];

/// Forms of `be` behind which a claim has nobody who makes it: `it is claimed`.
const PASSIVE: &[&str] = &["are", "be", "been", "is", "was", "were"];

#[cfg(test)]
mod tests {
    use super::{BEGINNINGS, SETTLED, STUDIES};
    use crate::check::evidence::alignment::Index;
    use crate::check::evidence::lexicon::are_beginnings;
    use crate::check::evidence::wording::{Drift, Saying};

    const SOURCE: &str = "The union's secretary, Odd Fjeld, claimed that workers had learned of the plan from a newspaper.\n\n\
        People familiar with the matter said the recycling arm could be sold to a rival. The mayor said that the old bridge had \
        been closed for repairs.\n\nThe inquiry found that the valve had been left open. Police said a driver, Per Lund, had \
        been arrested at the border. The weather was fine.";

    fn drifts(sentence: &str) -> Vec<Drift> {
        let found = Saying::of(sentence, &[], &[]).drifts(&Index::of(SOURCE), SOURCE).unwrap_or_default();
        found.into_iter().map(|drifted| drifted.drift).collect()
    }

    #[test]
    fn tables_of_beginnings_can_be_searched() {
        for table in [BEGINNINGS, SETTLED, STUDIES] {
            assert!(are_beginnings(table), "{table:?}");
        }
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
            ("Neither Police nor anyone confirms that the driver Per Lund had been arrested at the border", &[]),
            ("Police have not confirmed that the driver Per Lund was arrested at the border", &[]),
            ("The inquiry proved that the valve had been left open", &[]),
        ] {
            assert_eq!(drifts(sentence), expected, "{sentence}");
        }
    }
}
