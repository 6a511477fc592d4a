//! The edits of an editor's day, as data: what random sequences of them are made of, and the paper they are made to.

use proptest::prelude::*;

use crate::cards::HEBREW;
use crate::site::{Project, markdown, site};

/// A small newspaper: sections, tags, authors, links, facts, a bundle, data, a theme setting and a template of its own.
pub fn paper() -> Project {
    site(
        r#"
-- nutgraf.yaml --
title: The Paper
base_url: https://paper.test/
social_cards: false
paginate: 3
related: 2
-- content/_index.md --
---
title: Front
---
Welcome to [one](news/one.md).
-- content/news/_index.md --
---
title: News
summary: What is new
---
-- content/news/one.md --
---
title: One
date: 2025-01-01
tags: [alpha, beta]
authors: [ann]
key_facts: {Staff: "about 100"}
---
First text, citing [@wire]. See [two](two.md#why).
-- content/news/two.md --
---
title: Two
date: 2025-01-02
tags: [alpha]
sources: {own: {title: Own}}
key_facts: [{label: Cost, value: "$3 million", source: own}]
---
Second text.

## Why

Because.
-- content/tech/three.md --
---
title: Three
date: 2025-01-03
tags: [beta]
summary: A summary of three
---
Third text.
-- content/tech/four/index.md --
---
title: Four
date: 2025-01-04
tags: [gamma]
aliases: [/old/four/]
---
![A dot](dot.svg "Dot")
-- content/tech/four/dot.svg --
<svg width="4" height="4"></svg>
-- content/about.md --
---
title: About
---
About us.
-- content/_data/sources.yaml --
wire: {title: The wire, url: "https://wire.test/", snapshot: _sources/wire.txt}
-- content/_sources/wire.txt --
The paper employed about 100 people in 2024. It said so in plain words, twice.
-- content/_data/numbers.yaml --
answer: 42
-- templates/404.html --
{% extends "theme/default/404.html" %}
{% block content %}{% set numbers = data(name="numbers") %}{{ numbers.answer }} {% for card in briefings(limit=2) %}{{ card.title }} {% endfor %}{% endblock content %}
-- templates/components/mine.html --
{% component mine(word: string = "none", @page, @site) %}[{{ word }} {{ page.title }} {{ site.title }}{% for card in briefings(limit=1) %} {{ card.title }}{% endfor %}]{{ <inner/> }}{% endcomponent mine %}
-- templates/components/inner.html --
{% component inner() %}{% set numbers = data(name="numbers") %}{{ numbers.answer }}{% endcomponent inner %}
-- static/robots-note.txt --
A note.
"#,
    )
}

/// Templates of social cards: what they read of the site differs.
const CARDS: [&str; 3] = [
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><text y="99" font-size="60">{{ page.title }}</text></svg>"#,
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><text y="99" font-size="60">{% for card in briefings(limit=1) %}{{ card.title }}{% endfor %}</text></svg>"#,
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><text y="99" font-size="60">{% for section in site.sections %}{{ section.title }}{% endfor %}</text></svg>"#,
];

/// One edit.
#[derive(Debug, Clone)]
pub enum Edit {
    Text(usize, String),
    Title(usize, String),
    Date(usize, u8),
    Tags(usize, Vec<&'static str>),
    Authors(usize, &'static str),
    Fact(usize, u16),
    Draft(usize),
    Publish(usize, u8),
    Expire(usize, u8),
    Slug(usize, &'static str),
    Weight(usize, i8),
    Link(usize, usize),
    Unlink(usize, &'static str),
    Call(usize, &'static str),
    Component(&'static str, u8),
    Template(usize),
    Rename(usize, usize),
    Move(usize, usize),
    Delete(usize),
    Add(usize),
    Section(&'static str, &'static str),
    Partial(u8),
    Layout(u8),
    Setting(&'static str),
    Data(u16),
    Source(&'static str),
    Describe(usize, &'static str),
    Cite(usize, &'static str),
    Tag(&'static str, &'static str),
    Static(u8),
    Note(&'static str, bool),
    Picture(u8),
    Clock(u8),
    Drafts(bool),
    Break(usize),
    Mend,
    Alias(usize, u8),
    Mark(usize, &'static str),
    Image(usize, &'static str),
    Correct(usize, u8),
    Extra(usize, u8),
    Theme(&'static str),
    Inherit(u8),
    People(&'static str),
    Card(u8),
    Font(bool),
    Claim(usize, &'static str),
    Copy(u8),
    Hide,
    Lock,
    Rest(usize, u16),
    Tell(usize, &'static str, u16, &'static str),
    Entities(&'static str),
    Properties(&'static str),
}

/// What a sentence may claim of a source. Those that a copy can make wrong begin with `It said`.
const CLAIMS: [&str; 4] = [
    "It said “so in plain words” [@wire].",
    "It said “so in simple words” [@wire].",
    "It had about 100 people in 2024 [@wire].",
    "It had 300 people [@wire, \"in plain words\"].",
];

/// Copies of a source.
const COPIES: [&str; 3] = [
    "The paper employed about 100 people in 2024. It said so in plain words, twice.\n",
    "It said so in plain words. Of the paper's staff, about 100 people, more was said in 2024.\n",
    "It said so in simple words. There were 300 people.\n",
];

/// Calls of components; those that another edit can make wrong begin with `{{<fact`, `{{<evidence` or `{{<chart`.
const CALLS: [&str; 8] = [
    "{{<mine/>}}",
    "{{<note>}}Words and {{<mine word=\"b\"/>}}{{</note>}}",
    "{{<figure src=\"/tech/four/dot.svg\" alt=\"A dot\" href=\"/news/\"/>}}",
    "{{<fact id=\"/news/one.md#staff\"/>}}",
    "{{<fact id=\"/news/two.md#cost\" label/>}} and more",
    "{{<evidence source=\"wire\"/>}}",
    "{{<chart kind=\"bar\" title=\"T\" facts=\"Staff\"/>}}",
    "{{<chart title=\"T\">}}\na | b\n--|--\n1 | 2\n{{</chart>}}",
];

/// Sources of a page: some are one work with each other or with one of the registry.
const SOURCES: [&str; 5] = [
    "{own: {title: Own}}",
    "{own: {title: Own, publisher: P, date: 2024-01-01}}",
    "{own: {title: Own, publisher: P, date: 2024-01-01, status: retracted, status_date: 2025-01-01}}",
    "{own: {title: Another title, publisher: Q, url: \"https://own.test/\", archive_url: \"https://archive.test/own\", url_status: dead}}",
    "{own: {title: Own}, second: {title: Second, status: disputed}}",
];

/// Any edit.
pub fn edit() -> impl Strategy<Value = Edit> {
    let page = || 0_usize..64;
    let word = || "[a-z]{1,8}( [a-z]{1,8}){0,3}";
    let tags = prop::collection::vec(prop::sample::select(vec!["alpha", "beta", "gamma", "delta", "Über"]), 0..4);
    prop_oneof![
        8 => (page(), word()).prop_map(|(page, word)| Edit::Text(page, word)),
        4 => (page(), word()).prop_map(|(page, word)| Edit::Title(page, word)),
        2 => (page(), 1_u8..28).prop_map(|(page, day)| Edit::Date(page, day)),
        3 => (page(), tags).prop_map(|(page, tags)| Edit::Tags(page, tags)),
        1 => (page(), prop::sample::select(vec!["ann", "bob", "[ann, bob]"])).prop_map(|(page, names)| Edit::Authors(page, names)),
        2 => (page(), 0_u16..2000).prop_map(|(page, number)| Edit::Fact(page, number)),
        2 => page().prop_map(Edit::Draft),
        1 => (page(), 1_u8..28).prop_map(|(page, day)| Edit::Publish(page, day)),
        1 => (page(), 1_u8..28).prop_map(|(page, day)| Edit::Expire(page, day)),
        1 => (page(), prop::sample::select(vec!["x", "y", "one"])).prop_map(|(page, slug)| Edit::Slug(page, slug)),
        1 => (page(), -3_i8..3).prop_map(|(page, weight)| Edit::Weight(page, weight)),
        2 => (page(), page()).prop_map(|(from, to)| Edit::Link(from, to)),
        1 => (page(), prop::sample::select(vec!["gone.md", "/news/", "#nowhere", "../tech/four/dot.svg"])).prop_map(|(page, to)| Edit::Unlink(page, to)),
        5 => (page(), prop::sample::select(CALLS.to_vec())).prop_map(|(page, call)| Edit::Call(page, call)),
        2 => (prop::sample::select(vec!["inner", "mine", "note", "fact"]), 0_u8..4).prop_map(|(name, kind)| Edit::Component(name, kind)),
        1 => page().prop_map(Edit::Template),
        1 => (page(), page()).prop_map(|(page, name)| Edit::Rename(page, name)),
        1 => (page(), 0_usize..4).prop_map(|(page, section)| Edit::Move(page, section)),
        2 => page().prop_map(Edit::Delete),
        2 => page().prop_map(Edit::Add),
        1 => (prop::sample::select(vec!["news", "tech", "new"]), prop::sample::select(vec!["title: S", "title: T\ndraft: true", "title: S\npaginate: 1\nsort_by: title", "title: S\nslug: other"])).prop_map(|(folder, head)| Edit::Section(folder, head)),
        1 => (0_u8..4).prop_map(Edit::Partial),
        1 => (0_u8..4).prop_map(Edit::Layout),
        1 => prop::sample::select(vec!["title: Other", "paginate: 2", "related: 0", "language: de", "date_format: \"%Y\"", "feeds: {full: false}", "theme: default", "theme_settings: {accent: \"#123456\"}", "timezone: Asia/Tokyo", "navigation: [{title: N, link: /news/}]", "markdown: {raw_html: allow}", "facts: false", "facts: true", "stale_banner: true"]).prop_map(Edit::Setting),
        1 => (0_u16..9).prop_map(Edit::Data),
        1 => prop::sample::select(vec!["wire: {title: The wire}", "wire: {title: Renamed, date: 2024-01-01}", "wire: {title: The wire, snapshot: _sources/wire.txt}", "wire: {title: The wire, date: 2024-05-01, snapshot: {file: _sources/wire.txt, body: \"1-1\"}}", "wire: {title: The wire, status: retracted, status_note: Wrong}", "wire: {title: The wire, url: \"https://own.test/\"}", "other: {title: O}", "other: {title: O}\nwire: {title: W}\nsame: {title: Own, publisher: P, date: 2024-01-01, status: disputed}"]).prop_map(Edit::Source),
        2 => (page(), prop::sample::select(SOURCES.to_vec())).prop_map(|(page, sources)| Edit::Describe(page, sources)),
        2 => (page(), prop::sample::select(vec!["[@own]", "[@wire]", "[@own, p. 3; @wire]"])).prop_map(|(page, words)| Edit::Cite(page, words)),
        1 => (prop::sample::select(vec!["alpha", "beta", "gamma"]), word()).prop_map(|(tag, _)| Edit::Tag(tag, "Renamed")),
        1 => (0_u8..3).prop_map(Edit::Static),
        1 => (prop::sample::select(vec!["static/notes.md", "static/notes.txt", "content/tech/four/more.pdf"]), any::<bool>()).prop_map(|(path, there)| Edit::Note(path, there)),
        1 => (1_u8..9).prop_map(Edit::Picture),
        2 => (0_u8..28).prop_map(Edit::Clock),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => page().prop_map(Edit::Break),
        4 => Just(Edit::Mend),
        1 => (page(), 0_u8..3).prop_map(|(page, number)| Edit::Alias(page, number)),
        1 => (page(), prop::sample::select(vec!["featured: true", "featured: false", "summary: Said", "updated: 2025-03-01", "nonsense: 1", "entity: acme", "as_of: 2024", "as_of: January 2025", "review_by: 2026-01-15"])).prop_map(|(page, line)| Edit::Mark(page, line)),
        1 => (page(), prop::sample::select(vec!["/tech/four/dot.svg", "dot.svg", "nowhere.svg"])).prop_map(|(page, picture)| Edit::Image(page, picture)),
        1 => (page(), 1_u8..28).prop_map(|(page, day)| Edit::Correct(page, day)),
        1 => (page(), 0_u8..9).prop_map(|(page, value)| Edit::Extra(page, value)),
        1 => prop::sample::select(vec!["theme: wire", "theme: default"]).prop_map(Edit::Theme),
        3 => (page(), prop::sample::select(CLAIMS.to_vec())).prop_map(|(page, claim)| Edit::Claim(page, claim)),
        2 => (0_u8..3).prop_map(Edit::Copy),
        1 => Just(Edit::Hide),
        1 => Just(Edit::Lock),
        2 => (page(), 98_u16..102).prop_map(|(page, number)| Edit::Rest(page, number)),
        1 => (0_u8..4).prop_map(Edit::Inherit),
        4 => (page(), prop::sample::select(vec!["acme", "Acme", "bank"]), 0_u16..99, prop::sample::select(vec!["", ", as_of: 2024", ", as_of: 2025-01-01", ", as_of: then", ", said_by: Ann"])).prop_map(|(page, entity, number, more)| Edit::Tell(page, entity, number, more)),
        1 => prop::sample::select(vec!["acme: Acme\nbank: Bank", "acme: {label: Acme Corporation, kind: company}\nbank: The Bank"]).prop_map(Edit::Entities),
        1 => prop::sample::select(vec!["size: Size", "size: {label: How large, fixed: true}"]).prop_map(Edit::Properties),
        1 => prop::sample::select(vec!["ann: Ann Lee", "ann: {name: Ann Lee, bio: Writes.}\nbob: Bob", "bob: {name: Bob, synonyms: [ann]}"]).prop_map(Edit::People),
    ]
}

/// The pages that edits may choose from.
fn pages(project: &Project) -> Vec<String> {
    let is_page = |path: &&str| path.starts_with("content/") && path.ends_with(".md") && !path.ends_with("_index.md");
    project.sources().filter(is_page).map(str::to_owned).collect()
}

/// Replaces a line of the front matter, or adds it.
fn line(project: Project, page: usize, key: &str, value: &str) -> Project {
    let pages = pages(&project);
    let Some(path) = pages.get(page % pages.len().max(1)) else { return project };
    let text = project.text(path);
    let Some((_, rest)) = text.split_once("---\n") else { return project };
    let Some((head, body)) = rest.split_once("---\n") else { return project };
    let kept: String = head.lines().filter(|line| !line.starts_with(&format!("{key}:"))).map(|line| format!("{line}\n")).collect();
    let text = markdown(&format!("{kept}{key}: {value}"), body);
    project.write(path, &text)
}

/// Replaces a line of the settings, or adds it.
fn set(project: Project, setting: &str) -> Project {
    let key = setting.split_once(':').map_or(setting, |(key, _)| key);
    let kept: String =
        project.text("nutgraf.yaml").lines().filter(|line| !line.starts_with(&format!("{key}:"))).map(|line| format!("{line}\n")).collect();
    project.write("nutgraf.yaml", &format!("{kept}{setting}\n"))
}

/// Takes back what cannot be published: without that, one mistake would end the test.
fn mend(project: Project) -> Project {
    let is_wrong = |line: &&str| {
        line.starts_with("[broken]")
            || line.starts_with("{{<fact")
            || line.starts_with("{{<evidence")
            || line.contains("[@wire")
            || line.starts_with("key_facts: [{label: Staff, value: \"about")
            || line.starts_with("[@own")
            || (line.starts_with("{{<chart") && line.ends_with("/>}}"))
            || line.ends_with("(gone.md)")
            || line.ends_with("(#nowhere)")
            || *line == "image: dot.svg"
            || *line == "image: nowhere.svg"
    };
    let project = project.write("content/_sources/wire.txt", COPIES[0]);
    pages(&project).into_iter().fold(project, |project, path| {
        let kept: String = project.text(&path).lines().filter(|line| !is_wrong(line)).map(|line| format!("{line}\n")).collect();
        project.write(&path, &kept)
    })
}

const WIRE: [(&str, &str); 5] = [
    ("theme.yaml", include_str!("../../themes/wire/theme.yaml")),
    ("static/wire.css", include_str!("../../themes/wire/static/wire.css")),
    ("templates/base.html", include_str!("../../themes/wire/templates/base.html")),
    ("templates/briefing.html", include_str!("../../themes/wire/templates/briefing.html")),
    ("templates/partials/card.html", include_str!("../../themes/wire/templates/partials/card.html")),
];

/// With the theme that stands in the repository beside the embedded one.
fn wire(project: Project) -> Project {
    WIRE.iter().fold(project, |project, (path, text)| project.write(&format!("themes/wire/{path}"), text))
}

fn append(project: Project, page: usize, words: &str) -> Project {
    let pages = pages(&project);
    let Some(path) = pages.get(page % pages.len().max(1)) else { return project };
    let text = format!("{}\n{words}\n", project.text(path));
    project.write(path, &text)
}

fn moved(project: Project, page: usize, to: impl Fn(&str) -> String) -> Project {
    let pages = pages(&project);
    let Some(path) = pages.get(page % pages.len().max(1)) else { return project };
    let name = path.rsplit('/').next().unwrap_or(path);
    let to = to(name);
    if project.sources().any(|known| known == to) { project } else { project.rename(path, &to) }
}

/// The project after an edit; one that does not apply changes nothing.
pub fn edited(project: Project, edit: &Edit) -> Project {
    match edit {
        Edit::Text(page, words) => append(project, *page, words),
        Edit::Title(page, title) => line(project, *page, "title", title),
        Edit::Date(page, day) => line(project, *page, "date", &format!("2025-01-{day:02}")),
        Edit::Tags(page, tags) => line(project, *page, "tags", &format!("[{}]", tags.join(", "))),
        Edit::Authors(page, names) => line(project, *page, "authors", names),
        Edit::Fact(page, number) => line(project, *page, "key_facts", &format!("{{Staff: \"{number} people\", Share: \"{number} %\"}}")),
        Edit::Tell(page, entity, number, more) => {
            let facts = format!("[{{label: Staff, value: \"{number} people\"}}, {{label: Size, value: \"{number}\", entity: {entity}, property: size{more}}}]");
            line(project, *page, "key_facts", &facts)
        }
        Edit::Entities(text) => project.write("content/_data/entities.yaml", text),
        Edit::Properties(text) => project.write("content/_data/properties.yaml", text),
        Edit::Draft(page) => line(project, *page, "draft", "true"),
        Edit::Publish(page, day) => line(project, *page, "publish_at", &format!("2026-01-{day:02}")),
        Edit::Expire(page, day) => line(project, *page, "expires", &format!("2026-01-{day:02}")),
        Edit::Slug(page, slug) => line(project, *page, "slug", slug),
        Edit::Weight(page, weight) => line(project, *page, "weight", &weight.to_string()),
        Edit::Link(from, to) => {
            let pages = pages(&project);
            let target = pages.get(to % pages.len().max(1)).map(|path| path.replacen("content", "", 1)).unwrap_or_default();
            append(project, *from, &format!("[there]({target})"))
        }
        Edit::Unlink(page, to) => append(project, *page, &format!("[there]({to})")),
        Edit::Call(page, call) => append(project, *page, &format!("\n{call}\n")),
        Edit::Component(name, kind) => project.template(
            &format!("components/{name}.html"),
            &format!("{{% component {name}(...rest) %}}<b>{kind}</b>{{% if body is defined %}}{{{{ body }}}}{{% endif %}}{{% endcomponent {name} %}}"),
        ),
        Edit::Template(page) => line(project, *page, "template", "page.html"),
        Edit::Rename(page, name) => moved(project, *page, |_| format!("content/news/p{}.md", name % 9)),
        Edit::Move(page, section) => {
            moved(project, *page, |name| format!("content/{}{name}", ["", "news/", "tech/", "new/deep/"][*section % 4]))
        }
        Edit::Delete(page) => {
            let pages = pages(&project);
            match pages.get(page % pages.len().max(1)) {
                Some(path) => project.remove(path),
                None => project,
            }
        }
        Edit::Add(number) => project.write(
            &format!("content/tech/added{}.md", number % 7),
            &markdown(&format!("title: Added {number}\ndate: 2025-02-{:02}\ntags: [alpha, new{}]", number % 27 + 1, number % 3), "Added."),
        ),
        Edit::Section(folder, head) => project.write(&format!("content/{folder}/_index.md"), &markdown(head, "Of the section.")),
        Edit::Partial(kind) => project.write(
            "templates/partials/card.html",
            &format!("<li class=\"k{kind}\">{{{{ card.title }}}} {{{{ card.reading_minutes }}}}{{% for tag in card.tags %}} {{{{ tag.label }}}}{{% endfor %}}</li>\n"),
        ),
        Edit::Layout(kind) => project.write(
            "templates/briefing.html",
            &format!(
                "{{% extends \"base.html\" %}}{{% block main %}}{kind} {{{{ page.title }}}} {{{{ page.content }}}} {{% for fact in facts(label=\"Staff\", limit=3) %}}{{{{ fact.value }}}} {{{{ fact.page.title }}}}{{% endfor %}}{{% for tag in tags(sort=\"count\", limit=2) %}}{{{{ tag.label }}}} {{{{ tag.count }}}}{{% endfor %}}{{% for card in briefings(section=\"tech\", sort=\"title\", limit=2) %}}{{{{ card.summary }}}}{{% endfor %}}{{% endblock main %}}\n"
            ),
        ),
        Edit::Card(kind) => project.template("card.svg", CARDS[usize::from(*kind) % CARDS.len()]),
        Edit::Font(true) => project.bytes("fonts/hebrew.ttf", HEBREW),
        Edit::Font(false) if project.sources().any(|path| path == "fonts/hebrew.ttf") => project.remove("fonts/hebrew.ttf"),
        Edit::Font(false) => project,
        Edit::Claim(page, claim) => append(project, *page, &format!("\n{claim}\n")),
        Edit::Copy(which) => project.write("content/_sources/wire.txt", COPIES[usize::from(*which) % COPIES.len()]),
        Edit::Hide if project.sources().any(|path| path == "content/_sources/wire.txt") => project.remove("content/_sources/wire.txt"),
        Edit::Hide => project,
        Edit::Lock => {
            let built = nutgraf::engine::build(&project.snapshot(), project.options(), &mut |_| {});
            let lock = nutgraf::site::evidence::Lock::of(&built.view.site, &built.view.evidence).print();
            project.write("evidence.lock", &lock)
        }
        Edit::Rest(page, number) => {
            line(project, *page, "key_facts", &format!("[{{label: Staff, value: \"about {number}\", source: wire}}]"))
        }
        Edit::Setting(setting) => set(project, setting),
        Edit::Data(number) => project.write("content/_data/numbers.yaml", &format!("answer: {number}\n")),
        Edit::Source(record) => project.write("content/_data/sources.yaml", &format!("{record}\n")),
        Edit::Describe(page, sources) => line(project, *page, "sources", sources),
        Edit::Cite(page, words) => append(project, *page, words),
        Edit::Tag(tag, label) => project.write("content/_data/tags.yaml", &format!("{tag}: {{label: {label}, description: Of {tag}}}\nalpha2: {{label: Alpha}}\n")),
        Edit::Note(path, true) => project.write(path, "A note."),
        Edit::Note(path, false) => {
            let is_there = project.sources().any(|known| known == *path);
            if is_there { project.remove(path) } else { project }
        }
        Edit::Static(kind) => project.write("static/style-extra.css", &format!("a {{ color: #{kind}00 }}\n")),
        Edit::Picture(size) => project.write("content/tech/four/dot.svg", &format!("<svg width=\"{size}\" height=\"4\"></svg>\n")),
        Edit::Clock(day) => project.now(&format!("2026-01-{:02}T12:00:00Z", day + 1)),
        Edit::Drafts(on) => if *on { project.drafts() } else { project.future() },
        Edit::Break(page) => append(project, *page, "[broken](nowhere.md)"),
        Edit::Mend => mend(project),
        Edit::Alias(page, number) => line(project, *page, "aliases", &format!("[/was/{number}/]")),
        Edit::Mark(page, mark) => match mark.split_once(": ") {
            Some((key, value)) => line(project, *page, key, value),
            None => project,
        },
        Edit::Image(page, picture) => line(project, *page, "image", picture),
        Edit::Correct(page, day) => line(project, *page, "corrections", &format!("[{{date: 2025-03-{day:02}, note: Of day {day}}}]")),
        Edit::Extra(page, value) => line(project, *page, "extra", &format!("{{color: {value}}}")),
        Edit::Theme(setting) => set(wire(project), setting),
        Edit::Inherit(kind) => {
            let project = project.template(
                "news.html",
                &format!("{{% extends \"briefing.html\" %}}{{% block title %}}{kind} {{{{ page.extra.color | default(value=\"none\") }}}}{{% endblock title %}}\n"),
            );
            line(project, usize::from(*kind), "template", "news.html")
        }
        Edit::People(record) => project.write("content/_data/authors.yaml", &format!("{record}\n")),
    }
}
