//! What a page read while it was rendered, beyond its own values.
//!
//! Functions in templates note each question with the digest of its answer. The engine keeps the notes: a page need not
//! be rendered again while every answer is what it was.

use std::sync::Mutex;

use crate::base::Digest;

/// One recorded read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Read {
    /// The question, in the words of the template: `briefings(limit=5, tag="ai")`.
    pub question: String,
    /// The digest of the answer.
    pub answer: Digest,
}

/// Takes the notes of all jobs of a build, each in a list of its own.
#[derive(Debug)]
pub struct Recorder {
    jobs: Vec<Mutex<Vec<Read>>>,
}

impl Recorder {
    /// A recorder for so many jobs.
    #[must_use]
    pub fn new(jobs: usize) -> Self {
        Self { jobs: (0..jobs).map(|_| Mutex::new(Vec::new())).collect() }
    }

    /// Notes a read of a job; an unknown job is not noted.
    pub fn note(&self, job: usize, read: Read) {
        if let Some(Ok(mut notes)) = self.jobs.get(job).map(Mutex::lock) {
            notes.push(read);
        }
    }

    /// The notes of a job, sorted and each once; they are taken out.
    #[must_use]
    pub fn take(&self, job: usize) -> Vec<Read> {
        let Some(Ok(mut notes)) = self.jobs.get(job).map(Mutex::lock) else { return Vec::new() };
        let mut taken = std::mem::take(&mut *notes);
        taken.sort();
        taken.dedup();
        taken
    }
}
