//! An address of a server on this machine becomes an answer: the least of HTTP that asking a preview takes.
//!
//! HTTP/1.0, one connection for each question: the end of the connection is the end of the answer, so that neither
//! lengths nor chunks have to be understood.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// A server that takes longer is as good as none.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Answer {
    pub fn shows(&self, text: &str) -> bool {
        self.status == 200 && self.body.contains(text)
    }
}

pub fn get(port: u16, path: &str) -> io::Result<Answer> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    write!(stream, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&String::from_utf8_lossy(&bytes)).ok_or_else(|| io::Error::other("the answer is no HTTP"))
}

fn parse(text: &str) -> Option<Answer> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, body: body.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read() {
        let answer =
            parse("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone\r\n\r\n").map(|answer| (answer.status, answer.body));
        assert_eq!(answer, Some((404, "<p>gone\r\n\r\n".to_owned())));
        assert!(parse("nothing").is_none());
    }
}
