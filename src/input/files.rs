//! The immutable snapshot of a project's files: what the core sees instead of a disk.
//!
//! Small files are held in memory; of larger ones only the start is, enough to know a picture's size. Every file has
//! its digest, so that equal snapshots are known equal without comparing bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::base::{Digest, SourcePath, SourceText};

/// The bytes of a file, or the way to them.
#[derive(Debug, Clone)]
pub enum Contents {
    /// All of them.
    Memory(Arc<[u8]>),
    /// They stay on disk; they were `len` bytes when the snapshot was taken.
    Disk {
        /// Where they are.
        path: PathBuf,
        /// How many they are.
        len: u64,
        /// The first of them.
        start: Start,
    },
    /// They were printed, and wait in the tree that is to become the output folder.
    Staged {
        /// How many they are.
        len: u64,
        /// When they were written, in nanoseconds since 1970, if the system tells.
        written: Option<u64>,
    },
    /// They stand in the output folder already, at their own place.
    Standing {
        /// How many they are.
        len: u64,
    },
}

impl Contents {
    /// The length in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Disk { len, .. } | Self::Staged { len, .. } | Self::Standing { len } => *len,
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first bytes, at least 64 KiB of a file that has them; none of one that is only in the output folder or on its
    /// way there.
    #[must_use]
    pub fn start(&self) -> &[u8] {
        match self {
            Self::Memory(bytes) => bytes,
            Self::Disk { path, start, .. } => start.of(path),
            Self::Staged { .. } | Self::Standing { .. } => &[],
        }
    }

    /// A reader over all bytes.
    ///
    /// # Errors
    /// The file on disk cannot be opened any more, or it is publishing's own.
    pub fn reader(&self) -> io::Result<Box<dyn io::Read + '_>> {
        match self {
            Self::Memory(bytes) => Ok(Box::new(&bytes[..])),
            #[expect(clippy::disallowed_methods, reason = "the one place where a large file's bytes are fetched")]
            Self::Disk { path, .. } => Ok(Box::new(std::fs::File::open(path)?)),
            // Only publishing knows the way to these.
            Self::Staged { .. } | Self::Standing { .. } => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

/// The first bytes of a file on disk, read when they are first asked for.
#[derive(Debug, Clone, Default)]
pub struct Start(Arc<OnceLock<Box<[u8]>>>);

/// How much of a file on disk is held: enough for the size of a picture.
const START_LENGTH: u64 = 64 * 1024;

impl Start {
    /// First bytes that are known already.
    #[must_use]
    pub fn known(bytes: &[u8]) -> Self {
        Self(Arc::new(OnceLock::from(Box::from(bytes))))
    }

    /// The first bytes of a reader.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn read(reader: impl io::Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        reader.take(START_LENGTH).read_to_end(&mut bytes)?;
        Ok(Self::known(&bytes))
    }

    /// The bytes that are known.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.get().map_or(&[], |bytes| bytes)
    }

    /// The bytes; none if the file is gone.
    #[expect(clippy::disallowed_methods, reason = "what the snapshot left unread is fetched here")]
    fn of(&self, path: &Path) -> &[u8] {
        self.0.get_or_init(|| {
            let mut bytes = Vec::new();
            let _ = std::fs::File::open(path).and_then(|file| file.take(START_LENGTH).read_to_end(&mut bytes));
            bytes.into()
        })
    }
}

/// One file of the snapshot.
#[derive(Debug, Clone)]
pub struct File {
    /// Its bytes.
    pub contents: Contents,
    /// Their digest.
    pub digest: Digest,
}

impl File {
    /// A file held in memory.
    #[must_use]
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { digest: Digest::of(&bytes), contents: Contents::Memory(bytes) }
    }

    /// A file with these bytes that nobody holds: they stand in the output folder, or will never be wanted.
    #[must_use]
    pub fn elsewhere(bytes: &[u8]) -> Self {
        Self { digest: Digest::of(bytes), contents: Contents::Standing { len: bytes.len() as u64 } }
    }
}

/// All files of a project that matter to a build, by path.
#[derive(Debug, Clone, Default)]
pub struct Files {
    by_path: BTreeMap<SourcePath, File>,
    /// Whether one file may have several paths, by links, so that an edit at one is an edit at others.
    pub linked: bool,
}

impl Files {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: SourcePath, file: File) {
        self.by_path.insert(path, file);
    }

    /// One file.
    #[must_use]
    pub fn get(&self, path: &SourcePath) -> Option<&File> {
        self.by_path.get(path)
    }

    /// The bytes of a file, as they were when the snapshot was taken; `None` if there is no such file, or if it was left
    /// on the disk and is not the same any more.
    #[must_use]
    pub fn bytes(&self, path: &SourcePath) -> Option<Cow<'_, [u8]>> {
        let file = self.by_path.get(path)?;
        match &file.contents {
            Contents::Memory(bytes) => Some(Cow::Borrowed(bytes)),
            contents => {
                let mut bytes = Vec::with_capacity(usize::try_from(contents.len()).unwrap_or(0) + 1);
                contents.reader().ok()?.read_to_end(&mut bytes).ok()?;
                (Digest::of(&bytes) == file.digest).then_some(Cow::Owned(bytes))
            }
        }
    }

    /// The text of a file as far as it is UTF-8 text, under the same conditions.
    #[must_use]
    pub fn text(&self, path: &SourcePath) -> Option<SourceText> {
        let bytes = self.bytes(path)?;
        Some(SourceText::new(path.clone(), std::str::from_utf8(&bytes).ok()?))
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&SourcePath, &File)> {
        self.by_path.iter()
    }

    /// The files below a folder, with their path below it.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a SourcePath, &'a File)> {
        self.by_path.iter().filter_map(move |(path, file)| path.below(folder).map(|rest| (rest, path, file)))
    }
}

impl FromIterator<(SourcePath, File)> for Files {
    fn from_iter<I: IntoIterator<Item = (SourcePath, File)>>(files: I) -> Self {
        Self { by_path: files.into_iter().collect(), linked: false }
    }
}
