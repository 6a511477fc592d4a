//! Bytes become text: by their byte order mark, by the charset that the server or the page names, else as UTF-8.
//!
//! Where nothing is named and the bytes are no UTF-8 they are read as windows-1252, as browsers do, and the caller is told so
//! that a person can look. Line ends become line feeds; nothing else is changed.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far into a page its charset may be named (WHATWG HTML, 13.2.3.2).
const NAMED_WITHIN: usize = 1024;

/// A text, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The name of its encoding.
    pub encoding: &'static str,
    /// Whether nothing named the encoding and the bytes are no UTF-8.
    pub is_guess: bool,
    /// Whether some bytes meant nothing in that encoding; they are U+FFFD in the text.
    pub has_gaps: bool,
}

/// Reads bytes; `named` is the charset that a server told. `None` if they are no text at all.
#[must_use]
pub fn decode(bytes: &[u8], named: Option<&str>, is_html: bool) -> Option<Decoded> {
    let mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let told = || named.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    let in_page = || is_html.then(|| named_in_page(bytes)).flatten();
    let known = mark.or_else(told).or_else(in_page);
    let is_guess = known.is_none() && std::str::from_utf8(bytes).is_err();
    let encoding = known.unwrap_or(if is_guess { WINDOWS_1252 } else { UTF_8 });
    let (text, encoding, has_gaps) = encoding.decode(bytes);
    // A picture, a PDF or an archive.
    if text.contains('\0') || bytes.starts_with(b"%PDF-") {
        return None;
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Some(Decoded { text, encoding: encoding.name(), is_guess, has_gaps })
}

/// The charset that a page names in a `meta` element near its start.
fn named_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(NAMED_WITHIN)]).to_ascii_lowercase();
    let after = start.split("<meta").skip(1).find_map(|rest| rest.split('>').next()?.split_once("charset"))?.1;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label = value.split(|character: char| character.is_whitespace() || "\"';/>".contains(character)).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A page in UTF-16 could not have been searched as it was (the same section of the standard).
    Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_charset_is_known_by_mark_header_page_or_guess() {
        let page = |charset: &str, text: &[u8]| [format!("<head><meta {charset}></head>").as_bytes(), text].concat();
        for (bytes, named, is_html, expected) in [
            ("caf\u{e9} \u{2013}".as_bytes().to_vec(), None, false, Some(("UTF-8", "café –", false))),
            (b"\xef\xbb\xbfcaf\xc3\xa9".to_vec(), Some("latin1"), false, Some(("UTF-8", "café", false))),
            (b"caf\xe9".to_vec(), Some("ISO-8859-1"), false, Some(("windows-1252", "café", false))),
            (b"\x93caf\xe9\x94".to_vec(), Some("windows-1252"), true, Some(("windows-1252", "“café”", false))),
            (b"\x93caf\xe9\x94".to_vec(), None, false, Some(("windows-1252", "“café”", true))),
            (b"c\x00a\x00f\x00".to_vec(), Some("utf-16le"), false, Some(("UTF-16LE", "caf", false))),
            (b"a\r\nb\rc\n".to_vec(), None, false, Some(("UTF-8", "a\nb\nc\n", false))),
            (page("charset=\"windows-1252\"", b"\x80"), None, true, Some(("windows-1252", "€", false))),
            (page("http-equiv=content-type content='text/html; charset=koi8-r'", b"\xc1"), None, true, Some(("KOI8-R", "а", false))),
            (page("charset=latin1", "é".as_bytes()), Some("utf-8"), true, Some(("UTF-8", "é", false))),
            (page("charset=utf-16", "é".as_bytes()), None, true, Some(("UTF-8", "é", false))),
            (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), None, false, None),
            (b"%PDF-1.7\nstream".to_vec(), None, false, None),
        ] {
            let decoded = decode(&bytes, named, is_html);
            let told = decoded.as_ref().map(|decoded| (decoded.encoding, decoded.text.rsplit('>').next().unwrap_or(""), decoded.is_guess));
            assert_eq!(told, expected, "{bytes:?}");
        }
    }

    #[test]
    fn bytes_without_meaning_are_told() {
        assert!(decode(b"a\xff\xfeb", Some("utf-8"), false).expect("a text").has_gaps);
        assert!(!decode(b"abc", Some("no-such-charset"), false).expect("a text").has_gaps);
    }
}
