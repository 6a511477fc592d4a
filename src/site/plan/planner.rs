//! Makes the plan, kind by kind: sections, pages, terms, the archive, files, and what is there for machines.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{CARD, FeedFormat, FeedScope, Given, Job, Plan, SITEMAP_MAX, SearchFile, Task, feed_address, fixed, twin_address};
use crate::base::spelling::slug;
use crate::base::{Address, Diagnostics, Place, Segment, SegmentFault, SourcePath};
use crate::briefing::{Head, Role};
use crate::input::{faults as input_faults, secrets};
use crate::site::faults;
use crate::site::graph::{AuthorId, Page, PageId, SectionId, TagId};

/// The plan in the making.
pub(super) struct Planner<'a> {
    pub(super) given: &'a Given<'a>,
    pub(super) faults: Diagnostics,
    pub(super) jobs: Vec<(Job, Option<Place>)>,
    pages: Vec<Address>,
    sections: Vec<Address>,
    tags: Vec<Address>,
    authors: Vec<Address>,
    pub(super) entities: Vec<Address>,
    assets: FxHashMap<SourcePath, Address>,
    cards: Vec<bool>,
    pub(super) sources: Option<Address>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(given: &'a Given<'a>) -> Self {
        Self {
            given,
            faults: Diagnostics::new(),
            jobs: Vec::new(),
            pages: Vec::new(),
            sections: Vec::new(),
            tags: Vec::new(),
            authors: Vec::new(),
            entities: Vec::new(),
            assets: FxHashMap::default(),
            cards: Vec::new(),
            sources: None,
        }
    }

    pub(super) fn add(&mut self, address: Address, task: Task) {
        self.jobs.push((Job { address, task }, None));
    }

    pub(super) fn add_list(&mut self, first: &Address, entries: usize, size: usize, task: impl Fn(usize) -> Task) {
        for number in 1..=entries.div_ceil(size.max(1)).max(1) {
            self.add(Plan::list_page(first, number), task(number));
        }
    }

    pub(super) fn sections(&mut self) {
        let site = self.given.site;
        for (index, section) in site.sections.iter().enumerate() {
            let parent = section.parent.map_or_else(Address::home, |parent| self.sections[parent.0].clone());
            let address = match section.head.as_ref().and_then(|head| own_address(head)) {
                _ if index == 0 => Address::home(),
                Some(address) => address,
                None => {
                    let name = section
                        .head
                        .as_ref()
                        .and_then(|head| head.slug.clone())
                        .unwrap_or_else(|| slug(section.folder.rsplit('/').next().unwrap_or("")));
                    self.below(&parent, &name, &format!("the section `{}`", section.folder), section.head.as_deref())
                }
            };
            let id = SectionId(index);
            let size = section.head.as_ref().and_then(|head| head.paginate).unwrap_or(self.given.config.paginate);
            let entries = if index == 0 { site.latest.len() } else { section.pages.len() };
            self.add_list(&address, entries, size, |number| Task::Section(id, number));
            self.sections.push(address);
        }
    }

    pub(super) fn pages(&mut self) {
        let site = self.given.site;
        for (index, page) in site.pages.iter().enumerate() {
            let head = &page.head;
            let address = own_address(head).unwrap_or_else(|| {
                let name = head.slug.clone().unwrap_or_else(|| slug(head.own_name()));
                self.below(&self.sections[page.section.0].clone(), &name, &format!("`{}`", head.path), Some(head))
            });
            let id = PageId(index);
            self.add(address.clone(), Task::Page(id));
            self.add(twin_address(&address, "index.md"), Task::MarkdownTwin(id));
            self.add(twin_address(&address, "index.json"), Task::JsonTwin(id));
            let has_card = self.has_card(page);
            self.cards.push(has_card);
            if has_card {
                self.add(twin_address(&address, CARD), Task::Card(id));
            }
            for alias in &head.aliases {
                if let Ok(alias) = Address::new(alias) {
                    self.add(alias, Task::Redirect(id));
                }
            }
            self.pages.push(address);
        }
    }

    /// Whether a card is drawn for a page: for briefings whose titles the fonts can set, where no file of the author's has
    /// the card's place.
    fn has_card(&self, page: &Page) -> bool {
        self.given.config.social_cards && page.is_briefing && !self.has_own_card(&page.head) && (self.given.can_set)(&page.head.title)
    }

    fn has_own_card(&self, head: &Head) -> bool {
        let own = || SourcePath::new(&format!("{}/{CARD}", head.path.folder()));
        head.role == Role::Bundle && own().is_some_and(|path| self.given.files.get(&path).is_some())
    }

    /// The page `name` below `parent`; where the name can be none, the fault is told and the page stands in for itself.
    fn below(&mut self, parent: &Address, name: &str, what: &str, head: Option<&Head>) -> Address {
        match Segment::new(name) {
            Ok(segment) => parent.page(&segment),
            Err(fault) => {
                self.refuse(what, fault, head);
                parent.page(&fixed("untitled"))
            }
        }
    }

    fn refuse(&mut self, what: &str, fault: SegmentFault, head: Option<&Head>) {
        let why = if fault == SegmentFault::Empty { "would be empty: its name has no letter or digit".to_owned() } else { fault.words() };
        if let Some(head) = head {
            self.faults.push(faults::address_not_allowed(what, &why, Place::file(&head.path)));
        }
    }

    pub(super) fn terms(&mut self) {
        let (site, size) = (self.given.site, self.given.config.paginate);
        let (tags, authors) = (Plan::index("tags"), Plan::index("authors"));
        for (index, tag) in site.tags.iter().enumerate() {
            let id = TagId(index);
            let address = tags.page(&fixed_or(&tag.term.id));
            self.add_list(&address, tag.pages.len(), size, |number| Task::Tag(id, number));
            for format in FeedFormat::ALL {
                self.add(feed_address(&address, format), Task::Feed(FeedScope::Tag(id), format));
            }
            self.tags.push(address);
        }
        for (index, author) in site.authors.iter().enumerate() {
            let address = authors.page(&fixed_or(&author.person.id));
            self.add_list(&address, author.pages.len(), size, |number| Task::Author(AuthorId(index), number));
            self.authors.push(address);
        }
        if !site.tags.is_empty() {
            self.add(tags, Task::Tags);
        }
        if !site.authors.is_empty() {
            self.add(authors, Task::Authors);
        }
    }

    pub(super) fn archive(&mut self) {
        let site = self.given.site;
        if !site.latest.is_empty() {
            self.add(Plan::index("archive"), Task::Archive);
        }
        for year in site.years.keys() {
            self.add(Plan::year(*year), Task::Year(*year));
        }
    }

    pub(super) fn search(&mut self) {
        let pages = self.given.site.pages.len();
        if self.given.config.search && pages > 0 {
            let search = Plan::index("search");
            for file in SearchFile::all(pages) {
                self.add(file.address(&search), Task::Search(file));
            }
            self.add(search, Task::SearchPage);
        }
    }

    /// Files beside the texts, below the address of the bundle or section they lie in, and static files.
    pub(super) fn files(&mut self) {
        let homes = self.homes();
        for (rest, path, _) in self.given.files.below("content") {
            let is_text = matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown");
            if is_text || rest.starts_with("_data/") || rest.starts_with("_sources/") || self.is_withheld(path) {
                continue;
            }
            if let Some(why) = secrets::suspicion(path) {
                self.faults.push(input_faults::not_published(path, why));
                continue;
            }
            let Some((home, inner)) = nearest_home(&homes, rest) else { continue };
            let address = Address::new(&format!("{}{inner}", home.as_str()));
            self.add_file(address, path);
        }
        let statics = self.given.statics;
        for (rest, path) in statics {
            self.add_file(Address::new(rest), path);
        }
    }

    fn is_withheld(&self, path: &SourcePath) -> bool {
        self.given.withheld.iter().any(|folder| path.below(folder).is_some())
    }

    fn add_file(&mut self, address: Result<Address, SegmentFault>, path: &SourcePath) {
        match address {
            Ok(address) => {
                self.assets.insert(path.clone(), address.clone());
                self.add(address, Task::Copy(path.clone()));
            }
            Err(fault) => self.faults.push(faults::address_not_allowed(&format!("`{path}`"), &fault.words(), Place::file(path))),
        }
    }

    /// The folders below `content` that have an address: sections and bundles.
    fn homes(&self) -> FxHashMap<String, Address> {
        let site = self.given.site;
        let sections = site.sections.iter().zip(&self.sections).map(|(section, address)| (section.folder.clone(), address.clone()));
        let bundles =
            site.pages.iter().zip(&self.pages).filter(|(page, address)| page.head.role == Role::Bundle && address.as_str().ends_with('/'));
        let bundles = bundles.map(|(page, address)| {
            (page.head.path.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/').to_owned(), address.clone())
        });
        sections.chain(bundles).collect()
    }

    pub(super) fn machines(&mut self) {
        let home = Address::home();
        if !self.given.site.latest.is_empty() {
            for format in FeedFormat::ALL {
                self.add(feed_address(&home, format), Task::Feed(FeedScope::Site, format));
            }
        }
        self.add(home.file(&fixed("404.html")), Task::NotFound);
        self.sitemap(&home);
        if self.given.config.news_sitemap {
            self.add(home.file(&fixed("news-sitemap.xml")), Task::NewsSitemap);
        }
        let has_own = |name: &str| self.given.statics.contains_key(name);
        if self.given.config.llms_txt && !has_own("llms.txt") {
            self.add(home.file(&fixed("llms.txt")), Task::Llms);
        }
        if !has_own("robots.txt") {
            self.add(home.file(&fixed("robots.txt")), Task::Robots);
        }
        self.add(home.file(&fixed(".nojekyll")), Task::NoJekyll);
        if self.given.config.domain.is_some() {
            self.add(home.file(&fixed("CNAME")), Task::Cname);
        }
    }

    fn sitemap(&mut self, home: &Address) {
        let pages = self.jobs.iter().filter(|(job, _)| job.task.is_listed()).count();
        let parts = if pages > SITEMAP_MAX { pages.div_ceil(SITEMAP_MAX) } else { 0 };
        self.add(home.file(&fixed("sitemap.xml")), Task::Sitemap { part: 0, parts });
        for part in 1..=parts {
            self.add(home.file(&fixed(&format!("sitemap-{part}.xml"))), Task::Sitemap { part, parts });
        }
    }

    pub(super) fn finish(mut self) -> (Plan, Diagnostics) {
        self.jobs.par_sort_by(|(left, _), (right, _)| left.address.cmp(&right.address));
        self.report_collisions();
        let jobs: Vec<Job> = self.jobs.into_iter().map(|(job, _)| job).collect();
        let by_address = jobs.iter().enumerate().map(|(index, job)| (job.address.clone(), index)).collect();
        let plan = Plan {
            by_address,
            jobs,
            pages: self.pages,
            sections: self.sections,
            tags: self.tags,
            authors: self.authors,
            entities: self.entities,
            assets: self.assets,
            cards: self.cards,
            sources: self.sources,
            paginate: self.given.config.paginate,
        };
        (plan, self.faults)
    }
}

fn own_address(head: &Head) -> Option<Address> {
    head.url.as_deref().and_then(|url| Address::new(url).ok())
}

/// A term's slug as a segment. Slugs hold letters, digits and hyphens; only a device's name can be refused.
pub(super) fn fixed_or(id: &str) -> Segment {
    Segment::new(id).or_else(|_| Segment::new(&format!("{id}-"))).unwrap_or_else(|_| fixed("tag"))
}

/// The innermost folder with an address above a file, and the file's path below it.
fn nearest_home<'a, 'b>(homes: &'a FxHashMap<String, Address>, rest: &'b str) -> Option<(&'a Address, &'b str)> {
    let mut end = rest.rfind('/');
    loop {
        let folder = end.map_or("", |end| &rest[..end]);
        if let Some(home) = homes.get(folder) {
            return Some((home, end.map_or(rest, |end| &rest[end + 1..])));
        }
        end = rest[..end?].rfind('/');
    }
}
