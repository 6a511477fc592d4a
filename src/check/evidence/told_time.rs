//! Times of the day that a sentence tells: named by the source, perhaps in another zone or with a point (`18.20`), or counted
//! from another time there and from how long it takes.

use std::ops::Range;

use super::examination::{Answer, Asked, Examination, WORKED_OUT};
use super::hour::pointed;
use super::mention::Mention;
use super::passage::passage;
use super::relative::Clock;
use super::snapshot::Snapshot;
use super::telling::Telling;
use super::zone::is_in_other_zone;
use crate::site::evidence::Verdict;

impl Examination<'_> {
    /// W0212: a time of the day must be named.
    pub(super) fn told_time(&self, clock: &Clock, telling: &Telling<'_>, asked: &Asked<'_>) -> Answer {
        let witnesses = self.witnesses(asked.sources);
        let told = witnesses.copies.iter().find_map(|witness| self.time_there(clock, telling, *witness));
        told.unwrap_or_else(|| {
            let named = |(id, snapshot): (&str, &Snapshot)| Some((id.to_owned(), passage(id, snapshot, named(clock, telling, snapshot)?)));
            self.not_told(asked, &witnesses, self.others(asked.sources).find_map(named))
        })
    }

    /// That a source names a time of the day that some words tell, or that it follows from another one there.
    pub(super) fn time_there(&self, clock: &Clock, telling: &Telling<'_>, (id, snapshot): (&str, &Snapshot)) -> Option<Answer> {
        if let Some(there) = named(clock, telling, snapshot) {
            return Some(Answer { passage: Some(passage(id, snapshot, there)), ..Answer::new(Verdict::Found) });
        }
        self.is_time_counted(clock, telling, (id, snapshot)).then(|| Answer { note: WORKED_OUT.into(), ..Answer::new(Verdict::Found) })
    }

    /// That a source names the time of the day which a figure with a point may be: `18.20`.
    pub(super) fn pointed_time_there(&self, written: &str, (id, snapshot): (&str, &Snapshot)) -> Option<Answer> {
        let clock = pointed(written)?;
        let there = snapshot.mentions.clocks.iter().find(|there| clock.is_same(there))?;
        Some(Answer { passage: Some(passage(id, snapshot, there.range.clone())), ..Answer::new(Verdict::Found) })
    }
}

/// Where a source names a time of the day, perhaps in another zone or with a point.
fn named(clock: &Clock, telling: &Telling<'_>, snapshot: &Snapshot) -> Option<Range<usize>> {
    let text = &snapshot.source.text;
    let is_it = |there: &&Clock| clock.may_be(there) || is_in_other_zone((telling.words, clock), (text, there));
    let there = snapshot.mentions.clocks.iter().find(is_it).map(|there| there.range.clone());
    there.or_else(|| Some(with_point(clock, snapshot)?.range.clone()))
}

/// A figure of a source that is this time of the day, written with a point.
fn with_point<'a>(clock: &Clock, snapshot: &'a Snapshot) -> Option<&'a Mention> {
    let written = |mention: &Mention| snapshot.source.text.get(mention.range.clone()).and_then(pointed);
    snapshot.mentions.all.iter().find(|mention| written(mention).is_some_and(|there| clock.is_same(&there)))
}
