//! The theme compiled into the program, laid under a project's files.

use crate::base::{Digest, SourcePath};
use crate::input::{File, Files};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The name of the embedded theme.
pub const NAME: &str = "default";

/// Adds the embedded theme's files where the project has none of its own: file by file, the project's win.
pub fn underlay(files: &mut Files) {
    for (path, bytes) in FILES {
        if let Some(path) = SourcePath::new(path).filter(|path| files.get(path).is_none()) {
            files.insert(path, File::new(*bytes));
        }
    }
}

/// Whether a file is as the program brings it: the project has none of its own, or has not changed it.
#[must_use]
pub fn is_ours(files: &Files, path: &SourcePath) -> bool {
    let is_same = |bytes: &[u8]| files.get(path).is_some_and(|file| file.digest == Digest::of(bytes));
    FILES.iter().any(|(name, bytes)| *name == path.as_str() && is_same(bytes))
}
