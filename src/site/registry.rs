//! Registries: the team's own lists of tags, authors, sources, entities and properties in `content/_data/`.
//!
//! Where a registry is given it is closed: a name that it does not hold is a mistake. Where there is none, every name
//! is accepted, and spellings that give one slug are one.

use std::collections::BTreeMap;

use super::entities::{self, Entity, Property};
use crate::base::spelling::{folded, nearest, slug};
use crate::base::{Code, Diagnostics, Place};
use crate::briefing::{Source, sources};
use crate::input::data::Data;
use crate::input::{Document, Field, Fields, Value};

/// A tag as lists and pages show it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// Its slug, the last part of its address.
    pub id: String,
    /// How it is written.
    pub label: String,
    /// What it is about; may be empty.
    pub description: String,
}

/// An author.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Person {
    /// The slug, the last part of the address.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// What the author does; may be empty.
    pub role: String,
    /// A few words on the author; may be empty.
    pub bio: String,
    /// A page of the author's own.
    pub url: Option<String>,
}

/// Names that mean one entry, and the entries.
#[derive(Debug, Clone, Hash)]
pub struct Vocabulary<T> {
    entries: BTreeMap<String, T>,
    spellings: BTreeMap<String, String>,
    closed: bool,
}

impl<T> Default for Vocabulary<T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), spellings: BTreeMap::new(), closed: false }
    }
}

impl<T> Vocabulary<T> {
    pub(super) fn add(&mut self, id: String, spellings: impl IntoIterator<Item = String>, entry: T) {
        for spelling in spellings {
            self.spellings.entry(folded(&spelling)).or_insert_with(|| id.clone());
            self.spellings.entry(slug(&spelling)).or_insert_with(|| id.clone());
        }
        self.spellings.insert(id.clone(), id.clone());
        self.entries.insert(id, entry);
    }

    /// The first of these names that means another entry, with the id of that.
    pub(super) fn taken<'a>(&self, id: &str, spellings: &'a [String]) -> Option<(&'a str, String)> {
        let owner = |spelling: &String| self.spellings.get(&folded(spelling)).or_else(|| self.spellings.get(&slug(spelling)));
        let other = |spelling: &'a String| Some((spelling.as_str(), owner(spelling).filter(|owner| **owner != id)?.clone()));
        let same_id = || self.entries.contains_key(id).then(|| (spellings.first().map_or("", String::as_str), id.to_owned()));
        spellings.iter().find_map(other).or_else(same_id)
    }

    /// From now on a name that it does not hold is a mistake.
    pub(super) fn close(&mut self) {
        self.closed = true;
    }

    /// The id that a written name means: the registry's, or its own slug where no registry is. `Err` holds the nearest
    /// known name.
    ///
    /// # Errors
    /// The registry is closed and does not hold the name.
    pub fn id_of(&self, written: &str) -> Result<String, Option<&str>> {
        let known = self.spellings.get(&folded(written)).or_else(|| self.spellings.get(&slug(written)));
        match known {
            Some(id) => Ok(id.clone()),
            None if self.closed => Err(nearest(written, self.spellings.keys().map(String::as_str))),
            None => Ok(slug(written)),
        }
    }

    /// The entry with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&T> {
        self.entries.get(id)
    }
}

/// All registries of a project.
#[derive(Debug, Clone, Default)]
pub struct Registries {
    /// `tags.yaml`.
    pub tags: Vocabulary<Term>,
    /// `authors.yaml`.
    pub authors: Vocabulary<Person>,
    /// `sources.yaml`: records by id.
    pub sources: BTreeMap<String, Source>,
    /// `entities.yaml`.
    pub entities: Vocabulary<Entity>,
    /// `properties.yaml`.
    pub properties: Vocabulary<Property>,
    /// Where those records stand that say that their work does not stand any more.
    pub marked: BTreeMap<String, Place>,
}

impl Registries {
    /// The id of an entity as written; of one that the registry does not hold, its slug.
    #[must_use]
    pub fn entity_id(&self, written: &str) -> String {
        self.entities.id_of(written).unwrap_or_else(|_| slug(written))
    }

    /// The id of a property as written; of one that the registry does not hold, its slug.
    #[must_use]
    pub fn property_id(&self, written: &str) -> String {
        self.properties.id_of(written).unwrap_or_else(|_| slug(written))
    }
}

/// Reads the registries among the data files.
#[must_use]
pub fn read(data: &Data) -> (Registries, Diagnostics) {
    let (mut registries, mut faults) = (Registries::default(), Diagnostics::new());
    if let Some(document) = data.get("tags") {
        registries.tags.closed = true;
        for field in entries(document, &mut faults) {
            read_tag(&field, &mut registries.tags, &mut faults);
        }
    }
    if let Some(document) = data.get("authors") {
        registries.authors.closed = true;
        for field in entries(document, &mut faults) {
            read_author(&field, &mut registries.authors, &mut faults);
        }
    }
    if let Some(document) = data.get("sources") {
        for field in entries(document, &mut faults) {
            if let Some(source) = sources::read(&field, Code::E0406, &mut faults) {
                if source.recall.is_some() {
                    registries.marked.insert(field.key.to_owned(), field.key_place());
                }
                registries.sources.insert(field.key.to_owned(), source);
            }
        }
    }
    registries.entities = entities::read_entities(data, &mut faults);
    registries.properties = entities::read_properties(data, &mut faults);
    (registries, faults)
}

pub(super) fn entries<'a>(document: &'a Document, faults: &mut Diagnostics) -> Vec<Field<'a>> {
    Fields::of(document, Code::E0406, faults).all()
}

fn read_tag(field: &Field<'_>, tags: &mut Vocabulary<Term>, faults: &mut Diagnostics) {
    let Some(id) = id_of(field, faults) else { return };
    if let Value::Null | Value::Text(_) = field.value {
        let label = if let Value::Text(label) = field.value { label.clone() } else { field.key.to_owned() };
        tags.add(id.clone(), [field.key.to_owned(), label.clone()], Term { id, label, description: String::new() });
        return;
    }
    let Some(mut fields) = field.fields(Code::E0406, faults) else { return };
    let label = fields.text(&["label", "name", "title"], faults).unwrap_or_else(|| field.key.to_owned());
    let description = fields.text(&["description"], faults).unwrap_or_default();
    let mut spellings = vec![field.key.to_owned(), label.clone()];
    spellings.extend(fields.texts(&["synonyms", "aliases"], faults).into_iter().map(|(text, _)| text));
    report_unknown(fields, &["label", "description", "synonyms"], faults);
    tags.add(id.clone(), spellings, Term { id, label, description });
}

fn read_author(field: &Field<'_>, authors: &mut Vocabulary<Person>, faults: &mut Diagnostics) {
    let Some(id) = id_of(field, faults) else { return };
    if let Value::Text(name) = field.value {
        authors.add(id.clone(), [field.key.to_owned(), name.clone()], Person { id, name: name.clone(), ..Person::default() });
        return;
    }
    let Some(mut fields) = field.fields(Code::E0406, faults) else { return };
    let name = fields.text(&["name"], faults).unwrap_or_else(|| field.key.to_owned());
    let person = Person {
        id: id.clone(),
        role: fields.text(&["role"], faults).unwrap_or_default(),
        bio: fields.text(&["bio", "description"], faults).unwrap_or_default(),
        url: web_page(&mut fields, faults),
        name: name.clone(),
    };
    let mut spellings = vec![field.key.to_owned(), name];
    spellings.extend(fields.texts(&["synonyms", "aliases"], faults).into_iter().map(|(text, _)| text));
    report_unknown(fields, &["name", "role", "bio", "url", "synonyms"], faults);
    authors.add(id, spellings, person);
}

fn web_page(fields: &mut Fields<'_>, faults: &mut Diagnostics) -> Option<String> {
    let field = fields.take(&["url"])?;
    let url = field.text(Code::E0406, faults)?;
    if url.starts_with("https://") || url.starts_with("http://") {
        return Some(url);
    }
    faults.push(field.not_allowed(Code::E0406, "it must start with https:// or http://"));
    None
}

pub(super) fn id_of(field: &Field<'_>, faults: &mut Diagnostics) -> Option<String> {
    let id = slug(field.key);
    if id.is_empty() {
        faults.push(field.not_allowed(Code::E0406, "an id needs a letter or a digit"));
        return None;
    }
    Some(id)
}

pub(super) fn report_unknown(fields: Fields<'_>, known: &[&str], faults: &mut Diagnostics) {
    for field in fields.finish() {
        faults.push(crate::input::faults::unknown_setting(Code::E0406, field.key, known, field.key_place()));
    }
}
