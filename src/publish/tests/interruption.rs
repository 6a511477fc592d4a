//! Every way to be interrupted: each call fails, or is the last, at any time, and every record is cut off anywhere.
#![expect(clippy::disallowed_methods, reason = "tests prepare the disk themselves")]

use std::fs;

use proptest::prelude::*;

use super::stage::{Limited, Mishap, Project, Tree, site, tree_of};
use super::{STEPS, SWEEP};
use crate::base::Code;
use crate::output::Output;
use crate::publish::manifest::{MANIFEST, stamps_file};
use crate::publish::{Patience, Recovered, recover_on};

struct Case {
    name: &'static str,
    before: &'static str,
    others: &'static str,
    after: &'static str,
    many: usize,
    disk: fn() -> Limited,
}

fn cases() -> Vec<Case> {
    let plain = Limited::default;
    let case = |name, before, others, after, many, disk| Case { name, before, others, after, many, disk };
    let without_exchange: fn() -> Limited = || Limited { without_exchange: true, ..Limited::default() };
    let without_links: fn() -> Limited = || Limited { without_links: true, ..Limited::default() };
    let mounted: fn() -> Limited = || Limited { is_mount: true, ..Limited::default() };
    let (before, after) = (
        "index.html=1 a/index.html=1 a/index.md=1 b/index.html=1 c.css=1",
        "index.html=2 a/index.html=2 a/index.md=1 d/e/f.html=1 c.css=1",
    );
    vec![
        case("first build", "", "", after, STEPS, plain),
        case("first build beside a repository", "", ".git/config=x CNAME=x", after, STEPS, plain),
        case("first build on a mount", "", "CNAME=x", after, SWEEP, mounted),
        case("steps", before, "", after, STEPS, plain),
        case("steps beside somebody's files", before, "a/note=x CNAME=x b/x/y=z", after, SWEEP, plain),
        case("steps without links", before, "CNAME=x", after, STEPS, without_links),
        case("steps on a mount", before, "CNAME=x", after, SWEEP, mounted),
        case("sweep", before, "", after, SWEEP, plain),
        case("sweep without exchange", before, "", after, SWEEP, without_exchange),
        case("sweep without links", before, "", after, SWEEP, without_links),
        case("a file becomes a folder, and back", "x=1 y/z=1 y/w/v=1", "", "x/z=1 y=1", STEPS, plain),
        case("the same at one stroke", "x=1 y/z=1 y/w/v=1", "", "x/z=1 y=1", SWEEP, plain),
        case("nothing is left", "x=1 y/z=1", "", "", STEPS, plain),
        case("another spelling", "tags/AI/index.html=1 tags/x=1", "", "tags/ai/index.html=1 tags/x=1", STEPS, plain),
    ]
}

fn prepared(case: &Case) -> (Project, Tree, Tree) {
    let project = Project::new();
    let (before, after) = (site(case.before), site(case.after));
    let others = || case.others.split_whitespace().filter_map(|row| row.split_once('='));
    if before.is_empty() {
        others().for_each(|(path, text)| project.write(path, text));
    } else {
        project.publish(&before).expect("nothing fails");
        others().for_each(|(path, text)| project.write(path, text));
        assert_eq!(project.tree(), tree_of(&before, case.others), "{}", case.name);
    }
    let old = project.tree();
    (project, old, tree_of(&after, case.others))
}

#[test]
fn every_call_may_fail_and_the_site_is_the_old_one_or_the_new_one() {
    for case in cases() {
        for number in 1.. {
            let (project, old, new) = prepared(&case);
            let disk = Limited { mishap: Some((number, Mishap::Failure)), ..(case.disk)() };
            let result = project.publish_on(&disk, &site(case.after), case.many);
            let told = format!("{}, call {number}", case.name);
            assert_eq!(project.tree(), if result.is_ok() { new.clone() } else { old }, "{told}");
            if let Err(diagnostics) = &result {
                assert!(diagnostics.iter().all(|diagnostic| diagnostic.code == Code::E0703), "{told}: {diagnostics:?}");
                assert_eq!(project.litter(), Vec::<String>::new(), "{told}");
            }
            settles(&project, &case, &new, &told);
            if !disk.had_mishap() {
                assert!(result.is_ok(), "{told}");
                break;
            }
        }
    }
}

#[test]
fn every_call_may_be_the_last_and_the_site_is_the_old_one_or_the_new_one() {
    for case in cases() {
        for number in 1.. {
            let (project, old, new) = prepared(&case);
            let disk = Limited { mishap: Some((number, Mishap::Kill)), ..(case.disk)() };
            let result = project.publish_on(&disk, &site(case.after), case.many);
            let told = format!("{}, killed at call {number}", case.name);
            if case.many == SWEEP && case.name == "sweep" {
                assert!([&old, &new].contains(&&project.tree()), "{told}: before recovery");
            }
            project.recover();
            assert!([&old, &new].contains(&&project.tree()), "{told}: {:#?}", project.tree());
            assert_eq!(project.litter(), Vec::<String>::new(), "{told}");
            assert_eq!(project.recover(), Recovered::Nothing, "{told}");
            settles(&project, &case, &new, &told);
            if !disk.had_mishap() {
                assert!(result.is_ok(), "{told}");
                break;
            }
        }
    }
}

#[test]
fn recovery_may_be_interrupted_as_well() {
    for case in cases() {
        let calls = (1..).find(|number| {
            let (project, ..) = prepared(&case);
            let disk = Limited { mishap: Some((*number, Mishap::Kill)), ..(case.disk)() };
            let _ = project.publish_on(&disk, &site(case.after), case.many);
            !disk.had_mishap()
        });
        let calls = calls.expect("a run has an end");
        // In the later half of a run something is being changed: some calls of it, and of its recovery, will do.
        let seconds = || (1..12).chain((12..calls).step_by(11)).flat_map(|second| [(second, Mishap::Kill), (second, Mishap::Failure)]);
        for (first, second) in (calls / 2..calls).step_by(9).flat_map(|first| seconds().map(move |second| (first, second))) {
            let (project, old, new) = prepared(&case);
            let disk = Limited { mishap: Some((first, Mishap::Kill)), ..(case.disk)() };
            let _ = project.publish_on(&disk, &site(case.after), case.many);
            let disk = Limited { mishap: Some(second), ..(case.disk)() };
            let _ = recover_on(&disk, &project.target(), Patience::Wait);
            project.recover();
            let told = format!("{}, killed at call {first}, then {second:?}", case.name);
            assert!([&old, &new].contains(&&project.tree()), "{told}: {:#?}", project.tree());
            assert_eq!(project.litter(), Vec::<String>::new(), "{told}");
        }
    }
}

fn settles(project: &Project, case: &Case, new: &Tree, told: &str) {
    project.publish_on(&(case.disk)(), &site(case.after), case.many).expect("nothing fails any more");
    assert_eq!(&project.tree(), new, "{told}, then built again");
    assert_eq!(project.litter(), Vec::<String>::new(), "{told}, then built again");
}

#[test]
fn a_manifest_cut_off_anywhere_is_not_believed() {
    let project = Project::new();
    project.publish(&site("a=1 b/c=1")).expect("nothing fails");
    let manifest = project.tree()[MANIFEST].clone();
    for length in 0..manifest.len() {
        project.write(MANIFEST, &manifest[..length]);
        let before = project.tree();
        let told = project.publish(&site("a=2")).expect_err("refused");
        assert_eq!(told.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), [Code::E0701], "{length} bytes");
        assert_eq!((project.tree(), project.litter()), (before, Vec::new()), "{length} bytes");
    }
    project.write(MANIFEST, &manifest);
    project.publish(&site("a=2")).expect("nothing fails");
}

#[test]
fn stamps_cut_off_anywhere_are_not_believed() {
    let project = Project::new();
    project.publish(&site("a=1 b=1")).expect("nothing fails");
    let file = stamps_file(&project.path(".nutgraf"), project.target().folder());
    let whole = fs::read(&file).expect("is there");
    for length in 0..whole.len() {
        fs::write(&file, &whole[..length]).expect("written");
        let published = project.publish(&site("a=1 b=1")).expect("nothing fails");
        assert_eq!((published.written.len(), fs::read(&file).expect("is there")), (0, whole.clone()), "{length} bytes");
    }
}

#[test]
fn a_journal_cut_off_anywhere_changes_nothing_and_a_whole_one_is_followed() {
    for name in ["steps", "sweep without exchange"] {
        let case = cases().into_iter().find(|case| case.name == name).expect("is in the table");
        let killed = |number| {
            let (project, old, new) = prepared(&case);
            let disk = Limited { mishap: Some((number, Mishap::Kill)), ..(case.disk)() };
            let _ = project.publish_on(&disk, &site(case.after), case.many);
            let journal = project.path(".public.nutgraf/journal");
            (project, journal, [old, new])
        };
        // The first kill that leaves a journal, and (of a swap) the one that leaves no site at all.
        let has_journal = |number: &usize| killed(*number).1.exists();
        let is_bare = |number: &usize| !killed(*number).0.path("public").exists();
        let bare = (name != "steps").then(|| (1..).find(is_bare).expect("there is a moment without a site"));
        for number in [(1..).find(has_journal), bare].into_iter().flatten() {
            let length = fs::read(killed(number).1).expect("is there").len();
            for cut in 0..=length {
                let (project, journal, [old, new]) = killed(number);
                let text = fs::read(&journal).expect("is there");
                fs::write(&journal, &text[..cut]).expect("written");
                let (tree, recovered) = if cut == length { (new, Recovered::Finished) } else { (old, Recovered::Discarded) };
                assert_eq!((project.recover(), project.tree(), project.litter()), (recovered, tree, Vec::new()), "{name}, {cut} bytes");
            }
        }
    }
}

#[test]
fn what_somebody_put_into_the_old_tree_at_the_last_moment_comes_back() {
    let case = cases().into_iter().find(|case| case.name == "sweep").expect("is in the table");
    let killed = |number| {
        let (project, _, new) = prepared(&case);
        let disk = Limited { mishap: Some((number, Mishap::Kill)), ..(case.disk)() };
        let _ = project.publish_on(&disk, &site(case.after), case.many);
        (project.tree() == new).then_some((project, new))
    };
    let (project, mut new) = (1..).find_map(killed).expect("there is an exchange");
    for (path, text) in [("mine", "x"), ("b/mine", "x"), ("d", "x"), ("d.kept-1", "y"), ("c.css.bak", "x")] {
        fs::write(project.path(".public.nutgraf/ready").join(path), text).expect("written");
    }
    project.recover();
    new.extend([("mine", "x"), ("b/", ""), ("b/mine", "x"), ("c.css.bak", "x")].map(|(path, text)| (path.into(), text.into())));
    let tree = project.tree();
    let kept: Vec<&str> = tree.iter().filter(|(path, _)| path.contains(".kept-")).map(|(_, text)| text.as_str()).collect();
    assert_eq!(kept.len(), 2, "the name of a folder of the site: {tree:?}");
    assert!(new.iter().all(|row| tree.get(row.0) == Some(row.1)) && project.litter().is_empty(), "{tree:?}");
}

fn any_site() -> impl Strategy<Value = Output> {
    let paths = ["a", "a/b", "a/b/c", "B/x", "b/x", "b/y", "index.html", "index.md", "s.css", "t/feed.xml"];
    let row = (prop::sample::select(paths.to_vec()), 0..3_u8);
    prop::collection::vec(row, 0..8).prop_map(|rows| {
        let mut output = Output::new();
        for (path, text) in rows {
            let below = |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'));
            if !output.keys().any(|other| below(other.as_str(), path) || below(path, other.as_str())) {
                output.extend(site(&format!("{path}={text}")));
            }
        }
        output
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_folder_ends_as_the_site(
        sites in prop::collection::vec((any_site(), 1..140_usize, any::<bool>(), any::<bool>(), any::<bool>()), 1..6),
        others in prop::sample::select(vec!["", "mine/x=1", "b/mine=1"]),
    ) {
        let project = Project::new();
        project.publish(&Output::new()).expect("nothing fails");
        for (path, text) in others.split_whitespace().filter_map(|row| row.split_once('=')) {
            project.write(path, text);
        }
        for (output, number, kill, sweep, links) in &sites {
            let many = if *sweep { SWEEP } else { STEPS };
            let before = project.tree();
            let mishap = Some((*number, if *kill { Mishap::Kill } else { Mishap::Failure }));
            let disk = Limited { mishap, without_links: *links, without_exchange: !*links, ..Limited::default() };
            let _ = project.publish_on(&disk, output, many);
            project.recover();
            prop_assert!([&before, &tree_of(output, others)].contains(&&project.tree()));
            project.publish_on(&Limited::default(), output, many).expect("nothing fails");
            prop_assert_eq!(project.tree(), tree_of(output, others));
            prop_assert!(project.litter().is_empty());
        }
    }
}
