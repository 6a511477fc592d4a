//! The cut, shown to the editor, who confirms or changes it.

use std::fmt::Write as _;
use std::io::{BufRead as _, IsTerminal as _};

use super::super::terminal;
use crate::base::spelling::count;
use crate::briefing::Lines;
use crate::capture::{Cut, Taken};

/// So much of a line is shown.
const SHOWN: usize = 72;

/// So many of what is left out are listed.
const LISTED: usize = 12;

const QUESTION: &str = "Are these lines the work? Enter: yes; A-B: other lines; a: all lines; s: show the text; q: store nothing: ";

/// Shows the cut and asks, on a terminal; `None` if nothing is to be stored.
pub fn settle(taken: &Taken, is_settled: bool) -> Option<Cut> {
    terminal::say(&told(taken, &taken.cut));
    if is_settled || !std::io::stdin().is_terminal() {
        return Some(unasked(taken));
    }
    let mut lines = std::io::stdin().lock().lines();
    loop {
        terminal::prompt(QUESTION);
        let line = lines.next()?.ok()?;
        match answer(taken, &line) {
            Answer::Take(cut) => return Some(cut),
            Answer::Stop => return None,
            Answer::Say(text) => terminal::say(&text),
        }
    }
}

/// What is taken where nobody can be asked: what is proposed, unless that leaves out more than half.
fn unasked(taken: &Taken) -> Cut {
    if taken.cut.is_drastic {
        terminal::say(
            "That would leave out more than half of the words, so all lines are taken, and the check will ask; name the lines with --lines A-B.",
        );
        return Cut { is_drastic: true, ..taken.cut.whole() };
    }
    if !taken.cut.is_whole() {
        terminal::say("Taken as proposed; --lines A-B takes others.");
    }
    taken.cut.clone()
}

/// The cut that the editor names, if the text has such lines.
pub fn other(taken: &Taken, lines: Lines) -> Result<Cut, String> {
    let total = taken.cut.total;
    if lines.ends().is_some_and(|(_, last)| last > total) {
        return Err(format!("the text has {}, so it has no lines {lines}", count(total, "line")));
    }
    let is_empty = taken.text.lines().enumerate().all(|(at, line)| !lines.has(at + 1) || line.trim().is_empty());
    if is_empty { Err(format!("there is nothing in lines {lines}")) } else { Ok(taken.cut.with(lines)) }
}

/// What an answer means.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Take(Cut),
    Stop,
    Say(String),
}

fn answer(taken: &Taken, line: &str) -> Answer {
    match line.trim() {
        "" | "y" | "yes" => Answer::Take(taken.cut.clone()),
        "a" | "all" => Answer::Take(taken.cut.whole()),
        "q" | "quit" | "n" | "no" => Answer::Stop,
        "s" | "show" => Answer::Say(numbered(taken)),
        text => match Lines::parse(text).map(|lines| other(taken, lines)) {
            Some(Ok(cut)) => Answer::Take(cut),
            Some(Err(why)) => Answer::Say(why),
            None => Answer::Say(format!("`{text}` is no answer")),
        },
    }
}

/// Every line with its number; those that are left out have a stroke.
fn numbered(taken: &Taken) -> String {
    let width = taken.cut.total.to_string().len();
    let mark = |line: usize| if taken.cut.body.has(line) { ' ' } else { '-' };
    let line = |(at, line): (usize, &str)| format!("{:>width$} {} {line}", at + 1, mark(at + 1)).trim_end().to_owned() + "\n";
    taken.text.lines().enumerate().map(line).collect()
}

/// What was read, and what of it is the work.
fn told(taken: &Taken, cut: &Cut) -> String {
    let mut out = String::new();
    let about = &taken.about;
    let unknown = || "not said".to_owned();
    for (name, value) in [("Title", &about.title), ("Publisher", &about.publisher), ("Date", &about.date)] {
        let _ = writeln!(out, "{name:<10} {}", value.clone().unwrap_or_else(unknown));
    }
    let lines: Vec<&str> = taken.text.lines().collect();
    let _ = writeln!(out, "{:<10} {}; the work: {}", "Text", count(cut.total, "line"), work(cut));
    let (first, last) = cut.body.ends().unwrap_or((1, cut.total));
    let width = cut.total.to_string().len();
    for line in [first, last] {
        let _ = writeln!(out, "  {line:>width$}  {}", short(lines.get(line - 1).unwrap_or(&"")));
    }
    if !cut.is_whole() {
        let _ = writeln!(out, "Left out");
    }
    let ranges: Vec<String> = cut.left_out.iter().map(|left| range(left.first, left.last)).collect();
    let width = ranges.iter().map(String::len).max().unwrap_or(0);
    for (left, range) in cut.left_out.iter().zip(&ranges).take(LISTED) {
        let _ = writeln!(out, "  {range:>width$}  {}: {}", left.why, short(lines.get(left.first - 1).unwrap_or(&"")));
    }
    if cut.left_out.len() > LISTED {
        let _ = writeln!(out, "  and {} more", cut.left_out.len() - LISTED);
    }
    out
}

fn work(cut: &Cut) -> String {
    if cut.is_whole() { "all of it".into() } else { format!("{}", cut.body) }
}

fn range(first: usize, last: usize) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

fn short(line: &str) -> String {
    let line = line.replace('\t', "  ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, answer, told};
    use crate::capture::Taken;

    const TEXT: &str = "The mill closed on Monday after a hundred years of work, said its owner.\n\nIt will be a museum, the town says, and open next spring.\n\nRelated stories\n\nBakery opens\n";

    #[test]
    fn an_answer_takes_other_lines_or_none() {
        let taken = Taken::plain(TEXT);
        for (line, expected) in [
            ("", Some("1-3")),
            ("y", Some("1-3")),
            ("1", Some("1")),
            ("1, 3-5", Some("1, 3-5")),
            ("a", Some("1-7")),
            ("8", None),
            ("2", None),
            ("q", None),
            ("s", None),
            ("maybe", None),
        ] {
            let body = match answer(&taken, line) {
                Answer::Take(cut) => Some(cut.body.to_string()),
                Answer::Stop | Answer::Say(_) => None,
            };
            assert_eq!(body.as_deref(), expected, "{line}");
        }
        assert_eq!(answer(&taken, " q "), Answer::Stop);
        assert_eq!(answer(&taken, "8"), Answer::Say("the text has 7 lines, so it has no lines 8".into()));
    }

    #[test]
    fn the_cut_is_told_with_its_reasons() {
        let taken = Taken::plain(TEXT);
        assert_eq!(
            told(&taken, &taken.cut),
            "Title      not said\nPublisher  not said\nDate       not said\nText       7 lines; the work: 1-3
  1  The mill closed on Monday after a hundred years of work, said its owner.
  3  It will be a museum, the town says, and open next spring.
Left out
  5-7  marker “related stories”: Related stories\n"
        );
    }
}
