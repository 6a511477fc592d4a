//! Printers: the canonical form for people, which the grammar reads back as the same quantity, and fields for machines.
//!
//! The canonical form is always writable by an author: `nearly USD 1,000,000,000, in revenue`. A qualifier follows a comma
//! (or stands in its own brackets), because after a comma the grammar takes anything as it is.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::period::Period;
use super::{Amount, Comparator, Measure, Quantity, Span, Time, Value};

impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Amount(amount) => write_amount(amount, out),
            Self::Time(time) => write_time(time, out),
        }
    }
}

fn write_amount(amount: &Amount, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_str(match amount.comparator {
        Comparator::Exactly => "",
        Comparator::About => "about ",
        Comparator::Nearly => "nearly ",
        Comparator::MoreThan => "more than ",
        Comparator::AtLeast => "at least ",
        Comparator::LessThan => "less than ",
        Comparator::AtMost => "at most ",
    })?;
    match (amount.value, &amount.measure) {
        (Value::One(value), Measure::Money(currency)) => write_money(currency.name(), value, out)?,
        (Value::Range(low, high), Measure::Money(currency)) => {
            write_money(currency.name(), low, out)?;
            out.write_str("–")?;
            high.write_grouped(out)?;
        }
        (value, _) => write_value(value, out)?,
    }
    match &amount.measure {
        Measure::Plain | Measure::Money(_) => {}
        Measure::Percent => out.write_str("%")?,
        Measure::Unit(unit) => write!(out, " {unit}")?,
        Measure::Noun(noun) => write!(out, " {noun}")?,
    }
    write_qualifier(amount.qualifier.as_deref(), out)
}

/// The sign before the currency: `-USD 5`, `-$5`.
fn write_money(currency: &str, value: super::Decimal, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let space = if currency.ends_with(char::is_alphabetic) { " " } else { "" };
    write!(out, "{}{currency}{space}", if value.is_negative() { "-" } else { "" })?;
    if value.is_negative() { value.negated() } else { value }.write_grouped(out)
}

fn write_value(value: Value, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Value::One(value) => value.write_grouped(out),
        Value::Range(low, high) => {
            low.write_grouped(out)?;
            out.write_str("–")?;
            high.write_grouped(out)
        }
        Value::Share(part, whole) => {
            super::Decimal::new(i128::from(part), 0).unwrap_or(super::Decimal::ZERO).write_grouped(out)?;
            out.write_str(" in ")?;
            super::Decimal::new(i128::from(whole), 0).unwrap_or(super::Decimal::ZERO).write_grouped(out)
        }
    }
}

fn write_time(time: &Time, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    out.write_str(match time.comparator {
        Comparator::Exactly => "",
        Comparator::About | Comparator::Nearly => "circa ",
        Comparator::MoreThan => "after ",
        Comparator::AtLeast => "not before ",
        Comparator::LessThan => "before ",
        Comparator::AtMost => "by ",
    })?;
    match time.span {
        Span::One(period) => write!(out, "{period}")?,
        Span::Range(Some(from), Some(to)) => write!(out, "{from} – {to}")?,
        Span::Range(Some(from), None) => write!(out, "{from} – present")?,
        Span::Range(None, Some(to)) => write!(out, "until {to}")?,
        Span::Range(None, None) => {}
    }
    write_qualifier(time.qualifier.as_deref(), out)
}

fn write_qualifier(qualifier: Option<&str>, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match qualifier {
        None => Ok(()),
        Some(text) if text.starts_with('(') => write!(out, " {text}"),
        Some(text) => write!(out, ", {text}"),
    }
}

/// A quantity for machines, as fields of whatever is written. They come in this order, and those that say nothing are
/// left out:
///
/// - every kind: `kind` (see [`Quantity::kind`]);
/// - `text`: `text`, as written;
/// - others: `comparator` (`about`, `nearly`, `more_than`, `at_least`, `less_than`, `at_most`) and, last, `qualifier`;
/// - `number`, `percent`, `money`: `number`; `number_range` and so on: `from` and `to`; `share`: `part` and `whole`.
///   Numbers are JSON numbers where those are exact, else strings of digits ([`super::Decimal::json`]);
/// - with money: `currency` (ISO 4217, or null if the sign fits several and none is usual) and, if the currency was
///   concluded from a sign that several share, that `sign`;
/// - `unit`: the unit or the counted noun;
/// - `date`: `date` (`2025-07-24`, `2025-07`, `2024-Q3`, `2025-H1`, `2018`, `1990s`) and `precision`;
/// - `date_range`: `from` and `to`, each an object as of a date, or null where the range is open.
#[derive(Debug, Clone, Copy)]
pub struct Parsed<'a>(pub &'a Quantity);

impl Serialize for Parsed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Quantity", FIELDS)?;
        out.serialize_field("kind", self.0.kind())?;
        match self.0 {
            Quantity::Text(text) => out.serialize_field("text", &**text)?,
            Quantity::Amount(amount) => put_amount(&mut out, amount)?,
            Quantity::Time(time) => put_time(&mut out, time)?,
        }
        if let Some(qualifier) = self.0.qualifier() {
            out.serialize_field("qualifier", qualifier)?;
        }
        out.end()
    }
}

/// How many fields a quantity has at most, but for few; a hint for what is allotted.
const FIELDS: usize = 5;

fn put_comparator<S: SerializeStruct>(out: &mut S, comparator: Comparator) -> Result<(), S::Error> {
    if comparator == Comparator::Exactly { Ok(()) } else { out.serialize_field("comparator", comparator.name()) }
}

fn put_amount<S: SerializeStruct>(out: &mut S, amount: &Amount) -> Result<(), S::Error> {
    put_comparator(out, amount.comparator)?;
    match amount.value {
        Value::One(value) => out.serialize_field("number", &value.json())?,
        Value::Range(low, high) => {
            out.serialize_field("from", &low.json())?;
            out.serialize_field("to", &high.json())?;
        }
        Value::Share(part, whole) => {
            out.serialize_field("part", &part)?;
            out.serialize_field("whole", &whole)?;
        }
    }
    match &amount.measure {
        Measure::Plain | Measure::Percent => Ok(()),
        Measure::Unit(unit) => out.serialize_field("unit", unit.name()),
        Measure::Noun(noun) => out.serialize_field("unit", &**noun),
        Measure::Money(currency) => {
            out.serialize_field("currency", &currency.iso())?;
            if currency.is_assumed() { out.serialize_field("sign", currency.name()) } else { Ok(()) }
        }
    }
}

fn put_time<S: SerializeStruct>(out: &mut S, time: &Time) -> Result<(), S::Error> {
    put_comparator(out, time.comparator)?;
    match time.span {
        Span::One(period) => put_period(out, period),
        Span::Range(from, to) => {
            out.serialize_field("from", &from.map(End))?;
            out.serialize_field("to", &to.map(End))
        }
    }
}

fn put_period<S: SerializeStruct>(out: &mut S, period: Period) -> Result<(), S::Error> {
    out.serialize_field("date", &period.iso())?;
    out.serialize_field("precision", period.precision())
}

/// An end of a range of dates.
struct End(Period);

impl Serialize for End {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Period", 2)?;
        put_period(&mut out, self.0)?;
        out.end()
    }
}
