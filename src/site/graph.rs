//! The site graph: published pages in their sections, under their tags and authors, in the order lists show them.
//!
//! Made from heads and registries; addresses come later, from the plan. Ids are positions in the site's lists, which are
//! sorted by path or name, so that equal input gives equal ids.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::faults;
use super::registry::{Person, Registries, Term};
use crate::base::spelling::sort_key;
use crate::base::{Diagnostics, SourcePath};
use crate::briefing::{Head, Places, Role, SortBy};

/// A page, by its position in [`Site::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// A section, by its position in [`Site::sections`]; the first is the home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub usize);

/// A tag, by its position in [`Site::tags`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub usize);

/// An author, by position in [`Site::authors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuthorId(pub usize);

/// A published page that is no section.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its head.
    pub head: Arc<Head>,
    /// The section it stands in.
    pub section: SectionId,
    /// Its tags, in the order written.
    pub tags: Vec<TagId>,
    /// Its authors, in the order written.
    pub authors: Vec<AuthorId>,
    /// The moment of its date.
    pub moment: Option<Timestamp>,
    /// The year of its date, in the project's zone.
    pub year: Option<i16>,
    /// Whether it is a briefing: a page with a date or with key facts.
    pub is_briefing: bool,
}

/// A folder of pages.
#[derive(Debug, Clone)]
pub struct Section {
    /// The folder below `content`, empty for the home page.
    pub folder: String,
    /// The head of its `_index.md`, if it has one.
    pub head: Option<Arc<Head>>,
    /// Its title, from `_index.md` or the folder's name.
    pub title: String,
    /// The section above; none above home.
    pub parent: Option<SectionId>,
    /// The sections directly below, in order of weight and title.
    pub children: Vec<SectionId>,
    /// The pages directly in it, in the order of its list.
    pub pages: Vec<PageId>,
}

/// A tag with its pages, latest first.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Label and description.
    pub term: Term,
    /// The pages that bear it.
    pub pages: Vec<PageId>,
}

/// An author with the pages, latest first.
#[derive(Debug, Clone)]
pub struct Author {
    /// Name and the rest.
    pub person: Person,
    /// The author's pages.
    pub pages: Vec<PageId>,
}

/// Everything published.
#[derive(Debug, Clone)]
pub struct Site {
    /// All pages but sections, by path.
    pub pages: Vec<Page>,
    /// All sections, by folder; the home page first.
    pub sections: Vec<Section>,
    /// All tags in use, by label.
    pub tags: Vec<Tag>,
    /// All authors with pages, by name.
    pub authors: Vec<Author>,
    /// Briefings, latest first.
    pub latest: Vec<PageId>,
    /// Briefings of each year, latest first.
    pub years: BTreeMap<i16, Vec<PageId>>,
    /// Where each page stands in the order that its neighbours come from.
    places: Vec<Neighbours>,
    /// Where each page stands among all, latest first.
    ranks: Vec<usize>,
    by_path: FxHashMap<SourcePath, PageId>,
    section_by_folder: FxHashMap<String, SectionId>,
}

/// A site in the order of another.
#[derive(Debug)]
pub struct Around {
    /// The site.
    pub site: Site,
    /// The pages whose heads are others, if all sections are described as they were.
    pub changed: Option<Vec<PageId>>,
}

/// The pages before and after a page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Neighbours {
    /// The older one, or the one before in a section's order.
    pub previous: Option<PageId>,
    /// The newer one, or the one after.
    pub next: Option<PageId>,
}

impl Site {
    /// Builds the graph of published heads.
    #[must_use]
    pub fn new(heads: Vec<Arc<Head>>, registries: &Registries, zone: &TimeZone, places: &Places<'_>) -> (Self, Diagnostics) {
        let mut faults = Diagnostics::new();
        let (section_heads, page_heads): (Vec<_>, Vec<_>) = heads.into_iter().partition(|head| head.role == Role::Section);
        let mut page_heads = page_heads;
        page_heads.sort_by(|left, right| left.path.cmp(&right.path));
        let sections = sections_of(&section_heads, &page_heads);
        let section_by_folder: FxHashMap<String, SectionId> =
            sections.iter().enumerate().map(|(index, section)| (section.folder.clone(), SectionId(index))).collect();
        let mut terms = Terms::default();
        let pages: Vec<Page> = page_heads
            .into_iter()
            .map(|head| {
                let section = section_by_folder.get(section_folder(&head)).copied().unwrap_or(SectionId(0));
                let (tags, authors) = terms.of(&head, registries, places, &mut faults);
                let moment = head.date.map(|date| date.instant(zone));
                let year = head.date.map(|date| date.day(zone).year());
                let is_briefing = head.is_briefing();
                Page { head, section, tags, authors, moment, year, is_briefing }
            })
            .collect();
        let mut site = Self {
            by_path: by_path(&pages),
            pages,
            sections,
            tags: Vec::new(),
            authors: Vec::new(),
            latest: Vec::new(),
            years: BTreeMap::new(),
            places: Vec::new(),
            ranks: Vec::new(),
            section_by_folder,
        };
        site.order(terms);
        (site, faults)
    }

    /// The same order around other heads, in the order of their paths; `None` if one of them could change the order.
    #[must_use]
    pub fn around(&self, heads: &[Arc<Head>]) -> Option<Around> {
        let (sections, pages): (Vec<&Arc<Head>>, Vec<&Arc<Head>>) = heads.iter().partition(|head| head.role == Role::Section);
        let described = self.sections.iter().filter(|section| section.head.is_some()).count();
        if pages.len() != self.pages.len() || sections.len() != described {
            return None;
        }
        let (mut site, mut changed, mut described_alike) = (self.clone(), Vec::new(), true);
        for (index, (page, head)) in site.pages.iter_mut().zip(pages).enumerate() {
            if !Arc::ptr_eq(&page.head, head) {
                (page.head.shape() == head.shape()).then_some(())?;
                page.head = Arc::clone(head);
                changed.push(PageId(index));
            }
        }
        for head in sections {
            let id = self.section_at(section_folder(head))?;
            let old = site.sections[id.0].head.as_mut()?;
            if !Arc::ptr_eq(old, head) {
                (old.shape() == head.shape()).then_some(())?;
                *old = Arc::clone(head);
                described_alike = false;
            }
        }
        Some(Around { site, changed: described_alike.then_some(changed) })
    }

    /// A page.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// A section.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    /// The page whose file this is.
    #[must_use]
    pub fn page_at(&self, path: &SourcePath) -> Option<PageId> {
        self.by_path.get(path).or_else(|| self.by_path.get(&composed(path)?)).copied()
    }

    /// The section whose folder below `content` this is.
    #[must_use]
    pub fn section_at(&self, folder: &str) -> Option<SectionId> {
        self.section_by_folder.get(folder).copied()
    }

    /// The pages before and after a page.
    #[must_use]
    pub fn neighbours(&self, id: PageId) -> Neighbours {
        self.places[id.0]
    }

    /// Where a page stands among all pages, latest first.
    #[must_use]
    pub fn rank(&self, id: PageId) -> usize {
        self.ranks[id.0]
    }

    /// Puts pages in the order of lists: latest first, then undated ones by weight and title.
    fn by_date(&self, pages: &mut [PageId]) {
        pages.sort_by(|left, right| {
            let (left, right) = (self.page(*left), self.page(*right));
            right.moment.cmp(&left.moment).then_with(|| by_weight(left, right))
        });
    }

    fn order(&mut self, terms: Terms) {
        self.order_sections();
        let mut latest: Vec<PageId> = (0..self.pages.len()).map(PageId).filter(|id| self.page(*id).is_briefing).collect();
        self.by_date(&mut latest);
        for id in &latest {
            if let Some(year) = self.page(*id).year {
                self.years.entry(year).or_default().push(*id);
            }
        }
        self.latest = latest;
        self.order_terms(terms);
        self.places = self.all_neighbours();
    }

    fn order_sections(&mut self) {
        let mut members: Vec<Vec<PageId>> = vec![Vec::new(); self.sections.len()];
        for (index, page) in self.pages.iter().enumerate() {
            members[page.section.0].push(PageId(index));
        }
        for (index, mut pages) in members.into_iter().enumerate() {
            let dated = pages.iter().any(|id| self.page(*id).head.date.is_some());
            let usual = if dated { SortBy::Date } else { SortBy::Weight };
            match self.sections[index].head.as_ref().and_then(|head| head.sort_by).unwrap_or(usual) {
                SortBy::Date => self.by_date(&mut pages),
                SortBy::Weight => pages.sort_by_cached_key(|id| (self.page(*id).head.weight, title_key(self.page(*id)))),
                SortBy::Title => pages.sort_by_cached_key(|id| title_key(self.page(*id))),
            }
            self.sections[index].pages = pages;
        }
    }

    /// Numbers tags and authors by name, and hands pages their final ids.
    fn order_terms(&mut self, terms: Terms) {
        let tag_order = order_of(&terms.tags, |term| &term.label);
        let author_order = order_of(&terms.authors, |person| &person.name);
        for page in &mut self.pages {
            page.tags.iter_mut().for_each(|id| *id = TagId(tag_order[id.0]));
            page.authors.iter_mut().for_each(|id| *id = AuthorId(author_order[id.0]));
        }
        let mut tags: Vec<Tag> = terms.tags.into_iter().map(|term| Tag { term, pages: Vec::new() }).collect();
        let mut authors: Vec<Author> = terms.authors.into_iter().map(|person| Author { person, pages: Vec::new() }).collect();
        sort_into(&mut tags, &tag_order);
        sort_into(&mut authors, &author_order);
        let mut all: Vec<PageId> = (0..self.pages.len()).map(PageId).collect();
        self.by_date(&mut all);
        self.ranks = vec![0; all.len()];
        all.iter().enumerate().for_each(|(rank, id)| self.ranks[id.0] = rank);
        for id in all {
            let page = self.page(id);
            page.tags.iter().for_each(|tag| tags[tag.0].pages.push(id));
            page.authors.iter().for_each(|author| authors[author.0].pages.push(id));
        }
        (self.tags, self.authors) = (tags, authors);
    }

    /// Briefings are neighbours by date across the site; other pages by their section's order.
    fn all_neighbours(&self) -> Vec<Neighbours> {
        let mut places = vec![Neighbours::default(); self.pages.len()];
        let mut link = |order: &[PageId], newest_first: bool| {
            for pair in order.windows(2) {
                let (before, after) = if newest_first { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
                places[before.0].next = Some(after);
                places[after.0].previous = Some(before);
            }
        };
        link(&self.latest, true);
        for section in &self.sections {
            let undated: Vec<PageId> = section.pages.iter().copied().filter(|id| !self.page(*id).is_briefing).collect();
            // Stray pages beside the home page, such as "about", form no sequence.
            if !section.folder.is_empty() || self.latest.is_empty() {
                link(&undated, false);
            }
        }
        places
    }
}

/// Pages by their files, and by the composed form of names that are written decomposed, as some systems do.
fn by_path(pages: &[Page]) -> FxHashMap<SourcePath, PageId> {
    let paths = pages.iter().enumerate().map(|(index, page)| (&page.head.path, PageId(index)));
    let mut by_path: FxHashMap<SourcePath, PageId> = paths.clone().map(|(path, id)| (path.clone(), id)).collect();
    for (path, id) in paths {
        if let Some(composed) = composed(path) {
            by_path.entry(composed).or_insert(id);
        }
    }
    by_path
}

/// The NFC form of a path, if it can differ from the path.
fn composed(path: &SourcePath) -> Option<SourcePath> {
    if path.as_str().is_ascii() { None } else { SourcePath::new(&path.as_str().nfc().collect::<String>()) }
}

fn by_weight(left: &Page, right: &Page) -> std::cmp::Ordering {
    left.head.weight.cmp(&right.head.weight).then_with(|| title_key(left).cmp(&title_key(right)))
}

fn title_key(page: &Page) -> ((String, String), SourcePath) {
    (sort_key(&page.head.title), page.head.path.clone())
}

/// The new position of each entry when sorted by name.
fn order_of<T>(entries: &[T], name: impl Fn(&T) -> &String) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..entries.len()).collect();
    sorted.sort_by_cached_key(|index| (sort_key(name(&entries[*index])), *index));
    let mut position = vec![0; entries.len()];
    for (place, index) in sorted.into_iter().enumerate() {
        position[index] = place;
    }
    position
}

fn sort_into<T>(entries: &mut Vec<T>, position: &[usize]) {
    let mut keyed: Vec<(usize, T)> = position.iter().copied().zip(std::mem::take(entries)).collect();
    keyed.sort_by_key(|(place, _)| *place);
    entries.extend(keyed.into_iter().map(|(_, entry)| entry));
}

/// The folder below `content` of the section that a page stands in; a bundle's is the one above its own.
fn section_folder(head: &Head) -> &str {
    let folder = head.path.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/');
    match head.role {
        Role::Bundle => folder.rfind('/').map_or("", |at| &folder[..at]),
        Role::Page | Role::Section => folder,
    }
}

/// Every folder that holds a page or an `_index.md`, and those above, with parents and children.
fn sections_of(section_heads: &[Arc<Head>], page_heads: &[Arc<Head>]) -> Vec<Section> {
    let mut by_folder: BTreeMap<String, Option<Arc<Head>>> = BTreeMap::new();
    by_folder.insert(String::new(), None);
    for head in page_heads {
        add_with_ancestors(&mut by_folder, section_folder(head));
    }
    for head in section_heads {
        add_with_ancestors(&mut by_folder, section_folder(head));
        by_folder.insert(section_folder(head).to_owned(), Some(Arc::clone(head)));
    }
    let mut sections: Vec<Section> = by_folder.into_iter().map(|(folder, head)| section(folder, head)).collect();
    let position: FxHashMap<String, usize> = sections.iter().enumerate().map(|(index, section)| (section.folder.clone(), index)).collect();
    for index in 1..sections.len() {
        let folder = &sections[index].folder;
        let above = folder.rfind('/').map_or("", |at| &folder[..at]);
        let parent = position.get(above).copied().unwrap_or(0);
        sections[index].parent = Some(SectionId(parent));
        sections[parent].children.push(SectionId(index));
    }
    for index in 0..sections.len() {
        let mut children = std::mem::take(&mut sections[index].children);
        children.sort_by_key(|child| {
            let section = &sections[child.0];
            (section.head.as_ref().map_or(0, |head| head.weight), sort_key(&section.title), child.0)
        });
        sections[index].children = children;
    }
    sections
}

fn add_with_ancestors(by_folder: &mut BTreeMap<String, Option<Arc<Head>>>, folder: &str) {
    let mut folder = folder;
    while !folder.is_empty() && !by_folder.contains_key(folder) {
        by_folder.insert(folder.to_owned(), None);
        folder = folder.rfind('/').map_or("", |at| &folder[..at]);
    }
}

fn section(folder: String, head: Option<Arc<Head>>) -> Section {
    let name = folder.rsplit('/').next().unwrap_or("");
    let title = head.as_ref().map(|head| head.title.clone()).filter(|title| !title.is_empty()).unwrap_or_else(|| title_of(name));
    Section { folder, head, title, parent: None, children: Vec::new(), pages: Vec::new() }
}

/// `science-and-climate` → `Science and climate`.
fn title_of(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut characters = spaced.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The front-matter keys that tags and authors may stand under.
const TAG_KEYS: &[&str] = &["tags", "tag", "categories", "category", "taxonomies"];
const AUTHOR_KEYS: &[&str] = &["authors", "author"];

/// Tags and authors as they turn up.
#[derive(Default)]
struct Terms {
    tags: Vec<Term>,
    authors: Vec<Person>,
    tag_ids: FxHashMap<String, TagId>,
    author_ids: FxHashMap<String, AuthorId>,
}

impl Terms {
    fn of(&mut self, head: &Head, registries: &Registries, places: &Places<'_>, faults: &mut Diagnostics) -> (Vec<TagId>, Vec<AuthorId>) {
        let mut tags = Vec::with_capacity(head.tags.len());
        for written in &head.tags {
            match registries.tags.id_of(written) {
                Ok(id) => push_new(&mut tags, self.tag(id, written, registries)),
                Err(near) => faults.push(faults::unknown_tag(written, near, places.item(&head.path, TAG_KEYS, written))),
            }
        }
        let mut authors = Vec::with_capacity(head.authors.len());
        for written in &head.authors {
            match registries.authors.id_of(written) {
                Ok(id) => push_new(&mut authors, self.author(id, written, registries)),
                Err(near) => faults.push(faults::unknown_author(written, near, places.item(&head.path, AUTHOR_KEYS, written))),
            }
        }
        (tags, authors)
    }

    fn tag(&mut self, id: String, written: &str, registries: &Registries) -> TagId {
        if let Some(known) = self.tag_ids.get(&id) {
            return *known;
        }
        let term = registries.tags.get(&id).cloned();
        self.tags.push(term.unwrap_or_else(|| Term { id: id.clone(), label: written.to_owned(), description: String::new() }));
        let tag = TagId(self.tags.len() - 1);
        self.tag_ids.insert(id, tag);
        tag
    }

    fn author(&mut self, id: String, written: &str, registries: &Registries) -> AuthorId {
        if let Some(known) = self.author_ids.get(&id) {
            return *known;
        }
        let person = registries.authors.get(&id).cloned();
        self.authors.push(person.unwrap_or_else(|| Person { id: id.clone(), name: written.to_owned(), ..Person::default() }));
        let author = AuthorId(self.authors.len() - 1);
        self.author_ids.insert(id, author);
        author
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
