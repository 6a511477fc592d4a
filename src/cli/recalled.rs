//! `nutgraf list recalled`: what rests on sources that were retracted or are disputed.

use std::fmt::Write as _;

use super::arguments::Format;
use super::{Outcome, terminal};
use crate::engine::recalled::{Recalled, recalled};
use crate::engine::{Options, Shelf};
use crate::input::Files;

/// Lists them; a project in which some files cannot be read is told to be checked.
pub fn run(files: &Files, options: &Options, shelf: &Shelf, format: Format) -> Outcome {
    let (rows, found) = recalled(files, options, shelf);
    if format == Format::Json {
        terminal::print(&json(&rows));
    } else if rows.is_empty() {
        terminal::say("Nothing rests on a source that was retracted or is disputed.");
    } else {
        terminal::print(&table(&rows));
    }
    if found.has_errors() {
        terminal::say("Some files cannot be read; `nutgraf check` tells which.");
        return Outcome::Mend;
    }
    Outcome::Done
}

fn table(rows: &[Recalled]) -> String {
    let mut out = String::new();
    for row in rows {
        let facts = row.facts.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(", ");
        let lines = row.lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        let parts = [("key facts", facts), ("lines", lines)];
        let rests: Vec<String> =
            parts.iter().filter(|(_, items)| !items.is_empty()).map(|(what, items)| format!("{what} {items}")).collect();
        let rests = if rests.is_empty() { "only listed".to_owned() } else { rests.join("; ") };
        let _ = writeln!(out, "{:<9}  {}  {} “{}”: {rests}", row.status, row.path, row.source, row.title);
    }
    out
}

fn json(rows: &[Recalled]) -> String {
    let fact = |(id, label): &(String, String)| serde_json::json!({ "id": id, "label": label });
    let value = |row: &Recalled| {
        serde_json::json!({
            "status": row.status,
            "source": row.source,
            "title": row.title,
            "path": row.path.as_str(),
            "key_facts": row.facts.iter().map(fact).collect::<Vec<_>>(),
            "lines": row.lines,
        })
    };
    format!("{}\n", serde_json::to_string_pretty(&rows.iter().map(value).collect::<Vec<_>>()).unwrap_or_default())
}
