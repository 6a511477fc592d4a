//! Claims: what a briefing says that its sources can be asked for, each with its place.
//!
//! Four kinds: words that the file gives as a source's own (`quote:` of a key fact, `[@id, "words"]`); words in quotation
//! marks in a sentence that cites; that sentence itself, with its figures; and the figures and dates of key facts.

use std::ops::Range;

use crate::briefing::Head;
use crate::briefing::markdown::{Citation, Spoken};

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

/// A sentence that cites, up to the citation, in plain words.
#[derive(Debug)]
pub struct Cited<'a> {
    /// The ids of the sources that it cites.
    pub sources: Vec<&'a str>,
    /// The citations themselves.
    group: &'a [Citation],
    /// The block it stands in, unless the citation is in no prose.
    block: Option<&'a Spoken>,
    /// Where it stands in the words of the block.
    sentence: Range<usize>,
}

/// The sentences of a briefing that cite, in the order of their citations; `blocks` are what its text says.
#[must_use]
pub fn cited<'a>(head: &'a Head, blocks: &'a [Spoken]) -> Vec<Cited<'a>> {
    let mut from = head.text.start;
    let groups = head.citations.chunk_by(|left, right| left.span == right.span);
    let sentences = groups.map(|group| {
        let span = group[0].span.clone();
        let block = blocks.iter().find(|block| block.holds(&span));
        let before = block.map_or(0..0, |block| block.within(&(from..span.start)));
        from = span.end;
        let length = block.map_or(0, |block| sentence(&block.text[before.clone()]).len());
        let sources = group.iter().map(|citation| citation.source.as_str()).collect();
        Cited { sources, group, block, sentence: before.end - length..before.end }
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

    /// Where a range of its words stands in the file.
    pub fn in_file(&self, range: Range<usize>) -> Range<usize> {
        self.block.map_or(0..0, |block| block.in_file(self.sentence.start + range.start..self.sentence.start + range.end))
    }

    fn text(&self) -> &'a str {
        self.block.map_or("", |block| &block.text[self.sentence.clone()])
    }
}

/// `[@id, "words"]`.
fn given(citation: &Citation) -> Option<Quoted<'_>> {
    let words = citation.quote.clone()?;
    Some(Quoted { words, span: citation.span.clone(), sources: vec![&citation.source] })
}

/// The end of a text from where its last sentence begins. A full stop within quotation marks ends none, nor does one with
/// nothing but a citation behind it.
fn sentence(text: &str) -> &str {
    let (mut start, mut inside) = (0, false);
    for (at, character) in text.char_indices() {
        match character {
            '“' | '„' => inside = true,
            '”' => inside = false,
            '"' => inside = !inside,
            '.' if !inside && is_abbreviated(&text[..at]) => {}
            '.' | '!' | '?' if !inside => {
                let rest = &text[at + 1..];
                let spaced = rest.trim_start();
                if spaced.len() < rest.len() && !spaced.is_empty() && !spaced.starts_with('[') {
                    start = text.len() - spaced.len();
                }
            }
            // The bar of a table that the parser takes for none.
            '|' => start = at + 1,
            _ => {}
        }
    }
    &text[start..]
}

/// Words that are written with a full stop.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "prof", "gov", "sen", "rep", "gen", "lt", "col", "capt", "sgt", "inc", "co", "corp", "ltd", "vs", "jan",
    "feb", "aug", "sept", "oct", "nov", "dec",
];

/// Whether a text ends with a word that is written with a full stop, an initial among them.
fn is_abbreviated(text: &str) -> bool {
    let word = text.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
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
    use super::{runs, sentence};

    #[test]
    fn a_citation_stands_for_its_sentence() {
        for (text, expected) in [
            ("One. Two “a b. C d” ", "Two “a b. C d” "),
            ("He said “it ends.” ", "He said “it ends.” "),
            ("He said it. [@a] Then ", "He said it. [@a] Then "),
            ("Staff | over 1,000 ", " over 1,000 "),
            ("“We never ring,” Ms. Pruitt said ", "“We never ring,” Ms. Pruitt said "),
            ("It cost 1.5 m in the U.S. ", "It cost 1.5 m in the U.S. "),
            ("Done! Now \"what is it? This\" ", "Now \"what is it? This\" "),
        ] {
            assert_eq!(sentence(text), expected, "{text}");
        }
    }

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
