//! `pomsalon week`: how full a week is, by groomer and day.

use chrono::{Datelike, Days, NaiveDate};
use clap::Args;
use serde::Serialize;

use super::failure::Result;
use super::output::{print_json, print_lines};
use super::salon_file::{Globals, Open};
use crate::domain::clock::{hours, left_from};
use crate::domain::load::Load;
use crate::domain::schedule::Workday;
use crate::paper::cut;

/// Prints how full each day of a week is, by groomer: dogs, and how much of the time is booked.
#[derive(Debug, Args)]
pub struct Week {
    /// Any day of the week: thu, +6w, 12 mar, 2026-12-01 .. [default: today]
    #[arg(value_name = "DATE")]
    words: Vec<String>,
}

#[derive(Serialize)]
struct Cell {
    groomer: String,
    /// Why the salon is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<String>,
    /// Why the groomer does not work that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    away: Option<String>,
    #[serde(flatten)]
    load: Load,
}

#[derive(Serialize)]
struct Day {
    day: NaiveDate,
    groomers: Vec<Cell>,
}

#[derive(Serialize)]
struct Page {
    days: Vec<Day>,
}

const NAME: usize = 15;
const COLUMN: usize = 9;

impl Week {
    /// Prints the week.
    pub fn run(self, globals: &Globals) -> Result<()> {
        let open = globals.open_to_read()?;
        let day = open.day(&self.words.join(" "))?;
        let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
        let days = open.store.workdays_between(monday, monday + Days::new(6))?;
        let days: Vec<Day> = days.into_iter().map(|(day, of)| loads(&open, day, of)).collect();
        open.store.close()?;
        if globals.json {
            print_json(&Page { days })
        } else {
            print_lines(&page(&days))
        }
    }
}

fn loads(open: &Open, day: NaiveDate, workdays: Vec<Workday>) -> Day {
    let from = left_from(day, open.now);
    let cells = workdays.into_iter().map(|workday| Cell {
        load: Load::of(&workday, from),
        away: workday.away(),
        groomer: workday.groomer,
        closed: workday.closed,
    });
    Day {
        day,
        groomers: cells.collect(),
    }
}

/// `5 dogs 72%`, or why nobody works.
fn words(load: Load, away: Option<&str>) -> String {
    match load.hundredths() {
        Some(hundredths) => format!("{:>2} {hundredths:>3}%", load.dogs),
        None if load.dogs > 0 => format!("{:>2} {}", load.dogs, away.unwrap_or_default()),
        None => format!(" {}", away.unwrap_or_default()),
    }
}

/// `2h15`, the hours that are free.
fn free(load: Load) -> String {
    if load.free == 0 {
        String::new()
    } else {
        hours(load.free)
    }
}

fn page(days: &[Day]) -> Vec<String> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let mut lines = vec![format!(
        "Week {}, {} to {}: dogs, how much is booked, hours free",
        first.day.format("%V"),
        first.day.format("%-d %b"),
        last.day.format("%-d %b %Y")
    )];
    let line = |name: &str, cells: Vec<String>| {
        let name = format!("{:<NAME$}", cut(name, NAME - 1));
        let cells = cells
            .iter()
            .map(|cell| format!("{:<COLUMN$}", cut(cell, COLUMN - 1)));
        let line: String = std::iter::once(name).chain(cells).collect();
        line.trim_end().to_owned()
    };
    let heads = days.iter().map(|day| day.day.format("%a %-d").to_string());
    lines.push(line("", heads.collect()));
    for (at, cell) in first.groomers.iter().enumerate() {
        let of = days.iter().map(|day| &day.groomers[at]);
        lines.push(line(
            &cell.groomer,
            of.clone()
                .map(|cell| words(cell.load, cell.away.as_deref()))
                .collect(),
        ));
        lines.push(line("  free", of.map(|cell| free(cell.load)).collect()));
    }
    let all = days.iter().map(|day| {
        let loads = day.groomers.iter().map(|cell| cell.load);
        let nobody = day.groomers.iter().all(|cell| cell.away.is_some());
        let closed = day.groomers.iter().find_map(|cell| cell.closed.as_deref());
        let away = closed.or(nobody.then_some("nobody"));
        (loads.fold(Load::default(), Load::and), away)
    });
    let loads = all.clone().map(|(load, away)| words(load, away));
    lines.push(line("All", loads.collect()));
    lines.push(line("  free", all.map(|(load, _)| free(load)).collect()));
    let closed = days.iter().filter_map(|day| {
        let name = day.groomers.iter().find_map(|cell| cell.closed.clone())?;
        Some(format!("{}: closed ({name})", day.day.format("%a %-d %b")))
    });
    lines.extend(closed);
    lines
}
