//! Conflicts: key facts of one briefing that cannot all be so, whatever their sources say.
//!
//! A range of dates and a duration that is stated of it are compared as intervals, each as wide as it was written: from
//! 2018 to July 2025 are six and a half to seven and a half years and some days. "Six years" is read as completed (six to
//! under seven) and as rounded (five and a half to six and a half), which such a range may be: they conflict only if
//! neither reading can be true.

use super::examination::{Answer, Asked, Examination};
use super::faults;
use super::mention::{mentions, nouns};
use crate::briefing::KeyFact;
use crate::briefing::quantity::{Amount, Comparator, Measure, Quantity, Span, Time, Value};
use crate::site::evidence::{Claim, Claimant, Kind, Verdict};

/// Days of a unit, in the mean of the Gregorian calendar.
const UNITS: [(&str, f64); 4] = [("years", 365.2425), ("months", 30.436_875), ("weeks", 7.0), ("days", 1.0)];

/// A key fact whose dates and a stated duration cannot both be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict<'a> {
    /// The fact with the dates.
    pub dates: &'a KeyFact,
    /// The fact with the duration; the same where its value has both.
    pub duration: &'a KeyFact,
    /// How long it was by the dates: `6.5 to 7.6 years`.
    pub lasted: String,
}

/// A conflict as a claim, with what it may be waived by.
pub(super) struct Conflicting {
    /// What is told.
    pub(super) claim: Claim,
    /// The ids of the key facts that are part of it.
    pub(super) facts: Vec<String>,
    /// The words of the row it stands in; empty for a key fact.
    pub(super) row: String,
}

/// The conflicts of a briefing that nobody has asked for yet.
pub(super) struct Conflicts(Vec<Conflicting>);

impl Conflicts {
    /// Takes those that a key fact is part of.
    pub(super) fn take_of(&mut self, fact: &KeyFact) -> Vec<Claim> {
        let (own, others) = std::mem::take(&mut self.0).into_iter().partition(|conflict| conflict.facts.contains(&fact.id));
        self.0 = others;
        let own: Vec<Conflicting> = own;
        own.into_iter().map(|conflict| conflict.claim).collect()
    }

    /// The others, each with the words of its row.
    pub(super) fn left(self) -> impl Iterator<Item = (String, Claim)> {
        self.0.into_iter().map(|conflict| (conflict.row, conflict.claim))
    }
}

impl Examination<'_> {
    /// W0235, W0237: what of the briefing cannot be so together; `text` is its text.
    pub(super) fn conflicts_in(&self, text: &str) -> Conflicts {
        // A row is known for a total by its words, and its figures are read as they are written in English.
        let totals = self.has_lexicon().then(|| self.totals_of_facts(text).chain(self.totals_of_tables(text)));
        Conflicts(self.durations().chain(totals.into_iter().flatten()).collect())
    }

    /// W0235: what the key facts say of how long something lasted must fit the dates that they give.
    fn durations(&self) -> impl Iterator<Item = Conflicting> {
        conflicts(&self.head.key_facts).into_iter().map(|Conflict { dates, duration, lasted }| {
            let place = self.place_in_fact(duration, &duration.value);
            let finding = faults::conflict(dates, duration, &lasted, place.clone());
            let (claimant, text) = (Claimant::Fact(duration.id.clone()), duration.value.clone());
            let asked = Asked { claimant, kind: Kind::DateRange, text, place, sources: &[] };
            let note = format!("by the dates of “{}” it was {lasted}", dates.label);
            let claim = asked.answered(Answer { note, ..Answer::new(Verdict::Conflicts) }.told(finding));
            Conflicting { claim, facts: vec![dates.id.clone(), duration.id.clone()], row: String::new() }
        })
    }
}

/// The conflicts among the key facts of a briefing.
#[must_use]
pub fn conflicts(facts: &[KeyFact]) -> Vec<Conflict<'_>> {
    let mut found = Vec::new();
    for dates in facts {
        let Some((shortest, longest)) = length(&dates.quantity) else { continue };
        let own = qualifier(&dates.quantity).and_then(duration).map(|stated| (dates, stated));
        let others = facts.iter().filter(|other| speaks_of(other, dates)).filter_map(|other| Some((other, stated(&other.quantity)?)));
        for (fact, (amount, days)) in own.into_iter().chain(others) {
            if !can_be(&amount, days, (shortest, longest)) {
                found.push(Conflict { dates, duration: fact, lasted: told(shortest / days, longest / days, &amount) });
            }
        }
    }
    found
}

/// The shortest and the longest that a range of dates may be, in days.
fn length(quantity: &Quantity) -> Option<(f64, f64)> {
    let Quantity::Time(Time { span: Span::Range(Some(from), Some(to)), comparator: Comparator::Exactly, .. }) = quantity else {
        return None;
    };
    let ((first, last), (end_first, end_last)) = (from.interval()?, to.interval()?);
    let days = |from: jiff::civil::Date, to: jiff::civil::Date| f64::from((to - from).get_days());
    (last < end_first).then(|| (days(last, end_first), days(first, end_last) + 1.0))
}

fn qualifier(quantity: &Quantity) -> Option<&str> {
    match quantity {
        Quantity::Time(time) => time.qualifier.as_deref(),
        _ => None,
    }
}

/// The one duration that words name.
fn duration(words: &str) -> Option<(Amount, f64)> {
    let mut all = mentions(words).all.into_iter().filter_map(|mention| stated(&mention.quantity));
    all.next().filter(|_| all.next().is_none())
}

/// A duration, with the days of its unit.
fn stated(quantity: &Quantity) -> Option<(Amount, f64)> {
    let Quantity::Amount(amount) = quantity else { return None };
    let name = match &amount.measure {
        Measure::Unit(unit) => unit.name(),
        _ => return None,
    };
    let (_, days) = UNITS.iter().find(|(unit, _)| *unit == name)?;
    Some((amount.clone(), *days))
}

/// Whether a fact is about the length of another's dates: their labels have a word in common.
fn speaks_of(fact: &KeyFact, dates: &KeyFact) -> bool {
    let words = |label: &str| nouns(label, usize::MAX).into_iter().filter(|word| word.chars().count() > 3).collect::<Vec<_>>();
    let own = words(&dates.label);
    fact.id != dates.id && words(&fact.label).iter().any(|word| own.contains(word))
}

/// Whether a stated duration can be that of an interval of days.
fn can_be(amount: &Amount, days: f64, (shortest, longest): (f64, f64)) -> bool {
    let Value::One(value) = amount.value else { return true };
    let Ok(number) = value.to_string().replace(',', "").parse::<f64>() else { return true };
    let overlaps = |from: f64, to: f64| from * days <= longest && shortest <= to * days;
    match amount.comparator {
        Comparator::Exactly => overlaps(number, number + 1.0) || overlaps(number - 0.5, number + 0.5),
        Comparator::About => overlaps(number * 0.8 - 0.5, number * 1.2 + 0.5),
        Comparator::Nearly => overlaps(number * 0.8 - 0.5, number),
        Comparator::MoreThan | Comparator::AtLeast => longest >= number * days,
        Comparator::LessThan | Comparator::AtMost => shortest <= number * days,
    }
}

fn told(shortest: f64, longest: f64, amount: &Amount) -> String {
    let Measure::Unit(unit) = &amount.measure else { return String::new() };
    format!("{shortest:.1} to {longest:.1} {}", unit.name())
}

#[cfg(test)]
mod tests {
    use super::conflicts;
    use crate::briefing::KeyFact;
    use crate::briefing::quantity::parse;

    fn fact(label: &str, value: &str) -> KeyFact {
        KeyFact {
            id: label.into(),
            label: label.into(),
            value: value.into(),
            html: None,
            quantity: parse(value),
            source: None,
            quote: None,
            as_of: None,
            as_of_span: None,
            note: None,
            waive: None,
            entity: None,
            property: None,
            said_by: None,
            review_by: None,
        }
    }

    #[test]
    fn dates_and_a_stated_duration_are_compared_as_intervals() {
        for (value, duration, expected) in [
            ("2018 – July 2025", "five years", "6.5 to 7.6 years"),
            ("2018 – July 2025", "six years", ""),
            ("2018 – July 2025", "seven years", ""),
            ("2018 – July 2025", "nearly 8 years", ""),
            ("2018 – July 2025", "over 7 years", ""),
            ("2018 – July 2025", "over 8 years", "6.5 to 7.6 years"),
            ("2018 – July 2025", "about four years", "6.5 to 7.6 years"),
            ("1 March 2024 – 10 March 2024", "9 days", ""),
            ("1 March 2024 – 10 March 2024", "3 weeks", "1.3 to 1.4 weeks"),
            ("since 2018", "two years", ""),
            ("2018", "two years", ""),
        ] {
            let facts = [fact("Operational period", value), fact("Length of the operational period", duration)];
            let found: Vec<String> = conflicts(&facts).into_iter().map(|conflict| conflict.lasted).collect();
            assert_eq!(found.concat(), expected, "{value}, {duration}");
        }
    }

    #[test]
    fn what_speaks_of_something_else_does_not_conflict() {
        assert!(conflicts(&[fact("Operational period", "2018 – 2025"), fact("Contract", "35 years")]).is_empty());
        assert_eq!(conflicts(&[fact("Period", "2018 – 2025 (ten years)")]).len(), 1);
        assert!(conflicts(&[fact("Period", "2018 – 2025 (seven years)")]).is_empty());
    }
}
