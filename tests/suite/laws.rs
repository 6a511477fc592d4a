//! Laws over random sites. Few cases by default, so that the suite stays quick; `PROPTEST_CASES` raises the number.

use proptest::prelude::*;

use nutgraf::base::{Diagnostics, Place};

use crate::safety::{ATTACKS, is_sound};
use crate::site::{Project, markdown, site};

pub fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(usual), failure_persistence: None, ..ProptestConfig::default() }
}

/// Text that a parser may stumble over.
fn snippet() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "# ",
        "## ",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "```",
        "~~~\n",
        "`",
        "*",
        "**",
        "_",
        "[",
        "](",
        ")",
        "![",
        "[@wire]",
        "[@",
        "[^1]",
        "[^1]: ",
        "|",
        "---|---",
        "\n---\n",
        "+++\n",
        "<!--",
        "-->",
        "<div>",
        "&amp;",
        "&#0;",
        "\\",
        "\t",
        "    ",
        "Key Facts at a Glance",
        "a.md",
        "b.md#why",
        "https://x.org",
        "#why",
        "{#id}",
        "\r\n",
        "\u{feff}",
        "é",
        "e\u{301}",
        "漢",
        "{{<note>}}\n",
        "{{</note>}}\n",
        "{{<quote who=\"",
        "\" title='",
        "'/>}}",
        "{{<fact id=\"staff\"/>}}",
        "🏳️‍🌈",
        "\u{202e}",
        "\0",
    ]);
    let attack = prop::sample::select(ATTACKS.to_vec());
    prop::collection::vec(
        prop_oneof![5 => marks.prop_map(str::to_owned), 1 => attack.prop_map(str::to_owned), 3 => "[a-z ]{0,12}", 1 => any::<String>()],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

/// Front matter of known keys with likely and unlikely values.
fn front_matter() -> impl Strategy<Value = String> {
    let keys = [
        "title",
        "date",
        "updated",
        "publish_at",
        "expires",
        "draft",
        "summary",
        "authors",
        "tags",
        "categories",
        "taxonomies",
        "slug",
        "url",
        "aliases",
        "weight",
        "template",
        "featured",
        "image",
        "key_facts",
        "sources",
        "corrections",
        "sort_by",
        "paginate",
        "extra",
        "tgas",
        "colour",
        "? x",
    ];
    let value = prop_oneof![
        prop::sample::select(vec![
            "A",
            "true",
            "2025-07-24",
            "2025-02-30",
            "2025-07-24T09:00+01:00",
            "12",
            "-1",
            "1e400",
            "[a, b]",
            "[[a]]",
            "{a: b}",
            "{label: x, value: y}",
            "[{label: x, value: 100+}]",
            "[{label: x}]",
            "null",
            "~",
            r#""""#,
            "'",
            "{",
            "&a [*a]",
            "*a",
            "!!binary x",
            "|\n  text",
            "> \n  text",
            "/x/",
            "/../x",
            "..",
            "a.md",
            "wire: {title: W}",
            "{wire: {title: W}}",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,20}",
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap_or_default()),
    ];
    prop::collection::vec((prop::sample::select(keys.to_vec()), value), 0..8)
        .prop_map(|rows| rows.into_iter().map(|(key, value)| format!("{key}: {value}\n")).collect())
}

fn file() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (front_matter(), snippet()).prop_map(|(front_matter, text)| format!("---\n{front_matter}---\n{text}")),
        2 => (any::<bool>(), snippet()).prop_map(|(draft, text)| markdown(&format!("title: A\ndraft: {draft}\ndate: 2025-01-01"), &text)),
        1 => snippet(),
        1 => any::<String>(),
    ]
}

/// Every place lies within its file: the line exists, the columns lie in their lines, the excerpt is the line.
fn places_are_real(project: &Project, diagnostics: &Diagnostics) -> Result<(), TestCaseError> {
    let all = diagnostics.iter().flat_map(|finding| finding.place.iter().chain(finding.notes.iter().map(|note| &note.place)));
    for Place { path, span } in all {
        if path.as_str().starts_with("themes/default/") {
            continue;
        }
        prop_assert!(project.sources().any(|source| source == path.as_str()), "{path} is no file of the project");
        let Some(span) = span else { continue };
        let text = project.text(path.as_str());
        let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').collect();
        let line = |number: u32| lines.get(number as usize - 1).copied();
        let (Some(first), Some(last)) = (line(span.line), line(span.end_line)) else {
            return Err(TestCaseError::fail(format!("{path}:{}-{} is past its {} lines", span.line, span.end_line, lines.len())));
        };
        prop_assert_eq!(&*span.excerpt, first.trim_end_matches('\r'));
        prop_assert!(span.column as usize <= first.chars().count() + 1, "{path}:{}:{}", span.line, span.column);
        prop_assert!(span.end_column as usize <= last.chars().count() + 1, "{path}:{}:{}", span.end_line, span.end_column);
        prop_assert!((span.line, span.column) <= (span.end_line, span.end_column), "{path}: {span:?} ends before it begins");
    }
    Ok(())
}

/// A step in the life of a project.
#[derive(Debug, Clone)]
enum Edit {
    Write(u8, String),
    Remove(u8),
    Rename(u8, u8),
    Setting(&'static str),
}

fn edit() -> impl Strategy<Value = Edit> {
    let settings = vec![
        "title: X",
        "paginate: 1",
        "related: 0",
        "theme: wire",
        "markdown: {permalinks: false}",
        "base_url: https://x.org/y/",
        "feeds: {full: false}",
    ];
    prop_oneof![
        5 => (0..6_u8, file()).prop_map(|(name, text)| Edit::Write(name, text)),
        1 => (0..6_u8).prop_map(Edit::Remove),
        1 => (0..6_u8, 0..6_u8).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => prop::sample::select(settings).prop_map(Edit::Setting),
    ]
}

const NAMES: [&str; 6] =
    ["content/a.md", "content/b.md", "content/s/_index.md", "content/s/2025-01-01-c.md", "content/s/d/index.md", "content/_data/tags.yaml"];

fn applied(project: Project, edit: &Edit) -> Project {
    let has = |project: &Project, name: u8| project.sources().any(|source| source == NAMES[usize::from(name)]);
    match edit {
        Edit::Write(name, text) => project.write(NAMES[usize::from(*name)], text),
        Edit::Remove(name) if has(&project, *name) => project.remove(NAMES[usize::from(*name)]),
        Edit::Rename(from, to) if has(&project, *from) => project.rename(NAMES[usize::from(*from)], NAMES[usize::from(*to)]),
        Edit::Setting(line) => project.write("nutgraf.yaml", &format!("{line}\n")),
        Edit::Remove(_) | Edit::Rename(..) => project,
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_text_makes_a_build_panic_and_every_place_is_real(texts in prop::collection::vec(file(), 1..4)) {
        let project = texts.iter().enumerate().fold(site(""), |project, (index, text)| project.write(NAMES[index], text));
        let outcome = project.build();
        places_are_real(&project, &outcome.diagnostics)?;
        prop_assert_eq!(outcome.is_built(), !outcome.diagnostics.has_errors());
    }

    #[test]
    fn no_text_becomes_code(text in snippet(), title in snippet()) {
        let title = serde_json::to_string(&format!("x{title}")).unwrap_or_default();
        let outcome = site("").write("content/a.md", &markdown(&format!("title: {title}\ndate: 2025-01-01\ntags: [{title}]"), &text)).build();
        if outcome.is_built() {
            is_sound(&outcome);
        }
    }

    #[test]
    fn no_configuration_makes_a_build_panic(config in front_matter(), theme in front_matter(), template in snippet()) {
        let project = site("").write("nutgraf.yaml", &config).write("themes/t/theme.yaml", &theme).template("page.html", &template);
        let project = project.write("content/a.md", "# A\n");
        places_are_real(&project, &project.build().diagnostics)?;
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn a_site_depends_on_its_files_not_on_their_history(edits in prop::collection::vec(edit(), 1..10)) {
        let mut project = site("");
        for edit in &edits {
            project = applied(project, edit);
            let (once, again) = (project.build(), project.clone().build());
            prop_assert_eq!(once.report(), again.report());
            prop_assert_eq!(once.withheld(), again.withheld());
            if once.is_built() {
                once.equals(&again);
            }
        }
    }
}
