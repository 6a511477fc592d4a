//! Quantities: types a value as a person writes it. "nearly US$1 billion" → money, nearly, 1,000,000,000, USD.
//!
//! [`scan`] reads the longest quantity at the start of a text and knows nothing of what follows; [`parse`] takes a whole
//! value: what follows the quantity becomes its counted noun and its qualifier, and a value that is no quantity is
//! [`Quantity::Text`]. Both are total and linear in the text's length. A text is read at once as a date and as an amount,
//! and the longer reading wins; what could be read either way with profit to nobody stays text, because a wrong number
//! misleads where plain text does not.
//!
//! Law: `parse(&q.to_string()) == q` for every `q` that [`parse`] returns.
//!
//! Reading order: this file (the types, the choice between readings), `number`, `amount`, `date`, `tail`, `print`; the
//! English words are in `words`. Values in other languages are put into English first: `tongue`.

mod amount;
mod date;
mod decimal;
pub mod faults;
mod lex;
mod number;
mod period;
mod print;
mod tail;
#[cfg(test)]
mod tests;
mod tongue;
mod weekday;
mod words;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Deserializer, Serialize};

pub use decimal::Decimal;
pub use period::Period;
pub use print::Parsed;
pub use tongue::{Tongue, Translation, is_month};
pub use words::magnitude;
pub(crate) use words::month_name;

use amount::Joint;
use date::NoDate;
use words::Opening;

/// A value, typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Quantity {
    /// Anything else, as written, without white space around it.
    Text(Box<str>),
    /// So much of something.
    Amount(Amount),
    /// A date or a range of dates.
    Time(Time),
}

/// How a figure or date stands to the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparator {
    /// Nothing was said.
    Exactly,
    /// about, around, roughly, approximately, some, ~, circa
    About,
    /// nearly, almost, close to, just under
    Nearly,
    /// over, more than, above, exceeding; of dates: after
    MoreThan,
    /// at least, 100+, or more; of dates: not before
    AtLeast,
    /// under, less than, fewer than, below; of dates: before
    LessThan,
    /// at most, up to, no more than, or fewer; of dates: by
    AtMost,
}

impl Comparator {
    /// Its name in JSON: `exactly`, `about`, `nearly`, `more_than`, `at_least`, `less_than` or `at_most`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::About => "about",
            Self::Nearly => "nearly",
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::AtMost => "at_most",
        }
    }
}

/// A figure with what it measures.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Amount {
    /// How the figure stands to the true one.
    pub comparator: Comparator,
    /// The figure.
    pub value: Value,
    /// What it measures.
    pub measure: Measure,
    /// What was said besides, without the comma before it: `at its peak`.
    pub qualifier: Option<Box<str>>,
}

/// One figure, two, or a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// One figure.
    One(Decimal),
    /// A range; the first is the smaller.
    Range(Decimal, Decimal),
    /// So many in so many: `one in five`, `two thirds`. Not reduced; the part is above zero and below the whole.
    Share(u64, u64),
}

/// What a figure measures.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// Nothing that was said.
    Plain,
    /// Per cent. Percentage points and basis points are units.
    Percent,
    /// Money.
    Money(Currency),
    /// A known unit.
    Unit(Unit),
    /// The counted noun, as written: `research papers`.
    Noun(Box<str>),
}

/// A currency: an ISO 4217 code, or a sign that several currencies share (`$`, `¥`, `kr`, `Rs`, `Sh`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Currency(&'static str);

impl Currency {
    /// The currency of this code or shared sign, if the grammar knows it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let shared = words::SIGNS.iter().map(|(_, currency)| *currency).find(|currency| *currency == name);
        shared.or_else(|| words::currency_code(name)).map(Self)
    }

    /// The code, or the shared sign if only that was written.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Whether only a sign was written that several currencies share.
    #[must_use]
    pub fn is_assumed(self) -> bool {
        matches!(self.0, "$" | "¥" | "kr" | "Rs" | "Sh")
    }

    /// The ISO 4217 code; of a shared sign the usual one (USD, JPY, INR), and none of `kr` and `Sh`.
    #[must_use]
    pub fn iso(self) -> Option<&'static str> {
        match self.0 {
            "$" => Some("USD"),
            "¥" => Some("JPY"),
            "Rs" => Some("INR"),
            "kr" | "Sh" => None,
            code => Some(code),
        }
    }
}

/// A unit of the grammar's table, by its canonical name: `km`, `GW`, `°C`, `hours`, `percentage points`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Unit(&'static str);

impl Unit {
    /// The unit of this canonical name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        words::unit_named(name).map(Self)
    }

    /// Its canonical name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| serde::de::Error::custom("unknown currency"))
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| serde::de::Error::custom("unknown unit"))
    }
}

/// A date or a range of dates.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Time {
    /// How the date stands to the true one.
    pub comparator: Comparator,
    /// The dates.
    pub span: Span,
    /// What was said besides, without the comma before it.
    pub qualifier: Option<Box<str>>,
}

/// One period, or from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Span {
    /// One.
    One(Period),
    /// From the first to the second, both included; a missing end is open (`since 2018`, `until 2025`).
    Range(Option<Period>, Option<Period>),
}

impl Span {
    /// The periods that it names: one, or of a range its ends as far as it has any.
    pub fn periods(self) -> impl Iterator<Item = Period> {
        let (first, last) = match self {
            Self::One(period) => (Some(period), None),
            Self::Range(from, to) => (from, to),
        };
        first.into_iter().chain(last)
    }

    /// The only period that it names, if there is one: that of a range which is open on one side as well.
    #[must_use]
    pub fn sole(self) -> Option<Period> {
        let mut periods = self.periods();
        periods.next().filter(|_| periods.next().is_none())
    }

    /// First and last day; an open end is the first or last day of the calendar. `None` for a range that runs backwards.
    #[must_use]
    pub fn interval(self) -> Option<(Date, Date)> {
        let (from, to) = match self {
            Self::One(period) => return period.interval(),
            Self::Range(from, to) => (from, to),
        };
        let first = from.map_or(Some(Date::MIN), |period| Some(period.interval()?.0))?;
        let last = to.map_or(Some(Date::MAX), |period| Some(period.interval()?.1))?;
        (first <= last).then_some((first, last))
    }

    fn is_backwards(self) -> bool {
        matches!(self, Self::Range(..)) && self.interval().is_none()
    }
}

/// What is wrong with a value that looks like a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityFault {
    /// A date that no calendar has (`31 February 2024`); the value is text.
    Impossible,
    /// A date with another weekday than that day has, which is this; the value is that date.
    Weekday(Weekday),
    /// A date range that ends before it begins; the value is that range.
    Backwards,
}

impl Quantity {
    /// `text`; `number`, `percent`, `money`; `number_range`, `percent_range`, `money_range`; `share`; `date`, `date_range`.
    ///
    /// A figure with a unit or a counted noun is a `number`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Time(Time { span: Span::One(_), .. }) => "date",
            Self::Time(_) => "date_range",
            Self::Amount(Amount { value: Value::Share(..), .. }) => "share",
            Self::Amount(Amount { value, measure, .. }) => match (value, measure) {
                (Value::Range(..), Measure::Percent) => "percent_range",
                (Value::Range(..), Measure::Money(_)) => "money_range",
                (Value::Range(..), _) => "number_range",
                (_, Measure::Percent) => "percent",
                (_, Measure::Money(_)) => "money",
                _ => "number",
            },
        }
    }

    /// How the figure or date stands to the true one; of text, exactly.
    #[must_use]
    pub fn comparator(&self) -> Comparator {
        match self {
            Self::Text(_) => Comparator::Exactly,
            Self::Amount(amount) => amount.comparator,
            Self::Time(time) => time.comparator,
        }
    }

    /// What was said besides the quantity.
    #[must_use]
    pub fn qualifier(&self) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Amount(amount) => amount.qualifier.as_deref(),
            Self::Time(time) => time.qualifier.as_deref(),
        }
    }

    /// The periods that a date or date range names; an amount names none.
    pub fn periods(&self) -> impl Iterator<Item = Period> + use<> {
        let span = if let Self::Time(time) = self { Some(time.span) } else { None };
        span.into_iter().flat_map(Span::periods)
    }

    /// The first and last day that a date or date range names, whatever its comparator.
    ///
    /// An open end is [`Date::MIN`] or [`Date::MAX`]; a range that runs backwards has no interval, nor has an amount.
    #[must_use]
    pub fn interval(&self) -> Option<(Date, Date)> {
        match self {
            Self::Time(time) => time.span.interval(),
            _ => None,
        }
    }
}

/// Types a whole value. Total: what is not understood is [`Quantity::Text`].
#[must_use]
pub fn parse(text: &str) -> Quantity {
    read(text).0
}

/// The dates that a whole text names, if it names any and compares with none: `2025-07-23`, `Q3 2024`, `2018–2025`.
#[must_use]
pub fn span(text: &str, tongue: Tongue) -> Option<Span> {
    match read_in(text, tongue).0 {
        Quantity::Time(Time { comparator: Comparator::Exactly, span, qualifier: None }) => Some(span),
        _ => None,
    }
}

/// What is wrong with a value, if it looks like a quantity and is none; [`read`] tells it together with the quantity.
#[must_use]
pub fn fault(text: &str) -> Option<QuantityFault> {
    read(text).1
}

/// Types a whole value, and says what is wrong with it.
#[must_use]
pub fn read(text: &str) -> (Quantity, Option<QuantityFault>) {
    let text = text.trim();
    let dated = weekday::weekday(text).and_then(|(day, rest)| on_weekday(day, rest));
    match dated {
        // What is no date stays as it is written.
        Some((Quantity::Text(_), fault)) => (Quantity::Text(text.into()), fault),
        found => found.unwrap_or_else(|| plain(text)),
    }
}

fn plain(text: &str) -> (Quantity, Option<QuantityFault>) {
    let found = start(text);
    let fault = matches!(found, Err(NoDate::Impossible)).then_some(QuantityFault::Impossible);
    match found.ok().and_then(|found| tail::attach(found.quantity, found.rest, found.spelled)) {
        Some(Quantity::Time(time)) if time.span.is_backwards() => (Quantity::Time(time), Some(QuantityFault::Backwards)),
        Some(quantity) => (quantity, fault),
        None => (Quantity::Text(text.into()), fault),
    }
}

/// A day behind its weekday, as a date.
fn on_weekday(weekday: Weekday, text: &str) -> Option<(Quantity, Option<QuantityFault>)> {
    let (quantity, fault) = plain(text);
    if fault == Some(QuantityFault::Impossible) {
        return Some((quantity, fault));
    }
    let Quantity::Time(Time { span: Span::One(period @ Period::Day(..)), .. }) = &quantity else { return None };
    let was = period.interval()?.0.weekday();
    Some((quantity, (was != weekday).then_some(QuantityFault::Weekday(was))))
}

/// The same for a value in some language. What is no quantity stays as it is written.
#[must_use]
pub fn read_in(text: &str, tongue: Tongue) -> (Quantity, Option<QuantityFault>) {
    match tongue.value(text.trim()).map(|english| read(&english)) {
        None => read(text),
        Some((Quantity::Text(_), fault)) => (Quantity::Text(text.trim().into()), fault),
        Some(found) => found,
    }
}

/// The longest quantity at the very start of `text`, and the bytes it took: comparator, figures, currency, percent sign
/// and known units, but no counted noun and no qualifier. Never [`Quantity::Text`].
///
/// `text` should start at the start of a word. What looks like a date but is none (no year, or impossible) is `None`.
#[must_use]
pub fn scan(text: &str) -> Option<(Quantity, usize)> {
    let found = start(text).ok()?;
    Some((found.quantity, text.len() - found.rest.len()))
}

/// The comparison at the start of a text that may stand before a figure (`more than`, `capped at`), and what follows it.
#[must_use]
pub fn comparison(text: &str) -> Option<(Comparator, &str)> {
    match words::opening(text)? {
        (Opening::Compare(comparator), rest) => Some((comparator, rest)),
        (Opening::Circa, rest) => Some((Comparator::About, rest)),
        _ => None,
    }
}

/// The comparison at the start of a text that may stand behind a figure (`or more`, `and counting`), and what follows it.
#[must_use]
pub fn comparison_behind(text: &str) -> Option<(Comparator, &str)> {
    words::longest(words::CLOSINGS, text)
}

/// The number that one word says, below twenty or a full ten, in any letter case: `seven`, `forty`.
#[must_use]
pub fn number_word(word: &str) -> Option<u8> {
    match words::role(word)? {
        words::Role::Small(number) | words::Role::Tens(number) => Some(number),
        _ => None,
    }
}

/// A quantity at the start of a text.
struct Found<'a> {
    quantity: Quantity,
    /// Whether its first figure is written in words.
    spelled: bool,
    rest: &'a str,
}

type Start<'a> = Result<Found<'a>, NoDate>;

fn start(text: &str) -> Start<'_> {
    let Some((opening, rest)) = words::opening(text) else { return unopened(text) };
    match opening {
        Opening::Compare(Comparator::About) => {
            longer(dated(rest, Comparator::About, false), amount(rest, Joint::Free, Comparator::About), false)
        }
        Opening::Compare(comparator) => amount(rest, Joint::Free, comparator).ok_or(NoDate::Absent),
        Opening::Circa => longer(dated(rest, Comparator::About, false), amount(rest, Joint::Free, Comparator::About), true),
        Opening::CompareDate(comparator) => dated(rest, comparator, false).and_then(single_date),
        Opening::Since => dated(rest, Comparator::Exactly, false).and_then(|found| opened(found, |date| Span::Range(Some(date), None))),
        Opening::Until => dated(rest, Comparator::Exactly, false).and_then(|found| opened(found, |date| Span::Range(None, Some(date)))),
        Opening::From => ranged(rest, false, Joint::Required),
        Opening::Between => ranged(rest, true, Joint::And),
    }
}

fn unopened(text: &str) -> Start<'_> {
    if !words::may_start(text) {
        return Err(NoDate::Absent);
    }
    longer(dated(text, Comparator::Exactly, false), amount(text, Joint::Free, Comparator::Exactly), true)
}

/// The longer of two readings; of two equally long ones the date if `date_first`, unless its year counts something.
///
/// A date without a year or an impossible one overrules a number that is only its first part.
fn longer<'a>(date: Start<'a>, amount: Option<Found<'a>>, date_first: bool) -> Start<'a> {
    let (date, amount) = match (date, amount) {
        (Ok(date), Some(amount)) => (date, amount),
        (Err(NoDate::Absent), Some(amount)) => return Ok(amount),
        (date, _) => return date,
    };
    let prefers_date = match date.rest.len().cmp(&amount.rest.len()) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Equal => date_first && !is_count(&date),
        std::cmp::Ordering::Greater => false,
    };
    Ok(if prefers_date { date } else { amount })
}

fn is_count(date: &Found) -> bool {
    match &date.quantity {
        Quantity::Time(Time { span: Span::One(Period::Year(year)), .. }) => tail::counts(*year, date.rest),
        // Two years both of our time are a range of years, whatever follows: `2018–2025 reports`.
        Quantity::Time(Time { span: Span::Range(Some(Period::Year(year)), _), .. }) if *year < 1900 => tail::counts(*year, date.rest),
        _ => false,
    }
}

fn dated(text: &str, comparator: Comparator, between: bool) -> Start<'_> {
    let (span, rest) = date::scan(text, between)?;
    Ok(Found { quantity: Quantity::Time(Time { comparator, span, qualifier: None }), spelled: false, rest })
}

fn single_date(found: Found<'_>) -> Start<'_> {
    if matches!(found.quantity, Quantity::Time(Time { span: Span::One(_), .. })) { Ok(found) } else { Err(NoDate::Absent) }
}

/// The date found, as one end of a range.
fn opened(found: Found<'_>, span: impl Fn(Period) -> Span) -> Start<'_> {
    let Quantity::Time(Time { span: Span::One(period), comparator, .. }) = found.quantity else { return Err(NoDate::Absent) };
    Ok(Found { quantity: Quantity::Time(Time { comparator, span: span(period), qualifier: None }), ..found })
}

/// `from … to …` or `between … and …`; *from* alone opens a range of dates.
fn ranged(text: &str, between: bool, joint: Joint) -> Start<'_> {
    let date = dated(text, Comparator::Exactly, between).and_then(|found| match found.quantity {
        Quantity::Time(Time { span: Span::One(_), .. }) => opened(found, |date| Span::Range(Some(date), None)),
        _ => Ok(found),
    });
    longer(date, amount(text, joint, Comparator::Exactly), true)
}

fn amount(text: &str, joint: Joint, before: Comparator) -> Option<Found<'_>> {
    let read = amount::scan(text, joint, before)?;
    Some(Found { quantity: Quantity::Amount(read.amount), spelled: read.spelled, rest: read.rest })
}
