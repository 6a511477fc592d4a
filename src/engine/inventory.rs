//! The inventory: the state of every file, published or not, with the moments that change it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Options;
use super::gather;
use super::shelf::Shelf;
use crate::base::{Diagnostics, SourcePath, WrittenDate};
use crate::briefing::{Head, KeyFact, Role};
use crate::input::{Config, Files};
use crate::site::gate::ClosedSections;
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
    /// The date of review that has passed longest ago.
    pub overdue: Option<WrittenDate>,
    /// The labels of the key facts whose own dates of review have passed.
    pub stale_facts: Vec<String>,
}

/// The state of every page, by state, moment and path; with the project's zone. What is on the shelf is not read.
#[must_use]
pub fn inventory(files: &Files, options: &Options, shelf: &Shelf) -> (Vec<Row>, TimeZone, Diagnostics) {
    let (config, mut faults) = Config::read(files, options.overrides.clone());
    let clock = Clock { now: options.now, zone: config.timezone.clone(), drafts: false, future: false };
    let (heads, found) = gather::all_heads(files, &config, shelf);
    faults.extend(found);
    let closed = ClosedSections::of(heads.iter().map(|head| &**head), &clock);
    let mut rows: Vec<Row> = heads.iter().filter(|head| head.role != Role::Section).map(|head| row(head, &clock, &closed)).collect();
    rows.sort_by(|left, right| (left.state, left.begins, &left.path).cmp(&(right.state, right.begins, &right.path)));
    (rows, config.timezone, faults)
}

fn row(head: &Head, clock: &Clock, closed: &ClosedSections) -> Row {
    let hold = closed.hold(head, clock);
    let moment = |date: Option<WrittenDate>| date.map(|date| date.instant(&clock.zone));
    let (mut begins, mut expires) = (moment(head.publish_at.or(head.date)), moment(head.expires));
    let state = match hold {
        Some(Hold::Draft | Hold::DraftSection) => State::Draft,
        Some(Hold::Scheduled(date)) => {
            begins = Some(date.instant(&clock.zone));
            State::Scheduled
        }
        Some(Hold::Expired(date)) => {
            expires = Some(date.instant(&clock.zone));
            State::Expired
        }
        None => State::Published,
    };
    let is_stale = |fact: &&KeyFact| fact.review_by.is_some_and(|date| clock.end_of(date) <= clock.now);
    let stale_facts = head.key_facts.iter().filter(is_stale).map(|fact| fact.label.clone()).collect();
    let overdue = clock.overdue(head);
    Row { state, path: head.path.clone(), title: head.title.clone(), begins, expires, overdue, stale_facts }
}
