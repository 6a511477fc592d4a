//! The project's own chores, run as `cargo xtask NAME`: an argument list becomes one task and an exit code.
//!
//! This file only dispatches. A task takes [`Args`], prints what it did, and returns a [`Failure`] otherwise:
//! exit code 1 when the task failed, 2 when it was called wrongly.

// A task is all shell: the clock, the environment and the disk, which the core may not touch, are its business.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod args;
mod bench;
mod corpus;
mod failure;
mod floor;
mod http;
mod machine;
mod program;
mod served;
mod soak;
mod test;
mod workplace;

use std::process::ExitCode;

use args::Args;
use failure::Failure;

const USAGE: &str = "\
usage: cargo xtask TASK [OPTIONS]

  bench      measure floor, nutgraf and Hugo on the same generated briefings
             --count N (10000)  --runs N (3)  --edits N (30)  --large (ten times as many, too)
             --dir DIR (memory file system)  --json FILE  --date DATE (today)  --no-hugo  --no-nutgraf
  generate   write generated briefings, the same ones every time
             --out DIR  --count N (10000)  --flavour nutgraf|hugo (nutgraf)  --all (social cards and the facts of all briefings too)
  soak       edit at random below one preview: no update may be missed, its memory must not grow
             --edits N (10000)  --count N (300)  --only KIND  --dir DIR (memory file system)
             --json FILE  --date DATE (today)
  test       everything that must hold: format, lints, tests, docs, licences, valid HTML, a browser
             --only STEP
  floor      the least a generator must do: read, Markdown to HTML, write
             --in DIR  --out DIR
";

fn main() -> ExitCode {
    let outcome = Args::from_command_line().and_then(|(task, args)| dispatch(&task, args));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(message)) => {
            eprint!("error: {message}\n\n{USAGE}");
            ExitCode::from(2)
        }
        Err(Failure::Told) => ExitCode::from(1),
        Err(Failure::Task(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(1)
        }
    }
}

fn dispatch(task: &str, args: Args) -> Result<(), Failure> {
    match task {
        "bench" => bench::run(args),
        "generate" => corpus::run(args),
        "floor" => floor::run(args),
        "soak" => soak::run(args),
        "test" => test::run(args),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(Failure::Usage(format!("there is no task `{other}`"))),
    }
}
