//! Sources as templates see them: records on the pages that cite them, and works with all that uses them.
//!
//! A record shows what its own page or the registry says; what it is part of, the work, is the site's. Both have the same
//! fields, so that a template that shows the one can show the other.

use rustc_hash::FxHashMap;
use tera::Value;

use super::filters::formatted;
use super::values::{map, with};
use super::view::View;
use crate::base::{Digest, WrittenDate};
use crate::briefing::source_words::Words;
use crate::briefing::{KeyFact, Recall, Source, Standing};
use crate::site::graph::{Page, PageId};
use crate::site::{Resting, Work, WorkId};

impl View {
    /// A source on a page.
    #[must_use]
    pub fn source(&self, page: PageId, id: &str, source: &Source) -> Value {
        let work = self.works.of_page(page, id).and_then(|id| self.work_address(id));
        with(&self.record(source, self.works.recall_of(page, id)), [("id", id.into()), ("work", work.into())])
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
        let recall = self.works.recall_of(page, id);
        let work = self.works.of_page(page, id).map(|id| {
            let work = self.works.get(id);
            // A notice names the work as all its records together do.
            (&work.key, self.plan.page_of_work(id), recall.map(|_| &work.record))
        });
        Digest::of_value(&(id, self.source_record(self.site.page(page), id), work, recall))
    }

    /// A work, with the briefings and facts that use it.
    #[must_use]
    pub fn work(&self, id: WorkId) -> Value {
        let work = self.works.get(id);
        let uses: Vec<Value> = work.uses.iter().map(|(page, ids)| self.use_of(*page, ids)).collect();
        let anchor = work.anchor();
        with(
            &self.record(&work.record, work.record.recall.as_ref()),
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
            let rests = Resting::of(head, ids);
            let facts: Vec<_> = rests.facts.iter().map(|fact| (&fact.id, &fact.label)).collect();
            (&head.title, self.plan.page(*page), facts, rests.citations.len())
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
        let rests = Resting::of(head, ids);
        let fact = |fact: &&KeyFact| {
            map([
                ("id", fact.id.as_str().into()),
                ("label", fact.label.as_str().into()),
                ("address", format!("{address}#{}", fact.id).into()),
            ])
        };
        map([
            ("title", head.title.as_str().into()),
            ("address", address.as_str().into()),
            ("facts", rests.facts.iter().map(fact).collect::<Vec<_>>().into()),
            ("citations", rests.citations.len().into()),
        ])
    }

    /// The works that a page rests on and that do not stand any more, with what rests on each.
    #[must_use]
    pub fn recalls(&self, page: PageId) -> Vec<Value> {
        let head = &self.site.page(page).head;
        let shown = |(id, work, rests): (&str, &Work, Resting<'_>)| {
            let fact = |fact: &&KeyFact| map([("id", fact.id.as_str().into()), ("label", fact.label.as_str().into())]);
            let printed = rests.citations.iter().filter(|(index, _)| !head.silent_citations.contains(index));
            let back: Vec<Value> = printed.map(|(index, _)| format!("cite-{}", index + 1).into()).collect();
            let facts: Vec<Value> = rests.facts.iter().map(fact).collect();
            let record = self.record(&work.record, work.record.recall.as_ref());
            with(&record, [("id", id.into()), ("facts", facts.into()), ("back", back.into())])
        };
        self.recalled_on(page).into_iter().map(shown).collect()
    }

    /// The same in words, for where there are no templates: one sentence or two for each.
    #[must_use]
    pub fn recall_notices(&self, page: PageId) -> Vec<String> {
        let kind = if self.site.page(page).is_briefing { "briefing" } else { "page" };
        let notice = |(_, work, _): (&str, &Work, Resting<'_>)| {
            let recall = work.record.recall.as_ref()?;
            let by = work.record.publisher.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
            let what = match recall.standing {
                Standing::Retracted => "was retracted",
                Standing::Disputed => "is disputed",
            };
            let since = recall.date.map(|date| format!(", {}", self.spoken_day(date))).unwrap_or_default();
            let why = recall.note.as_deref().map(|note| format!(" {note}")).unwrap_or_default();
            Some(format!("This {kind} rests on a source that {what}: “{}”{by}{since}.{why}", work.record.title))
        };
        self.recalled_on(page).into_iter().filter_map(notice).collect()
    }

    /// What of a page rests on works that do not stand any more, in the order of the works.
    fn recalled_on(&self, page: PageId) -> Vec<(&str, &Work, Resting<'_>)> {
        let head = &self.site.page(page).head;
        let used = self.works.recalled_on(page).into_iter();
        let rests = used.map(|(work, ids)| (ids.first().copied().unwrap_or_default(), self.works.get(work), Resting::of(head, &ids)));
        rests.filter(|(.., rests)| !rests.is_empty()).collect()
    }

    fn spoken_day(&self, date: WrittenDate) -> String {
        formatted(date, &self.config.date_format, &self.clock.zone).unwrap_or_else(|_| date.to_string())
    }

    /// Why the source of a fact does not stand any more, if it does not.
    #[must_use]
    pub fn recall_of_fact(&self, page: PageId, fact: &KeyFact) -> Option<&Recall> {
        self.works.recall_of(page, fact.source.as_deref()?)
    }

    /// The word for a source of a page that does not stand any more.
    #[must_use]
    pub fn recall_word(&self, page: PageId, source: &str) -> Option<&'static str> {
        self.works.recall_of(page, source).map(|recall| recall.standing.word())
    }

    /// Why a work does not stand any more, or none.
    pub(super) fn recall(&self, recall: Option<&Recall>) -> Value {
        let Some(recall) = recall else { return Value::none() };
        map([("status", recall.standing.word().into()), ("note", recall.note.as_deref().into()), ("date", self.date(recall.date))])
    }

    /// What a record says.
    fn record(&self, source: &Source, recall: Option<&Recall>) -> Value {
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
            ("recall", self.recall(recall)),
        ])
    }
}
