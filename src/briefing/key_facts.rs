//! Key facts: the heart of a briefing, from the front matter or from a table in the text, as one model.
//!
//! A fact's value is kept as written and typed by the quantity grammar. Each fact has an id, the anchor under which it
//! can be quoted. Both places may hold the facts if they agree; if they differ, that is an error.

use std::fmt::Write as _;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::faults;
use super::markdown::{Citation, FactRow, FactTable, Fill, Fragment};
use super::quantity::{self, Quantity, Span, Tongue};
use super::waivers::{self, Waiver};
use crate::base::escape::{escaped, push_escaped};
use crate::base::spelling::{folded, one_line, slug};
use crate::base::{Code, Diagnostic, Diagnostics, Place, SourceText, WrittenDate, parse_date};
use crate::input::{Field, Value};

/// One key fact.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyFact {
    /// Its anchor: `fact-lab-location`.
    pub id: String,
    /// What it is about.
    pub label: String,
    /// The value exactly as written, without markup.
    pub value: String,
    /// The value as HTML, where it stood in the text with markup.
    pub html: Option<Fragment>,
    /// The value as typed by the grammar.
    pub quantity: Quantity,
    /// The id of the source it rests on.
    pub source: Option<String>,
    /// The source's own words.
    pub quote: Option<String>,
    /// When it was so, as written.
    pub as_of: Option<String>,
    /// The same as dates, if they can be read.
    pub as_of_span: Option<Span>,
    /// Anything to add.
    pub note: Option<String>,
    /// Why its source is not asked for it.
    pub waive: Option<Waiver>,
    /// Whom or what it is about, as written.
    pub entity: Option<String>,
    /// What of it, as written.
    pub property: Option<String>,
    /// Whose word it is, if it is not the briefing's own.
    pub said_by: Option<String>,
    /// When somebody should look at it again.
    pub review_by: Option<WrittenDate>,
}

/// Facts with the spots they stand at; a spot becomes a place only for a message.
#[derive(Default)]
pub struct Found<'a> {
    /// The facts in order.
    pub facts: Vec<KeyFact>,
    spots: Vec<Spot<'a>>,
    /// How often an id was asked for.
    ids: FxHashMap<String, usize>,
    labels: FxHashSet<String>,
    /// The language that values are written in.
    tongue: Tongue,
}

/// Where a fact stands.
enum Spot<'a> {
    Field(Field<'a>),
    Row(&'a SourceText, Range<usize>),
}

impl Spot<'_> {
    fn place(&self) -> Place {
        match self {
            Self::Field(field) => field.place(),
            Self::Row(source, range) => source.place(range.clone()),
        }
    }
}

/// A fact as written, before it is typed and named.
#[derive(Debug, Default)]
struct Statement {
    label: String,
    value: String,
    html: Option<Fragment>,
    source: Option<String>,
    quote: Option<String>,
    as_of: Option<String>,
    note: Option<String>,
    waive: Option<Waiver>,
    entity: Option<String>,
    property: Option<String>,
    said_by: Option<String>,
    review_by: Option<WrittenDate>,
}

impl<'a> Found<'a> {
    fn push(&mut self, statement: Statement, spot: Spot<'a>, faults: &mut Diagnostics) {
        let Statement { label, value, html, source, quote, as_of, note, waive, entity, property, said_by, review_by } = statement;
        if !self.labels.insert([&*folded(&label), "\n", &*entity.as_deref().map(folded).unwrap_or_default()].concat()) {
            faults.push(faults::label_twice(&label, spot.place()));
        }
        let (quantity, fault) = quantity::read_in(&value, self.tongue);
        if let Some(fault) = fault {
            faults.push(quantity::faults::faulty_value(fault, &value, spot.place()));
        }
        let id = self.free_id(&label);
        let as_of_span = as_of.as_deref().and_then(|as_of| quantity::span(as_of, self.tongue));
        self.facts.push(KeyFact {
            id,
            label,
            value,
            html,
            quantity,
            source,
            quote,
            as_of,
            as_of_span,
            note,
            waive,
            entity,
            property,
            said_by,
            review_by,
        });
        self.spots.push(spot);
    }

    /// An id of its own for a label: `fact-staff`, then `fact-staff-2`.
    fn free_id(&mut self, label: &str) -> String {
        let base = ["fact-", &slug(label)].concat();
        let mut number = self.ids.get(&base).copied().unwrap_or(0) + 1;
        let mut id = if number == 1 { base.clone() } else { format!("{base}-{number}") };
        while number > 1 && self.ids.contains_key(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        if number > 1 {
            self.ids.entry(id.clone()).or_insert(1);
        }
        self.ids.insert(base, number);
        id
    }
}

/// Reads the facts of the front matter: a list of records, or a mapping from label to value.
pub fn from_front_matter<'a>(field: &Field<'a>, tongue: Tongue, faults: &mut Diagnostics) -> Found<'a> {
    let mut found = Found { tongue, ..Found::default() };
    match field.value {
        Value::List(items) => {
            found.facts.reserve_exact(items.len());
            for item in field.items() {
                read_record(&item, None, &mut found, faults);
            }
        }
        Value::Map(entries) => {
            found.facts.reserve_exact(entries.len());
            for entry in field.fields(Code::E0107, faults).map(|mut fields| fields.all()).unwrap_or_default() {
                read_record(&entry, Some(entry.key), &mut found, faults);
            }
        }
        _ => faults.push(field.wrong_type(Code::E0107, "a list of {label, value}, or a mapping")),
    }
    found
}

fn read_record<'a>(field: &Field<'a>, label: Option<&str>, found: &mut Found<'a>, faults: &mut Diagnostics) {
    if let (Some(label), Value::Text(_) | Value::Integer(_) | Value::Float(_)) = (label, field.value) {
        if let Some(value) = field.text(Code::E0107, faults) {
            found.push(Statement { label: label.to_owned(), value, ..Statement::default() }, Spot::Field(field.clone()), faults);
        }
        return;
    }
    let Some(mut fields) = field.fields(Code::E0107, faults) else { return };
    let label = label.map(str::to_owned).or_else(|| fields.text(&["label", "name", "parameter"], faults));
    let Some((label, value)) = both(label, fields.text(&["value", "details"], faults), field, faults) else { return };
    let mut statement = Statement { label, value, ..Statement::default() };
    statement.source = fields.text(&["source", "cite"], faults);
    statement.quote = fields.text(&["quote"], faults);
    statement.as_of = fields.text(&["as_of", "as-of"], faults);
    statement.note = fields.text(&["note"], faults);
    statement.waive = fields.take(&["waive"]).and_then(|field| waivers::of_fact(&field, faults));
    statement.entity = name(fields.take(&["entity"]), faults);
    statement.property = name(fields.take(&["property"]), faults);
    statement.said_by = fields.text(&["said_by", "said-by"], faults).filter(|name| !name.trim().is_empty());
    statement.review_by = fields.date(&["review_by", "review-by"], faults);
    for field in fields.finish() {
        match faults::near_key(field.key, KEYS) {
            Some(near) => faults.push(faults::misspelt_fact_key(field.key, near, field.key_place())),
            None if LATER_KEYS.contains(&field.key) => {}
            None => faults.push(faults::unknown_key(field.key, 1, field.key_place())),
        }
    }
    found.push(statement, Spot::Field(field.clone()), faults);
}

/// The keys of a fact.
const KEYS: [&str; 11] = ["label", "value", "source", "quote", "as_of", "note", "waive", "entity", "property", "said_by", "review_by"];

/// Keys of a fact that are accepted, and not used.
const LATER_KEYS: [&str; 2] = ["translated", "rank"];

/// The name of an entity or a property: it becomes a part of an address.
pub fn name(field: Option<Field<'_>>, faults: &mut Diagnostics) -> Option<String> {
    let field = field?;
    let name = one_line(&field.text(Code::E0107, faults)?);
    if slug(&name).is_empty() {
        faults.push(faults::not_allowed(field.key, "a name needs a letter or a digit", field.place()));
        return None;
    }
    Some(name)
}

fn both(label: Option<String>, value: Option<String>, field: &Field<'_>, faults: &mut Diagnostics) -> Option<(String, String)> {
    match (label.filter(|label| !label.trim().is_empty()), value.filter(|value| !value.trim().is_empty())) {
        (Some(label), Some(value)) => Some((label.trim().to_owned(), value)),
        (label, _) => {
            faults.push(faults::incomplete_fact(if label.is_none() { "label" } else { "value" }, field.place()));
            None
        }
    }
}

/// What a column of a facts table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Label,
    Value,
    AsOf,
    Source,
    Quote,
    Note,
    Entity,
    Property,
    SaidBy,
    ReviewBy,
}

/// Reads the facts of a table in the text.
pub fn from_table<'a>(
    table: &FactTable,
    tongue: Tongue,
    citations: &[Citation],
    source: &'a SourceText,
    faults: &mut Diagnostics,
) -> Found<'a> {
    let mut found = Found { tongue, ..Found::default() };
    let columns = match columns(&table.columns) {
        Ok(columns) => columns,
        Err(why) => {
            faults.push(faults::facts_table(&why, source.place(table.span.clone())));
            return found;
        }
    };
    if table.rows.is_empty() {
        faults.push(faults::facts_table("has no rows", source.place(table.span.clone())));
    }
    found.facts.reserve_exact(table.rows.len());
    for row in &table.rows {
        if row.cells.iter().all(|cell| cell.text.trim().is_empty()) {
            continue;
        }
        match read_row(row, &columns, citations) {
            Ok(mut statement) => {
                statement.review_by = review_date(row, &columns, source, faults);
                found.push(statement, Spot::Row(source, row.span.clone()), faults);
            }
            Err(lacks) => faults.push(faults::incomplete_fact(lacks, source.place(row.span.clone()))),
        }
    }
    found
}

fn columns(headers: &[String]) -> Result<Vec<Column>, String> {
    if headers.len() < 2 {
        return Err("has only one column".into());
    }
    let further = |header: &String| match folded(header.trim()).as_str() {
        "as of" | "as-of" | "date" | "when" => Ok(Column::AsOf),
        "source" | "sources" => Ok(Column::Source),
        "quote" => Ok(Column::Quote),
        "note" | "notes" => Ok(Column::Note),
        "entity" => Ok(Column::Entity),
        "property" => Ok(Column::Property),
        "said by" => Ok(Column::SaidBy),
        "review by" => Ok(Column::ReviewBy),
        _ => Err(format!("has a column `{header}` that is not known")),
    };
    let mut columns = vec![Column::Label, Column::Value];
    for header in &headers[2..] {
        columns.push(further(header)?);
    }
    Ok(columns)
}

fn read_row(row: &FactRow, columns: &[Column], citations: &[Citation]) -> Result<Statement, &'static str> {
    let cell = |wanted: Column| columns.iter().position(|column| *column == wanted).and_then(|index| row.cells.get(index));
    let text = |wanted: Column| cell(wanted).map(|cell| cell.text.trim().to_owned()).filter(|text| !text.is_empty());
    let label = text(Column::Label).ok_or("label")?;
    let value = text(Column::Value).ok_or("value")?;
    let mut statement = Statement { label, value, ..Statement::default() };
    statement.html = cell(Column::Value).map(|cell| cell.html.clone());
    statement.as_of = text(Column::AsOf);
    statement.quote = text(Column::Quote);
    statement.note = text(Column::Note);
    let named = |wanted: Column| text(wanted).map(|name| one_line(&name)).filter(|name| !slug(name).is_empty());
    (statement.entity, statement.property, statement.said_by) = (named(Column::Entity), named(Column::Property), text(Column::SaidBy));
    let cited =
        |range: &Range<usize>| citations.iter().find(|citation| range.start <= citation.span.start && citation.span.end <= range.end);
    let in_source = cell(Column::Source).and_then(|cell| cited(&cell.span)).map(|citation| citation.source.clone());
    let in_value = cell(Column::Value).and_then(|cell| cited(&cell.span)).map(|citation| citation.source.clone());
    statement.source = in_source.or_else(|| text(Column::Source)).or(in_value);
    Ok(statement)
}

/// The date of a row's column *Review by*.
fn review_date(row: &FactRow, columns: &[Column], source: &SourceText, faults: &mut Diagnostics) -> Option<WrittenDate> {
    let cell = columns.iter().position(|column| *column == Column::ReviewBy).and_then(|index| row.cells.get(index))?;
    let text = cell.text.trim();
    if text.is_empty() {
        return None;
    }
    let date = parse_date(text);
    if date.is_err() {
        faults.push(faults::no_review_date(text, source.place(cell.span.clone())));
    }
    date.ok()
}

/// The facts of both places as one: those of the front matter, as HTML from the table.
pub fn merged(front: Found<'_>, body: Found<'_>, faults: &mut Diagnostics) -> Vec<KeyFact> {
    if let Some(fault) = difference(&front, &body) {
        faults.push(fault);
    }
    let mut facts = front.facts;
    for (fact, shown) in facts.iter_mut().zip(body.facts) {
        fact.html = shown.html;
    }
    facts
}

fn difference(front: &Found<'_>, body: &Found<'_>) -> Option<Diagnostic> {
    let first_front = front.spots.first()?;
    let first_body = body.spots.first()?;
    for (index, (given, shown)) in front.facts.iter().zip(&body.facts).enumerate() {
        if given.label != shown.label || given.value != shown.value {
            let what =
                format!("the front matter says `{}: {}`, this table says `{}: {}`", given.label, given.value, shown.label, shown.value);
            return Some(faults::facts_differ(body.spots[index].place(), front.spots[index].place(), &what));
        }
    }
    let (there, here) = (front.facts.len(), body.facts.len());
    (there != here).then(|| {
        faults::facts_differ(first_body.place(), first_front.place(), &format!("the front matter has {there}, this table has {here}"))
    })
}

/// What a table of facts needs from outside the file.
pub struct Around<'a> {
    /// The table's caption.
    pub caption: &'a str,
    /// The word for a source that does not stand any more.
    pub recall: &'a dyn Fn(&str) -> Option<&'static str>,
    /// The number of a source, if it has one.
    pub cite: &'a dyn Fn(&str) -> Option<usize>,
    /// A date as the site writes it; what is no date stays.
    pub date: &'a dyn Fn(&str) -> String,
    /// The name of the place of the passage that a fact, by its id, rests on.
    pub passage: &'a dyn Fn(&str) -> Option<String>,
    /// Whether a fact without a source is marked as one.
    pub mark_unsourced: bool,
}

/// What marks a fact that names no source.
const UNSOURCED: &str = "<em class=\"unsourced\">no source</em>";

/// Writes the facts as an accessible table for the text itself.
pub fn write_table(out: &mut String, facts: &[KeyFact], around: &Around<'_>, fill: &mut dyn FnMut(&Fill, &mut String)) {
    let Around { caption, cite, date, passage, recall, mark_unsourced } = *around;
    let dated = facts.iter().any(|fact| fact.as_of.is_some());
    let sourced = mark_unsourced || facts.iter().any(|fact| fact.source.as_deref().and_then(cite).is_some());
    out.push_str("<figure class=\"key-facts\"><table><caption>");
    push_escaped(out, caption);
    out.push_str("</caption>\n");
    if dated || sourced {
        out.push_str("<thead><tr><th scope=\"col\">Fact</th><th scope=\"col\">Value</th>");
        out.push_str(if dated { "<th scope=\"col\">As of</th>" } else { "" });
        out.push_str(if sourced { "<th scope=\"col\">Source</th>" } else { "" });
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for fact in facts {
        let _ = write!(out, "<tr id=\"{}\"><th scope=\"row\">{}</th><td>", escaped(&fact.id), escaped(&fact.label));
        match &fact.html {
            Some(html) => html.fill(out, &mut *fill),
            None => push_escaped(out, &fact.value),
        }
        if let Some(name) = &fact.said_by {
            let _ = write!(out, " <small>says {}</small>", escaped(name));
        }
        if let Some(note) = &fact.note {
            let _ = write!(out, " <small>{}</small>", escaped(note));
        }
        if let Some(what) = fact.source.as_deref().and_then(recall) {
            let _ = write!(out, " <em class=\"recalled\">source {what}</em>");
        }
        out.push_str("</td>");
        if dated {
            let _ = write!(out, "<td>{}</td>", escaped(&fact.as_of.as_deref().map(date).unwrap_or_default()));
        }
        if sourced {
            out.push_str("<td>");
            if let (Some(id), Some(number)) = (&fact.source, fact.source.as_deref().and_then(cite)) {
                out.push_str("<a class=\"citation\" href=\"");
                fill(&Fill::OwnAnchor, out);
                let anchor = passage(&fact.id).unwrap_or_else(|| format!("source-{}", escaped(id)));
                let _ = write!(out, "#{anchor}\">{number}</a>");
            } else if mark_unsourced && fact.source.is_none() {
                out.push_str(UNSOURCED);
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></figure>\n");
}
