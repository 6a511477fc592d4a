//! Pages: the values a template sees for each kind of address, and the template that prints it.

use tera::{Context, Map, Value};

use super::text::{self, Reader};
use super::{Press, Unprinted};
use super::{card, facts, works};
use crate::base::Address;
use crate::briefing::Head;
use crate::briefing::head::Correction;
use crate::briefing::markdown::{Citation, Heading};
use crate::site::graph::SectionId;
use crate::site::plan::FeedScope;
use crate::site::{Job, PageId, Plan, Task};
use crate::theme::values::{map, of_entries, with};
use crate::theme::{Passages, View};

/// What a page shows: its own values, its list.
pub(super) struct Sheet {
    pub(super) page: Value,
    pub(super) list: Value,
}

/// A list with its position among its pages.
pub(super) struct Listing<'a> {
    ids: &'a [PageId],
    first: &'a Address,
    /// Which page of the list, counted from one.
    pub(super) number: usize,
    size: usize,
}

impl<'a> Listing<'a> {
    /// The list that a job shows a page of, if it shows one.
    pub(super) fn of(view: &'a View, job: &'a Job) -> Option<Self> {
        let (site, plan, size) = (&view.site, &view.plan, view.plan.usual_page_size());
        Some(match &job.task {
            Task::Section(id, number) => {
                let ids = if id.0 == 0 { &site.latest } else { &site.section(*id).pages };
                Self { ids, first: plan.section(*id), number: *number, size: plan.page_size(site, *id) }
            }
            Task::Tag(id, number) => Self { ids: &site.tags[id.0].pages, first: plan.tag(*id), number: *number, size },
            Task::Author(id, number) => Self { ids: &site.authors[id.0].pages, first: plan.author(*id), number: *number, size },
            Task::Archive => Self { ids: &site.latest, first: &job.address, number: 1, size: usize::MAX },
            Task::Year(year) => {
                let ids = site.years.get(year).map(Vec::as_slice).unwrap_or_default();
                Self { ids, first: &job.address, number: 1, size: usize::MAX }
            }
            _ => return None,
        })
    }

    /// How many entries the whole list has.
    pub(super) fn total(&self) -> usize {
        self.ids.len()
    }

    /// The entries on this page of it.
    pub(super) fn entries(&self) -> &'a [PageId] {
        let start = (self.number - 1).saturating_mul(self.size).min(self.ids.len());
        &self.ids[start..start.saturating_add(self.size).min(self.ids.len())]
    }

    fn pages(&self) -> usize {
        self.ids.len().div_ceil(self.size).max(1)
    }
}

/// The template that prints a job; none for what no template prints.
pub(super) fn template_of<'a>(view: &'a View, job: &Job) -> Option<&'a str> {
    let own = |head: &'a Head| head.template.as_deref();
    Some(match &job.task {
        Task::Section(id, _) => {
            let usual = if id.0 == 0 { "home.html" } else { "section.html" };
            view.site.section(*id).head.as_deref().and_then(own).unwrap_or(usual)
        }
        Task::Page(id) => {
            let page = view.site.page(*id);
            own(&page.head).unwrap_or(if page.is_briefing { "briefing.html" } else { "page.html" })
        }
        Task::Tag(..) => "tag.html",
        Task::Tags => "tags.html",
        Task::Author(..) => "author.html",
        Task::Authors => "authors.html",
        Task::Archive | Task::Year(_) => "archive.html",
        Task::Sources(_) => "sources.html",
        Task::SearchPage => "search.html",
        Task::Facts(_) => "facts.html",
        Task::Entity(..) => "entity.html",
        Task::NotFound => "404.html",
        Task::Card(_) => card::TEMPLATE,
        Task::Feed(..)
        | Task::Sitemap { .. }
        | Task::NewsSitemap
        | Task::Llms
        | Task::Robots
        | Task::Redirect(_)
        | Task::MarkdownTwin(_)
        | Task::JsonTwin(_)
        | Task::Search(_)
        | Task::FactsData(_)
        | Task::SourcesData(_)
        | Task::Copy(_)
        | Task::NoJekyll
        | Task::Cname => return None,
    })
}

/// Prints the page of a job to the end of `out`.
///
/// # Errors
/// The template is missing or failed, or a component of the text did.
pub fn print(press: &Press<'_>, number: usize, job: &Job, out: &mut Vec<u8>) -> Result<(), Unprinted> {
    let template = template_of(press.view, job).unwrap_or("404.html");
    if !press.templates.has(template) {
        let place = page_of(job).map(|id| press.places().item(&press.view.site.page(id).head.path, &["template"], template));
        return Err(Unprinted::Told([press.templates.missing(template, place)].into_iter().collect()));
    }
    let sheet = sheet(press, number, job)?;
    let mut context = Context::new();
    context.insert_value("site", press.view.site_value.clone());
    context.insert_value("config", press.view.config_value.clone());
    context.insert_value("page", sheet.page);
    context.insert_value("list", sheet.list);
    press.templates.render(template, number, &context, out).map_err(Unprinted::Failed)
}

fn page_of(job: &Job) -> Option<PageId> {
    match job.task {
        Task::Page(id) => Some(id),
        _ => None,
    }
}

/// What a message calls the page.
#[must_use]
pub fn origin(view: &View, job: &Job) -> String {
    match job.task {
        Task::Page(id) => format!("`{}`", view.site.page(id).head.path),
        Task::Card(id) => format!("the social card of `{}`", view.site.page(id).head.path),
        _ => format!("the page {}", job.address),
    }
}

fn sheet(press: &Press<'_>, number: usize, job: &Job) -> Result<Sheet, Unprinted> {
    let site = &press.view.site;
    Ok(match &job.task {
        Task::Page(id) => page(press, number, *id)?,
        Task::Section(id, _) => section(press, number, *id, job)?,
        Task::Tag(id, _) => {
            let term = &site.tags[id.0].term;
            let about = Plain {
                kind: "tag",
                title: &term.label,
                summary: &term.description,
                feeds: FeedScope::Tag(*id),
                crumbs: &[("Tags", "tags")],
            };
            about.sheet(press, job, [("tag", press.view.tag(*id))])
        }
        Task::Author(id, _) => {
            let person = &site.authors[id.0].person;
            let about = Plain {
                kind: "author",
                title: &person.name,
                summary: &person.bio,
                feeds: FeedScope::Site,
                crumbs: &[("Authors", "authors")],
            };
            about.sheet(press, job, [("author", press.view.author(*id))])
        }
        Task::Tags => Plain::titled("tags", "Tags").sheet(press, job, [("tags", press.view.all_tags().to_vec().into())]),
        Task::Authors => Plain::titled("authors", "Authors").sheet(press, job, [("authors", press.view.all_authors().to_vec().into())]),
        Task::Archive => Plain::titled("archive", "Archive").sheet(press, job, [("years", years(press))]),
        Task::Year(year) => {
            let title = year.to_string();
            let about = Plain { crumbs: &[("Archive", "archive")], ..Plain::titled("year", &title) };
            about.sheet(press, job, [("years", years(press))])
        }
        Task::Sources(number) => works::index(press, job, *number),
        Task::SearchPage => Plain::titled("search", "Search").sheet(press, job, []),
        Task::Facts(number) => facts::explorer(press, job, *number),
        Task::Entity(id, number) => facts::entity(press, job, *id, *number),
        _ => Plain::titled("not_found", "Page not found").sheet(press, job, []),
    })
}

/// A page that no file stands behind.
pub(super) struct Plain<'a> {
    pub(super) kind: &'a str,
    pub(super) title: &'a str,
    pub(super) summary: &'a str,
    pub(super) feeds: FeedScope,
    pub(super) crumbs: &'a [(&'a str, &'a str)],
}

impl<'a> Plain<'a> {
    pub(super) fn titled(kind: &'a str, title: &'a str) -> Self {
        Self { kind, title, summary: "", feeds: FeedScope::Site, crumbs: &[] }
    }

    pub(super) fn sheet<const N: usize>(&self, press: &Press<'_>, job: &Job, more: [(&'static str, Value); N]) -> Sheet {
        let home = (press.view.config.title.clone(), Address::home());
        let above = self.crumbs.iter().map(|(title, index)| ((*title).to_owned(), Plan::index(index)));
        let base = base(press, &job.address, self.kind, self.title);
        let page = with(
            &base,
            [
                ("summary", self.summary.into()),
                ("feeds", feeds(press, self.feeds)),
                ("breadcrumbs", crumbs(press, std::iter::once(home).chain(above))),
            ],
        );
        Sheet { page: with(&page, more), list: Listing::of(press.view, job).map_or_else(Value::none, |listing| list(press, &listing)) }
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

/// The feeds of a scope, if there are any; those of the site are made once, for `site.feeds`.
fn feeds(press: &Press<'_>, scope: FeedScope) -> Value {
    match press.view.site_value.get_from_path("feeds") {
        Some(feeds) if scope == FeedScope::Site || feeds.is_none() => feeds.clone(),
        _ => press.view.feeds(scope),
    }
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

fn section(press: &Press<'_>, number: usize, id: SectionId, job: &Job) -> Result<Sheet, Unprinted> {
    let view = press.view;
    let section = view.site.section(id);
    let kind = if id.0 == 0 { "home" } else { "section" };
    let title = match section.title.as_str() {
        "" => view.config.title.as_str(),
        title => title,
    };
    let head = section.head.as_deref();
    let subsections: Vec<Value> = section.children.iter().map(|child| view.section(*child)).collect();
    let page = with(
        &base(press, &job.address, kind, title),
        [
            ("summary", head.map_or("", |head| head.summary.as_str()).into()),
            ("content", Value::safe_string(&text::of_section(press, number, id)?)),
            ("toc", toc(head.map(|head| head.headings.as_slice()).unwrap_or_default())),
            ("feeds", feeds(press, FeedScope::Site)),
            ("extra", head.map_or_else(|| Map::default().into(), |head| of_entries(&head.extra))),
            ("breadcrumbs", section_crumbs(press, section.parent)),
            ("subsections", subsections.into()),
            ("state", head.map_or_else(Value::none, |head| view.state(head))),
        ],
    );
    Ok(Sheet { page, list: Listing::of(view, job).map_or_else(Value::none, |listing| list(press, &listing)) })
}

fn page(press: &Press<'_>, number: usize, id: PageId) -> Result<Sheet, Unprinted> {
    let view = press.view;
    let page = view.site.page(id);
    let head = &page.head;
    let passages = view.passages(id);
    let neighbours = view.site.neighbours(id);
    let neighbour = |id: Option<PageId>| id.map_or_else(Value::none, |id| view.card(id));
    let twin = |name| view.relative(&view.plan.twin(id, name));
    let listed = head.source_ids.iter().filter_map(|id| Some((id, view.registries.sources.get(id)?)));
    let own = head.sources.iter().map(|(id, source)| (id, source));
    let sources: Vec<Value> = own.chain(listed).map(|(name, source)| view.source(id, name, source)).collect();
    let value = with(
        &view.card(id),
        [
            ("content", Value::safe_string(&text::of_page(press, number, id, Reader::Page, &passages)?)),
            ("toc", toc(&head.headings)),
            ("words", head.words.into()),
            ("key_facts", view.facts_resting_on(id, &passages).into()),
            ("language", view.config.language.as_str().into()),
            ("feeds", feeds(press, FeedScope::Site)),
            ("breadcrumbs", section_crumbs(press, Some(page.section))),
            ("publish_at", view.date(head.publish_at)),
            ("expires", view.date(head.expires)),
            ("sources", sources.into()),
            ("citations", citations(press, id, &passages)),
            ("recalls", view.recalls(id).into()),
            ("passages", passages.shown.len().into()),
            ("corrections", head.corrections.iter().map(|correction| self::correction(press, correction)).collect::<Vec<_>>().into()),
            ("previous", neighbour(neighbours.previous)),
            ("next", neighbour(neighbours.next)),
            ("related", view.cards(view.related(id))),
            ("backlinks", view.cards(view.links.backlinks(id))),
            ("card", card::told(press, id)),
            ("twins", map([("markdown", twin("index.md")), ("json", twin("index.json"))])),
            ("source_path", head.path.as_str().into()),
            ("facts_in_body", head.facts_in_body.into()),
            ("as_of", head.as_of.as_deref().into()),
            ("review_by", view.date(head.review_by)),
            ("overdue", view.date(view.overdue(head))),
            ("entities", view.entities_of(head).into_iter().map(|id| view.entity(id)).collect::<Vec<_>>().into()),
            ("state", view.state(head)),
        ],
    );
    Ok(Sheet { page: value, list: Value::none() })
}

/// The sources as cited, each with the anchors in the text that cite it.
fn citations(press: &Press<'_>, id: PageId, passages: &Passages<'_>) -> Value {
    let view = press.view;
    let page = view.site.page(id);
    let cited = page.head.cited().into_iter().enumerate();
    let rows = cited.filter_map(|(index, source)| {
        let record = view.source_record(page, source)?;
        let marks = page.head.citations.iter().enumerate().filter(|(_, citation)| citation.source == source);
        let marks = marks.map(|(index, citation)| (anchor_of(&page.head, index), citation));
        let back: Vec<Value> = marks.clone().filter_map(|(anchor, _)| anchor.map(Value::from)).collect();
        let marks: Vec<Value> = marks.map(|(anchor, citation)| mark(anchor, citation)).collect();
        let passages = view.passages_of(passages, page, source);
        let more = [
            ("number", (index + 1).into()),
            ("back", back.into()),
            ("marks", marks.into()),
            ("passages", passages),
            ("sha256", view.sha256(id, source)),
        ];
        Some(with(&view.source(id, source, record), more))
    });
    rows.collect::<Vec<_>>().into()
}

/// The name of the place of a citation in the text; none for one that is not printed.
fn anchor_of(head: &Head, index: usize) -> Option<String> {
    (!head.silent_citations.contains(&index)).then(|| format!("cite-{}", index + 1))
}

fn mark(anchor: Option<String>, citation: &Citation) -> Value {
    map([("anchor", anchor.into()), ("locator", citation.locator.as_deref().into()), ("quote", citation.quote.as_deref().into())])
}

fn correction(press: &Press<'_>, correction: &Correction) -> Value {
    map([
        ("date", press.view.date(correction.date)),
        ("kind", correction.kind.as_str().into()),
        ("note", correction.note.as_str().into()),
        ("major", correction.major.into()),
        ("source", correction.source.as_deref().into()),
    ])
}

fn years(press: &Press<'_>) -> Value {
    let years = press.view.site.years.iter().rev();
    let entry = |(year, pages): (&i16, &Vec<PageId>)| {
        map([("year", i64::from(*year).into()), ("address", press.view.relative(&Plan::year(*year))), ("count", pages.len().into())])
    };
    years.map(entry).collect::<Vec<_>>().into()
}

fn list(press: &Press<'_>, listing: &Listing<'_>) -> Value {
    let place = (listing.number, listing.pages());
    listed(press, listing.first, place, (listing.total(), press.view.cards(listing.entries())))
}

/// One page of a list, by its number among all; with how many entries there are, and those on this page. The ends of a
/// list have no previous or next.
pub(super) fn listed(press: &Press<'_>, first: &Address, (number, pages): (usize, usize), (total, entries): (usize, Value)) -> Value {
    let address = |number: usize| press.view.relative(&Plan::list_page(first, number));
    let maybe = |number: Option<usize>| number.map_or_else(Value::none, address);
    map([
        ("entries", entries),
        ("total", total.into()),
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
        let role: Value = heading.role.as_deref().into();
        let id: Value = heading.id.as_str().into();
        entries.push(map([("children", children), ("id", id), ("level", heading.level.into()), ("role", role), ("title", title)]));
        at += used + 1;
    }
    (entries.into(), at)
}
