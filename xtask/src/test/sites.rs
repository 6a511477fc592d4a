//! The sites that checks look at: projects of this repository become finished folders, built by the real program.
//!
//! A project is copied first, so that nothing is written into the repository and any theme can be tried on it. All that
//! is drafted and scheduled is built too, below a path, since both are where mistakes hide.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

use super::Workshop;
use super::run::{cargo, output};
use crate::failure::Failure;

/// The path below which every site is built: that of a project site on GitHub Pages.
pub const BASE_URL: &str = "https://example.org/repo/";

/// A project and the theme it is built in.
#[derive(Debug, Clone, Copy)]
pub struct Site {
    /// What checks call it.
    pub name: &'static str,
    /// Its folder in the repository.
    pub project: &'static str,
    /// Its theme; empty for its own.
    pub theme: &'static str,
}

/// The sample site, the site that uses every feature, and the guide.
pub const SITES: &[Site] = &[
    Site { name: "sample", project: "", theme: "default" },
    Site { name: "sample-wire", project: "", theme: "wire" },
    Site { name: "kitchen", project: "tests/kitchen", theme: "default" },
    Site { name: "kitchen-wire", project: "tests/kitchen", theme: "wire" },
    Site { name: "docs", project: "docs", theme: "" },
];

/// The program, built as it is now.
pub fn program(workshop: &Workshop) -> Result<PathBuf, Failure> {
    output(&mut cargo(&["build", "--quiet", "--package", "nutgraf"]))?;
    Ok(workshop.target.join("debug").join("nutgraf").with_extension(std::env::consts::EXE_EXTENSION))
}

/// Builds the sites into a folder, which is emptied first: each project at `projects/NAME`, each site at `NAME`.
pub fn build_into(work: &Path, workshop: &Workshop, sites: &[Site]) -> Result<Vec<PathBuf>, Failure> {
    let program = program(workshop)?;
    if work.exists() {
        fs::remove_dir_all(work).map_err(|error| Failure::at("remove", work, error))?;
    }
    let built = |site: &Site| {
        let (project, out) = (work.join("projects").join(site.name), work.join(site.name));
        copy_project(workshop, site, &project)?;
        let mut command = Command::new(&program);
        command.args(["build", "--quiet", "--strict", "--drafts", "--future", "--now", "2026-01-01T00:00:00Z", "--base-url", BASE_URL]);
        output(command.arg("--root").arg(&project).arg("--out").arg(&out))?;
        Ok(out)
    };
    sites.iter().map(built).collect()
}

fn copy_project(workshop: &Workshop, site: &Site, copy: &Path) -> Result<(), Failure> {
    for name in ["content", "templates", "static", "nutgraf.yaml"] {
        copy_into(&workshop.root.join(site.project).join(name), &copy.join(name))?;
    }
    copy_into(&workshop.root.join("themes"), &copy.join("themes"))?;
    if !site.theme.is_empty() {
        let path = copy.join("nutgraf.yaml");
        let text = fs::read_to_string(&path).map_err(|error| Failure::at("read", &path, error))?;
        fs::write(&path, format!("{text}\ntheme: {}\n", site.theme)).map_err(|error| Failure::at("write", &path, error))?;
    }
    Ok(())
}

fn copy_into(from: &Path, to: &Path) -> Result<(), Failure> {
    if !from.exists() {
        return Ok(());
    }
    for entry in WalkDir::new(from) {
        let entry = entry.map_err(|error| Failure::at("read", from, error))?;
        let target = entry.path().strip_prefix(from).map_or_else(|_| to.to_owned(), |inner| to.join(inner));
        let target = if entry.path() == from { to.to_owned() } else { target };
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).map_err(|error| Failure::at("make", &target, error))?;
        } else {
            target.parent().map(fs::create_dir_all).transpose().map_err(|error| Failure::at("make", &target, error))?;
            fs::copy(entry.path(), &target).map_err(|error| Failure::at("copy", entry.path(), error))?;
        }
    }
    Ok(())
}
