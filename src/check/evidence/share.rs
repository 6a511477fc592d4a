//! Shares: parts of a whole, and figures told by them: `two-thirds`, `nine in every ten`, `3/4 of`, `⅔`, `a quarter of a mile`,
//! `half a point`, `a 1-in-100-year flood`.

use super::loose::loose;
use crate::briefing::quantity::{Amount, Comparator, Decimal, Measure, Quantity, Value, number_word, scan};

/// Words for parts.
const PARTS: &[(&str, u64)] = &[
    ("half", 2),
    ("halves", 2),
    ("third", 3),
    ("quarter", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("twelfth", 12),
    ("twentieth", 20),
    ("hundredth", 100),
    ("thousandth", 1000),
];

/// Signs.
const SIGNS: &[(char, (u64, u64))] = &[
    ('½', (1, 2)),
    ('⅓', (1, 3)),
    ('⅔', (2, 3)),
    ('¼', (1, 4)),
    ('¾', (3, 4)),
    ('⅕', (1, 5)),
    ('⅖', (2, 5)),
    ('⅗', (3, 5)),
    ('⅘', (4, 5)),
    ('⅛', (1, 8)),
    ('⅜', (3, 8)),
    ('⅝', (5, 8)),
    ('⅞', (7, 8)),
];

/// A part at the start of a text without hyphens, in words or as a sign: so many of so many, and what follows.
pub(super) fn fraction(text: &str) -> Option<((u64, u64), &str)> {
    let first = text.chars().next()?;
    if let Some((_, parts)) = SIGNS.iter().find(|(sign, _)| *sign == first) {
        return Some((*parts, &text[first.len_utf8()..]));
    }
    let (word, rest) = word(text)?;
    let counted = count_of(word);
    let (count, (name, rest)) = match counted {
        Some(count) => (count, self::word(rest.strip_prefix(' ')?)?),
        None => (1, (word, rest)),
    };
    let singular = name.strip_suffix('s').filter(|_| count > 1).unwrap_or(name);
    // A `five-hundredth` is one of 500.
    let is_it = |part: &str, whole: u64| singular.eq_ignore_ascii_case(part) && (count == 1 || whole < 20 || singular.len() < name.len());
    let (_, whole) = PARTS.iter().find(|(part, whole)| is_it(part, *whole))?;
    // `third` alone is a place in an order.
    (count < *whole && (counted.is_some() || matches!(*whole, 2 | 4))).then_some(((count, *whole), rest))
}

/// How many parts a word counts: `a`, `three`.
fn count_of(word: &str) -> Option<u64> {
    let is_one = ["a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article));
    let number = if is_one { Some(1) } else { number_word(word) };
    number.filter(|number| (1..10).contains(number)).map(u64::from)
}

/// The word at the start of a text, and what follows.
pub(super) fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|character: char| !character.is_alphabetic()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Words between a part and the unit that it is of.
const OF: &[&str] = &[" of an ", " of a ", " of one ", " an ", " a ", " "];

/// A part of a unit or of a magnitude: `a third of a mile`, `half a point`, `quarter-point`, `three-quarters of a million`. The
/// text has no hyphens.
pub(super) fn part_of_unit(text: &str) -> Option<(Quantity, usize)> {
    let ((part, whole), rest) = fraction(text)?;
    let (of, behind) = OF.iter().find_map(|of| Some((*of, rest.strip_prefix(of)?)))?;
    // `a fifth day` is one of five or more.
    if of == " " && !matches!(whole, 2 | 4) {
        return None;
    }
    let name = word(behind)?.0;
    let points = matches!(name, "point" | "points").then(|| format!("percentage points{}", &behind[name.len()..]));
    let (unit, longer) = points.map_or((behind.to_owned(), 0), |unit| {
        let longer = unit.len() - behind.len();
        (unit, longer)
    });
    let figure = decimal(part, whole)?;
    let written = format!("{figure} {unit}");
    let (quantity, length) = scan(&written)?;
    let is_measured = match &quantity {
        Quantity::Amount(Amount { measure: Measure::Unit(_) | Measure::Percent, value: Value::One(_), .. }) => true,
        Quantity::Amount(Amount { value: Value::One(value), .. }) => *value != figure,
        _ => false,
    };
    let taken = (text.len() - behind.len() + length).checked_sub(figure.to_string().len() + 1 + longer)?;
    is_measured.then_some((quantity, taken))
}

/// A part as a figure, to the hundredth where it has no end.
fn decimal(part: u64, whole: u64) -> Option<Decimal> {
    let (part, whole) = (i128::from(part), i128::from(whole));
    let scaled = part * 100_000;
    if scaled % whole == 0 { Decimal::new(scaled / whole, 5) } else { Decimal::new((part * 1000 / whole + 5) / 10, 2) }
}

/// A whole number and a part: `1 1/2 cups`, `2-1/2 inches`; the figure, and what follows.
pub(super) fn mixed(text: &str) -> Option<(Decimal, &str)> {
    let (whole, rest) = digits(text)?;
    let (part, rest) = digits(rest.strip_prefix([' ', '-'])?)?;
    let (of, rest) = digits(rest.strip_prefix('/')?)?;
    let is_part = part > 0 && part < of && matches!(of, 2 | 3 | 4 | 5 | 8 | 16);
    let is_end = !rest.starts_with(|next: char| next.is_alphanumeric() || next == '/');
    let more = decimal(part, of).filter(|_| is_part && is_end)?;
    Some((Decimal::new(i128::from(whole), 0)?.plus(more)?, rest))
}

/// Whom ratios count.
const COUNTED: &[&str] = &[
    "adult",
    "baby",
    "business",
    "candidate",
    "case",
    "child",
    "company",
    "couple",
    "customer",
    "death",
    "driver",
    "employee",
    "family",
    "home",
    "household",
    "job",
    "man",
    "parent",
    "passenger",
    "patient",
    "person",
    "pupil",
    "resident",
    "school",
    "student",
    "teacher",
    "voter",
    "woman",
    "worker",
];

/// `one person in five`, `one child in every three`: the text has no hyphens.
pub(super) fn one_of(text: &str) -> Option<(Quantity, usize)> {
    let rest = ["one ", "One ", "1 "].iter().find_map(|one| text.strip_prefix(one))?;
    let (noun, rest) = word(rest)?;
    let rest = rest.strip_prefix(" in ").filter(|_| COUNTED.contains(&noun))?;
    let rest = rest.strip_prefix("every ").or_else(|| rest.strip_prefix("each ")).unwrap_or(rest);
    let Quantity::Amount(Amount { measure: Measure::Plain, .. }) = scan(rest)?.0 else { return None };
    let (whole, length) = count(rest).filter(|(whole, _)| *whole > 1)?;
    Some((share(Value::Share(1, whole)), text.len() - rest.len() + length))
}

/// What stands between the part and the whole of a ratio.
const RATIOS: &[&str] = &[" in every ", " in each ", " out of every ", " out of each ", " of every ", " of each "];

/// So many of so many: `one out of every five`, `a 1-in-100-year flood`. The text is given as written.
pub(super) fn ratio(text: &str) -> Option<(Quantity, usize)> {
    let words = loose(text);
    let (part, length) = count(&words)?;
    let rest = &words[length..];
    let is_joined = text.get(length..length + 4).is_some_and(|joint| joint == "-in-");
    let joint = RATIOS.iter().copied().chain(is_joined.then_some(" in ")).find(|joint| rest.starts_with(joint))?;
    let (whole, more) = count(&rest[joint.len()..])?;
    let value = Value::Share(part, whole);
    (part > 0 && part < whole).then_some((share(value), length + joint.len() + more))
}

/// The whole number at the start of a text, whatever it counts; its length.
fn count(text: &str) -> Option<(u64, usize)> {
    let Quantity::Amount(Amount { value: Value::One(value), comparator: Comparator::Exactly, measure, .. }) = scan(text)?.0 else {
        return None;
    };
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    let digits = text[..digits].trim_end_matches(',').len();
    let length = match (measure, digits) {
        (Measure::Plain, _) => scan(text)?.1,
        (_, 0) => word(text)?.0.len(),
        (_, digits) => digits,
    };
    Some((u64::try_from(value.whole()?).ok()?, length))
}

/// `3/4 of`, `2/3`: `None` if it is no part; what is written so and is none (`24/7`, `9/11`) has a length, and no figure.
pub(super) fn slashed(text: &str) -> Option<(Option<Quantity>, usize)> {
    let (part, rest) = digits(text)?;
    let (whole, rest) = digits(rest.strip_prefix('/')?)?;
    // `the night of 3/4 March`
    if rest.starts_with(|next: char| next.is_alphanumeric() || next == '/') || rest.trim_start().starts_with(char::is_uppercase) {
        return None;
    }
    let is_part = part > 0 && part < whole && (matches!(whole, 2 | 3 | 4 | 5 | 6 | 8 | 10) || rest.starts_with(" of "));
    Some((is_part.then(|| share(Value::Share(part, whole))), text.len() - rest.len()))
}

fn digits(text: &str) -> Option<(u64, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|_| digits <= 2)?;
    Some((number, &text[digits..]))
}

/// A part of a whole that is not named: `half`, `a third`, `two-fifths`, `¾`. The text has no hyphens.
pub(super) fn part(text: &str) -> Option<(Quantity, usize)> {
    let ((part, whole), rest) = fraction(text)?;
    let is_alone = !rest.starts_with(char::is_alphanumeric) && !text.starts_with("quarter") && !text.starts_with("Quarter");
    is_alone.then(|| (share(Value::Share(part, whole)), text.len() - rest.len()))
}

fn share(value: Value) -> Quantity {
    Quantity::Amount(Amount { comparator: Comparator::Exactly, value, measure: Measure::Plain, qualifier: None })
}
