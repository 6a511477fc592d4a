//! Diagnostics: what is wrong, where, and what to do, as values.
//!
//! A stage returns its result and a [`Diagnostics`] beside it; nothing is printed before all stages are done.
//! The words of each mistake live in one constructor function, in the `faults` module of the folder that finds it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::path::SourcePath;

/// How much a finding matters. An error keeps a build from writing anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Must be mended before anything is written.
    Error,
    /// Probably a mistake; fails the build only under `--strict`.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Where in a file: lines and columns count from one, columns in Unicode scalar values; the end is exclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First line.
    pub line: u32,
    /// Column in the first line.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Column after the last character.
    pub end_column: u32,
    /// The text of the first line.
    pub excerpt: Arc<str>,
}

/// A file, and where in it if that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    /// The position, unless the finding is about the file as a whole.
    pub span: Option<Span>,
}

impl Place {
    /// The file as a whole.
    #[must_use]
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), span: None }
    }
}

/// A second place that belongs to a finding, with what it says there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Note {
    /// What there is to see.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong: one sentence without a final full stop.
    pub message: String,
    /// Where, unless it is about no file.
    pub place: Option<Place>,
    /// What to do.
    pub hint: Option<String>,
    /// Further places.
    pub notes: Vec<Note>,
}

impl Diagnostic {
    /// A finding with its code's usual severity.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), place: None, hint: None, notes: Vec::new() }
    }

    /// The finding, at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The finding, in a file.
    #[must_use]
    pub fn in_file(self, path: &SourcePath) -> Self {
        self.at(Place::file(path))
    }

    /// The finding, with a remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The finding, with a remedy if there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// The finding, with a further place.
    #[must_use]
    pub fn note(mut self, message: impl Into<String>, place: Place) -> Self {
        self.notes.push(Note { message: message.into(), place });
        self
    }

    /// Whether it keeps a build from writing.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn sort_key(&self) -> (Option<&Place>, Severity, Code, &str) {
        (self.place.as_ref(), self.severity, self.code, &self.message)
    }
}

/// Findings in the order they were made; [`Diagnostics::settled`] puts them in the order they are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(others);
    }

    /// Whether any is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Diagnostic::is_error)
    }

    /// How many have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Sorted by place, then severity, code and message; each said once.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.0.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
        self.0.dedup();
        self
    }

    /// Them, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}
