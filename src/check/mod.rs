//! Rules about the finished model: each one function, one code, one fixture.
//!
//! Links and addresses are checked where they are made; here is what needs registries and pages together.

pub mod calls;
pub mod evidence;
pub mod facts;
pub mod recalls;
mod sources;

use rayon::prelude::*;

use crate::base::Diagnostics;
use crate::briefing::Places;
use crate::site::{Page, Registries, Site};

/// Runs every rule on every page.
#[must_use]
pub fn run(site: &Site, registries: &Registries, places: &Places<'_>) -> Diagnostics {
    run_on(&site.pages.iter().collect::<Vec<_>>(), registries, places)
}

/// Runs every rule on some pages.
#[must_use]
pub fn run_on(pages: &[&Page], registries: &Registries, places: &Places<'_>) -> Diagnostics {
    let rules = |page: &&Page| {
        let found = sources::unknown(page, registries, places);
        found.into_iter().chain(sources::uncited(page, registries, places)).collect::<Vec<_>>()
    };
    pages.par_iter().flat_map_iter(rules).collect::<Vec<_>>().into_iter().collect()
}
