//! Vaccines in the file, and the rules which work asks for which.

use rusqlite::{Transaction, named_params};

use super::error::Result;
use crate::domain::vaccine::{Vaccine, VaccineNeed};

const INSERT: &str = "INSERT INTO vaccine (id, name, first_months, later_months, from_weeks, position)
    VALUES (:id, :name, :first_months, :later_months, :from_weeks, :position)";
const INSERT_NEED: &str = "INSERT INTO vaccine_need (id, vaccine_id, service_id, refuses)
    VALUES (:id, :vaccine_id, :service_id, :refuses)";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[INSERT, INSERT_NEED];

/// Puts a vaccine into the file; the caller has begun an intent.
pub(super) fn insert(tx: &Transaction, vaccine: &Vaccine) -> Result<()> {
    tx.prepare_cached(INSERT)?.execute(named_params! {
        ":id": vaccine.id, ":name": vaccine.name, ":first_months": vaccine.first_months,
        ":later_months": vaccine.later_months, ":from_weeks": vaccine.from_weeks, ":position": vaccine.position,
    })?;
    Ok(())
}

/// Puts a rule into the file; the caller has begun an intent.
pub(super) fn insert_need(tx: &Transaction, need: &VaccineNeed) -> Result<()> {
    tx.prepare_cached(INSERT_NEED)?.execute(named_params! {
        ":id": need.id, ":vaccine_id": need.vaccine_id, ":service_id": need.service_id, ":refuses": need.refuses,
    })?;
    Ok(())
}
