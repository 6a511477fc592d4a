//! Headlines: whether the title, the summary or the bottom line of a briefing settles what its own text leaves open.
//!
//! A statement is aligned with the text by what it is about, as sentences are with sources. It is told if the one place
//! that speaks of the same says that its verb may be, is expected or is planned, or leaves it to somebody who claims or
//! denies it, and no other place says it flatly. Only the same verb counts: whatever else is hedged in a sentence says
//! nothing of the title. Titles have their own ways of leaving open (`Firm weighs sale`, `Plant to close`), which count
//! as such. What somebody merely said may be told flatly, as titles do. English only; it follows from the text of one file.

use std::collections::BTreeSet;
use std::ops::Range;

use super::alignment::{Clause, Index, Marker};
use super::clauses::{sentences, words};
use super::lexicon::{self, Role};
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

/// More statements are not held against the text, so that this stays linear in it;
const STATEMENTS_MAX: usize = 40;

/// nor more clauses of one.
const CLAUSES_MAX: usize = 8;

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
    let index = Index::of(&text);
    let held = asked.into_iter().filter_map(|statement| {
        let there = left_open(&statement, &text, &index)?;
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
        let titles = head.headings.iter().map(|heading| (letters(&heading.title), heading.role.as_deref() == Some(BOTTOM_LINE)));
        let (mut headings, mut is_last) = (titles.peekable(), false);
        for block in blocks {
            if let Some((_, is_bottom_line)) = headings.next_if(|(title, _)| *title == letters(&block.text)) {
                is_last = is_bottom_line;
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

/// What a heading and its words in the text have in common, whatever its marks.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
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
        let from = (0..=hedge.saturating_sub(AROUND)).rev().find(|from| text.is_char_boundary(*from)).unwrap_or(0).max(end);
        let to = (hedge + AROUND..text.len()).find(|to| text.is_char_boundary(*to)).unwrap_or(text.len());
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

/// Words with which a statement itself leaves open what it says, or leaves it to others.
const SOFT: &[&str] = &[
    "against",
    "aim",
    "backs",
    "bid",
    "bids",
    "calls",
    "can",
    "claim",
    "claims",
    "close",
    "considering",
    "considers",
    "demand",
    "demands",
    "denies",
    "deny",
    "due",
    "explainer",
    "eye",
    "eyes",
    "fear",
    "hopes",
    "how",
    "if",
    "looks",
    "mull",
    "mulls",
    "near",
    "nears",
    "offer",
    "offered",
    "offers",
    "planned",
    "planning",
    "plans",
    "poised",
    "possible",
    "potential",
    "proposal",
    "proposals",
    "proposed",
    "ready",
    "risk",
    "risks",
    "seek",
    "seeking",
    "seeks",
    "set",
    "signals",
    "suspected",
    "tentative",
    "threat",
    "threaten",
    "threatens",
    "urge",
    "urges",
    "vow",
    "vows",
    "want",
    "warn",
    "warns",
    "weigh",
    "weighing",
    "weighs",
    "whether",
    "why",
];

/// Words of somebody who says that it is not so.
const DENIALS: &[&str] = &["denied", "denies", "deny", "denying"];

/// Roles of markers that leave something open.
const OPEN: &[Role] = &[Role::Open, Role::Hedge, Role::Belief];

/// A statement is held against a place that has so many of its anchors,
const ANCHORS: usize = 2;

/// with so much of their weight, where the verb is hedged,
const HEDGED: f32 = 0.5;

/// and with so much where only somebody claims or denies it.
const CLAIMED: f32 = 0.65;

/// A place with this part of its weight may be meant as well, and one with half of its anchors.
const ALSO: f32 = 0.5;

/// Where the text leaves open what a statement says, if that is the only place that speaks of it.
fn left_open(statement: &Statement, text: &str, index: &Index) -> Option<Range<usize>> {
    let said = words(&statement.words);
    let is_soft = said.iter().any(|word| SOFT.binary_search(&word.lower.as_str()).is_ok());
    let clauses = Clause::all(&statement.words, 0..statement.words.len());
    let has = |roles: &[Role]| clauses.iter().any(|clause| clause.has(roles));
    if is_soft || statement.words.trim_end().ends_with('?') || has(&[Role::Open, Role::Hedge, Role::Belief, Role::Claimed]) {
        return None;
    }
    let is_told = has(&[Role::Said, Role::Shown]);
    let is_planned = statement.part == Part::Title && is_infinitive(&said);
    clauses.iter().take(CLAUSES_MAX).find_map(|clause| Held { text, index, terms: &clause.terms, is_told, is_planned }.open())
}

/// Whether a title tells what is to come: `Plant to close`.
fn is_infinitive(words: &[super::clauses::Word]) -> bool {
    let has_verb = words.iter().any(|word| lexicon::is_finite(&word.lower));
    !has_verb && words.iter().skip(1).any(|word| word.lower == "to")
}

/// A clause of a statement, held against the text.
struct Held<'a> {
    text: &'a str,
    index: &'a Index,
    terms: &'a BTreeSet<String>,
    /// Whether the statement says whose word it is.
    is_told: bool,
    /// Whether it tells what somebody is to do.
    is_planned: bool,
}

/// A clause of the text that speaks of the same.
struct Match<'a> {
    clause: &'a Clause,
    weight: f32,
    shared: usize,
    is_open: bool,
}

impl Held<'_> {
    fn open(&self) -> Option<Range<usize>> {
        let whole: f32 = self.terms.iter().map(|term| self.index.weight(term)).sum();
        let mut matches: Vec<Match<'_>> = self.index.sentences.iter().flat_map(|sentence| self.matches(sentence, whole)).collect();
        matches.sort_by(|left, right| right.weight.total_cmp(&left.weight));
        let best = matches.iter().find(|found| found.is_open)?;
        let may_be_meant = |other: &Match<'_>| other.weight >= best.weight * ALSO || other.shared * 2 >= best.shared;
        let is_said = matches.iter().any(|other| !other.is_open && may_be_meant(other));
        (!is_said).then(|| best.clause.range.clone())
    }

    /// The clauses of a sentence that speak of the same, with whether they leave it open.
    fn matches<'a>(&self, sentence: &'a [Clause], whole: f32) -> Vec<Match<'a>> {
        let is_claimed = |at: usize| {
            let near = &sentence[at.saturating_sub(1)..=at];
            !self.is_told && near.iter().any(|clause| clause.has(&[Role::Claimed]) || self.denies(clause))
        };
        let found = sentence.iter().enumerate().filter_map(|(at, clause)| {
            let (weight, shared) = self.index.shared(self.terms, &clause.terms);
            let is_hedged = clause.markers.iter().any(|marker| self.hedges(marker, clause)) && weight >= whole * HEDGED;
            let is_claimed = is_claimed(at) && shared > ANCHORS && weight >= whole * CLAIMED;
            (shared >= ANCHORS).then_some(Match { clause, weight, shared, is_open: is_hedged || is_claimed })
        });
        found.collect()
    }

    fn denies(&self, clause: &Clause) -> bool {
        words(&self.text[clause.range.clone()]).iter().any(|word| DENIALS.contains(&word.lower.as_str()))
    }

    /// Whether a marker leaves open the verb that the statement has.
    fn hedges(&self, marker: &Marker, clause: &Clause) -> bool {
        let behind = words(&self.text[marker.range.end..clause.range.end.max(marker.range.end)]);
        let is_plan = || !self.is_planned && behind.first().is_some_and(|word| word.lower == "to");
        let is_open =
            OPEN.contains(&marker.role) && (marker.role == Role::Open || is_plan() || marker.role == Role::Hedge && !self.is_planned);
        let verb = behind.iter().take(VERB_WITHIN).find(|word| !lexicon::is_empty(&word.lower));
        is_open
            && verb.is_some_and(|verb| Clause::all(&verb.lower, 0..verb.lower.len()).iter().any(|verb| !verb.terms.is_disjoint(self.terms)))
    }
}

/// Behind a hedge its verb follows within so many words: `may also have been sold`.
const VERB_WITHIN: usize = 5;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Index, Part, SOFT, Statement, left_open};

    const TEXT: &str = "Voltraine will close its cell plant in Halden by the end of 2025, and may also sell its recycling arm.\n\n\
        Talks with staff are expected to begin on 4 August. One official claimed that workers had read of the move in a newspaper. \
        The firm plans to hire 40 engineers in Denmark. The mayor denied that the town had paid for the road.\n\n\
        The court could fine the firm €4m, and later it did fine the firm €4m.";

    fn told(part: Part, words: &str) -> Option<&'static str> {
        left_open(&Statement { part, words: words.into(), span: None }, TEXT, &Index::of(TEXT)).map(|range| &TEXT[range])
    }

    #[test]
    fn a_title_may_be_no_surer_than_the_text() {
        for (title, expected) in [
            ("Voltraine closes Halden plant", false),
            ("Voltraine sells recycling arm", true),
            ("Voltraine will sell its recycling arm", true),
            ("Voltraine could sell its recycling arm", false),
            ("Voltraine to sell recycling arm", true),
            ("Voltraine weighs sale of recycling arm", false),
            ("Will Voltraine sell its recycling arm?", false),
            ("Talks with staff begin on 4 August", true),
            ("Talks with staff are due to begin on 4 August", false),
            ("Workers read of move in newspaper", true),
            ("Workers say they read of move in newspaper", false),
            ("Firm hires 40 engineers in Denmark", true),
            ("Firm to hire 40 engineers in Denmark", false),
            ("Town paid for the mayor’s road", true),
            // Said flatly elsewhere; something else of the same; nothing of it.
            ("Court fines firm €4m", false),
            ("Recycling arm of Voltraine grows", false),
            ("Weather fine", false),
            ("", false),
        ] {
            assert_eq!(told(Part::Title, title).is_some(), expected, "{title}: {:?}", told(Part::Title, title));
        }
        assert!(SOFT.is_sorted());
    }

    proptest! {
        #[test]
        fn any_title_can_be_held_against_any_text(title in any::<String>(), text in any::<String>(), words in "(will |may |plans to |claimed that |[a-c]{3} |2 |, |\\. ){0,20}") {
            for (title, text) in [(&title, &text), (&words, &text), (&words, &words), (&title, &words)] {
                let statement = Statement { part: Part::Title, words: title.clone(), span: None };
                if let Some(there) = left_open(&statement, text, &Index::of(text)) {
                    prop_assert!(text.get(there).is_some());
                }
            }
        }
    }
}
