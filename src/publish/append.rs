//! Lines below those of a file of the project: what stands there is not touched.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a text below what stands in a file, which is made if it is not there.
///
/// # Errors
/// Those of the disk.
#[expect(clippy::disallowed_methods, reason = "publish is where files are written")]
pub fn append(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}
