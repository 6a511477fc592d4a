//! Headlines: whether the title, the summary or the bottom line of a briefing settles what its own text leaves open.
//!
//! A statement is aligned with the text by what it is about, as sentences are with sources. It is told if the one place
//! that speaks of the same says that its verb may be, is expected or is planned, or leaves it to somebody who claims or
//! denies it, and no other place says it flatly. Only the same verb counts: whatever else is hedged in a sentence says
//! nothing of the title. Titles have their own ways of leaving open (`Firm weighs sale`, `Plant to close`), which count
//! as such. What somebody merely said may be told flatly, as titles do. English only; it follows from the text of one file.

use std::ops::Range;

use super::clauses::{sentences, words};
use super::lexicon;
use super::unsettled::Text;
use crate::base::cut::{boundary_before, boundary_behind};
use crate::base::{Code, Diagnostic, Place, SourceText};
use crate::briefing::markdown::{self, Spoken};
use crate::briefing::{Head, Places};

/// The role of a heading below which a briefing sums up.
const BOTTOM_LINE: &str = "bottom_line";

/// What a statement is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Summary,
    BottomLine,
}

impl Part {
    fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::BottomLine => "bottom line",
        }
    }
}

/// A sentence that is read before the text or after it.
struct Statement {
    part: Part,
    words: String,
    /// Where it stands in the file, if it stands in the text.
    span: Option<Range<usize>>,
}

/// A statement that is surer than the text, with the place of the text.
pub(super) struct Surer {
    part: Part,
    /// The statement.
    pub(super) words: String,
    span: Option<Range<usize>>,
    there: Range<usize>,
}

/// W0236: what a briefing states in its title, its summary or its bottom line may be no surer than its text, unless that is
/// waived.
#[must_use]
pub fn flatter(head: &Head, source: &SourceText, places: &Places<'_>) -> Vec<Diagnostic> {
    let told =
        surer(head, source).into_iter().filter(|surer| !head.waivers.iter().any(|waiver| super::waived::is_of(waiver, &surer.words)));
    told.map(|surer| told_of(&surer, head, source, places)).collect()
}

fn told_of(surer: &Surer, head: &Head, source: &SourceText, places: &Places<'_>) -> Diagnostic {
    let key = if surer.part == Part::Title { &["title"][..] } else { &["summary", "description"] };
    let of_head = || {
        let place = places.item(&head.path, key, &surer.words);
        let whole = if surer.part == Part::Title { &head.title } else { &head.summary };
        if place.span.is_some() { place } else { places.item(&head.path, key, whole) }
    };
    let place: Place = surer.span.clone().map_or_else(of_head, |span| source.place(span));
    Diagnostic::new(Code::W0236, format!("the {} is surer than the text: “{}”", surer.part.word(), surer.words))
        .at(place)
        .note("the text leaves it open here", source.place(surer.there.clone()))
        .hint("leave it as open as the text does: could, may, plans to; or name who says so")
}

/// More statements are not held against the text, so that this stays linear in it.
const STATEMENTS_MAX: usize = 40;

/// Words of a statement behind these do not tell whether it is near a hedge.
const WORDS_MAX: usize = 60;

/// The statements of a briefing that are surer than its text.
pub(super) fn surer(head: &Head, source: &SourceText) -> Vec<Surer> {
    // To hold a text against itself takes longer than all else that is done with it: only texts that rest on something are.
    if head.sources.is_empty() && head.source_ids.is_empty() && head.citations.is_empty() {
        return Vec::new();
    }
    let text = source.text.get(head.text.clone()).unwrap_or_default();
    let near = around_hedges(text);
    let has_bottom_line = head.headings.iter().any(|heading| heading.role.as_deref() == Some(BOTTOM_LINE));
    let opening = [(Part::Title, &head.title), (Part::Summary, &head.summary)];
    let may_be = opening.iter().any(|(_, words)| is_near(&near, words));
    if !head.is_briefing() || near.is_empty() || !(may_be || has_bottom_line) {
        return Vec::new();
    }
    let blocks = markdown::spoken(text, head.text.start);
    let Body { text, places, bottom_line } = Body::of(head, blocks);
    let is_own = |words: &str| !words.is_empty() && !text.contains(words.trim_end_matches('…').trim());
    let head_lines = opening.into_iter().filter(|(part, words)| *part == Part::Title || is_own(words)).flat_map(|(part, words)| {
        sentences(words).into_iter().map(move |range| Statement { part, words: words[range].to_owned(), span: None })
    });
    let last = bottom_line.iter().flat_map(|block| {
        let sentences = sentences(&block.text).into_iter();
        sentences.map(|range| Statement {
            part: Part::BottomLine,
            words: block.text[range.clone()].to_owned(),
            span: Some(block.in_file(range)),
        })
    });
    let asked: Vec<Statement> = head_lines.chain(last).take(STATEMENTS_MAX).filter(|statement| is_near(&near, &statement.words)).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let whole = Text::of(&text);
    let held = asked.into_iter().filter_map(|statement| {
        let there = whole.left_open(&statement.words, statement.part == Part::Title)?;
        let (start, block) = places.iter().rev().find(|(start, _)| *start <= there.start)?;
        let there = block.in_file(there.start - start..(there.end - start).min(block.text.len()));
        Some(Surer { part: statement.part, words: statement.words, span: statement.span, there })
    });
    held.collect()
}

/// The text of a briefing as it is read, without headings and the bottom line.
struct Body {
    text: String,
    /// Where each block begins in it.
    places: Vec<(usize, Spoken)>,
    bottom_line: Vec<Spoken>,
}

impl Body {
    fn of(head: &Head, blocks: Vec<Spoken>) -> Self {
        let mut body = Self { text: String::new(), places: Vec::new(), bottom_line: Vec::new() };
        // The heading that became the title is not among those of the head.
        let titles = blocks.iter().filter(|block| block.is_heading).count().saturating_sub(head.headings.len());
        let roles = head.headings.iter().map(|heading| heading.role.as_deref());
        let (mut roles, mut is_last) = (std::iter::repeat_n(None, titles).chain(roles), false);
        for block in blocks {
            if block.is_heading {
                is_last = roles.next().flatten() == Some(BOTTOM_LINE);
            } else if is_last {
                body.bottom_line.push(block);
            } else {
                let start = body.text.len();
                body.text.push_str(&block.text);
                body.text.push_str("\n\n");
                body.places.push((start, block));
            }
        }
        body
    }
}

/// Beginnings of words by which a text may leave something open.
const HEDGES: &[&str] = &[
    " may ",
    " could ",
    " might ",
    "perhaps",
    "possib",
    "expect",
    "likely",
    "probabl",
    "hope",
    "intend",
    "want",
    "aim",
    "propos",
    "claim",
    "alleg",
    "suggest",
    "argue",
    "insist",
    "contend",
    "den",
    "should ",
    "seem",
    "appear",
    "reportedly",
];

/// So many bytes around a hedge may be of its sentence.
const AROUND: usize = 300;

/// What stands around the hedges of a text, in small letters. This is for speed alone: most texts are aligned with nothing.
fn around_hedges(text: &str) -> Vec<String> {
    let mut at: Vec<usize> = HEDGES.iter().flat_map(|hedge| memchr::memmem::find_iter(text.as_bytes(), hedge.as_bytes())).collect();
    at.sort_unstable();
    let (mut found, mut end) = (Vec::new(), 0);
    for hedge in at {
        let from = boundary_before(text, hedge.saturating_sub(AROUND)).max(end);
        let to = boundary_behind(text, hedge + AROUND);
        if from < to {
            found.push(text[from..to].to_lowercase());
            end = to;
        }
    }
    found
}

/// Whether words of a statement, at least two, stand around one of the hedges.
fn is_near(near: &[String], statement: &str) -> bool {
    let words = words(statement).into_iter().map(|word| word.lower).filter(|word| !lexicon::is_empty(word));
    let words: Vec<String> = words.take(WORDS_MAX).collect();
    let beginning = |word: &'_ String| word.char_indices().nth(4).map_or(word.len(), |(end, _)| end);
    near.iter().any(|near| words.iter().filter(|word| near.contains(&word[..beginning(word)])).nth(1).is_some())
}
