//! Places: whether a figure that a sentence tells stands where its source speaks of the same, and whether another stands there
//! in its stead.
//!
//! A *rival* is a figure of the same kind, of which the sentence tells nothing, where the source speaks of the same. With a
//! rival, a figure that stands elsewhere in the source, or could be worked out by chance, is told; without one it is taken
//! to be meant. Where a source says something that is not understood (`two and a half years` for 30 months), a figure that is
//! not found is not told as missing.

use std::ops::Range;

use jiff::civil::Date;

use super::calendar::{Calendar, figure_beside};
use super::day::Day;
use super::derived::{is_derived, is_near_day, is_told_age, is_told_from_there_by_day};
use super::elapsed::{days_apart, is_clock_so_far, is_so_far};
use super::examination::{Answer, Asked, Examination, WORKED_OUT};
use super::faults;
use super::figure::{is_comparable, is_said_at};
use super::mention::{Mention, mentions_in};
use super::near::Near;
use super::occasion::Occasion;
use super::passage::passage;
use super::quotation::Quotation;
use super::relative::{Clock, Relative, nearest_year, weekday_beside};
use super::snapshot::Snapshot;
use super::telling::Telling;
use super::value::is_of_a_cell;
use super::worked::{SURE, Wanted, Worked};
use crate::base::{Diagnostic, Place};
use crate::briefing::quantity::{Amount, Measure, Period, Quantity, Span, Time, Value};
use crate::site::evidence::Verdict;

/// So many words before a time, `since` is of it.
const SINCE_WITHIN: usize = 2;

impl Examination<'_> {
    /// Whether a figure that is told in these words can be worked out from those of a source.
    pub(super) fn is_worked_out(&self, mention: &Mention, telling: &Telling<'_>, (id, snapshot): (&str, &Snapshot)) -> bool {
        self.follows(mention, telling, (id, snapshot))
            || is_derived(mention, telling.words, &snapshot.mentions, self.dated(id))
            || is_told_age(mention, telling.words, &snapshot.mentions, self.dated(id))
                && !self.has_rival(mention, telling, &self.near(mention, telling, (id, snapshot)), &[])
            || self.are_ends_worked_out(mention, telling, (id, snapshot))
            || is_of_a_cell(mention, telling.words, &snapshot.mentions)
    }

    /// Whether it follows from figures that stand where the source speaks of the same as these words, or as those before them.
    fn follows(&self, mention: &Mention, telling: &Telling<'_>, (id, snapshot): (&str, &Snapshot)) -> bool {
        let near = self.near(mention, telling, (id, snapshot));
        let bare = mention.carried.is_some().then(|| Mention { carried: None, ..mention.clone() });
        let readings: Vec<&Mention> = bare.iter().chain([mention]).collect();
        let is_meant = |worked: Worked, near: &Near<'_>| {
            worked.is_worded || worked.chance <= SURE || !self.has_rival(mention, telling, near, &worked.of)
        };
        let mut wanted = readings.iter().filter_map(|mention| Wanted::of(mention, telling));
        if wanted.any(|wanted| wanted.follows(&near).is_some_and(|worked| is_meant(worked, &near))) {
            return true;
        }
        let Some((about, told)) = telling.earlier(self.tongue()) else { return false };
        let near = Near::of(
            &telling.about().clone().with(about).without(mention),
            snapshot.index(),
            &snapshot.mentions,
            (snapshot.start(), self.dated(id)),
        );
        let mut wanted = readings.iter().filter_map(|mention| Some(Wanted::of(mention, telling)?.behind(&told.all)));
        wanted.any(|wanted| wanted.follows(&near).is_some_and(|worked| worked.is_worded && is_meant(worked, &near)))
    }

    fn has_rival(&self, mention: &Mention, telling: &Telling<'_>, near: &Near<'_>, made_of: &[Range<usize>]) -> bool {
        rival(mention, telling, near.best(), made_of).is_some()
    }

    /// Whether both ends of a range can be worked out, or stand where the source speaks of the same: `€50 to €70 more` of `now
    /// €190, then 240 to 260`, `25 to 40 per cent` of `between a quarter and 40 per cent`.
    fn are_ends_worked_out(&self, mention: &Mention, telling: &Telling<'_>, witness: (&str, &Snapshot)) -> bool {
        let Quantity::Amount(amount @ Amount { value: Value::Range(from, to), .. }) = &mention.quantity else { return false };
        let near = self.near(mention, telling, witness);
        [*from, *to].into_iter().all(|end| {
            let end = Mention { quantity: Quantity::Amount(Amount { value: Value::One(end), ..amount.clone() }), ..mention.clone() };
            near.figures().any(|there| is_said_at(&end.quantity, there)) || self.is_worked_out(&end, telling, witness)
        })
    }

    /// Where a source gives another time where it speaks of the same, if the one that is told stands only elsewhere in it;
    /// `said` are the words in which everything stands that is told. Other figures are told apart by what they measure and
    /// count; times are not.
    pub(super) fn displaced(
        &self,
        mention: &Mention,
        said: &str,
        telling: &Telling<'_>,
        (id, snapshot): (&str, &Snapshot),
    ) -> Option<Range<usize>> {
        let is_time = matches!(mention.quantity, Quantity::Time(_));
        // `the highest since 2021` tells of another time than that of its figure.
        let before = said.get(..mention.range.start).unwrap_or_default();
        let is_since = before.split_whitespace().rev().take(SINCE_WITHIN).any(|word| word == "since");
        if is_since || !is_time || !self.has_lexicon() || snapshot.is_foreign {
            return None;
        }
        let own = self.dated(id);
        let named = Occasion::all(said, telling.told, &(0..said.len()), own);
        let around = if said == telling.words { Vec::new() } else { self.occasions_in(telling.words, own) };
        let told: Vec<Occasion> = named.iter().cloned().chain(around).collect();
        let near = self.near(mention, telling, (id, snapshot));
        let is_asked = |at: &Range<usize>| mention.range.start <= at.start && at.end <= mention.range.end;
        let mut asked = named.into_iter().filter(|asked| is_asked(&asked.at));
        let calendar = Calendar { snapshot, near: &near, own, told: &told };
        let is_counted = is_told_from_there_by_day(&mention.quantity, &snapshot.mentions, own);
        asked.find_map(|asked| {
            let beside = calendar.beside_figure(figure_beside(said, &asked.at, &telling.told.all));
            if beside.iter().flatten().any(|(_, there)| asked.is_named_by(there)) {
                return None;
            }
            let rival = calendar.other_figure(&asked, beside);
            rival.or_else(|| if is_counted { None } else { calendar.instead(&asked) })
        })
    }

    fn occasions_in(&self, words: &str, own: Option<Date>) -> Vec<Occasion> {
        Occasion::all(words, &mentions_in(words, self.tongue()), &(0..words.len()), own)
    }

    /// W0212, W0245: a day without a year must be named, or meant by a weekday where the source speaks of the same.
    pub(super) fn told_day(&self, day: &Day, telling: &Telling<'_>, asked: &Asked<'_>) -> Answer {
        let witnesses = self.witnesses(asked.sources);
        let dated = asked.sources.iter().find_map(|id| self.dated(id));
        let is_dated =
            |(_, snapshot): &(&str, &Snapshot)| snapshot.mentions.names_on_weekday(day, weekday_beside(telling.words, &day.range));
        let fault = other_weekday(day, telling.words, dated, &asked.place).filter(|_| !witnesses.copies.iter().any(is_dated));
        if let Some(fault) = fault {
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
        if self.is_day_counted(day, telling, &near, (id, snapshot)) {
            return true;
        }
        match near.is_there() && !is_fit {
            true => near.parts().iter().chain(near.sharing()).any(|part| is_near_day(day, &words(part), self.dated(id))),
            false => is_near_day(day, &snapshot.mentions.relative, self.dated(id)),
        }
    }

    /// Whether a day follows from another one, and from how long it is between them: `four weeks, until 27 May`.
    fn is_day_counted(&self, day: &Day, telling: &Telling<'_>, near: &Near<'_>, (id, snapshot): (&str, &Snapshot)) -> bool {
        let Some(own) = self.dated(id) else { return false };
        let Some(date) = day.day.and_then(|number| nearest_year(day.month, number, own)) else { return false };
        let told = telling.told;
        let others = told.days.iter().filter(|other| other.range != day.range);
        let others = others.filter_map(|other| nearest_year(other.month, other.day?, own)).filter(|other| *other != date);
        let text = &snapshot.source.text;
        let counts = |part: &Range<usize>| {
            let from: Vec<Date> = near.dates(part).into_iter().chain(others.clone()).collect();
            is_so_far(date, &from, &days_apart(text, &snapshot.mentions, part))
        };
        let from: Vec<Date> = near.parts().iter().flat_map(|part| near.dates(part)).chain([own]).collect();
        is_so_far(date, &from, &days_apart(telling.words, told, &(0..telling.words.len()))) || near.parts().iter().any(counts)
    }

    /// Whether a time of the day follows from another one where the source speaks of the same.
    pub(super) fn is_time_counted(&self, clock: &Clock, telling: &Telling<'_>, (id, snapshot): (&str, &Snapshot)) -> bool {
        let near = Near::of(telling.about(), snapshot.index(), &snapshot.mentions, (snapshot.start(), self.dated(id)));
        near.parts().iter().any(|part| is_clock_so_far(clock, (&snapshot.source.text, &snapshot.mentions), part))
    }

    /// W0244: a figure that the source has, but where it speaks of something else.
    pub(super) fn stands_elsewhere(&self, asked: &Asked<'_>, (id, snapshot): (&str, &Snapshot), rival: Range<usize>) -> Answer {
        let passage = passage(id, snapshot, rival);
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

    pub(super) fn near<'b>(&self, mention: &Mention, telling: &Telling<'_>, (id, snapshot): (&str, &'b Snapshot)) -> Near<'b> {
        let about = telling.about().without(mention);
        let near = Near::of(&about, snapshot.index(), &snapshot.mentions, (snapshot.start(), self.dated(id)));
        let given = Quotation::of(telling.beside).and_then(|words| words.find(&snapshot.folded));
        near.with(given.map(|range| snapshot.in_file(range)))
    }
}

/// W0245: a weekday beside a date must be the one that it is.
pub(super) fn other_weekday_of_date(mention: &Mention, words: &str, place: &Place) -> Option<Diagnostic> {
    let Quantity::Time(Time { span: Span::One(period @ Period::Day(..)), .. }) = &mention.quantity else { return None };
    // `the meeting on Monday put off the vote of 3 March 2026`: only one that stands right before it is of it.
    let before = words.get(..mention.range.start)?.trim_end_matches([',', ' ']);
    let last = before.len() - before.rsplit(|character: char| !character.is_alphabetic()).next().map_or(0, str::len);
    let (date, told) = (period.interval()?.0, weekday_beside(&words[last..], &(mention.range.start - last..mention.range.end - last))?);
    (date.weekday() != told).then(|| faults::other_weekday(words.get(mention.range.clone()).unwrap_or_default(), date, told, place.clone()))
}

/// W0245: a weekday beside a day must be the one that it is, near the date of the source.
pub(super) fn other_weekday(day: &Day, words: &str, dated: Option<Date>, place: &Place) -> Option<Diagnostic> {
    let told = weekday_beside(words, &day.range)?;
    let date = nearest_year(day.month, day.day?, dated?)?;
    // `Sunday and Monday, 1 and 2 June`
    let is_one =
        words[day.range.clone()].split(|character: char| !character.is_ascii_digit()).filter(|digits| !digits.is_empty()).count() == 1;
    (is_one && date.weekday() != told).then(|| faults::other_weekday(&words[day.range.clone()], date, told, place.clone()))
}

/// Whether a figure of the sentence is this one of the source.
pub(super) fn is_told(telling: &Telling<'_>, there: &Mention) -> bool {
    telling.told.all.iter().any(|told| is_said_at(&told.quantity, there))
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

pub(super) fn is_of_time(unit: &str) -> bool {
    ["years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades"].contains(&unit)
}
