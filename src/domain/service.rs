//! What the salon sells: a piece of work with its minutes and its price.

use super::id::ServiceId;
use super::money::Cents;

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Service {
    /// The row's id.
    pub id: ServiceId,
    /// The name said to the caller.
    pub name: String,
    /// Time on the table, in minutes, a multiple of 5.
    pub minutes: i64,
    /// From drop-off to the promised pick-up, in minutes; at least `minutes`.
    pub stay_minutes: i64,
    /// The price.
    pub price_cents: Cents,
    /// Place in the list, from 1; the first is the usual one for a dog that never came.
    pub position: i64,
    /// Whether it can be booked.
    pub active: bool,
    /// Whether it is only booked on top of another service.
    pub add_on: bool,
    /// Whether a double coat needs the client's signature for it.
    pub needs_waiver: bool,
    /// Raised at each edit.
    pub rev: i64,
}

/// A service with what is done on top of it, as lists show it: `Pom bath + teeth`.
#[must_use]
pub fn with_add_ons(service: &str, add_ons: &[&str]) -> String {
    let mut words = service.to_owned();
    for add_on in add_ons {
        words.push_str(" + ");
        words.push_str(&small(add_on));
    }
    words
}

/// A service with what is done on top of it, as one says it to the caller: `Pom bath with teeth and nails`.
#[must_use]
pub fn said_with(service: &str, add_ons: &[&str]) -> String {
    let small: Vec<String> = add_ons.iter().map(|add_on| small(add_on)).collect();
    match small.as_slice() {
        [] => service.to_owned(),
        [only] => format!("{service} with {only}"),
        [first @ .., last] => format!("{service} with {} and {last}", first.join(", ")),
    }
}

/// A name within a sentence: its first letter small, unless it is written in capitals.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_on_top_is_named_with_the_service() {
        assert_eq!(with_add_ons("Pom bath", &[]), "Pom bath");
        assert_eq!(
            with_add_ons("Pom bath", &["Teeth", "Nails"]),
            "Pom bath + teeth + nails"
        );
        assert_eq!(said_with("Pom bath", &["Teeth"]), "Pom bath with teeth");
        assert_eq!(
            said_with("Pom bath", &["De-shed", "Teeth", "SPA mask"]),
            "Pom bath with de-shed, teeth and SPA mask"
        );
        assert_eq!(said_with("Pom bath", &["É"]), "Pom bath with é");
    }
}
