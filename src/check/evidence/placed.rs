//! Places: whether a figure that a sentence tells stands where its source speaks of the same, and whether another stands there
//! in its stead.
//!
//! A *rival* is a figure of the same kind, of which the sentence tells nothing, where the source speaks of the same. With a
//! rival, a figure that stands elsewhere in the source, or could be worked out by chance, is told; without one it is taken
//! to be meant. Where a source says something that is not understood (`two and a half years` for 30 months), a figure that is
//! not found is not told as missing.

use std::ops::Range;

use jiff::civil::Date;

use super::day::Day;
use super::derived::{is_derived, is_near_day, is_told_age};
use super::examination::{Answer, Asked, Examination, WORKED_OUT};
use super::faults;
use super::figure::{is_comparable, is_said_at};
use super::mention::Mention;
use super::near::Near;
use super::passage::passage;
use super::quotation::Quotation;
use super::relative::{Relative, nearest_year, weekday_beside};
use super::snapshot::Snapshot;
use super::value::is_of_a_cell;
use super::worked::{SURE, Telling, Wanted, Worked};
use crate::base::{Diagnostic, Place};
use crate::briefing::quantity::{Measure, Quantity, Value};
use crate::site::evidence::Verdict;

impl Examination<'_> {
    /// Whether a figure that is told in these words can be worked out from those of a source.
    pub(super) fn is_worked_out(&self, mention: &Mention, telling: &Telling<'_>, (id, snapshot): (&str, &Snapshot)) -> bool {
        let near = self.near(mention, telling, (id, snapshot));
        let bare = mention.carried.is_some().then(|| Mention { carried: None, ..mention.clone() });
        let has_rival = |made_of: &[Range<usize>]| rival(mention, telling, near.best(), made_of).is_some();
        let follows = |worked: Worked| worked.is_worded || worked.chance <= SURE || !has_rival(&worked.of);
        bare.iter().chain([mention]).filter_map(|mention| Wanted::of(mention, telling)?.follows(&near)).any(follows)
            || is_derived(mention, telling.words, &snapshot.mentions, self.dated(id))
            || is_told_age(mention, telling.words, &snapshot.mentions, self.dated(id)) && !has_rival(&[])
            || self.are_ends_worked_out(mention, telling, (id, snapshot))
            || is_of_a_cell(mention, telling.words, &snapshot.mentions)
    }

    /// The year that a source gives where it speaks of the same, if the one that is told stands only elsewhere in it. Other
    /// figures are told apart by what they measure and count; years are not.
    pub(super) fn displaced<'b>(
        &self,
        mention: &Mention,
        telling: &Telling<'_>,
        (id, snapshot): (&str, &'b Snapshot),
    ) -> Option<&'b Mention> {
        let is_time = matches!(mention.quantity, Quantity::Time(_));
        if !is_time || !self.has_lexicon() || snapshot.is_foreign {
            return None;
        }
        let near = self.near(mention, telling, (id, snapshot));
        let is_placed = || near.within_all().any(|there| is_said_at(&mention.quantity, there));
        let rival = if near.is_there() && !is_placed() { rival(mention, telling, near.figures(), &[]) } else { None };
        rival.filter(|_| !self.is_worked_out(mention, telling, (id, snapshot)))
    }

    /// W0212, W0245: a day without a year must be named, or meant by a weekday where the source speaks of the same.
    pub(super) fn told_day(&self, day: &Day, telling: &Telling<'_>, asked: &Asked<'_>) -> Answer {
        let witnesses = self.witnesses(asked.sources);
        let dated = asked.sources.iter().find_map(|id| self.dated(id));
        if let Some(fault) = other_weekday(day, telling.words, dated, &asked.place) {
            return Answer::new(Verdict::Differs).told(fault);
        }
        let named = |(id, snapshot): (&str, &Snapshot)| Some((id.to_owned(), passage(id, snapshot, snapshot.mentions.named(day)?.clone())));
        match witnesses.copies.iter().find_map(|witness| named(*witness)) {
            Some((_, passage)) => Answer { passage: Some(passage), ..Answer::new(Verdict::Found) },
            None if witnesses.copies.iter().any(|witness| self.is_day_meant(day, telling, *witness)) => {
                Answer { note: WORKED_OUT.into(), ..Answer::new(Verdict::Found) }
            }
            None => self.not_told(asked, &witnesses, self.others(asked.sources).find_map(named)),
        }
    }

    /// Whether a source names a day by its weekday: where it speaks of the same, or anywhere if it clearly does so nowhere.
    fn is_day_meant(&self, day: &Day, telling: &Telling<'_>, (id, snapshot): (&str, &Snapshot)) -> bool {
        let is_fit = weekday_beside(telling.words, &day.range).is_some() && is_near_day(day, &snapshot.mentions.relative, self.dated(id));
        let near = Near::of(telling.about(), snapshot.index(), &snapshot.mentions, (snapshot.start(), self.dated(id)));
        let words = |part: &Range<usize>| Relative::of(snapshot.source.text.get(part.clone()).unwrap_or_default(), &[]);
        match near.is_there() && !is_fit {
            true => near.parts().iter().chain(near.sharing()).any(|part| is_near_day(day, &words(part), self.dated(id))),
            false => is_near_day(day, &snapshot.mentions.relative, self.dated(id)),
        }
    }

    /// W0244: a figure that the source has, but where it speaks of something else.
    pub(super) fn stands_elsewhere(&self, asked: &Asked<'_>, (id, snapshot): (&str, &Snapshot), rival: &Range<usize>) -> Answer {
        let passage = passage(id, snapshot, rival.clone());
        let finding = faults::elsewhere(&asked.text, id, &passage.words, asked.place.clone());
        let finding = finding.note("it speaks of it here", passage.place.clone());
        Answer { passage: Some(passage), ..Answer::new(Verdict::Differs) }.told(finding)
    }

    /// Whether the sentence of the source that is most alike says something of the same nature in a way that is not compared:
    /// a percentage as a share, a time in other units, an amount without its currency. No other figure may stand for it.
    pub(super) fn may_be_said_otherwise(&self, mention: &Mention, telling: &Telling<'_>, (id, snapshot): (&str, &Snapshot)) -> bool {
        let near = self.near(mention, telling, (id, snapshot));
        rival(mention, telling, near.figures(), &[]).is_none()
            && near.best().iter().any(|there| !is_told(telling, there) && are_akin(mention, there))
    }

    fn near<'b>(&self, mention: &Mention, telling: &Telling<'_>, (id, snapshot): (&str, &'b Snapshot)) -> Near<'b> {
        let about = telling.about().without(mention);
        let near = Near::of(&about, snapshot.index(), &snapshot.mentions, (snapshot.start(), self.dated(id)));
        let given = Quotation::of(telling.beside).and_then(|words| words.find(&snapshot.folded));
        near.with(given.map(|range| snapshot.in_file(range)))
    }
}

/// W0245: a weekday beside a day must be the one that it is, near the date of the source.
pub(super) fn other_weekday(day: &Day, words: &str, dated: Option<Date>, place: &Place) -> Option<Diagnostic> {
    let told = weekday_beside(words, &day.range)?;
    let date = nearest_year(day.month, day.day?, dated?)?;
    (date.weekday() != told).then(|| faults::other_weekday(&words[day.range.clone()], date, told, place.clone()))
}

/// Whether a figure of the sentence is this one of the source.
fn is_told(telling: &Telling<'_>, there: &Mention) -> bool {
    telling.told.iter().any(|told| is_said_at(&told.quantity, there))
}

/// The first rival of a figure among those of a source, but for figures of which it was made.
fn rival<'b>(
    mention: &Mention,
    telling: &Telling<'_>,
    figures: impl IntoIterator<Item = &'b Mention>,
    made_of: &[Range<usize>],
) -> Option<&'b Mention> {
    figures.into_iter().find(|there| is_comparable(mention, there) && !is_told(telling, there) && !made_of.contains(&there.range))
}

/// Whether two figures that cannot be compared may still tell of one thing.
fn are_akin(mention: &Mention, there: &Mention) -> bool {
    let (Quantity::Amount(own), Quantity::Amount(other)) = (&mention.quantity, &there.quantity) else { return false };
    match (&own.measure, &other.measure) {
        (Measure::Percent, _) => matches!(other.value, Value::Share(..)),
        (Measure::Money(_), Measure::Plain) => there.counted().is_empty(),
        (Measure::Unit(own), Measure::Unit(other)) => is_of_time(own.name()) && is_of_time(other.name()),
        _ => false,
    }
}

fn is_of_time(unit: &str) -> bool {
    ["years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades"].contains(&unit)
}
