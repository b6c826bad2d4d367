//! The pages of the set-up and how their answers are read.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::hours::{DayHours, WEEKDAYS, parse_weekdays};
use crate::domain::opening;
use crate::domain::text::{self, clean, fold};
use crate::tui::forms::entry::{Entry, Kind};
use crate::tui::forms::form::Form;
use crate::tui::forms::salon::{CURRENCY_LETTERS, read_zone};

pub(super) const NAME: &str = "Salon's name";
pub(super) const ZONE: &str = "City";
pub(super) const CURRENCY: &str = "Prices in";
pub(super) const DAYS: &str = "Open on";
pub(super) const HOURS: &str = "Open from";
pub(super) const GROOMERS: &str = "Groomers";
pub(super) const SERVICES: &str = "Services";

/// What stands over each page, and a sentence below it.
pub(super) const HEADS: [(&str, &str); 5] = [
    (
        "Your salon",
        "A few questions, then the desk opens. All of it can be changed later.",
    ),
    (
        "Opening hours",
        "When dogs may come. Every groomer starts with these hours; 5 Groomers changes them one by one.",
    ),
    (
        "Groomers",
        "Who grooms? Names as they are said at the counter, with commas between them.",
    ),
    (
        "Services",
        "What the salon sells. These are to start from; 6 Services changes names, minutes and prices.",
    ),
    (
        "Is this right?",
        "Enter makes the salon's file and opens the desk.",
    ),
];

/// The most groomers that are taken at once.
const MOST_GROOMERS: usize = 30;

/// The five pages.
pub(super) fn pages(zone: Option<Tz>) -> Vec<Form> {
    let salon = vec![
        Entry::new(NAME, Kind::Text(text::NAME), "")
            .needed("What stands over the door, such as Salon Pom.")
            .hint("What stands over the door"),
        Entry::new(ZONE, Kind::Read(read_zone), zone.map_or("", Tz::name))
            .anew()
            .needed("A city of your time zone, such as Lisbon or New York.")
            .hint("A city of your time zone, such as Lisbon; the salon's clock follows it"),
        Entry::new(CURRENCY, Kind::Text(CURRENCY_LETTERS), "euros")
            .anew()
            .hint("The word said after an amount"),
    ];
    let hours = vec![
        Entry::new(DAYS, Kind::Read(read_days), "mon-sat")
            .anew()
            .needed("The days the salon is open, such as mon-sat.")
            .hint("mon-sat  or  tue, thu-sat  or  every day"),
        Entry::new(HOURS, Kind::Read(read_hours), "9-18, break 13-13:30")
            .anew()
            .needed("The hours the salon is open, such as 9-18.")
            .hint("9-18  or  9-13, 14-18  or  9-18, break 13-13:30"),
    ];
    let groomers = vec![
        Entry::new(GROOMERS, Kind::Read(read_names), "")
            .needed("At least one name, such as Ana; your own is fine.")
            .hint("Such as Ana, Bo, Cleo"),
    ];
    let options = vec![
        format!("start with these {}", opening::services().len()),
        "none of them; I write my own under 6 Services".to_owned(),
    ];
    let services = vec![Entry::choice(SERVICES, options, 0).hint("Left and Right choose; Enter takes it")];
    vec![
        Form::new(salon).stops("Go on", "Quit"),
        Form::new(hours).stops("Go on", "Back"),
        Form::new(groomers).stops("Go on", "Back"),
        Form::new(services).stops("Go on", "Back"),
        Form::new(Vec::new()).stops("Make the salon", "Back"),
    ]
}

fn read_days(typed: &str, _today: NaiveDate) -> Result<String, String> {
    let days = parse_weekdays(typed).map_err(|why| why.to_string())?;
    let names = days
        .iter()
        .filter_map(|day| WEEKDAYS.get(usize::try_from(day - 1).ok()?));
    Ok(names.copied().collect::<Vec<_>>().join(" "))
}

fn read_hours(typed: &str, _today: NaiveDate) -> Result<String, String> {
    let hours = DayHours::parse(typed).map_err(|why| why.to_string())?;
    if hours.shifts.is_empty() {
        return Err("The salon has to be open some time, such as 9-18.".to_owned());
    }
    Ok(hours.to_string())
}

fn read_names(typed: &str, _today: NaiveDate) -> Result<String, String> {
    let names = names(typed);
    if let Some(twice) = (1..names.len()).find(|at| {
        let folded = fold(&names[*at]);
        names[..*at].iter().any(|other| fold(other) == folded)
    }) {
        return Err(format!(
            "Two groomers are called {}: give one of them a longer name.",
            names[twice]
        ));
    }
    match names.len() {
        0 => Err("At least one name, such as Ana; your own is fine.".to_owned()),
        1 => Ok("1 groomer".to_owned()),
        count if count <= MOST_GROOMERS => Ok(format!("{count} groomers")),
        _ => Err(format!(
            "At most {MOST_GROOMERS} groomers fit here; the others can be added under 5 Groomers."
        )),
    }
}

/// The names in a line, cleaned.
pub(super) fn names(typed: &str) -> Vec<String> {
    let names = typed.split([',', ';']).map(|name| clean(name, text::NAME));
    names.filter(|name| !name.is_empty()).collect()
}
