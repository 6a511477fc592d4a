//! A command becomes its cost: wall time, processor time and peak memory of that one child process.
//!
//! On Unix the child is awaited with `wait4`, which reports the resources of just this child; `getrusage` would give the
//! largest of all children so far. Elsewhere only the wall time is known. Linux counts the parent's memory at the start
//! into the child's peak, so this program keeps its own small.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Instant;

use crate::failure::Failure;

pub struct Cost {
    /// Seconds.
    pub wall: f64,
    pub resources: Option<Resources>,
}

#[derive(Clone, Copy)]
pub struct Resources {
    /// Seconds of all threads, in user mode and in the system.
    pub cpu: f64,
    /// Largest resident set, in bytes.
    pub peak: f64,
}

/// A child that fails is a failure, told with what it wrote to its standard error.
pub fn run(command: &mut Command, log: &Path) -> Result<Cost, Failure> {
    // To a file and not through a pipe: nobody has to read along, and a talkative child is never held up.
    let errors = File::create(log).map_err(|error| Failure::at("create", log, error))?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors);
    let start = Instant::now();
    let awaited = command.spawn().and_then(wait);
    let wall = start.elapsed().as_secs_f64();
    let (status, resources) = awaited.map_err(|error| Failure::at("run", Path::new(command.get_program()), error))?;
    if status.success() {
        return Ok(Cost { wall, resources });
    }
    let errors = fs::read(log).map_err(|error| Failure::at("read", log, error))?;
    Err(Failure::Task(format!("{command:?}: {status}\n{}", String::from_utf8_lossy(&errors).trim_end())))
}

/// Takes the child, so that nobody can await it a second time.
#[cfg(unix)]
fn wait(child: Child) -> io::Result<(ExitStatus, Option<Resources>)> {
    use std::mem::MaybeUninit;
    use std::os::unix::process::ExitStatusExt;

    let id = libc::pid_t::try_from(child.id()).map_err(io::Error::other)?;
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    loop {
        // SAFETY: both pointers are to live variables of the types that wait4 writes. `child` is owned here and never
        // awaited by std, so the id is still that of our child.
        if unsafe { libc::wait4(id, &raw mut status, 0, usage.as_mut_ptr()) } == id {
            break;
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    // SAFETY: rusage is plain numbers, for which zeroes, and whatever wait4 wrote over them, are valid.
    let usage = unsafe { usage.assume_init() };
    let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    Ok((ExitStatus::from_raw(status), Some(Resources { cpu, peak: usage.ru_maxrss as f64 * RSS_UNIT })))
}

/// Apple's systems count the resident set in bytes, the others in KiB.
#[cfg(unix)]
const RSS_UNIT: f64 = if cfg!(target_vendor = "apple") { 1.0 } else { 1024.0 };

#[cfg(unix)]
fn seconds(time: libc::timeval) -> f64 {
    time.tv_sec as f64 + time.tv_usec as f64 / 1e6
}

#[cfg(not(unix))]
fn wait(mut child: Child) -> io::Result<(ExitStatus, Option<Resources>)> {
    child.wait().map(|status| (status, None))
}
