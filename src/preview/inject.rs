//! The reload script added to a page on its way to the browser: never in a file, never in a build.

use crate::base::Digest;
use crate::base::escape::push_escaped;

use super::route::{OWN, component};

/// What the script in one answer must know: which page it stands in, and in which state.
#[derive(Debug, Clone)]
pub(super) struct Script<'a> {
    /// The site's prefix.
    pub prefix: &'a str,
    /// The public name of this run.
    pub run: &'a str,
    /// The secret of this run.
    pub token: &'a str,
    /// The number of the edition.
    pub edition: u64,
    /// The path that was asked for, as it was sent.
    pub page: &'a str,
    /// The state of what is shown there.
    pub digest: Digest,
}

impl Script<'_> {
    /// The element that loads the script.
    pub(super) fn element(&self) -> String {
        let own = format!("{}{OWN}/", self.prefix);
        let events = format!("{own}events?token={}&digest={}&page={}", self.token, self.digest.hex(), component(self.page));
        let mut out = String::from("<script defer src=\"");
        push_escaped(&mut out, &own);
        out.push_str("reload.js\" data-events=\"");
        push_escaped(&mut out, &events);
        out.push_str(&format!("\" data-edition=\"{}\" data-run=\"{}\"></script>", self.edition, self.run));
        out
    }

    /// The page with the script before the end of its body, or at its end.
    pub(super) fn added_to(&self, page: &[u8]) -> Vec<u8> {
        const END: &[u8] = b"</body";
        let at = page.windows(END.len()).rposition(|window| window.eq_ignore_ascii_case(END)).unwrap_or(page.len());
        let element = self.element();
        [&page[..at], element.as_bytes(), &page[at..]].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::Script;
    use crate::base::Digest;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let digest = Digest::of(b"");
        let script = Script { prefix: "/repo/", run: "r", token: "t", edition: 7, page: "/repo/?a=\"b\"&c", digest };
        let element = script.element();
        let hex = digest.hex();
        assert_eq!(
            element,
            format!(
                "<script defer src=\"/repo/__nutgraf/reload.js\" data-events=\"/repo/__nutgraf/events?token=t&amp;digest={hex}\
                 &amp;page=%2Frepo%2F%3Fa%3D%22b%22%26c\" data-edition=\"7\" data-run=\"r\"></script>"
            )
        );
        for (before, after) in [("<body><p></p>", "</body></html>"), ("<!-- </body> --><p>", "</BODY>"), ("no body", ""), ("", "")] {
            let page = script.added_to(format!("{before}{after}").as_bytes());
            assert_eq!(String::from_utf8(page).expect("text"), format!("{before}{element}{after}"));
        }
    }
}
