//! Names: those of key facts and of sentences that cite, held against what the copies of sources name.

use crate::site::{Project, site};

const WIRE: &str = "The plant will be led by Marit Solbakken, its owner, Severby Water plc, said on Monday.

The union’s secretary, Odd Fjeld, spoke to the Rail Safety Board in Port Ellery. Lady Justice Penhale spoke. An envoy of the United States, Søren Vasić,
will visit Corvenia. The International Monetary Fund (IMF) gave the Ravensholm prize to AWS.
";

/// A briefing that rests on one report.
fn briefing(facts: &str, text: &str) -> Project {
    let facts = if facts.is_empty() { String::new() } else { format!("key_facts:\n{facts}\n") };
    let sources = "sources:\n  wire: {title: Lab, publisher: The Gazette, snapshot: _sources/wire.txt}\n";
    let head = format!("title: A\nsummary: Short.\n{sources}{facts}");
    site("").write("content/_sources/wire.txt", WIRE).write("content/a.md", &format!("---\n{head}---\n{text}\n"))
}

#[test]
fn names_of_key_facts_stand_in_their_source() {
    for (fact, expected) in [
        ("{label: Head, value: \"Marit Solbakken\", source: wire}", &[][..]),
        ("{label: Head, value: \"Dr Solbakken\", source: wire}", &[]),
        ("{label: Head, value: \"Marit Halvorsen\", source: wire}", &["E0234 content/a.md:7:26"]),
        ("{label: Head, value: \"Odd Solbakken\", source: wire}", &["E0234 content/a.md:7:26"]),
        ("{label: Owner, value: \"Severby Water Ltd\", source: wire}", &[]),
        ("{label: Town, value: \"Port Ellery, Corvenia\", source: wire}", &[]),
        ("{label: Town, value: \"Port Ellery, Tessaly\", source: wire}", &["E0234 content/a.md:7:26"]),
        ("{label: Regulator, value: \"RSB\", source: wire}", &[]),
        ("{label: Regulator, value: \"RSC\", source: wire}", &["E0234 content/a.md:7:31"]),
        ("{label: Country, value: \"US\", source: wire}", &[]),
        ("{label: Envoy, value: \"Soren Vasic\", source: wire}", &[]),
        ("{label: Group, value: \"Corvenians\", source: wire}", &[]),
        ("{label: Winner, value: Amazon, source: wire}", &["E0234 content/a.md:7:28"]),
        // What may be a word like any other is not asked for.
        ("{label: Reason, value: Mismanagement, source: wire}", &[]),
        ("{label: Reason, value: Internal Restructuring, source: wire}", &[]),
        ("{label: Reason, value: Strategic shift, source: wire}", &[]),
        ("{label: Head, value: \"not yet named\", source: wire}", &[]),
        // Beside other words, a capital within tells a name.
        ("{label: Visit, value: \"near Strathmoy\", source: wire}", &["E0234 content/a.md:7:27"]),
        ("{label: Visit, value: \"to Corvenia\", source: wire}", &[]),
        ("{label: Head, value: \"Marit Halvorsen\"}", &[]),
        ("{label: Plan, value: growth, said_by: Marit Solbakken, source: wire}", &[]),
        ("{label: Plan, value: growth, said_by: unnamed sources, source: wire}", &[]),
        ("{label: Plan, value: growth, said_by: Marit Halvorsen, source: wire}", &["E0234 content/a.md:7:43"]),
    ] {
        briefing(&format!("  - {fact}"), "It closed [@wire].").build().finds(expected);
    }
}

#[test]
fn names_of_a_sentence_stand_in_what_it_cites() {
    for (text, expected) in [
        ("It is led by Marit Solbakken [@wire].", &[][..]),
        ("It is led by Marit Halvorsen [@wire].", &["W0239 content/a.md:7:14"]),
        // The source gives no first name of its own.
        ("It met the lawyer Jane Penhale [@wire].", &[]),
        ("It is led by Halvorsen [@wire].", &["W0239 content/a.md:7:14"]),
        ("The secretary is Marit Fjeld [@wire].", &["W0239 content/a.md:7:18"]),
        ("Marit Halvorsen leads it [@wire].", &["W0239 content/a.md:7:1"]),
        ("It won the Ravensholm Prize on Monday, in the Norwegian spring [@wire].", &[]),
        ("A Corvenian visit by the American envoy, Mr Vasić [@wire].", &[]),
        ("It spoke to the RSB and to the USA [@wire].", &[]),
        // The first word of a sentence, acronyms and words that are written small elsewhere may be no names.
        ("Critics disagree; so does the EU [@wire].", &[]),
        ("The Ombudsman spoke. No ombudsman did. He told the Ombudsman so [@wire].", &[]),
        ("As the Gazette has it, it closed [@wire].", &[]),
        ("It Was Led By Marit Halvorsen Of Tessaly [@wire].", &[]),
        ("It cost a MWh and a PhD [@wire].", &[]),
        ("He met “Marit Halvorsen” there [@wire].", &[]),
        ("Marit Halvorsen leads it.\n\nIt is led [@wire].", &[]),
        ("Marit Halvorsen leads it. It is led [@wire].", &["W0239 content/a.md:7:1"]),
    ] {
        briefing("", text).build().finds(expected);
    }
}

#[test]
fn the_nearest_name_is_shown() {
    let fact = "  - {label: Head, value: \"Marit Halvorsen\", source: wire}";
    let told = briefing(fact, "Text.").build();
    told.says("the nearest name is “Marit Solbakken”").says("content/_sources/wire.txt:1:26");
    let misspelt = "  - {label: Head, value: \"Solbaken\", source: wire}";
    briefing(misspelt, "Text.").build().says("the nearest name is “Marit Solbakken”");
}

#[test]
fn other_spellings_are_known_from_the_registry() {
    let facts = "  - {label: Winner, value: Amazon Web Services, source: wire}";
    let project = briefing(facts, "The prize of Amazon Web Services was given [@wire].");
    project.build().finds(&["E0234 content/a.md:7:28", "W0239 content/a.md:9:14"]);
    let known = project.write("content/_data/entities.yaml", "aws: {label: Amazon Web Services, aliases: [AWS]}\n");
    known.build().finds(&[]);
}

#[test]
fn names_are_asked_for_in_english_alone() {
    let facts = "  - {label: Head, value: \"Marit Halvorsen\", source: wire}";
    briefing(facts, "Geleitet von Marit Halvorsen [@wire].").setting("language: de").build().finds(&[]);
}

#[test]
fn another_source_of_the_briefing_that_has_the_name_is_no_finding() {
    let project = briefing("", "It is led by Marit Solbakken [@blog]. More [@wire].");
    let project = project.replace("content/a.md", "  wire:", "  blog: {title: B, snapshot: _sources/blog.txt}\n  wire:");
    project.write("content/_sources/blog.txt", "Nothing of that.\n").build().finds(&[]);
}

#[test]
fn of_the_names_of_a_sentence_readers_see_one() {
    let text = "It is led by Marit Solbakken of Port Ellery [@wire].";
    briefing("", text).build().no_findings().has("a/index.html", "<mark>Marit Solbakken</mark>").lacks("a/index.html", "passage.2");
    let text = "It is “led by Marit Solbakken”, not by Odd Fjeld [@wire].";
    briefing("", text).build().no_findings().has("a/index.html", "<mark>led by Marit Solbakken</mark>").lacks("a/index.html", "passage.2");
}

#[test]
fn a_page_from_the_lock_shows_the_names_that_it_showed() {
    let facts = "  - {label: Head, value: \"Marit Solbakken\", said_by: Odd Fjeld, source: wire}";
    let text = "“Led by Marit Solbakken”, says Odd Fjeld [@wire]. More of Odd Fjeld and of Port Ellery [@wire].";
    let whole = briefing(facts, text);
    let built = nutgraf::engine::build(&whole.snapshot(), whole.options(), &mut |_| {});
    let lock = nutgraf::site::evidence::Lock::of(&built.view.site, &built.view.evidence).print();
    let whole = whole.write("evidence.lock", &lock);
    let from_copy = whole.build();
    from_copy.no_findings();
    let without = whole.remove("content/_sources/wire.txt");
    let from_lock = without.build();
    assert_eq!(from_lock.no_findings().file("a/index.html"), from_copy.file("a/index.html"));
    without.replace("content/a.md", "value: \"Marit Solbakken\"", "value: \"Marit Halvorsen\"").build().says("W0242");
}
