//! The machine-readable twins of a page: its text as Markdown, and its data as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use serde::{Serialize, Serializer};

use super::Press;
use crate::base::WrittenDate;
use crate::base::spelling::one_line;
use crate::briefing::quantity::Parsed;
use crate::briefing::source_words::Words;
use crate::briefing::{Correction, KeyFact, Recall, Source, markdown};
use crate::site::{PageId, Resolved};
use crate::theme::View;

/// The text as Markdown, with a short front matter of its own and every link absolute; components stay the calls they are.
/// Comments are left out: they are the writer's notes.
#[must_use]
pub fn markdown(press: &Press<'_>, id: PageId) -> String {
    let view = press.view;
    let head = &view.site.page(id).head;
    let mut out = String::from("---\n");
    let _ = writeln!(out, "title: {}", quoted(&head.title));
    if let Some(date) = head.date {
        let _ = writeln!(out, "date: {}", date.iso(&view.clock.zone));
    }
    if let Some(date) = head.updated {
        let _ = writeln!(out, "updated: {}", date.iso(&view.clock.zone));
    }
    let _ = writeln!(out, "url: {}\n---\n", quoted(&view.config.base_url.absolute(view.plan.page(id))));
    view.recall_notices(id).iter().for_each(|notice| {
        let _ = writeln!(out, "> {}\n", markdown_text(notice));
    });
    let whole = press.files.text(&head.path);
    if whole.is_none() {
        press.texts.lose(&head.path);
    }
    let text = whole.as_ref().and_then(|source| source.text.get(head.text.clone())).unwrap_or_default();
    let mut edits = link_edits(text, head.text.start, view, id);
    edits.extend(markdown::comments(text).into_iter().map(|range| (range, String::new())));
    out.push_str(edited(text, edits).trim_start_matches(['\n', '\r']));
    if !out.ends_with('\n') {
        out.push('\n');
    }
    if !head.facts_in_body && !head.key_facts.is_empty() {
        push_facts(&mut out, view, &head.key_facts);
    }
    out
}

/// Text that Markdown takes for nothing else.
fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '{' | '&') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A JSON string is a YAML one too.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn push_facts(out: &mut String, view: &View, facts: &[KeyFact]) {
    let heading = view.config.facts_headings.first().map_or("", String::as_str);
    let _ = write!(out, "\n## {heading}\n\n| Fact | Value |\n|---|---|\n");
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    for fact in facts {
        let _ = writeln!(out, "| {} | {} |", cell(&fact.label), cell(&fact.value));
    }
}

/// Replacements in a text, by byte range.
type Edits = Vec<(Range<usize>, String)>;

/// Links between files with absolute addresses; those that lead nowhere, withheld pages among them, as their text alone.
fn link_edits(text: &str, start: usize, view: &View, id: PageId) -> Edits {
    let head = &view.site.page(id).head;
    let mut edits = Edits::new();
    for (reference, link) in head.references.iter().zip(view.links.page(id)) {
        let address = match link {
            Resolved::To { address, suffix } => Some(format!("{}{suffix}", view.config.base_url.absolute(address))),
            Resolved::Picture { address, .. } => Some(view.config.base_url.absolute(address)),
            Resolved::Nowhere => None,
            Resolved::Own(_) | Resolved::Elsewhere(_) => continue,
        };
        let span = reference.span.start.saturating_sub(start)..reference.span.end.saturating_sub(start);
        if head.calls.iter().any(|call| call.span.start < reference.span.start && reference.span.end < call.span.end) {
            // The value of an argument, between its quotes.
            edits.push((span, address.unwrap_or_default()));
            continue;
        }
        match text.get(span.clone()).and_then(|inner| destination(inner, &reference.destination)) {
            Some(place) => edits.push(edit(text, span, &place, address)),
            None => edits.extend(definition_edits(text, &reference.destination, address.as_deref())),
        }
    }
    edits
}

/// Where a link's destination stands in it, angle brackets included.
fn destination(link: &str, written: &str) -> Option<Range<usize>> {
    let bracketed = format!("](<{written}>");
    let plain = format!("]({written}");
    let found = |needle: &str| link.rfind(needle).map(|at| at + 2..at + needle.len());
    found(&bracketed).or_else(|| found(&plain))
}

fn edit(text: &str, span: Range<usize>, place: &Range<usize>, address: Option<String>) -> (Range<usize>, String) {
    match address {
        Some(address) => (span.start + place.start..span.start + place.end, address),
        None => {
            let words = text.get(span.start..span.start + place.start - 2).unwrap_or_default();
            (span, words.trim_start_matches('!').trim_start_matches('[').to_owned())
        }
    }
}

/// `[label]: destination` lines: with the absolute address, or without the line if it leads nowhere.
fn definition_edits(text: &str, written: &str, address: Option<&str>) -> Edits {
    let mut edits = Edits::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let defined = line.trim_start().starts_with('[').then(|| line.find("]:")).flatten();
        if let Some(colon) = defined {
            let rest = line[colon + 2..].trim_start();
            let named = rest.strip_prefix('<').unwrap_or(rest);
            if named.starts_with(written) {
                let place = at + line.len() - named.len();
                edits.push(match address {
                    Some(address) => (place..place + written.len(), address.to_owned()),
                    None => (at..at + line.len(), String::new()),
                });
            }
        }
        at += line.len();
    }
    edits
}

/// A text with its edits made; of two that meet, the first stands.
fn edited(text: &str, mut edits: Edits) -> Cow<'_, str> {
    if edits.is_empty() {
        return text.into();
    }
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let (mut out, mut from) = (String::with_capacity(text.len() + 256), 0);
    for (range, replacement) in edits {
        if range.start >= from {
            out.push_str(&text[from..range.start]);
            out.push_str(&replacement);
            from = range.end;
        }
    }
    out.push_str(&text[from..]);
    out.into()
}

/// The data as JSON: what the front matter and the registries say, with every key fact as written and as typed.
#[must_use]
pub fn json(view: &View, id: PageId) -> String {
    let page = view.site.page(id);
    let head = &page.head;
    let iso = |date: Option<WrittenDate>| date.map(|date| date.iso(&view.clock.zone));
    let url = view.config.base_url.absolute(view.plan.page(id));
    let people = page.authors.iter().map(|author| &view.site.authors[author.0].person);
    let terms = page.tags.iter().map(|tag| &view.site.tags[tag.0].term);
    let cited = page.head.cited().into_iter();
    let twin = Twin {
        version: 1,
        title: &head.title,
        summary: &head.summary,
        date: iso(head.date),
        updated: iso(head.updated),
        language: &view.config.language,
        authors: people.map(|person| Author { id: &person.id, name: &person.name }).collect(),
        tags: terms.map(|term| Tag { id: &term.id, label: &term.label }).collect(),
        section: (page.section.0 != 0).then(|| view.site.section(page.section).title.as_str()),
        words: head.words,
        key_facts: head.key_facts.iter().map(|fact| key_fact(view, fact, &url)).collect(),
        sources: cited
            .filter_map(|source| Some((source, record(view.source_record(page, source)?, view.works.recall_of(id, source), &iso))))
            .collect(),
        corrections: head.corrections.iter().map(|change| correction(change, &iso)).collect(),
        url: &url,
    };
    pretty(&twin)
}

/// Indented JSON with a line feed at its end.
pub(super) fn pretty(data: &impl Serialize) -> String {
    let mut bytes = Vec::with_capacity(4 * 1024);
    // A vector takes everything, and data of ours has no key that is not text.
    let _ = serde_json::to_writer_pretty(&mut bytes, data);
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

/// The JSON twin. Its field names are a format of their own, with a version.
#[derive(Serialize)]
struct Twin<'a> {
    version: u32,
    title: &'a str,
    summary: &'a str,
    url: &'a str,
    language: &'a str,
    date: Option<String>,
    updated: Option<String>,
    authors: Vec<Author<'a>>,
    tags: Vec<Tag<'a>>,
    section: Option<&'a str>,
    words: usize,
    key_facts: Vec<Fact<'a>>,
    sources: BTreeMap<&'a str, Record<'a>>,
    corrections: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Tag<'a> {
    id: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct Fact<'a> {
    id: &'a str,
    url: Anchor<'a>,
    label: &'a str,
    value: &'a str,
    parsed: Parsed<'a>,
    source: Option<&'a str>,
    quote: Option<&'a str>,
    as_of: Option<&'a str>,
    note: Option<&'a str>,
    entity: Option<String>,
    property: Option<String>,
    said_by: Option<&'a str>,
    review_by: Option<String>,
}

#[derive(Serialize)]
struct Record<'a> {
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    title: &'a str,
    publisher: Option<&'a str>,
    author: Option<String>,
    url: Option<&'a str>,
    url_status: Option<&'static str>,
    date: Option<String>,
    accessed: Option<String>,
    archive_url: Option<&'a str>,
    archive_date: Option<String>,
    licence: Option<&'a str>,
    via: Option<&'a str>,
    tier: Option<&'static str>,
    lang: Option<&'a str>,
    status: Option<&'static str>,
    status_note: Option<&'a str>,
    status_date: Option<String>,
}

#[derive(Serialize)]
struct Change<'a> {
    date: Option<String>,
    kind: &'a str,
    note: &'a str,
    major: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
}

/// A place on a page, by the page's address and the name of the place.
struct Anchor<'a>(&'a str, &'a str);

impl Serialize for Anchor<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}#{}", self.0, self.1))
    }
}

fn key_fact<'a>(view: &View, fact: &'a KeyFact, url: &'a str) -> Fact<'a> {
    Fact {
        id: &fact.id,
        url: Anchor(url, &fact.id),
        label: &fact.label,
        value: &fact.value,
        parsed: Parsed(&fact.quantity),
        source: fact.source.as_deref(),
        quote: fact.quote.as_deref(),
        as_of: fact.as_of.as_deref(),
        note: fact.note.as_deref(),
        entity: fact.entity.as_deref().map(|entity| view.registries.entity_id(entity)),
        property: fact.property.as_deref().map(|property| view.registries.property_id(property)),
        said_by: fact.said_by.as_deref(),
        review_by: fact.review_by.map(|date| date.iso(&view.clock.zone)),
    }
}

fn record<'a>(source: &'a Source, recall: Option<&'a Recall>, iso: &impl Fn(Option<WrittenDate>) -> Option<String>) -> Record<'a> {
    Record {
        kind: source.kind.map(Words::word),
        title: &source.title,
        publisher: source.publisher.as_deref(),
        author: source.author(),
        url: source.url.as_deref(),
        url_status: source.url_status.map(Words::word),
        date: iso(source.date),
        accessed: iso(source.accessed),
        archive_url: source.archive_url.as_deref(),
        archive_date: iso(source.archive_date),
        licence: source.licence.as_deref(),
        via: source.via.as_deref(),
        tier: source.tier.map(Words::word),
        lang: source.lang.as_deref(),
        status: recall.map(|recall| recall.standing.word()),
        status_note: recall.and_then(|recall| recall.note.as_deref()),
        status_date: recall.and_then(|recall| iso(recall.date)),
    }
}

fn correction<'a>(change: &'a Correction, iso: &impl Fn(Option<WrittenDate>) -> Option<String>) -> Change<'a> {
    Change { date: iso(change.date), kind: &change.kind, note: &change.note, major: change.major, source: change.source.as_deref() }
}

#[cfg(test)]
mod tests {
    use super::{Edits, edited};
    use crate::briefing::markdown::comments;

    #[test]
    fn comments_never_reach_the_twin_and_code_keeps_them() {
        for (text, expected) in [
            ("a<!-- note -->b\n", "ab\n"),
            ("a <!-- one\ntwo --> b\n", "a  b\n"),
            ("```html\n<!-- kept -->\n```\n<!-- gone -->", "```html\n<!-- kept -->\n```\n"),
            ("````\n```\n<!-- kept -->\n````\n\n<!-- gone -->\nx", "````\n```\n<!-- kept -->\n````\n\n\nx"),
            ("Write `<!--` first.\n\nMore.", "Write `<!--` first.\n\nMore."),
            ("    ```\n\n<!-- gone -->\nx", "    ```\n\n\nx"),
        ] {
            let edits: Edits = comments(text).into_iter().map(|range| (range, String::new())).collect();
            assert_eq!(edited(text, edits), expected, "{text:?}");
        }
    }
}
