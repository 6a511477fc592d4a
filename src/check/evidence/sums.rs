//! Sums: whether figures add up to a total, each taken as the interval that it was written as.
//!
//! `1.2 bn` is what rounds to it, `about 12` what lies within a tenth of it, `over 5` has no upper end. Figures that all end in
//! zeros were rounded to them. Parts and a total fit if their intervals meet; so do parts of which a run is the breakdown
//! of another row (`Europe`, and below it its countries) or does not belong to the sum. What was not written in digits, or
//! with more words than a figure needs, is no figure here.

use super::mention::nouns;
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Quantity, Value, parse};

/// Longer columns are not reckoned with.
pub(super) const PARTS_MAX: usize = 40;

/// A figure as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was written.
    pub amount: Amount,
    /// The value in the middle.
    value: f64,
    /// What its last written digit counts.
    unit: f64,
    /// The zeros at the end of a whole number without a magnitude; none of another figure.
    zeros: Option<u32>,
}

/// What a figure may be, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// At least.
    pub low: f64,
    /// At most.
    pub high: f64,
}

/// How parts stand to a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// They can be it.
    Fits,
    /// They are more.
    Exceeds,
    /// They are less.
    FallsShort,
}

impl Figure {
    /// Reads what stands in a cell or in a key fact.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let Quantity::Amount(amount) = parse(written) else { return None };
        let Value::One(value) = amount.value else { return None };
        let number = amount.qualifier.is_none().then(|| Number::first(written)).flatten()?;
        let magnitude = number.magnitude(value)?;
        let zeros = (number.places == 0 && magnitude == 0).then(|| number.digits.trim_end_matches('0').len());
        let zeros = zeros.and_then(|kept| u32::try_from(number.digits.len() - kept).ok());
        let unit = 10_f64.powi(i32::from(magnitude) - i32::from(number.places));
        Some(Self { value: value.approximate(), amount, unit, zeros })
    }

    /// Whether it counts or measures the same as another, in the same unit.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (&self.amount.measure, &other.amount.measure) {
            (Measure::Noun(own), Measure::Noun(other)) => nouns(own, usize::MAX) == nouns(other, usize::MAX),
            (Measure::Plain | Measure::Noun(_), Measure::Plain | Measure::Noun(_)) => true,
            (own, other) => own == other,
        }
    }

    /// Whether figures of its unit can be added: speeds and temperatures cannot.
    #[must_use]
    pub fn can_be_added(&self) -> bool {
        let Measure::Unit(unit) = &self.amount.measure else { return true };
        !unit.name().contains(['°', '/']) && !["mph", "knots", "percentage points", "basis points"].contains(&unit.name())
    }

    /// What it may be, where figures end in so many zeros.
    fn interval(&self, zeros: i32) -> Interval {
        let half = if self.zeros.is_some() { 10_f64.powi(zeros) } else { self.unit } / 2.0;
        let (low, high) = (self.value - half, self.value + half);
        let tenth = self.value.abs() / 10.0;
        match self.amount.comparator {
            Comparator::Exactly => Interval { low, high },
            Comparator::About => Interval { low: low.min(self.value - tenth), high: high.max(self.value + tenth) },
            Comparator::Nearly => Interval { low: low.min(self.value - tenth), high },
            Comparator::MoreThan | Comparator::AtLeast => Interval { low, high: f64::INFINITY },
            // What is counted is not below nothing.
            Comparator::LessThan | Comparator::AtMost => Interval { low: low.min(0.0), high },
        }
    }

    /// Whether it can be this.
    #[must_use]
    pub fn value_is(&self, interval: Interval) -> bool {
        self.interval(0).meets(interval)
    }

    /// Its value, where nothing was said of how near it is.
    #[must_use]
    pub fn exact(&self) -> Option<Decimal> {
        match self.amount.value {
            Value::One(value) if self.amount.comparator == Comparator::Exactly => Some(value),
            _ => None,
        }
    }
}

/// The first number of a text, in digits.
struct Number {
    digits: String,
    places: u8,
}

impl Number {
    fn first(text: &str) -> Option<Self> {
        let from = &text[text.find(|character: char| character.is_ascii_digit())?..];
        let is_inner = |character: char| character.is_ascii_digit() || matches!(character, ',' | '.' | '\u{a0}' | '\u{2009}' | '\u{202f}');
        let number = from.split(|character: char| !is_inner(character)).next()?.trim_end_matches(|last: char| !last.is_ascii_digit());
        let places = number.rsplit_once('.').map_or(0, |(_, places)| places.len());
        let digits = number.chars().filter(char::is_ascii_digit).collect();
        Some(Self { digits, places: u8::try_from(places).ok()? })
    }

    /// The power of ten that makes it a value; `None` if the value was written in another way.
    fn magnitude(&self, value: Decimal) -> Option<u8> {
        let value = if value.is_negative() { value.negated() } else { value };
        let number = Decimal::new(self.digits.parse().ok()?, self.places)?;
        (0..=15).find(|power| number.shifted(*power) == Some(value))
    }
}

impl Interval {
    fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }

    /// Whether two intervals have something in common, with room for binary fractions.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let room = |edge: f64| if edge.is_finite() { edge.abs() * 1e-9 } else { 0.0 };
        self.low - room(self.low) <= other.high && other.low - room(other.low) <= self.high
    }

    /// Whether it lies wholly between the least and the most of some.
    #[must_use]
    pub fn is_within(self, others: &[Self]) -> bool {
        let least = others.iter().map(|other| other.low).fold(f64::INFINITY, f64::min);
        let most = others.iter().map(|other| other.high).fold(f64::NEG_INFINITY, f64::max);
        self.low >= least && self.high <= most
    }
}

/// What the figures of one column may be.
#[must_use]
pub fn intervals(figures: &[&Figure]) -> Vec<Interval> {
    let largest = figures.iter().map(|figure| figure.value.abs()).fold(0.0, f64::max);
    let is_share = figures.iter().any(|figure| figure.amount.measure == Measure::Percent);
    let zeros = figures.iter().filter(|figure| figure.value != 0.0).filter_map(|figure| figure.zeros).min().unwrap_or(0);
    // Nobody rounds two digits to one.
    let zeros = if largest < 100.0 || is_share { 0 } else { i32::try_from(zeros).unwrap_or(0) };
    figures.iter().map(|figure| figure.interval(zeros)).collect()
}

/// How parts stand to their total; too many to be reckoned with fit.
#[must_use]
pub fn sum(parts: &[Interval], total: Interval) -> Sum {
    let nothing = Interval { low: 0.0, high: 0.0 };
    let whole = parts.iter().fold(nothing, |sum, part| sum.plus(*part));
    if whole.meets(total) || parts.len() > PARTS_MAX || fits_without_a_run(parts, total) {
        return Sum::Fits;
    }
    let backwards: Vec<Interval> = parts.iter().rev().copied().collect();
    if without_breakdowns(parts).meets(total) || without_breakdowns(&backwards).meets(total) {
        return Sum::Fits;
    }
    if whole.low > total.high { Sum::Exceeds } else { Sum::FallsShort }
}

/// Whether the parts fit if some of them, next to one another, are left out: those that may be parts of the row before them,
/// or that make the total once more.
fn fits_without_a_run(parts: &[Interval], total: Interval) -> bool {
    let sums = |parts: &mut dyn Iterator<Item = &Interval>| {
        let mut sums = vec![Interval { low: 0.0, high: 0.0 }];
        for part in parts {
            sums.push(sums[sums.len() - 1].plus(*part));
        }
        sums
    };
    let (before, behind) = (sums(&mut parts.iter()), sums(&mut parts.iter().rev()));
    let fits = |from: usize, to: usize, run: Interval| {
        let is_of_parent = from.checked_sub(1).is_some_and(|parent| parts[parent].high.is_finite() && run.low <= parts[parent].high);
        let is_again = to - from > 1 && run.meets(total);
        (is_of_parent || is_again) && before[from].plus(behind[parts.len() - to]).meets(total)
    };
    (0..parts.len()).any(|from| {
        let mut run = Interval { low: 0.0, high: 0.0 };
        (from + 1..=parts.len()).any(|to| {
            run = run.plus(parts[to - 1]);
            to - from < parts.len() && fits(from, to, run)
        })
    })
}

/// The sum without the rows that are the breakdown of the one before them.
fn without_breakdowns(parts: &[Interval]) -> Interval {
    let (mut sum, mut at) = (Interval { low: 0.0, high: 0.0 }, 0);
    while let Some(part) = parts.get(at) {
        sum = sum.plus(*part);
        at += 1 + breakdown(*part, &parts[at + 1..]);
    }
    sum
}

/// How many of the rows behind a part, at least two, add up to it.
fn breakdown(part: Interval, behind: &[Interval]) -> usize {
    let mut sum = Interval { low: 0.0, high: 0.0 };
    let fits = |row: &Interval| {
        sum = sum.plus(*row);
        sum.meets(part)
    };
    behind.iter().map(fits).collect::<Vec<bool>>().iter().skip(1).position(|fits| *fits).map_or(0, |at| at + 2)
}

/// What figures of one measure make together, as a reader writes it.
#[must_use]
pub fn together(figures: &[&Figure], measure: &Measure) -> Option<String> {
    let value = |figure: &&Figure| match figure.amount.value {
        Value::One(value) => Some(value),
        _ => None,
    };
    let sum = figures.iter().map(value).try_fold(Decimal::ZERO, |sum, value| sum.plus(value?))?;
    let mut said = figures.iter().map(|figure| figure.amount.comparator).filter(|comparator| *comparator != Comparator::Exactly);
    let comparator =
        said.next().map_or(Comparator::Exactly, |first| if said.all(|other| other == first) { first } else { Comparator::About });
    let amount = Amount { comparator, value: Value::One(sum), measure: measure.clone(), qualifier: None };
    Some(Quantity::Amount(amount).to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Figure, Sum, intervals, sum};

    fn verdict(parts: &[&str], total: &str) -> Option<Sum> {
        let read: Vec<Figure> = parts.iter().chain([&total]).map(|written| Figure::read(written)).collect::<Option<_>>()?;
        let all = intervals(&read.iter().collect::<Vec<_>>());
        let (total, parts) = all.split_last()?;
        Some(sum(parts, *total))
    }

    #[test]
    fn figures_are_added_as_they_were_written() {
        for (parts, total, expected) in [
            (&["10", "20", "31"][..], "61", Sum::Fits),
            (&["10", "20", "31"], "71", Sum::FallsShort),
            (&["10", "20", "31"], "51", Sum::Exceeds),
            // Rounded to what was written last.
            (&["1.2 bn", "1.3 bn"], "2.6 bn", Sum::Fits),
            (&["1.2 bn", "1.3 bn"], "2.7 bn", Sum::FallsShort),
            (&["1.20 bn", "1.30 bn"], "2.6 bn", Sum::FallsShort),
            (&["€1.2bn", "€300m"], "€1.5bn", Sum::Fits),
            (&["33%", "33%", "33%"], "100%", Sum::Fits),
            (&["40%", "30%", "20%"], "100%", Sum::FallsShort),
            (&["400", "300"], "800", Sum::Fits),
            (&["410", "300"], "900", Sum::FallsShort),
            (&["401", "300"], "710", Sum::FallsShort),
            // Compared roughly.
            (&["about 12", "10"], "21", Sum::Fits),
            (&["about 12", "10"], "30", Sum::FallsShort),
            (&["over 5", "10"], "40", Sum::Fits),
            (&["over 5", "10"], "12", Sum::Exceeds),
            (&["fewer than 5", "10"], "12", Sum::Fits),
            (&["fewer than 5", "10"], "22", Sum::FallsShort),
            (&["nearly 500", "1,205"], "1,700", Sum::Fits),
            // A row with its breakdown, one with two, a row that is no part.
            (&["50", "21", "29", "47"], "97", Sum::Fits),
            (&["50", "21", "29", "47", "30", "17"], "97", Sum::Fits),
            (&["21", "29", "50", "30", "17", "47"], "97", Sum::Fits),
            (&["51", "49", "30", "70"], "100", Sum::Fits),
            (&["51", "49", "30", "70"], "120", Sum::Exceeds),
            (&["50", "21", "47"], "97", Sum::Fits),
            (&["-5", "12"], "7", Sum::Fits),
            (&["-5", "12"], "17", Sum::FallsShort),
        ] {
            assert_eq!(verdict(parts, total), Some(expected), "{parts:?} {total}");
        }
    }

    #[test]
    fn what_is_not_plainly_a_figure_is_none() {
        for written in ["", "–", "n/a", "two", "a dozen", "1950", "10–12", "one in five", "12, two of them hurt", "2½", "July 2024", "12*"]
        {
            assert_eq!(Figure::read(written), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn any_column_can_be_added(cells in proptest::collection::vec("(about |over |fewer than |)-?[0-9]{1,12}(\\.[0-9]{1,3})?( bn|%|)|\\PC{0,6}", 0..60)) {
            let read: Vec<Figure> = cells.iter().filter_map(|cell| Figure::read(cell)).collect();
            let all = intervals(&read.iter().collect::<Vec<_>>());
            if let Some((total, parts)) = all.split_last() {
                let whole = sum(parts, *total);
                prop_assert!(parts.len() <= 40 || whole == Sum::Fits);
            }
        }

        #[test]
        fn what_adds_up_fits(parts in proptest::collection::vec(0_i64..100_000, 2..12)) {
            let written: Vec<String> = parts.iter().map(|part| format!("{part} people")).collect();
            let written: Vec<&str> = written.iter().map(String::as_str).collect();
            prop_assert_eq!(verdict(&written, &format!("{} people", parts.iter().sum::<i64>())), Some(Sum::Fits));
        }
    }
}
