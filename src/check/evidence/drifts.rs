//! Drifts: what is told of sentences that say a thing more surely than their sources.
//!
//! `wording` compares; here sentences are held against every source that they cite. A drift is told only if no source that
//! speaks of the same clears the sentence of it.

use super::claims::Cited;
use super::examination::{Answer, Asked, Examination};
use super::faults;
use super::passage::passage;
use super::snapshot::Snapshot;
use super::wording::{Drifted, Saying};
use crate::site::evidence::{Claim, Kind, Verdict};

impl Examination<'_> {
    /// W0231, W0232, W0243: a sentence may be no surer than its source, nor turn it round.
    pub(super) fn drifts(&self, cited: &Cited<'_>) -> Vec<Claim> {
        let witnesses = self.witnesses(&cited.sources);
        if witnesses.missing.is_some() || !self.has_lexicon() {
            return Vec::new();
        }
        let (quoted, given) = cited.quotes();
        let saying = Saying::of(cited.text(), &quoted, &given).behind(cited.before());
        let each = witnesses.copies.iter().filter_map(|(id, snapshot)| {
            let drifts = saying.drifts(snapshot.index(), &snapshot.source.text[snapshot.start()..])?;
            Some((*id, *snapshot, drifts))
        });
        let mut aligned: Vec<(&str, &Snapshot, Vec<Drifted>)> = each.collect();
        if aligned.is_empty() {
            return Vec::new();
        }
        let (id, snapshot, drifts) = aligned.remove(0);
        let is_everywhere = |drifted: &Drifted| aligned.iter().all(|(.., others)| others.iter().any(|other| other.drift == drifted.drift));
        drifts.iter().filter(|drifted| is_everywhere(drifted)).map(|drifted| self.drifted(cited, (id, snapshot), drifted)).collect()
    }

    fn drifted(&self, cited: &Cited<'_>, (id, snapshot): (&str, &Snapshot), drifted: &Drifted) -> Claim {
        let words = cited.text()[drifted.here.clone()].trim_matches(|edge: char| !edge.is_alphanumeric());
        let start = drifted.here.start + cited.text()[drifted.here.clone()].find(words).unwrap_or(0);
        let place = self.span(cited.in_file(start..start + words.len()));
        let start = snapshot.start();
        let passage = passage(id, snapshot, start + drifted.there.start..start + drifted.there.end);
        let finding = faults::drift(drifted.drift, words, id, place.clone()).note("it says so here", passage.place.clone());
        let asked =
            Asked { claimant: cited.claimant.clone(), kind: Kind::Statement, text: words.to_owned(), place, sources: &cited.sources };
        asked.answered(Answer { passage: Some(passage), ..Answer::new(Verdict::Differs) }.told(finding))
    }
}
