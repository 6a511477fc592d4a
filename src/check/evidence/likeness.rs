//! Likeness: the figure of a source that one which is not there looks like, and may have been meant for.
//!
//! A slip of the pen leaves a figure of the same kind and about the same size, with one digit that is another, is missing or
//! stands in the wrong place. What is told of it shows that figure.

use super::examination::{Answer, Asked, Examination, Witnesses};
use super::figure::is_comparable;
use super::mention::Mention;
use super::near::Near;
use super::passage::passage;
use super::placed::is_told;
use super::snapshot::Snapshot;
use super::telling::Telling;
use crate::base::Diagnostic;
use crate::base::spelling::edits;
use crate::briefing::quantity::{Amount, Decimal, Quantity, Value};

/// Figures of so many digits are looked for in the whole source; shorter ones look like many.
const LONG: usize = 3;

/// Where a source speaks of the same, figures of so many.
const SHORT: usize = 2;

/// What was meant is at most so many times as large, or as small.
const TIMES: f64 = 10.0;

impl Examination<'_> {
    /// W0212: a figure that is in no source.
    pub(super) fn not_there(&self, mention: &Mention, telling: &Telling<'_>, asked: &Asked<'_>, witnesses: &Witnesses<'_>) -> Answer {
        let answer = self.not_told(asked, witnesses, None);
        let shown = |finding: Diagnostic| self.shown_alike(finding, mention, telling, &witnesses.copies);
        Answer { finding: answer.finding.map(shown), ..answer }
    }

    /// A finding about a figure, with the one of a source that it looks like.
    pub(super) fn shown_alike(
        &self,
        finding: Diagnostic,
        mention: &Mention,
        telling: &Telling<'_>,
        copies: &[(&str, &Snapshot)],
    ) -> Diagnostic {
        let alike = copies.iter().find_map(|(id, snapshot)| {
            let there = look_alike(mention, telling, &self.near(mention, telling, (id, snapshot)))?;
            Some(passage(id, snapshot, there.range.clone()))
        });
        match alike {
            Some(there) => finding.note(format!("it says `{}` here", there.words), there.place),
            None => finding,
        }
    }
}

/// The figure of a source that one looks like, of which its words say nothing.
pub(super) fn look_alike<'a>(mention: &Mention, telling: &Telling<'_>, near: &Near<'a>) -> Option<&'a Mention> {
    let figures = figures(mention);
    let places = near.parts().iter().chain(near.sharing()).chain(near.touching()).flat_map(|part| near.within(part));
    let is_like = |there: &Mention, length: usize| {
        let is_meant = |own: &Decimal| self::figures(there).iter().any(|other| are_alike(*own, *other, length));
        figures.iter().any(is_meant) && is_comparable(mention, there) && !is_told(telling, there)
    };
    let is_same = |there: &Mention| {
        let is_it = |own: &Decimal| {
            own.digits().to_string().len() >= LONG && self::figures(there).iter().any(|other| other.digits() == own.digits())
        };
        figures.iter().any(is_it) && !is_told(telling, there)
    };
    let all = || near.all().iter();
    let near = near.within_all().chain(places).find(|there| is_like(there, SHORT)).or_else(|| all().find(|there| is_like(there, LONG)));
    // The same digits with another unit, currency or magnitude.
    near.or_else(|| all().find(|there| is_same(there)))
}

/// The figures of a mention, of a range both ends.
fn figures(mention: &Mention) -> Vec<Decimal> {
    match &mention.quantity {
        Quantity::Amount(Amount { value: Value::One(value), .. }) => vec![*value],
        Quantity::Amount(Amount { value: Value::Range(from, to), .. }) => vec![*from, *to],
        Quantity::Amount(_) | Quantity::Time(_) | Quantity::Text(_) => Vec::new(),
    }
}

/// Whether one of two figures of at least so many digits may have been written for the other.
fn are_alike(one: Decimal, other: Decimal, length: usize) -> bool {
    let size = (one.approximate() / other.approximate()).abs();
    if !(1.0 / TIMES..=TIMES).contains(&size) {
        return false;
    }
    let (own, there) = (one.digits().to_string(), other.digits().to_string());
    own.len().min(there.len()) >= length && edits(&own, &there) <= 1
}
