//! Diagnostics for their readers: people, programs, GitHub's annotations, and SARIF.
//!
//! Each printer turns settled [`Diagnostics`] into one text; which stream it goes to is the caller's business.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use super::spelling::count;

/// The widest excerpt shown, in characters.
const EXCERPT_WIDTH: usize = 110;

/// How to mark words in a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// ANSI colours.
    Colour,
    /// None.
    Plain,
}

impl Paint {
    /// `text` with an SGR style such as `1;31`, or as it is.
    #[must_use]
    pub fn style(self, style: &str, text: &str) -> String {
        match self {
            Self::Colour => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
            Self::Plain => text.to_owned(),
        }
    }
}

/// For people: the message with its code, the place, the line with a marker, the hint.
#[must_use]
pub fn human(diagnostics: &Diagnostics, paint: Paint) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        push_human(&mut out, diagnostic, paint);
        out.push('\n');
    }
    out
}

fn push_human(out: &mut String, diagnostic: &Diagnostic, paint: Paint) {
    let colour = match diagnostic.severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;34",
    };
    let head = format!("{}[{}]", diagnostic.severity.word(), diagnostic.code);
    let _ = writeln!(out, "{}: {}", paint.style(colour, &head), paint.style("1", &shown(&diagnostic.message)));
    if let Some(place) = &diagnostic.place {
        push_place(out, place, "-->", paint);
        push_excerpt(out, place, colour, paint);
    }
    for note in &diagnostic.notes {
        let _ = writeln!(out, "   {} {}", paint.style("1;34", "="), shown(&note.message));
        push_place(out, &note.place, "-->", paint);
    }
    if let Some(hint) = &diagnostic.hint {
        let _ = writeln!(out, "   {} {}", paint.style("1;36", "= hint:"), shown(hint));
    }
}

fn push_place(out: &mut String, place: &Place, arrow: &str, paint: Paint) {
    let _ = writeln!(out, "  {} {}", paint.style("1;34", arrow), shown(&position(place)));
}

/// `content/a.md:3:7`, or the path alone.
#[must_use]
pub fn position(place: &Place) -> String {
    match &place.span {
        Some(span) => format!("{}:{}:{}", place.path, span.line, span.column),
        None => place.path.to_string(),
    }
}

fn push_excerpt(out: &mut String, place: &Place, colour: &str, paint: Paint) {
    let Some(span) = &place.span else { return };
    if span.excerpt.trim().is_empty() {
        return;
    }
    let number = span.line.to_string();
    let (text, before, width) = window(&span.excerpt, span.column as usize, marked_width(span));
    let bar = paint.style("1;34", "|");
    let indent = " ".repeat(number.len());
    let _ = writeln!(out, "{indent} {bar}");
    let _ = writeln!(out, "{} {bar} {text}", paint.style("1;34", &number));
    let _ = writeln!(out, "{indent} {bar} {}{}", " ".repeat(before), paint.style(colour, &"^".repeat(width)));
}

fn marked_width(span: &super::diagnostic::Span) -> usize {
    if span.end_line == span.line { (span.end_column.saturating_sub(span.column) as usize).max(1) } else { usize::MAX }
}

/// The part of a line around `column` that fits, how many columns stand before the mark, and the mark's width.
fn window(line: &str, column: usize, width: usize) -> (String, usize, usize) {
    let characters: Vec<char> = line.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let at = column.saturating_sub(1).min(characters.len());
    let start = if characters.len() <= EXCERPT_WIDTH { 0 } else { at.saturating_sub(EXCERPT_WIDTH / 3) };
    let end = (start + EXCERPT_WIDTH).min(characters.len());
    let text: String = characters[start..end].iter().collect();
    let before: usize = characters[start..at.max(start)].iter().map(|character| columns(*character)).sum();
    let marked = width.min(end.saturating_sub(at)).max(1);
    let marked_columns: usize = characters[at..(at + marked).min(end)].iter().map(|character| columns(*character)).sum();
    (text, before, marked_columns.max(1))
}

/// How many columns a terminal gives a character: two for East Asian wide ones and emoji, none for combining marks.
fn columns(character: char) -> usize {
    match u32::from(character) {
        0x300..=0x36f | 0x200b..=0x200d | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x1f300..=0x1faff => 2,
        _ => 1,
    }
}

/// Text with control characters made visible, so that content cannot steer a terminal.
fn shown(text: &str) -> String {
    if text.chars().any(|character| character.is_control() && character != '\n') {
        text.chars().map(|character| if character.is_control() && character != '\n' { '\u{fffd}' } else { character }).collect()
    } else {
        text.to_owned()
    }
}

/// `2 errors and 1 warning`; empty if there is neither.
#[must_use]
pub fn tally(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.count(Severity::Error);
    let warnings = diagnostics.count(Severity::Warning);
    match (errors, warnings) {
        (0, 0) => String::new(),
        (0, _) => count(warnings, "warning"),
        (_, 0) => count(errors, "error"),
        _ => format!("{} and {}", count(errors, "error"), count(warnings, "warning")),
    }
}

/// For programs: one object with `diagnostics` and `summary`, to which the command may add its own facts, and whatever
/// else it has to tell.
#[must_use]
pub fn json(diagnostics: &Diagnostics, summary: Map<String, Value>, more: Map<String, Value>) -> String {
    let rows: Vec<Value> = diagnostics.iter().map(json_row).collect();
    let mut whole = Map::new();
    for (name, severity) in [("errors", Severity::Error), ("warnings", Severity::Warning), ("infos", Severity::Info)] {
        whole.insert(name.into(), diagnostics.count(severity).into());
    }
    whole.extend(summary);
    let mut object = Map::new();
    object.insert("diagnostics".into(), rows.into());
    object.extend(more);
    object.insert("summary".into(), whole.into());
    let mut text = serde_json::to_string_pretty(&object).unwrap_or_default();
    text.push('\n');
    text
}

fn json_row(diagnostic: &Diagnostic) -> Value {
    let mut row = Map::new();
    row.insert("code".into(), diagnostic.code.name().into());
    row.insert("severity".into(), diagnostic.severity.word().into());
    row.insert("message".into(), diagnostic.message.as_str().into());
    insert_place(&mut row, diagnostic.place.as_ref());
    row.insert("hint".into(), diagnostic.hint.as_deref().into());
    if !diagnostic.notes.is_empty() {
        let notes = diagnostic.notes.iter().map(|note| {
            let mut row = Map::new();
            row.insert("message".into(), note.message.as_str().into());
            insert_place(&mut row, Some(&note.place));
            Value::Object(row)
        });
        row.insert("notes".into(), notes.collect());
    }
    Value::Object(row)
}

fn insert_place(row: &mut Map<String, Value>, place: Option<&Place>) {
    let span = place.and_then(|place| place.span.as_ref());
    row.insert("path".into(), place.map(|place| place.path.as_str()).into());
    row.insert("line".into(), span.map(|span| span.line).into());
    row.insert("column".into(), span.map(|span| span.column).into());
    row.insert("end_line".into(), span.map(|span| span.end_line).into());
    row.insert("end_column".into(), span.map(|span| span.end_column).into());
}

/// For GitHub Actions: one workflow command a finding, shown as an annotation on the changed lines.
#[must_use]
pub fn github(diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let word = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = vec![format!("title={}", github_property(&format!("{} {}", diagnostic.code, diagnostic.code.title())))];
        if let Some(place) = &diagnostic.place {
            properties.insert(0, format!("file={}", github_property(place.path.as_str())));
            if let Some(span) = &place.span {
                let range = format!("line={},endLine={},col={},endColumn={}", span.line, span.end_line, span.column, span.end_column);
                properties.insert(1, range);
            }
        }
        let mut message = diagnostic.message.clone();
        for note in &diagnostic.notes {
            let _ = write!(message, "\n{}: {}", position(&note.place), note.message);
        }
        if let Some(hint) = &diagnostic.hint {
            let _ = write!(message, "\nHint: {hint}");
        }
        let _ = writeln!(out, "::{word} {}::{}", properties.join(","), github_data(&message));
    }
    out
}

fn github_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

/// SARIF 2.1.0 (OASIS), as code-scanning services read it.
#[must_use]
pub fn sarif(diagnostics: &Diagnostics) -> String {
    let mut codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| json!({ "id": code.name(), "shortDescription": { "text": code.title() }, "help": { "text": format!("nutgraf explain {code}") } }))
        .collect();
    let results: Vec<Value> = diagnostics.iter().map(sarif_result).collect();
    let driver = json!({ "name": "nutgraf", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    let log = json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run] });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn sarif_result(diagnostic: &Diagnostic) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let text = diagnostic.hint.as_ref().map_or_else(|| diagnostic.message.clone(), |hint| format!("{}. {hint}", diagnostic.message));
    let mut result = json!({ "ruleId": diagnostic.code.name(), "level": level, "message": { "text": text } });
    if let Some(place) = &diagnostic.place {
        result["locations"] = json!([{ "physicalLocation": sarif_location(place) }]);
    }
    if !diagnostic.notes.is_empty() {
        let related = diagnostic
            .notes
            .iter()
            .map(|note| json!({ "physicalLocation": sarif_location(&note.place), "message": { "text": note.message } }));
        result["relatedLocations"] = related.collect();
    }
    result
}

fn sarif_location(place: &Place) -> Value {
    let mut location = json!({ "artifactLocation": { "uri": uri(place.path.as_str()), "uriBaseId": "%SRCROOT%" } });
    if let Some(span) = &place.span {
        location["region"] = json!({
            "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column,
        });
    }
    location
}

fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    super::address::push_encoded(&mut out, path);
    out
}
