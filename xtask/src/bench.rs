//! Generated briefings become a table of what floor, Nutgraf and Hugo need for them.
//!
//! Every contender runs as a child process of its own release binary. First come cold builds, in turn; they start
//! without output and cache, whose removal is not timed. Then come builds again, and previews: their start, and edits
//! seen through them. A run that fails, an output that lacks a briefing or an edit that does not arrive fails the
//! benchmark: a number that stands for less work is worse than none. No number fails it.

mod builds;
mod contender;
mod goals;
mod hugo;
mod measure;
mod previews;
pub mod report;
pub mod series;
mod tally;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::args::Args;
use crate::failure::Failure;
use crate::machine;
use crate::program::target_folder;
use crate::workplace::Workplace;
use contender::{Contender, HUGO, NUTGRAF, Programs};
use report::Report;
use series::{Series, Work};
use tally::Tally;

struct Options {
    count: u64,
    runs: usize,
    edits: u64,
    /// Whether to measure ten times as many briefings as well.
    with_large: bool,
    folder: Option<String>,
    json: Option<String>,
    date: String,
    with_hugo: bool,
    with_nutgraf: bool,
}

impl Options {
    fn read(mut args: Args) -> Result<Self, Failure> {
        let options = Self {
            count: args.number("--count", 10_000)?,
            runs: usize::from(args.number::<u16>("--runs", 3)?),
            edits: args.number("--edits", 30)?,
            with_large: args.flag("--large"),
            folder: args.value("--dir")?,
            json: args.value("--json")?,
            date: args.value("--date")?.unwrap_or_else(machine::today),
            with_hugo: !args.flag("--no-hugo"),
            with_nutgraf: !args.flag("--no-nutgraf"),
        };
        args.finish()?;
        Ok(options)
    }
}

/// Hugo takes so long that fewer of its edits are as telling.
const HUGO_EDITS: u64 = 10;

pub fn run(args: Args) -> Result<(), Failure> {
    let options = Options::read(args)?;
    let programs = Programs::prepare(options.with_nutgraf, options.with_hugo)?;
    let place = Workplace::choose(options.folder.as_deref())?;
    let mut machine = machine::describe(&place.folder);
    println!("{} briefings, {} runs, in {place}\n{machine:#}", options.count, options.runs);
    let (mut series, tallies) = measure(&programs, &options, &place)?;
    if options.with_large {
        series.extend(measure_large(&programs, &options, &place)?);
    }
    // The busier of both ends: what began in between has lasted, or so we hope.
    let busy = machine::busy().zip(machine["busy_cores"].as_f64()).map(|(after, before)| after.max(before));
    machine["busy_cores"] = json!(busy);
    let versions = versions(&programs);
    let report = Report { date: options.date, count: options.count, machine, versions, series, tallies };
    print!("{}", report.table());
    let target = options.json.map_or_else(|| target_folder().join("bench").join("results.json"), PathBuf::from);
    report.save(&target)?;
    println!("\nwritten to {}", target.display());
    Ok(())
}

type Measured = (Vec<Series>, Vec<(&'static str, Tally)>);

fn measure(programs: &Programs, options: &Options, place: &Workplace) -> Result<Measured, Failure> {
    let Options { count, runs, .. } = *options;
    generate(programs, NUTGRAF, &place.folder, count, place)?;
    if programs.hugo.is_some() {
        generate(programs, HUGO, &place.folder, count, place)?;
    }
    let contenders = programs.contenders(&place.folder, true);
    let mut all = builds::cold(&contenders, count, runs, place)?;
    let tallies = tally_all(&contenders, count)?;
    if let Some(nutgraf) = named(&contenders, NUTGRAF) {
        all.push(builds::unchanged(nutgraf, count, runs, place)?);
        all.push(builds::edited(nutgraf, count, runs, place)?);
        all.push(previews::start(nutgraf, Work::StartCold, count, runs, place)?);
        all.push(previews::start(nutgraf, Work::StartWarm, count, runs, place)?);
        all.push(previews::edits(nutgraf, count, options.edits, place)?);
    }
    if let Some(hugo) = named(&contenders, HUGO) {
        // Once each: it keeps nothing between builds, so these are its cold build again.
        all.push(builds::unchanged(hugo, count, 1, place)?);
        all.push(previews::start(hugo, Work::StartCold, count, 1, place)?);
        all.push(previews::edits(hugo, count, options.edits.min(HUGO_EDITS), place)?);
    }
    Ok((all, tallies))
}

/// Ten times as many, without Hugo.
fn measure_large(programs: &Programs, options: &Options, place: &Workplace) -> Result<Vec<Series>, Failure> {
    let (count, runs, folder) = (options.count * 10, options.runs, place.folder.join("large"));
    for contender in programs.contenders(&place.folder, true) {
        contender.remove_leftovers()?;
    }
    generate(programs, NUTGRAF, &folder, count, place)?;
    let contenders = programs.contenders(&folder, false);
    let mut all = builds::cold(&contenders, count, runs, place)?;
    tally_all(&contenders, count)?;
    if let Some(nutgraf) = named(&contenders, NUTGRAF) {
        all.push(builds::unchanged(nutgraf, count, runs, place)?);
        all.push(builds::edited(nutgraf, count, runs, place)?);
        all.push(previews::start(nutgraf, Work::StartWarm, count, runs, place)?);
        all.push(previews::edits(nutgraf, count, options.edits, place)?);
    }
    Ok(all)
}

fn named<'a>(contenders: &'a [Contender], name: &str) -> Option<&'a Contender> {
    contenders.iter().find(|contender| contender.name == name)
}

/// Generates in a child, because a child's peak memory as the system counts it begins with its parent's.
fn generate(programs: &Programs, flavour: &str, folder: &Path, count: u64, place: &Workplace) -> Result<(), Failure> {
    let mut command = Command::new(&programs.xtask);
    command.args(["generate", "--flavour", flavour, "--count", &count.to_string(), "--out"]);
    command.arg(folder.join(flavour));
    measure::run(&mut command, &place.log()).map(drop)
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

fn versions(programs: &Programs) -> Value {
    json!({
        "nutgraf": programs.nutgraf.as_deref().and_then(|program| machine::version(program, "--version")),
        "hugo": programs.hugo.as_ref().map(|hugo| machine::two_words(&hugo.version)),
        "rustc": machine::version(Path::new("rustc"), "--version"),
    })
}
