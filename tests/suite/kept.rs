//! What the program keeps between builds, with the real program on a real disk: it saves work and changes nothing, and
//! whatever became of it, the site is the one that a clean build gives.
//!
//! Nothing sleeps: that files were at rest when they were looked at is said by the moment given for the look.

use std::fs;
use std::hash::Hasher as _;
use std::time::{Duration, SystemTime};

use nutgraf::base::SourcePath;
use nutgraf::engine::{self, Memory};
use nutgraf::input::disk::{Sightings, snapshot_after};
use nutgraf::input::{Contents, File, Files};

use crate::desk::{Desk, Ran, Tree};

fn desk() -> Desk {
    Desk::with(
        "
-- nutgraf.yaml --
title: Kept
base_url: https://kept.test/
-- content/news/2025-01-01-a.md --
---
title: A
tags: [one]
---
Of a, see [b](2025-01-02-b.md).
-- content/news/2025-01-02-b.md --
---
title: B
summary: Of b
---
Of b.
-- content/news/later.md --
---
title: Later
date: 2025-03-01
publish_at: 2026-02-01
---
Of later.
-- static/note.txt --
A note.
",
    )
}

/// Builds, and asserts that what stands is what a clean build elsewhere gives.
#[track_caller]
fn builds_as_from_nothing(desk: &Desk, arguments: &[&str]) -> Ran {
    let ran = desk.done(&[&["build"][..], arguments].concat());
    let clean = Desk::empty();
    for (path, bytes) in desk.tree("").iter().filter(|(path, _)| !path.starts_with("public/") && !path.starts_with(".nutgraf")) {
        lay(&clean, path, bytes);
    }
    clean.done(&[&["build"][..], arguments].concat());
    assert_same(&desk.tree("public"), &clean.tree("public"));
    ran
}

fn lay(desk: &Desk, path: &str, bytes: &[u8]) {
    if path.ends_with('/') {
        fs::create_dir_all(desk.path(path)).expect("a folder can be made");
    } else {
        fs::create_dir_all(desk.path(path).parent().expect("lies in the folder")).expect("a folder can be made");
        fs::write(desk.path(path), bytes).expect("a file can be written");
    }
}

#[track_caller]
fn assert_same(found: &Tree, expected: &Tree) {
    let differing: Vec<&String> = found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path)).collect();
    assert!(differing.is_empty(), "these are not what a clean build gives: {differing:#?}");
}

/// Asserts that everything is kept, in the words of `--explain`.
#[track_caller]
fn all_is_kept(ran: &Ran) {
    let made: Vec<&str> = ran.stdout.lines().filter(|line| !line.starts_with("kept ")).collect();
    assert!(!ran.stdout.is_empty() && made.is_empty(), "made again: {made:#?}");
    ran.says("nothing changed");
}

#[test]
fn a_second_build_writes_nothing() {
    let desk = desk();
    desk.done(&["build"]);
    let (tree, times) = (desk.tree("public"), desk.times("public"));
    desk.done(&["build"]).says("nothing changed");
    all_is_kept(&desk.done(&["build", "--explain"]));
    assert_eq!(desk.times("public"), times);
    assert_same(&desk.tree("public"), &tree);
    // What was found is told again.
    desk.write("content/odd.md", "---\ntitle: Odd\nodd: 1\n---\n");
    let first = desk.run(&["build"]);
    let again = desk.run(&["build"]);
    assert_eq!(first.code, again.code);
    let findings = |ran: &Ran| ran.stderr.lines().filter(|line| !line.starts_with("Built")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(findings(&first), findings(&again));
}

#[test]
fn what_was_made_and_why_is_told_in_words() {
    let desk = desk();
    desk.done(&["build", "--explain"]).prints("written  news/b/index.html: it is new, or the last build is not known\n");
    desk.write("content/news/2025-01-02-b.md", "---\ntitle: B\nsummary: Of b\n---\nOf b, in other words.\n");
    let ran = builds_as_from_nothing(&desk, &["--explain"]);
    ran.prints("written  news/b/index.html: its own file or list changed\n")
        .prints("written  feed.xml: a page that it shows or links to changed\n")
        .prints("kept     news/a/index.html: nothing that it is made from has changed\n");
    desk.write("content/news/2025-01-02-b.md", "---\ntitle: Bee\nsummary: Of b\n---\nOf b, in other words.\n");
    builds_as_from_nothing(&desk, &["--explain"])
        .prints("written  news/a/index.html: a page that it shows or links to changed\n")
        .prints("written  index.html: a page that it shows or links to changed\n");
    desk.write("templates/partials/card.html", "<li>{{ card.title }}</li>\n");
    builds_as_from_nothing(&desk, &["--explain"]).prints("written  index.html: its template changed\n");
    desk.write("templates/404.html", "{% for card in briefings(limit=1) %}{{ card.title }}{% endfor %}");
    desk.done(&["build"]);
    desk.write("content/news/2025-01-02-b.md", "---\ntitle: Be\nsummary: Of b\n---\nOf b, in other words.\n");
    let ran = builds_as_from_nothing(&desk, &["--explain"]);
    ran.prints("written  404.html: its template asks for ").prints(", and the answer changed\n");
    desk.write("nutgraf.yaml", "title: Kept on\nbase_url: https://kept.test/\n");
    let ran = builds_as_from_nothing(&desk, &["--explain"]);
    ran.prints("written  index.html: the settings, the fonts or Nutgraf itself changed\n")
        .prints("same     note.txt: the settings, the fonts or Nutgraf itself changed\n");
    fs::remove_file(desk.path("content/news/2025-01-01-a.md")).expect("is there");
    builds_as_from_nothing(&desk, &["--explain"]).prints("removed  news/a/index.html: nothing makes it any more\n");
    desk.write("public/news/b/index.html", "by hand");
    builds_as_from_nothing(&desk, &["--explain"])
        .prints("written  news/b/index.html: the published file was changed or removed by something else\n");
}

#[test]
fn times_places_zones_and_languages_of_machines_change_nothing() {
    let desk = desk();
    desk.done(&["build"]);
    // Touched.
    let touched = fs::File::options().append(true).open(desk.path("content/news/2025-01-02-b.md")).expect("is there");
    touched.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("can be touched");
    all_is_kept(&desk.done(&["build", "--explain"]));
    desk.done(&["build"]).says("nothing changed");
    // Another zone and another language.
    for (zone, language) in [("Asia/Tokyo", "de_DE.UTF-8"), ("America/New_York", "tr_TR.UTF-8"), ("Nowhere/None", "C")] {
        let mut command = desk.command(&["build", "--explain"]);
        all_is_kept(Ran::of(command.env("TZ", zone).env("LANG", language).env("LC_ALL", language)).exits(0));
    }
    // Another place, another disk, all times and numbers of files new: a fresh checkout with what was kept beside it.
    let elsewhere = Desk::empty();
    desk.tree("").iter().for_each(|(path, bytes)| lay(&elsewhere, path, bytes));
    all_is_kept(&elsewhere.done(&["build", "--explain"]));
    builds_as_from_nothing(&elsewhere, &[]).says("nothing changed");
}

#[test]
fn the_moment_and_the_options_count_as_changes() {
    let desk = desk();
    builds_as_from_nothing(&desk, &[]);
    builds_as_from_nothing(&desk, &["--now", "2026-01-31T23:59:59Z"]).says("nothing changed");
    builds_as_from_nothing(&desk, &["--now", "2026-02-01T00:00:00Z"]).says("written");
    assert!(desk.has("public/news/later/index.html"));
    builds_as_from_nothing(&desk, &["--now", "2027-02-01T00:00:00Z"]).says("nothing changed");
    builds_as_from_nothing(&desk, &[]).says("removed");
    builds_as_from_nothing(&desk, &["--future"]).says("written");
    builds_as_from_nothing(&desk, &["--base-url", "https://other.test/sub/"]).says("written");
    builds_as_from_nothing(&desk, &[]).says("written");
    // Warnings that were let pass are errors to whoever says so, though nothing has changed.
    desk.write("content/_data/sources.yaml", "wire: {title: The wire}\nwire2: {title: The wire}\n");
    desk.write("content/odd.md", "---\ntitle: Odd\n---\n![](/note.txt)\n");
    let lax = desk.run(&["build"]);
    let strict = desk.run(&["build", "--strict"]);
    assert_eq!(strict.code == Some(0), !lax.stderr.contains("warning["), "{}\n{}", lax.stderr, strict.stderr);
}

#[test]
fn a_published_file_that_was_changed_or_removed_by_hand_is_repaired() {
    let desk = desk();
    desk.done(&["build"]);
    let tree = desk.tree("public");
    let as_long = desk.read("public/news/a/index.html").replace("Of a", "OF A");
    desk.write("public/news/a/index.html", &as_long);
    desk.done(&["build"]).says("1 file written");
    assert_same(&desk.tree("public"), &tree);
    desk.write("public/feed.xml", "by hand");
    fs::remove_file(desk.path("public/note.txt")).expect("is there");
    desk.done(&["build"]).says("2 files written");
    assert_same(&desk.tree("public"), &tree);
    fs::remove_dir_all(desk.path("public/news")).expect("is there");
    desk.done(&["build"]);
    assert_same(&desk.tree("public"), &tree);
    // A file of somebody else is no change of the site.
    desk.write("public/mine.txt", "mine");
    desk.done(&["build"]).says("nothing changed");
    assert_eq!(desk.read("public/mine.txt"), "mine");
    fs::remove_dir_all(desk.path("public")).expect("is there");
    desk.done(&["build"]);
    assert_same(&desk.tree("public"), &tree);
}

/// The checksum that ends a kept file, for damage that it does not betray.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(&bytes);
    bytes.extend_from_slice(&hasher.finish().to_le_bytes());
    bytes
}

/// Ways in which a kept file may be spoilt; `None` for a folder in its place.
fn spoilt(bytes: &[u8]) -> Vec<(&'static str, Option<Vec<u8>>)> {
    let flipped = |at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 0x10;
        bytes
    };
    let whole = bytes.len().saturating_sub(8);
    let mut other = bytes[..whole].to_vec();
    // The name of the program follows the length of the first frame.
    if let Some(byte) = other.get_mut(8) {
        *byte ^= 1;
    }
    let mut huge = bytes[..whole].to_vec();
    huge.iter_mut().take(8).for_each(|byte| *byte = 0xff);
    vec![
        ("emptied", Some(Vec::new())),
        ("cut to a few bytes", Some(bytes[..7.min(bytes.len())].to_vec())),
        ("cut in half", Some(bytes[..bytes.len() / 2].to_vec())),
        ("cut in half, and sealed", Some(sealed(bytes[..bytes.len() / 2].to_vec()))),
        ("flipped at the start", Some(flipped(0))),
        ("flipped in the middle", Some(flipped(bytes.len() / 2))),
        ("flipped at the end", Some(flipped(bytes.len() - 1))),
        ("of another version", Some(sealed(other))),
        ("with a frame of a monstrous length", Some(sealed(huge))),
        ("nothing, sealed", Some(sealed(Vec::new()))),
        ("a folder", None),
    ]
}

#[test]
fn what_is_kept_is_never_trusted() {
    let desk = desk();
    desk.done(&["build"]);
    let names: Vec<String> = desk.tree(".nutgraf").into_keys().filter(|path| !path.ends_with('/')).collect();
    assert!(names.iter().any(|name| name == "read") && names.iter().any(|name| name.starts_with("made-")), "{names:?}");
    let mut edits = 0;
    let mut spoil_and_build = |names: &[String], way: usize| {
        let mut what = "";
        for name in names {
            let place = desk.path(&format!(".nutgraf/{name}"));
            let (way, damage) = spoilt(&fs::read(&place).expect("is there")).swap_remove(way);
            what = way;
            fs::remove_file(&place).expect("is there");
            match &damage {
                Some(bytes) => fs::write(&place, bytes).expect("can be written"),
                None => fs::create_dir_all(place.join("inside")).expect("can be made"),
            }
        }
        edits += 1;
        desk.write("content/news/2025-01-02-b.md", &format!("---\ntitle: B {}\nsummary: Of b\n---\nOf b {edits}.\n", edits % 3));
        let ran = desk.done(&["build"]);
        assert!(!ran.stderr.contains("panick"), "{names:?}, {what}: {}", ran.stderr);
        desk.done(&["build", "--out", "clean"]);
        assert_same(&desk.tree("public"), &desk.tree("clean"));
        let in_the_way = names.iter().map(|name| desk.path(&format!(".nutgraf/{name}"))).filter(|place| place.is_dir());
        if in_the_way.map(|folder| fs::remove_dir_all(folder).expect("nobody else has removed it")).count() > 0 {
            // What stands in the way of a file is not ours to remove; when it is gone, the next change writes the file.
            desk.write("content/news/2025-01-02-b.md", "---\ntitle: B\nsummary: Of b\n---\nOf b, once more.\n");
            desk.done(&["build"]);
        }
        fs::remove_dir_all(desk.path("clean")).expect("was written");
        for name in names {
            assert!(desk.path(&format!(".nutgraf/{name}")).is_file(), "{name}, {what}: it was not written again");
        }
        all_is_kept(&desk.done(&["build", "--explain"]));
    };
    let ways = spoilt(&[0; 64]).len();
    (0..ways).for_each(|way| spoil_and_build(&names, way));
    // Each alone, the others sound: cut in half and sealed.
    names.iter().for_each(|name| spoil_and_build(std::slice::from_ref(name), 3));
}

#[test]
fn what_is_kept_may_be_deleted_and_need_not_be_possible() {
    let desk = desk();
    desk.done(&["build"]);
    let tree = desk.tree("public");
    fs::remove_dir_all(desk.path(".nutgraf")).expect("is there");
    desk.done(&["build"]).says("nothing changed");
    assert_same(&desk.tree("public"), &tree);
    all_is_kept(&desk.done(&["build", "--explain"]));
    // Where there can be no such folder, as little is kept as on a disk that cannot be written.
    fs::remove_dir_all(desk.path(".nutgraf")).expect("is there");
    desk.write(".nutgraf", "no folder");
    desk.done(&["build"]).says("nothing changed");
    desk.write("content/news/2025-01-02-b.md", "---\ntitle: B\n---\nOf b, otherwise.\n");
    desk.done(&["build"]).says("written");
    desk.done(&["build"]).says("nothing changed");
    assert_eq!(desk.read(".nutgraf"), "no folder");
}

#[test]
fn each_output_folder_has_a_memory_of_its_own() {
    let desk = desk();
    desk.done(&["build"]);
    desk.done(&["build", "--out", "other", "--future"]);
    all_is_kept(&desk.done(&["build", "--explain"]));
    all_is_kept(&desk.done(&["build", "--explain", "--out", "other", "--future"]));
    desk.done(&["build"]).says("nothing changed");
    // Folders that change places are told apart by what stands in them.
    fs::rename(desk.path("public"), desk.path("third")).expect("is there");
    fs::rename(desk.path("other"), desk.path("public")).expect("is there");
    fs::rename(desk.path("third"), desk.path("other")).expect("is there");
    builds_as_from_nothing(&desk, &[]).says("removed");
}

/// A look at the project long after everything in it was written.
fn look(desk: &Desk, before: &Sightings) -> (Files, Sightings) {
    let (files, sightings, faults) = snapshot_after(&desk.path(""), before, SystemTime::now() + Duration::from_secs(3600));
    assert!(!faults.has_errors());
    (files, sightings)
}

fn path(path: &str) -> SourcePath {
    SourcePath::new(path).expect("a path")
}

#[test]
fn a_file_that_was_just_written_is_read_again_whatever_it_looks_like() {
    let (desk, text) = (desk(), path("content/news/2025-01-02-b.md"));
    let about = fs::metadata(desk.path(text.as_str())).expect("is there");
    let written = about.modified().expect("has a time");
    let at = |after: Duration| snapshot_after(&desk.path(""), &Sightings::default(), written + after).1.contains_key(&text);
    assert!(!at(Duration::ZERO) && !at(Duration::from_secs(2)), "within the resolution of some clocks it may change once more");
    assert!(at(Duration::from_secs(10)));
    assert!(
        !snapshot_after(&desk.path(""), &Sightings::default(), written - Duration::from_secs(1)).1.contains_key(&text),
        "not yet written"
    );
    // As long, and as old by its own account: the system knows better, where it tells.
    let (before, sightings) = look(&desk, &Sightings::default());
    let other = desk.read(text.as_str()).replace("Of b.", "OF B.");
    desk.write(text.as_str(), &other);
    let file = fs::File::options().append(true).open(desk.path(text.as_str())).expect("is there");
    file.set_modified(written).expect("can be set");
    let (after, _) = look(&desk, &sightings);
    let digests = [&before, &after].map(|files| files.get(&text).map(|file| file.digest));
    assert_eq!(digests[0] == digests[1], cfg!(not(unix)), "an edit was overlooked");
}

#[test]
fn what_looks_as_it_did_is_not_read_and_what_does_not_is() {
    let (desk, text) = (desk(), path("content/news/2025-01-02-b.md"));
    let (first, sightings) = look(&desk, &Sightings::default());
    let (second, again) = look(&desk, &sightings);
    assert!(sightings == again && !sightings.is_empty());
    let is_unread = |files: &Files| matches!(files.get(&text).map(|file| &file.contents), Some(Contents::Disk { .. }));
    assert!(!is_unread(&first) && is_unread(&second));
    assert_eq!(first.text(&text).map(|text| text.text.to_string()), second.text(&text).map(|text| text.text.to_string()));
    // Touched only: read, and found to be the same.
    let file = fs::File::options().append(true).open(desk.path(text.as_str())).expect("is there");
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("can be touched");
    let (third, _) = look(&desk, &sightings);
    assert!(!is_unread(&third));
    assert_eq!(third.get(&text).map(|file| file.digest), first.get(&text).map(|file| file.digest));
}

#[test]
fn a_file_saved_while_the_site_is_built_stops_the_build() {
    let (desk, text) = (desk(), path("content/news/2025-01-02-b.md"));
    let options = crate::site::site("").options().clone();
    let (files, sightings) = look(&desk, &Sightings::default());
    let build = |files: Files, memory: &Memory| {
        let there = engine::Desk { memory, standing: &|_| None, keep: Some(&|_, bytes| File::new(bytes)) };
        engine::build_again(files, &options, &mut |_| {}, &there)
    };
    let memory = build(files, &Memory::default()).memory;
    let (files, _) = look(&desk, &sightings);
    for change in [Some("---\ntitle: B\nsummary: Of b\n---\nOf another.\n"), None] {
        match change {
            Some(words) => desk.write(text.as_str(), words),
            None => fs::remove_file(desk.path(text.as_str())).expect("is there"),
        }
        assert!(files.bytes(&text).is_none(), "bytes that are not those of the snapshot");
        let built = build(files.clone(), &memory);
        assert!(built.output.is_none());
        let told: Vec<&str> = built.diagnostics.iter().map(|found| found.code.name()).collect();
        assert_eq!(told, ["E0113"]);
        assert_eq!(built.memory.ledger, memory.ledger, "the last good build is what is remembered");
    }
}
