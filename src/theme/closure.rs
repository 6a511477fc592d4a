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

/// Reads the tags of a template, as Tera does: comments and raw text hold none, and what stands in quotes ends none.
#[must_use]
pub fn mentions(text: &str) -> Mentions {
    let (mut found, mut rest, mut raw) = (Mentions::default(), text, false);
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        let close = match rest.as_bytes().first() {
            Some(b'#') if !raw => {
                rest = rest.find("#}").map_or("", |end| &rest[end + 2..]);
                continue;
            }
            Some(b'%') => "%}",
            Some(b'{') if !raw => "}}",
            _ => continue,
        };
        let inner = &rest[1..];
        let end = end_of(inner, close);
        let tag = inner[..end].trim_matches('-').trim();
        raw = if raw { tag != "endraw" } else { tag == "raw" };
        if raw && tag != "raw" {
            continue;
        }
        note(tag, &mut found);
        rest = &inner[end..];
    }
    found
}

/// Where a tag ends: at the first `close` that is in no quotes.
fn end_of(inner: &str, close: &str) -> usize {
    let (mut open, mut escaped) = (None, false);
    for (at, character) in inner.char_indices() {
        match (character, open) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            ('"' | '\'' | '`', None) => open = Some(character),
            (_, Some(quote)) if quote == character => open = None,
            (_, None) if inner[at..].starts_with(close) => return at,
            _ => {}
        }
    }
    inner.len()
}

fn note(tag: &str, found: &mut Mentions) {
    for keyword in ["extends", "include"] {
        if let Some(name) = tag.strip_prefix(keyword).and_then(quoted) {
            found.templates.insert(name.to_owned());
        }
    }
    if let Some(rest) = tag.strip_prefix("component").filter(|rest| rest.starts_with(char::is_whitespace)) {
        found.defines.insert(name_at(rest.trim_start()).to_owned());
    }
    let mut rest = tag;
    while let Some(at) = rest.find('<') {
        rest = rest[at + 1..].trim_start();
        let name = name_at(rest);
        if name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
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
    fn quotes_comments_and_raw_text_hide_nothing_that_is_there() {
        for text in [
            "{% include\r\n\"x\" %}",
            "{{ \"{#\" }}{% include \"x\" %}",
            "{% set a = \"{#\" %}{%- include 'x' -%}",
            "{% raw %}{# {{ \" {% endraw %}{% include \"x\" %}",
            "{{ \"}}\" }}{% include `x` %}",
            "{{ 'a\\'}}' }}{% include \"x\" %}",
            "{# {% raw %} #}{% include \"x\" %}",
            "{ {% include \"x\" %}",
        ] {
            assert_eq!(mentions(text).templates.into_iter().collect::<Vec<_>>(), ["x"], "{text}");
        }
        for text in ["{{ \"}}\" ~ <b x=\"1\"/> }}", "{{ < b /> }}", "{{ <\nb/> }}", "{{ \"%}\" }}{% <b> %}{% </b> %}"] {
            assert!(mentions(text).calls.contains("b"), "{text}");
        }
        assert!(mentions("{% component\nb(x: string) %}{% endcomponent b %}").defines.contains("b"));
        assert!(mentions("{% raw %}{% include \"x\" %}{% endraw %}").templates.is_empty());
    }

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
