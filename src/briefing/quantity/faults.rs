//! The findings about quantities.

use crate::base::{Code, Diagnostic, Place};

use super::QuantityFault;

/// What is wrong with the value `text` of a key fact that stands at `place`.
#[must_use]
pub fn faulty_value(fault: QuantityFault, text: &str, place: Place) -> Diagnostic {
    match fault {
        QuantityFault::Impossible => {
            Diagnostic::new(Code::E0108, format!("no calendar has the date `{text}`")).hint("correct the date").at(place)
        }
        QuantityFault::Weekday(was) => Diagnostic::new(Code::E0108, format!("the weekday of `{text}` does not fit: that day is a {was:?}"))
            .hint("correct the day of the week or the date")
            .at(place),
        QuantityFault::Backwards => Diagnostic::new(Code::W0206, format!("the date range `{text}` ends before it begins"))
            .hint("write the earlier date first")
            .at(place),
    }
}
