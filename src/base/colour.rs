//! Colours, and whether one can be read on another.
//!
//! Contrast is that of WCAG 2.2 (the ratio of relative luminances, between 1 and 21); text needs 4.5. Where a colour fails,
//! the nearest that passes keeps its hue: it is darkened or lightened in Oklab (Björn Ottosson, 2020), where equal steps
//! look equal, until it can be read.

use std::fmt;

/// The contrast that text needs (WCAG 2.2, success criterion 1.4.3).
pub const READABLE: f64 = 4.5;

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Reads `#rgb` or `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let part = |shift: u32, mask: u32| u8::try_from((number >> shift) & mask).ok();
        match digits.len() {
            3 => Some(Self([part(8, 15)? * 17, part(4, 15)? * 17, part(0, 15)? * 17])),
            6 => Some(Self([part(16, 255)?, part(8, 255)?, part(0, 255)?])),
            _ => None,
        }
    }

    /// How far two colours stand apart in lightness, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Whether text of this colour can be read on all of these.
    #[must_use]
    pub fn is_readable_on(self, papers: &[Self]) -> bool {
        papers.iter().all(|paper| self.contrast(*paper) >= READABLE)
    }

    /// The colour itself if it can be read on all of these, else the nearest shade of it that can; `None` if none can.
    #[must_use]
    pub fn readable_on(self, papers: &[Self]) -> Option<Self> {
        const STEPS: u16 = 1000;
        let [lightness, a, b] = self.oklab();
        let shades = (0..=STEPS).flat_map(|step| [-1.0, 1.0].map(|way| lightness + way * f64::from(step) / f64::from(STEPS)));
        let shades = shades.filter(|lightness| (0.0..=1.0).contains(lightness)).map(|lightness| Self::of_oklab([lightness, a, b]));
        std::iter::once(self).chain(shades).find(|shade| shade.is_readable_on(papers))
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn oklab(self) -> [f64; 3] {
        let cones = times(
            &[
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            self.linear(),
        );
        times(
            &[
                [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
            ],
            cones.map(f64::cbrt),
        )
    }

    /// What lies outside the screen's colours is brought to its edge.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value lies between 0 and 255")]
    fn of_oklab(lab: [f64; 3]) -> Self {
        let cones = times(
            &[
                [1.0, 0.396_337_777_4, 0.215_803_757_3],
                [1.0, -0.105_561_345_8, -0.063_854_172_8],
                [1.0, -0.089_484_177_5, -1.291_485_548_0],
            ],
            lab,
        );
        let linear = times(
            &[
                [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
                [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
                [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
            ],
            cones.map(|cone| cone.powi(3)),
        );
        Self(linear.map(|part| {
            let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            (part.clamp(0.0, 1.0) * 255.0).round() as u8
        }))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, part)| factor * part).sum())
}

#[cfg(test)]
mod tests {
    use super::{Colour, READABLE};

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn contrasts_are_those_of_wcag() {
        for (one, two, expected) in
            [("#000", "#fff", 21.0), ("#fff", "#fff", 1.0), ("#777", "#fff", 4.48), ("#767676", "#ffffff", 4.54), ("#0000ff", "#fff", 8.59)]
        {
            let found = colour(one).contrast(colour(two));
            assert!((found - expected).abs() < 0.01, "{one} on {two}: {found}");
        }
        for text in ["", "#", "#12", "#1234", "123456", "#12345g", "#１２３"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_readable_shade_is_found() {
        for (given, papers, expected) in [
            ("#a8201a", &["#fff"][..], Some("#a8201a")),
            ("#777", &["#fff"], Some("#767676")),
            ("#333", &["#121417"], Some("#7e7e7e")),
            ("#888", &["#000", "#fff"], Some("#767676")),
            ("#888", &["#888", "#fff", "#000"], None),
        ] {
            let papers: Vec<Colour> = papers.iter().map(|paper| colour(paper)).collect();
            let found = colour(given).readable_on(&papers);
            assert_eq!(found.map(|found| found.to_string()).as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn every_colour_has_a_readable_shade_on_paper() {
        let papers = [colour("#fff"), colour("#f6f4f0")];
        for number in (0..0x00ff_ffff).step_by(65_793) {
            let given = colour(&format!("#{number:06x}"));
            let found = given.readable_on(&papers).expect("black can be read");
            assert!(papers.iter().all(|paper| found.contrast(*paper) >= READABLE), "{given} became {found}");
        }
    }
}
