//! The plan: every output with its address, its task and its origin, before anything is rendered.
//!
//! The only maker of addresses. Two outputs at one address, also at addresses that a file system may fold into one, are
//! an error that names both. Tasks are in the order of their addresses.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::faults;
use super::graph::{AuthorId, PageId, SectionId, Site, TagId};
use crate::base::spelling::slug;
use crate::base::{Address, Diagnostic, Diagnostics, Place, Segment, SegmentFault, SourcePath};
use crate::briefing::{Head, Places};
use crate::input::{Config, Files};

/// What a feed tells about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedScope {
    /// All briefings.
    Site,
    /// Those with a tag.
    Tag(TagId),
}

/// The format of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedFormat {
    /// Atom 1.0 (RFC 4287).
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Atom, Self::Rss, Self::Json];

    /// The name of its file.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }
}

/// What is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// A page of a section's list; the first section is home. Numbers count from one.
    Section(SectionId, usize),
    /// A page.
    Page(PageId),
    /// A page of a tag's list.
    Tag(TagId, usize),
    /// The index of tags.
    Tags,
    /// A page of an author's list.
    Author(AuthorId, usize),
    /// The index of authors.
    Authors,
    /// All briefings by year.
    Archive,
    /// The briefings of a year.
    Year(i16),
    /// The page for what is not found.
    NotFound,
    /// A feed.
    Feed(FeedScope, FeedFormat),
    /// `sitemap.xml` (part zero), and its numbered parts where one file would be too long.
    Sitemap {
        /// Which part; zero is the whole, or the index of the parts.
        part: usize,
        /// How many numbered parts there are; zero where one file holds all.
        parts: usize,
    },
    /// `robots.txt`.
    Robots,
    /// A page at an old address that leads to the new one.
    Redirect(PageId),
    /// A page's text as Markdown.
    MarkdownTwin(PageId),
    /// A page's data as JSON.
    JsonTwin(PageId),
    /// A file that is published as it is.
    Copy(SourcePath),
    /// `.nojekyll`.
    NoJekyll,
    /// `CNAME`.
    Cname,
}

impl Task {
    /// Whether it is a page that a sitemap lists.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        matches!(
            self,
            Self::Section(..)
                | Self::Page(_)
                | Self::Tag(..)
                | Self::Tags
                | Self::Author(..)
                | Self::Authors
                | Self::Archive
                | Self::Year(_)
        )
    }
}

/// The most addresses in one sitemap file (sitemaps.org protocol 0.9).
pub const SITEMAP_MAX: usize = 50_000;

/// One output.
#[derive(Debug, Clone)]
pub struct Job {
    /// Where it stands.
    pub address: Address,
    /// What is to be made.
    pub task: Task,
}

/// Every output of the site.
#[derive(Debug)]
pub struct Plan {
    /// The jobs, by address.
    pub jobs: Vec<Job>,
    /// The address of each page.
    pages: Vec<Address>,
    sections: Vec<Address>,
    tags: Vec<Address>,
    authors: Vec<Address>,
    assets: FxHashMap<SourcePath, Address>,
    by_address: FxHashMap<Address, usize>,
    paginate: usize,
}

/// A static file: its path below `static/`, and where its bytes are.
pub type StaticFiles = BTreeMap<String, SourcePath>;

/// What the plan is made from.
pub struct Given<'a> {
    /// The site.
    pub site: &'a Site,
    /// All files, for those that travel with pages.
    pub files: &'a Files,
    /// Static files by their path below `static/`, the project's over the theme's.
    pub statics: &'a StaticFiles,
    /// The settings.
    pub config: &'a Config,
    /// For messages.
    pub places: &'a Places<'a>,
    /// Folders of bundles and sections that are withheld: nothing in them is published.
    pub withheld: &'a [String],
}

impl Plan {
    /// Plans every output.
    #[must_use]
    pub fn new(given: &Given<'_>) -> (Self, Diagnostics) {
        let mut planner = Planner::new(given);
        planner.sections();
        planner.pages();
        planner.terms();
        planner.archive();
        planner.files();
        planner.machines();
        planner.finish()
    }

    /// The address of a page.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Address {
        &self.pages[id.0]
    }

    /// The address of a section's first page.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Address {
        &self.sections[id.0]
    }

    /// The address of a tag's first page.
    #[must_use]
    pub fn tag(&self, id: TagId) -> &Address {
        &self.tags[id.0]
    }

    /// The address of an author's first page.
    #[must_use]
    pub fn author(&self, id: AuthorId) -> &Address {
        &self.authors[id.0]
    }

    /// The address of a file that travels with a page, or of a static file.
    #[must_use]
    pub fn asset(&self, path: &SourcePath) -> Option<&Address> {
        self.assets.get(path)
    }

    /// The job that makes what stands at an address.
    #[must_use]
    pub fn at(&self, address: &Address) -> Option<&Job> {
        self.by_address.get(address).map(|index| &self.jobs[*index])
    }

    /// The address of a feed.
    #[must_use]
    pub fn feed(&self, scope: FeedScope, format: FeedFormat) -> Address {
        feed_address(self.feed_home(scope), format)
    }

    /// The page that a feed belongs to.
    #[must_use]
    pub fn feed_home(&self, scope: FeedScope) -> &Address {
        match scope {
            FeedScope::Site => &self.sections[0],
            FeedScope::Tag(tag) => self.tag(tag),
        }
    }

    /// The address of a page's Markdown or JSON twin.
    #[must_use]
    pub fn twin(&self, id: PageId, name: &str) -> Address {
        twin_address(self.page(id), name)
    }

    /// The address of page `number` of a list that begins at `first`.
    #[must_use]
    pub fn list_page(first: &Address, number: usize) -> Address {
        if number <= 1 { first.clone() } else { first.page(&fixed("page")).page(&fixed(&number.to_string())) }
    }

    /// The address of a year's page.
    #[must_use]
    pub fn year(year: i16) -> Address {
        Address::home().page(&fixed("archive")).page(&fixed(&year.to_string()))
    }

    /// The index of tags, `/tags/`; of authors, `/authors/`; of years, `/archive/`.
    #[must_use]
    pub fn index(name: &str) -> Address {
        Address::home().page(&fixed(name))
    }

    /// Entries on a page of a section's list.
    #[must_use]
    pub fn page_size(&self, site: &Site, id: SectionId) -> usize {
        site.section(id).head.as_ref().and_then(|head| head.paginate).unwrap_or(self.paginate)
    }

    /// Entries on a page of any other list.
    #[must_use]
    pub fn usual_page_size(&self) -> usize {
        self.paginate
    }
}

/// A segment of a name that this program chose.
fn fixed(name: &str) -> Segment {
    Segment::new(name).expect("a name of our own is sound")
}

fn feed_address(home: &Address, format: FeedFormat) -> Address {
    home.file(&fixed(format.file_name()))
}

/// `index.md` in a page's folder; beside a page that is a file, its name with the twin's ending.
fn twin_address(page: &Address, name: &str) -> Address {
    if page.as_str().ends_with('/') {
        return page.file(&fixed(name));
    }
    let ending = name.rsplit('.').next().unwrap_or(name);
    Address::new(&format!("{}.{ending}", page.as_str())).unwrap_or_else(|_| page.clone())
}

struct Planner<'a> {
    given: &'a Given<'a>,
    faults: Diagnostics,
    jobs: Vec<(Job, Option<Place>)>,
    pages: Vec<Address>,
    sections: Vec<Address>,
    tags: Vec<Address>,
    authors: Vec<Address>,
    assets: FxHashMap<SourcePath, Address>,
}

impl<'a> Planner<'a> {
    fn new(given: &'a Given<'a>) -> Self {
        Self {
            given,
            faults: Diagnostics::new(),
            jobs: Vec::new(),
            pages: Vec::new(),
            sections: Vec::new(),
            tags: Vec::new(),
            authors: Vec::new(),
            assets: FxHashMap::default(),
        }
    }

    fn add(&mut self, address: Address, task: Task) {
        self.jobs.push((Job { address, task }, None));
    }

    fn add_list(&mut self, first: &Address, entries: usize, size: usize, task: impl Fn(usize) -> Task) {
        for number in 1..=entries.div_ceil(size.max(1)).max(1) {
            self.add(Plan::list_page(first, number), task(number));
        }
    }

    fn sections(&mut self) {
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

    fn pages(&mut self) {
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
            for alias in &head.aliases {
                if let Ok(alias) = Address::new(alias) {
                    self.add(alias, Task::Redirect(id));
                }
            }
            self.pages.push(address);
        }
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

    fn terms(&mut self) {
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

    fn archive(&mut self) {
        let site = self.given.site;
        if !site.latest.is_empty() {
            self.add(Plan::index("archive"), Task::Archive);
        }
        for year in site.years.keys() {
            self.add(Plan::year(*year), Task::Year(*year));
        }
    }

    /// Files beside the texts, below the address of the bundle or section they lie in, and static files.
    fn files(&mut self) {
        let homes = self.homes();
        for (rest, path, _) in self.given.files.below("content") {
            let is_text = matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown");
            if is_text || rest.starts_with("_data/") || rest.starts_with("_sources/") || self.is_withheld(path) {
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
        let bundles = site
            .pages
            .iter()
            .zip(&self.pages)
            .filter(|(page, address)| page.head.role == crate::briefing::Role::Bundle && address.as_str().ends_with('/'));
        let bundles = bundles.map(|(page, address)| {
            (page.head.path.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/').to_owned(), address.clone())
        });
        sections.chain(bundles).collect()
    }

    fn machines(&mut self) {
        let home = Address::home();
        if !self.given.site.latest.is_empty() {
            for format in FeedFormat::ALL {
                self.add(feed_address(&home, format), Task::Feed(FeedScope::Site, format));
            }
        }
        self.add(home.file(&fixed("404.html")), Task::NotFound);
        self.sitemap(&home);
        let has_own = |name: &str| self.given.statics.contains_key(name);
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

    fn finish(mut self) -> (Plan, Diagnostics) {
        self.jobs.sort_by(|(left, _), (right, _)| left.address.cmp(&right.address));
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
            assets: self.assets,
            paginate: self.given.config.paginate,
        };
        (plan, self.faults)
    }

    fn report_collisions(&mut self) {
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let mut found: Vec<Diagnostic> = Vec::new();
        for (index, (job, _)) in self.jobs.iter().enumerate() {
            if job.address.as_str().starts_with("/__nutgraf") {
                found.push(faults::reserved_address(self.place(&job.task)));
            }
            if let Some(first) = taken.insert(job.address.output_path().folded(), index) {
                // Pages that collide have twins that do; the pages say it.
                if !(is_twin(&job.task) && is_twin(&self.jobs[first].0.task)) {
                    found.push(self.collision(index, first));
                }
                taken.insert(job.address.output_path().folded(), first);
            }
        }
        found.extend(self.files_as_folders(&taken));
        self.faults.extend(found);
    }

    fn collision(&self, index: usize, first: usize) -> Diagnostic {
        let (job, other) = (&self.jobs[index].0, &self.jobs[first].0);
        let (what, place) = (self.what(&job.task), self.place(&job.task));
        let (first_what, first_place) = (self.what(&other.task), self.place(&other.task));
        if job.address.output_path() == other.address.output_path() {
            faults::same_address(&job.address, &what, place, &first_what, first_place)
        } else {
            faults::nearly_same_address(&job.address, &what, place, (&other.address, &first_what, first_place))
        }
    }

    /// Outputs that are a file where another needs a folder: `/a` beside `/a/`.
    fn files_as_folders(&self, taken: &BTreeMap<String, usize>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (path, index) in taken {
            let mut folder = path.as_str();
            while let Some(at) = folder.rfind('/') {
                folder = &folder[..at];
                if let Some(file) = taken.get(folder) {
                    let (job, other) = (&self.jobs[*file].0, &self.jobs[*index].0);
                    let below = (&other.address, self.what(&other.task), self.place(&other.task));
                    found.push(faults::file_and_folder(
                        &job.address,
                        &self.what(&job.task),
                        self.place(&job.task),
                        (below.0, &below.1, below.2),
                    ));
                }
            }
        }
        found
    }

    /// What a task makes, for a message.
    fn what(&self, task: &Task) -> String {
        let site = self.given.site;
        match task {
            Task::Page(id) => format!("`{}`", site.page(*id).head.path),
            Task::MarkdownTwin(id) => format!("the Markdown twin of `{}`", site.page(*id).head.path),
            Task::JsonTwin(id) => format!("the JSON twin of `{}`", site.page(*id).head.path),
            Task::Redirect(id) => format!("an alias of `{}`", site.page(*id).head.path),
            Task::Section(SectionId(0), _) => "the home page".into(),
            Task::Section(id, _) => format!("the section `{}`", site.section(*id).folder),
            Task::Tag(id, _) => format!("the page of the tag `{}`", site.tags[id.0].term.label),
            Task::Tags => "the index of tags".into(),
            Task::Author(id, _) => format!("the page of the author `{}`", site.authors[id.0].person.name),
            Task::Authors => "the index of authors".into(),
            Task::Archive => "the archive".into(),
            Task::Year(year) => format!("the archive of {year}"),
            Task::Feed(..) => "a feed".into(),
            Task::Copy(path) => format!("`{path}`"),
            Task::NotFound => "the page for what is not found".into(),
            Task::Sitemap { .. } => "the sitemap".into(),
            Task::Robots => "robots.txt".into(),
            Task::NoJekyll => ".nojekyll".into(),
            Task::Cname => "CNAME".into(),
        }
    }

    fn place(&self, task: &Task) -> Option<Place> {
        let site = self.given.site;
        match task {
            Task::Page(id) | Task::MarkdownTwin(id) | Task::JsonTwin(id) => {
                let head = &site.page(*id).head;
                let keys: (&[&str], &str) = match (&head.url, &head.slug) {
                    (Some(_), _) => (&["url", "permalink", "path"], ""),
                    (None, Some(slug)) => (&["slug"], slug),
                    (None, None) => return Some(Place::file(&head.path)),
                };
                Some(self.given.places.item(&head.path, keys.0, keys.1))
            }
            Task::Redirect(id) => Some(self.given.places.item(&site.page(*id).head.path, &["aliases", "redirect_from"], "")),
            Task::Section(id, _) => site.section(*id).head.as_ref().map(|head| Place::file(&head.path)),
            Task::Copy(path) => Some(Place::file(path)),
            _ => None,
        }
    }
}

fn is_twin(task: &Task) -> bool {
    matches!(task, Task::MarkdownTwin(_) | Task::JsonTwin(_))
}

fn own_address(head: &Head) -> Option<Address> {
    head.url.as_deref().and_then(|url| Address::new(url).ok())
}

/// A term's slug as a segment. Slugs hold letters, digits and hyphens; only a device's name can be refused.
fn fixed_or(id: &str) -> Segment {
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
