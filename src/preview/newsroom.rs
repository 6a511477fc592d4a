//! The build thread: makes editions, puts them in place and tells of them, and works in the background in between.
//!
//! Background work comes last. It is done slice by slice, none while a request is being answered, and no further one
//! once a file has changed. Open pages hear of what it finds now and then, the terminal once it is through.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::server::Desk;
use super::{Batch, Edition, Event, Watch, route};
use crate::base::{Diagnostic, Diagnostics};

/// How often open pages are told of what the background work found.
const NEWS: Duration = Duration::from_millis(300);

/// What makes editions, and who is told.
pub(super) struct Newsroom<B, T> {
    build: B,
    told: T,
    number: u64,
}

impl<B, T> Newsroom<B, T>
where
    B: FnMut(&Batch) -> Arc<dyn Edition>,
    T: Fn(Event<'_>),
{
    pub(super) fn new(build: B, told: T) -> Self {
        Self { build, told, number: 0 }
    }

    /// Makes editions until the watch is stopped. `_alive` is dropped when it ends, in whatever way.
    pub(super) fn work(mut self, mut watch: Watch, desk: &Desk, _alive: oneshot::Sender<()>) {
        loop {
            watch.wake_at(desk.edition().until());
            let mut background = Background::new(desk, &self.told);
            let Some(batch) = watch.next_batch(&mut || background.slice()) else { return };
            if let Some(trouble) = &batch.trouble {
                (self.told)(Event::WatchTrouble(trouble));
            }
            self.edition(&batch, |edition| desk.publish(edition));
        }
    }

    /// Makes an edition, puts it in place, and tells of it.
    pub(super) fn edition(&mut self, cause: &Batch, put: impl FnOnce(Arc<dyn Edition>)) -> Arc<dyn Edition> {
        let start = Instant::now();
        let edition = (self.build)(cause);
        let took = start.elapsed();
        put(Arc::clone(&edition));
        self.number += 1;
        (self.told)(Event::Built { number: self.number, edition: &*edition, cause, took });
        edition
    }

    pub(super) fn tell_address(&self, origin: &str, prefix: &str, exposed: bool) {
        let site = format!("{origin}{prefix}");
        let findings = format!("{site}{}/", route::OWN);
        (self.told)(Event::Listening { site: &site, findings: &findings, exposed });
    }
}

/// The background work for the edition in place.
struct Background<'a, T> {
    desk: &'a Desk,
    told: &'a T,
    edition: Arc<dyn Edition>,
    /// What was known when it was put in place.
    known: Arc<Diagnostics>,
    refreshed: Instant,
    is_done: bool,
}

impl<'a, T: Fn(Event<'_>)> Background<'a, T> {
    fn new(desk: &'a Desk, told: &'a T) -> Self {
        let edition = desk.edition();
        Self { desk, told, known: edition.diagnostics(), edition, refreshed: Instant::now(), is_done: false }
    }

    /// Does a piece of the work, if nobody waits for an answer; whether there is more.
    fn slice(&mut self) -> bool {
        if self.is_done || !self.desk.is_quiet() {
            return !self.is_done;
        }
        // What the edition keeps is its own to protect; a mistake in it ends this work, and nothing else.
        self.is_done = !catch_unwind(AssertUnwindSafe(|| self.edition.idle())).unwrap_or(false);
        if self.is_done || self.refreshed.elapsed() >= NEWS {
            self.desk.tell_findings();
            self.refreshed = Instant::now();
        }
        if self.is_done {
            self.tell_what_is_new();
        }
        !self.is_done
    }

    fn tell_what_is_new(&self) {
        let now = self.edition.diagnostics();
        if !Arc::ptr_eq(&now, &self.known) {
            let new = added(&self.known, &now);
            (self.told)(Event::Found { new: &new, edition: &*self.edition });
        }
    }
}

/// What `after` has besides `before`; both are settled, so they are walked side by side.
fn added(before: &Diagnostics, after: &Diagnostics) -> Diagnostics {
    let mut known = before.iter().peekable();
    let is_new = |finding: &&Diagnostic| known.next_if(|known| known == finding).is_none();
    after.iter().filter(is_new).cloned().collect()
}
