//! Making: what can be made of the figures of a source, by the ways in which writers work figures out.
//!
//! Each way is arithmetic on one, two or three figures. Whether a figure that comes out is the one that is told, and whether
//! that is more than chance, is for [`worked`](super::worked) to say.

use std::ops::Range;

use super::figure::same_measure;
use super::known::{Known, is_count, is_counted_alike, share_of};
use super::worked::Wanted;
use crate::briefing::quantity::Measure;

/// More figures are not added in threes, nor put together with others of their own sentence.
pub(super) const ADDED: usize = 12;

/// What is a smaller part of another figure is added to it or taken from it only where the words say so.
const SMALL: f64 = 0.05;

/// How a figure can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// One, to its last digit.
    Rounded,
    /// Two or three of a kind.
    Sum,
    /// How far two of a kind are apart.
    Difference,
    /// The percentage that one is of another.
    Share,
    /// By how many per cent one is more or less than another.
    Growth,
    /// What a percentage leaves of the whole.
    Rest,
    /// So many per cent of an amount.
    Part,
    /// So many times an amount.
    Product,
    /// An amount by how many share it.
    Average,
    /// The whole of which an amount is so many per cent.
    Whole,
    /// What lies in the middle of a range.
    Middle,
    /// What another lies so much above or below: `381, or 71 over the amount budgeted`.
    Base,
    /// How long it is from one time to another.
    Duration,
}

/// The ways that words tell of.
pub(super) const WORDED: [Way; 9] =
    [Way::Whole, Way::Middle, Way::Sum, Way::Difference, Way::Growth, Way::Rest, Way::Part, Way::Product, Way::Average];

impl Way {
    /// Whether figures are made so without a word.
    pub(super) fn is_natural(self) -> bool {
        matches!(self, Self::Rounded | Self::Share | Self::Duration | Self::Base)
    }
}

/// A figure that can be made, and what of.
#[derive(Debug, Clone)]
pub(super) struct Made<'a> {
    pub(super) value: f64,
    pub(super) way: Way,
    pub(super) of: [Option<&'a Range<usize>>; 3],
    /// Whether the words tell one of the figures it is made of.
    pub(super) is_told: bool,
    /// Whether those stand right behind each other.
    pub(super) is_adjacent: bool,
    /// Whether the source sets them against each other, or they are the same ends of two ranges.
    pub(super) is_compared: bool,
}

impl Made<'_> {
    /// So long from one time to another.
    pub(super) fn lasting(value: f64, is_told: bool, is_adjacent: bool) -> Self {
        Self { value, way: Way::Duration, of: [None; 3], is_told, is_adjacent, is_compared: false }
    }
}

impl Wanted<'_> {
    pub(super) fn make<'b>(&self, value: f64, way: Way, of: &[&Known<'b>]) -> Made<'b> {
        let mut places = of.iter().filter_map(|known| known.at);
        let is_told = of.iter().any(|known| self.told.iter().any(|told| (told.value - known.value).abs() <= 1e-9 * known.value.abs()));
        let is_adjacent = of.windows(2).all(|pair| pair[0].order.abs_diff(pair[1].order) == 1);
        // Of two ranges the lower ends are compared, and the higher ones.
        let is_compared = of.len() == 2 && of.windows(2).all(|pair| pair[0].is_low.is_some() && pair[0].is_low == pair[1].is_low);
        Made { value, way, of: [places.next(), places.next(), places.next()], is_told, is_adjacent, is_compared }
    }

    /// A longer figure of the same, to its last digit.
    pub(super) fn rounded<'b>(&self, one: &Known<'b>) -> Option<Made<'b>> {
        (self.is_of(one.measure) && (one.value - self.value).abs() > 0.0).then(|| self.make(one.value, Way::Rounded, &[one]))
    }

    /// What a percentage leaves of the whole.
    pub(super) fn rest<'b>(&self, one: &Known<'b>) -> Option<Made<'b>> {
        let is_rest = self.measure == Measure::Percent && !self.is_points && *one.measure == Measure::Percent;
        (is_rest && (0.0..=100.0).contains(&one.value)).then(|| self.make(100.0 - one.value, Way::Rest, &[one]))
    }

    pub(super) fn of_two<'b>(&self, one: &Known<'b>, other: &Known<'b>) -> Vec<Made<'b>> {
        let (small, large) = if one.value < other.value { (one, other) } else { (other, one) };
        let is_one_thing = one.noun.zip(other.noun).is_none_or(|(one, other)| one == other);
        let mut made = Vec::new();
        let mut add = |is_so: bool, value: f64, way: Way| {
            if is_so && value.is_finite() && value > 0.0 {
                made.push(self.make(value, way, &[one, other]));
            }
        };
        let are_of = (self.is_of(one.measure), self.is_of(other.measure));
        // `411` is not meant for `410`, to which a `one` was added that stands beside it.
        let is_much = small.value > large.value * SMALL;
        let are_both = are_of == (true, true);
        add(are_both && (is_much || self.is_said(Way::Sum)), small.value + large.value, Way::Sum);
        add(are_both && is_one_thing && (is_much || self.is_said(Way::Difference)), large.value - small.value, Way::Difference);
        let is_base = are_both && (one.order + 1..=one.order + 2).contains(&other.order);
        add(is_base && other.is_above == Some(true), one.value - other.value, Way::Base);
        add(is_base && other.is_above == Some(false), one.value + other.value, Way::Base);
        let is_share = self.measure == Measure::Percent && !self.is_points && is_one_thing && is_counted_alike(one.measure, other.measure);
        add(is_share && !self.hints.is_change, 100.0 * small.value / large.value, Way::Share);
        // `85% of the letters`: two kinds beside each other make the whole.
        let are_parts = is_share && one.order.abs_diff(other.order) == 1 && self.direction.is_none();
        add(are_parts, 100.0 * large.value / (large.value + small.value), Way::Share);
        add(is_share, 100.0 * (large.value - small.value) / small.value, Way::Growth);
        add(is_share, 100.0 * (large.value - small.value) / large.value, Way::Growth);
        if let Some((share, whole)) = share_of(one, other).filter(|(_, whole)| self.is_of(whole.measure)) {
            add(true, whole.value * share / 100.0, Way::Part);
            add(self.hints.is_rest, whole.value * (100.0 - share) / 100.0, Way::Part);
            add(self.hints.is_whole, whole.value * 100.0 / share, Way::Whole);
        }
        let count = if are_of.0 { other } else { one };
        let amount = if are_of.0 { one } else { other };
        let is_shared = are_of.0 != are_of.1;
        let is_per = self.per.as_ref().is_some_and(|per| same_measure(per, count.measure));
        add(is_shared && is_count(count), amount.value * count.value, Way::Product);
        add(is_shared && (is_count(count) && self.hints.is_each || is_per), amount.value / count.value, Way::Average);
        let is_range = are_both && one.at.is_some() && one.at == other.at && one.is_low.is_some();
        add(is_range && self.hints.is_middle, (small.value + large.value) / 2.0, Way::Middle);
        made
    }

    /// Sums of three, and what two leave of the largest.
    pub(super) fn of_three<'b>(&self, figures: &[Known<'b>]) -> Vec<Made<'b>> {
        let like: Vec<&Known<'b>> = figures.iter().filter(|known| self.is_of(known.measure)).take(ADDED).collect();
        let mut made = Vec::new();
        for (at, one) in like.iter().enumerate() {
            for (next, other) in like.iter().enumerate().skip(at + 1) {
                for third in like.iter().skip(next + 1) {
                    let (sum, most) = (one.value + other.value + third.value, one.value.max(other.value).max(third.value));
                    made.push(self.make(sum, Way::Sum, &[one, other, third]));
                    if self.hints.is_rest && most + most > sum {
                        made.push(self.make(most + most - sum, Way::Difference, &[one, other, third]));
                    }
                }
            }
        }
        made
    }
}
