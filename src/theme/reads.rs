//! What a page asked while it was printed, beyond its own values.
//!
//! Functions in templates note each question by its number. The engine keeps the notes: a page need not be printed again
//! while every answer is what it was.

use std::sync::Mutex;

/// Takes the notes of all jobs of a build, each in a list of its own.
#[derive(Debug)]
pub struct Recorder {
    jobs: Vec<Mutex<Vec<usize>>>,
}

impl Recorder {
    /// A recorder for so many jobs.
    #[must_use]
    pub fn new(jobs: usize) -> Self {
        Self { jobs: (0..jobs).map(|_| Mutex::new(Vec::new())).collect() }
    }

    /// Notes a question of a job, by its number; an unknown job is not noted.
    pub fn note(&self, job: usize, question: usize) {
        if let Some(Ok(mut notes)) = self.jobs.get(job).map(Mutex::lock)
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
