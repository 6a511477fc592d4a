//! A view → an HTTP answer: type, identity, the part that was asked for, and the reload script in pages.
//!
//! Files are identified by their digest and asked about again on every use, so a browser never shows an old one. A
//! page's identity holds the run and the edition too, because its script does.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use futures_core::Stream;
use tokio::sync::mpsc;

use super::inject::Script;
use super::view::{Target, View};
use super::{kinds, pages};
use crate::base::Digest;
use crate::input::Contents;
use crate::output::OutputFile;

/// How many bytes of a large file are read at a time.
const CHUNK: u64 = 128 * 1024;
/// What the preview's own pages may do: show themselves, and run the reload script.
const OWN_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A request that is to be answered from a view.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// `GET` or `HEAD`.
    pub method: &'a Method,
    /// The path, as sent.
    pub path: &'a str,
    /// The query with its question mark, or nothing.
    pub query: &'a str,
    /// What it says besides.
    pub headers: &'a HeaderMap,
}

/// The answer to a request for what `view` shows; `script` is what goes into it if it is a page.
pub(super) fn respond(view: View, asked: &Asked<'_>, prefix: &str, script: &Script<'_>) -> Response {
    let is_page = view.is_page();
    match view {
        View::Moved(target) => moved(target, asked, prefix),
        View::Missing => plain(StatusCode::NOT_FOUND, "There is no such file.\n"),
        View::Own { status, html } => own_page(status, script.added_to(html.as_bytes())),
        View::File { status, file, .. } if is_page => page(status, &file, asked, script),
        View::File { path, file, .. } => asset(kinds::kind(path.as_str()), &file, asked),
    }
}

/// A short text.
pub(super) fn plain(status: StatusCode, text: &'static str) -> Response {
    answer(status, "text/plain; charset=utf-8", Body::from(text))
}

/// A page in place of an answer that could not be made.
pub(super) fn failed() -> Response {
    own_page(StatusCode::INTERNAL_SERVER_ERROR, pages::failed().into_bytes())
}

/// The script itself; it is the same in every run.
pub(super) fn script() -> Response {
    answer(StatusCode::OK, kinds::kind("reload.js"), Body::from(include_str!("reload.js")))
}

/// The script that shows evidence; pages without any do not ask for it.
pub(super) fn margin() -> Response {
    answer(StatusCode::OK, kinds::kind("margin.js"), Body::from(include_str!("margin.js")))
}

fn own_page(status: StatusCode, html: Vec<u8>) -> Response {
    let mut response = answer(status, kinds::kind("own.html"), Body::from(html));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(OWN_POLICY));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Sends the reader on, not for good: another project may be served at this port tomorrow.
fn moved(target: Target, asked: &Asked<'_>, prefix: &str) -> Response {
    let place = match target {
        Target::Slash => format!("{}/{}", asked.path, asked.query),
        Target::Root => prefix.to_owned(),
    };
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "It stands at another address.\n");
    set(&mut response, header::LOCATION, &encoded(&place));
    response
}

/// An address with all that cannot stand in a header percent-encoded; what is encoded already stays.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() { out.push(char::from(byte)) } else { out.push_str(&format!("%{byte:02X}")) }
    }
    out
}

fn page(status: StatusCode, file: &OutputFile, asked: &Asked<'_>, script: &Script<'_>) -> Response {
    let tag = format!("\"{}-{}-{}\"", file.digest.hex(), script.run, script.edition);
    if status == StatusCode::OK && is_known(asked.headers, &tag) {
        return not_modified(&tag);
    }
    let mut html = Vec::new();
    if reader(file).and_then(|mut reader| reader.read_to_end(&mut html)).is_err() {
        return failed();
    }
    let mut response = answer(status, kinds::kind("page.html"), Body::from(script.added_to(&html)));
    set(&mut response, header::ETAG, &tag);
    response
}

fn asset(kind: &'static str, file: &OutputFile, asked: &Asked<'_>) -> Response {
    let tag = format!("\"{}\"", file.digest.hex());
    if is_known(asked.headers, &tag) {
        return not_modified(&tag);
    }
    let whole = Part { from: 0, len: file.contents.len() };
    let mut response = match wanted_part(asked, &tag, whole.len) {
        Wanted::Whole => part(StatusCode::OK, kind, file, whole, asked),
        Wanted::Part(wanted) => {
            let mut response = part(StatusCode::PARTIAL_CONTENT, kind, file, wanted, asked);
            let range = format!("bytes {}-{}/{}", wanted.from, wanted.from + wanted.len - 1, whole.len);
            set(&mut response, header::CONTENT_RANGE, &range);
            response
        }
        Wanted::Impossible => {
            let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE, "The file is shorter than that.\n");
            set(&mut response, header::CONTENT_RANGE, &format!("bytes */{}", whole.len));
            response
        }
    };
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    set(&mut response, header::ETAG, &tag);
    response
}

/// Some bytes of a file, in the order they are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    from: u64,
    len: u64,
}

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    /// At least one byte.
    Part(Part),
    Impossible,
}

/// Which bytes are asked for (RFC 9110, section 14). Several ranges, other units and nonsense get the whole.
fn wanted_part(asked: &Asked<'_>, tag: &str, len: u64) -> Wanted {
    let text = |name: HeaderName| asked.headers.get(name).and_then(|value| value.to_str().ok());
    let is_same = asked.headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    match text(header::RANGE).filter(|_| is_same && asked.method == Method::GET) {
        Some(range) => read_range(range, len),
        None => Wanted::Whole,
    }
}

fn read_range(range: &str, len: u64) -> Wanted {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else { return Wanted::Whole };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (from, end) = match (number(first), number(last)) {
        (None, Some(count)) if first.trim().is_empty() => (len.saturating_sub(count), len),
        (Some(from), None) if last.trim().is_empty() => (from, len),
        (Some(from), Some(last)) if from <= last => (from, last.saturating_add(1).min(len)),
        _ => return Wanted::Whole,
    };
    if from < end { Wanted::Part(Part { from, len: end - from }) } else { Wanted::Impossible }
}

fn part(status: StatusCode, kind: &'static str, file: &OutputFile, wanted: Part, asked: &Asked<'_>) -> Response {
    let body = match &file.contents {
        _ if asked.method == Method::HEAD => Ok(Body::empty()),
        Contents::Memory(bytes) => Ok(Body::from(slice(bytes, wanted))),
        _ => stream(file.clone(), wanted),
    };
    let Ok(body) = body else { return failed() };
    let mut response = answer(status, kind, body);
    set(&mut response, header::CONTENT_LENGTH, &wanted.len.to_string());
    response
}

/// The wanted bytes, shared and not copied.
fn slice(bytes: &Arc<[u8]>, wanted: Part) -> Bytes {
    let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).min(bytes.len());
    let (from, end) = (place(wanted.from), place(wanted.from.saturating_add(wanted.len)));
    Bytes::from_owner(Arc::clone(bytes)).slice(from..end)
}

/// A file's bytes from the first on. What stands on disk is no more trusted than its name: a file that begins in another
/// way than when the edition was made is another one, or a link to one, and not of this site.
fn reader(file: &OutputFile) -> io::Result<Box<dyn Read + '_>> {
    let mut reader = file.contents.reader()?;
    let Contents::Disk { start, .. } = &file.contents else { return Ok(reader) };
    if start.bytes().is_empty() {
        // Nobody has looked into it in this run, so it is known by its digest alone; from now on by how it begins.
        if Digest::of_reader(reader)? != file.digest {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let _ = file.contents.start();
        return file.contents.reader();
    }
    let mut found = vec![0; start.bytes().len()];
    reader.read_exact(&mut found)?;
    if found == start.bytes() { Ok(Box::new(start.bytes().chain(reader))) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// A large file, read piece by piece on a thread of its own, no faster than the reader takes it.
fn stream(file: OutputFile, wanted: Part) -> io::Result<Body> {
    // Opened here, so that a file that has gone is an answer and not half of one.
    reader(&file).map(drop)?;
    let (pieces, body) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = send_pieces(&file, wanted, &pieces) {
            // The reader learns that the rest is missing, unless it has gone itself.
            let _ = pieces.blocking_send(Err(error));
        }
    });
    Ok(Body::from_stream(Pieces(body)))
}

fn send_pieces(file: &OutputFile, wanted: Part, pieces: &mpsc::Sender<io::Result<Bytes>>) -> io::Result<()> {
    let mut reader = reader(file)?;
    io::copy(&mut reader.by_ref().take(wanted.from), &mut io::sink())?;
    let mut left = wanted.len;
    while left > 0 {
        let mut piece = Vec::new();
        reader.by_ref().take(left.min(CHUNK)).read_to_end(&mut piece)?;
        if piece.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        left = left.saturating_sub(piece.len() as u64);
        if pieces.blocking_send(Ok(piece.into())).is_err() {
            break;
        }
    }
    Ok(())
}

struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// Whether the browser has what `tag` names (RFC 9110, section 13.1.2).
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

fn not_modified(tag: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    set(&mut response, header::ETAG, tag);
    response
}

fn answer(status: StatusCode, kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// Sets a header whose value holds only what headers can.
fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Wanted, read_range};

    #[test]
    fn one_range_is_served_and_nonsense_gets_the_whole() {
        let part = |from, len| Wanted::Part(Part { from, len });
        for (range, expected) in [
            ("bytes=0-0", part(0, 1)),
            ("bytes=2-4", part(2, 3)),
            ("bytes=2-", part(2, 8)),
            ("bytes=-3", part(7, 3)),
            ("bytes=-99", part(0, 10)),
            ("bytes=5-99999999999999999999", Wanted::Whole),
            ("bytes=5-18446744073709551615", part(5, 5)),
            ("bytes=10-", Wanted::Impossible),
            ("bytes=99-100", Wanted::Impossible),
            ("bytes=-0", Wanted::Impossible),
            ("bytes=4-2", Wanted::Whole),
            ("bytes=0-1,4-5", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=x-y", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
        ] {
            assert_eq!(read_range(range, 10), expected, "{range}");
        }
        assert_eq!(read_range("bytes=0-", 0), Wanted::Impossible);
    }
}
