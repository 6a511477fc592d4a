//! Bars and dots: a row for each label, with the label above, so that it may be long and the screen narrow.

use tera::Value;

use super::Kind;
use super::figures::{Cell, Figures};
use super::scale::Scale;
use super::written;
use crate::theme::values::map;

/// The height of a label, of a bar, and of the space below a row; of the ticks below all rows.
const LABEL: f64 = 22.0;
const BAR: f64 = 16.0;
const DOT: f64 = 20.0;
const SPACE: f64 = 10.0;
const TICKS: f64 = 26.0;

pub(super) fn draw(figures: &Figures, scale: &Scale, kind: Kind) -> Value {
    // Dots of one row share a line; bars stand one below the other.
    let thickness = if kind == Kind::Dot { DOT } else { BAR };
    let lanes = if kind == Kind::Dot { 1 } else { figures.series.len() };
    let row_height = LABEL + thickness * count(lanes) + SPACE;
    let bottom = row_height * count(figures.labels.len());
    let ticks = scale
        .ticks(&figures.unit)
        .into_iter()
        .map(|(place, text)| map([("x", written(place * 100.0)), ("anchor", anchor(place).into()), ("text", text.into())]));
    let row = |(index, label): (usize, &Cell)| {
        let top = row_height * count(index);
        let bars = figures.series.iter().enumerate().filter_map(|(series, values)| {
            let y = top + LABEL + if kind == Kind::Dot { 0.0 } else { thickness * count(series) };
            Some(bar(series, (*values.values.get(index)?)?, figures.cells[index][series].text.as_str(), y, scale))
        });
        let shown = |cell: &Cell| if cell.text.trim().is_empty() { "–" } else { cell.text.as_str() }.into();
        let texts: Vec<Value> = figures.cells[index].iter().map(shown).collect();
        map([
            ("label", label.text.as_str().into()),
            ("label_y", written(top + LABEL - 7.0)),
            ("middle", written(top + LABEL + thickness / 2.0)),
            ("bars", bars.collect::<Vec<_>>().into()),
            ("texts", texts.into()),
        ])
    };
    map([
        ("height", written(bottom + TICKS)),
        ("bottom", written(bottom)),
        ("ticks_y", written(bottom + TICKS - 8.0)),
        ("zero", written(scale.zero() * 100.0)),
        ("ticks", ticks.collect::<Vec<_>>().into()),
        ("rows", figures.labels.iter().enumerate().map(row).collect::<Vec<_>>().into()),
    ])
}

fn bar(series: usize, value: f64, text: &str, y: f64, scale: &Scale) -> Value {
    let (zero, place) = (scale.zero(), scale.place(value));
    map([
        ("number", (series + 1).into()),
        ("from", written(zero.min(place) * 100.0)),
        ("length", written((place - zero).abs() * 100.0)),
        ("at", written(place * 100.0)),
        ("y", written(y)),
        ("thickness", written(BAR - 3.0)),
        ("text", text.into()),
    ])
}

fn anchor(place: f64) -> &'static str {
    match place {
        _ if place < 0.02 => "start",
        _ if place > 0.98 => "end",
        _ => "middle",
    }
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(0.0, f64::from)
}
