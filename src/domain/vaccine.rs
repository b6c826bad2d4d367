//! Vaccines: how long each lasts, which work asks for it, and which a dog has.

use chrono::{Days, Months, NaiveDate};

use super::id::{DogId, ServiceId, VaccinationId, VaccineId, VaccineNeedId};

/// A vaccine and how long it lasts.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Vaccine {
    /// The row's id.
    pub id: VaccineId,
    /// The name on the paper.
    pub name: String,
    /// How many months the first one lasts.
    pub first_months: i64,
    /// How many months every later one lasts.
    pub later_months: i64,
    /// From which age in weeks on a dog is asked for it.
    pub from_weeks: i64,
    /// Place in the list, from 1; the first is the one a card asks for.
    pub position: i64,
    /// Raised at each edit.
    pub rev: i64,
}

impl Vaccine {
    /// What a new salon starts with: rabies for one year and then three, DHPP the same, bordetella every year.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        [
            ("Rabies", 12, 36, 12),
            ("DHPP", 12, 36, 16),
            ("Bordetella", 12, 12, 16),
        ]
        .into_iter()
        .zip(1..)
        .map(
            |((name, first_months, later_months, from_weeks), position)| Self {
                id: VaccineId::new(),
                name: name.to_owned(),
                first_months,
                later_months,
                from_weeks,
                position,
                rev: 1,
            },
        )
        .collect()
    }

    /// The last day of one given on a day.
    #[must_use]
    pub fn lasts_until(&self, given: NaiveDate, is_first: bool) -> NaiveDate {
        let months = if is_first {
            self.first_months
        } else {
            self.later_months
        };
        let months = Months::new(u32::try_from(months).unwrap_or(12));
        given.checked_add_months(months).unwrap_or(given)
    }

    /// Whether a dog born then is old enough on a day to be asked for it; one of unknown birth is.
    #[must_use]
    pub fn asked_of(&self, birth: Option<NaiveDate>, day: NaiveDate) -> bool {
        let weeks = u64::try_from(self.from_weeks).unwrap_or(0);
        birth.is_none_or(|birth| {
            birth
                .checked_add_days(Days::new(weeks * 7))
                .is_none_or(|old| old <= day)
        })
    }
}

/// Which work asks for which vaccine.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct VaccineNeed {
    /// The row's id.
    pub id: VaccineNeedId,
    /// The vaccine.
    pub vaccine_id: VaccineId,
    /// The service; `None` is every one.
    pub service_id: Option<ServiceId>,
    /// Whether a booking without it is refused; else one is only told.
    pub refuses: bool,
    /// Raised at each edit.
    pub rev: i64,
}

/// A vaccination of a dog, or a vet's letter in its place.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Vaccination {
    /// The row's id.
    pub id: VaccinationId,
    /// Which dog.
    pub dog_id: DogId,
    /// Which vaccine.
    pub vaccine_id: VaccineId,
    /// When it was given, when known.
    pub given: Option<NaiveDate>,
    /// Its last day.
    pub until: NaiveDate,
    /// Whether somebody here saw the paper.
    pub proof: bool,
    /// Whether it is a letter of exemption.
    pub exempt: bool,
    /// Raised at each edit.
    pub rev: i64,
}
