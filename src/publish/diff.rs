//! The difference between what stands in the output folder and the site that should.
//!
//! Three things are compared: what the manifest says is ours, what is really there, and what is wanted. A file of ours
//! is kept if it still has the time and length it was written with, or else the digest; so one that was edited or
//! deleted by hand is mended. A file that is not ours is never written over, unless it is, byte for byte, what would be
//! written. Every conflict is found before anything is changed.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::disk::{Disk, Failure, Mtime, Seen};
use super::faults;
use super::manifest::is_reserved;
use super::standing::Standing;
use super::survey::{Survey, folders_of};
use crate::base::spelling::folded;
use crate::base::{Diagnostic, OutputPath};
use crate::output::{Output, OutputFile};

/// What becomes of one file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stands there already, since this time.
    Keep(Mtime),
    /// It is written where nothing stands, or where what stands is removed first.
    Create,
    /// It is written over a file of ours.
    Replace,
}

/// What has to change so that the output folder holds the site.
#[derive(Debug)]
pub(super) struct Changes<'a> {
    /// Every file of the site, in the order of their paths.
    pub files: Vec<(&'a OutputPath, &'a OutputFile, Fate)>,
    /// Files of ours that the site has no more.
    pub removed: Vec<OutputPath>,
    /// Folders that hold nothing of the site any more, each before the folder that holds it.
    pub emptied: Vec<&'a str>,
    /// Folders that are to be made, each after the folder that holds it.
    pub founded: Vec<&'a str>,
    /// What stands there now.
    pub survey: &'a Survey,
    /// Whether there was no site.
    pub is_first: bool,
}

impl<'a> Changes<'a> {
    /// The files to write.
    pub fn written(&self) -> impl Iterator<Item = (&'a OutputPath, &'a OutputFile, Fate)> {
        self.files.iter().copied().filter(|(_, _, fate)| !matches!(fate, Fate::Keep(_)))
    }

    /// The times of the files that stay, where all do.
    pub fn mtimes(&self) -> Vec<Mtime> {
        self.files.iter().map(|(_, _, fate)| if let Fate::Keep(mtime) = fate { *mtime } else { None }).collect()
    }

    /// How many files are written or removed.
    pub fn count(&self) -> usize {
        self.written().count().saturating_add(self.removed.len())
    }
}

/// Why there is no difference to tell.
#[derive(Debug)]
pub(super) enum Trouble {
    /// What the author must mend, or already worded.
    Told(Vec<Diagnostic>),
    /// The disk failed.
    Disk(Failure),
}

impl Trouble {
    /// As it is told.
    pub fn told(self) -> Vec<Diagnostic> {
        match self {
            Self::Told(diagnostics) => diagnostics,
            Self::Disk(failure) => vec![faults::cannot_publish(&failure)],
        }
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Disk(failure)
    }
}

/// What is compared.
pub(super) struct Comparison<'a> {
    disk: &'a dyn Disk,
    /// The output folder.
    folder: &'a Path,
    /// What stands there.
    pub standing: &'a Standing,
    /// What is wanted.
    output: &'a Output,
}

impl<'a> Comparison<'a> {
    /// Looks also at what is wanted and not ours.
    ///
    /// # Errors
    /// The disk cannot be looked at.
    pub fn new(disk: &'a dyn Disk, folder: &'a Path, standing: &'a mut Standing, output: &'a Output) -> Result<Self, Failure> {
        let mut ours = standing.ours.iter().map(|entry| &*entry.path).peekable();
        let mut is_ours = |path: &str| {
            while ours.next_if(|known| *known < path).is_some() {}
            ours.next_if(|known| *known == path).is_some()
        };
        let new: Vec<&str> = output.keys().map(OutputPath::as_str).filter(|path| !is_ours(path)).collect();
        standing.survey.extend(disk, folder, &new)?;
        Ok(Self { disk, folder, standing, output })
    }

    /// Finds what has to change.
    ///
    /// # Errors
    /// One E0702 for every file that would overwrite something not ours; or the disk cannot be looked at.
    pub fn changes(&self) -> Result<Changes<'a>, Trouble> {
        let gone = self.gone();
        let survey = &self.standing.survey;
        let files = self.fates(survey, &gone)?;
        let (emptied, founded) = self.folders(survey, &gone);
        let still_there = |path: &&str| matches!(survey.file(path), Seen::File { .. });
        let removed = gone.paths.into_iter().filter(|(path, _)| still_there(path)).map(|(_, path)| path).collect();
        let is_first = !survey.exists || self.standing.manifest.is_none();
        Ok(Changes { files, removed, emptied, founded, survey, is_first })
    }

    fn folders(&self, survey: &Survey, gone: &Gone<'a>) -> (Vec<&'a str>, Vec<&'a str>) {
        let wanted = folders_of(self.output.keys().map(OutputPath::as_str));
        let wanted_set: FxHashSet<&str> = wanted.iter().copied().collect();
        let is_emptied = |path: &&str| !wanted_set.contains(path) && survey.folder(path) == Seen::Folder;
        let emptied: Vec<&str> = folders_of(gone.paths.keys().copied()).into_iter().rev().filter(is_emptied).collect();
        let lost: FxHashSet<String> = emptied.iter().map(|path| folded(path)).collect();
        let is_founded = |path: &&str| survey.folder(path) != Seen::Folder || (!lost.is_empty() && lost.contains(&folded(path)));
        (emptied, wanted.into_iter().filter(is_founded).collect())
    }

    /// What is ours and not wanted any more. An entry whose path is unsound was not written by us, and is forgotten.
    fn gone(&self) -> Gone<'a> {
        let mut wanted = self.output.keys().map(OutputPath::as_str).peekable();
        let mut paths = BTreeMap::new();
        for entry in &self.standing.ours {
            let written = &*entry.path;
            while wanted.next_if(|path| *path < written).is_some() {}
            if wanted.peek() == Some(&written) {
                continue;
            }
            if let Ok(path) = OutputPath::new(written)
                && path.as_str() == written
                && !is_reserved(&path)
            {
                paths.insert(written, path);
            }
        }
        let folded = paths.values().map(OutputPath::folded).collect();
        Gone { paths, folded }
    }

    fn fates(&self, survey: &Survey, gone: &Gone) -> Result<Vec<(&'a OutputPath, &'a OutputFile, Fate)>, Trouble> {
        let mut rows: Vec<(&OutputPath, &OutputFile, Option<usize>)> = Vec::with_capacity(self.output.len());
        let mut ours = self.standing.ours.iter().enumerate().peekable();
        for (path, file) in self.output {
            while ours.next_if(|(_, entry)| *entry.path < *path.as_str()).is_some() {}
            let entry = ours.next_if(|(_, entry)| *entry.path == *path.as_str()).map(|(index, _)| index);
            rows.push((path, file, entry));
        }
        let judge = |(path, file, entry): &(&'a OutputPath, &'a OutputFile, Option<usize>)| match entry {
            _ if is_reserved(path) => Err(Trouble::Told(vec![faults::reserved(path)])),
            Some(index) => self.fate_of_ours(survey, gone, (path, file), *index),
            None => self.fate_of_new(survey, gone, (path, file)),
        };
        let fates: Vec<Result<Fate, Trouble>> = rows.par_iter().map(judge).collect();
        let mut told = Vec::new();
        let mut judged = Vec::with_capacity(rows.len());
        for ((path, file, _), fate) in rows.into_iter().zip(fates) {
            match fate {
                Ok(fate) => judged.push((path, file, fate)),
                Err(Trouble::Told(diagnostics)) => told.extend(diagnostics),
                Err(failure) => return Err(failure),
            }
        }
        if told.is_empty() { Ok(judged) } else { Err(Trouble::Told(told)) }
    }

    fn fate_of_ours(&self, survey: &Survey, gone: &Gone, wanted: Wanted, index: usize) -> Result<Fate, Trouble> {
        let (path, file) = wanted;
        let (Some(entry), Seen::File { mtime, .. }) = (self.standing.ours.get(index), survey.file(path.as_str())) else {
            return self.fate_of_new(survey, gone, wanted);
        };
        let same = entry.digest == file.digest && entry.len == file.contents.len() && self.standing.is_intact(index);
        Ok(if same { Fate::Keep(mtime) } else { Fate::Replace })
    }

    fn fate_of_new(&self, survey: &Survey, gone: &Gone, (path, file): Wanted) -> Result<Fate, Trouble> {
        if let Some(obstacle) = survey.obstacle(path.as_str()) {
            // A file of ours that makes room is no obstacle.
            let makes_room = gone.paths.contains_key(obstacle) && matches!(survey.folder(obstacle), Seen::File { .. });
            return if makes_room { Ok(Fate::Create) } else { Err(conflict(path, obstacle)) };
        }
        match survey.file(path.as_str()) {
            Seen::Missing => Ok(Fate::Create),
            Seen::File { len, mtime } => {
                let same = len == file.contents.len() && self.disk.digest(&self.folder.join(path.as_str()))? == file.digest;
                // Where letter case is folded, the file seen may be one of ours under the name it loses.
                match same {
                    _ if !gone.folded.is_empty() && gone.folded.contains(&path.folded()) => Ok(Fate::Create),
                    true => Ok(Fate::Keep(mtime)),
                    false => Err(conflict(path, path.as_str())),
                }
            }
            Seen::Folder if self.is_vacated(gone, path.as_str())? => Ok(Fate::Create),
            Seen::Folder | Seen::Other => Err(conflict(path, path.as_str())),
        }
    }

    /// Whether a folder is ours, and all that it holds are files of ours that are removed.
    fn is_vacated(&self, gone: &Gone, folder: &str) -> Result<bool, Failure> {
        if !gone.held(folder) {
            return Ok(false);
        }
        for name in self.disk.list(&self.folder.join(folder))? {
            let Some(name) = name.to_str() else { return Ok(false) };
            let path = format!("{folder}/{name}");
            let vacated = match self.disk.look(&self.folder.join(&path))? {
                Seen::Missing => true,
                Seen::File { .. } => gone.paths.contains_key(path.as_str()),
                Seen::Folder => self.is_vacated(gone, &path)?,
                Seen::Other => false,
            };
            if !vacated {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// What is ours and not wanted any more.
struct Gone<'g> {
    /// By path as written.
    paths: BTreeMap<&'g str, OutputPath>,
    /// The paths as a system sees them that folds letter case.
    folded: FxHashSet<String>,
}

impl Gone<'_> {
    /// Whether any of it stood in this folder.
    fn held(&self, folder: &str) -> bool {
        let start = format!("{folder}/");
        self.paths.range(start.as_str()..).next().is_some_and(|(path, _)| path.starts_with(&start))
    }
}

/// A file of the site.
type Wanted<'w> = (&'w OutputPath, &'w OutputFile);

fn conflict(path: &OutputPath, obstacle: &str) -> Trouble {
    Trouble::Told(vec![faults::would_overwrite(path, obstacle)])
}
