//! The lower bound of the benchmark: Markdown files become HTML files, and nothing else happens.
//!
//! Front matter is cut off but not parsed, the page around the body is constant, and there are no lists, feeds, links
//! or checks. What a generator takes beyond this is the price of being a generator.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::args::Args;
use crate::failure::Failure;

const BEFORE: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Briefing</title>\n<main>\n";
const AFTER: &str = "</main>\n</html>\n";

/// Room for the tags, so that the page's buffer is not grown while it is written.
const MARKUP_BYTES: usize = 1024;

pub fn run(mut args: Args) -> Result<(), Failure> {
    let input = args.required_path("--in")?;
    let output = args.required_path("--out")?;
    args.finish()?;
    let files = markdown_files(&input)?;
    files.par_iter().try_for_each(|file| write_page(&input, file, &output))
}

fn markdown_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(|error| Failure::at("walk", folder, error))?;
        if entry.file_type().is_file() && entry.path().extension() == Some(OsStr::new("md")) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn write_page(input: &Path, file: &Path, output: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::at("read", file, error))?;
    let page = page(body(&text));
    let folder = output.join(address(input, file));
    fs::create_dir_all(&folder).map_err(|error| Failure::at("create", &folder, error))?;
    let target = folder.join("index.html");
    fs::write(&target, page).map_err(|error| Failure::at("write", &target, error))
}

/// `section/name.md` is `section/name`; `section/_index.md` is `section`.
fn address(input: &Path, file: &Path) -> PathBuf {
    let relative = file.strip_prefix(input).expect("the walk yields only paths below its root");
    match relative.file_name() {
        Some(name) if name == "_index.md" => relative.with_file_name(""),
        _ => relative.with_extension(""),
    }
}

fn body(text: &str) -> &str {
    let front_matter_and_body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    front_matter_and_body.map_or(text, |(_, body)| body)
}

fn page(body: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut page = String::with_capacity(body.len() + MARKUP_BYTES);
    page.push_str(BEFORE);
    html::push_html(&mut page, Parser::new_ext(body, options));
    page.push_str(AFTER);
    page
}
