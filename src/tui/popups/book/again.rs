//! Booking a dog again: the time is chosen already, as many weeks on as the dog usually comes.

use super::{Book, offers};
use crate::booking::{Again, again, held, work_again, work_for};
use crate::domain::appointment::Appointment;
use crate::domain::clock::{hhmm, short_day};
use crate::domain::expert::{About, Wish};
use crate::domain::phrase::DayWish;
use crate::store::Result;
use crate::tui::component::Cx;

/// The visit that is followed by the one to book.
pub(super) struct Before {
    pub appointment: Appointment,
    /// The next visit as it was found; `None` until it was looked for.
    pub found: Option<Again>,
}

impl Before {
    /// Looks for the next visit.
    pub fn look(&mut self, cx: &Cx) -> Result<()> {
        self.found = Some(again(cx.store, &self.appointment, cx.now)?);
        Ok(())
    }

    /// The time of the next visit as somebody would type it: `25 dec 2026 09:00`.
    pub fn typed(&self) -> String {
        let Some(found) = &self.found else {
            return String::new();
        };
        let day = found.day.format("%-d %b %Y").to_string().to_lowercase();
        format!("{day} {}", hhmm(self.appointment.arrives_min()))
    }

    /// The day that is talked about: a weekday without a date is one of its week.
    pub fn about(&self) -> Option<About> {
        self.found.as_ref().map(|found| About {
            day: found.day,
            from: found.comes.last().map_or(self.appointment.day, |last| last.day),
            minute: self.appointment.start_min,
            what: "the next visit",
        })
    }
}

impl Book {
    /// Books the dog of this appointment again.
    #[must_use]
    pub fn again(last: &Appointment) -> Self {
        Self {
            asked_for: Some(last.dog_id),
            again: Some(Before {
                appointment: last.clone(),
                found: None,
            }),
            ..Self::any()
        }
    }

    /// What the title says behind the dog's name.
    pub(super) fn again_words(&self) -> String {
        let Some(found) = self.again.as_ref().and_then(|before| before.found.as_ref()) else {
            return String::new();
        };
        let weeks = match found.weeks {
            1 => "a week".to_owned(),
            weeks => format!("{weeks} weeks"),
        };
        match found.comes.last() {
            Some(after) => format!(
                " again, {weeks} after {}",
                short_day(after.day, self.choosing.today)
            ),
            None => format!(" again, {weeks} on"),
        }
    }

    /// Whether it is said already that the dog comes to an appointment.
    pub(super) fn says_it_comes(&self, next: &Appointment) -> bool {
        let found = self.again.as_ref().and_then(|before| before.found.as_ref());
        found.is_some_and(|found| found.comes.iter().any(|each| each.id == next.id))
    }

    /// How long before the work the dog is dropped off: as long as last time.
    pub(super) fn lead(&self) -> i64 {
        let last = self.again.as_ref().map(|before| &before.appointment);
        last.map_or(0, Appointment::lead)
    }
}

/// Looks for the times: without a wish those nearest to the same time some weeks on, else those of the wish about that
/// day.
pub(super) fn find(cx: &Cx, wish: &Wish, before: &Before) -> Result<offers::Times> {
    let last = &before.appointment;
    let found = match &before.found {
        Some(found) => found.clone(),
        None => again(cx.store, last, cx.now)?,
    };
    let nothing_said = wish.problems.is_empty()
        && wish.groomers.is_empty()
        && wish.add_ons.is_empty()
        && (wish.day, wish.time, wish.groomer, wish.service) == (None, None, None, None);
    if nothing_said {
        return Ok(offers::Times {
            work: found.work,
            usual_groomer: Some(last.groomer_id),
            held: held(cx.store, &found.offers, None, |day| cx.held(day))?,
            perhaps_closed: offers::perhaps_closed(cx, found.offers.iter().map(|offer| offer.day))?,
            offers: found.offers,
            problem: None,
            words: found.already.into_iter().chain(found.why).collect(),
            works: Vec::new(),
            known: Vec::new(),
            instead: false,
            best: 0,
        });
    }
    let work = if wish.service.is_none() && wish.add_ons.is_empty() {
        work_again(cx.store, last, found.day)?
    } else {
        let service = wish.service.or(Some(last.service_id));
        work_for(cx.store, Some(last.dog_id), service, &wish.add_ons, found.day)?
    };
    let wish = Wish {
        day: wish.day.or(Some(DayWish::On(found.day))),
        ..wish.clone()
    };
    let about = offers::About {
        dog_id: last.dog_id,
        moving: None,
        waits: None,
        line_day: None,
    };
    let mut times = offers::of_work(cx, &wish, about, work, Some(last.groomer_id))?;
    times.words.splice(0..0, found.already);
    Ok(times)
}
