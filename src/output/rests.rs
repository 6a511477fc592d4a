//! What an output rests on: told before it is printed, by versions, so that one that rests on what it did is not printed
//! again.
//!
//! The counterpart of the printers: for each kind of job, everything its printer reads, beside the ground that all rest on
//! and the questions that templates ask while printing. What a printer reads and this does not name is a mistake that
//! the law "incremental equals clean" finds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Lexicon;
use super::page::{Listing, template_of};
use crate::base::{Address, Digest, WrittenDate};
use crate::briefing::Head;
use crate::input::Files;
use crate::site::plan::{FeedScope, SITEMAP_MAX};
use crate::site::{FactsFile, Job, PageId, SectionId, Task};
use crate::theme::{TemplateSet, Versions, View};

/// What an output rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rests {
    /// What it is about: its own file, tag or list.
    pub own: Digest,
    /// What it shows of others: entries, neighbours, related pieces.
    pub shown: Digest,
    /// Its template with all that the template reaches, and the components that texts on it call.
    pub template: Digest,
    /// What its template sees of the whole site.
    pub frame: Digest,
}

/// What tells what jobs rest on.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    /// The site.
    pub view: &'a View,
    /// Its versions.
    pub versions: &'a Versions,
    /// The templates.
    pub templates: &'a TemplateSet,
    /// The files, for what is copied.
    pub files: &'a Files,
    /// The words that readers search for.
    pub lexicon: &'a Lexicon,
}

impl Basis<'_> {
    /// What a job rests on.
    #[must_use]
    pub fn of(&self, job: &Job) -> Rests {
        let (view, versions) = (self.view, self.versions);
        let nothing = Digest::of(b"");
        let (own, shown) = match &job.task {
            Task::Page(id) => (versions.pages[id.0], self.around(*id)),
            Task::Section(id, _) => (versions.section_texts[id.0], Digest::of_value(&(self.listed(job), self.children(*id)))),
            Task::Tag(id, _) => (versions.tags[id.0], self.listed(job)),
            Task::Author(id, _) => (versions.authors[id.0], self.listed(job)),
            Task::Tags => (nothing, Digest::of_value(&versions.tags)),
            Task::Authors => (nothing, Digest::of_value(&versions.authors)),
            Task::Archive | Task::Year(_) => (self.years(), self.listed(job)),
            Task::Facts(number) => (nothing, super::facts::version(view, *number)),
            Task::Entity(id, number) => (nothing, super::facts::entity_version(view, *id, *number)),
            // All but the settings, which are the ground, is the program's own.
            Task::FactsData(FactsFile::Package) => (nothing, nothing),
            Task::FactsData(_) => (nothing, super::facts::data_version(view)),
            Task::Feed(scope, _) => self.feed(*scope),
            Task::Sitemap { part, parts } => (nothing, self.sitemap(*part, *parts)),
            Task::NewsSitemap => (nothing, self.news()),
            Task::Llms => (versions.frame, versions.of_cards(super::llms::listed(view))),
            Task::Sources(number) => (nothing, super::works::version(view, *number)),
            Task::SourcesData(_) => (nothing, Digest::of_value(&view.works.version())),
            Task::Redirect(to) => (Digest::of_value(&(view.plan.page(*to), &view.site.page(*to).head.title)), nothing),
            Task::MarkdownTwin(id) | Task::JsonTwin(id) => (versions.pages[id.0], nothing),
            // Its template sees what lists show of the page, and nothing that is only on the page.
            Task::Card(id) => (versions.cards[id.0], nothing),
            Task::Copy(path) => (self.files.get(path).map_or(nothing, |file| file.digest), nothing),
            Task::Search(file) => (self.lexicon.search().version(view, versions, *file), nothing),
            Task::SearchPage | Task::NotFound | Task::Robots | Task::NoJekyll | Task::Cname => (nothing, nothing),
        };
        let (template, frame) = template_of(view, job).map_or((nothing, nothing), |name| (self.templates.digest(name), versions.frame));
        let called = self.called(&job.task);
        let (template, frame) = if called.is_empty() { (template, frame) } else { (Digest::of_value(&(template, called)), versions.frame) };
        Rests { own: Digest::of_value(&(own, std::mem::discriminant(&job.task), format_of(&job.task))), shown, template, frame }
    }

    /// What all jobs together rest on, beside the ground and the questions: while it is the same, so is what each of them
    /// rests on, and none needs to be asked.
    #[must_use]
    pub fn world(&self) -> Digest {
        let Versions { ground: _, frame, cards: _, pages, tags, authors, sections, section_texts, names, .. } = self.versions;
        let copied = |task: &Task| match task {
            Task::Copy(path) => self.files.get(path).map(|file| file.digest),
            _ => None,
        };
        let jobs: Vec<_> = self.view.plan.jobs.iter().map(|job| (&job.address, format_of(&job.task), copied(&job.task))).collect();
        let parts = [Digest::of_value(pages), Digest::of_value(&(tags, authors, sections, names)), Digest::of_value(section_texts)];
        Digest::of_value(&(parts, Digest::of_value(&jobs), self.templates.version(), frame, self.news(), self.view.works.version()))
    }

    /// The cards around a page: its neighbours, related pieces, and those that link to it.
    fn around(&self, id: PageId) -> Digest {
        let view = self.view;
        let neighbours = view.site.neighbours(id);
        let card = |id: Option<PageId>| id.map(|id| self.versions.cards[id.0]);
        let related = self.versions.of_cards(view.related(id));
        let backlinks = self.versions.of_cards(view.links.backlinks(id));
        Digest::of_value(&(card(neighbours.previous), card(neighbours.next), related, backlinks))
    }

    /// The components that the texts shown by a job call, each with all that it reaches.
    fn called(&self, task: &Task) -> BTreeMap<&str, Option<Digest>> {
        let site = &self.view.site;
        let of_page = |id: PageId| &*site.page(id).head;
        let heads: Vec<&Head> = match task {
            Task::Page(id) => vec![of_page(*id)],
            Task::Section(id, _) => site.section(*id).head.as_deref().into_iter().collect(),
            Task::Feed(scope, _) if self.view.config.feed_full => super::feed::entries(self.view, *scope).map(of_page).collect(),
            _ => return BTreeMap::new(),
        };
        let calls = heads.into_iter().flat_map(|head| &head.calls);
        calls.map(|call| (call.name.as_str(), self.templates.component(&call.name).map(|component| component.version))).collect()
    }

    fn listed(&self, job: &Job) -> Digest {
        let listing = Listing::of(self.view, job);
        let place = listing.as_ref().map(|listing| (listing.number, listing.total(), self.versions.of_cards(listing.entries())));
        Digest::of_value(&(&job.address, place))
    }

    fn children(&self, id: SectionId) -> Vec<Digest> {
        self.view.site.section(id).children.iter().map(|child| self.versions.sections[child.0]).collect()
    }

    fn years(&self) -> Digest {
        Digest::of_value(&self.view.site.years.iter().map(|(year, pages)| (*year, pages.len())).collect::<Vec<_>>())
    }

    fn feed(&self, scope: FeedScope) -> (Digest, Digest) {
        let (view, versions) = (self.view, self.versions);
        let own = match scope {
            FeedScope::Site => Digest::of(b""),
            FeedScope::Tag(id) => Digest::of_value(&(&view.site.tags[id.0].term, view.plan.tag(id))),
        };
        let entries: Vec<Digest> = super::feed::entries(view, scope).map(|id| versions.pages[id.0]).collect();
        (own, Digest::of_value(&entries))
    }

    /// The news of the moment, which alone of all outputs follows the clock.
    fn news(&self) -> Digest {
        let news = if self.view.config.news_sitemap { super::news::recent(self.view) } else { &[] };
        self.versions.of_cards(news)
    }

    fn sitemap(&self, part: usize, parts: usize) -> Digest {
        let listed = self.view.plan.jobs.iter().filter(|job| job.task.is_listed());
        let row = |job| -> (&Address, Option<WrittenDate>) { super::machine::sitemap_row(self.view, job) };
        let from = part.saturating_sub(1) * SITEMAP_MAX;
        let rows: Vec<_> = if part == 0 && parts > 0 { Vec::new() } else { listed.skip(from).take(SITEMAP_MAX).map(row).collect() };
        Digest::of_value(&(part, parts, rows))
    }
}

/// What tells jobs of one kind apart that rest on the same.
fn format_of(task: &Task) -> usize {
    match task {
        Task::Feed(_, format) => *format as usize,
        Task::FactsData(file) => *file as usize,
        Task::Facts(number) | Task::Entity(_, number) => *number,
        Task::SourcesData(format) => *format as usize,
        Task::Sources(number) => *number,
        _ => 0,
    }
}
