//! The programs that are measured: built or installed, and each with its commands, its output and its leftovers.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::hugo::{self, Hugo};
use crate::failure::Failure;
use crate::program::{self, target_folder};

pub const FLOOR: &str = "floor";
pub const NUTGRAF: &str = "nutgraf";
pub const HUGO: &str = "hugo";

pub struct Programs {
    /// This program in release: a floor without optimisation would be none.
    pub xtask: PathBuf,
    pub nutgraf: Option<PathBuf>,
    pub hugo: Option<Hugo>,
}

pub struct Contender {
    pub name: &'static str,
    program: PathBuf,
    arguments: Vec<OsString>,
    /// What makes it a preview; the port comes behind.
    preview: Option<Vec<OsString>>,
    /// Where its project is.
    pub root: PathBuf,
    pub output: PathBuf,
    /// What must be gone before a cold run.
    leftovers: Vec<PathBuf>,
}

impl Programs {
    pub fn prepare(with_nutgraf: bool, with_hugo: bool) -> Result<Self, Failure> {
        let xtask = program::build("xtask")?;
        let nutgraf = with_nutgraf.then(|| program::build("nutgraf")).transpose()?;
        let hugo = if with_hugo { install_hugo() } else { None };
        Ok(Self { xtask, nutgraf, hugo })
    }

    /// Those whose projects are in the folder, in the order of their turns.
    pub fn contenders(&self, folder: &Path, with_hugo: bool) -> Vec<Contender> {
        let nutgraf = self.nutgraf.as_ref().map(|program| nutgraf(program, &folder.join(NUTGRAF)));
        let hugo = self.hugo.as_ref().filter(|_| with_hugo).map(|hugo| hugo_contender(&hugo.binary, &folder.join(HUGO)));
        [Some(floor(&self.xtask, folder)), nutgraf, hugo].into_iter().flatten().collect()
    }
}

impl Contender {
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command
    }

    /// Its preview at a port of this machine; the floor has none.
    pub fn preview(&self, port: u16) -> Option<Command> {
        let mut command = Command::new(&self.program);
        command.args(self.preview.as_ref()?).args(["--port", &port.to_string()]);
        Some(command)
    }

    pub fn remove_leftovers(&self) -> Result<(), Failure> {
        self.leftovers.iter().try_for_each(|folder| match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::at("remove", folder, error)),
            _ => Ok(()),
        })
    }
}

fn floor(program: &Path, folder: &Path) -> Contender {
    let (content, output) = (folder.join(NUTGRAF).join("content"), folder.join("floor"));
    Contender {
        name: FLOOR,
        program: program.to_owned(),
        preview: None,
        root: folder.join(NUTGRAF),
        arguments: vec!["floor".into(), "--in".into(), content.into(), "--out".into(), output.clone().into()],
        leftovers: vec![output.clone()],
        output,
    }
}

fn nutgraf(program: &Path, root: &Path) -> Contender {
    let output = root.join("public");
    Contender {
        name: NUTGRAF,
        program: program.to_owned(),
        arguments: ["build".into(), "--root".into(), root.into(), "--quiet".into()].into(),
        preview: Some(["serve".into(), "--root".into(), root.into(), "--quiet".into()].into()),
        root: root.to_owned(),
        leftovers: vec![output.clone(), root.join(".nutgraf")],
        output,
    }
}

fn hugo_contender(program: &Path, root: &Path) -> Contender {
    let (output, cache) = (root.join("public"), root.join(".cache"));
    let build: Vec<OsString> = ["--quiet".into(), "--source".into(), root.into(), "--cacheDir".into(), cache.clone().into()].into();
    let server = ["server".into(), "--renderToMemory".into(), "--bind".into(), "127.0.0.1".into()];
    Contender {
        name: HUGO,
        program: program.to_owned(),
        preview: Some(server.into_iter().chain(build.clone()).collect()),
        arguments: build,
        root: root.to_owned(),
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
