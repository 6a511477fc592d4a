//! Safety: content is data. Nothing an author writes becomes code, leaves the output folder, or breaks a document.

use crate::markup::{tags, xml};
use crate::site::{Outcome, Project, page, site};

/// The one script that stands in a page: it sets the reader's choice of dark or light before the first paint.
const SCHEME: &str = r#"try{document.documentElement.dataset.scheme=localStorage.scheme||"auto"}catch{}"#;

/// What would run or load something if it reached a page as markup.
pub fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let shown = format!("<{} {:?}>", tag.name, tag.attributes);
        let is_data = tag.name == "script" && tag.get("type") == Some("application/ld+json");
        if is_data && serde_json::from_str::<serde_json::Value>(&tag.raw).is_err() {
            found.push(format!("JSON-LD that is no JSON: {}", tag.raw));
        }
        let is_map = tag.name == "script" && tag.get("type") == Some("importmap") && leads_home(&tag.raw);
        let is_search = tag.name == "form" && tag.get("role") == Some("search") && tag.get("action").is_some_and(is_own_address);
        let is_own = tag.name == "script" && tag.raw.is_empty() && tag.get("src").is_some_and(is_own_address);
        let is_own = is_own || (tag.raw == SCHEME && tag.attributes.is_empty());
        let is_foreign = matches!(
            tag.name.as_str(),
            "iframe" | "object" | "embed" | "base" | "applet" | "frame" | "form" | "marquee" | "svg" | "math" | "template"
        );
        if (is_foreign && !is_search) || (tag.name == "script" && !is_data && !is_own && !is_map) {
            found.push(shown.clone());
        }
        for (name, value) in &tag.attributes {
            let target =
                value.trim_start_matches(|character: char| character.is_whitespace() || character.is_control()).to_ascii_lowercase();
            let target: String = target.chars().filter(|character| !matches!(character, '\t' | '\n' | '\r')).collect();
            let leads = matches!(name.as_str(), "href" | "src" | "srcset" | "action" | "formaction" | "data" | "poster" | "xlink:href");
            let runs = ["javascript:", "vbscript:", "data:", "file:"].iter().any(|scheme| target.starts_with(scheme));
            if name.starts_with("on") || name == "srcdoc" || (leads && runs) {
                found.push(shown.clone());
            }
        }
    }
    found
}

fn is_own_address(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

/// Whether an import map is JSON and leads only to addresses of the site.
fn leads_home(map: &str) -> bool {
    let map: serde_json::Value = serde_json::from_str(map).unwrap_or_default();
    map["imports"].as_object().is_some_and(|imports| imports.values().all(|to| to.as_str().is_some_and(is_own_address)))
}

/// Asserts that every file of a site is sound: pages without dangers, feeds well-formed, JSON that parses.
#[track_caller]
pub fn is_sound(outcome: &Outcome) {
    for (path, text) in outcome.texts() {
        let ending = path.rsplit('.').next().unwrap_or_default();
        match ending {
            "html" => assert_eq!(dangers(text), Vec::<String>::new(), "in {path}:\n{text}"),
            "xml" => {
                let root = xml(text).unwrap_or_else(|why| panic!("{path} is not well-formed: {why}\n{text}"));
                for entry in root.descendants().into_iter().filter(|element| matches!(element.name.as_str(), "entry" | "item")) {
                    for text in entry.children.iter().filter(|child| matches!(child.name.as_str(), "content" | "description")) {
                        assert_eq!(dangers(&text.text), Vec::<String>::new(), "in {path}");
                    }
                }
            }
            "json" => {
                let value: serde_json::Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
                for item in value["items"].as_array().into_iter().flatten() {
                    assert_eq!(dangers(item["content_html"].as_str().unwrap_or_default()), Vec::<String>::new(), "in {path}");
                }
            }
            _ => {}
        }
    }
}

/// Ways to break out of text, attributes, JSON in scripts, comments, CDATA and URLs.
pub const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    r#""><img src=x onerror=alert(1)>"#,
    "' onmouseover='alert(1)",
    r#"" onfocus=alert(1) autofocus x=""#,
    "</title><svg onload=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "javascript:alert(1)",
    "\u{2028}</script>\u{2029}<script>",
    "{{ 7 * 7 }}{% raw %}",
    "<a href=\"java\tscript:alert(1)\">",
];

/// An attack in double quotes of YAML.
fn quoted(attack: &str) -> String {
    serde_json::to_string(attack).expect("a string")
}

/// A site with the attack in every place where text goes in. A name needs a letter, so each has one.
fn attacked(attack: &str) -> Project {
    let text = quoted(&format!("x {attack}"));
    let front_matter = format!(
        "title: {text}\nsummary: {text}\ndate: 2025-01-01\nauthors: [{text}]\ntags: [{text}]\nimage: photo.svg\nimage_alt: {text}\n\
         key_facts: [{{label: {text}, value: {text}, quote: {text}, as_of: {text}, note: {text}, source: wire, entity: {text}, property: {text}, said_by: {text}}}]\n\
         sources: {{wire: {{title: {text}, publisher: {text}, author: {text}, note: {text}, url: https://example.org/}}}}\n\
         corrections: [{{date: 2025-01-02, note: {text}, major: true}}]\nextra: {{free: {text}}}\naliases: [/old/]"
    );
    let flat = attack.replace(['\n', '\u{2028}', '\u{2029}'], " ");
    let cell = flat.replace('|', "\\|");
    let body = format!(
        "{flat}\n\n# {flat}\n\n## x {flat}\n\n[text](<https://example.org/{}>) ![{flat}](photo.svg \"{flat}\") [@wire, \"{flat}\"] <{flat}>\n\n```{flat}\n{flat}\n```\n\n`{flat}`\n\n\
         > [!NOTE]\n> {flat}\n\n| {cell} | b |\n|---|---|\n| {cell} | {cell} |\n\nA note[^n].\n\n[^n]: {flat}\n\nx {{#{}}}\n",
        flat.replace(['<', '>'], ""),
        flat.replace(' ', "")
    );
    site("-- content/photo.svg --\n<svg width=\"1\" height=\"1\"></svg>\n")
        .write("content/a.md", &format!("---\n{front_matter}\n---\n{body}"))
        .write("content/b.md", "---\ntitle: B\ndate: 2025-02-02\n---\n[a](a.md)\n")
        .write("content/_index.md", &format!("---\ntitle: {text}\nsummary: {text}\n---\n{flat}\n"))
        .write("content/_data/free.yaml", &format!("text: {text}\n"))
        .write(
            "nutgraf.yaml",
            &format!(
                "title: {text}\ndescription: {text}\npublisher: {text}\ncopyright: {text}\nnavigation: [{{title: {text}, link: /a/}}]\n"
            ),
        )
        .template("404.html", r#"{% set free = data(name="free") %}{{ free.text }}<i title="{{ free.text }}"></i>"#)
}

#[test]
fn no_text_becomes_code_anywhere() {
    for attack in ATTACKS {
        let outcome = attacked(attack).build();
        assert!(outcome.is_built(), "{attack:?} is an error:\n{}", outcome.report());
        is_sound(&outcome);
    }
}

#[test]
fn registries_are_no_way_in() {
    for attack in ATTACKS {
        let text = quoted(&format!("x {attack}"));
        let outcome = page("title: A\ndate: 2025-01-01\ntags: [t]\nauthors: [u]", "Text [@s].")
            .write("content/_data/tags.yaml", &format!("t: {{label: {text}, description: {text}}}\n"))
            .write(
                "content/_data/authors.yaml",
                &format!("u: {{name: {text}, role: {text}, bio: {text}, url: {}}}\n", quoted(&format!("https://x.org/{attack}"))),
            )
            .write("content/_data/sources.yaml", &format!("s: {{title: {text}, url: {}}}\n", quoted(&format!("https://x.org/{attack}"))))
            .build();
        assert!(outcome.is_built(), "{attack:?}:\n{}", outcome.report());
        is_sound(&outcome);
    }
}

/// Links that run something, in every disguise that browsers see through.
#[test]
fn only_listed_schemes_are_linked() {
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "\u{1}javascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "file:///etc/passwd",
        "blob:https://example.org/x",
        "intent://x#Intent;end",
    ] {
        for text in [format!("[x](<{target}>)"), format!("![x](<{target}>)"), format!("[x][r]\n\n[r]: <{target}>\n"), format!("<{target}>")]
        {
            let outcome = page("title: A\ndate: 2025-01-01", &text).build();
            if outcome.is_built() {
                is_sound(&outcome);
            }
        }
    }
}

#[test]
fn raw_html_is_text_unless_the_project_trusts_its_authors() {
    let html = "<div onclick=\"alert(1)\">x</div>\n\n<script>alert(1)</script>\n\na <b>bold</b> word";
    let escaped = page("title: A", html).build();
    assert!(!escaped.codes().is_empty() && escaped.codes().iter().all(|code| code.starts_with("W0305")), "{}", escaped.report());
    is_sound(&escaped);
    page("title: A", html).setting("markdown: {raw_html: allow}").built().has("a/index.html", "<script>alert(1)</script>");
}

#[test]
fn control_characters_never_reach_a_document() {
    let all: String =
        ('\0'..='\u{1f}').filter(|character| !matches!(character, '\n' | '\r')).chain(['\u{7f}', '\u{fffe}', '\u{ffff}']).collect();
    let escapes: String = (0..0x20).map(|code| format!("\\x{code:02x}")).collect();
    let front_matter = format!(
        "title: \"T{escapes}\"\ndate: 2025-01-01\nsummary: \"S{escapes}\"\ntags: [\"t{escapes}\"]\nkey_facts: {{\"F{escapes}\": \"V{escapes}\"}}"
    );
    let outcome = page(&front_matter, &format!("a{all}b\n\n## h{all}\n\n`c{all}`\n")).build();
    assert!(outcome.is_built(), "{}", outcome.report());
    is_sound(&outcome);
    for (path, text) in outcome.texts().filter(|(path, _)| path.ends_with(".xml")) {
        let found = text.chars().find(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t'));
        assert_eq!(found, None, "in {path}");
    }
}

/// Ways out of the output folder.
#[test]
fn no_address_leaves_the_output() {
    for way_out in
        ["../x", "/../x/", "..", "a/../../x", "..\\x", "%2e%2e/x", "/%2e%2e%2fx/", "a\0b", "C:\\x", "\\\\server\\x", "//x", "./x"]
    {
        let value = quoted(way_out);
        for key in ["slug", "url", "aliases"] {
            let outcome = page(&format!("title: A\n{key}: {value}"), "").build();
            if !outcome.is_built() {
                assert!(outcome.codes().iter().any(|code| code.starts_with("E0403")), "{key}: {way_out}\n{}", outcome.report());
                continue;
            }
            for path in outcome.paths() {
                let is_sound = !path.starts_with('/')
                    && !path.contains('\\')
                    && !path.contains('\0')
                    && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
                assert!(is_sound, "{key}: {way_out} gave {path}");
            }
        }
    }
}

#[test]
fn a_name_in_a_link_cannot_leave_the_project() {
    for target in ["../../../../etc/passwd", "/../../etc/passwd", "@/../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd"] {
        let outcome = page("title: A", &format!("[x]({target}) ![y]({target})")).build();
        assert_eq!(outcome.codes().len(), 2, "{target}\n{}", outcome.report());
        outcome.fails();
    }
}

#[test]
fn content_is_no_template() {
    let outcome =
        page("title: \"{{ 7 * 7 }}\"\nsummary: \"{% for %}\"", r#"{{ site.title }} {% include "base.html" %} {# gone #}"#).built();
    outcome.has("a/index.html", "{{ site.title }}").has("a/index.html", "{# gone #}").has("a/index.html", "{{ 7 * 7 }}");
}

#[test]
fn hostile_sizes_end() {
    for text in [
        "[".repeat(50_000),
        "> ".repeat(20_000),
        "*".repeat(100_000),
        "`".repeat(100_000),
        "<".repeat(100_000),
        "![](x)".repeat(5_000),
        "- ".repeat(20_000),
        "|a".repeat(20_000) + "\n" + &"|-".repeat(20_000),
        "[^a]".repeat(20_000),
        "a\n---\n".repeat(10_000),
        "# h\n".repeat(10_000),
    ] {
        let _ = page("title: A", &text).build();
    }
    let facts: String = (0..200).map(|number| format!("  - {{label: same, value: {number}}}\n")).collect();
    let _ = page(&format!("title: A\nkey_facts:\n{facts}"), "").build();
}

#[test]
fn what_is_told_cannot_steer_a_terminal() {
    let outcome = page("title: A\n\"\\e[31mtgas\\a\": x\ntags: [\"\\e]0;x\\a\"]", "[x](\u{1b}[2J.md)").build();
    assert!(!outcome.report().chars().any(|character| character.is_control() && character != '\n'), "{:?}", outcome.report());
}

#[test]
fn control_characters_never_reach_html() {
    let outcome = page("title: \"A\\x08\\0\\x1b\"\nkey_facts: {\"F\\0\": \"V\\0\"}", "Text").build();
    is_sound(&outcome);
    for (path, text) in outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!text.contains(['\0', '\u{8}', '\u{1b}']), "{path}");
    }
}

#[test]
fn equal_labels_take_no_more_than_their_number() {
    let rows: String = (0..4_000).map(|number| format!("| same | {number} |\n")).collect();
    let outcome = page("title: A", &format!("## Key Facts at a Glance\n\n| A | B |\n|---|---|\n{rows}")).build();
    assert_eq!(outcome.codes().len(), 3_999);
}

#[test]
fn one_file_tells_a_bounded_number_of_broken_links() {
    let outcome = page("title: A", &"[x](nope.md) ".repeat(2_000)).build();
    assert!(outcome.codes().len() <= 200, "{} findings of one file", outcome.codes().len());
}
