//! The fonts of the layers become what sets type on pictures: which letters there are, how wide they are, and the database
//! that the drawing program looks them up in.
//!
//! Fonts lie in the folder `fonts` of the project and of themes, as TrueType or OpenType. They are read once per build and
//! shared. No font of the machine is ever used, so that a picture is the same everywhere. Nearer layers come first; the
//! embedded theme's font is always there, the last.
//!
//! A text can be set if every letter and digit of it is in some font. Other characters that no font has, such as emoji, are
//! left out.

use std::fmt;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Family, ID, Query, Source, Weight};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use super::faults;
use super::layers::Theme;
use crate::base::{Diagnostics, Digest, SourcePath};
use crate::input::Files;
use crate::input::faults::changed_meanwhile;

/// The family of the embedded theme, used where a template names none or one that is not there.
pub const USUAL_FAMILY: &str = "Nutgraf Serif";

/// The fonts of a project.
pub struct Fonts {
    database: Arc<Database>,
    faces: Vec<Face>,
    version: Digest,
}

/// One face of one font.
struct Face {
    id: ID,
    bytes: Arc<[u8]>,
    index: u32,
    weight: u16,
    letters: Letters,
}

/// The characters that a face has, a bit for each.
struct Letters(Vec<u64>);

/// How a text is to be set.
#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    /// The family; the usual one if there is none of this name.
    pub family: String,
    /// From 100 to 900; 400 is regular, 700 bold.
    pub weight: u16,
    /// In units of the picture.
    pub size: f32,
}

impl Fonts {
    /// Reads the fonts of all layers, unless they are those of before. A file that is no font is reported.
    #[must_use]
    pub fn read(files: &Files, theme: &Theme, before: Option<&Arc<Self>>) -> (Arc<Self>, Diagnostics) {
        let folders: Vec<String> = theme.layers.iter().map(|layer| format!("{layer}fonts")).collect();
        let below = folders.iter().flat_map(|folder| files.below(folder)).filter(|(_, path, _)| is_font(path));
        let found: Vec<(&SourcePath, Digest)> = below.map(|(_, path, file)| (path, file.digest)).collect();
        let version = Digest::of_value(&found);
        if let Some(before) = before.filter(|before| before.version == version) {
            return (Arc::clone(before), Diagnostics::new());
        }
        let (mut database, mut faces, mut faults) = (Database::new(), Vec::new(), Diagnostics::new());
        for (path, _) in found {
            let read = files.bytes(path).map(|bytes| faces_of(&mut database, &bytes.into()));
            match read {
                Some(read) if !read.is_empty() => faces.extend(read),
                Some(_) => faults.push(faults::no_font(path)),
                None => faults.push(changed_meanwhile(path)),
            }
        }
        name_usual_family(&mut database);
        // What was wrong is told again the next time.
        let version = if faults.has_errors() { Digest::of(b"") } else { version };
        (Arc::new(Self { database: Arc::new(database), faces, version }), faults)
    }

    /// What the drawing program looks fonts up in.
    #[must_use]
    pub fn database(&self) -> Arc<Database> {
        Arc::clone(&self.database)
    }

    /// The version of all of them.
    #[must_use]
    pub fn version(&self) -> Digest {
        self.version
    }

    /// Whether there is anything to set in a text, and a glyph for every letter and digit of it.
    #[must_use]
    pub fn can_set(&self, text: &str) -> bool {
        let mut letters = text.chars().filter(|character| character.is_alphanumeric()).peekable();
        letters.peek().is_some() && letters.all(|letter| self.has(letter))
    }

    /// The text without what no font has, on one line.
    #[must_use]
    pub fn settable(&self, text: &str) -> String {
        let plain = |character: char| if character.is_whitespace() && !is_fixed_space(character) { ' ' } else { character };
        let known: String = text.chars().map(plain).filter(|character| self.has(*character)).collect();
        known.split(' ').filter(|word| !word.chars().all(is_joiner)).collect::<Vec<_>>().join(" ")
    }

    fn has(&self, character: char) -> bool {
        !is_invisible(character) && self.faces.iter().any(|face| face.letters.has(character))
    }

    /// Measures texts that are set in a type.
    #[must_use]
    pub fn measure<'a>(&'a self, set_in: &Type) -> Measure<'a> {
        let families = [Family::Name(&set_in.family), Family::Serif];
        let wanted = self.database.query(&Query { families: &families, weight: Weight(set_in.weight), ..Query::default() });
        let mut faces: Vec<&Face> = self.faces.iter().collect();
        faces.sort_by_key(|face| (Some(face.id) != wanted, face.weight.abs_diff(set_in.weight)));
        let font = |face: &'a Face| Some((face, FontRef::from_index(&face.bytes, face.index).ok()?));
        Measure { fonts: faces.into_iter().filter_map(font).collect(), size: Size::new(set_in.size) }
    }

    /// The font that helps out with a character where those tried lack it: of those that have it the one nearest in weight
    /// to the first tried, and of several the one of the nearest layer.
    #[must_use]
    pub fn helping_out(&self, character: char, tried: &[ID]) -> Option<ID> {
        let weight = self.faces.iter().find(|face| tried.first() == Some(&face.id)).map_or(400, |face| face.weight);
        let others = self.faces.iter().filter(|face| !tried.contains(&face.id) && face.letters.has(character));
        others.min_by_key(|face| face.weight.abs_diff(weight)).map(|face| face.id)
    }
}

/// The widths of texts in one type.
pub struct Measure<'a> {
    /// The font of the type, and those that help out where it lacks a letter.
    fonts: Vec<(&'a Face, FontRef<'a>)>,
    size: Size,
}

impl Measure<'_> {
    /// How wide a text is. Pairs that the font sets closer together are not counted as such, so that a text is rather a
    /// little less wide.
    #[must_use]
    pub fn width(&self, text: &str) -> f32 {
        text.chars().map(|character| self.advance(character)).sum()
    }

    fn advance(&self, character: char) -> f32 {
        let Some((_, font)) = self.fonts.iter().find(|(face, _)| face.letters.has(character)) else { return 0.0 };
        let glyph = font.charmap().map(character);
        glyph.and_then(|glyph| font.glyph_metrics(self.size, LocationRef::default()).advance_width(glyph)).unwrap_or_default()
    }
}

/// Whether a file is named as a font is.
fn is_font(path: &SourcePath) -> bool {
    matches!(path.extension().to_ascii_lowercase().as_str(), "ttf" | "otf" | "ttc" | "otc")
}

/// Every generic family is the usual one.
fn name_usual_family(database: &mut Database) {
    database.set_serif_family(USUAL_FAMILY);
    database.set_sans_serif_family(USUAL_FAMILY);
    database.set_cursive_family(USUAL_FAMILY);
    database.set_fantasy_family(USUAL_FAMILY);
    database.set_monospace_family(USUAL_FAMILY);
}

/// Adds a font to the database; its faces, none if it is no font.
fn faces_of(database: &mut Database, bytes: &Arc<[u8]>) -> Vec<Face> {
    let ids = database.load_font_source(Source::Binary(Arc::new(Arc::clone(bytes))));
    let face = |id: &ID| {
        let (index, weight) = database.face(*id).map(|face| (face.index, face.weight.0))?;
        let letters = Letters::of(&FontRef::from_index(bytes, index).ok()?);
        Some(Face { id: *id, bytes: Arc::clone(bytes), index, weight, letters })
    };
    ids.iter().filter_map(face).collect()
}

impl Letters {
    fn of(font: &FontRef<'_>) -> Self {
        let mut bits: Vec<u64> = Vec::new();
        for (code, glyph) in font.charmap().mappings() {
            let at = code as usize / 64;
            if glyph.to_u32() > 0 && code <= u32::from(char::MAX) {
                bits.resize(bits.len().max(at + 1), 0);
                bits[at] |= 1 << (code % 64);
            }
        }
        Self(bits)
    }

    fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        self.0.get(code as usize / 64).is_some_and(|bits| bits >> (code % 64) & 1 == 1)
    }
}

/// A space at which no line may end.
pub(super) fn is_fixed_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{202f}' | '\u{2060}')
}

/// What joins letters or keeps them apart, and is nothing by itself; it is left of an emoji that no font has.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// Characters that only say how their neighbours are to be shown.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

impl fmt::Debug for Fonts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Fonts({} faces)", self.faces.len())
    }
}
