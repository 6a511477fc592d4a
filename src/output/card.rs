//! Social cards: the picture of a briefing that other sites show beside a link to it.
//!
//! The theme's template `card.svg` gives an SVG, which is drawn. The template sees the briefing as lists show it, so that
//! a change to a text does not change its card. Drawing costs seventy times what a page costs, so it is done only where
//! somebody wants the picture and it is not there: an SVG that is what it was stands for a picture that is.

use tera::{Context, Value};

use super::picture;
use super::{Press, Print, Unprinted};
use crate::base::{Digest, OutputPath};
use crate::briefing::KeyFact;
use crate::briefing::quantity::Quantity;
use crate::input::File;
use crate::site::PageId;
use crate::theme::lines::is_from_right;
use crate::theme::set::{Failure, Trouble};
use crate::theme::values::map;

/// The template.
pub(super) const TEMPLATE: &str = "card.svg";

/// How wide a card is, in pixels.
const WIDTH: u32 = 1200;

/// How high.
const HEIGHT: u32 = 630;

/// Prints the card of a briefing.
///
/// # Errors
/// The template failed, or what it gives is no SVG.
pub fn print(press: &Press<'_>, number: usize, (id, path): (PageId, &OutputPath), scratch: &mut Vec<u8>) -> Result<Print, Unprinted> {
    svg(press, number, id, scratch)?;
    let fonts = &press.view.fonts;
    let drawn = Some(Digest::of_value(&(Digest::of(scratch), fonts.version())));
    if let Some(file) = drawn.and_then(|drawn| (press.drawn)(path, drawn)) {
        return Ok(Print { file, drawn });
    }
    let drawing = picture::read(&String::from_utf8_lossy(scratch), fonts).map_err(|words| undrawn(press, words))?;
    let Some(keep) = press.keep else { return Ok(Print { file: File::elsewhere(scratch).into(), drawn: None }) };
    let png = drawing.png(WIDTH, HEIGHT).map_err(|words| undrawn(press, words))?;
    Ok(Print { file: keep(path, &png).into(), drawn })
}

/// What the template gives for a briefing, in place of what is in `out`.
fn svg(press: &Press<'_>, number: usize, id: PageId, out: &mut Vec<u8>) -> Result<(), Unprinted> {
    let mut context = Context::new();
    context.insert_value("site", press.view.site_value.clone());
    context.insert_value("config", press.view.config_value.clone());
    context.insert_value("page", press.view.card(id));
    context.insert_value("card", own(press, id));
    out.clear();
    press.templates.render(TEMPLATE, number, &context, out).map_err(Unprinted::Failed)
}

/// What pages tell of their card; none if there is none.
pub(super) fn told(press: &Press<'_>, id: PageId) -> Value {
    let Some(address) = press.view.plan.card(id) else { return Value::none() };
    let alt = press.view.site.page(id).head.title.as_str();
    map([("address", press.view.relative(&address)), ("width", WIDTH.into()), ("height", HEIGHT.into()), ("alt", alt.into())])
}

/// What only the template of cards sees.
fn own(press: &Press<'_>, id: PageId) -> Value {
    let head = &press.view.site.page(id).head;
    let direction = if is_from_right(&head.title) { "rtl" } else { "ltr" };
    let fact = telling(&head.key_facts).map(|fact| map([("label", fact.label.as_str().into()), ("value", fact.value.as_str().into())]));
    map([("width", WIDTH.into()), ("height", HEIGHT.into()), ("direction", direction.into()), ("fact", fact.into())])
}

/// The fact that tells most beside the title and the date: the first that is a figure, else the first.
fn telling(facts: &[KeyFact]) -> Option<&KeyFact> {
    facts.iter().find(|fact| matches!(fact.quantity, Quantity::Amount(_))).or_else(|| facts.first())
}

fn undrawn(press: &Press<'_>, words: String) -> Unprinted {
    Unprinted::Failed(Failure { place: press.templates.file(TEMPLATE), trouble: Trouble::Drawing, words })
}
