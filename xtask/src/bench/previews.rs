//! Previews: from their start to the first page, and from a saved text to the page that shows it.
//!
//! A page is asked for again and again, a millisecond after each answer. So a time is too long by up to a millisecond,
//! and by what the asking costs a machine with few cores; it is so for every contender.

use std::thread;
use std::time::{Duration, Instant};

use super::builds::{self, append};
use super::contender::Contender;
use super::measure;
use super::series::{Series, Work};
use crate::corpus;
use crate::failure::Failure;
use crate::served::{self, Served};
use crate::workplace::Workplace;

/// Between two edits: no writer saves more often.
const BETWEEN: Duration = Duration::from_millis(500);

/// Prime, and so far from one edited briefing to the next: no two edits are in the same one.
const STRIDE: u64 = 7919;

/// From a cold cache, or from the one that a build left.
pub fn start(contender: &Contender, work: Work, count: u64, runs: usize, place: &Workplace) -> Result<Series, Failure> {
    let mut series = Series::new(work, count, contender.name);
    if work == Work::StartWarm {
        measure::run(&mut contender.command(), &place.log())?;
        builds::rest();
    }
    for _ in 0..runs {
        if work == Work::StartCold {
            contender.remove_leftovers()?;
        }
        let (_, seconds) = open(contender, place)?;
        series.walls.push(seconds);
    }
    Ok(series)
}

/// Edits of different briefings below one preview that was at rest.
pub fn edits(contender: &Contender, count: u64, edits: u64, place: &Workplace) -> Result<Series, Failure> {
    let mut series = Series::new(Work::PreviewEdit, count, contender.name);
    let (mut served, _) = open(contender, place)?;
    served.rest();
    for turn in 1..=edits {
        let index = turn * STRIDE % count;
        let address = address(index);
        served.ask_until(&address, |answer| answer.status == 200)?;
        thread::sleep(BETWEEN);
        let sentence = format!("This is edit number {turn} below the preview.");
        let start = Instant::now();
        append(contender, index, &sentence)?;
        served.ask_until(&address, |answer| answer.shows(&sentence))?;
        series.walls.push(start.elapsed().as_secs_f64());
    }
    series.peaks.extend(served.peak());
    let median = series.wall().map_or(0.0, |wall| wall.median);
    println!("{count} preview, {edits} edits {:8} {median:.3} s", contender.name);
    Ok(series)
}

/// A running preview that has answered with its front page, and how many seconds that took.
fn open(contender: &Contender, place: &Workplace) -> Result<(Served, f64), Failure> {
    let port = served::free_port()?;
    let mut command = contender.preview(port).ok_or_else(|| Failure::Task(format!("{} has no preview", contender.name)))?;
    let mut served = Served::start(&mut command, port, &place.log())?;
    served.ask_until("/", |answer| answer.shows("</html>"))?;
    let seconds = served.started().elapsed().as_secs_f64();
    Ok((served, seconds))
}

/// `/section/name/`
fn address(index: u64) -> String {
    let path = corpus::source_path(index).with_extension("");
    path.iter().fold(String::from("/"), |address, part| address + &part.to_string_lossy() + "/")
}
