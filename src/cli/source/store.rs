//! The copy goes into `content/_sources/`, its record into the registry: as new files and new lines, never over what stands.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::terminal;
use super::given::Given;
use super::shown;
use crate::base::spelling::{count, slug};
use crate::base::{Segment, SourcePath, SourceText, sha256};
use crate::capture::{About, Cut, Record};
use crate::input::{Files, Value, data};
use crate::publish;

const FOLDER: &str = "content/_sources";
const REGISTRY: &str = "content/_data/sources.yaml";

/// An id made of a title has so many words.
const WORDS: usize = 5;

/// The project, and where the record goes.
pub struct Desk<'a> {
    /// Its folder.
    pub root: &'a Path,
    /// Its files.
    pub files: &'a Files,
    /// The briefing whose front matter takes the record; the registry, if none.
    pub to: Option<&'a Path>,
}

/// What is to be stored.
pub struct Copy<'a> {
    /// The text.
    pub text: &'a str,
    /// The page as it was, if that is kept too.
    pub page: Option<&'a [u8]>,
    /// What the source is.
    pub about: &'a About,
    /// Which lines are the work.
    pub cut: &'a Cut,
    /// Its language, if that is not the site's.
    pub lang: Option<&'a str>,
    /// The day.
    pub taken: &'a str,
}

/// An id as the editor gives it.
pub fn id(text: &str) -> Result<String, String> {
    let is_inside = |character: char| character.is_alphanumeric() || "_-.".contains(character);
    let is_end = |character: char| character.is_alphanumeric() || character == '_';
    let fits = text.chars().all(is_inside) && text.starts_with(is_end) && text.ends_with(is_end) && Segment::new(text).is_ok();
    fits.then(|| text.to_owned())
        .ok_or_else(|| format!("--id `{text}` is no id; write letters and digits, with - _ or . inside, such as ft-2025-07-23"))
}

/// An id made of the title, the name of the file, or the publisher.
pub fn derived_id(about: &About, given: &Given) -> Result<String, String> {
    let from = about.title.as_ref().or(given.stem.as_ref()).or(about.publisher.as_ref());
    let words = from.map(|text| slug(text)).unwrap_or_default();
    let id = words.split('-').filter(|word| !word.is_empty()).take(WORDS).collect::<Vec<_>>().join("-");
    if id.is_empty() { Err(format!("{} has no title to make an id of; give it one with --id", given.name)) } else { Ok(id) }
}

/// Stores a copy under an id, or under the next that is free.
pub fn store(desk: &Desk<'_>, wanted: &str, copy: &Copy<'_>) -> Result<(), String> {
    let to = desk.to.map(|to| briefing(desk, to)).transpose()?;
    let (id, is_there) = match same(desk.files, copy.text) {
        Some(id) => (id, true),
        None => (free(desk, wanted, copy.text), false),
    };
    let file = format!("_sources/{id}.txt");
    if is_there {
        terminal::say(&format!("The same text is there already: content/{file}"));
        if let Some(path) = named_in(desk.files, &file) {
            terminal::say(&format!("It is named in {path}; nothing was changed."));
            return Ok(());
        }
    } else {
        create(desk, &file, copy.text.as_bytes())?;
    }
    if let Some(page) = copy.page.filter(|_| !is_there) {
        create(desk, &format!("_sources/{id}.html"), page)?;
    }
    let sum = sha256(copy.text.as_bytes());
    // Lines that nobody decided on are not written down, so that the check asks about them (W0228).
    let body = Some(&copy.cut.body).filter(|_| !copy.cut.is_drastic);
    let record = Record { id: &id, about: copy.about, file: &file, sha256: &sum, lang: copy.lang, taken: copy.taken, body };
    match to {
        Some(to) => hand_over(&record, &to),
        None => register(desk, &record),
    }
}

/// The briefing that is to take the record, as it is told.
#[expect(clippy::disallowed_methods, reason = "the editor names the briefing")]
fn briefing(desk: &Desk<'_>, to: &Path) -> Result<String, String> {
    let places = [to.to_owned(), desk.root.join(to), desk.root.join("content").join(to)];
    let found =
        places.iter().find(|path| path.is_file()).ok_or_else(|| format!("there is no briefing {}; nothing was stored", shown(to)))?;
    Ok(shown(found.strip_prefix(desk.root).unwrap_or(found)))
}

/// The id under which a text is stored already.
fn same(files: &Files, text: &str) -> Option<String> {
    let (rest, ..) = files.below(FOLDER).find(|(rest, path, _)| {
        rest.ends_with(".txt") && !rest.contains('/') && files.bytes(path).is_some_and(|bytes| *bytes == *text.as_bytes())
    })?;
    Some(rest.trim_end_matches(".txt").to_owned())
}

/// The file that names a copy, if any does.
fn named_in(files: &Files, file: &str) -> Option<SourcePath> {
    let is_named = |path: &SourcePath| {
        let is_text = matches!(path.extension(), "md" | "markdown" | "yaml" | "yml" | "toml" | "json");
        is_text && files.text(path).is_some_and(|source| source.text.contains(file))
    };
    files.below("content").map(|(_, path, _)| path).find(|path| is_named(path)).cloned()
}

/// The id, or the next that neither a copy nor a record with a copy has; says what changed since the first.
fn free(desk: &Desk<'_>, wanted: &str, text: &str) -> String {
    let records = records(desk.files);
    let is_taken = |id: &str| path_of(id).is_some_and(|path| desk.files.get(&path).is_some()) || records.contains(id);
    let is_waiting = records.contains(wanted) && !has_copy(desk.files, wanted);
    let is_stored = path_of(wanted).is_some_and(|path| desk.files.get(&path).is_some());
    if !is_taken(wanted) || (is_waiting && !is_stored) {
        return wanted.to_owned();
    }
    let id = (2..).map(|number| format!("{wanted}-{number}")).find(|id| !is_taken(id)).unwrap_or_default();
    match path_of(wanted).and_then(|path| desk.files.text(&path)) {
        Some(before) => terminal::say(&changes(wanted, &before.text, text)),
        None => terminal::say(&format!("`{wanted}` is another source.")),
    }
    terminal::say(&format!("Stored as `{id}`; `{wanted}` stays as it is."));
    id
}

fn path_of(id: &str) -> Option<SourcePath> {
    SourcePath::new(&format!("{FOLDER}/{id}.txt"))
}

/// What became of a text: how many lines are new, how many are gone, and the first of each.
fn changes(id: &str, before: &str, after: &str) -> String {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let (before, after) = (lines(before), lines(after));
    let other = |these: &[String], those: &[String]| {
        let those: BTreeSet<&String> = those.iter().collect();
        these.iter().filter(|line| !those.contains(line)).cloned().collect::<Vec<_>>()
    };
    let (gone, new) = (other(&before, &after), other(&after, &before));
    let first =
        |lines: &[String]| lines.first().map(|line| format!(", first: {}", line.chars().take(72).collect::<String>())).unwrap_or_default();
    format!(
        "The text of `{id}` has changed: {} gone{}; {} new{}",
        count(gone.len(), "line"),
        first(&gone),
        count(new.len(), "line"),
        first(&new)
    )
}

fn create(desk: &Desk<'_>, file: &str, bytes: &[u8]) -> Result<(), String> {
    let path = format!("content/{file}");
    publish::create(&desk.root.join(&path), bytes).map_err(|why| format!("{path} was not stored: {why}"))?;
    terminal::print(&path);
    Ok(())
}

/// The record for the front matter of a briefing, which is the editor's to write.
fn hand_over(record: &Record<'_>, to: &str) -> Result<(), String> {
    terminal::say(&format!("Put this into the front matter of {to}, below `sources:`"));
    terminal::print(&record.yaml(2));
    Ok(())
}

/// The ids of the registry.
fn records(files: &Files) -> BTreeSet<String> {
    let Some(Value::Map(entries)) = registry(files).and_then(|source| data::parse(&source)?.ok()).map(|document| document.value) else {
        return BTreeSet::new();
    };
    entries.into_iter().map(|(id, _)| id).collect()
}

/// Whether the record of the registry with this id names a copy.
fn has_copy(files: &Files, id: &str) -> bool {
    let document = registry(files).and_then(|source| data::parse(&source)?.ok());
    let Some(Value::Map(entries)) = document.map(|document| document.value) else { return false };
    let record = entries.into_iter().find(|(known, _)| known == id);
    matches!(record, Some((_, Value::Map(fields))) if fields.iter().any(|(key, _)| key == "snapshot"))
}

/// The registry of sources: the first data file of that name.
fn registry(files: &Files) -> Option<SourceText> {
    let is_registry = |rest: &str| matches!(rest, "sources.yaml" | "sources.yml" | "sources.toml" | "sources.json");
    files.below(data::FOLDER).find(|(rest, ..)| is_registry(rest)).and_then(|(_, path, _)| files.text(path))
}

/// Adds the record below those of the registry, if the registry then says what it said, and this.
fn register(desk: &Desk<'_>, record: &Record<'_>) -> Result<(), String> {
    let registry = registry(desk.files);
    let path = registry.as_ref().map_or(REGISTRY, |source| source.path.as_str()).to_owned();
    let before = registry.as_ref().map_or("", |source| &source.text);
    let added = format!("{}{}", if before.is_empty() || before.ends_with('\n') { "" } else { "\n" }, record.yaml(0));
    if !is_lossless(registry.as_ref(), before, &added, record.id) {
        let is_known = records(desk.files).contains(record.id);
        let what = if is_known {
            format!("has a record `{}`; give that this `snapshot`", record.id)
        } else {
            "is left as it is; put this into it".into()
        };
        terminal::say(&format!("{path} {what}"));
        terminal::print(&record.yaml(0));
        return Ok(());
    }
    let place: PathBuf = desk.root.join(&path);
    publish::append(&place, &added).map_err(|why| format!("the copy is stored, but {path} was not written: {why}"))?;
    terminal::print(&path);
    terminal::say(&format!("Cite it as [@{}].", record.id));
    Ok(())
}

/// Whether a registry with these lines below holds every record that it held, as it was, and one more.
fn is_lossless(registry: Option<&SourceText>, before: &str, added: &str, id: &str) -> bool {
    let Some(path) = registry.map_or_else(|| SourcePath::new(REGISTRY), |source| Some(source.path.clone())) else { return false };
    let entries = |text: &str| match data::parse(&SourceText::new(path.clone(), text))?.ok()?.value {
        Value::Map(entries) => Some(entries),
        Value::Null => Some(Vec::new()),
        _ => None,
    };
    let is_yaml = matches!(path.extension(), "yaml" | "yml");
    let (Some(old), Some(mut new)) = (entries(before), entries(&format!("{before}{added}"))) else { return false };
    let last = new.pop();
    is_yaml && new == old && old.iter().all(|(key, _)| key != id) && last.is_some_and(|(key, _)| key == id)
}
