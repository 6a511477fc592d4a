//! Totals: where a table, or the key facts, say that figures make a whole, and whether they do.
//!
//! A table is read only where it leaves no doubt: one row is labelled as the total, what stands above it in a column are figures
//! of one measure, and neither the labels nor the head speak of parts of parts, rates or means. A list from the largest down
//! may leave the small ones out, so it may fall short unless it has a row for the rest. Shares are held against a hundred,
//! and against the counts beside them if there is one column of these that they can be of.

use std::cell::OnceCell;

use super::mention::nouns;
use super::sums::{Figure, Interval, PARTS_MAX, Sum, intervals, sum, together};
use crate::briefing::KeyFact;
use crate::briefing::quantity::{Decimal, Measure};

/// The cells of a table as plain words; the first row is the head, the first column has the labels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table<'a> {
    /// The rows.
    pub rows: Vec<Vec<&'a str>>,
}

/// The rows of a table that have figures, up to the total or the last.
struct Rows {
    at: Vec<usize>,
    /// Whether one of them is a part of a part, or no part.
    is_broken: bool,
    /// Whether one is for everything else.
    has_rest: bool,
    /// Whether the label of the last may name a mean as well.
    may_be_mean: bool,
}

/// The row and the column of a cell.
pub type Spot = (usize, usize);

/// A total and parts that cannot both be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict<At> {
    /// Where the total stands, or the share that does not fit.
    pub total: At,
    /// Where the others stand.
    pub parts: Vec<At>,
    /// What the others make.
    pub given: String,
    /// Which of the two it is.
    pub is_share: bool,
}

/// Words of a label that names a total for certain.
const TOTALS: &[&str] = &["altogether", "sum", "together", "total"];

/// Words of a label that may name a mean as well.
const WHOLES: &[&str] = &["all", "combined", "overall"];

/// Words that may stand beside them.
const FILLERS: &[&str] = &["and", "grand", "in", "of", "taken", "the"];

/// Words of labels that stand for a part of a part, for what is taken away, or for no sum.
const BREAKS: &[&str] = &[
    "average",
    "balance",
    "change",
    "deduction",
    "difference",
    "excluding",
    "incl",
    "including",
    "least",
    "less",
    "mean",
    "median",
    "minus",
    "net",
    "subtotal",
    "thereof",
    "unique",
    "which",
    "without",
];

/// Words of a head over figures that are not added.
const RATES: &[&str] = &[
    "age",
    "average",
    "change",
    "cumulative",
    "day",
    "density",
    "duration",
    "far",
    "growth",
    "hour",
    "index",
    "mean",
    "median",
    "month",
    "net",
    "per",
    "price",
    "rank",
    "rate",
    "ratio",
    "running",
    "score",
    "speed",
    "temperature",
    "unique",
    "week",
];

/// Words of a head over shares, which say nothing of what they are shares of.
const SHARES: &[&str] = &["cent", "part", "per", "percent", "percentage", "proportion", "share"];

/// Words of a row for everything that has no row of its own.
const RESTS: &[&str] = &["else", "elsewhere", "miscellaneou", "other", "remainder", "remaining", "rest", "unknown"];

/// The words of a label, without plural endings.
fn words(text: &str) -> Vec<String> {
    nouns(&text.replace(['.', ';', ':', '\n', '!', '?'], " "), usize::MAX)
}

fn has(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

/// Whether a label says that a row is the total, in the words of the head around it.
fn is_total(label: &[String], head: &[String]) -> bool {
    let is_known = |word: &String| [TOTALS, WHOLES, FILLERS].iter().any(|list| list.contains(&word.as_str())) || head.contains(word);
    (has(label, TOTALS) || has(label, WHOLES)) && label.iter().all(is_known)
}

/// Figures of which the last is to be the sum of the others.
struct Column<At> {
    figures: Vec<(At, Figure)>,
    /// Whether they are percentages.
    is_share: bool,
    /// Whether the label may name a mean.
    may_be_mean: bool,
    /// Whether one of the rows is for everything else.
    has_rest: bool,
}

impl<At: Copy> Column<At> {
    /// The conflict of the total with its parts.
    fn conflict(&self) -> Option<Conflict<At>> {
        let figures: Vec<&Figure> = self.figures.iter().map(|(_, figure)| figure).collect();
        let (last, parts) = figures.split_last()?;
        let is_one = parts.iter().all(|part| part.is_like(last)) && last.can_be_added();
        let all = intervals(&figures);
        let (total, intervals) = all.split_last().filter(|(_, parts)| parts.len() > 1 && is_one)?;
        let is_mean = self.may_be_mean && total.is_within(intervals) || self.is_share && !total.meets(HUNDRED);
        let is_told = match sum(intervals, *total) {
            Sum::Fits => false,
            Sum::Exceeds => true,
            Sum::FallsShort => self.has_rest || !is_from_the_largest(intervals),
        };
        let (at, parts_at) = self.figures.split_last().filter(|_| is_told && !is_mean)?;
        let parts_at = parts_at.iter().map(|(at, _)| *at).collect();
        Some(Conflict { total: at.0, parts: parts_at, given: together(parts, &last.amount.measure)?, is_share: false })
    }
}

/// All there is.
const HUNDRED: Interval = Interval { low: 100.0, high: 100.0 };

/// Whether figures come in the order of their size, the largest first.
fn is_from_the_largest(figures: &[Interval]) -> bool {
    figures.windows(2).all(|pair| pair[0].low >= pair[1].low)
}

impl<'a> Table<'a> {
    /// What in it cannot be so.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict<Spot>> {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let labels: Vec<Vec<String>> = (0..self.rows.len()).map(|row| words(self.cell((row, 0)))).collect();
        let Some(total) = self.total(&labels) else {
            let rows = self.rows_to(labels.len().saturating_sub(1), &labels);
            return (1..width).filter_map(|column| self.whole(column, &rows)).collect();
        };
        let rows = self.rows_to(total, &labels);
        let columns: Vec<(Vec<String>, Column<Spot>)> = (1..width).filter_map(|column| self.column(column, &rows)).collect();
        let mut found: Vec<Conflict<Spot>> = columns.iter().filter_map(|(_, column)| column.conflict()).collect();
        if found.is_empty() {
            found.extend(columns.iter().filter(|(_, column)| column.is_share).flat_map(|(head, shares)| of_counts(head, shares, &columns)));
        }
        found
    }

    fn cell(&self, (row, column): Spot) -> &'a str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", |cell| cell.trim())
    }

    /// The one row that is the total of those above it.
    fn total(&self, labels: &[Vec<String>]) -> Option<usize> {
        let mut named = (1..labels.len()).filter(|row| has(&labels[*row], TOTALS) || has(&labels[*row], WHOLES));
        let row = named.next().filter(|_| named.next().is_none())?;
        let head: Vec<String> = self.rows.first()?.iter().flat_map(|cell| words(cell)).collect();
        let is_broken = |row: usize| has(&labels[row], BREAKS) || self.cell((row, 0)).starts_with(['-', '–', '—', '•', '→']);
        (is_total(&labels[row], &head) && !(1..=row).any(is_broken)).then_some(row)
    }

    /// The rows with figures up to one, by their labels; a row with a label alone is a heading.
    fn rows_to(&self, last: usize, labels: &[Vec<String>]) -> Rows {
        let is_heading = |row: &usize| self.rows[*row].iter().skip(1).all(|cell| cell.trim().is_empty());
        let at: Vec<usize> = (1..=last).filter(|row| !is_heading(row)).collect();
        let is_broken = at.iter().any(|row| has(&labels[*row], BREAKS));
        let has_rest = (1..=last).any(|row| has(&labels[row], RESTS));
        Rows { at, is_broken, has_rest, may_be_mean: labels.get(last).is_some_and(|label| !has(label, TOTALS)) }
    }

    /// The figures of a column up to the total, if all of them are, with the words of its head.
    fn column(&self, column: usize, rows: &Rows) -> Option<(Vec<String>, Column<Spot>)> {
        let figure = |row: usize| Some(((row, column), Figure::read(self.cell((row, column)))?));
        let figures: Vec<(Spot, Figure)> = rows.at.iter().copied().map(figure).collect::<Option<_>>()?;
        let head = words(self.cell((0, column)));
        let is_share = self.is_share(column) || figures.iter().any(|(_, figure)| figure.amount.measure == Measure::Percent);
        let is_rate = has(&head, RATES) && !(is_share && is_plain_share(&head));
        let column = Column { figures, is_share, may_be_mean: rows.may_be_mean, has_rest: rows.has_rest };
        (!is_rate && !column.figures.is_empty()).then_some((head, column))
    }

    /// Whether the head of a column says that its figures are percentages.
    fn is_share(&self, column: usize) -> bool {
        let head = self.cell((0, column));
        head.contains('%') || has(&words(head), &["percent", "cent", "percentage", "proportion", "share"])
    }

    /// Shares of which the head alone says that they are shares of one whole: `Share of total`.
    fn whole(&self, column: usize, rows: &Rows) -> Option<Conflict<Spot>> {
        let head = words(self.cell((0, column)));
        let is_whole = self.is_share(column) && is_plain_share(&head) && head.iter().any(|word| word == "total");
        if !is_whole {
            return None;
        }
        let figures: Vec<Figure> = rows.at.iter().map(|row| Figure::read(self.cell((*row, column)))).collect::<Option<_>>()?;
        let figures: Vec<&Figure> = figures.iter().collect();
        let parts = intervals(&figures);
        let is_told = match sum(&parts, HUNDRED) {
            Sum::Fits => false,
            Sum::Exceeds => true,
            Sum::FallsShort => rows.has_rest,
        };
        let given = together(&figures, &Measure::Percent).filter(|_| is_told && !rows.is_broken && parts.len() > 1)?;
        Some(Conflict { total: (0, column), parts: rows.at.iter().map(|row| (*row, column)).collect(), given, is_share: false })
    }
}

/// Shares that are not those of the counts beside them; every column has the words of its head.
fn of_counts(head: &[String], shares: &Column<Spot>, columns: &[(Vec<String>, Column<Spot>)]) -> Vec<Conflict<Spot>> {
    let is_total = shares.figures.last().is_some_and(|(_, total)| total.value_is(HUNDRED));
    let mut counts = columns.iter().filter(|(own, column)| {
        let is_of = |word: &String| own.contains(word) || is_plain_share(std::slice::from_ref(word));
        is_total && !column.is_share && head.iter().all(is_of)
    });
    match (counts.next(), counts.next()) {
        (Some((_, counts)), None) => misfits(shares, counts),
        _ => Vec::new(),
    }
}

/// Whether the head of a column of shares does not say what they are shares of, but for the total.
fn is_plain_share(head: &[String]) -> bool {
    let plain = |word: &String| [SHARES, FILLERS, TOTALS, WHOLES].iter().any(|list| list.contains(&word.as_str())) || word == "whole";
    head.iter().all(plain)
}

/// The shares that are not those of the counts, each with its count and the total.
fn misfits(shares: &Column<Spot>, counts: &Column<Spot>) -> Vec<Conflict<Spot>> {
    let of = |column: &Column<Spot>| intervals(&column.figures.iter().map(|(_, figure)| figure).collect::<Vec<_>>());
    let (share_of, count_of) = (of(shares), of(counts));
    let Some(whole) = count_of.last().copied().filter(|whole| whole.low > 0.0) else { return Vec::new() };
    let fits = |share: &Interval, count: &Interval| {
        let by_share = Interval { low: share.low.max(0.0) * whole.low / 100.0, high: share.high * whole.high / 100.0 };
        by_share.meets(*count) || share.low < 0.0 && share.high < 0.0
    };
    let rows = shares.figures.iter().zip(&counts.figures).zip(share_of.iter().zip(&count_of));
    let misfit = rows.filter(|(_, (share, count))| !fits(share, count)).filter_map(|((share, count), _)| {
        let (_, total) = counts.figures.last()?;
        let percent = percentage(count.1.exact()?, total.exact()?);
        Some(Conflict { total: share.0, parts: vec![count.0, counts.figures.last()?.0], given: percent, is_share: true })
    });
    misfit.collect()
}

/// A part of a whole in per cent, to one decimal place.
fn percentage(part: Decimal, whole: Decimal) -> String {
    format!("{:.1}%", part.approximate() / whole.approximate() * 100.0)
}

/// Key facts of which one is the total of others, by their positions.
#[must_use]
pub fn of_facts(facts: &[KeyFact]) -> Vec<Conflict<usize>> {
    let read: Vec<Read<'_>> = facts.iter().map(Read::of).collect();
    (0..read.len()).filter_map(|at| of_fact(&read, at)).collect()
}

/// A key fact as it is reckoned with.
struct Read<'a> {
    fact: &'a KeyFact,
    /// The words of its label.
    label: Vec<String>,
    figure: OnceCell<Option<Figure>>,
}

impl<'a> Read<'a> {
    fn of(fact: &'a KeyFact) -> Self {
        Self { fact, label: words(&fact.label), figure: OnceCell::new() }
    }

    fn figure(&self) -> Option<&Figure> {
        self.figure.get_or_init(|| Figure::read(&self.fact.value)).as_ref()
    }

    /// Whether it tells of the same, at the same time, in the words of the same.
    fn is_beside(&self, other: &Self) -> bool {
        let of = |read: &Self| (read.fact.as_of.as_ref(), read.fact.entity.as_ref(), read.fact.said_by.as_ref());
        of(self) == of(other)
    }
}

fn of_fact(facts: &[Read<'_>], at: usize) -> Option<Conflict<usize>> {
    let label = &facts[at].label;
    if !is_total(label, label) || has(label, BREAKS) {
        return None;
    }
    let is_bare = is_total(label, &[]);
    let total = facts[at].figure()?;
    let is_of_it = |part: &Read<'_>| part.is_beside(&facts[at]);
    let part = |part: usize| Some((part, facts[part].figure().filter(|figure| figure.is_like(total) && is_of_it(&facts[part]))?.clone()));
    let mut figures: Vec<(usize, Figure)> = if is_bare {
        (0..at).rev().take(PARTS_MAX).map_while(part).collect()
    } else {
        (0..at).rev().take(PARTS_MAX).filter(|part| is_part(&facts[*part], label)).filter_map(part).collect()
    };
    figures.reverse();
    if is_bare {
        figures.drain(..unrelated(&figures, total));
    }
    let has_rest = figures.iter().any(|(part, _)| has(&facts[*part].label, RESTS));
    let is_broken = figures.iter().any(|(part, _)| has(&facts[*part].label, BREAKS));
    let is_share = total.amount.measure == Measure::Percent;
    let may_be_mean = !has(label, TOTALS);
    figures.push((at, total.clone()));
    let column = Column { figures, is_share, may_be_mean, has_rest };
    // Key facts are chosen: of those that only share a name some may be missing.
    column.conflict().filter(|_| !is_broken).filter(|_| is_bare || column.falls_over())
}

/// How many of the facts before a total do not belong to it, because those behind them make it.
fn unrelated(figures: &[(usize, Figure)], total: &Figure) -> usize {
    let all = intervals(&figures.iter().map(|(_, figure)| figure).chain([total]).collect::<Vec<_>>());
    let Some((total, parts)) = all.split_last() else { return 0 };
    (0..parts.len()).find(|from| parts.len() - from > 1 && sum(&parts[*from..], *total) == Sum::Fits).unwrap_or(0)
}

impl<At> Column<At> {
    /// Whether the parts are more than the total.
    fn falls_over(&self) -> bool {
        let all = intervals(&self.figures.iter().map(|(_, figure)| figure).collect::<Vec<_>>());
        all.split_last().is_some_and(|(total, parts)| sum(parts, *total) == Sum::Exceeds)
    }
}

/// Words behind which a label names which part it is.
const OF_PARTS: &[&str] = &["by", "for", "from", "in", "of", "on"];

/// Whether a label names a part of what another names the total of: `Jobs lost in Halden` of `Total jobs lost`.
fn is_part(part: &Read<'_>, total: &[String]) -> bool {
    let own = &part.label;
    let is_named = |word: &&String| ![TOTALS, WHOLES, FILLERS].iter().any(|list| list.contains(&word.as_str()));
    let named: Vec<&String> = total.iter().filter(is_named).collect();
    let begins = own.len() > named.len() && own.iter().zip(&named).all(|(own, named)| own == *named);
    let next = own.get(named.len()).is_some_and(|word| OF_PARTS.contains(&word.as_str()));
    begins && next && !named.is_empty() && !part.fact.label.contains(|character: char| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Table;

    /// What is told of a table: where, and what its parts make.
    fn told(table: &str) -> Vec<String> {
        let rows = table.lines().map(|row| row.split('|').map(str::trim).collect()).collect();
        let found = Table { rows }.conflicts();
        found.iter().map(|conflict| format!("{}:{} {}", conflict.total.0, conflict.total.1, conflict.given)).collect()
    }

    #[test]
    fn a_total_is_the_sum_of_what_stands_above_it() {
        for (table, expected) in [
            ("Site|Staff\nOslo|10\nBergen|20\nTotal|30", &[][..]),
            ("Site|Staff\nOslo|10\nBergen|20\nTotal|40", &["3:1 30"]),
            ("Site|Staff\nOslo|10\nBergen|20\nAll sites|40", &["3:1 30"]),
            ("Site|Staff|Cost\nOslo|10|€1.2m\nBergen|20|€2.1m\nTotal staff|30|€4.3m", &["3:2 EUR 3,300,000"]),
            // The small ones may be left out, unless there is a row for them.
            ("Site|Staff\nOslo|20\nBergen|10\nTotal|40", &[]),
            ("Site|Staff\nOslo|20\nBergen|10\nOther|5\nTotal|40", &["4:1 35"]),
            ("Site|Staff\nOslo|20\nBergen|10\nTotal|25", &["3:1 30"]),
            // Means, rates, parts of parts, two totals, other words.
            ("Site|Staff\nOslo|10\nBergen|20\nOverall|15", &[]),
            ("Site|Average staff\nOslo|10\nBergen|20\nTotal|15", &[]),
            ("Site|Growth\nOslo|10%\nBergen|20%\nTotal|15%", &[]),
            ("Site|Staff\nOslo|10\nof which women|6\nBergen|20\nTotal|40", &[]),
            ("Site|Staff\nOslo|10\nBergen|20\nTotal Norway|40\nTotal|50", &[]),
            ("Item|€m\nSales|10\nCosts|20\nTotal profit|40", &[]),
            ("Site|Staff\nOslo|10\nBergen|–\nTotal|40", &[]),
            ("Site|Staff\nOslo|10\nTotal|40", &[]),
            ("Site|Staff\nTotal|40\nOslo|10\nBergen|20", &[]),
            ("Site|Staff\nNorth|\nOslo|10\nBergen|20\nSouth|\nBonn|5\nTotal|45", &["6:1 35"]),
            ("Site|Wind\nOslo|10 km/h\nBergen|20 km/h\nTotal|40 km/h", &[]),
            ("Site|Cost\nOslo|€10\nBergen|$20\nTotal|€40", &[]),
        ] {
            assert_eq!(told(table), expected, "{table}");
        }
    }

    #[test]
    fn shares_of_one_whole_make_a_hundred() {
        for (table, expected) in [
            ("Site|Share\nOslo|33%\nBergen|33%\nBonn|33%\nTotal|100%", &[][..]),
            ("Site|Share\nOslo|33%\nBergen|43%\nBonn|34%\nTotal|100%", &["4:1 110%"]),
            ("Site|Turnout\nOslo|33%\nBergen|43%\nTotal|40%", &[]),
            ("Site|Women (%)\nOslo|33\nBergen|43\nTotal|40", &[]),
            ("Site|Share of total\nOslo|60%\nBergen|50%", &["0:1 110%"]),
            ("Site|% of total\nOslo|60%\nBergen|30%", &[]),
            ("Site|% of total\nOslo|60%\nBergen|30%\nOther|5%", &["0:1 95%"]),
            ("Site|Share of women\nOslo|60%\nBergen|50%", &[]),
            ("Site|Staff|Share\nOslo|10|33%\nBergen|20|67%\nTotal|30|100%", &[]),
            ("Site|Staff|Share\nOslo|12|33%\nBergen|18|67%\nTotal|30|100%", &["1:2 40.0%", "2:2 60.0%"]),
            ("Site|Staff|Share of staff\nOslo|12|33%\nBergen|18|67%\nTotal|30|100%", &["1:2 40.0%", "2:2 60.0%"]),
            ("Site|Staff|Share of sales\nOslo|12|33%\nBergen|18|67%\nTotal|30|100%", &[]),
            ("Site|Staff|Guests|Share\nOslo|12|1|33%\nBergen|18|2|67%\nTotal|30|3|100%", &[]),
        ] {
            assert_eq!(told(table), expected, "{table}");
        }
    }

    proptest! {
        #[test]
        fn any_table_can_be_reckoned_with(table in "(Total|All|Share|Other|%|of total|[0-9]{1,6}|\\PC|\\||\n){0,60}") {
            told(&table);
        }
    }
}
