//! The one edit of a sick day or of closing days, and whom to call because of it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{AwayPlan, Instead, Orphan};
use crate::domain::client::phone_tail;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::id::WaitId;
use crate::domain::waitlist::{Wait, WaitState, WaitWish};
use crate::store::{AppointmentEdit, Edit, Place, WaitEdit};

/// So many clients are named in the journal's line; the list has all of them.
const NAMED: usize = 3;

impl Orphan {
    /// Whether the client has to be told: called off, or at another time than agreed.
    #[must_use]
    pub fn is_to_be_called(&self) -> bool {
        !self.keeps_time()
    }

    /// Whom to call about which dog: `Jonas Weber 0177 (Rex)`.
    #[must_use]
    pub fn whom(&self) -> String {
        let visit = &self.visit;
        let who = [visit.client.as_str(), &phone_tail(&visit.phone)].join(" ");
        format!("{} ({})", who.trim(), visit.dog_first)
    }
}

impl AwayPlan {
    /// How many move, have to be called off, and stay.
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

    /// Whether saving it would write nothing: the closing days stand in the book, and everybody stays.
    #[must_use]
    pub fn changes_nothing(&self) -> bool {
        let stays = |orphan: &Orphan| orphan.instead == Instead::Stay;
        self.absence.edit().is_none() && self.orphans.iter().all(stays)
    }

    /// The dogs whose clients have to be told, in the order of the plan.
    pub fn to_call(&self) -> impl Iterator<Item = &Orphan> {
        self.orphans.iter().filter(|orphan| orphan.is_to_be_called())
    }

    /// The days off, all moves and the call list as one: one entry of the journal, one undo. Whoever has to be called is
    /// on the waiting list: for any time with the same work, or to be told the new one.
    #[must_use]
    pub fn edit(&self, now: NaiveDateTime) -> Edit {
        let mut edits: Vec<Edit> = self.absence.edit().into_iter().collect();
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
                Instead::Call => edits.push(Edit::Appointment(AppointmentEdit::Cancel {
                    id: appointment.id,
                    rev: appointment.rev,
                    reason: self.absence.reason().to_owned(),
                })),
                Instead::Stay => {}
            }
            if orphan.is_to_be_called() {
                edits.push(Edit::Wait(WaitEdit::Add(call(orphan, now))));
            }
        }
        if !places.is_empty() {
            edits.push(Edit::Appointment(AppointmentEdit::MoveAll(places)));
        }
        Edit::Together {
            label: self.label(now.date()),
            edits,
        }
    }

    fn label(&self, today: NaiveDate) -> String {
        let [moved, _, stay] = self.counts();
        let mut words = vec![self.absence.words(today)];
        for (count, what) in [(moved, "moved"), (stay, "left there")] {
            if count > 0 {
                words.push(format!("{count} {what}"));
            }
        }
        let whom: Vec<String> = self.to_call().map(Orphan::whom).collect();
        if !whom.is_empty() {
            let named = whom.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
            let more = match whom.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            words.push(format!("{} to call: {named}{more}", whom.len()));
        }
        words.join(", ")
    }
}

/// The line of the waiting list by which a client is called.
fn call(orphan: &Orphan, now: NaiveDateTime) -> Wait {
    let appointment = &orphan.visit.appointment;
    let note = match orphan.instead {
        Instead::Move(_) => format!(
            "was {} {} with {}",
            short_day(appointment.day, now.date()),
            hhmm(appointment.start_min),
            orphan.visit.groomer
        ),
        Instead::Call | Instead::Stay => String::new(),
    };
    Wait {
        id: WaitId::new(),
        dog_id: appointment.dog_id,
        service_id: appointment.service_id,
        appointment_id: Some(appointment.id),
        minutes: appointment.span().minutes(),
        wish: WaitWish::any(now.date()),
        add_ons: Vec::new(),
        note,
        call: true,
        state: WaitState::Waiting,
        asked_at: now,
        rev: 1,
    }
}
