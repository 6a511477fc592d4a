//! Whether two values of one fact can both hold.
//!
//! A figure is an interval: `about 100` is what lies within a tenth of it, `nearly 100` what lies less than a tenth below,
//! `more than 100` all above. Two figures can both hold if their intervals meet. So can two texts of which one says more
//! than the other (`Shanghai` and `Shanghai, China`). What is not told (`not disclosed`) is no value.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::base::spelling::{folded, one_line};
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Period, Quantity, Span, Time, Value};
use crate::check::evidence::units::SIZES;

/// Values that say that there is none.
const UNTOLD: &[&str] =
    &["not disclosed", "undisclosed", "unknown", "not known", "not stated", "none given", "n/a", "n. a.", "—", "–", "-", "?"];

/// The types that a value may have, as a reader would name them: two of `1950`, which is a year or a count, and none of a
/// value that says that there is none.
pub(super) fn types(quantity: &Quantity) -> &'static [&'static str] {
    match quantity {
        _ if is_untold(quantity) => &[],
        Quantity::Text(_) => &["a text"],
        Quantity::Time(_) if year(quantity).is_some() => &["a date", "a number"],
        Quantity::Time(_) => &["a date"],
        Quantity::Amount(Amount { measure: Measure::Money(_), .. }) => &["an amount of money"],
        Quantity::Amount(Amount { measure: Measure::Percent, .. } | Amount { value: Value::Share(..), .. }) => &["a share"],
        Quantity::Amount(_) if year(quantity).is_some() => &["a number", "a date"],
        Quantity::Amount(_) => &["a number"],
    }
}

fn is_untold(quantity: &Quantity) -> bool {
    matches!(quantity, Quantity::Text(text) if UNTOLD.contains(&folded(text).as_str()))
}

/// A value that is a year alone, or a bare number that may be one, as a number.
fn year(quantity: &Quantity) -> Option<Amount> {
    const YEARS: std::ops::RangeInclusive<i128> = 1000..=2999;
    match quantity {
        Quantity::Time(Time { comparator, span: Span::One(Period::Year(year)), .. }) => {
            let value = Value::One(Decimal::from(i32::from(*year)));
            Some(Amount { comparator: *comparator, value, measure: Measure::Plain, qualifier: None })
        }
        Quantity::Amount(amount @ Amount { value: Value::One(value), measure: Measure::Plain, .. }) => {
            value.whole().filter(|whole| YEARS.contains(whole)).map(|_| amount.clone())
        }
        _ => None,
    }
}

/// Whether two values can both hold.
pub(super) fn can_both_hold(left: &Quantity, right: &Quantity) -> bool {
    if left == right || is_untold(left) || is_untold(right) {
        return true;
    }
    match (left, right) {
        (Quantity::Text(left), Quantity::Text(right)) => {
            let (left, right) = (folded(&one_line(left)), folded(&one_line(right)));
            left.contains(&right) || right.contains(&left)
        }
        (Quantity::Amount(left), Quantity::Amount(right)) => amounts(left, right),
        (Quantity::Time(left), Quantity::Time(right)) => {
            days(left).zip(days(right)).is_none_or(|(left, right)| left.0 <= right.1 && right.0 <= left.1)
        }
        (Quantity::Time(_), Quantity::Amount(amount)) => year(left).is_some_and(|year| amounts(&year, amount)),
        (Quantity::Amount(amount), Quantity::Time(_)) => year(right).is_some_and(|year| amounts(amount, &year)),
        _ => false,
    }
}

/// An end of an interval; none is beyond all numbers.
type End = Option<(Decimal, Edge)>;

/// Whether the end itself belongs to the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    In,
    Out,
}

fn amounts(left: &Amount, right: &Amount) -> bool {
    let Some((left_size, right_size)) = sizes(&left.measure, &right.measure) else { return is_share_alike(left, right) };
    // A figure too large to be worked with contradicts nothing.
    let intervals = interval(left, left_size).zip(interval(right, right_size));
    intervals.is_none_or(|(left, right)| reaches(right.1, left.0) && reaches(left.1, right.0))
}

/// Whether an interval that ends at `high` reaches one that begins at `low`.
fn reaches(high: End, low: End) -> bool {
    let (Some((high, last)), Some((low, first))) = (high, low) else { return true };
    match low.cmp(&high) {
        Ordering::Less => true,
        Ordering::Equal => last == Edge::In && first == Edge::In,
        Ordering::Greater => false,
    }
}

/// In what two measures are counted so that their figures can be compared; `None` if they measure different things.
fn sizes(left: &Measure, right: &Measure) -> Option<(i128, i128)> {
    match (left, right) {
        (Measure::Money(left), Measure::Money(right)) => {
            let is_same = left == right || (left.iso().is_some() && left.iso() == right.iso());
            is_same.then_some((1, 1))
        }
        (Measure::Unit(left), Measure::Unit(right)) if left != right => {
            let size = |family: &[(&str, i128)], name: &str| family.iter().find(|(unit, _)| *unit == name).map(|(_, size)| *size);
            SIZES.iter().find_map(|family| size(family, left.name()).zip(size(family, right.name())))
        }
        (Measure::Plain | Measure::Noun(_) | Measure::Unit(_), Measure::Plain | Measure::Noun(_) | Measure::Unit(_)) => Some((1, 1)),
        _ => (left == right).then_some((1, 1)),
    }
}

/// The interval of a figure, in tenths.
fn interval(amount: &Amount, size: i128) -> Option<(End, End)> {
    let (low, high) = match amount.value {
        Value::One(value) => (value, value),
        Value::Range(low, high) => (low, high),
        Value::Share(..) => return None,
    };
    let (low, high) = (low.times(size)?, high.times(size)?);
    let (exact_low, exact_high) = (low.times(10)?, high.times(10)?);
    // A tenth less, and a tenth more, also of what lies below zero.
    let below = low.times(if low.is_negative() { 11 } else { 9 })?;
    let above = high.times(if high.is_negative() { 9 } else { 11 })?;
    Some(match amount.comparator {
        Comparator::Exactly => (Some((exact_low, Edge::In)), Some((exact_high, Edge::In))),
        Comparator::About => (Some((below, Edge::In)), Some((above, Edge::In))),
        Comparator::Nearly => (Some((below, Edge::In)), Some((exact_high, Edge::Out))),
        Comparator::MoreThan => (Some((exact_low, Edge::Out)), None),
        Comparator::AtLeast => (Some((exact_low, Edge::In)), None),
        Comparator::LessThan => (None, Some((exact_high, Edge::Out))),
        Comparator::AtMost => (None, Some((exact_high, Edge::In))),
    })
}

/// Whether a percentage and a share, or two shares, are the same to within a percentage point.
fn is_share_alike(left: &Amount, right: &Amount) -> bool {
    let (Some(left), Some(right)) = (hundredths(left), hundredths(right)) else { return false };
    let cross = left.0.times(right.1).zip(right.0.times(left.1));
    let apart = cross.and_then(|(one, other)| one.plus(other.negated()));
    let allowed = left.1.checked_mul(right.1).and_then(|point| Decimal::new(point, 0));
    apart.zip(allowed).is_none_or(|(apart, allowed)| if apart.is_negative() { apart.negated() <= allowed } else { apart <= allowed })
}

/// A share or percentage as so many hundredths over a whole.
fn hundredths(amount: &Amount) -> Option<(Decimal, i128)> {
    match (amount.value, &amount.measure) {
        (Value::Share(part, whole), _) => Some((Decimal::new(i128::from(part) * 100, 0)?, i128::from(whole))),
        (Value::One(value), Measure::Percent) => Some((value, 1)),
        _ => None,
    }
}

/// The days that a date leaves open. Dates said roughly take as much again on either side.
fn days(time: &Time) -> Option<(Date, Date)> {
    let (first, last) = time.span.interval()?;
    let (day_after, day_before) = (last.tomorrow().unwrap_or(last), first.yesterday().unwrap_or(first));
    let length = last.since(first).ok()?;
    Some(match time.comparator {
        Comparator::Exactly => (first, last),
        Comparator::About | Comparator::Nearly => {
            (first.checked_sub(length).unwrap_or(Date::MIN), last.checked_add(length).unwrap_or(Date::MAX))
        }
        Comparator::MoreThan => (day_after, Date::MAX),
        Comparator::AtLeast => (first, Date::MAX),
        Comparator::LessThan => (Date::MIN, day_before),
        Comparator::AtMost => (Date::MIN, last),
    })
}

#[cfg(test)]
mod tests {
    use super::{can_both_hold, types};
    use crate::briefing::quantity::parse;
    use proptest::prelude::*;

    #[test]
    fn values_that_can_both_hold_and_values_that_cannot() {
        for (left, right, expected) in [
            ("100", "100", true),
            ("100", "101", false),
            ("about 100", "102", true),
            ("about 100", "112", false),
            ("over 1,000", "900", false),
            ("over 1,000", "1,000", false),
            ("over 1,000", "1,200", true),
            ("at least 1,000", "1,000", true),
            ("nearly 100", "95", true),
            ("nearly 100", "100", false),
            ("10 – 20", "15", true),
            ("10 – 20", "21", false),
            ("$1 billion", "USD 1,000 million", true),
            ("$1 billion", "€1 billion", false),
            ("0.9 GW", "900 MW", true),
            ("0.9 GW", "950 MW", false),
            ("1,000 people", "1,000", true),
            ("67%", "two thirds", true),
            ("70%", "two thirds", false),
            ("3.75%", "4%", false),
            ("2018", "2019", false),
            ("July 2025", "24 July 2025", true),
            ("August 2025", "24 July 2025", false),
            ("after 2018", "2018", false),
            ("about 2018", "2019", true),
            ("circa 2018", "2019", true),
            ("circa 2018", "2025", false),
            ("2018", "2,018 people", true),
            ("over 1,900", "1850", false),
            ("Shanghai", "Shanghai, China", true),
            ("Shanghai", "Beijing", false),
            ("not disclosed", "500", true),
        ] {
            assert_eq!(can_both_hold(&parse(left), &parse(right)), expected, "{left} and {right}");
            assert_eq!(can_both_hold(&parse(right), &parse(left)), expected, "{right} and {left}");
        }
    }

    #[test]
    fn types_are_what_a_reader_calls_them() {
        for (value, expected) in [
            ("100", &["a number"][..]),
            ("5 km", &["a number"]),
            ("5%", &["a share"]),
            ("one in five", &["a share"]),
            ("€5", &["an amount of money"]),
            ("July 2025", &["a date"]),
            ("1950", &["a date", "a number"]),
            ("about 1950", &["a number", "a date"]),
            ("1950 people", &["a number"]),
            ("Shanghai", &["a text"]),
            ("Not disclosed", &[]),
        ] {
            assert_eq!(types(&parse(value)), expected, "{value}");
        }
    }

    proptest! {
        #[test]
        fn a_value_never_contradicts_itself_and_order_does_not_matter(left in "(about |over |nearly |)-?[0-9]{1,20}(\\.[0-9]{1,9})?( km|%| people|)", right in "\\PC{0,12}|[0-9]{1,4}( km|%|)") {
            let (left, right) = (parse(&left), parse(&right));
            prop_assert!(can_both_hold(&left, &left) && can_both_hold(&right, &right));
            prop_assert_eq!(can_both_hold(&left, &right), can_both_hold(&right, &left));
        }
    }
}
