//! What happens between the opening of a publication and its end: what is written, what is not, and what is cleared away.
#![expect(clippy::disallowed_methods, reason = "tests prepare the disk themselves")]

use std::fs;

use super::stage::{Limited, Project, printed, site, tree_of};
use super::{Edit, STEPS, SWEEP};
use crate::base::{Code, OutputPath};
use crate::input::{Contents, File};
use crate::output::Output;
use crate::publish::Patience;

fn path(text: &str) -> OutputPath {
    OutputPath::new(text).expect("sound")
}

#[test]
fn only_what_does_not_stand_is_written() {
    let edits: [(&str, Edit, &str); 5] = [
        ("nothing", |_| {}, "n/new"),
        ("edited", |project| project.write("a", "9"), "a n/new"),
        ("touched", |project| project.write("a", "1"), "n/new"),
        ("deleted", |project| project.remove("b/c"), "b/c n/new"),
        ("no stamps", |project| fs::remove_dir_all(project.path(".nutgraf")).expect("is there"), "n/new"),
    ];
    for (name, edit, staged) in edits {
        let project = Project::new();
        project.publish(&site("a=1 b/c=1 d=1")).expect("nothing fails");
        edit(&project);
        let (disk, target, wanted) = (Limited::default(), project.target(), site("a=1 b/c=1 d=1 n/new=1"));
        let stage = project.open_on(&disk, &target, Patience::Refuse).expect("it is free");
        let output = printed(&stage, &wanted);
        let is_staged = |path: &&str| project.path(".public.nutgraf/new").join(path).is_file();
        let found: Vec<&str> = output.keys().map(OutputPath::as_str).filter(is_staged).collect();
        assert_eq!(found.join(" "), staged, "{name}");
        assert!(output.iter().all(|(path, file)| matches!(file.contents, Contents::Staged { .. }) == is_staged(&path.as_str())));
        assert_eq!(output.keys().filter(|path| stage.standing(path).is_none()).count(), found.len(), "{name}");
        stage.publish(&output).expect("nothing fails");
        assert_eq!((project.tree(), project.litter()), (tree_of(&wanted, ""), Vec::new()), "{name}");
    }
}

#[test]
fn what_stands_needs_no_bytes() {
    for (many, without_links) in [(STEPS, false), (SWEEP, false), (SWEEP, true)] {
        let project = Project::new();
        project.publish(&site("a=1 b/c=1 d=1")).expect("nothing fails");
        let disk = Limited { without_links, ..Limited::default() };
        let (target, wanted) = (project.target(), site("a=1 b/c=1 d=2 e=1"));
        let stage = project.open_on(&disk, &target, Patience::Refuse).expect("it is free").with_many(many);
        let mut output = printed(&stage, &site("d=2 e=1"));
        for name in ["a", "b/c"] {
            output.insert(path(name), stage.standing(&path(name)).expect("it stands").into());
        }
        let published = stage.publish(&output).expect("nothing fails");
        assert_eq!((published.written, published.unchanged), (vec![path("d"), path("e")], 2));
        assert_eq!((project.tree(), project.litter()), (tree_of(&wanted, ""), Vec::new()));
    }
}

#[test]
fn what_is_said_to_stand_and_does_not_is_no_site() {
    for (name, text) in [("a", "2"), ("x/y", "1")] {
        for many in [STEPS, SWEEP] {
            let project = Project::new();
            project.publish(&site("a=1 b/c=1")).expect("nothing fails");
            let (disk, target, before) = (Limited::default(), project.target(), project.tree());
            let stage = project.open_on(&disk, &target, Patience::Refuse).expect("it is free").with_many(many);
            let output = Output::from([(path(name), File::elsewhere(text.as_bytes()).into())]);
            assert_eq!(stage.publish(&output).expect_err("there are no such bytes")[0].code, Code::E0703);
            assert_eq!((project.tree(), project.litter()), (before, Vec::new()));
        }
    }
}

#[test]
fn a_stage_that_is_dropped_leaves_everything_as_it_was() {
    let project = Project::new();
    let (disk, target) = (Limited::default(), project.target());
    let stage = project.open_on(&disk, &target, Patience::Refuse).expect("it is free");
    let _ = printed(&stage, &site("a=1 b/c=1"));
    assert!(project.open_on(&disk, &target, Patience::Refuse).is_err(), "one build at a time");
    drop(stage);
    assert_eq!((project.path("public").exists(), project.litter()), (false, Vec::new()));
    project.publish(&site("a=1 b/c=1")).expect("nothing fails");
    let (disk, target, before) = (Limited::default(), project.target(), project.tree());
    let stage = project.open_on(&disk, &target, Patience::Refuse).expect("it is free");
    let _ = printed(&stage, &site("a=2 b/c=1 d/e=1"));
    drop(stage);
    assert_eq!((project.tree(), project.litter()), (before, Vec::new()));
}

#[test]
fn what_was_kept_for_nothing_is_no_site() {
    for many in [STEPS, SWEEP] {
        let project = Project::new();
        let (disk, target) = (Limited::default(), project.target());
        let stage = project.open_on(&disk, &target, Patience::Refuse).expect("it is free").with_many(many);
        let _ = stage.keep(&path("x/y"), b"1");
        let output = printed(&stage, &site("a=1"));
        assert_eq!(stage.publish(&output).expect_err("told")[0].code, Code::E0703);
        assert_eq!((project.path("public").exists(), project.litter()), (false, Vec::new()));
    }
}

#[test]
fn the_same_path_twice_is_no_site() {
    let project = Project::new();
    let (disk, target) = (Limited::default(), project.target());
    let stage = project.open_on(&disk, &target, Patience::Refuse).expect("it is free");
    let _ = stage.keep(&path("a"), b"1");
    let output = printed(&stage, &site("a=2"));
    assert_eq!(stage.publish(&output).expect_err("told")[0].code, Code::E0703);
    assert_eq!((project.path("public").exists(), project.litter()), (false, Vec::new()));
}

#[test]
fn what_others_do_to_the_folder_meanwhile_survives_or_is_told() {
    type Told = Option<Code>;
    let edits: [(&str, Edit, Told); 5] = [
        ("the folder is removed", |project| fs::remove_dir_all(project.path("public")).expect("is there"), Some(Code::E0703)),
        ("the manifest is removed", |project| project.remove(".nutgraf-manifest"), Some(Code::E0703)),
        ("a file comes where one is wanted", |project| project.write("e", "mine"), Some(Code::E0702)),
        ("a file comes beside", |project| project.write("b/mine", "mine"), None),
        ("an equal file comes", |project| project.write("e", "1"), None),
    ];
    for ((name, edit, told), many) in edits.into_iter().flat_map(|edit| [(edit, STEPS), (edit, SWEEP)]) {
        let project = Project::new();
        project.publish(&site("a=1 b/c=1 d=1")).expect("nothing fails");
        let (disk, target, wanted) = (Limited::default(), project.target(), site("a=2 b/c=1 e=1"));
        let stage = project.open_on(&disk, &target, Patience::Refuse).expect("it is free").with_many(many);
        let output = printed(&stage, &wanted);
        edit(&project);
        let before = project.tree();
        let result = stage.publish(&output);
        assert_eq!(result.as_ref().err().map(|told| told[0].code), told, "{name}: {result:?}");
        let others = if before.contains_key("b/mine") { "b/mine=mine" } else { "" };
        let after = if told.is_some() { before } else { tree_of(&wanted, others) };
        assert_eq!((project.tree(), project.litter()), (after, Vec::new()), "{name}");
    }
}
