//! Programs and texts from npm that the checks use, installed once below the target folder, in fixed versions.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::run::is_there;
use super::{Verdict, Workshop};

/// The specification of CommonMark with its examples, the HTML checker of the W3C and WHATWG communities, what drives a
/// browser that is there already, and Deque's rules of accessibility.
const PACKAGES: [&str; 4] = ["commonmark-spec@0.31.2", "vnu-jar@26.9.27", "playwright-core@1.65.1", "axe-core@4.14.1"];

/// The tools, installed.
pub struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// Installs what is not there yet. The verdict says why the tools cannot be had.
    pub fn installed(workshop: &Workshop) -> Result<Self, Verdict> {
        let tools = Self { folder: workshop.target.join("tools") };
        if tools.are_current() {
            return Ok(tools);
        }
        if !is_there(npm(), &["--version"]) {
            return Err(Verdict::missing("npm", "it comes with Node.js: https://nodejs.org"));
        }
        println!("installing {} into {}", PACKAGES.join(", "), tools.folder.display());
        tools.install().map_err(|why| Verdict::Skipped(format!("npm could not fetch the tools ({why}); is there a network?")))?;
        Ok(tools)
    }

    fn install(&self) -> Result<(), String> {
        std::fs::create_dir_all(&self.folder).map_err(|error| error.to_string())?;
        let mut command = Command::new(npm());
        command.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--prefix"]);
        let status = command.arg(&self.folder).args(PACKAGES).status().map_err(|error| error.to_string())?;
        if !status.success() || !self.are_there() {
            return Err("`npm install` failed".into());
        }
        std::fs::write(self.stamp(), PACKAGES.join("\n")).map_err(|error| error.to_string())
    }

    fn are_current(&self) -> bool {
        let stamped = std::fs::read_to_string(self.stamp()).is_ok_and(|stamp| stamp == PACKAGES.join("\n"));
        stamped && self.are_there()
    }

    fn are_there(&self) -> bool {
        let modules = ["playwright-core/index.js", "axe-core/axe.min.js"];
        self.commonmark().is_file() && self.checker().is_file() && modules.iter().all(|path| self.package(path).is_file())
    }

    fn stamp(&self) -> PathBuf {
        self.folder.join("installed.txt")
    }

    fn package(&self, path: &str) -> PathBuf {
        self.packages().join(Path::new(path))
    }

    /// `spec.txt` of CommonMark.
    pub fn commonmark(&self) -> PathBuf {
        self.package("commonmark-spec/spec.txt")
    }

    /// The HTML checker, a program for Java.
    pub fn checker(&self) -> PathBuf {
        self.package("vnu-jar/build/dist/vnu.jar")
    }

    /// The folder in which Node.js finds the packages.
    pub fn packages(&self) -> PathBuf {
        self.folder.join("node_modules")
    }
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}
