//! Headings: ids, roles, links to themselves, and the one that opens a file and becomes its title.
//!
//! The page has one level-one heading, its title; so a further one in the text is written as level two.

use std::fmt::Write as _;

use pulldown_cmark::{CowStr, HeadingLevel};

use super::Heading;
use super::fragment::{Draft, Fill};
use super::writer::Writer;
use crate::base::escape::push_escaped;
use crate::base::spelling::one_line;

/// A heading whose text is being read.
#[derive(Debug)]
pub(super) struct OpenHeading {
    level: u8,
    id: Option<String>,
    classes: String,
}

impl Writer<'_> {
    pub(super) fn start_heading(&mut self, level: HeadingLevel, id: Option<&str>, classes: &[CowStr<'_>]) {
        self.out.fresh_line();
        self.begin_plain();
        self.block.heading = Some(OpenHeading { level: level as u8, id: id.map(str::to_owned), classes: classes.join(" ") });
    }

    /// Puts the opening tag before the text, now that the text and so the id is known.
    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.block.heading.take() else { return };
        let title = one_line(&self.block.plain);
        self.watch.heading(&title);
        if heading.level == 1 && self.opens_file() {
            self.out.cut(self.block.mark);
            self.title = Some(title);
            return;
        }
        let id = self.anchors.heading(heading.id.as_deref(), &title);
        let level = heading.level.max(2);
        let role = self.options.signposts.role(&title).map(str::to_owned);
        self.out.insert_html(self.block.mark, &open_tag(level, &id, &heading.classes, role.as_deref()));
        if self.options.permalinks {
            push_permalink(&mut self.out, &id);
        }
        let _ = writeln!(self.out.text, "</h{level}>");
        self.headings.push(Heading { level, id, title, role });
    }

    fn opens_file(&self) -> bool {
        !self.options.keep_opening && self.is_first() && self.block.mark.is_start()
    }
}

fn open_tag(level: u8, id: &str, classes: &str, role: Option<&str>) -> String {
    let mut tag = String::with_capacity(id.len() + classes.len() + 32);
    let _ = write!(tag, "<h{level} id=\"");
    push_escaped(&mut tag, id);
    if !classes.is_empty() {
        tag.push_str("\" class=\"");
        push_escaped(&mut tag, classes);
    }
    if let Some(role) = role {
        tag.push_str("\" data-role=\"");
        tag.push_str(role);
    }
    tag.push_str("\">");
    tag
}

fn push_permalink(out: &mut Draft, id: &str) {
    out.push(" <a class=\"permalink\" href=\"");
    push_anchor_address(out, id);
    out.push("\" aria-label=\"Link to this section\">#</a>");
}

/// Writes the inside of `href` for a place on the same page.
pub(super) fn push_anchor_address(out: &mut Draft, id: &str) {
    out.hole(Fill::OwnAnchor);
    out.push("#");
    out.push_text(id);
}
