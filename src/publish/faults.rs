//! The words of every fault of publishing.

use std::io::ErrorKind;
use std::path::Path;

use super::disk::Failure;
use crate::base::{Code, Diagnostic, OutputPath};

/// E0701: publishing there could destroy work.
pub(super) fn refused(folder: &Path, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::E0701, format!("the output folder `{}` is refused: {reason}", folder.display()))
        .hint("name a folder that is only for the output, such as `public`, with `output:` in nutgraf.yaml or with --out")
}

/// E0701: somebody else's folder.
pub(super) fn not_ours(folder: &Path) -> Diagnostic {
    let message = format!("the output folder `{}` is refused: it is not empty, and Nutgraf did not make what is in it", folder.display());
    Diagnostic::new(Code::E0701, message).hint("empty the folder yourself, or name another with `output:` in nutgraf.yaml or with --out")
}

/// E0701: ours once, but nobody can say what in it is ours.
pub(super) fn manifest_damaged(folder: &Path) -> Diagnostic {
    let message = format!("the list of what Nutgraf wrote to `{}` is damaged, so it cannot tell its files from yours", folder.display());
    Diagnostic::new(Code::E0701, message).hint("move what is yours out of the folder, delete the folder, and build again")
}

/// E0702: a file, folder or link of somebody else stands where a page must.
pub(super) fn would_overwrite(path: &OutputPath, obstacle: &str) -> Diagnostic {
    let message = if path.as_str() == obstacle {
        format!("`{path}` cannot be written: what stands there in the output folder was not written by Nutgraf, or was replaced since")
    } else {
        format!("`{path}` cannot be written: `{obstacle}` in the output folder was not written by Nutgraf, or was replaced since")
    };
    Diagnostic::new(Code::E0702, message)
        .hint(format!("if you need `{obstacle}`, give the page another address; if not, delete it from the output folder"))
}

/// E0702: the site wants a name that publishing needs.
pub(super) fn reserved(path: &OutputPath) -> Diagnostic {
    Diagnostic::new(Code::E0702, format!("`{path}` cannot be written: Nutgraf keeps that name for its own records")).hint("rename the file")
}

/// E0703: a call to the file system failed.
pub(super) fn cannot_publish(failure: &Failure) -> Diagnostic {
    if failure.half_way {
        return stuck(failure);
    }
    let Failure { doing, path, error, .. } = failure;
    let hint = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space and build again; the published site is as it was",
        ErrorKind::PermissionDenied => "check who owns the output folder and the folder it stands in, and that you may write to both",
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only; name another folder with `output:` or --out",
        _ => "nothing was changed; build again once the cause is gone",
    };
    Diagnostic::new(Code::E0703, format!("the output cannot be written: cannot {doing} `{}`: {error}", path.display())).hint(hint)
}

/// E0703: another build has the output folder.
pub(super) fn busy(folder: &Path) -> Diagnostic {
    Diagnostic::new(Code::E0703, format!("another build is writing to `{}` right now", folder.display()))
        .hint("wait for it to end, and stop one of the two if both keep watching the same project")
}

/// E0703: somebody removed or replaced the output folder, or what marks it as ours, since the build began.
pub(super) fn changed_meanwhile(folder: &Path) -> Diagnostic {
    let message = format!("the output folder `{}` was removed, replaced or emptied while the site was built", folder.display());
    Diagnostic::new(Code::E0703, message).hint("nothing was changed; build again")
}

/// E0703: an interrupted build could be neither finished nor taken back.
fn stuck(failure: &Failure) -> Diagnostic {
    let Failure { doing, path, error, .. } = failure;
    let message = format!("a build was interrupted half-way through the output: cannot {doing} `{}`: {error}", path.display());
    Diagnostic::new(Code::E0703, message).hint("once the cause is gone, the next build finishes what was begun")
}
