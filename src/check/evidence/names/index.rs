//! What a text names, so that it can be asked for a name.
//!
//! A word of a name is borne by a name of the text that has it, its plural, what its people are called (`Lorne`,
//! `Lornish`) or what else it is called (`tables`). Words that the text also writes small (`the prize`) are borne by those.
//! A name is there if one name of the text bears all its words. If the words belong to two persons there (`Odd Fjeld` and
//! `Ilse Berg`, but no `Odd Berg`), it is mixed up of them. Every list that is gone through has a fixed length, so that
//! asking does not grow with the square of a text.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::tables::{also_called, compounds, is_no_name, is_opening, parts_of};
use super::{Name, joined, words};
use crate::base::spelling::edits;

/// So many words that begin alike are compared with one.
const ALIKE: usize = 64;

/// So many names that have one word are kept.
const PLACES: usize = 1_000;

/// So many letters begin words that are alike.
const BEGINNING: usize = 4;

/// So many words at most have initials that make one acronym.
const ACRONYM: usize = 6;

/// What a text names.
#[derive(Debug, Default)]
pub struct Index {
    /// Where each name stands.
    ranges: Vec<Range<usize>>,
    /// The sentence of each.
    sentences: Vec<u32>,
    /// The words of each.
    keys: Vec<Vec<String>>,
    /// By each word the names that have it, in order.
    places: FxHashMap<String, Vec<u32>>,
    /// The same words by how they begin, each once.
    alike: FxHashMap<String, Vec<String>>,
    /// The words that the text writes small.
    small: FxHashSet<String>,
    /// By initials of words that stand together, a name that has them.
    initials: OnceLock<FxHashMap<String, u32>>,
}

/// What became of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bearing {
    /// All its words stand in the text, in one name or in one sentence.
    Together(Range<usize>),
    /// All its words stand there, but in different places.
    Apart(Range<usize>),
    /// Its words are of two persons.
    Mixed(Range<usize>),
    /// Its words stand there, but not with capitals.
    Small,
    /// Some of its words do not stand there: their positions.
    Missing(Vec<usize>),
}

impl Index {
    /// Reads a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (words, mut own) = (words(text), Self::default());
        own.small = words.iter().filter(|word| !word.is_capital).map(|word| word.key.clone()).collect();
        let (mut sentence, mut next) = (0, 0);
        for name in joined(text, &words) {
            let range = name.range();
            while words.get(next).is_some_and(|word| word.range.start <= range.start) {
                sentence += u32::from(words[next].opens);
                next += 1;
            }
            own.add(&name, sentence);
        }
        own
    }

    fn add(&mut self, name: &Name, sentence: u32) {
        let at = u32::try_from(self.ranges.len()).unwrap_or(u32::MAX);
        let keys: Vec<String> = name.words.iter().map(|word| word.key.clone()).collect();
        let written: Vec<&str> = keys.iter().map(String::as_str).collect();
        let joined = keys.windows(2).map(|pair| pair.concat().to_lowercase());
        let small = name.words.iter().filter(|word| word.is_acronym() && word.key.len() >= BEGINNING).map(|word| word.key.to_lowercase());
        for key in compounds(&written).into_iter().chain(joined).chain(small).chain(keys.iter().cloned()) {
            self.place(key, at);
        }
        self.ranges.push(name.range());
        self.sentences.push(sentence);
        self.keys.push(keys);
    }

    fn place(&mut self, key: String, at: u32) {
        let places = self.places.entry(key.clone()).or_default();
        if places.is_empty() {
            let alike = self.alike.entry(beginning(&key)).or_default();
            if alike.len() < ALIKE {
                alike.push(key);
            }
        }
        if places.last() != Some(&at) && places.len() < PLACES {
            places.push(at);
        }
    }

    /// Whether the text writes a word small.
    #[must_use]
    pub fn writes_small(&self, key: &str) -> bool {
        self.small.contains(key)
            || key.strip_suffix('s').is_some_and(|one| self.small.contains(one))
            || self.small.contains(&format!("{key}s"))
    }

    /// What became of a name with these words.
    #[must_use]
    pub fn bearing(&self, keys: &[&str]) -> Bearing {
        let borne: Vec<Vec<u32>> = keys.iter().map(|key| self.bearers(key)).collect();
        let is_missing = |at: &usize| borne[*at].is_empty() && !self.writes_small(keys[*at]);
        let missing: Vec<usize> = (0..keys.len()).filter(is_missing).collect();
        if !missing.is_empty() {
            return Bearing::Missing(missing);
        }
        // A word that is written small as well may belong to no name there.
        let is_proper = |at: &usize| !borne[*at].is_empty() && !self.writes_small(keys[*at]);
        let mut proper: Vec<&Vec<u32>> = (0..keys.len()).filter(is_proper).map(|at| &borne[at]).collect();
        if proper.is_empty() {
            proper = borne.iter().filter(|names| !names.is_empty()).collect();
        }
        self.gathered(&proper, keys)
    }

    fn gathered(&self, proper: &[&Vec<u32>], keys: &[&str]) -> Bearing {
        let Some(rarest) = proper.iter().min_by_key(|names| names.len()) else { return Bearing::Small };
        let range = |name: u32| self.ranges[name as usize].clone();
        let has_all = |name: &&u32| proper.iter().all(|names| names.binary_search(name).is_ok());
        if let Some(name) = rarest.iter().find(has_all) {
            return Bearing::Together(range(*name));
        }
        if let Some(name) = self.mixed(keys) {
            return Bearing::Mixed(range(name));
        }
        let sentence = |name: &u32| self.sentences[*name as usize];
        let is_near = |name: &&u32| proper.iter().all(|names| names.binary_search_by_key(&sentence(name), sentence).is_ok());
        match rarest.iter().find(is_near) {
            Some(name) => Bearing::Together(range(*name)),
            None => Bearing::Apart(range(rarest[0])),
        }
    }

    /// The names that bear a word, in order.
    fn bearers(&self, key: &str) -> Vec<u32> {
        let of = |key: &str| self.places.get(key).map_or(&[][..], Vec::as_slice);
        let (mut found, small) = (of(key).to_vec(), key.to_lowercase());
        if small != key && key.len() >= BEGINNING {
            found.extend(of(&small));
        }
        found.extend(also_called(key).iter().chain(parts_of(key)).flat_map(|other| of(other)));
        let alike = self.alike.get(&beginning(key)).map_or(&[][..], Vec::as_slice);
        found.extend(alike.iter().filter(|other| is_derived(key, other)).flat_map(|other| of(other)));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Where the last word of a name stands, if the text gives nobody of that name another first name: it says `Justice Ash`, and
    /// the reader knows which one.
    #[must_use]
    pub fn by_last_word(&self, keys: &[&str]) -> Option<Range<usize>> {
        let [_, .., last] = keys else { return None };
        let places = self.places.get(*last).filter(|_| !self.writes_small(last))?;
        let is_behind_another = |name: &u32| {
            let plain = |key: &String| !is_no_name(key) && !is_opening(key);
            self.keys[*name as usize].windows(2).any(|pair| pair[1] == *last && plain(&pair[0]))
        };
        (!places.iter().take(ALIKE).any(is_behind_another)).then(|| self.ranges[places[0] as usize].clone())
    }

    /// A name in which the last of two words stands behind another first one, if the first stands before another last one too.
    fn mixed(&self, keys: &[&str]) -> Option<u32> {
        let [first, last] = keys else { return None };
        let some = |key: &str| self.places.get(key).map_or(&[][..], Vec::as_slice).iter().take(ALIKE);
        let pairs = |name: &u32| {
            let words: Vec<&String> = self.keys[*name as usize].iter().filter(|key| !is_no_name(key) && !is_opening(key)).collect();
            words.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect::<Vec<_>>()
        };
        let namesake = some(first).any(|name| pairs(name).iter().any(|(one, two)| one == first && two != last));
        let relative = some(last).find(|name| pairs(name).iter().any(|(one, two)| one != first && two == last));
        relative.copied().filter(|_| namesake)
    }

    /// A name that an acronym stands for, or an acronym that stands for a name, or one that is written in one word (`JPMorgan`).
    #[must_use]
    pub fn spelt(&self, keys: &[&str]) -> Option<Range<usize>> {
        let name = match keys {
            [acronym] if acronym.starts_with(char::is_uppercase) => {
                self.initials.get_or_init(|| self.all_initials()).get(*acronym).copied()
            }
            [_, _, ..] => self.first(&keys.concat().to_lowercase()).or_else(|| self.first(&initials(keys)).filter(|_| keys.len() > 2)),
            _ => None,
        };
        name.map(|name| self.ranges[name as usize].clone())
    }

    fn first(&self, key: &str) -> Option<u32> {
        self.places.get(key)?.first().copied()
    }

    fn all_initials(&self) -> FxHashMap<String, u32> {
        let mut found = FxHashMap::default();
        for (keys, name) in self.keys.iter().zip(0..) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            for from in 0..keys.len() {
                for to in from + 2..=keys.len().min(from + ACRONYM) {
                    found.entry(initials(&keys[from..to])).or_insert(name);
                }
            }
        }
        found
    }

    /// The name that comes nearest to one that is not there: it shares a word with it, or nearly.
    #[must_use]
    pub fn nearest(&self, keys: &[&str]) -> Option<Range<usize>> {
        let is_plain = |key: &str| key.starts_with(char::is_lowercase) && !is_no_name(key);
        let shares = |key: &&&str| is_plain(key) && !self.writes_small(key);
        let shared = keys.iter().rev().filter(shares).find_map(|key| self.bearers(key).first().copied());
        let name = shared.or_else(|| keys.iter().find_map(|key| self.misspelt(key)))?;
        Some(self.ranges[name as usize].clone())
    }

    /// A name with a word that differs in a letter or two.
    fn misspelt(&self, key: &str) -> Option<u32> {
        if key.len() > LONGEST {
            return None;
        }
        let near = |other: &&String| other.len() <= LONGEST && edits(key, other) <= key.chars().count() / 4;
        let alike = self.alike.get(&beginning(key)).into_iter().flatten().find(near);
        alike.and_then(|other| self.first(other))
    }
}

/// Longer words are no names that somebody misspelt, and take long to compare.
const LONGEST: usize = 64;

fn beginning(key: &str) -> String {
    key.chars().take(BEGINNING).collect()
}

fn initials(keys: &[&str]) -> String {
    keys.iter().filter_map(|key| key.chars().next()).flat_map(char::to_uppercase).collect()
}

/// Endings of plurals and of what people and things of a place are called.
const ENDINGS: &[&str] = &[
    "an", "ans", "ean", "eans", "egian", "egians", "er", "ers", "es", "ese", "i", "ian", "ians", "ic", "ine", "ish", "n", "nian", "ns",
    "s", "vian",
];

/// Whether one of two words is made of the other: `Lorne` and `Lornish`, `Norway` and `Norwegian`.
fn is_derived(key: &str, other: &str) -> bool {
    let shared: usize = key.chars().zip(other.chars()).take_while(|(left, right)| left == right).map(|(left, _)| left.len_utf8()).sum();
    let is_made = |short: &str, long: &str| short.len() <= long.len() && short.len() - shared <= 2 && ENDINGS.contains(&&long[shared..]);
    shared >= BEGINNING && (is_made(key, other) || is_made(other, key))
}

#[cfg(test)]
mod tests {
    use super::{Bearing, Index, is_derived};

    const TEXT: &str = "Port Ellery, 4 May — The union’s secretary, Odd Fjeld, met Ilse Berg of the Rail Safety Board.\n\n\
        The prize went to Søren Ash of New Lorne. The US envoy, Marit Vale, said no. UNHCR agreed.";

    fn bearing(name: &str) -> &'static str {
        let index = Index::of(TEXT);
        let keys: Vec<&str> = name.split(' ').collect();
        match index.bearing(&keys) {
            Bearing::Together(_) => "together",
            Bearing::Apart(_) => "apart",
            Bearing::Mixed(_) => "mixed",
            Bearing::Small => "small",
            Bearing::Missing(_) if index.spelt(&keys).is_some() => "spelt",
            Bearing::Missing(_) => "missing",
        }
    }

    #[test]
    fn a_name_is_there_word_for_word() {
        for (name, expected) in [
            ("odd fjeld", "together"),
            ("fjeld", "together"),
            ("fjelds", "together"),
            ("odd berg", "mixed"),
            ("odd vane", "missing"),
            ("odd ellery", "mixed"),
            ("fjeld ash", "apart"),
            ("soren ash", "together"),
            ("ash prize", "together"),
            ("prize", "small"),
            ("lornish", "together"),
            ("RSB", "spelt"),
            ("new lorne", "together"),
            ("newlorne", "together"),
            ("un hcr", "spelt"),
            ("united states", "missing"),
            ("US", "together"),
            ("unhcr", "together"),
        ] {
            assert_eq!(bearing(name), expected, "{name}");
        }
        assert!(matches!(Index::of(TEXT).bearing(&["united states"]), Bearing::Together(_)));
        let named = |keys: &[&str]| Index::of("Justice Ash and Odd Fjeld").by_last_word(keys).is_some();
        assert!(named(&["ilse", "ash"]) && !named(&["ilse", "fjeld"]) && !named(&["ash"]) && !named(&["ash", "berg"]));
    }

    #[test]
    fn peoples_are_called_after_places() {
        for (place, people) in
            [("norway", "norwegian"), ("belgium", "belgian"), ("corvenia", "corvenian"), ("tessaly", "tessalian"), ("lorne", "lornish")]
        {
            assert!(is_derived(place, people) && is_derived(people, place), "{place}");
        }
        assert!(!is_derived("fjeld", "fjelstad") && !is_derived("berg", "bergman"));
    }
}
