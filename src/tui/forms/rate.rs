//! What a service takes and costs some dogs, from a day on.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::dog::{Coat, Size};
use crate::domain::id::{RateId, ServiceId};
use crate::domain::price::{Rate, listed, row_for, whom};
use crate::store::{Edit, RateEdit, Result};
use crate::tui::component::{Cx, Effect};
use crate::tui::popups::prices::Prices;

pub(super) const MINUTES: &str = "Minutes";
pub(super) const STAY: &str = "Stay";
pub(super) const PRICE: &str = "Price";
const FROM: &str = "From";

/// A cell of the table of prices on the list of a day.
pub struct RateRecord {
    service_id: ServiceId,
    size: Option<Size>,
    coat: Option<Coat>,
    day: NaiveDate,
    service: String,
    /// The row that counts there, when there is one for exactly these dogs.
    row: Option<Rate>,
}

/// A form on one price.
pub type RateForm = RecordForm<RateRecord>;

impl RateForm {
    /// What a service takes and costs such dogs on the list of a day.
    #[must_use]
    pub fn of(service_id: ServiceId, size: Option<Size>, coat: Option<Coat>, day: NaiveDate) -> Self {
        Self::on(RateRecord {
            service_id,
            size,
            coat,
            day,
            service: String::new(),
            row: None,
        })
    }

    /// The same by the words that a draft keeps: `<service>:<size>:<coat>:<day>`.
    #[must_use]
    pub fn again(about: &str) -> Option<Self> {
        let mut parts = about.split(':');
        let mut next = || parts.next();
        let service_id = next()?.parse().ok()?;
        let (size, coat) = (Size::parse(next()?), Coat::parse(next()?));
        Some(Self::of(service_id, size, coat, next()?.parse().ok()?))
    }
}

/// The three fields of a price: minutes on the table, the stay, the price.
pub(super) fn cost_entries(minutes: &str, stay: &str, price: &str) -> [Entry; 3] {
    let number = |most| Kind::Number {
        least: 5,
        most,
        step: 5,
    };
    [
        Entry::new(MINUTES, number(720), minutes).hint("On the table, in steps of 5"),
        Entry::new(STAY, number(1435), stay)
            .hint("Minutes from drop-off to pick-up; empty when it is the same"),
        Entry::new(PRICE, Kind::Money, price).hint("Such as 50 or 72.50"),
    ]
}

impl Record for RateRecord {
    fn keeps(&self) -> String {
        format!(
            "rate:{}:{}:{}:{}",
            self.service_id,
            self.size.map_or("any", Size::as_str),
            self.coat.map_or("any", Coat::as_str),
            self.day
        )
    }

    fn row_id(&self) -> String {
        self.row
            .as_ref()
            .map_or_else(String::new, |row| row.id.to_string())
    }

    fn title(&self) -> String {
        format!("{}: {}", self.service, whom(self.size, self.coat))
    }

    fn is_new(&self) -> bool {
        self.row.is_none()
    }

    fn seed(&self) -> Value {
        json!({"day": self.day.to_string()})
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let services = cx.store.services()?;
        let Some(service) = services.iter().find(|service| service.id == self.service_id) else {
            return Ok(None);
        };
        self.service.clone_from(&service.name);
        let rates = cx.store.rates()?;
        let (size, coat) = (self.size, self.coat);
        self.row = row_for(&rates, self.service_id, size, coat, self.day)
            .filter(|row| (row.size, row.coat) == (size, coat))
            .cloned();
        let listed = listed(service, &rates, size, coat, self.day);
        let from = self.day.format("%-d %b %Y").to_string();
        let mut entries = Vec::from(cost_entries(
            &listed.minutes.to_string(),
            &listed.stay_minutes.to_string(),
            &listed.price_cents.to_string(),
        ));
        entries.push(
            Entry::new(FROM, Kind::Day, &from)
                .needed("The first day on which it counts, such as 1 jan 2027.")
                .hint("It counts for appointments from this day on, whenever they are booked"),
        );
        Ok(Some(entries))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let today = cx.now.date();
        let (Some(minutes), Some(valid_from)) = (form.number(MINUTES), form.day(FROM, today)) else {
            form.wrong(MINUTES, "How long the dog is on the table, such as 75.");
            return Ok(Effect::None);
        };
        let stay_minutes = form.number(STAY).unwrap_or(minutes);
        if stay_minutes < minutes {
            form.wrong(STAY, "The stay cannot be shorter than the minutes on the table.");
            return Ok(Effect::None);
        }
        let rate = Rate {
            id: RateId::new(),
            service_id: self.service_id,
            size: self.size,
            coat: self.coat,
            valid_from,
            minutes,
            stay_minutes,
            price_cents: form.money(PRICE),
            rev: 1,
        };
        let edit = match &self.row {
            // On the same day it is the same row with other words.
            Some(row) if row.valid_from == valid_from => RateEdit::Save(Rate {
                id: row.id,
                rev: row.rev,
                ..rate
            }),
            _ => RateEdit::Add(vec![rate]),
        };
        let then = Prices::at(self.service_id, self.size, self.coat, valid_from);
        Ok(Effect::ApplyThen(Edit::Rate(edit), Box::new(then)))
    }
}
