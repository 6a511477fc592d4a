//! Determinism: equal files and options give equal bytes, with one thread or many, in any order of the files.

use crate::site::{Outcome, Project, markdown, site};

/// A site large enough for threads to overtake each other.
fn wide() -> Project {
    (0..60).fold(site("-- nutgraf.yaml --\npaginate: 7\n"), |project, number| {
        let front_matter = format!(
            "title: Briefing {number}\ndate: 2025-{:02}-{:02}\ntags: [t{}, t{}, \"Tag {}\"]\nauthors: [a{}]\nkey_facts: {{Number: {number}}}",
            number % 12 + 1,
            number % 28 + 1,
            number % 3,
            number % 7,
            number % 5,
            number % 4
        );
        let text = format!("See [next](b{}.md#why).\n\n## Why\n\n```rust\nfn main() {{}}\n```\n", (number + 1) % 60);
        project.write(&format!("content/s{}/b{number}.md", 0), &markdown(&front_matter, &text))
    })
}

fn with_threads(project: &Project, threads: usize) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
    pool.install(|| project.build())
}

#[test]
fn threads_make_no_difference() {
    let project = wide();
    let alone = with_threads(&project, 1);
    alone.no_findings();
    for threads in [2, 8] {
        with_threads(&project, threads).equals(&alone);
    }
    project.build().equals(&alone);
}

#[test]
fn findings_too_are_the_same_every_time() {
    let project = (0..40).fold(site(""), |project, number| {
        project.write(
            &format!("content/b{number}.md"),
            &format!("---\ntitle: B\ntgas: x\ncolour: red\ndate: never\nslug: same\n---\n[x](nope{number}.md)\n"),
        )
    });
    let report = with_threads(&project, 1).report();
    for _ in 0..3 {
        assert_eq!(with_threads(&project, 8).report(), report);
    }
}

#[test]
fn the_moment_matters_only_through_the_gate() {
    let project = wide();
    project.clone().now("2026-01-01T00:00:00Z").built().equals(&project.now("2031-05-05T05:05:05Z").built());
}

#[test]
fn going_back_gives_the_first_site_again() {
    let project = wide();
    let first = project.built();
    let changed = project.clone().replace("content/s0/b7.md", "Briefing 7", "Changed").remove("content/s0/b9.md");
    let changed = changed.replace("content/s0/b8.md", "[next](b9.md#why)", "nothing");
    changed.built();
    project.built().equals(&first);
}
