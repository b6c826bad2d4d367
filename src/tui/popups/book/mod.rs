//! Booking and moving: the dog first, then the times that fit, numbered, with the sentence to say to the caller.
//!
//! One line is enough for both: words behind the dog's name (`bella bath thu 10 ana`) become the wish for the time.

mod accept;
mod again;
mod anyway;
mod asked;
pub(super) mod choosing;
mod draft;
pub(super) mod guess;
pub(super) mod insist;
mod keys;
pub(super) mod more;
pub(super) mod offers;
mod others;
pub(super) mod reading;
pub(super) mod times;
mod typing;
mod view;
pub(super) mod warnings;
mod which_dog;

use chrono::{NaiveDate, NaiveDateTime};

pub use self::anyway::Anyway;
pub use self::asked::Asked;
use self::choosing::Choosing;
use self::draft::{Earlier, Kept};
pub(super) use self::reading::{about, meant};
use crate::booking::{bound, meant_for};
use crate::domain::appointment::Appointment;
use crate::domain::care::Care;
use crate::domain::id::{AppointmentId, DogId, WaitId};
use crate::domain::text::LINE;
use crate::domain::waitlist::Wait;
use crate::store::{DogLine, Hit, Offer, Result, Visit};
use crate::tui::component::Cx;
use crate::tui::widgets::field::Field;
use crate::tui::widgets::list::Window;

/// Why a move is of one appointment.
const ONLY_ONE_MOVES: &str = "One appointment is moved here; 0 on the board repeats it: leave `every` out.";

/// A dog that was chosen, with what its booking starts from.
struct Chosen {
    id: DogId,
    line: DogLine,
    /// What must be known before a time is promised to it.
    care: Care,
    /// Its other appointments to come, so that nobody books it twice unawares; those of a series that is moved are none.
    coming: Vec<Appointment>,
    /// The others of the series, which matter on their own days.
    series: Vec<Appointment>,
    /// The other dogs that can come along.
    others: Vec<(DogId, String)>,
    /// They are those of the visit that is booked again.
    came_together: bool,
}

/// The booking pop-up; with an appointment to move, only its time is chosen.
pub struct Book {
    line: Field,
    /// The line stands there from last time: the first letter starts a new one.
    old_line: bool,
    read_as: reading::ReadAs,
    hits: Vec<Hit>,
    /// How many of the hits begin as it was typed; before mere guesses comes a new dog.
    sure: usize,
    hit: Window,
    /// The dog on the selected row was chosen by hand, or it was said which one Enter takes.
    which_told: bool,
    /// What a line is answered that only asks for a price.
    answer: Option<String>,
    asked_for: Option<DogId>,
    moving: Option<Visit>,
    /// Whose place on the waiting list this booking fills.
    waits_as: Option<WaitId>,
    /// The same as it is in the file, while it waits still.
    waits: Option<(Wait, NaiveDateTime)>,
    /// The visit that this booking follows.
    again: Option<again::Before>,
    dog: Option<Chosen>,
    /// The wish that a free time brought along: the booking of another time does not take its place.
    from_slot: Option<String>,
    choosing: Choosing,
    times: offers::Times,
    /// Minted here, so that the edit is complete as data.
    id: AppointmentId,
    kept: Kept,
}

impl Book {
    /// Books any dog: asks for it first.
    #[must_use]
    pub fn any() -> Self {
        Self {
            line: Field::new("", LINE),
            old_line: false,
            read_as: reading::ReadAs::Typed,
            hits: Vec::new(),
            sure: 0,
            hit: Window::default(),
            which_told: false,
            answer: None,
            asked_for: None,
            moving: None,
            waits_as: None,
            waits: None,
            again: None,
            dog: None,
            from_slot: None,
            choosing: Choosing::wishing(""),
            times: offers::Times::default(),
            id: AppointmentId::new(),
            kept: Kept::new(),
        }
    }

    /// Books this dog.
    #[must_use]
    pub fn for_dog(dog_id: DogId) -> Self {
        Self {
            asked_for: Some(dog_id),
            ..Self::any()
        }
    }

    /// Books any dog with a wish for the time already in mind.
    #[must_use]
    pub fn with_wish(wish: &str) -> Self {
        Self {
            choosing: Choosing::wishing(wish),
            from_slot: Some(wish.to_owned()),
            ..Self::any()
        }
    }

    /// The same with what was typed for the time.
    #[must_use]
    pub fn wishing(self, wish: &str) -> Self {
        Self {
            choosing: Choosing {
                touched: !wish.is_empty(),
                ..Choosing::wishing(wish)
            },
            ..self
        }
    }

    /// Finds a time for somebody who waits, whose place on the list it fills; an appointment that is to come sooner moves.
    #[must_use]
    pub fn for_wait(wait: &Wait, moving: Option<&Visit>, wish: &str, said: Option<&Offer>) -> Self {
        let mut choosing = Choosing::wishing(wish);
        choosing.typing.told = said.is_some();
        Self {
            asked_for: Some(wait.dog_id),
            moving: moving.cloned(),
            waits_as: Some(wait.id),
            choosing,
            // What was read out to the caller is selected, whatever else would come sooner.
            kept: Kept {
                earlier: said.map(Earlier::said),
                ..Kept::new()
            },
            ..Self::any()
        }
    }

    /// Moves this appointment.
    #[must_use]
    pub fn moving(visit: &Visit) -> Self {
        Self {
            asked_for: Some(visit.appointment.dog_id),
            moving: Some(visit.clone()),
            ..Self::any()
        }
    }

    /// Whether the dog is still being asked for.
    const fn asks_for_dog(&self) -> bool {
        self.dog.is_none()
    }

    fn choose(&mut self, id: DogId, cx: &Cx) -> Result<()> {
        let Some(line) = cx.store.dog_line(id)? else {
            self.dog = None;
            return Ok(());
        };
        let moved = self.moving.as_ref().map(|moving| &moving.appointment);
        let before = self.again.as_ref().map(|before| &before.appointment);
        let (coming, series) = warnings::coming(id, moved.or(before), cx)?;
        let came_with = match &self.again {
            Some(before) => others::came_with(&before.appointment, cx)?,
            None => Vec::new(),
        };
        let came_together = !came_with.is_empty();
        let others = if came_together {
            came_with
        } else {
            others::others_of(&line, self.moving.as_ref(), cx)?
        };
        let care = cx.store.care(id)?;
        self.dog = Some(Chosen {
            id,
            line,
            care,
            coming,
            series,
            others,
            came_together,
        });
        self.look_for_times(cx)
    }

    /// Reads the wish again and looks for times that fit.
    fn look_for_times(&mut self, cx: &Cx) -> Result<()> {
        if let Some(before) = &mut self.again {
            before.look(cx)?;
        }
        let about = match &self.again {
            Some(before) => before.about(),
            // Who waits for a sooner time says days from now.
            None if self.waits_as.is_some() => None,
            None => self.moving.as_ref().map(reading::about),
        };
        let wish = reading::meant(self.choosing.wish.text(), cx.now, about, &self.choosing.names);
        let line_day = self.choosing.understand(wish);
        if let Some(dog) = &self.dog {
            dog.hear_names(self.choosing.wish.text(), &mut self.choosing.understood);
            self.choosing.understood =
                meant_for(cx.store, std::mem::take(&mut self.choosing.understood), dog.id)?;
            if self.moving.is_some() {
                self.choosing.understood = std::mem::take(&mut self.choosing.understood).once(ONLY_ONE_MOVES);
            }
            let moved = self.moving.iter();
            let moved = moved.map(|visit| (visit.dog.as_str(), &visit.appointment));
            self.choosing.understood = bound(std::mem::take(&mut self.choosing.understood), moved);
            self.choosing.time_gone = false;
            let about = offers::About {
                dog_id: dog.id,
                moving: self.moving.as_ref(),
                waits: self.waits.as_ref().map(|(wait, _)| wait),
                line_day,
            };
            self.times = match &self.again {
                Some(before) => again::find(cx, &self.choosing.understood, before)?,
                None => offers::find(cx, &self.choosing.understood, about)?,
            };
            self.times.ask_who_waits(dog.id, cx)?;
            self.choosing.time.selected = self.times.start(self.choosing.time.selected);
        }
        Ok(())
    }

    /// What is chosen now; `None` while the dog or the work is not known.
    fn asked(&self) -> Option<Asked> {
        Some(Asked {
            id: self.moving.as_ref().map_or(self.id, |visit| visit.appointment.id),
            dog: self.dog.as_ref()?.line.clone(),
            work: self.times.work_at(self.choosing.time.selected).cloned()?,
            line: self.choosing.wish.text().to_owned(),
            wish: self.choosing.understood.clone(),
            offer: self.times.offers.get(self.choosing.time.selected).copied(),
            usual_groomer: self.times.usual_groomer,
            lead: self.lead(),
            moving: self.moving.clone(),
            waits: self.waits.clone(),
        })
    }

    /// The same for what is asked beyond the times on offer: the work is as it is on the day of the wish.
    fn asked_exactly(&self, today: NaiveDate) -> Option<Asked> {
        let asked = self.asked()?;
        let offered = asked.offer.map(|offer| (offer.day, offer.slot.span.start));
        let elsewhere = asked.exact(today).is_some_and(|exact| offered != Some(exact));
        let work = self.times.work.clone().filter(|_| elsewhere);
        Some(match work {
            Some(work) => Asked { work, ..asked },
            None => asked,
        })
    }
}
