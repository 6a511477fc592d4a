//! Readings: what each way of writing a figure is read as, and whether two ways of writing one thing are found to be the same.
//!
//! Only tables: a row is a phrase as newspapers write it, and what comes of it.

use proptest::prelude::*;

use super::examination::has_digits;
use super::figure::{Said, rank, said};
use super::mention::{Mentions, mentions};

/// Every figure, day and time of a text that a briefing is asked for, as the grammar prints it.
fn read(text: &str) -> String {
    told(&mentions(text))
}

fn told(found: &Mentions) -> String {
    let all = found.all.iter().map(|mention| (mention.range.start, mention.quantity.to_string()));
    let days = found.days.iter().map(|day| (day.range.start, format!("day {} of month {}", day.day.unwrap_or(0), day.month)));
    let clocks = found.clocks.iter().map(|clock| (clock.range.start, format!("{:02}:{:02}", clock.minutes() / 60, clock.minutes() % 60)));
    let mut told: Vec<(usize, String)> = all.chain(days).chain(clocks).collect();
    told.sort();
    told.into_iter().map(|(_, told)| told).collect::<Vec<_>>().join(" | ")
}

fn check(table: &[(&str, &str)]) {
    let is = |text: &str| read(text);
    let wrong: Vec<String> = table
        .iter()
        .filter(|(text, expected)| is(text) != *expected)
        .map(|(text, expected)| format!("{text:?}\n  is       {}\n  expected {expected}", is(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Whether every figure in digits of a briefing's words is in a source: `found`, or the first that is not.
fn asked(briefing: &str, source: &str) -> String {
    let (told, source) = (mentions(briefing), mentions(source).of_source());
    for mention in told.all.iter().filter(|mention| has_digits(&briefing[mention.range.clone()])) {
        let readings = std::iter::once(mention.quantity.clone()).chain(mention.in_full());
        let best = readings.filter_map(|quantity| said(&quantity, &source, None)).max_by_key(rank);
        if !matches!(best, Some(Said::Alike(_))) {
            let way = if best.is_some() { "differs" } else { "not found" };
            return format!("{} {way}", &briefing[mention.range.clone()]);
        }
    }
    let missing = told.clocks.iter().find(|clock| !source.clocks.iter().any(|there| clock.may_be(there)));
    missing.map_or_else(|| "found".to_owned(), |clock| format!("{} not found", &briefing[clock.range.clone()]))
}

fn compare(table: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter(|(briefing, source, expected)| asked(briefing, source) != *expected)
        .map(|(briefing, source, expected)| {
            format!("{briefing:?} in {source:?}\n  is       {}\n  expected {expected}", asked(briefing, source))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn shares_and_parts() {
    check(&[
        ("one-in-five adults", "1 in 5"),
        ("a 1-in-5 chance", "1 in 5"),
        ("one out of every five adults", "1 in 5"),
        ("nine in every ten", "9 in 10"),
        ("a one-in-100-year flood", "1 in 100"),
        ("four-fifths of voters", "4 in 5"),
        ("a two-thirds majority", "2 in 3"),
        ("just over two-thirds of it", "more than 2 in 3"),
        ("¾ of voters", "3 in 4"),
        ("3/4 of voters", "3 in 4"),
        ("24/7 care since 9/11", ""),
        ("half-a-million people", "500,000"),
        ("one-and-a-half million", "1,500,000"),
        ("1½ million", "1,500,000"),
        ("three and a quarter million", "3,250,000"),
        ("two-and-a-half hours", "2.5 hours"),
        ("½ a mile", "0.5 miles"),
        ("a quarter-mile track", "0.25 miles"),
        ("seven-eighths of an inch", "0.875 inches"),
        ("a third of a mile", "0.33 miles"),
        ("one hundredth of a per cent", "0.01%"),
    ]);
    compare(&[
        ("20% of adults", "one-in-five adults", "found"),
        ("1 in 5", "one out of every five", "found"),
        ("1 in 6", "one out of every five", "1 in 6 not found"),
        ("67%", "a two-thirds majority", "found"),
        ("50%", "half of it", "found"),
        ("50%", "the first half of it", "50% not found"),
        ("1 in 5", "one person in five", "found"),
        ("0.5%", "rose .5%", "found"),
        ("1.5 million", "one and a half million people", "found"),
        ("2.5 hours", "a two-and-a-half-hour debate", "found"),
        ("150 minutes", "2½ hours", "found"),
    ]);
}

#[test]
fn points() {
    check(&[
        ("25-basis-point cut", "25 basis points"),
        ("a quarter-point cut", "0.25 percentage points"),
        ("half a point", "0.5 percentage points"),
        ("three-quarters of a percentage point", "0.75 percentage points"),
        ("rates rose 3pc", "3%"),
    ]);
    compare(&[
        ("25 basis points", "a quarter of a percentage point", "found"),
        ("25 basis points", "by 0.25 percentage points", "found"),
        ("0.25 percentage points", "by 25bp", "found"),
        ("0.25 points", "a quarter-point cut", "found"),
        ("0.25 percentage points", "a 0.25-point cut", "found"),
        ("50 basis points", "a quarter-point cut", "50 basis points not found"),
        ("3%", "3 percentage points", "3% not found"),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("3-to-6%", "3–6%"),
        ("between three and six per cent", "3–6%"),
        ("3 or 4 people", "3–4"),
        ("ten or twelve weeks", "10–12 weeks"),
        ("a six- to eight-week wait", "6–8 weeks"),
        ("5-to-10-year sentences", "5–10 years"),
        ("a 10- to 15-minute walk", "10–15 minutes"),
        ("€35–50 million", "EUR 35,000,000–50,000,000"),
        ("between about 40 and 50", "about 40–50"),
        ("20C to 25C", "20–25 °C"),
        ("3 or 4 million", "3,000,000–4,000,000"),
        ("2018 or 2019", "2018 | 2019"),
    ]);
    compare(&[
        ("3–6%", "between three and six per cent", "found"),
        ("3-to-6%", "from 3% to 6%", "found"),
        ("10 to 15 minutes", "a 10- to 15-minute walk", "found"),
        ("€35m-€50m", "€35–50 million", "found"),
        ("3 or 4", "three or four of them", "found"),
    ]);
}

#[test]
fn composites() {
    check(&[
        ("an hour and ten minutes", "70 minutes"),
        ("two hours and 15 minutes", "135 minutes"),
        ("2h15", "135 minutes"),
        ("2h 15m", "135 minutes"),
        ("2 hours 15 minutes and 30 seconds", "8,130 seconds"),
        ("2:03:23", "7,403 seconds"),
        ("1:59.40", "119.4 seconds"),
        ("six foot two", "74 inches"),
        ("6ft 2in", "74 inches"),
        ("6'2\" tall", "74 inches"),
        ("six feet two of them", "6 ft | 2"),
        ("11 stone 4", "158 lb"),
        ("five years, two months", "62 months"),
        ("2 years and 18 months", "2 years | 18 months"),
        ("nine months and two weeks", "9 months | 2 weeks"),
        ("a year and a half", "18 months"),
        ("an hour and a quarter", "1.25 hours"),
        ("two fortnights", "4 weeks"),
        ("three score", "60"),
        ("half-dozen", "6"),
        ("a couple of hundred people", "about 200"),
        ("12 euros 50 cents", "EUR 12.5"),
        ("within an hour", ""),
    ]);
    compare(&[
        ("70 minutes", "an hour and ten minutes", "found"),
        ("2h15", "two hours and 15 minutes", "found"),
        ("2:15", "two hours and 15 minutes", "found"),
        ("135 minutes", "it took 2:15", "found"),
        ("over 2 hours", "two hours and 15 minutes", "found"),
        ("15 minutes", "two hours and 15 minutes", "found"),
        ("2 hours and 20 minutes", "two hours and 15 minutes", "2 hours and 20 minutes not found"),
        ("18 months", "a year and a half", "found"),
        ("18 months", "one year and six months", "found"),
        ("6ft 2in", "he is six foot two", "found"),
        ("1 hour", "within an hour", "found"),
        ("1 hour", "a mile an hour", "1 hour not found"),
        ("14 days", "a fortnight", "found"),
        ("€12.50", "12 euros and 50 cents", "found"),
        ("about 200", "a couple of hundred people", "found"),
    ]);
}

#[test]
fn degrees_and_sizes() {
    check(&[
        ("4.1 degrees below zero", "-4.1"),
        ("4.1°C below zero", "-4.1 °C"),
        ("minus 4.1C", "-4.1 °C"),
        ("104F", "104 °F"),
        ("40ºC", "40 °C"),
        ("40 degrees C", "40 °C"),
        ("162 × 58 cm", "162 cm | 58 cm"),
        ("162x58cm", "162 cm | 58 cm"),
        ("162 by 58 centimetres", "162 cm | 58 cm"),
        ("a 3-by-5-inch card", "3 inches | 5 inches"),
        ("cut by 5 m by 2030", "5 m | by 2030"),
        ("a 4x4 car", ""),
        ("12m-high", "12 m"),
        ("12-metre-high", "12 m"),
        ("100 sq km", "100 km²"),
        ("a 1,200-square-foot flat", "1,200 square feet"),
    ]);
    compare(&[
        ("58 cm wide", "162 centimeters high and 58 wide", "found"),
        ("58 cm", "162 × 58 cm", "found"),
        ("−4.1 °C", "4.1 degrees Celsius below zero", "found"),
        ("12 metres", "a 12m-high wall", "found"),
        ("12 metres", "a wall of 12m", "found"),
        ("4.1 degrees", "4.1°C below zero", "4.1 not found"),
    ]);
}

#[test]
fn joined_words() {
    check(&[
        ("magnitude-6.1 quake", "6.1"),
        ("a 6.1-magnitude quake", "6.1"),
        ("a 52-48 vote", "52 | 48"),
        ("beat them 3–1", "3 | 1"),
        ("in a 4-4-2", "4 | 4 | 2"),
        ("1,000-plus jobs", "at least 1,000"),
        ("1,000-odd people", "about 1,000"),
        ("$40-million plant", "$40,000,000"),
        ("$40 million-plus", "at least $40,000,000"),
        ("a 40-million-euro plant", "EUR 40,000,000"),
        ("a $4 million-a-year deal", "$4,000,000"),
        ("a 42-year-old man", "42"),
        ("a 1,200-page report", "1,200"),
        ("the twenty-first century", ""),
        ("020-7946-0018, 978-3-16-148410-0", ""),
        ("a 3:1 ratio", "3 | 1"),
        ("A320, N14, COVID-19, F-16, M25, A-320", ""),
        ("a one-off charge", ""),
        ("the mid-1960s, the late-1970s", "1960s | 1970s"),
    ]);
    compare(&[
        ("aged 42", "a 42-year-old man", "found"),
        ("42 years old", "the man, 42, said", "found"),
        ("7 members", "a seven-member panel", "found"),
        ("52 to 48", "by 52-48", "found"),
    ]);
}

#[test]
fn comparisons() {
    check(&[
        ("topped 1,000", "more than 1,000"),
        ("exceeded $4bn", "more than $4,000,000,000"),
        ("the top 10", "10"),
        ("31 years, give or take three", "31 years | 3"),
        ("exceeded 2018 levels", "2,018"),
        ("upwards of 40", "more than 40"),
        ("shy of 40", "nearly 40"),
        ("getting on for 40", "nearly 40"),
        ("a touch over 40", "more than 40"),
        ("capped at 40", "at most 40"),
        ("not exceeding 40", "at most 40"),
        ("40 and counting", "at least 40"),
        ("40, give or take", "about 40"),
        ("40 people or so", "about 40"),
        ("40 people or more than that", "40"),
        ("40 seats at most", "at most 40"),
        ("40 seats at least 12 of them new", "40 | at least 12"),
        ("40%-plus", "at least 40%"),
        ("of the order of 40", "about 40"),
        ("will close on 24 July", "day 24 of month 7"),
    ]);
    compare(&[
        ("topped 1,000", "it had 1,047 staff", "found"),
        ("more than 1,000", "sales surpassed 1,000", "found"),
        ("about 1,000", "1,000-odd people", "found"),
        ("fewer than 1,000", "topped 1,000", "fewer than 1,000 differs"),
    ]);
}

#[test]
fn money() {
    check(&[
        ("R1.10 a litre", "ZAR 1.1"),
        ("R250m", "ZAR 250,000,000"),
        ("N40 million", "NGN 40,000,000"),
        ("RM40, Rp 40, Tk 40, Fr 40, CDN$4", "MYR 40 | IDR 40 | BDT 40 | CHF 40 | CAD 4"),
        ("€4 Mrd", "EUR 4,000,000,000"),
        ("$4MM", "$4,000,000"),
        ("Rs 40 crore", "Rs 400,000,000"),
        ("£4,000-a-week", "GBP 4,000"),
        ("R2D2 and N14", ""),
    ]);
    compare(&[
        ("CHF 40m", "40 million francs", "found"),
        ("£1.9bn", "1.9 billion pounds", "found"),
        ("$4m a year", "a $4 million-a-year deal", "found"),
    ]);
}

#[test]
fn times_of_the_day() {
    check(&[
        ("3 PM", "15:00"),
        ("12 noon", "12:00"),
        ("noon and midnight", ""),
        ("half past six", ""),
        ("half past 6", "06:30"),
        ("6 o'clock", "06:00"),
        ("1840 GMT", "18:40"),
        ("10-4pm", "10:00 | 16:00"),
        ("9am to 5", "09:00 | 05:00"),
        ("from 10 till 4", "10:00 | 04:00"),
        ("8 in the evening", "20:00"),
        ("seven in ten", "7 in 10"),
        ("from ten to five per cent", "10 | 5%"),
    ]);
    compare(&[
        ("12:00", "at noon", "found"),
        ("18:30", "half past six in the evening", "found"),
        ("8:45", "a quarter to nine", "found"),
        ("at 9.06", "at 9.06am", "found"),
        ("from 10am to 4pm", "from ten till four", "found"),
        ("18:40", "1840 GMT", "found"),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("3Q25", "Q3 2025"),
        ("Q3 FY25", "Q3 2025"),
        ("1H 2025", "H1 2025"),
        ("FY2025", "2025"),
        ("2024/25, 2024/2025", "2024 – 2025 | 2024 – 2025"),
        ("the first six months of 2025", "H1 2025"),
        ("the first nine months of 2025", "January 2025 – September 2025"),
        ("between 3 and 7 March", "day 3 of month 3 | day 7 of month 3"),
        ("24/7/2025", "24 July 2025"),
        ("07/24/25", "24 July 2025"),
        ("3/4/2025", "2025"),
        ("2025/07/24", "24 July 2025"),
        ("mid-March", "day 0 of month 3"),
        ("5 or 6 May", "day 5 of month 5 | day 6 of month 5"),
        ("the first quarter of fiscal 2026", "Q1 2026"),
        ("FY2024-25", "2024 – 2025"),
        ("end-2025", "2025"),
    ]);
    compare(&[
        ("Q3 2025", "in 3Q25", "found"),
        ("Q3 2025", "between July and September 2025", "found"),
        ("between July and September 2025", "the third quarter of 2025", "found"),
        ("6 months", "the first six months of 2025", "found"),
    ]);
}

/// Pieces of figures as newspapers write them; strung together at random they find what no writer would write.
const PIECES: &str = "(one|two|a|an|half|third|quarter|2|15|1,000|2025|0|½|⅔|R|N|h|m|C|°|st|ft|in|x|×|by|to|or|and|of|every|past|noon|\
     o'clock|till|from|between|Q3|FY|first|six|months|points|point|year|old|hour|hours|minutes|foot|pounds|cents|million|degrees|below \
     zero|topped|odd|plus|give or take|people|at least|May|AM|-|–|:|/|\\.|,|'|’|\"| |\u{2011}|é|%|\\$|€){0,14}";

proptest! {
    #[test]
    fn any_words_can_be_read(text in PIECES) {
        let found = mentions(&text).of_source();
        let ranges = found.all.iter().map(|mention| &mention.range).chain(found.clocks.iter().map(|clock| &clock.range));
        for range in ranges.chain(found.days.iter().map(|day| &day.range)) {
            prop_assert!(text.get(range.clone()).is_some_and(|words| !words.is_empty()), "{text:?} {range:?}");
        }
    }
}
