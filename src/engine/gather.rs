//! Gathers the content: reads every text in parallel, sifts what is not published, and tells unknown keys once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{Diagnostics, Place, SourcePath};
use crate::briefing::markdown;
use crate::briefing::{self, Briefing, Fragment, Head, Read, Role};
use crate::input::{Config, Files, data};
use crate::output::Texts;
use crate::site::Site;
use crate::site::gate::{self, Clock, Withheld};

/// The published content.
pub struct Content {
    /// Heads of everything published.
    pub heads: Vec<Arc<Head>>,
    /// Their texts, by file.
    pub texts: FxHashMap<SourcePath, Arc<Fragment>>,
    /// What is withheld.
    pub withheld: Vec<Withheld>,
    /// Folders of which nothing may be published: those of withheld bundles and sections.
    pub closed: Vec<String>,
}

/// Reads and sifts all texts.
pub fn content(files: &Files, config: &Config, clock: &Clock) -> (Content, Diagnostics) {
    let (briefings, faults) = read_all(files, config);
    let (passed, withheld) = gate::sift(briefings, |briefing| &briefing.head, clock);
    let closed = closed_folders(&withheld);
    let (mut heads, mut texts) = (Vec::with_capacity(passed.len()), FxHashMap::default());
    for briefing in passed {
        texts.insert(briefing.head.path.clone(), Arc::new(briefing.body));
        heads.push(Arc::new(briefing.head));
    }
    (Content { heads, texts, withheld, closed }, faults)
}

/// The heads of all texts, published or not.
pub fn all_heads(files: &Files, config: &Config) -> (Vec<Head>, Diagnostics) {
    let (briefings, faults) = read_all(files, config);
    (briefings.into_iter().map(|briefing| briefing.head).collect(), faults)
}

fn read_all(files: &Files, config: &Config) -> (Vec<Briefing>, Diagnostics) {
    let options = markdown_options(config);
    let paths: Vec<&SourcePath> = files.below("content").filter(|(rest, path, _)| is_text(rest, path)).map(|(_, path, _)| path).collect();
    let read: Vec<(Option<Read>, Diagnostics)> = paths
        .into_par_iter()
        .map(|path| {
            let mut faults = Diagnostics::new();
            let source = data::text_of(files, path, &mut faults);
            (source.map(|source| briefing::read(&source, &options)), faults)
        })
        .collect();
    let (mut faults, mut unknown, mut briefings) = (Diagnostics::new(), BTreeMap::<String, Vec<Place>>::new(), Vec::new());
    for (read, found) in read {
        faults.extend(found);
        let Some(read) = read else { continue };
        faults.extend(read.faults);
        for (key, place) in read.unknown {
            unknown.entry(key).or_default().push(place);
        }
        briefings.extend(read.briefing);
    }
    for (key, places) in unknown {
        if let Some(first) = places.first() {
            faults.push(briefing::faults::unknown_key(&key, places.len(), first.clone()));
        }
    }
    (briefings, faults)
}

fn markdown_options(config: &Config) -> markdown::Options {
    markdown::Options {
        raw_html: config.markdown.raw_html,
        keep_opening: false,
        smart_punctuation: config.markdown.smart_punctuation,
        highlight: config.markdown.highlight,
        permalinks: config.markdown.permalinks,
        facts_headings: config.facts_headings.clone(),
    }
}

/// Markdown outside the folders that are data.
fn is_text(rest: &str, path: &SourcePath) -> bool {
    matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown")
        && !rest.starts_with("_data/")
        && !rest.starts_with("_sources/")
}

fn closed_folders(withheld: &[Withheld]) -> Vec<String> {
    let folders = withheld.iter().filter(|held| Role::of(&held.path) != Role::Page).map(|held| held.path.folder().to_owned());
    folders.collect()
}

/// The texts in the order of the site's pages and sections.
pub fn texts(site: &Site, mut texts: FxHashMap<SourcePath, Arc<Fragment>>) -> Texts {
    let pages = site.pages.iter().map(|page| texts.remove(&page.head.path).unwrap_or_default()).collect();
    let sections = site.sections.iter().map(|section| texts.remove(&section.head.as_ref()?.path)).collect();
    Texts { pages, sections }
}
