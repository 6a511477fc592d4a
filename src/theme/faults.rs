//! The words for mistakes in themes and templates.

use crate::base::spelling::{count, nearest};
use crate::base::{Code, Colour, Diagnostic, Place, SourcePath};
use crate::input::Value;

/// A theme that is not there.
pub(crate) fn missing_theme(name: &str, known: &[String], place: Place) -> Diagnostic {
    let hint = nearest(name, known.iter().map(String::as_str)).map_or_else(
        || format!("put it into themes/{name}/, or leave `theme` out for the one that is built in"),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(Code::E0501, format!("there is no theme `{name}`")).at(place).hint(hint)
}

/// Themes that are each other's parents.
pub(crate) fn parent_loop(name: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0506, format!("the theme `{name}` is its own ancestor")).at(place).hint("change `parent` in one of the themes")
}

/// A theme for another version of the template contract.
pub(crate) fn other_contract(found: i64, ours: i64, place: Place) -> Diagnostic {
    Diagnostic::new(
        Code::E0506,
        format!("the theme is written for version {found} of the template contract, but this program has version {ours}"),
    )
    .at(place)
    .hint("the guide's page on templates tells what changed")
}

/// A setting's definition that cannot be read.
pub(crate) fn bad_definition(setting: &str, why: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0506, format!("the definition of the setting `{setting}` {why}"))
        .at(place)
        .hint("write {type: text|flag|number|colour|choice, default: …, choices: […], help: …}")
}

/// A theme setting that the theme does not have.
pub(crate) fn unknown_setting(name: &str, known: &[&str], place: Place) -> Diagnostic {
    let hint = nearest(name, known.iter().copied()).map_or_else(
        || if known.is_empty() { "it has none".to_owned() } else { format!("it has: {}", known.join(", ")) },
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::new(Code::E0505, format!("the theme has no setting `{name}`")).at(place).hint(hint)
}

/// A theme setting of the wrong kind.
pub(crate) fn bad_setting(name: &str, wanted: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0505, format!("the theme setting `{name}` takes {wanted}")).at(place)
}

/// A colour that cannot be read where the theme puts it; a shade of it is used instead.
pub(crate) fn faint_colour(name: &str, given: &Value, shade: Colour, place: Place) -> Diagnostic {
    let given = if let Value::Text(text) = given { text.as_str() } else { "the colour" };
    Diagnostic::new(Code::W0508, format!("the theme setting `{name}` is too faint: {given} cannot be read on the colours of the page"))
        .at(place)
        .hint(format!("the site uses {shade}, the nearest shade with a contrast of 4.5 to 1"))
}

/// A template that a page needs and no layer has.
pub(crate) fn missing_template(name: &str, known: &[&str], place: Option<Place>) -> Diagnostic {
    let hint =
        nearest(name, known.iter().copied()).map_or_else(|| format!("add templates/{name}"), |near| format!("did you mean `{near}`?"));
    let mut fault = Diagnostic::new(Code::E0502, format!("there is no template `{name}`")).hint(hint);
    fault.place = place;
    fault
}

/// A template that cannot be parsed, or that names what is not there.
pub(crate) fn template_syntax(words: &str, place: Option<Place>) -> Diagnostic {
    let mut fault = Diagnostic::new(Code::E0503, format!("the template cannot be read: {}", sentence(words)));
    fault.place = place;
    fault
}

/// A template that failed, on one page or more; the first is named.
pub(crate) fn template_failed(words: &str, page: &str, others: usize, place: Option<Place>) -> Diagnostic {
    let others = if others == 0 { String::new() } else { format!(" and {}", count(others, "other page")) };
    let mut fault = Diagnostic::new(Code::E0504, format!("the template failed on {page}{others}: {}", sentence(words)));
    fault.place = place;
    fault
}

/// A template of social cards that gives what cannot be drawn, for one briefing or more; the first is named.
pub(crate) fn not_drawn(words: &str, page: &str, others: usize, place: Option<Place>) -> Diagnostic {
    let others = if others == 0 { String::new() } else { format!(" and {}", count(others, "other")) };
    let mut fault = Diagnostic::new(Code::E0507, format!("{page}{others} cannot be drawn: {}", sentence(words)))
        .hint("the template must give a whole SVG; `social_cards: false` draws none");
    fault.place = place;
    fault
}

/// A file among the fonts that is none.
pub(crate) fn no_font(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::E0507, "the file is no font that social cards can be lettered with".to_owned())
        .at(Place::file(path))
        .hint("put whole TrueType or OpenType fonts there, and not those for the web")
}

/// Someone else's message, on one line, in our style: no capital at the start, no full stop.
pub(super) fn sentence(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = line.trim_end_matches('.').chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
