//! Plain values as templates hold them.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::value::Key;
use tera::{Map, Value};

use crate::input;

/// A map with fixed keys, in the order of their names.
#[must_use]
pub fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    // Tera hashes whatever map it is given once more; an ordered one costs little to make. (To hand over fields one by
    // one, as serde does with a record, was tried and costs the same.)
    BTreeMap::from(entries.map(|(key, value)| (Key::Str(key), value))).into()
}

/// A copy of a value's map with more fields; of two with one name the later counts.
#[must_use]
pub fn with<const N: usize>(value: &Value, more: [(&'static str, Value); N]) -> Value {
    let own = value.as_map().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone()));
    own.chain(more.map(|(key, value)| (Key::Str(key), value))).collect::<BTreeMap<_, _>>().into()
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

/// Whatever can be written as data; its fields keep their order.
#[must_use]
pub fn of_serializable(value: &impl Serialize) -> Value {
    Value::try_from_serializable(value).unwrap_or_else(|_| Value::none())
}

/// A template value as JSON.
#[must_use]
pub fn to_json(value: &Value) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or(serde_json::Value::Null)
}

#[cfg(test)]
mod tests {
    use super::{map, to_json, with};
    use tera::Value;

    #[test]
    fn maps_are_in_the_order_of_names_and_the_later_entry_counts() {
        let first = map([("b", 1.into()), ("a", Value::safe_string("<i>")), ("b", 2.into())]);
        let second = with(&first, [("c", Value::none()), ("a", first.clone())]);
        assert_eq!(to_json(&first).to_string(), r#"{"a":"<i>","b":2}"#);
        assert_eq!(to_json(&second).to_string(), r#"{"a":{"a":"<i>","b":2},"b":2,"c":null}"#);
        assert!(first.get_from_path("a").is_some_and(Value::is_safe));
    }
}
