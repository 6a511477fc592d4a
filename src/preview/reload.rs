//! Telling open pages what has changed: one stream of events to each page that somebody looks at.
//!
//! The work is in proportion to what is looked at, not to the site. Each stream says which page it belongs to and in
//! which state it was shown; of all else only the files that were served are watched. When a new edition is in place,
//! exactly these are compared. A page that was away says with which edition it left, and is told what it missed. Every
//! message holds the page's badge and what is said of its evidence; when findings come up late, those are told for which
//! that changes something.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_core::Stream;
use serde_json::json;
use tokio::sync::mpsc;

use super::Edition;
use super::badge::Badge;
use super::evidence::Corner;
use super::route::{Route, route};
use super::server::Current;
use super::view::{self, look};
use crate::base::address::percent_decoded;
use crate::base::{Digest, OutputPath};

/// The most open streams; the oldest makes room for one more.
const MOST_STREAMS: usize = 64;
/// The most served files that are watched for changes. Who asks for more gets them, but no word when they change.
const MOST_ASSETS: usize = 20_000;
/// How many messages may wait for a slow reader before its stream is ended; it then asks again.
const BACKLOG: usize = 16;
/// How often an idle stream sends a comment, so that both sides know it lives.
const KEEP_ALIVE: Duration = Duration::from_secs(10);

/// What a page says when it opens its stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// The secret of the run.
    pub token: String,
    /// What the page shows.
    pub route: Route,
    /// The state in which it shows it.
    pub digest: Digest,
    /// The last edition it has heard of.
    pub edition: u64,
}

impl Claim {
    /// Reads the query of the stream's address; `None` if a part is missing or unsound.
    pub(super) fn read(query: &str, prefix: &str) -> Option<Self> {
        let pairs: BTreeMap<&str, String> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .filter_map(|(name, value)| Some((name, percent_decoded(value)?)))
            .collect();
        let page = pairs.get("page")?;
        Some(Self {
            token: pairs.get("token")?.clone(),
            route: route(prefix, page),
            digest: Digest::from_hex(pairs.get("digest")?)?,
            edition: pairs.get("edition")?.parse().ok()?,
        })
    }
}

/// A message to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Message {
    /// What has changed, as the script reads it.
    News(String),
    /// There is no room for this stream any more.
    Full,
}

/// All open streams, and what pages may use besides themselves.
#[derive(Debug, Default)]
pub(super) struct Reload(Mutex<Open>);

#[derive(Debug, Default)]
struct Open {
    streams: VecDeque<Reader>,
    assets: BTreeMap<OutputPath, Asset>,
    /// The edition that was told of last.
    edition: u64,
    is_closed: bool,
}

/// One page on screen.
#[derive(Debug)]
struct Reader {
    route: Route,
    state: State,
    messages: mpsc::Sender<Message>,
}

/// What a page shows, and what its corners say.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    digest: Digest,
    badge: Option<Badge>,
    evidence: Option<Corner>,
}

impl State {
    fn of(edition: &dyn Edition, route: &Route) -> Self {
        let view = look(edition, route);
        Self { digest: view.digest(), badge: Badge::of(edition, &view), evidence: Corner::of(edition, &view) }
    }
}

/// A file that was served, or missed.
#[derive(Debug)]
struct Asset {
    digest: Option<Digest>,
    /// The edition in which it last changed.
    changed: u64,
}

impl Reload {
    /// Remembers a file that was asked for in edition `edition`: its digest, or `None` if it was missing.
    pub(super) fn note(&self, path: OutputPath, digest: Option<Digest>, edition: &Current) {
        let mut open = self.open();
        let known = open.assets.get(&path).is_some_and(|asset| asset.digest == digest);
        if known || (open.assets.len() >= MOST_ASSETS && !open.assets.contains_key(&path)) {
            return;
        }
        let is_stale = edition.number < open.edition;
        let now = open.edition;
        if is_stale {
            // A new edition came between asking and noting. Whether the file differs there is not known; say so.
            open.tell_all(&[address(edition.edition.prefix(), &path)]);
        }
        open.assets.insert(path, Asset { digest, changed: if is_stale { now } else { 0 } });
    }

    /// Opens a stream; its first message says what the page has missed.
    pub(super) fn join(&self, claim: &Claim, current: &Current) -> mpsc::Receiver<Message> {
        let state = State::of(&*current.edition, &claim.route);
        let is_changed = state.digest != claim.digest;
        let (messages, stream) = mpsc::channel(BACKLOG);
        let mut open = self.open();
        let missed = open.assets.iter().filter(|(_, asset)| asset.changed > claim.edition);
        let assets: Vec<String> = missed.map(|(path, _)| address(current.edition.prefix(), path)).collect();
        let reader = Reader { route: claim.route.clone(), state, messages };
        // A new channel has room; and if not, the stream ends and the page asks again.
        if reader.tell(current.number, is_changed, &assets) && !open.is_closed {
            open.make_room();
            // If a newer edition was told of meanwhile, this page has not heard of it: it is told of all it may miss.
            if current.number < open.edition {
                reader.tell(open.edition, true, &[]);
            }
            open.streams.push_back(reader);
        }
        stream
    }

    /// Tells every page what the new edition changes for it.
    pub(super) fn tell(&self, current: &Current) {
        let mut open = self.open();
        open.edition = current.number;
        let assets = open.changed_assets(&*current.edition, current.number);
        let mut streams = std::mem::take(&mut open.streams);
        streams.retain_mut(|reader| {
            let before = reader.update(current);
            reader.tell(current.number, before.digest != reader.state.digest, &assets)
        });
        open.streams = streams;
    }

    /// Tells the pages for which findings that came up late change something.
    pub(super) fn tell_findings(&self, current: &Current) {
        let mut open = self.open();
        if current.number < open.edition {
            return;
        }
        let mut streams = std::mem::take(&mut open.streams);
        streams.retain_mut(|reader| {
            let before = reader.update(current);
            before == reader.state || reader.tell(current.number, before.digest != reader.state.digest, &[])
        });
        open.streams = streams;
    }

    /// Ends all streams, and those to come: for a server that stops.
    pub(super) fn close(&self) {
        let mut open = self.open();
        open.is_closed = true;
        open.streams.clear();
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // Nothing that can panic is called while it is held; and if, every state of it is sound.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// The addresses of the watched files that differ in `edition`.
    fn changed_assets(&mut self, edition: &dyn Edition, number: u64) -> Vec<String> {
        let mut changed = Vec::new();
        for (path, asset) in &mut self.assets {
            // What cannot be made keeps its old state: the page that uses it says why.
            let Ok(file) = view::file(edition, path) else { continue };
            let digest = file.map(|file| file.digest);
            if digest != asset.digest {
                *asset = Asset { digest, changed: number };
                changed.push(address(edition.prefix(), path));
            }
        }
        changed
    }

    fn tell_all(&mut self, assets: &[String]) {
        let edition = self.edition;
        self.streams.retain(|reader| reader.tell(edition, false, assets));
    }

    fn make_room(&mut self) {
        self.streams.retain(|reader| !reader.messages.is_closed());
        while self.streams.len() >= MOST_STREAMS {
            if let Some(oldest) = self.streams.pop_front() {
                // If it takes no message, it ends without one.
                let _ = oldest.messages.try_send(Message::Full);
            }
        }
    }
}

impl Reader {
    /// Looks at the page anew; gives its state before.
    fn update(&mut self, current: &Current) -> State {
        std::mem::replace(&mut self.state, State::of(&*current.edition, &self.route))
    }

    /// Whether the message could be given: not if the page is gone, or takes none.
    fn tell(&self, edition: u64, page: bool, assets: &[String]) -> bool {
        let badge = self.state.badge.as_ref().map(Badge::json);
        let mut news = json!({ "edition": edition, "page": page, "assets": assets, "badge": badge });
        if let Some(evidence) = &self.state.evidence {
            news["evidence"] = evidence.json();
        }
        self.messages.try_send(Message::News(news.to_string())).is_ok()
    }
}

/// A file's address as the script compares it: decoded, below the host.
fn address(prefix: &str, path: &OutputPath) -> String {
    format!("{}{path}", percent_decoded(prefix).unwrap_or_else(|| prefix.to_owned()))
}

/// The answer that gives out a stream's messages.
pub(super) fn answer(stream: mpsc::Receiver<Message>) -> Response {
    Sse::new(Messages(stream)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}

/// Messages as events; ends when the sender is gone.
struct Messages(mpsc::Receiver<Message>);

impl Stream for Messages {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|message| {
            message.map(|message| {
                Ok(match message {
                    Message::News(news) => Event::default().data(news),
                    Message::Full => Event::default().event("full").data("full"),
                })
            })
        })
    }
}
