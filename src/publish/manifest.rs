//! The manifest: what in the output folder is ours, by path, with each file's digest and length.
//!
//! It stands in the output folder itself, as the mark that the folder is ours, and holds no times, so that equal sites
//! have equal manifests. The times by which an untouched file is known without reading it are [`Stamps`], kept in the
//! cache; without them, or if they belong to another manifest, files are known by their digests.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Disk, Mtime, Seen};
use super::sealed::{self, seal_of, unseal};
use crate::base::{Digest, OutputPath};
use crate::output::{Output, OutputFile};

/// The name of the manifest in the output folder.
pub(super) const MANIFEST: &str = ".nutgraf-manifest";

/// One file of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path below the output folder, as it was written; not yet checked.
    pub path: Box<str>,
    /// The digest of the bytes that were written.
    pub digest: Digest,
    /// Their number.
    pub len: u64,
}

/// The text of the manifest of a site.
pub(super) fn manifest_of(output: &Output) -> String {
    let rows: Vec<(&OutputPath, &OutputFile)> = output.iter().collect();
    let lines: Vec<String> = rows.par_chunks(1024).map(lines).collect();
    sealed::seal("manifest", &lines.concat())
}

fn lines(rows: &[(&OutputPath, &OutputFile)]) -> String {
    let mut lines = String::with_capacity(rows.len().saturating_mul(96));
    for (path, file) in rows {
        let _ = writeln!(lines, "{} {} {path}", file.digest.hex(), file.contents.len());
    }
    lines
}

/// Whether a manifest's entries are the files of a site, all and no others.
pub(super) fn lists(entries: &[Entry], output: &Output) -> bool {
    let is_of = |(entry, (path, file)): (&Entry, (&OutputPath, &OutputFile))| {
        *entry.path == *path.as_str() && entry.digest == file.digest && entry.len == file.contents.len()
    };
    entries.len() == output.len() && entries.iter().zip(output).all(is_of)
}

/// The entries of a manifest in the order of their paths; `None` if it is damaged.
pub(super) fn entries(manifest: &str) -> Option<Vec<Entry>> {
    let entries: Vec<Entry> = unseal("manifest", manifest.as_bytes())?.par_lines().map(entry).collect::<Option<_>>()?;
    entries.is_sorted_by(|left, right| left.path < right.path).then_some(entries)
}

fn entry(line: &str) -> Option<Entry> {
    let (digest, rest) = line.split_once(' ')?;
    let (len, path) = rest.split_once(' ')?;
    Some(Entry { path: path.into(), digest: Digest::from_hex(digest)?, len: len.parse().ok()? })
}

/// The times at which the files of one manifest were written, in its order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stamps(Vec<Mtime>);

impl Stamps {
    /// Reads those that belong to `manifest`; none if there are none, or if they are damaged or belong to another.
    pub fn read(disk: &dyn Disk, file: &Path, manifest: &str) -> Self {
        match disk.look(file) {
            Ok(Seen::File { .. }) => disk.read(file).ok().and_then(|bytes| Self::parse(&bytes, manifest)).unwrap_or_default(),
            _ => Self::default(),
        }
    }

    fn parse(bytes: &[u8], manifest: &str) -> Option<Self> {
        let mut lines = unseal("stamps", bytes)?.lines();
        let belongs = lines.next()? == seal_of(manifest);
        belongs.then(|| Self(lines.map(|line| line.parse().ok()).collect()))
    }

    /// The time of the file with this number in the manifest.
    pub fn of(&self, index: usize) -> Mtime {
        self.0.get(index).copied().flatten()
    }

    /// Whether they are these.
    pub fn are(&self, mtimes: &[Mtime]) -> bool {
        self.0 == mtimes
    }

    /// Keeps the times of a manifest's files. That it fails matters to nothing but the speed of the next build.
    pub fn keep(disk: &dyn Disk, file: &Path, manifest: &str, mtimes: &[Mtime]) {
        let mut lines = seal_of(manifest).to_owned();
        lines.push('\n');
        for mtime in mtimes {
            let _ = match mtime {
                Some(nanoseconds) => writeln!(lines, "{nanoseconds}"),
                None => writeln!(lines, "-"),
            };
        }
        let temporary = file.with_extension("new");
        let _ = file.parent().map(|folder| disk.create_folder(folder));
        let _ = disk.remove_file(&temporary);
        let _ = disk.write(&temporary, sealed::seal("stamps", &lines).as_bytes()).and_then(|_| disk.rename(&temporary, file));
    }
}

/// Where the stamps of an output folder are kept.
pub(super) fn stamps_file(cache: &Path, folder: &Path) -> PathBuf {
    cache.join(format!("published-{}", Digest::of(folder.as_os_str().as_encoded_bytes()).hex()))
}

/// What tells a manifest from every other.
pub(super) fn seal(manifest: &str) -> String {
    seal_of(manifest).to_owned()
}

/// Whether a path of the site would stand where the manifest or the work folder does.
pub(super) fn is_reserved(path: &OutputPath) -> bool {
    let first = path.as_str().split('/').next().unwrap_or_default();
    [MANIFEST, super::target::WORK_INSIDE].iter().any(|name| first.eq_ignore_ascii_case(name))
}
