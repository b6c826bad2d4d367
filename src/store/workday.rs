//! The groomers' days as the schedule needs them, and the first times that fit.

use chrono::{Datelike, Days, NaiveDate};
use rusqlite::{Connection, named_params};

use super::Store;
use super::error::Result;
use super::groomer::{GroomerWeek, weeks};
use super::types::day_text;
use crate::domain::id::{AppointmentId, DogId, GroomerId};
use crate::domain::schedule::{Slot, Span, Taken, Workday, joined};

const TAKEN: &str = "SELECT a.id AS id, a.groomer_id AS groomer_id, a.lane AS lane, a.start_min AS start_min,
      a.end_min AS end_min, a.dog_id AS dog_id, trim(d.first_name || ' ' || d.last_name) AS dog
    FROM appointment AS a JOIN dog AS d ON d.id = a.dog_id
    WHERE a.day = :day AND a.lane IS NOT NULL AND a.status NOT IN ('no_show', 'cancelled')
    ORDER BY a.start_min";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[TAKEN];

/// Whose days, and which appointment to leave out because it is the one being moved.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ask {
    pub groomer_id: Option<GroomerId>,
    pub ignore: Option<AppointmentId>,
}

/// The workdays of the active groomers on a day, in the order of the columns.
pub(super) fn on(connection: &Connection, day: NaiveDate, ask: Ask) -> Result<Vec<Workday>> {
    Ok(with_weeks(connection, &weeks(connection)?, day, ask)?.0)
}

type DogSpans = Vec<(DogId, Span)>;

fn with_weeks(
    connection: &Connection,
    weeks: &[GroomerWeek],
    day: NaiveDate,
    ask: Ask,
) -> Result<(Vec<Workday>, DogSpans)> {
    let weekday = i64::from(day.weekday().number_from_monday());
    let mut workdays: Vec<Workday> = weeks
        .iter()
        .filter(|week| {
            ask.groomer_id
                .map_or(week.groomer.active, |id| week.groomer.id == id)
        })
        .map(|week| {
            let shifts: Vec<Span> = week
                .shifts
                .iter()
                .filter(|shift| shift.weekday == weekday)
                .map(|shift| Span {
                    start: shift.start_min,
                    end: shift.end_min,
                })
                .collect();
            Workday {
                groomer_id: week.groomer.id,
                groomer: week.groomer.name.clone(),
                lanes: week.groomer.lanes,
                shifts: joined(&shifts),
                breaks: week
                    .breaks
                    .iter()
                    .filter(|pause| pause.weekday == weekday)
                    .map(|pause| Span {
                        start: pause.start_min,
                        end: pause.end_min,
                    })
                    .collect(),
                taken: Vec::new(),
            }
        })
        .collect();
    let mut dogs = Vec::new();
    let mut statement = connection.prepare_cached(TAKEN)?;
    let mut rows = statement.query(named_params! {":day": day_text(day)})?;
    while let Some(row) = rows.next()? {
        if ask.ignore == Some(row.get("id")?) {
            continue;
        }
        let span = Span {
            start: row.get("start_min")?,
            end: row.get("end_min")?,
        };
        dogs.push((row.get("dog_id")?, span));
        let groomer_id: GroomerId = row.get("groomer_id")?;
        if let Some(workday) = workdays
            .iter_mut()
            .find(|workday| workday.groomer_id == groomer_id)
        {
            workday.taken.push(Taken {
                lane: row.get("lane")?,
                span,
                dog: row.get("dog")?,
            });
        }
    }
    Ok((workdays, dogs))
}

/// What a caller would like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotAsk {
    /// How long the work takes, in minutes.
    pub minutes: i64,
    /// The first day to look at.
    pub from: NaiveDate,
    /// On that first day, not before this minute.
    pub from_min: i64,
    /// How many days to look at; the answer ends early when enough was found.
    pub days: u64,
    /// Only this groomer.
    pub groomer_id: Option<GroomerId>,
    /// Only starts in this stretch of the day; a stretch of one minute asks for exactly that time.
    pub between: Option<Span>,
    /// The dog that comes: it cannot be in two places.
    pub dog_id: Option<DogId>,
    /// The appointment being moved: its own time counts as free.
    pub ignore: Option<AppointmentId>,
}

/// A slot on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Offer {
    /// The day.
    pub day: NaiveDate,
    /// The time and groomer.
    #[serde(flatten)]
    pub slot: Slot,
}

impl Store {
    /// The workdays of the active groomers on a day, in the order of the columns.
    pub fn workdays(&self, day: NaiveDate) -> Result<Vec<Workday>> {
        on(&self.connection, day, Ask::default())
    }

    /// The workday of each groomer, without one appointment: what a move is judged against.
    pub fn workdays_without(&self, day: NaiveDate, ignore: AppointmentId) -> Result<Vec<Workday>> {
        on(
            &self.connection,
            day,
            Ask {
                ignore: Some(ignore),
                groomer_id: None,
            },
        )
    }

    /// The first times that fit, in the order of time, at most `limit`: the first start of each gap, or every start
    /// when a stretch of the day is asked for. Reads the days it looks at and no more.
    pub fn first_slots(&self, ask: &SlotAsk, limit: usize) -> Result<Vec<Offer>> {
        let weeks = weeks(&self.connection)?;
        let place = Ask {
            groomer_id: ask.groomer_id,
            ignore: ask.ignore,
        };
        let mut offers = Vec::new();
        for day in (0..ask.days).map_while(|n| ask.from.checked_add_days(Days::new(n))) {
            let not_before = if day == ask.from { ask.from_min } else { 0 };
            let (workdays, dogs) = with_weeks(&self.connection, &weeks, day, place)?;
            let mut found: Vec<(i64, usize)> = Vec::new();
            for (column, workday) in workdays.iter().enumerate() {
                let starts = match ask.between {
                    Some(_) => workday.starts(ask.minutes, not_before),
                    None => workday.first_starts(ask.minutes, not_before),
                };
                let wanted = |start: &i64| ask.between.is_none_or(|b| b.start <= *start && *start < b.end);
                found.extend(starts.into_iter().filter(wanted).map(|start| (start, column)));
            }
            found.sort_unstable();
            for (start, column) in found {
                let span = Span::of(start, ask.minutes);
                let dog_busy = dogs
                    .iter()
                    .any(|(dog, taken)| Some(*dog) == ask.dog_id && taken.overlaps(span));
                if !dog_busy && let Some(slot) = workdays[column].slot(span) {
                    offers.push(Offer { day, slot });
                    if offers.len() == limit {
                        return Ok(offers);
                    }
                }
            }
        }
        Ok(offers)
    }
}
