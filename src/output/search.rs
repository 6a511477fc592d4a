//! Search data: what the reader's browser needs to search without a server, in files small enough to be fetched as one types.
//!
//! The format is in the guide under "Search data", and has a version. Words lie in shards by their first letters, each
//! with the pages that hold it; what a result shows of a page lies in blocks. Pages are numbered by age, so that a new
//! briefing changes no number before its own. Terms of filters are words too, with a sign before them.

use std::fmt;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::base::Digest;
use crate::briefing::{Fragment, Head, terms};
use crate::site::plan::search::{BLOCK, SearchFile, shards};
use crate::site::words::{Listener, PARTS, Weight, Word, part};
use crate::site::{PageId, SectionId, TagId, Words};
use crate::theme::{Versions, View};

/// The version of the format.
const FORMAT: u32 = 1;

/// A word that more than one in so many pages hold tells little, and leaves out those that hold it in their text only.
const COMMON: usize = 3;

/// In a site of fewer pages no word is common.
const COMMON_FROM: usize = 64;

/// The words of a site, gathered when somebody first asks for them.
pub struct Lexicon {
    words: OnceLock<Search>,
    gather: Box<dyn Fn() -> Search + Send + Sync>,
}

impl Lexicon {
    /// The way to a site's words.
    #[must_use]
    pub fn new(gather: Box<dyn Fn() -> Search + Send + Sync>) -> Self {
        Self { words: OnceLock::new(), gather }
    }

    /// The words. Not to be asked for the first time by one of the threads that print in parallel, since gathering uses them.
    pub fn search(&self) -> &Search {
        self.words.get_or_init(&self.gather)
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Lexicon({})", if self.words.get().is_some() { "gathered" } else { "not yet" })
    }
}

/// The words of a site with what makes them search data.
pub struct Search {
    words: Arc<Words>,
    /// Words of the names of tags, authors and sections, and the terms of filters, by part.
    names: FxHashMap<usize, Vec<Name>>,
    /// The pages, oldest first: a page's number is its position here.
    pages: Vec<PageId>,
    /// The number of each page.
    numbers: Vec<u32>,
    /// What each shard follows from.
    shards: Vec<Digest>,
}

/// A word that holds for all pages of a tag, an author, a section or a year.
#[derive(Hash)]
struct Name {
    term: String,
    weight: Weight,
    pages: Arc<[PageId]>,
}

impl Search {
    /// The search data of a site with these words.
    #[must_use]
    pub fn new(view: &View, words: Arc<Words>) -> Self {
        let site = &view.site;
        let mut pages: Vec<PageId> = (0..site.pages.len()).map(PageId).collect();
        pages.sort_unstable_by_key(|id| std::cmp::Reverse(site.rank(*id)));
        let mut numbers = vec![0; pages.len()];
        pages.iter().zip(0..).for_each(|(id, number)| numbers[id.0] = number);
        let names = names(view);
        let shards = shard_versions(&words, &names, &numbers);
        Self { words, names, pages, numbers, shards }
    }

    /// What a file of the search data follows from.
    #[must_use]
    pub fn version(&self, view: &View, versions: &Versions, file: SearchFile) -> Digest {
        match file {
            SearchFile::Index => self.stamp(versions),
            SearchFile::Filters => Digest::of(print_filters(view).as_bytes()),
            SearchFile::Words(shard) => self.shards[shard],
            SearchFile::Pages(block) => versions.of_cards(self.block(block)),
        }
    }

    /// The version of all of it: a browser that has fetched a part under another one fetches it again.
    fn stamp(&self, versions: &Versions) -> Digest {
        Digest::of_value(&(FORMAT, &self.shards, versions.of_cards(&self.pages)))
    }

    /// Prints a file of the search data.
    #[must_use]
    pub fn print(&self, view: &View, versions: &Versions, file: SearchFile) -> String {
        match file {
            SearchFile::Index => self.print_index(versions),
            SearchFile::Filters => print_filters(view),
            SearchFile::Words(shard) => self.print_words(shard),
            SearchFile::Pages(block) => json(&self.block(block).iter().map(|id| record(view, *id)).collect::<Vec<_>>()),
        }
    }

    fn block(&self, block: usize) -> &[PageId] {
        self.pages.chunks(BLOCK).nth(block).unwrap_or_default()
    }

    fn print_index(&self, versions: &Versions) -> String {
        let stamp = self.stamp(versions).hex();
        json(&Index { version: FORMAT, stamp: &stamp[..16], pages: self.pages.len(), shards: self.shards.len(), block: BLOCK })
    }

    fn print_words(&self, shard: usize) -> String {
        let mut names: FxHashMap<&str, Vec<&Name>> = FxHashMap::default();
        let shards = self.shards.len();
        names_of(&self.names, shard, shards).for_each(|name| names.entry(&name.term).or_default().push(name));
        let mut rows: Vec<(&str, String)> = Vec::new();
        for word in self.words.shard(shard, shards) {
            rows.push((&word.text, self.postings(Some(word), &names.remove(&*word.text).unwrap_or_default())));
        }
        rows.extend(names.into_iter().map(|(term, names)| (term, self.postings(None, &names))));
        rows.sort_unstable();
        let mut out = String::from("{");
        for (number, (term, postings)) in rows.into_iter().enumerate() {
            let comma = if number > 0 { "," } else { "" };
            // A folder may hold a quotation mark; digits never do.
            let _ = write!(out, "{comma}\n{}:\"{postings}\"", serde_json::Value::from(term));
        }
        out.push_str("\n}\n");
        out
    }

    /// The pages that a term leads to, as the browser reads them.
    fn postings(&self, word: Option<&Word>, names: &[&Name]) -> String {
        let mut pages: Vec<(u32, Weight)> =
            word.into_iter().flat_map(Word::pages).map(|(id, weight)| (self.numbers[id.0], weight)).collect();
        pages.extend(names.iter().flat_map(|name| name.pages.iter().map(|id| (self.numbers[id.0], name.weight))));
        // Of two weights the greater one counts.
        pages.sort_unstable_by_key(|(number, weight)| (*number, std::cmp::Reverse(*weight)));
        pages.dedup_by_key(|(number, _)| *number);
        let is_filter = names.iter().any(|name| name.term.starts_with(['#', '@', '/']));
        let mut out = String::with_capacity(pages.len() * 2);
        if !is_filter && self.pages.len() >= COMMON_FROM && pages.len() * COMMON > self.pages.len() {
            out.push('!');
            pages.retain(|(_, weight)| *weight > Weight::Text);
        }
        let mut next = 0;
        for (number, weight) in pages {
            push_digits(&mut out, (number + 1 - next) << 2 | weight as u32);
            next = number + 1;
        }
        out
    }
}

/// What each shard follows from: its words, its names, and the numbers of the pages, which are digested once for all.
fn shard_versions(words: &Words, names: &FxHashMap<usize, Vec<Name>>, numbers: &[u32]) -> Vec<Digest> {
    let (shards, numbers) = (shards(numbers.len()), Digest::of_value(numbers));
    let version = |shard| {
        let names: Vec<&Name> = names_of(names, shard, shards).collect();
        Digest::of_value(&(words.version(shard, shards), names, numbers))
    };
    (0..shards).into_par_iter().map(version).collect()
}

fn names_of(names: &FxHashMap<usize, Vec<Name>>, shard: usize, shards: usize) -> impl Iterator<Item = &Name> {
    (shard..PARTS).step_by(shards).filter_map(|part| names.get(&part)).flatten()
}

/// Says the words of a page, the most prominent first.
pub fn say(head: &Head, text: &Fragment, listener: &mut Listener) {
    let mut scratch = String::new();
    let mut say = |text: &str, weight: Weight| terms::of_text(text, &mut scratch, &mut |word: &str| listener.hear(word, weight));
    say(&head.title, Weight::Title);
    for fact in &head.key_facts {
        say(&fact.label, Weight::Fact);
        say(&fact.value, Weight::Fact);
    }
    say(&head.summary, Weight::Summary);
    head.headings.iter().for_each(|heading| say(&heading.title, Weight::Summary));
    terms::of_html(text.html(), &mut scratch, &mut |word: &str| listener.hear(word, Weight::Text));
}

/// A number in base 32, the least digit first; a digit of the alphabet's second half says that more follow.
fn push_digits(out: &mut String, mut number: u32) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    loop {
        let more = if number >= 32 { 32 } else { 0 };
        out.push(char::from(DIGITS[(number % 32 + more) as usize]));
        number /= 32;
        if more == 0 {
            return;
        }
    }
}

fn names(view: &View) -> FxHashMap<usize, Vec<Name>> {
    let site = &view.site;
    let mut names = Names::default();
    for tag in &site.tags {
        let pages: Arc<[PageId]> = tag.pages.as_slice().into();
        names.text(&tag.term.label, &pages);
        names.filter(format!("#{}", tag.term.id), pages);
    }
    for author in &site.authors {
        names.text(&author.person.name, &author.pages.as_slice().into());
    }
    for (section, pages) in site.sections.iter().zip(members(view)).skip(1) {
        let pages: Arc<[PageId]> = pages.into();
        names.text(&section.title, &pages);
        names.filter(format!("/{}", section.folder), pages);
    }
    for (year, pages) in &site.years {
        names.filter(format!("@{year}"), pages.as_slice().into());
    }
    names.0
}

/// The pages of each section, those of sections below it included.
fn members(view: &View) -> Vec<Vec<PageId>> {
    let site = &view.site;
    let mut members: Vec<Vec<PageId>> = vec![Vec::new(); site.sections.len()];
    for (index, page) in site.pages.iter().enumerate() {
        let mut section = Some(page.section);
        while let Some(SectionId(at)) = section {
            members[at].push(PageId(index));
            section = site.sections[at].parent;
        }
    }
    members
}

#[derive(Default)]
struct Names(FxHashMap<usize, Vec<Name>>);

impl Names {
    fn text(&mut self, text: &str, pages: &Arc<[PageId]>) {
        terms::of_text(text, &mut String::new(), &mut |word: &str| self.push(word.to_owned(), Weight::Fact, Arc::clone(pages)));
    }

    fn filter(&mut self, term: String, pages: Arc<[PageId]>) {
        self.push(term, Weight::Text, pages);
    }

    fn push(&mut self, term: String, weight: Weight, pages: Arc<[PageId]>) {
        self.0.entry(part(&term)).or_default().push(Name { term, weight, pages });
    }
}

#[derive(Serialize)]
struct Index<'a> {
    version: u32,
    stamp: &'a str,
    pages: usize,
    shards: usize,
    block: usize,
}

#[derive(Serialize)]
struct Filters<'a> {
    tags: Vec<Filter<'a>>,
    years: Vec<i16>,
    sections: Vec<Filter<'a>>,
}

#[derive(Serialize)]
struct Filter<'a> {
    id: &'a str,
    label: &'a str,
}

fn print_filters(view: &View) -> String {
    let site = &view.site;
    json(&Filters {
        tags: site.tags.iter().map(|tag| Filter { id: &tag.term.id, label: &tag.term.label }).collect(),
        years: site.years.keys().rev().copied().collect(),
        sections: site.sections.iter().skip(1).map(|section| Filter { id: &section.folder, label: &section.title }).collect(),
    })
}

/// What a result shows of a page.
#[derive(Serialize)]
struct Record<'a> {
    address: String,
    title: &'a str,
    kind: &'static str,
    date: Option<String>,
    section: Option<&'a str>,
    summary: &'a str,
    tags: Vec<&'a str>,
    facts: Vec<Fact<'a>>,
    text: String,
}

#[derive(Serialize)]
struct Fact<'a> {
    id: &'a str,
    label: &'a str,
    value: &'a str,
}

fn record(view: &View, id: PageId) -> Record<'_> {
    let page = view.site.page(id);
    let head = &page.head;
    Record {
        address: view.config.base_url.relative(view.plan.page(id)),
        title: &head.title,
        kind: if page.is_briefing { "briefing" } else { "page" },
        date: head.date.map(|date| date.iso(&view.clock.zone)),
        section: (page.section.0 != 0).then(|| view.site.section(page.section).title.as_str()),
        summary: &head.summary,
        tags: page.tags.iter().map(|TagId(tag)| view.site.tags[*tag].term.label.as_str()).collect(),
        facts: head.key_facts.iter().map(|fact| Fact { id: &fact.id, label: &fact.label, value: &fact.value }).collect(),
        text: view.config.base_url.relative(&view.plan.twin(id, "index.md")),
    }
}

fn json(data: &impl Serialize) -> String {
    // Data of ours has no key that is not text.
    let mut text = serde_json::to_string(data).unwrap_or_default();
    text.push('\n');
    text
}
