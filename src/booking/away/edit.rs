//! The one edit of a sick day.

use chrono::NaiveDateTime;

use super::{AwayPlan, Instead};
use crate::domain::id::WaitId;
use crate::domain::waitlist::{Wait, WaitState, WaitWish};
use crate::store::{AppointmentEdit, CalendarEdit, Edit, Place, WaitEdit};

/// The reason that is noted where a client has to be called.
const REASON: &str = "groomer away";

impl AwayPlan {
    /// How many move, have to be called, and stay.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        let count = |is: fn(&Instead) -> bool| {
            let orphans = self.orphans.iter();
            orphans.filter(|orphan| is(&orphan.instead)).count()
        };
        [
            count(|instead| matches!(instead, Instead::Move(_))),
            count(|instead| *instead == Instead::Call),
            count(|instead| *instead == Instead::Stay),
        ]
    }

    /// Time off, all moves and the call list as one: one entry of the journal, one undo. Whoever has to be called waits
    /// for any time, with the same work.
    #[must_use]
    pub fn edit(&self, groomer: &str, now: NaiveDateTime) -> Edit {
        let mut edits = vec![Edit::Calendar(CalendarEdit::AddTimeOff(self.off.clone()))];
        let mut places = Vec::new();
        for orphan in &self.orphans {
            let appointment = &orphan.visit.appointment;
            match orphan.instead {
                Instead::Move(offer) => places.push(Place {
                    id: appointment.id,
                    rev: appointment.rev,
                    groomer_id: offer.slot.groomer_id,
                    day: offer.day,
                    start_min: offer.slot.span.start,
                    over_reason: String::new(),
                }),
                Instead::Call => {
                    edits.push(Edit::Appointment(AppointmentEdit::Cancel {
                        id: appointment.id,
                        rev: appointment.rev,
                        reason: REASON.to_owned(),
                    }));
                    edits.push(Edit::Wait(WaitEdit::Add(Wait {
                        id: WaitId::new(),
                        dog_id: appointment.dog_id,
                        service_id: appointment.service_id,
                        appointment_id: Some(appointment.id),
                        minutes: appointment.span().minutes(),
                        wish: WaitWish::any(now.date()),
                        note: String::new(),
                        call: true,
                        state: WaitState::Waiting,
                        asked_at: now,
                        rev: 1,
                    })));
                }
                Instead::Stay => {}
            }
        }
        if !places.is_empty() {
            edits.push(Edit::Appointment(AppointmentEdit::MoveAll(places)));
        }
        let [moved, called, stay] = self.counts();
        let mut words = vec![format!("{groomer} is off {}", self.off.words(now.date()))];
        for (count, what) in [(moved, "moved"), (called, "to call"), (stay, "left there")] {
            if count > 0 {
                words.push(format!("{count} {what}"));
            }
        }
        Edit::Together {
            label: words.join(", "),
            edits,
        }
    }
}
