//! Source records: what a briefing rests on, given in its front matter or in the registry `content/_data/sources.yaml`.

use serde::{Deserialize, Serialize};

use crate::base::{Code, Diagnostics, WrittenDate};
use crate::input::{Field, Fields, Value, value};

/// A source, after hayagriva's and Wikipedia's citation fields.
#[derive(Debug, Clone, PartialEq, Default, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The work's title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it can be read: an `http` or `https` address.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<WrittenDate>,
    /// When it was read.
    pub accessed: Option<WrittenDate>,
    /// A copy that will last.
    pub archive_url: Option<String>,
    /// Anything to add.
    pub note: Option<String>,
    /// The copy of it that is kept.
    pub snapshot: Option<Snapshot>,
    /// Further fields as written.
    #[serde(with = "value::tagged")]
    pub extra: Vec<(String, Value)>,
}

/// A copy of a source, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Snapshot {
    /// The file, a path below `content/`.
    pub file: String,
    /// The first and the last of the lines that are the work itself, counted from one; all, if none are given.
    pub body: Option<(usize, usize)>,
}

/// Reads one record; a plain text is its title.
pub fn read(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<Source> {
    if let Value::Text(title) = field.value {
        return Some(Source { title: title.clone(), ..Source::default() });
    }
    let mut fields = field.fields(wrong, faults)?;
    let mut source = Source {
        title: fields.text(&["title"], faults).unwrap_or_default(),
        publisher: fields.text(&["publisher"], faults),
        author: fields.take(&["author", "authors"]).map(|field| names(&field, wrong, faults)).filter(|names| !names.is_empty()),
        url: web_address(&mut fields, &["url"], wrong, faults),
        date: fields.date(&["date"], faults),
        accessed: fields.date(&["accessed", "access_date"], faults),
        archive_url: web_address(&mut fields, &["archive_url", "archive-url"], wrong, faults),
        note: fields.text(&["note"], faults),
        snapshot: fields.take(&["snapshot"]).and_then(|field| snapshot(&field, wrong, faults)),
        extra: Vec::new(),
    };
    if source.title.is_empty() {
        source.title = source.publisher.clone().or_else(|| source.url.clone()).unwrap_or_default();
    }
    if source.title.is_empty() {
        faults.push(field.not_allowed(wrong, "a source needs at least a `title`"));
    }
    source.extra = fields.finish().into_iter().map(|field| (field.key.to_owned(), field.value.clone())).collect();
    Some(source)
}

fn names(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> String {
    field.texts(wrong, faults).into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

/// `snapshot: _sources/wire.txt`, or `{file: _sources/wire.txt, body: "1-39"}`.
fn snapshot(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<Snapshot> {
    if !matches!(field.value, Value::Map(_)) {
        return Some(Snapshot { file: field.text(wrong, faults)?, body: None });
    }
    let mut fields = field.fields(wrong, faults)?;
    let file = fields.text(&["file", "path"], faults);
    let body = fields.take(&["body"]).and_then(|field| lines(&field, wrong, faults));
    if file.is_none() {
        faults.push(field.not_allowed(wrong, "it needs a `file`"));
    }
    Some(Snapshot { file: file?, body })
}

fn lines(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<(usize, usize)> {
    let text = field.text(wrong, faults)?;
    let (first, last) = text.split_once(['-', '–']).unwrap_or((&text, &text));
    let lines = first.trim().parse().ok().zip(last.trim().parse().ok()).filter(|(first, last)| *first >= 1 && first <= last);
    if lines.is_none() {
        faults.push(field.not_allowed(wrong, "write the first and the last line, as \"1-39\""));
    }
    lines
}

fn web_address(fields: &mut Fields<'_>, keys: &[&str], wrong: Code, faults: &mut Diagnostics) -> Option<String> {
    let field = fields.take(keys)?;
    let text = field.text(wrong, faults)?;
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Some(text);
    }
    faults.push(field.not_allowed(wrong, "it must start with https:// or http://"));
    None
}
