//! The model of a build: files become what is published, in its order, at its addresses, held against its sources.
//!
//! It follows from the files, the options and nothing else; what the memory spares is not done again and comes out the
//! same. Bodies are read where a stage wants them. Nothing in here knows of templates.

use std::sync::Arc;

use jiff::Timestamp;

use super::gather::{self, Content};
use super::layout::{Before, Laid};
use super::settings::Settings;
use super::shelf::Shelf;
use super::{Examinations, Memory, Options, Stage};
use crate::base::{Diagnostics, Digest};
use crate::check::evidence::{Snapshots, is_needless};
use crate::input::{Config, Files};
use crate::output::Texts;
use crate::site::Withheld;
use crate::site::related::Relations;
use crate::theme::{Theme, View, embedded, view};

/// What is published, and what was found on the way.
pub struct Model {
    /// The files, with those of the program below them.
    pub files: Arc<Files>,
    /// The settings.
    pub config: Config,
    /// What is not published now.
    pub withheld: Vec<Withheld>,
    /// When something comes or goes by itself.
    pub until: Option<Timestamp>,
    /// The finished model, as templates see it.
    pub view: Arc<View>,
    /// The bodies of texts.
    pub texts: Arc<Texts>,
    /// What was read of every file.
    pub shelf: Shelf,
    /// What came of holding briefings against their sources.
    pub examinations: Arc<Examinations>,
    /// The layers of the theme.
    pub theme: Theme,
    /// The version of the order, if it is free of mistakes, and what is known of those of its parts.
    pub layout: (Option<Digest>, Option<Before>),
    /// Everything found, in no order.
    pub diagnostics: Diagnostics,
}

impl Model {
    /// Reads, orders, plans and checks.
    #[must_use]
    pub fn new(mut files: Files, options: &Options, memory: &Memory, began: &mut dyn FnMut(Stage)) -> Self {
        began(Stage::Settings);
        embedded::underlay(&mut files);
        let files = Arc::new(files);
        let (settings, mut diagnostics) = Settings::read(&files, options, memory);

        began(Stage::Reading);
        let (content, shelf, found) = gather::content(&files, &settings.config, &settings.clock, &memory.shelf);
        diagnostics.extend(found);
        began(Stage::Planning);
        let Content { heads, texts, withheld, closed, until } = content;
        let given = settings.layout(&files, &withheld, &closed);
        let Laid { lasting, site, facts, works, plan, links, found, waivers, before } = Laid::new(heads, &given, memory.layout.as_ref());
        diagnostics.extend(found);
        let Settings { config, clock, data, registries, theme, fonts } = settings;
        let texts = Arc::new(gather::texts(&site, texts, Arc::clone(&files), &config));
        let snapshots = Snapshots::of(&site, &registries, &files, &config);
        let (examinations, evidence, found) = Examinations::of(&site, &registries, &snapshots, &shelf, &memory.examinations);
        diagnostics.extend(found.into_iter().filter(|finding| !is_needless(finding, &waivers)));

        let relations = Relations::of(&site, config.related, &memory.relations);
        let (own, theme_settings) = (config.clone(), theme.settings.clone());
        let parts =
            view::Parts { config: own, theme_settings, site, facts, plan, links, relations, evidence, works, registries, clock, fonts };
        let (view, examinations) = (Arc::new(View::new(parts, data)), Arc::new(examinations));
        Self { files, config, withheld, until, view, texts, shelf, examinations, theme, layout: (lasting, before), diagnostics }
    }
}
