//! The one gate: nothing that is drafted, scheduled or expired gets into the site's model.
//!
//! Because lists, feeds, counts and links are made from the model, none of them can know a withheld page. Everything
//! withheld is named, with the reason and the moment that ends it.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::base::date::spoken;
use crate::base::{SourcePath, WrittenDate};
use crate::briefing::{Head, Role};

/// How long a briefing is news, as search engines have it.
const NEWS: SignedDuration = SignedDuration::from_hours(48);

/// The build's moment, and what it lets through besides.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Now, as far as the build is concerned.
    pub now: Timestamp,
    /// The project's zone.
    pub zone: TimeZone,
    /// Whether drafts pass.
    pub drafts: bool,
    /// Whether what is scheduled passes.
    pub future: bool,
}

/// Why a page is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hold {
    /// It says `draft: true`.
    Draft,
    /// The section it stands in is a draft.
    DraftSection,
    /// It is to be published then.
    Scheduled(WrittenDate),
    /// It was to be withdrawn then.
    Expired(WrittenDate),
}

/// A page that is not published now.
#[derive(Debug, Clone)]
pub struct Withheld {
    /// Its file.
    pub path: SourcePath,
    /// Its title.
    pub title: String,
    /// Why.
    pub hold: Hold,
}

impl Withheld {
    /// `held until 3 Mar 2026, 09:00 Europe/London`, or the like.
    #[must_use]
    pub fn words(&self, zone: &TimeZone) -> String {
        match self.hold {
            Hold::Draft => "held: a draft".into(),
            Hold::DraftSection => "held: its section is a draft".into(),
            Hold::Scheduled(date) => format!("held until {}", spoken(&date.zoned(zone))),
            Hold::Expired(date) => format!("expired {}", spoken(&date.zoned(zone))),
        }
    }
}

impl Clock {
    /// Why `head` may not be published now, if it may not. A draft stays a draft whatever its dates say.
    #[must_use]
    pub fn hold(&self, head: &Head) -> Option<Hold> {
        let begins = head.publish_at.or(head.date);
        let is_later = |date: &WrittenDate| date.instant(&self.zone) > self.now;
        if head.draft {
            return (!self.drafts).then_some(Hold::Draft);
        }
        if let Some(date) = head.expires.filter(|date| !is_later(date)) {
            return Some(Hold::Expired(date));
        }
        begins.filter(is_later).filter(|_| !self.future).map(Hold::Scheduled)
    }

    /// The next moment at which `head` may come or go by itself.
    #[must_use]
    pub fn next_change(&self, head: &Head) -> Option<Timestamp> {
        let moments = [head.publish_at.or(head.date), head.expires].into_iter().flatten().map(|date| date.instant(&self.zone));
        moments.filter(|moment| *moment > self.now).min()
    }

    /// The moment at which `head` is no news any more, if that is to come.
    #[must_use]
    pub fn end_of_news(&self, head: &Head) -> Option<Timestamp> {
        let end = head.date?.instant(&self.zone).checked_add(NEWS).ok()?;
        (end > self.now).then_some(end)
    }

    /// Whether something of this moment is news.
    #[must_use]
    pub fn is_news(&self, moment: Timestamp) -> bool {
        moment.checked_add(NEWS).is_ok_and(|end| end > self.now)
    }

    /// The date of review that has passed longest ago, if one of `head` has.
    #[must_use]
    pub fn overdue(&self, head: &Head) -> Option<WrittenDate> {
        head.reviews().filter(|date| self.end_of(*date) <= self.now).min_by_key(|date| self.end_of(*date))
    }

    /// The next moment at which `head` may become overdue.
    #[must_use]
    pub fn next_review(&self, head: &Head) -> Option<Timestamp> {
        head.reviews().map(|date| self.end_of(date)).filter(|end| *end > self.now).min()
    }

    /// The moment at which a date has passed: the end of a day that is written without a time.
    #[must_use]
    pub fn end_of(&self, date: WrittenDate) -> Timestamp {
        match date {
            WrittenDate::Day(day) => WrittenDate::Day(day.tomorrow().unwrap_or(day)).instant(&self.zone),
            timed => timed.instant(&self.zone),
        }
    }

    /// The same moment, letting nothing through besides: what readers would see.
    #[must_use]
    pub fn strict(&self) -> Self {
        Self { drafts: false, future: false, ..self.clone() }
    }
}

/// What withheld sections and bundles keep back: everything below their folder, for the reason they are withheld.
#[derive(Debug, Default)]
pub struct ClosedSections(Vec<(String, Hold)>);

impl ClosedSections {
    /// The withheld sections among some heads.
    #[must_use]
    pub fn of<'a>(heads: impl Iterator<Item = &'a Head>, clock: &Clock) -> Self {
        let has_folder = |head: &&Head| head.role == Role::Section || (head.role == Role::Bundle && head.path.folder() != "content");
        let closed = heads.filter(has_folder).filter_map(|head| {
            let hold = match clock.hold(head)? {
                Hold::Draft if head.role == Role::Section => Hold::DraftSection,
                dated => dated,
            };
            Some((format!("{}/", head.path.folder()), hold))
        });
        Self(closed.collect())
    }

    /// Why a page is withheld: for a reason of its own, or for one of its sections'.
    #[must_use]
    pub fn hold(&self, head: &Head, clock: &Clock) -> Option<Hold> {
        let of_section = || self.0.iter().find(|(folder, _)| head.path.as_str().starts_with(folder)).map(|(_, hold)| *hold);
        clock.hold(head).or_else(of_section)
    }
}

/// Heads that pass, and those that do not. A section that is withheld withholds everything below its folder.
#[must_use]
pub fn sift<T>(items: Vec<T>, head: impl Fn(&T) -> &Head, clock: &Clock) -> (Vec<T>, Vec<Withheld>) {
    let closed = ClosedSections::of(items.iter().map(&head), clock);
    let (mut passed, mut withheld) = (Vec::with_capacity(items.len()), Vec::new());
    for item in items {
        let own = head(&item);
        match closed.hold(own, clock) {
            Some(hold) => withheld.push(Withheld { path: own.path.clone(), title: own.title.clone(), hold }),
            None => passed.push(item),
        }
    }
    (passed, withheld)
}
