//! The seam to the file system: every call that publishing makes, and no other.
//!
//! [`System`] is the real one. Tests put another in its place, which makes the nth call fail or stops all calls from
//! the nth on, as a kill would. Symbolic links are looked at, never followed; a new file is always created, never
//! opened over an old one, so bytes under a hard link never change. What fails says what it was doing, and to what.
#![expect(clippy::disallowed_methods, reason = "this is the one place where the disk is touched")]

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

use super::Patience;
use crate::base::Digest;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// Nothing.
    Missing,
    /// A regular file, with its length in bytes and its time of change.
    File { len: u64, mtime: Mtime },
    /// A folder.
    Folder,
    /// A symbolic link, or anything else.
    Other,
}

/// A time of change in nanoseconds since 1970; `None` where the system keeps none that can be compared.
pub(super) type Mtime = Option<u64>;

/// A call that failed.
#[derive(Debug)]
pub(super) struct Failure {
    /// What was tried, to stand after "cannot": `rename`.
    pub doing: &'static str,
    /// To what.
    pub path: PathBuf,
    /// Why not.
    pub error: io::Error,
    /// Whether the output folder was left half-way, with a journal by which the next command can go on.
    pub half_way: bool,
}

impl Failure {
    /// A call that failed and left nothing half done.
    pub fn new(doing: &'static str, path: &Path, error: io::Error) -> Self {
        Self { doing, path: path.to_owned(), error, half_way: false }
    }

    /// The same, where it left the output folder half-way.
    pub fn half_way(self) -> Self {
        Self { half_way: true, ..self }
    }

    /// Whether it failed for this reason.
    pub fn is(&self, kind: io::ErrorKind) -> bool {
        self.error.kind() == kind
    }
}

/// The calls. A path is absolute.
pub(super) trait Disk: Sync {
    /// What stands at a path, without following it. Something below a file is missing.
    fn look(&self, path: &Path) -> Result<Seen, Failure>;
    /// The names in a folder, in no order.
    fn list(&self, folder: &Path) -> Result<Vec<OsString>, Failure>;
    /// The bytes of a file.
    fn read(&self, file: &Path) -> Result<Vec<u8>, Failure>;
    /// The digest of a file's bytes.
    fn digest(&self, file: &Path) -> Result<Digest, Failure>;
    /// Makes a folder that all may read; one that is there already will do.
    fn create_folder(&self, folder: &Path) -> Result<(), Failure>;
    /// Makes a file that all may read. Fails if there is one.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<Mtime, Failure>;
    /// Makes a file that all may read from another. Fails if there is one, or if the other's digest is not this.
    fn copy(&self, from: &Path, digest: Digest, to: &Path) -> Result<Mtime, Failure>;
    /// Gives a file a second name, which must be free.
    fn link(&self, file: &Path, name: &Path) -> Result<(), Failure>;
    /// Moves a file over another or to a free name, or a folder to a free name.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), Failure>;
    /// Lets two folders change places in one step.
    fn exchange(&self, left: &Path, right: &Path) -> Result<(), Failure>;
    /// Removes a file or a link.
    fn remove_file(&self, file: &Path) -> Result<(), Failure>;
    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> Result<(), Failure>;
    /// Gives a folder the permissions of another, if the file system keeps any, but at least those that let all read.
    fn copy_permissions(&self, from: &Path, to: &Path) -> Result<(), Failure>;
    /// Waits until what was written to the file system of a folder would outlast a power failure.
    fn sync(&self, folder: &Path) -> Result<(), Failure>;
    /// Takes a lock that ends with its holder; `None` if another has it and there is no patience.
    fn lock(&self, file: &Path, patience: Patience) -> Result<Option<File>, Failure>;
    /// Whether a folder is where another file system is mounted, so that nothing can be renamed into or out of it.
    fn is_mount(&self, folder: &Path) -> bool;
}

/// The machine's file system.
#[derive(Debug)]
pub(super) struct System;

/// Whether the process's mask hides new folders from others: known after the first folder.
static NARROW: OnceLock<bool> = OnceLock::new();

impl Disk for System {
    fn look(&self, path: &Path) -> Result<Seen, Failure> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(seen(&metadata)),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Seen::Missing),
            Err(error) => Err(Failure::new("look at", path, error)),
        }
    }

    fn list(&self, folder: &Path) -> Result<Vec<OsString>, Failure> {
        let names = || fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect();
        told("list", folder, names())
    }

    fn read(&self, file: &Path) -> Result<Vec<u8>, Failure> {
        told("read", file, fs::read(file))
    }

    fn digest(&self, file: &Path) -> Result<Digest, Failure> {
        told("read", file, fs::read(file).map(|bytes| Digest::of(&bytes)))
    }

    fn create_folder(&self, folder: &Path) -> Result<(), Failure> {
        told("create the folder", folder, create_readable_folder(folder))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<Mtime, Failure> {
        told("write", path, write_new(path, |out| out.write_all(bytes)))
    }

    fn copy(&self, from: &Path, digest: Digest, to: &Path) -> Result<Mtime, Failure> {
        told("write", to, write_new(to, |out| copy_unchanged(from, digest, out)))
    }

    fn link(&self, file: &Path, name: &Path) -> Result<(), Failure> {
        told("link", file, fs::hard_link(file, name))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        told("replace or move", to, fs::rename(from, to))
    }

    fn exchange(&self, left: &Path, right: &Path) -> Result<(), Failure> {
        told("exchange", right, exchange(left, right))
    }

    fn remove_file(&self, file: &Path) -> Result<(), Failure> {
        told("remove", file, fs::remove_file(file))
    }

    fn remove_folder(&self, folder: &Path) -> Result<(), Failure> {
        told("remove the folder", folder, fs::remove_dir(folder))
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        told("set the permissions of", to, copy_permissions(from, to))
    }

    fn sync(&self, folder: &Path) -> Result<(), Failure> {
        told("sync", folder, sync(folder))
    }

    fn lock(&self, file: &Path, patience: Patience) -> Result<Option<File>, Failure> {
        told("lock", file, lock(file, patience))
    }

    fn is_mount(&self, folder: &Path) -> bool {
        is_mount(folder)
    }
}

fn create_readable_folder(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return if fs::symlink_metadata(folder)?.is_dir() { Ok(()) } else { Err(error) };
        }
        other => other?,
    }
    // One look at the first folder tells what the mask does to all of them.
    if *NARROW.get_or_init(|| fs::symlink_metadata(folder).is_ok_and(|metadata| is_narrow(&metadata, 0o755))) {
        widen_folder(folder);
    }
    Ok(())
}

fn told<T>(doing: &'static str, path: &Path, result: io::Result<T>) -> Result<T, Failure> {
    result.map_err(|error| Failure::new(doing, path, error))
}

fn seen(metadata: &Metadata) -> Seen {
    let kind = metadata.file_type();
    if kind.is_file() {
        Seen::File { len: metadata.len(), mtime: mtime(metadata) }
    } else if kind.is_dir() {
        Seen::Folder
    } else {
        Seen::Other
    }
}

fn mtime(metadata: &Metadata) -> Mtime {
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    u64::try_from(since.as_nanos()).ok()
}

fn write_new(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<Mtime> {
    let mut out = OpenOptions::new().write(true).create_new(true).open(path)?;
    fill(&mut out)?;
    let metadata = out.metadata()?;
    if is_narrow(&metadata, 0o644) {
        widen_file(&out);
    }
    Ok(mtime(&metadata))
}

/// Copies a file, and fails if its bytes are not those that the site was made of.
fn copy_unchanged(from: &Path, digest: Digest, out: &mut File) -> io::Result<()> {
    let copied = Digest::of_reader(Tee { from: File::open(from)?, to: out })?;
    if copied == digest { Ok(()) } else { Err(io::Error::other("the file changed while the site was built")) }
}

/// A reader that writes what it reads.
struct Tee<'a> {
    from: File,
    to: &'a mut File,
}

impl Read for Tee<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        self.to.write_all(&buffer[..count])?;
        Ok(count)
    }
}

fn lock(path: &Path, patience: Patience) -> io::Result<Option<File>> {
    loop {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        let taken = match patience {
            Patience::Wait => file.lock().map_err(TryLockError::Error),
            Patience::Refuse => file.try_lock(),
        };
        match taken {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // Some network file systems know no locks; a build there is as safe as its users' timing.
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
            _ if is_named(&file, path) => return Ok(Some(file)),
            // The holder before us removed the file with its folder: the lock is worth nothing, take the new one.
            _ => {}
        }
    }
}

#[cfg(unix)]
fn is_named(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => identity(open) == identity(named),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_named(_: &File, _: &Path) -> bool {
    true
}

#[cfg(unix)]
fn is_narrow(metadata: &Metadata, least: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & least != least
}

#[cfg(not(unix))]
fn is_narrow(_: &Metadata, _: u32) -> bool {
    false
}

// A file system that keeps no permissions refuses to change them; then there is nothing to widen.

#[cfg(unix)]
fn widen_file(file: &File) {
    use std::os::unix::fs::PermissionsExt;
    let _ = file.set_permissions(fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn widen_file(_: &File) {}

#[cfg(unix)]
fn widen_folder(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o755));
}

#[cfg(not(unix))]
fn widen_folder(_: &Path) {}

#[cfg(unix)]
fn copy_permissions(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::symlink_metadata(from)?.permissions().mode() | 0o755;
    let _ = fs::set_permissions(to, fs::Permissions::from_mode(mode));
    Ok(())
}

#[cfg(not(unix))]
fn copy_permissions(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(left: &Path, right: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, left, CWD, right, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// One flush of the whole file system: for thousands of files far cheaper than one flush each.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn sync(folder: &Path) -> io::Result<()> {
    match rustix::fs::syncfs(File::open(folder)?).map_err(io::Error::from) {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(()),
    }
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn sync(_: &Path) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_mount(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS)
        .is_ok_and(|status| status.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn is_mount(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::symlink_metadata(path).map(|metadata| metadata.dev()).ok();
    folder.parent().is_some_and(|parent| device(folder).is_some() && device(parent) != device(folder))
}

#[cfg(not(unix))]
fn is_mount(_: &Path) -> bool {
    false
}
