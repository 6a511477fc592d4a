//! The evidence report: every claim of the site with what became of it, as JSON for programs and as one HTML file for
//! people.
//!
//! The file needs nothing beside it: no script, no font, no address of the site. What was not found comes first in each
//! briefing. The words are those of [`Verdict`]; nothing here says that a claim is true.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::base::Place;
use crate::base::escape::escaped;
use crate::base::report::position;
use crate::base::spelling::count;
use crate::site::PageId;
use crate::site::evidence::{Claim, Claimant, Passage, Verdict, compares_wording};
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

/// How many claims came to each verdict, in the order of [`Verdict::ALL`].
#[must_use]
pub fn tally<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> [usize; 5] {
    let mut tally = [0; 5];
    for claim in claims {
        tally[claim.verdict as usize] += 1;
    }
    tally
}

/// The report as one HTML file.
#[must_use]
pub fn html(view: &View) -> String {
    let title = escaped(&format!("Evidence: {}", view.config.title));
    let language = escaped(&view.config.language);
    let mut out = format!(
        "{MARK}<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
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
    push_tally(out, tally(examined.iter().flat_map(|(_, claims)| claims.iter())));
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
    let note = || format!("In this language ({language}) only quotations, figures and dates are compared, not the wording of sentences.");
    (!compares_wording(language)).then(note)
}

fn push_tally(out: &mut String, tally: [usize; 5]) {
    out.push_str("<dl class=\"tally\">\n");
    for (verdict, number) in Verdict::ALL.into_iter().zip(tally).filter(|(_, number)| *number > 0) {
        let _ = writeln!(out, "<div class=\"{}\"><dt>{}</dt><dd>{number}</dd></div>", class(verdict), verdict.word());
    }
    out.push_str("</dl>\n");
}

fn push_page(out: &mut String, view: &View, id: PageId, claims: &[Claim]) {
    let head = &view.site.page(id).head;
    let _ = writeln!(out, "<section id=\"b{}\">\n<h2>{}</h2>\n<p class=\"path\">{}</p>", id.0, escaped(&head.title), head.path);
    push_tally(out, tally(claims));
    let (told, others): (Vec<&Claim>, Vec<&Claim>) = claims.iter().partition(|claim| claim.finding.is_some());
    let (found, rest): (Vec<&Claim>, Vec<&Claim>) = others.into_iter().partition(|claim| claim.verdict == Verdict::Found);
    push_claims(out, "To look at", &told, true);
    push_claims(out, "Found", &found, true);
    push_claims(out, "Not held against anything, or waived", &rest, false);
    out.push_str("</section>\n");
}

fn push_claims(out: &mut String, title: &str, claims: &[&Claim], open: bool) {
    if claims.is_empty() {
        return;
    }
    let open = if open { " open" } else { "" };
    let _ = writeln!(out, "<details{open}>\n<summary>{title} ({})</summary>\n<ol class=\"claims\">", claims.len());
    for claim in claims {
        push_claim(out, claim);
    }
    out.push_str("</ol>\n</details>\n");
}

fn push_claim(out: &mut String, claim: &Claim) {
    let verdict = claim.verdict;
    let _ = writeln!(
        out,
        "<li>\n<div class=\"said\"><p class=\"what\"><b class=\"{}\">{}</b> {}, {}</p>\n<p>{}</p>",
        class(verdict),
        verdict.word(),
        claim.kind.word(),
        escaped(&position(&claim.place)),
        escaped(&claim.text),
    );
    if let Some(finding) = &claim.finding {
        let _ = writeln!(out, "<p class=\"finding\">{} {}</p>", finding.code, escaped(&finding.message));
    }
    if !claim.note.is_empty() {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(&claim.note));
    }
    if let Some(reason) = &claim.waived {
        let _ = writeln!(out, "<p class=\"note\">waived: {}</p>", escaped(reason));
    }
    out.push_str("</div>\n");
    if let Some(passage) = &claim.passage {
        push_passage(out, claim, passage);
    }
    out.push_str("</li>\n");
}

fn push_passage(out: &mut String, claim: &Claim, passage: &Passage) {
    let nearest = if matches!(claim.verdict, Verdict::Differs | Verdict::NotFound) { "nearest in" } else { "in" };
    let foldings: Vec<&str> = claim.foldings.iter().map(|folding| folding.word()).collect();
    let folded = if foldings.is_empty() { String::new() } else { format!("; not compared: {}", foldings.join(", ")) };
    let _ = writeln!(
        out,
        "<div class=\"there\"><p class=\"what\">{nearest} <code>{}</code>, {}{folded}</p>\n<blockquote>{}<mark>{}</mark>{}</blockquote></div>",
        escaped(&passage.source),
        escaped(&position(&passage.place)),
        escaped(&passage.before),
        escaped(&passage.words),
        escaped(&passage.after),
    );
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

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Found => "found",
        Verdict::Differs => "differs",
        Verdict::NotFound | Verdict::Conflicts => "missing",
        Verdict::NotCheckable => "open",
    }
}

const STYLE: &str = "\
:root { color-scheme: light dark; --line: #8884; --found: #1a6b3c; --differs: #8a5300; --missing: #a3201d; --open: #5b6470; --hit: #ffe58a; }
@media (prefers-color-scheme: dark) { :root { --found: #7ccf9c; --differs: #e6b35c; --missing: #ff9a92; --open: #a7b0bb; --hit: #5c4a00; } }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: auto; padding: 1.5rem 1rem 4rem; }
h1, h2 { line-height: 1.2; text-wrap: balance; }
h2 { margin: 2.5rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); }
.path, .what, .note { color: var(--open); font-size: .875rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; max-width: 68ch; }
.tally { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: .75rem 0; }
.tally div { display: flex; flex-direction: row-reverse; gap: .35rem; }
.tally dd { margin: 0; font-weight: 700; }
.found { color: var(--found); } .differs { color: var(--differs); } .missing { color: var(--missing); } .open { color: var(--open); }
summary { cursor: pointer; padding: .35rem 0; font-weight: 600; }
.claims { list-style: none; margin: 0; padding: 0; }
.claims li { display: grid; gap: .25rem 2rem; padding: .75rem 0; border-top: 1px solid var(--line); }
.finding { font-weight: 600; }
blockquote { margin: .25rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line); overflow-wrap: anywhere; }
mark { background: var(--hit); color: inherit; }
@media (min-width: 48rem) { .claims li { grid-template-columns: 1fr 1fr; } }
@media print { details::details-content { content-visibility: visible; } .claims li { break-inside: avoid; } }
";
