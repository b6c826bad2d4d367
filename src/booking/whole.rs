//! One change for several appointments of a series: what it would do to each, and the one edit that does it.

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::fit::{Spot, Task};
use super::plan::{Asked, Line, plan};
use super::price_list::PriceList;
use super::work::booked_work;
use crate::domain::appointment::{AddOn, Appointment};
use crate::domain::clock::minute_of;
use crate::domain::id::AddOnId;
use crate::domain::schedule::Need;
use crate::store::{AppointmentEdit, Change, Edit, Place, Result, Store};

/// Which appointments of a series a change is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// This one alone.
    This,
    /// This one and those after it.
    Later,
    /// All that are still to come.
    All,
}

/// The appointments that a change reaches, by time: what is over or has begun is never touched, but the one in hand is
/// among them in any case.
pub fn reached(
    store: &Store,
    this: &Appointment,
    extent: Extent,
    now: NaiveDateTime,
) -> Result<Vec<Appointment>> {
    let members = match this.series_id {
        Some(series_id) if extent != Extent::This => store.series_members(series_id)?,
        _ => Vec::new(),
    };
    let here = (this.day, this.start_min);
    let to_come = |each: &Appointment| {
        let at = (each.day, each.start_min);
        each.status.is_expected()
            && at >= (now.date(), minute_of(now))
            && (extent == Extent::All || at > here)
    };
    let mut reached = vec![this.clone()];
    let others = members.into_iter().filter(|each| each.id != this.id);
    reached.extend(others.filter(to_come));
    reached.sort_by_key(|each| (each.day, each.start_min));
    Ok(reached)
}

/// What a change of one appointment would do to others of its series, a line each in the order of time. `None` for a
/// change that nothing in the book can stand against.
pub fn changed(
    store: &Store,
    this: &Appointment,
    edit: &AppointmentEdit,
    reached: &[Appointment],
    now: NaiveDateTime,
) -> Result<Option<Vec<Line>>> {
    let list = PriceList::read(store, Some(this.dog_id))?;
    let mut asked = Vec::new();
    for each in reached {
        let work = booked_work(store, each)?;
        let mut need = work.map_or_else(|| Need::minutes(each.span().minutes()), |work| work.need);
        let (wished, beyond) = match edit {
            AppointmentEdit::Move(to) => (
                moved(this, to, each),
                each.id == this.id && !to.over_reason.is_empty(),
            ),
            AppointmentEdit::Resize { minutes, .. } => {
                need.minutes = *minutes;
                (here(each), !each.over_reason.is_empty())
            }
            AppointmentEdit::Change(change) => {
                need.minutes = change.minutes;
                need.services = list
                    .services()
                    .iter()
                    .filter(|service| {
                        service.id == change.service_id
                            || change.add_ons.iter().any(|each| each.service_id == service.id)
                    })
                    .map(|service| (service.id, service.name.clone()))
                    .collect();
                (here(each), !each.over_reason.is_empty())
            }
            _ => return Ok(None),
        };
        asked.push(Asked {
            wished,
            task: Task {
                dog: each.dog_id,
                need,
                lead: each.start_min - each.arrives_min(),
                booked_for: Some(each.day),
            },
            work: None,
            old: Some(each.clone()),
            beyond,
        });
    }
    let mut lines = plan(store, asked, now)?;
    if matches!(edit, AppointmentEdit::Resize { .. } | AppointmentEdit::Change(_)) {
        // It stays in its place: another time is another change.
        for line in &mut lines {
            line.ways.retain(|way| way.words.is_empty());
            line.chosen = (!line.ways.is_empty()).then_some(0);
        }
    }
    Ok(Some(lines))
}

const fn here(each: &Appointment) -> Spot {
    Spot {
        day: each.day,
        groomer: each.groomer_id,
        start: each.start_min,
    }
}

/// Where an appointment goes when it makes the same step as the one in hand.
fn moved(this: &Appointment, to: &Place, each: &Appointment) -> Spot {
    let groomer = if to.groomer_id == this.groomer_id {
        each.groomer_id
    } else {
        to.groomer_id
    };
    Spot {
        day: shifted(each.day, (to.day - this.day).num_days()),
        groomer,
        start: each.start_min + to.start_min - this.start_min,
    }
}

fn shifted(day: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let shifted = if days < 0 {
        day.checked_sub_days(by)
    } else {
        day.checked_add_days(by)
    };
    shifted.unwrap_or(day)
}

/// The one edit that changes all appointments that the lines do not leave out; without lines, all that are reached.
/// `None` where nothing is left to change.
#[must_use]
pub fn whole_edit(
    dog: &str,
    edit: &AppointmentEdit,
    reached: &[Appointment],
    lines: Option<&[Line]>,
) -> Option<Edit> {
    let each: Vec<AppointmentEdit> = match (edit, lines) {
        (AppointmentEdit::Move(to), Some(lines)) => {
            let places = lines.iter().filter_map(|line| place(line, to));
            let places: Vec<Place> = places.collect();
            let count = places.len();
            let all = (count > 0).then(|| Edit::Together {
                label: format!("Moved {} of {dog}", appointments(count)),
                edits: vec![Edit::Appointment(AppointmentEdit::MoveAll(places))],
            });
            return all;
        }
        (AppointmentEdit::Resize { minutes, .. }, Some(lines)) => lines
            .iter()
            .filter(|line| line.chosen.is_some())
            .filter_map(|line| line.old.as_ref())
            .map(|old| AppointmentEdit::Resize {
                id: old.id,
                rev: old.rev,
                minutes: *minutes,
            })
            .collect(),
        (AppointmentEdit::Change(change), Some(lines)) => lines
            .iter()
            .filter(|line| line.chosen.is_some())
            .filter_map(|line| line.old.as_ref())
            .map(|old| AppointmentEdit::Change(also(change, old)))
            .collect(),
        (AppointmentEdit::Cancel { reason, .. }, _) => reached
            .iter()
            .map(|old| AppointmentEdit::Cancel {
                id: old.id,
                rev: old.rev,
                reason: reason.clone(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let done = match edit {
        AppointmentEdit::Cancel { .. } => "Cancelled",
        AppointmentEdit::Change(_) => "Changed the work of",
        _ => "Changed the length of",
    };
    (!each.is_empty()).then(|| Edit::Together {
        label: format!("{done} {} of {dog}", appointments(each.len())),
        edits: each.into_iter().map(Edit::Appointment).collect(),
    })
}

/// The same work for another appointment; what is noted of that one stays.
fn also(change: &Change, old: &Appointment) -> Change {
    if old.id == change.id {
        return change.clone();
    }
    let add_ons = change.add_ons.iter();
    Change {
        id: old.id,
        rev: old.rev,
        add_ons: add_ons
            .map(|each| AddOn {
                id: AddOnId::new(),
                ..each.clone()
            })
            .collect(),
        note: old.note.clone(),
        ..change.clone()
    }
}

fn place(line: &Line, to: &Place) -> Option<Place> {
    let (way, old) = (line.way()?, line.old.as_ref()?);
    let place = Place::within_rules(old, way.offer.day, &way.offer.slot);
    Some(if old.id == to.id {
        Place {
            over_reason: to.over_reason.clone(),
            ..place
        }
    } else {
        place
    })
}

fn appointments(count: usize) -> String {
    if count == 1 {
        "1 appointment".to_owned()
    } else {
        format!("{count} appointments")
    }
}
