//! Axes: a range of numbers with ticks at round ones.
//!
//! The step between ticks is the smallest of 1, 2, 2.5 and 5 times a power of ten of which four cover the range; to end at
//! ticks the axis goes on for up to a step on either side (after Heckbert, "Nice numbers for graph labels", Graphics Gems,
//! 1990).

use super::figures::Unit;
use crate::theme::filters::grouped;

const STEPS_MAX: f64 = 4.0;

/// An axis.
#[derive(Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// An axis that holds a range.
    pub(super) fn around(low: f64, high: f64) -> Self {
        let (low, high) = if high - low > 0.0 { (low, high) } else { (low - low.abs().max(1.0) / 2.0, low + low.abs().max(1.0) / 2.0) };
        let step = step_for(high - low);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Where a value stands, from 0 to 1.
    pub(super) fn place(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Where bars begin: at zero, or at its end that is nearest to it.
    pub(super) fn zero(&self) -> f64 {
        self.place(0.0)
    }

    /// The ticks: where they stand, and what is written at them. The unit stands at the last.
    pub(super) fn ticks(&self, unit: &Unit) -> Vec<(f64, String)> {
        let mut values: Vec<f64> = Vec::new();
        let mut next = self.low;
        while next <= self.high + self.step / 2.0 && values.len() < 16 {
            values.push(next);
            next = self.low + self.step * float(values.len());
        }
        let last = values.len().saturating_sub(1);
        let text = |(index, value): (usize, &f64)| (self.place(*value), self.text(*value, unit, index == last));
        values.iter().enumerate().map(text).collect()
    }

    fn text(&self, value: f64, unit: &Unit, with_unit: bool) -> String {
        let (factor, word) = magnitude(self.high.abs().max(self.low.abs()));
        let step = self.step / factor;
        let digits = (0..6).find(|digits| is_whole(step * 10_f64.powi(*digits))).unwrap_or(6);
        let digits = usize::try_from(digits).unwrap_or(0);
        let value = if value.abs() < self.step / 1e6 { 0.0 } else { value / factor };
        let number = if value == 0.0 { "0".to_owned() } else { format!("{:.digits$}", value.abs()) };
        let (whole, fraction) = number.split_at(number.find('.').unwrap_or(number.len()));
        let sign = if value < 0.0 { "\u{2212}" } else { "" };
        let (before, behind) = if with_unit { (unit.before.as_str(), [word, &unit.behind].concat()) } else { ("", String::new()) };
        format!("{sign}{before}{}{fraction}{behind}", grouped(whole))
    }
}

fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() < 1e-6 * number.abs().max(1.0)
}

fn step_for(range: f64) -> f64 {
    let power = 10_f64.powf((range / STEPS_MAX).log10().floor());
    let fits = |factor: &f64| range / (power * factor) <= STEPS_MAX + 1e-9;
    power * [1.0, 2.0, 2.5, 5.0].into_iter().find(fits).unwrap_or(10.0)
}

/// What large numbers are written in.
fn magnitude(largest: f64) -> (f64, &'static str) {
    match largest {
        _ if largest >= 1e12 => (1e12, "\u{a0}trillion"),
        _ if largest >= 1e9 => (1e9, "\u{a0}billion"),
        _ if largest >= 1e6 => (1e6, "\u{a0}million"),
        _ => (1.0, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, Unit};

    #[test]
    fn ticks_are_round() {
        let texts = |low: f64, high: f64, unit: &Unit| -> Vec<String> {
            Scale::around(low, high).ticks(unit).into_iter().map(|(_, text)| text).collect()
        };
        let plain = Unit::default();
        let money = Unit { before: "$".into(), behind: String::new() };
        assert_eq!(texts(0.0, 39.0, &plain), ["0", "10", "20", "30", "40"]);
        assert_eq!(texts(0.0, 1_234.0, &plain), ["0", "500", "1,000", "1,500"]);
        assert_eq!(texts(0.0, 3.2e9, &money), ["0", "1", "2", "3", "$4\u{a0}billion"]);
        assert_eq!(texts(-5.0, 5.0, &plain), ["−5.0", "−2.5", "0", "2.5", "5.0"]);
        assert_eq!(texts(3.4, 3.6, &plain), ["3.40", "3.45", "3.50", "3.55", "3.60"]);
        assert_eq!(texts(7.0, 7.0, &plain), ["2", "4", "6", "8", "10", "12"]);
        assert_eq!(texts(0.0, 0.0, &plain).len(), 5);
        for (low, high) in [(1e-300, 1e-299), (-1e300, 1e300), (0.0, 1e15), (1e15, 1e15 + 1.0)] {
            assert!((2..=16).contains(&texts(low, high, &plain).len()), "{low} {high}");
        }
    }
}
