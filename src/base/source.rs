//! A text with its path: turns byte ranges into places that a person can find.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::cut::boundary_before;
use super::diagnostic::{Place, Span};
use super::path::SourcePath;

/// The text of one file. Byte offsets into `text` become lines and columns through [`SourceText::place`].
#[derive(Debug, Clone)]
pub struct SourceText {
    /// The file.
    pub path: SourcePath,
    /// Its whole text, without a byte order mark.
    pub text: Arc<str>,
    lines: OnceLock<Vec<usize>>,
}

impl SourceText {
    /// A text under its path; a leading byte order mark is dropped.
    #[must_use]
    pub fn new(path: SourcePath, text: &str) -> Self {
        Self { path, text: text.strip_prefix('\u{feff}').unwrap_or(text).into(), lines: OnceLock::new() }
    }

    /// The place of a byte range; offsets past the end or inside a character are moved back.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        let (line, column) = self.position(range.start);
        let (end_line, end_column) = self.position(range.end.max(range.start));
        let span = Span { line, column, end_line, end_column, excerpt: self.line_text(line).into() };
        Place { path: self.path.clone(), span: Some(span) }
    }

    /// The place of a line and column, both counted from one, as parsers report them.
    #[must_use]
    pub fn place_at(&self, line: usize, column: usize) -> Place {
        let start = self.line_starts().get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let skip: usize = self.text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
        self.place(start + skip..start + skip)
    }

    fn position(&self, offset: usize) -> (u32, u32) {
        let offset = boundary_before(&self.text, offset);
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset);
        let column = self.text[starts[line - 1]..offset].chars().count() + 1;
        (to_u32(line), to_u32(column))
    }

    fn line_text(&self, line: u32) -> &str {
        let starts = self.line_starts();
        let start = starts.get(line as usize - 1).copied().unwrap_or(self.text.len());
        let end = starts.get(line as usize).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }

    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| std::iter::once(0).chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1)).collect())
    }
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::SourceText;
    use crate::base::SourcePath;

    #[test]
    fn columns_count_characters_and_lines_end_either_way() {
        let path = SourcePath::new("a.md").expect("sound");
        let text = SourceText::new(path, "\u{feff}über\r\nzwei\nx");
        let at = |range: std::ops::Range<usize>| {
            let span = text.place(range).span.expect("has a span");
            (span.line, span.column, span.end_line, span.end_column, span.excerpt.to_string())
        };
        assert_eq!(at(2..5), (1, 2, 1, 5, "über".into()));
        assert_eq!(at(7..11), (2, 1, 2, 5, "zwei".into()));
        assert_eq!(at(99..99), (3, 2, 3, 2, "x".into()));
        assert_eq!(text.place_at(2, 3), text.place(9..9));
    }
}
