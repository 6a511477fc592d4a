//! Filters of the template contract, beside Tera's own.

use jiff::tz::TimeZone;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use crate::base::spelling::slug;
use crate::base::{BaseUrl, WrittenDate, parse_date};
use crate::input::Config;

/// Registers all filters.
pub fn register(tera: &mut Tera, config: &Config) {
    let (zone, format) = (config.timezone.clone(), config.date_format.clone());
    tera.register_filter("date", move |value: &Value, kwargs: Kwargs, _: &State| date(value, &kwargs, &zone, &format));
    let base_url = config.base_url.clone();
    tera.register_filter("absolute", move |value: &str, _: Kwargs, _: &State| absolute(value, &base_url));
    tera.register_filter("slug", |value: &str, _: Kwargs, _: &State| slug(value));
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State| Value::safe_string(&json(value)));
    tera.register_filter("number", |value: &Value, _: Kwargs, _: &State| number(value));
    tera.register_filter("group_by", |value: &[Value], kwargs: Kwargs, _: &State| group_by(value, &kwargs));
}

/// A date in strftime's language; what is no date stays as it is.
fn date(value: &Value, kwargs: &Kwargs, zone: &TimeZone, usual: &str) -> TeraResult<Value> {
    let Some(text) = value.as_str() else {
        return Err(Error::message(format!("`date` takes a date as text, not {}", value.name())));
    };
    let Ok(date) = parse_date(text) else { return Ok(value.clone()) };
    let format = kwargs.get::<&str>("format")?.unwrap_or(usual);
    match formatted(date, format, zone) {
        Ok(text) => Ok(text.into()),
        Err(error) => Err(Error::message(format!("`{format}` is no date format: {error}"))),
    }
}

/// A day is formatted as one, which costs a fraction of finding its moment, unless the format asks for the moment.
pub(crate) fn formatted(date: WrittenDate, format: &str, zone: &TimeZone) -> Result<String, jiff::Error> {
    let as_day = match date {
        WrittenDate::Day(day) => jiff::fmt::strtime::format(format, day).ok(),
        _ => None,
    };
    as_day.map_or_else(|| jiff::fmt::strtime::format(format, &date.zoned(zone)), Ok)
}

/// A root-relative address with scheme and host.
fn absolute(address: &str, base_url: &BaseUrl) -> String {
    if address.starts_with('/') && !address.starts_with("//") { format!("{}{address}", base_url.origin()) } else { address.to_owned() }
}

/// JSON that is safe inside a script element and inside a quoted attribute once escaped.
fn json(value: &Value) -> String {
    let text = serde_json::to_string(value).unwrap_or_else(|_| "null".into());
    if !text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out
}

/// A whole number with its thousands apart: `12,345`.
fn number(value: &Value) -> TeraResult<String> {
    let Some(number) = value.as_i64() else { return Ok(value.to_string()) };
    let digits = number.unsigned_abs().to_string();
    let grouped = grouped(&digits);
    Ok(if number < 0 { format!("-{grouped}") } else { grouped })
}

/// Digits with a comma between thousands.
pub(super) fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Items by an attribute, groups in the order in which they turn up. Tera's own filter has no order.
fn group_by(items: &[Value], kwargs: &Kwargs) -> TeraResult<Value> {
    let attribute: &str = kwargs.must_get("attribute")?;
    let mut groups: Map = Map::default();
    for item in items {
        let Some(key) = item.get_from_path(attribute).filter(|key| !key.is_none() && !key.is_undefined()) else { continue };
        let group = groups.entry(tera::value::Key::from(key.to_string())).or_insert_with(|| Vec::<Value>::new().into());
        let mut members: Vec<Value> = group.as_array().map(<[Value]>::to_vec).unwrap_or_default();
        members.push(item.clone());
        *group = members.into();
    }
    Ok(groups.into())
}
