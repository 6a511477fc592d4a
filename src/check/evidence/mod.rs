//! Evidence: whether the sources of a briefing say what it says they do.
//!
//! Claims (`claims`) are held against the copies of their sources that the project keeps (`snapshot`): words by
//! `quotation`, figures and dates by `figure`, names by `names`; an `examination` makes of it what is told ([`Examined`]). What this can tell
//! is that words or a figure *are there*, are *not there*, or *differ*; whether a source is right, it cannot, and no
//! message says so. A source without a copy is not asked. A key fact may waive the question with a reason.
//!
//! Reading order: this file (what is examined, and when again), `examination`, `claims`, `folding`, `quotation`, `mention`,
//! `figure`, `names`, `snapshot`, `passage`.

pub mod alignment;
mod calendar;
mod changes;
mod claims;
pub mod clauses;
pub mod coin;
mod comparison;
mod composite;
mod conflicts;
pub mod day;
pub mod derived;
mod direction;
mod drifts;
mod elapsed;
mod ellipsis;
mod examination;
mod fact_places;
pub(in crate::check) mod faults;
pub mod figure;
pub mod folding;
pub mod headline;
mod home;
mod hour;
pub mod idiom;
mod known;
pub mod leaning;
pub mod lexicon;
mod likeness;
mod locked;
mod loose;
mod making;
pub mod mention;
pub mod names;
pub mod near;
pub mod negation;
mod occasion;
pub mod ordinal;
mod passage;
mod phrases;
mod placed;
mod polarity;
pub mod quotation;
#[cfg(test)]
mod readings;
mod reckoned;
pub mod relative;
mod scale;
mod sentence;
mod share;
mod size;
mod snapshot;
mod speakers;
pub mod sums;
pub mod telling;
mod term;
mod told_time;
pub mod totals;
pub mod units;
mod unsettled;
mod value;
mod waived;
pub mod wording;
pub mod worked;
mod zone;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use self::examination::Examination;
pub use self::locked::out_of_date;
use self::snapshot::{Missing, Snapshot};
use crate::base::{Diagnostic, Digest, Place, SourcePath};
use crate::briefing::quantity::Tongue;
use crate::briefing::{Head, Places, Source, sources};
use crate::input::{Config, Files};
use crate::site::evidence::{Examined, Lock, compares_wording, lock};
use crate::site::{Registries, Site};

/// The copies of sources that pages rest on, each read once, when it is first asked for.
#[derive(Debug)]
pub struct Snapshots<'a> {
    files: &'a Files,
    /// Whether there is a lexicon of the language that the site is written in.
    has_lexicon: bool,
    /// The language that the site is written in.
    tongue: Tongue,
    language: &'a str,
    read: BTreeMap<(&'a sources::Snapshot, Manner), OnceLock<Result<Snapshot, Missing>>>,
    /// What was found in copies that may not be at hand now.
    lock: Option<Lock>,
    /// Of the lock's file.
    locked: Option<Digest>,
    registries: &'a Registries,
    /// The name of the site.
    title: &'a str,
    /// Of what is known of names beside the copies.
    names: Digest,
}

/// How a copy is read, by what its record says: two records may read one copy in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Manner {
    /// The language that it is written in.
    tongue: Tongue,
    /// Whether that is another than the site's.
    is_foreign: bool,
}

impl Manner {
    fn of(source: &Source, language: &str) -> Self {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let own = source.lang.as_deref().unwrap_or(language);
        Self { tongue: Tongue::of(own), is_foreign: primary(own) != primary(language) }
    }
}

impl<'a> Snapshots<'a> {
    /// The copies that the sources of a site name.
    #[must_use]
    pub fn of(site: &'a Site, registries: &'a Registries, files: &'a Files, config: &'a Config) -> Self {
        let own = site.pages.iter().flat_map(|page| page.head.sources.iter().map(|(_, source)| source));
        let tongue = Tongue::of(&config.language);
        let kept = own.chain(registries.sources.values()).filter_map(|source| {
            let manner = Manner::of(source, &config.language);
            Some(((source.snapshot.as_ref()?, manner), OnceLock::new()))
        });
        let path = SourcePath::new(lock::NAME);
        let locked = path.as_ref().and_then(|path| Some(files.get(path)?.digest));
        let lock = path.and_then(|path| Lock::read(&files.text(&path)?.text).ok());
        let (has_lexicon, title) = (compares_wording(&config.language), config.title.as_str());
        let names = Digest::of_value(&(&registries.entities, title));
        Self { files, has_lexicon, tongue, language: &config.language, read: kept.collect(), lock, locked, registries, title, names }
    }

    /// The files of the project.
    #[must_use]
    pub fn files(&self) -> &'a Files {
        self.files
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.is_empty()
    }

    fn get<'b>(&'b self, source: &'b Source) -> Result<&'b Snapshot, Missing> {
        let kept = source.snapshot.as_ref().ok_or(Missing::NotThere)?;
        let manner = Manner::of(source, self.language);
        let known = self.read.get(&(kept, manner)).ok_or(Missing::NotThere)?;
        let read = || {
            let snapshot = Snapshot::read(self.files, kept, manner.tongue)?;
            Ok(if manner.is_foreign { snapshot.foreign() } else { snapshot })
        };
        known.get_or_init(read).as_ref().map_err(|missing| *missing)
    }

    /// The SHA-256 of the copy of a source, or the one in the lock if it is not there.
    fn sha256(&self, source: &Source) -> Option<String> {
        let own = self.get(source).ok().map(|snapshot| snapshot.sha256.as_str());
        own.or_else(|| self.locked_sha256(source.snapshot.as_ref()?)).map(str::to_owned)
    }

    fn locked_sha256(&self, kept: &sources::Snapshot) -> Option<&str> {
        let locked = self.lock.as_ref()?.snapshots.get(&kept.file)?;
        kept.sha256.as_ref().is_none_or(|recorded| recorded == locked).then_some(locked)
    }

    /// The version of a copy's file; none if it is not there.
    fn version(&self, kept: &sources::Snapshot) -> Option<Digest> {
        Some(self.files.get(&SourcePath::new(&format!("content/{}", kept.file))?)?.digest)
    }
}

/// The sources that a file may rest on, by id: its own, and those of the registry that it names.
fn cited<'a>(head: &'a Head, registries: &'a Registries) -> BTreeMap<&'a str, &'a Source> {
    let own = head.sources.iter().map(|(id, source)| (id.as_str(), source));
    let named = head.citations.iter().map(|citation| citation.source.as_str());
    let facts = head.key_facts.iter().filter_map(|fact| fact.source.as_deref());
    let listed = named.chain(facts).chain(head.source_ids.iter().map(String::as_str));
    // A file's own record wins over the registry's, so it comes last.
    listed.filter_map(|id| Some((id, registries.sources.get(id)?))).chain(own).collect()
}

/// What the evidence of a page follows from, beside its own text: while that and this are the same, so is what comes of
/// it. `None` if it rests on no copy, so that there is nothing to examine.
#[must_use]
pub fn rests(head: &Head, registries: &Registries, snapshots: &Snapshots<'_>) -> Option<Digest> {
    if snapshots.is_empty() {
        return None;
    }
    let cited = cited(head, registries);
    let versions: Vec<Option<Digest>> = cited.values().filter_map(|source| Some(snapshots.version(source.snapshot.as_ref()?))).collect();
    let named = (snapshots.has_lexicon, snapshots.tongue, snapshots.names);
    (!versions.is_empty()).then(|| Digest::of_value(&(cited, versions, snapshots.locked, named)))
}

/// Whether a finding only says that a waiver has nothing to waive, though it is one of those that waive something else.
#[must_use]
pub fn is_needless(finding: &Diagnostic, others: &BTreeSet<Place>) -> bool {
    finding.place.as_ref().is_some_and(|place| others.contains(place) && *finding == faults::needless_waiver(place.clone()))
}

/// Holds the claims of one page against the copies of its sources.
#[must_use]
pub fn examine(head: &Head, registries: &Registries, snapshots: &Snapshots<'_>, places: &Places<'_>) -> Examined {
    Examination::new(head, cited(head, registries), snapshots, places).run()
}
