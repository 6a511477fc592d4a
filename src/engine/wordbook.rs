//! The wordbook: the index of words as it was last known, taken up when somebody searches and brought up to date then.
//!
//! Most previews end without a search, and a build that changes nothing needs no word; so the index of the run before is
//! fetched only when it is asked for, and holds texts only by the digest of what was read of them. Proofs that follow
//! one another share the book.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::base::{Digest, SourcePath};
use crate::site::words::Listener;
use crate::site::{PageId, Words};

/// Fetches the index that an earlier run kept.
pub type Fetch = Box<dyn FnOnce() -> Words + Send>;

/// The index as last known.
#[derive(Default)]
pub struct Wordbook(Mutex<Book>);

#[derive(Default)]
struct Book {
    kept: Option<Fetch>,
    words: Arc<Words>,
    /// Whether it is another than the one that was kept.
    is_new: bool,
}

impl Wordbook {
    /// The book of an earlier run.
    #[must_use]
    pub fn kept(fetch: Fetch) -> Self {
        Self(Mutex::new(Book { kept: Some(fetch), ..Book::default() }))
    }

    /// The index of these pages, in the order of their paths; `say` is asked about those that are not in the book.
    pub fn words(&self, files: Vec<(SourcePath, Digest)>, say: impl Fn(PageId, &mut Listener) + Sync) -> Arc<Words> {
        let mut book = self.open();
        if !book.words.is_of(&files) {
            book.words = Arc::new(book.words.after(files, say));
            book.is_new = true;
        }
        Arc::clone(&book.words)
    }

    /// The index as last known.
    #[must_use]
    pub fn known(&self) -> Arc<Words> {
        Arc::clone(&self.open().words)
    }

    /// The index, if it is another than the one that was kept; it counts as kept from now on.
    pub fn news(&self) -> Option<Arc<Words>> {
        let mut book = self.lock();
        std::mem::take(&mut book.is_new).then(|| Arc::clone(&book.words))
    }

    fn open(&self) -> MutexGuard<'_, Book> {
        let mut book = self.lock();
        if let Some(fetch) = book.kept.take() {
            book.words = Arc::new(fetch());
        }
        book
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        // The index is put there whole, whatever became of the thread that made it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Wordbook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Wordbook")
    }
}
