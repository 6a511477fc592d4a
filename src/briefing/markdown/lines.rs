//! Lines of Markdown and what a line is by itself: the part of the block grammar (CommonMark 4 and 5, GFM 4.10) that
//! needs no tree.

use std::ops::Range;

/// One line: the offsets of its first byte and of the byte behind its `\n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Line {
    /// Its text, without the line ending.
    pub(super) fn text<'a>(&self, text: &'a str) -> &'a str {
        text[self.start..self.end].trim_end_matches('\n')
    }

    /// Its text behind white space and quote marks.
    pub(super) fn content<'a>(&self, text: &'a str) -> &'a str {
        self.text(text).trim_matches([' ', '\t']).trim_start_matches(['>', ' ', '\t'])
    }
}

/// The lines of a text.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The line that the byte at an offset belongs to.
    pub(super) fn line_at(text: &str, offset: usize) -> Line {
        let bytes = text.as_bytes();
        let start = memchr::memrchr(b'\n', &bytes[..offset]).map_or(0, |end| end + 1);
        Line { start, end: line_end(bytes, offset) }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let start = self.at;
        (start < self.text.len()).then(|| {
            self.at = line_end(self.text.as_bytes(), start);
            Line { start, end: self.at }
        })
    }
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |length| from + length + 1)
}

/// Whether a line (without its indentation) is a delimiter row with a pipe.
pub(super) fn is_delimiter_row(content: &str) -> bool {
    delimiter_cells(content).is_some()
}

/// How many cells a delimiter row with at least one pipe has.
pub(super) fn delimiter_cells(content: &str) -> Option<usize> {
    if !content.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t')) || !content.contains('|') {
        return None;
    }
    let row = content.trim_matches([' ', '\t']);
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    let is_cell = |cell: &str| {
        let cell = cell.trim_matches([' ', '\t']);
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    row.split('|').all(is_cell).then(|| row.split('|').count())
}

/// How many cells a header row has: its pipes that no backslash escapes, but for those at its ends, and one.
pub(super) fn header_cells(content: &str) -> Option<usize> {
    let row = content.trim_matches([' ', '\t']);
    let bytes = row.as_bytes();
    let is_pipe = |at: &usize| *at == 0 || bytes[at - 1] != b'\\';
    let pipes = memchr::memchr_iter(b'|', bytes).filter(is_pipe).count();
    let ends = usize::from(row.starts_with('|')) + usize::from(row.ends_with('|') && !row.ends_with("\\|") && pipes > 0);
    (pipes > 0).then(|| (pipes + 1).saturating_sub(ends))
}

/// A list marker at the beginning of a line: its length, and whether it may interrupt a paragraph.
pub(super) fn list_marker(content: &str) -> Option<(usize, bool)> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let marker = if digits == 0 { content.starts_with(['-', '+', '*']) } else { digits <= 9 && content[digits..].starts_with(['.', ')']) };
    let length = digits + 1;
    let rest = content.get(length..).filter(|_| marker)?;
    let blank = rest.trim_matches([' ', '\t']).is_empty();
    (blank || rest.starts_with([' ', '\t'])).then_some((length, !blank && (digits == 0 || &content[..digits] == "1")))
}

/// A line of at least three `*`, `-` or `_`.
pub(super) fn is_thematic_break(content: &str) -> bool {
    let first = content.bytes().next().filter(|byte| b"*-_".contains(byte));
    let is_mark = |byte: u8| Some(byte) == first;
    first.is_some()
        && content.bytes().all(|byte| is_mark(byte) || byte == b' ' || byte == b'\t')
        && content.bytes().filter(|byte| is_mark(*byte)).count() >= 3
}

/// `# Title`.
pub(super) fn is_heading(content: &str) -> bool {
    let hashes = content.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&hashes) && content[hashes..].trim_start_matches([' ', '\t']).len() != content[hashes..].len()
        || ((1..=6).contains(&hashes) && content.len() == hashes)
}

/// The line that makes a heading of the paragraph above it.
pub(super) fn is_underline(content: &str) -> bool {
    let marks = content.trim_end_matches([' ', '\t']);
    !marks.is_empty() && (marks.bytes().all(|byte| byte == b'=') || marks.bytes().all(|byte| byte == b'-'))
}

/// The character and length of a code fence that opens here.
pub(super) fn fence(content: &str) -> Option<(u8, usize)> {
    let mark = content.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = content.bytes().take_while(|byte| *byte == mark).count();
    (length >= 3 && (mark == b'~' || !content[length..].contains('`'))).then_some((mark, length))
}

/// Whether a line closes the fence that such marks opened.
pub(super) fn closes_fence(content: &str, (mark, length): (u8, usize)) -> bool {
    let marks = content.trim_end_matches([' ', '\t']);
    marks.len() >= length && marks.bytes().all(|byte| byte == mark)
}

/// What ends a block of HTML that begins with this line (CommonMark 4.6): a text, or `""` for a blank line.
///
/// More is taken for HTML than the grammar does (any tag at the beginning of a line), which only means that a table
/// below it is left as it was written.
pub(super) fn html_end(content: &str) -> Option<&'static str> {
    const MARKED: [(&str, &str); 4] = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")];
    const RAW: [(&str, &str); 4] = [("script", "</script>"), ("pre", "</pre>"), ("style", "</style>"), ("textarea", "</textarea>")];
    let rest = content.strip_prefix('<')?;
    if let Some((_, end)) = MARKED.iter().find(|(begin, _)| content.starts_with(begin)) {
        return Some(end);
    }
    let name = tag_name(rest);
    let after = rest[name.len..].bytes().next();
    if name.len == 0 || matches!(after, Some(b':' | b'@' | b'.' | b'+')) {
        return None;
    }
    let word = &rest[..name.len];
    Some(RAW.iter().find(|(raw, _)| word.eq_ignore_ascii_case(raw)).map_or("", |(_, end)| end))
}

struct TagName {
    len: usize,
}

fn tag_name(rest: &str) -> TagName {
    let slash = usize::from(rest.starts_with('/'));
    let name = rest[slash..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let is_name = rest[slash..].starts_with(|first: char| first.is_ascii_alphabetic());
    TagName { len: if is_name { slash + name } else { 0 } }
}

/// What stands before the content of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lead {
    /// The white space and quote marks, as offsets into the line.
    pub(super) prefix: Range<usize>,
    /// How many quote marks.
    pub(super) quotes: usize,
    /// The column of the content, counted from zero with tab stops at four.
    pub(super) column: usize,
    /// The column where the content of the innermost quote begins.
    pub(super) floor: usize,
}

/// Reads on over white space and quote marks.
pub(super) fn lead(line: &str, mut lead: Lead) -> Lead {
    let bytes = line.as_bytes();
    while let Some(byte) = bytes.get(lead.prefix.end) {
        match byte {
            b' ' => lead.column += 1,
            b'\t' => lead.column = lead.column / 4 * 4 + 4,
            b'>' => {
                lead.column += 1;
                lead.quotes += 1;
                lead.floor = lead.column + usize::from(matches!(bytes.get(lead.prefix.end + 1), Some(b' ' | b'\t')));
            }
            _ => break,
        }
        lead.prefix.end += 1;
    }
    lead
}

#[cfg(test)]
mod tests {
    use super::{Lead, Line, Lines, delimiter_cells, header_cells, html_end, lead, list_marker};

    #[test]
    fn rows_are_counted_as_the_parser_counts() {
        for (row, expected) in [("a | b", 2), ("Parameter | Details |", 2), ("| a | b |", 2), ("|a|", 1), ("a \\| b | c", 2), ("a |", 1)] {
            assert_eq!(header_cells(row), Some(expected), "{row}");
        }
        assert_eq!(header_cells("text"), None);
        for (row, expected) in [("---|---", Some(2)), ("| :-- | --: |\t", Some(2)), ("|-|", Some(1)), (":-: |\t-", Some(2))] {
            assert_eq!(delimiter_cells(row), expected, "{row}");
        }
        for row in ["---", "||", "|", "- - | -", "-:- | -", "a|-", "--|-|:"] {
            assert_eq!(delimiter_cells(row), None, "{row}");
        }
    }

    #[test]
    fn every_offset_has_its_line() {
        let text = "a\n\nbc\nd";
        let lines: Vec<Line> = Lines::new(text).collect();
        assert_eq!(lines.iter().map(|line| line.text(text)).collect::<Vec<_>>(), ["a", "", "bc", "d"]);
        for line in lines {
            assert!((line.start..line.end).all(|offset| Lines::line_at(text, offset) == line));
        }
    }

    #[test]
    fn blocks_are_known_by_their_first_line() {
        assert_eq!(list_marker("- a"), Some((1, true)));
        assert_eq!(list_marker("2. a"), Some((2, false)));
        assert_eq!(list_marker("-"), Some((1, false)));
        assert_eq!(list_marker("-a"), None);
        assert_eq!(list_marker("1234567890. a"), None);
        for (line, end) in [
            ("<div>", Some("")),
            ("</P>", Some("")),
            ("<PRE x>", Some("</pre>")),
            ("<!-- a", Some("-->")),
            ("<https://x>", None),
            ("< b", None),
        ] {
            assert_eq!(html_end(line), end, "{line}");
        }
        assert_eq!(lead("> >\tx", Lead::default()), Lead { prefix: 0..4, quotes: 2, column: 4, floor: 4 });
    }
}
