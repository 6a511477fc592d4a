//! Tails: what stands below (and above) a work in a pasted text and is no part of it.
//!
//! Two things give it away: marker lines (`Related stories`, `Sign up for our newsletter`), and teasers that are repeated word
//! for word. Around them stand headlines and blurbs that alone would say nothing. The tail begins at the first marker or
//! repeated line below which nothing but such lines remains: paragraphs of the work below it keep it from being one. A marker
//! between paragraphs is left out by itself.
//!
//! No similarity is measured, and no line is judged by what it is about. The work is linear in the text.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cut::Why;

/// Lines that are said as one: a line, or a paragraph in a text whose paragraphs are wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit<'a> {
    /// The first line, counted from one.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// What they say.
    pub text: Cow<'a, str>,
}

/// Headings of lists of other texts. Alone on a line, or with a colon and what follows.
const SECTIONS: &[&str] = &[
    "about the author",
    "also in the news",
    "also read",
    "around the web",
    "comments",
    "don't miss",
    "editors' picks",
    "editor's pick",
    "editor's picks",
    "explore more",
    "from our partners",
    "in other news",
    "keep reading",
    "latest articles",
    "latest news",
    "latest stories",
    "leave a comment",
    "leave a reply",
    "more from",
    "more headlines",
    "more news",
    "more on this",
    "more on this story",
    "more stories",
    "more to read",
    "most popular",
    "most read",
    "next article",
    "popular now",
    "previous article",
    "promoted",
    "promoted stories",
    "read also",
    "read more",
    "read next",
    "recommended",
    "recommended articles",
    "recommended for you",
    "recommended reading",
    "related",
    "related articles",
    "related content",
    "related coverage",
    "related news",
    "related posts",
    "related reading",
    "related stories",
    "related topics",
    "see also",
    "see more",
    "sponsored",
    "sponsored content",
    "tags",
    "top stories",
    "topics",
    "trending",
    "trending now",
    "up next",
    "what to read next",
    "you may also like",
    "you might also like",
];

/// Those of them that a name may follow: `More from The Valley`, `Most read in world news`.
const NAMED: &[&str] = &["more from", "most popular in", "most read", "read more on", "top stories in"];

/// How lines begin that ask the reader for something, or belong to the site and not to the text.
const CALLS: &[&str] = &[
    "advert",
    "advertisement",
    "advertising",
    "all rights reserved",
    "become a member",
    "become a subscriber",
    "by subscribing",
    "click here",
    "contact us",
    "cookie policy",
    "continue reading below",
    "copyright ©",
    "create a free account",
    "disclaimer:",
    "disclosure:",
    "download our app",
    "download the app",
    "follow us",
    "get our app",
    "get the app",
    "get the latest",
    "get unlimited access",
    "image credit",
    "join our",
    "listen to this article",
    "log in",
    "photo credit",
    "privacy policy",
    "report a mistake",
    "share on",
    "share this",
    "share via",
    "sign in",
    "sign up for",
    "sign up now",
    "sign up to",
    "skip to",
    "story continues below",
    "subscribe now",
    "subscribe to",
    "terms and conditions",
    "terms of service",
    "terms of use",
    "to continue reading",
    "view comments",
    "we use cookies",
    "©",
];

/// A line with a marker has at most so many words: what is longer is a paragraph that happens to begin so.
const MARKER_WORDS_MAX: usize = 40;

/// A line that is repeated is a teaser if it has so many words; shorter ones are names and places.
const TEASER_WORDS: usize = 4;

/// A sentence of so many words is a paragraph.
const PARAGRAPH_WORDS: usize = 20;

/// What a unit is, seen alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The heading of a list of other texts.
    Section(&'static str),
    /// A line of the site.
    Call(&'static str),
    /// The same words stand at this other line.
    Repeated(usize),
    /// No sentence: a headline, a date, a name.
    Short,
    /// A sentence or two, such as a blurb.
    Sentence,
    /// A paragraph.
    Paragraph,
}

impl Kind {
    fn is_prose(self) -> bool {
        matches!(self, Self::Sentence | Self::Paragraph)
    }
}

/// The units of a text.
#[must_use]
pub fn units(text: &str) -> Vec<Unit<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_wrapped = is_wrapped(&lines);
    let mut units: Vec<Unit<'_>> = Vec::new();
    let mut is_open = false;
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim();
        match units.last_mut() {
            Some(unit) if is_open && !line.is_empty() => {
                unit.last = at + 1;
                unit.text.to_mut().push(' ');
                unit.text.to_mut().push_str(line);
            }
            _ if !line.is_empty() => units.push(Unit { first: at + 1, last: at + 1, text: Cow::Borrowed(line) }),
            _ => {}
        }
        is_open = is_wrapped && !line.is_empty();
    }
    units
}

/// Whether lines end where the column ends and not where the paragraph does: no line is long, and most that are not short go
/// on in the next in the middle of a sentence.
fn is_wrapped(lines: &[&str]) -> bool {
    const COLUMN: std::ops::RangeInclusive<usize> = 50..=140;
    let length = |line: &str| line.chars().count();
    if lines.iter().any(|line| length(line) > *COLUMN.end()) {
        return false;
    }
    let full: Vec<&[&str]> = lines.windows(2).filter(|pair| COLUMN.contains(&length(pair[0])) && !pair[1].trim().is_empty()).collect();
    let goes_on = |pair: &&&[&str]| !ends_sentence(pair[0]) && pair[1].trim_start().starts_with(|first: char| !first.is_uppercase());
    full.len() > 1 && full.iter().filter(goes_on).count() * 2 >= full.len()
}

/// Why units are not the work, in their order.
#[must_use]
pub fn left_out(units: &[Unit<'_>]) -> Vec<Option<Why>> {
    let kinds = kinds(units);
    let tail = tail(&kinds).unwrap_or(units.len());
    let head = head(&kinds[..tail]);
    let reason = |(at, kind): (usize, &Kind)| match *kind {
        Kind::Section(phrase) | Kind::Call(phrase) => Some(Why::Marker(phrase)),
        Kind::Repeated(line) if at >= tail => Some(Why::Repeated(line)),
        _ => (at < head || at >= tail).then_some(Why::AndSo),
    };
    kinds.iter().enumerate().map(reason).collect()
}

/// Whether a text ends in something else, and from which line on.
#[must_use]
pub fn begins(units: &[Unit<'_>]) -> Option<(usize, Why)> {
    let at = tail(&kinds(units))?;
    let why = left_out(units).get(at).cloned().flatten()?;
    Some((units[at].first, why))
}

/// Where the tail begins.
fn tail(kinds: &[Kind]) -> Option<usize> {
    let mut begins = None;
    // Prose below, since the last heading of a list that accounts for it; and headlines below.
    let (mut prose, mut headlines) = (Vec::new(), 0);
    for (at, kind) in kinds.iter().enumerate().rev() {
        match kind {
            Kind::Section(_) => {
                if !are_blurbs(kinds, &prose, headlines) {
                    break;
                }
                prose.clear();
                begins = Some(at);
            }
            Kind::Call(_) | Kind::Repeated(_) if prose.is_empty() => begins = Some(at),
            Kind::Call(_) | Kind::Repeated(_) => {}
            Kind::Short => headlines += 1,
            // Two paragraphs in a row are a text.
            Kind::Paragraph if prose.last() == Some(&(at + 1)) && kinds.get(at + 1) == Some(&Kind::Paragraph) => break,
            Kind::Sentence | Kind::Paragraph => prose.push(at),
        }
    }
    begins.filter(|at| *at > 0)
}

/// Whether prose below the heading of a list is what is said of the texts in the list: each piece under a headline of its
/// own. A single paragraph may be the end of the work, below a box in its middle.
fn are_blurbs(kinds: &[Kind], prose: &[usize], headlines: usize) -> bool {
    let has_headline = |at: &usize| at.checked_sub(1).is_some_and(|before| !kinds[before].is_prose());
    let is_enough = prose.len() > 1 || prose.iter().all(|at| kinds[*at] == Kind::Sentence);
    prose.is_empty() || (is_enough && headlines >= prose.len() && prose.iter().all(has_headline))
}

/// Where the work begins: below the last marker that stands above all prose.
fn head(kinds: &[Kind]) -> usize {
    let prose = kinds.iter().position(|kind| kind.is_prose()).unwrap_or(0);
    kinds[..prose].iter().rposition(|kind| matches!(kind, Kind::Section(_) | Kind::Call(_))).map_or(0, |at| at + 1)
}

fn kinds(units: &[Unit<'_>]) -> Vec<Kind> {
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    let keys: Vec<String> = units.iter().map(|unit| key(&unit.text)).collect();
    for (unit, key) in units.iter().zip(&keys) {
        if let Some(lines) = seen.get_mut(key) {
            lines.push(unit.first);
        } else {
            seen.insert(key.clone(), vec![unit.first]);
        }
    }
    let other = |key: &str, line: usize| match seen.get(key)?.as_slice() {
        [_] => None,
        [first, second, ..] => Some(if *first == line { *second } else { *first }),
        [] => None,
    };
    units.iter().zip(&keys).map(|(unit, key)| kind(unit, key, other(key, unit.first))).collect()
}

fn kind(unit: &Unit<'_>, key: &str, other: Option<usize>) -> Kind {
    let words = key.split(' ').count();
    if words <= MARKER_WORDS_MAX {
        if let Some(phrase) = section(key) {
            return Kind::Section(phrase);
        }
        if let Some(phrase) = call(key) {
            return Kind::Call(phrase);
        }
    }
    match other.filter(|_| words >= TEASER_WORDS) {
        Some(line) => Kind::Repeated(line),
        None if words >= PARAGRAPH_WORDS => Kind::Paragraph,
        None if ends_sentence(&unit.text) && words >= TEASER_WORDS => Kind::Sentence,
        None => Kind::Short,
    }
}

/// A unit as it is compared: lower case, one kind of apostrophe, no bullet or arrow before it.
fn key(text: &str) -> String {
    let is_bullet = |character: char| !(character.is_alphanumeric() || "©“\"'‘«(@$€£#".contains(character));
    let words = text.trim_start_matches(is_bullet).split_whitespace();
    words.map(|word| word.to_lowercase().replace('’', "'")).collect::<Vec<_>>().join(" ")
}

/// The phrase of [`SECTIONS`] that heads this line: alone, before a colon, or one of [`NAMED`] before a name.
fn section(key: &str) -> Option<&'static str> {
    let head = key.split([':', '|', '–', '—']).next().unwrap_or(key).trim_end_matches(['»', '>', '→', '…', '.', ' ']);
    let is_name = |rest: &str| rest.starts_with(' ') && rest.split_whitespace().count() <= 5 && !ends_sentence(rest);
    let named = || NAMED.iter().find(|phrase| key.strip_prefix(**phrase).is_some_and(is_name));
    SECTIONS.iter().find(|phrase| **phrase == head).or_else(named).copied()
}

/// The phrase of [`CALLS`] that begins this line, or the notice of rights that it holds.
fn call(key: &str) -> Option<&'static str> {
    const RIGHTS: [&str; 3] = ["all rights reserved", "© 20", "©20"];
    let begins = |phrase: &&&str| {
        let rest = key.strip_prefix(**phrase);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || phrase.ends_with('©'))
    };
    CALLS.iter().find(begins).or_else(|| RIGHTS.iter().find(|phrase| key.contains(**phrase))).copied()
}

/// Whether a text ends as sentences do; marks after the full stop do not matter.
fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|character: char| character.is_whitespace() || "\"'”’»)]*".contains(character));
    end.ends_with(['.', '!', '?', '…', ':', ';', '。'])
}
