//! Who is not there on a day, in words one can say to a caller.

use chrono::{Datelike, NaiveDate};

use crate::domain::clock::short_day;
use crate::domain::schedule::Workday;
use crate::domain::why::listed;
use crate::store::{Result, Store};

/// A sentence for each groomer who is off on a day, and one for those who never work on that weekday: `Ana is off until
/// Thu 3 Dec (holiday)`, `Bo and Carla do not work on Mondays`. Those of a closed salon are not named.
pub(super) fn absent(
    store: &Store,
    workdays: &[Workday],
    day: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<String>> {
    let away: Vec<&Workday> = workdays.iter().filter(|workday| is_absent(workday)).collect();
    if away.is_empty() {
        return Ok(Vec::new());
    }
    let weekday = i64::from(day.weekday().number_from_monday());
    let weeks = store.groomer_weeks()?;
    let has_hours = |workday: &Workday| {
        let week = weeks.iter().find(|week| week.groomer.id == workday.groomer_id);
        week.is_some_and(|week| week.shifts.iter().any(|shift| shift.weekday == weekday))
    };
    let mut words = Vec::new();
    let mut never = Vec::new();
    let mut not_then = Vec::new();
    let times_off = store.times_off(day)?;
    for workday in away {
        let name = workday.groomer.as_str();
        let off = times_off
            .iter()
            .filter(|off| off.groomer_id == workday.groomer_id && off.first_day <= day)
            .max_by_key(|off| (off.is_all_day(), off.last_day));
        match off.filter(|_| !workday.shifts.is_empty()) {
            Some(off) => {
                let until = if off.is_endless() {
                    " for good".to_owned()
                } else if off.last_day > day {
                    format!(" until {}", short_day(off.last_day, today))
                } else {
                    String::new()
                };
                let reason = match off.reason.as_str() {
                    "" => String::new(),
                    reason => format!(" ({reason})"),
                };
                words.push(format!("{name} is off{until}{reason}"));
            }
            None if has_hours(workday) => not_then.push(name),
            None => never.push(name),
        }
    }
    for (names, when) in [
        (not_then, "that day".to_owned()),
        (never, format!("on {}s", day.format("%A"))),
    ] {
        let do_not = if names.len() == 1 { "does not" } else { "do not" };
        if !names.is_empty() {
            words.push(format!("{} {do_not} work {when}", listed(&names)));
        }
    }
    Ok(words)
}

/// Whether a groomer is not there while the salon is open.
pub(super) fn is_absent(workday: &Workday) -> bool {
    workday.closed.is_none() && workday.is_away()
}
