//! Sealed text: a list of lines that is either whole or not believed.
//!
//! The first line names the kind and its version, the last holds the digest of everything before it. A text cut off
//! anywhere, or changed anywhere, does not open.

use crate::base::Digest;

/// The text of `lines` (each ending in a line feed) under a seal.
pub(super) fn seal(kind: &str, lines: &str) -> String {
    let mut text = format!("nutgraf {kind} 1\n{lines}");
    let digest = Digest::of(text.as_bytes()).hex();
    text.push_str("sealed ");
    text.push_str(&digest);
    text.push('\n');
    text
}

/// The seal of a sealed text, which no other text has.
pub(super) fn seal_of(text: &str) -> &str {
    text.trim_end().rsplit('\n').next().unwrap_or_default()
}

/// The lines under the seal; `None` if it is broken or of another kind or version.
pub(super) fn unseal<'a>(kind: &str, bytes: &'a [u8]) -> Option<&'a str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let at = text.strip_suffix('\n')?.rfind('\n')? + 1;
    let digest = Digest::from_hex(text[at..].strip_prefix("sealed ")?.strip_suffix('\n')?)?;
    let sealed = &text[..at];
    let lines = sealed.strip_prefix("nutgraf ")?.strip_prefix(kind)?.strip_prefix(" 1\n")?;
    (Digest::of(sealed.as_bytes()) == digest).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::{seal, unseal};

    #[test]
    fn what_was_sealed_opens_and_nothing_else_does() {
        for lines in ["", "a\n", "a\nsealed x\n"] {
            let text = seal("list", lines);
            assert_eq!(unseal("list", text.as_bytes()), Some(lines));
            assert_eq!(unseal("other", text.as_bytes()), None);
            for length in 0..text.len() {
                assert_eq!(unseal("list", &text.as_bytes()[..length]), None, "cut to {length} bytes");
                let mut changed = text.clone().into_bytes();
                changed[length] ^= 1;
                assert_eq!(unseal("list", &changed), None, "byte {length} changed");
            }
        }
    }
}
