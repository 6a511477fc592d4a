//! The writer of the soak: random edits of a project, and what each must make of the preview.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::piece::{Piece, STABLE};
use crate::corpus::random::Random;
use crate::corpus::{sections, tags};
use crate::failure::Failure;
use crate::http::Answer;

/// Apart from the sequences that the corpus is drawn from.
const EDITS: u64 = 3;

const FOOTER: &str = "templates/partials/footer.html";
const DATA: &str = "content/_data/soak.yaml";
const CONFIG: &str = "nutgraf.yaml";

pub struct Writer {
    root: PathBuf,
    pieces: Vec<Piece>,
    /// How many there are to be, give or take a few.
    usual: usize,
    next_index: u64,
    title: String,
    /// The kinds of edits to draw from.
    kinds: Vec<&'static Kind>,
}

pub struct Edit {
    pub kind: &'static str,
    pub expectations: Vec<Expectation>,
}

/// What the preview must come to answer at an address.
pub enum Expectation {
    Shows(String, String),
    Lacks(String, String),
    Gone(String),
}

/// Its name, how often out of a hundred times it happens, and how.
type Kind = (&'static str, u64, fn(&mut Writer, &mut Random, u64) -> io::Result<Vec<Expectation>>);

const KINDS: &[Kind] = &[
    ("text", 36, Writer::edit_text),
    ("title", 10, Writer::edit_title),
    ("tags", 10, Writer::edit_tags),
    ("fact", 8, Writer::edit_fact),
    ("new", 12, Writer::add_or_delete),
    ("renamed", 8, Writer::rename),
    ("template", 5, Writer::edit_template),
    ("data", 5, Writer::edit_data),
    ("setting", 4, Writer::edit_setting),
    ("comment", 2, Writer::edit_comment),
];

impl Writer {
    /// Takes over a generated project: its lists become long enough to hold everything, and its footer shows data. `only`
    /// names the one kind of edits to make.
    pub fn settle(root: &Path, count: u64, only: Option<&str>) -> Result<Self, Failure> {
        let kinds: Vec<_> = KINDS.iter().filter(|(name, ..)| only.is_none_or(|only| only == *name)).collect();
        if kinds.is_empty() {
            let known = KINDS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
            return Err(Failure::Usage(format!("`--only` takes one of: {known}")));
        }
        let count = count.max(2 * STABLE as u64);
        let pieces: Vec<Piece> = (0..count).map(Piece::new).collect();
        let writer = Self { root: root.to_owned(), usual: pieces.len(), pieces, next_index: count, title: "Soak".into(), kinds };
        writer.write_all().map_err(|error| Failure::at("prepare", root, error))?;
        Ok(writer)
    }

    fn write_all(&self) -> io::Result<()> {
        for piece in &self.pieces {
            fs::write(self.root.join(piece.path()), piece.text())?;
        }
        fs::create_dir_all(self.root.join("templates/partials"))?;
        fs::create_dir_all(self.root.join("content/_data"))?;
        fs::write(self.root.join(DATA), "note: none\n")?;
        fs::write(self.root.join(FOOTER), footer(0))?;
        fs::write(self.root.join(CONFIG), self.config(0))
    }

    /// The edit of this number: the same one whenever the soak is run.
    pub fn edit(&mut self, number: u64) -> Result<Edit, Failure> {
        let random = &mut Random::new(EDITS, number);
        let mut ticket = random.below(self.kinds.iter().map(|(_, weight, _)| weight).sum());
        let is_drawn = |(_, weight, _): &&&Kind| {
            let is_drawn = ticket < *weight;
            ticket = ticket.saturating_sub(*weight);
            is_drawn
        };
        let (kind, _, edit) = self.kinds.iter().find(is_drawn).unwrap_or(&self.kinds[0]);
        let expectations = edit(self, random, number).map_err(|error| Failure::at("edit", &self.root, error))?;
        Ok(Edit { kind, expectations })
    }

    fn edit_text(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        let at = self.any(random);
        self.pieces[at].last = format!("The last word is edit {number}.");
        self.save(at, random)?;
        Ok(vec![Expectation::Shows(self.pieces[at].address(), self.pieces[at].last.clone())])
    }

    fn edit_title(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        let at = self.any(random);
        let title = format!("A headline by edit {number}");
        self.pieces[at].title.clone_from(&title);
        self.save(at, random)?;
        let piece = &self.pieces[at];
        Ok(vec![Expectation::Shows(piece.address(), title.clone()), Expectation::Shows(list(&piece.section), title)])
    }

    fn edit_tags(&mut self, random: &mut Random, _: u64) -> io::Result<Vec<Expectation>> {
        let at = self.any(random);
        let before = self.pieces[at].tags[0];
        let mut after = random.pick(tags());
        if after == before {
            after = if before == tags()[0] { tags()[1] } else { tags()[0] };
        }
        self.pieces[at].tags = vec![after];
        self.save(at, random)?;
        let link = link(&self.pieces[at]);
        Ok(vec![Expectation::Shows(format!("/tags/{after}/"), link.clone()), Expectation::Lacks(format!("/tags/{before}/"), link)])
    }

    fn edit_fact(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        let at = self.any(random);
        self.pieces[at].fact = format!("fact of edit {number}");
        self.save(at, random)?;
        Ok(vec![Expectation::Shows(self.pieces[at].address(), self.pieces[at].fact.clone())])
    }

    fn add_or_delete(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        if self.pieces.len() > self.usual || (self.pieces.len() + 5 > self.usual && random.below(2) == 0) {
            return self.delete(random);
        }
        let piece = Piece { last: format!("Added by edit {number}."), ..Piece::new(self.next_index) };
        self.next_index += 1;
        self.pieces.push(piece.clone());
        self.save(self.pieces.len() - 1, random)?;
        let listed = Expectation::Shows(list(&piece.section), link(&piece));
        Ok(vec![Expectation::Shows(piece.address(), piece.last), listed])
    }

    fn delete(&mut self, random: &mut Random) -> io::Result<Vec<Expectation>> {
        let piece = self.pieces.swap_remove(self.movable(random));
        fs::remove_file(self.root.join(piece.path()))?;
        Ok(vec![Expectation::Gone(piece.address()), Expectation::Lacks(list(&piece.section), link(&piece))])
    }

    fn rename(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        let at = self.movable(random);
        let before = self.pieces[at].clone();
        let piece = &mut self.pieces[at];
        piece.name = format!("renamed-by-edit-{number}");
        piece.section = random.pick(sections()).to_owned();
        fs::rename(self.root.join(before.path()), self.root.join(piece.path()))?;
        let shown = Expectation::Shows(piece.address(), piece.last.clone());
        Ok(vec![shown, Expectation::Gone(before.address()), Expectation::Shows(list(&piece.section), link(piece))])
    }

    fn edit_template(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        save(&self.root.join(FOOTER), &footer(number), random)?;
        Ok(vec![Expectation::Shows(self.pieces[self.any(random)].address(), format!("Footer of edit {number}."))])
    }

    fn edit_data(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        save(&self.root.join(DATA), &format!("note: data of edit {number}\n"), random)?;
        Ok(vec![Expectation::Shows(self.pieces[self.any(random)].address(), format!("data of edit {number}."))])
    }

    fn edit_setting(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        self.title = format!("Soak at edit {number}");
        save(&self.root.join(CONFIG), &self.config(number), random)?;
        let address = self.pieces[self.any(random)].address();
        Ok(vec![Expectation::Shows("/".into(), self.title.clone()), Expectation::Shows(address, self.title.clone())])
    }

    /// Changes nothing that anyone can see.
    fn edit_comment(&mut self, random: &mut Random, number: u64) -> io::Result<Vec<Expectation>> {
        save(&self.root.join(CONFIG), &self.config(number), random)?;
        Ok(vec![Expectation::Shows("/".into(), self.title.clone())])
    }

    fn config(&self, number: u64) -> String {
        format!("# Edit {number}\ntitle: {}\nbase_url: https://soak.example/\npaginate: 5000\n", self.title)
    }

    fn any(&self, random: &mut Random) -> usize {
        random.below(self.pieces.len() as u64) as usize
    }

    /// One that others do not link to.
    fn movable(&self, random: &mut Random) -> usize {
        let movable = self.pieces.len() - STABLE;
        STABLE + random.below(movable as u64) as usize
    }

    fn save(&self, at: usize, random: &mut Random) -> io::Result<()> {
        let piece = &self.pieces[at];
        save(&self.root.join(piece.path()), &piece.text(), random)
    }
}

/// As one editor or another saves: in place, in two pieces, as a new file, or beside it and then in its place.
fn save(file: &Path, text: &str, random: &mut Random) -> io::Result<()> {
    match random.below(4) {
        0 => fs::write(file, text),
        1 => {
            // No character of the texts cut in two matters: the halves meet again in the file.
            let (first, second) = text.as_bytes().split_at(text.len() / 2);
            let mut opened = File::create(file)?;
            opened.write_all(first)?;
            opened.write_all(second)
        }
        2 => {
            if file.exists() {
                fs::remove_file(file)?;
            }
            fs::write(file, text)
        }
        _ => {
            let beside = file.with_extension("tmp~");
            fs::write(&beside, text)?;
            fs::rename(beside, file)
        }
    }
}

fn footer(number: u64) -> String {
    format!("{{%- set soak = data(name=\"soak\") %}}\n<footer>Footer of edit {number}. Note: {{{{ soak.note }}}}.</footer>\n")
}

fn list(section: &str) -> String {
    format!("/{section}/")
}

fn link(piece: &Piece) -> String {
    format!("href=\"{}\"", piece.address())
}

impl Expectation {
    pub fn address(&self) -> &str {
        match self {
            Self::Shows(address, _) | Self::Lacks(address, _) | Self::Gone(address) => address,
        }
    }

    pub fn is_met(&self, answer: &Answer) -> bool {
        match self {
            Self::Shows(_, text) => answer.shows(text),
            // A list without entries is no page any more.
            Self::Lacks(_, text) => matches!(answer.status, 200 | 404) && !answer.body.contains(text),
            Self::Gone(_) => answer.status == 404,
        }
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Shows(address, text) => write!(out, "{address} does not show `{text}`"),
            Self::Lacks(address, text) => write!(out, "{address} still holds `{text}`"),
            Self::Gone(address) => write!(out, "{address} is still there"),
        }
    }
}
