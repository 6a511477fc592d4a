//! Functions of the template contract: questions to the whole site, each recorded for the page that asks.
//!
//! A question is a value; equal questions are answered once per build, and what is recorded is the digest of the answer.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use rustc_hash::FxHashMap;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::reads::{Read, Recorder};
use super::values::to_json;
use super::view::{View, with};
use crate::base::spelling::{folded, nearest};
use crate::base::{Address, Digest, SourcePath};
use crate::site::query::{PageQuery, Sort};
use crate::site::{PageId, Task};

/// The variable in which a page's templates carry the number of their job.
pub const JOB: &str = "__job";

/// Static files as templates ask for them.
#[derive(Debug, Default)]
pub struct Assets {
    /// The address, with the digest that makes it new when the file is, by name.
    pub addresses: BTreeMap<String, String>,
}

/// A question as a template asks it. Its `Debug` form is what is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Question {
    Briefings(PageQuery),
    Facts { label: Option<String>, limit: usize, of: PageQuery },
    Page(String),
    Tags { by_count: bool, limit: usize },
    Authors,
    Data(String),
    Asset(String),
    Link(String),
}

/// What the functions answer from.
#[derive(Debug, Clone)]
struct Desk {
    view: Arc<View>,
    recorder: Arc<Recorder>,
    assets: Arc<Assets>,
    /// Answers already given in this build; a pure function's results, so the order of asking does not matter.
    given: Arc<RwLock<FxHashMap<String, (Value, Digest)>>>,
}

/// Reads a question from the arguments of a call.
type Reading = fn(&Kwargs) -> TeraResult<Question>;

/// Registers all functions.
pub fn register(tera: &mut Tera, view: &Arc<View>, recorder: &Arc<Recorder>, assets: &Arc<Assets>) {
    let desk = Desk { view: Arc::clone(view), recorder: Arc::clone(recorder), assets: Arc::clone(assets), given: Arc::default() };
    let functions: [(&'static str, Reading); 8] = [
        ("briefings", |kwargs| Ok(Question::Briefings(query(kwargs)?))),
        ("facts", facts),
        ("page", |kwargs| Ok(Question::Page(required(kwargs, "path")?))),
        ("tags", tags),
        ("authors", |_| Ok(Question::Authors)),
        ("data", |kwargs| Ok(Question::Data(required(kwargs, "name")?))),
        ("asset", |kwargs| Ok(Question::Asset(required(kwargs, "name")?))),
        ("link", |kwargs| Ok(Question::Link(required(kwargs, "path")?))),
    ];
    for (name, question) in functions {
        let desk = desk.clone();
        tera.register_function(name, move |kwargs: Kwargs, state: &State| -> TeraResult<Value> { desk.ask(&question(&kwargs)?, state) });
    }
}

fn required(kwargs: &Kwargs, key: &'static str) -> TeraResult<String> {
    Ok(kwargs.must_get::<&str>(key)?.to_owned())
}

fn facts(kwargs: &Kwargs) -> TeraResult<Question> {
    let mut of = query(kwargs)?;
    let limit = of.limit.take().unwrap_or(usize::MAX);
    Ok(Question::Facts { label: kwargs.get::<&str>("label")?.map(folded), limit, of })
}

fn tags(kwargs: &Kwargs) -> TeraResult<Question> {
    let by_count = match kwargs.get::<&str>("sort")? {
        None | Some("label") => false,
        Some("count") => true,
        Some(other) => return Err(Error::message(format!("`sort` takes \"label\" or \"count\", not \"{other}\""))),
    };
    Ok(Question::Tags { by_count, limit: kwargs.get::<usize>("limit")?.unwrap_or(usize::MAX) })
}

/// The query that the arguments of `briefings` and `facts` make.
fn query(kwargs: &Kwargs) -> TeraResult<PageQuery> {
    let text = |key: &str| -> TeraResult<Option<String>> { Ok(kwargs.get::<&str>(key)?.map(str::to_owned)) };
    let sort = match kwargs.get::<&str>("sort")? {
        None | Some("date") => Sort::Date,
        Some("title") => Sort::Title,
        Some("weight") => Sort::Weight,
        Some(other) => return Err(Error::message(format!("`sort` takes \"date\", \"title\" or \"weight\", not \"{other}\""))),
    };
    let descending = match kwargs.get::<&str>("order")? {
        None => sort == Sort::Date,
        Some("descending") => true,
        Some("ascending") => false,
        Some(other) => return Err(Error::message(format!("`order` takes \"descending\" or \"ascending\", not \"{other}\""))),
    };
    Ok(PageQuery {
        tag: text("tag")?,
        section: text("section")?,
        author: text("author")?,
        year: kwargs.get::<i64>("year")?,
        featured: kwargs.get::<bool>("featured")?,
        limit: kwargs.get::<usize>("limit")?,
        offset: kwargs.get::<usize>("offset")?.unwrap_or(0),
        sort,
        descending,
    })
}

impl Desk {
    /// Answers and records. The same question has the same answer for every page of a build.
    fn ask(&self, question: &Question, state: &State) -> TeraResult<Value> {
        let words = format!("{question:?}");
        let known = self.given.read().ok().and_then(|given| given.get(&words).cloned());
        let (value, answer) = match known {
            Some(known) => known,
            None => {
                let value = self.answer(question)?;
                let digest = Digest::of(&serde_json::to_vec(&to_json(&value)).unwrap_or_default());
                if let Ok(mut given) = self.given.write() {
                    given.insert(words.clone(), (value.clone(), digest));
                }
                (value, digest)
            }
        };
        if let Some(job) = state.get::<usize>(JOB)? {
            self.recorder.note(job, Read { question: words, answer });
        }
        Ok(value)
    }

    fn answer(&self, question: &Question) -> TeraResult<Value> {
        let view = &self.view;
        match question {
            Question::Briefings(query) => Ok(view.cards(&query.answer(&view.site))),
            Question::Facts { label, limit, of } => Ok(self.facts(label.as_deref(), *limit, of)),
            Question::Page(path) => self.page(path),
            Question::Tags { by_count, limit } => Ok(self.tags(*by_count, *limit)),
            Question::Authors => Ok(view.all_authors().to_vec().into()),
            Question::Data(name) => view.data.get(name).cloned().ok_or_else(|| not_found("data file", name, view.data.keys())),
            Question::Asset(name) => {
                let address = self.assets.addresses.get(name.trim_start_matches('/'));
                address.map(|address| address.as_str().into()).ok_or_else(|| not_found("static file", name, self.assets.addresses.keys()))
            }
            Question::Link(path) => Ok(view.link(path).into()),
        }
    }

    /// Key facts of pages, each with the card of its page.
    fn facts(&self, label: Option<&str>, limit: usize, of: &PageQuery) -> Value {
        let mut found: Vec<Value> = Vec::new();
        for id in of.answer(&self.view.site) {
            let card = self.view.card(id);
            let facts = card.get_from_path("key_facts").and_then(Value::as_array).unwrap_or_default().iter();
            let wanted = |fact: &&Value| {
                let own = fact.get_from_path("label").and_then(Value::as_str);
                label.is_none_or(|label| own.is_some_and(|own| folded(own) == label))
            };
            found.extend(facts.filter(wanted).map(|fact| with(fact, [("page", card.clone())])));
            if found.len() >= limit {
                break;
            }
        }
        found.truncate(limit);
        found.into()
    }

    /// A page by its file below `content`, or by its address.
    fn page(&self, path: &str) -> TeraResult<Value> {
        let site = &self.view.site;
        let by_file = SourcePath::resolve("content", path.trim_start_matches("content/")).and_then(|path| site.page_at(&path));
        let id = by_file.or_else(|| self.page_at(path)).ok_or_else(|| Error::message(format!("there is no page `{path}`")))?;
        Ok(self.view.card(id))
    }

    fn page_at(&self, path: &str) -> Option<PageId> {
        match self.view.plan.at(&Address::new(path).ok()?)?.task {
            Task::Page(id) => Some(id),
            _ => None,
        }
    }

    fn tags(&self, by_count: bool, limit: usize) -> Value {
        let mut order: Vec<usize> = (0..self.view.site.tags.len()).collect();
        if by_count {
            order.sort_by_key(|index| std::cmp::Reverse(self.view.site.tags[*index].pages.len()));
        }
        order.into_iter().take(limit).map(|index| self.view.all_tags()[index].clone()).collect::<Vec<_>>().into()
    }
}

fn not_found<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a String>) -> Error {
    let near = nearest(name, known.map(String::as_str)).map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    Error::message(format!("there is no {what} `{name}`{near}"))
}
