//! A service's card to fill in.

use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::id::ServiceId;
use crate::domain::money::Cents;
use crate::domain::service::Service;
use crate::domain::text;
use crate::store::{Edit, Result, ServiceEdit};
use crate::tui::component::{Cx, Effect};
use crate::tui::reopen::id_in;

const NAME: &str = "Name";
const MINUTES: &str = "Minutes";
const STAY: &str = "Stay";
const PRICE: &str = "Price";
const PLACE: &str = "Place in list";
const ACTIVE: &str = "On offer";

/// A service of the list, or a new one.
pub struct ServiceRecord {
    service: Service,
    new: bool,
    read: bool,
}

/// A form on a service.
pub type ServiceForm = RecordForm<ServiceRecord>;

const fn blank(id: ServiceId) -> Service {
    Service {
        id,
        name: String::new(),
        minutes: 60,
        stay_minutes: 90,
        price_cents: Cents(0),
        position: 1,
        active: true,
        add_on: false,
        needs_waiver: false,
        rev: 1,
    }
}

impl ServiceForm {
    /// A service of the list.
    #[must_use]
    pub fn of(service: Service) -> Self {
        Self::on(ServiceRecord {
            service,
            new: false,
            read: false,
        })
    }

    /// A service by its id, to be read.
    #[must_use]
    pub fn again(id: ServiceId) -> Self {
        Self::of(blank(id))
    }

    /// A new service.
    #[must_use]
    pub fn new_service() -> Self {
        Self::on(ServiceRecord {
            service: blank(ServiceId::new()),
            new: true,
            read: false,
        })
    }
}

impl Record for ServiceRecord {
    fn keeps(&self) -> String {
        if self.new {
            "service:new".to_owned()
        } else {
            format!("service:{}", self.service.id)
        }
    }

    fn row_id(&self) -> String {
        self.service.id.to_string()
    }

    fn title(&self) -> String {
        if self.new {
            "New service".to_owned()
        } else {
            format!("Service {}", self.service.name)
        }
    }

    fn is_new(&self) -> bool {
        self.new
    }

    fn seed(&self) -> Value {
        json!({"id": self.service.id})
    }

    fn go_on(&mut self, seed: &Value) {
        self.service.id = id_in(seed, "id").unwrap_or(self.service.id);
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let services = cx.store.services()?;
        if !self.new {
            let Some(service) = services.into_iter().find(|service| service.id == self.service.id) else {
                return Ok(None);
            };
            self.service = service;
        } else if !std::mem::replace(&mut self.read, true) {
            let last = services.iter().map(|service| service.position).max();
            self.service.position = last.unwrap_or(0) + 1;
        }
        let service = &self.service;
        let number = |least, most, step| Kind::Number { least, most, step };
        Ok(Some(vec![
            Entry::new(NAME, Kind::Text(text::NAME), &service.name)
                .needed("A service needs a name.")
                .hint("What one says to the caller"),
            Entry::new(MINUTES, number(5, 720, 5), &service.minutes.to_string())
                .needed("How long the dog is on the table, such as 75.")
                .hint("On the table, in steps of 5"),
            Entry::new(STAY, number(5, 1435, 5), &service.stay_minutes.to_string())
                .hint("Minutes from drop-off to the promised pick-up; empty when it is the same"),
            Entry::new(PRICE, Kind::Money, &service.price_cents.to_string()).hint("Such as 50 or 72.50"),
            Entry::new(PLACE, number(1, 999, 1), &service.position.to_string())
                .needed("A place in the list, 1 for the first.")
                .hint("1 is the first: it is proposed for a dog that never came"),
            Entry::toggle(ACTIVE, service.active)
                .hint("No: it is no longer booked; what was booked stays in the book"),
        ]))
    }

    fn save(&mut self, form: &mut Form, _cx: &Cx) -> Result<Effect> {
        let minutes = form.number(MINUTES).unwrap_or_default();
        let stay_minutes = form.number(STAY).unwrap_or(minutes);
        if stay_minutes < minutes {
            form.wrong(STAY, "The stay cannot be shorter than the minutes on the table.");
            return Ok(Effect::None);
        }
        let service = Service {
            name: form.value(NAME),
            minutes,
            stay_minutes,
            price_cents: form.money(PRICE),
            position: form.number(PLACE).unwrap_or(self.service.position),
            active: form.is_on(ACTIVE),
            ..self.service.clone()
        };
        let edit = if self.new {
            ServiceEdit::Add(service)
        } else {
            ServiceEdit::Save(service)
        };
        Ok(Effect::Apply(Edit::Service(edit)))
    }
}
