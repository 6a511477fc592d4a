//! Figures: `1,047`, `1 000`, `1.5`, `1'000`, `twenty-five`, `a hundred and five`, `two dozen`, and what multiplies them.
//!
//! A figure is read without its sign, and its magnitude (`million`) stays apart from it, because in `5–7 million` the
//! first figure borrows the magnitude of the second.

use super::decimal::Decimal;
use super::lex;
use super::words::{self, Role};

/// One figure as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    /// The digits or words before any magnitude.
    pub raw: Decimal,
    /// The magnitude, as a power of ten; zero if none is written.
    pub power: u8,
    /// What a second group of words adds: five hundred in *two thousand five hundred*.
    pub extra: Decimal,
    /// Whether it is written in words.
    pub spelled: bool,
}

impl Figure {
    /// The value it stands for.
    pub fn value(&self) -> Option<Decimal> {
        self.raw.shifted(self.power)?.plus(self.extra)
    }
}

/// A figure at the start of a text. `money` allows magnitudes that are other units elsewhere: `€5 m`.
pub(super) fn figure(text: &str, money: bool) -> Option<(Figure, &str)> {
    let spelled = !text.starts_with(|first: char| first.is_ascii_digit());
    let (raw, rest) = if spelled { spelled_group(text)? } else { digits(text)? };
    let (raw, rest) = part_more(raw, rest)?;
    let (raw, power, rest) = multipliers(raw, rest, money)?;
    let figure = Figure { raw, power, extra: Decimal::ZERO, spelled };
    Some(if spelled && power > 0 { second_group(figure, rest) } else { (figure, rest) })
}

/// Digits with at most one kind of separator between thousands and at most one decimal point.
fn digits(text: &str) -> Option<(Decimal, &str)> {
    let first = lex::count_digits(text);
    if first == 0 || (first > 1 && text.starts_with('0')) {
        return None;
    }
    let (mut mantissa, mut rest) = push_digits(0, text, first)?;
    if first <= 3 {
        let separator = rest.chars().next().filter(|next| is_separator(*next));
        while let Some(group) = separator.and_then(|separator| thousands(rest, separator)) {
            (mantissa, rest) = push_digits(mantissa, group, 3)?;
        }
    }
    if let Some(found) = sign_more(mantissa, rest) {
        return Some(found);
    }
    let fraction = rest.strip_prefix('.').map_or(0, lex::count_digits);
    if fraction > 0 {
        (mantissa, rest) = push_digits(mantissa, &rest[1..], fraction)?;
    }
    Some((Decimal::new(mantissa, u8::try_from(fraction).ok()?)?, rest))
}

fn push_digits(mut mantissa: i128, text: &str, count: usize) -> Option<(i128, &str)> {
    for digit in text.bytes().take(count) {
        mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
    }
    Some((mantissa, &text[count..]))
}

fn is_separator(character: char) -> bool {
    matches!(character, ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The rest after a separator, if exactly three digits follow it.
fn thousands(rest: &str, separator: char) -> Option<&str> {
    rest.strip_prefix(separator).filter(|group| lex::count_digits(group) == 3)
}

/// Parts of one that may follow a figure, as words and in hundredths.
const MORE: &[(&str, i128)] = &[
    ("and a half", 50),
    ("and a quarter", 25),
    ("and one half", 50),
    ("and one quarter", 25),
    ("and one-half", 50),
    ("and three quarter", 75),
    ("and three quarters", 75),
    ("and three-quarter", 75),
    ("and three-quarters", 75),
];

/// `two and a half`, `three and three-quarters`.
fn part_more(raw: Decimal, rest: &str) -> Option<(Decimal, &str)> {
    // Most figures stand before other words.
    let is_more = |text: &&str| text.as_bytes().first().is_some_and(|first| first.eq_ignore_ascii_case(&b'a'));
    let text = lex::spaces(rest).filter(is_more);
    let found = text.and_then(|text| MORE.iter().find_map(|(words, hundredths)| Some((*hundredths, lex::phrase(text, words)?))));
    match found {
        Some((hundredths, after)) => Some((raw.plus(Decimal::new(hundredths, 2)?)?, after)),
        None => Some((raw, rest)),
    }
}

/// Signs of parts of one, in thousandths.
const SIGNS: &[(char, i128)] = &[('½', 500), ('¼', 250), ('¾', 750), ('⅛', 125), ('⅜', 375), ('⅝', 625), ('⅞', 875)];

/// `2½`: the sign of a part of one behind a whole number.
fn sign_more(whole: i128, rest: &str) -> Option<(Decimal, &str)> {
    let sign = rest.chars().next().filter(|sign| !sign.is_ascii())?;
    let (_, thousandths) = SIGNS.iter().find(|(known, _)| *known == sign)?;
    Some((Decimal::new(whole.checked_mul(1000)?.checked_add(*thousandths)?, 3)?, &rest[sign.len_utf8()..]))
}

/// What multiplies a figure that its comparator has parted from it: the million of `5+ million`.
pub(super) fn multiplied(raw: Decimal, rest: &str, money: bool) -> Option<(Decimal, &str)> {
    let (raw, power, rest) = multipliers(raw, rest, money)?;
    Some((raw.shifted(power)?, rest))
}

/// Every magnitude and dozen that follows: `35m`, `5 million`, `Rs 2 lakh crore`, `two dozen`.
fn multipliers(mut raw: Decimal, mut rest: &str, money: bool) -> Option<(Decimal, u8, &str)> {
    let mut power = 0_u8;
    loop {
        if let Some((more, after)) = one_magnitude(rest, money) {
            power = power.checked_add(more)?;
            rest = after;
        } else if let Some(after) = lex::spaced_phrase(rest, "dozen") {
            raw = raw.times(12)?;
            rest = after;
        } else {
            return Some((raw, power, rest));
        }
    }
}

fn one_magnitude(rest: &str, money: bool) -> Option<(u8, &str)> {
    // `a $38-million plant`.
    let spaced = lex::spaces(rest).or_else(|| lex::hyphen(rest).filter(|_| money));
    let (token, after) = lex::word(spaced.unwrap_or(rest))?;
    let letter = if spaced.is_none() { words::magnitude_letter(token, money) } else { None };
    let power = letter.or_else(|| words::magnitude(token, money))?;
    // `5m²` is an area, not five million of something.
    (!after.starts_with(|next: char| next.is_alphanumeric() || next == '/')).then_some((power, after))
}

/// Words below a thousand: `five`, `twenty-five`, `three hundred and five`, `a hundred`, `a dozen`, `half a million`.
fn spelled_group(text: &str) -> Option<(Decimal, &str)> {
    let (first, rest) = lex::word(text)?;
    if first.eq_ignore_ascii_case("half") {
        return half(rest);
    }
    if words::role(first)? == Role::Article {
        return counted_one(rest).map(|rest| (Decimal::from(1), rest));
    }
    let (value, rest) = small(text)?;
    let (value, rest) = hundreds(value, rest);
    Some((Decimal::from(value), rest))
}

/// The rest after an article, if a word follows that makes a number of it.
fn counted_one(rest: &str) -> Option<&str> {
    let (next, _) = lex::word(lex::spaces(rest)?)?;
    matches!(words::role(next)?, Role::Hundred | Role::Dozen | Role::Magnitude(_)).then_some(rest)
}

fn half(rest: &str) -> Option<(Decimal, &str)> {
    let rest = lex::spaced_phrase(rest, "a")?;
    Some((Decimal::new(5, 1)?, counted_one(rest)?))
}

/// Words below a hundred.
fn small(text: &str) -> Option<(i32, &str)> {
    let (word, rest) = lex::word(text)?;
    match words::role(word)? {
        Role::Small(value) => Some((i32::from(value), rest)),
        Role::Tens(tens) => {
            let joined = lex::hyphen(rest).or_else(|| lex::spaces(rest)).and_then(lex::word);
            match joined.and_then(|(word, after)| Some((words::role(word)?, after))) {
                Some((Role::Small(unit @ 1..=9), after)) => Some((i32::from(tens + unit), after)),
                _ => Some((i32::from(tens), rest)),
            }
        }
        _ => None,
    }
}

/// `three` → `three hundred and five`, if it goes on so.
fn hundreds(value: i32, rest: &str) -> (i32, &str) {
    let Some(after) = lex::spaced_phrase(rest, "hundred") else { return (value, rest) };
    let joined = lex::spaced_phrase(after, "and").unwrap_or(after);
    match lex::spaces(joined).and_then(small) {
        Some((more, after)) => (value * 100 + more, after),
        None => (value * 100, after),
    }
}

/// `two thousand` → `two thousand five hundred`, if it goes on so.
fn second_group(figure: Figure, rest: &str) -> (Figure, &str) {
    let joined = lex::spaced_phrase(rest, "and").unwrap_or(rest);
    let added = lex::spaces(joined).and_then(|text| {
        let (value, after) = small(text)?;
        let (value, after) = hundreds(value, after);
        let (value, power, after) = multipliers(Decimal::from(value), after, false)?;
        let extra = value.shifted(power)?;
        (power < figure.power).then_some((extra, after))
    });
    match added {
        Some((extra, after)) => (Figure { extra, ..figure }, after),
        None => (figure, rest),
    }
}

/// A share of a whole in words: `half`, `a third`, `two-thirds`, `three quarters`; the rest must not name what is
/// counted, because *a third lab* is no fraction.
pub(super) fn fraction(text: &str) -> Option<((u64, u64), &str)> {
    let (first, rest) = lex::word(text)?;
    let (parts, rest) = if first.eq_ignore_ascii_case("half") {
        ((1, 2), rest)
    } else {
        let numerator = match words::role(first)? {
            Role::Article => 1,
            Role::Small(value) => u64::from(value),
            _ => return None,
        };
        let (second, rest) = lex::word(lex::hyphen(rest).or_else(|| lex::spaces(rest))?)?;
        let Role::Fraction(denominator) = words::role(second)? else { return None };
        ((numerator, u64::from(denominator)), rest)
    };
    let whole = lex::spaced_phrase(rest, "of").or_else(|| lex::spaced_phrase(rest, "the"));
    let alone = rest.trim_start().starts_with([',', ';', '(']) || rest.trim_end().is_empty() || rest == ".";
    (parts.0 > 0 && parts.0 < parts.1 && (whole.is_some() || alone)).then_some((parts, rest))
}
