//! What one build remembers for the next, and its form on disk.
//!
//! The form is a row of frames. The first says which build of this program wrote it: to every other one it is nothing.
//! What surrounds it on the disk vouches for its bytes; still, what cannot be read is no memory, and no error.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::layout::Layout;
use super::ledger::Ledger;
use super::shelf::Shelf;
use crate::site::related::Relations;
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
    /// The order of the site, if it was free of mistakes. It is not kept on disk.
    pub layout: Option<Layout>,
}

/// How many entries of a long list are packed into one frame: enough for each thread to have work.
const FRAME: usize = 512;

/// The form on disk of two things to remember: one small, and a long list.
#[must_use]
pub fn to_bytes<E: Serialize + Sync>(small: &impl Serialize, list: &[E]) -> Vec<u8> {
    let mut frames = vec![PROGRAM.as_bytes().to_vec(), packed(small)];
    frames.par_extend(list.par_chunks(FRAME).map(|entries| packed(&entries)));
    let mut bytes = Vec::with_capacity(frames.iter().map(|frame| frame.len() + 8).sum());
    for frame in &frames {
        bytes.extend_from_slice(&(frame.len() as u64).to_le_bytes());
        bytes.extend_from_slice(frame);
    }
    bytes
}

fn packed(thing: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(thing).unwrap_or_default()
}

/// What was remembered; `None` if it was another program that did, or if it cannot be read.
#[must_use]
pub fn from_bytes<S, E>(bytes: &[u8]) -> Option<(S, Vec<E>)>
where
    S: for<'de> Deserialize<'de>,
    E: for<'de> Deserialize<'de> + Send,
{
    let frames = frames(bytes)?;
    let (program, rest) = frames.split_first()?;
    let (small, list) = rest.split_first()?;
    if *program != PROGRAM.as_bytes() {
        return None;
    }
    let lists: Vec<Vec<E>> = list.par_iter().map(|frame| postcard::from_bytes(frame).ok()).collect::<Option<_>>()?;
    Some((postcard::from_bytes(small).ok()?, lists.into_iter().flatten().collect()))
}

fn frames(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let (len, rest) = bytes.split_at_checked(8)?;
        let len = usize::try_from(u64::from_le_bytes(len.try_into().ok()?)).ok()?;
        let (frame, rest) = rest.split_at_checked(len)?;
        frames.push(frame);
        bytes = rest;
    }
    Some(frames)
}

#[cfg(test)]
mod tests {
    use super::{from_bytes, to_bytes};

    #[test]
    fn what_is_remembered_comes_back_and_damage_is_no_memory() {
        let list: Vec<(String, Option<u64>)> = (0..1500).map(|number| (number.to_string(), Some(number))).collect();
        let bytes = to_bytes(&vec![7_u8], &list);
        assert_eq!(from_bytes::<Vec<u8>, (String, Option<u64>)>(&bytes), Some((vec![7], list)));
        for cut in [0, 1, 8, 20, bytes.len() / 2, bytes.len() - 1] {
            assert!(from_bytes::<Vec<u8>, (String, Option<u64>)>(&bytes[..cut]).is_none(), "cut to {cut} bytes");
        }
        let mut other = bytes;
        other[9] ^= 1;
        assert!(from_bytes::<Vec<u8>, (String, Option<u64>)>(&other).is_none(), "of another program");
    }
}
