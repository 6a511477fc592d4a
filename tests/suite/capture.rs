//! Copies of sources: what `nutgraf source` stores and proposes, and what the check says of copies.

use nutgraf::capture::{Cut, Taken};

use crate::desk::Desk;
use crate::site::{Project, Rows, site};

/// What is made of the pages and texts in `tests/capture`: the lines of the work, then what is left out.
const TAKEN: &[(&str, &str)] = &[
    (
        "01-news.html",
        "9-15, 21-27 | 1 links | 3-5 menu, box, form or foot of the page | 7 links | 17-19 menu, box, form or foot of the page | 29-40 menu, box, form or foot of the page",
    ),
    ("02-blog-divs.html", "5-9 | 1 links | 3 not part of the article | 11 links | 13 not part of the article | 15-17 links"),
    ("03-table.html", "3-12 | 1 links | 14 menu, box, form or foot of the page"),
    ("04-entities-pre.html", "1-12"),
    ("05-links-only.html", "5 | 1-3 links"),
    ("11-pasted.txt", "1-5 | 6-24 repeated in line 15"),
    ("12-wrapped.txt", "5-15 | 1-3 marker “skip to” | 17-23 marker “read more”"),
    ("13-box-in-middle.txt", "1, 3, 5, 7 | 2 marker “read more” | 4 marker “related” | 6 marker “advertisement”"),
    ("14-clean.txt", "1-11"),
    ("15-short-tail.txt", "1-4 | 5-8 marker “share this”"),
    ("16-interview.txt", "1-10 | 11 marker “comments”"),
    ("17-mostly-tail.txt", "1 | 2-7 marker “related stories”"),
];

fn given(name: &str) -> String {
    let path = format!("{}/tests/capture/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn taken(name: &str) -> Taken {
    if name.ends_with(".html") { Taken::html(&given(name)) } else { Taken::plain(&given(name)) }
}

fn told(cut: &Cut) -> String {
    let range = |first: usize, last: usize| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let left = cut.left_out.iter().map(|left| format!("{} {}", range(left.first, left.last), left.why));
    std::iter::once(cut.body.to_string()).chain(left).collect::<Vec<_>>().join(" | ")
}

#[test]
fn the_work_is_found_in_pages_and_texts() {
    let wrong: Vec<String> = TAKEN
        .iter()
        .map(|(name, expected)| (name, expected, told(&taken(name).cut)))
        .filter(|(_, expected, told)| *expected != told)
        .map(|(name, expected, told)| format!("{name}\nexpected {expected}\nbut got  {told}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/capture")).expect("is there").count();
    assert_eq!(files, TAKEN.len(), "a file of tests/capture is in no row");
}

#[test]
fn a_text_is_kept_as_it_was() {
    for (name, _) in TAKEN.iter().filter(|(name, _)| name.ends_with(".txt")) {
        assert_eq!(taken(name).text, given(name), "{name}");
    }
    let page = taken("04-entities-pre.html").text;
    for words in ["KX\u{2011}9", "12\u{a0}MB", "café as a name", "caf&eacute;.", "\ngauge --port 9\nread  17 values\n"] {
        assert!(page.contains(words), "{words:?} is not in\n{page}");
    }
    assert!(!page.contains("mistakes are left") && !page.contains("98") && !page.contains("allow scripts"), "{page}");
    assert!(taken("03-table.html").text.contains("\nProfit before tax\t€2.9 million\t€4.4 million\n"));
}

#[test]
fn a_page_says_what_it_is() {
    let about = taken("01-news.html").about;
    let said = [about.title, about.publisher, about.author, about.date, about.url].map(Option::unwrap_or_default);
    assert_eq!(
        said,
        ["Harbour bridge to close for nine weeks", "Port Herald", "Ines Calder", "2025-04-02", "https://herald.example/bridge"]
    );
    let about = taken("02-blog-divs.html").about;
    assert_eq!((about.title.as_deref(), about.publisher, about.date), (Some("What the flood taught our archive"), None, None));
}

const PLAIN: &str = "-- nutgraf.yaml --\ntitle: Small\n-- content/a.md --\n---\ntitle: A\nsummary: Short.\n---\nThe fungus was found in 27 of 640 orchards [@pears].\n";

fn desk() -> Desk {
    let desk = Desk::with(PLAIN);
    desk.write("pears.txt", &given("12-wrapped.txt"));
    desk.write("bridge.html", &given("01-news.html"));
    desk
}

#[test]
fn a_text_is_stored_with_its_record() {
    let desk = desk();
    let ran = desk.done(&[
        "source",
        "add",
        "pears.txt",
        "--title",
        "Orchard \"fungus\": found",
        "--publisher",
        "Plant News",
        "--date",
        "2025-10-03",
        "--id",
        "pears",
    ]);
    ran.says("the work: 5-15").says("17-23  marker “read more”").says("Taken as proposed").says("[@pears]");
    assert_eq!(ran.stdout, "content/_sources/pears.txt\ncontent/_data/sources.yaml\n");
    assert_eq!(desk.read("content/_sources/pears.txt"), given("12-wrapped.txt"));
    let record = desk.read("content/_data/sources.yaml");
    assert_eq!(
        record,
        "pears:\n  title: \"Orchard \\\"fungus\\\": found\"\n  publisher: \"Plant News\"\n  date: 2025-10-03\n  accessed: 2026-01-01\n  snapshot:\n    file: \"_sources/pears.txt\"\n    sha256: \"d5b9a3c2c1bf6d2e3ea8a8b1cb3bd17a2ecc4f49f2a5fba1e3f9b6f9f8d3b7a1\"\n    taken: 2026-01-01\n    body: \"5-15\"\n"
            .replace("d5b9a3c2c1bf6d2e3ea8a8b1cb3bd17a2ecc4f49f2a5fba1e3f9b6f9f8d3b7a1", &nutgraf::base::sha256(given("12-wrapped.txt").as_bytes()))
    );
    desk.done(&["check", "--strict"]);
    // What is left out is no evidence.
    desk.write("content/b.md", "---\ntitle: B\nsummary: Short.\n---\nThere are “best pears of them all” and 12 pictures [@pears].\n");
    desk.run(&["check"]).exits(1).says("E0207");
}

#[test]
fn a_page_is_stored_as_text_and_on_request_as_it_was() {
    let desk = desk();
    let ran = desk.done(&["source", "add", "bridge.html", "--keep-html"]);
    ran.says("Port Herald").says("2025-04-02").says("9-15, 21-27");
    assert_eq!(
        ran.stdout,
        "content/_sources/harbour-bridge-to-close-for.txt\ncontent/_sources/harbour-bridge-to-close-for.html\ncontent/_data/sources.yaml\n"
    );
    assert_eq!(desk.read("content/_sources/harbour-bridge-to-close-for.html"), given("01-news.html"));
    let shown = desk.done(&["source", "show", "_sources/harbour-bridge-to-close-for.html"]).stdout;
    let stored = desk.read("content/_sources/harbour-bridge-to-close-for.txt");
    assert!(shown.lines().zip(stored.lines()).all(|(shown, stored)| shown.ends_with(stored)), "{shown}");
    assert!(shown.contains("\n 9  Harbour bridge to close for nine weeks\n"), "{shown}");
}

#[test]
fn the_editor_names_other_lines() {
    let desk = desk();
    desk.done(&["source", "add", "pears.txt", "--lines", "7-8, 10-12"]);
    assert!(desk.read("content/_data/sources.yaml").contains("body: \"7-8, 10-12\""));
    let before = desk.tree(".");
    for lines in ["0-3", "9-3", "7-99", "six", "4"] {
        desk.run(&["source", "add", "pears.txt", "--id", "other", "--lines", lines]).exits(2);
    }
    assert_eq!(desk.tree("."), before);
}

#[test]
fn more_than_half_is_not_left_out_unasked() {
    let desk = desk();
    desk.write("bakery.txt", &given("17-mostly-tail.txt"));
    desk.done(&["source", "add", "bakery.txt", "--yes"]).says("more than half of the words");
    assert!(!desk.read("content/_data/sources.yaml").contains("body"));
}

#[test]
fn what_is_pasted_comes_by_standard_input() {
    let desk = desk();
    let paste = |arguments: &[&str], text: &[u8]| desk.piped(arguments, text);
    paste(&["source", "add", "-", "--id", "note"], b"caf\xe9 opens\r\nIt opened on 3 May.\r\n").exits(0).says("windows-1252");
    assert_eq!(desk.read("content/_sources/note.txt"), "café opens\nIt opened on 3 May.\n");
    paste(&["source", "add", "-"], b"Some words of text.\n").exits(2).says("--id");
    paste(&["source", "add", "-", "--id", "x"], b" \n").exits(2).says("is empty");
    paste(&["source", "add", "-", "--id", "x"], b"%PDF-1.7\n").exits(2).says("is no text");
    paste(&["source", "add", "-", "--id", "x"], &[b'a'; 9 * 1024 * 1024]).exits(2).says("more than 8 MB");
    let page = b"<!doctype html><title>A page</title><p>It has words.</p>";
    paste(&["source", "add", "-"], page).exits(0).prints("content/_sources/a-page.txt");
}

/// A German text of which a part is English.
const GERMAN: &str = "Die Mühle am Fluss hatte zuletzt 1.234 Leute, und in der Stadt weiß niemand, was aus ihr werden soll. Der Besitzer sagte, dass er keinen Käufer gefunden habe, der mehr als die Hälfte der Leute behalten würde. Im Saal sprach man zwei Stunden über das, was nun kommt; einige waren schon dabei, als sie gebaut wurde.\n\nThe mill on the river had people from all over the town, and it is not known what they will do now.\n";

/// What `source add` says of the language of a copy, and what it writes into the record.
fn language_of(settings: &str, file: (&str, &str), arguments: &[&str]) -> (String, Option<String>) {
    let desk = Desk::with(&format!(
        "-- nutgraf.yaml --\ntitle: Small\n{settings}-- content/a.md --\n---\ntitle: A\nsummary: Short.\n---\nText.\n"
    ));
    desk.write(file.0, file.1);
    let ran = desk.done(&[&["source", "add", file.0, "--id", "mill"], arguments].concat());
    let told = ran.stderr.lines().filter(|line| line.starts_with("Language") || line.contains("words look")).collect::<Vec<_>>().join("; ");
    let record = desk.read("content/_data/sources.yaml");
    let lang = record.lines().find_map(|line| line.strip_prefix("  lang: "));
    (told.split_whitespace().collect::<Vec<_>>().join(" "), lang.map(str::to_owned))
}

#[test]
fn the_language_of_a_copy_is_written_down_where_it_is_not_the_sites() {
    let page = |head: &str, text: &str| format!("<!doctype html>{head}<title>Mill</title><p>{text}</p>");
    let short = "Sie hatte 1.234 Leute.";
    let html = page("<html lang=de-at>", short);
    let locale = page("<meta property='og:locale' content='de_CH'>", short);
    let wrong = page("<html lang=en>", GERMAN.lines().next().expect("has lines"));
    let not_plain = "Language not said, and not plain: read as the site's, en; --lang names another";
    for (settings, file, arguments, told, lang) in [
        ("", ("mill.html", html.as_str()), &[][..], "Language de-AT, from <html lang> of the page", Some("\"de-AT\"")),
        ("", ("mill.html", &locale), &[], "Language de-CH, from og:locale of the page", Some("\"de-CH\"")),
        ("", ("mill.html", &html), &["--lang", "NO"], "Language no, as --lang says", Some("\"no\"")),
        ("", ("mill.txt", GERMAN), &["--lines", "1"], "Language de, by its common words", Some("\"de\"")),
        ("", ("mill.txt", GERMAN), &["--lines", "3"], not_plain, None),
        ("", ("mill.txt", short), &[], not_plain, None),
        (
            "language: de\n",
            ("mill.html", &html),
            &[],
            "Language de-AT, from <html lang> of the page: the site's own, so the record does not name it",
            None,
        ),
        ("language: de\n", ("mill.html", &locale), &[], "Language de-CH, from og:locale of the page", Some("\"de-CH\"")),
        (
            "language: de\n",
            ("mill.txt", GERMAN),
            &["--lines", "1"],
            "Language de, by its common words: the site's own, so the record does not name it",
            None,
        ),
        (
            "",
            ("mill.html", &wrong),
            &["--lines", "1"],
            "Language en, from <html lang> of the page: the site's own, so the record does not name it; Note: its words look like `de`; if that is its language, give it with --lang de.",
            None,
        ),
    ] {
        let found = language_of(settings, file, arguments);
        assert_eq!((found.0.as_str(), found.1.as_deref()), (told, lang), "{settings} {file:?} {arguments:?}");
    }
}

#[test]
fn a_copy_is_read_in_the_language_that_was_written_down() {
    let desk = Desk::with(
        "-- nutgraf.yaml --\ntitle: Small\n-- content/a.md --\n---\ntitle: A\nsummary: Short.\n---\nIt had 1,234 people [@mill].\n",
    );
    desk.write("mill.txt", GERMAN);
    desk.run(&["source", "add", "mill.txt", "--id", "mill", "--lang", "German"]).exits(2).says("--lang cannot read `German`");
    desk.done(&["source", "add", "mill.txt", "--id", "mill", "--lines", "1"]);
    desk.done(&["check", "--strict"]);
    let registry = desk.read("content/_data/sources.yaml");
    desk.write("content/_data/sources.yaml", &registry.replace("  lang: \"de\"\n", ""));
    desk.run(&["check", "--strict"]).exits(1).says("W0212");
}

#[test]
fn nothing_is_written_over() {
    let desk = desk();
    desk.write("content/_data/sources.yaml", "# ours\nfirst: {title: First}  # last");
    desk.done(&["source", "add", "pears.txt", "--id", "pears"]);
    assert!(desk.read("content/_data/sources.yaml").starts_with("# ours\nfirst: {title: First}  # last\npears:\n"));
    // The same text again is there already, under whatever id.
    let before = desk.tree(".");
    desk.done(&["source", "add", "pears.txt", "--id", "pears"])
        .says("is there already: content/_sources/pears.txt")
        .says("nothing was changed");
    desk.done(&["source", "add", "pears.txt", "--id", "others"]).says("is there already");
    assert_eq!(desk.tree("."), before);
    // Another text under that id has an id of its own.
    desk.write("pears.txt", &given("12-wrapped.txt").replace("640 orchards", "700 orchards"));
    let ran = desk.done(&["source", "add", "pears.txt", "--id", "pears"]);
    ran.says("has changed: 1 line gone, first: service has inspected 640")
        .says("Stored as `pears-2`")
        .prints("content/_sources/pears-2.txt");
    assert_eq!(desk.read("content/_sources/pears.txt"), given("12-wrapped.txt"));
}

#[test]
fn a_registry_that_cannot_take_lines_is_left_alone() {
    for (path, text) in [
        ("sources.yaml", "{first: {title: First}}\n"),
        ("sources.yaml", "first: {title: First}\n...\n"),
        ("sources.yaml", "first: [\n"),
        ("sources.yaml", "- a list\n"),
        ("sources.toml", "[first]\ntitle = \"First\"\n"),
        ("sources.json", "{\"first\": {\"title\": \"First\"}}\n"),
    ] {
        let desk = desk();
        desk.write(&format!("content/_data/{path}"), text);
        desk.done(&["source", "add", "pears.txt", "--id", "pears"]).says("is left as it is").prints("\npears:\n");
        assert_eq!(desk.read(&format!("content/_data/{path}")), text);
        assert!(desk.has("content/_sources/pears.txt"));
    }
}

#[test]
fn a_record_that_waits_for_its_copy_is_the_editors_to_complete() {
    let desk = desk();
    desk.write("content/_data/sources.yaml", "pears: {title: Pears}\n");
    desk.done(&["source", "add", "pears.txt", "--id", "pears"])
        .says("has a record `pears`; give that this `snapshot`")
        .prints("  snapshot:\n");
    assert_eq!(desk.read("content/_data/sources.yaml"), "pears: {title: Pears}\n");
}

#[test]
fn a_briefing_takes_the_record_from_the_editor() {
    let desk = desk();
    let before = desk.read("content/a.md");
    let ran = desk.done(&["source", "add", "pears.txt", "--id", "pears", "--to", "content/a.md"]);
    ran.says("nothing says its title").says("front matter of content/a.md, below `sources:`").prints("\n  pears:\n    title: \"pears\"\n");
    assert_eq!(desk.read("content/a.md"), before);
    assert!(!desk.has("content/_data"));
    // As it was printed, it is read.
    let record = ran.stdout.split_once('\n').expect("has a path first").1.to_owned();
    desk.write("content/a.md", &before.replace("summary: Short.\n", &format!("summary: Short.\nsources:\n{record}")));
    desk.done(&["check", "--strict"]);
    let before = desk.tree(".");
    desk.run(&["source", "add", "bridge.html", "--to", "content/none.md"]).exits(2).says("there is no briefing");
    assert_eq!(desk.tree("."), before);
}

#[test]
fn what_cannot_be_stored_changes_nothing() {
    let desk = desk();
    let before = desk.tree(".");
    for (arguments, says) in [
        (&["source", "add", "none.txt"][..], "cannot be read"),
        (&["source", "add", "content"], "is a folder"),
        (&["source", "add", "pears.txt", "--id", "../x"], "is no id"),
        (&["source", "add", "pears.txt", "--id", "a/b"], "is no id"),
        (&["source", "add", "pears.txt", "--id", "con"], "is no id"),
        (&["source", "add", "pears.txt", "--date", "soon"], "--date cannot read"),
        (&["source", "add", "https://user@example.org/"], "name or password"),
        (&["source", "add", "http://127.0.0.1:9/"], "--allow-private"),
        (&["source", "add", "http://[::ffff:10.0.0.1]/"], "--allow-private"),
        (&["source", "add", "http://2130706433/"], "--allow-private"),
        (&["source", "add", "http://localhost:9/"], "--allow-private"),
        (&["source", "show", "none.txt"], "there is no copy"),
    ] {
        desk.run(arguments).exits(2).says(says);
    }
    assert_eq!(desk.tree("."), before);
}

/// A briefing that rests on a copy with this record.
fn resting(record: &str, text: &str) -> Project {
    let wire = "The lab closed on Monday, its director said.\nAdvertisement: 7 cats\nIt had 20 people, of whom all found other work.\n";
    let page = "<!doctype html><meta charset=windows-1252><nav>Lab 99</nav><h1>The lab</h1><p>The lab &#8211; it had 20&nbsp;people &#8211; closed.</p>";
    site("")
        .write("content/_sources/wire.txt", wire)
        .write("content/_sources/page.html", page)
        .write("content/a.md", &format!("---\ntitle: A\nsummary: Short.\nsources:\n  wire: {record}\n---\n{text}\n"))
}

#[test]
fn a_record_of_a_copy_is_read_strictly() {
    let mut rows = Rows::default();
    for (record, expected, says) in [
        ("{title: L, snapshot: {file: _sources/wire.txt, taken: 2025-07-01, publish: excerpts}}", &[][..], ""),
        ("{title: L, licence: CC0, snapshot: {file: _sources/wire.txt, publish: full}}", &[], ""),
        ("{title: L, snapshot: {file: _sources/wire.txt, publish: full}}", &["E0229 content/a.md:5:65"], "licence"),
        ("{title: L, snapshot: {file: _sources/wire.txt, publish: all}}", &["E0107 content/a.md:5:65"], "`excerpts` or `full`"),
        ("{title: L, snapshot: {file: _sources/wire.txt, taken: soon}}", &["E0108 content/a.md:5:63"], ""),
        ("{title: L, snapshot: {file: _sources/wire.txt, sha256: abc}}", &["E0107 content/a.md:5:64"], "64 hexadecimal"),
        ("{title: L, snapshot: {file: _sources/wire.txt, body: \"3-1\"}}", &["E0107 content/a.md:5:62"], "5-12, 14-38"),
    ] {
        rows.check(record, &resting(record, "It closed [@wire].").build(), expected, says);
    }
    rows.hold();
}

#[test]
fn parts_of_a_copy_may_be_the_work() {
    let record = "{title: L, snapshot: {file: _sources/wire.txt, body: \"1, 3\"}}";
    for (text, expected) in [
        ("It had 20 people [@wire].", &[][..]),
        ("It had 7 cats [@wire].", &["W0212 content/a.md:7:8"]),
        ("“It had 20 people” [@wire].", &[]),
        // What stands on both sides of lines that are left out is no one passage.
        ("“its director said … It had 20 people” [@wire].", &["E0207 content/a.md:7:2"]),
        ("“its director said. It had 20 people” [@wire].", &["E0207 content/a.md:7:2"]),
    ] {
        resting(record, text).build().finds(expected);
    }
}

#[test]
fn a_page_is_read_as_it_is_seen() {
    let whole = "{title: L, snapshot: _sources/page.html}";
    let work = "{title: L, snapshot: {file: _sources/page.html, body: \"3-5\"}}";
    for (record, text, expected) in [
        (whole, "“The lab – it had 20 people – closed” [@wire].", &[][..]),
        (whole, "It had 99 [@wire].", &[]),
        (work, "It had 20 people [@wire].", &[]),
        (work, "It had 99 people [@wire].", &["W0212 content/a.md:7:8"]),
        (work, "“nav or meta charset h1” [@wire].", &["E0207 content/a.md:7:2"]),
    ] {
        resting(record, text).build().finds(expected);
    }
    resting(work, "“it had 30 people – closed” [@wire].").build().says("content/_sources/page.html:5:");
}

#[test]
fn a_copy_that_changed_is_told_once() {
    let sum = nutgraf::base::sha256(
        b"The lab closed on Monday, its director said.\nAdvertisement: 7 cats\nIt had 20 people, of whom all found other work.\n",
    );
    let record = format!("{{title: L, snapshot: {{file: _sources/wire.txt, sha256: \"{sum}\"}}}}");
    let project = resting(&record, "It closed [@wire].");
    project.build().no_findings();
    let changed = project.replace("content/_sources/wire.txt", "20 people", "30 people");
    changed.build().finds(&["W0227 content/_sources/wire.txt"]).says("write sha256: \"");
}

/// What a server does with a request for a path; it ends with the test.
mod server {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};

    /// A server on this machine; `{at}` in an answer is its own address.
    pub fn start(answers: &'static [(&'static str, &'static [u8])]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let at = format!("http://{}", listener.local_addr().expect("has an address"));
        let own = at.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                std::thread::spawn(move || answer(stream, answers, &own));
            }
        });
        at
    }

    fn answer(mut stream: TcpStream, answers: &[(&str, &[u8])], own: &str) {
        let mut lines = BufReader::new(stream.try_clone().expect("a stream can be shared")).lines();
        let Some(Ok(first)) = lines.next() else { return };
        // The whole of the request is read, or closing would cut the answer off.
        while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
        let path = first.split(' ').nth(1).unwrap_or_default();
        match answers.iter().find(|(known, _)| *known == path) {
            Some((_, b"TRICKLE")) => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<");
                // Until the other side has had enough.
                let _ = stream.read(&mut [0]);
            }
            Some((_, b"FLOOD")) => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
                while stream.write_all(&[b'x'; 64 * 1024]).is_ok() {}
            }
            Some((_, answer)) => {
                let text = String::from_utf8_lossy(answer);
                let told = if text.contains("{at}") { text.replace("{at}", own).into_bytes() } else { answer.to_vec() };
                let _ = stream.write_all(&told);
            }
            None => {
                let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
        }
    }
}

const ANSWERS: &[(&str, &[u8])] = &[
    (
        "/page",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<title>A page</title><p>It has words, says the caf\xc3\xa9.</p>",
    ),
    ("/latin", b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n<title>Latin</title><p>The caf\xe9 has \x80 5.</p>"),
    (
        "/meta",
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<meta charset=windows-1252><title>Meta</title><p>The caf\xe9 \x96 open.</p>",
    ),
    ("/text", b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nOnly <b>text</b>.\n"),
    ("/moved", b"HTTP/1.1 301 Moved\r\nLocation: /page?x#y\r\nContent-Length: 0\r\n\r\n"),
    ("/page?x", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: TEXT/HTML\r\n\r\n<title>Moved here</title><p>Words.</p>"),
    ("/loop", b"HTTP/1.1 302 Found\r\nLocation: {at}/loop\r\nContent-Length: 0\r\n\r\n"),
    ("/file", b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
    ("/user", b"HTTP/1.1 302 Found\r\nLocation: http://user@localhost/\r\nContent-Length: 0\r\n\r\n"),
    ("/inside", b"HTTP/1.1 302 Found\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n"),
    ("/mapped", b"HTTP/1.1 302 Found\r\nLocation: http://[::ffff:7f00:1]/\r\nContent-Length: 0\r\n\r\n"),
    ("/cloud", b"HTTP/1.1 302 Found\r\nLocation: //169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n"),
    ("/picture", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
    ("/disguised", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n\x89PNG\0\0"),
    ("/none", b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"),
    ("/odd", b"no answer at all"),
    ("/cookie", b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n"),
    ("/trickle", b"TRICKLE"),
    ("/flood", b"FLOOD"),
];

/// Whether pages can be fetched here; hosted machines have `curl`, a bare container may not.
fn has_curl() -> bool {
    let has = std::process::Command::new("curl").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has {
        crate::desk::skipped("there is no curl");
    }
    has
}

#[test]
fn a_page_of_the_web_is_stored_with_its_address() {
    if !has_curl() {
        return;
    }
    let at = server::start(ANSWERS);
    for (path, id, url, text) in [
        ("/page", "a-page", "/page", "It has words, says the café.\n"),
        ("/latin", "latin", "/latin", "The café has € 5.\n"),
        ("/meta", "meta", "/meta", "The café – open.\n"),
        ("/moved", "moved-here", "/page?x", "Words.\n"),
        ("/cookie#part", "a-page", "/page", "It has words, says the café.\n"),
    ] {
        let desk = Desk::with(PLAIN);
        desk.done(&["source", "add", &format!("{at}{path}"), "--allow-private"]).prints(&format!("content/_sources/{id}.txt"));
        assert_eq!(desk.read(&format!("content/_sources/{id}.txt")), text);
        let record = desk.read("content/_data/sources.yaml");
        assert!(record.contains(&format!("  url: \"{at}{url}\"\n")), "{record}");
    }
    let desk = Desk::with(PLAIN);
    desk.done(&["source", "add", &format!("{at}/text"), "--allow-private", "--id", "text"]);
    assert_eq!(desk.read("content/_sources/text.txt"), "Only <b>text</b>.\n");
}

#[test]
fn what_should_not_be_fetched_is_not() {
    if !has_curl() {
        return;
    }
    let (at, desk) = (server::start(ANSWERS), Desk::with(PLAIN));
    let before = desk.tree(".");
    for (path, says) in [
        ("/loop", "leads on more than 5 times"),
        ("/file", "no address of the web"),
        ("/user", "name or password"),
        ("/inside", "localhost is "),
        ("/mapped", "[::ffff:7f00:1]/ is not fetched"),
        ("/cloud", "169.254.169.254, an address of this machine or of a local network"),
        ("/picture", "is no page and no text but image/png"),
        ("/disguised", "is no text"),
        ("/none", "answers 500"),
        ("/nowhere", "answers 404"),
        ("/odd", "cannot be fetched"),
        ("/flood", "more than 8 MB"),
    ] {
        desk.run(&["source", "add", &format!("{at}{path}"), "--allow-private"]).exits(2).says(says);
    }
    desk.run(&["source", "add", &format!("{at}/trickle"), "--allow-private", "--timeout", "1"]).exits(2).says("more than 1 second");
    desk.run(&["source", "add", &format!("{at}/page")]).exits(2).says("127.0.0.1").says("--allow-private");
    assert_eq!(desk.tree("."), before);
}

#[test]
fn settings_and_proxies_of_the_machine_play_no_part() {
    if !has_curl() {
        return;
    }
    let (at, desk) = (server::start(ANSWERS), Desk::with(PLAIN));
    desk.write("home-of-nobody/.curlrc", "fail\nurl = \"file:///etc/passwd\"\nuser-agent = \"x\"\n");
    let mut command = desk.command(&["source", "add", &format!("{at}/page"), "--allow-private"]);
    let proxies = [("http_proxy", "http://127.0.0.1:1"), ("ALL_PROXY", "http://127.0.0.1:1")];
    crate::desk::Ran::of(command.envs(proxies)).exits(0).prints("content/_sources/a-page.txt");
    assert_eq!(desk.read("content/_sources/a-page.txt"), "It has words, says the café.\n");
}
