//! The store: what the program keeps for itself in the project's cache folder, and may lose at any time.
//!
//! A thing is a row of frames. It is written beside its place and renamed into it, so that it is whole or not there;
//! behind each frame stands a checksum, against disks that are not. What cannot be read is nothing; that something cannot
//! be written costs the next build its time and is no error.

use std::hash::Hasher as _;
use std::io::{self, Write as _};
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHasher;

/// The frames that were kept under a name.
#[derive(Debug)]
pub struct Kept(Vec<u8>);

/// What was kept under a name, if it is there.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the cache is read and written here")]
pub fn recall(cache: &Path, name: &str) -> Option<Kept> {
    std::fs::read(cache.join(name)).ok().map(Kept)
}

impl Kept {
    /// The frames, if all of them are whole.
    #[must_use]
    pub fn frames(&self) -> Option<Vec<&[u8]>> {
        let (mut frames, mut bytes) = (Vec::new(), self.0.as_slice());
        while !bytes.is_empty() {
            let (len, rest) = number(bytes)?;
            let (frame, rest) = rest.split_at_checked(usize::try_from(len).ok()?)?;
            let (sum, rest) = number(rest)?;
            frames.push((frame, sum));
            bytes = rest;
        }
        frames.into_par_iter().map(|(frame, sum)| (checksum(frame) == sum).then_some(frame)).collect()
    }
}

fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<8>()?;
    Some((u64::from_le_bytes(*number), rest))
}

/// Keeps frames under a name.
#[expect(clippy::disallowed_methods, reason = "the cache is read and written here")]
pub fn remember(cache: &Path, name: &str, frames: impl Iterator<Item = Vec<u8>>) {
    let temporary = cache.join(format!("{name}.{}", std::process::id()));
    // Only the folder itself: a project that was taken away does not come back as its cache.
    let there = std::fs::create_dir(cache).or_else(|fault| if cache.is_dir() { Ok(()) } else { Err(fault) });
    let written = there.and_then(|()| write(&temporary, frames));
    if written.and_then(|()| std::fs::rename(&temporary, cache.join(name))).is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
}

#[expect(clippy::disallowed_methods, reason = "the cache is read and written here")]
fn write(place: &Path, frames: impl Iterator<Item = Vec<u8>>) -> io::Result<()> {
    let mut file = std::fs::File::create(place)?;
    for frame in frames {
        file.write_all(&(frame.len() as u64).to_le_bytes())?;
        file.write_all(&frame)?;
        file.write_all(&checksum(&frame).to_le_bytes())?;
    }
    Ok(())
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Kept, checksum};

    fn kept(frames: &[&[u8]]) -> Kept {
        let framed = |frame: &&[u8]| [&(frame.len() as u64).to_le_bytes(), *frame, &checksum(frame).to_le_bytes()].concat();
        Kept(frames.iter().flat_map(framed).collect())
    }

    #[test]
    fn frames_come_back_and_damage_anywhere_is_seen() {
        let frames: [&[u8]; 3] = [b"one", b"", b"three"];
        let whole = kept(&frames);
        assert_eq!(whole.frames(), Some(frames.to_vec()));
        assert_eq!(Kept(Vec::new()).frames(), Some(Vec::new()));
        for at in 0..whole.0.len() {
            let mut changed = whole.0.clone();
            changed[at] ^= 1;
            assert_eq!(Kept(changed).frames(), None, "byte {at} changed");
        }
        // Cut between two frames, it is shorter and whole: what is in it must say how much belongs to it.
        for cut in (1..whole.0.len()).filter(|cut| ![19, 35].contains(cut)) {
            assert_eq!(Kept(whole.0[..cut].to_vec()).frames(), None, "cut to {cut} bytes");
        }
    }
}
