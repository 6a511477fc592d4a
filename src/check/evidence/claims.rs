//! Claims: what a briefing says that its sources can be asked for, each with its place.
//!
//! Four kinds: words that the file gives as a source's own (`quote:` of a key fact, `[@id, "words"]`); words in quotation
//! marks in a sentence that cites; that sentence itself, with its figures; and the figures and dates of key facts.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use crate::briefing::Head;
use crate::briefing::markdown::Citation;

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

/// A sentence that cites, up to the citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited<'a> {
    /// Where it stands in the file.
    pub span: Range<usize>,
    /// The ids of the sources that it cites.
    pub sources: Vec<&'a str>,
    /// The citations themselves.
    group: &'a [Citation],
}

/// The sentences of a briefing that cite.
#[must_use]
pub fn cited<'a>(head: &'a Head, text: &str) -> Vec<Cited<'a>> {
    let mut from = head.text.start;
    let groups = head.citations.chunk_by(|left, right| left.span == right.span);
    let sentences = groups.map(|group| {
        let span = group[0].span.clone();
        let before = sentence(text.get(from..span.start).unwrap_or_default());
        from = span.end;
        let sources = group.iter().map(|citation| citation.source.as_str()).collect();
        Cited { span: span.start - before.len()..span.start, sources, group }
    });
    sentences.collect()
}

impl<'a> Cited<'a> {
    /// What it quotes from the sources.
    pub fn quoted(&self, text: &str) -> Vec<Quoted<'a>> {
        let runs = runs(text.get(self.span.clone()).unwrap_or_default()).into_iter();
        let spans = runs.map(|run| self.span.start + run.start..self.span.start + run.end);
        let marked =
            spans.map(|span| Quoted { words: plain(text.get(span.clone()).unwrap_or_default()), span, sources: self.sources.clone() });
        let marked = marked.filter(|quoted| quoted.words.split_whitespace().count() >= QUOTED_WORDS);
        marked.chain(self.group.iter().filter_map(given)).collect()
    }

    /// Its words without markup, those left out that are quoted.
    pub fn own_words(&self, text: &str) -> String {
        let sentence = text.get(self.span.clone()).unwrap_or_default();
        let (mut own, mut from) = (String::new(), 0);
        for run in runs(sentence) {
            own.push_str(&sentence[from..run.start]);
            from = run.end;
        }
        own.push_str(&sentence[from..]);
        plain(&own)
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
    let paragraph = text.rfind("\n\n").or_else(|| text.rfind("\n\r\n")).map_or(text, |at| &text[at..]);
    let (mut start, mut inside) = (0, false);
    for (at, character) in paragraph.char_indices() {
        match character {
            '“' | '„' => inside = true,
            '”' => inside = false,
            '"' => inside = !inside,
            '.' if !inside && is_abbreviated(&paragraph[..at]) => {}
            '.' | '!' | '?' if !inside => {
                let rest = &paragraph[at + 1..];
                let spaced = rest.trim_start();
                if spaced.len() < rest.len() && !spaced.is_empty() && !spaced.starts_with('[') {
                    start = paragraph.len() - spaced.len();
                }
            }
            _ => {}
        }
    }
    &paragraph[start..]
}

/// Where words stand in a text in which a line may end between them.
pub fn find_words(text: &str, words: &str) -> Option<Range<usize>> {
    let first = words.split_whitespace().next()?;
    text.match_indices(first).find_map(|(start, _)| {
        let mut end = start;
        for word in words.split_whitespace() {
            let gap = text[end..].len() - text[end..].trim_start().len();
            text[end + gap..].starts_with(word).then_some(())?;
            end += gap + word.len();
        }
        Some(start..end)
    })
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

/// Markdown without its markup.
fn plain(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{find_words, plain, runs, sentence};

    #[test]
    fn a_citation_stands_for_its_sentence() {
        for (text, expected) in [
            ("One. Two “a b. C d” ", "Two “a b. C d” "),
            ("He said “it ends.” ", "He said “it ends.” "),
            ("He said it. [@a] Then ", "He said it. [@a] Then "),
            ("First.\n\nSecond ", "\n\nSecond "),
            ("“We never ring,” Ms. Pruitt said ", "“We never ring,” Ms. Pruitt said "),
            ("It cost 1.5 m in the U.S. ", "It cost 1.5 m in the U.S. "),
            ("Done! Now \"what is it? This\" ", "Now \"what is it? This\" "),
        ] {
            assert_eq!(sentence(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_found_across_lines() {
        for (text, words, expected) in [
            ("had over\n  1,100 in", "over 1,100", Some("over\n  1,100")),
            ("over it, over 1,100", "over 1,100", Some("over 1,100")),
            ("over *1,100*", "over 1,100", None),
        ] {
            assert_eq!(find_words(text, words).map(|found| &text[found]), expected, "{text}");
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

    #[test]
    fn markup_is_no_word() {
        assert_eq!(plain("being *dissolved* due to [the `move`](x.md)\nnow"), "being dissolved due to the move now");
    }
}
