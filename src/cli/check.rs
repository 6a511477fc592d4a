//! `nutgraf check`: every rule, every template, nothing written, not even to the cache.

use super::arguments::CheckOptions;
use super::past::Past;
use super::project::Project;
use super::{Outcome, report, terminal};
use crate::base::spelling::count;
use crate::engine::{self, Desk};

/// Runs the command.
#[must_use]
pub fn run(options: &CheckOptions) -> Outcome {
    let Some(project) = Project::open(&options.project) else { return Outcome::Failed };
    let mut past = Past::of(&project.root);
    let (files, _, found) = project.snapshot_after(&past.sightings);
    let desk = Desk { memory: past.memory(), standing: &|_| None, keep: None };
    let built = engine::build_again(files, &project.options, &mut |_| {}, &desk);
    let pages = built.pages();
    let diagnostics = found.into_iter().chain(built.diagnostics).collect::<crate::base::Diagnostics>().settled();
    let summary = [("pages".to_owned(), pages.into()), ("withheld".to_owned(), built.withheld.len().into())].into_iter().collect();
    let outcome = report::tell(&diagnostics, &options.project, summary);
    if !options.project.quiet && options.project.format == super::arguments::Format::Human {
        terminal::say(&format!("Checked {}: {}", count(pages, "page"), verdict(&diagnostics)));
    }
    outcome
}

fn verdict(diagnostics: &crate::base::Diagnostics) -> String {
    match crate::base::report::tally(diagnostics) {
        tally if tally.is_empty() => "nothing found".into(),
        tally => tally,
    }
}
