//! Components in texts: what they show, where; what is wrong with a call; what pages that call them rest on.

use crate::safety::{ATTACKS, is_sound};
use crate::site::{Project, markdown, page, site};

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"></svg>";

/// A dated page with a text.
pub fn dated(text: &str) -> Project {
    page("title: A\ndate: 2025-01-01", text)
}

/// The findings about a text.
#[track_caller]
pub fn finds(text: &str, code: &str, says: &str) {
    dated(text).write("content/a.svg", PICTURE).build().fails().finds(&[code]).says(says);
}

#[test]
fn the_components_of_the_theme() {
    let text = concat!(
        "{{<note kind=\"tip\" title=\"A & B\">}}\nSome *words*.\n{{</note>}}\n\n",
        "{{< quote who=\"Li\" role='head of \"X\"' href=\"b.md\" >}}We won.{{</quote>}}\n\n",
        "{{<figure src=\"a.svg\" alt=\"A chart\" caption=\"C <b>\" credit=\"Me\"/>}}\n\n",
        "{{<figure src=\"https://x.org/p.png\" alt=\"\">}}Seen in [B](b.md).{{</figure>}}\n\n",
        "{{<timeline title=\"The lab\">}}\n- **2018** opened\n- **2025** closed\n{{</timeline>}}\n\n",
        "{{<embed href=\"https://x.org/?a=1&b=2\" title=\"A film\" by=\"X\"/>}}\n",
    );
    let linked = "{% for card in page.backlinks %}{{ card.address }}{% endfor %}";
    let project = dated(text).write("content/a.svg", PICTURE).write("content/b.md", &markdown("title: B", "Text."));
    let built = project.template("page.html", linked).built();
    for html in [
        "<aside class=\"alert alert-tip\"><p class=\"alert-title\">A &amp; B</p>\n<p>Some <em>words</em>.</p>",
        "<blockquote>\nWe won.\n</blockquote>\n<figcaption><a href=\"/b/\">Li</a>, head of &quot;X&quot;</figcaption>",
        "<img src=\"/a.svg\" width=\"40\" height=\"20\" alt=\"A chart\" loading=\"lazy\" decoding=\"async\">",
        "<figcaption>C &lt;b&gt; <small class=\"credit\">Me</small></figcaption>",
        "<img src=\"https://x.org/p.png\" alt=\"\"",
        "<figcaption>Seen in <a href=\"/b/\">B</a>.</figcaption>",
        "<figcaption>The lab</figcaption>\n<ul>\n<li><strong>2018</strong> opened</li>",
        "<a href=\"https://x.org/?a=1&amp;b=2\">A film</a></p>\n<p class=\"embed-by\">X</p>",
    ] {
        built.has("a/index.html", html);
    }
    built.lacks("a/index.html", "{{").lacks("a/index.html", "<p><figure").has("b/index.html", "/a/");
}

const WIRE: &str = "sources:\n  wire: {title: Wire, url: \"https://e.org/\", snapshot: _sources/wire.txt}\n  other: {title: Other}\n";

#[test]
fn the_passages_of_a_source_stand_in_the_text() {
    let text = "It employed 1,000 people [@wire]. More [@other].\n\n{{<evidence source=\"wire\"/>}}\n\n{{<evidence source=\"other\"/>}}\n";
    let project = site("feeds: {full: true}")
        .write("content/_sources/wire.txt", "It once employed 1,000 people & more.")
        .write("content/a.md", &markdown(&format!("title: A\ndate: 2025-01-01\n{WIRE}"), text));
    let built = project.built();
    let shown =
        "<figure class=\"passage\">\n<blockquote>It once employed <mark>1,000</mark> people &amp; more. <a href=\"https://e.org/#:~:text=";
    built.has("a/index.html", shown).has("a/index.html", "<figcaption><cite>Wire</cite></figcaption>").has("feed.xml", "It once employed");
    assert_eq!(built.file("a/index.html").matches("<figure class=\"passage\">").count(), 1, "nothing of a source without a copy");
    let facts = "key_facts:\n  - {label: Staff, value: 1000 people, source: wire}\n  - {label: Age, value: 20 years}\n";
    for (fact, shown) in [("staff", true), ("Staff", true), ("age", false)] {
        let text = format!("{{{{<evidence source=\"wire\" fact=\"{fact}\"/>}}}}\n\nMore [@other].");
        let built = project.clone().write("content/a.md", &markdown(&format!("title: A\n{WIRE}{facts}"), &text)).built();
        assert_eq!(built.file("a/index.html").contains("<figure class=\"passage\">"), shown, "{fact}");
    }
    finds("{{<evidence source=\"wir\"/>}}", "E0323 content/a.md:5:1", "there is no source `wir`");
}

#[test]
fn a_fact_is_written_once() {
    let text =
        "Staff: {{<fact id=\"staff\"/>}}, {{<fact id=\"fact-staff\" label link=false/>}}, {{<fact id=\"sub/b.md#Rate of growth\"/>}}.";
    let built = site("")
        .write("content/a.md", &markdown("title: A\ndate: 2025-01-01\nkey_facts: {Staff: 1<2}", text))
        .write("content/sub/b.md", &markdown("title: B\nkey_facts: {Rate of growth: 3 %}", "See {{<fact id=\"../a.md#staff\"/>}}."))
        .built();
    built
        .has("a/index.html", "Staff: <a class=\"fact\" href=\"#fact-staff\">1&lt;2</a>, Staff: <span class=\"fact\">1&lt;2</span>,")
        .has("a/index.html", "<a class=\"fact\" href=\"/sub/b/#fact-rate-of-growth\">3 %</a>.")
        .has("sub/b/index.html", "See <a class=\"fact\" href=\"/a/#fact-staff\">1&lt;2</a>.");
}

#[test]
fn wrong_calls_are_told_at_their_place() {
    finds("{{<figur src=\"a.svg\"/>}}", "E0321 content/a.md:5:1", "did you mean `figure`?");
    finds("{{<base src=\"a.svg\"/>}}", "E0321 content/a.md:5:1", "templates/components/base.html");
    finds("{{<figure src=\"a.svg\" alt=\"x\" capton=\"y\"/>}}", "E0322 content/a.md:5:31", "did you mean `caption`?");
    finds("{{<figure src=\"a.svg\"/>}}", "E0322 content/a.md:5:1", "needs the argument `alt`");
    finds("{{<figure src=\"a.svg\" alt=12/>}}", "E0322 content/a.md:5:23", "is text, not a number");
    finds("{{<figure src=\"b.svg\" alt=\"\"/>}}", "E0303 content/a.md:5:16", "b.svg");
    finds("{{<embed href=\"b.md\" title=\"B\"/>}}", "E0301 content/a.md:5:16", "b.md");
    finds("{{<quote who=\"Li\"/>}}", "E0322 content/a.md:5:1", "write {{<quote>}}…{{</quote>}}");
    finds("{{<fact id=\"b.md#x\" link=3/>}}", "E0322 content/a.md:5:21", "is `true` or `false`, not a number");
    finds("Words {{<note>}}x{{</note>}}", "E0322 content/a.md:5:7", "on a line of its own");
    finds("{{<byline authors=\"x\"/>}}", "E0322 content/a.md:5:1", "no text can write its argument `authors`");
    finds("{{<note kind=\"hint\">}}x{{</note>}}", "E0323 content/a.md:5:1", "not `hint`");
    finds("{{<fact id=\"staff\"/>}}", "E0323 content/a.md:5:1", "there is no key fact `staff`");
    finds("{{<fact id=\"sub/b.md#staff\"/>}}", "E0323 content/a.md:5:1", "there is no page `sub/b.md`");
    finds("x {{<note", "E0320 content/a.md:5:3", "it does not end in");
}

#[test]
fn feeds_and_twins() {
    let text = "An opening.\n\n{{<figure src=\"a.svg\" alt=\"A\" href='b.md#x'/>}}\n\nSee {{<fact id=\"b.md#staff\"/>}} {{<embed href=\"held.md\" title=\"H\"/>}}.";
    let text = text.replace(" {{<embed", "\n\n{{<embed").replace("/>}}.", "/>}}");
    let project = dated(&text)
        .setting("base_url: https://x.org/sub/")
        .write("content/a.svg", PICTURE)
        .write("content/b.md", &markdown("title: B\nkey_facts: {Staff: 12}", "## X"))
        .write("content/held.md", &markdown("title: Secret\ndraft: true", "Text."));
    let built = project.build();
    built.finds(&["W0309 content/a.md:11:16"]);
    built
        .has("a/index.html", "<a href=\"/sub/b/#x\"><img src=\"/sub/a.svg\"")
        .has("a/index.html", "<p class=\"embed-title\">H</p>")
        .has("feed.xml", "&lt;a href=&quot;https://x.org/sub/b/#x&quot;&gt;&lt;img src=&quot;https://x.org/sub/a.svg&quot;")
        .has("feed.xml", "href=&quot;https://x.org/sub/b/#fact-staff&quot;&gt;12&lt;/a&gt;")
        .has("a/index.md", "{{<figure src=\"https://x.org/sub/a.svg\" alt=\"A\" href='https://x.org/sub/b/#x'/>}}")
        .has("a/index.md", "{{<embed href=\"\" title=\"H\"/>}}")
        .lacks("a/index.md", "held")
        .has("a/index.html", "<meta name=\"description\" content=\"An opening.\">");
}

#[test]
fn components_of_a_project_and_of_templates() {
    let project = dated("{{<stars of=\"5\" count=3/>}}\n\nIn {{<place/>}}.")
        .template(
            "components/stars.html",
            "{% component stars(of: string, count: number = 1) %}<b>{{ count }}/{{ of }}</b>{% endcomponent stars %}",
        )
        .template(
            "components/place.html",
            "{% component place(@page, @site) %}{{ page.title }} of {{ site.title }}{% endcomponent place %}",
        );
    let built = project.clone().built();
    built.has("a/index.html", "<b>3/5</b>").has("a/index.html", "In A of Briefings.");
    let hidden = "{% component hidden() %}x{% endcomponent hidden %}";
    project
        .clone()
        .template("hidden.html", hidden)
        .write("content/a.md", &markdown("title: A", "{{<hidden/>}}"))
        .build()
        .finds(&["E0321 content/a.md:4:1"]);
    let broken = "{% component place(@page) %}{{ page.extra.none }}{% endcomponent place %}";
    let outcome = project.template("components/place.html", broken).build();
    outcome.finds(&["E0323 content/a.md:7:4"]).says("templates/components/place.html:1:");
}

#[test]
fn a_component_that_calls_itself_without_end_is_told() {
    let outcome = dated("Before.\n\n{{<loop title=\"T\"/>}}")
        .template("components/loop.html", "{% component loop(title: string) %}{{ <loop title={title}/> }}{% endcomponent loop %}")
        .build();
    outcome.fails().finds(&["E0323 content/a.md:7:1"]).says("`loop` cannot be shown: maximum render recursion depth");
}

#[test]
fn what_a_component_refuses_is_told_once() {
    let any = "{% component any(list: array = [], ...rest) %}{{ rest.title }}{% endcomponent any %}";
    let project = dated("{{<any title=\"T\"/>}}").template("components/any.html", any);
    project.built().has("a/index.html", "T");
    let outcome = project.replace("content/a.md", "title=\"T\"", "list=\"T\"").build();
    outcome.fails().finds(&["E0323 content/a.md:5:1"]).says("`list`");
}

#[test]
fn a_fact_that_is_not_there_is_told_without_the_program_s_template() {
    let project = site("")
        .write("content/tech/lab.md", &markdown("title: Lab\nkey_facts: {Staff: \"12\"}", "Text."))
        .write("content/tech/a.md", &markdown("title: A", "{{<fact id=\"labs.md#staff\"/>}}"));
    let outcome = project.build();
    outcome.finds(&["E0323 content/tech/a.md:4:1"]).says("there is no page `labs.md`, did you mean `/tech/lab.md`?");
    assert!(!outcome.report().contains("gave up"), "{}", outcome.report());
    project.replace("content/tech/a.md", "labs.md", "/tech/lab.md").built().has("tech/a/index.html", ">12</a>");
    let own = "{% component fact(id: string, @page) %}{% set found = fact(id=id, page=page.source_path) %}{{ found.value }}{% endcomponent fact %}";
    let project = dated("{{<fact id=\"none\"/>}}").template("components/fact.html", own);
    project.build().finds(&["E0323 content/a.md:5:1"]).says("this is where its template gave up").says("templates/components/fact.html:1:");
}

#[test]
fn sections_call_components_too() {
    let built = site("")
        .write("content/s/_index.md", &markdown("title: S", "{{<note>}}In *S*.{{</note>}}"))
        .write("content/s/a.md", &markdown("title: A\ndate: 2025-01-01", "Text."))
        .built();
    built.has("s/index.html", "<aside class=\"alert alert-note\"><p class=\"alert-title\">Note</p>\nIn <em>S</em>.");
}

#[test]
fn no_argument_becomes_code() {
    for attack in ATTACKS {
        let value = attack.replace(['\'', '\u{2028}', '\u{2029}'], " ");
        let text = format!(
            "{{{{<note title='{value}'>}}}}{value}{{{{</note>}}}}\n\n{{{{<quote who='{value}' role='{value}' href='https://x.org/{value}'>}}}}x{{{{</quote>}}}}\n\n\
             {{{{<figure src='a.svg' alt='{value}' caption='{value}' credit='{value}'/>}}}}\n\n{{{{<timeline title='{value}'>}}}}\n- x\n{{{{</timeline>}}}}\n\n\
             {{{{<embed href='https://x.org/' title='{value}' by='{value}'/>}}}}\n"
        );
        let built = dated(&text).write("content/a.svg", PICTURE).build();
        is_sound(&built);
        assert!(built.file("a/index.html").contains("<p class=\"embed-by\">"), "{attack}");
    }
}

#[test]
fn an_address_that_is_not_allowed_is_left_out_and_the_rest_is_shown() {
    for address in ["javascript:alert(1)", "java\tscript:x", " data:text/html,x", "vbscript:x"] {
        let text = format!(
            "{{{{<embed href=\"{address}\" title=\"Film\">}}}}\nOne.\n\nTwo.\n{{{{</embed>}}}}\n\n\
             {{{{<quote who=\"Li\" href=\"{address}\">}}}}We won.{{{{</quote>}}}}\n\n{{{{<figure src=\"{address}\" alt=\"A chart\"/>}}}}\n"
        );
        let built = dated(&text).build();
        built.finds(&["W0306 content/a.md:5:16", "W0306 content/a.md:11:25", "W0306 content/a.md:13:16"]);
        for html in [
            "<p class=\"embed-title\">Film</p>\n<p>One.</p>\n<p>Two.</p>",
            "<blockquote>\nWe won.\n</blockquote>\n<figcaption>Li</figcaption>",
            "<figure>A chart\n</figure>",
        ] {
            built.has("a/index.html", html);
        }
        is_sound(&built);
        built.lacks("a/index.html", "script:").lacks("feed.xml", "script:");
    }
}
