//! The build, as a story: files in, a finished site and everything there is to say about it out.
//!
//! [`build`] is the one path: `build`, `check`, `list` and the preview all walk it. It is a pure function of the files
//! and the [`Options`]; the clock is one of them. Stages run one after the other, each over all files in parallel, and
//! every stage runs whatever the ones before found, so that one run tells all mistakes.

mod gather;
mod inventory;

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::base::{Diagnostics, Digest};
use crate::briefing::Places;
use crate::check;
use crate::input::{Config, File, Files, Overrides, data};
use crate::output::page::origin;
use crate::output::{Keep, Output, OutputFile, Press, Texts, Unprinted};
use crate::site::{Clock, Job, Links, Plan, Site, Withheld, links, plan, registry};
use crate::theme::functions::Assets;
use crate::theme::reads::{Read, Recorder};
use crate::theme::set::{Behind, Failure};
use crate::theme::{TemplateSet, Theme, View, embedded, view};

pub use inventory::{Row, State, inventory};

/// What a build depends on besides the files.
#[derive(Debug, Clone)]
pub struct Options {
    /// The build's moment.
    pub now: Timestamp,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Whether what is scheduled for later is built.
    pub future: bool,
    /// Settings that win over the configuration file.
    pub overrides: Overrides,
}

/// A part of a build that takes time; told when it begins, so that the shell can measure it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Configuration, data files, registries, theme.
    Settings,
    /// Front matter and Markdown of every file.
    Reading,
    /// The graph, the addresses, the links, the rules.
    Planning,
    /// Templates, feeds and everything else that is written.
    Printing,
}

impl Stage {
    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Reading => "reading",
            Self::Planning => "planning",
            Self::Printing => "printing",
        }
    }
}

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// The site, unless there are errors.
    pub output: Option<Output>,
    /// Everything found, in the order it is told.
    pub diagnostics: Diagnostics,
    /// What is not published now.
    pub withheld: Vec<Withheld>,
    /// What each output read besides its own page, in the order of the plan.
    pub traces: Vec<Trace>,
    /// The settings the site was built with.
    pub config: Config,
    /// The finished model, as templates saw it.
    pub view: Arc<View>,
}

impl Built {
    /// How many pages there are, sections and lists aside.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.view.site.pages.len()
    }
}

/// What an output rests on: its task's own data, and the answers its templates were given.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The job.
    pub job: Job,
    /// What it asked.
    pub reads: Vec<Read>,
}

/// Builds the site.
#[must_use]
pub fn build(files: &Files, options: &Options, began: &mut dyn FnMut(Stage)) -> Built {
    build_keeping(files, options, began, &|bytes| File::new(bytes))
}

/// Builds the site; `keep` holds what is printed.
#[must_use]
pub fn build_keeping(files: &Files, options: &Options, began: &mut dyn FnMut(Stage), keep: &Keep<'_>) -> Built {
    began(Stage::Settings);
    let mut files = files.clone();
    embedded::underlay(&mut files);
    let (config, mut diagnostics) = Config::read(&files, options.overrides.clone());
    let clock = Clock { now: options.now, zone: config.timezone.clone(), drafts: options.drafts, future: options.future };
    let (data, found) = data::read(&files);
    diagnostics.extend(found);
    let (registries, found) = registry::read(&data);
    diagnostics.extend(found);
    let (theme, found) = Theme::read(&files, &config);
    diagnostics.extend(found);

    began(Stage::Reading);
    let (content, found) = gather::content(&files, &config, &clock);
    diagnostics.extend(found);
    let places = Places::new(&files);
    began(Stage::Planning);
    let (site, found) = Site::new(content.heads, &registries, &clock.zone, &places);
    diagnostics.extend(found);
    let texts = gather::texts(&site, content.texts);
    let given =
        plan::Given { site: &site, files: &files, statics: &theme.statics, config: &config, places: &places, withheld: &content.closed };
    let (plan, found) = Plan::new(&given);
    diagnostics.extend(found);
    let withheld_paths = content.withheld.iter().map(|held| (held.path.clone(), held.words(&clock.zone))).collect();
    let known = links::Known {
        site: &site,
        plan: &plan,
        files: &files,
        withheld: withheld_paths,
        places,
        prefix: config.base_url.prefix(),
        hints: RwLock::default(),
        closed: &content.closed,
    };
    let (links, found) = Links::new(&known);
    diagnostics.extend(found);
    diagnostics.extend(check::run(&site, &registries, &places));

    began(Stage::Printing);
    let assets = assets(&files, &theme, &plan, &config);
    let parts = view::Parts { config: config.clone(), theme_settings: theme.settings.clone(), site, plan, links, registries, clock };
    let view = Arc::new(View::new(parts, &data));
    let paper = Paper { files: &files, theme: &theme, view: &view, texts: &texts, keep };
    let (output, traces) = render(&paper, assets, &mut diagnostics);
    let diagnostics = diagnostics.settled();
    let output = output.filter(|_| !diagnostics.has_errors());
    Built { output, diagnostics, withheld: content.withheld, traces, config, view }
}

/// What the printing of a whole site needs.
struct Paper<'a> {
    files: &'a Files,
    theme: &'a Theme,
    view: &'a Arc<View>,
    texts: &'a Texts,
    keep: &'a Keep<'a>,
}

/// Prints every job of the plan, in parallel.
fn render(paper: &Paper<'_>, assets: Assets, diagnostics: &mut Diagnostics) -> (Option<Output>, Vec<Trace>) {
    let Paper { files, theme, view, texts, keep } = *paper;
    let recorder = Arc::new(Recorder::new(view.plan.jobs.len()));
    let behind = Behind { view: Arc::clone(view), recorder: Arc::clone(&recorder), assets: Arc::new(assets) };
    let templates = match TemplateSet::load(files, theme, &behind) {
        Ok(templates) => templates,
        Err(found) => {
            diagnostics.extend(found);
            return (None, Vec::new());
        }
    };
    let press = Press { view, templates: &templates, texts, files, keep };
    let printed: Vec<Result<OutputFile, Unprinted>> =
        view.plan.jobs.par_iter().enumerate().map_init(Vec::new, |scratch, (number, job)| press.print(number, job, scratch)).collect();
    let traces = view.plan.jobs.iter().enumerate().map(|(number, job)| Trace { job: job.clone(), reads: recorder.take(number) }).collect();
    let mut output = Output::new();
    let mut failures: BTreeMap<Failure, Vec<&Job>> = BTreeMap::new();
    for (job, result) in view.plan.jobs.iter().zip(printed) {
        match result {
            Ok(file) => {
                output.insert(job.address.output_path(), file);
            }
            Err(Unprinted::Told(fault)) => diagnostics.push(*fault),
            Err(Unprinted::Failed(failure)) => failures.entry(failure).or_default().push(job),
        }
    }
    for (failure, jobs) in failures {
        if let Some(first) = jobs.first() {
            diagnostics.push(failure.told(&origin(&press, first), jobs.len() - 1));
        }
    }
    (Some(output), traces)
}

/// The address of each static file, with the digest that makes it new to a browser when the file is.
fn assets(files: &Files, theme: &Theme, plan: &Plan, config: &Config) -> Assets {
    let address = |path| {
        let digest: Digest = files.get(path)?.digest;
        Some(format!("{}?v={}", config.base_url.relative(plan.asset(path)?), &digest.hex()[..8]))
    };
    Assets { addresses: theme.statics.iter().filter_map(|(name, path)| Some((name.clone(), address(path)?))).collect() }
}

/// The output folder that the project sets, for watchers to pass over.
#[must_use]
pub fn output_folder(files: &Files) -> String {
    Config::read(files, Overrides::default()).0.output
}

/// The address that the project sets or the overrides give.
#[must_use]
pub fn base_url(files: &Files, overrides: Overrides) -> crate::base::BaseUrl {
    Config::read(files, overrides).0.base_url
}
