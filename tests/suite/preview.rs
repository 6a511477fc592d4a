//! The preview as an editor meets it: the real program, a real project, and a browser's requests.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use crate::desk::{Desk, Running};

const SITE: &str = "
-- nutgraf.yaml --
title: Small
base_url: https://example.org/repo/
timezone: Europe/London
-- content/a.md --
---
title: A
date: 2025-01-01
---
First.
-- content/b.md --
---
title: B
---
Second.
-- content/draft.md --
---
title: Draft
draft: true
---
Not yet.
-- content/later.md --
---
title: Later
publish_at: 2026-07-01T00:00+01:00
---
In summer.
";

/// A preview of a project.
struct Preview {
    desk: Desk,
    running: Running,
    address: String,
}

/// The answer to a request.
struct Answer {
    status: String,
    head: String,
    body: String,
}

impl Preview {
    fn of(site: &str, arguments: &[&str]) -> Self {
        Self::at(Desk::with(site), arguments)
    }

    fn at(desk: Desk, arguments: &[&str]) -> Self {
        let mut running = Running::start(&mut desk.command(&[&["serve", "--port", "0"], arguments].concat()));
        let line = running.waits_for("Preview at ");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();
        Self { desk, running, address }
    }

    fn send(&self, path: &str, headers: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(&self.address).expect("somebody listens");
        let host = if headers.contains("Host: ") { String::new() } else { format!("Host: {}\r\n", self.address) };
        write!(stream, "GET {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").expect("can be asked");
        BufReader::new(stream)
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    fn get_with(&self, path: &str, headers: &str) -> Answer {
        let mut bytes = Vec::new();
        self.send(path, headers).read_to_end(&mut bytes).expect("answers");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
        let status = head.split(' ').nth(1).expect("an answer has a status").to_owned();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// A browser's tab at a page of the site.
    fn tab(&self, path: &str) -> Tab {
        let page = self.get(path).body;
        let script = |name: &str| {
            let (_, after) = page.split_once(&format!("{name}=\"")).expect("the page holds the script");
            after.split('"').next().unwrap_or_default().replace("&amp;", "&")
        };
        let mut tab = Tab(self.send(&format!("{}&edition={}", script("data-events"), script("data-edition")), ""));
        let missed = tab.hears()["page"] == true;
        // The list of findings changes once more by itself, when the whole site has been looked at.
        if missed && page.contains("still being looked through") {
            return self.tab(path);
        }
        assert!(!missed, "nothing was missed");
        tab
    }
}

/// A page that listens for news.
struct Tab(BufReader<TcpStream>);

impl Tab {
    fn hears(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("the stream lives") > 0, "the stream goes on");
            if let Some(news) = line.strip_prefix("data: ") {
                return serde_json::from_str(news).expect("news are JSON");
            }
        }
    }
}

#[test]
fn it_shows_what_will_be_published_and_touches_nothing() {
    let preview = Preview::of(SITE, &[]);
    for (path, status, holds) in [
        ("/repo/", "200", "Small"),
        ("/repo/a/", "200", "First."),
        ("/repo/nothing/", "404", ""),
        ("/a/", "404", "published under"),
        ("/", "307", ""),
    ] {
        let answer = preview.get(path);
        assert!(answer.status == status && answer.body.contains(holds), "{path}\n{}", answer.body);
    }
    assert!(!preview.desk.has("public"));
    // Page by page it is the built site, but for the script, and so is the page for what is not there.
    preview.desk.done(&["build", "--drafts", "--future"]);
    for (path, file) in
        [("/repo/a/", "a/index.html"), ("/repo/draft/", "draft/index.html"), ("/repo/no/", "404.html"), ("/repo/no.png", "404.html")]
    {
        let shown = preview.get(path).body;
        let start = shown.find("<script defer src=\"/repo/__nutgraf/").expect("the script is in it");
        let end = start + shown[start..].find("</script>").expect("it ends") + "</script>".len();
        let origin = format!("http://{}", preview.address);
        let shown = (shown[..start].to_owned() + &shown[end..]).replace(&origin, "https://example.org");
        assert_eq!(shown, preview.desk.read(&format!("public/{file}")), "{path}");
    }
}

#[test]
fn nothing_but_the_site_is_served_and_only_to_its_own_pages() {
    let desk = Desk::with(SITE);
    desk.write("content/_data/private.yaml", "CANARY: 1\n");
    desk.write("static/.env", "CANARY\n");
    desk.write("static/ok.txt", "fine\n");
    desk.write("CANARY.txt", "CANARY\n");
    let preview = Preview::at(desk, &[]);
    assert_eq!(preview.get("/repo/ok.txt").body, "fine\n");
    for path in [
        "/repo/../CANARY.txt",
        "/repo/%2e%2e/CANARY.txt",
        "/repo/%252e%252e/CANARY.txt",
        "/repo/..%2fCANARY.txt",
        "/repo/..%5cCANARY.txt",
        "/repo/..\\CANARY.txt",
        "/repo/CANARY.txt",
        "/repo//CANARY.txt",
        "/repo/%00/CANARY.txt",
        "/CANARY.txt",
        "/repo/.env",
        "/repo/static/ok.txt",
        "/repo/content/a.md",
        "/repo/content/_data/private.yaml",
        "/repo/_data/private.yaml",
        "/repo/nutgraf.yaml",
        "/repo/__nutgraf/page/../../CANARY.txt",
        "/repo/__nutgraf/../CANARY.txt",
    ] {
        let answer = preview.get(path);
        assert!(answer.status.starts_with('4') && !answer.body.contains("CANARY: 1"), "{path}: {}\n{}", answer.status, answer.body);
    }
    for (headers, status) in [
        ("Host: evil.example\r\n", "421"),
        ("Origin: http://evil.example\r\n", "403"),
        ("Origin: null\r\n", "403"),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n", "403"),
    ] {
        let answer = preview.get_with("/repo/a/", headers);
        assert!(answer.status == status && !answer.body.contains("First."), "{headers}");
        assert!(!answer.head.to_lowercase().contains("access-control"), "{headers}");
    }
}

#[test]
fn what_is_not_published_yet_is_marked_or_left_out() {
    let preview = Preview::of(SITE, &[]);
    for (path, note) in [("/repo/draft/", "is a draft"), ("/repo/later/", "held until 1 Jul 2026")] {
        let page = preview.get(path);
        let state = page.body.split("<p class=\"state\">").nth(1).and_then(|rest| rest.split("</p>").next());
        assert!(state.is_some_and(|state| state.contains(note)), "{path}: {state:?}");
    }
    assert!(!preview.get("/repo/a/").body.contains("class=\"state\""));
    let published = Preview::of(SITE, &["--published"]);
    assert_eq!(["/repo/a/", "/repo/draft/", "/repo/later/"].map(|path| published.get(path).status), ["200", "404", "404"]);
}

#[test]
fn a_moment_shows_the_site_as_it_will_be() {
    for (moment, statuses) in [
        ("2026-06-30", ["404", "404"]),
        // Midnight in London, an hour before that of UTC.
        ("2026-07-01", ["404", "200"]),
        ("2026-06-30T23:30", ["404", "404"]),
        ("2026-06-30T23:00:00Z", ["404", "200"]),
    ] {
        let preview = Preview::of(SITE, &["--at", moment]);
        assert_eq!(["/repo/draft/", "/repo/later/"].map(|path| preview.get(path).status), statuses, "{moment}");
        assert!(!preview.get("/repo/later/").body.contains("class=\"state\""), "{moment}");
    }
    let with_drafts = Preview::of(SITE, &["--at", "2026-07-01", "--drafts"]);
    assert_eq!(["/repo/draft/", "/repo/later/"].map(|path| with_drafts.get(path).status), ["200", "200"]);
    let desk = Desk::with(SITE);
    desk.run(&["serve", "--at", "tomorrow"]).exits(2).says("--at cannot read `tomorrow`");
    desk.run(&["serve", "--at", "2026-07-01", "--now", "2026-07-01T00:00:00Z"]).exits(2);
}

#[test]
fn only_the_page_that_changed_is_loaded_again_and_style_sheets_without_that() {
    let mut preview = Preview::of(SITE, &[]);
    preview
        .desk
        .write("templates/base.html", "<link rel=stylesheet href={{ asset(name=\"s.css\") }}><body>{% block main %}{% endblock %}</body>");
    preview.desk.write("static/s.css", "p { color: red }");
    preview.running.waits_for("Built again");
    let (mut a, mut b) = (preview.tab("/repo/a/"), preview.tab("/repo/b/"));
    assert_eq!(preview.get("/repo/s.css").body, "p { color: red }");
    preview.desk.write("content/b.md", "---\ntitle: B\n---\nAnother text.\n");
    let (one, other) = (a.hears(), b.hears());
    assert_eq!((&one["page"], &other["page"]), (&false.into(), &true.into()), "{one} {other}");
    preview.desk.write("static/s.css", "p { color: blue }");
    let news = a.hears();
    assert_eq!((&news["page"], &news["assets"]), (&false.into(), &serde_json::json!(["/repo/s.css"])), "{news}");
    assert_eq!(preview.get("/repo/s.css").body, "p { color: blue }");
}

#[test]
fn a_mistake_is_shown_where_it_is_and_goes_by_itself() {
    let preview = Preview::of(SITE, &[]);
    let (mut page, mut list) = (preview.tab("/repo/b/"), preview.tab("/repo/__nutgraf/"));
    preview.desk.write("content/b.md", "---\ntitle: B\ntgas: [x]\n---\nSecond.\n");
    assert_eq!(page.hears()["page"], true);
    assert_eq!(list.hears()["page"], true);
    for (path, status) in [("/repo/b/", "500"), ("/repo/__nutgraf/", "200")] {
        let answer = preview.get(path);
        assert_eq!(answer.status, status, "{path}");
        for part in
            ["E0105", "unknown key <code>tgas</code>", "content/b.md:3:1", "<mark>tgas</mark>: [x]", "did you mean <code>tags</code>?"]
        {
            assert!(answer.body.contains(part), "{path}: no {part} in\n{}", answer.body);
        }
    }
    let mut stand_in = preview.tab("/repo/b/");
    preview.desk.write("content/b.md", "---\ntitle: B\nodd: 1\n---\nSecond.\n");
    assert_eq!(stand_in.hears()["page"], true);
    let news = page.hears();
    assert_eq!(news["badge"]["text"], "1 warning", "{news}");
    let answer = preview.get(news["badge"]["href"].as_str().expect("it leads somewhere"));
    assert!(answer.status == "200" && answer.body.contains("content/b.md:3:1"), "{}", answer.body);
    preview.desk.write("content/b.md", "---\ntitle: B\n---\nSecond.\n");
    assert_eq!(page.hears()["badge"], serde_json::Value::Null);
}

const EVIDENCE: &str = "
-- nutgraf.yaml --
title: Small
base_url: https://example.org/repo/
-- content/_sources/wire.txt --
The lab once had 1,000 people. It published 100 papers.
-- content/lab.md --
---
title: Lab
sources:
  wire: {title: W, snapshot: _sources/wire.txt}
key_facts:
  - {label: Staff, value: 1200 people, source: wire}
---
It published 100 papers [@wire].
-- content/plain.md --
---
title: Plain
---
Nothing to hold against anything.
";

#[test]
fn a_page_that_its_sources_do_not_bear_out_is_shown_with_its_evidence_beside_it() {
    let preview = Preview::of(EVIDENCE, &[]);
    let page = preview.get("/repo/lab/");
    assert!(page.status == "200" && page.body.contains("1200 people") && !page.body.contains("not found"), "{}", page.body);
    let (mut lab, mut plain) = (preview.tab("/repo/lab/"), preview.tab("/repo/plain/"));
    preview.desk.write("content/plain.md", "---\ntitle: Plain\n---\nAnother text.\n");
    let told = lab.hears()["evidence"].clone();
    assert_eq!((&told["text"], &told["tone"]), (&"Evidence: 1 found · 1 not found".into(), &"error".into()));
    assert!(plain.hears().get("evidence").is_none());
    let list = preview.get(told["href"].as_str().expect("it leads somewhere")).body;
    for part in ["To look at (1)", "href=\"/repo/lab/#fact-staff\"", "E0208", "href=\"/repo/lab/#cite-1\"", "<mark>100</mark> papers"] {
        assert!(list.contains(part), "no {part} in\n{list}");
    }
    assert!(preview.get("/repo/__nutgraf/evidence/").body.contains("2 claims of 1 briefing"));
    // What is told follows the copy of the source too.
    preview.desk.write("content/_sources/wire.txt", "The lab once had 1,200 people. It published 100 papers.\n");
    let told = std::iter::repeat_with(|| lab.hears()["evidence"].clone()).find(|told| told["tone"] != "error");
    assert_eq!(told.expect("it is told")["text"], "Evidence: 2 found");
    preview.desk.done(&["build"]);
    assert!(!preview.desk.read("public/lab/index.html").contains("nutgraf/"), "nothing of it is published");
}

#[test]
fn a_page_with_another_mistake_than_its_evidence_is_not_shown() {
    let preview = Preview::of(EVIDENCE, &[]);
    let mut tab = preview.tab("/repo/lab/");
    let text = preview.desk.read("content/lab.md");
    preview.desk.write("content/lab.md", &text.replace("title: Lab", "title: Lab\ntgas: [x]"));
    assert_eq!(tab.hears()["page"], true);
    let page = preview.get("/repo/lab/");
    assert!(page.status == "500" && page.body.contains("E0105") && page.body.contains("E0208"), "{}", page.body);
}

#[test]
fn a_project_that_goes_away_and_comes_back_is_shown_again() {
    let mut preview = Preview::of(SITE, &[]);
    // The preview may be writing what it learnt while the folder is being emptied; then it is not empty at the end.
    while let Err(fault) = std::fs::remove_dir_all(preview.desk.path("")) {
        assert_eq!(fault.kind(), std::io::ErrorKind::DirectoryNotEmpty, "{fault}");
    }
    preview.running.waits_for("there is no project");
    assert!(!preview.desk.path("").exists(), "nothing comes back by itself");
    preview.desk.lay(SITE);
    preview.desk.write("content/a.md", "---\ntitle: A\n---\nBack again.\n");
    while !preview.get("/repo/a/").body.contains("Back again.") {
        preview.running.waits_for("Built again");
    }
    preview.desk.write("content/a.md", "---\ntitle: A\n---\nAnd edited.\n");
    while !preview.get("/repo/a/").body.contains("And edited.") {
        preview.running.waits_for("Built again");
    }
}

#[cfg(unix)]
#[test]
fn it_ends_in_order_with_pages_open() {
    let mut preview = Preview::of(SITE, &[]);
    let _tabs: Vec<Tab> = ["/repo/", "/repo/a/", "/repo/__nutgraf/"].iter().map(|path| preview.tab(path)).collect();
    let mut half = TcpStream::connect(&preview.address).expect("somebody listens");
    half.write_all(b"GET / HTTP/1.1\r\nHost").expect("can be asked");
    assert_eq!(preview.running.interrupted(), Some(0));
    assert!(TcpStream::connect(&preview.address).is_err(), "nobody listens any more");
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_if_asked_for() {
    use std::os::unix::fs::PermissionsExt as _;

    let desk = Desk::with(SITE);
    let opener = desk.path("bin/xdg-open");
    desk.write("bin/xdg-open", "#!/bin/sh\nprintf %s \"$1\" > opened\nexit 1\n");
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).expect("can be made a program");
    let path = format!("{}:/usr/bin:/bin", desk.path("bin").display());
    let mut running = Running::start(desk.command(&["serve", "--port", "0", "--open"]).env("PATH", &path));
    let line = running.waits_for("Preview at ");
    // This opener fails once it has written down what it was told.
    running.waits_for("No browser could be opened");
    let opened = desk.read("opened");
    assert!(line.contains(&format!("Preview at {opened} ")) && opened.ends_with("/repo/"), "{opened} for {line}");
}
