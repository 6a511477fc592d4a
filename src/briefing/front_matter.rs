//! Front matter: the data block that opens a file, split from the text below it.
//!
//! `---` lines enclose YAML, `+++` lines TOML. The block is limited in size, so that no file can cost more to read
//! than it is worth. Places are places in the file, not in the block.

use std::ops::Range;

use super::faults;
use crate::base::{Diagnostic, Place, SourceText};
use crate::input::{Document, Format, Value};

/// The largest front matter accepted, in bytes.
const SIZE_MAX: usize = 64 * 1024;

/// Where the parts of a file are, as byte ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The language and the range of the data, without its fences; `None` if the file has none.
    pub data: Option<(Format, Range<usize>)>,
    /// The text below.
    pub body: Range<usize>,
}

/// Splits a file.
///
/// # Errors
/// The block is never closed, or is too large.
pub fn split(source: &SourceText) -> Result<Parts, Diagnostic> {
    let text = &source.text;
    let mut lines = Lines { text, at: 0 };
    let opening = lines.next().unwrap_or(0..0);
    let format = match text[opening.clone()].trim_end() {
        "---" => Format::Yaml,
        "+++" => Format::Toml,
        _ => return Ok(Parts { data: None, body: 0..text.len() }),
    };
    let fence = if format == Format::Yaml { "---" } else { "+++" };
    let start = lines.at;
    while let Some(line) = lines.next() {
        if text[line.clone()].trim_end() == fence {
            let data = start..line.start;
            if data.len() > SIZE_MAX {
                return Err(faults::front_matter_too_large(source.place(opening), data.len(), SIZE_MAX));
            }
            return Ok(Parts { data: Some((format, data)), body: lines.at..text.len() });
        }
    }
    Err(faults::unclosed_front_matter(source.place(opening), fence))
}

/// Splits a file and parses its data; an empty document where there is none.
///
/// # Errors
/// Those of [`split`], and the syntax errors of the data.
pub fn parse(source: &SourceText) -> Result<(Document, Range<usize>), Vec<Diagnostic>> {
    let parts = split(source).map_err(|fault| vec![fault])?;
    match parts.data {
        Some((format, range)) => Ok((Document::parse(source, range, format)?, parts.body)),
        None => Ok((Document::empty(source), parts.body)),
    }
}

/// The place where a key of `keys` holds `text`, alone or in a list, for findings made long after the file was read.
#[must_use]
pub fn find(source: &SourceText, keys: &[&str], text: &str) -> Place {
    let Ok((document, _)) = parse(source) else { return Place::file(&source.path) };
    let Value::Map(entries) = &document.value else { return Place::file(&source.path) };
    for (index, (_, value)) in entries.iter().enumerate().filter(|(_, (key, _))| keys.contains(&key.as_str())) {
        if let Some(way) = way_to(value, text) {
            return document.place_of_value(&[&[index], way.as_slice()].concat());
        }
        if text.is_empty() {
            return document.place_of_key(&[index]);
        }
    }
    Place::file(&source.path)
}

/// The places where the items of a list or mapping of `count` items, under a key of `keys`, hold a text: for each that is
/// wanted, by its number. None where there is no such list, or another text.
#[must_use]
pub fn find_in_items(source: &SourceText, keys: &[&str], count: usize, wanted: &[(usize, &str)]) -> Vec<Option<Place>> {
    let found = parse(source).ok().and_then(|(document, _)| {
        let Value::Map(entries) = &document.value else { return None };
        let mut lists = entries.iter().enumerate().filter(|(_, (key, _))| keys.contains(&key.as_str()));
        let (index, items): (usize, Vec<&Value>) = lists.find_map(|(index, (_, value))| match value {
            Value::List(items) => Some((index, items.iter().collect())),
            Value::Map(items) => Some((index, items.iter().map(|(_, item)| item).collect())),
            _ => None,
        })?;
        let place = |(at, text): &(usize, &str)| {
            let way = way_to(items.get(*at).filter(|_| items.len() == count)?, text)?;
            Some(document.place_of_value(&[&[index, *at], way.as_slice()].concat()))
        };
        Some(wanted.iter().map(place).collect())
    });
    found.unwrap_or_else(|| vec![None; wanted.len()])
}

/// The place where the mapping under a key of `keys` has the key `name`.
#[must_use]
pub fn find_entry(source: &SourceText, keys: &[&str], name: &str) -> Place {
    let found = parse(source).ok().and_then(|(document, _)| {
        let Value::Map(entries) = &document.value else { return None };
        let mut maps = entries.iter().enumerate().filter(|(_, (key, _))| keys.contains(&key.as_str()));
        maps.find_map(|(index, (_, value))| {
            let Value::Map(inner) = value else { return None };
            Some(document.place_of_key(&[index, inner.iter().position(|(key, _)| key == name)?]))
        })
    });
    found.unwrap_or_else(|| Place::file(&source.path))
}

/// The way to the first text below `value` that equals `text`.
fn way_to(value: &Value, text: &str) -> Option<Vec<usize>> {
    let mut open = vec![(value, Vec::new())];
    while let Some((value, way)) = open.pop() {
        let step = |index: usize| [way.as_slice(), &[index]].concat();
        match value {
            Value::Text(found) if found == text => return Some(way),
            Value::List(items) => open.extend(items.iter().enumerate().rev().map(|(index, item)| (item, step(index)))),
            Value::Map(entries) => open.extend(entries.iter().enumerate().rev().map(|(index, (_, item))| (item, step(index)))),
            _ => {}
        }
    }
    None
}

/// The lines of a text as ranges without their end; `at` is where the next begins.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let end = memchr::memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |length| start + length);
        self.at = (end + 1).min(self.text.len());
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, split};
    use crate::base::{SourcePath, SourceText};

    fn source(text: &str) -> SourceText {
        SourceText::new(SourcePath::new("content/a.md").expect("sound"), text)
    }

    #[test]
    fn both_fences_and_every_line_end() {
        for (text, data, body) in [
            ("---\ntitle: a\n---\nText", Some("title: a\n"), "Text"),
            ("---\r\ntitle: a\r\n---\r\nText", Some("title: a\r\n"), "Text"),
            ("\u{feff}---  \ntitle: a\n---", Some("title: a\n"), ""),
            ("+++\ntitle = 1\n+++\n", Some("title = 1\n"), ""),
            ("---\n---\n", Some(""), ""),
            ("---\nnote: a --- b\n# ---- not a fence ---\n---\nx", Some("note: a --- b\n# ---- not a fence ---\n"), "x"),
            ("No data\n---\n", None, "No data\n---\n"),
            ("", None, ""),
        ] {
            let source = source(text);
            let parts = split(&source).unwrap_or_else(|fault| panic!("{text:?}: {}", fault.message));
            assert_eq!(parts.data.map(|(_, range)| &source.text[range]), data, "{text:?}");
            assert_eq!(&source.text[parts.body], body, "{text:?}");
        }
    }

    #[test]
    fn what_is_never_closed_or_too_large_is_told() {
        assert_eq!(split(&source("---\ntitle: a\n")).expect_err("unclosed").code.name(), "E0102");
        assert_eq!(split(&source("---")).expect_err("unclosed").code.name(), "E0102");
        let large = format!("---\n{}---\n", "# x\n".repeat(20_000));
        assert_eq!(split(&source(&large)).expect_err("too large").code.name(), "E0111");
        assert!(parse(&source("---\n# only a comment\n---\n")).is_ok());
    }
}
