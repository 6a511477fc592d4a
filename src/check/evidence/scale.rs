//! Scales: figures of a table whose head says in what they are counted: `Exports (thousand tonnes)`, `£m`, `in millions of
//! dollars`.
//!
//! A line that is no sentence and names a scale without a figure of it is such a head. It holds for the bare figures of the
//! lines behind it, up to a blank line or one of prose, which are read with the scale as well as they stand. Of a source only.

use std::ops::Range;

use super::mention::Mention;
use crate::briefing::quantity::{Amount, Comparator, Measure, Quantity, Value, scan};

/// A longer line is prose.
const LINE: usize = 160;

/// A table has at most so many lines.
const LINES: usize = 80;

/// Words for a scale, and how figures are written with them; the longer before those that they begin with.
const SCALES: &[(&str, &str)] = &[
    ("thousands", "thousand"),
    ("thousand", "thousand"),
    ("'000s", "thousand"),
    ("’000s", "thousand"),
    ("'000", "thousand"),
    ("’000", "thousand"),
    ("000s", "thousand"),
    ("000", "thousand"),
    ("millions", "million"),
    ("million", "million"),
    ("mn", "million"),
    ("m", "million"),
    ("billions", "billion"),
    ("billion", "billion"),
    ("bn", "billion"),
];

/// Signs of currencies, behind which a scale may be one letter.
const SIGNS: &[char] = &['£', '$', '€', '¥', '₹'];

/// How the figures of a table are written in full.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Scale {
    sign: String,
    word: &'static str,
    unit: String,
}

impl Scale {
    /// The scale that the head of a table names.
    fn of(line: &str) -> Option<Self> {
        let is_prose = line.len() > LINE || line.trim_end().ends_with(['.', '!', '?', ':']) && line.contains(' ') && !line.contains('(');
        if is_prose {
            return None;
        }
        let lower = line.to_ascii_lowercase();
        SCALES.iter().find_map(|(name, word)| {
            let at = lower.match_indices(name).map(|(at, _)| at).find(|at| stands_alone(&lower, *at, name))?;
            let before = lower[..at].trim_end();
            let sign = before.chars().next_back().filter(|sign| SIGNS.contains(sign)).map(String::from);
            let opens = before.ends_with(['(', '|']) || before.ends_with("(in") || before == "in";
            let is_short = matches!(*name, "m" | "mn" | "bn" | "000" | "000s");
            if sign.is_none() && (is_short || !opens) {
                return None;
            }
            let behind = &line[at + name.len()..];
            let unit = behind.trim_start().strip_prefix("of ").unwrap_or(behind.trim_start());
            let unit = unit.split(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
            let is_beside = behind.starts_with(' ');
            Some(Self { sign: sign.unwrap_or_default(), word, unit: if is_beside { unit.to_owned() } else { String::new() } })
        })
    }

    /// A figure that stands in the table, in full.
    fn of_figure(&self, figure: &str) -> Option<Quantity> {
        let Self { sign, word, unit } = self;
        let written = [format!("{sign}{figure} {word} {unit}"), format!("{sign}{figure} {word}")];
        let read = |written: &String| scan(written.trim_end()).filter(|(_, length)| *length == written.trim_end().len());
        written.iter().find_map(read).map(|(quantity, _)| quantity)
    }
}

/// Whether a scale stands as a word of its own, but for a sign before it, and counts no figure before it.
fn stands_alone(line: &str, at: usize, name: &str) -> bool {
    let (before, behind) = (&line[..at], &line[at + name.len()..]);
    let is_word = before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, ',' | '.') && name.starts_with('0'));
    let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    !is_word && !behind.starts_with(char::is_alphanumeric) && !last.ends_with(|last: char| last.is_ascii_digit())
}

/// The bare figures of a text that stand in tables with a scale, in full.
pub(super) fn scaled(text: &str, all: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut table: Option<(Scale, usize)> = None;
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let range = from..from + line.len();
        from = range.end;
        let written = line.trim_end();
        if let Some(scale) = Scale::of(written) {
            table = Some((scale, LINES));
        } else if written.len() > LINE || written.ends_with('.') && written.contains(' ') {
            table = None;
        }
        // A blank line behind its rows ends a table.
        if written.is_empty() && table.as_ref().is_some_and(|(_, left)| *left < LINES - 1) {
            table = None;
        }
        let Some((scale, left)) = &mut table else { continue };
        if written.is_empty() {
            continue;
        }
        found.extend(within(all, &range).iter().filter(|mention| is_bare(mention, text)).filter_map(|mention| {
            let quantity = scale.of_figure(&text[mention.range.clone()])?;
            Some(Mention { quantity, carried: None, other: None, ..mention.clone() })
        }));
        *left -= 1;
        if *left == 0 {
            table = None;
        }
    }
    found
}

fn within<'a>(all: &'a [Mention], line: &Range<usize>) -> &'a [Mention] {
    let from = all.partition_point(|mention| mention.range.start < line.start);
    let to = all.partition_point(|mention| mention.range.start < line.end);
    &all[from..to.max(from)]
}

/// Whether a figure is nothing but digits.
fn is_bare(mention: &Mention, text: &str) -> bool {
    let written = &text[mention.range.clone()];
    let is_exact = matches!(
        &mention.quantity,
        Quantity::Amount(Amount { comparator: Comparator::Exactly, value: Value::One(_), measure: Measure::Plain | Measure::Noun(_), .. })
    );
    is_exact && written.chars().all(|character| character.is_ascii_digit() || matches!(character, ',' | '.'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::briefing::quantity::parse;
    use crate::check::evidence::mention::mentions;

    #[test]
    fn figures_of_a_table_are_of_its_scale() {
        for (text, value, expected) in [
            ("Exports (thousand tonnes)\nTea 1,240\nCoffee 318\n", "1.24 million tonnes", true),
            ("Revenue (in millions of dollars)\nTiles  24.7  21.9\n", "$24.7 million", true),
            ("Table 2 (£000)\n\nTiles | 1,240 | 990\n", "£1.24 million", true),
            ("Results (€m)\nTiles 24.7\n", "€24.7 million", true),
            ("Exports (thousand tonnes)\nTea 1,240\n\nThe fleet of the town grew again. It has 318 ships.\n", "318,000", false),
            ("It rained on millions.\nTiles 24.7\n", "24.7 million", false),
            ("It paid 3 million (thousands left).\n12 ships\n", "12,000 ships", false),
        ] {
            let found = mentions(text).of_source();
            assert_eq!(found.all.iter().any(|mention| mention.quantity == parse(value)), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), lines in "(\\(?|in |thousand|million|£000|€m|[0-9,.]{1,4}| |\n|\\)|é){0,24}") {
            let _ = (mentions(&text).of_source(), mentions(&lines).of_source());
        }
    }
}
