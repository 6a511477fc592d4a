//! A page as lines: all text that can be seen, in the order of the document.
//!
//! A block is a line of its own with an empty line before it; items of lists, rows of tables and what `<br>` parts are lines
//! without one; cells are parted by a tab. White space of HTML (not the no-break space) is one space, as browsers show it.
//! Scripts, styles, what is hidden and what fields hold are not text. Each line knows how much of it is links and whether
//! it stands in a part that is never the work: navigation, an aside, a footer, a form.
//!
//! The walk keeps no stack, so that no depth of nesting can exhaust it.

use dom_query::{Document, NodeRef};

use super::bounds::bounded;
use super::language::{self, Language};
use crate::base::spelling::one_line;

/// One line of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number in the text, counted from one.
    pub number: usize,
    /// What it says.
    pub text: String,
    /// How many bytes of it are links.
    pub linked: usize,
    /// The level of the heading it is, or 0.
    pub heading: u8,
    /// Whether it stands in navigation, an aside, a footer or a form.
    pub is_around: bool,
}

/// What can be seen of a page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The lines that say something.
    pub lines: Vec<Line>,
    /// The element `title`.
    pub title: Option<String>,
    /// The address that the page gives as its own.
    pub url: Option<String>,
    /// The language that the page gives as its own.
    pub language: Option<Language>,
    /// How deep its elements are nested.
    pub depth: usize,
}

/// What an element does to the lines around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing of it is seen.
    Unseen,
    /// A line of its own, with an empty line before it.
    Block,
    /// The same, and never the work.
    Around,
    /// A line of its own.
    Row,
    /// A cell of a row.
    Cell,
    /// Part of a line.
    Inline,
}

fn kind(name: &str) -> Kind {
    match name {
        "script" | "style" | "noscript" | "template" | "head" | "svg" | "iframe" | "object" | "canvas" | "audio" | "video" | "select"
        | "textarea" | "datalist" | "map" => Kind::Unseen,
        "nav" | "aside" | "footer" | "form" | "dialog" | "menu" | "button" => Kind::Around,
        "li" | "tr" | "dt" | "dd" | "br" | "option" | "caption" | "summary" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "address" | "article" | "blockquote" | "body" | "center" | "details" | "div" | "dl" | "fieldset" | "figcaption" | "figure"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "main" | "ol" | "p" | "pre" | "section"
        | "table" | "ul" => Kind::Block,
        _ => Kind::Inline,
    }
}

impl Page {
    /// Reads a page, or a part of one.
    #[must_use]
    pub fn read(html: &str) -> Self {
        let document = Document::from(bounded(html));
        let title = document.select("title").iter().next().map(|title| one_line(&title.text())).filter(|title| !title.is_empty());
        let canonical = document.select("link[rel=canonical]").iter().next().and_then(|link| link.attr("href"));
        let url = canonical.map(|url| url.trim().to_owned()).filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let language = language::of_page(&document);
        let mut scribe = Scribe::default();
        let depth = scribe.walk(&document.root());
        Self { lines: scribe.lines, title, url, language, depth }
    }

    /// The lines as a text; each stands at its number.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut number = 1;
        for line in &self.lines {
            text.extend(std::iter::repeat_n('\n', line.number.saturating_sub(number)));
            text.push_str(&line.text);
            text.push('\n');
            number = line.number + 1;
        }
        text
    }
}

/// Writes lines while the tree is walked.
#[derive(Default)]
struct Scribe {
    lines: Vec<Line>,
    line: Line,
    /// White space has been read that is not written yet.
    is_spaced: bool,
    /// The next line has an empty one before it.
    has_gap: bool,
    /// How many links, parts around the work and preformatted texts are open.
    links: usize,
    around: usize,
    kept: usize,
}

impl Scribe {
    /// Walks a tree, and tells how deep it is.
    fn walk(&mut self, root: &NodeRef<'_>) -> usize {
        let (mut depth, mut deepest) = (0, 0);
        let mut node = *root;
        loop {
            let child = self.enter(&node).then(|| node.first_child()).flatten();
            if let Some(child) = child {
                node = child;
                depth += 1;
                deepest = deepest.max(depth);
                continue;
            }
            self.leave(&node);
            loop {
                if depth == 0 {
                    self.end_line();
                    return deepest;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else {
                    self.end_line();
                    return deepest;
                };
                node = parent;
                depth -= 1;
                self.leave(&node);
            }
        }
    }

    /// Begins a node; tells whether its children are seen.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.write(&node.text());
            return false;
        }
        let Some(name) = node.node_name() else { return true };
        let kind = if is_hidden(node) { Kind::Unseen } else { kind(&name) };
        match kind {
            Kind::Unseen => return false,
            Kind::Block | Kind::Around => self.end_block(),
            Kind::Row => self.end_line(),
            Kind::Cell if !self.line.text.is_empty() => {
                self.line.text.push('\t');
                self.is_spaced = false;
            }
            Kind::Cell | Kind::Inline => {}
        }
        self.around += usize::from(kind == Kind::Around);
        self.links += usize::from(&*name == "a");
        self.kept += usize::from(&*name == "pre");
        if let Some(level) = heading(&name) {
            self.line.heading = level;
        }
        true
    }

    /// Ends a node that was begun.
    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        let kind = if is_hidden(node) { Kind::Unseen } else { kind(&name) };
        match kind {
            Kind::Unseen => return,
            Kind::Block | Kind::Around => self.end_block(),
            Kind::Row => self.end_line(),
            Kind::Cell | Kind::Inline => {}
        }
        self.around -= usize::from(kind == Kind::Around);
        self.links -= usize::from(&*name == "a");
        self.kept -= usize::from(&*name == "pre");
    }

    fn write(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' if self.kept > 0 => self.end_line(),
                _ if self.kept == 0 && character.is_ascii_whitespace() => self.is_spaced = true,
                '\0' => {}
                _ => self.push(character),
            }
        }
    }

    fn push(&mut self, character: char) {
        let before = self.line.text.len();
        if std::mem::take(&mut self.is_spaced) && !self.line.text.is_empty() && !self.line.text.ends_with('\t') {
            self.line.text.push(' ');
        }
        self.line.text.push(character);
        self.line.is_around |= self.around > 0;
        if self.links > 0 {
            self.line.linked += self.line.text.len() - before;
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        self.has_gap = true;
    }

    fn end_line(&mut self) {
        self.is_spaced = false;
        let mut line = std::mem::take(&mut self.line);
        if line.text.trim().is_empty() {
            return;
        }
        let before = self.lines.last().map_or(0, |line| line.number);
        line.number = before + if self.has_gap && before > 0 { 2 } else { 1 };
        self.has_gap = false;
        line.text.truncate(line.text.trim_end().len());
        self.lines.push(line);
    }
}

fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Whether the author of the page hid it from everyone.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    let styled = || node.attr("style").map(|style| style.to_ascii_lowercase().replace(' ', ""));
    node.is_element()
        && (node.has_attr("hidden") || styled().is_some_and(|style| style.contains("display:none") || style.contains("visibility:hidden")))
}
