//! A vaccine of the list: how long it lasts, and which work asks for it.

use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::id::{ServiceId, VaccineId, VaccineNeedId};
use crate::domain::service::Service;
use crate::domain::text::{self, fold};
use crate::domain::vaccine::{Vaccine, VaccineNeed};
use crate::store::{Edit, Result, VaccineEdit};
use crate::tui::component::{Component, Cx, Effect};
use crate::tui::popups::vaccine_rules::{VaccineRules, asked};
use crate::tui::reopen::id_in;

const NAME: &str = "Name";
const FIRST: &str = "First lasts";
const LATER: &str = "Later ones last";
const FROM: &str = "From age";
const TOLD: &str = "Told for";
const REFUSED: &str = "Refused for";
const PLACE: &str = "Place in list";

/// A vaccine of the list, or a new one.
pub struct VaccineRecord {
    vaccine: Vaccine,
    needs: Vec<VaccineNeed>,
    services: Vec<Service>,
    new: bool,
}

/// The form on a vaccine.
pub type VaccineForm = RecordForm<VaccineRecord>;

impl VaccineForm {
    /// A vaccine of the list.
    #[must_use]
    pub fn of(id: VaccineId) -> Self {
        Self::about(id, false)
    }

    /// A new one.
    #[must_use]
    pub fn new_vaccine() -> Self {
        Self::about(VaccineId::new(), true)
    }

    fn about(id: VaccineId, new: bool) -> Self {
        Self::on(VaccineRecord {
            vaccine: Vaccine {
                id,
                name: String::new(),
                first_months: 12,
                later_months: 12,
                from_weeks: 12,
                position: 1,
                rev: 1,
            },
            needs: Vec::new(),
            services: Vec::new(),
            new,
        })
    }
}

impl VaccineRecord {
    /// The rules a text asks for: `every service`, or names with commas between.
    fn rules(&self, text: &str, refuses: bool) -> std::result::Result<Vec<VaccineNeed>, String> {
        let need = |service_id: Option<ServiceId>| VaccineNeed {
            id: VaccineNeedId::new(),
            vaccine_id: self.vaccine.id,
            service_id,
            refuses,
            rev: 1,
        };
        let typed = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let mut needs: Vec<VaccineNeed> = Vec::new();
        for name in typed {
            let wanted = fold(name);
            let found = if ["all", "every", "every service", "all services"].contains(&wanted.as_str()) {
                None
            } else {
                let called = |service: &&Service| fold(&service.name) == wanted;
                let begins = |service: &&Service| fold(&service.name).starts_with(&wanted);
                let mut services = self.services.iter();
                let service = services.clone().find(called).or_else(|| services.find(begins));
                let Some(service) = service else {
                    let names: Vec<&str> = self.services.iter().map(|each| each.name.as_str()).collect();
                    return Err(format!(
                        "No service is called {name}; possible are every service, {}.",
                        names.join(", ")
                    ));
                };
                Some(service.id)
            };
            if needs.iter().all(|need| need.service_id != found) {
                needs.push(need(found));
            }
        }
        Ok(needs)
    }
}

impl Record for VaccineRecord {
    fn keeps(&self) -> String {
        if self.new {
            "vaccine:new".to_owned()
        } else {
            format!("vaccine:{}", self.vaccine.id)
        }
    }

    fn row_id(&self) -> String {
        self.vaccine.id.to_string()
    }

    fn title(&self) -> String {
        if self.new {
            "New vaccine".to_owned()
        } else {
            format!("Vaccine {}", self.vaccine.name)
        }
    }

    fn is_new(&self) -> bool {
        self.new
    }

    fn seed(&self) -> Value {
        json!({"id": self.vaccine.id})
    }

    fn go_on(&mut self, seed: &Value) {
        self.vaccine.id = id_in(seed, "id").unwrap_or(self.vaccine.id);
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let vaccines = cx.store.vaccines()?;
        self.services = cx.store.services()?;
        if self.new {
            let last = vaccines.iter().map(|vaccine| vaccine.position).max();
            self.vaccine.position = last.unwrap_or(0) + 1;
        } else {
            let Some(vaccine) = vaccines.into_iter().find(|each| each.id == self.vaccine.id) else {
                return Ok(None);
            };
            self.vaccine = vaccine;
            let needs = cx.store.vaccine_needs()?.into_iter();
            self.needs = needs.filter(|need| need.vaccine_id == self.vaccine.id).collect();
        }
        let vaccine = &self.vaccine;
        let number = |least, most| Kind::Number { least, most, step: 1 };
        let asked_for = |refuses| asked(&self.needs, &self.services, refuses);
        Ok(Some(vec![
            Entry::new(NAME, Kind::Text(text::NAME), &vaccine.name)
                .needed("A vaccine needs a name, such as Rabies.")
                .hint("As on the paper of the vet"),
            Entry::new(FIRST, number(1, 60), &vaccine.first_months.to_string())
                .needed("How many months the first one lasts, such as 12.")
                .hint("Months"),
            Entry::new(LATER, number(1, 60), &vaccine.later_months.to_string())
                .needed("How many months every later one lasts, such as 36.")
                .hint("Months"),
            Entry::new(FROM, number(0, 104), &vaccine.from_weeks.to_string())
                .needed("From which age a dog is asked for it, 0 for every age.")
                .hint("Weeks of age from which on a dog is asked for it"),
            Entry::new(TOLD, Kind::Text(text::NOTE), &asked_for(false)).hint(
                "Services for which one is told when it is missing: every service, or names with commas",
            ),
            Entry::new(REFUSED, Kind::Text(text::NOTE), &asked_for(true))
                .hint("Services that are not booked without it: every service, or names with commas"),
            Entry::new(PLACE, number(1, 999), &vaccine.position.to_string())
                .needed("A place in the list, 1 for the first.")
                .hint("1 is the first: the one that a file of dogs brings dates for"),
        ]))
    }

    fn back(&self) -> Option<Box<dyn Component>> {
        Some(Box::new(VaccineRules::at(self.vaccine.id)))
    }

    fn save(&mut self, form: &mut Form, _cx: &Cx) -> Result<Effect> {
        let mut needs = Vec::new();
        for (title, refuses) in [(TOLD, false), (REFUSED, true)] {
            match self.rules(&form.value(title), refuses) {
                Ok(rules) => needs.extend(rules),
                Err(why) => {
                    form.wrong(title, &why);
                    return Ok(Effect::None);
                }
            }
        }
        let vaccine = Vaccine {
            name: form.value(NAME),
            first_months: form.number(FIRST).unwrap_or(self.vaccine.first_months),
            later_months: form.number(LATER).unwrap_or(self.vaccine.later_months),
            from_weeks: form.number(FROM).unwrap_or(self.vaccine.from_weeks),
            position: form.number(PLACE).unwrap_or(self.vaccine.position),
            ..self.vaccine.clone()
        };
        let edit = if self.new {
            VaccineEdit::Add { vaccine, needs }
        } else {
            VaccineEdit::Save { vaccine, needs }
        };
        Ok(Effect::ApplyThen(
            Edit::Vaccine(edit),
            Box::new(VaccineRules::at(self.vaccine.id)),
        ))
    }
}
