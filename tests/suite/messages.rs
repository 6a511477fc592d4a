//! Messages as people read them: a site with a mistake of every kind that is made often, and the whole report.
//!
//! The snapshot is `snapshots/suite__messages__*.snap`; `INSTA_UPDATE=always cargo test messages` writes it anew.

use crate::site::site;

#[test]
fn the_report_of_a_broken_site() {
    let outcome = site(
        r##"
-- nutgraf.yaml --
titel: "News"
timezone: Europe/Lodnon
theme_settings: {acent: "#a8201a"}
-- content/_data/tags.yaml --
ai-research: {label: "AI research", synonyms: [AI]}
china: {label: "China"}
-- content/news/2025-07-24-aws.md --
---
title: "AWS closes its Shanghai AI lab"
date: 2025-07-24
expires: 2025-02-30
tgas: [china]
tags: [ai-research, chnia]
draft: "no"
mood: sombre
key_facts:
  - {label: "Staff", value: "over 1,000"}
  - {label: "Period", value: "2025 – 2018"}
  - {label: "Trend"}
sources:
  wire: {title: "Wire report", url: "www.example.org"}
---
Amazon has closed the lab [@wrie]. See [our earlier piece](2025-07-11-nvidai.md#the-chips) and
[the background](2025-07-11-nvidia.md#the-big-pitcure).

![](chart.png)

<div class="note">Raw</div>

Mail [us](javascript:alert(1)).[^1]
-- content/news/2025-07-11-nvidia.md --
---
title: Nvidia
slug: aws
---
## The big picture
-- content/news/2025-07-12-open.md --
---
title: "Never closed
---
-- content/news/plain.md --
No title and no heading.
-- templates/page.html --
{{ page.title | shout }}
"##,
    )
    .build();
    outcome.fails();
    insta::assert_snapshot!(outcome.report());
}

#[test]
fn a_wide_line_is_shown_around_the_mistake() {
    let text = format!("---\ntitle: A\n---\n{} 上海 [x](nowhere.md) {}\n", "before ".repeat(30), "after ".repeat(30));
    insta::assert_snapshot!(site("").write("content/a.md", &text).build().report());
}
