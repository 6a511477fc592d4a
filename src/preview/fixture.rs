//! An edition for tests: files in a map.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Edition;
use crate::base::{Code, Diagnostic, Diagnostics, Digest, OutputPath};
use crate::input::Contents;
use crate::output::OutputFile;

/// A site of a few files.
#[derive(Default, Clone)]
pub(super) struct Shelf {
    files: BTreeMap<OutputPath, OutputFile>,
    findings: Diagnostics,
    prefix: String,
}

impl Shelf {
    /// A site under `prefix` with these files.
    pub(super) fn new(prefix: &str, files: &[(&str, &str)]) -> Self {
        let shelf = Self { prefix: prefix.to_owned(), ..Self::default() };
        files
            .iter()
            .fold(shelf, |shelf, (path, text)| shelf.with(path, Contents::Memory(text.as_bytes().into()), Digest::of(text.as_bytes())))
    }

    pub(super) fn with(mut self, path: &str, contents: Contents, digest: Digest) -> Self {
        self.files.insert(OutputPath::new(path).expect("a sound path"), OutputFile { contents, digest });
        self
    }

    pub(super) fn broken(mut self, message: &str) -> Self {
        self.findings.push(Diagnostic::new(Code::E0103, message));
        self
    }

    pub(super) fn shared(self) -> Arc<dyn Edition> {
        Arc::new(self)
    }
}

impl Edition for Shelf {
    fn file(&self, path: &OutputPath) -> Result<Option<OutputFile>, Diagnostics> {
        match path.as_str() {
            "panic.html" => panic!("as a mistake in an edition would"),
            "faulty.html" => Err([Diagnostic::new(Code::E0504, "template broke on demand")].into_iter().collect()),
            _ => Ok(self.files.get(path).cloned()),
        }
    }

    fn diagnostics(&self) -> &Diagnostics {
        &self.findings
    }

    fn prefix(&self) -> &str {
        &self.prefix
    }

    fn is_broken(&self) -> bool {
        self.findings.has_errors()
    }
}
