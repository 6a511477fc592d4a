//! Reads a project's folder into [`Files`]: the shell's one look at the disk before a build.
//!
//! Hidden files, editors' litter and what is no part of a build are passed over; links are followed only within the
//! project; files are read in parallel. A file that vanishes while it is read counts as absent.
//!
//! A file that looks as it did when its digest was taken (size, times, inode: a [`Sighting`]) is not read again: the
//! snapshot knows its digest and fetches its bytes only if somebody asks. A file that changed a moment before it was read
//! leaves no sighting, because it may change once more within the resolution of its times.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use super::config;
use super::faults;
use super::files::{Contents, File, Files, Start};
use crate::base::{Diagnostic, Diagnostics, Digest, SourcePath};

/// The folders and files of a project that a build reads.
pub const ROOTS: [&str; 8] = ["content", "themes", "templates", "static", "fonts", config::NAMES[0], config::NAMES[1], "evidence.lock"];

/// Files longer than this stay on disk, unless they are text that a build reads.
const MEMORY_MAX: u64 = 256 * 1024;

/// How long a file must have been at rest before its times are believed: coarser than any file system's clock.
const REST: Duration = Duration::from_millis(2500);

/// What a file looked like when its digest was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    look: Look,
    digest: Digest,
}

/// What the system tells of a file without reading it. Times are in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Look {
    len: u64,
    modified: u64,
    /// Where the system tells them: the time of the last change of anything, and the file's number.
    changed: u64,
    inode: u64,
    /// How many names it has.
    links: u64,
}

/// The files that were at rest when a snapshot was taken.
pub type Sightings = FxHashMap<SourcePath, Sighting>;

/// The project's files as they are now.
///
/// Links that leave the project, unreadable files and unusable names are reported; everything else is there.
#[must_use]
pub fn snapshot(root: &Path) -> (Files, Diagnostics) {
    let (files, _, faults) = snapshot_after(root, &Sightings::default(), SystemTime::UNIX_EPOCH);
    (files, faults)
}

/// The same at `now`, without reading what looks as it did at an earlier snapshot; with the sightings for the next one.
#[must_use]
pub fn snapshot_after(root: &Path, before: &Sightings, now: SystemTime) -> (Files, Sightings, Diagnostics) {
    snapshot_of(&ROOTS, root, before, now)
}

/// The project's configuration file alone.
#[must_use]
pub fn settings(root: &Path) -> Files {
    snapshot_of(&config::NAMES, root, &Sightings::default(), SystemTime::UNIX_EPOCH).0
}

fn snapshot_of(roots: &[&str], root: &Path, before: &Sightings, now: SystemTime) -> (Files, Sightings, Diagnostics) {
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut faults = Diagnostics::new();
    let (mut found, mut linked): (Vec<(SourcePath, PathBuf)>, bool) = (Vec::new(), false);
    for name in roots {
        linked |= list(&root.join(name), root, &real_root, &mut found, &mut faults);
    }
    let read: Vec<Result<Option<Seen>, Diagnostic>> = found.into_par_iter().map(|(path, place)| see_file(path, &place, before)).collect();
    let (mut files, mut sightings) = (Vec::with_capacity(read.len()), Sightings::default());
    sightings.reserve(read.len());
    for result in read {
        match result {
            Ok(Some(Seen { path, file, look })) => {
                linked |= look.links > 1;
                if look.is_at_rest(now) {
                    sightings.insert(path.clone(), Sighting { look, digest: file.digest });
                }
                files.push((path, file));
            }
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    let mut files: Files = files.into_iter().collect();
    files.linked = linked;
    (files, sightings, faults)
}

/// Files that are known, looked at once more because something said that they may have changed: their bytes as they are
/// now. `None` if anything but the bytes of known files may be different, which only a whole look tells.
#[must_use]
pub fn look_again(root: &Path, known: &Files, changed: &BTreeSet<PathBuf>) -> Option<Vec<(SourcePath, File)>> {
    if known.linked {
        return None;
    }
    let mut again = Vec::new();
    for place in changed {
        let place = root.join(place);
        let path = SourcePath::new(&place.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"))?;
        match (known.get(&path), place.symlink_metadata()) {
            (Some(_), Ok(about)) if about.is_file() => again.push((path.clone(), read_file(&path, &place).ok()??.0)),
            // What came and went again, as editors' files do.
            (None, Err(error)) if error.kind() == std::io::ErrorKind::NotFound && known.below(path.as_str()).next().is_none() => {}
            _ => return None,
        }
    }
    Some(again)
}

/// A file of the snapshot in the making.
struct Seen {
    path: SourcePath,
    file: File,
    look: Look,
}

impl Look {
    fn of(about: &std::fs::Metadata) -> Self {
        let modified = about.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let modified = modified.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(0));
        #[cfg(unix)]
        let (changed, inode, links) = {
            use std::os::unix::fs::MetadataExt as _;
            let changed = about.ctime().saturating_mul(1_000_000_000).saturating_add(about.ctime_nsec());
            (u64::try_from(changed).unwrap_or(0), about.ino(), about.nlink())
        };
        #[cfg(not(unix))]
        let (changed, inode, links) = (modified, 0, 1);
        Self { len: about.len(), modified, changed, inode, links }
    }

    /// Whether the file was last touched well before `now`; a time in the future, or none, is not believed.
    fn is_at_rest(&self, now: SystemTime) -> bool {
        let touched = SystemTime::UNIX_EPOCH + Duration::from_nanos(self.modified.max(self.changed));
        self.modified > 0 && now.duration_since(touched).is_ok_and(|age| age > REST)
    }
}

/// Lists what is below a folder; whether any of it is a link, or is reached through one.
fn list(folder: &Path, root: &Path, real_root: &Path, found: &mut Vec<(SourcePath, PathBuf)>, faults: &mut Diagnostics) -> bool {
    let mut linked = false;
    let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(fault) => {
                faults.extend(walk_fault(&fault, root));
                continue;
            }
        };
        linked |= entry.path_is_symlink();
        let is_folder = entry.file_type().is_dir();
        if is_litter(&entry) {
            if is_folder {
                entries.skip_current_dir();
            }
            continue;
        }
        match place(&entry, root, real_root) {
            Ok(path) if !is_folder => found.push((path, entry.into_path())),
            Ok(_) => {}
            Err(fault) => {
                faults.push(fault);
                if is_folder {
                    entries.skip_current_dir();
                }
            }
        }
    }
    linked
}

/// The path of an entry in the project, once its name and its links are found sound.
fn place(entry: &DirEntry, root: &Path, real_root: &Path) -> Result<SourcePath, Diagnostic> {
    let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let name = || faults::file_name(&relative.to_string_lossy());
    let segments: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    let text = segments.ok_or_else(name)?.join("/");
    if text.chars().any(char::is_control) {
        return Err(name());
    }
    let path = SourcePath::new(&text).ok_or_else(name)?;
    if entry.path_is_symlink() {
        let real = entry.path().canonicalize().ok();
        let target = real.as_deref().and_then(|real| real.strip_prefix(real_root).ok()).and_then(Path::to_str);
        if !target.is_some_and(|target| may_lead(&text, target)) {
            return Err(faults::leaves_project(&path));
        }
    }
    Ok(path)
}

/// Whether a link may lead there: within the same top folder, and to nothing that would not be published under its own
/// name, or the link would publish it.
fn may_lead(link: &str, target: &str) -> bool {
    let top = |path: &str| path.split('/').next().unwrap_or("").to_owned();
    let is_kept_back =
        |segment: &str| (segment.starts_with('.') && segment != ".well-known") || segment == "_data" || segment == "_sources";
    top(link) == top(target) && target.contains('/') && !target.split('/').any(is_kept_back)
}

/// Hidden files (but for `.well-known`) and what editors and systems leave behind.
fn is_litter(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let hidden = name.starts_with('.') && name != ".well-known" && entry.depth() > 0;
    hidden
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name == "4913"
        || name == "Thumbs.db"
        || (name.starts_with('#') && name.ends_with('#'))
}

fn walk_fault(fault: &walkdir::Error, root: &Path) -> Option<Diagnostic> {
    let path = fault.path().map(|path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()).unwrap_or_default();
    if fault.loop_ancestor().is_some() {
        return Some(faults::unreadable(&path, "it is a symbolic link to a folder above it"));
    }
    match fault.io_error() {
        Some(error) if error.kind() == std::io::ErrorKind::NotFound && !fault.path().is_some_and(Path::is_symlink) => None,
        Some(error) => Some(faults::unreadable(&path, &error.to_string())),
        None => None,
    }
}

fn see_file(path: SourcePath, place: &Path, before: &Sightings) -> Result<Option<Seen>, Diagnostic> {
    let known = before.get(&path).filter(|_| !is_small_text(&path));
    let seen = match known.map(|sighting| unread(place, sighting)) {
        Some(Ok(Some(seen))) => Ok(Some(seen)),
        Some(Err(error)) => Err(error),
        Some(Ok(None)) | None => read_file(&path, place),
    };
    match seen {
        Ok(seen) => Ok(seen.map(|(file, look)| Seen { path, file, look })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(faults::unreadable(path.as_str(), &error.to_string())),
    }
}

/// The file without its bytes, if it looks as it did.
fn unread(place: &Path, sighting: &Sighting) -> std::io::Result<Option<(File, Look)>> {
    let look = Look::of(&std::fs::metadata(place)?);
    let contents = || Contents::Disk { path: place.to_owned(), len: look.len, start: Start::default() };
    Ok((look == sighting.look).then(|| (File { contents: contents(), digest: sighting.digest }, look)))
}

#[expect(clippy::disallowed_methods, reason = "the shell's one look at the disk")]
fn read_file(path: &SourcePath, place: &Path) -> std::io::Result<Option<(File, Look)>> {
    let mut handle = std::fs::File::open(place)?;
    let about = handle.metadata()?;
    if !about.is_file() {
        return Ok(None);
    }
    let (look, len) = (Look::of(&about), about.len());
    if len > MEMORY_MAX && !is_text(path) {
        return Ok(Some((large_file(handle, place, len)?, look)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0) + 1);
    handle.read_to_end(&mut bytes)?;
    // A file that grew while it was read was not at rest, whatever its times said before.
    let look = if bytes.len() as u64 == len { look } else { Look { modified: 0, ..look } };
    Ok(Some((File::new(bytes), look)))
}

fn large_file(mut handle: std::fs::File, place: &Path, len: u64) -> std::io::Result<File> {
    let start = Start::read(&mut handle)?;
    let digest = Digest::of_reader(start.bytes().chain(handle))?;
    Ok(File { contents: Contents::Disk { path: place.to_owned(), len, start }, digest })
}

/// Whether a file is text of which a project has few and a build needs all: settings, data, templates.
fn is_small_text(path: &SourcePath) -> bool {
    is_text(path) && !matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown")
}

/// Whether a build reads the file's text, however long it is.
fn is_text(path: &SourcePath) -> bool {
    let in_templates = path.as_str().starts_with("templates/") || path.as_str().contains("/templates/");
    in_templates || matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown" | "yaml" | "yml" | "toml" | "json" | "csv")
}
