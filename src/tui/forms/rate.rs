//! What a service takes and costs some dogs, from a day on.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::clock::short_day;
use crate::domain::dog::{Coat, Size};
use crate::domain::id::{RateId, ServiceId};
use crate::domain::price::{
    Cost, Promised, Rate, finer, kept, kept_behind, kept_words, listed, row_for, whom, with_rows,
};
use crate::domain::service::Service;
use crate::store::{Edit, RateEdit, Result};
use crate::tui::component::{Component, Cx, Effect};
use crate::tui::popups::prices::Prices;

pub(super) const MINUTES: &str = "Minutes";
pub(super) const STAY: &str = "Stay";
pub(super) const PRICE: &str = "Price";
const FROM: &str = "From";
/// What becomes of the prices that some of these dogs have of their own.
const FINER: &str = "Finer prices";
/// How many of them are named.
const NAMED: usize = 5;
pub(super) const SHORT: &str =
    "Shorter than the minutes on the table. Is it the price? That is the first field.";

/// A cell of the table of prices on the list of a day.
pub struct RateRecord {
    service_id: ServiceId,
    size: Option<Size>,
    coat: Option<Coat>,
    day: NaiveDate,
    service: Option<Service>,
    rates: Vec<Rate>,
    /// The row that counts there, when there is one for exactly these dogs.
    row: Option<Rate>,
    today: NaiveDate,
    /// What is booked already.
    promised: Vec<Promised>,
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
            service: None,
            rates: Vec::new(),
            row: None,
            today: NaiveDate::MIN,
            promised: Vec::new(),
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

/// The three fields of a price: the price, which is what most want to change, minutes on the table, the stay.
pub(super) fn cost_entries(minutes: &str, stay: &str, price: &str) -> [Entry; 3] {
    let number = |most| Kind::Number {
        least: 5,
        most,
        step: 5,
    };
    [
        Entry::new(PRICE, Kind::Money, price).hint("Such as 50 or 72.50"),
        Entry::new(MINUTES, number(720), minutes).hint("On the table, in steps of 5"),
        Entry::new(STAY, number(1435), stay)
            .hint("Minutes from drop-off to pick-up; empty when it is the same"),
    ]
}

/// Says so while the stay is shorter than the minutes on the table, as it is when the price was typed there.
pub(super) fn watch_stay(form: &mut Form) {
    let typing = matches!(form.focused(), Some(MINUTES | STAY));
    let short = form.number(STAY).zip(form.number(MINUTES));
    let short = short.is_some_and(|(stay, minutes)| stay < minutes);
    if !(typing && short) {
        form.doubt(STAY, SHORT, short);
    }
}

/// What stands in the three fields of a price; `None` without minutes.
fn cost_in(form: &Form) -> Option<Cost> {
    let minutes = form.number(MINUTES)?;
    Some(Cost {
        minutes,
        stay_minutes: form.number(STAY).unwrap_or(minutes),
        price_cents: form.money(PRICE),
    })
}

impl RateRecord {
    /// The rows of some of these dogs as they are and as they would be, when they change by as much.
    fn along(&self, after: Cost, day: NaiveDate) -> Vec<(&Rate, Rate)> {
        let Some(service) = &self.service else {
            return Vec::new();
        };
        let (size, coat) = (self.size, self.coat);
        let before = listed(service, &self.rates, size, coat, day);
        if before == after {
            return Vec::new();
        }
        let rows = finer(&self.rates, self.service_id, size, coat, day).into_iter();
        rows.map(|row| (row, row.along(before, after, day))).collect()
    }

    /// `large dogs with a curly coat: 95, then 105`, a line for each of the first rows.
    fn lines(along: &[(&Rate, Rate)]) -> Vec<String> {
        let told = |(old, new): &(&Rate, Rate)| {
            let minutes = if old.minutes == new.minutes {
                String::new()
            } else {
                format!("{} min, then {}; ", old.minutes, new.minutes)
            };
            let (old, new) = (old.price_cents, new.price_cents);
            let price = if old == new {
                old.to_string()
            } else {
                format!("{old}, then {new}")
            };
            (minutes, price)
        };
        let mut lines: Vec<String> = along
            .iter()
            .take(NAMED)
            .map(|pair| {
                let (minutes, price) = told(pair);
                format!("{}: {minutes}{price}", pair.0.whom())
            })
            .collect();
        if along.len() > NAMED {
            lines.push(format!("and {} more", along.len() - NAMED));
        }
        lines
    }

    /// Asks once what becomes of the finer prices, so that none of them stays behind unseen.
    fn ask(form: &mut Form, along: &[(&Rate, Rate)]) {
        let options = vec!["change by as much".to_owned(), "stay as they are".to_owned()];
        let mut entry = Entry::choice(FINER, options, 0).hint("Left and Right choose");
        entry.beside = Self::lines(along);
        form.ask(FROM, entry);
        form.say("Some of these dogs have a price of their own:", false);
    }

    /// The row for exactly these dogs.
    const fn rate(&self, cost: Cost, id: RateId, valid_from: NaiveDate) -> Rate {
        Rate {
            id,
            service_id: self.service_id,
            size: self.size,
            coat: self.coat,
            valid_from,
            minutes: cost.minutes,
            stay_minutes: cost.stay_minutes,
            price_cents: cost.price_cents,
            rev: 1,
        }
    }

    /// How many booked appointments these rows leave at another price.
    fn kept(&self, rate: &Rate, along: &[(&Rate, Rate)]) -> usize {
        let mut rows = vec![rate.clone()];
        rows.extend(along.iter().map(|(_, new)| new.clone()));
        let after = with_rows(&self.rates, &rows);
        let services: Vec<Service> = self.service.iter().cloned().collect();
        kept(&self.promised, &services, &self.rates, &after)
    }

    /// One row, or with it those that change by as much, as one change.
    fn edit(&self, rate: Rate, along: Vec<(&Rate, Rate)>) -> Edit {
        let saved = |old: Option<&Rate>, rate: Rate| {
            Edit::Rate(match old {
                // On the same day it is the same row with other words.
                Some(old) if old.valid_from == rate.valid_from => RateEdit::Save(Rate {
                    id: old.id,
                    rev: old.rev,
                    ..rate
                }),
                _ => RateEdit::Add(vec![rate]),
            })
        };
        let kept = self.kept(&rate, &along);
        if along.is_empty() && kept == 0 {
            return saved(self.row.as_ref(), rate);
        }
        let finer = match along.len() {
            0 => String::new(),
            many => format!(" and {many} finer"),
        };
        let from = short_day(rate.valid_from, self.today);
        let label = format!(
            "New price of {}{finer} from {from}{}",
            self.title(),
            kept_behind(kept)
        );
        let mut edits = vec![saved(self.row.as_ref(), rate)];
        edits.extend(along.into_iter().map(|(old, new)| saved(Some(old), new)));
        Edit::Together { label, edits }
    }
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
        let service = self.service.as_ref().map_or("", |service| &service.name);
        format!("{service}: {}", whom(self.size, self.coat))
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
        self.service = Some(service.clone());
        self.today = cx.now.date();
        let rates = cx.store.rates()?;
        let (size, coat) = (self.size, self.coat);
        self.row = row_for(&rates, self.service_id, size, coat, self.day)
            .filter(|row| (row.size, row.coat) == (size, coat))
            .cloned();
        let listed = listed(service, &rates, size, coat, self.day);
        self.rates = rates;
        self.promised = cx.store.promised_from(self.today)?;
        let from = self.day.format("%-d %b %Y").to_string();
        let mut entries = Vec::from(cost_entries(
            &listed.minutes.to_string(),
            &listed.stay_minutes.to_string(),
            &listed.price_cents.to_string(),
        ));
        entries.push(
            Entry::new(FROM, Kind::Day, &from)
                .needed("The first day on which it counts, such as 1 jan 2027.")
                .hint("For new bookings on that day or later; what is booked keeps its price"),
        );
        Ok(Some(entries))
    }

    fn back(&self) -> Option<Box<dyn Component>> {
        Some(Box::new(Prices::at(
            self.service_id,
            self.size,
            self.coat,
            self.day,
        )))
    }

    fn follow(&mut self, form: &mut Form) {
        watch_stay(form);
        let (Some(cost), Some(day)) = (cost_in(form), form.day(FROM, self.today)) else {
            return;
        };
        let mut along = self.along(cost, day);
        let finer = Self::lines(&along);
        if form.entry(FINER).is_some() {
            form.set_beside(FINER, finer);
        }
        if form.chosen(FINER) == Some(1) {
            along.clear();
        }
        let kept = self.kept(&self.rate(cost, RateId::new(), day), &along);
        let words = kept_words(kept, day, self.today);
        form.set_beside(FROM, words.into_iter().collect());
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let today = cx.now.date();
        let (Some(cost), Some(valid_from)) = (cost_in(form), form.day(FROM, today)) else {
            form.wrong(MINUTES, "How long the dog is on the table, such as 75.");
            return Ok(Effect::None);
        };
        if cost.stay_minutes < cost.minutes {
            form.wrong(STAY, SHORT);
            return Ok(Effect::None);
        }
        let mut along = self.along(cost, valid_from);
        match form.chosen(FINER) {
            None if !along.is_empty() => {
                Self::ask(form, &along);
                return Ok(Effect::None);
            }
            Some(1) => along.clear(),
            _ => {}
        }
        let rate = self.rate(cost, RateId::new(), valid_from);
        let edit = self.edit(rate, along);
        let then = Prices::at(self.service_id, self.size, self.coat, valid_from);
        Ok(Effect::ApplyThen(edit, Box::new(then)))
    }
}
