//! What a booked appointment is for: its service, what is done on top, how long, how much, and its note.

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::booking::{PriceList, service_alone};
use crate::domain::appointment::{AddOn, Appointment};
use crate::domain::clock::{hhmm, length, short_day};
use crate::domain::id::{AddOnId, AppointmentId, ServiceId};
use crate::domain::price::Cost;
use crate::domain::service::Service;
use crate::domain::text;
use crate::store::{AppointmentEdit, Change, Result};
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::series::ask;

const SERVICE: &str = "Service";
/// A field for each thing done on top.
const ON_TOP: [&str; 5] = ["On top", "and", "and then", "and also", "and last"];
const MINUTES: &str = "Minutes";
const PRICE: &str = "Price";
const NOTE: &str = "Note";
/// What stands in a field in which nothing is done on top.
const NOTHING: &str = "- nothing";
/// So many fields are there from the start; one that is filled has another below it.
const FEW: usize = 2;

/// The appointment, with what each service would take and cost its dog on its day.
pub struct WorkRecord {
    id: AppointmentId,
    booked: Option<Appointment>,
    add_ons: Vec<AddOn>,
    dog: String,
    today: chrono::NaiveDate,
    /// The services it can be for, and what can be done on top, each with what that takes and costs.
    services: Vec<(Service, Cost)>,
    on_top: Vec<(Service, Cost)>,
    /// What the fields were last filled in for, and with what.
    followed: Option<(Vec<ServiceId>, Cost)>,
}

/// A form on what an appointment is for.
pub type WorkForm = RecordForm<WorkRecord>;

impl WorkForm {
    /// The work of an appointment in the book.
    #[must_use]
    pub fn of(id: AppointmentId) -> Self {
        Self::on(WorkRecord {
            id,
            booked: None,
            add_ons: Vec::new(),
            dog: String::new(),
            today: chrono::NaiveDate::MIN,
            services: Vec::new(),
            on_top: Vec::new(),
            followed: None,
        })
    }
}

/// `Teeth, 10 min, 12`: what one chooses from.
fn option((service, cost): &(Service, Cost)) -> String {
    format!("{}, {}, {}", service.name, length(cost.minutes), cost.price_cents)
}

impl WorkRecord {
    /// The service first, then what is done on top, as the form says it now; each once.
    fn asked(&self, form: &Form) -> Vec<ServiceId> {
        let service = form.chosen(SERVICE).and_then(|at| self.services.get(at));
        let mut asked: Vec<ServiceId> = service.map(|(service, _)| service.id).into_iter().collect();
        for title in ON_TOP {
            let chosen = form.chosen(title).and_then(|at| at.checked_sub(1));
            if let Some((service, _)) = chosen.and_then(|at| self.on_top.get(at))
                && !asked.contains(&service.id)
            {
                asked.push(service.id);
            }
        }
        asked
    }

    /// What is done on top, as booked where it was booked.
    fn add_on(&self, id: ServiceId) -> Option<AddOn> {
        let booked = self.add_ons.iter().find(|each| each.service_id == id);
        booked.cloned().or_else(|| {
            let (_, cost) = self.on_top.iter().find(|(service, _)| service.id == id)?;
            Some(AddOn {
                id: AddOnId::new(),
                service_id: id,
                minutes: cost.minutes,
                price_cents: cost.price_cents,
            })
        })
    }

    /// What the work takes and costs: what was booked stays as booked, what is new is as listed.
    fn cost(&self, asked: &[ServiceId]) -> Option<Cost> {
        let booked = self.booked.as_ref()?;
        let (service, on_top) = asked.split_first()?;
        let alone = if *service == booked.service_id {
            service_alone(booked, &self.add_ons)
        } else {
            self.services.iter().find(|(each, _)| each.id == *service)?.1
        };
        let add_ons = on_top.iter().filter_map(|id| self.add_on(*id));
        Some(add_ons.fold(alone, |cost, add_on| {
            cost.with(Cost {
                minutes: add_on.minutes,
                stay_minutes: add_on.minutes,
                price_cents: add_on.price_cents,
            })
        }))
    }
}

impl Record for WorkRecord {
    fn keeps(&self) -> String {
        format!("work:{}", self.id)
    }

    fn row_id(&self) -> String {
        self.id.to_string()
    }

    fn title(&self) -> String {
        let when = self.booked.as_ref().map_or_else(String::new, |booked| {
            format!(
                " {} {}",
                short_day(booked.day, self.today),
                hhmm(booked.start_min)
            )
        });
        format!("Work of {}{when}", self.dog)
    }

    fn is_new(&self) -> bool {
        false
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let Some(booked) = cx.store.appointment(self.id)? else {
            return Ok(None);
        };
        self.today = cx.now.date();
        self.dog = cx
            .store
            .dog_line(booked.dog_id)?
            .map(|dog| dog.name())
            .unwrap_or_default();
        self.add_ons = cx.store.add_ons(self.id)?;
        let list = PriceList::read(cx.store, Some(booked.dog_id))?;
        let costs = |wanted: &dyn Fn(&Service) -> bool| -> Vec<(Service, Cost)> {
            let services = list.services().iter().filter(|service| wanted(service));
            services
                .map(|service| (service.clone(), list.cost(service, booked.day)))
                .collect()
        };
        let is_booked = |service: &Service| self.add_ons.iter().any(|each| each.service_id == service.id);
        self.services =
            costs(&|service| service.id == booked.service_id || (service.active && !service.add_on));
        self.on_top = costs(&|service| is_booked(service) || (service.active && service.add_on));
        let at = self
            .services
            .iter()
            .position(|(service, _)| service.id == booked.service_id);
        let mut entries = vec![
            Entry::choice(
                SERVICE,
                self.services.iter().map(option).collect(),
                at.unwrap_or(0),
            )
            .hint("Left and Right, or the first letter"),
        ];
        let fields = self.add_ons.len().max(FEW).min(self.on_top.len());
        for (place, title) in ON_TOP.into_iter().enumerate().take(fields) {
            let mut options = vec![NOTHING.to_owned()];
            options.extend(self.on_top.iter().map(option));
            let chosen = self.add_ons.get(place).and_then(|add_on| {
                self.on_top
                    .iter()
                    .position(|(service, _)| service.id == add_on.service_id)
            });
            entries.push(
                Entry::choice(title, options, chosen.map_or(0, |at| at + 1))
                    .hint("Left and Right or the first letter, - for nothing; minutes and price follow"),
            );
        }
        let minutes = Kind::Number {
            least: 5,
            most: 720,
            step: 5,
        };
        entries.push(
            Entry::new(MINUTES, minutes, &booked.span().minutes().to_string())
                .needed("How long the dog is on the table, such as 75.")
                .hint("All of it on the table, in steps of 5"),
        );
        entries.push(
            Entry::new(PRICE, Kind::Money, &booked.price_cents.to_string())
                .hint("All of it, such as 50 or 72.50"),
        );
        entries.push(Entry::new(NOTE, Kind::Text(text::NOTE), &booked.note));
        self.booked = Some(booked);
        Ok(Some(entries))
    }

    /// Minutes and price go with the work, unless somebody typed others.
    fn follow(&mut self, form: &mut Form) {
        let asked = self.asked(form);
        let Some(cost) = self.cost(&asked) else { return };
        let Some((before, old)) = self.followed.replace((asked.clone(), cost)) else {
            return;
        };
        if before == asked {
            self.followed = Some((before, old));
            return;
        }
        if form.number(MINUTES) == Some(old.minutes) {
            form.set(MINUTES, &cost.minutes.to_string());
        }
        if form.money(PRICE) == old.price_cents {
            form.set(PRICE, &cost.price_cents.to_string());
        }
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let asked = self.asked(form);
        let (Some(booked), Some(cost), Some((service, on_top))) =
            (&self.booked, self.cost(&asked), asked.split_first())
        else {
            form.say("Choose a service first.", true);
            return Ok(Effect::None);
        };
        let minutes = form.number(MINUTES).unwrap_or(cost.minutes);
        let change = Change {
            id: self.id,
            rev: booked.rev,
            service_id: *service,
            add_ons: on_top.iter().filter_map(|id| self.add_on(*id)).collect(),
            minutes,
            stay_minutes: (cost.stay_minutes + minutes - cost.minutes).max(minutes),
            price_cents: form.money(PRICE),
            note: form.value(NOTE),
        };
        ask(AppointmentEdit::Change(change), booked, &self.dog, cx)
    }
}
