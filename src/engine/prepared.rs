//! A build between planning and printing: everything decided, nothing printed.
//!
//! Made of the model (`model`): what prints it, and what tells which of it must be printed. Bodies that the memory spared are
//! read when a page that shows them is printed. It can print any of its jobs, in any order and from any thread.

use std::sync::Arc;

use jiff::Timestamp;

use super::Examinations;
use super::layout::{Before, Layout};
use super::model::Model;
use super::shelf::Shelf;
use super::{Memory, Options, Stage, Wordbook};
use crate::base::{Diagnostics, Digest, SourcePath};
use crate::briefing::Places;
use crate::check;
use crate::input::{Config, Files};
use crate::output::page::origin;
use crate::output::rests::Basis;
use crate::output::search::{self, Search};
use crate::output::{Drawn, Keep, Lexicon, Press, Texts};
use crate::site::words::Listener;
use crate::site::{Job, PageId, Plan, Withheld};
use crate::theme::questions::Assets;
use crate::theme::set::Behind;
use crate::theme::{Answers, Recorder, TemplateSet, Theme, Versions, View};

/// A build in which everything is decided.
pub struct Prepared {
    /// The settings.
    pub config: Config,
    /// Everything found so far, in no order.
    pub diagnostics: Diagnostics,
    /// What is not published now.
    pub withheld: Vec<Withheld>,
    /// When something comes or goes by itself.
    pub until: Option<Timestamp>,
    /// The finished model, as templates see it.
    pub view: Arc<View>,
    /// What was read of every file.
    pub shelf: Shelf,
    /// The order of the site, if it is free of mistakes.
    pub layout: Option<Layout>,
    /// What came of holding briefings against their sources.
    pub examinations: Arc<Examinations>,
    pub(super) versions: Arc<Versions>,
    pub(super) answers: Arc<Answers>,
    pub(super) recorder: Arc<Recorder>,
    pub(super) texts: Arc<Texts>,
    pub(super) lexicon: Lexicon,
    /// None if there is a template that cannot be read.
    templates: Option<TemplateSet>,
    files: Arc<Files>,
}

impl Prepared {
    /// Reads, orders, plans and checks; what is remembered is not done again.
    #[must_use]
    pub fn new(files: Files, options: &Options, memory: &Memory, began: &mut dyn FnMut(Stage)) -> Self {
        let model = Model::new(files, options, memory, began);
        let Model { files, config, withheld, until, view, texts, shelf, examinations, theme, layout, mut diagnostics } = model;
        let (lasting, before) = layout;
        let versions = Arc::new(Before::versions(before.as_ref(), &view, &files));
        let layout = lasting.map(|version| Layout::new(version, &view, &versions));
        let assets = assets(&files, &theme, &view.plan, &config);
        let answers = Arc::new(Answers::new(Arc::clone(&view), Arc::clone(&versions), assets));
        let recorder = Arc::new(Recorder::new(view.plan.jobs.len()));
        let (fonts, heard) = (Arc::clone(&view.fonts), Arc::clone(&recorder));
        let behind = Behind { config: config.clone(), answers: Arc::clone(&answers), recorder: heard, fonts };
        let templates = TemplateSet::load(&files, &theme, &behind).map_err(|found| diagnostics.extend(found)).ok();
        diagnostics.extend(templates.iter().flat_map(|templates| check::calls::run(&view.site, templates, &Places::new(&files))));
        let lexicon = lexicon(&view, &texts, &shelf, &memory.words);
        Self {
            config,
            diagnostics,
            withheld,
            until,
            view,
            shelf,
            layout,
            examinations,
            versions,
            answers,
            recorder,
            texts,
            lexicon,
            templates,
            files,
        }
    }

    /// What prints its jobs, unless there is a template that cannot be read.
    pub(super) fn press<'a>(&'a self, keep: Option<&'a Keep<'a>>, drawn: &'a Drawn<'a>) -> Option<Press<'a>> {
        let templates = self.templates.as_ref()?;
        let (texts, lexicon, versions) = (&self.texts, &self.lexicon, &self.versions);
        Some(Press { view: &self.view, templates, texts, lexicon, versions, files: &self.files, keep, drawn })
    }

    /// What tells what its jobs rest on.
    pub(super) fn basis(&self) -> Option<Basis<'_>> {
        let templates = self.templates.as_ref()?;
        Some(Basis { view: &self.view, versions: &self.versions, templates, files: &self.files, lexicon: &self.lexicon })
    }

    /// What a message calls the page of a job.
    pub(super) fn origin(&self, job: &Job) -> String {
        origin(&self.view, job)
    }
}

/// The words of all pages, gathered when they are asked for.
fn lexicon(view: &Arc<View>, texts: &Arc<Texts>, shelf: &Shelf, words: &Arc<Wordbook>) -> Lexicon {
    let (view, texts, words) = (Arc::clone(view), Arc::clone(texts), Arc::clone(words));
    let read = view.site.pages.iter().map(|page| (page.head.path.clone(), shelf.from(&page.head.path)));
    let files: Vec<(SourcePath, Digest)> = read.collect();
    Lexicon::new(Box::new(move || {
        let say = |id: PageId, listener: &mut Listener| search::say(&view.site.page(id).head, &texts.page(id, &files[id.0].0), listener);
        Search::new(&view, words.words(files.clone(), say))
    }))
}

/// The address of each static file, with the digest that makes it new to a browser when the file is.
fn assets(files: &Files, theme: &Theme, plan: &Plan, config: &Config) -> Assets {
    let address = |path| {
        let digest: Digest = files.get(path)?.digest;
        Some(format!("{}?v={}", config.base_url.relative(plan.asset(path)?), &digest.hex()[..8]))
    };
    Assets { addresses: theme.statics.iter().filter_map(|(name, path)| Some((name.clone(), address(path)?))).collect() }
}
