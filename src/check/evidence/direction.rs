//! Direction: whether a figure tells of what rose or of what fell.
//!
//! `rose by 24,000`, `fell to 24,000`, `24,000 lower`, `+24,000`: words right beside a figure say which way it went, or another
//! figure that the source sets it against. By how much something went is compared with that alone, and to what with that.
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

/// What a figure is of something that went up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// By how much: `by 24,000`, `24,000 lower`.
    By,
    /// To what: `to 24,000`.
    To,
}

/// Which way words say that a figure went, what it is of that, and where words and figure stand.
type Told = (Direction, Role, Range<usize>);

/// Words before a figure that tell which way it went. Words that are as often said of what is counted
/// the other way round (`saved`, `narrowed`) are not among them.
const BEFORE: &[(&str, Direction)] = &[
    ("accelerated", Up),
    ("climb", Up),
    ("climbed", Up),
    ("climbing", Up),
    ("climbs", Up),
    ("cut", Down),
    ("decline", Down),
    ("declined", Down),
    ("declines", Down),
    ("declining", Down),
    ("decrease", Down),
    ("decreased", Down),
    ("decreases", Down),
    ("decreasing", Down),
    ("down", Down),
    ("drop", Down),
    ("dropped", Down),
    ("dropping", Down),
    ("drops", Down),
    ("eased", Down),
    ("fall", Down),
    ("fallen", Down),
    ("falling", Down),
    ("falls", Down),
    ("fell", Down),
    ("gained", Up),
    ("grew", Up),
    ("growing", Up),
    ("grown", Up),
    ("grows", Up),
    ("growth", Up),
    ("increase", Up),
    ("increased", Up),
    ("increases", Up),
    ("increasing", Up),
    ("jump", Up),
    ("jumped", Up),
    ("lifted", Up),
    ("lowered", Down),
    ("plunged", Down),
    ("quickened", Up),
    ("raised", Up),
    ("rise", Up),
    ("risen", Up),
    ("rises", Up),
    ("rising", Up),
    ("rose", Up),
    ("sank", Down),
    ("shrank", Down),
    ("shrinks", Down),
    ("shrunk", Down),
    ("slid", Down),
    ("slipped", Down),
    ("slowed", Down),
    ("slumped", Down),
    ("soared", Up),
    ("strengthened", Up),
    ("surged", Up),
    ("tumbled", Down),
    ("up", Up),
    ("weakened", Down),
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
    told(text, figure).map(|(way, _, at)| (way, at))
}

fn told(text: &str, figure: &Range<usize>) -> Option<Told> {
    let (before, behind) = (end_of(text.get(..figure.start)?, WITHIN), start_of(text.get(figure.end..)?, WITHIN));
    let from = figure.start - before.len();
    let sign = || match text.get(figure.clone())?.chars().next()? {
        '-' | '−' | '–' => Some((Down, Role::By, figure.clone())),
        '+' => Some((Up, Role::By, figure.clone())),
        _ => before.ends_with('+').then(|| (Up, Role::By, figure.start - 1..figure.end)),
    };
    let worded = word_before(before).map(|(way, role, at)| (way, role, from + at..figure.end));
    worded.or_else(|| word_behind(behind).map(|(way, end)| (way, Role::By, figure.start..figure.end + end))).or_else(sign)
}

/// The last word before a figure that tells a way, and where it begins; nothing stands between but what compares the figure.
/// What something went `from` tells no way of its own, nor does a season, a size (`growth of 2%`) or a verb with `up` (`make up`).
fn word_before(before: &str) -> Option<(Direction, Role, usize)> {
    let clause = before.rsplit([',', ';', ':', '.', '(', '\n', '[', '“', '”', '"']).next()?;
    let offset = before.len() - clause.len();
    let words: Vec<(String, usize)> =
        clause.split_whitespace().map(|word| (word.to_lowercase(), word.as_ptr().addr() - clause.as_ptr().addr())).collect();
    let is_between = |word: &&(String, usize)| BETWEEN.contains(&word.0.as_str());
    let between: Vec<&str> = words.iter().rev().take_while(is_between).take(MOST_BETWEEN).map(|(word, _)| word.as_str()).collect();
    let at = words.len().checked_sub(between.len() + 1)?;
    let (word, place) = &words[at];
    let (_, way) = BEFORE.iter().find(|(name, _)| name == word)?;
    let last = at.checked_sub(1).map_or("", |last| words[last].0.as_str());
    let is_by = between.contains(&"by");
    let is_way = match word.as_str() {
        "up" | "down" => is_by || matches!(last, "" | "and" | "are" | "be" | "been" | "is" | "was" | "were"),
        "fall" | "drop" | "rise" | "jump" | "increase" | "decrease" | "decline" | "growth" | "cut" => {
            is_by || !between.contains(&"of") && !NOUNS_BEHIND.contains(&last)
        }
        _ => true,
    };
    let is_limit = matches!(word.as_str(), "up" | "down") && between.last() == Some(&"to");
    let role = if between.contains(&"to") { Role::To } else { Role::By };
    (is_way && !is_limit && !between.contains(&"from")).then_some((*way, role, offset + place))
}

/// Words behind which a word for a change is a noun, or the name of a season.
const NOUNS_BEHIND: &[&str] = &["a", "an", "each", "every", "in", "its", "last", "next", "of", "since", "that", "the", "their", "this"];

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
    let is_name = told.iter().any(|(name, _)| {
        matches!(*name, "up" | "down" | "growth" | "growing") || *name == "fall" && !label.to_lowercase().contains("fall in ")
    });
    (!is_name && others.iter().all(|other| other.1 == first.1)).then_some(first.1)
}

impl Examination<'_> {
    /// Where a source says that a figure went another way than a sentence says.
    pub(super) fn turned(&self, mention: &Mention, telling: &Telling<'_>, witness: (&str, &Snapshot)) -> Option<Range<usize>> {
        let (way, role, _) = told(telling.words, &mention.range)?;
        self.turned_from((way, role), mention, telling, witness)
    }

    /// The same of a key fact: its value tells the way, or its label.
    pub(super) fn turned_value(
        &self,
        mention: &Mention,
        (label, value): (&str, &str),
        telling: &Telling<'_>,
        witness: (&str, &Snapshot),
    ) -> Option<Range<usize>> {
        let beside = told(value, &mention.range).map(|(way, role, _)| (way, role));
        let told = beside.or_else(|| Some((in_label(label, value)?, Role::By)))?;
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
        told: (Direction, Role),
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
        if there.is_empty() { turned_apart(amount, told.0, &near) } else { turned(mention, &there, told, &near, snapshot) }
    }
}

/// A figure that stands but once is meant wherever it stands, if it has so many digits.
const TELLING_DIGITS: u32 = 2;

/// So many places of one figure are looked at.
const FEW: usize = 64;

/// The figures of a source that are one that is told, each place once. One below nothing is a fall only where the source says so
/// in words: `-5°C` may be what the temperature rose to.
fn there<'a>(mention: &Mention, near: &Near<'a>) -> Vec<&'a Mention> {
    let quantity = fall(&mention.quantity).unwrap_or_else(|| mention.quantity.clone());
    let mut there: Vec<&Mention> = near.all().iter().filter(|there| is_said_at(&quantity, there)).take(FEW).collect();
    there.dedup_by(|one, other| one.range == other.range);
    there
}

/// Where a source says that a figure went the other way than it is told to, if it says so where it speaks of the same or has it
/// but once, and nowhere that it went this way.
fn turned(
    mention: &Mention,
    there: &[&Mention],
    (told, role): (Direction, Role),
    near: &Near<'_>,
    snapshot: &Snapshot,
) -> Option<Range<usize>> {
    let of_role = |there: &Mention| way_of(there, near, snapshot).filter(|(_, other, _)| *other == role);
    let ways: Vec<(Told, &Mention)> = there.iter().filter_map(|there| Some((of_role(there)?, *there))).collect();
    if ways.iter().any(|((way, ..), _)| *way == told) {
        return None;
    }
    let is_sole = there.len() == 1 && mention.figures().any(|figure| digits(figure) >= TELLING_DIGITS);
    let is_near = |there: &Mention| near.figures().any(|other| other.range == there.range);
    ways.into_iter().find(|(_, there)| is_sole || is_near(there)).map(|((.., at), _)| at)
}

/// Which way a source says that a figure of its went: by the words beside it, or by what it sets it against.
fn way_of(there: &Mention, near: &Near<'_>, snapshot: &Snapshot) -> Option<Told> {
    self::told(&snapshot.source.text, &there.range).or_else(|| {
        let change = near.changes_in(&there.range).next()?;
        Some((change.direction(), Role::To, change.span()?))
    })
}

/// The same of a figure that tells how far two others are apart, which a source sets against each other where it speaks of the
/// same.
fn turned_apart(amount: &Amount, told: Direction, near: &Near<'_>) -> Option<Range<usize>> {
    let Value::One(value) = amount.value else { return None };
    let is_it = |change: &Changed<'_>| is_apart(value.approximate().abs(), value.last_digit().approximate(), &amount.measure, change);
    let apart: Vec<Changed<'_>> = near.beside().iter().flat_map(|part| near.changes_in(part)).filter(is_it).collect();
    if apart.iter().any(|change| change.direction() == told) {
        return None;
    }
    apart.iter().find_map(Changed::span)
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
            ("a fall of more than 24,000", None),
            ("Women make up 24 of them", None),
            ("Sales fell from 24,000", None),
            ("Last fall 24,000 enrolled", None),
            ("Sales are up 24,000", Some(("up 24,000", Direction::Up))),
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
