//! Plain YAML against the full parser: whatever is read the short way must be what the long way gives, types, order and
//! duplicates included; and front matter as people write it must indeed be read the short way.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::Value;
use super::document::full_yaml_value;
use super::plain::read;

/// Whether the short way was taken; fails where the two disagree.
fn agrees(text: &str) -> Result<bool, TestCaseError> {
    let Some(found) = read(text) else { return Ok(false) };
    match full_yaml_value(text) {
        // As written for debugging, for there -0.0 is not 0.0.
        Ok(expected) => prop_assert_eq!(format!("{found:?}"), format!("{expected:?}"), "{:?}", text),
        Err(fault) => prop_assert!(false, "{text:?} is wrong ({fault}) but was read as {found:?}"),
    }
    Ok(true)
}

static WRITTEN: LazyLock<Vec<String>> = LazyLock::new(written_by_people);

/// The front matter and the data of the demonstration site and of the kitchen site.
#[expect(clippy::disallowed_methods, reason = "a test's own material")]
fn written_by_people() -> Vec<String> {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut found = Vec::new();
    for folder in ["content", "tests/kitchen"] {
        for entry in walkdir::WalkDir::new(format!("{root}/{folder}")).sort_by_file_name().into_iter().flatten() {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            if let Some((data, _)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
                found.push(format!("{data}\n"));
            }
            if entry.path().extension().is_some_and(|extension| extension == "yaml") {
                found.push(text);
            }
        }
    }
    found
}

/// Bits of YAML that matter, in and out of place.
const BITS: &[&str] = &[
    "a",
    "title",
    "2025-07-24",
    "12",
    "-3",
    "0",
    "007",
    "1.50",
    "-0.0",
    "1e3",
    "0x1F",
    ".5",
    "5.",
    "1_000",
    "999999999999999999999",
    "+4",
    "true",
    "No",
    "null",
    "Null",
    "~",
    "inf",
    ".inf",
    "1 in 5",
    "more than 100",
    "über",
    "上海",
    "$5",
    "€ 5",
    "100%",
    "(b)",
    "/a/",
    "https://x.org/a#b",
    "12:30",
    "\"q\"",
    "\"a: b # c\"",
    "'it''s'",
    "'",
    "\"",
    "\"\\n\"",
    "\"\"",
    "''",
    "[a, b]",
    "[]",
    "{a: 1}",
    "{}",
    "[a, [b, {c: d}]]",
    "{a: {b: [c]}, d: \"e\"}",
    "[a: b]",
    "{a}",
    "{a:b}",
    "[a:b]",
    "[a,]",
    "[",
    "]",
    "{",
    "}",
    ",",
    ", ",
    ":",
    ": ",
    " :",
    " : ",
    "- ",
    "-",
    "--",
    "---",
    "...",
    "?",
    "? ",
    "# c",
    " # c",
    "#",
    "&x ",
    "*x",
    "!t ",
    "!!str ",
    "|",
    ">",
    "|\n  x\n",
    "@",
    "`",
    "%",
    "<<",
    "=",
    "\\",
    "\t",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\0",
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\n  ",
    "\n- ",
    "\n  - ",
    "\nb: ",
    "\n  c: ",
    "\n---\n",
    "e\u{301}",
];

fn bit() -> impl Strategy<Value = String> {
    proptest::sample::select(BITS).prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![6 => bit(), 1 => "[ -~é]{0,12}", 1 => "-?[0-9.exo_:+-]{1,8}", 2 => (bit(), bit()).prop_map(|(a, b)| format!("{a}{b}"))]
}

fn flow() -> impl Strategy<Value = String> {
    scalar().prop_recursive(3, 12, 4, |inner| {
        let entry = (scalar(), inner.clone()).prop_map(|(key, value)| format!("{key}: {value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::vec(entry, 0..4).prop_map(|entries| format!("{{{}}}", entries.join(", "))),
        ]
    })
}

/// Lines of keys and items at any indentation, sound or not.
fn document() -> impl Strategy<Value = String> {
    let marker = prop_oneof![4 => Just(""), 2 => Just("- "), 1 => Just("-   "), 1 => Just("-")];
    let key = prop_oneof![
        4 => Just("a: ".to_owned()),
        2 => Just("b:".to_owned()),
        1 => Just(String::new()),
        2 => scalar().prop_map(|key| format!("{key}: ")),
    ];
    let value = prop_oneof![2 => Just(String::new()), 4 => scalar(), 3 => flow()];
    let tail = prop_oneof![8 => Just(""), 1 => Just(" # c"), 1 => Just("  "), 1 => Just("\n# c"), 1 => Just("\n"), 1 => Just("\r")];
    let line = (0_usize..4, marker, key, value, tail);
    prop::collection::vec(line, 1..7).prop_map(|lines| {
        let line = |(indent, marker, key, value, tail)| format!("{}{marker}{key}{value}{tail}\n", "  ".repeat(indent));
        lines.into_iter().map(line).collect()
    })
}

/// A text with some parts taken out, doubled or replaced.
fn edited(text: &str, edits: &[(prop::sample::Index, usize, String)]) -> String {
    let mut text = text.to_owned();
    for (at, length, with) in edits {
        let bound = |offset: usize| (offset.min(text.len())..).find(|offset| text.is_char_boundary(*offset)).unwrap_or(text.len());
        let start = bound(at.index(text.len() + 1));
        text.replace_range(start..bound(start + length), with);
    }
    text
}

#[test]
fn front_matter_as_people_write_it_is_plain() {
    let all = &*WRITTEN;
    let plain = all.iter().filter(|text| agrees(text).unwrap_or_else(|fault| panic!("{fault}"))).count();
    assert!(all.len() > 10 && plain * 4 > all.len() * 3, "{plain} of {} are plain", all.len());
}

#[test]
fn the_subset_is_what_its_contract_says() {
    let text = |text: &str| Value::Text(text.into());
    for (written, expected) in [
        ("a: b", text("b")),
        ("a: \"b: c # d\" # e", text("b: c # d")),
        ("a: 'it''s'", text("it's")),
        ("a: b#c  # d", text("b#c")),
        ("a: https://x.org/y:z", text("https://x.org/y:z")),
        ("a: 2025-07-24T09:00+01:00", text("2025-07-24T09:00+01:00")),
        ("a: -12", Value::Integer(-12)),
        ("a: 1.10", Value::Float(1.1)),
        ("a: True", Value::Flag(true)),
        ("a:", Value::Null),
        ("a:   # nothing\n", Value::Null),
        ("a: [b, \"c\", 3]\r\n", Value::List(vec![text("b"), text("c"), Value::Integer(3)])),
        ("a:\n- b\n# c\n- {d: https://x.org}\n", Value::List(vec![text("b"), Value::Map(vec![("d".into(), text("https://x.org"))])])),
        ("a:\n  - b: 1\n    b: 2\n", Value::List(vec![Value::Map(vec![("b".into(), Value::Integer(1)), ("b".into(), Value::Integer(2))])])),
    ] {
        assert_eq!(read(written), Some(Value::Map(vec![("a".into(), expected)])), "{written:?}");
        assert!(agrees(written).is_ok_and(|plain| plain), "{written:?}");
    }
}

#[test]
fn what_is_not_plain_is_left_to_the_full_parser() {
    for text in [
        "",
        "# only a comment",
        "a",
        "- a\nb: c",
        "a: b\n  c",
        "a: b: c",
        "a: |\n  b",
        "a: >\n  b",
        "a: \"b\\n\"",
        "a: \"b\n  c\"",
        "a: [b,\n  c]",
        "a: &x b",
        "a: *x",
        "a: !!str 1",
        "? a\n: b",
        "1: a",
        "true: a",
        "a: 0x1F",
        "a: 012",
        "a: +1",
        "a: ~",
        "a: .5",
        "a: 99999999999999999999",
        "a: b\tc",
        "a: b\r",
        "a: b\u{2028}c",
        "a: b\u{85}c",
        "a: \u{feff}b",
        "---\na: b",
        "a: b\n---\n",
        "a: b\n...\n",
        "%YAML 1.2\n---\na: b",
        "a: [b: c]",
        "a: {b}",
        "a: [b, ]",
        "a: {b:}",
        "a: [b",
        "a: \"b\"c",
        "a: \"b\"#c",
        " a: b",
        "a:\n  b: c\n d: e",
        "a: - b",
        "- - a",
        "a: 1e999",
    ] {
        assert_eq!(read(text), None, "{text:?}");
    }
    assert_eq!(read(&format!("a: {}1{}", "[".repeat(40), "]".repeat(40))), None);
    assert_eq!(read(&format!("{}: 1", "k".repeat(2000))), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn a_document_reads_the_same_both_ways(text in document()) {
        agrees(&text)?;
    }

    #[test]
    fn bits_read_the_same_both_ways(bits in prop::collection::vec(bit(), 0..12)) {
        agrees(&format!("a: {}", bits.concat()))?;
        agrees(&bits.concat())?;
    }

    #[test]
    fn edited_front_matter_reads_the_same_both_ways(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6, prop_oneof![3 => bit(), 1 => Just(String::new())]), 1..4),
    ) {
        agrees(&edited(&WRITTEN[which.index(WRITTEN.len())], &edits))?;
    }
}
