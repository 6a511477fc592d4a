//! The layout: the order of the site, its addresses and its links, kept from one build to the next.
//!
//! All of it is made from all files, and most edits change little: a text that is rewritten stands where it stood. While
//! nothing that they follow from has changed, order and addresses are taken as they are, around the new heads; links and
//! versions are worked out anew for the texts that changed. A layout in which mistakes were found is not kept, so that
//! they are found again.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::gather;
use crate::base::{Diagnostics, Digest, Place, SourcePath};
use crate::briefing::quantity::Tongue;
use crate::briefing::{Head, Places};
use crate::check;
use crate::input::{Config, Files};
use crate::site::{Facts, Links, PageId, Plan, Registries, Site, Withheld, Works, facts, graph::Around, links, plan};
use crate::theme::{Fonts, Theme, Versions, View};

/// A site in order, with its addresses and links, and the versions of what templates see of it.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Of everything but the texts.
    version: Digest,
    site: Arc<Site>,
    facts: Arc<Facts>,
    works: Arc<Works>,
    plan: Arc<Plan>,
    links: Arc<Links>,
    versions: Arc<Versions>,
}

/// What a layout is made from, beside the heads.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The files.
    pub files: &'a Files,
    /// The settings.
    pub config: &'a Config,
    /// The theme, for its static files.
    pub theme: &'a Theme,
    /// The fonts, for social cards.
    pub fonts: &'a Fonts,
    /// Tags, authors and sources.
    pub registries: &'a Registries,
    /// What is withheld.
    pub withheld: &'a [Withheld],
    /// Folders of which nothing is published.
    pub closed: &'a [String],
}

/// A layout in the making: all but the versions.
pub struct Laid {
    /// Its version, if it is free of mistakes and may be taken again.
    pub lasting: Option<Digest>,
    /// The order.
    pub site: Arc<Site>,
    /// The facts of the whole site.
    pub facts: Arc<Facts>,
    /// The works that its pages rest on.
    pub works: Arc<Works>,
    /// The addresses.
    pub plan: Arc<Plan>,
    /// The links.
    pub links: Arc<Links>,
    /// What is wrong with them.
    pub found: Diagnostics,
    /// Where waivers stand that are for a contradiction of facts. With one the layout does not last: the copy that it is for
    /// may change.
    pub waivers: BTreeSet<Place>,
    /// What is known of its versions.
    pub before: Option<Before>,
}

/// The versions of an earlier layout, and the pages for which they do not hold.
pub struct Before {
    versions: Arc<Versions>,
    changed: Vec<PageId>,
}

impl Before {
    /// The versions of the view that was made of a layout.
    #[must_use]
    pub fn versions(known: Option<&Self>, view: &View, files: &Files) -> Versions {
        let again = known.and_then(|before| before.versions.around(view, files, &before.changed));
        again.unwrap_or_else(|| Versions::of(view, files))
    }
}

impl Laid {
    /// Lays out a site: around the heads that changed, if the rest can stay as it is.
    #[must_use]
    pub fn new(heads: Vec<Arc<Head>>, given: &Given<'_>, before: Option<&Layout>) -> Self {
        let version = version(given);
        let known = before.filter(|layout| layout.version == version);
        let around = known.and_then(|layout| {
            let around = layout.site.around(&heads)?;
            let facts = facts_around(layout, &around, given)?;
            Some((layout, around, facts))
        });
        match around {
            Some((layout, around, facts)) => Self::around(layout, around, facts, given),
            None => Self::anew(heads, given, version),
        }
    }

    fn anew(heads: Vec<Arc<Head>>, given: &Given<'_>, version: Digest) -> Self {
        let places = Places::new(given.files);
        let (site, mut found) = Site::new(heads, given.registries, &given.config.timezone, &places);
        let facts = Facts::of(&site, given.registries, &given.config.timezone, Tongue::of(&given.config.language));
        let works = Works::of(&site, given.registries);
        let (plan, more) = Plan::new(&plan::Given {
            site: &site,
            facts: &facts,
            works: &works,
            files: given.files,
            statics: &given.theme.statics,
            config: given.config,
            places: &places,
            withheld: given.closed,
            can_set: &|title| given.fonts.can_set(title),
        });
        found.extend(more);
        let (links, more) = Links::new(&known(given, &site, &plan));
        found.extend(more);
        found.extend(check::run(&site, given.registries, &places));
        let told = check::facts::run(&site, &facts, given.registries, &places);
        found.extend(told.found);
        found.extend(check::recalls::run(&site, &works, given.registries, &places));
        let waivers = told.waivers;
        let lasting = (found.is_empty() && waivers.is_empty()).then_some(version);
        let (site, facts, plan, links) = (Arc::new(site), Arc::new(facts), Arc::new(plan), Arc::new(links));
        let works = Arc::new(works);
        Self { lasting, site, facts, works, plan, links, found, waivers, before: None }
    }

    fn around(layout: &Layout, around: Around, facts: Arc<Facts>, given: &Given<'_>) -> Self {
        let Around { site, changed } = around;
        let plan = Arc::clone(&layout.plan);
        let known = known(given, &site, &plan);
        let again = changed.as_ref().filter(|changed| changed.iter().all(|id| has_same_targets(&layout.site, &site, *id)));
        let places = Places::new(given.files);
        let (links, mut found, before) = match again {
            // No mistake was found in the others, and nothing that could make one has changed.
            Some(changed) => {
                let (links, mut found) = layout.links.around(&known, changed);
                let pages: Vec<_> = changed.iter().map(|id| site.page(*id)).collect();
                found.extend(check::run_on(&pages, given.registries, &places));
                (links, found, Some(Before { versions: Arc::clone(&layout.versions), changed: changed.clone() }))
            }
            None => {
                let (links, mut found) = Links::new(&known);
                found.extend(check::run(&site, given.registries, &places));
                (links, found, None)
            }
        };
        // Among facts that are what they were no mistake was found.
        let mut waivers = BTreeSet::new();
        if !Arc::ptr_eq(&facts, &layout.facts) {
            let told = check::facts::run(&site, &facts, given.registries, &places);
            found.extend(told.found);
            waivers = told.waivers;
        }
        // A text that changed may answer a recall no more.
        found.extend(check::recalls::run(&site, &layout.works, given.registries, &places));
        let lasting = (found.is_empty() && waivers.is_empty()).then_some(layout.version);
        let works = Arc::clone(&layout.works);
        Self { lasting, site: Arc::new(site), facts, works, plan, links: Arc::new(links), found, waivers, before }
    }
}

/// The facts of a site in the order of another: those of the other, where none has changed; `None` if they need other pages.
fn facts_around(layout: &Layout, around: &Around, given: &Given<'_>) -> Option<Arc<Facts>> {
    let is_same = |id: &PageId| facts::of_head(&layout.site.page(*id).head) == facts::of_head(&around.site.page(*id).head);
    if around.changed.as_ref().is_some_and(|changed| changed.iter().all(is_same)) {
        return Some(Arc::clone(&layout.facts));
    }
    let facts = Facts::of(&around.site, given.registries, &given.config.timezone, Tongue::of(&given.config.language));
    let is_alike = facts.shape() == layout.facts.shape();
    is_alike.then(|| Arc::new(facts))
}

impl Layout {
    /// A layout for the next build.
    #[must_use]
    pub fn new(version: Digest, view: &View, versions: &Arc<Versions>) -> Self {
        let (site, facts) = (Arc::clone(&view.site), Arc::clone(&view.facts));
        let (works, plan, links) = (Arc::clone(&view.works), Arc::clone(&view.plan), Arc::clone(&view.links));
        Self { version, site, facts, works, plan, links, versions: Arc::clone(versions) }
    }
}

/// Whether links to a page lead to what they led to.
fn has_same_targets(before: &Site, after: &Site, id: PageId) -> bool {
    before.page(id).head.targets() == after.page(id).head.targets()
}

fn known<'a>(given: &Given<'a>, site: &'a Site, plan: &'a Plan) -> links::Known<'a> {
    let zone = &given.config.timezone;
    links::Known {
        site,
        plan,
        files: given.files,
        withheld: given.withheld.iter().map(|held| (held.path.clone(), held.words(zone))).collect(),
        places: Places::new(given.files),
        prefix: given.config.base_url.prefix(),
        hints: Default::default(),
        closed: given.closed,
    }
}

/// The version of what a layout follows from, beside the heads: settings, registries, pictures, static files, and the
/// folders of which nothing is published.
fn version(given: &Given<'_>) -> Digest {
    let is_text = |path: &SourcePath| path.below("content").is_some_and(|rest| gather::is_text(rest, path));
    let others = given.files.iter().filter(|(path, _)| !is_text(path));
    Digest::of_value(&(others.map(|(path, file)| (path, file.digest)).collect::<Vec<_>>(), format!("{:?}", given.config), given.closed))
}
