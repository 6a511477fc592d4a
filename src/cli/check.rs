//! `nutgraf check`: every rule, every template; nothing written but the evidence report, if it is asked for.

use std::path::Path;

use serde_json::{Map, Value};

use super::arguments::{CheckOptions, Format};
use super::past::Past;
use super::project::Project;
use super::{Outcome, report, terminal};
use crate::base::Diagnostics;
use crate::base::spelling::count;
use crate::engine::{self, Desk};
use crate::output::evidence;
use crate::publish;
use crate::site::evidence::Verdict;
use crate::theme::View;

/// Runs the command.
#[must_use]
pub fn run(options: &CheckOptions) -> Outcome {
    let Some(project) = Project::open(&options.project) else { return Outcome::Failed };
    let mut past = Past::of(&project.root);
    let (files, _, found) = project.snapshot_after(&past.sightings);
    let desk = Desk { memory: past.memory(), standing: &|_| None, keep: None };
    let built = engine::build_again(files, &project.options, &mut |_| {}, &desk);
    let pages = built.pages();
    let diagnostics = found.into_iter().chain(built.diagnostics).collect::<Diagnostics>().settled();
    let mut summary: Map<String, Value> =
        [("pages".to_owned(), pages.into()), ("withheld".to_owned(), built.withheld.len().into())].into_iter().collect();
    summary.insert("claims".into(), tally(&built.view));
    let claims = || std::iter::once(("claims".to_owned(), evidence::json(&built.view))).collect();
    let outcome = report::tell_with(&diagnostics, &options.project, summary, claims);
    if !options.project.quiet && options.project.format == Format::Human {
        terminal::say_if_any(&examined(&built.view));
        terminal::say(&format!("Checked {}: {}", count(pages, "page"), verdict(&diagnostics)));
    }
    match &options.evidence_report {
        Some(path) if !write_report(path, &built.view, &options.project) => Outcome::Failed,
        _ => outcome,
    }
}

/// Writes the report; whether that went well.
fn write_report(path: &Path, view: &View, options: &super::arguments::ProjectOptions) -> bool {
    match publish::renew(path, evidence::html(view).as_bytes(), evidence::MARK) {
        Ok(()) => {
            if !options.quiet {
                terminal::say(&format!("Evidence report: {}", path.display()));
            }
            true
        }
        Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
            terminal::complain(&format!("{} is no evidence report, so it was left as it is; choose another name", path.display()));
            false
        }
        Err(why) => {
            terminal::complain(&format!("the evidence report was not written: {}: {why}", path.display()));
            false
        }
    }
}

fn verdict(diagnostics: &Diagnostics) -> String {
    match crate::base::report::tally(diagnostics) {
        tally if tally.is_empty() => "nothing to mend".into(),
        tally => tally,
    }
}

/// How many claims came to each verdict.
fn tally(view: &View) -> Value {
    let counted = evidence::tally(claims(view));
    let rows = Verdict::ALL.into_iter().zip(counted).map(|(verdict, number)| (verdict.word().replace(' ', "_"), number.into()));
    Value::Object(rows.collect())
}

/// The same in words; nothing where no briefing rests on a snapshot.
fn examined(view: &View) -> String {
    let counted = evidence::tally(claims(view));
    let all: usize = counted.iter().sum();
    if all == 0 {
        return String::new();
    }
    let told: Vec<String> = Verdict::ALL
        .into_iter()
        .zip(counted)
        .filter(|(_, number)| *number > 0)
        .map(|(verdict, number)| format!("{number} {}", verdict.word()))
        .collect();
    format!("Evidence: {} of {}: {}", count(all, "claim"), count(view.evidence.pages().count(), "briefing"), told.join(", "))
}

fn claims(view: &View) -> impl Iterator<Item = &crate::site::evidence::Claim> {
    view.evidence.pages().flat_map(|(_, examined)| &examined.claims)
}
