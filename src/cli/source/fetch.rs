//! One page of the web, fetched: by `curl`, which every system has, because no TLS in Rust alone is mature.
//!
//! The program is given one address at a time and decides nothing. The host is resolved here; unless the editor allows it,
//! an address that is not public is refused (`reach`), and the connection is pinned to the one that was looked at, so that a
//! second answer of the name server changes nothing. Redirections are followed here, each looked at anew; what the editor
//! allows holds for the host that the editor named, and for none that a page leads to. No settings,
//! cookies, proxies or passwords are read. Time, size and kind of what comes are limited.

use std::io::Read as _;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::given::{looks_like_html, too_large};
use super::reach::is_public;
use super::web::WebAddress;

/// So many redirections are followed.
const REDIRECTIONS_MAX: usize = 5;

/// More than this is no head of an answer.
const HEAD_MAX: usize = 256 * 1024;

/// What the program prints below the page, before the address of the machine that it asked.
const ASKED: &str = "\nasked ";

/// What is allowed.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long all of it may take.
    pub seconds: u64,
    /// How many bytes the page may have.
    pub size: u64,
    /// Whether this machine and the local network may be asked.
    pub allows_private: bool,
}

/// A page.
#[derive(Debug)]
pub struct Fetched {
    /// Where it was in the end.
    pub url: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The charset that the server named.
    pub charset: Option<String>,
    /// Whether it is HTML.
    pub is_html: bool,
}

/// The answer to one request.
struct Answer {
    status: u16,
    kind: Option<String>,
    location: Option<String>,
    bytes: Vec<u8>,
}

/// Fetches a page.
pub fn page(url: &str, limits: &Limits) -> Result<Fetched, String> {
    let end = Instant::now() + Duration::from_secs(limits.seconds);
    let named = WebAddress::new(url)?;
    let mut address = named.clone();
    for _ in 0..=REDIRECTIONS_MAX {
        let allows_private = limits.allows_private && address.host == named.host;
        let answer = ask(&address, &Limits { allows_private, ..*limits }, end)?;
        match (answer.status, &answer.location) {
            (200, _) => return fetched(&address, answer),
            (301 | 302 | 303 | 307 | 308, Some(location)) => address = address.join(location)?,
            (status, _) => {
                return Err(format!(
                    "{address} cannot be fetched: the server answers {status}\n  save the page in the browser, and add the file"
                ));
            }
        }
    }
    Err(format!("{url} leads on more than {REDIRECTIONS_MAX} times; the last address is {address}"))
}

fn fetched(address: &WebAddress, answer: Answer) -> Result<Fetched, String> {
    let kind = answer.kind.unwrap_or_default();
    let mut parts = kind.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| part.split_once('=').filter(|(key, _)| key.trim().eq_ignore_ascii_case("charset")));
    let charset = charset.map(|(_, value)| value.trim().trim_matches('"').to_owned());
    let is_html = match name.as_str() {
        "text/html" | "application/xhtml+xml" => true,
        "text/plain" | "text/markdown" => false,
        "" => looks_like_html(&answer.bytes),
        _ => return Err(format!("{address} is no page and no text but {name}\n  store its text, as a file")),
    };
    Ok(Fetched { url: address.to_string(), bytes: answer.bytes, charset, is_html })
}

/// The machine to ask for an address.
fn machine(address: &WebAddress, limits: &Limits) -> Result<IpAddr, String> {
    let found = (address.host.as_str(), address.port).to_socket_addrs();
    let found: Vec<SocketAddr> =
        found.map_err(|why| format!("{address} cannot be fetched: {} is not found: {why}", address.host))?.collect();
    let private = found.iter().find(|found| !limits.allows_private && !is_public(found.ip()));
    if let Some(private) = private {
        return Err(format!(
            "{address} is not fetched: {} is {}, an address of this machine or of a local network\n  --allow-private fetches from a host there that you name yourself",
            address.host,
            private.ip()
        ));
    }
    found.first().map(SocketAddr::ip).ok_or_else(|| format!("{address} cannot be fetched: {} has no address", address.host))
}

/// One request, and no more.
fn ask(address: &WebAddress, limits: &Limits, end: Instant) -> Result<Answer, String> {
    let machine = machine(address, limits)?;
    let left = end.saturating_duration_since(Instant::now()).as_secs_f64().max(0.1);
    let mut curl = curl(address, machine, left).spawn().map_err(|why| {
        format!("the program curl, which fetches pages, cannot be started: {why}\n  install it, or save the page in the browser and add the file")
    })?;
    let read = read(&mut curl, limits.size + HEAD_MAX as u64);
    let told = told(&mut curl);
    let status = curl.wait().map_err(|why| format!("{address} cannot be fetched: {why}"))?;
    let bytes = read.map_err(|why| format!("{address} cannot be fetched: {why}"))?.ok_or_else(|| too_large(&address.to_string()))?;
    if !status.success() {
        let why = told.lines().find(|line| line.starts_with("curl:")).map_or_else(|| status.to_string(), str::to_owned);
        let hint = if status.code() == Some(28) { format!("\n  it took more than {} seconds", limits.seconds) } else { String::new() };
        return Err(format!("{address} cannot be fetched: {why}{hint}"));
    }
    // The program must have asked the machine that was looked at, and no other.
    let (bytes, asked) = parted(bytes);
    if asked != Some(machine) {
        return Err(format!("{address} is not fetched: curl did not ask {machine}"));
    }
    let answer = answer(bytes).ok_or_else(|| format!("{address} cannot be fetched: the answer cannot be read"))?;
    if answer.bytes.len() as u64 > limits.size { Err(too_large(&address.to_string())) } else { Ok(answer) }
}

fn curl(address: &WebAddress, machine: IpAddr, seconds: f64) -> Command {
    let machine = if machine.is_ipv6() { format!("[{machine}]") } else { machine.to_string() };
    let host = if address.host.contains(':') { format!("[{}]", address.host) } else { address.host.clone() };
    let mut command = Command::new("curl");
    // -q must come first: no settings of the user.
    command.args(["-q", "--silent", "--show-error", "--globoff", "--include", "--http1.1", "--noproxy", "*"]);
    command.args(["--proto", "=http,https", "--max-redirs", "0", "--connect-timeout", "15"]);
    command.args(["--max-time", &format!("{seconds:.1}"), "--resolve", &format!("{host}:{}:{machine}", address.port)]);
    command.args(["--user-agent", concat!("nutgraf/", env!("CARGO_PKG_VERSION"), " (a copy for an editor)")]);
    command.args(["--write-out", &format!("{ASKED}%{{remote_ip}}")]);
    command.args(["--header", "Accept: text/html, application/xhtml+xml, text/plain;q=0.9", "--url", &address.to_string()]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What the program prints; `None`, and the program is stopped, if that is too much.
fn read(curl: &mut Child, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    if let Some(out) = curl.stdout.take() {
        out.take(most + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > most {
        let _ = curl.kill();
        return Ok(None);
    }
    Ok(Some(bytes))
}

/// What the program complains of: a line or two, which no pipe is too small for.
fn told(curl: &mut Child) -> String {
    let mut told = Vec::new();
    if let Some(error) = curl.stderr.take() {
        let _ = error.take(64 * 1024).read_to_end(&mut told);
    }
    String::from_utf8_lossy(&told).into_owned()
}

/// Parts what came from what the program says of it, in its last line.
fn parted(mut bytes: Vec<u8>) -> (Vec<u8>, Option<IpAddr>) {
    let Some(at) = memchr::memmem::rfind(&bytes, ASKED.as_bytes()) else { return (bytes, None) };
    let asked = std::str::from_utf8(&bytes[at + ASKED.len()..]).ok().and_then(|text| text.trim().parse().ok());
    bytes.truncate(at);
    (bytes, asked)
}

/// Parts head and body; heads of answers in between (`100 Continue`) are passed over.
fn answer(mut bytes: Vec<u8>) -> Option<Answer> {
    loop {
        let end = memchr::memmem::find(&bytes[..bytes.len().min(HEAD_MAX)], b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        bytes.drain(..end + 4);
        let mut lines = head.lines();
        let status: u16 = lines.next()?.split_whitespace().nth(1)?.parse().ok()?;
        if (100..200).contains(&status) {
            continue;
        }
        let fields: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(key, value)| (key.trim().to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        return Some(Answer { status, kind: field("content-type"), location: field("location"), bytes });
    }
}
