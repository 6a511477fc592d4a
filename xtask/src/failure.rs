//! Why a task stopped: a message for people, and whether the call or the work was wrong.

use std::fmt::{self, Display};
use std::path::Path;

#[derive(Debug)]
pub enum Failure {
    /// Called wrongly: exit code 2, with the usage text.
    Usage(String),
    /// The work failed: exit code 1.
    Task(String),
    /// The same, and everything has been said.
    Told,
}

impl Failure {
    /// `cannot read content/a.md: permission denied`
    pub fn at(verb: &str, path: &Path, error: impl Display) -> Self {
        Self::Task(format!("cannot {verb} {}: {error}", path.display()))
    }
}

impl Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Task(message) => out.write_str(message),
            Self::Told => out.write_str("it is told above"),
        }
    }
}
