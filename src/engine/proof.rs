//! Proofs: the site as it would be published now, printed page by page when somebody looks.
//!
//! A [`Newsroom`] makes one proof after another and remembers between them: what every file said, and what every page
//! rested on when it was last printed. A page that rests on what it did is not printed again, so that the time from an
//! edit to the screen does not grow with the site. What nobody has looked at is printed by [`Proof::go_on`], a page at a
//! time, for the findings that printing may bring; its bytes are not kept.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::ledger::Reason;
use super::shelf::Shelf;
use super::{Failures, Options, Prepared, Stage};
use crate::base::{Diagnostics, Digest, OutputPath};
use crate::input::{File, Files};
use crate::output::rests::Rests;
use crate::output::{OutputFile, Unprinted};
use crate::site::Job;
use crate::theme::Question;

/// How many bytes of printed pages are held between proofs.
const HELD_MAX: u64 = 64 * 1024 * 1024;

/// Makes proofs, each with what was learnt from the ones before.
#[derive(Debug, Default)]
pub struct Newsroom {
    shelf: Shelf,
    prints: Arc<Mutex<Prints>>,
}

/// What was printed, by path.
#[derive(Debug, Default)]
struct Prints {
    pages: FxHashMap<OutputPath, Print>,
    held: u64,
}

/// One page that was printed.
#[derive(Debug, Clone)]
struct Print {
    ground: Digest,
    rests: Rests,
    asked: Vec<(Question, Digest)>,
    /// Its bytes, unless they were let go of.
    file: Option<OutputFile>,
}

/// The site as it is now.
pub struct Proof {
    prepared: Prepared,
    /// What was found before anything was printed.
    before: Diagnostics,
    prints: Arc<Mutex<Prints>>,
    /// What printing found, by path.
    failed: RwLock<BTreeMap<OutputPath, Diagnostics>>,
    /// The next job that nobody has asked for.
    next: AtomicUsize,
}

impl Newsroom {
    /// A newsroom that knows what files said.
    #[must_use]
    pub fn knowing(shelf: Shelf) -> Self {
        Self { shelf, prints: Arc::default() }
    }

    /// What files said, as of the last proof.
    #[must_use]
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The site that these files make; `found` was found while they were read from the disk.
    pub fn proof(&mut self, files: Files, options: &Options, found: Diagnostics, began: &mut dyn FnMut(Stage)) -> Proof {
        let mut prepared = Prepared::new(files, options, &self.shelf, began);
        self.shelf = std::mem::take(&mut prepared.shelf);
        let before = found.into_iter().chain(std::mem::take(&mut prepared.diagnostics)).collect::<Diagnostics>().settled();
        Proof { prepared, before, prints: Arc::clone(&self.prints), failed: RwLock::default(), next: AtomicUsize::new(0) }
    }
}

impl Proof {
    /// One file of the site; `Ok(None)` if it has no such file.
    ///
    /// # Errors
    /// What keeps it from being printed.
    pub fn file(&self, path: &OutputPath) -> Result<Option<OutputFile>, Diagnostics> {
        let Some(number) = self.prepared.view.plan.number_of(path) else { return Ok(None) };
        self.print(number, path, true).map(|(file, _)| file)
    }

    /// Everything found so far, in the order it is told.
    #[must_use]
    pub fn diagnostics(&self) -> Diagnostics {
        let failed = self.failed.read().unwrap_or_else(PoisonError::into_inner);
        if failed.is_empty() {
            return self.before.clone();
        }
        self.before.iter().cloned().chain(failed.values().flatten().cloned()).collect::<Diagnostics>().settled()
    }

    /// Whether errors keep the site from being published that are not of single pages being printed.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.before.has_errors()
    }

    /// The path under which the site is served.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.prepared.config.base_url.prefix()
    }

    /// How many pages there are, sections and lists aside.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.prepared.view.site.pages.len()
    }

    /// The path of every file of the site.
    pub fn paths(&self) -> impl Iterator<Item = OutputPath> {
        self.prepared.view.plan.jobs.iter().map(Job::output_path)
    }

    /// Prints a page that nobody has looked at yet, for what printing may find; false once there is none left.
    pub fn go_on(&self) -> bool {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = self.prepared.view.plan.jobs.get(number) else { return false };
        // What it finds is kept with the proof.
        let _ = self.print(number, &job.output_path(), false);
        true
    }

    /// Prints a job, or takes what was printed for it and still holds; with the reason.
    fn print(&self, number: usize, path: &OutputPath, wanted: bool) -> Result<(Option<OutputFile>, Reason), Diagnostics> {
        let job = &self.prepared.view.plan.jobs[number];
        let (Some(press), Some(basis)) = (self.prepared.press(&|_, bytes| File::new(bytes)), self.prepared.basis()) else {
            return Err(self.before.clone());
        };
        let rests = basis.of(job);
        if let Some(known) = self.known(path, &rests).filter(|known| known.file.is_some() || !wanted) {
            return Ok((known.file, Reason::Kept));
        }
        match press.print(number, job, &mut Vec::new()) {
            Ok(file) => {
                let lost = self.prepared.texts.lost();
                if lost.has_errors() {
                    return Err(lost);
                }
                self.keep(number, path, rests, wanted.then(|| file.clone()));
                Ok((Some(file), Reason::New))
            }
            Err(fault) => Err(self.fail(number, path, fault)),
        }
    }

    /// What was printed at a path, if it rests on what it did.
    fn known(&self, path: &OutputPath, rests: &Rests) -> Option<Print> {
        let print = self.prints().pages.get(path)?.clone();
        let is_same = |(question, version): &(Question, Digest)| self.prepared.answers.version(question) == Some(*version);
        let holds = print.ground == self.prepared.versions.ground && print.rests == *rests && print.asked.iter().all(is_same);
        holds.then_some(print)
    }

    fn keep(&self, number: usize, path: &OutputPath, rests: Rests, file: Option<OutputFile>) {
        let questions = self.prepared.answers.asked();
        let asked = self.prepared.recorder.take(number).into_iter().filter_map(|asked| questions.get(asked).cloned()).collect();
        let print = Print { ground: self.prepared.versions.ground, rests, asked, file };
        self.prints().enter(path.clone(), print);
    }

    fn fail(&self, number: usize, path: &OutputPath, fault: Unprinted) -> Diagnostics {
        let mut failures = Failures::default();
        failures.add(self.prepared.origin(&self.prepared.view.plan.jobs[number]), fault);
        let _ = self.prepared.recorder.take(number);
        let found = failures.told();
        self.failed.write().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), found.clone());
        found
    }

    fn prints(&self) -> MutexGuard<'_, Prints> {
        // An entry is whole or not there, so that a thread that panicked has left nothing half done.
        self.prints.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Prints {
    fn enter(&mut self, path: OutputPath, print: Print) {
        let len = |print: &Print| print.file.as_ref().map_or(0, |file| file.contents.len());
        self.held += len(&print);
        if let Some(before) = self.pages.insert(path, print) {
            self.held -= len(&before);
        }
        if self.held > HELD_MAX {
            self.pages.values_mut().for_each(|print| print.file = None);
            self.held = 0;
        }
    }
}
