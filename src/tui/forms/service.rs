//! A service's card to fill in.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::rate::{SHORT, watch_stay};
use super::record::{Record, RecordForm};
use crate::domain::clock::short_day;
use crate::domain::id::{RateId, ServiceId};
use crate::domain::money::Cents;
use crate::domain::price::{Cost, Promised, Rate, finer, kept, kept_behind, kept_words, row_for, with_rows};
use crate::domain::service::Service;
use crate::domain::text;
use crate::store::{Edit, RateEdit, Result, ServiceEdit};
use crate::tui::component::{Cx, Effect};
use crate::tui::reopen::id_in;

const NAME: &str = "Name";
const MINUTES: &str = "Minutes";
const STAY: &str = "Stay";
const PRICE: &str = "Price";
const PLACE: &str = "Place in list";
const ACTIVE: &str = "On offer";
const FROM: &str = "Counts from";
const ADD_ON: &str = "Only on top";
const WAIVER: &str = "Signature";

/// A service of the list, or a new one.
pub struct ServiceRecord {
    service: Service,
    /// What it takes and costs any dog today, and the row of the list that says so.
    cost: Cost,
    row: Option<Rate>,
    /// How many prices by size and coat stand beside it.
    finer: usize,
    /// The whole list, and what is booked already.
    rates: Vec<Rate>,
    promised: Vec<Promised>,
    today: NaiveDate,
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
            cost: Cost::of_service(&service),
            row: None,
            finer: 0,
            rates: Vec::new(),
            promised: Vec::new(),
            today: NaiveDate::MIN,
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
    pub fn new_service(id: ServiceId) -> Self {
        let service = blank(id);
        Self::on(ServiceRecord {
            cost: Cost::of_service(&service),
            row: None,
            finer: 0,
            rates: Vec::new(),
            promised: Vec::new(),
            today: NaiveDate::MIN,
            service,
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
            let rates = cx.store.rates()?;
            self.row = row_for(&rates, service.id, None, None, cx.now.date()).cloned();
            self.finer = finer(&rates, service.id, None, None, cx.now.date()).len();
            self.cost = self
                .row
                .as_ref()
                .map_or_else(|| Cost::of_service(&service), Rate::cost);
            self.service = service;
            self.rates = rates;
            self.today = cx.now.date();
            self.promised = cx.store.promised_from(self.today)?;
        } else if !std::mem::replace(&mut self.read, true) {
            let last = services.iter().map(|service| service.position).max();
            self.service.position = last.unwrap_or(0) + 1;
        }
        let (service, cost) = (&self.service, self.cost);
        let number = |least, most, step| Kind::Number { least, most, step };
        let mut entries = vec![
            Entry::new(NAME, Kind::Text(text::NAME), &service.name)
                .needed("A service needs a name.")
                .hint("What one says to the caller"),
            Entry::new(MINUTES, number(5, 720, 5), &cost.minutes.to_string())
                .needed("How long the dog is on the table, such as 75.")
                .hint("On the table, in steps of 5; by size and coat with r on the list"),
            Entry::new(STAY, number(5, 1435, 5), &cost.stay_minutes.to_string())
                .hint("Minutes from drop-off to the promised pick-up; empty when it is the same"),
            Entry::new(PRICE, Kind::Money, &cost.price_cents.to_string())
                .hint("Such as 50 or 72.50; by size and coat with r on the list"),
        ];
        if self.finer > 0 {
            entries[3].beside = vec![match self.finer {
                1 => "1 price by size or coat stays as it is: r on the list".to_owned(),
                many => format!("{many} prices by size and coat stay as they are: r on the list"),
            }];
        }
        if !self.new {
            entries.push(
                Entry::new(FROM, Kind::Day, "")
                    .hint("From when other minutes or another price count; empty is today"),
            );
        }
        entries.extend([
            Entry::new(PLACE, number(1, 999, 1), &service.position.to_string())
                .needed("A place in the list, 1 for the first.")
                .hint("1 is the first: it is proposed for a dog that never came"),
            Entry::toggle(ADD_ON, service.add_on).hint("Yes: it is only booked on top of another service"),
            Entry::toggle(WAIVER, service.needs_waiver)
                .hint("Yes: for a double coat the client has to sign first"),
            Entry::toggle(ACTIVE, service.active)
                .hint("No: it is no longer booked; what was booked stays in the book"),
        ]);
        Ok(Some(entries))
    }

    fn follow(&mut self, form: &mut Form) {
        watch_stay(form);
        if self.new {
            return;
        }
        let from = form.day(FROM, self.today).unwrap_or(self.today);
        let cost = Cost {
            price_cents: form.money(PRICE),
            ..self.cost
        };
        let words = kept_words(self.kept(cost, from), from, self.today);
        form.set_beside(FROM, words.into_iter().collect());
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let minutes = form.number(MINUTES).unwrap_or_default();
        let stay_minutes = form.number(STAY).unwrap_or(minutes);
        if stay_minutes < minutes {
            form.wrong(STAY, SHORT);
            return Ok(Effect::None);
        }
        let cost = Cost {
            minutes,
            stay_minutes,
            price_cents: form.money(PRICE),
        };
        let service = Service {
            name: form.value(NAME),
            position: form.number(PLACE).unwrap_or(self.service.position),
            active: form.is_on(ACTIVE),
            add_on: form.is_on(ADD_ON),
            needs_waiver: form.is_on(WAIVER),
            ..self.service.clone()
        };
        if self.new {
            let service = Service {
                minutes,
                stay_minutes,
                price_cents: cost.price_cents,
                ..service
            };
            return Ok(Effect::Apply(Edit::Service(ServiceEdit::Add(service))));
        }
        let save = Edit::Service(ServiceEdit::Save(service.clone()));
        if cost == self.cost {
            return Ok(Effect::Apply(save));
        }
        // What was booked before keeps its price, and what is booked for a day before: so the day is written down.
        let today = cx.now.date();
        let from = form.day(FROM, today).unwrap_or(today);
        let kept = match self.kept(cost, from) {
            0 => String::new(),
            kept => format!(" from {}{}", short_day(from, today), kept_behind(kept)),
        };
        let rate = Edit::Rate(self.rate_edit(self.rate(cost, from)));
        let label = format!("Changed service {}{kept}", service.name);
        let edits = if service == self.service {
            vec![rate]
        } else {
            vec![save, rate]
        };
        Ok(Effect::Apply(Edit::Together { label, edits }))
    }
}

impl ServiceRecord {
    /// The row of the list with what it takes and costs any dog from a day on.
    fn rate(&self, cost: Cost, valid_from: NaiveDate) -> Rate {
        Rate {
            id: RateId::new(),
            service_id: self.service.id,
            size: None,
            coat: None,
            valid_from,
            minutes: cost.minutes,
            stay_minutes: cost.stay_minutes,
            price_cents: cost.price_cents,
            rev: 1,
        }
    }

    /// The row as it is put on the list: on the same day it is the same row with other words.
    fn rate_edit(&self, rate: Rate) -> RateEdit {
        match &self.row {
            Some(row) if row.valid_from == rate.valid_from => RateEdit::Save(Rate {
                id: row.id,
                rev: row.rev,
                ..rate
            }),
            _ => RateEdit::Add(vec![rate]),
        }
    }

    /// How many booked appointments another price from a day on leaves at the old one.
    fn kept(&self, cost: Cost, from: NaiveDate) -> usize {
        let after = with_rows(&self.rates, &[self.rate(cost, from)]);
        let services = std::slice::from_ref(&self.service);
        kept(&self.promised, services, &self.rates, &after)
    }
}
