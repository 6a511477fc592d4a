//! Interrupted: whatever stops a build, the published site is the old one or the new one, never a mixture.
//!
//! Nothing sleeps: a build is killed as soon as its work folder appears, or so many looks later, and what is asserted
//! holds at every moment. Disks are full in earnest: a small memory file system where the machine allows it, and a limit
//! on the size of files everywhere else.
#![cfg(unix)]

use std::process::{Command, Stdio};

use crate::desk::{Desk, Ran, Tree};

/// A project of so many pages, each with this text.
fn pages(desk: &Desk, count: usize, text: &str) {
    for number in 0..count {
        desk.write(&format!("content/s/p{number:03}.md"), &format!("---\ntitle: Page {number}\n---\n{text} {number}\n"));
    }
}

/// Starts a build and kills it as soon as `is_time`. Whether it was still at work.
fn kill_when(desk: &Desk, mut is_time: impl FnMut() -> bool) -> bool {
    let mut child = desk.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    while !is_time() {
        if child.try_wait().expect("can be asked").is_some() {
            return false;
        }
    }
    child.kill().expect("can be killed");
    child.wait().expect("ends").code().is_none()
}

/// Kills a build so many looks after its work folder appeared.
fn kill_at_work(desk: &Desk, looks: usize) -> bool {
    let work = desk.path(".public.nutgraf");
    let mut seen = 0;
    kill_when(desk, || {
        seen += usize::from(seen > 0 || work.exists());
        seen > looks
    })
}

/// Kills a build as soon as something else stands at a path of the published site.
fn kill_at_change(desk: &Desk, path: &str) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let path = desk.path(path);
    let identity = || std::fs::symlink_metadata(&path).map(|about| about.ino()).ok();
    let before = identity();
    kill_when(desk, || identity() != before)
}

/// The trees of two states of a project: as it is now, and after `change`; the first is published.
fn two_states(desk: &Desk, change: impl Fn(&Desk)) -> (Tree, Tree) {
    desk.done(&["build"]);
    let old = desk.tree("public");
    change(desk);
    desk.done(&["build", "--out", "elsewhere"]);
    let new = desk.tree("elsewhere");
    std::fs::remove_dir_all(desk.path("elsewhere")).expect("was written");
    assert_ne!(old, new);
    (old, new)
}

fn whole(desk: &Desk, expected: &Tree, when: &str) {
    let found = desk.tree("public");
    if found != *expected {
        let differing: Vec<&String> =
            found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path)).take(9).collect();
        panic!("{when}, these differ: {differing:#?}");
    }
    assert!(!desk.has(".public.nutgraf") && !desk.has("public/.nutgraf-work"), "{when}, a work folder is left");
}

#[test]
fn a_killed_build_of_the_whole_site_changes_all_or_nothing() {
    let desk = Desk::with("-- nutgraf.yaml --\ntitle: Kill\n");
    pages(&desk, 40, "old");
    let (old, new) = two_states(&desk, |desk| pages(desk, 40, "new"));
    let mut kills = [0, 0];
    for looks in [1, 30, 300, 3_000, 10_000].map(Some).into_iter().chain([None; 3]) {
        let killed = match looks {
            Some(looks) => kill_at_work(&desk, looks),
            None => kill_at_change(&desk, "public"),
        };
        let found = desk.tree("public");
        assert!(found == old || found == new, "{looks:?}: the published site is a mixture");
        kills[usize::from(found == new)] += usize::from(killed);
        desk.done(&["build"]);
        whole(&desk, &new, "after the next build");
        pages(&desk, 40, "old");
        desk.done(&["build"]);
        whole(&desk, &old, "after going back");
        pages(&desk, 40, "new");
    }
    println!("{} builds were killed before the change and {} after it", kills[0], kills[1]);
    assert!(kills[0] > 0, "no build was slow enough to be killed");
}

#[test]
fn a_killed_build_of_a_few_files_is_finished_or_taken_back_by_the_next() {
    let desk = Desk::with("-- nutgraf.yaml --\ntitle: Kill\n");
    pages(&desk, 30, "same");
    pages(&desk, 8, "old");
    let (old, new) = two_states(&desk, |desk| pages(desk, 8, "new"));
    let mut kills = [0, 0, 0];
    let looks = [1, 100, 1_000].map(Some);
    for (round, looks) in looks.into_iter().chain([None; 9]).enumerate() {
        let killed = match looks {
            Some(looks) => kill_at_work(&desk, looks),
            None => kill_at_change(&desk, &format!("public/s/p{:03}/index.html", round % 8)),
        };
        let found = desk.tree("public");
        let state = if found == old { 0 } else { 1 + usize::from(found == new) };
        kills[state] += usize::from(killed);
        // The next build may be one of either state.
        if round % 2 == 0 {
            desk.done(&["build"]);
            whole(&desk, &new, "after the next build");
        }
        pages(&desk, 8, "old");
        desk.done(&["build"]);
        whole(&desk, &old, "after going back");
        pages(&desk, 8, "new");
    }
    println!("{} builds were killed before the change, {} within it and {} after it", kills[0], kills[1], kills[2]);
    assert!(kills.iter().sum::<usize>() > 0, "no build was slow enough to be killed");
}

#[test]
fn a_first_build_that_is_killed_is_no_obstacle() {
    let desk = Desk::with("-- nutgraf.yaml --\ntitle: Kill\n");
    pages(&desk, 40, "new");
    for looks in [0, 50, 500] {
        kill_at_work(&desk, looks);
        desk.done(&["build"]);
        assert!(desk.has("public/s/p000/index.html") && !desk.has(".public.nutgraf"));
        std::fs::remove_dir_all(desk.path("public")).expect("was written");
    }
}

#[test]
fn two_builds_at_once_wait_for_each_other() {
    let desk = Desk::with("-- nutgraf.yaml --\ntitle: Two\n");
    pages(&desk, 30, "text");
    let start = || desk.command(&["build", "--quiet"]).stderr(Stdio::piped()).spawn().expect("starts");
    for child in [start(), start(), start()] {
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let built = desk.tree("public");
    desk.done(&["build", "--out", "clean"]);
    assert_eq!(built, desk.tree("clean"));
}

/// The size of files is limited to half a kilobyte (POSIX `ulimit -f 1`), which no page keeps to.
#[test]
fn a_write_that_fails_changes_nothing() {
    let desk = Desk::with("-- nutgraf.yaml --\ntitle: Full\n");
    pages(&desk, 8, "old");
    let (old, new) = two_states(&desk, |desk| pages(desk, 8, "new"));
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" build", env!("CARGO_BIN_EXE_nutgraf")]);
    desk.settle(&mut command);
    Ran::of(&mut command).exits(2).says("E0703");
    whole(&desk, &old, "after a write that failed");
    desk.done(&["build"]);
    whole(&desk, &new, "after the next build");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_changes_nothing() {
    let desk = Desk::with("-- nutgraf.yaml --\ntitle: Full\noutput: disk/public\n");
    std::fs::create_dir(desk.path("disk")).expect("can be made");
    pages(&desk, 4, "old");
    // In a name space of its own: mount a small disk, publish, then publish what does not fit, then what does again.
    let steps = "mount -t tmpfs -o size=600k tmpfs disk 2>/dev/null || exit 77
        \"$0\" build --quiet || exit 3
        cp -r disk/public before
        head -c 2000000 /dev/zero > static/large.bin
        \"$0\" build; code=$?; [ $code = 2 ] || exit 4
        diff -r before disk/public || exit 5
        rm static/large.bin
        \"$0\" build || exit 6
        diff -r before disk/public || exit 7
        [ -z \"$(ls -A disk | grep -v '^public$')\" ] || exit 8";
    std::fs::create_dir(desk.path("static")).expect("can be made");
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", steps, env!("CARGO_BIN_EXE_nutgraf")]);
    desk.settle(&mut command);
    let ran = match command.output() {
        Ok(output) if output.status.code() != Some(77) && !String::from_utf8_lossy(&output.stderr).starts_with("unshare:") => output,
        _ => {
            crate::desk::skipped("no small disk can be mounted here (it takes `unshare` and the right to mount)");
            return;
        }
    };
    let (stdout, stderr) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.status.code(), Some(0), "{stdout}\n{stderr}");
    assert!(stderr.contains("E0703") && stderr.contains("free some space"), "{stderr}");
}
