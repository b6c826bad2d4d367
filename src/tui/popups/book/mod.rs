//! Booking and moving: the dog first, then the times that fit, numbered, with the sentence to say to the caller.
//!
//! One line is enough for both: words behind the dog's name (`bella bath thu 10 ana`) become the wish for the time.

mod accept;
mod again;
mod anyway;
mod asked;
mod draft;
pub(super) mod insist;
mod keys;
mod more;
mod offers;
mod others;
pub(super) mod reading;
pub(super) mod typing;
mod view;
pub(super) mod warnings;
mod which_dog;

use chrono::{NaiveDate, NaiveDateTime};

pub use self::anyway::Anyway;
pub use self::asked::Asked;
use self::draft::{Earlier, Kept};
pub(super) use self::reading::{about, meant};
use crate::booking::{bound, meant_for};
use crate::domain::appointment::Appointment;
use crate::domain::care::Care;
use crate::domain::clock::hhmm;
use crate::domain::expert::{Names, Wish};
use crate::domain::id::{AppointmentId, DogId, GroomerId, ServiceId, WaitId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::salon::Salon;
use crate::domain::text::LINE;
use crate::domain::waitlist::Wait;
use crate::store::{DogLine, Hit, Offer, Result, Visit};
use crate::tui::component::{Cx, Effect};
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
    asked_for: Option<DogId>,
    moving: Option<Visit>,
    /// Whose place on the waiting list this booking fills.
    waits_as: Option<WaitId>,
    /// The same as it is in the file, while it waits still.
    waits: Option<(Wait, NaiveDateTime)>,
    /// The visit that this booking follows.
    again: Option<again::Before>,
    dog: Option<Chosen>,
    wish: Field,
    /// What the wish was last understood as.
    understood: Wish,
    /// The wish that a free time brought along: the booking of another time does not take its place.
    from_slot: Option<String>,
    /// Keys go to the wish; else to the numbered times.
    on_wish: bool,
    /// What the last keys began in the list of times.
    typing: typing::Typing,
    /// The day of the line on which one was when a time alone was typed.
    line_day: Option<NaiveDate>,
    /// The time that was selected has just gone: the next Enter only says so.
    time_gone: bool,
    names: Names,
    /// The work for which the client of a double coat has to sign.
    to_sign_for: Vec<ServiceId>,
    groomers: Vec<(GroomerId, String)>,
    salon: Option<Salon>,
    today: NaiveDate,
    times: offers::Times,
    time: Window,
    refused: Option<String>,
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
            asked_for: None,
            moving: None,
            waits_as: None,
            waits: None,
            again: None,
            dog: None,
            wish: Field::new("", LINE),
            understood: Wish::default(),
            from_slot: None,
            on_wish: false,
            typing: typing::Typing::default(),
            line_day: None,
            time_gone: false,
            names: Names::default(),
            to_sign_for: Vec::new(),
            groomers: Vec::new(),
            salon: None,
            today: NaiveDate::MIN,
            times: offers::Times::default(),
            time: Window::default(),
            refused: None,
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
            wish: Field::new(wish, LINE),
            from_slot: Some(wish.to_owned()),
            ..Self::any()
        }
    }

    /// The same with what was typed for the time.
    #[must_use]
    pub fn wishing(self, wish: &str) -> Self {
        Self {
            wish: Field::new(wish, LINE),
            kept: Kept {
                touched: !wish.is_empty(),
                ..self.kept
            },
            ..self
        }
    }

    /// Finds a time for somebody who waits, whose place on the list it fills; an appointment that is to come sooner moves.
    #[must_use]
    pub fn for_wait(wait: &Wait, moving: Option<&Visit>, wish: &str, said: Option<&Offer>) -> Self {
        Self {
            asked_for: Some(wait.dog_id),
            moving: moving.cloned(),
            waits_as: Some(wait.id),
            wish: Field::new(wish, LINE),
            typing: typing::Typing {
                told: said.is_some(),
                ..typing::Typing::default()
            },
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

    fn groomer_name(&self, id: GroomerId) -> &str {
        self.groomers
            .iter()
            .find(|(groomer, _)| *groomer == id)
            .map_or("", |(_, name)| name)
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
        self.understood = reading::meant(self.wish.text(), cx.now, about, &self.names);
        if self.understood.day.is_some() || self.wish.is_empty() {
            self.line_day = None;
        }
        let at = matches!(self.understood.time, Some(TimeWish::At(_)));
        let line_day = self.line_day.filter(|_| at);
        self.understood.day = self.understood.day.or(line_day.map(DayWish::On));
        if let Some(dog) = &self.dog {
            self.understood = meant_for(cx.store, std::mem::take(&mut self.understood), dog.id)?;
            if self.moving.is_some() {
                self.understood = std::mem::take(&mut self.understood).once(ONLY_ONE_MOVES);
            }
            let moved = self.moving.iter();
            let moved = moved.map(|visit| (visit.dog.as_str(), &visit.appointment));
            self.understood = bound(std::mem::take(&mut self.understood), moved);
            self.time_gone = false;
            let about = offers::About {
                dog_id: dog.id,
                moving: self.moving.as_ref(),
                waits: self.waits.as_ref().map(|(wait, _)| wait),
                line_day,
            };
            self.times = match &self.again {
                Some(before) => again::find(cx, &self.understood, before)?,
                None => offers::find(cx, &self.understood, about)?,
            };
            self.times.ask_who_waits(dog.id, cx)?;
            self.time.selected = self.times.start(self.time.selected);
        }
        Ok(())
    }

    /// What is chosen now; `None` while the dog or the work is not known.
    fn asked(&self) -> Option<Asked> {
        Some(Asked {
            id: self.moving.as_ref().map_or(self.id, |visit| visit.appointment.id),
            dog: self.dog.as_ref()?.line.clone(),
            work: self.times.work_at(self.time.selected).cloned()?,
            line: self.wish.text().to_owned(),
            wish: self.understood.clone(),
            offer: self.times.offers.get(self.time.selected).copied(),
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

    /// Says who else holds the time that is selected now.
    fn warn(&self) -> Effect {
        let Some((hold, offer)) = self
            .times
            .held_at(self.time.selected)
            .zip(self.times.offers.get(self.time.selected))
        else {
            return Effect::None;
        };
        Effect::Say(format!(
            "{} with {} is held by {} for {}; Enter still takes it",
            hhmm(offer.slot.span.start),
            self.groomer_name(offer.slot.groomer_id),
            hold.desk,
            hold.dog
        ))
    }

    /// One step back: from the times to the dog, from the dog out.
    fn back(&mut self) -> Effect {
        if self.asked_for.is_none() && self.dog.is_some() {
            self.dog = None;
            self.on_wish = false;
            Effect::None
        } else {
            Effect::Close
        }
    }
}
