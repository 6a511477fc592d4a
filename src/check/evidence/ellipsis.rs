//! Ellipses: figures whose unit or currency was said before. `98 cubic metres a year, and we are allowed 101` tells of cubic
//! metres twice.
//!
//! A figure with no word behind it that it could count may be of the measure named last, if that stands near. It may also
//! be a bare number, so both readings are kept.

use super::lexicon::is_empty;
use super::mention::Mention;
use super::size::is_length;
use crate::briefing::quantity::{Amount, Measure, Quantity, Value, magnitude};

/// So many bytes before a figure its measure is looked for: about three sentences.
const NEAR: usize = 240;

/// Words behind a figure that compare it, and are nothing to be counted.
pub(super) const COMPARED: &[&str] = &[
    "above", "ahead", "behind", "below", "beyond", "bigger", "cheaper", "dearer", "fewer", "further", "greater", "higher", "larger",
    "less", "longer", "lower", "more", "older", "short", "shorter", "smaller", "younger",
];

/// Words before a figure that compare another with it.
const COMPARING: &[&str] = &["against ", "from ", "than ", "to ", "with "];

/// Words behind a figure that name a side of a size: `162 centimetres high and 58 wide`.
const SIDES: &[&str] = &["across", "broad", "deep", "high", "long", "tall", "thick", "wide"];

/// Gives each bare figure of a text, in order, the measure that it may share with one before it.
pub(super) fn carry(text: &str, mentions: &mut [Mention]) {
    let mut last: Option<(usize, Measure)> = None;
    for at in 0..mentions.len() {
        if let Some(quantity) = at.checked_sub(1).and_then(|before| enclosed(text, &mentions[before], &mentions[at])) {
            mentions[at].quantity = quantity;
            continue;
        }
        let mention = &mut mentions[at];
        let Quantity::Amount(Amount { measure, .. }) = &mention.quantity else { continue };
        // In parentheses stands the same in another currency.
        let is_beside = text[..mention.range.start].ends_with('(') && last.is_some();
        if is_carried(measure) {
            last = if is_beside { last } else { Some((mention.range.end, measure.clone())) };
            continue;
        }
        let is_side = |noun: &str| SIDES.contains(&noun) && last.as_ref().is_some_and(|(_, measure)| is_length(measure));
        // `rising to 3,100 tonnes from 2,600, helped by the weather`
        let is_compared = COMPARING.iter().any(|word| text[..mention.range.start].ends_with(word));
        let is_closed = is_compared && text[mention.range.end..].starts_with(',');
        let is_bare = *measure == Measure::Plain
            && mention
                .nouns
                .first()
                .filter(|_| !is_closed)
                .is_none_or(|noun| is_empty(noun) || COMPARED.contains(&noun.as_str()) || is_side(noun));
        if !is_bare {
            // What counts things of its own is followed by such: `46% of the vote and 38 seats, up from 24`.
            last = last.filter(|(_, measure)| *measure != Measure::Percent);
            continue;
        }
        let is_fit = |measure: &Measure| *measure != Measure::Percent || may_be_share(mention, text);
        let near = last.as_ref().filter(|(end, measure)| mention.range.start.saturating_sub(*end) <= NEAR && is_fit(measure));
        mention.carried = near.map(|(_, measure)| measure.clone());
    }
}

/// Whether a bare figure may be a percentage: at most a hundred, and no part of a number (`38 of the 71`).
fn may_be_share(mention: &Mention, text: &str) -> bool {
    let Quantity::Amount(Amount { value: Value::One(value), .. }) = &mention.quantity else { return true };
    let behind = text[mention.range.end..].trim_start();
    let is_part = ["of the ", "of ", "out of "]
        .iter()
        .find_map(|of| behind.strip_prefix(of))
        .is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
    value.approximate() <= 100.0 && !is_part
}

/// What a bare figure in parentheses says right behind another, as reports give the year before: `SEK 318 million (261)`.
fn enclosed(text: &str, before: &Mention, own: &Mention) -> Option<Quantity> {
    let (Quantity::Amount(first), Quantity::Amount(amount)) = (&before.quantity, &own.quantity) else { return None };
    let is_enclosed = &text[before.range.end..own.range.start] == " (" && text[own.range.end..].starts_with(')');
    let Value::One(value) = amount.value else { return None };
    let last = text[before.range.clone()].rsplit(|character: char| !character.is_alphabetic()).find(|word| !word.is_empty());
    let power = magnitude(last.unwrap_or_default(), matches!(first.measure, Measure::Money(_))).unwrap_or(0);
    let is_bare = is_enclosed && amount.measure == Measure::Plain && first.measure != Measure::Plain;
    is_bare
        .then(|| Amount { value: value.shifted(power).map_or(amount.value, Value::One), measure: first.measure.clone(), ..amount.clone() })
        .map(Quantity::Amount)
}

impl Mention {
    /// What it measures, said here or before; a date measures nothing.
    pub(super) fn measure(&self) -> Option<&Measure> {
        let Quantity::Amount(amount) = &self.quantity else { return None };
        Some(self.carried.as_ref().unwrap_or(&amount.measure))
    }

    /// It with what it may measure without saying so, or as it may be read as well.
    pub(super) fn in_full(&self) -> Option<Quantity> {
        if let Some(other) = &self.other {
            return Some(other.clone());
        }
        let (Quantity::Amount(amount), Some(measure)) = (&self.quantity, &self.carried) else { return None };
        Some(Quantity::Amount(Amount { measure: measure.clone(), ..amount.clone() }))
    }
}

/// Whether a measure goes without saying when it was said: money, and units but those of time, which everything has.
fn is_carried(measure: &Measure) -> bool {
    match measure {
        Measure::Money(_) | Measure::Percent => true,
        Measure::Unit(unit) => !["years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades"].contains(&unit.name()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::briefing::quantity::parse;
    use crate::check::evidence::mention::mentions;

    #[test]
    fn a_bare_figure_may_be_of_the_measure_named_last() {
        for (text, expected) in [
            ("We pump 98 tonnes a year and we are allowed 101.", &[false, true][..]),
            ("It cost 27.8 million euros. An estimate had spoken of 13.5 million.", &[false, true]),
            ("It paid 27.8 million euros to 640 people.", &[false, false]),
            ("It took three years, and 12 of them were lost.", &[false, false]),
            ("Profit rose to 503 million crowns ($52 million) from 461 million.", &[false, false, true]),
            ("It rose to 3,100 tonnes from 2,600, helped by rain.", &[false, true]),
            ("It stopped 64 metres away, and a woman of 71, sitting there, was hurt.", &[false, false]),
            ("There were 12.", &[false]),
        ] {
            let carried: Vec<bool> = mentions(text).all.iter().map(|mention| mention.carried.is_some()).collect();
            assert_eq!(carried, expected, "{text}");
        }
    }

    #[test]
    fn a_figure_in_parentheses_is_told_as_the_one_before_it() {
        let found = |text: &str| mentions(text).all.last().map(|mention| mention.quantity.clone());
        assert_eq!(found("Turnover was SEK 318 million (261), a record."), Some(parse("SEK 261 million")));
        assert_eq!(found("There were 318 matches (261)."), Some(parse("261")));
    }
}
