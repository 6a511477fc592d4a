//! Worked figures: whether a figure that a source does not name follows from figures that it does.
//!
//! `20% down` follows from `$40m, compared with $50m`; `54%` from `38 of the 71`; `314 people` from three ships' companies. From
//! a few figures very many others can be made, so what counts is how likely one comes out *by chance*: of all figures of
//! this size, the part that those which can be made there cover. `£13,500` as the difference of two prices is no chance, `3`
//! nearly always is one. Words that say how a figure was made (*a rise of*, *together*, *each*), or a sentence that tells one
//! of the figures it was made from, leave few ways to make it, and so allow more. First the sentences that speak of the same
//! are asked, then all that share a word.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::changes::Changed;
use super::derived::is_points;
use super::direction::{Direction, direction};
use super::ellipsis::COMPARED;
use super::figure::{digits, ends_in_five};
use super::known::{Known, is_alike, known};
use super::lexicon::is_empty;
use super::making::{ADDED, Made, WORDED, Way};
use super::mention::Mention;
use super::near::Near;
use super::relative::Clock;
use super::telling::{CHANGES, Hints, Telling, has_word};
use crate::briefing::quantity::{Comparator, Decimal, Measure, Quantity, Value, scan};

/// More figures of one part of a source are not combined.
const FEW: usize = 24;

/// Nor are more of the whole of it.
const MANY: usize = 48;

/// So likely may a figure come out by chance if its sentence tells one of those it is made from and says how,
const TOLD: f64 = 0.5;

/// if it says how,
const SAID: f64 = 0.3;

/// and if it says nothing.
const UNSAID: f64 = 0.04;

/// What is made from figures that stand far from each other must be so much less likely.
const FAR: f64 = 0.4;

/// So unlikely, it is no chance whatever else the source says there.
pub const SURE: f64 = 0.012;

/// How a figure was found to follow.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// How likely it would come out by chance, from 0 to 1.
    pub chance: f64,
    /// Whether the words say that it was made so.
    pub is_worded: bool,
    /// Where the figures stand that it follows from.
    pub of: Vec<Range<usize>>,
}

/// A figure that is asked for.
#[derive(Debug)]
pub struct Wanted<'a> {
    pub(super) value: f64,
    /// What it may be told of, both ends included.
    pub(super) range: (f64, f64),
    pub(super) is_exact: bool,
    pub(super) measure: Measure,
    /// Whether no word says what it counts.
    pub(super) is_bare: bool,
    /// Whether points of percentages are meant.
    pub(super) is_points: bool,
    /// The last digit that is no zero, as a figure.
    pub(super) unit: f64,
    pub(super) hints: Hints,
    /// Which way it is told to have gone.
    pub(super) direction: Option<Direction>,
    /// The other figures of its words.
    pub(super) told: Vec<Known<'a>>,
    /// What it is told for one of: a megawatt.
    pub(super) per: Option<Measure>,
    /// The times of the day in its words, if it is so many minutes or hours.
    pub(super) clocks: BTreeSet<u16>,
}

impl<'a> Wanted<'a> {
    /// That of a mention in these words; `None` if it is not a single figure.
    #[must_use]
    pub fn of(told: &Mention, telling: &Telling<'a>) -> Option<Self> {
        let Quantity::Amount(amount) = &told.quantity else { return None };
        let Value::One(exact) = amount.value else { return None };
        let is_points = is_points(&amount.measure) || told.nouns.first().is_some_and(|noun| noun == "point");
        let before = telling.words.get(..told.range.start).unwrap_or_default();
        let behind = telling.words.get(told.range.end..).unwrap_or_default();
        // `some 14,000` is read as exact where it stands, and is none where it was worked out.
        let is_some = telling.words.get(told.range.clone()).is_some_and(|words| words.starts_with("some ") || words.starts_with("Some "));
        let comparator = if is_some { Comparator::About } else { amount.comparator };
        let hints = telling.hints();
        let others = telling.told.all.iter().filter(|other| other.range != told.range).flat_map(known);
        Some(Self {
            value: exact.approximate(),
            range: bounds(comparator, exact, amount.measure == Measure::Percent),
            is_exact: comparator == Comparator::Exactly,
            unit: exact.last_digit().approximate(),
            direction: direction(telling.words, &told.range).map(|(way, _)| way),
            measure: if is_points { Measure::Percent } else { told.measure()?.clone() },
            is_bare: behind.starts_with(',') || told.nouns.first().is_none_or(|noun| is_empty(noun) || has_word(noun, CHANGES)),
            is_points,
            hints: Hints {
                is_change: hints.is_change || is_points || is_apart(behind),
                is_earlier: hints.is_earlier || before.ends_with("from "),
                is_total: hints.is_total
                    || before.strip_suffix(" of ").is_some_and(|part| part.ends_with(|last: char| last.is_ascii_digit())),
                ..hints
            },
            per: per(behind),
            told: others.map(|known| Known { at: None, ..known }).collect(),
            clocks: if is_short(&amount.measure) { telling.told.clocks.iter().map(Clock::minutes).collect() } else { BTreeSet::new() },
        })
    }

    /// The same behind words that tell other figures.
    #[must_use]
    pub fn behind(self, told: &'a [Mention]) -> Self {
        let earlier = told.iter().flat_map(known).map(|known| Known { at: None, ..known });
        Self { told: self.told.iter().cloned().chain(earlier).collect(), ..self }
    }

    /// How it follows from the figures of a source that stand near; of several ways the least likely to be chance.
    #[must_use]
    pub fn follows(&self, near: &Near<'_>) -> Option<Worked> {
        if let Some(worked) = self.least(&self.made_of_told(), 1.0) {
            return Some(worked);
        }
        let parts = near.parts().iter().filter_map(|part| self.least(&self.made_in(near, part), 1.0));
        let best = parts.min_by(|left, right| left.chance.total_cmp(&right.chance));
        best.or_else(|| self.least(&self.made_of(&self.figures(near, near.sharing())), FAR))
            .or_else(|| self.least(&self.made_of_changes(near), 1.0))
            .or_else(|| {
                let made = self.least(&self.made_in_one(near), FAR).or_else(|| self.least(&self.made_with_told(near), FAR));
                made.map(|worked| Worked { is_worded: false, ..worked })
            })
            .or_else(|| {
                let rounded = near.all().iter().flat_map(known).filter(|one| self.is_of(one.measure)).filter_map(|one| self.rounded(&one));
                self.least(&rounded.collect::<Vec<_>>(), FAR)
            })
            .or_else(|| Some(Worked { is_worded: true, ..self.least(&self.since_told(near), 1.0)? }))
    }

    /// What its words say comes of two other figures that they tell.
    fn made_of_told<'b>(&'b self) -> Vec<Made<'b>> {
        let told = &self.told[..self.told.len().min(ADDED)];
        let pairs = told.iter().enumerate().flat_map(|(at, one)| told[at + 1..].iter().map(move |other| (one, other)));
        let made = pairs.flat_map(|(one, other)| self.of_two(one, other));
        made.filter(|made| self.is_worded(made.way)).collect()
    }

    /// What its words say something changed by, of two figures that the source compares.
    fn made_of_changes<'b>(&self, near: &Near<'b>) -> Vec<Made<'b>> {
        if self.direction.is_none() {
            return Vec::new();
        }
        let is_meant = |change: &Changed<'_>| self.direction == Some(change.direction());
        let made = near.changes().filter(is_meant).flat_map(|change| self.of_two(&change.now, &change.before));
        made.filter(|made| made.way == Way::Difference && self.is_worded(made.way)).collect()
    }

    /// What its words say comes of the figures of one sentence that shares a word.
    fn made_in_one<'b>(&self, near: &Near<'b>) -> Vec<Made<'b>> {
        let made = near.touching().iter().flat_map(|part| self.made_of(&self.figures(near, std::slice::from_ref(part))));
        made.filter(|made| self.is_worded(made.way)).collect()
    }

    /// What its words say comes of the figures that they tell, together with one that the source has anywhere.
    fn made_with_told<'b>(&'b self, near: &Near<'b>) -> Vec<Made<'b>> {
        if !self.hints.is_total && !WORDED.iter().any(|way| self.is_worded(*way)) {
            return Vec::new();
        }
        let told = &self.told[..self.told.len().min(ADDED)];
        let mut made = Vec::new();
        for there in near.all().iter().flat_map(known).filter(|there| self.may_lead_from(there.measure)).take(MANY) {
            for (at, one) in told.iter().enumerate() {
                made.extend(self.of_two(one, &there));
                for other in &told[at + 1..] {
                    made.extend(self.of_three(&[one.clone(), other.clone(), there.clone()]));
                }
            }
            // `900 boxes, 5% of the total`
            made.retain(|made| self.is_worded(made.way) || made.way == Way::Share && self.hints.is_total);
        }
        made
    }

    /// Everything that can be made in one part of a source.
    fn made_in<'b>(&self, near: &Near<'b>, part: &Range<usize>) -> Vec<Made<'b>> {
        let mut figures: Vec<Known<'b>> = near.within(part).iter().flat_map(known).take(FEW).collect();
        figures.iter_mut().filter(|known| self.is_of(known.measure)).enumerate().for_each(|(order, known)| known.order = order);
        let mut made = self.made_of(&figures);
        made.extend(self.of_three(&figures));
        made.extend(self.lasting(near, part));
        made.extend(self.lasting_in_one(near, part));
        let changes: Vec<Changed<'b>> = near.changes_in(part).take(FEW).collect();
        let went = |of: [&Range<usize>; 2]| changes.iter().find(|change| change.is_of(of)).map(Changed::direction);
        made.retain_mut(|made| {
            let is_apart = matches!(made.way, Way::Difference | Way::Growth);
            let went = made.of[0].zip(made.of[1]).filter(|_| is_apart).and_then(|(one, other)| went([one, other]));
            made.is_compared |= went.is_some();
            // What fell did not grow by as much.
            self.direction.is_none_or(|told| went.is_none_or(|went| went == told))
        });
        made
    }

    /// So many years as lie between the only two dates of a sentence.
    fn lasting_in_one<'b>(&self, near: &Near<'b>, part: &Range<usize>) -> Vec<Made<'b>> {
        if !matches!(&self.measure, Measure::Unit(unit) if unit.name() == "years") {
            return Vec::new();
        }
        let within = near.sharing().iter().filter(|one| part.start <= one.start && one.end <= part.end);
        let apart = within.filter_map(|one| match near.named_dates(one).collect::<Vec<_>>().as_slice() {
            [from, to] => Some(f64::from(from.year().abs_diff(to.year()))),
            _ => None,
        });
        apart.filter(|years| *years > 0.0).map(|years| Made::lasting(years, false, true)).collect()
    }

    fn figures<'b>(&self, near: &Near<'b>, parts: &[Range<usize>]) -> Vec<Known<'b>> {
        let figures = parts.iter().flat_map(|part| near.within(part)).flat_map(known).filter(|known| self.is_of(known.measure));
        figures.take(MANY).enumerate().map(|(order, known)| Known { order, ..known }).collect()
    }

    /// What can be made of one figure or of two.
    fn made_of<'b>(&self, figures: &[Known<'b>]) -> Vec<Made<'b>> {
        let mut made: Vec<Made<'b>> = Vec::new();
        for (at, one) in figures.iter().enumerate() {
            made.extend(self.rounded(one).into_iter().chain(self.rest(one)));
            for other in &figures[at + 1..] {
                made.extend(self.of_two(one, other));
            }
        }
        made
    }

    /// Of what can be made, how it comes to this figure with the least chance, if that is little enough for what the words say;
    /// `far` lessens what is enough.
    fn least(&self, made: &[Made<'_>], far: f64) -> Option<Worked> {
        let of = |fits: &dyn Fn(&Made<'_>) -> bool| made.iter().filter(|made| fits(made)).collect::<Vec<_>>();
        let classes = [
            (of(&|made| made.is_told && self.is_said(made.way)), TOLD),
            (of(&|made| made.is_adjacent && self.is_worded(made.way)), SAID),
            (of(&|made| self.is_worded(made.way)), SAID),
            (of(&|made| made.is_adjacent && made.way == Way::Duration), SAID),
            (of(&|made| made.is_compared && matches!(made.way, Way::Difference | Way::Growth)), SAID),
            (of(&|made| made.way.is_natural()), SAID),
            (of(&|made| made.is_adjacent), UNSAID),
            (made.iter().collect(), UNSAID),
        ];
        let found = classes.into_iter().filter_map(|(made, most)| {
            let worked = self.hit(&made)?;
            (worked.chance <= most * far).then_some(worked)
        });
        found.min_by(|left, right| left.chance.total_cmp(&right.chance))
    }

    /// The nearest of these figures that it can be told of, and how likely one of so many is as near: of the figures from half
    /// to twice its size, the part that they cover.
    fn hit(&self, made: &[&Made<'_>]) -> Option<Worked> {
        let (low, high) = self.range;
        let off = |made: &Made<'_>| (made.value - self.value).abs();
        let within = made.iter().filter(|made| (low..=high).contains(&made.value));
        let hit = within.min_by(|left, right| off(left).total_cmp(&off(right)))?;
        let size = self.value.abs();
        let mut values: Vec<f64> = made.iter().map(|made| made.value).filter(|value| (size / 2.0..=size * 2.0).contains(value)).collect();
        values.sort_by(f64::total_cmp);
        values.dedup_by(|left, right| (*left - *right).abs() <= 1e-9 * size);
        let count = u32::try_from(values.len().max(1)).map_or(f64::MAX, f64::from);
        let width = (2.0 * off(hit)).max(self.unit).min(high - low);
        let chance = (count * width / (1.5 * size)).min(1.0);
        let is_worded = self.is_worded(hit.way);
        Some(Worked { chance, is_worded, of: hit.of.iter().flatten().map(|range| (*range).clone()).collect() })
    }

    /// Whether its words say outright that it was made so.
    fn is_worded(&self, way: Way) -> bool {
        !way.is_natural() && self.is_said(way)
    }

    /// Whether its words say that it was made so, or need not say it.
    pub(super) fn is_said(&self, way: Way) -> bool {
        let Hints { is_change, is_total, is_earlier, is_rest, is_each, is_whole, is_middle } = self.hints;
        match way {
            Way::Rounded | Way::Share | Way::Duration | Way::Base => true,
            Way::Sum => is_total || is_earlier,
            Way::Difference => is_change || is_rest || is_earlier,
            Way::Growth => is_change,
            Way::Rest => is_rest,
            Way::Part => !self.is_exact || is_total,
            Way::Product => is_total,
            Way::Average => is_each || self.per.is_some(),
            Way::Whole => is_whole,
            Way::Middle => is_middle,
        }
    }

    /// How long it is from one time to another, in the unit that is asked for.
    fn lasting<'b>(&self, near: &Near<'b>, part: &Range<usize>) -> Vec<Made<'b>> {
        let Measure::Unit(unit) = &self.measure else { return Vec::new() };
        let clocks = || near.clocks(part).take(FEW).map(f64::from).collect::<Vec<_>>();
        let dates: Vec<Date> = near.dates(part).into_iter().take(FEW).collect();
        let days = || dates.iter().map(|date| f64::from((*date - Date::ZERO).get_days()));
        let months = || dates.iter().map(|date| f64::from(i32::from(date.year()) * 12 + i32::from(date.month())));
        let moments: Vec<f64> = match unit.name() {
            "minutes" => clocks(),
            "hours" => clocks().into_iter().map(|minutes| minutes / 60.0).collect(),
            "days" => days().collect(),
            "weeks" => days().map(|days| days / 7.0).collect(),
            "months" => months().collect(),
            "years" => dates.iter().map(|date| f64::from(date.year())).collect(),
            _ => return Vec::new(),
        };
        let pairs = moments.iter().enumerate().flat_map(|(at, one)| moments[at + 1..].iter().map(move |other| (one - other).abs()));
        pairs.filter(|apart| *apart > 0.0).map(|apart| Made::lasting(apart, false, false)).collect()
    }

    /// How long it is from a time of the day in its words to any of the source.
    fn since_told<'b>(&self, near: &Near<'b>) -> Vec<Made<'b>> {
        let is_minutes = matches!(&self.measure, Measure::Unit(unit) if unit.name() == "minutes");
        let there: BTreeSet<u16> = near.all_clocks().iter().map(Clock::minutes).collect();
        let apart: BTreeSet<u16> = self.clocks.iter().flat_map(|told| there.iter().map(|there| told.abs_diff(*there))).collect();
        let lasting = apart.into_iter().filter(|apart| *apart > 0).map(|apart| f64::from(apart) / if is_minutes { 1.0 } else { 60.0 });
        lasting.map(|value| Made::lasting(value, true, false)).collect()
    }

    /// Whether a figure of a measure may have a part in it: one of the same, a percentage, or how many there are.
    fn may_lead_from(&self, measure: &Measure) -> bool {
        self.is_of(measure) || matches!(measure, Measure::Percent | Measure::Plain | Measure::Noun(_))
    }

    /// Whether it may be made from a figure of a measure; a bare one may leave out its currency.
    pub(super) fn is_of(&self, measure: &Measure) -> bool {
        is_alike(&self.measure, measure) || self.is_bare && self.measure == Measure::Plain && matches!(measure, Measure::Money(_))
    }
}

/// The unit behind `a` or `per` right behind a figure: `€446,000 a megawatt`.
fn per(behind: &str) -> Option<Measure> {
    let rest = [" a ", " an ", " per ", " each ", " for each ", " for every "].iter().find_map(|per| behind.strip_prefix(per))?;
    let end = rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len());
    let written = format!("1 {}", rest.get(..end).filter(|unit| unit.len() <= UNIT)?);
    match scan(&written).filter(|(_, length)| *length == written.len())?.0 {
        Quantity::Amount(amount) if matches!(amount.measure, Measure::Unit(_)) => Some(amount.measure),
        _ => None,
    }
}

/// The longest name of a unit that is looked for.
const UNIT: usize = 24;

/// Whether it measures what passes between two times of a day.
fn is_short(measure: &Measure) -> bool {
    matches!(measure, Measure::Unit(unit) if matches!(unit.name(), "minutes" | "hours"))
}

/// What a figure may be told of, both ends included: `about` of what lies within its last digit that is no zero, or of what
/// is nearest to it; `over` and `nearly` on their side.
fn bounds(comparator: Comparator, figure: Decimal, is_percent: bool) -> (f64, f64) {
    let (value, unit) = (figure.approximate(), figure.last_digit().approximate());
    let tenth = value.abs() * 0.1;
    match comparator {
        // 90% is told of 89.6, and hardly of 87.
        Comparator::Exactly => around(value, (if is_percent { unit.min(1.0) } else { unit } * 0.500_001).min(tenth)),
        Comparator::About => around(value, roughness(figure).min(tenth)),
        Comparator::MoreThan | Comparator::AtLeast => (value, value + unit.min(tenth) * 0.999_999),
        Comparator::Nearly | Comparator::LessThan | Comparator::AtMost => (value - unit.min(tenth) * 0.999_999, value),
    }
}

fn around(value: f64, by: f64) -> (f64, f64) {
    (value - by, value + by)
}

/// How far off a rough figure may be: `about 60` up to a ten, `about 25` up to half of five, `about 42` a little over one half.
fn roughness(figure: Decimal) -> f64 {
    let unit = figure.last_digit().approximate();
    match digits(figure) {
        0 | 1 => unit,
        _ if ends_in_five(figure) => unit * 2.5,
        _ => unit * 0.6,
    }
}

/// Whether the words behind a figure tell how far apart two things are: `€15 under the ceiling`, `25 short of it`.
fn is_apart(behind: &str) -> bool {
    let next = behind.split_whitespace().next().unwrap_or_default();
    COMPARED.contains(&next) || ["over", "under"].contains(&next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Telling, Wanted};
    use crate::check::evidence::alignment::Index;
    use crate::check::evidence::mention::mentions;
    use crate::check::evidence::near::Near;

    fn follows(sentence: &str, source: &str) -> bool {
        let told = mentions(sentence);
        let telling = Telling::of(sentence, &told);
        let (index, there) = (Index::of(source), mentions(source));
        let asked = told.all.iter().filter_map(|mention| Some((mention, Wanted::of(mention, &telling)?))).next_back();
        asked.is_some_and(|(mention, wanted)| {
            wanted.follows(&Near::of(&telling.about().without(mention), &index, &there, (0, None))).is_some()
        })
    }

    #[test]
    fn a_figure_follows_from_others_that_stand_near() {
        for (sentence, source, expected) in [
            ("Sales of tiles were down 20%", "Sales of tiles came to $40m, compared with $50m a year earlier.", true),
            ("Sales of tiles were down 23%", "Sales of tiles came to $40m, compared with $50m a year earlier.", false),
            (
                "Wages were down 20%",
                "Sales of tiles came to $40m, compared with $50m a year earlier. It rained. Shops shut. Trains ran late. Nobody complained.",
                false,
            ),
            ("The Greens won 54% of the seats", "The Greens won 38 of the 71 seats.", true),
            ("The Greens won 58% of the seats", "The Greens won 38 of the 71 seats.", false),
            ("At the mill the other 230 jobs are safe", "At the mill 410 of 640 jobs will go.", true),
            ("Of pupils in Arden 6.7% stayed away a year before", "In Arden 5.9% of pupils stay away, down 0.8 percentage points.", true),
            (
                "The bank rate in Arden came down by 1.25 points",
                "The bank rate in Arden was 7 percent. It rained. Now the bank rate is 5.75 percent.",
                true,
            ),
            ("The Liberals have a gain of 14 seats", "The Liberals have 38 seats, up from 24.", true),
            ("In all the college gets $1.2bn in grants", "The college gets grants of $400m a year for three years.", true),
            ("The two ferries carried 314 people", "The ferries carried 231 passengers, 19 crew and 64 children.", true),
            ("The two ferries carried 324 people", "The ferries carried 231 passengers, 19 crew and 64 children.", false),
            ("The ferry struck the rock 36 minutes after leaving", "The ferry left at 18:05, and struck the rock at 18:41.", true),
            ("The ferry struck the rock 46 minutes after leaving", "The ferry left at 18:05, and struck the rock at 18:41.", false),
            ("The donors of the museum raised some €272,800", "The museum had 3,100 donors, who gave 88 euros on average.", true),
            (
                "The fine for the platform could be nearly €49m",
                "The fine for the platform is at most six percent of turnover, which was €810 million.",
                true,
            ),
            ("The bid of the builders was £13,500 dearer", "The bids of the builders were £142,500, £156,000 and £189,750.", true),
            (
                "The pay bill shrank by £600",
                "In May wages came to £19,800 from £20,400. It rained. Shops shut. Trains ran late. Nobody came.",
                true,
            ),
            (
                "The pay bill grew by £600",
                "In May wages came to £19,800 from £20,400. It rained. Shops shut. Trains ran late. Nobody came.",
                false,
            ),
            ("Snow took more than the $310,000 budgeted", "Clearing snow cost $381,400, or $71,400 over the amount budgeted.", true),
            ("The house costs £238,000", "The house costs £238,400 now.", true),
            ("The house costs £239,000", "The house costs £238,400 now.", false),
        ] {
            assert_eq!(follows(sentence, source), expected, "{sentence}: {source}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked(sentence in "[0-9$€% a-z,.]{0,40}", source in any::<String>(), more in "([0-9]{1,3}|%|\\$| of | in all | rose |\\. ){0,20}") {
            let _ = (follows(&sentence, &source), follows(&more, &more));
        }
    }
}
