//! Images, and figures: an image alone in its paragraph.
//!
//! The description between the brackets becomes plain text; the address and the size of an image of this site are a
//! hole, since only the whole site knows them.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

use super::faults::{forbidden_scheme, image_without_text};
use super::fragment::{Fill, Mark};
use super::links::{Destination, allowed_schemes, of_image, push_address};
use super::writer::{Mode, Writer};
use super::{Reference, ReferenceKind, inline};
use crate::base::Code;

/// An image whose description is being read.
pub(super) struct OpenImage {
    destination: String,
    title: String,
    text: String,
    /// How many elements are open inside the description.
    depth: usize,
    /// The whole image, in the file.
    span: Range<usize>,
}

/// An image that a paragraph began with.
#[derive(Debug)]
pub(super) struct Figure {
    /// Where the image ends.
    pub(super) end: Mark,
    /// Where its `title` attribute begins.
    title_at: Mark,
    caption: String,
}

impl Writer<'_> {
    pub(super) fn start_image(&mut self, (kind, label): (LinkType, &str), destination: &str, title: &str, span: &Range<usize>) {
        if inline::is_unknown(kind) {
            // `!` and then a citation, as in "Really![@wire]".
            self.put_text("!", &(span.start..span.start));
            return self.start_citation(kind, label, &(span.start + 1..span.end));
        }
        self.mode = Mode::Image(OpenImage {
            destination: destination.to_owned(),
            title: title.to_owned(),
            text: String::new(),
            depth: 0,
            span: self.in_file(span),
        });
    }

    pub(super) fn image_event(&mut self, event: &Event<'_>, span: &Range<usize>) {
        let Mode::Image(image) = &mut self.mode else { return };
        match event {
            Event::Start(_) => image.depth += 1,
            Event::End(_) if image.depth > 0 => image.depth -= 1,
            Event::End(_) => self.end_image(),
            Event::Text(text) | Event::Code(text) => image.text.push_str(text),
            Event::SoftBreak | Event::HardBreak => image.text.push(' '),
            Event::InlineHtml(html) if !html.starts_with("<!--") => {
                image.text.push_str(html);
                self.report_raw(html, span);
            }
            _ => {}
        }
    }

    fn end_image(&mut self) {
        let Mode::Image(image) = std::mem::replace(&mut self.mode, Mode::Prose) else { return };
        let begins = self.out.is_at(self.block.mark.after("<p>"));
        if image.text.trim().is_empty() {
            self.findings.add(Code::W0304, image.span.clone(), image_without_text);
        }
        match of_image(&image.destination) {
            Destination::Forbidden(scheme) => {
                let fault = |place| forbidden_scheme(place, &scheme, &allowed_schemes(true));
                self.findings.add(Code::W0306, image.span.clone(), fault);
                return self.out.push_text(&image.text);
            }
            Destination::Outside(address) => {
                self.out.push("<img src=\"");
                push_address(&mut self.out.text, &address);
                self.out.push("\"");
            }
            Destination::Anchor(_) | Destination::Inside => {
                self.out.push("<img");
                self.out.hole(Fill::Image(self.references.len()));
                let destination = image.destination.clone();
                self.references.push(Reference { kind: ReferenceKind::Image, destination, span: image.span.clone() });
            }
        }
        self.end_image_tag(image, begins);
    }

    fn end_image_tag(&mut self, image: OpenImage, begins: bool) {
        self.out.push(" alt=\"");
        self.out.push_text(image.text.trim());
        self.out.push("\" loading=\"lazy\" decoding=\"async\"");
        let title_at = self.out.mark();
        if !image.title.is_empty() {
            self.out.push(" title=\"");
            self.out.push_text(&image.title);
            self.out.push("\"");
        }
        self.out.push(">");
        if begins {
            self.block.figure = Some(Figure { end: self.out.mark(), title_at, caption: image.title });
        }
    }

    /// Makes a figure of the paragraph that held nothing but an image: the title becomes the caption.
    pub(super) fn end_figure(&mut self, figure: Figure) {
        self.out.cut(figure.title_at);
        self.out.push(">");
        if !figure.caption.trim().is_empty() {
            self.out.push("<figcaption>");
            self.out.push_text(&figure.caption);
            self.out.push("</figcaption>");
        }
        self.out.push("</figure>\n");
        self.out.replace_html(self.block.mark, "<p>", "<figure>");
    }
}
