//! Exact decimal numbers: what a person wrote, and nothing a binary fraction would make of it.
//!
//! A [`Decimal`] is `mantissa × 10^-scale`, without trailing zeros after the point, so that equal values are equal
//! fields. Every operation is checked: what would not fit is `None`, never rounded and never wrapped.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Values have at most this many digits before and after the point together.
const LARGEST: i128 = 10_i128.pow(36);
/// Digits after the point; small enough that two fractions can be brought to one scale without overflow.
const MAX_SCALE: u8 = 28;

/// An exact decimal number of at most 36 digits, at most 28 of them after the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// `mantissa × 10^-scale`; `None` if it has too many digits.
    #[must_use]
    pub fn new(mut mantissa: i128, mut scale: u8) -> Option<Self> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (mantissa > -LARGEST && mantissa < LARGEST && scale <= MAX_SCALE).then_some(Self { mantissa, scale })
    }

    /// The value times ten to a power; `None` if it becomes too large.
    #[must_use]
    pub fn shifted(self, power: u8) -> Option<Self> {
        let cut = self.scale.min(power);
        let factor = 10_i128.checked_pow(u32::from(power - cut))?;
        Self::new(self.mantissa.checked_mul(factor)?, self.scale - cut)
    }

    /// The value times a whole number.
    #[must_use]
    pub fn times(self, factor: i128) -> Option<Self> {
        Self::new(self.mantissa.checked_mul(factor)?, self.scale)
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let raised = |value: Self| value.mantissa.checked_mul(10_i128.checked_pow(u32::from(scale - value.scale))?);
        Self::new(raised(self)?.checked_add(raised(other)?)?, scale)
    }

    /// Its digits without the zeros in front of and behind them, as a whole number: 12 of 1,200 and of -0.012.
    #[must_use]
    pub fn digits(self) -> u128 {
        self.without_zeros().0
    }

    /// What its last digit that is no zero counts: 100 of 1,200, a tenth of 0.5, and 10 of nothing.
    #[must_use]
    pub fn last_digit(self) -> Self {
        match self.scale {
            0 => Self { mantissa: 10_i128.pow(self.without_zeros().1), scale: 0 },
            scale => Self { mantissa: 1, scale },
        }
    }

    /// Its digits, and how many zeros stand behind them.
    fn without_zeros(self) -> (u128, u32) {
        let (mut digits, mut zeros) = (self.mantissa.unsigned_abs(), u32::from(self.mantissa == 0));
        // Most figures fit into a word, which is divided much faster.
        if let Ok(mut word) = u64::try_from(digits) {
            while word != 0 && word % 10 == 0 {
                (word, zeros) = (word / 10, zeros + 1);
            }
            return (u128::from(word), zeros);
        }
        while digits % 10 == 0 {
            (digits, zeros) = (digits / 10, zeros + 1);
        }
        (digits, zeros)
    }

    /// The value with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// Whether it lies below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The nearest binary fraction, or one beside it: for drawing, and for comparing with room.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a binary fraction is no more exact than this")]
    pub fn approximate(self) -> f64 {
        self.mantissa as f64 / 10_i128.pow(u32::from(self.scale)) as f64
    }

    /// The value, if it is a whole number.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// A JSON number if every reader gets the same value back (whole numbers up to 2^53 − 1, fractions of up to 15
    /// digits, the guaranteed decimal precision of IEEE 754 binary64), else a string of digits.
    #[must_use]
    pub fn json(self) -> serde_json::Value {
        const EXACT_WHOLE: i128 = (1 << 53) - 1;
        const EXACT_DIGITS: i128 = 1_000_000_000_000_000;
        let size = self.mantissa.abs();
        let exact = if self.scale == 0 { size <= EXACT_WHOLE } else { size < EXACT_DIGITS };
        let number = match i64::try_from(self.mantissa) {
            Ok(whole) if exact && self.scale == 0 => Some(whole.into()),
            _ if exact => self.to_string().parse().ok(),
            _ => None,
        };
        number.map_or_else(|| serde_json::Value::String(self.to_string()), serde_json::Value::Number)
    }

    /// Its parts for printing: digits before the point, and after it.
    fn parts(self) -> (i128, i128) {
        let unit = 10_i128.pow(u32::from(self.scale));
        (self.mantissa.abs() / unit, self.mantissa.abs() % unit)
    }

    /// Writes it with a comma between thousands: `-1,234.5`.
    pub(super) fn write_grouped(self, out: &mut impl fmt::Write) -> fmt::Result {
        let whole = self.parts().0.to_string();
        out.write_str(if self.is_negative() { "-" } else { "" })?;
        for (at, digit) in whole.char_indices() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.write_char(',')?;
            }
            out.write_char(digit)?;
        }
        self.write_fraction(out)
    }

    fn write_fraction(self, out: &mut impl fmt::Write) -> fmt::Result {
        if self.scale == 0 {
            return Ok(());
        }
        write!(out, ".{:0width$}", self.parts().1, width = usize::from(self.scale))
    }
}

impl From<i32> for Decimal {
    fn from(whole: i32) -> Self {
        Self { mantissa: i128::from(whole), scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let unit = |value: &Self| 10_i128.pow(u32::from(value.scale));
        // The remainders are below 10^28 and are raised to at most that scale, so the product fits.
        let rest = |value: &Self| (value.mantissa % unit(value)) * 10_i128.pow(u32::from(MAX_SCALE - value.scale));
        (self.mantissa / unit(self)).cmp(&(other.mantissa / unit(other))).then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    /// Plain digits without separators: `-1234.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", if self.is_negative() { "-" } else { "" }, self.parts().0)?;
        self.write_fraction(out)
    }
}

impl FromStr for Decimal {
    type Err = &'static str;

    /// Reads what [`Display`](fmt::Display) writes.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FAULT: &str = "not a decimal number of at most 36 digits";
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let scale = u8::try_from(fraction.len()).map_err(|_| FAULT)?;
        if whole.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(FAULT);
        }
        let digits: i128 = [whole, fraction].concat().parse().map_err(|_| FAULT)?;
        Self::new(digits, scale).ok_or(FAULT)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { (self.mantissa, self.scale).serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            let (mantissa, scale) = Deserialize::deserialize(deserializer)?;
            return Self::new(mantissa, scale).ok_or_else(|| serde::de::Error::custom("not a decimal number"));
        }
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;
    use proptest::prelude::*;

    #[test]
    fn equal_values_are_equal_and_too_large_ones_are_none() {
        assert_eq!(Decimal::new(160, 2), Decimal::new(16, 1));
        assert_eq!(Decimal::new(0, 5), Some(Decimal::ZERO));
        assert_eq!(Decimal::from(5).shifted(40), None);
        assert_eq!(Decimal::new(i128::MAX, 0), None);
        assert_eq!(Decimal::new(15, 1).and_then(|value| value.shifted(6)), Some(Decimal::from(1_500_000)));
        assert!(Decimal::new(-15, 1) < Some(Decimal::from(-1)));
    }

    #[test]
    fn digits_are_counted_without_the_zeros_around_them() {
        for (text, digits, last) in
            [("1200", 12, "100"), ("-0.012", 12, "0.001"), ("0.5", 5, "0.1"), ("105.05", 10505, "0.01"), ("7", 7, "1"), ("0", 0, "10")]
        {
            let value: Decimal = text.parse().expect("a decimal");
            assert_eq!((value.digits(), value.last_digit().to_string().as_str()), (digits, last), "{text}");
        }
    }

    #[test]
    fn json_is_a_number_only_where_that_is_exact() {
        for (text, json) in [
            ("1000000000", "1000000000"),
            ("-1.6", "-1.6"),
            ("9007199254740992", "\"9007199254740992\""),
            ("0.1234567890123456", "\"0.1234567890123456\""),
        ] {
            assert_eq!(text.parse::<Decimal>().map(|value| value.json().to_string()), Ok(json.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn printing_keeps_the_value_and_order_agrees_with_it(a in -(10_i128.pow(30))..10_i128.pow(30), b in any::<i32>(), scale in 0_u8..20) {
            let (a, b) = (Decimal::new(a, scale).expect("fits"), Decimal::from(b));
            prop_assert_eq!(a.to_string().parse(), Ok(a));
            prop_assert_eq!(a.digits().to_string(), a.to_string().replace(['-', '.'], "").trim_matches('0').to_owned() + if a == Decimal::ZERO { "0" } else { "" });
            let parsed: f64 = a.to_string().parse().expect("it is a number");
            prop_assert!((a.approximate() - parsed).abs() <= parsed.abs() * 1e-15, "{} {}", a.approximate(), parsed);
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a.plus(b.negated()).expect("fits").cmp(&Decimal::ZERO), a.cmp(&b));
        }
    }
}
