//! Whose request it is: who may read unpublished pages, and who may not.
//!
//! A browser will send requests to this machine for any page of the web. Three rules keep drafts from such pages:
//!
//! - The `Host` must be ours. A foreign name that was pointed at this machine (DNS rebinding) is told apart by it, for
//!   an attacker needs a name; an address as host belongs to whoever answers there, which is us.
//! - An `Origin`, where there is one, must be ours (the `null` of a sandboxed frame is not), and what a foreign page
//!   embeds or fetches (Fetch Metadata, W3C) is refused. It may send a reader here by a link, no more.
//! - The event stream needs the token of this run besides, which only our own pages hold.
//!
//! No answer carries a CORS header, and no header that a proxy may add is believed.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, StatusCode, Uri, header};

/// The longest path with its query that is looked at, in bytes.
const LONGEST: usize = 8 * 1024;

/// Who we are: the names under which requests may ask.
#[derive(Debug)]
pub(super) struct Guard {
    address: SocketAddr,
    names: Vec<String>,
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It asks for another host.
    Host,
    /// It comes from another site's page.
    Origin,
    /// Its address is too long.
    Length,
    /// It asks for the event stream without this run's token.
    Token,
}

impl Refusal {
    /// The answer's status.
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Origin | Self::Token => StatusCode::FORBIDDEN,
            Self::Length => StatusCode::URI_TOO_LONG,
        }
    }

    /// The answer's text.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Host => "This is a preview of a site; it answers only under its own address, which the terminal shows.\n",
            Self::Origin => "This preview gives nothing to pages of other sites.\n",
            Self::Length => "This address is too long.\n",
            Self::Token => "This page belongs to an earlier run of the preview; load it again.\n",
        }
    }
}

impl Guard {
    /// A guard for what listens at `address` and may also be called by `names`.
    pub(super) fn new(address: SocketAddr, names: &[String]) -> Self {
        Self { address, names: names.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// Whether a request may be answered.
    ///
    /// # Errors
    /// Why it may not.
    pub(super) fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        if uri.path_and_query().map_or(0, |text| text.as_str().len()) > LONGEST {
            return Err(Refusal::Length);
        }
        let named = uri.authority().is_none_or(|authority| self.is_ours(authority.as_str()));
        if !named || !only(headers, header::HOST.as_str()).is_some_and(|host| self.is_ours(host)) {
            return Err(Refusal::Host);
        }
        if headers.contains_key(header::ORIGIN) && !only(headers, header::ORIGIN.as_str()).is_some_and(|origin| self.is_our_origin(origin))
        {
            return Err(Refusal::Origin);
        }
        if is_embedded_elsewhere(headers) { Err(Refusal::Origin) } else { Ok(()) }
    }

    fn is_our_origin(&self, origin: &str) -> bool {
        match origin.split_once("://") {
            Some(("http", host)) => self.is_ours(host),
            // A tunnel may add TLS; nothing answers to it at our own address.
            Some(("https", host)) => split_port(host).is_some_and(|(name, _)| self.is_extra(name)),
            _ => false,
        }
    }

    fn is_ours(&self, host: &str) -> bool {
        let Some((name, port)) = split_port(host) else { return false };
        self.is_extra(name) || (port == self.address.port() && self.is_own_name(name))
    }

    fn is_extra(&self, name: &str) -> bool {
        self.names.iter().any(|extra| extra.eq_ignore_ascii_case(name))
    }

    fn is_own_name(&self, name: &str) -> bool {
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        match bare.parse::<IpAddr>() {
            Ok(ip) => ip == self.address.ip() || ip.is_loopback() || self.address.ip().is_unspecified(),
            Err(_) => name.eq_ignore_ascii_case("localhost"),
        }
    }
}

/// Whether a browser says that a page of another site, or of another port of this machine, uses what is asked for.
fn is_embedded_elsewhere(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).map(|value| value.as_bytes());
    let foreign = says("sec-fetch-site").is_some_and(|site| site != b"same-origin" && site != b"none");
    let opened = says("sec-fetch-mode") == Some(b"navigate") && says("sec-fetch-dest").is_none_or(|target| target == b"document");
    foreign && !opened
}

/// The one value of a header; `None` if there are two, or it is not plain text.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// The name and the port of `name:port`; the port of HTTP if there is none.
fn split_port(host: &str) -> Option<(&str, u16)> {
    let name_end = if host.starts_with('[') { host.find(']')? + 1 } else { host.find(':').unwrap_or(host.len()) };
    let (name, rest) = host.split_at(name_end);
    match rest.strip_prefix(':') {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some((name, digits.parse().ok()?)),
        None if rest.is_empty() => Some((name, 80)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};

    use super::{Guard, Refusal};

    fn verdict(guard: &Guard, uri: &str, headers: &[(&'static str, &str)]) -> Result<(), Refusal> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a sound value"));
        }
        guard.check(&uri.parse::<Uri>().expect("a sound address"), &map)
    }

    fn at(address: &str, names: &[&str]) -> Guard {
        Guard::new(address.parse().expect("an address"), &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn only_our_own_names_are_answered() {
        let local = at("127.0.0.1:4343", &["desk.example"]);
        for (host, ours) in [
            ("localhost:4343", true),
            ("LOCALHOST:4343", true),
            ("127.0.0.1:4343", true),
            ("[::1]:4343", true),
            ("desk.example", true),
            ("Desk.Example:443", true),
            ("localhost", false),
            ("localhost:4344", false),
            ("localhost.:4343", false),
            ("evil.example:4343", false),
            ("localhost.evil.example:4343", false),
            ("127.0.0.1.evil.example:4343", false),
            ("evil.example#localhost:4343", false),
            ("localhost:4343@evil.example", false),
            ("192.168.1.2:4343", false),
            ("[::1", false),
            ("localhost:+4343", false),
            ("localhost:99999", false),
            ("", false),
        ] {
            let expected = if ours { Ok(()) } else { Err(Refusal::Host) };
            assert_eq!(verdict(&local, "/", &[("host", host)]), expected, "{host:?}");
        }
        assert_eq!(verdict(&local, "/", &[]), Err(Refusal::Host), "no host");
        assert_eq!(verdict(&local, "/", &[("host", "localhost:4343"), ("host", "evil.example")]), Err(Refusal::Host), "two hosts");
        assert_eq!(verdict(&local, "http://evil.example/", &[("host", "localhost:4343")]), Err(Refusal::Host), "as to a proxy");
    }

    #[test]
    fn bound_to_all_addresses_any_of_them_is_ours_but_no_foreign_name() {
        let open = at("0.0.0.0:4343", &[]);
        for (host, expected) in [
            ("192.168.1.2:4343", Ok(())),
            ("[fe80::1]:4343", Ok(())),
            ("localhost:4343", Ok(())),
            ("rebound.example:4343", Err(Refusal::Host)),
            ("192.168.1.2:80", Err(Refusal::Host)),
        ] {
            assert_eq!(verdict(&open, "/", &[("host", host)]), expected, "{host:?}");
        }
    }

    #[test]
    fn pages_of_others_may_link_here_but_not_read() {
        let guard = at("127.0.0.1:4343", &[]);
        let host = ("host", "127.0.0.1:4343");
        let refused = Err(Refusal::Origin);
        for (headers, expected) in [
            (vec![("origin", "http://127.0.0.1:4343")], Ok(())),
            (vec![("origin", "http://localhost:4343")], Ok(())),
            (vec![("origin", "https://127.0.0.1:4343")], refused),
            (vec![("origin", "http://127.0.0.1:5555")], refused),
            (vec![("origin", "http://evil.example")], refused),
            (vec![("origin", "null")], refused),
            (vec![("origin", "http://127.0.0.1:4343"), ("origin", "http://evil.example")], refused),
            (vec![("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")], Ok(())),
            (vec![("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")], Ok(())),
            (vec![("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")], Ok(())),
            (vec![("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")], refused),
            (vec![("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")], refused),
            (vec![("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")], refused),
        ] {
            let all: Vec<_> = headers.iter().copied().chain([host]).collect();
            assert_eq!(verdict(&guard, "/", &all), expected, "{headers:?}");
        }
    }

    #[test]
    fn an_endless_address_is_not_looked_at() {
        let guard = at("127.0.0.1:4343", &[]);
        assert_eq!(verdict(&guard, &format!("/{}", "x".repeat(9000)), &[("host", "localhost:4343")]), Err(Refusal::Length));
    }
}
