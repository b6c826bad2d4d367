//! A series as it would be booked: a line for each appointment, and the one edit that books all of them.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use super::fit::{Spot, Task};
use super::plan::{Asked, Line, plan};
use super::work::{Work, work_for};
use crate::domain::appointment::{AddOn, Appointment, Booking};
use crate::domain::id::{AddOnId, AppointmentId, DogId, GroomerId, SeriesId, ServiceId};
use crate::domain::schedule::Span;
use crate::domain::series::{End, MOST_TIMES, Rhythm, Series, every};
use crate::store::{AppointmentEdit, Edit, Offer, Result, SeriesEdit, Store};

/// What a series starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesAsk {
    /// The dog.
    pub dog_id: DogId,
    /// Its name, for the label.
    pub dog: String,
    /// What is done each time.
    pub work: Work,
    /// With whom.
    pub groomer_id: GroomerId,
    /// The day of the first one.
    pub first: NaiveDate,
    /// From when, in minutes since midnight.
    pub start_min: i64,
    /// Minutes between the drop-off and the work.
    pub lead: i64,
    /// The first one, when it is in the book already: it joins the series where it stands.
    pub joins: Option<Appointment>,
    /// The series that becomes longer, when there is one.
    pub longer: Option<Longer>,
}

/// A series that is in the book already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Longer {
    /// Which one.
    pub id: SeriesId,
    /// Weeks between two of its appointments.
    pub weeks: i64,
    /// Its last appointment that stands.
    pub last: AppointmentId,
    /// On which day that is.
    pub last_day: NaiveDate,
    /// From when, in minutes since midnight.
    pub last_min: i64,
}

impl SeriesAsk {
    /// Goes on from an appointment that is booked.
    #[must_use]
    pub fn from(booked: &Appointment, dog: &str, work: Work) -> Self {
        Self {
            dog_id: booked.dog_id,
            dog: dog.to_owned(),
            work,
            groomer_id: booked.groomer_id,
            first: booked.day,
            start_min: booked.start_min,
            lead: booked.lead(),
            joins: booked.series_id.is_none().then(|| booked.clone()),
            longer: None,
        }
    }

    /// Goes on from an appointment that is booked: a new series begins with it, or the one that it belongs to goes on
    /// behind its last, at the time and with the groomer it usually has.
    pub fn going_on(store: &Store, booked: &Appointment, dog: &str, work: Work) -> Result<Self> {
        let mut ask = Self::from(booked, dog, work);
        if let Some(id) = booked.series_id {
            let mut members = store.series_members(id)?;
            members.retain(|member| member.status.holds_time());
            let standing = store.standings(booked.day)?.get(&booked.id).copied();
            ask.longer = standing.zip(members.last()).map(|(standing, last)| Longer {
                id,
                weeks: standing.weeks,
                last: last.id,
                last_day: last.day,
                last_min: last.start_min,
            });
            if let Some(usual) = in_rhythm(&members) {
                ask.groomer_id = usual.groomer_id;
                ask.first = usual.day;
                ask.start_min = usual.start_min;
                ask.lead = usual.lead();
            }
        }
        Ok(ask)
    }

    /// Whether the first one is in the book already.
    #[must_use]
    pub const fn is_more(&self) -> bool {
        self.joins.is_some() || self.longer.is_some()
    }

    /// The days on which one is wished.
    fn days(&self, rhythm: Rhythm, today: NaiveDate) -> Vec<NaiveDate> {
        let Some(longer) = self.longer else {
            let days = rhythm.days(self.first).into_iter();
            return days.skip(usize::from(self.joins.is_some())).collect();
        };
        // The last may have been moved a little: what is nearer to it than to the next is its own day.
        let half = Days::new(u64::try_from(rhythm.weeks * 7 / 2).unwrap_or_default());
        let from = (longer.last_day + half).max(today);
        let (times, end) = match rhythm.end {
            End::Times(times) => (times, NaiveDate::MAX),
            End::Until(end) => (MOST_TIMES, end),
        };
        let step = u64::try_from(rhythm.weeks.max(1)).unwrap_or(1) * 7;
        let days = (1..).map_while(|n: u64| self.first.checked_add_days(Days::new(n * step)));
        days.skip_while(|day| *day <= from)
            .take_while(|day| *day <= end)
            .take(times)
            .collect()
    }

    /// Plans the appointments that are still to be booked.
    pub fn preview(&self, store: &Store, rhythm: Rhythm, now: NaiveDateTime) -> Result<Vec<Line>> {
        let mut asked = Vec::new();
        for day in self.days(rhythm, now.date()) {
            let work = self.work_on(store, day)?;
            asked.push(Asked {
                wished: Spot {
                    day,
                    groomer: self.groomer_id,
                    start: self.start_min,
                },
                task: Task {
                    dog: self.dog_id,
                    need: work.need.clone(),
                    lead: self.lead,
                    booked_for: None,
                },
                work: Some(work),
                old: None,
                beyond: false,
            });
        }
        plan(store, asked, now)
    }

    /// The same work as the price list of a day has it; as it was asked for, when it is not sold any more.
    fn work_on(&self, store: &Store, day: NaiveDate) -> Result<Work> {
        if day == self.first {
            return Ok(self.work.clone());
        }
        let add_ons: Vec<ServiceId> = self.work.add_ons.iter().map(|each| each.service_id).collect();
        let service = Some(self.work.service_id);
        let work = work_for(store, Some(self.dog_id), service, &add_ons, day)?;
        Ok(work.unwrap_or_else(|| self.work.clone()))
    }

    /// The one edit that books what the lines say; `None` where nothing is left to book.
    #[must_use]
    pub fn edit(&self, id: SeriesId, weeks: i64, lines: &[Line]) -> Option<Edit> {
        let chosen: Vec<_> = lines
            .iter()
            .filter_map(|line| Some((line.way()?.offer, line.work.as_ref()?)))
            .collect();
        if chosen.is_empty() {
            return None;
        }
        let id = self.longer.map_or(id, |longer| longer.id);
        let mut edits = Vec::new();
        if self.longer.is_none() {
            edits.push(Edit::Series(SeriesEdit::Begin(Series {
                id,
                dog_id: self.dog_id,
                weeks,
            })));
        }
        edits.extend(self.joins.as_ref().map(|first| {
            Edit::Series(SeriesEdit::Join {
                series_id: id,
                id: first.id,
                rev: first.rev,
            })
        }));
        for (offer, work) in &chosen {
            let booking = Booking {
                appointment: self.appointment(id, offer, work),
                add_ons: work
                    .add_ons
                    .iter()
                    .map(|each| AddOn {
                        id: AddOnId::new(),
                        ..each.clone()
                    })
                    .collect(),
            };
            edits.push(Edit::Appointment(AppointmentEdit::Book(booking)));
        }
        let times = match chosen.len() {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        let more = if self.is_more() { " more" } else { "" };
        Some(Edit::Together {
            label: format!("Booked {} {}, {times}{more}", self.dog, every(weeks)),
            edits,
        })
    }

    fn appointment(&self, id: SeriesId, offer: &Offer, work: &Work) -> Appointment {
        let start = offer.slot.span.start;
        let span = Span::of(start, work.minutes);
        Appointment {
            drop_off_min: (self.lead > 0).then(|| (start - self.lead).max(0)),
            series_id: Some(id),
            ..work.appointment(self.dog_id, offer.slot.groomer_id, offer.day, span)
        }
    }
}

/// The appointment that a series goes on from: its last one, and where that one alone was moved elsewhere, the last of
/// those that are alike most often.
fn in_rhythm(members: &[Appointment]) -> Option<&Appointment> {
    let place = |each: &Appointment| (each.day.weekday(), each.start_min, each.groomer_id);
    let like = |one: &Appointment| members.iter().filter(|each| place(each) == place(one)).count();
    match members {
        // Two alike at the end are how it comes from now on, whatever it was before.
        [.., before, last] if place(before) == place(last) => Some(last),
        _ => members.iter().max_by_key(|each| like(each)),
    }
}
