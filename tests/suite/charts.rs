//! Charts in texts and templates: drawn from tables, data and key facts, or refused with the reason.

use crate::components::{dated, finds};
use crate::safety::{ATTACKS, dangers};
use crate::site::{markdown, site};

const COAL: &str = "| Year | Coal | Gas |\n|--|--|--|\n| 2012 | 39 % | 28% |\n| 2020 | about 2 % | – |\n| 2024 | 1% | 30 % |";

#[test]
fn a_chart_is_drawn_from_a_table() {
    let text = format!("{{{{<chart title=\"Coal & gas\" description=\"D\" source=\"DESNZ\">}}}}\n{COAL}\n{{{{</chart>}}}}");
    let built = dated(&text).built();
    for html in [
        "<figcaption><strong>Coal &amp; gas</strong> <span>D</span></figcaption>",
        "<li class=\"series-2\">Gas</li>",
        "<title>Coal &amp; gas</title><desc>D</desc>",
        "<polyline points=\"100,29 700,214 1000,219\"",
        "<circle cx=\"70%\" cy=\"214\" r=\"3.5\"><title>2020: about 2 %</title></circle>",
        "<tr><th scope=\"row\">2020</th><td>about 2 %</td><td>–</td></tr>",
        "<p class=\"chart-source\">DESNZ</p>",
    ] {
        built.has("a/index.html", html);
    }
    built.lacks("a/index.html", "table-scroll").lacks("feed.xml", "&lt;svg").has("feed.xml", "&lt;table&gt;\n&lt;thead&gt;");
}

#[test]
fn a_chart_is_drawn_from_data_and_from_key_facts() {
    let text = concat!(
        "{{<chart kind=\"bar\" title=\"Offices\" data=\"offices\" columns=\"city; staff\"/>}}\n\n",
        "{{<chart kind=\"dot\" title=\"Staff\" facts=\"Staff 2024; Staff 2023\"/>}}\n",
    );
    let front_matter = "title: A\ndate: 2025-01-01\nkey_facts: {Staff 2023: \"1,200\", Lab: Shanghai, Staff 2024: nearly 1.5 thousand}";
    let built = site("")
        .write("content/a.md", &markdown(front_matter, text))
        .write("content/_data/offices.csv", "city,staff,since\nParis,-5,2001\nRome,10,1999\n")
        .built();
    built
        .has("a/index.html", "<rect class=\"series-1\" x=\"0%\" y=\"22\" width=\"33.33%\"")
        .has("a/index.html", "<rect class=\"series-1\" x=\"33.33%\" y=\"70\" width=\"66.67%\"")
        .has(
            "a/index.html",
            "<tr><th scope=\"row\">Staff 2024</th><td>nearly 1.5 thousand</td></tr>\n<tr><th scope=\"row\">Staff 2023</th>",
        );
}

#[test]
fn data_with_labels_and_values_keeps_its_other_columns() {
    let text = concat!(
        "{{<chart kind=\"bar\" title=\"All\" data=\"off\"/>}}\n\n",
        "{{<chart kind=\"bar\" title=\"One\" data=\"off\" columns=\"label; other\"/>}}\n",
    );
    let built = dated(text).write("content/_data/off.csv", "label,value,other\nParis,1,20\nRome,2,30\n").built();
    built
        .has("a/index.html", "<th scope=\"col\">label</th><th scope=\"col\">value</th><th scope=\"col\">other</th>")
        .has("a/index.html", "<th scope=\"col\">label</th><th scope=\"col\">other</th></tr>")
        .has("a/index.html", "<tr><th scope=\"row\">Rome</th><td>30</td></tr>");
}

#[test]
fn a_chart_that_cannot_be_drawn_says_why() {
    let chart = |arguments: &str, table: &str| format!("{{{{<chart title=\"T\" {arguments}>}}}}\n{table}\n{{{{</chart>}}}}");
    finds("{{<chart title=\"T\"/>}}", "E0323 content/a.md:5:1", "it has nothing to draw");
    finds(&chart("kind=\"pie\"", COAL), "E0323 content/a.md:5:1", "line, bar or dot, not `pie`");
    finds(&chart("columns=\"Year; Caol\"", COAL), "E0323 content/a.md:5:1", "did you mean `Coal`?");
    finds(&chart("", "| a | b |\n|--|--|\n| x | y |"), "E0323 content/a.md:5:1", "`y` in the column `b` is not one number");
    finds(&chart("", "| a | b |\n|--|--|\n| x | 1 % |\n| y | $2 |"), "E0323 content/a.md:5:1", "one axis cannot show");
    let cited = "| a | b |\n|--|--|\n| x [@w] | 1 |";
    dated(&chart("", cited))
        .replace("content/a.md", "title: A", "title: A\nsources: {w: {title: W}}")
        .build()
        .finds(&["E0323 content/a.md:6:1"]);
    finds("{{<chart title=\"T\" data=\"none\"/>}}", "E0323 content/a.md:5:1", "there is no data file `none`");
    finds("{{<chart title=\"T\" facts=\"Staff\"/>}}", "E0323 content/a.md:5:1", "cannot be shown");
}

#[test]
fn nothing_in_a_chart_becomes_code() {
    for attack in ATTACKS {
        let cell = attack.replace('|', "\\|").replace('<', "\\<");
        let value = attack.replace(['\'', '\u{2028}', '\u{2029}'], " ");
        let text = format!(
            "{{{{<chart title='{value}' description='{value}' source='{value}'>}}}}\n| {cell} | {cell} | b |\n|--|--|--|\n| {cell} | 1 | 2 |\n| x | 3 | - |\n{{{{</chart>}}}}\n\n\
             {{{{<chart kind='bar' title='{value}' facts='x'/>}}}}\n"
        );
        let built = dated(&text).replace("content/a.md", "title: A", "title: A\nkey_facts: {x: \"1\"}").build();
        let is_ours =
            |danger: &String| danger.starts_with("<svg [(\"role\", \"img\")") || danger.starts_with("<svg [(\"class\", \"runs\")");
        let found: Vec<String> = dangers(built.file("a/index.html")).into_iter().filter(|danger| !is_ours(danger)).collect();
        assert_eq!(found, Vec::<String>::new(), "{attack}");
    }
}

#[test]
fn templates_draw_charts_too() {
    let table = r#"{% set table = {"columns": ["a", "b"], "rows": [["x", 1], ["y", 2]]} %}"#;
    let call = r#"{{ <chart title="T" kind="bar" table={table}/> }}"#;
    let built = dated("Text.").template("404.html", &format!("{table}{call}")).built();
    built.has("404.html", "<rect class=\"series-1\" x=\"0%\" y=\"22\" width=\"50%\"");
}
