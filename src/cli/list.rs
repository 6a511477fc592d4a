//! `nutgraf list`: what is drafted, scheduled, expired, about to expire or overdue for a review, with its dates.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::arguments::{Format, ListOptions, Listed};
use super::past::Past;
use super::project::Project;
use super::{Outcome, recalled, terminal};
use crate::base::date::spoken;
use crate::engine::{self, Options, Row, State};

/// Runs the command.
#[must_use]
pub fn run(options: &ListOptions) -> Outcome {
    let Some(project) = Project::open(&options.project) else { return Outcome::Failed };
    let mut past = Past::of(&project.root);
    let (files, ..) = project.snapshot_after(&past.sightings);
    let everything = Options { drafts: false, future: false, ..project.options.clone() };
    if options.what == Some(Listed::Recalled) {
        return recalled::run(&files, &everything, &past.memory().shelf, options.project.format);
    }
    let (rows, zone, found) = engine::inventory(&files, &everything, &past.memory().shelf);
    let rows: Vec<Row> = rows.into_iter().filter(|row| wanted(row, options.what, project.options.now)).collect();
    if options.project.format == Format::Json {
        terminal::print(&json(&rows, &zone));
    } else if rows.is_empty() {
        terminal::say("Nothing to list.");
    } else {
        terminal::print(&if options.what == Some(Listed::Stale) { stale(&rows, &zone) } else { table(&rows, &zone) });
    }
    if found.has_errors() {
        terminal::say("Some files cannot be read; `nutgraf check` tells which.");
        return Outcome::Mend;
    }
    Outcome::Done
}

fn wanted(row: &Row, what: Option<Listed>, now: Timestamp) -> bool {
    match what {
        None => row.state != State::Published || row.expires.is_some(),
        Some(Listed::All | Listed::Recalled) => true,
        Some(Listed::Drafts) => row.state == State::Draft,
        Some(Listed::Scheduled) => row.state == State::Scheduled,
        Some(Listed::Expired) => row.state == State::Expired,
        Some(Listed::Stale) => row.state == State::Published && row.overdue.is_some(),
        Some(Listed::Due) => row.state != State::Expired && row.expires.is_some_and(|moment| moment > now),
    }
}

/// The moment that matters for a row, and what happens then.
fn moment(row: &Row, zone: &jiff::tz::TimeZone) -> String {
    let at = |moment: Timestamp| spoken(&moment.to_zoned(zone.clone()));
    match row.state {
        State::Draft => String::new(),
        State::Scheduled => row.begins.map(|moment| format!("from {}", at(moment))).unwrap_or_default(),
        State::Expired => row.expires.map(|moment| format!("since {}", at(moment))).unwrap_or_default(),
        State::Published => row.expires.map(|moment| format!("until {}", at(moment))).unwrap_or_default(),
    }
}

/// What should have been looked at again: the date, the file, and which of its facts say so themselves.
fn stale(rows: &[Row], zone: &jiff::tz::TimeZone) -> String {
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_key(|row| (row.overdue.map(|date| date.instant(zone)), &row.path));
    let mut out = String::new();
    for row in rows {
        let by = row.overdue.map(|date| date.iso(zone)).unwrap_or_default();
        let facts = if row.stale_facts.is_empty() { String::new() } else { format!(" ({})", row.stale_facts.join(", ")) };
        let _ = writeln!(out, "review by {by}  {}  {}{facts}", row.path, row.title);
    }
    out
}

fn table(rows: &[Row], zone: &jiff::tz::TimeZone) -> String {
    let moments: Vec<String> = rows.iter().map(|row| moment(row, zone)).collect();
    let width = moments.iter().map(String::len).max().unwrap_or(0);
    let mut out = String::new();
    for (row, moment) in rows.iter().zip(&moments) {
        let _ = writeln!(out, "{:<9}  {moment:<width$}  {}  {}", row.state.word(), row.path, row.title);
    }
    out
}

fn json(rows: &[Row], zone: &jiff::tz::TimeZone) -> String {
    let iso = |moment: Option<Timestamp>| moment.map(|moment| crate::base::date::rfc3339(&moment.to_zoned(zone.clone())));
    let rows: Vec<serde_json::Value> = rows
        .iter()
        .map(|row| {
            serde_json::json!({ "state": row.state.word(), "path": row.path.as_str(), "title": row.title, "publish_at": iso(row.begins), "expires": iso(row.expires), "review_by": row.overdue.map(|date| date.iso(zone)), "stale_facts": row.stale_facts })
        })
        .collect();
    format!("{}\n", serde_json::to_string_pretty(&rows).unwrap_or_default())
}
