//! Filling a new file: the salon itself, and what the set-up or the demo puts into it.

use rusqlite::{Transaction, named_params};

use super::error::Result;
use super::groomer::GroomerWeek;
use super::journal::{self, By, Kind};
use super::{appointment, client, dog, groomer, salon, service};
use crate::domain::appointment::Appointment;
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::salon::Salon;
use crate::domain::service::Service;

const STAMP: &str =
    "UPDATE appointment SET arrived_at = :arrived_at, started_at = :started_at, ready_at = :ready_at,
      gone_at = :gone_at
    WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[STAMP];

/// When an appointment's steps were taken, `YYYY-MM-DDTHH:MM`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps {
    /// Dropped off.
    pub arrived_at: Option<String>,
    /// On the table.
    pub started_at: Option<String>,
    /// Finished.
    pub ready_at: Option<String>,
    /// Picked up.
    pub gone_at: Option<String>,
}

/// What a new file starts with.
#[derive(Clone, Debug)]
pub struct Filling {
    /// The salon.
    pub salon: Salon,
    /// Groomers with their week.
    pub groomers: Vec<GroomerWeek>,
    /// Services.
    pub services: Vec<Service>,
    /// Clients.
    pub clients: Vec<Client>,
    /// Dogs.
    pub dogs: Vec<Dog>,
    /// Appointments with their lane, and when their steps were taken.
    pub appointments: Vec<(Appointment, Stamps)>,
}

impl Filling {
    /// A salon with nothing in it yet.
    #[must_use]
    pub const fn empty(salon: Salon) -> Self {
        Self {
            salon,
            groomers: Vec::new(),
            services: Vec::new(),
            clients: Vec::new(),
            dogs: Vec::new(),
            appointments: Vec::new(),
        }
    }
}

/// Puts a filling into a new file as one intent that nobody's undo reaches.
pub(super) fn fill(tx: &Transaction, filling: &Filling, at: chrono::NaiveDateTime) -> Result<()> {
    let by = By {
        actor: journal::SET_UP.to_owned(),
        at,
    };
    let intent = journal::begin(tx, &by, Kind::Edit, "Made the salon")?;
    salon::insert(tx, &filling.salon)?;
    for week in &filling.groomers {
        groomer::insert(tx, week)?;
    }
    for each in &filling.services {
        service::insert(tx, each)?;
    }
    for each in &filling.clients {
        client::insert(tx, each)?;
    }
    for each in &filling.dogs {
        dog::insert(tx, each)?;
    }
    for (each, stamps) in &filling.appointments {
        appointment::insert(tx, each)?;
        if *stamps != Stamps::default() {
            tx.prepare_cached(STAMP)?.execute(named_params! {
                ":id": each.id, ":arrived_at": stamps.arrived_at, ":started_at": stamps.started_at,
                ":ready_at": stamps.ready_at, ":gone_at": stamps.gone_at,
            })?;
        }
    }
    journal::end(tx, intent, "Made the salon")
}
