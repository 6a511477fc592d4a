//! Periods: what a written date names, from a day to a decade, as data.
//!
//! A period is stored as the numbers written, not as instants: "July 2025" is a month and stays one. Its interval of days
//! is worked out when asked for.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::words;

/// A stretch of the calendar at the precision it was written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Period {
    /// `24 July 2025`: year, month and day, all counted from one.
    Day(i16, i8, i8),
    /// `July 2025`: year and month.
    Month(i16, i8),
    /// `Q3 2024`: year and quarter.
    Quarter(i16, i8),
    /// `H1 2025`: year and half.
    Half(i16, i8),
    /// `2018`.
    Year(i16),
    /// `1990s`: its first year.
    Decade(i16),
}

impl Period {
    /// `day`, `month`, `quarter`, `half`, `year` or `decade`.
    #[must_use]
    pub fn precision(self) -> &'static str {
        match self {
            Self::Day(..) => "day",
            Self::Month(..) => "month",
            Self::Quarter(..) => "quarter",
            Self::Half(..) => "half",
            Self::Year(_) => "year",
            Self::Decade(_) => "decade",
        }
    }

    /// Its first and its last day; `None` if no calendar has it.
    #[must_use]
    pub fn interval(self) -> Option<(Date, Date)> {
        let (year, first, months) = match self {
            Self::Day(year, month, day) => return Date::new(year, month, day).ok().map(|day| (day, day)),
            Self::Month(year, month) => (year, month, 1),
            Self::Quarter(year, quarter) => (year, quarter.checked_mul(3)?.checked_sub(2)?, 3),
            Self::Half(year, half) => (year, half.checked_mul(6)?.checked_sub(5)?, 6),
            Self::Year(year) | Self::Decade(year) => (year, 1, 12),
        };
        let last_year = if matches!(self, Self::Decade(_)) { year.checked_add(9)? } else { year };
        let last = Date::new(last_year, first.checked_add(months - 1)?, 1).ok()?.last_of_month();
        Some((Date::new(year, first, 1).ok()?, last))
    }

    /// The form for machines: `2025-07-24`, `2025-07`, `2024-Q3`, `2025-H1`, `2018`, `1990s`.
    #[must_use]
    pub fn iso(self) -> String {
        match self {
            Self::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{year:04}s"),
        }
    }
}

impl fmt::Display for Period {
    /// For people, and readable by the grammar again: `24 July 2025`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(year, month, day) => write!(out, "{day} {} {year}", words::month_name(month)),
            Self::Month(year, month) => write!(out, "{} {year}", words::month_name(month)),
            Self::Quarter(year, quarter) => write!(out, "Q{quarter} {year}"),
            Self::Half(year, half) => write!(out, "H{half} {year}"),
            Self::Year(year) => write!(out, "{year}"),
            Self::Decade(year) => write!(out, "{year}s"),
        }
    }
}
