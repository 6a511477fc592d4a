//! What an edition has at a route: the one place that decides which page a browser sees.
//!
//! The state of a view is a digest, so that a page on screen can be compared with what would now be in its place:
//! another text, a page that was missing, an error that is mended. An edition that panics does so in here, where it
//! costs the one page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use axum::http::StatusCode;

use super::pages;
use super::route::{Place, Route};
use super::{Edition, kinds};
use crate::base::{Diagnostics, Digest, OutputPath};
use crate::output::OutputFile;

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
    /// Nothing, where a picture, a style sheet or the like was expected.
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
    /// The state of what is shown.
    pub(super) fn digest(&self) -> Digest {
        match self {
            Self::File { status, file, .. } => Digest::of_parts([status.as_str().as_bytes(), file.digest.hex().as_bytes()]),
            Self::Own { html, .. } => Digest::of(html.as_bytes()),
            Self::Missing => Digest::of(b"missing"),
            Self::Moved(target) => Digest::of(if *target == Target::Slash { b"slash" } else { b"root " }),
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

/// What `edition` has at `route`.
pub(super) fn look(edition: &dyn Edition, route: &Route) -> View {
    match route {
        Route::Site(place) if edition.is_broken() && place.is_page() => broken(edition, edition.diagnostics()),
        Route::Site(place) => found(edition, place).unwrap_or_else(|failure| failed(edition, &failure)),
        Route::Findings => View::Own { status: StatusCode::OK, html: pages::findings(edition.diagnostics(), edition.prefix()) },
        Route::Root => View::Moved(Target::Root),
        Route::Outside => View::Own { status: StatusCode::NOT_FOUND, html: pages::outside(edition.prefix()) },
        Route::Nowhere if edition.is_broken() => View::Missing,
        Route::Nowhere => missing(edition).unwrap_or_else(|failure| failed(edition, &failure)),
        Route::Script | Route::Events => View::Missing,
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
    if place.is_page() { missing(edition) } else { Ok(View::Missing) }
}

fn missing(edition: &dyn Edition) -> Result<View, Failure> {
    let status = StatusCode::NOT_FOUND;
    let site_page = OutputPath::new("404.html").ok();
    let file = site_page.as_ref().map_or(Ok(None), |path| file(edition, path))?;
    Ok(match site_page.zip(file) {
        Some((path, file)) => View::File { status, path, file },
        None => View::Own { status, html: pages::not_found(edition.prefix()) },
    })
}

fn failed(edition: &dyn Edition, failure: &Failure) -> View {
    match failure {
        Failure::Findings(findings) => broken(edition, findings),
        Failure::Panic => View::Own { status: StatusCode::INTERNAL_SERVER_ERROR, html: pages::failed() },
    }
}

fn broken(edition: &dyn Edition, findings: &Diagnostics) -> View {
    View::Own { status: StatusCode::INTERNAL_SERVER_ERROR, html: pages::broken(findings, edition.prefix()) }
}
