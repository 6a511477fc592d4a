//! Measured series become a table for people and a JSON file for programs, both with the same numbers.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::Series;
use super::measure::Cost;
use super::tally::Tally;
use crate::failure::Failure;

const MEGABYTE: f64 = 1e6;

pub struct Report<'a> {
    pub count: u64,
    pub cores: usize,
    pub place: &'static str,
    pub hugo_version: Option<&'a str>,
    pub series: Vec<Series>,
    pub tallies: Vec<(&'static str, Tally)>,
}

/// The runs of a series in one quantity.
#[derive(Clone, Copy)]
struct Spread {
    median: f64,
    min: f64,
    max: f64,
}

struct Row<'a> {
    series: &'a Series,
    wall: Spread,
    cpu: Option<Spread>,
    /// Bytes.
    peak: Option<Spread>,
}

struct Ratio {
    work: &'static str,
    over: &'static str,
    under: &'static str,
    wall: f64,
    peak: Option<f64>,
}

impl Report<'_> {
    pub fn table(&self) -> String {
        let mut text =
            format!("\n{:10} {:8} {:>24} {:>24} {:>26}\n", "work", "program", "wall s (min–max)", "cpu s (min–max)", "peak MB (min–max)");
        for row in self.rows() {
            let cpu = row.cpu.map_or_else(|| "unknown".into(), |cpu| cpu.text(3));
            let peak = row.peak.map_or_else(|| "unknown".into(), |peak| peak.scaled(1.0 / MEGABYTE).text(1));
            let Series { work, contender, .. } = row.series;
            let _ = writeln!(text, "{work:10} {contender:8} {:>24} {cpu:>24} {peak:>26}", row.wall.text(3));
        }
        text.push('\n');
        for ratio in self.ratios() {
            let peak = ratio.peak.map(|peak| format!(", {peak:.2} in memory")).unwrap_or_default();
            let _ = writeln!(text, "{} {} / {}: {:.2} in time{peak}", ratio.work, ratio.over, ratio.under, ratio.wall);
        }
        text + &self.tally_table()
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

    pub fn save(&self, target: &Path) -> Result<(), Failure> {
        let folder = target.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| Failure::at("create", folder, error))?;
        fs::write(target, self.json()).map_err(|error| Failure::at("write", target, error))
    }

    /// By hand: every text in it is ours and plain, but for Hugo's version.
    fn json(&self) -> String {
        let hugo = self.hugo_version.map_or_else(|| "null".into(), quoted);
        let results: Vec<String> = self.rows().iter().map(Row::json).collect();
        let ratios: Vec<String> = self.ratios().iter().map(Ratio::json).collect();
        let outputs: Vec<String> = self.tallies.iter().map(|(name, tally)| tally_json(name, tally)).collect();
        format!(
            "{{\n  \"count\": {},\n  \"cores\": {},\n  \"place\": {},\n  \"hugo\": {hugo},\n  \
             \"results\": [{}\n  ],\n  \"ratios\": [{}\n  ],\n  \"outputs\": [{}\n  ]\n}}\n",
            self.count,
            self.cores,
            quoted(self.place),
            results.join(","),
            ratios.join(","),
            outputs.join(","),
        )
    }

    fn rows(&self) -> Vec<Row<'_>> {
        self.series.iter().filter_map(Row::new).collect()
    }

    fn ratios(&self) -> Vec<Ratio> {
        let rows = self.rows();
        let cold = |name| rows.iter().find(|row| row.series.work == "cold" && row.series.contender == name);
        let pairs = [("hugo", "nutgraf"), ("nutgraf", "floor"), ("hugo", "floor")];
        pairs.into_iter().filter_map(|(over, under)| Some(Ratio::new(cold(over)?, cold(under)?))).collect()
    }
}

impl<'a> Row<'a> {
    /// None when nothing was run.
    fn new(series: &'a Series) -> Option<Self> {
        let resource = |of: fn(&Cost) -> Option<f64>| Spread::of(series.costs.iter().filter_map(of).collect());
        Some(Self {
            series,
            wall: Spread::of(series.costs.iter().map(|cost| cost.wall).collect())?,
            cpu: resource(|cost| cost.resources.map(|resources| resources.cpu)),
            peak: resource(|cost| cost.resources.map(|resources| resources.peak)),
        })
    }

    fn json(&self) -> String {
        let spread = |spread: Option<Spread>, decimals| spread.map_or_else(|| "null".into(), |spread| spread.json(decimals));
        format!(
            "\n    {{\"work\": {}, \"program\": {}, \"runs\": {}, \"wall_seconds\": {}, \"cpu_seconds\": {}, \
             \"peak_bytes\": {}}}",
            quoted(self.series.work),
            quoted(self.series.contender),
            self.series.costs.len(),
            spread(Some(self.wall), 6),
            spread(self.cpu, 6),
            spread(self.peak, 0),
        )
    }
}

impl Ratio {
    fn new(over: &Row, under: &Row) -> Self {
        Self {
            work: over.series.work,
            over: over.series.contender,
            under: under.series.contender,
            wall: over.wall.median / under.wall.median,
            peak: over.peak.zip(under.peak).map(|(over, under)| over.median / under.median),
        }
    }

    fn json(&self) -> String {
        let peak = self.peak.map_or_else(|| "null".into(), |peak| format!("{peak:.3}"));
        let Self { work, over, under, wall, .. } = self;
        format!("\n    {{\"work\": \"{work}\", \"of\": \"{over}\", \"to\": \"{under}\", \"wall\": {wall:.3}, \"peak\": {peak}}}")
    }
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let (min, max) = (*values.first()?, *values.last()?);
        // The two middle values; of an odd number they are one and the same.
        let median = f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2]);
        Some(Self { median, min, max })
    }

    fn scaled(self, factor: f64) -> Self {
        Self { median: self.median * factor, min: self.min * factor, max: self.max * factor }
    }

    fn text(self, decimals: usize) -> String {
        let Self { median, min, max } = self;
        format!("{median:.decimals$} ({min:.decimals$}–{max:.decimals$})")
    }

    fn json(self, decimals: usize) -> String {
        let Self { median, min, max } = self;
        format!("{{\"median\": {median:.decimals$}, \"min\": {min:.decimals$}, \"max\": {max:.decimals$}}}")
    }
}

fn tally_json(name: &str, tally: &Tally) -> String {
    let Tally { briefings, html, json, markdown, xml, files, bytes } = tally;
    format!(
        "\n    {{\"program\": \"{name}\", \"briefings\": {briefings}, \"html\": {html}, \"json\": {json}, \
         \"markdown\": {markdown}, \"xml\": {xml}, \"files\": {files}, \"bytes\": {bytes}}}"
    )
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        let spread = Spread::of(vec![4.0, 1.0, 2.0, 3.0]).map(|spread| spread.text(1));
        assert_eq!(spread.as_deref(), Some("2.5 (1.0–4.0)"));
    }
}
