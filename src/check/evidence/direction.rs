//! Direction: whether a figure tells of what rose or of what fell.
//!
//! `rose by 24,000`, `24,000 lower`, `a fall of 24,000`, `+24,000`: only words right beside a figure say which way it went.
//! What of a briefing goes one way and of its source the other is told, if the source speaks of the same there and gives the
//! figure nowhere with the way that the briefing does. English words only.

use std::ops::Range;

use super::changes::{Changed, is_apart};
use super::examination::{Answer, Asked, Examination};
use super::faults;
use super::figure::{digits, is_said_at};
use super::mention::Mention;
use super::near::Near;
use super::passage::passage;
use super::snapshot::Snapshot;
use super::telling::Telling;
use super::value::fall;
use crate::base::cut::{end_of, start_of};
use crate::briefing::quantity::{Amount, Quantity, Value};
use crate::site::evidence::Verdict;

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

use Direction::{Down, Up};

/// Words before a figure, or with `of` between, that tell which way it went. Words that are as often said of what is counted
/// the other way round (`cut`, `saved`, `narrowed`) are not among them.
const BEFORE: &[(&str, Direction)] = &[
    ("climb", Up),
    ("climbed", Up),
    ("climbing", Up),
    ("decline", Down),
    ("declined", Down),
    ("declining", Down),
    ("decrease", Down),
    ("decreased", Down),
    ("decreasing", Down),
    ("down", Down),
    ("drop", Down),
    ("dropped", Down),
    ("dropping", Down),
    ("fall", Down),
    ("fallen", Down),
    ("falling", Down),
    ("fell", Down),
    ("grew", Up),
    ("growing", Up),
    ("grown", Up),
    ("growth", Up),
    ("increase", Up),
    ("increased", Up),
    ("increasing", Up),
    ("jump", Up),
    ("jumped", Up),
    ("plunged", Down),
    ("rise", Up),
    ("risen", Up),
    ("rises", Up),
    ("rising", Up),
    ("rose", Up),
    ("sank", Down),
    ("shrank", Down),
    ("shrunk", Down),
    ("slid", Down),
    ("slipped", Down),
    ("slumped", Down),
    ("soared", Up),
    ("surged", Up),
    ("tumbled", Down),
    ("up", Up),
];

/// Words behind a figure that tell which way it went: `24,000 lower`, `a 5% rise`.
const BEHIND: &[(&str, Direction)] = &[
    ("decline", Down),
    ("decrease", Down),
    ("down", Down),
    ("drop", Down),
    ("fall", Down),
    ("fewer", Down),
    ("higher", Up),
    ("increase", Up),
    ("jump", Up),
    ("less", Down),
    ("lower", Down),
    ("more", Up),
    ("rise", Up),
    ("up", Up),
];

/// Words that may stand between the two.
const BETWEEN: &[&str] = &[
    "a", "about", "almost", "an", "another", "around", "as", "at", "by", "from", "further", "just", "least", "less", "more", "nearly",
    "of", "only", "over", "roughly", "some", "than", "to", "under",
];

/// So many of them do.
const MOST_BETWEEN: usize = 4;

/// What `up` and `down` are told of stands before these: `12% up on last year`.
const AFTER_UP: &[&str] = &["", "and", "compared", "from", "in", "on", "over", "this", "year"];

/// So many bytes beside a figure are looked at.
const WITHIN: usize = 48;

/// The way that words right beside a figure of a text say it went, and where they and the figure stand.
pub(super) fn direction(text: &str, figure: &Range<usize>) -> Option<(Direction, Range<usize>)> {
    let (before, behind) = (end_of(text.get(..figure.start)?, WITHIN), start_of(text.get(figure.end..)?, WITHIN));
    let from = figure.start - before.len();
    let sign = match text.get(figure.clone())?.chars().next()? {
        '-' | '−' | '–' => Some((Down, figure.clone())),
        '+' => Some((Up, figure.clone())),
        _ => before.ends_with('+').then(|| (Up, figure.start - 1..figure.end)),
    };
    sign.or_else(|| word_before(before).map(|(way, at)| (way, from + at..figure.end)))
        .or_else(|| word_behind(behind).map(|(way, end)| (way, figure.start..figure.end + end)))
}

/// The last word before a figure that tells a way, and where it begins; nothing stands between but what compares the figure.
fn word_before(before: &str) -> Option<(Direction, usize)> {
    let clause = before.rsplit([',', ';', ':', '.', '(', '\n', '[', '“', '”', '"']).next()?;
    let offset = before.len() - clause.len();
    let mut words = clause.split_whitespace().rev().map(|word| (word.to_lowercase(), word.as_ptr().addr() - clause.as_ptr().addr()));
    let mut between = 0;
    let mut later = String::new();
    loop {
        let (word, at) = words.next()?;
        let way = BEFORE.iter().find(|(name, _)| *name == word).map(|(_, way)| *way);
        // `up to 40` is a limit.
        let is_limit = matches!(word.as_str(), "up" | "down") && later == "to";
        match way {
            Some(way) if !is_limit => return Some((way, offset + at)),
            Some(_) => return None,
            None if between < MOST_BETWEEN && BETWEEN.contains(&word.as_str()) => (between, later) = (between + 1, word),
            None => return None,
        }
    }
}

/// The word behind a figure that tells a way, and where it ends.
fn word_behind(behind: &str) -> Option<(Direction, usize)> {
    let rest = behind.strip_prefix([' ', '\u{a0}'])?;
    let end = rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len());
    let (_, way) = BEHIND.iter().find(|(name, _)| *name == &rest[..end])?;
    let next = rest[end..].split_whitespace().next().unwrap_or_default().trim_end_matches([',', '.', ')']);
    let is_way = !matches!(&rest[..end], "up" | "down") || AFTER_UP.contains(&next);
    is_way.then_some((*way, behind.len() - rest.len() + end))
}

/// The one way that the words of a label tell, unless the value tells one. `Growth` is the name of a figure as well.
fn in_label(label: &str, value: &str) -> Option<Direction> {
    let ways = |text: &str| {
        let words = text.split(|character: char| !character.is_alphanumeric()).map(str::to_lowercase);
        words.filter_map(|word| BEFORE.iter().find(|(name, _)| *name == word)).collect::<Vec<_>>()
    };
    let told = ways(label);
    let (first, others) = told.split_first().filter(|_| ways(value).is_empty())?;
    let is_name = told.iter().any(|(name, _)| matches!(*name, "up" | "down" | "growth" | "growing"));
    (!is_name && others.iter().all(|other| other.1 == first.1)).then_some(first.1)
}

impl Examination<'_> {
    /// Where a source says that a figure went another way than a sentence says.
    pub(super) fn turned(&self, mention: &Mention, telling: &Telling<'_>, witness: (&str, &Snapshot)) -> Option<Range<usize>> {
        let (told, _) = direction(telling.words, &mention.range)?;
        self.turned_from(told, mention, telling, witness)
    }

    /// The same of a key fact: its value tells the way, or its label.
    pub(super) fn turned_value(
        &self,
        mention: &Mention,
        (label, value): (&str, &str),
        telling: &Telling<'_>,
        witness: (&str, &Snapshot),
    ) -> Option<Range<usize>> {
        let told = direction(value, &mention.range).map(|(way, _)| way).or_else(|| in_label(label, value))?;
        self.turned_from(told, mention, telling, witness)
    }

    /// W0246: a figure that the source has, but as a fall where it is told as a rise, or the other way round.
    pub(super) fn went_otherwise(
        &self,
        mention: &Mention,
        telling: &Telling<'_>,
        asked: &Asked<'_>,
        (id, snapshot): (&str, &Snapshot),
        there: Range<usize>,
    ) -> Answer {
        let told = direction(telling.words, &mention.range).and_then(|(_, at)| telling.words.get(at));
        let passage = passage(id, snapshot, there);
        let finding = faults::other_way(told.unwrap_or(&asked.text), id, &passage.words, asked.place.clone());
        let finding = finding.note("it speaks of it here", passage.place.clone());
        Answer { passage: Some(passage), ..Answer::new(Verdict::Differs) }.told(finding)
    }

    fn turned_from(
        &self,
        told: Direction,
        mention: &Mention,
        telling: &Telling<'_>,
        (id, snapshot): (&str, &Snapshot),
    ) -> Option<Range<usize>> {
        let Quantity::Amount(amount) = &mention.quantity else { return None };
        if !self.has_lexicon() || snapshot.is_foreign {
            return None;
        }
        let near = Near::of(telling.about(), snapshot.index(), &snapshot.mentions, (snapshot.start(), self.dated(id)));
        let there = there(mention, &near);
        if there.is_empty() { turned_apart(amount, told, &near) } else { turned(mention, &there, told, &near, snapshot) }
    }
}

/// A figure that stands but once is meant wherever it stands, if it has so many digits.
const TELLING_DIGITS: u32 = 2;

/// The figures of a source that are one that is told.
fn there<'a>(mention: &Mention, near: &Near<'a>) -> Vec<&'a Mention> {
    let quantity = fall(&mention.quantity).unwrap_or_else(|| mention.quantity.clone());
    let is_it = |there: &&Mention| is_said_at(&quantity, there) || is_said_at(&mention.quantity, there);
    near.all().iter().filter(is_it).collect()
}

/// Where a source says that a figure went the other way than it is told to, if it says so where it speaks of the same or has it
/// but once, and nowhere that it went this way.
fn turned(mention: &Mention, there: &[&Mention], told: Direction, near: &Near<'_>, snapshot: &Snapshot) -> Option<Range<usize>> {
    let ways = there.iter().filter_map(|there| Some((way_of(there, near, snapshot)?, *there)));
    let ways: Vec<((Direction, Range<usize>), &Mention)> = ways.collect();
    if ways.iter().any(|((way, _), _)| *way == told) {
        return None;
    }
    let is_sole = there.len() == 1 && mention.figures().any(|figure| digits(figure) >= TELLING_DIGITS);
    let is_near = |there: &Mention| near.figures().any(|other| other.range == there.range);
    ways.into_iter().find(|(_, there)| is_sole || is_near(there)).map(|((_, at), _)| at)
}

/// Which way a source says that a figure of its went: by the words beside it, or by what it sets it against.
fn way_of(there: &Mention, near: &Near<'_>, snapshot: &Snapshot) -> Option<(Direction, Range<usize>)> {
    direction(&snapshot.source.text, &there.range).or_else(|| {
        let change = near.changes().find(|change| change.now.at.into_iter().chain(change.before.at).any(|at| *at == there.range))?;
        Some((change.direction(), change.span()?))
    })
}

/// The same of a figure that tells how far two others are apart, which a source sets against each other where it speaks of the
/// same.
fn turned_apart(amount: &Amount, told: Direction, near: &Near<'_>) -> Option<Range<usize>> {
    let Value::One(value) = amount.value else { return None };
    let is_it = |change: &Changed<'_>| is_apart(value.approximate().abs(), value.last_digit().approximate(), &amount.measure, change);
    let apart: Vec<Changed<'_>> = near.changes().filter(is_it).collect();
    let is_near = |at: &Range<usize>| near.beside().iter().any(|part| part.start <= at.start && at.end <= part.end);
    if apart.iter().any(|change| change.direction() == told) {
        return None;
    }
    apart.iter().filter_map(Changed::span).find(is_near)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BEFORE, BEHIND, BETWEEN, Direction, direction};
    use crate::check::evidence::mention::mentions;

    #[test]
    fn words_right_beside_a_figure_say_which_way_it_went() {
        for (text, expected) in [
            ("Sales rose by 24,000.", Some(("rose by 24,000", Direction::Up))),
            ("Sales fell to about 24,000.", Some(("fell to about 24,000", Direction::Down))),
            ("a fall of more than 24,000", Some(("fall of more than 24,000", Direction::Down))),
            ("Sales were 24,000 lower.", Some(("24,000 lower", Direction::Down))),
            ("a 5% rise in pay", Some(("5% rise", Direction::Up))),
            ("Sales were 5% up on May.", Some(("5% up", Direction::Up))),
            ("Sales were +24,000.", Some(("+24,000", Direction::Up))),
            ("He paid $5m up front.", None),
            ("up to 24,000 people", None),
            ("Sales rose, and 24,000 left.", None),
            ("Sales rose in the 24 towns.", None),
            ("24,000", None),
        ] {
            let figure = mentions(text).all[0].range.clone();
            let found = direction(text, &figure);
            assert_eq!(found.map(|(way, at)| (&text[at], way)), expected, "{text}");
        }
    }

    #[test]
    fn tables_are_sorted() {
        let is_sorted = |table: &[(&str, Direction)]| table.is_sorted_by_key(|(word, _)| *word);
        assert!(is_sorted(BEFORE) && is_sorted(BEHIND) && BETWEEN.is_sorted());
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), words in "(rose |by |to |fell |up |[0-9]{1,3}|%|[+−-]|, |é){0,16}") {
            for text in [&text, &words] {
                for mention in mentions(text).all {
                    let found = direction(text, &mention.range);
                    prop_assert!(found.is_none_or(|(_, at)| text.get(at).is_some()));
                }
            }
        }
    }
}
