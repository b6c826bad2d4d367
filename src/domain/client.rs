//! The human who pays.

use super::id::ClientId;
use super::money::Cents;

/// A client of the salon.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Client {
    /// The row's id.
    pub id: ClientId,
    /// First name; may be empty when only the family name is known.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// The phone number as written.
    pub phone: String,
    /// The mail address as written.
    pub email: String,
    /// Anything worth knowing, one line.
    pub note: String,
    /// Whom to call when the client cannot be reached, as written.
    pub emergency: String,
    /// Who else may pick the dogs up, as written.
    pub pick_up: String,
    /// What has to be paid before a booking stands; nothing for most.
    pub deposit_cents: Cents,
    /// What is still to be paid from earlier visits.
    pub owes_cents: Cents,
    /// Why nobody should book for them any more; empty for everybody else.
    pub do_not_book: String,
    /// Raised at each edit.
    pub rev: i64,
}

impl Client {
    /// A new client with nothing filled in.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            id: ClientId::new(),
            first_name: String::new(),
            last_name: String::new(),
            phone: String::new(),
            email: String::new(),
            note: String::new(),
            emergency: String::new(),
            pick_up: String::new(),
            deposit_cents: Cents::default(),
            owes_cents: Cents::default(),
            do_not_book: String::new(),
            rev: 1,
        }
    }

    /// `Marta Moreira`.
    #[must_use]
    pub fn name(&self) -> String {
        full_name(&self.first_name, &self.last_name)
    }
}

/// Joins a first and a last name, either of which may be empty.
#[must_use]
pub fn full_name(first: &str, last: &str) -> String {
    match (first.is_empty(), last.is_empty()) {
        (_, true) => first.to_owned(),
        (true, false) => last.to_owned(),
        (false, false) => format!("{first} {last}"),
    }
}

/// The last four digits of a phone number, as a receptionist asks for them; empty when there are none.
#[must_use]
pub fn phone_tail(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}
