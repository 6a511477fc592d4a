//! The machine-readable twins of a page: its text as Markdown, and its data as JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Press;
use crate::base::WrittenDate;
use crate::briefing::{KeyFact, Source};
use crate::input::data;
use crate::site::{PageId, Resolved};
use crate::theme::View;

/// The text as Markdown, with a short front matter of its own and every link absolute. Comments are left out: they
/// are the writer's notes.
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
    let source = data::text_of(press.files, &head.path, &mut crate::base::Diagnostics::new());
    let text = source.as_ref().and_then(|source| source.text.get(head.text.clone())).unwrap_or_default();
    let linked = with_absolute_links(text, head.text.start, view, id);
    out.push_str(without_comments(&linked).trim_start_matches(['\n', '\r']));
    if !out.ends_with('\n') {
        out.push('\n');
    }
    if !head.facts_in_body && !head.key_facts.is_empty() {
        push_facts(&mut out, view, &head.key_facts);
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

/// The text with the destinations of its links between files written as absolute addresses.
fn with_absolute_links(text: &str, start: usize, view: &View, id: PageId) -> String {
    let head = &view.site.page(id).head;
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (reference, link) in head.references.iter().zip(view.links.page(id)) {
        let address = match link {
            Resolved::To { address, suffix } => format!("{}{suffix}", view.config.base_url.absolute(address)),
            Resolved::Picture { address, .. } => view.config.base_url.absolute(address),
            _ => continue,
        };
        let span = reference.span.start.saturating_sub(start)..reference.span.end.saturating_sub(start);
        let Some(inner) = text.get(span.clone()) else { continue };
        if let Some(at) = inner.rfind(&format!("]({}", reference.destination)) {
            let begin = span.start + at + 2;
            edits.push((begin..begin + reference.destination.len(), address));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let (mut out, mut from) = (String::with_capacity(text.len() + 256), 0);
    for (range, address) in edits {
        if range.start >= from {
            out.push_str(&text[from..range.start]);
            out.push_str(&address);
            from = range.end;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Markdown without HTML comments outside fenced code.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<String> = None;
    let mut in_comment = false;
    for line in text.split_inclusive('\n') {
        if !in_comment {
            let marker: String = line.trim_start().chars().take_while(|character| matches!(character, '`' | '~')).collect();
            match &fence {
                Some(open) if marker.starts_with(open.as_str()) => fence = None,
                None if marker.len() >= 3 => fence = Some(marker[..3].to_owned()),
                _ => {}
            }
        }
        if fence.is_some() {
            out.push_str(line);
        } else {
            push_uncommented(&mut out, line, &mut in_comment);
        }
    }
    out
}

fn push_uncommented(out: &mut String, line: &str, in_comment: &mut bool) {
    let mut rest = line;
    loop {
        if *in_comment {
            match rest.find("-->") {
                Some(end) => {
                    rest = &rest[end + 3..];
                    *in_comment = false;
                }
                None => return,
            }
        }
        match rest.find("<!--") {
            Some(at) => {
                out.push_str(&rest[..at]);
                rest = &rest[at + 4..];
                *in_comment = true;
            }
            None => {
                out.push_str(rest);
                return;
            }
        }
    }
}

/// The data as JSON: what the front matter and the registries say, with every key fact as written and as typed.
#[must_use]
pub fn json(view: &View, id: PageId) -> String {
    let page = view.site.page(id);
    let head = &page.head;
    let iso = |date: Option<WrittenDate>| date.map(|date| date.iso(&view.clock.zone));
    let url = view.config.base_url.absolute(view.plan.page(id));
    let authors: Vec<Value> = page
        .authors
        .iter()
        .map(|author| &view.site.authors[author.0].person)
        .map(|person| json!({ "id": person.id, "name": person.name }))
        .collect();
    let tags: Vec<Value> =
        page.tags.iter().map(|tag| &view.site.tags[tag.0].term).map(|term| json!({ "id": term.id, "label": term.label })).collect();
    let sources: Map<String, Value> =
        view.cited(page).into_iter().filter_map(|id| Some((id.to_owned(), source(view.source_record(page, id)?, view)))).collect();
    let whole = json!({
        "version": 1,
        "title": head.title,
        "summary": head.summary,
        "url": url,
        "language": view.config.language,
        "date": iso(head.date),
        "updated": iso(head.updated),
        "authors": authors,
        "tags": tags,
        "section": (page.section.0 != 0).then(|| view.site.section(page.section).title.clone()),
        "words": head.words,
        "key_facts": head.key_facts.iter().map(|fact| key_fact(fact, &url)).collect::<Vec<_>>(),
        "sources": sources,
        "corrections": head.corrections.iter().map(|correction| json!({
            "date": iso(correction.date), "kind": correction.kind, "note": correction.note, "major": correction.major,
        })).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn key_fact(fact: &KeyFact, url: &str) -> Value {
    json!({
        "id": fact.id,
        "url": format!("{url}#{}", fact.id),
        "label": fact.label,
        "value": fact.value,
        "parsed": fact.quantity.json(),
        "source": fact.source,
        "quote": fact.quote,
        "as_of": fact.as_of,
        "note": fact.note,
    })
}

fn source(source: &Source, view: &View) -> Value {
    let iso = |date: Option<WrittenDate>| date.map(|date| date.iso(&view.clock.zone));
    json!({
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "url": source.url,
        "date": iso(source.date),
        "accessed": iso(source.accessed),
        "archive_url": source.archive_url,
    })
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_never_reach_the_twin_and_code_keeps_them() {
        for (text, expected) in [
            ("a<!-- note -->b\n", "ab\n"),
            ("a <!-- one\ntwo --> b\n", "a  b\n"),
            ("```html\n<!-- kept -->\n```\n<!-- gone -->", "```html\n<!-- kept -->\n```\n"),
            ("<!-- never closed\nsecret", ""),
        ] {
            assert_eq!(without_comments(text), expected, "{text:?}");
        }
    }
}
