//! Rules about the finished model: each one function, one code, one fixture.
//!
//! Links and addresses are checked where they are made; here is what needs registries and pages together.

pub mod calls;
pub mod evidence;
pub mod facts;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::base::spelling::nearest;
use crate::base::{Code, Diagnostic, Diagnostics, Place};
use crate::briefing::{Head, Places};
use crate::site::{Page, Registries, Site};

/// Runs every rule on every page.
#[must_use]
pub fn run(site: &Site, registries: &Registries, places: &Places<'_>) -> Diagnostics {
    run_on(&site.pages.iter().collect::<Vec<_>>(), registries, places)
}

/// Runs every rule on some pages.
#[must_use]
pub fn run_on(pages: &[&Page], registries: &Registries, places: &Places<'_>) -> Diagnostics {
    pages.par_iter().flat_map_iter(|page| unknown_sources(page, registries, places)).collect::<Vec<_>>().into_iter().collect()
}

/// E0203: every cited id must be a source of the file or of the registry.
fn unknown_sources(page: &Page, registries: &Registries, places: &Places<'_>) -> Vec<Diagnostic> {
    let head = &page.head;
    let known = |id: &str| head.sources.iter().any(|(own, _)| own == id) || registries.sources.contains_key(id);
    let mut told: FxHashSet<&str> = FxHashSet::default();
    let mut found = Vec::new();
    for citation in head.citations.iter().filter(|citation| !known(&citation.source)) {
        if told.insert(&citation.source) {
            found.push(unknown_source(&citation.source, head, registries, places.span(&head.path, citation.span.clone())));
        }
    }
    for fact in &head.key_facts {
        if let Some(id) = fact.source.as_deref().filter(|id| !known(id))
            && told.insert(id)
        {
            let place = if head.facts_in_body {
                places.mention(&head.path, head.text.clone(), id)
            } else {
                places.item(&head.path, &["key_facts", "facts"], id)
            };
            found.push(unknown_source(id, head, registries, place));
        }
    }
    for id in head.source_ids.iter().filter(|id| !registries.sources.contains_key(*id)) {
        if told.insert(id) {
            found.push(unknown_source(id, head, registries, places.item(&head.path, &["sources", "references"], id)));
        }
    }
    found
}

fn unknown_source(id: &str, head: &Head, registries: &Registries, place: Place) -> Diagnostic {
    let own = head.sources.iter().map(|(id, _)| id.as_str());
    let near = nearest(id, own.chain(registries.sources.keys().map(String::as_str)));
    let hint = near.map_or_else(
        || "add it under `sources` in the front matter, or to content/_data/sources.yaml".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(Code::E0203, format!("unknown source `{id}`")).at(place).hint(hint)
}
