//! Functions of the template contract: questions to the whole site, each recorded for the page that asks.

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::fact_pick::FactPick;
use super::fonts::{Fonts, Type, USUAL_FAMILY};
use super::lines::{Column, lines};
use super::plot;
use super::questions::{Answers, Question};
use super::reads::Recorder;
use crate::base::spelling::{folded, slug};
use crate::briefing::quantity::Tongue;
use crate::site::query::{PageQuery, Sort};

/// Reads a question from the arguments of a call.
type Reading = fn(&Kwargs) -> TeraResult<Question>;

/// Registers all functions.
pub fn register(tera: &mut Tera, answers: &Arc<Answers>, recorder: &Arc<Recorder>, tongue: Tongue) {
    let functions: [(&'static str, Reading); 11] = [
        ("briefings", |kwargs| Ok(Question::Briefings(query(kwargs)?))),
        ("facts", facts),
        ("fact", fact),
        ("evidence", |kwargs| Ok(Question::Evidence { source: required(kwargs, "source")?, page: required(kwargs, "page")? })),
        ("page", |kwargs| Ok(Question::Page(required(kwargs, "path")?))),
        ("tags", tags),
        ("authors", |_| Ok(Question::Authors)),
        ("sections", |_| Ok(Question::Sections)),
        ("data", |kwargs| Ok(Question::Data(required(kwargs, "name")?))),
        ("asset", |kwargs| Ok(Question::Asset(required(kwargs, "name")?))),
        ("link", |kwargs| Ok(Question::Link(required(kwargs, "path")?))),
    ];
    for (name, question) in functions {
        let (answers, recorder) = (Arc::clone(answers), Arc::clone(recorder));
        tera.register_function(name, move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            let (number, value) = answers.give(question(&kwargs)?)?;
            recorder.note(number);
            Ok(value)
        });
    }
    tera.register_function("plot", move |kwargs: Kwargs, _: &State| plotted(&kwargs, tongue));
}

/// `plot(kind="line", from=…)`: the only function that asks nothing, and so is not recorded.
fn plotted(kwargs: &Kwargs, tongue: Tongue) -> TeraResult<Value> {
    let kind = plot::Kind::named(kwargs.must_get::<&str>("kind")?)?;
    let pick = plot::Pick::read(kwargs.get::<&str>("columns")?.unwrap_or_default());
    let figures = plot::Figures::of_value(kwargs.must_get::<&Value>("from")?, &pick, tongue)?;
    plot::plot(kind, &figures, kwargs.get::<bool>("zero")?.unwrap_or(true))
}

/// Registers `lines(…)`, which breaks a text for a picture. It asks nothing of the site, so nothing is recorded.
pub fn register_lines(tera: &mut Tera, fonts: &Arc<Fonts>) {
    let fonts = Arc::clone(fonts);
    tera.register_function("lines", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let lines = lines(&fonts, kwargs.must_get::<&str>("text")?, &column(&kwargs)?);
        Ok(lines.into_iter().map(Value::from).collect::<Vec<_>>().into())
    });
}

fn column(kwargs: &Kwargs) -> TeraResult<Column> {
    let length = |key: &'static str| -> TeraResult<f32> {
        let length = kwargs.must_get::<f64>(key)?;
        #[expect(clippy::cast_possible_truncation, reason = "a picture is far smaller than what a float cannot hold")]
        Some(length as f32)
            .filter(|length| (1.0..=10_000.0).contains(length))
            .ok_or_else(|| Error::message(format!("`{key}` takes a number from 1 to 10000")))
    };
    let weight = kwargs.get::<u16>("weight")?.unwrap_or(400);
    let family = kwargs.get::<&str>("family")?.unwrap_or(USUAL_FAMILY).to_owned();
    let max = kwargs.get::<usize>("max")?.unwrap_or(usize::MAX).max(1);
    Ok(Column { set_in: Type { family, weight, size: length("size")? }, width: length("width")?, max })
}

fn required(kwargs: &Kwargs, key: &'static str) -> TeraResult<String> {
    Ok(kwargs.must_get::<&str>(key)?.to_owned())
}

fn facts(kwargs: &Kwargs) -> TeraResult<Question> {
    let mut of = query(kwargs)?;
    let limit = of.limit.take().unwrap_or(usize::MAX);
    let named = |key: &str| -> TeraResult<Option<String>> { Ok(kwargs.get::<&str>(key)?.map(str::to_owned)) };
    let label = kwargs.get::<&str>("label")?.map(folded);
    let which = FactPick { label, entity: named("entity")?, property: named("property")? };
    Ok(Question::Facts { which, limit, of })
}

/// A key fact by its id on a page, `staff` or `fact-staff`, or by its label; `page#id` names the page as well.
fn fact(kwargs: &Kwargs) -> TeraResult<Question> {
    let (id, from) = (kwargs.must_get::<&str>("id")?, kwargs.get::<&str>("page")?.unwrap_or_default());
    let (page, id) = id.rsplit_once('#').filter(|(page, _)| !page.is_empty()).unwrap_or((from, id.trim_start_matches('#')));
    if page.is_empty() {
        return Err(Error::message("`fact` needs a page: write `page#id`"));
    }
    let id = slug(id.strip_prefix("fact-").unwrap_or(id));
    let page = if page == from { page.rsplit('/').next().unwrap_or(page) } else { page };
    Ok(Question::Fact { id, page: page.to_owned(), from: from.to_owned() })
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
