//! Claims that are names: those of key facts, of who says them, and of sentences that cite.
//!
//! What may be no name is not held against anything: it is found, or nothing is told of it. A name of a sentence that is
//! in no copy is told only where it is sure to be one.

use std::ops::Range;

use super::index::Bearing;
use super::tables::{also_called, asks_for_name, is_no_name, is_opening};
use super::{JOINERS, Name, Word, names, words};
use crate::base::{Diagnostic, Place};
use crate::briefing::KeyFact;
use crate::briefing::quantity::Quantity;
use crate::check::evidence::claims::Cited;
use crate::check::evidence::examination::{Answer, Asked, Examination};
use crate::check::evidence::faults;
use crate::check::evidence::lexicon::is_finite;
use crate::check::evidence::passage::passage;
use crate::check::evidence::snapshot::Snapshot;
use crate::site::evidence::{Claim, Claimant, Kind, Verdict};

/// A word of a name that is asked for.
struct Part {
    key: String,
    /// Whether it is certain to be of a name.
    is_sure: bool,
}

/// A name that is asked for.
struct Wanted {
    range: Range<usize>,
    parts: Vec<Part>,
}

/// What a source says to a name.
enum Said {
    /// Here it stands.
    Named(Range<usize>),
    /// It does not stand there; what comes nearest.
    Unnamed(Option<Range<usize>>),
    /// Nothing that can be told.
    Nothing,
}

/// So many letters at most has what is a symbol rather than a name.
const SYMBOL: usize = 4;

/// So many words with capitals make a title of a sentence in which nearly none is without.
const TITLE: usize = 4;

impl Examination<'_> {
    /// W0239: the names that a sentence gives in its own words must be in one of its sources.
    pub(in crate::check::evidence) fn named(&self, cited: &Cited<'_>) -> Vec<Claim> {
        let own = cited.own_words();
        if !self.has_lexicon() || is_title(&own) {
            return Vec::new();
        }
        let wanted = names(&own).into_iter().filter_map(|name| wanted(&name, |at| self.is_sure_in_text(&name, at)));
        let wanted = wanted.filter(|wanted| wanted.parts.iter().any(|part| part.is_sure || part.key.starts_with(char::is_uppercase)));
        let asked = |wanted: Wanted| {
            let asked = Asked {
                claimant: cited.claimant.clone(),
                kind: Kind::Name,
                text: own[wanted.range.clone()].to_owned(),
                place: self.span(cited.in_file(wanted.range.clone())),
                sources: &cited.sources,
            };
            let answer = self.told_name(&wanted, &asked)?;
            Some(self.locked(asked.answered(answer))).filter(|claim| claim.verdict != Verdict::NotCheckable)
        };
        wanted.filter_map(asked).collect()
    }

    /// Whether a word in a sentence is of a name for certain: it begins no sentence, and is an ordinary word nowhere else.
    fn is_sure_in_text(&self, name: &Name, at: usize) -> bool {
        let word = &name.words[at];
        let is_known = is_symbol(word) || word.is_acronym() || self.own().records(&word.key);
        !word.opens && !is_known && !self.own().writes_small(&word.key) && (name.words.len() > 1 || word.key.len() > 2)
    }

    fn told_name(&self, wanted: &Wanted, asked: &Asked<'_>) -> Option<Answer> {
        let witnesses = self.witnesses(asked.sources);
        let said: Vec<(&str, &Snapshot, Said)> =
            witnesses.copies.iter().map(|(id, snapshot)| (*id, *snapshot, self.said_of(wanted, &asked.text, snapshot))).collect();
        if let Some(answer) = said.iter().find_map(|(id, snapshot, said)| named(id, snapshot, said)) {
            return Some(answer);
        }
        if said.iter().any(|(.., said)| matches!(said, Said::Nothing)) {
            return None;
        }
        if let Some(missing) = witnesses.missing {
            return Some(Answer::not_checkable(faults::no_copy(missing)));
        }
        let elsewhere = |(id, snapshot): (&str, &Snapshot)| {
            let answer = named(id, snapshot, &self.said_of(wanted, &asked.text, snapshot))?;
            Some(Answer { note: faults::not_cited(id), ..answer })
        };
        if let Some(answer) = self.others(asked.sources).find_map(elsewhere) {
            return Some(answer);
        }
        let fault = faults::no_name_told(&asked.text, asked.sources, asked.place.clone());
        let (id, snapshot, said) = said.first()?;
        Some(unnamed((id, snapshot), said, fault))
    }

    /// What a source says to a name; `written` is the name as it is written.
    fn said_of(&self, wanted: &Wanted, written: &str, snapshot: &Snapshot) -> Said {
        let (index, start) = (snapshot.names(), snapshot.start());
        let moved = |range: Range<usize>| start + range.start..start + range.end;
        let keys: Vec<&str> = wanted.parts.iter().map(|part| part.key.as_str()).collect();
        let is_sure = |at: &usize| wanted.parts[*at].is_sure;
        let bearing = index.bearing(&keys);
        if let Bearing::Together(range) = bearing {
            return Said::Named(moved(range));
        }
        if let Some(range) = self.otherwise_named(written, &keys, snapshot) {
            return Said::Named(moved(range));
        }
        match bearing {
            Bearing::Missing(_) | Bearing::Mixed(_) if snapshot.is_foreign => Said::Nothing,
            Bearing::Missing(missing) if missing.iter().any(is_sure) => {
                match index.by_last_word(&keys).filter(|_| !has_small_word(written)) {
                    Some(range) => Said::Named(moved(range)),
                    None => Said::Unnamed(index.nearest(&keys).map(moved)),
                }
            }
            Bearing::Missing(missing) => {
                let present: Vec<&str> = (0..keys.len()).filter(|at| !missing.contains(at)).map(|at| keys[at]).collect();
                if let Bearing::Together(range) = index.bearing(&present) { Said::Named(moved(range)) } else { Said::Nothing }
            }
            Bearing::Mixed(range) if wanted.parts.iter().all(|part| part.is_sure) => Said::Unnamed(Some(moved(range))),
            Bearing::Apart(range) | Bearing::Mixed(range) | Bearing::Together(range) => Said::Named(moved(range)),
            Bearing::Small => Said::Nothing,
        }
    }

    /// Where a source gives a name by its initials, or one that the registry knows by another spelling.
    fn otherwise_named(&self, written: &str, keys: &[&str], snapshot: &Snapshot) -> Option<Range<usize>> {
        let index = snapshot.names();
        if let Some(range) = index.spelt(keys) {
            return Some(range);
        }
        let registries = self.registries();
        let entity = registries.entities.get(&registries.entity_id(written))?;
        let spellings = std::iter::once(&entity.label).chain(&entity.aliases);
        spellings.into_iter().find_map(|spelling| {
            let words: Vec<String> = words(spelling).into_iter().filter(|word| word.is_capital).map(|word| word.key).collect();
            let keys: Vec<&str> = words.iter().map(String::as_str).collect();
            match index.bearing(&keys) {
                Bearing::Together(range) if !keys.is_empty() => Some(range),
                _ => index.spelt(&keys),
            }
        })
    }

    /// Whether the value of a key fact is a name, or a list of names.
    pub(in crate::check::evidence) fn is_name(&self, fact: &KeyFact) -> bool {
        let is_text = matches!(fact.quantity, Quantity::Text(_)) && self.has_lexicon();
        is_text && is_all_names(&fact.value) && self.wanted_of(fact).iter().any(|wanted| wanted.parts.iter().any(|part| part.is_sure))
    }

    /// E0234: the names in a key fact must be in its source. `None` if nothing can be told of them.
    pub(in crate::check::evidence) fn fact_names(&self, fact: &KeyFact, of: (&str, &Snapshot), place: &Place) -> Option<Answer> {
        if !self.has_lexicon() {
            return None;
        }
        let fault = || faults::no_name(fact, &fact.value, of.0, place.clone());
        let answer = self.answer(&self.demanded_of(fact), &fact.value, of, fault)?;
        (answer.verdict != Verdict::Found || is_all_names(&fact.value)).then_some(answer)
    }

    /// E0234: what became of a figure or date, unless a name beside it is not in the source.
    pub(in crate::check::evidence) fn beside(&self, fact: &KeyFact, of: (&str, &Snapshot), answer: Answer) -> Answer {
        let is_text = matches!(fact.quantity, Quantity::Text(_));
        if answer.verdict != Verdict::Found || is_text || !self.has_lexicon() || !self.own().tells_names(false) {
            return answer;
        }
        // What has capitals within is a unit: `MWh`.
        let is_plain = |wanted: &Wanted| words(&fact.value[wanted.range.clone()]).iter().all(|word| !word.has_inner_capital);
        let wanted: Vec<Wanted> = self.demanded_of(fact).into_iter().filter(is_plain).collect();
        let fault = || faults::no_name(fact, &fact.value, of.0, self.place_in_fact(fact, &fact.value));
        self.answer(&wanted, &fact.value, of, fault).filter(|other| other.verdict != Verdict::Found).unwrap_or(answer)
    }

    /// The names that the value of a key fact gives.
    fn wanted_of(&self, fact: &KeyFact) -> Vec<Wanted> {
        let value = &fact.value;
        let is_list = is_all_names(value);
        let is_known = || asks_for_name(&fact.label) || words(value).iter().any(|word| self.own().writes_large(&word.key));
        let asks = is_list && is_known();
        let is_sure = |name: &Name, at: usize| {
            let word = &name.words[at];
            let is_first = word.range.start == 0;
            let is_within = value.starts_with(char::is_lowercase) || !is_first && !is_list;
            // What stands at a figure is a currency or a unit.
            let is_measure = value[word.range.end..].trim_start().starts_with(|next: char| next.is_ascii_digit());
            !is_measure && !self.own().writes_small(&word.key) && (is_within || asks || self.own().tells_names(is_first))
        };
        names(value).into_iter().filter_map(|name| wanted(&name, |at| is_sure(&name, at))).collect()
    }

    /// The same without demanding what the record of a source says, or the entity that the fact is about.
    fn demanded_of(&self, fact: &KeyFact) -> Vec<Wanted> {
        let entity: Vec<String> = fact.entity.iter().flat_map(|entity| words(entity)).map(|word| word.key).collect();
        let mut all = self.wanted_of(fact);
        for part in all.iter_mut().flat_map(|wanted| &mut wanted.parts) {
            part.is_sure &= !self.own().records(&part.key) && !entity.contains(&part.key);
        }
        all
    }

    /// E0234: who says it, by a key fact, must be in its source.
    pub(in crate::check::evidence) fn speaker(&self, fact: &KeyFact, sources: &[&str]) -> Option<Claim> {
        let (said_by, source) = (fact.said_by.as_ref()?, *sources.first()?);
        let starts_small = said_by.starts_with(char::is_lowercase);
        let is_sure = |name: &Name, at: usize| (at > 0 || starts_small) && !self.own().writes_small(&name.words[at].key);
        let wanted: Vec<Wanted> = names(said_by).into_iter().filter_map(|name| wanted(&name, |at| is_sure(&name, at))).collect();
        if !self.has_lexicon() || wanted.is_empty() {
            return None;
        }
        let place = self.place_in_fact(fact, said_by);
        let answer = match self.copy(source) {
            None => Answer::not_checkable(faults::no_copy(source)),
            Some(snapshot) => {
                self.answer(&wanted, said_by, (source, snapshot), || faults::no_name(fact, said_by, source, place.clone()))?
            }
        };
        let asked = Asked { claimant: Claimant::Fact(fact.id.clone()), kind: Kind::Name, text: said_by.clone(), place, sources };
        Some(self.locked(asked.answered(answer)))
    }

    /// What becomes of several names that must all be in one source.
    fn answer(&self, all: &[Wanted], text: &str, of: (&str, &Snapshot), fault: impl Fn() -> Diagnostic) -> Option<Answer> {
        let said: Vec<Said> = all.iter().map(|wanted| self.said_of(wanted, &text[wanted.range.clone()], of.1)).collect();
        if let Some(said) = said.iter().find(|said| matches!(said, Said::Unnamed(_))) {
            return Some(unnamed(of, said, fault()));
        }
        let first = said.first()?;
        if said.iter().any(|said| matches!(said, Said::Nothing)) { None } else { named(of.0, of.1, first) }
    }
}

/// The words of a name that can be asked for; none if there are none. `is_sure` tells which are certain to be of a name.
fn wanted(name: &Name, is_sure: impl Fn(usize) -> bool) -> Option<Wanted> {
    let (mut parts, mut at, mut range) = (Vec::new(), 0, 0..0);
    while at < name.words.len() {
        let (key, length) = compound(name, at);
        let word = &name.words[at];
        let is_asked = key.chars().nth(1).is_some() && !is_no_name(&key) && !(word.opens && is_opening(&key));
        if is_asked {
            let start = if parts.is_empty() { word.range.start } else { range.start };
            range = start..name.words[at + length - 1].range.end;
            parts.push(Part { key, is_sure: is_sure(at) });
        }
        at += length;
    }
    (!parts.is_empty()).then_some(Wanted { range, parts })
}

/// The word of a name there, or several that are one in the table of other spellings, and how many they are.
fn compound(name: &Name, at: usize) -> (String, usize) {
    let joined = |length: usize| {
        let words = name.words.get(at..at + length)?;
        let key = words.iter().map(|word| word.key.as_str()).collect::<Vec<_>>().join(" ");
        (!also_called(&key).is_empty()).then_some((key, length))
    };
    joined(3).or_else(|| joined(2)).unwrap_or_else(|| (name.words[at].key.clone(), 1))
}

fn named(id: &str, snapshot: &Snapshot, said: &Said) -> Option<Answer> {
    match said {
        Said::Named(range) => Some(Answer { passage: Some(passage(id, snapshot, range.clone())), ..Answer::new(Verdict::Found) }),
        _ => None,
    }
}

/// A name that a source does not give, with what comes nearest.
fn unnamed((id, snapshot): (&str, &Snapshot), said: &Said, fault: Diagnostic) -> Answer {
    let answer = Answer::new(Verdict::NotFound);
    let Said::Unnamed(Some(range)) = said else { return answer.told(fault) };
    let passage = passage(id, snapshot, range.clone());
    let note = format!("the nearest name is “{}”", passage.words);
    let finding = fault.note(note.clone(), passage.place.clone());
    Answer { passage: Some(passage), note, ..answer }.told(finding)
}

fn has_small_word(name: &str) -> bool {
    name.split_whitespace().any(|word| word.starts_with(char::is_lowercase))
}

/// Whether a value consists of names and the words that join them.
fn is_all_names(value: &str) -> bool {
    let is_part = |word: &Word| word.is_capital || is_opening(&word.key) || JOINERS.contains(&word.key.as_str());
    let words = words(value);
    words.iter().any(|word| word.is_capital) && words.iter().all(is_part)
}

/// Whether a word is no name but a symbol or a degree: `MWh`, `PhD`.
fn is_symbol(word: &Word) -> bool {
    word.has_inner_capital && word.key.len() <= SYMBOL
}

/// Whether a sentence is written like a title, so that capitals tell nothing: what is small in it are words that titles
/// write small.
fn is_title(sentence: &str) -> bool {
    let words = words(sentence);
    let is_small =
        |word: &&Word| !word.is_capital && (is_finite(&word.key) || !is_opening(&word.key)) && !JOINERS.contains(&word.key.as_str());
    words.iter().filter(|word| word.is_capital && !word.opens).count() >= TITLE && !words.iter().any(|word| is_small(&word))
}
