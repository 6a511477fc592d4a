//! From arguments to what a build needs: the project's folder, its snapshot, and the build's moment.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;

use super::arguments::ProjectOptions;
use super::terminal;
use crate::base::{BaseUrl, Diagnostics};
use crate::engine::Options;
use crate::input::disk::{self, Sightings};
use crate::input::{Config, Files, Overrides, config};

/// The variable that sets the clock of builds (reproducible-builds.org).
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// A project on disk.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its folder.
    pub root: PathBuf,
    /// What builds of it depend on.
    pub options: Options,
    /// Whether the moment is the machine's, so that a later build has a later one.
    pub time_goes_on: bool,
}

impl Project {
    /// Finds the project and decides the options. What is wrong has been told when this is `None`.
    #[must_use]
    pub fn open(options: &ProjectOptions) -> Option<Self> {
        let root = root(options.root.as_deref())?;
        let base_url = match options.base_url.as_deref().map(BaseUrl::new) {
            Some(Err(why)) => {
                terminal::complain(&format!("--base-url cannot be used: {why}"));
                return None;
            }
            Some(Ok(base_url)) => Some(base_url),
            None => None,
        };
        let now = now(options.now.as_deref())?;
        let overrides = Overrides { base_url };
        Some(Self {
            root,
            time_goes_on: options.now.is_none() && !is_epoch_set(),
            options: Options { now, drafts: options.drafts, future: options.future, overrides },
        })
    }

    /// The files as they are now, without reading what looks as it did.
    #[must_use]
    pub fn snapshot_after(&self, before: &Sightings) -> (Files, Sightings, Diagnostics) {
        disk::snapshot_after(&self.root, before, clock())
    }

    /// The settings as they are now; what is wrong with them a build will tell.
    #[must_use]
    pub fn settings(&self) -> Config {
        Config::read(&disk::settings(&self.root), Overrides::default()).0
    }
}

/// The project's folder: the one named, or the nearest above that looks like one.
#[must_use]
pub fn root(named: Option<&Path>) -> Option<PathBuf> {
    let start = named.map_or_else(current, |named| std::path::absolute(named).ok());
    let Some(start) = start else {
        terminal::complain("the current folder cannot be read");
        return None;
    };
    let found = match named {
        Some(_) => is_project(&start).then(|| start.clone()),
        None => start.ancestors().find(|folder| is_project(folder)).map(Path::to_owned),
    };
    if found.is_none() {
        terminal::complain(&format!(
            "there is no project in {}: it has neither a nutgraf.yaml nor a content folder\n  `nutgraf init DIR` makes a new project; `--root DIR` names another folder",
            start.display()
        ));
    }
    found
}

#[expect(clippy::disallowed_methods, reason = "the command line finds the project on the disk")]
fn is_project(folder: &Path) -> bool {
    config::NAMES.iter().any(|name| folder.join(name).is_file()) || folder.join("content").is_dir()
}

#[expect(clippy::disallowed_methods, reason = "the command line finds the project from where it is called")]
fn current() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// The build's moment: as given, else SOURCE_DATE_EPOCH (reproducible-builds.org), else the machine's clock.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the command line alone reads the clock and SOURCE_DATE_EPOCH")]
pub fn now(given: Option<&str>) -> Option<Timestamp> {
    if let Some(text) = given {
        let parsed = text.parse().ok();
        if parsed.is_none() {
            terminal::complain(&format!("--now cannot read `{text}`; write it as 2026-03-03T09:00:00Z or with an offset"));
        }
        return parsed;
    }
    match std::env::var(EPOCH) {
        Ok(text) => {
            let moment = text.trim().parse::<i64>().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
            if moment.is_none() {
                terminal::complain("SOURCE_DATE_EPOCH is not a number of seconds");
            }
            moment
        }
        Err(_) => Some(Timestamp::now()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line alone reads SOURCE_DATE_EPOCH")]
fn is_epoch_set() -> bool {
    std::env::var_os(EPOCH).is_some()
}

/// The machine's clock, which tells whether a file has been at rest; nothing that is built depends on it.
#[expect(clippy::disallowed_methods, reason = "the command line alone reads the clock")]
fn clock() -> SystemTime {
    Timestamp::now().into()
}

/// The user's home directory, which nothing may be published into.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the command line alone reads the environment")]
pub fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from).filter(|home| home.is_absolute())
}
