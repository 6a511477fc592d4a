//! What holds for every text, however broken.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::Parser;

use super::prepare::prepare;
use super::{Fill, Fragment, Markdown, Options, read};
use crate::base::{Code, Diagnostics, SourcePath, SourceText};

const SNIPPETS: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "2) ",
    "# ",
    "###### ",
    "===\n",
    "---\n",
    ": ",
    "- [x] ",
    "[!NOTE]\n",
    "|",
    " | ",
    "a | b\n",
    "---|---\n",
    "| a | b |\n",
    "|:-:|\t--|\n",
    "Key Facts at a Glance",
    "[@a]",
    "[@a, \"b\"]",
    "[@",
    "[^1]",
    "[^1]: ",
    "[^x]",
    "[a]: b\n",
    "`",
    "```\n",
    "~~~ rust\n",
    "*",
    "**",
    "_",
    "~~",
    "~",
    "^",
    "!",
    "![",
    "[",
    "]",
    "](",
    "](x.md)",
    "(",
    ")",
    "<b>",
    "</b>",
    "<br>\n",
    "<div>\n",
    "<!--",
    "-->",
    "<script>",
    "<a href=x>",
    "https://x.org/a",
    "<https://y>",
    "a@b.c",
    "javascript:",
    "é",
    "字",
    "word",
    "\"",
    "'",
    "--",
    "...",
    "&amp;",
    "&#9;",
    "&lt;",
    "\\",
    "{#x .y}",
    "{",
    "{{<a/>}}",
    "{{< b src=\"x.png\" >}}",
    "{{</b>}}",
    "{{<b>}}\n",
    "{{</b>}}\n",
    "{{<",
    ">}}",
    "{{<c x='",
    "\u{100000}",
    "\u{100001}",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "=",
    "+",
    "//",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![4 => vec(select(SNIPPETS), 0..40).prop_map(|snippets| snippets.concat()), 1 => any::<String>()]
}

fn options() -> impl Strategy<Value = Options> {
    (any::<bool>(), any::<bool>()).prop_map(|(smart_punctuation, permalinks)| Options {
        smart_punctuation,
        permalinks,
        ..Options::default()
    })
}

fn source(text: &str) -> SourceText {
    SourceText::new(SourcePath::new("a.md").expect("sound"), text)
}

fn reading(text: &str, options: &Options) -> Markdown {
    let source = source(text);
    let mut faults = Diagnostics::new();
    let markdown = read(&source, 0..source.text.len(), options, &mut faults);
    if faults.iter().any(|fault| fault.code == Code::E0310) {
        assert!(parser_fails(&source.text, options), "a failure of our own: {text:?}");
    }
    markdown
}

/// Whether the parser alone fails on a text.
fn parser_fails(text: &str, options: &Options) -> bool {
    let text = prepare(text, 0).text.into_owned();
    std::panic::catch_unwind(|| Parser::new_ext(&text, options.extensions()).count()).is_err()
}

fn printed(fragment: &Fragment) -> String {
    let mut out = String::new();
    fragment.fill(&mut out, |_, _| {});
    out
}

/// Every HTML of a file: its own and that of the key facts' cells.
fn fragments(markdown: &Markdown) -> Vec<&Fragment> {
    let cells = markdown.facts.iter().flat_map(|facts| &facts.rows).flat_map(|row| &row.cells).map(|cell| &cell.html);
    std::iter::once(&markdown.html).chain(cells).collect()
}

/// The tag that breaks the balance, or is a link inside a link, if there is one.
fn unbalanced(html: &str) -> Option<String> {
    const VOID: [&str; 4] = ["br", "hr", "img", "input"];
    let mut open = Vec::new();
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or(rest)) {
        let name = tag.split([' ', '\n']).next().unwrap_or(tag);
        match name.strip_prefix('/') {
            Some(name) if open.pop() == Some(name) => {}
            Some(_) => return Some(tag.to_owned()),
            None if VOID.contains(&name) => {}
            None if name == "a" && open.contains(&"a") => return Some(tag.to_owned()),
            None => open.push(name),
        }
    }
    open.pop().map(str::to_owned)
}

fn ids(html: &str) -> impl Iterator<Item = &str> {
    html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or(rest))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html_is_balanced_and_holds_no_script(text in texts(), options in options()) {
        let markdown = reading(&text, &options);
        for fragment in fragments(&markdown) {
            let html = printed(fragment);
            prop_assert_eq!(unbalanced(&html), None, "{}", html);
            prop_assert!(!html.to_ascii_lowercase().contains("<script"));
            prop_assert!(!html.contains("href=\"javascript:"));
            let is_forbidden = |character: char| character.is_control() && !character.is_whitespace();
            prop_assert!(!html.contains(is_forbidden));
        }
    }

    #[test]
    fn ids_are_unique_and_known(text in texts(), options in options()) {
        let markdown = reading(&text, &options);
        let html: String = fragments(&markdown).into_iter().map(printed).collect();
        let mut found: Vec<&str> = ids(&html).collect();
        let mut known: Vec<String> = markdown.anchors.iter().map(|id| crate::base::escape::escaped(id)).collect();
        found.sort_unstable();
        known.sort_unstable();
        prop_assert!(known.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", known);
        prop_assert!(found.iter().all(|id| known.iter().any(|known| known == id)), "{:?} {:?}", found, known);
        prop_assert!(found.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", found);
    }

    #[test]
    fn spans_lie_in_the_body(before in any::<String>(), text in texts(), options in options()) {
        let whole = format!("é{before}{text}");
        let body = whole.len() - text.len()..whole.len();
        let source = source(&whole);
        let mut faults = Diagnostics::new();
        let markdown = read(&source, body.clone(), &options, &mut faults);
        let cells = markdown.facts.iter().flat_map(|facts| {
            let rows = facts.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &cell.span).chain([&row.span]));
            rows.chain([&facts.span])
        });
        let spans = markdown.references.iter().map(|reference| &reference.span);
        let spans = spans.chain(markdown.citations.iter().map(|citation| &citation.span)).chain(cells);
        let is_sound = |span: &Range<usize>| body.start <= span.start && span.end <= body.end && source.text.get(span.clone()).is_some();
        for span in spans {
            prop_assert!(is_sound(span), "{:?} of {:?}", span, body);
        }
    }

    #[test]
    fn every_hole_names_a_reference(text in texts(), options in options()) {
        let markdown = reading(&text, &options);
        for fill in fragments(&markdown).into_iter().flat_map(Fragment::fills) {
            match fill {
                Fill::Link(index) | Fill::Image(index) => prop_assert!(*index < markdown.references.len()),
                Fill::Call(index) | Fill::CallEnd(index) => prop_assert!(*index < markdown.calls.len()),
                _ => {}
            }
        }
    }

    /// Bodies end where they began or are errors, and no character that stands for a call is left.
    #[test]
    fn bodies_are_whole(text in texts(), options in options()) {
        let source = source(&text);
        let mut faults = Diagnostics::new();
        let markdown = read(&source, 0..source.text.len(), &options, &mut faults);
        if faults.has_errors() {
            return Ok(());
        }
        let (mut out, mut open) = (String::new(), Vec::new());
        markdown.html.fill(&mut out, |fill, out| match fill {
            Fill::Call(index) if markdown.calls[*index].has_body => open.push((*index, out.len())),
            Fill::CallEnd(index) => {
                let (begun, from) = open.pop().expect("a body has begun");
                assert_eq!(begun, *index);
                if !options.raw_html {
                    assert_eq!(out[from..].matches("<p>").count(), out[from..].matches("</p>").count(), "{}", &out[from..]);
                    assert_eq!(out[from..].matches("<li>").count(), out[from..].matches("</li>").count(), "{}", &out[from..]);
                }
            }
            _ => {}
        });
        prop_assert!(open.is_empty());
        let is_stand_in = |character: char| character >= '\u{100000}';
        prop_assert!(text.contains(is_stand_in) || !out.contains(is_stand_in), "{}", out);
    }

    #[test]
    fn line_endings_do_not_matter(text in texts(), options in options()) {
        let unix = text.replace('\r', "");
        let dos = unix.replace('\n', "\r\n");
        let (unix, dos) = (reading(&unix, &options), reading(&dos, &options));
        prop_assert_eq!(printed(&unix.html), printed(&dos.html));
        prop_assert_eq!(unix.words, dos.words);
        prop_assert_eq!(unix.opening, dos.opening);
    }

    /// Without the lines that were put in, the text is as it was, and every offset leads back to its own character.
    #[test]
    fn preparation_only_inserts(text in texts()) {
        let prepared = prepare(&text, 7);
        let mut kept = String::new();
        for (at, character) in prepared.text.char_indices() {
            let span = prepared.in_file(&(at..at + character.len_utf8()));
            if let Some(piece) = prepared.lifted.piece(character) {
                kept.push_str(&piece.written);
                prop_assert_eq!(text[span.start - 7..span.end - 7].replace("\r\n", "\n").replace('\r', "\n"), &*piece.written);
            } else if !span.is_empty() {
                kept.push(character);
                let there = &text[span.start - 7..span.end - 7];
                let is_line_end = character == '\n' && matches!(there, "\r" | "\r\n");
                prop_assert!(there.chars().eq([character]) || is_line_end || (there == "\t" && character == ' '));
            }
        }
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(kept.replace('\t', " "), plain.replace('\t', " "));
    }
}
