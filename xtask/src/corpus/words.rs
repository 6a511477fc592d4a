//! The fixed vocabulary from which titles, sentences and facts are put together. Invented: no real body is meant.

pub const SECTIONS: &[&str] = &[
    "climate", "economy", "education", "energy", "health", "housing", "science", "security", "technology", "transport",
];

pub const AUTHORS: &[&str] = &[
    "ana-duarte", "ben-okafor", "clara-weiss", "desk", "emeka-obi", "farah-nasser", "greta-lindqvist", "hugo-marchand",
    "ines-moreau", "jonas-berg", "keiko-tanaka", "liam-walsh",
];

/// In order of frequency.
pub const TAGS: &[&str] = &[
    "policy", "budget", "regulation", "investment", "climate-change", "labour", "courts", "elections", "trade",
    "research", "infrastructure", "renewables", "inflation", "hospitals", "schools", "rail", "ports", "data-protection",
    "semiconductors", "water", "agriculture", "vaccines", "nuclear", "rents", "pensions", "aviation", "cyber-attacks",
    "fisheries", "forests", "mining", "steel", "batteries", "broadband", "universities", "taxation", "migration",
    "drought", "floods", "insurance", "banking", "start-ups", "patents", "satellites", "shipping", "cycling",
    "buses", "tunnels", "archives", "museums", "statistics", "procurement", "standards", "recycling", "heat-pumps",
    "grid", "hydrogen", "air-quality", "nursing", "apprenticeships", "census",
];

pub const SUBJECTS: &[&str] = &[
    "Harbour authority", "City council", "National rail operator", "Central bank", "Health ministry",
    "Public auditor", "Energy regulator", "University consortium", "Water board", "Housing agency",
    "Competition watchdog", "Statistics office", "Supreme court", "Transport committee", "Grid operator",
    "Teachers union", "Research council", "Coastal region", "Chip maker", "Pension fund",
];

pub const ACTIONS: &[&str] = &[
    "delays", "approves", "reopens", "doubles", "halts", "reviews", "publishes", "challenges", "expands", "withdraws",
    "rejects", "launches", "postpones", "renames", "funds",
];

pub const MATTERS: &[&str] = &[
    "second tunnel", "five year plan", "storage programme", "rent index", "night services", "ferry contract",
    "school meals scheme", "flood defences", "data centre permit", "nursing reform", "battery plant",
    "pricing inquiry", "air quality rules", "regional archive", "satellite tender", "heat network",
    "wage agreement", "vaccine reserve", "port extension", "broadband levy",
];

pub const OPENINGS: &[&str] = &[
    "According to the committee's own minutes,", "In a report published on Tuesday,", "Two officials said that",
    "For the third time in a decade,", "Against the advice of its auditors,", "After a consultation of six weeks,",
    "Under the terms now agreed,", "While earlier estimates were lower,", "As residents' groups had expected,",
    "In **its first decision** this year,", "With no vote against,", "Despite a lower forecast,",
];

pub const CLAUSES: &[&str] = &[
    "the programme will be paid for from the ordinary budget",
    "construction is to start before the end of the quarter",
    "the regulator didn't publish the underlying figures",
    "suppliers must show where their material comes from",
    "the contract leaves the maintenance costs with the operator",
    "households in the northern districts are the first to benefit",
    "the ministry called the result \"encouraging, but not final\"",
    "the board asked for a second opinion on the *safety case*",
    "the number of applications has fallen behind the plan",
    "the agreement replaces a patchwork of local rules",
    "smaller providers fear that they can't meet the deadline",
    "an independent panel is to report every six months",
    "the court left open whether earlier payments are affected",
    "the operator's forecast rests on traffic that has yet to return",
];

pub const ENDINGS: &[&str] = &[
    ", which is less than was announced.", ", and a review is due next year.", ", according to the annex.",
    " -- a point that both sides accept.", ".", ", though not before the summer.", "; the details are still open.",
    ", as in the neighbouring region.", ", a spokesperson confirmed.", ", at prices of the base year.",
    ", and the opposition has asked for a debate.", ", unless the council decides otherwise.",
];

pub const LIST_ITEMS: &[&str] = &[
    "A public hearing on the revised timetable", "The auditor's second report", "A decision on the appeal",
    "The first payments to the districts", "New figures from the statistics office", "The vote in the upper chamber",
    "A tender for the remaining lots", "The end of the transition period",
];

pub const TABLE_ROWS: &[&str] = &[
    "Northern district", "Southern district", "Harbour", "Old town", "Airport corridor", "Islands", "Lake region",
    "Border towns",
];

pub const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

pub const COMPARATORS: &[&str] = &["", "", "about ", "nearly ", "more than ", "at least ", "up to "];
pub const CURRENCIES: &[&str] = &["$", "€", "£"];
pub const SCALES: &[&str] = &["million", "billion"];
pub const UNITS: &[&str] = &["households", "employees", "applications", "km", "megawatts", "patients", "pupils"];
pub const PLACES: &[&str] = &[
    "Lisbon, Portugal", "Gdansk, Poland", "Nairobi, Kenya", "Osaka, Japan", "Valparaiso, Chile", "Turku, Finland",
    "Cork, Ireland", "Halifax, Canada",
];

pub const MONEY_LABELS: &[&str] = &["Total cost", "Budget approved", "Funding so far", "Contract value"];
pub const NUMBER_LABELS: &[&str] = &["People affected", "Capacity", "Sites covered", "Reach"];
pub const PERCENT_LABELS: &[&str] = &["Change on the year", "Share completed", "Approval", "Share of the market"];
pub const DATE_LABELS: &[&str] = &["Announced", "Decided", "First reported", "In force from"];
pub const RANGE_LABELS: &[&str] = &["Consultation", "Building period", "Reporting period"];
pub const PLACE_LABELS: &[&str] = &["Location", "Seat", "Pilot region"];
pub const COUNT_LABELS: &[&str] = &["Objections filed", "Partners", "Documents released", "Meetings held"];
