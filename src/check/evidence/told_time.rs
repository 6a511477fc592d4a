//! Times of the day that a sentence tells: named by the source, perhaps in another zone or with a point (`18.20`), or counted
//! from another time there and from how long it takes.

use super::examination::{Answer, Asked, Examination, WORKED_OUT, Witnesses};
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
        let named = |(id, snapshot): (&str, &Snapshot)| {
            let text = &snapshot.source.text;
            let is_it = |there: &&Clock| clock.may_be(there) || is_in_other_zone((telling.words, clock), (text, there));
            let there = snapshot.mentions.clocks.iter().find(is_it).map(|there| there.range.clone());
            let there = there.or_else(|| Some(with_point(clock, snapshot)?.range.clone()))?;
            Some((id.to_owned(), passage(id, snapshot, there)))
        };
        match witnesses.copies.iter().find_map(|witness| named(*witness)) {
            Some((_, passage)) => Answer { passage: Some(passage), ..Answer::new(Verdict::Found) },
            None if witnesses.copies.iter().any(|witness| self.is_time_counted(clock, telling, *witness)) => {
                Answer { note: WORKED_OUT.into(), ..Answer::new(Verdict::Found) }
            }
            None => self.not_told(asked, &witnesses, self.others(asked.sources).find_map(named)),
        }
    }

    /// A figure that may be a time of the day which a source names: `18.20`.
    pub(super) fn told_with_point(&self, mention: &Mention, telling: &Telling<'_>, witnesses: &Witnesses<'_>) -> Option<Answer> {
        let clock = pointed(telling.words.get(mention.range.clone())?)?;
        witnesses.copies.iter().find_map(|(id, snapshot)| {
            let there = snapshot.mentions.clocks.iter().find(|there| clock.is_same(there))?;
            Some(Answer { passage: Some(passage(id, snapshot, there.range.clone())), ..Answer::new(Verdict::Found) })
        })
    }
}

/// A figure of a source that is this time of the day, written with a point.
fn with_point<'a>(clock: &Clock, snapshot: &'a Snapshot) -> Option<&'a Mention> {
    let written = |mention: &Mention| snapshot.source.text.get(mention.range.clone()).and_then(pointed);
    snapshot.mentions.all.iter().find(|mention| written(mention).is_some_and(|there| clock.is_same(&there)))
}
