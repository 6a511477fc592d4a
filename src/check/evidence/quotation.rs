//! Quotations: whether words stand in a text as they are quoted, and if not, what stands there instead.
//!
//! Equal means equal after [`Folded`], with what editors may change on purpose: the case of the first letter, punctuation
//! at the end, and gaps (`…`, `[…]`, a word in brackets), whose parts must follow one another in one paragraph. Nothing
//! that is merely similar passes: an added "not" is four characters in seventy. What is similar is shown, with the words
//! that differ.

use std::ops::Range;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::folding::Folded;

/// Longer passages are not compared word by word.
const COMPARED_MAX: usize = 200;

/// A gap of so many words may not leave out a denial.
const GAP_WORDS: usize = 6;

/// Words that turn round what is said.
const DENIALS: &[&str] = &["not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"];

/// So many words around a passage are shown with it.
const SHOWN_AROUND: usize = 2;

/// A quotation as it is looked for: its parts between the gaps, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    parts: Vec<String>,
}

/// The passage most like a quotation that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// Where it stands in the folded text.
    pub range: Range<usize>,
    /// The same with a few words around it.
    pub shown: Range<usize>,
    /// The words in which the two differ, in their order.
    pub differences: Vec<Difference>,
}

/// Words of a quotation, and those that stand in their place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// In the quotation.
    pub quoted: Vec<String>,
    /// In the passage.
    pub there: Vec<String>,
}

impl Quotation {
    /// A quotation from its words, with or without marks around it; `None` if no word is left.
    #[must_use]
    pub fn of(words: &str) -> Option<Self> {
        let folded = Folded::of(words).text;
        let mut parts = vec![String::new()];
        let mut rest = folded.as_str();
        while let Some(at) = rest.find(['[', '.']) {
            let (before, behind) = rest.split_at(at);
            push(&mut parts, before);
            if let Some((letter, length)) = changed_case(behind) {
                push(&mut parts, letter);
                rest = &behind[length..];
                continue;
            }
            let gap = if behind.starts_with('[') { behind.find(']').map(|end| end + 1) } else { dots(behind) };
            match gap {
                Some(length) => {
                    parts.push(String::new());
                    rest = &behind[length..];
                }
                None => {
                    push(&mut parts, &behind[..1]);
                    rest = &behind[1..];
                }
            }
        }
        push(&mut parts, rest);
        let is_edge = |character: char| character.is_whitespace() || matches!(character, '\'' | '.' | ',' | ';' | ':' | '!' | '?');
        let parts: Vec<String> = parts.iter().map(|part| part.trim_matches(is_edge).to_owned()).filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// How many words it has.
    #[must_use]
    pub fn words(&self) -> usize {
        self.parts.iter().map(|part| part.split_whitespace().count()).sum()
    }

    /// Whether something is left out of it or put in.
    #[must_use]
    pub fn has_gaps(&self) -> bool {
        self.parts.len() > 1
    }

    /// Where it stands in a text.
    #[must_use]
    pub fn find(&self, text: &Folded) -> Option<Range<usize>> {
        let (first, others) = self.parts.split_first()?;
        let starts = either_case(first);
        starts.iter().filter_map(|first| self.find_from(&text.text, first, others)).min_by_key(|range| range.start)
    }

    /// Where it stands with this first part, all in one paragraph. The leftmost first part leaves the most room for the others.
    fn find_from(&self, text: &str, first: &str, others: &[String]) -> Option<Range<usize>> {
        let mut from = 0;
        while let Some(start) = find(text, from..text.len(), first) {
            let end = memchr::memchr(b'\n', &text.as_bytes()[start.end..]).map_or(text.len(), |at| start.end + at);
            let next = |before: Range<usize>, part: &String| {
                let found = either_case(part).into_iter().filter_map(|part| find(text, before.end..end, &part));
                found.min_by_key(|found| found.start).filter(|found| !hides_denial(&text[before.end..found.start]))
            };
            let last = others.iter().try_fold(start.clone(), next);
            if let Some(last) = last {
                return Some(start.start..last.end);
            }
            from = end;
        }
        None
    }

    /// The passage most like it, if half of its words stand there together.
    #[must_use]
    pub fn nearest(&self, text: &Folded, there: &Words) -> Option<Nearest> {
        let quoted: Vec<&str> = self.parts.iter().flat_map(|part| words(part)).map(|(_, word)| word).collect();
        if quoted.len() > COMPARED_MAX || quoted.is_empty() {
            return None;
        }
        let window = there.best_window(&quoted)?;
        // A few words more on both sides, so that what was left out at an end is seen; what does not belong is cut again.
        let from = window.start.saturating_sub(2);
        let around: Vec<(usize, &str)> = there.ranges[from..(window.end + 2).min(there.ranges.len())]
            .iter()
            .map(|range| (range.start, &text.text[range.clone()]))
            .collect();
        let (kept, differences) = compare(&quoted, &around);
        let (first, last) = (from + kept.start, from + kept.end - 1);
        let passage = |first: usize, last: usize| there.ranges[first].start..there.ranges[last].end;
        let shown = passage(first.saturating_sub(SHOWN_AROUND), (last + SHOWN_AROUND).min(there.ranges.len() - 1));
        Some(Nearest { range: passage(first, last), shown, differences })
    }
}

/// The words of a folded text by number, so that many quotations can be looked for in a long one.
#[derive(Debug, Clone, Default)]
pub struct Words {
    ranges: Vec<Range<usize>>,
    /// For each word the number of its spelling, case aside.
    numbers: Vec<usize>,
    spellings: FxHashMap<String, usize>,
}

impl Words {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &Folded) -> Self {
        let mut own = Self::default();
        for (start, word) in words(&text.text) {
            let next = own.spellings.len();
            own.numbers.push(*own.spellings.entry(word.to_lowercase()).or_insert(next));
            own.ranges.push(start..start + word.len());
        }
        own
    }

    /// The run of as many words that shares the most with a quotation, if that is half of them.
    fn best_window(&self, quoted: &[&str]) -> Option<Range<usize>> {
        // How many of each spelling the window lacks; of those that are not quoted it lacks none, ever.
        let mut left = vec![i32::MIN / 2; self.spellings.len()];
        for number in quoted.iter().filter_map(|word| self.spellings.get(&word.to_lowercase())) {
            left[*number] = left[*number].max(0) + 1;
        }
        let (mut shared, mut best) = (0, (0, 0));
        for (end, number) in self.numbers.iter().enumerate() {
            left[*number] -= 1;
            shared += i32::from(left[*number] >= 0);
            if let Some(gone) = end.checked_sub(quoted.len()).map(|start| self.numbers[start]) {
                shared -= i32::from(left[gone] >= 0);
                left[gone] += 1;
            }
            if shared > best.0 {
                best = (shared, end + 1);
            }
        }
        let (shared, end) = best;
        (usize::try_from(shared).unwrap_or(0) * 2 >= quoted.len()).then(|| end.saturating_sub(quoted.len())..end)
    }
}

fn push(parts: &mut [String], text: &str) {
    if let Some(part) = parts.last_mut() {
        part.push_str(text);
    }
}

/// A letter in brackets before the rest of its word, and how long it is with them: `[W]e`. Its case was changed.
fn changed_case(text: &str) -> Option<(&str, usize)> {
    let (letter, behind) = text.strip_prefix('[')?.split_once(']')?;
    let is_letter = letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic);
    (is_letter && behind.starts_with(char::is_alphabetic)).then(|| (letter, letter.len() + 2))
}

/// How long a gap of dots is: three or more, spaces between them allowed.
fn dots(text: &str) -> Option<usize> {
    let end = text.find(|character| character != '.' && character != ' ').unwrap_or(text.len());
    (text[..end].matches('.').count() >= 3).then_some(end)
}

fn either_case(part: &str) -> Vec<String> {
    let mut characters = part.chars();
    let Some(first) = characters.next() else { return Vec::new() };
    let rest = characters.as_str();
    let upper: String = first.to_uppercase().chain(rest.chars()).collect();
    let lower: String = first.to_lowercase().chain(rest.chars()).collect();
    if upper == lower { vec![upper] } else { vec![upper, lower] }
}

/// Where a part stands first within a range, as words of their own.
fn find(text: &str, range: Range<usize>, part: &str) -> Option<Range<usize>> {
    let within = text.get(range.clone())?;
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let (opens, closes) = (is_word(part.chars().next()), is_word(part.chars().next_back()));
    let finder = memmem::Finder::new(part);
    let mut from = 0;
    while let Some(at) = finder.find(&within.as_bytes()[from..]).map(|at| range.start + from + at) {
        let found = at..at + part.len();
        let goes_on = opens && is_word(text[..found.start].chars().next_back()) || closes && is_word(text[found.end..].chars().next());
        if !goes_on {
            return Some(found);
        }
        // The next one may overlap: `ha ha` in `Aha ha ha`.
        from = at + part.chars().next().map_or(1, char::len_utf8) - range.start;
    }
    None
}

/// Whether a gap leaves out so little that a *not* in it is what it was made for.
fn hides_denial(left_out: &str) -> bool {
    let words: Vec<String> = words(left_out).map(|(_, word)| word.to_lowercase()).collect();
    words.len() <= GAP_WORDS && words.iter().any(|word| DENIALS.contains(&word.as_str()) || word.ends_with("n't"))
}

/// The words of a folded text, with where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|character: char| character.is_whitespace()).filter_map(move |word| {
        let start = at;
        at += word.len() + 1;
        let inner = word.trim_start_matches(|character: char| !character.is_alphanumeric());
        let before = word.len() - inner.len();
        let inner = inner.trim_end_matches(|character: char| !character.is_alphanumeric());
        (!inner.is_empty()).then_some((start + before, inner))
    })
}

/// The words from the first to the last that both have, and the differences among them: by the longest common
/// subsequence (Wagner and Fischer, "The string-to-string correction problem", 1974).
fn compare(quoted: &[&str], there: &[(usize, &str)]) -> (Range<usize>, Vec<Difference>) {
    let width = there.len() + 1;
    let mut longest = vec![0_u16; (quoted.len() + 1) * width];
    for (row, word) in quoted.iter().enumerate().rev() {
        for (column, (_, other)) in there.iter().enumerate().rev() {
            let at = row * width + column;
            longest[at] = if word == other { longest[at + width + 1] + 1 } else { longest[at + width].max(longest[at + 1]) };
        }
    }
    let (mut row, mut column, mut differences, mut open) = (0, 0, Vec::new(), Difference::default());
    let (mut first, mut last) = (None, 0);
    while row < quoted.len() || column < there.len() {
        let at = row * width + column;
        if row < quoted.len() && column < there.len() && quoted[row] == there[column].1 {
            close(&mut differences, &mut open);
            first = first.or(Some(column));
            (row, column, last) = (row + 1, column + 1, column + 1);
        } else if column == there.len() || row < quoted.len() && longest[at + width] >= longest[at + 1] {
            open.quoted.push(quoted[row].to_owned());
            row += 1;
        } else {
            // Before the first and behind the last common word, what stands there is no part of the passage.
            if first.is_some() && longest[at] > 0 || !open.quoted.is_empty() && row < quoted.len() && first.is_some() {
                open.there.push(there[column].1.to_owned());
            }
            column += 1;
        }
    }
    close(&mut differences, &mut open);
    (first.unwrap_or(0)..last.max(1), differences)
}

fn close(differences: &mut Vec<Difference>, open: &mut Difference) {
    let closed = std::mem::take(open);
    if !closed.quoted.is_empty() || !closed.there.is_empty() {
        differences.push(closed);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Folded, Quotation, Words};

    const SOURCE: &str = "Wang wrote that the team was “being dissolved due to strategic adjustments amid US–China tensions”.\n\nThe division once employed over 1,000 people, it said. It could close three sites; nobody was named. We did not name them, aha ha ha.";

    fn stands(quote: &str) -> Option<&'static str> {
        let folded = Folded::of(SOURCE);
        let range = Quotation::of(quote)?.find(&folded)?;
        Some(&SOURCE[folded.original(range)])
    }

    #[test]
    fn what_is_quoted_is_found_as_it_stands() {
        for (quote, passage) in [
            ("being dissolved due to strategic adjustments", "being dissolved due to strategic adjustments"),
            (
                "“Being dissolved due to strategic adjustments amid US-China tensions.”",
                "being dissolved due to strategic adjustments amid US–China tensions",
            ),
            ("The division … employed over 1,000 people,", "The division once employed over 1,000 people"),
            ("the team was [being] dissolved due to", "the team was “being dissolved due to"),
            ("the team was … [B]eing dissolved", "the team was “being dissolved"),
            ("[w]ang wrote that", "Wang wrote that"),
            ("employed over 1,000 people . . . could close", "employed over 1,000 people, it said. It could close"),
        ] {
            assert_eq!(stands(quote), Some(passage), "{quote}");
        }
    }

    #[test]
    fn nothing_that_is_merely_similar_passes() {
        for quote in [
            "not being dissolved due to strategic adjustments",
            "being dissolved not due to strategic adjustments",
            "being dissolved due to adjustments",
            "being dissolved owing to strategic adjustments",
            "employed over 1,100 people",
            "employed over 1,000 peoples",
            "mployed over 1,000 people",
            // In the wrong order, and across paragraphs.
            "over 1,000 people … the division",
            // A gap for the sake of a word that turns it round.
            "nobody was named … nobody",
            "we did [] name them",
            "we did … name them",
            "the team was … over 1,000 people",
            "It would close three sites",
        ] {
            assert_eq!(stands(quote), None, "{quote}");
        }
    }

    fn differences(quote: &str) -> String {
        let source = Folded::of(SOURCE);
        let nearest = Quotation::of(quote).and_then(|quotation| quotation.nearest(&source, &Words::of(&source)));
        let Some(nearest) = nearest else { return "nothing".into() };
        let told = nearest.differences.iter().map(|it| format!("{} > {}", it.quoted.join(" "), it.there.join(" ")));
        told.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn the_words_that_differ_are_told() {
        for (quote, expected) in [
            ("not being dissolved due to strategic adjustments", "not > "),
            ("being dissolved owing to strategic adjustments", "owing > due"),
            ("being dissolved due to adjustments amid US-China tensions", " > strategic"),
            ("The division employed over 1,100 people", " > once; 1,100 > 1,000"),
            ("It will close three sites", "will > could"),
            ("nothing of this kind stands in that text at all", "nothing"),
        ] {
            assert_eq!(differences(quote), expected, "{quote}");
        }
    }

    proptest! {
        #[test]
        fn what_was_taken_from_a_text_is_found_in_it(text in "([a-c]{1,3}|[–“”’é,;]| |\n\n){0,40}", from in 0_usize..60, length in 1_usize..60) {
            let folded = Folded::of(&text);
            for paragraph in folded.text.split('\n') {
                let words: Vec<&str> = paragraph.split_whitespace().skip(from % 7).take(length % 9 + 1).collect();
                if let Some(quotation) = Quotation::of(&words.join(" ")) {
                    prop_assert!(quotation.find(&folded).is_some(), "{:?} in {:?}", quotation, folded.text);
                }
            }
        }

        #[test]
        fn any_words_can_be_looked_for(quote in any::<String>(), text in any::<String>()) {
            if let Some(quotation) = Quotation::of(&quote) {
                let folded = Folded::of(&text);
                let _ = (quotation.find(&folded), quotation.nearest(&folded, &Words::of(&folded)));
            }
        }
    }
}
