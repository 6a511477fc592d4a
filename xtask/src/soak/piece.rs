//! One briefing of the soak: what the writer knows of it, and the file it makes.
//!
//! A file never grows: an edit takes the place of the one before, or the corpus itself would be what grows.

use std::path::PathBuf;

use crate::corpus;

/// So many of the first briefings stay where they are, for all others to link to.
pub const STABLE: usize = 10;

#[derive(Clone)]
pub struct Piece {
    /// Which generated briefing its text is.
    pub index: u64,
    pub section: String,
    /// The file name without its extension.
    pub name: String,
    pub title: String,
    pub tags: Vec<&'static str>,
    /// The value of its first key fact.
    pub fact: String,
    /// Its last paragraph.
    pub last: String,
}

impl Piece {
    pub fn new(index: u64) -> Self {
        let path = corpus::source_path(index);
        let part = |part: Option<&std::ffi::OsStr>| part.map_or_else(String::new, |part| part.to_string_lossy().into_owned());
        Self {
            index,
            section: part(path.iter().next()),
            name: part(path.file_stem()),
            title: format!("Briefing number {index}"),
            tags: vec![corpus::tags()[0]],
            fact: "none yet".into(),
            last: "Not edited yet.".into(),
        }
    }

    /// Below the project's folder.
    pub fn path(&self) -> PathBuf {
        ["content", &self.section, &format!("{}.md", self.name)].iter().collect()
    }

    pub fn address(&self) -> String {
        format!("/{}/{}/", self.section, self.name)
    }

    /// The generated text with what the writer has made of it, and with its link, to one that may go, replaced.
    pub fn text(&self) -> String {
        let generated = corpus::text(self.index, self.index + 2);
        let mut text = String::with_capacity(generated.len());
        let mut has_fact = false;
        for line in generated.lines() {
            if line.starts_with("title: ") {
                text += &format!("title: \"{}\"", self.title);
            } else if line.starts_with("tags: ") {
                text += &format!("tags: [{}]", self.tags.join(", "));
            } else if line.starts_with("  - {label: ") && !has_fact {
                text += &format!("  - {{label: Latest, value: \"{}\"}}", self.fact);
                has_fact = true;
            } else if !line.contains(".md)") {
                text += line;
            }
            text.push('\n');
        }
        let other = Self::new(self.index % STABLE as u64);
        text + &format!("\nThe background is [elsewhere]({}).\n\n{}\n", other.address(), self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_holds_what_was_edited_and_links_to_what_stays() {
        let piece = Piece { title: "Another title".into(), last: "The last word.".into(), ..Piece::new(42) };
        let text = piece.text();
        assert!(text.contains("\ntitle: \"Another title\"\n") || text.contains("title: \"Another title\"\n"));
        assert!(text.contains("value: \"none yet\"") && text.ends_with("The last word.\n"));
        assert!(!text.contains(".md)") && text.contains(&Piece::new(2).address()));
    }
}
