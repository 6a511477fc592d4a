//! W0221 and W0222: what rests on a source that was retracted or is disputed.
//!
//! One finding for each briefing and source, with all that rests on it. A briefing that keeps to the source says so in a
//! correction that names it; readers see the notice all the same.

use crate::base::{Code, Diagnostic, Diagnostics, Place};
use crate::briefing::{Head, Places, Recall, Standing};
use crate::site::works::{Origin, Resting};
use crate::site::{Registries, Site, Work, Works};

use super::sources::{SOURCES, place_in_facts};

/// Tells what rests on works that do not stand any more.
#[must_use]
pub fn run(site: &Site, works: &Works, registries: &Registries, places: &Places<'_>) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (_, work) in works.recalled() {
        let Some(recall) = &work.record.recall else { continue };
        let mark = work.marked.as_ref().and_then(|origin| place_of(origin, site, registries, places));
        for (page, ids) in &work.uses {
            let head = &site.page(*page).head;
            let is_answered = head.corrections.iter().any(|correction| correction.source.as_ref().is_some_and(|id| ids.contains(id)));
            if !is_answered {
                found.push(resting(work, recall, (head, ids), mark.clone(), places));
            }
        }
    }
    found
}

fn place_of(origin: &Origin, site: &Site, registries: &Registries, places: &Places<'_>) -> Option<Place> {
    match origin {
        Origin::Registry(id) => registries.marked.get(id).cloned(),
        Origin::Page(page, id) => Some(places.entry(&site.page(*page).head.path, &SOURCES, id)),
    }
}

fn resting(work: &Work, recall: &Recall, (head, ids): (&Head, &[String]), mark: Option<Place>, places: &Places<'_>) -> Diagnostic {
    let rests = Resting::of(head, ids);
    let id = ids.first().map_or("", String::as_str);
    let spans: Vec<Place> = rests.citations.iter().map(|(_, citation)| places.span(&head.path, citation.span.clone())).collect();
    let (code, what) = match recall.standing {
        Standing::Retracted => (Code::W0221, "was retracted"),
        Standing::Disputed => (Code::W0222, "is disputed"),
    };
    let labels: Vec<String> = rests.facts.iter().map(|fact| format!("`{}`", fact.label)).collect();
    let mut lines: Vec<String> = spans.iter().filter_map(|place| Some(place.span.as_ref()?.line.to_string())).collect();
    lines.dedup();
    let parts = [told("the key fact", &labels), told("the text in line", &lines)].into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let rest = if parts.is_empty() { "and stands in the list of sources".to_owned() } else { format!("and this rests on it: {parts}") };
    let first = spans
        .into_iter()
        .next()
        .unwrap_or_else(|| if rests.facts.is_empty() { record_or_item(head, id, places) } else { place_in_facts(head, id, places) });
    let mut finding = Diagnostic::new(code, format!("the source `{id}` (“{}”) {what}, {rest}", work.record.title))
        .at(first)
        .hint(format!("take out what rests on it; or keep it, and say why in a correction with `source: {id}`"));
    if let Some(mark) = mark {
        finding = finding.note("it is marked here", mark);
    }
    finding
}

/// `the key facts a and b`, `the text in lines 3, 4 and 7`.
fn told(noun: &str, items: &[String]) -> Option<String> {
    let (last, others) = items.split_last()?;
    Some(if others.is_empty() { format!("{noun} {last}") } else { format!("{noun}s {} and {last}", others.join(", ")) })
}

/// Where a source that nothing cites is described or listed.
fn record_or_item(head: &Head, id: &str, places: &Places<'_>) -> Place {
    if head.source_ids.iter().any(|listed| listed == id) {
        places.item(&head.path, &SOURCES, id)
    } else {
        places.entry(&head.path, &SOURCES, id)
    }
}
