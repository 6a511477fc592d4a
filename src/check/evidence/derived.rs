//! Derived figures: whether a figure that a source does not name can be worked out from those that it does.
//!
//! Writers add up, round, count the years between two dates and turn cents into euros. A sentence is allowed what it says it
//! does: a sum where it tells of a whole. What is worked out stays in the measure of its parts. Everything here looks figures
//! up in a set, so that it stays linear in the source. What depends on which figures stand together is in `worked`.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::day::Day;
use super::figure::{Said, digits, last_digit, said, same_measure};
use super::mention::{Mention, Mentions};
use super::relative::{later_by, nearest_year};
use crate::briefing::KeyFact;
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Period, Quantity, Span, Time, Value};

/// Words of a sentence that tells how much something changed, or how far two things are apart.
pub(super) const CHANGES: &[&str] = &[
    "added",
    "advanced",
    "ahead",
    "apart",
    "beat",
    "beaten",
    "behind",
    "change",
    "cheaper",
    "climbed",
    "contraction",
    "cut",
    "cuts",
    "cutting",
    "dearer",
    "decline",
    "declined",
    "decrease",
    "decreased",
    "difference",
    "doubled",
    "down",
    "drop",
    "dropped",
    "drops",
    "earlier",
    "edged",
    "exceeded",
    "exceeding",
    "exceeds",
    "expansion",
    "extension",
    "extra",
    "fall",
    "fallen",
    "falling",
    "falls",
    "faster",
    "fell",
    "fewer",
    "gain",
    "gained",
    "gains",
    "gap",
    "grew",
    "growing",
    "grown",
    "growth",
    "halved",
    "higher",
    "improvement",
    "increase",
    "increased",
    "increases",
    "jump",
    "jumped",
    "later",
    "lead",
    "less",
    "longer",
    "lost",
    "lower",
    "majority",
    "margin",
    "more",
    "narrow",
    "narrowed",
    "older",
    "outnumber",
    "outnumbered",
    "overrun",
    "overshot",
    "overtook",
    "plunged",
    "premium",
    "quicker",
    "raised",
    "reduced",
    "reduction",
    "rise",
    "risen",
    "rises",
    "rising",
    "rose",
    "sank",
    "saved",
    "saving",
    "savings",
    "shed",
    "short",
    "shorter",
    "shortfall",
    "shrank",
    "shrinking",
    "slid",
    "slipped",
    "slower",
    "slumped",
    "soared",
    "sooner",
    "surged",
    "surpassed",
    "swelled",
    "swing",
    "taller",
    "topped",
    "trebled",
    "tripled",
    "tumbled",
    "up",
    "widen",
    "widened",
    "wider",
    "younger",
];

/// Words of a sentence that tells how much some things are together.
pub(super) const TOTALS: &[&str] = &["altogether", "combined", "sum", "together", "total", "totalling", "totals"];

/// More figures of one measure are not added in threes.
const ADDED_MAX: usize = 40;

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
            let measure = measure(told, amount);
            let known = known(&measure, source);
            has_word(sentence, TOTALS) && is_sum(value, &known)
                || is_rounded(amount.comparator, value, &self::known(&amount.measure, source))
                || amount.measure == Measure::Percent && is_rest(value, &known)
                || is_in_cents(told, value, source, has_word(sentence, CHANGES))
                || is_in_metres(sentence.get(told.range.clone()).unwrap_or_default(), value, source)
                || is_time_between(&measure, value, source, dated)
                || has_word(sentence, AGES) && is_age(value, source, dated)
        }
    }
}

/// Words of a label whose figure is the most there was.
const MOST: &[&str] =
    &["deepest", "fastest", "greatest", "highest", "largest", "longest", "maximum", "most", "peak", "strongest", "tallest", "top", "upper"];

/// Whether a source gives the figure of a key fact about the most there was as one that is not passed: `up to 163 km/h`.
#[must_use]
pub fn is_limit(fact: &KeyFact, source: &Mentions) -> bool {
    let Quantity::Amount(amount) = &fact.quantity else { return false };
    let limit = Quantity::Amount(Amount { comparator: Comparator::AtMost, ..amount.clone() });
    let is_exact = amount.comparator == Comparator::Exactly && has_word(&fact.label, MOST);
    is_exact && matches!(said(&limit, source, None), Some(Said::Alike(_)))
}

/// Whether both numbers of a score (`9 to 2`, `24–21`) are in the source; `None` if the value is none.
#[must_use]
pub fn is_score_told(value: &str, source: &Mentions) -> Option<bool> {
    let (left, right) = value.split_once(" to ").or_else(|| value.split_once(['-', '–', '\u{2011}']))?;
    let number = |text: &str| text.trim().parse::<i32>().ok().map(Decimal::from);
    let (left, right) = (number(left)?, number(right)?);
    let known = known(&Measure::Plain, source);
    Some(known.contains(&left) && known.contains(&right) || known.contains(&right.negated()) && known.contains(&left))
}

/// Whether a key fact only says in another way what the source says: rounded, or as a share of what is counted there.
#[must_use]
pub fn is_restated(claim: &Quantity, source: &Mentions) -> bool {
    let Quantity::Amount(amount) = claim else { return false };
    let Value::One(value) = amount.value else { return has_parts(amount, source) };
    let known = known(&amount.measure, source);
    is_rounded(amount.comparator, value, &known)
}

/// Whether a day without a year is one that a source of this date names by its weekday.
#[must_use]
pub fn is_near_day(day: &Day, source: &Mentions, dated: Option<Date>) -> bool {
    let named = dated.zip(day.day).and_then(|(own, number)| Some((nearest_year(day.month, number, own)?, own)));
    named.is_some_and(|(date, own)| source.relative.names_day(date, own))
}

/// Whether a sentence has one of these words, other than to compare with a figure (`more than 390`).
pub(super) fn has_word(sentence: &str, list: &[&str]) -> bool {
    let words: Vec<&str> = sentence.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let compares = |at: usize| {
        words.get(at + 1).is_some_and(|word| *word == "than")
            && words.get(at + 2).is_some_and(|word| word.starts_with(|first: char| first.is_ascii_digit()))
    };
    // `100 or more` tells of no change either.
    let closes = |at: usize| at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| *word == "or");
    words.iter().enumerate().any(|(at, word)| list.contains(&word.to_lowercase().as_str()) && !compares(at) && !closes(at))
}

/// What a figure measures; points are points of percentages.
fn measure(told: &Mention, amount: &Amount) -> Measure {
    let is_points =
        is_points(&amount.measure) || amount.measure == Measure::Plain && told.nouns.first().is_some_and(|noun| noun == "point");
    if is_points { Measure::Percent } else { amount.measure.clone() }
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

    fn iter(&self) -> impl Iterator<Item = &Decimal> {
        self.0.iter().copied().flatten()
    }

    /// Whether they are so few that they may be added in threes.
    fn are_few(&self) -> bool {
        self.0.iter().all(|figures| figures.len() <= ADDED_MAX) && self.iter().collect::<BTreeSet<_>>().len() <= ADDED_MAX
    }
}

/// The single figures of a source that measure the same.
fn known<'a>(measure: &Measure, source: &'a Mentions) -> Known<'a> {
    let Figures(sorted) = source.figures.get_or_init(|| Figures::of(&source.all));
    Known(sorted.iter().filter(|(there, _)| same_measure(measure, there)).map(|(_, figures)| figures).collect())
}

/// Whether a figure is the sum of two of them, or of three where they are few.
fn is_sum(value: Decimal, known: &Known<'_>) -> bool {
    let rest = |from: Decimal, part: &Decimal| from.plus(part.negated());
    let of_two = |sum: Decimal| known.iter().any(|one| rest(sum, one).is_some_and(|other| other != *one && known.contains(&other)));
    let of_three = |one: &Decimal| rest(value, one).filter(|rest| *rest > Decimal::ZERO && rest != one).is_some_and(of_two);
    of_two(value) || known.are_few() && known.iter().any(of_three)
}

/// Whether a figure is one of them, rounded to its last digit: 238,000 of 238,400. A large one of a single digit may be
/// off by a twentieth.
fn is_rounded(comparator: Comparator, value: Decimal, known: &Known<'_>) -> bool {
    let unit = last_digit(value);
    let half = unit.and_then(|unit| Some((value.times(2)?.plus(unit.negated())?, value.times(2)?.plus(unit)?)));
    let Some((low, high)) = half.filter(|_| comparator == Comparator::Exactly) else { return false };
    let within = |twice: Decimal| low <= twice && twice <= high;
    if digits(value) == 1 {
        let is_close = |known: &Decimal| {
            known.plus(value.negated()).and_then(|apart| apart.times(20)).is_some_and(|apart| apart <= value && apart.negated() <= value)
        };
        return value >= Decimal::from(1000) && known.iter().any(is_close);
    }
    known.iter().filter_map(|known| known.times(2)).any(within)
}

/// Whether a percentage is what another leaves of the whole.
fn is_rest(value: Decimal, known: &Known<'_>) -> bool {
    Decimal::from(100).plus(value.negated()).is_some_and(|rest| known.contains(&rest))
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

/// Whether so much time lies between two dates of the source, or between one and its own.
fn is_time_between(measure: &Measure, value: Decimal, source: &Mentions, dated: Option<Date>) -> bool {
    let Some(number) = value.whole().and_then(|number| i64::try_from(number).ok()).filter(|number| *number > 0) else { return false };
    let Measure::Unit(unit) = measure else { return false };
    let dates: BTreeSet<Date> =
        source.all.iter().filter_map(|mention| mention.quantity.interval()).map(|(first, _)| first).chain(dated).collect();
    let days = match unit.name() {
        "days" => number,
        "weeks" => number.saturating_mul(7),
        "years" => {
            let years: BTreeSet<i16> = dates.iter().map(|date| date.year()).collect();
            let number = i16::try_from(number).unwrap_or(i16::MAX);
            return years.iter().any(|year| year.checked_add(number).is_some_and(|later| years.contains(&later)));
        }
        _ => return false,
    };
    dates.iter().any(|date| later_by(*date, days).is_some_and(|later| dates.contains(&later)))
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
    let (Span::One(period) | Span::Range(Some(period), None) | Span::Range(None, Some(period))) = time.span else { return false };
    match period {
        Period::Year(year) | Period::Half(year, _) | Period::Quarter(year, _) => source.relative.names_year(year, own),
        Period::Month(year, month) => {
            source.relative.names_month(year, month, own)
                || terms(source, own).any(|(from, to)| from <= (year, month) && (year, month) <= to)
        }
        Period::Day(year, month, day) => Date::new(year, month, day)
            .is_ok_and(|day| source.relative.names_day(day, own) || days(source).any(|days| later_by(own, days) == Some(day))),
        Period::Decade(_) => false,
    }
}

/// How many days the source says that something takes.
fn days(source: &Mentions) -> impl Iterator<Item = i64> {
    source.all.iter().filter_map(|mention| {
        let Quantity::Amount(Amount { value: Value::One(value), measure: Measure::Unit(unit), .. }) = &mention.quantity else {
            return None;
        };
        let number = i64::try_from(value.whole()?).ok()?;
        match unit.name() {
            "days" => Some(number),
            "weeks" => number.checked_mul(7),
            _ => None,
        }
    })
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
            ("together they got $7m", "$3m and $4m", true),
            ("they got $7m", "$3m and $4m", false),
            ("it costs £238,000", "it was £238,400", true),
            ("it costs £239,000", "it was £238,400", false),
            ("it costs £200,000", "it was £238,400", false),
            ("aid of 30 cents a kilo", "aid of €0.30 a kilo", true),
            ("aid of 31 cents a kilo", "aid of €0.30 a kilo", false),
            ("8% did not answer", "92% answered", true),
            ("it lasted 16 years", "from 2004, closed in 2020", true),
            ("it lasted 15 years", "from 2004, closed in 2020", false),
            ("it took 11 days", "begun on 17 March 2025, ended on 28 March 2025", true),
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
