//! What must be known before a time is promised to a dog: everything on its card and its client's that speaks up.

use chrono::NaiveDate;

use super::dog::{Alerts, Coat};
use super::id::ServiceId;
use super::money::Cents;
use super::vaccine::Vaccinated;

/// Everything on the cards of a dog and its client that counts before a booking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// Why nobody should book it; empty for every other dog.
    pub do_not_book: String,
    /// Whether that stands on the card of its client, and not on its own.
    pub refused_by_client: bool,
    /// What must be known before anybody touches it.
    pub alerts: Alerts,
    /// 1 angel to 5 vet only.
    pub temperament: Option<i64>,
    /// Allergies, as written.
    pub allergies: String,
    /// Its coat, when known.
    pub coat: Option<Coat>,
    /// The day the client signed that its double coat may be shaved.
    pub waiver: Option<NaiveDate>,
    /// Its vaccinations beside the rules of the salon.
    pub vaccinated: Vaccinated,
    /// What its client owes.
    pub owes_cents: Cents,
    /// What its client pays before anything is booked.
    pub deposit_cents: Cents,
    /// How often it did not come.
    pub no_shows: i64,
    /// Other dogs of the same name, each told apart by breed and client.
    pub namesakes: Vec<String>,
}

/// The work that a time is looked for, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned<'a> {
    /// When.
    pub day: NaiveDate,
    /// When one speaks of it.
    pub today: NaiveDate,
    /// The service and what is done on top.
    pub services: &'a [ServiceId],
    /// The service whose work needs a signature for a double coat.
    pub needs_waiver: Option<&'a str>,
    /// The word said after an amount.
    pub currency: &'a str,
}

/// One thing to know.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Warning {
    /// In words.
    pub words: String,
    /// Whether somebody or the dog may come to harm, or the booking should not be made.
    pub serious: bool,
    /// Its place among everything that can be said, 0 for the most serious.
    #[serde(skip)]
    pub place: usize,
    /// Whether it is about the client, and so the same for each of their dogs.
    #[serde(skip)]
    pub of_client: bool,
}

/// Places of what can be said, after those of the signs.
const ALLERGY: usize = 6;
const VACCINE: usize = 7;
const UNSIGNED: usize = 8;
const VACCINE_SOON: usize = 9;
const OWES: usize = 10;
const DEPOSIT: usize = 11;
const NO_SHOWS: usize = 12;
const NAMESAKES: usize = 13;

impl Care {
    /// Where nobody should book the dog: who may lift that and how, and what can be done all the same, a sentence each;
    /// nothing for every other dog.
    #[must_use]
    pub fn ways_past_a_refusal(&self, dog: &str, client: &str) -> Vec<String> {
        if self.do_not_book.is_empty() {
            return Vec::new();
        }
        let (whose, way) = if self.refused_by_client {
            (client, "/ finds the dog, c opens that card, e changes it")
        } else {
            (dog, "/ finds the dog, e changes its card")
        };
        vec![
            format!("Who may decide that takes `Do not book` off the card of {whose}: {way}."),
            "Or it is booked on purpose, with a reason that stays: 0, then 2.".to_owned(),
        ]
    }

    /// Everything to know before this is booked, the most serious first.
    #[must_use]
    pub fn warnings(&self, planned: Planned) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let mut warn = |place: usize, words: String| {
            warnings.push(Warning {
                words,
                serious: place < VACCINE_SOON,
                place,
                of_client: matches!(place, OWES | DEPOSIT),
            });
        };
        if !self.do_not_book.is_empty() {
            warn(0, format!("do not book: {}", self.do_not_book));
        }
        let signs = [
            (self.alerts.bites, "bites"),
            (self.alerts.muzzle, "muzzle"),
            (self.temperament == Some(5), "vet only"),
            (self.alerts.heart, "heart"),
            (self.alerts.seizures, "seizures"),
        ];
        for (place, (_, words)) in (1..).zip(signs).filter(|(_, (on, _))| *on) {
            warn(place, words.to_owned());
        }
        if !self.allergies.is_empty() {
            warn(ALLERGY, format!("allergy: {}", self.allergies));
        }
        let vaccines = self.vaccinated.alerts(planned.services, planned.day);
        for alert in &vaccines {
            let place = if alert.is_marked() { VACCINE } else { VACCINE_SOON };
            warn(place, alert.words(planned.today));
        }
        if let Some(service) = planned.needs_waiver
            && self.coat == Some(Coat::Double)
            && self.waiver.is_none()
        {
            warn(UNSIGNED, format!("double coat: nobody signed for {service}"));
        }
        if self.owes_cents.0 > 0 {
            warn(OWES, format!("owes {} {}", self.owes_cents, planned.currency));
        }
        if self.deposit_cents.0 > 0 {
            warn(
                DEPOSIT,
                format!("deposit of {} {} first", self.deposit_cents, planned.currency),
            );
        }
        match self.no_shows {
            0 => {}
            1 => warn(NO_SHOWS, "did not come once".to_owned()),
            2 => warn(NO_SHOWS, "did not come twice".to_owned()),
            many => warn(NO_SHOWS, format!("did not come {many} times")),
        }
        if !self.namesakes.is_empty() {
            warn(
                NAMESAKES,
                format!("not to be confused with {}", self.namesakes.join(", ")),
            );
        }
        warnings.sort_by_key(|warning| !warning.serious);
        warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{DogId, VaccinationId, VaccineNeedId};
    use crate::domain::vaccine::{Vaccination, Vaccine, VaccineNeed};

    /// A dog whose rabies vaccine, which everything here asks for, is good until a day.
    fn vaccinated(until: NaiveDate) -> Vaccinated {
        let rabies = Vaccine::usual().remove(0);
        let need = VaccineNeed {
            id: VaccineNeedId::new(),
            vaccine_id: rabies.id,
            service_id: None,
            refuses: false,
            rev: 1,
        };
        let had = Vaccination {
            id: VaccinationId::new(),
            dog_id: DogId::new(),
            vaccine_id: rabies.id,
            given: None,
            until,
            proof: false,
            exempt: false,
            rev: 1,
        };
        Vaccinated {
            birth: None,
            vaccines: vec![rabies],
            needs: vec![need],
            had: vec![had],
        }
    }

    #[test]
    fn the_most_serious_comes_first_and_nothing_is_said_of_a_dog_without_a_mark() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let planned = Planned {
            day,
            today: day,
            services: &[],
            needs_waiver: Some("Shave-down"),
            currency: "euros",
        };
        assert_eq!(Care::default().warnings(planned), []);
        let care = Care {
            do_not_book: "never pays".to_owned(),
            alerts: Alerts {
                bites: true,
                ..Alerts::default()
            },
            temperament: Some(5),
            allergies: "oatmeal".to_owned(),
            coat: Some(Coat::Double),
            vaccinated: vaccinated(day.pred_opt().unwrap()),
            owes_cents: Cents(4500),
            deposit_cents: Cents(2000),
            no_shows: 2,
            namesakes: vec!["Rex Weber (Pug, Ida Weber ..0190)".to_owned()],
            ..Care::default()
        };
        let words: Vec<String> = care
            .warnings(planned)
            .into_iter()
            .map(|each| each.words)
            .collect();
        assert_eq!(
            words,
            [
                "do not book: never pays",
                "bites",
                "vet only",
                "allergy: oatmeal",
                "Rabies ran out 25 Nov 2026",
                "double coat: nobody signed for Shave-down",
                "owes 45 euros",
                "deposit of 20 euros first",
                "did not come twice",
                "not to be confused with Rex Weber (Pug, Ida Weber ..0190)",
            ]
        );
        let signed = Care {
            coat: Some(Coat::Double),
            waiver: Some(day),
            vaccinated: vaccinated(day),
            ..Care::default()
        };
        assert_eq!(signed.warnings(planned), [], "a vaccine is good on its last day");
    }
}
