//! Reads a project's folder into [`Files`]: the shell's one look at the disk before a build.
//!
//! Hidden files, editors' litter and what is no part of a build are passed over; links are followed only within the
//! project; files are read in parallel. A file that vanishes while it is read counts as absent.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::faults;
use super::files::{Contents, File, Files};
use crate::base::{Diagnostic, Diagnostics, Digest, SourcePath};

/// The folders and files of a project that a build reads.
pub const ROOTS: [&str; 6] = ["content", "themes", "templates", "static", "nutgraf.yaml", "nutgraf.yml"];

/// Files longer than this stay on disk, unless they are text that a build reads.
const MEMORY_MAX: u64 = 256 * 1024;

/// How much of a file that stays on disk is held, enough for the size of a picture.
const START_LENGTH: u64 = 64 * 1024;

/// The project's files as they are now.
///
/// Links that leave the project, unreadable files and unusable names are reported; everything else is there.
#[must_use]
pub fn snapshot(root: &Path) -> (Files, Diagnostics) {
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut faults = Diagnostics::new();
    let mut found: Vec<(SourcePath, PathBuf)> = Vec::new();
    for name in ROOTS {
        list(&root.join(name), root, &real_root, &mut found, &mut faults);
    }
    let read: Vec<Result<Option<(SourcePath, File)>, Diagnostic>> =
        found.into_par_iter().map(|(path, place)| read_file(path, &place)).collect();
    let mut files = Files::default();
    for result in read {
        match result {
            Ok(Some((path, file))) => files.insert(path, file),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    (files, faults)
}

fn list(folder: &Path, root: &Path, real_root: &Path, found: &mut Vec<(SourcePath, PathBuf)>, faults: &mut Diagnostics) {
    let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(fault) => {
                faults.extend(walk_fault(&fault, root));
                continue;
            }
        };
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

#[expect(clippy::disallowed_methods, reason = "the shell's one look at the disk")]
fn read_file(path: SourcePath, place: &Path) -> Result<Option<(SourcePath, File)>, Diagnostic> {
    let read = || -> std::io::Result<Option<File>> {
        let mut handle = std::fs::File::open(place)?;
        let about = handle.metadata()?;
        if !about.is_file() {
            return Ok(None);
        }
        let len = about.len();
        if len > MEMORY_MAX && !is_text(&path) {
            return large_file(handle, place, len).map(Some);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0) + 1);
        handle.read_to_end(&mut bytes)?;
        Ok(Some(File::new(bytes)))
    };
    match read() {
        Ok(file) => Ok(file.map(|file| (path, file))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(faults::unreadable(path.as_str(), &error.to_string())),
    }
}

fn large_file(mut handle: std::fs::File, place: &Path, len: u64) -> std::io::Result<File> {
    let mut start = Vec::new();
    handle.by_ref().take(START_LENGTH).read_to_end(&mut start)?;
    let digest = Digest::of_reader(start.as_slice().chain(handle))?;
    Ok(File { contents: Contents::Disk { path: place.to_owned(), len, start: start.into() }, digest })
}

/// Whether a build reads the file's text, however long it is.
fn is_text(path: &SourcePath) -> bool {
    let in_templates = path.as_str().starts_with("templates/") || path.as_str().contains("/templates/");
    in_templates || matches!(path.extension().to_ascii_lowercase().as_str(), "md" | "markdown" | "yaml" | "yml" | "toml" | "json" | "csv")
}
