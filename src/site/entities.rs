//! Entities and properties: whom key facts are about, and what they tell of them, from `content/_data/entities.yaml` and
//! `content/_data/properties.yaml`.
//!
//! Both are vocabularies like tags: closed where the file is given, and made of what is written where it is not.

use super::registry::{Vocabulary, entries, id_of, report_unknown};
use crate::base::{Code, Diagnostics};
use crate::input::data::Data;
use crate::input::{Field, Fields, Value};

/// A person, an organisation, a place or a thing that key facts are about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Entity {
    /// Its slug, the last part of its address.
    pub id: String,
    /// How it is written.
    pub label: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What it is, in a sentence; may be empty.
    pub description: String,
    /// What kind of thing it is, in the team's own words: `company`, `place`; may be empty.
    pub kind: String,
    /// Its id in Wikidata: `Q3884`.
    pub wikidata: Option<String>,
}

/// What facts tell of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Property {
    /// Its slug.
    pub id: String,
    /// How it is written.
    pub label: String,
    /// What it means; may be empty.
    pub description: String,
    /// Whether it never changes, so that two facts contradict each other whatever their dates: when a company was founded.
    pub fixed: bool,
}

/// Reads `entities.yaml`.
pub(super) fn read_entities(data: &Data, faults: &mut Diagnostics) -> Vocabulary<Entity> {
    let mut entities = Vocabulary::default();
    if let Some(document) = data.get("entities") {
        entities.close();
        for field in entries(document, faults) {
            read_entity(&field, &mut entities, faults);
        }
    }
    entities
}

fn read_entity(field: &Field<'_>, entities: &mut Vocabulary<Entity>, faults: &mut Diagnostics) {
    let Some(id) = id_of(field, faults) else { return };
    if let Some(label) = label_alone(field) {
        let spellings = vec![field.key.to_owned(), label.clone()];
        add(entities, field, (id.clone(), spellings), Entity { id, label, ..Entity::default() }, faults);
        return;
    }
    let Some(mut fields) = field.fields(Code::E0406, faults) else { return };
    let entity = Entity {
        id: id.clone(),
        label: fields.text(&["label", "name", "title"], faults).unwrap_or_else(|| field.key.to_owned()),
        aliases: fields.texts(&["aliases", "synonyms"], faults).into_iter().map(|(text, _)| text).collect(),
        description: fields.text(&["description"], faults).unwrap_or_default(),
        kind: fields.text(&["kind", "type"], faults).unwrap_or_default(),
        wikidata: wikidata(&mut fields, faults),
    };
    report_unknown(fields, &["label", "aliases", "description", "kind", "wikidata"], faults);
    let spellings: Vec<String> = [field.key.to_owned(), entity.label.clone()].into_iter().chain(entity.aliases.iter().cloned()).collect();
    add(entities, field, (id, spellings), entity, faults);
}

/// Adds an entry, unless one of its names is another's: facts would be told of the wrong one.
fn add<T>(all: &mut Vocabulary<T>, field: &Field<'_>, (id, spellings): (String, Vec<String>), entry: T, faults: &mut Diagnostics) {
    match all.taken(&id, &spellings) {
        Some((name, other)) => faults.push(field.not_allowed(Code::E0406, &format!("the name `{name}` is that of `{other}` already"))),
        None => all.add(id, spellings, entry),
    }
}

/// `Q3884`, or the address of its page.
fn wikidata(fields: &mut Fields<'_>, faults: &mut Diagnostics) -> Option<String> {
    let field = fields.take(&["wikidata"])?;
    let text = field.text(Code::E0406, faults)?;
    let id = text.rsplit('/').next().unwrap_or_default().trim().to_ascii_uppercase();
    let is_id = id.strip_prefix('Q').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_id {
        faults.push(field.not_allowed(Code::E0406, "write the id of an item, such as Q3884"));
    }
    is_id.then_some(id)
}

/// Reads `properties.yaml`.
pub(super) fn read_properties(data: &Data, faults: &mut Diagnostics) -> Vocabulary<Property> {
    let mut properties = Vocabulary::default();
    if let Some(document) = data.get("properties") {
        properties.close();
        for field in entries(document, faults) {
            read_property(&field, &mut properties, faults);
        }
    }
    properties
}

fn read_property(field: &Field<'_>, properties: &mut Vocabulary<Property>, faults: &mut Diagnostics) {
    let Some(id) = id_of(field, faults) else { return };
    if let Some(label) = label_alone(field) {
        let spellings = vec![field.key.to_owned(), label.clone()];
        add(properties, field, (id.clone(), spellings), Property { id, label, ..Property::default() }, faults);
        return;
    }
    let Some(mut fields) = field.fields(Code::E0406, faults) else { return };
    let property = Property {
        id: id.clone(),
        label: fields.text(&["label", "name", "title"], faults).unwrap_or_else(|| field.key.to_owned()),
        description: fields.text(&["description"], faults).unwrap_or_default(),
        fixed: fields.flag(&["fixed"], faults).unwrap_or(false),
    };
    report_unknown(fields, &["label", "description", "fixed"], faults);
    let spellings = vec![field.key.to_owned(), property.label.clone()];
    add(properties, field, (id, spellings), property, faults);
}

/// The label of an entry that is nothing but its label, or its key alone.
fn label_alone(field: &Field<'_>) -> Option<String> {
    match field.value {
        Value::Null => Some(field.key.to_owned()),
        Value::Text(label) => Some(label.clone()),
        _ => None,
    }
}
