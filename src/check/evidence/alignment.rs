//! Alignment: which sentences and clauses of a source speak of what a sentence of a briefing speaks of.
//!
//! Two texts are taken to speak of the same by their anchors: figures and dates (`two thirds` is `67%` is `#67%`), names, and
//! words by how rare they are in the source (inverse document frequency: Spärck Jones, "A statistical interpretation of term
//! specificity", 1972). Words that say how sure somebody is are no anchors. Where there are too few anchors nothing is
//! aligned, and what is not aligned is not judged. Only the rarest words of a sentence are followed into the source, so that
//! asking is linear in it at worst.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use rustc_hash::FxHashMap;

use super::clauses::{Word, clauses, sentences, words};
use super::lexicon::{self, Role};
use super::mention::mentions;
use super::negation::{self, Negative};
use crate::briefing::quantity::{Amount, Decimal, Quantity, Value};

/// A word that is in more sentences than this is followed into none of them to align, and into so many for a figure that may be
/// worked out.
const COMMON: usize = 60;

/// The verb of a marker is among so many words behind it.
const VERB_WITHIN: usize = 3;

/// So many sentences are gone through for a figure that may be worked out.
const FOLLOWED: usize = 200;

/// So many of the best sentences are kept.
const KEPT: usize = 3;

/// A clause: what it is about, and what is done to that.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Where it stands in its text.
    pub range: Range<usize>,
    /// What it is about: stems of words, figures, dates.
    pub terms: BTreeSet<String>,
    /// The markers in it.
    pub markers: Vec<Marker>,
    /// What it denies, and what in it may mean a denial.
    pub denials: Vec<Denial>,
}

/// A word that denies, or may mean as much, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// What it does.
    pub negative: Negative,
    /// Where.
    pub range: Range<usize>,
    /// The word itself, in lower case; one that only means a denial without its ending.
    pub word: String,
    /// The first word behind it that is no auxiliary; itself if there is none.
    pub verb: String,
    /// Where that stands.
    pub verb_range: Range<usize>,
    /// The first term behind it, if there is one: what is denied.
    pub behind: Option<String>,
}

/// A marker where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// What it does.
    pub role: Role,
    /// Where.
    pub range: Range<usize>,
    /// The term right before it, often the subject of its verb; may be empty.
    pub subject: String,
    /// The first term behind it, often the verb that it belongs to; may be empty.
    pub verb: String,
}

impl Clause {
    /// The clauses of a sentence.
    #[must_use]
    pub fn all(text: &str, sentence: Range<usize>) -> Vec<Self> {
        let mut figures = figures(&text[sentence.clone()]);
        figures.sort_by_key(|(at, _)| *at);
        Self::with(Some(&figures), text, sentence)
    }

    /// The clauses of a sentence, as if it had no figures, no dates and no denials: to look for these takes twice as long as
    /// all else.
    #[must_use]
    pub fn without_figures(text: &str, sentence: Range<usize>) -> Vec<Self> {
        Self::with(None, text, sentence)
    }

    fn with(known: Option<&[(usize, String)]>, text: &str, sentence: Range<usize>) -> Vec<Self> {
        let (words, figures) = (words(&text[sentence.clone()]), known.unwrap_or_default());
        let of = |range: Range<usize>| {
            let inner = range.start - sentence.start..range.end - sentence.start;
            let from = words.partition_point(|word| word.range.start < inner.start);
            let to = words.partition_point(|word| word.range.start < inner.end);
            let own = &words[from..to];
            let first = figures.partition_point(|(at, _)| *at < inner.start);
            let named = figures[first..].iter().take_while(|(at, _)| *at < inner.end).map(|(_, figure)| figure.clone());
            let terms = own.iter().filter(|word| is_term(word)).map(|word| stem(&word.lower)).chain(named).collect();
            let denials = known.map_or_else(Vec::new, |_| denials(&words, from..to, sentence.start));
            Self { range, terms, markers: markers(&words, from..to, sentence.start), denials }
        };
        clauses(text, sentence.clone()).into_iter().map(of).collect()
    }

    /// Its first marker of one of these roles.
    #[must_use]
    pub fn marker(&self, roles: &[Role]) -> Option<&Marker> {
        self.markers.iter().find(|marker| roles.contains(&marker.role))
    }

    /// Whether it has a marker of one of these roles.
    #[must_use]
    pub fn has(&self, roles: &[Role]) -> bool {
        self.marker(roles).is_some()
    }
}

/// The markers among some words of a sentence, of whose text `at` bytes stand before.
fn markers(words: &[Word], some: Range<usize>, at: usize) -> Vec<Marker> {
    let lower: Vec<&str> = words[some.clone()].iter().map(|word| word.lower.as_str()).collect();
    let (mut found, mut next) = (Vec::new(), some.start);
    while next < some.end {
        let known = lexicon::role(&lower[next - some.start..]).filter(|_| !is_month(words, next));
        let Some((role, length)) = known else {
            next += 1;
            continue;
        };
        let last = (next + length.max(1) - 1).min(some.end - 1);
        let subject = next.checked_sub(1).and_then(|before| words.get(before)).filter(|word| is_term(word));
        let subject = subject.map_or_else(String::new, |word| stem(&word.lower));
        let verb = words[last + 1..].iter().take(VERB_WITHIN).find(|word| is_term(word)).map_or_else(String::new, |word| stem(&word.lower));
        found.push(Marker { role, range: at + words[next].range.start..at + words[last].range.end, subject, verb });
        next += length.max(1);
    }
    found
}

/// What some words of a sentence deny.
fn denials(words: &[Word], some: Range<usize>, at: usize) -> Vec<Denial> {
    let lower: Vec<&str> = words[some.clone()].iter().map(|word| word.lower.as_str()).collect();
    let found = some.clone().filter_map(|next| {
        let before = next.checked_sub(1).map_or("", |before| words[before].lower.as_str());
        let negative = negation::negative(before, &lower[next - some.start..])?;
        let (own, behind) = (&words[next], &words[next + 1..some.end]);
        let word = if negative == Negative::Meant { stem(&own.lower) } else { own.lower.clone() };
        let verb = behind.iter().find(|word| !negation::is_beside(&word.lower)).unwrap_or(own);
        let (verb, verb_range) = (verb.lower.clone(), at + verb.range.start..at + verb.range.end);
        let behind = behind.iter().find(|word| is_term(word)).map(|word| stem(&word.lower));
        Some(Denial { negative, range: at + own.range.start..at + own.range.end, word, verb, verb_range, behind })
    });
    found.collect()
}

/// Whether a word is the month of May: a figure stands beside it.
fn is_month(words: &[Word], at: usize) -> bool {
    let is_figure = |at: usize| words.get(at).is_some_and(|word| word.lower.starts_with(|first: char| first.is_ascii_digit()));
    words[at].lower == "may" && (is_figure(at + 1) || at.checked_sub(1).is_some_and(is_figure))
}

fn is_term(word: &Word) -> bool {
    !word.lower.starts_with(|first: char| first.is_ascii_digit()) && !lexicon::is_empty(&word.lower)
}

/// The figures and dates of a text, each by what it says, with its place.
fn figures(text: &str) -> Vec<(usize, String)> {
    let found = mentions(text);
    let amounts = found.all.iter().map(|mention| (mention.range.start, term_of(&mention.quantity)));
    let days = found.days.iter().map(|day| (day.range.start, format!("@{}-{}", day.month, day.day.unwrap_or_default())));
    amounts.chain(days).collect()
}

/// A figure or date as a term.
#[must_use]
pub fn term_of(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Amount(Amount { value: Value::One(value) | Value::Range(_, value), .. }) => format!("#{value}"),
        Quantity::Amount(Amount { value: Value::Share(part, whole), .. }) => {
            // As a percentage: that is how a share is told otherwise.
            let percent = (part * 100 + whole / 2).checked_div(*whole).and_then(|percent| Decimal::new(i128::from(percent), 0));
            format!("#{}", percent.unwrap_or(Decimal::ZERO))
        }
        Quantity::Time(time) => format!("@{:?}", time.span),
        Quantity::Text(_) => String::new(),
    }
}

/// A word without its endings: of a plural, a participle, a genitive, an adverb.
#[must_use]
pub fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let long = |stem: &&str| stem.chars().count() > 2;
    let ending = [
        ("ies", "y"),
        ("ied", "y"),
        ("ations", "at"),
        ("ation", "at"),
        ("ings", ""),
        ("ing", ""),
        ("edly", ""),
        ("ed", ""),
        ("ers", ""),
        ("er", ""),
        ("es", ""),
        ("s", ""),
        ("ly", ""),
    ];
    let cut = ending.iter().find_map(|(ending, put)| Some(format!("{}{put}", word.strip_suffix(ending).filter(long)?)));
    let cut = cut.unwrap_or_else(|| word.to_owned());
    let bare = cut.strip_suffix('e').filter(long).unwrap_or(&cut);
    // `cancelled` and `cancel`, `stopped` and `stop`.
    let mut ends = bare.chars().rev();
    let is_double = matches!((ends.next(), ends.next()), (Some(last), Some(before)) if last == before && last.is_alphabetic());
    let length = bare.chars().next_back().map_or(0, char::len_utf8);
    if is_double { bare[..bare.len() - length].to_owned() } else { bare.to_owned() }
}

/// A text as what others say is held against it: its sentences, by what they are about.
#[derive(Debug, Default)]
pub struct Index {
    /// For each sentence its clauses.
    pub sentences: Vec<Vec<Clause>>,
    places: FxHashMap<String, Vec<u32>>,
}

/// A sentence of a source that speaks of the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aligned {
    /// Its position in the source.
    pub sentence: usize,
    /// How much the two share, by rarity.
    pub weight: f32,
    /// How many anchors they share.
    pub shared: usize,
}

impl Index {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut own = Self::default();
        for (at, sentence) in sentences(text).into_iter().enumerate() {
            let clauses = Clause::all(text, sentence);
            let terms: BTreeSet<&String> = clauses.iter().flat_map(|clause| &clause.terms).collect();
            for term in terms {
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                own.places.entry(term.clone()).or_default().push(at);
            }
            own.sentences.push(clauses);
        }
        own
    }

    /// How much a shared term tells.
    #[must_use]
    pub fn weight(&self, term: &str) -> f32 {
        weight(term, self.count(term), self.sentences.len())
    }

    /// In how many sentences a term stands.
    #[must_use]
    pub fn count(&self, term: &str) -> usize {
        self.places.get(term).map_or(0, Vec::len)
    }

    /// The sentences that share most with these terms, the best first.
    #[must_use]
    pub fn align(&self, terms: &BTreeSet<String>) -> Vec<Aligned> {
        let mut found: FxHashMap<u32, (f32, usize)> = FxHashMap::default();
        for term in terms {
            let places = self.places.get(term).map_or(&[][..], Vec::as_slice);
            let weight = self.weight(term);
            for at in places.iter().filter(|_| places.len() <= COMMON) {
                let (sum, count) = found.entry(*at).or_default();
                (*sum, *count) = (*sum + weight, *count + 1);
            }
        }
        let aligned = |(sentence, (weight, shared)): (u32, (f32, usize))| Aligned { sentence: sentence as usize, weight, shared };
        let mut best: Vec<Aligned> = found.into_iter().map(aligned).collect();
        best.sort_by(|left, right| right.weight.total_cmp(&left.weight).then(left.sentence.cmp(&right.sentence)));
        best.truncate(KEPT);
        best
    }

    /// The sentences in which any of these terms stands, in order; all of them where there are no terms. Of words that stand
    /// everywhere, and of very many sentences, only the first are followed, so that asking is bounded in long texts.
    #[must_use]
    pub fn with_any(&self, terms: &BTreeSet<String>) -> Vec<usize> {
        if terms.is_empty() {
            return (0..self.sentences.len().min(FOLLOWED)).collect();
        }
        let places = terms.iter().filter_map(|term| self.places.get(term));
        let sentences: BTreeSet<usize> = places.flat_map(|places| places.iter().take(COMMON)).map(|at| *at as usize).collect();
        sentences.into_iter().take(FOLLOWED).collect()
    }

    /// How many of these terms stand in any of these sentences.
    #[must_use]
    pub fn shares(&self, sentences: RangeInclusive<usize>, terms: &BTreeSet<String>) -> usize {
        let clauses = || sentences.clone().filter_map(|at| self.sentences.get(at)).flatten();
        terms.iter().filter(|term| clauses().any(|clause| clause.terms.contains(*term))).count()
    }

    /// How much two sets of terms share, and how many.
    #[must_use]
    pub fn shared(&self, left: &BTreeSet<String>, right: &BTreeSet<String>) -> (f32, usize) {
        left.intersection(right).fold((0.0, 0), |(sum, count), term| (sum + self.weight(term), count + 1))
    }
}

/// How much a term tells that stands in so many sentences of so many.
#[must_use]
pub fn weight(term: &str, count: usize, sentences: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a weight need not be exact")]
    let rarity = ((sentences + 1) as f32 / (count.max(1)) as f32).ln();
    if term.starts_with(['#', '@']) { rarity * 1.5 } else { rarity }
}
