//! The index of sources: what its template sees beside what every page has.
//!
//! Works come in groups of one publisher, in the order of the site's works. A group that goes on over the end of a page
//! begins again on the next.

use tera::Value;

use super::Press;
use super::page::{Plain, Sheet, listed};
use crate::base::Digest;
use crate::site::plan::SourcesFormat;
use crate::site::plan::sources::WORKS_ON_A_PAGE;
use crate::site::{Job, Plan, WorkId};
use crate::theme::View;
use crate::theme::values::map;

/// The works on a page of the index.
fn on_page(view: &View, number: usize) -> std::ops::Range<usize> {
    let from = number.saturating_sub(1) * WORKS_ON_A_PAGE;
    from.min(view.works.len())..(from + WORKS_ON_A_PAGE).min(view.works.len())
}

/// A page of the index. The entries of its `list` are works and stand in groups of their own.
pub(super) fn index(press: &Press<'_>, job: &Job, number: usize) -> Sheet {
    let view = press.view;
    let export = |format: SourcesFormat| view.relative(&format.address());
    let exports = map([("bibtex", export(SourcesFormat::Bibtex)), ("csl", export(SourcesFormat::Csl))]);
    let recalled: Vec<Value> = recalled_on_page(view, number).map(|id| view.work(id)).collect();
    let own = [("publishers", publishers(view, number)), ("recalled", recalled.into()), ("exports", exports)];
    let sheet = Plain::titled("sources", "Sources").sheet(press, job, own);
    let pages = view.works.len().div_ceil(WORKS_ON_A_PAGE).max(1);
    Sheet { list: listed(press, &Plan::index("sources"), (number, pages), (view.works.len(), Vec::<Value>::new().into())), ..sheet }
}

/// The works that do not stand any more: all of them, on the first page.
fn recalled_on_page(view: &View, number: usize) -> impl Iterator<Item = WorkId> {
    view.works.recalled().map(|(id, _)| id).filter(move |_| number == 1)
}

fn publishers(view: &View, number: usize) -> Value {
    let mut groups: Vec<(Option<&str>, Vec<Value>)> = Vec::new();
    for index in on_page(view, number) {
        let publisher = view.works.get(WorkId(index)).record.publisher.as_deref();
        match groups.last_mut().filter(|(last, _)| *last == publisher) {
            Some((_, works)) => works.push(view.work(WorkId(index))),
            None => groups.push((publisher, vec![view.work(WorkId(index))])),
        }
    }
    let value = |(name, works): (Option<&str>, Vec<Value>)| map([("name", name.into()), ("works", works.into())]);
    groups.into_iter().map(value).collect::<Vec<_>>().into()
}

/// The version of all that.
#[must_use]
pub fn version(view: &View, number: usize) -> Digest {
    let works: Vec<Digest> = on_page(view, number).map(|index| view.work_version(WorkId(index))).collect();
    let recalled: Vec<Digest> = recalled_on_page(view, number).map(|id| view.work_version(id)).collect();
    Digest::of_value(&(works, recalled, view.works.len()))
}
