//! The words for mistakes that only show when all files are seen together.

use crate::base::{Address, Code, Diagnostic, Place};

/// A tag that the registry does not hold.
pub(crate) fn unknown_tag(tag: &str, near: Option<&str>, place: Place) -> Diagnostic {
    let hint = near.map_or_else(
        || "add it to content/_data/tags.yaml".to_owned(),
        |near| format!("did you mean `{near}`? if it is new, add it to content/_data/tags.yaml"),
    );
    Diagnostic::new(Code::E0404, format!("unknown tag `{tag}`")).at(place).hint(hint)
}

/// An author that the registry does not hold.
pub(crate) fn unknown_author(author: &str, near: Option<&str>, place: Place) -> Diagnostic {
    let hint = near.map_or_else(
        || "add the author to content/_data/authors.yaml".to_owned(),
        |near| format!("did you mean `{near}`? if the author is new, add the name to content/_data/authors.yaml"),
    );
    Diagnostic::new(Code::E0405, format!("unknown author `{author}`")).at(place).hint(hint)
}

/// Two outputs at one address.
pub(crate) fn same_address(address: &Address, what: &str, place: Option<Place>, first: &str, first_place: Option<Place>) -> Diagnostic {
    collision(Code::E0401, format!("{what} has the address {address}, which {first} has already"), place, first_place)
        .hint("give one of them another `slug` or `url`, or rename its file")
}

/// Two outputs whose addresses some systems cannot tell apart.
pub(crate) fn nearly_same_address(
    address: &Address,
    what: &str,
    place: Option<Place>,
    first: (&Address, &str, Option<Place>),
) -> Diagnostic {
    let (first_address, first, first_place) = first;
    let message =
        format!("{what} has the address {address}, which differs from {first_address} of {first} only in letter case or Unicode form");
    collision(Code::E0402, message, place, first_place).hint("some systems take them for one file; rename one of them")
}

/// A file where a folder is needed.
pub(crate) fn file_and_folder(file: &Address, what: &str, place: Option<Place>, below: (&Address, &str, Option<Place>)) -> Diagnostic {
    let (other, first, first_place) = below;
    collision(
        Code::E0401,
        format!("{what} has the address {file}, but {first} needs a folder of that name for {other}"),
        place,
        first_place,
    )
    .hint("give one of them another `slug` or `url`, or rename its file")
}

fn collision(code: Code, message: String, place: Option<Place>, first: Option<Place>) -> Diagnostic {
    let mut fault = Diagnostic::new(code, message);
    match (place, first) {
        (Some(place), Some(first)) => fault = fault.at(place).note("the first one", first),
        (place, first) => fault.place = place.or(first),
    }
    fault
}

/// A name that cannot be part of an address.
pub(crate) fn address_not_allowed(what: &str, why: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0403, format!("the address of {what} {why}"))
        .at(place)
        .hint("set `slug` in the front matter, or rename the file")
}

/// An address that the preview keeps for itself.
pub(crate) fn reserved_address(place: Option<Place>) -> Diagnostic {
    let mut fault = Diagnostic::new(Code::E0403, "addresses below /__nutgraf/ are kept for the preview");
    fault.place = place;
    fault
}

/// A link to nothing.
pub(crate) fn broken_link(destination: &str, near: Option<String>, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0301, format!("the link leads to nothing: there is no `{destination}`")).at(place).hint(near.map_or_else(
        || "link to a file of the project, as in [text](../section/other.md)".to_owned(),
        |near| format!("did you mean `{near}`?"),
    ))
}

/// A link to a place that the page does not have.
pub(crate) fn broken_anchor(destination: &str, anchor: &str, near: Option<&str>, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0302, format!("{destination} has no place named `#{anchor}`"))
        .at(place)
        .maybe_hint(near.map(|near| format!("did you mean `#{near}`?")))
}

/// A picture that is not there.
pub(crate) fn missing_image(destination: &str, near: Option<String>, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0303, format!("there is no picture `{destination}`"))
        .at(place)
        .hint(near.map_or_else(|| "put it beside the text, or into static/".to_owned(), |near| format!("did you mean `{near}`?")))
}

/// A picture whose size cannot be read.
pub(crate) fn unmeasured_image(destination: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0308, format!("the size of `{destination}` cannot be read, so the page may jump while it loads"))
        .at(place)
        .hint("check that the file is a picture, and that an SVG has `width` and `height` or a `viewBox`")
}

/// A link to a page that is withheld.
pub(crate) fn withheld_link(destination: &str, words: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0309, format!("`{destination}` is not published ({words}), so the text is shown without a link")).at(place)
}
