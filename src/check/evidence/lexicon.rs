//! The lexicon: English words that say how sure a text is, and who says so. No other language has one yet.
//!
//! A marker is a word or a short phrase with a role: it leaves open, announces, or names a speaker, weakly
//! (`claimed`), plainly (`said`) or strongly (`confirmed`). Roles are compared between a source and a briefing; the words
//! themselves are never evidence that the two speak of the same. Lists are sorted; a test holds them to it.

/// What a word does to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Says that it is looked forward to, no more: `is expected to`, `likely`, `should`.
    Hedge,
    /// Leaves it open: `could`, `may`, `perhaps`.
    Open,
    /// Leaves it to what somebody thinks or wants: `believes`, `estimates`, `plans`.
    Belief,
    /// Announces it: `will`.
    Will,
    /// Names a speaker: `said`, `according to`.
    Said,
    /// Names a speaker who found it out: `showed`, `ruled`.
    Shown,
    /// Names a speaker, and keeps away from what is said: `claimed`, `alleged`.
    Claimed,
    /// Stands for what is said: `confirmed`, `proved`.
    Confirmed,
}

/// The role of the words at the start of a list, in lower case, and how many they are.
#[must_use]
pub fn role(words: &[&str]) -> Option<(Role, usize)> {
    let (first, second) = (words.first()?, words.get(1).copied().unwrap_or_default());
    match phrase(first, second, words.get(2).copied().unwrap_or_default()) {
        Phrase::Marks(role, length) => Some((role, length)),
        Phrase::Nothing => None,
        Phrase::Unknown => Some((single(first)?, 1)),
    }
}

/// What a phrase does.
enum Phrase {
    Marks(Role, usize),
    /// Nothing, whatever its first word does alone.
    Nothing,
    Unknown,
}

fn phrase(first: &str, second: &str, third: &str) -> Phrase {
    match (first, second, third) {
        ("whether", "to", _) => Phrase::Nothing,
        ("is" | "are" | "was" | "were" | "be" | "been", "expected" | "likely" | "thought" | "believed" | "supposed" | "said", "to")
        | ("is" | "are" | "was" | "were", "expected" | "likely", _) => Phrase::Marks(Role::Hedge, 2),
        ("according", "to", _) => Phrase::Marks(Role::Said, 2),
        ("people" | "person" | "sources" | "officials", "familiar" | "close" | "briefed", _) => Phrase::Marks(Role::Claimed, 2),
        ("claim" | "claims", "that" | "to" | "it" | "he" | "she" | "they" | "the" | "its" | "his" | "her" | "their" | "there", _) => {
            Phrase::Marks(Role::Claimed, 1)
        }
        _ => Phrase::Unknown,
    }
}

fn single(word: &str) -> Option<Role> {
    let has = |list: &[&str]| list.binary_search(&word).is_ok();
    let lists = [
        (EXPECTED, Role::Hedge),
        (POSSIBLE, Role::Open),
        (BELIEVED, Role::Belief),
        (ANNOUNCED, Role::Will),
        (SPOKEN, Role::Said),
        (SHOWN, Role::Shown),
        (WEAK, Role::Claimed),
        (STRONG, Role::Confirmed),
    ];
    lists.iter().find(|(list, _)| has(list)).map(|(_, role)| *role)
}

/// Whether a word shows that a clause has a verb of its own.
#[must_use]
pub fn is_finite(word: &str) -> bool {
    FINITE.binary_search(&word).is_ok() || word.ends_with("n't")
}

/// Whether a word tells nothing of what a sentence is about.
#[must_use]
pub fn is_empty(word: &str) -> bool {
    let is_marker = || single(word).is_some_and(|role| role != Role::Belief);
    word.len() < 2 || EMPTY.binary_search(&word).is_ok() || is_finite(word) || is_marker()
}

/// Leave it open.
const POSSIBLE: &[&str] = &["could", "may", "maybe", "might", "perhaps", "possible", "possibly", "potentially"];

/// Say that it is looked forward to, no more.
const EXPECTED: &[&str] =
    &["apparently", "appear", "appears", "expected", "likely", "probably", "provisional", "reportedly", "seem", "seems", "should"];

/// Announce it.
const ANNOUNCED: &[&str] = &["certain", "certainly", "definitely", "will"];

/// Stand for what is said.
const STRONG: &[&str] =
    &["confirm", "confirmed", "confirming", "confirms", "prove", "proved", "proven", "proves", "proving", "verified", "verifies"];

/// Keep away from what is said.
const WEAK: &[&str] = &[
    "alleged",
    "allegedly",
    "alleges",
    "alleging",
    "argued",
    "argues",
    "claimed",
    "claiming",
    "contended",
    "contends",
    "insisted",
    "insists",
    "maintained",
    "purportedly",
    "rumored",
    "rumoured",
    "suggested",
    "suggests",
    "supposedly",
];

/// Leave it to what somebody thinks or wants.
const BELIEVED: &[&str] = &[
    "aim",
    "aims",
    "believe",
    "believed",
    "believes",
    "estimate",
    "estimated",
    "estimates",
    "expect",
    "expects",
    "fear",
    "feared",
    "fears",
    "forecast",
    "forecasts",
    "hope",
    "hoped",
    "hopes",
    "if",
    "intend",
    "intended",
    "intends",
    "planned",
    "plans",
    "pledged",
    "predict",
    "predicted",
    "predicts",
    "promised",
    "promises",
    "propose",
    "proposed",
    "proposes",
    "reckon",
    "reckoned",
    "reckons",
    "think",
    "thinks",
    "thought",
    "unless",
    "want",
    "wants",
    "whether",
    "would",
];

/// Name a speaker who found it out.
const SHOWN: &[&str] = &[
    "acknowledged",
    "admitted",
    "conceded",
    "concluded",
    "demonstrated",
    "established",
    "finds",
    "found",
    "ruled",
    "show",
    "showed",
    "shows",
];

/// Name a speaker.
const SPOKEN: &[&str] = &[
    "accused",
    "added",
    "announced",
    "announces",
    "asked",
    "attributed",
    "blamed",
    "blames",
    "called",
    "calls",
    "complained",
    "concede",
    "described",
    "describes",
    "disclosed",
    "explained",
    "faults",
    "held",
    "noted",
    "put",
    "puts",
    "quoted",
    "report",
    "reported",
    "reports",
    "said",
    "say",
    "saying",
    "says",
    "spoke",
    "stated",
    "states",
    "tells",
    "told",
    "warned",
    "warns",
    "writes",
    "wrote",
];

/// Are verbs that a clause can have for its own.
const FINITE: &[&str] = &[
    "are", "be", "can", "cannot", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "shall", "should",
    "was", "were", "will", "would",
];

/// Tell nothing of what a sentence is about.
const EMPTY: &[&str] = &[
    "about", "after", "against", "all", "almost", "also", "although", "am", "an", "and", "another", "any", "around", "as", "at", "because",
    "been", "before", "being", "between", "both", "but", "by", "cannot", "down", "dr", "during", "each", "eight", "even", "every", "far",
    "five", "for", "four", "from", "he", "her", "him", "his", "how", "if", "in", "into", "it", "its", "just", "less", "many", "more",
    "most", "mr", "mrs", "ms", "much", "nearly", "neither", "never", "nine", "no", "nobody", "none", "nor", "not", "nothing", "now",
    "nowhere", "of", "off", "on", "one", "only", "or", "other", "our", "out", "over", "own", "per", "roughly", "said", "same", "seven",
    "she", "since", "six", "so", "some", "still", "such", "ten", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "though", "three", "through", "to", "too", "two", "under", "until", "up", "us", "very", "we", "what", "when", "where",
    "which", "while", "who", "whom", "whose", "why", "with", "without", "would", "yet", "you", "your",
];

#[cfg(test)]
mod tests {
    use super::{ANNOUNCED, BELIEVED, EMPTY, EXPECTED, FINITE, POSSIBLE, Role, SHOWN, SPOKEN, STRONG, WEAK, role};

    #[test]
    fn lists_are_sorted() {
        for list in [ANNOUNCED, BELIEVED, EMPTY, EXPECTED, FINITE, POSSIBLE, SHOWN, SPOKEN, STRONG, WEAK] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn words_have_roles() {
        for (words, expected) in [
            (&["not", "paid"][..], None),
            (&["is", "expected", "to"], Some((Role::Hedge, 2))),
            (&["claims", "that"], Some((Role::Claimed, 1))),
            (&["claims", "made"], None),
            (&["according", "to"], Some((Role::Said, 2))),
            (&["confirmed"], Some((Role::Confirmed, 1))),
            (&[], None),
        ] {
            assert_eq!(role(words), expected, "{words:?}");
        }
    }
}
