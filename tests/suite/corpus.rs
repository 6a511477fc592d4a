//! What the evidence check catches, counted: faithful briefings with their sources, and the same with one thing falsified.
//!
//! `tests/evidence/` holds pairs of a source and a briefing that is faithful to it. Each briefing is checked as it is (a
//! finding is a false alarm) and after each of many falsifications of one word or figure (no new finding is a miss). The
//! first pairs were at hand while the rules were tuned, those above [`TUNED_ON`] were never looked at. The guide shows the
//! counts, and the test holds it to them: a change of the rules shows there. Of the pairs never looked at it shows nothing
//! else, so that nobody is led to tune on them.

mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use nutgraf::base::Code;
use nutgraf::engine::{Memory, Prepared};

use crate::site::site;
use crate::titles;

/// The findings that count.
const EVIDENCE: &[Code] = &[
    Code::E0207,
    Code::E0208,
    Code::W0209,
    Code::W0211,
    Code::W0212,
    Code::W0231,
    Code::W0232,
    Code::E0234,
    Code::W0236,
    Code::W0239,
    Code::W0243,
    Code::W0244,
    Code::W0245,
    Code::W0246,
];

/// The number of the last pair that the rules were tuned on.
const TUNED_ON: usize = 160;

/// A faithful briefing and its source.
struct Pair {
    number: usize,
    briefing: String,
    source: String,
}

impl Pair {
    /// What the check says of each of these briefings that rest on the source. They are one site, so that it is read once.
    fn findings(&self, briefings: &[&str]) -> Vec<BTreeSet<(Code, String)>> {
        let mut project = site("").write(&format!("content/_sources/{:02}.source.txt", self.number), &self.source);
        for (at, briefing) in briefings.iter().enumerate() {
            project = project.write(&format!("content/{at}.md"), briefing);
        }
        let prepared = Prepared::new(project.snapshot(), project.options(), &Memory::default(), &mut |_| {});
        let mut found = vec![BTreeSet::new(); briefings.len()];
        for finding in prepared.diagnostics.iter().filter(|finding| EVIDENCE.contains(&finding.code)) {
            let place = finding.place.as_ref().expect("evidence has a place");
            let name = place.path.as_str().strip_prefix("content/").and_then(|name| name.strip_suffix(".md"));
            let at: usize = name.and_then(|name| name.parse().ok()).expect("evidence is about one of the briefings");
            found[at].insert((finding.code, finding.message.clone()));
        }
        found
    }
}

fn pairs() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evidence");
    let read = |name: String| std::fs::read_to_string(folder.join(&name)).ok();
    let pair = |number: usize| {
        Some(Pair { number, briefing: read(format!("{number:02}.briefing.md"))?, source: read(format!("{number:02}.source.txt"))? })
    };
    (1..).map_while(pair).collect()
}

/// One falsified briefing: what kind of lie it is, and the whole text.
pub type Lie = (&'static str, String);

/// The parts of a briefing that make claims, as ranges: values of key facts, quotations, and sentences of the text.
struct Parts {
    values: Vec<std::ops::Range<usize>>,
    quotations: Vec<std::ops::Range<usize>>,
    sentences: Vec<std::ops::Range<usize>>,
}

impl Parts {
    fn of(briefing: &str) -> Self {
        let body = briefing[3..].find("\n---\n").expect("front matter ends") + 3;
        let mut parts = Self { values: Vec::new(), quotations: Vec::new(), sentences: Vec::new() };
        for (opening, into_values) in [("value: \"", true), ("quote: \"", false)] {
            for (at, _) in briefing[..body].match_indices(opening) {
                let start = at + opening.len();
                let range = start..start + briefing[start..].find('"').expect("it is closed");
                if into_values { parts.values.push(range) } else { parts.quotations.push(range) }
            }
        }
        let mut from = body;
        for (at, _) in briefing.match_indices("[@src").filter(|(at, _)| *at > body) {
            let close = at + briefing[at..].find(']').expect("it is closed");
            if let Some(quote) = briefing[at..close].find('"') {
                parts.quotations.push(at + quote + 1..close - 1);
            }
            let start = briefing[from..at].rfind("\n\n").map_or(from, |blank| from + blank + 2);
            parts.split(briefing, start..at);
            from = close + 1;
        }
        parts
    }

    /// A cited sentence: what it quotes, and the rest.
    fn split(&mut self, briefing: &str, sentence: std::ops::Range<usize>) {
        let (mut from, mut open) = (sentence.start, None);
        for (at, character) in briefing[sentence.clone()].char_indices().map(|(at, character)| (sentence.start + at, character)) {
            match (open, character) {
                (None, '“' | '"') => {
                    self.sentences.push(from..at);
                    open = Some(at + character.len_utf8());
                }
                (Some(start), '”' | '"') => {
                    if briefing[start..at].split_whitespace().count() >= 3 {
                        self.quotations.push(start..at);
                    }
                    from = at + character.len_utf8();
                    open = None;
                }
                _ => {}
            }
        }
        self.sentences.push(from..sentence.end);
    }
}

/// Words and what each is falsified into.
pub type Swaps = &'static [(&'static str, &'static str)];

const MAGNITUDES: Swaps = &[("billion", "million"), ("million", "billion"), ("bn", "m"), ("thousand", "million"), ("trillion", "billion")];
const CURRENCIES: Swaps = &[
    ("€", "£"),
    ("£", "€"),
    ("US$", "€"),
    ("$", "€"),
    ("euros", "dollars"),
    ("dollars", "euros"),
    ("pounds", "euros"),
    ("NOK", "SEK"),
    ("CHF", "EUR"),
    ("¥", "€"),
];
const UNITS: Swaps = &[
    ("%", " percentage points"),
    ("per cent", "percentage points"),
    ("percent", "percentage points"),
    ("percentage points", "%"),
    ("km", "miles"),
    ("kilometres", "miles"),
    ("miles", "km"),
    ("tonnes", "kg"),
    ("MW", "GW"),
    ("hours", "days"),
    ("metres", "feet"),
    ("hectares", "acres"),
    ("kg", "g"),
];
const COMPARATORS: Swaps = &[
    ("more than", "fewer than"),
    ("over", "under"),
    ("nearly", "more than"),
    ("almost", "more than"),
    ("at least", "at most"),
    ("up to", "more than"),
    ("fewer than", "more than"),
    ("under", "over"),
    ("below", "above"),
    ("just over", "just under"),
];
const MONTHS: Swaps = &[
    ("January", "February"),
    ("February", "March"),
    ("March", "April"),
    ("April", "May"),
    ("May ", "June "),
    ("June", "July"),
    ("July", "August"),
    ("August", "September"),
    ("September", "October"),
    ("October", "November"),
    ("November", "December"),
    ("December", "January"),
];
const NOUNS: Swaps = &[
    ("papers", "patents"),
    ("people", "houses"),
    ("staff", "sites"),
    ("jobs", "sites"),
    ("homes", "schools"),
    ("passengers", "crew"),
    ("patients", "hospitals"),
    ("pupils", "teachers"),
    ("customers", "suppliers"),
    ("students", "schools"),
    ("births", "deaths"),
    ("vehicles", "drivers"),
    ("visitors", "tickets"),
    ("units", "drivers"),
];
/// How a sentence that leaves something open is made to settle it.
pub const HEDGES: Swaps = &[
    ("could", "will"),
    ("may ", "will "),
    ("might", "will"),
    ("is expected to", "will"),
    ("are expected to", "will"),
    ("is likely to", "will"),
    ("are likely to", "will"),
    ("should ", "will "),
];
const VERBS: Swaps = &[
    ("claimed", "confirmed"),
    ("claims that", "confirms that"),
    ("claims to", "is proved to"),
    ("alleged", "confirmed"),
    ("argued", "proved"),
    ("arguing", "proving"),
    ("suggested", "proved"),
    ("believes", "confirms"),
    ("believe", "confirm"),
    ("said", "confirmed"),
    ("says", "confirms"),
];
/// What a sentence says behind these, somebody claims or says.
const SPEAKERS: &[&str] =
    &[" claimed that ", " claims that ", " alleged that ", " argued that ", " said that ", " says that ", " believe that "];
const DENIALS: Swaps = &[
    (" is ", " is not "),
    (" was ", " was not "),
    (" were ", " were not "),
    (" has ", " has not "),
    (" have ", " have not "),
    (" had ", " had not "),
    (" will ", " will not "),
    (" are ", " are not "),
];

/// Which way a figure went.
const DIRECTIONS: Swaps = &[
    ("rose", "fell"),
    ("rise", "fall"),
    ("risen", "fallen"),
    ("rising", "falling"),
    ("grew", "shrank"),
    ("increased", "decreased"),
    ("increase", "decrease"),
    ("climbed", "dropped"),
    ("higher", "lower"),
    ("fell", "rose"),
    ("fall", "rise"),
    ("fallen", "risen"),
    ("dropped", "climbed"),
    ("drop", "increase"),
    ("declined", "rose"),
    ("decline", "rise"),
    ("shrank", "grew"),
    ("lower", "higher"),
];

/// Whoever says it taken away: `X claimed that it closed` becomes `It closed`, `it closed, according to X` just that.
fn unattributed(text: &str) -> Option<String> {
    if let Some(at) = text.find(", according to") {
        let rest = &text[at + 14..];
        let end = rest.find([',', ';', '.']).unwrap_or(rest.len());
        return Some(format!("{}{}", &text[..at], &rest[end..]));
    }
    let (at, speaker) = SPEAKERS.iter().find_map(|speaker| Some((text.find(speaker)?, speaker)))?;
    let start = text[..at].rfind(". ").map_or(0, |stop| stop + 2);
    Some(format!("{}{}", &text[..start], &text[at + speaker.len()..]))
}

/// Denied what is said, and said what is denied.
fn denied(text: &str) -> Option<String> {
    let lie = DENIALS.iter().find_map(|swap| swapped(text, *swap))?;
    // What is denied already would be denied twice.
    (!["not not", "not no ", "not never"].iter().any(|twice| lie.contains(twice))).then_some(lie)
}

fn affirmed(text: &str) -> Option<String> {
    [(" not ", " "), (" no ", " a "), (" never ", " ")].iter().find_map(|swap| swapped(text, *swap))
}

/// A swap where the word stands alone.
pub fn swapped(text: &str, (from, to): (&str, &str)) -> Option<String> {
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphabetic);
    let alphabetic = |text: &str| text.chars().all(|character| character.is_alphabetic() || character == ' ');
    let alone = |at: &usize| {
        !alphabetic(from)
            || !is_word(text[..*at].chars().next_back().filter(|_| !from.starts_with(' ')))
                && !is_word(text[at + from.len()..].chars().next().filter(|_| !from.ends_with(' ')))
    };
    let at = text.match_indices(from).map(|(at, _)| at).find(alone)?;
    Some(format!("{}{to}{}", &text[..at], &text[at + from.len()..]))
}

/// The last digit of the first figure, one further. Four digits that may be a year are left to [`year`].
fn digit(text: &str) -> Option<String> {
    let start = first_figure(text)?;
    let end = start
        + text[start..]
            .find(|character: char| !character.is_ascii_digit() && character != ',' && character != '.')
            .unwrap_or(text.len() - start);
    let figure = text[start..end].trim_end_matches([',', '.']);
    if is_year(figure) {
        return None;
    }
    // Of a round figure a leading digit, so that the lie is no matter of rounding.
    let at = if figure.len() > 2 { 0 } else { figure.len() - 1 };
    let old = figure.as_bytes()[at] - b'0';
    let new = if old == 9 { 7 } else { old + 1 };
    Some(format!("{}{new}{}", &text[..start + at], &text[start + at + 1..]))
}

/// Where the first figure is: neither the number of an item of a list nor a part of a name (`A320`, `N14`).
fn first_figure(text: &str) -> Option<usize> {
    let is_behind = |at: usize, fits: fn(char) -> bool| text[..at].chars().next_back().is_some_and(fits);
    let begins_line = |at: usize| text[..at].trim_end_matches(' ').chars().next_back().is_none_or(|before| before == '\n');
    let is_item = |at: usize| begins_line(at) && text[at..].trim_start_matches(|digit: char| digit.is_ascii_digit()).starts_with(". ");
    let digits = text.char_indices().filter(|(_, character)| character.is_ascii_digit()).map(|(at, _)| at);
    let starts = digits.filter(|at| !is_behind(*at, |before| before.is_ascii_digit() || matches!(before, '.' | ',')));
    starts.into_iter().find(|at| !is_item(*at) && !is_behind(*at, |before| before.is_ascii_uppercase()))
}

fn is_year(figure: &str) -> bool {
    figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"))
}

fn year(text: &str) -> Option<String> {
    let words = text.split(|character: char| !character.is_ascii_digit()).find(|word| is_year(word))?;
    let next = words.parse::<u32>().ok()? - 1;
    Some(text.replacen(words, &next.to_string(), 1))
}

/// A word of a quotation that is another; one that is gone; one that turns it round.
fn misquoted(quotation: &str) -> Vec<(&'static str, String)> {
    let words: Vec<&str> = quotation.split(' ').collect();
    let plain = |word: &&str| word.len() > 3 && word.chars().all(char::is_alphabetic);
    // A word beside a gap may be left out as the gap says, and a run of two words is no quotation.
    let is_gap = |at: usize| words[at].contains(['…', '[', ']']);
    let is_kept = |at: usize| plain(&words[at]) && !is_gap(at - 1) && !is_gap(at + 1) && words.len() > 3;
    let mut lies = Vec::new();
    if let Some(at) = words.iter().rposition(plain) {
        let other = if words[at] == "other" { "same" } else { "other" };
        lies.push((
            "word in a quotation",
            words.iter().enumerate().map(|(index, word)| if index == at { other } else { word }).collect::<Vec<_>>().join(" "),
        ));
    }
    if let Some(at) = (1..words.len().saturating_sub(1)).find(|at| is_kept(*at)) {
        let left = |(index, _): &(usize, &&str)| *index != at;
        lies.push(("word left out", words.iter().enumerate().filter(left).map(|(_, word)| *word).collect::<Vec<_>>().join(" ")));
        let mut denied = words.clone();
        denied.insert(at, "not");
        lies.push(("negation in a quotation", denied.join(" ")));
    }
    lies
}

/// Every falsification of one thing.
fn lies(briefing: &str) -> Vec<Lie> {
    let parts = Parts::of(briefing);
    let mut lies: Vec<Lie> = Vec::new();
    let mut tell = |kind: &'static str, range: &std::ops::Range<usize>, text: Option<String>| {
        if let Some(text) = text.filter(|text| *text != briefing[range.clone()]) {
            lies.push((kind, format!("{}{text}{}", &briefing[..range.start], &briefing[range.end..])));
        }
    };
    let first = |text: &str, swaps: Swaps| swaps.iter().find_map(|swap| swapped(text, *swap));
    for range in &parts.values {
        let text = &briefing[range.clone()];
        tell("figure of a key fact", range, digit(text));
        tell("year of a key fact", range, year(text));
        for (kind, swaps) in [
            ("magnitude", MAGNITUDES),
            ("currency", CURRENCIES),
            ("unit", UNITS),
            ("comparator", COMPARATORS),
            ("month", MONTHS),
            ("counted noun", NOUNS),
        ] {
            if text.contains(|character: char| character.is_ascii_digit()) {
                tell(kind, range, first(text, swaps));
            }
        }
    }
    for range in &parts.quotations {
        for (kind, text) in misquoted(&briefing[range.clone()]) {
            tell(kind, range, Some(text));
        }
    }
    for range in &parts.sentences {
        let text = &briefing[range.clone()];
        tell("figure in the text", range, digit(text));
        tell("year in the text", range, year(text));
        for (kind, swaps) in [("hedge", HEDGES), ("attribution strengthened", VERBS)] {
            tell(kind, range, first(text, swaps));
        }
        if text.contains(|character: char| character.is_ascii_digit()) {
            tell("direction", range, first(text, DIRECTIONS));
        }
        tell("attribution dropped", range, unattributed(text));
        tell("negation in the text", range, denied(text));
        tell("negation of the text dropped", range, affirmed(text));
    }
    lies.extend(titles::settled(briefing, &parts.sentences));
    lies
}

/// What came of a half of the pairs: false alarms, and by kind how many lies there were and how many were caught.
#[derive(Default)]
struct Tally {
    pairs: usize,
    alarms: Vec<(Code, String)>,
    kinds: BTreeMap<&'static str, (usize, usize)>,
    missed: Vec<String>,
}

fn tallied(pairs: &[Pair]) -> Tally {
    let mut tally = Tally { pairs: pairs.len(), ..Tally::default() };
    for pair in pairs {
        let lies: Vec<Lie> = lies(&pair.briefing).into_iter().chain(names::lies(&pair.briefing, &pair.source)).collect();
        let briefings: Vec<&str> = std::iter::once(&pair.briefing).chain(lies.iter().map(|(_, lie)| lie)).map(String::as_str).collect();
        let found = pair.findings(&briefings);
        let (faithful, found) = found.split_first().expect("the faithful one is the first");
        tally.alarms.extend(faithful.iter().map(|(code, message)| (*code, format!("{:02} {code} {message}", pair.number))));
        for ((kind, lie), found) in lies.iter().zip(found) {
            let caught = !found.is_subset(faithful);
            let (told, found) = tally.kinds.entry(kind).or_default();
            (*told, *found) = (*told + 1, *found + usize::from(caught));
            if !caught {
                let at = lie.bytes().zip(pair.briefing.bytes()).position(|(left, right)| left != right).unwrap_or(0);
                let line = lie.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
                tally.missed.push(format!("{:02}:{line} {kind}: {}", pair.number, lie.lines().nth(line - 1).unwrap_or_default()));
            }
        }
    }
    tally
}

/// The table of the guide: a column for each part of the pairs that there is.
fn table(parts: &[(&str, Tally)]) -> String {
    let row = |first: &str, cells: Vec<String>| format!("| {first} | {} |\n", cells.join(" | "));
    let mut out = row("Falsified", parts.iter().map(|(name, _)| format!("Caught, {name}")).collect());
    let _ = writeln!(out, "|---|{}", "---|".repeat(parts.len()));
    let count = |tally: &Tally, kind: &str| tally.kinds.get(kind).map_or("none".to_owned(), |(told, found)| format!("{found} of {told}"));
    let kinds: BTreeSet<&str> = parts.iter().flat_map(|(_, tally)| tally.kinds.keys().copied()).collect();
    for kind in kinds {
        out.push_str(&row(kind, parts.iter().map(|(_, tally)| count(tally, kind)).collect()));
    }
    let alarms = |tally: &Tally, code: Code| tally.alarms.iter().filter(|(told, _)| *told == code).count();
    for code in EVIDENCE.iter().filter(|code| parts.iter().any(|(_, tally)| alarms(tally, **code) > 0)) {
        let cells = parts.iter().map(|(_, tally)| format!("{} in {} briefings", alarms(tally, *code), tally.pairs));
        out.push_str(&row(&format!("nothing: {code} in vain"), cells.collect()));
    }
    let cells = parts.iter().map(|(_, tally)| format!("{} in {} briefings", tally.alarms.len(), tally.pairs));
    out.push_str(&row("nothing: anything in vain", cells.collect()));
    out
}

#[test]
fn what_is_falsified_is_caught_as_the_guide_says() {
    let pairs = pairs();
    assert!(pairs.len() >= 30, "only {} pairs", pairs.len());
    let (known, unseen) = pairs.split_at(TUNED_ON.min(pairs.len()));
    let halves = [("tuned on", known), ("never looked at", unseen)];
    let parts: Vec<(&str, Tally)> =
        halves.into_iter().filter(|(_, pairs)| !pairs.is_empty()).map(|(name, pairs)| (name, tallied(pairs))).collect();
    let table = table(&parts);
    let shown = include_str!("../../docs/content/reference/evidence.md");
    let tuned = &parts[0].1;
    assert!(
        shown.contains(&table),
        "the guide shows another table than this:\n{table}\nfalse alarms:\n{}\nmissed:\n{}",
        tuned.alarms.iter().map(|(_, alarm)| alarm.as_str()).collect::<Vec<_>>().join("\n"),
        tuned.missed.join("\n")
    );
}
