//! The texts of pages and sections, by their ids: read already, or read when a page that shows them is printed. One that
//! nobody will ask for again can be let go of, so that a whole site's texts need not be held until its end.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::{Diagnostics, SourcePath};
use crate::briefing::Fragment;
use crate::input::faults;
use crate::site::{PageId, SectionId};

/// Reads the text of a file; `None` if the file is not what it was when the build began.
pub type Fetch = Box<dyn Fn(&SourcePath) -> Option<Arc<Fragment>> + Send + Sync>;

/// The texts of a site.
pub struct Texts {
    pages: Vec<Mutex<Option<Arc<Fragment>>>>,
    sections: Vec<Mutex<Option<Arc<Fragment>>>>,
    fetch: Fetch,
    lost: Mutex<BTreeSet<SourcePath>>,
}

impl Texts {
    /// Texts in the order of pages and sections, and the way to those that are not there yet.
    #[must_use]
    pub fn new(pages: Vec<Option<Arc<Fragment>>>, sections: Vec<Option<Arc<Fragment>>>, fetch: Fetch) -> Self {
        let locks = |texts: Vec<Option<Arc<Fragment>>>| texts.into_iter().map(Mutex::new).collect();
        Self { pages: locks(pages), sections: locks(sections), fetch, lost: Mutex::default() }
    }

    /// The text of a page, which stands in this file.
    #[must_use]
    pub fn page(&self, id: PageId, path: &SourcePath) -> Arc<Fragment> {
        self.text(&self.pages[id.0], path)
    }

    /// The text of a section, which stands in this file.
    #[must_use]
    pub fn section(&self, id: SectionId, path: &SourcePath) -> Arc<Fragment> {
        self.text(&self.sections[id.0], path)
    }

    fn text(&self, known: &Mutex<Option<Arc<Fragment>>>, path: &SourcePath) -> Arc<Fragment> {
        // A text is there whole or not at all, whatever became of the thread that put it there.
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let text = known.take().or_else(|| (self.fetch)(path)).unwrap_or_else(|| {
            self.lose(path);
            Arc::default()
        });
        Arc::clone(known.insert(text))
    }

    /// Lets go of the text of a page. Should it be asked for again, it is read again.
    pub fn release(&self, id: PageId) {
        *self.pages[id.0].lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Notes that a file is not what it was when the build began, so that nothing printed now can be believed.
    pub fn lose(&self, path: &SourcePath) {
        if let Ok(mut lost) = self.lost.lock() {
            lost.insert(path.clone());
        }
    }

    /// A finding for each such file.
    #[must_use]
    pub fn lost(&self) -> Diagnostics {
        self.lost.lock().map(|lost| lost.iter().map(faults::changed_meanwhile).collect()).unwrap_or_default()
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Texts({} pages)", self.pages.len())
    }
}
