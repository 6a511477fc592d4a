//! `nutgraf serve`: the preview of the site, drafts and scheduled pages included, at the address it will have.

use std::path::PathBuf;
use std::sync::Arc;

use super::arguments::ServeOptions;
use super::project::Project;
use super::{Outcome, terminal};
use crate::base::report::{self, tally};
use crate::base::{BaseUrl, Diagnostic, Diagnostics, OutputPath};
use crate::engine;
use crate::output::{Output, OutputFile};
use crate::preview::watch::{Method, Watch};
use crate::preview::{self, Batch, Edition, Event, Preview};

/// Runs the command.
#[must_use]
pub fn run(options: &ServeOptions) -> Outcome {
    let Some(project) = Project::open(&options.project) else { return Outcome::Failed };
    match serve(&project, options) {
        Ok(()) => Outcome::Done,
        Err(fault) => {
            terminal::say(&report::human(&Diagnostics::from_iter([*fault]), terminal::paint()));
            Outcome::Failed
        }
    }
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
    let ignored: Vec<PathBuf> = vec![project.root.join(engine::output_folder(&project.snapshot().0))];
    let watch = Watch::new(&project.root, &ignored, method)?;
    let mut desk = Desk { project: project.clone(), options: options.clone(), origin: preview.origin() };
    let quiet = options.project.quiet;
    preview.serve(watch, move |_: &Batch| desk.edition(), move |event| tell(&event, quiet))
}

/// Makes editions.
struct Desk {
    project: Project,
    options: ServeOptions,
    origin: String,
}

impl Desk {
    /// The site as it is now. Time goes on while the preview runs, unless `--now` stopped it.
    fn edition(&mut self) -> Arc<dyn Edition> {
        if let Some(project) = Project::open(&self.options.project) {
            self.project = project;
        }
        let (files, found) = self.project.snapshot();
        let mut options = self.project.options.clone();
        options.drafts = !self.options.published;
        options.future = !self.options.published;
        options.overrides.base_url = Some(self.address(&files));
        let built = engine::build(&files, &options, &mut |_| {});
        let diagnostics = found.into_iter().chain(built.diagnostics).collect::<Diagnostics>().settled();
        let prefix = built.config.base_url.prefix().to_owned();
        let is_broken = built.output.is_none();
        Arc::new(Finished { output: built.output.unwrap_or_default(), diagnostics, prefix, is_broken })
    }

    /// The path of the published site, at this machine.
    fn address(&self, files: &crate::input::Files) -> BaseUrl {
        let overrides = crate::input::Overrides { base_url: self.project.options.overrides.base_url.clone() };
        engine::base_url(files, overrides).with_origin(&self.origin)
    }
}

/// An edition that is printed whole.
struct Finished {
    output: Output,
    diagnostics: Diagnostics,
    prefix: String,
    is_broken: bool,
}

impl Edition for Finished {
    fn file(&self, path: &OutputPath) -> Result<Option<OutputFile>, Diagnostics> {
        Ok(self.output.get(path).cloned())
    }

    fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    fn prefix(&self) -> &str {
        &self.prefix
    }

    fn is_broken(&self) -> bool {
        self.is_broken
    }
}

fn tell(event: &Event<'_>, quiet: bool) {
    match event {
        Event::Built { number, edition, took, .. } => {
            terminal::say_if_any(&report::human(edition.diagnostics(), terminal::paint()));
            if !quiet {
                terminal::say(&built(*number, *edition, took.as_millis()));
            }
        }
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
    match (edition.is_broken(), tally(edition.diagnostics())) {
        (true, tally) => format!("The site cannot be shown: {tally}. It is built again when a file changes."),
        (false, tally) if tally.is_empty() => format!("{verb} in {milliseconds} ms"),
        (false, tally) => format!("{verb} in {milliseconds} ms ({tally})"),
    }
}
