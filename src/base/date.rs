//! Dates as people write them, without a clock.
//!
//! A [`WrittenDate`] keeps what was written: a day, a local time, or a time with its offset from UTC. It becomes an
//! instant only with the project's time zone, so parsing a file needs no configuration.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// A date as written in front matter, a file name or a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WrittenDate {
    /// `2025-07-24`: the whole day; its instant is its first moment in the project's zone.
    Day(Date),
    /// `2025-07-24T09:00`: a time on the clocks of the project's zone.
    Local(DateTime),
    /// `2025-07-24T09:00+01:00`: an instant, with the offset it was written in.
    Instant(DateTime, Offset),
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// It does not have the shape of a date.
    Shape,
    /// It has the shape, but no calendar has the day, or no clock the time.
    Impossible,
}

/// Reads `YYYY-MM-DD`, optionally followed by `T` or a space, `hh:mm`, `:ss`, a fraction, and `Z` or an offset
/// `±hh:mm`, `±hhmm` or `±hh` (RFC 3339 and its usual relaxations).
///
/// # Errors
/// [`DateFault`]: another shape, or a day or time that does not exist.
pub fn parse_date(text: &str) -> Result<WrittenDate, DateFault> {
    let text = text.trim();
    let (day, rest) = text.split_at_checked(10).ok_or(DateFault::Shape)?;
    let date = parse_day(day)?;
    let Some(rest) = rest.strip_prefix(['T', 't', ' ']) else {
        return if rest.is_empty() { Ok(WrittenDate::Day(date)) } else { Err(DateFault::Shape) };
    };
    let rest = rest.trim();
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let time = parse_clock(rest[..zone_at].trim_end())?;
    let local = date.to_datetime(time);
    match &rest[zone_at..] {
        "" => Ok(WrittenDate::Local(local)),
        "Z" | "z" => Ok(WrittenDate::Instant(local, Offset::UTC)),
        offset => Ok(WrittenDate::Instant(local, parse_offset(offset)?)),
    }
}

fn parse_day(text: &str) -> Result<Date, DateFault> {
    let bytes = text.as_bytes();
    let shaped = bytes.iter().enumerate().all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    if !shaped {
        return Err(DateFault::Shape);
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().map_err(|_| DateFault::Shape);
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let small = |number: i16| i8::try_from(number).map_err(|_| DateFault::Impossible);
    Date::new(year, small(month)?, small(day)?).map_err(|_| DateFault::Impossible)
}

fn parse_clock(text: &str) -> Result<jiff::civil::Time, DateFault> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateFault::Shape);
    }
    let parts: Vec<i8> = clock.split(':').map(two_digits).collect::<Result<_, _>>()?;
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return Err(DateFault::Shape),
    };
    jiff::civil::Time::new(hour, minute, second, 0).map_err(|_| DateFault::Impossible)
}

fn parse_offset(text: &str) -> Result<Offset, DateFault> {
    let (sign, digits) = text.split_at_checked(1).ok_or(DateFault::Shape)?;
    let (hours, minutes) = match digits.len() {
        2 => (digits, "00"),
        4 if digits.is_ascii() => digits.split_at(2),
        5 => digits.split_once(':').ok_or(DateFault::Shape)?,
        _ => return Err(DateFault::Shape),
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    if hours > 14 || minutes > 59 {
        return Err(DateFault::Impossible);
    }
    let seconds = (i32::from(hours) * 60 + i32::from(minutes)) * 60;
    Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).map_err(|_| DateFault::Impossible)
}

fn two_digits(text: &str) -> Result<i8, DateFault> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| DateFault::Shape)
    } else {
        Err(DateFault::Shape)
    }
}

impl WrittenDate {
    /// The instant it means on the clocks of `zone`.
    ///
    /// A local time that the zone skips or repeats (a change to or from summer time) is read as RFC 5545 says:
    /// the earlier of two, and moved forward out of a gap.
    #[must_use]
    pub fn instant(&self, zone: &TimeZone) -> Timestamp {
        let zoned =
            |local: DateTime| zone.to_ambiguous_zoned(local).compatible().map_or_else(|_| end_of_time(local), |zoned| zoned.timestamp());
        match self {
            Self::Day(date) => zoned(date.at(0, 0, 0, 0)),
            Self::Local(local) => zoned(*local),
            Self::Instant(local, offset) => offset.to_timestamp(*local).unwrap_or_else(|_| end_of_time(*local)),
        }
    }

    /// The same, with the zone, for printing.
    #[must_use]
    pub fn zoned(&self, zone: &TimeZone) -> Zoned {
        self.instant(zone).to_zoned(zone.clone())
    }

    /// The calendar day it falls on in `zone`.
    #[must_use]
    pub fn day(&self, zone: &TimeZone) -> Date {
        match self {
            Self::Day(date) => *date,
            Self::Local(local) => local.date(),
            Self::Instant(..) => self.zoned(zone).date(),
        }
    }

    /// ISO 8601 for machines: the day alone, or `2025-07-24T09:00:00+01:00` in `zone`.
    #[must_use]
    pub fn iso(&self, zone: &TimeZone) -> String {
        match self {
            Self::Day(date) => date.to_string(),
            _ => rfc3339(&self.zoned(zone)),
        }
    }

    /// RFC 3339 with time and offset, as feeds and sitemaps want it.
    #[must_use]
    pub fn rfc3339(&self, zone: &TimeZone) -> String {
        rfc3339(&self.zoned(zone))
    }
}

/// The nearest instant there is to a local time beyond all instants: "9999-12-31" means never, not 1970.
fn end_of_time(local: DateTime) -> Timestamp {
    if local.year() > 0 { Timestamp::MAX } else { Timestamp::MIN }
}

/// `2025-07-24T09:00:00+01:00`.
#[must_use]
pub fn rfc3339(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// `3 Mar 2026, 09:00 Europe/London`: a moment for people.
#[must_use]
pub fn spoken(moment: &Zoned) -> String {
    let zone = moment.time_zone().iana_name().map_or_else(|| moment.strftime("%:z").to_string(), str::to_owned);
    format!("{} {zone}", moment.strftime("%-d %b %Y, %H:%M"))
}

impl std::fmt::Display for WrittenDate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(date) => write!(out, "{date}"),
            Self::Local(local) => write!(out, "{local}"),
            Self::Instant(local, offset) if offset.is_zero() => write!(out, "{local}Z"),
            Self::Instant(local, offset) => {
                let minutes = offset.seconds().abs() / 60;
                let sign = if offset.is_negative() { '-' } else { '+' };
                write!(out, "{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl Serialize for WrittenDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { Packed::from(*self).serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for WrittenDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return Packed::deserialize(deserializer)?.open().ok_or_else(|| serde::de::Error::custom("not a date"));
        }
        let text = String::deserialize(deserializer)?;
        parse_date(&text).map_err(|_| serde::de::Error::custom("not a date"))
    }
}

/// A date as numbers, for the cache: the day, the time of day unless it is the whole day, and the offset in seconds if
/// there is one.
#[derive(Serialize, Deserialize)]
struct Packed {
    day: (i16, i8, i8),
    clock: Option<(i8, i8, i8)>,
    offset: Option<i32>,
}

impl From<WrittenDate> for Packed {
    fn from(date: WrittenDate) -> Self {
        let day = |date: Date| (date.year(), date.month(), date.day());
        let clock = |local: DateTime| Some((local.hour(), local.minute(), local.second()));
        match date {
            WrittenDate::Day(date) => Self { day: day(date), clock: None, offset: None },
            WrittenDate::Local(local) => Self { day: day(local.date()), clock: clock(local), offset: None },
            WrittenDate::Instant(local, offset) => Self { day: day(local.date()), clock: clock(local), offset: Some(offset.seconds()) },
        }
    }
}

impl Packed {
    fn open(self) -> Option<WrittenDate> {
        let (year, month, day) = self.day;
        let date = Date::new(year, month, day).ok()?;
        let Some((hour, minute, second)) = self.clock else { return Some(WrittenDate::Day(date)) };
        let local = date.to_datetime(jiff::civil::Time::new(hour, minute, second, 0).ok()?);
        match self.offset {
            Some(seconds) => Some(WrittenDate::Instant(local, Offset::from_seconds(seconds).ok()?)),
            None => Some(WrittenDate::Local(local)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateFault, parse_date, spoken};
    use jiff::tz::TimeZone;

    #[test]
    fn dates_in_every_usual_form() {
        let zone = TimeZone::get("Europe/London").expect("bundled zone");
        for (text, iso) in [
            ("2025-07-24", "2025-07-24"),
            ("2025-07-24 09:00", "2025-07-24T09:00:00+01:00"),
            ("2025-07-24T09:00:30", "2025-07-24T09:00:30+01:00"),
            ("2025-07-24T09:00+02:00", "2025-07-24T08:00:00+01:00"),
            ("2025-07-24T09:00:00.123Z", "2025-07-24T10:00:00+01:00"),
            ("2025-01-24T09:00:00-0530", "2025-01-24T14:30:00+00:00"),
            ("2025-07-24 09:00:00 +01:00", "2025-07-24T09:00:00+01:00"),
        ] {
            let date = parse_date(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            assert_eq!(date.iso(&zone), iso, "{text}");
            assert_eq!(parse_date(&date.to_string()), Ok(date), "{text} survives printing");
            assert_eq!(super::Packed::from(date).open(), Some(date), "{text} survives packing");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_never_rolled_over() {
        for (text, fault) in [
            ("2026-02-31", DateFault::Impossible),
            ("2026-13-45", DateFault::Impossible),
            ("2026-01-01T25:00", DateFault::Impossible),
            ("2026-01-01T10:00+99:00", DateFault::Impossible),
            ("24 July 2025", DateFault::Shape),
            ("2025-7-4", DateFault::Shape),
            ("2025-07-24tomorrow", DateFault::Shape),
            ("2025-07-2é", DateFault::Shape),
            ("", DateFault::Shape),
        ] {
            assert_eq!(parse_date(text), Err(fault), "{text}");
        }
    }

    #[test]
    fn the_last_day_of_the_calendar_is_late_in_every_zone() {
        for name in ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"] {
            let zone = TimeZone::get(name).expect("bundled zone");
            for text in ["9999-12-31", "9999-12-31T23:59:59", "9999-12-31T23:59:59-12:00"] {
                let date = parse_date(text).expect("a date");
                assert!(date.instant(&zone).as_second() > 250_000_000_000, "{text} in {name}");
                assert!(!date.iso(&zone).is_empty() && !spoken(&date.zoned(&zone)).is_empty());
            }
        }
    }

    #[test]
    fn a_moment_is_spoken_with_its_zone() {
        let zone = TimeZone::get("Europe/London").expect("bundled zone");
        let date = parse_date("2026-03-03T09:00").expect("a date");
        assert_eq!(spoken(&date.zoned(&zone)), "3 Mar 2026, 09:00 Europe/London");
    }
}
