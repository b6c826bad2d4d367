//! What one dog takes and pays for a service, whatever the list says.

use super::entry::{Entry, Kind};
use super::form::Form;
use super::rate::{MINUTES, PRICE, SHORT, STAY, cost_entries, watch_stay};
use super::record::{Record, RecordForm};
use crate::booking::PriceList;
use crate::domain::clock::length;
use crate::domain::id::{DogId, OwnRateId, ServiceId};
use crate::domain::price::OwnRate;
use crate::domain::text;
use crate::store::{Edit, OwnRateEdit, Result};
use crate::tui::component::{Component, Cx, Effect};
use crate::tui::popups::own_prices::OwnPrices;

const NOTE: &str = "Why";

/// A dog and a service.
pub struct OwnRateRecord {
    dog_id: DogId,
    service_id: ServiceId,
    title: String,
    own: Option<OwnRate>,
}

/// A form on what one dog takes and pays.
pub type OwnRateForm = RecordForm<OwnRateRecord>;

impl OwnRateForm {
    /// What this dog takes and pays for this service.
    #[must_use]
    pub fn of(dog_id: DogId, service_id: ServiceId) -> Self {
        Self::on(OwnRateRecord {
            dog_id,
            service_id,
            title: String::new(),
            own: None,
        })
    }

    /// The same by the words that a draft keeps: `<dog>:<service>`.
    #[must_use]
    pub fn again(about: &str) -> Option<Self> {
        let (dog, service) = about.split_once(':')?;
        Some(Self::of(dog.parse().ok()?, service.parse().ok()?))
    }
}

fn typed<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl Record for OwnRateRecord {
    fn keeps(&self) -> String {
        format!("own:{}:{}", self.dog_id, self.service_id)
    }

    fn row_id(&self) -> String {
        typed(self.own.as_ref().map(|own| own.id))
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn is_new(&self) -> bool {
        self.own.is_none()
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let list = PriceList::read(cx.store, Some(self.dog_id))?;
        let (Some(dog), Some(service)) = (cx.store.dog(self.dog_id)?, list.service(self.service_id)) else {
            return Ok(None);
        };
        self.title = format!("{} for {}", service.name, dog.name());
        self.own = list.own(self.service_id).cloned();
        let listed = list.listed(service, cx.now.date());
        let own = self.own.as_ref();
        let mut entries = Vec::from(cost_entries(
            &typed(own.and_then(|own| own.minutes)),
            &typed(own.and_then(|own| own.stay_minutes)),
            &typed(own.and_then(|own| own.price_cents)),
        ));
        let listed = [
            format!("as listed: {}", listed.price_cents),
            format!("as listed: {}", length(listed.minutes)),
            format!("as listed: {}", length(listed.stay_minutes)),
        ];
        for (entry, words) in entries.iter_mut().zip(listed) {
            entry.beside = vec![words];
            entry.hint = "Empty: as listed";
        }
        let note = own.map_or("", |own| own.note.as_str());
        entries.push(
            Entry::new(NOTE, Kind::Text(text::REASON), note).hint("Such as: matted coat, or first customer"),
        );
        Ok(Some(entries))
    }

    fn back(&self) -> Option<Box<dyn Component>> {
        Some(Box::new(OwnPrices::at(self.dog_id, self.service_id)))
    }

    fn follow(&mut self, form: &mut Form) {
        watch_stay(form);
    }

    fn save(&mut self, form: &mut Form, _cx: &Cx) -> Result<Effect> {
        let (minutes, stay_minutes) = (form.number(MINUTES), form.number(STAY));
        if let (Some(minutes), Some(stay)) = (minutes, stay_minutes)
            && stay < minutes
        {
            form.wrong(STAY, SHORT);
            return Ok(Effect::None);
        }
        let old = self.own.as_ref();
        let own = OwnRate {
            id: old.map_or_else(OwnRateId::new, |old| old.id),
            dog_id: self.dog_id,
            service_id: self.service_id,
            minutes,
            stay_minutes,
            price_cents: (!form.value(PRICE).is_empty()).then(|| form.money(PRICE)),
            note: form.value(NOTE),
            rev: old.map_or(1, |old| old.rev),
        };
        if old.is_none() && minutes.is_none() && stay_minutes.is_none() && own.price_cents.is_none() {
            form.wrong(
                PRICE,
                "Fill in the minutes or the price that this dog has of its own.",
            );
            return Ok(Effect::None);
        }
        let edit = if old.is_some() {
            OwnRateEdit::Save(own)
        } else {
            OwnRateEdit::Add(own)
        };
        let then = OwnPrices::at(self.dog_id, self.service_id);
        Ok(Effect::ApplyThen(Edit::OwnRate(edit), Box::new(then)))
    }
}
