use super::{Fill, Fragment, Markdown, Options, read};
use crate::base::{Diagnostics, SourcePath, SourceText};

fn source(text: &str) -> SourceText {
    SourceText::new(SourcePath::new("a.md").expect("sound"), text)
}

/// Reads with the plainest options that show the rule at hand, and tells the codes and excerpts of what is wrong.
fn told(text: &str, options: &Options) -> (Markdown, Vec<String>) {
    let source = source(text);
    let mut faults = Diagnostics::new();
    let markdown = read(&source, 0..source.text.len(), options, &mut faults);
    let told = faults
        .iter()
        .map(|fault| {
            let span = fault.place.as_ref().and_then(|place| place.span.as_ref()).expect("has a place");
            format!("{} {}:{}-{}:{}", fault.code, span.line, span.column, span.end_line, span.end_column)
        })
        .collect();
    (markdown, told)
}

fn plain() -> Options {
    Options { raw_html: false, smart_punctuation: false, highlight: false, permalinks: false, ..Options::default() }
}

fn printed(fragment: &Fragment, markdown: &Markdown) -> String {
    let mut out = String::new();
    fragment.fill(&mut out, |fill, out| match fill {
        Fill::Link(index) => out.push_str(&format!(" href=\"→{}\"", markdown.references[*index].destination)),
        Fill::Image(index) => out.push_str(&format!(" →{}", markdown.references[*index].destination)),
        Fill::OwnAnchor => out.push('→'),
        Fill::Cited(_) => {}
        Fill::Facts => out.push_str("{facts}"),
        Fill::Call(index) => out.push_str(&format!("<{index}>")),
        Fill::CallEnd(index) => out.push_str(&format!("</{index}>")),
    });
    out
}

fn html(text: &str) -> String {
    let markdown = told(text, &plain()).0;
    printed(&markdown.html, &markdown)
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(html(text).trim_end(), *expected, "{text}");
    }
}

#[test]
fn prose_is_written_plainly() {
    check(&[
        ("*a* **b** ~~c~~ `<d>` \\*e\\*", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>&lt;d&gt;</code> *e*</p>"),
        ("a\nb  \nc", "<p>a\nb<br>\nc</p>"),
        ("R&D &amp; \"x\" &lt;b&gt;", "<p>R&amp;D &amp; &quot;x&quot; &lt;b&gt;</p>"),
        ("$5 and $6, 2^10 and 3^5, [[x]], ~about~", "<p>$5 and $6, 2^10 and 3^5, [[x]], <del>about</del></p>"),
        ("> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>"),
        ("> [!WARNING]\n> a", "<aside class=\"alert alert-warning\"><p class=\"alert-title\">Warning</p>\n<p>a</p>\n</aside>"),
        ("Term\n: Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>"),
    ]);
}

#[test]
fn tasks_are_boxes() {
    check(&[
        (
            "- [x] a\n- b\n- [ ] c",
            "<ul class=\"task-list\">\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</li>\n<li>b</li>\n\
             <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Done\"> c</li>\n</ul>",
        ),
        ("1. a\n2. [ ] b", "<ol>\n<li>a</li>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Done\"> b</li>\n</ol>"),
        (
            "- [ ] T\n  ===",
            "<ul class=\"task-list\">\n<li class=\"task\">\n<h2 id=\"t\"><input type=\"checkbox\" disabled aria-label=\"Done\"> T</h2>\n</li>\n</ul>",
        ),
    ]);
}

#[test]
fn smart_punctuation_is_a_choice() {
    let text = "\"a\" -- 'b'... it's";
    let smart = Options { smart_punctuation: true, ..plain() };
    let markdown = told(text, &smart).0;
    assert_eq!(printed(&markdown.html, &markdown), "<p>“a” – ‘b’… it’s</p>\n");
    assert_eq!(html(text), "<p>&quot;a&quot; -- &#39;b&#39;... it&#39;s</p>\n");
    assert_eq!((markdown.words, markdown.opening.as_str()), (3, "“a” – ‘b’… it’s"));
}

#[test]
fn links_lead_where_they_may() {
    check(&[
        ("[a](b.md#c \"T\")", "<p><a href=\"→b.md#c\" title=\"T\">a</a></p>"),
        ("[a][r]\n\n[r]: <b c.md>", "<p><a href=\"→b c.md\">a</a></p>"),
        ("[a](#b) [t](#top)", "<p><a href=\"→#b\">a</a> <a href=\"→#top\">t</a></p>"),
        ("[a](https://x.org/é?b&c)", "<p><a href=\"https://x.org/%C3%A9?b&amp;c\">a</a></p>"),
        (
            "[a](//x.org) <tel:+1> <a@b.c>",
            "<p><a href=\"//x.org\">a</a> <a href=\"tel:+1\">tel:+1</a> <a href=\"mailto:a@b.c\">a@b.c</a></p>",
        ),
        ("[*a*](javascript:x) [b](java&#10;script:x) [c](&#1;data:x)", "<p><em>a</em> b c</p>"),
        ("[<https://x.org>](y.md)", "<p><a href=\"→y.md\">https://x.org</a></p>"),
        ("[a](x&quot;onload=y)", "<p><a href=\"→x\"onload=y\">a</a></p>"),
    ]);
    let (markdown, faults) = told("[a](b.md) é [c](#d)\n[e](javascript:x) [t](#top)", &plain());
    let references: Vec<(&str, std::ops::Range<usize>)> =
        markdown.references.iter().map(|reference| (reference.destination.as_str(), reference.span.clone())).collect();
    assert_eq!(references, [("b.md", 0..9), ("#d", 13..20)]);
    assert_eq!(faults, ["W0306 2:1-2:18"]);
}

#[test]
fn bare_addresses_become_links() {
    check(&[
        (
            "(see https://x.org/a_b*c--d?e='f'.)",
            "<p>(see <a href=\"https://x.org/a_b*c--d?e=&#39;f\">https://x.org/a_b*c--d?e=&#39;f</a>&#39;.)</p>",
        ),
        (
            "https://x.org/a&amp;b **https://y.org**",
            "<p><a href=\"https://x.org/a&amp;b\">https://x.org/a&amp;b</a> <strong><a href=\"https://y.org\">https://y.org</a></strong></p>",
        ),
        (
            "[https://x.org](y.md) `https://x.org` www.x.org",
            "<p><a href=\"→y.md\">https://x.org</a> <code>https://x.org</code> www.x.org</p>",
        ),
        (
            "https://a.org and http://b.org, so",
            "<p><a href=\"https://a.org\">https://a.org</a> and <a href=\"http://b.org\">http://b.org</a>, so</p>",
        ),
        ("ahttps://x.org ftp://x.org", "<p>ahttps://x.org ftp://x.org</p>"),
    ]);
    let smart = Options { smart_punctuation: true, ..plain() };
    let markdown = told("\"https://x.org/a--b...\" it's", &smart).0;
    assert_eq!(printed(&markdown.html, &markdown), "<p>“<a href=\"https://x.org/a--b\">https://x.org/a--b</a>…” it’s</p>\n");
}

#[test]
fn images_are_described_and_measured_later() {
    check(&[
        ("![a *b*](c.png) d", "<p><img →c.png alt=\"a b\" loading=\"lazy\" decoding=\"async\"> d</p>"),
        (
            "![a](c.png \"T & U\")",
            "<figure><img →c.png alt=\"a\" loading=\"lazy\" decoding=\"async\"><figcaption>T &amp; U</figcaption></figure>",
        ),
        ("![a](https://x.org/c.png)", "<figure><img src=\"https://x.org/c.png\" alt=\"a\" loading=\"lazy\" decoding=\"async\"></figure>"),
        (
            "![a](b.png \"T\")\n![c](d.png)",
            "<p><img →b.png alt=\"a\" loading=\"lazy\" decoding=\"async\" title=\"T\">\n<img →d.png alt=\"c\" loading=\"lazy\" decoding=\"async\"></p>",
        ),
        ("[![a](b.png)](c.md)", "<p><a href=\"→c.md\"><img →b.png alt=\"a\" loading=\"lazy\" decoding=\"async\"></a></p>"),
        ("- ![a](b.png)", "<ul>\n<li><img →b.png alt=\"a\" loading=\"lazy\" decoding=\"async\"></li>\n</ul>"),
        ("![a ![b](c.png) [d](e.md)](f.png) g", "<p><img →f.png alt=\"a b d\" loading=\"lazy\" decoding=\"async\"> g</p>"),
        ("![a](data:image/png;base64,x)", "<p>a</p>"),
    ]);
    assert_eq!(told("x ![ ](a.png)\n![b](data:x)", &plain()).1, ["W0304 1:3-1:14", "W0306 2:1-2:13"]);
}

#[test]
fn headings_have_ids_and_the_first_may_be_the_title() {
    check(&[
        ("# *Title* &amp; more\n\n# Second\n\n## Second", "<h2 id=\"second\">Second</h2>\n<h2 id=\"second-1\">Second</h2>"),
        ("a\n\n# Not the title", "<p>a</p>\n<h2 id=\"not-the-title\">Not the title</h2>"),
        ("## A {#b .c onclick=x}", "<h2 id=\"b\" class=\"c\">A</h2>"),
        ("### 上海 `x` [y](z.md)", "<h3 id=\"上海-x-y\">上海 <code>x</code> <a href=\"→z.md\">y</a></h3>"),
        ("## !\n\n## Source: Wire", "<h2 id=\"section\">!</h2>\n<h2 id=\"section-source-wire\">Source: Wire</h2>"),
    ]);
    let (markdown, _) = told("<!-- note -->\n\n# *Title* &amp; more\n\n## A", &Options { permalinks: true, ..plain() });
    assert_eq!(markdown.title.as_deref(), Some("Title & more"));
    assert_eq!(
        printed(&markdown.html, &markdown),
        "<h2 id=\"a\">A <a class=\"permalink\" href=\"→#a\" aria-label=\"Link to this section\">#</a></h2>\n"
    );
    assert_eq!(markdown.anchors, ["a"]);
}

#[test]
fn footnotes_are_numbered_as_they_are_met() {
    let note = |id: &str, text: &str, marks: &str| format!("<li id=\"fn-{id}\">\n<p>{text} {marks}</p>\n</li>\n");
    let mark = |id: &str, mark: &str, number: usize| {
        format!("<sup class=\"footnote-ref\"><a id=\"fnref-{mark}\" href=\"→#fn-{id}\" role=\"doc-noteref\">{number}</a></sup>")
    };
    let back = |mark: &str| format!("<a href=\"→#fnref-{mark}\" role=\"doc-backlink\" aria-label=\"Back to the text\">↩</a>");
    let again = "<a href=\"→#fnref-b-2\" role=\"doc-backlink\" aria-label=\"Back to the text, mark 2\">↩<sup>2</sup></a>";
    assert_eq!(
        html("[^a]: first [^c]\n[^never]: used\n\nx[^B] y[^a] z[^b]\n\n[^b]: second\n[^c]: third\n[^b]: again\n"),
        format!(
            "<p>x{} y{} z{}</p>\n<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n{}{}{}</ol>\n</section>\n",
            mark("b", "b", 1),
            mark("a", "a", 2),
            mark("b", "b-2", 1),
            note("b", "second", &format!("{} {again}", back("b"))),
            note("a", &format!("first {}", mark("c", "c", 3)), &back("a")),
            note("c", "third", &back("c")),
        )
    );
    assert_eq!(told("a[^x] \\[^y] [^z](u) `[^v]`\n\n[^w]", &plain()).1, ["W0307 1:2-1:6", "W0307 3:1-3:5"]);
}

#[test]
fn code_is_escaped_or_coloured() {
    check(&[
        ("```a\"b c\n<x>\n```", "<pre><code class=\"language-a&quot;b\">&lt;x&gt;\n</code></pre>"),
        ("    a\n\tb\n", "<pre><code>a\nb\n</code></pre>"),
    ]);
    let colours = Options { highlight: true, ..plain() };
    let coloured = |text: &str| {
        let markdown = told(text, &colours).0;
        printed(&markdown.html, &markdown)
    };
    let rust = coloured("```rust\nlet a = \"<b>\";\0\n```");
    assert!(rust.contains("<span class=\"hl-storage hl-type hl-rust\">let</span>") && rust.contains("&lt;b&gt;"), "{rust}");
    for text in ["```text\n<x>\n```", "```nonsense\n<x>\n```"] {
        assert_eq!(coloured(text), html(text), "{text}");
    }
    let long = format!("```rust\n{}\n```", "let a = 1;\n".repeat(3000));
    assert_eq!(coloured(&long), html(&long));
}

#[test]
fn raw_html_is_text_unless_allowed() {
    check(&[
        ("a <!-- b\nc --> d", "<p>a  d</p>"),
        ("<!-- a\n\nb -->\n\nc", "<p>c</p>"),
        ("<div>\n<!-- a -->*b*\n</div>", "<p>&lt;div&gt;\n*b*\n&lt;/div&gt;</p>"),
        ("a <b onclick='x'>c</b>", "<p>a &lt;b onclick=&#39;x&#39;&gt;c&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<!-- never\n\nclosed", "<p>&lt;!-- never\n\nclosed</p>"),
    ]);
    let text = "<div>\na\n</div>\n\nb <i>c</i> <br>\n\n<!-- d -->";
    assert_eq!(told(text, &plain()).1, ["W0305 1:1-3:7", "W0305 5:3-5:6", "W0305 5:12-5:16"]);
    let (markdown, faults) = told(text, &Options { raw_html: true, ..plain() });
    assert_eq!(printed(&markdown.html, &markdown), "<div>\na\n</div>\n<p>b <i>c</i> <br></p>\n");
    assert!(faults.is_empty());
}

#[test]
fn findings_of_one_kind_have_a_limit() {
    let source = source(&"<b>".repeat(5000));
    let mut faults = Diagnostics::new();
    let markdown = read(&source, 0..source.text.len(), &plain(), &mut faults);
    assert_eq!(markdown.words, 0);
    assert_eq!(faults.iter().count(), 100);
    let last = faults.iter().last().and_then(|fault| fault.hint.clone());
    assert!(last.is_some_and(|hint| hint.contains("not listed")));
}

#[test]
fn a_failure_of_the_parser_is_a_finding() {
    let (markdown, faults) = told("- [x] \\\n  ===\n", &plain());
    assert_eq!(faults, ["E0310 1:1-1:1"]);
    assert_eq!(printed(&markdown.html, &markdown), "- [x] \\\n  ===\n");
}

#[test]
fn citations_are_numbered_by_source() {
    let cite = |id: usize, source: &str, number: usize| format!("<a id=\"cite-{id}\" href=\"→#source-{source}\">{number}</a>");
    let sup = |inner: &str| format!("<sup class=\"citation\">{inner}</sup>");
    for (text, expected) in [
        ("a [@x].", format!("a{}.", sup(&cite(1, "x", 1)))),
        ("[@x] [@y][@x]", format!("{}{}{}", sup(&cite(1, "x", 1)), sup(&cite(2, "y", 2)), sup(&cite(3, "x", 1)))),
        ("a [@x; @y, p. 2]", format!("a{}", sup(&format!("{}, {}", cite(1, "x", 1), cite(2, "y", 2))))),
        ("a![@x] [b][@x]", format!("a!{} [b]{}", sup(&cite(1, "x", 1)), sup(&cite(2, "x", 1)))),
        ("[a ![b][@x]](y.md)", format!("<a href=\"→y.md\">a ![b]{}</a>", sup("<span id=\"cite-1\">1</span>"))),
        ("[@x](y.md) \\[@x] `[@x]` [@ x] a@x", "<a href=\"→y.md\">@x</a> [@x] <code>[@x]</code> [@ x] a@x".into()),
        ("[@x]\n\n[@x]: y.md", "<a href=\"→y.md\">@x</a>".into()),
    ] {
        assert_eq!(html(text), format!("<p>{expected}</p>\n"), "{text}");
    }
    let text = "> é [@wire, \"exact,\n> *words* \\[…\\]\", p. 3]";
    let (markdown, _) = told(text, &Options { smart_punctuation: true, ..plain() });
    let citation = &markdown.citations[0];
    assert_eq!(citation.source, "wire");
    assert_eq!(citation.quote.as_deref(), Some("exact, *words* […]"));
    assert_eq!(citation.locator.as_deref(), Some("p. 3"));
    assert_eq!(&text[citation.span.clone()], &text[5..]);
}

#[test]
fn a_table_is_one_wherever_people_write_it() {
    let table = "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n<thead>\n\
                 <tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>c</td><td>d</td></tr>\n</tbody></table></div>\n";
    for (text, around) in [
        ("| a | b |\n|---|---|\n| c | d |", "T"),
        ("x\n\na | b\n---|---\nc | d", "<p>x</p>\nT"),
        ("x\na | b\n---|---\nc | d", "<p>x</p>\nT"),
        ("x\n| a | b |\n|---|---|\n| c | d |", "<p>x</p>\nT"),
        ("x\na | b |\n---|---\nc | d |", "<p>x</p>\nT"),
        ("x\na | b\n---\t|\t---\nc | d", "<p>x</p>\nT"),
        ("a | b\n---|---\t\nc | d\n\ny", "T<p>y</p>\n"),
        ("- x\na | b\n---|---\nc | d", "<ul>\n<li>x</li>\n</ul>\nT"),
        ("- x\n| a | b |\n|---|---|\n| c | d |", "<ul>\n<li>x</li>\n</ul>\nT"),
        ("1. x\n   - y\n| a | b |\n| - | - |\n| c | d |", "<ol>\n<li>x\n<ul>\n<li>y</li>\n</ul>\n</li>\n</ol>\nT"),
        ("- x\n  | a | b |\n  |---|---|\n  | c | d |", "<ul>\n<li>x\nT</li>\n</ul>\n"),
        ("- x\n  a | b\n  ---|---\n  c | d", "<ul>\n<li>\n<p>x</p>\nT</li>\n</ul>\n"),
        ("> x\n> a | b\n> ---|---\n> c | d", "<blockquote>\n<p>x</p>\nT</blockquote>\n"),
        ("> x\na | b\n---|---\nc | d", "<blockquote>\n<p>x</p>\n</blockquote>\nT"),
        ("> - x\n>   a | b\n>   ---|---\n>   c | d", "<blockquote>\n<ul>\n<li>\n<p>x</p>\nT</li>\n</ul>\n</blockquote>\n"),
        ("# t\n## x\na | b\n---|---\nc | d", "<h2 id=\"x\">x</h2>\nT"),
        ("x\n***\na | b\n---|---\nc | d", "<p>x</p>\n<hr>\nT"),
    ] {
        assert_eq!(html(text), around.replace('T', table), "{text}");
        let dos = text.replace('\n', "\r\n");
        assert_eq!(html(&dos), around.replace('T', table), "{dos:?}");
    }
}

#[test]
fn what_only_looks_like_a_table_stays() {
    for text in [
        "```\nx\na | b\n---|---\n```",
        "- ~~~\n  x\n  a | b\n  ---|---\n  ~~~",
        "y\n\n    x\n    a | b\n    ---|---",
        "<pre>\nx\na | b\n---|---\n</pre>",
        "<div>\nx\na | b\n---|---\n</div>",
        "<!--\nx\na | b\n---|---\n-->",
        "x\na | b\n---|---|---",
        "x\na | b\n> ---|---",
        "x\n2. a | b\n---|---",
        "a | b\n---|---\nx\nc | d\n---|---\n",
    ] {
        assert_eq!(super::prepare::prepare(text, 0).text, text);
    }
}

#[test]
fn tables_align_by_class() {
    let html = html("| l | c | r | n |\n|:--|:-:|--:|---|\n| 1 \\| 2 | `a \\| b` |");
    for piece in [
        "<th scope=\"col\" class=\"align-left\">l</th>",
        "<td class=\"align-left\">1 | 2</td><td class=\"align-center\"><code>a | b</code></td><td class=\"align-right\"></td><td></td>",
    ] {
        assert!(html.contains(piece), "{html}");
    }
}

/// The key facts as rows of texts, and the HTML around them.
fn facts(text: &str) -> (Option<Vec<Vec<String>>>, String) {
    let markdown = told(text, &Options { smart_punctuation: true, ..plain() }).0;
    let rows = markdown.facts.as_ref().map(|facts| {
        let rows = facts.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect());
        std::iter::once(facts.columns.clone()).chain(rows).collect()
    });
    (rows, printed(&markdown.html, &markdown))
}

#[test]
fn key_facts_are_read_in_every_shape() {
    let expected = vec![vec!["Parameter", "Details"], vec!["Lab", "Shanghai"], vec!["Closed", "July 2025"]];
    let heading = "<h2 id=\"key-facts-at-a-glance\">Key Facts at a Glance</h2>\n{facts}\n";
    for (text, around) in [
        ("## Key Facts at a Glance\n\n| Parameter | Details |\n|---|---|\n| Lab | Shanghai |\n| Closed | July 2025 |", heading),
        ("## Key Facts at a Glance\nParameter | Details |\n---|---\nLab | Shanghai |\nClosed | July 2025 |", heading),
        ("## Key Facts at a Glance\n|Parameter|Details\n|:-|-:\n|Lab|Shanghai\n|**Closed**|[July 2025](x.md) [@w]", heading),
        ("## Key Facts at a Glance\n\nParameter | Details | |\n---|---|---|\nLab | Shanghai | |\nClosed | July 2025\n", heading),
        ("Key facts at a glance\nParameter | Details\n---|---\nLab | Shanghai\nClosed | July 2025", "{facts}\n"),
        (
            "**Key Facts at a Glance:**\n\nParameter | Details |\n--- | ---\nLab | Shanghai\nClosed | July 2025[^1]\n\n[^1]: n",
            "{facts}\n<section",
        ),
        ("*KEY FACTS  at a glance*\n| Parameter | Details |\n|---|---|\n| Lab | Shanghai |\n| Closed | July 2025 |", "{facts}\n"),
    ] {
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let (rows, html) = facts(&text);
            let rows = rows.unwrap_or_default();
            assert_eq!(rows, expected, "{text}");
            assert!(html.starts_with(around), "{html}");
        }
    }
}

#[test]
fn only_the_first_table_under_the_name_holds_the_facts() {
    let table = "| a | b |\n|---|---|\n| c | d |\n";
    for (text, found) in [
        (format!("{table}\n## Key facts at a glance\n\nx\n\n{table}"), true),
        (format!("## Key facts at a glance\n\n## Other\n\n{table}"), false),
        (format!("Key facts at a glance\n\nx\n\n{table}"), false),
        (format!("The key facts at a glance\n\n{table}"), false),
    ] {
        let (rows, html) = facts(&text);
        assert_eq!((rows.is_some(), html.contains("{facts}")), (found, found), "{text}");
    }
    let twice = format!("## Key facts at a glance\n\n{table}\n## Key facts at a glance\n\n{table}");
    assert_eq!(facts(&twice).1.matches("<table>").count(), 1);
}

#[test]
fn cells_keep_what_was_written_and_where() {
    let text = "text\n\n**Key Facts at a Glance**\nLabel | Value\n---|---\nOne \\| two | \"a--b\" *it's* é... [S](s.md) `c`\n";
    let (markdown, _) = told(text, &Options { smart_punctuation: true, ..plain() });
    let table = markdown.facts.clone().expect("is found");
    let cells = &table.rows[0].cells;
    assert_eq!(cells[0].text, "One | two");
    assert_eq!(cells[1].text, "\"a--b\" it's é... S c");
    assert_eq!(printed(&cells[1].html, &markdown), "“a–b” <em>it’s</em> é… <a href=\"→s.md\">S</a> <code>c</code>");
    assert_eq!(&text[cells[0].span.clone()], "One \\| two");
    assert_eq!(&text[cells[1].span.clone()], "\"a--b\" *it's* é... [S](s.md) `c`");
    assert!(text[table.span.clone()].starts_with("Label") && text[table.span].ends_with("`c`"));
    assert_eq!(&text[markdown.references[0].span.clone()], "[S](s.md)");
    assert_eq!(markdown.opening, "text");
}

#[test]
fn spans_count_from_the_beginning_of_the_file() {
    let text = "---\ntitle: é\n---\nx\na | b\n---|---\n[c](d.md) | ![](e.png)\n";
    let source = source(text);
    let mut faults = Diagnostics::new();
    let body = text.find("x\n").expect("is there");
    let markdown = read(&source, body..text.len(), &plain(), &mut faults);
    assert_eq!(&text[markdown.references[0].span.clone()], "[c](d.md)");
    let place = faults.iter().next().and_then(|fault| fault.place.clone()).and_then(|place| place.span).expect("has a place");
    assert_eq!((place.line, place.column), (7, 13));
}

#[test]
fn the_opening_is_the_first_paragraph_at_the_top() {
    for (text, expected) in [
        ("# T\n\n> quoted\n\n- listed\n\n![a](b.png)\n\nThe *first*\none. [@x]\n\nSecond.", "The first one."),
        ("Key facts at a glance\na | b\n---|---\n\nThen.", "Then."),
        ("a[^1]\n\n[^1]: b", "a"),
        ("- only", ""),
    ] {
        assert_eq!(told(text, &plain()).0.opening, expected, "{text}");
    }
    assert_eq!(told("# A b\n\nc `d e` f[^1] [@x]\n\n```\ng\n```\n\n| h |\n|---|\n| i |\n\n[^1]: j k", &plain()).0.words, 8);
}

#[test]
fn components_leave_holes() {
    check(&[
        ("a {{<b/>}} c", "<p>a <0> c</p>"),
        ("{{<b/>}}", "<0>"),
        ("x\n{{<b/>}}\ny", "<p>x</p>\n<0>\n<p>y</p>"),
        ("{{< b src=\"x.png\" >}}", "<0>"),
        ("{{<b>}}\n*x*\n\n- y\n{{</b>}}\nz", "<0>\n<p><em>x</em></p>\n<ul>\n<li>y</li>\n</ul>\n</0>\n<p>z</p>"),
        ("{{<b>}}*x*{{</b>}}", "<0><em>x</em></0>"),
        ("a **{{<b>}}x{{</b>}}**", "<p>a <strong><0>x</0></strong></p>"),
        ("> {{<b>}}\n> x\n> {{</b>}}", "<blockquote>\n<0>\n<p>x</p>\n</0>\n</blockquote>"),
        ("- a\n\n  {{<b/>}}\n- c", "<ul>\n<li>\n<p>a</p>\n<0>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>"),
        ("1. {{<b>}}\n   x\n   {{</b>}}\n2. y", "<ol>\n<li>\n<0>\n<p>x</p>\n</0>\n</li>\n<li>\n<p>y</p>\n</li>\n</ol>"),
        ("> - {{<b>}}\n>   x\n>   {{</b>}}", "<blockquote>\n<ul>\n<li>\n<0>\n<p>x</p>\n</0>\n</li>\n</ul>\n</blockquote>"),
        ("{{<a>}}{{<b/>}}{{</a>}}", "<0><1></0>"),
        ("{{<a>}}\n{{<a>}}\nx\n{{</a>}}\n{{</a>}}", "<0>\n<1>\n<p>x</p>\n</1>\n</0>"),
        ("{{<b\n  key=\"a_b_ *c* `d`\"\n  n=1\n/>}}", "<0>"),
    ]);
}

#[test]
fn what_is_no_component_stays_as_it_was_written() {
    check(&[
        ("`{{<b/>}}` x", "<p><code>{{&lt;b/&gt;}}</code> x</p>"),
        ("```\n{{<b>}}\n\n{{</b>}}\n```", "<pre><code>{{&lt;b&gt;}}\n\n{{&lt;/b&gt;}}\n</code></pre>"),
        ("    {{<b\n    x=1/>}}", "<pre><code>{{&lt;b\n    x=1/&gt;}}</code></pre>"),
        ("{{< 3 }} {{<}} {{</* b */>}}", "<p>{{&lt; 3 }} {{&lt;}} {{&lt;/* b */&gt;}}</p>"),
        ("\\{{<b x=\"1\"/>}} and `\\{{<b/>}}`", "<p>{{&lt;b x=&quot;1&quot;/&gt;}} and <code>\\{{&lt;b/&gt;}}</code></p>"),
        ("[a]({{<b/>}} \"{{<c/>}}\")", "<p><a href=\"→{{<b/>}}\" title=\"{{&lt;c/&gt;}}\">a</a></p>"),
        (
            "![{{<b/>}}](x \"{{<c/>}}\")",
            "<figure><img →x alt=\"{{&lt;b/&gt;}}\" loading=\"lazy\" decoding=\"async\"><figcaption>{{&lt;c/&gt;}}</figcaption></figure>",
        ),
        ("<!-- {{<b>}} -->x \u{100000}", "<p>x \u{100000}</p>"),
        ("{{<b/>}} \u{100000}", "<p><0> \u{100000}</p>"),
        ("{{b}} {{% b %}} {{ <b> }}", "<p>{{b}} {{% b %}} {{ &lt;b&gt; }}</p>"),
    ]);
}

#[test]
fn calls_are_read_with_their_places() {
    let text = "é\r\n{{<b one=\"a \\\"b\\\"\r\nc\" two=-1.5 three four=false src=\"p.png\" href='x.md#y' five=12/>}}\r\n";
    let (markdown, faults) = told(text, &plain());
    assert_eq!(faults, [""; 0]);
    let call = &markdown.calls[0];
    assert_eq!(&text[call.span.clone()], text[4..].trim_end());
    let given: Vec<String> = call.arguments.iter().map(|argument| format!("{}={:?}", argument.name, argument.value)).collect();
    let expected =
        ["one=Text(\"a \\\"b\\\" c\")", "two=Decimal(\"-1.5\")", "three=Flag(true)", "four=Flag(false)", "src=Picture(0)", "href=Link(1)"];
    assert_eq!(given[..6], expected);
    assert_eq!(given[6], "five=Integer(12)");
    assert_eq!(&text[call.arguments[5].span.clone()], "href='x.md#y'");
    assert_eq!(markdown.references.iter().map(|reference| reference.destination.as_str()).collect::<Vec<_>>(), ["p.png", "x.md#y"]);
}

#[test]
fn a_body_gives_its_table_and_no_opening() {
    let text = "{{<chart>}}\nWords.\n\n| Year | *Share* |\n|--|--|\n| 2012 | 39 % |\n\n| b | c |\n|--|--|\n{{</chart>}}\n\nThe opening.";
    let markdown = told(text, &plain()).0;
    let table = markdown.calls[0].table.as_ref().expect("has a table");
    assert_eq!((table.columns.join("|"), table.rows.len(), table.rows[0].join("|")), ("Year|Share".into(), 1, "2012|39 %".into()));
    assert_eq!(markdown.opening, "The opening.");
    assert!(!markdown.calls[0].in_line);
    let facts = told("## Key Facts at a Glance\n\n{{<figure src=\"x.png\">}}\n\n| a | b |\n|--|--|\n| c | d |", &plain()).0;
    assert!(facts.facts.is_some());
}

#[test]
fn components_that_cannot_be_read_say_why() {
    for (text, expected) in [
        ("{{<b x=y/>}}", "E0320 1:1-1:8"),
        ("{{<b x=\"y/>}}", "E0320 1:1-1:8"),
        ("{{<b \"y\"/>}}", "E0320 1:1-1:6"),
        ("{{<b x=1 x=2/>}}", "E0320 1:1-1:13"),
        ("{{<b}}", "E0320 1:1-1:5"),
        ("a {{</b>}}", "E0320 1:3-1:11"),
        ("{{<b>}} a\n\nb {{</b>}}", "E0320 1:1-1:8 E0320 3:3-3:11"),
        ("- {{<b>}}\n\n{{</b>}}", "E0320 1:3-1:10 E0320 3:1-3:9"),
        ("{{<b>}}\nx\n\n{{</b>}} y", "E0320 4:1-4:9"),
        ("[{{<b/>}}](https://x)", "E0320 1:2-1:10"),
        ("{{<b href=\"javascript:x\"/>}}", "W0306 1:12-1:24"),
    ] {
        assert_eq!(told(text, &plain()).1.join(" "), expected, "{text}");
    }
    let call = &told("a {{<b href=\"javascript:x\" src=\"data:x\"/>}}", &plain()).0.calls[0];
    let given: Vec<String> = call.arguments.iter().map(|argument| format!("{:?}", argument.value)).collect();
    assert_eq!(given, ["Text(\"\")", "PictureElsewhere(\"\")"]);
}
