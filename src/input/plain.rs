//! Plain YAML: the few forms that front matter is nearly always written in, read in one pass over the lines.
//!
//! [`read`] understands block mappings and lists by indentation (also `- key: value` and lists no deeper than their
//! key), one-line `[…]` and `{…}`, one-line scalars, bare or in quotes without a backslash, and comments behind a space.
//! It is no second opinion on YAML: whatever it returns equals what the full parser returns, and at anything else it
//! returns `None` and the full parser is asked, errors included: scalars and brackets over several lines, `|` and `>`,
//! escapes, anchors, aliases, tags, explicit keys, several documents, tabs and other control characters, line breaks
//! that only Unicode knows, numbers in unusual notation, keys that are no text.
//!
//! Measured, this takes a ninth of the full parser's instructions. `plain_tests` compares what the two return.

use super::value::Value;

/// The deepest nesting read here.
const DEPTH_MAX: usize = 16;
/// The longest key read here, in bytes: YAML knows a limit of 1024 characters.
const KEY_MAX: usize = 512;

/// Reads a document, if it is plain.
pub(super) fn read(text: &str) -> Option<Value> {
    if !is_ordinary(text) {
        return None;
    }
    let mut reader = Reader { rest: text, line: None };
    reader.advance();
    let value = reader.line.filter(|first| first.indent == 0).and_then(|_| reader.block(0))?;
    reader.line.is_none().then_some(value)
}

/// Whether every character is visible or a space, but for the usual line endings.
fn is_ordinary(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_control = |byte: u8| (byte < b' ') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7f);
    // Without an early end, so that many bytes are looked at at once.
    let controls = bytes.iter().fold(false, |found, byte| found | is_control(*byte));
    // U+0080 to U+009F, U+2028, U+2029, U+FEFF, U+FFFE and U+FFFF: controls, line breaks and what is no character.
    let is_odd = |at: usize| {
        matches!(
            bytes[at..],
            [0xc2, 0x80..=0x9f, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] | [0xef, 0xbb, 0xbf, ..] | [0xef, 0xbf, 0xbe | 0xbf, ..]
        )
    };
    let mut returns = memchr::memchr_iter(b'\r', bytes);
    !controls && returns.all(|at| bytes.get(at + 1) == Some(&b'\n')) && !memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(is_odd)
}

/// A line that says something, without its indentation and the spaces at its end.
#[derive(Clone, Copy)]
struct Line<'a> {
    indent: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    /// What follows the dash of a list item.
    fn item(&self) -> Option<&'a str> {
        self.text.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '))
    }
}

struct Reader<'a> {
    /// The lines below `line`.
    rest: &'a str,
    /// The line to be read next.
    line: Option<Line<'a>>,
}

impl Reader<'_> {
    /// Goes to the next line that says something.
    fn advance(&mut self) {
        while !self.rest.is_empty() {
            let end = memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let line = &self.rest[..end];
            self.rest = self.rest.get(end + 1..).unwrap_or_default();
            let text = line.strip_suffix('\r').unwrap_or(line).trim_end_matches(' ');
            let content = text.trim_start_matches(' ');
            if !content.is_empty() && !content.starts_with('#') {
                self.line = Some(Line { indent: text.len() - content.len(), text: content });
                return;
            }
        }
        self.line = None;
    }

    /// The mapping or list that begins with the next line.
    fn block(&mut self, depth: usize) -> Option<Value> {
        let first = self.line.filter(|_| depth < DEPTH_MAX)?;
        if first.item().is_some() { self.list(first.indent, depth) } else { self.mapping(first.indent, depth) }
    }

    fn mapping(&mut self, indent: usize, depth: usize) -> Option<Value> {
        let mut entries = Vec::new();
        while let Some(line) = self.line.filter(|line| line.indent >= indent) {
            if line.indent > indent {
                return None;
            }
            let (key, written) = entry(line.text)?;
            self.advance();
            let value = if says_nothing(written) {
                let is_below = |line: &Line<'_>| line.indent > indent || (line.indent == indent && line.item().is_some());
                self.block_if(is_below, depth)?
            } else {
                inline(written, depth)?
            };
            entries.push((key, value));
        }
        Some(Value::Map(entries))
    }

    fn list(&mut self, indent: usize, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        while let Some(line) = self.line.filter(|line| line.indent >= indent) {
            if line.indent > indent {
                return None;
            }
            // A key at the same indentation goes on with the mapping that the list belongs to.
            let Some(behind_dash) = line.item() else { break };
            let text = behind_dash.trim_start_matches(' ');
            let value = if says_nothing(text) {
                self.advance();
                self.block_if(|line| line.indent > indent, depth)?
            } else if entry(text).is_some() {
                self.line = Some(Line { indent: indent + line.text.len() - text.len(), text });
                self.block(depth + 1)?
            } else {
                self.advance();
                inline(text, depth)?
            };
            items.push(value);
        }
        Some(Value::List(items))
    }

    /// The block that begins with the next line if that line belongs to it, else nothing.
    fn block_if(&mut self, belongs: impl Fn(&Line<'_>) -> bool, depth: usize) -> Option<Value> {
        if self.line.as_ref().is_some_and(belongs) { self.block(depth + 1) } else { Some(Value::Null) }
    }
}

/// Whether nothing but a comment stands where a value might; a space stands before it.
fn says_nothing(text: &str) -> bool {
    text.is_empty() || text.starts_with('#')
}

/// A key, and what follows its colon.
fn entry(text: &str) -> Option<(String, &str)> {
    let (key, rest) = if text.starts_with(['"', '\'']) {
        quoted(text)?
    } else {
        let is_end = |at: &usize| matches!(text.as_bytes().get(at + 1), None | Some(b' '));
        let end = memchr::memchr_iter(b':', text.as_bytes()).find(is_end)?;
        (bare_key(&text[..end])?, &text[end..])
    };
    let rest = rest.strip_prefix(':').filter(|rest| rest.is_empty() || rest.starts_with(' '))?;
    (key.len() <= KEY_MAX).then(|| (key, rest.trim_start_matches(' ')))
}

fn bare_key(text: &str) -> Option<String> {
    match bare(text.trim_end_matches(' ')).filter(|_| !text.contains(" #"))? {
        Value::Text(key) => Some(key),
        _ => None,
    }
}

/// A value that stands on one line, and nothing behind it but a comment.
fn inline(text: &str, depth: usize) -> Option<Value> {
    if text.starts_with(['"', '\'', '[', '{']) {
        let (value, rest) = flow(text, depth + 1)?;
        let is_end = rest.is_empty() || (rest.starts_with(' ') && says_nothing(rest.trim_start_matches(' ')));
        return is_end.then_some(value);
    }
    let text = text.split(" #").next().unwrap_or(text).trim_end_matches(' ');
    bare(text).filter(|_| !text.ends_with(':') && !text.contains(": "))
}

/// A value within or before brackets, and what follows it.
fn flow(text: &str, depth: usize) -> Option<(Value, &str)> {
    match text.as_bytes().first()? {
        _ if depth > DEPTH_MAX => None,
        b'[' => flow_items(&text[1..], ']', |item| flow(item, depth + 1)).map(|(items, rest)| (Value::List(items), rest)),
        b'{' => flow_items(&text[1..], '}', |entry| flow_entry(entry, depth + 1)).map(|(entries, rest)| (Value::Map(entries), rest)),
        b'"' | b'\'' => quoted(text).map(|(text, rest)| (Value::Text(text), rest)),
        _ => {
            let (text, rest) = flow_bare(text)?;
            Some((bare(text)?, rest))
        }
    }
}

/// Items between brackets, parted by commas with none at the end, and what follows the closing bracket.
fn flow_items<'a, T>(text: &'a str, close: char, read: impl Fn(&'a str) -> Option<(T, &'a str)>) -> Option<(Vec<T>, &'a str)> {
    let mut items = Vec::new();
    let mut rest = text.trim_start_matches(' ');
    if let Some(behind) = rest.strip_prefix(close) {
        return Some((items, behind));
    }
    loop {
        let (item, behind) = read(rest)?;
        items.push(item);
        let behind = behind.trim_start_matches(' ');
        match behind.strip_prefix(',') {
            Some(next) => rest = next.trim_start_matches(' '),
            None => return Some((items, behind.strip_prefix(close)?)),
        }
    }
}

fn flow_entry(text: &str, depth: usize) -> Option<((String, Value), &str)> {
    let (key, rest) = if text.starts_with(['"', '\'']) {
        quoted(text)?
    } else {
        let (key, rest) = flow_bare(text)?;
        (bare_key(key)?, rest)
    };
    let written = rest.strip_prefix(": ").filter(|_| key.len() <= KEY_MAX)?;
    let (value, rest) = flow(written.trim_start_matches(' '), depth)?;
    Some(((key, value), rest))
}

/// A bare scalar within brackets, and what ends it: a comma, a closing bracket or a colon before a space.
fn flow_bare(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, bytes.get(at + 1)) {
            (b',' | b']' | b'}', _) | (b':', Some(b' ')) => return Some((text[..at].trim_end_matches(' '), &text[at..])),
            (b'[' | b'{', _) | (b' ', Some(b'#')) | (b':', Some(b',' | b'?' | b'[' | b']' | b'{' | b'}')) => return None,
            _ => {}
        }
    }
    None
}

/// The text of a scalar in quotes that end on the same line, and what follows them.
fn quoted(text: &str) -> Option<(String, &str)> {
    if let Some(inside) = text.strip_prefix('"') {
        let end = memchr::memchr2(b'"', b'\\', inside.as_bytes())?;
        let rest = inside[end..].strip_prefix('"')?;
        return Some((inside[..end].to_owned(), rest));
    }
    let inside = text.strip_prefix('\'')?;
    let mut end = memchr::memchr(b'\'', inside.as_bytes())?;
    // Two in a row stand for one.
    while inside[end + 1..].starts_with('\'') {
        end += 2 + memchr::memchr(b'\'', &inside.as_bytes()[end + 2..])?;
    }
    Some((inside[..end].replace("''", "'"), &inside[end + 1..]))
}

/// A scalar without quotes: the value that the full parser makes of it.
fn bare(text: &str) -> Option<Value> {
    let mut bytes = text.bytes();
    let (first, second) = (bytes.next()?, bytes.next());
    match first {
        b'0'..=b'9' => number_or_text(text),
        b'-' if second.is_some_and(|byte| byte.is_ascii_digit()) => number_or_text(text),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'(' | b'/' | 0x80.. => Some(word(text)),
        _ => None,
    }
}

fn word(text: &str) -> Value {
    match text {
        "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Flag(true),
        "false" | "False" | "FALSE" => Value::Flag(false),
        _ => Value::Text(text.to_owned()),
    }
}

/// A number in its usual notation, or the text that begins with a digit: `2025-07-24`, `1 in 5`.
fn number_or_text(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let is_usual = digits == "0" || (digits.len() <= 18 && !digits.starts_with('0'));
        return text.parse().ok().filter(|_| is_usual).map(Value::Integer);
    }
    if digits.starts_with("0x") || digits.starts_with("0o") || digits.starts_with("0b") {
        return None;
    }
    match text.parse::<f64>() {
        Ok(number) => number.is_finite().then_some(Value::Float(number)),
        Err(_) => Some(Value::Text(text.to_owned())),
    }
}
