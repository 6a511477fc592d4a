//! Cuts: a text cut short after so many bytes, and never within a character.
//!
//! A text may be as long as a book, and what is looked for stands near: the start or the end of a text within some bytes
//! is what a rule reads of it. The standard library's own functions of this kind are younger than the oldest compiler
//! that builds the program.

/// The start of a text, of at most so many bytes.
#[must_use]
pub fn start_of(text: &str, bytes: usize) -> &str {
    &text[..boundary_before(text, bytes)]
}

/// The end of a text, of at most so many bytes.
#[must_use]
pub fn end_of(text: &str, bytes: usize) -> &str {
    &text[boundary_behind(text, text.len().saturating_sub(bytes))..]
}

/// The last place up to this one where a character of a text begins, or its end.
#[must_use]
pub fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The first place from this one on where a character of a text begins, or its end.
#[must_use]
pub fn boundary_behind(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{boundary_before, boundary_behind, end_of, start_of};

    #[test]
    fn no_character_is_cut() {
        for (bytes, start, end) in [(0, "", ""), (1, "", ""), (2, "é", "ß"), (3, "éa", "aß"), (5, "éaß", "éaß"), (9, "éaß", "éaß")]
        {
            assert_eq!((start_of("éaß", bytes), end_of("éaß", bytes)), (start, end), "{bytes}");
        }
    }

    proptest! {
        #[test]
        fn a_boundary_is_near_any_place(text in any::<String>(), at in 0_usize..80) {
            let (before, behind) = (boundary_before(&text, at), boundary_behind(&text, at));
            prop_assert!(before <= at && (behind >= at || behind == text.len()));
            prop_assert_eq!(before == behind, at >= text.len() || text.is_char_boundary(at));
        }
    }
}
