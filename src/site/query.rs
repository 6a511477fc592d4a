//! Questions to the site: pure, ordered, and with words under which they are recorded.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::graph::{PageId, Site};
use crate::base::spelling::{folded, slug, sort_key};

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub enum Sort {
    /// By date, undated last.
    #[default]
    Date,
    /// By title.
    Title,
    /// By weight, then title.
    Weight,
}

/// A question for pages. Without `section`, `tag` and `author` it is about all briefings; with one of them also about
/// undated pages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct PageQuery {
    /// With this tag: id or label.
    pub tag: Option<String>,
    /// In this section or below: its folder below `content`.
    pub section: Option<String>,
    /// By this author: id or name.
    pub author: Option<String>,
    /// Of this year.
    pub year: Option<i64>,
    /// Featured, or not.
    pub featured: Option<bool>,
    /// At most so many.
    pub limit: Option<usize>,
    /// Without so many at the start.
    pub offset: usize,
    /// The order.
    pub sort: Sort,
    /// Latest, last or heaviest first; for titles and weights the other way round is usual.
    pub descending: bool,
}

impl PageQuery {
    /// The answer.
    #[must_use]
    pub fn answer(&self, site: &Site) -> Vec<PageId> {
        let mut pages: Vec<PageId> = self.candidates(site).into_iter().filter(|id| self.holds(site, *id)).collect();
        match self.sort {
            // Candidates come latest first.
            Sort::Date => {}
            Sort::Title => pages.sort_by_cached_key(|id| std::cmp::Reverse(sort_key(&site.page(*id).head.title))),
            Sort::Weight => pages.sort_by(|left, right| {
                let (left, right) = (&site.page(*left).head, &site.page(*right).head);
                right.weight.cmp(&left.weight).then_with(|| sort_key(&right.title).cmp(&sort_key(&left.title)))
            }),
        }
        if !self.descending {
            pages.reverse();
        }
        pages.into_iter().skip(self.offset).take(self.limit.unwrap_or(usize::MAX)).collect()
    }

    fn candidates(&self, site: &Site) -> Vec<PageId> {
        if let Some(tag) = &self.tag {
            let found = site.tags.iter().find(|entry| entry.term.id == slug(tag) || folded(&entry.term.label) == folded(tag));
            return found.map(|tag| tag.pages.clone()).unwrap_or_default();
        }
        if let Some(author) = &self.author {
            let found = site.authors.iter().find(|entry| entry.person.id == slug(author) || folded(&entry.person.name) == folded(author));
            return found.map(|author| author.pages.clone()).unwrap_or_default();
        }
        if self.section.is_some() {
            let mut all: Vec<PageId> = (0..site.pages.len()).map(PageId).collect();
            all.sort_by(|left, right| site.page(*right).moment.cmp(&site.page(*left).moment).then_with(|| left.cmp(right)));
            return all;
        }
        site.latest.clone()
    }

    fn holds(&self, site: &Site, id: PageId) -> bool {
        let page = site.page(id);
        let folder = &site.section(page.section).folder;
        let in_section = |wanted: &String| {
            let wanted = wanted.trim_matches('/');
            wanted.is_empty() || folder == wanted || folder.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/'))
        };
        self.section.as_ref().is_none_or(in_section)
            && self.year.is_none_or(|year| page.year.is_some_and(|own| i64::from(own) == year))
            && self.featured.is_none_or(|featured| page.head.featured == featured)
    }
}

/// As a template would ask it: `briefings(tag="ai", limit=5)`, the usual order left out.
impl fmt::Display for PageQuery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &String| format!("\"{text}\"");
        let sort = match self.sort {
            Sort::Date => None,
            Sort::Title => Some("\"title\"".to_owned()),
            Sort::Weight => Some("\"weight\"".to_owned()),
        };
        let is_usual = self.descending == (self.sort == Sort::Date);
        let order = if self.descending { "descending" } else { "ascending" };
        let arguments = [
            ("tag", self.tag.as_ref().map(quoted)),
            ("section", self.section.as_ref().map(quoted)),
            ("author", self.author.as_ref().map(quoted)),
            ("year", self.year.map(|year| year.to_string())),
            ("featured", self.featured.map(|featured| featured.to_string())),
            ("limit", self.limit.map(|limit| limit.to_string())),
            ("offset", (self.offset > 0).then(|| self.offset.to_string())),
            ("sort", sort),
            ("order", (!is_usual).then(|| quoted(&order.to_owned()))),
        ];
        let told: Vec<String> = arguments.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?))).collect();
        write!(out, "briefings({})", told.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::{PageQuery, Sort};

    #[test]
    fn a_question_is_told_as_a_template_would_ask_it() {
        let usual = PageQuery { descending: true, ..PageQuery::default() };
        assert_eq!(usual.to_string(), "briefings()");
        let tagged = PageQuery { tag: Some("ai".into()), featured: Some(true), limit: Some(5), offset: 1, ..usual };
        assert_eq!(tagged.to_string(), "briefings(tag=\"ai\", featured=true, limit=5, offset=1)");
        let sorted = PageQuery { section: Some("news".into()), year: Some(2025), sort: Sort::Title, ..PageQuery::default() };
        assert_eq!(sorted.to_string(), "briefings(section=\"news\", year=2025, sort=\"title\")");
    }
}
