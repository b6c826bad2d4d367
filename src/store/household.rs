//! Visits: dogs of one client that come and go together.
//!
//! Whatever happens to one of them, those that still come stay on one day, with one drop-off and one pick-up: every change
//! of a place or a status that could break this goes through [`settle`].

use rusqlite::{Connection, Transaction, named_params};

use super::Store;
use super::appointment::from_row;
use super::error::Result;
use crate::domain::appointment::Appointment;
use crate::domain::id::VisitId;

const OF_VISIT: &str =
    "SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status,
      price_cents, cancel_reason, note, drop_off_min, over_reason, visit_id, series_id, rev
    FROM appointment WHERE visit_id = :visit_id ORDER BY day, start_min, id";
// The revision stays: what somebody is doing to another dog of the visit meanwhile is no less right.
const SETTLE: &str =
    "UPDATE appointment SET visit_id = :visit_id, drop_off_min = :drop_off_min, pickup_min = :pickup_min
    WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[OF_VISIT, SETTLE];

/// A dog that starts so many minutes after the others are done comes by itself.
const APART: i64 = 60;

fn members(connection: &Connection, visit: VisitId) -> Result<Vec<Appointment>> {
    let mut statement = connection.prepare_cached(OF_VISIT)?;
    let rows = statement
        .query_map(named_params! {":visit_id": visit}, |row| from_row(row))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The dogs that still come, in groups that come together: on one day and not far from one another.
fn groups(members: Vec<Appointment>) -> Vec<Vec<Appointment>> {
    let mut groups: Vec<Vec<Appointment>> = Vec::new();
    for member in members.into_iter().filter(|member| member.status.holds_time()) {
        match groups.last_mut() {
            Some(group) if group.iter().any(|dog| comes_with(dog, &member)) => group.push(member),
            _ => groups.push(vec![member]),
        }
    }
    groups
}

/// Whether a dog that starts after another one, or with it, still comes with it.
#[must_use]
pub fn comes_with(first: &Appointment, next: &Appointment) -> bool {
    first.day == next.day && next.start_min <= first.end_min + APART
}

/// Makes a visit whole again after one of its appointments went elsewhere, was called off or came back: whoever comes on
/// another day, or at quite another time, is a visit of its own, and the rest has one drop-off and one pick-up.
pub(super) fn settle(tx: &Transaction, visit: Option<VisitId>) -> Result<()> {
    let Some(visit) = visit else { return Ok(()) };
    let groups = groups(members(tx, visit)?);
    // Most of them keep the visit; among as many, those who come first.
    let most = groups.iter().map(Vec::len).max().unwrap_or_default();
    let keep = groups.iter().position(|dogs| dogs.len() == most);
    for (at, dogs) in groups.into_iter().enumerate() {
        let alone = dogs.len() == 1;
        let same = match (Some(at) == keep, alone) {
            (true, _) => Some(visit),
            (false, true) => None,
            (false, false) => Some(VisitId::new()),
        };
        let first = dogs.iter().map(|dog| dog.start_min).min();
        let last = dogs.iter().map(|dog| dog.pickup_min).max();
        for dog in dogs {
            let drop_off = first.filter(|_| !alone);
            let pickup = last.unwrap_or(dog.pickup_min);
            if (dog.visit_id, dog.drop_off_min, dog.pickup_min) != (same, drop_off, pickup) {
                tx.prepare_cached(SETTLE)?.execute(named_params! {
                    ":id": dog.id, ":visit_id": same, ":drop_off_min": drop_off, ":pickup_min": pickup,
                })?;
            }
        }
    }
    Ok(())
}

impl Store {
    /// Every appointment of a visit by day and time, those called off included.
    pub fn visit_members(&self, visit: VisitId) -> Result<Vec<Appointment>> {
        members(&self.connection, visit)
    }
}
