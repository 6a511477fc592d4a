//! `nutgraf source`: copies of what briefings rest on.
//!
//! `add` takes a file, a page of the web or a pasted text (`given`, `fetch`), shows what of it is the work and lets the
//! editor confirm or change that (`ask`), settles its language (`language`), stores the text and writes its record (`store`). Nothing that stands is written
//! over. This is the only command that opens a connection, and only to the address it is given.

mod ask;
mod fetch;
mod given;
mod language;
mod reach;
mod show;
mod store;
mod web;

use std::path::Path;

use super::arguments::{AddOptions, SourceCommand};
use super::{Outcome, project, terminal};
use crate::base::spelling::one_line;
use crate::base::{Diagnostics, parse_date};
use crate::briefing::Lines;
use crate::capture::{About, Taken};
use crate::input::{Config, Overrides, disk};

/// Runs the command.
#[must_use]
pub fn run(command: &SourceCommand) -> Outcome {
    match command {
        SourceCommand::Add(options) => told(add(options)),
        SourceCommand::Show(options) => told(show::run(options)),
    }
}

fn told(result: Result<(), String>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(why) => {
            terminal::complain(&why);
            Outcome::Failed
        }
    }
}

fn add(options: &AddOptions) -> Result<(), String> {
    let lines = options.lines.as_deref().map(|text| Lines::parse(text).ok_or_else(|| lines_wanted(text))).transpose()?;
    let about = given_about(options)?;
    let id = options.id.as_deref().map(store::id).transpose()?;
    let lang = options.lang.as_deref().map(language::given).transpose()?;
    let (Some(root), Some(now)) = (project::root(options.root.as_deref()), project::now(options.now.as_deref())) else {
        return Err("nothing was stored".into());
    };
    let given = given::read(options)?;
    let mut taken = if given.is_html { Taken::html(&given.text) } else { Taken::plain(&given.text) };
    taken.about = over(about, About { url: given.url.clone().or(taken.about.url.take()), ..taken.about });
    if taken.text.trim().is_empty() {
        return Err(format!("{} holds no text", given.name));
    }
    given.notes.iter().for_each(|note| terminal::say(&format!("Note: {note}")));
    let cut = match lines {
        Some(lines) => ask::other(&taken, lines)?,
        None => match ask::settle(&taken, options.yes || given.is_pasted) {
            Some(cut) => cut,
            None => {
                terminal::say("Nothing was stored.");
                return Ok(());
            }
        },
    };
    let id = id.map_or_else(|| store::derived_id(&taken.about, &given), Ok)?;
    if taken.about.title.is_none() {
        terminal::say(&format!("Note: nothing says its title, so the record has `{id}` in its place; --title names it."));
    }
    let (files, _): (_, Diagnostics) = disk::snapshot(&root);
    let (config, _) = Config::read(&files, Overrides::default());
    let lang = language::settle(lang, &taken, &cut, &config.language);
    let taken_on = now.to_zoned(config.timezone.clone()).date().to_string();
    let page = options.keep_html.then_some(given.bytes.as_slice()).filter(|_| given.is_html);
    let copy = store::Copy { text: &taken.text, page, about: &taken.about, cut: &cut, lang: lang.as_deref(), taken: &taken_on };
    store::store(&store::Desk { root: &root, files: &files, to: options.to.as_deref() }, &id, &copy)
}

fn lines_wanted(text: &str) -> String {
    format!("--lines cannot read `{text}`; write the first and the last line, as 5-38, or several ranges in order, as \"5-12, 14-38\"")
}

/// What the editor says of the source.
fn given_about(options: &AddOptions) -> Result<About, String> {
    let said = |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
    if let Some(date) = options.date.as_deref().filter(|date| parse_date(date).is_err()) {
        return Err(format!("--date cannot read `{date}`; write it as 2025-07-23"));
    }
    Ok(About { title: said(&options.title), publisher: said(&options.publisher), date: options.date.clone(), ..About::default() })
}

/// What is said in the first, and where it says nothing, in the second.
fn over(first: About, second: About) -> About {
    About {
        title: first.title.or(second.title),
        publisher: first.publisher.or(second.publisher),
        author: first.author.or(second.author),
        date: first.date.or(second.date),
        url: first.url.or(second.url),
    }
}

/// A path as it is told.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
