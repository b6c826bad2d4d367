//! Two cards of the same dog or client: what differs, and which of both stays.

mod apart;

use super::client::Client;
use super::dog::{Alerts, Dog, Sex, temperament_words};
use super::text;

pub use apart::{Moves, apart_clients, apart_dogs};

/// Which of two values stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// That of the card that is kept.
    This,
    /// That of the card that goes.
    Other,
    /// One behind the other.
    Both,
}

/// Something that the two cards do not say alike.
pub struct Difference<T> {
    /// Its title on the card.
    pub title: &'static str,
    /// What the kept card says; empty for nothing.
    pub this: String,
    /// What the other one says; empty for nothing.
    pub other: String,
    /// Whether both can stand together.
    pub joins: bool,
    put: fn(&mut T, &T, &str),
}

impl<T> Difference<T> {
    /// What stays unless somebody chooses: what says anything; both together where that can be; else what the card says
    /// that has been in use for longer, `known`.
    #[must_use]
    pub const fn fuller(&self, known: Stays) -> Stays {
        match (self.this.is_empty(), self.other.is_empty()) {
            (true, _) => Stays::Other,
            (false, false) if self.joins => Stays::Both,
            (false, false) => known,
            (false, true) => Stays::This,
        }
    }

    /// Puts what stays into the kept card.
    pub fn settle(&self, kept: &mut T, other: &T, stays: Stays) {
        match stays {
            Stays::This => {}
            Stays::Other => (self.put)(kept, other, &self.other),
            Stays::Both => (self.put)(kept, other, &format!("{}; {}", self.this, self.other)),
        }
    }
}

/// A way to see one thing of a card: its title, what it says, how it is taken over, and how long both may be together.
struct Seen<T> {
    title: &'static str,
    says: fn(&T) -> String,
    put: fn(&mut T, &T, &str),
    together: Option<usize>,
}

fn compared<T>(this: &T, other: &T, seen: &[Seen<T>]) -> Vec<Difference<T>> {
    let differing = seen.iter().filter_map(|seen| {
        let (one, two) = ((seen.says)(this), (seen.says)(other));
        (one != two).then(|| Difference {
            title: seen.title,
            joins: !one.is_empty()
                && !two.is_empty()
                && seen
                    .together
                    .is_some_and(|most| one.chars().count() + two.chars().count() + 2 <= most),
            put: seen.put,
            this: one,
            other: two,
        })
    });
    differing.collect()
}

/// What two cards of one dog do not say alike; the client and the marks for danger are no choice here: a mark on either
/// card stays.
#[must_use]
pub fn dog_differences(this: &Dog, other: &Dog) -> Vec<Difference<Dog>> {
    let mut differences = compared(this, other, &who_it_is());
    differences.extend(compared(this, other, &what_to_know()));
    differences
}

/// What tells a dog from another.
fn who_it_is() -> [Seen<Dog>; 6] {
    [
        Seen {
            title: "Name",
            says: Dog::name,
            put: |dog, other, _| {
                dog.first_name.clone_from(&other.first_name);
                dog.last_name.clone_from(&other.last_name);
            },
            together: None,
        },
        Seen {
            title: "Breed",
            says: |dog| dog.breed.clone(),
            put: |dog, _, text| text.clone_into(&mut dog.breed),
            together: None,
        },
        Seen {
            title: "Size",
            says: |dog| dog.size.map(|size| size.as_str().to_owned()).unwrap_or_default(),
            put: |dog, other, _| dog.size = other.size,
            together: None,
        },
        Seen {
            title: "Coat",
            says: |dog| dog.coat.map(|coat| coat.as_str().to_owned()).unwrap_or_default(),
            put: |dog, other, _| dog.coat = other.coat,
            together: None,
        },
        Seen {
            title: "Sex",
            says: |dog| match dog.sex {
                Sex::Unknown => String::new(),
                sex => sex.words().to_owned(),
            },
            put: |dog, other, _| dog.sex = other.sex,
            together: None,
        },
        Seen {
            title: "Born",
            says: |dog| match (dog.birth, dog.age, dog.age_told) {
                (Some(birth), ..) => birth.format("%-d %b %Y").to_string(),
                (None, Some(age), Some(told)) => format!("{age} years on {}", told.format("%-d %b %Y")),
                (None, Some(age), None) => format!("{age} years"),
                (None, None, _) => String::new(),
            },
            put: |dog, other, _| {
                (dog.birth, dog.age, dog.age_told) = (other.birth, other.age, other.age_told);
            },
            together: None,
        },
    ]
}

/// What one has to know to work on it.
fn what_to_know() -> [Seen<Dog>; 9] {
    [
        Seen {
            title: "Temperament",
            says: |dog| {
                dog.temperament
                    .map(|temper| format!("{temper} {}", temperament_words(temper)))
                    .unwrap_or_default()
            },
            put: |dog, other, _| dog.temperament = other.temperament,
            together: None,
        },
        Seen {
            title: "Allergies",
            says: |dog| dog.allergies.clone(),
            put: |dog, _, text| text.clone_into(&mut dog.allergies),
            together: Some(text::ALLERGIES),
        },
        Seen {
            title: "Medication",
            says: |dog| dog.medication.clone(),
            put: |dog, _, text| text.clone_into(&mut dog.medication),
            together: Some(text::LINE),
        },
        Seen {
            title: "Vet",
            says: |dog| dog.vet.clone(),
            put: |dog, _, text| text.clone_into(&mut dog.vet),
            together: None,
        },
        Seen {
            title: "Chip number",
            says: |dog| dog.chip.clone(),
            put: |dog, _, text| text.clone_into(&mut dog.chip),
            together: None,
        },
        Seen {
            title: "Comes every",
            says: |dog| {
                dog.rebook_weeks
                    .map(|weeks| format!("{weeks} weeks"))
                    .unwrap_or_default()
            },
            put: |dog, other, _| dog.rebook_weeks = other.rebook_weeks,
            together: None,
        },
        Seen {
            title: "Shaving signed",
            says: |dog| {
                dog.waiver
                    .map(|day| day.format("%-d %b %Y").to_string())
                    .unwrap_or_default()
            },
            put: |dog, other, _| dog.waiver = other.waiver,
            together: None,
        },
        Seen {
            title: "Do not book",
            says: |dog| dog.do_not_book.clone(),
            put: |dog, _, text| text.clone_into(&mut dog.do_not_book),
            together: Some(text::REASON),
        },
        Seen {
            title: "Note",
            says: |dog| dog.note.clone(),
            put: |dog, _, text| text.clone_into(&mut dog.note),
            together: Some(text::NOTE),
        },
    ]
}

/// The marks for danger of both cards together.
#[must_use]
pub const fn united(this: Alerts, other: Alerts) -> Alerts {
    Alerts {
        bites: this.bites || other.bites,
        muzzle: this.muzzle || other.muzzle,
        heart: this.heart || other.heart,
        seizures: this.seizures || other.seizures,
    }
}

/// What two cards of one client do not say alike. What is owed is no choice: both cards' debts are added up.
#[must_use]
pub fn client_differences(this: &Client, other: &Client) -> Vec<Difference<Client>> {
    let seen = [
        Seen {
            title: "Name",
            says: Client::name,
            put: |client: &mut Client, other: &Client, _| {
                client.first_name.clone_from(&other.first_name);
                client.last_name.clone_from(&other.last_name);
            },
            together: None,
        },
        Seen {
            title: "Phone",
            says: |client| client.phone.clone(),
            put: |client, _, text| text.clone_into(&mut client.phone),
            together: None,
        },
        Seen {
            title: "Mail",
            says: |client| client.email.clone(),
            put: |client, _, text| text.clone_into(&mut client.email),
            together: None,
        },
        Seen {
            title: "In an emergency",
            says: |client| client.emergency.clone(),
            put: |client, _, text| text.clone_into(&mut client.emergency),
            together: Some(text::CONTACT),
        },
        Seen {
            title: "May pick up",
            says: |client| client.pick_up.clone(),
            put: |client, _, text| text.clone_into(&mut client.pick_up),
            together: Some(text::LINE),
        },
        Seen {
            title: "Deposit",
            says: |client| match client.deposit_cents.0 {
                0 => String::new(),
                _ => client.deposit_cents.to_string(),
            },
            put: |client, other, _| client.deposit_cents = other.deposit_cents,
            together: None,
        },
        Seen {
            title: "Do not book",
            says: |client| client.do_not_book.clone(),
            put: |client, _, text| text.clone_into(&mut client.do_not_book),
            together: Some(text::REASON),
        },
        Seen {
            title: "Note",
            says: |client| client.note.clone(),
            put: |client, _, text| text.clone_into(&mut client.note),
            together: Some(text::NOTE),
        },
    ];
    compared(this, other, &seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_anything_stays_and_notes_stand_together() {
        let this = Dog {
            first_name: "Bella".to_owned(),
            note: "shy".to_owned(),
            ..Dog::blank(None)
        };
        let other = Dog {
            breed: "Pomeranian".to_owned(),
            first_name: "Bela".to_owned(),
            note: "likes cheese".to_owned(),
            age: Some(4),
            ..Dog::blank(None)
        };
        let differences = dog_differences(&this, &other);
        let titles: Vec<&str> = differences.iter().map(|each| each.title).collect();
        assert_eq!(titles, ["Name", "Breed", "Born", "Note"]);
        let mut kept = this.clone();
        for each in &differences {
            each.settle(&mut kept, &other, each.fuller(Stays::This));
        }
        assert_eq!(
            (kept.first_name.as_str(), kept.breed.as_str()),
            ("Bella", "Pomeranian")
        );
        assert_eq!((kept.note.as_str(), kept.age), ("shy; likes cheese", Some(4)));
    }

    #[test]
    fn words_that_would_not_fit_together_are_a_choice() {
        let long = |text: &str| Client {
            note: text.repeat(300),
            ..Client::blank()
        };
        let differences = client_differences(&long("a"), &long("b"));
        assert!(!differences[0].joins);
        assert_eq!(differences[0].fuller(Stays::This), Stays::This);
        assert_eq!(differences[0].fuller(Stays::Other), Stays::Other);
    }
}
