//! Proofs: the site as it would be published now, printed page by page when somebody looks.
//!
//! A [`Newsroom`] makes one proof after another and remembers between them: what every file said, and what every page
//! rested on when it was last printed. A page that rests on what it did is not printed again, so that the time from an
//! edit to the screen does not grow with the site. What nobody has looked at is printed by [`Proof::go_on`], a page at a
//! time, for the findings that printing may bring; its bytes are not kept.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::{Failures, Memory, Options, Prepared, Stage};
use crate::base::{Diagnostic, Diagnostics, Digest, OutputPath, SourcePath};
use crate::input::{File, Files, config};
use crate::output::rests::Rests;
use crate::output::{Keep, OutputFile, Print as Printed, Unprinted, evidence};
use crate::site::evidence::{Examined, PageEvidence};
use crate::site::{Job, PageId, Plan, Task};
use crate::theme::Question;

/// How many bytes of printed pages are held between proofs.
const HELD_MAX: u64 = 64 * 1024 * 1024;

/// Makes proofs, each with what was learnt from the ones before.
#[derive(Debug, Default)]
pub struct Newsroom {
    memory: Memory,
    prints: Arc<Mutex<Prints>>,
    /// The text behind each page of the last proof: where it stood is shown what is wrong with it now.
    stood: Arc<FxHashMap<OutputPath, SourcePath>>,
    /// The plan that they stood in.
    plan: Option<Arc<Plan>>,
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
    asked: Arc<[(Question, Digest)]>,
    /// Its bytes, unless they were let go of.
    file: Option<OutputFile>,
}

impl Print {
    /// How many bytes are held.
    fn held(&self) -> u64 {
        self.file.as_ref().map_or(0, |file| file.contents.len())
    }
}

/// The site as it is now.
pub struct Proof {
    prepared: Prepared,
    /// What was found before anything was printed.
    before: Diagnostics,
    prints: Arc<Mutex<Prints>>,
    stood: Arc<FxHashMap<OutputPath, SourcePath>>,
    /// What printing found, by path.
    failed: RwLock<BTreeMap<OutputPath, Diagnostics>>,
    /// Both together, as it is told.
    told: RwLock<Arc<Diagnostics>>,
    /// The next job that nobody has asked for.
    next: AtomicUsize,
}

impl Newsroom {
    /// A newsroom that remembers what another run did.
    #[must_use]
    pub fn remembering(memory: Memory) -> Self {
        Self { memory, ..Self::default() }
    }

    /// What it remembers, as of the last proof.
    #[must_use]
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The site that these files make; `found` was found while they were read from the disk.
    pub fn proof(&mut self, files: Files, options: &Options, found: Diagnostics, began: &mut dyn FnMut(Stage)) -> Proof {
        let mut prepared = Prepared::new(files, options, &self.memory, began);
        self.memory.shelf = std::mem::take(&mut prepared.shelf);
        self.memory.relations = Arc::clone(&prepared.view.relations);
        self.memory.examinations = Arc::clone(&prepared.examinations);
        self.memory.fonts = Some(Arc::clone(&prepared.view.fonts));
        self.memory.layout = prepared.layout.take();
        let before = found.into_iter().chain(std::mem::take(&mut prepared.diagnostics)).collect::<Diagnostics>().settled();
        let told = RwLock::new(Arc::new(before.clone()));
        let stood = Arc::clone(&self.stood);
        let proof =
            Proof { prepared, before, stood, prints: Arc::clone(&self.prints), failed: RwLock::default(), told, next: AtomicUsize::new(0) };
        let plan = &proof.prepared.view.plan;
        if !self.plan.as_ref().is_some_and(|before| Arc::ptr_eq(before, plan)) {
            self.stood = Arc::new(proof.pages_of_texts());
            proof.prints().retain(plan);
            self.plan = Some(Arc::clone(plan));
        }
        proof
    }
}

impl Proof {
    /// One file of the site; `Ok(None)` if it has no such file.
    ///
    /// # Errors
    /// What keeps it from being printed, or from being published: the errors of its own text.
    pub fn file(&self, path: &OutputPath) -> Result<Option<OutputFile>, Diagnostics> {
        let number = self.prepared.view.plan.number_of(path);
        let text = number.and_then(|number| self.text_of(number)).or_else(|| self.stood.get(path).filter(|_| number.is_none()));
        let found = text.map(|text| self.findings_in(text)).unwrap_or_default();
        // A text whose sources do not bear it out can be printed, and is best mended where it is read.
        if found.iter().any(|finding| finding.is_error() && !self.is_of_evidence(number, finding)) {
            return Err(found);
        }
        number.map_or(Ok(None), |number| self.print(number, path, true))
    }

    /// Everything found so far, in the order it is told.
    #[must_use]
    pub fn diagnostics(&self) -> Arc<Diagnostics> {
        Arc::clone(&self.told.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was found about one file of the site: in the text it is made from, or while it was printed.
    #[must_use]
    pub fn findings(&self, path: &OutputPath) -> Diagnostics {
        let text = self.prepared.view.plan.number_of(path).and_then(|number| self.text_of(number));
        let failed = self.failed.read().unwrap_or_else(PoisonError::into_inner);
        let printing = failed.get(path).into_iter().flatten().cloned();
        text.map(|text| self.findings_in(text)).unwrap_or_default().into_iter().chain(printing).collect::<Diagnostics>().settled()
    }

    /// What was found in one text before anything was printed.
    fn findings_in(&self, text: &SourcePath) -> Diagnostics {
        self.before.iter().filter(|finding| finding.place.as_ref().is_some_and(|place| place.path == *text)).cloned().collect()
    }

    /// Whether a finding is about a claim of a page, which stands in the way of publishing and not of printing.
    fn is_of_evidence(&self, number: Option<usize>, finding: &Diagnostic) -> bool {
        let examined = number.and_then(|number| self.examined(number));
        examined.is_some_and(|(_, examined)| examined.claims.iter().any(|claim| claim.finding.as_ref() == Some(finding)))
    }

    /// What came of holding one page of the site against its sources; none where it makes no claim that could be.
    #[must_use]
    pub fn evidence(&self, path: &OutputPath) -> Option<PageEvidence> {
        self.evidence_of(self.prepared.view.plan.number_of(path)?)
    }

    /// The same of all pages, in the order of the site.
    pub fn all_evidence(&self) -> impl Iterator<Item = PageEvidence> {
        (0..self.prepared.view.plan.jobs.len()).filter_map(|number| self.evidence_of(number))
    }

    fn evidence_of(&self, number: usize) -> Option<PageEvidence> {
        let (id, examined) = self.examined(number).filter(|(_, examined)| !examined.claims.is_empty())?;
        let view = &self.prepared.view;
        let title = view.site.page(id).head.title.clone();
        Some(PageEvidence { path: view.plan.jobs[number].output_path(), title, examined: Arc::clone(examined) })
    }

    fn examined(&self, number: usize) -> Option<(PageId, &Arc<Examined>)> {
        let Task::Page(id) = self.prepared.view.plan.jobs.get(number)?.task else { return None };
        Some((id, self.prepared.view.evidence.0.get(&id)?))
    }

    /// What is left out of the check in the site's language, if anything is.
    #[must_use]
    pub fn evidence_note(&self) -> Option<String> {
        evidence::language_note(&self.prepared.view)
    }

    /// The pages that texts stand behind, with their texts.
    fn pages_of_texts(&self) -> FxHashMap<OutputPath, SourcePath> {
        let jobs = self.prepared.view.plan.jobs.iter().enumerate();
        jobs.filter_map(|(number, job)| Some((job.output_path(), self.text_of(number)?.clone()))).collect()
    }

    /// The text that a page of the site is made from.
    fn text_of(&self, number: usize) -> Option<&SourcePath> {
        let view = &self.prepared.view;
        match view.plan.jobs.get(number)?.task {
            Task::Page(id) => Some(&view.site.page(id).head.path),
            Task::Section(id, _) => view.site.section(id).head.as_ref().map(|head| &head.path),
            _ => None,
        }
    }

    /// Whether nothing can be shown as it would be published: the settings or the templates cannot be read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        let is_ground = |finding: &Diagnostic| {
            finding.is_error() && finding.place.as_ref().is_some_and(|place| config::NAMES.contains(&place.path.as_str()))
        };
        self.prepared.basis().is_none() || self.before.iter().any(is_ground)
    }

    /// The moment at which something comes or goes by itself.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        self.prepared.until
    }

    /// The path under which the site is served.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.prepared.config.base_url.prefix()
    }

    /// The path of every file of the site.
    pub fn paths(&self) -> impl Iterator<Item = OutputPath> {
        self.prepared.view.plan.jobs.iter().map(Job::output_path)
    }

    /// Whether every page has been printed at least once, by somebody's look or by [`Proof::go_on`].
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.next.load(Ordering::Relaxed) >= self.prepared.view.plan.jobs.len()
    }

    /// Prints a page that nobody has looked at yet, for what printing may find; false once there is none left.
    pub fn go_on(&self) -> bool {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = self.prepared.view.plan.jobs.get(number) else { return false };
        // Search data bring no findings, and nobody may ask for them.
        if matches!(job.task, Task::Search(_)) {
            return true;
        }
        // What it finds is kept with the proof.
        let _ = self.print(number, &job.output_path(), false);
        true
    }

    /// Prints a job, or takes what was printed for it and still holds. Where the file is not wanted, its bytes need not be.
    fn print(&self, number: usize, path: &OutputPath, wanted: bool) -> Result<Option<OutputFile>, Diagnostics> {
        let job = &self.prepared.view.plan.jobs[number];
        let keep: &Keep<'_> = &|_, bytes| File::new(bytes);
        let (Some(press), Some(basis)) = (self.prepared.press(wanted.then_some(keep), &|_, _| None), self.prepared.basis()) else {
            return Err(self.before.clone());
        };
        let rests = basis.of(job);
        if let Some(file) = self.known(path, &rests).filter(|file| file.is_some() || !wanted) {
            return Ok(file);
        }
        match press.print(number, job, &mut Vec::new()) {
            Ok(Printed { file, .. }) => {
                let lost = self.prepared.texts.lost();
                if lost.has_errors() {
                    return Err(lost);
                }
                self.keep(number, path, rests, wanted.then(|| file.clone()));
                Ok(Some(file))
            }
            Err(fault) => Err(self.fail(number, path, fault)),
        }
    }

    /// What was printed at a path, if it rests on what it did; its bytes may have been let go of.
    fn known(&self, path: &OutputPath, rests: &Rests) -> Option<Option<OutputFile>> {
        let ground = self.prepared.versions.ground;
        let (asked, file) = {
            let prints = self.prints();
            let print = prints.pages.get(path).filter(|print| print.ground == ground && print.rests == *rests)?;
            (Arc::clone(&print.asked), print.file.clone())
        };
        // An answer may take long to make, and others want to look at their pages meanwhile.
        let is_same = |(question, version): &(Question, Digest)| self.prepared.answers.version(question) == Some(*version);
        asked.iter().all(is_same).then_some(file)
    }

    fn keep(&self, number: usize, path: &OutputPath, rests: Rests, file: Option<OutputFile>) {
        let asked = self.prepared.answers.numbered(&self.prepared.recorder.take(number)).into();
        let print = Print { ground: self.prepared.versions.ground, rests, asked, file };
        self.prints().enter(path.clone(), print);
    }

    fn fail(&self, number: usize, path: &OutputPath, fault: Unprinted) -> Diagnostics {
        let mut failures = Failures::default();
        failures.add(self.prepared.origin(&self.prepared.view.plan.jobs[number]), fault);
        let _ = self.prepared.recorder.take(number);
        let found = failures.told();
        self.enter(path, found.clone());
        found
    }

    /// Adds what printing found to what is told.
    fn enter(&self, path: &OutputPath, found: Diagnostics) {
        let mut failed = self.failed.write().unwrap_or_else(PoisonError::into_inner);
        failed.insert(path.clone(), found);
        let all = self.before.iter().chain(failed.values().flatten()).cloned().collect::<Diagnostics>().settled();
        *self.told.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(all);
    }

    fn prints(&self) -> MutexGuard<'_, Prints> {
        // An entry is whole or not there, so that a thread that panicked has left nothing half done.
        self.prints.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Prints {
    /// Forgets what the plan does not make any more.
    fn retain(&mut self, plan: &Plan) {
        self.pages.retain(|path, _| plan.number_of(path).is_some());
        self.held = self.pages.values().map(Print::held).sum();
    }

    fn enter(&mut self, path: OutputPath, print: Print) {
        self.held += print.held();
        if let Some(before) = self.pages.insert(path, print) {
            self.held -= before.held();
        }
        if self.held > HELD_MAX {
            self.pages.values_mut().for_each(|print| print.file = None);
            self.held = 0;
        }
    }
}
