//! What a text says in plain words, block by block, with the way back to the file: for what is compared, not shown.
//!
//! Only prose counts: code, raw HTML, pictures, addresses, footnote marks and calls of components are left out. A block is
//! a paragraph, a heading, a list item's own line or a cell of a table, so that nothing is read across two of them. A block
//! that says nothing is left out, unless it is a heading, for a section begins there.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options as Extensions, Parser, Tag, TagEnd};

use super::calls::{Kind, Piece};
use super::prepare::Prepared;

/// The words of one block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The words, without markup.
    pub text: String,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// For each byte of it, where its character stands in the file.
    places: Vec<Range<usize>>,
}

impl Spoken {
    /// Where a range of the words stands in the file.
    #[must_use]
    pub fn in_file(&self, range: Range<usize>) -> Range<usize> {
        let at = |index: usize| self.places.get(index).cloned().unwrap_or_default();
        if range.is_empty() { at(range.start).start..at(range.start).start } else { at(range.start).start..at(range.end - 1).end }
    }

    /// What of the words stands before and behind in the file: the range of those within `file`.
    #[must_use]
    pub fn within(&self, file: &Range<usize>) -> Range<usize> {
        let start = self.places.partition_point(|place| place.start < file.start);
        start..self.places.partition_point(|place| place.start < file.end).max(start)
    }

    /// Whether it holds words of this part of the file.
    #[must_use]
    pub fn holds(&self, file: &Range<usize>) -> bool {
        self.places.first().is_some_and(|first| first.start <= file.start) && self.places.last().is_some_and(|last| last.end >= file.end)
    }

    /// Text that stands at a range of the prepared text, character for character unless it is another there (`&amp;`).
    pub(super) fn push(&mut self, text: &str, range: &Range<usize>, prepared: &Prepared<'_>) {
        let is_same = text.len() == range.len();
        for (at, character) in text.char_indices() {
            let place = if is_same { range.start + at..range.start + at + character.len_utf8() } else { range.clone() };
            match prepared.lifted.piece(character) {
                Some(Piece { kind: Kind::Opening(_) | Kind::Closing(_), .. }) => {}
                Some(piece) => self.push_at(&piece.written, &prepared.lifted_in_file(&piece.at)),
                None => self.push_at(character.encode_utf8(&mut [0; 4]), &prepared.in_file(&place)),
            }
        }
    }

    fn push_at(&mut self, text: &str, place: &Range<usize>) {
        self.places.extend(std::iter::repeat_n(place.clone(), text.len()));
        self.text.push_str(text);
    }

    /// A space for what is left out at the start of a range.
    pub(super) fn part(&mut self, range: &Range<usize>, prepared: &Prepared<'_>) {
        self.push_at(" ", &prepared.in_file(&(range.start..range.start + 1)));
    }
}

/// The blocks of a prepared text.
pub(super) fn blocks(prepared: &Prepared<'_>, extensions: Extensions) -> Vec<Spoken> {
    let (mut blocks, mut block, mut silent) = (Vec::new(), Spoken::default(), 0_usize);
    for (event, range) in Parser::new_ext(&prepared.text, extensions).into_offset_iter() {
        match event {
            Event::Start(tag) if is_silent(&tag) => silent += 1,
            Event::End(end) if silent > 0 && is_silent_end(end) => silent -= 1,
            Event::Start(tag) if is_block(&tag.to_end()) => {
                let is_heading = matches!(tag, Tag::Heading { .. });
                blocks.push(std::mem::replace(&mut block, Spoken { is_heading, ..Spoken::default() }));
            }
            Event::End(end) if is_block(&end) => blocks.push(std::mem::take(&mut block)),
            Event::Text(text) if silent == 0 => block.push(&text, &range, prepared),
            Event::SoftBreak | Event::HardBreak | Event::Code(_) | Event::InlineHtml(_) => block.part(&range, prepared),
            _ => {}
        }
    }
    blocks.push(block);
    blocks.retain(|block| block.is_heading || !block.text.trim().is_empty());
    blocks
}

/// Whether the text in a tag is no prose.
pub(super) fn is_silent(tag: &Tag<'_>) -> bool {
    let is_bare = matches!(tag, Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. });
    is_bare || matches!(tag, Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock | Tag::MetadataBlock(_))
}

/// Whether such a tag ends. Links are silent only where they are bare, and hold no other link.
pub(super) fn is_silent_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Link)
}

fn is_block(end: &TagEnd) -> bool {
    !matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Superscript | TagEnd::Subscript)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Extensions;
    use crate::briefing::markdown::prepare::prepare;

    fn blocks(text: &str) -> Vec<super::Spoken> {
        super::blocks(&prepare(text, 0), Extensions::all())
    }

    fn said(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn only_prose_is_said_block_by_block() {
        for (text, expected) in [
            ("One *two* [three](x.md \"four\").\n\n# Five", &["One two three.", "Five"][..]),
            ("- one\n- two\n  - three", &["one", "two", "three"]),
            ("| a | b |\n|---|---|\n| c | d |", &["a", "b", "c", "d"]),
            ("`code` and <https://example.org/2024> ![alt](x.png) end[^1]", &["  and   end"]),
            ("{{<fact id=\"a long text\"/>}} is so", &[" is so"]),
            ("```\ncode\n```", &[]),
            ("one\ntwo", &["one two"]),
            ("one\r\ntwo", &["one two"]),
            // A table that the parser alone would not know, and a call that is none.
            ("Text\na | b\n---|---\nc | d", &["Text", "a", "b", "c", "d"]),
            ("{{<fact id=x>}} is {{<", &["{{<fact id=x>}} is {{<"]),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_word_leads_back_to_where_it_is_written(text in "([a-c]{1,3}|[*_`\\[\\]()|#>-]|&amp;|\\\\\\*|é| |\n|\\{\\{<a b=\"c\"/>\\}\\}){0,40}") {
            for block in blocks(&text) {
                for (at, character) in block.text.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
                    let written = &text[block.in_file(at..at + character.len_utf8())];
                    prop_assert!(written.contains(character) || written.starts_with('&'), "{character} at {written:?} of {text:?}");
                }
            }
        }
    }
}
