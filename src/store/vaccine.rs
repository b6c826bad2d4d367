//! Vaccines in the file, the rules which work asks for which, and what each dog has had.

mod due;
pub(super) mod list;
pub(super) mod outliving;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params};

use super::appointment::dog_name;
use super::error::Result;
use super::types::{day, day_text, optional_day};
use super::{Store, changed_rows};
use crate::domain::id::{DogId, ServiceId, VaccinationId, VaccineId};
use crate::domain::rejection::Rejection;
use crate::domain::text;
use crate::domain::vaccine::{Vaccinated, Vaccination, Vaccine, VaccineAlert, VaccineNeed};

pub(super) use due::is_due;
pub use outliving::Outliving;

const INSERT: &str = "INSERT INTO vaccine (id, name, first_months, later_months, from_weeks, position)
    VALUES (:id, :name, :first_months, :later_months, :from_weeks, :position)";
const UPDATE: &str =
    "UPDATE vaccine SET name = :name, first_months = :first_months, later_months = :later_months,
      from_weeks = :from_weeks, position = :position, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const ALL: &str = "SELECT id, name, first_months, later_months, from_weeks, position, rev FROM vaccine
    ORDER BY position, name, id";
const INSERT_NEED: &str = "INSERT INTO vaccine_need (id, vaccine_id, service_id, refuses)
    VALUES (:id, :vaccine_id, :service_id, :refuses)";
const DELETE_NEEDS: &str = "DELETE FROM vaccine_need WHERE vaccine_id = :vaccine_id";
const NEEDS: &str = "SELECT id, vaccine_id, service_id, refuses, rev FROM vaccine_need ORDER BY id";
const GIVE: &str = "INSERT INTO vaccination (id, dog_id, vaccine_id, given, until, proof, exempt)
    VALUES (:id, :dog_id, :vaccine_id, :given, :until, :proof, :exempt)";
const CORRECT: &str = "UPDATE vaccination SET vaccine_id = :vaccine_id, given = :given, until = :until,
      proof = :proof, exempt = :exempt, rev = rev + 1
    WHERE id = :id AND rev = :rev";
const REMOVE: &str = "DELETE FROM vaccination WHERE id = :id AND rev = :rev";
const OF_DOG: &str = "SELECT id, dog_id, vaccine_id, given, until, proof, exempt, rev FROM vaccination
    WHERE dog_id = :dog_id ORDER BY vaccine_id, until DESC, id";
const BIRTH: &str = "SELECT birth FROM dog WHERE id = :dog_id";
const FIRST: &str = "SELECT id FROM vaccine ORDER BY position, name, id LIMIT 1";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[
    INSERT,
    UPDATE,
    ALL,
    INSERT_NEED,
    DELETE_NEEDS,
    NEEDS,
    GIVE,
    CORRECT,
    REMOVE,
    OF_DOG,
    BIRTH,
    FIRST,
];

/// An edit of a dog's vaccinations, or of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaccineEdit {
    /// Notes a vaccination, or a letter of exemption.
    Give(Vaccination),
    /// Saves a vaccination that was written down wrong.
    Correct(Vaccination),
    /// Takes a vaccination off the card.
    Remove(Vaccination),
    /// Puts a vaccine into the list, with the rules which work asks for it.
    Add {
        /// The vaccine.
        vaccine: Vaccine,
        /// Its rules.
        needs: Vec<VaccineNeed>,
    },
    /// Saves a vaccine; these rules take the place of the ones it had.
    Save {
        /// The vaccine.
        vaccine: Vaccine,
        /// Its rules.
        needs: Vec<VaccineNeed>,
    },
    /// Takes a vaccine off the list that no rule asks for and no card has.
    Drop(Vaccine),
}

fn from_row(row: &Row) -> rusqlite::Result<Vaccine> {
    Ok(Vaccine {
        id: row.get("id")?,
        name: row.get("name")?,
        first_months: row.get("first_months")?,
        later_months: row.get("later_months")?,
        from_weeks: row.get("from_weeks")?,
        position: row.get("position")?,
        rev: row.get("rev")?,
    })
}

fn need_from_row(row: &Row) -> rusqlite::Result<VaccineNeed> {
    Ok(VaccineNeed {
        id: row.get("id")?,
        vaccine_id: row.get("vaccine_id")?,
        service_id: row.get("service_id")?,
        refuses: row.get("refuses")?,
        rev: row.get("rev")?,
    })
}

fn vaccination_from_row(row: &Row) -> rusqlite::Result<Vaccination> {
    Ok(Vaccination {
        id: row.get("id")?,
        dog_id: row.get("dog_id")?,
        vaccine_id: row.get("vaccine_id")?,
        given: optional_day(row, "given")?,
        until: day(row, "until")?,
        proof: row.get("proof")?,
        exempt: row.get("exempt")?,
        rev: row.get("rev")?,
    })
}

/// The vaccine as it may stand in the file.
fn cleaned(vaccine: &Vaccine) -> Result<Vaccine> {
    let name = text::clean(&vaccine.name, text::NAME);
    if name.is_empty() {
        return Err(Rejection::Invalid("a vaccine needs a name".to_owned()).into());
    }
    Ok(Vaccine {
        name,
        ..vaccine.clone()
    })
}

/// Puts a vaccine into the file; the caller has begun an intent.
pub(super) fn insert(tx: &Transaction, vaccine: &Vaccine) -> Result<()> {
    let vaccine = cleaned(vaccine)?;
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

/// Notes a vaccination; the caller has begun an intent.
pub(super) fn give(tx: &Transaction, given: &Vaccination) -> Result<()> {
    tx.prepare_cached(GIVE)?.execute(named_params! {
        ":id": given.id, ":dog_id": given.dog_id, ":vaccine_id": given.vaccine_id,
        ":given": given.given.map(day_text), ":until": day_text(given.until), ":proof": given.proof,
        ":exempt": given.exempt,
    })?;
    Ok(())
}

/// Notes a vaccination of the first vaccine of the list, of which only the last day is known; nothing in a salon that
/// keeps no list.
pub(super) fn give_first(tx: &Transaction, dog_id: DogId, until: NaiveDate) -> Result<()> {
    let first: Option<VaccineId> = tx
        .prepare_cached(FIRST)?
        .query_row([], |row| row.get("id"))
        .optional()?;
    let Some(vaccine_id) = first else {
        return Ok(());
    };
    let given = Vaccination {
        id: VaccinationId::new(),
        dog_id,
        vaccine_id,
        given: None,
        until,
        proof: false,
        exempt: false,
        rev: 1,
    };
    give(tx, &given)
}

fn possible(vaccination: &Vaccination) -> Result<()> {
    match vaccination.given {
        Some(given) if given > vaccination.until => {
            Err(Rejection::Invalid("a vaccine lasts at least until the day it was given".to_owned()).into())
        }
        _ => Ok(()),
    }
}

fn name_of(connection: &Connection, id: VaccineId) -> Result<String> {
    let known = all(connection)?.into_iter().find(|vaccine| vaccine.id == id);
    known
        .map(|vaccine| vaccine.name)
        .ok_or_else(|| Rejection::Missing("that vaccine".to_owned()).into())
}

pub(super) fn apply(tx: &Transaction, edit: &VaccineEdit) -> Result<String> {
    let said = |given: &Vaccination| -> Result<String> {
        let what = if given.exempt {
            "letter of exemption"
        } else {
            "vaccination"
        };
        Ok(format!(
            "{} {what} of {} until {}",
            name_of(tx, given.vaccine_id)?,
            dog_name(tx, given.dog_id)?,
            given.until.format("%-d %b %Y")
        ))
    };
    match edit {
        VaccineEdit::Give(given) => {
            possible(given)?;
            let label = said(given)?;
            give(tx, given)?;
            Ok(format!("Noted {label}"))
        }
        VaccineEdit::Correct(given) => {
            possible(given)?;
            let label = said(given)?;
            let count = tx.prepare_cached(CORRECT)?.execute(named_params! {
                ":id": given.id, ":rev": given.rev, ":vaccine_id": given.vaccine_id,
                ":given": given.given.map(day_text), ":until": day_text(given.until), ":proof": given.proof,
                ":exempt": given.exempt,
            })?;
            changed_rows(tx, count, "vaccination", &given.id.to_string(), &label)?;
            Ok(format!("Changed {label}"))
        }
        VaccineEdit::Remove(given) => {
            let label = said(given)?;
            let count = tx
                .prepare_cached(REMOVE)?
                .execute(named_params! {":id": given.id, ":rev": given.rev})?;
            changed_rows(tx, count, "vaccination", &given.id.to_string(), &label)?;
            Ok(format!("Took off {label}"))
        }
        VaccineEdit::Add { vaccine, needs } => {
            insert(tx, vaccine)?;
            for need in needs {
                insert_need(tx, need)?;
            }
            Ok(format!("Added vaccine {}", vaccine.name))
        }
        VaccineEdit::Save { vaccine, needs } => {
            let vaccine = cleaned(vaccine)?;
            let was = all(tx)?.into_iter().find(|each| each.id == vaccine.id);
            let count = tx.prepare_cached(UPDATE)?.execute(named_params! {
                ":id": vaccine.id, ":rev": vaccine.rev, ":name": vaccine.name,
                ":first_months": vaccine.first_months, ":later_months": vaccine.later_months,
                ":from_weeks": vaccine.from_weeks, ":position": vaccine.position,
            })?;
            changed_rows(tx, count, "vaccine", &vaccine.id.to_string(), &vaccine.name)?;
            if was.is_some_and(|was| was.position != vaccine.position) {
                list::put_in_place(tx, &vaccine)?;
            }
            let before: Vec<VaccineNeed> = needs_of(tx)?
                .into_iter()
                .filter(|need| need.vaccine_id == vaccine.id)
                .collect();
            let asks = |needs: &[VaccineNeed]| -> Vec<(Option<ServiceId>, bool)> {
                needs.iter().map(|need| (need.service_id, need.refuses)).collect()
            };
            if asks(&before) != asks(needs) {
                tx.prepare_cached(DELETE_NEEDS)?
                    .execute(named_params! {":vaccine_id": vaccine.id})?;
                for need in needs {
                    insert_need(tx, need)?;
                }
            }
            Ok(format!("Changed vaccine {}", vaccine.name))
        }
        VaccineEdit::Drop(vaccine) => list::take_off(tx, vaccine),
    }
}

fn all(connection: &Connection) -> Result<Vec<Vaccine>> {
    let mut statement = connection.prepare_cached(ALL)?;
    let rows = statement
        .query_map([], from_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn needs_of(connection: &Connection) -> Result<Vec<VaccineNeed>> {
    let mut statement = connection.prepare_cached(NEEDS)?;
    let rows = statement
        .query_map([], need_from_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// What a dog has had, beside the rules.
pub(super) fn vaccinated(connection: &Connection, dog_id: DogId) -> Result<Vaccinated> {
    let birth = connection
        .prepare_cached(BIRTH)?
        .query_row(named_params! {":dog_id": dog_id}, |row| {
            optional_day(row, "birth")
        })
        .optional()?
        .flatten();
    let mut statement = connection.prepare_cached(OF_DOG)?;
    let had = statement
        .query_map(named_params! {":dog_id": dog_id}, vaccination_from_row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Vaccinated {
        birth,
        vaccines: all(connection)?,
        needs: needs_of(connection)?,
        had,
    })
}

/// Refuses work whose rules ask for a vaccine that the dog will not have on that day.
pub(super) fn refuse_without(
    tx: &Transaction,
    dog_id: DogId,
    services: &[ServiceId],
    day: NaiveDate,
) -> Result<()> {
    let alerts = vaccinated(tx, dog_id)?.alerts(services, day);
    match alerts.into_iter().find(|alert| alert.refuses) {
        None => Ok(()),
        Some(alert) => Err(Rejection::NoVaccine {
            dog: dog_name(tx, dog_id)?,
            vaccine: alert.vaccine,
            until: alert.until,
        }
        .into()),
    }
}

impl Store {
    /// Every vaccine, in the order of the list.
    pub fn vaccines(&self) -> Result<Vec<Vaccine>> {
        all(&self.connection)
    }

    /// Which work asks for which vaccine.
    pub fn vaccine_needs(&self) -> Result<Vec<VaccineNeed>> {
        needs_of(&self.connection)
    }

    /// What a dog has had, beside the rules; a dog that is gone has had nothing.
    pub fn vaccinated(&self, dog_id: DogId) -> Result<Vaccinated> {
        vaccinated(&self.connection, dog_id)
    }

    /// What these services ask for and the dog will not have on a day.
    pub fn vaccine_alerts(
        &self,
        dog_id: DogId,
        services: &[ServiceId],
        day: NaiveDate,
    ) -> Result<Vec<VaccineAlert>> {
        Ok(self.vaccinated(dog_id)?.alerts(services, day))
    }
}
