//! `nutgraf serve`: the preview of the site, drafts and scheduled pages included, at the address it will have.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::arguments::ServeOptions;
use super::past::Past;
use super::project::Project;
use super::{Outcome, browser, terminal};
use crate::base::date::{parse_date, spoken};
use crate::base::report::{self, tally};
use crate::base::{BaseUrl, Diagnostic, Diagnostics, OutputPath};
use crate::engine::{self, Newsroom, Proof};
use crate::input::disk::{self, Sightings};
use crate::input::{Files, Overrides};
use crate::output::OutputFile;
use crate::preview::watch::{Method, Watch};
use crate::preview::{self, Batch, Edition, Event, Preview};
use crate::site::evidence::PageEvidence;

/// Runs the command.
#[must_use]
pub fn run(options: &ServeOptions) -> Outcome {
    let Some(project) = Project::open(&options.project) else { return Outcome::Failed };
    let Some(options) = settled(options, &project) else { return Outcome::Failed };
    match serve(&project, &options) {
        Ok(()) => Outcome::Done,
        Err(fault) => {
            terminal::say(&report::human(&Diagnostics::from_iter([*fault]), terminal::paint()));
            Outcome::Failed
        }
    }
}

/// The options with the folder found and the moment of `--at` decided. The folder is found once, for the one that the
/// command was called in may go and come back. A day, or a time without an offset, is one of the project's zone.
fn settled(options: &ServeOptions, project: &Project) -> Option<ServeOptions> {
    let mut settled = options.clone();
    settled.project.root = Some(project.root.clone());
    if let Some(text) = &options.at {
        let zone = project.settings().timezone;
        let Ok(moment) = parse_date(text).map(|date| date.instant(&zone)) else {
            terminal::complain(&format!("--at cannot read `{text}`; write it as 2026-03-03, 2026-03-03T09:00 or 2026-03-03T09:00:00Z"));
            return None;
        };
        settled.project.now = Some(moment.to_string());
        if !options.project.quiet {
            terminal::say(&format!("The site as it will be on {}", spoken(&moment.to_zoned(zone))));
        }
    }
    Some(settled)
}

fn serve(project: &Project, options: &ServeOptions) -> Result<(), Box<Diagnostic>> {
    let listening = preview::Options {
        host: options.host,
        port: options.port.unwrap_or(preview::PORT),
        port_is_fixed: options.port.is_some_and(|port| port != 0),
        ..preview::Options::default()
    };
    let preview = Preview::bind(&listening)?;
    let method = if options.poll { Method::Poll } else { Method::System };
    let ignored: Vec<PathBuf> = vec![project.root.join(project.settings().output)];
    let watch = Watch::new(&project.root, &ignored, method)?;
    let mut desk = Desk::at(project, options, preview.origin());
    let (quiet, open) = (options.project.quiet, options.open);
    let told = move |event: Event<'_>| {
        tell(&event, quiet);
        if let Event::Listening { site, .. } = event
            && open
        {
            browser::open(site);
        }
    };
    preview.serve(watch, move |batch: &Batch| desk.edition(batch), told)
}

/// Makes editions.
struct Desk {
    project: Project,
    options: ServeOptions,
    origin: String,
    newsroom: Newsroom,
    /// What earlier runs left, until it is known whether there is more to leave for the next.
    past: Option<Past>,
    sightings: Sightings,
    /// The files of the last edition, if nothing was wrong with them.
    files: Option<Files>,
}

impl Desk {
    fn at(project: &Project, options: &ServeOptions, origin: String) -> Self {
        let mut past = Past::of(&project.root);
        let newsroom = Newsroom::remembering(past.memory().clone());
        let sightings = past.sightings.clone();
        Self { project: project.clone(), options: options.clone(), origin, newsroom, past: Some(past), sightings, files: None }
    }

    /// The site as it is now. Time goes on while the preview runs, unless `--now` stopped it.
    fn edition(&mut self, cause: &Batch) -> Arc<dyn Edition> {
        if let Some(project) = Project::open(&self.options.project) {
            self.project = project;
        }
        let (files, found) = self.files(cause);
        let mut options = self.project.options.clone();
        let is_as_published = self.options.published || self.options.at.is_some();
        options.drafts |= !is_as_published;
        options.future |= !is_as_published;
        options.overrides.base_url = Some(self.address(&files));
        let proof = self.newsroom.proof(files, &options, found, &mut |_| {});
        self.leave_word();
        Arc::new(Shown { proof, time_goes_on: self.project.time_goes_on })
    }

    /// Keeps what the first edition has learnt, so that the next start is quick. Nobody waits for it.
    fn leave_word(&mut self) {
        let Some(mut past) = self.past.take() else { return };
        let (sightings, memory) = (self.sightings.clone(), self.newsroom.memory().clone());
        std::thread::spawn(move || {
            past.keep_sightings(sightings);
            past.keep_readings(&memory);
        });
    }

    /// The files as they are now: only those that may have changed are looked at, if nothing more than them can have.
    fn files(&mut self, cause: &Batch) -> (Files, Diagnostics) {
        let again = |files: &Files| disk::look_again(&self.project.root, files, &cause.paths).filter(|_| !cause.anything);
        if let Some((files, changed)) = self.files.as_mut().and_then(|files| again(files).map(|changed| (files, changed))) {
            for (path, file) in changed {
                self.sightings.remove(&path);
                files.insert(path, file);
            }
            return (files.clone(), Diagnostics::new());
        }
        let (files, sightings, found) = self.project.snapshot_after(&self.sightings);
        self.sightings = sightings;
        self.files = found.is_empty().then(|| files.clone());
        (files, found)
    }

    /// The path of the published site, at this machine.
    fn address(&self, files: &Files) -> BaseUrl {
        let overrides = Overrides { base_url: self.project.options.overrides.base_url.clone() };
        engine::base_url(files, overrides).with_origin(&self.origin)
    }
}

/// A proof as the preview shows it.
struct Shown {
    proof: Proof,
    time_goes_on: bool,
}

/// How long a slice of background work may take, beyond the page it ends with.
const SLICE: Duration = Duration::from_millis(5);

impl Edition for Shown {
    fn file(&self, path: &OutputPath) -> Result<Option<OutputFile>, Diagnostics> {
        self.proof.file(path)
    }

    fn diagnostics(&self) -> Arc<Diagnostics> {
        self.proof.diagnostics()
    }

    fn findings(&self, path: &OutputPath) -> Diagnostics {
        self.proof.findings(path)
    }

    fn evidence(&self, path: &OutputPath) -> Option<PageEvidence> {
        self.proof.evidence(path)
    }

    fn all_evidence(&self) -> Vec<PageEvidence> {
        self.proof.all_evidence().collect()
    }

    fn evidence_note(&self) -> Option<String> {
        self.proof.evidence_note()
    }

    fn prefix(&self) -> &str {
        self.proof.prefix()
    }

    fn is_broken(&self) -> bool {
        self.proof.is_broken()
    }

    fn idle(&self) -> bool {
        let begin = Instant::now();
        while self.proof.go_on() {
            if begin.elapsed() > SLICE {
                return true;
            }
        }
        false
    }

    fn until(&self) -> Option<SystemTime> {
        self.proof.until().filter(|_| self.time_goes_on).map(SystemTime::from)
    }

    fn is_complete(&self) -> bool {
        self.proof.is_complete()
    }
}

fn tell(event: &Event<'_>, quiet: bool) {
    match event {
        Event::Built { number, edition, took, .. } => {
            terminal::say_if_any(&report::human(&edition.diagnostics(), terminal::paint()));
            if !quiet {
                terminal::say(&built(*number, *edition, took.as_millis()));
            }
        }
        Event::Found { new, .. } => terminal::say_if_any(&report::human(new, terminal::paint())),
        Event::Listening { site, findings, exposed } => {
            terminal::say(&format!("Preview at {site} (findings at {findings}); stop with Ctrl-C"));
            if *exposed {
                terminal::say("Everyone who can reach this machine can read the preview, drafts included.");
            }
        }
        Event::WatchTrouble(fault) => terminal::say(&report::human(&Diagnostics::from_iter([(*fault).clone()]), terminal::paint())),
    }
}

fn built(number: u64, edition: &dyn Edition, milliseconds: u128) -> String {
    let verb = if number == 1 { "Built" } else { "Built again" };
    match (edition.is_broken(), tally(&edition.diagnostics())) {
        (true, tally) => format!("The site cannot be shown: {tally}. It is built again when a file changes."),
        (false, tally) if tally.is_empty() => format!("{verb} in {milliseconds} ms"),
        (false, tally) => format!("{verb} in {milliseconds} ms ({tally})"),
    }
}
