//! Runs programs: their output is shown as it comes, and read where it tells numbers.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::Verdict;
use crate::failure::Failure;

/// Cargo, the one that runs this.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Whether a program succeeds, as one check.
pub fn holds(command: &mut Command) -> Verdict {
    match command.status() {
        Ok(status) => Verdict::one(status.success()),
        Err(error) => {
            println!("error: {command:?} cannot be run: {error}");
            Verdict::one(false)
        }
    }
}

/// Runs `cargo test` or `node --test` and adds up what they tell. A failure before any test, such as one to compile,
/// counts too.
pub fn counted(command: &mut Command) -> Result<Verdict, Failure> {
    let spawned = command.stdout(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| Failure::Task(format!("{command:?} cannot be run: {error}")))?;
    let (mut passed, mut failed) = (0, 0);
    for line in child.stdout.take().map(BufReader::new).into_iter().flat_map(|stdout| stdout.lines()) {
        let line = line.map_err(|error| Failure::Task(format!("the output of the tests cannot be read: {error}")))?;
        if let Some((good, bad)) = totals(&line) {
            (passed, failed) = (passed + good, failed + bad);
        }
        // A test that passed without a word is not worth a line.
        let is_wordless =
            line.trim().is_empty() || (line.starts_with("test ") && line.ends_with(" ... ok")) || line.trim_start().starts_with('\u{2714}');
        if !is_wordless {
            println!("{line}");
        }
    }
    let status = child.wait().map_err(|error| Failure::Task(format!("the tests cannot be waited for: {error}")))?;
    if !status.success() && failed == 0 {
        failed = 1;
    }
    Ok(Verdict::Counted { passed, failed })
}

/// The numbers of `test result: ok. 3 passed; 0 failed; …`, or those of Node's lines `ℹ pass 3` and `ℹ fail 0`.
fn totals(line: &str) -> Option<(usize, usize)> {
    if let Some(of_node) = line.strip_prefix("\u{2139} ") {
        let number = |word: &str| of_node.strip_prefix(word)?.strip_prefix(' ')?.parse().ok();
        return number("pass").map(|passed| (passed, 0)).or_else(|| number("fail").map(|failed| (0, failed)));
    }
    let rest = line.strip_prefix("test result: ")?;
    let number =
        |word: &str| -> Option<usize> { rest.split([';', '.']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok()) };
    Some((number("passed")?, number("failed")?))
}

/// The standard output of a program that must succeed.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| Failure::Task(format!("{command:?} cannot be run: {error}")))?;
    if !output.status.success() {
        return Err(Failure::Task(format!("{command:?} failed")));
    }
    String::from_utf8(output.stdout).map_err(|_| Failure::Task(format!("{command:?} printed what is no text")))
}

/// Whether a program is on the machine.
pub fn is_there(program: impl AsRef<OsStr>, arguments: &[&str]) -> bool {
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::totals;

    #[test]
    fn totals_are_read_from_the_words_of_the_harness() {
        for (line, expected) in [
            ("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.01s", Some((12, 0))),
            ("test result: FAILED. 9 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 4.20s", Some((9, 2))),
            ("ℹ pass 7", Some((7, 0))),
            ("ℹ fail 2", Some((0, 2))),
            ("ℹ tests 9", None),
            ("ℹ duration_ms 903.5", None),
            ("test a::b ... ok", None),
            ("running 3 tests", None),
        ] {
            assert_eq!(totals(line), expected, "{line}");
        }
    }
}
