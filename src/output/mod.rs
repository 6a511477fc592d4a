//! One job in, bytes out: pure printers of pages, feeds, sitemaps, redirects and data twins.
//!
//! [`Press::print`] is the only way in. It reads the view, the templates and the texts, and changes nothing, so that jobs
//! can be printed in any order and by any number of threads.

pub mod bibtex;
mod calls;
pub mod card;
pub mod claims;
pub mod csl;
pub mod evidence;
mod facts;
pub mod facts_data;
pub mod feed;
pub mod llms;
pub mod machine;
pub mod news;
pub mod page;
pub mod picture;
pub mod rests;
pub mod search;
pub mod text;
mod texts;
pub mod twin;
pub mod works;

use std::collections::BTreeMap;

use crate::base::{Diagnostics, Digest, OutputPath};
use crate::briefing::Places;
use crate::input::{Contents, File, Files};
use crate::site::plan::SourcesFormat;
use crate::site::{Job, Task};
use crate::theme::set::Failure;
use crate::theme::{TemplateSet, Versions, View};

pub use search::Lexicon;
pub use texts::Texts;

/// One file of the finished site.
#[derive(Debug, Clone)]
pub struct OutputFile {
    /// Its bytes.
    pub contents: Contents,
    /// Their digest.
    pub digest: Digest,
}

/// The finished site, by path below the output folder.
pub type Output = BTreeMap<OutputPath, OutputFile>;

impl From<File> for OutputFile {
    fn from(file: File) -> Self {
        Self { contents: file.contents, digest: file.digest }
    }
}

impl OutputFile {
    /// A file that stands in the output folder with this digest and length.
    #[must_use]
    pub fn standing(digest: Digest, len: u64) -> Self {
        Self { contents: Contents::Standing { len }, digest }
    }

    /// Whether it stands there already.
    #[must_use]
    pub fn is_standing(&self) -> bool {
        matches!(self.contents, Contents::Standing { .. })
    }
}

/// What was printed.
#[derive(Debug)]
pub struct Print {
    /// The file.
    pub file: OutputFile,
    /// The version of everything that it was drawn from, if it is a picture that was drawn.
    pub drawn: Option<Digest>,
}

impl From<OutputFile> for Print {
    fn from(file: OutputFile) -> Self {
        Self { file, drawn: None }
    }
}

/// Why a job could not be printed.
#[derive(Debug)]
pub enum Unprinted {
    /// For reasons of its own.
    Told(Diagnostics),
    /// Its template failed, as it may have on other pages.
    Failed(Failure),
}

/// Everything that printing needs.
#[derive(Clone, Copy)]
pub struct Press<'a> {
    /// What templates may see.
    pub view: &'a View,
    /// The templates.
    pub templates: &'a TemplateSet,
    /// The texts.
    pub texts: &'a Texts,
    /// The words that readers search for.
    pub lexicon: &'a Lexicon,
    /// The versions of what templates see.
    pub versions: &'a Versions,
    /// The files, for what is copied and for places in messages.
    pub files: &'a Files,
    /// Keeps printed bytes: in memory, or wherever the shell likes. `None` if nobody wants them: what is printed then is
    /// printed for the mistakes that printing finds, and what finds none is left out.
    pub keep: Option<&'a Keep<'a>>,
    /// Knows pictures that need not be drawn again.
    pub drawn: &'a Drawn<'a>,
}

/// Takes the bytes printed for a path, and gives back a file that has them or knows where they are.
pub type Keep<'a> = dyn Fn(&OutputPath, &[u8]) -> File + Sync + 'a;

/// Finds the picture that stands at a path, if it was drawn from this.
pub type Drawn<'a> = dyn Fn(&OutputPath, Digest) -> Option<OutputFile> + Sync + 'a;

impl Press<'_> {
    /// Prints one job; `number` is its position in the plan, under which its reads are recorded. What is in `scratch` does
    /// not matter: it saves a page from growing a buffer of its own.
    ///
    /// # Errors
    /// The template failed or is missing.
    pub fn print(&self, number: usize, job: &Job, scratch: &mut Vec<u8>) -> Result<Print, Unprinted> {
        let (view, path) = (self.view, job.output_path());
        let text = match &job.task {
            Task::Feed(scope, format) => feed::print(self, number, *scope, *format)?,
            Task::Sitemap { part, parts } => machine::sitemap(view, *part, *parts),
            Task::NewsSitemap => news::sitemap(view),
            Task::Llms => llms::print(view),
            Task::Robots => machine::robots(view),
            Task::Redirect(to) => machine::redirect(view, *to),
            Task::MarkdownTwin(id) => twin::markdown(self, *id),
            Task::JsonTwin(id) => twin::json(view, *id),
            Task::FactsData(file) => facts_data::print(view, *file),
            Task::SourcesData(SourcesFormat::Bibtex) => bibtex::print(view),
            Task::SourcesData(SourcesFormat::Csl) => csl::print(view),
            Task::Search(file) => self.lexicon.search().print(view, self.versions, *file),
            Task::NoJekyll => String::new(),
            Task::Cname => format!("{}\n", view.config.domain.as_deref().unwrap_or_default()),
            Task::Copy(from) => {
                let file: OutputFile = self.files.get(from).cloned().unwrap_or_else(|| File::new(Vec::new())).into();
                return Ok(file.into());
            }
            Task::Card(id) => return card::print(self, number, (*id, &path), scratch),
            _ => {
                scratch.clear();
                page::print(self, number, job, scratch)?;
                return Ok(self.kept(&path, scratch));
            }
        };
        Ok(self.kept(&path, text.as_bytes()))
    }

    fn kept(&self, path: &OutputPath, bytes: &[u8]) -> Print {
        let file = self.keep.map_or_else(|| File::elsewhere(bytes), |keep| keep(path, bytes));
        OutputFile::from(file).into()
    }

    fn places(&self) -> Places<'_> {
        Places::new(self.files)
    }
}
