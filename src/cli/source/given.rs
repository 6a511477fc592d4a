//! What was given to `source add`: a file, a page of the web, or what is pasted, as text.

use std::io::Read as _;
use std::path::Path;

use super::super::arguments::AddOptions;
use super::{fetch, shown, web};
use crate::capture::decode;

/// More than this is no article, and nothing that a check should read again and again.
pub const SIZE_MAX: u64 = 8 * 1024 * 1024;

/// A text, and where it is from.
#[derive(Debug)]
pub struct Given {
    /// How it is told of.
    pub name: String,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
    /// The bytes as text.
    pub text: String,
    /// Whether that is HTML.
    pub is_html: bool,
    /// Whether it came by standard input, so that nobody can be asked.
    pub is_pasted: bool,
    /// Its address on the web.
    pub url: Option<String>,
    /// What an id can be made of, if there is no title.
    pub stem: Option<String>,
    /// What the editor should know of how it was read.
    pub notes: Vec<String>,
}

/// Reads what was given.
pub fn read(options: &AddOptions) -> Result<Given, String> {
    let from = options.from.as_str();
    if from == "-" {
        let bytes = limited(std::io::stdin().lock(), "what was pasted")?;
        let is_html = looks_like_html(&bytes);
        return Given { is_pasted: true, ..Given::of("what was pasted", bytes, None, is_html)? }.done();
    }
    if web::is_web(from) {
        let page = fetch::page(from, &fetch::Limits { seconds: options.timeout, size: SIZE_MAX, allows_private: options.allow_private })?;
        let given = Given::of(&page.url, page.bytes, page.charset.as_deref(), page.is_html)?;
        return Given { url: Some(page.url), ..given }.done();
    }
    let path = Path::new(from);
    let bytes = file(path)?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let is_html = matches!(ending.as_str(), "html" | "htm" | "xhtml") || looks_like_html(&bytes);
    let given = Given::of(&shown(path), bytes, None, is_html)?;
    Given { stem: path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned), ..given }.done()
}

impl Given {
    fn of(name: &str, bytes: Vec<u8>, charset: Option<&str>, is_html: bool) -> Result<Self, String> {
        let decoded = decode(&bytes, charset, is_html).ok_or_else(|| {
            format!("{name} is no text\n  a PDF or a picture holds no words to compare; store its text, and keep the file elsewhere")
        })?;
        let mut notes = Vec::new();
        if decoded.is_guess {
            notes.push(format!("{name} is no UTF-8 and names no charset; it was read as {}", decoded.encoding));
        }
        if decoded.has_gaps {
            notes.push(format!("some bytes of {name} mean nothing in {}; they are kept as \u{fffd}", decoded.encoding));
        }
        Ok(Self { name: name.to_owned(), text: decoded.text, is_html, is_pasted: false, url: None, stem: None, notes, bytes })
    }

    fn done(self) -> Result<Self, String> {
        if self.text.trim().is_empty() { Err(format!("{} is empty", self.name)) } else { Ok(self) }
    }
}

/// The bytes of a file, if they are not too many.
pub fn file(path: &Path) -> Result<Vec<u8>, String> {
    limited(open(path)?, &shown(path))
}

#[expect(clippy::disallowed_methods, reason = "the editor names the file")]
fn open(path: &Path) -> Result<std::fs::File, String> {
    let told = |error: std::io::Error| format!("{} cannot be read: {error}", shown(path));
    let file = std::fs::File::open(path).map_err(told)?;
    if file.metadata().map_err(told)?.is_dir() { Err(format!("{} is a folder; name a file in it", shown(path))) } else { Ok(file) }
}

fn limited(reader: impl std::io::Read, name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(SIZE_MAX + 1).read_to_end(&mut bytes).map_err(|error| format!("{name} cannot be read: {error}"))?;
    if bytes.len() as u64 > SIZE_MAX { Err(too_large(name)) } else { Ok(bytes) }
}

/// What is told of a text that is too long.
pub fn too_large(name: &str) -> String {
    format!("{name} has more than {} MB\n  store the part that you rest on, as plain text", SIZE_MAX / (1024 * 1024))
}

/// Whether bytes begin as pages do.
pub fn looks_like_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let start = start.trim_start_matches(|first: char| first.is_whitespace() || first == '\u{feff}');
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
}
