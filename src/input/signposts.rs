//! Signposts: the headings that many briefings share, such as "Why it matters", and the roles they play.
//!
//! A role is a plain name that themes know; the words of its heading are the desk's own, in any language. A heading is a
//! signpost if it says one of these words and nothing else; letter case and a colon or question mark at its end do not count.

use super::fields::Field;
use crate::base::spelling::folded;
use crate::base::{Code, Diagnostics};

/// The roles that everyone has, with their usual words.
const USUAL: [(&str, &[&str]); 6] = [
    ("what_happened", &["What happened", "Driving the news"]),
    ("why_it_matters", &["Why it matters", "Why it mattered"]),
    ("big_picture", &["The big picture", "The bigger picture", "Zoom out"]),
    ("yes_but", &["Yes, but", "Yes but"]),
    ("what_comes_next", &["What comes next", "What's next", "What to watch"]),
    ("bottom_line", &["Bottom line", "The bottom line"]),
];

/// Which headings are signposts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signposts {
    /// The words, folded, each with its role; few, so that looking through them is quickest.
    words: Vec<(String, String)>,
}

impl Default for Signposts {
    fn default() -> Self {
        let words = |(role, words): (&'static str, &'static [&'static str])| words.iter().map(move |text| (plain(text), role.to_owned()));
        Self { words: USUAL.into_iter().flat_map(words).collect() }
    }
}

impl Signposts {
    /// Takes a role's words from a setting: they stand in place of its usual ones, and none leave it out.
    pub(super) fn set(&mut self, role: &Field<'_>, faults: &mut Diagnostics) {
        if !role.key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
            return faults.push(role.not_allowed(Code::E0603, "name a role in small letters, digits and `_`, such as `why_it_matters`"));
        }
        let given = role.texts(Code::E0603, faults);
        self.words.retain(|(_, known)| known != role.key);
        self.words.splice(0..0, given.into_iter().map(|(text, _)| (plain(&text), role.key.to_owned())));
    }

    /// The role of a heading with this text.
    #[must_use]
    pub fn role(&self, heading: &str) -> Option<&str> {
        let text = plain(heading);
        self.words.iter().find(|(words, _)| *words == text).map(|(_, role)| role.as_str())
    }
}

/// What two spellings of the same signpost have in common.
fn plain(text: &str) -> String {
    folded(text.trim_end_matches([':', '?', '.', '…', ' '])).replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::Signposts;

    #[test]
    fn a_heading_is_a_signpost_by_its_words_alone() {
        let signposts = Signposts::default();
        for (heading, role) in [
            ("Why it matters", Some("why_it_matters")),
            ("WHY IT MATTERS:", Some("why_it_matters")),
            ("What’s next?", Some("what_comes_next")),
            ("What's next", Some("what_comes_next")),
            ("Yes, but …", Some("yes_but")),
            ("Why it matters to banks", None),
            ("", None),
        ] {
            assert_eq!(signposts.role(heading), role, "{heading}");
        }
    }
}
