//! Times that are held for clients of the call list, who are still to be asked for them.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use super::Store;
use super::error::Result;
use super::types::day_text;
use super::waitlist::WaitLine;
use crate::domain::client::full_name;
use crate::domain::hold::Hold;
use crate::domain::id::{AppointmentId, DogId, HoldId};
use crate::domain::schedule::Span;

// The moment always says something; asking for it makes the engine walk the index of those who wait and nothing else.
const PROPOSED: &str = "SELECT w.appointment_id AS appointment_id, w.groomer_id AS groomer_id, w.from_min AS from_min, w.minutes AS minutes,
      d.first_name AS first_name, d.last_name AS last_name
    FROM waitlist AS w
      JOIN dog AS d ON d.id = w.dog_id
      JOIN appointment AS a ON a.id = w.appointment_id
    WHERE w.state = 'waiting' AND w.asked_at > '' AND w.call = 1 AND w.groomer_id IS NOT NULL
      AND w.first_day = :day AND w.last_day = :day AND w.before_min = w.from_min + 1
      AND a.status IN ('booked', 'confirmed', 'arrived')
    ORDER BY w.asked_at, w.id";

const WAITS: &str = "SELECT 1 AS one FROM waitlist WHERE dog_id = :dog_id AND state = 'waiting' LIMIT 1";

const CALLS_ON: &str = "SELECT 1 AS one FROM waitlist AS w JOIN appointment AS a ON a.id = w.appointment_id
    WHERE w.state = 'waiting' AND w.asked_at > '' AND w.call = 1 AND a.day = :day LIMIT 1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[PROPOSED, WAITS, CALLS_ON];

/// Who holds these times, as others read it.
const CALL_LIST: &str = "the call list";

impl Store {
    /// The lines of a dog that waits, or whose client has to be called; for most dogs none, which is one look at an index.
    pub fn waits_of(&self, dog_id: DogId, today: NaiveDate) -> Result<Vec<WaitLine>> {
        let mut statement = self.connection.prepare_cached(WAITS)?;
        if !statement.exists(named_params! {":dog_id": dog_id})? {
            return Ok(Vec::new());
        }
        let mut lines = self.waitlist(today)?;
        lines.retain(|line| line.wait.dog_id == dog_id);
        Ok(lines)
    }

    /// The lines of the call list about appointments of a day that cannot stay as they are: their clients are still to be
    /// asked for another time, or to be told that nobody goes on with their dog; for most days none, which is one look.
    pub fn calls_on(&self, day: NaiveDate, today: NaiveDate) -> Result<Vec<WaitLine>> {
        let mut statement = self.connection.prepare_cached(CALLS_ON)?;
        if !statement.exists(named_params! {":day": day_text(day)})? {
            return Ok(Vec::new());
        }
        let mut lines = self.waitlist(today)?;
        lines.retain(|line| {
            line.booked.is_some_and(|(booked, _)| booked == day)
                && (line.is_asked() || line.nobody_took_over(today))
        });
        Ok(lines)
    }

    /// The times of a day that are held for clients who are to be asked for them; no process holds them, and they end when
    /// the call is over. Each has the id of the appointment that is to go there.
    pub fn held_for_calls(&self, day: NaiveDate) -> Result<Vec<Hold>> {
        let mut statement = self.connection.prepare_cached(PROPOSED)?;
        let mut holds = statement
            .query_map(named_params! {":day": day_text(day)}, |row| {
                let start_min: i64 = row.get("from_min")?;
                let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
                Ok(Hold {
                    id: HoldId::from_uuid(row.get::<_, AppointmentId>("appointment_id")?.uuid()),
                    desk: CALL_LIST.to_owned(),
                    process: 0,
                    dog: full_name(&first, &last),
                    groomer: row.get("groomer_id")?,
                    lane: 1,
                    day,
                    start_min,
                    end_min: start_min + row.get::<_, i64>("minutes")?,
                    until: DateTime::<Utc>::MAX_UTC,
                })
            })?
            .collect::<rusqlite::Result<Vec<Hold>>>()?;
        if holds.is_empty() {
            return Ok(holds);
        }
        // Shown in the lane that the dog would get.
        let workdays = self.workdays(day, None)?;
        for hold in &mut holds {
            let workday = workdays.iter().find(|workday| workday.groomer_id == hold.groomer);
            let span = Span {
                start: hold.start_min,
                end: hold.end_min,
            };
            hold.lane = workday.and_then(|workday| workday.free_lane(span)).unwrap_or(1);
        }
        Ok(holds)
    }
}
