//! Reads what the site is made of: HTML as a flat list of tags, XML as a tree, both without knowing who wrote it.
//!
//! The XML reader is strict (XML 1.0, without DTDs): whatever is not well-formed is an error with its place. The HTML
//! reader takes tags as the HTML standard's tokenizer would, the content of `script` and `style` as raw text.

use std::collections::BTreeMap;

/// A start tag of HTML, with the raw text that follows it where it is a script or a style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    /// Its name in lower case.
    pub name: String,
    /// Its attributes in order, names in lower case, values decoded.
    pub attributes: Vec<(String, String)>,
    /// The content of `script` and `style`.
    pub raw: String,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags of an HTML text, in order.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(['/', '!', '?']) {
            rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        } else if rest.starts_with(|character: char| character.is_ascii_alphabetic()) {
            let (mut tag, after) = tag(rest);
            rest = after;
            if matches!(tag.name.as_str(), "script" | "style") {
                let end = rest.to_ascii_lowercase().find(&format!("</{}", tag.name)).unwrap_or(rest.len());
                tag.raw = rest[..end].to_owned();
                rest = &rest[end..];
            }
            found.push(tag);
        }
    }
    found
}

fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|character: char| character.is_whitespace() || matches!(character, '/' | '>')).unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), ..Tag::default() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|character: char| character.is_whitespace() || character == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return (tag, rest.strip_prefix('>').unwrap_or(rest));
        }
        let end = rest[1..]
            .find(|character: char| character.is_whitespace() || matches!(character, '=' | '>' | '/'))
            .map_or(rest.len(), |end| end + 1);
        let name = rest[..end].to_ascii_lowercase();
        let (value, after) = attribute_value(rest[end..].trim_start());
        tag.attributes.push((name, decoded(value)));
        rest = after;
    }
}

fn attribute_value(rest: &str) -> (&str, &str) {
    let Some(rest) = rest.strip_prefix('=').map(str::trim_start) else { return ("", rest) };
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
        _ => rest.split_at(rest.find(|character: char| character.is_whitespace() || character == '>').unwrap_or(rest.len())),
    }
}

/// A text with its character references resolved; those that nobody here writes stay.
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.find(';').and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// An element of XML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name as written.
    pub name: String,
    /// Its attributes, decoded.
    pub attributes: BTreeMap<String, String>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// The text directly in it, decoded.
    pub text: String,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of this name; empty if there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.as_str())
    }

    /// Itself and everything in it.
    pub fn descendants(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let mut at = 0;
        while let Some(element) = found.get(at).copied() {
            found.extend(&element.children);
            at += 1;
        }
        found
    }
}

/// Reads an XML document.
///
/// # Errors
/// What is not well-formed, and the line it stands in.
pub fn xml(text: &str) -> Result<Element, String> {
    let mut reader = Reader { text, at: 0 };
    if let Some(character) = text.chars().find(|character| !is_xml(*character)) {
        return Err(format!("the character {character:?} is not allowed in XML"));
    }
    reader.prolog()?;
    let root = reader.element()?;
    reader.space();
    if reader.at < text.len() { Err(reader.fault("something stands behind the root element")) } else { Ok(root) }
}

fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn fault(&self, why: &str) -> String {
        let line = self.text[..self.at].matches('\n').count() + 1;
        format!("line {line}: {why}: {:?}", self.rest().chars().take(40).collect::<String>())
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn takes(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn until(&mut self, token: &str) -> Result<&'a str, String> {
        let end = self.rest().find(token).ok_or_else(|| self.fault(&format!("{token:?} never comes")))?;
        let found = &self.rest()[..end];
        self.at += end + token.len();
        Ok(found)
    }

    fn prolog(&mut self) -> Result<(), String> {
        if !self.takes(r#"<?xml version="1.0" encoding="UTF-8"?>"#) {
            return Err(self.fault("there is no XML declaration"));
        }
        loop {
            self.space();
            if !self.takes("<?") && !self.takes("<!--") {
                return Ok(());
            }
            self.until(">")?;
        }
    }

    fn name(&mut self) -> Result<String, String> {
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | ':' | '-' | '.');
        let end = self.rest().find(|character| !is_part(character)).unwrap_or(self.rest().len());
        let name = &self.rest()[..end];
        if !name.starts_with(|character: char| character.is_alphabetic() || character == '_') {
            return Err(self.fault("a name is missing"));
        }
        self.at += end;
        Ok(name.to_owned())
    }

    fn element(&mut self) -> Result<Element, String> {
        if !self.takes("<") {
            return Err(self.fault("an element is missing"));
        }
        let mut element = Element { name: self.name()?, ..Element::default() };
        loop {
            let before = self.at;
            self.space();
            if self.takes("/>") {
                return Ok(element);
            }
            if self.takes(">") {
                break;
            }
            if before == self.at {
                return Err(self.fault("attributes need space between them"));
            }
            let (name, value) = self.attribute()?;
            if element.attributes.insert(name, value).is_some() {
                return Err(self.fault("an attribute is given twice"));
            }
        }
        self.content(&mut element)?;
        Ok(element)
    }

    fn attribute(&mut self) -> Result<(String, String), String> {
        let name = self.name()?;
        if !self.takes("=") {
            return Err(self.fault("an attribute has no value"));
        }
        let quote = if self.takes(r#"""#) {
            r#"""#
        } else if self.takes("'") {
            "'"
        } else {
            return Err(self.fault("a value has no quotes"));
        };
        let value = self.until(quote)?;
        Ok((name, self.resolved(value)?))
    }

    fn content(&mut self, element: &mut Element) -> Result<(), String> {
        loop {
            let end = self.rest().find('<').ok_or_else(|| self.fault("an element is never closed"))?;
            let text = &self.rest()[..end];
            element.text.push_str(&self.resolved(text)?);
            self.at += end;
            if self.takes("<!--") {
                self.until("-->")?;
            } else if self.takes("<![CDATA[") {
                element.text.push_str(self.until("]]>")?);
            } else if self.takes("</") {
                let name = self.name()?;
                self.space();
                return match self.takes(">") && name == element.name {
                    true => Ok(()),
                    false => Err(self.fault(&format!("`{}` is closed as `{name}`", element.name))),
                };
            } else {
                element.children.push(self.element()?);
            }
        }
    }

    fn resolved(&self, text: &str) -> Result<String, String> {
        if text.contains('<') || text.contains("]]>") {
            return Err(self.fault("`<` and `]]>` must be escaped"));
        }
        for (at, _) in text.match_indices('&') {
            let name = text[at + 1..].split(';').next().unwrap_or_default();
            let known =
                matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") || (name.starts_with('#') && character(name).is_some_and(is_xml));
            if !known || !text[at..].contains(';') {
                return Err(self.fault("`&` must be escaped"));
            }
        }
        Ok(decoded(text))
    }
}

#[test]
fn html_is_read_as_browsers_do() {
    let html = r#"<!doctype html><a href=x title='a &amp; b' Hidden>t</a><!-- <b> --><script src="y">if (a<b) {}</SCRIPT><br/>"#;
    let found = tags(html);
    let shown: Vec<String> = found.iter().map(|tag| format!("{} {:?} {}", tag.name, tag.attributes, tag.raw)).collect();
    assert_eq!(shown, [r#"a [("href", "x"), ("title", "a & b"), ("hidden", "")] "#, r#"script [("src", "y")] if (a<b) {}"#, "br [] ",]);
    assert_eq!(found[0].get("title"), Some("a & b"));
}

#[test]
fn xml_that_is_not_well_formed_is_refused() {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let root = xml(&format!("{HEAD}<a b='1 &lt; 2'><c/>x &amp; y<c d=\"&#233;\">z</c></a>\n")).expect("well-formed");
    assert_eq!((root.attributes["b"].as_str(), root.text.as_str(), root.text_of("c")), ("1 < 2", "x & y", ""));
    assert_eq!(root.all("c").nth(1).map(|child| child.attributes["d"].as_str()), Some("é"));
    for broken in
        ["<a>", "<a></b>", "<a b=1/>", "<a b='1' b='2'/>", "<a>&nbsp;</a>", "<a>&</a>", "<a/><b/>", "<a>\u{8}</a>", "<a b='<'/>", "x"]
    {
        assert!(xml(&format!("{HEAD}{broken}")).is_err(), "{broken}");
    }
    assert!(xml("<a/>").is_err());
}
