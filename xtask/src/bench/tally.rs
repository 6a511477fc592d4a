//! An output folder becomes numbers that tell whether two contenders did the same work.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::corpus;
use crate::failure::Failure;

#[derive(Default)]
pub struct Tally {
    /// Pages at `section/00000-name/index.html`.
    pub briefings: u64,
    pub html: u64,
    pub json: u64,
    pub markdown: u64,
    pub xml: u64,
    pub files: u64,
    pub bytes: u64,
}

pub fn of(output: &Path) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    for entry in WalkDir::new(output) {
        let entry = entry.map_err(|error| Failure::at("walk", output, error))?;
        if entry.file_type().is_file() {
            let size = entry.metadata().map_err(|error| Failure::at("read", entry.path(), error))?.len();
            tally.count(&entry, size);
        }
    }
    Ok(tally)
}

impl Tally {
    fn count(&mut self, entry: &DirEntry, size: u64) {
        self.files += 1;
        self.bytes += size;
        self.briefings += u64::from(entry.depth() == 3 && is_briefing(entry.path()));
        match entry.path().extension().and_then(|extension| extension.to_str()) {
            Some("html") => self.html += 1,
            Some("json") => self.json += 1,
            Some("md") => self.markdown += 1,
            Some("xml") => self.xml += 1,
            _ => {}
        }
    }
}

/// Lists are in numbered folders too (`page/2/`), but not directly in a section, and with no dash after the number.
fn is_briefing(file: &Path) -> bool {
    let mut names = file.iter().rev().filter_map(|name| name.to_str());
    let (Some("index.html"), Some(page), Some(section)) = (names.next(), names.next(), names.next()) else {
        return false;
    };
    let number = page.split_once('-').map_or("", |(number, _)| number);
    corpus::sections().contains(&section) && number.len() >= 5 && number.bytes().all(|byte| byte.is_ascii_digit())
}
