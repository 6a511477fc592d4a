//! Waived claims: whether what a briefing asks not to be told of still is what it asked about.
//!
//! A waiver of a sentence holds while the sentence stands as the waiver has it, one of a key fact while it stands in the
//! fact; both while a copy of a source that the claim names has the SHA-256 that the waiver gives. Otherwise the findings
//! are told again, and the waiver is told too.

use super::examination::Examination;
use super::faults;
use super::folding::Folded;
use super::headline::surer;
use crate::base::{Diagnostic, Place};
use crate::briefing::Waiver;
use crate::briefing::waivers::DIGITS;
use crate::site::evidence::{Claim, Verdict};

/// The waivers of sentences, with whether a sentence was found for each.
pub(super) struct Waivers<'a> {
    waivers: Vec<(&'a Waiver, String, bool)>,
}

impl<'a> Waivers<'a> {
    pub(super) fn of(waivers: &'a [Waiver]) -> Self {
        Self { waivers: waivers.iter().map(|waiver| (waiver, bare(waiver.text.as_deref().unwrap_or_default()), false)).collect() }
    }

    /// The waiver of a sentence.
    pub(super) fn find(&mut self, sentence: &str) -> Option<&'a Waiver> {
        if self.waivers.is_empty() {
            return None;
        }
        let wanted = bare(sentence);
        let (waiver, _, found) = self.waivers.iter_mut().find(|(_, text, _)| *text == wanted)?;
        *found = true;
        Some(waiver)
    }

    /// Those of sentences that are not there.
    pub(super) fn unmatched(self) -> impl Iterator<Item = &'a Waiver> {
        self.waivers.into_iter().filter(|(_, _, found)| !found).map(|(waiver, ..)| waiver)
    }
}

/// Whether a waiver is of this sentence.
pub(super) fn is_of(waiver: &Waiver, sentence: &str) -> bool {
    waiver.text.as_deref().is_some_and(|text| bare(text) == bare(sentence))
}

/// A sentence as waivers know it: folded, without what surrounds its words.
fn bare(sentence: &str) -> String {
    Folded::of(sentence).text.trim_matches(|character: char| !character.is_alphanumeric()).to_owned()
}

impl Examination<'_> {
    /// W0240: the claims without what is waived of them; what is wrong with the waiver goes to the faults.
    pub(super) fn waive(&self, claims: Vec<Claim>, waiver: &Waiver, place: Place, faults: &mut Vec<Diagnostic>) -> Vec<Claim> {
        if claims.iter().all(|claim| claim.finding.is_none()) {
            if claims.iter().any(|claim| claim.verdict == Verdict::Found) && !self.is_of_headline(waiver) {
                faults.push(faults::needless_waiver(place));
            }
            return claims;
        }
        let hashes = self.binding(&claims);
        let Some((source, now)) = hashes.first().map(|(source, hash)| (source, &hash[..DIGITS])) else { return claims };
        match &waiver.snapshot {
            None => faults.push(faults::unbound_waiver(&waiver.reason, now, place)),
            Some(digits) if !hashes.iter().any(|(_, hash)| hash.starts_with(digits.as_str())) => {
                faults.push(faults::lapsed_waiver(source, digits, now, place));
                return claims;
            }
            Some(_) => {}
        }
        claims.into_iter().map(|claim| without_finding(claim, &waiver.reason)).collect()
    }

    /// Whether a waiver is of a statement that is surer than the text.
    pub(super) fn is_of_headline(&self, waiver: &Waiver) -> bool {
        let text = || self.text.iter().filter(|_| self.has_lexicon());
        let surer = || self.surer.get_or_init(|| text().flat_map(|text| surer(self.head, text)).collect());
        waiver.text.is_some() && surer().iter().any(|surer| is_of(waiver, &surer.words))
    }

    /// The copies that a waiver of these claims may be for, with their SHA-256: those of the sources that the claims name,
    /// and of what names none, as a conflict in the briefing itself, all.
    fn binding(&self, claims: &[Claim]) -> Vec<(String, String)> {
        let named: Vec<&String> = claims.iter().flat_map(|claim| &claim.sources).collect();
        if named.is_empty() {
            return self.used().into_iter().map(|copy| (copy.source, copy.sha256)).collect();
        }
        named.into_iter().filter_map(|source| Some((source.clone(), self.sha256(source)?))).collect()
    }
}

fn without_finding(claim: Claim, reason: &str) -> Claim {
    if claim.finding.is_none() { claim } else { Claim { finding: None, waived: Some(reason.to_owned()), ..claim } }
}
