//! Who of them is with whom, and who goes first, in few words.

use super::{Companion, OfferForAll};
use crate::domain::clock::hhmm;
use crate::domain::household::both;
use crate::domain::id::GroomerId;

/// The turns of a time for several dogs, as short as they have to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turns {
    /// `10:00 Bella with Ana · 11:15 Max with Ana · both ready 12:45`.
    pub full: String,
    /// `10:00 Bella Ana · 11:15 Max Ana · ready 12:45`.
    pub short: String,
}

/// Says when each of them starts and with whom, in the order of the work; `dot` stands between the turns.
#[must_use]
pub fn turns(
    dogs: &[Companion],
    offer: &OfferForAll,
    groomer: impl Fn(GroomerId) -> String,
    dot: &str,
) -> Turns {
    let mut each: Vec<(i64, &str, String)> = dogs
        .iter()
        .zip(&offer.place.slots)
        .map(|(dog, slot)| {
            let name = dog.dog.first_name.as_str();
            (slot.span.start, name, groomer(slot.groomer_id))
        })
        .collect();
    each.sort_by_key(|(start, ..)| *start);
    let said = |with: &str| -> Vec<String> {
        each.chunk_by(|one, other| one.0 == other.0)
            .map(|turn| {
                let names = turn
                    .iter()
                    .map(|(_, dog, groomer)| format!("{dog} {with}{groomer}"));
                let names: Vec<String> = names.collect();
                let start = hhmm(turn[0].0);
                format!("{start} {}", names.join(", "))
            })
            .collect()
    };
    let between = format!(" {dot} ");
    let ready = hhmm(offer.place.pickup_min);
    Turns {
        full: format!(
            "{}{between}{} ready {ready}",
            said("with ").join(&between),
            both(dogs.len())
        ),
        short: format!("{}{between}ready {ready}", said("").join(&between)),
    }
}
