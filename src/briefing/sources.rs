//! Source records: what a briefing rests on, given in its front matter or in the registry `content/_data/sources.yaml`.
//!
//! The fields are those of hayagriva and of Wikipedia's citation templates. What a record says is read here and judged
//! nowhere: which records are one work is for `site::works`, whether the work still stands for whoever wrote the record.

use serde::{Deserialize, Serialize};

use super::faults::{misspelt_source_key, near_key};
use super::snapshot;
pub use super::snapshot::Snapshot;
use super::source_words::{self, Kind, Standing, Tier, UrlStatus};
use crate::base::spelling::one_line;
use crate::base::{Code, Diagnostics, WrittenDate};
use crate::input::{Field, Fields, Value, value};

/// A source.
#[derive(Debug, Clone, PartialEq, Default, Hash, Serialize, Deserialize)]
pub struct Source {
    /// What kind of work it is.
    pub kind: Option<Kind>,
    /// The work's title.
    pub title: String,
    /// Who wrote it; `Family, Given` or as the name is printed.
    pub authors: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub date: Option<WrittenDate>,
    /// Where it can be read: an `http` or `https` address.
    pub url: Option<String>,
    /// Whether that still leads to it.
    pub url_status: Option<UrlStatus>,
    /// When it was read.
    pub accessed: Option<WrittenDate>,
    /// A copy that will last.
    pub archive_url: Option<String>,
    /// When the copy was made.
    pub archive_date: Option<WrittenDate>,
    /// The terms under which it may be shown.
    pub licence: Option<String>,
    /// Where it was read, if elsewhere than where it was published.
    pub via: Option<String>,
    /// How near it is to what it tells.
    pub tier: Option<Tier>,
    /// Its language, a BCP 47 tag.
    pub lang: Option<String>,
    /// Anything to add.
    pub note: Option<String>,
    /// Why it does not stand any more, if it does not.
    pub recall: Option<Recall>,
    /// The copy of it that is kept.
    pub snapshot: Option<Snapshot>,
    /// Further fields as written.
    #[serde(with = "value::tagged")]
    pub extra: Vec<(String, Value)>,
}

/// What is known of a source that does not stand any more.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Recall {
    /// Taken back, or called wrong.
    pub standing: Standing,
    /// Why, or by whom, in plain words.
    pub note: Option<String>,
    /// When.
    pub date: Option<WrittenDate>,
}

/// The keys of a record, each with the names it is read under; the first is ours.
mod keys {
    pub const KIND: &[&str] = &["type"];
    pub const TITLE: &[&str] = &["title"];
    pub const AUTHOR: &[&str] = &["author", "authors"];
    pub const PUBLISHER: &[&str] = &["publisher"];
    pub const DATE: &[&str] = &["date"];
    pub const URL: &[&str] = &["url"];
    pub const URL_STATUS: &[&str] = &["url_status", "url-status"];
    pub const ACCESSED: &[&str] = &["accessed", "access_date", "access-date"];
    pub const ARCHIVE_URL: &[&str] = &["archive_url", "archive-url"];
    pub const ARCHIVE_DATE: &[&str] = &["archive_date", "archive-date"];
    pub const LICENCE: &[&str] = &["licence", "license"];
    pub const VIA: &[&str] = &["via"];
    pub const TIER: &[&str] = &["tier"];
    pub const LANG: &[&str] = &["lang", "language"];
    pub const NOTE: &[&str] = &["note"];
    pub const STATUS: &[&str] = &["status"];
    pub const STATUS_NOTE: &[&str] = &["status_note"];
    pub const STATUS_DATE: &[&str] = &["status_date"];
    pub const SNAPSHOT: &[&str] = &["snapshot"];
    pub const ALL: [&[&str]; 19] = [
        KIND,
        TITLE,
        AUTHOR,
        PUBLISHER,
        DATE,
        URL,
        URL_STATUS,
        ACCESSED,
        ARCHIVE_URL,
        ARCHIVE_DATE,
        LICENCE,
        VIA,
        TIER,
        LANG,
        NOTE,
        STATUS,
        STATUS_NOTE,
        STATUS_DATE,
        SNAPSHOT,
    ];
    /// Fields of other reference tools, kept as written. The first five are exported as well.
    pub const FOREIGN: &[&str] =
        &["doi", "isbn", "issue", "page", "volume", "issn", "pages", "number", "edition", "editor", "location", "place", "parent", "genre"];
}

/// Reads one record; a plain text is its title.
pub fn read(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<Source> {
    if let Value::Text(title) = field.value {
        return Some(Source { title: title.clone(), ..Source::default() });
    }
    let mut fields = field.fields(wrong, faults)?;
    let mut source = Source::default();
    source.fill_work(&mut fields, wrong, faults);
    source.fill_address(&mut fields, wrong, faults);
    let is_licensed = source.licence.is_some();
    source.snapshot = fields.take(keys::SNAPSHOT).and_then(|field| snapshot::read(&field, is_licensed, wrong, faults));
    source.recall = recall(&mut fields, wrong, faults);
    if source.title.is_empty() {
        source.title = source.publisher.clone().or_else(|| source.url.clone()).unwrap_or_default();
    }
    if source.title.is_empty() {
        faults.push(field.not_allowed(wrong, "a source needs at least a `title`"));
    }
    source.extra = fields.finish().into_iter().filter_map(|field| further(&field, wrong, faults)).collect();
    Some(source)
}

impl Source {
    /// The authors in one line.
    #[must_use]
    pub fn author(&self) -> Option<String> {
        let between = if self.authors.iter().any(|name| name.contains(',')) { "; " } else { ", " };
        (!self.authors.is_empty()).then(|| self.authors.join(between))
    }

    /// The address that readers are best sent to: the copy where the work is not there any more, nothing where somebody
    /// else has its address.
    #[must_use]
    pub fn best_url(&self) -> Option<&str> {
        let (url, copy) = (self.url.as_deref(), self.archive_url.as_deref());
        match self.url_status {
            None | Some(UrlStatus::Live) => url.or(copy),
            Some(UrlStatus::Dead) => copy.or(url),
            Some(UrlStatus::Unfit | UrlStatus::Usurped) => copy,
        }
    }

    /// The same, with what it does not say from another record of the work. A recall of either is one of both, the graver
    /// first.
    #[must_use]
    pub fn completed(mut self, other: &Self) -> Self {
        fill(&mut self.kind, other.kind.as_ref());
        fill(&mut self.publisher, other.publisher.as_ref());
        fill(&mut self.date, other.date.as_ref());
        if self.url.is_none() {
            (self.url, self.url_status) = (other.url.clone(), other.url_status);
        }
        fill(&mut self.accessed, other.accessed.as_ref());
        if self.archive_url.is_none() {
            (self.archive_url, self.archive_date) = (other.archive_url.clone(), other.archive_date);
        }
        fill(&mut self.licence, other.licence.as_ref());
        fill(&mut self.tier, other.tier.as_ref());
        fill(&mut self.lang, other.lang.as_ref());
        if self.authors.is_empty() {
            self.authors.clone_from(&other.authors);
        }
        if other.recall.as_ref().map(|recall| recall.standing) > self.recall.as_ref().map(|recall| recall.standing) {
            self.recall.clone_from(&other.recall);
        }
        self
    }

    /// A further field as text.
    #[must_use]
    pub fn further(&self, key: &str) -> Option<String> {
        match &self.extra.iter().find(|(name, _)| name == key)?.1 {
            Value::Text(text) => Some(one_line(text)),
            Value::Integer(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn fill_work(&mut self, fields: &mut Fields<'_>, wrong: Code, faults: &mut Diagnostics) {
        self.kind = fields.take(keys::KIND).and_then(|field| source_words::read(&field, wrong, faults));
        self.title = fields.text(keys::TITLE, faults).unwrap_or_default();
        self.publisher = fields.text(keys::PUBLISHER, faults);
        self.authors = fields.texts(keys::AUTHOR, faults).into_iter().map(|(name, _)| name).filter(|name| !name.is_empty()).collect();
        self.date = fields.date(keys::DATE, faults);
        self.licence = fields.text(keys::LICENCE, faults);
        self.via = fields.text(keys::VIA, faults);
        self.tier = fields.take(keys::TIER).and_then(|field| source_words::read(&field, wrong, faults));
        self.lang = fields.text(keys::LANG, faults);
        self.note = fields.text(keys::NOTE, faults);
    }

    fn fill_address(&mut self, fields: &mut Fields<'_>, wrong: Code, faults: &mut Diagnostics) {
        self.url = web_address(fields, keys::URL, wrong, faults);
        self.url_status = fields.take(keys::URL_STATUS).and_then(|field| source_words::read(&field, wrong, faults));
        self.accessed = fields.date(keys::ACCESSED, faults);
        self.archive_url = web_address(fields, keys::ARCHIVE_URL, wrong, faults);
        self.archive_date = fields.date(keys::ARCHIVE_DATE, faults);
    }
}

fn fill<T: Clone>(place: &mut Option<T>, other: Option<&T>) {
    if place.is_none() {
        *place = other.cloned();
    }
}

/// `status: retracted`, with `status_note` and `status_date`, which say nothing alone.
fn recall(fields: &mut Fields<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<Recall> {
    let status = fields.take(keys::STATUS);
    let details = [keys::STATUS_NOTE[0], keys::STATUS_DATE[0]].into_iter().filter_map(|key| fields.peek(key)).collect::<Vec<_>>();
    let (note, date) = (fields.text(keys::STATUS_NOTE, faults), fields.date(keys::STATUS_DATE, faults));
    let Some(status) = status else {
        faults.extend(details.iter().map(|field| field.not_allowed(wrong, "it says more about a `status`, which is not given")));
        return None;
    };
    Some(Recall { standing: source_words::read(&status, wrong, faults)?, note: note.filter(|note| !note.trim().is_empty()), date })
}

/// A key that nobody took: a near miss is a mistake, anything else is kept.
fn further(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<(String, Value)> {
    let known = keys::ALL.iter().flat_map(|names| names.iter().copied());
    match near_key(field.key, known).filter(|_| !keys::FOREIGN.contains(&field.key)) {
        Some(near) => {
            faults.push(misspelt_source_key(wrong, field.key, near, field.key_place()));
            None
        }
        None => Some((field.key.to_owned(), field.value.clone())),
    }
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
