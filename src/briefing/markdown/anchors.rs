//! The ids of a file: every one is given once.
//!
//! Some prefixes belong to parts of a page that are written elsewhere or later (footnotes, facts, sources, citations);
//! a heading that would use one gets `section-` before it, so the two can never meet.

use rustc_hash::FxHashMap;

use crate::base::spelling::slug;

const TAKEN_PREFIXES: [&str; 5] = ["fn-", "fnref-", "fact-", "source-", "cite-"];

/// The ids given so far, in order.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// For each id, the number to try next after it.
    given: FxHashMap<String, usize>,
    order: Vec<String>,
}

impl Anchors {
    /// Gives the wanted id, or the first free one of `wanted-1`, `wanted-2`, …
    pub(super) fn claim(&mut self, wanted: String) -> String {
        let Some(next) = self.given.get(&wanted).copied() else { return self.give(wanted) };
        let mut number = next;
        let free = loop {
            let candidate = format!("{wanted}-{number}");
            number += 1;
            if !self.given.contains_key(&candidate) {
                break candidate;
            }
        };
        self.given.insert(wanted, number);
        self.give(free)
    }

    /// The id of a heading: the one it asks for, else the slug of its title.
    pub(super) fn heading(&mut self, asked: Option<&str>, title: &str) -> String {
        let asked: String = asked.unwrap_or_default().chars().filter(|character| !character.is_control()).collect();
        let mut wanted = if asked.is_empty() { slug(title) } else { asked };
        if wanted.is_empty() {
            wanted.push_str("section");
        }
        if TAKEN_PREFIXES.iter().any(|prefix| wanted.starts_with(prefix)) {
            wanted.insert_str(0, "section-");
        }
        self.claim(wanted)
    }

    /// All of them.
    pub(super) fn into_list(mut self) -> Vec<String> {
        self.order.shrink_to_fit();
        self.order
    }

    fn give(&mut self, id: String) -> String {
        self.given.insert(id.clone(), 1);
        self.order.push(id.clone());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn ids_are_given_once() {
        let mut anchors = Anchors::default();
        let headings = [
            (None, "Why?"),
            (None, "why"),
            (None, "Why 1"),
            (None, "why"),
            (None, "…"),
            (None, ""),
            (None, "Source: wire"),
            (None, "fact-1"),
            (Some("why"), "x"),
            (Some("fn-1"), "x"),
        ];
        let given: Vec<String> = headings.into_iter().map(|(asked, title)| anchors.heading(asked, title)).collect();
        assert_eq!(
            given,
            ["why", "why-1", "why-1-1", "why-2", "section", "section-1", "section-source-wire", "section-fact-1", "why-3", "section-fn-1"]
        );
        assert_eq!(anchors.into_list(), given);
    }
}
