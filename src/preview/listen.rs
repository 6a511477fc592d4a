//! Taking hold of a port, and connections that cannot be held open for ever.
//!
//! A client that neither asks nor takes anything for half a minute is let go, and there are never more than a few
//! hundred at once, so that no page can tie up the preview.

use std::future::Future as _;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

use super::{Options, faults};
use crate::base::Diagnostic;

/// How many ports after the one asked for are tried.
const MORE_PORTS: u16 = 20;
/// The most connections at a time; further ones wait until one ends.
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
    places: Arc<Semaphore>,
}

impl Door {
    /// Needs a runtime around it.
    pub(super) fn new(listener: std::net::TcpListener) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::from_std(listener)?, places: Arc::new(Semaphore::new(MOST)) })
    }
}

impl axum::serve::Listener for Door {
    type Io = Limited;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Limited, SocketAddr) {
        // It would fail only if the semaphore were closed, which nobody does.
        let place = Arc::clone(&self.places).acquire_owned().await.ok();
        let (stream, address) = axum::serve::Listener::accept(&mut self.listener).await;
        // Small answers should not wait for one another; failing to ask for that costs nothing.
        let _ = stream.set_nodelay(true);
        (Limited { stream, idle: Box::pin(tokio::time::sleep(PATIENCE)), _place: place }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection on which reading fails once nothing has been written for [`PATIENCE`].
pub(super) struct Limited {
    stream: TcpStream,
    idle: Pin<Box<Sleep>>,
    _place: Option<OwnedSemaphorePermit>,
}

impl AsyncRead for Limited {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            // Reading does not extend the time: a request sent byte by byte must end within it too.
            Poll::Pending if self.idle.as_mut().poll(context).is_ready() => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            polled => polled,
        }
    }
}

impl AsyncWrite for Limited {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        if matches!(written, Poll::Ready(Ok(_))) {
            self.idle.as_mut().reset(Instant::now() + PATIENCE);
        }
        written
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

    use super::{bound, origin};
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
}
