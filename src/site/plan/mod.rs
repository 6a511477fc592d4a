//! The plan: every output with its address, its task and its origin, before anything is rendered.
//!
//! The only maker of addresses. Two outputs at one address, also at addresses that a file system may fold into one, are
//! an error that names both. Tasks are in the order of their addresses.

mod collisions;
mod facts;
mod planner;
pub mod search;
pub mod sources;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

pub use self::facts::FactsFile;
use self::planner::Planner;
pub use self::search::SearchFile;
pub use self::sources::SourcesFormat;
use super::facts::{EntityId, Facts};
use super::graph::{AuthorId, PageId, SectionId, Site, TagId};
use super::works::Works;
use crate::base::{Address, Diagnostics, OutputPath, Segment, SourcePath};
use crate::briefing::Places;
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
    /// A page of the facts explorer.
    Facts(usize),
    /// A page of the facts about an entity.
    Entity(EntityId, usize),
    /// The facts as a file for programs.
    FactsData(FactsFile),
    /// A page of the index of sources, counted from one.
    Sources(usize),
    /// All sources, for other tools.
    SourcesData(SourcesFormat),
    /// The page on which readers search.
    SearchPage,
    /// A file of the search data.
    Search(SearchFile),
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
    /// `news-sitemap.xml`.
    NewsSitemap,
    /// `llms.txt`.
    Llms,
    /// `robots.txt`.
    Robots,
    /// A page at an old address that leads to the new one.
    Redirect(PageId),
    /// A page's text as Markdown.
    MarkdownTwin(PageId),
    /// A page's data as JSON.
    JsonTwin(PageId),
    /// The social card of a briefing.
    Card(PageId),
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
                | Self::Facts(_)
                | Self::Entity(..)
                | Self::Sources(_)
                | Self::SearchPage
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

impl Job {
    /// The file that it makes.
    #[must_use]
    pub fn output_path(&self) -> OutputPath {
        self.address.output_path()
    }
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
    /// Of the entities in use, unless there is no explorer.
    entities: Vec<Address>,
    assets: FxHashMap<SourcePath, Address>,
    by_address: FxHashMap<Address, usize>,
    /// Whether each page has a social card.
    cards: Vec<bool>,
    /// The index of sources, if there is one.
    sources: Option<Address>,
    paginate: usize,
}

/// A static file: its path below `static/`, and where its bytes are.
pub type StaticFiles = BTreeMap<String, SourcePath>;

/// What the plan is made from.
pub struct Given<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its facts.
    pub facts: &'a Facts,
    /// Its works.
    pub works: &'a Works,
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
    /// Whether the fonts have the letters of a title.
    pub can_set: &'a dyn Fn(&str) -> bool,
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
        planner.facts();
        planner.sources();
        planner.search();
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

    /// The position of the job that makes a file.
    #[must_use]
    pub fn number_of(&self, path: &OutputPath) -> Option<usize> {
        let text = path.as_str();
        let folder = text.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
        let at = |text: &str| self.by_address.get(&Address::new(text).ok()?).copied();
        folder.and_then(at).or_else(|| at(text)).filter(|number| self.jobs[*number].output_path() == *path)
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

    /// Whether a page has a social card.
    #[must_use]
    pub fn has_card(&self, id: PageId) -> bool {
        self.cards[id.0]
    }

    /// The address of a briefing's social card, if it has one.
    #[must_use]
    pub fn card(&self, id: PageId) -> Option<Address> {
        self.has_card(id).then(|| twin_address(self.page(id), CARD))
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

    /// The page on which readers search, if they can.
    #[must_use]
    pub fn search(&self) -> Option<&Job> {
        self.at(&Self::index("search")).filter(|job| job.task == Task::SearchPage)
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

/// The name of a social card.
const CARD: &str = "card.png";

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
