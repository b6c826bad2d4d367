//! What one has to know to call somebody on the waiting list: whom, what about, what can be said now, and what each answer
//! means for the book.

use chrono::NaiveDate;

use crate::booking::{
    Asking, Candidate, asking, call_log, coming, coming_words, dogs_of_call, first_fit, first_names,
    one_call, taking, told_all, work_of,
};
use crate::domain::id::{AppointmentId, GroomerId};
use crate::domain::waitlist::Outcome;
use crate::store::{Edit, Offer, Result, Visit, WaitLine};
use crate::tui::component::Cx;
use crate::tui::popups::book::Book;

/// One call, as the file has it now.
pub struct Calling {
    /// Whose line it is.
    pub line: WaitLine,
    /// The lines of all dogs that the call is about; the line's own among them.
    pub all: Vec<WaitLine>,
    /// The first time that fits somebody who waits.
    pub first: Option<Candidate>,
    /// What a client is asked whose appointments cannot stay where they are.
    pub asking: Option<Asking>,
    /// The appointments that the salon has moved and the client is told of, with the names around them.
    pub moved: Vec<Visit>,
    /// What is done, with what is done on top.
    pub work: String,
    /// What the dog and its household are booked for already.
    pub coming: String,
    groomers: Vec<(GroomerId, String)>,
    /// What prices are in.
    pub currency: String,
}

impl Calling {
    /// Reads what a call about a line needs; `lines` are all that wait.
    pub fn read(cx: &Cx, lines: &[WaitLine], line: &WaitLine) -> Result<Self> {
        let (store, now) = (cx.store, cx.now);
        let all: Vec<WaitLine> = one_call(lines, line).into_iter().cloned().collect();
        let mut coming = coming(store, line, now)?;
        // What the call itself is about is said already.
        coming.retain(|one| {
            one.here
                || !all.iter().any(|line| {
                    line.wait.dog_id == one.dog_id && line.booked == Some((one.day, one.start_min))
                })
        });
        let mut calling = Self {
            first: first_fit(store, line, now)?,
            asking: None,
            moved: Vec::new(),
            work: line.service.clone(),
            coming: coming_words(&coming, now.date()),
            groomers: store
                .groomers()?
                .into_iter()
                .map(|groomer| (groomer.id, groomer.name))
                .collect(),
            currency: cx.salon.currency.clone(),
            line: line.clone(),
            all,
        };
        let work = match &calling.first {
            Some(first) => Some(first.work.clone()),
            None => work_of(store, &line.wait, line.wait.wish.first_day.max(now.date()))?,
        };
        if let Some(work) = work {
            calling.work = work.service;
        }
        if calling.all.len() > 1 {
            calling.work = calling.works(cx)?;
        }
        if line.is_asked() {
            calling.asking = Some(asking(store, lines, line, now)?);
        } else if line.has_moved() {
            let ids: Vec<AppointmentId> = calling
                .all
                .iter()
                .filter_map(|line| line.wait.appointment_id)
                .collect();
            if let Some((day, _)) = line.booked {
                calling.moved = store.visits(day)?;
                calling.moved.retain(|visit| ids.contains(&visit.appointment.id));
            }
        }
        Ok(calling)
    }

    /// What is done with each dog of the call, once where it is the same.
    fn works(&self, cx: &Cx) -> Result<String> {
        let mut works = Vec::new();
        for line in &self.all {
            let day = line.wait.wish.first_day.max(cx.now.date());
            let work = work_of(cx.store, &line.wait, day)?;
            works.push(work.map_or_else(|| line.service.clone(), |work| work.service));
        }
        if works.iter().all(|work| *work == works[0]) {
            return Ok(works.swap_remove(0));
        }
        let names = first_names(&self.all.iter().collect::<Vec<_>>());
        let each: Vec<String> = names
            .iter()
            .zip(&works)
            .map(|(dog, work)| format!("{dog} {work}"))
            .collect();
        Ok(each.join(", "))
    }

    /// The name of a groomer.
    #[must_use]
    pub fn groomer(&self, id: GroomerId) -> &str {
        let found = self.groomers.iter().find(|(groomer, _)| *groomer == id);
        found.map_or("", |(_, name)| name)
    }

    /// The dogs that the call is about, as one says them.
    #[must_use]
    pub fn dogs(&self) -> String {
        dogs_of_call(&self.all.iter().collect::<Vec<_>>())
    }

    /// The times that are on offer, with the name of the dog each is for.
    #[must_use]
    pub fn offers(&self) -> Vec<(String, Offer)> {
        match (&self.asking, &self.first) {
            (Some(asking), _) => {
                let dogs = asking.lines.iter().map(|line| line.dog.clone());
                dogs.zip(asking.offers.iter().copied()).collect()
            }
            (None, Some(first)) => vec![(self.line.dog.clone(), first.offer)],
            (None, None) => Vec::new(),
        }
    }

    /// Whether a dog whose client is told is in the salon already, where it stays.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.moved
            .iter()
            .any(|visit| !visit.appointment.status.is_expected())
    }

    /// Whether there is anything to say yes to.
    #[must_use]
    pub fn has_an_offer(&self) -> bool {
        self.line.has_moved() || !self.offers().is_empty()
    }

    /// They say yes; `None` where there was nothing to say yes to.
    pub fn yes(&self, cx: &Cx) -> Result<Option<Edit>> {
        Ok(match (&self.asking, &self.first) {
            _ if !self.has_an_offer() => None,
            _ if self.line.has_moved() => Some(told_all(
                &self.all.iter().collect::<Vec<_>>(),
                &self.moved,
                cx.now,
            )),
            (Some(asking), _) => Some(asking.agreed(cx.now)),
            (None, Some(first)) => Some(taking(cx.store, first, cx.now)?),
            (None, None) => None,
        })
    }

    /// They say no to what is on offer; `None` where nothing is.
    pub fn no(&self, cx: &Cx) -> Result<Option<Edit>> {
        Ok(match (&self.asking, &self.first) {
            _ if self.line.has_moved() || self.offers().is_empty() => None,
            (Some(asking), _) => Some(asking.declined(cx.store, cx.now)?),
            (None, Some(first)) => {
                let log = call_log(&self.line.wait, first.place(), Outcome::Declined, cx.now);
                Some(Edit::Wait(log))
            }
            (None, None) => None,
        })
    }

    /// Nobody answers: noted for the time on offer, else for the appointment the call is about.
    pub fn no_answer(&self, cx: &Cx) -> Result<Option<Edit>> {
        if let Some(asking) = &self.asking {
            return Ok(Some(asking.no_answer(cx.now)));
        }
        let place = match &self.first {
            Some(first) => Some(first.place()),
            None => self.booked_place(cx)?,
        };
        Ok(place.map(|place| Edit::Wait(call_log(&self.line.wait, place, Outcome::NoAnswer, cx.now))))
    }

    /// Where the appointment of the line is, or was.
    fn booked_place(&self, cx: &Cx) -> Result<Option<(GroomerId, NaiveDate, i64)>> {
        let booked = match self.line.wait.appointment_id {
            Some(id) => cx.store.appointment(id)?,
            None => None,
        };
        Ok(booked.map(|booked| (booked.groomer_id, booked.day, booked.start_min)))
    }

    /// No other time will do: what it means for the appointments that cannot stay; `None` where there are none.
    #[must_use]
    pub fn called_off(&self) -> Option<Edit> {
        let asking = self.asking.as_ref()?;
        Some(asking.called_off(self.line.because().why))
    }

    /// The booking with the wish in words, so that the first time that would do is among those it offers.
    pub fn other_times(&self, cx: &Cx) -> Result<Book> {
        let wait = &self.line.wait;
        let moving = match wait.appointment_id {
            Some(id) if wait.is_sooner() || self.line.calls_about_standing() => visit(id, cx)?,
            _ => None,
        };
        let offer = self.offers().first().map(|(_, offer)| *offer);
        let words = if self.asking.is_some() {
            String::new()
        } else {
            let first = offer.map(|offer| offer.day);
            let words = wait
                .wish
                .for_booking(self.line.groomer.as_deref(), first, cx.now.date());
            match (first, self.line.booked) {
                // Called off, it comes on a day near the one it had.
                (Some(first), Some((old, _))) if wait.call && words.is_empty() && old > cx.now.date() => {
                    first.format("%-d %b %Y").to_string().to_lowercase()
                }
                _ => words,
            }
        };
        Ok(Book::for_wait(
            wait,
            moving.as_ref(),
            words.trim(),
            offer.as_ref(),
        ))
    }
}

/// An appointment with the names around it.
fn visit(id: AppointmentId, cx: &Cx) -> Result<Option<Visit>> {
    let Some(appointment) = cx.store.appointment(id)? else {
        return Ok(None);
    };
    let visits = cx.store.visits(appointment.day)?;
    Ok(visits.into_iter().find(|visit| visit.appointment.id == id))
}
