//! The words for mistakes in what was given: files, documents and settings.

use crate::base::spelling::nearest;
use crate::base::{Code, Diagnostic, Place, SourcePath};

/// A text file whose bytes are not UTF-8.
pub(crate) fn not_utf8(path: &SourcePath, valid_up_to: usize) -> Diagnostic {
    Diagnostic::new(Code::E0101, format!("`{path}` is not UTF-8 text: byte {} is the first that cannot be read", valid_up_to + 1))
        .in_file(path)
        .hint("save the file with the encoding UTF-8")
}

/// A file that is not any more what it was when the build began.
pub(crate) fn changed_meanwhile(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::E0113, format!("`{path}` changed while the site was being built"))
        .in_file(path)
        .hint("build again; nothing was published from the half-changed files")
}

/// YAML that cannot be parsed; `words` are the parser's.
pub(crate) fn yaml_syntax(words: &str, place: Place) -> Diagnostic {
    let words = words.split(" at line ").next().unwrap_or(words);
    let (message, hint) = plain_yaml(words);
    Diagnostic::new(Code::E0103, format!("YAML cannot be read here: {message}")).at(place).maybe_hint(hint)
}

/// The parser's words in plainer ones, with the remedy where the cause is usual.
fn plain_yaml(words: &str) -> (String, Option<String>) {
    const USUAL: [(&str, &str, &str); 8] = [
        ("mapping values are not allowed", "this value holds a second `:`", "put the whole value in double quotes"),
        (
            "did not find expected key",
            "a line that is no `key: value`",
            "check the indentation, and put values that hold quotes or colons in double quotes",
        ),
        (
            "did not find expected ',' or '}'",
            "a mapping in braces that is not closed properly",
            "close it with `}` and separate its entries with commas",
        ),
        (
            "did not find expected ',' or ']'",
            "a list in brackets that is not closed properly",
            "close it with `]` and separate its items with commas",
        ),
        ("found unexpected end of stream", "the text ends inside a quotation", "close the text with the quote that opened it"),
        (
            "found character that cannot start any token",
            "a character that cannot begin a value",
            "put the value in double quotes; indent with spaces, never with tabs",
        ),
        (
            "could not find expected ':'",
            "a line without `:` after its key",
            "write `key: value`; if the line goes on from the one above, indent it",
        ),
        ("repetition limit exceeded", "aliases that multiply", "write the values out instead of repeating them through `*` aliases"),
    ];
    USUAL
        .iter()
        .find(|(needle, ..)| words.contains(needle))
        .map_or_else(|| (words.to_owned(), None), |(_, message, hint)| ((*message).to_owned(), Some((*hint).to_owned())))
}

/// TOML that cannot be parsed.
pub(crate) fn toml_syntax(words: &str, place: Place) -> Diagnostic {
    let words = words.replace('\n', "; ");
    Diagnostic::new(Code::E0104, format!("TOML cannot be read here: {words}")).at(place)
}

/// JSON that cannot be parsed.
pub(crate) fn json_syntax(words: &str, place: Place) -> Diagnostic {
    let words = words.split(" at line ").next().unwrap_or(words);
    Diagnostic::new(Code::E0604, format!("JSON cannot be read here: {words}")).at(place)
}

/// CSV that cannot be parsed.
pub(crate) fn csv_syntax(words: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0604, format!("CSV cannot be read here: {words}")).at(place)
}

/// A document nested too deeply.
pub(crate) fn too_deep(place: Place, limit: usize) -> Diagnostic {
    Diagnostic::new(Code::E0111, format!("lists and mappings are nested more than {limit} deep")).at(place).hint("flatten the data")
}

/// A key given twice in one mapping.
pub(crate) fn duplicate_key(key: &str, second: Place, first: Place) -> Diagnostic {
    Diagnostic::new(Code::E0109, format!("the key `{key}` is given twice"))
        .at(second)
        .note("first given here", first)
        .hint("keep one of the two")
}

/// A value of another type than the key takes.
pub(crate) fn wrong_type(code: Code, key: &str, wanted: &str, found: &str, place: Place) -> Diagnostic {
    Diagnostic::new(code, format!("`{key}` takes {wanted}, but this is {found}")).at(place)
}

/// A value of the right type that is not allowed.
pub(crate) fn not_allowed(code: Code, key: &str, why: &str, place: Place) -> Diagnostic {
    Diagnostic::new(code, format!("this value of `{key}` is not allowed: {why}")).at(place)
}

/// A date that cannot be read.
pub(crate) fn not_a_date(key: &str, text: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0108, format!("`{text}` is not a date that `{key}` can take"))
        .at(place)
        .hint("write it as 2025-07-24, or 2025-07-24T09:00, or with an offset: 2025-07-24T09:00+01:00")
}

/// A date of the right shape that no calendar has.
pub(crate) fn impossible_date(key: &str, text: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0108, format!("`{key}` says {text}, a day or time that does not exist")).at(place)
}

/// A setting that nothing knows.
pub(crate) fn unknown_setting(code: Code, key: &str, known: &[&str], place: Place) -> Diagnostic {
    let hint = nearest(key, known.iter().copied())
        .map_or_else(|| format!("known are: {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
    Diagnostic::new(code, format!("unknown key `{key}`")).at(place).hint(hint)
}

/// A file that must be a mapping and is not.
pub(crate) fn not_a_mapping(code: Code, found: &str, place: Place) -> Diagnostic {
    Diagnostic::new(code, format!("this must be a mapping of keys to values, but it is {found}")).at(place)
}

/// A link on disk that leads out of the project.
pub(crate) fn leaves_project(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::E0801, format!("`{path}` is a symbolic link that leads out of its folder, or to what is not published"))
        .in_file(path)
        .hint("copy the file to where it is needed, or remove the link")
}

/// A file or folder that the system does not let us read.
pub(crate) fn unreadable(path: &str, why: &str) -> Diagnostic {
    let place = SourcePath::new(path).map(|path| Place::file(&path));
    let mut fault =
        Diagnostic::new(Code::E0802, format!("`{path}` cannot be read: {why}")).hint("check that it exists and that you may read it");
    fault.place = place;
    fault
}

/// A file name that is no text or holds what no address can.
pub(crate) fn file_name(path: &str) -> Diagnostic {
    Diagnostic::new(Code::E0804, format!("the file name {path:?} cannot be used")).hint("rename it, with letters, digits, hyphens and dots")
}

/// A static file that looks like a secret or like litter.
pub(crate) fn not_published(path: &SourcePath, why: &str) -> Diagnostic {
    Diagnostic::new(Code::W0803, format!("`{path}` is not published: {why}")).in_file(path).hint("move it out of the published folders")
}
