//! What templates may see: one shared value for every page, section, tag and author, made once per build.
//!
//! A card is what lists show of a page; the page's own templates see the same fields and more. Values are counted, not
//! copied, so that a card in a thousand lists costs a thousand pointers. The names are the template contract.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, RwLock};

use rustc_hash::FxHashMap;
use tera::Value;

use super::facts::Register;
use super::fonts::Fonts;
use super::values::{map, of_data, of_entries, with};
use crate::base::date::spoken;
use crate::base::{Address, Digest, WrittenDate};
use crate::briefing::Head;
use crate::input::{Config, data::Data};
use crate::site::gate::ClosedSections;
use crate::site::graph::{Author, AuthorId, PageId, Section, SectionId, Site, Tag, TagId};
use crate::site::plan::{FeedFormat, FeedScope};
use crate::site::related::Relations;
use crate::site::{Clock, Evidence, Facts, Hold, Links, Plan, Registries, Resolved, Works};

/// The version of the contract, as templates see it.
const CONTRACT: i64 = super::layers::CONTRACT;

/// Everything that templates may see.
#[derive(Debug)]
pub struct View {
    /// The settings.
    pub config: Config,
    /// The published pages.
    pub site: Arc<Site>,
    /// Their facts, in order.
    pub facts: Arc<Facts>,
    /// Their addresses.
    pub plan: Arc<Plan>,
    /// Their links.
    pub links: Arc<Links>,
    /// Which pages are related.
    pub relations: Arc<Relations>,
    /// What became of claims.
    pub evidence: Evidence,
    /// The works that pages rest on.
    pub works: Arc<Works>,
    /// The registry of sources.
    pub registries: Registries,
    /// The build's moment.
    pub clock: Clock,
    /// What pictures are lettered with.
    pub fonts: Arc<Fonts>,
    /// `site` in templates.
    pub site_value: Value,
    /// `config` in templates.
    pub config_value: Value,
    /// Data files by name, as written.
    pub data_as_written: BTreeMap<String, crate::input::Value>,
    /// The same as templates see them, made when first asked for.
    data: BTreeMap<String, OnceLock<Value>>,
    /// The theme's settings as decided.
    pub theme_settings: Vec<(String, crate::input::Value)>,
    /// Made when first asked for: a build that prints little makes few.
    cards: Vec<OnceLock<Value>>,
    /// Where key facts stand, for pages of which one was asked for.
    pub(super) registers: Vec<OnceLock<Register>>,
    /// The version of the facts as files for programs.
    pub(crate) facts_version: OnceLock<Digest>,
    tags: Terms,
    authors: Terms,
    sections: Terms,
    /// The addresses of all pages of each list, by its first: made once, shown on every one of them.
    lists: RwLock<FxHashMap<Address, Value>>,
    /// Sections that only a preview shows.
    closed: ClosedSections,
}

/// What a view is made from.
pub struct Parts {
    /// The settings.
    pub config: Config,
    /// The theme's settings as decided.
    pub theme_settings: Vec<(String, crate::input::Value)>,
    /// The published pages.
    pub site: Arc<Site>,
    /// Their facts, in order.
    pub facts: Arc<Facts>,
    /// Their addresses.
    pub plan: Arc<Plan>,
    /// Their links.
    pub links: Arc<Links>,
    /// Which pages are related.
    pub relations: Arc<Relations>,
    /// What became of claims.
    pub evidence: Evidence,
    /// The works that pages rest on.
    pub works: Arc<Works>,
    /// The registry of sources.
    pub registries: Registries,
    /// The build's moment.
    pub clock: Clock,
    /// What pictures are lettered with.
    pub fonts: Arc<Fonts>,
}

impl View {
    /// Makes the shared values.
    #[must_use]
    pub fn new(parts: Parts, data: Data) -> Self {
        let Parts { config, theme_settings, site, facts, plan, links, relations, evidence, works, registries, clock, fonts } = parts;
        let config_value = map([("theme", of_entries(&theme_settings)), ("extra", of_entries(&config.extra))]);
        let data_as_written: BTreeMap<_, _> = data.into_iter().map(|(name, document)| (name, document.value)).collect();
        let mut view = Self {
            config,
            site,
            facts,
            plan,
            links,
            relations,
            evidence,
            works,
            registries,
            clock,
            fonts,
            site_value: Value::none(),
            config_value,
            data: data_as_written.keys().map(|name| (name.clone(), OnceLock::new())).collect(),
            data_as_written,
            theme_settings,
            cards: Vec::new(),
            registers: Vec::new(),
            facts_version: OnceLock::new(),
            tags: Terms::default(),
            authors: Terms::default(),
            sections: Terms::default(),
            lists: RwLock::default(),
            closed: ClosedSections::default(),
        };
        let heads = view.site.sections.iter().filter_map(|section| section.head.as_deref());
        view.closed = ClosedSections::of(heads.chain(view.site.pages.iter().map(|page| &*page.head)), &view.clock.strict());
        view.tags = Terms::of(&view.site.tags, |index, tag| view.make_tag(TagId(index), tag), |tag| tag.pages.len());
        view.authors =
            Terms::of(&view.site.authors, |index, author| view.make_author(AuthorId(index), author), |author| author.pages.len());
        view.sections =
            Terms::of(&view.site.sections, |index, section| view.make_section(SectionId(index), section), |section| section.pages.len());
        view.cards.resize_with(view.site.pages.len(), OnceLock::new);
        view.registers.resize_with(view.site.pages.len(), OnceLock::new);
        view.site_value = view.make_site();
        view
    }

    /// A page as lists show it.
    #[must_use]
    pub fn card(&self, id: PageId) -> Value {
        self.cards[id.0].get_or_init(|| self.make_card(id)).clone()
    }

    /// Pages as lists show them.
    #[must_use]
    pub fn cards(&self, ids: &[PageId]) -> Value {
        ids.iter().map(|id| self.card(*id)).collect::<Vec<_>>().into()
    }

    /// A tag, with its count.
    #[must_use]
    pub fn tag(&self, id: TagId) -> Value {
        self.tags.counted[id.0].clone()
    }

    /// All tags, by label, with their counts.
    #[must_use]
    pub fn all_tags(&self) -> &[Value] {
        &self.tags.counted
    }

    /// An author, with the count.
    #[must_use]
    pub fn author(&self, id: AuthorId) -> Value {
        self.authors.counted[id.0].clone()
    }

    /// All authors, by name, with their counts.
    #[must_use]
    pub fn all_authors(&self) -> &[Value] {
        &self.authors.counted
    }

    /// The sections that a menu shows.
    pub fn menu(&self) -> impl Iterator<Item = SectionId> {
        navigation_sections(&self.site)
    }

    /// A data file.
    #[must_use]
    pub fn data(&self, name: &str) -> Option<Value> {
        let written = self.data_as_written.get(name)?;
        Some(self.data.get(name)?.get_or_init(|| of_data(written)).clone())
    }

    /// A section, with its count.
    #[must_use]
    pub fn section(&self, id: SectionId) -> Value {
        self.sections.counted[id.0].clone()
    }

    /// An address as templates print it: root-relative, with the site's prefix.
    #[must_use]
    pub fn relative(&self, address: &Address) -> Value {
        self.config.base_url.relative(address).into()
    }

    /// The number and address of every page of a list that begins at `first`.
    #[must_use]
    pub fn list_addresses(&self, first: &Address, pages: usize) -> Value {
        if let Some(known) = self.lists.read().ok().and_then(|lists| lists.get(first).cloned()) {
            return known;
        }
        let entry = |number: usize| map([("number", number.into()), ("address", self.relative(&Plan::list_page(first, number)))]);
        let value: Value = (1..=pages).map(entry).collect::<Vec<_>>().into();
        if let Ok(mut lists) = self.lists.write() {
            lists.insert(first.clone(), value.clone());
        }
        value
    }

    /// The pages most related to a page, best first.
    #[must_use]
    pub fn related(&self, id: PageId) -> &[PageId] {
        self.relations.get(&self.site, id)
    }

    /// A date as templates hold it: ISO 8601 in the project's zone, or none.
    #[must_use]
    pub fn date(&self, date: Option<WrittenDate>) -> Value {
        date.map(|date| date.iso(&self.clock.zone)).into()
    }

    /// The three feeds of a scope.
    #[must_use]
    pub fn feeds(&self, scope: FeedScope) -> Value {
        let feed = |format| self.relative(&self.plan.feed(scope, format));
        map([("atom", feed(FeedFormat::Atom)), ("rss", feed(FeedFormat::Rss)), ("json", feed(FeedFormat::Json))])
    }

    /// Why a page that a preview shows is not published yet.
    #[must_use]
    pub fn hold(&self, head: &Head) -> Option<Hold> {
        self.closed.hold(head, &self.clock.strict())
    }

    /// The same in words, for a banner.
    #[must_use]
    pub fn state(&self, head: &Head) -> Value {
        let Some(hold) = self.hold(head) else { return Value::none() };
        let kind = match hold {
            Hold::Draft | Hold::DraftSection => "draft",
            Hold::Scheduled(_) => "scheduled",
            Hold::Expired(_) => "expired",
        };
        let at = |date: WrittenDate| spoken(&date.zoned(&self.clock.zone));
        let text = match hold {
            Hold::Draft => "This is a draft. It is in no published file.".to_owned(),
            Hold::DraftSection => "This section is a draft. It is in no published file.".to_owned(),
            Hold::Scheduled(date) => format!("This is held until {}.", at(date)),
            Hold::Expired(date) => format!("This expired {} and is no longer published.", at(date)),
        };
        map([("kind", kind.into()), ("text", text.into())])
    }

    fn make_tag(&self, id: TagId, tag: &Tag) -> Value {
        map([
            ("id", tag.term.id.as_str().into()),
            ("label", tag.term.label.as_str().into()),
            ("description", tag.term.description.as_str().into()),
            ("address", self.relative(self.plan.tag(id))),
        ])
    }

    fn make_author(&self, id: AuthorId, author: &Author) -> Value {
        let person = &author.person;
        map([
            ("id", person.id.as_str().into()),
            ("name", person.name.as_str().into()),
            ("role", person.role.as_str().into()),
            ("bio", person.bio.as_str().into()),
            ("url", person.url.as_deref().into()),
            ("address", self.relative(self.plan.author(id))),
        ])
    }

    fn make_section(&self, id: SectionId, section: &Section) -> Value {
        map([
            ("title", section.title.as_str().into()),
            ("folder", section.folder.as_str().into()),
            ("summary", section.head.as_ref().map_or("", |head| head.summary.as_str()).into()),
            ("address", self.relative(self.plan.section(id))),
        ])
    }

    fn make_card(&self, id: PageId) -> Value {
        let page = self.site.page(id);
        let head = &page.head;
        let address = self.plan.page(id);
        let kind = if head.is_briefing() { "briefing" } else { "page" };
        let section = if page.section.0 == 0 { Value::none() } else { self.sections.bare[page.section.0].clone() };
        let facts: Vec<Value> = head.key_facts.iter().map(|fact| map(self.fact_at_a_glance(fact, id))).collect();
        map([
            ("kind", kind.into()),
            ("title", head.title.as_str().into()),
            ("summary", head.summary.as_str().into()),
            ("address", self.relative(address)),
            ("permalink", self.config.base_url.absolute(address).into()),
            ("date", self.date(head.date)),
            ("year", page.year.map(i64::from).into()),
            ("updated", self.date(head.updated)),
            ("authors", page.authors.iter().map(|id| self.authors.bare[id.0].clone()).collect::<Vec<_>>().into()),
            ("tags", page.tags.iter().map(|id| self.tags.bare[id.0].clone()).collect::<Vec<_>>().into()),
            ("section", section),
            ("reading_minutes", head.reading_minutes().into()),
            ("featured", head.featured.into()),
            ("weight", head.weight.into()),
            ("draft", head.draft.into()),
            ("image", self.image(id)),
            ("key_facts", facts.into()),
            ("extra", of_entries(&head.extra)),
        ])
    }

    fn image(&self, id: PageId) -> Value {
        let alt = self.site.page(id).head.image.as_ref().map_or("", |image| image.alt.as_str());
        let (address, size) = match self.links.picture(id) {
            Some(Resolved::Picture { address, size }) => (self.relative(address), *size),
            Some(Resolved::Elsewhere(url)) => (url.as_str().into(), None),
            _ => return Value::none(),
        };
        let width = size.map(|(width, _)| width);
        let height = size.map(|(_, height)| height);
        map([("address", address), ("width", width.into()), ("height", height.into()), ("alt", alt.into())])
    }

    fn make_site(&self) -> Value {
        let config = &self.config;
        let sections: Vec<Value> = navigation_sections(&self.site).map(|id| self.sections.bare[id.0].clone()).collect();
        let navigation: Vec<Value> = config
            .navigation
            .iter()
            .map(|(title, link)| map([("title", title.as_str().into()), ("address", self.link(link).into())]))
            .collect();
        map([
            ("title", config.title.as_str().into()),
            ("description", config.description.as_str().into()),
            ("language", config.language.as_str().into()),
            ("direction", direction(&config.language).into()),
            ("base_url", config.base_url.whole().into()),
            ("root", config.base_url.prefix().into()),
            ("copyright", config.copyright.as_str().into()),
            ("publisher", config.publisher.as_str().into()),
            ("navigation", navigation.into()),
            ("generator", concat!("Nutgraf ", env!("CARGO_PKG_VERSION")).into()),
            ("feeds", if self.site.latest.is_empty() { Value::none() } else { self.feeds(FeedScope::Site) }),
            ("sections", sections.into()),
            ("has_tags", (!self.site.tags.is_empty()).into()),
            ("search", self.plan.search().map_or_else(Value::none, |job| self.relative(&job.address))),
            ("facts", self.plan.facts().map_or_else(Value::none, |address| self.relative(&address))),
            ("sources", self.plan.sources().map_or_else(Value::none, |address| self.relative(address))),
            ("facts_heading", config.facts_headings.first().map_or("", String::as_str).into()),
            ("version_contract", CONTRACT.into()),
        ])
    }

    /// A link of the configuration or a template: an address of the site gets the prefix, anything else stays.
    #[must_use]
    pub fn link(&self, link: &str) -> String {
        match link.strip_prefix('/').filter(|rest| !rest.starts_with('/')) {
            Some(rest) => {
                let (path, suffix) = rest.split_at(rest.find(['#', '?']).unwrap_or(rest.len()));
                Address::new(path)
                    .map_or_else(|_| link.to_owned(), |address| format!("{}{suffix}", self.config.base_url.relative(&address)))
            }
            None => link.to_owned(),
        }
    }
}

/// Which way a language is written, by its script where the tag names one: `ar`, `az-Arab`.
fn direction(language: &str) -> &'static str {
    const LANGUAGES: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"];
    const SCRIPTS: [&str; 8] = ["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa"];
    let tag = language.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|first| LANGUAGES.contains(&first));
    let script = parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if script.map_or(is_language, |script| SCRIPTS.contains(&script)) { "rtl" } else { "ltr" }
}

/// The sections below home that have anything in them: what a menu shows.
pub(super) fn navigation_sections(site: &Site) -> impl Iterator<Item = SectionId> {
    let home = site.section(SectionId(0));
    home.children.iter().copied().filter(|id| !site.section(*id).pages.is_empty() || !site.section(*id).children.is_empty())
}

/// Tags, authors or sections: as cards and menus hold them, and with the number of their pages. The number stands apart
/// because it changes with every page that comes or goes, and whatever shows it has to change with it.
#[derive(Debug, Default)]
struct Terms {
    bare: Vec<Value>,
    counted: Vec<Value>,
}

impl Terms {
    fn of<T>(all: &[T], value: impl Fn(usize, &T) -> Value, count: impl Fn(&T) -> usize) -> Self {
        let bare: Vec<Value> = all.iter().enumerate().map(|(index, one)| value(index, one)).collect();
        let counted = bare.iter().zip(all).map(|(bare, one)| with(bare, [("count", count(one).into())])).collect();
        Self { bare, counted }
    }
}
