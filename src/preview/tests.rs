//! The preview as a browser meets it: requests in, answers out.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderMap;

use super::fixture::{Growing, Shelf};
use super::server::{Desk, answer};
use crate::base::{Code, Diagnostic, Digest};
use crate::input::{Contents, Start};

const HOST: &str = "127.0.0.1:4343";
/// Far longer than anything takes; nothing waits for it unless a test fails.
pub(super) const LONG: Duration = Duration::from_secs(30);

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// The text of an attribute of the injected script, unescaped.
    pub(super) fn script(&self, name: &str) -> String {
        let (_, after) = self.body.split_once(&format!("{name}=\"")).expect("the page holds the script");
        after.split('"').next().unwrap_or_default().replace("&amp;", "&")
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

fn desk(shelf: Shelf) -> Arc<Desk> {
    Arc::new(Desk::new(shelf.shared(), HOST.parse().expect("an address"), &[]))
}

async fn open(desk: &Arc<Desk>, line: &str, headers: &[(&str, &str)]) -> axum::response::Response {
    let (method, path) = line.split_once(' ').expect("method and path");
    let request = headers.iter().fold(Request::builder().method(method).uri(path), |request, (name, value)| request.header(*name, *value));
    let request = if headers.iter().any(|(name, _)| *name == "host") { request } else { request.header("host", HOST) };
    answer(State(Arc::clone(desk)), request.body(Body::empty()).expect("a sound request")).await
}

async fn asked(desk: &Arc<Desk>, line: &str, headers: &[(&str, &str)]) -> Answer {
    let (parts, body) = open(desk, line, headers).await.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a whole body");
    Answer { status: parts.status.as_u16(), headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

fn ask(desk: &Arc<Desk>, line: &str, headers: &[(&str, &str)]) -> Answer {
    block_on(asked(desk, line, headers))
}

fn site() -> Shelf {
    Shelf::new(
        "/",
        &[
            ("index.html", "<body>home</body>"),
            ("a/index.html", "<body>page a</body>"),
            ("404.html", "<body>lost</body>"),
            ("plain", "no ending"),
            ("feed.xml", "<feed></feed></body>"),
            ("style.css", "p{}"),
            ("movie.mp4", "0123456789"),
            ("été 1.txt", "summer"),
        ],
    )
}

#[test]
fn what_a_path_answers() {
    let desk = desk(site());
    for (line, status, kind, part) in [
        ("GET /", 200, "text/html; charset=utf-8", "home"),
        ("GET /index.html", 200, "text/html; charset=utf-8", "home"),
        ("GET /a/", 200, "text/html; charset=utf-8", "page a"),
        ("GET /a/?q=1", 200, "text/html; charset=utf-8", "page a"),
        ("GET /feed.xml", 200, "application/xml; charset=utf-8", "<feed></feed></body>"),
        ("GET /plain", 200, "application/octet-stream", "no ending"),
        ("GET /%C3%A9t%C3%A9%201.txt", 200, "text/plain; charset=utf-8", "summer"),
        ("GET /none/", 404, "text/html; charset=utf-8", "lost"),
        ("GET /none", 404, "text/html; charset=utf-8", "lost"),
        ("GET /a/none.html", 404, "text/html; charset=utf-8", "lost"),
        ("GET /none.css", 404, "text/html; charset=utf-8", "lost"),
        ("GET /%2e%2e/%2e%2e/etc/passwd", 404, "text/html; charset=utf-8", "lost"),
        ("GET /..%2f..%2fetc%2fpasswd", 404, "text/html; charset=utf-8", "lost"),
        ("GET /a%00", 404, "text/html; charset=utf-8", "lost"),
        ("GET //evil.example/", 404, "text/html; charset=utf-8", "lost"),
        ("GET /__nutgraf/", 200, "text/html; charset=utf-8", "Nothing to report"),
        ("GET /__nutgraf/reload.js", 200, "text/javascript; charset=utf-8", "EventSource"),
        ("POST /", 405, "text/plain; charset=utf-8", "only shows"),
        ("OPTIONS /", 405, "text/plain; charset=utf-8", "only shows"),
        ("GET /faulty.html", 500, "text/html; charset=utf-8", "template broke on demand"),
        ("GET /panic.html", 500, "text/html; charset=utf-8", "mistake in Nutgraf"),
    ] {
        let answer = ask(&desk, line, &[]);
        assert_eq!((answer.status, answer.header("content-type")), (status, kind), "{line}");
        assert!(answer.body.contains(part), "{line}: {}", answer.body);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("access-control-allow-origin", ""),
        ] {
            assert_eq!(answer.header(name), value, "{line}");
        }
    }
}

#[test]
fn addresses_that_stand_elsewhere_send_the_reader_on() {
    let plain = desk(site());
    let under = desk(Shelf::new("/repo/", &[("index.html", "home"), ("a/index.html", "a"), ("é/index.html", "e")]));
    for (desk, line, status, target) in [
        (&plain, "GET /a", 307, "/a/"),
        (&plain, "GET /a?q=1&r=%2F", 307, "/a/?q=1&r=%2F"),
        (&under, "GET /", 307, "/repo/"),
        (&under, "GET /repo", 307, "/repo/"),
        (&under, "GET /repo/a", 307, "/repo/a/"),
        (&under, "GET /repo/%C3%A9", 307, "/repo/%C3%A9/"),
        (&under, "GET /repo/a/", 200, ""),
        (&under, "GET /a/", 404, ""),
        (&under, "GET //evil.example", 404, ""),
        (&under, "GET /repo//evil.example", 404, ""),
        (&under, "GET /%2fevil.example", 404, ""),
    ] {
        let answer = ask(desk, line, &[]);
        assert_eq!((answer.status, answer.header("location")), (status, target), "{line}");
    }
    assert!(ask(&under, "GET /a/", &[]).body.contains("<a href=\"/repo/\">"), "outside the prefix, the way back");
}

#[test]
fn the_script_is_in_pages_and_nowhere_else() {
    let desk = desk(site());
    let page = ask(&desk, "GET /a/", &[]);
    let script = page.body.strip_prefix("<body>page a").and_then(|rest| rest.strip_suffix("</body>")).expect("before the end of the body");
    assert!(script.starts_with("<script defer src=\"/__nutgraf/reload.js\"") && script.ends_with("></script>"), "{script}");
    for (line, has) in
        [("GET /none/", true), ("GET /__nutgraf/", true), ("GET /feed.xml", false), ("GET /plain", false), ("GET /style.css", false)]
    {
        assert_eq!(ask(&desk, line, &[]).body.contains("reload.js"), has, "{line}");
    }
}

#[test]
fn an_unchanged_file_is_not_sent_again_and_a_page_is_after_a_build() {
    let desk = desk(site());
    let tag = |line: &str| ask(&desk, line, &[]).header("etag").to_owned();
    let (style, page) = (tag("GET /style.css"), tag("GET /a/"));
    let status = |line: &str, tag: &str| {
        let answer = ask(&desk, line, &[("if-none-match", tag)]);
        assert!(answer.status != 304 || (answer.body.is_empty() && !answer.header("etag").is_empty()), "{line}");
        answer.status
    };
    for (line, known, expected) in [
        ("GET /style.css", style.clone(), 304),
        ("HEAD /style.css", style.clone(), 304),
        ("GET /style.css", format!("\"x\", W/{style}"), 304),
        ("GET /style.css", "*".to_owned(), 304),
        ("GET /style.css", "\"x\"".to_owned(), 200),
        ("GET /feed.xml", style.clone(), 200),
        ("GET /a/", page.clone(), 304),
        ("GET /none/", tag("GET /none/"), 404),
    ] {
        assert_eq!(status(line, &known), expected, "{line} {known}");
    }
    desk.publish(site().shared());
    assert_eq!((status("GET /style.css", &style), status("GET /a/", &page)), (304, 200), "the page's script names the edition");
}

#[test]
fn parts_of_files_and_files_on_disk() {
    let folder = Folder::new("disk");
    folder.write("big.bin", "0123456789");
    let contents = Contents::Disk { path: folder.0.join("big.bin"), len: 10, start: Start::known(b"01") };
    let gone = Contents::Disk { path: folder.0.join("gone.bin"), len: 10, start: Start::known(b"") };
    let desk = desk(site().with("big.bin", contents, Digest::of(b"big")).with("gone.bin", gone, Digest::of(b"gone")));
    for path in ["/movie.mp4", "/big.bin"] {
        let tag = ask(&desk, &format!("GET {path}"), &[]).header("etag").to_owned();
        for (method, headers, status, range, body) in [
            ("GET", vec![], 200, "", "0123456789"),
            ("HEAD", vec![], 200, "", ""),
            ("HEAD", vec![("range", "bytes=2-4")], 200, "", ""),
            ("GET", vec![("range", "bytes=2-4")], 206, "bytes 2-4/10", "234"),
            ("GET", vec![("range", "bytes=-1")], 206, "bytes 9-9/10", "9"),
            ("GET", vec![("range", "bytes=2-4"), ("if-range", tag.as_str())], 206, "bytes 2-4/10", "234"),
            ("GET", vec![("range", "bytes=2-4"), ("if-range", "\"old\"")], 200, "", "0123456789"),
        ] {
            let answer = ask(&desk, &format!("{method} {path}"), &headers);
            assert_eq!(
                (answer.status, answer.header("content-range"), answer.body.as_str()),
                (status, range, body),
                "{method} {path} {headers:?}"
            );
        }
        let answer = ask(&desk, &format!("GET {path}"), &[("range", "bytes=10-")]);
        assert_eq!((answer.status, answer.header("content-range")), (416, "bytes */10"), "{path}");
    }
    assert_eq!(ask(&desk, "GET /gone.bin", &[]).status, 500);
}

#[cfg(unix)]
#[test]
fn what_has_taken_the_place_of_a_file_is_not_served() {
    let folder = Folder::new("swap");
    folder.write("big.bin", "0123456789");
    folder.write("secret", "SECRET-CANARY, longer than that");
    // One whose first bytes are known, and one that is known by its digest alone.
    let file = |start| Contents::Disk { path: folder.0.join("big.bin"), len: 10, start };
    let digest = Digest::of(b"0123456789");
    let desk = || desk(site().with("big.bin", file(Start::known(b"0123")), digest).with("unread.bin", file(Start::default()), digest));
    let before = desk();
    let lines = ["GET /big.bin", "GET /unread.bin"];
    for line in lines {
        assert_eq!(ask(&before, line, &[]).body, "0123456789");
    }
    folder.remove("big.bin");
    std::os::unix::fs::symlink(folder.0.join("secret"), folder.0.join("big.bin")).expect("a link");
    for (line, headers) in lines.iter().flat_map(|line| [(line, vec![]), (line, vec![("range", "bytes=6-9")])]) {
        for desk in [&before, &desk()] {
            let answer = ask(desk, line, &headers);
            assert!(answer.status == 500 && !answer.body.contains("CANARY"), "{line}: {}", answer.body);
        }
    }
}

#[test]
fn strangers_get_nothing() {
    let desk = desk(site());
    let events = ask(&desk, "GET /a/", &[]).script("data-events") + "&edition=1";
    let forged = events.replace("token=", "token=0");
    for (line, headers, status) in [
        ("GET /".to_owned(), vec![("host", "evil.example:4343")], 421),
        ("GET /".to_owned(), vec![("origin", "http://evil.example")], 403),
        ("GET /style.css".to_owned(), vec![("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")], 403),
        (format!("GET {events}"), vec![("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")], 403),
        (format!("GET {events}"), vec![("origin", "http://evil.example")], 403),
        (format!("GET {events}"), vec![("host", "evil.example")], 421),
        (format!("GET {forged}"), vec![], 403),
        ("GET /__nutgraf/events".to_owned(), vec![], 400),
        ("GET /__nutgraf/events?token=&page=/&digest=&edition=".to_owned(), vec![], 400),
        (format!("HEAD {events}"), vec![("sec-fetch-site", "same-origin")], 200),
        (format!("HEAD {forged}"), vec![], 403),
    ] {
        let answer = ask(&desk, &line, &headers);
        assert_eq!(answer.status, status, "{line} {headers:?}");
        assert!(!answer.body.contains("home") && answer.header("access-control-allow-origin").is_empty(), "{line}");
    }
}

#[test]
fn a_broken_edition_shows_its_findings_in_place_of_every_page() {
    let desk = desk(site().broken("bad <yaml>"));
    for (line, status) in
        [("GET /", 500), ("GET /a", 500), ("GET /none/", 500), ("GET /style.css", 200), ("GET /none.css", 404), ("GET /__nutgraf/", 200)]
    {
        let answer = ask(&desk, line, &[]);
        assert_eq!(answer.status, status, "{line}");
        if answer.header("content-type").starts_with("text/html") {
            assert!(answer.body.contains("bad &lt;yaml&gt;") && answer.body.contains("reload.js"), "{line}: {}", answer.body);
            assert!(answer.header("content-security-policy").contains("default-src 'none'") && answer.header("etag").is_empty());
        }
    }
}

/// A page with its open stream.
struct Tab {
    stream: axum::body::BodyDataStream,
}

impl Tab {
    async fn new(desk: &Arc<Desk>, path: &str) -> Self {
        let page = asked(desk, &format!("GET {path}"), &[]).await;
        Self::claiming(desk, &format!("{}&edition={}", page.script("data-events"), page.script("data-edition"))).await
    }

    async fn claiming(desk: &Arc<Desk>, events: &str) -> Self {
        let response = open(desk, &format!("GET {events}"), &[("sec-fetch-site", "same-origin")]).await;
        assert_eq!(response.status(), 200);
        Self { stream: response.into_body().into_data_stream() }
    }

    /// The next event, or "end".
    async fn event(&mut self) -> String {
        let next = std::future::poll_fn(|context| futures_core::Stream::poll_next(std::pin::Pin::new(&mut self.stream), context));
        let next = tokio::time::timeout(LONG, next).await.expect("an event comes");
        next.map_or("end".into(), |bytes| String::from_utf8_lossy(&bytes.expect("no error")).trim().to_owned())
    }
}

pub(super) fn news(edition: u64, page: bool, assets: &str) -> String {
    format!("data: {{\"edition\":{edition},\"page\":{page},\"assets\":[{assets}],\"badge\":null}}")
}

fn with_badge(edition: u64, page: bool, tone: &str, text: &str, href: &str) -> String {
    let badge = format!("{{\"tone\":\"{tone}\",\"text\":\"{text}\",\"href\":\"{href}\"}}");
    news(edition, page, "").replace("null", &badge)
}

#[test]
fn an_open_page_hears_what_changed_for_it_and_no_more() {
    block_on(async {
        let files = [("index.html", "home"), ("a/index.html", "a"), ("style.css", "1"), ("x.js", "1")];
        let desk = desk(Shelf::new("/repo/", &files));
        for line in ["GET /repo/style.css", "GET /repo/soon.png"] {
            asked(&desk, line, &[]).await;
        }
        let (mut home, mut page, mut none) =
            (Tab::new(&desk, "/repo/").await, Tab::new(&desk, "/repo/a/").await, Tab::new(&desk, "/repo/new/").await);
        for tab in [&mut home, &mut page, &mut none] {
            assert_eq!(tab.event().await, news(1, false, ""), "nothing was missed");
        }
        let mut steps: Vec<(Shelf, [bool; 3], &str)> = vec![
            (Shelf::new("/repo/", &files), [false; 3], ""),
            (Shelf::new("/repo/", &[("a/index.html", "A"), files[0], files[2], ("x.js", "2")]), [false, true, false], ""),
            (Shelf::new("/repo/", &[("a/index.html", "A"), files[0], ("style.css", "2")]), [false; 3], "\"/repo/style.css\""),
            (
                Shelf::new("/repo/", &[("a/index.html", "A"), files[0], ("soon.png", "1"), ("new/index.html", "n")]),
                [false, false, true],
                "\"/repo/soon.png\",\"/repo/style.css\"",
            ),
            (Shelf::new("/repo/", &[]).broken("x"), [true; 3], "\"/repo/soon.png\""),
            (Shelf::new("/repo/", &[]).broken("y"), [true; 3], ""),
            (Shelf::new("/repo/", &[files[0]]), [true; 3], ""),
        ];
        for (index, (shelf, pages, assets)) in steps.drain(..).enumerate() {
            let number = index as u64 + 2;
            desk.publish(shelf.shared());
            for (tab, is_changed) in [&mut home, &mut page, &mut none].into_iter().zip(pages) {
                assert_eq!(tab.event().await, news(number, is_changed, assets), "edition {number}");
            }
        }
    });
}

#[test]
fn a_style_sheet_that_alone_has_changed_does_not_reload_the_page() {
    block_on(async {
        let page = |style: &str, script: &str| {
            let html = format!("<link href=/s.css?v={style}><script src=/x.js?v={script}></script>.css?v=none, .css?v=012");
            Shelf::new("/", &[("index.html", html.as_str()), ("s.css", style), ("x.js", script)])
        };
        let desk = desk(page("00000001", "0000000a"));
        asked(&desk, "GET /s.css?v=00000001", &[]).await;
        let mut tab = Tab::new(&desk, "/").await;
        assert_eq!(tab.event().await, news(1, false, ""));
        desk.publish(page("00000002", "0000000a").shared());
        assert_eq!(tab.event().await, news(2, false, "\"/s.css\""));
        assert!(asked(&desk, "GET /", &[]).await.body.contains("s.css?v=00000002"));
        desk.publish(page("00000002", "0000000b").shared());
        assert_eq!(tab.event().await, news(3, true, ""));
    });
}

#[test]
fn a_page_that_cannot_be_made_leaves_the_others_as_they_are() {
    block_on(async {
        let fault = || Diagnostic::new(Code::E0504, "template broke on demand");
        let desk = desk(site().finding("faulty.html", fault()));
        let page = asked(&desk, "GET /faulty.html", &[]).await;
        assert_eq!(page.status, 500);
        assert!(page.body.contains("This page cannot be shown") && page.body.contains("template broke on demand"), "{}", page.body);
        let mut failing = Tab::new(&desk, "/faulty.html").await;
        assert_eq!(failing.event().await, news(1, false, ""), "no badge where the page says it all");
        let mut home = Tab::new(&desk, "/").await;
        assert_eq!(home.event().await, with_badge(1, false, "error", "1 error elsewhere", "/__nutgraf/"));
        let list = asked(&desk, "GET /__nutgraf/page/faulty.html", &[]).await;
        assert!(list.status == 200 && list.body.contains("template broke on demand"), "{}", list.body);
        desk.publish(site().shared());
        assert_eq!((home.event().await, failing.event().await), (news(2, false, ""), news(2, false, "")));
    });
}

#[test]
fn findings_that_come_up_late_reach_corners_and_lists_and_nobody_else() {
    block_on(async {
        let edition = Growing::new(site(), |_| false);
        let desk = Arc::new(Desk::new(edition.clone(), HOST.parse().expect("an address"), &[]));
        let mut tabs = [Tab::new(&desk, "/").await, Tab::new(&desk, "/__nutgraf/").await, Tab::new(&desk, "/a/").await];
        for tab in &mut tabs {
            assert_eq!(tab.event().await, news(1, false, ""));
        }
        desk.tell_findings();
        edition.find("a/index.html", Diagnostic::new(Code::W0304, "no alt text"));
        desk.tell_findings();
        desk.tell_findings();
        let [mut home, mut list, mut page] = tabs;
        assert_eq!(page.event().await, with_badge(1, false, "warning", "1 warning", "/__nutgraf/page/a/index.html"));
        assert_eq!(list.event().await, news(1, true, ""));
        // What an answer brings up is told too.
        edition.find("index.html", Diagnostic::new(Code::E0103, "wrong"));
        asked(&desk, "GET /", &[]).await;
        assert_eq!(home.event().await, with_badge(1, false, "error", "1 error", "/__nutgraf/page/index.html"));
        assert_eq!(page.event().await, with_badge(1, false, "warning", "1 warning, 1 elsewhere", "/__nutgraf/page/a/index.html"));
        assert!(asked(&desk, "GET /__nutgraf/", &[]).await.body.contains("no alt text"));
    });
}

#[test]
fn background_work_waits_for_answers() {
    let desk = desk(site());
    assert!(desk.is_quiet());
    let visit = desk.visit();
    assert!(!desk.is_quiet());
    drop(visit);
    assert!(desk.is_quiet());
}

#[test]
fn a_page_that_was_away_is_told_what_it_missed() {
    block_on(async {
        let shelf = |style: &str, page: &str| Shelf::new("/", &[("index.html", page), ("style.css", style), ("x.js", "1")]);
        let desk = desk(shelf("1", "home"));
        let page = asked(&desk, "GET /", &[]).await;
        for line in ["GET /style.css", "GET /x.js"] {
            asked(&desk, line, &[]).await;
        }
        let events = page.script("data-events");
        desk.publish(shelf("2", "home").shared());
        desk.publish(shelf("2", "home").shared());
        for (since, expected) in [(1, news(3, false, "\"/style.css\"")), (2, news(3, false, "")), (3, news(3, false, ""))] {
            assert_eq!(Tab::claiming(&desk, &format!("{events}&edition={since}")).await.event().await, expected);
        }
        desk.publish(shelf("2", "changed").shared());
        assert_eq!(Tab::claiming(&desk, &format!("{events}&edition=3")).await.event().await, news(4, true, ""));
    });
}

#[test]
fn too_many_streams_end_the_oldest() {
    block_on(async {
        let desk = desk(site());
        let mut oldest = Tab::new(&desk, "/").await;
        let mut others = Vec::new();
        for _ in 0..64 {
            others.push(Tab::new(&desk, "/a/").await);
        }
        assert_eq!(oldest.event().await, news(1, false, ""));
        assert_eq!(oldest.event().await, "event: full\ndata: full");
        assert_eq!(oldest.event().await, "end");
        assert_eq!(others[0].event().await, news(1, false, ""));
        desk.publish(site().shared());
        assert_eq!(others[0].event().await, news(2, false, ""));
    });
}

/// A folder of a test's own, gone afterwards.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    #[expect(clippy::disallowed_methods, reason = "tests of the shell use a disk")]
    pub(super) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("nutgraf-preview-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path.canonicalize().expect("it exists"))
    }

    #[expect(clippy::disallowed_methods, reason = "tests of the shell use a disk")]
    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

impl Folder {
    #[expect(clippy::disallowed_methods, reason = "tests of the shell use a disk")]
    pub(super) fn remove(&self, path: &str) {
        let path = self.0.join(path);
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }.expect("removed");
    }
}

impl Drop for Folder {
    #[expect(clippy::disallowed_methods, reason = "tests of the shell use a disk")]
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
