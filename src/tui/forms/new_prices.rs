//! A new price list: from which day, how much dearer, and for which services.

use chrono::NaiveDate;
use serde_json::Value;

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::clock::short_day;
use crate::domain::id::ServiceId;
use crate::domain::price::{Promised, Rate, kept, kept_behind, kept_words, new_list, with_rows};
use crate::domain::service::Service;
use crate::store::{Edit, RateEdit, Result};
use crate::tui::component::{Component, Cx, Effect};
use crate::tui::popups::prices::Prices;

const FROM: &str = "From";
const RAISE: &str = "Dearer by";
const ROUND: &str = "Round to";
const FOR: &str = "For";
/// What prices can be rounded to, in cents.
const STEPS: [(&str, i64); 4] = [("1", 100), ("0.50", 50), ("5", 500), ("0.01", 1)];

/// A new list of one service, or of all.
pub struct NewPricesRecord {
    service_id: ServiceId,
    services: Vec<Service>,
    rates: Vec<Rate>,
    today: NaiveDate,
    /// What is booked already.
    promised: Vec<Promised>,
}

/// A form on a new price list.
pub type NewPricesForm = RecordForm<NewPricesRecord>;

impl NewPricesForm {
    /// A new list, of this service or of all.
    #[must_use]
    pub fn of(service_id: ServiceId) -> Self {
        Self::on(NewPricesRecord {
            service_id,
            services: Vec::new(),
            rates: Vec::new(),
            today: NaiveDate::MIN,
            promised: Vec::new(),
        })
    }
}

impl NewPricesRecord {
    fn name(&self) -> &str {
        self.services
            .iter()
            .find(|service| service.id == self.service_id)
            .map_or("this service", |service| &service.name)
    }

    /// How many booked appointments such a list leaves at another price.
    fn kept(&self, rows: &[Rate]) -> usize {
        let after = with_rows(&self.rates, rows);
        kept(&self.promised, &self.services, &self.rates, &after)
    }

    fn rows(&self, form: &Form, from: NaiveDate) -> Vec<Rate> {
        let step = form
            .chosen(ROUND)
            .and_then(|at| STEPS.get(at))
            .map_or(100, |(_, cents)| *cents);
        let percent = form.number(RAISE).unwrap_or(0);
        let all = form.chosen(FOR) == Some(1);
        self.services
            .iter()
            .filter(|service| service.id == self.service_id || (all && service.active))
            .flat_map(|service| new_list(service, &self.rates, from, percent, step))
            .collect()
    }
}

impl Record for NewPricesRecord {
    fn keeps(&self) -> String {
        format!("prices:{}", self.service_id)
    }

    fn row_id(&self) -> String {
        self.service_id.to_string()
    }

    fn title(&self) -> String {
        "New price list".to_owned()
    }

    fn is_new(&self) -> bool {
        true
    }

    fn seed(&self) -> Value {
        Value::Null
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        self.services = cx.store.services()?;
        self.rates = cx.store.rates()?;
        self.today = cx.now.date();
        self.promised = cx.store.promised_from(self.today)?;
        if !self.services.iter().any(|service| service.id == self.service_id) {
            return Ok(None);
        }
        let percent = Kind::Number {
            least: 0,
            most: 100,
            step: 1,
        };
        let steps = STEPS.map(|(words, _)| words.to_owned()).to_vec();
        Ok(Some(vec![
            Entry::new(FROM, Kind::Day, "")
                .needed("The first day on which it counts, such as 1 jan.")
                .hint("For new bookings on that day or later; what is booked keeps its price"),
            Entry::new(RAISE, percent, "0").hint("Percent; 0 copies the list, to be changed cell by cell"),
            Entry::choice(ROUND, steps, 0).hint("Left and Right choose"),
            Entry::choice(FOR, vec![self.name().to_owned(), "every service".to_owned()], 0)
                .hint("Left and Right choose"),
        ]))
    }

    fn back(&self) -> Option<Box<dyn Component>> {
        Some(Box::new(Prices::of(self.service_id)))
    }

    fn follow(&mut self, form: &mut Form) {
        let from = form.day(FROM, self.today);
        let words = from.and_then(|from| kept_words(self.kept(&self.rows(form, from)), from, self.today));
        form.set_beside(FROM, words.into_iter().collect());
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let Some(from) = form.day(FROM, cx.now.date()) else {
            return Ok(Effect::None);
        };
        let rows = self.rows(form, from);
        if rows.is_empty() {
            form.wrong(FROM, "There is a list from that day already; choose another day.");
            return Ok(Effect::None);
        }
        let then = Prices::at(self.service_id, None, None, from);
        let kept = self.kept(&rows);
        let edit = Edit::Rate(RateEdit::Add(rows));
        let edit = if kept == 0 {
            edit
        } else {
            let from = short_day(from, self.today);
            Edit::Together {
                label: format!("New price list from {from}{}", kept_behind(kept)),
                edits: vec![edit],
            }
        };
        Ok(Effect::ApplyThen(edit, Box::new(then)))
    }
}
