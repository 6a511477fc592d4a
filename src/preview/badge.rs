//! The badge in the corner of a page: how many findings it has, and whether there are errors elsewhere.
//!
//! It travels with the stream of events, not in the page, so it changes without the page being loaded again.

use serde_json::{Value, json};

use super::Edition;
use super::route::{FINDINGS_OF, OWN, encoded};
use super::view::View;
use crate::base::report::tally;
use crate::base::spelling::count;
use crate::base::{Diagnostics, Severity};

/// What it says, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Badge {
    tone: Severity,
    text: String,
    href: String,
}

impl Badge {
    /// The badge of what is shown; none if there is nothing to say, or if the view says it itself.
    pub(super) fn of(edition: &dyn Edition, view: &View) -> Option<Self> {
        let View::File { path, .. } = view else { return None };
        if !view.is_page() {
            return None;
        }
        let own = edition.findings(path);
        let elsewhere = edition.diagnostics().count(Severity::Error).saturating_sub(own.count(Severity::Error));
        let tone = own.iter().map(|finding| finding.severity).min();
        let start = format!("{}{OWN}/", edition.prefix());
        match (tone, elsewhere) {
            (None, 0) => None,
            (None, _) => Some(Self { tone: Severity::Error, text: format!("{} elsewhere", count(elsewhere, "error")), href: start }),
            (Some(tone), _) => {
                let rest = if elsewhere == 0 { String::new() } else { format!(", {elsewhere} elsewhere") };
                Some(Self { tone, text: words(&own) + &rest, href: format!("{start}{FINDINGS_OF}/{}", encoded(path.as_str())) })
            }
        }
    }

    /// As the script reads it.
    pub(super) fn json(&self) -> Value {
        json!({ "tone": self.tone.word(), "text": self.text, "href": self.href })
    }
}

fn words(findings: &Diagnostics) -> String {
    let words = tally(findings);
    if words.is_empty() { count(findings.count(Severity::Info), "note") } else { words }
}

#[cfg(test)]
mod tests {
    use super::Badge;
    use crate::base::{Code, Diagnostic};
    use crate::preview::Edition as _;
    use crate::preview::fixture::Shelf;
    use crate::preview::route::route;
    use crate::preview::view::look;

    #[test]
    fn a_badge_tells_of_the_page_first() {
        let error = || Diagnostic::new(Code::E0103, "wrong");
        let shelf = |findings: Vec<(&str, Diagnostic)>| {
            let shelf = Shelf::new("/r/", &[("index.html", "home"), ("a b/index.html", "a"), ("feed.xml", "f")]);
            findings.into_iter().fold(shelf, |shelf, (path, finding)| shelf.finding(path, finding))
        };
        let warning = || Diagnostic::new(Code::W0304, "doubtful");
        for (findings, path, expected) in [
            (vec![], "/r/", None),
            (vec![("feed.xml", warning())], "/r/", None),
            (vec![("feed.xml", error())], "/r/feed.xml", None),
            (vec![("feed.xml", error())], "/r/", Some(("error", "1 error elsewhere", "/r/__nutgraf/"))),
            (vec![("index.html", warning())], "/r/", Some(("warning", "1 warning", "/r/__nutgraf/page/index.html"))),
            (
                vec![("index.html", error()), ("a b/index.html", error()), ("a b/index.html", warning())],
                "/r/a%20b/",
                Some(("error", "1 error and 1 warning, 1 elsewhere", "/r/__nutgraf/page/a%20b/index.html")),
            ),
        ] {
            let shelf = shelf(findings);
            let badge = Badge::of(&shelf, &look(&shelf, &route(shelf.prefix(), path)));
            let expected = expected.map(|(tone, text, href)| serde_json::json!({ "tone": tone, "text": text, "href": href }));
            assert_eq!(badge.map(|badge| badge.json()), expected, "{path}");
        }
    }
}
