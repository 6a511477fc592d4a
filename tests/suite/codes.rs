//! Every code's page has an example that really gives the code.
//!
//! A page of the guide (`docs/content/codes/CODE.md`) shows its mistake as a whole site in a fenced block with the info
//! word `site`; it is built here. Codes whose mistake needs a disk, a network or a clock stand in [`WITHOUT_EXAMPLE`]
//! with the reason, and their page says so.

use nutgraf::base::Code;

use crate::site::site;

/// Codes that no site in memory can give.
const WITHOUT_EXAMPLE: &[(Code, &str)] = &[
    (Code::E0113, "an edit in the middle of a build needs a disk"),
    (Code::E0701, "the output folder is on a disk"),
    (Code::E0702, "the output folder is on a disk"),
    (Code::E0703, "the output folder is on a disk"),
    (Code::E0801, "links are on a disk"),
    (Code::E0802, "permissions are on a disk"),
    (Code::E0804, "such a name cannot be written in the heading of a file"),
    (Code::E0901, "ports belong to the machine"),
    (Code::E0902, "watching belongs to the machine"),
];

/// What the page of such a code says of itself.
const SAID: &str = "This code is about the machine";

/// The examples of a page.
pub fn examples(page: &str) -> Vec<String> {
    blocks(page, "site")
}

/// The contents of the fenced blocks with an info word.
fn blocks(page: &str, word: &str) -> Vec<String> {
    let (mut found, mut open): (Vec<String>, Option<(String, String)>) = (Vec::new(), None);
    for line in page.split_inclusive('\n') {
        let fence: String = line.chars().take_while(|character| matches!(character, '`' | '~')).collect();
        match &mut open {
            Some((opening, text)) if line.trim_end() == opening.as_str() => {
                found.push(std::mem::take(text));
                open = None;
            }
            Some((_, text)) => text.push_str(line),
            None if fence.len() >= 3 && line[fence.len()..].trim() == word => open = Some((fence, String::new())),
            None => {}
        }
    }
    found
}

#[test]
fn every_example_gives_its_code() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let examples = examples(code.page());
        if examples.is_empty() && !WITHOUT_EXAMPLE.iter().any(|(excused, _)| excused == code) {
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
fn a_page_without_an_example_says_why() {
    for (code, _) in WITHOUT_EXAMPLE {
        let page = code.page().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(SAID), "{code} does not say {SAID:?}");
        assert!(examples(code.page()).is_empty(), "{code} has an example, so WITHOUT_EXAMPLE need not list it");
    }
}

#[test]
fn what_a_page_shows_is_what_nutgraf_says() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let shown = blocks(code.page(), "text");
        let said: Vec<String> = examples(code.page()).iter().map(|example| site(example).build().report()).collect();
        let messages: Vec<&String> = shown.iter().filter(|block| block.starts_with("error[") || block.starts_with("warning[")).collect();
        if messages.is_empty() && !said.is_empty() {
            wrong.push(format!("---- {code} shows no message, and it says\n{}", said.join("\n")));
        }
        for block in messages {
            if !said.is_empty() && !said.iter().any(|report| report.contains(block.trim())) {
                wrong.push(format!("---- {code} shows\n{block}\nbut it says\n{}", said.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
