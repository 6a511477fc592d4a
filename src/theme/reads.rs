//! What a page asked while it was printed, beyond its own values.
//!
//! Functions in templates note each question by its number. The engine keeps the notes: a page need not be printed again
//! while every answer is what it was.

use std::sync::{Mutex, PoisonError, RwLock};
use std::thread::{self, ThreadId};

use rustc_hash::FxHashMap;

/// Takes the notes of all jobs of a build, each in a list of its own.
#[derive(Debug)]
pub struct Recorder {
    jobs: Vec<Mutex<Vec<usize>>>,
    /// The job that each thread is printing. A component of a template has a context of its own, which holds nothing of its
    /// page's; so this cannot be a variable of the template.
    printing: RwLock<FxHashMap<ThreadId, usize>>,
}

impl Recorder {
    /// A recorder for so many jobs.
    #[must_use]
    pub fn new(jobs: usize) -> Self {
        Self { jobs: (0..jobs).map(|_| Mutex::new(Vec::new())).collect(), printing: RwLock::default() }
    }

    /// Does something for a job: what is asked meanwhile, on this thread, is asked for it.
    pub fn printing<T>(&self, job: usize, work: impl FnOnce() -> T) -> T {
        self.printing.write().unwrap_or_else(PoisonError::into_inner).insert(thread::current().id(), job);
        work()
    }

    fn job(&self) -> Option<usize> {
        self.printing.read().unwrap_or_else(PoisonError::into_inner).get(&thread::current().id()).copied()
    }

    /// Notes a question of the job that this thread is printing, by its number.
    pub fn note(&self, question: usize) {
        if let Some(Ok(mut notes)) = self.job().and_then(|job| self.jobs.get(job)).map(Mutex::lock)
            && !notes.contains(&question)
        {
            notes.push(question);
        }
    }

    /// The notes of a job, in the order of asking and each once; they are taken out.
    #[must_use]
    pub fn take(&self, job: usize) -> Vec<usize> {
        self.jobs.get(job).and_then(|notes| notes.lock().ok()).map(|mut notes| std::mem::take(&mut *notes)).unwrap_or_default()
    }
}
