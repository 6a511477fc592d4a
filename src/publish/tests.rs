//! The promises of publishing, as tables: what is written, what stays, what is refused.
#![expect(clippy::disallowed_methods, reason = "tests prepare the disk themselves")]

mod interruption;
mod keeping;
mod stage;

use std::fs;
use std::path::Path;

use self::stage::{Limited, Project, Tree, site, tree_of};
use super::Patience;
use super::desk::Desk;
use super::manifest::MANIFEST;
use super::target::{Surroundings, Target};
use crate::base::{Code, Digest, OutputPath};
use crate::input::Contents;
use crate::output::{Output, OutputFile};

/// Never exchange the whole folder.
const STEPS: usize = usize::MAX;
/// Exchange it whenever more than a third changes.
const SWEEP: usize = 0;

/// What somebody does to the output folder.
type Edit = fn(&Project);

#[test]
fn what_is_published_is_told_and_what_stays_is_not_touched() {
    let project = Project::new();
    let names = |paths: &[OutputPath]| paths.iter().map(OutputPath::to_string).collect::<Vec<_>>().join(" ");
    let mut before = None;
    for (files, many, written, removed, unchanged) in [
        ("a=1 b/c=1 d=1", STEPS, "a b/c d", "", 0),
        ("a=1 b/c=1 d=1", STEPS, "", "", 3),
        ("a=1 b/c=2 e=1", STEPS, "b/c e", "d", 1),
        ("a=1 f=1", SWEEP, "f", "b/c e", 1),
        ("a=1 f=1", SWEEP, "", "", 2),
    ] {
        let published = project.publish_on(&Limited::default(), &site(files), many).expect("nothing fails");
        assert_eq!(
            (names(&published.written), names(&published.removed), published.unchanged),
            (written.into(), removed.into(), unchanged)
        );
        assert_eq!(project.tree(), tree_of(&site(files), ""));
        let time = project.mtime("a");
        assert_eq!(*before.get_or_insert(time), time, "{files}");
    }
}

#[test]
fn what_was_changed_by_hand_is_mended() {
    let files = site("a=1 b/c=1 d/e=1");
    let mends: [(&str, Edit); 5] = [
        ("edited, same length", |project| project.write("a", "2")),
        ("edited, other length", |project| project.write("a", "22")),
        ("deleted", |project| project.remove("b/c")),
        ("deleted with its folder", |project| project.remove("b")),
        ("everything deleted but the manifest", |project| ["a", "b", "d"].into_iter().for_each(|path| project.remove(path))),
    ];
    for ((name, edit), with_stamps) in mends.into_iter().flat_map(|mend| [(mend, true), (mend, false)]) {
        let project = Project::new();
        project.publish(&files).expect("nothing fails");
        if !with_stamps {
            let _ = fs::remove_dir_all(project.path(".nutgraf"));
        }
        edit(&project);
        let published = project.publish(&files).expect("nothing fails");
        assert_eq!(project.tree(), tree_of(&files, ""), "{name}");
        assert_eq!(published.written.len() + published.unchanged, 3, "{name}");
        assert!(!published.written.is_empty(), "{name}");
    }
}

#[test]
fn what_is_not_ours_is_never_written_over() {
    let edits: [(&str, Edit, &str, &str); 9] = [
        ("a file", |project| project.write("new", "mine"), "a=1 new=1", "new"),
        ("a folder", |project| project.write("new/x", "mine"), "a=1 new=1", "new"),
        ("an empty folder", |project| fs::create_dir(project.path("public/new")).expect("made"), "a=1 new=1", "new"),
        ("a file where a folder must be", |project| project.write("new", "mine"), "a=1 new/x=1 new/y=1", "new/x new/y"),
        ("a link where a file must be", |project| link(project, "content", "new"), "a=1 new=1", "new"),
        ("a link to a folder on the way", |project| link(project, "content", "new"), "a=1 new/x=1", "new/x"),
        ("a link in the place of ours", |project| relink(project, "content", "a"), "a=2", "a"),
        ("a link in the place of a folder of ours", |project| relink(project, "content", "b"), "a=1 b/c=2", "b/c"),
        ("a file among ours that make room", |project| project.write("b/mine", "mine"), "a=1 b=1", "b"),
    ];
    for ((name, edit, after, conflicts), many) in edits.into_iter().flat_map(|edit| [(edit, STEPS), (edit, SWEEP)]) {
        let project = Project::new();
        project.publish(&site("a=1 b/c=1")).expect("nothing fails");
        edit(&project);
        let before = project.tree();
        let told = project.publish_on(&Limited::default(), &site(after), many).expect_err(name);
        assert!(told.iter().all(|diagnostic| diagnostic.code == Code::E0702), "{name}: {told:?}");
        let expected: Vec<String> = conflicts.split(' ').map(|path| format!("`{path}` cannot be written")).collect();
        assert!(told.iter().zip(&expected).all(|(told, expected)| told.message.starts_with(expected)), "{name}: {told:?}");
        assert_eq!((told.len(), project.tree(), project.litter()), (expected.len(), before, Vec::new()), "{name}");
        assert!(fs::read_dir(project.path("content")).expect("is there").next().is_none(), "{name}: written through a link");
    }
}

fn link(project: &Project, to: &str, at: &str) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(project.path(to), project.path("public").join(at)).expect("made");
    #[cfg(not(unix))]
    let _ = to;
    #[cfg(not(unix))]
    project.write(at, "mine");
}

fn relink(project: &Project, to: &str, at: &str) {
    project.remove(at);
    link(project, to, at);
}

#[test]
fn what_is_somebody_elses_survives_even_where_ours_was() {
    for many in [STEPS, SWEEP] {
        let project = Project::new();
        project.publish(&site("a=1 b/c=1 d=1")).expect("nothing fails");
        relink(&project, "content", "b");
        project.remove("d");
        project.write("d/mine", "x");
        project.write("same", "2");
        let published = project.publish_on(&Limited::default(), &site("a=2 same=2"), many).expect("nothing fails");
        let tree = project.tree();
        assert!(tree.contains_key("b") && tree.contains_key("d/mine") && tree["a"] == "2", "{tree:?}");
        assert_eq!((published.written.len(), published.unchanged), (1, 1), "an equal file is taken for ours");
    }
}

#[test]
fn names_that_publishing_needs_are_refused() {
    for name in [MANIFEST, ".nutgraf-work/x", ".Nutgraf-Manifest"] {
        let project = Project::new();
        let told = project.publish(&site(&format!("a=1 {name}=1"))).expect_err("refused");
        assert_eq!(told.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), [Code::E0702]);
        assert_eq!(project.tree(), Tree::new());
    }
}

#[test]
fn a_manifest_cannot_reach_out_of_the_folder() {
    let project = Project::new();
    project.publish(&site("a=1")).expect("nothing fails");
    fs::write(project.path("content/work.md"), "mine").expect("written");
    let digest = Digest::of(b"mine").hex();
    let rows = ["../content/work.md", "./a", "//x"].map(|path| format!("{digest} 4 {path}\n"));
    let mut sorted = rows.to_vec();
    sorted.sort();
    project.write(MANIFEST, &super::sealed::seal("manifest", &sorted.concat()));
    let _ = project.publish(&site("a=1"));
    assert_eq!(fs::read_to_string(project.path("content/work.md")).expect("is there"), "mine");
}

#[test]
fn an_unsafe_folder_is_refused() {
    let project = Project::new();
    for folder in ["content/sub", "full", "static/deep"] {
        fs::create_dir_all(project.path(folder)).expect("made");
    }
    fs::write(project.path("full/mine"), "x").expect("written");
    fs::write(project.path("file"), "x").expect("written");
    fs::create_dir_all(project.path("empty/.git")).expect("made");
    fs::write(project.path("empty/CNAME"), "x").expect("written");
    #[cfg(unix)]
    for (at, to) in [("link", "empty"), ("loop", "loop"), ("dangling", "nowhere"), ("alias", "content")] {
        std::os::unix::fs::symlink(project.path(to), project.path(at)).expect("made");
    }
    let root = project.path("");
    let (parent, home) = (root.parent().expect("not the root").to_owned(), project.path("home/me"));
    fs::create_dir_all(&home).expect("made");
    let sources = [project.path("content"), project.path("static/deep"), project.path("themes"), project.path(".nutgraf")];
    let surroundings = Surroundings { project: &root, sources: &sources, home: Some(&home) };
    let verdict = |folder: &Path| Target::open(folder, &surroundings).map(|_| ()).map_err(|fault| fault.code);
    let inside = ["", ".", "content", "content/", "content/sub", "content/new", "static", "static/deep", "themes/x", "home", "home/me"];
    let inside =
        inside.into_iter().chain(["full", "file", "file/x", ".nutgraf/out", "new/../content", "empty/../content", "static/deep/../.."]);
    let linked =
        if cfg!(unix) { vec!["link", "link/", "loop", "loop/x", "dangling", "dangling/x", "alias/sub", "alias"] } else { Vec::new() };
    for folder in inside.chain(linked) {
        let before = fs::read_dir(&root).expect("is there").count();
        assert_eq!(verdict(Path::new(folder)), Err(Code::E0701), "{folder}");
        assert_eq!(fs::read_dir(&root).expect("is there").count(), before);
    }
    for folder in [parent.as_path(), Path::new("/"), Path::new("../"), Path::new("..")] {
        assert_eq!(verdict(folder), Err(Code::E0701), "{}", folder.display());
    }
    for folder in ["public", "empty", "empty/", "new/deeper/public", "static/other", "contents", "home/other"] {
        assert_eq!(verdict(Path::new(folder)), Ok(()), "{folder}");
    }
}

#[test]
fn one_build_at_a_time() {
    let project = Project::new();
    project.publish(&site("a=1")).expect("nothing fails");
    let (before, target) = (project.tree(), project.target());
    let disk = Limited::default();
    let desk = Desk::sit(&disk, &target, Patience::Refuse).expect("nothing fails").expect("it is free");
    let told = project.open_on(&disk, &target, Patience::Refuse).map(drop).expect_err("it is taken").told();
    assert_eq!((told[0].code, project.tree()), (Code::E0703, before));
    drop(desk);
    let sites: Vec<Output> = (0..4).map(|number| site(&format!("a={number} b{number}/c=x d/e{number}=x"))).collect();
    std::thread::scope(|scope| {
        for (number, site) in sites.iter().enumerate() {
            let project = &project;
            scope.spawn(move || {
                (0..20).for_each(|round| {
                    project.publish_on(&Limited::default(), site, [STEPS, SWEEP][(number + round) % 2]).expect("it waits for its turn");
                })
            });
        }
    });
    assert!(sites.iter().any(|site| tree_of(site, "") == project.tree()), "{:?}", project.tree());
    assert_eq!(project.litter(), Vec::<String>::new());
}

#[test]
fn a_large_file_is_copied_and_must_be_what_it_was() {
    let project = Project::new();
    let path = project.path("content/film");
    fs::write(&path, vec![7; 200_000]).expect("written");
    let file = OutputFile {
        digest: Digest::of(&vec![7; 200_000]),
        contents: Contents::Disk { path: path.clone(), len: 200_000, start: crate::input::Start::known(&[7; 16]) },
    };
    let output = Output::from([(OutputPath::new("film").expect("sound"), file)]);
    project.publish(&output).expect("nothing fails");
    assert_eq!(fs::read(project.path("public/film")).expect("is there").len(), 200_000);
    project.remove("film");
    fs::write(&path, vec![8; 200_000]).expect("written");
    assert_eq!(project.publish(&output).expect_err("it changed")[0].code, Code::E0703);
}

#[cfg(unix)]
#[test]
fn everything_is_readable_by_all_and_has_one_name() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    for many in [STEPS, SWEEP] {
        let project = Project::new();
        project.publish(&site("a/b=1 c=1 d=1")).expect("nothing fails");
        project.publish_on(&Limited::default(), &site("a/b=2 c=1 e=1"), many).expect("nothing fails");
        for (path, least) in [("public", 0o755), ("public/a", 0o755), ("public/a/b", 0o644), ("public/c", 0o644)] {
            let metadata = fs::metadata(project.path(path)).expect("is there");
            assert_eq!(metadata.permissions().mode() & least, least, "{path}");
            assert!(metadata.is_dir() || metadata.nlink() == 1, "{path} has two names");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    for (folder, many) in ["public", "public/a", ""].into_iter().flat_map(|folder| [(folder, STEPS), (folder, SWEEP)]) {
        let project = Project::new();
        project.publish(&site("a/b=1 c=1")).expect("nothing fails");
        let (old, new) = (project.tree(), tree_of(&site("a/b=2 c=2"), ""));
        let allow = |mode| fs::set_permissions(project.path(folder), fs::Permissions::from_mode(mode)).expect("ours");
        allow(0o555);
        let result = project.publish_on(&Limited::default(), &site("a/b=2 c=2"), many);
        // The folder may have been replaced by one that can be written; and to root, nothing is forbidden.
        let _ = fs::metadata(project.path(folder)).map(|_| allow(0o755));
        let told = format!("{folder:?}, {many}: {result:?}");
        assert_eq!(project.tree(), if result.is_ok() { new } else { old }, "{told}");
        assert_eq!(project.litter(), Vec::<String>::new(), "{told}");
        assert!(result.is_ok() || told.contains("code: E0703"), "{told}");
    }
}
