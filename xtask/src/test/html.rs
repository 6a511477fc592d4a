//! Valid HTML and SVG: every page of the sample site, of the guide and of the site that uses every feature, in every
//! theme, through the checker that the W3C and the WHATWG communities use (npm package `vnu-jar`, run by Java).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

use super::run::{cargo, is_there, output};
use super::tools::Tools;
use super::{Verdict, Workshop};
use crate::failure::Failure;

/// A project, and the theme it is built in.
const SITES: &[(&str, &str)] = &[("", "default"), ("", "wire"), ("tests/kitchen", "default"), ("tests/kitchen", "wire"), ("docs", "")];

/// Builds the sites and checks each page.
pub fn check(workshop: &Workshop) -> Result<Verdict, Failure> {
    let tools = match Tools::installed(workshop) {
        Ok(tools) => tools,
        Err(verdict) => return Ok(verdict),
    };
    if !is_there("java", &["-version"]) {
        return Ok(Verdict::missing("java", "version 17 or later will do, such as https://adoptium.net"));
    }
    output(&mut cargo(&["build", "--quiet", "--package", "nutgraf"]))?;
    let work = workshop.target.join("validated");
    if work.exists() {
        fs::remove_dir_all(&work).map_err(|error| Failure::at("remove", &work, error))?;
    }
    let mut pages = Vec::new();
    for (number, (project, theme)) in SITES.iter().enumerate() {
        let out = work.join(format!("{number}"));
        build(workshop, &work.join(format!("project-{number}")), (project, theme), &out)?;
        pages.push(out);
    }
    let count = |ending: &str| pages.iter().map(|out| files(out, ending).len()).sum::<usize>();
    let html = invalid(&tools, &["--skip-non-html"], &pages)?;
    let pictures: Vec<PathBuf> = pages.iter().flat_map(|out| files(out, "svg")).collect();
    let svg = invalid(&tools, &["--svg"], &pictures)?;
    let (all, wrong) = (count("html") + pictures.len(), html + svg);
    Ok(Verdict::Counted { passed: all.saturating_sub(wrong), failed: wrong })
}

/// Builds a project with all that is drafted and scheduled, for an address below a path.
fn build(workshop: &Workshop, copy: &Path, (project, theme): (&str, &str), out: &Path) -> Result<(), Failure> {
    for name in ["content", "themes", "templates", "static", "nutgraf.yaml"] {
        copy_into(&workshop.root.join(project).join(name), &copy.join(name))?;
    }
    copy_into(&workshop.root.join("themes"), &copy.join("themes"))?;
    if !theme.is_empty() {
        let path = copy.join("nutgraf.yaml");
        let text = fs::read_to_string(&path).map_err(|error| Failure::at("read", &path, error))?;
        fs::write(&path, format!("{text}\ntheme: {theme}\n")).map_err(|error| Failure::at("write", &path, error))?;
    }
    let program = workshop.target.join("debug").join(if cfg!(windows) { "nutgraf.exe" } else { "nutgraf" });
    let mut command = Command::new(program);
    command.args(["build", "--quiet", "--strict", "--drafts", "--future", "--now", "2026-01-01T00:00:00Z"]);
    output(command.args(["--base-url", "https://example.org/repo/"]).arg("--root").arg(copy).arg("--out").arg(out))?;
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

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|own| own == ending)).collect()
}

/// How many files the checker finds wrong; what is wrong is printed.
fn invalid(tools: &Tools, options: &[&str], paths: &[PathBuf]) -> Result<usize, Failure> {
    let mut command = Command::new("java");
    command
        .args(["-Xss2m", "-jar"])
        .arg(tools.checker())
        .args(["--format", "gnu", "--stdout", "--exit-zero-always"])
        .args(options)
        .args(paths);
    let found = output(&mut command)?;
    let mut wrong: Vec<&str> = found.lines().filter(|line| !line.is_empty()).map(place).collect();
    found.lines().for_each(|line| println!("{line}"));
    wrong.dedup();
    Ok(wrong.len())
}

/// The file of a message in GNU's format: `"file:/a/b.html":1.2-3.4: error: …`.
fn place(line: &str) -> &str {
    line.split("\":").next().unwrap_or(line)
}
