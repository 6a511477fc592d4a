//! Every English word, sign and symbol the quantity grammar knows, as tables.
//!
//! One file, so that another language is another file. Tables are sorted by first byte (a test holds them to it): every word of a site is looked up here, so most must be refused after a few
//! comparisons. Among phrases the longest match wins. Nothing here decides anything:
//! the grammar lives in the modules beside this one.

use super::Comparator;
use super::lex;

/// What a word may do in a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A number below twenty.
    Small(u8),
    /// Twenty to ninety.
    Tens(u8),
    Hundred,
    Dozen,
    /// `a`, `an`: one, before a word such as *hundred*.
    Article,
    /// Ten to this power.
    Magnitude(u8),
    /// One of so many parts.
    Fraction(u8),
    /// The month of this number.
    Month(i8),
    /// `half`, and the words that open other quantities: `minus`, `first` (quarter).
    Starter,
    /// Opens the qualifier after a figure or a counted noun: `at` its peak.
    Preposition,
    /// `to`: between nouns a preposition, after a bare figure no noun can start with it.
    Connector,
    /// Cannot start a counted noun: a bare figure followed by it is part of a sentence.
    Stop,
}

/// The role of a word in any letter case.
pub(super) fn role(word: &str) -> Option<Role> {
    lex::folded(word, |folded| find(ROLES, folded))
}

/// Whether a quantity without opening may start here, judged by the first word: most texts are refused here.
///
/// Words of up to three bytes pass, for they may be a currency (`kr`, `CHF`) or a part of a year (`Q3`).
pub(super) fn may_start(text: &str) -> bool {
    let Some((word, _)) = lex::word(text) else { return !text.is_empty() };
    word.len() <= 3 || !matches!(role(word), None | Some(Role::Preposition | Role::Connector))
}

/// The meaning of a whole word.
fn find<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    same_start(table, *key.as_bytes().first()?).find(|(word, _)| *word == key).map(|(_, meaning)| *meaning)
}

/// The entries that start with a byte, so that a look-up compares few words (measured: half the time of a binary search by whole words).
fn same_start<'a, T>(table: &'a [(&'a str, T)], first: u8) -> impl Iterator<Item = &'a (&'a str, T)> {
    let from = table.partition_point(|(phrase, _)| first_byte(phrase) < first);
    table[from..].iter().take_while(move |(phrase, _)| first_byte(phrase) == first)
}

fn first_byte(phrase: &str) -> u8 {
    phrase.as_bytes().first().copied().unwrap_or(0)
}

const ROLES: &[(&str, Role)] = &[
    ("a", Role::Article),
    ("about", Role::Preposition),
    ("above", Role::Preposition),
    ("across", Role::Preposition),
    ("after", Role::Preposition),
    ("against", Role::Preposition),
    ("along", Role::Preposition),
    ("amid", Role::Preposition),
    ("among", Role::Preposition),
    ("an", Role::Article),
    ("and", Role::Stop),
    ("apr", Role::Month(4)),
    ("april", Role::Month(4)),
    ("are", Role::Stop),
    ("around", Role::Preposition),
    ("as", Role::Preposition),
    ("at", Role::Preposition),
    ("aug", Role::Month(8)),
    ("august", Role::Month(8)),
    ("be", Role::Stop),
    ("because", Role::Preposition),
    ("been", Role::Stop),
    ("before", Role::Preposition),
    ("below", Role::Preposition),
    ("between", Role::Preposition),
    ("billion", Role::Magnitude(9)),
    ("bn", Role::Magnitude(9)),
    ("but", Role::Stop),
    ("by", Role::Preposition),
    ("can", Role::Stop),
    ("could", Role::Stop),
    ("crore", Role::Magnitude(7)),
    ("crores", Role::Magnitude(7)),
    ("dec", Role::Month(12)),
    ("december", Role::Month(12)),
    ("despite", Role::Preposition),
    ("did", Role::Stop),
    ("do", Role::Stop),
    ("does", Role::Stop),
    ("dozen", Role::Dozen),
    ("due", Role::Preposition),
    ("during", Role::Preposition),
    ("eight", Role::Small(8)),
    ("eighteen", Role::Small(18)),
    ("eighth", Role::Fraction(8)),
    ("eighths", Role::Fraction(8)),
    ("eighty", Role::Tens(80)),
    ("eleven", Role::Small(11)),
    ("except", Role::Preposition),
    ("feb", Role::Month(2)),
    ("february", Role::Month(2)),
    ("fifteen", Role::Small(15)),
    ("fifth", Role::Fraction(5)),
    ("fifths", Role::Fraction(5)),
    ("fifty", Role::Tens(50)),
    ("first", Role::Starter),
    ("five", Role::Small(5)),
    ("following", Role::Preposition),
    ("for", Role::Preposition),
    ("forty", Role::Tens(40)),
    ("four", Role::Small(4)),
    ("fourteen", Role::Small(14)),
    ("fourth", Role::Starter),
    ("from", Role::Preposition),
    ("had", Role::Stop),
    ("half", Role::Starter),
    ("has", Role::Stop),
    ("have", Role::Stop),
    ("he", Role::Stop),
    ("hundred", Role::Hundred),
    ("if", Role::Stop),
    ("in", Role::Preposition),
    ("including", Role::Preposition),
    ("into", Role::Preposition),
    ("is", Role::Stop),
    ("it", Role::Stop),
    ("jan", Role::Month(1)),
    ("january", Role::Month(1)),
    ("jul", Role::Month(7)),
    ("july", Role::Month(7)),
    ("jun", Role::Month(6)),
    ("june", Role::Month(6)),
    ("lakh", Role::Magnitude(5)),
    ("lakhs", Role::Magnitude(5)),
    ("mar", Role::Month(3)),
    ("march", Role::Month(3)),
    ("may", Role::Month(5)),
    ("million", Role::Magnitude(6)),
    ("minus", Role::Starter),
    ("mio", Role::Magnitude(6)),
    ("mln", Role::Magnitude(6)),
    ("mn", Role::Magnitude(6)),
    ("mrd", Role::Magnitude(9)),
    ("near", Role::Preposition),
    ("nine", Role::Small(9)),
    ("nineteen", Role::Small(19)),
    ("ninety", Role::Tens(90)),
    ("not", Role::Stop),
    ("nov", Role::Month(11)),
    ("november", Role::Month(11)),
    ("oct", Role::Month(10)),
    ("october", Role::Month(10)),
    ("of", Role::Preposition),
    ("on", Role::Preposition),
    ("one", Role::Small(1)),
    ("or", Role::Stop),
    ("over", Role::Preposition),
    ("quarter", Role::Fraction(4)),
    ("quarters", Role::Fraction(4)),
    ("second", Role::Starter),
    ("sep", Role::Month(9)),
    ("sept", Role::Month(9)),
    ("september", Role::Month(9)),
    ("seven", Role::Small(7)),
    ("seventeen", Role::Small(17)),
    ("seventy", Role::Tens(70)),
    ("she", Role::Stop),
    ("since", Role::Preposition),
    ("six", Role::Small(6)),
    ("sixteen", Role::Small(16)),
    ("sixth", Role::Fraction(6)),
    ("sixths", Role::Fraction(6)),
    ("sixty", Role::Tens(60)),
    ("so", Role::Stop),
    ("ten", Role::Small(10)),
    ("tenth", Role::Fraction(10)),
    ("tenths", Role::Fraction(10)),
    ("than", Role::Stop),
    ("that", Role::Stop),
    ("the", Role::Stop),
    ("then", Role::Stop),
    ("they", Role::Stop),
    ("third", Role::Fraction(3)),
    ("thirds", Role::Fraction(3)),
    ("thirteen", Role::Small(13)),
    ("thirty", Role::Tens(30)),
    ("thousand", Role::Magnitude(3)),
    ("three", Role::Small(3)),
    ("through", Role::Connector),
    ("tn", Role::Magnitude(12)),
    ("to", Role::Connector),
    ("trillion", Role::Magnitude(12)),
    ("trn", Role::Magnitude(12)),
    ("twelve", Role::Small(12)),
    ("twenty", Role::Tens(20)),
    ("two", Role::Small(2)),
    ("under", Role::Preposition),
    ("until", Role::Connector),
    ("v", Role::Stop),
    ("versus", Role::Stop),
    ("vs", Role::Stop),
    ("was", Role::Stop),
    ("we", Role::Stop),
    ("were", Role::Stop),
    ("when", Role::Preposition),
    ("which", Role::Stop),
    ("while", Role::Preposition),
    ("who", Role::Stop),
    ("will", Role::Stop),
    ("with", Role::Preposition),
    ("within", Role::Preposition),
    ("without", Role::Preposition),
    ("would", Role::Stop),
    ("x", Role::Stop),
    ("zero", Role::Small(0)),
];

/// The month's name, counted from one.
pub(crate) fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    usize::try_from(month).ok().and_then(|month| month.checked_sub(1)).and_then(|at| NAMES.get(at)).copied().unwrap_or("January")
}

/// A magnitude letter that stands at the figure: `35m`, `5k`, `2B`. `T` is one only beside a currency (else tesla).
pub(super) fn magnitude_letter(token: &str, money: bool) -> Option<u8> {
    match token {
        "k" | "K" => Some(3),
        "m" | "M" => Some(6),
        "b" | "B" => Some(9),
        "MM" if money => Some(6),
        "t" | "T" if money => Some(12),
        _ => None,
    }
}

/// By which power of ten a word multiplies the figure before it: `million`, `bn`; of money also as a letter: `$5 m`.
pub fn magnitude(word: &str, money: bool) -> Option<u8> {
    let letter = if money { magnitude_letter(word, true) } else { None };
    letter.or_else(|| match role(word) {
        Some(Role::Hundred) => Some(2),
        Some(Role::Magnitude(power)) => Some(power),
        _ => None,
    })
}

/// What stands before a figure or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Compares a figure; *about* may compare a date too.
    Compare(Comparator),
    /// About, said of years.
    Circa,
    /// Compares a date.
    CompareDate(Comparator),
    Since,
    Until,
    From,
    Between,
}

/// The longest opening at the start of a text, and the text after it.
pub(super) fn opening(text: &str) -> Option<(Opening, &str)> {
    let (opening, rest) = longest(OPENINGS, text)?;
    Some((opening, rest.trim_start()))
}

/// A sign in letters that is joined to its figure: `DKr6m`, `Rs500`.
pub(super) fn joined_sign(text: &str) -> Option<(&'static str, &str)> {
    let mut signs = same_start(SIGNS, *text.as_bytes().first().filter(|first| first.is_ascii_alphabetic())?);
    let joined = |rest: &&str| rest.starts_with(|first: char| first.is_ascii_digit());
    signs.find_map(|(sign, name)| Some((*name, text.strip_prefix(sign).filter(joined)?)))
}

/// The longest phrase of a table at the start of a text, in any ASCII letter case.
pub(super) fn longest<'a, T: Copy>(table: &'static [(&'static str, T)], text: &'a str) -> Option<(T, &'a str)> {
    let first = text.as_bytes().first()?;
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    let other = (lower != upper).then_some(upper).into_iter().flat_map(|upper| same_start(table, upper));
    let second = text.as_bytes().get(1);
    // Two bytes tell most phrases apart, and are compared faster than the whole.
    let may_be = |phrase: &str| match phrase.as_bytes().get(1) {
        Some(letter) if letter.is_ascii_alphabetic() => second.is_some_and(|second| second.eq_ignore_ascii_case(letter)),
        _ => true,
    };
    let phrases = same_start(table, lower).chain(other).filter(|(phrase, _)| may_be(phrase));
    let found = phrases.filter_map(|(phrase, meaning)| Some((*meaning, lex::phrase(text, phrase)?)));
    found.min_by_key(|(_, rest)| rest.len())
}

const ABOUT: Opening = Opening::Compare(Comparator::About);
const NEARLY: Opening = Opening::Compare(Comparator::Nearly);
const MORE: Opening = Opening::Compare(Comparator::MoreThan);
const LEAST: Opening = Opening::Compare(Comparator::AtLeast);
const LESS: Opening = Opening::Compare(Comparator::LessThan);
const MOST: Opening = Opening::Compare(Comparator::AtMost);

const OPENINGS: &[(&str, Opening)] = &[
    ("<", LESS),
    ("<=", MOST),
    (">", MORE),
    (">=", LEAST),
    ("a bit less than", NEARLY),
    ("a bit more than", MORE),
    ("a bit over", MORE),
    ("a bit under", NEARLY),
    ("a fraction over", MORE),
    ("a fraction under", NEARLY),
    ("a little above", MORE),
    ("a little below", NEARLY),
    ("a little less than", NEARLY),
    ("a little more than", MORE),
    ("a little over", MORE),
    ("a little short of", NEARLY),
    ("a little shy of", NEARLY),
    ("a little under", NEARLY),
    ("a maximum of", MOST),
    ("a minimum of", LEAST),
    ("a shade over", MORE),
    ("a shade under", NEARLY),
    ("a touch over", MORE),
    ("a touch under", NEARLY),
    ("about", ABOUT),
    ("above", MORE),
    ("after", Opening::CompareDate(Comparator::MoreThan)),
    ("almost", NEARLY),
    ("an estimated", ABOUT),
    ("anything up to", MOST),
    ("approaching", NEARLY),
    ("approx", ABOUT),
    ("approx.", ABOUT),
    ("approximately", ABOUT),
    ("around", ABOUT),
    ("as few as", LEAST),
    ("as high as", MOST),
    ("as little as", LEAST),
    ("as low as", LEAST),
    ("as many as", MOST),
    ("as much as", MOST),
    ("at least", LEAST),
    ("at most", MOST),
    ("before", Opening::CompareDate(Comparator::LessThan)),
    ("below", LESS),
    ("between", Opening::Between),
    ("by", Opening::CompareDate(Comparator::AtMost)),
    ("c.", Opening::Circa),
    ("ca.", Opening::Circa),
    ("capped at", MOST),
    ("circa", Opening::Circa),
    ("close to", NEARLY),
    ("comfortably over", MORE),
    ("considerably less than", LESS),
    ("considerably more than", MORE),
    ("estimated", ABOUT),
    ("exceeding", MORE),
    ("far fewer than", LESS),
    ("far less than", LESS),
    ("far more than", MORE),
    ("fewer than", LESS),
    ("fractionally over", MORE),
    ("fractionally under", NEARLY),
    ("from", Opening::From),
    ("getting on for", NEARLY),
    ("greater than", MORE),
    ("higher than", MORE),
    ("in excess of", MORE),
    ("in the neighborhood of", ABOUT),
    ("in the neighbourhood of", ABOUT),
    ("in the region of", ABOUT),
    ("in the vicinity of", ABOUT),
    ("just above", MORE),
    ("just below", NEARLY),
    ("just fewer than", NEARLY),
    ("just less than", NEARLY),
    ("just more than", MORE),
    ("just over", MORE),
    ("just short of", NEARLY),
    ("just shy of", NEARLY),
    ("just under", NEARLY),
    ("less than", LESS),
    ("little more than", MORE),
    ("little short of", NEARLY),
    ("lower than", LESS),
    ("marginally above", MORE),
    ("marginally below", NEARLY),
    ("marginally more than", MORE),
    ("marginally over", MORE),
    ("marginally under", NEARLY),
    ("maximum", MOST),
    ("maximum of", MOST),
    ("minimum", LEAST),
    ("minimum of", LEAST),
    ("more than", MORE),
    ("much less than", LESS),
    ("much more than", MORE),
    ("nearly", NEARLY),
    ("nigh on", NEARLY),
    ("no earlier than", Opening::CompareDate(Comparator::AtLeast)),
    ("no fewer than", LEAST),
    ("no greater than", MOST),
    ("no higher than", MOST),
    ("no larger than", MOST),
    ("no later than", Opening::CompareDate(Comparator::AtMost)),
    ("no less than", LEAST),
    ("no longer than", MOST),
    ("no lower than", LEAST),
    ("no more than", MOST),
    ("no smaller than", LEAST),
    ("north of", MORE),
    ("not above", MOST),
    ("not before", Opening::CompareDate(Comparator::AtLeast)),
    ("not below", LEAST),
    ("not exceeding", MOST),
    ("not fewer than", LEAST),
    ("not less than", LEAST),
    ("not more than", MOST),
    ("not over", MOST),
    ("not quite", NEARLY),
    ("not under", LEAST),
    ("of the order of", ABOUT),
    ("on the order of", ABOUT),
    ("only just over", MORE),
    ("over", MORE),
    ("practically", NEARLY),
    ("roughly", ABOUT),
    ("shy of", NEARLY),
    ("significantly less than", LESS),
    ("significantly more than", MORE),
    ("since", Opening::Since),
    ("slightly above", MORE),
    ("slightly below", NEARLY),
    ("slightly fewer than", NEARLY),
    ("slightly less than", NEARLY),
    ("slightly more than", MORE),
    ("slightly over", MORE),
    ("slightly under", NEARLY),
    ("some", ABOUT),
    ("something like", ABOUT),
    ("somewhere around", ABOUT),
    ("substantially more than", MORE),
    ("the best part of", NEARLY),
    ("through", Opening::Until),
    ("till", Opening::Until),
    ("under", LESS),
    ("until", Opening::Until),
    ("up to", MOST),
    ("up to and including", MOST),
    ("upward of", MORE),
    ("upwards of", MORE),
    ("virtually", NEARLY),
    ("well above", MORE),
    ("well below", LESS),
    ("well in excess of", MORE),
    ("well over", MORE),
    ("well under", LESS),
    ("~", ABOUT),
    ("≈", ABOUT),
    ("≤", MOST),
    ("≥", LEAST),
];

/// A comparator that follows its figure: `100 or more`.
pub(super) const CLOSINGS: &[(&str, Comparator)] = &[
    ("and above", Comparator::AtLeast),
    ("and counting", Comparator::AtLeast),
    ("and over", Comparator::AtLeast),
    ("and upwards", Comparator::AtLeast),
    ("or above", Comparator::AtLeast),
    ("or below", Comparator::AtMost),
    ("or fewer", Comparator::AtMost),
    ("or greater", Comparator::AtLeast),
    ("or higher", Comparator::AtLeast),
    ("or less", Comparator::AtMost),
    ("or longer", Comparator::AtLeast),
    ("or lower", Comparator::AtMost),
    ("or more", Comparator::AtLeast),
    ("or over", Comparator::AtLeast),
    ("or shorter", Comparator::AtMost),
    ("or so", Comparator::About),
    ("or thereabouts", Comparator::About),
    ("or under", Comparator::AtMost),
    ("or upwards", Comparator::AtLeast),
];

/// Words between the two ends of a range.
pub(super) const TO: &[(&str, ())] = &[("through", ()), ("till", ()), ("to", ()), ("until", ())];

/// What the end of a date range may be instead of a date.
pub(super) const PRESENT: &[(&str, ())] =
    &[("date", ()), ("now", ()), ("ongoing", ()), ("present", ()), ("present day", ()), ("the present", ()), ("today", ())];

/// What opens a date range when it follows a date.
pub(super) const ONWARDS: &[(&str, ())] = &[("onward", ()), ("onwards", ())];

/// Quarters and halves of a year in words.
pub(super) const PARTS: &[(&str, (bool, i8))] = &[
    ("first half", (false, 1)),
    ("first quarter", (true, 1)),
    ("fourth quarter", (true, 4)),
    ("second half", (false, 2)),
    ("second quarter", (true, 2)),
    ("third quarter", (true, 3)),
];

/// Nouns whose plural has no *s*: they are counted, so a figure of four digits before them is no year.
pub(super) fn is_plural(word: &str) -> bool {
    let irregular = lex::folded(word, |folded| {
        matches!(folded, "people" | "staff" | "men" | "women" | "children" | "police" | "aircraft" | "personnel").then_some(())
    });
    irregular.is_some() || (word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)))
}

/// Signs before a figure, with the currency's name; a sign that several currencies share names itself.
pub(super) const SIGNS: &[(&str, &str)] = &[
    ("$", "$"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("CDN$", "CAD"),
    ("CN¥", "CNY"),
    ("Can$", "CAD"),
    ("DKr", "DKK"),
    ("Dh", "AED"),
    ("Dhs", "AED"),
    ("Fr", "CHF"),
    ("Fr.", "CHF"),
    ("GH¢", "GHS"),
    ("GH₵", "GHS"),
    ("HK$", "HKD"),
    ("JP¥", "JPY"),
    ("KSh", "KES"),
    ("Ksh", "KES"),
    ("Kč", "CZK"),
    ("MX$", "MXN"),
    ("NIS", "ILS"),
    ("NKr", "NOK"),
    ("NT$", "TWD"),
    ("NZ$", "NZD"),
    ("R$", "BRL"),
    ("RM", "MYR"),
    ("RMB", "CNY"),
    ("Rp", "IDR"),
    ("Rs", "Rs"),
    ("Rs.", "Rs"),
    ("S$", "SGD"),
    ("SFr", "CHF"),
    ("SKr", "SEK"),
    ("Sh", "Sh"),
    ("TL", "TRY"),
    ("TSh", "TZS"),
    ("Tk", "BDT"),
    ("US$", "USD"),
    ("USh", "UGX"),
    ("kr", "kr"),
    ("kr.", "kr"),
    ("zł", "PLN"),
    ("£", "GBP"),
    ("¥", "¥"),
    ("₦", "NGN"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("€", "EUR"),
    ("₱", "PHP"),
    ("₴", "UAH"),
    ("₹", "INR"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("￥", "¥"),
];

/// Currency words after a figure, lower case.
const MONEY_WORDS: &[(&str, &str)] = &[
    ("baht", "THB"),
    ("cedi", "GHS"),
    ("cedis", "GHS"),
    ("crown", "kr"),
    ("crowns", "kr"),
    ("dollar", "$"),
    ("dollars", "$"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("forint", "HUF"),
    ("forints", "HUF"),
    ("hryvnia", "UAH"),
    ("hryvnias", "UAH"),
    ("koruna", "CZK"),
    ("korunas", "CZK"),
    ("krona", "SEK"),
    ("krone", "kr"),
    ("kroner", "kr"),
    ("kronor", "SEK"),
    ("lei", "RON"),
    ("naira", "NGN"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("quid", "GBP"),
    ("rand", "ZAR"),
    ("reais", "BRL"),
    ("renminbi", "CNY"),
    ("ringgit", "MYR"),
    ("rmb", "CNY"),
    ("rouble", "RUB"),
    ("roubles", "RUB"),
    ("ruble", "RUB"),
    ("rubles", "RUB"),
    ("rupee", "Rs"),
    ("rupees", "Rs"),
    ("rupiah", "IDR"),
    ("shekel", "ILS"),
    ("shekels", "ILS"),
    ("shilling", "Sh"),
    ("shillings", "Sh"),
    ("sterling", "GBP"),
    ("taka", "BDT"),
    ("tenge", "KZT"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("zloty", "PLN"),
    ("zlotys", "PLN"),
];

/// Currencies of several words after a figure.
const MONEY_PHRASES: &[(&str, &str)] = &[
    ("american dollars", "USD"),
    ("argentine pesos", "ARS"),
    ("australian dollars", "AUD"),
    ("brazilian reais", "BRL"),
    ("canadian dollars", "CAD"),
    ("chilean pesos", "CLP"),
    ("chinese yuan", "CNY"),
    ("colombian pesos", "COP"),
    ("czech crowns", "CZK"),
    ("danish crowns", "DKK"),
    ("danish kroner", "DKK"),
    ("egyptian pounds", "EGP"),
    ("emirati dirhams", "AED"),
    ("hong kong dollars", "HKD"),
    ("icelandic crowns", "ISK"),
    ("indian rupees", "INR"),
    ("israeli shekels", "ILS"),
    ("japanese yen", "JPY"),
    ("kenyan shillings", "KES"),
    ("mexican pesos", "MXN"),
    ("moroccan dirhams", "MAD"),
    ("new zealand dollars", "NZD"),
    ("norwegian crowns", "NOK"),
    ("norwegian kroner", "NOK"),
    ("pakistani rupees", "PKR"),
    ("philippine pesos", "PHP"),
    ("polish zlotys", "PLN"),
    ("pounds sterling", "GBP"),
    ("russian roubles", "RUB"),
    ("russian rubles", "RUB"),
    ("saudi riyals", "SAR"),
    ("singapore dollars", "SGD"),
    ("south african rand", "ZAR"),
    ("south korean won", "KRW"),
    ("sri lankan rupees", "LKR"),
    ("swedish crowns", "SEK"),
    ("swedish kronor", "SEK"),
    ("swiss francs", "CHF"),
    ("tanzanian shillings", "TZS"),
    ("turkish lira", "TRY"),
    ("turkish liras", "TRY"),
    ("u.s. dollars", "USD"),
    ("uae dirhams", "AED"),
    ("ugandan shillings", "UGX"),
    ("us dollars", "USD"),
];

/// ISO 4217 codes, those a news desk meets; sorted.
const CODES: &[&str] = &[
    "AED", "ARS", "AUD", "BDT", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "GHS", "HKD", "HUF",
    "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JPY", "KES", "KRW", "KZT", "LKR", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "PEN", "PHP",
    "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "TZS", "UAH", "UGX", "USD", "VND", "ZAR",
];

/// The name of the currency with this ISO code (upper case).
pub(super) fn currency_code(code: &str) -> Option<&'static str> {
    CODES.binary_search(&code).ok().map(|at| CODES[at])
}

/// The currency that a text starts with in words or as a code, after a figure.
pub(super) fn currency_word(text: &str) -> Option<(&'static str, &str)> {
    let (word, rest) = lex::word(text)?;
    if let Some(found) = longest(MONEY_PHRASES, text) {
        return Some(found);
    }
    let name = currency_code(word).or_else(|| lex::folded(word, |folded| find(MONEY_WORDS, folded)))?;
    Some((name, rest))
}

/// The unit of a symbol, letter case as written: `GW`. Only `spaced` symbols may be too short to stand at the figure.
pub(super) fn unit_symbol(symbol: &str, spaced: bool) -> Option<&'static str> {
    find(SYMBOLS, symbol).filter(|_| spaced || symbol != "s")
}

/// The unit of a word in any letter case: `kilometres`.
pub(super) fn unit_word(word: &str) -> Option<&'static str> {
    lex::folded(word, |folded| find(UNIT_WORDS, folded))
}

/// The unit with this canonical name.
pub(super) fn unit_named(name: &str) -> Option<&'static str> {
    let tables = SYMBOLS.iter().chain(UNIT_WORDS).chain(UNIT_PHRASES);
    tables.map(|(_, canonical)| *canonical).find(|canonical| *canonical == name)
}

const SYMBOLS: &[(&str, &str)] = &[
    ("GB", "GB"),
    ("GHz", "GHz"),
    ("GW", "GW"),
    ("GWh", "GWh"),
    ("Gt", "Gt"),
    ("Hz", "Hz"),
    ("MB", "MB"),
    ("MHz", "MHz"),
    ("MW", "MW"),
    ("MWh", "MWh"),
    ("Mbps", "Mbps"),
    ("Mt", "Mt"),
    ("PB", "PB"),
    ("TB", "TB"),
    ("TW", "TW"),
    ("TWh", "TWh"),
    ("V", "V"),
    ("W", "W"),
    ("Wh", "Wh"),
    ("bp", "basis points"),
    ("bps", "basis points"),
    ("cm", "cm"),
    ("dB", "dB"),
    ("ft", "ft"),
    ("g", "g"),
    ("h", "hours"),
    ("ha", "ha"),
    ("hr", "hours"),
    ("hrs", "hours"),
    ("kB", "kB"),
    ("kHz", "kHz"),
    ("kV", "kV"),
    ("kW", "kW"),
    ("kWh", "kWh"),
    ("kg", "kg"),
    ("km", "km"),
    ("km/h", "km/h"),
    ("km2", "km²"),
    ("kmh", "km/h"),
    ("kmph", "km/h"),
    ("km²", "km²"),
    ("kph", "km/h"),
    ("kt", "kt"),
    ("lb", "lb"),
    ("lbs", "lb"),
    ("m", "m"),
    ("m/s", "m/s"),
    ("m2", "m²"),
    ("m3", "m³"),
    ("mg", "mg"),
    ("min", "minutes"),
    ("mins", "minutes"),
    ("ml", "ml"),
    ("mm", "mm"),
    ("mpg", "mpg"),
    ("mph", "mph"),
    ("ms", "ms"),
    ("m²", "m²"),
    ("m³", "m³"),
    ("nm", "nm"),
    ("oz", "oz"),
    ("pp", "percentage points"),
    ("ppm", "ppm"),
    ("s", "seconds"),
    ("sec", "seconds"),
    ("secs", "seconds"),
    ("t", "t"),
    ("yr", "years"),
    ("yrs", "years"),
    ("°C", "°C"),
    ("°F", "°F"),
    ("µg", "µg"),
    ("µm", "µm"),
    ("μg", "µg"),
    ("μm", "µm"),
    ("‰", "‰"),
    ("℃", "°C"),
];

const UNIT_WORDS: &[(&str, &str)] = &[
    ("acre", "acres"),
    ("acres", "acres"),
    ("barrel", "barrels"),
    ("barrels", "barrels"),
    ("centimeter", "cm"),
    ("centimeters", "cm"),
    ("centimetre", "cm"),
    ("centimetres", "cm"),
    ("day", "days"),
    ("days", "days"),
    ("decade", "decades"),
    ("decades", "decades"),
    ("decibel", "dB"),
    ("decibels", "dB"),
    ("feet", "ft"),
    ("foot", "ft"),
    ("gallon", "gallons"),
    ("gallons", "gallons"),
    ("gigabyte", "GB"),
    ("gigabytes", "GB"),
    ("gigahertz", "GHz"),
    ("gigatonne", "Gt"),
    ("gigatonnes", "Gt"),
    ("gigawatt", "GW"),
    ("gigawatts", "GW"),
    ("gram", "g"),
    ("grams", "g"),
    ("hectare", "ha"),
    ("hectares", "ha"),
    ("hertz", "Hz"),
    ("hour", "hours"),
    ("hours", "hours"),
    ("inch", "inches"),
    ("inches", "inches"),
    ("kilo", "kg"),
    ("kilobyte", "kB"),
    ("kilobytes", "kB"),
    ("kilogram", "kg"),
    ("kilograms", "kg"),
    ("kilohertz", "kHz"),
    ("kilometer", "km"),
    ("kilometers", "km"),
    ("kilometre", "km"),
    ("kilometres", "km"),
    ("kilos", "kg"),
    ("kilotonne", "kt"),
    ("kilotonnes", "kt"),
    ("kilovolt", "kV"),
    ("kilovolts", "kV"),
    ("kilowatt", "kW"),
    ("kilowatts", "kW"),
    ("knot", "knots"),
    ("knots", "knots"),
    ("liter", "litres"),
    ("liters", "litres"),
    ("litre", "litres"),
    ("litres", "litres"),
    ("megabyte", "MB"),
    ("megabytes", "MB"),
    ("megahertz", "MHz"),
    ("megatonne", "Mt"),
    ("megatonnes", "Mt"),
    ("megawatt", "MW"),
    ("megawatts", "MW"),
    ("meter", "m"),
    ("meters", "m"),
    ("metre", "m"),
    ("metres", "m"),
    ("microgram", "µg"),
    ("micrograms", "µg"),
    ("micrometer", "µm"),
    ("micrometers", "µm"),
    ("micrometre", "µm"),
    ("micrometres", "µm"),
    ("micron", "µm"),
    ("microns", "µm"),
    ("mile", "miles"),
    ("miles", "miles"),
    ("milligram", "mg"),
    ("milligrams", "mg"),
    ("milliliter", "ml"),
    ("milliliters", "ml"),
    ("millilitre", "ml"),
    ("millilitres", "ml"),
    ("millimeter", "mm"),
    ("millimeters", "mm"),
    ("millimetre", "mm"),
    ("millimetres", "mm"),
    ("millisecond", "ms"),
    ("milliseconds", "ms"),
    ("minute", "minutes"),
    ("minutes", "minutes"),
    ("month", "months"),
    ("months", "months"),
    ("nanometer", "nm"),
    ("nanometers", "nm"),
    ("nanometre", "nm"),
    ("nanometres", "nm"),
    ("petabyte", "PB"),
    ("petabytes", "PB"),
    ("pint", "pints"),
    ("pints", "pints"),
    ("second", "seconds"),
    ("seconds", "seconds"),
    ("terabyte", "TB"),
    ("terabytes", "TB"),
    ("terawatt", "TW"),
    ("terawatts", "TW"),
    ("tonne", "t"),
    ("tonnes", "t"),
    ("volt", "V"),
    ("volts", "V"),
    ("watt", "W"),
    ("watts", "W"),
    ("week", "weeks"),
    ("weeks", "weeks"),
    ("yard", "yards"),
    ("yards", "yards"),
    ("year", "years"),
    ("years", "years"),
];

/// Units of several words.
pub(super) const UNIT_PHRASES: &[(&str, &str)] = &[
    ("basis point", "basis points"),
    ("basis points", "basis points"),
    ("basis-point", "basis points"),
    ("cubic feet", "cubic feet"),
    ("cubic foot", "cubic feet"),
    ("cubic meter", "m³"),
    ("cubic meters", "m³"),
    ("cubic metre", "m³"),
    ("cubic metres", "m³"),
    ("degree celsius", "°C"),
    ("degree fahrenheit", "°F"),
    ("degrees c", "°C"),
    ("degrees celsius", "°C"),
    ("degrees centigrade", "°C"),
    ("degrees f", "°F"),
    ("degrees fahrenheit", "°F"),
    ("gigawatt hour", "GWh"),
    ("gigawatt hours", "GWh"),
    ("gigawatt-hour", "GWh"),
    ("gigawatt-hours", "GWh"),
    ("gigawatt‑hour", "GWh"),
    ("gigawatt‑hours", "GWh"),
    ("kilometers an hour", "km/h"),
    ("kilometers per hour", "km/h"),
    ("kilometers-per-hour", "km/h"),
    ("kilometres an hour", "km/h"),
    ("kilometres per hour", "km/h"),
    ("kilometres-per-hour", "km/h"),
    ("kilowatt hour", "kWh"),
    ("kilowatt hours", "kWh"),
    ("kilowatt-hour", "kWh"),
    ("kilowatt-hours", "kWh"),
    ("kilowatt‑hour", "kWh"),
    ("kilowatt‑hours", "kWh"),
    ("light year", "light years"),
    ("light years", "light years"),
    ("light-year", "light years"),
    ("light-years", "light years"),
    ("megawatt hour", "MWh"),
    ("megawatt hours", "MWh"),
    ("megawatt-hour", "MWh"),
    ("megawatt-hours", "MWh"),
    ("megawatt‑hour", "MWh"),
    ("megawatt‑hours", "MWh"),
    ("meters a second", "m/s"),
    ("meters per second", "m/s"),
    ("metres a second", "m/s"),
    ("metres per second", "m/s"),
    ("metric ton", "t"),
    ("metric tonne", "t"),
    ("metric tonnes", "t"),
    ("metric tons", "t"),
    ("miles an hour", "mph"),
    ("miles per hour", "mph"),
    ("miles-per-hour", "mph"),
    ("nautical mile", "nautical miles"),
    ("nautical miles", "nautical miles"),
    ("percentage point", "percentage points"),
    ("percentage points", "percentage points"),
    ("percentage-point", "percentage points"),
    ("sq ft", "square feet"),
    ("sq km", "km²"),
    ("sq m", "m²"),
    ("sq miles", "square miles"),
    ("square feet", "square feet"),
    ("square foot", "square feet"),
    ("square kilometer", "km²"),
    ("square kilometers", "km²"),
    ("square kilometre", "km²"),
    ("square kilometres", "km²"),
    ("square meter", "m²"),
    ("square meters", "m²"),
    ("square metre", "m²"),
    ("square metres", "m²"),
    ("square mile", "square miles"),
    ("square miles", "square miles"),
    ("square-foot", "square feet"),
    ("square-kilometer", "km²"),
    ("square-kilometre", "km²"),
    ("square-meter", "m²"),
    ("square-metre", "m²"),
    ("square-mile", "square miles"),
    ("terawatt hour", "TWh"),
    ("terawatt hours", "TWh"),
    ("terawatt-hour", "TWh"),
    ("terawatt-hours", "TWh"),
    ("terawatt‑hour", "TWh"),
    ("terawatt‑hours", "TWh"),
];

/// Percent, in words and signs.
pub(super) const PERCENT: &[(&str, ())] = &[("%", ()), ("pct", ()), ("per cent", ()), ("percent", ())];

#[cfg(test)]
mod tests {
    use super::{
        CLOSINGS, CODES, MONEY_PHRASES, MONEY_WORDS, ONWARDS, OPENINGS, PARTS, PERCENT, PRESENT, ROLES, SIGNS, SYMBOLS, TO, UNIT_PHRASES,
        UNIT_WORDS, first_byte,
    };

    #[test]
    fn tables_are_sorted_by_first_byte() {
        fn sorted<T>(table: &[(&str, T)]) -> bool {
            table.is_sorted_by_key(|(phrase, _)| first_byte(phrase))
        }
        assert!(sorted(ROLES) && sorted(MONEY_WORDS) && sorted(SYMBOLS) && sorted(UNIT_WORDS) && CODES.is_sorted());
        assert!(sorted(OPENINGS) && sorted(CLOSINGS) && sorted(TO) && sorted(PRESENT) && sorted(ONWARDS));
        assert!(sorted(PARTS) && sorted(SIGNS) && sorted(MONEY_PHRASES) && sorted(UNIT_PHRASES) && sorted(PERCENT));
    }
}
