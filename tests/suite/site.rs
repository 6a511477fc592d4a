//! The harness: a whole site in one string, built in memory, and what came of it.
//!
//! A site is written as files under headings (`-- content/a.md --`, one line each; what stands above the first is a
//! remark; the bytes of `-- content/a.md (hex) --` are written in hexadecimal). [`site`] makes a [`Project`] of it, [`Project::build`] an [`Outcome`], whose assertions say what they found
//! when they fail. The build's moment is [`NOW`] unless the test says another; there is no disk and no clock.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read as _;

use nutgraf::base::report::{Paint, human, position};
use nutgraf::base::{BaseUrl, Diagnostic, Diagnostics, SourcePath};
use nutgraf::engine::{self, Options};
use nutgraf::input::{File, Files, Overrides};
use nutgraf::site::Withheld;

/// The moment at which tests build.
pub const NOW: &str = "2026-01-01T00:00:00Z";

/// Files and options: everything a build depends on.
#[derive(Debug, Clone)]
pub struct Project {
    files: BTreeMap<String, Vec<u8>>,
    options: Options,
}

/// A project from files under headings.
#[track_caller]
pub fn site(text: &str) -> Project {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for line in text.split_inclusive('\n') {
        let heading = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (heading, &mut open) {
            (Some(path), _) => {
                assert!(SourcePath::new(path).is_some(), "`{path}` is no path of a project");
                assert!(!files.contains_key(path), "`{path}` is given twice");
                files.extend(open.replace((path.to_owned(), String::new())).map(|(path, text)| (path, text.into_bytes())));
            }
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {}
        }
    }
    files.extend(open.map(|(path, text)| (path, text.into_bytes())));
    let files = files.into_iter().map(|(path, text)| match path.strip_suffix(" (hex)") {
        Some(plain) => (plain.to_owned(), bytes_of(&text)),
        None => (path, text),
    });
    Project { files: files.collect(), options: options() }
}

#[track_caller]
fn bytes_of(hexadecimal: &[u8]) -> Vec<u8> {
    let words = hexadecimal.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let byte = |word: &[u8]| std::str::from_utf8(word).ok().and_then(|word| u8::from_str_radix(word, 16).ok());
    words.map(|word| byte(word).unwrap_or_else(|| panic!("{word:?} is no byte in hexadecimal"))).collect()
}

/// A project of one page, `content/a.md`, from front matter and text.
#[track_caller]
pub fn page(front_matter: &str, text: &str) -> Project {
    site("").write("content/a.md", &markdown(front_matter, text))
}

/// A content file from front matter and text.
pub fn markdown(front_matter: &str, text: &str) -> String {
    format!("---\n{}\n---\n{text}\n", front_matter.trim_matches('\n'))
}

fn options() -> Options {
    Options { now: NOW.parse().expect("a moment"), drafts: false, future: false, overrides: Overrides::default() }
}

impl Project {
    /// The same with a file written or replaced.
    pub fn write(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// The same with a file of any bytes.
    #[track_caller]
    pub fn bytes(mut self, path: &str, bytes: &[u8]) -> Self {
        assert!(SourcePath::new(path).is_some(), "`{path}` is no path of a project");
        self.files.insert(path.to_owned(), bytes.to_vec());
        self
    }

    /// The same without a file.
    #[track_caller]
    pub fn remove(mut self, path: &str) -> Self {
        assert!(self.files.remove(path).is_some(), "there is no `{path}` to remove");
        self
    }

    /// The same with a file under another name.
    #[track_caller]
    pub fn rename(mut self, from: &str, to: &str) -> Self {
        let bytes = self.files.remove(from).unwrap_or_else(|| panic!("there is no `{from}` to rename"));
        self.bytes(to, &bytes)
    }

    /// The same with text of a file replaced.
    #[track_caller]
    pub fn replace(self, path: &str, from: &str, to: &str) -> Self {
        let text = self.text(path).to_owned();
        assert!(text.contains(from), "`{path}` does not hold {from:?}");
        self.write(path, &text.replace(from, to))
    }

    /// The same with a line added to `nutgraf.yaml`.
    pub fn setting(self, line: &str) -> Self {
        let before = if self.files.contains_key("nutgraf.yaml") { self.text("nutgraf.yaml").to_owned() } else { String::new() };
        self.write("nutgraf.yaml", &format!("{before}{line}\n"))
    }

    /// The same with a template of the project's own.
    pub fn template(self, name: &str, text: &str) -> Self {
        self.write(&format!("templates/{name}"), text)
    }

    /// The same with files of another project laid over it.
    pub fn with(mut self, other: &Self) -> Self {
        self.files.extend(other.files.clone());
        self
    }

    /// The same, built with drafts.
    pub fn drafts(mut self) -> Self {
        self.options.drafts = true;
        self
    }

    /// The same, built with what is scheduled.
    pub fn future(mut self) -> Self {
        self.options.future = true;
        self
    }

    /// The same, built at another moment.
    #[track_caller]
    pub fn now(mut self, moment: &str) -> Self {
        self.options.now = moment.parse().unwrap_or_else(|error| panic!("`{moment}` is no moment: {error}"));
        self
    }

    /// The same, built for another address.
    #[track_caller]
    pub fn base_url(mut self, url: &str) -> Self {
        self.options.overrides.base_url = Some(BaseUrl::new(url).unwrap_or_else(|why| panic!("`{url}`: {why}")));
        self
    }

    /// The text of a file.
    #[track_caller]
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("there is no `{path}`"));
        std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("`{path}` is no text"))
    }

    /// The paths of the files.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The files as a snapshot.
    pub fn snapshot(&self) -> Files {
        let files = self.files.iter();
        files.map(|(path, bytes)| (SourcePath::new(path).expect("checked when written"), File::new(bytes.as_slice()))).collect()
    }

    /// What it is built with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Builds the site.
    pub fn build(&self) -> Outcome {
        Outcome::of(&self.snapshot(), &self.options)
    }

    /// Builds the site, which must succeed without a finding.
    #[track_caller]
    pub fn built(&self) -> Outcome {
        let outcome = self.build();
        outcome.no_findings();
        outcome
    }
}

/// What came of a build.
#[derive(Debug)]
pub struct Outcome {
    files: Option<BTreeMap<String, Vec<u8>>>,
    /// Everything found, in the order it is told.
    pub diagnostics: Diagnostics,
    held: Vec<Withheld>,
    zone: jiff::tz::TimeZone,
}

/// The bytes of a file of the site; `None` if it only stands in an output folder.
pub fn bytes_of_file(file: &nutgraf::output::OutputFile) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.contents.reader().ok()?.read_to_end(&mut bytes).expect("the bytes can be read");
    Some(bytes)
}

impl Outcome {
    /// Builds a snapshot.
    pub fn of(files: &Files, options: &Options) -> Self {
        let built = engine::build(files, options, &mut |_| {});
        let output = built.output.map(|output| {
            let file = |(path, file): (&nutgraf::base::OutputPath, &nutgraf::output::OutputFile)| {
                (path.as_str().to_owned(), bytes_of_file(file).expect("the bytes are there"))
            };
            output.iter().map(file).collect()
        });
        Self { files: output, diagnostics: built.diagnostics, held: built.withheld, zone: built.config.timezone }
    }

    /// Every file of the site, by path; the build must have succeeded.
    #[track_caller]
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        self.files.as_ref().unwrap_or_else(|| panic!("nothing was built:\n{}", self.report()))
    }

    /// The text files of the site.
    #[track_caller]
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files().iter().filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
    }

    /// The text of a file of the site.
    #[track_caller]
    pub fn file(&self, path: &str) -> &str {
        let Some(bytes) = self.files().get(path) else { panic!("there is no {path} in the site, but:\n  {}", self.paths().join("\n  ")) };
        std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is no text"))
    }

    /// A file of the site as JSON.
    #[track_caller]
    pub fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(self.file(path)).unwrap_or_else(|error| panic!("{path} is no JSON: {error}\n{}", self.file(path)))
    }

    /// Asserts that a file holds a text.
    #[track_caller]
    pub fn has(&self, path: &str, needle: &str) -> &Self {
        assert!(self.file(path).contains(needle), "{path} does not hold {needle:?}:\n{}", self.file(path));
        self
    }

    /// Asserts that a file does not hold a text.
    #[track_caller]
    pub fn lacks(&self, path: &str, needle: &str) -> &Self {
        assert!(!self.file(path).contains(needle), "{path} holds {needle:?}:\n{}", self.file(path));
        self
    }

    /// Asserts that the site has a file.
    #[track_caller]
    pub fn exists(&self, path: &str) -> &Self {
        assert!(self.files().contains_key(path), "there is no {path} in the site, but:\n  {}", self.paths().join("\n  "));
        self
    }

    /// Asserts that the site does not have a file.
    #[track_caller]
    pub fn is_absent(&self, path: &str) -> &Self {
        assert!(!self.files().contains_key(path), "{path} is in the site");
        self
    }

    /// The paths of all files of the site.
    #[track_caller]
    pub fn paths(&self) -> Vec<&str> {
        self.files().keys().map(String::as_str).collect()
    }

    /// The paths in the site that begin so, without that beginning.
    #[track_caller]
    pub fn below(&self, folder: &str) -> Vec<&str> {
        self.files().keys().filter_map(|path| path.strip_prefix(folder)).collect()
    }

    /// What was found, as `E0301 content/a.md:5:7`.
    pub fn codes(&self) -> Vec<String> {
        self.diagnostics.iter().map(code_at).collect()
    }

    /// Asserts what was found, place by place; an empty list means that nothing was.
    #[track_caller]
    pub fn finds(&self, expected: &[&str]) -> &Self {
        let codes = self.codes();
        assert!(codes == expected, "expected {expected:#?}\nbut found {codes:#?}\n{}", self.report());
        self
    }

    /// Asserts that nothing was found.
    #[track_caller]
    pub fn no_findings(&self) -> &Self {
        self.finds(&[])
    }

    /// Asserts that a finding's message or hint holds a text.
    #[track_caller]
    pub fn says(&self, needle: &str) -> &Self {
        assert!(self.report().contains(needle), "no finding says {needle:?}:\n{}", self.report());
        self
    }

    /// Asserts that the build failed, with nothing to publish.
    #[track_caller]
    pub fn fails(&self) -> &Self {
        assert!(self.files.is_none() && self.diagnostics.has_errors(), "the build did not fail");
        self
    }

    /// Whether there is a site.
    pub fn is_built(&self) -> bool {
        self.files.is_some()
    }

    /// The findings as people read them.
    pub fn report(&self) -> String {
        human(&self.diagnostics, Paint::Plain)
    }

    /// What is withheld and why, as `content/a.md held: a draft`.
    pub fn withheld(&self) -> Vec<String> {
        self.held.iter().map(|held| format!("{} {}", held.path, held.words(&self.zone))).collect()
    }

    /// Asserts that two builds gave the same bytes.
    #[track_caller]
    pub fn equals(&self, other: &Self) {
        let mut differing = String::new();
        for path in self.files().keys().chain(other.files().keys()).collect::<std::collections::BTreeSet<_>>() {
            let (left, right) = (self.files().get(path), other.files().get(path));
            if left != right {
                let _ = writeln!(differing, "{path}: {}", first_difference(left, right));
            }
        }
        assert!(differing.is_empty(), "the two sites differ:\n{differing}");
    }
}

/// A table of findings: every row that does not hold is told, not only the first.
#[derive(Debug, Default)]
pub struct Rows(String);

impl Rows {
    /// Checks what was found in one row, and that a message or hint `says` something.
    pub fn check(&mut self, row: &str, outcome: &Outcome, expected: &[&str], says: &str) {
        let (found, report) = (outcome.codes(), outcome.report());
        if found != expected || !report.contains(says) {
            let _ = writeln!(self.0, "---- {row}\nexpected {expected:?} {says:?}\nfound    {found:?}\n{report}");
        }
    }

    /// Asserts that every row held.
    #[track_caller]
    pub fn hold(self) {
        assert!(self.0.is_empty(), "\n{}", self.0);
    }
}

fn code_at(diagnostic: &Diagnostic) -> String {
    match &diagnostic.place {
        Some(place) => format!("{} {}", diagnostic.code, position(place)),
        None => diagnostic.code.to_string(),
    }
}

fn first_difference(left: Option<&Vec<u8>>, right: Option<&Vec<u8>>) -> String {
    let (Some(left), Some(right)) = (left, right) else { return "only in one of them".into() };
    let at = left.iter().zip(right).position(|(left, right)| left != right).unwrap_or(left.len().min(right.len()));
    let around = |bytes: &[u8]| String::from_utf8_lossy(&bytes[at.saturating_sub(60)..bytes.len().min(at + 60)]).into_owned();
    format!("from byte {at} on:\n  {:?}\n  {:?}", around(left), around(right))
}
