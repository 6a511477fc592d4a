//! Waived contradictions: whether somebody accepts that a fact says otherwise than another, and still does.
//!
//! The waiver of either fact covers a contradiction. It is for one state of the copy of its fact's source, as for evidence,
//! and ends with it; of a fact whose source has no copy at hand it holds while it stands.

use crate::base::{Diagnostic, Place, SourcePath, sha256};
use crate::briefing::waivers::DIGITS;
use crate::briefing::{KeyFact, Places, Waiver};
use crate::check::evidence::faults;
use crate::site::{Page, Registries};

/// What the waivers of facts that contradict one another do.
#[derive(Debug, Default)]
pub(super) struct Waived {
    /// Whether one of them holds.
    pub(super) holds: bool,
    /// Where they stand.
    pub(super) places: Vec<Place>,
    /// What is wrong with them.
    pub(super) found: Vec<Diagnostic>,
}

impl Waived {
    /// Asks the waiver of a fact, if it has one.
    pub(super) fn ask(&mut self, page: &Page, fact: &KeyFact, registries: &Registries, places: &Places<'_>) {
        let Some(waiver) = &fact.waive else { return };
        let place = places.item(&page.head.path, &["key_facts", "facts"], &waiver.reason);
        match ended(waiver, copy(page, fact, registries, places), &place) {
            Some((fault, true)) => self.found.push(fault),
            Some((fault, false)) => {
                self.found.push(fault);
                self.holds = true;
            }
            None => self.holds = true,
        }
        self.places.push(place);
    }
}

/// The source of a fact, with the SHA-256 of its copy, if that is at hand.
fn copy<'a>(page: &Page, fact: &'a KeyFact, registries: &Registries, places: &Places<'_>) -> Option<(&'a str, String)> {
    let id = fact.source.as_deref()?;
    let own = page.head.sources.iter().find(|(own, _)| own == id).map(|(_, source)| source);
    let kept = own.or_else(|| registries.sources.get(id))?.snapshot.as_ref()?;
    let bytes = places.files().bytes(&SourcePath::new(&format!("content/{}", kept.file))?)?;
    Some((id, sha256(&bytes)))
}

/// What is wrong with a waiver, and whether that ends it.
fn ended(waiver: &Waiver, copy: Option<(&str, String)>, place: &Place) -> Option<(Diagnostic, bool)> {
    let (source, hash) = copy?;
    let now = &hash[..DIGITS];
    match &waiver.snapshot {
        None => Some((faults::unbound_waiver(&waiver.reason, now, place.clone()), false)),
        Some(digits) if !hash.starts_with(digits.as_str()) => Some((faults::lapsed_waiver(source, digits, now, place.clone()), true)),
        Some(_) => None,
    }
}
