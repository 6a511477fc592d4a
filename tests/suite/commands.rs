//! The commands through the real program: what they write, what they print where, and their exit codes.

use std::process::Command;

use crate::desk::{Desk, Ran, Running};

const SMALL: &str = "
-- nutgraf.yaml --
title: Small
-- content/a.md --
---
title: A
date: 2025-01-01
---
First.
-- content/b.md --
---
title: B
---
Second.
";

/// [`SMALL`] with a mistake of each severity.
const BROKEN: &str = "
-- nutgraf.yaml --
title: Small
-- content/a.md --
---
title: A
tgas: [x]
---
![](a.svg) and [nothing](nowhere.md)
-- content/a.svg --
<svg width=\"1\" height=\"1\"></svg>
";

#[test]
fn a_new_project_builds_and_checks_clean() {
    let desk = Desk::empty();
    let ran = desk.done(&["init", "site"]);
    ran.prints("nutgraf.yaml").says("nutgraf serve");
    for arguments in [&["check", "--root", "site", "--strict"][..], &["check", "--root", "site", "--strict", "--drafts", "--future"]] {
        desk.done(arguments).says("nothing to mend");
    }
    desk.done(&["build", "--root", "site", "--strict"]);
    assert!(desk.has("site/public/index.html"));
    let ignored = desk.read("site/.gitignore");
    assert!(ignored.contains("/public/") && ignored.contains("/.nutgraf/"), "{ignored}");
}

#[test]
fn init_leaves_a_project_alone() {
    let desk = Desk::empty();
    desk.done(&["init", "site"]);
    desk.write("site/content/about.md", "# Ours\n");
    let before = desk.tree("site");
    desk.run(&["init", "site"]).exits(2).says("already holds a project");
    assert_eq!(desk.tree("site"), before);
    desk.done(&["init", "site", "--github"]).prints("publish.yml");
    let mut after = desk.tree("site");
    after.retain(|path, _| !path.starts_with(".github/"));
    assert_eq!(after, before);
    desk.write("site/.github/workflows/publish.yml", "ours\n");
    desk.done(&["init", "site", "--github"]).says("kept");
    assert_eq!(desk.read("site/.github/workflows/publish.yml"), "ours\n");
}

#[test]
fn init_works_where_other_files_stand() {
    let desk = Desk::with("-- README.md --\nOurs\n-- .gitignore --\nours\n");
    desk.done(&["init"]).says("kept");
    assert_eq!((desk.read("README.md"), desk.read(".gitignore")), ("Ours\n".into(), "ours\n".into()));
    desk.done(&["build"]);
}

#[test]
fn new_writes_a_valid_briefing_once() {
    let desk = Desk::with(SMALL);
    for (title, path) in [
        ("A plain title", "content/2026-01-01-a-plain-title.md"),
        ("  \"Quoted\": a, b # c \\ d  ", "content/2026-01-01-quoted-a-b-c-d.md"),
        ("Überblick – 上海", "content/2026-01-01-überblick-上海.md"),
        ("true", "content/2026-01-01-true.md"),
    ] {
        assert_eq!(desk.done(&["new", title]).stdout, format!("{path}\n"));
        let first = desk.read(path);
        desk.write(path, &format!("{first}Edited.\n"));
        desk.run(&["new", title]).exits(2);
        assert_eq!(desk.read(path), format!("{first}Edited.\n"), "an existing file was overwritten");
        let title = title.trim();
        let ran = desk.done(&["check", "--drafts", "--strict", "--format", "json"]);
        assert_eq!(ran.json()["diagnostics"], serde_json::json!([]), "{title}");
    }
    desk.done(&["list", "drafts"]).prints("\"Quoted\": a, b # c \\ d");
}

#[test]
fn new_takes_section_archetype_and_moment() {
    let desk = Desk::with(SMALL);
    desk.write("archetypes/note.md", "---\ntitle: {{ title }}\nslug: {{ slug }}\ndate: {{ date }}\n---\n");
    let ran = desk.done(&["new", "A Note", "--section", "news/eu/", "--archetype", "note", "--now", "2025-07-24T23:30:00-01:00"]);
    assert_eq!(ran.stdout, "content/news/eu/2025-07-25-a-note.md\n");
    assert_eq!(desk.read("content/news/eu/2025-07-25-a-note.md"), "---\ntitle: A Note\nslug: a-note\ndate: 2025-07-25\n---\n");
    let before = desk.tree(".");
    for arguments in [
        &["new", "…"][..],
        &["new", "X", "--section", "../out"],
        &["new", "X", "--section", "/etc"],
        &["new", "X", "--archetype", "nope"],
        &["new", "X", "--archetype", "../../etc/passwd"],
        &["new", "X", "--now", "soon"],
    ] {
        let ran = desk.run(arguments);
        if arguments == ["new", "X", "--section", "/etc"] && ran.code == Some(0) {
            // An absolute section is one below content/, not one of the machine.
            assert_eq!(ran.stdout, "content/etc/2026-01-01-x.md\n");
            std::fs::remove_dir_all(desk.path("content/etc")).expect("was made");
            continue;
        }
        ran.exits(2);
    }
    assert_eq!(desk.tree("."), before);
}

#[test]
fn a_second_build_changes_nothing() {
    let desk = Desk::with(SMALL);
    desk.done(&["build"]).says("Built 2 pages");
    let (tree, times) = (desk.tree("public"), desk.times("public"));
    desk.done(&["build"]).says("nothing changed");
    assert_eq!((desk.tree("public"), desk.times("public")), (tree.clone(), times.clone()));
    // The cache may go at any time.
    std::fs::remove_dir_all(desk.path(".nutgraf")).expect("is there");
    desk.done(&["build"]).says("nothing changed");
    assert_eq!((desk.tree("public"), desk.times("public")), (tree, times));
}

#[test]
fn a_build_writes_what_changed_and_removes_what_is_gone() {
    let desk = Desk::with(SMALL);
    desk.done(&["build"]);
    let times = desk.times("public");
    desk.write("content/b.md", "---\ntitle: B\n---\nChanged.\n");
    desk.done(&["build"]).says("written");
    assert!(desk.read("public/b/index.html").contains("Changed."));
    for path in ["a/index.html", "a/index.json", "style.css", ".nojekyll"] {
        assert_eq!(desk.times("public")[path], times[path], "{path} was touched");
    }
    std::fs::remove_file(desk.path("content/b.md")).expect("is there");
    desk.done(&["build"]).says("removed");
    assert!(!desk.has("public/b"), "an empty folder stayed");
}

#[test]
fn an_incremental_build_equals_a_clean_one() {
    let desk = Desk::with(SMALL);
    desk.done(&["build"]);
    desk.lay("-- content/c.md --\n---\ntitle: C\ndate: 2025-05-05\ntags: [x]\n---\n[a](a.md)\n-- static/x.txt --\nx\n");
    desk.done(&["build"]);
    std::fs::rename(desk.path("content/b.md"), desk.path("content/d.md")).expect("is there");
    desk.done(&["build"]);
    desk.done(&["build", "--out", "clean"]);
    assert_eq!(desk.tree("public"), desk.tree("clean"));
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let desk = Desk::empty();
    for url in ["/x.html", "/x.html/y/", "/x.html", "/X/", "/x/"] {
        desk.write("content/a.md", &format!("---\ntitle: A\nurl: {url}\n---\n"));
        desk.done(&["build"]);
        let _ = std::fs::remove_dir_all(desk.path("clean"));
        desk.done(&["build", "--out", "clean"]);
        assert_eq!(desk.tree("public"), desk.tree("clean"), "{url}");
    }
}

#[test]
fn files_of_others_in_the_output_survive() {
    let desk = Desk::with(SMALL);
    desk.write("public/CNAME", "ours.example\n");
    desk.write("public/.git/config", "ours\n");
    desk.done(&["build"]);
    desk.write("public/stray.txt", "ours\n");
    desk.write("public/a/stray.txt", "ours\n");
    std::fs::remove_file(desk.path("content/a.md")).expect("is there");
    desk.done(&["build"]);
    for (path, text) in [("CNAME", "ours.example\n"), (".git/config", "ours\n"), ("stray.txt", "ours\n"), ("a/stray.txt", "ours\n")] {
        assert_eq!(desk.read(&format!("public/{path}")), text);
    }
    assert!(!desk.has("public/a/index.html"));
}

#[test]
fn an_output_that_would_destroy_work_is_refused() {
    let desk = Desk::with(SMALL);
    desk.write("other/keep.txt", "ours\n");
    desk.write("file", "ours\n");
    // The cache is ours in any case.
    let tree = || desk.tree(".").into_iter().filter(|(path, _)| !path.starts_with(".nutgraf")).collect::<Vec<_>>();
    let before = tree();
    for out in [".", "..", "/", "content", "content/a", "fonts", "other", "file"] {
        desk.run(&["build", "--out", out]).exits(2).says("E0701");
        assert_eq!(tree(), before, "--out {out} changed something");
    }
    desk.done(&["build"]);
    desk.write("public/c/index.html", "somebody's\n");
    desk.write("content/c.md", "# C\n");
    let before = desk.tree("public");
    desk.run(&["build"]).exits(2).says("E0702");
    assert_eq!(desk.tree("public"), before);
}

/// What is broken, and how; the published site must stay as it is, byte for byte, and not even be touched.
#[test]
fn a_broken_site_leaves_the_published_one_whole() {
    let desk = Desk::with(SMALL);
    desk.done(&["build"]);
    let (tree, times) = (desk.tree("public"), desk.times("public"));
    for (path, text, code) in [
        ("content/a.md", "---\ntitle: [\n---\n", "E0103"),
        ("content/a.md", "---\ntitle: A\ndrfat: true\n---\n", "E0105"),
        ("content/c.md", "---\ntitle: A\nslug: a\n---\n", "E0401"),
        ("templates/page.html", "{% if %}", "E0503"),
        ("templates/page.html", "{{ page.nothing.here }}", "E0504"),
        ("nutgraf.yaml", "titel: x\n", "E0602"),
        ("nutgraf.yaml", "theme: nope\n", "E0501"),
        ("content/_data/tags.yaml", "a: b: c\n", "E0103"),
    ] {
        let before = desk.has(path).then(|| desk.read(path));
        desk.write(path, text);
        desk.run(&["build"]).exits(1).says(code).says("Nothing was written");
        assert_eq!((desk.tree("public"), desk.times("public")), (tree.clone(), times.clone()), "{path}: {text}");
        match before {
            Some(before) => desk.write(path, &before),
            None => std::fs::remove_file(desk.path(path)).expect("was written"),
        }
    }
    desk.done(&["build"]).says("nothing changed");
    let litter: Vec<String> = desk
        .names()
        .into_iter()
        .filter(|name| !["content", "nutgraf.yaml", "public", ".nutgraf", "templates"].contains(&name.as_str()))
        .collect();
    assert_eq!(litter, [""; 0]);
}

#[test]
fn exit_codes_tell_who_must_act() {
    let desk = Desk::with(BROKEN);
    let warned = Desk::with("-- content/a.md --\n---\ntitle: A\ncolour: red\n---\n");
    let empty = Desk::empty();
    for (desk, arguments, code) in [
        (&warned, &["check"][..], 0),
        (&warned, &["check", "--strict"], 1),
        (&warned, &["build", "--strict"], 1),
        (&warned, &["build"], 0),
        (&desk, &["check"], 1),
        (&desk, &["build"], 1),
        (&desk, &["list"], 1),
        (&empty, &["check"], 2),
        (&empty, &["build"], 2),
        (&empty, &["list"], 2),
        (&empty, &["new", "X"], 2),
        (&empty, &["build", "--root", "nowhere"], 2),
        (&empty, &["explain", "E9999"], 2),
        (&empty, &["explain", "E0102"], 0),
        (&empty, &["frobnicate"], 2),
        (&empty, &["build", "--frobnicate"], 2),
        (&empty, &[], 2),
        (&empty, &["--help"], 0),
        (&empty, &["--version"], 0),
        (&warned, &["build", "--base-url", "example.org"], 2),
        (&warned, &["build", "--now", "soon"], 2),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, Some(code), "{arguments:?}\n{}\n{}", ran.stdout, ran.stderr);
    }
    assert!(!desk.has("public"), "a failed first build made a folder");
}

#[test]
fn check_writes_the_evidence_report_over_another_report_only() {
    let desk = Desk::with(SMALL);
    desk.done(&["check", "--evidence-report", "report.html"]).says("The evidence report is report.html");
    let first = desk.read("report.html");
    assert!(first.contains("Not examined"), "{first}");
    desk.write("report.html", &first.replace("Not examined", "Another one"));
    desk.done(&["check", "--evidence-report", "report.html", "--quiet"]);
    assert!(desk.read("report.html").contains("Not examined"));
    desk.write("mine.html", "mine");
    desk.run(&["check", "--evidence-report", "mine.html"]).exits(2).says("is no evidence report");
    assert_eq!(desk.read("mine.html"), "mine");
    desk.run(&["check", "--evidence-report", "."]).exits(2).says("was not written");
}

#[test]
fn check_writes_the_lock() {
    let desk = Desk::with(SMALL);
    desk.write("content/_sources/w.txt", "The plan for twelve trams was approved.");
    desk.write(
        "content/b.md",
        "---\ntitle: B\nsources: {w: {title: W, snapshot: _sources/w.txt}}\n---\nIt is “the plan for twelve trams” [@w].\n",
    );
    desk.done(&["check", "--lock"]).says("The evidence lock is");
    let lock = desk.read("evidence.lock");
    assert!(lock.contains("\"words\": \"The plan for twelve trams\""), "{lock}");
    desk.done(&["check", "--lock", "--strict"]);
    assert_eq!(desk.read("evidence.lock"), lock);
    desk.write("evidence.lock", &lock.replace('\n', "\r\n").replace("twelve", "eleven"));
    desk.done(&["check", "--lock", "--strict"]);
    assert_eq!(desk.read("evidence.lock"), lock);
    // A copy of a draft stays; what no record names goes, unless a file that might name it cannot be read.
    desk.write("content/_sources/v.txt", "Another.");
    let draft = "---\ntitle: C\ndraft: DRAFT\nsources: {v: {title: V, snapshot: _sources/v.txt}}\n---\nText [@v].\n";
    desk.write("content/c.md", &draft.replace("DRAFT", "false"));
    desk.done(&["check", "--lock"]);
    assert!(desk.read("evidence.lock").contains("_sources/v.txt"));
    desk.write("content/c.md", &draft.replace("DRAFT", "true"));
    desk.done(&["check", "--lock"]);
    assert!(desk.read("evidence.lock").contains("_sources/v.txt"));
    desk.write("content/c.md", "---\ntitle: [\n---\n");
    desk.run(&["check", "--lock"]).exits(1);
    assert!(desk.read("evidence.lock").contains("_sources/v.txt"));
    desk.write("content/c.md", "---\ntitle: C\n---\nText.\n");
    desk.done(&["check", "--lock"]).says("no longer holds 1 snapshot that no record names: content/_sources/v.txt");
    assert_eq!(desk.read("evidence.lock"), lock);
    desk.write("evidence.lock", "mine");
    desk.run(&["check", "--lock"]).exits(2).says("is no evidence lock");
    assert_eq!(desk.read("evidence.lock"), "mine");
}

#[test]
fn check_writes_nothing() {
    let desk = Desk::with(SMALL);
    let before = desk.tree(".");
    desk.done(&["check"]).says("nothing to mend");
    desk.done(&["list", "all"]);
    assert_eq!(desk.tree("."), before);
}

#[test]
fn json_is_all_there_is_on_standard_output() {
    let desk = Desk::with(BROKEN);
    for command in ["check", "build"] {
        let ran = desk.run(&[command, "--format", "json"]);
        ran.exits(1);
        let told = ran.json();
        let findings = told["diagnostics"].as_array().expect("a list");
        let codes: Vec<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
        assert_eq!(codes, ["E0105", "W0304", "E0301"]);
        let first = &findings[0];
        let number = |key: &str| first[key].as_u64();
        assert_eq!((first["path"].as_str(), number("line"), number("column")), (Some("content/a.md"), Some(3), Some(1)));
        assert_eq!((number("end_line"), number("end_column"), first["severity"].as_str()), (Some(3), Some(5), Some("error")));
        assert!(first["message"].is_string() && first["hint"].as_str().is_some_and(|hint| hint.contains("`tags`")), "{first}");
        assert!(told["summary"].is_object(), "{told}");
    }
    let fine = Desk::with(SMALL);
    let told = fine.done(&["build", "--format", "json"]).json();
    assert_eq!((&told["diagnostics"], &told["summary"]["pages"]), (&serde_json::json!([]), &2.into()));
    fine.done(&["build", "--format", "json", "--timings", "--explain"]).json();
    let listed = fine.done(&["list", "all", "--format", "json"]).json();
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "{listed}");
}

#[test]
fn github_gets_annotations() {
    let ran = Desk::with(BROKEN).run(&["check", "--format", "github"]);
    ran.exits(1);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{}", ran.stdout);
    assert!(lines[0].starts_with("::error file=content/a.md,line=3,endLine=3,col=1,endColumn=5,title=E0105 "), "{}", lines[0]);
    assert!(lines[1].starts_with("::warning file=content/a.md,line=5,"), "{}", lines[1]);
    assert!(lines.iter().all(|line| line.contains("::") && !line.contains('\r')));
}

#[test]
fn sarif_is_what_code_scanning_reads() {
    let ran = Desk::with(BROKEN).run(&["check", "--format", "sarif"]);
    ran.exits(1);
    let log = ran.json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"].as_array().into_iter().flatten().filter_map(|rule| rule["id"].as_str()).collect();
    for result in run["results"].as_array().expect("a list") {
        assert!(rules.contains(&result["ruleId"].as_str().expect("has a rule")), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/a.md");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0), "{result}");
        assert!(["error", "warning"].contains(&result["level"].as_str().expect("has a level")) && result["message"]["text"].is_string());
    }
    assert_eq!(run["results"].as_array().map(Vec::len), Some(3));
}

#[test]
fn every_code_is_explained() {
    let desk = Desk::empty();
    let all = desk.done(&["explain"]).stdout;
    assert_eq!(all.lines().count(), nutgraf::base::Code::ALL.len());
    for code in nutgraf::base::Code::ALL {
        assert!(all.contains(code.name()) && all.contains(code.title()), "{code}");
    }
    desk.done(&["explain", "e0102"]).prints("E0102: Front matter is never closed (error)");
    desk.run(&["explain", "E010"]).exits(2).says("did you mean E0101?");
}

#[test]
fn the_list_tells_what_should_have_been_looked_at_again() {
    let desk = Desk::with(
        "
-- content/a.md --
---
title: Whole
review_by: 2025-06-30
---
-- content/b.md --
---
title: Part
key_facts: [{label: Rate, value: 3%, review_by: 2025-06-29}, {label: Size, value: 5, review_by: 2025-07-01}]
---
-- content/c.md --
---
title: Draft
draft: true
review_by: 2025-01-01
---
-- content/d.md --
---
title: Now
---
",
    );
    let stale = |now: &str| desk.done(&["list", "stale", "--now", now]).stdout;
    assert_eq!(
        stale("2025-07-01T00:00:00Z"),
        "review by 2025-06-29  content/b.md  Part (Rate)\nreview by 2025-06-30  content/a.md  Whole\n"
    );
    assert_eq!(stale("2025-06-30T23:59:59Z"), "review by 2025-06-29  content/b.md  Part (Rate)\n");
    desk.done(&["list", "stale", "--now", "2025-06-29T12:00:00Z"]).says("Nothing to list");
    let rows = desk.done(&["list", "stale", "--format", "json", "--now", "2025-08-01T00:00:00Z"]).json();
    assert_eq!((&rows[1]["review_by"], &rows[1]["stale_facts"]), (&"2025-06-29".into(), &serde_json::json!(["Rate", "Size"])));
}

#[test]
fn the_list_tells_what_is_withheld_until_when() {
    let desk = Desk::with(
        "
-- nutgraf.yaml --
timezone: Europe/London
-- content/draft.md --
---
title: Draft
draft: true
---
-- content/later.md --
---
title: Later
publish_at: 2026-07-01T09:00
---
-- content/over.md --
---
title: Over
expires: 2025-07-01
---
-- content/due.md --
---
title: Due
expires: 2027-01-01
---
-- content/now.md --
---
title: Now
---
",
    );
    for (what, titles) in [
        ("", &["Draft", "Later", "Over", "Due"][..]),
        ("all", &["Draft", "Later", "Over", "Due", "Now"]),
        ("drafts", &["Draft"]),
        ("scheduled", &["Later"]),
        ("expired", &["Over"]),
        ("due", &["Due"]),
    ] {
        let arguments: Vec<&str> = ["list", what].into_iter().filter(|word| !word.is_empty()).collect();
        let ran = desk.done(&arguments);
        let listed = ["Draft", "Later", "Over", "Due", "Now"].into_iter().filter(|title| ran.stdout.contains(title)).collect::<Vec<_>>();
        assert_eq!(listed, titles, "{what}\n{}", ran.stdout);
    }
    desk.done(&["list"]).prints("from 1 Jul 2026, 09:00 Europe/London").prints("since 1 Jul 2025, 00:00 Europe/London");
    let rows = desk.done(&["list", "scheduled", "--format", "json"]).json();
    assert_eq!((&rows[0]["state"], &rows[0]["publish_at"]), (&"scheduled".into(), &"2026-07-01T09:00:00+01:00".into()));
    desk.done(&["list", "expired", "--now", "2025-01-01T00:00:00Z"]).says("Nothing to list");
    desk.done(&["build"]).says("content/later.md: held until 1 Jul 2026, 09:00 Europe/London");
}

#[test]
fn completions_are_given_for_every_shell() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.done(&["completions", shell]).stdout;
        assert!(script.contains("nutgraf") && script.contains("build") && script.contains("explain"), "{shell}");
    }
}

#[test]
fn a_project_is_found_from_within() {
    let desk = Desk::with(SMALL);
    let mut command = desk.command(&["check"]);
    command.current_dir(desk.path("content"));
    Ran::of(&mut command).exits(0);
}

#[test]
fn the_moment_comes_from_the_option_before_the_environment() {
    let desk = Desk::with("-- content/a.md --\n---\ntitle: A\npublish_at: 2026-06-01\n---\n");
    let pages = |arguments: &[&str]| desk.done(&[&["check", "--format", "json"], arguments].concat()).json()["summary"]["pages"].clone();
    assert_eq!(pages(&[]), 0);
    assert_eq!(pages(&["--now", "2026-07-01T00:00:00Z"]), 1);
    assert_eq!(pages(&["--future"]), 1);
    let mut command = desk.command(&["check", "--format", "json"]);
    command.env("SOURCE_DATE_EPOCH", "1800000000");
    assert_eq!(Ran::of(&mut command).json()["summary"]["pages"], 1);
    command.env("SOURCE_DATE_EPOCH", "yesterday");
    Ran::of(&mut command).exits(2).says("SOURCE_DATE_EPOCH");
}

#[test]
fn a_parser_that_fails_does_so_in_silence() {
    // A text on which the parser of Markdown is known to panic.
    let ran = Desk::with("-- content/a.md --\n---\ntitle: A\n---\n- [x] \\\n  ===\n").run(&["check"]);
    ran.exits(1).says("E0310");
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
}

#[test]
fn nothing_is_coloured_for_a_pipe() {
    let ran = Desk::with(BROKEN).run(&["check"]);
    assert!(!ran.stderr.contains('\u{1b}') && !ran.stdout.contains('\u{1b}'), "{}", ran.stderr);
}

/// A terminal is made by `script` (util-linux), where it is there.
#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_colours_unless_it_asked_for_none() {
    let desk = Desk::with(BROKEN);
    let program = env!("CARGO_BIN_EXE_nutgraf");
    for (term, no_color, coloured) in [("xterm", None, true), ("xterm", Some("1"), false), ("xterm", Some(""), true), ("dumb", None, false)]
    {
        let mut command = Command::new("script");
        command.args(["-qec", &format!("'{program}' check"), "/dev/null"]);
        desk.settle(&mut command);
        command.env("TERM", term).envs(no_color.map(|value| ("NO_COLOR", value)));
        let Ok(output) = command.output() else {
            crate::desk::skipped("`script` is not there, so there is no terminal to look at");
            return;
        };
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(shown.contains("E0105"), "{shown}");
        assert_eq!(shown.contains('\u{1b}'), coloured, "TERM={term} NO_COLOR={no_color:?}\n{shown}");
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let desk = Desk::with(SMALL);
    let mut child = desk.command(&["explain"]).stdout(std::process::Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("ends").code(), Some(0));
}

#[test]
fn quiet_prints_only_what_is_wrong() {
    assert_eq!(Desk::with(SMALL).done(&["build", "--quiet"]).stderr, "");
    Desk::with(BROKEN).run(&["build", "--quiet"]).exits(1).says("E0105");
}

#[test]
fn links_that_leave_the_project_are_refused() {
    #[cfg(unix)]
    {
        let (desk, outside) = (Desk::with(SMALL), Desk::with("-- secret.md --\n# CANARY\n-- folder/x.md --\n# CANARY\n"));
        std::os::unix::fs::symlink(outside.path("secret.md"), desk.path("content/secret.md")).expect("a link can be made");
        std::os::unix::fs::symlink(outside.path("folder"), desk.path("content/folder")).expect("a link can be made");
        desk.run(&["build"]).exits(1).says("E0801");
        assert!(!desk.has("public"));
    }
}

#[test]
fn hidden_files_and_litter_are_not_published() {
    let desk = Desk::with(SMALL);
    for path in [
        "static/.env",
        "static/.git/config",
        "content/.a.md.swp",
        "content/a.md~",
        "static/.DS_Store",
        "content/#a.md#",
        "static/Thumbs.db",
    ] {
        desk.write(path, "CANARY");
    }
    desk.write("static/.well-known/security.txt", "Contact\n");
    desk.done(&["build"]);
    for (path, bytes) in desk.tree("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("CANARY"), "{path}");
    }
    assert!(desk.has("public/.well-known/security.txt"));
}

#[test]
fn watching_builds_again_and_keeps_the_last_good_site() {
    let desk = Desk::with(SMALL);
    let mut running = Running::start(&mut desk.command(&["build", "--watch"]));
    running.waits_for("Built 2 pages");
    desk.write("content/b.md", "---\ntitle: B\n---\nEdited once.\n");
    running.waits_for("written");
    assert!(desk.read("public/b/index.html").contains("Edited once."));
    let before = desk.tree("public");
    desk.write("content/b.md", "---\ntitle: [\n---\n");
    running.waits_for("Nothing was written");
    assert_eq!(desk.tree("public"), before);
    desk.write("content/b.md", "---\ntitle: B\n---\nEdited twice.\n");
    running.waits_for("written");
    assert!(desk.read("public/b/index.html").contains("Edited twice."));
}

#[test]
fn a_build_does_not_set_off_another_also_where_the_output_has_moved() {
    let desk = Desk::with(SMALL);
    let mut running = Running::start(&mut desk.command(&["build", "--watch"]));
    running.waits_for("Built 2 pages");
    desk.write("nutgraf.yaml", "title: Small\noutput: site\n");
    running.waits_for("Built 2 pages");
    assert!(desk.has("site/index.html"));
    desk.write("content/b.md", "---\ntitle: B\n---\nEdited.\n");
    let next = running.waits_for("Built 2 pages");
    assert!(next.contains("written") && desk.read("site/b/index.html").contains("Edited."), "{next}");
}

#[test]
fn what_is_scheduled_comes_by_itself_while_the_program_watches() {
    let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(2);
    let desk = Desk::with(SMALL);
    desk.write("content/soon.md", &format!("---\ntitle: Soon\npublish_at: {soon}\n---\nNow.\n"));
    let mut build = Running::start(desk.command(&["build", "--watch"]).env_remove("SOURCE_DATE_EPOCH"));
    build.waits_for("Built 2 pages");
    assert!(!desk.has("public/soon"));
    build.waits_for("Built 3 pages");
    assert!(desk.read("public/soon/index.html").contains("Now."));
}

#[test]
fn a_title_with_braces_is_a_title() {
    let desk = crate::desk::Desk::with("-- content/b.md --\n# B\n");
    desk.done(&["new", "On {{ date }}"]);
    assert!(desk.read("content/2026-01-01-on-date.md").contains("title: \"On {{ date }}\""));
}
