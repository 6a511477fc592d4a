//! Components in a text, rendered: a call becomes the HTML of its component, with what stands between its tags as the body.
//!
//! A component sees its arguments and, where it asks for them, `page`, `site` and `config`; in a feed, `feed` is true and
//! every address that it writes from the root of the host is made absolute. What fails is told at the call, in the text.

use rustc_hash::FxHashSet;
use tera::{Context, Value};

use super::text::Reader;
use super::{Press, Unprinted};
use crate::base::{Code, Diagnostic, Diagnostics, Place};
use crate::briefing::Head;
use crate::briefing::markdown::{Argument, Call, Fill, Given, PlainTable};
use crate::site::{Filler, Resolved};
use crate::theme::components::{Kind, TABLE};
use crate::theme::set::Failure;
use crate::theme::values::map;
use crate::theme::{Component, Shown, embedded};

/// The text whose calls are rendered, and who reads it.
pub(super) struct Around<'a> {
    /// What renders.
    pub(super) press: &'a Press<'a>,
    /// The job that it is rendered for.
    pub(super) job: usize,
    /// The head of the text.
    pub(super) head: &'a Head,
    /// Its links.
    pub(super) links: &'a [Resolved],
    /// How addresses are written.
    pub(super) filler: &'a Filler<'a>,
    /// Who reads it.
    pub(super) reader: Reader,
    /// `page`, made if there is a call.
    pub(super) page: &'a dyn Fn() -> Value,
}

/// The calls of a text, while it is filled.
pub(super) struct Calls<'a> {
    around: &'a Around<'a>,
    implicit: Option<Context>,
    /// Calls whose bodies have begun, with where.
    open: Vec<(usize, usize)>,
    found: Diagnostics,
}

impl<'a> Calls<'a> {
    pub(super) fn new(around: &'a Around<'a>) -> Self {
        Self { around, implicit: None, open: Vec::new(), found: Diagnostics::new() }
    }

    /// Fills the hole of a call, or of the end of its body.
    pub(super) fn fill(&mut self, hole: &Fill, out: &mut String) {
        let head = self.around.head;
        match hole {
            Fill::Call(index) => match head.calls.get(*index) {
                Some(call) if call.has_body => self.open.push((*index, out.len())),
                Some(call) => self.render(call, None, out),
                None => {}
            },
            Fill::CallEnd(index) => {
                let Some(at) = self.open.iter().rposition(|(open, _)| open == index) else { return };
                let (_, start) = self.open.split_off(at)[0];
                let body = out.split_off(start);
                head.calls.get(*index).into_iter().for_each(|call| self.render(call, Some(body.trim()), out));
            }
            _ => {}
        }
    }

    /// What went wrong, if anything did.
    pub(super) fn finish(self) -> Result<(), Unprinted> {
        if self.found.is_empty() { Ok(()) } else { Err(Unprinted::Told(self.found)) }
    }

    fn render(&mut self, call: &Call, body: Option<&str>, out: &mut String) {
        let Around { press, job, reader, .. } = *self.around;
        let Some(component) = press.templates.component(&call.name) else { return };
        // Tera would refuse it too; what is wrong with a call is told before anything is printed, all at once and at its place.
        if !component.misuses(call).is_empty() {
            return;
        }
        let around = self.implicit.get_or_insert_with(|| self.around.implicit()).clone();
        let shown = Shown { name: &call.name, arguments: self.around.arguments(call, component), around, body };
        match press.templates.render_component(&shown, job) {
            Ok(html) if body.is_some_and(|body| loses_anchor(body, &html)) => self.found.push(self.lost(call)),
            Ok(html) if reader == Reader::Feed => push_absolute(out, &html, press.view.config.base_url.origin()),
            Ok(html) => out.push_str(html.trim()),
            Err(failure) => self.found.push(self.failed(call, failure)),
        }
    }

    fn place(&self, call: &Call) -> Place {
        self.around.press.places().span(&self.around.head.path, call.span.clone())
    }

    /// Where a template of the program gave up is of no use to a writer, who does not have it.
    fn failed(&self, call: &Call, failure: Failure) -> Diagnostic {
        let message = format!("`{}` cannot be shown: {}", call.name, failure.sentence());
        let fault = Diagnostic::new(Code::E0323, message).at(self.place(call));
        match failure.place.filter(|template| !embedded::is_ours(self.around.press.files, &template.path)) {
            Some(template) => fault.note("this is where its template gave up", template),
            None => fault,
        }
    }

    fn lost(&self, call: &Call) -> Diagnostic {
        let message = format!("`{}` does not show its body, in which there is a citation, a footnote or a heading", call.name);
        Diagnostic::new(Code::E0323, message).at(self.place(call)).hint("take it out of the body: what leads there would lead nowhere")
    }
}

impl Around<'_> {
    /// What a component may ask for.
    fn implicit(&self) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.press.view.site_value.clone());
        context.insert_value("config", self.press.view.config_value.clone());
        context.insert_value("page", (self.page)());
        context.insert_value("feed", (self.reader == Reader::Feed).into());
        context
    }

    fn arguments(&self, call: &Call, component: &Component) -> Context {
        let mut context = Context::new();
        for argument in &call.arguments {
            context.insert_value(argument.name.clone(), self.value(argument, component));
        }
        if let Some(table) = call.table.as_ref().filter(|_| component.reads_table()) {
            context.insert_value(TABLE, table_value(table));
        }
        context
    }

    fn value(&self, argument: &Argument, component: &Component) -> Value {
        let wanted = || component.parameters().find(|parameter| parameter.name == argument.name)?.kind;
        match &argument.value {
            Given::Text(text) => text.as_str().into(),
            Given::Flag(flag) => (*flag).into(),
            #[expect(clippy::cast_precision_loss, reason = "a template that wants a fraction gets the nearest")]
            Given::Integer(number) if wanted() == Some(Kind::Float) => (*number as f64).into(),
            Given::Integer(number) => (*number).into(),
            Given::Decimal(digits) => digits.parse::<f64>().unwrap_or_default().into(),
            Given::Link(index) => self.address(*index).into(),
            Given::Picture(index) => self.picture(*index),
            Given::PictureElsewhere(address) => picture(address.clone(), None),
        }
    }

    /// The address that a link leads to; empty if it leads to what is not published.
    fn address(&self, index: usize) -> String {
        match self.links.get(index) {
            Some(Resolved::To { address, suffix }) => self.filler.address(address) + suffix,
            Some(Resolved::Picture { address, .. }) => self.filler.address(address),
            Some(Resolved::Own(anchor)) => self.filler.elsewhere.map(|own| self.filler.address(own)).unwrap_or_default() + anchor,
            Some(Resolved::Elsewhere(url)) => url.clone(),
            Some(Resolved::Nowhere) | None => String::new(),
        }
    }

    fn picture(&self, index: usize) -> Value {
        let size = match self.links.get(index) {
            Some(Resolved::Picture { size, .. }) => *size,
            _ => None,
        };
        picture(self.address(index), size)
    }
}

fn picture(address: String, size: Option<(u32, u32)>) -> Value {
    let (width, height) = size.unzip();
    map([("address", address.into()), ("width", width.into()), ("height", height.into()), ("alt", "".into())])
}

fn table_value(table: &PlainTable) -> Value {
    let row = |cells: &Vec<String>| cells.iter().map(|cell| cell.as_str().into()).collect::<Vec<Value>>().into();
    map([("columns", row(&table.columns)), ("rows", table.rows.iter().map(row).collect::<Vec<Value>>().into())])
}

/// Whether a body has a name that something may lead to, and the component shows it without.
fn loses_anchor(body: &str, html: &str) -> bool {
    let mut wanted = names(body).peekable();
    if wanted.peek().is_none() {
        return false;
    }
    let shown: FxHashSet<&str> = names(html).collect();
    wanted.any(|name| !shown.contains(name))
}

/// The names in a piece of HTML that something may lead to.
fn names(html: &str) -> impl Iterator<Item = &str> {
    html.split(" id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0))
}

/// Appends HTML in which addresses that begin at the root of the host are made absolute.
fn push_absolute(out: &mut String, html: &str, origin: &str) {
    let mut rest = html.trim();
    while let Some(at) = [" href=\"/", " src=\"/"].iter().filter_map(|start| Some(rest.find(start)? + start.len() - 1)).min() {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        out.push_str(if rest.starts_with("//") { "" } else { origin });
        out.push('/');
        rest = &rest[1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{loses_anchor, push_absolute};

    #[test]
    fn a_name_is_kept_whole_or_lost() {
        let body = "<h2 id=\"a\">A</h2><h2 id=\"ab\">B</h2>";
        assert!(!loses_anchor(body, &format!("<aside id=\"c\">{body}</aside>")));
        assert!(!loses_anchor("<p>A</p>", ""));
        assert!(loses_anchor(body, "<h2 id=\"ab\">B</h2>"));
        assert!(loses_anchor(body, "<h2 id=\"a\">A</h2> ab"));
    }

    #[test]
    fn addresses_from_the_root_become_absolute() {
        let mut out = String::new();
        push_absolute(&mut out, "<a href=\"/a/\"><img src=\"/b\"></a><a href=\"//c/\"><a href=\"https://d/\"><a href=\"#e\">", "https://x");
        let expected = "<a href=\"https://x/a/\"><img src=\"https://x/b\"></a><a href=\"//c/\"><a href=\"https://d/\"><a href=\"#e\">";
        assert_eq!(out, expected);
    }
}
