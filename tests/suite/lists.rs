//! Lists: sections, tags, authors, years, pagination, neighbours, related briefings, backlinks.
//!
//! A template of the test's own prints the values of the contract, so that no theme is needed to read them.

use crate::site::{Project, markdown, site};

/// Prints a page's kind and title, and its list.
const LIST: &str = "{{ page.kind }} {{ page.title }}:{% for card in list.entries %} {{ card.title }}{% endfor %}";

/// Prints a briefing's relations.
const RELATIONS: &str = "previous {{ page.previous.title | default(value=\"-\") }}, next {{ page.next.title | default(value=\"-\") }}, \
related{% for card in page.related %} {{ card.title }}{% endfor %}, backlinks{% for card in page.backlinks %} {{ card.title }}{% endfor %}";

fn lists(project: Project) -> Project {
    ["home", "section", "tag", "author", "archive"]
        .into_iter()
        .fold(project, |project, name| project.template(&format!("{name}.html"), LIST))
}

/// Briefings from `title date tags`, in one section.
fn briefings(rows: &[(&str, &str, &str)]) -> Project {
    rows.iter().fold(lists(site("")), |project, (title, date, tags)| {
        let path = format!("content/news/{}.md", title.to_lowercase());
        project.write(&path, &markdown(&format!("title: {title}\ndate: {date}\ntags: [{tags}]\nauthors: [Ann]"), ""))
    })
}

#[test]
fn folders_are_sections_with_or_without_an_index() {
    let project = lists(site(
        "
-- content/tech/_index.md --
---
title: Technology
weight: 2
---
-- content/tech/a.md --
# A
-- content/tech/ai-chips/b.md --
# B
-- content/law/eu/deep/c.md --
# C
-- content/d.md --
# D
",
    ));
    let outcome = project
        .template("home.html", "{% for one in page.subsections %}{{ one.title }} {{ one.address }} {{ one.count }};{% endfor %}")
        .built();
    assert_eq!(outcome.file("index.html"), "Law /law/ 0;Technology /tech/ 1;");
    assert_eq!(outcome.file("tech/index.html"), "section Technology: A");
    assert_eq!(outcome.file("tech/ai-chips/index.html"), "section Ai chips: B");
    assert_eq!(outcome.file("law/eu/deep/index.html"), "section Deep: C");
    outcome.exists("d/index.html").exists("law/index.html").exists("law/eu/index.html");
}

#[test]
fn a_section_says_how_its_list_is_sorted() {
    for (front_matter, expected) in [
        ("title: S", "section S: C B A"),
        ("title: S\nsort_by: date", "section S: C B A"),
        ("title: S\nsort_by: weight", "section S: B C A"),
        ("title: S\nsort_by: title", "section S: A B C"),
        ("title: S\npaginate: 2", "section S: C B"),
        ("title: S\npaginate_by: 1", "section S: C"),
    ] {
        let project = lists(site(
            "
-- content/s/a.md --
---
title: A
date: 2025-01-01
weight: 3
---
-- content/s/b.md --
---
title: B
date: 2025-02-02
weight: 1
---
-- content/s/c.md --
---
title: C
date: 2025-03-03
weight: 2
---
",
        ));
        let outcome = project.write("content/s/_index.md", &markdown(front_matter, "")).built();
        assert_eq!(outcome.file("s/index.html"), expected, "{front_matter}");
    }
}

#[test]
fn lists_are_latest_first_and_paginated() {
    let project = briefings(&[
        ("A", "2025-01-01", "x"),
        ("B", "2025-02-02", "x"),
        ("C", "2025-03-03", "x"),
        ("D", "2024-01-01", "x"),
        ("E", "2024-01-01T09:00", "x"),
    ]);
    let pages = "{% if list.previous %}<{{ list.previous }}{% endif %} {{ list.number }}/{{ list.pages }} of {{ list.total }}{% for card in list.entries %} {{ card.title }}{% endfor %} \
                 {% if list.next %}>{{ list.next }}{% endif %}";
    let outcome = project.setting("paginate: 2").template("tag.html", pages).template("home.html", pages).built();
    for (path, expected) in [
        ("index.html", " 1/3 of 5 C B >/page/2/"),
        ("page/2/index.html", "</ 2/3 of 5 A E >/page/3/"),
        ("page/3/index.html", "</page/2/ 3/3 of 5 D "),
        ("tags/x/index.html", " 1/3 of 5 C B >/tags/x/page/2/"),
        ("tags/x/page/3/index.html", "</tags/x/page/2/ 3/3 of 5 D "),
        ("news/page/2/index.html", "section News: A E"),
        ("authors/ann/page/3/index.html", "author Ann: D"),
        ("archive/index.html", "archive Archive: C B A E D"),
        ("archive/2024/index.html", "year 2024: E D"),
    ] {
        assert_eq!(outcome.file(path), expected, "{path}");
    }
    outcome.is_absent("page/1/index.html").is_absent("page/4/index.html").is_absent("archive/page/2/index.html");
}

#[test]
fn entries_of_one_moment_have_a_fixed_order() {
    let rows = [("B", "2025-01-01", "x"), ("A", "2025-01-01", "x"), ("C", "2025-01-01", "x")];
    assert_eq!(briefings(&rows).built().file("tags/x/index.html"), "tag x: A B C");
}

#[test]
fn tags_and_authors_have_pages_in_the_order_of_their_names() {
    let project = briefings(&[("A", "2025-01-01", "zebra, Éclair, apple"), ("B", "2025-02-02", "apple")]);
    let template = "{% for tag in page.tags %}{{ tag.label }} {{ tag.count }} {{ tag.address }};{% endfor %}";
    let outcome = project.template("tags.html", template).built();
    assert_eq!(outcome.file("tags/index.html"), "apple 2 /tags/apple/;Éclair 1 /tags/%C3%A9clair/;zebra 1 /tags/zebra/;");
    assert_eq!(outcome.file("tags/apple/index.html"), "tag apple: B A");
    assert_eq!(outcome.file("authors/ann/index.html"), "author Ann: B A");
    outcome.exists("authors/index.html").exists("tags/éclair/feed.xml").exists("tags/apple/rss.xml").exists("tags/apple/feed.json");
}

#[test]
fn pages_without_a_date_or_facts_are_not_news() {
    let project = briefings(&[("A", "2025-01-01", "x")]).write("content/about.md", "# About\n");
    let project = project.write("content/figures.md", &markdown("title: Figures\nkey_facts: {A: b}", "")).built();
    assert_eq!(project.file("index.html"), "home Briefings: A Figures");
    project.lacks("feed.xml", "About").lacks("feed.xml", "Figures").has("sitemap.xml", "/about/");
}

#[test]
fn neighbours_are_the_next_in_time_across_sections() {
    let project = briefings(&[("A", "2025-01-01", "x"), ("B", "2025-02-02", "y"), ("C", "2025-03-03", "z")]);
    let project = project.rename("content/news/b.md", "content/other/b.md").template("briefing.html", RELATIONS).setting("related: 0");
    let outcome = project.built();
    assert_eq!(outcome.file("news/a/index.html"), "previous -, next B, related, backlinks");
    assert_eq!(outcome.file("other/b/index.html"), "previous A, next C, related, backlinks");
    assert_eq!(outcome.file("news/c/index.html"), "previous B, next -, related, backlinks");
}

#[test]
fn related_briefings_share_the_rarest_tags() {
    let project = briefings(&[
        ("A", "2025-01-01", "common, rare"),
        ("B", "2025-01-05", "common"),
        ("C", "2025-01-09", "rare"),
        ("D", "2025-01-04", "common"),
        ("E", "2025-01-02", "other"),
    ]);
    let project = project.template("briefing.html", RELATIONS);
    let related = |project: &Project| project.built().file("news/a/index.html").split(", ").nth(2).map(str::to_owned);
    assert_eq!(related(&project), Some("related C D B".into()));
    assert_eq!(related(&project.setting("related: 1")), Some("related C".into()));
}

#[test]
fn backlinks_are_told_once_latest_first() {
    let project = briefings(&[("A", "2025-01-01", "x"), ("B", "2025-02-02", "y"), ("C", "2025-03-03", "z")]);
    let project = project
        .write(
            "content/news/b.md",
            &markdown("title: B\ndate: 2025-02-02", "[a](a.md), again [a](./a.md#x) and [/news/a/](/news/a/).\n\n## x"),
        )
        .write("content/news/a.md", &markdown("title: A\ndate: 2025-01-01", "[Myself](a.md).\n\n## x"))
        .write("content/news/c.md", &markdown("title: C\ndate: 2025-03-03", "[a](../news/a.md)"))
        .template("briefing.html", RELATIONS);
    assert_eq!(project.built().file("news/a/index.html").split(", ").nth(3), Some("backlinks C B"));
}

#[test]
fn templates_may_ask_for_briefings() {
    let project = briefings(&[("A", "2025-01-01", "x"), ("B", "2025-02-02", "x, y"), ("C", "2024-03-03", "y")]);
    let project =
        project.write("content/other/d.md", &markdown("title: D\ndate: 2025-06-01\nfeatured: true\nweight: 7\nauthors: [Bob]", ""));
    for (question, expected) in [
        ("briefings()", "D B A C"),
        ("briefings(limit=2)", "D B"),
        ("briefings(limit=2, offset=1)", "B A"),
        (r#"briefings(tag="x")"#, "B A"),
        (r#"briefings(tag="X", order="ascending")"#, "A B"),
        (r#"briefings(section="news")"#, "B A C"),
        (r#"briefings(author="bob")"#, "D"),
        ("briefings(year=2024)", "C"),
        ("briefings(featured=true)", "D"),
        (r#"briefings(sort="title")"#, "A B C D"),
        (r#"briefings(tag="none")"#, ""),
    ] {
        let template = format!("{{% for card in {question} %}}{{{{ card.title }}}}{{% if not loop.last %}} {{% endif %}}{{% endfor %}}");
        assert_eq!(project.clone().template("home.html", &template).built().file("index.html"), expected, "{question}");
    }
    project.template("home.html", r#"{{ briefings(sort="colour") }}"#).build().finds(&["E0504 templates/home.html:1:4"]);
}

#[test]
fn an_empty_project_is_a_site() {
    let outcome = site("").built();
    assert_eq!(outcome.paths().into_iter().filter(|path| path.ends_with(".html")).collect::<Vec<_>>(), ["404.html", "index.html"]);
    outcome.is_absent("feed.xml").exists("sitemap.xml").exists("robots.txt").exists(".nojekyll");
}
