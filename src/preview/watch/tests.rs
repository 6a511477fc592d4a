//! Changes on a real disk. Nothing here sleeps: a test makes a change and waits for the batch that must follow.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::{Batch, Method, Stop, Watch};
use crate::base::Code;
use crate::preview::tests::Folder;

/// Far longer than anything takes; nothing waits for it unless a test fails.
const LONG: Duration = Duration::from_secs(30);

/// A folder and what its watch has to say.
struct Desk {
    folder: Folder,
    batches: Receiver<Batch>,
    stop: Stop,
    thread: std::thread::JoinHandle<()>,
}

impl Desk {
    fn new(name: &str, method: Method, files: &[&str]) -> Self {
        let folder = Folder::new(&format!("{name}-{method:?}"));
        files.iter().for_each(|file| folder.write(file, "first"));
        let watch = Watch::new(&folder.0, &[PathBuf::from("public")], method).expect("a watch");
        let stop = watch.stopper();
        let (give, batches) = mpsc::channel();
        let thread = std::thread::spawn(move || watch.for_each(|batch| give.send(batch).expect("the test listens")));
        Self { folder, batches, stop, thread }
    }

    /// Waits until all of `paths` have been told of; gives all that were.
    fn told(&self, paths: &[&str]) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        while !paths.iter().all(|path| told.iter().any(|known| known == path)) {
            let batch = self.batches.recv_timeout(LONG).unwrap_or_else(|_| panic!("{paths:?} are told of, after {told:?}"));
            assert_eq!(batch.trouble, None);
            told.extend(batch.paths.iter().map(|path| path.to_string_lossy().into_owned()));
        }
        told
    }

    fn rename(&self, from: &str, to: &str) {
        #[expect(clippy::disallowed_methods, reason = "tests of the shell use a disk")]
        std::fs::rename(self.folder.0.join(from), self.folder.0.join(to)).expect("renamed");
    }

    fn remove(&self, path: &str) {
        self.folder.remove(path);
    }

    fn end(self) -> usize {
        self.stop.stop();
        self.thread.join().expect("an orderly end");
        self.batches.try_iter().count()
    }
}

const METHODS: [Method; 2] = [Method::System, Method::Poll];

#[test]
fn one_edit_is_one_batch_and_litter_is_none() {
    for method in METHODS {
        let desk = Desk::new("edit", method, &["content/a.md", "public/index.html", ".git/index"]);
        for litter in [
            "public/index.html",
            "public/new/index.html",
            ".public.nutgraf/x",
            ".nutgraf/heads",
            ".git/index",
            "target/x",
            "content/.#a.md",
            "content/a.md~",
            "content/4913",
        ] {
            desk.folder.write(litter, "second");
        }
        desk.folder.write("content/a.md", "second");
        let told = desk.told(&["content/a.md"]);
        assert_eq!(told, ["content/a.md"], "{method:?}");
        assert_eq!(desk.end(), 0, "{method:?}: one batch");
    }
}

#[test]
fn editors_that_save_by_renaming_are_seen() {
    for method in METHODS {
        let desk = Desk::new("rename", method, &["content/a.md", "content/b.md"]);
        desk.folder.write("content/a.md.tmp", "second");
        desk.rename("content/a.md.tmp", "content/a.md");
        assert_eq!(desk.told(&["content/a.md"]), ["content/a.md"], "{method:?}");
        desk.rename("content/b.md", "content/c.md");
        desk.told(&["content/b.md", "content/c.md"]);
        desk.remove("content/c.md");
        desk.told(&["content/c.md"]);
        desk.end();
    }
}

#[test]
fn new_folders_are_watched_however_they_come() {
    for method in METHODS {
        let desk = Desk::new("folders", method, &["content/a.md", "public/moved/in/b.md"]);
        desk.folder.write("content/one/two/three/c.md", "first");
        desk.told(&["content/one"]);
        desk.folder.write("content/one/two/three/c.md", "second");
        desk.told(&["content/one/two/three/c.md"]);
        // From where nothing is watched, with all that is in it.
        desk.rename("public/moved", "content/moved");
        desk.told(&["content/moved"]);
        desk.folder.write("content/moved/in/b.md", "second");
        desk.told(&["content/moved/in/b.md"]);
        // Under another name.
        desk.rename("content/moved", "content/renamed");
        desk.told(&["content/moved", "content/renamed"]);
        desk.folder.write("content/renamed/in/b.md", "third!");
        desk.told(&["content/renamed/in/b.md"]);
        // Away and back.
        desk.remove("content/one");
        desk.told(&["content/one"]);
        desk.folder.write("content/one/two/d.md", "first");
        desk.told(&["content/one"]);
        desk.folder.write("content/one/two/d.md", "second");
        desk.told(&["content/one/two/d.md"]);
        desk.end();
    }
}

#[test]
fn a_root_that_vanishes_is_watched_again_when_it_is_back() {
    for (method, is_held) in METHODS.into_iter().flat_map(|method| [(method, false), (method, true)]) {
        let desk = Desk::new(&format!("root-{is_held}"), method, &["content/a.md"]);
        // As a shell does that stands in it: the folder lives on without a name, and nobody is told that it has gone.
        #[cfg(unix)]
        #[expect(clippy::disallowed_methods, reason = "tests of the shell use a disk")]
        let _held = is_held.then(|| std::fs::File::open(&desk.folder.0).expect("folders can be opened"));
        desk.remove("");
        let told = desk.batches.recv_timeout(LONG).expect("its end is told");
        assert!(told.anything || !told.paths.is_empty(), "{method:?}: {told:?}");
        desk.folder.write("content/a.md", "second");
        while !desk.batches.recv_timeout(LONG).is_ok_and(|batch| batch.anything || batch.paths.contains(&PathBuf::from("content"))) {}
        desk.folder.write("content/b.md", "first");
        desk.told(&["content/b.md"]);
        desk.end();
    }
}

#[test]
fn a_poll_sees_two_saves_in_a_moment_and_a_copy_with_an_old_time() {
    let desk = Desk::new("moment", Method::Poll, &["content/a.md", "content/b.md"]);
    for text in ["second", "third", "other"] {
        desk.folder.write("content/a.md", text);
        desk.told(&["content/a.md"]);
    }
    desk.rename("content/b.md", "content/a.md");
    desk.told(&["content/a.md", "content/b.md"]);
    desk.end();
}

#[test]
fn a_folder_that_is_not_there_cannot_be_watched() {
    let folder = Folder::new("none");
    for method in METHODS {
        let fault = Watch::new(&folder.0.join("none"), &[], method).expect_err("there is none");
        assert_eq!(fault.code, Code::E0902);
        assert!(fault.message.ends_with("no such file or directory") && fault.hint.is_some(), "{fault:?}");
    }
}

#[test]
fn every_kind_of_source_is_followed() {
    let sources = [
        "nutgraf.yaml",
        "content/a.md",
        "content/_data/tags.yaml",
        "themes/x/theme.yaml",
        "themes/x/templates/page.html",
        "templates/base.html",
        "static/css/a.css",
        "archetypes/briefing.md",
    ];
    for method in METHODS {
        let desk = Desk::new("kinds", method, &sources);
        sources.iter().for_each(|source| desk.folder.write(source, "second"));
        desk.told(&sources);
        desk.end();
    }
}

#[test]
fn a_save_with_a_backup_is_seen_and_its_backup_is_not() {
    for method in METHODS {
        let desk = Desk::new("backup", method, &["content/a.md"]);
        // As Vim does: try the folder, move the old file away, write the new one, take the old one away.
        desk.folder.write("content/4913", "");
        desk.remove("content/4913");
        desk.rename("content/a.md", "content/a.md~");
        desk.folder.write("content/a.md", "second");
        desk.remove("content/a.md~");
        assert_eq!(desk.told(&["content/a.md"]), ["content/a.md"], "{method:?}");
        desk.end();
    }
}

#[test]
fn a_burst_of_thousands_of_files_is_told_to_the_last() {
    for method in METHODS {
        let desk = Desk::new("burst", method, &["content/a.md"]);
        for number in 0..3000 {
            desk.folder.write(&format!("content/{}/{number}.md", number % 100), "first");
        }
        // Written last, and so told of last; what was in new folders before these were watched is told by their names.
        desk.folder.write("content/last.md", "first");
        let told = desk.told(&["content/last.md"]);
        assert!((0..100).all(|folder| told.iter().any(|path| path.starts_with(&format!("content/{folder}")))), "{method:?}");
        desk.folder.write("content/7/new.md", "first");
        desk.told(&["content/7/new.md"]);
        (0..100).for_each(|folder| desk.remove(&format!("content/{folder}")));
        desk.remove("content/last.md");
        desk.told(&["content/last.md", "content/99"]);
        desk.end();
    }
}

#[test]
fn an_output_folder_that_has_moved_is_passed_over_too() {
    for method in METHODS {
        let folder = Folder::new(&format!("moved-{method:?}"));
        folder.write("content/a.md", "first");
        let mut watch = Watch::new(&folder.0, &[PathBuf::from("public")], method).expect("a watch");
        folder.write("nutgraf.yaml", "output: site");
        let batch = watch.next_batch(&mut || false).expect("it goes on");
        assert_eq!(batch.paths, [PathBuf::from("nutgraf.yaml")].into(), "{method:?}");
        watch.ignore(&folder.0.join("site"));
        folder.write("site/index.html", "first");
        folder.write("content/a.md", "second");
        let batch = watch.next_batch(&mut || false).expect("it goes on");
        assert_eq!(batch.paths, [PathBuf::from("content/a.md")].into(), "{method:?}");
    }
}

#[test]
fn other_work_is_done_while_nothing_happens() {
    for method in METHODS {
        let folder = Folder::new(&format!("idle-{method:?}"));
        folder.write("content/a.md", "first");
        let mut watch = Watch::new(&folder.0, &[], method).expect("a watch");
        let mut pieces = 0;
        let mut idle = || {
            pieces += 1;
            if pieces == 10 {
                folder.write("content/a.md", "second");
            }
            true
        };
        let batch = watch.next_batch(&mut idle).expect("it goes on");
        assert!(batch.paths.contains(&PathBuf::from("content/a.md")) && pieces >= 10, "{method:?}");
        watch.stopper().stop();
        assert_eq!(watch.next_batch(&mut || true), None, "{method:?}: work without end does not keep it from ending");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the watch waits by the machine's clock")]
fn it_wakes_at_a_moment_once() {
    for method in METHODS {
        let folder = Folder::new(&format!("alarm-{method:?}"));
        let mut watch = Watch::new(&folder.0, &[], method).expect("a watch");
        watch.wake_at(Some(std::time::SystemTime::now()));
        let batch = watch.next_batch(&mut || false).expect("it goes on");
        assert!(batch.is_due && batch.paths.is_empty() && !batch.anything, "{method:?}: {batch:?}");
        // The moment is told once; the next batch is of a file, though the moment has come.
        folder.write("content/a.md", "first");
        let batch = watch.next_batch(&mut || false).expect("it goes on");
        assert!(!batch.is_due && !batch.paths.is_empty(), "{method:?}: {batch:?}");
        watch.wake_at(None);
        watch.stopper().stop();
        assert_eq!(watch.next_batch(&mut || false), None, "{method:?}");
    }
}
