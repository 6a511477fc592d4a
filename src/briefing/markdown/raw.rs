//! Raw HTML: passed through where the site allows it, else shown as text; comments vanish either way.

use std::ops::Range;
use std::panic::catch_unwind;

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};

use super::faults::{open_comment, raw_html};
use super::writer::{Mode, Writer};
use crate::base::Code;

/// A block of raw HTML that is being read.
pub(super) struct RawBlock {
    html: String,
    /// The whole block, in the file.
    span: Range<usize>,
}

impl RawBlock {
    pub(super) fn new(span: Range<usize>) -> Self {
        Self { html: String::new(), span }
    }

    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }
}

impl Writer<'_> {
    pub(super) fn end_raw(&mut self) {
        let Mode::Raw(raw) = std::mem::replace(&mut self.mode, Mode::Prose) else { return };
        let (shown, is_open) = without_comments(&raw.html);
        if self.options.raw_html {
            self.out.fresh_line();
            if !is_open {
                return self.out.push(&shown);
            }
        }
        let shown = shown.trim();
        if shown.is_empty() {
            return;
        }
        self.findings.add(Code::W0305, raw.span, if is_open { open_comment } else { raw_html });
        self.raw_reported = true;
        self.out.fresh_line();
        self.out.push("<p>");
        self.out.push_text(shown);
        self.out.push("</p>\n");
    }

    pub(super) fn inline_raw(&mut self, html: &str, span: &Range<usize>) {
        if html.starts_with("<!--") {
            // A writer's note, whatever the setting.
        } else if self.options.raw_html {
            self.out.push(html);
        } else {
            self.report_raw(html, span);
            self.out.push_text(html);
        }
    }

    /// Reports a tag in a line. A closing tag has its opening one reported already.
    pub(super) fn report_raw(&mut self, html: &str, span: &Range<usize>) {
        if self.options.raw_html || (html.starts_with("</") && self.raw_reported) {
            return;
        }
        let span = self.in_file(span);
        self.findings.add(Code::W0305, span, raw_html);
        self.raw_reported = true;
    }
}

/// Where the comments of a text stand: what a page leaves out, for those who publish the text itself. All of it, if the
/// parser cannot read it.
pub(super) fn comment_ranges(text: &str, extensions: Extensions) -> Vec<Range<usize>> {
    let raw = || {
        let events = Parser::new_ext(text, extensions).into_offset_iter();
        let is_raw = |event: &Event<'_>| matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
        events.filter(|(event, _)| is_raw(event)).map(|(_, span)| span).collect::<Vec<_>>()
    };
    let Ok(spans) = catch_unwind(raw) else { return std::iter::once(0..text.len()).collect() };
    let mut found = Vec::new();
    for span in spans {
        let (html, mut at) = (text.get(span.clone()).unwrap_or_default(), 0);
        while let Some(start) = html[at..].find("<!--").map(|start| at + start) {
            let Some(end) = html[start + 2..].find("-->").map(|end| start + 2 + end + 3) else { break };
            found.push(span.start + start..span.start + end);
            at = end;
        }
    }
    found
}

/// The HTML without its comments, and whether one of them never ends: that one is kept, lest the rest of a file vanish.
fn without_comments(html: &str) -> (String, bool) {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        // `<!-->` is a whole comment, so its end may share the dashes of its beginning.
        let Some(end) = rest[start + 2..].find("-->") else {
            out.push_str(rest);
            return (out, true);
        };
        out.push_str(&rest[..start]);
        rest = &rest[start + 2 + end + 3..];
    }
    out.push_str(rest);
    (out, false)
}
