//! What of a page is read: all of it, but for pages that no person wrote.
//!
//! Reading HTML as browsers do takes time that grows with the square of the depth, and a few elements that are never closed
//! can make one of each that follows. Browsers stop nesting at a few hundred. Here the page ends where its elements, counted
//! roughly and in one pass, are nested too deep or would be made anew too often.

/// Elements within elements.
const DEPTH_MAX: usize = 2_000;

/// How many elements may be made anew because formatting is not closed.
const COPIES_MAX: usize = 4_000_000;

/// Elements that go on in the next block if they are not closed.
const FORMATS: &[&str] = &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that hold nothing, or that the next of their kind closes.
const UNNESTED: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// The part of a page that is read.
pub fn bounded(html: &str) -> &str {
    let (mut depth, mut formats, mut copies) = (0_usize, 0_usize, 0_usize);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let (is_end, name) = match html[at + 1..].strip_prefix('/') {
            Some(rest) => (true, name(rest)),
            None => (false, name(&html[at + 1..])),
        };
        let count = |of: usize| if is_end { of.saturating_sub(1) } else { of + 1 };
        let has = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if has(FORMATS) {
            formats = count(formats);
        }
        if !name.is_empty() && !has(UNNESTED) {
            depth = count(depth);
        }
        copies += if is_end || name.is_empty() { 0 } else { formats };
        if depth > DEPTH_MAX || copies > COPIES_MAX {
            return &html[..at];
        }
    }
    html
}

fn name(text: &str) -> &str {
    &text[..text.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::bounded;

    #[test]
    fn what_no_person_wrote_is_not_read_to_its_end() {
        let closed = "<div><b>x</b></div><p>y<br><li>z".repeat(5_000);
        assert_eq!(bounded(&closed), closed);
        let deep = "<DIV>".repeat(9_000);
        assert_eq!(bounded(&deep).len(), 2_000 * "<div>".len());
        let open = format!("{}{}", "<b>".repeat(1_000), "<p>".repeat(9_000));
        assert!(bounded(&open).len() < 20_000, "{}", bounded(&open).len());
    }
}
