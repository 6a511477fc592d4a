//! All works as BibTeX, for LaTeX and for reference managers.
//!
//! Letters stay as they are, in UTF-8, which biber and today's managers read; what TeX takes for commands is escaped.
//! Braces are written as commands, because BibTeX counts them without regard to backslashes. Addresses are not escaped:
//! styles print them word for word; what would end a field is percent-encoded.

use std::fmt::Write as _;

use crate::base::WrittenDate;
use crate::base::spelling::one_line;
use crate::briefing::{Kind, Source, Standing};
use crate::site::Work;
use crate::theme::View;

/// The file.
#[must_use]
pub fn print(view: &View) -> String {
    let mut out = String::with_capacity(view.works.len() * 400);
    for (index, (_, work)) in view.works.iter().enumerate() {
        out.push_str(if index > 0 { "\n" } else { "" });
        push_entry(&mut out, view, work);
    }
    out
}

fn push_entry(out: &mut String, view: &View, work: &Work) {
    let source = &work.record;
    let kind = entry_type(source);
    let _ = write!(out, "@{kind}{{{},\n  title = {{{{{}}}}},\n", work.key, escaped(&source.title));
    if !source.authors.is_empty() {
        let _ = writeln!(out, "  author = {{{}}},", source.authors.iter().map(|name| author(name)).collect::<Vec<_>>().join(" and "));
    }
    push_text(out, publisher_field(kind), source.publisher.as_deref());
    push_date(out, view, "", source.date);
    push_url(out, "url", source.best_url());
    push_date(out, view, "url", source.accessed);
    for (field, key) in [("volume", "volume"), ("number", "issue"), ("pages", "page"), ("isbn", "isbn"), ("doi", "doi")] {
        push_text(out, field, source.further(key).as_deref());
    }
    push_text(out, "language", source.lang.as_deref());
    push_text(out, "note", note(source).as_deref());
    out.push_str("}\n");
}

/// The type of the entry. What BibTeX has no type for is `misc`.
fn entry_type(source: &Source) -> &'static str {
    match source.kind {
        Some(Kind::Article) => "article",
        Some(Kind::Report) => "techreport",
        Some(Kind::Book) => "book",
        Some(Kind::Chapter) => "incollection",
        Some(Kind::Thesis) => "phdthesis",
        Some(Kind::Manuscript) => "unpublished",
        _ => "misc",
    }
}

/// Where each type of entry names who published it.
fn publisher_field(kind: &str) -> &'static str {
    match kind {
        "article" => "journal",
        "techreport" => "institution",
        "phdthesis" => "school",
        _ => "publisher",
    }
}

/// A name with a comma is a person's, family name first. Any other may be an organisation's and is kept in one piece; so is one
/// with the word that BibTeX puts between two names.
fn author(name: &str) -> String {
    let text = escaped(name);
    let is_person = name.matches(',').count() == 1 && !name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if is_person { text } else { format!("{{{text}}}") }
}

fn push_text(out: &mut String, field: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        let _ = writeln!(out, "  {field} = {{{}}},", escaped(text));
    }
}

fn push_date(out: &mut String, view: &View, prefix: &str, date: Option<WrittenDate>) {
    let Some(date) = date.map(|date| date.day(&view.clock.zone)) else { return };
    let _ = writeln!(out, "  {prefix}date = {{{date}}},");
    if prefix.is_empty() {
        let _ = writeln!(out, "  year = {{{:04}}},", date.year());
    }
}

fn push_url(out: &mut String, field: &str, url: Option<&str>) {
    let Some(url) = url else { return };
    let mut safe = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '{' | '}' | '\\' | ' ' | '"' => {
                let _ = write!(safe, "%{:02X}", u32::from(character));
            }
            character if character.is_control() => {}
            _ => safe.push(character),
        }
    }
    let _ = writeln!(out, "  {field} = {{{safe}}},");
}

/// The record's note, and that the work does not stand any more.
fn note(source: &Source) -> Option<String> {
    let archived =
        source.archive_url.as_deref().filter(|copy| source.best_url() != Some(copy)).map(|copy| format!("Archived copy: {copy}"));
    let recall = source.recall.as_ref().map(|recall| {
        let about = [recall.date.map(|date| date.to_string()), recall.note.clone()];
        let told = if recall.standing == Standing::Retracted { "Retracted" } else { "Disputed" };
        std::iter::once(told.to_owned()).chain(about.into_iter().flatten()).collect::<Vec<_>>().join(", ")
    });
    let parts: Vec<String> = [recall, source.note.clone(), archived].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(". "))
}

/// Text as TeX prints it.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '%' | '&' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(character);
            }
            character if character.is_control() => {}
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{author, escaped};

    #[test]
    fn what_tex_would_take_for_commands_is_printed() {
        for (text, expected) in [
            ("100 % of R&D", "100 \\% of R\\&D"),
            ("a_b #1 $2", "a\\_b \\#1 \\$2"),
            ("{open", "\\textbraceleft{}open"),
            ("\\input{x}", "\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}"),
            ("~user^2", "\\textasciitilde{}user\\textasciicircum{}2"),
            ("Łódź 上海", "Łódź 上海"),
            ("two\n lines\u{0}", "two lines"),
        ] {
            let found = escaped(text);
            assert_eq!(found, expected);
            assert_eq!(found.matches('{').count(), found.matches('}').count(), "{found}");
        }
    }

    #[test]
    fn only_a_name_with_its_family_name_first_is_taken_apart() {
        assert_eq!(author("Wen, Li"), "Wen, Li");
        assert_eq!(author("European Central Bank"), "{European Central Bank}");
        assert_eq!(author("Bell & Sons"), "{Bell \\& Sons}");
        assert_eq!(author("Bell and Smith, Sons"), "{Bell and Smith, Sons}");
    }
}
