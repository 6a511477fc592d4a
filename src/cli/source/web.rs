//! Addresses of the web, as strictly as `source add` takes them.
//!
//! An address is given to another program that reads it by its own rules. Whatever two readers could understand differently
//! (a name before the host, a back slash, a host that is not plain ASCII) is therefore no address here.

/// An address: `http` or `https`, a host, a port, and the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress {
    /// Whether it is `https`.
    pub is_secure: bool,
    /// The host: a name in ASCII, or an address; IPv6 without its brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Path and query, from the first slash on.
    pub rest: String,
}

/// Whether a text means an address of the web, rightly written or not.
pub fn is_web(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

impl WebAddress {
    /// Reads an address; a fragment is dropped.
    pub fn new(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| Err(format!("{text} cannot be fetched: {why}"));
        let lower = text.to_ascii_lowercase();
        let (is_secure, scheme) = match () {
            () if lower.starts_with("https://") => (true, "https://"),
            () if lower.starts_with("http://") => (false, "http://"),
            () => return wrong("it must begin with https:// or http://"),
        };
        if text.chars().any(|character| character.is_control() || character.is_whitespace() || "\\\"<>^`{|}".contains(character)) {
            return wrong("it holds a character that no address has; copy it from the browser");
        }
        let whole = &text[scheme.len()..];
        let whole = whole.split('#').next().unwrap_or(whole);
        let (authority, rest) = whole.split_at(whole.find(['/', '?']).unwrap_or(whole.len()));
        if authority.contains('@') {
            return wrong("it holds a name or password");
        }
        let Some((host, port)) = host_and_port(authority, is_secure) else {
            return wrong("its host cannot be read; write a name in ASCII, as the browser copies it");
        };
        let rest = if rest.starts_with('/') { encoded(rest) } else { format!("/{}", encoded(rest)) };
        Ok(Self { is_secure, host, port, rest })
    }

    /// The address that a redirection names, counted from this one.
    pub fn join(&self, location: &str) -> Result<Self, String> {
        let scheme = if self.is_secure { "https:" } else { "http:" };
        let location = location.trim();
        let whole = match location {
            _ if is_web(location) => location.to_owned(),
            _ if location.starts_with("//") => format!("{scheme}{location}"),
            _ if location.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':')) => {
                return Err(format!("{self} leads to {location}, which is no address of the web"));
            }
            _ if location.starts_with('/') => format!("{}{location}", self.origin()),
            _ => {
                let path = self.rest.split('?').next().unwrap_or("/");
                let path = if location.starts_with('?') { path } else { &path[..=path.rfind('/').unwrap_or(0)] };
                format!("{}{path}{location}", self.origin())
            }
        };
        Self::new(&whole)
    }

    fn origin(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let (scheme, usual) = if self.is_secure { ("https", 443) } else { ("http", 80) };
        let port = if self.port == usual { String::new() } else { format!(":{}", self.port) };
        format!("{scheme}://{host}{port}")
    }
}

impl std::fmt::Display for WebAddress {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}{}", self.origin(), self.rest)
    }
}

fn host_and_port(authority: &str, is_secure: bool) -> Option<(String, u16)> {
    let usual = if is_secure { 443 } else { 80 };
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (host, port.strip_prefix(':').or(port.is_empty().then_some(""))?)
        }
        None => authority.split_once(':').unwrap_or((authority, "")),
    };
    let is_name = host.chars().all(|character| character.is_ascii_alphanumeric() || "-._".contains(character));
    let fits = !host.is_empty() && (authority.starts_with('[') || (is_name && !host.starts_with('-')));
    let port = if port.is_empty() { usual } else { port.parse().ok().filter(|port| *port > 0)? };
    fits.then(|| (host.to_ascii_lowercase(), port))
}

/// What is not ASCII, percent-encoded, as browsers send it.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii() { out.push(char::from(byte)) } else { out.push_str(&format!("%{byte:02X}")) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::WebAddress;

    #[test]
    fn addresses_are_read_strictly() {
        for (text, expected) in [
            ("https://Example.org/a?b=c#d", Some("https://example.org/a?b=c")),
            ("HTTP://example.org", Some("http://example.org/")),
            ("http://example.org:8080?x", Some("http://example.org:8080/?x")),
            ("https://example.org:443/", Some("https://example.org/")),
            ("http://[::1]:81/x", Some("http://[::1]:81/x")),
            ("https://example.org/über", Some("https://example.org/%C3%BCber")),
            ("ftp://example.org/", None),
            ("https://user@example.org/", None),
            ("https://example.org\\@evil.org/", None),
            ("https://exa mple.org/", None),
            ("https://exämple.org/", None),
            ("https://example.org:0/", None),
            ("https://example.org:99999/", None),
            ("https://[::1/", None),
            ("https://[127.0.0.1]/", None),
            ("https:///x", None),
            ("https://-o/x", None),
            ("https://a.org/{1,2}", None),
            ("https://a.org/[1-9]", Some("https://a.org/[1-9]")),
        ] {
            let read = WebAddress::new(text).map(|address| address.to_string());
            assert_eq!(read.ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn redirections_are_counted_from_where_they_come() {
        let from = WebAddress::new("https://a.org/b/c?d").expect("an address");
        for (location, expected) in [
            ("http://b.org/x", Some("http://b.org/x")),
            ("//b.org", Some("https://b.org/")),
            ("/x", Some("https://a.org/x")),
            ("x?y", Some("https://a.org/b/x?y")),
            ("?y", Some("https://a.org/b/c?y")),
            ("file:///etc/passwd", None),
            ("gopher://b.org/", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(from.join(location).map(|address| address.to_string()).ok().as_deref(), expected, "{location}");
        }
    }
}
