//! The store: bytes that the program keeps for itself in the project's cache folder, and may lose at any time.
//!
//! A thing is written beside its place and renamed into it, so that it is whole or not there; its last eight bytes are a
//! checksum of the rest, against disks that are not. What cannot be read is nothing; that something cannot be written
//! costs the next build its time and is no error.

use std::hash::Hasher as _;
use std::path::Path;

use rustc_hash::FxHasher;

/// What was kept under a name, if it is there and whole.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the cache is read and written here")]
pub fn recall(cache: &Path, name: &str) -> Option<Vec<u8>> {
    let mut bytes = std::fs::read(cache.join(name)).ok()?;
    let at = bytes.len().checked_sub(8)?;
    let sum = u64::from_le_bytes(bytes[at..].try_into().ok()?);
    bytes.truncate(at);
    (checksum(&bytes) == sum).then_some(bytes)
}

/// Keeps bytes under a name.
#[expect(clippy::disallowed_methods, reason = "the cache is read and written here")]
pub fn remember(cache: &Path, name: &str, mut bytes: Vec<u8>) {
    bytes.extend_from_slice(&checksum(&bytes).to_le_bytes());
    let temporary = cache.join(format!("{name}.{}", std::process::id()));
    let written = std::fs::create_dir_all(cache).and_then(|()| std::fs::write(&temporary, bytes));
    if written.and_then(|()| std::fs::rename(&temporary, cache.join(name))).is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
