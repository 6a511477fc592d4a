//! The theme's templates, checked and ready: all or nothing.
//!
//! Templates are known by layer (`project/base.html`, `theme/wire/base.html`); a plain name means the nearest layer that
//! has it. Every file that cannot be parsed is reported, not only the first; then names that nothing defines.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use tera::{Context, ErrorKind, Tera};

use super::closure::{self, Mentions};
use super::components::{self, Component, Shown};
use super::faults;
use super::filters;
use super::fonts::Fonts;
use super::functions;
use super::layers::{self, Theme};
use super::questions::Answers;
use super::reads::Recorder;
use crate::base::escape::write_escaped;
use crate::base::{Diagnostic, Diagnostics, Digest, Place, SourceText};
use crate::briefing::quantity::Tongue;
use crate::input::{Config, Files};

/// The most HTML that one page may have, in bytes.
const OUTPUT_MAX: usize = 32 * 1024 * 1024;

/// Checked templates with everything they may ask.
#[derive(Debug)]
pub struct TemplateSet {
    tera: Tera,
    recorder: Arc<Recorder>,
    sources: BTreeMap<String, SourceText>,
    prefixes: Vec<String>,
    /// The plain name of each template that Tera knows by that.
    plain: BTreeMap<String, String>,
    versions: BTreeMap<String, Digest>,
    /// The components that texts may call.
    components: BTreeMap<String, Component>,
}

/// The endings of templates in which `{{ }}` escapes.
const ESCAPED: [&str; 4] = [".html", ".htm", ".xml", ".svg"];

/// What the functions of the set answer from.
#[derive(Debug, Clone)]
pub struct Behind {
    /// The settings, for filters.
    pub config: Config,
    /// Answers to the questions of templates.
    pub answers: Arc<Answers>,
    /// Where their questions are noted.
    pub recorder: Arc<Recorder>,
    /// What measures texts.
    pub fonts: Arc<Fonts>,
}

impl TemplateSet {
    /// Loads and checks the templates of all layers.
    ///
    /// # Errors
    /// Every template that cannot be parsed; if all can, the names that nothing defines.
    pub fn load(files: &Files, theme: &Theme, behind: &Behind) -> Result<Self, Diagnostics> {
        let mut faults = Diagnostics::new();
        let sources: BTreeMap<String, SourceText> = layers::templates(files, theme, &mut faults).into_iter().collect();
        if faults.has_errors() {
            return Err(faults);
        }
        let prefixes = theme.prefixes();
        let mut tera = empty(behind, &prefixes);
        let mentions: BTreeMap<String, Mentions> =
            sources.iter().map(|(name, source)| (name.clone(), closure::mentions(&source.text))).collect();
        let plain = plain_names(&sources, &prefixes, &mentions);
        let loaded = |name: &'_ String| plain.get(name).unwrap_or(name).clone();
        if let Err(error) = tera.add_raw_templates(sources.iter().map(|(name, source)| (loaded(name), &*source.text))) {
            // Once more under their full names, which tell the files.
            let texts = sources.iter().map(|(name, source)| (name, &*source.text));
            let error = empty(behind, &prefixes).add_raw_templates(texts).err().unwrap_or(error);
            return Err(load_faults(&error, &sources, behind));
        }
        let closures = closure::closures(&mentions, |written| resolve(written, &prefixes, |name| sources.contains_key(name)));
        let versions = versions(&closures, &sources);
        let reached = |owners: &[&String]| Digest::of_value(&owners.iter().map(|name| versions.get(*name)).collect::<Vec<_>>());
        let nearest = |file: &str| resolve(file, &prefixes, |name| sources.contains_key(name));
        let components = components::callable(&tera, &mentions, nearest, reached);
        Ok(Self { tera, recorder: Arc::clone(&behind.recorder), sources, prefixes, plain, versions, components })
    }

    /// The component of this name, if texts may call it.
    #[must_use]
    pub fn component(&self, name: &str) -> Option<&Component> {
        self.components.get(name)
    }

    /// The names of the components that texts may call, in their order.
    pub fn component_names(&self) -> impl Iterator<Item = &str> {
        self.components.keys().map(String::as_str)
    }

    /// Renders a component for the page of a job.
    ///
    /// # Errors
    /// The component failed, in its template or because of what it was given.
    pub fn render_component(&self, shown: &Shown<'_>, job: usize) -> Result<String, Failure> {
        let mut out = Vec::new();
        let Shown { name, arguments, around, body } = shown;
        let write = Limited { bytes: &mut out };
        let print = || self.tera.render_component_with_implicits_to(name, arguments, around, *body, true, write);
        match self.recorder.printing(job, print) {
            Ok(()) => Ok(String::from_utf8(out).unwrap_or_default()),
            Err(error) => Err(self.failure(&error)),
        }
    }

    /// Whether there is a template of this plain name in any layer.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.tera.contains_template(self.loaded(name))
    }

    /// The name by which Tera knows a template.
    fn loaded<'a>(&'a self, name: &'a str) -> &'a str {
        self.plain.get(name).map_or(name, String::as_str)
    }

    /// The report that a template is missing.
    #[must_use]
    pub fn missing(&self, name: &str, place: Option<Place>) -> Diagnostic {
        let known: BTreeSet<&str> =
            self.sources.keys().filter_map(|full| self.prefixes.iter().find_map(|prefix| full.strip_prefix(prefix.as_str()))).collect();
        faults::missing_template(name, &known.into_iter().collect::<Vec<_>>(), place)
    }

    /// The digest of a template and of all that it reaches.
    #[must_use]
    pub fn digest(&self, name: &str) -> Digest {
        let full = resolve(name, &self.prefixes, |name| self.sources.contains_key(name));
        full.and_then(|full| self.versions.get(&full)).copied().unwrap_or_else(|| Digest::of(b""))
    }

    /// The digest of all templates.
    #[must_use]
    pub fn version(&self) -> Digest {
        Digest::of_value(&(&self.prefixes, &self.versions))
    }

    /// Renders the page of a job to the end of `out`.
    ///
    /// # Errors
    /// The template failed, at its place.
    pub fn render(&self, name: &str, job: usize, context: &Context, out: &mut Vec<u8>) -> Result<(), Failure> {
        let print = || self.tera.render_to(self.loaded(name), context, &mut Limited { bytes: out });
        self.recorder.printing(job, print).map_err(|error| self.failure(&error))
    }

    /// The file of a template.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<Place> {
        let full = resolve(name, &self.prefixes, |name| self.sources.contains_key(name))?;
        self.sources.get(&full).map(|source| Place::file(&source.path))
    }

    fn failure(&self, error: &tera::Error) -> Failure {
        match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                let name = resolve(report.filename(), &self.prefixes, |name| self.sources.contains_key(name));
                Failure::of_template(report.message(), place(&self.sources, &name.unwrap_or_default(), report.span()))
            }
            ErrorKind::Io(_) => Failure::of_template(&format!("it writes more than {} MB", OUTPUT_MAX / 1024 / 1024), None),
            other => Failure::of_template(&other.to_string(), None),
        }
    }
}

/// Why a template failed, and where. The same failure on many pages is told once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    /// In the template.
    pub place: Option<Place>,
    /// What failed.
    pub trouble: Trouble,
    /// What is wrong.
    pub words: String,
}

/// What failed of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// The template itself.
    Template,
    /// What it gives, which is to be a picture.
    Drawing,
}

impl Failure {
    fn of_template(words: &str, place: Option<Place>) -> Self {
        Self { place, trouble: Trouble::Template, words: words.to_owned() }
    }

    /// What is wrong, to stand within a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        faults::sentence(&self.words)
    }

    /// The finding, for the first page it was met on and so many others.
    #[must_use]
    pub fn told(&self, page: &str, others: usize) -> Diagnostic {
        let told = match self.trouble {
            Trouble::Template => faults::template_failed,
            Trouble::Drawing => faults::not_drawn,
        };
        told(&self.words, page, others, self.place.clone())
    }
}

fn empty(behind: &Behind, prefixes: &[String]) -> Tera {
    let mut tera = Tera::new();
    // The one escaping writer: Tera's own lets control characters through.
    tera.set_escape_fn(|text, out| write_escaped(out, text));
    tera.autoescape_on(ESCAPED.to_vec());
    filters::register(&mut tera, &behind.config);
    functions::register(&mut tera, &behind.answers, &behind.recorder, Tongue::of(&behind.config.language));
    functions::register_lines(&mut tera, &behind.fonts);
    tera.set_fallback_prefixes(prefixes.to_vec()).expect("no template has been added yet");
    tera
}

/// The plain name of the nearest template of each name, by its full one. Tera tries a plain name first; if it had only the
/// full ones, it would go through the layers at each `include` of each page, which is six hundredths of all rendering.
///
/// Some keep their full names: those with components, whose layers tell Tera which of two counts, and those that another
/// template calls by it.
fn plain_names(
    sources: &BTreeMap<String, SourceText>,
    prefixes: &[String],
    mentions: &BTreeMap<String, Mentions>,
) -> BTreeMap<String, String> {
    let plain_of = |name: &String| prefixes.iter().find_map(|prefix| name.strip_prefix(prefix.as_str()).map(str::to_owned));
    let nearest = |name: &String, plain: &str| resolve(plain, prefixes, |full| sources.contains_key(full)).as_ref() == Some(name);
    let called: BTreeSet<&String> = mentions.values().flat_map(|mentions| &mentions.templates).collect();
    let named = sources.iter().filter(|(name, source)| !source.text.contains("component") && !called.contains(name));
    let plain = named.filter_map(|(name, _)| Some((name.clone(), plain_of(name)?)));
    plain.filter(|(name, plain)| nearest(name, plain)).collect()
}

/// The digest of each template with all that it reaches.
fn versions(closures: &BTreeMap<String, BTreeSet<String>>, sources: &BTreeMap<String, SourceText>) -> BTreeMap<String, Digest> {
    let own: BTreeMap<&String, Digest> = sources.iter().map(|(name, source)| (name, Digest::of(source.text.as_bytes()))).collect();
    let whole = |reached: &BTreeSet<String>| Digest::of_value(&reached.iter().map(|name| (name, own.get(name))).collect::<Vec<_>>());
    closures.iter().map(|(name, reached)| (name.clone(), whole(reached))).collect()
}

/// The full name that a name as written means.
fn resolve(written: &str, prefixes: &[String], has: impl Fn(&str) -> bool) -> Option<String> {
    let candidates = std::iter::once(written.to_owned()).chain(prefixes.iter().map(|prefix| format!("{prefix}{written}")));
    candidates.into_iter().find(|name| has(name))
}

/// Each template's own syntax error; if there is none, what the whole set was refused for.
fn load_faults(error: &tera::Error, sources: &BTreeMap<String, SourceText>, behind: &Behind) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (name, source) in sources {
        let mut alone = empty(behind, &[]);
        if let Err(error) = alone.add_raw_template(name, &source.text)
            && let ErrorKind::SyntaxError(report) = error.kind()
        {
            found.push(faults::template_syntax(report.message(), place(sources, name, report.span())));
        }
    }
    if found.is_empty() {
        found.extend(set_faults(error, sources));
    }
    found
}

fn set_faults(error: &tera::Error, sources: &BTreeMap<String, SourceText>) -> Vec<Diagnostic> {
    let reports: Vec<Diagnostic> = match error.kind() {
        ErrorKind::Msg(words) => words.split("error: ").filter_map(|report| reported(report, sources)).collect(),
        _ => Vec::new(),
    };
    if reports.is_empty() { vec![set_fault(error, sources)] } else { reports }
}

/// One of the reports that Tera strings together: the message, then ` --> NAME:LINE:COLUMN`, then the excerpt.
fn reported(report: &str, sources: &BTreeMap<String, SourceText>) -> Option<Diagnostic> {
    let (words, rest) = report.split_once(" --> ")?;
    let mut position = rest.lines().next()?.trim().rsplitn(3, ':');
    let (column, line) = (position.next()?.parse().ok()?, position.next()?.parse().ok()?);
    let source = sources.get(position.next()?)?;
    Some(faults::template_syntax(words, Some(source.place_at(line, column))))
}

fn set_fault(error: &tera::Error, sources: &BTreeMap<String, SourceText>) -> Diagnostic {
    let file = |name: &str| sources.get(name).map(|source| Place::file(&source.path));
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            faults::template_syntax(report.message(), place(sources, report.filename(), report.span()))
        }
        ErrorKind::MissingParent { current, parent } => {
            let at = sources.get(current).map(|source| mention(source, parent));
            faults::template_syntax(&format!("it extends `{parent}`, which is in no layer"), at)
        }
        ErrorKind::CircularExtend { tpl, .. } => faults::template_syntax("it extends itself, directly or through others", file(tpl)),
        ErrorKind::CircularInclude { tpl, .. } => faults::template_syntax("it includes itself, directly or through others", file(tpl)),
        other => {
            let words = other.to_string();
            let named = sources.iter().find(|(name, _)| words.contains(name.as_str()));
            faults::template_syntax(&words, named.map(|(_, source)| quoted_mention(source, &words)))
        }
    }
}

/// The place of the first quoted name in a message that the template holds.
fn quoted_mention(source: &SourceText, words: &str) -> Place {
    let quoted = words.split(['`', '\'', '"']).skip(1).step_by(2);
    let found = quoted.filter(|name| !name.is_empty()).find(|name| source.text.contains(*name));
    found.map_or_else(|| Place::file(&source.path), |name| mention(source, name))
}

fn mention(source: &SourceText, name: &str) -> Place {
    source.text.find(name).map_or_else(|| Place::file(&source.path), |at| source.place(at..at + name.len()))
}

fn place(sources: &BTreeMap<String, SourceText>, name: &str, span: &tera::Span) -> Option<Place> {
    let source = sources.get(name)?;
    Some(source.place(span.range.clone()))
}

/// A buffer that refuses to grow without end.
struct Limited<'a> {
    bytes: &'a mut Vec<u8>,
}

impl io::Write for Limited<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > OUTPUT_MAX {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
