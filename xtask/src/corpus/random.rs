//! A stream number and an index become a repeatable sequence of numbers.
//!
//! The algorithm is `SplitMix64` (G. L. Steele, D. Lea, C. H. Flood: "Fast Splittable Pseudorandom Number Generators",
//! OOPSLA 2014), with the constants of S. Vigna's public-domain `splitmix64.c`. A library's generator may change its
//! sequence with its version; the corpus must not.

const SEED: u64 = 0x6e75_7467_7261_6600;
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

pub struct Random {
    state: u64,
}

impl Random {
    /// Sequences of different streams of one index are independent: changing the text leaves the titles alone.
    pub fn new(stream: u64, index: u64) -> Self {
        Self { state: mix(mix(SEED ^ stream).wrapping_add(index)) }
    }

    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN_GAMMA);
        mix(self.state)
    }

    /// A number in `0..bound`. Multiply and shift; the bias is below `bound` in 2^64, nothing for a text.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// A number in `low..=high`.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len() as u64) as usize]
    }
}

fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of `splitmix64.c` for the state 1234567.
    #[test]
    fn follows_the_published_sequence() {
        let mut random = Random { state: 1_234_567 };
        let sequence = [random.next(), random.next(), random.next()];
        assert_eq!(sequence, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
