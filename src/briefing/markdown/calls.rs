//! Finds component calls in a text and puts one character in the place of each, so that the parser leaves them alone.
//!
//! `{{<name key="text" other=12 flag/>}}` is a call by itself, `{{<name …>}}` and `{{</name>}}` stand around a body; spaces
//! inside the brackets do not matter. A value is text in quotes, a number, `true` or `false`: data, never an expression.
//!
//! Whether a call stands in code only the parser knows. So every one is lifted out, and whatever is no prose gets what was
//! written put back ([`Lifted::restored`]). The characters are those of Unicode's last private plane; one that the text has
//! itself is lifted out too, and a text without `{{<` is not touched.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

const BRACKET: &str = "{{<";

/// The first of the characters that stand for something, and how long each is in UTF-8.
const FIRST: u32 = 0x10_0000;
const STAND_IN_LEN: usize = 4;

/// The most calls in a text. It bounds the search for the call that a closing tag closes.
const PIECES_MAX: usize = 4096;

/// The most arguments of a call.
const ARGUMENTS_MAX: usize = 64;

/// What was lifted out of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Lifted {
    pieces: Vec<Piece>,
    /// Where the character of each stands in the text without them.
    starts: Vec<usize>,
}

/// A piece of text that was lifted out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// As it was written.
    pub(super) written: String,
    /// Where, in the text as it was.
    pub(super) at: Range<usize>,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a piece is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A call, or the beginning of one with a body.
    Opening(Opening),
    /// The end of a body.
    Closing(String),
    /// What looks like a call and is none, for this reason. Only its bracket was lifted out.
    Broken(&'static str, Range<usize>),
    /// Text to be shown.
    Text(&'static str),
    /// Text to be shown as it was written.
    Plain,
}

/// The tag that calls a component.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// The component.
    pub(super) name: String,
    /// Its arguments as written.
    pub(super) arguments: Vec<WrittenArgument>,
    /// Whether a closing tag of this name follows that no other call takes.
    pub(super) has_body: bool,
    /// Whether it ends in `/>}}`.
    is_closed: bool,
}

/// An argument as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WrittenArgument {
    pub(super) name: String,
    pub(super) value: Literal,
    /// The value without its quotes, in the text as it was.
    pub(super) value_at: Range<usize>,
    /// All of it.
    pub(super) at: Range<usize>,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    Text(String),
    /// A number, as its digits.
    Number(String),
    Flag(bool),
}

/// The text without what was lifted out of it.
pub(super) fn lift(text: Cow<'_, str>) -> (Cow<'_, str>, Lifted) {
    if memchr::memmem::find(text.as_bytes(), BRACKET.as_bytes()).is_none() {
        return (text, Lifted::default());
    }
    let mut out = String::with_capacity(text.len());
    let (mut pieces, mut starts, mut from) = (Vec::new(), Vec::new(), 0);
    while let Some(mut piece) = next_piece(&text, from).filter(|_| pieces.len() < PIECES_MAX) {
        if pieces.len() + 1 == PIECES_MAX {
            piece.kind = Kind::Broken("a text holds 4,095 calls at most", piece.at.clone());
        }
        out.push_str(&text[from..piece.at.start]);
        starts.push(out.len());
        out.push(stand_in(pieces.len()));
        from = piece.at.end;
        pieces.push(piece);
    }
    out.push_str(&text[from..]);
    pair(&mut pieces);
    (Cow::Owned(out), Lifted { pieces, starts })
}

fn stand_in(index: usize) -> char {
    u32::try_from(index).ok().and_then(|index| char::from_u32(FIRST + index)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The next piece of a text that begins at or behind an offset.
fn next_piece(text: &str, from: usize) -> Option<Piece> {
    let mut at = from;
    loop {
        let private = text[at..].char_indices().find(|(_, character)| u32::from(*character) >= FIRST || *character == '{');
        let (offset, character) = private?;
        at += offset;
        if character != '{' {
            let written = character.to_string();
            return Some(Piece { at: at..at + written.len(), written, kind: Kind::Plain });
        }
        match text[at..].starts_with(BRACKET).then(|| piece_at(text, at, from)).flatten() {
            Some(piece) => return Some(piece),
            None => at += 1,
        }
    }
}

/// The piece whose bracket stands at an offset, unless it is nothing but a bracket.
fn piece_at(text: &str, at: usize, from: usize) -> Option<Piece> {
    let piece = |range: Range<usize>, kind| Piece { written: text[range.clone()].to_owned(), at: range, kind };
    let mut tag = TagReader { text, at: at + BRACKET.len() };
    tag.skip_space();
    let closes = tag.take("/");
    tag.skip_space();
    let name = tag.name()?;
    if text[from..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
        return Some(piece(at - 1..at + BRACKET.len(), Kind::Text(BRACKET)));
    }
    let read = if closes { tag.closing(name) } else { tag.opening(name) };
    Some(match read {
        Ok(kind) => piece(at..tag.at, kind),
        Err(why) => piece(at..at + BRACKET.len(), Kind::Broken(why, at..tag.at)),
    })
}

/// Gives each closing tag to the last call of its name before it that has none.
fn pair(pieces: &mut [Piece]) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..pieces.len() {
        match &pieces[index].kind {
            Kind::Opening(Opening { is_closed: false, .. }) => open.push(index),
            Kind::Closing(name) => {
                let is_named = |index: &usize| matches!(&pieces[*index].kind, Kind::Opening(opening) if opening.name == *name);
                let Some(at) = open.iter().rposition(is_named) else { continue };
                let opening = open[at];
                open.truncate(at);
                if let Kind::Opening(opening) = &mut pieces[opening].kind {
                    opening.has_body = true;
                }
            }
            _ => {}
        }
    }
}

/// Reads a tag, from behind its bracket.
struct TagReader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> TagReader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, mark: &str) -> bool {
        let found = self.rest().starts_with(mark);
        self.at += if found { mark.len() } else { 0 };
        found
    }

    /// Passes white space, but no empty line.
    fn skip_space(&mut self) {
        let rest = self.rest();
        let space = &rest[..rest.len() - rest.trim_start_matches([' ', '\t', '\n']).len()];
        self.at += if space.matches('\n').count() > 1 { 0 } else { space.len() };
    }

    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let is_inside = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
        let name = &rest[..rest.find(|character| !is_inside(character)).unwrap_or(rest.len())];
        self.at += name.len();
        name.starts_with(|first: char| first.is_alphabetic() || first == '_').then_some(name)
    }

    fn closing(&mut self, name: &str) -> Result<Kind, &'static str> {
        self.skip_space();
        if self.take(">}}") { Ok(Kind::Closing(name.to_owned())) } else { Err("a closing tag holds a name and ends in `>}}`") }
    }

    fn opening(&mut self, name: &str) -> Result<Kind, &'static str> {
        let mut opening = Opening { name: name.to_owned(), arguments: Vec::new(), has_body: false, is_closed: false };
        loop {
            let before = self.at;
            self.skip_space();
            opening.is_closed = self.take("/>}}");
            if opening.is_closed || self.take(">}}") {
                return Ok(Kind::Opening(opening));
            }
            if self.at == before || self.rest().is_empty() {
                return Err("it does not end in `>}}` or `/>}}`");
            }
            let argument = self.argument()?;
            if opening.arguments.iter().any(|other| other.name == argument.name) {
                return Err("it gives an argument twice");
            }
            if opening.arguments.len() == ARGUMENTS_MAX {
                return Err("it has more arguments than any component");
            }
            opening.arguments.push(argument);
        }
    }

    fn argument(&mut self) -> Result<WrittenArgument, &'static str> {
        let start = self.at;
        let name = self.name().ok_or("an argument is written `name=\"value\"`, and the call ends in `>}}` or `/>}}`")?.to_owned();
        let flag = start..self.at;
        self.skip_space();
        if !self.take("=") {
            self.at = flag.end;
            return Ok(WrittenArgument { name, value: Literal::Flag(true), value_at: flag.clone(), at: flag });
        }
        self.skip_space();
        let (value, value_at) = self.value()?;
        Ok(WrittenArgument { name, value, value_at, at: start..self.at })
    }

    fn value(&mut self) -> Result<(Literal, Range<usize>), &'static str> {
        if let Some(quote) = self.rest().chars().next().filter(|first| matches!(first, '"' | '\'')) {
            return self.quoted(quote);
        }
        let rest = self.rest();
        let word = &rest[..rest.find([' ', '\t', '\n', '/', '>']).unwrap_or(rest.len())];
        let value = match word {
            "true" => Literal::Flag(true),
            "false" => Literal::Flag(false),
            _ if is_number(word) => Literal::Number(word.to_owned()),
            _ => return Err("a value that is no number, `true` or `false` stands in straight quotes"),
        };
        self.at += word.len();
        Ok((value, self.at - word.len()..self.at))
    }

    /// Text up to the same quote; a backslash lets a quote or a backslash stand in it.
    fn quoted(&mut self, quote: char) -> Result<(Literal, Range<usize>), &'static str> {
        let start = self.at + 1;
        let (mut text, mut characters) = (String::new(), self.text[start..].char_indices().peekable());
        while let Some((offset, character)) = characters.next() {
            match character {
                _ if character == quote => {
                    self.at = start + offset + 1;
                    return Ok((Literal::Text(text), start..start + offset));
                }
                '\\' if characters.peek().is_some_and(|(_, next)| *next == quote || *next == '\\') => {
                    text.extend(characters.next().map(|(_, next)| next));
                }
                '\n' if self.text[start + offset + 1..].trim_start_matches([' ', '\t']).starts_with('\n') => break,
                '\n' => text.push(' '),
                _ => text.push(character),
            }
        }
        Err("a quote is never closed")
    }
}

/// Digits, with a sign before and a fraction behind if there is one.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole) && are_digits(fraction)
}

impl Lifted {
    /// Whether nothing was lifted out.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The piece that a character stands for.
    pub(super) fn piece(&self, character: char) -> Option<&Piece> {
        u32::from(character).checked_sub(FIRST).and_then(|index| self.pieces.get(usize::try_from(index).ok()?))
    }

    /// Whether a line holds nothing but one tag.
    pub(super) fn is_tag_alone(&self, content: &str) -> bool {
        let mut characters = content.trim_end_matches([' ', '\t']).chars();
        let first = characters.next().filter(|_| characters.next().is_none());
        first.and_then(|only| self.piece(only)).is_some_and(|piece| matches!(piece.kind, Kind::Opening(_) | Kind::Closing(_)))
    }

    /// Where an offset of the text without the pieces was in the text as it was.
    pub(super) fn before(&self, offset: usize) -> usize {
        let Some(last) = self.starts.partition_point(|start| *start < offset).checked_sub(1) else { return offset };
        let behind = offset - self.starts[last];
        match behind.checked_sub(STAND_IN_LEN) {
            Some(behind) => self.pieces[last].at.end + behind,
            None => self.pieces[last].at.start,
        }
    }

    /// A text with what was written in the place of the characters.
    pub(super) fn written<'a>(&self, text: CowStr<'a>) -> CowStr<'a> {
        if !text.chars().any(|character| self.piece(character).is_some()) {
            return text;
        }
        let mut out = String::with_capacity(text.len() + 64);
        for character in text.chars() {
            match self.piece(character) {
                Some(piece) => out.push_str(&piece.written),
                None => out.push(character),
            }
        }
        out.into()
    }

    /// An event in which every text that is no prose is as it was written; prose only if `prose` says so.
    pub(super) fn restored<'a>(&self, event: Event<'a>, prose: bool) -> Event<'a> {
        match event {
            Event::Text(text) if prose => Event::Text(self.written(text)),
            Event::Code(text) => Event::Code(self.written(text)),
            Event::Html(text) => Event::Html(self.written(text)),
            Event::InlineHtml(text) => Event::InlineHtml(self.written(text)),
            Event::FootnoteReference(name) => Event::FootnoteReference(self.written(name)),
            Event::Start(tag) => Event::Start(self.restored_tag(tag)),
            other => other,
        }
    }

    fn restored_tag<'a>(&self, tag: Tag<'a>) -> Tag<'a> {
        match tag {
            Tag::Link { link_type, dest_url, title, id } => {
                Tag::Link { link_type, dest_url: self.written(dest_url), title: self.written(title), id: self.written(id) }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                Tag::Image { link_type, dest_url: self.written(dest_url), title: self.written(title), id: self.written(id) }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(self.written(info))),
            Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(self.written(name)),
            Tag::Heading { level, id, classes, attrs } => {
                let classes = classes.into_iter().map(|class| self.written(class)).collect();
                Tag::Heading { level, id: id.map(|id| self.written(id)), classes, attrs }
            }
            other => other,
        }
    }
}
