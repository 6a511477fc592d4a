//! Taking hold of a port, and connections that cannot be held open for ever.
//!
//! A client that neither asks nor takes anything for half a minute is let go. There are never more than a few hundred
//! at once: when there is no seat left, the guest that has been given nothing for the longest time leaves. So a newcomer
//! is never kept waiting, whoever sits there, and a guest that asks at once is answered long before its turn to leave.

use std::collections::BTreeMap;
use std::future::Future as _;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::{Instant, Sleep};

use super::{Options, faults};
use crate::base::Diagnostic;

/// How many ports after the one asked for are tried.
const MORE_PORTS: u16 = 20;
/// The most connections at a time.
const MOST: usize = 256;
/// How long a connection may stay open without anything being sent over it. An open event stream is kept by its
/// keep-alive comments, which come more often.
const PATIENCE: Duration = Duration::from_secs(30);

/// A listener at the address that is asked for, or at one of the ports after it.
pub(super) fn bound(options: &Options) -> Result<(std::net::TcpListener, SocketAddr), Box<Diagnostic>> {
    let first = SocketAddr::new(options.host, options.port);
    let last = if options.port_is_fixed || options.port == 0 { options.port } else { options.port.saturating_add(MORE_PORTS) };
    for port in options.port..=last {
        let address = SocketAddr::new(options.host, port);
        match open(address) {
            Ok(bound) => return Ok(bound),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && first.port() != last => {}
            Err(error) => return Err(Box::new(faults::cannot_listen(address, &error))),
        }
    }
    Err(Box::new(faults::no_free_port(first, last)))
}

fn open(address: SocketAddr) -> io::Result<(std::net::TcpListener, SocketAddr)> {
    let listener = std::net::TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// How a browser of this machine writes the address: one bound to all addresses is reached by loopback too.
pub(super) fn origin(address: SocketAddr) -> String {
    let host = match address {
        SocketAddr::V4(v4) if v4.ip().is_unspecified() => "127.0.0.1".to_owned(),
        SocketAddr::V4(v4) => v4.ip().to_string(),
        SocketAddr::V6(v6) if v6.ip().is_unspecified() => "[::1]".to_owned(),
        SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
    };
    format!("http://{host}:{}", address.port())
}

/// A listener whose connections are [`Limited`].
pub(super) struct Door {
    listener: TcpListener,
    seats: Seats,
}

impl Door {
    /// Needs a runtime around it.
    pub(super) fn new(listener: std::net::TcpListener) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::from_std(listener)?, seats: Seats::default() })
    }
}

impl axum::serve::Listener for Door {
    type Io = Limited;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Limited, SocketAddr) {
        let (stream, address) = axum::serve::Listener::accept(&mut self.listener).await;
        // Small answers should not wait for one another; failing to ask for that costs nothing.
        let _ = stream.set_nodelay(true);
        let (seat, leave) = self.seats.take();
        (Limited { stream, idle: Box::pin(tokio::time::sleep(PATIENCE)), seat, leave }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// Who sits where: by the moment at which each was last given something, or came.
#[derive(Clone, Default)]
struct Seats(Arc<Mutex<Row>>);

#[derive(Default)]
struct Row {
    /// Counts all moments.
    moment: u64,
    seats: BTreeMap<u64, oneshot::Sender<()>>,
}

impl Seats {
    /// A seat for a newcomer, and the sign for it to leave; if all are taken, one is made free.
    fn take(&self) -> (Seat, oneshot::Receiver<()>) {
        let (sign, leave) = oneshot::channel();
        let mut row = self.row();
        while row.seats.len() >= MOST {
            // Dropped, the sign is given.
            row.seats.pop_first();
        }
        row.moment += 1;
        let moment = row.moment;
        row.seats.insert(moment, sign);
        (Seat { seats: self.clone(), moment }, leave)
    }

    fn row(&self) -> MutexGuard<'_, Row> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The seat of one connection; free again when it is dropped.
struct Seat {
    seats: Seats,
    moment: u64,
}

impl Seat {
    /// Its guest was given something.
    fn renew(&mut self) {
        let mut row = self.seats.row();
        if let Some(sign) = row.seats.remove(&self.moment) {
            row.moment += 1;
            self.moment = row.moment;
            row.seats.insert(self.moment, sign);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.row().seats.remove(&self.moment);
    }
}

/// A connection that fails once nothing has been written for [`PATIENCE`], or when its seat is needed.
pub(super) struct Limited {
    stream: TcpStream,
    idle: Pin<Box<Sleep>>,
    seat: Seat,
    leave: oneshot::Receiver<()>,
}

impl Limited {
    /// What is still to come of a step that has to wait, unless the guest must leave.
    fn wait<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if self.idle.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        // The sign is given by dropping the other end.
        Pin::new(&mut self.leave).poll(context).map(|_| Err(io::ErrorKind::ConnectionAborted.into()))
    }
}

impl AsyncRead for Limited {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            // Reading does not extend the time: a request sent byte by byte must end within it too.
            Poll::Pending => self.wait(context),
            ready => ready,
        }
    }
}

impl AsyncWrite for Limited {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Pending => self.wait(context),
            Poll::Ready(Ok(written)) => {
                self.idle.as_mut().reset(Instant::now() + PATIENCE);
                self.seat.renew();
                Poll::Ready(Ok(written))
            }
            failed => failed,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, SocketAddr};

    use tokio::sync::oneshot::error::TryRecvError;

    use super::{MOST, Seats, bound, origin};
    use crate::base::Code;
    use crate::preview::Options;

    #[test]
    fn a_taken_port_is_refused_if_fixed_and_passed_over_if_not() {
        let any = Options { port: 0, ..Options::default() };
        let (_held, address) = bound(&any).expect("some port is free");
        let fixed = Options { port: address.port(), port_is_fixed: true, ..Options::default() };
        assert_eq!(bound(&fixed).expect_err("it is held").code, Code::E0901);
        let free = Options { port: address.port(), ..Options::default() };
        match bound(&free) {
            Ok((_, other)) => assert_ne!(other.port(), address.port()),
            Err(fault) => assert_eq!(fault.code, Code::E0901, "all twenty taken"),
        }
    }

    #[test]
    fn an_address_that_is_not_ours_is_refused_with_a_remedy() {
        let elsewhere = Options { host: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), ..Options::default() };
        let fault = bound(&elsewhere).expect_err("kept for documentation (RFC 5737)");
        assert!(fault.hint.as_deref().is_some_and(|hint| hint.contains("--host")), "{fault:?}");
    }

    #[test]
    fn origins_can_be_opened_by_a_browser() {
        for (address, expected) in [
            ("127.0.0.1:4343", "http://127.0.0.1:4343"),
            ("0.0.0.0:80", "http://127.0.0.1:80"),
            ("[::1]:4343", "http://[::1]:4343"),
            ("[::]:4343", "http://[::1]:4343"),
            ("192.168.1.2:4343", "http://192.168.1.2:4343"),
        ] {
            assert_eq!(origin(address.parse::<SocketAddr>().expect("an address")), expected);
        }
    }

    #[test]
    fn who_was_given_nothing_for_longest_leaves_first() {
        let seats = Seats::default();
        let mut guests: Vec<_> = (0..MOST).map(|_| seats.take()).collect();
        guests[0].0.renew();
        let gone = guests.remove(2);
        drop(gone);
        let _newcomers = [seats.take(), seats.take(), seats.take()];
        let left: Vec<bool> = guests.iter_mut().take(4).map(|(_, leave)| leave.try_recv() == Err(TryRecvError::Closed)).collect();
        assert_eq!(left, [false, true, true, false], "the first was served, one seat was free, and two had to be made so");
    }
}
