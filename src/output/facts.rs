//! The facts explorer and the pages of entities: stretches of the site's facts, as templates see them.
//!
//! Both show the facts in the order of [`Facts`](crate::site::Facts), so many to a page; all their pages together show
//! every fact. What a page shows is told twice, in the same words: as a value for its template, and as its version.

use std::ops::Range;

use jiff::civil::Date;
use tera::Value;

use super::Press;
use super::page::{Plain, Sheet, listed};
use crate::base::{Address, Digest};
use crate::briefing::KeyFact;
use crate::briefing::quantity::{Comparator, Quantity, Value as Figure};
use crate::site::facts::{EntityId, Part, fact, on_page, pages};
use crate::site::plan::{FactsFile, FeedScope};
use crate::site::{Job, Plan};
use crate::theme::View;
use crate::theme::values::map;

/// A page of the explorer.
pub(super) fn explorer(press: &Press<'_>, job: &Job, number: usize) -> Sheet {
    let view = press.view;
    let all = 0..view.facts.total;
    let parts: Vec<Part<'_>> = view.facts.parts(on_page(&all, number)).collect();
    let subjects = parts.chunk_by(|left, right| left.group.subject == right.group.subject);
    let subject = |parts: &[Part<'_>]| {
        let entity = parts.first().and_then(|part| part.group.subject).map_or_else(Value::none, |id| view.entity(id));
        map([("entity", entity), ("groups", groups(view, parts, false))])
    };
    let mut labels: Vec<&str> = parts.iter().map(|part| part.group.label.as_str()).collect();
    labels.sort_unstable();
    labels.dedup();
    let labels: Vec<Value> = labels.into_iter().map(Value::from).collect();
    let shown = subjects.map(subject).collect::<Vec<_>>();
    let sheet =
        Plain::titled("facts", "Facts").sheet(press, job, [("subjects", shown.into()), ("labels", labels.into()), ("data", data(view))]);
    Sheet { list: paged(press, &Plan::index("facts"), number, &all), ..sheet }
}

/// A page of the facts about an entity.
pub(super) fn entity(press: &Press<'_>, job: &Job, id: EntityId, number: usize) -> Sheet {
    let view = press.view;
    let subject = view.facts.subject(id);
    let parts: Vec<Part<'_>> = view.facts.parts(on_page(&subject.facts, number)).collect();
    let summary = view.registries.entities.get(&subject.id).map_or("", |entity| entity.description.as_str());
    let about = Plain { kind: "entity", title: &subject.label, summary, feeds: FeedScope::Site, crumbs: &[("Facts", "facts")] };
    let sheet = about.sheet(press, job, [("entity", view.entity(id)), ("groups", groups(view, &parts, true))]);
    let first = view.plan.entity(id).cloned().unwrap_or_else(|| job.address.clone());
    Sheet { list: paged(press, &first, number, &subject.facts), ..sheet }
}

fn paged(press: &Press<'_>, first: &Address, number: usize, facts: &Range<usize>) -> Value {
    listed(press, first, (number, pages(facts.len()).max(1)), (facts.len(), Value::from(Vec::<Value>::new())))
}

fn groups(view: &View, parts: &[Part<'_>], charted: bool) -> Value {
    let group = |part: &Part<'_>| {
        let facts: Vec<Value> = part.entries.iter().map(|entry| view.fact_row(entry)).collect();
        let total = part.group.entries.len();
        map([
            ("id", part.group.id.as_str().into()),
            ("label", part.group.label.as_str().into()),
            ("count", total.into()),
            ("facts", facts.into()),
            ("chart", charted.then(|| chart(view, part)).flatten().unwrap_or_else(Value::none)),
        ])
    };
    parts.iter().map(group).collect::<Vec<_>>().into()
}

/// How many values a chart shows at least and at most.
const CHARTED: std::ops::RangeInclusive<usize> = 3..=100;

/// A table of the values over time, the oldest first, where there are enough of one kind to draw: one for each day, and
/// none that somebody only claims.
fn chart(view: &View, part: &Part<'_>) -> Option<Value> {
    let mut points: Vec<(Date, &KeyFact)> = Vec::new();
    for entry in part.entries.iter().rev() {
        let own = fact(&view.site, entry);
        let Some((_, day)) = entry.days.filter(|(_, last)| *last != Date::MAX) else { continue };
        if own.said_by.is_none() && is_figure(own) && points.last().is_none_or(|(before, _)| *before != day) {
            points.push((day, own));
        }
    }
    let measure = |fact: &KeyFact| if let Quantity::Amount(amount) = &fact.quantity { Some(amount.measure.clone()) } else { None };
    let is_one_kind = points.windows(2).all(|pair| measure(pair[0].1) == measure(pair[1].1));
    if !CHARTED.contains(&points.len()) || !is_one_kind {
        return None;
    }
    let row = |(day, own): (Date, &KeyFact)| Value::from(vec![Value::from(day.to_string()), own.value.as_str().into()]);
    let columns = vec![Value::from("As of"), part.group.label.as_str().into()];
    Some(map([("columns", columns.into()), ("rows", points.into_iter().map(row).collect::<Vec<_>>().into())]))
}

/// Whether a fact is one figure that can be drawn as a point.
fn is_figure(fact: &KeyFact) -> bool {
    let Quantity::Amount(amount) = &fact.quantity else { return false };
    let is_point = matches!(amount.comparator, Comparator::Exactly | Comparator::About | Comparator::Nearly);
    is_point && matches!(amount.value, Figure::One(_))
}

/// The addresses of the files for programs; none of those that the project has as files of its own.
fn data(view: &View) -> Value {
    let address = |file: FactsFile| view.relative(&file.address());
    map([("json", address(FactsFile::Json)), ("csv", address(FactsFile::Csv)), ("package", address(FactsFile::Package))])
}

/// The version of a page of the explorer.
pub(super) fn version(view: &View, number: usize) -> Digest {
    stretch(view, &(0..view.facts.total), number)
}

/// The version of a page of an entity.
pub(super) fn entity_version(view: &View, id: EntityId, number: usize) -> Digest {
    let subject = view.facts.subject(id);
    Digest::of_value(&(view.entity_version(id), stretch(view, &subject.facts, number)))
}

fn stretch(view: &View, range: &Range<usize>, number: usize) -> Digest {
    let parts = view.facts.parts(on_page(range, number));
    let part = |part: Part<'_>| {
        let facts: Vec<Digest> = part.entries.iter().map(|entry| view.fact_row_version(entry)).collect();
        let about = (&part.group.id, &part.group.label, part.group.entries.len());
        Digest::of_value(&(part.group.subject.map(|id| view.entity_version(id)), about, facts))
    };
    Digest::of_value(&(range.len(), parts.map(part).collect::<Vec<_>>()))
}

/// The version of all facts with their sources, as programs get them. Two files rest on it, so it is made once.
pub(super) fn data_version(view: &View) -> Digest {
    *view.facts_version.get_or_init(|| make_data_version(view))
}

fn make_data_version(view: &View) -> Digest {
    let row = |(group, entry): (&crate::site::facts::Group, &crate::site::facts::Entry)| {
        let page = view.site.page(entry.page);
        let own = fact(&view.site, entry);
        let source = own.source.as_deref().map(|id| view.source_record(page, id));
        let head = &page.head;
        let about = (&group.id, &group.label, group.subject.map(|id| id.0));
        Digest::of_value(&(view.fact_row_version(entry), about, source, head.updated, head.review_by))
    };
    let rows: Vec<Digest> = view.facts.all().map(row).collect();
    let subjects: Vec<Digest> = (0..view.facts.subjects.len()).map(|index| view.entity_version(EntityId(index))).collect();
    Digest::of_value(&(rows, subjects))
}
