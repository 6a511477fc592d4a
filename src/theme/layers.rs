//! A theme as a chain of layers: the project's own files, the theme's, its parents', the embedded theme's.
//!
//! The nearest layer that has a file wins, file by file. `theme.yaml` says who a theme's parent is and which settings it
//! has; the project's `theme_settings` are checked against all of them.

use std::collections::BTreeMap;

use super::embedded;
use super::faults;
use crate::base::{Code, Colour, Diagnostics, Place, SourcePath, SourceText};
use crate::input::{Config, Document, Field, Fields, Files, Format, Value, data, secrets};

/// The version of the template contract that this program fulfils.
pub const CONTRACT: i64 = 1;

/// The chosen theme with its layers.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Folders with `templates/` and `static/`, nearest first; the project's own is the empty one.
    pub layers: Vec<String>,
    /// The settings as decided: the project's values over the defaults.
    pub settings: Vec<(String, Value)>,
    /// Static files by their path below `static/`.
    pub statics: BTreeMap<String, SourcePath>,
}

/// What a setting accepts.
#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Text,
    Flag,
    Number,
    /// With the colours on which it has to be readable.
    Colour(Vec<Colour>),
    Choice(Vec<String>),
}

#[derive(Debug, Clone)]
struct Setting {
    name: String,
    kind: Kind,
    default: Value,
}

impl Theme {
    /// Follows the chain from the configured theme to the embedded one.
    #[must_use]
    pub fn read(files: &Files, config: &Config) -> (Self, Diagnostics) {
        let mut faults = Diagnostics::new();
        let chain = chain(files, config, &mut faults);
        let mut layers = vec![String::new()];
        layers.extend(chain.iter().map(|(name, _)| format!("themes/{name}/")));
        let mut known: Vec<Setting> = Vec::new();
        for (_, document) in &chain {
            let Some(document) = document else { continue };
            for setting in settings(document, &mut faults) {
                if !known.iter().any(|nearer| nearer.name == setting.name) {
                    known.push(setting);
                }
            }
        }
        let settings = decided(&known, files, config, &mut faults);
        let statics = statics(files, &layers, &mut faults);
        (Self { layers, settings, statics }, faults)
    }

    /// The names under which templates of the layers are known to each other, nearest first: `project/`,
    /// `theme/NAME/`.
    #[must_use]
    pub fn prefixes(&self) -> Vec<String> {
        self.layers.iter().map(|layer| prefix_of(layer)).collect()
    }
}

/// `themes/wire/` → `theme/wire/`; the project's own → `project/`.
#[must_use]
pub fn prefix_of(layer: &str) -> String {
    layer.strip_prefix("themes/").map_or_else(|| "project/".to_owned(), |name| format!("theme/{name}"))
}

/// The theme and its ancestors, each with its `theme.yaml`; the embedded theme is always the last.
fn chain(files: &Files, config: &Config, faults: &mut Diagnostics) -> Vec<(String, Option<Document>)> {
    let mut chain: Vec<(String, Option<Document>)> = Vec::new();
    let mut next = Some((config.theme.clone(), place_in_config(files, "theme", &config.theme)));
    while let Some((name, asked_at)) = next.take() {
        if chain.iter().any(|(earlier, _)| *earlier == name) {
            faults.push(faults::parent_loop(&name, asked_at));
            break;
        }
        if !themes(files).contains(&name) {
            faults.push(faults::missing_theme(&name, &themes(files), asked_at));
            break;
        }
        let document = manifest(files, &name, faults);
        if let Some(document) = &document {
            let mut fields = Fields::of(document, Code::E0506, faults);
            check_contract(&mut fields, faults);
            next = fields.take(&["parent"]).and_then(|field| Some((field.text(Code::E0506, faults)?, field.place())));
        }
        chain.push((name, document));
    }
    if !chain.iter().any(|(name, _)| name == embedded::NAME) {
        let document = manifest(files, embedded::NAME, faults);
        chain.push((embedded::NAME.into(), document));
    }
    chain
}

fn check_contract(fields: &mut Fields<'_>, faults: &mut Diagnostics) {
    if let Some(field) = fields.take(&["contract"]) {
        match field.value {
            Value::Integer(CONTRACT) => {}
            Value::Integer(other) => faults.push(faults::other_contract(*other, CONTRACT, field.place())),
            _ => faults.push(field.wrong_type(Code::E0506, "a whole number")),
        }
    }
}

/// The names of all themes there are.
fn themes(files: &Files) -> Vec<String> {
    let mut names: Vec<String> = files.below("themes").filter_map(|(rest, ..)| Some(rest.split_once('/')?.0.to_owned())).collect();
    names.dedup();
    names
}

fn manifest(files: &Files, name: &str, faults: &mut Diagnostics) -> Option<Document> {
    let path = SourcePath::new(&format!("themes/{name}/theme.yaml"))?;
    let source = data::text_of(files, &path, faults)?;
    match Document::parse(&source, 0..source.text.len(), Format::Yaml) {
        Ok(document) => Some(document),
        Err(found) => {
            faults.extend(found.into_iter().map(|mut fault| {
                fault.code = Code::E0506;
                fault
            }));
            None
        }
    }
}

fn place_in_config(files: &Files, key: &str, text: &str) -> Place {
    let path = Config::path(files);
    let Some(source) = data::text_of(files, &path, &mut Diagnostics::new()) else { return Place::file(&path) };
    match Document::parse(&source, 0..source.text.len(), Format::Yaml) {
        Ok(document) => place_of(&document, key, text),
        Err(_) => Place::file(&path),
    }
}

/// The place of `text` in the value of `key`, or of the key `text` below it.
fn place_of(document: &Document, key: &str, text: &str) -> Place {
    let Value::Map(entries) = &document.value else { return Place::file(&document.source.path) };
    let Some(index) = entries.iter().position(|(name, _)| name == key) else { return Place::file(&document.source.path) };
    match &entries[index].1 {
        Value::Map(inner) => match inner.iter().position(|(name, _)| name == text) {
            Some(below) => document.place_of_key(&[index, below]),
            None => document.place_of_key(&[index]),
        },
        _ => document.place_of_value(&[index]),
    }
}

fn settings(document: &Document, faults: &mut Diagnostics) -> Vec<Setting> {
    let mut fields = Fields::of(document, Code::E0506, &mut Diagnostics::new());
    let Some(mut definitions) = fields.take(&["settings"]).and_then(|field| field.fields(Code::E0506, faults)) else { return Vec::new() };
    definitions.all().into_iter().filter_map(|field| setting(&field, faults)).collect()
}

fn setting(field: &Field<'_>, faults: &mut Diagnostics) -> Option<Setting> {
    let mut fields = field.fields(Code::E0506, faults)?;
    let kind = match fields.text(&["type"], faults).as_deref() {
        Some("text") => Kind::Text,
        Some("flag") => Kind::Flag,
        Some("number") => Kind::Number,
        Some("colour" | "color") => Kind::Colour(papers(&mut fields, faults)),
        Some("choice") => Kind::Choice(fields.texts(&["choices"], faults).into_iter().map(|(choice, _)| choice).collect()),
        _ => {
            faults.push(faults::bad_definition(field.key, "has no known `type`", field.key_place()));
            return None;
        }
    };
    let default = fields.take(&["default"]).map_or(Value::Null, |field| field.value.clone());
    if !kind.accepts(&default) {
        faults.push(faults::bad_definition(field.key, &format!("has a default that is not {}", kind.words()), field.key_place()));
    }
    if let Some(shade) = kind.readable(&default) {
        faults.push(faults::bad_definition(field.key, &format!("has a default that cannot be read; {shade} can"), field.key_place()));
    }
    Some(Setting { name: field.key.to_owned(), kind, default })
}

/// The colours that a theme puts a colour of its settings on.
fn papers(fields: &mut Fields<'_>, faults: &mut Diagnostics) -> Vec<Colour> {
    let mut papers = Vec::new();
    for (text, field) in fields.texts(&["readable_on"], faults) {
        match Colour::parse(&text) {
            Some(colour) => papers.push(colour),
            None => faults.push(field.not_allowed(Code::E0506, "write colours such as \"#ffffff\"")),
        }
    }
    papers
}

impl Kind {
    fn accepts(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text, Value::Text(_) | Value::Null)
            | (Self::Flag, Value::Flag(_))
            | (Self::Number, Value::Integer(_) | Value::Float(_)) => true,
            (Self::Colour(_), Value::Text(text)) => Colour::parse(text).is_some(),
            (Self::Choice(choices), Value::Text(text)) => choices.contains(text),
            _ => false,
        }
    }

    /// The nearest shade of a colour that can be read where the theme puts it, if it cannot itself.
    fn readable(&self, value: &Value) -> Option<Colour> {
        let (Self::Colour(papers), Value::Text(text)) = (self, value) else { return None };
        let given = Colour::parse(text)?;
        given.readable_on(papers).filter(|shade| *shade != given)
    }

    fn words(&self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Flag => "true or false".into(),
            Self::Number => "a number".into(),
            Self::Colour(_) => "a colour such as \"#a8201a\"".into(),
            Self::Choice(choices) => format!("one of: {}", choices.join(", ")),
        }
    }
}

fn decided(known: &[Setting], files: &Files, config: &Config, faults: &mut Diagnostics) -> Vec<(String, Value)> {
    let names: Vec<&str> = known.iter().map(|setting| setting.name.as_str()).collect();
    for (name, value) in &config.theme_settings {
        let place = || place_in_config(files, "theme_settings", name);
        match known.iter().find(|setting| setting.name == *name) {
            None => faults.push(faults::unknown_setting(name, &names, place())),
            Some(setting) if !setting.kind.accepts(value) => faults.push(faults::bad_setting(name, &setting.kind.words(), place())),
            Some(setting) => faults.extend(setting.kind.readable(value).map(|shade| faults::faint_colour(name, value, shade, place()))),
        }
    }
    let value = |setting: &Setting| {
        let given = config.theme_settings.iter().find(|(name, _)| *name == setting.name).map(|(_, value)| value);
        let value = given.filter(|value| setting.kind.accepts(value)).unwrap_or(&setting.default);
        setting.kind.readable(value).map_or_else(|| value.clone(), |shade| Value::Text(shade.to_string()))
    };
    known.iter().map(|setting| (setting.name.clone(), value(setting))).collect()
}

/// The static files of all layers; of two with one name the nearer wins. What looks like a secret is left out.
fn statics(files: &Files, layers: &[String], faults: &mut Diagnostics) -> BTreeMap<String, SourcePath> {
    let mut found = BTreeMap::new();
    for layer in layers {
        for (rest, path, _) in files.below(&format!("{layer}static")) {
            if let Some(why) = secrets::suspicion(path) {
                faults.push(crate::input::faults::not_published(path, why));
            } else {
                found.entry(rest.to_owned()).or_insert_with(|| path.clone());
            }
        }
    }
    found
}

/// The text of each template, by the name it has in the set, with its file; nearest layer first.
#[must_use]
pub fn templates(files: &Files, theme: &Theme, faults: &mut Diagnostics) -> Vec<(String, SourceText)> {
    let mut found = Vec::new();
    for layer in &theme.layers {
        let folder = format!("{layer}templates");
        let paths: Vec<(String, SourcePath)> =
            files.below(&folder).map(|(rest, path, _)| (format!("{}{rest}", prefix_of(layer)), path.clone())).collect();
        for (name, path) in paths {
            if let Some(source) = data::text_of(files, &path, faults) {
                found.push((name, source));
            }
        }
    }
    found
}
