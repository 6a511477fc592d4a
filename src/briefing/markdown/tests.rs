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
        Fill::Link(index) => out.push_str(&format!("→{}", markdown.references[*index].destination)),
        Fill::Image(index) => out.push_str(&format!(" →{}", markdown.references[*index].destination)),
        Fill::OwnAnchor => out.push('→'),
        Fill::Facts => out.push_str("{facts}"),
    });
    out
}

fn html(text: &str) -> String {
    let markdown = told(text, &plain()).0;
    printed(&markdown.html, &markdown)
}

#[test]
fn explore() {
    for text in [
        "# T *x*\n\nPara \"one\".\n\n# H {#id .c onclick=x}\n\n## H\n",
        "[a](b.md#x \"t\") [b](javascript:x) <https://x.org> <a@b.c> [c](#id) https://x.org/a_b--c. (http://y)",
        "![alt *x*](a.png \"T\")\n\n![](b.png) x\n\n![z](https://x/y.png)\n",
        "a[^1] b[^x] c[^1]\n\n[^1]: note *x* [^2]\n[^2]: - a\n    - b\n[^3]: never\n",
        "> [!NOTE]\n> text\n\n- [ ] a\n- [x] b\n\n1. x\n\n   y\n\nT\n: D\n",
        "a [@wire], [@wire, \"it's *so*\"; @b]! [@c](u) [x][@d] [@e][@f] Wow![@g]\n\n[@h]: /url\n\n[@h]",
        "| a | b |\n|:--|--:|\n| 1 \\| `x` | 2 |\n",
        "text\na | b\n---|---\nc | d\n",
        "## Key facts at a GLANCE\n\nParameter | Details |\n---|---\n**Lab** \"x\" | [S](s.md)[^1] [@w] -- 5\n| x\n\n[^1]: n\n",
        "**Key Facts at a Glance:**\nParameter | Details |\n---|---\r\na | b\n",
        "<div>\n<!-- c -->\nx\n</div>\n\na <!-- c --> <b>x</b>\n\n<!-- a\n\nb -->\n\n```rust x\nfn a() {}\n```\n\n    x\n",
    ] {
        for o in [plain(), Options::default()] {
            let (m, told) = told(text, &o);
            println!("---\n{text}\n=>\n{}\n{told:?}\n{:?}", printed(&m.html, &m), Markdown { html: Fragment::default(), ..m.clone() });
        }
    }
}
