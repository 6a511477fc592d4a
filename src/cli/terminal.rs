//! The terminal: where text goes and whether it may be coloured.

use std::io::{IsTerminal as _, Write as _};

use crate::base::report::Paint;

/// Whether standard error takes colours: a terminal, and neither NO_COLOR nor a dumb one.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the command line reads its documented variables: NO_COLOR, TERM")]
pub fn paint() -> Paint {
    let asked_not_to = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if std::io::stderr().is_terminal() && !asked_not_to && !dumb { Paint::Colour } else { Paint::Plain }
}

/// Prints to standard error: messages for people. A closed stream is no failure.
pub fn say(text: &str) {
    let mut stream = std::io::stderr().lock();
    let _ = stream.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = stream.write_all(b"\n");
    }
}

/// Prints a question to standard error; the answer stands on the same line.
pub fn prompt(question: &str) {
    let mut stream = std::io::stderr().lock();
    let _ = stream.write_all(question.as_bytes());
    let _ = stream.flush();
}

/// Prints to standard output: results. A closed stream is no failure.
pub fn print(text: &str) {
    let mut stream = std::io::stdout().lock();
    let _ = stream.write_all(text.as_bytes());
    if !text.is_empty() && !text.ends_with('\n') {
        let _ = stream.write_all(b"\n");
    }
    let _ = stream.flush();
}

/// `error: …` to standard error.
pub fn complain(message: &str) {
    say(&format!("{}: {message}", paint().style("1;31", "error")));
}

/// Prints to standard error what is not empty.
pub fn say_if_any(text: &str) {
    if !text.is_empty() {
        say(text);
    }
}
