//! Compares what is written for every example of the CommonMark specification with what the parser's own HTML is.
//!
//! The specification is licensed CC-BY-SA and is not kept here: `NUTGRAF_COMMONMARK_SPEC` names its `spec.txt` (the npm
//! package `commonmark-spec` holds it). Both sides get the same text behind a first paragraph, so that no example's
//! heading becomes the page's title, and the same extensions. What differs on purpose is undone, rule by rule; what is
//! left must be equal, but for the examples listed by what they show.

use nutgraf::base::{Diagnostics, SourcePath, SourceText};
use nutgraf::briefing::markdown::{Fill, Options, read};
use nutgraf::briefing::quantity::Tongue;
use nutgraf::input::Signposts;
use pulldown_cmark::{Options as Extensions, Parser, html};

const BEFORE: &str = "before\n\n";

/// A deliberate deviation: why, and how both sides are made equal.
struct Deviation {
    reason: &'static str,
    undo: fn(&str) -> String,
}

const DEVIATIONS: &[Deviation] = &[
    Deviation {
        reason: "quotes are escaped in text too: one escaping writer serves every sink",
        undo: |html| html.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'"),
    },
    Deviation { reason: "void elements have no slash: it is HTML, not XHTML", undo: |html| html.replace(" />", ">") },
    Deviation { reason: "every heading has an id, for links to it", undo: without_heading_ids },
    Deviation {
        reason: "level one is the page's title, so headings begin at two",
        undo: |html| html.replace("<h1>", "<h2>").replace("</h1>", "</h2>"),
    },
    Deviation { reason: "images are loaded when they are near", undo: |html| html.replace(" loading=\"lazy\" decoding=\"async\"", "") },
    Deviation { reason: "an image alone in its paragraph is a figure with its title as caption", undo: without_figures },
    Deviation {
        reason: "`[`, `]` stay in addresses (RFC 3986) and `^` does not",
        undo: |html| html.replace("%5B", "[").replace("%5D", "]").replace("%5E", "^"),
    },
    Deviation { reason: "comments are the writer's notes, and reach no page", undo: without_comments },
];

/// Examples that differ in more than form, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("- <div>\n- foo", "a block of HTML begins a line, as in the specification"),
    ("<irc://foo.bar:2233/baz>", "only listed schemes are linked"),
    ("<a+b+c:d>", "only listed schemes are linked"),
    ("<made-up-scheme://foo,bar>", "only listed schemes are linked"),
    ("<localhost:5001/foo>", "only listed schemes are linked"),
    ("<https://foo.bar/baz bim>", "bare addresses become links"),
    ("< https://foo.bar >", "bare addresses become links"),
    ("https://example.com", "bare addresses become links"),
];

/// Without comments and the empty lines that they leave.
fn without_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let Some(end) = rest[start + 2..].find("-->") else { break };
        out.push_str(&rest[..start]);
        rest = &rest[start + 2 + end + 3..];
    }
    out.push_str(rest);
    out.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

fn without_heading_ids(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(" id=\"") {
        let end = rest[at + 5..].find('"').map_or(rest.len(), |end| at + 5 + end + 1);
        let tag = rest[..at].rfind('<').map_or("", |tag| &rest[tag..at]);
        let is_heading = matches!(tag, "<h1" | "<h2" | "<h3" | "<h4" | "<h5" | "<h6");
        out.push_str(if is_heading { &rest[..at] } else { &rest[..end] });
        rest = &rest[end..];
    }
    out + rest
}

fn without_figures(html: &str) -> String {
    let mut out = String::new();
    for line in html.split_inclusive('\n') {
        match line.strip_prefix("<figure>").and_then(|rest| rest.strip_suffix("</figure>\n")) {
            Some(figure) => {
                let (image, caption) = figure.split_once("<figcaption>").unwrap_or((figure, ""));
                let title = caption.strip_suffix("</figcaption>").map(|caption| format!(" title=\"{caption}\"")).unwrap_or_default();
                out.push_str(&format!("<p>{}{title}></p>\n", image.trim_end_matches('>')));
            }
            None => out.push_str(line),
        }
    }
    out
}

/// The percent-encoding that both sides use for addresses.
fn encoded(address: &str) -> String {
    let mut out = String::new();
    html::push_html(
        &mut out,
        Parser::new("[x](<y>)").map(|event| match event {
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { link_type, title, id, .. }) => {
                pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { link_type, title, id, dest_url: address.to_owned().into() })
            }
            event => event,
        }),
    );
    let inside = out.strip_prefix("<p><a href=\"").and_then(|rest| rest.split('"').next()).expect("is a link");
    inside.to_owned()
}

fn ours(text: &str) -> String {
    let source = SourceText::new(SourcePath::new("a.md").expect("sound"), text);
    let options = Options {
        raw_html: true,
        keep_opening: false,
        smart_punctuation: false,
        highlight: false,
        permalinks: false,
        signposts: Signposts::default(),
        facts_headings: Vec::new(),
        tongue: Tongue::default(),
    };
    let markdown = read(&source, 0..source.text.len(), &options, &mut Diagnostics::new());
    let mut out = String::new();
    markdown.html.fill(&mut out, |fill, out| match fill {
        Fill::Link(index) => out.push_str(&format!(" href=\"{}\"", encoded(&markdown.references[*index].destination))),
        Fill::Image(index) => out.push_str(&format!(" src=\"{}\"", encoded(&markdown.references[*index].destination))),
        Fill::OwnAnchor | Fill::Cited(_) | Fill::Facts | Fill::Call(_) | Fill::CallEnd(_) => {}
    });
    out
}

fn theirs(text: &str) -> String {
    let extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_GFM
        | Extensions::ENABLE_DEFINITION_LIST
        | Extensions::ENABLE_HEADING_ATTRIBUTES;
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(text, extensions));
    out
}

fn examples(specification: &str) -> Vec<String> {
    let fence = "`".repeat(32);
    let tests = specification.split("<!-- END TESTS -->").next().unwrap_or(specification);
    let opening = format!("\n{fence} example\n");
    let example =
        |rest: &str| rest.split("\n.\n").next().map(|text| format!("{text}\n").replace('→', "\t").trim_start_matches(".\n").to_owned());
    tests.split(&opening).skip(1).filter_map(example).collect()
}

#[test]
fn every_example_is_written_as_the_parser_would() {
    #[expect(clippy::disallowed_methods, reason = "a test that reads a text which is not kept with the project")]
    let path = std::env::var("NUTGRAF_COMMONMARK_SPEC");
    let Ok(path) = path else {
        println!("SKIPPED: set NUTGRAF_COMMONMARK_SPEC to the spec.txt of CommonMark to compare with it");
        return;
    };
    #[expect(clippy::disallowed_methods, reason = "as above")]
    let specification = std::fs::read_to_string(&path).expect("the specification can be read").replace("\r\n", "\n");
    let examples = examples(&specification);
    assert!(examples.len() > 600, "only {} examples found", examples.len());
    let mut needed = vec![0; DEVIATIONS.len()];
    let (mut equal, mut different) = (0, Vec::new());
    for example in &examples {
        let text = format!("{BEFORE}{example}");
        let (mut ours, mut theirs) = (ours(&text), theirs(&text));
        equal += usize::from(ours == theirs);
        for (index, deviation) in DEVIATIONS.iter().enumerate() {
            let undone = ((deviation.undo)(&ours), (deviation.undo)(&theirs));
            needed[index] += usize::from(undone.0 == undone.1 && ours != theirs);
            (ours, theirs) = undone;
        }
        let is_exception = EXCEPTIONS.iter().any(|(exception, _)| example.trim() == *exception);
        if (ours != theirs) != is_exception {
            different.push(format!("--- {example}\nours:   {ours}\ntheirs: {theirs}"));
        }
    }
    println!("{equal} of {} examples are equal to the byte", examples.len());
    for (deviation, needed) in DEVIATIONS.iter().zip(needed) {
        println!("{needed:4} more when undone: {}", deviation.reason);
    }
    EXCEPTIONS.iter().for_each(|(example, reason)| println!("   1 differs: {reason}: {example:?}"));
    assert!(different.is_empty(), "{} differ\n{}", different.len(), different.join("\n"));
}
