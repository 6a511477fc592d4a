//! The record of a copy: `snapshot: _sources/wire.txt`, or
//! `{file: _sources/wire.txt, sha256: "…", taken: 2026-11-21, body: "5-38", publish: excerpts}`.
//!
//! It says where the copy is, what its bytes were when it was taken, which of its lines are the work itself, and how much of
//! it readers may be shown. Whether the file is there, and is still the same, is asked by the check, not here.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::faults;
use crate::base::{Code, Diagnostics};
use crate::input::{Field, Value};

/// A copy of a source, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Snapshot {
    /// The file, a path below `content/`.
    pub file: String,
    /// The lines that are the work itself; all, if none are given.
    pub body: Option<Lines>,
    /// The SHA-256 of the file when it was taken, in lower-case hexadecimal digits.
    pub sha256: Option<String>,
    /// When it was taken, as written.
    pub taken: Option<String>,
    /// How much of it readers may be shown.
    pub publish: Publish,
}

/// How much of a copy readers may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Publish {
    /// The passages that are cited, of limited length.
    #[default]
    Excerpts,
    /// All of it: its licence allows that.
    Full,
}

/// Lines of a text, counted from one: ranges in order, none empty, with at least one line between two.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lines(Vec<(usize, usize)>);

impl Lines {
    /// Reads `5-38`, `7`, or several of them in order, with commas between.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = Self::default();
        for part in text.split(',') {
            let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
            let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            let is_in_order = first > lines.0.last().map_or(0, |(_, last)| *last) && first <= last;
            if !is_in_order {
                return None;
            }
            lines.add(first, last);
        }
        Some(lines)
    }

    /// These lines, which are in order.
    #[must_use]
    pub fn of(lines: impl IntoIterator<Item = usize>) -> Self {
        let mut all = Self::default();
        for line in lines {
            all.add(line, line);
        }
        all
    }

    fn add(&mut self, first: usize, last: usize) {
        match self.0.last_mut() {
            Some((_, before)) if *before + 1 >= first => *before = last.max(*before),
            _ => self.0.push((first, last)),
        }
    }

    /// The ranges: the first and the last line of each.
    #[must_use]
    pub fn ranges(&self) -> &[(usize, usize)] {
        &self.0
    }

    /// Whether a line is one of them.
    #[must_use]
    pub fn has(&self, line: usize) -> bool {
        let at = self.0.partition_point(|(_, last)| *last < line);
        self.0.get(at).is_some_and(|(first, _)| *first <= line)
    }

    /// The first and the last of all.
    #[must_use]
    pub fn ends(&self) -> Option<(usize, usize)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.0.iter().enumerate() {
            out.write_str(if index == 0 { "" } else { ", " })?;
            if first == last {
                write!(out, "{first}")?;
            } else {
                write!(out, "{first}-{last}")?;
            }
        }
        Ok(())
    }
}

/// Reads the record of a copy; `is_licensed` says whether the source's own record names a licence.
pub fn read(field: &Field<'_>, is_licensed: bool, wrong: Code, faults: &mut Diagnostics) -> Option<Snapshot> {
    if !matches!(field.value, Value::Map(_)) {
        let file = field.text(wrong, faults)?;
        return Some(Snapshot { file, body: None, sha256: None, taken: None, publish: Publish::Excerpts });
    }
    let mut fields = field.fields(wrong, faults)?;
    let file = fields.text(&["file", "path"], faults);
    let body = fields.take(&["body"]).and_then(|field| lines(&field, wrong, faults));
    let sha256 = fields.take(&["sha256"]).and_then(|field| sha256(&field, wrong, faults));
    let taken = fields.take(&["taken"]).and_then(|field| taken(&field, wrong, faults));
    let publish = fields.take(&["publish"]).and_then(|field| publish(&field, is_licensed, wrong, faults));
    if file.is_none() {
        faults.push(field.not_allowed(wrong, "it needs a `file`"));
    }
    Some(Snapshot { file: file?, body, sha256, taken, publish: publish.unwrap_or_default() })
}

fn lines(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<Lines> {
    let lines = Lines::parse(&field.text(wrong, faults)?);
    if lines.is_none() {
        faults.push(field.not_allowed(wrong, "write the first and the last line, as \"5-38\"; several ranges as \"5-12, 14-38\""));
    }
    lines
}

fn sha256(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<String> {
    let text = field.text(wrong, faults)?.to_ascii_lowercase();
    let is_sum = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_sum {
        faults.push(field.not_allowed(wrong, "it must be 64 hexadecimal digits in quotation marks"));
    }
    is_sum.then_some(text)
}

fn taken(field: &Field<'_>, wrong: Code, faults: &mut Diagnostics) -> Option<String> {
    field.date(wrong, faults)?;
    field.text(wrong, faults)
}

fn publish(field: &Field<'_>, is_licensed: bool, wrong: Code, faults: &mut Diagnostics) -> Option<Publish> {
    match field.text(wrong, faults)?.as_str() {
        "excerpts" => Some(Publish::Excerpts),
        "full" if is_licensed => Some(Publish::Full),
        "full" => {
            faults.push(faults::full_without_licence(field.place()));
            None
        }
        _ => {
            faults.push(field.not_allowed(wrong, "write `excerpts` or `full`"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_read_and_printed() {
        for (text, expected) in [
            ("5-38", Some("5-38")),
            ("5–38", Some("5-38")),
            (" 7 ", Some("7")),
            ("5-12, 14-38", Some("5-12, 14-38")),
            ("1-3,4-9,11", Some("1-9, 11")),
            ("0-3", None),
            ("9-3", None),
            ("5-9, 8-12", None),
            ("14-38, 5-12", None),
            ("", None),
            ("a-b", None),
            ("5-", None),
        ] {
            let lines = Lines::parse(text);
            assert_eq!(lines.as_ref().map(Lines::to_string).as_deref(), expected, "{text}");
            assert_eq!(lines.as_ref().and_then(|lines| Lines::parse(&lines.to_string())), lines, "{text}");
        }
    }

    #[test]
    fn a_line_is_in_one_of_the_ranges_or_in_none() {
        let lines = Lines::of([2, 3, 4, 7, 9, 10]);
        assert_eq!(lines.ranges(), [(2, 4), (7, 7), (9, 10)]);
        assert_eq!((1..12).filter(|line| lines.has(*line)).collect::<Vec<_>>(), [2, 3, 4, 7, 9, 10]);
        assert_eq!((lines.ends(), Lines::default().ends()), (Some((2, 10)), None));
    }
}
