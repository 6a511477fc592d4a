//! Rules about sources: every id that is cited has a record, and every record of a file is cited.

use rustc_hash::FxHashSet;

use crate::base::spelling::nearest;
use crate::base::{Code, Diagnostic, Place};
use crate::briefing::{Head, Places};
use crate::site::{Page, Registries};

/// The front-matter keys that sources may stand under.
pub(super) const SOURCES: [&str; 2] = ["sources", "references"];

/// The ids that mean a source on a page.
struct Known<'a> {
    head: &'a Head,
    own: FxHashSet<&'a str>,
    registries: &'a Registries,
}

impl<'a> Known<'a> {
    fn of(page: &'a Page, registries: &'a Registries) -> Self {
        let head = &*page.head;
        Self { head, own: head.sources.iter().map(|(id, _)| id.as_str()).collect(), registries }
    }

    fn has(&self, id: &str) -> bool {
        self.own.contains(id) || self.registries.sources.contains_key(id)
    }

    /// The id that an unknown one nearly spells.
    fn near(&self, id: &str) -> Option<&'a str> {
        let own = self.head.sources.iter().map(|(id, _)| id.as_str());
        nearest(id, own.chain(self.registries.sources.keys().map(String::as_str)))
    }
}

/// E0203: every cited id must be a source of the file or of the registry.
pub(super) fn unknown(page: &Page, registries: &Registries, places: &Places<'_>) -> Vec<Diagnostic> {
    let known = Known::of(page, registries);
    let head = &page.head;
    let mut told: FxHashSet<&str> = FxHashSet::default();
    let mut found = Vec::new();
    for citation in head.citations.iter().filter(|citation| !known.has(&citation.source)) {
        if told.insert(&citation.source) {
            found.push(unknown_source(&citation.source, &known, places.span(&head.path, citation.span.clone())));
        }
    }
    for fact in &head.key_facts {
        if let Some(id) = fact.source.as_deref().filter(|id| !known.has(id))
            && told.insert(id)
        {
            found.push(unknown_source(id, &known, place_in_facts(head, id, places)));
        }
    }
    for id in head.corrections.iter().filter_map(|correction| correction.source.as_deref()).filter(|id| !known.has(id)) {
        if told.insert(id) {
            found.push(unknown_source(id, &known, places.item(&head.path, &["corrections"], id)));
        }
    }
    for id in head.source_ids.iter().filter(|id| !registries.sources.contains_key(*id)) {
        if told.insert(id) {
            found.push(unknown_source(id, &known, places.item(&head.path, &SOURCES, id)));
        }
    }
    found
}

/// Where the key facts name a source.
pub(super) fn place_in_facts(head: &Head, id: &str, places: &Places<'_>) -> Place {
    if head.facts_in_body {
        places.mention(&head.path, head.text.clone(), id)
    } else {
        places.item(&head.path, &["key_facts", "facts"], id)
    }
}

fn unknown_source(id: &str, known: &Known<'_>, place: Place) -> Diagnostic {
    let hint = known.near(id).map_or_else(
        || "add it under `sources` in the front matter, or to content/_data/sources.yaml".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(Code::E0203, format!("unknown source `{id}`")).at(place).hint(hint)
}

/// W0220: a source that a file describes is there to be cited. Ids of the registry that it lists are meant for the list.
/// A source that an unknown id nearly spells is not told: the two are one mistake.
pub(super) fn uncited(page: &Page, registries: &Registries, places: &Places<'_>) -> Vec<Diagnostic> {
    let head = &page.head;
    if head.sources.is_empty() {
        return Vec::new();
    }
    let known = Known::of(page, registries);
    let mut cited: FxHashSet<&str> = head.cited().into_iter().collect();
    let meant: Vec<&str> = cited.iter().filter(|id| !known.has(id)).filter_map(|id| known.near(id)).collect();
    cited.extend(meant);
    let own = head.sources.iter().map(|(id, _)| id.as_str()).filter(|id| !cited.contains(id));
    own.map(|id| uncited_source(id, places.entry(&head.path, &SOURCES, id))).collect()
}

fn uncited_source(id: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0220, format!("nothing cites the source `{id}`"))
        .at(place)
        .hint(format!("cite it where the text rests on it, as [@{id}], or take it out"))
}
