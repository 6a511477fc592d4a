//! A preview that runs: a command becomes a server on this machine that is asked, watched and stopped.
//!
//! It is stopped whenever it is dropped. What it needs (memory, processor time, open descriptors) is read from the
//! process file system of Linux; elsewhere that is unknown.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::http::{self, Answer};

/// Between two questions: short against what is measured, and time for the server to work on one core.
const BREATH: Duration = Duration::from_millis(1);
/// How long a server that is asked again and again may take. Nothing that is measured comes near it.
const PATIENCE: Duration = Duration::from_secs(300);

pub struct Served {
    child: Child,
    port: u16,
    started: Instant,
}

/// A port that was free a moment ago.
pub fn free_port() -> Result<u16, Failure> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    port.map(|address| address.port()).map_err(|error| Failure::Task(format!("no port is free: {error}")))
}

impl Served {
    /// Starts a server that will listen on the port.
    pub fn start(command: &mut Command, port: u16, log: &Path) -> Result<Self, Failure> {
        let errors = File::create(log).map_err(|error| Failure::at("create", log, error))?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors);
        let started = Instant::now();
        let child = command.spawn().map_err(|error| Failure::at("run", Path::new(command.get_program()), error))?;
        Ok(Self { child, port, started })
    }

    pub fn started(&self) -> Instant {
        self.started
    }

    pub fn get(&self, path: &str) -> io::Result<Answer> {
        http::get(self.port, path)
    }

    /// Asks until the answer is as wanted. A server that does not listen yet is asked again; one that has ended is not.
    pub fn ask_until(&mut self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Result<Answer, Failure> {
        self.ask_for(PATIENCE, path, wanted)?.ok_or_else(|| Failure::Task(format!("{path} has not become what it should be")))
    }

    /// The same, for so long; none if it did not become so.
    pub fn ask_for(&mut self, patience: Duration, path: &str, wanted: impl Fn(&Answer) -> bool) -> Result<Option<Answer>, Failure> {
        let start = Instant::now();
        while start.elapsed() < patience {
            if let Some(answer) = self.get(path).ok().filter(&wanted) {
                return Ok(Some(answer));
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(Failure::Task(format!("the preview has ended: {status}")));
            }
            thread::sleep(BREATH);
        }
        Ok(None)
    }

    /// Waits until the server has nothing to do any more, or for a minute.
    pub fn rest(&self) {
        const LOOK: Duration = Duration::from_millis(250);
        let start = Instant::now();
        let Some(mut before) = self.ticks() else { return thread::sleep(Duration::from_secs(3)) };
        while start.elapsed() < Duration::from_mins(1) {
            thread::sleep(LOOK);
            let Some(now) = self.ticks() else { return };
            if now - before <= 1 {
                return;
            }
            before = now;
        }
    }

    /// Processor time so far, in ticks of (everywhere) 10 ms: fields 14 and 15 of `proc_pid_stat(5)`.
    fn ticks(&self) -> Option<u64> {
        let text = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        let (_, fields) = text.rsplit_once(')')?;
        let ticks = fields.split_whitespace().skip(11).take(2);
        ticks.map(|field| field.parse::<u64>().ok()).sum()
    }

    /// The resident set in bytes.
    pub fn resident(&self) -> Option<f64> {
        self.memory("VmRSS:")
    }

    /// The largest it has been.
    pub fn peak(&self) -> Option<f64> {
        self.memory("VmHWM:")
    }

    fn memory(&self, field: &str) -> Option<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(field))?;
        let kibibytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kibibytes * 1024.0)
    }

    /// How many files, sockets and the like it holds open.
    pub fn descriptors(&self) -> Option<usize> {
        fs::read_dir(format!("/proc/{}/fd", self.child.id())).ok().map(Iterator::count)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // One that has ended by itself is no longer there to be stopped, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
