//! Data files: `content/_data/NAME.yaml` (or `.yml`, `.toml`, `.json`, `.csv`) as documents.

use std::collections::BTreeMap;

use super::document::{Document, Format};
use super::faults;
use super::files::Files;
use super::value::Value;
use crate::base::{Diagnostics, SourcePath, SourceText};

/// The folder of the data files.
pub const FOLDER: &str = "content/_data";

/// All data files by name without ending; `people/staff.yaml` is `people/staff`.
pub type Data = BTreeMap<String, Document>;

/// Reads every data file. A name given in two formats is read from the first in the order of paths.
#[must_use]
pub fn read(files: &Files) -> (Data, Diagnostics) {
    let (mut data, mut faults) = (Data::new(), Diagnostics::new());
    for (rest, path, _) in files.below(FOLDER) {
        let Some(source) = text_of(files, path, &mut faults) else { continue };
        let name = rest.strip_suffix(path.extension()).and_then(|stem| stem.strip_suffix('.')).unwrap_or(rest).to_owned();
        match parse(&source) {
            Some(Ok(document)) => {
                data.entry(name).or_insert(document);
            }
            Some(Err(found)) => faults.extend(found),
            None => {}
        }
    }
    (data, faults)
}

/// The text of a file, if it is UTF-8.
pub fn text_of(files: &Files, path: &SourcePath, faults: &mut Diagnostics) -> Option<SourceText> {
    match std::str::from_utf8(&files.bytes(path)?) {
        Ok(text) => Some(SourceText::new(path.clone(), text)),
        Err(error) => {
            faults.push(faults::not_utf8(path, error.valid_up_to()));
            None
        }
    }
}

/// Parses a whole file by its ending; `None` if the ending is none of data.
pub fn parse(source: &SourceText) -> Option<Result<Document, Vec<crate::base::Diagnostic>>> {
    let whole = 0..source.text.len();
    match source.path.extension().to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Some(Document::parse(source, whole, Format::Yaml)),
        "toml" => Some(Document::parse(source, whole, Format::Toml)),
        "json" => Some(Document::parse(source, whole, Format::Json)),
        "csv" => Some(csv(source)),
        _ => None,
    }
}

/// A table with a header row (RFC 4180): a list of mappings from column to text.
fn csv(source: &SourceText) -> Result<Document, Vec<crate::base::Diagnostic>> {
    let rows = csv_rows(&source.text).map_err(|at| vec![faults::csv_syntax("a quoted field is never closed", source.place(at..at))])?;
    let mut rows = rows.into_iter();
    let columns = rows.next().unwrap_or_default();
    let record = |row: Vec<String>| Value::Map(columns.iter().cloned().zip(row.into_iter().map(Value::Text)).collect());
    let mut document = Document::empty(source);
    document.value = Value::List(rows.map(record).collect());
    Ok(document)
}

/// The fields of each row. The error is the offset of a quote that is never closed.
fn csv_rows(text: &str) -> Result<Vec<Vec<String>>, usize> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut open: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match (character, open) {
            ('"', Some(_)) if characters.peek().is_some_and(|(_, next)| *next == '"') => {
                characters.next();
                field.push('"');
            }
            ('"', Some(_)) => open = None,
            (_, Some(_)) => field.push(character),
            ('"', None) if field.is_empty() => open = Some(at),
            (',', None) => row.push(std::mem::take(&mut field)),
            ('\r', None) => {}
            ('\n', None) => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(character),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows.retain(|row| row.iter().any(|field| !field.is_empty()));
    open.map_or(Ok(rows), Err)
}

#[cfg(test)]
mod tests {
    use super::csv_rows;

    #[test]
    fn csv_as_spreadsheets_write_it() {
        let text = "a,b\r\n\"x, \"\"y\"\"\",2\n\n\"two\nlines\",";
        let expected = [["a", "b"], ["x, \"y\"", "2"], ["two\nlines", ""]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(csv_rows(text), Ok(expected.to_vec()));
        assert_eq!(csv_rows("a,\"b"), Err(2));
    }
}
