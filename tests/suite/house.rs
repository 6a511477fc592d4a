//! The rules of the house that a machine can check: who may import whom, how modules begin, what they must not hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src`, from the words everyone uses to the face. Each may import only from those above it.
const ORDER: [&str; 12] =
    ["base", "input", "briefing", "site", "theme", "output", "capture", "check", "engine", "publish", "preview", "cli"];

/// Folders that may not import another although it stands above them: both are shells around the finished output.
const STRANGERS: &[(&str, &str)] = &[("preview", "publish")];

/// The most lines of code a file may have, tests in it not counted.
const LINES_MAX: usize = 600;

/// Files that may be longer, and why.
const LONG: &[(&str, &str)] = &[("briefing/quantity/words.rs", "a table of English words")];

/// One source file.
struct Source {
    /// Its path below `src`.
    path: String,
    /// Its text without comments and without the tests in it.
    code: String,
    /// Its whole text.
    text: String,
    /// Whether it is compiled for tests only.
    is_test: bool,
}

impl Source {
    fn folder(&self) -> &str {
        self.path.split_once('/').map_or("", |(folder, _)| folder)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    rust_files(&root(), &mut paths);
    paths.sort();
    let name = |path: &Path| path.strip_prefix(root()).expect("lies in src").to_string_lossy().replace('\\', "/");
    let texts: Vec<(String, String)> = paths.iter().map(|path| (name(path), fs::read_to_string(path).expect("readable"))).collect();
    let tests: BTreeSet<String> = texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let is_test = |path: &str| tests.iter().any(|module| path == format!("{module}.rs") || path.starts_with(&format!("{module}/")));
    let source = |(path, text): (String, String)| Source { is_test: is_test(&path), code: code_of(&text), path, text };
    texts.into_iter().map(source).collect()
}

/// The paths, without an ending, of modules in files of their own that are for tests only.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let folder = match path.strip_suffix("/mod.rs") {
        Some(folder) => format!("{folder}/"),
        None if matches!(path, "lib.rs" | "main.rs") => String::new(),
        None => format!("{}/", path.trim_end_matches(".rs")),
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]");
    let names = declared.filter_map(|pair| pair[1].strip_prefix("mod ").or_else(|| pair[1].strip_prefix("pub mod "))?.strip_suffix(';'));
    names.map(|name| format!("{folder}{name}")).collect()
}

/// A text without its comments, and up to the tests that end it.
fn code_of(text: &str) -> String {
    let end = text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The folders that a text imports, as `crate::NAME` and `crate::{NAME…, NAME…}`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let word = |text: &str| {
            text.trim_start().split(|character: char| !(character.is_alphanumeric() || character == '_')).next().unwrap_or("").to_owned()
        };
        match rest.strip_prefix('{') {
            None => {
                found.insert(word(rest));
            }
            Some(group) => {
                let mut depth = 0;
                let mut item = String::new();
                for character in group.chars() {
                    match character {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            found.insert(word(&std::mem::take(&mut item)));
                        }
                        _ => item.push(character),
                    }
                }
                found.insert(word(&item));
            }
        }
    }
    found
}

fn rank(folder: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == folder)
}

#[test]
fn a_folder_imports_only_from_those_above_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = rank(source.folder()) else {
            assert!(matches!(source.path.as_str(), "lib.rs" | "main.rs"), "{} is in no folder of the house", source.path);
            continue;
        };
        for import in imports(&source.text) {
            let Some(other) = rank(&import) else { continue };
            if other > own || STRANGERS.contains(&(source.folder(), import.as_str())) {
                wrong.push(format!("src/{} imports crate::{import}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_opens_with_its_contract() {
    for source in sources().iter().filter(|source| !source.is_test) {
        let first = source.text.lines().find(|line| !line.is_empty() && !line.starts_with("#![")).unwrap_or_default();
        assert!(first.starts_with("//!"), "src/{} does not say what it is", source.path);
    }
}

#[test]
fn no_file_is_too_long() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test) {
        let lines = source.text.find("\n#[cfg(test)]\nmod tests {").map_or(source.text.as_str(), |end| &source.text[..end]).lines().count();
        let is_listed = LONG.iter().any(|(path, _)| *path == source.path);
        if lines > LINES_MAX && !is_listed {
            wrong.push(format!("src/{} has {lines} lines", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What must not stand in the code, where it may all the same, and why not.
const BANNED: &[(&str, &[&str], &str)] = &[
    (".unwrap()", &[], "say why it cannot fail, with `expect`"),
    ("todo!(", &[], "finish it"),
    ("unimplemented!(", &[], "finish it"),
    ("dbg!(", &[], "a trace of debugging"),
    ("panic!(", &[], "no input may panic; return what is wrong"),
    ("println!(", &[], "the core never prints; the face has `terminal`"),
    ("eprintln!(", &[], "the core never prints; the face has `terminal`"),
    ("SystemTime::now", &["preview", "publish"], "the clock is an option of the build"),
    ("Timestamp::now", &["cli"], "the clock is an option of the build"),
    ("env::var", &["cli"], "the environment is the face's business"),
    ("unsafe ", &[], "it is forbidden"),
    ("static mut", &[], "there are no globals"),
    ("thread_local!", &[], "there are no globals"),
    ("#[allow(", &[], "say `expect`, with a reason"),
    ("FIXME", &[], "mend it or write an issue"),
];

#[test]
fn nothing_banned_is_in_the_code() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test) {
        for (banned, folders, why) in BANNED {
            if !folders.contains(&source.folder()) && source.code.contains(banned) {
                wrong.push(format!("src/{} has `{banned}`: {why}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What reaches beyond this machine's files, and the only files that may hold it: the browser that a person asks to be
/// opened, the one page that `source add` is asked for, and the preview, which is asked and asks nobody.
const REACHES: &[(&str, &[&str])] = &[
    ("process::{Command", &["cli/browser.rs"]),
    ("process::{Child, Command", &["cli/source/fetch.rs"]),
    ("process::Command", &["cli/browser.rs"]),
    ("Command::new(", &["cli/browser.rs", "cli/source/fetch.rs"]),
    ("ToSocketAddrs", &["cli/source/fetch.rs"]),
    ("to_socket_addrs(", &["cli/source/fetch.rs"]),
    ("lookup_host", &[]),
    ("TcpStream::connect", &[]),
    ("UdpSocket", &[]),
    ("UnixStream", &[]),
];

#[test]
fn a_build_opens_no_connection_and_starts_no_program() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test) {
        for (reaches, files) in REACHES {
            if source.code.contains(reaches) && !files.contains(&source.path.as_str()) {
                wrong.push(format!("src/{} has `{reaches}`", source.path));
            }
        }
        if source.code.contains("source::fetch") || (source.code.contains("fetch::page") && source.path != "cli/source/given.rs") {
            wrong.push(format!("src/{} fetches pages", source.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_exception_gives_its_reason() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (at, _) in source.text.match_indices("#[expect(") {
            let attribute = source.text[at..].split(")]").next().unwrap_or_default();
            if !attribute.contains("reason = \"") && !source.is_test {
                wrong.push(format!("src/{}: {attribute}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_test_file_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let main = fs::read_to_string(folder.join("main.rs")).expect("is there");
    let mut files = Vec::new();
    rust_files(&folder, &mut files);
    for file in files {
        let name = file.file_stem().expect("has a name").to_string_lossy().into_owned();
        assert!(name == "main" || main.lines().any(|line| line == format!("mod {name};")), "main.rs does not have `mod {name};`");
    }
}

#[test]
fn no_test_is_ignored_or_sleeps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files = sources().into_iter().map(|source| root().join(source.path)).collect::<Vec<_>>();
    rust_files(&folder, &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        for banned in [concat!("#[ig", "nore"), concat!("#[should_", "panic")] {
            assert!(!text.contains(banned), "{} has {banned}", file.display());
        }
        let sleeps = text.contains(concat!("thread::", "sleep(")) && file.starts_with(&folder);
        assert!(!sleeps, "{} sleeps", file.display());
    }
}

#[test]
fn imports_are_found_in_every_form() {
    let code = "use crate::base::X;\nuse crate::{input::{Files, self}, theme, check as c};\nfn f() { crate::output::g(); }";
    let found = imports(code).into_iter().collect::<Vec<_>>();
    assert_eq!(found, ["base", "check", "input", "output", "theme"]);
}
