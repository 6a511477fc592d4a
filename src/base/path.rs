//! Where a file stands in the project.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A path below the project's root: `/` between segments, no `.`, `..`, empty segment or NUL, cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Reads a relative path; back slashes are not separators. `None` if a segment is empty, `.`, `..` or holds NUL.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let sound = |segment: &str| !matches!(segment, "" | "." | "..") && !segment.contains('\0');
        text.split('/').all(sound).then(|| Self(text.into()))
    }

    /// The whole path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment: `index.md` of `content/a/index.md`.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The file name without its last ending: `2025-07-24-aws` of `content/2025-07-24-aws.md`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rfind('.').filter(|at| *at > 0).map_or(name, |at| &name[..at])
    }

    /// The file name's last ending without the dot, as written; empty if there is none.
    #[must_use]
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        name.rfind('.').filter(|at| *at > 0).map_or("", |at| &name[at + 1..])
    }

    /// The folder: `content/a` of `content/a/index.md`; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// The part below `folder`, if the path lies in it: `a/b.md` of `content/a/b.md` below `content`.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// Follows `relative` from `folder` (`./`, `../` and plain segments); `None` if it leaves the project.
    #[must_use]
    pub fn resolve(folder: &str, relative: &str) -> Option<Self> {
        let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
        for segment in relative.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                name => segments.push(name),
            }
        }
        Self::new(&segments.join("/"))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

#[cfg(test)]
mod tests {
    use super::SourcePath;

    #[test]
    fn parts_of_a_path() {
        let path = SourcePath::new("content/tech/2025-07-24-aws.md").expect("a sound path");
        assert_eq!(
            (path.folder(), path.file_name(), path.stem(), path.extension()),
            ("content/tech", "2025-07-24-aws.md", "2025-07-24-aws", "md")
        );
        assert_eq!(path.below("content"), Some("tech/2025-07-24-aws.md"));
        assert_eq!(path.below("cont"), None);
    }

    #[test]
    fn a_path_cannot_leave_the_project() {
        for bad in ["", "/etc", "a//b", "../a", "a/../b", "a/.", "a\0b"] {
            assert_eq!(SourcePath::new(bad), None, "{bad:?}");
        }
        assert_eq!(SourcePath::resolve("content/a", "../../../etc"), None);
        assert_eq!(SourcePath::resolve("content/a", "../b/./c.md"), SourcePath::new("content/b/c.md"));
    }
}
