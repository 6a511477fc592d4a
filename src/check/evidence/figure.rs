//! Figures and dates: whether a source says the same quantity as a key fact.
//!
//! Quantities are compared as the grammar types them, never as characters: "nearly US$1bn" and "almost $1,000 million" are
//! the same, "€1 billion" is another. A figure that is written more roughly than the source's is found; one that is
//! written more exactly, or with another comparison, *differs*; one that counts something else is found *elsewhere*.
//! A date is found where the source names it, or a part of it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use jiff::civil::Date;

use super::day::Day;
use super::ellipsis::COMPARED;
use super::mention::{Mention, Mentions, nouns};
use super::units::{is_converted, is_same_size};
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Period, Quantity, Span, Time, Value};

/// Words that mean the same in counts.
const ALIKE: &[&[&str]] = &[
    &["staff", "people", "person", "employee", "worker", "job", "headcount"],
    &["paper", "article", "study", "publication"],
    &["death", "fatality", "killed", "dead", "died"],
];

/// Words for people, any of whom may be told as such.
const PEOPLE: &[&str] = &[
    "adult",
    "applicant",
    "child",
    "commuter",
    "delegate",
    "demonstrator",
    "evacuee",
    "fan",
    "guest",
    "inhabitant",
    "man",
    "marcher",
    "member",
    "migrant",
    "participant",
    "passenger",
    "patient",
    "prisoner",
    "protester",
    "pupil",
    "refugee",
    "resident",
    "soldier",
    "spectator",
    "student",
    "subscriber",
    "survivor",
    "tenant",
    "tourist",
    "victim",
    "villager",
    "visitor",
    "volunteer",
    "voter",
    "woman",
];

/// What a source says about a quantity, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The same figure counts something else there.
    Elsewhere(Range<usize>),
    /// The figure is there, with another comparison, or the date less exactly.
    Otherwise(Range<usize>),
    /// It is there.
    Alike(Range<usize>),
}

/// What a source of this date says about a quantity: the best of its mentions; `None` if it says nothing of the kind.
#[must_use]
pub fn said(claim: &Quantity, mentions: &Mentions, dated: Option<Date>) -> Option<Said> {
    match claim {
        Quantity::Text(_) => None,
        // What a source from elsewhere calls dollars are no American ones.
        Quantity::Amount(claim) => {
            let is_abroad = |there: &&Mention| mentions.is_at_home && is_american(&claim.measure) && is_plain_dollar(&there.quantity);
            mentions.all.iter().filter(|there| !is_abroad(there)).filter_map(|mention| amount(claim, mention)).max_by_key(rank)
        }
        Quantity::Time(claim) => time(claim, mentions, dated),
    }
}

fn is_american(measure: &Measure) -> bool {
    matches!(measure, Measure::Money(money) if money.name() == "USD")
}

fn is_plain_dollar(quantity: &Quantity) -> bool {
    matches!(quantity, Quantity::Amount(Amount { measure: Measure::Money(money), .. }) if money.name() == "$")
}

/// Whether a figure at one place of a source is this one, whatever it counts or is compared to.
pub(super) fn is_said_at(claim: &Quantity, there: &Mention) -> bool {
    match (claim, &there.quantity) {
        (Quantity::Amount(claim), _) => amount(claim, there).is_some(),
        (Quantity::Time(_), Quantity::Time(_)) => {
            let (own, other) = (claim.interval(), there.quantity.interval());
            own.zip(other).is_some_and(|(own, other)| own.0 <= other.1 && other.0 <= own.1)
        }
        _ => false,
    }
}

/// Whether two figures could be told of the same thing: amounts of one measure, counts of one noun, dates.
pub(super) fn is_comparable(claim: &Mention, there: &Mention) -> bool {
    match (&claim.quantity, &there.quantity) {
        (Quantity::Amount(own), Quantity::Amount(other)) => {
            let (measure, other) = (claim.measure().unwrap_or(&own.measure), there.measure().unwrap_or(&other.measure));
            let counts = |measure: &Measure| matches!(measure, Measure::Plain | Measure::Noun(_));
            let is_one_noun = || {
                let (own, other) = (claim.counted(), there.counted());
                own.is_empty() || other.is_empty() || own.iter().any(|word| other.iter().any(|there| alike(word, there)))
            };
            counts(measure) == counts(other) && same_measure(measure, other) && (!counts(measure) || is_one_noun())
        }
        (Quantity::Time(own), Quantity::Time(other)) => {
            use std::mem::discriminant;
            match (own.span, other.span) {
                (Span::One(own), Span::One(other)) => discriminant(&own) == discriminant(&other),
                _ => false,
            }
        }
        _ => false,
    }
}

/// The best; of equally good ones the first.
pub(super) fn rank(said: &Said) -> (u8, Reverse<usize>) {
    match said {
        Said::Elsewhere(at) => (0, Reverse(at.start)),
        Said::Otherwise(at) => (1, Reverse(at.start)),
        Said::Alike(at) => (2, Reverse(at.start)),
    }
}

fn amount(claim: &Amount, mention: &Mention) -> Option<Said> {
    let at = mention.range.clone();
    let there = &*as_amount(claim, &mention.quantity)?;
    if is_share_of(claim, there) || is_share_of(there, claim) || is_in_other_units(claim, there) {
        return Some(Said::Alike(at));
    }
    if is_unnamed_dollar(&claim.measure, &there.measure) {
        return value(claim, there, mention.goes_on).map(|_| Said::Otherwise(at));
    }
    if !may_measure_same(claim, there, mention) {
        return None;
    }
    let verdict = match there.value {
        Value::Range(from, to) if mention.is_course => ends(claim, there, [from, to]),
        _ => value(claim, there, mention.goes_on),
    }?;
    Some(match verdict {
        _ if !counts_same(claim, mention) => Said::Elsewhere(at),
        true => Said::Alike(at),
        false => Said::Otherwise(at),
    })
}

/// What a source says, as an amount: `2018` alone may be a count that looks like a year.
fn as_amount<'a>(claim: &Amount, there: &'a Quantity) -> Option<Cow<'a, Amount>> {
    match there {
        Quantity::Amount(there) => Some(Cow::Borrowed(there)),
        Quantity::Time(time) if claim.measure == Measure::Plain || is_noun(claim) => {
            let Some(Period::Year(year)) = time.span.sole() else { return None };
            let value = Value::One(Decimal::from(i32::from(year)));
            Some(Cow::Owned(Amount { comparator: time.comparator, value, measure: Measure::Plain, qualifier: None }))
        }
        Quantity::Time(_) | Quantity::Text(_) => None,
    }
}

/// Whether a figure may measure the same as one that a source mentions, said or unsaid there.
fn may_measure_same(claim: &Amount, there: &Amount, mention: &Mention) -> bool {
    let is_degrees = || {
        matches!(&claim.measure, Measure::Unit(unit) if unit.name().starts_with('°'))
            && mention.nouns.first().is_some_and(|noun| noun == "degree")
    };
    // `58 million` of something that was sold is money.
    let is_sum = || claim.measure == Measure::Plain && matches!(there.measure, Measure::Money(_)) && is_million(claim);
    let is_carried = || mention.carried.as_ref().is_some_and(|carried| same_measure(&claim.measure, carried));
    same_measure(&claim.measure, &there.measure) || is_degrees() || is_carried() || is_sum()
}

/// Whether a figure may count the same as one that a source mentions.
fn counts_same(claim: &Amount, mention: &Mention) -> bool {
    let is_there = |word: &String| mention.nouns.iter().any(|there| alike(word, there));
    match &claim.measure {
        // `40 more` says not of what.
        Measure::Noun(noun) if COMPARED.contains(&&**noun) => true,
        Measure::Noun(noun) => mention.nouns.is_empty() || nouns(noun, usize::MAX).iter().any(is_there),
        _ => true,
    }
}

/// Whether it is told with a magnitude, or in so many digits.
fn is_million(claim: &Amount) -> bool {
    matches!(claim.value, Value::One(value) if value.to_string().split('.').next().is_some_and(|whole| whole.len() > 6))
}

fn is_noun(claim: &Amount) -> bool {
    matches!(claim.measure, Measure::Noun(_))
}

fn alike(word: &str, other: &str) -> bool {
    let is_anybody = |word: &str, other: &str| matches!(word, "people" | "person") && PEOPLE.contains(&other);
    word == other
        || is_anybody(word, other)
        || is_anybody(other, word)
        || ALIKE.iter().any(|class| class.contains(&word) && class.contains(&other))
}

pub(super) fn same_measure(claim: &Measure, there: &Measure) -> bool {
    match (claim, there) {
        (Measure::Money(claim), Measure::Money(there)) => {
            claim == there
                || are_kin(claim.name(), there.name())
                || claim.iso().is_some() && claim.iso() == there.iso() && (claim.is_assumed() || there.is_assumed())
        }
        (Measure::Plain | Measure::Noun(_), Measure::Plain | Measure::Noun(_)) => true,
        // A bare figure may be told without what it measures; points of percentages are called points.
        (Measure::Plain, Measure::Unit(_)) => true,
        (Measure::Noun(noun), Measure::Unit(unit)) => unit.name().ends_with(&**noun),
        // A currency that the grammar does not know: `12 Tessalian dollars` and `T$12`.
        (Measure::Noun(noun), Measure::Money(money)) => money.name() == "$" && noun.ends_with(" dollars"),
        _ => claim == there,
    }
}

/// Whether one is named as the dollar of another country than the United States, and the other only as a dollar.
fn is_unnamed_dollar(one: &Measure, other: &Measure) -> bool {
    let (Measure::Money(one), Measure::Money(other)) = (one, other) else { return false };
    let is_dollar = |name: &str| matches!(name, "AUD" | "CAD" | "HKD" | "NZD" | "SGD" | "TWD");
    one.name() == "$" && is_dollar(other.name()) || other.name() == "$" && is_dollar(one.name())
}

/// Currencies of one name, by the sign that stands for any of them.
const KIN: &[(&str, &[&str])] = &[("kr", &["CZK", "DKK", "ISK", "NOK", "SEK"]), ("Sh", &["KES", "TZS", "UGX"])];

/// Whether of one only the name is written, a crown or a shilling, and the other is of that name.
fn are_kin(one: &str, other: &str) -> bool {
    let is = |sign: &str, name: &str| KIN.iter().any(|(own, kin)| *own == sign && kin.contains(&name));
    is(one, other) || is(other, one)
}

/// Whether two figures are one in other units: 0.9 GW and 900 MW, 50 km and 31 miles.
fn is_in_other_units(claim: &Amount, there: &Amount) -> bool {
    let (Measure::Unit(own), Measure::Unit(other)) = (&claim.measure, &there.measure) else { return false };
    let (Value::One(value), Value::One(known)) = (claim.value, there.value) else { return false };
    let compares = claim.comparator == there.comparator || supports(there.comparator, claim.comparator);
    let (own, other) = ((value, own.name()), (known, other.name()));
    own.1 != other.1 && (compares && is_same_size(own, other) || is_converted(own, other))
}

/// Whether the figure is there: `Some(true)` as it is claimed, `Some(false)` with another comparison.
fn value(claim: &Amount, there: &Amount, goes_on: bool) -> Option<bool> {
    if claim.value == there.value {
        let is_more = goes_on && matches!(claim.comparator, Comparator::MoreThan | Comparator::AtLeast);
        return Some(is_more || claim.comparator == there.comparator || supports(there.comparator, claim.comparator));
    }
    match (claim.value, there.value) {
        (Value::One(rough), Value::One(exact)) => {
            widened(there.comparator, claim.comparator).is_some_and(|comparator| rounds(comparator, rough, exact)).then_some(true)
        }
        // An end of a range may be told alone, with the comparison that makes it an end.
        (Value::One(end), Value::Range(from, to)) => match claim.comparator {
            Comparator::AtMost | Comparator::LessThan | Comparator::Nearly => {
                (end == to || rounds(claim.comparator, end, to)).then_some(true)
            }
            Comparator::AtLeast | Comparator::MoreThan => (end == from || rounds(claim.comparator, end, from)).then_some(true),
            _ => (end == from || end == to).then_some(false),
        },
        _ => None,
    }
}

/// With which comparison a figure that is known with one may be told as a rounder one that is claimed with another.
fn widened(there: Comparator, claim: Comparator) -> Option<Comparator> {
    use Comparator::{About, AtLeast, AtMost, Exactly, LessThan, MoreThan, Nearly};
    match (there, claim) {
        (Exactly | AtMost, _) => Some(claim),
        // What is known roughly may be told more roughly, and a limit as a wider one.
        (About | LessThan | Nearly, About) => Some(About),
        (MoreThan | AtLeast, MoreThan | AtLeast) => Some(MoreThan),
        (LessThan | Nearly, LessThan | AtMost) => Some(LessThan),
        _ => None,
    }
}

/// Whether the figure is one of the ends of a course, or the course itself.
fn ends(claim: &Amount, there: &Amount, ends: [Decimal; 2]) -> Option<bool> {
    let one = |end: Decimal| value(claim, &Amount { comparator: Comparator::Exactly, value: Value::One(end), ..there.clone() }, false);
    ends.into_iter().filter_map(one).chain(value(claim, there, false).filter(|found| *found)).max()
}

/// Whether a percentage is a share, to the next whole number: 67% and two thirds.
fn is_share_of(percent: &Amount, share: &Amount) -> bool {
    let (Measure::Percent, Value::One(value), Value::Share(part, whole)) = (&percent.measure, percent.value, share.value) else {
        return false;
    };
    let whole = i128::from(whole);
    let difference = Decimal::new(i128::from(part) * 100, 0).and_then(|hundreds| hundreds.plus(value.times(whole)?.negated()));
    let twice = difference.and_then(|difference| if difference.is_negative() { difference.negated() } else { difference }.times(2));
    twice.zip(Decimal::new(whole, 0)).is_some_and(|(twice, whole)| twice <= whole)
}

/// Whether what is said with one comparison may be repeated with another: what is exact may be told roughly, and
/// `at least` is weaker than `more than`.
fn supports(there: Comparator, claim: Comparator) -> bool {
    use Comparator::{About, AtLeast, AtMost, Exactly, LessThan, MoreThan, Nearly};
    matches!((there, claim), (Exactly, About | AtLeast | AtMost) | (MoreThan, AtLeast) | (LessThan, AtMost) | (Nearly, About | LessThan))
}

/// Whether an exact figure may be told as another: within a tenth of it and within its last digit that is no zero, on the
/// side that the comparison names.
fn rounds(comparator: Comparator, rough: Decimal, exact: Decimal) -> bool {
    let apart = exact.plus(rough.negated()).map(|apart| if apart.is_negative() { apart.negated() } else { apart });
    let is_far = |apart: Decimal, unit: Decimal| apart >= unit || comparator == Comparator::About && !is_roughly(rough, apart, unit);
    if apart.is_none_or(|apart| is_far(apart, rough.last_digit())) {
        return false;
    }
    let Some(difference) = exact.plus(rough.negated()).and_then(|difference| difference.times(10)) else { return false };
    let size = if rough.is_negative() { rough.negated() } else { rough };
    // A figure of one digit is passed by more before another one would be named: 118 is over 100.
    let above_by = if digits(rough) == 1 { size.times(2).unwrap_or(size) } else { size };
    let (above, below) = (difference <= above_by && !difference.is_negative(), difference.is_negative() && difference.negated() <= size);
    match comparator {
        Comparator::MoreThan | Comparator::AtLeast => above,
        Comparator::Nearly | Comparator::LessThan | Comparator::AtMost => below,
        Comparator::About => above && difference <= size || below,
        Comparator::Exactly => false,
    }
}

/// Whether a rough figure may be so far off: `about 60` up to a ten, `about 25` up to half of five, `about 42` a little over
/// one half.
fn is_roughly(rough: Decimal, apart: Decimal, unit: Decimal) -> bool {
    let fits = |times: i128, of: i128| apart.times(times).zip(unit.times(of)).is_some_and(|(apart, unit)| apart <= unit);
    match digits(rough) {
        0 | 1 => true,
        _ if ends_in_five(rough) => fits(2, 5),
        _ => fits(10, 6),
    }
}

/// Whether the last digit of a figure that is no zero is a five.
pub(super) fn ends_in_five(figure: Decimal) -> bool {
    figure.digits() % 10 == 5
}

/// How many digits a figure has, without the zeros around them.
pub(super) fn digits(figure: Decimal) -> u32 {
    figure.digits().checked_ilog10().map_or(0, |power| power + 1)
}

/// A date is found where a date within it is named; a range where both its ends are.
fn time(claim: &Time, mentions: &Mentions, dated: Option<Date>) -> Option<Said> {
    let found = claim.span.periods().map(|end| period(end, mentions, dated)).collect::<Option<Vec<Said>>>()?;
    found.into_iter().min_by_key(rank)
}

fn period(claim: Period, mentions: &Mentions, dated: Option<Date>) -> Option<Said> {
    let (first, last) = claim.interval()?;
    // A date without a year is one near the source's own; of a source without a date, of any year.
    let is_meant = |day: &Day| dated.is_none_or(|own| day.leaning.may_mean(first, own));
    if let Some(day) = mentions.days.iter().find(|day| is_within(claim, day) && is_meant(day)) {
        return Some(Said::Alike(day.range.clone()));
    }
    let named = mentions.all.iter().flat_map(|mention| mention.quantity.periods().map(|period| (&mention.range, period)));
    if let Some(year) = mentions.all.iter().find(|mention| is_year_written_as_count(claim, &mention.quantity)) {
        return Some(Said::Alike(year.range.clone()));
    }
    let said = named.filter_map(|(at, there)| {
        let (from, to) = there.interval()?;
        if first <= from && to <= last {
            return Some(Said::Alike(at.clone()));
        }
        // A text that names the year has not named the day.
        let is_near = !matches!((claim, there), (Period::Day(..), Period::Year(_) | Period::Decade(_)));
        (is_near && from <= first && last <= to).then(|| Said::Otherwise(at.clone()))
    });
    said.max_by_key(rank)
}

/// Whether what reads as a count is this year: `2015 values`.
fn is_year_written_as_count(claim: Period, there: &Quantity) -> bool {
    let Period::Year(year) = claim else { return false };
    match there {
        Quantity::Amount(Amount {
            comparator: Comparator::Exactly,
            value: Value::One(value),
            measure: Measure::Noun(_) | Measure::Plain,
            ..
        }) => *value == Decimal::from(i32::from(year)),
        _ => false,
    }
}

/// Whether a day or month without a year may be within a period.
fn is_within(claim: Period, day: &Day) -> bool {
    match claim {
        Period::Day(_, month, claimed) => month == day.month && day.day == Some(claimed),
        Period::Month(_, month) => month == day.month,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Said, said};
    use crate::briefing::quantity::parse;
    use crate::check::evidence::mention::mentions;

    fn verdict(claim: &str, source: &str) -> &'static str {
        match said(&parse(claim), &mentions(source).of_source(), Some(jiff::civil::date(2025, 7, 25))) {
            None => "not found",
            Some(Said::Elsewhere(_)) => "elsewhere",
            Some(Said::Otherwise(_)) => "differs",
            Some(Said::Alike(_)) => "found",
        }
    }

    #[test]
    fn a_figure_is_found_where_the_source_says_the_same() {
        for (claim, source, expected) in [
            ("nearly US$1 billion", "helped generate almost $1,000 million in revenue", "found"),
            ("€1 billion", "nearly $1 billion", "not found"),
            ("C$1 billion", "nearly $1 billion", "differs"),
            ("nearly $1 billion", "over $1 billion", "differs"),
            ("$1 billion", "nearly $1 billion", "differs"),
            ("about $1 billion", "$1bn", "found"),
            ("more than 100", "published over 100 academic papers", "found"),
            ("100+", "more than one hundred papers", "found"),
            ("more than 1,100", "over 1,000 people", "not found"),
            ("over 1,000", "it had 1,047 staff", "found"),
            ("over 1,000", "it had 1,347 staff", "not found"),
            ("more than 41", "43 ships", "not found"),
            ("over 200 mm", "212 mm of rain", "found"),
            ("0.9 GW", "900 MW", "found"),
            ("2 years", "24 months of it", "found"),
            ("1 year", "24 months of it", "not found"),
            ("over 50%", "by more than half", "found"),
            ("10%", "around a tenth below", "found"),
            ("20%", "around a tenth below", "not found"),
            ("nearly 1,000", "it had 1,047 staff", "not found"),
            ("over 1,000 academic papers", "over 1,000 people at its peak", "elsewhere"),
            ("over 1,000 staff", "over 1,000 people at its peak", "found"),
            ("5%", "5 per cent of sales", "found"),
            ("5%", "5 percentage points", "not found"),
            ("10 km", "10 kilometres away", "found"),
            ("10 km", "10 miles away", "not found"),
            ("one in five", "one in five of them", "found"),
            ("NOK 4bn", "4 billion kroner", "found"),
            ("NOK 4bn", "4 billion Swedish kronor", "not found"),
            ("DKr6m", "6 million Danish kroner", "found"),
            ("38°C", "38 degrees", "found"),
            ("about 40%", "nearly 40 per cent", "found"),
            ("about 40%", "over 40 per cent", "differs"),
            ("over 100", "118 people", "found"),
            ("over 100", "180 people", "not found"),
            ("12 hours", "a dozen sites", "not found"),
            ("75%", "three quarters of them", "found"),
            ("67%", "two thirds of them", "found"),
            ("60%", "two thirds of them", "not found"),
            ("27%", "27 people", "not found"),
            ("4.7 points", "a drop of 4.7 percentage points", "found"),
            ("up to 30 mm", "a further 20 to 30 mm of rain", "found"),
            ("30 mm", "a further 20 to 30 mm of rain", "differs"),
            ("over five years", "a journey of 5 years and 2 months", "found"),
            ("roughly 19 km/h", "around 19 kilometres an hour", "found"),
        ] {
            assert_eq!(verdict(claim, source), expected, "{claim} in {source}");
        }
    }

    #[test]
    fn a_date_is_found_where_the_source_names_it_or_a_part_of_it() {
        for (claim, source, expected) in [
            ("July 2025", "on 23 July 2025 it said", "found"),
            ("2025", "in July 2025", "found"),
            ("23 July 2025", "in July 2025", "differs"),
            ("24 July 2025", "on 23 July 2025", "not found"),
            ("2018 – July 2025", "set up in 2018, closed on 22 July 2025", "found"),
            ("2018 – July 2025", "closed on 22 July 2025", "not found"),
            ("2018", "research unit established in 2018", "found"),
            ("2015", "at \u{a3}34 billion in 2015 values.", "found"),
            ("2018", "research unit established in 2019", "not found"),
            ("24 July 2025", "on 24 July it said", "found"),
            ("July 2025", "on July 24 it said", "found"),
            ("25 July 2025", "on 24 July it said", "not found"),
            ("24 July 2021", "on 24 July it said", "not found"),
        ] {
            assert_eq!(verdict(claim, source), expected, "{claim} in {source}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), claim in "[0-9$€% a-z,.]{0,20}") {
            let mentions = mentions(&text);
            prop_assert!(mentions.all.iter().all(|mention| text.get(mention.range.clone()).is_some()));
            let _ = said(&parse(&claim), &mentions, None);
        }
    }
}
