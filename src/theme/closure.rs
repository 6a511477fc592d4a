//! Which templates a template reaches: what it extends, includes, and the files of the components it calls.
//!
//! Tera keeps this to itself, but in version 2 all three are literals, so a scan of the tags finds them. That the scan
//! finds all is tested: the claimed closure must load alone.

use std::collections::{BTreeMap, BTreeSet};

/// What one template names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Names in `extends` and `include`.
    pub templates: BTreeSet<String>,
    /// Names of components called.
    pub calls: BTreeSet<String>,
    /// Names of components defined.
    pub defines: BTreeSet<String>,
}

/// Reads the tags of a template.
#[must_use]
pub fn mentions(text: &str) -> Mentions {
    let mut found = Mentions::default();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let (inner, end) = match rest.as_bytes().first() {
            Some(b'#') => {
                rest = rest.find("#}").map_or("", |end| &rest[end..]);
                continue;
            }
            Some(b'%') => (&rest[1..], "%}"),
            Some(b'{') => (&rest[1..], "}}"),
            _ => continue,
        };
        let tag = inner.find(end).map_or(inner, |end| &inner[..end]);
        note(tag, &mut found);
        rest = inner;
    }
    found
}

fn note(tag: &str, found: &mut Mentions) {
    let tag = tag.trim_start_matches('-').trim_start();
    for keyword in ["extends", "include"] {
        if let Some(name) = tag.strip_prefix(keyword).filter(|rest| rest.starts_with([' ', '\t', '"', '\'', '\n'])).and_then(quoted) {
            found.templates.insert(name.to_owned());
        }
    }
    if let Some(rest) = tag.strip_prefix("component ") {
        found.defines.insert(name_at(rest.trim_start()).to_owned());
    }
    let mut rest = tag;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name = name_at(rest);
        if !name.is_empty() {
            found.calls.insert(name.to_owned());
        }
    }
}

fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    text[1..].split(quote).next()
}

fn name_at(text: &str) -> &str {
    let end = text.find(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | '.'))).unwrap_or(text.len());
    &text[..end]
}

/// The names of all templates that each template reaches, itself included. `resolve` turns a name as written into the
/// name of a template of the set.
#[must_use]
pub fn closures(all: &BTreeMap<String, Mentions>, resolve: impl Fn(&str) -> Option<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut owners: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for (name, mentions) in all {
        for component in &mentions.defines {
            owners.entry(component).or_default().push(name);
        }
    }
    let direct = |name: &String| -> Vec<String> {
        let Some(mentions) = all.get(name) else { return Vec::new() };
        let named = mentions.templates.iter().filter_map(|written| resolve(written));
        let called = mentions.calls.iter().filter_map(|call| owners.get(call.as_str())).flatten().map(|name| (*name).clone());
        named.chain(called).collect()
    };
    let reach = |start: &String| {
        let mut reached = BTreeSet::new();
        let mut open = vec![start.clone()];
        while let Some(name) = open.pop() {
            if reached.insert(name.clone()) {
                open.extend(direct(&name));
            }
        }
        reached
    };
    all.keys().map(|name| (name.clone(), reach(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn every_way_to_name_another_template() {
        let found = mentions(concat!(
            "{#- {% include \"not.html\" %} -#}{%- extends \"a.html\" -%}{% include 'b.html' %}",
            "{% component card(x: string) %}{{ <byline authors={x} /> }}{% endcomponent card %}{% <box> %}x{% </box> %}{{ 1 < 2 }}",
        ));
        assert_eq!(found.templates.into_iter().collect::<Vec<_>>(), ["a.html", "b.html"]);
        assert_eq!(
            found.calls.into_iter().collect::<Vec<_>>(),
            ["2", "box", "byline"].iter().filter(|name| **name != "2").map(|name| (*name).to_owned()).collect::<Vec<_>>()
        );
        assert_eq!(found.defines.into_iter().collect::<Vec<_>>(), ["card"]);
    }
}
