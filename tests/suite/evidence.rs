//! Evidence: what a briefing says of its sources, held against the copies that the project keeps.

use crate::site::{Project, site};

const WIRE: &str = "Amazon shuts lab

Wang Minjie, a scientist, wrote that the team was “being dissolved due to strategic
adjustments amid US–China tensions”. The research unit was established in 2018.

It published more than 100 academic papers, and he claimed it helped generate nearly $1 billion
in revenue. The division once employed over 1,000 people at its peak, the report of 23 July 2025 says.

Related: how to grow your money, 7 billion readers agree
";

/// A briefing that rests on one report, whose last line is no part of it. What it does not cite it does not describe.
fn briefing(facts: &str, text: &str) -> Project {
    let wire = described(facts, text, "wire", "{title: Lab, snapshot: {file: _sources/wire.txt, body: \"1-7\"}}");
    let other = described(facts, text, "other", "{title: No copy}");
    let facts = if facts.is_empty() { String::new() } else { format!("key_facts:\n{facts}\n") };
    let head = format!("title: A\nsummary: Short.\nsources:\n{wire}\n{other}\n{facts}");
    site("").write("content/_sources/wire.txt", WIRE).write("content/a.md", &format!("---\n{head}---\n{text}\n"))
}

/// The line of a record; a remark in its place where nothing names the source.
fn described(facts: &str, text: &str, id: &str, record: &str) -> String {
    let is_named =
        [format!("@{id}"), format!("source: {id}"), format!("| {id} ")].iter().any(|name| facts.contains(name) || text.contains(name));
    if is_named { format!("  {id}: {record}") } else { "  # Nothing.".to_owned() }
}

#[test]
fn what_is_quoted_from_a_source_stands_in_it() {
    for (text, expected) in [
        ("He wrote of “being dissolved due to strategic adjustments” [@wire].", &[][..]),
        ("He wrote of \"Being dissolved due to strategic adjustments amid US-China tensions.\" [@wire]", &[]),
        ("It [@wire, \"published more than 100 academic papers\"].", &[]),
        ("It was “being dissolved … amid US-China tensions” [@wire].", &[]),
        ("It was “being *dissolved* due to [strategic](https://example.org) adjustments” [@wire].", &[]),
        ("It was “being closed due to strategic adjustments” [@wire].", &["E0207 content/a.md:8:9"]),
        ("It was “not being dissolved due to strategic adjustments” [@wire].", &["E0207 content/a.md:8:9"]),
        ("It [@wire, \"published more than 200 academic papers\"].", &["E0207 content/a.md:8:4"]),
        // Words from what surrounds the work in its file.
        ("They say “how to grow your money” [@wire].", &["E0207 content/a.md:8:11"]),
        // Two words are a name, another paragraph cites nothing, and a source without a copy is not asked.
        ("The “new lab” closed [@wire].", &[]),
        ("She said “nobody ever told us that”.\n\nThe lab closed [@wire].", &[]),
        ("She said “nobody ever told us that”. The lab closed [@wire].", &["E0207 content/a.md:8:11"]),
        ("She said “nobody ever told us that” [@other].", &[]),
        ("She said “nobody ever told us that” [@wire; @other].", &[]),
        ("Code: `“nobody ever told us that” [@wire]`. More [@wire].", &[]),
        // What is put in or left out may not turn the sense round.
        ("It said “How many []were hurt” [@wire].", &["E0207 content/a.md:8:10"]),
        ("It said “[all of it was a fraud]” [@wire].", &["E0207 content/a.md:8:10"]),
        // Titles of links, alternative texts and code are no quotations.
        ("[The lab](https://example.org \"nobody ever told us that\") closed [@wire].", &[]),
        ("Closed, as `\"nobody ever told us that\"` says [@wire].", &[]),
    ] {
        briefing("", text).build().finds(expected);
    }
}

#[test]
fn figures_of_a_sentence_stand_in_what_it_cites() {
    for (text, expected) in [
        ("It had over 1,000 people at its peak [@wire].", &[][..]),
        ("It had over 1,100 people at its peak [@wire].", &["W0212 content/a.md:8:8"]),
        ("It was told on 23 July [@wire].", &[]),
        ("It was told on 24 July [@wire].", &["W0212 content/a.md:8:16"]),
        ("It had\nover\n1,100 people [@wire].", &["W0212 content/a.md:9:1"]),
        // What stands in another item, cell or paragraph is another claim; so is a figure of nothing.
        ("- Revenue was $5 billion\n- It was set up in 2018 [@wire]", &[]),
        ("| A | B |\n|---|---|\n| 17 | 18 |\n| 19 | 2018 [@wire] |", &[]),
        ("Some 17 left.\n\nIt was set up in 2018 [@wire].", &[]),
        ("It was set up in 2018 [@wire]. Some 17 left.", &[]),
        // A citation speaks for the sentences before it too.
        ("Some 17 left. It was set up in 2018 [@wire].", &["W0212 content/a.md:8:1"]),
        ("After COVID-19 it closed, see section 4 and `x = 77` [@wire].", &[]),
        ("It was set up <https://example.org/2024/5> in 2018 [@wire].", &[]),
        ("It was set up in 1999 [@other].", &[]),
    ] {
        briefing("", text).build().finds(expected);
    }
}

#[test]
fn figures_and_dates_of_key_facts_stand_in_their_source() {
    for (fact, expected) in [
        ("{label: Papers, value: \"100+\", source: wire}", &[][..]),
        ("{label: Revenue, value: \"almost US$1bn\", source: wire}", &[]),
        ("{label: Founded, value: \"2018\", source: wire}", &[]),
        ("{label: Reported, value: \"July 2025\", source: wire}", &[]),
        ("{label: Reason, value: \"internal restructuring\", source: wire}", &[]),
        ("{label: Staff, value: \"over 1,100\", source: wire}", &["E0208 content/a.md:8:27"]),
        ("{label: Revenue, value: \"nearly €1 billion\", source: wire}", &["E0208 content/a.md:8:29"]),
        ("{label: Founded, value: \"2017\", source: wire}", &["E0208 content/a.md:8:29"]),
        ("{label: Readers, value: \"7 billion\", source: wire}", &["E0208 content/a.md:8:29"]),
        ("{label: Revenue, value: \"$1 billion\", source: wire}", &["W0209 content/a.md:8:29"]),
        ("{label: Papers, value: \"over 1,000 papers\", source: wire}", &["W0209 content/a.md:8:28"]),
        ("{label: Staff, value: \"over 1,100\", source: other}", &[]),
        ("{label: Staff, value: \"over 1,100\"}", &[]),
        ("{label: Staff, value: \"over 1,000\", source: wire, quote: \"once employed over 1,000 people\"}", &[]),
        ("{label: Staff, value: \"over 1,000\", source: wire, quote: \"now employs over 1,000 people\"}", &["E0207 content/a.md:8:62"]),
    ] {
        briefing(&format!("  - {fact}"), "Text.").build().finds(expected);
    }
}

#[test]
fn the_passage_and_the_words_that_differ_are_shown() {
    briefing("", "It was “being dissolved due to tactical adjustments” [@wire].")
        .build()
        .says("the nearest words are “team was “being dissolved due to strategic adjustments amid US–China”; “strategic” stands there for “tactical”")
        .says("content/_sources/wire.txt:3:52");
}

#[test]
fn a_copy_that_is_not_there_is_told_once() {
    briefing("  - {label: Staff, value: \"3\", source: wire}", "“One two three four” [@wire].")
        .remove("content/_sources/wire.txt")
        .build()
        .finds(&["E0210 content/a.md:5:39"]);
}

#[test]
fn what_is_no_copy_of_a_source_is_told() {
    for (record, says) in [
        ("a.md", "is in another folder: a.md"),
        ("_sources/../a.md", "is in another folder"),
        ("_sources/none.txt", "is not there: content/_sources/none.txt"),
        ("_sources/picture.png", "is no UTF-8 text"),
        ("_sources/empty.txt", "holds no words"),
        ("{file: _sources/wire.txt, body: \"50-60\"}", "holds no words"),
    ] {
        let project = briefing("", "Text [@wire].").replace("content/a.md", "{file: _sources/wire.txt, body: \"1-7\"}", record);
        let project = project.bytes("content/_sources/picture.png", &[0xff, 0xfe, 0]).write("content/_sources/empty.txt", " \n");
        let outcome = project.build();
        assert_eq!(outcome.codes().len(), 1, "{record}: {:?}", outcome.codes());
        outcome.says("E0210").says(says);
    }
}

#[test]
fn a_copy_of_the_registry_serves_every_briefing() {
    let project = briefing("", "Text [@report].")
        .write("content/_data/sources.yaml", "report: {title: R, snapshot: {file: _sources/wire.txt, body: \"1-7\"}}\n");
    let project = project.write("content/b.md", "---\ntitle: B\nsummary: Short.\n---\nIt was “never said by anyone” [@report].\n");
    project.build().finds(&["E0207 content/b.md:5:9"]);
}

#[test]
fn another_source_of_the_briefing_that_has_the_words_is_named() {
    let text = "It was “being dissolved due to strategic adjustments” [@blog]. More [@wire].";
    let project = briefing("", text).replace("content/a.md", "  wire:", "  blog: {title: B, snapshot: _sources/blog.txt}\n  wire:");
    project.write("content/_sources/blog.txt", "Nothing of that.\n").build().finds(&["W0211 content/a.md:9:9"]).says("but in `wire`");
}

/// `kind verdict: text → passage` of every claim, with what else is said of it.
fn claims(project: &Project) -> Vec<String> {
    let built = nutgraf::engine::build(&project.snapshot(), project.options(), &mut |_| {});
    let told = |row: &serde_json::Value| {
        let word = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let foldings: Vec<&str> = row["foldings"].as_array().into_iter().flatten().filter_map(|folding| folding.as_str()).collect();
        let more = [word("note"), foldings.join(", "), word("waived")].iter().filter(|more| !more.is_empty()).cloned().collect::<Vec<_>>();
        let place =
            if row["source_line"].is_null() { String::new() } else { format!(" → {}:{}", row["source_line"], row["source_column"]) };
        format!("{} {}: {}{place} ({})", word("kind"), word("verdict"), word("text"), more.join("; "))
    };
    nutgraf::output::evidence::json(&built.view).as_array().expect("a list").iter().map(told).collect()
}

#[test]
fn every_claim_has_a_verdict() {
    let facts = &"  - {label: Papers, value: \"100+\", source: wire, quote: \"Published more than … papers\"}
  - {label: Staff, value: \"over 1,100\", source: wire, waive: {reason: from a table, snapshot: \"f0a5f0a5\"}}
  - {label: Place, value: research unit, source: wire}
  - {label: Reason, value: strategy, source: wire}
  - {label: Owner, value: \"3\", source: other}
  - {label: Rooms, value: \"3\"}"
        .replace("f0a5f0a5", &nutgraf::base::sha256(WIRE.as_bytes())[..8]);
    let text = "The team was “dissolved due to strategic adjustments amid US-China tensions” [@wire]. It was “dissolved due to tactical \
        adjustments” [@wire]. It made $1bn in July 2025 [@wire; @other], 20% of it in 1999 [@wire; @other]. It closed [@wire].";
    assert_eq!(
        claims(&briefing(facts, text)),
        [
            "quotation found: dissolved due to strategic adjustments amid US-China tensions → 3:58 (dashes, spaces)",
            "quotation differs: dissolved due to tactical adjustments → 3:58 (“strategic” stands there for “tactical”)",
            "money differs: $1bn → 6:79 ()",
            "date found: July 2025 → 7:85 ()",
            "percent not checkable: 20% (there is no snapshot of `other`)",
            "date not checkable: 1999 (there is no snapshot of `other`)",
            "statement not checkable: It closed (no quotation, figure, date or name)",
            "quotation found: Published more than … papers → 6:4 (first letter, marked gaps)",
            "number found: 100+ → 6:14 ()",
            "number not found: over 1,100 (from a table)",
            "text found: research unit → 4:42 ()",
            "text not checkable: strategy (it is neither a figure nor a date, and does not stand there word for word)",
            "number not checkable: 3 (there is no snapshot of `other`)",
            "number not checkable: 3 (it names no source)",
        ]
    );
}

#[test]
fn a_figure_that_another_source_of_the_briefing_has_is_found_there() {
    let text = "It had over 1,000 people at its peak [@blog]. More [@wire].";
    let project = briefing("", text).replace("content/a.md", "  wire:", "  blog: {title: B, snapshot: _sources/blog.txt}\n  wire:");
    let project = project.write("content/_sources/blog.txt", "Nothing of that.\n");
    let expected = [
        "number found: over 1,000 → 7:40 (in `wire`, which is not cited for it)",
        "statement not checkable: More (no quotation, figure, date or name)",
    ];
    assert_eq!(claims(&project), expected);
    project.build().finds(&[]);
}

#[test]
fn the_report_is_one_file_with_every_claim_and_passage() {
    let project = briefing("  - {label: A&B, value: \"over 1,100\", source: wire}", "It was “dissolved due to strategic” [@wire].");
    let built = nutgraf::engine::build(&project.snapshot(), project.options(), &mut |_| {});
    let report = nutgraf::output::evidence::html(&built.view);
    for expected in [
        "<b class=\"missing\">not found</b> number, content/a.md:8:25",
        "<b class=\"found\">found</b> quotation, content/a.md:10:9",
        "<mark>dissolved due to strategic</mark>",
        "of “A&amp;B” is not in",
    ] {
        assert!(report.contains(expected), "{expected} in {report}");
    }
    assert!(!report.contains("nor the wording"), "{report}");
    let project = project.setting("language: de");
    let built = nutgraf::engine::build(&project.snapshot(), project.options(), &mut |_| {});
    let german = nutgraf::output::evidence::html(&built.view);
    assert!(german.contains("In this language (de) only quotations, figures and dates are compared"), "{german}");
    assert!(!report.contains("src=") && !report.contains("<script") && !report.contains("url("), "{report}");
}

#[test]
fn readers_see_the_passage_that_a_claim_rests_on() {
    let facts = "  - {label: Staff, value: \"over 1,000\", source: wire}\n  - {label: Rooms, value: \"3\"}";
    let project = briefing(facts, "It had over 1,000 people [@wire], and was a lab [@wire]. More [@other].");
    let project = project.replace("content/a.md", "{title: Lab,", "{title: Lab, url: \"https://e.org/\",");
    let outcome = project.setting("mark_unsourced: true").setting("base_url: https://s.test/").build();
    outcome.no_findings();
    for expected in [
        "<a id=\"cite-1\" href=\"#passage.1\">1</a>",
        "<a id=\"cite-2\" href=\"#source-wire\">1</a>",
        "<a id=\"cite-3\" href=\"#source-other\">2</a>",
        "<a class=\"citation\" href=\"#passage.1\">1</a>",
        "<em class=\"unsourced\">no source</em>",
        "<figure id=\"passage.1\">",
        "<blockquote>The division once employed <mark>over 1,000</mark> people at its peak, the report of 23 July 2025 says.</blockquote>",
        "<span><a href=\"#fact-staff\">Staff</a></span>",
        "https://e.org/#:~:text=The%20division%20once%20employed-,over%201%2C000,-people%20at%20its%20peak%2C",
        "evidence.css",
    ] {
        outcome.has("a/index.html", expected);
    }
    outcome.lacks("a/index.html", "passage.2").lacks("a/index.html", "7 billion");
}

#[test]
fn the_same_in_a_table_of_the_text_and_not_in_feeds() {
    let table = "It had over 1,000 people [@wire].\n\n## Key facts at a glance\n\n| Fact | Value | Source |\n|---|---|---|\n| Staff | over 1,000 | wire |\n| Rooms | 3 | |";
    let project = briefing("", table).replace("content/a.md", "title: A", "title: A\ndate: 2025-01-01");
    let outcome = project.setting("mark_unsourced: true").build();
    outcome
        .no_findings()
        .has("a/index.html", "<a class=\"citation\" href=\"#passage.1\">1</a>")
        .has("a/index.html", "<em class=\"unsourced\">");
    outcome.has("feed.xml", "a/#source-wire").lacks("feed.xml", "passage.1").lacks("feed.xml", "unsourced");
}

#[test]
fn a_page_that_rests_on_no_copy_has_no_passages() {
    let outcome = briefing("  - {label: Rooms, value: \"3\"}", "It had over 1,100 people [@other].").build();
    outcome.no_findings().lacks("a/index.html", "passage").lacks("a/index.html", "evidence.css").lacks("a/index.html", "unsourced");
}

#[test]
fn a_waiver_holds_for_one_sentence_and_one_state_of_a_copy() {
    let digits = &nutgraf::base::sha256(WIRE.as_bytes())[..8];
    let wrong = "  - {label: Staff, value: \"over 1,100\", source: wire, WAIVE}";
    for (waive, expected) in [
        (format!("waive: {{reason: told by phone, snapshot: \"{digits}\"}}"), &[][..]),
        ("waive: {reason: told by phone, snapshot: \"00000000\"}".into(), &["E0208 content/a.md:8:27", "W0240 content/a.md:8:71"]),
        ("waive: told by phone".into(), &["W0240 content/a.md:8:62"]),
        ("waive: {reason: told by phone, snapshot: none}".into(), &["E0208 content/a.md:8:27", "E0112 content/a.md:8:96"]),
        ("waive: {snapshot: \"0a1b2c3d\"}".into(), &["E0208 content/a.md:8:27", "E0112 content/a.md:8:62"]),
    ] {
        briefing(&wrong.replace("WAIVE", &waive), "Text.").build().finds(expected);
    }
    let fine = format!("  - {{label: Papers, value: \"100+\", source: wire, waive: {{reason: R, snapshot: \"{digits}\"}}}}");
    briefing(&fine, "Text.").build().finds(&["W0240 content/a.md:8:66"]).says("nothing to waive");
    briefing("  - {label: Rooms, value: \"3\", waive: counted by us}", "Text [@wire].").build().finds(&[]);
}

#[test]
fn a_sentence_is_waived_by_its_words() {
    let digits = &nutgraf::base::sha256(WIRE.as_bytes())[..8];
    let waived = |sentence: &str, text: &str, digits: &str| {
        let waiver = format!("waivers:\n  - {{text: \"{sentence}\", reason: worked out, snapshot: \"{digits}\"}}\n---\n");
        briefing("", text).replace("content/a.md", "---\nFirst", &format!("{waiver}First"))
    };
    let text = "First. It had *1,400* people - all told [@wire]. And 1,500 more [@wire].";
    waived("It had 1,400 people – all told", text, digits).build().finds(&["W0212 content/a.md:10:54"]);
    waived("It had 1,401 people – all told", text, digits)
        .build()
        .finds(&["W0240 content/a.md:8:12", "W0212 content/a.md:10:16", "W0212 content/a.md:10:54"])
        .says("is of no sentence that cites a source");
    waived("It had 1,400 people – all told", text, "0000000000")
        .build()
        .finds(&["W0240 content/a.md:8:12", "W0212 content/a.md:10:16", "W0212 content/a.md:10:54"])
        .says("has lapsed: the snapshot of `wire` is no longer `0000000000`");
}

/// A project with the lock that is written for it.
fn locked(project: Project) -> Project {
    let built = nutgraf::engine::build(&project.snapshot(), project.options(), &mut |_| {});
    let lock = nutgraf::site::evidence::Lock::of(&built.view.site, &built.view.evidence).print();
    project.write("evidence.lock", &lock)
}

#[test]
fn a_check_goes_on_without_the_copies_where_there_is_a_lock() {
    let facts = "  - {label: Staff, value: \"over 1,000\", source: wire}\n  - {label: Reason, value: strategy, source: wire}";
    let text = "It was “dissolved due to strategic adjustments amid US-China tensions” [@wire]. It had over 1,000 people [@wire]. It closed [@wire].";
    let whole = locked(briefing(facts, text));
    let with_copy = whole.build();
    with_copy.no_findings();
    let without = || locked(briefing(facts, text)).remove("content/_sources/wire.txt");
    let outcome = without().build();
    outcome.no_findings();
    assert_eq!(outcome.file("a/index.html"), with_copy.file("a/index.html"), "readers see the same");
    assert_eq!(claims(&without())[..4], claims(&whole)[..4]);
    without()
        .replace("content/a.md", "had over 1,000", "had over 1,100")
        .build()
        .finds(&["W0242 content/a.md:11:88", "W0241 evidence.lock"]);
    without().replace("content/a.md", "value: strategy", "value: tactics").build().finds(&[]);
}

#[test]
fn a_lock_that_is_behind_is_told() {
    let text = "It had over 1,000 people [@wire].";
    let whole = || locked(briefing("", text));
    whole().build().no_findings();
    whole().replace("content/a.md", "It had", "It had had").build().no_findings();
    whole().replace("content/a.md", "over 1,000", "more than 1,000").build().finds(&["W0241 evidence.lock"]);
    whole().replace("content/_sources/wire.txt", "Amazon shuts", "Amazon closes").build().finds(&["W0241 evidence.lock"]);
    whole().write("evidence.lock", "{}").build().finds(&["W0241 evidence.lock"]).says("cannot be read");
    whole().bytes("evidence.lock", &[0xff]).build().finds(&["W0241 evidence.lock"]).says("no UTF-8 text");
    // What readers see of a withheld briefing stays in the lock.
    let lock = |project: &Project| nutgraf::site::evidence::Lock::read(project.text("evidence.lock")).expect("a lock");
    let (old, empty) = (lock(&whole()), lock(&locked(briefing("", text).replace("content/a.md", "title: A", "title: A\ndraft: true"))));
    assert_eq!(empty.clone().after(&old, |path| path == "content/a.md", |_| true), (old.clone(), Vec::new()));
    assert_eq!(empty.clone().after(&old, |_| false, |_| false), (empty, vec!["_sources/wire.txt".to_owned()]));
}

#[test]
fn a_lock_stands_in_for_the_copy_of_the_record_alone() {
    let recorded =
        |project: Project, hash: &str| project.replace("content/a.md", "body: \"1-7\"}", &format!("body: \"1-7\", sha256: \"{hash}\"}}"));
    let text = "It had over 1,000 people [@wire].";
    let hash = nutgraf::base::sha256(WIRE.as_bytes());
    let locked = || locked(recorded(briefing("", text), &hash)).remove("content/_sources/wire.txt");
    locked().build().no_findings();
    let other = locked().replace("content/a.md", &hash, &hash.replace(&hash[..4], "0000"));
    other.build().says("the snapshot of `wire` is not there");
}

#[test]
fn a_page_from_the_lock_is_the_page_from_the_copies() {
    let text = "It was “dissolved due to” [@wire], and “dissolved due to strategic adjustments” [@wire].";
    let whole = locked(briefing("", text));
    let from_copy = whole.build();
    let from_lock = whole.remove("content/_sources/wire.txt").build();
    assert_eq!(from_lock.no_findings().file("a/index.html"), from_copy.file("a/index.html"));
    from_copy.has("a/index.html", "passage.2");
}

#[test]
fn nobody_is_led_to_an_address_that_is_another_s_now() {
    let project = briefing("", "It had over 1,000 people [@wire].");
    let project = project.replace("content/a.md", "{title: Lab,", "{title: Lab, url: \"https://squat.test/\", url_status: usurped,");
    let outcome = project.setting("base_url: https://s.test/").build();
    outcome
        .no_findings()
        .has("a/index.html", "passage.1")
        .lacks("a/index.html", "squat.test/#")
        .lacks("a/index.html", "\"url\":\"https://squat");
    let with_fact = briefing("  - {label: Staff, value: \"over 1,000\", source: wire}", "Text [@wire].");
    let with_fact = with_fact.replace("content/a.md", "{title: Lab,", "{title: Lab, url: \"https://squat.test/\", url_status: usurped,");
    with_fact.build().lacks("facts.json", "squat.test").lacks("facts.csv", "squat.test");
}

/// A site in some language with one fact and one sentence of a source that may be in another.
fn in_language(language: &str, (fact, sentence): (&str, &str), (lang, source): (&str, &str)) -> Project {
    let head = format!(
        "title: A\nsummary: Short.\nkey_facts:\n  - {{label: L, value: \"{fact}\", source: s}}\nsources:\n  s: {{title: S, lang: {lang}, snapshot: _sources/s.txt}}"
    );
    let config = format!("language: {language}\n");
    let project = site("").write("nutgraf.yaml", &config).write("content/_sources/s.txt", source);
    project.write("content/a.md", &format!("---\n{head}\n---\n{sentence} [@s].\n"))
}

#[test]
fn figures_are_compared_as_each_language_writes_them() {
    let german = ("de", "Das Werk strich 1234 Stellen, teilte es am 3. März 2025 mit. Der Umsatz betrug 2,5 Milliarden Euro.");
    let french = ("fr", "L’usine a supprimé 1 234 emplois le 1er mars 2025, pour 2,5 millions d’euros.");
    let spanish = ("es", "La fábrica recortó 1.234 empleos.");
    for (language, told, source, expected) in [
        ("de", ("1.234 Stellen", "Am 3. März 2025 waren es 2,5 Mrd. Euro"), german, &[][..]),
        (
            "de",
            ("1.235 Stellen", "Am 4. März 2025 waren es 2,6 Mrd. Euro"),
            german,
            &["E0208 content/a.md:5:23", "W0212 content/a.md:9:4", "W0212 content/a.md:9:26"],
        ),
        ("fr", ("1 234 emplois", "Le 1er mars 2025, cela a coûté 2,5 millions d’euros"), french, &[]),
        (
            "fr",
            ("1 235 emplois", "Le 2 mars 2025, cela a coûté 2,5 milliards d’euros"),
            french,
            &["E0208 content/a.md:5:23", "W0212 content/a.md:9:4", "W0212 content/a.md:9:30"],
        ),
        // A source may be in another language than the site.
        ("en", ("1,234 jobs", "Text"), spanish, &[]),
        ("en", ("1,234 jobs", "Text"), ("en", spanish.1), &["E0208 content/a.md:5:23"]),
    ] {
        in_language(language, told, source).build().finds(expected);
    }
}

#[test]
fn each_record_says_in_which_language_a_copy_is_read() {
    let page = |lang: &str| {
        format!("---\ntitle: A\nsummary: S.\nsources:\n  s: {{title: S{lang}, snapshot: _sources/s.txt}}\n---\nIt cost 1,234 euros [@s].\n")
    };
    let project = site("").write("content/_sources/s.txt", "Es kostete 1.234 Euro.");
    let project = project.write("content/a.md", &page("")).write("content/b.md", &page(", lang: de"));
    project.build().finds(&["W0212 content/a.md:7:9"]);
}

#[test]
fn the_end_of_a_figure_is_no_figure() {
    for (language, said, told, expected) in [
        ("en", "In all 2,7 million were sold.", "It sold 93,7 million", &[][..]),
        ("de-CH", "Die Firma zahlt 2,7 Mrd. Franken.", "Sie zahlt 93,7 Mrd. Franken", &["W0212 content/a.md:7:11"]),
        ("de-CH", "Die Firma zahlt 2,7 Mrd. Franken.", "Sie zahlt 2,7 Mrd. Franken", &[]),
        ("en", "It has 1,850 workers and about 597,000 users.", "It has 1850 workers and about 600,000 users", &[]),
    ] {
        let config = format!("language: {language}\n");
        let head = "---\ntitle: A\nsummary: S.\nsources:\n  s: {title: S, snapshot: _sources/s.txt}\n---\n";
        let project = site("").write("nutgraf.yaml", &config).write("content/_sources/s.txt", said);
        project.write("content/a.md", &format!("{head}{told} [@s].\n")).build().finds(expected);
    }
}
