#![allow(clippy::disallowed_methods)] // a build script reads the disk
//! Lays the default theme into the program: writes the list of its files, with their bytes, for `theme::embedded`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
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
