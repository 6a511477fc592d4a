//! The build, as a story: files in, a finished site and everything there is to say about it out.
//!
//! [`build`] is the one path: `build`, `check`, `list` and the preview all walk it. It is a function of the files and the
//! [`Options`]; the clock is one of them. Stages run one after the other, each over all files in parallel, and every stage
//! runs whatever the ones before found, so that one run tells all mistakes.
//!
//! A [`Memory`] of the build before saves work and changes nothing else: texts that are what they were are not read again
//! (`shelf`), outputs that rest on what they did are not printed again (`ledger`). A build without one is the same build
//! with an empty one. [`Prepared`] is the build between planning and printing; a [`Proof`] prints from it on demand.

pub mod examinations;
mod gather;
mod inventory;
mod layout;
mod ledger;
pub mod memory;
mod model;
mod prepared;
mod proof;
pub mod recalled;
mod settings;
mod shelf;
mod wordbook;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::base::{Diagnostics, Digest, OutputPath};
use crate::input::{Config, File, Files, Overrides};
use crate::output::rests::Rests;
use crate::output::{Keep, Output, OutputFile, Print, Unprinted, feed};
use crate::site::plan::FeedScope;
use crate::site::{Job, TagId, Task, Withheld};
use crate::theme::View;
use crate::theme::set::Failure;

pub use examinations::Examinations;
pub use inventory::{Row, State, inventory};
pub use layout::Layout;
pub use ledger::{Ledger, Reason, Trace};
pub use memory::Memory;
pub use prepared::Prepared;
pub use proof::{Newsroom, Proof};
pub use shelf::{Entry, Reading, Shelf};
pub use wordbook::Wordbook;

use ledger::{Comparison, Writing};

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
    /// The words of all texts, for search.
    Indexing,
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
            Self::Indexing => "indexing",
            Self::Printing => "printing",
        }
    }
}

/// What the shell knows of earlier builds, and does with what is printed.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// What the last build left.
    pub memory: &'a Memory,
    /// The digest of the file that stands in the output folder at a path, if it is one of ours and intact.
    pub standing: &'a (dyn Fn(&OutputPath) -> Option<Digest> + Sync),
    /// Keeps printed bytes; `None` if nobody wants them.
    pub keep: Option<&'a Keep<'a>>,
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
    /// The moment at which something comes or goes by itself, so that the same build would give another site.
    pub until: Option<Timestamp>,
    /// Why each output was printed or kept, by path.
    pub reasons: Vec<(OutputPath, Reason)>,
    /// The settings the site was built with.
    pub config: Config,
    /// The finished model, as templates saw it.
    pub view: Arc<View>,
    /// What the next build may know. Its ledger is the earlier one where this build failed.
    pub memory: Memory,
}

impl Built {
    /// How many pages there are, sections and lists aside.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.view.site.pages.len()
    }
}

/// Builds the site from nothing but its files.
#[must_use]
pub fn build(files: &Files, options: &Options, began: &mut dyn FnMut(Stage)) -> Built {
    let desk = Desk { memory: &Memory::default(), standing: &|_| None, keep: Some(&|_, bytes| File::new(bytes)) };
    build_again(files.clone(), options, began, &desk)
}

/// Builds the site; what the memory knows and the output folder holds is not made again.
#[must_use]
pub fn build_again(files: Files, options: &Options, began: &mut dyn FnMut(Stage), desk: &Desk<'_>) -> Built {
    let mut prepared = Prepared::new(files, options, desk.memory, began);
    began(Stage::Indexing);
    let round = Round::new(&prepared, desk);
    if round.wants_words() {
        prepared.lexicon.search();
    }
    began(Stage::Printing);
    let printed = print_all(&round);
    let diagnostics = std::mem::take(&mut prepared.diagnostics).into_iter().chain(printed.diagnostics).collect::<Diagnostics>().settled();
    let whole = !diagnostics.has_errors();
    let Prepared { config, withheld, until, view, shelf, layout, examinations, .. } = prepared;
    Built {
        output: printed.output.filter(|_| whole),
        memory: Memory {
            shelf,
            ledger: if whole { printed.ledger } else { desk.memory.ledger.clone() },
            relations: Arc::clone(&view.relations),
            examinations,
            words: Arc::clone(&desk.memory.words),
            fonts: Some(Arc::clone(&view.fonts)),
            layout,
        },
        diagnostics,
        withheld,
        until,
        reasons: printed.reasons,
        config,
        view,
    }
}

/// What came of printing.
#[derive(Default)]
struct Printed {
    output: Option<Output>,
    diagnostics: Diagnostics,
    reasons: Vec<(OutputPath, Reason)>,
    ledger: Ledger,
}

/// What became of one job.
struct Done {
    path: OutputPath,
    rests: Option<Rests>,
    reason: Reason,
    /// The file, and what its templates asked, in the numbers of the ledger from before, if it was kept.
    made: Result<(Print, Option<Vec<usize>>), Unprinted>,
}

/// What is known of a build before anything is printed.
struct Round<'a> {
    prepared: &'a Prepared,
    desk: &'a Desk<'a>,
    comparison: Comparison<'a>,
    world: Option<Digest>,
    /// Whether all outputs rest on what they did, so that none needs to be asked.
    same_world: bool,
}

impl<'a> Round<'a> {
    fn new(prepared: &'a Prepared, desk: &'a Desk<'a>) -> Self {
        let ledger = &desk.memory.ledger;
        let comparison = Comparison::new(ledger, prepared.versions.ground, &prepared.answers);
        let world = prepared.basis().map(|basis| basis.world());
        let same_world = comparison.same_ground && world.is_some() && ledger.world == world;
        Self { prepared, desk, comparison, world, same_world }
    }

    /// Whether search data must be compared or printed; they are gathered before, since gathering uses all threads.
    fn wants_words(&self) -> bool {
        let stands = |path: &OutputPath| {
            let digest = self.desk.memory.ledger.traces.get(path).map(|trace| trace.digest);
            digest.is_some() && (self.desk.standing)(path) == digest
        };
        let mut files = self.prepared.view.plan.jobs.iter().filter(|job| matches!(job.task, Task::Search(_)));
        files.any(|job| !self.same_world || !stands(&job.output_path()))
    }
}
/// How many jobs a thread takes at most before it looks whether another has none.
const HEAP: usize = 128;

/// Prints what has to be printed, in parallel.
fn print_all(round: &Round<'_>) -> Printed {
    let Round { prepared, desk, comparison, world, same_world } = round;
    // What nobody will publish is printed only for the mistakes that printing finds.
    let keep = desk.keep.filter(|_| !prepared.diagnostics.has_errors());
    let (ledger, basis) = (&desk.memory.ledger, prepared.basis());
    let drawn = |path: &OutputPath, from| {
        let trace = ledger.traces.get(path).filter(|trace| trace.drawn == Some(from))?;
        (desk.standing)(path).filter(|digest| *digest == trace.digest).map(|digest| OutputFile::standing(digest, trace.len))
    };
    let Some(press) = prepared.press(keep, &drawn) else { return Printed::default() };
    let quoted = quoted(&prepared.view);
    let one = |scratch: &mut Vec<u8>, (number, job): (usize, &Job)| {
        let path = job.output_path();
        let known = ledger.traces.get(&path).filter(|_| *same_world).map(|trace| trace.rests);
        let rests = known.or_else(|| basis.map(|basis| basis.of(job)));
        let (reason, known) = match &rests {
            Some(rests) => comparison.reason(&path, rests, (desk.standing)(&path)),
            None => (Reason::New, None),
        };
        let made = match known.filter(|_| reason == Reason::Kept) {
            Some(trace) => Ok((trace.standing(), Some(trace.asked.clone()))),
            None => press.print(number, job, scratch).map(|print| (print, None)),
        };
        let reason = match &made {
            Ok((print, _)) if print.file.is_standing() => Reason::Kept,
            _ => reason,
        };
        if let Task::Page(id) = job.task
            && !quoted[id.0]
        {
            prepared.texts.release(id);
        }
        Done { path, rests, reason, made }
    };
    // A card takes seventy times as long as what is beside it, so threads take jobs in small heaps.
    let done: Vec<Done> = prepared.view.plan.jobs.par_iter().enumerate().with_max_len(HEAP).map_init(Vec::new, one).collect();
    gathered(prepared, ledger, done, *world)
}

/// The output, the findings and the ledger that came of all jobs.
fn gathered(prepared: &Prepared, before: &Ledger, done: Vec<Done>, world: Option<Digest>) -> Printed {
    let questions = prepared.answers.asked();
    let (mut output, mut writing, mut reasons) = (Output::new(), Writing::default(), Vec::with_capacity(done.len()));
    let mut failures = Failures::default();
    for ((number, job), Done { path, rests, reason, made }) in prepared.view.plan.jobs.iter().enumerate().zip(done) {
        match made {
            Ok((Print { file, drawn }, kept)) => {
                if let Some(rests) = rests {
                    let (asked, known) = match kept {
                        Some(asked) => (asked, &before.asked),
                        None => (prepared.recorder.take(number), &questions),
                    };
                    writing.enter(path.clone(), Trace { rests, asked, digest: file.digest, len: file.contents.len(), drawn }, known);
                }
                output.insert(path.clone(), file);
            }
            Err(fault) => failures.add(prepared.origin(job), fault),
        }
        reasons.push((path, reason));
    }
    let mut diagnostics = failures.told();
    diagnostics.extend(prepared.texts.lost());
    Printed { output: Some(output), diagnostics, reasons, ledger: writing.finish(prepared.versions.ground, world) }
}

/// The pages whose texts feeds may show, by their ids.
fn quoted(view: &View) -> Vec<bool> {
    let mut quoted = vec![false; view.site.pages.len()];
    let scopes = (0..view.site.tags.len()).map(|tag| FeedScope::Tag(TagId(tag))).chain([FeedScope::Site]);
    scopes.flat_map(|scope| feed::entries(view, scope)).for_each(|id| quoted[id.0] = true);
    quoted
}

/// Why outputs could not be printed: a template that fails on many pages is told once.
#[derive(Default)]
struct Failures {
    told: Diagnostics,
    failed: BTreeMap<Failure, (String, usize)>,
}

impl Failures {
    fn add(&mut self, origin: String, fault: Unprinted) {
        match fault {
            Unprinted::Told(found) => self.told.extend(found),
            Unprinted::Failed(failure) => {
                self.failed.entry(failure).and_modify(|(_, others)| *others += 1).or_insert((origin, 0));
            }
        }
    }

    fn told(mut self) -> Diagnostics {
        for (failure, (first, others)) in self.failed {
            self.told.push(failure.told(&first, others));
        }
        self.told
    }
}

/// The version of everything that a build depends on but the moment.
#[must_use]
pub fn version(files: &Files, options: &Options) -> Digest {
    let files: Vec<_> = files.iter().map(|(path, file)| (path, file.digest)).collect();
    Digest::of_value(&(files, options.drafts, options.future, &options.overrides.base_url))
}

/// The address that the project sets or the overrides give.
#[must_use]
pub fn base_url(files: &Files, overrides: Overrides) -> crate::base::BaseUrl {
    Config::read(files, overrides).0.base_url
}
