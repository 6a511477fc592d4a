//! The journal: what a build is about to change, written down before the first change.
//!
//! A journal is whole or not believed. Each step can be told done from not done by what stands in the work folder, so
//! the same list serves to go on from anywhere and to go back from anywhere, any number of times.

use std::fmt::Write as _;

use super::sealed::{seal, unseal};
use crate::base::OutputPath;

/// What one step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Puts a staged file where nothing stands.
    Create,
    /// Puts a staged file in the place of one of ours.
    Replace,
    /// Takes a file of ours away.
    Remove,
    /// Makes a folder.
    Found,
    /// Removes a folder if it is empty.
    Fold,
}

const WORDS: [(Act, &str); 5] =
    [(Act::Create, "create"), (Act::Replace, "replace"), (Act::Remove, "remove"), (Act::Found, "found"), (Act::Fold, "fold")];

/// One step. Its path, and its number in the journal, name its new and its old file in the work folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// What it does.
    pub act: Act,
    /// With which file or folder of the output folder.
    pub path: OutputPath,
}

/// What is about to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Journal {
    /// These files and folders, in this order.
    Steps(Vec<Step>),
    /// The whole tree, by two renames.
    Swap,
}

impl Journal {
    /// Its text.
    pub fn text(&self) -> String {
        let Self::Steps(steps) = self else { return seal("journal", "swap\n") };
        let mut lines = String::new();
        for step in steps {
            let word = WORDS.iter().find(|(act, _)| *act == step.act).map_or("", |(_, word)| word);
            let _ = writeln!(lines, "{word} {}", step.path);
        }
        seal("journal", &lines)
    }

    /// Reads what [`Journal::text`] wrote; `None` if it is damaged.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        match unseal("journal", bytes)? {
            "swap\n" => Some(Self::Swap),
            lines => lines.lines().map(step).collect::<Option<_>>().map(Self::Steps),
        }
    }
}

fn step(line: &str) -> Option<Step> {
    let (word, path) = line.split_once(' ')?;
    let (act, _) = WORDS.iter().find(|(_, known)| *known == word)?;
    Some(Step { act: *act, path: OutputPath::new(path).ok()? })
}
