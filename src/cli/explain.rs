//! `nutgraf explain`: the guide's page on a code, or the list of all codes.

use std::fmt::Write as _;

use super::{Outcome, terminal};
use crate::base::Code;
use crate::base::spelling::nearest;

/// Runs the command.
#[must_use]
pub fn run(code: Option<&str>) -> Outcome {
    let Some(name) = code else {
        terminal::print(&all());
        return Outcome::Done;
    };
    match Code::from_name(name) {
        Some(code) => {
            terminal::print(&page(code));
            Outcome::Done
        }
        None => {
            let near = nearest(name, Code::ALL.iter().map(|code| code.name()));
            let hint = near.map(|near| format!(", did you mean {near}?")).unwrap_or_default();
            terminal::complain(&format!("there is no code {name}{hint}\n  `nutgraf explain` lists all codes"));
            Outcome::Failed
        }
    }
}

fn all() -> String {
    let mut out = String::new();
    for code in Code::ALL {
        let _ = writeln!(out, "{}  {:<7}  {}", code.name(), code.severity().word(), code.title());
    }
    out
}

/// The page without its front matter, under its title.
fn page(code: Code) -> String {
    let text = code.page();
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    format!("{code}: {} ({})\n\n{}", code.title(), code.severity().word(), body.trim_start())
}
