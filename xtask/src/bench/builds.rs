//! Builds: every contender's cold ones, and building again.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::contender::Contender;
use super::measure;
use super::series::{Series, Work};
use crate::corpus;
use crate::failure::Failure;
use crate::workplace::Workplace;

/// Longer than Nutgraf distrusts a file that was changed a moment ago; a writer does not build again sooner either.
const REST: Duration = Duration::from_millis(3500);

/// The index of the briefing that is edited.
const EDITED: u64 = 0;

/// In turn (A B C A B C …), so that a busy moment of the machine hits all of them.
pub fn cold(contenders: &[Contender], count: u64, runs: usize, place: &Workplace) -> Result<Vec<Series>, Failure> {
    rest();
    let mut all: Vec<Series> = contenders.iter().map(|contender| Series::new(Work::Cold, count, contender.name)).collect();
    for turn in 1..=runs {
        for (contender, series) in contenders.iter().zip(&mut all) {
            contender.remove_leftovers()?;
            let cost = measure::run(&mut contender.command(), &place.log())?;
            println!("{count} cold {turn}/{runs} {:8} {:.3} s", contender.name, cost.wall);
            series.push(&cost);
        }
    }
    Ok(all)
}

/// After a build, with all files at rest.
pub fn unchanged(contender: &Contender, count: u64, runs: usize, place: &Workplace) -> Result<Series, Failure> {
    rest();
    let mut series = Series::new(Work::Unchanged, count, contender.name);
    for _ in 0..runs {
        series.push(&measure::run(&mut contender.command(), &place.log())?);
    }
    Ok(series)
}

/// One text edited before each build.
pub fn edited(contender: &Contender, count: u64, runs: usize, place: &Workplace) -> Result<Series, Failure> {
    let page = contender.output.join(corpus::source_path(EDITED)).with_extension("").join("index.html");
    let mut series = Series::new(Work::OneEdit, count, contender.name);
    for turn in 1..=runs {
        let sentence = format!("This is edit number {turn} of the benchmark.");
        append(contender, EDITED, &sentence)?;
        series.push(&measure::run(&mut contender.command(), &place.log())?);
        let html = fs::read_to_string(&page).map_err(|error| Failure::at("read", &page, error))?;
        if !html.contains(&sentence) {
            return Err(Failure::at("trust", &page, "the edit has not arrived in it"));
        }
    }
    Ok(series)
}

/// Adds a paragraph to a briefing, as an editor does that saves a file in place.
pub fn append(contender: &Contender, index: u64, sentence: &str) -> Result<(), Failure> {
    let file = contender.root.join("content").join(corpus::source_path(index));
    let written = write_behind(&file, &format!("\n{sentence}\n"));
    written.map_err(|error| Failure::at("edit", &file, error))
}

fn write_behind(file: &Path, text: &str) -> std::io::Result<()> {
    OpenOptions::new().append(true).open(file)?.write_all(text.as_bytes())
}

pub fn rest() {
    thread::sleep(REST);
}
