//! Front matter: what is understood, under which names, and what is told about what is not.

use crate::site::{Rows, markdown, page, site};

/// Front matter, and what the JSON twin of the page says under a key.
#[test]
fn every_name_of_a_key_is_read() {
    for (front_matter, key, expected) in [
        ("title: A", "/title", r#""A""#),
        ("title: \"A:  b\n  c\"", "/title", r#""A: b c""#),
        ("title: 2026", "/title", r#""2026""#),
        ("title: 1.10", "/title", r#""1.10""#),
        ("title: A\nsummary: S", "/summary", r#""S""#),
        ("title: A\ndescription: S", "/summary", r#""S""#),
        ("title: A\nexcerpt: S", "/summary", r#""S""#),
        ("title: A\nsummary: S\ndescription: T", "/summary", r#""S""#),
        ("title: A\ndate: 2025-07-24", "/date", r#""2025-07-24""#),
        ("title: A\ndate: 2025-07-24T09:00+01:00", "/date", r#""2025-07-24T08:00:00+00:00""#),
        ("title: A\ndate: \"2025-07-24 09:00\"", "/date", r#""2025-07-24T09:00:00+00:00""#),
        ("title: A\nupdated: 2025-07-25", "/updated", r#""2025-07-25""#),
        ("title: A\nlastmod: 2025-07-25", "/updated", r#""2025-07-25""#),
        ("title: A\nmodified: 2025-07-25", "/updated", r#""2025-07-25""#),
        ("title: A\nlast_modified_at: 2025-07-25", "/updated", r#""2025-07-25""#),
        ("title: A\nauthors: [Ann Lee]", "/authors/0/id", r#""ann-lee""#),
        ("title: A\nauthor: Ann Lee", "/authors/0/name", r#""Ann Lee""#),
        ("title: A\ntags: [AI, China]", "/tags/1/id", r#""china""#),
        ("title: A\ntags: AI", "/tags/0/label", r#""AI""#),
        ("title: A\ncategories: [AI]", "/tags/0/label", r#""AI""#),
        ("title: A\ntaxonomies: {tags: [AI], topics: [Law]}", "/tags/1/label", r#""Law""#),
        ("title: A\nkey_facts: {Staff: 12}", "/key_facts/0/value", r#""12""#),
        ("title: A\nfacts: [{label: Staff, value: 1.10}]", "/key_facts/0/value", r#""1.10""#),
        ("title: A\nkey_facts: [{name: Staff, details: x}]", "/key_facts/0/label", r#""Staff""#),
    ] {
        let outcome = page(front_matter, "Text.").built();
        let twin = outcome.json("a/index.json");
        let found = twin.pointer(key).map(ToString::to_string);
        assert_eq!(found.as_deref(), Some(expected), "{front_matter}\n{twin:#}");
    }
}

#[test]
fn toml_says_the_same_as_yaml() {
    let yaml = "---\ntitle: A\ndate: 2025-07-24\ntags: [x, y]\nkey_facts:\n  - {label: Staff, value: '12'}\nextra: {n: 1}\n---\nText\n";
    let toml = "+++\ntitle = \"A\"\ndate = 2025-07-24\ntags = [\"x\", \"y\"]\n[[key_facts]]\nlabel = \"Staff\"\nvalue = \"12\"\n[extra]\nn = 1\n+++\nText\n";
    let built = |text: &str| site("").write("content/a.md", text).built();
    built(yaml).equals(&built(toml));
}

#[test]
fn a_title_is_enough_and_a_heading_will_do() {
    for (text, title, body) in [
        ("---\ntitle: A\n---\n", "A", ""),
        ("# A\n\nText", "A", "<p>Text</p>"),
        ("---\ndraft: false\n---\n# A *b*\n\nText", "A b", "<p>Text</p>"),
        ("---\ntitle: A\n---\n# A\n\nText", "A", "|<p>Text</p>"),
        ("\u{feff}---\r\ntitle: A\r\n---\r\nText\r\n", "A", "<p>Text</p>"),
    ] {
        let outcome = site("").template("page.html", "{{ page.title }}|{{ page.content }}").write("content/a.md", text).built();
        let html = outcome.file("a/index.html");
        assert!(html.starts_with(&format!("{title}|")) && html.contains(body), "{text:?} gave {html:?}");
    }
}

#[test]
fn dates_come_from_file_names_too() {
    for (path, address, date) in [
        ("content/2025-07-24-aws.md", "aws", "2025-07-24"),
        ("content/2025-07-24_aws.md", "aws", "2025-07-24"),
        ("content/2025-07-24-aws/index.md", "aws", "2025-07-24"),
        ("content/2025-07-24.md", "2025-07-24", "2025-07-24"),
        ("content/news/2025-07-24-aws.md", "news/aws", "2025-07-24"),
    ] {
        let outcome = site("").write(path, "# A\n").built();
        assert_eq!(outcome.json(&format!("{address}/index.json"))["date"], date, "{path}");
    }
    let both = site("").write("content/2025-07-24-aws.md", &markdown("title: A\ndate: 2025-08-01", "")).built();
    assert_eq!(both.json("aws/index.json")["date"], "2025-08-01");
    site("").write("content/2025-02-30-a.md", "# A\n").build().finds(&["E0108 content/2025-02-30-a.md"]).fails();
}

/// Front matter, and where which findings are told: always in the file, not in the front matter.
#[test]
fn mistakes_are_told_where_they_stand() {
    let mut rows = Rows::default();
    for (front_matter, expected) in [
        // Keys.
        ("title: A\ntgas: [x]", &["E0105 content/a.md:3:1"][..]),
        ("title: A\nDraft: true", &["E0105 content/a.md:3:1"]),
        ("title: A\ndrfat: true", &["E0105 content/a.md:3:1"]),
        ("title: A\nexpire: 2025-01-01", &["E0105 content/a.md:3:1"]),
        ("title: A\ncolour: red", &["W0106 content/a.md:3:1"]),
        ("title: A\nlayout: post\nseries: [x]\ntoc: true", &[]),
        ("title: A\ntitle: B", &["E0109 content/a.md:3:1"]),
        ("title: A\nupdated: 2025-01-01\nlastmod: 2025-01-02", &["E0109 content/a.md:4:1"]),
        ("title: A\nupdated: 2025-01-01\nlastmod: 2025-01-01", &[]),
        ("title: A\nextra:\n  n: 1\n  n: 2", &["E0109 content/a.md:5:3"]),
        // Titles.
        ("draft: false", &["E0110 content/a.md"]),
        (r#"title: "  ""#, &["E0110 content/a.md:2:8"]),
        ("title: [A]", &["E0107 content/a.md:2:8"]),
        ("title: {a: b}", &["E0107 content/a.md:2:8"]),
        // Types.
        ("title: A\ndraft: \"yes\"", &["E0107 content/a.md:3:8"]),
        ("title: A\ndraft: 1", &["E0107 content/a.md:3:8"]),
        ("title: A\ntags: {a: b}", &["E0107 content/a.md:3:7"]),
        ("title: A\ntags: [[a]]", &["E0107 content/a.md:3:8"]),
        ("title: A\nweight: heavy", &["E0107 content/a.md:3:9"]),
        ("title: A\nweight: 99999999999", &["E0107 content/a.md:3:9"]),
        ("title: A\nkey_facts: 7", &["E0107 content/a.md:3:12"]),
        ("title: A\ncorrections: none", &["E0107 content/a.md:3:14"]),
        ("- a list", &["E0107 content/a.md:2:1"]),
        // Dates.
        ("title: A\ndate: 24 July 2025", &["E0108 content/a.md:3:7"]),
        ("title: A\ndate: 2025-02-30", &["E0108 content/a.md:3:7"]),
        ("title: A\nexpires: 2025-01-01T25:00", &["E0108 content/a.md:3:10"]),
        ("title: A\ndate: 2025", &["E0107 content/a.md:3:7"]),
        // Values.
        ("title: A\ntags: [\"…\"]", &["E0112 content/a.md:3:8"]),
        ("title: A\nauthors: [\"\"]", &["E0112 content/a.md:3:11"]),
        ("title: A\nslug: a/b", &["E0403 content/a.md:3:7"]),
        ("title: A\nslug: ..", &["E0403 content/a.md:3:7"]),
        ("title: A\nurl: /../etc/", &["E0403 content/a.md:3:6"]),
        ("title: A\naliases: [/ok/, /../x/]", &["E0403 content/a.md:3:17"]),
        ("title: A\ncorrections: [{kind: oops, note: x}]", &["E0112 content/a.md:3:22"]),
        ("title: A\ncorrections: [{date: 2025-01-01}]", &["E0112 content/a.md:3:15"]),
        // Syntax.
        ("title: A\nsummary: a: b", &["E0103 content/a.md:3:11"]),
        (r#"title: "A"#, &["E0103 content/a.md:3:1"]),
        ("title: A\n\ttags: [x]", &["E0103 content/a.md:3:1"]),
    ] {
        let outcome = page(front_matter, "").build();
        rows.check(front_matter, &outcome, expected, "");
    }
    rows.hold();
}

#[test]
fn whole_files_can_be_wrong() {
    for (bytes, expected) in [
        (&b"---\ntitle: A\n"[..], "E0102 content/a.md:1:1"),
        (b"+++\ntitle = \"A\"\n---\n", "E0102 content/a.md:1:1"),
        (b"---\ntitle: \xff\n---\n", "E0101 content/a.md"),
        (b"+++\ntitle = A\n+++\n", "E0104 content/a.md:2:9"),
    ] {
        site("").bytes("content/a.md", bytes).build().finds(&[expected]).fails();
    }
    let large = format!("---\ntitle: A\n{}---\n", "# remark\n".repeat(10_000));
    site("").write("content/a.md", &large).build().finds(&["E0111 content/a.md:1:1"]);
    let deep = format!("---\ntitle: A\nextra: {{a: {}{}}}\n---\n", "[".repeat(300), "]".repeat(300));
    assert!(site("").write("content/a.md", &deep).build().diagnostics.has_errors());
    let bomb =
        (0..40).fold("---\ntitle: A\na0: &a0 [x]\n".to_owned(), |text, n| format!("{text}a{}: &a{} [*a{n}, *a{n}, *a{n}]\n", n + 1, n + 1));
    assert!(site("").write("content/a.md", &format!("{bomb}---\n")).build().diagnostics.has_errors());
}

#[test]
fn one_run_tells_the_mistakes_of_all_files_in_order() {
    site(
        r#"
-- nutgraf.yaml --
titel: Oops
-- content/a.md --
---
title: A
date: yesterday
tgas: [x]
---
See [nothing](nothing.md) and ![](missing.png).
-- content/b.md --
---
title: [B]
---
-- content/c.md --
---
title: C
summary: "never closed
---
-- templates/page.html --
{% if %}
"#,
    )
    .build()
    .finds(&[
        "E0108 content/a.md:3:7",
        "E0105 content/a.md:4:1",
        "E0301 content/a.md:6:5",
        "E0303 content/a.md:6:31",
        "W0304 content/a.md:6:31",
        "E0107 content/b.md:2:8",
        "E0103 content/c.md:4:1",
        "E0602 nutgraf.yaml:1:1",
        "E0503 templates/page.html:1:7",
    ])
    .says("did you mean `tags`?")
    .says("did you mean `title`?")
    .fails();
}

#[test]
fn an_unknown_key_is_told_once_for_the_site_and_readable_by_templates() {
    let outcome = site("").template("page.html", "{{ page.extra.colour }}/{{ page.extra.deep.er }}");
    let outcome = outcome.write("content/a.md", &markdown("title: A\ncolour: red\nextra: {deep: {er: 1}}", ""));
    let outcome = outcome.write("content/b.md", &markdown("title: B\nextra: {deep: {er: 2}}\n\ncolour: blue", "")).build();
    outcome.finds(&["W0106 content/a.md:3:1"]).says("in 2 files").has("a/index.html", "red/1").has("b/index.html", "blue/2");
}

#[test]
fn a_mistake_in_a_withheld_file_is_still_told() {
    page("title: A\ndraft: true\ntgas: [x]", "").build().finds(&["E0105 content/a.md:4:1"]).fails();
}

#[test]
fn a_heading_that_is_not_the_title_stays_in_the_text() {
    page("title: A", "# B\n\nText").template("page.html", "{{ page.content }}").built().has("a/index.html", "B");
}

#[test]
fn front_matter_of_another_kind_is_one_mistake() {
    page("- a list", "").build().finds(&["E0107 content/a.md:2:1"]);
}
