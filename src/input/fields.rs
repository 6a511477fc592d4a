//! Reading a mapping field by field, with every mistake told at its place.
//!
//! [`Fields`] hands out typed values by key and remembers which keys were asked for; [`Fields::finish`] returns what
//! nobody asked for. A wrong value is reported and read as missing, so that one run finds all mistakes.

use super::document::Document;
use super::faults;
use super::value::Value;
use crate::base::date::DateFault;
use crate::base::{Code, Diagnostics, Place, WrittenDate, parse_date};

/// A mapping being read.
pub struct Fields<'a> {
    document: &'a Document,
    way: Vec<usize>,
    entries: &'a [(String, Value)],
    taken: Vec<bool>,
    wrong: Code,
}

/// One value with the way to it.
#[derive(Clone)]
pub struct Field<'a> {
    /// The key as written.
    pub key: &'a str,
    /// The value as written.
    pub value: &'a Value,
    document: &'a Document,
    way: Vec<usize>,
}

impl<'a> Fields<'a> {
    /// The document's top mapping; `wrong` is the code for wrong values. Duplicate keys are reported here.
    pub fn of(document: &'a Document, wrong: Code, faults: &mut Diagnostics) -> Self {
        let whole = Field { key: "", value: &document.value, document, way: Vec::new() };
        match &document.value {
            Value::Map(_) => whole.fields(wrong, faults).unwrap_or_else(|| Self::none(document, wrong)),
            other => {
                faults.push(faults::not_a_mapping(wrong, other.kind(), document.place_of_value(&[])));
                Self::none(document, wrong)
            }
        }
    }

    fn none(document: &'a Document, wrong: Code) -> Self {
        Self { document, way: Vec::new(), entries: &[], taken: Vec::new(), wrong }
    }

    /// The value of the first of `keys` that is there, if it is not null.
    pub fn take(&mut self, keys: &[&str]) -> Option<Field<'a>> {
        let mut found = None;
        for key in keys {
            for (index, (name, value)) in self.entries.iter().enumerate() {
                if name == key {
                    self.taken[index] = true;
                    if found.is_none() && *value != Value::Null {
                        found = Some(self.field(index));
                    }
                }
            }
        }
        found
    }

    /// The value of a key, without taking it.
    #[must_use]
    pub fn peek(&self, key: &str) -> Option<Field<'a>> {
        self.entries.iter().position(|(name, _)| name == key).map(|index| self.field(index))
    }

    /// The entries nobody has taken, in order.
    #[must_use]
    pub fn finish(self) -> Vec<Field<'a>> {
        (0..self.entries.len()).filter(|index| !self.taken[*index]).map(|index| self.field(index)).collect()
    }

    /// All entries, in order; they count as taken.
    pub fn all(&mut self) -> Vec<Field<'a>> {
        self.taken.fill(true);
        (0..self.entries.len()).map(|index| self.field(index)).collect()
    }

    /// A text.
    pub fn text(&mut self, keys: &[&str], faults: &mut Diagnostics) -> Option<String> {
        let field = self.take(keys)?;
        field.text(self.wrong, faults)
    }

    /// True or false; `yes`, `no`, `on`, `off` in quotes are not.
    pub fn flag(&mut self, keys: &[&str], faults: &mut Diagnostics) -> Option<bool> {
        let field = self.take(keys)?;
        field.flag(self.wrong, faults)
    }

    /// A whole number within a range.
    pub fn integer(&mut self, keys: &[&str], range: std::ops::RangeInclusive<i64>, faults: &mut Diagnostics) -> Option<i64> {
        let field = self.take(keys)?;
        match field.value {
            Value::Integer(number) if range.contains(number) => Some(*number),
            Value::Integer(_) => {
                let why = format!("it must lie between {} and {}", range.start(), range.end());
                faults.push(faults::not_allowed(self.wrong, field.key, &why, field.place()));
                None
            }
            Value::Float(_) => {
                faults.push(faults::not_allowed(self.wrong, field.key, "it must be a whole number", field.place()));
                None
            }
            _ => {
                faults.push(field.wrong_type(self.wrong, "a whole number"));
                None
            }
        }
    }

    /// A date.
    pub fn date(&mut self, keys: &[&str], faults: &mut Diagnostics) -> Option<WrittenDate> {
        let field = self.take(keys)?;
        field.date(self.wrong, faults)
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, keys: &[&str], faults: &mut Diagnostics) -> Vec<(String, Field<'a>)> {
        self.take(keys).map(|field| field.texts(self.wrong, faults)).unwrap_or_default()
    }

    fn field(&self, index: usize) -> Field<'a> {
        let (key, value) = &self.entries[index];
        Field { key, value, document: self.document, way: below(&self.way, index) }
    }
}

/// The way to the entry or item with this index.
fn below(way: &[usize], index: usize) -> Vec<usize> {
    [way, &[index]].concat()
}

impl<'a> Field<'a> {
    /// The place of the value.
    #[must_use]
    pub fn place(&self) -> Place {
        self.document.place_of_value(&self.way)
    }

    /// The place of the key.
    #[must_use]
    pub fn key_place(&self) -> Place {
        self.document.place_of_key(&self.way)
    }

    /// The report that the value has another type than `wanted`.
    #[must_use]
    pub fn wrong_type(&self, code: Code, wanted: &str) -> crate::base::Diagnostic {
        faults::wrong_type(code, self.key, wanted, self.value.kind(), self.place())
    }

    /// The report that the value is not allowed.
    #[must_use]
    pub fn not_allowed(&self, code: Code, why: &str) -> crate::base::Diagnostic {
        faults::not_allowed(code, self.key, why, self.place())
    }

    /// A text: a number is taken as it was written.
    pub fn text(&self, wrong: Code, faults: &mut Diagnostics) -> Option<String> {
        match self.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(_) | Value::Float(_) => Some(self.document.written(&self.way).to_owned()),
            _ => {
                faults.push(self.wrong_type(wrong, "text"));
                None
            }
        }
    }

    /// True or false.
    pub fn flag(&self, wrong: Code, faults: &mut Diagnostics) -> Option<bool> {
        match self.value {
            Value::Flag(flag) => Some(*flag),
            Value::Text(text) if matches!(text.to_ascii_lowercase().as_str(), "yes" | "no" | "on" | "off" | "true" | "false") => {
                faults.push(self.wrong_type(wrong, "true or false").hint("write true or false; YAML reads yes, no, on and off as text"));
                None
            }
            _ => {
                faults.push(self.wrong_type(wrong, "true or false"));
                None
            }
        }
    }

    /// A date.
    pub fn date(&self, wrong: Code, faults: &mut Diagnostics) -> Option<WrittenDate> {
        let Value::Text(text) = self.value else {
            faults.push(self.wrong_type(wrong, "a date").hint("write the whole day, as 2025-07-24"));
            return None;
        };
        match parse_date(text) {
            Ok(date) => Some(date),
            Err(DateFault::Shape) => {
                faults.push(faults::not_a_date(self.key, text, self.place()));
                None
            }
            Err(DateFault::Impossible) => {
                faults.push(faults::impossible_date(self.key, text, self.place()));
                None
            }
        }
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&self, wrong: Code, faults: &mut Diagnostics) -> Vec<(String, Field<'a>)> {
        match self.value {
            Value::List(_) => self.items().into_iter().filter_map(|item| item.text(wrong, faults).map(|text| (text, item))).collect(),
            Value::Text(text) => vec![(text.clone(), self.clone())],
            _ => {
                faults.push(self.wrong_type(wrong, "a list of texts"));
                Vec::new()
            }
        }
    }

    /// The items of a list; nothing if it is none.
    #[must_use]
    pub fn items(&self) -> Vec<Field<'a>> {
        let Value::List(items) = self.value else { return Vec::new() };
        let item = |(index, value)| Field { key: self.key, value, document: self.document, way: below(&self.way, index) };
        items.iter().enumerate().map(item).collect()
    }

    /// The entries of a mapping; `None`, with a report, if it is none.
    pub fn fields(&self, wrong: Code, faults: &mut Diagnostics) -> Option<Fields<'a>> {
        let Value::Map(entries) = self.value else {
            faults.push(self.wrong_type(wrong, "a mapping"));
            return None;
        };
        let fields = Fields { document: self.document, way: self.way.clone(), entries, taken: vec![false; entries.len()], wrong };
        fields.report_duplicates(faults);
        Some(fields)
    }
}

impl Fields<'_> {
    fn report_duplicates(&self, faults: &mut Diagnostics) {
        for (index, (key, _)) in self.entries.iter().enumerate() {
            if let Some(first) = self.entries[..index].iter().position(|(earlier, _)| earlier == key) {
                faults.push(faults::duplicate_key(key, self.field(index).key_place(), self.field(first).key_place()));
            }
        }
    }
}
