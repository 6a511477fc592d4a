//! The theme compiled into the program, laid under a project's files.

use crate::base::SourcePath;
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
