//! Opening an address in the person's browser: the one place where Nutgraf starts another program, and only if asked to.

use std::process::{Command, Stdio};

use super::terminal;

/// Opens an address; tells the terminal if that fails. Does not wait.
pub fn open(address: &str) {
    let mut opener = opener(address);
    opener.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C ends the preview, and not a browser that was started for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut opener, 0);
    let address = address.to_owned();
    let work = move || {
        if !opener.status().is_ok_and(|status| status.success()) {
            terminal::say(&format!("No browser could be opened. The address is {address}"));
        }
    };
    // Without a thread there is no browser; the address stands in the terminal already.
    let _ = std::thread::Builder::new().name("browser".into()).spawn(work);
}

/// The system's own way; no shell is between, so the address is one argument whatever is in it.
fn opener(address: &str) -> Command {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(address);
    command
}
