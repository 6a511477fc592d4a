//! Measured series become a table for people and a JSON file for programs, both with the same numbers.
//!
//! The file is also what the guide draws its charts from, so every quantity is there as a number and as a text.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::contender::{FLOOR, HUGO, NUTGRAF};
use super::goals::{Goal, goals};
use super::series::{Series, Spread, Work};
use super::tally::Tally;
use crate::failure::Failure;

const MEGABYTE: f64 = 1e6;

pub struct Report {
    /// The day of the measurement.
    pub date: String,
    pub count: u64,
    pub machine: Value,
    pub versions: Value,
    pub series: Vec<Series>,
    pub tallies: Vec<(&'static str, Tally)>,
}

impl Report {
    pub fn table(&self) -> String {
        let mut text = String::new();
        for (work, count) in self.works() {
            let _ = writeln!(text, "\n{}, {count} briefings", work.title());
            let header = ["program", "runs", "median", "min–max", "95%", "cpu", "peak", ""];
            push_row(&mut text, &header.map(String::from));
            for series in self.of(work, count) {
                push_row(&mut text, &self.cells(series));
            }
        }
        text + &self.tally_table() + &self.goal_table()
    }

    fn cells(&self, series: &Series) -> [String; 8] {
        let wall = |part: fn(Spread) -> f64| series.wall().map(part).map_or_else(String::new, seconds);
        let range = format!("{}–{}", wall(|wall| wall.min), wall(|wall| wall.max));
        let cpu = series.cpu().map_or_else(String::new, |cpu| seconds(cpu.median));
        let peak = series.peak().map_or_else(String::new, |peak| megabytes(peak.median));
        let (median, high) = (wall(|wall| wall.median), wall(|wall| wall.high));
        let ratios = self.ratios(series).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(", ");
        [label(series.program).into(), series.walls.len().to_string(), median, range, high, cpu, peak, ratios]
    }

    /// What Nutgraf's time is beside the others': for programs and for people.
    fn ratios(&self, series: &Series) -> Vec<(f64, String)> {
        let Some(own) = series.wall().filter(|_| series.program == NUTGRAF) else { return Vec::new() };
        let others = self.of(series.work, series.count).filter(|other| other.program != NUTGRAF);
        let ratio = |other: &Series| {
            let wall = other.wall()?;
            let (faster, slower) = (wall.median / own.median, own.median / wall.median);
            let is_faster = faster >= 1.0;
            let (verb, ratio, word) = if is_faster { ("is", faster, "as fast as") } else { ("takes", slower, "the time of") };
            let name = if other.program == FLOOR { "the floor" } else { label(other.program) };
            Some((faster, format!("{verb} {} {word} {name}", times(ratio))))
        };
        others.filter_map(ratio).collect()
    }

    fn tally_table(&self) -> String {
        let mut text = format!(
            "\n{:8} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9}\n",
            "output", "briefings", "html", "json", "md", "xml", "files", "MB"
        );
        for (contender, tally) in &self.tallies {
            let Tally { briefings, html, json, markdown, xml, files, bytes } = tally;
            let megabytes = *bytes as f64 / MEGABYTE;
            let _ = writeln!(text, "{contender:8} {briefings:>9} {html:>8} {json:>8} {markdown:>8} {xml:>8} {files:>8} {megabytes:>9.1}");
        }
        text
    }

    fn goal_table(&self) -> String {
        let mut text = String::new();
        for Goal { about, asked, reached, is_met } in goals(&self.series) {
            let verdict = if is_met { "met   " } else { "MISSED" };
            let _ = write!(text, "\n{verdict} {about}: {asked}; {reached}");
        }
        text + "\n"
    }

    pub fn save(&self, target: &Path) -> Result<(), Failure> {
        save(target, &self.json())
    }

    fn json(&self) -> Value {
        let works: Vec<Value> = self.works().into_iter().map(|(work, count)| self.work_json(work, count)).collect();
        let goals: Vec<Value> = goals(&self.series).into_iter().map(goal_json).collect();
        let outputs: Vec<Value> = self.tallies.iter().map(|(name, tally)| tally_json(name, tally)).collect();
        json!({
            "date": self.date,
            "count": self.count,
            "machine": self.machine,
            "versions": self.versions,
            "goals": goals,
            "works": works,
            "own": self.counts().into_iter().map(|count| self.own_json(count)).collect::<Vec<_>>(),
            "outputs": outputs,
        })
    }

    fn work_json(&self, work: Work, count: u64) -> Value {
        let rows: Vec<Value> = self.of(work, count).map(|series| self.row_json(series)).collect();
        let longest = self.of(work, count).filter_map(|series| Some(series.wall()?.median)).fold(0.0, f64::max);
        let largest = self.of(work, count).filter_map(|series| Some(series.peak()?.median)).fold(0.0, f64::max);
        json!({
            "id": work.id(), "title": work.title(), "count": count, "rows": rows,
            "longest_seconds": rounded(longest), "largest_bytes": largest,
        })
    }

    /// Nutgraf by itself: all of its kinds of work beside each other.
    fn own_json(&self, count: u64) -> Value {
        let own = || self.series.iter().filter(move |series| series.program == NUTGRAF && series.count == count);
        let row =
            |series: &Series| json!({"label": series.work.title(), "program": NUTGRAF, "seconds": spread_json(series.wall(), seconds)});
        let longest = own().filter_map(|series| Some(series.wall()?.median)).fold(0.0, f64::max);
        json!({"count": count, "rows": own().map(row).collect::<Vec<_>>(), "longest_seconds": rounded(longest)})
    }

    fn row_json(&self, series: &Series) -> Value {
        let ratios = self.ratios(series).into_iter().map(|(faster, text)| json!({"faster": rounded(faster), "text": text}));
        json!({
            "program": series.program,
            "label": label(series.program),
            "runs": series.walls.len(),
            "seconds": spread_json(series.wall(), seconds),
            "cpu_seconds": spread_json(series.cpu(), seconds),
            "peak_bytes": spread_json(series.peak(), megabytes),
            "ratios": ratios.collect::<Vec<_>>(),
        })
    }

    /// The kinds of work that were measured, those with few briefings first.
    fn works(&self) -> Vec<(Work, u64)> {
        let all = self.counts().into_iter().flat_map(|count| Work::ALL.map(|work| (work, count)));
        all.filter(|(work, count)| self.of(*work, *count).next().is_some()).collect()
    }

    fn counts(&self) -> Vec<u64> {
        let mut counts: Vec<u64> = self.series.iter().map(|series| series.count).collect();
        counts.sort_unstable();
        counts.dedup();
        counts
    }

    fn of(&self, work: Work, count: u64) -> impl Iterator<Item = &Series> {
        self.series.iter().filter(move |series| series.work == work && series.count == count)
    }
}

pub fn save(target: &Path, value: &Value) -> Result<(), Failure> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Failure::at("create", folder, error))?;
    fs::write(target, format!("{value:#}\n")).map_err(|error| Failure::at("write", target, error))
}

fn push_row(text: &mut String, cells: &[String; 8]) {
    let [program, runs, median, range, high, cpu, peak, ratios] = cells;
    let row = format!("  {program:8} {runs:>4} {median:>8} {range:>17} {high:>8} {cpu:>8} {peak:>8}  {ratios}");
    let _ = writeln!(text, "{}", row.trim_end());
}

fn label(program: &str) -> &str {
    match program {
        FLOOR => "Floor",
        NUTGRAF => "Nutgraf",
        HUGO => "Hugo",
        other => other,
    }
}

fn goal_json(goal: Goal) -> Value {
    json!({"about": goal.about, "asked": goal.asked, "reached": goal.reached, "is_met": goal.is_met})
}

/// Null where nothing is known.
fn spread_json(spread: Option<Spread>, text: fn(f64) -> String) -> Value {
    let Some(Spread { median, min, max, high }) = spread else { return Value::Null };
    json!({
        "median": rounded(median), "min": rounded(min), "max": rounded(max), "high": rounded(high),
        "median_text": text(median), "min_text": text(min), "max_text": text(max), "high_text": text(high),
    })
}

fn tally_json(name: &str, tally: &Tally) -> Value {
    let Tally { briefings, html, json, markdown, xml, files, bytes } = tally;
    json!({
        "program": name, "label": label(name), "briefings": briefings, "html": html, "json": json, "markdown": markdown,
        "xml": xml, "files": files, "bytes": bytes, "bytes_text": megabytes(*bytes as f64),
    })
}

/// To a microsecond, and to a millionth of a ratio.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// `42 ms`, `1.07 s`, `20.3 s`
pub fn seconds(seconds: f64) -> String {
    match seconds {
        ..0.9995 => format!("{:.0} ms", seconds * 1e3),
        ..9.995 => format!("{seconds:.2} s"),
        _ => format!("{seconds:.1} s"),
    }
}

/// `187 MB`
pub fn megabytes(bytes: f64) -> String {
    format!("{:.0} MB", bytes / MEGABYTE)
}

/// `2.1 times`, `21 times`
pub fn times(ratio: f64) -> String {
    if ratio < 19.995 { format!("{ratio:.1} times") } else { format!("{ratio:.0} times") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_written_for_people() {
        assert_eq!([0.0424, 0.9994, 0.9996, 9.99, 20.34].map(seconds), ["42 ms", "999 ms", "1.00 s", "9.99 s", "20.3 s"]);
        assert_eq!([1.96, 20.4].map(times), ["2.0 times", "20 times"]);
        assert_eq!(megabytes(187_400_000.0), "187 MB");
    }
}
