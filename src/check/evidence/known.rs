//! Known: the figures of a text as numbers, from which others may be worked out ([`worked`](super::worked)).
//!
//! A mention gives one number, both ends of a range, or of a share its parts and its percentage, each with what it measures
//! and counts.

use std::ops::Range;

use super::derived::is_points;
use super::ellipsis::COMPARED;
use super::figure::same_measure;
use super::lexicon::is_empty;
use super::mention::Mention;
use crate::briefing::quantity::{Measure, Quantity, Value};

/// A figure of the source.
#[derive(Debug, Clone)]
pub(super) struct Known<'a> {
    pub(super) value: f64,
    pub(super) measure: &'a Measure,
    /// What it counts, if a word right behind it says so.
    pub(super) noun: Option<&'a str>,
    /// Where it stands, unless only the words that are asked for tell it.
    pub(super) at: Option<&'a Range<usize>>,
    /// Whether it says how far something is above another, or below it: `71 over the amount`.
    pub(super) is_above: Option<bool>,
    /// Of a range, whether it is the lower end.
    pub(super) is_low: Option<bool>,
    /// Its place among the figures of its kind.
    pub(super) order: usize,
}

/// Words behind a figure that say when it was: `46 sailings, down from 62 last winter`.
const WHEN: &[&str] = &["last", "next", "previous", "previously", "this", "today", "tomorrow", "yesterday"];

/// What a figure counts, if a word right behind it says so. `12,900 damaged`: what was done to them is not what they are.
fn noun(mention: &Mention) -> Option<&str> {
    let is_measured = matches!(&mention.quantity, Quantity::Amount(amount) if amount.measure != Measure::Plain);
    let noun = mention.nouns.first().map(String::as_str).filter(|_| !is_measured);
    noun.filter(|noun| !is_empty(noun) && !noun.ends_with("ed") && !COMPARED.contains(noun) && !WHEN.contains(noun))
}

/// Whether words right behind a figure say that something is so far above another, or below it.
fn is_above(mention: &Mention) -> Option<bool> {
    let [first, second, ..] = mention.nouns.as_slice() else { return None };
    match (first.as_str(), second.as_str()) {
        ("over" | "above" | "beyond", "the" | "it" | "budget" | "target") => Some(true),
        ("higher" | "more", "than") => Some(true),
        ("under" | "below", "the" | "it" | "budget" | "target") => Some(false),
        ("lower" | "less" | "fewer", "than") | ("short", "of") => Some(false),
        _ => None,
    }
}

/// What a share measures.
static PERCENT: Measure = Measure::Percent;

/// The figures of a mention: of a range both ends, of a share its percentage; as it stands, and as what it may measure without
/// saying so.
pub(super) fn known(mention: &Mention) -> impl Iterator<Item = Known<'_>> {
    let own = match &mention.quantity {
        Quantity::Amount(amount) => Some((amount, &amount.measure)),
        Quantity::Time(_) | Quantity::Text(_) => None,
    };
    let carried = own.and_then(|(amount, _)| Some((amount, mention.carried.as_ref()?)));
    own.into_iter().chain(carried).flat_map(|(amount, measure)| figures(mention, amount.value, measure))
}

fn figures<'a>(mention: &'a Mention, value: Value, measure: &'a Measure) -> Vec<Known<'a>> {
    let noun = noun(mention);
    let of = |value: f64| Known { value, measure, noun, at: Some(&mention.range), is_above: is_above(mention), is_low: None, order: 0 };
    match value {
        Value::One(value) => vec![of(value.approximate())],
        Value::Range(from, to) => {
            [(from, true), (to, false)].map(|(end, is_low)| Known { is_low: Some(is_low), ..of(end.approximate()) }).into()
        }
        Value::Share(part, whole) => {
            let figures = [part, whole].into_iter().filter_map(|figure| u32::try_from(figure).ok()).map(f64::from).map(of);
            let share = percentage(part, whole).map(|value| Known { measure: &PERCENT, ..of(value) });
            share.into_iter().chain(figures).collect()
        }
    }
}

fn percentage(part: u64, whole: u64) -> Option<f64> {
    let (part, whole) = (u32::try_from(part).ok()?, u32::try_from(whole).ok().filter(|whole| *whole > 0)?);
    Some(100.0 * f64::from(part) / f64::from(whole))
}

/// A percentage, and the figure beside it that it may be a part of.
pub(super) fn share_of<'a, 'b>(one: &'a Known<'b>, other: &'a Known<'b>) -> Option<(f64, &'a Known<'b>)> {
    match (one.measure, other.measure) {
        (Measure::Percent, measure) if *measure != Measure::Percent && !is_points(measure) => Some((one.value, other)),
        (measure, Measure::Percent) if *measure != Measure::Percent && !is_points(measure) => Some((other.value, one)),
        _ => None,
    }
}

/// Whether a figure of one measure may be worked out from one of another.
pub(super) fn is_alike(told: &Measure, known: &Measure) -> bool {
    match (told, known) {
        (Measure::Plain | Measure::Noun(_), known) => matches!(known, Measure::Plain | Measure::Noun(_)),
        (Measure::Percent, known) => *known == Measure::Percent || is_points(known),
        (told, known) => same_measure(told, known),
    }
}

/// Whether two figures may be parts of one whole: both count, or both are money or of one unit.
pub(super) fn is_counted_alike(one: &Measure, other: &Measure) -> bool {
    let is_share = |measure: &Measure| *measure == Measure::Percent || is_points(measure);
    !is_share(one) && !is_share(other) && (same_measure(one, other) || same_measure(other, one))
}

/// Whether a figure may say how many times: a bare count or one of times.
pub(super) fn is_count(known: &Known<'_>) -> bool {
    match known.measure {
        Measure::Plain | Measure::Noun(_) => known.value > 1.0,
        Measure::Unit(unit) => matches!(unit.name(), "years" | "months" | "weeks" | "days"),
        _ => false,
    }
}
