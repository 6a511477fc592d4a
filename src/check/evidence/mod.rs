//! Evidence: whether the sources of a briefing say what it says they do.
//!
//! Claims (`claims`) are held against the copies of their sources that the project keeps (`snapshot`): words by
//! `quotation`, figures and dates by `figure`. What this can tell is that words or a figure *are there*, are *not there*,
//! or *differ*; whether a source is right, it cannot, and no message says so. A source without a copy is not asked, and
//! a claim without such a source is not judged. A key fact may waive the question with a reason.
//!
//! Reading order: this file (the rules), `claims`, `folding`, `quotation`, `mention`, `figure`, `snapshot`.

mod claims;
mod faults;
pub mod figure;
pub mod folding;
pub mod mention;
pub mod quotation;
mod snapshot;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use self::claims::{Cited, Quoted};
use self::figure::{Said, is_difference, said, tells_change};
use self::mention::{Mention, mentions};
use self::quotation::Quotation;
use self::snapshot::{Missing, Snapshot};
use crate::base::{Diagnostic, Place, SourceText};
use crate::briefing::quantity::Quantity;
use crate::briefing::{Head, KeyFact, Places, markdown, sources};
use crate::input::Files;
use crate::site::{Page, Registries};

/// The copies of sources that pages rest on, read once for all of them.
#[derive(Debug, Default)]
pub struct Snapshots<'a>(BTreeMap<&'a sources::Snapshot, Result<Snapshot, Missing>>);

impl<'a> Snapshots<'a> {
    /// Reads the copies that these pages need.
    #[must_use]
    pub fn of(pages: &[&'a Page], registries: &'a Registries, files: &Files) -> Self {
        let kept = pages.iter().flat_map(|page| cited(&page.head, registries)).filter_map(|(_, source)| source.snapshot.as_ref());
        let kept: BTreeSet<&sources::Snapshot> = kept.collect();
        let read = kept.into_par_iter().map(|kept| (kept, Snapshot::read(files, kept)));
        Self(read.collect::<Vec<_>>().into_iter().collect())
    }

    fn get(&self, kept: &sources::Snapshot) -> Result<&Snapshot, Missing> {
        self.0.get(kept).map_or(Err(Missing::NotThere), |read| read.as_ref().map_err(|missing| *missing))
    }
}

/// The sources that a file may rest on, by id: its own, and those of the registry that it names.
fn cited<'a>(head: &'a Head, registries: &'a Registries) -> impl Iterator<Item = (&'a str, &'a sources::Source)> {
    let own = head.sources.iter().map(|(id, source)| (id.as_str(), source));
    let named = head.citations.iter().map(|citation| citation.source.as_str());
    let facts = head.key_facts.iter().filter_map(|fact| fact.source.as_deref());
    let listed = named.chain(facts).chain(head.source_ids.iter().map(String::as_str));
    let listed = listed.filter(|id| head.sources.iter().all(|(own, _)| own != id));
    own.chain(listed.filter_map(|id| Some((id, registries.sources.get(id)?))))
}

/// Every rule about the evidence of one page.
#[must_use]
pub fn run(page: &Page, registries: &Registries, snapshots: &Snapshots<'_>, places: &Places<'_>) -> Vec<Diagnostic> {
    let head = &page.head;
    let kept: BTreeMap<&str, (&sources::Source, &sources::Snapshot)> =
        cited(head, registries).filter_map(|(id, source)| Some((id, (source, source.snapshot.as_ref()?)))).collect();
    if kept.is_empty() {
        return Vec::new();
    }
    let (mut found, mut copies, mut dates) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for (id, (source, kept)) in kept {
        match snapshots.get(kept) {
            Ok(snapshot) => drop(copies.insert(id, snapshot)),
            Err(missing) => found.push(faults::no_snapshot(id, &kept.file, missing, source_place(head, id, &kept.file, places))),
        }
        let dated = source.date.or(source.accessed).map(|date| date.day(&TimeZone::UTC));
        dates.extend(dated.map(|date| (id, date)));
    }
    let examination = Examination { head, copies, dates, places };
    let text = places.source(&head.path);
    let said = text.as_ref().and_then(|source| source.text.get(head.text.clone())).unwrap_or_default();
    for cited in claims::cited(head, &markdown::spoken(said, head.text.start)) {
        found.extend(cited.quoted().iter().filter_map(|quoted| examination.quoted(quoted)));
        found.extend(examination.told(&cited));
    }
    found.extend(head.key_facts.iter().filter(|fact| fact.waive.is_none()).flat_map(|fact| examination.fact(fact, text.as_ref())));
    found
}

/// Where the file, or the registry, names the copy.
fn source_place(head: &Head, id: &str, file: &str, places: &Places<'_>) -> Place {
    let is_own = head.sources.iter().any(|(own, _)| own == id);
    let text = is_own.then(|| places.source(&head.path)).flatten();
    let at = text.as_ref().and_then(|text| text.text.find(file));
    at.map_or_else(|| Place::file(&head.path), |at| places.span(&head.path, at..at + file.len()))
}

/// Whether a figure is written in digits. In words it is often a manner of speaking (`half of them`, `one of the two`).
fn has_digits(words: &str) -> bool {
    words.contains(|character: char| character.is_ascii_digit())
}

/// Words before a number that counts nothing: `section 4`.
const PARTS: &[&str] =
    &["article", "chapter", "clause", "figure", "no", "number", "page", "paragraph", "part", "rule", "section", "step", "table", "version"];

/// Whether what follows a text is the number of a part of something.
fn is_number_of_part(before: &str) -> bool {
    let word = before.trim_end_matches(|character: char| !character.is_alphanumeric()).rsplit(' ').next().unwrap_or_default();
    PARTS.contains(&word.to_lowercase().as_str())
}

/// What stands in a copy, as it was written, on one line.
fn words_of(snapshot: &Snapshot, range: Range<usize>) -> String {
    let words = snapshot.source.text.get(range).unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One briefing, with the copies of its sources at hand.
struct Examination<'a> {
    head: &'a Head,
    copies: BTreeMap<&'a str, &'a Snapshot>,
    /// When sources are from, as far as their records say.
    dates: BTreeMap<&'a str, Date>,
    places: &'a Places<'a>,
}

impl Examination<'_> {
    /// E0207, W0211: words that are quoted from a source must stand in it.
    fn quoted(&self, quoted: &Quoted<'_>) -> Option<Diagnostic> {
        let place = || self.places.span(&self.head.path, quoted.span.clone());
        self.quotation(&quoted.words, &quoted.sources, place)
    }

    fn quotation(&self, words: &str, sources: &[&str], place: impl Fn() -> Place) -> Option<Diagnostic> {
        let asked: Vec<(&str, &Snapshot)> = sources.iter().filter_map(|id| Some((*id, *self.copies.get(id)?))).collect();
        // A source without a copy may be the one that is quoted.
        if asked.len() < sources.len() || asked.is_empty() {
            return None;
        }
        let Some(quotation) = Quotation::of(words) else {
            // Nothing but what the writer put in.
            return (words.split_whitespace().count() > 1).then(|| faults::not_quoted(sources, place()));
        };
        if asked.iter().any(|(_, snapshot)| quotation.find(&snapshot.folded).is_some()) {
            return None;
        }
        let elsewhere = self.copies.iter().find_map(|(id, snapshot)| Some((*id, snapshot, quotation.find(&snapshot.folded)?)));
        if let Some((id, snapshot, range)) = elsewhere {
            let there = snapshot.source.place(snapshot.in_file(range));
            return Some(faults::in_another_source(sources, id, place()).note("here", there));
        }
        let near = asked.iter().find_map(|(_, snapshot)| Some((snapshot, quotation.nearest(&snapshot.folded, snapshot.words())?)));
        let fault = faults::not_quoted(sources, place());
        Some(match near {
            Some((snapshot, nearest)) => {
                let there = snapshot.source.place(snapshot.in_file(nearest.range));
                let passage = words_of(snapshot, snapshot.in_file(nearest.shown));
                fault.note(faults::nearest(&passage, &nearest.differences), there)
            }
            None => fault,
        })
    }

    /// W0212: the figures and days that a sentence tells in its own words must be in one of its sources.
    fn told(&self, cited: &Cited<'_>) -> Vec<Diagnostic> {
        let asked: Vec<(&str, &Snapshot)> = cited.sources.iter().filter_map(|id| Some((*id, *self.copies.get(id)?))).collect();
        if asked.len() < cited.sources.len() || asked.is_empty() {
            return Vec::new();
        }
        let own = cited.own_words();
        let told = mentions(&own);
        let is_figure_told = |mention: &&Mention| {
            let is_derived = |snapshot: &Snapshot| tells_change(&own) && is_difference(&mention.quantity, &snapshot.mentions);
            asked.iter().any(|(id, snapshot)| self.said(&mention.quantity, id, snapshot).is_some() || is_derived(snapshot))
        };
        let figures = told.all.iter().filter(|mention| !is_figure_told(mention)).map(|mention| mention.range.clone());
        let days = told.days.iter().filter(|day| asked.iter().all(|(_, snapshot)| !snapshot.mentions.name_day(day)));
        let untold = figures
            .chain(days.map(|day| day.range.clone()))
            .filter(|range| has_digits(&own[range.clone()]) && !is_number_of_part(&own[..range.start]));
        let place = |range: Range<usize>| self.places.span(&self.head.path, cited.in_file(range));
        untold.map(|range| faults::no_figure_told(&own[range.clone()], &cited.sources, place(range))).collect()
    }

    /// What a source says about a quantity.
    fn said(&self, quantity: &Quantity, source: &str, snapshot: &Snapshot) -> Option<Said> {
        said(quantity, &snapshot.mentions, self.dates.get(source).copied())
    }

    /// E0207, E0208, W0209: the words of a key fact must stand in its source, and its figure or date as well.
    fn fact(&self, fact: &KeyFact, text: Option<&SourceText>) -> Vec<Diagnostic> {
        let Some(source) = fact.source.as_deref() else { return Vec::new() };
        let place_of = |words: &str| self.place_in_fact(words, text);
        let quote = fact.quote.as_deref();
        let quoted = quote.and_then(|words| self.quotation(words, &[source], || place_of(words)));
        let figure = self.copies.get(source).and_then(|snapshot| self.figure(fact, source, snapshot, &place_of));
        quoted.into_iter().chain(figure).collect()
    }

    fn figure(&self, fact: &KeyFact, source: &str, snapshot: &Snapshot, place_of: &dyn Fn(&str) -> Place) -> Option<Diagnostic> {
        if matches!(fact.quantity, Quantity::Text(_)) {
            return None;
        }
        let there = |at: usize| {
            let range = snapshot.mentions.all.get(at)?.range.clone();
            Some((words_of(snapshot, range.clone()), snapshot.source.place(range)))
        };
        match self.said(&fact.quantity, source, snapshot) {
            Some(Said::Alike(_)) => None,
            Some(Said::Otherwise(at)) => {
                let (words, place) = there(at)?;
                Some(faults::otherwise(fact, source, &words, place_of(&fact.value)).note("it says so here", place))
            }
            Some(Said::Elsewhere(at)) => {
                let (words, place) = there(at)?;
                Some(faults::of_something_else(fact, source, &words, place_of(&fact.value)).note("it counts something else here", place))
            }
            None if !has_digits(&fact.value) => None,
            None => Some(faults::no_figure(fact, source, place_of(&fact.value))),
        }
    }

    /// Where a key fact holds these words.
    fn place_in_fact(&self, words: &str, text: Option<&SourceText>) -> Place {
        let path = &self.head.path;
        if self.head.facts_in_body {
            return self.places.mention(path, self.head.text.clone(), words);
        }
        let place = self.places.item(path, &["key_facts", "facts"], words);
        let at = text.filter(|_| place.span.is_none()).and_then(|text| text.text.find(words));
        at.map_or(place, |at| self.places.span(path, at..at + words.len()))
    }
}
