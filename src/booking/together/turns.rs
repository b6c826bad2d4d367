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
    /// Shorter and shorter: `10:00 Bella Ana · 11:15 Max Ana`, `10:00 Bella · 11:15 Max`, `10:00 in turn Bella, Max`,
    /// `10:00 in turn`.
    pub shorter: [String; 4],
    /// What belongs behind each of the shorter ones: ` · ready 12:45`.
    pub ready: String,
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
    let between = format!(" {dot} ");
    let said = |name: &dyn Fn(&str, &str) -> String| -> String {
        let turns = each.chunk_by(|one, other| one.0 == other.0).map(|turn| {
            let names = turn.iter().map(|(_, dog, groomer)| name(dog, groomer));
            let names: Vec<String> = names.collect();
            format!("{} {}", hhmm(turn[0].0), names.join(", "))
        });
        turns.collect::<Vec<String>>().join(&between)
    };
    let ready = hhmm(offer.place.pickup_min);
    let side_by_side = offer.place.is_side_by_side();
    let first = hhmm(offer.place.drop_off_min);
    let names: Vec<&str> = each.iter().map(|(_, dog, _)| *dog).collect();
    let names = names.join(", ");
    let (all, least) = if side_by_side {
        (names, "side by side")
    } else {
        (format!("in turn {names}"), "in turn")
    };
    Turns {
        full: format!(
            "{}{between}{} ready {ready}",
            said(&|dog, groomer| format!("{dog} with {groomer}")),
            both(dogs.len())
        ),
        shorter: [
            said(&|dog, groomer| format!("{dog} {groomer}")),
            said(&|dog, _| dog.to_owned()),
            format!("{first} {all}"),
            format!("{first} {least}"),
        ],
        ready: format!("{between}ready {ready}"),
    }
}
