//! The data model that YAML, TOML and JSON share here: a plain tree whose maps keep their order and their duplicates.
//!
//! Duplicates are kept so that they can be reported with their place; nothing is merged or overwritten silently.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value as written.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing: `~`, `null`, or an empty place.
    #[default]
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text, and everything that is not one of the others.
    Text(String),
    /// Items in order.
    List(Vec<Value>),
    /// Entries in order, duplicates included.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// What it is, for messages: `a list`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Flag(_) => "true or false",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }

    /// The first entry with this key, if it is a map that has one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Flag(flag) => flag.hash(state),
            Self::Integer(number) => number.hash(state),
            Self::Float(number) => number.to_bits().hash(state),
            Self::Text(text) => text.hash(state),
            Self::List(items) => items.hash(state),
            Self::Map(entries) => entries.hash(state),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Float(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("text, a number, true or false, a list or a mapping")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Integer(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "a number past 64 bits is shown, never counted with")]
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or(Value::Float(number as f64), Value::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Vec::new();
        while let Some((key, value)) = entries.next_entry::<Key, Value>()? {
            map.push((key.0, value));
        }
        Ok(Value::Map(map))
    }
}

/// A map key: text, or the text of a number or flag written without quotes (`2018: …`).
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Text(text) => Ok(Self(text)),
            Value::Integer(number) => Ok(Self(number.to_string())),
            Value::Float(number) => Ok(Self(number.to_string())),
            Value::Flag(flag) => Ok(Self(flag.to_string())),
            Value::Null => Ok(Self("null".into())),
            Value::List(_) | Value::Map(_) => Err(serde::de::Error::custom("a key must be text, not a list or a mapping")),
        }
    }
}

/// Entries in a form that says what each value is, for formats that do not describe themselves: the cache's.
pub mod tagged {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Value;

    #[derive(Serialize)]
    enum Given<'a> {
        Null,
        Flag(bool),
        Integer(i64),
        Float(f64),
        Text(&'a str),
        List(Vec<Given<'a>>),
        Map(Vec<(&'a str, Given<'a>)>),
    }

    #[derive(Deserialize)]
    enum Taken {
        Null,
        Flag(bool),
        Integer(i64),
        Float(f64),
        Text(String),
        List(Vec<Taken>),
        Map(Vec<(String, Taken)>),
    }

    impl<'a> From<&'a Value> for Given<'a> {
        fn from(value: &'a Value) -> Self {
            match value {
                Value::Null => Self::Null,
                Value::Flag(flag) => Self::Flag(*flag),
                Value::Integer(number) => Self::Integer(*number),
                Value::Float(number) => Self::Float(*number),
                Value::Text(text) => Self::Text(text),
                Value::List(items) => Self::List(items.iter().map(Self::from).collect()),
                Value::Map(entries) => Self::Map(entries.iter().map(|(key, value)| (key.as_str(), value.into())).collect()),
            }
        }
    }

    impl From<Taken> for Value {
        fn from(value: Taken) -> Self {
            match value {
                Taken::Null => Self::Null,
                Taken::Flag(flag) => Self::Flag(flag),
                Taken::Integer(number) => Self::Integer(number),
                Taken::Float(number) => Self::Float(number),
                Taken::Text(text) => Self::Text(text),
                Taken::List(items) => Self::List(items.into_iter().map(Self::from).collect()),
                Taken::Map(entries) => Self::Map(entries.into_iter().map(|(key, value)| (key, value.into())).collect()),
            }
        }
    }

    /// Writes entries.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<S: Serializer>(entries: &[(String, Value)], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(entries.iter().map(|(key, value)| (key, Given::from(value))))
    }

    /// Reads entries.
    ///
    /// # Errors
    /// Those of the format.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, Value)>, D::Error> {
        let entries: Vec<(String, Taken)> = Vec::deserialize(deserializer)?;
        Ok(entries.into_iter().map(|(key, value)| (key, value.into())).collect())
    }
}
