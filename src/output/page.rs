//! Pages: the values a template sees for each kind of address, and the template that prints it.

use tera::{Context, Map, Value};

use super::text::{self, Reader};
use super::{Press, Unprinted};
use crate::base::Address;
use crate::briefing::head::Correction;
use crate::briefing::markdown::Heading;
use crate::site::graph::SectionId;
use crate::site::plan::FeedScope;
use crate::site::related::related;
use crate::site::{Job, PageId, Plan, Task};
use crate::theme::functions::JOB;
use crate::theme::values::{map, of_entries};
use crate::theme::view::with;

/// What a page shows: its kind, its own values, its list.
struct Sheet {
    template: String,
    page: Value,
    list: Value,
}

/// A list with its position among its pages.
struct Listing<'a> {
    ids: &'a [PageId],
    first: &'a Address,
    number: usize,
    size: usize,
}

/// Prints the page of a job to the end of `out`.
///
/// # Errors
/// The template is missing or failed.
pub fn print(press: &Press<'_>, number: usize, job: &Job, out: &mut Vec<u8>) -> Result<(), Unprinted> {
    let sheet = sheet(press, job);
    if !press.templates.has(&sheet.template) {
        let place = page_of(job).map(|id| press.places().item(&press.view.site.page(id).head.path, &["template"], &sheet.template));
        return Err(Unprinted::Told(Box::new(press.templates.missing(&sheet.template, place))));
    }
    let mut context = Context::new();
    context.insert_value("site", press.view.site_value.clone());
    context.insert_value("config", press.view.config_value.clone());
    context.insert_value("page", sheet.page);
    context.insert_value("list", sheet.list);
    context.insert_value(JOB, number.into());
    press.templates.render(&sheet.template, &context, out).map_err(Unprinted::Failed)
}

fn page_of(job: &Job) -> Option<PageId> {
    match job.task {
        Task::Page(id) => Some(id),
        _ => None,
    }
}

/// What a message calls the page.
#[must_use]
pub fn origin(press: &Press<'_>, job: &Job) -> String {
    match page_of(job) {
        Some(id) => format!("`{}`", press.view.site.page(id).head.path),
        None => format!("the page {}", job.address),
    }
}

fn sheet(press: &Press<'_>, job: &Job) -> Sheet {
    let site = &press.view.site;
    let size = press.view.plan.usual_page_size();
    match &job.task {
        Task::Page(id) => page(press, *id),
        Task::Section(id, number) => section(press, *id, *number, &job.address),
        Task::Tag(id, number) => {
            let term = &site.tags[id.0].term;
            let listing = Listing { ids: &site.tags[id.0].pages, first: press.view.plan.tag(*id), number: *number, size };
            let about = Plain {
                kind: "tag",
                title: &term.label,
                summary: &term.description,
                feeds: FeedScope::Tag(*id),
                crumbs: &[("Tags", "tags")],
            };
            about.sheet(press, &job.address, Some(&listing), [("tag", press.view.tag(*id))])
        }
        Task::Author(id, number) => {
            let person = &site.authors[id.0].person;
            let listing = Listing { ids: &site.authors[id.0].pages, first: press.view.plan.author(*id), number: *number, size };
            let about = Plain {
                kind: "author",
                title: &person.name,
                summary: &person.bio,
                feeds: FeedScope::Site,
                crumbs: &[("Authors", "authors")],
            };
            about.sheet(press, &job.address, Some(&listing), [("author", press.view.author(*id))])
        }
        Task::Tags => Plain::titled("tags", "Tags").sheet(press, &job.address, None, [("tags", press.view.all_tags().to_vec().into())]),
        Task::Authors => {
            Plain::titled("authors", "Authors").sheet(press, &job.address, None, [("authors", press.view.all_authors().to_vec().into())])
        }
        Task::Archive => {
            let listing = Listing { ids: &site.latest, first: &job.address, number: 1, size: usize::MAX };
            Plain::titled("archive", "Archive").sheet(press, &job.address, Some(&listing), [("years", years(press))])
        }
        Task::Year(year) => {
            let title = year.to_string();
            let ids = site.years.get(year).map(Vec::as_slice).unwrap_or_default();
            let listing = Listing { ids, first: &job.address, number: 1, size: usize::MAX };
            let about = Plain { crumbs: &[("Archive", "archive")], ..Plain::titled("year", &title) };
            about.sheet(press, &job.address, Some(&listing), [("years", years(press))])
        }
        _ => Plain::titled("not_found", "Page not found").sheet(press, &job.address, None, []),
    }
}

/// A page that no file stands behind.
struct Plain<'a> {
    kind: &'a str,
    title: &'a str,
    summary: &'a str,
    feeds: FeedScope,
    crumbs: &'a [(&'a str, &'a str)],
}

impl<'a> Plain<'a> {
    fn titled(kind: &'a str, title: &'a str) -> Self {
        Self { kind, title, summary: "", feeds: FeedScope::Site, crumbs: &[] }
    }

    fn sheet<const N: usize>(
        &self,
        press: &Press<'_>,
        address: &Address,
        listing: Option<&Listing<'_>>,
        more: [(&'static str, Value); N],
    ) -> Sheet {
        let home = (press.view.config.title.clone(), Address::home());
        let above = self.crumbs.iter().map(|(title, index)| ((*title).to_owned(), Plan::index(index)));
        let base = base(press, address, self.kind, self.title);
        let page = with(
            &base,
            [
                ("summary", self.summary.into()),
                ("feeds", feeds(press, self.feeds)),
                ("breadcrumbs", crumbs(press, std::iter::once(home).chain(above))),
            ],
        );
        Sheet {
            template: template(self.kind),
            page: with(&page, more),
            list: listing.map_or_else(Value::none, |listing| list(press, listing)),
        }
    }
}

/// The template of a kind of page.
fn template(kind: &str) -> String {
    match kind {
        "not_found" => "404.html".into(),
        "year" => "archive.html".into(),
        _ => format!("{kind}.html"),
    }
}

/// The fields that every page has.
fn base(press: &Press<'_>, address: &Address, kind: &str, title: &str) -> Value {
    map([
        ("kind", kind.into()),
        ("title", title.into()),
        ("summary", "".into()),
        ("address", press.view.relative(address)),
        ("permalink", press.view.config.base_url.absolute(address).into()),
        ("content", "".into()),
        ("toc", Vec::<Value>::new().into()),
        ("language", press.view.config.language.as_str().into()),
        ("extra", Map::default().into()),
        ("breadcrumbs", Vec::<Value>::new().into()),
    ])
}

fn feeds(press: &Press<'_>, scope: FeedScope) -> Value {
    if press.view.site.latest.is_empty() { Value::none() } else { press.view.feeds(scope) }
}

fn crumbs(press: &Press<'_>, above: impl Iterator<Item = (String, Address)>) -> Value {
    above.map(|(title, address)| map([("title", title.into()), ("address", press.view.relative(&address))])).collect::<Vec<_>>().into()
}

/// The sections above a section or page, home first.
fn section_crumbs(press: &Press<'_>, innermost: Option<SectionId>) -> Value {
    let site = &press.view.site;
    let mut above = Vec::new();
    let mut next = innermost;
    while let Some(id) = next {
        let section = site.section(id);
        let title = if id.0 == 0 { press.view.config.title.clone() } else { section.title.clone() };
        above.push((title, press.view.plan.section(id).clone()));
        next = section.parent;
    }
    above.reverse();
    crumbs(press, above.into_iter())
}

fn section(press: &Press<'_>, id: SectionId, number: usize, address: &Address) -> Sheet {
    let view = press.view;
    let section = view.site.section(id);
    let kind = if id.0 == 0 { "home" } else { "section" };
    let title = match section.title.as_str() {
        "" => view.config.title.as_str(),
        title => title,
    };
    let head = section.head.as_deref();
    let ids = if id.0 == 0 { &view.site.latest } else { &section.pages };
    let listing = Listing { ids, first: view.plan.section(id), number, size: view.plan.page_size(&view.site, id) };
    let subsections: Vec<Value> = section.children.iter().map(|child| view.section(*child)).collect();
    let page = with(
        &base(press, address, kind, title),
        [
            ("summary", head.map_or("", |head| head.summary.as_str()).into()),
            ("content", Value::safe_string(&text::of_section(press, id))),
            ("toc", toc(head.map(|head| head.headings.as_slice()).unwrap_or_default())),
            ("feeds", feeds(press, FeedScope::Site)),
            ("extra", head.map_or_else(|| Map::default().into(), |head| of_entries(&head.extra))),
            ("breadcrumbs", section_crumbs(press, section.parent)),
            ("subsections", subsections.into()),
        ],
    );
    let template = head.and_then(|head| head.template.clone()).unwrap_or_else(|| template(kind));
    Sheet { template, page, list: list(press, &listing) }
}

fn page(press: &Press<'_>, id: PageId) -> Sheet {
    let view = press.view;
    let page = view.site.page(id);
    let head = &page.head;
    let kind = if head.is_briefing() { "briefing" } else { "page" };
    let neighbours = view.site.neighbours(id);
    let neighbour = |id: Option<PageId>| id.map_or_else(Value::none, |id| view.card(id));
    let twin = |name| view.relative(&view.plan.twin(id, name));
    let listed = head.source_ids.iter().filter_map(|id| Some((id, view.registries.sources.get(id)?)));
    let own = head.sources.iter().map(|(id, source)| (id, source));
    let sources: Vec<Value> = own.chain(listed).map(|(id, source)| view.source(id, source)).collect();
    let value = with(
        &view.card(id),
        [
            ("content", Value::safe_string(&text::of_page(press, id, Reader::Page))),
            ("toc", toc(&head.headings)),
            ("language", view.config.language.as_str().into()),
            ("feeds", feeds(press, FeedScope::Site)),
            ("breadcrumbs", section_crumbs(press, Some(page.section))),
            ("publish_at", view.date(head.publish_at)),
            ("expires", view.date(head.expires)),
            ("sources", sources.into()),
            ("citations", citations(press, id)),
            ("corrections", head.corrections.iter().map(|correction| self::correction(press, correction)).collect::<Vec<_>>().into()),
            ("previous", neighbour(neighbours.previous)),
            ("next", neighbour(neighbours.next)),
            ("related", view.cards(&related(&view.site, id, view.config.related))),
            ("backlinks", view.cards(view.links.backlinks(id))),
            ("twins", map([("markdown", twin("index.md")), ("json", twin("index.json"))])),
            ("source_path", head.path.as_str().into()),
            ("facts_in_body", head.facts_in_body.into()),
            ("state", view.state(page)),
        ],
    );
    let template = head.template.clone().unwrap_or_else(|| template(kind));
    Sheet { template, page: value, list: Value::none() }
}

/// The sources as cited, each with the anchors in the text that cite it.
fn citations(press: &Press<'_>, id: PageId) -> Value {
    let view = press.view;
    let page = view.site.page(id);
    let cited = view.cited(page).into_iter().enumerate();
    let rows = cited.filter_map(|(index, source)| {
        let record = view.source_record(page, source)?;
        let marks = page.head.citations.iter().enumerate().filter(|(_, citation)| citation.source == source);
        let printed = marks.filter(|(index, _)| !page.head.silent_citations.contains(index));
        let back: Vec<Value> = printed.map(|(index, _)| format!("cite-{}", index + 1).into()).collect();
        Some(with(&view.source(source, record), [("number", (index + 1).into()), ("back", back.into())]))
    });
    rows.collect::<Vec<_>>().into()
}

fn correction(press: &Press<'_>, correction: &Correction) -> Value {
    map([
        ("date", press.view.date(correction.date)),
        ("kind", correction.kind.as_str().into()),
        ("note", correction.note.as_str().into()),
        ("major", correction.major.into()),
    ])
}

fn years(press: &Press<'_>) -> Value {
    let years = press.view.site.years.iter().rev();
    let entry = |(year, pages): (&i16, &Vec<PageId>)| {
        map([("year", i64::from(*year).into()), ("address", press.view.relative(&Plan::year(*year))), ("count", pages.len().into())])
    };
    years.map(entry).collect::<Vec<_>>().into()
}

/// One page of a list. The ends of a list have no previous or next.
fn list(press: &Press<'_>, listing: &Listing<'_>) -> Value {
    let Listing { ids, first, number, size } = *listing;
    let pages = ids.len().div_ceil(size).max(1);
    let start = (number - 1).saturating_mul(size).min(ids.len());
    let entries = &ids[start..start.saturating_add(size).min(ids.len())];
    let address = |number: usize| press.view.relative(&Plan::list_page(first, number));
    let maybe = |number: Option<usize>| number.map_or_else(Value::none, address);
    map([
        ("entries", press.view.cards(entries)),
        ("total", ids.len().into()),
        ("number", number.into()),
        ("pages", pages.into()),
        ("first", address(1)),
        ("last", address(pages)),
        ("previous", maybe((number > 1).then(|| number - 1))),
        ("next", maybe((number < pages).then(|| number + 1))),
        ("addresses", press.view.list_addresses(first, pages)),
    ])
}

/// Headings as a tree: each below the nearest earlier one of a higher rank.
fn toc(headings: &[Heading]) -> Value {
    let (value, _) = toc_below(headings, 0);
    value
}

fn toc_below(headings: &[Heading], level: u8) -> (Value, usize) {
    let mut entries: Vec<Value> = Vec::new();
    let mut at = 0;
    while let Some(heading) = headings.get(at).filter(|heading| heading.level > level) {
        let (children, used) = toc_below(&headings[at + 1..], heading.level);
        let title: Value = heading.title.as_str().into();
        entries.push(map([("id", heading.id.as_str().into()), ("title", title), ("level", heading.level.into()), ("children", children)]));
        at += used + 1;
    }
    (entries.into(), at)
}
