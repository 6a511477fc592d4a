//! The face: commands, what they print, and their exit codes.
//!
//! This folder and `main.rs` are the shell around a pure core: they read the clock, the environment and the arguments,
//! take the snapshot, call the engine, and print. Exit codes: 0 done; 1 the author must mend something; 2 usage or
//! machine failure.

mod arguments;
mod browser;
mod build;
mod check;
mod explain;
mod init;
mod list;
mod new;
mod past;
mod project;
mod recalled;
mod report;
mod serve;
mod source;
mod terminal;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

pub use arguments::{Arguments, Command};

/// What became of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// The author must mend something.
    Mend,
    /// The machine or the usage was at fault.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Mend => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Runs the program with the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    quieten_parser();
    run(Arguments::parse()).into()
}

/// Mistakes of the Markdown parser and of the extractor of articles are caught and told as ours; what they would print
/// besides is of no use to a writer.
fn quieten_parser() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let caught = ["pulldown-cmark", "dom_smoothie", "dom_query"];
        if !panic.location().is_some_and(|location| caught.iter().any(|name| location.file().contains(name))) {
            usual(panic);
        }
    }));
}

/// Runs a parsed command.
#[must_use]
pub fn run(arguments: Arguments) -> Outcome {
    match arguments.command {
        Command::Init(options) => init::run(&options),
        Command::New(options) => new::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Check(options) => check::run(&options),
        Command::List(options) => list::run(&options),
        Command::Serve(options) => serve::run(&options),
        Command::Source { what } => source::run(&what),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "nutgraf", &mut std::io::stdout());
            Outcome::Done
        }
    }
}
