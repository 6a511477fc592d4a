//! HTML with holes: text that is written once per file and read at many addresses.
//!
//! What a link is written as depends on where the fragment is printed (a page's own links are root-relative, a feed's
//! absolute) and on the addresses of other pages, which one file alone cannot know. So the fragment leaves a hole
//! there, and whoever prints it says what each hole holds. Holes stand in the order of the text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::base::escape::push_escaped;

/// HTML text with holes where the site's addresses go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fragment {
    text: String,
    holes: Vec<Hole>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Hole {
    at: usize,
    fill: Fill,
}

/// What belongs into a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Fill {
    /// The attribute of a link, with a space before: ` href="…"`, or nothing if it leads nowhere. The number is an index
    /// into the file's references.
    Link(usize),
    /// The attributes of an image, with a space before: ` src="…" width="…" height="…"`. An index into the references.
    Image(usize),
    /// What stands before `#id` in `href="…"`: nothing on the page itself, its address anywhere else.
    OwnAnchor,
    /// What stands before it is `#source-…` of a citation; where there is a passage to lead to, its name takes the place. The
    /// number is the position of the citation.
    Cited(usize),
    /// The key facts.
    Facts,
    /// A component, or the beginning of its body. An index into the file's calls.
    Call(usize),
    /// The end of the body of a component.
    CallEnd(usize),
}

impl Fragment {
    /// A fragment that shows a text as it is.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        push_escaped(&mut html, text);
        Self { text: html, holes: Vec::new() }
    }

    /// Prints the fragment; `by` prints what belongs into each hole.
    pub fn fill(&self, out: &mut String, mut by: impl FnMut(&Fill, &mut String)) {
        let mut from = 0;
        for hole in &self.holes {
            out.push_str(self.text.get(from..hole.at).unwrap_or_default());
            by(&hole.fill, out);
            from = hole.at;
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
    }

    /// The HTML without what belongs into its holes.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.text
    }

    /// The holes, in the order of the text.
    pub fn fills(&self) -> impl Iterator<Item = &Fill> {
        self.holes.iter().map(|hole| &hole.fill)
    }

    /// Whether nothing would be printed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.holes.is_empty()
    }
}

/// A fragment while it is written. Its slots are holes, and footnote marks, whose numbers are known at the end only.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The HTML so far.
    pub(super) text: String,
    slots: Vec<(usize, Slot)>,
}

/// What a draft leaves open.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot {
    /// A hole of the fragment to be.
    Hole(Fill),
    /// A mark that refers to the footnote with this index.
    Note(usize),
}

/// A point in a draft, to come back to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    text: usize,
    slots: usize,
}

impl Mark {
    /// The point right behind some HTML that stands here.
    pub(super) fn after(self, html: &str) -> Self {
        Self { text: self.text + html.len(), ..self }
    }

    /// Where the point is now that HTML was inserted at another.
    pub(super) fn moved(self, inserted: Self, html: &str) -> Self {
        if self.text >= inserted.text { self.after(html) } else { self }
    }

    /// Whether it is the beginning of the draft.
    pub(super) fn is_start(self) -> bool {
        self.text == 0 && self.slots == 0
    }
}

impl Draft {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), slots: Vec::new() }
    }

    /// Appends HTML.
    pub(super) fn push(&mut self, html: &str) {
        self.text.push_str(html);
    }

    /// Appends text, escaped.
    pub(super) fn push_text(&mut self, text: &str) {
        push_escaped(&mut self.text, text);
    }

    /// Leaves a slot open here.
    pub(super) fn open(&mut self, slot: Slot) {
        self.slots.push((self.text.len(), slot));
    }

    /// Leaves a hole here.
    pub(super) fn hole(&mut self, fill: Fill) {
        self.open(Slot::Hole(fill));
    }

    /// Begins a line, unless one has just begun.
    pub(super) fn fresh_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Takes back the spaces and line ends at the end, but not past a slot, nor past the start of the block.
    pub(super) fn drop_spaces(&mut self, start: Mark) {
        let until = self.slots.last().map_or(0, |(at, _)| *at).max(start.text);
        self.text.truncate(self.text.trim_end_matches([' ', '\n']).len().max(until));
    }

    /// Here.
    pub(super) fn mark(&self) -> Mark {
        Mark { text: self.text.len(), slots: self.slots.len() }
    }

    /// Whether nothing was written since a mark.
    pub(super) fn is_at(&self, mark: Mark) -> bool {
        self.text.len() == mark.text && self.slots.len() == mark.slots
    }

    /// Takes back what was written since a mark.
    pub(super) fn cut(&mut self, mark: Mark) {
        self.text.truncate(mark.text);
        self.slots.truncate(mark.slots);
    }

    /// Puts HTML where a mark is. Costs what was written since.
    pub(super) fn insert_html(&mut self, mark: Mark, html: &str) {
        self.text.insert_str(mark.text, html);
        for (at, _) in self.slots.iter_mut().skip(mark.slots) {
            *at += html.len();
        }
    }

    /// Takes back HTML that stands at a mark, and puts other HTML there.
    pub(super) fn replace_html(&mut self, mark: Mark, old: &str, new: &str) {
        self.text.replace_range(mark.text..mark.text + old.len(), "");
        for (at, _) in self.slots.iter_mut().skip(mark.slots) {
            *at -= old.len();
        }
        self.insert_html(mark, new);
    }

    /// The slots, in the order of the text.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> {
        self.slots.iter().map(|(_, slot)| *slot)
    }

    /// The pieces of text between the slots, each with the slot behind it.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (&str, Option<Slot>)> {
        let ends = self.slots.iter().map(|(at, slot)| (*at, Some(*slot))).chain([(self.text.len(), None)]);
        let mut from = 0;
        ends.map(move |(at, slot)| {
            let piece: Range<usize> = std::mem::replace(&mut from, at)..at;
            (&self.text[piece], slot)
        })
    }

    /// The finished fragment of a draft without footnote marks (any are left out).
    pub(super) fn finish(self) -> Fragment {
        let hole = |(at, slot)| match slot {
            Slot::Hole(fill) => Some(Hole { at, fill }),
            Slot::Note(_) => None,
        };
        let mut text = self.text;
        let mut holes: Vec<Hole> = self.slots.into_iter().filter_map(hole).collect();
        // Thousands of fragments are held at once; what was reserved for growing is given back.
        text.shrink_to_fit();
        holes.shrink_to_fit();
        Fragment { text, holes }
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Fill, Fragment};

    fn filled(fragment: &Fragment) -> String {
        let mut out = String::new();
        fragment.fill(&mut out, |fill, out| out.push_str(&format!("{fill:?}")));
        out
    }

    #[test]
    fn an_insertion_moves_the_holes_behind_it() {
        let mut draft = Draft::default();
        draft.push("a");
        draft.hole(Fill::Link(0));
        let mark = draft.mark();
        draft.push("b");
        draft.hole(Fill::Image(1));
        draft.insert_html(mark, "<p>");
        draft.replace_html(mark, "<p>", "<figure>");
        assert_eq!(filled(&draft.finish()), "aLink(0)<figure>bImage(1)");
    }

    #[test]
    fn text_is_escaped_and_the_cut_is_clean() {
        assert_eq!(filled(&Fragment::of_text("a<b")), "a&lt;b");
        let mut draft = Draft::default();
        let mark = draft.mark();
        draft.push("x");
        draft.hole(Fill::Facts);
        assert!(!draft.is_at(mark));
        draft.cut(mark);
        assert!(draft.is_at(mark) && draft.finish().is_empty());
    }
}
