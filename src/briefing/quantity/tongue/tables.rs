//! The words for figures and dates in other languages, and what each is in English.
//!
//! One table to a language, sorted by first letter; phrases are in lower case, the longest match wins. A billion is a
//! million million in all of these languages but Brazil's, whose *bilhão* is a word of its own.

/// What a phrase does in a figure or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The month of this number.
    Month(i8),
    /// Stands before a figure: a comparator.
    Before(&'static str),
    /// Stands behind a figure: a magnitude, a currency, a unit.
    After(&'static str),
    /// Is a figure itself.
    Number(&'static str),
    /// Joins two figures to a range.
    Joint,
    /// Opens a range that [`Role::And`] goes on with.
    Between,
    /// Goes on with what [`Role::Between`] opens.
    And,
    /// Stands behind the number of a quarter.
    Quarter,
    /// Stands between the parts of a date.
    Link,
}

impl Role {
    /// What it is in English.
    pub(super) fn english(self) -> &'static str {
        match self {
            Self::Before(english) | Self::After(english) | Self::Number(english) => english,
            Self::Joint => "to",
            Self::Between => "between",
            Self::And => "and",
            Self::Month(_) | Self::Quarter | Self::Link => "",
        }
    }
}

use Role::{After, And, Before, Between, Joint, Link, Month, Number, Quarter};

/// Every table.
pub(super) const ALL: &[&[(&str, Role)]] = &[DANISH, DUTCH, FRENCH, GERMAN, ITALIAN, NORWEGIAN, PORTUGUESE, SPANISH, SWEDISH];

#[rustfmt::skip]
pub(super) const DANISH: &[(&str, Role)] = &[
    ("april", Month(4)), ("august", Month(8)), ("billion", After("trillion")), ("billioner", After("trillion")),
    ("ca", Before("about")), ("ca.", Before("about")), ("cirka", Before("about")), ("dag", After("days")),
    ("dage", After("days")), ("december", Month(12)), ("dollar", After("dollars")), ("dollars", After("dollars")),
    ("dusin", After("dozen")), ("elleve", Number("eleven")), ("euro", After("euros")), ("februar", Month(2)),
    ("fem", Number("five")), ("fire", Number("four")), ("flere end", Before("more than")), ("færre end", Before("less than")),
    ("godt og vel", Before("about")), ("hektar", After("hectares")), ("højst", Before("up to")), ("januar", Month(1)),
    ("juli", Month(7)), ("juni", Month(6)), ("kilometer", After("kilometres")), ("knap", Before("nearly")),
    ("knapt", Before("nearly")), ("kr", After("kroner")), ("kr.", After("kroner")), ("kroner", After("kroner")),
    ("kvartal", Quarter), ("maj", Month(5)), ("maksimalt", Before("up to")), ("marts", Month(3)), ("mellem", Between),
    ("mere end", Before("more than")), ("meter", After("metres")), ("mia", After("billion")), ("mia.", After("billion")),
    ("milliard", After("billion")), ("milliarder", After("billion")), ("million", After("million")),
    ("millioner", After("million")), ("mindre end", Before("less than")), ("mindst", Before("at least")),
    ("minut", After("minutes")), ("minutter", After("minutes")), ("mio", After("million")), ("mio.", After("million")),
    ("måned", After("months")), ("måneder", After("months")), ("ni", Number("nine")), ("november", Month(11)),
    ("næsten", Before("nearly")), ("og", And), ("oktober", Month(10)), ("omkring", Before("about")), ("omtrent", Before("about")),
    ("op til", Before("up to")), ("otte", Number("eight")), ("over", Before("more than")), ("pct", After("percent")),
    ("pct.", After("percent")), ("procent", After("percent")), ("procentpoint", After("percentage points")),
    ("pund", After("pounds")), ("rundt regnet", Before("about")), ("seks", Number("six")), ("september", Month(9)),
    ("siden", Before("since")), ("syv", Number("seven")), ("ti", Number("ten")), ("til", Joint), ("time", After("hours")),
    ("timer", After("hours")), ("to", Number("two")), ("tolv", Number("twelve")), ("ton", After("tonnes")),
    ("tons", After("tonnes")), ("tre", Number("three")), ("tusind", After("thousand")), ("tusinde", After("thousand")),
    ("uge", After("weeks")), ("uger", After("weeks")), ("under", Before("less than")), ("år", After("years")),
];

#[rustfmt::skip]
pub(super) const DUTCH: &[(&str, Role)] = &[
    ("acht", Number("eight")), ("apr.", Month(4)), ("april", Month(4)), ("aug.", Month(8)), ("augustus", Month(8)),
    ("bijna", Before("nearly")), ("biljoen", After("trillion")), ("boven de", Before("more than")), ("ca.", Before("about")),
    ("circa", Before("about")), ("dag", After("days")), ("dagen", After("days")), ("dec.", Month(12)), ("december", Month(12)),
    ("dollar", After("dollars")), ("dozijn", After("dozen")), ("drie", Number("three")), ("duizend", After("thousand")),
    ("elf", Number("eleven")), ("en", And), ("euro", After("euros")), ("euro's", After("euros")), ("feb.", Month(2)),
    ("februari", Month(2)), ("haast", Before("nearly")), ("hectare", After("hectares")), ("hoogstens", Before("up to")),
    ("hooguit", Before("up to")), ("jaar", After("years")), ("jan.", Month(1)), ("januari", Month(1)), ("jaren", After("years")),
    ("juli", Month(7)), ("juni", Month(6)), ("kilometer", After("kilometres")), ("kwartaal", Quarter), ("maand", After("months")),
    ("maanden", After("months")), ("maart", Month(3)), ("maximaal", Before("up to")), ("meer dan", Before("more than")),
    ("mei", Month(5)), ("meter", After("metres")), ("miljard", After("billion")), ("miljoen", After("million")),
    ("minder dan", Before("less than")), ("minimaal", Before("at least")), ("minstens", Before("at least")),
    ("minuten", After("minutes")), ("minuut", After("minutes")), ("mld", After("billion")), ("mld.", After("billion")),
    ("mln", After("million")), ("mln.", After("million")), ("mrt.", Month(3)), ("negen", Number("nine")), ("nov.", Month(11)),
    ("november", Month(11)), ("okt.", Month(10)), ("oktober", Month(10)), ("om en nabij", Before("about")),
    ("onder de", Before("less than")), ("ongeveer", Before("about")), ("pond", After("pounds")), ("procent", After("percent")),
    ("procentpunt", After("percentage points")), ("procentpunten", After("percentage points")), ("rond de", Before("about")),
    ("ruim", Before("more than")), ("sept.", Month(9)), ("september", Month(9)), ("sinds", Before("since")), ("t/m", Joint),
    ("ten minste", Before("at least")), ("tien", Number("ten")), ("ton", After("tonnes")), ("tot", Before("up to")),
    ("tot", Joint), ("tot en met", Joint), ("tussen", Between), ("twaalf", Number("twelve")), ("twee", Number("two")),
    ("twintig", Number("twenty")), ("uren", After("hours")), ("uur", After("hours")), ("vier", Number("four")),
    ("vijf", Number("five")), ("week", After("weeks")), ("weken", After("weeks")), ("zes", Number("six")),
    ("zeven", Number("seven")), ("zo'n", Before("about")),
];

#[rustfmt::skip]
pub(super) const FRENCH: &[(&str, Role)] = &[
    ("an", After("years")), ("année", After("years")), ("années", After("years")), ("ans", After("years")), ("août", Month(8)),
    ("approximativement", Before("about")), ("au", Joint), ("au maximum", Before("up to")), ("au minimum", Before("at least")),
    ("au moins", Before("at least")), ("au plus", Before("up to")), ("autour de", Before("about")), ("avr.", Month(4)),
    ("avril", Month(4)), ("billion", After("trillion")), ("billion d'", After("trillion")), ("billion de", After("trillion")),
    ("billions", After("trillion")), ("billions d'", After("trillion")), ("billions de", After("trillion")),
    ("cinq", Number("five")), ("cinquante", Number("fifty")), ("de", Link), ("depuis", Before("since")), ("deux", Number("two")),
    ("dix", Number("ten")), ("dollar", After("dollars")), ("dollars", After("dollars")), ("douze", Number("twelve")),
    ("déc.", Month(12)), ("décembre", Month(12)), ("entre", Between), ("environ", Before("about")), ("et", And),
    ("euro", After("euros")), ("euros", After("euros")), ("franc suisse", After("swiss francs")),
    ("francs suisses", After("swiss francs")), ("févr.", Month(2)), ("février", Month(2)), ("hectare", After("hectares")),
    ("hectares", After("hectares")), ("heure", After("hours")), ("heures", After("hours")), ("huit", Number("eight")),
    ("janv.", Month(1)), ("janvier", Month(1)), ("jour", After("days")), ("jours", After("days")), ("juil.", Month(7)),
    ("juillet", Month(7)), ("juin", Month(6)), ("jusqu'à", Before("up to")), ("kilomètre", After("kilometres")),
    ("kilomètres", After("kilometres")), ("livre sterling", After("pounds")), ("livres", After("pounds")),
    ("livres sterling", After("pounds")), ("mai", Month(5)), ("mars", Month(3)), ("mds", After("billion")),
    ("mds d'", After("billion")), ("mds de", After("billion")), ("mille", After("thousand")), ("milliard", After("billion")),
    ("milliard d'", After("billion")), ("milliard de", After("billion")), ("milliards", After("billion")),
    ("milliards d'", After("billion")), ("milliards de", After("billion")), ("million", After("million")),
    ("million d'", After("million")), ("million de", After("million")), ("millions", After("million")),
    ("millions d'", After("million")), ("millions de", After("million")), ("minute", After("minutes")),
    ("minutes", After("minutes")), ("moins d'", Before("less than")), ("moins de", Before("less than")),
    ("mois", After("months")), ("mètre", After("metres")), ("mètres", After("metres")), ("nov.", Month(11)),
    ("novembre", Month(11)), ("oct.", Month(10)), ("octobre", Month(10)), ("onze", Number("eleven")),
    ("plus d'", Before("more than")), ("plus de", Before("more than")), ("point de pourcentage", After("percentage points")),
    ("points de pourcentage", After("percentage points")), ("pour cent", After("percent")), ("presque", Before("nearly")),
    ("près de", Before("nearly")), ("quarante", Number("forty")), ("quatorze", Number("fourteen")), ("quatre", Number("four")),
    ("quelque", Before("about")), ("quinze", Number("fifteen")), ("seize", Number("sixteen")), ("semaine", After("weeks")),
    ("semaines", After("weeks")), ("sept", Number("seven")), ("sept.", Month(9)), ("septembre", Month(9)), ("six", Number("six")),
    ("soixante", Number("sixty")), ("tonne", After("tonnes")), ("tonnes", After("tonnes")), ("treize", Number("thirteen")),
    ("trente", Number("thirty")), ("trimestre", Quarter), ("trois", Number("three")), ("une douzaine", Number("a dozen")),
    ("une douzaine d'", Number("a dozen")), ("une douzaine de", Number("a dozen")), ("vingt", Number("twenty")), ("à", Joint),
    ("à peu près", Before("about")),
];

#[rustfmt::skip]
pub(super) const GERMAN: &[(&str, Role)] = &[
    ("acht", Number("eight")), ("apr.", Month(4)), ("april", Month(4)), ("aug.", Month(8)), ("august", Month(8)),
    ("beinahe", Before("nearly")), ("billion", After("trillion")), ("billionen", After("trillion")), ("bio.", After("trillion")),
    ("bis", Joint), ("bis zu", Before("up to")), ("ca", Before("about")), ("ca.", Before("about")), ("circa", Before("about")),
    ("dez.", Month(12)), ("dezember", Month(12)), ("dollar", After("dollars")), ("drei", Number("three")),
    ("dreißig", Number("thirty")), ("dutzend", After("dozen")), ("ein dutzend", Number("a dozen")), ("elf", Number("eleven")),
    ("etwa", Before("about")), ("euro", After("euros")), ("fast", Before("nearly")), ("feb.", Month(2)), ("februar", Month(2)),
    ("franken", After("swiss francs")), ("fünf", Number("five")), ("fünfzig", Number("fifty")), ("gigawatt", After("gigawatts")),
    ("gut", Before("about")), ("hektar", After("hectares")), ("hundert", After("hundred")), ("höchstens", Before("up to")),
    ("jahr", After("years")), ("jahre", After("years")), ("jahren", After("years")), ("jan.", Month(1)), ("januar", Month(1)),
    ("juli", Month(7)), ("juni", Month(6)), ("jänner", Month(1)), ("kilometer", After("kilometres")),
    ("kilometern", After("kilometres")), ("knapp", Before("nearly")), ("liter", After("litres")), ("litern", After("litres")),
    ("mai", Month(5)), ("maximal", Before("up to")), ("megawatt", After("megawatts")), ("mehr als", Before("more than")),
    ("meter", After("metres")), ("metern", After("metres")), ("mill.", After("million")), ("milliarde", After("billion")),
    ("milliarden", After("billion")), ("million", After("million")), ("millionen", After("million")),
    ("mindestens", Before("at least")), ("minute", After("minutes")), ("minuten", After("minutes")), ("mio", After("million")),
    ("mio.", After("million")), ("monat", After("months")), ("monate", After("months")), ("monaten", After("months")),
    ("mrd", After("billion")), ("mrd.", After("billion")), ("märz", Month(3)), ("nahezu", Before("nearly")),
    ("neun", Number("nine")), ("nov.", Month(11)), ("november", Month(11)), ("okt.", Month(10)), ("oktober", Month(10)),
    ("pfund", After("pounds")), ("prozent", After("percent")), ("prozentpunkt", After("percentage points")),
    ("prozentpunkte", After("percentage points")), ("prozentpunkten", After("percentage points")), ("quartal", Quarter),
    ("rund", Before("about")), ("schweizer franken", After("swiss francs")), ("sechs", Number("six")), ("seit", Before("since")),
    ("sep.", Month(9)), ("sept.", Month(9)), ("september", Month(9)), ("sieben", Number("seven")), ("stunde", After("hours")),
    ("stunden", After("hours")), ("tag", After("days")), ("tage", After("days")), ("tagen", After("days")),
    ("tausend", After("thousand")), ("tonne", After("tonnes")), ("tonnen", After("tonnes")), ("tsd", After("thousand")),
    ("tsd.", After("thousand")), ("und", And), ("ungefähr", Before("about")), ("unter", Before("less than")),
    ("us-dollar", After("dollars")), ("vier", Number("four")), ("vierzig", Number("forty")), ("weniger als", Before("less than")),
    ("wenigstens", Before("at least")), ("woche", After("weeks")), ("wochen", After("weeks")), ("zehn", Number("ten")),
    ("zwanzig", Number("twenty")), ("zwei", Number("two")), ("zwischen", Between), ("zwölf", Number("twelve")),
    ("über", Before("more than")),
];

#[rustfmt::skip]
pub(super) const ITALIAN: &[(&str, Role)] = &[
    ("a", Joint), ("agosto", Month(8)), ("al", Joint), ("al massimo", Before("up to")), ("almeno", Before("at least")),
    ("anni", After("years")), ("anno", After("years")), ("aprile", Month(4)), ("bilione", After("trillion")),
    ("bilioni", After("trillion")), ("bilioni di", After("trillion")), ("chilometri", After("kilometres")),
    ("chilometro", After("kilometres")), ("cinque", Number("five")), ("circa", Before("about")), ("dal", Before("since")),
    ("del", Link), ("di", Link), ("dicembre", Month(12)), ("dieci", Number("ten")), ("dodici", Number("twelve")),
    ("dollari", After("dollars")), ("dollaro", After("dollars")), ("due", Number("two")), ("e", And),
    ("ettari", After("hectares")), ("ettaro", After("hectares")), ("euro", After("euros")), ("febbraio", Month(2)),
    ("fino a", Before("up to")), ("fra", Between), ("franchi", After("swiss francs")),
    ("franchi svizzeri", After("swiss francs")), ("gennaio", Month(1)), ("giorni", After("days")), ("giorno", After("days")),
    ("giugno", Month(6)), ("intorno a", Before("about")), ("luglio", Month(7)), ("maggio", Month(5)), ("marzo", Month(3)),
    ("meno di", Before("less than")), ("mese", After("months")), ("mesi", After("months")), ("metri", After("metres")),
    ("metro", After("metres")), ("mila", After("thousand")), ("miliardi", After("billion")), ("miliardi di", After("billion")),
    ("miliardo", After("billion")), ("miliardo di", After("billion")), ("milione", After("million")),
    ("milione di", After("million")), ("milioni", After("million")), ("milioni di", After("million")),
    ("minuti", After("minutes")), ("minuto", After("minutes")), ("mld", After("billion")), ("mln", After("million")),
    ("nove", Number("nine")), ("novembre", Month(11)), ("oltre", Before("more than")), ("ora", After("hours")),
    ("ore", After("hours")), ("otto", Number("eight")), ("ottobre", Month(10)), ("per cento", After("percent")),
    ("più di", Before("more than")), ("punti percentuali", After("percentage points")),
    ("punto percentuale", After("percentage points")), ("quasi", Before("nearly")), ("quattro", Number("four")),
    ("sette", Number("seven")), ("settembre", Month(9)), ("settimana", After("weeks")), ("settimane", After("weeks")),
    ("sotto i", Before("less than")), ("sterlina", After("pounds")), ("sterline", After("pounds")),
    ("tonnellata", After("tonnes")), ("tonnellate", After("tonnes")), ("tra", Between), ("tre", Number("three")),
    ("trenta", Number("thirty")), ("trimestre", Quarter), ("una dozzina", Number("a dozen")),
    ("una dozzina di", Number("a dozen")), ("undici", Number("eleven")), ("venti", Number("twenty")),
];

#[rustfmt::skip]
pub(super) const NORWEGIAN: &[(&str, Role)] = &[
    ("april", Month(4)), ("august", Month(8)), ("billion", After("trillion")), ("billioner", After("trillion")),
    ("ca", Before("about")), ("ca.", Before("about")), ("cirka", Before("about")), ("dag", After("days")),
    ("dager", After("days")), ("desember", Month(12)), ("dollar", After("dollars")), ("dusin", After("dozen")),
    ("elleve", Number("eleven")), ("euro", After("euros")), ("februar", Month(2)), ("fem", Number("five")),
    ("fire", Number("four")), ("flere enn", Before("more than")), ("færre enn", Before("less than")),
    ("hektar", After("hectares")), ("høyst", Before("up to")), ("januar", Month(1)), ("juli", Month(7)), ("juni", Month(6)),
    ("kilometer", After("kilometres")), ("knapt", Before("nearly")), ("kr", After("kroner")), ("kr.", After("kroner")),
    ("kroner", After("kroner")), ("kvartal", Quarter), ("mai", Month(5)), ("maksimalt", Before("up to")), ("mars", Month(3)),
    ("mellom", Between), ("mer enn", Before("more than")), ("meter", After("metres")), ("mill.", After("million")),
    ("milliard", After("billion")), ("milliarder", After("billion")), ("million", After("million")),
    ("millioner", After("million")), ("mindre enn", Before("less than")), ("minst", Before("at least")),
    ("minutt", After("minutes")), ("minutter", After("minutes")), ("mrd", After("billion")), ("mrd.", After("billion")),
    ("måned", After("months")), ("måneder", After("months")), ("nesten", Before("nearly")), ("ni", Number("nine")),
    ("november", Month(11)), ("og", And), ("oktober", Month(10)), ("omkring", Before("about")), ("omtrent", Before("about")),
    ("opp til", Before("up to")), ("opptil", Before("up to")), ("over", Before("more than")), ("prosent", After("percent")),
    ("prosentpoeng", After("percentage points")), ("pst.", After("percent")), ("pund", After("pounds")),
    ("rundt", Before("about")), ("seks", Number("six")), ("september", Month(9)), ("siden", Before("since")),
    ("sju", Number("seven")), ("syv", Number("seven")), ("ti", Number("ten")), ("til", Joint), ("time", After("hours")),
    ("timer", After("hours")), ("to", Number("two")), ("tolv", Number("twelve")), ("tonn", After("tonnes")),
    ("tre", Number("three")), ("tusen", After("thousand")), ("uke", After("weeks")), ("uker", After("weeks")),
    ("under", Before("less than")), ("år", After("years")), ("åtte", Number("eight")),
];

#[rustfmt::skip]
pub(super) const PORTUGUESE: &[(&str, Role)] = &[
    ("a", Joint), ("abaixo de", Before("less than")), ("abril", Month(4)), ("acima de", Before("more than")),
    ("agosto", Month(8)), ("ano", After("years")), ("anos", After("years")), ("ao menos", Before("at least")),
    ("aproximadamente", Before("about")), ("até", Before("up to")), ("até", Joint), ("bi", After("billion")),
    ("bilhão", After("billion")), ("bilhão de", After("billion")), ("bilhões", After("billion")),
    ("bilhões de", After("billion")), ("bilião", After("trillion")), ("biliões", After("trillion")),
    ("biliões de", After("trillion")), ("cerca de", Before("about")), ("cinco", Number("five")), ("de", Link),
    ("desde", Before("since")), ("dez", Number("ten")), ("dezembro", Month(12)), ("dia", After("days")), ("dias", After("days")),
    ("do", Link), ("dois", Number("two")), ("doze", Number("twelve")), ("duas", Number("two")), ("dólar", After("dollars")),
    ("dólares", After("dollars")), ("e", And), ("em torno de", Before("about")), ("entre", Between), ("euro", After("euros")),
    ("euros", After("euros")), ("fevereiro", Month(2)), ("hectare", After("hectares")), ("hectares", After("hectares")),
    ("hora", After("hours")), ("horas", After("hours")), ("janeiro", Month(1)), ("julho", Month(7)), ("junho", Month(6)),
    ("libra", After("pounds")), ("libras", After("pounds")), ("maio", Month(5)), ("mais de", Before("more than")),
    ("março", Month(3)), ("menos de", Before("less than")), ("meses", After("months")), ("metro", After("metres")),
    ("metros", After("metres")), ("mi", After("million")), ("mil", After("thousand")), ("mil milhões", After("billion")),
    ("mil milhões de", After("billion")), ("milhão", After("million")), ("milhão de", After("million")),
    ("milhões", After("million")), ("milhões de", After("million")), ("minuto", After("minutes")), ("minutos", After("minutes")),
    ("mês", After("months")), ("no máximo", Before("up to")), ("no mínimo", Before("at least")), ("nove", Number("nine")),
    ("novembro", Month(11)), ("oito", Number("eight")), ("onze", Number("eleven")), ("outubro", Month(10)),
    ("pelo menos", Before("at least")), ("perto de", Before("nearly")), ("ponto percentual", After("percentage points")),
    ("pontos percentuais", After("percentage points")), ("por cento", After("percent")), ("por volta de", Before("about")),
    ("quase", Before("nearly")), ("quatro", Number("four")), ("quilómetro", After("kilometres")),
    ("quilómetros", After("kilometres")), ("quilômetro", After("kilometres")), ("quilômetros", After("kilometres")),
    ("reais", After("reais")), ("real", After("reais")), ("seis", Number("six")), ("semana", After("weeks")),
    ("semanas", After("weeks")), ("sete", Number("seven")), ("setembro", Month(9)), ("tonelada", After("tonnes")),
    ("toneladas", After("tonnes")), ("trilhão", After("trillion")), ("trilhão de", After("trillion")),
    ("trilhões", After("trillion")), ("trilhões de", After("trillion")), ("trimestre", Quarter), ("trinta", Number("thirty")),
    ("três", Number("three")), ("uma dúzia", Number("a dozen")), ("uma dúzia de", Number("a dozen")), ("vinte", Number("twenty")),
];

#[rustfmt::skip]
pub(super) const SPANISH: &[(&str, Role)] = &[
    ("a", Joint), ("abril", Month(4)), ("agosto", Month(8)), ("al", Joint), ("al menos", Before("at least")),
    ("alrededor de", Before("about")), ("aproximadamente", Before("about")), ("año", After("years")), ("años", After("years")),
    ("billones", After("trillion")), ("billones de", After("trillion")), ("billón", After("trillion")),
    ("billón de", After("trillion")), ("casi", Before("nearly")), ("cerca de", Before("about")), ("cinco", Number("five")),
    ("como máximo", Before("up to")), ("como mínimo", Before("at least")), ("cuatro", Number("four")), ("de", Link),
    ("del", Link), ("desde", Before("since")), ("diciembre", Month(12)), ("diez", Number("ten")), ("doce", Number("twelve")),
    ("dos", Number("two")), ("día", After("days")), ("días", After("days")), ("dólar", After("dollars")),
    ("dólares", After("dollars")), ("en torno a", Before("about")), ("enero", Month(1)), ("entre", Between),
    ("euro", After("euros")), ("euros", After("euros")), ("febrero", Month(2)), ("hasta", Before("up to")),
    ("hectárea", After("hectares")), ("hectáreas", After("hectares")), ("hora", After("hours")), ("horas", After("hours")),
    ("julio", Month(7)), ("junio", Month(6)), ("kilómetro", After("kilometres")), ("kilómetros", After("kilometres")),
    ("libra", After("pounds")), ("libras", After("pounds")), ("marzo", Month(3)), ("mayo", Month(5)),
    ("menos de", Before("less than")), ("mes", After("months")), ("meses", After("months")), ("metro", After("metres")),
    ("metros", After("metres")), ("mil", After("thousand")), ("mil millones", After("billion")),
    ("mil millones de", After("billion")), ("millardo", After("billion")), ("millardos", After("billion")),
    ("millones", After("million")), ("millones de", After("million")), ("millón", After("million")),
    ("millón de", After("million")), ("minuto", After("minutes")), ("minutos", After("minutes")), ("más de", Before("more than")),
    ("noviembre", Month(11)), ("nueve", Number("nine")), ("ocho", Number("eight")), ("octubre", Month(10)),
    ("once", Number("eleven")), ("por ciento", After("percent")), ("por lo menos", Before("at least")),
    ("punto porcentual", After("percentage points")), ("puntos porcentuales", After("percentage points")),
    ("seis", Number("six")), ("semana", After("weeks")), ("semanas", After("weeks")), ("septiembre", Month(9)),
    ("setiembre", Month(9)), ("siete", Number("seven")), ("tonelada", After("tonnes")), ("toneladas", After("tonnes")),
    ("treinta", Number("thirty")), ("tres", Number("three")), ("trimestre", Quarter), ("una docena", Number("a dozen")),
    ("una docena de", Number("a dozen")), ("unas", Before("about")), ("unos", Before("about")), ("veinte", Number("twenty")),
    ("y", And),
];

#[rustfmt::skip]
pub(super) const SWEDISH: &[(&str, Role)] = &[
    ("april", Month(4)), ("augusti", Month(8)), ("biljon", After("trillion")), ("biljoner", After("trillion")),
    ("ca", Before("about")), ("ca.", Before("about")), ("cirka", Before("about")), ("dag", After("days")),
    ("dagar", After("days")), ("december", Month(12)), ("dollar", After("dollars")), ("drygt", Before("about")),
    ("dussin", After("dozen")), ("elva", Number("eleven")), ("euro", After("euros")), ("februari", Month(2)),
    ("fem", Number("five")), ("fler än", Before("more than")), ("fyra", Number("four")), ("färre än", Before("less than")),
    ("hektar", After("hectares")), ("högst", Before("up to")), ("januari", Month(1)), ("juli", Month(7)), ("juni", Month(6)),
    ("kilometer", After("kilometres")), ("knappt", Before("nearly")), ("kr", After("kronor")), ("kr.", After("kronor")),
    ("kronor", After("kronor")), ("kvartal", Quarter), ("maj", Month(5)), ("mars", Month(3)), ("maximalt", Before("up to")),
    ("mdr", After("billion")), ("mellan", Between), ("mer än", Before("more than")), ("meter", After("metres")),
    ("milj.", After("million")), ("miljard", After("billion")), ("miljarder", After("billion")), ("miljon", After("million")),
    ("miljoner", After("million")), ("mindre än", Before("less than")), ("minst", Before("at least")),
    ("minut", After("minutes")), ("minuter", After("minutes")), ("månad", After("months")), ("månader", After("months")),
    ("nio", Number("nine")), ("november", Month(11)), ("närmare", Before("nearly")), ("nästan", Before("nearly")), ("och", And),
    ("oktober", Month(10)), ("omkring", Before("about")), ("procent", After("percent")),
    ("procentenhet", After("percentage points")), ("procentenheter", After("percentage points")), ("pund", After("pounds")),
    ("runt", Before("about")), ("sedan", Before("since")), ("september", Month(9)), ("sex", Number("six")),
    ("sju", Number("seven")), ("till", Joint), ("timmar", After("hours")), ("timme", After("hours")), ("tio", Number("ten")),
    ("tjugo", Number("twenty")), ("tolv", Number("twelve")), ("ton", After("tonnes")), ("tre", Number("three")),
    ("tusen", After("thousand")), ("två", Number("two")), ("under", Before("less than")), ("ungefär", Before("about")),
    ("upp till", Before("up to")), ("vecka", After("weeks")), ("veckor", After("weeks")), ("år", After("years")),
    ("åtta", Number("eight")), ("över", Before("more than")),
];

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn tables_are_sorted_by_first_letter_and_in_lower_case() {
        for table in ALL {
            assert!(table.is_sorted_by_key(|(phrase, _)| phrase.chars().next()), "{table:?}");
            assert!(table.iter().all(|(phrase, _)| *phrase == phrase.to_lowercase()), "{table:?}");
        }
    }
}
