//! One file understood: front matter with positions, Markdown as HTML, key facts and quantities, sources.
//!
//! [`read`] turns the text of one file into a [`Briefing`]: its [`Head`], which other pages may read, and its body, which
//! only its own page and full-text feeds need. Nothing here knows another file, the clock or the site's address.

pub(crate) mod faults;
pub mod front_matter;
pub mod head;
pub mod key_facts;
pub mod markdown;
pub mod places;
pub mod quantity;
mod reader;
pub mod snapshot;
pub mod source_words;
pub mod sources;
pub mod terms;
pub mod waivers;

pub use head::{Correction, Head, Picture, Role, SortBy};
pub use key_facts::KeyFact;
pub use markdown::Fragment;
pub use places::Places;
pub use reader::{Read, read};
pub use snapshot::{Lines, Snapshot};
pub use source_words::{Kind, Standing, Tier, UrlStatus};
pub use sources::{Recall, Source};
pub use waivers::Waiver;

/// A content file, understood.
#[derive(Debug, Clone)]
pub struct Briefing {
    /// Everything but the text.
    pub head: Head,
    /// The text as HTML, with holes where addresses go.
    pub body: Fragment,
}
