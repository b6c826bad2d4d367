//! The dog: who it is, how it is built, and what the groomer must know before touching it.

use chrono::{Datelike, NaiveDate};

use super::client::full_name;
use super::id::{ClientId, DogId};

/// A dog's sex as the salon notes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Male.
    Male,
    /// Male, neutered.
    MaleNeutered,
    /// Female.
    Female,
    /// Female, spayed.
    FemaleSpayed,
    /// Nobody asked yet.
    #[default]
    Unknown,
}

impl Sex {
    /// Every sex, in the order a form offers them.
    pub const ALL: [Self; 5] = [
        Self::Male,
        Self::MaleNeutered,
        Self::Female,
        Self::FemaleSpayed,
        Self::Unknown,
    ];

    /// The word kept in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::MaleNeutered => "male_neutered",
            Self::Female => "female",
            Self::FemaleSpayed => "female_spayed",
            Self::Unknown => "unknown",
        }
    }

    /// The words on the screen.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::MaleNeutered => "male, neutered",
            Self::Female => "female",
            Self::FemaleSpayed => "female, spayed",
            Self::Unknown => "sex unknown",
        }
    }

    /// Reads the word kept in the file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.as_str() == text)
    }
}

/// A dog's size class by the work it makes, not by its breed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Up to about 10 kg.
    Small,
    /// Up to about 20 kg.
    Medium,
    /// Up to about 40 kg.
    Large,
    /// Above.
    ExtraLarge,
}

impl Size {
    /// Every size, smallest first.
    pub const ALL: [Self; 4] = [Self::Small, Self::Medium, Self::Large, Self::ExtraLarge];

    /// The word kept in the file and shown on the screen.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::ExtraLarge => "XL",
        }
    }

    /// Reads the word kept in the file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == text)
    }
}

/// A dog's coat, by the work it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coat {
    /// Short and smooth.
    Short,
    /// With an undercoat; never shaved without the client's signature.
    Double,
    /// Long and silky.
    Long,
    /// Curly, that grows on.
    Curly,
    /// Wiry.
    Wire,
}

impl Coat {
    /// Every coat, in the order a form offers them.
    pub const ALL: [Self; 5] = [Self::Short, Self::Double, Self::Long, Self::Curly, Self::Wire];

    /// The word kept in the file and shown on the screen.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Double => "double",
            Self::Long => "long",
            Self::Curly => "curly",
            Self::Wire => "wire",
        }
    }

    /// Reads the word kept in the file.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|coat| coat.as_str() == text)
    }
}

/// What must be known before anybody touches the dog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[allow(clippy::struct_excessive_bools)] // four independent marks on one card, not a state
pub struct Alerts {
    /// Bites.
    pub bites: bool,
    /// Needs a muzzle.
    pub muzzle: bool,
    /// Has a heart condition.
    pub heart: bool,
    /// Has seizures.
    pub seizures: bool,
}

/// A dog of the salon.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Dog {
    /// The row's id.
    pub id: DogId,
    /// Who pays; an imported dog may have nobody yet.
    pub client_id: Option<ClientId>,
    /// What one calls it.
    pub first_name: String,
    /// The family name, the client's unless said otherwise.
    pub last_name: String,
    /// Breed or mix, as written.
    pub breed: String,
    /// Size class, when known.
    pub size: Option<Size>,
    /// Coat, when known.
    pub coat: Option<Coat>,
    /// Sex.
    pub sex: Sex,
    /// The day it was born, when known.
    pub birth: Option<NaiveDate>,
    /// Age in whole years as somebody told it, 0 to 30, when no birth day is known.
    pub age: Option<i64>,
    /// The day the age was told.
    pub age_told: Option<NaiveDate>,
    /// 1 angel, 2 dancer, 3 easily irritated, 4 will bite, 5 vet only.
    pub temperament: Option<i64>,
    /// What must be known before anybody touches it.
    pub alerts: Alerts,
    /// Allergies, as written.
    pub allergies: String,
    /// What it takes and when, as written.
    pub medication: String,
    /// Its vet, as written.
    pub vet: String,
    /// The day the client signed that its double coat may be shaved.
    pub waiver: Option<NaiveDate>,
    /// How many weeks lie between two visits, 1 to 52; `None` is as usual for the breed.
    pub rebook_weeks: Option<i64>,
    /// Why nobody should book it any more; empty for every other dog.
    pub do_not_book: String,
    /// The number of its chip, as written.
    pub chip: String,
    /// Anything worth knowing, one line.
    pub note: String,
    /// Raised at each edit.
    pub rev: i64,
}

impl Dog {
    /// A new dog with nothing filled in.
    #[must_use]
    pub fn blank(client_id: Option<ClientId>) -> Self {
        Self {
            id: DogId::new(),
            client_id,
            first_name: String::new(),
            last_name: String::new(),
            breed: String::new(),
            size: None,
            coat: None,
            sex: Sex::Unknown,
            birth: None,
            age: None,
            age_told: None,
            temperament: None,
            alerts: Alerts::default(),
            allergies: String::new(),
            medication: String::new(),
            vet: String::new(),
            waiver: None,
            rebook_weeks: None,
            do_not_book: String::new(),
            chip: String::new(),
            note: String::new(),
            rev: 1,
        }
    }

    /// `Bella Moreira`.
    #[must_use]
    pub fn name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }

    /// Age in whole years on a day, from the birth day or from what was told.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> Option<i64> {
        if let Some(birth) = self.birth {
            return Some(whole_years(birth, day).max(0));
        }
        let since = self.age_told.map_or(0, |told| whole_years(told, day).max(0));
        self.age.map(|age| age + since)
    }

    /// The alert letters of this dog: `B` bites, `M` muzzle, `H` heart, `S` seizures, `A` allergy, `V` for a vaccine that
    /// is due, which the card alone cannot tell.
    #[must_use]
    pub fn alert_letters(&self, vaccine_due: bool) -> String {
        alert_letters(self.alerts, !self.allergies.is_empty(), vaccine_due)
    }

    /// Whether it has a double coat that nobody may shave, for the client has not signed.
    #[must_use]
    pub fn never_shave(&self) -> bool {
        self.coat == Some(Coat::Double) && self.waiver.is_none()
    }
}

/// The alert letters of a dog, in the order every screen shows them.
#[must_use]
pub fn alert_letters(alerts: Alerts, allergy: bool, vaccine_due: bool) -> String {
    [
        (alerts.bites, 'B'),
        (alerts.muzzle, 'M'),
        (alerts.heart, 'H'),
        (alerts.seizures, 'S'),
        (allergy, 'A'),
        (vaccine_due, 'V'),
    ]
    .into_iter()
    .filter_map(|(on, letter)| on.then_some(letter))
    .collect()
}

/// Every sign of an appointment or its dog that a day shows, in the order every screen shows them.
pub const ALERT_LETTERS: &str = "+BMHSAVWONX";

/// The sign of work that needs a signature for the double coat of a dog whose client has not signed.
pub const UNSIGNED: char = 'W';

/// The sign of a dog that is not to be booked, itself or all dogs of its client.
pub const DO_NOT_BOOK: char = 'X';

/// What an alert letter means, in words.
#[must_use]
pub const fn alert_words(letter: char) -> &'static str {
    match letter {
        'B' => "bites",
        'M' => "muzzle",
        'H' => "heart",
        'S' => "seizures",
        'A' => "allergy",
        'V' => "vaccine due",
        UNSIGNED => "not signed",
        DO_NOT_BOOK => "do not book",
        'O' => "owes",
        '+' => "beyond the rules",
        _ => "no-shows",
    }
}

/// The words for a temperament of 1 to 5.
#[must_use]
pub const fn temperament_words(temperament: i64) -> &'static str {
    match temperament {
        1 => "angel",
        2 => "dancer",
        3 => "easily irritated",
        4 => "will bite",
        5 => "vet only",
        _ => "temperament unknown",
    }
}

fn whole_years(from: NaiveDate, to: NaiveDate) -> i64 {
    let years = i64::from(to.year() - from.year());
    if (to.month(), to.day()) < (from.month(), from.day()) {
        years - 1
    } else {
        years
    }
}
