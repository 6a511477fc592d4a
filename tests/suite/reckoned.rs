//! Reckoned: figures of one briefing that cannot all be so together, and what is said where somebody accepts that.

use crate::site::{Project, site};

const WIRE: &str = "Talks over jobs

The firm will shed 410 jobs in Halden, 225 in Oslo and 650 altogether. It was open from 2018 until July 2025.
";

/// A briefing that rests on a report; the key facts begin in line 6, the text where they end.
fn briefing(facts: &str, text: &str) -> Project {
    let facts = if facts.is_empty() { String::new() } else { format!("key_facts:\n{facts}\n") };
    let head = format!("title: A\nsummary: Short.\nsources:\n  wire: {{title: Talks, snapshot: _sources/wire.txt}}\n{facts}");
    site("").write("content/_sources/wire.txt", WIRE).write("content/a.md", &format!("---\n{head}---\n{text}\n"))
}

fn digits() -> String {
    nutgraf::base::sha256(WIRE.as_bytes())[..8].to_owned()
}

#[test]
fn a_total_in_a_table_is_what_stands_above_it() {
    for (table, expected) in [
        ("| Site | Jobs |\n|---|---|\n| Oslo | 225 |\n| Halden | 410 |\n| Total | 635 |", &[][..]),
        ("| Site | Jobs |\n|---|--:|\n| Oslo | 225 |\n| Halden | 410 |\n| **Total** | **650** |", &["W0237 content/a.md:13:17"]),
        ("Site | Jobs\n---|---\nOslo | 225 [@wire]\nHalden | 410\nTotal | 650", &["W0237 content/a.md:13:9"]),
        ("| Site | Share of total |\n|---|---|\n| Oslo | 65% |\n| Halden | 45% |", &["W0237 content/a.md:9:10"]),
        ("```\n| Site | Jobs |\n|---|---|\n| Oslo | 225 |\n| Halden | 410 |\n| Total | 650 |\n```", &[]),
    ] {
        briefing("", &format!("Text [@wire].\n\n{table}")).build().finds(expected);
    }
    let table = "| Site | Jobs |\n|---|---|\n| Oslo | 225 |\n| Halden | 410 |\n| Total | 650 |";
    let outcome = briefing("", &format!("Text [@wire].\n\n{table}")).build();
    outcome.says("`650` of “Total” conflicts with its parts, which make 635").says("“Oslo”").says("content/a.md:11:10");
    // Without a copy of any source nothing is examined.
    site("").write("content/b.md", &format!("---\ntitle: B\nsummary: S\n---\n{table}\n")).build().finds(&[]);
}

#[test]
fn a_total_among_the_key_facts_is_what_its_parts_make() {
    let told = &["W0237 content/a.md:9:30"];
    for (facts, expected) in [
        (
            "  - {label: Oslo, value: \"225 jobs\"}\n  - {label: Halden, value: \"410 jobs\"}\n  - {label: In total, value: \"650 jobs\"}",
            &told[..],
        ),
        (
            "  - {label: Oslo, value: \"225 jobs\"}\n  - {label: Halden, value: \"410 jobs\"}\n  - {label: In total, value: \"635 jobs\"}",
            &[],
        ),
        (
            "  - {label: Jobs in Oslo, value: \"225\"}\n  - {label: Jobs in Halden, value: \"410\"}\n  - {label: Total jobs, value: \"600\"}",
            &["W0237 content/a.md:9:32"],
        ),
        // Of what is told by name some may be missing; other facts are no parts.
        (
            "  - {label: Jobs in Oslo, value: \"225\"}\n  - {label: Jobs in Halden, value: \"410\"}\n  - {label: Total jobs, value: \"700\"}",
            &[],
        ),
        ("  - {label: Jobs lost, value: \"225\"}\n  - {label: Jobs won, value: \"410\"}\n  - {label: Total jobs, value: \"500\"}", &[]),
        (
            "  - {label: Jobs in 2018, value: \"225\"}\n  - {label: Jobs in 2025, value: \"410\"}\n  - {label: Total jobs, value: \"500\"}",
            &[],
        ),
        (
            "  - {label: Rooms, value: \"7\"}\n  - {label: Killed, value: \"2\"}\n  - {label: Hurt, value: \"11\"}\n  - {label: Total, value: \"13\"}",
            &[],
        ),
    ] {
        briefing(facts, "Text [@wire].").build().finds(expected);
    }
    let table = "Text [@wire].\n\n## Key facts at a glance\n\n| Fact | Value |\n|---|---|\n| Oslo | 225 jobs |\n| Halden | 410 jobs |\n| Total | 650 jobs |";
    briefing("", table).build().finds(&["W0237 content/a.md:15:11"]);
}

#[test]
fn a_total_is_told_at_its_own_row_where_others_have_the_same_value() {
    let rows = [("Staff", "650 jobs"), ("Opened", "2018"), ("Oslo", "225 jobs"), ("Halden", "410 jobs"), ("Total", "650 jobs")];
    let listed = |item: &dyn Fn((&str, &str)) -> String| rows.map(item).join("\n");
    let list = listed(&|(label, value)| format!("  - {{label: {label}, value: {value}}}"));
    briefing(&list, "Text [@wire].").build().finds(&["W0237 content/a.md:11:27"]);
    let mapping = listed(&|(label, value)| format!("  {label}: {value}"));
    briefing(&mapping, "Text [@wire].").build().finds(&["W0237 content/a.md:11:10"]);
    let table = listed(&|(label, value)| format!("| {label} | {value} |"));
    let text = format!("Text [@wire].\n\n## Key facts at a glance\n\n| Fact | Value |\n|---|---|\n{table}");
    briefing("", &text).build().finds(&["W0237 content/a.md:17:11"]);
}

#[test]
fn a_conflict_is_waived_where_one_of_its_facts_is() {
    let (period, length) =
        ("label: Period, value: \"2018 – July 2025\", source: wire", "label: Length of the period, value: \"five years\"");
    let facts = |first: &str, second: &str| format!("  - {{{period}{first}}}\n  - {{{length}{second}}}");
    let waive = |digits: &str| format!(", waive: {{reason: with a break, snapshot: \"{digits}\"}}");
    for (first, second, expected) in [
        ("", "", &["W0235 content/a.md:8:42"][..]),
        (&*waive(&digits()), "", &[]),
        ("", &*waive(&digits()), &[]),
        ("", &*waive("00000000"), &["W0240 content/a.md:8:72", "W0235 content/a.md:8:42"]),
        ("", ", waive: with a break", &["W0240 content/a.md:8:63"]),
    ] {
        let found = briefing(&facts(first, second), "Text [@wire].").build();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        let mut codes = found.codes();
        codes.sort_unstable();
        assert_eq!(codes, expected, "{first}{second}");
    }
    let total = |waive: &str| {
        let facts = "  - {label: Oslo, value: \"225\", source: wire WAIVE}\n  - {label: Halden, value: \"410\"}\n  - {label: In total, value: \"650\"}";
        briefing(&facts.replace(" WAIVE", waive), "Text [@wire].").build().codes()
    };
    assert_eq!(total(&waive(&digits())), Vec::<String>::new());
    assert_eq!(total("").len(), 1);
}

#[test]
fn a_total_of_a_table_is_waived_by_its_row() {
    let text = "Text [@wire].\n\n| Site | Jobs |\n|---|---|\n| Oslo | 225 |\n| Halden | 410 |\n| Total | *650* |";
    let waived = |row: &str, digits: &str| {
        let waiver = format!("waivers:\n  - {{text: \"{row}\", reason: some jobs are shared, snapshot: \"{digits}\"}}\n---\nText");
        briefing("", text).replace("content/a.md", "---\nText", &waiver).build()
    };
    waived("Total 650", &digits()).finds(&[]);
    waived("Total 650", "00000000").finds(&["W0240 content/a.md:7:12", "W0237 content/a.md:15:12"]);
    waived("Total 651", &digits()).finds(&["W0240 content/a.md:7:12", "W0237 content/a.md:15:12"]);
}

#[test]
fn a_waiver_of_what_was_found_is_told_in_the_text_as_well() {
    for (text, expected) in [
        ("It sheds 410 jobs [@wire].", &["W0240 content/a.md:7:12"][..]),
        ("It sheds 415 jobs [@wire].", &[]),
        ("It sheds “410 jobs in Halden” [@wire].", &["W0240 content/a.md:7:12"]),
        ("It sheds jobs [@wire].", &[]),
    ] {
        let sentence = text.trim_end_matches(" [@wire].");
        let waiver = format!("waivers:\n  - {{text: \"{sentence}\", reason: told by phone, snapshot: \"{}\"}}\n---\nIt", digits());
        briefing("", text).replace("content/a.md", "---\nIt", &waiver).build().finds(expected);
    }
}

#[test]
fn a_headline_may_be_no_surer_than_its_text() {
    let text = "Voltraine could sell its recycling arm in 2026. Its plant in Halden closes in August, the firm said [@wire].";
    let page = |title: &str, summary: &str, more: &str| {
        let head = format!("title: \"{title}\"\ndate: 2025-07-24\nsources: {{wire: {{title: W}}}}\nsummary: {summary}");
        site("").write("content/a.md", &format!("---\n{head}\n---\n{text}\n{more}\n"))
    };
    for (title, summary, more, expected) in [
        ("Voltraine may sell its recycling arm", "Short.", "", &[][..]),
        ("Voltraine sells its recycling arm", "Short.", "", &["W0236 content/a.md:2:8"]),
        ("Voltraine", "Hard times. Voltraine will sell its recycling arm.", "", &["W0236 content/a.md:5:10"]),
        ("Voltraine", "Short.", "\n## Bottom line\n\nSo it *will* sell its recycling arm.", &["W0236 content/a.md:11:1"]),
        ("Voltraine", "Short.", "\n## Why it matters\n\nSo it *will* sell its recycling arm.", &[]),
        // Headings of which not all is words hide none of those behind them, and end the section before.
        (
            "Voltraine",
            "Short.",
            "\n## `A` b [@wire]\n\n## `C`\n\n## Bottom line\n\nIt *will* sell its recycling arm.",
            &["W0236 content/a.md:15:1"],
        ),
        ("Voltraine", "Short.", "\n# First\n\n## Bottom line\n\nIt *will* sell its recycling arm.", &["W0236 content/a.md:13:1"]),
        ("Voltraine", "Short.", "\n## Bottom line `D`\n\nIt *will* sell its recycling arm.", &[]),
        ("Voltraine", "Short.", "\n## Bottom line\n\nSo.\n\n## `E`\n\nIt *will* sell its recycling arm.", &[]),
        ("Voltraine sells its recycling arm", "Short.", "It sold its recycling arm on Monday.", &[]),
        ("Voltraine sells its recycling arm", "Short.", "In 2026, it sells its recycling arm.", &[]),
    ] {
        page(title, summary, more).build().finds(expected);
    }
    page("Voltraine sells its recycling arm", "Short.", "").build().says("content/a.md:7:1");
    let opened = page("Voltraine", "Short.", "\n## Bottom line\n\nIt *will* sell its recycling arm.");
    let opened =
        opened.replace("content/a.md", "title: \"Voltraine\"\n", "").replace("content/a.md", "\n---\n", "\n---\n# Bottom line\n\n");
    opened.build().finds(&["W0236 content/a.md:12:1"]);
    page("Voltraine sells its recycling arm", "Short.", "").setting("language: de").build().finds(&[]);
    page("Voltraine sells its recycling arm", "Short.", "").replace("content/a.md", "date: 2025-07-24\n", "").build().finds(&[]);
    let waived = "summary: Short.\nwaivers: [{text: \"Voltraine sells its recycling arm\", reason: signed since}]\n";
    let surer = page("Voltraine sells its recycling arm", "Short.", "").replace("content/a.md", "summary: Short.\n", waived);
    surer.build().finds(&[]);
    // On a page that rests on a copy, no waiver is of nothing.
    let cited = surer.replace("content/a.md", "{title: W}", "{title: W, snapshot: _sources/wire.txt}");
    let cited = cited.write("content/_sources/wire.txt", &format!("{WIRE}\nIn 2026 the recycling arm turns ten.\n"));
    // A text that names no source is not held against itself.
    let bare = page("Voltraine sells its recycling arm", "Short.", "").replace("content/a.md", "sources: {wire: {title: W}}\n", "");
    bare.replace("content/a.md", " [@wire]", "").build().finds(&[]);
    cited.build().finds(&[]);
    cited.replace("content/a.md", "Voltraine could", "Voltraine will").build().finds(&["W0240 content/a.md:6:18"]);
}

/// Two briefings that contradict one another about the jobs of a firm, the first with a waiver.
fn contradiction(waive: &str) -> Project {
    let facts =
        |value: &str, more: &str| format!("  - {{label: Jobs, value: \"{value}\", entity: Acme, as_of: 2025-07-01, source: wire{more}}}");
    let other =
        "---\ntitle: B\nsummary: Short.\nkey_facts:\n  - {label: Jobs, value: \"225\", entity: Acme, as_of: 2025-07-01}\n---\nText.\n";
    briefing(&facts("410", waive), "Text [@wire].").write("content/b.md", other).write("content/_data/entities.yaml", "Acme: {}\n")
}

#[test]
fn a_contradiction_is_waived_by_one_of_its_facts() {
    let waive = |digits: &str| format!(", waive: {{reason: another count, snapshot: \"{digits}\"}}");
    contradiction("").build().finds(&["W0214 content/b.md:5:13"]);
    contradiction(&waive(&digits())).build().finds(&[]);
    contradiction(&waive("00000000")).build().finds(&["W0240 content/a.md:7:96", "W0214 content/b.md:5:13"]);
    contradiction(", waive: another count").build().finds(&["W0240 content/a.md:7:87"]).says(&digits());
    // Without a contradiction the waiver of what was found is needless; without a copy nothing binds it.
    contradiction(&waive(&digits())).remove("content/b.md").build().finds(&["W0240 content/a.md:7:96"]);
    let free = ", waive: another count";
    let loose = contradiction(free).replace("content/a.md", ", snapshot: _sources/wire.txt", "");
    loose.build().finds(&[]);
}

#[test]
fn a_waived_contradiction_is_found_again_when_its_copy_changes() {
    let waived = contradiction(&format!(", waive: {{reason: another count, snapshot: \"{}\"}}", digits()));
    let mut shop = crate::again::Shop::default();
    shop.build(&waived);
    shop.build(&waived.clone().replace("content/_sources/wire.txt", "shed 410", "cut 410"));
    shop.build(&waived.clone().remove("content/b.md"));
    shop.build(&waived);
}
