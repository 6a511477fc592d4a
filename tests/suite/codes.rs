//! Every code's page has an example that really gives the code.
//!
//! A page of the guide (`docs/content/codes/CODE.md`) shows its mistake as a whole site in a fenced block with the info
//! word `site`; it is built here. Codes whose mistake needs a disk, a network or a clock stand in [`WITHOUT_EXAMPLE`]
//! with the reason. Pages that are not written yet are counted.

use nutgraf::base::Code;

use crate::site::site;

/// Codes that no site in memory can give.
const WITHOUT_EXAMPLE: &[(Code, &str)] = &[
    (Code::E0101, "bytes that are no text cannot stand in the guide"),
    (Code::E0111, "64 KB of front matter would drown the page"),
    (Code::E0701, "the output folder is on a disk"),
    (Code::E0702, "the output folder is on a disk"),
    (Code::E0703, "the output folder is on a disk"),
    (Code::E0801, "links are on a disk"),
    (Code::E0802, "permissions are on a disk"),
    (Code::E0804, "such a name cannot be written in the heading of a file"),
    (Code::E0901, "ports belong to the machine"),
    (Code::E0902, "watching belongs to the machine"),
];

/// How many pages may still say TODO. To be strict, this is zero.
/// Pages that are written but still lack their example. To be strict, this is empty.
const AWAITED: &[Code] = &[Code::E0310];

/// How many pages may still say TODO. To be strict, this is zero.
const UNWRITTEN_MAX: usize = Code::ALL.len();

/// The contents of the fenced blocks with the info word `site`.
fn examples(page: &str) -> Vec<String> {
    let (mut found, mut open): (Vec<String>, Option<(String, String)>) = (Vec::new(), None);
    for line in page.split_inclusive('\n') {
        let fence: String = line.chars().take_while(|character| matches!(character, '`' | '~')).collect();
        match &mut open {
            Some((opening, text)) if line.trim_end() == opening.as_str() => {
                found.push(std::mem::take(text));
                open = None;
            }
            Some((_, text)) => text.push_str(line),
            None if fence.len() >= 3 && line[fence.len()..].trim() == "site" => open = Some((fence, String::new())),
            None => {}
        }
    }
    found
}

fn is_written(page: &str) -> bool {
    page.trim() != "TODO"
}

#[test]
fn every_example_gives_its_code() {
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().filter(|code| is_written(code.page())) {
        let excused = WITHOUT_EXAMPLE.iter().any(|(excused, _)| excused == code) || AWAITED.contains(code);
        let examples = examples(code.page());
        if examples.is_empty() && !excused {
            wrong.push(format!("{code}: its page has no block with the info word `site`"));
        }
        for example in &examples {
            let outcome = site(example).build();
            if !outcome.diagnostics.iter().any(|finding| finding.code == *code) {
                wrong.push(format!("{code}: its example gives {:?}\n{}", outcome.codes(), outcome.report()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_is_written() {
    let unwritten: Vec<&str> = Code::ALL.iter().filter(|code| !is_written(code.page())).map(|code| code.name()).collect();
    println!("{} of {} pages are not written yet", unwritten.len(), Code::ALL.len());
    assert!(unwritten.len() <= UNWRITTEN_MAX, "not written: {}", unwritten.join(", "));
}

#[test]
fn every_code_has_one_page_and_every_page_a_code() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content/codes");
    for entry in std::fs::read_dir(folder).expect("is there") {
        let name = entry.expect("readable").file_name().into_string().expect("UTF-8");
        let stem = name.strip_suffix(".md").unwrap_or(&name);
        assert!(stem.starts_with('_') || stem == "index" || Code::from_name(stem).is_some(), "{name} explains no code");
    }
}

#[test]
fn examples_are_found_among_other_blocks() {
    let page = "# X\n\n```yaml\na\n```\n\n````site\n-- content/a.md --\n```\nx\n```\n````\n\n~~~ site\n-- b --\n~~~\n";
    assert_eq!(examples(page), ["-- content/a.md --\n```\nx\n```\n", "-- b --\n"]);
}
