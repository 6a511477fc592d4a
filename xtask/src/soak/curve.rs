//! Samples of a long run become a curve: for the terminal, for programs, and as a verdict on whether it is flat.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::bench::report::{megabytes, seconds};
use crate::bench::series::Spread;

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// How many bars a curve has at most.
const WIDTH: usize = 50;

/// What the preview needed after an edit, as far as the system tells.
pub struct Sample {
    pub edit: u64,
    /// Bytes.
    pub resident: Option<f64>,
    pub descriptors: Option<usize>,
}

#[derive(Default)]
pub struct Curve {
    samples: Vec<Sample>,
    /// Seconds from each edit to its being seen.
    waits: Vec<f64>,
    /// How many of them have been told.
    told: usize,
}

impl Curve {
    pub fn waited(&mut self, seconds: f64) {
        self.waits.push(seconds);
    }

    /// Takes a sample and tells of it.
    pub fn add(&mut self, sample: Sample) -> String {
        let resident = sample.resident.map_or_else(|| "unknown".into(), precise);
        let descriptors = sample.descriptors.map_or_else(|| "unknown".into(), |number| number.to_string());
        let waits = Spread::of(self.waits[self.told..].to_vec());
        let waits =
            waits.map_or_else(String::new, |waits| format!(", seen after {} (at most {})", seconds(waits.median), seconds(waits.max)));
        let line = format!("edit {:>6}: {resident}, {descriptors} descriptors{waits}", sample.edit);
        self.told = self.waits.len();
        self.samples.push(sample);
        line
    }

    pub fn table(&self) -> String {
        let mut text = String::from("\n");
        if let Some(waits) = Spread::of(self.waits.clone()) {
            let [median, high, max] = [waits.median, waits.high, waits.max].map(seconds);
            let _ = writeln!(text, "seen after: median {median}, 95% within {high}, at most {max}");
        }
        if let Some(memory) = Spread::of(self.residents()) {
            let bars: String = thinned(&self.residents()).into_iter().map(|value| bar(value, memory)).collect();
            let _ = writeln!(text, "memory      {bars}  {} to {}", precise(memory.min), precise(memory.max));
        }
        if let Some(open) = Spread::of(self.descriptors()) {
            let bars: String = thinned(&self.descriptors()).into_iter().map(|value| bar(value, open)).collect();
            let _ = writeln!(text, "descriptors {bars}  {} to {}", open.min, open.max);
        }
        if let Some((second, last)) = self.quarters() {
            let _ = writeln!(text, "memory in the second quarter of the edits {}, in the last {}", precise(second), precise(last));
        }
        text
    }

    pub fn json(&self) -> Value {
        let samples: Vec<Value> = self.samples.iter().map(Sample::json).collect();
        let waits = Spread::of(self.waits.clone());
        let waits = waits.map(|waits| json!({"median": seconds(waits.median), "high": seconds(waits.high), "max": seconds(waits.max)}));
        let memory = Spread::of(self.residents());
        let largest = memory.map(|memory| json!({"bytes": memory.max, "text": megabytes(memory.max)}));
        let quarters = self.quarters().map(|(second, last)| json!({"second": megabytes(second), "last": megabytes(last)}));
        json!({
            "edits": self.samples.last().map_or(0, |sample| sample.edit), "samples": samples, "seen_after": waits, "largest": largest,
            "quarters": quarters, "descriptors_max": self.descriptors().into_iter().fold(0.0, f64::max) as u64,
        })
    }

    /// The medians of the second and of the last quarter of the run: the first is for warming up.
    fn quarters(&self) -> Option<(f64, f64)> {
        let residents = self.residents();
        let quarter = residents.len() / 4;
        let median = |part: &[f64]| Spread::of(part.to_vec()).map(|part| part.median);
        Some((median(&residents[quarter..2 * quarter])?, median(&residents[residents.len() - quarter..])?))
    }

    fn residents(&self) -> Vec<f64> {
        self.samples.iter().filter_map(|sample| sample.resident).collect()
    }

    fn descriptors(&self) -> Vec<f64> {
        self.samples.iter().filter_map(|sample| Some(sample.descriptors? as f64)).collect()
    }
}

impl Sample {
    fn json(&self) -> Value {
        json!({"edit": self.edit, "resident_bytes": self.resident, "descriptors": self.descriptors})
    }
}

/// At most so many of the values, evenly spread.
fn thinned(values: &[f64]) -> Vec<f64> {
    values.iter().step_by(values.len().div_ceil(WIDTH).max(1)).copied().collect()
}

/// From nothing to the largest: a curve whose foot is cut off looks steep whatever it shows.
fn bar(value: f64, all: Spread) -> char {
    let share = if all.max > 0.0 { value / all.max } else { 0.0 };
    BARS[((share * 8.0).ceil() as usize).clamp(1, 8) - 1]
}

/// `41.7 MB`
fn precise(bytes: f64) -> String {
    format!("{:.1} MB", bytes / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_drawn_and_weighed() {
        let mut curve = Curve::default();
        for edit in 0..8 {
            curve.add(Sample { edit, resident: Some(if edit < 6 { 1e6 } else { 2e6 }), descriptors: Some(9) });
        }
        let table = curve.table();
        assert!(table.contains("memory      ▄▄▄▄▄▄██  1.0 MB to 2.0 MB"), "{table}");
        assert!(table.contains("second quarter of the edits 1.0 MB, in the last 2.0 MB"), "{table}");
    }
}
