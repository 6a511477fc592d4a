//! The law of the engine: building again equals building from nothing, byte for byte, findings included, whatever
//! became of the memory and of the published files in between.
//!
//! A [`Shop`] holds what a machine would: the last memory and the published files. [`Shop::build`] builds with them and
//! asserts the law against a clean build. The random edits are in `edits`; what each edit has printed is in `explained`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;

use jiff::Timestamp;
use nutgraf::base::{Diagnostics, Digest, OutputPath, SourcePath};
use nutgraf::engine::memory::{from_frames, to_frames};
use nutgraf::engine::{self, Desk, Entry, Ledger, Memory, Newsroom, Reason, Trace, Wordbook};
use nutgraf::input::File;
use nutgraf::site::Words;
use nutgraf::site::related::Known;
use nutgraf::site::words::Word;

use crate::edits::{Edit, edit, edited, paper};
use crate::laws::cases;
use crate::site::{Project, bytes_of_file, markdown, site};

/// A machine on which a project is built again and again.
#[derive(Default)]
pub struct Shop {
    memory: Memory,
    published: BTreeMap<String, Vec<u8>>,
    newsroom: Newsroom,
    /// What there was after each build.
    past: Vec<(Memory, BTreeMap<String, Vec<u8>>)>,
    /// Builds that need not be made again from a moment up to another, with what came of them.
    settled: Vec<Settled>,
}

/// A build, as the command remembers it so as not to make it again.
struct Settled {
    version: Digest,
    since: Timestamp,
    until: Option<Timestamp>,
    diagnostics: Diagnostics,
    published: BTreeMap<String, Vec<u8>>,
}

/// What befalls a machine between two builds.
#[derive(Debug, Clone, Copy)]
enum Mishap {
    /// Nothing: the program watches.
    None,
    /// The program ended and was started again.
    Restarted,
    /// The cache folder was deleted.
    MemoryLost,
    /// A build was killed after it had published, or an old cache was restored.
    MemoryOlder(usize),
    /// What outputs rested on is of another build than what the files said: of another output folder, say.
    LedgerOlder(usize),
    /// A build was killed before it had published, or an old site was restored.
    FilesOlder(usize),
    /// The output folder was emptied.
    FilesLost,
    /// A published file was changed by hand.
    FileChanged(usize),
    /// A published file was removed by hand.
    FileRemoved(usize),
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        4 => Just(Mishap::None),
        3 => Just(Mishap::Restarted),
        1 => Just(Mishap::MemoryLost),
        2 => (0_usize..9).prop_map(Mishap::MemoryOlder),
        1 => (0_usize..9).prop_map(Mishap::LedgerOlder),
        2 => (0_usize..9).prop_map(Mishap::FilesOlder),
        1 => Just(Mishap::FilesLost),
        1 => (0_usize..99).prop_map(Mishap::FileChanged),
        1 => (0_usize..99).prop_map(Mishap::FileRemoved),
    ]
}

impl Shop {
    /// Builds as `nutgraf build` does, asserts that it equals a clean build, and returns the paths that were printed, each
    /// with the reason.
    #[track_caller]
    pub fn build(&mut self, project: &Project) -> BTreeMap<String, Reason> {
        let standing = |path: &OutputPath| self.published.get(path.as_str()).map(|bytes| Digest::of(bytes));
        let desk = Desk { memory: &self.memory, standing: &standing, keep: Some(&|_, bytes| File::new(bytes)) };
        let built = engine::build_again(project.snapshot(), project.options(), &mut |_| {}, &desk);
        let clean = project.build();
        assert_eq!(built.diagnostics, clean.diagnostics, "the findings differ");
        let (version, now) = (engine::version(&project.snapshot(), project.options()), project.options().now);
        for settled in self.settled.iter().filter(|settled| settled.version == version && settled.since <= now) {
            if settled.until.is_none_or(|until| now < until) {
                assert_eq!(settled.diagnostics, clean.diagnostics, "the findings changed by themselves");
                same_files(&settled.published, clean.files());
            }
        }
        if let Some(output) = &built.output {
            let bytes = |(path, file): (&OutputPath, &nutgraf::output::OutputFile)| {
                let path = path.as_str().to_owned();
                let kept = || self.published.get(&path).cloned().expect("what is kept stands");
                let bytes = bytes_of_file(file).unwrap_or_else(kept);
                (path, bytes)
            };
            let published = output.iter().map(bytes).collect();
            same_files(&published, clean.files());
            self.published = published;
            let (published, diagnostics) = (self.published.clone(), built.diagnostics);
            self.settled.push(Settled { version, since: now, until: built.until, diagnostics, published });
        }
        self.memory = built.memory;
        self.past.push((self.memory.clone(), self.published.clone()));
        let printed = built.reasons.into_iter().filter(|(_, reason)| *reason != Reason::Kept);
        printed.map(|(path, reason)| (path.as_str().to_owned(), reason)).collect()
    }

    /// A published file is removed by hand.
    pub fn lose(&mut self, path: &str) {
        assert!(self.published.remove(path).is_some(), "{path} is not published");
    }

    fn befall(&mut self, mishap: Mishap) {
        let earlier = |number: usize| self.past.get(number % self.past.len().max(1)).cloned().unwrap_or_default();
        let name = |number: usize| self.published.keys().nth(number % self.published.len().max(1)).cloned().unwrap_or_default();
        match mishap {
            Mishap::None => {}
            Mishap::Restarted => self.memory = slept_on(&self.memory),
            Mishap::MemoryLost => self.memory = Memory::default(),
            Mishap::MemoryOlder(number) => self.memory = earlier(number).0,
            Mishap::LedgerOlder(number) => self.memory.ledger = earlier(number).0.ledger,
            Mishap::FilesOlder(number) => self.published = earlier(number).1,
            Mishap::FilesLost => self.published.clear(),
            Mishap::FileChanged(number) => drop(self.published.insert(name(number), b"by hand".to_vec())),
            Mishap::FileRemoved(number) => drop(self.published.remove(&name(number))),
        }
    }

    /// Asserts that a preview shows at every address what a clean build would write there.
    #[track_caller]
    pub fn preview(&mut self, project: &Project) {
        let clean = project.build();
        let proof = self.newsroom.proof(project.snapshot(), project.options(), nutgraf::base::Diagnostics::new(), &mut |_| {});
        let shown: BTreeMap<String, Vec<u8>> =
            proof.paths().filter_map(|path| Some((path.as_str().to_owned(), bytes_of_file(&proof.file(&path).ok()??)?))).collect();
        while proof.go_on() {}
        assert_eq!(*proof.diagnostics(), clean.diagnostics, "the findings of the preview differ");
        if clean.is_built() {
            same_files(&shown, clean.files());
        }
    }
}

/// A memory after it was written down and read again.
fn slept_on(memory: &Memory) -> Memory {
    let read = to_frames(&memory.relations.known(), &memory.shelf.entries()).collect::<Vec<_>>();
    let (relations, entries) = from_frames::<Known, Entry>(&views(&read)).expect("what was written can be read");
    let Ledger { ground, world, asked, traces } = &memory.ledger;
    let made = to_frames(&(ground, world, asked), &traces.iter().collect::<Vec<_>>()).collect::<Vec<_>>();
    let ((ground, world, asked), traces) =
        from_frames::<(Option<Digest>, Option<Digest>, Vec<_>), (OutputPath, Trace)>(&views(&made)).expect("what was written can be read");
    let ledger = Ledger { ground, world, asked, traces: traces.into_iter().collect() };
    let words = Arc::new(Wordbook::kept(words_of(memory)));
    Memory { shelf: entries.into_iter().collect(), ledger, relations: Arc::new(relations.into()), words, ..Memory::default() }
}

/// The index of words, written down and read again.
fn words_of(memory: &Memory) -> Box<dyn FnOnce() -> Words + Send> {
    let known = memory.words.known();
    let (files, parts) = known.kept();
    let kept = to_frames(&files, parts).collect::<Vec<_>>();
    let (files, parts) = from_frames::<Vec<(SourcePath, Digest)>, Vec<Word>>(&views(&kept)).expect("what was written can be read");
    Box::new(move || Words::recalled(files, parts))
}

#[track_caller]
fn same_files(again: &BTreeMap<String, Vec<u8>>, clean: &BTreeMap<String, Vec<u8>>) {
    let paths: BTreeSet<&String> = again.keys().chain(clean.keys()).collect();
    for path in paths {
        let text = |bytes: Option<&Vec<u8>>| bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        assert_eq!(text(again.get(path)), text(clean.get(path)), "{path} is not what a clean build gives");
    }
}

/// What is edited between two builds.
fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(), 1..4)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn building_again_equals_building_from_nothing(days in prop::collection::vec((edits(), mishap()), 1..6)) {
        let (mut shop, mut project) = (Shop::default(), paper());
        shop.build(&project);
        for (edits, mishap) in days {
            project = edits.iter().fold(project, edited);
            shop.befall(mishap);
            shop.build(&project);
            prop_assert!(shop.build(&project).is_empty() || !project.build().is_built(), "a second build printed something");
        }
    }

    #[test]
    fn a_preview_shows_what_would_be_published(days in prop::collection::vec(edits(), 1..5)) {
        let (mut shop, mut project) = (Shop::default(), paper());
        shop.preview(&project);
        for edits in days {
            project = edits.iter().fold(project, edited);
            shop.preview(&project);
        }
    }
}

#[test]
fn what_rests_on_a_setting_is_told_anew_when_the_setting_changes() {
    let briefing = |number: usize| markdown(&format!("title: B{number}\ndate: 2025-01-0{number}\ntags: [a]"), "Text.");
    let news = (1..=6).fold(site(""), |project, number| project.write(&format!("content/b{number}.md"), &briefing(number)));
    for (few, many) in [("feeds: {limit: 5}", "feeds: {limit: 6}"), ("related: 4", "related: 5"), ("paginate: 5", "paginate: 6")] {
        let mut shop = Shop::default();
        shop.build(&news.clone().setting(few));
        let more = news.clone().setting(many);
        shop.build(&more);
        let fewer = more.remove("content/b1.md");
        fewer.built();
        shop.build(&fewer);
    }
}

#[test]
fn what_a_component_asks_counts_for_the_page_that_calls_it() {
    let component =
        "{% component mine(x: string) %}{% for card in briefings(limit=9) %}[{{ card.title }}]{% endfor %}{% endcomponent mine %}";
    let project = paper().template("components/mine.html", component).template("404.html", "{{ <mine x=\"a\"/> }}");
    let mut shop = Shop::default();
    shop.build(&project);
    let printed = shop.build(&project.replace("content/tech/three.md", "title: Three", "title: Another"));
    assert!(printed.contains_key("404.html"), "{printed:?}");
}

#[test]
fn a_page_rests_on_the_one_fact_that_it_asks_for() {
    let component = "{% component mine(id: string) %}{% set found = fact(id=id) %}{{ found.value }} {{ found.note }} {{ found.source }} {{ found.source_number }}{% endcomponent mine %}";
    let facts = "title: F\nsources: {s: {title: S}, t: {title: T}}\nkey_facts: [{label: One, value: \"1\", note: first, source: s}, {label: Two, value: \"2\", note: second}]";
    let project = site("")
        .template("components/mine.html", component)
        .write("content/f.md", &markdown(facts, "Text."))
        .write("content/one.md", &markdown("title: P", "{{<mine id=\"f.md#one\"/>}}"))
        .write("content/two.md", &markdown("title: Q", "{{<mine id=\"f.md#two\"/>}}"));
    let mut shop = Shop::default();
    shop.build(&project);
    let printed = |shop: &mut Shop, project: &Project| {
        let printed = shop.build(project);
        ["one/index.html", "two/index.html"].map(|path| printed.contains_key(path))
    };
    let noted = project.replace("content/f.md", "note: first", "note: other");
    assert_eq!(printed(&mut shop, &noted), [true, false]);
    let cited = noted.replace("content/f.md", "Text.", "Text [@t].");
    assert_eq!(printed(&mut shop, &cited), [true, false]);
    cited.built().has("one/index.html", "1 other s 2").has("two/index.html", "2 second");
    let swapped = cited.replace("content/f.md", "label: Two", "label: Zwei");
    shop.build(&swapped);
    shop.build(&swapped.replace("content/two.md", "#two", "#zwei"));
}

#[test]
fn a_notice_rests_on_every_record_of_its_work() {
    let own = "title: A\ndate: 2025-01-01\nsources: {r: {title: Labs, url: \"https://o.test/r\"}}\nkey_facts: [{label: Staff, value: \"3\", source: r}]";
    let other = "rep: {title: Labs in numbers, publisher: Office, url: \"https://o.test/r\", status: retracted}\n";
    let project = site("").write("content/_data/sources.yaml", other).write("content/a.md", &markdown(own, "Text [@r]."));
    let mut shop = Shop::default();
    shop.build(&project);
    shop.build(&project.replace("content/_data/sources.yaml", "Labs in numbers, publisher: Office", "Labs in figures, publisher: Bureau"));
}

#[test]
fn passages_rest_on_the_copy_wherever_they_are_shown() {
    let component =
        "{% component shown() %}{% set of = evidence(source=\"w\", page=\"a.md\") %}{{ of.passages[0].before }}{% endcomponent shown %}";
    let text = "It employed 1,000 people [@w].\n\n{{<evidence source=\"w\"/>}}";
    let project = site("")
        .template("components/shown.html", component)
        .write("content/_sources/w.txt", "It once employed 1,000 people.")
        .write("content/a.md", &markdown("title: A\ndate: 2025-01-01\nsources: {w: {title: W, snapshot: _sources/w.txt}}", text))
        .write("content/b.md", &markdown("title: B", "{{<shown/>}}"));
    let mut shop = Shop::default();
    shop.build(&project);
    project.built().has("b/index.html", "It once employed").has("feed.xml", "It once employed");
    let other = project.write("content/_sources/w.txt", "Once it employed 1,000 people.");
    shop.build(&other);
    shop.preview(&other);
    other.built().has("b/index.html", "Once it employed").has("feed.xml", "Once it employed");
}

#[test]
fn a_question_about_facts_rests_on_which_they_are() {
    let component = "{% component pick() %}{% for f in facts(property=\"Alpha\") %}{{ f.label }}{% endfor %}{% endcomponent pick %}";
    let facts = "title: A\nkey_facts: [{label: One, value: \"1\", property: p}, {label: Two, value: \"2\", property: q}]";
    let project = site("")
        .template("components/pick.html", component)
        .write("content/_data/properties.yaml", "p: Alpha\nq: Beta\n")
        .write("content/a.md", &markdown(facts, "Text."))
        .write("content/b.md", &markdown("title: B", "{{<pick/>}}"));
    let mut shop = Shop::default();
    shop.build(&project);
    project.built().has("b/index.html", "One");
    let swapped = project.write("content/_data/properties.yaml", "p: Beta\nq: Alpha\n");
    shop.build(&swapped);
    swapped.built().has("b/index.html", "Two");
}

#[test]
fn time_alone_makes_a_page_tell_its_age_and_no_other_page_is_printed() {
    let project =
        paper().setting("stale_banner: true").replace("content/tech/three.md", "title: Three", "title: Three\nreview_by: 2026-01-10");
    let mut shop = Shop::default();
    shop.build(&project.clone().now("2026-01-10T23:59:59Z"));
    let printed = shop.build(&project.clone().now("2026-01-11T00:00:00Z"));
    let pages: Vec<&String> = printed.keys().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, ["tech/three/index.html"]);
    shop.preview(&project.now("2026-01-11T00:00:00Z"));
}

#[test]
fn markdown_among_the_static_files_is_a_file_like_any_other() {
    let (mut shop, project) = (Shop::default(), paper());
    shop.build(&project);
    shop.build(&project.clone().write("static/notes.md", "A note."));
    shop.build(&project.clone().write("static/notes.md", "Another note."));
    shop.build(&project);
}

fn views(frames: &[Vec<u8>]) -> Vec<&[u8]> {
    frames.iter().map(Vec::as_slice).collect()
}
