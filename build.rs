#![allow(clippy::disallowed_methods)] // a build script reads the disk
//! Lays the default theme into the program: writes the list of its files, with their bytes, for `theme::embedded`. Tells
//! the program which build of itself it is, for `theme::versions`.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    println!("cargo::rustc-env=NUTGRAF_PROGRAM={}", program(&root)?);
    let mut list = String::from("/// Each file's path in a project, and its bytes.\npub const FILES: &[(&str, &[u8])] = &[\n");
    for folder in ["themes/default"] {
        println!("cargo::rerun-if-changed={folder}");
        for path in files(&root.join(folder))? {
            let relative = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let _ = writeln!(list, "    ({relative:?}, include_bytes!({:?})),", path.to_string_lossy());
        }
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("embedded.rs"), list)
}

/// What the program is made from, as a number: its version, its sources, its theme and the versions of its libraries. What one
/// build of it has kept in a cache is no use to another.
fn program(root: &Path) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    env::var_os("CARGO_PKG_VERSION").hash(&mut hasher);
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    let own = files(&root.join("src"))?.into_iter().chain(files(&root.join("themes/default"))?);
    for path in own.chain([root.join("Cargo.lock")]) {
        path.strip_prefix(root).unwrap_or(&path).hash(&mut hasher);
        // A packaged crate may come without its lock file.
        fs::read(&path).unwrap_or_default().hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            found.extend(files(&path)?);
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            found.push(path);
        }
    }
    Ok(found)
}
