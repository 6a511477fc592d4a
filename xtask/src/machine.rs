//! The machine and the programs of a measurement, as far as the system tells: numbers without them mean little.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

/// The machine, and the file system of the folder.
pub fn describe(folder: &Path) -> Value {
    json!({
        "processor": field("/proc/cpuinfo", "model name").unwrap_or_else(|| env::consts::ARCH.to_owned()),
        "cores": thread::available_parallelism().map_or(1, usize::from),
        "memory_bytes": memory(),
        "system": system(),
        "file_system": file_system(folder),
        "busy_cores": busy(),
    })
}

/// How many cores other programs keep busy just now, to a hundredth. Where it is not small, times are not exact. (The load
/// average would still tell of the build before the measurement.)
pub fn busy() -> Option<f64> {
    let (idle_before, all_before) = ticks()?;
    thread::sleep(LOOK);
    let (idle, all) = ticks()?;
    let share = 1.0 - (idle - idle_before) as f64 / (all - all_before).max(1) as f64;
    let cores = thread::available_parallelism().map_or(1, usize::from) as f64;
    Some((share * cores * 100.0).round() / 100.0)
}

/// How long the machine is looked at.
const LOOK: Duration = Duration::from_secs(3);

/// The idle time and all time of all cores since the start, in ticks: the first eight numbers of `proc_stat(5)`.
fn ticks() -> Option<(u64, u64)> {
    let text = fs::read_to_string("/proc/stat").ok()?;
    let fields = text.lines().next()?.split_whitespace().skip(1).take(8);
    let fields = fields.map(|field| field.parse().ok()).collect::<Option<Vec<u64>>>()?;
    Some((fields.get(3)? + fields.get(4)?, fields.iter().sum()))
}

/// `nutgraf 0.1.0`, `hugo v0.168.0`: the first two words of what a program says of itself.
pub fn version(program: &Path, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    Some(two_words(&String::from_utf8_lossy(&output.stdout)))
}

/// Without the commit, the day and the machine it was built on.
pub fn two_words(text: &str) -> String {
    let words = text.split_whitespace().take(2).map(|word| word.split(['-', '+']).next().unwrap_or(word));
    words.collect::<Vec<_>>().join(" ")
}

fn system() -> String {
    let release = first_word("/proc/sys/kernel/osrelease");
    release.map_or_else(|| env::consts::OS.to_owned(), |release| format!("Linux {release}"))
}

fn memory() -> Option<u64> {
    let text = field("/proc/meminfo", "MemTotal")?;
    let kibibytes: u64 = text.strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// The type of the mount with the longest path that is a beginning of the folder's (`proc_pid_mounts(5)`).
fn file_system(folder: &Path) -> Option<String> {
    let mounts = fs::read_to_string("/proc/mounts").ok()?;
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    });
    let above = mounts.filter(|(path, _)| folder.starts_with(path));
    above.max_by_key(|(path, _)| path.len()).map(|(_, kind)| kind)
}

/// The value of the first line `name : value`.
fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim_start().strip_prefix(':')?.trim().to_owned())
}

fn first_word(file: &str) -> Option<String> {
    fs::read_to_string(file).ok()?.split_whitespace().next().map(str::to_owned)
}

/// Today in universal time, as 2026-03-01.
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day(seconds / 86_400)
}

/// A number of days since 1970 in the Gregorian calendar, by walking its years and months.
fn day(mut days: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    format!("{year}-{:02}-{:02}", month + 1, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_short() {
        assert_eq!(two_words("hugo v0.168.0-e27a67+extended linux/amd64 BuildDate=2026"), "hugo v0.168.0");
        assert_eq!(two_words("rustc 1.90.0 (1159e78c4 2025-09-14)"), "rustc 1.90.0");
    }

    #[test]
    fn days_are_counted() {
        let days = [0, 58, 59, 789, 790, 11_016, 20_513].map(day);
        assert_eq!(days, ["1970-01-01", "1970-02-28", "1970-03-01", "1972-02-29", "1972-03-01", "2000-02-29", "2026-03-01"]);
    }
}
