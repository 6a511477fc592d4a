//! The language of a copy: as its page names it, or as its words show it.
//!
//! A page names its language in `<html lang>`, in a `meta` element, or for social networks. Otherwise the common words of a
//! text tell (Ingle, "A language identification table", 1976): a third of any text or more is articles, prepositions and the
//! like, and no two languages share all of them. Only the languages whose figures can be read are told ([`Tongue`]); their
//! neighbours are known so that they are not taken for one of these. Where it is not plain, nothing is said: short texts,
//! texts in two languages, lists of names.
//!
//! [`Tongue`]: crate::briefing::quantity::Tongue

use std::collections::BTreeSet;
use std::fmt;

use dom_query::Document;
use rustc_hash::FxHashMap;

/// A language, and what says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its tag (BCP 47): a language, perhaps a script, perhaps a region.
    pub tag: String,
    /// What says so.
    pub from: Origin,
}

/// What says in which language a copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The editor.
    Editor,
    /// The element that the page is.
    Html,
    /// A `meta` element in place of a header.
    Meta,
    /// A `meta` element for social networks.
    Locale,
    /// Its words.
    Words,
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Editor => "as --lang says",
            Self::Html => "from <html lang> of the page",
            Self::Meta => "from content-language of the page",
            Self::Locale => "from og:locale of the page",
            Self::Words => "by its common words",
        })
    }
}

/// The language that a page names.
#[must_use]
pub fn of_page(document: &Document) -> Option<Language> {
    let root = document.select("html").iter().next();
    let html = root.and_then(|html| html.attr("lang").or_else(|| html.attr("xml:lang")));
    let named = |key: &str, name: &str| {
        let metas = document.select("meta");
        let meta = metas.iter().find(|meta| meta.attr(key).is_some_and(|value| value.trim().eq_ignore_ascii_case(name)));
        meta.and_then(|meta| meta.attr("content"))
    };
    let said =
        [(Origin::Html, html), (Origin::Meta, named("http-equiv", "content-language")), (Origin::Locale, named("property", "og:locale"))];
    said.into_iter().find_map(|(from, text)| Some(Language { tag: tag(&text?)?, from }))
}

/// A tag with no more than its language, script and region, in their usual spelling: `de_at.utf-8` is `de-AT`. `None` for
/// what names no language.
#[must_use]
pub fn tag(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['-', '_', '.', '@']).peekable();
    let is = |part: &str, letters: usize| part.len() == letters && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut tag = parts.next().filter(|part| is(part, 2) || is(part, 3))?.to_ascii_lowercase();
    if ["mis", "mul", "und", "zxx"].contains(&tag.as_str()) {
        return None;
    }
    // `zh-cmn` is an old way to say `cmn`.
    let _ = parts.next_if(|part| is(part, 3));
    if let Some(script) = parts.next_if(|part| is(part, 4)) {
        let (first, rest) = script.split_at(1);
        tag.push_str(&format!("-{}{}", first.to_ascii_uppercase(), rest.to_ascii_lowercase()));
    }
    if let Some(region) = parts.next_if(|part| is(part, 2) || part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())) {
        tag.push_str(&format!("-{}", region.to_ascii_uppercase()));
    }
    Some(tag)
}

/// So many words of a text are looked at.
const WORDS_MAX: usize = 5_000;

/// Of fewer words nothing is said.
const WORDS_MIN: usize = 40;

/// At least so many of a hundred words are common words of the language.
const SHARE: usize = 28;

/// They are not always the same: one of so many words is another of them,
const VARIETY: usize = 6;

/// until there are so many.
const VARIETY_MAX: usize = 24;

/// Of the words that only one of two languages has there are at least so many,
const APART: usize = 5;

/// and so many times as many as of the other.
const CLEAR: usize = 4;

/// The same for languages that are never told.
const CLEAR_OF_NEIGHBOUR: usize = 2;

/// The language that a text is plainly written in.
#[must_use]
pub fn of_words(text: &str) -> Option<&'static str> {
    let seen = Seen::of(text);
    let best = (0..COMMON.len()).max_by_key(|at| (seen.of_language(*at), COMMON.len() - at))?;
    let (tag, is_told, _) = COMMON[best];
    let is_clear = |other: usize| {
        let times = if COMMON[other].1 { CLEAR } else { CLEAR_OF_NEIGHBOUR };
        let (own, others) = (seen.only(best, other), seen.only(other, best));
        other == best || own >= APART && own >= others * times
    };
    let is_enough = seen.total >= WORDS_MIN
        && seen.of_language(best) * 100 >= seen.total * SHARE
        && seen.variety(best) >= (seen.total / VARIETY).min(VARIETY_MAX);
    (is_told && is_enough && (0..COMMON.len()).all(is_clear)).then_some(tag)
}

/// The words of a text, by which languages have them among their common ones: a bit for each.
struct Seen {
    total: usize,
    counts: FxHashMap<u32, usize>,
    words: BTreeSet<(&'static str, u32)>,
}

impl Seen {
    fn of(text: &str) -> Self {
        let mut known: FxHashMap<&'static str, u32> = FxHashMap::default();
        for (at, (_, _, words)) in COMMON.iter().enumerate() {
            words.split_whitespace().for_each(|word| *known.entry(word).or_default() |= 1 << at);
        }
        let mut seen = Self { total: 0, counts: FxHashMap::default(), words: BTreeSet::new() };
        let words = text.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
        for word in words.take(WORDS_MAX) {
            seen.total += 1;
            if let Some((word, languages)) = known.get_key_value(word.to_lowercase().as_str()) {
                *seen.counts.entry(*languages).or_default() += 1;
                seen.words.insert((word, *languages));
            }
        }
        seen
    }

    fn sum(&self, is_meant: impl Fn(u32) -> bool) -> usize {
        self.counts.iter().filter(|(languages, _)| is_meant(**languages)).map(|(_, count)| count).sum()
    }

    /// How many are common words of a language.
    fn of_language(&self, at: usize) -> usize {
        self.sum(|languages| languages >> at & 1 == 1)
    }

    /// How many are of one language and not of another.
    fn only(&self, at: usize, other: usize) -> usize {
        self.sum(|languages| languages >> at & 1 == 1 && languages >> other & 1 == 0)
    }

    /// How many different ones of more than a letter are of a language.
    fn variety(&self, at: usize) -> usize {
        self.words.iter().filter(|(word, languages)| languages >> at & 1 == 1 && word.chars().count() > 1).count()
    }
}

/// Common words by language, and whether the language is told. A word that is written with an apostrophe stands as its parts.
#[rustfmt::skip]
const COMMON: &[(&str, bool, &str)] = &[
    ("en", true,
     "the of and to in a is that for it on was with as at by be are this from or have an not but his her they which has had \
      were their we its been who will would there more all one can said he she you when what about than into up out if so no \
      do any"),
    ("de", true,
     "der die und das den von ist mit des im in für auf ein eine nicht als auch es an dem zu sich werden wird aus er hat \
      dass sie nach bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man \
      sein wurde sei hatte kann gegen vom können schon wenn seine ihre unter wir ich eines"),
    ("nl", true,
     "de van het een en in is dat op te zijn voor met die niet aan er om ook als bij maar door naar uit nog over worden \
      heeft hij ze tot werd dan wordt was deze zich hebben meer geen kan of dit had al zo wel wat moet we hun zal ik der"),
    ("fr", true,
     "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux d l n s qu \
      ont cette mais comme ou si leur y dont elle à été ces nous fait être on sa ses même après entre je toute tout"),
    ("es", true,
     "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este \
      ya entre cuando todo toda esta ser son también fue había era muy hasta desde está mi porque qué solo han yo hay tiene"),
    ("pt", true,
     "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser \
      quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me \
      esse eles são todo toda"),
    ("it", true,
     "di e che la il un a per è in una sono mi ho non si lo ha le i con del da della al nel alla dei come più gli ma se \
      anche delle ci o io questo dal nella ed su cui era dalla degli essere tra suo sua stato ai fra quando loro l d ogni ad"),
    ("da", true,
     "og i at det er en til på af for med der de den ikke et som har fra han kan var om jeg efter blev sig vil men også skal \
      hun nu over eller være hvor år da mere ved kun hvis op ud blive meget noget nogle havde hvad mange under deres dette \
      denne disse blevet bliver mellem mod kunne skulle enhver"),
    ("nb", true,
     "og i det er en til på av for med de den ikke et som har fra han kan var om jeg etter ble seg vil men også skal hun nå \
      over eller være hvor år da mer ved bare hvis opp ut bli mye noe noen hadde hva mange under deres dette denne disse \
      blitt blir mellom mot kunne skulle at sier enhver"),
    ("nn", true,
     "og i det er ein til på av for med dei den ikkje eit som har frå han kan var om eg etter vart seg vil men også skal ho \
      no over eller vere kvar år då meir ved berre viss opp ut bli mykje noko nokre hadde kva mange under deira dette denne \
      desse vorte blir mellom mot kunne skulle at seier nokon"),
    ("sv", true,
     "och i att det är en till på av för med den inte ett som har från han kan var om jag efter blev sig vill men också ska \
      hon nu över eller vara där år då mer vid bara så upp ut bli mycket något några hade vad många under deras detta denna \
      dessa blivit blir mellan mot kunde skulle de varje"),
    ("ca", false,
     "de la i el que a en les els per un una amb es no del al va dels com més és són ha aquest aquesta però seva seu també \
      ser fer molt o si ja hi ho als l d s han tot tota quan entre sobre fins sense"),
    ("gl", false,
     "de a o que e do da en un para é con non unha os no se na por máis as dos como pero foi ao el das ten á seu súa ou ser \
      cando moi hai nos xa está eu tamén só pola polo ata iso ela entre era despois sen mesmo aos ter seus quen nas me ese \
      eles son toda todo"),
    ("ro", false,
     "de și în a la cu pe o un să nu că care este din mai ce pentru au se al ale ca fost lui fi sunt sau dar prin după dacă \
      până ei iar orice"),
    ("af", false,
     "die van en in is het dat n te op nie met vir om sy hy aan wat was as ook by uit hulle word sal kan deur na maar daar \
      ons nog tot oor moet so toe ek jy haar geen waar dit"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{COMMON, Document, Origin, of_page, of_words, tag};
    use crate::briefing::quantity::Tongue;

    #[test]
    fn a_tag_is_language_script_and_region() {
        for (text, expected) in [
            ("de", Some("de")),
            (" DE-at ", Some("de-AT")),
            ("de_DE_formal", Some("de-DE")),
            ("de_DE.UTF-8", Some("de-DE")),
            ("de-CH-1996", Some("de-CH")),
            ("zh-hant-tw", Some("zh-Hant-TW")),
            ("zh-cmn-Hans", Some("zh-Hans")),
            ("es-419", Some("es-419")),
            ("fil", Some("fil")),
            ("x-default", None),
            ("und", None),
            ("english", None),
            ("de, en", None),
            ("{{ lang }}", None),
            ("", None),
        ] {
            assert_eq!(tag(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_page_names_its_language() {
        for (page, expected) in [
            ("<html lang=de-DE>", Some(("de-DE", Origin::Html))),
            ("<html xml:lang='nb'>", Some(("nb", Origin::Html))),
            ("<html lang=''><meta http-equiv=Content-Language content=fr>", Some(("fr", Origin::Meta))),
            (
                "<meta http-equiv=content-language content='de, en'><meta property='og:locale' content='it_IT'>",
                Some(("it-IT", Origin::Locale)),
            ),
            ("<html lang=de><meta property='og:locale' content='en_US'>", Some(("de", Origin::Html))),
            ("<p lang=de>Nur dies.", None),
        ] {
            let found = of_page(&Document::from(page));
            assert_eq!(found.as_ref().map(|found| (found.tag.as_str(), found.from)), expected, "{page}");
        }
    }

    /// The same in each language, and in some that are not told.
    const TEXTS: &[(Option<&str>, &str)] = &[
        (
            Some("en"),
            "The mill on the river has been closed since Monday, and nobody in the town knows what will become of it. The owner said that he had not found a buyer who would keep more than half of the people. In the hall they talked about it for two hours; some of them were there when it was built.",
        ),
        (
            Some("de"),
            "Die Mühle am Fluss ist seit Montag geschlossen, und in der Stadt weiß niemand, was aus ihr werden soll. Der Besitzer sagte, dass er keinen Käufer gefunden habe, der mehr als die Hälfte der Leute behalten würde. Im Saal sprach man zwei Stunden über das, was nun kommt; einige waren schon dabei, als sie gebaut wurde.",
        ),
        (
            Some("fr"),
            "Le moulin au bord de la rivière est fermé depuis lundi, et personne dans la ville ne sait ce qu’il va devenir. Le propriétaire a dit qu’il n’avait pas trouvé un acheteur qui garderait plus de la moitié des gens. Dans la salle on en a parlé pendant deux heures ; certains étaient là quand il a été construit.",
        ),
        (
            Some("es"),
            "El molino junto al río está cerrado desde el lunes, y nadie en la ciudad sabe qué va a ser de él. El dueño dijo que no había encontrado un comprador que se quedara con más de la mitad de la gente. En la sala se habló de ello durante dos horas; algunos ya estaban allí cuando fue construido.",
        ),
        (
            Some("it"),
            "Il mulino sul fiume è chiuso da lunedì, e nessuno nella città sa che cosa ne sarà. Il padrone ha detto che non aveva trovato un compratore che tenesse più della metà della gente. Nella sala se ne è parlato per due ore; alcuni erano già lì quando fu costruito, e ora non sanno come andare avanti.",
        ),
        (
            Some("pt"),
            "O moinho à beira do rio está fechado desde segunda-feira, e ninguém na cidade sabe o que vai ser dele. O dono disse que não encontrou um comprador que ficasse com mais de metade das pessoas. Na sala falou-se disso durante duas horas; alguns já lá estavam quando foi construído, e não sabem como vai ser.",
        ),
        (
            Some("nl"),
            "De molen aan de rivier is sinds maandag gesloten, en niemand in de stad weet wat ervan moet worden. De eigenaar zei dat hij geen koper had gevonden die meer dan de helft van de mensen zou houden. In de zaal werd er twee uur over gepraat; sommigen waren er al bij toen hij werd gebouwd.",
        ),
        (
            Some("sv"),
            "Kvarnen vid ån har varit stängd sedan i måndags, och ingen i staden vet vad som ska bli av den. Ägaren sade att han inte hade hittat någon köpare som ville behålla mer än hälften av folket. I salen talade man om det i två timmar; några var med redan när den byggdes, och de vet inte vad de ska göra.",
        ),
        (
            Some("da"),
            "Møllen ved åen har været lukket siden mandag, og ingen i byen ved, hvad der skal blive af den. Ejeren sagde, at han ikke havde fundet nogen køber, som ville beholde mere end halvdelen af folkene. I salen talte man om det i to timer; nogle var med, da den blev bygget, og de har ikke noget at sige til det nu. Hvis den bliver revet ned, vil der kun være en tom plads efter den.",
        ),
        (
            Some("nb"),
            "Møllen ved elva har vært stengt siden mandag, og ingen i byen vet hva som skal bli av den. Eieren sa at han ikke hadde funnet noen kjøper som ville beholde mer enn halvparten av folkene. I salen snakket de om det i to timer; noen var med da den ble bygget, og de har ikke noe å si til det nå. Hvis den blir revet, vil det bare være en tom plass igjen etter den.",
        ),
        (
            Some("nn"),
            "Mølla ved elva har vore stengd sidan måndag, og ingen i byen veit kva som skal bli av ho. Eigaren sa at han ikkje hadde funne nokon kjøpar som ville ha meir enn halvparten av folka. I salen snakka dei om det i to timar; nokre var med då ho vart bygd, og dei har ikkje noko å seie til det no.",
        ),
        // Catalan and Afrikaans; Polish; too short; two at once; names and figures.
        (
            None,
            "El molí de la vora del riu és tancat des de dilluns, i ningú a la ciutat no sap què se’n farà. L’amo va dir que no havia trobat un comprador que es quedés amb més de la meitat de la gent. A la sala en van parlar dues hores; alguns ja hi eren quan es va construir, i no saben com anirà.",
        ),
        (
            None,
            "Die meul aan die rivier is sedert Maandag gesluit, en niemand in die dorp weet wat daarvan moet word nie. Die eienaar het gesê dat hy nie ’n koper gevind het wat meer as die helfte van die mense sou hou nie. In die saal het hulle twee uur lank daaroor gepraat; party was daar toe dit gebou is.",
        ),
        (
            None,
            "Młyn nad rzeką jest zamknięty od poniedziałku i nikt w mieście nie wie, co się z nim stanie. Właściciel powiedział, że nie znalazł kupca, który zatrzymałby więcej niż połowę ludzi. W sali rozmawiano o tym przez dwie godziny; niektórzy byli tam już, kiedy go budowano, i nie wiedzą, co dalej.",
        ),
        (None, "The mill on the river has been closed since Monday, and nobody knows what will become of it."),
        (
            None,
            "The mill on the river has been closed since Monday, and nobody in the town knows what will become of it. Die Mühle am Fluss ist seit Montag geschlossen, und in der Stadt weiß niemand, was aus ihr werden soll. The owner has not found a buyer. Der Besitzer hat noch keinen Käufer gefunden.",
        ),
        (
            None,
            "Halden 410, Moss 225, Sarpsborg 118, Fredrikstad 96, Askim 87, Mysen 54, Rakkestad 31, Ørje 22, Marker 20, Hobøl 18, Spydeberg 17, Skiptvet 14, Våler 12, Råde 11, Rygge 9, Hvaler 7, Eidsberg 6, Trøgstad 5, Aremark 4, Rømskog 3, Ås 2, Ski 1, Vestby 1, Son 1, Drøbak 1, Nesodden 1, Oslo 1, Asker 1, Bærum 1, Lier 1",
        ),
        (None, ""),
    ];

    #[test]
    fn the_words_of_a_text_tell_its_language_where_it_is_plain() {
        for (expected, text) in TEXTS {
            assert_eq!(of_words(text), *expected, "{text}");
        }
    }

    #[test]
    fn every_language_that_is_told_is_one_whose_figures_are_read() {
        let nobody = Tongue::of("fi");
        let digits = Tongue::of("zh");
        for (tag, is_told, words) in COMMON {
            let tongue = Tongue::of(tag);
            assert!(!is_told || *tag == "en" || tongue != nobody && tongue != digits, "{tag}");
            let parts = words.split_whitespace().all(|word| word.chars().all(char::is_alphabetic) && word == word.to_lowercase());
            assert!(parts, "{tag}: {words}");
        }
        assert!(COMMON.len() <= 32);
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at(text in any::<String>(), words in "(de |en |la |og |i |att |the |und ){0,99}") {
            for text in [text, words] {
                let _ = (of_words(&text), tag(&text).map(|found| assert_eq!(tag(&found), Some(found.clone()))));
            }
        }
    }
}
