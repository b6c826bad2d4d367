//! Filling a new file: the salon itself, and what the set-up or the demo puts into it.

use chrono::NaiveDateTime;
use rusqlite::{Transaction, named_params};

use super::error::Result;
use super::groomer::GroomerWeek;
use super::journal::{self, By, Kind};
use super::record::{self, RecordEdit};
use super::waitlist::{self, WaitEdit};
use super::{appointment, client, dog, groomer, rate, salon, service, vaccine, weight};
use crate::domain::appointment::{AddOn, Appointment, Steps};
use crate::domain::client::Client;
use crate::domain::dog::Dog;
use crate::domain::id::{AppointmentId, VaccineNeedId};
use crate::domain::price::Rate;
use crate::domain::record::VisitRecord;
use crate::domain::salon::Salon;
use crate::domain::service::Service;
use crate::domain::vaccine::{Vaccination, Vaccine, VaccineNeed};
use crate::domain::waitlist::Wait;
use crate::domain::weight::Weight;

const STAMP: &str =
    "UPDATE appointment SET confirmed_at = :confirmed, arrived_at = :arrived, started_at = :started,
      ready_at = :ready, gone_at = :gone, closed_at = :closed
    WHERE id = :id";

#[cfg(test)]
pub(super) const STATEMENTS: &[&str] = &[STAMP];

/// What a new file starts with.
#[derive(Clone, Debug)]
pub struct Filling {
    /// The salon.
    pub salon: Salon,
    /// Groomers with their week.
    pub groomers: Vec<GroomerWeek>,
    /// Services.
    pub services: Vec<Service>,
    /// The price list.
    pub rates: Vec<Rate>,
    /// Clients.
    pub clients: Vec<Client>,
    /// Dogs.
    pub dogs: Vec<Dog>,
    /// The vaccines of the list; every service asks for the first one.
    pub vaccines: Vec<Vaccine>,
    /// What the dogs have had.
    pub vaccinations: Vec<Vaccination>,
    /// Appointments with their lane, and when their steps were taken.
    pub appointments: Vec<(Appointment, Steps)>,
    /// What is done on top at some of them; their minutes and price have it in them.
    pub add_ons: Vec<(AppointmentId, AddOn)>,
    /// What dogs weighed.
    pub weights: Vec<Weight>,
    /// What was done at some of the appointments.
    pub records: Vec<VisitRecord>,
    /// Who waits for a time.
    pub waits: Vec<Wait>,
}

impl Filling {
    /// A salon with nothing in it yet but the usual vaccines.
    #[must_use]
    pub fn empty(salon: Salon) -> Self {
        Self {
            salon,
            groomers: Vec::new(),
            services: Vec::new(),
            rates: Vec::new(),
            clients: Vec::new(),
            dogs: Vec::new(),
            vaccines: Vaccine::usual(),
            vaccinations: Vec::new(),
            appointments: Vec::new(),
            add_ons: Vec::new(),
            weights: Vec::new(),
            records: Vec::new(),
            waits: Vec::new(),
        }
    }
}

/// Puts a filling into a new file as one intent that nobody's undo reaches.
pub(super) fn fill(tx: &Transaction, filling: &Filling, at: NaiveDateTime) -> Result<()> {
    let by = By {
        actor: journal::SET_UP.to_owned(),
        at,
    };
    let intent = journal::begin(tx, &by, Kind::Edit, "Made the salon")?;
    salon::insert(tx, &filling.salon)?;
    for each in &filling.vaccines {
        vaccine::insert(tx, each)?;
    }
    if let Some(rabies) = filling.vaccines.first() {
        let need = VaccineNeed {
            id: VaccineNeedId::new(),
            vaccine_id: rabies.id,
            service_id: None,
            refuses: false,
            rev: 1,
        };
        vaccine::insert_need(tx, &need)?;
    }
    for each in &filling.services {
        service::insert(tx, each)?;
    }
    // Behind the services, which they can do.
    for week in &filling.groomers {
        groomer::insert(tx, week)?;
    }
    for each in &filling.rates {
        rate::insert(tx, each)?;
    }
    for each in &filling.clients {
        client::insert(tx, each)?;
    }
    for each in &filling.dogs {
        dog::insert(tx, each)?;
    }
    for each in &filling.vaccinations {
        vaccine::give(tx, each)?;
    }
    let stamp = |at: Option<NaiveDateTime>| at.map(|at| at.format("%Y-%m-%dT%H:%M").to_string());
    for (each, steps) in &filling.appointments {
        appointment::insert(tx, each)?;
        if *steps != Steps::default() {
            tx.prepare_cached(STAMP)?.execute(named_params! {
                ":id": each.id, ":confirmed": stamp(steps.confirmed), ":arrived": stamp(steps.arrived),
                ":started": stamp(steps.started), ":ready": stamp(steps.ready), ":gone": stamp(steps.gone),
                ":closed": stamp(steps.closed),
            })?;
        }
    }
    for (id, each) in &filling.add_ons {
        appointment::insert_add_ons(tx, *id, std::slice::from_ref(each))?;
    }
    for each in &filling.weights {
        weight::insert(tx, each)?;
    }
    for each in &filling.records {
        record::apply(tx, &RecordEdit::Add(each.clone()))?;
    }
    for each in &filling.waits {
        waitlist::apply(tx, &WaitEdit::Add(each.clone()), &by)?;
    }
    journal::end(tx, intent, "Made the salon")
}
