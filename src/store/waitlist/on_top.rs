//! What is wished on top of the work somebody waits for, a row each.

use rusqlite::{Connection, Transaction, named_params};

use crate::domain::id::{AddOnId, ServiceId, WaitId};
use crate::store::error::Result;

const OF: &str =
    "SELECT o.service_id AS service_id FROM waitlist_add_on AS o JOIN service AS s ON s.id = o.service_id
    WHERE o.waitlist_id = :waitlist_id ORDER BY s.position, s.name, s.id";
const INSERT: &str =
    "INSERT INTO waitlist_add_on (id, waitlist_id, service_id) VALUES (:id, :waitlist_id, :service_id)";
const DELETE: &str =
    "DELETE FROM waitlist_add_on WHERE waitlist_id = :waitlist_id AND service_id = :service_id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[OF, INSERT, DELETE];

/// What is wished on top, in the order of the price list.
pub(super) fn of(connection: &Connection, id: WaitId) -> Result<Vec<ServiceId>> {
    let mut statement = connection.prepare_cached(OF)?;
    let services = statement
        .query_map(named_params! {":waitlist_id": id}, |row| row.get("service_id"))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(services)
}

/// Makes the rows say what is wished now; what was wished before and still is keeps its row.
pub(super) fn wish(tx: &Transaction, id: WaitId, wished: &[ServiceId]) -> Result<()> {
    let mut there = of(tx, id)?;
    for gone in there.iter().filter(|each| !wished.contains(each)) {
        tx.prepare_cached(DELETE)?
            .execute(named_params! {":waitlist_id": id, ":service_id": gone})?;
    }
    for service in wished {
        if there.contains(service) {
            continue;
        }
        tx.prepare_cached(INSERT)?.execute(named_params! {
            ":id": AddOnId::new(), ":waitlist_id": id, ":service_id": service,
        })?;
        there.push(*service);
    }
    Ok(())
}
