//! Values as people write them, and the laws that hold for any text.

use proptest::prelude::*;

use jiff::civil::Weekday;

use super::{Comparator, Currency, Parsed, Quantity, QuantityFault, Unit, fault, faults, parse, read, scan};
use crate::base::{Place, SourcePath};

fn json(text: &str) -> serde_json::Value {
    serde_json::to_value(Parsed(&parse(text))).expect("plain fields")
}

/// Kind, then what [`Parsed`] says without it, keys unquoted.
fn told(text: &str) -> String {
    let json = json(text);
    let fields = json.as_object().expect("always an object").iter().filter(|(key, _)| *key != "kind");
    let fields: Vec<String> = fields.map(|(key, value)| format!("{key}={value}").replace('"', "")).collect();
    format!("{} {}", parse(text).kind(), fields.join(" "))
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<_> = table.iter().filter(|(text, expected)| told(text) != *expected).collect();
    let told: Vec<_> = wrong.iter().map(|(text, expected)| format!("{text:?}\n  is       {}\n  expected {expected}", told(text))).collect();
    assert!(wrong.is_empty(), "\n{}", told.join("\n"));
}

#[test]
fn numbers() {
    check(&[
        ("1,047", "number number=1047"),
        ("1 000", "number number=1000"),
        ("1\u{a0}000\u{a0}000", "number number=1000000"),
        ("12\u{202f}500 jobs", "number number=12500 unit=jobs"),
        ("1'000", "number number=1000"),
        ("1.50", "number number=1.5"),
        ("\u{2212}5", "number number=-5"),
        ("minus 5 °C", "number number=-5 unit=°C"),
        ("+3.2", "number number=3.2"),
        ("5m", "number number=5000000"),
        ("2bn", "number number=2000000000"),
        ("1.3 trillion parameters", "number number=1300000000000 unit=parameters"),
        ("5k followers", "number number=5000 unit=followers"),
        ("2 lakh crore", "number number=2000000000000"),
        ("twenty-five", "number number=25"),
        ("Three hundred and five people", "number number=305 unit=people"),
        ("two thousand five hundred staff", "number number=2500 unit=staff"),
        ("a dozen researchers", "number number=12 unit=researchers"),
        ("two dozen", "number number=24"),
        ("half a million users", "number number=500000 unit=users"),
        ("two and a half million", "number number=2500000"),
        ("three and three-quarter years", "number number=3.75 unit=years"),
        ("2½ hours", "number number=2.5 unit=hours"),
        ("1¼ million", "number number=1250000"),
        ("9,007,199,254,740,993", "number number=9007199254740993"),
        ("100.", "number number=100"),
    ]);
}

#[test]
fn comparators() {
    check(&[
        ("more than 100", "number comparator=more_than number=100"),
        ("More than one hundred", "number comparator=more_than number=100"),
        ("over 1,000", "number comparator=more_than number=1000"),
        ("over 2000 people", "number comparator=more_than number=2000 unit=people"),
        ("over 2000", "number comparator=more_than number=2000"),
        ("about 2018", "number comparator=about number=2018"),
        ("~500", "number comparator=about number=500"),
        ("≈ 500", "number comparator=about number=500"),
        ("an estimated 40 tonnes", "number comparator=about number=40 unit=t"),
        ("some 300 employees", "number comparator=about number=300 unit=employees"),
        ("nearly half", "share comparator=nearly part=1 whole=2"),
        ("just under 5%", "percent comparator=nearly number=5"),
        ("a little over 5%", "percent comparator=more_than number=5"),
        ("just shy of 5%", "percent comparator=nearly number=5"),
        ("2.75bn francs or more", "number comparator=at_least number=2750000000 unit=francs"),
        ("40 seats at most", "number comparator=at_most number=40 unit=seats"),
        ("40 at least", "number comparator=at_least number=40"),
        ("about 40 seats or so", "number comparator=about number=40 unit=seats or so"),
        ("100+", "number comparator=at_least number=100"),
        ("over 100+ papers", "number comparator=more_than number=100 unit=papers"),
        (
            "100+ research papers and the Deep Graph Library",
            "number comparator=at_least number=100 unit=research papers and the Deep Graph Library",
        ),
        ("5+ million users", "number comparator=at_least number=5000000 unit=users"),
        ("100+ km", "number comparator=at_least number=100 unit=km"),
        ("$1bn+", "money comparator=at_least number=1000000000 currency=USD sign=$"),
        ("100 or more", "number comparator=at_least number=100"),
        ("2000 or more", "number comparator=at_least number=2000"),
        ("50% or less", "percent comparator=at_most number=50"),
        ("a hundred or so", "number comparator=about number=100"),
        ("≥ 3", "number comparator=at_least number=3"),
        (">=3", "number comparator=at_least number=3"),
        ("<3", "number comparator=less_than number=3"),
        ("up to 30 GW", "number comparator=at_most number=30 unit=GW"),
        ("no more than 12", "number comparator=at_most number=12"),
        ("no fewer than 12", "number comparator=at_least number=12"),
        ("capped at 40 seats", "number comparator=at_most number=40 unit=seats"),
        ("not exceeding 40", "number comparator=at_most number=40"),
        ("no lower than 40", "number comparator=at_least number=40"),
        ("just short of 40", "number comparator=nearly number=40"),
        ("a touch over 40", "number comparator=more_than number=40"),
        ("of the order of 40", "number comparator=about number=40"),
        ("40 and counting", "number comparator=at_least number=40"),
        ("fewer than 10 people", "number comparator=less_than number=10 unit=people"),
    ]);
}

#[test]
fn money_and_percent() {
    check(&[
        ("nearly US$1 billion", "money comparator=nearly number=1000000000 currency=USD"),
        ("nearly $1 billion in revenue", "money comparator=nearly number=1000000000 currency=USD sign=$ qualifier=in revenue"),
        ("€35 million", "money number=35000000 currency=EUR"),
        ("35 million euros", "money number=35000000 currency=EUR"),
        ("EUR 35m", "money number=35000000 currency=EUR"),
        ("EUR35m", "money number=35000000 currency=EUR"),
        ("35m €", "money number=35000000 currency=EUR"),
        ("€5 m", "money number=5000000 currency=EUR"),
        ("A$2.5bn", "money number=2500000000 currency=AUD"),
        ("HK$ 300", "money number=300 currency=HKD"),
        ("£4tn", "money number=4000000000000 currency=GBP"),
        ("¥500", "money number=500 currency=JPY sign=¥"),
        ("RMB 500", "money number=500 currency=CNY"),
        ("500 yuan", "money number=500 currency=CNY"),
        ("kr 500", "money number=500 currency=null sign=kr"),
        ("500 kr", "money number=500 currency=null sign=kr"),
        ("CHF 12.50", "money number=12.5 currency=CHF"),
        ("Rs 5 crore", "money number=50000000 currency=INR sign=Rs"),
        ("₹5", "money number=5 currency=INR"),
        ("5 million dollars", "money number=5000000 currency=USD sign=$"),
        ("5 million Hong Kong dollars", "money number=5000000 currency=HKD"),
        ("$5 million CAD", "money number=5000000 currency=CAD"),
        ("-$5m", "money number=-5000000 currency=USD sign=$"),
        ("$-5m", "money number=-5000000 currency=USD sign=$"),
        ("$80 a barrel", "money number=80 currency=USD sign=$ qualifier=a barrel"),
        ("$5/kg", "money number=5 currency=USD sign=$ qualifier=/kg"),
        ("12%", "percent number=12"),
        ("12 per cent of staff", "percent number=12 qualifier=of staff"),
        ("CDN$4", "money number=4 currency=CAD"),
        ("RM 40m", "money number=40000000 currency=MYR"),
        ("SFr 40", "money number=40 currency=CHF"),
        ("€4 Mrd", "money number=4000000000 currency=EUR"),
        ("$4MM", "money number=4000000 currency=USD sign=$"),
        ("twelve percent", "percent number=12"),
        ("2 percentage points", "number number=2 unit=percentage points"),
        ("25 basis points", "number number=25 unit=basis points"),
        ("25bp", "number number=25 unit=basis points"),
    ]);
}

#[test]
fn units_nouns_and_qualifiers() {
    check(&[
        ("1.60°C", "number number=1.6 unit=°C"),
        ("500km", "number number=500 unit=km"),
        ("50 km/h", "number number=50 unit=km/h"),
        ("1500 km", "number number=1500 unit=km"),
        ("3 square kilometres", "number number=3 unit=km²"),
        ("5 m²", "number number=5 unit=m²"),
        ("100 sq km", "number number=100 unit=km²"),
        ("8 metres per second", "number number=8 unit=m/s"),
        ("40 light-years", "number number=40 unit=light years"),
        ("60 knots", "number number=60 unit=knots"),
        ("15 microns", "number number=15 unit=µm"),
        ("5 m", "number number=5 unit=m"),
        ("24 hours", "number number=24 unit=hours"),
        ("12-month programme", "number number=12 unit=months qualifier=programme"),
        ("300 GW of solar", "number number=300 unit=GW qualifier=of solar"),
        ("5 kg/m³", "number number=5 unit=kg/m³"),
        ("2000 people", "number number=2000 unit=people"),
        ("1500 academic papers", "number number=1500 unit=academic papers"),
        ("1,000 people at its peak", "number number=1000 unit=people qualifier=at its peak"),
        ("1,000, at its peak", "number number=1000 qualifier=at its peak"),
        ("1,000 (at its peak)", "number number=1000 qualifier=(at its peak)"),
        ("1,000 — mostly engineers", "number number=1000 qualifier=mostly engineers"),
        ("100 academic papers, 40 of them cited", "number number=100 unit=academic papers qualifier=40 of them cited"),
        ("5 per day", "number number=5 unit=per day"),
        ("12 of the 27 members", "number number=12 qualifier=of the 27 members"),
        ("one in five", "share part=1 whole=5"),
        ("9 out of 10 doctors", "share part=9 whole=10 unit=doctors"),
        ("two-thirds of staff", "share part=2 whole=3 qualifier=of staff"),
        ("a third", "share part=1 whole=3"),
        ("3 in 10 years", "number number=3 qualifier=in 10 years"),
    ]);
}

#[test]
fn ranges_of_numbers() {
    check(&[
        ("5–7 million", "number_range from=5000000 to=7000000"),
        ("900–1 million", "number_range from=900 to=1000000"),
        ("between 5 and 7 papers", "number_range from=5 to=7 unit=papers"),
        ("from 5 to 7", "number_range from=5 to=7"),
        ("$3bn–$4bn", "money_range from=3000000000 to=4000000000 currency=USD sign=$"),
        ("$3-4 billion", "money_range from=3000000000 to=4000000000 currency=USD sign=$"),
        ("5% to 7%", "percent_range from=5 to=7"),
        ("five to seven km", "number_range from=5 to=7 unit=km"),
        ("about 10‑12 people", "number_range comparator=about from=10 to=12 unit=people"),
        ("-5 to -3 °C", "number_range from=-5 to=-3 unit=°C"),
        ("1000–1200 people", "number_range from=1000 to=1200 unit=people"),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("2018", "date date=2018 precision=year"),
        ("July 2025", "date date=2025-07 precision=month"),
        ("Jul. 2025", "date date=2025-07 precision=month"),
        ("24 July 2025", "date date=2025-07-24 precision=day"),
        ("24th of July 2025", "date date=2025-07-24 precision=day"),
        ("July 24, 2025", "date date=2025-07-24 precision=day"),
        ("2025-07-24", "date date=2025-07-24 precision=day"),
        ("2025-07", "date date=2025-07 precision=month"),
        ("Q3 2024", "date date=2024-Q3 precision=quarter"),
        ("2024 Q3", "date date=2024-Q3 precision=quarter"),
        ("third quarter of 2024", "date date=2024-Q3 precision=quarter"),
        ("H1 2025", "date date=2025-H1 precision=half"),
        ("the 1990s", "date date=1990s precision=decade"),
        ("July 2025 (reported)", "date date=2025-07 precision=month qualifier=(reported)"),
        ("2018, in Shanghai", "date date=2018 precision=year qualifier=in Shanghai"),
        ("2018 in Shanghai", "date date=2018 precision=year qualifier=in Shanghai"),
        ("circa 1850", "date comparator=about date=1850 precision=year"),
        ("c. 1850", "date comparator=about date=1850 precision=year"),
        ("around July 2025", "date comparator=about date=2025-07 precision=month"),
        ("by 2030", "date comparator=at_most date=2030 precision=year"),
        ("before 24 July 2025", "date comparator=less_than date=2025-07-24 precision=day"),
        ("after 2020", "date comparator=more_than date=2020 precision=year"),
    ]);
}

#[test]
fn ranges_of_dates() {
    let from_2018 = "date_range from={date:2018,precision:year} to=";
    let year = |year: &str| format!("{from_2018}{{date:{year},precision:year}}");
    let month = format!("{from_2018}{{date:2025-07,precision:month}}");
    let open = format!("{from_2018}null");
    let march = "date_range from={date:2024-03-03,precision:day} to={date:2024-03-05,precision:day}";
    check(&[
        ("2018 – July 2025", &month),
        ("2018-2025", &year("2025")),
        ("2018–19", &year("2019")),
        ("2018-19", &year("2019")),
        ("from 2018 to 2025", &year("2025")),
        ("between 2018 and 2025", &year("2025")),
        ("2018 until 2025", &year("2025")),
        ("since 2018", &open),
        ("from 2018", &open),
        ("2018–present", &open),
        ("2018 to date", &open),
        ("2018 onwards", &open),
        ("2018 –", &open),
        ("until 2025", "date_range from=null to={date:2025,precision:year}"),
        ("3–5 March 2024", march),
        ("3 to 5 March 2024", march),
        ("March 3–5, 2024", march),
        ("3 March – 5 March 2024", march),
        ("March 3 – March 5, 2024", march),
        ("2024-03-03 – 2024-03-05", march),
        ("March–May 2024", "date_range from={date:2024-03,precision:month} to={date:2024-05,precision:month}"),
        ("Q1–Q2 2024", "date_range from={date:2024-Q1,precision:quarter} to={date:2024-Q2,precision:quarter}"),
        ("2010-11", "date date=2010-11 precision=month"),
        ("2010–11", "date_range from={date:2010,precision:year} to={date:2011,precision:year}"),
    ]);
}

#[test]
fn text_stays_text() {
    for text in [
        "",
        "Shanghai, China",
        "US–China tensions",
        "not disclosed",
        "IBM and Microsoft also withdrew R&D",
        "COVID-19",
        "Boeing 737",
        "1-2-3",
        "24/7",
        "3D printing",
        "5G",
        "007",
        "9:30",
        "1.2.3",
        "12,34",
        "5+3",
        "5.x",
        "Five Eyes alliance",
        "One of the largest labs",
        "a third lab",
        "zero-day exploit",
        "one-off charge",
        "5-year-old child",
        "2018 World Cup",
        "2024 election",
        "2018 and 2020",
        "2018, 2020",
        "2018–2025 reports",
        "5, 7 and 9",
        "5 March",
        "March",
        "7–5",
        "5th place",
        "by car",
        "after 5 years",
        "over the moon",
        "under Chinese law",
        "some of them",
        "About Amazon",
        "Under Armour",
        "May 2024 election",
        "3 vs 5",
        "10 Downing Street, 24/7".split(',').nth(1).unwrap_or(""),
        "9999999999999999999999999999999999999999999",
        "Q3",
        "https://example.org/2024",
        "1990s nostalgia",
        "-",
        "$",
        "~",
        "%",
    ] {
        assert_eq!(parse(text), Quantity::Text(text.trim().into()), "{text}");
        assert_eq!(fault(text), None, "{text}");
    }
}

#[test]
fn impossible_dates_are_text_with_a_fault_and_backward_ranges_stay_ranges() {
    for text in [
        "31 February 2024",
        "2024-02-30",
        "2025-13-45",
        "February 29, 2023",
        "30–31 June 2024",
        "32 July 2025",
        "since 31 April 2024",
        "Q7 2025",
    ] {
        assert_eq!(read(text), (Quantity::Text(text.into()), Some(QuantityFault::Impossible)), "{text}");
        assert_eq!(scan(text), None, "{text}");
    }
    for (text, fault) in [
        ("Thursday, 2 October 2025", None),
        ("Thu 2 October 2025", None),
        ("Thurs. 2 October 2025", None),
        ("Friday 2 October 2025", Some(QuantityFault::Weekday(Weekday::Thursday))),
    ] {
        assert_eq!(read(text), (parse("2 October 2025"), fault), "{text}");
    }
    for text in ["2025–2018", "July 2025 – 2018", "5–3 March 2024", "between 2025 and 2018"] {
        let (quantity, fault) = read(text);
        assert_eq!((quantity.kind(), quantity.interval(), fault), ("date_range", None, Some(QuantityFault::Backwards)), "{text}");
    }
    for text in ["29 February 2024", "2018 – July 2018", "July 2018 – 2018", "2018–2018"] {
        assert_eq!(fault(text), None, "{text}");
    }
}

#[test]
fn faults_are_told_where_they_stand() {
    let place = Place::file(&SourcePath::new("content/a.md").expect("sound"));
    let message = |fault, text: &str| {
        let diagnostic = faults::faulty_value(fault, text, place.clone());
        format!("{} {}", diagnostic.code, diagnostic.message)
    };
    assert_eq!(message(QuantityFault::Impossible, "31 June 2024"), "E0108 no calendar has the date `31 June 2024`");
    let weekday = QuantityFault::Weekday(Weekday::Thursday);
    assert_eq!(
        message(weekday, "Friday 2 October 2025"),
        "E0108 the weekday of `Friday 2 October 2025` does not fit: that day is a Thursday"
    );
    assert_eq!(message(QuantityFault::Backwards, "2025–2018"), "W0206 the date range `2025–2018` ends before it begins");
}

#[test]
fn dates_are_intervals_of_days() {
    for (text, first, last) in [
        ("2018", "2018-01-01", "2018-12-31"),
        ("February 2024", "2024-02-01", "2024-02-29"),
        ("24 July 2025", "2025-07-24", "2025-07-24"),
        ("Q3 2024", "2024-07-01", "2024-09-30"),
        ("H2 2024", "2024-07-01", "2024-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("2018 – July 2025", "2018-01-01", "2025-07-31"),
        ("since 2018", "2018-01-01", "9999-12-31"),
        ("until 2025", "-009999-01-01", "2025-12-31"),
    ] {
        let interval = parse(text).interval().map(|(first, last)| (first.to_string(), last.to_string()));
        assert_eq!(interval, Some((first.into(), last.into())), "{text}");
    }
    assert_eq!(parse("1,000").interval(), None);
}

#[test]
fn a_scan_takes_the_quantity_and_no_more() {
    for (text, taken) in [
        ("over 1,000 people at its peak", Some("over 1,000")),
        ("nearly $1 billion in revenue", Some("nearly $1 billion")),
        ("2018 to work on research", Some("2018")),
        ("2018 and closed in July", Some("2018")),
        ("July 2025, when it closed", Some("July 2025")),
        ("2018 to 2025.", Some("2018 to 2025")),
        ("100 academic papers", Some("100")),
        ("5% to China", Some("5%")),
        ("five years later", Some("five years")),
        ("more than one hundred. Then", Some("more than one hundred")),
        ("2000 people", Some("2000")),
        ("24/7", None),
        ("March of progress", None),
        ("the lab", None),
        (" 5", None),
    ] {
        assert_eq!(scan(text).map(|(_, bytes)| &text[..bytes]), taken, "{text}");
    }
    assert_eq!(scan("2000 people").map(|(quantity, _)| quantity.kind()), Some("number"));
}

#[test]
fn the_canonical_form_is_one_an_author_could_write() {
    for (text, printed) in [
        ("nearly US$1bn in revenue", "nearly USD 1,000,000,000, in revenue"),
        ("$3-4 billion", "$3,000,000,000–4,000,000,000"),
        ("-$5m", "-$5,000,000"),
        ("100+ papers (2024)", "at least 100 papers (2024)"),
        ("since 2018", "2018 – present"),
        ("7/24", "7/24"),
        ("3–5 March 2024", "3 March 2024 – 5 March 2024"),
        ("two thirds", "2 in 3"),
        ("1.60°C", "1.6 °C"),
        ("c. 1850", "circa 1850"),
    ] {
        assert_eq!(parse(text).to_string(), printed, "{text}");
    }
}

#[test]
fn json_leads_with_the_kind() {
    assert_eq!(json("nearly US$1 billion").to_string(), r#"{"kind":"money","comparator":"nearly","number":1000000000,"currency":"USD"}"#);
    assert_eq!(json("July 2025").to_string(), r#"{"kind":"date","date":"2025-07","precision":"month"}"#);
    assert_eq!(json("x").to_string(), r#"{"kind":"text","text":"x"}"#);
}

#[test]
fn names_of_currencies_and_units_find_them_again() {
    for name in ["USD", "$", "kr", "Rs", "¥", "CHF"] {
        assert_eq!(Currency::named(name).map(Currency::name), Some(name));
    }
    for name in ["km", "°C", "hours", "percentage points"] {
        assert_eq!(Unit::named(name).map(Unit::name), Some(name));
    }
    assert_eq!((Currency::named("DEM"), Unit::named("furlong")), (None, None));
    assert_eq!(Comparator::AtLeast.name(), "at_least");
}

fn law(text: &str) -> Result<(), TestCaseError> {
    let quantity = parse(text);
    let printed = quantity.to_string();
    prop_assert_eq!(&parse(&printed), &quantity, "{:?} is printed {:?}", text, printed);
    let cached = serde_json::to_string(&quantity).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(serde_json::from_str::<Quantity>(&cached).ok(), Some(quantity));
    for (at, _) in text.char_indices() {
        if let Some((found, bytes)) = scan(&text[at..]) {
            prop_assert!(bytes > 0 && text.is_char_boundary(at + bytes), "{:?}", text);
            prop_assert!(!matches!(found, Quantity::Text(_)));
        }
    }
    Ok(())
}

/// Pieces of values; strung together at random they find what no author would write.
const PIECES: &[&str] = &[
    "5",
    "7",
    "12",
    "24",
    "100",
    "1,000",
    "1.50",
    "2018",
    "2025",
    "1850",
    "0",
    "31",
    "1 000",
    "2025-07-24",
    "five",
    "twenty",
    "two",
    "a",
    "half",
    "third",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "bn",
    "m",
    "k",
    "M",
    "T",
    "and",
    "and a half",
    "or",
    "or more",
    "or so",
    "in",
    "of",
    "out of",
    "to",
    "from",
    "between",
    "since",
    "until",
    "by",
    "before",
    "circa",
    "about",
    "nearly",
    "more than",
    "at least",
    "up to",
    "some",
    "present",
    "onwards",
    "date",
    "July",
    "March",
    "may",
    "May",
    "Feb.",
    "Q3",
    "H1",
    "2010s",
    "the",
    "1990s",
    "th",
    "$",
    "US$",
    "€",
    "£",
    "¥",
    "kr",
    "Rs",
    "USD",
    "euros",
    "dollars",
    "pounds",
    "%",
    "per cent",
    "percentage points",
    "km",
    "°C",
    "m²",
    "hours",
    "years",
    "t",
    "s",
    "h",
    "kg/m³",
    "people",
    "staff",
    "Amazon",
    "papers",
    "at its peak",
    "(x)",
    "(",
    ")",
    ",",
    ", ",
    ";",
    ".",
    "-",
    "–",
    " – ",
    "—",
    "\u{2212}",
    "\u{2011}",
    "/",
    "+",
    "~",
    ">",
    "≥",
    "'",
    "’",
    ":",
    " ",
    "  ",
    "\u{a0}",
    "\n",
    "minus",
    "first half",
    "without",
    "not",
    "not before",
    "no later than",
    "per",
    "x",
    "é",
    "½",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_obeys_the_law(text in "\\PC{0,40}") {
        law(&text)?;
    }

    #[test]
    fn any_string_of_pieces_obeys_the_law(pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..8)) {
        let text: String = pieces.iter().flat_map(|(piece, spaced)| [*piece, if *spaced { " " } else { "" }]).collect();
        law(&text)?;
    }

    #[test]
    fn spaced_pieces_obey_the_law(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..7)) {
        law(&pieces.join(" "))?;
    }
}
