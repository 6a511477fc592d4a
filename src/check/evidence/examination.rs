//! The examination of one briefing: its claims one by one, each with what became of it.
//!
//! A claim is held against the sources that its sentence or fact names; found in any of them, it is found. If it is in
//! none of them but in another source of the briefing, that is said. A named source without a copy may be the one that
//! has it, so then nothing is held against the claim.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Snapshots;
use super::claims::{self, Cited, Quoted};
use super::faults;
use super::figure::{Said, rank, said};
use super::folding::foldings;
use super::headline::Surer;
use super::mention::{Mention, mentions_in};
use super::names::Own;
use super::passage::passage;
use super::placed::other_weekday_of_date;
use super::quotation::Quotation;
use super::snapshot::{Missing, Snapshot};
use super::telling::Telling;
use super::value::{fall, is_whole};
use super::waived::Waivers;
use crate::base::spelling::one_line;
use crate::base::{Diagnostic, Place, SourceText};
use crate::briefing::quantity::{Amount, Measure, Period, Quantity, Span, Time, Tongue};
use crate::briefing::{Head, KeyFact, Places, Source, Waiver, markdown, sources};
use crate::site::Registries;
use crate::site::evidence::{Claim, Claimant, Copy, Examined, Folding, Kind, Lock, Passage, Verdict};

/// One briefing, with the copies of its sources at hand.
pub(super) struct Examination<'a> {
    pub(super) head: &'a Head,
    snapshots: &'a Snapshots<'a>,
    cited: BTreeMap<&'a str, &'a Source>,
    copies: BTreeMap<&'a str, &'a Snapshot>,
    /// The copies that are not there.
    pub(super) missing: Vec<Missed<'a>>,
    /// When sources are from, as far as their records say.
    dates: BTreeMap<&'a str, Date>,
    pub(super) places: &'a Places<'a>,
    pub(super) text: Option<SourceText>,
    /// What it tells of its names, read when one is asked for.
    own: OnceCell<Own>,
    /// Where it is surer than its text, looked for when a waiver may be of that.
    pub(super) surer: OnceCell<Vec<Surer>>,
    /// Where the values of its key facts stand, by their number, looked for all at once.
    pub(super) values: OnceCell<BTreeMap<usize, Place>>,
}

/// A copy that is not there.
pub(super) struct Missed<'a> {
    /// The id of its source.
    pub(super) source: &'a str,
    kept: &'a sources::Snapshot,
    why: Missing,
    /// Whether the lock knows what was found in it.
    pub(super) is_locked: bool,
}

/// What became of a claim.
pub(super) struct Answer {
    pub(super) verdict: Verdict,
    pub(super) passage: Option<Passage>,
    pub(super) foldings: Vec<Folding>,
    pub(super) note: String,
    pub(super) finding: Option<Diagnostic>,
}

impl Answer {
    pub(super) fn new(verdict: Verdict) -> Self {
        Self { verdict, passage: None, foldings: Vec::new(), note: String::new(), finding: None }
    }

    pub(super) fn not_checkable(note: impl Into<String>) -> Self {
        Self { note: note.into(), ..Self::new(Verdict::NotCheckable) }
    }

    pub(super) fn told(self, finding: Diagnostic) -> Self {
        Self { finding: Some(finding), ..self }
    }
}

/// A claim before it is held against anything.
pub(super) struct Asked<'a> {
    pub(super) claimant: Claimant,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) place: Place,
    pub(super) sources: &'a [&'a str],
}

impl Asked<'_> {
    pub(super) fn answered(self, answer: Answer) -> Claim {
        let Self { claimant, kind, text, place, sources } = self;
        let Answer { verdict, passage, foldings, note, finding } = answer;
        let sources = sources.iter().map(|id| (*id).to_owned()).collect();
        Claim { claimant, kind, text, place, sources, verdict, passage, foldings, note, finding, waived: None }
    }
}

/// The copies that are asked, and whether that is all of them.
pub(super) struct Witnesses<'a> {
    pub(super) copies: Vec<(&'a str, &'a Snapshot)>,
    /// The first one that is missing.
    pub(super) missing: Option<&'a str>,
}

impl<'a> Examination<'a> {
    pub(super) fn new(head: &'a Head, cited: BTreeMap<&'a str, &'a Source>, snapshots: &'a Snapshots<'a>, places: &'a Places<'a>) -> Self {
        let (mut copies, mut dates, mut missing) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for (id, source) in &cited {
            let id = *id;
            let Some(kept) = &source.snapshot else { continue };
            match snapshots.get(source) {
                Ok(snapshot) => drop(copies.insert(id, snapshot)),
                Err(why) => {
                    let is_locked = why == Missing::NotThere && snapshots.locked_sha256(kept).is_some();
                    missing.push(Missed { source: id, kept, why, is_locked });
                }
            }
            dates.extend(source.date.or(source.accessed).map(|date| (id, date.day(&TimeZone::UTC))));
        }
        let (text, own, surer) = (places.source(&head.path), OnceCell::new(), OnceCell::new());
        Self { head, snapshots, cited, copies, missing, dates, places, text, own, surer, values: OnceCell::new() }
    }

    pub(super) fn run(&self) -> Examined {
        let said = self.text.as_ref().and_then(|source| source.text.get(self.head.text.clone())).unwrap_or_default();
        let blocks = markdown::spoken(said, self.head.text.start);
        let cited = claims::cited(self.head, &blocks);
        let missing = self.missing.iter().filter(|missing| !missing.is_locked);
        let mut faults: Vec<Diagnostic> = missing.map(|missing| self.no_snapshot(missing)).collect();
        faults.extend(self.copies.iter().flat_map(|(id, snapshot)| snapshot.findings(id)));
        let (mut claims, mut waivers) = (Vec::new(), Waivers::of(&self.head.waivers));
        for cited in &cited {
            let found = self.sentence(cited).into_iter().map(|claim| self.locked(claim)).collect();
            claims.extend(match waivers.find(cited.words()) {
                Some(waiver) => self.waive(found, waiver, self.place_of_waiver(waiver), &mut faults),
                None => found,
            });
        }
        let mut conflicts = self.conflicts_in(said);
        for fact in &self.head.key_facts {
            let mut found: Vec<Claim> = self.fact(fact).into_iter().map(|claim| self.locked(claim)).collect();
            claims.extend(match &fact.waive {
                Some(waiver) => {
                    found.extend(conflicts.take_of(fact));
                    self.waive(found, waiver, self.place_in_fact(fact, &waiver.reason), &mut faults)
                }
                None => found,
            });
        }
        for (row, conflict) in conflicts.left() {
            claims.extend(match waivers.find(&row) {
                Some(waiver) => self.waive(vec![conflict], waiver, self.place_of_waiver(waiver), &mut faults),
                None => vec![conflict],
            });
        }
        let unmatched = waivers.unmatched().filter(|waiver| !self.is_of_headline(waiver));
        faults.extend(unmatched.map(|waiver| faults::waiver_of_nothing(self.place_of_waiver(waiver))));
        Examined::new(claims, self.used(), faults)
    }

    fn place_of_waiver(&self, waiver: &Waiver) -> Place {
        self.places.item(&self.head.path, &["waivers"], waiver.text.as_deref().unwrap_or_default())
    }

    /// Whether there is a lexicon of its language.
    pub(super) fn has_lexicon(&self) -> bool {
        self.snapshots.has_lexicon
    }

    /// The SHA-256 of the copy of a source, at hand or as the lock has it.
    pub(super) fn sha256(&self, source: &str) -> Option<String> {
        self.snapshots.sha256(self.cited.get(source)?)
    }

    /// What the briefing tells of its names.
    pub(super) fn own(&self) -> &Own {
        let text = || self.text.as_ref().and_then(|source| source.text.get(self.head.text.clone())).unwrap_or_default();
        self.own.get_or_init(|| Own::of(self.head, text(), self.snapshots.title, self.cited.values().copied()))
    }

    /// The team's lists.
    pub(super) fn registries(&self) -> &Registries {
        self.snapshots.registries
    }

    /// The copy of a source.
    pub(super) fn copy(&self, source: &str) -> Option<&Snapshot> {
        self.copies.get(source).copied()
    }

    /// What was found in copies that are not at hand.
    pub(super) fn lock(&self) -> Option<&Lock> {
        self.snapshots.lock.as_ref()
    }

    /// The copies that claims are held against.
    pub(super) fn used(&self) -> Vec<Copy> {
        let kept = self.cited.iter().filter_map(|(id, source)| Some((*id, source.snapshot.as_ref()?)));
        let is_at_hand = |id: &str| self.copies.contains_key(id);
        let is_locked = |id: &str| self.missing.iter().any(|missing| missing.is_locked && missing.source == id);
        let used = kept.filter(|(id, _)| is_at_hand(id) || is_locked(id)).filter_map(|(id, kept)| {
            Some(Copy { source: id.to_owned(), file: kept.file.clone(), sha256: self.sha256(id)?, is_locked: !is_at_hand(id) })
        });
        used.collect()
    }

    /// E0210: the copy that a record names must be there.
    fn no_snapshot(&self, missing: &Missed<'_>) -> Diagnostic {
        let Missed { source: id, kept, why, .. } = *missing;
        let is_own = self.head.sources.iter().any(|(own, _)| own == id);
        let at = self.text.as_ref().filter(|_| is_own).and_then(|text| text.text.find(&kept.file));
        let place = at.map_or_else(|| Place::file(&self.head.path), |at| self.span(at..at + kept.file.len()));
        faults::no_snapshot(id, &kept.file, why, place)
    }

    pub(super) fn span(&self, range: Range<usize>) -> Place {
        self.text.as_ref().map_or_else(|| Place::file(&self.head.path), |text| text.place(range))
    }

    pub(super) fn witnesses<'b>(&'b self, sources: &[&'b str]) -> Witnesses<'b> {
        let copies = sources.iter().filter_map(|id| Some((*id, *self.copies.get(id)?))).collect();
        Witnesses { copies, missing: sources.iter().find(|id| !self.copies.contains_key(*id)).copied() }
    }

    /// The copies of the briefing's other sources.
    pub(super) fn others<'b>(&'b self, sources: &'b [&str]) -> impl Iterator<Item = (&'b str, &'b Snapshot)> {
        self.copies.iter().filter(|(id, _)| !sources.contains(id)).map(|(id, snapshot)| (*id, *snapshot))
    }

    /// The claims of a sentence that cites: what it quotes, then what it tells in its own words.
    fn sentence(&self, cited: &Cited<'_>) -> Vec<Claim> {
        let quoted = cited.quoted().into_iter().map(|quoted| self.quoted(cited, &quoted));
        let mut claims: Vec<Claim> = quoted.chain(self.told(cited)).chain(self.drifts(cited)).chain(self.named(cited)).collect();
        // A citation alone in a cell of the key facts says nothing that its fact does not.
        if claims.is_empty() && cited.is_closed() && !cited.words().is_empty() {
            let place = self.span(cited.span());
            let text = cited.words().to_owned();
            let asked = Asked { claimant: cited.claimant.clone(), kind: Kind::Statement, text, place, sources: &cited.sources };
            claims.push(asked.answered(Answer::not_checkable("no quotation, figure, date or name")));
        }
        claims
    }

    /// E0207, W0211: words that are quoted from a source must stand in it.
    fn quoted(&self, cited: &Cited<'_>, quoted: &Quoted<'_>) -> Claim {
        let (claimant, place) = (cited.claimant.clone(), self.span(quoted.span.clone()));
        let asked = Asked { claimant, kind: Kind::Quotation, text: quoted.words.clone(), place: place.clone(), sources: &quoted.sources };
        asked.answered(self.quotation(&quoted.words, &quoted.sources, place))
    }

    fn quotation(&self, words: &str, sources: &[&str], place: Place) -> Answer {
        let witnesses = self.witnesses(sources);
        let Some(quotation) = Quotation::of(words) else {
            // Nothing but what the writer put in.
            let answer = Answer::new(Verdict::NotFound);
            let is_told = words.split_whitespace().count() > 1 && witnesses.missing.is_none();
            return if is_told { answer.told(faults::not_quoted(sources, place)) } else { answer };
        };
        let stands = |(id, snapshot): (&str, &Snapshot)| {
            let range = snapshot.in_file(quotation.find(&snapshot.folded)?);
            let foldings = foldings(words, &snapshot.source.text[range.clone()], quotation.has_gaps());
            Some(Answer { passage: Some(passage(id, snapshot, range)), foldings, ..Answer::new(Verdict::Found) })
        };
        if let Some(answer) = witnesses.copies.iter().find_map(|witness| stands(*witness)) {
            return answer;
        }
        if let Some(missing) = witnesses.missing {
            return Answer::not_checkable(faults::no_copy(missing));
        }
        if let Some((id, answer)) = self.others(sources).find_map(|other| Some((other.0, stands(other)?))) {
            let there = answer.passage.iter().map(|passage| passage.place.clone());
            let finding = there.fold(faults::in_another_source(sources, id, place), |finding, there| finding.note("here", there));
            return Answer { note: faults::not_cited(id), ..answer }.told(finding);
        }
        self.nearest(&quotation, &witnesses, faults::not_quoted(sources, place))
    }

    /// What comes nearest to a quotation that stands nowhere.
    fn nearest(&self, quotation: &Quotation, witnesses: &Witnesses<'_>, fault: Diagnostic) -> Answer {
        let nearest = |(id, snapshot): &(&str, &Snapshot)| {
            let nearest = quotation.nearest(&snapshot.folded, snapshot.words())?;
            let passage = passage(id, snapshot, snapshot.in_file(nearest.range.clone()));
            let shown = one_line(&snapshot.source.text[snapshot.in_file(nearest.shown)]);
            Some((passage, faults::nearest(&shown, &nearest.differences), faults::differences(&nearest.differences)))
        };
        match witnesses.copies.iter().find_map(nearest) {
            Some((passage, told, note)) => {
                let finding = fault.note(told, passage.place.clone());
                Answer { passage: Some(passage), note, ..Answer::new(Verdict::Differs) }.told(finding)
            }
            None => Answer::new(Verdict::NotFound).told(fault),
        }
    }

    /// W0212: the figures and days that a sentence tells in its own words must be in one of its sources.
    fn told(&self, cited: &Cited<'_>) -> Vec<Claim> {
        let own = cited.own_words();
        let told = mentions_in(&own, self.snapshots.tongue);
        let is_told = |range: &Range<usize>| has_digits(&own[range.clone()]) && !is_number_of_part(&own[..range.start]);
        let asked = |kind: Kind, range: &Range<usize>| Asked {
            claimant: cited.claimant.clone(),
            kind,
            text: own[range.clone()].to_owned(),
            place: self.span(cited.in_file(range.clone())),
            sources: &cited.sources,
        };
        let (mut claims, telling): (Vec<(usize, Claim)>, _) = (Vec::new(), Telling::of(&own, &told).behind(cited.before()));
        for mention in told.all.iter().filter(|mention| is_told(&mention.range)) {
            let asked = asked(kind(&mention.quantity), &mention.range);
            let answer = self.told_figure(mention, &telling, &asked);
            claims.push((mention.range.start, asked.answered(answer)));
        }
        for clock in told.clocks.iter() {
            let asked = asked(Kind::Number, &clock.range);
            let answer = self.told_time(clock, &telling, &asked);
            claims.push((clock.range.start, asked.answered(answer)));
        }
        for day in told.days.iter().filter(|day| is_told(&day.range)) {
            let asked = asked(Kind::Date, &day.range);
            let answer = self.told_day(day, &telling, &asked);
            claims.push((day.range.start, asked.answered(answer)));
        }
        claims.sort_by_key(|(at, _)| *at);
        claims.into_iter().map(|(_, claim)| claim).collect()
    }

    fn told_figure(&self, mention: &Mention, telling: &Telling<'_>, asked: &Asked<'_>) -> Answer {
        if let Some(fault) = other_weekday_of_date(mention, telling.words, &asked.place) {
            return Answer::new(Verdict::Differs).told(fault);
        }
        let witnesses = self.witnesses(asked.sources);
        let readings = std::iter::once(mention.quantity.clone()).chain(mention.in_full());
        let best = readings.filter_map(|quantity| self.best(&quantity, &witnesses.copies)).max_by_key(|(_, _, said)| rank(said).0);
        let best = best.filter(|(_, _, said)| matches!(said, Said::Alike(_)) || !is_exact(&mention.quantity));
        if let Some((id, snapshot, said)) = best {
            let (verdict, at) = match said {
                Said::Alike(at) => (Verdict::Found, at),
                Said::Otherwise(at) | Said::Elsewhere(at) => (Verdict::Differs, at),
            };
            let misplaced = self.misplaced(mention, telling, asked, (id, snapshot));
            return misplaced.unwrap_or_else(|| Answer { passage: Some(passage(id, snapshot, at)), ..Answer::new(verdict) });
        }
        if let Some(witness) = witnesses.copies.iter().find(|witness| self.is_worked_out(mention, telling, **witness)) {
            let misplaced = self.misplaced(mention, telling, asked, *witness);
            return misplaced.unwrap_or_else(|| Answer { note: WORKED_OUT.into(), ..Answer::new(Verdict::Found) });
        }
        let written = telling.words.get(mention.range.clone()).unwrap_or_default();
        if let Some(answer) = witnesses.copies.iter().find_map(|witness| self.pointed_time_there(written, *witness)) {
            return answer;
        }
        if is_whole(&mention.quantity) {
            return Answer::not_checkable("all of it may be said in words");
        }
        let elsewhere = |(id, snapshot): (&str, &Snapshot)| match self.said(&mention.quantity, id, snapshot)? {
            Said::Alike(at) => Some((id.to_owned(), passage(id, snapshot, at))),
            _ => None,
        };
        let elsewhere = self.others(asked.sources).find_map(elsewhere);
        if elsewhere.is_none() && witnesses.copies.iter().any(|witness| self.may_be_said_otherwise(mention, telling, *witness)) {
            return Answer::not_checkable("the source may say it in a way that is not compared");
        }
        match elsewhere {
            Some(_) => self.not_told(asked, &witnesses, elsewhere),
            None => self.not_there(mention, telling, asked, &witnesses),
        }
    }

    /// W0244, W0246: a figure that a source has, but of something else, or the other way.
    fn misplaced(&self, mention: &Mention, telling: &Telling<'_>, asked: &Asked<'_>, witness: (&str, &Snapshot)) -> Option<Answer> {
        let elsewhere = self.displaced(mention, telling.words, telling, witness);
        let elsewhere = elsewhere.map(|rival| self.stands_elsewhere(asked, witness, rival));
        elsewhere.or_else(|| Some(self.went_otherwise(mention, telling, asked, witness, self.turned(mention, telling, witness)?)))
    }

    /// The language of the briefing.
    pub(super) fn tongue(&self) -> Tongue {
        self.snapshots.tongue
    }

    /// When a source is from, as far as its record says.
    pub(super) fn dated(&self, source: &str) -> Option<Date> {
        self.dates.get(source).copied()
    }

    /// A figure or day that is in no source its sentence cites; perhaps in another of the briefing's.
    pub(super) fn not_told(&self, asked: &Asked<'_>, witnesses: &Witnesses<'_>, elsewhere: Option<(String, Passage)>) -> Answer {
        match (elsewhere, witnesses.missing) {
            (Some((id, passage)), _) => Answer { passage: Some(passage), note: faults::not_cited(&id), ..Answer::new(Verdict::Found) },
            (None, Some(missing)) => Answer::not_checkable(faults::no_copy(missing)),
            (None, None) => Answer::new(Verdict::NotFound).told(faults::no_figure_told(&asked.text, asked.sources, asked.place.clone())),
        }
    }

    /// What a source says about a quantity.
    pub(super) fn said(&self, quantity: &Quantity, source: &str, snapshot: &Snapshot) -> Option<Said> {
        let said = |quantity: &Quantity| said(quantity, &snapshot.mentions, self.dated(source));
        // `-17%` may be said as a fall of 17 per cent.
        said(quantity).into_iter().chain(fall(quantity).and_then(|quantity| said(&quantity))).max_by_key(rank)
    }

    /// The best that several sources say; of equally good ones the first.
    fn best<'b>(&self, quantity: &Quantity, copies: &[(&'b str, &'b Snapshot)]) -> Option<(&'b str, &'b Snapshot, Said)> {
        let said = copies.iter().rev().filter_map(|(id, snapshot)| Some((*id, *snapshot, self.said(quantity, id, snapshot)?)));
        said.max_by_key(|(_, _, said)| rank(said).0)
    }

    /// The claims of a key fact: its words of the source, and its value.
    fn fact(&self, fact: &KeyFact) -> Vec<Claim> {
        let source = fact.source.as_deref();
        let sources: &[&str] = &source.into_iter().collect::<Vec<_>>();
        let asked = |kind: Kind, text: &str| Asked {
            claimant: Claimant::Fact(fact.id.clone()),
            kind,
            text: text.to_owned(),
            place: self.place_in_fact(fact, text),
            sources,
        };
        let quoted = fact.quote.as_deref().filter(|_| source.is_some()).map(|quote| {
            let asked = asked(Kind::Quotation, quote);
            let answer = self.quotation(quote, sources, asked.place.clone());
            asked.answered(answer)
        });
        let value = asked(if self.is_name(fact) { Kind::Name } else { kind(&fact.quantity) }, &fact.value);
        let answer = match source {
            None => Answer::not_checkable("it names no source"),
            Some(source) => match self.copies.get(source) {
                None => Answer::not_checkable(faults::no_copy(source)),
                Some(snapshot) => self.beside(fact, (source, snapshot), self.value(fact, (source, snapshot), &value.place)),
            },
        };
        quoted.into_iter().chain([value.answered(answer)]).chain(self.speaker(fact, sources)).collect()
    }
}

/// Whether it is a day or month, which a source that names only the year does not name.
fn is_exact(quantity: &Quantity) -> bool {
    matches!(quantity, Quantity::Time(Time { span: Span::One(Period::Day(..) | Period::Month(..) | Period::Year(_)), .. }))
}

pub(super) fn kind(quantity: &Quantity) -> Kind {
    match quantity {
        Quantity::Text(_) => Kind::Text,
        Quantity::Amount(Amount { measure: Measure::Money(_), .. }) => Kind::Money,
        Quantity::Amount(Amount { measure: Measure::Percent, .. }) => Kind::Percent,
        Quantity::Amount(_) => Kind::Number,
        Quantity::Time(Time { span: Span::One(_), .. }) => Kind::Date,
        Quantity::Time(_) => Kind::DateRange,
    }
}

/// What is said of a figure that a source does not name, but that can be worked out from it.
pub(super) const WORKED_OUT: &str = "worked out from what stands there";

/// Whether a figure is written in digits. In words it is often a manner of speaking (`half of them`, `one of the two`).
pub(super) fn has_digits(words: &str) -> bool {
    words.contains(|character: char| character.is_ascii_digit())
}

/// Words before a number that counts nothing: `section 4`.
const PARTS: &[&str] =
    &["article", "chapter", "clause", "figure", "no", "number", "page", "paragraph", "part", "rule", "section", "step", "table", "version"];

/// Whether what follows a text is the number of a part of something.
fn is_number_of_part(before: &str) -> bool {
    let word = before.trim_end_matches(|character: char| !character.is_alphanumeric()).rsplit(' ').next().unwrap_or_default();
    PARTS.contains(&word.to_lowercase().as_str())
}
