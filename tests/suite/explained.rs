//! What each edit has printed again: exactly the outputs that it explains.
//!
//! The cases are data: a name and an edit here, and under the same name in `explained.txt` what a second build prints. A line is a folder and what of it was printed:
//! `page` is `index.html`, `twins` are the Markdown and JSON beside it, `feeds` the three feeds; `-` marks what is no
//! longer made, and `=` what was printed although its bytes came out as they were: more than the edit explains, though
//! never less (`again` sees to that). These are the reasons for such lines:
//!
//! - A card is one thing. A list is printed again when anything on a card changes, whether its template shows that or not:
//!   the archive shows no summaries, the default cards no tags.
//! - Twins and feeds rest on all that is on their pages, though one leaves out dates and another sources.
//! - Years rest on how many pages each year has, which a template may show.
//! - The settings and theme settings are the ground of every output, of those too that show none of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::again::Shop;
use crate::site::{Project, site};

/// A paper in which what is near is apart from what is far: pages of different sections, tags, authors and years.
fn gazette() -> Project {
    site(
        r#"
-- nutgraf.yaml --
title: The Gazette
base_url: https://gazette.test/
social_cards: false
related: 1
-- content/_index.md --
---
title: Front
---
Welcome.
-- content/news/_index.md --
---
title: News
summary: What is new
---
-- content/news/first.md --
---
title: First
date: 2021-01-01
summary: The first of all
tags: [alpha]
authors: [ann]
key_facts: [{label: Size, value: "90", entity: acme}]
---
First text.
-- content/news/second.md --
---
title: Second
date: 2022-01-01
summary: The second of all
tags: [beta]
authors: [bob]
aliases: [/old/second/]
key_facts: [{label: Staff, value: "100", source: wire}]
---
Second text.

## Why

Because [@wire].
-- content/news/third.md --
---
title: Third
date: 2023-01-01
tags: [beta]
---
Third text, whose opening is its summary.

What comes later is not.
-- content/news/fourth.md --
---
title: Fourth
date: 2024-01-01
summary: The fourth of all
key_facts: [{label: Size, value: "70", entity: bank}]
---
Fourth text.
-- content/news/held.md --
---
title: Held
date: 2024-02-01
publish_at: 2026-02-01
summary: Held until February
---
Held text.
-- content/tech/fifth.md --
---
title: Fifth
date: 2020-01-01
summary: The fifth of all
tags: [gamma]
---
Fifth text: see [the second](../news/second.md#why).
-- content/tech/sixth/index.md --
---
title: Sixth
date: 2020-02-01
summary: The sixth of all
---
![A dot](dot.svg "Dot")
-- content/tech/sixth/dot.svg --
<svg width="4" height="4"></svg>
-- content/tech/draft.md --
---
title: Draft
date: 2018-01-01
draft: true
summary: Not yet
---
Draft text.
-- content/brief/lasting.md --
---
title: Lasting
date: 2019-02-01
summary: Without an end
---
Lasting text.
-- content/brief/fading.md --
---
title: Fading
date: 2019-01-01
expires: 2026-03-01
summary: Gone in March
---
Fading text.
-- content/about.md --
---
title: About
summary: About us
---
About us: {{<fact id="news/second.md#staff"/>}} people. {{<badge/>}}
-- content/_data/sources.yaml --
wire: {title: The wire, url: "https://wire.test/"}
-- content/_data/authors.yaml --
ann: Ann
bob: Bob
-- content/_data/entities.yaml --
acme: Acme
bank: Bank
-- content/_data/numbers.yaml --
answer: 42
-- templates/404.html --
{% extends "theme/default/404.html" %}
{% block content %}{% set numbers = data(name="numbers") %}{{ numbers.answer }}{% endblock content %}
-- templates/tags.html --
{% extends "theme/default/tags.html" %}
{% block title %}{{ asset(name="extra.css") }}{% endblock title %}
-- templates/components/badge.html --
{% component badge() %}<b>Independent</b>{% endcomponent badge %}
-- static/extra.css --
a { color: #111 }
-- static/note.txt --
A note.
"#,
    )
}

/// A case: its name, and the edit.
type Case = (&'static str, fn(Project) -> Project);

const CASES: &[Case] = &[
    ("nothing", |project| project),
    ("a comment in the settings", |project| project.setting("# A remark.")),
    ("a comment above the settings", |project| {
        let text = format!("# A remark.\n\n{}", project.text("nutgraf.yaml"));
        project.write("nutgraf.yaml", &text)
    }),
    ("a static file that nobody asks for", |project| project.write("static/note.txt", "Another.")),
    ("the text of a page", |project| project.replace("content/news/second.md", "Because", "Therefore")),
    ("a later part of a text whose opening is its summary", |project| {
        project.replace("content/news/third.md", "comes later", "stands below")
    }),
    ("the opening of a text that is its summary", |project| project.replace("content/news/third.md", "Third text", "Another text")),
    ("a title", |project| project.replace("content/news/second.md", "title: Second", "title: Renamed")),
    ("a date, the order as it was", |project| project.replace("content/news/second.md", "2022-01-01", "2022-03-01")),
    ("a date that moves a page to the top", |project| project.replace("content/news/first.md", "2021-01-01", "2025-01-01")),
    ("a tag that was not there", |project| project.replace("content/news/first.md", "[alpha]", "[alpha, delta]")),
    ("a tag of another page", |project| project.replace("content/news/first.md", "[alpha]", "[alpha, gamma]")),
    ("a key fact", |project| project.replace("content/news/second.md", "\"100\"", "\"101\"")),
    ("what a key fact's source is", |project| project.replace("content/news/second.md", "source: wire", "as_of: 2022-01-01")),
    ("a key fact about an entity", |project| project.replace("content/news/first.md", "\"90\"", "\"91\"")),
    ("what entity a key fact is about", |project| project.replace("content/news/first.md", "entity: acme", "entity: bank")),
    ("an entity renamed in the registry", |project| project.replace("content/_data/entities.yaml", "Acme", "Acme Corporation")),
    ("a briefing added", |project| {
        project.write("content/tech/new.md", "---\ntitle: New\ndate: 2020-03-01\nsummary: Added\n---\nNew text.\n")
    }),
    ("a briefing added with a tag and an author", |project| {
        let text = "---\ntitle: New\ndate: 2020-03-01\nsummary: Added\ntags: [gamma]\nauthors: [bob]\n---\nNew text.\n";
        project.write("content/tech/new.md", text)
    }),
    ("a briefing deleted", |project| project.remove("content/brief/fading.md")),
    ("a file renamed", |project| project.rename("content/tech/fifth.md", "content/tech/fifth-again.md")),
    ("a draft", |project| project.replace("content/news/first.md", "title: First", "title: First\ndraft: true")),
    ("a draft that is none any more", |project| project.replace("content/tech/draft.md", "draft: true\n", "")),
    ("the text of a section", |project| project.replace("content/news/_index.md", "new\n---\n", "new\n---\nIntro.\n")),
    ("the title of a section", |project| project.replace("content/news/_index.md", "title: News", "title: Reports")),
    ("a partial that cards use", |project| project.template("partials/card.html", "<li>{{ card.title }}</li>\n")),
    ("a block of the template of one kind", |project| {
        project.template("archive.html", "{% extends \"theme/default/archive.html\" %}{% block title %}Old{% endblock title %}\n")
    }),
    ("a component that one text calls", |project| {
        project.template("components/badge.html", "{% component badge() %}<b>Owned</b>{% endcomponent badge %}\n")
    }),
    ("a theme setting", |project| project.setting("theme_settings: {accent: \"#123456\"}")),
    ("a data file that one template reads", |project| project.write("content/_data/numbers.yaml", "answer: 43\n")),
    ("a data file that nobody reads", |project| project.write("content/_data/others.yaml", "answer: 43\n")),
    ("a source of the registry", |project| project.replace("content/_data/sources.yaml", "The wire", "Wire service")),
    ("a source marked as retracted", |project| {
        project.replace("content/_data/sources.yaml", "title: The wire", "status: retracted, title: The wire")
    }),
    ("a retraction that is answered", |project| {
        let marked = project.replace("content/_data/sources.yaml", "title: The wire", "status: retracted, title: The wire");
        marked.replace("content/news/second.md", "aliases:", "corrections: [{note: Checked, source: wire}]\naliases:")
    }),
    ("an author renamed in the registry", |project| project.replace("content/_data/authors.yaml", "Ann", "Ann Lee")),
    ("a static file that a template asks for", |project| project.write("static/extra.css", "a { color: #222 }\n")),
    ("the size of a picture in a bundle", |project| project.write("content/tech/sixth/dot.svg", "<svg width=\"8\" height=\"4\"></svg>\n")),
    ("the same size of a picture in a bundle", |project| {
        project.write("content/tech/sixth/dot.svg", "<svg height=\"4\" width=\"4\"></svg>\n")
    }),
    ("a moment at which nothing begins or ends", |project| project.now("2026-01-15T00:00:00Z")),
    ("the moment at which a page is published", |project| project.now("2026-02-01T00:00:00Z")),
    ("a page with an end", |project| project.now("2026-03-01T00:00:00Z")),
];

#[test]
fn what_is_printed_again_is_what_an_edit_explains() {
    gazette().built();
    let mut printed = String::new();
    for (name, edit) in CASES {
        let _ = writeln!(printed, "## {name}");
        lines(gazette(), edit).iter().for_each(|line| printed.extend([line, "\n"]));
        printed.push('\n');
    }
    assert!(printed == include_str!("explained.txt"), "otherwise than in explained.txt:\n\n{printed}");
}

/// What an edit has printed, in the words of a case.
#[track_caller]
fn lines(project: Project, edit: impl Fn(Project) -> Project) -> Vec<String> {
    let mut shop = Shop::default();
    shop.build(&project);
    let edited = edit(project.clone());
    let reasons = shop.build(&edited);
    let (before, after) = (project.build(), edited.build());
    let (before, after) = (before.files(), after.files());
    let mark = |path: &String| if before.get(path) == after.get(path) { "= " } else { "" };
    let made = reasons.keys().map(|path| (mark(path), path));
    let gone = before.keys().filter(|path| !after.contains_key(*path)).map(|path| ("- ", path));
    let mut folders: BTreeMap<(String, &str), BTreeSet<&str>> = BTreeMap::new();
    for (mark, path) in made.chain(gone) {
        let (folder, name) = path.rsplit_once('/').map_or(("", path.as_str()), |(folder, name)| (folder, name));
        folders.entry((format!("{folder}/"), mark)).or_default().insert(name);
    }
    folders.into_iter().map(|((folder, mark), names)| format!("{mark}{folder} {}", words(names))).collect()
}

fn words(mut names: BTreeSet<&str>) -> String {
    let mut words = Vec::new();
    for (word, all) in
        [("page", &["index.html"][..]), ("twins", &["index.json", "index.md"]), ("feeds", &["feed.json", "feed.xml", "rss.xml"])]
    {
        if all.iter().all(|name| names.contains(name)) {
            names.retain(|name| !all.contains(name));
            words.push(word);
        }
    }
    words.extend(names);
    words.join(" ")
}
