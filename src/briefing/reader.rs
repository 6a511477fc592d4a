//! Reads a content file: fields of the front matter under all their names, then the text, then what both give together.

use super::Briefing;
use super::faults;
use super::front_matter;
use super::head::{Correction, Head, Picture, Role, SortBy, raw_name, split_dated};
use super::key_facts::{self, Found};
use super::markdown::{self, Markdown};
use super::quantity::Tongue;
use super::sources::{self, Source};
use super::waivers::{self, Waiver};
use crate::base::spelling::one_line;
use crate::base::{Address, Code, Diagnostic, Diagnostics, Segment, SourceText, WrittenDate, parse_date};
use crate::input::{Document, Field, Fields, Value};

/// What came of one file.
#[derive(Debug)]
pub struct Read {
    /// The briefing, unless the file cannot be read at all.
    pub briefing: Option<Briefing>,
    /// What is wrong with it.
    pub faults: Diagnostics,
    /// Unknown keys, to be told once for the site: the key and its place.
    pub unknown: Vec<(String, crate::base::Place)>,
}

/// Each key with the names it is read under; the first is ours.
mod keys {
    pub const TITLE: &[&str] = &["title"];
    pub const DATE: &[&str] = &["date"];
    pub const UPDATED: &[&str] = &["updated", "lastmod", "modified", "last_modified_at"];
    pub const PUBLISH_AT: &[&str] = &["publish_at", "publishDate", "publishdate", "pubdate", "embargo"];
    pub const EXPIRES: &[&str] = &["expires", "expiryDate", "expirydate", "unpublishdate"];
    pub const SUMMARY: &[&str] = &["summary"];
    pub const DESCRIPTION: &[&str] = &["description", "excerpt"];
    pub const AUTHORS: &[&str] = &["authors", "author"];
    pub const TAGS: &[&str] = &["tags", "tag"];
    pub const CATEGORIES: &[&str] = &["categories", "category"];
    pub const TAXONOMIES: &[&str] = &["taxonomies"];
    pub const DRAFT: &[&str] = &["draft"];
    /// Jekyll's: the other way round.
    pub const PUBLISHED: &[&str] = &["published"];
    pub const SLUG: &[&str] = &["slug"];
    pub const URL: &[&str] = &["url", "permalink", "path"];
    pub const ALIASES: &[&str] = &["aliases", "redirect_from"];
    pub const WEIGHT: &[&str] = &["weight", "order"];
    pub const TEMPLATE: &[&str] = &["template"];
    pub const FEATURED: &[&str] = &["featured", "pinned"];
    pub const IMAGE: &[&str] = &["image", "cover"];
    pub const IMAGE_ALT: &[&str] = &["image_alt"];
    pub const KEY_FACTS: &[&str] = &["key_facts", "facts"];
    pub const AS_OF: &[&str] = &["as_of", "as-of"];
    pub const REVIEW_BY: &[&str] = &["review_by", "review-by"];
    pub const ENTITY: &[&str] = &["entity"];
    pub const SOURCES: &[&str] = &["sources", "references"];
    pub const CORRECTIONS: &[&str] = &["corrections"];
    pub const WAIVERS: &[&str] = &["waivers"];
    pub const SORT_BY: &[&str] = &["sort_by"];
    pub const PAGINATE: &[&str] = &["paginate", "paginate_by"];
    pub const EXTRA: &[&str] = &["extra", "params"];
    /// Keys of other tools and of later checks: read under `extra`, without a word.
    pub const FOREIGN: &[&str] = &[
        "type",
        "layout",
        "lang",
        "language",
        "id",
        "keywords",
        "toc",
        "comments",
        "story",
        "series",
        "genre",
        "status",
        "reviewed",
        "entities",
        "translationKey",
        "linkTitle",
        "judgements",
        "newsletter",
        "social",
        "in_search_index",
        "insert_anchor_links",
    ];
    pub const ALL: [&[&str]; 31] = [
        TITLE,
        DATE,
        UPDATED,
        PUBLISH_AT,
        EXPIRES,
        SUMMARY,
        DESCRIPTION,
        AUTHORS,
        TAGS,
        CATEGORIES,
        TAXONOMIES,
        DRAFT,
        PUBLISHED,
        SLUG,
        URL,
        ALIASES,
        WEIGHT,
        TEMPLATE,
        FEATURED,
        IMAGE,
        IMAGE_ALT,
        KEY_FACTS,
        AS_OF,
        REVIEW_BY,
        ENTITY,
        SOURCES,
        CORRECTIONS,
        WAIVERS,
        SORT_BY,
        PAGINATE,
        EXTRA,
    ];
}

/// Reads one content file.
#[must_use]
pub fn read(source: &SourceText, options: &markdown::Options) -> Read {
    let mut faults = Diagnostics::new();
    let (document, text) = match front_matter::parse(source) {
        Ok(parts) => parts,
        Err(found) => return Read { briefing: None, faults: found.into_iter().collect(), unknown: Vec::new() },
    };
    let mut markdown = markdown::read(source, text.clone(), options, &mut faults);
    if is_other_title(&document, markdown.title.as_deref()) {
        // The heading that opens the text is not the title, so it must not vanish into it.
        faults = Diagnostics::new();
        let keeping = markdown::Options { keep_opening: true, ..options.clone() };
        markdown = markdown::read(source, text.clone(), &keeping, &mut faults);
    }
    let mut reading =
        Reading { document: &document, fields: Fields::of(&document, Code::E0107, &mut faults), faults, source_ids: Vec::new() };
    reading.two_spellings();
    let facts = reading.key_facts(&markdown, source, options.tongue);
    let mut head = reading.head(source, &markdown, facts);
    head.text = text;
    let Reading { fields, mut faults, .. } = reading;
    let unknown = leftovers(fields, &mut head, &mut faults);
    if head.title.is_empty() && head.role != Role::Section && matches!(document.value, Value::Map(_)) {
        faults.push(faults::no_title(&source.path));
        title_from_name(&mut head);
    }
    let silent_citations = silent_citations(&markdown);
    let Markdown { html, headings, anchors, references, citations, calls, words, .. } = markdown;
    let head = Head { headings, anchors, references, citations, silent_citations, calls, words, ..head };
    Read { briefing: Some(Briefing { head, body: html }), faults, unknown }
}

/// Whether the front matter has a title, and the text opens with another.
fn is_other_title(document: &Document, opening: Option<&str>) -> bool {
    match (document.value.get("title"), opening) {
        (Some(Value::Text(title)), Some(opening)) => one_line(title) != one_line(opening),
        _ => false,
    }
}

/// Citations in cells of a facts table that are read and not printed: all but those of the values.
fn silent_citations(markdown: &Markdown) -> Vec<usize> {
    let rows = markdown.facts.iter().flat_map(|table| &table.rows);
    let unprinted: Vec<_> =
        rows.flat_map(|row| row.cells.iter().enumerate().filter(|(column, _)| *column != 1).map(|(_, cell)| &cell.span)).collect();
    let inside =
        |citation: &markdown::Citation| unprinted.iter().any(|span| span.start <= citation.span.start && citation.span.end <= span.end);
    markdown.citations.iter().enumerate().filter(|(_, citation)| inside(citation)).map(|(index, _)| index).collect()
}

/// So that a page without a title does not spoil the messages of everything that lists it.
fn title_from_name(head: &mut Head) {
    head.title = head.own_name().to_owned();
}

/// Keys that nobody took: near misses are errors, foreign ones are kept, others are kept and told once.
fn leftovers(fields: Fields<'_>, head: &mut Head, faults: &mut Diagnostics) -> Vec<(String, crate::base::Place)> {
    let mut unknown = Vec::new();
    for field in fields.finish() {
        if keys::ALL.iter().any(|names| names.contains(&field.key)) {
            continue;
        }
        let known = keys::ALL.iter().flat_map(|names| names.iter().copied());
        match faults::near_key(field.key, known) {
            Some(near) if !keys::FOREIGN.contains(&field.key) => faults.push(faults::misspelt_key(field.key, near, field.key_place())),
            _ => {
                if !keys::FOREIGN.contains(&field.key) {
                    unknown.push((field.key.to_owned(), field.key_place()));
                }
                head.extra.push((field.key.to_owned(), field.value.clone()));
            }
        }
    }
    unknown
}

struct Reading<'a> {
    document: &'a Document,
    fields: Fields<'a>,
    faults: Diagnostics,
    source_ids: Vec<String>,
}

impl<'a> Reading<'a> {
    fn head(&mut self, source: &SourceText, markdown: &Markdown, key_facts: Vec<key_facts::KeyFact>) -> Head {
        let path = source.path.clone();
        let date = self.date(keys::DATE).or_else(|| self.date_of_name(source));
        Head {
            role: Role::of(&path),
            title: self.title(markdown),
            summary: self.summary(markdown),
            date,
            updated: self.date(keys::UPDATED),
            publish_at: self.date(keys::PUBLISH_AT),
            expires: self.date(keys::EXPIRES),
            draft: self.draft(),
            authors: self.names(keys::AUTHORS, "authors"),
            tags: self.tags(),
            slug: self.slug(),
            url: self.url(),
            aliases: self.aliases(),
            weight: self.fields.integer(keys::WEIGHT, -1_000_000_000..=1_000_000_000, &mut self.faults).unwrap_or(0),
            template: self.template(),
            featured: self.flag(keys::FEATURED),
            image: self.image(),
            as_of: self.fields.text(keys::AS_OF, &mut self.faults).filter(|text| !text.trim().is_empty()),
            review_by: self.date(keys::REVIEW_BY),
            facts_in_body: markdown.facts.is_some(),
            key_facts,
            sources: self.sources(),
            source_ids: std::mem::take(&mut self.source_ids),
            waivers: self.waivers(),
            corrections: self.corrections(),
            sort_by: self.sort_by(),
            paginate: self.paginate(),
            extra: self.extra(),
            headings: Vec::new(),
            anchors: Vec::new(),
            references: Vec::new(),
            citations: Vec::new(),
            silent_citations: Vec::new(),
            calls: Vec::new(),
            words: 0,
            text: 0..0,
            path,
        }
    }

    /// Two spellings of one key are a mistake only if they disagree.
    fn two_spellings(&mut self) {
        let Value::Map(entries) = &self.document.value else { return };
        for names in keys::ALL {
            let mut given = entries.iter().enumerate().filter(|(_, (key, _))| names.contains(&key.as_str()));
            let Some((first, (first_key, first_value))) = given.next() else { continue };
            for (second, (key, value)) in given {
                if key != first_key && value != first_value {
                    let places = (self.document.place_of_key(&[second]), self.document.place_of_key(&[first]));
                    self.faults.push(faults::spelt_twice(key, first_key, places.0, places.1));
                }
            }
        }
    }

    fn title(&mut self, markdown: &Markdown) -> String {
        match self.fields.take(keys::TITLE) {
            Some(field) => {
                let title = field.text(Code::E0107, &mut self.faults).map(|title| one_line(&title));
                if title.as_deref() == Some("") {
                    self.faults.push(faults::empty_title(field.place()));
                }
                // A title that cannot be used is reported where it stands; the page must not also count as untitled.
                title.filter(|title| !title.is_empty()).unwrap_or_else(|| "Untitled".into())
            }
            None => markdown.title.clone().unwrap_or_default(),
        }
    }

    fn summary(&mut self, markdown: &Markdown) -> String {
        let summary = self.fields.text(keys::SUMMARY, &mut self.faults);
        let description = self.fields.text(keys::DESCRIPTION, &mut self.faults);
        let written = [summary, description].into_iter().flatten().map(|text| one_line(&text)).find(|text| !text.is_empty());
        written.unwrap_or_else(|| markdown.opening.clone())
    }

    fn date(&mut self, names: &[&str]) -> Option<WrittenDate> {
        self.fields.date(names, &mut self.faults)
    }

    fn date_of_name(&mut self, source: &SourceText) -> Option<WrittenDate> {
        let (date, _) = split_dated(raw_name(&source.path));
        let date = date?;
        let parsed = parse_date(date);
        if parsed.is_err() {
            let place = crate::base::Place::file(&source.path);
            self.faults.push(
                Diagnostic::new(Code::E0108, format!("the file name says {date}, a day that does not exist"))
                    .at(place)
                    .hint("rename the file"),
            );
        }
        parsed.ok()
    }

    fn flag(&mut self, names: &[&str]) -> bool {
        self.fields.flag(names, &mut self.faults).unwrap_or(false)
    }

    fn draft(&mut self) -> bool {
        let published = self.fields.flag(keys::PUBLISHED, &mut self.faults).unwrap_or(true);
        self.flag(keys::DRAFT) || !published
    }

    /// Names from a list, without empty ones and repetitions.
    fn names(&mut self, names: &[&str], key: &str) -> Vec<String> {
        let Some(field) = self.fields.take(names) else { return Vec::new() };
        self.names_of(&field, key)
    }

    fn names_of(&mut self, field: &Field<'a>, key: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for (name, item) in field.texts(Code::E0107, &mut self.faults) {
            let name = one_line(&name);
            if crate::base::spelling::slug(&name).is_empty() {
                self.faults.push(faults::not_allowed(key, "a name needs a letter or a digit", item.place()));
            } else if !found.contains(&name) {
                found.push(name);
            }
        }
        found
    }

    /// Tags, and what Hugo, Zola and Jekyll keep in categories and taxonomies.
    fn tags(&mut self) -> Vec<String> {
        let mut tags = self.names(keys::TAGS, "tags");
        let mut more = self.names(keys::CATEGORIES, "categories");
        if let Some(mut taxonomies) = self.fields.take(keys::TAXONOMIES).and_then(|field| field.fields(Code::E0107, &mut self.faults)) {
            for field in taxonomies.all() {
                more.extend(self.names_of(&field, field.key));
            }
        }
        for tag in more {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    fn slug(&mut self) -> Option<String> {
        let field = self.fields.take(keys::SLUG)?;
        let text = field.text(Code::E0107, &mut self.faults)?;
        match Segment::new(&text) {
            Ok(segment) => Some(segment.as_str().to_owned()),
            Err(fault) => {
                self.faults.push(faults::bad_address(field.key, &fault.words(), field.place()));
                None
            }
        }
    }

    fn url(&mut self) -> Option<String> {
        let field = self.fields.take(keys::URL)?;
        let text = field.text(Code::E0107, &mut self.faults)?;
        self.address(&text, &field)
    }

    fn aliases(&mut self) -> Vec<String> {
        let aliases = self.fields.texts(keys::ALIASES, &mut self.faults);
        aliases.into_iter().filter_map(|(text, field)| self.address(&text, &field)).collect()
    }

    /// An address: a page's, with a slash at the end, unless it names a file.
    fn address(&mut self, text: &str, field: &Field<'a>) -> Option<String> {
        let last = text.rsplit('/').next().unwrap_or(text);
        let whole = if text.ends_with('/') || last.contains('.') { text.to_owned() } else { format!("{text}/") };
        match Address::new(&whole) {
            Ok(address) => Some(address.as_str().to_owned()),
            Err(fault) => {
                self.faults.push(faults::bad_address(field.key, &fault.words(), field.place()));
                None
            }
        }
    }

    fn template(&mut self) -> Option<String> {
        self.fields.text(keys::TEMPLATE, &mut self.faults)
    }

    fn image(&mut self) -> Option<Picture> {
        let alt = self.fields.text(keys::IMAGE_ALT, &mut self.faults).unwrap_or_default();
        let field = self.fields.take(keys::IMAGE)?;
        match field.value {
            Value::Map(_) => {
                let mut fields = field.fields(Code::E0107, &mut self.faults)?;
                let path = fields.text(&["image", "src", "path", "url"], &mut self.faults)?;
                let alt = fields.text(&["alt"], &mut self.faults).unwrap_or(alt);
                Some(Picture { path, alt })
            }
            _ => Some(Picture { path: field.text(Code::E0107, &mut self.faults)?, alt }),
        }
    }

    fn key_facts(&mut self, markdown: &Markdown, source: &SourceText, tongue: Tongue) -> Vec<key_facts::KeyFact> {
        let front = self.fields.take(keys::KEY_FACTS).map(|field| key_facts::from_front_matter(&field, tongue, &mut self.faults));
        let table = markdown.facts.as_ref();
        let body = table.map(|table| key_facts::from_table(table, tongue, &markdown.citations, source, &mut self.faults));
        let mut facts = match (front, body) {
            (Some(front), Some(body)) => key_facts::merged(front, body, &mut self.faults),
            (front, body) => front.or(body).map(|Found { facts, .. }| facts).unwrap_or_default(),
        };
        let entity = key_facts::name(self.fields.take(keys::ENTITY), &mut self.faults);
        facts.iter_mut().for_each(|fact| fact.entity = fact.entity.take().or_else(|| entity.clone()));
        facts
    }

    fn sources(&mut self) -> Vec<(String, Source)> {
        let Some(field) = self.fields.take(keys::SOURCES) else { return Vec::new() };
        match field.value {
            // A list of ids means records of the registry.
            Value::List(_) => {
                self.source_ids = field.texts(Code::E0107, &mut self.faults).into_iter().map(|(id, _)| id).collect();
                Vec::new()
            }
            _ => {
                let entries = field.fields(Code::E0107, &mut self.faults).map(|mut fields| fields.all()).unwrap_or_default();
                entries
                    .into_iter()
                    .filter_map(|entry| Some((entry.key.to_owned(), sources::read(&entry, Code::E0107, &mut self.faults)?)))
                    .collect()
            }
        }
    }

    fn waivers(&mut self) -> Vec<Waiver> {
        self.fields.take(keys::WAIVERS).map(|field| waivers::of_sentences(&field, &mut self.faults)).unwrap_or_default()
    }

    fn corrections(&mut self) -> Vec<Correction> {
        let Some(field) = self.fields.take(keys::CORRECTIONS) else { return Vec::new() };
        if !matches!(field.value, Value::List(_)) {
            self.faults.push(field.wrong_type(Code::E0107, "a list of {date, kind, note}"));
        }
        field.items().iter().filter_map(|item| self.correction(item)).collect()
    }

    fn correction(&mut self, item: &Field<'a>) -> Option<Correction> {
        let mut fields = item.fields(Code::E0107, &mut self.faults)?;
        let kind = fields.take(&["kind"]);
        let kind_text = kind.as_ref().and_then(|kind| kind.text(Code::E0107, &mut self.faults)).unwrap_or_else(|| "correction".into());
        if let Some(field) = kind.filter(|_| !["correction", "clarification", "update", "retraction"].contains(&kind_text.as_str())) {
            self.faults.push(faults::not_allowed("kind", "write correction, clarification, update or retraction", field.place()));
        }
        let note = fields.text(&["note", "text"], &mut self.faults);
        let (was, now) = (fields.text(&["was"], &mut self.faults), fields.text(&["now"], &mut self.faults));
        let note = note.or_else(|| Some(format!("“{}” now reads “{}”", was?, now?)));
        if note.is_none() {
            self.faults.push(item.not_allowed(Code::E0112, "a correction needs a `note`, or `was` and `now`"));
        }
        let date = fields.date(&["date"], &mut self.faults);
        let major = fields.flag(&["major"], &mut self.faults).unwrap_or(false);
        let source = fields.text(&["source"], &mut self.faults);
        Some(Correction { date, kind: kind_text, note: note.unwrap_or_default(), major, source })
    }

    fn sort_by(&mut self) -> Option<SortBy> {
        let field = self.fields.take(keys::SORT_BY)?;
        match field.text(Code::E0107, &mut self.faults)?.as_str() {
            "date" => Some(SortBy::Date),
            "weight" => Some(SortBy::Weight),
            "title" => Some(SortBy::Title),
            _ => {
                self.faults.push(faults::not_allowed(field.key, "write date, weight or title", field.place()));
                None
            }
        }
    }

    fn paginate(&mut self) -> Option<usize> {
        let number = self.fields.integer(keys::PAGINATE, 1..=10_000, &mut self.faults);
        number.and_then(|number| usize::try_from(number).ok())
    }

    fn extra(&mut self) -> Vec<(String, Value)> {
        let Some(field) = self.fields.take(keys::EXTRA) else { return Vec::new() };
        let fields = field.fields(Code::E0107, &mut self.faults);
        fields
            .map(|mut fields| fields.all())
            .unwrap_or_default()
            .into_iter()
            .map(|entry| (entry.key.to_owned(), entry.value.clone()))
            .collect()
    }
}
