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

/// Opens the form of a draft, empty.
#[allow(clippy::too_many_lines)] // an arm for each form
pub fn reopen(draft: &Draft, cx: &Cx) -> Result<Reopened> {
    // Words that are no JSON can only come from a foreign hand; then the names of the forms still tell.
    let fields: Value = serde_json::from_str(&draft.fields).unwrap_or_default();
    let (form, about) = draft.form.split_once(':').unwrap_or((&draft.form, ""));
    Ok(match (form, about) {
        ("book", _) => match id_in::<AppointmentId>(&fields, "id") {
            Some(id) if cx.store.appointment(id)?.is_some() => Reopened::Saved,
            _ => shown(Book::any()),
        },
        ("together", _) => match Together::in_draft(&fields) {
            Some((_, first)) if cx.store.appointment(first)?.is_some() => Reopened::Saved,
            Some((together, _)) => shown(together),
            None => Reopened::Gone,
        },
        ("again", last) => match id_in::<AppointmentId>(&fields, "id") {
            Some(id) if cx.store.appointment(id)?.is_some() => Reopened::Saved,
            _ => match last.parse() {
                Ok(last) => match cx.store.appointment(last)? {
                    Some(last) => shown(Book::again(&last)),
                    None => Reopened::Gone,
                },
                Err(_) => Reopened::Gone,
            },
        },
        ("wait", about) => wait(about, &fields, cx)?,
        ("series", id) => match visit(id, cx)? {
            Some(visit) if visit.appointment.series_id.is_some() => Reopened::Saved,
            Some(visit) => shown(Begin::after(&visit)),
            None => Reopened::Gone,
        },
        ("longer", id) => match visit(id, cx)? {
            Some(visit) => longer(&visit, &fields, cx)?,
            None => Reopened::Gone,
        },
        ("away", id) => known::<GroomerId, _>(id, Away::of),
        ("move", id) => match visit(id, cx)? {
            Some(visit) => shown(Book::moving(&visit)),
            None => Reopened::Gone,
        },
        ("work", id) => known::<AppointmentId, _>(id, WorkForm::of),
        ("anyway", _) => match id_in::<AppointmentId>(&fields, "id") {
            Some(id)
                if id_in::<AppointmentId>(&fields, "moving").is_none()
                    && cx.store.appointment(id)?.is_some() =>
            {
                Reopened::Saved
            }
            _ if about.starts_with("all:") => match AskedForAll::earlier(&fields, cx)? {
                Some(asked) => shown(asked_anyway(asked)),
                None => Reopened::Gone,
            },
            _ => match Asked::earlier(&fields, cx)? {
                Some(asked) => shown(Anyway::with(asked)),
                None => Reopened::Gone,
            },
        },
        ("dog", about) if about.starts_with("new") => match id_in::<DogId>(&fields, "id") {
            Some(id) if cx.store.dog(id)?.is_some() => Reopened::Saved,
            _ => shown(NewDogForm::named("", None, None)),
        },
        ("dog", about) => match about.strip_prefix("client:") {
            Some(id) => known::<DogId, _>(id, |id| FirstClientForm::of(id, "")),
            None => known::<DogId, _>(about, DogForm::of),
        },
        ("client", "new") => match id_in::<ClientId>(&fields, "id") {
            Some(id) if cx.store.client(id)?.is_some() => Reopened::Saved,
            _ => shown(ClientForm::new_client()),
        },
        ("client", id) => known::<ClientId, _>(id, ClientForm::of),
        ("groomer", "new") => {
            let id = id_in::<GroomerId>(&fields, "id");
            let groomers = cx.store.groomers()?;
            if groomers.iter().any(|groomer| Some(groomer.id) == id) {
                Reopened::Saved
            } else {
                shown(GroomerForm::new_groomer())
            }
        }
        ("groomer", id) => known::<GroomerId, _>(id, GroomerForm::again),
        ("rate", about) => known_form(RateForm::again(about)),
        ("own", about) => known_form(OwnRateForm::again(about)),
        ("prices", id) => known::<ServiceId, _>(id, NewPricesForm::of),
        ("service", "new") => {
            let id = id_in::<ServiceId>(&fields, "id");
            let services = cx.store.services()?;
            if services.iter().any(|service| Some(service.id) == id) {
                Reopened::Saved
            } else {
                shown(ServiceForm::new_service())
            }
        }
        ("salon", _) => shown(SalonForm::of_salon()),
        ("skills", id) => known::<GroomerId, _>(id, Skills::of),
        ("time_off", about) => match about.strip_prefix("new:") {
            Some(groomer) => match new_id::<TimeOffId>(&fields) {
                Some(id) if cx.store.time_off(id)?.is_some() => Reopened::Saved,
                _ => known::<GroomerId, _>(groomer, TimeOffForm::new_for),
            },
            None => known::<TimeOffId, _>(about, TimeOffForm::of),
        },
        ("own_hours", about) => own_hours(about),
        ("closing", "new") => match new_id::<ClosingId>(&fields) {
            Some(id) if cx.store.closing(id)?.is_some() => Reopened::Saved,
            _ => shown(ClosingForm::new_closing()),
        },
        ("closing", id) => known::<ClosingId, _>(id, ClosingForm::of),
        ("drop_off", "new") => shown(DropOffForm::new_limit()),
        ("drop_off", _) => shown(DropOffForm::of(limit_ids(&fields))),
        ("record", id) => known::<AppointmentId, _>(id, VisitRecordForm::of),
        ("vaccination" | "vaccine", _) => about_vaccines(form, about, &fields, cx)?,
        ("service", id) => known::<ServiceId, _>(id, ServiceForm::again),
        _ => Reopened::Gone,
    })
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
fn longer(visit: &Visit, fields: &Value, cx: &Cx) -> Result<Reopened> {
    let members = match visit.appointment.series_id {
        Some(id) => cx.store.series_members(id)?,
        None => Vec::new(),
    };
    let last = members.iter().rfind(|member| member.status.holds_time());
    let same = last.map(|last| last.id) == id_in::<AppointmentId>(fields, "last");
    Ok(if same {
        shown(Begin::after(visit))
    } else {
        Reopened::Saved
    })
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

/// A vaccination of a dog, or a vaccine of the list.
fn about_vaccines(form: &str, about: &str, fields: &Value, cx: &Cx) -> Result<Reopened> {
    Ok(match (form, about.split_once(':')) {
        ("vaccination", Some((dog, "new"))) => {
            known_vaccination(dog, id_in::<VaccinationId>(fields, "id"), cx)?
        }
        ("vaccination", Some((dog, id))) => match (dog.parse(), id.parse()) {
            (Ok(dog), Ok(id)) => shown(VaccinationForm::of(dog, id)),
            _ => Reopened::Gone,
        },
        ("vaccine", None) if about == "new" => {
            let id = id_in::<VaccineId>(fields, "id");
            if cx.store.vaccines()?.iter().any(|vaccine| Some(vaccine.id) == id) {
                Reopened::Saved
            } else {
                shown(VaccineForm::new_vaccine())
            }
        }
        ("vaccine", None) => known::<VaccineId, _>(about, VaccineForm::of),
        _ => Reopened::Gone,
    })
}

/// A new vaccination, unless it was saved.
fn known_vaccination(dog: &str, id: Option<VaccinationId>, cx: &Cx) -> Result<Reopened> {
    let Ok(dog) = dog.parse::<DogId>() else {
        return Ok(Reopened::Gone);
    };
    let had = cx.store.vaccinated(dog)?.had;
    Ok(if had.iter().any(|had| Some(had.id) == id) {
        Reopened::Saved
    } else {
        shown(VaccinationForm::new_of(dog))
    })
}

/// The id that stands in a field of a draft.
pub(super) fn id_in<Id: FromStr>(fields: &Value, name: &str) -> Option<Id> {
    fields.get(name)?.as_str()?.parse().ok()
}

/// The id that a form of a new row keeps.
fn new_id<Id: FromStr>(fields: &Value) -> Option<Id> {
    id_in(fields.get("with")?, "id")
}

/// `new:<groomer>`, or `<day>:<groomer>`.
fn own_hours(about: &str) -> Reopened {
    let Some((day, groomer)) = about.split_once(':') else {
        return Reopened::Gone;
    };
    if day == "new" {
        return known::<GroomerId, _>(groomer, OwnHoursForm::new_for);
    }
    match (day.parse::<NaiveDate>(), groomer.parse::<GroomerId>()) {
        (Ok(day), Ok(groomer)) => shown(OwnHoursForm::of(groomer, day)),
        _ => Reopened::Gone,
    }
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
