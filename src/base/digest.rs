//! Content digests: the identity of bytes, for change detection, asset names and the manifest.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

/// The 128-bit XXH3 hash of some bytes (Collet 2019).
///
/// It tells apart what differs by edit or accident, at the speed of memory: a build hashes everything it reads and all
/// that it prints, and a cryptographic hash was a twelfth of its time. It proves nothing about who made the bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(bytes).to_be_bytes())
    }

    /// The digest of several parts, each with its length, so that ("ab", "c") differs from ("a", "bc").
    #[must_use]
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut bytes = Vec::with_capacity(256);
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part);
        }
        Self::of(&bytes)
    }

    /// The digest of a value by its `Hash`: of everything in it, so that what is derived forgets no field. The same within
    /// one build of this program on one kind of machine, and meant to be compared there only.
    #[must_use]
    pub fn of_value(value: &(impl Hash + ?Sized)) -> Self {
        let mut bytes = Bytes(Vec::with_capacity(256));
        value.hash(&mut bytes);
        Self::of(&bytes.0)
    }

    /// The digest of everything `reader` yields.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn of_reader(mut reader: impl std::io::Read) -> std::io::Result<Self> {
        let mut hasher = XxHash3_128::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(Self(hasher.finish_128().to_be_bytes())),
                Ok(count) => hasher.write(&buffer[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// 32 lower-case hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        self.0.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
    }

    /// Reads what [`Digest::hex`] wrote.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 16];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

/// Collects what a value tells a hasher.
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.hex())
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    #[test]
    fn values_differ_where_any_field_does() {
        assert_ne!(Digest::of_value(&("ab", "c")), Digest::of_value(&("a", "bc")));
        assert_ne!(Digest::of_value(&(Some(1), None::<u8>)), Digest::of_value(&(None::<i32>, Some(1_u8))));
        assert_ne!(Digest::of_value(&vec![vec![1], vec![]]), Digest::of_value(&vec![vec![], vec![1]]));
        assert_eq!(Digest::of_value("a"), Digest::of_value(&String::from("a")));
    }

    #[test]
    fn hex_round_trips_and_parts_are_framed() {
        let digest = Digest::of(b"nut graf");
        assert_eq!(Digest::from_hex(&digest.hex()), Some(digest));
        assert_eq!(Digest::from_hex("zz"), None);
        assert_ne!(Digest::of_parts([&b"ab"[..], b"c"]), Digest::of_parts([&b"a"[..], b"bc"]));
    }
}
