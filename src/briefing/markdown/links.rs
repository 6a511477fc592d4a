//! Where a link may lead, and how an address is written into an attribute.
//!
//! A destination is judged as a browser would read it (WHATWG URL, 4.4): white space and controls at its ends and any
//! tab or line break inside it do not count. What then begins with a scheme that is not listed is not written at all.

use std::borrow::Cow;

const LINK_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
const IMAGE_SCHEMES: [&str; 2] = ["http", "https"];

/// What a destination leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination<'a> {
    /// Another site, under the address as a browser would read it.
    Outside(Cow<'a, str>),
    /// A place on the same page, named without `#`.
    Anchor(&'a str),
    /// Something of this site.
    Inside,
    /// A scheme that is not allowed, in lower case.
    Forbidden(String),
}

/// The schemes that links or images may have, in words.
pub(super) fn allowed_schemes(image: bool) -> String {
    if image { IMAGE_SCHEMES.join(" and ") } else { LINK_SCHEMES.join(", ") }
}

/// Where a link leads.
pub(super) fn of_link(destination: &str) -> Destination<'_> {
    if let Some(anchor) = destination.strip_prefix('#') {
        return Destination::Anchor(anchor);
    }
    classified(destination, &LINK_SCHEMES)
}

/// Where an image comes from.
pub(super) fn of_image(destination: &str) -> Destination<'_> {
    classified(destination, &IMAGE_SCHEMES)
}

fn classified<'a>(destination: &'a str, allowed: &[&str]) -> Destination<'a> {
    let read = as_browsers_read(destination);
    match scheme(&read) {
        Some(scheme) if allowed.contains(&scheme.as_str()) => Destination::Outside(read),
        Some(scheme) => Destination::Forbidden(scheme),
        None if read.starts_with("//") => Destination::Outside(read),
        None => Destination::Inside,
    }
}

fn as_browsers_read(destination: &str) -> Cow<'_, str> {
    let trimmed = destination.trim_matches(|character: char| character.is_whitespace() || character.is_control());
    if trimmed.chars().any(char::is_control) {
        Cow::Owned(trimmed.chars().filter(|character| !character.is_control()).collect())
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// RFC 3986, 3.1: a letter, then letters, digits, `+`, `-`, `.`, up to a colon.
fn scheme(address: &str) -> Option<String> {
    let name = &address[..address.find(|character: char| !(character.is_ascii_alphanumeric() || "+-.".contains(character)))?];
    let is_scheme = address[name.len()..].starts_with(':') && name.starts_with(|first: char| first.is_ascii_alphabetic());
    is_scheme.then(|| name.to_ascii_lowercase())
}

/// Appends an address for an attribute: what RFC 3986 does not allow in one is percent-encoded, escapes already there
/// stay, and `&` and `'` become references.
pub(super) fn push_address(out: &mut String, address: &str) {
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-._~:/?#[]@!$()*+,;=%".contains(&byte) => out.push(char::from(byte)),
            _ => push_encoded(out, byte),
        }
    }
}

fn push_encoded(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::{Destination, of_image, of_link, push_address};

    #[test]
    fn schemes_are_read_as_browsers_do() {
        let outside = |address: &'static str| Destination::Outside(address.into());
        let forbidden = |scheme: &str| Destination::Forbidden(scheme.into());
        for (destination, expected) in [
            ("https://x.org/a", outside("https://x.org/a")),
            ("MAILTO:a@b.c", outside("MAILTO:a@b.c")),
            (" ht\ntps://x", outside("https://x")),
            ("//cdn.org/x", outside("//cdn.org/x")),
            ("javascript:alert(1)", forbidden("javascript")),
            ("JaVaScRiPt:x", forbidden("javascript")),
            ("java\tscript:x", forbidden("javascript")),
            ("\u{1}javascript:x", forbidden("javascript")),
            ("\u{a0}java\0script\r\n:x", forbidden("javascript")),
            ("vbscript:x", forbidden("vbscript")),
            ("data:text/html,x", forbidden("data")),
            ("file:///etc/passwd", forbidden("file")),
            ("C:\\x.md", forbidden("c")),
            ("#why", Destination::Anchor("why")),
            ("other.md#why", Destination::Inside),
            ("a/b:c.md", Destination::Inside),
            ("./a:b.md", Destination::Inside),
            ("1:2", Destination::Inside),
            ("", Destination::Inside),
        ] {
            assert_eq!(of_link(destination), expected, "{destination:?}");
        }
        assert_eq!(of_image("data:image/png;base64,x"), forbidden("data"));
        assert_eq!(of_image("mailto:a@b.c"), forbidden("mailto"));
        assert_eq!(of_image("#x"), Destination::Inside);
    }

    #[test]
    fn an_address_cannot_leave_its_attribute() {
        let mut out = String::new();
        push_address(&mut out, "https://x.org/é \"<>'&?q=%20`\\");
        assert_eq!(out, "https://x.org/%C3%A9%20%22%3C%3E&#39;&amp;?q=%20%60%5C");
    }
}
