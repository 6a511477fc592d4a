//! `nutgraf build`: the site into the output folder, whole or not at all; with `--watch` again at every change.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use rustc_hash::FxHashSet;
use serde_json::{Map, Value};

use super::arguments::{BuildOptions, Format};
use super::past::{self, Last, Past};
use super::project::{self, Project};
use super::{Outcome, report, terminal};
use crate::base::spelling::count;
use crate::base::{Diagnostic, Diagnostics, Digest, OutputPath};
use crate::engine::{self, Built, Desk, Reason, Stage};
use crate::input::{File, config};
use crate::preview::watch::{Method, Watch};
use crate::publish::{self, Patience, Published, Recovered, Surroundings, Target};

/// Runs the command.
#[must_use]
pub fn run(options: &BuildOptions) -> Outcome {
    let Some(project) = Project::open(&options.project) else { return Outcome::Failed };
    let mut past = Past::of(&project.root);
    if !options.watch {
        return once(&project, options, &mut past);
    }
    let method = if options.poll { Method::Poll } else { Method::System };
    let out = options.out.as_ref().and_then(|out| std::path::absolute(out).ok());
    let ignored: Vec<PathBuf> = out.into_iter().chain([project.root.join(project.settings().output)]).collect();
    let mut watch = match Watch::new(&project.root, &ignored, method) {
        Ok(watch) => watch,
        Err(fault) => return told(vec![*fault], options),
    };
    let mut last = once(&project, options, &mut past);
    watch.wake_at(next_change(&project, &past, last));
    while let Some(batch) = watch.next_batch(&mut || false) {
        let Some(project) = Project::open(&options.project) else { continue };
        if batch.anything || config::NAMES.iter().any(|name| batch.paths.contains(Path::new(name))) {
            // The output may go to another folder now, and what is written there must not set off the next build.
            watch.ignore(&project.root.join(project.settings().output));
        }
        last = once(&project, options, &mut past);
        watch.wake_at(next_change(&project, &past, last));
    }
    last
}

/// When the site that was published changes by itself, unless the clock was stopped. After a failure a file must change first.
fn next_change(project: &Project, past: &Past, last: Outcome) -> Option<SystemTime> {
    past.until().filter(|_| project.time_goes_on && last == Outcome::Done).map(SystemTime::from)
}

/// One build, from snapshot to disk. One that would give what stands already is not made.
fn once(project: &Project, options: &BuildOptions, past: &mut Past) -> Outcome {
    let mut clock = Stopwatch::start("standing");
    // First the lock: a build that had to wait for another looks at the files after it.
    let target = target(project, options.out.as_deref(), &project.settings().output).map_err(|fault| vec![*fault]);
    let stage = target.as_ref().map_err(Clone::clone).and_then(|target| open(project, target));
    clock.next("files");
    let (files, sightings, found) = project.snapshot_after(&past.sightings);
    let version = engine::version(&files, &project.options);
    past.keep_sightings(sightings);
    let last = target.as_ref().ok().and_then(|target| past.last(&project.root, target.folder()));
    if let (Some(last), Ok(stage), true) = (last, &stage, found.is_empty() && !options.explain)
        && let Some(report) = Report::again(last, stage, version, project.options.now)
        && report::outcome(&report.diagnostics, options.project.strict) == Outcome::Done
    {
        return report.tell(options, &mut clock, &[]);
    }
    // Where nothing can be published, what is printed goes nowhere; the author's own mistakes are told first.
    let keep = |path: &OutputPath, bytes: &[u8]| stage.as_ref().map_or_else(|_| File::elsewhere(bytes), |stage| stage.keep(path, bytes));
    let standing = |path: &OutputPath| Some(stage.as_ref().ok()?.standing(path)?.digest);
    let desk = Desk { memory: past.memory(), standing: &standing, keep: Some(&keep) };
    let built = engine::build_again(files, &project.options, &mut |stage: Stage| clock.next(stage.word()), &desk);
    let pages = built.pages();
    let Built { output, diagnostics, withheld, until, reasons, config, view, memory } = built;
    let diagnostics = found.into_iter().chain(diagnostics).collect::<Diagnostics>().settled();
    clock.next("writing");
    let outcome = report::outcome(&diagnostics, options.project.strict);
    let published = match output.filter(|_| outcome == Outcome::Done && !diagnostics.has_errors()) {
        Some(output) => match stage.and_then(|stage| stage.publish(&output)) {
            Ok(published) => {
                spare(options, output);
                Some(published)
            }
            Err(faults) => return told(faults, options),
        },
        None => {
            // What was staged is cleared away before the build says that nothing was changed.
            drop(stage);
            None
        }
    };
    spare(options, view);
    let withheld = withheld.iter().map(|held| format!("{}: {}", held.path, held.words(&config.timezone))).collect();
    let report = Report { pages, withheld, diagnostics, published };
    past.keep(memory, report.last(version, project.options.now, until));
    report.tell(options, &mut clock, &reasons)
}

/// What came of a build, as it is told.
struct Report {
    pages: usize,
    withheld: Vec<String>,
    diagnostics: Diagnostics,
    published: Option<Published>,
}

impl Report {
    /// Of a build that need not be made, because it would come to what stands.
    fn again(last: &Last, stage: &publish::Stage<'_>, version: Digest, now: Timestamp) -> Option<Self> {
        if !last.holds(version, now) || stage.seal().as_ref() != Some(&last.seal) {
            return None;
        }
        let published = Published { unchanged: last.files, seal: last.seal.clone(), ..Published::default() };
        let diagnostics = last.diagnostics.iter().cloned().collect();
        Some(Self { pages: last.pages, withheld: last.withheld.clone(), diagnostics, published: Some(published) })
    }

    /// What the next build has to know of this one.
    fn last(&self, version: Digest, since: Timestamp, until: Option<Timestamp>) -> Option<Last> {
        let published = self.published.as_ref()?;
        Some(Last {
            version,
            since,
            until,
            seal: published.seal.clone(),
            pages: self.pages,
            files: published.unchanged + published.written.len(),
            withheld: self.withheld.clone(),
            diagnostics: self.diagnostics.iter().cloned().collect(),
        })
    }

    fn tell(&self, options: &BuildOptions, clock: &mut Stopwatch, reasons: &[(OutputPath, Reason)]) -> Outcome {
        clock.stop();
        let published = self.published.as_ref();
        let summary = summary(self.pages, self.withheld.len(), published);
        let outcome = report::tell(&self.diagnostics, &options.project, summary);
        if options.project.format == Format::Human && !options.project.quiet {
            self.withheld.iter().for_each(|held| terminal::say(held));
            terminal::say(&closing(self.pages, published, &self.diagnostics, clock.total()));
        }
        // With findings for a program on standard output, everything else goes to the other stream.
        let print = if options.project.format == Format::Human { terminal::print } else { terminal::say };
        if options.explain {
            print(&explanation(published, reasons));
        }
        if options.timings {
            print(&clock.table());
        }
        outcome
    }
}

/// The process ends soon, unless it watches: giving back the memory of a whole site piece by piece is time for nothing.
fn spare<T>(options: &BuildOptions, value: T) {
    if !options.watch {
        std::mem::forget(value);
    }
}

/// Opens the output folder for publishing; what an interrupted build left half done is completed first.
fn open<'a>(project: &Project, target: &'a Target) -> Result<publish::Stage<'a>, Vec<Diagnostic>> {
    let stage = publish::open(target, &past::cache(&project.root), Patience::Wait)?;
    if stage.recovered() == Recovered::Finished {
        terminal::say("A build that was interrupted has been completed.");
    }
    Ok(stage)
}

/// The output folder, once it is found safe.
fn target(project: &Project, out: Option<&Path>, setting: &str) -> Result<Target, Box<Diagnostic>> {
    let folders = ["content", "themes", "templates", "static", "fonts", "archetypes", ".nutgraf"];
    let sources: Vec<PathBuf> = folders.iter().map(|folder| project.root.join(folder)).collect();
    let home = project::home();
    let surroundings = Surroundings { project: &project.root, sources: &sources, home: home.as_deref() };
    match out {
        // What is typed counts from where it is typed, what is set from the project.
        Some(out) => Target::open(&std::path::absolute(out).unwrap_or_else(|_| out.to_owned()), &surroundings),
        None => Target::open(Path::new(setting), &surroundings),
    }
}

fn told(faults: Vec<Diagnostic>, options: &BuildOptions) -> Outcome {
    let faults: Diagnostics = faults.into_iter().collect();
    let _ = report::tell(&faults.settled(), &options.project, Map::new());
    Outcome::Failed
}

fn summary(pages: usize, withheld: usize, written: Option<&Published>) -> Map<String, Value> {
    let mut summary: Map<String, Value> =
        [("pages".to_owned(), pages.into()), ("withheld".to_owned(), withheld.into())].into_iter().collect();
    summary.insert("published".into(), written.is_some().into());
    if let Some(written) = written {
        summary.insert("written".into(), written.written.len().into());
        summary.insert("removed".into(), written.removed.len().into());
        summary.insert("unchanged".into(), written.unchanged.into());
    }
    summary
}

fn closing(pages: usize, written: Option<&Published>, diagnostics: &Diagnostics, took: Duration) -> String {
    let Some(published) = written else {
        return format!("Nothing was written: {}. The published site is as it was.", crate::base::report::tally(diagnostics));
    };
    let mut changes = Vec::new();
    if !published.written.is_empty() {
        changes.push(format!("{} written", count(published.written.len(), "file")));
    }
    if !published.removed.is_empty() {
        changes.push(format!("{} removed", published.removed.len()));
    }
    let changes = if changes.is_empty() { "nothing changed".to_owned() } else { changes.join(", ") };
    format!("Built {} in {}: {changes}{}", count(pages, "page"), spoken(took), report::remark(diagnostics))
}

/// `240 ms`, `1.2 s`.
fn spoken(took: Duration) -> String {
    if took.as_millis() < 1000 { format!("{} ms", took.as_millis().max(1)) } else { format!("{:.1} s", took.as_secs_f64()) }
}

/// What became of every output, and why.
fn explanation(written: Option<&Published>, reasons: &[(OutputPath, Reason)]) -> String {
    let mut out = String::new();
    let Some(published) = written else { return out };
    for path in &published.removed {
        let _ = writeln!(out, "removed  {path}: nothing makes it any more");
    }
    let changed: FxHashSet<&OutputPath> = published.written.iter().collect();
    for (path, reason) in reasons {
        let word = match (reason, changed.contains(path)) {
            (_, true) => "written",
            (Reason::Kept, false) => "kept   ",
            (_, false) => "same   ",
        };
        let _ = writeln!(out, "{word}  {path}: {reason}");
    }
    out
}

/// Measures the stages of a build.
struct Stopwatch {
    laps: Vec<(&'static str, Duration)>,
    current: &'static str,
    since: Instant,
}

impl Stopwatch {
    fn start(first: &'static str) -> Self {
        Self { laps: Vec::new(), current: first, since: Instant::now() }
    }

    fn next(&mut self, name: &'static str) {
        self.stop();
        self.current = name;
    }

    fn stop(&mut self) {
        let now = Instant::now();
        self.laps.push((self.current, now - self.since));
        self.since = now;
    }

    fn total(&self) -> Duration {
        self.laps.iter().map(|(_, took)| *took).sum()
    }

    fn table(&self) -> String {
        let mut out = String::new();
        for (name, took) in &self.laps {
            let _ = writeln!(out, "{name:<10} {:>8.1} ms", took.as_secs_f64() * 1000.0);
        }
        out
    }
}
