//! Grids: the tables of a text as plain words, cell by cell, for rules that reckon with them.
//!
//! The words are those of [`Spoken`] without citations, so that a cell leads back to where it stands in the file. Every
//! table is here, also the one of the key facts; a row has the cells that were written.

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

use super::prepare::Prepared;
use super::spoken::{Spoken, is_silent, is_silent_end};

/// A table; its first row is the head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The rows.
    pub rows: Vec<Vec<Spoken>>,
}

/// The tables of a prepared text.
pub(super) fn grids(prepared: &Prepared<'_>, extensions: Extensions) -> Vec<Grid> {
    let (mut grids, mut cell, mut silent): (Vec<Grid>, Option<Spoken>, usize) = (Vec::new(), None, 0);
    for (event, range) in Parser::new_ext(&prepared.text, extensions).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(_)) => grids.push(Grid::default()),
            Event::Start(Tag::TableHead | Tag::TableRow) => grids.last_mut().into_iter().for_each(|grid| grid.rows.push(Vec::new())),
            Event::Start(Tag::TableCell) => cell = Some(Spoken::default()),
            Event::End(TagEnd::TableCell) => {
                let row = grids.last_mut().and_then(|grid| grid.rows.last_mut());
                row.into_iter().for_each(|row| row.extend(cell.take()));
            }
            Event::Start(tag) if is_silent(&tag) => silent += 1,
            Event::End(end) if silent > 0 && is_silent_end(end) => silent -= 1,
            Event::Text(text) if silent == 0 => cell.iter_mut().for_each(|cell| cell.push(&text, &range, prepared)),
            Event::SoftBreak | Event::HardBreak | Event::Code(_) | Event::InlineHtml(_) => {
                cell.iter_mut().for_each(|cell| cell.part(&range, prepared));
            }
            _ => {}
        }
    }
    grids
}

#[cfg(test)]
mod tests {
    use super::{Extensions, grids};
    use crate::briefing::markdown::prepare::prepare;

    #[test]
    fn a_table_is_read_cell_by_cell() {
        let text = "Text\na | *b*\n---|---\nc [@wire] | 1,000 `x`\n\n| d |\n|---|\n| &amp; |";
        let prepared = prepare(text, 0);
        let said: Vec<Vec<Vec<String>>> = grids(&prepared, Extensions::all())
            .into_iter()
            .map(|grid| grid.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect())
            .collect();
        assert_eq!(said, [vec![vec!["a", "b"], vec!["c [@wire]", "1,000  "]], vec![vec!["d"], vec!["&"]]]);
    }
}
