//! Hours: times of the day in words and in less common figures: `noon`, `half past six`, `six o'clock`, `1840 GMT`,
//! `10-4pm`, `from ten till four`, `8 in the evening`.
//!
//! Those in words alone are known of a source only: a briefing is not asked for them.

use super::relative::Clock;
use super::share::word;
use crate::briefing::quantity::number_word;

/// Parts of an hour that have names, in minutes.
const PARTS: &[(&str, u16)] = &[("half", 30), ("quarter", 15)];

/// Every time at the start of a text, and how long the words are.
pub(super) fn hours(before: &str, text: &str) -> Option<(Vec<Clock>, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return in_figures(before, text).or_else(|| in_words(before, text));
    }
    // Few words begin a time.
    if !matches!(first.to_ascii_lowercase(), 'n' | 'm' | 'h' | 'q' | 'a' | 'o' | 't' | 'f' | 's' | 'e') {
        return None;
    }
    in_words(before, text)
}

/// `1840 GMT`, `at 0640`, `10-4pm`, `9am to 5`.
fn in_figures(before: &str, text: &str) -> Option<(Vec<Clock>, usize)> {
    zoned(before, text).or_else(|| opening_hours(text))
}

/// Words behind four digits that make a time of them.
const ZONES: &[&str] =
    &["hrs", " hrs", " hours GMT", " GMT", " UTC", " BST", " CET", " CEST", " EST", " EDT", " PST", " local time", " EET", " IST"];

/// Words before four digits that make a time of them, if the first is a zero.
const BEFORE: &[&str] = &["after", "at", "before", "by", "from", "since", "till", "until"];

/// A figure that may be a time of the day: `18.20`.
pub(super) fn pointed(figure: &str) -> Option<Clock> {
    let (hour, minute) = figure.split_once('.').filter(|(_, minute)| minute.len() == 2)?;
    let hour: u16 = hour.parse().ok()?;
    Clock::at(hour, minute.parse().ok()?, hour > 12)
}

fn zoned(before: &str, text: &str) -> Option<(Vec<Clock>, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 {
        return None;
    }
    let (hour, minute): (u16, u16) = (text[..2].parse().ok()?, text[2..4].parse().ok()?);
    let rest = &text[4..];
    let zone = ZONES.iter().find(|zone| rest.strip_prefix(**zone).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric)));
    let last = before.trim_end().rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
    let is_alone = || !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, ',' | '.' | '-' | '/'));
    let is_time = zone.is_some() || text.starts_with('0') && BEFORE.contains(&last) && is_alone();
    let length = 4 + zone.map_or(0, |zone| zone.len());
    let clock = Clock::at(hour, minute, true)?;
    is_time.then(|| (vec![clock.over(0..length)], length))
}

/// Two times of which only one says that it is a time: `10-4pm`, `9am to 5`.
fn opening_hours(text: &str) -> Option<(Vec<Clock>, usize)> {
    const JOINTS: &[&str] = &["-", "–", " - ", " – ", " to ", " till ", " until ", " and "];
    let joint_of = |rest: &str| JOINTS.iter().find(|joint| rest.starts_with(**joint)).map(|joint| joint.len());
    if let Some(first) = Clock::read(text) {
        let from = first.range.end + joint_of(&text[first.range.end..])?;
        let rest = &text[from..];
        if Clock::read(rest).is_some() {
            return None;
        }
        let (hour, length) = bare_hour(rest)?;
        return Some((vec![first, Clock::at(hour, 0, false)?.over(from..from + length)], from + length));
    }
    let (hour, length) = bare_hour(text)?;
    let from = length + joint_of(&text[length..])?;
    // Only where it is told by its half of the day, or the two are a ratio or a score.
    let last = Clock::read(&text[from..]).filter(|last| last.is_exact() && hour <= 12)?;
    let end = from + last.range.end;
    let is_list = text[length..].starts_with(" and ");
    (!is_list).then(|| Some((vec![Clock::at(hour, 0, false)?.over(0..length), last.moved(from)], end)))?
}

/// An hour in digits that is followed by no unit or noun.
fn bare_hour(text: &str) -> Option<(u16, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let hour = text[..digits].parse().ok().filter(|hour| (1..=24).contains(hour) && digits <= 2)?;
    let rest = &text[digits..];
    let is_more = rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '%' | '°' | ':' | '/'))
        || rest.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
    (!is_more).then_some((hour, digits))
}

fn in_words(before: &str, text: &str) -> Option<(Vec<Clock>, usize)> {
    alone(before, text).or_else(|| past(text)).or_else(|| full(text)).or_else(|| till(before, text))
}

/// `noon`, `12 noon`, `midnight`.
fn alone(before: &str, text: &str) -> Option<(Vec<Clock>, usize)> {
    let rest = text.strip_prefix("12 ").unwrap_or(text);
    let (name, behind) = word(rest)?;
    let hour = match name {
        "noon" | "midday" | "Noon" | "Midday" => 12,
        "midnight" | "Midnight" => 0,
        _ => return None,
    };
    let is_time = !behind.starts_with('-') && !before.ends_with('-');
    let length = text.len() - behind.len();
    is_time.then(|| Some((vec![Clock::at(hour, 0, true)?.over(0..length)], length)))?
}

/// `half past six`, `a quarter to nine`, `twenty-five to five`, `ten past 4`.
fn past(text: &str) -> Option<(Vec<Clock>, usize)> {
    let rest = text.strip_prefix("a ").or_else(|| text.strip_prefix("A ")).unwrap_or(text);
    let (minutes, rest) = number(rest)?;
    let rest = match rest.strip_prefix("-five").or_else(|| rest.strip_prefix(" five")) {
        Some(rest) if minutes == 20 => return sided(text, 25, rest),
        _ => rest,
    };
    let is_told = matches!(minutes, 15 | 30) || minutes % 5 == 0 && minutes < 30;
    if is_told { sided(text, minutes, rest) } else { None }
}

fn sided(text: &str, minutes: u16, rest: &str) -> Option<(Vec<Clock>, usize)> {
    let (is_past, rest) = match ([" past ", "-past ", " after "].iter().find_map(|word| rest.strip_prefix(word)), rest.strip_prefix(" to "))
    {
        (Some(rest), _) => (true, rest),
        // `twenty to five` is a range as often; a quarter is none.
        (None, Some(rest)) if minutes == 15 => (false, rest),
        _ => return None,
    };
    let (hour, behind) = number(rest).filter(|(hour, _)| (1..=12).contains(hour))?;
    let is_after = text.len() > rest.len() && text[..text.len() - rest.len()].ends_with("after ");
    if is_after && minutes != 15 || behind.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '%' | '-')) {
        return None;
    }
    let minute = if is_past { hour * 60 + minutes } else { (hour * 60 + 1440 - minutes) % 1440 };
    let (behind, half) = Clock::half(behind).map_or((behind, None), |(half, behind)| (behind, Some(half)));
    let minute = half.map_or(minute, |half| minute % 720 + half * 60);
    let length = text.len() - behind.len();
    Some((vec![Clock::at(minute / 60, minute % 60, half.is_some())?.over(0..length)], length))
}

/// `six o'clock`, `eight p.m.`, `seven in the morning`, `8 in the evening`.
fn full(text: &str) -> Option<(Vec<Clock>, usize)> {
    const HALVES: &[(&str, u16)] = &[(" in the morning", 0), (" in the afternoon", 12), (" in the evening", 12), (" at night", 12)];
    let (hour, rest) = number(text).filter(|(hour, _)| (1..=12).contains(hour))?;
    let told = [" o'clock", " o’clock"].iter().find_map(|word| rest.strip_prefix(word));
    let behind = told.unwrap_or(rest);
    let spelled = text.starts_with(char::is_alphabetic);
    let half = HALVES.iter().find_map(|(words, half)| Some((*half, behind.strip_prefix(words)?)));
    let half = half.or_else(|| Clock::half(behind).filter(|_| spelled && behind.starts_with(' ')));
    let (half, behind) = match (told, half) {
        (_, Some((half, behind))) => (Some(half), behind),
        (Some(_), None) => (None, behind),
        (None, None) => return None,
    };
    let length = text.len() - behind.len();
    let hour = half.map_or(hour, |half| hour % 12 + half);
    (!behind.starts_with(char::is_alphanumeric)).then(|| Some((vec![Clock::at(hour, 0, half.is_some())?.over(0..length)], length)))?
}

/// `from ten till four`.
fn till(before: &str, text: &str) -> Option<(Vec<Clock>, usize)> {
    if !before.ends_with("from ") && !before.ends_with("From ") {
        return None;
    }
    let (first, after) = number(text).filter(|(hour, _)| (1..=12).contains(hour))?;
    let behind = [" till ", " until "].iter().find_map(|word| after.strip_prefix(word))?;
    let (last, rest) = number(behind).filter(|(hour, rest)| (1..=12).contains(hour) && !rest.starts_with(char::is_alphanumeric))?;
    let place = |rest: &str| text.len() - rest.len();
    let (first, last) = (Clock::at(first, 0, false)?.over(0..place(after)), Clock::at(last, 0, false)?.over(place(behind)..place(rest)));
    Some((vec![first, last], place(rest)))
}

/// A number of a clock, in digits or a word, and what follows.
fn number(text: &str) -> Option<(u16, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = text[..digits].parse().ok().filter(|_| digits <= 2)?;
        return Some((number, &text[digits..]));
    }
    let (name, rest) = word(text)?;
    let part = PARTS.iter().find(|(part, _)| name.eq_ignore_ascii_case(part)).map(|(_, minutes)| *minutes);
    // No clock strikes thirteen, and other minutes are not told in words.
    let told = || number_word(name).filter(|number| matches!(number, 1..=12 | 20)).map(u16::from);
    Some((part.or_else(told)?, rest))
}
