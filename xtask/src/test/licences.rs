//! Licences: each dependency's expression (SPDX 2.3, annex D) must be satisfiable with the list in `deny.toml`.
//!
//! Hosted CI asks cargo-deny the same question with the same list; this asks it without a tool to install. All
//! dependencies count: of every platform, for building and testing too. A licence may be allowed to one package
//! (`exceptions`). So do fonts among our own files: each must be named
//! in `THIRD-PARTY.md` under a licence of [`FONTS_ALLOWED`], with the text of the licence beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use walkdir::WalkDir;

use super::run::{cargo, output};
use super::{Verdict, Workshop};
use crate::failure::Failure;

/// What fonts may be licensed under. They are no part of the code, so the list is one of its own.
const FONTS_ALLOWED: &[&str] = &["OFL-1.1"];

const FONT_ENDINGS: &[&str] = &["ttf", "otf", "ttc", "otc", "woff", "woff2"];

/// Checks every dependency and font.
pub fn check(workshop: &Workshop) -> Result<Verdict, Failure> {
    let path = workshop.root.join("deny.toml");
    let text = fs::read_to_string(&path).map_err(|error| Failure::at("read", &path, error))?;
    let allowed = allowed(&text).ok_or_else(|| Failure::Task("deny.toml holds no list `allow = [...]`".into()))?;
    let metadata = output(&mut cargo(&["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| Failure::Task(format!("cargo metadata: {error}")))?;
    let (mut passed, mut failed) = (0, 0);
    for package in metadata["packages"].as_array().into_iter().flatten().filter(|package| !package["source"].is_null()) {
        let expression = package["license"].as_str().unwrap_or_default();
        let granted = &allowed | &excepted(&text, package["name"].as_str().unwrap_or_default());
        match satisfiable(expression, &granted) {
            Ok(true) => passed += 1,
            Ok(false) => {
                println!("error: {} {} is licensed `{expression}`, which deny.toml does not allow", package["name"], package["version"]);
                failed += 1;
            }
            Err(why) => {
                println!("error: {} {}: the licence `{expression}` cannot be read: {why}", package["name"], package["version"]);
                failed += 1;
            }
        }
    }
    let (good, bad) = fonts(&workshop.root)?;
    Ok(Verdict::Counted { passed: passed + good, failed: failed + bad })
}

/// How many fonts of the repository have their licence with them, and how many have not.
fn fonts(root: &Path) -> Result<(usize, usize), Failure> {
    let path = root.join("THIRD-PARTY.md");
    let named = fs::read_to_string(&path).map_err(|error| Failure::at("read", &path, error))?;
    let ours = |name: &std::ffi::OsStr| !["target", ".git", "public", ".nutgraf", "node_modules"].iter().any(|other| name == *other);
    let entries = WalkDir::new(root).into_iter().filter_entry(|entry| ours(entry.file_name())).filter_map(Result::ok);
    let is_font = |path: &Path| path.extension().is_some_and(|ending| FONT_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    let (mut good, mut bad) = (0, 0);
    for path in entries.map(walkdir::DirEntry::into_path).filter(|path| is_font(path)) {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        match licence_of(&name, &named).filter(|licence| FONTS_ALLOWED.contains(licence)) {
            Some(_) if path.with_file_name("OFL.txt").is_file() => good += 1,
            _ => {
                println!("error: {name} needs a row in THIRD-PARTY.md with an allowed licence, and OFL.txt beside it");
                bad += 1;
            }
        }
    }
    Ok((good, bad))
}

/// The licence that a row of `THIRD-PARTY.md` gives to a file: its third cell.
fn licence_of<'a>(name: &str, named: &'a str) -> Option<&'a str> {
    let row = named.lines().find(|line| line.starts_with(&format!("| `{name}` |")))?;
    row.split('|').nth(3).map(str::trim)
}

/// The texts of the list `allow` of `deny.toml`.
fn allowed(text: &str) -> Option<BTreeSet<String>> {
    let list = text.split("\nallow = [").nth(1)?.split(']').next()?;
    let quoted = list.split('"').skip(1).step_by(2);
    Some(quoted.map(str::to_owned).collect())
}

/// The licences that `exceptions` of `deny.toml` allows to one package.
fn excepted(text: &str, package: &str) -> BTreeSet<String> {
    let list = text.split("\nexceptions = [").nth(1).and_then(|rest| rest.split("\n]").next()).unwrap_or_default();
    let row = list.lines().find(|line| line.contains(&format!("crate = \"{package}\"")));
    let granted = row.and_then(|row| row.split("allow = [").nth(1)?.split(']').next()).unwrap_or_default();
    granted.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether an expression holds when every allowed licence is granted. A slash is the `OR` of old manifests.
fn satisfiable(expression: &str, allowed: &BTreeSet<String>) -> Result<bool, String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let holds = any(&mut words, allowed)?;
    match words.next() {
        None => Ok(holds),
        Some(word) => Err(format!("`{word}` is not expected")),
    }
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Result<bool, String> {
    let mut holds = all(words, allowed)?;
    while words.next_if(|word| *word == "OR").is_some() {
        holds |= all(words, allowed)?;
    }
    Ok(holds)
}

fn all(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Result<bool, String> {
    let mut holds = one(words, allowed)?;
    while words.next_if(|word| *word == "AND").is_some() {
        holds &= one(words, allowed)?;
    }
    Ok(holds)
}

/// A licence, with the exception it is given with as part of its name, or an expression in brackets.
fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> Result<bool, String> {
    match words.next() {
        Some("(") => {
            let holds = any(words, allowed)?;
            words.next_if(|word| *word == ")").ok_or("a bracket is not closed")?;
            Ok(holds)
        }
        Some("AND" | "OR" | "WITH" | ")") | None => Err("a licence is missing".into()),
        Some(name) => {
            let exception = words.next_if(|word| *word == "WITH").map(|_| words.next().ok_or("an exception is missing")).transpose()?;
            let whole = exception.map_or_else(|| name.to_owned(), |exception| format!("{name} WITH {exception}"));
            Ok(allowed.contains(&whole))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{allowed, excepted, licence_of, satisfiable};

    const LIST: &str = "[licenses]\nallow = [\n  \"MIT\", # the usual one\n  \"Zlib\",\n]\nother = [\"GPL-3.0\"]\n";

    #[test]
    fn expressions_hold_if_some_choice_is_allowed() {
        let allowed = allowed(LIST).expect("has a list");
        for (expression, expected) in [
            ("MIT", Some(true)),
            ("GPL-3.0", Some(false)),
            ("MIT OR GPL-3.0", Some(true)),
            ("GPL-3.0/MIT", Some(true)),
            ("MIT AND GPL-3.0", Some(false)),
            ("MIT AND Zlib", Some(true)),
            ("(GPL-3.0 OR MIT) AND Zlib", Some(true)),
            ("GPL-3.0 OR MIT AND Zlib", Some(true)),
            ("MIT WITH GCC-exception", Some(false)),
            ("GPL-3.0 WITH X OR MIT", Some(true)),
            ("", None),
            ("MIT OR", None),
            ("(MIT", None),
            ("MIT Zlib", None),
        ] {
            assert_eq!(satisfiable(expression, &allowed).ok(), expected, "{expression}");
        }
    }

    #[test]
    fn a_licence_may_be_allowed_to_one_package() {
        let list = "[licenses]\nallow = [\n  \"MIT\",\n]\nexceptions = [\n  { allow = [\"MPL-2.0\"], crate = \"a-b\" },\n]\n";
        assert_eq!(excepted(list, "a-b").into_iter().collect::<Vec<_>>(), ["MPL-2.0"]);
        assert!(excepted(list, "a").is_empty() && excepted(list, "b").is_empty() && excepted(LIST, "a-b").is_empty());
        assert!(!allowed(list).expect("has a list").contains("MPL-2.0"));
    }

    #[test]
    fn a_font_has_the_licence_of_its_row() {
        let table = "| File | What | Licence |\n|---|---|---|\n| `a/b.ttf` | a font | OFL-1.1 | `a/OFL.txt` |\n";
        assert_eq!(licence_of("a/b.ttf", table), Some("OFL-1.1"));
        assert_eq!(licence_of("b.ttf", table), None);
    }

    #[test]
    fn the_list_is_the_one_of_deny_toml_and_holds_no_copyleft() {
        let list = allowed(include_str!("../../../deny.toml")).expect("has a list");
        assert!(list.contains("MIT") && list.len() > 5, "{list:?}");
        let copyleft = list.iter().find(|name| ["GPL", "MPL", "EUPL", "CDDL", "EPL", "CC-BY-SA"].iter().any(|word| name.contains(word)));
        assert_eq!(copyleft, None);
    }
}
