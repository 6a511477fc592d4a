//! Links between files: every link and picture of every text, followed to its address, or reported.
//!
//! Accepted are the ways editors' tools know: a path to another file (`other.md`, `../tech/`), the same from the
//! content's root (`/tech/other.md`, Zola's `@/tech/other.md`), and the site's own addresses (`/tech/other/`). Anchors are
//! checked against the ids of the target. What links to a page is its backlinks.

use std::sync::RwLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::faults;
use super::graph::{PageId, SectionId, Site};
use super::plan::{Plan, Task};
use crate::base::address::percent_decoded;
use crate::base::spelling::{nearest, slug};
use crate::base::{Address, Diagnostics, SourcePath};
use crate::briefing::head::{raw_name, split_dated};
use crate::briefing::markdown::{Reference, ReferenceKind};
use crate::briefing::{Head, Places, Role};
use crate::input::Files;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resolved {
    /// To an address of the site, with what follows it: `#anchor` or `?query`.
    To {
        /// The address.
        address: Address,
        /// What follows.
        suffix: String,
    },
    /// To a place on the page itself: `#anchor`.
    Own(String),
    /// To a picture, with its width and height in pixels if they are known.
    Picture {
        /// The address.
        address: Address,
        /// Width and height.
        size: Option<(u32, u32)>,
    },
    /// Somewhere else: written as it is.
    Elsewhere(String),
    /// Nowhere; it has been reported, and the text is shown without a link.
    Nowhere,
}

/// All links of the site.
#[derive(Debug, Clone)]
pub struct Links {
    pages: Vec<Vec<Resolved>>,
    sections: Vec<Vec<Resolved>>,
    pictures: Vec<Option<Resolved>>,
    backlinks: Vec<Vec<PageId>>,
}

/// What links are resolved against.
pub struct Known<'a> {
    /// The published pages.
    pub site: &'a Site,
    /// The addresses.
    pub plan: &'a Plan,
    /// The files, for the size of pictures.
    pub files: &'a Files,
    /// What is withheld, by path, with the words that say why.
    pub withheld: FxHashMap<SourcePath, String>,
    /// Folders of withheld sections and bundles.
    pub closed: &'a [String],
    /// For messages.
    pub places: Places<'a>,
    /// The site's path prefix, which links may repeat.
    pub prefix: &'a str,
    /// Hints already worked out for paths that lead nowhere.
    pub hints: RwLock<FxHashMap<SourcePath, Option<String>>>,
}

impl Links {
    /// Follows every link.
    #[must_use]
    pub fn new(known: &Known<'_>) -> (Self, Diagnostics) {
        let site = known.site;
        let of_pages: Vec<(Vec<Resolved>, Option<Resolved>, Diagnostics)> =
            (0..site.pages.len()).into_par_iter().map(|index| known.of_page(PageId(index))).collect();
        let mut faults = Diagnostics::new();
        let (mut pages, mut pictures) = (Vec::with_capacity(of_pages.len()), Vec::with_capacity(of_pages.len()));
        for (links, picture, found) in of_pages {
            pages.push(links);
            pictures.push(picture);
            faults.extend(found);
        }
        let sections = (0..site.sections.len()).map(|index| known.section(SectionId(index), &mut faults)).collect();
        let backlinks = backlinks(site, known.plan, &pages);
        (Self { pages, sections, pictures, backlinks }, faults)
    }

    /// The same, where only the texts of some pages are others, and links to them lead where they led.
    #[must_use]
    pub fn around(&self, known: &Known<'_>, changed: &[PageId]) -> (Self, Diagnostics) {
        let (mut links, mut faults) = (self.clone(), Diagnostics::new());
        for id in changed {
            let (of_page, picture, found) = known.of_page(*id);
            links.pages[id.0] = of_page;
            links.pictures[id.0] = picture;
            faults.extend(found);
        }
        if changed.iter().any(|id| links.pages[id.0] != self.pages[id.0]) {
            links.backlinks = backlinks(known.site, known.plan, &links.pages);
        }
        (links, faults)
    }

    /// The links of a page's text, in the order of its references.
    #[must_use]
    pub fn page(&self, id: PageId) -> &[Resolved] {
        &self.pages[id.0]
    }

    /// The links of a section's text.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &[Resolved] {
        &self.sections[id.0]
    }

    /// The picture that stands for a page.
    #[must_use]
    pub fn picture(&self, id: PageId) -> Option<&Resolved> {
        self.pictures[id.0].as_ref()
    }

    /// The pages that link to a page, latest first.
    #[must_use]
    pub fn backlinks(&self, id: PageId) -> &[PageId] {
        &self.backlinks[id.0]
    }
}

/// The most findings about the links of one file; a mistake made thousands of times is one mistake.
const FAULTS_MAX: usize = 100;

/// Why a link could not be followed.
enum Failure {
    Nothing,
    Withheld(String),
}

impl Failure {
    /// Of two ways that failed, the one that knows more.
    fn or(self, other: Self) -> Self {
        if matches!(self, Self::Withheld(_)) { self } else { other }
    }
}

impl Known<'_> {
    fn of_page(&self, id: PageId) -> (Vec<Resolved>, Option<Resolved>, Diagnostics) {
        let (head, home) = (&self.site.page(id).head, self.plan.page(id));
        let mut faults = Diagnostics::new();
        let links = self.all(head, home, &mut faults);
        let picture = self.picture_of(head, home, &mut faults);
        (links, picture, faults)
    }

    fn section(&self, id: SectionId, faults: &mut Diagnostics) -> Vec<Resolved> {
        let head = self.site.section(id).head.as_ref();
        head.map(|head| self.all(head, self.plan.section(id), faults)).unwrap_or_default()
    }

    fn all(&self, head: &Head, home: &Address, faults: &mut Diagnostics) -> Vec<Resolved> {
        let mut found = Diagnostics::new();
        let links = head.references.iter().map(|reference| self.resolve(reference, head, home, &mut found)).collect();
        faults.extend(found.into_iter().take(FAULTS_MAX));
        links
    }

    fn resolve(&self, reference: &Reference, head: &Head, home: &Address, faults: &mut Diagnostics) -> Resolved {
        let written = reference.destination.as_str();
        if is_elsewhere(written) {
            return Resolved::Elsewhere(written.to_owned());
        }
        let place = || self.places.span(&head.path, reference.span.clone());
        let (path, suffix) = split_suffix(written);
        if path.is_empty() && suffix.starts_with('#') {
            if !has_anchor(head, &suffix[1..]) {
                faults.push(faults::broken_anchor("this page", &suffix[1..], near_anchor(head, &suffix[1..]), place()));
            }
            return Resolved::Own(suffix.to_owned());
        }
        let is_picture = reference.kind == ReferenceKind::Image;
        match self.find(path, head, home) {
            Ok(address) if is_picture => self.picture(address, written, place, faults),
            Ok(address) => {
                self.check_anchor(&address, written, suffix, place, faults);
                Resolved::To { address, suffix: suffix.to_owned() }
            }
            // A text can stand without its link, a page not without its picture.
            Err(Failure::Withheld(words)) if !is_picture => {
                faults.push(faults::withheld_link(written, &words, place()));
                Resolved::Nowhere
            }
            Err(_) => {
                let near = self.near(path);
                faults.push(if is_picture {
                    faults::missing_image(written, near, place())
                } else {
                    faults::broken_link(written, near, place())
                });
                Resolved::Nowhere
            }
        }
    }

    fn picture_of(&self, head: &Head, home: &Address, faults: &mut Diagnostics) -> Option<Resolved> {
        let written = head.image.as_ref()?.path.as_str();
        let place = || self.places.item(&head.path, &["image", "cover"], written);
        if is_elsewhere(written) {
            let lower = written.to_ascii_lowercase();
            if ["https://", "http://", "//"].iter().any(|start| lower.starts_with(start)) {
                return Some(Resolved::Elsewhere(written.to_owned()));
            }
            let why = "write the path of a picture, or an address that starts with https://";
            faults.push(crate::briefing::faults::not_allowed("image", why, place()));
            return None;
        }
        match self.find(split_suffix(written).0, head, home) {
            Ok(address) => Some(self.picture(address, written, place, faults)),
            Err(_) => {
                faults.push(faults::missing_image(written, self.near(written), place()));
                None
            }
        }
    }

    fn picture(&self, address: Address, written: &str, place: impl Fn() -> crate::base::Place, faults: &mut Diagnostics) -> Resolved {
        let file = match self.plan.at(&address).map(|job| &job.task) {
            Some(Task::Copy(path)) => self.files.get(path),
            _ => None,
        };
        let Some(file) = file else {
            faults.push(faults::missing_image(written, None, place()));
            return Resolved::Nowhere;
        };
        let size = picture_size(file.contents.start());
        if size.is_none() {
            faults.push(faults::unmeasured_image(written, place()));
        }
        Resolved::Picture { address, size }
    }

    /// The address that a written path leads to.
    fn find(&self, path: &str, head: &Head, home: &Address) -> Result<Address, Failure> {
        let decoded = percent_decoded(path).ok_or(Failure::Nothing)?;
        if let Some(rest) = decoded.strip_prefix("@/") {
            return self.file("content", rest);
        }
        if let Some(rest) = decoded.strip_prefix('/') {
            let unprefixed = decoded.strip_prefix(self.prefix).filter(|_| self.prefix != "/");
            let by_file = |first: Failure| self.file("content", rest).map_err(|second| first.or(second));
            return self.address(rest).or_else(by_file).or_else(|failure| match unprefixed {
                Some(rest) => self.address(rest).map_err(|second| failure.or(second)),
                None => Err(failure),
            });
        }
        self.file(head.path.folder(), &decoded).or_else(|failure| self.beside(home, &decoded).ok_or(failure))
    }

    /// A file of the project by path: a page, a section, a bundle or what lies beside them.
    fn file(&self, folder: &str, relative: &str) -> Result<Address, Failure> {
        let path = SourcePath::resolve(folder, relative).ok_or(Failure::Nothing)?;
        let below = path.below("content").unwrap_or("");
        let candidates =
            [Some(path.clone()), SourcePath::resolve(path.as_str(), "index.md"), SourcePath::resolve(path.as_str(), "_index.md")];
        for candidate in candidates.into_iter().flatten() {
            if let Some(page) = self.site.page_at(&candidate) {
                return Ok(self.plan.page(page).clone());
            }
            if let Some(words) = self.withheld.get(&candidate) {
                return Err(Failure::Withheld(words.clone()));
            }
        }
        if path.as_str() == "content" {
            return Ok(Address::home());
        }
        let folder = if path.file_name() == "_index.md" {
            path.folder().strip_prefix("content").map(|rest| rest.trim_start_matches('/'))
        } else {
            Some(below)
        };
        if let Some(section) =
            folder.filter(|folder| !folder.is_empty() || path.file_name() == "_index.md").and_then(|folder| self.site.section_at(folder))
        {
            return Ok(self.plan.section(section).clone());
        }
        let kept_back = || self.closed.iter().any(|folder| path.below(folder).is_some()) && self.files.get(&path).is_some();
        self.plan
            .asset(&path)
            .cloned()
            .ok_or_else(|| if kept_back() { Failure::Withheld("it belongs to a page that is held".into()) } else { Failure::Nothing })
    }

    /// An address of the site, with or without its final slash.
    fn address(&self, text: &str) -> Result<Address, Failure> {
        let known = |text: &str| Address::new(text).ok().filter(|address| self.plan.at(address).is_some());
        let held =
            || self.withheld.iter().find(|(path, _)| usual_address(path) == text.trim_end_matches('/')).map(|(_, words)| words.clone());
        known(text).or_else(|| known(&format!("{text}/"))).ok_or_else(|| held().map_or(Failure::Nothing, Failure::Withheld))
    }

    /// What a browser would make of a relative address on the page.
    fn beside(&self, home: &Address, relative: &str) -> Option<Address> {
        let folder = home.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = SourcePath::resolve(folder, relative)?;
        self.address(path.as_str()).ok()
    }

    fn check_anchor(
        &self,
        address: &Address,
        written: &str,
        suffix: &str,
        place: impl Fn() -> crate::base::Place,
        faults: &mut Diagnostics,
    ) {
        let Some(anchor) = suffix.strip_prefix('#').filter(|anchor| !anchor.is_empty()) else { return };
        let head = match self.plan.at(address).map(|job| &job.task) {
            Some(Task::Page(id)) => Some(&self.site.page(*id).head),
            Some(Task::Section(id, _)) => self.site.section(*id).head.as_ref(),
            _ => None,
        };
        if let Some(head) = head.filter(|head| !has_anchor(head, anchor)) {
            faults.push(faults::broken_anchor(&format!("`{}`", split_suffix(written).0), anchor, near_anchor(head, anchor), place()));
        }
    }

    /// The file of the content whose name, endings aside, is most like the one written. Asked again, known.
    fn near(&self, path: &str) -> Option<String> {
        let written = SourcePath::resolve("", path.trim_end_matches('/'))?;
        if let Some(known) = self.hints.read().ok().and_then(|hints| hints.get(&written).cloned()) {
            return known;
        }
        let hint = self.nearest_file(&written);
        if let Ok(mut hints) = self.hints.write() {
            hints.insert(written, hint.clone());
        }
        hint
    }

    fn nearest_file(&self, written: &SourcePath) -> Option<String> {
        let names: Vec<&SourcePath> = self.files.below("content").map(|(_, path, _)| path).filter(|path| self.is_linkable(path)).collect();
        let same = names.iter().find(|path| path.file_name() == written.file_name() || path.stem() == written.stem());
        let near = || nearest(written.stem(), names.iter().map(|path| path.stem()));
        let found = same.or_else(|| near().and_then(|near| names.iter().find(|path| path.stem() == near)))?;
        found.below("content").map(|below| format!("/{below}"))
    }

    fn is_linkable(&self, path: &SourcePath) -> bool {
        self.site.page_at(path).is_some() || self.plan.asset(path).is_some()
    }
}

/// The address that a file has unless it says another, without slashes at its ends: withheld files have no planned one.
fn usual_address(path: &SourcePath) -> String {
    let folder = path.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/');
    let above = if Role::of(path) == Role::Page { folder } else { folder.rsplit_once('/').map_or("", |(above, _)| above) };
    let own = split_dated(raw_name(path)).1;
    above.split('/').chain([own]).filter(|part| !part.is_empty()).map(slug).collect::<Vec<_>>().join("/")
}

fn is_elsewhere(written: &str) -> bool {
    written.starts_with("//")
        || written.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        })
}

/// Splits a destination into its path and its query or anchor.
fn split_suffix(written: &str) -> (&str, &str) {
    written.split_at(written.find(['#', '?']).unwrap_or(written.len()))
}

fn has_anchor(head: &Head, anchor: &str) -> bool {
    let decoded = percent_decoded(anchor);
    let anchor = decoded.as_deref().unwrap_or(anchor);
    anchor.is_empty() || anchors(head).any(|known| known == anchor) || anchor.strip_prefix("source-").is_some_and(|id| is_cited(head, id))
}

/// Whether a source has a place in the page's list of sources.
fn is_cited(head: &Head, id: &str) -> bool {
    let in_text = head.citations.iter().any(|citation| citation.source == id);
    in_text || head.key_facts.iter().any(|fact| fact.source.as_deref() == Some(id))
}

fn anchors(head: &Head) -> impl Iterator<Item = &str> {
    head.anchors.iter().map(String::as_str).chain(head.key_facts.iter().map(|fact| fact.id.as_str()))
}

fn near_anchor<'a>(head: &'a Head, anchor: &str) -> Option<&'a str> {
    // Headings that would take a name kept for footnotes, facts and citations have `section-` before it.
    let kept = anchors(head).find(|known| known.strip_prefix("section-") == Some(anchor));
    kept.or_else(|| nearest(anchor, anchors(head)))
}

fn backlinks(site: &Site, plan: &Plan, pages: &[Vec<Resolved>]) -> Vec<Vec<PageId>> {
    let mut found: Vec<Vec<PageId>> = vec![Vec::new(); pages.len()];
    for (index, links) in pages.iter().enumerate() {
        for link in links {
            let Resolved::To { address, .. } = link else { continue };
            if let Some(Task::Page(target)) = plan.at(address).map(|job| &job.task)
                && target.0 != index
                && found[target.0].last() != Some(&PageId(index))
            {
                found[target.0].push(PageId(index));
            }
        }
    }
    for sources in &mut found {
        sources.sort_by(|left, right| site.page(*right).moment.cmp(&site.page(*left).moment).then_with(|| left.cmp(right)));
        sources.dedup();
    }
    found
}

/// Width and height in pixels of a raster picture or an SVG, from its first bytes.
#[must_use]
pub fn picture_size(start: &[u8]) -> Option<(u32, u32)> {
    if let Ok(size) = imagesize::blob_size(start) {
        return Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?));
    }
    let text = std::str::from_utf8(start).ok().or_else(|| std::str::from_utf8(start.get(..1024)?).ok())?;
    let root = &text[text.find("<svg")?..];
    let root = &root[..root.find('>')?];
    let length = |name: &str| attribute(root, name)?.trim_end_matches("px").trim().parse::<f64>().ok().filter(|length| *length > 0.0);
    let (width, height) = match (length("width"), length("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let numbers: Vec<f64> = attribute(root, "viewBox")?.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
            (*numbers.get(2)?, *numbers.get(3)?)
        }
    };
    Some((pixels(width)?, pixels(height)?))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie within the range")]
fn pixels(length: f64) -> Option<u32> {
    (0.5..100_000.0).contains(&length).then(|| length.round() as u32)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        if let (Some(true), Some(value)) = (before.map(char::is_whitespace), after.strip_prefix('=')) {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{is_elsewhere, picture_size, split_suffix};

    #[test]
    fn sizes_of_vector_pictures() {
        for (svg, size) in [
            ("<?xml?><svg width=\"40\" height=\"20px\">", Some((40, 20))),
            ("<svg xmlns='x' viewBox='0 0 300 150.4'>", Some((300, 150))),
            ("<svg stroke-width=\"3\" viewBox=\"0,0,10,10\">", Some((10, 10))),
            ("<svg>", None),
            ("<svg width=\"1e9\" height=\"1\">", None),
            ("no picture", None),
        ] {
            assert_eq!(picture_size(svg.as_bytes()), size, "{svg}");
        }
    }

    #[test]
    fn destinations_are_told_apart() {
        assert!(is_elsewhere("https://x") && is_elsewhere("mailto:a@b") && is_elsewhere("//cdn/x"));
        assert!(!is_elsewhere("a/b.md") && !is_elsewhere("#x:y") && !is_elsewhere("./a:b.md"));
        assert_eq!(split_suffix("a.md?x#y"), ("a.md", "?x#y"));
    }
}
