//! The pages of the preview itself: what is wrong, all findings, and what to say where the site has nothing.
//!
//! Each is whole in itself, with no outside resource, and every text in it passes the one escaping writer; so it shows
//! content that broke a build without being broken by it. Equal findings give equal pages.

use crate::base::escape::{escaped, with_code};
use crate::base::report::{position, tally};
use crate::base::spelling::count;
use crate::base::{Diagnostic, Diagnostics, OutputPath, Place, Severity, Span};

use super::route::{EVIDENCE, OWN, encoded};

/// The most findings that stand in place of a page; the list of all has no limit.
const MOST: usize = 100;
/// The longest part of a line that is shown, in characters.
const WIDEST: usize = 240;

/// In place of every page: why there is no site.
pub(super) fn broken_site(findings: &Diagnostics, prefix: &str) -> String {
    let (errors, others): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.is_error());
    let title = if errors.is_empty() { "The site cannot be shown".to_owned() } else { format!("{} to mend", count(errors.len(), "error")) };
    let mut body = String::from("<p>The site comes back by itself as soon as it can be built again.</p>\n");
    if !others.is_empty() {
        let verb = if others.len() == 1 { "is" } else { "are" };
        body.push_str(&format!("<p class=\"dim\">Besides, there {verb} {}.</p>\n", link(prefix, &count(others.len(), "other finding"))));
    }
    page(&title, &body, &first_of(&errors, prefix))
}

/// In place of one page: why it is not there.
pub(super) fn broken_page(findings: &Diagnostics, prefix: &str) -> String {
    let body = format!(
        "<p>It comes back by itself as soon as it can be made again. {} · {}</p>\n",
        link(prefix, "All findings"),
        home(prefix, "To the front page")
    );
    page("This page cannot be shown", &body, &first_of(&findings.iter().collect::<Vec<_>>(), prefix))
}

/// All findings of the current edition; `is_complete` if all of the site has been looked at.
pub(super) fn findings(findings: &Diagnostics, is_complete: bool, prefix: &str) -> String {
    let (title, summary) = match (findings.is_empty(), is_complete) {
        (true, true) => ("Nothing to report", "No mistake is known, and no doubt.".to_owned()),
        (true, false) => ("Nothing to report so far", String::new()),
        (false, _) => ("Findings", told(findings)),
    };
    let mut body = format!("<p>{}</p>\n", escaped(&summary));
    if !is_complete {
        body.push_str("<p>The rest of the site is still being looked through.</p>\n");
    }
    body.push_str(&format!("<p class=\"dim\">This list renews itself. {} · {}</p>\n", all_evidence(prefix), home(prefix, "To the site")));
    page(title, &body, &by_severity(findings))
}

/// The findings about one page of the site.
pub(super) fn findings_of(path: &OutputPath, findings: &Diagnostics, prefix: &str) -> String {
    let summary = if findings.is_empty() { "Nothing to report".to_owned() } else { told(findings) };
    let body = format!(
        "<p>{}, about <a href=\"{}\"><code>{}</code></a></p>\n<p class=\"dim\">This list renews itself. {}</p>\n",
        escaped(&summary),
        escaped(&href_of(prefix, path)),
        escaped(&address_of(prefix, path)),
        link(prefix, "All findings")
    );
    page("Findings on this page", &body, &by_severity(findings))
}

/// The address of a file of the site as it is read.
pub(super) fn address_of(prefix: &str, path: &OutputPath) -> String {
    format!("{prefix}{}", path.as_str().strip_suffix("index.html").unwrap_or(path.as_str()))
}

/// The same as links have it.
pub(super) fn href_of(prefix: &str, path: &OutputPath) -> String {
    format!("{prefix}{}", encoded(path.as_str().strip_suffix("index.html").unwrap_or(path.as_str())))
}

/// In place of a page that does not exist, on a site without one for that.
pub(super) fn not_found(prefix: &str) -> String {
    page("There is no such page", &format!("<p>{}</p>\n", home(prefix, "To the front page")), "")
}

/// In place of what lies outside the site's path.
pub(super) fn outside(prefix: &str) -> String {
    let prefix = escaped(prefix);
    let body = format!(
        "<p>The site is published under <a href=\"{prefix}\"><code>{prefix}</code></a>, and the preview serves it there too.</p>\n\
         <p class=\"dim\">A link that led here lacks that path, and would be broken in production.</p>\n"
    );
    page("This address is outside the site", &body, "")
}

/// In place of an answer that could not be made.
pub(super) fn failed() -> String {
    let body =
        "<p>The preview failed on this page, which is a mistake in Nutgraf; the terminal says more. Other pages may still work.</p>\n";
    page("This page could not be made", body, "")
}

/// How many findings of each kind.
fn told(findings: &Diagnostics) -> String {
    let found = tally(findings);
    let rest = count(findings.count(Severity::Info), "note");
    match (found.is_empty(), findings.count(Severity::Info)) {
        (_, 0) => found,
        (true, _) => rest,
        (false, _) => format!("{found}, {rest}"),
    }
}

pub(super) fn link(prefix: &str, words: &str) -> String {
    format!("<a href=\"{}{OWN}/\">{}</a>", escaped(prefix), escaped(words))
}

pub(super) fn all_evidence(prefix: &str) -> String {
    format!("<a href=\"{}{OWN}/{EVIDENCE}/\">All evidence</a>", escaped(prefix))
}

pub(super) fn home(prefix: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(prefix), escaped(words))
}

pub(super) fn page(title: &str, head: &str, rest: &str) -> String {
    let style = include_str!("pages.css");
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\" data-nutgraf>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title} · Nutgraf</title>\n<style>\n{style}</style>\n</head>\n<body>\n\
         <header>\n<p class=\"brand\">Nutgraf preview</p>\n<h1>{title}</h1>\n{head}</header>\n<main>\n{rest}</main>\n</body>\n</html>\n"
    )
}

/// The first findings, and a way to the others.
fn first_of(findings: &[&Diagnostic], prefix: &str) -> String {
    let mut out = list(findings.iter().take(MOST).copied());
    if let Some(more) = findings.len().checked_sub(MOST).filter(|more| *more > 0) {
        out.push_str(&format!("<p>… and {}.</p>\n", link(prefix, &format!("{more} more"))));
    }
    out
}

/// Errors first; a heading over each kind if there are several.
fn by_severity(findings: &Diagnostics) -> String {
    let kinds = [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Info, "Notes")];
    let of = |severity: Severity| findings.iter().filter(move |finding| finding.severity == severity);
    let present: Vec<_> = kinds.into_iter().filter(|(severity, _)| of(*severity).next().is_some()).collect();
    let mut out = String::new();
    for (severity, name) in &present {
        if present.len() > 1 {
            out.push_str(&format!("<h2 class=\"kind\">{name}</h2>\n"));
        }
        out.push_str(&list(of(*severity)));
    }
    out
}

fn list<'a>(findings: impl Iterator<Item = &'a Diagnostic>) -> String {
    let mut out = String::from("<ol>\n");
    findings.for_each(|finding| push_finding(&mut out, finding));
    out.push_str("</ol>\n");
    out
}

fn push_finding(out: &mut String, finding: &Diagnostic) {
    let word = finding.severity.word();
    out.push_str(&format!("<li class=\"finding {word}\">\n<h3><span>{word} {}</span> ", finding.code));
    out.push_str(&with_code(&finding.message));
    out.push_str("</h3>\n");
    if let Some(place) = &finding.place {
        push_place(out, "", place);
    }
    for note in &finding.notes {
        push_place(out, &note.message, &note.place);
    }
    if let Some(hint) = &finding.hint {
        out.push_str(&format!("<p><strong>Hint:</strong> {}</p>\n", with_code(hint)));
    }
    out.push_str(&format!("<p class=\"dim\"><code>nutgraf explain {}</code></p>\n</li>\n", finding.code));
}

fn push_place(out: &mut String, words: &str, place: &Place) {
    let colon = if words.is_empty() { "" } else { ": " };
    out.push_str(&format!("<p class=\"place\">{}{colon}<code>{}</code></p>\n", escaped(words), escaped(&position(place))));
    if let Some(span) = place.span.as_ref().filter(|span| !span.excerpt.trim().is_empty()) {
        push_excerpt(out, span);
    }
}

/// The line of a finding, what is meant marked; of a very long line, the part around it.
fn push_excerpt(out: &mut String, span: &Span) {
    let characters: Vec<char> = span.excerpt.chars().collect();
    let start = (span.column as usize).saturating_sub(1).min(characters.len());
    let end = if span.end_line == span.line { (span.end_column as usize).saturating_sub(1) } else { characters.len() };
    let from = if characters.len() <= WIDEST { 0 } else { start.saturating_sub(WIDEST / 4) };
    let to = from.saturating_add(WIDEST).min(characters.len());
    let end = end.clamp(start, to.max(start));
    let text = |range: std::ops::Range<usize>| escaped(&characters.get(range).unwrap_or_default().iter().collect::<String>());
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < characters.len() { "…" } else { "" });
    // A mark of no width would not be seen.
    let marked = if start == end { " ".to_owned() } else { text(start..end) };
    let line = format!("{before}{}<mark>{marked}</mark>{}{after}", text(from..start), text(end..to));
    out.push_str(&format!("<pre><b>{} | </b>{line}</pre>\n", span.line));
}

#[cfg(test)]
mod tests {
    use super::{MOST, broken_page, broken_site, findings, findings_of, outside};
    use crate::base::{Code, Diagnostic, Diagnostics, OutputPath, SourcePath, SourceText};

    fn source(text: &str) -> SourceText {
        SourceText::new(SourcePath::new("content/<i>.md").expect("sound"), text)
    }

    fn all(list: impl IntoIterator<Item = Diagnostic>) -> Diagnostics {
        list.into_iter().collect()
    }

    #[test]
    fn a_finding_is_told_with_place_excerpt_and_hint() {
        let text = source("---\ntgas: [a]\n---\n");
        let error = Diagnostic::new(Code::E0105, "unknown key `tgas`").at(text.place(4..8)).hint("did you mean `tags`?");
        let warning = Diagnostic::new(Code::W0304, "no alt text").note("first used here", text.place(0..3));
        let html = broken_site(&all([error.clone(), warning.clone()]), "/repo/");
        for part in [
            "<h1>1 error to mend</h1>",
            "error E0105</span> unknown key <code>tgas</code>",
            "content/&lt;i&gt;.md:2:1",
            "<pre><b>2 | </b><mark>tgas</mark>: [a]</pre>",
            "did you mean <code>tags</code>?",
            "nutgraf explain E0105",
            "<a href=\"/repo/__nutgraf/\">1 other finding</a>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("no alt text"));
        let both = all([error.clone(), warning]);
        let html = findings(&both, true, "/");
        for part in [
            "<p>1 error and 1 warning</p>",
            ">Errors<",
            "unknown key",
            ">Warnings<",
            "no alt text",
            "first used here: <code>content/&lt;i&gt;.md:1:1",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        let html = broken_page(&both, "/repo/");
        for part in ["This page cannot be shown", "unknown key", "no alt text", "<a href=\"/repo/__nutgraf/\">All findings</a>"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        let html = findings_of(&OutputPath::new("a b/index.html").expect("sound"), &all([error]), "/repo/");
        for part in ["<p>1 error, about <a href=\"/repo/a%20b/\"><code>/repo/a b/</code></a></p>", "unknown key"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains(">Errors<"));
    }

    #[test]
    fn nothing_found_is_not_said_before_all_is_looked_at() {
        assert!(findings(&Diagnostics::new(), true, "/").contains("<h1>Nothing to report</h1>"));
        let html = findings(&Diagnostics::new(), false, "/");
        assert!(html.contains("<h1>Nothing to report so far</h1>") && html.contains("still being looked through"), "{html}");
    }

    #[test]
    fn no_text_of_the_site_becomes_markup() {
        let attack = "</pre><script>alert(1)</script><img src=x onerror='a' \"b\">";
        let finding =
            Diagnostic::new(Code::E0504, attack).at(source(attack).place(3..9)).hint(attack).note(attack, source(attack).place(0..0));
        let found = all([finding]);
        for html in [broken_site(&found, attack), broken_page(&found, attack), findings(&found, true, attack), outside(attack)] {
            assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror='"), "{html}");
        }
    }

    #[test]
    fn long_lines_and_long_lists_are_cut() {
        let text = source(&format!("{}ÄÖ{}", "a".repeat(5000), "b".repeat(5000)));
        let finding = Diagnostic::new(Code::E0103, "x").at(text.place(5000..5004));
        let html = broken_site(&all([finding]), "/");
        assert!(html.contains("a<mark>ÄÖ</mark>b") && !html.contains(&"a".repeat(300)) && html.contains('…'));
        let many = all((0..MOST + 7).map(|number| Diagnostic::new(Code::E0103, format!("fault {number}"))));
        let html = broken_site(&many, "/");
        assert!(html.contains("… and <a href=\"/__nutgraf/\">7 more</a>.") && html.matches("<li").count() == MOST);
        assert_eq!(findings(&many, true, "/").matches("<li").count(), MOST + 7, "the list of all holds all");
    }
}
