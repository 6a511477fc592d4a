//! All works as CSL-JSON, the input format of citation processors (citeproc, Zotero, Pandoc): schema 1.0.2.
//!
//! The schema knows no other properties than its own; what it has no place for goes into `note`.

use serde::Serialize;

use super::twin::pretty;
use crate::base::WrittenDate;
use crate::briefing::{Kind, Source, Standing};
use crate::site::Work;
use crate::theme::View;

/// The file.
#[must_use]
pub fn print(view: &View) -> String {
    pretty(&view.works.iter().map(|(_, work)| item(view, work)).collect::<Vec<_>>())
}

/// An item; the names of its fields are those of the schema.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<&'a str>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<String>,
    #[serde(rename = "ISBN", skip_serializing_if = "Option::is_none")]
    isbn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    title: &'a str,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    volume: Option<String>,
}

/// A name: in parts where the family name was given first, else in one piece.
#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Person { family: &'a str, given: &'a str },
    Whole { literal: &'a str },
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [[i16; 3]; 1],
}

fn item<'a>(view: &View, work: &'a Work) -> Item<'a> {
    let source = &work.record;
    let is_part = matches!(source.kind, Some(Kind::Article | Kind::Blog | Kind::Post));
    let publisher = source.publisher.as_deref();
    Item {
        id: &work.key,
        kind: kind(source),
        language: source.lang.as_deref(),
        author: source.authors.iter().map(|author| name(author)).collect(),
        accessed: date(view, source.accessed),
        issued: date(view, source.date),
        container_title: publisher.filter(|_| is_part),
        doi: source.further("doi"),
        isbn: source.further("isbn"),
        issue: source.further("issue"),
        note: note(source),
        page: source.further("page"),
        publisher: publisher.filter(|_| !is_part),
        status: status(source),
        title: &source.title,
        url: source.best_url(),
        volume: source.further("volume"),
    }
}

/// The type after the schema. An article of a journal has a volume or a DOI, one of a newspaper has neither.
fn kind(source: &Source) -> &'static str {
    let is_scholarly = || source.further("doi").is_some() || source.further("volume").is_some();
    match source.kind {
        Some(Kind::Article) if is_scholarly() => "article-journal",
        Some(Kind::Article) => "article-newspaper",
        Some(Kind::Report) => "report",
        Some(Kind::Web) => "webpage",
        Some(Kind::Book) => "book",
        Some(Kind::Chapter) => "chapter",
        Some(Kind::Thesis) => "thesis",
        Some(Kind::Legislation) => "legislation",
        Some(Kind::Case) => "legal_case",
        Some(Kind::Patent) => "patent",
        Some(Kind::Dataset) => "dataset",
        Some(Kind::Interview) => "interview",
        Some(Kind::Speech) => "speech",
        Some(Kind::Blog) => "post-weblog",
        Some(Kind::Post) => "post",
        Some(Kind::Video) => "motion_picture",
        Some(Kind::Audio) => "broadcast",
        Some(Kind::Repository) => "software",
        Some(Kind::Reference) => "entry",
        Some(Kind::Manuscript) => "manuscript",
        None if source.url.is_some() => "webpage",
        Some(Kind::PressRelease | Kind::Misc) | None => "document",
    }
}

fn name(author: &str) -> Name<'_> {
    match author.split_once(',') {
        Some((family, given)) if !given.contains(',') => Name::Person { family: family.trim(), given: given.trim() },
        _ => Name::Whole { literal: author },
    }
}

fn date(view: &View, date: Option<WrittenDate>) -> Option<Date> {
    let day = date?.day(&view.clock.zone);
    Some(Date { parts: [[day.year(), day.month().into(), day.day().into()]] })
}

fn status(source: &Source) -> Option<&'static str> {
    source.recall.as_ref().map(|recall| match recall.standing {
        Standing::Retracted => "retracted",
        Standing::Disputed => "disputed",
    })
}

fn note(source: &Source) -> Option<String> {
    let archived = source.archive_url.as_ref().map(|copy| format!("Archived copy: {copy}"));
    let parts: Vec<String> = [source.note.clone(), archived].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}
