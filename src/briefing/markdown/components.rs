//! Component calls in the text: what they say is kept with the head, and a hole is left where what they show belongs.
//!
//! Which components there are, only the theme knows; so a call is read here, and judged where the theme is known. Two
//! arguments mean the same in all of them, and are followed like any link of the text: `src` is a picture, `href` a link.
//!
//! A body begins and ends in the same block. The HTML between the two holes is the body, whatever else it holds. A call
//! that is alone in its paragraph, or whose tags are, takes the paragraph's place.

use std::ops::Range;

use pulldown_cmark::CowStr;
use serde::{Deserialize, Serialize};

use super::calls::{Kind, Literal, Opening, WrittenArgument};
use super::faults::{broken_call, forbidden_scheme};
use super::fragment::{Fill, Mark};
use super::links::{Destination, allowed_schemes, of_image, of_link};
use super::writer::Writer;
use super::{Reference, ReferenceKind};
use crate::base::Code;

/// A call of a component.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Call {
    /// The component.
    pub name: String,
    /// Its arguments, in order.
    pub arguments: Vec<Argument>,
    /// Whether it has a body.
    pub has_body: bool,
    /// Whether it stands among the words of a paragraph or heading.
    pub in_line: bool,
    /// The first table of its body.
    pub table: Option<PlainTable>,
    /// The tag that calls it.
    pub span: Range<usize>,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Given,
    /// All of it, name and value.
    pub span: Range<usize>,
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Given {
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, as its digits.
    Decimal(String),
    /// `true` or `false`.
    Flag(bool),
    /// A link of the site, as an index into the file's references.
    Link(usize),
    /// A picture, as an index into the file's references.
    Picture(usize),
    /// A picture of another site, by its address; empty if that must not be written.
    PictureElsewhere(String),
}

/// A table as plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlainTable {
    /// The cells of its header.
    pub columns: Vec<String>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// A call whose body is being read.
pub(super) struct OpenCall {
    name: String,
    index: usize,
    /// How many elements are open around its body.
    depth: usize,
    span: Range<usize>,
}

/// A tag that its paragraph began with.
#[derive(Debug)]
pub(super) struct LoneTag {
    /// Where what the paragraph may hold ends: behind the tag, or behind the body that it began.
    end: Mark,
    /// The call.
    index: usize,
    /// Whether it ends a body that began outside the paragraph.
    closes: bool,
    span: Range<usize>,
}

const OUTSIDE: &str = "its two tags stand in different blocks; put each on a line of its own, or both in one line";

impl<'a> Writer<'a> {
    /// Takes text in which characters stand for tags of components.
    pub(super) fn text_with_calls(&mut self, text: CowStr<'a>, span: &Range<usize>) {
        let lifted = &self.prepared.lifted;
        if lifted.is_empty() || !text.chars().any(|character| lifted.piece(character).is_some()) {
            return self.text(text, span);
        }
        let part = |range: Range<usize>| match span.len() == text.len() {
            true => span.start + range.start..span.start + range.end,
            false => span.clone(),
        };
        let mut from = 0;
        for (at, character) in text.char_indices().filter(|(_, character)| lifted.piece(*character).is_some()) {
            if from < at {
                self.text(text[from..at].to_owned().into(), &part(from..at));
            }
            from = at + character.len_utf8();
            self.end_run();
            self.tag(character);
        }
        if from < text.len() {
            self.text(text[from..].to_owned().into(), &part(from..text.len()));
        }
    }

    fn tag(&mut self, character: char) {
        let prepared = self.prepared;
        let Some(piece) = prepared.lifted.piece(character) else { return };
        let span = prepared.lifted_in_file(&piece.at);
        match &piece.kind {
            Kind::Plain => self.put_text(&piece.written, &(0..0)),
            Kind::Text(text) => self.put_text(text, &(0..0)),
            Kind::Broken(why, at) => {
                self.refuse(prepared.lifted_in_file(at), why);
                self.put_text(&piece.written, &(0..0));
            }
            Kind::Opening(_) | Kind::Closing(_) if self.in_link() => self.refuse(span, "it stands in the words of a link"),
            Kind::Opening(_) | Kind::Closing(_) if self.in_facts() => self.refuse(span, "it stands in the table of key facts"),
            Kind::Opening(opening) => self.open_call(opening, span),
            Kind::Closing(name) => self.close_call(name, span),
        }
    }

    fn refuse(&mut self, span: Range<usize>, why: &str) {
        self.findings.add(Code::E0320, span, |place| broken_call(place, why));
    }

    fn open_call(&mut self, opening: &Opening, span: Range<usize>) {
        let arguments: Vec<Argument> = opening.arguments.iter().map(|written| self.argument(written)).collect();
        let (index, begins) = (self.calls.len(), self.begins_paragraph());
        let (name, in_line) = (opening.name.clone(), self.phrasing > 0);
        self.calls.push(Call { name, arguments, has_body: false, in_line, table: None, span: span.clone() });
        self.out.hole(Fill::Call(index));
        self.block.has_gap = true;
        if begins {
            self.block.lone_tag = Some(LoneTag { end: self.out.mark(), index, closes: false, span: span.clone() });
        }
        if opening.has_body {
            self.open_calls.push(OpenCall { name: opening.name.clone(), index, depth: self.depth, span });
        }
    }

    fn argument(&mut self, written: &WrittenArgument) -> Argument {
        let span = self.prepared.lifted_in_file(&written.value_at);
        let value = match (&written.value, written.name.as_str()) {
            (Literal::Text(text), "src") => self.followed(of_image(text), ReferenceKind::Image, text, &span),
            (Literal::Text(text), "href") => self.followed(of_link(text), ReferenceKind::Link, text, &span),
            (Literal::Text(text), _) => Given::Text(text.clone()),
            (Literal::Flag(flag), _) => Given::Flag(*flag),
            (Literal::Number(digits), _) => {
                digits.trim_start_matches('+').parse().map_or_else(|_| Given::Decimal(digits.clone()), Given::Integer)
            }
        };
        Argument { name: written.name.clone(), value, span: self.prepared.lifted_in_file(&written.at) }
    }

    /// An address as it is given; none at all if it must not be written, as for what is not published.
    fn followed(&mut self, to: Destination<'_>, kind: ReferenceKind, written: &str, span: &Range<usize>) -> Given {
        let is_picture = kind == ReferenceKind::Image;
        match to {
            Destination::Forbidden(scheme) => {
                let fault = |place| forbidden_scheme(place, &scheme, &allowed_schemes(is_picture));
                self.findings.add(Code::W0306, span.clone(), fault);
                if is_picture { Given::PictureElsewhere(String::new()) } else { Given::Text(String::new()) }
            }
            Destination::Outside(address) if is_picture => Given::PictureElsewhere(address.into_owned()),
            Destination::Outside(address) => Given::Text(address.into_owned()),
            Destination::Anchor(_) | Destination::Inside => {
                let index = self.references.len();
                self.references.push(Reference { kind, destination: written.to_owned(), span: span.clone() });
                if is_picture { Given::Picture(index) } else { Given::Link(index) }
            }
        }
    }

    /// Whether nothing stands yet in the paragraph that is open.
    fn begins_paragraph(&self) -> bool {
        self.phrasing > 0 && self.block.heading.is_none() && self.out.is_at(self.block.mark.after("<p>"))
    }

    fn close_call(&mut self, name: &str, span: Range<usize>) {
        let begins = self.begins_paragraph();
        let fits = |open: &OpenCall| open.name == name && (open.depth == self.depth || (begins && open.depth + 1 == self.depth));
        let Some(at) = self.open_calls.iter().rposition(fits) else { return self.refuse(span, OUTSIDE) };
        for inner in self.open_calls.split_off(at + 1) {
            self.give_up(inner);
        }
        let Some(OpenCall { index, depth, .. }) = self.open_calls.pop() else { return };
        if let Some(call) = self.calls.get_mut(index) {
            call.has_body = true;
        }
        self.out.hole(Fill::CallEnd(index));
        let end = self.out.mark();
        if depth < self.depth {
            self.block.lone_tag = Some(LoneTag { end, index, closes: true, span });
        } else if let Some(lone) = self.block.lone_tag.as_mut().filter(|lone| lone.index == index) {
            lone.end = end;
        }
    }

    /// Ends a paragraph that a tag stands for; whether that was so.
    pub(super) fn ends_lone_tag(&mut self) -> bool {
        let Some(lone) = self.block.lone_tag.take() else { return false };
        if !self.out.is_at(lone.end) {
            if lone.closes {
                self.refuse(lone.span, "text follows it; put the tag on a line of its own");
            }
            return false;
        }
        self.out.replace_html(self.block.mark, "<p>", "");
        self.out.push("\n");
        if !lone.closes {
            if let Some(call) = self.calls.get_mut(lone.index) {
                call.in_line = false;
            }
            self.open_calls.iter_mut().filter(|open| open.index == lone.index).for_each(|open| open.depth -= 1);
        }
        true
    }

    /// An element has ended: what began in it and has not ended never will.
    pub(super) fn leave_calls(&mut self) {
        while let Some(open) = self.open_calls.pop_if(|open| open.depth > self.depth) {
            self.give_up(open);
        }
    }

    /// Tells of a body that does not end. Of its call nothing more is to be said.
    fn give_up(&mut self, open: OpenCall) {
        if let Some(call) = self.calls.get_mut(open.index) {
            (call.has_body, call.in_line) = (true, false);
        }
        self.refuse(open.span, OUTSIDE);
    }

    /// A table begins: whether it is the first in the body of a call.
    pub(super) fn reads_table(&mut self) -> bool {
        let call = self.calling().filter(|call| call.table.is_none());
        call.map(|call| call.table = Some(PlainTable::default())).is_some()
    }

    /// A row of such a table begins.
    pub(super) fn note_row(&mut self) {
        if let Some(Call { table: Some(table), .. }) = self.calling() {
            table.rows.push(Vec::with_capacity(table.columns.len()));
        }
    }

    /// A cell of such a table has ended.
    pub(super) fn note_cell(&mut self, is_head: bool) {
        let text = self.block.plain.trim().to_owned();
        let Some(Call { table: Some(table), .. }) = self.calling() else { return };
        let cells = if is_head { Some(&mut table.columns) } else { table.rows.last_mut() };
        cells.into_iter().for_each(|cells| cells.push(text.clone()));
    }

    fn calling(&mut self) -> Option<&mut Call> {
        let index = self.open_calls.last()?.index;
        self.calls.get_mut(index)
    }
}
