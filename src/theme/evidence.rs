//! Evidence as readers see it: the passages that the claims of a page rest on, each once, numbered, with what rests on it.
//!
//! Only what was found is shown, and of a copy only the passage. A passage has a place on its page (`passage.1`) to which the
//! citations and key facts lead that rest on it.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use tera::Value;

use super::values::map;
use super::view::View;
use crate::base::Place;
use crate::briefing::Source;
use crate::site::evidence::{Claimant, Passage, shown};
use crate::site::graph::{Page, PageId};

/// A passage with what rests on it.
#[derive(Debug)]
pub struct Shown<'a> {
    /// Where it stands on the page: `passage.1`.
    pub anchor: String,
    /// The passage.
    pub passage: &'a Passage,
    /// The ids of key facts that rest on it.
    pub facts: Vec<&'a str>,
    /// The positions of citations that do.
    pub citations: Vec<usize>,
}

/// The passages of a page.
#[derive(Debug, Default)]
pub struct Passages<'a> {
    /// Each once, in the order of the claims.
    pub shown: Vec<Shown<'a>>,
    known: FxHashMap<(&'a str, &'a Place, &'a str), usize>,
    of_facts: FxHashMap<&'a str, usize>,
    of_citations: FxHashMap<(usize, &'a str), usize>,
}

impl<'a> Passages<'a> {
    /// Where the passage stands that a key fact rests on.
    #[must_use]
    pub fn of_fact(&self, id: &str) -> Option<&str> {
        self.of_facts.get(id).map(|index| self.shown[*index].anchor.as_str())
    }

    /// Where the passage of a source stands that a citation rests on; of several in one bracket it is the first that counts.
    #[must_use]
    pub fn of_citation(&self, first: usize, source: &str) -> Option<&str> {
        self.of_citations.get(&(first, source)).map(|index| self.shown[*index].anchor.as_str())
    }

    fn add(&mut self, passage: &'a Passage, claimant: &'a Claimant) {
        let next = self.shown.len();
        let index = *self.known.entry((&passage.source, &passage.place, &passage.words)).or_insert(next);
        if index == next {
            let anchor = format!("passage.{}", next + 1);
            self.shown.push(Shown { anchor, passage, facts: Vec::new(), citations: Vec::new() });
        }
        let shown = &mut self.shown[index];
        match claimant {
            Claimant::Fact(id) => {
                self.of_facts.entry(id).or_insert(index);
                if !shown.facts.contains(&id.as_str()) {
                    shown.facts.push(id);
                }
            }
            Claimant::Citation(first) => {
                self.of_citations.entry((*first, &passage.source)).or_insert(index);
                if !shown.citations.contains(first) {
                    shown.citations.push(*first);
                }
            }
            Claimant::Text => {}
        }
    }
}

impl View {
    /// The passages that the claims of a page rest on.
    #[must_use]
    pub fn passages(&self, id: PageId) -> Passages<'_> {
        let mut passages = Passages::default();
        for (claim, passage) in shown(self.evidence.claims(id)) {
            if let Some(passage) = passage {
                passages.add(passage, &claim.claimant);
            }
        }
        passages
    }

    /// The SHA-256 of the copy of a source that claims of a page were held against, or none.
    #[must_use]
    pub fn sha256(&self, id: PageId, source: &str) -> Value {
        let copies = self.evidence.of(id).map_or(&[][..], |examined| &examined.copies);
        copies.iter().find(|copy| copy.source == source).map(|copy| copy.sha256.as_str()).into()
    }

    /// The passages of one source, as templates see them.
    #[must_use]
    pub fn passages_of(&self, passages: &Passages<'_>, page: &Page, source: &str) -> Value {
        let url = self.source_record(page, source).and_then(Source::best_url);
        let own = passages.shown.iter().filter(|shown| shown.passage.source == source);
        own.map(|shown| self.passage(shown, page, url)).collect::<Vec<_>>().into()
    }

    fn passage(&self, shown: &Shown<'_>, page: &Page, url: Option<&str>) -> Value {
        let Passage { before, words, after, .. } = shown.passage;
        let label = |id: &str| page.head.key_facts.iter().find(|fact| fact.id == id).map(|fact| fact.label.as_str());
        let facts = shown.facts.iter().filter_map(|id| Some(map([("id", (*id).into()), ("label", label(id)?.into())])));
        let printed = shown.citations.iter().filter(|index| !page.head.silent_citations.contains(index));
        let back: Vec<Value> = printed.map(|index| format!("cite-{}", index + 1).into()).collect();
        map([
            ("id", shown.anchor.as_str().into()),
            ("before", before.as_str().into()),
            ("words", words.as_str().into()),
            ("after", after.as_str().into()),
            ("facts", facts.collect::<Vec<_>>().into()),
            ("back", back.into()),
            ("url", url.map(|url| with_text_fragment(url, shown.passage)).into()),
        ])
    }
}

/// Words up to this length stand whole in a text fragment.
const WHOLE: usize = 300;

/// Words below this length are not enough to be found by.
const SHORT: usize = 20;

/// So many words of what is around a passage go with it, and at either end of a long one.
const NEAR: usize = 4;

/// The address of a source with the words to show there, in its own characters (W3C community group, "URL Fragment Text
/// Directives": `#:~:text=[prefix-,]start[,end][,-suffix]`). A browser that does not know the form shows the page.
#[must_use]
pub fn with_text_fragment(url: &str, passage: &Passage) -> String {
    let Passage { before, words, after, .. } = passage;
    let mut directive = String::new();
    if words.chars().count() > WHOLE {
        let all: Vec<&str> = words.split(' ').collect();
        push_part(&mut directive, &all[..NEAR.min(all.len())].join(" "));
        directive.push(',');
        push_part(&mut directive, &all[all.len().saturating_sub(NEAR)..].join(" "));
    } else {
        let is_short = words.chars().count() < SHORT;
        let prefix: Vec<&str> = before.split_whitespace().filter(|word| *word != "…").collect();
        let prefix = prefix[prefix.len().saturating_sub(NEAR)..].join(" ");
        let suffix = after.split_whitespace().filter(|word| *word != "…").take(NEAR).collect::<Vec<_>>().join(" ");
        if is_short && !prefix.is_empty() {
            push_part(&mut directive, &prefix);
            directive.push_str("-,");
        }
        push_part(&mut directive, words);
        if is_short && !suffix.is_empty() {
            directive.push_str(",-");
            push_part(&mut directive, &suffix);
        }
    }
    let separator = if url.contains('#') { ":~:text=" } else { "#:~:text=" };
    format!("{url}{separator}{directive}")
}

/// Percent-encodes words for a directive, in which dashes, commas and ampersands mean something.
fn push_part(out: &mut String, words: &str) {
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_text_fragment;
    use crate::base::{Place, SourcePath};
    use crate::site::evidence::Passage;

    #[test]
    fn an_address_leads_to_the_words() {
        let place = || Place::file(&SourcePath::new("content/_sources/a.txt").expect("a path"));
        let long = "word ".repeat(80);
        for (url, before, words, after, expected) in [
            (
                "https://e.org/a",
                "He said ",
                "amid US-China tensions, he",
                " said",
                "https://e.org/a#:~:text=amid%20US%2DChina%20tensions%2C%20he",
            ),
            (
                "https://e.org/a#top",
                "… one two three four five ",
                "100 papers",
                " six, seven",
                "https://e.org/a#top:~:text=two%20three%20four%20five-,100%20papers,-six%2C%20seven",
            ),
            ("https://e.org/", "", long.trim(), "", "https://e.org/#:~:text=word%20word%20word%20word,word%20word%20word%20word"),
        ] {
            let passage = Passage { source: "a".into(), place: place(), before: before.into(), words: words.into(), after: after.into() };
            assert_eq!(with_text_fragment(url, &passage), expected);
        }
    }
}
