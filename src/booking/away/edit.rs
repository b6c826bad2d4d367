//! The one edit of a sick day or of closing days, and whom to call because of it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{AwayPlan, Instead, Orphan};
use crate::domain::client::phone_tail;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::household::listed;
use crate::domain::id::WaitId;
use crate::domain::waitlist::{Because, Wait, WaitState, WaitWish};
use crate::store::{AppointmentEdit, Edit, Offer, Place, WaitEdit};

/// So many clients are named in the journal's line; the list has all of them.
const NAMED: usize = 3;

impl Orphan {
    /// Whether the client has to be called: asked, told, or called off; also told that nobody takes over a dog on the table.
    #[must_use]
    pub fn is_to_be_called(&self) -> bool {
        self.instead != Instead::Stay || self.needs_somebody()
    }

    /// Whom to call about which dog: `Jonas Weber 0177 (Rex)`.
    #[must_use]
    pub fn whom(&self) -> String {
        self.whom_about(&self.visit.dog_first)
    }

    fn whom_about(&self, dogs: &str) -> String {
        let visit = &self.visit;
        let who = [visit.client.as_str(), &phone_tail(&visit.phone)].join(" ");
        format!("{} ({dogs})", who.trim())
    }
}

/// How many dogs become what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// They go elsewhere at once.
    pub moved: usize,
    /// They stay booked while another time is held, until their client says yes.
    pub asked: usize,
    /// They are called off.
    pub without: usize,
    /// They stay where they are.
    pub stay: usize,
}

impl AwayPlan {
    /// How many dogs become what.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (at, orphan) in self.orphans.iter().enumerate() {
            match orphan.instead {
                Instead::Move(_) if self.is_asked(at) => counts.asked += 1,
                Instead::Move(_) => counts.moved += 1,
                Instead::Call => counts.without += 1,
                Instead::Stay => counts.stay += 1,
            }
        }
        counts
    }

    /// Whether saving it would write nothing: the days stand in the book, and everybody stays or is asked already.
    #[must_use]
    pub fn changes_nothing(&self, now: NaiveDateTime) -> bool {
        self.edits(now).is_empty()
    }

    /// The dogs whose clients have to be called: first whose dog nobody takes over, then whoever comes first; those that are
    /// in the salon and looked after last.
    #[must_use]
    pub fn to_call(&self) -> Vec<usize> {
        let all = 0..self.orphans.len();
        let mut calls: Vec<usize> = all.filter(|at| self.orphans[*at].is_to_be_called()).collect();
        calls.sort_by_key(|at| {
            let orphan = &self.orphans[*at];
            let appointment = &orphan.visit.appointment;
            (
                !orphan.needs_somebody(),
                !orphan.can_be_called_off(),
                appointment.day,
                appointment.start_min,
            )
        });
        calls
    }

    /// How many calls that makes: all dogs of a client of which the same has to be said on the same day are one.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.by_call().len()
    }

    /// The dogs to be called about, those of one call together.
    fn by_call(&self) -> Vec<Vec<usize>> {
        let about = |at: usize| {
            let orphan = &self.orphans[at];
            let called_off = orphan.instead == Instead::Call;
            let day = orphan.visit.appointment.day;
            (orphan.visit.client_id, day, called_off, self.is_asked(at))
        };
        let mut calls: Vec<Vec<usize>> = Vec::new();
        for at in self.to_call() {
            let same = |call: &&mut Vec<usize>| about(call[0]).0.is_some() && about(call[0]) == about(at);
            match calls.iter_mut().find(same) {
                Some(call) => call.push(at),
                None => calls.push(vec![at]),
            }
        }
        calls
    }

    /// Whom to call about which dogs: `Jonas Weber 0177 (Rex, Max)`.
    fn whom(&self, call: &[usize]) -> String {
        let visits = call.iter().map(|at| &self.orphans[*at].visit);
        let dogs: Vec<&str> = visits.map(|visit| visit.dog_first.as_str()).collect();
        self.orphans[call[0]].whom_about(&dogs.join(", "))
    }

    /// The days off, all moves and the call list as one: one entry of the journal, one undo. Whoever has to be called is
    /// on the waiting list: to be asked for the time that is held, to be told the new one, or for any time.
    #[must_use]
    pub fn edit(&self, now: NaiveDateTime) -> Edit {
        Edit::Together {
            label: self.label(now.date()),
            edits: self.edits(now),
        }
    }

    fn edits(&self, now: NaiveDateTime) -> Vec<Edit> {
        let mut edits: Vec<Edit> = self.absence.edit().into_iter().collect();
        let mut places = Vec::new();
        for at in self.to_call() {
            let orphan = &self.orphans[at];
            let appointment = &orphan.visit.appointment;
            let is_asked = self.is_asked(at);
            if let Some(asked) = orphan.asked {
                if is_asked && self.held(at) == Some(orphan.instead) {
                    continue;
                }
                edits.push(Edit::Wait(WaitEdit::End {
                    id: asked.id,
                    rev: asked.rev,
                    filled: false,
                }));
            }
            if let Some((id, rev)) = orphan.told {
                if orphan.needs_somebody() {
                    continue;
                }
                edits.push(Edit::Wait(WaitEdit::End {
                    id,
                    rev,
                    filled: false,
                }));
            }
            match orphan.instead {
                Instead::Move(offer) if orphan.takes_over(offer.slot.span.start) => {
                    edits.push(Edit::Appointment(AppointmentEdit::TakeOver {
                        to: Place::within_rules(appointment, offer.day, &offer.slot),
                        minutes: offer.slot.span.minutes(),
                    }));
                }
                Instead::Move(offer) if !is_asked => {
                    places.push(Place::within_rules(appointment, offer.day, &offer.slot));
                }
                Instead::Call => edits.push(Edit::Appointment(AppointmentEdit::Cancel {
                    id: appointment.id,
                    rev: appointment.rev,
                    reason: self.absence.reason().to_owned(),
                })),
                Instead::Move(_) | Instead::Stay => {}
            }
            edits.push(Edit::Wait(WaitEdit::Add(self.call_line(at, now))));
        }
        if !places.is_empty() {
            edits.push(Edit::Appointment(AppointmentEdit::MoveAll(places)));
        }
        edits
    }

    fn label(&self, today: NaiveDate) -> String {
        let Counts {
            moved, asked, stay, ..
        } = self.counts();
        let mut words = vec![self.absence.words(today)];
        let on_the_table = self.orphans.iter().filter(|orphan| orphan.needs_somebody());
        let alone: Vec<&str> = on_the_table
            .map(|orphan| orphan.visit.dog_first.as_str())
            .collect();
        let stay = stay.saturating_sub(alone.len());
        if !alone.is_empty() {
            words.push(format!("{}: nobody yet", listed(&alone)));
        }
        for (count, what) in [(moved, "moved"), (asked, "to be asked"), (stay, "left there")] {
            if count > 0 {
                words.push(format!("{count} {what}"));
            }
        }
        let calls = self.by_call();
        let whom = calls.iter().map(|call| self.whom(call));
        if !calls.is_empty() {
            let named = whom.take(NAMED).collect::<Vec<_>>().join(", ");
            let more = match calls.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            words.push(format!("{} to call: {named}{more}", calls.len()));
        }
        words.join(", ")
    }

    /// The line of the waiting list by which a client is called.
    fn call_line(&self, at: usize, now: NaiveDateTime) -> Wait {
        let orphan = &self.orphans[at];
        let appointment = &orphan.visit.appointment;
        let was = format!(
            "{} {} with {}",
            short_day(appointment.day, now.date()),
            hhmm(appointment.start_min),
            orphan.visit.groomer
        );
        let why = self.absence.why();
        let (wish, was) = match orphan.instead {
            Instead::Move(offer) if self.is_asked(at) => {
                let Offer { day, slot } = offer;
                (WaitWish::exactly(slot.groomer_id, day, slot.span.start), None)
            }
            Instead::Move(_) => (WaitWish::any(now.date()), Some(was.as_str())),
            Instead::Stay if orphan.needs_somebody() => (WaitWish::any(now.date()), Some(was.as_str())),
            Instead::Call | Instead::Stay => (WaitWish::any(now.date()), None),
        };
        Wait {
            id: WaitId::new(),
            dog_id: appointment.dog_id,
            service_id: appointment.service_id,
            appointment_id: Some(appointment.id),
            minutes: appointment.span().minutes(),
            wish,
            add_ons: Vec::new(),
            note: Because { why: &why, was }.noted(),
            call: true,
            state: WaitState::Waiting,
            asked_at: now,
            rev: 1,
        }
    }
}
