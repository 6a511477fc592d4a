//! Gathers the content: reads every text in parallel, sifts what is not published, and tells unknown keys once.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::shelf::{Reading, Shelf};
use crate::base::{Diagnostics, Digest, Place, SourcePath};
use crate::briefing::markdown;
use crate::briefing::quantity::Tongue;
use crate::briefing::{self, Fragment, Head, Places, Role};
use crate::check::evidence::headline::flatter;
use crate::input::{Config, File, Files, data};
use crate::output::Texts;
use crate::site::Site;
use crate::site::evidence::compares_wording;
use crate::site::gate::{self, Clock, Withheld};

/// The published content.
pub struct Content {
    /// Heads of everything published.
    pub heads: Vec<Arc<Head>>,
    /// The texts of those that were read now, by file.
    pub texts: FxHashMap<SourcePath, Arc<Fragment>>,
    /// What is withheld.
    pub withheld: Vec<Withheld>,
    /// Folders of which nothing may be published: those of withheld bundles and sections.
    pub closed: Vec<String>,
    /// When something comes or goes by itself.
    pub until: Option<Timestamp>,
}

/// Reads and sifts all texts; with the shelf for the next time.
pub fn content(files: &Files, config: &Config, clock: &Clock, shelf: &Shelf) -> (Content, Shelf, Diagnostics) {
    let (taken, faults) = take_all(files, config, shelf);
    let mut texts = FxHashMap::default();
    let mut readings = Vec::with_capacity(taken.len());
    for Taken { path, from, reading, body } in taken {
        texts.extend(body.map(|body| (path.clone(), body)));
        readings.push((path, from, reading));
    }
    let heads: Vec<Arc<Head>> = readings.iter().filter_map(|(_, _, reading)| reading.head.clone()).collect();
    let until = next_change(&heads, config, clock);
    let (heads, withheld) = gate::sift(heads, |head| head, clock);
    let closed = closed_folders(&withheld);
    (Content { heads, texts, withheld, closed, until }, readings.into_iter().collect(), faults)
}

/// When a page comes or goes by itself, leaves the news, or is to be looked at again.
fn next_change(heads: &[Arc<Head>], config: &Config, clock: &Clock) -> Option<Timestamp> {
    let old_news = |head: &Head| config.news_sitemap.then(|| clock.end_of_news(head)).flatten();
    let overdue = |head: &Head| config.stale_banner.then(|| clock.next_review(head)).flatten();
    heads.par_iter().flat_map_iter(|head| [clock.next_change(head), old_news(head), overdue(head)]).flatten().min()
}

/// The heads of all texts, published or not.
pub fn all_heads(files: &Files, config: &Config, shelf: &Shelf) -> (Vec<Arc<Head>>, Diagnostics) {
    let (taken, faults) = take_all(files, config, shelf);
    (taken.into_iter().filter_map(|taken| taken.reading.head.clone()).collect(), faults)
}

/// What one file said, from the shelf or read now.
struct Taken {
    path: SourcePath,
    from: Digest,
    reading: Arc<Reading>,
    body: Option<Arc<Fragment>>,
}

fn take_all(files: &Files, config: &Config, shelf: &Shelf) -> (Vec<Taken>, Diagnostics) {
    let options = markdown_options(config);
    let has_lexicon = compares_wording(&config.language);
    let manner = format!("{options:?}{has_lexicon}");
    let texts: Vec<(&SourcePath, &File)> =
        files.below("content").filter(|(rest, path, _)| is_text(rest, path)).map(|(_, path, file)| (path, file)).collect();
    let taken: Vec<Taken> = texts
        .into_par_iter()
        .map(|(path, file)| {
            let from = Digest::of_value(&(file.digest, &manner));
            let (reading, body) = match shelf.get(path, from) {
                Some(known) => (Arc::clone(known), None),
                None => read_one(files, path, &options, has_lexicon),
            };
            Taken { path: path.clone(), from, reading, body }
        })
        .collect();
    let (mut faults, mut unknown) = (Diagnostics::new(), BTreeMap::<&String, Vec<&Place>>::new());
    for Taken { reading, .. } in &taken {
        faults.extend(reading.faults.iter().cloned());
        for (key, place) in &reading.unknown {
            unknown.entry(key).or_default().push(place);
        }
    }
    for (key, places) in unknown {
        if let Some(first) = places.first() {
            faults.push(briefing::faults::unknown_key(key, places.len(), (*first).clone()));
        }
    }
    (taken, faults)
}

fn read_one(files: &Files, path: &SourcePath, options: &markdown::Options, has_lexicon: bool) -> (Arc<Reading>, Option<Arc<Fragment>>) {
    let mut faults = Diagnostics::new();
    let (mut reading, body) = match data::text_of(files, path, &mut faults) {
        Some(source) => {
            let (mut reading, body) = Reading::split(briefing::read(&source, options));
            let flatter = reading.head.iter().filter(|_| has_lexicon).flat_map(|head| flatter(head, &source, &Places::new(files)));
            reading.faults.extend(flatter.collect::<Vec<_>>());
            (reading, body)
        }
        None => (Reading { head: None, faults: Vec::new(), unknown: Vec::new() }, None),
    };
    reading.faults.extend(faults);
    (Arc::new(reading), body)
}

fn markdown_options(config: &Config) -> markdown::Options {
    markdown::Options {
        raw_html: config.markdown.raw_html,
        keep_opening: false,
        smart_punctuation: config.markdown.smart_punctuation,
        highlight: config.markdown.highlight,
        permalinks: config.markdown.permalinks,
        facts_headings: config.facts_headings.clone(),
        signposts: config.signposts.clone(),
        tongue: Tongue::of(&config.language),
    }
}

/// Whether a file below `content` is a page's or a section's text: Markdown outside the folders that are data.
pub(super) fn is_text(rest: &str, path: &SourcePath) -> bool {
    matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown")
        && !rest.starts_with("_data/")
        && !rest.starts_with("_sources/")
}

fn closed_folders(withheld: &[Withheld]) -> Vec<String> {
    let folders = withheld.iter().filter(|held| Role::of(&held.path) != Role::Page).map(|held| held.path.folder().to_owned());
    folders.collect()
}

/// The texts in the order of the site's pages and sections; those that were not read now are read when they are asked for.
pub fn texts(site: &Site, mut texts: FxHashMap<SourcePath, Arc<Fragment>>, files: Arc<Files>, config: &Config) -> Texts {
    let options = markdown_options(config);
    let fetch = move |path: &SourcePath| {
        let source = files.text(path)?;
        briefing::read(&source, &options).briefing.map(|briefing| Arc::new(briefing.body))
    };
    let pages = site.pages.iter().map(|page| texts.remove(&page.head.path)).collect();
    let sections = site.sections.iter().map(|section| texts.remove(&section.head.as_ref()?.path)).collect();
    Texts::new(pages, sections, Box::new(fetch))
}
