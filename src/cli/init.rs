//! `nutgraf init`: a new project with sample content; with `--github` also the workflow that publishes it.

use std::path::Path;

use super::arguments::InitOptions;
use super::{Outcome, project, terminal};
use crate::engine::{self, Options, State};
use crate::input::{Overrides, config, disk};
use crate::publish;

/// The files of a new project, by path.
const STARTER: &[(&str, &str)] = &[
    ("nutgraf.yaml", include_str!("starter/nutgraf.yaml")),
    ("content/_index.md", include_str!("starter/content/_index.md")),
    ("content/about.md", include_str!("starter/content/about.md")),
    ("content/_data/authors.yaml", include_str!("starter/content/_data/authors.yaml")),
    ("content/_data/tags.yaml", include_str!("starter/content/_data/tags.yaml")),
    ("content/science/_index.md", include_str!("starter/content/science/_index.md")),
    ("content/science/2023-08-23-chandrayaan-3.md", include_str!("starter/content/science/2023-08-23-chandrayaan-3.md")),
    ("content/economy/_index.md", include_str!("starter/content/economy/_index.md")),
    ("content/economy/2024-06-06-ecb-rate-cut.md", include_str!("starter/content/economy/2024-06-06-ecb-rate-cut.md")),
    ("content/economy/your-first-briefing.md", include_str!("starter/content/economy/your-first-briefing.md")),
    ("archetypes/briefing.md", include_str!("archetype.md")),
    (".gitignore", "/public/\n/.nutgraf/\n"),
];

/// The GitHub Pages workflow; `VERSION` in it stands for this program's. Its schedule is a comment.
const WORKFLOW: (&str, &str) = (".github/workflows/publish.yml", include_str!("starter/publish.yml"));

/// Runs the command.
#[must_use]
pub fn run(options: &InitOptions) -> Outcome {
    let folder = &options.folder;
    let is_project = looks_used(folder);
    if is_project && !options.github {
        terminal::complain(&format!(
            "{} already holds a project; nothing was written\n  `nutgraf init --github` adds the workflow to it",
            folder.display()
        ));
        return Outcome::Failed;
    }
    let mut files: Vec<(&str, &str)> = if is_project { Vec::new() } else { STARTER.to_vec() };
    let workflow = workflow(folder);
    if options.github {
        files.push((WORKFLOW.0, &workflow));
    }
    let mut outcome = Outcome::Done;
    for (path, text) in files {
        match publish::create(&folder.join(path), text.as_bytes()) {
            Ok(()) => terminal::print(&folder.join(path).display().to_string()),
            // A .gitignore or workflow of the team's own is not ours to change.
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                terminal::say(&format!("kept {}, which was there", folder.join(path).display()))
            }
            Err(error) => {
                terminal::complain(&format!("{} cannot be written: {error}", folder.join(path).display()));
                outcome = Outcome::Failed;
            }
        }
    }
    if outcome == Outcome::Done && !is_project {
        terminal::say(&next_steps(folder));
    }
    outcome
}

/// The workflow, with its schedule switched on where something waits for its time.
fn workflow(folder: &Path) -> String {
    let text = WORKFLOW.1.replace("VERSION", env!("CARGO_PKG_VERSION"));
    let (files, _) = disk::snapshot(folder);
    let options = Options { now: project::now(None).unwrap_or_default(), drafts: false, future: false, overrides: Overrides::default() };
    let waits = engine::inventory(&files, &options, &engine::Shelf::default()).0.iter().any(|row| row.state == State::Scheduled);
    if waits { text.replace("  # schedule:\n  #   - cron", "  schedule:\n    - cron") } else { text }
}

fn next_steps(folder: &Path) -> String {
    let enter = if folder == Path::new(".") { String::new() } else { format!("  cd {}\n", folder.display()) };
    format!(
        "\nA new project. What next:\n{enter}  nutgraf serve          preview it while you write\n  nutgraf new \"Title\"    start a briefing"
    )
}

#[expect(clippy::disallowed_methods, reason = "the command line looks whether a project is there")]
fn looks_used(folder: &Path) -> bool {
    config::NAMES.iter().chain(&["content"]).any(|name| folder.join(name).exists())
}
