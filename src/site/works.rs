//! Works: which records of sources, of all briefings and of the registry, are one and the same work, and what uses it.
//!
//! Records are one work if the registry has them under one id, if they have one address (normalised), or one title, publisher
//! and date (folded). A record without an address and a date is known by its title, publisher and authors. Being one
//! work passes on: what is the same as the same is the same.
//!
//! A [`Work`] has a key of its own, which follows from what the work is and not from what else there is, so that links to
//! it last. Listed are works that a published page uses; records of the registry that nobody uses still take part, so that
//! one that marks a work as retracted counts for every briefing that describes the work itself.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::graph::{Page, PageId, Site};
use super::registry::Registries;
use crate::base::spelling::{folded, slug, sort_key};
use crate::base::{Digest, WrittenDate};
use crate::briefing::markdown::Citation;
use crate::briefing::{Head, KeyFact, Recall, Source};

/// A work, by its position in [`Works`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(pub usize);

/// A work that some page uses.
#[derive(Debug, Clone, Hash)]
pub struct Work {
    /// Its name for links and for other tools: the registry's id, or one made of what the work is.
    pub key: String,
    /// What its records say together; where two say something, the registry's counts, then the first page's.
    pub record: Source,
    /// The pages that use it, with the ids it has there, latest first.
    pub uses: Vec<(PageId, Vec<String>)>,
    /// The record that says that it does not stand any more, if one does.
    pub marked: Option<Origin>,
}

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In the registry, under this id.
    Registry(String),
    /// On a page, under this id.
    Page(PageId, String),
}

/// What of a page rests on a work.
#[derive(Debug)]
pub struct Resting<'a> {
    /// Key facts that name it as their source.
    pub facts: Vec<&'a KeyFact>,
    /// The citations of it in the text, with their positions among all.
    pub citations: Vec<(usize, &'a Citation)>,
}

impl<'a> Resting<'a> {
    /// What of a page rests on a work that has these ids there.
    #[must_use]
    pub fn of(head: &'a Head, ids: &[impl AsRef<str>]) -> Self {
        let is_one = |source: &str| ids.iter().any(|id| id.as_ref() == source);
        let facts = head.key_facts.iter().filter(|fact| fact.source.as_deref().is_some_and(is_one));
        let citations = head.citations.iter().enumerate().filter(|(_, citation)| is_one(&citation.source));
        Self { facts: facts.collect(), citations: citations.collect() }
    }

    /// Whether nothing does.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.citations.is_empty()
    }
}

/// All works of a site, by publisher and title; those without a publisher last.
#[derive(Debug, Default)]
pub struct Works {
    all: Vec<Work>,
    /// For each page the works of its source ids, by id.
    of_pages: Vec<Vec<(String, WorkId)>>,
    recalled: Vec<WorkId>,
    version: Option<Digest>,
}

impl Works {
    /// The works that the pages of a site use.
    #[must_use]
    pub fn of(site: &Site, registries: &Registries) -> Self {
        let records = Records::gather(site, registries);
        let groups = records.groups();
        let mut works: Vec<Work> = groups.iter().map(|members| records.work(members, site)).collect();
        tell_apart(&mut works, &groups, &records);
        let mut order: Vec<usize> = (0..works.len()).collect();
        order.sort_by_cached_key(|index| place(&works[*index]));
        let mut of_pages: Vec<Vec<(String, WorkId)>> = vec![Vec::new(); site.pages.len()];
        for (rank, index) in order.iter().enumerate() {
            for (page, ids) in &works[*index].uses {
                of_pages[page.0].extend(ids.iter().map(|id| (id.clone(), WorkId(rank))));
            }
        }
        of_pages.iter_mut().for_each(|ids| ids.sort_unstable());
        let mut slots: Vec<Option<Work>> = works.into_iter().map(Some).collect();
        let all: Vec<Work> = order.into_iter().filter_map(|index| slots[index].take()).collect();
        let version = Some(Digest::of_value(&all.iter().map(|work| (&work.key, &work.record)).collect::<Vec<_>>()));
        let recalled = (0..all.len()).map(WorkId).filter(|id| all[id.0].record.recall.is_some()).collect();
        Self { all, of_pages, recalled, version }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A work.
    #[must_use]
    pub fn get(&self, id: WorkId) -> &Work {
        &self.all[id.0]
    }

    /// The works, in order.
    pub fn iter(&self) -> impl Iterator<Item = (WorkId, &Work)> {
        self.all.iter().enumerate().map(|(index, work)| (WorkId(index), work))
    }

    /// The work that an id means on a page.
    #[must_use]
    pub fn of_page(&self, page: PageId, id: &str) -> Option<WorkId> {
        let ids = self.of_pages.get(page.0)?;
        ids.binary_search_by(|(own, _)| own.as_str().cmp(id)).ok().map(|at| ids[at].1)
    }

    /// The works that do not stand any more.
    pub fn recalled(&self) -> impl Iterator<Item = (WorkId, &Work)> {
        self.recalled.iter().map(|id| (*id, self.get(*id)))
    }

    /// Those of them that a page uses, with the ids they have there.
    #[must_use]
    pub fn recalled_on(&self, page: PageId) -> BTreeMap<WorkId, Vec<&str>> {
        let mut found: BTreeMap<WorkId, Vec<&str>> = BTreeMap::new();
        if !self.recalled.is_empty() {
            let ids = self.of_pages.get(page.0).into_iter().flatten();
            for (id, work) in ids.filter(|(_, work)| self.get(*work).record.recall.is_some()) {
                found.entry(*work).or_default().push(id);
            }
        }
        found
    }

    /// Why the work that an id means on a page does not stand any more, if it does not.
    #[must_use]
    pub fn recall_of(&self, page: PageId, id: &str) -> Option<&Recall> {
        if self.recalled.is_empty() {
            return None;
        }
        self.get(self.of_page(page, id)?).record.recall.as_ref()
    }

    /// The version of what all works are, whoever uses them.
    #[must_use]
    pub fn version(&self) -> Option<Digest> {
        self.version
    }
}

impl Work {
    /// Its name on the page that lists it.
    #[must_use]
    pub fn anchor(&self) -> String {
        format!("work-{}", self.key)
    }
}

/// The ids of sources that a page shows: those it describes, lists or cites.
#[must_use]
pub fn ids_of(head: &Head) -> BTreeSet<&str> {
    let own = head.sources.iter().map(|(id, _)| id.as_str());
    let listed = head.source_ids.iter().map(String::as_str);
    own.chain(listed).chain(head.cited()).collect()
}

/// Records of the registry and of pages, with what tells which of them are one work.
struct Records<'a> {
    records: Vec<Record<'a>>,
    /// For each record another of the same work, or itself.
    same: Vec<usize>,
}

struct Record<'a> {
    source: &'a Source,
    /// The id in the registry, if it stands there.
    registered: Option<&'a str>,
    uses: Vec<(PageId, &'a str)>,
    identity: Vec<String>,
}

impl<'a> Records<'a> {
    fn gather(site: &'a Site, registries: &'a Registries) -> Self {
        let mut records: Vec<Record<'a>> = registries.sources.iter().map(|(id, source)| Record::new(source, Some(id))).collect();
        let numbers: FxHashMap<&str, usize> = registries.sources.keys().map(String::as_str).zip(0..).collect();
        for (index, Page { head, .. }) in site.pages.iter().enumerate() {
            let own: FxHashMap<&str, &Source> = head.sources.iter().rev().map(|(id, source)| (id.as_str(), source)).collect();
            for id in ids_of(head) {
                let number = match own.get(id) {
                    Some(source) => {
                        records.push(Record::new(source, None));
                        records.len() - 1
                    }
                    None => match numbers.get(id) {
                        Some(number) => *number,
                        None => continue,
                    },
                };
                records[number].uses.push((PageId(index), id));
            }
        }
        let mut all = Self { same: (0..records.len()).collect(), records };
        all.join();
        all
    }

    /// Joins records that have a name of their work in common.
    fn join(&mut self) {
        let mut first: FxHashMap<&str, usize> = FxHashMap::default();
        let mut pairs = Vec::new();
        for (number, record) in self.records.iter().enumerate() {
            for name in &record.identity {
                let known = *first.entry(name).or_insert(number);
                if known != number {
                    pairs.push((known, number));
                }
            }
        }
        for (left, right) in pairs {
            let (left, right) = (self.first_of(left), self.first_of(right));
            self.same[left.max(right)] = left.min(right);
        }
    }

    /// The first record of a record's work. Halves the way for the next who asks.
    fn first_of(&mut self, mut number: usize) -> usize {
        while self.same[number] != number {
            self.same[number] = self.same[self.same[number]];
            number = self.same[number];
        }
        number
    }

    /// The records of each work that some page uses.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut of_first: Vec<Vec<usize>> = vec![Vec::new(); self.records.len()];
        for number in 0..self.records.len() {
            let mut first = number;
            while self.same[first] != first {
                first = self.same[first];
            }
            of_first[first].push(number);
        }
        of_first.into_iter().filter(|members| members.iter().any(|number| !self.records[*number].uses.is_empty())).collect()
    }

    fn work(&self, members: &[usize], site: &Site) -> Work {
        let mut records = members.iter().map(|number| &self.records[*number]);
        let first = records.next().map(|record| record.source.clone()).unwrap_or_default();
        let record = records.fold(first, |whole, record| whole.completed(record.source));
        let mut uses: Vec<(PageId, Vec<String>)> = Vec::new();
        let mut used: Vec<(PageId, &str)> = members.iter().flat_map(|number| self.records[*number].uses.iter().copied()).collect();
        used.sort_unstable_by_key(|(page, id)| (site.rank(*page), *id));
        for (page, id) in used {
            match uses.last_mut().filter(|(last, _)| *last == page) {
                Some((_, ids)) => ids.push(id.to_owned()),
                None => uses.push((page, vec![id.to_owned()])),
            }
        }
        let marked = record.recall.as_ref().and_then(|recall| self.origin(members, recall));
        Work { key: self.key(members), record, uses, marked }
    }

    /// The first of some records that says this.
    fn origin(&self, members: &[usize], recall: &Recall) -> Option<Origin> {
        let record = members.iter().map(|number| &self.records[*number]).find(|record| record.source.recall.as_ref() == Some(recall))?;
        let on_page = || record.uses.first().map(|(page, id)| Origin::Page(*page, (*id).to_owned()));
        record.registered.map(|id| Origin::Registry(id.to_owned())).or_else(on_page)
    }

    /// The registry's id, or publisher, year and title with the mark of what the work is.
    fn key(&self, members: &[usize]) -> String {
        let registered = members.iter().find_map(|number| self.records[*number].registered).map(slug).filter(|id| !id.is_empty());
        registered.unwrap_or_else(|| format!("{}-{}", self.readable(members), &self.mark(members)[..6]))
    }

    fn readable(&self, members: &[usize]) -> String {
        let Some(record) = members.first().map(|number| &self.records[*number]) else { return String::new() };
        let source = record.source;
        let by = source.authors.first().or(source.publisher.as_ref()).map(|name| words(name, 2)).unwrap_or_default();
        let year = source.date.map(|date| day(date)[..4].to_owned()).unwrap_or_default();
        let parts = [by, year, words(&source.title, 4)];
        let key = parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("-");
        if key.is_empty() { "source".into() } else { key }
    }

    fn mark(&self, members: &[usize]) -> String {
        let names = members.first().map(|number| self.records[*number].identity.join("\n")).unwrap_or_default();
        Digest::of(names.as_bytes()).hex()
    }
}

impl<'a> Record<'a> {
    fn new(source: &'a Source, registered: Option<&'a str>) -> Self
    where
        Self: 'a,
    {
        Self { source, registered, uses: Vec::new(), identity: identity(source) }
    }
}

/// The names under which a record's work is known; at least one.
fn identity(source: &Source) -> Vec<String> {
    let url = source.url.as_deref().map(normalised);
    let (title, publisher) = (fold(&source.title), source.publisher.as_deref().map(fold).unwrap_or_default());
    // A title that only stands in for one says nothing of the work.
    let is_titled = title != publisher && Some(&source.title) != source.url.as_ref();
    let named = match source.date {
        Some(date) if is_titled || url.is_none() => Some(format!("{title}\n{publisher}\n{}", day(date))),
        None if url.is_none() => Some(format!("{title}\n{publisher}\n{}", fold(&source.authors.join(" ")))),
        _ => None,
    };
    url.into_iter().chain(named).collect()
}

/// The form under which two titles count as one.
fn fold(text: &str) -> String {
    let slug = slug(text);
    if slug.is_empty() { folded(text.trim()) } else { slug }
}

/// The day as written, without regard to zones.
fn day(date: WrittenDate) -> String {
    let mut text = date.to_string();
    text.truncate(10);
    text
}

/// The first words of a text as an address part.
fn words(text: &str, most: usize) -> String {
    slug(text).split('-').take(most).collect::<Vec<_>>().join("-")
}

/// What of an address tells where it leads: not the scheme, `www.`, a place on the page, a slash at the end, nor what only
/// tells the other side where the reader came from.
fn normalised(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = match rest.split_once('#') {
        // A page that is drawn by a script has its address there.
        Some((before, place)) if !place.starts_with(['/', '!']) => before,
        _ => rest,
    };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_at(place.find('/').unwrap_or(place.len()));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(host);
    let is_kept = |pair: &&str| {
        let key = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !key.starts_with("utm_") && !["fbclid", "gclid", "mc_cid", "mc_eid"].contains(&key)
    };
    let query = query.split('&').filter(is_kept).collect::<Vec<_>>().join("&");
    let mark = if query.is_empty() { "" } else { "?" };
    format!("//{host}{}{mark}{query}", path.trim_end_matches('/'))
}

/// Gives each of several works of one key its mark, so that the key of none of them depends on another.
fn tell_apart(works: &mut [Work], groups: &[Vec<usize>], records: &Records<'_>) {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    works.iter().for_each(|work| *counts.entry(work.key.clone()).or_default() += 1);
    for (work, members) in works.iter_mut().zip(groups) {
        if counts.get(&work.key).is_some_and(|count| *count > 1) {
            work.key = format!("{}-{}", work.key, records.mark(members));
        }
    }
}

/// The place of a work in the order of all.
fn place(work: &Work) -> (bool, (String, String), (String, String), String) {
    let publisher = work.record.publisher.as_deref().unwrap_or_default();
    (publisher.is_empty(), sort_key(publisher), sort_key(&work.record.title), work.key.clone())
}

#[cfg(test)]
mod tests {
    use super::{identity, normalised};
    use crate::base::parse_date;
    use crate::briefing::Source;

    #[test]
    fn one_address_is_known_in_all_its_spellings() {
        for (left, right, same) in [
            ("https://Example.com/a", "http://www.example.com/a/", true),
            ("https://example.com/a#top", "https://example.com/a?utm_source=x&utm_medium=y", true),
            ("https://example.com:443/a", "https://example.com/a", true),
            ("https://example.com/a?id=1&fbclid=z", "https://example.com/a?id=1", true),
            ("https://example.com", "https://example.com/", true),
            ("https://example.com/a?id=1", "https://example.com/a?id=2", false),
            ("https://example.com/a", "https://example.com/A", false),
            ("https://example.com/#/a", "https://example.com/#/b", false),
            ("https://example.com/a", "https://example.org/a", false),
        ] {
            assert_eq!(normalised(left) == normalised(right), same, "{left} {right}");
        }
    }

    fn record(title: &str, publisher: &str, date: &str, url: &str) -> Source {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Source { title: title.into(), publisher: some(publisher), date: parse_date(date).ok(), url: some(url), ..Source::default() }
    }

    #[test]
    fn records_are_one_work_by_address_or_by_title_publisher_and_date() {
        let report = record("The “Long” Report", "Office", "2025-01-02", "https://a.test/r");
        for (other, same) in [
            (record("Another title", "", "", "http://a.test/r/"), true),
            (record("the 'long' report", "OFFICE", "2025-01-02", "https://b.test/copy"), true),
            (record("The long report", "Office", "2025-01-03", "https://b.test/copy"), false),
            (record("The long report", "Office", "", "https://b.test/copy"), false),
            (record("The long report", "Bureau", "2025-01-02", ""), false),
        ] {
            let is_same = identity(&report).iter().any(|name| identity(&other).contains(name));
            assert_eq!(is_same, same, "{other:?}");
        }
        let bare = |url: &str| record("Office", "Office", "2025-01-02", url);
        assert!(!identity(&bare("https://a.test/1")).iter().any(|name| identity(&bare("https://a.test/2")).contains(name)));
    }
}
