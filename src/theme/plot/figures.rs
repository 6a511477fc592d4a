//! Figures as written become numbers: rows with a label and a value in each series.
//!
//! A cell is read by the grammar of quantities: "39 %", "nearly $1 billion" and "1,000" are numbers; an empty cell or a dash
//! is a gap. What all of them measure stands at the axis.

use tera::value::Key;
use tera::{Error, TeraResult, Value};

use crate::base::spelling::{folded, nearest};
use crate::briefing::quantity::{self, Amount, Measure, Quantity, Tongue};

/// The most rows and series that a chart shows: more cannot be told apart.
const ROWS_MAX: usize = 500;
const SERIES_MAX: usize = 6;

/// Figures that can be drawn.
#[derive(Debug)]
pub struct Figures {
    /// What the labels are.
    pub label: String,
    /// The label of each row.
    pub labels: Vec<Cell>,
    /// The values of each row, as written.
    pub cells: Vec<Vec<Cell>>,
    /// The columns of values.
    pub series: Vec<Series>,
    /// What stands before and behind a value: `$` and `%`.
    pub unit: Unit,
}

/// What stands in one field of a table.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// As written.
    pub text: String,
    /// The same in English, where that is another text.
    english: Option<String>,
}

impl Cell {
    /// A value; a number of a data file is in no language.
    #[must_use]
    pub fn of(value: &Value, tongue: Tongue) -> Self {
        let text = value.to_string();
        let english = value.as_str().and_then(|text| tongue.value(text));
        Self { text, english }
    }

    /// What the grammar of quantities reads.
    #[must_use]
    pub fn english(&self) -> &str {
        self.english.as_deref().unwrap_or(&self.text)
    }
}

/// One column of values.
#[derive(Debug)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// A value for each row, or a gap.
    pub values: Vec<Option<f64>>,
}

/// What stands before and behind a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// Before it.
    pub before: String,
    /// Behind it.
    pub behind: String,
}

/// Which columns of a table, or which key facts, are drawn.
#[derive(Debug)]
pub enum Pick {
    /// All of them.
    All,
    /// These, in this order.
    Named(Vec<String>),
}

impl Pick {
    /// Names between semicolons.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let names: Vec<String> = text.split(';').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        if names.is_empty() { Self::All } else { Self::Named(names) }
    }

    fn columns(&self, known: &[String], what: &str) -> TeraResult<Vec<usize>> {
        let Self::Named(names) = self else { return Ok((0..known.len()).collect()) };
        names.iter().map(|name| position(known, name, what)).collect()
    }
}

fn position(known: &[String], name: &str, what: &str) -> TeraResult<usize> {
    known.iter().position(|other| folded(other) == folded(name)).ok_or_else(|| {
        let near = nearest(name, known.iter().map(String::as_str)).map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        Error::message(format!("there is no {what} `{name}`{near}"))
    })
}

impl Figures {
    /// Figures of a value: a table `{columns, rows}`, a list of key facts, or a list of mappings.
    ///
    /// # Errors
    /// It is none of these, or holds what is no number.
    pub fn of_value(value: &Value, pick: &Pick, tongue: Tongue) -> TeraResult<Self> {
        if let (Some(columns), Some(rows)) = (value.get_from_path("columns"), value.get_from_path("rows")) {
            let cells = |row: &Value| row.as_array().unwrap_or_default().iter().map(|cell| Cell::of(cell, tongue)).collect();
            return Self::of_rows(texts(columns), rows.as_array().unwrap_or_default().iter().map(cells).collect(), pick);
        }
        let items = value.as_array().ok_or_else(|| Error::message(format!("a chart is made of a table, not of {}", value.name())))?;
        if !items.is_empty() && items.iter().all(is_fact) {
            Self::of_facts(items, pick, tongue)
        } else {
            Self::of_records(items, pick, tongue)
        }
    }

    fn of_facts(facts: &[Value], pick: &Pick, tongue: Tongue) -> TeraResult<Self> {
        let field = |fact: &Value, name: &str| fact.get_from_path(name).map(|field| Cell::of(field, tongue)).unwrap_or_default();
        let labels: Vec<String> = facts.iter().map(|fact| field(fact, "label").text).collect();
        let picked = pick.columns(&labels, "key fact")?;
        let rows = picked.into_iter().map(|index| vec![field(&facts[index], "label"), field(&facts[index], "value")]).collect();
        Self::of_rows(vec!["Fact".into(), "Value".into()], rows, &Pick::All)
    }

    fn of_records(records: &[Value], pick: &Pick, tongue: Tongue) -> TeraResult<Self> {
        let mut columns: Vec<String> = Vec::new();
        for key in records.iter().filter_map(Value::as_map).flat_map(|record| record.keys().map(ToString::to_string)) {
            if !columns.contains(&key) {
                columns.push(key);
            }
        }
        let cell = |record: &Value, column: &String| match record.as_map().and_then(|record| record.get(&Key::from(column.clone()))) {
            Some(value) if !value.is_none() => Cell::of(value, tongue),
            _ => Cell::default(),
        };
        let rows = records.iter().map(|record| columns.iter().map(|column| cell(record, column)).collect()).collect();
        Self::of_rows(columns, rows, pick)
    }

    /// Figures of a table of texts: the first column picked holds the labels, the others the values.
    ///
    /// # Errors
    /// There is nothing to draw, too much of it, or what is no number.
    pub fn of_rows(columns: Vec<String>, rows: Vec<Vec<Cell>>, pick: &Pick) -> TeraResult<Self> {
        let picked = pick.columns(&columns, "column")?;
        let [label, values @ ..] = picked.as_slice() else { return Err(Error::message("the table has no columns")) };
        if values.is_empty() || rows.is_empty() {
            return Err(Error::message("a chart needs a column of labels, a column of numbers and a row"));
        }
        if values.len() > SERIES_MAX || rows.len() > ROWS_MAX {
            return Err(Error::message(format!("a chart shows at most {SERIES_MAX} columns of numbers and {ROWS_MAX} rows")));
        }
        let cell = |row: &Vec<Cell>, index: usize| row.get(index).cloned().unwrap_or_default();
        let mut units = Vec::new();
        let mut series = Vec::with_capacity(values.len());
        for column in values {
            let name = columns[*column].clone();
            let read = |row| number(&cell(row, *column), &name, &mut units);
            let values = rows.iter().map(read).collect::<TeraResult<_>>()?;
            series.push(Series { name, values });
        }
        let labels = rows.iter().map(|row| cell(row, *label)).collect();
        let cells = rows.iter().map(|row| values.iter().map(|index| cell(row, *index)).collect()).collect();
        Ok(Self { label: columns[*label].clone(), labels, cells, series, unit: common(&units)? })
    }
}

/// Whether this is a key fact as templates see it; a row of data may well have a label and a value.
fn is_fact(item: &Value) -> bool {
    let is_named = |id: &Value| id.as_str().is_some_and(|id| id.starts_with("fact-"));
    item.get_from_path("id").is_some_and(is_named) && ["label", "value", "html"].iter().all(|field| item.get_from_path(field).is_some())
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap_or_default().iter().map(Value::to_string).collect()
}

/// The number that a cell holds; `None` for a gap.
fn number(cell: &Cell, column: &str, units: &mut Vec<Unit>) -> TeraResult<Option<f64>> {
    let text = cell.english().trim();
    if matches!(text, "" | "-" | "–" | "—" | "…" | "n/a" | "N/A") {
        return Ok(None);
    }
    let plain: Option<f64> = text.replace(['\u{2212}'], "-").parse().ok().filter(|number: &f64| number.is_finite());
    if let Some(number) = plain {
        units.push(Unit::default());
        return Ok(Some(number));
    }
    match quantity::parse(text) {
        Quantity::Amount(Amount { value, measure, .. }) => {
            let (number, share) = match value {
                quantity::Value::One(number) => (Some(number.approximate()), false),
                quantity::Value::Share(part, whole) => {
                    (float_of(part).zip(float_of(whole)).map(|(part, whole)| part / whole * 100.0), true)
                }
                quantity::Value::Range(..) => (None, false),
            };
            let Some(number) = number else { return Err(not_drawn(&cell.text, column)) };
            units.push(if share { unit(&Measure::Percent) } else { unit(&measure) });
            Ok(Some(number))
        }
        _ => Err(not_drawn(&cell.text, column)),
    }
}

fn not_drawn(cell: &str, column: &str) -> Error {
    Error::message(format!("`{cell}` in the column `{column}` is not one number"))
}

fn float_of(number: u64) -> Option<f64> {
    number.to_string().parse().ok()
}

fn unit(measure: &Measure) -> Unit {
    match measure {
        Measure::Plain | Measure::Noun(_) => Unit::default(),
        Measure::Percent => Unit { before: String::new(), behind: "%".into() },
        Measure::Unit(unit) => Unit { before: String::new(), behind: format!("\u{a0}{unit}") },
        Measure::Money(currency) if currency.is_assumed() => Unit { before: currency.name().to_owned(), behind: String::new() },
        Measure::Money(currency) => Unit { before: format!("{}\u{a0}", currency.name()), behind: String::new() },
    }
}

/// The unit of all values; numbers without one may stand among others.
fn common(units: &[Unit]) -> TeraResult<Unit> {
    let mut named = units.iter().filter(|unit| **unit != Unit::default());
    let Some(first) = named.next() else { return Ok(Unit::default()) };
    match named.find(|unit| *unit != first) {
        Some(other) => {
            let shown = |unit: &Unit| format!("{}{}", unit.before, unit.behind).trim().to_owned();
            Err(Error::message(format!("the numbers are in {} and in {}, which one axis cannot show", shown(first), shown(other))))
        }
        None => Ok(first.clone()),
    }
}
