//! Lines: values above their labels. Dates and numbers stand as far apart as they are, other labels evenly.

use tera::Value;

use super::figures::{Cell, Figures, Series};
use super::scale::Scale;
use super::written;
use crate::briefing::quantity::{self, Quantity, Span, Time};
use crate::theme::values::map;

/// The highest and the lowest pixel of a line, where the labels below it stand, and the height of all.
const TOP: f64 = 24.0;
const BOTTOM: f64 = 224.0;
const LABELS: f64 = 244.0;
const HEIGHT: f64 = 254.0;

/// Where the first label stands: before it is room for what is written at the ticks.
const FIRST: f64 = 0.1;

/// How wide a narrow screen is in pixels, a letter of a label, and the space between two labels.
const NARROW: u32 = 330;
const LETTER: usize = 8;
const SPACE: usize = 16;

pub(super) fn draw(figures: &Figures, scale: &Scale) -> Value {
    let places = places(&figures.labels);
    let height = |value: f64| BOTTOM - scale.place(value) * (BOTTOM - TOP);
    let tick = |(place, text): (f64, String)| {
        let y = BOTTOM - place * (BOTTOM - TOP);
        map([("y", written(y)), ("text_y", written(y - 5.0)), ("text", text.into())])
    };
    let series = figures.series.iter().enumerate().map(|(index, series)| line(index, series, (figures, &places), &height));
    map([
        ("height", written(HEIGHT)),
        ("zero", written(height(0.0))),
        ("ticks", scale.ticks(&figures.unit).into_iter().map(tick).collect::<Vec<_>>().into()),
        ("series", series.collect::<Vec<_>>().into()),
        ("labels", labels(&figures.labels, &places).into()),
    ])
}

/// One line: its points in the order of their places, and the runs between gaps as a polyline needs them.
fn line(index: usize, series: &Series, (figures, places): (&Figures, &[f64]), height: &impl Fn(f64) -> f64) -> Value {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|left, right| places[*left].total_cmp(&places[*right]));
    let (mut points, mut runs, mut run) = (Vec::new(), Vec::<Value>::new(), String::new());
    for row in order {
        match series.values.get(row).copied().flatten() {
            Some(value) => {
                let text = figures.cells.get(row).and_then(|cells| cells.get(index)).map_or("", |cell| cell.text.as_str());
                points.push(point(places[row], height(value), &figures.labels[row].text, text));
                run.push_str(&format!("{},{} ", written(places[row] * 1000.0), written(height(value))));
            }
            None => runs.extend(taken(&mut run)),
        }
    }
    runs.extend(taken(&mut run));
    let name = series.name.as_str().into();
    map([("name", name), ("number", (index + 1).into()), ("runs", runs.into()), ("points", points.into())])
}

fn point(place: f64, y: f64, label: &str, text: &str) -> Value {
    map([
        ("x", written(place * 100.0)),
        ("y", written(y)),
        ("text_y", written(y - 10.0)),
        ("anchor", anchor(place, text).into()),
        ("label", label.into()),
        ("text", text.into()),
    ])
}

fn taken(run: &mut String) -> Option<Value> {
    let points = std::mem::take(run);
    let points = points.trim_end();
    points.contains(' ').then(|| points.into())
}

/// Which part of a text stands at a place, so that it does not leave a narrow chart.
fn anchor(place: f64, text: &str) -> &'static str {
    let half = share(text.chars().count() * LETTER / 2);
    match place {
        _ if place < half => "start",
        _ if 1.0 - place < half => "end",
        _ => "middle",
    }
}

/// Pixels as a part of a narrow screen.
fn share(pixels: usize) -> f64 {
    u32::try_from(pixels).map_or(1.0, |pixels| f64::from(pixels) / f64::from(NARROW))
}

/// Where labels stand, up to 1.
fn places(labels: &[Cell]) -> Vec<f64> {
    let measured = dates(labels).or_else(|| numbers(labels)).unwrap_or_else(|| (0_u32..).map(f64::from).take(labels.len()).collect());
    let low = measured.iter().copied().fold(f64::INFINITY, f64::min);
    let high = measured.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let place = |value: &f64| FIRST + (1.0 - FIRST) * if high > low { (value - low) / (high - low) } else { 0.5 };
    measured.iter().map(place).collect()
}

/// The first days of the periods that all labels name.
fn dates(labels: &[Cell]) -> Option<Vec<f64>> {
    let first_day = |label: &Cell| match quantity::parse(label.english()) {
        Quantity::Time(Time { span: Span::One(period), .. }) => {
            let (first, _) = period.interval()?;
            let days = first.since(jiff::civil::Date::MIN).ok()?.get_days();
            Some(f64::from(days))
        }
        _ => None,
    };
    labels.iter().map(first_day).collect()
}

fn numbers(labels: &[Cell]) -> Option<Vec<f64>> {
    labels.iter().map(|label| label.text.trim().parse().ok().filter(|number: &f64| number.is_finite())).collect()
}

/// As many labels as a narrow screen has room for, the first and the last among them.
fn labels(labels: &[Cell], places: &[f64]) -> Vec<Value> {
    let longest = labels.iter().map(|label| label.text.chars().count()).max().unwrap_or(0);
    let apart = share(longest * LETTER + SPACE).min(0.5);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|left, right| places[*left].total_cmp(&places[*right]));
    let Some(last) = order.pop() else { return Vec::new() };
    let mut shown: Vec<usize> = Vec::new();
    for row in order {
        let is_free = shown.last().is_none_or(|before| places[row] - places[*before] >= apart);
        if is_free && places[last] - places[row] >= apart {
            shown.push(row);
        }
    }
    shown.push(last);
    let label = |row: usize| {
        let place = places[row];
        let text = labels[row].text.as_str();
        map([("x", written(place * 100.0)), ("y", written(LABELS)), ("anchor", anchor(place, text).into()), ("text", text.into())])
    };
    shown.into_iter().map(label).collect()
}
