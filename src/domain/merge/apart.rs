//! Before two cards become one: whether they can be one at all, and what comes over.

use chrono::NaiveDate;

use crate::domain::client::Client;
use crate::domain::dog::{Dog, Sex};
use crate::domain::text::{digits, fold};

/// How much comes over from the card that goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Dogs of a client.
    pub dogs: i64,
    /// Appointments, those that are over included.
    pub appointments: i64,
    /// Vaccinations.
    pub vaccinations: i64,
    /// Weights.
    pub weights: i64,
    /// Wishes on the waiting list.
    pub waits: i64,
    /// Prices of a dog's own.
    pub own_prices: i64,
}

impl Moves {
    /// How much stands behind a card, in rows.
    #[must_use]
    pub const fn rows(&self) -> i64 {
        self.dogs + self.appointments + self.vaccinations + self.weights + self.waits + self.own_prices
    }

    /// `14 appointments and 2 vaccinations come over; u makes them two again.`
    #[must_use]
    pub fn sentence(&self) -> String {
        let counted = [
            (self.dogs, "dog", "dogs"),
            (self.appointments, "appointment", "appointments"),
            (self.vaccinations, "vaccination", "vaccinations"),
            (self.weights, "weight", "weights"),
            (
                self.waits,
                "wish on the waiting list",
                "wishes on the waiting list",
            ),
            (self.own_prices, "own price", "own prices"),
        ];
        let words: Vec<String> = counted
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
        match words.split_last() {
            None => "Nothing else is on the other card; u makes them two again.".to_owned(),
            Some((only, [])) if only.starts_with("1 ") => {
                format!("From the other card {only} comes over; u makes them two again.")
            }
            Some((only, [])) => format!("From the other card {only} come over; u makes them two again."),
            Some((last, first)) => format!(
                "From the other card {} and {last} come over; u makes them two again.",
                first.join(", ")
            ),
        }
    }
}

/// What speaks against it that two cards are one dog: `male and female`, `Pomeranian and Spaniel`; empty when nothing
/// does.
#[must_use]
pub fn apart_dogs(this: &Dog, other: &Dog, today: NaiveDate) -> Vec<String> {
    let mut apart = Vec::new();
    let male = |dog: &Dog| match dog.sex {
        Sex::Male | Sex::MaleNeutered => Some(true),
        Sex::Female | Sex::FemaleSpayed => Some(false),
        Sex::Unknown => None,
    };
    if let (Some(one), Some(two)) = (male(this), male(other))
        && one != two
    {
        apart.push("male and female".to_owned());
    }
    if are_two(&this.breed, &other.breed) {
        apart.push(format!("{} and {}", this.breed, other.breed));
    }
    // What was told of an age is often a year off.
    if let (Some(one), Some(two)) = (this.age_on(today), other.age_on(today))
        && one.abs_diff(two) > 1
    {
        apart.push(format!("{one} and {two} years old"));
    }
    if let (one, two) = (digits(&this.chip), digits(&other.chip))
        && !one.is_empty()
        && !two.is_empty()
        && one != two
    {
        apart.push("two chip numbers".to_owned());
    }
    apart
}

/// What speaks against it that two cards are one client: another last name together with another phone number; empty
/// when nothing does, for a person may well have married, or have a new phone.
#[must_use]
pub fn apart_clients(this: &Client, other: &Client) -> Vec<String> {
    let (one, two) = (digits(&this.phone), digits(&other.phone));
    let other_phone = !one.is_empty() && !two.is_empty() && !one.ends_with(&two) && !two.ends_with(&one);
    if other_phone && are_two(&this.last_name, &other.last_name) {
        vec![
            format!("{} and {}", this.last_name, other.last_name),
            "two phone numbers".to_owned(),
        ]
    } else {
        Vec::new()
    }
}

/// Whether two words are both there and neither is a part of the other: `Pom` may be `Pomeranian`.
fn are_two(one: &str, two: &str) -> bool {
    let (one, two) = (fold(one), fold(two));
    !one.is_empty() && !two.is_empty() && !one.contains(&two) && !two.contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(first: &str, last: &str, phone: &str) -> Client {
        Client {
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            phone: phone.to_owned(),
            ..Client::blank()
        }
    }

    #[test]
    fn who_has_married_or_has_a_new_phone_may_well_be_the_same() {
        let marta = named("Marta", "Moreira", "+351 555 0123");
        let apart = |last, phone| apart_clients(&marta, &named("Marta", last, phone));
        assert_eq!(apart("Weber", "555 0123"), [] as [String; 0]);
        assert_eq!(apart("Moreira", "555 0177"), [] as [String; 0]);
        assert_eq!(apart("Weber", ""), [] as [String; 0]);
        assert_eq!(
            apart("Weber", "555 0177"),
            ["Moreira and Weber", "two phone numbers"]
        );
    }

    #[test]
    fn a_dog_that_is_not_known_well_yet_may_be_any() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default();
        let bella = Dog {
            breed: "Pomeranian".to_owned(),
            sex: Sex::FemaleSpayed,
            age: Some(4),
            chip: "620 098".to_owned(),
            ..Dog::blank(None)
        };
        assert_eq!(apart_dogs(&bella, &Dog::blank(None), today), [] as [String; 0]);
        let other = Dog {
            breed: "pom".to_owned(),
            sex: Sex::Female,
            age: Some(5),
            chip: "620098".to_owned(),
            ..Dog::blank(None)
        };
        assert_eq!(apart_dogs(&bella, &other, today), [] as [String; 0]);
        let third = Dog {
            breed: "Spaniel".to_owned(),
            sex: Sex::Male,
            age: Some(9),
            chip: "1".to_owned(),
            ..Dog::blank(None)
        };
        assert_eq!(
            apart_dogs(&bella, &third, today),
            [
                "male and female",
                "Pomeranian and Spaniel",
                "4 and 9 years old",
                "two chip numbers"
            ]
        );
    }

    #[test]
    fn what_comes_over_is_counted_in_words() {
        let moves = Moves {
            appointments: 14,
            vaccinations: 2,
            weights: 1,
            ..Moves::default()
        };
        assert_eq!(
            moves.sentence(),
            "From the other card 14 appointments, 2 vaccinations and 1 weight come over; u makes them two again."
        );
    }
}
