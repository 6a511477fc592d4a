//! Zones: a time of the day told in one zone and in another: `8pm BST` is `19:00 GMT`.

use super::relative::Clock;
use crate::base::cut::start_of;

/// Names of zones, and how many minutes each is ahead of universal time, in winter and in summer where the name leaves it open.
const ZONES: &[(&str, &[i32])] = &[
    ("GMT", &[0]),
    ("UTC", &[0]),
    ("BST", &[60]),
    ("WEST", &[60]),
    ("CET", &[60]),
    ("CEST", &[120]),
    ("EET", &[120]),
    ("EEST", &[180]),
    ("MSK", &[180]),
    ("Eastern", &[-300, -240]),
    ("ET", &[-300, -240]),
    ("EST", &[-300]),
    ("EDT", &[-240]),
    ("Central", &[-360, -300]),
    ("CT", &[-360, -300]),
    ("CST", &[-360]),
    ("CDT", &[-300]),
    ("Mountain", &[-420, -360]),
    ("MT", &[-420, -360]),
    ("MST", &[-420]),
    ("MDT", &[-360]),
    ("Pacific", &[-480, -420]),
    ("PT", &[-480, -420]),
    ("PST", &[-480]),
    ("PDT", &[-420]),
    ("SGT", &[480]),
    ("HKT", &[480]),
    ("JST", &[540]),
    ("KST", &[540]),
    ("AEST", &[600]),
    ("AEDT", &[660]),
    ("NZST", &[720]),
    ("NZDT", &[780]),
];

/// What may stand between a time and its zone.
const BETWEEN: &[&str] = &["", "a", "p", "m", "am", "pm", "AM", "PM", "hrs", "hours"];

/// So many bytes behind its start a time and its zone stand.
const WITHIN: usize = 24;

/// Whether a word is the name of a zone.
pub(super) fn is_name(word: &str) -> bool {
    ZONES.iter().any(|(zone, _)| *zone == word)
}

/// How many minutes the zone of a time that stands in a text may be ahead; of none, nothing.
fn ahead(text: &str, clock: &Clock) -> &'static [i32] {
    let near = start_of(text.get(clock.range.start..).unwrap_or_default(), WITHIN);
    let name = near.split(|character: char| !character.is_alphabetic()).find(|word| !BETWEEN.contains(word));
    ZONES.iter().find(|(zone, _)| name == Some(*zone)).map_or(&[], |(_, ahead)| *ahead)
}

/// Whether two times, each of a text, are one in two zones.
pub(super) fn is_in_other_zone((text, told): (&str, &Clock), (source, there): (&str, &Clock)) -> bool {
    let at = |clock: &Clock, ahead: i32| {
        (i32::from(clock.minutes()) - ahead).rem_euclid(if told.is_exact() && there.is_exact() { 1440 } else { 720 })
    };
    let (own, other) = (ahead(text, told), ahead(source, there));
    own.iter().any(|own| other.iter().any(|other| at(told, *own) == at(there, *other)))
}
