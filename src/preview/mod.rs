//! The local desk: the site as it is now, served to this machine's browsers, built anew at every change.
//!
//! What is shown is an [`Edition`], asked for one file at a time, so that one may be a finished map or render on
//! demand. A build thread (`newsroom`) waits for the [`Watch`], makes the next edition and puts it in the place of the
//! last, whole; the server answers from whichever is there. Nothing is read from the disk but the large files an
//! edition points to, and nothing is written. What cannot be rendered has its findings in its place.
//!
//! Read `server` for the way of a request: `guard` (whose is it), `route` (what does it ask for), `view` (what is
//! there), `respond` (the answer); `reload` tells open pages what has changed, their `badge`, and their `evidence`;
//! `pages` are those of the preview itself.

mod badge;
mod edition;
mod evidence;
mod faults;
mod guard;
mod inject;
mod kinds;
mod listen;
mod newsroom;
mod pages;
mod reload;
mod respond;
mod route;
mod server;
mod view;
pub mod watch;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod sockets;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

pub use self::edition::Edition;
pub use self::watch::{Batch, Watch};
use crate::base::{Diagnostic, Diagnostics};

use self::newsroom::Newsroom;
use self::server::Desk;

/// The port of the preview unless another is asked for.
pub const PORT: u16 = 4343;

/// Where the preview listens, and to whom.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address; only programs of this machine reach a loopback address.
    pub host: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Whether to fail if the port is taken, rather than try the twenty ports after it.
    pub port_is_fixed: bool,
    /// Further host names under which browsers may ask, at any port: those of a tunnel or a forwarded port.
    pub names: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { host: Ipv4Addr::LOCALHOST.into(), port: PORT, port_is_fixed: false, names: Vec::new() }
    }
}

/// What happened, to be told to the person at the terminal.
#[non_exhaustive]
pub enum Event<'a> {
    /// An edition is in place: the first (number 1), or a new one.
    Built {
        /// Counts the editions of this run.
        number: u64,
        /// The edition.
        edition: &'a dyn Edition,
        /// What set off the build.
        cause: &'a Batch,
        /// How long the build took.
        took: Duration,
    },
    /// The background work is done, and has found more than was known when the edition was put in place.
    Found {
        /// What was not known then.
        new: &'a Diagnostics,
        /// The edition.
        edition: &'a dyn Edition,
    },
    /// Browsers can ask from now on.
    Listening {
        /// The address of the front page.
        site: &'a str,
        /// The address of the page that lists all findings.
        findings: &'a str,
        /// Whether other machines may reach it.
        exposed: bool,
    },
    /// Edits may be missed from now on.
    WatchTrouble(&'a Diagnostic),
}

/// An address that is held open, before anything is served there.
#[derive(Debug)]
pub struct Preview {
    listener: TcpListener,
    address: SocketAddr,
    names: Vec<String>,
}

impl Preview {
    /// Takes hold of an address, so that a build can know it.
    ///
    /// # Errors
    /// E0901: no such address can be had.
    pub fn bind(options: &Options) -> Result<Self, Box<Diagnostic>> {
        let (listener, address) = listen::bound(options)?;
        Ok(Self { listener, address, names: options.names.clone() })
    }

    /// `http://127.0.0.1:4343`, without a final slash.
    #[must_use]
    pub fn origin(&self) -> String {
        listen::origin(self.address)
    }

    /// Builds, serves, and builds again whenever `watch` gives out a batch, until the program is interrupted.
    ///
    /// `build` is first called with [`Batch::first`], then always on one thread of its own. A build in progress does
    /// not keep the preview from ending; its thread is left behind. While nothing changes, the thread works on the edition
    /// in the background ([`Edition::idle`]).
    ///
    /// # Errors
    /// E0901: the system gives no means to serve.
    pub fn serve<B, T>(self, watch: Watch, build: B, told: T) -> Result<(), Box<Diagnostic>>
    where
        B: FnMut(&Batch) -> Arc<dyn Edition> + Send + 'static,
        T: Fn(Event<'_>) + Send + 'static,
    {
        self.serve_until(server::interrupted(), watch, build, told)
    }

    fn serve_until<S, B, T>(self, stop: S, watch: Watch, build: B, told: T) -> Result<(), Box<Diagnostic>>
    where
        S: Future<Output = ()> + Send + 'static,
        B: FnMut(&Batch) -> Arc<dyn Edition> + Send + 'static,
        T: Fn(Event<'_>) + Send + 'static,
    {
        let stopper = watch.stopper();
        let mut newsroom = Newsroom::new(build, told);
        let first = newsroom.edition(&Batch::first(), drop);
        let desk = Arc::new(Desk::new(Arc::clone(&first), self.address, &self.names));
        newsroom.tell_address(&self.origin(), first.prefix(), !self.address.ip().is_loopback());

        let (alive, ended) = oneshot::channel();
        let copy = Arc::clone(&desk);
        let work = move || newsroom.work(watch, &copy, alive);
        let thread = std::thread::Builder::new().name("build".into()).spawn(work).map_err(|error| faults::cannot_serve(&error))?;
        let stop = server::either(stop, async {
            // It "fails" when the build thread drops its end, by ending in whatever way.
            let _ = ended.await;
        });
        let served = server::run(self.listener, desk, stop).map_err(|error| Box::new(faults::cannot_serve(&error)));
        stopper.stop();
        if thread.is_finished() {
            // A build that panicked is a mistake in this program; it must not look like an orderly end.
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
        served
    }
}
