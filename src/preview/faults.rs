//! The words of every mistake that the preview can report.

use std::io;
use std::net::SocketAddr;
use std::path::Path;

use crate::base::{Code, Diagnostic};

/// E0901: the address cannot be opened.
pub(super) fn cannot_listen(address: SocketAddr, error: &io::Error) -> Diagnostic {
    let hint = match error.kind() {
        io::ErrorKind::AddrInUse => "another program, perhaps another preview, uses this port; choose another with --port",
        io::ErrorKind::PermissionDenied => "ports below 1024 are kept for administrators; choose another with --port",
        io::ErrorKind::AddrNotAvailable => "the address does not belong to this machine; leave out --host to use 127.0.0.1",
        _ => "choose another port with --port",
    };
    Diagnostic::new(Code::E0901, format!("the preview cannot listen at {address}: {}", reason(error))).hint(hint)
}

/// E0901: all ports that were tried are taken.
pub(super) fn no_free_port(first: SocketAddr, last: u16) -> Diagnostic {
    let message = format!("the preview cannot listen on {}: all ports from {} to {last} are in use", first.ip(), first.port());
    Diagnostic::new(Code::E0901, message).hint("stop another preview, or choose a port with --port")
}

/// E0901: the system gives no means to serve at all (no thread, no event queue).
pub(super) fn cannot_serve(error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::E0901, format!("the preview cannot start: {}", reason(error)))
        .hint("the machine may have too many open files or processes")
}

/// E0902: the limit of watches is reached, at the start or when a new folder appeared.
pub(super) fn too_many_watches() -> Diagnostic {
    Diagnostic::new(Code::E0902, "the system's limit of watched folders is reached")
        .hint("run it with --poll, or raise the limit fs.inotify.max_user_watches")
}

/// E0902: a folder cannot be watched for another reason.
pub(super) fn cannot_watch(folder: &Path, reason: &str) -> Diagnostic {
    let reason = reason.trim_end_matches('.');
    Diagnostic::new(Code::E0902, format!("{} cannot be watched: {reason}", folder.display()))
        .hint("run it with --poll, which looks at the files for itself")
}

/// E0902: there is no such folder.
pub(super) fn nothing_to_watch(folder: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::E0902, format!("{} cannot be watched: {}", folder.display(), reason(error)))
        .hint("is --root the folder that holds the project?")
}

/// The system's words in the style of ours: lower case, without the number of the error.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
