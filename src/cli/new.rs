//! `nutgraf new`: a briefing from an archetype, never over a file that is there.

use std::path::Path;

use jiff::tz::TimeZone;

use super::arguments::NewOptions;
use super::{Outcome, project, terminal};
use crate::base::spelling::slug;
use crate::base::{Diagnostics, Segment, SourcePath};
use crate::input::{Config, Overrides, disk};
use crate::publish;

/// The archetype used where the project has none.
const BRIEFING: &str = include_str!("archetype.md");

/// Runs the command.
#[must_use]
pub fn run(options: &NewOptions) -> Outcome {
    match create(options) {
        Ok(path) => {
            terminal::print(&path);
            Outcome::Done
        }
        Err(why) => {
            terminal::complain(&why);
            Outcome::Failed
        }
    }
}

fn create(options: &NewOptions) -> Result<String, String> {
    let title = options.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = slug(&title);
    Segment::new(&name).map_err(|_| format!("the title {:?} gives no file name; use letters or digits", options.title))?;
    let (Some(root), Some(now)) = (project::root(options.root.as_deref()), project::now(options.now.as_deref())) else {
        return Err("nothing was written".into());
    };
    let (files, _): (_, Diagnostics) = disk::snapshot(&root);
    let (config, _) = Config::read(&files, Overrides::default());
    let date = now.to_zoned(zone(&config)).date().to_string();
    let folder = match options.section.as_deref().map(|section| section.trim_matches('/')) {
        Some(section) if !section.is_empty() => format!("content/{section}"),
        _ => "content".into(),
    };
    let path = SourcePath::new(&format!("{folder}/{date}-{name}.md")).ok_or("the section is no folder below content/")?;
    let text = archetype(&root, &options.archetype)?;
    let filled = text.replace("{{ date }}", &date).replace("{{ slug }}", &name).replace("{{ title }}", &quoted(&title));
    publish::create(&root.join(path.as_str()), filled.as_bytes()).map_err(|why| format!("`{path}` was not written: {why}"))?;
    Ok(path.as_str().to_owned())
}

fn zone(config: &Config) -> TimeZone {
    config.timezone.clone()
}

/// A title inside YAML's double quotes: a JSON string without the quotes themselves.
fn quoted(title: &str) -> String {
    let json = serde_json::to_string(title).unwrap_or_default();
    json.trim_matches('"').to_owned()
}

#[expect(clippy::disallowed_methods, reason = "an archetype is no part of a build's snapshot")]
fn archetype(root: &Path, name: &str) -> Result<String, String> {
    Segment::new(name).map_err(|fault| format!("the archetype's name {}", fault.words()))?;
    match std::fs::read_to_string(root.join("archetypes").join(format!("{name}.md"))) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && name == "briefing" => Ok(BRIEFING.into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(format!("there is no archetypes/{name}.md")),
        Err(error) => Err(format!("archetypes/{name}.md cannot be read: {error}")),
    }
}
