//! A dog's card to fill in: everything the salon knows of it.

use chrono::NaiveDate;

use super::entry::{Entry, Kind};
use super::form::Form;
use super::owner::{Ask, Owner};
use super::record::{Record, RecordForm};
use crate::domain::client::Client;
use crate::domain::dog::{Alerts, Dog, Sex, Size, temperament_words};
use crate::domain::id::{ClientId, DogId};
use crate::domain::text;
use crate::store::{DogEdit, Edit, Result};
use crate::tui::component::{Cx, Effect};

pub use super::new_dog::NewDogForm;

const FIRST: &str = "First name";
const LAST: &str = "Last name";
const BREED: &str = "Breed";
const SIZE: &str = "Size";
const SEX: &str = "Sex";
const BORN: &str = "Born";
const AGE: &str = "Age in years";
const TEMPER: &str = "Temperament";
const BITES: &str = "Bites";
const MUZZLE: &str = "Needs a muzzle";
const HEART: &str = "Heart condition";
const SEIZURES: &str = "Has seizures";
const ALLERGIES: &str = "Allergies";
const VACCINE: &str = "Vaccine until";
const CHIP: &str = "Chip number";
const NOTE: &str = "Note";

/// The first option of a choice that may stay open.
const UNKNOWN: &str = "not known";

/// A dog in the book, to be changed.
pub struct DogRecord {
    id: DogId,
    dog: Option<Dog>,
    ask: Ask,
}

/// A form on a dog's card.
pub type DogForm = RecordForm<DogRecord>;

impl DogForm {
    /// The card of a dog in the book.
    #[must_use]
    pub fn of(id: DogId) -> Self {
        Self::on(DogRecord {
            id,
            dog: None,
            ask: Ask::new(),
        })
    }

    /// A new dog, of a client when it is known; its card opens when it is saved.
    #[must_use]
    pub fn new_dog(name: &str, client_id: Option<ClientId>) -> NewDogForm {
        NewDogForm::named(name, client_id, None)
    }

    /// A new dog that is booked as soon as it is saved, with what was typed for the time.
    #[must_use]
    pub fn to_book(name: &str, wish: &str) -> NewDogForm {
        NewDogForm::named(name, None, Some(wish.to_owned()))
    }
}

fn day_text(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn entries(dog: &Dog, today: NaiveDate) -> Vec<Entry> {
    let sizes = std::iter::once(UNKNOWN).chain(Size::ALL.map(Size::as_str));
    let sexes = Sex::ALL.map(|sex| if sex == Sex::Unknown { UNKNOWN } else { sex.words() });
    let tempers = std::iter::once(UNKNOWN.to_owned())
        .chain((1..=5).map(|temper| format!("{temper} {}", temperament_words(temper))));
    let chosen = |at: Option<usize>| at.map_or(0, |at| at + 1);
    let size = Size::ALL.iter().position(|size| Some(*size) == dog.size);
    let sex = Sex::ALL.iter().position(|sex| *sex == dog.sex).unwrap_or(4);
    let temper = dog.temperament.and_then(|temper| usize::try_from(temper).ok());
    let age = match dog.birth {
        None => dog.age_on(today).map(|age| age.to_string()),
        Some(_) => None,
    };
    let mut entries = vec![
        Entry::new(FIRST, Kind::Text(text::NAME), &dog.first_name).needed("A dog needs a name."),
        Entry::new(LAST, Kind::Text(text::NAME), &dog.last_name),
        Entry::new(BREED, Kind::Text(text::BREED), &dog.breed),
    ];
    if dog.client_id.is_none() {
        entries.extend(Ask::entries());
    }
    entries.extend([
        Entry::choice(SIZE, sizes.map(str::to_owned).collect(), chosen(size))
            .hint("By the work it makes: small up to 10 kg, medium to 20, large to 40, XL above"),
        Entry::choice(SEX, sexes.map(str::to_owned).to_vec(), sex),
        Entry::new(BORN, Kind::PastDay, &day_text(dog.birth))
            .hint("A day, such as 12 mar 2021; or only its age below"),
        Entry::new(
            AGE,
            Kind::Number {
                least: 0,
                most: 30,
                step: 1,
            },
            &age.unwrap_or_default(),
        )
        .hint("Whole years, as the client says; counts on by itself"),
        Entry::choice(TEMPER, tempers.collect(), temper.unwrap_or(0)),
        Entry::toggle(BITES, dog.alerts.bites),
        Entry::toggle(MUZZLE, dog.alerts.muzzle),
        Entry::toggle(HEART, dog.alerts.heart),
        Entry::toggle(SEIZURES, dog.alerts.seizures),
        Entry::new(ALLERGIES, Kind::Text(text::ALLERGIES), &dog.allergies),
        Entry::new(VACCINE, Kind::Day, &day_text(dog.vaccine_until))
            .hint("The day its rabies vaccine runs out, such as 1 may 2027 or +12m"),
        Entry::new(CHIP, Kind::Text(text::CHIP), &dog.chip),
        Entry::new(NOTE, Kind::Text(text::NOTE), &dog.note)
            .hint("Anything worth knowing before one touches it"),
    ]);
    entries
}

fn typed(old: &Dog, form: &Form, today: NaiveDate) -> Dog {
    let option = |title: &str| form.chosen(title).unwrap_or(0);
    let birth = form.day(BORN, today);
    let age = form.number(AGE).filter(|_| birth.is_none());
    // An age left alone keeps the day it was told, so that it goes on counting from there.
    let told_before = old.birth.is_none() && age == old.age_on(today);
    Dog {
        first_name: form.value(FIRST),
        last_name: form.value(LAST),
        breed: form.value(BREED),
        size: option(SIZE)
            .checked_sub(1)
            .and_then(|at| Size::ALL.get(at).copied()),
        sex: Sex::ALL.get(option(SEX)).copied().unwrap_or_default(),
        birth,
        age: if told_before { old.age } else { age },
        age_told: if told_before {
            old.age_told
        } else {
            age.map(|_| today)
        },
        temperament: i64::try_from(option(TEMPER)).ok().filter(|temper| *temper > 0),
        alerts: Alerts {
            bites: form.is_on(BITES),
            muzzle: form.is_on(MUZZLE),
            heart: form.is_on(HEART),
            seizures: form.is_on(SEIZURES),
        },
        allergies: form.value(ALLERGIES),
        vaccine_until: form.day(VACCINE, today),
        chip: form.value(CHIP),
        note: form.value(NOTE),
        ..old.clone()
    }
}

/// Gives a dog to a client; the family name is the client's unless it has one.
pub(super) fn given(mut dog: Dog, client: &Client) -> Dog {
    dog.client_id = Some(client.id);
    if dog.last_name.is_empty() {
        dog.last_name.clone_from(&client.last_name);
    }
    dog
}

impl Record for DogRecord {
    fn keeps(&self) -> String {
        format!("dog:{}", self.id)
    }

    fn row_id(&self) -> String {
        self.id.to_string()
    }

    fn title(&self) -> String {
        self.dog.as_ref().map_or_else(|| "Dog".to_owned(), Dog::name)
    }

    fn is_new(&self) -> bool {
        false
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let Some(dog) = cx.store.dog(self.id)? else {
            return Ok(None);
        };
        let entries = entries(&dog, cx.now.date());
        self.dog = Some(dog);
        Ok(Some(entries))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let Some(old) = &self.dog else {
            return Ok(Effect::Close);
        };
        let dog = typed(old, form, cx.now.date());
        let owner = if old.client_id.is_none() {
            self.ask.settle(form, cx)?
        } else {
            Owner::Nobody
        };
        let edit = match owner {
            Owner::Asked => return Ok(Effect::None),
            Owner::Nobody => DogEdit::Save(dog),
            Owner::Known(client) => DogEdit::Save(given(dog, &client)),
            Owner::New(client) => DogEdit::SaveWithClient {
                dog: given(dog, &client),
                client,
            },
        };
        Ok(Effect::Apply(Edit::Dog(edit)))
    }
}
