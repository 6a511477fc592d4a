//! Editions for tests: files in a map; and one that comes to know more while it is shown.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::Edition;
use crate::base::{Code, Diagnostic, Diagnostics, Digest, OutputPath, Place, SourcePath};
use crate::input::Contents;
use crate::output::OutputFile;
use crate::site::evidence::{Claim, Claimant, Examined, Kind, PageEvidence, Verdict};

/// A site of a few files.
#[derive(Default, Clone)]
pub(super) struct Shelf {
    files: BTreeMap<OutputPath, OutputFile>,
    findings: Arc<Diagnostics>,
    of_files: BTreeMap<String, Diagnostics>,
    evidence: BTreeMap<String, PageEvidence>,
    is_broken: bool,
    prefix: String,
}

/// A claim that was found.
pub(super) fn claim(text: &str) -> Claim {
    Claim {
        claimant: Claimant::Citation(0),
        kind: Kind::Number,
        text: text.to_owned(),
        place: Place::file(&SourcePath::new("content/a.md").expect("a sound path")),
        sources: vec!["wire".to_owned()],
        verdict: Verdict::Found,
        passage: None,
        foldings: Vec::new(),
        note: String::new(),
        finding: None,
        waived: None,
    }
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

    /// A site that cannot be shown.
    pub(super) fn broken(mut self, message: &str) -> Self {
        self.is_broken = true;
        self.add(Diagnostic::new(Code::E0103, message));
        self
    }

    /// A finding about one of the files.
    pub(super) fn finding(mut self, path: &str, finding: Diagnostic) -> Self {
        self.of_files.entry(path.to_owned()).or_default().push(finding.clone());
        self.add(finding);
        self
    }

    /// What came of holding one of the pages against its sources.
    pub(super) fn evidence(mut self, path: &str, claims: Vec<Claim>) -> Self {
        let examined = Arc::new(Examined::new(claims, Vec::new(), Vec::new()));
        let page = PageEvidence { path: OutputPath::new(path).expect("a sound path"), title: path.to_owned(), examined };
        self.evidence.insert(path.to_owned(), page);
        self
    }

    /// The same pages, all of this title.
    pub(super) fn titled(mut self, title: &str) -> Self {
        self.evidence.values_mut().for_each(|page| page.title = title.to_owned());
        self
    }

    fn add(&mut self, finding: Diagnostic) {
        self.findings = Arc::new(self.findings.iter().cloned().chain([finding]).collect());
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

    fn diagnostics(&self) -> Arc<Diagnostics> {
        Arc::clone(&self.findings)
    }

    fn findings(&self, path: &OutputPath) -> Diagnostics {
        self.of_files.get(path.as_str()).cloned().unwrap_or_default()
    }

    fn evidence(&self, path: &OutputPath) -> Option<PageEvidence> {
        self.evidence.get(path.as_str()).cloned()
    }

    fn all_evidence(&self) -> Vec<PageEvidence> {
        self.evidence.values().cloned().collect()
    }

    fn prefix(&self) -> &str {
        &self.prefix
    }

    fn is_broken(&self) -> bool {
        self.is_broken
    }
}

/// What [`Growing`] does in one slice of background work.
pub(super) type Slice = Box<dyn Fn(&Growing) -> bool + Send>;

/// A site that comes to know more.
pub(super) struct Growing {
    now: Mutex<Shelf>,
    idle: Mutex<Slice>,
}

impl Growing {
    pub(super) fn new(shelf: Shelf, idle: impl Fn(&Self) -> bool + Send + 'static) -> Arc<Self> {
        Arc::new(Self { now: Mutex::new(shelf), idle: Mutex::new(Box::new(idle)) })
    }

    pub(super) fn find(&self, path: &str, finding: Diagnostic) {
        let mut now = self.now.lock().expect("nobody panics with it");
        *now = now.clone().finding(path, finding);
    }

    fn now(&self) -> Shelf {
        self.now.lock().expect("nobody panics with it").clone()
    }
}

impl Edition for Growing {
    fn file(&self, path: &OutputPath) -> Result<Option<OutputFile>, Diagnostics> {
        self.now().file(path)
    }

    fn diagnostics(&self) -> Arc<Diagnostics> {
        self.now().diagnostics()
    }

    fn findings(&self, path: &OutputPath) -> Diagnostics {
        self.now().findings(path)
    }

    fn prefix(&self) -> &str {
        "/"
    }

    fn is_broken(&self) -> bool {
        false
    }

    fn idle(&self) -> bool {
        let idle = self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        idle(self)
    }
}
