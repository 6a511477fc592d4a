//! What an edition has at a route: the one place that decides which page a browser sees.
//!
//! The state of a view is a digest, so that a page on screen can be compared with what would now be in its place:
//! another text, a page that was missing, an error that is mended. An edition that panics does so in here, where it
//! costs the one page.

use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::http::StatusCode;
use memchr::memmem;

use super::pages;
use super::route::{Place, Route};
use super::{Edition, evidence, kinds};
use crate::base::{Diagnostics, Digest, OutputPath};
use crate::output::OutputFile;

/// What stands before the mark of a style sheet's state in its address.
const STYLE: &[u8] = b".css?v=";
/// The length of the mark.
const MARK: usize = 8;

/// What there is to see.
#[derive(Debug)]
pub(super) enum View {
    /// A file of the site: with status 200 the one asked for, with 404 the site's own page for what is missing.
    File {
        /// The status.
        status: StatusCode,
        /// Which file.
        path: OutputPath,
        /// The file.
        file: OutputFile,
    },
    /// A page of the preview.
    Own {
        /// The status.
        status: StatusCode,
        /// The whole page.
        html: String,
    },
    /// Nothing: a picture, a style sheet or the like of a site that is broken.
    Missing,
    /// It stands at another address.
    Moved(Target),
}

/// Where something stands instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// At the same address with a slash at its end.
    Slash,
    /// At the root of the site.
    Root,
}

impl View {
    /// The state of what is shown. A page whose style sheets alone have changed is in the same state.
    pub(super) fn digest(&self) -> Digest {
        match self {
            Self::File { status, file, .. } => {
                let digest = if self.is_page() { page_digest(file) } else { file.digest };
                Digest::of_parts([status.as_str().as_bytes(), digest.hex().as_bytes()])
            }
            Self::Own { html, .. } => Digest::of(html.as_bytes()),
            Self::Missing => Digest::of(b"missing"),
            Self::Moved(target) => Digest::of(if *target == Target::Slash { b"slash" } else { b"root " }),
        }
    }

    /// Whether what was asked for is not there.
    pub(super) fn is_missing(&self) -> bool {
        match self {
            Self::File { status, .. } | Self::Own { status, .. } => *status == StatusCode::NOT_FOUND,
            Self::Missing => true,
            Self::Moved(_) => false,
        }
    }

    /// Whether it is shown as a page, and so can hold the reload script.
    pub(super) fn is_page(&self) -> bool {
        match self {
            Self::File { path, .. } => kinds::is_html(path.as_str()),
            Self::Own { .. } => true,
            Self::Missing | Self::Moved(_) => false,
        }
    }
}

/// The digest of a page without the marks that say which state of a style sheet it wants (`a.css?v=0123abcd`).
fn page_digest(file: &OutputFile) -> Digest {
    let mut html = Vec::new();
    let is_read = file.contents.reader().and_then(|mut reader| reader.read_to_end(&mut html)).is_ok();
    let marks: Vec<usize> = if is_read { memmem::find_iter(&html, STYLE).map(|at| at + STYLE.len()).collect() } else { Vec::new() };
    let is_mark = |at: &usize| html.get(*at..*at + MARK).is_some_and(|mark| mark.iter().all(u8::is_ascii_hexdigit));
    let mut parts = Vec::new();
    let mut rest = 0;
    for at in marks.into_iter().filter(is_mark) {
        parts.push(&html[rest..at]);
        rest = at + MARK;
    }
    if parts.is_empty() {
        return file.digest;
    }
    parts.push(&html[rest..]);
    Digest::of_parts(parts)
}

/// What `edition` has at `route`.
pub(super) fn look(edition: &dyn Edition, route: &Route) -> View {
    match route {
        Route::Site(place) if edition.is_broken() && place.is_page() => broken(edition),
        Route::Site(place) => found(edition, place).unwrap_or_else(|failure| failed(edition, &failure)),
        Route::Findings => own(StatusCode::OK, pages::findings(&edition.diagnostics(), edition.is_complete(), edition.prefix())),
        Route::FindingsOf(path) => own(StatusCode::OK, pages::findings_of(path, &edition.findings(path), edition.prefix())),
        Route::Evidence => own(StatusCode::OK, evidence::of_all(edition)),
        Route::EvidenceOf(path) => own(StatusCode::OK, evidence::of_page(edition, path)),
        Route::Root => View::Moved(Target::Root),
        Route::Outside => own(StatusCode::NOT_FOUND, pages::outside(edition.prefix())),
        Route::Nowhere if edition.is_broken() => View::Missing,
        Route::Nowhere => missing(edition).unwrap_or_else(|failure| failed(edition, &failure)),
        Route::Script | Route::Margin | Route::Events => View::Missing,
    }
}

/// Why an edition gives no file.
#[derive(Debug)]
pub(super) enum Failure {
    /// It says so itself.
    Findings(Diagnostics),
    /// It has a mistake.
    Panic,
}

/// One file of an edition.
///
/// # Errors
/// It could not be made.
pub(super) fn file(edition: &dyn Edition, path: &OutputPath) -> Result<Option<OutputFile>, Failure> {
    // Nothing of ours is half changed by a panic in there; what the edition keeps is its own to protect.
    let found = catch_unwind(AssertUnwindSafe(|| edition.file(path)));
    found.map_err(|_| Failure::Panic)?.map_err(Failure::Findings)
}

fn found(edition: &dyn Edition, place: &Place) -> Result<View, Failure> {
    if let Some(path) = place.path()
        && let Some(file) = file(edition, &path)?
    {
        return Ok(View::File { status: StatusCode::OK, path, file });
    }
    if let Some(page) = place.page()
        && file(edition, &page)?.is_some()
    {
        return Ok(View::Moved(Target::Slash));
    }
    if edition.is_broken() { Ok(View::Missing) } else { missing(edition) }
}

fn missing(edition: &dyn Edition) -> Result<View, Failure> {
    let status = StatusCode::NOT_FOUND;
    let site_page = OutputPath::new("404.html").ok();
    let file = site_page.as_ref().map_or(Ok(None), |path| file(edition, path))?;
    Ok(match site_page.zip(file) {
        Some((path, file)) => View::File { status, path, file },
        None => own(status, pages::not_found(edition.prefix())),
    })
}

fn failed(edition: &dyn Edition, failure: &Failure) -> View {
    match failure {
        Failure::Findings(findings) => own(StatusCode::INTERNAL_SERVER_ERROR, pages::broken_page(findings, edition.prefix())),
        Failure::Panic => own(StatusCode::INTERNAL_SERVER_ERROR, pages::failed()),
    }
}

fn broken(edition: &dyn Edition) -> View {
    own(StatusCode::INTERNAL_SERVER_ERROR, pages::broken_site(&edition.diagnostics(), edition.prefix()))
}

fn own(status: StatusCode, html: String) -> View {
    View::Own { status, html }
}
