//! The path of a request → what it asks for.
//!
//! The path is split at its slashes, and each part decoded once and read as a [`Segment`], which cannot hold a
//! separator, `..` or NUL. So a path either names a place on the site or nothing at all, however it is encoded.

use crate::base::address::percent_decoded;
use crate::base::{OutputPath, Segment};

/// The folder of the preview's own addresses, below the site's prefix.
pub(super) const OWN: &str = "__nutgraf";
/// The folder below it where each page's own findings are listed.
pub(super) const FINDINGS_OF: &str = "page";

/// The folder below it where evidence is listed: of all pages, or of each.
pub(super) const EVIDENCE: &str = "evidence";

/// What a path asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// A place on the site.
    Site(Place),
    /// The preview's list of findings.
    Findings,
    /// The findings about one file of the site.
    FindingsOf(OutputPath),
    /// The preview's page of all evidence.
    Evidence,
    /// The claims of one page of the site.
    EvidenceOf(OutputPath),
    /// The preview's script.
    Script,
    /// The script that shows evidence beside a text.
    Margin,
    /// The stream of reload events.
    Events,
    /// The site's root, spelt without its final slash or without the prefix.
    Root,
    /// A place of this host that does not belong to the site.
    Outside,
    /// Nothing that could exist.
    Nowhere,
}

/// A place on the site: a page's folder (`/a/b/`, and `/`) or a file (`/a/b`, `/a/b.png`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    inner: String,
    is_folder: bool,
}

impl Place {
    /// The file that answers: itself, or the `index.html` of a folder.
    pub(super) fn path(&self) -> Option<OutputPath> {
        if self.is_folder { self.index() } else { OutputPath::new(&self.inner).ok() }
    }

    /// The page that is meant if a folder was asked for without its final slash.
    pub(super) fn page(&self) -> Option<OutputPath> {
        if self.is_folder { None } else { self.index() }
    }

    /// Whether it looks like a page, found or not: a folder, no ending, or that of HTML.
    pub(super) fn is_page(&self) -> bool {
        let name = self.inner.rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map_or("html", |(_, ending)| ending);
        self.is_folder || ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm")
    }

    fn index(&self) -> Option<OutputPath> {
        let path = if self.inner.is_empty() { "index.html".to_owned() } else { format!("{}/index.html", self.inner) };
        OutputPath::new(&path).ok()
    }
}

/// Reads the path of a request, as sent, for a site under `prefix`.
pub(super) fn route(prefix: &str, path: &str) -> Route {
    let Some((segments, is_folder)) = segments(path) else { return Route::Nowhere };
    let Some(below) = strip(&segments, prefix) else {
        return if segments.is_empty() { Route::Root } else { Route::Outside };
    };
    match below {
        [] if !is_folder => Route::Root,
        [own, rest @ ..] if own == OWN => own_route(rest, is_folder),
        _ => Route::Site(Place { inner: below.join("/"), is_folder }),
    }
}

fn own_route(rest: &[String], is_folder: bool) -> Route {
    match (rest, is_folder) {
        ([], _) => Route::Findings,
        ([name, path @ ..], false) if name == FINDINGS_OF => OutputPath::new(&path.join("/")).map_or(Route::Nowhere, Route::FindingsOf),
        ([name], true) if name == EVIDENCE => Route::Evidence,
        ([name, path @ ..], false) if name == EVIDENCE => OutputPath::new(&path.join("/")).map_or(Route::Nowhere, Route::EvidenceOf),
        ([name], false) if name == "reload.js" => Route::Script,
        ([name], false) if name == "margin.js" => Route::Margin,
        ([name], false) if name == "events" => Route::Events,
        _ => Route::Nowhere,
    }
}

/// The decoded parts of a path, and whether it ends in a slash; `None` if one is unsound.
fn segments(path: &str) -> Option<(Vec<String>, bool)> {
    let inner = path.strip_prefix('/')?;
    if inner.is_empty() {
        return Some((Vec::new(), true));
    }
    let (inner, is_folder) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
    let sound = |text: &str| Segment::new(&percent_decoded(text)?).ok().map(|segment| segment.as_str().to_owned());
    Some((inner.split('/').map(sound).collect::<Option<_>>()?, is_folder))
}

/// The parts below the prefix; `None` if they do not lie there. The prefix stands as it is in addresses: encoded or not.
fn strip<'a>(segments: &'a [String], prefix: &str) -> Option<&'a [String]> {
    let mut below = segments;
    for part in prefix.split('/').filter(|part| !part.is_empty()) {
        let part = percent_decoded(part).and_then(|part| Segment::new(&part).ok())?;
        below = below.split_first().filter(|(first, _)| *first == part.as_str())?.1;
    }
    Some(below)
}

/// A path, percent-encoded, so that [`route`] reads it back.
pub(super) fn encoded(path: &str) -> String {
    path.split('/').map(component).collect::<Vec<_>>().join("/")
}

/// Percent-encodes all but unreserved characters (RFC 3986): one part of a path, or a whole path within a query.
pub(super) fn component(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Route, route};

    fn answer(prefix: &str, path: &str) -> String {
        match route(prefix, path) {
            Route::Site(place) => place.path().map_or("-".into(), |path| path.to_string()),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn paths_are_read_under_the_prefix() {
        for (prefix, path, expected) in [
            ("/", "/", "index.html"),
            ("/", "/a/", "a/index.html"),
            ("/", "/a", "a"),
            ("/", "/a/b.png", "a/b.png"),
            ("/", "/%C3%A9t%C3%A9/", "été/index.html"),
            ("/", "/e%CC%81/", "é/index.html"),
            ("/", "/100%25", "100%"),
            ("/", "/100%", "100%"),
            ("/", "/__nutgraf/", "Findings"),
            ("/", "/__nutgraf", "Findings"),
            ("/", "/__nutgraf/events", "Events"),
            ("/", "/__nutgraf/reload.js", "Script"),
            ("/", "/__nutgraf/reload.js/", "Nowhere"),
            ("/", "/__nutgraf/other", "Nowhere"),
            ("/", "/__nutgraf/page/a/b%20c.html", "FindingsOf(OutputPath(\"a/b c.html\"))"),
            ("/", "/__nutgraf/page", "Nowhere"),
            ("/", "/__nutgraf/page/", "Nowhere"),
            ("/", "/__nutgraf/page/a/", "Nowhere"),
            ("/", "/__nutgraf/page/%2e%2e/a", "Nowhere"),
            ("/", "/__nutgraf/evidence/", "Evidence"),
            ("/", "/__nutgraf/evidence", "Nowhere"),
            ("/", "/__nutgraf/evidence/a/index.html", "EvidenceOf(OutputPath(\"a/index.html\"))"),
            ("/", "/__nutgraf/evidence/a/", "Nowhere"),
            ("/", "/__nutgraf/evidence/%2e%2e/a", "Nowhere"),
            ("/", "/__nutgraf/margin.js", "Margin"),
            ("/repo/", "/repo/", "index.html"),
            ("/repo/", "/repo/a/", "a/index.html"),
            ("/repo/", "/re%70o/a/", "a/index.html"),
            ("/repo/", "/repo/__nutgraf/", "Findings"),
            ("/repo/", "/repo", "Root"),
            ("/repo/", "/", "Root"),
            ("/repo/", "/repository/", "Outside"),
            ("/repo/", "/a/", "Outside"),
            ("/repo/", "/__nutgraf/", "Outside"),
            ("/a/b/", "/a/b/c", "c"),
            ("/a/b/", "/a/", "Outside"),
            ("/r%C3%A9/", "/r%C3%A9/x", "x"),
            ("/ré/", "/r%C3%A9/x", "x"),
        ] {
            assert_eq!(answer(prefix, path), expected, "{path} under {prefix}");
        }
    }

    #[test]
    fn no_spelling_of_a_path_leaves_the_site() {
        for path in [
            "",
            "*",
            "etc/passwd",
            "//",
            "//evil.example/",
            "/a//b",
            "/..",
            "/../etc/passwd",
            "/a/../../etc/passwd",
            "/./a",
            "/a/.",
            "/%2e%2e/etc/passwd",
            "/%2E%2E%2Fetc%2Fpasswd",
            "/..%2f..%2fetc",
            "/a%2fb",
            "/a%2Fb",
            "/%2fetc/passwd",
            "/a%5cb",
            "/..%5c..%5cetc",
            "/a\\b",
            "/\\evil.example",
            "/a%00.html",
            "/%00",
            "/a%0d%0aSet-Cookie:x",
            "/a%7f",
            "/%ff%fe",
            "/c%c0%af",
            "/con",
            "/aux.html",
            "/a./b",
            "/a%20/b",
            "/%2e",
            "/%2e/",
        ] {
            assert_eq!(route("/", path), Route::Nowhere, "{path:?}");
        }
        // Encoded twice, it is a name with a percent sign, and no way out.
        assert_eq!(answer("/", "/%252e%252e/%252fetc"), "%2e%2e/%2fetc");
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_lies_below_the_output(path in "(/|%2f|%2e|%25|\\.|\\\\|%5c|a|é|%00|:|\\PC){0,12}") {
            if let Route::Site(place) = route("/", &path) {
                for path in [place.path(), place.page()].into_iter().flatten() {
                    let sound = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0']);
                    prop_assert!(path.as_str().split('/').all(sound), "{path}");
                }
            }
        }
    }
}
