//! Thousands of random edits below one preview: each must be seen, and what the preview needs must not grow with them.
//!
//! After each edit its page is asked for until it shows the edit. Every hundred edits, once the preview is at rest,
//! its memory and open descriptors are taken down. A missed update fails the task; a number does not.

mod curve;
mod piece;
mod writer;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::args::Args;
use crate::bench::report;
use crate::corpus::{self, Flavour};
use crate::failure::Failure;
use crate::served::{self, Served};
use crate::workplace::Workplace;
use crate::{machine, program};
use curve::{Curve, Sample};
use writer::{Expectation, Writer};

/// Longer than any update takes, on any machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// Edits between two samples.
const STEP: u64 = 100;
/// After so many missed updates there is no more to learn.
const ENOUGH: usize = 20;

struct Options {
    edits: u64,
    count: u64,
    /// The one kind of edits to make.
    only: Option<String>,
    folder: Option<String>,
    json: Option<String>,
    date: String,
}

pub fn run(mut args: Args) -> Result<(), Failure> {
    let options = Options {
        edits: args.number("--edits", 10_000)?,
        count: args.number("--count", 300)?,
        only: args.value("--only")?,
        folder: args.value("--dir")?,
        json: args.value("--json")?,
        date: args.value("--date")?.unwrap_or_else(machine::today),
    };
    args.finish()?;
    let nutgraf = program::build("nutgraf")?;
    let place = Workplace::choose(options.folder.as_deref())?;
    let machine = machine::describe(&place.folder);
    let root = place.folder.join("soak");
    corpus::generate(&root, options.count, Flavour::Nutgraf)?;
    let mut soak = Soak::start(&nutgraf, &root, &options, &place)?;
    for edit in 1..=options.edits {
        soak.edit(edit)?;
        if edit % STEP == 0 || edit == options.edits {
            soak.sample(edit);
        }
        if soak.missed.len() >= ENOUGH {
            println!("{ENOUGH} updates were missed: no need to go on");
            break;
        }
    }
    print!("{}", soak.curve.table());
    let about = json!({
        "date": options.date, "count": options.count, "machine": machine,
        "versions": {"nutgraf": machine::version(&nutgraf, "--version")},
    });
    let target = options.json.map_or_else(|| program::target_folder().join("bench").join("soak.json"), PathBuf::from);
    report::save(&target, &soak.json(about))?;
    println!("{} updates missed; written to {}", soak.missed.len(), target.display());
    if soak.missed.is_empty() { Ok(()) } else { Err(Failure::Told) }
}

/// The preview, who edits below it, and what has been seen of it.
struct Soak {
    served: Served,
    writer: Writer,
    curve: Curve,
    /// The numbers of the edits that did not arrive.
    missed: Vec<u64>,
    kinds: Vec<(&'static str, u64)>,
}

impl Soak {
    fn start(nutgraf: &Path, root: &Path, options: &Options, place: &Workplace) -> Result<Self, Failure> {
        let writer = Writer::settle(root, options.count, options.only.as_deref())?;
        let port = served::free_port()?;
        let mut command = Command::new(nutgraf);
        command.args(["serve", "--quiet", "--port", &port.to_string(), "--root"]).arg(root);
        let mut served = Served::start(&mut command, port, &place.log())?;
        served.ask_until("/", |answer| answer.status == 200)?;
        let mut soak = Self { served, writer, curve: Curve::default(), missed: Vec::new(), kinds: Vec::new() };
        soak.sample(0);
        Ok(soak)
    }

    /// Makes one edit and waits until all that should follow from it is to be seen.
    fn edit(&mut self, number: u64) -> Result<(), Failure> {
        let start = Instant::now();
        let edit = self.writer.edit(number)?;
        self.count(edit.kind);
        for expectation in &edit.expectations {
            let path = expectation.address();
            if self.served.ask_for(PATIENCE, path, |answer| expectation.is_met(answer))?.is_none() {
                self.tell_missed(number, edit.kind, expectation);
                return Ok(());
            }
        }
        self.curve.waited(start.elapsed().as_secs_f64());
        Ok(())
    }

    fn count(&mut self, kind: &'static str) {
        match self.kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, number)) => *number += 1,
            None => self.kinds.push((kind, 1)),
        }
    }

    fn tell_missed(&mut self, number: u64, kind: &str, expectation: &Expectation) {
        let status = self.served.get(expectation.address()).map_or_else(|error| error.to_string(), |answer| answer.status.to_string());
        println!("edit {number} ({kind}) was MISSED: {expectation}; the answer has status {status}");
        self.missed.push(number);
    }

    fn sample(&mut self, edit: u64) {
        self.served.rest();
        let sample = Sample { edit, resident: self.served.resident(), descriptors: self.served.descriptors() };
        println!("{}", self.curve.add(sample));
    }

    /// With what is known about the run.
    fn json(&mut self, about: Value) -> Value {
        self.kinds.sort_unstable();
        let kinds: Vec<Value> = self.kinds.iter().map(|(kind, edits)| json!({"kind": kind, "edits": edits})).collect();
        json!({"about": about, "missed": self.missed, "kinds": kinds, "curve": self.curve.json()})
    }
}
