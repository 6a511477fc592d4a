//! The way of a request, and the life of the server.
//!
//! Everything runs on one thread but what may take long: looking at an edition, which may render, and reading files.
//! That happens on threads of its own, where a panic ends one answer and nothing else. While any answer is in the
//! making, background work rests.

use std::future::Future;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use tokio::sync::watch;

use super::Edition;
use super::guard::{Guard, Refusal};
use super::inject::Script;
use super::listen::Door;
use super::reload::{self, Claim, Reload};
use super::respond::{self, Asked};
use super::route::{Route, route};
use super::view::{View, look};
use crate::base::Diagnostics;

/// How long background work waits for answers in the making before it looks whether something else is to be done.
const COURTESY: Duration = Duration::from_millis(50);
/// How long open answers may go on once the server is to stop.
const FAREWELL: Duration = Duration::from_secs(1);

/// The edition in place.
#[derive(Clone)]
pub(super) struct Current {
    /// Counts the editions of this run, from one.
    pub number: u64,
    /// The edition.
    pub edition: Arc<dyn Edition>,
}

/// The names of this run: one that everybody may know, and one that only its own pages do.
#[derive(Debug)]
struct Run {
    name: String,
    token: String,
}

impl Run {
    /// Names that nobody can guess: the standard library keys this hash (SipHash, Aumasson and Bernstein 2012) with
    /// random bits of the system, and without the key its values look like chance.
    fn new() -> Self {
        let chance = RandomState::new();
        Self { name: format!("{:016x}", chance.hash_one(0)), token: format!("{:016x}{:016x}", chance.hash_one(1), chance.hash_one(2)) }
    }
}

/// What is known of an edition's findings at one moment.
#[derive(Debug, Clone)]
struct Known {
    findings: Arc<Diagnostics>,
    is_complete: bool,
}

impl Known {
    fn of(edition: &dyn Edition) -> Self {
        Self { findings: edition.diagnostics(), is_complete: edition.is_complete() }
    }

    /// Whether both are the same, as far as can be told without comparing every finding.
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.findings, &other.findings) && self.is_complete == other.is_complete
    }
}

/// How many answers are in the making.
#[derive(Debug, Default)]
struct Visits {
    number: Mutex<usize>,
    ended: Condvar,
}

impl Visits {
    fn begin(&self) -> Visit<'_> {
        *self.number() += 1;
        Visit(self)
    }

    fn are_over(&self) -> bool {
        let waited = self.ended.wait_timeout_while(self.number(), COURTESY, |number| *number > 0);
        *waited.unwrap_or_else(PoisonError::into_inner).0 == 0
    }

    fn number(&self) -> MutexGuard<'_, usize> {
        self.number.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An answer in the making.
pub(super) struct Visit<'a>(&'a Visits);

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        *self.0.number() -= 1;
        self.0.ended.notify_all();
    }
}

/// All that answers share.
pub(super) struct Desk {
    current: RwLock<Current>,
    reload: Reload,
    guard: Guard,
    run: Run,
    visits: Visits,
    /// What open pages were told of last.
    told: Mutex<Known>,
}

impl Desk {
    /// A desk with its first edition, for what listens at `address` and may also be called by `names`.
    pub(super) fn new(edition: Arc<dyn Edition>, address: SocketAddr, names: &[String]) -> Self {
        let told = Mutex::new(Known::of(&*edition));
        let current = RwLock::new(Current { number: 1, edition });
        let (reload, visits) = (Reload::default(), Visits::default());
        Self { current, reload, guard: Guard::new(address, names), run: Run::new(), visits, told }
    }

    /// Puts a new edition in place, then tells the open pages.
    pub(super) fn publish(&self, edition: Arc<dyn Edition>) {
        let current = {
            let mut place = self.current.write().unwrap_or_else(PoisonError::into_inner);
            *place = Current { number: place.number + 1, edition };
            place.clone()
        };
        *self.told() = Known::of(&*current.edition);
        self.reload.tell(&current);
    }

    /// The edition in place.
    pub(super) fn edition(&self) -> Arc<dyn Edition> {
        self.current().edition
    }

    /// Tells the open pages of findings that the edition in place has come to know since they were told last.
    pub(super) fn tell_findings(&self) {
        let current = self.current();
        let now = Known::of(&*current.edition);
        let before = std::mem::replace(&mut *self.told(), now.clone());
        if !before.is(&now) {
            self.reload.tell_findings(&current);
        }
    }

    /// Whether no answer is in the making; waits a moment for that.
    pub(super) fn is_quiet(&self) -> bool {
        self.visits.are_over()
    }

    /// From now until it is dropped, an answer is in the making.
    pub(super) fn visit(&self) -> Visit<'_> {
        self.visits.begin()
    }

    fn told(&self) -> MutexGuard<'_, Known> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn current(&self) -> Current {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The whole server but its listener.
pub(super) fn app(desk: Arc<Desk>) -> Router {
    Router::new().fallback(answer).with_state(desk)
}

/// Answers one request.
pub(super) async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let mut response = match desk.guard.check(&parts.uri, &parts.headers) {
        Err(refusal) => refuse(refusal),
        Ok(()) if !matches!(parts.method, Method::GET | Method::HEAD) => not_allowed(),
        Ok(()) => {
            let desk = Arc::clone(&desk);
            let work = tokio::task::spawn_blocking(move || admitted(&desk, &parts));
            work.await.unwrap_or_else(|_| respond::failed())
        }
    };
    add_common(&mut response, &desk.run);
    response
}

/// The answer to a request that may be answered.
fn admitted(desk: &Desk, parts: &Parts) -> Response {
    let _visit = desk.visit();
    let current = desk.current();
    let path = parts.uri.path();
    match route(current.edition.prefix(), path) {
        Route::Script => respond::script(),
        Route::Margin => respond::margin(),
        Route::Events => events(desk, parts, &current),
        route => shown(desk, parts, &current, &route),
    }
}

fn shown(desk: &Desk, parts: &Parts, current: &Current, route: &Route) -> Response {
    let view = look(&*current.edition, route);
    note_asset(desk, route, &view, current);
    // An edition that renders on demand may have learnt something by it.
    desk.tell_findings();
    let prefix = current.edition.prefix();
    let path = parts.uri.path();
    let query = parts.uri.path_and_query().map_or("", |whole| &whole.as_str()[path.len()..]);
    let asked = Asked { method: &parts.method, path, query, headers: &parts.headers };
    let digest = view.digest();
    let script = Script { prefix, run: &desk.run.name, token: &desk.run.token, edition: current.number, page: path, digest };
    respond::respond(view, &asked, prefix, &script)
}

/// A file that is no page may be used by one, and so may one that is missing.
fn note_asset(desk: &Desk, route: &Route, view: &View, current: &Current) {
    match (route, view) {
        (_, View::File { path, file, .. }) if !view.is_page() => desk.reload.note(path.clone(), Some(file.digest), current),
        (Route::Site(place), view) if view.is_missing() && !place.is_page() => {
            if let Some(path) = place.path() {
                desk.reload.note(path, None, current);
            }
        }
        _ => {}
    }
}

fn events(desk: &Desk, parts: &Parts, current: &Current) -> Response {
    let claim = parts.uri.query().and_then(|query| Claim::read(query, current.edition.prefix()));
    match claim {
        None => respond::plain(StatusCode::BAD_REQUEST, "The address of the stream is incomplete.\n"),
        Some(claim) if claim.token != desk.run.token => refuse(Refusal::Token),
        Some(_) if parts.method == Method::HEAD => respond::plain(StatusCode::OK, ""),
        Some(claim) => reload::answer(desk.reload.join(&claim, current)),
    }
}

fn refuse(refusal: Refusal) -> Response {
    respond::plain(refusal.status(), refusal.words())
}

fn not_allowed() -> Response {
    let mut response = respond::plain(StatusCode::METHOD_NOT_ALLOWED, "The preview only shows.\n");
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}

/// What every answer says: that it is to be asked for again, taken as what it says it is, and given to nobody else.
fn add_common(response: &mut Response, run: &Run) {
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    if let Ok(name) = HeaderValue::from_str(&run.name) {
        headers.insert(HeaderName::from_static("nutgraf-run"), name);
    }
}

/// Serves until `stop` is ready; then ends the open streams, and what else is open after a moment.
pub(super) fn run(listener: TcpListener, desk: Arc<Desk>, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let served = runtime.block_on(serve(listener, desk, stop));
    // A file that is being read to somebody is not waited for.
    runtime.shutdown_background();
    served
}

async fn serve(listener: TcpListener, desk: Arc<Desk>, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    let door = Door::new(listener)?;
    let (stopping, mut stopped) = watch::channel(());
    let streams = Arc::clone(&desk);
    let stop = async move {
        stop.await;
        streams.reload.close();
        drop(stopping);
    };
    let serving = axum::serve(door, app(desk)).with_graceful_shutdown(stop).into_future();
    let grace = async move {
        // It "fails" when the sender is dropped, which is the sign.
        let _ = stopped.changed().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        served = serving => served,
        () = grace => Ok(()),
    }
}

/// Ready when either is.
pub(super) async fn either(one: impl Future<Output = ()>, other: impl Future<Output = ()>) {
    tokio::select! {
        () = one => {}
        () = other => {}
    }
}

/// Ready when the person or the system asks the program to end (SIGINT, SIGTERM).
pub(super) async fn interrupted() {
    let mut keyboard = pin!(asked_to_end());
    #[cfg(unix)]
    if let Ok(mut term) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            () = &mut keyboard => {}
            _ = term.recv() => {}
        }
        return;
    }
    keyboard.await;
}

async fn asked_to_end() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a handler the system's own way of ending the program remains.
        std::future::pending::<()>().await;
    }
}
