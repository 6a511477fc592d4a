//! The version of everything that templates may see: a digest of what it was made from.
//!
//! Equal versions mean equal values, so that the engine can tell what a page rests on without making, let alone printing,
//! anything. A version is made from the same heads, links and registries as the value beside it in [`super::View`], by
//! `Hash`, which forgets no field of what it is given. What every value depends on (settings, theme settings, this
//! program) is the [`Versions::ground`], what every template sees of the site its [`Versions::frame`]; they stand in none
//! of the others.

use rayon::prelude::*;

use super::view::{View, navigation_sections};
use crate::base::{Digest, WrittenDate};
use crate::briefing::{KeyFact, Recall};
use crate::input::Files;
use crate::site::{AuthorId, Hold, Page, PageId, SectionId, Site, TagId, works};

/// What this program is: another build of it makes another site.
pub const PROGRAM: &str = env!("NUTGRAF_PROGRAM");

/// The versions of a view.
#[derive(Debug, Clone)]
pub struct Versions {
    /// Of what everything rests on.
    pub ground: Digest,
    /// Of what every template sees of the whole site: the menu, and which feeds and lists there are.
    pub frame: Digest,
    /// Of pages as lists show them.
    pub cards: Vec<Digest>,
    /// Of pages with all that is on them, other pages aside.
    pub pages: Vec<Digest>,
    /// Of tags, with their counts.
    pub tags: Vec<Digest>,
    /// Of authors, with their counts.
    pub authors: Vec<Digest>,
    /// Of sections, with their counts.
    pub sections: Vec<Digest>,
    /// Of sections with their texts, and with the titles and addresses of those above.
    pub section_texts: Vec<Digest>,
    /// Of the registries of entities and properties.
    pub names: Digest,
    /// Why sections and pages that a preview shows are not published yet, and which pages are overdue: of all that pages
    /// show, these alone follow the clock.
    holds: (Vec<Option<Hold>>, Vec<Option<WrittenDate>>),
}

impl Versions {
    /// The versions of a view made from these files.
    #[must_use]
    pub fn of(view: &View, files: &Files) -> Self {
        let making = Making::new(view, files);
        let pages: Vec<(Digest, Digest)> = (0..view.site.pages.len()).into_par_iter().map(|index| making.page(PageId(index))).collect();
        let (cards, pages) = pages.into_iter().unzip();
        let site = &view.site;
        let counted = |bare: &[Digest], count: &dyn Fn(usize) -> usize| -> Vec<Digest> {
            bare.iter().enumerate().map(|(index, bare)| Digest::of_value(&(bare, count(index)))).collect()
        };
        Self {
            ground: ground(view),
            frame: frame(view),
            cards,
            pages,
            tags: counted(&making.tags, &|index| site.tags[index].pages.len()),
            authors: counted(&making.authors, &|index| site.authors[index].pages.len()),
            sections: counted(&making.sections, &|index| site.sections[index].pages.len()),
            section_texts: (0..site.sections.len()).map(|index| making.section_text(SectionId(index))).collect(),
            names: Digest::of_value(&(&view.registries.entities, &view.registries.properties)),
            holds: holds(view),
        }
    }

    /// The same, where only some pages are others; `None` if time has changed more.
    #[must_use]
    pub fn around(&self, view: &View, files: &Files, changed: &[PageId]) -> Option<Self> {
        if holds(view) != self.holds {
            return None;
        }
        let (mut versions, making) = (self.clone(), Making::new(view, files));
        for id in changed {
            (versions.cards[id.0], versions.pages[id.0]) = making.page(*id);
        }
        Some(versions)
    }

    /// Of several cards, in their order.
    #[must_use]
    pub fn of_cards(&self, ids: &[PageId]) -> Digest {
        let cards: Vec<&Digest> = ids.iter().map(|id| &self.cards[id.0]).collect();
        Digest::of_value(&cards)
    }
}

/// Why each section and page is not published yet, if it is not; and where readers are told, which pages are overdue.
fn holds(view: &View) -> (Vec<Option<Hold>>, Vec<Option<WrittenDate>>) {
    let sections = view.site.sections.iter().map(|section| view.hold(section.head.as_ref()?));
    let pages = view.site.pages.par_iter().map(|page| view.hold(&page.head)).collect::<Vec<_>>();
    let overdue = view.config.stale_banner.then(|| view.site.pages.iter().map(|page| view.overdue(&page.head)).collect());
    (sections.chain(pages).collect(), overdue.unwrap_or_default())
}

/// What every output rests on. The `Debug` form of the settings holds all of them, those of the future too.
fn ground(view: &View) -> Digest {
    Digest::of(format!("{PROGRAM} {:?} {:?} {:?}", view.config, view.theme_settings, view.fonts.version()).as_bytes())
}

fn frame(view: &View) -> Digest {
    let row = |id: SectionId| {
        let section = view.site.section(id);
        (&section.title, &section.folder, section.head.as_ref().map(|head| &head.summary), view.plan.section(id))
    };
    let menu: Vec<_> = navigation_sections(&view.site).map(row).collect();
    Digest::of_value(&(
        menu,
        view.site.latest.is_empty(),
        view.site.tags.is_empty(),
        (view.plan.search().is_some(), view.plan.sources().is_some()),
        view.plan.facts().is_some(),
    ))
}

/// Versions in the making: those of tags, authors and sections without their counts, as cards hold them.
struct Making<'a> {
    view: &'a View,
    files: &'a Files,
    tags: Vec<Digest>,
    authors: Vec<Digest>,
    sections: Vec<Digest>,
    /// Of sections with those above.
    chains: Vec<Digest>,
}

impl<'a> Making<'a> {
    fn new(view: &'a View, files: &'a Files) -> Self {
        let (site, plan) = (&view.site, &view.plan);
        let tags = site.tags.iter().enumerate().map(|(index, tag)| Digest::of_value(&(&tag.term, plan.tag(TagId(index)))));
        let authors =
            site.authors.iter().enumerate().map(|(index, author)| Digest::of_value(&(&author.person, plan.author(AuthorId(index)))));
        let bare = |(index, section): (usize, &crate::site::Section)| {
            let summary = section.head.as_ref().map(|head| &head.summary);
            Digest::of_value(&(&section.title, &section.folder, summary, plan.section(SectionId(index))))
        };
        let sections: Vec<Digest> = site.sections.iter().enumerate().map(bare).collect();
        let chains = chains(site, &sections);
        Self { view, files, tags: tags.collect(), authors: authors.collect(), sections, chains }
    }

    /// A page's card, and the page.
    fn page(&self, id: PageId) -> (Digest, Digest) {
        let page = self.view.site.page(id);
        let card = self.card(id, page);
        let head = &page.head;
        let sources: Vec<_> = works::ids_of(head).into_iter().map(|source| self.view.source_version(id, source)).collect();
        let entities = entities(self.view, &head.key_facts);
        let file = self.files.get(&head.path).map(|file| file.digest);
        let (section, has_card) = (&self.chains[page.section.0], self.view.plan.has_card(id));
        let own = (&head.path, has_card, self.view.evidence.version(id), self.view.overdue(head));
        (card, Digest::of_value(&(file, card, self.view.links.page(id), (sources, entities), self.view.hold(head), section, own)))
    }

    fn card(&self, id: PageId, page: &Page) -> Digest {
        let head = &page.head;
        let dates = (head.date, head.updated, head.is_briefing());
        let words = (&head.title, &head.summary, head.reading_minutes(), &head.extra);
        let order = (head.featured, head.weight, head.draft);
        let section = &self.sections[page.section.0];
        let tags: Vec<&Digest> = page.tags.iter().map(|id| &self.tags[id.0]).collect();
        let authors: Vec<&Digest> = page.authors.iter().map(|id| &self.authors[id.0]).collect();
        let image = (head.image.as_ref().map(|image| &image.alt), self.view.links.picture(id));
        Digest::of_value(&(self.view.plan.page(id), dates, words, order, (section, tags, authors), image, facts_at_a_glance(self.view, id)))
    }

    fn section_text(&self, id: SectionId) -> Digest {
        let section = self.view.site.section(id);
        let file = section.head.as_ref().and_then(|head| Some(self.files.get(&head.path)?.digest));
        let hold = section.head.as_ref().and_then(|head| self.view.hold(head));
        Digest::of_value(&(file, &self.chains[id.0], self.view.links.section(id), hold))
    }
}

/// Key facts as cards show them, with the addresses of links in them.
fn facts_at_a_glance(view: &View, id: PageId) -> Digest {
    let facts = &view.site.page(id).head.key_facts;
    let is_linked = |fact: &KeyFact| fact.html.as_ref().is_some_and(|html| html.fills().next().is_some());
    let links = facts.iter().any(is_linked).then(|| view.links.page(id));
    Digest::of_value(&(facts.iter().map(|fact| (&fact.id, &fact.label, &fact.value, &fact.html)).collect::<Vec<_>>(), links))
}

/// The entities that key facts name.
pub(super) fn entities(view: &View, facts: &[KeyFact]) -> Vec<Option<Digest>> {
    facts.iter().filter_map(|fact| fact.entity.as_deref()).map(|entity| Some(view.entity_version(view.entity_named(entity)?))).collect()
}

/// Key facts whole, with the numbers of their sources.
pub(super) fn facts(view: &View, id: PageId) -> Digest {
    let page = view.site.page(id);
    let known = |source| (source, view.source_record(page, source).is_some(), view.works.recall_of(id, source));
    let cited: Vec<(&str, bool, Option<&Recall>)> = page.head.cited().into_iter().map(known).collect();
    Digest::of_value(&(&page.head.key_facts, cited, entities(view, &page.head.key_facts), view.evidence.version(id)))
}

/// Each section's version with those of the sections above it, which come before it in the site's order.
fn chains(site: &Site, sections: &[Digest]) -> Vec<Digest> {
    let mut chains: Vec<Digest> = Vec::with_capacity(sections.len());
    for (section, own) in site.sections.iter().zip(sections) {
        let above = section.parent.and_then(|parent| chains.get(parent.0)).copied();
        chains.push(Digest::of_value(&(own, above)));
    }
    chains
}
