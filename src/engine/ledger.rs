//! The ledger: for every output of the last build, what it rested on, and why it is made again or kept.
//!
//! An output is kept if it rests on what it did ([`Rests`], and the same ground), if every question that its templates
//! asked would be answered as it was, and if the file that was made still stands. Each [`Reason`] names the first of these
//! that does not hold.

use std::fmt;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::base::{Digest, OutputPath};
use crate::output::rests::Rests;
use crate::output::{OutputFile, Print};
use crate::theme::{Answers, Question};

/// What one output rested on, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// What was known before it was printed.
    pub rests: Rests,
    /// What its templates asked: positions in [`Ledger::asked`].
    pub asked: Vec<usize>,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Their number.
    pub len: u64,
    /// The version of what it was drawn from, if it is a picture that was drawn.
    pub drawn: Option<Digest>,
}

impl Trace {
    /// The output as it stands.
    #[must_use]
    pub fn standing(&self) -> Print {
        Print { file: OutputFile::standing(self.digest, self.len), drawn: self.drawn }
    }
}

/// The outputs of one build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// What all of them rested on.
    pub ground: Option<Digest>,
    /// What all of them together rested on, beside the ground and what was asked.
    pub world: Option<Digest>,
    /// What was asked, each with the version of the answer.
    pub asked: Vec<(Question, Digest)>,
    /// The outputs.
    pub traces: FxHashMap<OutputPath, Trace>,
}

/// Why an output was made, or was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nothing that it rests on has changed.
    Kept,
    /// There was no such output before.
    New,
    /// Settings, or Nutgraf itself.
    Ground,
    /// The menu, and what else every page shows of the site.
    Frame,
    /// Its own file, tag or list.
    Own,
    /// What it shows of other pages.
    Shown,
    /// Its template.
    Template,
    /// The answer to something its template asks.
    Answer(Box<Question>),
    /// The file in the output folder is gone or is not the one that was made.
    NotStanding,
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept => out.write_str("nothing that it is made from has changed"),
            Self::New => out.write_str("it is new, or the last build is not known"),
            Self::Ground => out.write_str("the settings, the fonts or Nutgraf itself changed"),
            Self::Frame => out.write_str("the menu changed, or which lists there are"),
            Self::Own => out.write_str("its own file or list changed"),
            Self::Shown => out.write_str("a page that it shows or links to changed"),
            Self::Template => out.write_str("its template changed"),
            Self::Answer(question) => write!(out, "its template asks for {question}, and the answer changed"),
            Self::NotStanding => out.write_str("the published file was changed or removed by something else"),
        }
    }
}

/// The ledger of the last build, held against the site as it is now.
pub struct Comparison<'a> {
    ledger: &'a Ledger,
    /// Whether what everything rests on is what it was; if it is not, nothing of the last build says anything.
    pub same_ground: bool,
    /// Whether each question is still answered as it was.
    same_answer: Vec<bool>,
}

impl<'a> Comparison<'a> {
    /// Asks everything again that was asked.
    #[must_use]
    pub fn new(ledger: &'a Ledger, ground: Digest, answers: &Answers) -> Self {
        let same_ground = ledger.ground == Some(ground);
        let is_same = |(question, version): &(Question, Digest)| same_ground && answers.version(question) == Some(*version);
        Self { ledger, same_ground, same_answer: ledger.asked.iter().map(is_same).collect() }
    }

    /// What became of the output at `path` in the last build, if it was there and still stands.
    #[must_use]
    pub fn reason(&self, path: &OutputPath, rests: &Rests, standing: Option<Digest>) -> (Reason, Option<&'a Trace>) {
        let trace = self.ledger.traces.get(path);
        let reason = match trace {
            None => Reason::New,
            Some(_) if !self.same_ground => Reason::Ground,
            Some(trace) if trace.rests.own != rests.own => Reason::Own,
            Some(trace) if trace.rests.template != rests.template => Reason::Template,
            Some(trace) if trace.rests.frame != rests.frame => Reason::Frame,
            Some(trace) if trace.rests.shown != rests.shown => Reason::Shown,
            Some(trace) => match trace.asked.iter().find(|number| !self.same_answer.get(**number).copied().unwrap_or(false)) {
                Some(number) => self.ledger.asked.get(*number).map_or(Reason::New, |(asked, _)| Reason::Answer(Box::new(asked.clone()))),
                None if standing != Some(trace.digest) => Reason::NotStanding,
                None => Reason::Kept,
            },
        };
        (reason, trace)
    }
}

/// The ledger of a build in the making. Questions keep one number across both builds.
#[derive(Debug, Default)]
pub struct Writing {
    numbers: FxHashMap<Question, usize>,
    asked: Vec<(Question, Digest)>,
    traces: FxHashMap<OutputPath, Trace>,
}

impl Writing {
    /// Enters an output; `asked` are numbers in `questions`.
    pub fn enter(&mut self, path: OutputPath, trace: Trace, questions: &[(Question, Digest)]) {
        let asked = trace.asked.iter().filter_map(|number| questions.get(*number)).map(|asked| self.number(asked)).collect();
        self.traces.insert(path, Trace { asked, ..trace });
    }

    fn number(&mut self, asked: &(Question, Digest)) -> usize {
        if let Some(number) = self.numbers.get(&asked.0) {
            return *number;
        }
        self.numbers.insert(asked.0.clone(), self.asked.len());
        self.asked.push(asked.clone());
        self.asked.len() - 1
    }

    /// The finished ledger.
    #[must_use]
    pub fn finish(self, ground: Digest, world: Option<Digest>) -> Ledger {
        Ledger { ground: Some(ground), world, asked: self.asked, traces: self.traces }
    }
}
