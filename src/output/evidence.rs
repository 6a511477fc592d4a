//! The evidence report: every claim of the site with what became of it, as JSON for programs and as one HTML file for
//! people.
//!
//! The file needs nothing beside it: no script, no font, no address of the site. What was not found comes first in each
//! briefing. The words are those of the verdicts; nothing here says that a claim is true.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::claims::{self, Shown, Sorted, tally};
use crate::base::Place;
use crate::base::escape::escaped;
use crate::base::spelling::count;
use crate::site::PageId;
use crate::site::evidence::{Claim, Claimant, compares_wording};
use crate::theme::View;

/// The first words of a report, by which one is known again.
pub const MARK: &str = "<!doctype html>\n<!-- Nutgraf evidence report -->\n";

/// Every claim of the site, as `nutgraf check --format json` tells it. Lines and columns count from one, columns in
/// Unicode scalar values.
#[must_use]
pub fn json(view: &View) -> Value {
    view.evidence.pages().flat_map(|(_, examined)| &examined.claims).map(claim_row).collect()
}

fn claim_row(claim: &Claim) -> Value {
    let passage = claim.passage.as_ref();
    let line = |place: &Place| place.span.as_ref().map(|span| span.line);
    let column = |place: &Place| place.span.as_ref().map(|span| span.column);
    let foldings: Vec<&str> = claim.foldings.iter().map(|folding| folding.word()).collect();
    let note = Some(claim.note.as_str()).filter(|note| !note.is_empty());
    let fact = match &claim.claimant {
        Claimant::Fact(id) => Some(id.as_str()),
        Claimant::Citation(_) | Claimant::Text => None,
    };
    json!({
        "kind": claim.kind.word(),
        "verdict": claim.verdict.word(),
        "severity": claim.severity().map(crate::base::Severity::word),
        "code": claim.finding.as_ref().map(|finding| finding.code.name()),
        "path": claim.place.path.as_str(),
        "line": line(&claim.place),
        "column": column(&claim.place),
        "text": claim.text,
        "fact": fact,
        "sources": claim.sources,
        "source": passage.map(|passage| passage.source.as_str()).or(claim.sources.first().map(String::as_str)),
        "source_path": passage.map(|passage| passage.place.path.as_str()),
        "source_line": passage.and_then(|passage| line(&passage.place)),
        "source_column": passage.and_then(|passage| column(&passage.place)),
        "passage": passage.map(|passage| [&*passage.before, &passage.words, &passage.after].concat()),
        "foldings": foldings,
        "note": note,
        "waived": claim.waived,
    })
}

/// The report as one HTML file.
#[must_use]
pub fn html(view: &View) -> String {
    let title = escaped(&format!("Evidence: {}", view.config.title));
    let language = escaped(&view.config.language);
    let mut out = format!(
        "{MARK}<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{}{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        claims::STYLE
    );
    let examined: Vec<(PageId, &[Claim])> = view.evidence.pages().map(|(id, examined)| (id, examined.claims.as_slice())).collect();
    push_opening(&mut out, view, &examined);
    for (id, claims) in &examined {
        push_page(&mut out, view, *id, claims);
    }
    push_others(&mut out, view);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn push_opening(out: &mut String, view: &View, examined: &[(PageId, &[Claim])]) {
    let claims: usize = examined.iter().map(|(_, claims)| claims.len()).sum();
    let _ = writeln!(
        out,
        "<p>{} of {}, held against the snapshots of their sources, at {}. <em>Found</em> means that the words or the figure stand \
         there. Whether the source is right, and whether a sentence in the writer’s own words says what it means, is for people \
         to judge.</p>",
        count(claims, "claim"),
        count(examined.len(), "briefing"),
        escaped(&crate::base::date::spoken(&view.clock.now.to_zoned(view.clock.zone.clone()))),
    );
    claims::push_tally(out, tally(examined.iter().flat_map(|(_, claims)| claims.iter())));
    if let Some(note) = language_note(view) {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(&note));
    }
    if examined.len() > 1 {
        out.push_str("<nav aria-label=\"Briefings\">\n<ol>\n");
        for (id, claims) in examined {
            let told = claims.iter().filter(|claim| claim.finding.is_some()).count();
            let told = if told == 0 { String::new() } else { format!(" <b>{}</b>", count(told, "finding")) };
            let _ = writeln!(out, "<li><a href=\"#b{}\">{}</a>{told}</li>", id.0, escaped(&view.site.page(*id).head.title));
        }
        out.push_str("</ol>\n</nav>\n");
    }
}

/// What is left out of the check in the site's language, if anything is.
#[must_use]
pub fn language_note(view: &View) -> Option<String> {
    let language = &view.config.language;
    let note = || {
        format!("In this language ({language}) only quotations, figures and dates are compared, not names, nor the wording of sentences.")
    };
    (!compares_wording(language)).then(note)
}

fn push_page(out: &mut String, view: &View, id: PageId, claims: &[Claim]) {
    let head = &view.site.page(id).head;
    let _ = writeln!(out, "<section id=\"b{}\">\n<h2>{}</h2>\n<p class=\"path\">{}</p>", id.0, escaped(&head.title), head.path);
    claims::push_tally(out, tally(claims));
    let Sorted { told, found, rest } = Sorted::of(claims);
    claims::push(out, "To look at", &told, &Shown::default());
    claims::push(out, "Found", &found, &Shown::default());
    claims::push(out, "Not held against anything, or waived", &rest, &Shown { is_closed: true, ..Shown::default() });
    out.push_str("</section>\n");
}

/// The briefings that rest on no snapshot: nothing was held against them, which is not the same as nothing found.
fn push_others(out: &mut String, view: &View) {
    let is_other = |id: &PageId| view.site.page(*id).is_briefing && view.evidence.of(*id).is_none();
    let others: Vec<PageId> = (0..view.site.pages.len()).map(PageId).filter(is_other).collect();
    if others.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Not examined</h2>\n<p>These briefings name no source of which a snapshot is kept.</p>\n<ul>\n");
    for id in others {
        let head = &view.site.page(id).head;
        let _ = writeln!(out, "<li>{} <span class=\"path\">{}</span></li>", escaped(&head.title), head.path);
    }
    out.push_str("</ul>\n</section>\n");
}

const STYLE: &str = "\
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: auto; padding: 1.5rem 1rem 4rem; }
h1, h2 { line-height: 1.2; text-wrap: balance; }
h2 { margin: 2.5rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); }
p { margin: .25rem 0; max-width: 68ch; }
@media (min-width: 48rem) { .claims li { grid-template-columns: 1fr 1fr; } }
";
