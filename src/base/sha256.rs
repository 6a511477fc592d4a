//! SHA-256 (FIPS 180-4): the digest that others can compute too, for what is written down in records and published.
//!
//! What is only compared within this program takes the quicker [`super::Digest`].

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes: 64 lower-case hexadecimal digits, as `sha256sum` prints them.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn it_is_the_one_that_everyone_has() {
        // The first two examples of FIPS 180-2, appendix B.
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
