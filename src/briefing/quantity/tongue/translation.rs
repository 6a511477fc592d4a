//! The walk through a text that puts its figures and dates into English.

use super::super::lex::{count_digits, is_dash};
use super::super::words::month_name;
use super::tables::Role;
use super::{Swap, Tongue, Translation, numerals};

/// What the walk has just come past, white space aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Past {
    Figure,
    Other,
}

/// A text on its way into English.
pub(super) struct Translator<'a> {
    tongue: Tongue,
    text: &'a str,
    at: usize,
    past: Past,
    /// Whether a word such as `zwischen` waits for its `und`.
    is_between: bool,
    /// Whether the walk ends behind the first figure or date.
    is_value: bool,
    out: Translation,
}

impl<'a> Translator<'a> {
    pub(super) fn new(tongue: Tongue, text: &'a str, is_value: bool) -> Self {
        let out = Translation { text: String::with_capacity(text.len()), swaps: Vec::new() };
        Self { tongue, text, at: 0, past: Past::Other, is_between: false, is_value, out }
    }

    pub(super) fn run(mut self) -> Translation {
        while let Some(first) = self.rest().chars().next() {
            if first.is_ascii_digit() {
                self.figure();
            } else if first.is_alphabetic() {
                if !self.word() {
                    break;
                }
            } else {
                self.sign(first);
            }
        }
        let rest = self.rest();
        self.out.text.push_str(rest);
        self.out
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn keep(&mut self, length: usize) {
        self.out.text.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    fn put(&mut self, english: &str, length: usize) {
        let start = self.out.text.len();
        self.out.text.push_str(english);
        self.out.swaps.push(Swap { english: start..self.out.text.len(), written: self.at..self.at + length });
        self.at += length;
    }

    fn sign(&mut self, sign: char) {
        // `5–7` goes on; a stop or a bracket ends what was said of a figure.
        let goes_on = sign.is_whitespace() || is_dash(sign) || sign == '%';
        self.past = if goes_on { self.past } else { Past::Other };
        self.keep(sign.len_utf8());
    }

    fn figure(&mut self) {
        let rest = self.rest();
        let found = numerals::date(rest).or_else(|| self.day(rest)).or_else(|| self.quarter(rest));
        match found.or_else(|| numerals::number(rest, self.tongue.mark)) {
            Some((english, length)) => self.put(&english, length),
            None => self.keep(count_digits(rest).max(1)),
        }
        self.past = Past::Figure;
        // `3.–7. März`: the points make ordinals.
        let after = self.rest().strip_prefix('.').filter(|after| after.trim_start_matches(' ').starts_with(is_dash));
        if after.is_some_and(|after| self.opens_days(after)) {
            self.put("", 1);
        }
    }

    /// Whether a dash, another day and a month follow.
    fn opens_days(&self, text: &str) -> bool {
        let next = text.trim_start_matches(' ').trim_start_matches(is_dash).trim_start_matches(' ');
        self.day(next).is_some()
    }

    /// A day with its month and perhaps its year: `3. März 2025`, `1er mars`, `3 de mayo de 2025`.
    fn day(&self, text: &str) -> Option<(String, usize)> {
        let (day, rest) = numerals::part(text, 2).filter(|(day, _)| (1..=31).contains(day))?;
        let rest = self.linked(ordinal(rest))?;
        let (month, rest) = self.month(rest)?;
        let (year, rest) = self.year(rest).map_or((String::new(), rest), |(year, rest)| (format!(" {year}"), rest));
        Some((format!("{day} {}{year}", month_name(month)), text.len() - rest.len()))
    }

    fn quarter(&self, text: &str) -> Option<(String, usize)> {
        let (number, rest) = numerals::part(text, 1).filter(|(number, _)| (1..=4).contains(number))?;
        let (_, length) = self.phrase(ordinal(rest).trim_start(), |role| role == Role::Quarter)?;
        let rest = &ordinal(rest).trim_start()[length..];
        let (year, rest) = self.year(rest)?;
        Some((format!("Q{number} {year}"), text.len() - rest.len()))
    }

    /// What follows white space, and a word such as `de` between the parts of a date.
    fn linked<'b>(&self, text: &'b str) -> Option<&'b str> {
        let rest = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let linked = self.phrase(rest, |role| role == Role::Link).map(|(_, length)| rest[length..].trim_start());
        (rest.len() < text.len()).then(|| linked.unwrap_or(rest))
    }

    fn month<'b>(&self, text: &'b str) -> Option<(i8, &'b str)> {
        let (role, length) = self.phrase(text, |role| matches!(role, Role::Month(_)))?;
        if let Role::Month(month) = role { Some((month, &text[length..])) } else { None }
    }

    fn year<'b>(&self, text: &'b str) -> Option<(u32, &'b str)> {
        let rest = self.linked(text)?;
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        numerals::part(rest, 4).filter(|(year, rest)| (1000..3000).contains(year) && ends(rest))
    }

    /// Goes past a word; whether there is more to translate.
    fn word(&mut self) -> bool {
        let rest = self.rest();
        if let Some((month, after)) = self.month(rest) {
            let year = self.year(after);
            let (year, after) = year.map_or((String::new(), after), |(year, after)| (format!(" {year}"), after));
            self.put(&format!("{}{year}", month_name(month)), rest.len() - after.len());
            self.past = Past::Figure;
            return true;
        }
        if let Some((role, length)) = self.phrase(rest, |role| !matches!(role, Role::Month(_) | Role::Quarter | Role::Link))
            && self.belongs(role, &rest[length..])
        {
            self.is_between = matches!(role, Role::Between);
            self.past = if matches!(role, Role::After(_) | Role::Number(_)) { Past::Figure } else { Past::Other };
            // `d'euros` is one word, and its English twin two.
            let gap = if rest[..length].ends_with(['\'', '’']) { " " } else { "" };
            self.put(&[role.english(), gap].concat(), length);
            return true;
        }
        let is_behind = self.past == Past::Figure;
        self.keep(rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len()));
        self.past = Past::Other;
        !(self.is_value && is_behind)
    }

    /// Whether a word is part of a figure here, judged by what stands before it and behind.
    fn belongs(&self, role: Role, behind: &str) -> bool {
        match role {
            Role::Before(_) | Role::Between => self.begins_figure(behind),
            Role::After(_) => self.past == Past::Figure,
            Role::Joint => self.past == Past::Figure && self.begins_figure(behind),
            Role::And => self.past == Past::Figure && self.is_between && self.begins_figure(behind),
            Role::Number(_) => true,
            Role::Month(_) | Role::Quarter | Role::Link => false,
        }
    }

    /// Whether a figure follows, perhaps behind a currency.
    fn begins_figure(&self, text: &str) -> bool {
        let rest = text.trim_start().trim_start_matches(['€', '$', '£', '¥', '~']).trim_start();
        let code = rest.get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()));
        let rest = code.map_or(rest, |_| rest[3..].trim_start());
        let is_number = || self.phrase(rest, |role| matches!(role, Role::Number(_) | Role::Month(_))).is_some();
        rest.starts_with(|first: char| first.is_ascii_digit()) || is_number()
    }

    /// The longest phrase of the language at the start of a text, of some roles; its length as written.
    fn phrase(&self, text: &str, wanted: impl Fn(Role) -> bool) -> Option<(Role, usize)> {
        let first = text.chars().next()?.to_lowercase().next()?;
        let table = self.tongue.words();
        let from = table.partition_point(|(phrase, _)| phrase.chars().next() < Some(first));
        let near = table[from..].iter().take_while(|(phrase, _)| phrase.starts_with(first));
        let found = near.filter(|(_, role)| wanted(*role)).filter_map(|(phrase, role)| Some((*role, matched(text, phrase)?)));
        found.max_by_key(|(_, length)| *length)
    }
}

/// What follows the sign of an ordinal: `3.`, `1er`, `1º`.
fn ordinal(text: &str) -> &str {
    ["er", "º", "°", "ª", "."].iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(text)
}

/// How much of a text a phrase in lower case takes; a space in it stands for any white space, an apostrophe for any kind.
fn matched(text: &str, phrase: &str) -> Option<usize> {
    let mut rest = text;
    for wanted in phrase.chars() {
        let next = rest.chars().next()?;
        rest = match wanted {
            ' ' if next.is_whitespace() => rest.trim_start(),
            '\'' if next == '’' || next == '\'' => &rest[next.len_utf8()..],
            _ if next.to_lowercase().eq([wanted]) => &rest[next.len_utf8()..],
            _ => return None,
        };
    }
    let is_open = phrase.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphanumeric);
    (!is_open).then(|| text.len() - rest.len())
}
