//! The words for what facts of the whole site do not agree on.

use crate::base::{Code, Diagnostic, Place};
use crate::briefing::KeyFact;
use crate::site::facts::Group;

/// Two facts that cannot both hold.
pub(super) fn contradiction(group: &Group, is_fixed: bool, own: (&KeyFact, Place), other: (&KeyFact, Place)) -> Diagnostic {
    let ((own, place), (other, first)) = (own, other);
    let when = if is_fixed { "and it never changes" } else { "for the same date" };
    let message = format!("`{}` is {} here and {} elsewhere, {when}", group.label, own.value, other.value);
    Diagnostic::new(Code::W0214, message)
        .at(place)
        .note(format!("here it is {}", other.value), first)
        .hint("correct one of them, or say what tells them apart: another `as_of`, or `said_by` for a claim of somebody's")
}

/// A property of two types.
pub(super) fn two_types(property: &str, own: (&str, &KeyFact, Place), other: (&str, &KeyFact, Place)) -> Diagnostic {
    let ((class, own, place), (known, there, first)) = (own, other);
    Diagnostic::new(Code::E0213, format!("the property `{property}` is {class} here and {known} elsewhere"))
        .at(place)
        .note(format!("`{}` is {known}", there.value), first)
        .hint(format!("write `{}` as {known}, or give it a property of its own", own.value))
}

/// An entity that the registry does not hold.
pub(super) fn unknown_entity(entity: &str, near: Option<&str>, place: Place) -> Diagnostic {
    unknown(Code::E0215, "entity", entity, near, place, "content/_data/entities.yaml")
}

/// A property that the registry does not hold.
pub(super) fn unknown_property(property: &str, near: Option<&str>, place: Place) -> Diagnostic {
    unknown(Code::E0216, "property", property, near, place, "content/_data/properties.yaml")
}

fn unknown(code: Code, what: &str, name: &str, near: Option<&str>, place: Place, file: &str) -> Diagnostic {
    let hint = near.map_or_else(|| format!("add it to {file}"), |near| format!("did you mean `{near}`? if it is new, add it to {file}"));
    Diagnostic::new(code, format!("unknown {what} `{name}`")).at(place).hint(hint)
}
