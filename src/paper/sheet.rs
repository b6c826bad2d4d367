//! A day's appointments on one page of plain text, by groomer: what `pomsalon day` prints and what lies on paper.

use chrono::NaiveDate;
use serde::Serialize;

use super::columns::{Columns, PAGE, cut};
use crate::domain::client::phone_tail;
use crate::domain::clock::{hhmm, length};
use crate::domain::dog::{ALERT_LETTERS, alert_words};
use crate::domain::household::names_of;
use crate::domain::id::GroomerId;
use crate::domain::money::Cents;
use crate::domain::schedule::{Off, Span};
use crate::domain::status::Status;
use crate::store::{Result, Store, Visit, mark_off};

const COLUMNS: [(&str, bool); 7] = [
    ("Time", false),
    ("Dog", true),
    ("Service", true),
    ("Status", false),
    ("Alerts", false),
    ("Client", true),
    ("Phone", false),
];

/// Rows stand in by so much under their groomer.
const INDENT: usize = 2;

/// What is done on top stands in by so much, behind the times.
const ON_TOP: usize = 14;

/// A day with everything that stands on its page.
#[derive(Debug, Serialize)]
pub struct Sheet {
    salon: String,
    day: NaiveDate,
    /// Why the salon is closed that day.
    closed: Option<String>,
    groomers: Vec<Lane>,
    visits: Vec<Visit>,
    totals: Totals,
    /// The word said after an amount.
    #[serde(skip)]
    currency: String,
}

#[derive(Debug, Serialize)]
struct Lane {
    id: GroomerId,
    name: String,
    shifts: Vec<Span>,
    breaks: Vec<Span>,
    off: Vec<Off>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Totals {
    dogs: usize,
    table_minutes: i64,
    price_cents: Cents,
    cancelled: usize,
    no_shows: usize,
}

impl Sheet {
    /// Reads a day.
    pub fn read(store: &Store, day: NaiveDate) -> Result<Self> {
        let salon = store.salon()?;
        let mut visits = store.visits(day)?;
        let workdays = store.workdays(day, None)?;
        mark_off(&mut visits, &workdays);
        let closed = workdays.iter().find_map(|workday| workday.closed.clone());
        let mut groomers: Vec<Lane> = workdays
            .into_iter()
            .map(|workday| Lane {
                id: workday.groomer_id,
                name: workday.groomer,
                shifts: workday.shifts,
                breaks: workday.breaks,
                off: workday.off,
            })
            .collect();
        // Somebody who left since then still did that day's work.
        for visit in &visits {
            if !groomers
                .iter()
                .any(|lane| lane.id == visit.appointment.groomer_id)
            {
                groomers.push(Lane {
                    id: visit.appointment.groomer_id,
                    name: visit.groomer.clone(),
                    shifts: Vec::new(),
                    breaks: Vec::new(),
                    off: Vec::new(),
                });
            }
        }
        Ok(Self {
            salon: salon.name,
            currency: salon.currency,
            day,
            closed,
            totals: totals(&visits),
            groomers,
            visits,
        })
    }

    /// The page, at most 80 columns wide.
    #[must_use]
    pub fn page(&self) -> String {
        let day = self.day.format("%A %-d %B %Y").to_string();
        let mut lines = vec![
            format!("{}, {day}", cut(&self.salon, PAGE - day.len() - 2)),
            String::new(),
        ];
        if let Some(name) = &self.closed {
            lines.push(cut(&format!("Closed: {name}"), PAGE));
            lines.push(String::new());
        }
        let rows: Vec<Vec<String>> = self.visits.iter().map(cells).collect();
        let columns = Columns::fit(&COLUMNS, &rows, PAGE - INDENT);
        let indent = " ".repeat(INDENT);
        if !rows.is_empty() {
            lines.push(format!("{indent}{}", columns.titles()));
        }
        for lane in &self.groomers {
            let own: Vec<(&Visit, &Vec<String>)> = self
                .visits
                .iter()
                .zip(&rows)
                .filter(|(visit, _)| visit.appointment.groomer_id == lane.id)
                .collect();
            if own.is_empty() && (lane.shifts.is_empty() || self.closed.is_some()) {
                continue;
            }
            lines.push(cut(&heading(lane, own.is_empty()), PAGE));
            for (visit, row) in own {
                lines.push(format!("{indent}{}", columns.line(row)));
                // What is done on top must not be lost at the edge of a column: a groomer works by this page.
                if !visit.add_ons.is_empty() {
                    let on_top = cut(&format!("+ {}", visit.add_ons.join(", ")), PAGE - ON_TOP);
                    lines.push(format!("{:ON_TOP$}{on_top}", ""));
                }
                if visit.groomer_off {
                    let words = cut(&format!("! {} is off then", lane.name), PAGE - 2 * INDENT);
                    lines.push(format!("{indent}{indent}{words}"));
                }
                let why = &visit.appointment.over_reason;
                if !why.is_empty() {
                    let words = cut(&format!("+ beyond the rules: {why}"), PAGE - 2 * INDENT);
                    lines.push(format!("{indent}{indent}{words}"));
                }
            }
        }
        if self.closed.is_some() && self.visits.is_empty() {
            lines.push("Nothing is booked.".to_owned());
        } else if lines.len() == 2 {
            lines.push("Nobody works that day, and nothing is booked.".to_owned());
        } else {
            lines.push(String::new());
            lines.push(cut(&sum(&self.totals, &self.currency), PAGE));
        }
        lines.extend(together(&self.visits).iter().map(|line| cut(line, PAGE)));
        if let Some(legend) = legend(&self.visits) {
            lines.push(legend);
        }
        lines.join("\n")
    }
}

fn totals(visits: &[Visit]) -> Totals {
    let mut totals = Totals::default();
    for visit in visits {
        let appointment = &visit.appointment;
        match appointment.status {
            Status::Cancelled => totals.cancelled += 1,
            Status::NoShow => totals.no_shows += 1,
            _ => {
                totals.dogs += 1;
                totals.table_minutes += appointment.end_min - appointment.start_min;
                totals.price_cents = totals.price_cents + appointment.price_cents;
            }
        }
    }
    totals
}

fn cells(visit: &Visit) -> Vec<String> {
    let appointment = &visit.appointment;
    vec![
        format!("{}-{}", hhmm(appointment.start_min), hhmm(appointment.end_min)),
        visit.dog.clone(),
        visit.service_alone().to_owned(),
        appointment.status.words().to_owned(),
        visit.alerts.clone(),
        visit.client.clone(),
        phone_tail(&visit.phone),
    ]
}

/// `Ana, 09:00-18:00, break 13:00-13:30`.
fn heading(lane: &Lane, is_free: bool) -> String {
    let spans = |spans: &[Span]| {
        let words: Vec<String> = spans
            .iter()
            .map(|span| format!("{}-{}", hhmm(span.start), hhmm(span.end)))
            .collect();
        words.join(" and ")
    };
    let mut parts = vec![lane.name.clone()];
    let all_day = lane
        .off
        .iter()
        .find(|off| off.span.start == 0 && off.span.end == 1440);
    if let Some(off) = all_day {
        parts.push(off.words());
    } else if lane.shifts.is_empty() {
        parts.push("off".to_owned());
    } else {
        parts.push(spans(&lane.shifts));
        if !lane.breaks.is_empty() {
            parts.push(format!("break {}", spans(&lane.breaks)));
        }
        parts.extend(lane.off.iter().map(Off::words));
    }
    let words = parts.join(", ");
    if is_free {
        format!("{words}: nothing booked")
    } else {
        words
    }
}

fn sum(totals: &Totals, currency: &str) -> String {
    let work = format!(
        "{} on the table, {} {currency}",
        length(totals.table_minutes),
        totals.price_cents
    );
    let mut parts = vec![match totals.dogs {
        0 => "No dogs".to_owned(),
        1 => format!("1 dog, {work}"),
        dogs => format!("{dogs} dogs, {work}"),
    }];
    if totals.cancelled > 0 {
        parts.push(format!("{} cancelled", totals.cancelled));
    }
    match totals.no_shows {
        0 => {}
        1 => parts.push("1 no-show".to_owned()),
        many => parts.push(format!("{many} no-shows")),
    }
    parts.join("; ")
}

/// The dogs that come and go together, a line a visit: `Together: Bella and Bruno Moreira, in 10:00, out 12:30`.
fn together(visits: &[Visit]) -> Vec<String> {
    let mut seen = Vec::new();
    let mut lines = Vec::new();
    for visit in visits {
        let others = visit.companions(visits);
        if others.is_empty() || seen.contains(&visit.appointment.visit_id) {
            continue;
        }
        seen.push(visit.appointment.visit_id);
        let mut names = vec![visit.names()];
        names.extend(others.iter().map(|other| other.names()));
        lines.push(format!(
            "Together: {}, in {}, out {}",
            names_of(&names),
            hhmm(visit.appointment.arrives_min()),
            hhmm(visit.appointment.pickup_min)
        ));
    }
    lines
}

/// What the alert letters of the page mean, in the order of a card.
fn legend(visits: &[Visit]) -> Option<String> {
    let words: Vec<String> = ALERT_LETTERS
        .chars()
        .filter(|letter| visits.iter().any(|visit| visit.alerts.contains(*letter)))
        .map(|letter| format!("{letter} {}", alert_words(letter)))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}
