//! What rests on sources that were retracted or are disputed: of every file, published or not, so that an editor finds
//! the drafts as well.

use super::Options;
use super::gather;
use super::shelf::Shelf;
use crate::base::{Diagnostics, SourcePath};
use crate::briefing::Places;
use crate::briefing::source_words::Words;
use crate::input::{Config, Files, data};
use crate::site::{Resting, Site, Work, Works, registry};

/// What of one file rests on such a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recalled {
    /// `retracted` or `disputed`.
    pub status: &'static str,
    /// The source's id in the file.
    pub source: String,
    /// The work's title.
    pub title: String,
    /// The file.
    pub path: SourcePath,
    /// The ids and labels of key facts.
    pub facts: Vec<(String, String)>,
    /// The lines of citations.
    pub lines: Vec<u32>,
}

/// Everything that rests on such sources, in the order of works. What is on the shelf is not read.
#[must_use]
pub fn recalled(files: &Files, options: &Options, shelf: &Shelf) -> (Vec<Recalled>, Diagnostics) {
    let (config, mut faults) = Config::read(files, options.overrides.clone());
    let (data, found) = data::read(files);
    faults.extend(found);
    let (registries, found) = registry::read(&data);
    faults.extend(found);
    let (heads, found) = gather::all_heads(files, &config, shelf);
    faults.extend(found);
    let places = Places::new(files);
    // Tags and authors that nobody knows are told by a check.
    let (site, _) = Site::new(heads, &registries, &config.timezone, &places);
    let works = Works::of(&site, &registries);
    let rows = works.recalled().flat_map(|(_, work)| rows(work, &site, &places)).collect();
    (rows, faults)
}

fn rows(work: &Work, site: &Site, places: &Places<'_>) -> Vec<Recalled> {
    let Some(recall) = &work.record.recall else { return Vec::new() };
    let row = |(page, ids): &(_, Vec<String>)| {
        let head = &site.page(*page).head;
        let rests = Resting::of(head, ids);
        let line = |span: std::ops::Range<usize>| places.span(&head.path, span).span.map(|span| span.line);
        let mut lines: Vec<u32> = rests.citations.iter().filter_map(|(_, citation)| line(citation.span.clone())).collect();
        lines.dedup();
        Recalled {
            status: recall.standing.word(),
            source: ids.first().cloned().unwrap_or_default(),
            title: work.record.title.clone(),
            path: head.path.clone(),
            facts: rests.facts.iter().map(|fact| (fact.id.clone(), fact.label.clone())).collect(),
            lines,
        }
    };
    work.uses.iter().map(row).collect()
}
