//! Charts as numbers: figures in, the places of lines, bars, dots and ticks out. Templates draw them.
//!
//! [`plot`] turns a table (of a text, of data, of key facts) into a value: what stands along the width is in hundredths of
//! it, what stands along the height in pixels, so that a chart is as wide as its column and its letters stay as large as
//! the text's. Nothing is drawn that is not understood: a cell that is no number is an error that names it.
//!
//! Reading order: `figures` (cells to numbers), `scale` (ticks), `lines` and `bars` (places).

mod bars;
mod figures;
mod lines;
mod scale;

use tera::{Error, TeraResult, Value};

pub use figures::{Cell, Figures, Pick};

use super::values::map;

/// The kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Values over time, joined.
    Line,
    /// Values as lengths.
    Bar,
    /// Values as places.
    Dot,
}

impl Kind {
    /// The kind of this name.
    ///
    /// # Errors
    /// There is none.
    pub fn named(name: &str) -> TeraResult<Self> {
        match name {
            "line" => Ok(Self::Line),
            "bar" => Ok(Self::Bar),
            "dot" => Ok(Self::Dot),
            _ => Err(Error::message(format!("the kind of a chart is line, bar or dot, not `{name}`"))),
        }
    }
}

/// Plots figures. Whatever `from_zero` says, bars begin at zero: their lengths are what is compared.
///
/// # Errors
/// The figures are not such as can be drawn.
pub fn plot(kind: Kind, figures: &Figures, from_zero: bool) -> TeraResult<Value> {
    let values = figures.series.iter().flat_map(|series| series.values.iter().flatten().copied());
    let range = values.fold(None, |range: Option<(f64, f64)>, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    });
    let Some((low, high)) = range else { return Err(Error::message("there is no number to draw")) };
    let (low, high) = if from_zero || kind == Kind::Bar { (low.min(0.0), high.max(0.0)) } else { (low, high) };
    let scale = scale::Scale::around(low, high);
    let drawing = if kind == Kind::Line { lines::draw(figures, &scale) } else { bars::draw(figures, &scale, kind) };
    let texts = |cells: &[Cell]| cells.iter().map(|cell| cell.text.as_str().into()).collect::<Vec<Value>>();
    let row = |(label, cells): (&Cell, &Vec<Cell>)| map([("label", label.text.as_str().into()), ("cells", texts(cells).into())]);
    let names: Vec<&str> = figures.series.iter().map(|series| series.name.as_str()).collect();
    Ok(map([
        ("label", figures.label.as_str().into()),
        ("names", names.into_iter().map(Value::from).collect::<Vec<_>>().into()),
        ("rows", figures.labels.iter().zip(&figures.cells).map(row).collect::<Vec<_>>().into()),
        ("drawing", drawing),
    ]))
}

/// A number of hundredths or pixels as it is written: at most two digits behind the point, and no `-0`.
fn written(number: f64) -> Value {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Figures, Kind, Pick, plot};
    use crate::briefing::quantity::Tongue;
    use crate::theme::values::to_json;

    fn table(text: &str) -> Figures {
        let mut rows = text.lines().map(|line| line.split('|').map(str::trim));
        let columns = rows.next().into_iter().flatten().map(str::to_owned).collect();
        let cells = rows.map(|row| row.map(|cell| Cell::of(&cell.into(), Tongue::default())).collect()).collect();
        Figures::of_rows(columns, cells, &Pick::All).expect("can be drawn")
    }

    #[test]
    fn lines_stand_where_their_dates_are() {
        let value = to_json(&plot(Kind::Line, &table("Year | A\n2010 | 10 %\n2012 | 20 %\n2020 | 40 %"), true).expect("drawn"));
        let points = value["drawing"]["series"][0]["points"].as_array().expect("points").clone();
        let x: Vec<&str> = points.iter().filter_map(|point| point["x"].as_str()).collect();
        assert_eq!(x, ["10", "27.99", "100"]);
        let ticks: Vec<&str> =
            value["drawing"]["ticks"].as_array().expect("ticks").iter().filter_map(|tick| tick["text"].as_str()).collect();
        assert_eq!(ticks, ["0", "10", "20", "30", "40%"]);
    }

    #[test]
    fn bars_begin_at_zero_on_either_side() {
        let value = to_json(&plot(Kind::Bar, &table("Who | Change\na | -5\nb | 10"), false).expect("drawn"));
        let bars: Vec<(&str, &str)> = value["drawing"]["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .filter_map(|row| Some((row["bars"][0]["from"].as_str()?, row["bars"][0]["length"].as_str()?)))
            .collect();
        assert_eq!(bars, [("0", "33.33"), ("33.33", "66.67")]);
    }
}
