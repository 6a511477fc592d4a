//! The language of a copy, settled and told: by the editor, else by the page, else by its words where these are plain.
//!
//! Figures are read in the language of the site unless the record of a copy names another, so one that is the site's own
//! is not written down. Whatever is taken is said, with what it was taken from, because a wrong one makes wrong figures.

use super::super::terminal;
use crate::briefing::quantity::Tongue;
use crate::capture::language::{self, Origin};
use crate::capture::{Cut, Language, Taken};

/// The language that the editor gives.
pub fn given(text: &str) -> Result<Language, String> {
    let tag = language::tag(text).ok_or_else(|| format!("--lang cannot read `{text}`; write a language, such as de, or pt-BR"))?;
    Ok(Language { tag, from: Origin::Editor })
}

/// Says which language a copy is in, and gives its tag if that is not the site's.
pub fn settle(given: Option<Language>, taken: &Taken, cut: &Cut, site: &str) -> Option<String> {
    let words = language::of_words(&work(&taken.text, cut));
    let by_words = || Some(Language { tag: words?.to_owned(), from: Origin::Words });
    let Some(Language { tag, from }) = given.or_else(|| taken.language.clone()).or_else(by_words) else {
        terminal::say(&format!("Language   not said, and not plain: read as the site's, {site}; --lang names another"));
        return None;
    };
    let is_own = is_same(&tag, site);
    let more = if is_own { ": the site's own, so the record does not name it" } else { "" };
    terminal::say(&format!("Language   {tag}, {from}{more}"));
    if let Some(other) = words.filter(|words| from != Origin::Editor && primary(words) != primary(&tag)) {
        terminal::say(&format!("Note: its words look like `{other}`; if that is its language, give it with --lang {other}."));
    }
    (!is_own).then_some(tag)
}

/// The lines that are the work.
fn work(text: &str, cut: &Cut) -> String {
    text.lines().enumerate().filter(|(at, _)| cut.body.has(at + 1)).flat_map(|(_, line)| [line, "\n"]).collect()
}

/// Whether copies in one language are read as those in the other.
fn is_same(tag: &str, other: &str) -> bool {
    primary(tag) == primary(other) && Tongue::of(tag) == Tongue::of(other)
}

/// The language of a tag, without script and region.
fn primary(tag: &str) -> String {
    let language = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    // Bokmål is what is meant by Norwegian.
    if language == "no" { "nb".to_owned() } else { language }
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn one_language_may_be_written_in_two_ways() {
        for (tag, other, expected) in [
            ("en-GB", "en-US", true),
            ("no", "nb-NO", true),
            ("de-AT", "de", true),
            ("de-CH", "de", false),
            ("es-MX", "es-ES", false),
            ("de", "en", false),
            ("fi", "pl", false),
        ] {
            assert_eq!(is_same(tag, other), expected, "{tag} {other}");
        }
    }
}
