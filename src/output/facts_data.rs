//! The facts as files for programs: JSON, CSV, and a data package that says what the columns are.
//!
//! JSON holds each fact as written and as typed. CSV is after RFC 4180: a header row, lines that end in CR LF, quotation
//! marks where they are needed, doubled inside. Spreadsheets run cells that begin as a formula, so such a cell gets an
//! apostrophe before it unless it is a plain number; the data package says so. The package is a Frictionless Data Package 2.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use crate::base::WrittenDate;
use crate::base::spelling::slug;
use crate::briefing::quantity::{Amount, Measure, Parsed, Quantity, Value};
use crate::briefing::{Head, KeyFact, Source};
use crate::site::facts::{Dated, EntityId, Entry, Group, fact};
use crate::site::plan::FactsFile;
use crate::theme::View;

/// The version of the JSON and of the columns.
const FORMAT: u32 = 1;

/// How long a fact is in a file, or a little longer: of a site with 70,000 the files would else be copied as they grow.
const JSON_BYTES: usize = 700;
const CSV_BYTES: usize = 300;

/// Prints a file.
#[must_use]
pub fn print(view: &View, file: FactsFile) -> String {
    match file {
        FactsFile::Json => json(view),
        FactsFile::Csv => csv(view),
        FactsFile::Package => super::twin::pretty(&package(view)),
    }
}

/// A fact with everything that is told of it.
struct Record<'a> {
    view: &'a View,
    group: &'a Group,
    entry: &'a Entry,
    fact: &'a KeyFact,
    head: &'a Head,
    url: String,
    source: Option<&'a Source>,
}

impl<'a> Record<'a> {
    fn of(view: &'a View, (group, entry): (&'a Group, &'a Entry)) -> Self {
        let (page, fact) = (view.site.page(entry.page), fact(&view.site, entry));
        let url = view.config.base_url.absolute(view.plan.page(entry.page));
        let source = fact.source.as_deref().and_then(|id| view.source_record(page, id));
        Self { view, group, entry, fact, head: &page.head, url, source }
    }

    fn source_status(&self) -> Option<&'static str> {
        self.view.recall_word(self.entry.page, self.fact.source.as_deref()?)
    }

    fn permalink(&self) -> String {
        format!("{}#{}", self.url, self.fact.id)
    }

    fn entity(&self) -> Option<(&'a str, &'a str)> {
        let subject = self.view.facts.subject(self.group.subject?);
        Some((&subject.id, &subject.label))
    }

    fn date(&self, date: Option<WrittenDate>) -> Option<String> {
        date.map(|date| date.iso(&self.view.clock.zone))
    }

    fn as_of(&self) -> Option<&'a str> {
        self.fact.as_of.as_deref().or(self.head.as_of.as_deref())
    }

    fn day(&self, day: fn(&(Date, Date)) -> Date) -> Option<String> {
        // An open end is no day that anybody wrote.
        self.entry.days.as_ref().map(day).filter(|day| *day != Date::MIN && *day != Date::MAX).map(|day| day.to_string())
    }

    fn dated(&self) -> Option<&'static str> {
        match self.entry.dated {
            Dated::Itself => Some("fact"),
            Dated::Briefing => Some("briefing"),
            Dated::KnownBy => Some("known_by"),
            Dated::Not => None,
        }
    }

    fn amount(&self) -> Option<&'a Amount> {
        match &self.fact.quantity {
            Quantity::Amount(amount) => Some(amount),
            _ => None,
        }
    }

    fn figure(&self, pick: fn(Value) -> Option<String>) -> Cell<'a> {
        owned(pick(self.amount()?.value))
    }

    fn unit(&self) -> Cell<'a> {
        match &self.amount()?.measure {
            Measure::Plain | Measure::Money(_) => None,
            Measure::Percent => borrowed(Some("%")),
            Measure::Unit(unit) => borrowed(Some(unit.name())),
            Measure::Noun(noun) => borrowed(Some(noun)),
        }
    }

    fn currency(&self) -> Cell<'a> {
        match &self.amount()?.measure {
            Measure::Money(currency) => borrowed(Some(currency.iso().unwrap_or(currency.name()))),
            _ => None,
        }
    }

    /// The first or last day of a value that is a date.
    fn value_day(&self, day: fn(&(Date, Date)) -> Date) -> Cell<'a> {
        let days = self.fact.quantity.interval();
        owned(days.as_ref().map(day).filter(|day| *day != Date::MIN && *day != Date::MAX).map(|day| day.to_string()))
    }
}

/// What stands in a cell, if anything does. There are as many cells as facts times columns, so what can be borrowed is.
type Cell<'a> = Option<Cow<'a, str>>;

fn borrowed(text: Option<&str>) -> Cell<'_> {
    text.map(Cow::Borrowed)
}

fn owned<'a>(text: Option<String>) -> Cell<'a> {
    text.map(Cow::Owned)
}

/// A column of the CSV file: its name, its type in the data package, what it holds, and how it is read from a fact.
struct Column {
    name: &'static str,
    kind: &'static str,
    about: &'static str,
    cell: for<'a> fn(&'a Record<'a>) -> Cell<'a>,
}

const fn column(name: &'static str, kind: &'static str, about: &'static str, cell: for<'a> fn(&'a Record<'a>) -> Cell<'a>) -> Column {
    Column { name, kind, about, cell }
}

const COLUMNS: &[Column] = &[
    column("url", "string", "Where the fact stands; its permalink.", |record| owned(Some(record.permalink()))),
    column("briefing", "string", "The title of its briefing.", |record| borrowed(Some(&record.head.title))),
    column("published", "string", "The date of the briefing: a day, or a day and a time.", |record| owned(record.date(record.head.date))),
    column("entity", "string", "The id of what the fact is about.", |record| borrowed(record.entity().map(|(id, _)| id))),
    column("entity_label", "string", "How that is written.", |record| borrowed(record.entity().map(|(_, label)| label))),
    column("property", "string", "The id of what is told; of a fact without one, made from its label.", |record| {
        borrowed(Some(&record.group.id))
    }),
    column("label", "string", "What the fact is about, as its briefing has it.", |record| borrowed(Some(&record.fact.label))),
    column("value", "string", "The value as written.", |record| borrowed(Some(&record.fact.value))),
    column("kind", "string", "The type of the value: text, number, percent, money, share, date, or a range of these.", |record| {
        borrowed(Some(record.fact.quantity.kind()))
    }),
    column("comparator", "string", "How the figure or date stands to the true one: exactly, about, nearly, more_than, …", |record| {
        let quantity = &record.fact.quantity;
        borrowed((!matches!(quantity, Quantity::Text(_))).then(|| quantity.comparator().name()))
    }),
    column("number", "number", "The figure; of a range the smaller, of a share the part.", |record| {
        record.figure(|value| match value {
            Value::One(figure) | Value::Range(figure, _) => Some(figure.to_string()),
            Value::Share(part, _) => Some(part.to_string()),
        })
    }),
    column("number_to", "number", "The larger figure of a range.", |record| {
        record.figure(|value| if let Value::Range(_, to) = value { Some(to.to_string()) } else { None })
    }),
    column("out_of", "number", "The whole of a share: three in five is 3 out of 5.", |record| {
        record.figure(|value| if let Value::Share(_, whole) = value { Some(whole.to_string()) } else { None })
    }),
    column("unit", "string", "The unit, or what is counted.", |record| record.unit()),
    column("currency", "string", "The currency: ISO 4217, or a sign that is not only one currency's.", |record| record.currency()),
    column("date_from", "date", "The first day of a value that is a date.", |record| record.value_day(|days| days.0)),
    column("date_to", "date", "Its last day.", |record| record.value_day(|days| days.1)),
    column("as_of", "string", "When it was so, as written.", |record| borrowed(record.as_of())),
    column("as_of_from", "date", "The first day of that.", |record| owned(record.day(|days| days.0))),
    column("as_of_to", "date", "Its last day.", |record| owned(record.day(|days| days.1))),
    column("dated_by", "string", "What dates the fact: the fact itself, its briefing, or known_by, the date of its briefing.", |record| {
        borrowed(record.dated())
    }),
    column("said_by", "string", "Whose word it is, if it is not the briefing's own.", |record| borrowed(record.fact.said_by.as_deref())),
    column("source", "string", "The title of its source.", |record| borrowed(record.source.map(|source| source.title.as_str()))),
    column("source_url", "string", "Where that can be read.", |record| borrowed(record.source.and_then(Source::best_url))),
    column("source_status", "string", "Whether the source was retracted or is disputed.", |record| borrowed(record.source_status())),
    column("quote", "string", "The source's own words.", |record| borrowed(record.fact.quote.as_deref())),
    column("note", "string", "What the briefing adds.", |record| borrowed(record.fact.note.as_deref())),
    column("review_by", "string", "When somebody should look at it again.", |record| {
        owned(record.date(record.fact.review_by.or(record.head.review_by)))
    }),
];

fn csv(view: &View) -> String {
    let mut out = String::with_capacity(view.facts.total * CSV_BYTES);
    let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    out.push_str(&names.join(","));
    out.push_str("\r\n");
    for one in view.facts.all() {
        let record = Record::of(view, one);
        for (index, column) in COLUMNS.iter().enumerate() {
            out.push_str(if index > 0 { "," } else { "" });
            push_cell(&mut out, &(column.cell)(&record).unwrap_or_default());
        }
        out.push_str("\r\n");
    }
    out
}

fn push_cell(out: &mut String, text: &str) {
    let guard = if is_formula(text) { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) {
        let _ = write!(out, "\"{guard}{}\"", text.replace('"', "\"\""));
    } else {
        out.push_str(guard);
        out.push_str(text);
    }
}

/// Whether a spreadsheet may run a cell as a formula.
fn is_formula(text: &str) -> bool {
    let is_number = || {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        digits.starts_with(|first: char| first.is_ascii_digit()) && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number()
}

/// The JSON file. One fact stands on one line.
fn json(view: &View) -> String {
    let mut out = Vec::with_capacity(view.facts.total * JSON_BYTES);
    let url = view.config.base_url.absolute(&crate::site::Plan::index("facts"));
    out.extend_from_slice(b"{\"version\":");
    push_json(&mut out, &FORMAT);
    out.extend_from_slice(b",\"title\":");
    push_json(&mut out, &view.config.title);
    out.extend_from_slice(b",\"url\":");
    push_json(&mut out, &url);
    out.extend_from_slice(b",\"entities\":[");
    let entities = (0..view.facts.subjects.len()).map(|index| entity(view, EntityId(index)));
    push_lines(&mut out, entities, push_json);
    out.extend_from_slice(b"],\"facts\":[");
    push_lines(&mut out, view.facts.all().map(|one| Record::of(view, one)), |out, record| push_json(out, &row(record)));
    out.extend_from_slice(b"]}\n");
    String::from_utf8(out).unwrap_or_default()
}

fn push_json(out: &mut Vec<u8>, value: &impl Serialize) {
    // Neither can memory fail to take it, nor has any value of this file keys that are no strings.
    let _ = serde_json::to_writer(out, value);
}

fn push_lines<T>(out: &mut Vec<u8>, values: impl Iterator<Item = T>, push: impl Fn(&mut Vec<u8>, &T)) {
    let before = out.len();
    for value in values {
        out.extend_from_slice(if out.len() == before { b"\n" } else { b",\n" });
        push(out, &value);
    }
    out.extend_from_slice(if out.len() == before { b"" } else { b"\n" });
}

fn entity(view: &View, id: EntityId) -> serde_json::Value {
    let subject = view.facts.subject(id);
    let known = view.registries.entities.get(&subject.id);
    let url = view.plan.entity(id).map(|address| view.config.base_url.absolute(address));
    json!({
        "id": subject.id,
        "label": subject.label,
        "url": url,
        "aliases": known.map_or(&[][..], |entity| entity.aliases.as_slice()),
        "kind": known.map(|entity| &entity.kind).filter(|kind| !kind.is_empty()),
        "description": known.map(|entity| &entity.description).filter(|text| !text.is_empty()),
        "wikidata": known.and_then(|entity| entity.wikidata.as_ref()),
    })
}

/// One fact, in the order of its telling.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    url: String,
    briefing: Briefing<'a>,
    entity: Option<&'a str>,
    property: &'a str,
    label: &'a str,
    value: &'a str,
    parsed: Parsed<'a>,
    as_of: Option<AsOf<'a>>,
    said_by: Option<&'a str>,
    source: Option<SourceOf<'a>>,
    quote: Option<&'a str>,
    note: Option<&'a str>,
    review_by: Option<String>,
}

#[derive(Serialize)]
struct Briefing<'a> {
    title: &'a str,
    url: &'a str,
    date: Option<String>,
}

#[derive(Serialize)]
struct AsOf<'a> {
    written: Option<&'a str>,
    from: Option<String>,
    to: Option<String>,
    by: &'static str,
}

#[derive(Serialize)]
struct SourceOf<'a> {
    id: &'a str,
    title: Option<&'a str>,
    url: Option<&'a str>,
    /// `retracted` or `disputed`.
    status: Option<&'static str>,
}

fn row<'a>(record: &'a Record<'a>) -> Row<'a> {
    let fact = record.fact;
    let as_of =
        record.dated().map(|by| AsOf { written: record.as_of(), from: record.day(|days| days.0), to: record.day(|days| days.1), by });
    let title = record.source.map(|source| source.title.as_str());
    let url = record.source.and_then(Source::best_url);
    Row {
        id: &fact.id,
        url: record.permalink(),
        briefing: Briefing { title: &record.head.title, url: &record.url, date: record.date(record.head.date) },
        entity: record.entity().map(|(id, _)| id),
        property: &record.group.id,
        label: &fact.label,
        value: &fact.value,
        parsed: Parsed(&fact.quantity),
        as_of,
        said_by: fact.said_by.as_deref(),
        source: fact.source.as_deref().map(|id| SourceOf { id, title, url, status: record.source_status() }),
        quote: fact.quote.as_deref(),
        note: fact.note.as_deref(),
        review_by: record.date(fact.review_by.or(record.head.review_by)),
    }
}

/// The data package: the files, and the schema of the table.
fn package(view: &View) -> serde_json::Value {
    let fields: Vec<_> =
        COLUMNS.iter().map(|column| json!({"name": column.name, "type": column.kind, "description": column.about})).collect();
    let name = slug(&view.config.title);
    // A name is an address part in ASCII.
    let name: String = name.chars().filter(|character| character.is_ascii()).collect();
    let name = if name.trim_matches('-').is_empty() { "facts".to_owned() } else { format!("{}-facts", name.trim_matches('-')) };
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": format!("Key facts of {}", view.config.title),
        "description": "Every key fact of the site, as its briefings tell it.",
        "homepage": view.config.base_url.absolute(&crate::site::Plan::index("facts")),
        "version": format!("{FORMAT}.0.0"),
        "resources": [
            {
                "name": "facts",
                "type": "table",
                "path": FactsFile::Csv.name(),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "description": "A cell that begins with =, +, -, @, a tab or a line break and is no plain number has an apostrophe \
                                before it, so that no spreadsheet runs it as a formula.",
                "dialect": {"header": true, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true},
                "schema": {
                    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                    "fields": fields,
                    "primaryKey": ["url"],
                    "missingValues": [""],
                },
            },
            {
                "name": "facts-json",
                "path": FactsFile::Json.name(),
                "format": "json",
                "mediatype": "application/json",
                "encoding": "utf-8",
                "description": "The same facts as JSON, each value with all that its grammar read, and the entities.",
            },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::{is_formula, push_cell};
    use proptest::prelude::*;

    #[test]
    fn cells_are_quoted_and_never_run() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("-1.5", "-1.5"),
            ("-1.5%", "'-1.5%"),
            ("+", "'+"),
            ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
        ] {
            let mut out = String::new();
            push_cell(&mut out, text);
            assert_eq!(out, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_as_a_formula(text in "[=+@\t\r\n-]?\\PC{0,8}") {
            let mut out = String::new();
            push_cell(&mut out, &text);
            let inner = out.strip_prefix('"').unwrap_or(&out);
            prop_assert!(!is_formula(inner.trim_end_matches('"')) || !is_formula(&text));
        }
    }
}
