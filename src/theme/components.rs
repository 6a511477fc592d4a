//! Components as texts call them: what a theme lets writers use, and what it wants of them.
//!
//! A text may call what stands in a file of its own, `components/NAME.html`, and nothing else of a theme. What arguments
//! there are, and of which kind, its definition says. Its metadata may say more: `{"place": "block"}` that it does not stand
//! among words, `{"body": "needed"}` or `{"body": "none"}` whether it has a body.

use std::collections::BTreeMap;

use tera::{ComponentArg, ComponentArgType, ComponentInfo, Context, Tera};

use super::closure::Mentions;
use crate::base::Digest;
use crate::briefing::markdown::{Argument, Call, Given};

/// The argument that holds the first table of the body.
pub const TABLE: &str = "table";

/// What a component may ask for beside its arguments.
const AROUND: [&str; 4] = ["page", "site", "config", "feed"];

/// A component that texts may call.
#[derive(Debug)]
pub struct Component {
    info: ComponentInfo,
    /// The version of all that it is made of.
    pub version: Digest,
}

/// Whether a call has a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// It must.
    Needed,
    /// It may.
    Free,
    /// It must not.
    None,
}

/// What an argument holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// Any number, which the template gets with a fraction.
    Float,
    /// A picture.
    Picture,
}

impl Kind {
    /// Whether a value is of this kind.
    #[must_use]
    pub fn takes(self, given: &Given) -> bool {
        match given {
            Given::Text(_) | Given::Link(_) => self == Self::Text,
            Given::Flag(_) => self == Self::Flag,
            Given::Integer(_) => matches!(self, Self::Integer | Self::Number | Self::Float),
            Given::Decimal(_) => matches!(self, Self::Number | Self::Float),
            Given::Picture(_) | Given::PictureElsewhere(_) => self == Self::Picture,
        }
    }
}

/// An argument as declared.
#[derive(Debug, Clone, Copy)]
pub struct Parameter<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it holds; `None` if that is left open.
    pub kind: Option<Kind>,
    /// Whether it must be given.
    pub is_required: bool,
}

/// What is wrong with a call.
#[derive(Debug, Clone, Copy)]
pub enum Misuse<'a> {
    /// No text can call the component, since none can write this argument, which must be given.
    Unwritable(&'a str),
    /// It has no such argument.
    Unknown(&'a Argument),
    /// The argument holds something else.
    WrongKind(&'a Argument, Kind),
    /// An argument is missing.
    Missing(Parameter<'a>),
    /// There must be a body.
    NoBody,
    /// There must not be a body.
    Body,
}

/// A call as it is rendered.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The component.
    pub name: &'a str,
    /// Its arguments.
    pub arguments: Context,
    /// What it may see of the page around it.
    pub around: Context,
    /// Its body, HTML.
    pub body: Option<&'a str>,
}

impl Component {
    /// The arguments that a text may give; none that it cannot write, such as lists.
    pub fn parameters(&self) -> impl Iterator<Item = Parameter<'_>> {
        let arguments = self.info.args().iter().filter(|argument| !argument.is_implicit() && argument.name() != TABLE);
        arguments.filter_map(|argument| {
            let kind = argument.arg_type().map(|written| kind(argument.name(), written)).unwrap_or(Some(None))?;
            Some(Parameter { name: argument.name(), kind, is_required: argument.is_required() })
        })
    }

    /// An argument that must be given and that no text can write, or that it wants of its surroundings in vain.
    fn unwritable(&self) -> Option<&str> {
        let known = |name: &str| self.parameters().any(|parameter| parameter.name == name);
        let has_default = |argument: &ComponentArg| argument.default().is_some() || argument.name() == TABLE;
        let is_there =
            |argument: &ComponentArg| if argument.is_implicit() { AROUND.contains(&argument.name()) } else { known(argument.name()) };
        self.info.args().iter().find(|argument| !has_default(argument) && !is_there(argument)).map(ComponentArg::name)
    }

    /// What is wrong with a call, by the definition: nothing of a component that no text can call at all but that.
    #[must_use]
    pub fn misuses<'a>(&'a self, call: &'a Call) -> Vec<Misuse<'a>> {
        if let Some(argument) = self.unwritable() {
            return vec![Misuse::Unwritable(argument)];
        }
        let is_given = |name: &str| call.arguments.iter().any(|argument| argument.name == name);
        let missing = self.parameters().filter(|parameter| parameter.is_required && !is_given(parameter.name));
        let body = match self.body() {
            Body::Needed if !call.has_body => Some(Misuse::NoBody),
            Body::None if call.has_body => Some(Misuse::Body),
            _ => None,
        };
        let arguments = call.arguments.iter().filter_map(|argument| self.misused(argument));
        arguments.chain(missing.map(Misuse::Missing)).chain(body).collect()
    }

    fn misused<'a>(&self, argument: &'a Argument) -> Option<Misuse<'a>> {
        match self.parameters().find(|parameter| parameter.name == argument.name) {
            Some(parameter) => parameter.kind.filter(|kind| !kind.takes(&argument.value)).map(|kind| Misuse::WrongKind(argument, kind)),
            None => (!self.takes_any()).then_some(Misuse::Unknown(argument)),
        }
    }

    /// Whether it takes arguments that it does not declare.
    fn takes_any(&self) -> bool {
        self.info.rest_param().is_some()
    }

    /// Whether it reads the first table of its body.
    #[must_use]
    pub fn reads_table(&self) -> bool {
        self.info.args().iter().any(|argument| argument.name() == TABLE)
    }

    /// Whether it has a body.
    fn body(&self) -> Body {
        match self.says("body") {
            Some("needed") => Body::Needed,
            Some("none") => Body::None,
            _ => Body::Free,
        }
    }

    /// Whether it must not stand among words.
    #[must_use]
    pub fn is_block(&self) -> bool {
        self.says("place") == Some("block")
    }

    fn says(&self, key: &str) -> Option<&str> {
        self.info.metadata().get(key)?.as_str()
    }
}

/// The kind of a declared type; `None` if no text can write such a value.
fn kind(name: &str, written: ComponentArgType) -> Option<Option<Kind>> {
    Some(Some(match written {
        ComponentArgType::String => Kind::Text,
        ComponentArgType::Bool => Kind::Flag,
        ComponentArgType::Integer => Kind::Integer,
        ComponentArgType::Number => Kind::Number,
        ComponentArgType::Float => Kind::Float,
        ComponentArgType::Map if name == "src" => Kind::Picture,
        _ => return None,
    }))
}

/// The components that stand in files of their own: `nearest` gives the file that counts, `reached` the version of all that
/// such files reach.
pub(super) fn callable(
    tera: &Tera,
    mentions: &BTreeMap<String, Mentions>,
    nearest: impl Fn(&str) -> Option<String>,
    reached: impl Fn(&[&String]) -> Digest,
) -> BTreeMap<String, Component> {
    let one = |name: &str| {
        let file = nearest(&format!("components/{name}.html"))?;
        mentions.get(&file).filter(|mentions| mentions.defines.contains(name))?;
        let owners: Vec<&String> = mentions.iter().filter(|(_, mentions)| mentions.defines.contains(name)).map(|(name, _)| name).collect();
        Some(Component { info: tera.get_component_definition(name)?, version: reached(&owners) })
    };
    tera.get_component_names().filter_map(|name| Some((name.to_owned(), one(name)?))).collect()
}
