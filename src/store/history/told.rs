//! Columns and values in the desk's words: the titles of the cards, names for ids, times as one says them.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::recall::{Recalled, row_at};
use crate::domain::client::full_name;
use crate::domain::clock::hhmm;
use crate::domain::dog::{Sex, temperament_words};
use crate::domain::money::Cents;
use crate::domain::status::Status;
use crate::domain::waitlist::Weekdays;
use crate::store::error::Result;

/// How a value is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Say {
    Text,
    Number,
    Time,
    Minutes,
    Day,
    Moment,
    Money,
    YesNo,
    Status,
    Sex,
    Temper,
    Weekday,
    /// Bits of weekdays, Monday is 1.
    Weekdays,
    /// Words that the file joins by `_`.
    Words,
    /// The name of a row of this table.
    Name(&'static str),
    /// Not at all: bookkeeping, or told by the row's own name.
    Never,
}

/// What a row of a table is called.
pub(super) fn noun(table: &str) -> String {
    match table {
        "salon" => "The salon".to_owned(),
        "break" => "Break".to_owned(),
        _ => {
            let words = table.replace('_', " ");
            let mut letters = words.chars();
            letters
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// The title of a column, as on the card that shows it, and how its values are said; `None` for one not known here.
pub(super) fn known(table: &str, column: &str) -> Option<(&'static str, Say)> {
    let own = match table {
        "appointment" => of_appointment(column),
        _ => of_card(table, column),
    };
    own.or_else(|| of_any(column))
}

/// What only appointments have.
fn of_appointment(column: &str) -> Option<(&'static str, Say)> {
    Some(match column {
        "lane" => ("Lane", Say::Number),
        "start_min" => ("Time", Say::Time),
        "pickup_min" => ("Pick-up", Say::Time),
        "status" => ("Status", Say::Status),
        "cancel_reason" => ("Reason", Say::Text),
        "confirmed_at" => ("Confirmed at", Say::Moment),
        "arrived_at" => ("Arrived at", Say::Moment),
        "started_at" => ("In work since", Say::Moment),
        "ready_at" => ("Ready at", Say::Moment),
        "gone_at" => ("Gone at", Say::Moment),
        "closed_at" => ("Closed at", Say::Moment),
        "drop_off_min" => ("Dropped off", Say::Time),
        "over_reason" => ("Beyond the rules", Say::Text),
        _ => return None,
    })
}

/// What only one card or list has, or what it calls otherwise than the rest.
fn of_card(table: &str, column: &str) -> Option<(&'static str, Say)> {
    Some(match (table, column) {
        ("client", "phone") => ("Phone", Say::Text),
        ("client", "email") => ("Email", Say::Text),
        ("dog", "breed") => ("Breed", Say::Text),
        ("dog" | "rate", "size") => ("Size", Say::Text),
        ("dog", "sex") => ("Sex", Say::Sex),
        ("dog", "birth") => ("Born", Say::Day),
        ("dog", "age") => ("Age in years", Say::Number),
        ("dog", "age_told") => ("Age told on", Say::Day),
        ("dog", "temperament") => ("Temperament", Say::Temper),
        ("dog", "bites") => ("Bites", Say::YesNo),
        ("dog", "muzzle") => ("Needs a muzzle", Say::YesNo),
        ("dog", "heart") => ("Heart condition", Say::YesNo),
        ("dog", "seizures") => ("Has seizures", Say::YesNo),
        ("dog", "allergies") => ("Allergies", Say::Text),
        // Only in entries of the first three editions.
        ("dog", "vaccine_until") => ("Vaccine until", Say::Day),
        ("dog", "chip") => ("Chip number", Say::Text),
        ("groomer", "lanes") => ("Dogs at once", Say::Number),
        ("groomer", "position") => ("Column", Say::Number),
        ("groomer", "active") => ("Works here", Say::YesNo),
        ("service" | "vaccine", "position") => ("Place in list", Say::Number),
        ("service", "active") => ("On offer", Say::YesNo),
        ("service", "minutes") => ("Minutes", Say::Minutes),
        ("service", "stay_minutes") => ("Stay", Say::Minutes),
        ("shift" | "break" | "drop_off", "weekday") => ("Weekday", Say::Weekday),
        ("salon", "zone") => ("Time zone", Say::Text),
        ("salon", "opens_min") => ("Opens", Say::Time),
        ("salon", "closes_min") => ("Closes", Say::Time),
        ("salon", "currency") => ("Currency", Say::Text),
        ("salon", "second_folder") => ("Second copies in", Say::Text),
        ("salon", "off_site") => ("Off-site command", Say::Text),
        ("groomer", "largest") => ("Dogs up to", Say::Text),
        ("groomer", "max_dogs") => ("Dogs a day", Say::Number),
        ("exception", "kind") => ("Kind", Say::Text),
        ("time_off", "reason") => ("Reason", Say::Text),
        ("closing", "yearly") => ("Every year", Say::YesNo),
        ("drop_off", "dogs") => ("Dogs", Say::Number),
        ("service", "add_on") => ("Only on top", Say::YesNo),
        ("service", "needs_waiver") => ("Needs a signature", Say::YesNo),
        ("rate", "valid_from") => ("Valid from", Say::Day),
        ("client", "emergency") => ("In an emergency", Say::Text),
        ("client", "pick_up") => ("May pick up", Say::Text),
        ("client", "deposit_cents") => ("Deposit", Say::Money),
        ("client", "owes_cents") => ("Owes", Say::Money),
        ("dog", "medication") => ("Medication", Say::Text),
        ("dog", "vet") => ("Vet", Say::Text),
        ("dog", "waiver") => ("Signed for shaving", Say::Day),
        ("dog", "rebook_weeks") => ("Comes every weeks", Say::Number),
        ("weight", "grams") => ("Grams", Say::Number),
        ("vaccine", "first_months") => ("Months the first time", Say::Number),
        ("vaccine", "later_months") => ("Months after that", Say::Number),
        ("vaccine", "from_weeks") => ("From age in weeks", Say::Number),
        ("vaccine_need", "refuses") => ("Refused without", Say::YesNo),
        ("vaccination", "given") => ("Given", Say::Day),
        ("vaccination", "until") => ("Until", Say::Day),
        ("vaccination", "proof") => ("Paper seen", Say::YesNo),
        ("vaccination", "exempt") => ("Letter of exemption", Say::YesNo),
        ("series", "weeks") => ("Every weeks", Say::Number),
        ("record", "blade") => ("Blade and comb", Say::Text),
        ("record", "style") => ("Style", Say::Text),
        ("record", "products") => ("Products", Say::Text),
        ("record", "findings") => ("Found", Say::Text),
        ("record", "incident") => ("Incident", Say::Text),
        ("waitlist", "weekdays") => ("Weekdays", Say::Weekdays),
        ("waitlist", "from_min") => ("From", Say::Time),
        ("waitlist", "before_min") => ("Before", Say::Time),
        ("waitlist", "call") => ("To be called", Say::YesNo),
        ("waitlist", "state") => ("State", Say::Words),
        ("waitlist", "asked_at") | ("offer", "at") => ("Asked at", Say::Moment),
        ("offer", "outcome") => ("They said", Say::Words),
        _ => return None,
    })
}

/// What is called the same wherever it stands.
fn of_any(column: &str) -> Option<(&'static str, Say)> {
    Some(match column {
        "id" | "rev" | "visit_id" | "series_id" => ("", Say::Never),
        "groomer_id" => ("Groomer", Say::Name("groomer")),
        "service_id" => ("Service", Say::Name("service")),
        "client_id" => ("Client", Say::Name("client")),
        "day" => ("Day", Say::Day),
        "start_min" => ("From", Say::Time),
        "end_min" => ("Until", Say::Time),
        "price_cents" => ("Price", Say::Money),
        "note" => ("Note", Say::Text),
        "first_name" => ("First name", Say::Text),
        "last_name" => ("Last name", Say::Text),
        "name" => ("Name", Say::Text),
        "dog_id" => ("Dog", Say::Name("dog")),
        "vaccine_id" => ("Vaccine", Say::Name("vaccine")),
        "appointment_id" => ("Appointment", Say::Never),
        "waitlist_id" => ("Waiting", Say::Never),
        "first_day" => ("First day", Say::Day),
        "last_day" => ("Last day", Say::Day),
        "coat" => ("Coat", Say::Text),
        "minutes" => ("Minutes", Say::Minutes),
        "stay_minutes" => ("Stay", Say::Minutes),
        "do_not_book" => ("Do not book", Say::Text),
        _ => return None,
    })
}

/// The title of a column; one that is not known here is told by its own name.
pub(super) fn title(table: &str, column: &str) -> (String, Say) {
    known(table, column).map_or_else(
        || (noun(column), Say::Text),
        |(title, say)| (title.to_owned(), say),
    )
}

/// Names of rows that were asked for already.
pub(super) type Names = HashMap<(&'static str, String), String>;

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

pub(super) fn weekday(number: i64) -> String {
    let at = usize::try_from(number - 1).ok();
    at.and_then(|at| WEEKDAYS.get(at))
        .map_or_else(|| number.to_string(), |name| (*name).to_owned())
}

pub(super) fn day(text: &str) -> String {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_or_else(|_| text.to_owned(), |day| day.format("%a %-d %b %Y").to_string())
}

/// A value in words; empty for nothing.
pub(super) fn value(
    connection: &Connection,
    names: &mut Names,
    say: Say,
    value: Option<&Value>,
    seq: i64,
) -> Result<String> {
    Ok(match (say, value) {
        (_, None | Some(Value::Null)) => String::new(),
        (Say::Time, Some(Value::Integer(minute))) => hhmm(*minute),
        (Say::Minutes, Some(Value::Integer(minutes))) => format!("{minutes} min"),
        (Say::Money, Some(Value::Integer(cents))) => Cents(*cents).to_string(),
        (Say::YesNo, Some(Value::Integer(yes))) => if *yes == 0 { "no" } else { "yes" }.to_owned(),
        (Say::Weekday, Some(Value::Integer(number))) => weekday(*number),
        (Say::Weekdays, Some(Value::Integer(bits))) => Weekdays(*bits).words(),
        (Say::Words, Some(Value::Text(text))) => text.replace('_', " "),
        (Say::Temper, Some(Value::Integer(number))) => format!("{number} {}", temperament_words(*number)),
        (Say::Day, Some(Value::Text(text))) => day(text),
        (Say::Moment, Some(Value::Text(text))) => text
            .split_once('T')
            .map_or_else(|| text.clone(), |(date, time)| format!("{} {time}", day(date))),
        (Say::Status, Some(Value::Text(text))) => {
            Status::parse(text).map_or_else(|| text.clone(), |status| status.words().to_owned())
        }
        (Say::Sex, Some(Value::Text(text))) => {
            Sex::parse(text).map_or_else(|| text.clone(), |sex| sex.words().to_owned())
        }
        (Say::Name(table), Some(Value::Text(id))) => name_of(connection, names, table, id, seq)?,
        (_, Some(Value::Text(text))) => text.clone(),
        (_, Some(Value::Integer(number))) => number.to_string(),
        (_, Some(Value::Real(number))) => number.to_string(),
        (_, Some(Value::Blob(_))) => "(bytes)".to_owned(),
    })
}

/// What a dog, client, groomer or service was called when a change had been made.
pub(super) fn name_of(
    connection: &Connection,
    names: &mut Names,
    table: &'static str,
    id: &str,
    seq: i64,
) -> Result<String> {
    let key = (table, id.to_owned());
    if let Some(name) = names.get(&key) {
        return Ok(name.clone());
    }
    let row = match row_at(connection, table, id, seq)? {
        Some(row) => Some(row),
        // It came later, or went in the same breath.
        None => {
            row_at(connection, table, id, seq.saturating_sub(1))?.or(row_at(connection, table, id, i64::MAX)?)
        }
    };
    let name = row.map_or_else(|| format!("a {table} that is gone"), |row| plain_name(&row));
    names.insert(key, name.clone());
    Ok(name)
}

fn plain_name(row: &Recalled) -> String {
    match row.text("name") {
        "" => full_name(row.text("first_name"), row.text("last_name")),
        name => name.to_owned(),
    }
}

/// What a row is called in the history: `Dog Bella Moreira`, `Appointment of Bella Moreira, Fri 20 Nov 2026 10:00`.
pub(super) fn row_name(
    connection: &Connection,
    names: &mut Names,
    table: &str,
    row: &Recalled,
    seq: i64,
) -> Result<String> {
    let noun = noun(table);
    Ok(match table {
        "salon" => noun,
        "appointment" => format!(
            "{noun} of {}, {} {}",
            name_of(connection, names, "dog", row.text("dog_id"), seq)?,
            day(row.text("day")),
            row.number("start_min").map(hhmm).unwrap_or_default()
        ),
        "appointment_add_on" | "waitlist_add_on" => format!(
            "On top: {}",
            name_of(connection, names, "service", row.text("service_id"), seq)?
        ),
        "waitlist" => format!(
            "Wish of {}",
            name_of(connection, names, "dog", row.text("dog_id"), seq)?
        ),
        "offer" => format!(
            "Offer of {} {}",
            day(row.text("day")),
            row.number("start_min").map(hhmm).unwrap_or_default()
        ),
        "shift" | "break" => format!(
            "{noun} of {}, {}",
            name_of(connection, names, "groomer", row.text("groomer_id"), seq)?,
            row.number("weekday").map(weekday).unwrap_or_default()
        ),
        "skill" => format!(
            "{noun} of {}, {}",
            name_of(connection, names, "groomer", row.text("groomer_id"), seq)?,
            name_of(connection, names, "service", row.text("service_id"), seq)?
        ),
        "exception" => format!(
            "Hours of {}, {}",
            name_of(connection, names, "groomer", row.text("groomer_id"), seq)?,
            day(row.text("day"))
        ),
        "time_off" => format!(
            "{noun} of {}, {}",
            name_of(connection, names, "groomer", row.text("groomer_id"), seq)?,
            day(row.text("first_day"))
        ),
        "drop_off" => format!(
            "Drop-offs, {}",
            row.number("weekday").map(weekday).unwrap_or_default()
        ),
        _ => format!("{noun} {}", plain_name(row)).trim_end().to_owned(),
    })
}
