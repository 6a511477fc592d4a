//! The record of a copy as it is written down: YAML that `_data/sources.yaml` and front matter read.

use std::fmt::Write as _;

use super::About;
use crate::briefing::Lines;

/// A source and its copy, to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'a> {
    /// The id that citations use.
    pub id: &'a str,
    /// What the source is; without a title the id stands for it.
    pub about: &'a About,
    /// The copy, a path below `content/`.
    pub file: &'a str,
    /// Its SHA-256.
    pub sha256: &'a str,
    /// The language that it is in, if that is not the site's.
    pub lang: Option<&'a str>,
    /// The day it was taken: `2026-11-21`.
    pub taken: &'a str,
    /// The lines that are the work; all, if none are given.
    pub body: Option<&'a Lines>,
}

impl Record<'_> {
    /// The record as YAML, every line after so many spaces.
    #[must_use]
    pub fn yaml(&self, indent: usize) -> String {
        let mut text = String::new();
        let space = " ".repeat(indent);
        let _ = writeln!(text, "{space}{}:", self.key());
        let fields = [
            ("title", Some(self.about.title.as_deref().unwrap_or(self.id))),
            ("publisher", self.about.publisher.as_deref()),
            ("author", self.about.author.as_deref()),
            ("url", self.about.url.as_deref()),
            ("lang", self.lang),
        ];
        for (key, value) in fields {
            let _ = value.map(|value| writeln!(text, "{space}  {key}: {}", quoted(value)));
        }
        // A date is written plainly, as people do.
        let _ = self.about.date.as_ref().map(|date| writeln!(text, "{space}  date: {date}"));
        let _ = writeln!(text, "{space}  accessed: {}", self.taken);
        let _ = writeln!(text, "{space}  snapshot:");
        let _ = writeln!(text, "{space}    file: {}", quoted(self.file));
        let _ = writeln!(text, "{space}    sha256: \"{}\"", self.sha256);
        let _ = writeln!(text, "{space}    taken: {}", self.taken);
        let _ = self.body.map(|lines| writeln!(text, "{space}    body: \"{lines}\""));
        text
    }

    /// The id as a key: in quotation marks where YAML would read something else, such as a number.
    fn key(&self) -> String {
        let is_plain = self.id.starts_with(|first: char| first.is_alphabetic()) && !self.id.contains(':');
        let is_word = !matches!(self.id, "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
        if is_plain && is_word { self.id.to_owned() } else { quoted(self.id) }
    }
}

/// A text in YAML's double quotes, on one line: JSON's escapes are YAML's too, and what JSON leaves alone but YAML does not
/// read (control characters of Latin-1, separators of lines) is escaped as well.
fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap_or_default();
    let mut quoted = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04x}", character as u32);
            }
            _ => quoted.push(character),
        }
    }
    quoted
}
