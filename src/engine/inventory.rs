//! The inventory: the state of every file, published or not, with the moments that change it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Options;
use super::gather;
use crate::base::{Diagnostics, SourcePath};
use crate::briefing::{Head, Role};
use crate::input::{Config, Files};
use crate::site::{Clock, Hold};

/// Whether a page is published now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A draft, or in a section that is one.
    Draft,
    /// Published later.
    Scheduled,
    /// No longer published.
    Expired,
    /// Published.
    Published,
}

impl State {
    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Expired => "expired",
            Self::Published => "published",
        }
    }
}

/// A file with its state.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its state.
    pub state: State,
    /// The file.
    pub path: SourcePath,
    /// Its title.
    pub title: String,
    /// When it is or was published, if it says so.
    pub begins: Option<Timestamp>,
    /// When it is or was withdrawn, if it says so.
    pub expires: Option<Timestamp>,
}

/// The state of every page, by state, moment and path; with the project's zone.
#[must_use]
pub fn inventory(files: &Files, options: &Options) -> (Vec<Row>, TimeZone, Diagnostics) {
    let (config, mut faults) = Config::read(files, options.overrides.clone());
    let clock = Clock { now: options.now, zone: config.timezone.clone(), drafts: false, future: false };
    let (heads, found) = gather::all_heads(files, &config);
    faults.extend(found);
    let drafts: Vec<String> =
        heads.iter().filter(|head| head.role == Role::Section && head.draft).map(|head| format!("{}/", head.path.folder())).collect();
    let mut rows: Vec<Row> = heads.iter().filter(|head| head.role != Role::Section).map(|head| row(head, &clock, &drafts)).collect();
    rows.sort_by(|left, right| (left.state, left.begins, &left.path).cmp(&(right.state, right.begins, &right.path)));
    (rows, config.timezone, faults)
}

fn row(head: &Head, clock: &Clock, drafts: &[String]) -> Row {
    let in_draft = drafts.iter().any(|folder| head.path.as_str().starts_with(folder));
    let state = match clock.hold(head) {
        Some(Hold::Draft | Hold::DraftSection) => State::Draft,
        _ if in_draft => State::Draft,
        Some(Hold::Scheduled(_)) => State::Scheduled,
        Some(Hold::Expired(_)) => State::Expired,
        None => State::Published,
    };
    let moment = |date: Option<crate::base::WrittenDate>| date.map(|date| date.instant(&clock.zone));
    Row {
        state,
        path: head.path.clone(),
        title: head.title.clone(),
        begins: moment(head.publish_at.or(head.date)),
        expires: moment(head.expires),
    }
}
