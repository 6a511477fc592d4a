//! Collisions: two outputs at one address are an error that names both, also where only some file systems mind.

use crate::site::site;

/// Files, what is found, and a text that must be in the report.
#[test]
fn two_outputs_at_one_address_are_an_error() {
    for (what, files, expected, names) in [
        ("two slugs", "-- content/a.md --\n# A\n-- content/b.md --\n---\ntitle: B\nslug: a\n---\n", 3, "`content/a.md`"),
        ("a date in one name", "-- content/a.md --\n# A\n-- content/2025-01-01-a.md --\n# A\n", 3, "content/2025-01-01-a.md"),
        ("page and bundle", "-- content/a.md --\n# A\n-- content/a/index.md --\n# A\n", 3, "content/a/index.md"),
        ("page and section", "-- content/a.md --\n# A\n-- content/a/_index.md --\n# A\n", 1, "the section `a`"),
        ("a url of its own", "-- content/a.md --\n# A\n-- content/b.md --\n---\ntitle: B\nurl: /a/\n---\n", 3, "content/a.md"),
        (
            "alias and page",
            "-- content/a.md --\n# A\n-- content/b.md --\n---\ntitle: B\naliases: [/a/]\n---\n",
            1,
            "an alias of `content/b.md`",
        ),
        (
            "two aliases",
            "-- content/a.md --\n---\ntitle: A\naliases: [/x/]\n---\n-- content/b.md --\n---\ntitle: B\naliases: [/x/]\n---\n",
            1,
            "an alias",
        ),
        ("static and page", "-- content/a.md --\n# A\n-- static/a/index.html --\nx\n", 1, "static/a/index.html"),
        ("static and feed", "-- content/2025-01-01-a.md --\n# A\n-- static/feed.xml --\nx\n", 1, "a feed"),
        ("static and home", "-- content/a.md --\n# A\n-- static/index.html --\nx\n", 1, "the home page"),
        ("static and sitemap", "-- content/a.md --\n# A\n-- static/sitemap.xml --\nx\n", 1, "the sitemap"),
        ("page and tags", "-- content/tags.md --\n---\ntitle: T\ntags: [x]\n---\n", 1, "the index of tags"),
        ("page and archive", "-- content/archive.md --\n---\ntitle: T\ndate: 2025-01-01\n---\n", 1, "the archive"),
        ("twin and file", "-- content/a/index.md --\n# A\n-- content/a/index.json --\n{}\n", 1, "the JSON twin"),
        (
            "page and pagination",
            "-- nutgraf.yaml --\npaginate: 1\n-- content/2025-01-01-a.md --\n# A\n-- content/2025-01-02-b.md --\n# B\n-- content/page/2.md --\n# P\n",
            1,
            "the home page",
        ),
        ("alias to itself", "-- content/a.md --\n---\ntitle: A\naliases: [/a/]\n---\n", 1, "an alias of `content/a.md`"),
        ("file and folder", "-- content/a.md --\n# A\n-- content/b.md --\n---\ntitle: B\nurl: /a\n---\n", 3, "content/a.md"),
        ("file where a folder is", "-- content/x/a.md --\n# A\n-- static/x --\nx\n", 1, "needs a folder of that name"),
    ] {
        let outcome = site(files).build();
        let found = outcome.codes();
        assert!(
            found.iter().all(|code| code.starts_with("E0401")) && found.len() >= expected.min(1),
            "{what}: {found:#?}\n{}",
            outcome.report()
        );
        outcome.says(names).fails();
    }
}

#[test]
fn addresses_that_some_file_systems_fold_into_one_are_an_error() {
    for (what, files) in [
        ("letter case", "-- content/a.md --\n---\ntitle: A\nurl: /News/\n---\n-- content/b.md --\n---\ntitle: B\nurl: /news/\n---\n"),
        ("letter case of files", "-- static/Logo.svg --\nx\n-- static/logo.svg --\ny\n"),
        ("letter case beyond ASCII", "-- static/ÉTÉ.txt --\nx\n-- static/été.txt --\ny\n"),
        ("letter case of a folder", "-- content/a/index.md --\n# A\n-- static/A/index.html --\ny\n"),
    ] {
        let outcome = site(files).build();
        let found = outcome.codes();
        assert!(!found.is_empty() && found.iter().all(|code| code.starts_with("E0402")), "{what}: {found:#?}\n{}", outcome.report());
        outcome.fails();
    }
    // One name in two Unicode forms is one address, so the collision is a plain one.
    let outcome = site("-- static/\u{e9}.txt --\nx\n-- static/e\u{301}.txt --\ny\n").build();
    assert_eq!(outcome.codes().iter().map(|code| &code[..5]).collect::<Vec<_>>(), ["E0401"], "{}", outcome.report());
}

#[test]
fn the_finding_stands_where_it_can_be_mended_and_names_the_other_place() {
    let outcome = site(
        "
-- content/a.md --
# A
-- content/b.md --
---
title: B
slug: a
---
",
    )
    .build();
    let finding = outcome.diagnostics.iter().find(|finding| finding.message.contains("/a/,")).expect("is told");
    let place = finding.place.as_ref().map(nutgraf::base::report::position);
    let other = finding.notes.first().map(|note| nutgraf::base::report::position(&note.place));
    let mut places = [place, other].map(Option::unwrap_or_default);
    places.sort();
    assert_eq!(places, ["content/a.md", "content/b.md:3:7"], "{}", outcome.report());
}

/// Names that cannot be part of an address on some system, or never should.
#[test]
fn addresses_that_are_not_allowed_are_told() {
    for (files, expected) in [
        ("-- content/….md --\n# A\n", "E0403 content/….md"),
        ("-- content/con.md --\n# A\n", "E0403 content/con.md"),
        ("-- content/a.md --\n---\ntitle: A\nslug: nul\n---\n", "E0403 content/a.md:3:7"),
        ("-- content/a.md --\n---\ntitle: A\nslug: \"a\\\\b\"\n---\n", "E0403 content/a.md:3:7"),
        ("-- content/a.md --\n---\ntitle: A\nslug: \"a\\0b\"\n---\n", "E0403 content/a.md:3:7"),
        ("-- content/a.md --\n---\ntitle: A\nslug: \"a.\"\n---\n", "E0403 content/a.md:3:7"),
        ("-- content/a.md --\n---\ntitle: A\nurl: /a//b/\n---\n", "E0403 content/a.md:3:6"),
        ("-- content/a.md --\n---\ntitle: A\naliases: [\"/%2e%2e/../x\"]\n---\n", "E0403 content/a.md:3:11"),
        ("-- content/a.md --\n---\ntitle: A\nurl: /__nutgraf/x/\n---\n", "E0403 content/a.md:3:1"),
        ("-- static/aux.txt --\nx\n", "E0403 static/aux.txt"),
        ("-- static/a\\b.txt --\nx\n", "E0403 static/a\\b.txt"),
    ] {
        let outcome = site(files).build();
        assert_eq!(outcome.codes().first().map(String::as_str), Some(expected), "{files}\n{}", outcome.report());
        outcome.fails();
    }
}

#[test]
fn a_page_may_choose_its_address() {
    for (front_matter, path) in [
        (r#"slug: "Über uns""#, "Über uns/index.html"),
        ("url: /x/y/", "x/y/index.html"),
        ("url: x/y", "x/y/index.html"),
        ("permalink: /p/", "p/index.html"),
        ("path: /q/", "q/index.html"),
        ("url: /page.html", "page.html"),
    ] {
        let outcome = site("").write("content/a.md", &format!("---\ntitle: A\n{front_matter}\n---\n")).built();
        outcome.exists(path);
    }
}
