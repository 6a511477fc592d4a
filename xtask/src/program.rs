//! The programs that tasks run: this workspace's own, built in release, and where cargo puts them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;

/// One package at a time: built together, they would share their features, and what is measured would not be what ships.
pub fn build(package: &str) -> Result<PathBuf, Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(workspace_root()).args(["build", "--release", "--package", package, "--target-dir"]).arg(target_folder());
    let status = command.status().map_err(|error| Failure::Task(format!("cannot run cargo: {error}")))?;
    if status.success() { Ok(binary(package)) } else { Err(Failure::Task(format!("cargo build --package {package}: {status}"))) }
}

fn binary(name: &str) -> PathBuf {
    target_folder().join("release").join(name).with_extension(env::consts::EXE_EXTENSION)
}

/// Where cargo builds.
pub fn target_folder() -> PathBuf {
    // Joined to the root, since cargo runs there and a relative CARGO_TARGET_DIR would name two places.
    workspace_root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

fn workspace_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}
