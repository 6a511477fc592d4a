//! One job in, bytes out: pure printers of pages, feeds, sitemaps, redirects and data twins.

use std::collections::BTreeMap;

use crate::base::{Digest, OutputPath};
use crate::input::Contents;

/// One file of the finished site.
#[derive(Debug, Clone)]
pub struct OutputFile {
    /// Its bytes.
    pub contents: Contents,
    /// Their digest.
    pub digest: Digest,
}

/// The finished site, by path below the output folder.
pub type Output = BTreeMap<OutputPath, OutputFile>;
