//! Plain values as templates hold them.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::value::Key;
use tera::{Map, Value};

use crate::input;

/// A map with fixed keys, in the order of their names.
#[must_use]
pub fn map<const N: usize>(mut entries: [(&'static str, Value); N]) -> Value {
    record(&mut entries)
}

/// A copy of a value that [`map`] made, with more fields.
#[must_use]
pub fn with<const N: usize>(value: &Value, more: [(&'static str, Value); N]) -> Value {
    let own = value.as_map().into_iter().flatten().filter_map(|(key, value)| match key {
        Key::Str(name) => Some((*name, value.clone())),
        _ => None,
    });
    record(&mut own.chain(more).collect::<Vec<_>>())
}

/// Of two entries with one name the later counts.
fn record(entries: &mut [(&'static str, Value)]) -> Value {
    entries.sort_by_key(|(name, _)| *name);
    of_serializable(&Record(entries))
}

/// Fields as Tera takes them into a map directly; any map it is given it would copy and hash once more, at twice the
/// price for all values of a page.
struct Record<'a>(&'a [(&'static str, Value)]);

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Record", self.0.len())?;
        for (name, value) in self.0 {
            out.serialize_field(name, value)?;
        }
        out.end()
    }
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
