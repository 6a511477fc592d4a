//! Generated briefings become a table of what floor, Nutgraf and Hugo need for them.
//!
//! Every contender runs as a child process of its own release binary, in turn (A B C A B C …), so that a busy moment
//! of the machine hits all of them. Cold runs start without output and cache; removing them is not timed. Nutgraf then
//! builds twice more: with nothing changed, and after one edit. A run that fails, or an output that lacks a briefing,
//! fails the benchmark: a number that stands for less work is worse than none.

mod contender;
mod hugo;
mod measure;
mod report;
mod tally;
mod workplace;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::args::Args;
use crate::corpus;
use crate::failure::Failure;
use contender::{Contender, Programs};
use measure::Cost;
use report::Report;
use tally::Tally;
use workplace::Workplace;

struct Options {
    count: u64,
    runs: usize,
    folder: Option<String>,
    with_hugo: bool,
    with_nutgraf: bool,
}

/// What one contender needed for one kind of work, a cost for each run.
struct Series {
    work: &'static str,
    contender: &'static str,
    costs: Vec<Cost>,
}

/// The index of the briefing that is edited.
const EDITED: u64 = 0;

pub fn run(mut args: Args) -> Result<(), Failure> {
    let options = Options {
        count: args.number("--count", 10_000)?,
        runs: usize::from(args.number::<u16>("--runs", 3)?),
        folder: args.value("--dir")?,
        with_hugo: !args.flag("--no-hugo"),
        with_nutgraf: !args.flag("--no-nutgraf"),
    };
    args.finish()?;
    let programs = Programs::prepare(options.with_nutgraf, options.with_hugo)?;
    let place = Workplace::choose(options.folder.as_deref())?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!("{} briefings, {} runs, {cores} cores, in {place}", options.count, options.runs);
    generate(&programs, &place, options.count)?;
    let contenders = programs.contenders(&place);
    let mut series = cold(&contenders, options.runs, &place)?;
    let tallies = tally_all(&contenders, options.count)?;
    if let Some(nutgraf) = contenders.iter().find(|contender| contender.name == "nutgraf") {
        series.push(unchanged(nutgraf, options.runs, &place)?);
        series.push(edited(nutgraf, options.runs, &place)?);
    }
    let hugo_version = programs.hugo.as_ref().map(|hugo| hugo.version.as_str());
    let report = Report { count: options.count, cores, place: place.kind.name(), hugo_version, series, tallies };
    print!("{}", report.table());
    let target = contender::target_folder().join("bench").join("results.json");
    report.save(&target)?;
    println!("\nwritten to {}", target.display());
    Ok(())
}

/// Generates in a child, because a child's peak memory as the system counts it begins with its parent's.
fn generate(programs: &Programs, place: &Workplace, count: u64) -> Result<(), Failure> {
    let mut flavours = vec!["nutgraf"];
    flavours.extend(programs.hugo.as_ref().map(|_| "hugo"));
    for flavour in flavours {
        let mut command = Command::new(&programs.xtask);
        command.args(["generate", "--flavour", flavour, "--count", &count.to_string(), "--out"]);
        command.arg(place.folder.join(flavour));
        measure::run(&mut command, &place.log())?;
    }
    Ok(())
}

fn cold(contenders: &[Contender], runs: usize, place: &Workplace) -> Result<Vec<Series>, Failure> {
    let series = |contender: &Contender| Series { work: "cold", contender: contender.name, costs: Vec::new() };
    let mut all: Vec<Series> = contenders.iter().map(series).collect();
    for turn in 1..=runs {
        for (contender, series) in contenders.iter().zip(&mut all) {
            contender.remove_leftovers()?;
            let cost = measure::run(&mut contender.command(), &place.log())?;
            println!("cold {turn}/{runs} {:8} {:.3} s", contender.name, cost.wall);
            series.costs.push(cost);
        }
    }
    Ok(all)
}

fn tally_all(contenders: &[Contender], count: u64) -> Result<Vec<(&'static str, Tally)>, Failure> {
    let mut tallies = Vec::new();
    for contender in contenders {
        let tally = tally::of(&contender.output)?;
        if tally.briefings != count {
            let message = format!("{} of {count} briefings are in its output", tally.briefings);
            return Err(Failure::at("trust", &contender.output, message));
        }
        tallies.push((contender.name, tally));
    }
    Ok(tallies)
}

fn unchanged(nutgraf: &Contender, runs: usize, place: &Workplace) -> Result<Series, Failure> {
    let run = |_| measure::run(&mut nutgraf.command(), &place.log());
    let costs = (0..runs).map(run).collect::<Result<_, _>>()?;
    Ok(Series { work: "unchanged", contender: nutgraf.name, costs })
}

fn edited(nutgraf: &Contender, runs: usize, place: &Workplace) -> Result<Series, Failure> {
    let source = place.folder.join("nutgraf/content").join(corpus::source_path(EDITED));
    let page = nutgraf.output.join(corpus::source_path(EDITED)).with_extension("").join("index.html");
    let mut costs = Vec::with_capacity(runs);
    for turn in 1..=runs {
        let sentence = format!("This is edit number {turn} of the benchmark.");
        append(&source, &format!("\n{sentence}\n"))?;
        costs.push(measure::run(&mut nutgraf.command(), &place.log())?);
        let html = fs::read_to_string(&page).map_err(|error| Failure::at("read", &page, error))?;
        if !html.contains(&sentence) {
            return Err(Failure::at("trust", &page, "the edit has not arrived in it"));
        }
    }
    Ok(Series { work: "one edit", contender: nutgraf.name, costs })
}

fn append(file: &Path, text: &str) -> Result<(), Failure> {
    let opened = OpenOptions::new().append(true).open(file);
    let written = opened.and_then(|mut opened| opened.write_all(text.as_bytes()));
    written.map_err(|error| Failure::at("edit", file, error))
}
