//! Social cards: who has one, what is on it, and when it is drawn again.

use proptest::prelude::*;

use nutgraf::engine::Reason;

use crate::again::Shop;
use crate::edits::{Edit, edit, edited, paper};
use crate::laws::cases;
use crate::site::{Outcome, Project, Rows, markdown, site};

/// A font with the letters of one Hebrew word.
pub const HEBREW: &[u8] = include_bytes!("fonts/FiveLetters.ttf");

/// A site with one briefing, `content/a.md`, and a page that is none.
fn gazette() -> Project {
    site(
        r#"
-- nutgraf.yaml --
title: The Gazette
base_url: https://gazette.test/repo/
-- content/a.md --
---
title: A title
date: 2025-07-24
key_facts: {Staff: "about 100"}
---
Text.
-- content/about.md --
---
title: About
---
About us.
"#,
    )
}

/// The same with another title.
fn titled(title: &str) -> Project {
    gazette().replace("content/a.md", "title: A title", &format!("title: \"{title}\""))
}

/// The width and height that a PNG says it has, and whether it has a palette.
fn look(outcome: &Outcome, path: &str) -> (u32, u32, bool) {
    let bytes = &outcome.files()[path];
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{path} is no PNG");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20), bytes[25] == 3)
}

/// The cards of a site.
fn cards(outcome: &Outcome) -> Vec<&str> {
    outcome.paths().into_iter().filter(|path| path.ends_with("card.png")).collect()
}

#[test]
fn every_briefing_has_a_card_and_its_page_says_so() {
    let outcome = gazette().built();
    assert_eq!(cards(&outcome), ["a/card.png"]);
    assert_eq!(look(&outcome, "a/card.png"), (1200, 630, true));
    outcome
        .has("a/index.html", r#"<meta property="og:image" content="https://gazette.test/repo/a/card.png">"#)
        .has("a/index.html", r#"<meta property="og:image:width" content="1200">"#)
        .has("a/index.html", r#"<meta property="og:image:height" content="630">"#)
        .has("a/index.html", r#"<meta property="og:image:alt" content="A title">"#)
        .has("a/index.html", r#"<meta name="twitter:card" content="summary_large_image">"#)
        .has("a/index.html", r#""image":"https://gazette.test/repo/a/card.png""#)
        .has("about/index.html", r#"<meta name="twitter:card" content="summary">"#)
        .lacks("about/index.html", "og:image")
        .lacks("sitemap.xml", "card.png");
}

#[test]
fn a_card_is_drawn_where_it_can_be_used() {
    let mut rows = Vec::new();
    let mut row = |name: &'static str, project: Project, expected: &[&str]| {
        let outcome = project.built();
        if cards(&outcome) != expected {
            rows.push(format!("{name}: {:?}", cards(&outcome)));
        }
        let is_told = outcome.file("a/index.html").contains("og:image\" content=\"https://gazette.test/repo/a/card.png");
        if is_told == expected.is_empty() {
            rows.push(format!("{name}: the page is wrong about it"));
        }
    };
    row("by default", gazette(), &["a/card.png"]);
    row("turned off", gazette().setting("social_cards: false"), &[]);
    row("no address of its own", gazette().replace("nutgraf.yaml", "base_url: https://gazette.test/repo/\n", ""), &[]);
    let nowhere = gazette().replace("nutgraf.yaml", "https://gazette.test/repo/", "http://localhost/");
    row("on this machine", nowhere.clone(), &[]);
    row("with an address from outside", nowhere.base_url("https://gazette.test/repo/"), &["a/card.png"]);
    row("marks and accents", titled("R&D: <b>Ünïted</b> Ελλάδα, Київ"), &["a/card.png"]);
    row("emoji", titled("Up 🎉 and 👩‍🔬 down"), &["a/card.png"]);
    row("nothing but emoji", titled("🎉🎉"), &[]);
    row("letters that no font has", titled("亚马逊 closes"), &[]);
    row("letters of another script", titled("שלום"), &[]);
    row("with a font for them", titled("שלום").bytes("fonts/hebrew.ttf", HEBREW), &["a/card.png"]);
    row(
        "with a font of the theme",
        titled("שלום").bytes("themes/x/fonts/hebrew.TTF", HEBREW).setting("theme: x").write("themes/x/theme.yaml", "name: X\n"),
        &["a/card.png"],
    );
    row("with a font of another theme", titled("שלום").bytes("themes/x/fonts/hebrew.ttf", HEBREW), &[]);
    assert!(rows.is_empty(), "{rows:#?}");
}

#[test]
fn a_picture_of_the_author_comes_before_the_card() {
    let dot = r#"<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"></svg>"#;
    let pictured =
        gazette().replace("content/a.md", "title: A title", "title: A title\nimage: /dot.svg").write("content/dot.svg", dot).built();
    pictured.has("a/index.html", "og:image\" content=\"https://gazette.test/repo/dot.svg").exists("a/card.png");
    let own = gazette().rename("content/a.md", "content/a/index.md").bytes("content/a/card.png", b"mine").built();
    assert_eq!(own.files()["a/card.png"], b"mine");
    own.lacks("a/index.html", "og:image");
    gazette().bytes("static/a/card.png", b"mine").build().finds(&["E0401 static/a/card.png"]).says("the social card of `content/a.md`");
}

#[test]
fn the_fact_on_a_card_is_the_first_figure() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{% if card.fact %}{{ throw(message=card.fact.label ~ \" is \" ~ card.fact.value) }}{% endif %}</svg>";
    for (facts, says) in [
        ("{Where: Shanghai, When: \"2025-07-24\", Cost: \"about $3 million\", Staff: \"100\"}", "cost is about $3 million"),
        ("{Where: Shanghai, When: \"2025-07-24\"}", "where is Shanghai"),
    ] {
        gazette().replace("content/a.md", "{Staff: \"about 100\"}", facts).template("card.svg", svg).build().says(says);
    }
    gazette().replace("content/a.md", "key_facts: {Staff: \"about 100\"}\n", "").template("card.svg", svg).built();
}

#[test]
fn what_stands_outside_is_not_looked_at() {
    let card = |more: &str| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"1200\" height=\"630\"><rect width=\"9\" height=\"9\"/>{more}</svg>"
        );
        gazette().template("card.svg", &svg).built().files()["a/card.png"].clone()
    };
    let plain = card("");
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/static/favicon.svg");
    for href in [here, &format!("file://{here}"), "themes/default/static/favicon.svg", "https://example.org/a.svg"] {
        assert!(card(&format!("<image href=\"{href}\" width=\"600\" height=\"600\"/>")) == plain, "{href} was looked at");
        assert!(card(&format!("<image xlink:href=\"{href}\" width=\"600\" height=\"600\"/>")) == plain, "{href} was looked at");
        assert!(card(&format!("<style>@import url({href}); rect {{ fill: #000 }}</style>")) == plain, "{href} was looked at");
    }
    // A font of the machine is none of ours: what names it is set in the usual one.
    let set_in = |family: &str| card(&format!("<text x=\"50\" y=\"99\" font-size=\"40\" font-family=\"{family}\">Ag</text>"));
    assert!(set_in("DejaVu Sans") == set_in("Nutgraf Serif") && set_in("sans-serif") == set_in("") && set_in("serif") != plain);
}

#[test]
fn titles_are_text_and_never_markup() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><text x="9" y="99" font-size="40" id="{{ page.title }}">{{ page.title }}</text></svg>"#;
    let plain = titled("A").template("card.svg", svg).built();
    for title in ["</text><rect width='999' height='999'/>", "&bogus;", "\\\"><script/>", "\\u0001\\ufffe"] {
        let outcome = titled(&format!("A{title}")).template("card.svg", svg).built();
        assert_eq!(look(&outcome, "a/card.png"), look(&plain, "a/card.png"), "{title}");
    }
}

#[test]
fn what_is_wrong_with_a_card_is_told() {
    let mut rows = Rows::default();
    let two = gazette().write("content/b.md", &markdown("title: B\ndate: 2025-07-25", "Text."));
    for (name, svg, finds, says) in [
        (
            "no SVG",
            "{{ page.title }}",
            "E0507 templates/card.svg",
            "the social card of `content/a.md` and 1 other cannot be drawn: what the template gives is no XML",
        ),
        ("not closed", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>", "E0507 templates/card.svg", "card"),
        ("nothing", "", "E0507 templates/card.svg", "card"),
        ("no width", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"9\"/>", "E0507 templates/card.svg", "has no size"),
        ("not there", "<svg>{{ page.content }}</svg>", "E0504 templates/card.svg:1:14", "the social card of `content/a.md`"),
        (
            "a size",
            "{{ lines(text=page.title, size=0, width=9) }}",
            "E0504 templates/card.svg:1:4",
            "`size` takes a number from 1 to 10000",
        ),
    ] {
        rows.check(name, &two.clone().template("card.svg", svg).build(), &[finds], says);
    }
    rows.check("no font", &gazette().write("fonts/a.ttf", "text").build(), &["E0507 fonts/a.ttf"], "is no font");
    rows.check("the web's", &gazette().write("fonts/a.woff2", "text").build(), &[], "");
    rows.check("not asked for", &gazette().setting("social_cards: false").template("card.svg", "{{ page.content }}").build(), &[], "");
    rows.check("a setting", &gazette().setting("social_cards: maybe").build(), &["E0603 nutgraf.yaml:3:15"], "true or false");
    rows.hold();
}

#[test]
fn lines_fit_a_width() {
    let broken = |text: &str, more: &str| {
        let template = format!("{{% for line in lines(text=\"{text}\", size=40, {more}) %}}[{{{{ line }}}}]{{% endfor %}}");
        let outcome = gazette().template("briefing.html", &template).bytes("fonts/hebrew.ttf", HEBREW).built();
        outcome.file("a/index.html").trim().to_owned()
    };
    for (text, more, lines) in [
        ("one two three four", "width=9999", "[one two three four]"),
        ("one two three four", "width=250", "[one two][three four]"),
        ("one two three four", "width=1", "[o][n][e][t][w][o][t][h][r][e][e][f][o][u][r]"),
        ("one two three four five six", "width=250, max=2", "[one two][three four…]"),
        ("one, two three, four", "width=110, max=1", "[one…]"),
        ("R&D <b> 🎉 &amp;", "width=9999", "[R&amp;D &lt;b&gt; &amp;amp;]"),
        ("a 👩\u{200d}🔬 b", "width=9999", "[a b]"),
        ("a\u{a0}b\u{a0}c d", "width=120", "[a\u{a0}b\u{a0}c][d]"),
        ("Nowhere – or so", "width=220", "[Nowhere –][or so]"),
        ("London-Paris", "width=200", "[London-][Paris]"),
        ("2024-2025", "width=9", "[2][0][2][4][-][2][0][2][5]"),
        ("שלום", "width=9999", "[\u{2067}שלום\u{2069}]"),
        ("上海", "width=9999", ""),
        ("🎉", "width=9999", ""),
    ] {
        assert_eq!(broken(text, more), lines, "{text} {more}");
    }
    assert_ne!(broken("one two three four", "width=250, weight=700"), "", "bold");
}

#[test]
fn a_card_is_drawn_again_when_it_changes_and_not_before() {
    let project = gazette().write("content/b.md", &markdown("title: B\ndate: 2025-07-25", "Of b."));
    type Row = (&'static str, fn(Project) -> Project, &'static [&'static str]);
    let rows: [Row; 9] = [
        ("the text", |project| project.replace("content/a.md", "Text.", "Another text."), &[]),
        ("the title", |project| project.replace("content/a.md", "A title", "Another title"), &["a/card.png"]),
        ("a fact", |project| project.replace("content/a.md", "about 100", "about 200"), &["a/card.png"]),
        ("a setting that is not on it", |project| project.setting("related: 1"), &[]),
        ("a setting that is on it", |project| project.setting("theme_settings: {accent: \"#123456\"}"), &["a/card.png", "b/card.png"]),
        ("a new section", |project| project.write("content/new/c.md", &markdown("title: C", "Text.")), &[]),
        (
            "a remark in the template",
            |project| {
                let template = format!("{{# A remark. #}}{}", include_str!("../../themes/default/templates/card.svg"));
                project.template("card.svg", &template)
            },
            &[],
        ),
        ("a font", |project| project.bytes("fonts/hebrew.ttf", HEBREW), &["a/card.png", "b/card.png"]),
        ("nothing", |project| project, &[]),
    ];
    for (name, edit, expected) in rows {
        let mut shop = Shop::default();
        shop.build(&project);
        let printed = shop.build(&edit(project.clone()));
        let drawn: Vec<&str> = printed.keys().map(String::as_str).filter(|path| path.ends_with("card.png")).collect();
        assert_eq!(drawn, expected, "{name}");
    }
}

#[test]
fn a_card_that_is_gone_is_drawn_again() {
    let mut shop = Shop::default();
    shop.build(&gazette());
    shop.lose("a/card.png");
    assert_eq!(shop.build(&gazette()).get("a/card.png"), Some(&Reason::NotStanding));
    shop.lose("a/card.png");
    assert_eq!(shop.build(&gazette().setting("related: 1")).get("a/card.png"), Some(&Reason::Ground));
}

/// Edits of what cards show.
fn card_edit() -> impl Strategy<Value = Edit> {
    let title =
        (0_usize..9, prop::sample::select(vec!["Shown", "שלום", "上海"])).prop_map(|(page, title)| Edit::Title(page, title.to_owned()));
    let setting =
        prop::sample::select(vec!["social_cards: false", "social_cards: true", "base_url: http://localhost/", "base_url: https://b.test/"]);
    prop_oneof![4 => edit(), 1 => title, 1 => setting.prop_map(Edit::Setting), 1 => (0_u8..3).prop_map(Edit::Card), 1 => any::<bool>().prop_map(Edit::Font)]
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn drawing_again_equals_drawing_from_nothing(days in prop::collection::vec(prop::collection::vec(card_edit(), 1..4), 1..4)) {
        let (mut shop, mut project) = (Shop::default(), paper().replace("nutgraf.yaml", "social_cards: false\n", ""));
        shop.build(&project);
        for edits in days {
            project = edits.iter().fold(project, edited);
            shop.build(&project);
            shop.preview(&project);
        }
    }
}
