//! Home: the dollars of a country that writes them as no more than dollars.
//!
//! `$8.4 million` in a report from Sydney is of Australia. Where a text names one such country or a city of it and never sets
//! its dollars apart from American ones, each amount in dollars is read as of that country as well as it stands.

use super::mention::Mention;
use crate::briefing::quantity::{Amount, Currency, Measure, Quantity};

/// Countries that call their money dollars, and words of texts from there.
const COUNTRIES: &[(&str, &[&str])] = &[
    (
        "AUD",
        &[
            "Adelaide",
            "Australia",
            "Australian",
            "Australians",
            "Brisbane",
            "Canberra",
            "Darwin",
            "Hobart",
            "Melbourne",
            "Queensland",
            "Sydney",
            "Tasmania",
        ],
    ),
    (
        "CAD",
        &[
            "Alberta",
            "Calgary",
            "Canada",
            "Canadian",
            "Canadians",
            "Edmonton",
            "Halifax",
            "Manitoba",
            "Montreal",
            "Ontario",
            "Ottawa",
            "Quebec",
            "Saskatchewan",
            "Toronto",
            "Vancouver",
            "Winnipeg",
        ],
    ),
    ("HKD", &["Kowloon", "Hongkong"]),
    ("NZD", &["Aotearoa", "Auckland", "Christchurch"]),
    ("SGD", &["Singapore", "Singaporean", "Singaporeans"]),
    ("TWD", &["Taipei", "Taiwan", "Taiwanese"]),
];

/// The same in two words.
const IN_TWO_WORDS: &[(&str, &str)] = &[("HKD", "Hong Kong"), ("NZD", "New Zealand"), ("CAD", "Nova Scotia"), ("AUD", "New South Wales")];

/// Words that set American dollars apart.
const AMERICAN: &[&str] = &["US$", "U.S. dollar", "US dollar", "American dollar", "USD"];

/// The amounts of a text in dollars, as those of the country that it is from.
pub(super) fn at_home(text: &str, all: &[Mention]) -> Vec<Mention> {
    let Some(currency) = currency(text) else { return Vec::new() };
    let dollars = all.iter().filter_map(|mention| match &mention.quantity {
        Quantity::Amount(amount) if matches!(&amount.measure, Measure::Money(money) if money.name() == "$") => {
            let quantity = Quantity::Amount(Amount { measure: Measure::Money(currency), ..amount.clone() });
            Some(Mention { quantity, carried: None, other: None, ..mention.clone() })
        }
        _ => None,
    });
    dollars.collect()
}

/// The currency of the one such country that a text names.
fn currency(text: &str) -> Option<Currency> {
    if !text.contains('$') && !text.contains("dollar") || AMERICAN.iter().any(|words| text.contains(words)) {
        return None;
    }
    let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| word.starts_with(char::is_uppercase));
    let of_word = |word: &str| {
        COUNTRIES.iter().find(|(_, names)| names.iter().any(|name| name.eq_ignore_ascii_case(word))).map(|(currency, _)| *currency)
    };
    let in_two = IN_TWO_WORDS.iter().filter(|(_, name)| text.contains(name)).map(|(currency, _)| *currency);
    let mut named = words.filter_map(of_word).chain(in_two);
    let first = named.next()?;
    named.all(|other| other == first).then(|| Currency::named(first)).flatten()
}

#[cfg(test)]
mod tests {
    use crate::briefing::quantity::parse;
    use crate::check::evidence::mention::mentions;

    #[test]
    fn dollars_are_of_the_country_that_a_text_is_from() {
        for (text, value, expected) in [
            ("SYDNEY, 21 October. The chain in Sydney must pay $8.4 million.", "A$8.4 million", true),
            ("The mill at Halifax, Nova Scotia, costs $12 million.", "C$12 million", true),
            ("The chain in Sydney must pay $8.4 million (US$5.5 million).", "A$8.4 million", false),
            ("The chain of Sydney and Toronto must pay $8.4 million.", "A$8.4 million", false),
            ("The chain in Dayton must pay $8.4 million.", "A$8.4 million", false),
        ] {
            let found = mentions(text).of_source();
            assert_eq!(found.all.iter().any(|mention| mention.quantity == parse(value)), expected, "{text}");
        }
    }
}
