//! Finds outputs that would meet: at one address, at addresses that a file system may fold into one, or as a file where
//! another needs a folder. Each finding names both.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Task;
use super::planner::Planner;
use crate::base::{Diagnostic, Place};
use crate::site::faults;
use crate::site::graph::SectionId;

impl Planner<'_> {
    pub(super) fn report_collisions(&mut self) {
        let folded: Vec<String> = self.jobs.par_iter().map(|(job, _)| job.output_path().folded()).collect();
        let mut taken: FxHashMap<&str, usize> = FxHashMap::default();
        taken.reserve(folded.len());
        let mut found: Vec<Diagnostic> = Vec::new();
        for (index, (job, _)) in self.jobs.iter().enumerate() {
            if job.address.as_str().starts_with("/__nutgraf") {
                found.push(faults::reserved_address(self.place(&job.task)));
            }
            let first = *taken.entry(&folded[index]).or_insert(index);
            // Pages that collide have files beside them that do; the pages say it.
            if first != index && !(is_aside(&job.task) && is_aside(&self.jobs[first].0.task)) {
                found.push(self.collision(index, first));
            }
        }
        found.extend(self.files_as_folders(&folded, &taken));
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
    fn files_as_folders(&self, paths: &[String], taken: &FxHashMap<&str, usize>) -> Vec<Diagnostic> {
        let meeting = |(index, path): (usize, &String)| {
            let above = std::iter::successors(path.rfind('/'), |at| path[..*at].rfind('/'));
            let files = above.filter_map(|at| taken.get(&path[..at]).copied());
            files.map(|file| (file, index)).collect::<Vec<_>>()
        };
        let meetings: Vec<(usize, usize)> = paths.par_iter().enumerate().flat_map_iter(meeting).collect();
        meetings.into_iter().map(|(file, below)| self.file_and_folder(file, below)).collect()
    }

    fn file_and_folder(&self, file: usize, below: usize) -> Diagnostic {
        let (job, other) = (&self.jobs[file].0, &self.jobs[below].0);
        let (what, place) = (self.what(&other.task), self.place(&other.task));
        faults::file_and_folder(&job.address, &self.what(&job.task), self.place(&job.task), (&other.address, &what, place))
    }

    /// What a task makes, for a message.
    fn what(&self, task: &Task) -> String {
        let site = self.given.site;
        match task {
            Task::Page(id) => format!("`{}`", site.page(*id).head.path),
            Task::MarkdownTwin(id) => format!("the Markdown twin of `{}`", site.page(*id).head.path),
            Task::JsonTwin(id) => format!("the JSON twin of `{}`", site.page(*id).head.path),
            Task::Card(id) => format!("the social card of `{}`", site.page(*id).head.path),
            Task::Redirect(id) => format!("an alias of `{}`", site.page(*id).head.path),
            Task::Section(SectionId(0), _) => "the home page".into(),
            Task::Section(id, _) => format!("the section `{}`", site.section(*id).folder),
            Task::Tag(id, _) => format!("the page of the tag `{}`", site.tags[id.0].term.label),
            Task::Tags => "the index of tags".into(),
            Task::Author(id, _) => format!("the page of the author `{}`", site.authors[id.0].person.name),
            Task::Authors => "the index of authors".into(),
            Task::Archive => "the archive".into(),
            Task::Year(year) => format!("the archive of {year}"),
            Task::Facts(_) => "the facts explorer (off with `facts: false` in nutgraf.yaml)".into(),
            Task::Entity(id, _) => format!("the page of the entity `{}`", self.given.facts.subject(*id).label),
            Task::FactsData(_) => "the facts as data (off with `facts: false` in nutgraf.yaml)".into(),
            Task::Feed(..) => "a feed".into(),
            Task::Sources(_) => "the index of sources (off with `sources: false` in nutgraf.yaml)".into(),
            Task::SourcesData(_) => "the sources for other tools (off with `sources: false` in nutgraf.yaml)".into(),
            Task::SearchPage => "the search page (off with `search: false` in nutgraf.yaml)".into(),
            Task::Search(_) => "search data (off with `search: false` in nutgraf.yaml)".into(),
            Task::Copy(path) => format!("`{path}`"),
            Task::NotFound => "the page for what is not found".into(),
            Task::Sitemap { .. } => "the sitemap".into(),
            Task::NewsSitemap => "the sitemap of the news".into(),
            Task::Llms => "llms.txt (off with `llms_txt: false` in nutgraf.yaml)".into(),
            Task::Robots => "robots.txt".into(),
            Task::NoJekyll => ".nojekyll".into(),
            Task::Cname => "CNAME".into(),
        }
    }

    fn place(&self, task: &Task) -> Option<Place> {
        let site = self.given.site;
        match task {
            Task::Page(id) | Task::MarkdownTwin(id) | Task::JsonTwin(id) | Task::Card(id) => {
                let head = &site.page(*id).head;
                let keys: (&[&str], &str) = match (&head.url, &head.slug) {
                    (Some(_), _) => (&["url", "permalink", "path"], ""),
                    (None, Some(slug)) => (&["slug"], slug),
                    (None, None) => return Some(Place::file(&head.path)),
                };
                Some(self.given.places.item(&head.path, keys.0, keys.1))
            }
            Task::Redirect(id) => Some(self.given.places.item(&site.page(*id).head.path, &["aliases", "redirect_from"], "")),
            Task::Section(id, _) => self.place_of_section(*id),
            Task::Copy(path) => Some(Place::file(path)),
            _ => None,
        }
    }

    /// The text of a section; of one that has none, the first text that makes its folder a section.
    fn place_of_section(&self, id: SectionId) -> Option<Place> {
        let site = self.given.site;
        let section = site.section(id);
        let folder = format!("content/{}", section.folder);
        let mut texts = site.pages.iter().map(|page| &page.head).chain(site.sections.iter().filter_map(|section| section.head.as_ref()));
        let head = section.head.as_ref().or_else(|| texts.find(|head| head.path.below(&folder).is_some()))?;
        Some(Place::file(&head.path))
    }
}

/// Whether it lies beside a page, at an address that follows from the page's.
fn is_aside(task: &Task) -> bool {
    matches!(task, Task::MarkdownTwin(_) | Task::JsonTwin(_) | Task::Search(_) | Task::Card(_))
}
