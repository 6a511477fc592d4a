//! `nutgraf check`: every rule, every template; nothing written but the evidence report and the
//! evidence lock, if they are asked for.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::arguments::{CheckOptions, Format};
use super::past::Past;
use super::project::Project;
use super::{Outcome, report, terminal};
use crate::base::spelling::count;
use crate::base::{Code, Diagnostics, SourcePath};
use crate::engine::{self, Desk, Shelf};
use crate::input::Files;
use crate::output::{claims as printed, evidence};
use crate::publish;
use crate::site::evidence::{Lock, Verdict, lock};
use crate::theme::View;

/// Runs the command.
#[must_use]
pub fn run(options: &CheckOptions) -> Outcome {
    let Some(project) = Project::open(&options.project) else { return Outcome::Failed };
    let mut past = Past::of(&project.root);
    let (files, _, found) = project.snapshot_after(&past.sightings);
    let given = options.lock.then(|| files.clone());
    let desk = Desk { memory: past.memory(), standing: &|_| None, keep: None };
    let built = engine::build_again(files, &project.options, &mut |_| {}, &desk);
    let pages = built.pages();
    let diagnostics = found.into_iter().chain(built.diagnostics).collect::<Diagnostics>().settled();
    let mut summary: Map<String, Value> =
        [("pages".to_owned(), pages.into()), ("withheld".to_owned(), built.withheld.len().into())].into_iter().collect();
    summary.insert("claims".into(), tally(&built.view));
    let claims = || std::iter::once(("claims".to_owned(), evidence::json(&built.view))).collect();
    let diagnostics: Diagnostics = diagnostics.into_iter().filter(|finding| !(options.lock && finding.code == Code::W0241)).collect();
    let outcome = report::tell_with(&diagnostics, &options.project, summary, claims);
    if !options.project.quiet && options.project.format == Format::Human {
        terminal::say_if_any(&examined(&built.view));
        terminal::say(&format!("Checked {}: {}", count(pages, "page"), verdict(&diagnostics)));
    }
    let report =
        options.evidence_report.as_ref().map(|path| (path.clone(), "evidence report", evidence::html(&built.view), evidence::MARK));
    let (lock, dropped) = given.map(|given| locked(&built.view, &built.memory.shelf, &given)).unzip();
    let lock = lock.map(|text| (project.root.join(lock::NAME), "evidence lock", text, lock::MARK));
    let unwritten = report.into_iter().chain(lock).filter(|file| !write(file, options.project.quiet));
    if unwritten.count() > 0 {
        return Outcome::Failed;
    }
    if !options.project.quiet {
        terminal::say_if_any(&forgotten(&dropped.unwrap_or_default()));
    }
    outcome
}

/// What the lock is to hold: what was found now, and what the last one holds of files that are withheld now; with the copies
/// that it no longer holds.
fn locked(view: &View, shelf: &Shelf, files: &Files) -> (String, Vec<String>) {
    let before = SourcePath::new(lock::NAME).and_then(|path| Lock::read(&files.text(&path)?.text).ok());
    let is_there = |path: &str| SourcePath::new(path).is_some_and(|path| files.get(&path).is_some());
    let now = Lock::of(&view.site, &view.evidence);
    let named = named(view, shelf);
    let is_named = |file: &str| named.as_ref().is_none_or(|named| named.contains(file));
    let (lock, dropped) = match before {
        Some(before) => now.after(&before, is_there, is_named),
        None => (now, Vec::new()),
    };
    (lock.print(), dropped)
}

/// The copies that records name, also those of what is withheld; `None` while there is a file that cannot be read.
fn named(view: &View, shelf: &Shelf) -> Option<BTreeSet<String>> {
    let heads = shelf.entries().into_iter().map(|(.., reading)| reading.head.clone()).collect::<Option<Vec<_>>>()?;
    let own = heads.iter().flat_map(|head| head.sources.iter().map(|(_, source)| source));
    let all = own.chain(view.registries.sources.values());
    Some(all.filter_map(|source| Some(source.snapshot.as_ref()?.file.clone())).collect())
}

/// What became of copies that no record names any more.
fn forgotten(dropped: &[String]) -> String {
    let names = dropped.iter().map(|file| format!("content/{file}")).collect::<Vec<_>>().join(", ");
    if dropped.is_empty() {
        String::new()
    } else {
        format!("The evidence lock no longer holds {} that no record names: {names}", count(dropped.len(), "snapshot"))
    }
}

/// Writes a file of this program's own; whether that went well.
fn write((path, what, text, mark): &(PathBuf, &str, String, &str), quiet: bool) -> bool {
    let fault = match publish::renew(path, text.as_bytes(), mark) {
        Ok(()) => {
            if !quiet {
                terminal::say(&format!("The {what} is {}", path.display()));
            }
            return true;
        }
        Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
            format!("{} is no {what}, so it was left as it is; delete it, or give another name", path.display())
        }
        Err(why) => format!("the {what} was not written: {}: {why}", path.display()),
    };
    terminal::complain(&fault);
    false
}

fn verdict(diagnostics: &Diagnostics) -> String {
    match crate::base::report::tally(diagnostics) {
        tally if tally.is_empty() => "nothing to mend".into(),
        tally => tally,
    }
}

/// How many claims came to each verdict.
fn tally(view: &View) -> Value {
    let counted = printed::tally(claims(view));
    let rows = Verdict::ALL.into_iter().zip(counted).map(|(verdict, number)| (verdict.word().replace(' ', "_"), number.into()));
    Value::Object(rows.collect())
}

/// The same in words; nothing where no briefing rests on a snapshot.
fn examined(view: &View) -> String {
    let counted = printed::tally(claims(view));
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
    let note = evidence::language_note(view).map_or_else(String::new, |note| format!("\n{note}"));
    format!("Evidence: {} of {}: {}{note}", count(all, "claim"), count(view.evidence.pages().count(), "briefing"), told.join(", "))
}

fn claims(view: &View) -> impl Iterator<Item = &crate::site::evidence::Claim> {
    view.evidence.pages().flat_map(|(_, examined)| &examined.claims)
}
