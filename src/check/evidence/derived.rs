//! Derived figures: whether a figure or a date only says in another way what a source says.
//!
//! Writers turn cents into euros, a birthday into an age, `last year` into a year and `from 40 to 50` into its ends. There is
//! one way to do each of these, so it does not matter where in the source they begin. What can be made of figures in many
//! ways is in `worked`.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::day::Day;
use super::elapsed::days_counted;
use super::figure::{Said, said, same_measure};
use super::mention::{Mention, Mentions};
use super::phrases::Part;
use super::relative::{Relative, later_by, nearest_year};
use super::telling::{CHANGES, has_word};
use crate::briefing::KeyFact;
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Period, Quantity, Span, Time, Value};

/// Whether a figure of a sentence can be worked out from the figures of a source of this date.
#[must_use]
pub fn is_derived(told: &Mention, sentence: &str, source: &Mentions, dated: Option<Date>) -> bool {
    match &told.quantity {
        Quantity::Text(_) => false,
        Quantity::Time(_) => is_told_from_there(&told.quantity, source, dated),
        Quantity::Amount(amount) => {
            let Value::One(value) = amount.value else {
                return has_parts(amount, source) || told.is_course && is_course_told(amount, source);
            };
            is_in_cents(told, value, source, has_word(sentence, CHANGES) || is_set_apart(sentence, &told.range))
                || is_in_metres(sentence.get(told.range.clone()).unwrap_or_default(), value, source)
                || is_from_end_to_end(amount, value, source)
        }
    }
}

/// Words of a label whose figure is the most there was.
const MOST: &[&str] = &[
    "cap",
    "ceiling",
    "deepest",
    "fastest",
    "greatest",
    "highest",
    "largest",
    "limit",
    "longest",
    "maximum",
    "most",
    "peak",
    "strongest",
    "tallest",
    "top",
    "upper",
];

/// Whether a source gives the figure of a key fact about the most there was as one that is not passed: `up to 163 km/h`.
#[must_use]
pub fn is_limit(fact: &KeyFact, source: &Mentions) -> bool {
    let Quantity::Amount(amount) = &fact.quantity else { return false };
    let limit = Quantity::Amount(Amount { comparator: Comparator::AtMost, ..amount.clone() });
    let is_exact = amount.comparator == Comparator::Exactly && has_word(&fact.label, MOST);
    is_exact && matches!(said(&limit, source, None), Some(Said::Alike(_)))
}

/// Words of a label, or beside a value, whose figure is a rough one.
const ROUGH: &[&str] = &["approximate", "estimate", "estimated", "estimates", "expected", "forecast", "projected"];

/// Whether a source gives the figure of a key fact that is an estimate as a rough one.
#[must_use]
pub fn is_estimate(fact: &KeyFact, source: &Mentions) -> bool {
    let Quantity::Amount(amount) = &fact.quantity else { return false };
    let rough = Quantity::Amount(Amount { comparator: Comparator::About, ..amount.clone() });
    let is_exact = amount.comparator == Comparator::Exactly && (has_word(&fact.label, ROUGH) || has_word(&fact.value, ROUGH));
    is_exact && matches!(said(&rough, source, None), Some(Said::Alike(_)))
}

/// The numbers of a score stand so many bytes apart at most.
const SCORE_WITHIN: usize = 160;

/// Whether both numbers of a score (`9 to 2`, `24–21`) are in the source; `None` if the value is none.
#[must_use]
pub fn is_score_told(value: &str, source: &Mentions) -> Option<bool> {
    let (left, right) = value.split_once(" to ").or_else(|| value.split_once(['-', '–', '\u{2011}']))?;
    let number = |text: &str| text.trim().parse::<i32>().ok().map(Decimal::from);
    let (left, right) = (number(left)?, number(right)?);
    // Both stand in one sentence, more or less.
    let of = |number: Decimal| {
        let is_it = move |mention: &&Mention| mention.figures().any(|figure| figure == number || Some(figure) == Some(number.negated()));
        source.all.iter().filter(is_it).map(|mention| mention.range.start)
    };
    let is_range = source.all.iter().any(|mention| matches!(&mention.quantity, Quantity::Amount(Amount { value: Value::Range(from, to), .. }) if (*from, *to) == (left, right)));
    Some(is_range || of(left).any(|at| of(right).any(|other| at != other && at.abs_diff(other) <= SCORE_WITHIN)))
}

/// Whether a day without a year is one that words of this date name by its weekday.
#[must_use]
pub fn is_near_day(day: &Day, relative: &Relative, dated: Option<Date>) -> bool {
    let named = dated.zip(day.day).and_then(|(own, number)| Some((nearest_year(day.month, number, own)?, own)));
    named.is_some_and(|(date, own)| relative.names_day(date, own))
}

/// Whether a unit is points of percentages.
pub(super) fn is_points(measure: &Measure) -> bool {
    match measure {
        Measure::Unit(unit) => unit.name() == "percentage points",
        Measure::Noun(noun) => matches!(&**noun, "point" | "points"),
        _ => false,
    }
}

/// The single figures of a source, sorted by what they measure; what counts different things measures the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figures(Vec<(Measure, BTreeSet<Decimal>)>);

impl Figures {
    fn of(source: &[Mention]) -> Self {
        let mut sorted: Vec<(Measure, BTreeSet<Decimal>)> = Vec::new();
        for mention in source {
            let Quantity::Amount(amount) = &mention.quantity else { continue };
            let measure = if matches!(amount.measure, Measure::Noun(_)) { &Measure::Plain } else { &amount.measure };
            match sorted.iter_mut().find(|(own, _)| own == measure) {
                Some((_, figures)) => figures.extend(mention.figures()),
                None => sorted.push((measure.clone(), mention.figures().collect())),
            }
        }
        Self(sorted)
    }
}

/// The single figures of a source that measure the same, in one set for each way to write the measure.
struct Known<'a>(Vec<&'a BTreeSet<Decimal>>);

impl Known<'_> {
    fn contains(&self, figure: &Decimal) -> bool {
        self.0.iter().any(|figures| figures.contains(figure))
    }
}

/// The single figures of a source that measure the same.
fn known<'a>(measure: &Measure, source: &'a Mentions) -> Known<'a> {
    let Figures(sorted) = source.figures.get_or_init(|| Figures::of(&source.all));
    Known(sorted.iter().filter(|(there, _)| same_measure(measure, there)).map(|(_, figures)| figures).collect())
}

/// Words between two prices, of which one is told by how much it is the other's.
const APART: &[&str] = &["above", "below", "over", "under"];

/// Whether words right behind a price and its unit say that it is the difference: `50 cents under budget`.
fn is_set_apart(sentence: &str, price: &Range<usize>) -> bool {
    let behind = sentence.get(price.end..).unwrap_or_default();
    behind.split_whitespace().take(2).any(|word| APART.contains(&word))
}

/// Names of the hundredth part of a currency's unit.
const CENTS: &[&str] = &["cent", "p", "pence", "penny", "öre", "øre", "centime"];

/// Whether a figure is a price in cents that the source writes as a part of one, or the other way round; perhaps the
/// difference of two.
fn is_in_cents(told: &Mention, value: Decimal, source: &Mentions, is_change: bool) -> bool {
    let is_cents = |mention: &Mention| mention.nouns.first().is_some_and(|noun| CENTS.contains(&noun.as_str()));
    let is_money = |mention: &Mention| matches!(&mention.quantity, Quantity::Amount(amount) if matches!(amount.measure, Measure::Money(_)));
    if is_money(told) {
        let cents = value.times(100);
        return cents.is_some()
            && source.all.iter().filter(|there| is_cents(there)).flat_map(Mention::figures).any(|there| Some(there) == cents);
    }
    if !is_cents(told) {
        return false;
    }
    let prices: BTreeSet<Decimal> =
        source.all.iter().filter(|there| is_money(there)).flat_map(Mention::figures).filter_map(|price| price.times(100)).collect();
    prices.contains(&value) || is_change && prices.iter().any(|one| one.plus(value).is_some_and(|other| prices.contains(&other)))
}

/// Whether a course (`by 17 to 231`) leads to a figure of the source, from one or by the difference of two.
fn is_course_told(amount: &Amount, source: &Mentions) -> bool {
    let Value::Range(by, to) = amount.value else { return false };
    let known = known(&amount.measure, source);
    let other = |from: Option<Decimal>| from.is_some_and(|from| known.contains(&from));
    known.contains(&to) && (known.contains(&by) || other(to.plus(by.negated())) || other(to.plus(by)))
}

/// Whether a range or a share is in the source by its parts.
#[must_use]
pub fn is_in_parts(claim: &Quantity, source: &Mentions) -> bool {
    matches!(claim, Quantity::Amount(amount) if has_parts(amount, source))
}

/// Whether both ends of a range are in the source, or both counts of a share: `3 in 9`.
fn has_parts(amount: &Amount, source: &Mentions) -> bool {
    let has = |measure: &Measure, one: Decimal, other: Decimal| {
        let known = known(measure, source);
        known.contains(&one) && known.contains(&other)
    };
    let count = |number: u64| Decimal::new(i128::from(number), 0);
    match amount.value {
        Value::One(_) => false,
        Value::Range(from, to) => has(&amount.measure, from, to),
        Value::Share(part, whole) => count(part).zip(count(whole)).is_some_and(|(part, whole)| has(&Measure::Plain, part, whole)),
    }
}

/// Whether a figure that ends in `m` is one of metres: `a 12m wave`.
fn is_in_metres(words: &str, value: Decimal, source: &Mentions) -> bool {
    let metres = source.all.iter().filter_map(|mention| match &mention.quantity {
        Quantity::Amount(Amount { value: Value::One(there), measure: Measure::Unit(unit), .. }) if unit.name() == "m" => {
            there.times(1_000_000)
        }
        _ => None,
    });
    words.ends_with('m') && metres.into_iter().any(|metres| metres == value)
}

/// Whether it is so many years as lie between the ends of a range in the source: `between 1961 and 1998`.
fn is_from_end_to_end(amount: &Amount, value: Decimal, source: &Mentions) -> bool {
    let is_years = matches!(&amount.measure, Measure::Unit(unit) if unit.name() == "years");
    let lengths = source.all.iter().filter_map(|mention| match &mention.quantity {
        Quantity::Time(Time { span: Span::Range(Some(Period::Year(from)), Some(Period::Year(to))), .. }) => to.checked_sub(*from),
        _ => None,
    });
    is_years && lengths.into_iter().any(|length| length > 1 && Decimal::from(i32::from(length)) == value)
}

/// Words of a text that tells how old something is.
const AGES: &[&str] = &["age", "aged", "ages", "anniversary", "birthday", "old", "turn", "turned", "turns"];

/// Words of a label whose date is when something began.
const BEGINNINGS: &[&str] = &[
    "appointed",
    "began",
    "birth",
    "born",
    "built",
    "created",
    "established",
    "founded",
    "joined",
    "launched",
    "office",
    "opened",
    "since",
    "started",
];

/// Whether a figure of a sentence is how old something is that began in a year of the source.
#[must_use]
pub fn is_told_age(told: &Mention, sentence: &str, source: &Mentions, dated: Option<Date>) -> bool {
    let Quantity::Amount(Amount { value: Value::One(value), .. }) = told.quantity else { return false };
    (has_word(sentence, AGES) || is_set_off(sentence, &told.range)) && is_age(value, source, dated)
}

/// Whether a figure stands as an age does: `Ms Valcourt, 41,`, `died at 88`.
fn is_set_off(sentence: &str, range: &Range<usize>) -> bool {
    let (before, behind) = (sentence.get(..range.start).unwrap_or_default(), sentence.get(range.end..).unwrap_or_default());
    let is_apposed =
        before.strip_suffix(", ").is_some_and(|before| before.ends_with(char::is_alphabetic)) && behind.starts_with([',', ')']);
    let is_at = ["died at ", "dies at ", "dead at ", "retired at ", "retires at "].iter().any(|words| before.ends_with(words));
    is_apposed || is_at
}

/// Whether something that began in a year of the source is so old on its date, this year's birthday passed or not.
fn is_age(value: Decimal, source: &Mentions, dated: Option<Date>) -> bool {
    let age = value.whole().and_then(|age| i16::try_from(age).ok()).zip(dated);
    let began = age.and_then(|(age, own)| own.year().checked_sub(age));
    let years = source.all.iter().filter_map(|mention| mention.quantity.interval()).map(|(first, _)| first.year());
    began.is_some_and(|began| years.into_iter().any(|year| year == began || Some(year) == began.checked_sub(1)))
}

/// Whether a year is the one in which something began that is so old in the source: `Ms Valcourt, 41`.
#[must_use]
pub fn is_beginning(claim: &Quantity, words: &str, source: &Mentions, dated: Option<Date>) -> bool {
    let Quantity::Time(Time { span: Span::One(Period::Year(year)) | Span::Range(Some(Period::Year(year)), None), .. }) = claim else {
        return false;
    };
    let ages: BTreeSet<Decimal> = source.all.iter().flat_map(Mention::figures).collect();
    let age = dated.map(|own| i32::from(own.year()) - i32::from(*year)).filter(|age| *age > 0);
    has_word(words, BEGINNINGS) && age.is_some_and(|age| ages.contains(&Decimal::from(age)) || ages.contains(&Decimal::from(age - 1)))
}

/// Whether a date is one that the source tells from where it stands.
#[must_use]
pub fn is_told_from_there(claim: &Quantity, source: &Mentions, dated: Option<Date>) -> bool {
    let (Some(own), Quantity::Time(time)) = (dated, claim) else { return false };
    if let Span::Range(Some(Period::Year(from)), Some(Period::Year(to))) = time.span {
        return source.relative.names_season(from, to);
    }
    let Some(period) = time.span.sole() else { return false };
    match period {
        Period::Year(year) => source.relative.names_year(year, own),
        Period::Quarter(year, number) => source.relative.names_part(year, Part::Quarter(number), own),
        Period::Half(year, number) => source.relative.names_part(year, Part::Half(number), own),
        Period::Month(..) | Period::Day(..) => is_told_from_there_by_day(claim, source, dated),
        Period::Decade(_) => false,
    }
}

/// Whether a day or month is one that the source tells from where it stands.
#[must_use]
pub fn is_told_from_there_by_day(claim: &Quantity, source: &Mentions, dated: Option<Date>) -> bool {
    let (Some(own), Quantity::Time(time)) = (dated, claim) else { return false };
    let Some(period) = time.span.sole() else { return false };
    match period {
        Period::Month(year, month) => {
            source.relative.names_month(year, month, own)
                || terms(source, own).any(|(from, to)| from <= (year, month) && (year, month) <= to)
        }
        Period::Day(year, month, day) => Date::new(year, month, day)
            .is_ok_and(|day| source.relative.names_day(day, own) || days(source).any(|days| later_by(own, days) == Some(day))),
        _ => false,
    }
}

/// How many days the source says that something takes.
fn days(source: &Mentions) -> impl Iterator<Item = i64> {
    source.all.iter().filter_map(days_counted).filter_map(|(number, each)| number.checked_mul(each))
}

/// The months in which such a time ends, counted from the source's own date: one of months by the month.
fn terms(source: &Mentions, own: Date) -> impl Iterator<Item = ((i16, i8), (i16, i8))> {
    let month = |date: Date| (date.year(), date.month());
    let by_days = days(source).filter_map(move |days| later_by(own, days)).map(move |date| (month(date), month(date)));
    let months = source.all.iter().filter_map(|mention| match &mention.quantity {
        Quantity::Amount(Amount { value: Value::One(value), measure: Measure::Unit(unit), .. }) if unit.name() == "months" => {
            i32::try_from(value.whole()?).ok()
        }
        _ => None,
    });
    let by_months = months.filter_map(move |months| own.checked_add(jiff::Span::new().try_months(months).ok()?).ok());
    by_days.chain(by_months.map(move |date| (month(date), month(date))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_derived;
    use crate::check::evidence::mention::mentions;

    #[test]
    fn what_can_be_worked_out_is_found() {
        let own = Some(jiff::civil::date(2025, 6, 5));
        for (sentence, source, expected) in [
            ("aid of 30 cents a kilo", "aid of €0.30 a kilo", true),
            ("aid of 31 cents a kilo", "aid of €0.30 a kilo", false),
            ("since 2024", "since the start of last year", true),
            ("since 2023", "since the start of last year", false),
            ("3 in 9 claims", "nine claims; it agreed to three", true),
        ] {
            let told = mentions(sentence);
            assert_eq!(is_derived(&told.all[0], sentence, &mentions(source), own), expected, "{sentence}: {source}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_asked(sentence in "[0-9$€% a-z,.]{0,40}", source in any::<String>()) {
            let source = mentions(&source);
            for told in mentions(&sentence).all {
                let _ = is_derived(&told, &sentence, &source, None);
            }
        }
    }
}
