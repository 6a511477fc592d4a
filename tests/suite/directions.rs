//! Which way figures went, and what a source sets against each other: what is turned round is told, what is put in other
//! words is not. Cases are those of `figures`.

use crate::figures::told;

#[test]
fn a_rise_that_is_a_fall_is_told() {
    const PROFIT: &str =
        "Profit at the Arden mill came to £61.7 million, compared with £56.4 million. It rained. Shops shut. Trains ran late.";
    const TURNOUT: &str = "Turnout in Arden was 46.8 per cent, up from 38.1 per cent. It rained. Shops shut. Trains ran late.";
    told(&[
        ("Women make up 24% of the staff at Arden", "The share of women on the staff at Arden fell to 24%.", ""),
        ("Sales in Arden fell from 24,000 in May", "Sales in Arden rose to 24,000 in May. They fell to 20,000 in June.", ""),
        ("The bank in Arden expects growth of 1.9%", "The bank in Arden said growth would fall to 1.9%.", ""),
        ("The temperature in Arden rose to -5°C", "The temperature in Arden rose to minus 5°C.", ""),
        ("Fall enrolment in Arden = 6,120", "Enrolment in Arden rose to 6,120 last autumn.", ""),
        ("Exports of timber rose by 24,000 tonnes", "Exports of timber fell by 24,000 tonnes.", "W0246"),
        ("Exports of timber fell by 24,000 tonnes", "Exports of timber fell by 24,000 tonnes.", ""),
        ("Exports of timber were down 24,000 tonnes", "Exports of timber fell by 24,000 tonnes.", ""),
        ("Exports of timber were 5.4% higher", "Exports of timber dropped by 5.4 per cent.", "W0246"),
        ("Rents in Arden fell by 7.4%", "Private rents in Arden were 7.4% higher than a year before.", "W0246"),
        ("Profit at the Arden mill dropped to 61.7 million pounds", PROFIT, "W0246"),
        ("Profit at the Arden mill dropped by £5.3 million", PROFIT, "W0246"),
        ("Profit at the Arden mill rose by £5.3 million", PROFIT, ""),
        ("Turnout in Arden fell by 8.7 points to 46.8 per cent", TURNOUT, "W0246"),
        ("Change in exports of timber = +24,000 tonnes", "Exports of timber fell by 24,000 tonnes.", "W0209"),
        ("Rise in exports of timber = 24,000 tonnes", "Exports of timber fell by 24,000 tonnes.", "W0209"),
        ("Growth forecast = 1.9%, down from 2.0%", "Growth of 1.9% is forecast, against 2.0% in May.", ""),
        ("The stake was raised up to £40 million", "The stake fell to £40 million.", ""),
        ("It slid from a €7m profit", "It lost 58 million euros in 2024, against a profit of 7 million euros.", ""),
        ("Rents rose by 4%", "Rents fell by 4% in March and rose by 4% in May.", ""),
    ]);
}

#[test]
fn what_a_source_compares_may_be_told_as_a_difference() {
    const WAGES: &str = "In May wages came to £19.8 million from £20.4 million. It rained. Shops shut. Trains ran late.";
    told(&[
        ("The pay bill shrank by £600,000", WAGES, ""),
        ("The pay bill shrank by £700,000", WAGES, "W0212"),
        ("The pay bill grew by £600,000", WAGES, "W0212"),
        ("It shipped 3,000 tonnes less", "Exports slipped to 117,000 tonnes from 120,000, and prices rose.", ""),
        ("Clearing took more than the $310,000 budgeted", "Clearing cost $381,400, or $71,400 over the amount budgeted.", ""),
        ("Clearing took more than the $320,000 budgeted", "Clearing cost $381,400, or $71,400 over the amount budgeted.", "W0212"),
        (
            "This year would beat the last by between 3 billion and 13 billion, if all goes well",
            "This year exports of between 175 billion and 185 billion shillings are expected. The total last year was 172 billion.",
            "",
        ),
    ]);
}

#[test]
fn figures_of_a_table_are_of_its_scale() {
    const TABLE: &str = "Exports of the town (thousand tonnes)\n\nTea  1,240\nCoffee  318\n\nThe port of Arden has 41 cranes.";
    told(&[
        ("Exports of tea = 1.24 million tonnes", TABLE, ""),
        ("Exports of coffee = 318,000 tonnes", TABLE, ""),
        ("Exports of coffee = 318 million tonnes", TABLE, "E0208"),
        ("Cranes = 41,000", TABLE, "E0208"),
    ]);
}

#[test]
fn a_time_of_the_day_is_the_same_in_a_key_fact() {
    const TRAIN: &str = "The train left Arden at 19:48 and reached Brook at 21.05. The hall opens at 20:00 GMT.";
    told(&[
        ("Departure = 7.48 pm", TRAIN, ""),
        ("Departure = 19.48", TRAIN, ""),
        ("Departure = 7.50 pm", TRAIN, "E0208"),
        ("Arrival = 9.05pm", TRAIN, ""),
        ("Arrival = 21:05", TRAIN, ""),
        ("Opening = 9pm BST", TRAIN, ""),
        ("Margin = 0.2 points", "The rate is 4.2%, plus or minus 0.2 points.", ""),
    ]);
}

#[test]
fn figures_are_worked_out_in_many_ways() {
    const SCHOOLS: &str = "Fir Street, which has 214 students, and Lindqvist, which has 187, will shut in June.";
    const PLOT: &str = "Zilvermeer will pay €312m for the right to build 700 megawatts on Plot A. It rained. Shops shut. Trains ran late.";
    const GUIDANCE: &str = "The board expects a profit of between £228m and £238m, compared with £220m to £235m before.";
    const COVER: &str = "Coverage is highest in Southern (86%) and Eastern (83%). Western stands at 49%. It rained. Shops shut.";
    told(&[
        ("Fir Street and Lindqvist have 401 students between them", SCHOOLS, ""),
        ("Fir Street and Lindqvist have 411 students between them", SCHOOLS, "W0212"),
        ("For Plot A Zilvermeer pays about €446,000 a megawatt", PLOT, ""),
        ("For Plot A Zilvermeer pays about €546,000 a megawatt", PLOT, "W0212"),
        ("The deal values the whole club at about £22m", "Ridgeback will pay £16.5m for 74.9 per cent of the club.", ""),
        ("The middle of the range for profit is £233m", GUIDANCE, ""),
        ("The low end of the range for profit was lifted by £8m and the high end by £3m", GUIDANCE, ""),
        ("Southern has reached 86%, Western only 49%. The gap is 37 points", COVER, ""),
        ("Southern has reached 86%, Western only 49%. The gap is 27 points", COVER, "W0212"),
        ("Some 85 per cent of the letters are hostile", "The inquiry has had 6,430 letters against the plan and 1,120 for it.", ""),
        ("Delivery costs $2.10, 50 cents under budget", "Delivery costs $2.10 a dose, below the $2.60 that was budgeted.", ""),
        ("Of each pound in turnover 107 per cent goes on wages", "Rovers spent £107 on wages for every £100 of turnover.", ""),
        ("Pupils fell by 1,140 from the fall of 2016", "Pupils slid from 6,120 in the fall of 2016 to 4,980 last fall.", ""),
        ("- 11:47: the helicopter lands", "The helicopter landed at 11.47.", ""),
        ("Households would be 1,300 more", "There would be 5,200 households above 54 decibels, compared with 3,900 at present.", ""),
        ("Whitcomb = 11,489 votes", "The tally was Whitcomb 11,489, Salcedo 11,476.", ""),
        ("The penalty is A$8.4 million", "SYDNEY - The chain in Sydney must pay a penalty of $8.4 million.", ""),
    ]);
}

#[test]
fn a_key_fact_tells_its_direction_beside_its_figure() {
    const GRAIN: &str =
        "Grain volumes jumped 31 per cent to 9.4 million tonnes. Inflation eased to 2.7% from 2.9%. Rates were cut by 25 points.";
    told(&[
        ("Grain = 9.4 million tonnes (up 31%)", GRAIN, ""),
        ("Grain = 9.4 million tonnes (down 31%)", GRAIN, "W0209"),
        ("Grain = 9.4 million tonnes, 31% less", GRAIN, "W0209"),
        ("Inflation = 2.7%, down from 2.9%", GRAIN, ""),
        ("Rates were raised by 25 points", GRAIN, "W0246"),
    ]);
}

#[test]
fn dollars_from_elsewhere_are_no_american_ones() {
    const FERRY: &str = "HALIFAX - The council set aside $37.4 million for the ferry in its budget.";
    told(&[
        ("Budget = C$37.4 million", FERRY, ""),
        ("Budget = $37.4 million", FERRY, ""),
        ("Budget = US$37.4 million", FERRY, "E0208"),
        ("Budget = US$37.4 million", "DAYTON - The council set aside $37.4 million for the ferry.", ""),
    ]);
}

#[test]
fn what_is_told_of_dates_and_totals_is_told_of_them() {
    const TALKS: &str = "The talks in Leeds were on Wednesday, September 17, 2025. The six crops add up to 89.7 million tonnes.";
    told(&[
        ("Talks = 17 September 2025", TALKS, ""),
        ("Talks = 10 September 2025", TALKS, "E0208"),
        ("Talks = Thursday 17 September 2025, 8.30am", TALKS, "W0245"),
        ("The six crops add up to 89.7 million tonnes", TALKS, ""),
        ("The six crops come to 89.7 million tonnes", TALKS, ""),
    ]);
}
