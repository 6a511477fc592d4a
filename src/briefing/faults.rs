//! The words for mistakes within one file.

use crate::base::spelling::nearest;
use crate::base::{Code, Diagnostic, Place, SourcePath};

/// Front matter without an end.
pub(crate) fn unclosed_front_matter(place: Place, fence: &str) -> Diagnostic {
    Diagnostic::new(Code::E0102, format!("the front matter that opens here is never closed by a line `{fence}`"))
        .at(place)
        .hint(format!("add a line `{fence}` after the last key"))
}

/// More front matter than is read.
pub(crate) fn front_matter_too_large(place: Place, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::new(Code::E0111, format!("the front matter has {size} bytes; at most {limit} are read"))
        .at(place)
        .hint("move data into content/_data/")
}

/// A key that nearly spells a known one.
pub(crate) fn misspelt_key(key: &str, near: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0105, format!("unknown key `{key}`"))
        .at(place)
        .hint(format!("did you mean `{near}`? if not, write it under `extra`"))
}

/// A key of a fact that nearly spells a known one.
pub(crate) fn misspelt_fact_key(key: &str, near: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0105, format!("unknown key `{key}` in a key fact")).at(place).hint(format!("did you mean `{near}`?"))
}

/// A key of a source record that nearly spells a known one; in a registry it is a mistake of the registry.
pub(crate) fn misspelt_source_key(wrong: Code, key: &str, near: &str, place: Place) -> Diagnostic {
    let code = if wrong == Code::E0406 { wrong } else { Code::E0105 };
    Diagnostic::new(code, format!("unknown key `{key}` in a source")).at(place).hint(format!("did you mean `{near}`?"))
}

/// A key that nothing knows; told once for the whole site, with the number of files that use it.
pub(crate) fn unknown_key(key: &str, files: usize, place: Place) -> Diagnostic {
    let others = match files {
        1 => String::new(),
        _ => format!(" (in {files} files; this is the first)"),
    };
    Diagnostic::new(Code::W0106, format!("unknown key `{key}`{others}"))
        .at(place)
        .hint(format!("templates can read it as `page.extra.{key}`; write it under `extra` to say that it is meant"))
}

/// The key that `key` nearly spells, if there is one.
pub(crate) fn near_key<'a>(key: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(key, known)
}

/// Two spellings of one key with different values.
pub(crate) fn spelt_twice(key: &str, other: &str, place: Place, first: Place) -> Diagnostic {
    Diagnostic::new(Code::E0109, format!("`{key}` and `{other}` are the same key, with different values"))
        .at(place)
        .note(format!("`{other}` is given here"), first)
        .hint("keep one of the two")
}

/// A file that has no title anywhere.
pub(crate) fn no_title(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::E0110, "the page has no title")
        .in_file(path)
        .hint("add `title: …` to the front matter, or begin the text with a `# Heading`")
}

/// A title that says nothing.
pub(crate) fn empty_title(place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0110, "the title is empty").at(place)
}

/// A value that its key cannot take.
pub(crate) fn not_allowed(key: &str, why: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0112, format!("the value of `{key}` is not allowed: {why}")).at(place)
}

/// An address part that is not allowed.
pub(crate) fn bad_address(key: &str, why: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0403, format!("the address in `{key}` {why}")).at(place)
}

/// A key fact that lacks its label or its value.
pub(crate) fn incomplete_fact(lacks: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0201, format!("this key fact has no {lacks}"))
        .at(place)
        .hint("write {label: …, value: …}, or the short form `Label: value`")
}

/// Key facts given in two places that do not agree.
pub(crate) fn facts_differ(body: Place, front: Place, what: &str) -> Diagnostic {
    Diagnostic::new(Code::E0202, format!("the key facts of the front matter and of this table differ: {what}"))
        .at(body)
        .note("the key facts of the front matter", front)
        .hint("keep one of the two")
}

/// A label used for two facts of one briefing.
pub(crate) fn label_twice(label: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0204, format!("two key facts have the label `{label}`"))
        .at(place)
        .hint("give each its own label, so that it can be quoted")
}

/// A date of review that cannot be read.
pub(crate) fn no_review_date(written: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0108, format!("`{written}` is no date")).at(place).hint("write year, month and day: 2026-01-31")
}

/// A key facts table that cannot be read as one.
pub(crate) fn facts_table(why: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0205, format!("the key facts table {why}")).at(place).hint(
        "two columns, label and value; further columns may be headed As of, Source, Quote, Note, Entity, Property, Said by and Review by",
    )
}

/// A copy that readers may see whole, without a licence that says so.
pub(crate) fn full_without_licence(place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0229, "`publish: full` without a licence")
        .at(place)
        .hint("name the `licence` in the record of the source, or take `publish: full` out: then only passages that are cited are shown")
}
