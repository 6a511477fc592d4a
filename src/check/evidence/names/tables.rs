//! Tables for names: words with capitals that name nobody, other spellings of countries and institutions, labels of key
//! facts whose values are names. Lists are in small letters, as names are compared, except acronyms; a test holds them
//! sorted.

/// Whether a capitalised word names nobody: a title, a weekday, a nationality, the form of a company.
#[must_use]
pub fn is_no_name(key: &str) -> bool {
    let is_title = key.strip_suffix('s').is_some_and(|one| has(TITLES, one));
    is_title || [TITLES, TIMES, PEOPLES, FORMS, INSTITUTIONS, WORLD].iter().any(|list| has(list, key)) || is_numeral(key)
}

/// Whether a word begins many sentences, and no name.
#[must_use]
pub fn is_opening(key: &str) -> bool {
    super::super::lexicon::is_empty(key) || has(OPENINGS, key)
}

/// Whether a label asks for a name.
#[must_use]
pub fn asks_for_name(label: &str) -> bool {
    super::words(label).iter().any(|word| has(LABELS, &word.key) || has(LABELS, word.key.trim_end_matches('s')))
}

/// Whether a list of words with spaces between holds a word.
fn has(list: &str, word: &str) -> bool {
    let is_edge = |text: &[u8], at: Option<usize>| at.and_then(|at| text.get(at)).is_none_or(|byte| *byte == b' ');
    !word.is_empty()
        && list
            .match_indices(word)
            .any(|(at, _)| is_edge(list.as_bytes(), at.checked_sub(1)) && is_edge(list.as_bytes(), Some(at + word.len())))
}

/// A number in letters: `Charles III`.
fn is_numeral(key: &str) -> bool {
    key.chars().all(|character| matches!(character, 'I' | 'V' | 'X'))
}

/// What a name may be called otherwise, words that belong together in one string.
#[must_use]
pub fn also_called(key: &str) -> &'static [&'static str] {
    ALSO.iter().find(|class| class.contains(&key)).copied().unwrap_or_default()
}

/// The parts of a country, and the cities, by which it may be told.
#[must_use]
pub fn parts_of(key: &str) -> &'static [&'static str] {
    let is_of = |(country, _): &&(&str, &[&str])| *country == key || also_called(key).contains(country);
    PARTS.iter().find(is_of).map(|(_, parts)| *parts).unwrap_or_default()
}

/// The words of a name, those that are one in a table of other spellings as one.
#[must_use]
pub fn compounds(keys: &[&str]) -> Vec<String> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < keys.len() {
        let compound = |length: usize| Some(keys.get(at..at + length)?.join(" ")).filter(|joined| !also_called(joined).is_empty());
        let (joined, length) = [3, 2].iter().find_map(|length| Some((compound(*length)?, *length))).unwrap_or_else(|| (keys[at].into(), 1));
        found.push(joined);
        at += length;
    }
    found
}

/// In front of a person's name.
const TITLES: &str = "\
    CEO CFO COO MEP MP PM abbot admiral ambassador archbishop attorney baron baroness bishop brigadier capt captain cardinal \
    chair chairman chairwoman chancellor chief col colonel commander commissioner congressman congresswoman corporal councillor \
    count countess dame dean deputy director dr duchess duke editor emperor empress envoy executive father finance financial \
    foreign gen general gov governor head hon inspector judge justice king lady leader lieutenant lord lt madame magistrate major \
    managing mayor minister miss monsieur mr mrs ms mx officer operating pope premier president prime prince princess prof \
    professor provost queen rabbi rep representative rev reverend saint secretary sen senator sergeant sgt sheriff sir sister \
    speaker spokesman spokesperson spokeswoman sultan superintendent technology treasurer vice";

/// Times of the year and of the week.
const TIMES: &str = "\
    advent april aug august bastille boxing christmas dec december diwali easter eid epiphany eve feb february friday halloween \
    hanukkah holi jan january july june juneteenth lent march may midsummer monday nov november nowruz oct october passover \
    pentecost ramadan saturday sept september sunday thanksgiving thursday tuesday valentine wednesday whitsun yom";

/// Peoples, languages, religions; those that are made from the name of a place in the usual ways are known by that.
const PEOPLES: &str = "\
    african africans american americans arab arabic arabs asian asians australian australians austrian belgian brazilian british \
    briton britons buddhist bulgarian canadian canadians catholic catholics chinese christian christians croatian czech danes \
    danish democrat democratic democrats dutch egyptian english estonian european europeans finnish french german germans greek \
    greeks hindu hindus hungarian indian indians indonesian iranian iraqi irish islamic israeli israelis italian italians \
    japanese jewish jews kenyan korean koreans latin latvian lithuanian mexican muslim muslims nigerian nordic norwegian \
    norwegians orthodox pakistani palestinian palestinians polish portuguese protestant republican republicans roman romanian \
    romans russian russians scots scottish serbian slovak spanish swedes swedish swiss syrian thai turkish turks ukrainian \
    ukrainians uruguayan vietnamese welsh western";

/// Of companies.
const FORMS: &str = "\
    AB AG AS ASA BV GMBH LLC LLP NV OY PLC SA SE SPA ab ag as co company corp corporation gmbh group holding holdings inc \
    incorporated limited ltd oy oyj plc sa se spa";

/// What writers give a capital where their sources give none.
const INSTITUTIONS: &str = "\
    act administration agency annex appendix army article assembly authority bank bill board budget bureau cabinet category \
    center central centre chamber chapter church city class club commission committee congress conservative conservatives \
    constitution council county court crown cup department district east eastern exchange federal federation figure foundation \
    general government grade great green greens house international island islands labour lake league left level liberal liberals \
    member members middle ministry national navy new north northern office old opposition parliament part party phase police \
    prize province public register registry republic right river royal section senate service socialist socialists south southern \
    stage state states statistics stock street supreme table tier tories tory treasury treaty trust type union university version \
    war west world";

/// What needs no source.
const WORLD: &str = "\
    africa antarctic arctic asia atlantic balkans baltic bible bluetooth brexit capitol caribbean celsius christ christmas covid \
    downing earth europe fahrenheit god gulf internet jupiter kremlin mars mediterranean moon nobel olympic olympics pacific \
    richter sun venus wall web westminster whitehall wifi";

/// What begins a sentence without being a name, beside the words of the lexicon.
const OPENINGS: &str = "\
    abroad according again ahead already amid among anyone apart asked back behind beside besides beyond can compared despite did \
    do does earlier early either elsewhere every everyone few first former given half has here however indeed inside instead is \
    last late later like likewise meanwhile moreover near nevertheless new next nobody nonetheless once others otherwise outside \
    overall overnight owing perhaps second separately several should some sometimes soon thanks thereafter therefore third thus \
    today together tomorrow tonight towards unlike was were whatever whenever will within yesterday";

/// Words of labels, without the ending of a plural, whose values are names.
const LABELS: &str = "\
    agency airline airport ambassador applicant architect area artist author band bank base birthplace borough boss brand bridge \
    broadcaster builder buyer candidate capital captain chair chairman champion chancellor chief city client club coach college \
    commander company competitor conductor contractor country county court customer defendant departure designer destination \
    developer director district driver editor embassy employer firm foundation founder funder governor group hamlet head \
    headquarter headquarters home hospital host hq institute inventor investor island judge kingdom laboratory lake landlord \
    laureate lawyer leader lender location maintainer maker manager manufacturer mayor minister ministry mountain museum name \
    nation newspaper officer operator opponent organisation organization origin owner paper parent park partner party patron \
    pilot place plaintiff plant player port premier president prince producer professor province publisher region regulator \
    researcher rival river runner school seat secretary seller senator site speaker spokesman spokesperson spokeswoman sponsor \
    state station street successor supplier team town treasurer union university vendor venue village where who winner";

/// Parts and cities of a country, where a source names no more than those.
const PARTS: &[(&str, &[&str])] = &[
    ("argentina", &["buenos aires", "cordoba", "rosario"]),
    ("australia", &["adelaide", "brisbane", "canberra", "melbourne", "perth", "sydney"]),
    ("austria", &["graz", "linz", "salzburg", "vienna"]),
    ("bangladesh", &["chittagong", "dhaka"]),
    ("belgium", &["antwerp", "brussels", "ghent", "liege"]),
    ("bolivia", &["la paz", "santa cruz"]),
    ("botswana", &["gaborone"]),
    ("brazil", &["brasilia", "rio de janeiro", "salvador", "sao paulo"]),
    ("bulgaria", &["plovdiv", "sofia", "varna"]),
    ("cambodia", &["phnom penh"]),
    ("cameroon", &["douala", "yaounde"]),
    ("canada", &["calgary", "halifax", "montreal", "ottawa", "toronto", "vancouver", "winnipeg"]),
    ("chile", &["antofagasta", "santiago", "valparaiso"]),
    ("china", &["guangzhou", "shanghai", "shenzhen", "wuhan"]),
    ("colombia", &["bogota", "cali", "medellin"]),
    ("croatia", &["zagreb"]),
    ("cyprus", &["limassol", "nicosia"]),
    ("czechia", &["brno", "ostrava", "prague"]),
    ("denmark", &["aarhus", "copenhagen", "odense"]),
    ("ecuador", &["guayaquil", "quito"]),
    ("egypt", &["alexandria", "cairo"]),
    ("estonia", &["tallinn", "tartu"]),
    ("ethiopia", &["addis ababa"]),
    ("finland", &["espoo", "helsinki", "tampere", "turku"]),
    ("france", &["bordeaux", "lille", "lyon", "marseille", "nantes", "strasbourg", "toulouse"]),
    ("georgia", &["batumi", "tbilisi"]),
    ("germany", &["bonn", "bremen", "cologne", "dresden", "frankfurt", "hamburg", "leipzig", "munich", "stuttgart"]),
    ("ghana", &["accra", "kumasi"]),
    ("greece", &["athens", "piraeus", "thessaloniki"]),
    ("hungary", &["budapest", "debrecen"]),
    ("iceland", &["akureyri", "reykjavik"]),
    ("india", &["bangalore", "bengaluru", "chennai", "hyderabad", "kolkata", "mumbai", "pune"]),
    ("indonesia", &["bandung", "jakarta", "surabaya"]),
    ("iraq", &["baghdad", "basra"]),
    ("ireland", &["dublin", "galway", "limerick"]),
    ("israel", &["haifa", "jerusalem", "tel aviv"]),
    ("italy", &["bologna", "florence", "genoa", "milan", "naples", "palermo", "rome", "turin", "venice"]),
    ("japan", &["hiroshima", "kobe", "kyoto", "nagoya", "osaka", "sapporo", "yokohama"]),
    ("jordan", &["amman"]),
    ("kazakhstan", &["almaty", "astana"]),
    ("kenya", &["kisumu", "mombasa", "nairobi"]),
    ("latvia", &["riga"]),
    ("lebanon", &["beirut"]),
    ("lithuania", &["kaunas", "vilnius"]),
    ("malaysia", &["kuala lumpur", "penang"]),
    ("malta", &["luqa", "valletta"]),
    ("mexico", &["guadalajara", "monterrey", "tijuana"]),
    ("moldova", &["chisinau"]),
    ("mongolia", &["ulaanbaatar"]),
    ("morocco", &["casablanca", "marrakesh", "rabat"]),
    ("mozambique", &["beira", "maputo"]),
    ("myanmar", &["naypyidaw", "yangon"]),
    ("namibia", &["walvis bay", "windhoek"]),
    ("nepal", &["kathmandu"]),
    ("netherlands", &["amsterdam", "eindhoven", "hague", "rotterdam", "utrecht"]),
    ("new zealand", &["auckland", "christchurch", "dunedin", "wellington"]),
    ("nigeria", &["abuja", "kano", "lagos"]),
    ("norway", &["bergen", "oslo", "stavanger", "trondheim"]),
    ("pakistan", &["islamabad", "karachi", "lahore"]),
    ("peru", &["arequipa", "lima"]),
    ("philippines", &["cebu", "davao", "manila"]),
    ("poland", &["gdansk", "krakow", "lodz", "poznan", "warsaw", "wroclaw"]),
    ("portugal", &["coimbra", "lisbon", "porto"]),
    ("romania", &["bucharest", "cluj"]),
    ("russia", &["novosibirsk", "petersburg", "vladivostok"]),
    ("rwanda", &["kigali"]),
    ("senegal", &["dakar"]),
    ("serbia", &["belgrade"]),
    ("slovakia", &["bratislava"]),
    ("slovenia", &["ljubljana", "maribor"]),
    ("south africa", &["cape town", "durban", "johannesburg", "pretoria"]),
    ("south korea", &["busan", "incheon", "seoul"]),
    ("spain", &["barcelona", "bilbao", "madrid", "malaga", "seville", "valencia"]),
    ("sri lanka", &["colombo"]),
    ("sweden", &["gothenburg", "malmo", "stockholm", "uppsala"]),
    ("switzerland", &["basel", "bern", "geneva", "lausanne", "zurich"]),
    ("taiwan", &["kaohsiung", "taipei"]),
    ("tanzania", &["dar es salaam", "dodoma"]),
    ("thailand", &["bangkok", "chiang mai"]),
    ("tunisia", &["tunis"]),
    ("turkey", &["ankara", "istanbul", "izmir"]),
    (
        "UK",
        &[
            "belfast",
            "birmingham",
            "cardiff",
            "edinburgh",
            "england",
            "english",
            "glasgow",
            "leeds",
            "liverpool",
            "manchester",
            "northern ireland",
            "scotland",
            "scottish",
            "wales",
            "welsh",
        ],
    ),
    ("ukraine", &["kharkiv", "lviv", "odesa"]),
    ("uganda", &["kampala"]),
    ("uruguay", &["montevideo"]),
    ("vietnam", &["hanoi", "ho chi minh"]),
    ("zambia", &["lusaka"]),
    ("zimbabwe", &["harare"]),
];

/// What one name is called as well. Irregular names of peoples stand beside their countries.
const ALSO: &[&[&str]] = &[
    &["US", "USA", "united states", "united states america", "america", "american", "americans", "washington"],
    &["UK", "GB", "united kingdom", "britain", "great britain", "british", "briton", "britons", "london"],
    &["EU", "european union", "european commission", "brussels", "europe", "european"],
    &["UN", "united nations"],
    &["fed", "federal reserve"],
    &["russia", "russian", "russians", "moscow"],
    &["india", "indian", "indians", "delhi", "new delhi"],
    &["iran", "iranian", "iranians", "tehran"],
    &["UAE", "united arab emirates", "emirates"],
    &["NATO", "nato"],
    &["WHO", "world health organization", "world health organisation"],
    &["denmark", "danish", "danes", "dane"],
    &["finland", "finnish", "finn", "finns"],
    &["france", "french", "paris"],
    &["germany", "german", "germans", "berlin"],
    &["ireland", "irish"],
    &["england", "english"],
    &["scotland", "scottish", "scots", "scot"],
    &["wales", "welsh"],
    &["netherlands", "dutch", "holland"],
    &["poland", "polish", "pole", "poles"],
    &["spain", "spanish", "spaniard", "spaniards"],
    &["switzerland", "swiss"],
    &["greece", "greek", "greeks"],
    &["turkey", "turkish", "turkiye"],
    &["sweden", "swedish", "swedes", "swede"],
    &["iceland", "icelandic"],
    &["czechia", "czech republic", "czech"],
    &["china", "chinese", "PRC", "beijing"],
    &["japan", "japanese", "tokyo"],
    &["philippines", "filipino", "filipinos"],
    &["ukraine", "ukrainian", "kyiv", "kiev"],
    &["congo", "DRC", "congolese"],
    &["argentina", "argentine", "argentinian"],
    &["peru", "peruvian"],
    &["cyprus", "cypriot"],
    &["alps", "alpine"],
    &["andes", "andean"],
    &["apennines", "apennine"],
    &["himalayas", "himalaya", "himalayan"],
    &["pyrenees", "pyrenean"],
    &["new york", "NYC", "NY"],
    &["alabama", "ala"],
    &["arizona", "ariz"],
    &["arkansas", "ark"],
    &["california", "calif"],
    &["colorado", "colo"],
    &["connecticut", "conn"],
    &["delaware", "del"],
    &["florida", "fla"],
    &["georgia", "ga"],
    &["illinois", "ill"],
    &["indiana", "ind"],
    &["kansas", "kan"],
    &["kentucky", "ky"],
    &["louisiana", "la"],
    &["maryland", "md"],
    &["massachusetts", "mass"],
    &["michigan", "mich"],
    &["minnesota", "minn"],
    &["mississippi", "miss"],
    &["missouri", "mo"],
    &["montana", "mont"],
    &["nebraska", "neb"],
    &["nevada", "nev"],
    &["new hampshire", "NH"],
    &["new jersey", "NJ"],
    &["new mexico", "NM"],
    &["north carolina", "NC"],
    &["north dakota", "ND"],
    &["oklahoma", "okla"],
    &["oregon", "ore"],
    &["pennsylvania", "pa"],
    &["rhode island", "RI"],
    &["south carolina", "SC"],
    &["south dakota", "SD"],
    &["tennessee", "tenn"],
    &["texas", "tex"],
    &["vermont", "vt"],
    &["virginia", "va"],
    &["west virginia", "WV"],
    &["wisconsin", "wis"],
    &["wyoming", "wyo"],
    &["alberta", "alta"],
    &["british columbia", "BC"],
    &["manitoba", "man"],
    &["new brunswick", "NB"],
    &["newfoundland", "NL"],
    &["nova scotia", "NS"],
    &["ontario", "ont"],
    &["prince edward island", "PEI"],
    &["quebec", "que"],
    &["saskatchewan", "sask"],
    &["bosnia", "bosnia herzegovina", "bosnian"],
    &["thailand", "thai"],
    &["israel", "israeli"],
];

#[cfg(test)]
mod tests {
    use super::{FORMS, INSTITUTIONS, LABELS, OPENINGS, PEOPLES, TIMES, TITLES, WORLD, asks_for_name, compounds};

    #[test]
    fn lists_are_sorted() {
        for list in [FORMS, INSTITUTIONS, LABELS, OPENINGS, PEOPLES, TIMES, TITLES, WORLD] {
            let words: Vec<&str> = list.split(' ').collect();
            let unsorted: Vec<_> = words.windows(2).filter(|pair| pair[0] >= pair[1]).collect();
            assert!(unsorted.is_empty(), "{unsorted:?}");
        }
    }

    #[test]
    fn words_that_are_one_name_are_joined() {
        assert!(super::has(TITLES, "abbot") && super::has(TITLES, "vice") && !super::has(TITLES, "abb") && !super::has(TITLES, ""));
        assert_eq!(compounds(&["the", "united", "states", "x"]), ["the", "united states", "x"]);
        assert!(asks_for_name("Where it stands") && asks_for_name("Airlines") && !asks_for_name("Stated reason"));
    }
}
