//! A trip of which some dogs go elsewhere and others keep their places: whether it stays one.

use super::Asking;
use crate::booking::taking::moved;
use crate::domain::appointment::Appointment;
use crate::store::{Result, Store, Visit, comes_with};

/// The other dogs that come and go together with these.
pub(super) fn mates(store: &Store, booked: &[Appointment]) -> Result<Vec<Visit>> {
    let Some(first) = booked.iter().find(|each| each.visit_id.is_some()) else {
        return Ok(Vec::new());
    };
    let mut mates = store.visits(first.day)?;
    mates.retain(|visit| {
        let other = &visit.appointment;
        other.visit_id == first.visit_id
            && other.status.holds_time()
            && booked.iter().all(|each| each.id != other.id)
    });
    Ok(mates)
}

/// What becomes of a trip when some of its dogs go elsewhere and others stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trip {
    /// It stays one: all are dropped off and picked up at these minutes of the day.
    One {
        /// When they come.
        drop_off: i64,
        /// When the last of them is ready.
        pick_up: i64,
    },
    /// There are two of them from then on.
    Two,
}

impl Asking {
    /// What becomes of the trip when the client says yes; `None` where no dog stays behind.
    #[must_use]
    pub fn trip(&self) -> Option<Trip> {
        if self.mates.is_empty() || self.offers.is_empty() {
            return None;
        }
        let goes = self.booked.iter().zip(&self.offers);
        let goes: Vec<Appointment> = goes.map(|(booked, offer)| moved(booked, offer)).collect();
        let stays = self.mates.iter().map(|mate| &mate.appointment);
        let mut all: Vec<&Appointment> = goes.iter().chain(stays).collect();
        all.sort_by_key(|each| (each.day, each.start_min));
        // As the book itself holds a visit together when it is saved.
        let together = (1..all.len()).all(|at| all[..at].iter().any(|first| comes_with(first, all[at])));
        let drop_off = all.iter().map(|each| each.start_min).min()?;
        let pick_up = all.iter().map(|each| each.pickup_min).max()?;
        Some(if together {
            Trip::One { drop_off, pick_up }
        } else {
            Trip::Two
        })
    }
}
