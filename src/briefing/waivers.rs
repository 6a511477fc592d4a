//! Waivers: why a claim is not asked about, written where the claim stands.
//!
//! A key fact has its own (`waive`); a sentence is waived by its words, as they are read (`waivers` in the front matter). A
//! waiver is for one state of the source's copy, named by the first digits of its SHA-256, and ends with that state;
//! whether it still holds is asked by the check.

use serde::{Deserialize, Serialize};

use crate::base::{Code, Diagnostics};
use crate::input::{Field, Value};

/// The fewest digits of a SHA-256 that name a copy.
pub const DIGITS: usize = 8;

/// Why a claim is not asked about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Waiver {
    /// The sentence, as it is read; none where the waiver stands in a key fact.
    pub text: Option<String>,
    /// Why.
    pub reason: String,
    /// The first digits of the SHA-256 of the copy that it was given for, in lower case.
    pub snapshot: Option<String>,
}

/// The waiver of a key fact: a reason, or `{reason, snapshot}`.
pub(super) fn of_fact(field: &Field<'_>, faults: &mut Diagnostics) -> Option<Waiver> {
    if matches!(field.value, Value::Map(_)) {
        return read(field, false, faults);
    }
    let reason = field.text(Code::E0107, faults).filter(|reason| !reason.trim().is_empty())?;
    Some(Waiver { text: None, reason, snapshot: None })
}

/// The waivers of sentences: a list of `{text, reason, snapshot}`.
pub(super) fn of_sentences(field: &Field<'_>, faults: &mut Diagnostics) -> Vec<Waiver> {
    if !matches!(field.value, Value::List(_)) {
        faults.push(field.wrong_type(Code::E0107, "a list of {text, reason, snapshot}"));
        return Vec::new();
    }
    field.items().iter().filter_map(|item| read(item, true, faults)).collect()
}

fn read(field: &Field<'_>, is_sentence: bool, faults: &mut Diagnostics) -> Option<Waiver> {
    let mut fields = field.fields(Code::E0107, faults)?;
    let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let text = some(fields.text(&["text", "sentence"], faults)).filter(|_| is_sentence);
    let reason = some(fields.text(&["reason"], faults));
    let digits = fields.take(&["snapshot", "sha256"]).map(|field| digits(&field, faults));
    if reason.is_none() || (is_sentence && text.is_none()) {
        let wanted = if is_sentence { "a waiver needs a `text`, the sentence, and a `reason`" } else { "a waiver needs a `reason`" };
        faults.push(field.not_allowed(Code::E0112, wanted));
    }
    // What cannot be read waives nothing.
    let snapshot = match digits {
        Some(digits) => Some(digits?),
        None => None,
    };
    Some(Waiver { text, reason: reason?, snapshot }).filter(|waiver| !is_sentence || waiver.text.is_some())
}

/// The digits that name a copy. YAML reads some of them as a number.
fn digits(field: &Field<'_>, faults: &mut Diagnostics) -> Option<String> {
    let written = field.text(Code::E0107, faults)?.to_ascii_lowercase();
    let is_name = written.len() >= DIGITS && written.len() <= 64 && written.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_name {
        let why = format!("write {DIGITS} or more of the first digits of the snapshot's SHA-256, in quotation marks");
        faults.push(field.not_allowed(Code::E0112, &why));
    }
    is_name.then_some(written)
}
