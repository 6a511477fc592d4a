//! A data document inside a file: front matter, configuration, a registry.
//!
//! Parsing gives a [`Value`] and, only when a message needs one, the place of every key and value. A place is named by
//! the way to it: the index of the entry or item at each level, so that duplicates have places too. Every syntax error
//! that the parser can tell is reported; TOML's tells several, YAML's the first.

use std::ops::Range;
use std::sync::OnceLock;

use saphyr_parser::{Event, Parser, StrInput};

use super::faults;
use super::plain;
use super::value::Value;
use crate::base::{Diagnostic, Place, SourceText};

/// The deepest nesting accepted.
const DEPTH_MAX: usize = 64;

/// The language a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// TOML 1.0.
    Toml,
    /// JSON.
    Json,
}

/// A parsed document.
#[derive(Debug)]
pub struct Document {
    /// The file it stands in.
    pub source: SourceText,
    /// What it says.
    pub value: Value,
    range: Range<usize>,
    format: Format,
    root: OnceLock<Node>,
}

/// The byte ranges of an entry's key and value, and of all below; offsets count within the document.
#[derive(Debug, Clone, Default)]
struct Node {
    key: Range<usize>,
    value: Range<usize>,
    children: Vec<Node>,
}

impl Document {
    /// Parses the part `range` of a file.
    ///
    /// # Errors
    /// The syntax errors, or that it is nested too deeply.
    pub fn parse(source: &SourceText, range: Range<usize>, format: Format) -> Result<Self, Vec<Diagnostic>> {
        let text = &source.text[range.clone()];
        let value = match format {
            Format::Yaml => yaml_value(text).map_err(|fault| vec![yaml_fault(source, &range, &fault)]),
            Format::Toml => toml_value(source, &range),
            Format::Json => json_value(source, &range).map_err(|fault| vec![fault]),
        }?;
        if depth(&value) > DEPTH_MAX {
            return Err(vec![faults::too_deep(source.place(range.start..range.start), DEPTH_MAX)]);
        }
        Ok(Self { source: source.clone(), value, range, format, root: OnceLock::new() })
    }

    /// A document that says nothing.
    #[must_use]
    pub fn empty(source: &SourceText) -> Self {
        let value = Value::Map(Vec::new());
        Self { source: source.clone(), value, range: 0..0, format: Format::Yaml, root: OnceLock::new() }
    }

    /// The place of the value at the end of `way`.
    #[must_use]
    pub fn place_of_value(&self, way: &[usize]) -> Place {
        let node = self.node(way);
        self.source.place(self.absolute(&node.value))
    }

    /// The place of the key at the end of `way`; of the value where there is no key, as in a list.
    #[must_use]
    pub fn place_of_key(&self, way: &[usize]) -> Place {
        let node = self.node(way);
        let range = if node.key.is_empty() { &node.value } else { &node.key };
        self.source.place(self.absolute(range))
    }

    /// The text of the scalar at the end of `way` exactly as written, without quotes around it.
    #[must_use]
    pub fn written(&self, way: &[usize]) -> &str {
        let range = self.absolute(&self.node(way).value);
        self.source.text.get(range).unwrap_or("").trim().trim_matches(['"', '\''])
    }

    fn absolute(&self, range: &Range<usize>) -> Range<usize> {
        self.range.start + range.start..self.range.start + range.end
    }

    /// The node at the end of `way`, or the deepest one on it that is known.
    fn node(&self, way: &[usize]) -> &Node {
        let mut node = self.root.get_or_init(|| self.positions());
        for index in way {
            match node.children.get(*index) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    fn positions(&self) -> Node {
        let text = &self.source.text[self.range.clone()];
        match self.format {
            Format::Yaml | Format::Json => yaml_positions(text),
            Format::Toml => toml_positions(text),
        }
    }
}

fn depth(value: &Value) -> usize {
    let mut deepest = 0;
    let mut open = vec![(value, 1)];
    while let Some((value, level)) = open.pop() {
        deepest = deepest.max(level);
        match value {
            Value::List(items) => open.extend(items.iter().map(|item| (item, level + 1))),
            Value::Map(entries) => open.extend(entries.iter().map(|(_, item)| (item, level + 1))),
            _ => {}
        }
    }
    deepest
}

fn yaml_value(text: &str) -> Result<Value, serde_yaml::Error> {
    plain::read(text).map_or_else(|| full_yaml_value(text), Ok)
}

/// What the full parser says.
pub(super) fn full_yaml_value(text: &str) -> Result<Value, serde_yaml::Error> {
    let value: Value = serde_yaml::from_str(text)?;
    Ok(if value == Value::Null { Value::Map(Vec::new()) } else { value })
}

fn yaml_fault(source: &SourceText, range: &Range<usize>, fault: &serde_yaml::Error) -> Diagnostic {
    let at = fault.location().map_or(range.start, |location| range.start + location.index().min(range.len()));
    faults::yaml_syntax(&fault.to_string(), source.place(at..at))
}

fn json_value(source: &SourceText, range: &Range<usize>) -> Result<Value, Diagnostic> {
    serde_json::from_str(&source.text[range.clone()])
        .map_err(|fault| faults::json_syntax(&fault.to_string(), source.place_at(fault.line(), fault.column())))
}

fn toml_value(source: &SourceText, range: &Range<usize>) -> Result<Value, Vec<Diagnostic>> {
    let (table, errors) = toml::de::DeTable::parse_recoverable(&source.text[range.clone()]);
    if errors.is_empty() {
        return Ok(toml_table(table.get_ref()));
    }
    let place = |span: Option<Range<usize>>| {
        let span = span.unwrap_or(0..0);
        source.place(range.start + span.start..range.start + span.end)
    };
    Err(errors.iter().map(|error| faults::toml_syntax(error.message(), place(error.span()))).collect())
}

fn toml_table(table: &toml::de::DeTable<'_>) -> Value {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    Value::Map(entries.into_iter().map(|(key, value)| (key.get_ref().to_string(), toml_tree(value.get_ref()))).collect())
}

fn toml_tree(value: &toml::de::DeValue<'_>) -> Value {
    use toml::de::DeValue;
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or_else(|_| Value::Text(number.as_str().into()), Value::Integer)
        }
        DeValue::Float(number) => number.as_str().parse().map_or_else(|_| Value::Text(number.as_str().into()), Value::Float),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| toml_tree(item.get_ref())).collect()),
        DeValue::Table(table) => toml_table(table),
    }
}

fn toml_positions(text: &str) -> Node {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    toml_table_node(table.get_ref(), 0..0, table.span())
}

fn toml_table_node(table: &toml::de::DeTable<'_>, key: Range<usize>, value: Range<usize>) -> Node {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let children = entries.into_iter().map(|(key, value)| toml_node(value, key.span())).collect();
    Node { key, value, children }
}

fn toml_node(value: &toml::Spanned<toml::de::DeValue<'_>>, key: Range<usize>) -> Node {
    use toml::de::DeValue;
    match value.get_ref() {
        DeValue::Table(table) => toml_table_node(table, key, value.span()),
        DeValue::Array(items) => {
            let children = items.iter().map(|item| toml_node(item, 0..0)).collect();
            Node { key, value: value.span(), children }
        }
        _ => Node { key, value: value.span(), children: Vec::new() },
    }
}

/// Builds the tree of positions from the parser's events, without recursion.
fn yaml_positions(text: &str) -> Node {
    let offsets = Offsets::new(text);
    let mut builder = TreeBuilder::default();
    for event in Parser::new(StrInput::new(text)) {
        let Ok((event, span)) = event else { break };
        let range = offsets.byte(span.start.index())..offsets.byte(span.end.index());
        match event {
            Event::MappingStart(..) => builder.open(range, true),
            Event::SequenceStart(..) => builder.open(range, false),
            Event::MappingEnd | Event::SequenceEnd => builder.close(range.end),
            Event::Scalar(..) | Event::Alias(..) => builder.leaf(range),
            _ => {}
        }
    }
    builder.finish()
}

/// Byte offsets of characters, for a parser that counts characters.
struct Offsets {
    starts: Option<Vec<usize>>,
    length: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let starts = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self { starts, length: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.starts {
            Some(starts) => starts.get(character).copied().unwrap_or(self.length),
            None => character.min(self.length),
        }
    }
}

#[derive(Default)]
struct TreeBuilder {
    open: Vec<OpenNode>,
    root: Option<Node>,
}

struct OpenNode {
    node: Node,
    is_map: bool,
    key: Option<Range<usize>>,
}

impl TreeBuilder {
    fn open(&mut self, range: Range<usize>, is_map: bool) {
        let key = self.take_key();
        self.open.push(OpenNode { node: Node { key, value: range, children: Vec::new() }, is_map, key: None });
    }

    fn leaf(&mut self, range: Range<usize>) {
        match self.open.last_mut() {
            Some(parent) if parent.is_map && parent.key.is_none() => parent.key = Some(range),
            _ => {
                let key = self.take_key();
                self.place(Node { key, value: range, children: Vec::new() });
            }
        }
    }

    fn close(&mut self, end: usize) {
        if let Some(mut closed) = self.open.pop() {
            closed.node.value.end = closed.node.value.end.max(end);
            self.place(closed.node);
        }
    }

    /// The key that the value about to come belongs to. A list or map as a key leaves an empty one.
    fn take_key(&mut self) -> Range<usize> {
        match self.open.last_mut() {
            Some(parent) if parent.is_map => parent.key.take().unwrap_or(0..0),
            _ => 0..0,
        }
    }

    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(parent) => parent.node.children.push(node),
            None => self.root = Some(node),
        }
    }

    fn finish(mut self) -> Node {
        while !self.open.is_empty() {
            self.close(0);
        }
        self.root.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Format};
    use crate::base::{Place, SourcePath, SourceText};
    use crate::input::Value;

    fn parse(text: &str, format: Format) -> Result<Document, Vec<crate::base::Diagnostic>> {
        let source = SourceText::new(SourcePath::new("a.yaml").expect("sound"), text);
        Document::parse(&source, 0..source.text.len(), format)
    }

    fn marked(place: &Place) -> String {
        let span = place.span.as_ref().expect("has a span");
        let width = (span.end_column - span.column) as usize;
        let text: String = span.excerpt.chars().skip(span.column as usize - 1).take(width).collect();
        format!("{}:{text}", span.line)
    }

    #[test]
    fn places_are_found_in_both_languages() {
        let yaml = parse("title: über\nfacts:\n  - {label: Staff, value: 1.10}\n  - label: x\n", Format::Yaml).expect("parses");
        assert_eq!(marked(&yaml.place_of_value(&[0])), "1:über");
        assert_eq!(marked(&yaml.place_of_key(&[1, 0, 1])), "3:value");
        assert_eq!(yaml.written(&[1, 0, 1]), "1.10");
        assert_eq!(marked(&yaml.place_of_key(&[1, 1, 0])), "4:label");
        let toml = parse("title = \"a\"\n[extra]\nn = [1, 2]\n", Format::Toml).expect("parses");
        assert_eq!(marked(&toml.place_of_key(&[1, 0])), "3:n");
        assert_eq!(marked(&toml.place_of_value(&[1, 0, 1])), "3:2");
    }

    #[test]
    fn duplicates_and_order_survive() {
        let document = parse("b: 1\na: 2\nb: 3\n", Format::Yaml).expect("parses");
        let entry = |key: &str, number| (key.to_owned(), Value::Integer(number));
        assert_eq!(document.value, Value::Map(vec![entry("b", 1), entry("a", 2), entry("b", 3)]));
        assert_eq!(marked(&document.place_of_key(&[2])), "3:b");
    }

    #[test]
    fn hostile_documents_are_errors() {
        let bomb = (0..40).fold("a0: &a0 [x]\n".to_owned(), |text, n| format!("{text}a{}: &a{} [*a{n}, *a{n}, *a{n}]\n", n + 1, n + 1));
        for text in [bomb, "[".repeat(5000), "a: ".repeat(3000), "\t\u{0}: [}".into(), "? [a]\n: b".into(), "!!binary x: !foo {}".into()] {
            assert!(parse(&text, Format::Yaml).is_err() || text.contains('!'), "{}", &text[..20.min(text.len())]);
        }
        assert!(parse(&"[".repeat(5000), Format::Toml).is_err());
        assert_eq!(parse("a = \nb = \nc = 1", Format::Toml).expect_err("two errors").len(), 2);
    }
}
