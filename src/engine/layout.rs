//! The layout: the order of the site and its addresses, kept from one build to the next.
//!
//! Both are made from all files, and most edits change neither: a text that is rewritten stands where it stood. While
//! nothing that they follow from has changed, the layout is taken as it is, around the new heads.

use std::sync::Arc;

use super::gather;
use crate::base::{Digest, SourcePath};
use crate::briefing::Head;
use crate::input::{Config, Files};
use crate::site::{Plan, Site};

/// A site in order, with its addresses.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Of everything but the texts.
    version: Digest,
    site: Arc<Site>,
    plan: Arc<Plan>,
}

impl Layout {
    /// A layout that may be taken again; for one that mistakes were found in, there is none.
    #[must_use]
    pub fn new(version: Digest, site: &Arc<Site>, plan: &Arc<Plan>) -> Self {
        Self { version, site: Arc::clone(site), plan: Arc::clone(plan) }
    }

    /// The site and its plan around these heads, if they are in the order they were in.
    #[must_use]
    pub fn around(&self, heads: &[Arc<Head>], version: Digest) -> Option<(Arc<Site>, Arc<Plan>)> {
        if self.version != version {
            return None;
        }
        Some((Arc::new(self.site.around(heads)?), Arc::clone(&self.plan)))
    }
}

/// The version of what a layout follows from, beside the heads: settings, registries, pictures, static files, and the
/// folders of which nothing is published.
#[must_use]
pub fn version(files: &Files, config: &Config, closed: &[String]) -> Digest {
    let is_text = |path: &SourcePath| path.below("content").is_some_and(|rest| gather::is_text(rest, path));
    let others = files.iter().filter(|(path, _)| !is_text(path));
    Digest::of_value(&(others.map(|(path, file)| (path, file.digest)).collect::<Vec<_>>(), format!("{config:?}"), closed))
}
