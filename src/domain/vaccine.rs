//! Vaccines: how long each lasts, which work asks for it, and which a dog has.

use chrono::{Days, Months, NaiveDate};

use super::clock::short_day;
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

/// A vaccine that work asks for and that a dog will not have on a day.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct VaccineAlert {
    /// The vaccine's name.
    pub vaccine: String,
    /// The last day of the one it has; `None` when none is on its card.
    pub until: Option<NaiveDate>,
    /// Whether a booking without it is refused.
    pub refuses: bool,
    /// Whether this very work asks for it, and not all work alike.
    pub of_this_work: bool,
}

impl VaccineAlert {
    /// Whether the board marks it: it ran out, it is refused without, or this very work asks for it. A card on which nobody
    /// ever wrote one that all work asks for is only told of before saving, or every dog of a new salon would be marked.
    #[must_use]
    pub const fn is_marked(&self) -> bool {
        self.until.is_some() || self.refuses || self.of_this_work
    }

    /// `Rabies ran out 1 Nov 2026`, `Rabies runs out 1 Dec 2026`, `no Rabies on the card`.
    #[must_use]
    pub fn words(&self, today: NaiveDate) -> String {
        let Some(until) = self.until else {
            return format!("no {} on the card", self.vaccine);
        };
        let verb = if until < today { "ran out" } else { "runs out" };
        format!("{} {verb} {}", self.vaccine, until.format("%-d %b %Y"))
    }
}

/// What a card says of visits that a dog is booked for and that a vaccine does not last until: `Rabies until 3 Dec 2026, not
/// valid at the visit on Thu 10 Dec`. The days rise; without any there is nothing to say.
#[must_use]
pub fn outlived(
    vaccine: &str,
    until: Option<NaiveDate>,
    days: &[NaiveDate],
    today: NaiveDate,
) -> Option<String> {
    let (first, others) = days.split_first()?;
    let visits = match others.len() {
        0 => format!("the visit on {}", short_day(*first, today)),
        others => format!("{} visits from {} on", others + 1, short_day(*first, today)),
    };
    Some(match until {
        Some(until) => format!(
            "{vaccine} until {}, not valid at {visits}",
            until.format("%-d %b %Y")
        ),
        None => format!("no {vaccine} on the card for {visits}"),
    })
}

/// A dog's vaccinations beside the rules of the salon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vaccinated {
    /// When the dog was born, when known.
    pub birth: Option<NaiveDate>,
    /// Every vaccine, in the order of the list.
    pub vaccines: Vec<Vaccine>,
    /// Which work asks for which.
    pub needs: Vec<VaccineNeed>,
    /// What the dog has had, by vaccine; of each the newest first.
    pub had: Vec<Vaccination>,
}

impl Vaccinated {
    /// The vaccination of a vaccine that lasts longest.
    #[must_use]
    pub fn last(&self, vaccine_id: VaccineId) -> Option<&Vaccination> {
        let had = self.had.iter().filter(|had| had.vaccine_id == vaccine_id);
        had.max_by_key(|had| had.until)
    }

    /// The vaccine that a card asks for in its one quick field.
    #[must_use]
    pub fn first_vaccine(&self) -> Option<&Vaccine> {
        self.vaccines.iter().min_by_key(|vaccine| vaccine.position)
    }

    /// What these services ask for and the dog will not have on a day, in the order of the list.
    #[must_use]
    pub fn alerts(&self, services: &[ServiceId], day: NaiveDate) -> Vec<VaccineAlert> {
        let mut alerts = Vec::new();
        for vaccine in &self.vaccines {
            let asked = self.needs.iter().filter(|need| {
                let of_these = need.service_id.is_none_or(|id| services.contains(&id));
                need.vaccine_id == vaccine.id && of_these
            });
            let asked: Vec<&VaccineNeed> = asked.collect();
            if asked.is_empty() {
                continue;
            }
            let until = self.last(vaccine.id).map(|had| had.until);
            if !vaccine.asked_of(self.birth, day) || until.is_some_and(|until| until >= day) {
                continue;
            }
            alerts.push(VaccineAlert {
                vaccine: vaccine.name.clone(),
                until,
                refuses: asked.iter().any(|need| need.refuses),
                of_this_work: asked.iter().any(|need| need.service_id.is_some()),
            });
        }
        alerts
    }

    /// Whether the board marks the dog for these services on a day.
    #[must_use]
    pub fn is_due(&self, services: &[ServiceId], day: NaiveDate) -> bool {
        self.alerts(services, day).iter().any(VaccineAlert::is_marked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rabies(refuses: bool, service_id: Option<ServiceId>) -> Vaccinated {
        let vaccines = Vaccine::usual();
        let need = VaccineNeed {
            id: VaccineNeedId::new(),
            vaccine_id: vaccines[0].id,
            service_id,
            refuses,
            rev: 1,
        };
        Vaccinated {
            birth: None,
            needs: vec![need],
            vaccines,
            had: Vec::new(),
        }
    }

    fn had(book: &Vaccinated, until: &str, exempt: bool) -> Vaccination {
        Vaccination {
            id: VaccinationId::new(),
            dog_id: DogId::new(),
            vaccine_id: book.vaccines[0].id,
            given: None,
            until: day(until),
            proof: false,
            exempt,
            rev: 1,
        }
    }

    #[test]
    fn a_vaccine_lasts_through_its_last_day_and_the_longest_counts() {
        let mut dog = rabies(false, None);
        dog.had = vec![had(&dog, "2026-11-20", false), had(&dog, "2025-01-01", false)];
        assert!(!dog.is_due(&[], day("2026-11-20")));
        assert!(dog.is_due(&[], day("2026-11-21")));
        let alert = &dog.alerts(&[], day("2026-11-21"))[0];
        assert_eq!(alert.words(day("2026-11-20")), "Rabies runs out 20 Nov 2026");
        // A vet's letter stands in its place until its own last day.
        dog.had.push(had(&dog, "2027-01-01", true));
        assert_eq!(dog.alerts(&[], day("2026-11-21")), []);
    }

    #[test]
    fn a_card_without_any_is_told_of_and_marked_where_it_is_refused_or_the_work_asks() {
        let dog = rabies(false, None);
        assert_eq!(dog.alerts(&[], day("2026-11-20")).len(), 1);
        assert!(!dog.is_due(&[], day("2026-11-20")));
        assert!(rabies(true, None).is_due(&[], day("2026-11-20")));
        let bath = ServiceId::new();
        let of_a_bath = rabies(false, Some(bath));
        assert!(
            of_a_bath.is_due(&[bath], day("2026-11-20")),
            "the bath asks for it"
        );
        assert!(!of_a_bath.is_due(&[ServiceId::new()], day("2026-11-20")));
    }

    #[test]
    fn a_puppy_is_not_asked_before_its_age_and_a_service_only_for_its_own() {
        let bath = ServiceId::new();
        let mut dog = rabies(true, Some(bath));
        assert_eq!(dog.alerts(&[ServiceId::new()], day("2026-11-20")), []);
        assert_eq!(dog.alerts(&[bath], day("2026-11-20")).len(), 1);
        // Rabies counts from twelve weeks on.
        dog.birth = Some(day("2026-09-01"));
        assert_eq!(dog.alerts(&[bath], day("2026-11-23")), []);
        assert_eq!(dog.alerts(&[bath], day("2026-11-24")).len(), 1);
    }

    #[test]
    fn the_first_one_lasts_for_a_year_and_the_next_for_three() {
        let rabies = &Vaccine::usual()[0];
        assert_eq!(rabies.lasts_until(day("2026-11-20"), true), day("2027-11-20"));
        assert_eq!(rabies.lasts_until(day("2026-11-20"), false), day("2029-11-20"));
    }
}
