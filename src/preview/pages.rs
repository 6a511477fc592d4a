//! The pages of the preview itself: what is wrong, all findings, and what to say where the site has nothing.
//!
//! Each is whole in itself, with no outside resource, and every text in it passes the one escaping writer; so it shows
//! content that broke a build without being broken by it. Equal findings give equal pages.

use crate::base::escape::{escaped, push_escaped};
use crate::base::report::{position, tally};
use crate::base::spelling::count;
use crate::base::{Diagnostic, Diagnostics, Place, Severity, Span};

use super::route::OWN;

/// The most findings one page lists: more help nobody, and a browser must lay them out.
const MOST: usize = 200;
/// The longest part of a line that is shown, in characters.
const WIDEST: usize = 240;

/// In place of a page: why there is none.
pub(super) fn broken(findings: &Diagnostics, prefix: &str) -> String {
    let (errors, others): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.is_error());
    let title = if errors.is_empty() { "The site cannot be shown".to_owned() } else { format!("{} to mend", count(errors.len(), "error")) };
    let mut body = String::from("<p>This page comes back by itself as soon as the site can be built again.</p>");
    if !others.is_empty() {
        body.push_str(&format!("<p class=\"dim\">Besides, there {}.</p>", findings_link(others.len(), prefix)));
    }
    page(&title, &body, &list(&errors))
}

/// All findings of the current edition.
pub(super) fn findings(findings: &Diagnostics, prefix: &str) -> String {
    let found = tally(findings);
    let title = if findings.is_empty() { "Nothing to report".to_owned() } else { "Findings".to_owned() };
    let rest = count(findings.count(Severity::Info), "note");
    let summary = match (found.is_empty(), findings.count(Severity::Info)) {
        (_, 0) => found,
        (true, _) => rest,
        (false, _) => format!("{found}, {rest}"),
    };
    let mut body = format!("<p>{}</p>", escaped(&summary));
    body.push_str(&format!("<p class=\"dim\">This list renews itself. <a href=\"{}\">To the site</a></p>", escaped(prefix)));
    page(&title, &body, &list(&findings.iter().collect::<Vec<_>>()))
}

/// In place of a page that does not exist, on a site without one for that.
pub(super) fn not_found(prefix: &str) -> String {
    page("There is no such page", &format!("<p><a href=\"{}\">To the front page</a></p>", escaped(prefix)), "")
}

/// In place of what lies outside the site's path.
pub(super) fn outside(prefix: &str) -> String {
    let prefix = escaped(prefix);
    let body = format!(
        "<p>The site is published under <a href=\"{prefix}\"><code>{prefix}</code></a>, and the preview serves it there too.</p>\
         <p class=\"dim\">A link that led here lacks that path, and would be broken in production.</p>"
    );
    page("This address is outside the site", &body, "")
}

/// In place of an answer that could not be made.
pub(super) fn failed() -> String {
    let body = "<p>The preview failed on this page, which is a mistake in Nutgraf; the terminal says more. Other pages may still work.</p>";
    page("This page could not be made", body, "")
}

fn findings_link(number: usize, prefix: &str) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{verb} <a href=\"{}{OWN}/\">{}</a>", escaped(prefix), count(number, "other finding"))
}

fn page(title: &str, head: &str, rest: &str) -> String {
    let style = include_str!("pages.css");
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title} · Nutgraf</title>\n<style>\n{style}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n{head}\n</header>\n<main>\n{rest}</main>\n</body>\n</html>\n"
    )
}

fn list(findings: &[&Diagnostic]) -> String {
    let mut out = String::from("<ol>\n");
    findings.iter().take(MOST).for_each(|finding| push_finding(&mut out, finding));
    out.push_str("</ol>\n");
    if let Some(more) = findings.len().checked_sub(MOST).filter(|more| *more > 0) {
        out.push_str(&format!("<p>… and {more} more.</p>\n"));
    }
    out
}

fn push_finding(out: &mut String, finding: &Diagnostic) {
    let word = finding.severity.word();
    out.push_str(&format!("<li class=\"finding {word}\">\n<h2><span>{word} {}</span> ", finding.code));
    push_escaped(out, &finding.message);
    out.push_str("</h2>\n");
    if let Some(place) = &finding.place {
        push_place(out, "", place);
    }
    for note in &finding.notes {
        push_place(out, &note.message, &note.place);
    }
    if let Some(hint) = &finding.hint {
        out.push_str(&format!("<p><strong>Hint:</strong> {}</p>\n", escaped(hint)));
    }
    out.push_str(&format!("<p class=\"dim\"><code>nutgraf explain {}</code></p>\n</li>\n", finding.code));
}

fn push_place(out: &mut String, words: &str, place: &Place) {
    let colon = if words.is_empty() { "" } else { ": " };
    out.push_str(&format!("<p>{}{colon}<code>{}</code></p>\n", escaped(words), escaped(&position(place))));
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
    use super::{MOST, broken, findings, outside};
    use crate::base::{Code, Diagnostic, Diagnostics, SourcePath, SourceText};

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
        let html = broken(&all([error.clone(), warning.clone()]), "/repo/");
        for part in [
            "<h1>1 error to mend</h1>",
            "error E0105</span> unknown key `tgas`",
            "content/&lt;i&gt;.md:2:1",
            "<pre><b>2 | </b><mark>tgas</mark>: [a]</pre>",
            "did you mean `tags`?",
            "nutgraf explain E0105",
            "<a href=\"/repo/__nutgraf/\">1 other finding</a>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("no alt text"));
        let html = findings(&all([error, warning]), "/");
        for part in ["<p>1 error and 1 warning</p>", "unknown key", "no alt text", "first used here: <code>content/&lt;i&gt;.md:1:1"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn no_text_of_the_site_becomes_markup() {
        let attack = "</pre><script>alert(1)</script><img src=x onerror='a' \"b\">";
        let finding =
            Diagnostic::new(Code::E0504, attack).at(source(attack).place(3..9)).hint(attack).note(attack, source(attack).place(0..0));
        for html in [broken(&all([finding.clone()]), attack), findings(&all([finding]), attack), outside(attack)] {
            assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror='"), "{html}");
        }
    }

    #[test]
    fn long_lines_and_long_lists_are_cut() {
        let text = source(&format!("{}ÄÖ{}", "a".repeat(5000), "b".repeat(5000)));
        let finding = Diagnostic::new(Code::E0103, "x").at(text.place(5000..5004));
        let html = broken(&all([finding]), "/");
        assert!(html.contains("a<mark>ÄÖ</mark>b") && !html.contains(&"a".repeat(300)) && html.contains('…'));
        let many = (0..MOST + 7).map(|number| Diagnostic::new(Code::E0103, format!("fault {number}")));
        let html = broken(&all(many), "/");
        assert!(html.contains("… and 7 more.") && html.matches("<li").count() == MOST);
    }
}
