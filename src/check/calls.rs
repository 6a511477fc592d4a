//! Calls of components against what the theme's components declare: E0321 and E0322.
//!
//! Everything that a definition says is judged here, before anything is printed; what a component finds wrong while it is
//! rendered is told by the printer.

use crate::base::spelling::nearest;
use crate::base::{Code, Diagnostic, Diagnostics, Place};
use crate::briefing::markdown::{Argument, Call, Given};
use crate::briefing::{Head, Places};
use crate::site::Site;
use crate::theme::components::{Kind, Misuse, Parameter};
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
        let misuses = self.component.misuses(self.call);
        let is_callable = !matches!(misuses[..], [Misuse::Unwritable(_)]);
        found.extend(misuses.into_iter().map(|misuse| self.told(misuse)));
        if is_callable && self.call.in_line && self.component.is_block() {
            found.push(self.wrong(&format!("`{name}` does not stand among words")).hint("put it on a line of its own"));
        }
    }

    fn told(&self, misuse: Misuse<'_>) -> Diagnostic {
        let name = &self.call.name;
        match misuse {
            Misuse::Unwritable(argument) => self.wrong(&format!("`{name}` is for templates: no text can write its argument `{argument}`")),
            Misuse::Unknown(argument) => {
                let written = &argument.name;
                self.wrong_at(argument, format!("`{name}` has no argument `{written}`")).hint(self.known(written))
            }
            Misuse::WrongKind(argument, wanted) => {
                let written = &argument.name;
                let message = format!("the argument `{written}` of `{name}` is {}, not {}", words(wanted), words_of(&argument.value));
                self.wrong_at(argument, message).hint(example(written, wanted))
            }
            Misuse::Missing(Parameter { name: wanted, kind, .. }) => {
                let hint = format!("add {}", example(wanted, kind.unwrap_or(Kind::Text)).trim_start_matches("write "));
                self.wrong(&format!("`{name}` needs the argument `{wanted}`")).hint(hint)
            }
            Misuse::NoBody => {
                let hint = format!("write {{{{<{name}>}}}}…{{{{</{name}>}}}}");
                self.wrong(&format!("`{name}` needs a body")).hint(hint)
            }
            Misuse::Body => self.wrong(&format!("`{name}` has no body")).hint("take the closing tag away"),
        }
    }

    fn wrong(&self, message: &str) -> Diagnostic {
        Diagnostic::new(Code::E0322, message).at(self.places.span(&self.head.path, self.call.span.clone()))
    }

    fn wrong_at(&self, argument: &Argument, message: String) -> Diagnostic {
        Diagnostic::new(Code::E0322, message).at(self.places.span(&self.head.path, argument.span.clone()))
    }

    fn known(&self, written: &str) -> String {
        let names: Vec<&str> = self.component.parameters().map(|parameter| parameter.name).collect();
        let all = || if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) };
        nearest(written, names.iter().copied()).map_or_else(all, |near| format!("did you mean `{near}`?"))
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
