//! What one build remembers for the next, and its form on disk.
//!
//! The form is a row of frames. The first says which build of this program wrote it: to every other one it is nothing.
//! What surrounds it on the disk vouches for its bytes; still, what cannot be read is no memory, and no error.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::examinations::Examinations;
use super::layout::Layout;
use super::ledger::Ledger;
use super::shelf::Shelf;
use super::wordbook::Wordbook;
use crate::site::related::Relations;
use crate::theme::Fonts;
use crate::theme::versions::PROGRAM;

/// What one build remembers for the next.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// What every content file said.
    pub shelf: Shelf,
    /// What every output rested on.
    pub ledger: Ledger,
    /// Which pages were related.
    pub relations: Arc<Relations>,
    /// What came of holding briefings against their sources.
    pub examinations: Arc<Examinations>,
    /// The index of words.
    pub words: Arc<Wordbook>,
    /// The fonts. They are not kept on disk.
    pub fonts: Option<Arc<Fonts>>,
    /// The order of the site, if it was free of mistakes. It is not kept on disk.
    pub layout: Option<Layout>,
}

/// How many entries of a long list are packed into one frame: enough for each thread to have work.
const FRAME: usize = 512;

/// How many frames are packed at once, and held until they are written.
const AHEAD: usize = 8;

/// The form on disk of two things to remember: one small, and a long list.
pub fn to_frames<E: Serialize + Sync>(small: &impl Serialize, list: &[E]) -> impl Iterator<Item = Vec<u8>> {
    let first = [PROGRAM.as_bytes().to_vec(), packed(&(small, list.len()))];
    let some = |entries: &[E]| entries.par_chunks(FRAME).map(|entries| packed(&entries)).collect::<Vec<_>>();
    first.into_iter().chain(list.chunks(FRAME * AHEAD).flat_map(some))
}

fn packed(thing: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(thing).unwrap_or_default()
}

/// What was remembered; `None` if it was another program that did, or if it cannot be read.
#[must_use]
pub fn from_frames<S, E>(frames: &[&[u8]]) -> Option<(S, Vec<E>)>
where
    S: for<'de> Deserialize<'de>,
    E: for<'de> Deserialize<'de> + Send,
{
    let (program, rest) = frames.split_first()?;
    let (small, list) = rest.split_first()?;
    if *program != PROGRAM.as_bytes() {
        return None;
    }
    let (small, count) = postcard::from_bytes::<(S, usize)>(small).ok()?;
    let lists: Vec<Vec<E>> = list.par_iter().map(|frame| postcard::from_bytes(frame).ok()).collect::<Option<_>>()?;
    let list: Vec<E> = lists.into_iter().flatten().collect();
    (list.len() == count).then_some((small, list))
}

#[cfg(test)]
mod tests {
    use super::{from_frames, to_frames};

    #[test]
    fn what_is_remembered_comes_back_and_a_part_of_it_is_no_memory() {
        let list: Vec<(String, Option<u64>)> = (0..1500).map(|number| (number.to_string(), Some(number))).collect();
        let kept: Vec<Vec<u8>> = to_frames(&vec![7_u8], &list).collect();
        let frames: Vec<&[u8]> = kept.iter().map(Vec::as_slice).collect();
        assert_eq!(from_frames::<Vec<u8>, (String, Option<u64>)>(&frames), Some((vec![7], list)));
        for count in 0..frames.len() {
            assert!(from_frames::<Vec<u8>, (String, Option<u64>)>(&frames[..count]).is_none(), "{count} frames");
        }
        let of_another = [&b"another program"[..]].iter().chain(&frames[1..]).copied().collect::<Vec<_>>();
        assert!(from_frames::<Vec<u8>, (String, Option<u64>)>(&of_another).is_none());
    }
}
