//! The evidence of a page beside its text: what its corner says, the list of its claims, and a page of all briefings.
//!
//! Like the badge it travels with the stream of events and not in the page: a page is answered as if nobody had asked
//! for evidence, and what is published holds none of it. The list is a page of the preview, whole in itself; the script
//! `margin.js` takes the claims out of it and shows them beside the text.

use serde_json::{Value, json};

use super::Edition;
use super::pages::{address_of, all_evidence, home, href_of, link, page};
use super::route::{EVIDENCE, OWN, component, encoded};
use super::view::View;
use crate::base::escape::escaped;
use crate::base::spelling::count;
use crate::base::{Digest, OutputPath, Severity};
use crate::output::claims::{self, Shown, Sorted, tally, worded};
use crate::site::evidence::{Claim, Claimant, PageEvidence};

/// What the corner of a page says of its evidence, and where the list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Corner {
    tone: Option<Severity>,
    text: String,
    href: String,
    /// The state of the list.
    state: Digest,
}

impl Corner {
    /// The corner of what is shown; none where nothing was held against a source.
    pub(super) fn of(edition: &dyn Edition, view: &View) -> Option<Self> {
        let View::File { path, .. } = view else { return None };
        let PageEvidence { examined, title, .. } = edition.evidence(path).filter(|_| view.is_page())?;
        Some(Self {
            tone: examined.claims.iter().filter_map(|claim| claim.finding.as_ref()).map(|finding| finding.severity).min(),
            text: format!("Evidence: {}", worded(tally(&examined.claims))),
            href: list_of(edition.prefix(), path),
            state: Digest::of_value(&(title, &*examined)),
        })
    }

    /// As the script reads it.
    pub(super) fn json(&self) -> Value {
        let tone = self.tone.map_or("found", Severity::word);
        json!({ "tone": tone, "text": self.text, "href": self.href, "state": self.state.hex() })
    }
}

/// The address of the list of a page's claims.
fn list_of(prefix: &str, path: &OutputPath) -> String {
    format!("{prefix}{OWN}/{EVIDENCE}/{}", encoded(path.as_str()))
}

/// The claims of one page, those with a finding first.
pub(super) fn of_page(edition: &dyn Edition, path: &OutputPath) -> String {
    let (prefix, found) = (edition.prefix(), edition.evidence(path));
    let about = format!("<a href=\"{}\"><code>{}</code></a>", escaped(&href_of(prefix, path)), escaped(&address_of(prefix, path)));
    let (title, mut rest) = match &found {
        Some(found) => (format!("Evidence: {}", found.title), String::new()),
        None => ("No evidence".to_owned(), "<p>Nothing on this page was held against the snapshot of a source.</p>\n".to_owned()),
    };
    let head = format!("<p>{about}</p>\n{}", ways(prefix));
    if let Some(found) = &found {
        push_note(&mut rest, edition);
        push_all(&mut rest, prefix, found);
    }
    page(&title, &head, &styled(&rest))
}

/// All briefings that were held against sources: of each what is to look at, and the way to all its claims.
pub(super) fn of_all(edition: &dyn Edition) -> String {
    let (prefix, all) = (edition.prefix(), edition.all_evidence());
    if all.is_empty() {
        return page("No evidence", &format!("<p>No briefing was held against the snapshot of a source.</p>\n{}", ways(prefix)), "");
    }
    let claims = || all.iter().flat_map(|page| &page.examined.claims);
    let head = format!(
        "<p>{} of {}, held against the snapshots of their sources. <em>Found</em> means that the words or the figure stand there, \
         not that they are right.</p>\n{}",
        count(claims().count(), "claim"),
        count(all.len(), "briefing"),
        ways(prefix)
    );
    let mut rest = String::new();
    claims::push_tally(&mut rest, tally(claims()));
    push_note(&mut rest, edition);
    let is_told = |page: &&PageEvidence| page.examined.claims.iter().any(|claim| claim.finding.is_some());
    let (told, others): (Vec<_>, Vec<_>) = all.iter().partition(is_told);
    for page in told {
        rest.push_str(&format!("<section>\n<h2>{}</h2>\n", entry(prefix, page)));
        push(&mut rest, "To look at", &Sorted::of(&page.examined.claims).told, prefix, &page.path);
        rest.push_str("</section>\n");
    }
    if !others.is_empty() {
        rest.push_str("<section>\n<h2>Nothing to look at</h2>\n<ul>\n");
        others.iter().for_each(|page| rest.push_str(&format!("<li>{}</li>\n", entry(prefix, page))));
        rest.push_str("</ul>\n</section>\n");
    }
    page("Evidence", &head, &styled(&rest))
}

/// The ways from a page of evidence to the others.
fn ways(prefix: &str) -> String {
    format!(
        "<p class=\"dim\">This list renews itself. {} · {} · {}</p>\n",
        all_evidence(prefix),
        link(prefix, "All findings"),
        home(prefix, "To the site")
    )
}

/// What is left out of the check.
fn push_note(out: &mut String, edition: &dyn Edition) {
    if let Some(note) = edition.evidence_note() {
        out.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(&note)));
    }
}

/// A briefing with its tally, as a way to its claims.
fn entry(prefix: &str, page: &PageEvidence) -> String {
    let counted = worded(tally(&page.examined.claims));
    format!("<a href=\"{}\">{}</a> <small>{counted}</small>", escaped(&list_of(prefix, &page.path)), escaped(&page.title))
}

/// All claims of a page: first those with a finding, then the others as the text goes.
fn push_all(out: &mut String, prefix: &str, page: &PageEvidence) {
    let (told, others): (Vec<&Claim>, Vec<&Claim>) = page.examined.claims.iter().partition(|claim| claim.finding.is_some());
    claims::push_tally(out, tally(&page.examined.claims));
    push(out, "To look at", &told, prefix, &page.path);
    let title = if told.is_empty() { "As the text goes" } else { "The others, as the text goes" };
    push(out, title, &others, prefix, &page.path);
}

fn push(out: &mut String, title: &str, claims: &[&Claim], prefix: &str, path: &OutputPath) {
    let at = |claim: &Claim| [href_of(prefix, path), anchor(&claim.claimant)].concat();
    claims::push(out, title, claims, &Shown { at: Some(&at), ..Shown::default() });
}

/// The fragment of the place in the page that makes a claim, where a theme gives it one; a row of a table has none.
fn anchor(claimant: &Claimant) -> String {
    match claimant {
        Claimant::Fact(id) => format!("#{}", component(id)),
        Claimant::Citation(first) => format!("#cite-{}", first + 1),
        Claimant::Text => String::new(),
    }
}

/// The list with its styles, which the script takes with it.
fn styled(rest: &str) -> String {
    format!("<style id=\"evidence\">\n{}{}</style>\n<div id=\"claims\">\n{rest}</div>\n", claims::STYLE, include_str!("evidence.css"))
}

#[cfg(test)]
mod tests {
    use crate::base::{Code, Diagnostic, OutputPath, Place, SourcePath};
    use crate::preview::fixture::{Shelf, claim};
    use crate::preview::route::route;
    use crate::preview::view::look;
    use crate::site::evidence::{Claim, Claimant, Passage, Verdict};

    use super::{Corner, of_all, of_page};

    fn place() -> Place {
        Place::file(&SourcePath::new("content/a.md").expect("sound"))
    }

    fn differs() -> Claim {
        let words = |words: &str| words.to_owned();
        let passage =
            Passage { source: words("wire"), place: place(), before: words("Some "), words: words("1,000"), after: words(" <b>") };
        let finding = Some(Diagnostic::new(Code::E0208, "not there"));
        let claimant = Claimant::Fact("fact-staff-é".to_owned());
        Claim { verdict: Verdict::Differs, passage: Some(passage), finding, claimant, ..claim("about 2,000") }
    }

    #[test]
    fn the_corner_counts_the_claims_of_a_page_that_has_some() {
        let shelf = Shelf::new("/r/", &[("index.html", "home"), ("a b/index.html", "a"), ("feed.xml", "f")]);
        let waived = Claim { waived: Some("by phone".to_owned()), verdict: Verdict::NotFound, ..claim("1,100") };
        let shelf = shelf.evidence("a b/index.html", vec![claim("100 papers"), differs(), waived]).evidence("feed.xml", vec![differs()]);
        let corner = |path: &str| Corner::of(&shelf, &look(&shelf, &route("/r/", path))).map(|corner| corner.json());
        assert_eq!((corner("/r/"), corner("/r/feed.xml")), (None, None));
        let told = corner("/r/a%20b/").expect("it has claims");
        assert_eq!(told["text"], "Evidence: 1 found · 1 differs · 1 not found");
        assert_eq!((&told["tone"], &told["href"]), (&"error".into(), &"/r/__nutgraf/evidence/a%20b/index.html".into()));
        let found = Shelf::new("/r/", &[("index.html", "home")]).evidence("index.html", vec![claim("100 papers")]);
        let told = Corner::of(&found, &look(&found, &route("/r/", "/r/"))).map(|corner| corner.json());
        assert_eq!(told.expect("it has claims")["tone"], "found");
    }

    #[test]
    fn what_is_to_look_at_comes_first_and_leads_to_its_place() {
        let shelf = Shelf::new("/r/", &[("a/index.html", "a")]).evidence("a/index.html", vec![claim("100 papers"), differs()]);
        let html = of_page(&shelf, &OutputPath::new("a/index.html").expect("sound"));
        let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("no {part} in {html}"));
        assert!(at("To look at (1)") < at("about 2,000") && at("about 2,000") < at("100 papers"));
        at("<a href=\"/r/a/#fact-staff-%C3%A9\" data-words=\"about 2,000\">about 2,000</a>");
        at("<a href=\"/r/a/#cite-1\"");
        at("nearest in <code>wire</code>");
        at("Some <mark>1,000</mark> &lt;b&gt;");
        let all = of_all(&shelf);
        for part in ["2 claims of 1 briefing", "<a href=\"/r/__nutgraf/evidence/a/index.html\">", "about 2,000"] {
            assert!(all.contains(part), "{part} in {all}");
        }
        assert!(!all.contains("100 papers"), "what was found stands on the page of its briefing");
    }

    #[test]
    fn no_text_of_the_site_becomes_markup() {
        let attack = "</style><script>alert(1)</script><img src=x onerror='a' \"b\">";
        let words = || attack.to_owned();
        let passage = Passage { source: words(), place: place(), before: words(), words: words(), after: words() };
        let finding = Some(Diagnostic::new(Code::E0208, attack));
        let claim = Claim {
            passage: Some(passage),
            finding,
            note: words(),
            waived: Some(words()),
            claimant: Claimant::Fact(words()),
            ..claim(attack)
        };
        let shelf = Shelf::new("/", &[("a/index.html", "a")]).evidence("a/index.html", vec![claim]).titled(attack);
        let path = OutputPath::new("a/index.html").expect("sound");
        for html in [of_page(&shelf, &path), of_all(&shelf)] {
            assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror='"), "{html}");
        }
    }
}
