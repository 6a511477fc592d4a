//! Tells what was found, in the format asked for, and what that means for the exit code.

use serde_json::{Map, Value};

use super::Outcome;
use super::arguments::{Format, ProjectOptions};
use super::terminal;
use crate::base::report::{self, tally};
use crate::base::{Diagnostics, Severity};

/// Tells the findings; `summary` goes with the JSON. Warnings count as errors under `--strict`.
#[must_use]
pub fn tell(diagnostics: &Diagnostics, options: &ProjectOptions, summary: Map<String, Value>) -> Outcome {
    tell_with(diagnostics, options, summary, Map::new)
}

/// The same, with more for the JSON.
#[must_use]
pub fn tell_with(
    diagnostics: &Diagnostics,
    options: &ProjectOptions,
    summary: Map<String, Value>,
    more: impl FnOnce() -> Map<String, Value>,
) -> Outcome {
    match options.format {
        Format::Human => terminal::say_if_any(&report::human(diagnostics, terminal::paint())),
        Format::Json => terminal::print(&report::json(diagnostics, summary, more())),
        Format::Github => terminal::print(&report::github(diagnostics)),
        Format::Sarif => terminal::print(&report::sarif(diagnostics)),
    }
    outcome(diagnostics, options.strict)
}

/// The outcome that findings mean.
#[must_use]
pub fn outcome(diagnostics: &Diagnostics, strict: bool) -> Outcome {
    let failing = diagnostics.has_errors() || (strict && diagnostics.count(Severity::Warning) > 0);
    if failing { Outcome::Mend } else { Outcome::Done }
}

/// ` (2 warnings)`, or nothing.
#[must_use]
pub fn remark(diagnostics: &Diagnostics) -> String {
    match tally(diagnostics) {
        tally if tally.is_empty() => tally,
        tally => format!(" ({tally})"),
    }
}
