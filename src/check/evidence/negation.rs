//! Negation: English words that deny, and words that mean a denial without one.
//!
//! A denial (`is not`, `no`, `nobody`, `without`) turns round what stands behind it. Many other words say as much: `refused`,
//! `unable`, `homeless`, `far from`. They are told apart because a briefing is asked only for what it plainly denies, while
//! of a source whatever may mean a denial counts as one. Phrases that deny nothing (`no fewer than`, `or not`) are neither.
//! The tables are sorted; a test holds them to that.

use super::lexicon::begins;

/// What a word does to the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negative {
    /// Denies the verb behind it: `is not`, `won't`, `has never`.
    Verb,
    /// Denies the noun behind it: `no`.
    Noun,
    /// Denies, but not the word behind it: `nobody`, `without`, `not` without a verb.
    Other,
    /// Says of the verb behind it that it is not done: `declined to`, `unable to`.
    Undone,
    /// May mean a denial: `against`, `halted`, `homeless`.
    Meant,
    /// May mean a denial of how many: `few`.
    Few,
    /// Tells of some, so that it may not be so of the others: `only`, `the rest`.
    Rest,
    /// May mean that it never was before: `first`.
    First,
    /// Means a denial of some verbs: `closed` of `opened`.
    Opposite,
    /// Tells of a time with which one denies what was or will be otherwise: `until`, `since`.
    Time,
    /// Stands in words that are quoted.
    Quoted,
}

impl Negative {
    /// Whether it denies by itself.
    #[must_use]
    pub fn is_denial(self) -> bool {
        matches!(self, Self::Verb | Self::Noun | Self::Other)
    }
}

/// What the first of some words does, in lower case, behind the word before it.
#[must_use]
pub fn negative(before: &str, words: &[&str]) -> Option<Negative> {
    let at = |index: usize| words.get(index).copied().unwrap_or_default();
    let (word, next) = (at(0), at(1));
    match (before, word, next) {
        (_, "no", "fewer" | "less" | "more" | "later" | "sooner" | "doubt" | "matter") | ("or", "not", _) => None,
        (_, "not", "only" | "just" | "least" | "merely") => None,
        (_, "not" | "never", _) if AUXILIARIES.binary_search(&before).is_ok() => Some(Negative::Verb),
        (_, "cannot", _) => Some(Negative::Verb),
        (_, "no", _) => Some(Negative::Noun),
        (_, "far", "from") | (_, "short" | "instead", "of") | (_, "yet", "to") | (_, "rather", "than") => Some(Negative::Meant),
        (_, _, "off" | "out" | "away" | "aside" | "open" | "up" | "down" | "back") if is_given_up(word, next) => Some(Negative::Meant),
        (_, _, "to") if begins(word, UNDONE) => Some(Negative::Undone),
        _ if word.ends_with("n't") => Some(Negative::Verb),
        _ => single(word),
    }
}

/// Whether a verb and the word behind it tell of what is given up, put off or kept away: `called off`, `ran out`.
fn is_given_up(word: &str, next: &str) -> bool {
    let verbs: &[&str] = match next {
        "off" => &[
            "back", "beg", "break", "broke", "call", "cut", "hold", "held", "kept", "keep", "lay", "laid", "left", "lift", "put", "stood",
            "turn", "wav", "writ", "wrote",
        ],
        "out" => &[
            "back", "bow", "cross", "drop", "fall", "fell", "held", "hold", "keep", "kept", "leav", "left", "lock", "lose", "lost", "miss",
            "opt", "phas", "pull", "ran", "rul", "run", "sat", "shut", "sit", "strik", "struck", "thrown", "throw", "threw", "tim", "vot",
            "walk",
        ],
        "away" => &[
            "back", "frighten", "keep", "kept", "pull", "scar", "send", "sent", "shi", "stay", "throw", "threw", "took", "turn", "walk",
            "wast",
        ],
        "aside" => &["brush", "cast", "lay", "laid", "leav", "left", "set", "step", "stood", "wav"],
        "open" => &["leav", "left"],
        "up" => &["dri", "gav", "giv", "held", "hold", "pass", "seiz", "silt", "wound"],
        "down" => {
            &["break", "broke", "clos", "lay", "laid", "shot", "shut", "stand", "step", "stood", "strik", "struck", "turn", "vot", "wound"]
        }
        "back" => &["held", "hold", "keep", "kept", "pull", "push", "scal", "set", "step", "turn"],
        _ => &[],
    };
    verbs.iter().any(|verb| is_form(word, verb))
}

fn single(word: &str) -> Option<Negative> {
    match word {
        "few" | "fewer" => Some(Negative::Few),
        "first" => Some(Negative::First),
        "alone" | "only" | "other" | "others" | "remainder" | "remaining" | "rest" | "sole" | "solely" | "those" => Some(Negative::Rest),
        "before" | "ever" | "since" | "until" | "yet" => Some(Negative::Time),
        _ if DENIALS.binary_search(&word).is_ok() => Some(Negative::Other),
        _ if opposites(word).is_some() => Some(Negative::Opposite),
        _ if WHOLE.binary_search(&word).is_ok() || begins(word, BEGINNINGS) || is_un(word) || is_less(word) => Some(Negative::Meant),
        _ => None,
    }
}

/// Whether a word speaks of what somebody says, knows or means to do. That it was not said is often told of a source that is
/// silent.
#[must_use]
pub fn is_of_speech(word: &str) -> bool {
    begins(word, SPEECH)
}

/// Whether a word stands between a denial and its verb.
#[must_use]
pub fn is_beside(word: &str) -> bool {
    AUXILIARIES.binary_search(&word).is_ok() || matches!(word, "able" | "also" | "always" | "even" | "ever" | "far" | "so" | "to" | "yet")
}

/// Whether a word says the opposite of a verb: `closed` of `opened`.
#[must_use]
pub fn is_opposite(word: &str, verb: &str) -> bool {
    opposites(word).is_some_and(|verbs| verbs.iter().any(|beginning| is_form(verb, beginning)))
}

/// Whether a word begins so, and a short beginning has no more than an ending behind it: `going`, but not `government`.
fn is_form(word: &str, beginning: &str) -> bool {
    word.starts_with(beginning) && (beginning.len() > 3 || word.len() <= beginning.len() + 3)
}

fn opposites(word: &str) -> Option<&'static [&'static str]> {
    let at = OPPOSITES.partition_point(|(beginning, _)| *beginning <= word).checked_sub(1)?;
    let (beginning, verbs) = OPPOSITES[at];
    word.starts_with(beginning).then_some(verbs)
}

/// `unable`, but not `under` or `united`.
fn is_un(word: &str) -> bool {
    word.len() > 4
        && word.strip_prefix("un").is_some_and(|rest| !["anim", "cle", "d", "i", "less", "til"].iter().any(|not| rest.starts_with(not)))
}

/// `homeless`, but not `less`.
fn is_less(word: &str) -> bool {
    word.len() > 6 && word.ends_with("less") && !matches!(word, "nonetheless" | "nevertheless" | "regardless")
}

const AUXILIARIES: &[&str] = &[
    "am", "are", "be", "been", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "shall", "should",
    "was", "were", "will", "would",
];

const DENIALS: &[&str] = &["neither", "never", "nobody", "none", "nor", "not", "nothing", "nowhere", "without"];

/// Words that may mean a denial, with all their endings.
const BEGINNINGS: &[&str] = &[
    "abandon", "abolish", "abort", "abrogat", "absen", "absolv", "acquit", "adjourn", "annul", "avert", "avoid", "bereft", "block",
    "boycott", "bungl", "bypass", "cancel", "ceas", "collaps", "contest", "contradi", "declin", "defied", "defies", "defunct", "defy",
    "denial", "denie", "deny", "depriv", "derail", "deterr", "devoid", "disagree", "disappea", "disappro", "disbelie", "discard",
    "disclaim", "disconti", "discoura", "dismantl", "dismiss", "disobey", "disown", "dispens", "disput", "disquali", "disregar", "disrupt",
    "dissent", "dodg", "dormant", "doubt", "drop", "duck", "elud", "erase", "escap", "evad", "evas", "except", "exclud", "exempt", "expir",
    "extinct", "fail", "fallow", "falter", "flout", "flunk", "forbad", "forbid", "forego", "forfeit", "forgo", "forsak", "freez", "froz",
    "frustrat", "halt", "hamper", "hinder", "idle", "illegal", "immun", "impass", "imped", "impossib", "inabil", "inaccess", "inaccura",
    "inact", "inadequa", "incapab", "incomple", "inconclu", "incorrec", "ineffect", "ineligib", "infeas", "innocen", "insuffic", "invalid",
    "lack", "laps", "limbo", "limit", "mislaid", "misplac", "moot", "moratori", "mothball", "mute", "neglect", "nullif", "object",
    "obsolet", "obstruct", "omis", "omit", "oppos", "outlaw", "override", "overrul", "overturn", "paralys", "paralyz", "preclud",
    "prevent", "prohib", "quash", "quits", "quitt", "rebuff", "reced", "recus", "refus", "reject", "reluctan", "remov", "renounc",
    "repeal", "repudiat", "rescind", "resist", "retract", "reverse", "revoc", "revok", "scarc", "scrap", "shelv", "shirk", "shun",
    "sidestep", "silen", "skip", "snub", "spurn", "stagnat", "stalem", "stall", "stop", "strand", "stuck", "suspend", "terminat", "thwart",
    "vacan", "vacat", "vanish", "veto", "void", "waiv", "withdr", "withhold",
];

/// Words that may mean a denial as they stand.
const WHOLE: &[&str] = &[
    "against",
    "awaiting",
    "away",
    "ban",
    "banned",
    "bans",
    "barely",
    "barred",
    "blank",
    "cap",
    "capped",
    "cleared",
    "clears",
    "deter",
    "deters",
    "dry",
    "empty",
    "end",
    "ended",
    "ending",
    "ends",
    "hardly",
    "lag",
    "lagged",
    "lags",
    "little",
    "missed",
    "misses",
    "missing",
    "nil",
    "outside",
    "pending",
    "quit",
    "rarely",
    "secrecy",
    "secret",
    "secretly",
    "seldom",
    "short",
    "shortage",
    "shortages",
    "shortfall",
    "spare",
    "spared",
    "spares",
    "sparing",
    "taboo",
    "unclear",
    "unless",
    "wrong",
    "zero",
];

/// Beginnings of words, and of the verbs of which they say the opposite.
const OPPOSITES: &[(&str, &[&str])] = &[
    ("abstain", &["back", "support", "vot"]),
    ("arrears", &["paid", "pay", "repa", "settl"]),
    ("beaten", &["carr", "held", "hold", "keep", "kept", "pass", "succeed", "surviv", "win", "won"]),
    ("clos", &["access", "enter", "go", "open", "operat", "reach", "run", "us", "visit", "work"]),
    ("conceal", &["disclos", "publi", "reveal", "show", "tell", "told"]),
    ("danger", &["safe", "secure"]),
    ("dead", &["liv", "recover", "surviv"]),
    ("defeat", &["carr", "held", "hold", "keep", "kept", "pass", "succeed", "surviv", "win", "won"]),
    ("defer", &["arriv", "beg", "come", "finish", "go", "happen", "held", "hold", "open", "ready", "start", "take", "took"]),
    ("delay", &["arriv", "beg", "come", "finish", "go", "happen", "held", "hold", "open", "ready", "start", "take", "took"]),
    ("died", &["liv", "recover", "surviv"]),
    ("fake", &["genuin", "real", "true"]),
    ("false", &["genuin", "real", "true"]),
    ("flat", &["chang", "declin", "drop", "fall", "fell", "grew", "grow", "increas", "mov", "ris", "ros", "shift"]),
    ("forge", &["genuin", "real", "true"]),
    ("forgot", &["answer", "consider", "heed", "read", "reply", "respond"]),
    ("hazard", &["safe", "secure"]),
    ("hid", &["disclos", "publi", "reveal", "show", "tell", "told"]),
    ("ignor", &["answer", "consider", "heed", "read", "reply", "respond"]),
    ("keep", &["abandon", "chang", "cut", "give", "leav", "lose", "lost", "sell", "sold"]),
    ("kept", &["abandon", "chang", "cut", "give", "leav", "lose", "lost", "sell", "sold"]),
    ("kill", &["liv", "recover", "surviv"]),
    ("lose", &["carr", "held", "hold", "keep", "kept", "pass", "succeed", "surviv", "win", "won"]),
    ("losing", &["carr", "held", "hold", "keep", "kept", "pass", "succeed", "surviv", "win", "won"]),
    ("lost", &["carr", "held", "hold", "keep", "kept", "pass", "succeed", "surviv", "win", "won"]),
    ("outstanding", &["paid", "pay", "repa", "settl"]),
    ("overdue", &["paid", "pay", "repa", "settl"]),
    ("overlook", &["answer", "consider", "heed", "read", "reply", "respond"]),
    ("owe", &["paid", "pay", "repa", "settl"]),
    ("owing", &["paid", "pay", "repa", "settl"]),
    ("paus", &["arriv", "beg", "come", "finish", "go", "happen", "held", "hold", "open", "ready", "start", "take", "took"]),
    ("postpon", &["arriv", "beg", "come", "finish", "go", "happen", "held", "hold", "open", "ready", "start", "take", "took"]),
    ("remain", &["chang", "end", "fall", "fell", "go", "leav", "left", "lose", "mov", "quit", "resign", "return", "ris", "stop"]),
    ("retain", &["abandon", "chang", "cut", "give", "leav", "lose", "lost", "sell", "sold"]),
    ("risk", &["safe", "secure"]),
    ("shut", &["access", "enter", "go", "open", "operat", "reach", "run", "us", "visit", "work"]),
    ("stable", &["chang", "declin", "drop", "fall", "fell", "grew", "grow", "increas", "mov", "ris", "ros", "shift"]),
    ("stay", &["chang", "end", "fall", "fell", "go", "leav", "left", "lose", "mov", "quit", "resign", "return", "ris", "stop"]),
    ("steady", &["chang", "declin", "drop", "fall", "fell", "grew", "grow", "increas", "mov", "ris", "ros", "shift"]),
    ("still", &["chang", "end", "fall", "fell", "go", "leav", "left", "lose", "mov", "quit", "resign", "return", "ris", "stop"]),
    ("wait", &["arriv", "beg", "come", "finish", "go", "happen", "held", "hold", "open", "ready", "start", "take", "took"]),
    ("withheld", &["disclos", "publi", "reveal", "show", "tell", "told"]),
];

/// Beginnings of words behind which `to` and a verb tell what is not done.
const UNDONE: &[&str] = &["declin", "fail", "refus", "unable", "unwilling"];

/// Beginnings of words of saying, knowing and meaning, and of going beyond what was said.
const SPEECH: &[&str] = &[
    "acknowle", "admit", "agree", "announc", "answer", "believ", "clear", "comment", "commit", "confirm", "decid", "describ", "detail",
    "disclos", "discuss", "drawn", "elaborat", "estimat", "exceed", "exclud", "expect", "explain", "forese", "giv", "guarante", "identif",
    "intend", "know", "mention", "nam", "plan", "predict", "pretend", "promis", "prov", "reveal", "rul", "said", "say", "specif",
    "surpass", "tell", "think", "told", "want",
];

#[cfg(test)]
mod tests {
    use super::{AUXILIARIES, BEGINNINGS, DENIALS, Negative, OPPOSITES, SPEECH, UNDONE, WHOLE, is_of_speech, is_opposite, negative};
    use crate::check::evidence::lexicon::are_beginnings;

    #[test]
    fn tables_are_sorted_and_no_beginning_begins_with_another() {
        let opposites: Vec<&str> = OPPOSITES.iter().map(|(beginning, _)| *beginning).collect();
        for table in [AUXILIARIES, DENIALS, WHOLE] {
            assert!(table.is_sorted_by(|left, right| left < right), "{table:?}");
        }
        for table in [BEGINNINGS, SPEECH, UNDONE, &opposites] {
            assert!(are_beginnings(table), "{table:?}");
        }
    }

    #[test]
    fn words_deny_or_mean_as_much() {
        for (before, words, expected) in [
            ("is", "not paid", Some(Negative::Verb)),
            ("it", "won't close", Some(Negative::Verb)),
            ("has", "never been", Some(Negative::Verb)),
            ("but", "not the roof", Some(Negative::Other)),
            ("with", "no date", Some(Negative::Noun)),
            ("", "nobody was hurt", Some(Negative::Other)),
            ("company", "declined to comment", Some(Negative::Undone)),
            ("rains", "failed", Some(Negative::Meant)),
            ("was", "unavailable", Some(Negative::Meant)),
            ("a", "fruitless search", Some(Negative::Meant)),
            ("the", "first since", Some(Negative::First)),
            ("was", "closed", Some(Negative::Opposite)),
            ("he", "lost", Some(Negative::Opposite)),
            ("on", "few of them", Some(Negative::Few)),
            ("", "no fewer than ten", None),
            ("", "no doubt", None),
            ("is", "not only", None),
            ("whether or", "not it", Some(Negative::Other)),
            ("or", "not", None),
            ("", "under the united union", None),
            ("", "less", None),
            ("", "", None),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            assert_eq!(negative(before, &words), expected, "{before} {words:?}");
        }
        assert!(is_of_speech("confirmed") && is_of_speech("known") && !is_of_speech("closed"));
        assert!(is_opposite("lost", "win") && is_opposite("closed", "going") && !is_opposite("closed", "governed"));
    }
}
