//! The first times that fit, across groomers and days.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use rusqlite::{Row, Statement, named_params};

use super::Store;
use super::calendar::Calendar;
use super::error::Result;
use super::groomer::{GroomerWeek, week_of, weeks};
use super::types::day_text;
use crate::domain::appointment::Appointment;
use crate::domain::id::{AppointmentId, DogId, GroomerId};
use crate::domain::schedule::{Need, Slot, Span, Taken, Workday};

// All of it stands in the index of the lanes: the appointments themselves are not read.
const TAKEN_IN: &str = "SELECT day, lane, start_min, end_min FROM appointment
    WHERE groomer_id = :groomer_id AND day BETWEEN :first AND :last AND lane IS NOT NULL
      AND status NOT IN ('no_show', 'cancelled')";
const DOG_IN: &str = "SELECT day, start_min, end_min FROM appointment
    WHERE dog_id = :dog_id AND day BETWEEN :first AND :last AND lane IS NOT NULL
      AND status NOT IN ('no_show', 'cancelled') AND id <> :ignore";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[TAKEN_IN, DOG_IN];

/// What a caller would like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotAsk {
    /// What the work asks of a groomer.
    pub need: Need,
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

/// Which of a day's times are wanted.
enum Pick<'a> {
    /// The first start of each gap; every start when a stretch of the day is asked for.
    First,
    /// This very minute, on the grid or not.
    At(i64),
    /// One a day, the nearest by this measure, if there is one.
    Nearest(&'a dyn Fn(i64) -> Option<i64>),
}

/// A day as slots are looked for in it.
struct Open {
    day: NaiveDate,
    workdays: Vec<Workday>,
    /// When the dog that comes is busy elsewhere.
    dog_busy: Vec<Span>,
}

impl Open {
    /// The day's slots in the order of time, then of the columns.
    fn offers(&self, ask: &SlotAsk, pick: &Pick) -> Vec<Offer> {
        let not_before = if self.day == ask.from { ask.from_min } else { 0 };
        let suits = |start: i64| {
            let span = Span::of(start, ask.need.minutes);
            ask.between.is_none_or(|b| b.start <= start && start < b.end)
                && !self.dog_busy.iter().any(|busy| busy.overlaps(span))
        };
        let mut found: Vec<(i64, usize)> = Vec::new();
        for (column, workday) in self.workdays.iter().enumerate() {
            let starts = match pick {
                Pick::First if ask.between.is_none() => {
                    workday.first_starts_where(&ask.need, not_before, suits)
                }
                Pick::At(minute) => vec![*minute],
                Pick::First | Pick::Nearest(_) => workday.starts(&ask.need, not_before),
            };
            let wanted = |start: &i64| *start >= not_before && suits(*start);
            found.extend(starts.into_iter().filter(wanted).map(|start| (start, column)));
        }
        found.sort_unstable();
        if let Pick::Nearest(far) = pick {
            let measured = found.iter().filter_map(|at| Some((far(at.0)?, *at)));
            let nearest = measured.min().map(|(_, at)| at);
            found.retain(|at| Some(*at) == nearest);
        }
        found
            .into_iter()
            .filter_map(|(start, column)| self.workdays[column].slot(&ask.need, start))
            .map(|slot| Offer { day: self.day, slot })
            .collect()
    }
}

/// Where the columns of a statement stand, looked up once for thousands of rows.
struct Columns {
    day: usize,
    start_min: usize,
    end_min: usize,
}

impl Columns {
    fn of(statement: &Statement) -> Result<Self> {
        Ok(Self {
            day: statement.column_index("day")?,
            start_min: statement.column_index("start_min")?,
            end_min: statement.column_index("end_min")?,
        })
    }

    fn day<'row>(&self, row: &'row Row) -> Result<&'row str> {
        Ok(row.get_ref(self.day)?.as_str().unwrap_or_default())
    }

    fn span(&self, row: &Row) -> Result<Span> {
        Ok(Span {
            start: row.get(self.start_min)?,
            end: row.get(self.end_min)?,
        })
    }
}

impl Store {
    /// The first times that fit, in the order of time, at most `limit`: the first start of each gap, or every start
    /// when a stretch of the day is asked for. Reads few more days than it has to look at.
    pub fn first_slots(&self, ask: &SlotAsk, limit: usize) -> Result<Vec<Offer>> {
        self.slots(ask, &Pick::First, limit)
    }

    /// Who can take the work at exactly this minute, day by day, at most `limit`; it need not lie on the grid.
    pub fn slots_at(&self, ask: &SlotAsk, minute: i64, limit: usize) -> Result<Vec<Offer>> {
        self.slots(ask, &Pick::At(minute), limit)
    }

    /// The one slot of each day that is nearest by a measure of its start, on the first `limit` days that have one; a
    /// start without a measure does not count.
    pub fn nearest_slots(
        &self,
        ask: &SlotAsk,
        far: impl Fn(i64) -> Option<i64>,
        limit: usize,
    ) -> Result<Vec<Offer>> {
        self.slots(ask, &Pick::Nearest(&far), limit)
    }

    fn slots(&self, ask: &SlotAsk, pick: &Pick, limit: usize) -> Result<Vec<Offer>> {
        let weeks: Vec<GroomerWeek> = match ask.groomer_id {
            Some(id) => week_of(&self.connection, id)?.into_iter().collect(),
            None => weeks(&self.connection)?
                .into_iter()
                .filter(|week| week.groomer.active)
                .collect(),
        };
        let ignored = match ask.ignore {
            Some(id) => self.appointment(id)?,
            None => None,
        };
        let mut offers = Vec::new();
        let mut looked_at = 0;
        // Mostly the first day has room. When it has not, longer and longer stretches cost the fewest questions.
        let mut stretch = 1;
        while looked_at < ask.days && offers.len() < limit {
            let Some(first) = ask.from.checked_add_days(Days::new(looked_at)) else {
                break;
            };
            let count = usize::try_from(stretch.min(ask.days - looked_at)).unwrap_or(usize::MAX);
            let days: Vec<NaiveDate> = first.iter_days().take(count).collect();
            for open in self.open_days(&days, &weeks, ask.dog_id, ignored.as_ref())? {
                offers.extend(open.offers(ask, pick));
            }
            looked_at += stretch;
            stretch *= 2;
        }
        offers.truncate(limit);
        Ok(offers)
    }

    /// The workdays of some days in a row, each day's in the order of the columns; whoever left is there while something
    /// is booked with them.
    pub fn workdays_between(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Vec<(NaiveDate, Vec<Workday>)>> {
        let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
        let weeks = weeks(&self.connection)?;
        let open = self.open_days(&days, &weeks, None, None)?;
        let shown: Vec<bool> = (0..weeks.len())
            .map(|column| {
                weeks[column].groomer.active || open.iter().any(|day| !day.workdays[column].taken.is_empty())
            })
            .collect();
        let of_day = |open: Open| {
            let mut column = shown.iter();
            let mut workdays = open.workdays;
            workdays.retain(|_| column.next().copied().unwrap_or_default());
            (open.day, workdays)
        };
        Ok(open.into_iter().map(of_day).collect())
    }

    /// Reads what is taken on some days in a row.
    fn open_days(
        &self,
        days: &[NaiveDate],
        weeks: &[GroomerWeek],
        dog_id: Option<DogId>,
        ignored: Option<&Appointment>,
    ) -> Result<Vec<Open>> {
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Ok(Vec::new());
        };
        let calendar = Calendar::read(&self.connection, *first, *last, ignored.map(|old| old.id))?;
        let open_day = |day: &NaiveDate| {
            let door = calendar.door(*day);
            Open {
                day: *day,
                workdays: weeks
                    .iter()
                    .map(|week| calendar.workday(week, *day, &door))
                    .collect(),
                dog_busy: Vec::new(),
            }
        };
        let mut open: Vec<Open> = days.iter().map(open_day).collect();
        let texts: Vec<String> = days.iter().map(|day| day_text(*day)).collect();
        let (first, last) = (&texts[0], &texts[texts.len() - 1]);
        let place: HashMap<&str, usize> = texts.iter().map(String::as_str).zip(0..).collect();
        let mut statement = self.connection.prepare_cached(TAKEN_IN)?;
        let columns = Columns::of(&statement)?;
        let lane_column = statement.column_index("lane")?;
        for (column, week) in weeks.iter().enumerate() {
            let mut rows = statement
                .query(named_params! {":groomer_id": week.groomer.id, ":first": first,
                ":last": last})?;
            while let Some(row) = rows.next()? {
                let Some(&at) = place.get(columns.day(row)?) else {
                    continue;
                };
                let (lane, span) = (row.get(lane_column)?, columns.span(row)?);
                // Nothing else can begin there and then: one lane takes one dog at a time.
                let is_moved = ignored.is_some_and(|old| {
                    old.groomer_id == week.groomer.id
                        && (old.lane, old.day, old.start_min) == (Some(lane), days[at], span.start)
                });
                if !is_moved {
                    open[at].workdays[column].taken.push(Taken {
                        lane,
                        span,
                        dog: String::new(),
                    });
                }
            }
        }
        if let Some(dog_id) = dog_id {
            let ignore = ignored.map(|old| old.id.to_string()).unwrap_or_default();
            let mut statement = self.connection.prepare_cached(DOG_IN)?;
            let columns = Columns::of(&statement)?;
            let mut rows = statement
                .query(named_params! {":dog_id": dog_id, ":first": first, ":last": last,
                ":ignore": ignore})?;
            while let Some(row) = rows.next()? {
                if let Some(&at) = place.get(columns.day(row)?) {
                    open[at].dog_busy.push(columns.span(row)?);
                }
            }
        }
        Ok(open)
    }
}
