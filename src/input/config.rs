//! The configuration: `nutgraf.yaml` as written, then as decided.
//!
//! Every setting has a default, so that a project without the file builds. Options of the command line win over the
//! file. What the settings mean for templates is decided later; here they are only read and checked.

use jiff::tz::TimeZone;

use super::data;
use super::document::Document;
use super::faults;
use super::fields::{Field, Fields};
use super::files::Files;
use super::signposts::Signposts;
use super::value::Value;
use crate::base::{BaseUrl, Code, Diagnostics, SourcePath};

/// The names that the file may have; the second counts if both are there.
pub const NAMES: [&str; 2] = ["nutgraf.yaml", "nutgraf.yml"];

/// The configuration as decided.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// What the site is about, in a sentence; may be empty.
    pub description: String,
    /// Where the site is published.
    pub base_url: BaseUrl,
    /// A BCP 47 language tag.
    pub language: String,
    /// The zone in which dates without an offset are read and all dates are shown.
    pub timezone: TimeZone,
    /// The theme's folder below `themes/`; `default` is in the program.
    pub theme: String,
    /// The theme's settings as written.
    pub theme_settings: Vec<(String, Value)>,
    /// The output folder, below the project.
    pub output: String,
    /// Entries on a page of a list.
    pub paginate: usize,
    /// How the `date` filter writes a date: strftime's language.
    pub date_format: String,
    /// Headings under which a table holds the key facts; the first is its caption.
    pub facts_headings: Vec<String>,
    /// Headings that briefings share.
    pub signposts: Signposts,
    /// Entries in a feed.
    pub feed_limit: usize,
    /// Whether feeds hold the whole text, or the summary.
    pub feed_full: bool,
    /// Whether social cards are drawn: not where nobody could fetch them, because the site has no address of its own.
    pub social_cards: bool,
    /// Whether key facts that name no source are marked where other facts of the briefing, or none, do.
    pub mark_unsourced: bool,
    /// Related briefings shown with each.
    pub related: usize,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// Whether readers can search.
    pub search: bool,
    /// Whether all facts of the site are shown on pages of their own, and published as data.
    pub facts: bool,
    /// Whether there is an index of sources.
    pub sources: bool,
    /// Whether readers are told that a date of review has passed.
    pub stale_banner: bool,
    /// Whether there is a sitemap of the news of the last two days.
    pub news_sitemap: bool,
    /// Whether there is a guide to the site for language models.
    pub llms_txt: bool,
    /// The domain for a CNAME file.
    pub domain: Option<String>,
    /// Who publishes the site; the title if nobody is named.
    pub publisher: String,
    /// A line about rights; may be empty.
    pub copyright: String,
    /// The site's menu: text and link, as written.
    pub navigation: Vec<(String, String)>,
    /// The project's own values for templates.
    pub extra: Vec<(String, Value)>,
}

/// How Markdown is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown {
    /// Whether raw HTML passes; else it is shown as text.
    pub raw_html: bool,
    /// Whether straight quotes, dots and hyphens become typographic ones.
    pub smart_punctuation: bool,
    /// Whether code blocks are marked up for highlighting.
    pub highlight: bool,
    /// Whether headings get a link to themselves.
    pub permalinks: bool,
}

/// What the command line says over the file.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--base-url`.
    pub base_url: Option<BaseUrl>,
}

const KEYS: [&str; 30] = [
    "title",
    "description",
    "base_url",
    "language",
    "timezone",
    "theme",
    "theme_settings",
    "output",
    "paginate",
    "date_format",
    "key_facts",
    "signposts",
    "feeds",
    "related",
    "social_cards",
    "mark_unsourced",
    "markdown",
    "search",
    "facts",
    "sources",
    "stale_banner",
    "news_sitemap",
    "llms_txt",
    "domain",
    "publisher",
    "copyright",
    "navigation",
    "extra",
    "author",
    "params",
];

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Briefings".into(),
            description: String::new(),
            base_url: BaseUrl::new("http://localhost/").expect("a sound address"),
            language: "en".into(),
            timezone: TimeZone::UTC,
            theme: "default".into(),
            theme_settings: Vec::new(),
            output: "public".into(),
            paginate: 20,
            date_format: "%-d %B %Y".into(),
            facts_headings: vec!["Key Facts at a Glance".into()],
            signposts: Signposts::default(),
            feed_limit: 20,
            feed_full: true,
            related: 4,
            social_cards: true,
            mark_unsourced: false,
            markdown: Markdown { raw_html: false, smart_punctuation: true, highlight: true, permalinks: true },
            search: true,
            facts: true,
            sources: true,
            stale_banner: false,
            news_sitemap: false,
            llms_txt: true,
            domain: None,
            publisher: String::new(),
            copyright: String::new(),
            navigation: Vec::new(),
            extra: Vec::new(),
        }
    }
}

impl Config {
    /// The path of the project's configuration file, whether it is there or not.
    #[must_use]
    pub fn path(files: &Files) -> SourcePath {
        let [long, short] = NAMES.map(|name| SourcePath::new(name).expect("a sound path"));
        if files.get(&short).is_some() { short } else { long }
    }

    /// Reads and decides the configuration. After a mistake the default stands, so that everything else is checked too.
    #[must_use]
    pub fn read(files: &Files, overrides: Overrides) -> (Self, Diagnostics) {
        let (mut config, mut faults) = (Self::default(), Diagnostics::new());
        if let Some(source) = data::text_of(files, &Self::path(files), &mut faults) {
            match data::parse(&source) {
                Some(Ok(document)) => config.fill(&document, &mut faults),
                Some(Err(found)) => faults.extend(found.into_iter().map(|mut fault| {
                    fault.code = Code::E0601;
                    fault
                })),
                None => {}
            }
        }
        match overrides.base_url {
            Some(base_url) => config.base_url = base_url,
            None => config.social_cards &= !config.base_url.is_local(),
        }
        if config.publisher.is_empty() {
            config.publisher.clone_from(&config.title);
        }
        (config, faults)
    }

    fn fill(&mut self, document: &Document, faults: &mut Diagnostics) {
        let mut fields = Fields::of(document, Code::E0603, faults);
        self.fill_texts(&mut fields, faults);
        self.fill_checked(&mut fields, faults);
        self.fill_plain(&mut fields, faults);
        self.fill_nested(&mut fields, faults);
        self.theme_settings = entries(fields.take(&["theme_settings"]), faults);
        self.extra = entries(fields.take(&["extra", "params"]), faults);
        unknown(fields, &KEYS, faults);
    }

    fn fill_texts(&mut self, fields: &mut Fields<'_>, faults: &mut Diagnostics) {
        set(&mut self.title, fields.text(&["title"], faults));
        set(&mut self.description, fields.text(&["description"], faults));
        set(&mut self.publisher, fields.text(&["publisher", "author"], faults));
        set(&mut self.copyright, fields.text(&["copyright"], faults));
        set(&mut self.theme, fields.text(&["theme"], faults));
    }

    fn fill_checked(&mut self, fields: &mut Fields<'_>, faults: &mut Diagnostics) {
        set(&mut self.base_url, checked(fields, "base_url", faults, BaseUrl::new));
        set(&mut self.language, checked(fields, "language", faults, language));
        set(&mut self.timezone, checked(fields, "timezone", faults, timezone));
        set(&mut self.output, checked(fields, "output", faults, folder));
        set(&mut self.date_format, checked(fields, "date_format", faults, date_format));
        let named = fields.peek("domain");
        set(&mut self.domain, checked(fields, "domain", faults, domain));
        if let (Some(field), Some(domain)) = (named, &self.domain)
            && !self.base_url.is_local()
            && self.base_url.host() != domain
        {
            let why = format!("`base_url` names another host, {}", self.base_url.host());
            faults.push(field.not_allowed(Code::E0603, &why));
        }
    }

    fn fill_plain(&mut self, fields: &mut Fields<'_>, faults: &mut Diagnostics) {
        set(&mut self.paginate, size(fields.integer(&["paginate"], 1..=10_000, faults)));
        set(&mut self.social_cards, fields.flag(&["social_cards"], faults));
        set(&mut self.mark_unsourced, fields.flag(&["mark_unsourced"], faults));
        set(&mut self.related, size(fields.integer(&["related"], 0..=50, faults)));
    }

    fn fill_nested(&mut self, fields: &mut Fields<'_>, faults: &mut Diagnostics) {
        if let Some(mut facts) = fields.take(&["key_facts"]).and_then(|field| field.fields(Code::E0603, faults)) {
            let headings: Vec<String> = facts.texts(&["heading", "headings"], faults).into_iter().map(|(text, _)| text).collect();
            if !headings.is_empty() {
                self.facts_headings = headings;
            }
            unknown(facts, &["heading"], faults);
        }
        if let Some(mut roles) = fields.take(&["signposts"]).and_then(|field| field.fields(Code::E0603, faults)) {
            roles.all().iter().for_each(|role| self.signposts.set(role, faults));
        }
        if let Some(mut feeds) = fields.take(&["feeds"]).and_then(|field| field.fields(Code::E0603, faults)) {
            set(&mut self.feed_limit, size(feeds.integer(&["limit"], 1..=1000, faults)));
            set(&mut self.feed_full, feeds.flag(&["full"], faults));
            unknown(feeds, &["limit", "full"], faults);
        }
        if let Some(markdown) = fields.take(&["markdown"]).and_then(|field| field.fields(Code::E0603, faults)) {
            self.fill_markdown(markdown, faults);
        }
        set(&mut self.search, fields.flag(&["search"], faults));
        set(&mut self.facts, fields.flag(&["facts"], faults));
        set(&mut self.sources, fields.flag(&["sources"], faults));
        set(&mut self.stale_banner, fields.flag(&["stale_banner"], faults));
        set(&mut self.news_sitemap, fields.flag(&["news_sitemap"], faults));
        set(&mut self.llms_txt, fields.flag(&["llms_txt"], faults));
        self.fill_navigation(fields, faults);
    }

    fn fill_markdown(&mut self, mut fields: Fields<'_>, faults: &mut Diagnostics) {
        if let Some((text, field)) = fields.take(&["raw_html"]).and_then(|field| Some((field.text(Code::E0603, faults)?, field))) {
            match text.as_str() {
                "allow" => self.markdown.raw_html = true,
                "escape" => self.markdown.raw_html = false,
                _ => faults.push(field.not_allowed(Code::E0603, "write `escape` or `allow`")),
            }
        }
        set(&mut self.markdown.smart_punctuation, fields.flag(&["smart_punctuation"], faults));
        set(&mut self.markdown.highlight, fields.flag(&["highlight"], faults));
        set(&mut self.markdown.permalinks, fields.flag(&["permalinks"], faults));
        unknown(fields, &["raw_html", "smart_punctuation", "highlight", "permalinks"], faults);
    }

    fn fill_navigation(&mut self, fields: &mut Fields<'_>, faults: &mut Diagnostics) {
        let Some(field) = fields.take(&["navigation"]) else { return };
        if !matches!(field.value, Value::List(_)) {
            faults.push(field.wrong_type(Code::E0603, "a list of {title, link}"));
        }
        for item in field.items() {
            let Some(mut entry) = item.fields(Code::E0603, faults) else { continue };
            match (entry.text(&["title"], faults), entry.text(&["link"], faults)) {
                (Some(title), Some(link)) => self.navigation.push((title, link)),
                _ => faults.push(item.not_allowed(Code::E0603, "each entry needs `title` and `link`")),
            }
            unknown(entry, &["title", "link"], faults);
        }
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn size(number: Option<i64>) -> Option<usize> {
    number.and_then(|number| usize::try_from(number).ok())
}

fn entries(field: Option<Field<'_>>, faults: &mut Diagnostics) -> Vec<(String, Value)> {
    let Some(field) = field else { return Vec::new() };
    let Some(mut fields) = field.fields(Code::E0603, faults) else { return Vec::new() };
    fields.all().into_iter().map(|entry| (entry.key.to_owned(), entry.value.clone())).collect()
}

fn unknown(fields: Fields<'_>, known: &[&str], faults: &mut Diagnostics) {
    for field in fields.finish() {
        faults.push(faults::unknown_setting(Code::E0602, field.key, known, field.key_place()));
    }
}

fn checked<T>(fields: &mut Fields<'_>, key: &str, faults: &mut Diagnostics, check: fn(&str) -> Result<T, String>) -> Option<T> {
    let field = fields.take(&[key])?;
    let text = field.text(Code::E0603, faults)?;
    check(&text).map_err(|why| faults.push(field.not_allowed(Code::E0603, &why))).ok()
}

fn timezone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name).map_err(|_| "name a time zone as Europe/London or UTC".into())
}

fn language(tag: &str) -> Result<String, String> {
    let sound = !tag.is_empty()
        && tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if sound { Ok(tag.to_owned()) } else { Err("write a language tag such as en or en-GB".into()) }
}

fn folder(path: &str) -> Result<String, String> {
    SourcePath::new(path.trim_end_matches('/'))
        .map(|path| path.as_str().to_owned())
        .ok_or_else(|| "name a folder below the project, such as public".into())
}

fn date_format(format: &str) -> Result<String, String> {
    let probe = jiff::civil::date(2025, 7, 24).to_zoned(TimeZone::UTC).map_err(|error| error.to_string())?;
    jiff::fmt::strtime::format(format, &probe).map(|_| format.to_owned()).map_err(|error| format!("it is no strftime format: {error}"))
}

fn domain(name: &str) -> Result<Option<String>, String> {
    let label =
        |label: &str| !label.is_empty() && label.len() < 64 && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if name.contains('.') && name.split('.').all(label) {
        Ok(Some(name.to_ascii_lowercase()))
    } else {
        Err("write a bare domain such as briefings.example.org".into())
    }
}
