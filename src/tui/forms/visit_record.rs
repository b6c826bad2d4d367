//! What was done at a visit, to fill in: as last time unless somebody writes otherwise.

use serde_json::{Value, json};

use super::dog::{read_weight, weighed};
use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::appointment::Appointment;
use crate::domain::id::AppointmentId;
use crate::domain::money::Cents;
use crate::domain::record::VisitRecord;
use crate::domain::text;
use crate::domain::weight::{Weight, parse_weight, weight_words};
use crate::store::{Edit, RecordEdit, Result};
use crate::tui::component::{Cx, Effect};
use crate::tui::reopen::id_in;

const BLADE: &str = "Blade and comb";
const STYLE: &str = "Style";
const PRODUCTS: &str = "Products";
const FINDINGS: &str = "Found";
const INCIDENT: &str = "Incident";
const MINUTES: &str = "Minutes";
const PRICE: &str = "Price";
const WEIGHT: &str = "Weight";

/// The record of one appointment.
pub struct AtVisit {
    visit: Option<Appointment>,
    dog: String,
    record: VisitRecord,
    weight: Option<Weight>,
    new: bool,
}

/// The form on the record of an appointment.
pub type VisitRecordForm = RecordForm<AtVisit>;

impl VisitRecordForm {
    /// The record of an appointment, which may not be written yet.
    #[must_use]
    pub fn of(id: AppointmentId) -> Self {
        Self::on(AtVisit {
            visit: None,
            dog: String::new(),
            record: VisitRecord::blank(id),
            weight: None,
            new: true,
        })
    }
}

impl Record for AtVisit {
    fn keeps(&self) -> String {
        format!("record:{}", self.record.appointment_id)
    }

    fn row_id(&self) -> String {
        self.record.id.to_string()
    }

    fn title(&self) -> String {
        let day = self.visit.as_ref().map(|visit| visit.day.format("%a %-d %b"));
        format!(
            "Visit of {}, {}",
            self.dog,
            day.map(|day| day.to_string()).unwrap_or_default()
        )
    }

    fn is_new(&self) -> bool {
        self.new
    }

    fn seed(&self) -> Value {
        json!({"id": self.record.id})
    }

    fn go_on(&mut self, seed: &Value) {
        self.record.id = id_in(seed, "id").unwrap_or(self.record.id);
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let id = self.record.appointment_id;
        let Some(visit) = cx.store.appointment(id)? else {
            return Ok(None);
        };
        let dog = cx.store.dog(visit.dog_id)?;
        self.dog = dog.map(|dog| dog.name()).unwrap_or_default();
        let written = cx.store.record_of(id)?;
        self.new = written.is_none();
        let planned = visit.end_min - visit.start_min;
        let (shown, minutes) = if let Some(record) = written {
            self.record = record.clone();
            let minutes = record.minutes.unwrap_or(planned);
            (record, minutes)
        } else {
            let last = cx.store.last_record(visit.dog_id, Some(id))?;
            let shown = last.map_or_else(|| VisitRecord::blank(id), |last| last.record);
            let as_last_time = VisitRecord {
                findings: String::new(),
                incident: String::new(),
                price_cents: None,
                ..shown
            };
            (as_last_time, cx.store.minutes_worked(id)?.unwrap_or(planned))
        };
        self.weight = cx.store.weights_of(visit.dog_id, 1)?.into_iter().next();
        let weight = self.weight.as_ref().map(|weight| weight_words(weight.grams));
        let price = shown.price_cents.unwrap_or(visit.price_cents);
        self.visit = Some(visit);
        let blade_hint = if self.new && !shown.how().is_empty() {
            "As last time; change what was different, or save it as it is"
        } else {
            "Such as 4F body, 7F feet"
        };
        Ok(Some(vec![
            Entry::new(BLADE, Kind::Text(text::CONTACT), &shown.blade).hint(blade_hint),
            Entry::new(STYLE, Kind::Text(text::LINE), &shown.style)
                .hint("Such as round head, teddy legs, tail as it is"),
            Entry::new(PRODUCTS, Kind::Text(text::LINE), &shown.products).hint("Such as oatmeal shampoo"),
            Entry::new(FINDINGS, Kind::Text(text::NOTE), &shown.findings)
                .hint("What the client should hear: mats, skin, ears, teeth"),
            Entry::new(INCIDENT, Kind::Text(text::NOTE), &shown.incident)
                .hint("What went wrong, a nick or a bite; empty for nearly every visit"),
            Entry::new(
                MINUTES,
                Kind::Number {
                    least: 1,
                    most: 1440,
                    step: 1,
                },
                &minutes.to_string(),
            )
            .hint("How long it really took, from the steps of the day"),
            Entry::new(PRICE, Kind::Money, &price.to_string()).hint("Where it was not as promised"),
            Entry::new(WEIGHT, Kind::Read(read_weight), &weight.unwrap_or_default())
                .anew()
                .hint("What it weighs today, such as 4.2 or 9 lb"),
        ]))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let Some(visit) = &self.visit else {
            return Ok(Effect::Close);
        };
        let planned = visit.end_min - visit.start_min;
        let price = Cents::parse(&form.value(PRICE));
        let record = VisitRecord {
            blade: form.value(BLADE),
            style: form.value(STYLE),
            products: form.value(PRODUCTS),
            findings: form.value(FINDINGS),
            incident: form.value(INCIDENT),
            minutes: form.number(MINUTES).filter(|minutes| *minutes != planned),
            price_cents: price.filter(|price| *price != visit.price_cents),
            ..self.record.clone()
        };
        let edit = if self.new {
            RecordEdit::Add(record)
        } else {
            RecordEdit::Save(record)
        };
        let grams = parse_weight(&form.value(WEIGHT)).ok();
        let weight = weighed(self.weight.as_ref(), visit.dog_id, grams, cx.now.date());
        let label = format!("Wrote down the visit of {}", self.dog);
        Ok(Effect::ApplyAndReturn(match weight {
            None => Edit::Record(edit),
            Some(weight) => Edit::Together {
                label,
                edits: vec![Edit::Record(edit), Edit::Weight(weight)],
            },
        }))
    }
}
