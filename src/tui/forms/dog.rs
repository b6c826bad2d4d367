//! A dog's card to fill in: everything the salon knows of it.

use chrono::NaiveDate;

use super::entry::{Entry, Kind};
use super::flags;
use super::form::Form;
use super::owner::{Ask, Owner};
use super::record::{Record, RecordForm};
use crate::domain::client::Client;
use crate::domain::dog::{Alerts, Coat, Dog, Sex, Size, temperament_words};
use crate::domain::id::{ClientId, DogId, VaccinationId, WeightId};
use crate::domain::text;
use crate::domain::vaccine::{Vaccinated, Vaccination};
use crate::domain::weight::{Weight, parse_weight, weight_words};
use crate::store::{DogEdit, Edit, Result, VaccineEdit, WeightEdit};
use crate::tui::component::{Cx, Effect};

pub use super::new_dog::NewDogForm;

const FIRST: &str = "First name";
const LAST: &str = "Last name";
const BREED: &str = "Breed";
const SIZE: &str = "Size";
const COAT: &str = "Coat";
const WEIGHT: &str = "Weight";
const SEX: &str = "Sex";
const BORN: &str = "Born";
const AGE: &str = "Age in years";
const TEMPER: &str = "Temperament";
const BITES: &str = "Bites";
const MUZZLE: &str = "Needs a muzzle";
const HEART: &str = "Heart condition";
const SEIZURES: &str = "Has seizures";
const ALLERGIES: &str = "Allergies";
const MEDICATION: &str = "Medication";
const VACCINE: &str = "Vaccine until";
const VET: &str = "Vet";
const CHIP: &str = "Chip number";
const WEEKS: &str = "Comes every";
const WAIVER: &str = "Shaving signed";
const REFUSED: &str = "Do not book";
const NOTE: &str = "Note";

/// The first option of a choice that may stay open.
const UNKNOWN: &str = "not known";

/// A dog in the book, to be changed.
pub struct DogRecord {
    id: DogId,
    dog: Option<Dog>,
    beside: Beside,
    ask: Ask,
}

/// What stands on the card in rows of its own: the first vaccine of the list, and the last weight.
#[derive(Default)]
struct Beside {
    vaccinated: Vaccinated,
    weight: Option<Weight>,
}

impl Beside {
    fn last_vaccine(&self) -> Option<&Vaccination> {
        let first = self.vaccinated.first_vaccine()?;
        self.vaccinated.last(first.id)
    }

    fn vaccine_until(&self) -> Option<NaiveDate> {
        self.last_vaccine().map(|had| had.until)
    }

    fn weight_text(&self) -> String {
        self.weight
            .as_ref()
            .map(|weight| weight_words(weight.grams))
            .unwrap_or_default()
    }

    /// What the quick field asks for: a later day is another vaccination, an earlier one a slip put right, none at all
    /// takes the last one off.
    fn vaccine_edit(&self, dog_id: DogId, until: Option<NaiveDate>) -> Option<VaccineEdit> {
        let vaccine = self.vaccinated.first_vaccine()?;
        match (self.last_vaccine(), until) {
            (None, None) => None,
            (Some(had), Some(until)) if had.until == until => None,
            (Some(had), None) => Some(VaccineEdit::Remove(had.clone())),
            (Some(had), Some(until)) if until < had.until => Some(VaccineEdit::Correct(Vaccination {
                until,
                given: had.given.filter(|given| *given <= until),
                ..had.clone()
            })),
            (_, Some(until)) => Some(VaccineEdit::Give(Vaccination {
                id: VaccinationId::new(),
                dog_id,
                vaccine_id: vaccine.id,
                given: None,
                until,
                proof: false,
                exempt: false,
                rev: 1,
            })),
        }
    }
}

/// A weight is noted once a day; a field that was emptied takes the last one off.
pub(super) fn weighed(
    last: Option<&Weight>,
    dog_id: DogId,
    grams: Option<i64>,
    today: NaiveDate,
) -> Option<WeightEdit> {
    let same = |last: &Weight| grams.is_some_and(|grams| weight_words(grams) == weight_words(last.grams));
    match (last, grams) {
        (None, None) => None,
        (Some(last), _) if same(last) => None,
        (Some(last), None) => Some(WeightEdit::Remove(last.clone())),
        (Some(last), Some(grams)) if last.day == today => Some(WeightEdit::Correct(Weight {
            grams,
            ..last.clone()
        })),
        (_, Some(grams)) => Some(WeightEdit::Note(Weight {
            id: WeightId::new(),
            dog_id,
            day: today,
            grams,
            rev: 1,
        })),
    }
}

/// Reads a weight for a form.
pub(super) fn read_weight(text: &str, _today: NaiveDate) -> std::result::Result<String, String> {
    parse_weight(text).map(weight_words)
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
            beside: Beside::default(),
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

fn entries(dog: &Dog, beside: &Beside, today: NaiveDate) -> Vec<Entry> {
    let sizes = std::iter::once(UNKNOWN).chain(Size::ALL.map(Size::as_str));
    let coats = std::iter::once(UNKNOWN).chain(Coat::ALL.map(Coat::as_str));
    let sexes = Sex::ALL.map(|sex| if sex == Sex::Unknown { UNKNOWN } else { sex.words() });
    let tempers = std::iter::once(UNKNOWN.to_owned())
        .chain((1..=5).map(|temper| format!("{temper} {}", temperament_words(temper))));
    let chosen = |at: Option<usize>| at.map_or(0, |at| at + 1);
    let size = Size::ALL.iter().position(|size| Some(*size) == dog.size);
    let coat = Coat::ALL.iter().position(|coat| Some(*coat) == dog.coat);
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
        Entry::choice(COAT, coats.map(str::to_owned).collect(), chosen(coat))
            .hint("By the work it makes; a double coat has an undercoat and is never shaved unsigned"),
        Entry::new(WEIGHT, Kind::Read(read_weight), &beside.weight_text())
            .anew()
            .hint("What it weighs today, such as 4.2 or 9 lb; the earlier ones stay on its card"),
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
        Entry::new(ALLERGIES, flags::ALLERGIES, &dog.allergies)
            .hint("To what, such as chicken; empty for none"),
        Entry::new(MEDICATION, flags::MEDICATION, &dog.medication)
            .hint("What it takes and when, such as 5 mg Apoquel at noon"),
        Entry::new(VACCINE, Kind::Day, &day_text(beside.vaccine_until())).hint(
            "The day its rabies vaccine runs out, such as 1 may 2027 or +12m; v on its card has them all",
        ),
        Entry::new(VET, Kind::Text(text::CONTACT), &dog.vet).hint("The practice and its phone number"),
        Entry::new(CHIP, Kind::Text(text::CHIP), &dog.chip),
        Entry::new(
            WEEKS,
            Kind::Number {
                least: 1,
                most: 52,
                step: 1,
            },
            &dog.rebook_weeks
                .map(|weeks| weeks.to_string())
                .unwrap_or_default(),
        )
        .hint("Weeks from one visit to the next; empty is as usual for the breed"),
        Entry::new(WAIVER, Kind::LastDay, &day_text(dog.waiver))
            .hint("The day the client signed that the double coat may be shaved"),
        Entry::new(REFUSED, flags::DO_NOT_BOOK, &dog.do_not_book)
            .hint("Why nobody should book it any more; empty for every other dog"),
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
        coat: option(COAT)
            .checked_sub(1)
            .and_then(|at| Coat::ALL.get(at).copied()),
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
        medication: form.value(MEDICATION),
        vet: form.value(VET),
        waiver: form.day(WAIVER, today),
        rebook_weeks: form.number(WEEKS),
        do_not_book: form.value(REFUSED),
        chip: form.value(CHIP),
        note: form.value(NOTE),
        ..old.clone()
    }
}

fn name_of(edit: &DogEdit) -> String {
    match edit {
        DogEdit::Add { dog, .. } | DogEdit::Save(dog) | DogEdit::SaveWithClient { dog, .. } => dog.name(),
        DogEdit::Merge { kept, .. } => kept.name(),
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
        self.beside = Beside {
            vaccinated: cx.store.vaccinated(self.id)?,
            weight: cx.store.weights_of(self.id, 1)?.into_iter().next(),
        };
        let entries = entries(&dog, &self.beside, cx.now.date());
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
        let saved = match owner {
            Owner::Asked => return Ok(Effect::None),
            Owner::Nobody => DogEdit::Save(dog),
            Owner::Known(client) => DogEdit::Save(given(dog, &client)),
            Owner::New(client) => DogEdit::SaveWithClient {
                dog: given(dog, &client),
                client,
            },
        };
        let mut label = format!("Changed {}", name_of(&saved));
        if let DogEdit::SaveWithClient { client, .. } = &saved {
            label = format!("{label}, now of {}", client.name());
        }
        let today = cx.now.date();
        let vaccine = self.beside.vaccine_edit(self.id, form.day(VACCINE, today));
        let grams = parse_weight(&form.value(WEIGHT)).ok();
        let weight = weighed(self.beside.weight.as_ref(), self.id, grams, today);
        let beside = vaccine
            .map(Edit::Vaccine)
            .into_iter()
            .chain(weight.map(Edit::Weight));
        let mut edits: Vec<Edit> = std::iter::once(Edit::Dog(saved)).chain(beside).collect();
        // The card it was opened from is there again.
        Ok(Effect::ApplyAndReturn(if edits.len() == 1 {
            edits.remove(0)
        } else {
            Edit::Together { label, edits }
        }))
    }
}
