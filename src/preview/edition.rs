//! What the preview shows: one state of the site, asked for piece by piece.
//!
//! An edition may be a finished map of files, or render each when somebody looks at it. So findings may come late: a
//! file that is asked for, or a slice of background work, can bring up what nobody knew of when the edition was put in
//! place. Whoever shows findings asks for them anew and compares.
//!
//! Two things can go wrong, and are told apart. The whole site is broken when no page can be what would be published:
//! the configuration cannot be read, or the templates cannot be loaded. Everything else is the matter of the files it
//! concerns: they answer with their findings, and all others are shown.

use std::sync::Arc;
use std::time::SystemTime;

use crate::base::{Diagnostics, OutputPath};
use crate::output::OutputFile;
use crate::site::evidence::PageEvidence;

/// What the preview shows now: one state of the site.
pub trait Edition: Send + Sync {
    /// One file of the site; `Ok(None)` if it has no such file.
    ///
    /// Called from several threads at once, and again for the same path: an edition that renders on demand keeps what
    /// it has rendered. A panic costs the one answer.
    ///
    /// # Errors
    /// The findings that kept the file from being made; they are shown in its place.
    fn file(&self, path: &OutputPath) -> Result<Option<OutputFile>, Diagnostics>;

    /// All findings that are known by now, errors and others, settled. While they are the same, so is the `Arc`.
    fn diagnostics(&self) -> Arc<Diagnostics>;

    /// Those of the findings that are about one file: they make the badge of a page.
    fn findings(&self, path: &OutputPath) -> Diagnostics {
        let _ = path;
        Diagnostics::new()
    }

    /// What came of holding one page against its sources; none where nothing was.
    fn evidence(&self, path: &OutputPath) -> Option<PageEvidence> {
        let _ = path;
        None
    }

    /// The same of all pages, in the order of the site.
    fn all_evidence(&self) -> Vec<PageEvidence> {
        Vec::new()
    }

    /// What is left out of it in the site's language, if anything is.
    fn evidence_note(&self) -> Option<String> {
        None
    }

    /// The path under which the site is served, as in production: `/` or `/repo/`.
    fn prefix(&self) -> &str;

    /// Whether nothing of the site can be shown: the findings then stand in place of every page.
    fn is_broken(&self) -> bool;

    /// Works on what nobody has looked at yet, for some milliseconds; whether there is more to do.
    ///
    /// Called on the build thread, again and again, while no change of files waits and no request is being answered.
    fn idle(&self) -> bool {
        false
    }

    /// When the same files make another site: something scheduled comes, or something expires. A new edition is made then.
    fn until(&self) -> Option<SystemTime> {
        None
    }

    /// Whether the whole site has been looked at, so that nothing but the findings known is wrong with it.
    fn is_complete(&self) -> bool {
        true
    }
}
