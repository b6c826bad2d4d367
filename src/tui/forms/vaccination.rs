//! A vaccination of a dog, or a vet's letter in its place.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::domain::id::{DogId, VaccinationId, VaccineId};
use crate::domain::vaccine::{Vaccinated, Vaccination, Vaccine};
use crate::store::{Edit, Result, VaccineEdit};
use crate::tui::component::{Component, Cx, Effect};
use crate::tui::popups::vaccines::VaccineList;
use crate::tui::reopen::id_in;

const VACCINE: &str = "Vaccine";
const GIVEN: &str = "Given on";
const UNTIL: &str = "Until";
const PROOF: &str = "Paper seen";
const LETTER: &str = "Vet's letter";

/// A vaccination on a card, or a new one.
pub struct VaccinationRecord {
    id: VaccinationId,
    dog_id: DogId,
    dog: String,
    book: Vaccinated,
    /// As it stands in the file; `None` for a new one.
    had: Option<Vaccination>,
    new: bool,
    today: NaiveDate,
}

/// The form on a vaccination.
pub type VaccinationForm = RecordForm<VaccinationRecord>;

impl VaccinationForm {
    /// A vaccination on the card of a dog.
    #[must_use]
    pub fn of(dog_id: DogId, id: VaccinationId) -> Self {
        Self::about(dog_id, id, false)
    }

    /// A new one.
    #[must_use]
    pub fn new_of(dog_id: DogId) -> Self {
        Self::about(dog_id, VaccinationId::new(), true)
    }

    fn about(dog_id: DogId, id: VaccinationId, new: bool) -> Self {
        Self::on(VaccinationRecord {
            id,
            dog_id,
            dog: String::new(),
            book: Vaccinated::default(),
            had: None,
            new,
            today: NaiveDate::MIN,
        })
    }
}

impl VaccinationRecord {
    /// The last day by the rule of the vaccine: the first one lasts otherwise than every later one.
    fn by_rule(&self, vaccine: &Vaccine, given: NaiveDate) -> (NaiveDate, bool) {
        let earlier = self.book.had.iter().any(|had| {
            let before = had.given.map_or(had.until <= given, |day| day < given);
            had.vaccine_id == vaccine.id && had.id != self.id && !had.exempt && before
        });
        (vaccine.lasts_until(given, !earlier), !earlier)
    }
}

fn day_text(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

impl Record for VaccinationRecord {
    fn keeps(&self) -> String {
        let which = if self.new {
            "new".to_owned()
        } else {
            self.id.to_string()
        };
        format!("vaccination:{}:{which}", self.dog_id)
    }

    fn row_id(&self) -> String {
        self.id.to_string()
    }

    fn title(&self) -> String {
        format!("Vaccination of {}", self.dog)
    }

    fn is_new(&self) -> bool {
        self.new
    }

    fn seed(&self) -> Value {
        json!({"id": self.id})
    }

    fn go_on(&mut self, seed: &Value) {
        self.id = id_in(seed, "id").unwrap_or(self.id);
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let Some(dog) = cx.store.dog(self.dog_id)? else {
            return Ok(None);
        };
        self.dog = dog.name();
        self.today = cx.now.date();
        self.book = cx.store.vaccinated(self.dog_id)?;
        self.had = self.book.had.iter().find(|had| had.id == self.id).cloned();
        if !self.new && self.had.is_none() {
            return Ok(None);
        }
        let names: Vec<String> = self.book.vaccines.iter().map(|each| each.name.clone()).collect();
        let had = self.had.as_ref();
        let which = |id: VaccineId| self.book.vaccines.iter().position(|each| each.id == id);
        let chosen = had.and_then(|had| which(had.vaccine_id)).unwrap_or(0);
        Ok(Some(vec![
            Entry::choice(VACCINE, names, chosen).hint("Left and Right choose"),
            Entry::new(GIVEN, Kind::LastDay, &day_text(had.and_then(|had| had.given)))
                .hint("The day on the paper, such as 12 mar 2026"),
            Entry::new(UNTIL, Kind::Day, &day_text(had.map(|had| had.until)))
                .hint("Its last day; left empty, it is counted from the day it was given"),
            Entry::toggle(PROOF, had.is_some_and(|had| had.proof)).hint("Somebody here saw the paper"),
            Entry::toggle(LETTER, had.is_some_and(|had| had.exempt))
                .hint("A vet wrote that the dog must not be vaccinated; it counts until its last day"),
        ]))
    }

    fn back(&self) -> Option<Box<dyn Component>> {
        Some(Box::new(VaccineList::at(self.dog_id, self.id)))
    }

    /// Shows the last day that an empty field will get, before it is saved.
    fn follow(&mut self, form: &mut Form) {
        let vaccine = self.book.vaccines.get(form.chosen(VACCINE).unwrap_or(0));
        let given = form.day(GIVEN, self.today);
        let words = match (vaccine, given) {
            (Some(vaccine), Some(given)) if form.value(UNTIL).is_empty() => {
                let (until, is_first) = self.by_rule(vaccine, given);
                let until = until.format("%-d %b %Y");
                let which = if is_first { "the first one" } else { "a later one" };
                vec![format!("empty: until {until} ({which}, by its rule)")]
            }
            _ => Vec::new(),
        };
        form.set_beside(UNTIL, words);
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let today = cx.now.date();
        let Some(vaccine) = self.book.vaccines.get(form.chosen(VACCINE).unwrap_or(0)) else {
            form.say(
                "There is no vaccine in the list yet: v on Services adds one.",
                true,
            );
            return Ok(Effect::None);
        };
        let given = form.day(GIVEN, today);
        let until = form
            .day(UNTIL, today)
            .or_else(|| given.map(|given| self.by_rule(vaccine, given).0));
        let Some(until) = until else {
            form.wrong(
                UNTIL,
                "The day it was given or its last day: one of both is needed.",
            );
            return Ok(Effect::None);
        };
        let had = Vaccination {
            id: self.id,
            dog_id: self.dog_id,
            vaccine_id: vaccine.id,
            given,
            until,
            proof: form.is_on(PROOF),
            exempt: form.is_on(LETTER),
            rev: self.had.as_ref().map_or(1, |had| had.rev),
        };
        let edit = if self.new {
            VaccineEdit::Give(had)
        } else {
            VaccineEdit::Correct(had)
        };
        let then = Box::new(VaccineList::at(self.dog_id, self.id));
        Ok(Effect::ApplyThen(Edit::Vaccine(edit), then))
    }
}
