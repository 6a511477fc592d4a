//! Sources as templates see them: records on the pages that cite them, and works with all that uses them.
//!
//! A record shows what its own page or the registry says; what it is part of, the work, is the site's. Both have the same
//! fields, so that a template that shows the one can show the other.

use rustc_hash::FxHashMap;
use tera::Value;

use super::values::{map, with};
use super::view::View;
use crate::base::Digest;
use crate::briefing::source_words::Words;
use crate::briefing::{Head, KeyFact, Source};
use crate::site::graph::{Page, PageId};
use crate::site::{Work, WorkId};

impl View {
    /// A source on a page.
    #[must_use]
    pub fn source(&self, page: PageId, id: &str, source: &Source) -> Value {
        let work = self.works.of_page(page, id).and_then(|id| self.work_address(id));
        with(&self.record(source), [("id", id.into()), ("work", work.into())])
    }

    /// The record that an id means on a page: the page's own, or the registry's.
    #[must_use]
    pub fn source_record<'a>(&'a self, page: &'a Page, id: &str) -> Option<&'a Source> {
        let own = page.head.sources.iter().find(|(name, _)| name == id).map(|(_, source)| source);
        own.or_else(|| self.registries.sources.get(id))
    }

    /// The number of each source that a page cites and somebody knows. Of the others none is shown, but they count.
    #[must_use]
    pub fn source_numbers<'a>(&self, page: &'a Page) -> FxHashMap<&'a str, usize> {
        page.head.cited().into_iter().zip(1..).filter(|(id, _)| self.source_record(page, id).is_some()).collect()
    }

    /// The version of what [`View::source`] shows.
    pub(super) fn source_version(&self, page: PageId, id: &str) -> Digest {
        let work = self.works.of_page(page, id).map(|id| (&self.works.get(id).key, self.plan.page_of_work(id)));
        Digest::of_value(&(id, self.source_record(self.site.page(page), id), work))
    }

    /// A work, with the briefings and facts that use it.
    #[must_use]
    pub fn work(&self, id: WorkId) -> Value {
        let work = self.works.get(id);
        let uses: Vec<Value> = work.uses.iter().map(|(page, ids)| self.use_of(*page, ids)).collect();
        let anchor = work.anchor();
        with(
            &self.record(&work.record),
            [
                ("key", work.key.as_str().into()),
                ("anchor", anchor.into()),
                ("address", self.work_address(id).into()),
                ("uses", uses.into()),
            ],
        )
    }

    /// The version of what [`View::work`] shows.
    #[must_use]
    pub fn work_version(&self, id: WorkId) -> Digest {
        let work: &Work = self.works.get(id);
        let uses = work.uses.iter().map(|(page, ids)| {
            let head = &self.site.page(*page).head;
            let facts: Vec<_> = facts_on(head, ids).map(|fact| (&fact.id, &fact.label)).collect();
            (&head.title, self.plan.page(*page), facts, citations_of(head, ids))
        });
        Digest::of_value(&(&work.key, &work.record, self.plan.page_of_work(id), uses.collect::<Vec<_>>()))
    }

    /// The place of a work on the index, if there is an index.
    fn work_address(&self, id: WorkId) -> Option<String> {
        let page = self.plan.page_of_work(id)?;
        Some(format!("{}#{}", self.config.base_url.relative(&page), self.works.get(id).anchor()))
    }

    fn use_of(&self, page: PageId, ids: &[String]) -> Value {
        let head = &self.site.page(page).head;
        let address = self.config.base_url.relative(self.plan.page(page));
        let fact = |fact: &KeyFact| {
            map([
                ("id", fact.id.as_str().into()),
                ("label", fact.label.as_str().into()),
                ("address", format!("{address}#{}", fact.id).into()),
            ])
        };
        map([
            ("title", head.title.as_str().into()),
            ("address", address.as_str().into()),
            ("facts", facts_on(head, ids).map(fact).collect::<Vec<_>>().into()),
            ("citations", citations_of(head, ids).into()),
        ])
    }

    /// What a record says.
    fn record(&self, source: &Source) -> Value {
        map([
            ("type", source.kind.map(Words::word).into()),
            ("title", source.title.as_str().into()),
            ("author", source.author().into()),
            ("authors", source.authors.iter().map(|name| name.as_str().into()).collect::<Vec<Value>>().into()),
            ("publisher", source.publisher.as_deref().into()),
            ("date", self.date(source.date)),
            ("url", source.url.as_deref().into()),
            ("url_status", source.url_status.map(Words::word).into()),
            ("link", source.best_url().into()),
            ("accessed", self.date(source.accessed)),
            ("archive_url", source.archive_url.as_deref().into()),
            ("archive_date", self.date(source.archive_date)),
            ("licence", source.licence.as_deref().into()),
            ("via", source.via.as_deref().into()),
            ("tier", source.tier.map(Words::word).into()),
            ("lang", source.lang.as_deref().into()),
            ("note", source.note.as_deref().into()),
        ])
    }
}

/// The key facts that name one of these ids as their source.
fn facts_on<'a>(head: &'a Head, ids: &'a [String]) -> impl Iterator<Item = &'a KeyFact> {
    head.key_facts.iter().filter(|fact| fact.source.as_ref().is_some_and(|source| ids.contains(source)))
}

/// How often the text cites one of these ids.
fn citations_of(head: &Head, ids: &[String]) -> usize {
    head.citations.iter().filter(|citation| ids.contains(&citation.source)).count()
}
