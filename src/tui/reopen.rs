//! From a draft in the file to the form it was typed in.

use std::str::FromStr;

use chrono::NaiveDate;
use serde_json::Value;

use super::component::{Component, Cx};
use super::forms::client::ClientForm;
use super::forms::closing::ClosingForm;
use super::forms::dog::{DogForm, NewDogForm};
use super::forms::drop_off::DropOffForm;
use super::forms::first_client::FirstClientForm;
use super::forms::groomer::GroomerForm;
use super::forms::new_prices::NewPricesForm;
use super::forms::own_hours::OwnHoursForm;
use super::forms::own_rate::OwnRateForm;
use super::forms::rate::RateForm;
use super::forms::salon::SalonForm;
use super::forms::service::ServiceForm;
use super::forms::time_off::TimeOffForm;
use super::forms::vaccination::VaccinationForm;
use super::forms::vaccine::VaccineForm;
use super::forms::visit_record::VisitRecordForm;
use super::forms::work::WorkForm;
use super::popups::away::Away;
use super::popups::book::{Anyway, Asked, Book};
use super::popups::series::Begin;
use super::popups::skills::Skills;
use super::popups::together::Together;
use super::popups::together::asked::{AskedForAll, asked_anyway};
use super::popups::wait::WaitForm;
use crate::domain::draft::Draft;
use crate::domain::id::{
    AppointmentId, ClientId, ClosingId, DogId, DropOffId, GroomerId, ServiceId, TimeOffId, VaccinationId,
    VaccineId, WaitId,
};
use crate::store::{Result, Visit};

/// What becomes of a draft that somebody goes on with.
pub enum Reopened {
    /// Its form, to be told what was typed.
    Form(Box<dyn Component>),
    /// It was saved; only its desk did not live to note that.
    Saved,
    /// What it was about is gone, or it was written by a program that knew other forms.
    Gone,
}

/// How a kind of form opens again: by what stands behind its name and by what was typed in it.
type Way = fn(&str, &Value, &Cx) -> Result<Reopened>;

/// Every form and pop-up one types in, by the name before the colon of [`Component::keeps`].
const WAYS: &[(&str, Way)] = &[
    ("book", |_, fields, cx| {
        Ok(unless(is_booked(fields, cx)?, || shown(Book::any())))
    }),
    ("again", again),
    ("together", together),
    ("move", |id, _, cx| {
        Ok(visit(id, cx)?.map_or(Reopened::Gone, |visit| shown(Book::moving(&visit))))
    }),
    ("anyway", anyway),
    ("series", series),
    ("longer", longer),
    ("wait", wait),
    ("away", |id, _, _| Ok(known::<GroomerId, _>(id, Away::of))),
    ("work", |id, _, _| Ok(known::<AppointmentId, _>(id, WorkForm::of))),
    ("record", |id, _, _| {
        Ok(known::<AppointmentId, _>(id, VisitRecordForm::of))
    }),
    ("dog", dog),
    ("client", client),
    ("vaccination", vaccination),
    ("vaccine", vaccine),
    ("own", |about, _, _| Ok(known_form(OwnRateForm::again(about)))),
    ("groomer", groomer),
    ("skills", |id, _, _| Ok(known::<GroomerId, _>(id, Skills::of))),
    ("time_off", time_off),
    ("own_hours", own_hours),
    ("service", service),
    ("rate", |about, _, _| Ok(known_form(RateForm::again(about)))),
    ("prices", |id, _, _| {
        Ok(known::<ServiceId, _>(id, NewPricesForm::of))
    }),
    ("salon", |_, _, _| Ok(shown(SalonForm::of_salon()))),
    ("closing", closing),
    ("drop_off", |about, fields, _| {
        Ok(match about {
            "new" => shown(DropOffForm::new_limit()),
            _ => shown(DropOffForm::of(limit_ids(fields))),
        })
    }),
];

/// Opens the form of a draft, empty.
pub fn reopen(draft: &Draft, cx: &Cx) -> Result<Reopened> {
    // Words that are no JSON can only come from a foreign hand; then the names of the forms still tell.
    let fields: Value = serde_json::from_str(&draft.fields).unwrap_or_default();
    let (form, about) = draft.form.split_once(':').unwrap_or((&draft.form, ""));
    match WAYS.iter().find(|(name, _)| *name == form) {
        Some((_, way)) => way(about, &fields, cx),
        None => Ok(Reopened::Gone),
    }
}

/// The form of a new row, unless the row was saved.
fn unless(is_saved: bool, form: impl FnOnce() -> Reopened) -> Reopened {
    if is_saved { Reopened::Saved } else { form() }
}

/// Whether the appointment that a booking would have made is in the book.
fn is_booked(fields: &Value, cx: &Cx) -> Result<bool> {
    match id_in::<AppointmentId>(fields, "id") {
        Some(id) => Ok(cx.store.appointment(id)?.is_some()),
        None => Ok(false),
    }
}

fn again(last: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    if is_booked(fields, cx)? {
        return Ok(Reopened::Saved);
    }
    let Ok(last) = last.parse() else {
        return Ok(Reopened::Gone);
    };
    let last = cx.store.appointment(last)?;
    Ok(last.map_or(Reopened::Gone, |last| shown(Book::again(&last))))
}

fn together(_about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    let Some((together, first)) = Together::in_draft(fields) else {
        return Ok(Reopened::Gone);
    };
    let is_saved = cx.store.appointment(first)?.is_some();
    Ok(unless(is_saved, || shown(together)))
}

fn anyway(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    let moves = id_in::<AppointmentId>(fields, "moving").is_some();
    if !moves && is_booked(fields, cx)? {
        return Ok(Reopened::Saved);
    }
    if about.starts_with("all:") {
        let asked = AskedForAll::earlier(fields, cx)?;
        return Ok(asked.map_or(Reopened::Gone, |asked| shown(asked_anyway(asked))));
    }
    let asked = Asked::earlier(fields, cx)?;
    Ok(asked.map_or(Reopened::Gone, |asked| shown(Anyway::with(asked))))
}

fn series(id: &str, _fields: &Value, cx: &Cx) -> Result<Reopened> {
    Ok(match visit(id, cx)? {
        Some(visit) => unless(visit.appointment.series_id.is_some(), || {
            shown(Begin::after(&visit))
        }),
        None => Reopened::Gone,
    })
}

fn dog(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    if about.starts_with("new") {
        let is_saved = is_there(fields, |id: DogId| Ok(cx.store.dog(id)?.is_some()))?;
        return Ok(unless(is_saved, || shown(NewDogForm::named("", None, None))));
    }
    let Some(id) = about.strip_prefix("client:") else {
        return Ok(known::<DogId, _>(about, DogForm::of));
    };
    let dog = match id.parse::<DogId>() {
        Ok(id) => cx.store.dog(id)?,
        Err(_) => None,
    };
    Ok(dog.map_or(Reopened::Gone, |dog| {
        unless(dog.client_id.is_some(), || shown(FirstClientForm::of(dog.id, "")))
    }))
}

fn client(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    if about != "new" {
        return Ok(known::<ClientId, _>(about, ClientForm::of));
    }
    let is_saved = is_there(fields, |id: ClientId| Ok(cx.store.client(id)?.is_some()))?;
    Ok(unless(is_saved, || shown(ClientForm::new_client())))
}

fn groomer(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    if about != "new" {
        return Ok(known::<GroomerId, _>(about, GroomerForm::again));
    }
    let is_saved = is_there(fields, |id: GroomerId| {
        Ok(cx.store.groomers()?.iter().any(|groomer| groomer.id == id))
    })?;
    Ok(unless(is_saved, || {
        shown(GroomerForm::new_groomer(GroomerId::new()))
    }))
}

fn service(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    if about != "new" {
        return Ok(known::<ServiceId, _>(about, ServiceForm::again));
    }
    let is_saved = is_there(fields, |id: ServiceId| {
        Ok(cx.store.services()?.iter().any(|service| service.id == id))
    })?;
    Ok(unless(is_saved, || {
        shown(ServiceForm::new_service(ServiceId::new()))
    }))
}

fn time_off(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    let Some(groomer) = about.strip_prefix("new:") else {
        return Ok(known::<TimeOffId, _>(about, TimeOffForm::of));
    };
    let is_saved = is_there(fields, |id: TimeOffId| Ok(cx.store.time_off(id)?.is_some()))?;
    Ok(unless(is_saved, || {
        known::<GroomerId, _>(groomer, TimeOffForm::new_for)
    }))
}

fn closing(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    if about != "new" {
        return Ok(known::<ClosingId, _>(about, ClosingForm::of));
    }
    let is_saved = is_there(fields, |id: ClosingId| Ok(cx.store.closing(id)?.is_some()))?;
    Ok(unless(is_saved, || {
        shown(ClosingForm::new_closing(ClosingId::new()))
    }))
}

/// `<dog>:new`, or `<dog>:<vaccination>`.
fn vaccination(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    let (dog, id) = about.split_once(':').unwrap_or((about, ""));
    let Ok(dog) = dog.parse::<DogId>() else {
        return Ok(Reopened::Gone);
    };
    if id != "new" {
        return Ok(known::<VaccinationId, _>(id, |id| VaccinationForm::of(dog, id)));
    }
    let is_saved = is_there(fields, |id: VaccinationId| {
        Ok(cx.store.vaccinated(dog)?.had.iter().any(|had| had.id == id))
    })?;
    Ok(unless(is_saved, || shown(VaccinationForm::new_of(dog))))
}

fn vaccine(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    if about != "new" {
        return Ok(known::<VaccineId, _>(about, VaccineForm::of));
    }
    let is_saved = is_there(fields, |id: VaccineId| {
        Ok(cx.store.vaccines()?.iter().any(|vaccine| vaccine.id == id))
    })?;
    Ok(unless(is_saved, || shown(VaccineForm::new_vaccine())))
}

/// Whether the row that a form of a new one would have made is in the book.
fn is_there<Id: FromStr>(fields: &Value, in_book: impl FnOnce(Id) -> Result<bool>) -> Result<bool> {
    // A card keeps the id of its row beside its fields.
    match fields.get("with").and_then(|with| id_in(with, "id")) {
        Some(id) => in_book(id),
        None => Ok(false),
    }
}

/// A wish for the waiting list.
fn wait(about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    if let Ok(id) = about.parse::<WaitId>() {
        return Ok(shown(WaitForm::change(id)));
    }
    if let Some(id) = id_in::<WaitId>(fields, "id")
        && cx.store.wait(id)?.is_some()
    {
        return Ok(Reopened::Saved);
    }
    Ok(match about.split_once(':') {
        Some(("dog" | "dogs", id)) => known::<DogId, _>(id, |id| WaitForm::for_dog(id, "")),
        Some(("sooner", id)) => known::<AppointmentId, _>(id, |id| WaitForm::sooner(id, "")),
        _ => shown(WaitForm::new_wait()),
    })
}

/// More of a series, unless it became longer since.
fn longer(id: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    let Some(visit) = visit(id, cx)? else {
        return Ok(Reopened::Gone);
    };
    let members = match visit.appointment.series_id {
        Some(id) => cx.store.series_members(id)?,
        None => Vec::new(),
    };
    let last = members.iter().rfind(|member| member.status.holds_time());
    let is_longer = last.map(|last| last.id) != id_in::<AppointmentId>(fields, "last");
    Ok(unless(is_longer, || shown(Begin::after(&visit))))
}

fn shown(form: impl Component + 'static) -> Reopened {
    Reopened::Form(Box::new(form))
}

fn known<Id: FromStr, Form: Component + 'static>(id: &str, form: impl FnOnce(Id) -> Form) -> Reopened {
    id.parse()
        .map_or_else(|_no_id| Reopened::Gone, |id| shown(form(id)))
}

fn known_form(form: Option<impl Component + 'static>) -> Reopened {
    form.map_or(Reopened::Gone, shown)
}

/// The id that stands in a field of a draft.
pub(super) fn id_in<Id: FromStr>(fields: &Value, name: &str) -> Option<Id> {
    fields.get(name)?.as_str()?.parse().ok()
}

/// `new:<groomer>`, or `<day>:<groomer>`.
#[allow(clippy::unnecessary_wraps)] // the ways are of one kind, and most of them read the file
fn own_hours(about: &str, _fields: &Value, _cx: &Cx) -> Result<Reopened> {
    let (day, groomer) = about.split_once(':').unwrap_or((about, ""));
    if day == "new" {
        return Ok(known::<GroomerId, _>(groomer, OwnHoursForm::new_for));
    }
    Ok(match (day.parse::<NaiveDate>(), groomer.parse::<GroomerId>()) {
        (Ok(day), Ok(groomer)) => shown(OwnHoursForm::of(groomer, day)),
        _ => Reopened::Gone,
    })
}

/// The rows of a limit for drop-offs.
fn limit_ids(fields: &Value) -> Vec<DropOffId> {
    let ids = fields
        .get("with")
        .and_then(|with| with.get("ids"))
        .and_then(Value::as_array);
    ids.into_iter()
        .flatten()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect()
}

fn visit(id: &str, cx: &Cx) -> Result<Option<Visit>> {
    match id.parse() {
        Ok(id) => visit_of(id, cx),
        Err(_) => Ok(None),
    }
}

/// An appointment as its day shows it.
pub(super) fn visit_of(id: AppointmentId, cx: &Cx) -> Result<Option<Visit>> {
    let Some(appointment) = cx.store.appointment(id)? else {
        return Ok(None);
    };
    let visits = cx.store.visits(appointment.day)?;
    Ok(visits.into_iter().find(|visit| visit.appointment.id == id))
}
