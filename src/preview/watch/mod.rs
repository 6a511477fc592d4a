//! A project folder in, batches of changes out: what `serve` and `build --watch` wait for.
//!
//! Events are hints, never the truth: a [`Batch`] says that it is time to look at the files again, and which may have
//! changed; whoever takes it compares the files themselves. Every relevant change that happens after a watch was made
//! is followed by a batch, given out after the change, once the folder has been quiet for a moment. New folders are
//! watched before the batch that tells of them is given out, so nothing put into them can be missed. What a build
//! writes is not watched (`litter`), so a build never sets off another.

mod folders;
mod litter;
mod survey;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant, SystemTime};

use self::folders::Folders;
use self::litter::Litter;
use self::survey::Survey;
use super::faults;
use crate::base::Diagnostic;

/// A batch ends when nothing has happened for this long: about as long as an editor takes to write and rename one file.
/// Should it take longer, there is one batch more, and no harm done; whoever waits for the screen waits for this.
const QUIET: Duration = Duration::from_millis(8);
/// A batch ends after this long even if changes go on.
const LONGEST: Duration = Duration::from_millis(300);
/// How long a poll rests, at least. It also rests five times as long as it took to look.
const POLL_REST: Duration = Duration::from_millis(400);
/// How often a root that has vanished is looked for.
const ROOT_REST: Duration = Duration::from_millis(200);
/// How often it is made sure that the root is the folder that is watched: the system tells nothing of a removed folder
/// that some program still works in, be it this one.
const ROOT_LOOK: Duration = Duration::from_secs(1);

/// How to learn of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// The system tells.
    #[default]
    System,
    /// Names, sizes and times are compared again and again: for file systems that tell nothing.
    Poll,
}

/// Something has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Where, as far as it is known: paths below the root, files and folders, changed, new or gone.
    pub paths: BTreeSet<PathBuf>,
    /// Whether anything else may have changed too (events were lost, or the root was replaced).
    pub anything: bool,
    /// Whether the moment has come that [`Watch::wake_at`] named.
    pub is_due: bool,
    /// Set once when the system stops to tell of some changes: from then on edits may be missed.
    pub trouble: Option<Box<Diagnostic>>,
}

impl Batch {
    /// Before the first look, anything may have changed.
    #[must_use]
    pub fn first() -> Self {
        Self { anything: true, ..Self::default() }
    }

    fn says_nothing(&self) -> bool {
        self.paths.is_empty() && !self.anything && !self.is_due && self.trouble.is_none()
    }
}

/// What wakes a watch.
#[derive(Debug)]
enum Signal {
    Disk(notify::Result<notify::Event>),
    Stop,
}

/// A watched project. As an iterator it blocks until something changes, and ends when it is stopped.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    source: Source,
    alarm: Alarm,
}

/// A moment by the machine's clock, which may be set, and goes on while the machine sleeps: so it is looked at again and
/// again, at every rest.
#[derive(Debug, Default)]
struct Alarm(Option<SystemTime>);

impl Alarm {
    /// Whether the moment has come; it is told once.
    #[expect(clippy::disallowed_methods, reason = "the shell waits by the machine's clock")]
    fn rings(&mut self) -> bool {
        self.0.take_if(|moment| *moment <= SystemTime::now()).is_some()
    }
}

#[derive(Debug)]
enum Source {
    System(Folders),
    Poll(Survey),
}

/// Ends a [`Watch`] from another thread.
#[derive(Debug, Clone)]
pub struct Stop(Sender<Signal>);

impl Stop {
    /// Lets the watch end after the batch it is giving out.
    pub fn stop(&self) {
        // It fails only if the watch is gone, which is what is wanted.
        let _ = self.0.send(Signal::Stop);
    }
}

impl Watch {
    /// Watches everything below `root` but litter and the folders `ignored` (relative to the root, or absolute): the
    /// output folder, if it lies in the project.
    ///
    /// # Errors
    /// E0902: there is no such folder, or the system refuses.
    pub fn new(root: &Path, ignored: &[PathBuf], method: Method) -> Result<Self, Box<Diagnostic>> {
        let root = root.canonicalize().map_err(|error| faults::nothing_to_watch(root, &error))?;
        let litter = Litter::new(&root, ignored);
        let (sender, signals) = mpsc::channel();
        let source = match method {
            Method::System => Source::System(Folders::watched(&root, litter, sender.clone())?),
            Method::Poll => Source::Poll(Survey::new(&root, litter)),
        };
        Ok(Self { root, signals, sender, source, alarm: Alarm::default() })
    }

    /// The means to end it.
    #[must_use]
    pub fn stopper(&self) -> Stop {
        Stop(self.sender.clone())
    }

    /// Waits for the next batch; `None` once the watch has been stopped. While nothing happens it calls `idle`, until
    /// that says that it has nothing more to do.
    pub fn next_batch(&mut self, idle: &mut dyn FnMut() -> bool) -> Option<Batch> {
        match &mut self.source {
            Source::System(folders) => next_told(&self.root, folders, &self.signals, &mut self.alarm, idle),
            Source::Poll(survey) => next_seen(survey, &self.signals, &mut self.alarm, idle),
        }
    }

    /// Gives out a batch at a moment too, within a second or so, if there is one. An earlier moment is forgotten.
    pub fn wake_at(&mut self, moment: Option<SystemTime>) {
        self.alarm = Alarm(moment);
    }

    /// Passes over a folder from now on, as over those that [`Watch::new`] was given: the output has moved.
    pub fn ignore(&mut self, folder: &Path) {
        match &mut self.source {
            Source::System(folders) => folders.litter.add(folder),
            Source::Poll(survey) => survey.litter.add(folder),
        }
    }
}

impl Iterator for Watch {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        self.next_batch(&mut || false)
    }
}

/// The next batch that the system tells of.
fn next_told(
    root: &Path,
    folders: &mut Folders,
    signals: &Receiver<Signal>,
    alarm: &mut Alarm,
    idle: &mut dyn FnMut() -> bool,
) -> Option<Batch> {
    loop {
        let mut batch = Batch { is_due: alarm.rings(), ..Batch::default() };
        if batch.is_due {
            return Some(batch);
        }
        match first_signal(folders, signals, idle)? {
            Some(event) => gather(event, &mut batch, folders, signals)?,
            None if !folders.root_has_changed() => continue,
            None => batch.anything = true,
        }
        if batch.says_nothing() {
            continue;
        }
        batch.trouble = folders.follow(&mut batch.paths, batch.anything);
        batch.paths = below(root, &batch.paths);
        return Some(batch);
    }
}

/// The next event; `Some(None)` when it is time to look at the root, `None` at the end.
#[expect(clippy::option_option, reason = "the outer one is the end, so that `?` passes it on")]
fn first_signal(
    folders: &Folders,
    signals: &Receiver<Signal>,
    idle: &mut dyn FnMut() -> bool,
) -> Option<Option<notify::Result<notify::Event>>> {
    let time = if folders.has_root() { ROOT_LOOK } else { ROOT_REST };
    match wait(signals, time, idle) {
        Ok(Signal::Disk(event)) => Some(Some(event)),
        Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => None,
        Err(RecvTimeoutError::Timeout) => Some(None),
    }
}

/// Waits for a signal, at most for `time`; does other work meanwhile, piece by piece.
fn wait(signals: &Receiver<Signal>, time: Duration, idle: &mut dyn FnMut() -> bool) -> Result<Signal, RecvTimeoutError> {
    let end = Instant::now() + time;
    let left = || end.saturating_duration_since(Instant::now());
    loop {
        match signals.try_recv() {
            Ok(signal) => return Ok(signal),
            Err(TryRecvError::Disconnected) => return Err(RecvTimeoutError::Disconnected),
            Err(TryRecvError::Empty) if left().is_zero() => return Err(RecvTimeoutError::Timeout),
            Err(TryRecvError::Empty) => {}
        }
        if !idle() {
            break;
        }
    }
    signals.recv_timeout(left())
}

/// Adds `event` and those that follow it closely to the batch; `None` if the watch is stopped meanwhile.
fn gather(event: notify::Result<notify::Event>, batch: &mut Batch, folders: &mut Folders, signals: &Receiver<Signal>) -> Option<()> {
    folders.take(event, batch);
    let end = Instant::now() + LONGEST;
    while !batch.says_nothing() && Instant::now() < end {
        match signals.recv_timeout(QUIET) {
            Ok(Signal::Disk(event)) => folders.take(event, batch),
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    Some(())
}

/// The next batch that a look at the files shows.
fn next_seen(survey: &mut Survey, signals: &Receiver<Signal>, alarm: &mut Alarm, idle: &mut dyn FnMut() -> bool) -> Option<Batch> {
    loop {
        if alarm.rings() {
            return Some(Batch { is_due: true, ..Batch::default() });
        }
        rest(survey.took().saturating_mul(5).max(POLL_REST), signals, idle)?;
        let mut paths = survey.changes();
        if paths.is_empty() {
            continue;
        }
        let end = Instant::now() + LONGEST;
        while Instant::now() < end {
            rest(QUIET, signals, &mut || false)?;
            let more = survey.changes();
            if more.is_empty() {
                break;
            }
            paths.extend(more);
        }
        return Some(Batch { paths, ..Batch::default() });
    }
}

/// Waits; `None` if the watch is stopped meanwhile.
fn rest(time: Duration, signals: &Receiver<Signal>, idle: &mut dyn FnMut() -> bool) -> Option<()> {
    matches!(wait(signals, time, idle), Err(RecvTimeoutError::Timeout)).then_some(())
}

fn below(root: &Path, paths: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    paths.iter().filter_map(|path| path.strip_prefix(root).ok()).map(Path::to_owned).collect()
}

#[cfg(test)]
mod tests;
