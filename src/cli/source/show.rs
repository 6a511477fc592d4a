//! `nutgraf source show`: a copy with the numbers of its lines, as the check counts them.

use std::path::{Path, PathBuf};

use super::super::arguments::ShowOptions;
use super::super::{project, terminal};
use super::given;
use super::shown;
use crate::capture::{decode, page};

/// Prints the lines.
pub fn run(options: &ShowOptions) -> Result<(), String> {
    let path = find(options)?;
    let bytes = given::file(&path)?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let is_html = matches!(ending.as_str(), "html" | "htm");
    let text = decode(&bytes, None, is_html).ok_or_else(|| format!("{} is no text", shown(&path)))?.text;
    let text = if is_html { page::Page::read(&text).text() } else { text };
    terminal::print(&numbered(&text));
    Ok(())
}

fn numbered(text: &str) -> String {
    let width = text.lines().count().to_string().len();
    let line = |(at, line): (usize, &str)| format!("{:>width$}  {line}", at + 1).trim_end().to_owned() + "\n";
    text.lines().enumerate().map(line).collect()
}

/// The file as it is named, or below the project's `content/`.
#[expect(clippy::disallowed_methods, reason = "the editor names the file that is to be shown")]
fn find(options: &ShowOptions) -> Result<PathBuf, String> {
    if options.file.is_file() && options.root.is_none() {
        return Ok(options.file.clone());
    }
    let root = project::root(options.root.as_deref()).ok_or("nothing can be shown")?;
    let places = [root.join("content").join(&options.file), root.join(&options.file), root.join(in_folder(&options.file))];
    let found = places.into_iter().find(|path| path.is_file());
    found.ok_or_else(|| format!("there is no copy {}", shown(&options.file)))
}

fn in_folder(file: &Path) -> PathBuf {
    Path::new("content/_sources").join(file)
}
