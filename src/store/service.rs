//! Services in the file.

use rusqlite::{Row, Transaction, named_params};

use super::error::Result;
use super::{Store, changed_rows};
use crate::domain::rejection::Rejection;
use crate::domain::service::Service;
use crate::domain::text;

const INSERT: &str = "INSERT INTO service (id, name, minutes, stay_minutes, price_cents, position, active,
      add_on, needs_waiver)
    VALUES (:id, :name, :minutes, :stay_minutes, :price_cents, :position, :active, :add_on, :needs_waiver)";
const UPDATE: &str = "UPDATE service SET name = :name, minutes = :minutes, stay_minutes = :stay_minutes,
      price_cents = :price_cents, position = :position, active = :active, add_on = :add_on,
      needs_waiver = :needs_waiver, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const ALL: &str = "SELECT id, name, minutes, stay_minutes, price_cents, position, active, add_on,
      needs_waiver, rev FROM service
    ORDER BY position, name";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[INSERT, UPDATE, ALL];

/// An edit of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceEdit {
    /// Adds a service to the list.
    Add(Service),
    /// Saves a changed service.
    Save(Service),
}

fn from_row(row: &Row) -> rusqlite::Result<Service> {
    Ok(Service {
        id: row.get("id")?,
        name: row.get("name")?,
        minutes: row.get("minutes")?,
        stay_minutes: row.get("stay_minutes")?,
        price_cents: row.get("price_cents")?,
        position: row.get("position")?,
        active: row.get("active")?,
        add_on: row.get("add_on")?,
        needs_waiver: row.get("needs_waiver")?,
        rev: row.get("rev")?,
    })
}

fn cleaned(service: &Service) -> Result<Service> {
    let cleaned = Service {
        name: text::clean(&service.name, text::NAME),
        ..service.clone()
    };
    let wrong = if cleaned.name.is_empty() {
        "a service needs a name"
    } else if !(5..=720).contains(&cleaned.minutes) || cleaned.minutes % 5 != 0 {
        "a service takes 5 to 720 minutes, in steps of 5"
    } else if cleaned.stay_minutes < cleaned.minutes || cleaned.stay_minutes > 1435 {
        "the stay cannot be shorter than the work, nor longer than a day"
    } else {
        return Ok(cleaned);
    };
    Err(Rejection::Invalid(wrong.to_owned()).into())
}

pub(super) fn insert(tx: &Transaction, service: &Service) -> Result<String> {
    let service = cleaned(service)?;
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": service.id, ":name": service.name, ":minutes": service.minutes,
        ":stay_minutes": service.stay_minutes, ":price_cents": service.price_cents,
        ":position": service.position, ":active": service.active, ":add_on": service.add_on,
        ":needs_waiver": service.needs_waiver,
    })?;
    Ok(format!("Added service {}", service.name))
}

pub(super) fn apply(tx: &Transaction, edit: &ServiceEdit) -> Result<String> {
    match edit {
        ServiceEdit::Add(service) => insert(tx, service),
        ServiceEdit::Save(service) => {
            let service = cleaned(service)?;
            let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
                ":id": service.id, ":name": service.name, ":minutes": service.minutes,
                ":stay_minutes": service.stay_minutes, ":price_cents": service.price_cents,
                ":position": service.position, ":active": service.active, ":add_on": service.add_on,
                ":needs_waiver": service.needs_waiver, ":rev": service.rev,
            })?;
            changed_rows(tx, count, "service", &service.id.to_string(), &service.name)?;
            Ok(format!("Changed service {}", service.name))
        }
    }
}

impl Store {
    /// Every service, in the order of the list, those no longer sold included.
    pub fn services(&self) -> Result<Vec<Service>> {
        let mut statement = self.connection.prepare_cached(ALL)?;
        let services = statement
            .query_map([], from_row)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(services)
    }
}
