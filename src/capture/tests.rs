//! What is taken from texts and pages.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::page::Page;
use super::record::Record;
use super::{About, Cut, Taken, tail};
use crate::base::{Code, Diagnostics, SourcePath, SourceText};
use crate::briefing::{Lines, sources};
use crate::input::{Fields, data};

/// The work, and what is left out, as `5-38 | 1-3 why | 39-41 why`.
fn told(cut: &Cut) -> String {
    let mut out = cut.body.to_string();
    for left in &cut.left_out {
        let _ = write!(out, " | {} {}", Lines::of(left.first..=left.last), left.why);
    }
    out
}

#[test]
fn what_can_be_seen_of_a_page_is_its_text() {
    for (html, text) in [
        ("<p>One</p><p>Two\n  three</p>", "One\n\nTwo three\n"),
        ("<p>One<br>two<br/><br/>three", "One\ntwo\nthree\n"),
        ("a<b>b</b><i> c </i>d", "ab c d\n"),
        ("<p>a&nbsp;b &lt;c&gt; &amp;amp; &#8209;</p>", "a\u{a0}b <c> &amp; \u{2011}\n"),
        ("<ul><li>One<li>Two</ul>After", "One\nTwo\n\nAfter\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td><p>c</p></td><td>d</td></tr></table>", "a\tb\n\nc\n\nd\n"),
        ("<pre>one\n  two</pre>", "one\n  two\n"),
        ("<p hidden>no</p><p style='Display : None'>no</p><script>no</script><p>yes</p>", "yes\n"),
        ("<h1>Head</h1>text<nav>menu</nav>", "Head\n\ntext\n\nmenu\n"),
        ("", ""),
        ("<p>", ""),
        ("no page at all", "no page at all\n"),
    ] {
        assert_eq!(Page::read(html).text(), text, "{html}");
    }
}

#[test]
fn a_title_has_plain_spaces() {
    let page = Page::read("<title> A 12\n MB&nbsp;file </title><p>Text");
    assert_eq!(page.title.as_deref(), Some("A 12 MB file"));
}

#[test]
fn every_line_of_a_page_stands_at_its_number() {
    let page = Page::read("<h1>A</h1><p>b<br>c</p><ul><li>d<li>e</ul><nav>f</nav>");
    let text = page.text();
    let lines: Vec<&str> = text.lines().collect();
    assert!(page.lines.iter().all(|line| lines[line.number - 1] == line.text), "{page:?}");
}

/// A pasted text, line by line with `|` between, and what is made of it.
#[test]
fn tails_begin_at_markers_and_repeated_teasers() {
    const WORK: &str =
        "A mill closed on Monday, said its owner, who is ninety years old and has no heir in the whole of the valley.|It will be a museum.";
    for (rest, expected) in [
        ("", "1-2"),
        ("Related", "1-2 | 3 marker “related”"),
        ("Related stories:|Bakery opens|Shop closes", "1-2 | 3-5 marker “related stories”"),
        ("Read more: Bakery opens in May", "1-2 | 3 marker “read more”"),
        ("→ Read more", "1-2 | 3 marker “read more”"),
        ("You may also like...|Bakery opens", "1-2 | 3-4 marker “you may also like”"),
        ("Most read in the valley|Bakery opens", "1-2 | 3-4 marker “most read”"),
        ("The Valley, Mill Street 1 © 2025", "1-2 | 3 marker “© 20”"),
        ("More from The Valley|Bakery opens", "1-2 | 3-4 marker “more from”"),
        ("Sign up for our newsletter.|© The Valley", "1-2 | 3-4 marker “sign up for”"),
        ("The Valley. All rights reserved.", "1-2 | 3 marker “all rights reserved”"),
        ("Bakery opens in May|Shop closes|Bakery opens in May", "1-2 | 3-5 repeated in line 5"),
        // A list with blurbs.
        ("Related|Bakery opens|It sells bread in May.|Shop closes|It sold shoes for years.", "1-2 | 3-7 marker “related”"),
        // What only looks like one of them.
        ("Related companies fell by a tenth on Monday.", "1-3"),
        ("Topics of the meeting were many.", "1-3"),
        ("Subscribers to the paper were told.", "1-3"),
        ("Bakery opens|Shop closes", "1-4"),
        ("The Valley|Shop|The Valley", "1-5"),
        // The work goes on below a box.
        (
            "Related|Bakery opens|The owner said that he had looked for an heir for ten years, in the valley and far beyond it, and had found none.",
            "1-2, 4-5 | 3 marker “related”",
        ),
    ] {
        let text = format!("{WORK}|{rest}").trim_end_matches('|').replace('|', "\n");
        assert_eq!(told(&Taken::plain(&text).cut), expected, "{rest}");
    }
}

#[test]
fn a_head_of_markers_is_left_out() {
    let text = "Skip to content\nAdvertisement\nMill closes\nA mill closed on Monday, said its owner.\n";
    assert_eq!(told(&Taken::plain(text).cut), "3-4 | 1-2 marker “skip to”");
}

#[test]
fn wrapped_paragraphs_are_one() {
    let text = "The fungus that blackens the shoots of pears has been found in\ntwo more counties, the plant health service said on Friday in\nits report, and it was first seen last year.\n\nRelated\nposts are on the other page.\n";
    let units: Vec<(usize, usize)> = tail::units(text).iter().map(|unit| (unit.first, unit.last)).collect();
    assert_eq!(units, [(1, 3), (5, 6)]);
}

#[test]
fn more_than_half_is_never_cut_unseen() {
    let text = "A mill closed.\nIt was old, said its owner.\nRelated stories\nOne more headline of quite some words\nAnother headline of quite some words\n";
    assert!(Taken::plain(text).cut.is_drastic);
}

#[test]
fn a_record_is_read_back_as_it_was_meant() {
    let title = "“A”: 'b' # c \\ \"d\"\u{2028}\u{85} – {e}, [f] & *g | 100%";
    let about = About {
        title: Some(title.into()),
        publisher: Some("no".into()),
        author: Some("12".into()),
        date: Some("2025-07-23".into()),
        url: Some("https://example.org/?a=b#c".into()),
    };
    let lines = Lines::parse("5-12, 14").expect("lines");
    let sum = "1234e567".repeat(8);
    for id in ["wire", "2025-07-23", "no", "1e5", "über.a", "true"] {
        let record =
            Record { id, about: &about, file: "_sources/a b.txt", sha256: &sum, lang: Some("no"), taken: "2026-11-21", body: Some(&lines) };
        let yaml = format!("first: Title\n{}", record.yaml(0));
        let source = SourceText::new(SourcePath::new("content/_data/sources.yaml").expect("a path"), &yaml);
        let document = data::parse(&source).expect("YAML").unwrap_or_else(|found| panic!("{found:?}\n{yaml}"));
        let mut faults = Diagnostics::new();
        let fields = Fields::of(&document, Code::E0406, &mut faults).all();
        let read = sources::read(&fields[1], Code::E0406, &mut faults).expect("a source");
        let snapshot = read.snapshot.clone().expect("a copy");
        assert!(faults.is_empty(), "{faults:?}\n{yaml}");
        assert_eq!(
            (fields[1].key, read.title.as_str(), read.publisher.as_deref(), read.author().as_deref()),
            (id, title, Some("no"), Some("12"))
        );
        assert_eq!((snapshot.file.as_str(), snapshot.sha256, snapshot.body), ("_sources/a b.txt", Some(sum.clone()), Some(lines.clone())));
        assert_eq!(read.accessed.map(|date| format!("{date:?}")), Some("Day(2026-11-21)".into()));
    }
}

#[test]
fn no_depth_and_no_length_is_too_much() {
    let deep = format!("before{}text", "<div>".repeat(50_000));
    assert_eq!(Taken::html(&deep).text, "before\n");
    let long = "<p>word word word</p>".repeat(20_000);
    assert_eq!(Page::read(&long).lines.len(), 20_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_has_a_cut(lines in proptest::collection::vec(prop_oneof![
        Just("Related".to_owned()), Just("Read more: x".to_owned()), Just(String::new()), Just("A teaser of five words".to_owned()),
        Just("© A".to_owned()), "[a-c .]{0,200}", "\\PC{0,60}",
    ], 0..40)) {
        let text = lines.join("\n");
        let taken = Taken::plain(&text);
        let number = |lines: &Lines| lines.ranges().iter().map(|(first, last)| last - first + 1).sum::<usize>();
        prop_assert!(taken.cut.body.ends().is_none_or(|(_, last)| last <= taken.cut.total));
        // Every line that says something is the work or left out, and never both.
        for (at, line) in taken.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let is_out = taken.cut.left_out.iter().any(|left| (left.first..=left.last).contains(&(at + 1)));
            prop_assert!(taken.cut.body.has(at + 1) != is_out, "line {} {line:?}: {:?}", at + 1, taken.cut);
        }
        prop_assert!(number(&taken.cut.body) <= taken.cut.total);
    }

    #[test]
    fn any_page_has_a_text(html in "(<(p|div|a|h1|ul|li|table|tr|td|nav|br|pre|b|/p|/div|/a|/table)( hidden| href=x)?>|[a-z .&;\n\t]{1,9}|\\PC){0,60}") {
        let taken = Taken::html(&html);
        prop_assert_eq!(Page::read(&html).text(), taken.text);
    }
}
