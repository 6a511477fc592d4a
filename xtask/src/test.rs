//! Everything that must hold before a change goes in: format, lints, tests, documentation, licences, valid HTML, and what
//! a reader meets in a browser.
//!
//! Each step is printed as it begins and tells how many checks passed and failed; a step that fails does not keep the
//! next ones from running. A step whose program is not on the machine is skipped with the way to get it, but fails where
//! `CI=true` says that the machine was made for this. The last line is `N passed, N failed`.

mod browser;
mod html;
mod licences;
mod run;
mod sites;
mod tools;

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::args::Args;
use crate::failure::Failure;
use run::{cargo, counted, holds};
use tools::Tools;

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// So many checks passed, so many failed. What failed has been printed.
    Counted { passed: usize, failed: usize },
    /// Nothing could be checked, and why.
    Skipped(String),
}

impl Verdict {
    /// One check.
    pub fn one(passed: bool) -> Self {
        Self::Counted { passed: usize::from(passed), failed: usize::from(!passed) }
    }

    /// A program that is not there: skipped at home, failed where the machine is ours to furnish.
    pub fn missing(what: &str, remedy: &str) -> Self {
        let words = format!("{what} is not there; {remedy}");
        if is_ci() {
            println!("error: {words}");
            return Self::one(false);
        }
        Self::Skipped(words)
    }
}

/// What the steps share.
pub struct Workshop {
    /// The repository.
    pub root: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
}

type Step = (&'static str, &'static str, fn(&Workshop) -> Result<Verdict, Failure>);

const STEPS: &[Step] = &[
    ("format", "cargo fmt --check", |_| Ok(holds(&mut cargo(&["fmt", "--all", "--", "--check"])))),
    ("lints", "cargo clippy, warnings denied", |_| {
        Ok(holds(&mut cargo(&["clippy", "--quiet", "--all-targets", "--workspace", "--", "-D", "warnings"])))
    }),
    ("tests", "cargo test, with the examples of CommonMark", tests),
    ("docs", "cargo doc, warnings denied", |_| Ok(holds(cargo(&["doc", "--quiet", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings")))),
    ("licences", "the licence of every dependency", licences::check),
    ("html", "valid HTML and SVG", html::check),
    ("browser", "what a reader meets, in a real browser", browser::check),
];

/// Runs every step, or the one asked for.
pub fn run(mut args: Args) -> Result<(), Failure> {
    let only = args.value("--only")?;
    args.finish()?;
    let known = || STEPS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
    if let Some(name) = only.as_deref().filter(|name| STEPS.iter().all(|(step, ..)| step != name)) {
        return Err(Failure::Usage(format!("there is no step `{name}`; there are {}", known())));
    }
    let workshop = Workshop::open();
    let (mut passed, mut failed, mut skipped) = (0, 0, Vec::new());
    for (name, about, step) in STEPS.iter().filter(|(name, ..)| only.as_deref().is_none_or(|only| only == *name)) {
        println!("\n== {name}: {about}");
        let began = Instant::now();
        let verdict = step(&workshop).unwrap_or_else(|failure| {
            println!("error: {failure}");
            Verdict::one(false)
        });
        let seconds = began.elapsed().as_secs_f64();
        match verdict {
            Verdict::Counted { passed: more, failed: wrong } => {
                println!("-- {name}: {more} passed, {wrong} failed ({seconds:.1} s)");
                (passed, failed) = (passed + more, failed + wrong);
            }
            Verdict::Skipped(why) => {
                println!("-- {name}: SKIPPED ({seconds:.1} s): {why}");
                skipped.push(*name);
            }
        }
    }
    if !skipped.is_empty() {
        println!("\nskipped: {}", skipped.join(", "));
    }
    println!("\n{passed} passed, {failed} failed");
    if failed == 0 { Ok(()) } else { Err(Failure::Told) }
}

impl Workshop {
    fn open() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned();
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        Self { root, target }
    }
}

/// The tests of the workspace, all of them whichever fail. Those against CommonMark's specification skip themselves where it
/// cannot be had.
fn tests(workshop: &Workshop) -> Result<Verdict, Failure> {
    let mut command = cargo(&["test", "--workspace", "--no-fail-fast"]);
    let spec = Tools::installed(workshop).map(|tools| tools.commonmark());
    let missing = match spec {
        Ok(spec) => {
            command.env("NUTGRAF_COMMONMARK_SPEC", spec);
            None
        }
        Err(verdict) => Some(verdict),
    };
    let verdict = counted(&mut command)?;
    match (verdict, missing) {
        (verdict, None) => Ok(verdict),
        (verdict, Some(Verdict::Skipped(why))) => {
            println!("SKIPPED: the examples of CommonMark: {why}");
            Ok(verdict)
        }
        (Verdict::Counted { passed, failed }, Some(_)) => Ok(Verdict::Counted { passed, failed: failed + 1 }),
        (verdict, Some(_)) => Ok(verdict),
    }
}

fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true" || value == "1")
}
