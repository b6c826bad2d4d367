//! What is done on top of an appointment's service.

use rusqlite::{Connection, Transaction, named_params};

use crate::domain::appointment::AddOn;
use crate::domain::id::AppointmentId;
use crate::store::Store;
use crate::store::error::Result;

const INSERT_ADD_ON: &str =
    "INSERT INTO appointment_add_on (id, appointment_id, service_id, minutes, price_cents)
    VALUES (:id, :appointment_id, :service_id, :minutes, :price_cents)";
const ADD_ONS: &str =
    "SELECT o.id AS id, o.service_id AS service_id, o.minutes AS minutes, o.price_cents AS price_cents
    FROM appointment_add_on AS o JOIN service AS s ON s.id = o.service_id
    WHERE o.appointment_id = :appointment_id ORDER BY s.position, s.name";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[INSERT_ADD_ON, ADD_ONS];

/// Puts down what is done on top of an appointment's service.
pub(in crate::store) fn insert_add_ons(tx: &Transaction, id: AppointmentId, add_ons: &[AddOn]) -> Result<()> {
    for add_on in add_ons {
        tx.prepare_cached(INSERT_ADD_ON)?.execute(named_params! {
            ":id": add_on.id, ":appointment_id": id, ":service_id": add_on.service_id,
            ":minutes": add_on.minutes, ":price_cents": add_on.price_cents,
        })?;
    }
    Ok(())
}

pub(in crate::store) fn add_ons_of(connection: &Connection, id: AppointmentId) -> Result<Vec<AddOn>> {
    let mut statement = connection.prepare_cached(ADD_ONS)?;
    let rows = statement
        .query_map(named_params! {":appointment_id": id}, |row| {
            Ok(AddOn {
                id: row.get("id")?,
                service_id: row.get("service_id")?,
                minutes: row.get("minutes")?,
                price_cents: row.get("price_cents")?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

impl Store {
    /// What is done on top of an appointment's service, in the order of the list of services.
    pub fn add_ons(&self, id: AppointmentId) -> Result<Vec<AddOn>> {
        add_ons_of(&self.connection, id)
    }
}
