//! Blocks of code, with classes for their colours.
//!
//! The grammars are unpacked when the first block of a known language comes, once per process: it takes longer than
//! printing a hundred files without code. They never change, so sharing them is no state. What is too long to be looked
//! at by regular expressions within reason is printed plain.

use std::sync::OnceLock;

use pulldown_cmark::CodeBlockKind;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use super::writer::{Mode, Writer};

/// Longer blocks, and blocks with longer lines, are not coloured.
const LONGEST_BLOCK: usize = 20 * 1024;
const LONGEST_LINE: usize = 1000;

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// A block of code that is being read.
pub(super) struct CodeBlock {
    /// The first word behind the fence.
    language: String,
    text: String,
}

impl CodeBlock {
    pub(super) fn new(kind: &CodeBlockKind<'_>) -> Self {
        let words = match kind {
            CodeBlockKind::Fenced(words) => words,
            CodeBlockKind::Indented => "",
        };
        Self { language: words.split_whitespace().next().unwrap_or_default().to_owned(), text: String::new() }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

impl Writer<'_> {
    pub(super) fn end_code(&mut self) {
        let Mode::Code(code) = std::mem::replace(&mut self.mode, Mode::Prose) else { return };
        self.out.fresh_line();
        if code.language.is_empty() {
            self.out.push("<pre><code>");
        } else {
            self.out.push("<pre><code class=\"language-");
            self.out.push_text(&code.language);
            self.out.push("\">");
        }
        let coloured = if self.options.highlight { coloured(&code) } else { None };
        match coloured {
            Some(html) => self.out.push(&html),
            None => self.out.push_text(&code.text),
        }
        self.out.push("</code></pre>\n");
    }
}

fn coloured(code: &CodeBlock) -> Option<String> {
    if code.language.is_empty() || code.text.len() > LONGEST_BLOCK || code.text.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let grammars = grammars();
    let grammar = grammars.find_syntax_by_token(&code.language).filter(|grammar| grammar.name != "Plain Text")?;
    let mut generator = ClassedHTMLGenerator::new_with_class_style(grammar, grammars, STYLE);
    let text: String = code.text.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t')).collect();
    for line in LinesWithEndings::from(&text) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

fn grammars() -> &'static SyntaxSet {
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();
    GRAMMARS.get_or_init(SyntaxSet::load_defaults_newlines)
}
