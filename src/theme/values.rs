//! Plain values as templates hold them.

use std::collections::BTreeMap;

use tera::value::Key;
use tera::{Map, Value};

use crate::input;

/// A map with fixed keys.
#[must_use]
pub fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    // Tera hashes whatever map it is given once more; an ordered one costs nothing to make.
    BTreeMap::from(entries.map(|(key, value)| (Key::Str(key), value))).into()
}

/// A data value.
#[must_use]
pub fn of_data(value: &input::Value) -> Value {
    match value {
        input::Value::Null => Value::none(),
        input::Value::Flag(flag) => (*flag).into(),
        input::Value::Integer(number) => (*number).into(),
        input::Value::Float(number) => (*number).into(),
        input::Value::Text(text) => text.as_str().into(),
        input::Value::List(items) => items.iter().map(of_data).collect::<Vec<_>>().into(),
        input::Value::Map(entries) => of_entries(entries),
    }
}

/// A data mapping; of two entries with one key the first counts.
#[must_use]
pub fn of_entries(entries: &[(String, input::Value)]) -> Value {
    let mut map = Map::with_capacity_and_hasher(entries.len(), Default::default());
    for (key, value) in entries {
        map.entry(Key::from(key.clone())).or_insert_with(|| of_data(value));
    }
    map.into()
}

/// A JSON value.
#[must_use]
pub fn of_json(value: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match value {
        Json::Null => Value::none(),
        Json::Bool(flag) => (*flag).into(),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => number.into(),
            (None, Some(number)) => number.into(),
            (None, None) => number.to_string().into(),
        },
        Json::String(text) => text.as_str().into(),
        Json::Array(items) => items.iter().map(of_json).collect::<Vec<_>>().into(),
        Json::Object(entries) => entries.iter().map(|(key, value)| (Key::from(key.clone()), of_json(value))).collect::<Map>().into(),
    }
}

/// A template value as JSON.
#[must_use]
pub fn to_json(value: &Value) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or(serde_json::Value::Null)
}
