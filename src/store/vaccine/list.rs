//! The list of vaccines itself: the order it stands in, and what goes off it.

use rusqlite::{Transaction, named_params};

use super::all;
use crate::domain::id::VaccineId;
use crate::domain::rejection::Rejection;
use crate::domain::vaccine::Vaccine;
use crate::store::{Result, changed_rows};

const PLACE: &str = "UPDATE vaccine SET position = :position, rev = rev + 1
    WHERE id = :id AND position <> :position";
const USED: &str = "SELECT (SELECT count(*) FROM vaccine_need WHERE vaccine_id = :id) AS rules,
      (SELECT count(*) FROM vaccination WHERE vaccine_id = :id) AS given";
const DROP: &str = "DELETE FROM vaccine WHERE id = :id AND rev = :rev";

#[cfg(test)]
pub(in crate::store) const STATEMENTS: &[&str] = &[PLACE, USED, DROP];

/// Numbers the list anew with this vaccine at its place: 2 is the second line, whatever stood there.
pub(super) fn put_in_place(tx: &Transaction, vaccine: &Vaccine) -> Result<()> {
    let mut order: Vec<VaccineId> = all(tx)?.into_iter().map(|each| each.id).collect();
    order.retain(|id| *id != vaccine.id);
    let place = usize::try_from(vaccine.position - 1).unwrap_or(0);
    order.insert(place.min(order.len()), vaccine.id);
    for (position, id) in (1_i64..).zip(order) {
        tx.prepare_cached(PLACE)?
            .execute(named_params! {":id": id, ":position": position})?;
    }
    Ok(())
}

/// Refuses to take off what a rule asks for or a card has, and says what can be done.
fn refuse_used(tx: &Transaction, vaccine: &Vaccine) -> Result<()> {
    let (rules, given): (i64, i64) = tx
        .prepare_cached(USED)?
        .query_one(named_params! {":id": vaccine.id}, |row| {
            Ok((row.get("rules")?, row.get("given")?))
        })?;
    let name = &vaccine.name;
    let why = match (rules, given) {
        (0, 0) => return Ok(()),
        (0, 1) => format!("{name} stays: one card has it; nobody is asked for it"),
        (0, many) => format!("{name} stays: it is on cards {many} times; nobody is asked for it"),
        _ => format!("{name} is asked for: empty \"told for\" and \"refused for\" first (e)"),
    };
    Err(Rejection::InUse(why).into())
}

/// Takes off a vaccine that nobody uses; the caller has begun an intent.
pub(super) fn take_off(tx: &Transaction, vaccine: &Vaccine) -> Result<String> {
    refuse_used(tx, vaccine)?;
    let count = tx
        .prepare_cached(DROP)?
        .execute(named_params! {":id": vaccine.id, ":rev": vaccine.rev})?;
    changed_rows(tx, count, "vaccine", &vaccine.id.to_string(), &vaccine.name)?;
    Ok(format!("Took vaccine {} off the list", vaccine.name))
}
