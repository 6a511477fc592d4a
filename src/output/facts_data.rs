//! The facts as files for programs: JSON, CSV, and a data package that says what the columns are.
//!
//! JSON holds each fact as written and as typed. CSV is after RFC 4180: a header row, lines that end in CR LF, quotation
//! marks where they are needed, doubled inside. Spreadsheets run cells that begin as a formula, so such a cell gets an
//! apostrophe before it unless it is a plain number; the data package says so. The package is a Frictionless Data Package 2.

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

    fn figure(&self, pick: fn(Value) -> Option<String>) -> Option<String> {
        pick(self.amount()?.value)
    }

    fn unit(&self) -> Option<String> {
        match &self.amount()?.measure {
            Measure::Plain | Measure::Money(_) => None,
            Measure::Percent => Some("%".into()),
            Measure::Unit(unit) => Some(unit.name().into()),
            Measure::Noun(noun) => Some(noun.to_string()),
        }
    }

    fn currency(&self) -> Option<String> {
        match &self.amount()?.measure {
            Measure::Money(currency) => Some(currency.iso().unwrap_or(currency.name()).into()),
            _ => None,
        }
    }

    /// The first or last day of a value that is a date.
    fn value_day(&self, day: fn(&(Date, Date)) -> Date) -> Option<String> {
        let days = self.fact.quantity.interval();
        days.as_ref().map(day).filter(|day| *day != Date::MIN && *day != Date::MAX).map(|day| day.to_string())
    }
}

/// A column of the CSV file: its name, its type in the data package, what it holds, and how it is read from a fact.
struct Column {
    name: &'static str,
    kind: &'static str,
    about: &'static str,
    cell: fn(&Record<'_>) -> Option<String>,
}

const fn column(name: &'static str, kind: &'static str, about: &'static str, cell: fn(&Record<'_>) -> Option<String>) -> Column {
    Column { name, kind, about, cell }
}

const COLUMNS: &[Column] = &[
    column("url", "string", "Where the fact stands; its permalink.", |record| Some(record.permalink())),
    column("briefing", "string", "The title of its briefing.", |record| Some(record.head.title.clone())),
    column("published", "string", "The date of the briefing: a day, or a day and a time.", |record| record.date(record.head.date)),
    column("entity", "string", "The id of what the fact is about.", |record| record.entity().map(|(id, _)| id.into())),
    column("entity_label", "string", "How that is written.", |record| record.entity().map(|(_, label)| label.into())),
    column("property", "string", "The id of what is told; of a fact without one, made from its label.", |record| {
        Some(record.group.id.clone())
    }),
    column("label", "string", "What the fact is about, as its briefing has it.", |record| Some(record.fact.label.clone())),
    column("value", "string", "The value as written.", |record| Some(record.fact.value.clone())),
    column("kind", "string", "The type of the value: text, number, percent, money, share, date, or a range of these.", |record| {
        Some(record.fact.quantity.kind().into())
    }),
    column("comparator", "string", "How the figure or date stands to the true one: exactly, about, nearly, more_than, …", |record| {
        let quantity = &record.fact.quantity;
        (!matches!(quantity, Quantity::Text(_))).then(|| quantity.comparator().name().into())
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
    column("as_of", "string", "When it was so, as written.", |record| record.as_of().map(str::to_owned)),
    column("as_of_from", "date", "The first day of that.", |record| record.day(|days| days.0)),
    column("as_of_to", "date", "Its last day.", |record| record.day(|days| days.1)),
    column("dated_by", "string", "What dates the fact: the fact itself, its briefing, or known_by, the date of its briefing.", |record| {
        record.dated().map(str::to_owned)
    }),
    column("said_by", "string", "Whose word it is, if it is not the briefing's own.", |record| record.fact.said_by.clone()),
    column("source", "string", "The title of its source.", |record| record.source.map(|source| source.title.clone())),
    column("source_url", "string", "Where that can be read.", |record| record.source.and_then(Source::best_url).map(str::to_owned)),
    column("source_status", "string", "Whether the source was retracted or is disputed.", |record| {
        record.source_status().map(str::to_owned)
    }),
    column("quote", "string", "The source's own words.", |record| record.fact.quote.clone()),
    column("note", "string", "What the briefing adds.", |record| record.fact.note.clone()),
    column("review_by", "string", "When somebody should look at it again.", |record| {
        record.date(record.fact.review_by.or(record.head.review_by))
    }),
];

fn csv(view: &View) -> String {
    let mut out = String::with_capacity(view.facts.total * 256);
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
    let mut out = String::with_capacity(view.facts.total * 512);
    let told = |value: &str| serde_json::to_string(value).unwrap_or_default();
    let url = view.config.base_url.absolute(&crate::site::Plan::index("facts"));
    let _ = write!(out, "{{\"version\":{FORMAT},\"title\":{},\"url\":{},\"entities\":[", told(&view.config.title), told(&url));
    push_lines(&mut out, (0..view.facts.subjects.len()).map(|index| entity(view, EntityId(index))));
    out.push_str("],\"facts\":[");
    push_lines(&mut out, view.facts.all().map(|one| row(&Record::of(view, one))));
    out.push_str("]}\n");
    out
}

fn push_lines(out: &mut String, values: impl Iterator<Item = String>) {
    let mut is_first = true;
    for value in values {
        out.push_str(if is_first { "\n" } else { ",\n" });
        out.push_str(&value);
        is_first = false;
    }
    out.push_str(if is_first { "" } else { "\n" });
}

fn entity(view: &View, id: EntityId) -> String {
    let subject = view.facts.subject(id);
    let known = view.registries.entities.get(&subject.id);
    let url = view.plan.entity(id).map(|address| view.config.base_url.absolute(address));
    let entity = json!({
        "id": subject.id,
        "label": subject.label,
        "url": url,
        "aliases": known.map_or(&[][..], |entity| entity.aliases.as_slice()),
        "kind": known.map(|entity| &entity.kind).filter(|kind| !kind.is_empty()),
        "description": known.map(|entity| &entity.description).filter(|text| !text.is_empty()),
        "wikidata": known.and_then(|entity| entity.wikidata.as_ref()),
    });
    entity.to_string()
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

fn row(record: &Record<'_>) -> String {
    let fact = record.fact;
    let as_of =
        record.dated().map(|by| AsOf { written: record.as_of(), from: record.day(|days| days.0), to: record.day(|days| days.1), by });
    let title = record.source.map(|source| source.title.as_str());
    let url = record.source.and_then(Source::best_url);
    let row = Row {
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
    };
    serde_json::to_string(&row).unwrap_or_default()
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
