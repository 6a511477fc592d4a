//! Claims: what a briefing says that its sources can be asked for, each with its place.
//!
//! Four kinds: words that the file gives as a source's own (`quote:` of a key fact, `[@id, "words"]`); words in quotation
//! marks in a sentence that cites; that sentence itself, with its figures; and the figures and dates of key facts. A citation
//! speaks for the sentences before it too, back to the citation before or to the start of their paragraph.

use std::ops::Range;

use super::sentence;
use crate::briefing::Head;
use crate::briefing::markdown::{Citation, Spoken};
use crate::site::evidence::Claimant;

/// Shorter runs in quotation marks are names and ironies as often as quotations.
const QUOTED_WORDS: usize = 3;

/// Words that stand in quotation marks, and the sources that their sentence cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted<'a> {
    /// The words, without marks and markup.
    pub words: String,
    /// Where they stand in the file.
    pub span: Range<usize>,
    /// The ids of the sources.
    pub sources: Vec<&'a str>,
}

/// A sentence that a citation speaks for, up to the citation, in plain words.
#[derive(Debug)]
pub struct Cited<'a> {
    /// What makes its claims: the citation, by its position among those of the text, or the text before its sentence.
    pub claimant: Claimant,
    /// The ids of the sources that are cited for it.
    pub sources: Vec<&'a str>,
    /// The citations at its end; none if a later sentence has them.
    group: &'a [Citation],
    /// The block it stands in, unless the citation is in no prose.
    block: Option<&'a Spoken>,
    /// Where it stands in the words of the block.
    sentence: Range<usize>,
    /// Where the sentence before it stands there.
    before: Range<usize>,
}

/// The sentences of a briefing that citations speak for, in the order of the text; `blocks` are what its text says.
#[must_use]
pub fn cited<'a>(head: &'a Head, blocks: &'a [Spoken]) -> Vec<Cited<'a>> {
    let (mut from, mut first) = (head.text.start, 0);
    let starts: Vec<Vec<usize>> = blocks.iter().map(|block| sentence::starts(&block.text).collect()).collect();
    let groups = head.citations.chunk_by(|left, right| left.span == right.span);
    let sentences = groups.flat_map(|group| {
        let span = group[0].span.clone();
        let held = blocks.iter().zip(&starts).find(|(block, _)| block.holds(&span));
        let block = held.map(|(block, _)| block);
        let before = block.map_or(0..0, |block| block.within(&(from..span.start)));
        let mut parts = block.map_or_else(Vec::new, |block| sentence::all(&block.text[before.clone()]));
        let own = parts.pop().unwrap_or(0..0);
        let sources: Vec<&str> = group.iter().map(|citation| citation.source.as_str()).collect();
        let at = |part: &Range<usize>| before.start + part.start..before.start + part.end;
        let earlier = parts.iter().map(|part| (Claimant::Text, &group[..0], at(part)));
        let of = |(claimant, group, sentence): (Claimant, &'a [Citation], Range<usize>)| {
            let before = held.map_or(0..0, |(block, starts)| last_before(&block.text, starts, sentence.start));
            Cited { claimant, sources: sources.clone(), group, block, sentence, before }
        };
        let sentences: Vec<Cited<'_>> = earlier.chain([(Claimant::Citation(first), group, at(&own))]).map(of).collect();
        (from, first) = (span.end, first + group.len());
        sentences
    });
    sentences.collect()
}

impl<'a> Cited<'a> {
    /// What it quotes from the sources.
    pub fn quoted(&self) -> Vec<Quoted<'a>> {
        let text = self.text();
        let quoted =
            |run: Range<usize>| Quoted { words: text[run.clone()].to_owned(), span: self.in_file(run), sources: self.sources.clone() };
        let marked = runs(text).into_iter().map(quoted).filter(|quoted| quoted.words.split_whitespace().count() >= QUOTED_WORDS);
        marked.chain(self.group.iter().filter_map(given)).collect()
    }

    /// Its words, with blanks for those that are quoted.
    pub fn own_words(&self) -> String {
        let (text, mut own, mut from) = (self.text(), String::new(), 0);
        for run in runs(text) {
            own.push_str(&text[from..run.start]);
            own.push_str(&" ".repeat(run.len()));
            from = run.end;
        }
        own.push_str(&text[from..]);
        own
    }

    /// What of its words stands in quotation marks, and what else it gives as the words of its sources.
    pub fn quotes(&self) -> (Vec<Range<usize>>, Vec<&'a str>) {
        (runs(self.text()), self.group.iter().filter_map(|citation| citation.quote.as_deref()).collect())
    }

    /// The sentence before it in its paragraph.
    pub fn before(&self) -> &'a str {
        self.block.map_or("", |block| &block.text[self.before.clone()])
    }

    /// Its words as they are read, without what surrounds them.
    pub fn words(&self) -> &'a str {
        self.text().trim()
    }

    /// Where it stands in the file, from its first word to its last citation.
    pub fn span(&self) -> Range<usize> {
        let end = self.group.last().map_or(0, |citation| citation.span.end);
        let text = self.text();
        let start = self.in_file(text.len() - text.trim_start().len()..text.len()).start;
        if text.trim().is_empty() { self.group.first().map_or(end, |citation| citation.span.start)..end } else { start..end }
    }

    /// Where a range of its words stands in the file.
    pub fn in_file(&self, range: Range<usize>) -> Range<usize> {
        self.block.map_or(0..0, |block| block.in_file(self.sentence.start + range.start..self.sentence.start + range.end))
    }

    /// Whether its citation stands at its end.
    pub fn is_closed(&self) -> bool {
        !self.group.is_empty()
    }

    /// Its words with what surrounds them.
    pub fn text(&self) -> &'a str {
        self.block.map_or("", |block| &block.text[self.sentence.clone()])
    }
}

/// The last sentence of a text up to there, which may be within a sentence, given where sentences begin behind the first.
fn last_before(text: &str, starts: &[usize], end: usize) -> Range<usize> {
    let end = text[..end].trim_end().len();
    let begun = starts.partition_point(|start| *start <= end);
    begun.checked_sub(1).map_or(0, |last| starts[last])..end
}

/// `[@id, "words"]`.
fn given(citation: &Citation) -> Option<Quoted<'_>> {
    let words = citation.quote.clone()?;
    Some(Quoted { words, span: citation.span.clone(), sources: vec![&citation.source] })
}

/// What stands in double quotation marks, without them. Curly marks may hold straight ones and the other way round.
fn runs(text: &str) -> Vec<Range<usize>> {
    let (mut runs, mut open): (Vec<Range<usize>>, Option<(char, usize)>) = (Vec::new(), None);
    for (at, character) in text.char_indices() {
        match (open, character) {
            (None, '“' | '„' | '"') => open = Some((character, at + character.len_utf8())),
            (Some(('"', start)), '"') | (Some(('“' | '„', start)), '”') | (Some(('„', start)), '“') => {
                runs.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn quotation_marks_are_paired() {
        let found = |text: &str| runs(text).into_iter().map(|run| text[run].to_owned()).collect::<Vec<_>>().join("|");
        for (text, expected) in [
            ("“one” and “two”", "one|two"),
            ("\"one 'two' three\"", "one 'two' three"),
            ("“one \"two\" three”", "one \"two\" three"),
            ("„eins“ und „zwei”", "eins|zwei"),
            ("“never closed", ""),
            ("don’t ‘single’", ""),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
