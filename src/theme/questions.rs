//! Questions that templates ask of the whole site, and their answers.
//!
//! A [`Question`] is a value: it can be kept, and asked again of another state of the site. [`Answers`] gives to each its
//! value, made once per build, and its version, which costs far less and tells whether the value is what it was.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, RwLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tera::{Error, TeraResult, Value};

use super::fact_pick::{FactPick, Picked};
use super::values::with;
use super::versions::{self, Versions};
use super::view::View;
use crate::base::spelling::nearest;
use crate::base::{Address, Digest, SourcePath};
use crate::site::query::PageQuery;
use crate::site::{PageId, Task};

/// Static files as templates ask for them.
#[derive(Debug, Default)]
pub struct Assets {
    /// The address, with the digest that makes it new when the file is, by name.
    pub addresses: BTreeMap<String, String>,
}

/// A question as a template asks it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Question {
    /// `briefings(…)`: cards of pages.
    Briefings(PageQuery),
    /// `facts(…)`: key facts of pages, with their pages.
    Facts {
        /// Which facts of a page.
        which: FactPick,
        /// At most so many facts.
        limit: usize,
        /// Of these pages.
        of: PageQuery,
    },
    /// `fact(id="…", page="…")`: one key fact, with its page.
    Fact {
        /// Its name on its page, without `fact-`, as an address part.
        id: String,
        /// The page: a path from that of another, an address, or a file's path.
        page: String,
        /// The file whose folder the path counts from.
        from: String,
    },
    /// `evidence(source="…", page="…")`: a source with the passages of it that a page rests on.
    Evidence {
        /// Its id on the page.
        source: String,
        /// The page: a file's path, or an address.
        page: String,
    },
    /// `page(path="…")`: one card.
    Page(String),
    /// `tags(…)`: all tags, or the first or most used.
    Tags {
        /// The most used first, rather than by label.
        by_count: bool,
        /// At most so many.
        limit: usize,
    },
    /// `authors()`.
    Authors,
    /// `sections()`: those that a menu shows.
    Sections,
    /// `data(name="…")`: a data file.
    Data(String),
    /// `asset(name="…")`: the address of a static file.
    Asset(String),
    /// `link(path="…")`: an address of the site, with its prefix.
    Link(String),
}

impl fmt::Display for Question {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Briefings(query) => write!(out, "{query}"),
            Self::Facts { which, of, .. } => write!(out, "the key facts{which} of {of}"),
            Self::Fact { id, page, .. } => write!(out, "the key fact `{id}` of `{page}`"),
            Self::Evidence { source, page } => write!(out, "the passages of `{source}` that `{page}` rests on"),
            Self::Page(path) => write!(out, "the page `{path}`"),
            Self::Tags { by_count: true, .. } => out.write_str("the most used tags"),
            Self::Tags { .. } => out.write_str("the tags"),
            Self::Authors => out.write_str("the authors"),
            Self::Sections => out.write_str("the sections"),
            Self::Data(name) => write!(out, "the data file `{name}`"),
            Self::Asset(name) => write!(out, "the static file `{name}`"),
            Self::Link(path) => write!(out, "the address of `{path}`"),
        }
    }
}

/// What answers questions about one state of the site.
#[derive(Debug)]
pub struct Answers {
    view: Arc<View>,
    versions: Arc<Versions>,
    assets: Assets,
    /// Answers already given; those of pure functions, so the order of asking does not matter.
    given: RwLock<Given>,
}

/// Questions that were asked, by their numbers.
#[derive(Debug, Default)]
struct Given {
    numbers: FxHashMap<Question, usize>,
    values: Vec<Value>,
    asked: Vec<(Question, Digest)>,
}

impl Answers {
    /// Answers from a view.
    #[must_use]
    pub fn new(view: Arc<View>, versions: Arc<Versions>, assets: Assets) -> Self {
        Self { view, versions, assets, given: RwLock::default() }
    }

    /// The answer, and the number of the question.
    ///
    /// # Errors
    /// There is no such page, data file or static file.
    pub fn give(&self, question: Question) -> TeraResult<(usize, Value)> {
        if let Ok(given) = self.given.read()
            && let Some(number) = given.numbers.get(&question)
        {
            return Ok((*number, given.values[*number].clone()));
        }
        let (value, version) = (self.value(&question)?, self.version(&question));
        let mut given = self.given.write().map_err(|_| Error::message("another page failed"))?;
        let next = given.values.len();
        let number = *given.numbers.entry(question.clone()).or_insert(next);
        if number == next {
            given.values.push(value.clone());
            given.asked.push((question, version.unwrap_or_else(|| Digest::of(b""))));
        }
        Ok((number, value))
    }

    /// Every question asked so far, by number, with the version of its answer.
    #[must_use]
    pub fn asked(&self) -> Vec<(Question, Digest)> {
        self.given.read().map(|given| given.asked.clone()).unwrap_or_default()
    }

    /// The questions of these numbers, with the versions of their answers.
    #[must_use]
    pub fn numbered(&self, numbers: &[usize]) -> Vec<(Question, Digest)> {
        let Ok(given) = self.given.read() else { return Vec::new() };
        numbers.iter().filter_map(|number| given.asked.get(*number).cloned()).collect()
    }

    /// The version of the answer; `None` if there is no answer.
    #[must_use]
    pub fn version(&self, question: &Question) -> Option<Digest> {
        let (view, versions) = (&self.view, &self.versions);
        Some(match question {
            Question::Briefings(query) => versions.of_cards(&query.answer(&view.site)),
            Question::Facts { which, limit, of } => {
                let which = which.among(view);
                let pages = self.pages_with_facts(&which, *limit, of);
                let picked = |id: &PageId| {
                    let all = 0..view.site.page(*id).head.key_facts.len();
                    all.filter(|index| which.holds(&view.site, *id, *index)).collect::<Vec<_>>()
                };
                let version = |id: &PageId| (versions.cards[id.0], versions::facts(view, *id), picked(id));
                Digest::of_value(&pages.iter().map(version).collect::<Vec<_>>())
            }
            Question::Fact { id, page, from } => {
                let page = self.find_beside(page, from)?;
                let (fact, number) = view.fact_named(page, &fact_anchor(id))?;
                let recall = view.recall_of_fact(page, fact);
                Digest::of_value(&(versions.cards[page.0], fact, number, versions::entities(view, std::slice::from_ref(fact)), recall))
            }
            Question::Evidence { page, .. } => versions.pages[self.find_page(page)?.0],
            Question::Page(path) => versions.cards[self.find_page(path)?.0],
            Question::Tags { by_count, limit } => {
                Digest::of_value(&self.tags(*by_count, *limit).map(|index| versions.tags[index]).collect::<Vec<_>>())
            }
            Question::Authors => Digest::of_value(&versions.authors),
            Question::Sections => Digest::of_value(&self.view.menu().map(|id| versions.sections[id.0]).collect::<Vec<_>>()),
            Question::Data(name) => Digest::of_value(view.data_as_written.get(name)?),
            Question::Asset(name) => Digest::of_value(self.asset(name)?),
            Question::Link(path) => Digest::of_value(&view.link(path)),
        })
    }

    fn value(&self, question: &Question) -> TeraResult<Value> {
        let view = &self.view;
        match question {
            Question::Briefings(query) => Ok(view.cards(&query.answer(&view.site))),
            Question::Facts { which, limit, of } => Ok(self.facts(&which.among(view), *limit, of)),
            Question::Fact { id, page, from } => self.fact(id, page, from),
            Question::Evidence { source, page } => self.evidence(source, self.page_at(page)?),
            Question::Page(path) => Ok(view.card(self.page_at(path)?)),
            Question::Tags { by_count, limit } => {
                Ok(self.tags(*by_count, *limit).map(|index| view.all_tags()[index].clone()).collect::<Vec<_>>().into())
            }
            Question::Authors => Ok(view.all_authors().to_vec().into()),
            Question::Sections => Ok(view.menu().map(|id| view.section(id)).collect::<Vec<_>>().into()),
            Question::Data(name) => view.data(name).ok_or_else(|| not_found("data file", name, view.data_as_written.keys())),
            Question::Asset(name) => {
                self.asset(name).map(Value::from).ok_or_else(|| not_found("static file", name, self.assets.addresses.keys()))
            }
            Question::Link(path) => Ok(view.link(path).into()),
        }
    }

    fn asset(&self, name: &str) -> Option<&str> {
        self.assets.addresses.get(name.trim_start_matches('/')).map(String::as_str)
    }

    /// One key fact, with the card of its page.
    fn fact(&self, id: &str, page: &str, from: &str) -> TeraResult<Value> {
        let page_id = self.find_beside(page, from).ok_or_else(|| self.no_page(page, from))?;
        let Some((fact, source_number)) = self.view.fact_named(page_id, &fact_anchor(id)) else {
            let facts = &self.view.site.page(page_id).head.key_facts;
            let names: Vec<String> = facts.iter().map(|fact| fact.id.trim_start_matches("fact-").to_owned()).collect();
            return Err(not_found("key fact", id, names.iter()));
        };
        Ok(with(&self.view.fact(page_id, fact, source_number), [("page", self.view.card(page_id))]))
    }

    /// A source of a page with the passages of it that the page rests on.
    fn evidence(&self, source: &str, id: PageId) -> TeraResult<Value> {
        let (view, page) = (&self.view, self.view.site.page(id));
        let Some(record) = view.source_record(page, source) else {
            let own = page.head.sources.iter().map(|(id, _)| id);
            return Err(not_found("source", source, own.chain(view.registries.sources.keys())));
        };
        let passages = view.passages_of(&view.passages(id), page, source);
        Ok(with(&view.source(id, source, record), [("passages", passages), ("sha256", view.sha256(id, source))]))
    }

    /// A page by its path from the folder of a file, or as [`Answers::find_page`] knows it.
    fn find_beside(&self, path: &str, file: &str) -> Option<PageId> {
        let beside = beside(path, file).filter(|_| !path.starts_with('/')).and_then(|path| self.view.site.page_at(&path));
        beside.or_else(|| self.find_page(path.trim_start_matches("@/")))
    }

    /// There is no such page beside a file: which other may be meant, from the root of the content.
    fn no_page(&self, path: &str, file: &str) -> Error {
        let is_rooted = path.starts_with('/') || file.is_empty();
        let written = if is_rooted { SourcePath::resolve("content", path) } else { beside(path, file) };
        let others = self.view.site.pages.iter().map(|page| &page.head.path).filter(|path| path.as_str() != file);
        let others: Vec<String> = others.filter_map(|path| Some(format!("/{}", path.below("content")?))).collect();
        let meant = written.as_ref().and_then(|path| path.below("content")).map(|path| format!("/{path}"));
        let near = meant.and_then(|path| nearest(&path, others.iter().map(String::as_str)));
        Error::message(format!("there is no page `{path}`{}", or_near(near)))
    }

    /// Key facts of pages, each with the card of its page.
    fn facts(&self, which: &Picked<'_>, limit: usize, of: &PageQuery) -> Value {
        let mut found: Vec<Value> = Vec::new();
        for id in self.pages_with_facts(which, limit, of) {
            let card = self.view.card(id);
            let facts = self.view.facts(id).into_iter().enumerate();
            let wanted = facts.filter(|(index, _)| which.holds(&self.view.site, id, *index)).map(|(_, value)| value);
            found.extend(wanted.map(|fact| with(&fact, [("page", card.clone())])));
        }
        found.truncate(limit);
        found.into()
    }

    /// The pages whose facts answer, up to the one with which there are enough.
    fn pages_with_facts(&self, which: &Picked<'_>, limit: usize, of: &PageQuery) -> Vec<PageId> {
        let (mut pages, mut count) = (Vec::new(), 0);
        for id in of.answer(&self.view.site) {
            let all = self.view.site.page(id).head.key_facts.len();
            let facts = (0..all).filter(|index| which.holds(&self.view.site, id, *index)).count();
            if count >= limit {
                break;
            }
            if facts > 0 {
                pages.push(id);
                count += facts;
            }
        }
        pages
    }

    fn page_at(&self, path: &str) -> TeraResult<PageId> {
        self.find_page(path).ok_or_else(|| Error::message(format!("there is no page `{path}`")))
    }

    /// A page by its file below `content`, or by its address.
    fn find_page(&self, path: &str) -> Option<PageId> {
        let by_file = SourcePath::resolve("content", path.trim_start_matches("content/")).and_then(|path| self.view.site.page_at(&path));
        by_file.or_else(|| match self.view.plan.at(&Address::new(path).ok()?)?.task {
            Task::Page(id) => Some(id),
            _ => None,
        })
    }

    /// The positions of tags.
    fn tags(&self, by_count: bool, limit: usize) -> impl Iterator<Item = usize> {
        let mut order: Vec<usize> = (0..self.view.site.tags.len()).collect();
        if by_count {
            order.sort_by_key(|index| std::cmp::Reverse(self.view.site.tags[*index].pages.len()));
        }
        order.into_iter().take(limit)
    }
}

fn not_found<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a String>) -> Error {
    Error::message(format!("there is no {what} `{name}`{}", or_near(nearest(name, known.map(String::as_str)))))
}

fn or_near(near: Option<&str>) -> String {
    near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default()
}

/// A path from the folder of a file.
fn beside(path: &str, file: &str) -> Option<SourcePath> {
    SourcePath::resolve(file.rsplit_once('/').map_or("", |(folder, _)| folder), path)
}

/// The anchor of a key fact, by its name on its page.
fn fact_anchor(name: &str) -> String {
    format!("fact-{name}")
}
