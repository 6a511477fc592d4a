//! The extractor: which lines of a page are the article.
//!
//! `dom_smoothie`, a port of Mozilla's Readability, finds the element that holds the article and drops what is not of it. Its
//! result is not kept: it only says which of the page's own lines are the work, so that what is stored is the page as it
//! was and the cut can be seen and changed. Where it finds nothing, what is not navigation and not links is the work.
//!
//! It is the work of others and meets pages of any kind: a mistake in it that panics is caught, and counts as nothing found.

use std::collections::HashMap;
use std::panic::catch_unwind;

use dom_smoothie::{Config, Readability};

use super::page::{Line, Page};
use super::{About, Why};
use crate::base::parse_date;
use crate::base::spelling::one_line;

/// Pages nested deeper are not given to the extractor, which works recursively.
pub const DEPTH_MAX: usize = 400;

/// Nor are pages with more elements.
const ELEMENTS_MAX: usize = 100_000;

/// An article of fewer bytes is none: a page of links, or one that a script fills in.
const LEAST: usize = 200;

/// What the extractor found.
pub struct Article {
    /// The lines of the article.
    lines: Vec<Line>,
    /// What the page says of itself.
    pub about: About,
}

/// Asks the extractor; `None` if it finds no article.
pub fn read(html: &str) -> Option<Article> {
    let config = Config { max_elements_to_parse: ELEMENTS_MAX, ..Config::default() };
    let found = catch_unwind(|| Readability::new(html, None, Some(config)).ok()?.parse().ok()).ok().flatten()?;
    let lines = Page::read(&found.content).lines;
    let said = |text: Option<String>| text.map(|text| one_line(&text)).filter(|text| !text.is_empty());
    let is_web = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    let about = About {
        title: said(Some(found.title)),
        publisher: said(found.site_name),
        author: said(found.byline),
        date: found.published_time.and_then(|time| day(&time)),
        url: found.url.filter(is_web),
    };
    Some(Article { lines, about })
}

/// The day of a moment as pages write it: `2025-07-23T10:00:00.000Z`.
fn day(time: &str) -> Option<String> {
    let day = time.trim().get(..10)?;
    parse_date(day).ok().map(|_| day.to_owned())
}

/// The lines of a page that are not the article, by number, and why not.
pub fn outside(page: &Page, article: Option<&Article>) -> Vec<(usize, Why)> {
    let found = article.map(|article| matched(page, &article.lines)).filter(|found| length(page, found) >= LEAST);
    let is_work = found.unwrap_or_else(|| page.lines.iter().map(|line| !line.is_around && line.linked * 2 <= line.text.len()).collect());
    let reason = |line: &Line| match line {
        Line { is_around: true, .. } => Why::Around,
        _ if line.linked * 2 > line.text.len() => Why::Links,
        _ => Why::Beside,
    };
    page.lines.iter().zip(is_work).filter(|(_, is_work)| !is_work).map(|(line, _)| (line.number, reason(line))).collect()
}

fn length(page: &Page, found: &[bool]) -> usize {
    page.lines.iter().zip(found).filter(|(_, is_found)| **is_found).map(|(line, _)| line.text.len()).sum()
}

/// Which lines of the page are the article's: each of these is looked for below the one before. A heading that stands
/// on one of them, and the page's own headline above them, are the article's too, although extractors drop some.
fn matched(page: &Page, article: &[Line]) -> Vec<bool> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, line) in page.lines.iter().enumerate() {
        places.entry(&line.text).or_default().push(index);
    }
    let mut found = vec![false; page.lines.len()];
    let mut next = 0;
    for line in article {
        let Some(indices) = places.get(line.text.as_str()) else { continue };
        if let Some(index) = indices.get(indices.partition_point(|index| *index < next)) {
            found[*index] = true;
            next = index + 1;
        }
    }
    if let (Some(first), Some(last)) = (found.iter().position(|is| *is), found.iter().rposition(|is| *is)) {
        for index in (first..last).rev() {
            let line = &page.lines[index];
            found[index] |= line.heading > 1 && !line.is_around && found[index + 1];
        }
        let headline = page.lines[..first].iter().rposition(|line| line.heading == 1);
        if let Some(index) = headline {
            found[index] = true;
        }
    }
    found
}
