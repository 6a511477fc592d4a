//! The preview as a program meets it: real sockets, a real watch, clients of all manners.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

use axum::http::HeaderMap;
use tokio::sync::oneshot;

use super::fixture::{Growing, Shelf};
use super::tests::{Answer, Folder, LONG, news};
use super::watch::Method;
use super::{Edition, Event, Options, Preview, Watch};
use crate::base::{Code, Diagnostic};

/// A preview that really listens, with a page that holds the text of `content/a.md`.
struct Running {
    folder: Folder,
    address: SocketAddr,
    told: mpsc::Receiver<String>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Running {
    fn new(name: &str) -> Self {
        Self::showing(name, |text| Shelf::new("/repo/", &[("index.html", &format!("<body>{text}</body>"))]).shared())
    }

    /// A preview of what `edition` makes of the text of `content/a.md`.
    fn showing(name: &str, edition: impl Fn(&str) -> Arc<dyn Edition> + Send + 'static) -> Self {
        let folder = Folder::new(name);
        folder.write("content/a.md", "first");
        let preview = Preview::bind(&Options { port: 0, ..Options::default() }).expect("a port");
        let address = preview.address;
        let watch = Watch::new(&folder.0, &["public".into()], Method::System).expect("a watch");
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let source = folder.0.join("content/a.md");
        let thread = std::thread::spawn(move || {
            let stop = async move { drop(stopped.await) };
            let told = move |event: Event<'_>| tell.send(words(&event)).expect("the test listens");
            preview.serve_until(stop, watch, move |_| edition(&text_of(&source)), told).expect("it serves");
        });
        Self { folder, address, told, stop: Some(stop), thread: Some(thread) }
    }

    fn told(&self) -> String {
        self.told.recv_timeout(LONG).expect("something is told")
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("it listens");
        stream.set_read_timeout(Some(LONG)).expect("a timeout");
        stream
    }

    fn send_raw(&self, request: &str) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        // A server that has seen enough may answer and hang up before all is sent; what it answered is what counts.
        let _ = stream.write_all(request.as_bytes());
        BufReader::new(stream)
    }

    fn send(&self, line: &str) -> BufReader<TcpStream> {
        self.send_raw(&format!("{line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    fn whole(&self, line: &str) -> String {
        rest(self.send(line))
    }

    fn end(&mut self) {
        self.stop.take().expect("ended once").send(()).expect("it runs");
        self.thread.take().expect("ended once").join().expect("an orderly end");
    }
}

fn rest(mut stream: impl Read) -> String {
    let mut bytes = Vec::new();
    // A connection that is reset once the answer is through has still answered.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn words(event: &Event<'_>) -> String {
    match event {
        Event::Built { number, cause, .. } => format!("built {number}, anything: {}", cause.anything),
        Event::Listening { site, findings, exposed } => format!("{site} {findings} {exposed}"),
        Event::Found { new, .. } => format!("found {}", new.iter().count()),
        Event::WatchTrouble(fault) => format!("trouble {}", fault.message),
    }
}

#[expect(clippy::disallowed_methods, reason = "tests of the shell use a disk")]
fn text_of(source: &PathBuf) -> String {
    std::fs::read_to_string(source).unwrap_or_default()
}

#[test]
fn an_edit_reaches_the_browser_and_open_streams_do_not_delay_the_end() {
    let mut preview = Running::new("edit");
    let origin = format!("http://{}", preview.address);
    assert_eq!(preview.told(), "built 1, anything: true");
    assert_eq!(preview.told(), format!("{origin}/repo/ {origin}/repo/__nutgraf/ false"));

    let page = preview.whole("GET /repo/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<body>first<script"), "{page}");
    let page = Answer { status: 200, headers: HeaderMap::new(), body: page };
    let mut stream = preview.send(&format!("GET {}&edition=1", page.script("data-events")));
    let mut next = || {
        let mut line = String::new();
        while !line.starts_with("data:") {
            line.clear();
            assert!(stream.read_line(&mut line).expect("the stream lives") > 0, "the stream goes on");
        }
        line.trim().to_owned()
    };
    assert_eq!(next(), news(1, false, ""));

    preview.folder.write("content/a.md", "second");
    assert_eq!(preview.told(), "built 2, anything: false");
    assert_eq!(next(), news(2, true, ""));
    assert!(preview.whole("GET /repo/").contains("<body>second<script"));
    preview.end();
}

#[test]
fn raw_requests_get_answers_and_the_server_lives() {
    let mut preview = Running::new("raw");
    let length = |answer: &str| answer.lines().find_map(|line| line.strip_prefix("content-length: ")).map(str::to_owned);
    let (get, head) = (preview.whole("GET /repo/"), preview.whole("HEAD /repo/"));
    assert!(head.ends_with("\r\n\r\n") && length(&head).is_some() && length(&head) == length(&get), "{head}");
    for (line, status) in [
        ("GET /repo/../../../../etc/passwd", "404"),
        ("GET /../etc/passwd", "404"),
        ("GET http://evil.example/repo/", "421"),
        ("GET *", "404"),
        ("OPTIONS *", "405"),
        ("CONNECT evil.example:443", "4"),
        ("BREW /", "405"),
        ("GET /\u{1}", "400"),
        ("nonsense", "400"),
        ("GET /repo/panic.html", "500"),
    ] {
        let answer = preview.whole(line);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{line:?}: {answer}");
        assert!(!answer.contains("root:"), "{line:?}");
    }
    assert!(preview.whole("GET /repo/").starts_with("HTTP/1.1 200"));
    preview.end();
}

#[test]
fn odd_but_honest_clients_are_answered() {
    let mut preview = Running::new("odd");
    let host = format!("Host: {}", preview.address);
    let long = "x".repeat(1 << 20);
    for (request, status) in [
        (format!("GET /repo/ HTTP/1.0\r\n{host}\r\n\r\n"), "HTTP/1.0 200"),
        ("GET /repo/ HTTP/1.0\r\n\r\n".to_owned(), "HTTP/1.0 421"),
        (format!("GET /repo/ HTTP/1.1\r\n{host}\r\nX: {long}\r\n\r\n"), "HTTP/1.1 431"),
        (format!("GET /{long} HTTP/1.1\r\n{host}\r\n\r\n"), "HTTP/1.1 4"),
        (format!("GET /repo/ HTTP/1.1\r\n{host}\r\n{}\r\n", "X: y\r\n".repeat(200)), "HTTP/1.1 431"),
        (format!("GET /repo/ HTTP/1.1\r\n{host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), "HTTP/1.1 4"),
        (format!("POST /repo/ HTTP/1.1\r\n{host}\r\nContent-Length: 9999999999\r\nConnection: close\r\n\r\nx"), "HTTP/1.1 405"),
        (format!("GET /repo/ HTTP/1.1\r\n{host}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), "HTTP/1.1 200"),
        ("\r\n\r\n".to_owned() + "\u{16}\u{3}\u{1}", ""),
    ] {
        let mut stream = preview.send_raw(&request);
        let mut start = String::new();
        let _ = stream.read_line(&mut start);
        assert!(start.starts_with(status), "{start}: {}", request.chars().take(80).collect::<String>());
    }
    // Two requests at once, over one connection.
    let line = format!("GET /repo/ HTTP/1.1\r\n{host}\r\n");
    let answers = rest(preview.send_raw(&format!("{line}\r\n{line}Connection: close\r\n\r\n")));
    assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
    preview.end();
}

#[test]
fn a_flood_of_clients_that_say_nothing_keeps_nobody_out() {
    let mut preview = Running::new("flood");
    // More than the preview keeps, less than this process may have open.
    let mut crowd: Vec<TcpStream> = (0..400).map(|_| preview.connect()).collect();
    for (number, client) in crowd.iter_mut().enumerate() {
        // Some begin a request; whoever has been sent away cannot any more.
        let _ = if number % 2 == 0 { client.write_all(b"GET / HT") } else { Ok(()) };
    }
    assert!(preview.whole("GET /repo/").starts_with("HTTP/1.1 200"));
    // The first had to leave, and the last may stay.
    assert_eq!(rest(&mut crowd[0]), "");
    crowd[399].set_nonblocking(true).expect("it can be asked without waiting");
    let last = crowd[399].read(&mut [0; 1]).expect_err("it is still open");
    assert_eq!(last.kind(), std::io::ErrorKind::WouldBlock);
    preview.end();
}

#[test]
fn the_end_does_not_wait_for_clients_of_any_kind() {
    let mut preview = Running::new("end");
    let page = Answer { status: 200, headers: HeaderMap::new(), body: preview.whole("GET /repo/") };
    let events = format!("GET {}&edition=1", page.script("data-events"));
    let mut streams: Vec<_> = (0..20).map(|_| preview.send(&events)).collect();
    for stream in &mut streams {
        let mut line = String::new();
        assert!(stream.read_line(&mut line).expect("an answer") > 0);
    }
    let mut half = preview.connect();
    half.write_all(b"GET /repo/ HTTP/1.1\r\nHost: ").expect("it listens");
    let silent = preview.connect();
    preview.end();
    for stream in streams {
        rest(stream);
    }
    drop((half, silent));
    assert!(TcpStream::connect(preview.address).is_err(), "nobody listens any more");
}

#[test]
fn background_work_goes_on_until_it_is_done_and_its_findings_are_told() {
    let (step, steps) = mpsc::channel::<usize>();
    let mut preview = Running::showing("idle", move |text| {
        let (step, done) = (step.clone(), std::sync::atomic::AtomicUsize::new(0));
        let idle = move |edition: &Growing| {
            let number = done.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            step.send(number).expect("the test listens");
            if number == 1 {
                edition.find("far.html", Diagnostic::new(Code::E0103, "wrong far away"));
            }
            number < 3
        };
        Growing::new(Shelf::new("/", &[("index.html", text)]), idle)
    });
    assert_eq!(preview.told(), "built 1, anything: true");
    assert!(preview.told().starts_with("http"));
    assert_eq!(preview.told(), "found 1");
    assert_eq!(steps.try_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert!(preview.whole("GET /__nutgraf/").contains("wrong far away"));
    preview.folder.write("content/a.md", "second");
    assert_eq!(preview.told(), "built 2, anything: false");
    assert_eq!(preview.told(), "found 1");
    preview.end();
}

#[test]
fn background_work_without_end_or_with_a_mistake_keeps_no_change_waiting() {
    let mut preview = Running::showing("busy", |text| {
        let text = text.to_owned();
        let fails = text == "second";
        Growing::new(Shelf::new("/", &[("index.html", &text)]), move |_| if fails { panic!("as a mistake would") } else { true })
    });
    assert_eq!(preview.told(), "built 1, anything: true");
    assert!(preview.told().starts_with("http"));
    for (number, text) in [(2, "second"), (3, "third"), (4, "fourth")] {
        preview.folder.write("content/a.md", text);
        assert_eq!(preview.told(), format!("built {number}, anything: false"));
        assert!(preview.whole("GET /").contains(text));
    }
    preview.end();
}
