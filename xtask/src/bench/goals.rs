//! What was asked of Nutgraf before it was written, and what it reached.
//!
//! Each goal is one quantity with a limit. Most are ratios, which hold on any machine; the others were set for two
//! cores and a memory file system. A goal is left out when what it is about was not measured.

use super::contender::{FLOOR, HUGO, NUTGRAF};
use super::report::{megabytes, seconds, times};
use super::series::{Series, Spread, Work};

/// The number of briefings that the goals are about, and the larger one.
pub const COUNT: u64 = 10_000;
pub const LARGE: u64 = 100_000;

pub struct Goal {
    pub about: &'static str,
    /// `at most 2.2 times the floor`
    pub asked: String,
    pub reached: String,
    pub is_met: bool,
}

/// Every goal that the series can answer.
pub fn goals(all: &[Series]) -> Vec<Goal> {
    let measured = Measured(all);
    let rules: [fn(&Measured) -> Option<Goal>; 11] = [
        against_floor,
        against_hugo,
        memory,
        nothing_changed,
        one_edit,
        preview_median,
        preview_high,
        start_cold,
        start_warm,
        ten_times,
        preview_large,
    ];
    rules.iter().filter_map(|rule| rule(&measured)).collect()
}

struct Measured<'a>(&'a [Series]);

impl Measured<'_> {
    fn series(&self, work: Work, count: u64, program: &str) -> Option<&Series> {
        self.0.iter().find(|series| (series.work, series.count, series.program) == (work, count, program))
    }

    fn wall(&self, work: Work, count: u64, program: &str) -> Option<Spread> {
        self.series(work, count, program)?.wall()
    }

    /// Nutgraf's median at the usual number of briefings.
    fn median(&self, work: Work) -> Option<f64> {
        Some(self.wall(work, COUNT, NUTGRAF)?.median)
    }
}

fn at_most(about: &'static str, limit: f64, value: f64, text: fn(f64) -> String) -> Goal {
    Goal { about, asked: format!("at most {}", text(limit)), reached: text(value), is_met: value <= limit }
}

fn against_floor(measured: &Measured) -> Option<Goal> {
    let ratio = measured.median(Work::Cold)? / measured.wall(Work::Cold, COUNT, FLOOR)?.median;
    Some(at_most("Building the whole site, against the floor", 2.2, ratio, |ratio| format!("{} the floor", times(ratio))))
}

fn against_hugo(measured: &Measured) -> Option<Goal> {
    let ratio = measured.wall(Work::Cold, COUNT, HUGO)?.median / measured.median(Work::Cold)?;
    Some(Goal {
        about: "Building the whole site, against Hugo",
        asked: "at least 20 times as fast".into(),
        reached: format!("{} as fast", times(ratio)),
        is_met: ratio >= 20.0,
    })
}

fn memory(measured: &Measured) -> Option<Goal> {
    let peak = measured.series(Work::Cold, COUNT, NUTGRAF)?.peak()?.median;
    Some(at_most("The most memory that takes", 250e6, peak, megabytes))
}

fn nothing_changed(measured: &Measured) -> Option<Goal> {
    let ratio = measured.median(Work::Cold)? / measured.median(Work::Unchanged)?;
    Some(Goal {
        about: "Building again, nothing changed",
        asked: "at most a 7th of the whole".into(),
        reached: format!("1/{ratio:.1} of the whole"),
        is_met: ratio >= 7.0,
    })
}

fn one_edit(measured: &Measured) -> Option<Goal> {
    let more = measured.median(Work::OneEdit)? - measured.median(Work::Unchanged)?;
    let text = |more: f64| format!("{:.0} ms more than with nothing changed", more * 1e3);
    Some(at_most("Building again, one text edited", 0.020, more, text))
}

fn preview_median(measured: &Measured) -> Option<Goal> {
    Some(at_most("From saving to seeing it in the preview, median", 0.050, measured.median(Work::PreviewEdit)?, seconds))
}

fn preview_high(measured: &Measured) -> Option<Goal> {
    let high = measured.wall(Work::PreviewEdit, COUNT, NUTGRAF)?.high;
    Some(at_most("The same, 95th percentile", 0.080, high, seconds))
}

fn start_cold(measured: &Measured) -> Option<Goal> {
    Some(at_most("First page of a preview without a cache", 1.0, measured.median(Work::StartCold)?, seconds))
}

fn start_warm(measured: &Measured) -> Option<Goal> {
    Some(at_most("First page of a preview after a build", 0.25, measured.median(Work::StartWarm)?, seconds))
}

fn ten_times(measured: &Measured) -> Option<Goal> {
    let ratio = measured.wall(Work::Cold, LARGE, NUTGRAF)?.median / measured.median(Work::Cold)?;
    Some(at_most("Building ten times as many briefings", 11.0, ratio, |ratio| format!("{} the time", times(ratio))))
}

fn preview_large(measured: &Measured) -> Option<Goal> {
    let median = measured.wall(Work::PreviewEdit, LARGE, NUTGRAF)?.median;
    Some(at_most("From saving to seeing it, ten times as many briefings", 0.150, median, seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(work: Work, program: &'static str, wall: f64) -> Series {
        Series { walls: vec![wall], ..Series::new(work, COUNT, program) }
    }

    #[test]
    fn a_goal_is_met_or_missed_or_left_out() {
        let all = [series(Work::Cold, NUTGRAF, 1.0), series(Work::Cold, FLOOR, 0.5), series(Work::Cold, HUGO, 19.0)];
        let goals: Vec<_> = goals(&all).into_iter().map(|goal| (goal.asked, goal.reached, goal.is_met)).collect();
        let told = |asked: &str, reached: &str, is_met| (asked.to_owned(), reached.to_owned(), is_met);
        assert_eq!(
            goals,
            [
                told("at most 2.2 times the floor", "2.0 times the floor", true),
                told("at least 20 times as fast", "19.0 times as fast", false),
            ]
        );
    }
}
