//! Addresses: where a page stands on the site, and which file of the output that is.
//!
//! A [`Segment`] cannot hold a separator, `..` or NUL, and addresses are made of segments only, so no address can
//! leave the output folder. An [`Address`] is kept unencoded; [`BaseUrl`] writes it, with the site's path prefix, the
//! only two ways there are: root-relative and absolute.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::spelling::folded;

/// One part of an address between slashes, in NFC.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Segment(String);

/// Why a text cannot be a part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentFault {
    /// Nothing in it.
    Empty,
    /// `.` or `..`.
    Dots,
    /// Holds `/`, `\` or a control character.
    Character(char),
    /// A name that some system keeps for itself, such as `con`.
    Reserved,
    /// Ends in a dot or a space, which some systems drop.
    End,
    /// More than 200 bytes.
    Long,
}

impl SegmentFault {
    /// What is wrong, to stand after "the address".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Empty => "has an empty part".into(),
            Self::Dots => "holds `.` or `..` as a part".into(),
            Self::Character(character) => format!("holds the character {character:?}"),
            Self::Reserved => "uses a name that Windows reserves for devices".into(),
            Self::End => "has a part that ends in a dot or a space".into(),
            Self::Long => "has a part of more than 200 bytes".into(),
        }
    }
}

impl Segment {
    /// Checks a text and puts it in NFC.
    ///
    /// # Errors
    /// [`SegmentFault`] says what it cannot be.
    pub fn new(text: &str) -> Result<Self, SegmentFault> {
        const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
        if text.is_empty() {
            return Err(SegmentFault::Empty);
        }
        if text == "." || text == ".." {
            return Err(SegmentFault::Dots);
        }
        if let Some(character) = text.chars().find(|character| matches!(character, '/' | '\\') || character.is_control()) {
            return Err(SegmentFault::Character(character));
        }
        if text.ends_with(['.', ' ']) {
            return Err(SegmentFault::End);
        }
        if text.len() > 200 {
            return Err(SegmentFault::Long);
        }
        let stem = text.split('.').next().unwrap_or(text).to_ascii_lowercase();
        let numbered = (stem.starts_with("com") || stem.starts_with("lpt")) && stem.len() == 4 && stem.as_bytes()[3].is_ascii_digit();
        if DEVICES.contains(&stem.as_str()) || numbered {
            return Err(SegmentFault::Reserved);
        }
        Ok(Self(if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A path below the output folder, of segments.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Reads a relative path with `/` between its segments.
    ///
    /// # Errors
    /// The fault of the first unsound segment.
    pub fn new(text: &str) -> Result<Self, SegmentFault> {
        let segments: Vec<Segment> = text.split('/').map(Segment::new).collect::<Result<_, _>>()?;
        Ok(Self(joined(&segments).into()))
    }

    /// The path, `/` between segments.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which two paths meet on a system that folds letter case or Unicode forms.
    #[must_use]
    pub fn folded(&self) -> String {
        folded(&self.0)
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Where something stands on the site, below its root: `/`, `/tags/ai/` (a page) or `/feed.xml` (a file).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(Arc<str>);

impl Address {
    /// The site's front page.
    #[must_use]
    pub fn home() -> Self {
        Self("/".into())
    }

    /// Reads `/a/b/` or `/a/b.xml`; the leading slash may be missing.
    ///
    /// # Errors
    /// The fault of the first unsound segment.
    pub fn new(text: &str) -> Result<Self, SegmentFault> {
        let inner = text.strip_prefix('/').unwrap_or(text);
        if inner.is_empty() {
            return Ok(Self::home());
        }
        let (inner, end) = inner.strip_suffix('/').map_or((inner, ""), |inner| (inner, "/"));
        let path = OutputPath::new(inner)?;
        Ok(Self(format!("/{}{end}", path.as_str()).into()))
    }

    /// A page below this one: `/tags/` and `ai` give `/tags/ai/`.
    #[must_use]
    pub fn page(&self, segment: &Segment) -> Self {
        Self(format!("{}{}/", self.0, segment.as_str()).into())
    }

    /// A file below this page: `/tags/ai/` and `feed.xml` give `/tags/ai/feed.xml`.
    #[must_use]
    pub fn file(&self, segment: &Segment) -> Self {
        Self(format!("{}{}", self.0, segment.as_str()).into())
    }

    /// The address as kept: unencoded, without the site's prefix.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file of the output that answers to it: `index.html` in a page's folder, else the file itself.
    #[must_use]
    pub fn output_path(&self) -> OutputPath {
        let inner = &self.0[1..];
        if inner.is_empty() || inner.ends_with('/') { OutputPath(format!("{inner}index.html").into()) } else { OutputPath(inner.into()) }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The address under which the site is published, split where it matters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    /// Scheme and host, without a final slash: `https://example.org`.
    origin: String,
    /// The path, with a slash at both ends: `/` or `/repo/`.
    prefix: String,
}

impl BaseUrl {
    /// Reads an `http` or `https` address without query and fragment.
    ///
    /// # Errors
    /// A sentence that says what it lacks.
    pub fn new(text: &str) -> Result<Self, String> {
        let (scheme, rest) = text.split_once("://").ok_or("it must start with https:// or http://")?;
        if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
            return Err("it must start with https:// or http://".into());
        }
        if rest.contains(['?', '#', ' ', '\\', '"', '<', '>', '\'']) || rest.chars().any(char::is_control) {
            return Err("it may hold no query, fragment, quote, bracket, back slash or space".into());
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        check_host(host)?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!(),@:+=/".contains(&byte);
        if !path.bytes().all(is_plain) || path.trim_end_matches('/').split('/').any(str::is_empty) && !path.trim_matches('/').is_empty() {
            return Err("its path may hold letters, digits and hyphens of ASCII, with one slash between parts".into());
        }
        if path.split('/').any(|segment| segment == "." || segment == "..") {
            return Err("its path may not hold `.` or `..`".into());
        }
        let path = path.trim_matches('/');
        let prefix = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Ok(Self { origin: format!("{}://{}", scheme.to_ascii_lowercase(), host.to_ascii_lowercase()), prefix })
    }

    /// `https://example.org`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host, with its port if it has one.
    #[must_use]
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// Whether it is this machine's own, which nobody else can reach.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(self.host(), "localhost" | "127.0.0.1")
    }

    /// `/` or `/repo/`.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The whole address, with a final slash.
    #[must_use]
    pub fn whole(&self) -> String {
        format!("{}{}", self.origin, self.prefix)
    }

    /// The root-relative form of an address, percent-encoded: `/repo/tags/ai/`.
    #[must_use]
    pub fn relative(&self, address: &Address) -> String {
        let mut out = String::with_capacity(self.prefix.len() + address.0.len());
        out.push_str(&self.prefix);
        push_encoded(&mut out, &address.0[1..]);
        out
    }

    /// The absolute form of an address, percent-encoded.
    #[must_use]
    pub fn absolute(&self, address: &Address) -> String {
        format!("{}{}", self.origin, self.relative(address))
    }

    /// The same place at another origin: what the preview serves under.
    #[must_use]
    pub fn with_origin(&self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), prefix: self.prefix.clone() }
    }
}

/// A name or number of ASCII, or an address in brackets, and a port if one is given.
fn check_host(host: &str) -> Result<(), String> {
    if host.contains('@') {
        return Err("it may hold no user name or password".into());
    }
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let in_brackets = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    let is_sound = in_brackets.map_or_else(|| is_name(name), |inner| inner.parse::<std::net::Ipv6Addr>().is_ok());
    if !is_sound {
        return Err("it names no host; write one in ASCII letters, as example.org".into());
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("its port is no number up to 65535".into());
    }
    Ok(())
}

fn joined(segments: &[Segment]) -> String {
    segments.iter().map(Segment::as_str).collect::<Vec<_>>().join("/")
}

/// Percent-encodes a path (RFC 3986): unreserved characters, `/` and the harmless part of the sub-delimiters stay.
pub(super) fn push_encoded(out: &mut String, path: &str) {
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'!'
            | b'('
            | b')'
            | b','
            | b'@'
            | b':'
            | b'+'
            | b'=' => {
                out.push(char::from(byte));
            }
            _ => {
                const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(DIGITS[usize::from(byte >> 4)]));
                out.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}

/// Undoes percent-encoding; `None` if what results is not UTF-8. A `%` that starts no escape stays.
#[must_use]
pub fn percent_decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match escape.and_then(|digits| u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::{Address, BaseUrl, Segment, SegmentFault, percent_decoded};

    #[test]
    fn nothing_that_leaves_the_output_is_an_address() {
        for (text, fault) in [
            ("/../x/", SegmentFault::Dots),
            ("a/./b", SegmentFault::Dots),
            ("a//b", SegmentFault::Empty),
            ("a\\b", SegmentFault::Character('\\')),
            ("a\0", SegmentFault::Character('\0')),
            ("CON.html", SegmentFault::Reserved),
            ("com1", SegmentFault::Reserved),
            ("a. /b", SegmentFault::End),
        ] {
            assert_eq!(Address::new(text), Err(fault), "{text:?}");
        }
        assert!(Segment::new(&"x".repeat(201)).is_err());
    }

    #[test]
    fn an_address_is_written_under_the_prefix() {
        let base = BaseUrl::new("https://Example.org/repo").expect("sound");
        let address = Address::new("/tags/été 1/").expect("sound");
        assert_eq!(base.relative(&address), "/repo/tags/%C3%A9t%C3%A9%201/");
        assert_eq!(base.absolute(&Address::home()), "https://example.org/repo/");
        assert_eq!(address.output_path().as_str(), "tags/été 1/index.html");
        assert_eq!(Address::new("feed.xml").expect("sound").output_path().as_str(), "feed.xml");
        assert_eq!(Address::new("e\u{301}").expect("sound"), Address::new("é").expect("sound"));
    }

    #[test]
    fn base_addresses_are_checked() {
        for bad in [
            "example.org",
            "ftp://x",
            "https://",
            "https://x/?q",
            "https://x/../y",
            "https://x/\"onload",
            "https://[::1",
            "https://x:99999/",
            "https://x/%zz/",
            "https://x/ü/",
            "https://x/a//b",
            "https://u:p@x/",
        ] {
            assert!(BaseUrl::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn usual_bases_are_sound() {
        for (text, whole) in [
            ("https://x.org", "https://x.org/"),
            ("http://127.0.0.1:4343/repo/", "http://127.0.0.1:4343/repo/"),
            ("http://[::1]:80/a/b", "http://[::1]:80/a/b/"),
            ("https://x.org//", "https://x.org/"),
        ] {
            assert_eq!(BaseUrl::new(text).map(|base| base.whole()), Ok(whole.to_owned()), "{text}");
        }
    }

    #[test]
    fn decoding_never_fails_on_a_lone_percent() {
        assert_eq!(percent_decoded("100%25%zz%"), Some("100%%zz%".into()));
        assert_eq!(percent_decoded("%ff"), None);
    }
}
