//! Valid HTML and SVG: every page of the sample site, of the guide and of the site that uses every feature, in every
//! theme, through the checker that the W3C and the WHATWG communities use (npm package `vnu-jar`, run by Java).

use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

use super::run::{is_there, output};
use super::tools::Tools;
use super::{Verdict, Workshop, sites};
use crate::failure::Failure;

/// Builds the sites and checks each page.
pub fn check(workshop: &Workshop) -> Result<Verdict, Failure> {
    let tools = match Tools::installed(workshop) {
        Ok(tools) => tools,
        Err(verdict) => return Ok(verdict),
    };
    if !is_there("java", &["-version"]) {
        return Ok(Verdict::missing("java", "version 17 or later will do, such as https://adoptium.net"));
    }
    let pages = sites::build_into(&workshop.target.join("validated"), workshop, sites::SITES)?;
    let count = |ending: &str| pages.iter().map(|out| files(out, ending).len()).sum::<usize>();
    let html = invalid(&tools, &["--skip-non-html"], &pages)?;
    let pictures: Vec<PathBuf> = pages.iter().flat_map(|out| files(out, "svg")).collect();
    let svg = invalid(&tools, &["--svg"], &pictures)?;
    let (all, wrong) = (count("html") + pictures.len(), html + svg);
    Ok(Verdict::Counted { passed: all.saturating_sub(wrong), failed: wrong })
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
