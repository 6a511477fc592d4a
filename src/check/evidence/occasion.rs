//! Occasions: the times that a text names, each as the days that it may mean, to tell whether two texts name the same.
//!
//! `next year`, `on 8 May` and `the first quarter of 2026` become stretches of days by the date of their text. An occasion has
//! a grain, so that a year is held against a year and a day against a day, and perhaps a part of the year (`early`, `autumn`,
//! `the end of`), by which `late 2028` and `the fourth quarter of 2029` are seen to be of one thing.

use std::ops::Range;

use jiff::civil::Date;

use super::mention::Mentions;
use crate::base::cut::end_of;
use crate::briefing::quantity::Period;

/// How finely a time is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grain {
    Decade,
    Year,
    Month,
    Day,
}

/// A time that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occasion {
    /// Where.
    pub(super) at: Range<usize>,
    /// The stretches of days that it may mean, each with its first and its last.
    spans: Vec<(Date, Date)>,
    grain: Grain,
    /// The first and last month of the part of its year that is meant.
    part: Option<(i8, i8)>,
    /// Whether its year is written or told.
    has_year: bool,
    /// Whether it is counted from how long something takes.
    is_counted: bool,
}

/// Words for a part of a year, and its first and last month.
const PARTS: &[(&str, (i8, i8))] = &[
    ("early", (1, 5)),
    ("start", (1, 4)),
    ("beginning", (1, 4)),
    ("spring", (3, 5)),
    ("mid", (5, 8)),
    ("middle", (5, 8)),
    ("midyear", (5, 8)),
    ("midsummer", (6, 8)),
    ("summer", (6, 8)),
    ("autumn", (9, 11)),
    ("fall", (9, 11)),
    ("late", (8, 12)),
    ("end", (9, 12)),
    ("close", (10, 12)),
    ("christmas", (12, 12)),
];

/// Words that may stand between such a word and the year.
const BETWEEN: &[&str] = &["of", "in", "the"];

/// So many bytes before a year its part may stand.
const PART_WITHIN: usize = 40;

/// The date that a text gives as its own is so many days from it.
const DATELINE: i32 = 3;

impl Occasion {
    /// The times that a part of a text of this date names.
    pub(super) fn all(text: &str, mentions: &Mentions, part: &Range<usize>, own: Option<Date>) -> Vec<Self> {
        let within = |range: &Range<usize>| part.start <= range.start && range.end <= part.end;
        let written = mentions.within(part).iter().flat_map(|mention| {
            let periods = mention.quantity.periods();
            periods.filter_map(|period| Self::of(text, &mention.range, period))
        });
        let told = mentions.relative.years.iter().filter(|told| within(&told.range));
        let told = told.filter_map(|told| {
            let is_counted = told.is_counted;
            Some(Self { is_counted, ..Self::of(text, &told.range, Period::Year(told.year.of(own?)?))? })
        });
        let days = mentions.days.iter().filter(|day| within(&day.range)).filter_map(|day| {
            let own = own?;
            let period = |by: i16| {
                let year = own.year().checked_add(by)?;
                let period = day.day.map_or(Period::Month(year, day.month), |number| Period::Day(year, day.month, number));
                period.interval().filter(|(first, _)| day.leaning.may_mean(*first, own))
            };
            let grain = if day.day.is_some() { Grain::Day } else { Grain::Month };
            let spans: Vec<(Date, Date)> = [-1, 0, 1].into_iter().filter_map(period).collect();
            (!spans.is_empty()).then(|| Self { at: day.range.clone(), spans, grain, part: None, has_year: false, is_counted: false })
        });
        written.chain(told).chain(days).collect()
    }

    /// A period that is named there.
    fn of(text: &str, at: &Range<usize>, period: Period) -> Option<Self> {
        let months = |first: i8, count: i8| Some((first, first + count - 1));
        let (grain, part) = match period {
            Period::Day(..) => (Grain::Day, None),
            Period::Month(..) => (Grain::Month, None),
            Period::Quarter(_, quarter) => (Grain::Year, months(quarter * 3 - 2, 3)),
            Period::Half(_, half) => (Grain::Year, months(half * 6 - 5, 6)),
            Period::Year(_) => (Grain::Year, part_beside(text, at)),
            Period::Decade(_) => (Grain::Decade, None),
        };
        let span = period.interval()?;
        let whole = if part.is_some() { Period::Year(span.0.year()).interval()? } else { span };
        Some(Self { at: at.clone(), spans: vec![whole], grain, part, has_year: true, is_counted: false })
    }

    /// Whether both may mean the same days.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let is_common = |own: &(Date, Date)| other.spans.iter().any(|there| own.0 <= there.1 && there.0 <= own.1);
        self.spans.iter().any(is_common)
    }

    /// Whether one that a source names is this one: `last year` is no month of it.
    pub(super) fn is_named_by(&self, there: &Self) -> bool {
        let is_fine = |one: &Self| matches!(one.grain, Grain::Month | Grain::Day);
        self.meets(there) && (!is_fine(self) || is_fine(there))
    }

    /// Whether one that a source names could be told in its stead.
    pub(super) fn is_rivalled_by(&self, there: &Self) -> bool {
        let is_like = match self.grain {
            Grain::Decade => there.grain == Grain::Decade,
            Grain::Year => there.has_year && there.grain != Grain::Decade,
            Grain::Month => matches!(there.grain, Grain::Month | Grain::Day) && self.is_near_year_of(there),
            Grain::Day => there.grain == Grain::Day && self.is_near_year_of(there),
        };
        is_like && !there.is_counted && !self.meets(there)
    }

    /// Whether the two are of one year or of two that follow each other.
    pub(super) fn is_near_year_of(&self, other: &Self) -> bool {
        let years = |one: &Self| one.spans.iter().map(|(first, _)| first.year()).collect::<Vec<_>>();
        years(self).iter().any(|own| years(other).iter().any(|there| own.abs_diff(*there) <= 1))
    }

    /// Whether it is the date that a text of this date gives as its own: every text names it.
    pub(super) fn is_dateline(&self, own: Option<Date>) -> bool {
        let is_near = |own: Date| self.spans.iter().any(|(first, _)| (*first - own).get_days().abs() <= DATELINE);
        self.grain == Grain::Day && self.has_year && own.is_some_and(is_near)
    }

    /// Whether it tells a part of a year.
    pub(super) fn is_in_parts(&self) -> bool {
        self.part.is_some()
    }

    /// How close another one comes to its part of a year, whatever the year: 3 if it tells the same part, 2 one within it, 1 if the two have a
    /// month in common, 0 if the other tells a whole year. `None` if they have nothing in common.
    pub(super) fn closeness(&self, other: &Self) -> Option<u8> {
        let own = self.part?;
        let is_common = |(first, last): (i8, i8)| own.0 <= last && first <= own.1;
        match other.part {
            Some(part) if part == own => Some(3),
            Some(part) if own.0 <= part.0 && part.1 <= own.1 => Some(2),
            Some(part) => is_common(part).then_some(1),
            None if other.grain == Grain::Year => Some(0),
            None => other.spans.iter().any(|(first, last)| is_common((first.month(), last.month()))).then_some(1),
        }
    }

    /// Whether it is a year and no more.
    pub(super) fn is_bare_year(&self) -> bool {
        self.grain == Grain::Year && self.part.is_none()
    }

    /// Whether it names its year.
    pub(super) fn has_year(&self) -> bool {
        self.has_year
    }
}

/// The part of a year that words in a range or right before it tell: `late 2029`, `the end of next year`, `next spring`.
fn part_beside(text: &str, at: &Range<usize>) -> Option<(i8, i8)> {
    let named = |word: &str| PARTS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, part)| *part);
    let words = |text: &'_ str| {
        text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let within = words(text.get(at.clone())?).iter().find_map(|word| named(word));
    let before = words(end_of(text.get(..at.start)?, PART_WITHIN).rsplit(['.', ';']).next()?.rsplit("\n\n").next()?);
    let mut last = before.iter().rev().skip_while(|word| BETWEEN.contains(&word.as_str()));
    within.or_else(|| {
        let word = last.next()?;
        named(word).or_else(|| of_two(last.next()?, word))
    })
}

/// `first half`, `final quarter` of a year that is told.
fn of_two(which: &str, part: &str) -> Option<(i8, i8)> {
    let number = ["first", "second", "third", "fourth"].iter().position(|name| which.eq_ignore_ascii_case(name));
    let number = number.and_then(|number| i8::try_from(number).ok());
    let is_last = ["final", "last", "latter"].iter().any(|name| which.eq_ignore_ascii_case(name));
    match part {
        "quarter" => number.or(is_last.then_some(3)).map(|number| (number * 3 + 1, number * 3 + 3)),
        "half" => number.filter(|number| *number < 2).or(is_last.then_some(1)).map(|number| (number * 6 + 1, number * 6 + 6)),
        _ => None,
    }
}
