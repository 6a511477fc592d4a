//! Units: figures that are one and the same in other units, exactly (0.9 GW and 900 MW) or converted and rounded (50 km and
//! 31 miles).
//!
//! Sizes are whole numbers of a smallest unit, so that nothing is lost; the temperatures have formulas of their own.

use crate::briefing::quantity::Decimal;

/// Units that measure the same, each with its size in the smallest.
pub(in crate::check) const SIZES: &[&[(&str, i128)]] = &[
    &[("mm", 1), ("cm", 10), ("m", 1_000), ("km", 1_000_000)],
    &[("g", 1), ("kg", 1_000), ("t", 1_000_000)],
    &[("m²", 1), ("ha", 10_000), ("km²", 1_000_000)],
    &[("kW", 1), ("MW", 1_000), ("GW", 1_000_000), ("TW", 1_000_000_000)],
    &[("kWh", 1), ("MWh", 1_000), ("GWh", 1_000_000), ("TWh", 1_000_000_000)],
    &[("seconds", 1), ("minutes", 60), ("hours", 3_600), ("days", 86_400), ("weeks", 604_800)],
    &[("months", 1), ("years", 12), ("decades", 120)],
    &[("basis points", 1), ("percentage points", 100)],
    &[("inches", 1), ("ft", 12), ("yards", 36)],
    &[("oz", 1), ("lb", 16)],
    &[("µg", 1), ("mg", 1_000)],
    &[("nm", 1), ("µm", 1_000)],
    &[("MB", 1), ("GB", 1_000), ("TB", 1_000_000), ("PB", 1_000_000_000)],
];

/// Units of two systems, each with its size in tenths of a millimetre, square centimetres, milligrams, metres in ten
/// hours, millilitres.
const SYSTEMS: &[&[(&str, i128)]] = &[
    &[
        ("mm", 10),
        ("cm", 100),
        ("inches", 254),
        ("ft", 3_048),
        ("yards", 9_144),
        ("m", 10_000),
        ("km", 10_000_000),
        ("miles", 16_093_440),
        ("nautical miles", 18_520_000),
    ],
    &[
        ("square feet", 929),
        ("m²", 10_000),
        ("acres", 40_468_564),
        ("ha", 100_000_000),
        ("km²", 10_000_000_000),
        ("square miles", 25_899_881_103),
    ],
    &[("g", 1_000), ("oz", 28_350), ("lb", 453_592), ("kg", 1_000_000), ("t", 1_000_000_000)],
    &[("km/h", 10_000), ("mph", 16_093), ("m/s", 36_000)],
];

/// Whether two figures are one in other units.
#[must_use]
pub fn is_same_size((value, own): (Decimal, &str), (known, other): (Decimal, &str)) -> bool {
    let sizes = sizes(SIZES, own, other);
    sizes.is_some_and(|(own, other)| value.times(own).is_some_and(|value| Some(value) == known.times(other)))
}

/// Whether a figure is another one converted, to its last digit that is no zero.
#[must_use]
pub fn is_converted((value, own): (Decimal, &str), (known, other): (Decimal, &str)) -> bool {
    let near = |twice_apart: Decimal, unit: Decimal| size(twice_apart) <= unit;
    let unit = value.last_digit();
    let apart = || {
        let (own, other) = sizes(SYSTEMS, own, other)?;
        let apart = value.times(own)?.plus(known.times(other)?.negated())?;
        // A round figure says little of its last digit: it is at most a tenth off as well.
        Some(near(apart.times(2)?, unit.times(own)?) && near(apart.times(10)?, size(value.times(own)?)))
    };
    let degrees = || match (own, other) {
        // Nine fifths of the one, and 32.
        ("°F", "°C") => Some(near(value.times(5)?.plus(known.times(9)?.plus(160.into())?.negated())?.times(2)?, unit.times(5)?)),
        ("°C", "°F") => Some(near(value.times(9)?.plus(known.times(5)?.plus(Decimal::from(-160))?.negated())?.times(2)?, unit.times(9)?)),
        _ => None,
    };
    apart().or_else(degrees).unwrap_or(false)
}

fn sizes(families: &[&[(&str, i128)]], own: &str, other: &str) -> Option<(i128, i128)> {
    let size = |family: &[(&str, i128)], unit: &str| family.iter().find(|(name, _)| *name == unit).map(|(_, size)| *size);
    families.iter().find_map(|family| size(family, own).zip(size(family, other)))
}

/// A figure without its sign.
fn size(figure: Decimal) -> Decimal {
    if figure.is_negative() { figure.negated() } else { figure }
}

#[cfg(test)]
mod tests {
    use super::{is_converted, is_same_size};
    use crate::briefing::quantity::Decimal;

    fn asked(text: &str) -> (Decimal, &str) {
        let (figure, unit) = text.split_once(' ').expect("a unit");
        (figure.parse().expect("a figure"), unit)
    }

    #[test]
    fn a_figure_may_be_told_in_another_unit() {
        for (own, other, expected) in [
            ("50 km", "31 miles", true),
            ("49.9 km", "31 miles", true),
            ("51 km", "31 miles", false),
            ("31 km", "31 miles", false),
            ("177 ft", "54 m", true),
            ("494 acres", "200 ha", true),
            ("3.4 kg", "7.5 lb", true),
            ("120 km/h", "75 mph", true),
            ("100 °F", "38 °C", true),
            ("38 °C", "100 °F", true),
            ("-4 °C", "25 °F", true),
            ("39 °C", "100 °F", false),
            ("5 km", "5 kg", false),
        ] {
            assert_eq!(is_converted(asked(own), asked(other)), expected, "{own} {other}");
        }
        assert!(is_same_size(asked("0.9 GW"), asked("900 MW")) && !is_same_size(asked("0.9 GW"), asked("90 MW")));
    }
}
