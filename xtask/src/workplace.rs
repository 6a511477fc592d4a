//! Where the benchmark works: a memory file system when there is one, so that the disk is not what is measured.
//!
//! A folder of our own choosing is removed at the end, whatever happens; one that was named stays for inspection.

use std::env;
use std::fmt;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::process;

use crate::corpus;
use crate::failure::Failure;

/// The usual memory file system of Linux.
const MEMORY: &str = "/dev/shm";

pub struct Workplace {
    pub folder: PathBuf,
    pub kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Memory,
    /// The system's temporary folder, most likely on a disk.
    Temporary,
    /// The caller's choice, on a file system that the caller knows.
    Named,
}

impl Workplace {
    pub fn choose(named: Option<&str>) -> Result<Self, Failure> {
        if let Some(named) = named {
            let folder = path::absolute(named).map_err(|error| Failure::at("find", Path::new(named), error))?;
            corpus::claim(&folder)?;
            return Ok(Self { folder, kind: Kind::Named });
        }
        let own_name = format!("nutgraf-bench-{}", process::id());
        let memory = Path::new(MEMORY).join(&own_name);
        // Not create_dir_all: where there is no such file system, a plain folder of its name would be a lie.
        if fs::create_dir(&memory).is_ok() {
            return Ok(Self { folder: memory, kind: Kind::Memory });
        }
        let folder = env::temp_dir().join(&own_name);
        fs::create_dir(&folder).map_err(|error| Failure::at("create", &folder, error))?;
        Ok(Self { folder, kind: Kind::Temporary })
    }

    /// What the running child writes to its standard error.
    pub fn log(&self) -> PathBuf {
        self.folder.join("stderr.log")
    }
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory file system",
            Self::Temporary => "temporary folder, NOT a memory file system",
            Self::Named => "named folder",
        }
    }
}

impl fmt::Display for Workplace {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{} ({})", self.folder.display(), self.kind.name())
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        if self.kind != Kind::Named {
            // A failure cannot be mended here, and the results are what matters.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}
