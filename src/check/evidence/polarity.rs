//! Polarity: whether a sentence denies what its source says, or says what its source denies.
//!
//! A clause that denies its verb (`is not`, `has never`) is held against the sentence of the source that speaks most of the
//! same. It is told only where that sentence states the very thing: the same verb or adjective, the same figure behind another
//! verb, or the words that the clause quotes. Writers deny in words of their own what a source says by an opposite, a want or
//! another denial; so nothing is told where anything in the sentence may mean a denial, unless the clause has the same word
//! besides its own denial. The other way round a clause that denies nothing is told only if the first word that the source
//! denies is one of its own and is said nowhere near without a denial. English only.

use std::collections::BTreeSet;
use std::ops::Range;

use super::alignment::{Clause, Denial, Index, stem};
use super::clauses::{Word, words};
use super::lexicon::{self, Role};
use super::negation::{self, Negative};
use super::wording::{Drift, Drifted};

/// A sentence of the source speaks of the same if the two share so many anchors.
const ANCHORS: usize = 2;

/// A clause that has the verb shares so much of the weight as well.
const WEIGHT: f32 = 0.3;

/// A sentence that has only a figure shares so many anchors,
const FIGURE_ANCHORS: usize = 3;

/// and so much of the weight.
const FIGURE_WEIGHT: f32 = 0.4;

/// A clause with this part of the best one's weight may be meant as well.
const NEAR: f32 = 0.5;

/// The clauses of a sentence, held against a source.
pub(super) struct Held<'a> {
    /// The sentence.
    pub(super) text: &'a str,
    pub(super) clauses: &'a [Clause],
    /// What of the sentence stands in quotation marks.
    pub(super) quoted: &'a [Range<usize>],
    pub(super) source: &'a Index,
    /// The text of the source.
    pub(super) source_text: &'a str,
    /// The sentences of the source that speak of the same as the sentence, the best first.
    pub(super) carriers: &'a [usize],
}

/// A clause of the source that may be meant.
struct Meant<'a> {
    clause: &'a Clause,
    sentence: usize,
    weight: f32,
    shared: usize,
}

impl<'a> Held<'a> {
    /// What the sentence turns round.
    pub(super) fn turned(&self) -> Vec<Drifted> {
        let turned = |at: usize| self.denied(at).or_else(|| self.affirmed(&self.clauses[at]));
        (0..self.clauses.len()).filter_map(turned).collect()
    }

    /// A denial of what the source says.
    fn denied(&self, at: usize) -> Option<Drifted> {
        let clause = &self.clauses[at];
        let denial = clause.denials.iter().find(|denial| denial.negative == Negative::Verb)?;
        // What is denied may be quoted, and is a clause of its own then.
        let is_bare = self.text[denial.range.end..clause.range.end.max(denial.range.end)].chars().all(|other| !other.is_alphanumeric());
        let quoted = self.clauses.get(at + 1).filter(|_| is_bare);
        let said = Said { denial, clause, quoted, text: self.text };
        let terms: BTreeSet<String> = said.clauses().flat_map(|clause| clause.terms.iter().cloned()).collect();
        let meant = self.meant(&terms);
        let best = meant.first().filter(|best| best.shared >= ANCHORS)?;
        // Where the very same is denied, another sentence may have as much of it.
        let is_same = |other: &Meant<'_>| other.clause.denials.iter().any(|denial| denial.negative == Negative::Verb);
        let is_denied_too = meant.iter().take_while(|other| other.weight >= best.weight).any(is_same);
        let is_asked = !is_denied_too && !is_condition(&self.text[clause.range.clone()]);
        let sentence = self.source.sentences.get(best.sentence).filter(|_| is_asked)?;
        let there = self.said_again(&said, &terms, sentence)?;
        Some(Drifted { drift: Drift::Denied, here: clause.range.clone(), there: there.range.clone() })
    }

    /// The clause of a sentence of the source that states what is denied.
    fn said_again(&self, said: &Said<'a>, terms: &BTreeSet<String>, sentence: &'a [Clause]) -> Option<&'a Clause> {
        let is_denied = |other: &Clause| other.denials.iter().any(|denial| denial.negative.is_denial() && said.is_news(denial));
        let own: Vec<Word> = sentence.iter().flat_map(|clause| words(&self.source_text[clause.range.clone()])).collect();
        if sentence.iter().any(is_denied) || said.is_partial(&own) {
            return None;
        }
        let whole: f32 = terms.iter().map(|term| self.source.weight(term)).sum();
        let all: BTreeSet<String> = sentence.iter().flat_map(|clause| clause.terms.iter().cloned()).collect();
        let (weight, shared) = self.source.shared(terms, &all);
        // Of another part, and in another part of the sentence, it may well be otherwise.
        let has_figures = said.clause.terms.iter().filter(|term| is_figure(term)).all(|figure| all.contains(figure));
        let asked = said.asked(&all);
        let verb = sentence.iter().enumerate().find_map(|(at, there)| {
            let near = &sentence[at.saturating_sub(1)..(at + 2).min(sentence.len())];
            let anchors = self.source.shared(terms, &there.terms).1;
            let is_shared = anchors >= ANCHORS && weight >= whole * WEIGHT && asked.same.is_subset(&there.terms);
            let is_stated = || is_shared && has_figures && said.is_stated(&asked, there, self.source_text);
            (is_stated() && !near.iter().any(|other| said.is_borne_out(other))).then_some(there)
        });
        let is_open = || sentence.iter().all(|other| !said.is_borne_out(other));
        let is_figure = || shared >= FIGURE_ANCHORS && weight >= whole * FIGURE_WEIGHT && is_open();
        let figure = || is_figure().then(|| sentence.iter().find(|there| asked.has_figure(there, self.source_text))).flatten();
        let quotation = || sentence.iter().find(|there| said.is_quoted(there)).filter(|_| is_open());
        verb.or_else(figure).or_else(quotation)
    }

    /// What the source denies, said.
    fn affirmed(&self, clause: &Clause) -> Option<Drifted> {
        let denies = |denial: &Denial| !matches!(denial.negative, Negative::Opposite | Negative::Rest);
        if clause.denials.iter().any(denies)
            || is_condition(&self.text[clause.range.clone()])
            || self.quoted.iter().any(|run| run.start < clause.range.end && clause.range.start < run.end)
        {
            return None;
        }
        let meant = self.asked(self.meant_at(&clause.terms), &clause.terms);
        let most = meant.first()?.weight;
        let denied = meant.iter().filter(|other| other.weight >= most * NEAR).find_map(|other| {
            let verb = sole_denied(other.clause).filter(|verb| clause.terms.contains(*verb))?;
            let is_said = |beside: &Meant<'_>| !beside.clause.denials.iter().any(denies) && beside.clause.terms.contains(verb);
            (!meant.iter().any(is_said)).then_some(other.clause)
        })?;
        Some(Drifted { drift: Drift::Affirmed, here: clause.range.clone(), there: denied.range.clone() })
    }

    /// The sentences of the source that may be meant by what is about these terms.
    fn meant_at(&self, terms: &BTreeSet<String>) -> BTreeSet<usize> {
        let alone = self.source.align(terms).into_iter().filter(|aligned| aligned.shared >= ANCHORS).map(|aligned| aligned.sentence);
        self.carriers.iter().copied().chain(alone).collect()
    }

    /// Their clauses, the best first, and behind them those of the sentences beside them.
    fn meant(&self, terms: &BTreeSet<String>) -> Vec<Meant<'a>> {
        self.asked(self.meant_at(terms), terms)
    }

    fn asked(&self, sentences: BTreeSet<usize>, terms: &BTreeSet<String>) -> Vec<Meant<'a>> {
        let all = sentences
            .into_iter()
            .flat_map(|sentence| self.source.sentences.get(sentence).into_iter().flatten().map(move |clause| (sentence, clause)));
        let mut found: Vec<Meant<'a>> = all
            .map(|(sentence, clause)| {
                let (weight, shared) = self.source.shared(terms, &clause.terms);
                Meant { clause, sentence, weight, shared }
            })
            .collect();
        found.sort_by(|left, right| right.weight.total_cmp(&left.weight));
        found
    }
}

/// Roles of words that tell of what may be or is to come, so that it is not so yet.
const OPEN: &[Role] = &[Role::Open, Role::Hedge, Role::Belief, Role::Will, Role::Due];

/// Auxiliaries that tell of what is to come or may be.
const MODAL: &[&str] = &["ca", "can", "cannot", "could", "may", "might", "must", "shall", "should", "will", "wo", "would"];

/// Forms of `be`: behind them a noun may be denied.
const BE: &[&str] = &["am", "are", "be", "been", "being", "is", "was", "were"];

/// Words behind which a noun stands, and no verb.
const BEFORE_NOUNS: &[&str] =
    &["a", "an", "any", "each", "every", "her", "his", "its", "my", "no", "of", "our", "some", "that", "the", "their", "this", "your"];

/// Words behind which a verb tells of what is not so yet, or not at all.
const BEFORE_OTHERWISE: &[&str] = &["before", "if", "instead", "rather", "than", "unless", "until", "whether", "without"];

/// Beginnings of words behind which it is told what somebody is to do.
const DUTIES: &[&str] = &[
    "agree", "allow", "ask", "demand", "entitl", "free", "invit", "oblig", "offer", "order", "permi", "persua", "pledg", "promis",
    "propos", "request", "requir", "tell", "told", "urg", "vow",
];

/// Words behind which a figure is the one that it was, or that something else is compared with.
const BEFORE_OTHER_FIGURES: &[&str] = &["above", "against", "below", "beyond", "from", "half", "over", "than", "the", "under"];

/// Beginnings of a clause that says of nothing that it is so.
const CONDITIONS: &[&str] = &["if", "in", "provided", "should", "unless", "until", "whether"];

/// Words of how much and of when: what is denied of all may be so of some, and what is denied of now may have been.
const DEGREES: &[&str] = &[
    "after",
    "again",
    "all",
    "alone",
    "always",
    "any",
    "anybody",
    "anyone",
    "anything",
    "as",
    "back",
    "because",
    "before",
    "below",
    "beyond",
    "both",
    "but",
    "complete",
    "completely",
    "each",
    "either",
    "enough",
    "entire",
    "entirely",
    "ever",
    "every",
    "everybody",
    "everyone",
    "exactly",
    "except",
    "fewer",
    "first",
    "full",
    "fully",
    "half",
    "instead",
    "just",
    "less",
    "longer",
    "many",
    "merely",
    "more",
    "much",
    "necessarily",
    "now",
    "only",
    "over",
    "quite",
    "rather",
    "simply",
    "since",
    "so",
    "solely",
    "than",
    "too",
    "under",
    "until",
    "very",
    "while",
    "whole",
    "wholly",
    "yet",
];

/// A clause that denies something, and what of it is quoted.
struct Said<'a> {
    denial: &'a Denial,
    clause: &'a Clause,
    quoted: Option<&'a Clause>,
    text: &'a str,
}

/// What of a denial is asked of every clause of a sentence of the source, worked out once for all of them.
struct Asked {
    /// Whether it denies what was or is.
    is_fact: bool,
    /// Whether a noun may be denied.
    may_be_noun: bool,
    /// The terms behind its verb that stand in the sentence: a clause that states it has them all.
    same: BTreeSet<String>,
    /// The figures behind it that tell which thing is meant, if it may be denied of a figure.
    figures: BTreeSet<String>,
}

impl<'a> Said<'a> {
    /// What of it is asked of a sentence of the source that has these terms.
    fn asked(&self, all: &BTreeSet<String>) -> Asked {
        let auxiliary = self.auxiliary();
        let behind = Clause::all(self.text, self.denial.verb_range.end..self.clause.range.end.max(self.denial.verb_range.end));
        Asked {
            is_fact: self.is_fact(&auxiliary),
            may_be_noun: BE.contains(&auxiliary.as_str()),
            same: behind.into_iter().flat_map(|part| part.terms).filter(|term| all.contains(term)).collect(),
            figures: self.telling_figures(),
        }
    }

    fn clauses(&self) -> impl Iterator<Item = &'a Clause> {
        [Some(self.clause), self.quoted].into_iter().flatten()
    }

    fn has(&self, is_it: impl Fn(&Denial) -> bool) -> bool {
        self.clauses().flat_map(|clause| &clause.denials).any(|other| other.range != self.denial.range && is_it(other))
    }

    /// The words behind its denial.
    fn behind(&self) -> Vec<Word> {
        words(&self.text[self.denial.range.end..self.clause.range.end.max(self.denial.range.end)])
    }

    /// Whether it denies how much or how many, of which a sentence does not speak.
    fn is_partial(&self, sentence: &[Word]) -> bool {
        let is_there = |word: &Word| sentence.iter().any(|other| other.lower == word.lower);
        self.behind().iter().any(|word| DEGREES.binary_search(&word.lower.as_str()).is_ok() && !is_there(word))
    }

    /// The auxiliary that it denies.
    fn auxiliary(&self) -> String {
        if let Some((auxiliary, _)) = self.denial.word.split_once("n't") {
            return auxiliary.to_owned();
        }
        if self.denial.word == "cannot" {
            return self.denial.word.clone();
        }
        words(&self.text[..self.denial.range.start]).pop().map_or_else(String::new, |word| word.lower)
    }

    /// Whether it denies what was or is, and not what will or may be: `is not to`, `will not`.
    fn is_fact(&self, auxiliary: &str) -> bool {
        let is_marker = lexicon::role(&[&self.denial.verb]).is_some_and(|(role, _)| OPEN.contains(&role));
        let is_to_be = self.behind().first().is_some_and(|word| word.lower == "to");
        !is_marker && !is_to_be && !MODAL.contains(&auxiliary)
    }

    /// What it denies, unless that is what somebody said: `was not told the cause`.
    fn verb(&self) -> Option<&'a String> {
        const SAID: &[Role] = &[Role::Said, Role::Shown, Role::Claimed, Role::Confirmed];
        let is_said = lexicon::role(&[&self.denial.verb]).is_some_and(|(role, _)| SAID.contains(&role));
        self.denial.behind.as_ref().filter(|_| !is_said)
    }

    /// Whether a part of a clause of the source up to there tells of what may be.
    fn is_open(there: &Clause, end: usize) -> bool {
        there.marker(OPEN).is_some_and(|marker| marker.range.start < end)
    }

    /// Whether a clause of the source states the verb that is denied: what is meant to be may well not have been.
    fn is_stated(&self, asked: &Asked, there: &Clause, source: &str) -> bool {
        let Some(verb) = self.verb().filter(|verb| there.terms.contains(*verb)) else { return false };
        let said = words(&source[there.range.clone()]);
        let otherwise = first_of(BEFORE_OTHERWISE, &said);
        let allowed = first_of(&["let", "lets"], &said);
        let stated = |at: usize| {
            let before = &said[..at];
            let is_behind = |table: &[&str]| before.last().is_some_and(|word| table.contains(&word.lower.as_str()));
            let may_be = || Self::is_open(there, there.range.start + said[at].range.start) || allowed < at || is_to_be_done(before);
            otherwise >= at && !(asked.is_fact && may_be()) && (asked.may_be_noun || !is_behind(BEFORE_NOUNS))
        };
        let is_it = |at: &usize| stem(&said[*at].lower) == *verb;
        (0..said.len()).filter(is_it).any(stated)
    }

    /// The figures behind it that tell which thing is meant, if it may be denied of a figure.
    fn telling_figures(&self) -> BTreeSet<String> {
        let is_telling = |figure: &String| match figure.strip_prefix('@') {
            Some(day) => day.starts_with(|first: char| first.is_ascii_digit()) && !day.ends_with("-0"),
            None => figure.chars().count() > 2,
        };
        if negation::is_of_speech(&self.denial.verb) || self.denial.word == "cannot" {
            return BTreeSet::new();
        }
        let denied = figures(self.text, self.denial.range.end..self.clause.range.end.max(self.denial.range.end));
        denied.filter(is_telling).collect()
    }

    /// Whether a clause of the source has all the words that are quoted behind the denial.
    fn is_quoted(&self, there: &Clause) -> bool {
        self.quoted.is_some_and(|quoted| !quoted.terms.is_empty() && quoted.terms.is_subset(&there.terms))
    }

    /// Whether the clause does not have the same denial besides its own.
    fn is_news(&self, other: &Denial) -> bool {
        !self.has(|own| own.word == other.word)
    }

    /// Whether a clause of the source may deny it too.
    fn is_borne_out(&self, there: &Clause) -> bool {
        there.denials.iter().any(|other| match other.negative {
            Negative::Time => false,
            Negative::First => self.has(|own| own.negative == Negative::Time),
            Negative::Opposite => negation::is_opposite(&other.word, &self.denial.verb),
            _ => self.is_news(other),
        })
    }
}

impl Asked {
    /// Whether a clause of the source has a telling figure that stands behind the denial, of which it may be said.
    fn has_figure(&self, there: &Clause, source: &str) -> bool {
        !self.figures.is_empty() && self.stated_figures(there, source).any(|figure| self.figures.contains(&figure))
    }

    /// The figures of which a clause of the source says that it is so.
    fn stated_figures(&self, there: &Clause, source: &str) -> impl Iterator<Item = String> + use<> {
        let said = words(&source[there.range.clone()]);
        let is_digit = |word: &Word| word.lower.starts_with(|first: char| first.is_ascii_digit());
        let duty = if self.is_fact { duty(&said) } else { said.len() };
        let is_other = |at: usize| at > 0 && BEFORE_OTHER_FIGURES.contains(&said[at - 1].lower.as_str()) || duty < at;
        let open = there.marker(OPEN).filter(|_| self.is_fact).map_or(there.range.end, |marker| marker.range.start);
        let other = (0..said.len()).find(|at| is_digit(&said[*at]) && is_other(*at));
        let other = other.map_or(there.range.end, |at| there.range.start + said[at].range.start);
        figures(source, there.range.start..open.min(other))
    }
}

/// Whether a clause says of nothing that it is so: `if it closes`, `whether it closes`.
fn is_condition(clause: &str) -> bool {
    words(clause).first().is_some_and(|first| CONDITIONS.contains(&first.lower.as_str()))
}

/// Where the first of some words stands among those of a clause; behind them all if none does.
fn first_of(table: &[&str], said: &[Word]) -> usize {
    said.iter().position(|word| table.contains(&word.lower.as_str())).unwrap_or(said.len())
}

/// Whether the words right before a verb tell of what is to be done: `to be paid`.
fn is_to_be_done(before: &[Word]) -> bool {
    let own = before.iter().rev().map(|word| word.lower.as_str()).find(|word| !matches!(*word, "be" | "been" | "have"));
    own == Some("to")
}

/// The `to` behind which it stands what somebody is to do: `was ordered to pay`; behind all the words if there is none.
fn duty(said: &[Word]) -> usize {
    let is_asked = |word: &Word| DUTIES.iter().any(|duty| word.lower.starts_with(duty));
    let asked = said.iter().position(is_asked).unwrap_or(said.len());
    asked + first_of(&["to"], &said[asked..])
}

/// Whether a term is a figure or a date.
fn is_figure(term: &str) -> bool {
    term.starts_with(['#', '@'])
}

/// The figures and dates of a part of a text.
fn figures(text: &str, part: Range<usize>) -> impl Iterator<Item = String> + use<> {
    let terms = Clause::all(text, part).into_iter().flat_map(|clause| clause.terms);
    terms.filter(|term| is_figure(term))
}

/// The word that a clause denies, if it denies one.
fn sole_denied(clause: &Clause) -> Option<&String> {
    // What was not so until a day has been so since.
    let is_so_since = clause.denials.iter().any(|denial| matches!(denial.word.as_str(), "before" | "until"));
    let mut denials = clause.denials.iter().filter(|denial| denial.negative.is_denial() || denial.negative == Negative::Undone);
    let denial = denials.next().filter(|_| denials.next().is_none() && !is_so_since)?;
    // What is not ruled out is not denied.
    let is_twice = clause.denials.iter().any(|other| other.range.start == denial.verb_range.start && other.negative == Negative::Meant);
    denial.behind.as_ref().filter(|_| denial.negative != Negative::Other && !is_twice)
}

#[cfg(test)]
mod tests {
    use crate::check::evidence::alignment::Index;
    use crate::check::evidence::wording::{Drift, Saying};

    const SOURCE: &str = "The harbour board cancelled the order for two cranes in March. The board's chair, Ada Lund, said the \
        cranes had arrived late.\n\nThe western pier is closed to lorries. Its repair is not covered by the insurance.\n\nAnglers \
        were barred from the eastern pier for six weeks. A spokesman declined to name the diver. Nothing else was said at the \
        meeting.\n\nTraffic at the fish market rose by 12 percent. The harbour master, Nils Berg, retires in May.\n\n\
        A second ferry ramp will be built in the autumn. Berg lost the contest for the rowing cup.";

    fn drifts(sentence: &str) -> Vec<Drift> {
        let found = Saying::of(sentence, &[], &[]).drifts(&Index::of(SOURCE), SOURCE).unwrap_or_default();
        found.into_iter().map(|drifted| drifted.drift).collect()
    }

    #[test]
    fn a_table_that_is_searched_by_halves_is_sorted() {
        assert!(super::DEGREES.is_sorted());
    }

    #[test]
    fn a_sentence_may_not_turn_its_source_round() {
        for (sentence, expected) in [
            ("The board has not cancelled the order for two cranes", &[Drift::Denied][..]),
            ("Traffic at the fish market hasn't risen by 12 percent", &[Drift::Denied]),
            ("The board cancelled the order for two cranes", &[]),
            ("The repair of the western pier is covered by the insurance", &[Drift::Affirmed]),
            ("The repair of the western pier is not covered by the insurance", &[]),
            // The source means a denial, or may do so.
            ("Lorries cannot use the western pier", &[]),
            ("For six weeks anglers could not go to the eastern pier", &[]),
            ("The spokesman for the board would not name the diver", &[]),
            ("The repair of the western pier is uncovered by the insurance", &[]),
            ("The second ferry ramp has not been built yet", &[]),
            ("Berg did not win the contest for the rowing cup", &[]),
            // Another verb, of which the source says nothing.
            ("Berg did not enter the contest for the rowing cup", &[]),
            // No verb is denied.
            ("There is no order for two cranes that the board cancelled", &[]),
            // Of what nobody said a source may be silent.
            ("The board has not promised cranes for the order of March", &[]),
            // Too little in common to be judged.
            ("The mayor was not there", &[]),
        ] {
            assert_eq!(drifts(sentence), expected, "{sentence}");
        }
    }
}
