use proptest::prelude::*;

use super::{Tongue, is_month};
use crate::briefing::quantity::{parse, read_in, scan};

/// What a value is, as its English twin is written.
#[test]
fn values_are_typed_as_their_english_twins() {
    for (tag, value, english) in [
        ("de", "1.234", "1,234"),
        ("de", "1.234.567", "1,234,567"),
        ("de", "2,5 Milliarden Euro", "2.5 billion euros"),
        ("de", "2,5 Mrd. Euro", "2.5 bn euros"),
        ("de", "rund 1,2 Mio. Euro", "about 1.2 million euros"),
        ("de", "12,5 %", "12.5%"),
        ("de", "12,5 Prozent", "12.5 percent"),
        ("de", "0,3 Prozentpunkte", "0.3 percentage points"),
        ("de", "mehr als 1.000 Menschen", "more than 1,000 Menschen"),
        ("de", "3. März 2025", "3 March 2025"),
        ("de", "3.–7. März 2025", "3–7 March 2025"),
        ("de", "03.05.2025", "3 May 2025"),
        ("de", "1. Quartal 2025", "Q1 2025"),
        ("de", "März 2025", "March 2025"),
        ("de", "zwischen 5 und 7 Prozent", "between 5 and 7 percent"),
        ("de", "5 bis 7 Prozent", "5 to 7 percent"),
        ("de", "zwölf Jahre", "twelve years"),
        ("de", "drei Jahre", "three years"),
        ("de", "1.5 Millionen", "1.5 million"),
        ("de", "0.125", "0.125"),
        ("de-CH", "CHF 1'250'000", "CHF 1,250,000"),
        ("de-CH", "1.25 Millionen Franken", "1.25 million swiss francs"),
        ("de-CH", "93,7 Mrd. Franken", "93.7 billion swiss francs"),
        ("fr", "1 234,5 millions d’euros", "1,234.5 million euros"),
        ("fr", "1\u{202f}234 emplois", "1,234 emplois"),
        ("fr", "près de 3 milliards de dollars", "nearly 3 billion dollars"),
        ("fr", "1er mars 2025", "1 March 2025"),
        ("fr", "4,2 pour cent", "4.2 percent"),
        ("fr", "depuis mai 2019", "since May 2019"),
        ("es", "3 de marzo de 2025", "3 March 2025"),
        ("es", "1.500 millones de euros", "1,500 million euros"),
        ("es", "2,5 mil millones de dólares", "2.5 billion dollars"),
        ("es", "más de 20.000 personas", "more than 20,000 personas"),
        ("es-MX", "1,234.5 toneladas", "1,234.5 tonnes"),
        ("it", "12,7 miliardi di euro", "12.7 billion euros"),
        ("it", "tra 5 e 7 anni", "between 5 and 7 years"),
        ("pt-BR", "R$ 1,5 bilhão", "R$ 1.5 billion"),
        ("pt", "25 de abril de 1974", "25 April 1974"),
        ("nl", "ruim 4.000 woningen", "more than 4,000 woningen"),
        ("nl", "3-5-2025", "3 May 2025"),
        ("sv", "knappt 1,3 miljarder kronor", "nearly 1.3 billion kronor"),
        ("da", "14. maj 2025", "14 May 2025"),
        ("nb", "2,4 milliarder kroner", "2.4 billion kroner"),
        ("pl", "1 234,5", "1,234.5"),
        ("en", "1.234", "1.234"),
    ] {
        assert_eq!(read_in(value, Tongue::of(tag)).0, parse(english), "{tag}: {value}");
    }
}

#[test]
fn what_is_no_figure_stays_as_it_is_written() {
    for (tag, value) in [
        ("de", "Über die Elbe und zurück"),
        ("de", "nicht bekannt"),
        ("fr", "Mai Ling"),
        ("es", "Una mujer de Madrid"),
        ("it", "A Roma"),
        ("de", "1.2.3"),
    ] {
        let (quantity, _) = read_in(value, Tongue::of(tag));
        assert_eq!(quantity, parse(value), "{tag}: {value}");
    }
    let qualified = read_in("1.200 Menschen über zwei Jahre", Tongue::of("de")).0;
    assert_eq!(qualified, parse("1,200 Menschen über zwei Jahre"));
}

#[test]
fn what_is_found_has_its_place_in_the_text_as_written() {
    let text = "Der Umsatz stieg am 3. März um 2,5 Mrd. Euro auf 1.234,5 Mio.";
    let german = Tongue::of("de").text(text).expect("it has figures");
    let found = |english: &str| {
        let at = german.text.find(english).expect("it is there");
        &text[german.written(&(at..at + english.len()))]
    };
    assert_eq!(german.text, "Der Umsatz stieg am 3 March um 2.5 billion euros auf 1,234.5 million");
    assert_eq!(found("2.5 billion euros"), "2,5 Mrd. Euro");
    assert_eq!(found("3 March"), "3. März");
    assert_eq!(found("1,234.5 million"), "1.234,5 Mio.");
    assert_eq!(found("Umsatz"), "Umsatz");
    assert_eq!(found("auf"), "auf");
}

#[test]
fn months_are_known_in_every_language() {
    assert!(is_month("März") && is_month("août") && is_month("maggio") && !is_month("werk"));
}

proptest! {
    #[test]
    fn any_text_has_a_translation_with_places(text in "(?s)([a-zäß]{0,6}|[0-9.,' ]{0,6}|zwischen|und|\\PC){0,24}", tag in "(de|fr|es|it|nl|pl|de-CH)") {
        if let Some(translation) = Tongue::of(&tag).text(&text) {
            let (mut last, mut old, mut new) = (0, 0, 0);
            for swap in &translation.swaps {
                // What is between two swaps stands in both, character for character.
                prop_assert_eq!(&translation.text[new..swap.english.start], &text[old..swap.written.start]);
                (old, new) = (swap.written.end, swap.english.end);
            }
            prop_assert_eq!(&translation.text[new..], &text[old..]);
            for (at, character) in translation.text.char_indices() {
                let written = translation.written(&(at..at + character.len_utf8()));
                prop_assert!(written.start <= written.end && text.get(written.clone()).is_some(), "{:?} {written:?}", translation);
                prop_assert!(written.start >= last || written.end >= last);
                last = written.start;
            }
            let _ = scan(&translation.text);
        }
    }
}
