//! Booking a dog again: the time is chosen already, as many weeks on as the dog usually comes.

use super::{Book, offers};
use crate::booking::{again, held, work_again, work_for};
use crate::domain::appointment::Appointment;
use crate::domain::expert::Wish;
use crate::domain::phrase::DayWish;
use crate::store::Result;
use crate::tui::component::Cx;

/// The visit that is followed by the one to book.
pub(super) struct Before {
    pub appointment: Appointment,
    /// The weeks between the two, for the title.
    pub weeks: i64,
}

impl Book {
    /// Books the dog of this appointment again.
    #[must_use]
    pub fn again(last: &Appointment) -> Self {
        Self {
            asked_for: Some(last.dog_id),
            again: Some(Before {
                appointment: last.clone(),
                weeks: 0,
            }),
            ..Self::any()
        }
    }

    /// What the title says behind the dog's name.
    pub(super) fn again_words(&self) -> String {
        match &self.again {
            Some(Before { weeks: 1, .. }) => " again, a week on".to_owned(),
            Some(before) => format!(" again, {} weeks on", before.weeks),
            None => String::new(),
        }
    }

    /// How long before the work the dog is dropped off: as long as last time.
    pub(super) fn lead(&self) -> i64 {
        let last = self.again.as_ref().map(|before| &before.appointment);
        last.map_or(0, Appointment::lead)
    }
}

/// Looks for the times: without a wish those nearest to the same time some weeks on, else those of the wish about that
/// day.
pub(super) fn find(cx: &Cx, wish: &Wish, before: &mut Before) -> Result<offers::Times> {
    let last = &before.appointment;
    let found = again(cx.store, last, cx.now)?;
    before.weeks = found.weeks;
    let nothing_said = wish.problems.is_empty()
        && wish.add_ons.is_empty()
        && (wish.day, wish.time, wish.groomer, wish.service) == (None, None, None, None);
    if nothing_said {
        return Ok(offers::Times {
            work: found.work,
            usual_groomer: Some(last.groomer_id),
            held: held(cx.store, &found.offers, None, |day| cx.held(day))?,
            offers: found.offers,
            problem: None,
            words: found.why.into_iter().collect(),
            works: Vec::new(),
            instead: false,
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
    };
    offers::of_work(cx, &wish, about, work, Some(last.groomer_id))
}
