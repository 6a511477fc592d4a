//! What a reader meets: the test modules `tests/browser/*.mjs`, run by Node's own test runner against built sites.
//!
//! A module gets what it needs from the environment (`tests/browser/lib/desk.mjs` reads it): where the sites lie, the
//! program, the packages and a Chromium, which the machine must have. Modules in `lib/` hold no tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::run::{counted, is_there};
use super::sites::{self, SITES, Site};
use super::tools::Tools;
use super::{Verdict, Workshop};
use crate::failure::Failure;

/// What Chromium is called, by the systems that have it. The environment variable `CHROMIUM` comes first.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
];

/// Sites that only readers in a browser see.
const OWN_SITES: &[Site] = &[];

/// Builds the sites and runs the modules.
pub fn check(workshop: &Workshop) -> Result<Verdict, Failure> {
    let tools = match Tools::installed(workshop) {
        Ok(tools) => tools,
        Err(verdict) => return Ok(verdict),
    };
    if !is_there("node", &["--version"]) {
        return Ok(Verdict::missing("node", "version 20 or later will do: https://nodejs.org"));
    }
    let Some(chromium) = chromium() else {
        let remedy = "install Chromium or Chrome (Debian: `apt-get install chromium`), or name it in the variable CHROMIUM";
        return Ok(Verdict::missing("chromium", remedy));
    };
    let work = workshop.target.join("browsed");
    sites::build_into(&work, workshop, &[SITES, OWN_SITES].concat())?;
    let mut command = Command::new("node");
    command.current_dir(&workshop.root).args(["--test", "--test-reporter=spec"]).args(modules(&workshop.root.join("tests/browser"))?);
    command.env("NUTGRAF_SITES", &work).env("NUTGRAF_PROGRAM", sites::program(workshop)?);
    command.env("NUTGRAF_PACKAGES", tools.packages()).env("CHROMIUM", chromium).env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    counted(&mut command)
}

/// The file of a Chromium that runs.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let usual = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    let mut there = named.into_iter().chain(usual).filter(|file| file.is_file());
    there.find(|file| is_there(file, &["--version"]))
}

fn modules(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::at("read", folder, error))?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut modules: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "mjs")).collect();
    modules.sort();
    Ok(modules)
}
