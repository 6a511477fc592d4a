//! What a watch does not see: the output and the cache, which a build itself writes; the stores of other tools; the
//! files that editors leave and take away while they save.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The paths below a root that say nothing about the site.
#[derive(Debug, Clone)]
pub(super) struct Litter {
    root: PathBuf,
    folders: Vec<PathBuf>,
}

impl Litter {
    /// What is litter below `root`, which is absolute and free of links; `folders` (relative to it or absolute) are
    /// litter besides, unless one is the root itself or holds it.
    pub(super) fn new(root: &Path, folders: &[PathBuf]) -> Self {
        let mut litter = Self { root: root.to_owned(), folders: Vec::new() };
        folders.iter().for_each(|folder| litter.add(folder));
        litter
    }

    /// Takes one more folder for litter.
    pub(super) fn add(&mut self, folder: &Path) {
        let folder = resolved(&self.root.join(folder));
        if !self.root.starts_with(&folder) && !self.folders.contains(&folder) {
            self.folders.push(folder);
        }
    }

    /// Whether a change at `path`, an absolute one, matters to no build. What lies outside the root does not.
    pub(super) fn covers(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else { return true };
        self.folders.iter().any(|folder| path.starts_with(folder)) || below.iter().enumerate().any(|(depth, name)| is_litter(depth, name))
    }
}

/// `folder` without links; what does not exist yet is resolved as far as it does.
fn resolved(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| match (folder.parent(), folder.file_name()) {
        (Some(parent), Some(name)) => resolved(parent).join(name),
        _ => folder.to_owned(),
    })
}

/// Whether one part of a path marks all below it as litter; `target` does only at the root, for a section may be called
/// so.
fn is_litter(depth: usize, name: &OsStr) -> bool {
    // A name that is not UTF-8 is refused by the build, and so worth a look.
    let Some(name) = name.to_str() else { return false };
    (depth == 0 && name == "target") || is_tool_folder(name) || is_editor_file(name)
}

fn is_tool_folder(name: &str) -> bool {
    matches!(name, ".git" | ".hg" | ".jj" | "node_modules")
        || name.starts_with(".nutgraf")
        || (name.starts_with('.') && name.ends_with(".nutgraf"))
}

fn is_editor_file(name: &str) -> bool {
    // `4913` is the file with which Vim tries whether it may write to a folder.
    matches!(name, "4913" | ".DS_Store" | "Thumbs.db")
        || name.ends_with('~')
        || name.starts_with(".#")
        || (name.starts_with('#') && name.ends_with('#'))
        || name.starts_with(".goutputstream-")
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || Path::new(name).extension().and_then(OsStr::to_str).is_some_and(|ending| matches!(ending, "swp" | "swo" | "swx" | "tmp"))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::Litter;

    #[test]
    fn what_is_litter_and_what_is_not() {
        let litter = Litter::new(
            Path::new("/p"),
            &[PathBuf::from("public"), PathBuf::from("/p/other/out"), PathBuf::from("/p"), PathBuf::from("/")],
        );
        for (path, expected) in [
            ("/p", false),
            ("/p/content/a.md", false),
            ("/p/nutgraf.yaml", false),
            ("/p/content/target/a.md", false),
            ("/p/content/public/a.md", false),
            ("/p/publicity/a.md", false),
            ("/p/content/#1.md", false),
            ("/p/content/tmp", false),
            ("/elsewhere/a.md", true),
            ("/p/public", true),
            ("/p/public/index.html", true),
            ("/p/.public.nutgraf/x", true),
            ("/p/other/out/x", true),
            ("/p/.nutgraf/heads", true),
            ("/p/.git/index", true),
            ("/p/theme/node_modules/x/y.js", true),
            ("/p/target/debug/x", true),
            ("/p/content/4913", true),
            ("/p/content/a.md~", true),
            ("/p/content/.#a.md", true),
            ("/p/content/#a.md#", true),
            ("/p/content/.a.md.swp", true),
            ("/p/content/a.md.tmp", true),
        ] {
            assert_eq!(litter.covers(Path::new(path)), expected, "{path}");
        }
    }
}
