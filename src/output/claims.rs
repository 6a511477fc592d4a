//! Claims as HTML: each with its verdict, its words, and the passage of the source beside it, its words marked.
//!
//! One way for the report and for the preview, so that an editor finds in one what the other showed. Every text passes the
//! one escaping writer. The words are those of [`Verdict`]; nothing here says that a claim is true.

use std::fmt::Write as _;

use crate::base::escape::{escaped, with_code};
use crate::base::report::position;
use crate::site::evidence::{Claim, Passage, Verdict};

/// How claims are listed.
#[derive(Default)]
pub struct Shown<'a> {
    /// Whether the list is closed at first.
    pub is_closed: bool,
    /// The address of the place of a claim in its page, if there is a page to lead to; the file then goes without saying.
    pub at: Option<&'a dyn Fn(&Claim) -> String>,
}

/// Claims in the order in which they want to be looked at.
pub struct Sorted<'a> {
    /// Those of which something is told.
    pub told: Vec<&'a Claim>,
    /// Those that were found.
    pub found: Vec<&'a Claim>,
    /// Those that were held against nothing, and those that are waived.
    pub rest: Vec<&'a Claim>,
}

impl<'a> Sorted<'a> {
    /// Sorts claims, each part in the order of the text.
    #[must_use]
    pub fn of(claims: &'a [Claim]) -> Self {
        let (told, others): (Vec<_>, Vec<_>) = claims.iter().partition(|claim| claim.finding.is_some());
        let (found, rest) = others.into_iter().partition(|claim| claim.verdict == Verdict::Found);
        Self { told, found, rest }
    }
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

/// A tally in words: `14 found · 1 differs`.
#[must_use]
pub fn worded(tally: [usize; 5]) -> String {
    let counted = Verdict::ALL.into_iter().zip(tally).filter(|(_, number)| *number > 0);
    counted.map(|(verdict, number)| format!("{number} {}", verdict.word())).collect::<Vec<_>>().join(" · ")
}

/// Adds a tally as a list of terms.
pub fn push_tally(out: &mut String, tally: [usize; 5]) {
    out.push_str("<dl class=\"tally\">\n");
    for (verdict, number) in Verdict::ALL.into_iter().zip(tally).filter(|(_, number)| *number > 0) {
        let _ = writeln!(out, "<div class=\"{}\"><dt>{}</dt><dd>{number}</dd></div>", class(verdict), verdict.word());
    }
    out.push_str("</dl>\n");
}

/// Adds claims below a title that opens and closes them; nothing if there are none.
pub fn push(out: &mut String, title: &str, claims: &[&Claim], shown: &Shown<'_>) {
    if claims.is_empty() {
        return;
    }
    let open = if shown.is_closed { "" } else { " open" };
    let _ = writeln!(out, "<details{open}>\n<summary>{title} ({})</summary>\n<ol class=\"claims\">", claims.len());
    for claim in claims {
        push_claim(out, claim, shown);
    }
    out.push_str("</ol>\n</details>\n");
}

fn push_claim(out: &mut String, claim: &Claim, shown: &Shown<'_>) {
    let verdict = claim.verdict;
    let text = escaped(&claim.text);
    let (text, place) = match (shown.at, &claim.place.span) {
        (None, _) => (text, position(&claim.place)),
        (Some(at), span) => {
            let place = span.as_ref().map_or_else(String::new, |span| format!("line {}", span.line));
            (format!("<a href=\"{}\" data-words=\"{text}\">{text}</a>", escaped(&at(claim))), place)
        }
    };
    let _ = writeln!(
        out,
        "<li>\n<div class=\"said\"><p class=\"what\"><b class=\"{}\">{}</b> {}, {}</p>\n<p>{text}</p>",
        class(verdict),
        verdict.word(),
        claim.kind.word(),
        escaped(&place),
    );
    push_remarks(out, claim);
    out.push_str("</div>\n");
    if let Some(passage) = &claim.passage {
        push_passage(out, claim, passage);
    }
    out.push_str("</li>\n");
}

fn push_remarks(out: &mut String, claim: &Claim) {
    if let Some(finding) = &claim.finding {
        let _ = writeln!(out, "<p class=\"finding\">{} {}</p>", finding.code, with_code(&finding.message));
    }
    if !claim.note.is_empty() {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(&claim.note));
    }
    if let Some(reason) = &claim.waived {
        let _ = writeln!(out, "<p class=\"note\">waived: {}</p>", escaped(reason));
    }
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

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Found => "found",
        Verdict::Differs => "differs",
        Verdict::NotFound | Verdict::Conflicts => "missing",
        Verdict::NotCheckable => "open",
    }
}

/// How claims look, by day and by night, in a page of their own or in a part of another that keeps its styles to itself.
pub const STYLE: &str = "\
:root, :host { color-scheme: light dark; --line: #8884; --found: #1a6b3c; --differs: #8a5300; --missing: #a3201d; --open: #5b6470; --hit: #ffe58a; }
@media (prefers-color-scheme: dark) { :root, :host { --found: #7ccf9c; --differs: #e6b35c; --missing: #ff9a92; --open: #a7b0bb; --hit: #5c4a00; } }
.path, .what, .note { color: var(--open); font-size: .875rem; overflow-wrap: anywhere; }
.tally { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: .75rem 0; }
.tally div { display: flex; flex-direction: row-reverse; gap: .35rem; }
.tally dd { margin: 0; font-weight: 700; }
.found { color: var(--found); } .differs { color: var(--differs); } .missing { color: var(--missing); } .open { color: var(--open); }
summary { cursor: pointer; padding: .35rem 0; font-weight: 600; }
.claims { list-style: none; margin: 0; padding: 0; }
.claims li { display: grid; gap: .25rem 2rem; padding: .75rem 0; border-top: 1px solid var(--line); }
.claims p { margin: .25rem 0; }
.finding { font-weight: 600; }
blockquote { margin: .25rem 0; padding-inline-start: .75rem; border-inline-start: 3px solid var(--line); overflow-wrap: anywhere; }
mark { background: var(--hit); color: inherit; }
@media print { details::details-content { content-visibility: visible; } .claims li { break-inside: avoid; } }
";
