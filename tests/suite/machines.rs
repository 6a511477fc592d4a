//! Files that only programs read: the sitemap of the news, and the guide for language models.

use crate::again::Shop;
use crate::markup::xml;
use crate::site::{Project, markdown, site};

/// Briefings of these days at noon, built at noon on 1 January 2026.
fn newsroom(days: &[&str]) -> Project {
    let settings = "-- nutgraf.yaml --\ntitle: The Desk\nlanguage: en-GB\nbase_url: https://example.org/d/\nnews_sitemap: true\n";
    days.iter().fold(site(settings).now("2026-01-01T12:00:00Z"), |project, day| {
        project.write(&format!("content/{day}.md"), &markdown(&format!("title: News & views of {day}\ndate: {day}T12:00Z"), "Text."))
    })
}

#[test]
fn the_news_of_two_days_have_a_sitemap_of_their_own() {
    let project = newsroom(&["2025-12-29", "2025-12-30", "2025-12-31", "2026-01-01"]).write("content/about.md", "# About");
    let outcome = project.built();
    let map = xml(outcome.file("news-sitemap.xml")).expect("well-formed");
    let titles: Vec<&str> = map.descendants().into_iter().filter(|one| one.name == "news:title").map(|one| one.text.as_str()).collect();
    assert_eq!(titles, ["News & views of 2026-01-01", "News & views of 2025-12-31"]);
    outcome
        .has("news-sitemap.xml", "<news:language>en</news:language>")
        .has("news-sitemap.xml", "<loc>https://example.org/d/2026-01-01/</loc>");
    outcome.has("news-sitemap.xml", "<news:publication_date>2026-01-01T12:00:00+00:00</news:publication_date>");
    outcome.has("robots.txt", "Sitemap: https://example.org/d/news-sitemap.xml\n");
    project.remove("nutgraf.yaml").built().is_absent("news-sitemap.xml").lacks("robots.txt", "news-sitemap");
}

#[test]
fn news_grow_old_by_themselves() {
    let project = newsroom(&["2025-12-31", "2026-01-01"]);
    let mut shop = Shop::default();
    shop.build(&project);
    assert!(shop.build(&project.clone().now("2026-01-02T11:59:59Z")).is_empty());
    let later = shop.build(&project.clone().now("2026-01-02T12:00:00Z"));
    assert_eq!(later.keys().collect::<Vec<_>>(), ["news-sitemap.xml"]);
    let built = nutgraf::engine::build(&project.snapshot(), project.options(), &mut |_| {});
    assert_eq!(built.until.map(|moment| moment.to_string()).as_deref(), Some("2026-01-02T12:00:00Z"));
}

#[test]
fn language_models_have_a_guide() {
    let project = site("-- nutgraf.yaml --\ntitle: The Desk\ndescription: Briefings.\nbase_url: https://example.org/d/\n");
    project.built().has("llms.txt", "# The Desk\n\n> Briefings.\n").lacks("llms.txt", "##");
    let piece = markdown("title: \"A [b] \\\\ c\"\ndate: 2025-07-24\nsummary: In short.", "Text.");
    let project = project.write("content/news/a.md", &piece);
    let outcome = project.built();
    outcome.has("llms.txt", "## Latest briefings\n\n- [A \\[b\\] \\\\ c](https://example.org/d/news/a/index.md): In short.\n");
    outcome.has("llms.txt", "## Sections\n\n- [News](https://example.org/d/news/)\n").has("llms.txt", "(https://example.org/d/archive/)");
    project.clone().write("static/llms.txt", "Mine.").built().has("llms.txt", "Mine.");
    project.setting("llms_txt: false").built().is_absent("llms.txt");
}
