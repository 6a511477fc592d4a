//! The lexicon: English words that say how sure a text is, and who says so. No other language has one yet.
//!
//! A marker is a word or a short phrase with a role: it leaves open, announces, or names a speaker, weakly
//! (`claimed`), plainly (`said`) or strongly (`confirmed`). Roles are compared between a source and a briefing; the words
//! themselves are never evidence that the two speak of the same. All of them are one sorted table; a test holds it to that.

use self::Word::{Empty, EmptyMarker, Marker, Verb, VerbMarker};

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
    /// Has it on the calendar: `is due to`, `is set to`.
    Due,
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

/// Whether a word, behind another, may be or begin a marker that leaves something open or to somebody; what follows is not
/// looked at. Law: every such marker has a word of which this is so.
#[must_use]
pub fn may_leave_open(before: &str, word: &str) -> bool {
    let leaves_open = |role: Role| matches!(role, Role::Hedge | Role::Open | Role::Belief | Role::Claimed);
    let is_end = || matches!(phrase(before, word, "to"), Phrase::Marks(role, _) if leaves_open(role));
    matches!(word, "claim" | "claims") || single(word).is_some_and(leaves_open) || is_end()
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
        ("whether", "to", _) | ("appear" | "appears", "at" | "in" | "on", _) => Phrase::Nothing,
        ("is" | "are" | "was" | "were", "due" | "set" | "scheduled" | "slated", _) => Phrase::Marks(Role::Due, 2),
        ("is" | "are", "to", "be") => Phrase::Marks(Role::Due, 3),
        ("is" | "are", "going", "to") => Phrase::Marks(Role::Will, 3),
        (
            "is" | "are" | "was" | "were" | "be" | "been",
            "expected" | "likely" | "thought" | "believed" | "supposed" | "said" | "projected" | "forecast" | "predicted" | "tipped",
            "to",
        )
        | ("is" | "are" | "was" | "were", "expected" | "likely", _) => Phrase::Marks(Role::Hedge, 2),
        ("according", "to", _) => Phrase::Marks(Role::Said, 2),
        ("people" | "person" | "sources" | "officials", "familiar" | "close" | "briefed" | "present", _)
        | ("people" | "sources", "with", "direct" | "knowledge") => Phrase::Marks(Role::Claimed, 2),
        ("claim" | "claims", "that" | "to" | "it" | "he" | "she" | "they" | "the" | "its" | "his" | "her" | "their" | "there", _) => {
            Phrase::Marks(Role::Claimed, 1)
        }
        _ => Phrase::Unknown,
    }
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// A marker.
    Marker(Role),
    /// A marker that also tells nothing of what a sentence is about, although its role does not say so.
    EmptyMarker(Role),
    /// A marker that is a verb which a clause can have for its own.
    VerbMarker(Role),
    /// Such a verb.
    Verb,
    /// Tells nothing of what a sentence is about.
    Empty,
}

fn word(word: &str) -> Option<Word> {
    WORDS.binary_search_by_key(&word, |(known, _)| known).ok().map(|at| WORDS[at].1)
}

fn single(of: &str) -> Option<Role> {
    match word(of)? {
        Marker(role) | EmptyMarker(role) | VerbMarker(role) => Some(role),
        Verb | Empty => None,
    }
}

/// Whether a word shows that a clause has a verb of its own.
#[must_use]
pub fn is_finite(of: &str) -> bool {
    matches!(word(of), Some(Verb | VerbMarker(_))) || of.ends_with("n't")
}

/// Whether a word tells nothing of what a sentence is about.
#[must_use]
pub fn is_empty(of: &str) -> bool {
    of.len() < 2 || of.ends_with("n't") || word(of).is_some_and(|word| word != Marker(Role::Belief))
}

/// Whether a word begins with one of some beginnings. They are sorted, and none begins with another, so that the last one
/// which is not behind the word decides; a test holds each table to that.
pub(super) fn begins(word: &str, beginnings: &[&str]) -> bool {
    let at = beginnings.partition_point(|beginning| *beginning <= word);
    at.checked_sub(1).is_some_and(|at| word.starts_with(beginnings[at]))
}

/// Whether a table is one of beginnings.
#[cfg(test)]
pub(super) fn are_beginnings(table: &[&str]) -> bool {
    table.is_sorted_by(|left, right| left < right) && table.windows(2).all(|pair| !pair[1].starts_with(pair[0]))
}

/// Every word that the lexicon knows, sorted, so that one look-up tells all of it.
const WORDS: &[(&str, Word)] = &[
    ("about", Empty),
    ("accused", Marker(Role::Said)),
    ("acknowledged", Marker(Role::Shown)),
    ("added", Marker(Role::Said)),
    ("admitted", Marker(Role::Shown)),
    ("after", Empty),
    ("against", Empty),
    ("aim", Marker(Role::Belief)),
    ("aiming", Marker(Role::Belief)),
    ("aims", Marker(Role::Belief)),
    ("all", Empty),
    ("alleged", Marker(Role::Claimed)),
    ("allegedly", Marker(Role::Claimed)),
    ("alleges", Marker(Role::Claimed)),
    ("alleging", Marker(Role::Claimed)),
    ("almost", Empty),
    ("also", Empty),
    ("although", Empty),
    ("am", Empty),
    ("an", Empty),
    ("and", Empty),
    ("announced", Marker(Role::Said)),
    ("announces", Marker(Role::Said)),
    ("another", Empty),
    ("anticipated", Marker(Role::Hedge)),
    ("anticipates", Marker(Role::Belief)),
    ("any", Empty),
    ("apparently", Marker(Role::Hedge)),
    ("appear", Marker(Role::Hedge)),
    ("appears", Marker(Role::Hedge)),
    ("are", Verb),
    ("argued", Marker(Role::Claimed)),
    ("argues", Marker(Role::Claimed)),
    ("arguing", Marker(Role::Claimed)),
    ("around", Empty),
    ("as", Empty),
    ("asked", Marker(Role::Said)),
    ("asserted", Marker(Role::Claimed)),
    ("asserts", Marker(Role::Claimed)),
    ("at", Empty),
    ("attributed", Marker(Role::Said)),
    ("be", Verb),
    ("because", Empty),
    ("been", Empty),
    ("before", Empty),
    ("being", Empty),
    ("believe", Marker(Role::Belief)),
    ("believed", Marker(Role::Belief)),
    ("believes", Marker(Role::Belief)),
    ("between", Empty),
    ("blamed", Marker(Role::Said)),
    ("blames", Marker(Role::Said)),
    ("both", Empty),
    ("but", Empty),
    ("by", Empty),
    ("called", Marker(Role::Said)),
    ("calls", Marker(Role::Said)),
    ("can", Verb),
    ("cannot", Verb),
    ("certain", Marker(Role::Will)),
    ("certainly", Marker(Role::Will)),
    ("claimed", Marker(Role::Claimed)),
    ("claiming", Marker(Role::Claimed)),
    ("complained", Marker(Role::Said)),
    ("concede", Marker(Role::Said)),
    ("conceded", Marker(Role::Shown)),
    ("conceivably", Marker(Role::Open)),
    ("concluded", Marker(Role::Shown)),
    ("confirm", Marker(Role::Confirmed)),
    ("confirmed", Marker(Role::Confirmed)),
    ("confirming", Marker(Role::Confirmed)),
    ("confirms", Marker(Role::Confirmed)),
    ("consider", Marker(Role::Belief)),
    ("considering", Marker(Role::Belief)),
    ("considers", Marker(Role::Belief)),
    ("contended", Marker(Role::Claimed)),
    ("contending", Marker(Role::Claimed)),
    ("contends", Marker(Role::Claimed)),
    ("could", VerbMarker(Role::Open)),
    ("definitely", Marker(Role::Will)),
    ("demonstrated", Marker(Role::Shown)),
    ("described", Marker(Role::Said)),
    ("describes", Marker(Role::Said)),
    ("did", Verb),
    ("disclosed", Marker(Role::Said)),
    ("do", Verb),
    ("does", Verb),
    ("down", Empty),
    ("dr", Empty),
    ("during", Empty),
    ("each", Empty),
    ("eight", Empty),
    ("established", Marker(Role::Shown)),
    ("estimate", Marker(Role::Belief)),
    ("estimated", Marker(Role::Belief)),
    ("estimates", Marker(Role::Belief)),
    ("even", Empty),
    ("every", Empty),
    ("expect", Marker(Role::Belief)),
    ("expected", Marker(Role::Hedge)),
    ("expecting", Marker(Role::Belief)),
    ("expects", Marker(Role::Belief)),
    ("explained", Marker(Role::Said)),
    ("exploring", Marker(Role::Belief)),
    ("far", Empty),
    ("faults", Marker(Role::Said)),
    ("fear", Marker(Role::Belief)),
    ("feared", Marker(Role::Belief)),
    ("fears", Marker(Role::Belief)),
    ("finds", Marker(Role::Shown)),
    ("five", Empty),
    ("for", Empty),
    ("forecast", Marker(Role::Belief)),
    ("forecasts", Marker(Role::Belief)),
    ("found", Marker(Role::Shown)),
    ("four", Empty),
    ("from", Empty),
    ("had", Verb),
    ("has", Verb),
    ("have", Verb),
    ("he", Empty),
    ("held", Marker(Role::Said)),
    ("her", Empty),
    ("him", Empty),
    ("his", Empty),
    ("hope", Marker(Role::Belief)),
    ("hoped", Marker(Role::Belief)),
    ("hopes", Marker(Role::Belief)),
    ("hoping", Marker(Role::Belief)),
    ("how", Empty),
    ("if", EmptyMarker(Role::Belief)),
    ("in", Empty),
    ("indicate", Marker(Role::Shown)),
    ("indicated", Marker(Role::Shown)),
    ("indicates", Marker(Role::Shown)),
    ("insisted", Marker(Role::Claimed)),
    ("insisting", Marker(Role::Claimed)),
    ("insists", Marker(Role::Claimed)),
    ("intend", Marker(Role::Belief)),
    ("intended", Marker(Role::Belief)),
    ("intending", Marker(Role::Belief)),
    ("intends", Marker(Role::Belief)),
    ("into", Empty),
    ("is", Verb),
    ("it", Empty),
    ("its", Empty),
    ("just", Empty),
    ("less", Empty),
    ("likely", Marker(Role::Hedge)),
    ("maintained", Marker(Role::Claimed)),
    ("maintains", Marker(Role::Claimed)),
    ("many", Empty),
    ("may", VerbMarker(Role::Open)),
    ("maybe", Marker(Role::Open)),
    ("might", VerbMarker(Role::Open)),
    ("more", Empty),
    ("most", Empty),
    ("mr", Empty),
    ("mrs", Empty),
    ("ms", Empty),
    ("much", Empty),
    ("mulling", Marker(Role::Belief)),
    ("must", Verb),
    ("nearly", Empty),
    ("neither", Empty),
    ("never", Empty),
    ("nine", Empty),
    ("no", Empty),
    ("nobody", Empty),
    ("none", Empty),
    ("nor", Empty),
    ("not", Empty),
    ("noted", Marker(Role::Said)),
    ("nothing", Empty),
    ("now", Empty),
    ("nowhere", Empty),
    ("of", Empty),
    ("off", Empty),
    ("on", Empty),
    ("one", Empty),
    ("only", Empty),
    ("or", Empty),
    ("other", Empty),
    ("ought", Marker(Role::Hedge)),
    ("our", Empty),
    ("out", Empty),
    ("over", Empty),
    ("own", Empty),
    ("per", Empty),
    ("perhaps", Marker(Role::Open)),
    ("planned", Marker(Role::Belief)),
    ("planning", Marker(Role::Belief)),
    ("plans", Marker(Role::Belief)),
    ("pledged", Marker(Role::Belief)),
    ("pointed", Marker(Role::Said)),
    ("possible", Marker(Role::Open)),
    ("possibly", Marker(Role::Open)),
    ("potential", Marker(Role::Open)),
    ("potentially", Marker(Role::Open)),
    ("predict", Marker(Role::Belief)),
    ("predicted", Marker(Role::Belief)),
    ("predicts", Marker(Role::Belief)),
    ("presumably", Marker(Role::Hedge)),
    ("probably", Marker(Role::Hedge)),
    ("projected", Marker(Role::Hedge)),
    ("promised", Marker(Role::Belief)),
    ("promises", Marker(Role::Belief)),
    ("proposal", Marker(Role::Belief)),
    ("proposals", Marker(Role::Belief)),
    ("propose", Marker(Role::Belief)),
    ("proposed", Marker(Role::Belief)),
    ("proposes", Marker(Role::Belief)),
    ("prove", Marker(Role::Confirmed)),
    ("proved", Marker(Role::Confirmed)),
    ("proven", Marker(Role::Confirmed)),
    ("proves", Marker(Role::Confirmed)),
    ("proving", Marker(Role::Confirmed)),
    ("provisional", Marker(Role::Hedge)),
    ("provisionally", Marker(Role::Hedge)),
    ("purportedly", Marker(Role::Claimed)),
    ("put", Marker(Role::Said)),
    ("puts", Marker(Role::Said)),
    ("quoted", Marker(Role::Said)),
    ("reckon", Marker(Role::Belief)),
    ("reckoned", Marker(Role::Belief)),
    ("reckons", Marker(Role::Belief)),
    ("report", Marker(Role::Said)),
    ("reported", Marker(Role::Said)),
    ("reportedly", Marker(Role::Hedge)),
    ("reports", Marker(Role::Said)),
    ("roughly", Empty),
    ("ruled", Marker(Role::Shown)),
    ("rumored", Marker(Role::Claimed)),
    ("rumoured", Marker(Role::Claimed)),
    ("said", Marker(Role::Said)),
    ("same", Empty),
    ("say", Marker(Role::Said)),
    ("saying", Marker(Role::Said)),
    ("says", Marker(Role::Said)),
    ("seek", Marker(Role::Belief)),
    ("seeking", Marker(Role::Belief)),
    ("seeks", Marker(Role::Belief)),
    ("seem", Marker(Role::Hedge)),
    ("seemingly", Marker(Role::Hedge)),
    ("seems", Marker(Role::Hedge)),
    ("seven", Empty),
    ("shall", VerbMarker(Role::Will)),
    ("she", Empty),
    ("should", VerbMarker(Role::Hedge)),
    ("show", Marker(Role::Shown)),
    ("showed", Marker(Role::Shown)),
    ("shows", Marker(Role::Shown)),
    ("since", Empty),
    ("six", Empty),
    ("so", Empty),
    ("some", Empty),
    ("spoke", Marker(Role::Said)),
    ("stated", Marker(Role::Said)),
    ("states", Marker(Role::Said)),
    ("still", Empty),
    ("such", Empty),
    ("suggested", Marker(Role::Claimed)),
    ("suggests", Marker(Role::Claimed)),
    ("supposedly", Marker(Role::Claimed)),
    ("tells", Marker(Role::Said)),
    ("ten", Empty),
    ("tentative", Marker(Role::Hedge)),
    ("tentatively", Marker(Role::Hedge)),
    ("than", Empty),
    ("that", Empty),
    ("the", Empty),
    ("their", Empty),
    ("them", Empty),
    ("then", Empty),
    ("there", Empty),
    ("these", Empty),
    ("they", Empty),
    ("think", Marker(Role::Belief)),
    ("thinks", Marker(Role::Belief)),
    ("this", Empty),
    ("those", Empty),
    ("though", Empty),
    ("thought", Marker(Role::Belief)),
    ("three", Empty),
    ("through", Empty),
    ("to", Empty),
    ("told", Marker(Role::Said)),
    ("too", Empty),
    ("two", Empty),
    ("undecided", Marker(Role::Open)),
    ("under", Empty),
    ("unless", Marker(Role::Belief)),
    ("unlikely", Marker(Role::Hedge)),
    ("until", Empty),
    ("up", Empty),
    ("us", Empty),
    ("verified", Marker(Role::Confirmed)),
    ("verifies", Marker(Role::Confirmed)),
    ("very", Empty),
    ("want", Marker(Role::Belief)),
    ("wants", Marker(Role::Belief)),
    ("warned", Marker(Role::Said)),
    ("warns", Marker(Role::Said)),
    ("was", Verb),
    ("we", Empty),
    ("weighing", Marker(Role::Belief)),
    ("were", Verb),
    ("what", Empty),
    ("when", Empty),
    ("where", Empty),
    ("whether", Marker(Role::Belief)),
    ("which", Empty),
    ("while", Empty),
    ("who", Empty),
    ("whom", Empty),
    ("whose", Empty),
    ("why", Empty),
    ("will", VerbMarker(Role::Will)),
    ("with", Empty),
    ("without", Empty),
    ("would", EmptyMarker(Role::Belief)),
    ("writes", Marker(Role::Said)),
    ("wrote", Marker(Role::Said)),
    ("yet", Empty),
    ("you", Empty),
    ("your", Empty),
];

#[cfg(test)]
mod tests {
    use super::{Role, WORDS, is_empty, is_finite, role};

    #[test]
    fn words_are_sorted_and_stand_once() {
        assert!(WORDS.is_sorted_by(|(left, _), (right, _)| left < right));
    }

    #[test]
    fn a_word_may_be_a_verb_or_nothing() {
        assert!(is_finite("could") && is_finite("hasn't") && !is_finite("claimed"));
        assert!(is_empty("could") && is_empty("the") && is_empty("said") && !is_empty("plans") && !is_empty("plant"));
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
