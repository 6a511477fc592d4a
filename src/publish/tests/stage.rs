//! What the tests of publishing act on: a scratch project, a disk that fails when told to, and trees read back.
#![expect(clippy::disallowed_methods, reason = "tests prepare and read the disk themselves")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::base::{Diagnostic, Digest, OutputPath};
use crate::input::{Contents, File};
use crate::output::{Output, OutputFile};
use crate::publish::diff::Trouble;
use crate::publish::disk::{Disk, Failure, Mtime, Seen, System};
use crate::publish::manifest::{MANIFEST, manifest_of, stamps_file};
use crate::publish::target::{Surroundings, Target, WORK_INSIDE};
use crate::publish::{Patience, Published, Recovered, Stage, recover_on};

/// A project folder of its own, removed at the end.
pub struct Project(PathBuf);

impl Project {
    pub fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        // In memory where that is possible: the tests make some hundred thousand files.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let root = folder.join(format!("nutgraf-publish-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("content")).expect("the temporary folder can be written");
        Self(root.canonicalize().expect("it was just made"))
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.0.join(relative)
    }

    pub fn open(&self, folder: &str) -> Result<Target, Box<Diagnostic>> {
        let sources = [self.path("content")];
        Target::open(Path::new(folder), &Surroundings { project: &self.0, sources: &sources, home: None })
    }

    pub fn target(&self) -> Target {
        self.open("public").expect("the output folder is sound")
    }

    pub fn publish_on(&self, disk: &dyn Disk, site: &Output, many: usize) -> Result<Published, Vec<Diagnostic>> {
        let target = self.target();
        let stage = self.open_on(disk, &target, Patience::Wait).map_err(Trouble::told)?;
        let output = printed(&stage, site);
        stage.with_many(many).publish(&output)
    }

    pub fn open_on<'a>(&self, disk: &'a dyn Disk, target: &'a Target, patience: Patience) -> Result<Stage<'a>, Trouble> {
        Stage::open_on(disk, target, stamps_file(&self.path(".nutgraf"), target.folder()), patience)
    }

    pub fn publish(&self, site: &Output) -> Result<Published, Vec<Diagnostic>> {
        self.publish_on(&Limited::default(), site, 100)
    }

    pub fn recover(&self) -> Recovered {
        recover_on(&Limited::default(), &self.target(), Patience::Wait).expect("nothing fails")
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path("public").join(path);
        fs::create_dir_all(path.parent().expect("below the output folder")).expect("can be made");
        fs::write(path, text).expect("can be written");
    }

    pub fn remove(&self, path: &str) {
        let path = self.path("public").join(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("is there");
    }

    pub fn mtime(&self, path: &str) -> std::time::SystemTime {
        fs::metadata(self.path("public").join(path)).and_then(|metadata| metadata.modified()).expect("is there")
    }

    /// The output folder, without a work folder in it.
    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        read_tree(&self.path("public"), "", &mut tree);
        tree.retain(|path, _| !path.starts_with(WORK_INSIDE));
        tree
    }

    /// What else than the project's own folders stands in the project.
    pub fn litter(&self) -> Vec<String> {
        let names =
            fs::read_dir(&self.0).expect("is there").map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"));
        names.filter(|name| !["content", "public", ".nutgraf"].contains(&name.as_str())).collect()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Files with their text, folders with a slash and links with their goal.
pub type Tree = BTreeMap<String, String>;

fn read_tree(folder: &Path, below: &str, tree: &mut Tree) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.expect("readable");
        let name = format!("{below}{}", entry.file_name().to_str().expect("UTF-8"));
        let kind = entry.file_type().expect("readable");
        if kind.is_dir() {
            read_tree(&entry.path(), &format!("{name}/"), tree);
            tree.insert(format!("{name}/"), String::new());
        } else if kind.is_symlink() {
            tree.insert(name, format!("-> {}", fs::read_link(entry.path()).expect("a link").display()));
        } else {
            tree.insert(name, fs::read_to_string(entry.path()).expect("text"));
        }
    }
}

/// A site in one string: `path=text` between spaces.
pub fn site(files: &str) -> Output {
    let file = |row: &str| {
        let (path, text) = row.split_once('=').expect("path=text");
        (OutputPath::new(path).expect("sound"), File::new(text.as_bytes()).into())
    };
    files.split_whitespace().map(file).collect()
}

/// The site as the engine leaves it: what is printed is kept by the stage, what is copied is not.
pub fn printed(stage: &Stage, site: &Output) -> Output {
    let print = |(path, file): (&OutputPath, &OutputFile)| {
        let copied = path.as_str().ends_with(".css") || matches!(file.contents, Contents::Disk { .. });
        let file = if copied { file.clone() } else { stage.keep(path, file.contents.start()).into() };
        (path.clone(), file)
    };
    site.iter().map(print).collect()
}

/// The tree of a published site with somebody's files beside it.
pub fn tree_of(site: &Output, others: &str) -> Tree {
    let mut tree = Tree::new();
    let mut add = |path: &str, text: String| {
        for (at, _) in path.match_indices('/') {
            tree.insert(path[..=at].to_owned(), String::new());
        }
        tree.insert(path.to_owned(), text);
    };
    for (path, file) in site.iter() {
        add(path.as_str(), String::from_utf8(file.contents.start().to_vec()).expect("text"));
    }
    for (path, text) in others.split_whitespace().filter_map(|row| row.split_once('=')) {
        add(path, text.to_owned());
    }
    add(MANIFEST, manifest_of(site));
    tree
}

/// When and how a disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// One call fails, those after it do not.
    Failure,
    /// A call stops half-way, and there are no more: what a kill looks like from the disk.
    Kill,
}

/// The machine's disk with less on it: calls counted, some failing, nothing synced.
#[derive(Default)]
pub struct Limited {
    pub mishap: Option<(usize, Mishap)>,
    pub without_exchange: bool,
    pub without_links: bool,
    pub is_mount: bool,
    pub calls: AtomicUsize,
}

impl Limited {
    /// Whether the call that fails was reached.
    pub fn had_mishap(&self) -> bool {
        self.mishap.is_some_and(|(number, _)| self.calls.load(Ordering::SeqCst) >= number)
    }

    fn count(&self, path: &Path) -> Result<(), Failure> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        match self.mishap {
            Some((number, mishap)) if call == number || (call > number && mishap == Mishap::Kill) => {
                Err(Failure::new("use", path, io::ErrorKind::StorageFull.into()))
            }
            _ => Ok(()),
        }
    }
}

impl Disk for Limited {
    fn look(&self, path: &Path) -> Result<Seen, Failure> {
        self.count(path).and_then(|()| System.look(path))
    }
    fn list(&self, folder: &Path) -> Result<Vec<OsString>, Failure> {
        self.count(folder).and_then(|()| System.list(folder))
    }
    fn read(&self, file: &Path) -> Result<Vec<u8>, Failure> {
        self.count(file).and_then(|()| System.read(file))
    }
    fn digest(&self, file: &Path) -> Result<Digest, Failure> {
        self.count(file).and_then(|()| System.digest(file))
    }
    fn create_folder(&self, folder: &Path) -> Result<(), Failure> {
        self.count(folder).and_then(|()| System.create_folder(folder))
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<Mtime, Failure> {
        self.count(path).inspect_err(|_| drop(System.write(path, &bytes[..bytes.len() / 2])))?;
        System.write(path, bytes)
    }
    fn copy(&self, from: &Path, digest: Digest, to: &Path) -> Result<Mtime, Failure> {
        self.count(to).inspect_err(|_| drop(System.write(to, b"")))?;
        System.copy(from, digest, to)
    }
    fn link(&self, file: &Path, name: &Path) -> Result<(), Failure> {
        if self.without_links {
            return Err(Failure::new("link", file, io::ErrorKind::Unsupported.into()));
        }
        self.count(file).and_then(|()| System.link(file, name))
    }
    fn rename(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        self.count(to).and_then(|()| System.rename(from, to))
    }
    fn exchange(&self, left: &Path, right: &Path) -> Result<(), Failure> {
        if self.without_exchange {
            return Err(Failure::new("exchange", left, io::ErrorKind::Unsupported.into()));
        }
        self.count(left).and_then(|()| System.exchange(left, right))
    }
    fn remove_file(&self, file: &Path) -> Result<(), Failure> {
        self.count(file).and_then(|()| System.remove_file(file))
    }
    fn remove_folder(&self, folder: &Path) -> Result<(), Failure> {
        self.count(folder).and_then(|()| System.remove_folder(folder))
    }
    fn copy_permissions(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        self.count(to).and_then(|()| System.copy_permissions(from, to))
    }
    fn sync(&self, folder: &Path) -> Result<(), Failure> {
        self.count(folder)
    }
    fn lock(&self, file: &Path, patience: Patience) -> Result<Option<fs::File>, Failure> {
        self.count(file).and_then(|()| System.lock(file, patience))
    }
    fn is_mount(&self, _: &Path) -> bool {
        self.is_mount
    }
}
