//! What is told of claims that their sources do not bear out. The words are: not in, differs, says otherwise.

use jiff::civil::{Date, Weekday};

use super::quotation::Difference;
use super::snapshot::Missing;
use super::wording::Drift;
use crate::base::spelling::count;
use crate::base::{Code, Diagnostic, Place, SourcePath};
use crate::briefing::{KeyFact, Lines};
use crate::site::evidence::Claim;

/// So many differences are told.
const TOLD_MAX: usize = 3;

pub(super) fn no_snapshot(id: &str, file: &str, missing: Missing, place: Place) -> Diagnostic {
    let (what, hint) = match missing {
        Missing::NotThere => {
            (format!("is not there: content/{file}"), "store the text of the source under that name, or take `snapshot` out of its record")
        }
        Missing::Elsewhere => {
            (format!("is in another folder: {file}"), "snapshots are kept in content/_sources; write `_sources/` and the name")
        }
        Missing::NoText => (
            format!("is no UTF-8 text: content/{file}"),
            "store the text of the source, not its file: a PDF or a picture holds no words to compare",
        ),
        Missing::Empty => {
            (format!("holds no words: content/{file}"), "store the text of the source there; if it has a `body`, correct its lines")
        }
    };
    Diagnostic::new(Code::E0210, format!("the snapshot of `{id}` {what}")).at(place).hint(hint)
}

pub(super) fn changed(id: &str, now: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0227, format!("the snapshot of `{id}` changed since it was recorded"))
        .at(place)
        .hint(format!("bring the recorded text back; if the change is meant, write sha256: \"{now}\""))
}

pub(super) fn has_tail(id: &str, body: &Lines, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0228, format!("the snapshot of `{id}` seems to go on after the end of the work"))
        .at(place)
        .hint(format!("look at it, and name the lines of the work in the record: body: \"{body}\"; teasers and notices are no evidence"))
}

pub(super) fn not_quoted(sources: &[&str], place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0207, format!("this quotation is not in {}", named(sources)))
        .at(place)
        .hint("quote the source's own words; what you leave out is marked with …, what you put in with [ ]")
}

pub(super) fn in_another_source(sources: &[&str], id: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0211, format!("this quotation is not in {} but in `{id}`", named(sources)))
        .at(place)
        .hint(format!("cite `{id}` for it"))
}

pub(super) fn no_figure(fact: &KeyFact, source: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0208, format!("`{}` of “{}” is not in the snapshot of `{source}`", fact.value, fact.label))
        .at(place)
        .hint("correct the value or name its source; if the source says it in other words, give the fact `waive: \"why\"`")
}

pub(super) fn otherwise(fact: &KeyFact, source: &str, there: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0209, format!("`{}` of “{}” differs: `{source}` says `{there}`", fact.value, fact.label))
        .at(place)
        .hint("say it no more exactly than the source does, and with its comparison")
}

/// Of a key fact whose time stands elsewhere in its source, or whose figure goes the other way there.
pub(super) fn contrary(fact: &KeyFact, source: &str, there: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0209, format!("`{}` of “{}” differs: `{source}` says `{there}`", fact.value, fact.label))
        .at(place)
        .hint("correct the value; if it is right, give the fact `waive: \"why\"`")
}

pub(super) fn of_something_else(fact: &KeyFact, source: &str, there: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0209, format!("`{}` of “{}” differs: `{source}` says `{there}` of something else", fact.value, fact.label))
        .at(place)
        .hint("compare what is counted; if it is the same, give the fact `waive: \"why\"`")
}

pub(super) fn no_figure_told(words: &str, sources: &[&str], place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0212, format!("`{words}` is not in {}", named(sources)))
        .at(place)
        .hint("correct it, or cite the source that has it")
}

pub(super) fn elsewhere(words: &str, source: &str, there: &str, place: Place) -> Diagnostic {
    let message = format!("`{words}` is in the snapshot of `{source}`, but where it speaks of this it says `{there}`");
    Diagnostic::new(Code::W0244, message).at(place).hint("correct it; if the figure is right, waive the sentence with a reason")
}

pub(super) fn other_way(words: &str, source: &str, there: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0246, format!("`{words}` goes the other way than in the snapshot of `{source}`: it says `{there}`"))
        .at(place)
        .hint("correct the direction; if both are right, waive the sentence with a reason")
}

pub(super) fn other_weekday(words: &str, date: Date, told: Weekday, place: Place) -> Diagnostic {
    let name = |day: Weekday| date.nth_weekday(1, day).map_or_else(|_| String::new(), |date| date.strftime("%A").to_string());
    let message = format!("`{words}` is no {}: {} was a {}", name(told), date.strftime("%-d %B %Y"), name(date.weekday()));
    Diagnostic::new(Code::W0245, message).at(place).hint("correct the day of the week or the date")
}

pub(super) fn no_name(fact: &KeyFact, name: &str, source: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::E0234, format!("`{name}` of “{}” is not named in the snapshot of `{source}`", fact.label))
        .at(place)
        .hint("correct the name or name its source; another spelling belongs into entities.yaml, as an alias")
}

pub(super) fn no_name_told(name: &str, sources: &[&str], place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0239, format!("`{name}` is not named in {}", named(sources)))
        .at(place)
        .hint("correct it, or cite the source that has it; another spelling belongs into entities.yaml, as an alias")
}

/// `the snapshot of `a``, or of several.
fn named(sources: &[&str]) -> String {
    let ids: Vec<String> = sources.iter().map(|id| format!("`{id}`")).collect();
    let noun = if ids.len() == 1 { "the snapshot of" } else { "the snapshots of" };
    format!("{noun} {}", ids.join(" or "))
}

/// The passage most like a quotation, and where the two differ.
pub(super) fn nearest(passage: &str, differences: &[Difference]) -> String {
    let nearest = format!("the nearest words are “{passage}”");
    if differences.is_empty() { nearest } else { format!("{nearest}; {}", self::differences(differences)) }
}

/// Where a quotation and the passage most like it differ.
pub(super) fn differences(differences: &[Difference]) -> String {
    let told: Vec<String> = differences.iter().take(TOLD_MAX).map(difference).collect();
    let more = if differences.len() > TOLD_MAX { "; and more" } else { "" };
    format!("{}{more}", told.join("; "))
}

pub(super) fn needless_waiver(place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0240, "this waiver has nothing to waive: the claim stands in its source").at(place).hint("take it away")
}

pub(super) fn waiver_of_nothing(place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0240, "this waiver is of no sentence that cites a source").at(place).hint(
        "write the sentence as it is read, without markup, up to its citation, or the row of a total; if it has gone, take the waiver away",
    )
}

pub(in crate::check) fn unbound_waiver(reason: &str, now: &str, place: Place) -> Diagnostic {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "\\\"");
    Diagnostic::new(Code::W0240, "this waiver names no snapshot, so it would outlive a change of the source")
        .at(place)
        .hint(format!("write {{reason: \"{reason}\", snapshot: \"{now}\"}}"))
}

pub(in crate::check) fn lapsed_waiver(source: &str, digits: &str, now: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::W0240, format!("this waiver has lapsed: the snapshot of `{source}` is no longer `{digits}`"))
        .at(place)
        .hint(format!("look at the claim again; if the reason still holds, write snapshot: \"{now}\""))
}

pub(super) fn unreadable_lock(path: &SourcePath, why: String) -> Diagnostic {
    Diagnostic::new(Code::W0241, format!("the evidence lock cannot be read: {why}"))
        .in_file(path)
        .hint("write it anew with `nutgraf check --lock`, where the snapshots are at hand")
}

pub(super) fn old_lock(briefings: usize, path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::W0241, format!("the evidence lock does not hold what is found in {}", count(briefings, "briefing")))
        .in_file(path)
        .hint("write it anew with `nutgraf check --lock`, and commit it")
}

pub(super) fn not_locked(claim: &Claim) -> Diagnostic {
    let sources: Vec<&str> = claim.sources.iter().map(String::as_str).collect();
    let message = format!("`{}` was not held against {}: it is not at hand, and not in the evidence lock", claim.text, named(&sources));
    Diagnostic::new(Code::W0242, message)
        .at(claim.place.clone())
        .hint("run `nutgraf check --lock` where the snapshots are, and commit evidence.lock")
}

/// A sentence that says a thing more surely than its source, or turns it round.
pub(super) fn drift(drift: Drift, words: &str, source: &str, place: Place) -> Diagnostic {
    let there = format!("the snapshot of `{source}`");
    let (code, message, hint) = match drift {
        Drift::Confirmed => {
            (Code::W0231, format!("is put more strongly than in {there}"), "use a word as strong as the source's: said, claimed")
        }
        Drift::Unattributed => {
            (Code::W0231, format!("is put more strongly than in {there}"), "name who says so: the source gives it as a claim")
        }
        Drift::Unhedged => (
            Code::W0232,
            format!("is surer than what stands in {there}"),
            "leave it as open as the source does: could, may, is expected to",
        ),
        Drift::Denied => (
            Code::W0243,
            format!("says not, and {there} does not"),
            "look at the passage; if the source denies it in other words, waive this",
        ),
        Drift::Affirmed => {
            (Code::W0243, format!("says so, and {there} says not"), "look at the passage; if the source says it elsewhere, waive this")
        }
    };
    Diagnostic::new(code, format!("“{words}” {message}")).at(place).hint(hint)
}

pub(super) fn conflict(dates: &KeyFact, duration: &KeyFact, lasted: &str, place: Place) -> Diagnostic {
    let message = format!("`{}` conflicts with the dates of “{}”: by `{}` it was {lasted}", duration.value, dates.label, dates.value);
    Diagnostic::new(Code::W0235, message).at(place).hint("correct one of the two")
}

/// Why a claim of this source is not held against anything.
pub(super) fn no_copy(source: &str) -> String {
    format!("there is no snapshot of `{source}`")
}

/// Where a claim was found that its sentence does not name.
pub(super) fn not_cited(source: &str) -> String {
    format!("in `{source}`, which is not cited for it")
}

fn difference(difference: &Difference) -> String {
    let (quoted, there) = (difference.quoted.join(" "), difference.there.join(" "));
    match (quoted.is_empty(), there.is_empty()) {
        (false, true) => format!("“{quoted}” is not there"),
        (true, _) => format!("the quotation leaves out “{there}”"),
        (false, false) => format!("“{there}” stands there for “{quoted}”"),
    }
}
