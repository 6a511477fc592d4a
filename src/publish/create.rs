//! New files of a project: never over one that is there.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a new file, making its folders.
///
/// # Errors
/// `AlreadyExists` if anything stands there; else those of the disk. A file half written is removed.
#[expect(clippy::disallowed_methods, reason = "publish is where files are written")]
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes).inspect_err(|_| {
        let _ = std::fs::remove_file(path);
    })
}
