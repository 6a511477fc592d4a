//! New files of a project, never over one that is there; and files that this program made, over themselves only.

use std::fs::OpenOptions;
use std::io::{self, Read as _, Write as _};
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

/// Writes a file anew that this program wrote before, known by its first words. The one that is there is replaced whole or
/// not at all.
///
/// # Errors
/// `AlreadyExists` if what stands there does not begin with those words; else those of the disk.
#[expect(clippy::disallowed_methods, reason = "publish is where files are written")]
pub fn renew(path: &Path, bytes: &[u8], mark: &str) -> io::Result<()> {
    match std::fs::File::open(path) {
        Ok(file) => {
            let mut first = Vec::new();
            file.take(2 * mark.len() as u64).read_to_end(&mut first)?;
            // Version control may have given the lines other ends.
            first.retain(|byte| *byte != b'\r');
            if !first.starts_with(mark.as_bytes()) {
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, "another file stands there"));
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => return create(path, bytes),
        Err(error) => return Err(error),
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path)).inspect_err(|_| {
        let _ = std::fs::remove_file(&beside);
    })
}
