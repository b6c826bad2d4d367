//! What a booking of several dogs asks for at the moment, and what else can be done with it.

use std::str::FromStr;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Together;
use super::draft::ids;
use crate::booking::together::{
    InsistedAll, OfferForAll, WantedForAll, book_all_anyway, insisted_all, move_all_anyway, offers_for_all,
    reasons_for_all, why_not_all,
};
use crate::domain::clock::{hhmm, short_day};
use crate::domain::expert::Wish;
use crate::domain::household::{Arrangement, names_of};
use crate::domain::id::{AppointmentId, DogId, GroomerId, VisitId};
use crate::domain::phrase::{DayWish, TimeWish};
use crate::domain::schedule::{Slot, Span};
use crate::store::{Edit, Result};
use crate::tui::component::{Cx, Effect, Reason};
use crate::tui::popups::book::Anyway;
use crate::tui::popups::book::insist::{Insist, Judged};
use crate::tui::popups::book::more::waiting_words;
use crate::tui::popups::choices::{Choices, Row};
use crate::tui::popups::come_along::ComeAlong;
use crate::tui::popups::told::Told;
use crate::tui::popups::wait::WaitForm;

/// Everything more that can be done, in the order of the numbers: the same as for one dog.
const ROWS: &[Row<AskedForAll>] = &[
    Row {
        words: "why not at that time?",
        not_now: needs_a_wish,
        open: tell_why_not,
    },
    Row {
        words: "anyway, with a reason: beyond the rules of the salon",
        not_now: needs_a_place,
        open: anyway,
    },
    Row {
        words: "the same every so many weeks",
        not_now: dog_by_dog,
        open: |_, _| Ok(Effect::None),
    },
    Row {
        words: "put them on the waiting list, each dog",
        not_now: is_booked,
        open: put_on_the_list,
    },
    Row {
        words: "which dogs of the client come",
        not_now: is_moved,
        open: which_dogs,
    },
];

/// Everything that was chosen for several dogs, for what else can be done with them.
#[derive(Clone)]
pub(in crate::tui) struct AskedForAll {
    wanted: WantedForAll,
    /// What was wished, as it was typed.
    line: String,
    /// The same as it was understood.
    wish: Wish,
    /// The time that is selected, when any fits.
    offer: Option<OfferForAll>,
    visit: VisitId,
    ids: Vec<AppointmentId>,
}

impl AskedForAll {
    /// What was asked for in a pop-up that is open no more; `None` when nobody is left of it.
    pub fn earlier(fields: &Value, cx: &Cx) -> Result<Option<Self>> {
        let line = fields.get("line").and_then(Value::as_str).unwrap_or_default();
        let mut together = Together::of(ids::<DogId>(fields, "dogs"), line);
        let moving: Vec<AppointmentId> = ids(fields, "moving");
        if let Some(first) = moving.first() {
            let Some(visit) = crate::tui::reopen::visit_of(*first, cx)? else {
                return Ok(None);
            };
            together.asked_for = Some(Box::new(visit));
            together.moving = moving;
        } else {
            together.ids = ids(fields, "ids");
        }
        together.look(cx)?;
        let mut asked = together.asked(cx);
        if asked.wanted.dogs.is_empty() {
            return Ok(None);
        }
        asked.offer = asked.place_in(fields);
        Ok(Some(asked))
    }

    /// The places that a draft names.
    fn place_in(&self, fields: &Value) -> Option<OfferForAll> {
        let day = NaiveDate::from_str(fields.get("day")?.as_str()?).ok()?;
        let starts = fields.get("starts")?.as_array()?.iter().filter_map(Value::as_i64);
        let groomers: Vec<GroomerId> = ids(fields, "groomers");
        let works: Vec<_> = self.wanted.dogs.iter().map(|dog| dog.work.clone()).collect();
        let slots: Vec<Slot> = starts
            .zip(groomers)
            .zip(&works)
            .map(|((start, groomer_id), work)| Slot {
                groomer_id,
                // The book picks the lane when it is saved.
                lane: 1,
                span: Span::of(start, work.minutes),
            })
            .collect();
        let first = slots.iter().map(|slot| slot.span.start).min()?;
        let stays = works.iter().map(|work| work.stay_minutes);
        let place = Arrangement::of(slots, stays, first);
        (place.slots.len() == works.len()).then_some(OfferForAll { day, place, works })
    }

    fn name(&self) -> String {
        let dogs = self.wanted.dogs.iter().map(|each| &each.dog);
        let names: Vec<(&str, &str)> = dogs
            .map(|dog| (dog.first_name.as_str(), dog.last_name.as_str()))
            .collect();
        names_of(&names)
    }

    fn is_moving(&self) -> bool {
        self.wanted.dogs.iter().any(|dog| dog.moving.is_some())
    }

    fn is_exact(&self) -> bool {
        matches!(self.wanted.time, Some(TimeWish::At(_)))
    }
}

impl Together {
    /// What is chosen now.
    pub(super) fn asked(&self, cx: &Cx) -> AskedForAll {
        AskedForAll {
            wanted: self.wanted(cx),
            line: self.choosing.wish.text().to_owned(),
            wish: self.choosing.understood.clone(),
            offer: self.offer().cloned(),
            visit: self.visit,
            ids: self.ids.clone(),
        }
    }
}

/// Offers what else can be done with several dogs.
pub(super) fn more(asked: AskedForAll) -> Choices<AskedForAll> {
    Choices::new(format!("What else for {}?", asked.name()), asked, ROWS)
}

fn not_understood(asked: &AskedForAll) -> Option<Reason> {
    let first = asked.wish.problems.first();
    first.map(|problem| Reason::Owned(problem.sentence.clone()))
}

fn needs_a_wish(asked: &AskedForAll) -> Option<Reason> {
    let wished = asked.wanted.day.is_some() || asked.wanted.time.is_some();
    not_understood(asked).or((!wished).then_some(Reason::Borrowed(
        "type the day or time asked for as a wish first, such as fri 14 ana",
    )))
}

fn needs_a_place(asked: &AskedForAll) -> Option<Reason> {
    let nowhere = !asked.is_exact() && asked.offer.is_none();
    not_understood(asked).or(nowhere.then_some(Reason::Borrowed(
        "type the exact day and time as a wish first, such as fri 14 ana",
    )))
}

#[allow(clippy::unnecessary_wraps)] // the rows are of one kind
fn dog_by_dog(_asked: &AskedForAll) -> Option<Reason> {
    Some(Reason::Borrowed(
        "a series is made dog by dog: book them, then 0 on Today for each",
    ))
}

fn is_booked(asked: &AskedForAll) -> Option<Reason> {
    asked.is_moving().then_some(Reason::Borrowed(
        "they are booked already; Space takes one dog, and 0 there waits for a sooner time",
    ))
}

fn is_moved(asked: &AskedForAll) -> Option<Reason> {
    asked.is_moving().then_some(Reason::Borrowed(
        "these are the dogs of the visit; Space moves only one of them",
    ))
}

#[allow(clippy::unnecessary_wraps)] // the rows are of one kind, and some of them read the file
fn which_dogs(asked: &AskedForAll, _cx: &Cx) -> Result<Effect> {
    let dogs: Vec<DogId> = asked.wanted.dogs.iter().map(|dog| dog.dog.id).collect();
    let client = asked.wanted.dogs.iter().find_map(|dog| dog.dog.client_id);
    Ok(client.map_or(Effect::None, |client| {
        Effect::Replace(Box::new(ComeAlong::of(client, dogs)))
    }))
}

/// Every reason why the time asked for is refused, dog by dog.
fn tell_why_not(asked: &AskedForAll, cx: &Cx) -> Result<Effect> {
    let wanted = &asked.wanted;
    let day = match (wanted.day, wanted.time) {
        (Some(DayWish::Weekday(first)), _) => Some(DayWish::On(first)),
        // A time alone is one of today.
        (None, Some(TimeWish::At(_))) => Some(DayWish::On(cx.now.date())),
        (said, _) => said,
    };
    let exact = WantedForAll {
        day,
        ..wanted.clone()
    };
    if exact.is_met_by(&offers_for_all(cx.store, &exact, 1)?) {
        return Ok(Effect::Say(
            "nothing is against that time: it is in the list".to_owned(),
        ));
    }
    let mut reasons = reasons_for_all(cx.store, &exact)?;
    let today = cx.now.date();
    let why = why_not_all(cx.store, &exact)?;
    if let Some(offer) = why.instead.get(why.nearest) {
        let (day, start) = (short_day(offer.day, today), hhmm(offer.place.drop_off_min));
        reasons.push(format!("nearest: {day} {start}"));
    }
    Ok(Effect::Replace(Box::new(Told::each("Why not?", reasons))))
}

#[allow(clippy::unnecessary_wraps)] // the rows are of one kind, and some of them read the file
fn anyway(asked: &AskedForAll, _cx: &Cx) -> Result<Effect> {
    Ok(Effect::Replace(Box::new(asked_anyway(asked.clone()))))
}

/// Asks why they are booked, or moved, although something stands against it.
pub(in crate::tui) fn asked_anyway(asked: AskedForAll) -> Anyway {
    Anyway::of(All { asked, place: None })
}

fn put_on_the_list(asked: &AskedForAll, cx: &Cx) -> Result<Effect> {
    let dogs: Vec<DogId> = asked.wanted.dogs.iter().map(|dog| dog.dog.id).collect();
    let form = WaitForm::for_dogs(&dogs, &waiting_words(&asked.line, &asked.wish, cx)?);
    Ok(form.map_or(Effect::None, |form| Effect::Replace(Box::new(form))))
}

/// Several dogs that somebody insists on.
struct All {
    asked: AskedForAll,
    place: Option<InsistedAll>,
}

impl Insist for All {
    fn name(&self) -> String {
        self.asked.name()
    }

    fn is_moving(&self) -> bool {
        self.asked.is_moving()
    }

    fn form(&self) -> String {
        let moved = self.asked.wanted.dogs.iter().find_map(|dog| dog.moving.as_ref());
        let first = moved.map(|moved| moved.id).or(self.asked.ids.first().copied());
        format!(
            "anyway:all:{}",
            first.map_or_else(String::new, |id| id.to_string())
        )
    }

    fn fields(&self) -> Value {
        let dogs = || self.asked.wanted.dogs.iter();
        let moving: Vec<_> = dogs().filter_map(|dog| Some(dog.moving.as_ref()?.id)).collect();
        let slots = self.place.iter().flat_map(|place| &place.offer.place.slots);
        let places: Vec<_> = slots.map(|slot| (slot.span.start, slot.groomer_id)).collect();
        json!({
            "id": self.asked.ids.first().filter(|_| moving.is_empty()),
            "ids": self.asked.ids,
            "dogs": dogs().map(|dog| dog.dog.id).collect::<Vec<_>>(),
            "moving": moving,
            "line": self.asked.line,
            "day": self.place.as_ref().map(|place| place.offer.day.to_string()),
            "starts": places.iter().map(|(start, _)| start).collect::<Vec<_>>(),
            "groomers": places.iter().map(|(_, groomer)| groomer).collect::<Vec<_>>(),
        })
    }

    fn judge(&mut self, cx: &Cx) -> Result<Option<Judged>> {
        self.place = insisted_all(cx.store, &self.asked.wanted, self.asked.offer.as_ref())?;
        let Some(place) = &self.place else { return Ok(None) };
        let groomers = cx.store.groomers()?;
        let dogs = self.asked.wanted.dogs.iter().zip(&place.offer.place.slots);
        let places = dogs.zip(&place.offer.works).map(|((dog, slot), work)| {
            let groomer = groomers.iter().find(|groomer| groomer.id == slot.groomer_id);
            format!(
                "{} {}-{} {} with {}, {}",
                short_day(place.offer.day, cx.now.date()),
                hhmm(slot.span.start),
                hhmm(slot.span.end),
                dog.dog.first_name,
                groomer.map_or("", |groomer| groomer.name.as_str()),
                work.service
            )
        });
        let against = self.asked.wanted.dogs.iter().zip(&place.against);
        let against = against.flat_map(|(dog, against)| {
            let name = &dog.dog.first_name;
            against.iter().map(move |why| format!("{name}: {why}"))
        });
        Ok(Some(Judged {
            places: places.collect(),
            never: place.never.clone(),
            against: against.collect(),
        }))
    }

    fn edit(&self, reason: &str) -> Option<Edit> {
        let place = self.place.as_ref()?;
        let asked = &self.asked;
        let (dogs, today) = (&asked.wanted.dogs, asked.wanted.now.date());
        Some(if asked.is_moving() {
            move_all_anyway(dogs, place, today, reason)
        } else {
            book_all_anyway(dogs, place, asked.visit, &asked.ids, today, reason)
        })
    }
}
