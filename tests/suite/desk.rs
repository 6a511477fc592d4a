//! A project on disk and the real program: what the tests of the commands act on.
//!
//! Each [`Desk`] is a new temporary folder that goes when the desk does. The program runs with an environment of the
//! test's own, at the moment the harness builds at, and is never left running.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};
use std::{env, fs, process, thread};

use crate::site::NOW;

/// The longest that a test waits for a line that must come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A temporary folder.
#[derive(Debug)]
pub struct Desk(PathBuf);

/// What became of a run.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; none if it was killed.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Says that a test looked at nothing, and why: past the harness, which shows nothing of tests that pass.
pub fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr().lock(), "SKIPPED: {why}");
}

/// Files by path below a folder, with their bytes; folders end in a slash and have none.
pub type Tree = BTreeMap<String, Vec<u8>>;

impl Desk {
    /// An empty folder.
    pub fn empty() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("nutgraf-suite-{}-{}", process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
        let folder = env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a temporary folder can be made");
        // The system's temporary folder may be a link; places in messages are resolved.
        Self(folder.canonicalize().expect("is there"))
    }

    /// A folder with files, written as for [`crate::site::site`].
    #[track_caller]
    pub fn with(text: &str) -> Self {
        let desk = Self::empty();
        desk.lay(text);
        desk
    }

    /// Writes files, as [`Desk::with`] does.
    #[track_caller]
    pub fn lay(&self, text: &str) {
        let project = crate::site::site(text);
        for path in project.sources() {
            self.write(path, project.text(path));
        }
    }

    /// A path in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// Writes a file.
    #[track_caller]
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("lies in the folder")).expect("a folder can be made");
        fs::write(&path, text).expect("a file can be written");
    }

    /// Reads a file.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Whether something stands there.
    pub fn has(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }

    /// Everything below a folder.
    pub fn tree(&self, folder: &str) -> Tree {
        let mut tree = Tree::new();
        read_tree(&self.path(folder), "", &mut tree);
        tree
    }

    /// When each file below a folder was written.
    pub fn times(&self, folder: &str) -> BTreeMap<String, SystemTime> {
        let files = self.tree(folder).into_keys().filter(|path| !path.ends_with('/'));
        let written = |path: &String| fs::metadata(self.path(folder).join(path)).and_then(|about| about.modified()).expect("has a time");
        files.map(|path| (path.clone(), written(&path))).collect()
    }

    /// The names at the top of the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("is there");
        let mut names: Vec<String> = entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The program, called in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nutgraf"));
        self.settle(command.args(arguments));
        command
    }

    /// Gives any program this folder and an environment without surprises.
    pub fn settle(&self, command: &mut Command) {
        command
            .current_dir(&self.0)
            .stdin(Stdio::null())
            .env_remove("NO_COLOR")
            .env_remove("TERM")
            .env("HOME", self.path("home-of-nobody"));
        let moment: jiff::Timestamp = NOW.parse().expect("a moment");
        command.env("SOURCE_DATE_EPOCH", moment.as_second().to_string());
    }

    /// Runs the program to its end.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// Runs the program to its end, with something to read on standard input.
    #[track_caller]
    pub fn piped(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let path = self.0.with_extension("input");
        fs::write(&path, input).expect("a file can be written");
        let ran = Ran::of(self.command(arguments).stdin(fs::File::open(&path).expect("is there")));
        let _ = fs::remove_file(&path);
        ran
    }

    /// Runs the program, which must succeed.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        ran.exits(0);
        ran
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Ran {
    /// Runs a command to its end.
    #[track_caller]
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap_or_else(|error| panic!("{command:?} cannot be run: {error}"));
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts that standard error holds a text.
    #[track_caller]
    pub fn says(&self, needle: &str) -> &Self {
        assert!(self.stderr.contains(needle), "standard error does not say {needle:?}:\n{}", self.stderr);
        self
    }

    /// Asserts that standard output holds a text.
    #[track_caller]
    pub fn prints(&self, needle: &str) -> &Self {
        assert!(self.stdout.contains(needle), "standard output does not hold {needle:?}:\n{}", self.stdout);
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("standard output is no JSON: {error}\n{}", self.stdout))
    }
}

fn read_tree(folder: &Path, below: &str, tree: &mut Tree) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.expect("readable");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("readable").is_dir() {
            read_tree(&entry.path(), &format!("{name}/"), tree);
            tree.insert(format!("{name}/"), Vec::new());
        } else {
            tree.insert(name, fs::read(entry.path()).expect("readable"));
        }
    }
}

/// The program while it runs; killed at the end, whatever the end is.
#[derive(Debug)]
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    told: Vec<String>,
}

impl Running {
    /// Starts a command and listens to its standard error.
    #[track_caller]
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program can be started");
        let stderr = BufReader::new(child.stderr.take().expect("is piped"));
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines, told: Vec::new() }
    }

    /// Waits for a line that holds a text.
    #[track_caller]
    pub fn waits_for(&mut self, needle: &str) -> String {
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(needle) => return line,
                Ok(line) => self.told.push(line),
                Err(_) => panic!("{needle:?} was never said, but:\n{}", self.told.join("\n")),
            }
        }
    }
}

impl Running {
    /// Ends the program as Ctrl-C does; the exit code, if it ends by itself.
    #[cfg(unix)]
    pub fn interrupted(&mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill can be run");
        assert!(sent.success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
