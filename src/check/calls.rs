//! Calls of components against what the theme's components declare: E0321 and E0322.
//!
//! Everything that a definition says is judged here, before anything is printed; what a component finds wrong while it is
//! rendered is told by the printer.

use crate::base::spelling::nearest;
use crate::base::{Code, Diagnostic, Diagnostics, Place};
use crate::briefing::markdown::{Argument, Call, Given};
use crate::briefing::{Head, Places};
use crate::site::Site;
use crate::theme::components::{Body, Kind, Parameter};
use crate::theme::{Component, TemplateSet};

/// Checks every call of the site.
#[must_use]
pub fn run(site: &Site, templates: &TemplateSet, places: &Places<'_>) -> Diagnostics {
    let heads = site.pages.iter().map(|page| &*page.head).chain(site.sections.iter().filter_map(|section| section.head.as_deref()));
    let mut found = Diagnostics::new();
    for head in heads.filter(|head| !head.calls.is_empty()) {
        for call in &head.calls {
            match templates.component(&call.name) {
                Some(component) => Judged { call, component, head, places }.judge(&mut found),
                None => found.push(unknown(call, templates, places.span(&head.path, call.span.clone()))),
            }
        }
    }
    found
}

fn unknown(call: &Call, templates: &TemplateSet, place: Place) -> Diagnostic {
    let name = &call.name;
    let hint = nearest(name, templates.component_names())
        .map_or_else(|| format!("a component is a file, here templates/components/{name}.html"), |near| format!("did you mean `{near}`?"));
    Diagnostic::new(Code::E0321, format!("there is no component `{name}`")).at(place).hint(hint)
}

/// A call with the component it calls.
struct Judged<'a> {
    call: &'a Call,
    component: &'a Component,
    head: &'a Head,
    places: &'a Places<'a>,
}

impl Judged<'_> {
    fn judge(&self, found: &mut Diagnostics) {
        let name = &self.call.name;
        if let Some(argument) = self.component.unwritable() {
            found.push(self.wrong(&format!("`{name}` is for templates: no text can write its argument `{argument}`")));
            return;
        }
        found.extend(self.call.arguments.iter().filter_map(|argument| self.argument(argument)));
        found.extend(self.component.parameters().filter_map(|parameter| self.missing(parameter)));
        found.extend(self.body());
        if self.call.in_line && self.component.is_block() {
            found.push(self.wrong(&format!("`{name}` does not stand among words")).hint("put it on a line of its own"));
        }
    }

    fn wrong(&self, message: &str) -> Diagnostic {
        Diagnostic::new(Code::E0322, message).at(self.places.span(&self.head.path, self.call.span.clone()))
    }

    fn argument(&self, argument: &Argument) -> Option<Diagnostic> {
        let (name, written) = (&self.call.name, argument.name.as_str());
        let place = || self.places.span(&self.head.path, argument.span.clone());
        let Some(parameter) = self.component.parameters().find(|parameter| parameter.name == written) else {
            let unknown =
                || Diagnostic::new(Code::E0322, format!("`{name}` has no argument `{written}`")).at(place()).hint(self.known(written));
            return (!self.component.takes_any()).then(unknown);
        };
        let wanted = parameter.kind.filter(|kind| !kind.takes(&argument.value))?;
        let message = format!("the argument `{written}` of `{name}` is {}, not {}", words(wanted), words_of(&argument.value));
        Some(Diagnostic::new(Code::E0322, message).at(place()).hint(example(written, wanted)))
    }

    fn known(&self, written: &str) -> String {
        let names: Vec<&str> = self.component.parameters().map(|parameter| parameter.name).collect();
        let all = || if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) };
        nearest(written, names.iter().copied()).map_or_else(all, |near| format!("did you mean `{near}`?"))
    }

    fn missing(&self, parameter: Parameter<'_>) -> Option<Diagnostic> {
        let Parameter { name, kind, is_required } = parameter;
        let is_given = self.call.arguments.iter().any(|argument| argument.name == name);
        let hint = || format!("add {}", example(name, kind.unwrap_or(Kind::Text)).trim_start_matches("write "));
        (is_required && !is_given).then(|| self.wrong(&format!("`{}` needs the argument `{name}`", self.call.name)).hint(hint()))
    }

    fn body(&self) -> Option<Diagnostic> {
        let name = &self.call.name;
        match self.component.body() {
            Body::Needed if !self.call.has_body => {
                let hint = format!("write {{{{<{name}>}}}}…{{{{</{name}>}}}}");
                Some(self.wrong(&format!("`{name}` needs a body")).hint(hint))
            }
            Body::None if self.call.has_body => Some(self.wrong(&format!("`{name}` has no body")).hint("take the closing tag away")),
            _ => None,
        }
    }
}

fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Flag => "`true` or `false`",
        Kind::Integer => "a whole number",
        Kind::Number | Kind::Float => "a number",
        Kind::Picture => "a picture",
    }
}

fn words_of(given: &Given) -> &'static str {
    match given {
        Given::Text(_) | Given::Link(_) => "text",
        Given::Flag(_) => "`true` or `false`",
        Given::Integer(_) | Given::Decimal(_) => "a number",
        Given::Picture(_) | Given::PictureElsewhere(_) => "a picture",
    }
}

fn example(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("write `{name}=\"…\"`"),
        Kind::Flag => format!("write `{name}` or `{name}=false`"),
        Kind::Integer | Kind::Number | Kind::Float => format!("write `{name}=12`"),
        Kind::Picture => format!("write `{name}=\"picture.svg\"`"),
    }
}
