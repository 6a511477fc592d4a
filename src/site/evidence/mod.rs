//! Evidence: what became of the claims of a briefing when they were held against the copies of its sources.
//!
//! The rules are in `check/evidence`; here is what they find, as values, for messages, reports and pages. A claim was
//! found, found otherwise or not found; whether it is true, nobody here knows, and no word of this file says so.

pub mod lock;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::lock::Lock;
use super::graph::PageId;
use crate::base::{Diagnostic, Digest, OutputPath, Place, Severity};

/// Whether names and the wording of sentences are compared in a language, by its tag: there is a lexicon of reporting verbs
/// and hedges for English alone, and other languages write other words than names with capitals. Quotations, figures and dates are compared in every language.
#[must_use]
pub fn compares_wording(language: &str) -> bool {
    language.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}

/// What a claim consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Words that are given as a source's own.
    Quotation,
    /// A count or a measure.
    Number,
    /// A sum of money.
    Money,
    /// A percentage.
    Percent,
    /// A date.
    Date,
    /// A range of dates.
    DateRange,
    /// A name, or the value of a key fact that lists some.
    Name,
    /// The value of a key fact that is neither figure, date nor name.
    Text,
    /// A sentence in which there is nothing to compare.
    Statement,
}

impl Kind {
    /// Its name: `date-range`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Quotation => "quotation",
            Self::Number => "number",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::DateRange => "date-range",
            Self::Name => "name",
            Self::Text => "text",
            Self::Statement => "statement",
        }
    }
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// It stands there.
    Found,
    /// It stands there otherwise.
    Differs,
    /// It does not stand there.
    NotFound,
    /// It cannot be true together with something else that is said.
    Conflicts,
    /// There is nothing to hold it against, or no rule for it.
    NotCheckable,
}

impl Verdict {
    /// Every verdict, in the order reports count them.
    pub const ALL: [Self; 5] = [Self::Found, Self::Differs, Self::NotFound, Self::Conflicts, Self::NotCheckable];

    /// Its name: `not found`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Differs => "differs",
            Self::NotFound => "not found",
            Self::Conflicts => "conflicts",
            Self::NotCheckable => "not checkable",
        }
    }
}

/// A difference of typesetting that was not held against a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Folding {
    /// Dashes and hyphens of several kinds.
    Dashes,
    /// Quotation marks and apostrophes of several kinds.
    Quotes,
    /// Kinds and numbers of spaces.
    Spaces,
    /// Characters that nobody sees: soft hyphens, joiners.
    Invisible,
    /// Three dots for an ellipsis.
    Ellipsis,
    /// Letters with marks, written in one character or in several.
    Composition,
    /// The case of the first letter.
    FirstLetter,
    /// Words left out or put in, marked as such.
    Gaps,
}

impl Folding {
    /// Its name: `first letter`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dashes => "dashes",
            Self::Quotes => "quotation marks",
            Self::Spaces => "spaces",
            Self::Invisible => "invisible characters",
            Self::Ellipsis => "ellipsis",
            Self::Composition => "composed letters",
            Self::FirstLetter => "first letter",
            Self::Gaps => "marked gaps",
        }
    }
}

/// What of a briefing makes a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Claimant {
    /// The key fact with this id.
    Fact(String),
    /// The sentence up to a citation, by the position of the citation in the text; of several in one bracket the first.
    Citation(usize),
    /// Words of the text or of its title that cite nothing.
    Text,
}

/// Where a source says something: its own characters, never folded ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// The id of the source in the briefing.
    pub source: String,
    /// Where the words stand in the copy.
    pub place: Place,
    /// What stands before them in their sentence, as far as it is shown.
    pub before: String,
    /// The words.
    pub words: String,
    /// What stands behind them in their sentence, as far as it is shown.
    pub after: String,
}

/// One claim, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// What makes it.
    pub claimant: Claimant,
    /// What it consists of.
    pub kind: Kind,
    /// As it is written.
    pub text: String,
    /// Where.
    pub place: Place,
    /// The ids of the sources that it names.
    pub sources: Vec<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// Where a source says it, or what comes nearest.
    pub passage: Option<Passage>,
    /// What was not held against it.
    pub foldings: Vec<Folding>,
    /// What else there is to say; may be empty.
    pub note: String,
    /// What is told of it.
    pub finding: Option<Diagnostic>,
    /// Why nothing is told of it.
    pub waived: Option<String>,
}

impl Claim {
    /// How much what was found matters; none where it stands in its source.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        let told = self.finding.as_ref().map(|finding| finding.severity);
        told.or((self.verdict != Verdict::Found).then_some(Severity::Info))
    }

    /// Whether there is a rule for it, if the source is at hand: it quotes, tells a figure or a date in digits, or is a name
    /// in a key fact.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        let has_digits = || self.text.contains(|character: char| character.is_ascii_digit());
        match self.kind {
            Kind::Quotation => true,
            Kind::Name => matches!(self.claimant, Claimant::Fact(_)),
            Kind::Text | Kind::Statement => false,
            _ => has_digits(),
        }
    }

    /// The passage that bears it out.
    #[must_use]
    pub fn borne_out(&self) -> Option<&Passage> {
        self.passage.as_ref().filter(|_| self.verdict == Verdict::Found)
    }
}

/// Claims, each with the passage that readers are shown of it. A sentence may give many names: one is shown, and only where
/// nothing else of the sentence leads to its source.
pub fn shown(claims: &[Claim]) -> impl Iterator<Item = (&Claim, Option<&Passage>)> {
    let mut known: BTreeSet<(usize, &str)> = BTreeSet::new();
    claims.iter().map(move |claim| {
        let passage = claim.borne_out().filter(|passage| match claim.claimant {
            Claimant::Citation(first) => known.insert((first, &passage.source)) || claim.kind != Kind::Name,
            Claimant::Fact(_) | Claimant::Text => true,
        });
        (claim, passage)
    })
}

/// A copy of a source that claims were held against.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Copy {
    /// The id of the source in the briefing.
    pub source: String,
    /// The file, a path below `content/`.
    pub file: String,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// Whether the file is not at hand, so that the lock stood in for it.
    pub is_locked: bool,
}

/// What came of holding one briefing against its sources.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Examined {
    /// Its claims, in the order of the text, key facts behind.
    pub claims: Vec<Claim>,
    /// The copies that they were held against, by their sources.
    pub copies: Vec<Copy>,
    /// What is wrong with its copies and waivers.
    pub faults: Vec<Diagnostic>,
    /// Of what readers see of it.
    pub version: Digest,
}

impl Examined {
    /// What came of it, with its version.
    #[must_use]
    pub fn new(claims: Vec<Claim>, copies: Vec<Copy>, faults: Vec<Diagnostic>) -> Self {
        let seen: Vec<_> = shown(&claims).filter_map(|(claim, passage)| Some((&claim.claimant, passage?))).collect();
        let hashes: Vec<_> = copies.iter().map(|copy| (&copy.source, &copy.sha256)).collect();
        let version = Digest::of_value(&(seen, hashes));
        Self { claims, copies, faults, version }
    }

    /// Everything that is told of it.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter().chain(self.claims.iter().filter_map(|claim| claim.finding.as_ref()))
    }
}

/// A page of the site with what came of it.
#[derive(Debug, Clone)]
pub struct PageEvidence {
    /// The page.
    pub path: OutputPath,
    /// Its title.
    pub title: String,
    /// What came of it.
    pub examined: Arc<Examined>,
}

/// What came of all briefings that rest on copies of sources.
#[derive(Debug, Clone, Default)]
pub struct Evidence(pub BTreeMap<PageId, Arc<Examined>>);

impl Evidence {
    /// What came of one page; none where it rests on no copy.
    #[must_use]
    pub fn of(&self, page: PageId) -> Option<&Examined> {
        self.0.get(&page).map(|examined| &**examined)
    }

    /// Everything that is told of all pages.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.values().flat_map(|examined| examined.findings())
    }

    /// The pages that were examined.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Examined)> {
        self.0.iter().map(|(id, examined)| (*id, &**examined))
    }

    /// The claims of a page.
    #[must_use]
    pub fn claims(&self, page: PageId) -> &[Claim] {
        self.of(page).map_or(&[], |examined| &examined.claims)
    }

    /// The version of what readers see of a page's evidence.
    #[must_use]
    pub fn version(&self, page: PageId) -> Option<Digest> {
        Some(self.of(page)?.version)
    }
}
